// Lane arithmetic that WebAssembly has no single instruction for. Pure functions on 128-bit values; an MMX operand
// is a value whose upper half is zero.

/** The low halves of a and b as one value. */
export function joined(a: v128, b: v128): v128 {
  return i64x2.shuffle(a, b, 0, 2);
}

/** The upper half, moved to the lower. */
export function upperHalf(a: v128): v128 {
  return i64x2.shuffle(a, a, 1, 1);
}

/** Dwords 0 and 2, in the low half. */
export function evenDwords(a: v128): v128 {
  return i32x4.shuffle(a, a, 0, 2, 0, 2);
}

/** Words 0, 2, 4, 6 of a, then those of b. */
export function evenWords(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 0, 2, 4, 6, 8, 10, 12, 14);
}

/** Words 1, 3, 5, 7 of a, then those of b. */
export function oddWords(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 1, 3, 5, 7, 9, 11, 13, 15);
}

/** Dwords 0 and 2 of a, then those of b. */
export function evenPairs(a: v128, b: v128): v128 {
  return i32x4.shuffle(a, b, 0, 2, 4, 6);
}

/** Dwords 1 and 3 of a, then those of b. */
export function oddPairs(a: v128, b: v128): v128 {
  return i32x4.shuffle(a, b, 1, 3, 5, 7);
}

export function unpackLowBytes(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

export function unpackHighBytes(a: v128, b: v128): v128 {
  return i8x16.shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
}

export function unpackLowWords(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}

export function unpackHighWords(a: v128, b: v128): v128 {
  return i16x8.shuffle(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

export function unpackLowDwords(a: v128, b: v128): v128 {
  return i32x4.shuffle(a, b, 0, 4, 1, 5);
}

export function unpackHighDwords(a: v128, b: v128): v128 {
  return i32x4.shuffle(a, b, 2, 6, 3, 7);
}

/** Bits 31:16 of the signed products of words (PMULHW). */
export function multiplyHighSigned(a: v128, b: v128): v128 {
  return oddWords(i32x4.extmul_low_i16x8_s(a, b), i32x4.extmul_high_i16x8_s(a, b));
}

/** Bits 31:16 of the unsigned products of words (PMULHUW). */
export function multiplyHighUnsigned(a: v128, b: v128): v128 {
  return oddWords(i32x4.extmul_low_i16x8_u(a, b), i32x4.extmul_high_i16x8_u(a, b));
}

/**
 * Bits 16:1 of the product of words shifted right by 14, plus one (PMULHRSW). The WebAssembly instruction saturates
 * -1 * -1 to 0x7fff, x86 wraps to 0x8000: the only product that differs, so 0x7fff with both signs set is mended.
 */
export function multiplyHighRounded(a: v128, b: v128): v128 {
  const lowest = i16x8.splat(-0x8000);
  const both = v128.and(i16x8.eq(a, lowest), i16x8.eq(b, lowest));
  return v128.xor(i16x8.q15mulr_sat_s(a, b), both);
}

/** Unsigned bytes of a times signed bytes of b, neighbours added with signed saturation (PMADDUBSW). */
export function multiplyAddBytes(a: v128, b: v128): v128 {
  const even = i16x8.mul(v128.and(a, i16x8.splat(0xff)), i16x8.shr_s(i16x8.shl(b, 8), 8));
  const odd = i16x8.mul(i16x8.shr_u(a, 8), i16x8.shr_s(b, 8));
  return i16x8.add_sat_s(even, odd);
}

/** Sum of the absolute differences of eight unsigned bytes, in each half (PSADBW). */
export function sumOfDifferences(a: v128, b: v128): v128 {
  const bytes = i8x16.sub(i8x16.max_u(a, b), i8x16.min_u(a, b));
  const dwords = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(bytes));
  return i64x2.add(i64x2.shr_u(dwords, 32), v128.and(dwords, i64x2.splat(0xffff_ffff)));
}

function byteNumbers(): v128 {
  return i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
}

/** Shift right by whole bytes, zeros coming in; n may be any count from 0 to 255. */
export function shiftBytesRight(a: v128, n: i32): v128 {
  return i8x16.swizzle(a, i8x16.add(byteNumbers(), i8x16.splat(<i8>min(n, 16))));
}

/** Shift left by whole bytes, zeros coming in; n may be any count from 0 to 255. */
export function shiftBytesLeft(a: v128, n: i32): v128 {
  return i8x16.swizzle(a, i8x16.sub(byteNumbers(), i8x16.splat(<i8>min(n, 16))));
}
