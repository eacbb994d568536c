// x87 comparisons, classification and conditional moves. SDM Vol. 2A, "FCOM/FCOMP/FCOMPP", "FUCOM/FUCOMP/FUCOMPP",
// "FCOMI/FCOMIP/FUCOMI/FUCOMIP", "FICOM/FICOMP", "FTST", "FXAM", "FCMOVcc".
import { compareValues } from '../float/arithmetic';
import { unpackF32, unpackF64 } from '../float/format';
import { bDenormal, bKind, KIND_FINITE, KIND_INFINITE, KIND_UNSUPPORTED, KIND_ZERO, setOperand } from '../float/value';
import { OP_DST } from '../generated/layout';
import { load16, load32, load64 } from '../mem/access';
import { CF, getFlags, PF, setFlags, ZF } from './flags';
import { ea } from './operand';
import { unpackInteger } from './x87-integer';
import {
  FSW_C0,
  FSW_C1,
  FSW_C2,
  FSW_C3,
  FSW_COMPARED,
  setSt,
  setStIndefinite,
  st,
  stUsed,
  unpackSt,
  x87Begin,
  x87Finish,
  x87PopTimes,
  x87SetCodes,
  x87StackFault,
} from './x87-stack';

/** Condition codes for an order (-1, 0, 1, 2 = unordered). */
function codesOf(order: i32): u32 {
  if (order == 2) return FSW_COMPARED;
  if (order == 0) return FSW_C3;
  return order < 0 ? FSW_C0 : 0;
}

/** Compare a and b into the condition codes, then pop. */
function finish(pc: usize, quiet: bool, pops: u32): void {
  const order = compareValues(quiet);
  if (!x87Finish(pc)) return;
  x87SetCodes(FSW_COMPARED, codesOf(order));
  x87PopTimes(pops);
}

/** An operand is empty: unordered, where that exception is masked. */
function underflow(pc: usize, pops: u32): void {
  if (!x87StackFault(pc, false)) return;
  x87SetCodes(FSW_COMPARED, FSW_COMPARED);
  x87PopTimes(pops);
}

/** ST(0) as the first operand; false when it is empty. */
function takeTop(pc: usize, pops: u32): bool {
  if (stUsed(0)) {
    unpackSt(0);
    return true;
  }
  underflow(pc, pops);
  return false;
}

function withF32(pc: usize, pops: u32): void {
  x87Begin(pc);
  const bits = load32(pc, ea(pc));
  if (!takeTop(pc, pops)) return;
  unpackF32(bits);
  finish(pc, false, pops);
}

function withF64(pc: usize, pops: u32): void {
  x87Begin(pc);
  const bits = load64(pc, ea(pc));
  if (!takeTop(pc, pops)) return;
  unpackF64(bits);
  finish(pc, false, pops);
}

function withInteger(pc: usize, n: i64, pops: u32): void {
  if (!takeTop(pc, pops)) return;
  unpackInteger(n);
  finish(pc, false, pops);
}

function withRegister(pc: usize, i: u32, quiet: bool, pops: u32): void {
  x87Begin(pc);
  if (!stUsed(0) || !stUsed(i)) {
    underflow(pc, pops);
    return;
  }
  unpackSt(0);
  unpackSt(i);
  finish(pc, quiet, pops);
}

function register(pc: usize): u32 {
  return <u32>load<u8>(pc, OP_DST) & 7;
}

export function fcomM32(pc: usize): void {
  withF32(pc, 0);
}

export function fcompM32(pc: usize): void {
  withF32(pc, 1);
}

export function fcomM64(pc: usize): void {
  withF64(pc, 0);
}

export function fcompM64(pc: usize): void {
  withF64(pc, 1);
}

export function ficomM16(pc: usize): void {
  x87Begin(pc);
  withInteger(pc, <i64>(<i16>load16(pc, ea(pc))), 0);
}

export function ficompM16(pc: usize): void {
  x87Begin(pc);
  withInteger(pc, <i64>(<i16>load16(pc, ea(pc))), 1);
}

export function ficomM32(pc: usize): void {
  x87Begin(pc);
  withInteger(pc, <i64>(<i32>load32(pc, ea(pc))), 0);
}

