/** What all decoders are given, and where unpacked bytes go. */
import { HvError } from '../../base/error.ts';

/** @param format the beginning of messages. @throws HvError `invalid-argument` for an input that is no bytes, a size that is none */
export function checkPacked(format: string, input: Uint8Array, size: number): void {
  if (!(input instanceof Uint8Array)) throw new HvError('invalid-argument', `${format}: expected a Uint8Array`);
  if (!Number.isSafeInteger(size) || size < 0) {
    throw new HvError('invalid-argument', `${format}: expected the size of what is packed, in bytes, got ${size}`);
  }
}

/** Bytes for what will be unpacked. @throws HvError as checkPacked(), and `out-of-memory` */
export function outputFor(format: string, input: Uint8Array, size: number): Uint8Array {
  checkPacked(format, input, size);
  try {
    return new Uint8Array(size);
  } catch (cause) {
    throw new HvError('out-of-memory', `${format}: expected memory for ${size} bytes`, { cause });
  }
}
