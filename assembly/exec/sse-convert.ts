// Conversions, ordered compares that set RFLAGS, and the approximations of SSE.
// SDM Vol. 2, the instructions' own pages; SDM Vol. 1, "SIMD Floating-Point Exception Conditions".
import { f32ToI32, f32ToI64, i32ToF32, i64ToF32 } from '../float/f32';
import { f32ToF64, f64ToF32, f64ToI32, f64ToI64, i64ToF64 } from '../float/f64';
import { CF, PF, setFlags, ZF } from './flags';
import { dstMmx, dstXmm, isMem } from './operand';
import {
  beginSimd,
  compare32,
  compare64,
  endSimd,
  isFast,
  isOrdinary32,
  isOrdinary64,
  isWellInside32,
} from './sse-arith';
import {
  checkPending,
  checkSse,
  enterMmx,
  isWide,
  putGeneral,
  putMmx,
  source32,
  source64,
  source128,
  sourceGeneral,
  sourceMmx,
} from './sse-operand';

/** binary64 to binary32 */
function narrow(a: u64): u32 {
  if (isFast() && isOrdinary64(a)) {
    const r = reinterpret<u32>(<f32>reinterpret<f64>(a));
    if (isWellInside32(r)) return r;
  }
  return f64ToF32(a);
}

/** binary32 to binary64 */
function widen(a: u32): u64 {
  if (isOrdinary32(a)) return reinterpret<u64>(<f64>reinterpret<f32>(a));
  return f32ToF64(a);
}

/** Whether WebAssembly's conversion of x to an integer, below `limit` in magnitude, is right and raises nothing new. */
function isQuick(x: f64, limit: f64): bool {
  return abs(x) < limit && (isFast() || trunc(x) == x);
}

/** binary64 to a signed 32-bit integer; zero-extended. */
function dword64(a: u64, truncate: bool): u64 {
  const x = reinterpret<f64>(a);
  if (isQuick(x, 2147483647)) return <u64>(<u32>(<i32>(truncate ? x : nearest(x))));
  return <u64>(<u32>f64ToI32(a, truncate));
}

/** binary64 to a signed 64-bit integer. */
function qword64(a: u64, truncate: bool): u64 {
  const x = reinterpret<f64>(a);
  if (isQuick(x, 9e18)) return <u64>(<i64>(truncate ? x : nearest(x)));
  return <u64>f64ToI64(a, truncate);
}

/** binary32 to a signed 32-bit integer; zero-extended. */
function dword32(a: u32, truncate: bool): u64 {
  const x = <f64>reinterpret<f32>(a);
  if (isQuick(x, 2147483647)) return <u64>(<u32>(<i32>(truncate ? x : nearest(x))));
  return <u64>(<u32>f32ToI32(a, truncate));
}

/** binary32 to a signed 64-bit integer. */
function qword32(a: u32, truncate: bool): u64 {
  const x = <f64>reinterpret<f32>(a);
  if (isQuick(x, 9e18)) return <u64>(<i64>(truncate ? x : nearest(x)));
  return <u64>f32ToI64(a, truncate);
}

/** A signed 32-bit integer to binary64: always exact. */
function double32(v: i32): u64 {
  return reinterpret<u64>(<f64>v);
}

/** A signed 64-bit integer to binary64. */
function double64(v: i64): u64 {
  return isFast() ? reinterpret<u64>(<f64>v) : i64ToF64(v);
}

/** A signed 32-bit integer to binary32. */
function single32(v: i32): u32 {
  return isFast() ? reinterpret<u32>(<f32>v) : i32ToF32(v);
}

/** A signed 64-bit integer to binary32. */
function single64(v: i64): u32 {
  return isFast() ? reinterpret<u32>(<f32>v) : i64ToF32(v);
}

// Between integers in general registers and scalars.

export function cvtsi2ss(pc: usize): void {
  checkSse(pc);
  const v = sourceGeneral(pc);
  beginSimd();
  const r = isWide(pc) ? single64(<i64>v) : single32(<i32>v);
  endSimd(pc);
  store<u32>(dstXmm(pc), r);
}

export function cvtsi2sd(pc: usize): void {
  checkSse(pc);
  const v = sourceGeneral(pc);
  beginSimd();
  const r = isWide(pc) ? double64(<i64>v) : double32(<i32>v);
  endSimd(pc);
  store<u64>(dstXmm(pc), r);
}

function scalar32ToInteger(pc: usize, truncate: bool): void {
  checkSse(pc);
  const v = source32(pc);
  beginSimd();
  const r = isWide(pc) ? qword32(v, truncate) : dword32(v, truncate);
  endSimd(pc);
  putGeneral(pc, r);
}

