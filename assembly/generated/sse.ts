// Written by gen/ from src/spec/x86/sse.ts and src/spec/x86/sse-lanes.ts. Do not edit: run `npm run gen`.
import { dstMmx, dstXmm, imm } from '../exec/operand';
import { beginSimd, endSimd, add32, add64, sub32, sub64, mul32, mul64, div32, div64, min32, min64, max32, max64, sqrt32, sqrt64, cmp32, cmp64 } from '../exec/sse-arith';
import { evenDwords, evenPairs, evenWords, joined, multiplyAddBytes, multiplyHighRounded, multiplyHighSigned, multiplyHighUnsigned, oddPairs, oddWords, shiftBytesLeft, shiftBytesRight, sumOfDifferences, unpackHighBytes, unpackHighDwords, unpackHighWords, unpackLowBytes, unpackLowDwords, unpackLowWords, upperHalf } from '../exec/sse-lanes';
import { checkMmx, checkSse, putMmx, shiftCount, source128, source32, source64, sourceMmx, sourceMmx32, widened } from '../exec/sse-operand';

export function movsldup(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  v128.store(d, i32x4.shuffle(b, b, 0, 0, 2, 2));
}

export function unpcklps(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, unpackLowDwords(a, b));
}

export function unpcklpd(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i64x2.shuffle(a, b, 0, 2));
}

export function unpckhps(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, unpackHighDwords(a, b));
}

export function unpckhpd(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i64x2.shuffle(a, b, 1, 3));
}

export function movshdup(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  v128.store(d, i32x4.shuffle(b, b, 1, 1, 3, 3));
}

export function sqrtps(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = sqrt32(load<u32>(s));
  const r1 = sqrt32(load<u32>(s, 4));
  const r2 = sqrt32(load<u32>(s, 8));
  const r3 = sqrt32(load<u32>(s, 12));
  endSimd(pc);
  store<u32>(d, r0);
  store<u32>(d, r1, 4);
  store<u32>(d, r2, 8);
  store<u32>(d, r3, 12);
}

export function sqrtpd(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = sqrt64(load<u64>(s));
  const r1 = sqrt64(load<u64>(s, 8));
  endSimd(pc);
  store<u64>(d, r0);
  store<u64>(d, r1, 8);
}

export function sqrtss(pc: usize): void {
  checkSse(pc);
  const s = source32(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = sqrt32(s);
  endSimd(pc);
  store<u32>(d, r0);
}

export function sqrtsd(pc: usize): void {
  checkSse(pc);
  const s = source64(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = sqrt64(s);
  endSimd(pc);
  store<u64>(d, r0);
}

export function andps(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, v128.and(a, b));
}

export function andpd(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, v128.and(a, b));
}

export function andnps(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, v128.andnot(b, a));
}

export function andnpd(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, v128.andnot(b, a));
}

export function orps(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, v128.or(a, b));
}

export function orpd(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, v128.or(a, b));
}

export function xorps(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, v128.xor(a, b));
}

export function xorpd(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, v128.xor(a, b));
}

export function addps(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = add32(load<u32>(d), load<u32>(s));
  const r1 = add32(load<u32>(d, 4), load<u32>(s, 4));
  const r2 = add32(load<u32>(d, 8), load<u32>(s, 8));
  const r3 = add32(load<u32>(d, 12), load<u32>(s, 12));
  endSimd(pc);
  store<u32>(d, r0);
  store<u32>(d, r1, 4);
  store<u32>(d, r2, 8);
  store<u32>(d, r3, 12);
}

export function addpd(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = add64(load<u64>(d), load<u64>(s));
  const r1 = add64(load<u64>(d, 8), load<u64>(s, 8));
  endSimd(pc);
  store<u64>(d, r0);
  store<u64>(d, r1, 8);
}

