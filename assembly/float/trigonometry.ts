// biome-ignore-all lint/correctness/noPrecisionLoss: the literals are u64
// Sine, cosine, tangent and arctangent of the operand b for x87: 128-bit arithmetic inside, one rounding at the end.
//
// An angle is first reduced modulo pi/2 with the 66-bit pi that SDM Vol. 1, "Approximation of Pi", documents; the remainder
// is exact. So the result is within one unit in the last place of the function of the angle *as reduced*: for large
// angles it differs from the mathematical one exactly as on processors that reduce with that pi.
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
import { arctangentSeries, cosineSeries, sineSeries } from './series';
import { aExp, aSig, aSign, bExp, bSig, bSign, KIND_FINITE, setResult } from './value';

const TOP_BIT: u64 = 0x8000_0000_0000_0000;

/** pi/2 to 66 bits, in units of 2^-65: the word above bit 63 and the rest. */
const HALF_PI_HIGH: u64 = 3;
const HALF_PI_LOW: u64 = 0x243f_6a88_85a3_08d3;

/** The reduced angle: |b| = quadrant * pi/2 + (-1)^angleNegative * (angleHi:angleLo) / 2^127 * 2^angleExp. */
let quadrant: u32 = 0;
let angleNegative: bool = false;
let angleExp: i32 = 0;
let angleHi: u64 = 0;
let angleLo: u64 = 0;

/** Reduce the operand b (finite, not 0, below 2^63 in magnitude) to at most pi/4. */
export function reduceAngle(): void {
  quadrant = 0;
  angleNegative = false;
  angleExp = bExp;
  angleHi = bSig;
  angleLo = 0;
  if (bExp < -1 || (bExp == -1 && bSig <= 0xc90f_daa2_2168_c234)) return;
  // |b| = bSig * 2^(bExp + 2) units: remainder bit by bit.
  let high: u64 = 0;
  let low = bSig;
  for (let i = 0; i < bExp + 2; i++) {
    high = (high << 1) | (low >> 63);
    low <<= 1;
    quadrant <<= 1;
    if (high > HALF_PI_HIGH || (high == HALF_PI_HIGH && low >= HALF_PI_LOW)) {
      high = high - HALF_PI_HIGH - <u64>(low < HALF_PI_LOW);
      low -= HALF_PI_LOW;
      quadrant |= 1;
    }
  }
  // The nearer multiple: when the remainder is more than pi/4, count from the next one downwards.
  const twice = low << 1;
  const twiceHigh = (high << 1) | (low >> 63);
  if (twiceHigh > HALF_PI_HIGH || (twiceHigh == HALF_PI_HIGH && twice > HALF_PI_LOW)) {
    high = HALF_PI_HIGH - high - <u64>(HALF_PI_LOW < low);
    low = HALF_PI_LOW - low;
    quadrant++;
    angleNegative = true;
  }
  quadrant &= 3;
  const shift = normaliseFraction(high, low);
  angleHi = fHi;
  angleLo = fLo;
  angleExp = 127 - 65 - <i32>shift;
}

/** f = square of the angle as 0.128. */
function squareAngle(): void {
  mulFraction(angleHi, angleLo, angleHi, angleLo);
  shiftFraction(fHi, fLo, <u32>(-2 * angleExp - 2));
}

/** Exponent of what sineOfAngle() and cosineOfAngle() leave in f, normalised. */
let functionExp: i32 = 0;

function sineOfAngle(): void {
  squareAngle();
  sineSeries(fHi, fLo);
  mulFraction(angleHi, angleLo, fHi, fLo);
  functionExp = angleExp - <i32>normaliseFraction(fHi, fLo);
}

function cosineOfAngle(): void {
  squareAngle();
  cosineSeries(fHi, fLo);
  functionExp = -1 - <i32>normaliseFraction(fHi, fLo);
}

/** r = sine of b, after reduceAngle(). */
export function sineValue(): void {
  if ((quadrant & 1) != 0) cosineOfAngle();
  else sineOfAngle();
  // sin(q pi/2 + t): sin t, cos t, -sin t, -cos t
  let sign = bSign ^ (quadrant >> 1);
  if ((quadrant & 1) == 0 && angleNegative) sign ^= 1;
  setResult(KIND_FINITE, sign, functionExp, fHi, fLo | 1);
}