export function ficompM32(pc: usize): void {
  x87Begin(pc);
  withInteger(pc, <i64>(<i32>load32(pc, ea(pc))), 1);
}

export function fcom(pc: usize): void {
  withRegister(pc, register(pc), false, 0);
}

export function fcomp(pc: usize): void {
  withRegister(pc, register(pc), false, 1);
}

export function fcompp(pc: usize): void {
  withRegister(pc, 1, false, 2);
}

export function fucom(pc: usize): void {
  withRegister(pc, register(pc), true, 0);
}

export function fucomp(pc: usize): void {
  withRegister(pc, register(pc), true, 1);
}

export function fucompp(pc: usize): void {
  withRegister(pc, 1, true, 2);
}

/** Compare with +0.0. */
export function ftst(pc: usize): void {
  x87Begin(pc);
  if (!takeTop(pc, 0)) return;
  setOperand(KIND_ZERO, 0, 0, 0, false);
  finish(pc, false, 0);
}

/** The comparisons that answer in ZF, PF and CF; OF, SF and AF become 0. */
function intoFlags(pc: usize, quiet: bool, pops: u32): void {
  x87Begin(pc);
  const i = register(pc);
  if (!stUsed(0) || !stUsed(i)) {
    if (!x87StackFault(pc, false)) return;
    setFlags(ZF | PF | CF);
    x87PopTimes(pops);
    return;
  }
  unpackSt(0);
  unpackSt(i);
  const order = compareValues(quiet);
  if (!x87Finish(pc)) return;
  setFlags(order == 2 ? ZF | PF | CF : order == 0 ? ZF : order < 0 ? CF : 0);
  x87PopTimes(pops);
}

export function fcomi(pc: usize): void {
  intoFlags(pc, false, 0);
}

export function fcomip(pc: usize): void {
  intoFlags(pc, false, 1);
}

export function fucomi(pc: usize): void {
  intoFlags(pc, true, 0);
}

export function fucomip(pc: usize): void {
  intoFlags(pc, true, 1);
}

/** Classify ST(0), empty or not: C1 is its sign bit, C3 C2 C0 its class. Raises nothing. */
export function fxam(pc: usize): void {
  x87Begin(pc);
  let codes: u32 = 0;
  if (!stUsed(0)) codes = FSW_C3 | FSW_C0;
  else {
    unpackSt(0);
    if (bKind == KIND_ZERO) codes = FSW_C3;
    else if (bKind == KIND_INFINITE) codes = FSW_C2 | FSW_C0;
    else if (bKind == KIND_FINITE) codes = bDenormal ? FSW_C3 | FSW_C2 : FSW_C2;
    else if (bKind != KIND_UNSUPPORTED) codes = FSW_C0;
  }
  if ((load<u8>(st(0), 9) & 0x80) != 0) codes |= FSW_C1;
  x87SetCodes(FSW_COMPARED | FSW_C1, codes);
}

/** ST(0) = ST(i) if `condition`. Empty registers are an underflow whatever the condition. */
function moveIf(pc: usize, mask: u32, wanted: bool): void {
  x87Begin(pc);
  const i = register(pc);
  if (!stUsed(0) || !stUsed(i)) {
    if (x87StackFault(pc, false)) setStIndefinite(0);
    return;
  }
  if (((getFlags() & mask) != 0) == wanted) {
    const from = st(i);
    setSt(0, load<u64>(from), load<u16>(from, 8));
  }
}

export function fcmovb(pc: usize): void {
  moveIf(pc, CF, true);
}

export function fcmove(pc: usize): void {
  moveIf(pc, ZF, true);
}

export function fcmovbe(pc: usize): void {
  moveIf(pc, CF | ZF, true);
}

export function fcmovu(pc: usize): void {
  moveIf(pc, PF, true);
}

export function fcmovnb(pc: usize): void {
  moveIf(pc, CF, false);
}

export function fcmovne(pc: usize): void {
  moveIf(pc, ZF, false);
}

export function fcmovnbe(pc: usize): void {
  moveIf(pc, CF | ZF, false);
}

export function fcmovnu(pc: usize): void {
  moveIf(pc, PF, false);
}