export function addss(pc: usize): void {
  checkSse(pc);
  const s = source32(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = add32(load<u32>(d), s);
  endSimd(pc);
  store<u32>(d, r0);
}

export function addsd(pc: usize): void {
  checkSse(pc);
  const s = source64(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = add64(load<u64>(d), s);
  endSimd(pc);
  store<u64>(d, r0);
}

export function mulps(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = mul32(load<u32>(d), load<u32>(s));
  const r1 = mul32(load<u32>(d, 4), load<u32>(s, 4));
  const r2 = mul32(load<u32>(d, 8), load<u32>(s, 8));
  const r3 = mul32(load<u32>(d, 12), load<u32>(s, 12));
  endSimd(pc);
  store<u32>(d, r0);
  store<u32>(d, r1, 4);
  store<u32>(d, r2, 8);
  store<u32>(d, r3, 12);
}

export function mulpd(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = mul64(load<u64>(d), load<u64>(s));
  const r1 = mul64(load<u64>(d, 8), load<u64>(s, 8));
  endSimd(pc);
  store<u64>(d, r0);
  store<u64>(d, r1, 8);
}

export function mulss(pc: usize): void {
  checkSse(pc);
  const s = source32(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = mul32(load<u32>(d), s);
  endSimd(pc);
  store<u32>(d, r0);
}

export function mulsd(pc: usize): void {
  checkSse(pc);
  const s = source64(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = mul64(load<u64>(d), s);
  endSimd(pc);
  store<u64>(d, r0);
}

export function subps(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = sub32(load<u32>(d), load<u32>(s));
  const r1 = sub32(load<u32>(d, 4), load<u32>(s, 4));
  const r2 = sub32(load<u32>(d, 8), load<u32>(s, 8));
  const r3 = sub32(load<u32>(d, 12), load<u32>(s, 12));
  endSimd(pc);
  store<u32>(d, r0);
  store<u32>(d, r1, 4);
  store<u32>(d, r2, 8);
  store<u32>(d, r3, 12);
}

export function subpd(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = sub64(load<u64>(d), load<u64>(s));
  const r1 = sub64(load<u64>(d, 8), load<u64>(s, 8));
  endSimd(pc);
  store<u64>(d, r0);
  store<u64>(d, r1, 8);
}

export function subss(pc: usize): void {
  checkSse(pc);
  const s = source32(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = sub32(load<u32>(d), s);
  endSimd(pc);
  store<u32>(d, r0);
}

export function subsd(pc: usize): void {
  checkSse(pc);
  const s = source64(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = sub64(load<u64>(d), s);
  endSimd(pc);
  store<u64>(d, r0);
}

export function minps(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = min32(load<u32>(d), load<u32>(s));
  const r1 = min32(load<u32>(d, 4), load<u32>(s, 4));
  const r2 = min32(load<u32>(d, 8), load<u32>(s, 8));
  const r3 = min32(load<u32>(d, 12), load<u32>(s, 12));
  endSimd(pc);
  store<u32>(d, r0);
  store<u32>(d, r1, 4);
  store<u32>(d, r2, 8);
  store<u32>(d, r3, 12);
}

export function minpd(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = min64(load<u64>(d), load<u64>(s));
  const r1 = min64(load<u64>(d, 8), load<u64>(s, 8));
  endSimd(pc);
  store<u64>(d, r0);
  store<u64>(d, r1, 8);
}

export function minss(pc: usize): void {
  checkSse(pc);
  const s = source32(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = min32(load<u32>(d), s);
  endSimd(pc);
  store<u32>(d, r0);
}

export function minsd(pc: usize): void {
  checkSse(pc);
  const s = source64(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = min64(load<u64>(d), s);
  endSimd(pc);
  store<u64>(d, r0);
}

export function divps(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = div32(load<u32>(d), load<u32>(s));
  const r1 = div32(load<u32>(d, 4), load<u32>(s, 4));
  const r2 = div32(load<u32>(d, 8), load<u32>(s, 8));
  const r3 = div32(load<u32>(d, 12), load<u32>(s, 12));
  endSimd(pc);
  store<u32>(d, r0);
  store<u32>(d, r1, 4);
  store<u32>(d, r2, 8);
  store<u32>(d, r3, 12);
}

export function divpd(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = div64(load<u64>(d), load<u64>(s));
  const r1 = div64(load<u64>(d, 8), load<u64>(s, 8));
  endSimd(pc);
  store<u64>(d, r0);
  store<u64>(d, r1, 8);
}

export function divss(pc: usize): void {
  checkSse(pc);
  const s = source32(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = div32(load<u32>(d), s);
  endSimd(pc);
  store<u32>(d, r0);
}

export function divsd(pc: usize): void {
  checkSse(pc);
  const s = source64(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = div64(load<u64>(d), s);
  endSimd(pc);
  store<u64>(d, r0);
}

export function maxps(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = max32(load<u32>(d), load<u32>(s));
  const r1 = max32(load<u32>(d, 4), load<u32>(s, 4));
  const r2 = max32(load<u32>(d, 8), load<u32>(s, 8));
  const r3 = max32(load<u32>(d, 12), load<u32>(s, 12));
  endSimd(pc);
  store<u32>(d, r0);
  store<u32>(d, r1, 4);
  store<u32>(d, r2, 8);
  store<u32>(d, r3, 12);
}

export function maxpd(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = max64(load<u64>(d), load<u64>(s));
  const r1 = max64(load<u64>(d, 8), load<u64>(s, 8));
  endSimd(pc);
  store<u64>(d, r0);
  store<u64>(d, r1, 8);
}

export function maxss(pc: usize): void {
  checkSse(pc);
  const s = source32(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = max32(load<u32>(d), s);
  endSimd(pc);
  store<u32>(d, r0);
}

export function maxsd(pc: usize): void {
  checkSse(pc);
  const s = source64(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = max64(load<u64>(d), s);
  endSimd(pc);
  store<u64>(d, r0);
}

export function punpcklbwMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx32(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(unpackLowBytes(a, b), 0));
}

export function punpcklbw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, unpackLowBytes(a, b));
}

export function punpcklwdMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx32(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(unpackLowWords(a, b), 0));
}

export function punpcklwd(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, unpackLowWords(a, b));
}

export function punpckldqMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx32(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(unpackLowDwords(a, b), 0));
}

export function punpckldq(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, unpackLowDwords(a, b));
}

export function packsswbMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i8x16.narrow_i16x8_s(joined(a, b), joined(a, b)), 0));
}

export function packsswb(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i8x16.narrow_i16x8_s(a, b));
}

export function pcmpgtbMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i8x16.gt_s(a, b), 0));
}

