// biome-ignore-all lint/correctness/noPrecisionLoss: the literals are u64
// Logarithm and exponential to base 2 for x87: 128-bit arithmetic inside, one rounding at the end.
import {
  addFraction,
  divFraction,
  fHi,
  fLo,
  mulFraction,
  normaliseFraction,
  shiftFraction,
  subFraction,
} from './fixed';
import { exponentialSeries, hyperbolicSeries } from './series';
import { aExp, aSig, aSign, bExp, bSig, bSign, KIND_FINITE, setResult } from './value';

const ONE: u64 = 0x8000_0000_0000_0000;
/** log2(e) as 1.127, ln(2) as 0.128. */
const LOG2_E_HIGH: u64 = 0xb8aa_3b29_5c17_f0bb;
const LOG2_E_LOW: u64 = 0xbe87_fed0_691d_3e88;
const LN_2_HIGH: u64 = 0xb172_17f7_d1cf_79ab;
const LN_2_LOW: u64 = 0xc9e3_b398_03f2_f6af;
/** Upper half of the square root of 2 as 1.127. */
const SQRT_2_HIGH: u64 = 0xb504_f333_f9de_6484;

/** A logarithm: (-1)^logNegative * (logHi:logLo) / 2^127 * 2^logExp; 0 when logHi is 0. */
let logNegative: bool = false;
let logExp: i32 = 0;
let logHi: u64 = 0;
let logLo: u64 = 0;
/** Whether it is exact (of a power of two). */
let logExact: bool = false;

function setLog(negative: bool, exp: i32, hi: u64, lo: u64): void {
  logNegative = negative;
  logExp = exp;
  logHi = hi;
  logLo = lo;
}

/** log = log2((1 + s) / (1 - s)) with s = (-1)^negative * n / d, |s| < 0.18; n and d normalised, with their exponents. */
function logOfRatio(negative: bool, nExp: i32, nHi: u64, nLo: u64, dExp: i32, dHi: u64, dLo: u64): void {
  let exp = nExp - dExp;
  if (nHi > dHi || (nHi == dHi && nLo >= dLo)) {
    shiftFraction(nHi, nLo, 1);
    nHi = fHi;
    nLo = fLo;
    exp++;
  }
  divFraction(nHi, nLo, dHi, dLo); // s = f / 2^128 * 2^exp
  const sHi = fHi;
  const sLo = fLo;
  mulFraction(sHi, sLo, sHi, sLo);
  shiftFraction(fHi, fLo, <u32>(-2 * exp));
  hyperbolicSeries(fHi, fLo);
  mulFraction(sHi, sLo, fHi, fLo);
  mulFraction(fHi, fLo, LOG2_E_HIGH, LOG2_E_LOW);
  const shift = normaliseFraction(fHi, fLo);
  setLog(negative, exp + 2 - <i32>shift, fHi, fLo);
}

/** log = log2(m * 2^exp) for m = (hi:lo) / 2^127 in [1, 2). */
function logOf(exp: i32, hi: u64, lo: u64): void {
  logExact = hi == ONE && lo == 0;
  if (logExact) setLog(false, 0, 0, 0);
  else if (hi > SQRT_2_HIGH) {
    // m/2 is nearer to 1.
    exp++;
    subFraction(0, 0, hi, lo); // 1 - m/2 as 0.128
    const k = <i32>normaliseFraction(fHi, fLo);
    const nHi = fHi;
    const nLo = fLo;
    shiftFraction(hi, lo, 1);
    logOfRatio(true, -1 - k, nHi, nLo, 0, fHi + ONE, fLo);
  } else {
    subFraction(hi, lo, ONE, 0);
    const k = <i32>normaliseFraction(fHi, fLo);
    const nHi = fHi;
    const nLo = fLo;
    shiftFraction(hi, lo, 1);
    logOfRatio(false, -k, nHi, nLo, 1, fHi + (ONE >> 1), fLo);
  }
  if (exp != 0) addExponent(exp);
}

/** log += exp, where exp != 0 and |log| <= 1/2; in 16.112. */
function addExponent(exp: i32): void {
  const negative = exp < 0;
  const whole = (<u64>(negative ? -exp : exp)) << 48;
  if (logHi == 0) shiftFraction(0, 0, 0);
  else shiftFraction(logHi, logLo, <u32>(15 - logExp));
  if (negative == logNegative) addFraction(whole, 0, fHi, fLo);
  else subFraction(whole, 0, fHi, fLo);
  const shift = normaliseFraction(fHi, fLo);
  setLog(negative, 15 - <i32>shift, fHi, fLo);
}

/** r = a * log. */
function timesLog(): void {
  const sign = aSign ^ <u32>logNegative;
  mulFraction(aSig, 0, logHi, logLo);
  const shift = normaliseFraction(fHi, fLo);
  setResult(KIND_FINITE, sign, aExp + logExp + 1 - <i32>shift, fHi, logExact ? fLo : fLo | 1);
}

/** r = a * log2(b) for finite a and b, neither 0, b > 0, b not 1. */
export function logarithmValue(): void {
  logOf(bExp, bSig, 0);
  timesLog();
}

/** r = a * log2(1 + b) for finite a and b, neither 0, b > -1. */
export function logarithmOfSumValue(): void {
  if (bExp < -2) {
    // s = b / (2 + b): nothing is lost for small b.
    shiftFraction(bSig, 0, <u32>(1 - bExp));
    if (bSign != 0) subFraction(ONE, 0, fHi, fLo);
    else addFraction(ONE, 0, fHi, fLo);
    const k = <i32>normaliseFraction(fHi, fLo);
    logExact = false;
    logOfRatio(bSign != 0, bExp, bSig, 0, 1 - k, fHi, fLo);
  } else if (bSign != 0) {
    shiftFraction(bSig, 0, <u32>-bExp);
    subFraction(ONE, 0, fHi, fLo);
    const k = <i32>normaliseFraction(fHi, fLo);
    logOf(-k, fHi, fLo);
  } else if (bExp < 0) {
    shiftFraction(bSig, 0, <u32>-bExp);
    addFraction(ONE, 0, fHi, fLo);
    logOf(0, fHi, fLo);
  } else {
    shiftFraction(ONE, 0, <u32>bExp);
    addFraction(fHi, fLo, bSig, 0);
    if ((fHi & ONE) != 0) logOf(bExp, fHi, fLo);
    else {
      // The sum has one bit more than b.
      const hi = fHi;
      shiftFraction(hi, fLo, 1);
      logOf(bExp + 1, fHi | ONE, fLo);
    }
  }
  timesLog();
}

/** r = 2^b - 1 for finite b, 0 < |b| < 1. */
export function exponentialValue(): void {
  mulFraction(bSig, 0, LN_2_HIGH, LN_2_LOW);
  const k = <i32>normaliseFraction(fHi, fLo);
  const exp = bExp - k; // y = f / 2^127 * 2^exp
  const yHi = fHi;
  const yLo = fLo;
  shiftFraction(yHi, yLo, <u32>(-1 - exp));
  exponentialSeries(fHi, fLo, bSign != 0);
  mulFraction(yHi, yLo, fHi, fLo);
  const shift = normaliseFraction(fHi, fLo);
  setResult(KIND_FINITE, bSign, exp + 1 - <i32>shift, fHi, fLo | 1);
}
