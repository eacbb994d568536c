/**
 * Which instruction made a write that has come out of the kernel, and how it looked before.
 *
 * The kernel tells of a write when the instruction is done but for the store: registers, flags and RIP are the new ones.
 * What the guest's owner is promised is the state before. So the bytes before RIP are decoded at every length, what does
 * not write to that very address is dropped, and where the registers before can be told with certainty they are given.
 */
import type { Instruction } from 'iced-x86';
import { loadIced } from './disassembler.ts';
import { linearAddress, type OperandAddress, type SegmentBaseName, takeApart } from './operand-address.ts';

/** Index of RCX, RSP, RBP, RSI, RDI among the general registers in the order of their encoding. */
const RCX = 1;
const RSP = 4;
const RBP = 5;
const RSI = 6;
const RDI = 7;
const MAX_INSTRUCTION = 15;

/** The processor behind the write, and the write. */
export interface WrittenState {
  readonly bits: 16 | 32 | 64;
  /** As it is now: behind the instruction, or at it for repeated string instructions. */
  readonly rip: bigint;
  /** General register by number: RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI, R8 to R15. */
  general(index: number): bigint;
  /** Base of `es`, `cs`, `ss`, `ds`, `fs` or `gs`. */
  segmentBase(name: SegmentBaseName): bigint;
  readonly directionFlag: boolean;
  readonly zeroFlag: boolean;
  /** Guest-physical address of a linear one; undefined when it is not mapped. */
  translate(gla: bigint): number | undefined;
  /** Code at an offset into the code segment, at most `length` bytes; fewer where it is not mapped. */
  readCode(offset: bigint, length: number): Uint8Array;
  /** First byte of the write as the kernel told it. */
  readonly gpa: number;
  /** All bytes that the kernel told of. */
  readonly data: Uint8Array;
  /** What is at `gpa` now. */
  readonly old: Uint8Array;
}

/** An instruction that was found. */
export interface FoundStore {
  /** Where it begins: an offset into the code segment, as RIP is. */
  readonly rip: bigint;
  readonly length: number;
  /** Linear address of the first byte at `gpa`. */
  readonly gla: bigint;
  /** RIP when the instruction is stepped over. */
  readonly next: bigint;
  /**
   * Registers to be changed back so that it has not happened; undefined: that cannot be known, so the instruction cannot
   * be undone. Flags that it computes are not restored: it computes them again.
   */
  readonly undo: readonly { readonly index: number; readonly value: bigint }[] | undefined;
  /** Its operand, when the instruction changed no register and all it wrote came out: then it is easy to know again. */
  readonly operand?: OperandAddress;
}

interface Candidate extends FoundStore {
  /** Begins with a prefix that has no effect. */
  readonly isPadded: boolean;
  /** The register or immediate that is stored has the value that was written. */
  readonly hasValue: boolean;
}

/**
 * Find the instruction behind a write.
 * @returns undefined when none, or no single one, can have made the write
 */
export function findStore(state: WrittenState): FoundStore | undefined {
  const found: Candidate[] = [];
  // Repeated string instructions stand at themselves until they are through; the last element may be behind them.
  const ahead = decodeAt(state, state.rip, state.readCode(state.rip, MAX_INSTRUCTION), (instruction) =>
    isRepeated(instruction) ? examine(state, instruction, state.rip) : undefined,
  );
  if (ahead !== undefined) found.push(ahead);
  collectBehind(state, state.rip, found);
  if (found.length === 0) {
    // A call has gone away from its place, but what it wrote is the address behind it.
    const target = returnAddress(state);
    if (target !== undefined) collectBehind(state, target, found, isCall);
  }
  return choose(found);
}

/** Decode the bytes before `end` at every length. */
function collectBehind(
  state: WrittenState,
  end: bigint,
  found: Candidate[],
  accepts: (instruction: Instruction) => boolean = () => true,
): void {
  const bytes = readBehind(state, end);
  for (let length = 1; length <= bytes.length; length++) {
    const start = BigInt.asUintN(state.bits === 64 ? 64 : 32, end - BigInt(length));
    const candidate = decodeAt(state, start, bytes.subarray(bytes.length - length), (instruction) =>
      instruction.length === length && accepts(instruction) ? examine(state, instruction, start) : undefined,
    );
    if (candidate !== undefined) found.push(candidate);
  }
}

/** Up to 15 bytes that end at `end`; fewer where the page before is not mapped. */
function readBehind(state: WrittenState, end: bigint): Uint8Array {
  const wanted = end < BigInt(MAX_INSTRUCTION) ? Number(end) : MAX_INSTRUCTION;
  const whole = state.readCode(end - BigInt(wanted), wanted);
  if (whole.length === wanted) return whole;
  const inPage = Math.min(wanted, Number(end & 0xfffn));
  return state.readCode(end - BigInt(inPage), inPage);
}