export function pcmpgtb(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i8x16.gt_s(a, b));
}

export function pcmpgtwMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i16x8.gt_s(a, b), 0));
}

export function pcmpgtw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i16x8.gt_s(a, b));
}

export function pcmpgtdMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i32x4.gt_s(a, b), 0));
}

export function pcmpgtd(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i32x4.gt_s(a, b));
}

export function packuswbMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i8x16.narrow_i16x8_u(joined(a, b), joined(a, b)), 0));
}

export function packuswb(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i8x16.narrow_i16x8_u(a, b));
}

export function punpckhbwMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(upperHalf(unpackLowBytes(a, b)), 0));
}

export function punpckhbw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, unpackHighBytes(a, b));
}

export function punpckhwdMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(upperHalf(unpackLowWords(a, b)), 0));
}

export function punpckhwd(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, unpackHighWords(a, b));
}

export function punpckhdqMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(upperHalf(unpackLowDwords(a, b)), 0));
}

export function punpckhdq(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, unpackHighDwords(a, b));
}

export function packssdwMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i16x8.narrow_i32x4_s(joined(a, b), joined(a, b)), 0));
}

export function packssdw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i16x8.narrow_i32x4_s(a, b));
}

export function punpcklqdq(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i64x2.shuffle(a, b, 0, 2));
}

export function punpckhqdq(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i64x2.shuffle(a, b, 1, 3));
}

