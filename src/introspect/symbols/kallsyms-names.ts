/**
 * The packed names of kallsyms: `num_syms`, `names`, `markers`. Linux, scripts/kallsyms.c.
 *
 * `names` has for each symbol a length (one byte, or two when bit 7 of the first is set) and that many tokens; the first
 * character that comes out is the type as `nm` prints it. `markers` holds the offset of every 256th name.
 *
 *     4.6 to 4.20   num_syms u64   markers u64   aligned to 8
 *     5.0 to 6.19   num_syms u32   markers u32   aligned to 8
 *     from 7.0      num_syms u32   markers u32   aligned to 4
 */
import type { TokenTable, Work } from './kallsyms-tokens.ts';

/** Symbols that a kernel can have; bounds the work on hostile input. Distribution kernels have 90,000 to 300,000. */
const MAXIMUM_SYMBOLS = 2_000_000;
const MINIMUM_SYMBOLS = 256;
/** Symbols between two markers. */
const MARKER_STEP = 256;

/** Packed names that have been found. */
export interface KallsymsNames {
  readonly count: number;
  /** Offset of num_syms. */
  readonly countAt: number;
  /** Offset of the first name. */
  readonly start: number;
  /** How many bytes they take. */
  readonly bytes: number;
}

/** Searches back from the token table for a count whose names end where markers that fit them start. */
export function findNames(data: Uint8Array, tokens: TokenTable, work: Work): KallsymsNames | undefined {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  for (let countAt = tokens.start - 16 - (tokens.start % 4); countAt >= 0; countAt -= 4) {
    const count = view.getUint32(countAt, true);
    if (count < MINIMUM_SYMBOLS || count > MAXIMUM_SYMBOLS) continue;
    const room = tokens.start - countAt - 4;
    // Each name takes at least a length and a token.
    if (count * 2 > room) continue;
    for (const start of view.getUint32(countAt + 4, true) === 0 ? [countAt + 8, countAt + 4] : [countAt + 4]) {
      const bytes = measureNames(data, view, start, count, tokens.start, work);
      if (bytes !== undefined) return { count, countAt, start, bytes };
    }
    // Names of kernels take 10 to 20 bytes; what is this far away cannot belong to the token table any more.
    if (room > MAXIMUM_SYMBOLS * 32 || work.steps <= 0) return undefined;
  }
  return undefined;
}

/** Bytes of the names when markers that fit them follow. @param limit where the token table starts */
function measureNames(
  data: Uint8Array,
  view: DataView,
  start: number,
  count: number,
  limit: number,
  work: Work,
): number | undefined {
  const marks: number[] = [];
  let at = start;
  for (let symbol = 0; symbol < count; symbol++) {
    if (symbol % MARKER_STEP === 0) marks.push(at - start);
    if (at >= limit) {
      work.steps -= symbol;
      return undefined;
    }
    const first = data[at];
    at += first & 0x80 ? 2 + (first & 0x7f) + (data[at + 1] << 7) : 1 + first;
  }
  work.steps -= count;
  const fit = (alignment: number, width: number): boolean => {
    const from = Math.ceil(at / alignment) * alignment;
    if (from + marks.length * width > limit) return false;
    return marks.every((mark, i) => {
      const place = from + i * width;
      return view.getUint32(place, true) === mark && (width === 4 || view.getUint32(place + 4, true) === 0);
    });
  };
  return fit(4, 4) || fit(8, 4) || fit(8, 8) ? at - start : undefined;
}
