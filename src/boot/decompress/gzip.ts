import { HvError } from '../../base/error.ts';
import { outputFor } from './output.ts';

/** First bytes of a gzip member that is packed by deflate. RFC 1952, "Member header and trailer". */
export const GZIP_MAGIC = [0x1f, 0x8b, 0x08] as const;

/** The part of the Compression Streams Standard that this file touches; every JavaScript host has it. */
declare const DecompressionStream: new (
  format: 'gzip',
) => {
  readonly writable: { getWriter(): { write(bytes: Uint8Array): Promise<void>; close(): Promise<void> } };
  readonly readable: {
    getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array }>; cancel(): Promise<void> };
  };
};

/** Bytes that are written in one go: small enough that an input that unpacks to too much is noticed early. */
const STEP = 0x1_0000;

/**
 * Unpacks a gzip file; the host's decoder compares CRC-32 and length.
 * @param size bytes that must come out
 * @throws HvError `bad-image` when the input is damaged or does not give exactly `size` bytes, `invalid-argument`, `out-of-memory`
 */
export async function unpackGzip(input: Uint8Array, size: number): Promise<Uint8Array> {
  const output = outputFor('gzip', input, size);
  const stream = new DecompressionStream('gzip');
  const writer = stream.writable.getWriter();
  const written = (async () => {
    for (let at = 0; at < input.length; at += STEP) await writer.write(input.subarray(at, at + STEP));
    await writer.close();
  })();
  // The reader sees every error too and reports it; this keeps the writer's copy from counting as unhandled.
  written.catch(() => undefined);
  const reader = stream.readable.getReader();
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done || !value) break;
      if (value.length > size - length) {
        await reader.cancel();
        throw new HvError('bad-image', `gzip: more than the declared ${size} bytes`);
      }
      output.set(value, length);
      length += value.length;
    }
  } catch (cause) {
    if (cause instanceof HvError) throw cause;
    throw new HvError('bad-image', `gzip: ${cause instanceof Error ? cause.message : 'damaged data'}`, { cause });
  }
  if (length !== size) throw new HvError('bad-image', `gzip: ${length} bytes unpacked, ${size} declared`);
  return output;
}
