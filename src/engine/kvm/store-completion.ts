/**
 * Stores that the kernel's emulator does not know, carried out here: what they write, and how the processor looks afterwards.
 *
 * On a guarded page the kernel emulates every write, and gives up at scalar SSE, AVX, x87 and some others. The processor
 * stands before the instruction then. What is not in this file stays undone: the vCPU stops and shows the instruction.
 * INTEL SDM Vol. 2, the instructions' own pages; layout of the saved state: Vol. 1, "Standard Form of an XSAVE Area".
 */
import type { Instruction } from 'iced-x86';
import { loadIced } from './disassembler.ts';
import { type FloatFormat, roundFloat, roundInteger } from './x87-value.ts';

/** Offsets in the standard form of an XSAVE area. */
const XSAVE = {
  FCW: 0,
  FSW: 2,
  FTW: 4,
  FIP: 8,
  MXCSR: 24,
  ST0: 32,
  XMM0: 160,
  XMM8: 288,
  LEGACY: 464,
  XSTATE_BV: 512,
  YMM_HIGH0: 576,
};
const XSTATE_X87 = 1;
const RFLAGS_ZF = 1 << 6;

/** The processor before the instruction. */
export interface CompletionState {
  readonly bits: 16 | 32 | 64;
  general(index: number): bigint;
  /** Flags, lower half. */
  readonly rflags: number;
  /** Base and limit of GDTR and IDTR. */
  readonly gdtr: { readonly base: bigint; readonly limit: number };
  readonly idtr: { readonly base: bigint; readonly limit: number };
  /** The 4096 bytes that KVM_GET_XSAVE gives. */
  readonly xsave: Uint8Array;
  /** Linear address of the instruction's memory operand. */
  readonly gla: bigint;
  /** What is at the operand now. */
  readMemory(length: number): Uint8Array;
}

/** What the instruction does. */
export interface CompletedStore {
  readonly bytes: Uint8Array;
  /** General registers that it changes. */
  readonly general?: readonly { readonly index: number; readonly value: bigint }[];
  readonly rflags?: number;
  /** The whole saved state, when it changes. */
  readonly xsave?: Uint8Array;
}

/**
 * Work out what an instruction stores.
 * @returns undefined: not one of those that are known here, or one that would fault
 */
export function completeStore(instruction: Instruction, state: CompletionState): CompletedStore | undefined {
  const { Mnemonic, MemorySizeExt, OpKind, RegisterExt } = loadIced();
  if (instruction.opCount === 0 || instruction.op0Kind !== OpKind.Memory) return undefined;
  const size = MemorySizeExt.size(instruction.memorySize);
  const view = new DataView(state.xsave.buffer, state.xsave.byteOffset);
  switch (instruction.mnemonic) {
    case Mnemonic.Stmxcsr:
    case Mnemonic.Vstmxcsr:
      return { bytes: state.xsave.slice(XSAVE.MXCSR, XSAVE.MXCSR + 4) };
    case Mnemonic.Sgdt:
      return { bytes: tableBytes(state.gdtr, state.bits) };
    case Mnemonic.Sidt:
      return { bytes: tableBytes(state.idtr, state.bits) };
    case Mnemonic.Cmpxchg16b:
      return compareAndExchange(state);
    case Mnemonic.Fxsave:
    case Mnemonic.Fxsave64:
      return saveLegacy(state, instruction.mnemonic === Mnemonic.Fxsave64);
    case Mnemonic.Fst:
    case Mnemonic.Fstp: {
      const format = ({ 4: 'f32', 8: 'f64', 10: 'f80' } as const)[size];
      return format === undefined ? undefined : storeFloat(state, view, format, instruction.mnemonic === Mnemonic.Fstp);
    }
    case Mnemonic.Fist:
    case Mnemonic.Fistp:
    case Mnemonic.Fisttp:
      return storeInteger(state, view, size, {
        pops: instruction.mnemonic !== Mnemonic.Fist,
        truncates: instruction.mnemonic === Mnemonic.Fisttp,
      });
    default:
      break;
  }
  if (instruction.opCount < 2 || instruction.op1Kind !== OpKind.Register || instruction.hasOpMask) return undefined;
  const register = instruction.opRegister(1);
  const number = RegisterExt.number(register);
  if (RegisterExt.isMM(register) && [Mnemonic.Movd, Mnemonic.Movq, Mnemonic.Movntq].includes(instruction.mnemonic)) {
    return storeMmx(state, view, number, size);
  }
  if ((!RegisterExt.isXMM(register) && !RegisterExt.isYMM(register)) || number > 15) return undefined;
  const first = firstByte(instruction, size);
  if (first === undefined || (needsAlignment(instruction) && state.gla % BigInt(size) !== 0n)) return undefined; // #GP
  const whole = new Uint8Array(32);
  whole.set(state.xsave.subarray(XSAVE.XMM0 + number * 16, XSAVE.XMM0 + number * 16 + 16));
  whole.set(state.xsave.subarray(XSAVE.YMM_HIGH0 + number * 16, XSAVE.YMM_HIGH0 + number * 16 + 16), 16);
  if (first + size > RegisterExt.size(register)) return undefined;
  return { bytes: whole.slice(first, first + size) };
}

