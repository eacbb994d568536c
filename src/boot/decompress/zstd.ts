import { HvError } from '../../base/error.ts';
import { checkWebAssembly } from '../../base/web-assembly.ts';
import { checkPacked } from './output.ts';

/** First bytes of a Zstandard frame. RFC 8878, "Zstandard Frames". */
export const ZSTD_MAGIC = [0x28, 0xb5, 0x2f, 0xfd] as const;

/**
 * Unpacks Zstandard frames; the reference decoder, compiled to WebAssembly, compares the checksum.
 * @param size bytes that must come out; the decoder gets a buffer of just that size
 * @throws HvError `bad-image` when the input is damaged or does not give exactly `size` bytes, `invalid-argument`, `unsupported` without WebAssembly
 */
export async function unpackZstd(input: Uint8Array, size: number): Promise<Uint8Array> {
  checkPacked('zstd', input, size);
  checkWebAssembly('zstd');
  const { ZSTDDecoder } = await import('zstddec');
  const decoder = new ZSTDDecoder();
  await decoder.init();
  let output: Uint8Array;
  try {
    output = decoder.decode(input, size);
  } catch (cause) {
    throw new HvError('bad-image', 'zstd: damaged data', { cause });
  }
  // The library hands back an empty array for every error of the decoder.
  if (output.length !== size) throw new HvError('bad-image', 'zstd: damaged data, or not of the declared size');
  return output;
}
