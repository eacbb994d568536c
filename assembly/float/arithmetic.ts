// Addition, multiplication, division, square root and comparison of unpacked values, for every format alike.
// The special cases follow SDM Vol. 1, "Floating-Point Exceptions" and "Operating on NaNs".
import { FLOAT_I, FLOAT_Z, ROUND_DOWN, raiseFloat, rounding } from './state';
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
  KIND_SIGNALING,
  KIND_ZERO,
  nanResult,
  negateOperand,
  setInvalid,
  setNanOfB,
  setResult,
  setSpecial,
  TOP_BIT,
} from './value';
import { divWide, mulWide, sqrtWide, wideLow } from './wide';

/** r = a + b, exact but for a sticky last bit. */
export function addValues(): void {
  if (nanResult()) return;
  checkDenormals(); // infinities are never denormal, so this cannot come before an invalid sum
  if (aKind == KIND_INFINITE) {
    if (bKind == KIND_INFINITE && aSign != bSign) setInvalid();
    else setSpecial(KIND_INFINITE, aSign);
  } else if (bKind == KIND_INFINITE) setSpecial(KIND_INFINITE, bSign);
  else if (aKind == KIND_ZERO && bKind == KIND_ZERO) setSpecial(KIND_ZERO, aSign == bSign ? aSign : zeroSign());
  else if (aKind == KIND_ZERO) setResult(KIND_FINITE, bSign, bExp, bSig, 0);
  else if (bKind == KIND_ZERO) setResult(KIND_FINITE, aSign, aExp, aSig, 0);
  else if (aExp > bExp || (aExp == bExp && aSig >= bSig)) sumOf(aSign, aExp, aSig, bSign, bExp, bSig);
  else sumOf(bSign, bExp, bSig, aSign, aExp, aSig);
}

/** Sign of an exact zero that comes out of a difference. */
function zeroSign(): u32 {
  return <u32>(rounding == ROUND_DOWN);
}

/** r = x + y for finite |x| >= |y|. */
function sumOf(xSign: u32, exp: i32, xSig: u64, ySign: u32, yExp: i32, ySig: u64): void {
  const distance = <u32>(exp - yExp);
  let high: u64 = 0;
  let low: u64 = 0;
  if (distance == 0) high = ySig;
  else if (distance < 64) {
    high = ySig >> <u64>distance;
    low = ySig << (<u64>(64 - distance));
  } else if (distance == 64) low = ySig;
  else if (distance < 128) {
    low = (ySig >> <u64>(distance - 64)) | <u64>(ySig << (<u64>(128 - distance)) != 0);
  } else low = 1;
  if (xSign == ySign) {
    let sum = xSig + high;
    if (sum < xSig) {
      low = (low >> 1) | (low & 1) | (sum << 63);
      sum = (sum >> 1) | TOP_BIT;
      exp++;
    }
    setResult(KIND_FINITE, xSign, exp, sum, low);
    return;
  }
  let rest = xSig - high - <u64>(low != 0);
  let restLow = 0 - low;
  if (rest == 0) {
    if (restLow == 0) {
      setSpecial(KIND_ZERO, zeroSign());
      return;
    }
    rest = restLow;
    restLow = 0;
    exp -= 64;
  }
  const shift = clz(rest);
  if (shift != 0) {
    rest = (rest << shift) | (restLow >> (64 - shift));
    restLow <<= shift;
  }
  setResult(KIND_FINITE, xSign, exp - <i32>shift, rest, restLow);
}

/** r = a - b. */
export function subtractValues(): void {
  negateOperand();
  addValues();
}

/** r = a * b. */
export function multiplyValues(): void {
  if (nanResult()) return;
  const sign = aSign ^ bSign;
  if (aKind == KIND_INFINITE || bKind == KIND_INFINITE) {
    if (aKind == KIND_ZERO || bKind == KIND_ZERO) setInvalid();
    else {
      checkDenormals();
      setSpecial(KIND_INFINITE, sign);
    }
    return;
  }
  checkDenormals();
  if (aKind == KIND_ZERO || bKind == KIND_ZERO) {
    setSpecial(KIND_ZERO, sign);
    return;
  }
  let high = mulWide(aSig, bSig);
  let low = wideLow;
  let exp = aExp + bExp + 1;
  if ((high & TOP_BIT) == 0) {
    high = (high << 1) | (low >> 63);
    low <<= 1;
    exp--;
  }
  setResult(KIND_FINITE, sign, exp, high, low);
}

