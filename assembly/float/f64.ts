// IEEE binary64 by the rules of SSE2: bits in, bits out, exceptions in floatFlags. setMxcsr() comes first.
// Results of operations with an unmasked exception are meaningless: the caller does not write them.
import { addValues, compareValues, divideValues, multiplyValues, squareRootValue, subtractValues } from './arithmetic';
import { packF32, packF64, unpackF32, unpackF64 } from './format';
import { integerFromValue, valueFromI64 } from './integer';
import { quietValue } from './value';

/** a + b */
export function addF64(a: u64, b: u64): u64 {
  unpackF64(a);
  unpackF64(b);
  addValues();
  return packF64();
}

/** a - b */
export function subF64(a: u64, b: u64): u64 {
  unpackF64(a);
  unpackF64(b);
  subtractValues();
  return packF64();
}

/** a * b */
export function mulF64(a: u64, b: u64): u64 {
  unpackF64(a);
  unpackF64(b);
  multiplyValues();
  return packF64();
}

/** a / b */
export function divF64(a: u64, b: u64): u64 {
  unpackF64(a);
  unpackF64(b);
  divideValues();
  return packF64();
}

/** Square root of a. */
export function sqrtF64(a: u64): u64 {
  unpackF64(a);
  squareRootValue();
  return packF64();
}

/**
 * Compare: -1 a < b, 0 equal, 1 a > b, 2 unordered.
 * A signaling NaN is invalid; a quiet one is so unless `quiet` is true (UCOMISD and the quiet predicates of CMPPD).
 */
export function cmpF64(a: u64, b: u64, quiet: bool): i32 {
  unpackF64(a);
  unpackF64(b);
  return compareValues(quiet);
}

/** CVTSS2SD: exact; a signaling NaN is made quiet (invalid), a denormal raises D. */
export function f32ToF64(a: u32): u64 {
  unpackF32(a);
  quietValue();
  return packF64();
}

/** CVTSD2SS: rounded by the mode in force. */
export function f64ToF32(a: u64): u32 {
  unpackF64(a);
  quietValue();
  return packF32();
}

/** CVTSD2SI, CVTTSD2SI (`truncate`) to 32 bits. NaN and out of range: invalid, 0x8000_0000. */
export function f64ToI32(a: u64, truncate: bool): i32 {
  unpackF64(a);
  return <i32>integerFromValue(32, truncate);
}

/** CVTSD2SI, CVTTSD2SI (`truncate`) to 64 bits. NaN and out of range: invalid, 0x8000_0000_0000_0000. */
export function f64ToI64(a: u64, truncate: bool): i64 {
  unpackF64(a);
  return integerFromValue(64, truncate);
}

/** CVTSI2SD from 32 bits: always exact. */
export function i32ToF64(a: i32): u64 {
  valueFromI64(<i64>a);
  return packF64();
}

/** CVTSI2SD from 64 bits: rounded by the mode in force. */
export function i64ToF64(a: i64): u64 {
  valueFromI64(a);
  return packF64();
}