function decodeAt<T>(
  state: WrittenState,
  rip: bigint,
  bytes: Uint8Array,
  use: (instruction: Instruction) => T | undefined,
): T | undefined {
  if (bytes.length === 0) return undefined;
  const { Decoder, DecoderOptions } = loadIced();
  const decoder = new Decoder(state.bits, bytes, DecoderOptions.None);
  decoder.ip = rip;
  const instruction = decoder.decode();
  try {
    return instruction.isInvalid ? undefined : use(instruction);
  } finally {
    instruction.free();
    decoder.free();
  }
}

/** Whether the instruction can have made the write; with what it takes to undo it. */
function examine(state: WrittenState, instruction: Instruction, rip: bigint): Candidate | undefined {
  const before = registersBefore(state, instruction);
  const general = (index: number): bigint => before?.get(index) ?? state.general(index);
  const access = findWrite(state, instruction, general);
  if (access === undefined) return undefined;
  const next = BigInt.asUintN(state.bits === 64 ? 64 : 32, rip + BigInt(instruction.length));
  const undo = before === undefined ? undefined : [...before].map(([index, value]) => ({ index, value }));
  const isPlain = undo?.length === 0 && access.isWhole;
  return {
    ...(isPlain ? { operand: access.operand } : {}),
    rip,
    length: instruction.length,
    gla: access.gla,
    next,
    undo,
    isPadded: isPadded(instruction, state.bits),
    hasValue: access.hasValue,
  };
}

/** Registers as they were, where they were others; undefined when that cannot be told or the instruction not repeated. */
function registersBefore(state: WrittenState, instruction: Instruction): Map<number, bigint> | undefined {
  const { InstructionInfoFactory, Mnemonic, OpAccess, OpKind, RegisterExt, RflagsBits } = loadIced();
  const before = new Map<number, bigint>();
  const { mnemonic } = instruction;
  if (instruction.isStringInstruction) {
    const size = BigInt(state.data.length);
    const step = state.directionFlag ? -size : size;
    const mask = (value: bigint): bigint => BigInt.asUintN(64, value);
    switch (mnemonic) {
      case Mnemonic.Movsb:
      case Mnemonic.Movsw:
      case Mnemonic.Movsd:
      case Mnemonic.Movsq:
        before.set(RSI, mask(state.general(RSI) - step));
        break;
      case Mnemonic.Stosb:
      case Mnemonic.Stosw:
      case Mnemonic.Stosd:
      case Mnemonic.Stosq:
        break;
      default:
        return undefined; // INS has read its port
    }
    before.set(RDI, mask(state.general(RDI) - step));
    if (isRepeated(instruction)) before.set(RCX, mask(state.general(RCX) + 1n));
    return before;
  }
  if (instruction.rflagsRead & instruction.rflagsModified & ~RflagsBits.DF) return undefined; // ADC: the carry is gone
  const stack = instruction.stackPointerIncrement;
  if (stack !== 0) before.set(RSP, BigInt.asUintN(64, state.general(RSP) - BigInt(stack)));
  const data = numberOf(state.data);
  const old = numberOf(state.old);
  if (mnemonic === Mnemonic.Enter) {
    // The kernel knows it without nesting only: RBP was pushed. RBP of 16 bits leaves its upper part alone.
    if (instruction.immediate8_2nd !== 0 || state.data.length < 4) return undefined;
    before.set(RBP, data);
    return before;
  }
  const full = (register: number): number => RegisterExt.number(RegisterExt.fullRegister(register));
  if (mnemonic === Mnemonic.Xchg || mnemonic === Mnemonic.Xadd) {
    // Either order of operands is the same XCHG.
    const register = instruction.opRegister(instruction.op1Kind === OpKind.Register ? 1 : 0);
    const value = mnemonic === Mnemonic.Xchg ? data : data - old;
    before.set(full(register), insert(state.general(full(register)), value, register));
    return before;
  }
  if (mnemonic === Mnemonic.Cmpxchg) {
    // Exchanged: only ZF says so, and the accumulator is what it was. Otherwise the accumulator was overwritten.
    return state.zeroFlag ? before : undefined;
  }
  const factory = new InstructionInfoFactory();
  const info = factory.info(instruction);
  const used = info.usedRegisters();
  const writes = [OpAccess.Write, OpAccess.CondWrite, OpAccess.ReadWrite, OpAccess.ReadCondWrite];
  const others = used.filter(
    (register) =>
      writes.includes(register.access) &&
      !(stack !== 0 && RegisterExt.isGPR(register.register) && full(register.register) === RSP),
  ).length;
  for (const register of used) register.free();
  info.free();
  factory.free();
  return others === 0 ? before : undefined;
}

interface WrittenOperand {
  readonly gla: bigint;
  readonly operand: OperandAddress;
  /** All of it came out as the write. */
  readonly isWhole: boolean;
  readonly hasValue: boolean;
}

