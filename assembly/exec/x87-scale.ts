// x87 operations that are exact or correctly rounded on one or two registers: square root, rounding to an integer,
// remainders, scaling, taking apart. SDM Vol. 2A, "FSQRT", "FRNDINT", "FPREM", "FPREM1", "FSCALE", "FXTRACT".
import { squareRootValue } from '../float/arithmetic';
import { f80SignExp, packF80, packF80Bits } from '../float/format';
import { integralUp, integralValue, valueFromI64 } from '../float/integer';
import { FLOAT_Z, raiseFloat, setRoundedUp } from '../float/state';
import {
  aExp,
  aKind,
  aSig,
  aSign,
  bExp,
  bKind,
  bSig,
  bSign,
  checkDenormal,
  checkDenormals,
  KIND_FINITE,
  KIND_INFINITE,
  KIND_QUIET,
  KIND_ZERO,
  nanResult,
  setInvalid,
  setNanOfB,
  setResult,
  setSpecial,
} from '../float/value';
import {
  FSW_C0,
  FSW_C1,
  FSW_C2,
  FSW_C3,
  INDEFINITE_SIG,
  INDEFINITE_SIGN_EXP,
  setStIndefinite,
  setStPacked,
  stUsed,
  unpackSt,
  x87Begin,
  x87Finish,
  x87Push,
  x87SetCodes,
  x87StackFault,
} from './x87-stack';

/** Begin an instruction on ST(0); false when that is empty. */
function takeTop(pc: usize): bool {
  x87Begin(pc);
  if (stUsed(0)) {
    unpackSt(0);
    return true;
  }
  if (x87StackFault(pc, false)) setStIndefinite(0);
  return false;
}

/** Begin an instruction on ST(0) and ST(1), the operands a and b; false when one is empty. */
function takeBoth(pc: usize): bool {
  x87Begin(pc);
  if (stUsed(0) && stUsed(1)) {
    unpackSt(0);
    unpackSt(1);
    return true;
  }
  if (x87StackFault(pc, false)) setStIndefinite(0);
  return false;
}

/** Put the result into ST(0), in full precision. */
function finish(pc: usize): bool {
  const sig = packF80Bits(64);
  if (!x87Finish(pc)) return false;
  setStPacked(0, sig);
  return true;
}

export function fsqrt(pc: usize): void {
  if (!takeTop(pc)) return;
  squareRootValue();
  const sig = packF80();
  if (x87Finish(pc)) setStPacked(0, sig);
}

export function frndint(pc: usize): void {
  if (!takeTop(pc)) return;
  integralValue();
  const sig = packF80Bits(64); // exact by now
  setRoundedUp(integralUp);
  if (x87Finish(pc)) setStPacked(0, sig);
}

/**
 * r = the remainder of a / b for finite a and b != 0 with a quotient rounded towards zero, or to nearest (`nearest`).
 * Where exponents differ by 64 or more, one step of a reduction that a program repeats (C2 = 1): by 32 to 63 bits.
 * Returns the condition codes.
 */
function reduce(nearest: bool): u32 {
  const difference = aExp - bExp;
  if (difference < 0) {
    // |a| < |b|; to nearest, the quotient is 1 when |a| > |b| / 2.
    if (nearest && difference == -1 && aSig > bSig) {
      normalised(aSign ^ 1, aExp, bSig - (aSig - bSig));
      return FSW_C1;
    }
    setResult(KIND_FINITE, aSign, aExp, aSig, 0);
    return 0;
  }
  const partial = difference >= 64;
  const steps = partial ? (difference & 31) | 32 : difference;
  let exp = partial ? bExp + difference - steps : bExp;
  let rest = aSig;
  let quotient: u32 = 0;
  if (rest >= bSig) {
    rest -= bSig;
    quotient = 1;
  }
  for (let i = 0; i < steps; i++) {
    const carry = rest >> 63 != 0;
    rest <<= 1;
    quotient <<= 1;
    if (carry || rest >= bSig) {
      rest -= bSig;
      quotient |= 1;
    }
  }
  let sign = aSign;
  if (nearest && !partial) {
    const other = bSig - rest;
    if (rest > other || (rest == other && (quotient & 1) != 0)) {
      rest = other;
      sign ^= 1;
      quotient++;
    }
  }
  if (rest == 0) setSpecial(KIND_ZERO, aSign);
  else normalised(sign, exp, rest);
  if (partial) return FSW_C2;
  let codes: u32 = (quotient & 1) != 0 ? FSW_C1 : 0;
  if ((quotient & 2) != 0) codes |= FSW_C3;
  if ((quotient & 4) != 0) codes |= FSW_C0;
  return codes;
}