export function psrlwMmxImm(pc: usize): void {
  checkMmx(pc);
  const n = <i32>imm(pc) & 0xff;
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(n > 15 ? i16x8.splat(0) : i16x8.shr_u(a, n), 0));
}

export function psrlwImm(pc: usize): void {
  checkSse(pc);
  const n = <i32>imm(pc) & 0xff;
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, n > 15 ? i16x8.splat(0) : i16x8.shr_u(a, n));
}

export function psrawMmxImm(pc: usize): void {
  checkMmx(pc);
  const n = <i32>imm(pc) & 0xff;
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i16x8.shr_s(a, n > 15 ? 15 : n), 0));
}

export function psrawImm(pc: usize): void {
  checkSse(pc);
  const n = <i32>imm(pc) & 0xff;
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i16x8.shr_s(a, n > 15 ? 15 : n));
}

export function psllwMmxImm(pc: usize): void {
  checkMmx(pc);
  const n = <i32>imm(pc) & 0xff;
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(n > 15 ? i16x8.splat(0) : i16x8.shl(a, n), 0));
}

export function psllwImm(pc: usize): void {
  checkSse(pc);
  const n = <i32>imm(pc) & 0xff;
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, n > 15 ? i16x8.splat(0) : i16x8.shl(a, n));
}

export function psrldMmxImm(pc: usize): void {
  checkMmx(pc);
  const n = <i32>imm(pc) & 0xff;
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(n > 31 ? i32x4.splat(0) : i32x4.shr_u(a, n), 0));
}

export function psrldImm(pc: usize): void {
  checkSse(pc);
  const n = <i32>imm(pc) & 0xff;
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, n > 31 ? i32x4.splat(0) : i32x4.shr_u(a, n));
}

export function psradMmxImm(pc: usize): void {
  checkMmx(pc);
  const n = <i32>imm(pc) & 0xff;
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i32x4.shr_s(a, n > 31 ? 31 : n), 0));
}

export function psradImm(pc: usize): void {
  checkSse(pc);
  const n = <i32>imm(pc) & 0xff;
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i32x4.shr_s(a, n > 31 ? 31 : n));
}

export function pslldMmxImm(pc: usize): void {
  checkMmx(pc);
  const n = <i32>imm(pc) & 0xff;
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(n > 31 ? i32x4.splat(0) : i32x4.shl(a, n), 0));
}

export function pslldImm(pc: usize): void {
  checkSse(pc);
  const n = <i32>imm(pc) & 0xff;
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, n > 31 ? i32x4.splat(0) : i32x4.shl(a, n));
}

export function psrlqMmxImm(pc: usize): void {
  checkMmx(pc);
  const n = <i32>imm(pc) & 0xff;
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(n > 63 ? i64x2.splat(0) : i64x2.shr_u(a, n), 0));
}

export function psrlqImm(pc: usize): void {
  checkSse(pc);
  const n = <i32>imm(pc) & 0xff;
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, n > 63 ? i64x2.splat(0) : i64x2.shr_u(a, n));
}

export function psrldqImm(pc: usize): void {
  checkSse(pc);
  const n = <i32>imm(pc) & 0xff;
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, shiftBytesRight(a, n));
}

export function psllqMmxImm(pc: usize): void {
  checkMmx(pc);
  const n = <i32>imm(pc) & 0xff;
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(n > 63 ? i64x2.splat(0) : i64x2.shl(a, n), 0));
}

export function psllqImm(pc: usize): void {
  checkSse(pc);
  const n = <i32>imm(pc) & 0xff;
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, n > 63 ? i64x2.splat(0) : i64x2.shl(a, n));
}

export function pslldqImm(pc: usize): void {
  checkSse(pc);
  const n = <i32>imm(pc) & 0xff;
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, shiftBytesLeft(a, n));
}

export function pcmpeqbMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i8x16.eq(a, b), 0));
}

export function pcmpeqb(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i8x16.eq(a, b));
}

export function pcmpeqwMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i16x8.eq(a, b), 0));
}

export function pcmpeqw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i16x8.eq(a, b));
}