/** r = a / b. */
export function divideValues(): void {
  if (nanResult()) return;
  const sign = aSign ^ bSign;
  if (aKind == KIND_INFINITE) {
    if (bKind == KIND_INFINITE) setInvalid();
    else {
      checkDenormals();
      setSpecial(KIND_INFINITE, sign);
    }
    return;
  }
  if (bKind == KIND_ZERO) {
    if (aKind == KIND_ZERO) setInvalid();
    else {
      raiseFloat(FLOAT_Z);
      setSpecial(KIND_INFINITE, sign);
    }
    return;
  }
  checkDenormals();
  if (bKind == KIND_INFINITE || aKind == KIND_ZERO) {
    setSpecial(KIND_ZERO, sign);
    return;
  }
  let exp = aExp - bExp;
  let high = aSig;
  let low: u64 = 0;
  if (aSig >= bSig) {
    low = high << 63;
    high >>= 1;
  } else exp--;
  const quotient = divWide(high, low, bSig);
  const rest = wideLow;
  // The bits behind: the next one, and whether anything is left after it.
  let tail: u64 = 0;
  if (rest != 0) {
    const half = bSig - rest;
    tail = rest > half ? TOP_BIT | 1 : rest == half ? TOP_BIT : 1;
  }
  setResult(KIND_FINITE, sign, exp, quotient, tail);
}

/** r = square root of b. */
export function squareRootValue(): void {
  if (bKind >= KIND_QUIET) {
    setNanOfB();
    return;
  }
  if (bKind == KIND_ZERO) {
    setSpecial(KIND_ZERO, bSign);
    return;
  }
  if (bSign != 0) {
    setInvalid();
    return;
  }
  checkDenormal();
  if (bKind == KIND_INFINITE) {
    setSpecial(KIND_INFINITE, 0);
    return;
  }
  // Even exponent 2k: sqrt(m / 2^63) from m * 2^63; odd: from m * 2^64.
  const odd = (bExp & 1) != 0;
  const root = odd ? sqrtWide(bSig, 0) : sqrtWide(bSig >> 1, bSig << 63);
  const rest = wideLow;
  setResult(KIND_FINITE, 0, bExp >> 1, root, rest == 0 ? 0 : rest > root ? TOP_BIT | 1 : 1);
}

/** Compare a with b: -1 less, 0 equal, 1 greater, 2 unordered. A quiet NaN is invalid unless `quiet`. */
export function compareValues(quiet: bool): i32 {
  if (aKind >= KIND_QUIET || bKind >= KIND_QUIET) {
    const signaling = aKind >= KIND_SIGNALING || bKind >= KIND_SIGNALING;
    if (signaling || !quiet) raiseFloat(FLOAT_I);
    return 2;
  }
  checkDenormals();
  if (aKind == KIND_ZERO && bKind == KIND_ZERO) return 0;
  const aNegative = aKind != KIND_ZERO && aSign != 0;
  const bNegative = bKind != KIND_ZERO && bSign != 0;
  if (aKind == KIND_ZERO) return bNegative ? 1 : -1;
  if (bKind == KIND_ZERO) return aNegative ? -1 : 1;
  if (aNegative != bNegative) return aNegative ? -1 : 1;
  const order = compareMagnitudes();
  return aNegative ? -order : order;
}

/** -1, 0 or 1 as |a| is below, equal to or above |b|; neither is zero or NaN. */
function compareMagnitudes(): i32 {
  if (aKind != bKind) return aKind == KIND_INFINITE ? 1 : -1;
  if (aKind == KIND_INFINITE) return 0;
  if (aExp != bExp) return aExp > bExp ? 1 : -1;
  if (aSig != bSig) return aSig > bSig ? 1 : -1;
  return 0;
}
