/**
 * Elementary functions in fixed point on BigInt: slow, naive, and independent of what they check. A number is an
 * integer in units of 2^-scale; results are off by a few such units.
 */

export const abs = (x: bigint): bigint => (x < 0n ? -x : x);

/** Number of bits of x >= 0. */
export const bitLength = (x: bigint): number => (x === 0n ? 0 : x.toString(2).length);

export function squareRoot(x: bigint): bigint {
  if (x < 2n) return x;
  let guess = 1n << BigInt((bitLength(x) + 1) >> 1);
  for (;;) {
    const next = (guess + x / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** Product, rounded towards zero: terms of a series then do vanish. */
function multiply(a: bigint, b: bigint, scale: bigint): bigint {
  const product = a * b;
  return product < 0n ? -(-product >> scale) : product >> scale;
}

/** Sum of terms that follow from each other, until they vanish. */
function series(first: bigint, next: (term: bigint, n: bigint) => bigint): bigint {
  let sum = 0n;
  let term = first;
  for (let n = 1n; term !== 0n; n++) {
    sum += term;
    term = next(term, n);
  }
  return sum;
}

export function sine(x: bigint, scale: bigint): bigint {
  const square = (x * x) >> scale;
  return series(x, (term, n) => -multiply(term, square, scale) / (2n * n * (2n * n + 1n)));
}

export function cosine(x: bigint, scale: bigint): bigint {
  const square = (x * x) >> scale;
  return series(1n << scale, (term, n) => -multiply(term, square, scale) / (2n * n * (2n * n - 1n)));
}

/** Arctangent for x >= 0: the argument is halved until the series is short. */
export function arctangent(x: bigint, scale: bigint): bigint {
  let u = x;
  const one = 1n << scale;
  const halvings = 6n;
  for (let i = 0n; i < halvings; i++) u = (u << scale) / (one + squareRoot((one << scale) + u * u));
  const square = (u * u) >> scale;
  let power = u;
  let sum = 0n;
  for (let n = 1n; power !== 0n; n += 2n) {
    sum += (n & 2n) === 0n ? power / n : -(power / n);
    power = (power * square) >> scale;
  }
  return sum << halvings;
}

/** (1/2) ln((1 + z) / (1 - z)) for |z| < 1. */
function hyperbolicArctangent(z: bigint, scale: bigint): bigint {
  const square = (z * z) >> scale;
  let power = z;
  let sum = 0n;
  for (let n = 1n; power !== 0n; n += 2n) {
    sum += power / n;
    power = multiply(power, square, scale);
  }
  return sum;
}

export function naturalLogOf2(scale: bigint): bigint {
  return 2n * hyperbolicArctangent((1n << scale) / 3n, scale);
}

/** log2(1 + x) for -1 < x <= 1. */
export function log2OfSum(x: bigint, scale: bigint): bigint {
  const z = (x << scale) / ((2n << scale) + x);
  return ((2n * hyperbolicArctangent(z, scale)) << scale) / naturalLogOf2(scale);
}

/** 2^x - 1 */
export function exponential(x: bigint, scale: bigint): bigint {
  const y = (x * naturalLogOf2(scale)) >> scale;
  return series(y, (term, n) => multiply(term, y, scale) / (n + 1n));
}

/** pi by Machin's formula. */
export function pi(scale: bigint): bigint {
  const inverse = (n: bigint) => arctangent((1n << scale) / n, scale);
  return 4n * (4n * inverse(5n) - inverse(239n));
}

/** A binary number of 80 bits, and what rounding to it did. */
export interface Rounded {
  readonly sig: bigint;
  readonly signExp: number;
  readonly tiny: boolean;
}

/** Round x (not 0, known to be inexact) to the x87 format by the rounding mode `mode` (RC encoding). */
export function roundToF80(x: bigint, scale: bigint, mode: number): Rounded {
  const sign = x < 0n;
  const magnitude = abs(x);
  const exponent = bitLength(magnitude) - 1 - Number(scale);
  const tiny = exponent < -16382;
  const lowest = BigInt((tiny ? -16382 : exponent) - 63) + scale; // weight of the last bit kept, in units
  let sig = magnitude >> lowest;
  const rest = magnitude - (sig << lowest);
  const half = 1n << (lowest - 1n);
  const up =
    mode === 0 ? rest > half || (rest === half && (sig & 1n) === 1n) : mode === 1 ? sign : mode === 2 ? !sign : false;
  if (up) sig++;
  let biased = tiny ? 0 : exponent + 16383;
  if (sig >> 64n !== 0n) {
    sig >>= 1n;
    biased++;
  }
  if (biased === 0 && sig >> 63n !== 0n) biased = 1;
  return { sig, signExp: biased | (sign ? 0x8000 : 0), tiny };
}
