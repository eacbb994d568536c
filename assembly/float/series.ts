// biome-ignore-all lint/correctness/noPrecisionLoss: the literals are u64
// Power series over 128-bit fractions (fixed.ts), evaluated from the last term inwards. No tables of coefficients: each
// term follows from its neighbour by a small division. Numbers of terms are chosen so that what is left out is below 2^-76.
import { addFraction, divSmall, fHi, fLo, mulFraction, setFraction, subFraction } from './fixed';

const ONES: u64 = 0xffff_ffff_ffff_ffff;
/** 1 as 1.127. */
const ONE_HIGH: u64 = 0x8000_0000_0000_0000;

/** f = sin(r) / r as 0.128 (just below 1 for tiny r), from z = r^2 as 0.128, z < 0.62. */
export function sineSeries(zHi: u64, zLo: u64): void {
  alternate(zHi, zLo, 25);
}

/** f = cos(r) as 0.128 (just below 1 for tiny r), from z = r^2 as 0.128, z < 0.62. */
export function cosineSeries(zHi: u64, zLo: u64): void {
  alternate(zHi, zLo, 24);
}

/** f = 1 - z / ((n-1) n) (...), n = ..., last: for odd `last` down to 2 * 3, for even ones to 1 * 2. */
function alternate(zHi: u64, zLo: u64, last: u64): void {
  setFraction(ONES, ONES);
  for (let n = last; n >= 2; n -= 2) {
    mulFraction(zHi, zLo, fHi, fLo);
    divSmall(fHi, fLo, n * (n - 1));
    setFraction(~fHi, ~fLo);
  }
}

/** f = atan(u) / u as 0.128, from w = u^2 as 0.128, w <= 1/256. */
export function arctangentSeries(wHi: u64, wLo: u64): void {
  divSmall(ONES, ONES, 23);
  for (let n: u64 = 21; n >= 1; n -= 2) {
    mulFraction(wHi, wLo, fHi, fLo);
    const hi = fHi;
    const lo = fLo;
    divSmall(ONES, ONES, n);
    subFraction(fHi, fLo, hi, lo);
    if (n == 1) break;
  }
}

/** f = artanh(s) / s as 1.127, from w = s^2 as 0.128, w < 0.03. */
export function hyperbolicSeries(wHi: u64, wLo: u64): void {
  divSmall(ONE_HIGH, 0, 37);
  for (let n: u64 = 35; n >= 1; n -= 2) {
    mulFraction(wHi, wLo, fHi, fLo);
    const hi = fHi;
    const lo = fLo;
    divSmall(ONE_HIGH, 0, n);
    addFraction(fHi, fLo, hi, lo);
    if (n == 1) break;
  }
}

/** f = (e^y - 1) / y as 1.127, from |y| as 0.128, |y| < 0.7, and its sign. */
export function exponentialSeries(yHi: u64, yLo: u64, negative: bool): void {
  setFraction(ONE_HIGH, 0);
  for (let n: u64 = 24; n >= 2; n--) {
    mulFraction(yHi, yLo, fHi, fLo);
    divSmall(fHi, fLo, n);
    if (negative) subFraction(ONE_HIGH, 0, fHi, fLo);
    else addFraction(ONE_HIGH, 0, fHi, fLo);
  }
}