function scalar64ToInteger(pc: usize, truncate: bool): void {
  checkSse(pc);
  const v = source64(pc);
  beginSimd();
  const r = isWide(pc) ? qword64(v, truncate) : dword64(v, truncate);
  endSimd(pc);
  putGeneral(pc, r);
}

export function cvtss2si(pc: usize): void {
  scalar32ToInteger(pc, false);
}
export function cvttss2si(pc: usize): void {
  scalar32ToInteger(pc, true);
}
export function cvtsd2si(pc: usize): void {
  scalar64ToInteger(pc, false);
}
export function cvttsd2si(pc: usize): void {
  scalar64ToInteger(pc, true);
}

// Between the two floating-point formats.

export function cvtss2sd(pc: usize): void {
  checkSse(pc);
  const v = source32(pc);
  beginSimd();
  const r = widen(v);
  endSimd(pc);
  store<u64>(dstXmm(pc), r);
}

export function cvtsd2ss(pc: usize): void {
  checkSse(pc);
  const v = source64(pc);
  beginSimd();
  const r = narrow(v);
  endSimd(pc);
  store<u32>(dstXmm(pc), r);
}

export function cvtps2pd(pc: usize): void {
  checkSse(pc);
  const v = source64(pc);
  beginSimd();
  const r0 = widen(<u32>v);
  const r1 = widen(<u32>(v >> 32));
  endSimd(pc);
  putHalves(pc, r0, r1);
}

export function cvtpd2ps(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  beginSimd();
  const r0 = narrow(load<u64>(s));
  const r1 = narrow(load<u64>(s, 8));
  endSimd(pc);
  putHalves(pc, <u64>r0 | ((<u64>r1) << 32), 0);
}

function putHalves(pc: usize, low: u64, high: u64): void {
  const d = dstXmm(pc);
  store<u64>(d, low);
  store<u64>(d, high, 8);
}

// Between packed doublewords and packed floating point.

export function cvtdq2ps(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  beginSimd();
  const r0 = <u64>single32(load<i32>(s)) | ((<u64>single32(load<i32>(s, 4))) << 32);
  const r1 = <u64>single32(load<i32>(s, 8)) | ((<u64>single32(load<i32>(s, 12))) << 32);
  endSimd(pc);
  putHalves(pc, r0, r1);
}

export function cvtdq2pd(pc: usize): void {
  checkSse(pc);
  const v = source64(pc);
  putHalves(pc, double32(<i32>v), double32(<i32>(v >> 32)));
}

/** Two binary32 values of `v` to two signed doublewords. */
function dwordPair32(v: u64, truncate: bool): u64 {
  const low = dword32(<u32>v, truncate);
  return low | (dword32(<u32>(v >> 32), truncate) << 32);
}

/** The two binary64 values at `s` to two signed doublewords. */
function dwordPair64(s: usize, truncate: bool): u64 {
  const low = dword64(load<u64>(s), truncate);
  return low | (dword64(load<u64>(s, 8), truncate) << 32);
}

function packed32ToDwords(pc: usize, truncate: bool): void {
  checkSse(pc);
  const s = source128(pc);
  beginSimd();
  const r0 = dwordPair32(load<u64>(s), truncate);
  const r1 = dwordPair32(load<u64>(s, 8), truncate);
  endSimd(pc);
  putHalves(pc, r0, r1);
}

function packed64ToDwords(pc: usize, truncate: bool): void {
  checkSse(pc);
  const s = source128(pc);
  beginSimd();
  const r = dwordPair64(s, truncate);
  endSimd(pc);
  putHalves(pc, r, 0);
}

export function cvtps2dq(pc: usize): void {
  packed32ToDwords(pc, false);
}
export function cvttps2dq(pc: usize): void {
  packed32ToDwords(pc, true);
}
export function cvtpd2dq(pc: usize): void {
  packed64ToDwords(pc, false);
}
export function cvttpd2dq(pc: usize): void {
  packed64ToDwords(pc, true);
}

// Between MMX registers and XMM registers. The transition to MMX state stands also when #XM follows: processors do so,
// and no program can use the x87 stack again without an EMMS either way.

/** CVTPI2PS: a transition to MMX state even with a memory operand (so Intel's manual; AMD's leaves x87 state alone). */
export function cvtpi2ps(pc: usize): void {
  checkSse(pc);
  checkPending(pc);
  const v = sourceMmx(pc);
  enterMmx();
  beginSimd();
  const r = <u64>single32(<i32>v) | ((<u64>single32(<i32>(v >> 32))) << 32);
  endSimd(pc);
  store<u64>(dstXmm(pc), r);
}

