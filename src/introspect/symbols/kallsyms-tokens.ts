/**
 * The token table of kallsyms: 256 strings, one for each byte that packed names consist of. Linux, scripts/kallsyms.c.
 *
 * The tokens for the digits are the strings "0" to "9", one after another, and behind the strings stands an index of where
 * each starts: together unmistakable.
 */

/** What is left of the steps that one search may take. */
export interface Work {
  steps: number;
}

/** A token table that has been found. */
export interface TokenTable {
  /** Offset of token_table. */
  readonly start: number;
  /** Offset behind token_index. */
  readonly end: number;
  /** The characters of each token. */
  readonly tokens: readonly Uint8Array[];
}

const TOKENS = 256;
/** Tokens before that of the digit 0. */
const BEFORE_DIGITS = 0x30;
/** Longest token that is believed: KSYM_NAME_LEN. */
const MAXIMUM_TOKEN = 512;
/** The bytes "0", 0, "1", 0, … "9", 0. */
const DIGITS = Uint8Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 0x30 + i / 2 : 0));
/** How far a search may move on for the byte that it sees under the end of the pattern. Horspool. */
const SHIFTS = shifts();

/** Offset of the first digit tokens from an offset on. */
export function findDigitTokens(data: Uint8Array, from: number): number | undefined {
  const last = DIGITS.length - 1;
  for (let at = from + last; at < data.length; at += SHIFTS[data[at]]) {
    let back = 0;
    while (back <= last && data[at - back] === DIGITS[last - back]) back++;
    if (back > last) return at - last;
  }
  return undefined;
}

function shifts(): Uint8Array {
  const table = new Uint8Array(256).fill(DIGITS.length);
  for (let i = 0; i < DIGITS.length - 1; i++) table[DIGITS[i]] = DIGITS.length - 1 - i;
  return table;
}

/** Finds the start of the token table before the digits and checks it against the token index behind it. */
export function readTokens(data: Uint8Array, digits: number, work: Work): TokenTable | undefined {
  // Go back over the ends of all tokens before "0" but one; the first token starts somewhere before.
  let at = digits - 1;
  const lowest = Math.max(0, digits - BEFORE_DIGITS * MAXIMUM_TOKEN);
  work.steps -= BEFORE_DIGITS * 8;
  for (let token = 0; token < BEFORE_DIGITS - 1; token++) {
    at--;
    while (at > lowest && data[at] !== 0) at--;
    if (at <= lowest) return undefined;
  }
  for (let start = at - 1; start >= lowest && data[start] !== 0; start--) {
    if (start % 4 !== 0) continue;
    if (work.steps <= 0) return undefined;
    const tokens = checkTokens(data, start, work);
    if (tokens) return tokens;
  }
  return undefined;
}

function checkTokens(data: Uint8Array, start: number, work: Work): TokenTable | undefined {
  const tokens: Uint8Array[] = [];
  const offsets: number[] = [];
  let at = start;
  for (let token = 0; token < TOKENS; token++) {
    const from = at;
    while (at < data.length && data[at] !== 0) at++;
    if (at - from > MAXIMUM_TOKEN) return undefined;
    offsets.push(from - start);
    tokens.push(data.subarray(from, at));
    at++;
    work.steps -= at - from;
  }
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  for (const alignment of [4, 8]) {
    const index = Math.ceil(at / alignment) * alignment;
    const end = index + TOKENS * 2;
    if (end > data.length) return undefined;
    if (offsets.every((offset, token) => view.getUint16(index + token * 2, true) === offset)) {
      return { start, end, tokens };
    }
  }
  return undefined;
}