/** r = cosine of b, after reduceAngle(). */
export function cosineValue(): void {
  if ((quadrant & 1) != 0) sineOfAngle();
  else cosineOfAngle();
  // cos(q pi/2 + t): cos t, -sin t, -cos t, sin t
  let sign = <u32>(quadrant == 1 || quadrant == 2);
  if ((quadrant & 1) != 0 && angleNegative) sign ^= 1;
  setResult(KIND_FINITE, sign, functionExp, fHi, fLo | 1);
}

/** r = tangent of b, after reduceAngle(). */
export function tangentValue(): void {
  const sign = bSign ^ <u32>angleNegative ^ (quadrant & 1);
  if (angleExp < -40 && (quadrant & 1) == 0) {
    // tan t = t (1 + t^2 / 3 ...): the bits behind do not reach the significand, but the value is above t.
    setResult(KIND_FINITE, sign, angleExp, angleHi, angleLo | 1);
    return;
  }
  sineOfAngle();
  const sineHi = fHi;
  const sineLo = fLo;
  const sineExp = functionExp;
  cosineOfAngle();
  // In odd quadrants -cot t.
  if ((quadrant & 1) == 0) ratio(sign, sineExp, sineHi, sineLo, functionExp, fHi, fLo);
  else ratio(sign, functionExp, fHi, fLo, sineExp, sineHi, sineLo);
}

/** r = n / d for normalised fractions. */
function ratio(sign: u32, nExp: i32, nHi: u64, nLo: u64, dExp: i32, dHi: u64, dLo: u64): void {
  let exp = nExp - dExp - 1;
  if (nHi > dHi || (nHi == dHi && nLo >= dLo)) {
    shiftFraction(nHi, nLo, 1);
    nHi = fHi;
    nLo = fLo;
    exp++;
  }
  divFraction(nHi, nLo, dHi, dLo);
  const shift = normaliseFraction(fHi, fLo);
  setResult(KIND_FINITE, sign, exp - <i32>shift, fHi, fLo | 1);
}

/** atan(j / 8) as 0.128 for j = 1..8, upper and lower words. */
function arctangentHigh(j: u32): u64 {
  switch (j) {
    case 1:
      return 0x1fd5_ba9a_ac2f_6dc6;
    case 2:
      return 0x3eb6_ebf2_5901_bac5;
    case 3:
      return 0x5bd8_6507_937b_c239;
    case 4:
      return 0x76b1_9c15_86ed_3da2;
    case 5:
      return 0x8f00_5d5e_f7f5_9f9b;
    case 6:
      return 0xa4bc_7d19_34f7_0924;
    case 7:
      return 0xb805_3e2b_c231_9e73;
    default:
      return 0xc90f_daa2_2168_c234;
  }
}

function arctangentLow(j: u32): u64 {
  switch (j) {
    case 1:
      return 0x5912_f313_e7d1_11de;
    case 2:
      return 0x5b71_e7bd_7de8_85f9;
    case 3:
      return 0xc551_9091_6e7f_2241;
    case 4:
      return 0xb7f2_22f6_5e1d_4681;
    case 5:
      return 0x5c83_5e16_65c4_3747;
    case 6:
      return 0x19a8_7f2a_457d_ac9e;
    case 7:
      return 0xcb2d_a552_10a4_443d;
    default:
      return 0xc4c6_628b_80dc_1cd1;
  }
}

/** pi, as 2.126 (and pi/2 as 1.127, pi/4 as 0.128). */
const PI_HIGH: u64 = 0xc90f_daa2_2168_c234;
const PI_LOW: u64 = 0xc4c6_628b_80dc_1cd1;

