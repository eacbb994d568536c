// Between unpacked values and integers, and rounding to an integral value.
import {
  FLOAT_BEFORE,
  FLOAT_I,
  FLOAT_P,
  ROUND_DOWN,
  ROUND_NEAREST,
  ROUND_UP,
  ROUND_ZERO,
  raiseFloat,
  rounding,
  setRoundedUp,
  unmaskedFloat,
} from './state';
import {
  bExp,
  bKind,
  bSig,
  bSign,
  KIND_FINITE,
  KIND_INFINITE,
  KIND_ZERO,
  quietValue,
  setResult,
  setSpecial,
  TOP_BIT,
} from './value';

/** What roundMagnitude() lost, and whether it went up. */
let lost: bool = false;
let up: bool = false;
/** Whether integralValue() enlarged the magnitude. */
export let integralUp: bool = false;

/** |b| rounded to an integer, for finite b below 2^63 in magnitude. */
function roundMagnitude(mode: u32): u64 {
  let whole: u64 = 0;
  let tail: u64 = 0; // the fraction as 0.64, last bit sticky
  if (bExp == 63) whole = bSig;
  else if (bExp >= 0) {
    whole = bSig >> <u64>(63 - bExp);
    tail = bSig << (<u64>(bExp + 1));
  } else tail = bExp == -1 ? bSig : 1;
  lost = tail != 0;
  if (mode == ROUND_NEAREST) up = tail > TOP_BIT || (tail == TOP_BIT && (whole & 1) != 0);
  else if (mode == ROUND_DOWN) up = lost && bSign != 0;
  else if (mode == ROUND_UP) up = lost && bSign == 0;
  else up = false;
  return up ? whole + 1 : whole;
}

/**
 * b as a signed integer of `bits` bits (16, 32 or 64), rounded by the mode in force or towards zero (`truncate`).
 * NaN, infinity and out of range are invalid and give the integer indefinite, -2^(bits-1).
 * SDM Vol. 1, "Integer Indefinite" and "Invalid Operation Exception (#I)".
 */
export function integerFromValue(bits: u32, truncate: bool): i64 {
  const indefinite = <i64>((<u64>-1) << (<u64>(bits - 1)));
  setRoundedUp(false);
  if (bKind == KIND_ZERO) return 0;
  if (bKind >= KIND_INFINITE || bExp > 63) {
    raiseFloat(FLOAT_I);
    return indefinite;
  }
  const magnitude = roundMagnitude(truncate ? ROUND_ZERO : rounding);
  const limit = (<u64>1) << (<u64>(bits - 1));
  if (magnitude > limit || (magnitude == limit && bSign == 0)) {
    raiseFloat(FLOAT_I);
    return indefinite;
  }
  if (lost) raiseFloat(FLOAT_P);
  setRoundedUp(up);
  return bSign != 0 ? <i64>(0 - magnitude) : <i64>magnitude;
}

/** The result is the integer n, to be rounded by packing. */
export function valueFromI64(n: i64): void {
  if (n == 0) {
    setSpecial(KIND_ZERO, 0);
    return;
  }
  const sign = <u32>(n < 0);
  const magnitude = n < 0 ? 0 - <u64>n : <u64>n;
  const shift = clz(magnitude);
  setResult(KIND_FINITE, sign, 63 - <i32>shift, magnitude << shift, 0);
}

/** The result is b rounded to an integral value by the mode in force (FRNDINT); a NaN is made quiet. */
export function integralValue(): void {
  quietValue();
  integralUp = false;
  if (bKind != KIND_FINITE || bExp >= 63) return;
  if ((unmaskedFloat() & FLOAT_BEFORE) != 0) return;
  const magnitude = roundMagnitude(rounding);
  if (lost) raiseFloat(FLOAT_P);
  integralUp = up;
  if (magnitude == 0) {
    setSpecial(KIND_ZERO, bSign);
    return;
  }
  const shift = clz(magnitude);
  setResult(KIND_FINITE, bSign, 63 - <i32>shift, magnitude << shift, 0);
}
