// biome-ignore-all lint/correctness/noPrecisionLoss: the literals are u64
// 128-bit integer arithmetic: two u64 in, the high (or only) word returned, the other one in a global.

/** Low word of mulWide(), remainder of divWide() and sqrtWide(). */
export let wideLow: u64 = 0;

/** a * b as 128 bits: returns bits 127:64, leaves bits 63:0 in wideLow. */
export function mulWide(a: u64, b: u64): u64 {
  const a0 = a & 0xffff_ffff;
  const a1 = a >> 32;
  const b0 = b & 0xffff_ffff;
  const b1 = b >> 32;
  const p00 = a0 * b0;
  const p01 = a0 * b1;
  const p10 = a1 * b0;
  const middle = (p00 >> 32) + (p01 & 0xffff_ffff) + (p10 & 0xffff_ffff);
  wideLow = (middle << 32) | (p00 & 0xffff_ffff);
  return a1 * b1 + (p01 >> 32) + (p10 >> 32) + (middle >> 32);
}

/**
 * (hi:lo) / d, where d has bit 63 set and hi < d: returns the quotient, leaves the remainder in wideLow.
 * Long division in base 2^32; each estimated digit is at most 2 too large.
 */
export function divWide(hi: u64, lo: u64, d: u64): u64 {
  const dTop = d >> 32;
  let quotient: u64 = 0;
  let rest = hi;
  for (let digit = 0; digit < 2; digit++) {
    const next = digit == 0 ? lo >> 32 : lo & 0xffff_ffff;
    let q = rest / dTop;
    let r = rest - q * dTop;
    // Correct the estimate by the second digit of the divisor; r stays below 2^32 while the loop may go on.
    while (q > 0xffff_ffff || q * (d & 0xffff_ffff) > ((r << 32) | next)) {
      q--;
      r += dTop;
      if (r > 0xffff_ffff) break;
    }
    rest = ((rest << 32) | next) - q * d; // modulo 2^64: the true value is below d
    quotient = (quotient << 32) | q;
  }
  wideLow = rest;
  return quotient;
}

/**
 * Integer square root of (hi:lo) with hi >= 2^62: returns the root (bit 63 set), leaves min(remainder, 2^64 - 1) in
 * wideLow (the true remainder is at most twice the root). Digit by digit, two bits of the operand a turn.
 */
export function sqrtWide(hi: u64, lo: u64): u64 {
  let root: u64 = 0;
  let restHigh: u64 = 0;
  let rest: u64 = 0;
  for (let i = 0; i < 64; i++) {
    restHigh = (restHigh << 2) | (rest >> 62);
    rest = (rest << 2) | (hi >> 62);
    hi = (hi << 2) | (lo >> 62);
    lo <<= 2;
    // Try the digit 1: subtract 4 * root + 1, at most 66 bits.
    const trialHigh = root >> 62;
    const trial = (root << 2) | 1;
    root <<= 1;
    if (restHigh > trialHigh || (restHigh == trialHigh && rest >= trial)) {
      restHigh -= trialHigh + <u64>(rest < trial);
      rest -= trial;
      root |= 1;
    }
  }
  wideLow = restHigh != 0 ? 0xffff_ffff_ffff_ffff : rest;
  return root;
}