/** The operand that was written, when it is where the write was. */
function findWrite(
  state: WrittenState,
  instruction: Instruction,
  general: (index: number) => bigint,
): WrittenOperand | undefined {
  const { InstructionInfoFactory, MemorySizeExt, OpAccess } = loadIced();
  const factory = new InstructionInfoFactory();
  const info = factory.info(instruction);
  const used = info.usedMemory();
  let found: WrittenOperand | undefined;
  for (const memory of used) {
    const isWrite =
      memory.access === OpAccess.Write ||
      memory.access === OpAccess.CondWrite ||
      memory.access === OpAccess.ReadWrite ||
      memory.access === OpAccess.ReadCondWrite;
    if (!isWrite) continue;
    const size = MemorySizeExt.size(memory.memorySize) || state.data.length;
    const operand = takeApart(memory, instruction, state.bits);
    const gla = linearAddress(operand, { general, segmentBase: (name) => state.segmentBase(name) });
    const at = matchesWrite(state, gla, size);
    if (at === undefined) continue;
    found = {
      gla: at,
      operand,
      isWhole: at === gla,
      hasValue: at !== gla || hasSourceValue(state, instruction, general),
    };
  }
  for (const memory of used) memory.free();
  info.free();
  factory.free();
  return found;
}

/**
 * Linear address of the byte at `gpa` when an access of `size` bytes at `gla` comes out as this write: all of it, or what
 * lies on the second page when the first one took its part without an exit.
 */
function matchesWrite(state: WrittenState, gla: bigint, size: number): bigint | undefined {
  if (size === state.data.length && state.translate(gla) === state.gpa) return gla;
  const before = 4096 - Number(gla & 0xfffn);
  if (before >= size || state.gpa % 4096 !== 0 || size - before !== state.data.length) return undefined;
  const second = BigInt.asUintN(64, gla + BigInt(before));
  return state.translate(second) === state.gpa ? second : undefined;
}

/** Whether a plain MOV's source has the value that was written; true for everything else. */
function hasSourceValue(state: WrittenState, instruction: Instruction, general: (index: number) => bigint): boolean {
  const { Mnemonic, OpKind, RegisterExt } = loadIced();
  if (instruction.mnemonic !== Mnemonic.Mov || instruction.op1Kind !== OpKind.Register) return true;
  const register = instruction.opRegister(1);
  if (!RegisterExt.isGPR(register)) return true;
  const bits = state.data.length * 8;
  const isHigh = register >= 5 && register <= 8; // AH, CH, DH, BH
  const value = general(RegisterExt.number(RegisterExt.fullRegister(register))) >> (isHigh ? 8n : 0n);
  return BigInt.asUintN(bits, value) === BigInt.asUintN(bits, numberOf(state.data));
}

/** Of several, the longest that begins with something that matters; nothing when they disagree about the effect. */
function choose(found: readonly Candidate[]): FoundStore | undefined {
  const likely = found.filter((candidate) => candidate.hasValue);
  if (likely.length === 0) return undefined;
  const plain = likely.filter((candidate) => !candidate.isPadded);
  const pool = plain.length > 0 ? plain : likely;
  const chosen = pool.reduce((best, candidate) => (candidate.length > best.length ? candidate : best));
  const undoText = (candidate: Candidate): string =>
    candidate.undo?.map(({ index, value }) => `${index}=${value}`).join() ?? '-';
  // A shorter one inside the chosen one has the same effect when only prefixes differ; otherwise it would be a guess.
  return pool.every((candidate) => undoText(candidate) === undoText(chosen)) ? chosen : undefined;
}

/** Begins with a segment prefix that 64-bit code ignores, or with a repeat prefix on what is not repeated. */
function isPadded(instruction: Instruction, bits: number): boolean {
  const { Register } = loadIced();
  if (bits !== 64) return false;
  const prefix = instruction.segmentPrefix;
  return prefix === Register.ES || prefix === Register.CS || prefix === Register.SS || prefix === Register.DS;
}

function isRepeated(instruction: Instruction): boolean {
  return instruction.isStringInstruction && (instruction.hasRepPrefix || instruction.hasRepnePrefix);
}

function isCall(instruction: Instruction): boolean {
  return instruction.isCallNear || instruction.isCallNearIndirect;
}

/** What a near call would have pushed. */
function returnAddress(state: WrittenState): bigint | undefined {
  if (state.data.length * 8 !== state.bits) return undefined;
  return numberOf(state.data);
}

function numberOf(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]);
  return value;
}

/** A general register with one of its parts replaced, as instructions write it: 32-bit parts clear the upper half. */
function insert(whole: bigint, value: bigint, register: number): bigint {
  const { RegisterExt } = loadIced();
  const size = RegisterExt.size(register);
  if (size >= 4) return BigInt.asUintN(size * 8, value);
  const shift = register >= 5 && register <= 8 ? 8n : 0n;
  const mask = ((1n << BigInt(size * 8)) - 1n) << shift;
  return (whole & ~mask) | ((value << shift) & mask);
}