export function pcmpeqdMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i32x4.eq(a, b), 0));
}

export function pcmpeqd(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i32x4.eq(a, b));
}

export function haddpd(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = add64(load<u64>(d), load<u64>(d, 8));
  const r1 = add64(load<u64>(s), load<u64>(s, 8));
  endSimd(pc);
  store<u64>(d, r0);
  store<u64>(d, r1, 8);
}

export function haddps(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = add32(load<u32>(d), load<u32>(d, 4));
  const r1 = add32(load<u32>(d, 8), load<u32>(d, 12));
  const r2 = add32(load<u32>(s), load<u32>(s, 4));
  const r3 = add32(load<u32>(s, 8), load<u32>(s, 12));
  endSimd(pc);
  store<u32>(d, r0);
  store<u32>(d, r1, 4);
  store<u32>(d, r2, 8);
  store<u32>(d, r3, 12);
}

export function hsubpd(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = sub64(load<u64>(d), load<u64>(d, 8));
  const r1 = sub64(load<u64>(s), load<u64>(s, 8));
  endSimd(pc);
  store<u64>(d, r0);
  store<u64>(d, r1, 8);
}

export function hsubps(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = sub32(load<u32>(d), load<u32>(d, 4));
  const r1 = sub32(load<u32>(d, 8), load<u32>(d, 12));
  const r2 = sub32(load<u32>(s), load<u32>(s, 4));
  const r3 = sub32(load<u32>(s, 8), load<u32>(s, 12));
  endSimd(pc);
  store<u32>(d, r0);
  store<u32>(d, r1, 4);
  store<u32>(d, r2, 8);
  store<u32>(d, r3, 12);
}

export function cmpps(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  const predicate = <u32>imm(pc);
  beginSimd();
  const r0 = cmp32(load<u32>(d), load<u32>(s), predicate);
  const r1 = cmp32(load<u32>(d, 4), load<u32>(s, 4), predicate);
  const r2 = cmp32(load<u32>(d, 8), load<u32>(s, 8), predicate);
  const r3 = cmp32(load<u32>(d, 12), load<u32>(s, 12), predicate);
  endSimd(pc);
  store<u32>(d, r0);
  store<u32>(d, r1, 4);
  store<u32>(d, r2, 8);
  store<u32>(d, r3, 12);
}

export function cmppd(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  const predicate = <u32>imm(pc);
  beginSimd();
  const r0 = cmp64(load<u64>(d), load<u64>(s), predicate);
  const r1 = cmp64(load<u64>(d, 8), load<u64>(s, 8), predicate);
  endSimd(pc);
  store<u64>(d, r0);
  store<u64>(d, r1, 8);
}

export function cmpss(pc: usize): void {
  checkSse(pc);
  const s = source32(pc);
  const d = dstXmm(pc);
  const predicate = <u32>imm(pc);
  beginSimd();
  const r0 = cmp32(load<u32>(d), s, predicate);
  endSimd(pc);
  store<u32>(d, r0);
}

export function cmpsd(pc: usize): void {
  checkSse(pc);
  const s = source64(pc);
  const d = dstXmm(pc);
  const predicate = <u32>imm(pc);
  beginSimd();
  const r0 = cmp64(load<u64>(d), s, predicate);
  endSimd(pc);
  store<u64>(d, r0);
}

export function addsubpd(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = sub64(load<u64>(d), load<u64>(s));
  const r1 = add64(load<u64>(d, 8), load<u64>(s, 8));
  endSimd(pc);
  store<u64>(d, r0);
  store<u64>(d, r1, 8);
}

export function addsubps(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  beginSimd();
  const r0 = sub32(load<u32>(d), load<u32>(s));
  const r1 = add32(load<u32>(d, 4), load<u32>(s, 4));
  const r2 = sub32(load<u32>(d, 8), load<u32>(s, 8));
  const r3 = add32(load<u32>(d, 12), load<u32>(s, 12));
  endSimd(pc);
  store<u32>(d, r0);
  store<u32>(d, r1, 4);
  store<u32>(d, r2, 8);
  store<u32>(d, r3, 12);
}