/** r = (-1)^sign * sig / 2^63 * 2^exp, sig != 0. */
function normalised(sign: u32, exp: i32, sig: u64): void {
  const shift = clz(sig);
  setResult(KIND_FINITE, sign, exp - <i32>shift, sig << shift, 0);
}

function remainder(pc: usize, nearest: bool): void {
  if (!takeBoth(pc)) {
    x87SetCodes(FSW_C2, 0);
    return;
  }
  let codes: u32 = 0;
  let changed = FSW_C2;
  if (!nanResult()) {
    if (aKind == KIND_INFINITE || bKind == KIND_ZERO) setInvalid();
    else {
      changed = FSW_C0 | FSW_C1 | FSW_C2 | FSW_C3;
      checkDenormals();
      if (aKind == KIND_ZERO) setSpecial(KIND_ZERO, aSign);
      else if (bKind == KIND_INFINITE) setResult(KIND_FINITE, aSign, aExp, aSig, 0);
      else codes = reduce(nearest);
    }
  }
  // C2 is clear even when an unmasked exception leaves ST(0): a program's loop must end.
  if (finish(pc)) x87SetCodes(changed, codes);
  else x87SetCodes(FSW_C2, 0);
}

export function fprem(pc: usize): void {
  remainder(pc, false);
}

export function fprem1(pc: usize): void {
  remainder(pc, true);
}

/** ST(0) * 2^(ST(1) rounded towards zero). */
export function fscale(pc: usize): void {
  if (!takeBoth(pc)) return;
  if (!nanResult()) {
    if (bKind == KIND_INFINITE) {
      const invalid = bSign != 0 ? aKind == KIND_INFINITE : aKind == KIND_ZERO;
      if (invalid) setInvalid();
      else {
        checkDenormals();
        setSpecial(bSign != 0 ? KIND_ZERO : KIND_INFINITE, aSign);
      }
    } else {
      checkDenormals();
      let n: i32 = 0;
      // 2^16 is more than the whole range of exponents, denormals included.
      if (bKind == KIND_FINITE && bExp >= 0) n = bExp >= 16 ? 0x1_0000 : <i32>(bSig >> <u64>(63 - bExp));
      if (bSign != 0) n = -n;
      setResult(aKind, aSign, aExp + n, aSig, 0);
    }
  }
  finish(pc);
}

/** ST(0) becomes the unbiased exponent, and the significand is pushed. */
export function fxtract(pc: usize): void {
  x87Begin(pc);
  const overflow = stUsed(7);
  if (overflow || !stUsed(0)) {
    if (!x87StackFault(pc, overflow && stUsed(0))) return;
    setStIndefinite(0);
    x87Push(INDEFINITE_SIG, INDEFINITE_SIGN_EXP);
    return;
  }
  unpackSt(0);
  let significand: u64 = 0;
  let signExp: u32 = bSign << 15;
  if (bKind >= KIND_QUIET) {
    setNanOfB();
    significand = packF80Bits(64);
    signExp = f80SignExp;
  } else if (bKind == KIND_INFINITE) {
    significand = 0x8000_0000_0000_0000;
    signExp |= 0x7fff;
    setSpecial(KIND_INFINITE, 0);
  } else if (bKind == KIND_ZERO) {
    raiseFloat(FLOAT_Z);
    setSpecial(KIND_INFINITE, 1);
  } else {
    checkDenormal();
    significand = bSig;
    signExp |= 16383;
    valueFromI64(<i64>bExp);
  }
  if (finish(pc)) x87Push(significand, signExp);
}
