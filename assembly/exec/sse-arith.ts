// Element operations of SSE floating point, and the SIMD floating-point exceptions of an instruction.
//
// Results and flags come from the soft floating point of assembly/float/. WebAssembly's own arithmetic gives the same
// result in most cases and is several times faster, but tells no flags; it is used where the flags are known:
// operands and result ordinary numbers, round-to-nearest, and precision masked and already noted in MXCSR.

import { addF32, cmpF32, divF32, mulF32, sqrtF32, subF32 } from '../float/f32';
import { addF64, cmpF64, divF64, mulF64, sqrtF64, subF64 } from '../float/f64';
import { daz, floatFlags, setMxcsr, simdFlags, unmaskedFloat } from '../float/state';
import { CR4, MXCSR } from '../generated/layout';
import { raise } from './raise';

const VECTOR_UD: u32 = 6;
const VECTOR_XM: u32 = 19;
const CR4_OSXMMEXCPT: u32 = 1 << 10;

/** MXCSR bits that decide about the fast way, and what they must be: PE, all masks set, rounding to nearest. */
const FAST_BITS: u32 = 0x7fa0;
const FAST_VALUE: u32 = 0x1fa0;

/** Whether an inexact result would change nothing in MXCSR and rounding is to nearest. */
let fast: bool = false;

/** Start an instruction: MXCSR takes effect, no exceptions so far. */
export function beginSimd(): void {
  const mxcsr = load<u32>(MXCSR);
  fast = (mxcsr & FAST_BITS) == FAST_VALUE;
  setMxcsr(mxcsr);
}

/**
 * Finish the arithmetic of an instruction: its exceptions go to MXCSR; an unmasked one faults (#XM, or #UD when the
 * system does not expect #XM), so that nothing behind this call is done.
 */
export function endSimd(pc: usize): void {
  if (floatFlags == 0) return;
  store<u32>(MXCSR, load<u32>(MXCSR) | simdFlags());
  if (unmaskedFloat() != 0) raise(pc, (load<u32>(CR4) & CR4_OSXMMEXCPT) != 0 ? VECTOR_XM : VECTOR_UD);
}

/** Whether beginSimd() found that inexact results need no notice, and rounding is to nearest. */
export function isFast(): bool {
  return fast;
}

/** Zero or a normal number: neither denormal nor infinite nor NaN. */
export function isOrdinary32(a: u32): bool {
  return ((a >> 23) & 0xff) - 1 < 0xfe || a << 1 == 0;
}

/** Zero or a normal number: neither denormal nor infinite nor NaN. */
export function isOrdinary64(a: u64): bool {
  return ((a >> 52) & 0x7ff) - 1 < 0x7fe || a << 1 == 0;
}

/** Normal, and not so small that it could have been rounded up from a denormal. */
export function isWellInside32(a: u32): bool {
  return ((a >> 23) & 0xff) - 2 < 0xfd;
}

/** Normal, and not so small that it could have been rounded up from a denormal. */
export function isWellInside64(a: u64): bool {
  return ((a >> 52) & 0x7ff) - 2 < 0x7fd;
}

export function add32(a: u32, b: u32): u32 {
  if (fast && isOrdinary32(a) && isOrdinary32(b)) {
    // A sum that is denormal is exact, but FTZ may want it zero.
    const r = reinterpret<u32>(reinterpret<f32>(a) + reinterpret<f32>(b));
    if (isOrdinary32(r)) return r;
  }
  return addF32(a, b);
}

export function sub32(a: u32, b: u32): u32 {
  if (fast && isOrdinary32(a) && isOrdinary32(b)) {
    const r = reinterpret<u32>(reinterpret<f32>(a) - reinterpret<f32>(b));
    if (isOrdinary32(r)) return r;
  }
  return subF32(a, b);
}

export function mul32(a: u32, b: u32): u32 {
  if (fast && isOrdinary32(a) && isOrdinary32(b)) {
    const r = reinterpret<u32>(reinterpret<f32>(a) * reinterpret<f32>(b));
    if (isWellInside32(r)) return r;
  }
  return mulF32(a, b);
}

export function div32(a: u32, b: u32): u32 {
  if (fast && isOrdinary32(a) && isOrdinary32(b)) {
    const r = reinterpret<u32>(reinterpret<f32>(a) / reinterpret<f32>(b));
    if (isWellInside32(r)) return r;
  }
  return divF32(a, b);
}

export function sqrt32(a: u32): u32 {
  if (fast && isOrdinary32(a) && <i32>a >= 0) return reinterpret<u32>(sqrt<f32>(reinterpret<f32>(a)));
  return sqrtF32(a);
}

export function add64(a: u64, b: u64): u64 {
  if (fast && isOrdinary64(a) && isOrdinary64(b)) {
    const r = reinterpret<u64>(reinterpret<f64>(a) + reinterpret<f64>(b));
    if (isOrdinary64(r)) return r;
  }
  return addF64(a, b);
}