/** CVTPI2PD: with a memory operand it has nothing to do with MMX state. */
export function cvtpi2pd(pc: usize): void {
  checkSse(pc);
  const fromMmx = !isMem(pc);
  if (fromMmx) checkPending(pc);
  const v = sourceMmx(pc);
  if (fromMmx) enterMmx();
  putHalves(pc, double32(<i32>v), double32(<i32>(v >> 32)));
}

function packed32ToMmx(pc: usize, truncate: bool): void {
  checkSse(pc);
  checkPending(pc);
  const v = source64(pc);
  enterMmx();
  beginSimd();
  const r = dwordPair32(v, truncate);
  endSimd(pc);
  putMmx(dstMmx(pc), r);
}

function packed64ToMmx(pc: usize, truncate: bool): void {
  checkSse(pc);
  checkPending(pc);
  const s = source128(pc);
  enterMmx();
  beginSimd();
  const r = dwordPair64(s, truncate);
  endSimd(pc);
  putMmx(dstMmx(pc), r);
}

export function cvtps2pi(pc: usize): void {
  packed32ToMmx(pc, false);
}
export function cvttps2pi(pc: usize): void {
  packed32ToMmx(pc, true);
}
export function cvtpd2pi(pc: usize): void {
  packed64ToMmx(pc, false);
}
export function cvttpd2pi(pc: usize): void {
  packed64ToMmx(pc, true);
}

// Compares that set RFLAGS: ZF PF CF are 000 greater, 001 less, 100 equal, 111 unordered; OF, SF and AF are cleared.

function putOrder(order: i32): void {
  setFlags(order == 2 ? ZF | PF | CF : order == 0 ? ZF : order == -1 ? CF : 0);
}

function compareScalar32(pc: usize, quiet: bool): void {
  checkSse(pc);
  const b = source32(pc);
  beginSimd();
  const order = compare32(load<u32>(dstXmm(pc)), b, quiet);
  endSimd(pc);
  putOrder(order);
}

function compareScalar64(pc: usize, quiet: bool): void {
  checkSse(pc);
  const b = source64(pc);
  beginSimd();
  const order = compare64(load<u64>(dstXmm(pc)), b, quiet);
  endSimd(pc);
  putOrder(order);
}

export function comiss(pc: usize): void {
  compareScalar32(pc, false);
}
export function ucomiss(pc: usize): void {
  compareScalar32(pc, true);
}
export function comisd(pc: usize): void {
  compareScalar64(pc, false);
}
export function ucomisd(pc: usize): void {
  compareScalar64(pc, true);
}

// Approximations. The architecture bounds the relative error by 1.5 * 2^-12 and leaves the bits to the processor: they
// differ between vendors and models. Here the result is the true value rounded to 12 fraction bits (error below 2^-12),
// the same on every host. Neither raises exceptions nor looks at MXCSR; denormals count as zeros.

const QUIET_32: u32 = 0x0040_0000;
const SIGN_32: u32 = 0x8000_0000;
const INFINITY_32: u32 = 0x7f80_0000;
const INDEFINITE_32: u32 = 0xffc0_0000;

/** Rounded to 12 fraction bits (a carry goes into the exponent, as it should). */
function shortened(a: u32): u32 {
  return (a + 0x400) & 0xffff_f800;
}

function reciprocal(a: u32): u32 {
  const sign = a & SIGN_32;
  const magnitude = a & ~SIGN_32;
  if (magnitude > INFINITY_32) return a | QUIET_32;
  if (magnitude < 0x0080_0000) return sign | INFINITY_32;
  const r = reinterpret<u32>(<f32>1 / reinterpret<f32>(magnitude));
  return r < 0x0080_0000 ? sign : sign | shortened(r); // a tiny result is 0
}

function reciprocalRoot(a: u32): u32 {
  const magnitude = a & ~SIGN_32;
  if (magnitude > INFINITY_32) return a | QUIET_32;
  if (magnitude < 0x0080_0000) return (a & SIGN_32) | INFINITY_32;
  if (magnitude != a) return INDEFINITE_32;
  return shortened(reinterpret<u32>(<f32>(<f64>1 / sqrt<f64>(<f64>reinterpret<f32>(a)))));
}

export function rcpps(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  for (let i: usize = 0; i < 16; i += 4) store<u32>(d + i, reciprocal(load<u32>(s + i)));
}

export function rcpss(pc: usize): void {
  checkSse(pc);
  const v = source32(pc);
  store<u32>(dstXmm(pc), reciprocal(v));
}

export function rsqrtps(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  const d = dstXmm(pc);
  for (let i: usize = 0; i < 16; i += 4) store<u32>(d + i, reciprocalRoot(load<u32>(s + i)));
}

export function rsqrtss(pc: usize): void {
  checkSse(pc);
  const v = source32(pc);
  store<u32>(dstXmm(pc), reciprocalRoot(v));
}
