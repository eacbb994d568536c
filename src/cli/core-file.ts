/** The processor core, a file of this package. */
import { readFileSync } from 'node:fs';
import { HvError } from '../base/error.ts';
import { SoftEngine, type SoftEngineOptions } from '../engine/soft/soft-engine.ts';
import { reason } from './output-file.ts';

/** core.wasm lies in dist/, two folders above the emitted form of this file. */
const CORE_URL = new URL('../../core.wasm', import.meta.url);

/** @throws HvError `io` when the package was not built */
export function readCore(): Uint8Array {
  try {
    return readFileSync(CORE_URL);
  } catch (cause) {
    throw new HvError('io', `readCore: expected dist/core.wasm of a built package, got ${reason(cause)}`, { cause });
  }
}

/**
 * The soft engine with the core that comes with this package.
 * @example const vm = new Vm({ engine: softEngine(), memoryBytes: 64 << 20 });
 */
export function softEngine(options?: SoftEngineOptions): SoftEngine {
  return new SoftEngine(readCore(), options);
}