/** Which byte of the vector register a move to memory begins with; undefined for instructions that are not plain moves. */
function firstByte(instruction: Instruction, size: number): number | undefined {
  const { Mnemonic: M } = loadIced();
  switch (instruction.mnemonic) {
    case M.Movss:
    case M.Movsd:
    case M.Movups:
    case M.Movupd:
    case M.Movaps:
    case M.Movapd:
    case M.Movdqa:
    case M.Movdqu:
    case M.Movntdq:
    case M.Movntps:
    case M.Movntpd:
    case M.Movntss:
    case M.Movntsd:
    case M.Movd:
    case M.Movq:
    case M.Movlps:
    case M.Movlpd:
    case M.Vmovss:
    case M.Vmovsd:
    case M.Vmovups:
    case M.Vmovupd:
    case M.Vmovaps:
    case M.Vmovapd:
    case M.Vmovdqa:
    case M.Vmovdqu:
    case M.Vmovntdq:
    case M.Vmovntps:
    case M.Vmovntpd:
    case M.Vmovd:
    case M.Vmovq:
    case M.Vmovlps:
    case M.Vmovlpd:
    case M.Vmovdqa32:
    case M.Vmovdqa64:
    case M.Vmovdqu8:
    case M.Vmovdqu16:
    case M.Vmovdqu32:
    case M.Vmovdqu64:
      return 0;
    case M.Movhps:
    case M.Movhpd:
    case M.Vmovhps:
    case M.Vmovhpd:
      return 8;
    case M.Pextrb:
    case M.Pextrw:
    case M.Pextrd:
    case M.Pextrq:
    case M.Extractps:
    case M.Vpextrb:
    case M.Vpextrw:
    case M.Vpextrd:
    case M.Vpextrq:
    case M.Vextractps:
      return (instruction.immediate8 & (16 / size - 1)) * size;
    case M.Vextractf128:
    case M.Vextracti128:
      return (instruction.immediate8 & 1) * 16;
    default:
      return undefined;
  }
}

/** Moves that raise #GP when their operand is not aligned to its size. */
function needsAlignment(instruction: Instruction): boolean {
  const { Mnemonic: M } = loadIced();
  const aligned = [M.Movaps, M.Movapd, M.Movdqa, M.Movntdq, M.Movntps, M.Movntpd, M.Vmovaps, M.Vmovapd, M.Vmovdqa];
  const more = [M.Vmovdqa32, M.Vmovdqa64, M.Vmovntdq, M.Vmovntps, M.Vmovntpd];
  return aligned.includes(instruction.mnemonic) || more.includes(instruction.mnemonic);
}

function tableBytes({ base, limit }: CompletionState['gdtr'], bits: number): Uint8Array {
  const bytes = new Uint8Array(bits === 64 ? 10 : 6);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, limit, true);
  if (bits === 64) view.setBigUint64(2, base, true);
  else view.setUint32(2, Number(base & 0xffff_ffffn), true);
  return bytes;
}

/** Without the atomicity of LOCK against other processors; this engine has one. */
function compareAndExchange(state: CompletionState): CompletedStore | undefined {
  if (state.gla % 16n !== 0n) return undefined; // #GP
  const old = state.readMemory(16);
  if (old.length !== 16) return undefined;
  const view = new DataView(old.buffer, old.byteOffset);
  const [lo, hi] = [view.getBigUint64(0, true), view.getBigUint64(8, true)];
  if (lo !== state.general(0) || hi !== state.general(2)) {
    const general = [
      { index: 0, value: lo },
      { index: 2, value: hi },
    ];
    return { bytes: old, general, rflags: state.rflags & ~RFLAGS_ZF };
  }
  const bytes = new Uint8Array(16);
  const target = new DataView(bytes.buffer);
  target.setBigUint64(0, state.general(3), true);
  target.setBigUint64(8, state.general(1), true);
  return { bytes, rflags: state.rflags | RFLAGS_ZF };
}

