/*
 * What the regular MMX, SSE, SSE2, SSE3 and SSSE3 instructions compute, as expressions. gen/sse.ts turns each row of
 * sse.ts whose name is found here into a handler; the irregular rest is written out in assembly/exec/sse-*.ts.
 *
 * Integer expressions are in AssemblyScript's SIMD intrinsics, one WebAssembly instruction each, or functions of
 * assembly/exec/sse-lanes.ts. `a` is the first operand (the destination's old value), `b` the second, `n` a shift
 * count that is at least the element size whenever the instruction's count is.
 */

/** One expression for both forms, or one each where the 64-bit form is not the low half of the 128-bit one. */
export type Lanes = string | { readonly xmm: string; readonly mmx: string };

/** An operation that takes the elements of (first, second) in order: the 64-bit form does so with one 128-bit value. */
function inOrder(operation: (low: string, high: string) => string): Lanes {
  return { xmm: operation('a', 'b'), mmx: operation('joined(a, b)', 'joined(a, b)') };
}

/** Two-operand integer operations and bitwise logic, by the manual's mnemonic. */
export const LANES: Readonly<Record<string, Lanes>> = {
  andps: 'v128.and(a, b)',
  andpd: 'v128.and(a, b)',
  andnps: 'v128.andnot(b, a)',
  andnpd: 'v128.andnot(b, a)',
  orps: 'v128.or(a, b)',
  orpd: 'v128.or(a, b)',
  xorps: 'v128.xor(a, b)',
  xorpd: 'v128.xor(a, b)',
  pand: 'v128.and(a, b)',
  pandn: 'v128.andnot(b, a)',
  por: 'v128.or(a, b)',
  pxor: 'v128.xor(a, b)',

  paddb: 'i8x16.add(a, b)',
  paddw: 'i16x8.add(a, b)',
  paddd: 'i32x4.add(a, b)',
  paddq: 'i64x2.add(a, b)',
  psubb: 'i8x16.sub(a, b)',
  psubw: 'i16x8.sub(a, b)',
  psubd: 'i32x4.sub(a, b)',
  psubq: 'i64x2.sub(a, b)',
  paddsb: 'i8x16.add_sat_s(a, b)',
  paddsw: 'i16x8.add_sat_s(a, b)',
  paddusb: 'i8x16.add_sat_u(a, b)',
  paddusw: 'i16x8.add_sat_u(a, b)',
  psubsb: 'i8x16.sub_sat_s(a, b)',
  psubsw: 'i16x8.sub_sat_s(a, b)',
  psubusb: 'i8x16.sub_sat_u(a, b)',
  psubusw: 'i16x8.sub_sat_u(a, b)',
  pminub: 'i8x16.min_u(a, b)',
  pmaxub: 'i8x16.max_u(a, b)',
  pminsw: 'i16x8.min_s(a, b)',
  pmaxsw: 'i16x8.max_s(a, b)',
  pavgb: 'i8x16.avgr_u(a, b)',
  pavgw: 'i16x8.avgr_u(a, b)',
  pcmpeqb: 'i8x16.eq(a, b)',
  pcmpeqw: 'i16x8.eq(a, b)',
  pcmpeqd: 'i32x4.eq(a, b)',
  pcmpgtb: 'i8x16.gt_s(a, b)',
  pcmpgtw: 'i16x8.gt_s(a, b)',
  pcmpgtd: 'i32x4.gt_s(a, b)',
  pmullw: 'i16x8.mul(a, b)',
  pmulhw: 'multiplyHighSigned(a, b)',
  pmulhuw: 'multiplyHighUnsigned(a, b)',
  pmuludq: 'i64x2.extmul_low_i32x4_u(evenDwords(a), evenDwords(b))',
  pmaddwd: 'i32x4.dot_i16x8_s(a, b)',
  psadbw: 'sumOfDifferences(a, b)',

  packsswb: inOrder((low, high) => `i8x16.narrow_i16x8_s(${low}, ${high})`),
  packuswb: inOrder((low, high) => `i8x16.narrow_i16x8_u(${low}, ${high})`),
  packssdw: inOrder((low, high) => `i16x8.narrow_i32x4_s(${low}, ${high})`),
  punpcklbw: 'unpackLowBytes(a, b)',
  punpcklwd: 'unpackLowWords(a, b)',
  punpckldq: 'unpackLowDwords(a, b)',
  punpcklqdq: 'i64x2.shuffle(a, b, 0, 2)',
  punpckhbw: { xmm: 'unpackHighBytes(a, b)', mmx: 'upperHalf(unpackLowBytes(a, b))' },
  punpckhwd: { xmm: 'unpackHighWords(a, b)', mmx: 'upperHalf(unpackLowWords(a, b))' },
  punpckhdq: { xmm: 'unpackHighDwords(a, b)', mmx: 'upperHalf(unpackLowDwords(a, b))' },
  punpckhqdq: 'i64x2.shuffle(a, b, 1, 3)',
  unpcklps: 'unpackLowDwords(a, b)',
  unpckhps: 'unpackHighDwords(a, b)',
  unpcklpd: 'i64x2.shuffle(a, b, 0, 2)',
  unpckhpd: 'i64x2.shuffle(a, b, 1, 3)',
  movsldup: 'i32x4.shuffle(b, b, 0, 0, 2, 2)',
  movshdup: 'i32x4.shuffle(b, b, 1, 1, 3, 3)',

  pshufb: {
    xmm: 'i8x16.swizzle(a, v128.and(b, i8x16.splat(-0x71)))',
    mmx: 'i8x16.swizzle(a, v128.and(b, i8x16.splat(-0x79)))',
  },
  phaddw: inOrder((low, high) => `i16x8.add(evenWords(${low}, ${high}), oddWords(${low}, ${high}))`),
  phaddd: inOrder((low, high) => `i32x4.add(evenPairs(${low}, ${high}), oddPairs(${low}, ${high}))`),
  phaddsw: inOrder((low, high) => `i16x8.add_sat_s(evenWords(${low}, ${high}), oddWords(${low}, ${high}))`),
  phsubw: inOrder((low, high) => `i16x8.sub(evenWords(${low}, ${high}), oddWords(${low}, ${high}))`),
  phsubd: inOrder((low, high) => `i32x4.sub(evenPairs(${low}, ${high}), oddPairs(${low}, ${high}))`),
  phsubsw: inOrder((low, high) => `i16x8.sub_sat_s(evenWords(${low}, ${high}), oddWords(${low}, ${high}))`),
  pmaddubsw: 'multiplyAddBytes(a, b)',
  pmulhrsw: 'multiplyHighRounded(a, b)',
  psignb: 'v128.andnot(i8x16.sub(v128.xor(a, i8x16.shr_s(b, 7)), i8x16.shr_s(b, 7)), i8x16.eq(b, i8x16.splat(0)))',
  psignw: 'v128.andnot(i16x8.sub(v128.xor(a, i16x8.shr_s(b, 15)), i16x8.shr_s(b, 15)), i16x8.eq(b, i16x8.splat(0)))',
  psignd: 'v128.andnot(i32x4.sub(v128.xor(a, i32x4.shr_s(b, 31)), i32x4.shr_s(b, 31)), i32x4.eq(b, i32x4.splat(0)))',
  pabsb: 'i8x16.abs(b)',
  pabsw: 'i16x8.abs(b)',
  pabsd: 'i32x4.abs(b)',
};

