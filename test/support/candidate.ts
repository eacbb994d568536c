import {
  Code,
  CodeExt,
  Instruction,
  OpCodeOperandKind as Kind,
  MemorySizeExt,
  Mnemonic,
  OpKind,
  Register,
  RegisterExt,
} from 'iced-x86';
import type { MemoryOperand, Operand } from './operand.ts';

/** One encoding of a mnemonic, as iced's tables describe it. */
export interface Candidate {
  readonly code: Code;
  readonly kinds: readonly Kind[];
  /** Bytes of the memory operand, 0 when unknown. */
  readonly memorySize: number;
  /** Bits: the modes in which it exists. */
  readonly modes: ReadonlySet<number>;
}

/** Every legacy (non-VEX) encoding, by mnemonic in lower case. */
export function candidatesByMnemonic(): Map<string, Candidate[]> {
  const table = new Map<string, Candidate[]>();
  for (const code of Object.values(Code)) {
    if (typeof code !== 'number') continue;
    const info = CodeExt.opCode(code);
    if (info.isInstruction && info.encoding === 0) {
      const kinds = [info.op0Kind, info.op1Kind, info.op2Kind, info.op3Kind, info.op4Kind].slice(0, info.opCount);
      // A shorter push is not the same push: it moves the stack pointer by 2.
      const isNarrowPush = code === Code.Push_imm16 || code === Code.Pushw_imm8;
      const modes = new Set(
        [16, 32, 64].filter((bits) => info.isAvailableInMode(bits) && !(isNarrowPush && bits > 16)),
      );
      const name = (Mnemonic[info.mnemonic] as string).toLowerCase();
      const list = table.get(name) ?? [];
      list.push({ code, kinds, memorySize: MemorySizeExt.size(info.memorySize), modes });
      table.set(name, list);
    }
    info.free();
  }
  return table;
}

/** Registers that an operand kind takes: a test on the register's class. */
const REGISTER_KINDS: readonly (readonly [(register: Register) => boolean, readonly Kind[]])[] = [
  [RegisterExt.isGPR8, [Kind.r8_or_mem, Kind.r8_reg, Kind.r8_opcode]],
  [RegisterExt.isGPR16, [Kind.r16_or_mem, Kind.r16_reg, Kind.r16_reg_mem, Kind.r16_rm, Kind.r16_opcode]],
  [RegisterExt.isGPR32, [Kind.r32_or_mem, Kind.r32_reg, Kind.r32_reg_mem, Kind.r32_rm, Kind.r32_opcode]],
  [RegisterExt.isGPR64, [Kind.r64_or_mem, Kind.r64_reg, Kind.r64_reg_mem, Kind.r64_rm, Kind.r64_opcode]],
  [RegisterExt.isSegmentRegister, [Kind.seg_reg]],
  [RegisterExt.isMM, [Kind.mm_or_mem, Kind.mm_reg, Kind.mm_rm]],
  [RegisterExt.isXMM, [Kind.xmm_or_mem, Kind.xmm_reg, Kind.xmm_rm]],
  [RegisterExt.isCR, [Kind.cr_reg]],
  [RegisterExt.isDR, [Kind.dr_reg]],
  [RegisterExt.isST, [Kind.sti_opcode]],
];
const FIXED_REGISTERS: Partial<Record<Kind, Register>> = {
  [Kind.es]: Register.ES,
  [Kind.cs]: Register.CS,
  [Kind.ss]: Register.SS,
  [Kind.ds]: Register.DS,
  [Kind.fs]: Register.FS,
  [Kind.gs]: Register.GS,
  [Kind.al]: Register.AL,
  [Kind.cl]: Register.CL,
  [Kind.ax]: Register.AX,
  [Kind.dx]: Register.DX,
  [Kind.eax]: Register.EAX,
  [Kind.rax]: Register.RAX,
  [Kind.st0]: Register.ST0,
};
const MEMORY_KINDS = new Set([
  Kind.mem,
  Kind.mem_offs,
  Kind.r8_or_mem,
  Kind.r16_or_mem,
  Kind.r32_or_mem,
  Kind.r64_or_mem,
  Kind.mm_or_mem,
  Kind.xmm_or_mem,
]);
/** Immediates: OpKind, width in bits, bits of the value as the instruction uses it. */
const IMMEDIATES: Partial<Record<Kind, readonly [OpKind, bits: number, used: number]>> = {
  [Kind.imm8]: [OpKind.Immediate8, 8, 8],
  [Kind.imm8sex16]: [OpKind.Immediate8to16, 8, 16],
  [Kind.imm8sex32]: [OpKind.Immediate8to32, 8, 32],
  [Kind.imm8sex64]: [OpKind.Immediate8to64, 8, 64],
  [Kind.imm16]: [OpKind.Immediate16, 16, 16],
  [Kind.imm32]: [OpKind.Immediate32, 32, 32],
  [Kind.imm32sex64]: [OpKind.Immediate32to64, 32, 64],
  [Kind.imm64]: [OpKind.Immediate64, 64, 64],
};
const BRANCHES: Partial<Record<Kind, OpKind>> = {
  [Kind.br16_1]: OpKind.NearBranch16,
  [Kind.br16_2]: OpKind.NearBranch16,
  [Kind.br32_1]: OpKind.NearBranch32,
  [Kind.br32_4]: OpKind.NearBranch32,
  [Kind.br64_1]: OpKind.NearBranch64,
  [Kind.br64_4]: OpKind.NearBranch64,
};
/** Implied string operands: the OpKind with 16-, 32- and 64-bit addresses. */
const STRINGS: Partial<Record<Kind, readonly [OpKind, OpKind, OpKind]>> = {
  [Kind.seg_rSI]: [OpKind.MemorySegSI, OpKind.MemorySegESI, OpKind.MemorySegRSI],
  [Kind.es_rDI]: [OpKind.MemoryESDI, OpKind.MemoryESEDI, OpKind.MemoryESRDI],
  [Kind.seg_rDI]: [OpKind.MemorySegDI, OpKind.MemorySegEDI, OpKind.MemorySegRDI],
};

