// Test-only wasm: the floating-point engine with nothing around it. Built by test/support; never shipped.
export * from '../float/f32';
export * from '../float/f64';
export { clearFloatFlags, setControlWord, setMxcsr, simdFlags } from '../float/state';

import { floatFlags } from '../float/state';

export function flags(): u32 {
  return floatFlags;
}