export function psrlwMmx(pc: usize): void {
  checkMmx(pc);
  const n = shiftCount(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(n > 15 ? i16x8.splat(0) : i16x8.shr_u(a, n), 0));
}

export function psrlw(pc: usize): void {
  checkSse(pc);
  const n = shiftCount(load<u64>(source128(pc)));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, n > 15 ? i16x8.splat(0) : i16x8.shr_u(a, n));
}

export function psrldMmx(pc: usize): void {
  checkMmx(pc);
  const n = shiftCount(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(n > 31 ? i32x4.splat(0) : i32x4.shr_u(a, n), 0));
}

export function psrld(pc: usize): void {
  checkSse(pc);
  const n = shiftCount(load<u64>(source128(pc)));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, n > 31 ? i32x4.splat(0) : i32x4.shr_u(a, n));
}

export function psrlqMmx(pc: usize): void {
  checkMmx(pc);
  const n = shiftCount(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(n > 63 ? i64x2.splat(0) : i64x2.shr_u(a, n), 0));
}

export function psrlq(pc: usize): void {
  checkSse(pc);
  const n = shiftCount(load<u64>(source128(pc)));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, n > 63 ? i64x2.splat(0) : i64x2.shr_u(a, n));
}

export function paddqMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i64x2.add(a, b), 0));
}

export function paddq(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i64x2.add(a, b));
}

export function pmullwMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i16x8.mul(a, b), 0));
}

export function pmullw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i16x8.mul(a, b));
}

export function psubusbMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i8x16.sub_sat_u(a, b), 0));
}

export function psubusb(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i8x16.sub_sat_u(a, b));
}

export function psubuswMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i16x8.sub_sat_u(a, b), 0));
}

export function psubusw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i16x8.sub_sat_u(a, b));
}

export function pminubMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i8x16.min_u(a, b), 0));
}

export function pminub(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i8x16.min_u(a, b));
}

export function pandMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(v128.and(a, b), 0));
}

export function pand(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, v128.and(a, b));
}

export function paddusbMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i8x16.add_sat_u(a, b), 0));
}

export function paddusb(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i8x16.add_sat_u(a, b));
}

export function padduswMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i16x8.add_sat_u(a, b), 0));
}

export function paddusw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i16x8.add_sat_u(a, b));
}

export function pmaxubMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i8x16.max_u(a, b), 0));
}

export function pmaxub(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i8x16.max_u(a, b));
}

export function pandnMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(v128.andnot(b, a), 0));
}

export function pandn(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, v128.andnot(b, a));
}

export function pavgbMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i8x16.avgr_u(a, b), 0));
}

export function pavgb(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i8x16.avgr_u(a, b));
}

export function psrawMmx(pc: usize): void {
  checkMmx(pc);
  const n = shiftCount(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i16x8.shr_s(a, n > 15 ? 15 : n), 0));
}

export function psraw(pc: usize): void {
  checkSse(pc);
  const n = shiftCount(load<u64>(source128(pc)));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i16x8.shr_s(a, n > 15 ? 15 : n));
}

export function psradMmx(pc: usize): void {
  checkMmx(pc);
  const n = shiftCount(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i32x4.shr_s(a, n > 31 ? 31 : n), 0));
}

export function psrad(pc: usize): void {
  checkSse(pc);
  const n = shiftCount(load<u64>(source128(pc)));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i32x4.shr_s(a, n > 31 ? 31 : n));
}

export function pavgwMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i16x8.avgr_u(a, b), 0));
}

export function pavgw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i16x8.avgr_u(a, b));
}

export function pmulhuwMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(multiplyHighUnsigned(a, b), 0));
}

export function pmulhuw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, multiplyHighUnsigned(a, b));
}

export function pmulhwMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(multiplyHighSigned(a, b), 0));
}

export function pmulhw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, multiplyHighSigned(a, b));
}