/** Operand kinds that the writer leaves out: string operands and the registers that go with them, and XLAT's. */
function isImplied(kind: Kind, candidate: Candidate): boolean {
  if (STRINGS[kind] !== undefined || kind === Kind.seg_rBX_al) return true;
  return FIXED_REGISTERS[kind] !== undefined && candidate.kinds.some((other) => STRINGS[other] !== undefined);
}

function registerFits(kind: Kind, register: Register): boolean {
  if (FIXED_REGISTERS[kind] !== undefined) return FIXED_REGISTERS[kind] === register;
  return REGISTER_KINDS.some(([isMember, kinds]) => kinds.includes(kind) && isMember(register));
}

function setMemory(instruction: Instruction, operand: MemoryOperand, bits: number, address: (l: string) => bigint) {
  const { displacement, base, index } = operand;
  const value = typeof displacement === 'string' ? address(displacement) : displacement;
  const based = base !== Register.None || index !== Register.None;
  instruction.memoryBase = base;
  instruction.memoryIndex = index;
  instruction.memoryIndexScale = operand.scale;
  // 1 lets the encoder take one byte or the full size, as the value needs.
  instruction.memoryDisplSize = based && base !== Register.RIP ? (value === 0n ? 0 : 1) : bits / 8;
  if (based && base === Register.None) instruction.memoryDisplSize = bits === 64 ? 8 : 4;
  instruction.memoryDisplacement = BigInt.asUintN(64, value);
  instruction.segmentPrefix = operand.segment;
}

/**
 * The instruction that `candidate` makes of the operands, or undefined when they do not fit it.
 * @param bits mode: 16, 32 or 64
 * @param address gives the address of a label
 */
