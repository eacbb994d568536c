// biome-ignore-all lint/correctness/noPrecisionLoss: the literals are u64
// x87 loads and stores of real numbers, constants, exchange, sign changes. SDM Vol. 2A, "FLD", "FST/FSTP",
// "FLD1/FLDL2T/FLDL2E/FLDPI/FLDLG2/FLDLN2/FLDZ", "FXCH", "FABS", "FCHS", "FFREE", "FINCSTP", "FDECSTP".
import { f80SignExp, packF32, packF64, packF80Bits, unpackF32, unpackF64 } from '../float/format';
import { roundSignificand } from '../float/rounding';
import {
  clearFloatFlags,
  FLOAT_BEFORE,
  FLOAT_I,
  FLOAT_O,
  FLOAT_P,
  FLOAT_U,
  floatFlags,
  raiseFloat,
  setRoundedUp,
  unmaskedFloat,
} from '../float/state';
import { KIND_FINITE, quietValue, rExp, rSig, setResult, storedValue } from '../float/value';
import { OP_DST, SCRATCH, X87_FTW } from '../generated/layout';
import { load16, load32, load64, probeWrite, store32, store64, storeBytes } from '../mem/access';
import { ea } from './operand';
import {
  FSW_C1,
  INDEFINITE_SIG,
  INDEFINITE_SIGN_EXP,
  setSt,
  setStIndefinite,
  st,
  stUsed,
  unpackSt,
  x87Begin,
  x87Finish,
  x87Pop,
  x87Push,
  x87SetCodes,
  x87SetTop,
  x87StackFault,
  x87Top,
} from './x87-stack';

/** Whether there is room for a push; if not, the stack overflow is dealt with. */
function hasRoom(pc: usize): bool {
  if (!stUsed(7)) return true;
  if (x87StackFault(pc, true)) x87Push(INDEFINITE_SIG, INDEFINITE_SIGN_EXP);
  return false;
}

/** Push the operand b, converted. */
function pushOperand(pc: usize): void {
  quietValue();
  const sig = packF80Bits(64);
  const signExp = f80SignExp;
  if (x87Finish(pc)) x87Push(sig, signExp);
}

export function fldM32(pc: usize): void {
  x87Begin(pc);
  const bits = load32(pc, ea(pc));
  if (!hasRoom(pc)) return;
  unpackF32(bits);
  pushOperand(pc);
}

export function fldM64(pc: usize): void {
  x87Begin(pc);
  const bits = load64(pc, ea(pc));
  if (!hasRoom(pc)) return;
  unpackF64(bits);
  pushOperand(pc);
}

/** No conversion and no exception but stack overflow: every encoding is loaded as it stands. */
export function fldM80(pc: usize): void {
  x87Begin(pc);
  const sig = load64(pc, ea(pc));
  const signExp = load16(pc, ea(pc) + 8);
  if (!hasRoom(pc)) return;
  x87Finish(pc);
  x87Push(sig, signExp);
}

export function fldSti(pc: usize): void {
  x87Begin(pc);
  const i = <u32>load<u8>(pc, OP_DST) & 7;
  if (!stUsed(i)) {
    if (x87StackFault(pc, false)) x87Push(INDEFINITE_SIG, INDEFINITE_SIGN_EXP);
    return;
  }
  if (!hasRoom(pc)) return;
  x87Finish(pc);
  const from = st(i);
  x87Push(load<u64>(from), load<u16>(from, 8));
}

/** What forbids a store: also overflow and underflow, when not masked (registers would get an adjusted result, memory none). */
const STORE_STOPS: u32 = FLOAT_BEFORE | FLOAT_O | FLOAT_U;

/** Whether the value may be stored (if not, the memory is still checked, so that a page fault comes first). If not, nothing was rounded: neither P nor C1. */
function canStore(): bool {
  if ((unmaskedFloat() & STORE_STOPS) == 0) return true;
  const flags = floatFlags & ~FLOAT_P;
  clearFloatFlags();
  raiseFloat(flags);
  setRoundedUp(false);
  return false;
}

function storeF32(pc: usize, pops: bool): void {
  x87Begin(pc);
  const empty = !stUsed(0);
  let bits: u32 = 0xffc0_0000;
  if (empty) raiseFloat(FLOAT_I);
  else {
    unpackSt(0);
    storedValue();
    bits = packF32();
  }
  const stored = canStore();
  if (stored) store32(pc, ea(pc), bits);
  else probeWrite(pc, ea(pc), 4);
  if (empty) x87StackFault(pc, false);
  else x87Finish(pc);
  if (pops && stored) x87Pop();
}

function storeF64(pc: usize, pops: bool): void {
  x87Begin(pc);
  const empty = !stUsed(0);
  let bits: u64 = 0xfff8_0000_0000_0000;
  if (empty) raiseFloat(FLOAT_I);
  else {
    unpackSt(0);
    storedValue();
    bits = packF64();
  }
  const stored = canStore();
  if (stored) store64(pc, ea(pc), bits);
  else probeWrite(pc, ea(pc), 8);
  if (empty) x87StackFault(pc, false);
  else x87Finish(pc);
  if (pops && stored) x87Pop();
}

export function fstM32(pc: usize): void {
  storeF32(pc, false);
}

export function fstpM32(pc: usize): void {
  storeF32(pc, true);
}

export function fstM64(pc: usize): void {
  storeF64(pc, false);
}

export function fstpM64(pc: usize): void {
  storeF64(pc, true);
}