export function sub64(a: u64, b: u64): u64 {
  if (fast && isOrdinary64(a) && isOrdinary64(b)) {
    const r = reinterpret<u64>(reinterpret<f64>(a) - reinterpret<f64>(b));
    if (isOrdinary64(r)) return r;
  }
  return subF64(a, b);
}

export function mul64(a: u64, b: u64): u64 {
  if (fast && isOrdinary64(a) && isOrdinary64(b)) {
    const r = reinterpret<u64>(reinterpret<f64>(a) * reinterpret<f64>(b));
    if (isWellInside64(r)) return r;
  }
  return mulF64(a, b);
}

export function div64(a: u64, b: u64): u64 {
  if (fast && isOrdinary64(a) && isOrdinary64(b)) {
    const r = reinterpret<u64>(reinterpret<f64>(a) / reinterpret<f64>(b));
    if (isWellInside64(r)) return r;
  }
  return divF64(a, b);
}

export function sqrt64(a: u64): u64 {
  if (fast && isOrdinary64(a) && <i64>a >= 0) return reinterpret<u64>(sqrt<f64>(reinterpret<f64>(a)));
  return sqrtF64(a);
}

/** The order of a and b: -1 less, 0 equal, 1 greater, 2 unordered. Quiet NaNs are invalid unless `quiet`. */
export function compare32(a: u32, b: u32, quiet: bool): i32 {
  if (isOrdinary32(a) && isOrdinary32(b)) {
    const x = reinterpret<f32>(a);
    const y = reinterpret<f32>(b);
    return <i32>(x > y) - <i32>(x < y);
  }
  return cmpF32(a, b, quiet);
}

/** The order of a and b: -1 less, 0 equal, 1 greater, 2 unordered. Quiet NaNs are invalid unless `quiet`. */
export function compare64(a: u64, b: u64, quiet: bool): i32 {
  if (isOrdinary64(a) && isOrdinary64(b)) {
    const x = reinterpret<f64>(a);
    const y = reinterpret<f64>(b);
    return <i32>(x > y) - <i32>(x < y);
  }
  return cmpF64(a, b, quiet);
}

/** What DAZ makes of an operand that is passed through: a denormal becomes a zero of its sign. */
function flushed32(a: u32): u32 {
  return daz && (a & 0x7f80_0000) == 0 ? a & 0x8000_0000 : a;
}

/** What DAZ makes of an operand that is passed through: a denormal becomes a zero of its sign. */
function flushed64(a: u64): u64 {
  return daz && (a & 0x7ff0_0000_0000_0000) == 0 ? a & 0x8000_0000_0000_0000 : a;
}

/** MIN: the second operand unless the first is less; so of two zeros, and when one is a NaN, the second. */
export function min32(a: u32, b: u32): u32 {
  return flushed32(compare32(a, b, false) == -1 ? a : b);
}

/** MAX: the second operand unless the first is greater; so of two zeros, and when one is a NaN, the second. */
export function max32(a: u32, b: u32): u32 {
  return flushed32(compare32(a, b, false) == 1 ? a : b);
}

/** MIN: the second operand unless the first is less; so of two zeros, and when one is a NaN, the second. */
export function min64(a: u64, b: u64): u64 {
  return flushed64(compare64(a, b, false) == -1 ? a : b);
}

/** MAX: the second operand unless the first is greater; so of two zeros, and when one is a NaN, the second. */
export function max64(a: u64, b: u64): u64 {
  return flushed64(compare64(a, b, false) == 1 ? a : b);
}

/**
 * Whether a predicate of CMPPS holds for an order. Predicates EQ LT LE UNORD NEQ NLT NLE ORD, one nibble each, lowest
 * first; bits of a nibble: less, equal, greater, unordered. SDM Vol. 2, "CMPPS", table of the comparison predicate.
 */
const PREDICATES: u32 = 0x7ced_8312;

function holds(predicate: u32, order: i32): bool {
  return ((PREDICATES >> ((predicate & 7) << 2)) & (1 << (order + 1))) != 0;
}

/** EQ, UNORD, NEQ and ORD take quiet NaNs without complaint, LT, LE, NLT and NLE do not. */
function isQuiet(predicate: u32): bool {
  return (predicate & 3) == 0 || (predicate & 3) == 3;
}

/** CMPPS, CMPSS: all ones where the predicate (bits 2:0 of the immediate) holds, else 0. */
export function cmp32(a: u32, b: u32, predicate: u32): u32 {
  return holds(predicate, compare32(a, b, isQuiet(predicate))) ? 0xffff_ffff : 0;
}

/** CMPPD, CMPSD: all ones where the predicate (bits 2:0 of the immediate) holds, else 0. */
export function cmp64(a: u64, b: u64, predicate: u32): u64 {
  return holds(predicate, compare64(a, b, isQuiet(predicate))) ? <u64>(<i64>-1) : 0;
}