/** r = arctangent of a / b in the quadrant of (b, a), both finite and not 0. */
export function arctangentValue(): void {
  const swapped = aExp > bExp || (aExp == bExp && aSig > bSig);
  const small = swapped ? bSig : aSig;
  const large = swapped ? aSig : bSig;
  let exp = swapped ? bExp - aExp : aExp - bExp; // t = q / 2^128 * 2^exp
  let atanExp: i32;
  if (exp == 0 && small == large) {
    normaliseFraction(PI_HIGH, PI_LOW);
    atanExp = -1;
  } else {
    if (small >= large) {
      exp++;
      divFraction(small >> 1, small << 63, large, 0);
    } else divFraction(small, 0, large, 0);
    atanExp = arctangentOf(exp, fHi, fLo);
  }
  // f is the arctangent of the smaller through the larger one; from there to the right octant.
  if (swapped || bSign != 0) {
    shiftFraction(fHi, fLo, <u32>(1 - atanExp));
    const hi = fHi;
    const lo = fLo;
    if (swapped) {
      shiftFraction(PI_HIGH, PI_LOW, 1);
      if (bSign != 0) addFraction(fHi, fLo, hi, lo);
      else subFraction(fHi, fLo, hi, lo);
    } else subFraction(PI_HIGH, PI_LOW, hi, lo);
    atanExp = 1 - <i32>normaliseFraction(fHi, fLo);
  }
  setResult(KIND_FINITE, aSign, atanExp, fHi, fLo | 1);
}

/** f = atan(t), normalised, for t = (qHi:qLo) / 2^128 * 2^exp below 1; returns its exponent. */
function arctangentOf(exp: i32, qHi: u64, qLo: u64): i32 {
  shiftFraction(qHi, qLo, <u32>-exp);
  const tHi = fHi;
  const tLo = fLo;
  const j = <u32>(((tHi >> 60) + 1) >> 1);
  if (j == 0) {
    // t < 1/16: no reduction; the significand keeps all its bits however small t is.
    mulFraction(qHi, qLo, qHi, qLo);
    shiftFraction(fHi, fLo, <u32>(-2 * exp));
    arctangentSeries(fHi, fLo);
    mulFraction(qHi, qLo, fHi, fLo);
    return exp - 1 - <i32>normaliseFraction(fHi, fLo);
  }
  // atan t = atan c + atan u, c = j / 8, u = (t - c) / (1 + t c)
  const c = (<u64>j) << 61; // 0 for c = 1: then the arithmetic modulo 1 is right as it stands
  const negative = j == 8 || tHi < c;
  if (negative) subFraction(c, 0, tHi, tLo);
  else subFraction(tHi, tLo, c, 0);
  shiftFraction(fHi, fLo, 1);
  const nHi = fHi;
  const nLo = fLo;
  if (j == 8) shiftFraction(tHi, tLo, 1);
  else {
    mulFraction(tHi, tLo, c, 0);
    shiftFraction(fHi, fLo, 1);
  }
  divFraction(nHi, nLo, fHi + TOP_BIT, fLo);
  const uHi = fHi;
  const uLo = fLo;
  mulFraction(uHi, uLo, uHi, uLo);
  arctangentSeries(fHi, fLo);
  mulFraction(uHi, uLo, fHi, fLo);
  if (negative) subFraction(arctangentHigh(j), arctangentLow(j), fHi, fLo);
  else addFraction(arctangentHigh(j), arctangentLow(j), fHi, fLo);
  return -1 - <i32>normaliseFraction(fHi, fLo);
}

/**
 * r = pi * quarters / 4 with a sign (infinities and zeros have arctangents that are parts of pi): quarters 1..4.
 */
export function piValue(sign: u32, quarters: u32): void {
  if (quarters == 3) {
    shiftFraction(PI_HIGH, PI_LOW, 1);
    const hi = fHi;
    const lo = fLo;
    shiftFraction(PI_HIGH, PI_LOW, 2);
    addFraction(fHi, fLo, hi, lo);
  } else {
    shiftFraction(PI_HIGH, PI_LOW, quarters == 4 ? 0 : quarters == 2 ? 1 : 2);
  }
  const shift = normaliseFraction(fHi, fLo);
  setResult(KIND_FINITE, sign, 1 - <i32>shift, fHi, fLo | 1);
}
