import { HvError } from '../../base/error.ts';
import { outputFor } from './output.ts';

/** First bytes of the legacy LZ4 frame, the one that Linux uses: 0x184c2102, little-endian. */
export const LZ4_LEGACY_MAGIC = [0x02, 0x21, 0x4c, 0x18] as const;
const LEGACY_MAGIC = 0x184c_2102;
/** A match is at least this long; the token counts from it. */
const MINIMUM_MATCH = 4;

/**
 * Unpacks a legacy LZ4 frame: the magic number, then blocks with a 32-bit size each, up to the end of the input.
 * lz4, doc/lz4_Frame_format.md, "Legacy frame", and doc/lz4_Block_format.md.
 *
 * Written here because the library at hand knows only the newer frame and does not check lengths and distances.
 * @param size bytes that must come out
 * @throws HvError `bad-image` when the input is damaged or does not give exactly `size` bytes, `invalid-argument`, `out-of-memory`
 */
export function unpackLz4(input: Uint8Array, size: number): Uint8Array {
  const output = outputFor('LZ4', input, size);
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  let at = 0;
  let length = 0;
  while (at + 4 <= input.length) {
    const blockSize = view.getUint32(at, true);
    at += 4;
    // Frames may follow one another.
    if (blockSize === LEGACY_MAGIC) continue;
    if (blockSize > input.length - at) throw damaged('a block is cut short');
    length = unpackBlock(input, at, at + blockSize, output, length);
    at += blockSize;
  }
  if (at !== input.length) throw damaged('bytes behind the last block');
  if (length !== size) throw damaged(`${length} bytes unpacked, ${size} declared`);
  return output;
}

/** Unpacks input[at, end) to output[length...]; returns the new length. */
function unpackBlock(input: Uint8Array, start: number, end: number, output: Uint8Array, filled: number): number {
  let at = start;
  let length = filled;
  while (at < end) {
    const token = input[at++]!;
    let literals = token >>> 4;
    if (literals === 15) {
      let more: number;
      do {
        if (at >= end) throw damaged('a length is cut short');
        more = input[at++]!;
        literals += more;
      } while (more === 255);
    }
    if (literals > end - at) throw damaged('literals are cut short');
    if (literals > output.length - length) throw damaged('more bytes than declared');
    if (literals > 32) output.set(input.subarray(at, at + literals), length);
    else for (let i = 0; i < literals; i++) output[length + i] = input[at + i]!;
    at += literals;
    length += literals;
    // The last sequence has literals only.
    if (at === end) break;

    if (end - at < 2) throw damaged('a distance is cut short');
    const distance = input[at]! | (input[at + 1]! << 8);
    at += 2;
    let match = token & 15;
    if (match === 15) {
      let more: number;
      do {
        if (at >= end) throw damaged('a length is cut short');
        more = input[at++]!;
        match += more;
      } while (more === 255);
    }
    match += MINIMUM_MATCH;
    // Blocks are independent of each other, so a match cannot reach behind its own block.
    if (distance === 0 || distance > length - filled) throw damaged('a match reaches before the block');
    if (match > output.length - length) throw damaged('more bytes than declared');
    if (distance >= match && match > 32) output.copyWithin(length, length - distance, length - distance + match);
    else for (let i = 0; i < match; i++) output[length + i] = output[length + i - distance]!;
    length += match;
  }
  return length;
}

function damaged(what: string): HvError {
  return new HvError('bad-image', `LZ4: ${what}`);
}