/** Shifts: the count is the immediate, or the low 64 bits of the second operand; `n` is at most 255. */
export const SHIFTS: Readonly<Record<string, string>> = {
  psrlw: 'n > 15 ? i16x8.splat(0) : i16x8.shr_u(a, n)',
  psrld: 'n > 31 ? i32x4.splat(0) : i32x4.shr_u(a, n)',
  psrlq: 'n > 63 ? i64x2.splat(0) : i64x2.shr_u(a, n)',
  psraw: 'i16x8.shr_s(a, n > 15 ? 15 : n)',
  psrad: 'i32x4.shr_s(a, n > 31 ? 31 : n)',
  psllw: 'n > 15 ? i16x8.splat(0) : i16x8.shl(a, n)',
  pslld: 'n > 31 ? i32x4.splat(0) : i32x4.shl(a, n)',
  psllq: 'n > 63 ? i64x2.splat(0) : i64x2.shl(a, n)',
  psrldq: 'shiftBytesRight(a, n)',
  pslldq: 'shiftBytesLeft(a, n)',
};

/** Element operations of assembly/exec/sse-arith.ts; `unary` ones take only the second operand. */
export const ELEMENT_OPERATIONS: Readonly<Record<string, 'binary' | 'unary' | 'compare'>> = {
  add: 'binary',
  sub: 'binary',
  mul: 'binary',
  div: 'binary',
  min: 'binary',
  max: 'binary',
  sqrt: 'unary',
  cmp: 'compare',
};

/**
 * Floating-point instructions whose elements are combined otherwise than pairwise: for each result element the
 * operation and its two operands, d first and s second operand of the instruction, with the element's number.
 */
export const ELEMENT_TERMS: Readonly<Record<string, readonly string[]>> = {
  haddps: ['add d0 d1', 'add d2 d3', 'add s0 s1', 'add s2 s3'],
  haddpd: ['add d0 d1', 'add s0 s1'],
  hsubps: ['sub d0 d1', 'sub d2 d3', 'sub s0 s1', 'sub s2 s3'],
  hsubpd: ['sub d0 d1', 'sub s0 s1'],
  addsubps: ['sub d0 s0', 'add d1 s1', 'sub d2 s2', 'add d3 s3'],
  addsubpd: ['sub d0 s0', 'add d1 s1'],
};
