// x87 loads and stores of integers and packed decimals. SDM Vol. 2A, "FILD", "FIST/FISTP", "FISTTP", "FBLD", "FBSTP".
import { integerFromValue } from '../float/integer';
import { clearFloatFlags, FLOAT_I, masks, raiseFloat, setRoundedUp, unmaskedFloat } from '../float/state';
import { bSign, KIND_FINITE, KIND_ZERO, setOperand } from '../float/value';
import { SCRATCH } from '../generated/layout';
import { load16, load32, load64, probeWrite, store16, store32, store64, storeBytes } from '../mem/access';
import { ea } from './operand';
import {
  INDEFINITE_SIG,
  INDEFINITE_SIGN_EXP,
  stUsed,
  unpackSt,
  x87Begin,
  x87Finish,
  x87Pop,
  x87Push,
  x87StackFault,
} from './x87-stack';

/** Take the integer n as the next operand; exact. */
export function unpackInteger(n: i64): void {
  if (n == 0) {
    setOperand(KIND_ZERO, 0, 0, 0, false);
    return;
  }
  const magnitude = n < 0 ? 0 - <u64>n : <u64>n;
  const shift = clz(magnitude);
  setOperand(KIND_FINITE, <u32>(n < 0), 63 - <i32>shift, magnitude << shift, false);
}

/** Push the magnitude n with the sign bit `sign` (0 or 0x8000). */
function pushInteger(pc: usize, n: u64, sign: u32): void {
  if (stUsed(7)) {
    if (x87StackFault(pc, true)) x87Push(INDEFINITE_SIG, INDEFINITE_SIGN_EXP);
    return;
  }
  x87Finish(pc);
  if (n == 0) {
    x87Push(0, sign);
    return;
  }
  const shift = clz(n);
  x87Push(n << shift, sign | (16383 + 63 - <u32>shift));
}

function pushSigned(pc: usize, n: i64): void {
  if (n < 0) pushInteger(pc, 0 - <u64>n, 0x8000);
  else pushInteger(pc, <u64>n, 0);
}

export function fildM16(pc: usize): void {
  x87Begin(pc);
  pushSigned(pc, <i64>(<i16>load16(pc, ea(pc))));
}

export function fildM32(pc: usize): void {
  x87Begin(pc);
  pushSigned(pc, <i64>(<i32>load32(pc, ea(pc))));
}

export function fildM64(pc: usize): void {
  x87Begin(pc);
  pushSigned(pc, <i64>load64(pc, ea(pc)));
}

/** Store ST(0) as an integer of `bits` bits. The memory write comes before anything else changes. */
function storeInteger(pc: usize, bits: u32, truncate: bool, pops: bool): void {
  x87Begin(pc);
  const empty = !stUsed(0);
  let n = <i64>((<u64>-1) << (<u64>(bits - 1)));
  if (empty) raiseFloat(FLOAT_I);
  else {
    unpackSt(0);
    n = integerFromValue(bits, truncate);
  }
  const stored = (unmaskedFloat() & FLOAT_I) == 0;
  if (stored) {
    if (bits == 16) store16(pc, ea(pc), <u32>n & 0xffff);
    else if (bits == 32) store32(pc, ea(pc), <u32>n);
    else store64(pc, ea(pc), <u64>n);
  } else probeWrite(pc, ea(pc), bits >> 3);
  if (empty) x87StackFault(pc, false);
  else x87Finish(pc);
  if (pops && stored) x87Pop();
}

export function fistM16(pc: usize): void {
  storeInteger(pc, 16, false, false);
}

export function fistM32(pc: usize): void {
  storeInteger(pc, 32, false, false);
}

export function fistpM16(pc: usize): void {
  storeInteger(pc, 16, false, true);
}

export function fistpM32(pc: usize): void {
  storeInteger(pc, 32, false, true);
}

export function fistpM64(pc: usize): void {
  storeInteger(pc, 64, false, true);
}

export function fisttpM16(pc: usize): void {
  storeInteger(pc, 16, true, true);
}

export function fisttpM32(pc: usize): void {
  storeInteger(pc, 32, true, true);
}

export function fisttpM64(pc: usize): void {
  storeInteger(pc, 64, true, true);
}

/** FBLD: 18 decimal digits, the lowest first; digits above 9 count as their value (the manual leaves them undefined). */
export function fbld(pc: usize): void {
  x87Begin(pc);
  const low = load64(pc, ea(pc));
  const high = load16(pc, ea(pc) + 8);
  let n = <u64>((high >> 4) & 15) * 10 + <u64>(high & 15);
  for (let shift = 60; shift >= 0; shift -= 4) n = n * 10 + ((low >> <u64>shift) & 15);
  pushInteger(pc, n, high & 0x8000);
}

const DECIMAL_LIMIT: u64 = 1_000_000_000_000_000_000;

/** FBSTP: out of range is invalid and gives the packed-decimal indefinite. */
export function fbstp(pc: usize): void {
  x87Begin(pc);
  const empty = !stUsed(0);
  let invalid = empty;
  let magnitude: u64 = 0;
  let sign: u32 = 0;
  if (!empty) {
    unpackSt(0);
    sign = bSign;
    const n = integerFromValue(64, false);
    magnitude = n < 0 ? 0 - <u64>n : <u64>n;
    invalid = magnitude >= DECIMAL_LIMIT;
  }
  if (invalid) {
    clearFloatFlags(); // not inexact as well
    setRoundedUp(false);
    raiseFloat(FLOAT_I);
  }
  const stored = !invalid || (masks & FLOAT_I) != 0;
  if (stored) {
    if (invalid) {
      store<u64>(SCRATCH, 0xc000_0000_0000_0000);
      store<u16>(SCRATCH, 0xffff, 8);
    } else {
      for (let i: usize = 0; i < 9; i++) {
        const pair = <u32>(magnitude % 100);
        store<u8>(SCRATCH + i, ((pair / 10) << 4) | (pair % 10));
        magnitude /= 100;
      }
      store<u8>(SCRATCH, sign << 7, 9);
    }
    storeBytes(pc, ea(pc), 10, SCRATCH);
  } else probeWrite(pc, ea(pc), 10);
  if (empty) x87StackFault(pc, false);
  else x87Finish(pc);
  if (stored) x87Pop();
}
