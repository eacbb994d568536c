/**
 * The bytes of core.wasm, made for a memory of a given size.
 *
 * A module whose memory has a fixed size (initial = maximum) lets V8 keep the memory's address in a register across
 * calls; on the interpreter's loop that is worth some 15 % (docs/engine.md). The size is known only when a VM is made,
 * so the build leaves a mark in the import section, which is overwritten here.
 */
import { HvError } from '../base/error.ts';

/** WebAssembly limits as gen/build-core.mjs leaves them: flag "has maximum", then twice 65535 as LEB128. */
const MARK = [0x01, 0xff, 0xff, 0x03, 0xff, 0xff, 0x03];

/**
 * @param core bytes of core.wasm; not changed
 * @param pages size of the memory in pages of 64 KiB, 1..65535
 * @throws HvError `invalid-argument` when `core` is not a core.wasm as the build makes it
 * @example new WebAssembly.Module(fitCoreToMemory(bytes, 2048))
 */
export function fitCoreToMemory(core: Uint8Array, pages: number): Uint8Array {
  const at = findMark(core);
  if (at < 0)
    throw new HvError('invalid-argument', 'fitCoreToMemory: expected the bytes of core.wasm, got something else');
  const fitted = new Uint8Array(core); // not slice(): that of a Node Buffer shares its bytes
  // LEB128 padded to three bytes, so that nothing moves.
  const size = [(pages & 0x7f) | 0x80, ((pages >>> 7) & 0x7f) | 0x80, pages >>> 14];
  fitted.set(size, at + 1);
  fitted.set(size, at + 4);
  return fitted;
}

function findMark(core: Uint8Array): number {
  const end = Math.min(core.length, 4096) - MARK.length;
  for (let at = 8; at < end; at++) if (MARK.every((byte, i) => core[at + i] === byte)) return at;
  return -1;
}