export function psubsbMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i8x16.sub_sat_s(a, b), 0));
}

export function psubsb(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i8x16.sub_sat_s(a, b));
}

export function psubswMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i16x8.sub_sat_s(a, b), 0));
}

export function psubsw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i16x8.sub_sat_s(a, b));
}

export function pminswMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i16x8.min_s(a, b), 0));
}

export function pminsw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i16x8.min_s(a, b));
}

export function porMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(v128.or(a, b), 0));
}

export function por(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, v128.or(a, b));
}

export function paddsbMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i8x16.add_sat_s(a, b), 0));
}

export function paddsb(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i8x16.add_sat_s(a, b));
}

export function paddswMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i16x8.add_sat_s(a, b), 0));
}

export function paddsw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i16x8.add_sat_s(a, b));
}

export function pmaxswMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i16x8.max_s(a, b), 0));
}

export function pmaxsw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i16x8.max_s(a, b));
}

export function pxorMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(v128.xor(a, b), 0));
}

export function pxor(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, v128.xor(a, b));
}

export function psllwMmx(pc: usize): void {
  checkMmx(pc);
  const n = shiftCount(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(n > 15 ? i16x8.splat(0) : i16x8.shl(a, n), 0));
}

export function psllw(pc: usize): void {
  checkSse(pc);
  const n = shiftCount(load<u64>(source128(pc)));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, n > 15 ? i16x8.splat(0) : i16x8.shl(a, n));
}

export function pslldMmx(pc: usize): void {
  checkMmx(pc);
  const n = shiftCount(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(n > 31 ? i32x4.splat(0) : i32x4.shl(a, n), 0));
}

export function pslld(pc: usize): void {
  checkSse(pc);
  const n = shiftCount(load<u64>(source128(pc)));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, n > 31 ? i32x4.splat(0) : i32x4.shl(a, n));
}

export function psllqMmx(pc: usize): void {
  checkMmx(pc);
  const n = shiftCount(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(n > 63 ? i64x2.splat(0) : i64x2.shl(a, n), 0));
}

export function psllq(pc: usize): void {
  checkSse(pc);
  const n = shiftCount(load<u64>(source128(pc)));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, n > 63 ? i64x2.splat(0) : i64x2.shl(a, n));
}

export function pmuludqMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i64x2.extmul_low_i32x4_u(evenDwords(a), evenDwords(b)), 0));
}

export function pmuludq(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i64x2.extmul_low_i32x4_u(evenDwords(a), evenDwords(b)));
}

export function pmaddwdMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i32x4.dot_i16x8_s(a, b), 0));
}

export function pmaddwd(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i32x4.dot_i16x8_s(a, b));
}

export function psadbwMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(sumOfDifferences(a, b), 0));
}

export function psadbw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, sumOfDifferences(a, b));
}

export function psubbMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i8x16.sub(a, b), 0));
}

export function psubb(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i8x16.sub(a, b));
}

export function psubwMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i16x8.sub(a, b), 0));
}

export function psubw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i16x8.sub(a, b));
}

export function psubdMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i32x4.sub(a, b), 0));
}

export function psubd(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i32x4.sub(a, b));
}

export function psubqMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i64x2.sub(a, b), 0));
}

export function psubq(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i64x2.sub(a, b));
}

export function paddbMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i8x16.add(a, b), 0));
}

export function paddb(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i8x16.add(a, b));
}

export function paddwMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i16x8.add(a, b), 0));
}

export function paddw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i16x8.add(a, b));
}

export function padddMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i32x4.add(a, b), 0));
}

export function paddd(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i32x4.add(a, b));
}

export function pshufbMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i8x16.swizzle(a, v128.and(b, i8x16.splat(-0x79))), 0));
}

export function pshufb(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i8x16.swizzle(a, v128.and(b, i8x16.splat(-0x71))));
}

export function phaddwMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i16x8.add(evenWords(joined(a, b), joined(a, b)), oddWords(joined(a, b), joined(a, b))), 0));
}

