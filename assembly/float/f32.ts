// IEEE binary32 by the rules of SSE: bits in, bits out, exceptions in floatFlags. setMxcsr() comes first.
// Results of operations with an unmasked exception are meaningless: the caller does not write them.
// The conversions between the two formats, f32ToF64() and f64ToF32(), are in f64.ts.
import { addValues, compareValues, divideValues, multiplyValues, squareRootValue, subtractValues } from './arithmetic';
import { packF32, unpackF32 } from './format';
import { integerFromValue, valueFromI64 } from './integer';

/** a + b */
export function addF32(a: u32, b: u32): u32 {
  unpackF32(a);
  unpackF32(b);
  addValues();
  return packF32();
}

/** a - b */
export function subF32(a: u32, b: u32): u32 {
  unpackF32(a);
  unpackF32(b);
  subtractValues();
  return packF32();
}

/** a * b */
export function mulF32(a: u32, b: u32): u32 {
  unpackF32(a);
  unpackF32(b);
  multiplyValues();
  return packF32();
}

/** a / b */
export function divF32(a: u32, b: u32): u32 {
  unpackF32(a);
  unpackF32(b);
  divideValues();
  return packF32();
}

/** Square root of a. */
export function sqrtF32(a: u32): u32 {
  unpackF32(a);
  squareRootValue();
  return packF32();
}

/**
 * Compare: -1 a < b, 0 equal, 1 a > b, 2 unordered.
 * A signaling NaN is invalid; a quiet one is so unless `quiet` is true (UCOMISS and the quiet predicates of CMPPS).
 */
export function cmpF32(a: u32, b: u32, quiet: bool): i32 {
  unpackF32(a);
  unpackF32(b);
  return compareValues(quiet);
}

/** CVTSS2SI, CVTTSS2SI (`truncate`) to 32 bits. NaN and out of range: invalid, 0x8000_0000. */
export function f32ToI32(a: u32, truncate: bool): i32 {
  unpackF32(a);
  return <i32>integerFromValue(32, truncate);
}

/** CVTSS2SI, CVTTSS2SI (`truncate`) to 64 bits. NaN and out of range: invalid, 0x8000_0000_0000_0000. */
export function f32ToI64(a: u32, truncate: bool): i64 {
  unpackF32(a);
  return integerFromValue(64, truncate);
}

/** CVTSI2SS from 32 bits: rounded by the mode in force. */
export function i32ToF32(a: i32): u32 {
  valueFromI64(<i64>a);
  return packF32();
}

/** CVTSI2SS from 64 bits: rounded by the mode in force. */
export function i64ToF32(a: i64): u32 {
  valueFromI64(a);
  return packF32();
}
