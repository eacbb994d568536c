// 128-bit fractions for transcendental functions. A fraction is two u64, `hi` and `lo`; what it counts is the user's
// business: either 0.128 (below 1) or 1.127 (below 2). Results are truncated; the error is a few units of the last bit, far
// behind the 64 bits that are kept in the end. Results are left in fHi and fLo.
import { mulWide, wideLow } from './wide';

export let fHi: u64 = 0;
export let fLo: u64 = 0;

export function setFraction(hi: u64, lo: u64): void {
  fHi = hi;
  fLo = lo;
}

/** f = high 128 bits of a * b. */
export function mulFraction(aHi: u64, aLo: u64, bHi: u64, bLo: u64): void {
  let hi = mulWide(aHi, bHi);
  let lo = wideLow;
  if (aLo != 0) {
    const part = mulWide(aLo, bHi);
    lo += part;
    hi += <u64>(lo < part);
  }
  if (bLo != 0) {
    const part = mulWide(aHi, bLo);
    lo += part;
    hi += <u64>(lo < part);
  }
  fHi = hi;
  fLo = lo;
}

/** f = (hi:lo) / d for 0 < d < 2^32. */
export function divSmall(hi: u64, lo: u64, d: u64): void {
  const q = hi / d;
  const r = hi - q * d;
  const middle = (r << 32) | (lo >> 32);
  const qMiddle = middle / d;
  const low = ((middle - qMiddle * d) << 32) | (lo & 0xffff_ffff);
  fHi = q;
  fLo = (qMiddle << 32) | (low / d);
}

/** f = (hi:lo) >> count, 0 for counts of 128 and more. */
export function shiftFraction(hi: u64, lo: u64, count: u32): void {
  if (count == 0) {
    fHi = hi;
    fLo = lo;
  } else if (count < 64) {
    fLo = (lo >> <u64>count) | (hi << (<u64>(64 - count)));
    fHi = hi >> <u64>count;
  } else {
    fLo = count < 128 ? hi >> <u64>(count - 64) : 0;
    fHi = 0;
  }
}

/** f = a + b; carries beyond bit 127 are lost. */
export function addFraction(aHi: u64, aLo: u64, bHi: u64, bLo: u64): void {
  const lo = aLo + bLo;
  fHi = aHi + bHi + <u64>(lo < aLo);
  fLo = lo;
}

/** f = a - b */
export function subFraction(aHi: u64, aLo: u64, bHi: u64, bLo: u64): void {
  fHi = aHi - bHi - <u64>(aLo < bLo);
  fLo = aLo - bLo;
}

/** f = a / b as 0.128, for a < b; b not 0. Bit by bit. */
export function divFraction(aHi: u64, aLo: u64, bHi: u64, bLo: u64): void {
  let qHi: u64 = 0;
  let qLo: u64 = 0;
  for (let i = 0; i < 128; i++) {
    const carry = aHi >> 63 != 0;
    aHi = (aHi << 1) | (aLo >> 63);
    aLo <<= 1;
    qHi = (qHi << 1) | (qLo >> 63);
    qLo <<= 1;
    if (carry || aHi > bHi || (aHi == bHi && aLo >= bLo)) {
      aHi = aHi - bHi - <u64>(aLo < bLo);
      aLo -= bLo;
      qLo |= 1;
    }
  }
  fHi = qHi;
  fLo = qLo;
}

/** Shift (hi:lo) != 0 left until bit 127 is set; returns by how much. */
export function normaliseFraction(hi: u64, lo: u64): u32 {
  let count: u32 = 0;
  if (hi == 0) {
    hi = lo;
    lo = 0;
    count = 64;
  }
  const shift = clz(hi);
  if (shift != 0) {
    hi = (hi << shift) | (lo >> (64 - shift));
    lo <<= shift;
  }
  fHi = hi;
  fLo = lo;
  return count + <u32>shift;
}