/** The register's 80 bits as they are: no exception but stack underflow. */
export function fstpM80(pc: usize): void {
  x87Begin(pc);
  const empty = !stUsed(0);
  if (empty) raiseFloat(FLOAT_I);
  const stored = unmaskedFloat() == 0;
  if (stored) {
    const from = st(0);
    store<u64>(SCRATCH, empty ? INDEFINITE_SIG : load<u64>(from));
    store<u16>(SCRATCH, empty ? INDEFINITE_SIGN_EXP : <u32>load<u16>(from, 8), 8);
    storeBytes(pc, ea(pc), 10, SCRATCH);
  } else probeWrite(pc, ea(pc), 10);
  if (empty) x87StackFault(pc, false);
  else x87Finish(pc);
  if (stored) x87Pop();
}

function copyTop(pc: usize, pops: bool): void {
  x87Begin(pc);
  const i = <u32>load<u8>(pc, OP_DST) & 7;
  if (!stUsed(0)) {
    if (!x87StackFault(pc, false)) return;
    setStIndefinite(i);
  } else {
    x87Finish(pc);
    const from = st(0);
    setSt(i, load<u64>(from), load<u16>(from, 8));
  }
  if (pops) x87Pop();
}

export function fstSti(pc: usize): void {
  copyTop(pc, false);
}

export function fstpSti(pc: usize): void {
  copyTop(pc, true);
}

/** The alias D9 D8+i of FSTP ST(i): an empty ST(0) is popped without an exception and without being copied. */
export function fstpUnchecked(pc: usize): void {
  x87Begin(pc);
  x87Finish(pc);
  if (stUsed(0)) {
    const from = st(0);
    setSt(<u32>load<u8>(pc, OP_DST) & 7, load<u64>(from), load<u16>(from, 8));
  }
  x87Pop();
}

/** An empty register takes part as the default NaN, where that exception is masked. */
export function fxch(pc: usize): void {
  x87Begin(pc);
  const i = <u32>load<u8>(pc, OP_DST) & 7;
  const topUsed = stUsed(0);
  const otherUsed = stUsed(i);
  if (!topUsed || !otherUsed) {
    if (!x87StackFault(pc, false)) return;
    if (!topUsed) setStIndefinite(0);
    if (!otherUsed) setStIndefinite(i);
  } else x87Finish(pc);
  const a = st(0);
  const b = st(i);
  const sig = load<u64>(a);
  const signExp = load<u16>(a, 8);
  setSt(0, load<u64>(b), load<u16>(b, 8));
  setSt(i, sig, signExp);
}

/** The sign bit of ST(0), whatever the encoding, becomes `(sign & keep) ^ flip`. */
function changeSign(pc: usize, keep: u32, flip: u32): void {
  x87Begin(pc);
  if (!stUsed(0)) {
    if (x87StackFault(pc, false)) setStIndefinite(0);
    return;
  }
  x87Finish(pc);
  const at = st(0);
  store<u16>(at, (<u32>load<u16>(at, 8) & keep) ^ flip, 8);
}

export function fabs(pc: usize): void {
  changeSign(pc, 0x7fff, 0);
}

export function fchs(pc: usize): void {
  changeSign(pc, 0xffff, 0x8000);
}

/**
 * Push a constant, rounded by the mode in force; never inexact as far as the flags can tell.
 * `exp`, `sig` and `low` are its exponent and the first 128 bits of its significand.
 */
function pushConstant(pc: usize, exp: i32, sig: u64, low: u64): void {
  x87Begin(pc);
  if (!hasRoom(pc)) return;
  x87Finish(pc);
  setResult(KIND_FINITE, 0, exp, sig, low);
  roundSignificand(64);
  x87Push(rSig, <u32>(rExp + 16383));
}

export function fld1(pc: usize): void {
  pushConstant(pc, 0, 0x8000_0000_0000_0000, 0);
}

export function fldl2t(pc: usize): void {
  pushConstant(pc, 1, 0xd49a_784b_cd1b_8afe, 0x492b_f6ff_4daf_db4c);
}

export function fldl2e(pc: usize): void {
  pushConstant(pc, 0, 0xb8aa_3b29_5c17_f0bb, 0xbe87_fed0_691d_3e88);
}

export function fldpi(pc: usize): void {
  pushConstant(pc, 1, 0xc90f_daa2_2168_c234, 0xc4c6_628b_80dc_1cd1);
}

export function fldlg2(pc: usize): void {
  pushConstant(pc, -2, 0x9a20_9a84_fbcf_f798, 0x8f89_59ac_0b7c_9178);
}

export function fldln2(pc: usize): void {
  pushConstant(pc, -1, 0xb172_17f7_d1cf_79ab, 0xc9e3_b398_03f2_f6af);
}

export function fldz(pc: usize): void {
  x87Begin(pc);
  if (!hasRoom(pc)) return;
  x87Finish(pc);
  x87Push(0, 0);
}

/** Mark ST(i) empty. The manual leaves the condition codes undefined; C1 becomes 0, the others stay. */
export function ffree(pc: usize): void {
  x87Begin(pc);
  x87SetCodes(FSW_C1, 0);
  const physical = (x87Top() + <u32>load<u8>(pc, OP_DST)) & 7;
  store<u8>(X87_FTW, <u32>load<u8>(X87_FTW) & ~(1 << physical));
}

/** FFREEP, undocumented but in every processor: FFREE, then a pop. */
export function ffreep(pc: usize): void {
  ffree(pc);
  x87Pop();
}

export function fincstp(pc: usize): void {
  x87Begin(pc);
  x87SetTop(x87Top() + 1);
  x87SetCodes(FSW_C1, 0);
}

export function fdecstp(pc: usize): void {
  x87Begin(pc);
  x87SetTop(x87Top() - 1);
  x87SetCodes(FSW_C1, 0);
}

export function fnop(pc: usize): void {
  x87Begin(pc);
}