export function phaddw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i16x8.add(evenWords(a, b), oddWords(a, b)));
}

export function phadddMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i32x4.add(evenPairs(joined(a, b), joined(a, b)), oddPairs(joined(a, b), joined(a, b))), 0));
}

export function phaddd(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i32x4.add(evenPairs(a, b), oddPairs(a, b)));
}

export function phaddswMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i16x8.add_sat_s(evenWords(joined(a, b), joined(a, b)), oddWords(joined(a, b), joined(a, b))), 0));
}

export function phaddsw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i16x8.add_sat_s(evenWords(a, b), oddWords(a, b)));
}

export function pmaddubswMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(multiplyAddBytes(a, b), 0));
}

export function pmaddubsw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, multiplyAddBytes(a, b));
}

export function phsubwMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i16x8.sub(evenWords(joined(a, b), joined(a, b)), oddWords(joined(a, b), joined(a, b))), 0));
}

export function phsubw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i16x8.sub(evenWords(a, b), oddWords(a, b)));
}

export function phsubdMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i32x4.sub(evenPairs(joined(a, b), joined(a, b)), oddPairs(joined(a, b), joined(a, b))), 0));
}

export function phsubd(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i32x4.sub(evenPairs(a, b), oddPairs(a, b)));
}

export function phsubswMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(i16x8.sub_sat_s(evenWords(joined(a, b), joined(a, b)), oddWords(joined(a, b), joined(a, b))), 0));
}

export function phsubsw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, i16x8.sub_sat_s(evenWords(a, b), oddWords(a, b)));
}

export function psignbMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(v128.andnot(i8x16.sub(v128.xor(a, i8x16.shr_s(b, 7)), i8x16.shr_s(b, 7)), i8x16.eq(b, i8x16.splat(0))), 0));
}

export function psignb(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, v128.andnot(i8x16.sub(v128.xor(a, i8x16.shr_s(b, 7)), i8x16.shr_s(b, 7)), i8x16.eq(b, i8x16.splat(0))));
}

export function psignwMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(v128.andnot(i16x8.sub(v128.xor(a, i16x8.shr_s(b, 15)), i16x8.shr_s(b, 15)), i16x8.eq(b, i16x8.splat(0))), 0));
}

export function psignw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, v128.andnot(i16x8.sub(v128.xor(a, i16x8.shr_s(b, 15)), i16x8.shr_s(b, 15)), i16x8.eq(b, i16x8.splat(0))));
}

export function psigndMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(v128.andnot(i32x4.sub(v128.xor(a, i32x4.shr_s(b, 31)), i32x4.shr_s(b, 31)), i32x4.eq(b, i32x4.splat(0))), 0));
}

export function psignd(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, v128.andnot(i32x4.sub(v128.xor(a, i32x4.shr_s(b, 31)), i32x4.shr_s(b, 31)), i32x4.eq(b, i32x4.splat(0))));
}

export function pmulhrswMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  const a = v128.load64_zero(d);
  putMmx(d, <u64>i64x2.extract_lane(multiplyHighRounded(a, b), 0));
}

export function pmulhrsw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  const a = v128.load(d);
  v128.store(d, multiplyHighRounded(a, b));
}

export function pabsbMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  putMmx(d, <u64>i64x2.extract_lane(i8x16.abs(b), 0));
}

export function pabsb(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  v128.store(d, i8x16.abs(b));
}

export function pabswMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  putMmx(d, <u64>i64x2.extract_lane(i16x8.abs(b), 0));
}

export function pabsw(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  v128.store(d, i16x8.abs(b));
}

export function pabsdMmx(pc: usize): void {
  checkMmx(pc);
  const b = widened(sourceMmx(pc));
  const d = dstMmx(pc);
  putMmx(d, <u64>i64x2.extract_lane(i32x4.abs(b), 0));
}

export function pabsd(pc: usize): void {
  checkSse(pc);
  const b = v128.load(source128(pc));
  const d = dstXmm(pc);
  v128.store(d, i32x4.abs(b));
}