export function instantiate(
  candidate: Candidate,
  operands: readonly Operand[],
  bits: number,
  address: (label: string) => bigint,
): Instruction | undefined {
  if (!candidate.modes.has(bits)) return undefined;
  const written = candidate.kinds.filter((kind) => !isImplied(kind, candidate));
  if (written.length !== operands.length) return undefined;
  const instruction = new Instruction();
  instruction.code = candidate.code;
  let next = 0;
  for (const [i, kind] of candidate.kinds.entries()) {
    const strings = STRINGS[kind];
    if (strings !== undefined) {
      instruction.setOpKind(i, strings[bits === 16 ? 0 : bits === 32 ? 1 : 2]);
    } else if (kind === Kind.seg_rBX_al) {
      instruction.setOpKind(i, OpKind.Memory);
      instruction.memoryBase = bits === 16 ? Register.BX : bits === 32 ? Register.EBX : Register.RBX;
      instruction.memoryIndex = Register.AL;
    } else if (FIXED_REGISTERS[kind] !== undefined && isImplied(kind, candidate)) {
      instruction.setOpKind(i, OpKind.Register);
      instruction.setOpRegister(i, FIXED_REGISTERS[kind]);
    } else if (!setOperand(instruction, i, kind, operands[next++] as Operand, candidate, bits, address)) {
      instruction.free();
      return undefined;
    }
  }
  return instruction;
}

function setOperand(
  instruction: Instruction,
  i: number,
  kind: Kind,
  operand: Operand,
  candidate: Candidate,
  bits: number,
  address: (label: string) => bigint,
): boolean {
  if (typeof operand === 'object' && operand.kind === 'register') {
    if (!registerFits(kind, operand.register)) return false;
    instruction.setOpKind(i, OpKind.Register);
    instruction.setOpRegister(i, operand.register);
    return true;
  }
  if (typeof operand === 'object') {
    if (!MEMORY_KINDS.has(kind)) return false;
    if (operand.size !== 0 && candidate.memorySize !== 0 && operand.size !== candidate.memorySize) return false;
    // The short absolute forms of MOV are left to writers of raw bytes: in 64-bit mode they carry an 8-byte address.
    if (kind === Kind.mem_offs && (bits === 64 || operand.base !== Register.None)) return false;
    instruction.setOpKind(i, OpKind.Memory);
    setMemory(instruction, operand, bits, address);
    return true;
  }
  const value = typeof operand === 'string' ? address(operand) : BigInt(operand);
  const branch = BRANCHES[kind];
  if (branch !== undefined) {
    // In 32- and 64-bit code a 16-bit branch would cut RIP off.
    if (branch === OpKind.NearBranch16 && bits !== 16) return false;
    instruction.setOpKind(i, branch);
    if (branch === OpKind.NearBranch16) instruction.nearBranch16 = Number(BigInt.asUintN(16, value));
    else if (branch === OpKind.NearBranch32) instruction.nearBranch32 = Number(BigInt.asUintN(32, value));
    else instruction.nearBranch64 = BigInt.asUintN(64, value);
    return true;
  }
  if (kind === Kind.imm8_const_1) {
    if (value !== 1n) return false;
    instruction.setOpKind(i, OpKind.Immediate8);
    instruction.immediate8 = 1;
    return true;
  }
  const immediate = IMMEDIATES[kind];
  if (immediate === undefined) return false;
  const [opKind, width, used] = immediate;
  if (value !== BigInt.asIntN(used, value) && value !== BigInt.asUintN(used, value)) return false;
  const signed = BigInt.asIntN(used, value);
  if (width < used && signed !== BigInt.asIntN(width, signed)) return false;
  // A second byte-sized immediate (ENTER) lives in a field of its own.
  if (opKind === OpKind.Immediate8 && i > 0 && instruction.opKind(i - 1) === OpKind.Immediate16) {
    instruction.setOpKind(i, OpKind.Immediate8_2nd);
    instruction.immediate8_2nd = Number(BigInt.asUintN(8, value));
    return true;
  }
  instruction.setOpKind(i, opKind);
  if (opKind === OpKind.Immediate8) instruction.immediate8 = Number(BigInt.asUintN(8, value));
  else if (opKind === OpKind.Immediate16) instruction.immediate16 = Number(BigInt.asUintN(16, value));
  else if (opKind === OpKind.Immediate32) instruction.immediate32 = Number(BigInt.asUintN(32, value));
  else if (opKind === OpKind.Immediate64) instruction.immediate64 = BigInt.asUintN(64, value);
  else if (opKind === OpKind.Immediate8to16) instruction.immediate8to16 = Number(signed);
  else if (opKind === OpKind.Immediate8to32) instruction.immediate8to32 = Number(signed);
  else if (opKind === OpKind.Immediate8to64) instruction.immediate8to64 = signed;
  else instruction.immediate32to64 = signed;
  return true;
}
