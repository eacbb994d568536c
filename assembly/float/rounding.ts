// Rounding of the result r to a format.
import {
  FLOAT_BEFORE,
  FLOAT_O,
  FLOAT_P,
  FLOAT_U,
  floatFlags,
  ftz,
  masks,
  ROUND_DOWN,
  ROUND_NEAREST,
  ROUND_UP,
  raiseFloat,
  rounding,
  setRoundedUp,
  x87,
} from './state';
import {
  KIND_FINITE,
  KIND_INFINITE,
  KIND_ZERO,
  rExp,
  rKind,
  rLow,
  rSig,
  rSign,
  setResult,
  setSpecial,
  TOP_BIT,
} from './value';

/** Whether the last roundSignificand() lost bits, and whether it enlarged the magnitude. */
export let inexact: bool = false;
let up: bool = false;

/** Keep the upper `bits` (24..64) bits of r's significand, rounded by the mode in force; the exponent may grow by 1. */
export function roundSignificand(bits: u32): void {
  let tail = rLow;
  let unit: u64 = 1;
  let sig = rSig;
  if (bits < 64) {
    unit <<= <u64>(64 - bits);
    tail = ((sig & (unit - 1)) << (<u64>bits)) | <u64>(rLow != 0);
    sig &= ~(unit - 1);
  }
  inexact = tail != 0;
  if (rounding == ROUND_NEAREST) up = tail > TOP_BIT || (tail == TOP_BIT && (sig & unit) != 0);
  else if (rounding == ROUND_DOWN) up = inexact && rSign != 0;
  else if (rounding == ROUND_UP) up = inexact && rSign == 0;
  else up = false;
  let exp = rExp;
  if (up) {
    sig += unit;
    if (sig == 0) {
      sig = TOP_BIT;
      exp++;
    }
  }
  setResult(rKind, rSign, exp, sig, 0);
}

/** Shift r's significand right by `count` > 0; what falls out makes the last bit of rLow sticky. */
function shiftRight(count: u32): void {
  let sig = rSig;
  let low = rLow;
  if (count < 64) {
    const lost = low << (<u64>(64 - count));
    low = (low >> <u64>count) | (sig << (<u64>(64 - count))) | <u64>(lost != 0);
    sig >>= <u64>count;
  } else if (count < 128) {
    const shift = count - 64;
    const lost = low | (shift == 0 ? 0 : sig << (<u64>(64 - shift)));
    low = (sig >> <u64>shift) | <u64>(lost != 0);
    sig = 0;
  } else {
    low = <u64>((sig | low) != 0);
    sig = 0;
  }
  setResult(rKind, rSign, rExp, sig, low);
}

/**
 * Round a finite result r to `bits` bits of significand and exponents `min`..`max`, with all the flags: overflow, underflow
 * (tininess is detected after rounding; SDM Vol. 1, "Numeric Underflow Exception (#U)"), precision. A denormal
 * result has the exponent `min` and bit 63 of its significand clear.
 *
 * `bias` is what x87 adds to the exponent of a tiny result when underflow is not masked, or subtracts when overflow is
 * not, so that a handler can make something of the result (SDM Vol. 1, "Numeric Overflow Exception (#O)"); 0: no such result.
 */
export function roundResult(bits: u32, min: i32, max: i32, bias: i32): void {
  setRoundedUp(false);
  if (rKind != KIND_FINITE) return;
  // An unmasked invalid, denormal or divide exception comes before the computation: no more flags.
  if ((floatFlags & ~masks & FLOAT_BEFORE) != 0) return;
  const exp = rExp;
  const sig = rSig;
  const low = rLow;
  roundSignificand(bits);
  if (rExp < min) {
    if ((masks & FLOAT_U) == 0) {
      raiseFloat(inexact ? FLOAT_U | FLOAT_P : FLOAT_U);
      setRoundedUp(up);
      setResult(KIND_FINITE, rSign, rExp + bias, rSig, 0);
      return;
    }
    if (ftz) {
      raiseFloat(FLOAT_U | FLOAT_P);
      setSpecial(KIND_ZERO, rSign);
      return;
    }
    setResult(KIND_FINITE, rSign, exp, sig, low);
    shiftRight(<u32>(min - exp));
    setResult(KIND_FINITE, rSign, min, rSig, rLow);
    roundSignificand(bits);
    if (inexact) raiseFloat(FLOAT_U | FLOAT_P);
    setRoundedUp(up);
    if (rSig == 0) setSpecial(KIND_ZERO, rSign);
    return;
  }
  if (rExp > max) {
    if ((masks & FLOAT_O) == 0) {
      raiseFloat(inexact ? FLOAT_O | FLOAT_P : FLOAT_O);
      setRoundedUp(up);
      setResult(KIND_FINITE, rSign, rExp - bias, rSig, 0);
      return;
    }
    raiseFloat(FLOAT_O | FLOAT_P);
    overflow(bits, max);
    return;
  }
  if (inexact) raiseFloat(FLOAT_P);
  setRoundedUp(up);
}

/** The masked result of an overflow: infinity, or the largest finite number where rounding goes towards zero. */
function overflow(bits: u32, max: i32): void {
  const toInfinity =
    rounding == ROUND_NEAREST || (rounding == ROUND_DOWN && rSign != 0) || (rounding == ROUND_UP && rSign == 0);
  if (toInfinity) {
    setSpecial(KIND_INFINITE, rSign);
    setRoundedUp(x87);
  } else {
    setResult(KIND_FINITE, rSign, max, (<u64>-1) << (<u64>(64 - bits)), 0);
  }
}