/** A move from an MMX register; as all MMX instructions, it leaves the top of the x87 stack at 0 and all registers in use. */
function storeMmx(state: CompletionState, view: DataView, number: number, size: number): CompletedStore {
  const status = view.getUint16(XSAVE.FSW, true);
  const top = (status >>> 11) & 7;
  const placeOf = (register: number): number => XSAVE.ST0 + ((register - top) & 7) * 16;
  const bytes = state.xsave.slice(placeOf(number), placeOf(number) + size);
  if (top === 0 && state.xsave[XSAVE.FTW] === 0xff) return { bytes };
  const xsave = state.xsave.slice();
  const target = new DataView(xsave.buffer);
  target.setUint16(XSAVE.FSW, status & ~0x3800, true);
  xsave[XSAVE.FTW] = 0xff;
  // The registers are saved in the order of the stack.
  for (let register = 0; register < 8; register++) {
    const place = placeOf(register);
    xsave.set(state.xsave.subarray(place, place + 16), XSAVE.ST0 + register * 16);
  }
  target.setUint32(XSAVE.XSTATE_BV, target.getUint32(XSAVE.XSTATE_BV, true) | XSTATE_X87, true);
  return { bytes, xsave };
}

/**
 * FXSAVE leaves the end of its area alone: 48 bytes, and outside of 64-bit code the registers XMM8 to XMM15 before them. Without
 * REX.W the pointers are 32 bits and a selector, which is 0.
 */
function saveLegacy(state: CompletionState, isWide: boolean): CompletedStore | undefined {
  if (state.gla % 16n !== 0n) return undefined; // #GP
  const bytes = state.xsave.slice(0, state.bits === 64 ? XSAVE.LEGACY : XSAVE.XMM8);
  if (!isWide) for (const at of [XSAVE.FIP + 4, XSAVE.FIP + 12]) bytes.fill(0, at, at + 4);
  return { bytes };
}

/** ST(0) as its 64-bit significand and 16-bit sign and exponent; undefined when the register is empty. */
function topOfStack(state: CompletionState, view: DataView): { significand: bigint; exponent: number } | undefined {
  const top = (view.getUint16(XSAVE.FSW, true) >>> 11) & 7;
  if (((state.xsave[XSAVE.FTW] >>> top) & 1) === 0) return undefined;
  return {
    significand: view.getBigUint64(XSAVE.ST0, true),
    exponent: view.getUint16(XSAVE.ST0 + 8, true),
  };
}

function storeFloat(
  state: CompletionState,
  view: DataView,
  format: FloatFormat,
  pops: boolean,
): CompletedStore | undefined {
  const value = topOfStack(state, view);
  if (value === undefined) return undefined; // stack underflow
  const rounded = roundFloat(value, format, (view.getUint16(XSAVE.FCW, true) >>> 10) & 3);
  return rounded === undefined ? undefined : finishFloat(state, rounded.bytes, rounded.isInexact, rounded.wentUp, pops);
}

function storeInteger(
  state: CompletionState,
  view: DataView,
  size: number,
  how: { readonly pops: boolean; readonly truncates: boolean },
): CompletedStore | undefined {
  const value = topOfStack(state, view);
  if (value === undefined) return undefined;
  const control = view.getUint16(XSAVE.FCW, true);
  const rounded = roundInteger(value, size, how.truncates ? 3 : (control >>> 10) & 3);
  return rounded === undefined
    ? undefined
    : finishFloat(state, rounded.bytes, rounded.isInexact, rounded.wentUp, how.pops);
}

/** Status word and stack after a store. An unmasked "inexact" would be an exception: not done here. */
function finishFloat(
  state: CompletionState,
  bytes: Uint8Array,
  isInexact: boolean,
  wentUp: boolean,
  pops: boolean,
): CompletedStore | undefined {
  const PE = 0x20;
  const C1 = 0x200;
  const xsave = state.xsave.slice();
  const view = new DataView(xsave.buffer);
  let status = view.getUint16(XSAVE.FSW, true) & ~C1;
  if (isInexact) {
    if ((view.getUint16(XSAVE.FCW, true) & PE) === 0) return undefined;
    status |= PE | (wentUp ? C1 : 0);
  }
  if (pops) {
    const top = (status >>> 11) & 7;
    xsave[XSAVE.FTW] &= ~(1 << top);
    status = (status & ~0x3800) | (((top + 1) & 7) << 11);
    // The registers are saved in the order of the stack.
    const registers = state.xsave.slice(XSAVE.ST0, XSAVE.XMM0);
    xsave.set(registers.subarray(16), XSAVE.ST0);
    xsave.set(registers.subarray(0, 16), XSAVE.ST0 + 112);
  }
  view.setUint16(XSAVE.FSW, status, true);
  view.setUint32(XSAVE.XSTATE_BV, view.getUint32(XSAVE.XSTATE_BV, true) | XSTATE_X87, true);
  return { bytes, xsave };
}
