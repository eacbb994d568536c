// Unpacked floating-point values. The two operands a and b and the result r live in globals: no allocation, and
// one set of operations serves every format.
//
// A finite value is (-1)^sign * m / 2^63 * 2^e with bit 63 of m set. Unpacking an operand moves b to a and makes the
// new one b, so a unary operation takes b and a binary one a and b in the order in which they were unpacked.
import { FLOAT_D, FLOAT_I, raiseFloat, x87 } from './state';

export const KIND_ZERO: u32 = 0;
export const KIND_FINITE: u32 = 1;
export const KIND_INFINITE: u32 = 2;
/** A quiet NaN; m holds the significand with the explicit integer bit, bit 62 set. */
export const KIND_QUIET: u32 = 3;
/** A signaling NaN: as above, bit 62 clear. */
export const KIND_SIGNALING: u32 = 4;
/** An 80-bit encoding that processors since the 80387 reject. SDM Vol. 1, "Unsupported Double Extended-Precision ... Encodings". */
export const KIND_UNSUPPORTED: u32 = 5;

export const TOP_BIT: u64 = 0x8000_0000_0000_0000;
const QUIET_BIT: u64 = 0x4000_0000_0000_0000;

export let aKind: u32 = 0;
export let aSign: u32 = 0;
export let aExp: i32 = 0;
export let aSig: u64 = 0;
export let aDenormal: bool = false;

export let bKind: u32 = 0;
export let bSign: u32 = 0;
export let bExp: i32 = 0;
export let bSig: u64 = 0;
export let bDenormal: bool = false;

export let rKind: u32 = 0;
export let rSign: u32 = 0;
export let rExp: i32 = 0;
/** Significand of the result, and behind it 64 more bits, the last of which is sticky. */
export let rSig: u64 = 0;
export let rLow: u64 = 0;

/** Make a value the operand b, and what b was the operand a. */
export function setOperand(kind: u32, sign: u32, exp: i32, sig: u64, denormal: bool): void {
  aKind = bKind;
  aSign = bSign;
  aExp = bExp;
  aSig = bSig;
  aDenormal = bDenormal;
  bKind = kind;
  bSign = sign;
  bExp = exp;
  bSig = sig;
  bDenormal = denormal;
}

/** Exchange the operands a and b. */
export function swapOperands(): void {
  setOperand(aKind, aSign, aExp, aSig, aDenormal);
}

/** Change the sign of b unless it is a NaN: subtraction is the addition of that. */
export function negateOperand(): void {
  if (bKind <= KIND_INFINITE) bSign ^= 1;
}

/** Set the result; `low` are the 64 bits behind `sig`. */
export function setResult(kind: u32, sign: u32, exp: i32, sig: u64, low: u64): void {
  rKind = kind;
  rSign = sign;
  rExp = exp;
  rSig = sig;
  rLow = low;
}

/** The result is a zero or an infinity. */
export function setSpecial(kind: u32, sign: u32): void {
  setResult(kind, sign, 0, 0, 0);
}

/** Invalid operation: the result is the default NaN. SDM Vol. 1, "QNaN Floating-Point Indefinite". */
export function setInvalid(): void {
  raiseFloat(FLOAT_I);
  setResult(KIND_QUIET, 1, 0, TOP_BIT | QUIET_BIT, 0);
}

/** The result is the operand b, a NaN made quiet (and invalid if it was signaling or unsupported). */
export function setNanOfB(): void {
  if (bKind == KIND_UNSUPPORTED) {
    setInvalid();
    return;
  }
  if (bKind == KIND_SIGNALING) raiseFloat(FLOAT_I);
  setResult(KIND_QUIET, bSign, 0, bSig | QUIET_BIT, 0);
}

/**
 * If a or b is a NaN, set the result by the rules for NaN operands and return true. SDM Vol. 1, "Rules for Handling
 * NaNs": SSE takes the first operand if it is a NaN, else the second; x87 prefers a quiet NaN to a signaling one, then
 * the larger significand, then the positive one.
 */
export function nanResult(): bool {
  if (aKind <= KIND_INFINITE && bKind <= KIND_INFINITE) return false;
  if (aKind == KIND_UNSUPPORTED || bKind == KIND_UNSUPPORTED) {
    setInvalid();
    return true;
  }
  if (aKind == KIND_SIGNALING || bKind == KIND_SIGNALING) raiseFloat(FLOAT_I);
  let takeA = aKind >= KIND_QUIET;
  if (x87 && takeA && bKind >= KIND_QUIET) {
    if (aKind != bKind) takeA = aKind == KIND_QUIET;
    else if (aSig != bSig) takeA = aSig > bSig;
    else takeA = aSign <= bSign;
  }
  if (takeA) setResult(KIND_QUIET, aSign, 0, aSig | QUIET_BIT, 0);
  else setResult(KIND_QUIET, bSign, 0, bSig | QUIET_BIT, 0);
  return true;
}

/** Raise D if a or b is denormal. */
export function checkDenormals(): void {
  if (aDenormal || bDenormal) raiseFloat(FLOAT_D);
}

/** Raise D if b is denormal. */
export function checkDenormal(): void {
  if (bDenormal) raiseFloat(FLOAT_D);
}

/** The result is the operand b, with a NaN made quiet: what conversions between formats start from. */
export function quietValue(): void {
  if (bKind >= KIND_QUIET) setNanOfB();
  else {
    checkDenormal();
    setResult(bKind, bSign, bExp, bSig, 0);
  }
}

/** The result is the operand b as x87 stores it: as quietValue(), but a denormal operand is not an exception. */
export function storedValue(): void {
  if (bKind >= KIND_QUIET) setNanOfB();
  else setResult(bKind, bSign, bExp, bSig, 0);
}
