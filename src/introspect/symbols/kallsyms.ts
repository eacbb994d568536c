import { type Elf, PT_LOAD } from '../../boot/elf.ts';
import type { RawSymbol } from './symbol-table.ts';

/**
 * Reads the symbol table that a Linux kernel carries in its own read-only data (CONFIG_KALLSYMS). Linux,
 * scripts/kallsyms.c and kernel/kallsyms.c.
 *
 * The tables have no header and no pointers to them; they are found by their shape. Names are packed with 256 tokens,
 * and the tokens for the digits are the strings "0" to "9", one after another: an unmistakable sequence. From there:
 *
 *     up to 6.3    offsets  relative_base  num_syms  names  markers  (seqs_of_names)  token_table  token_index
 *     from 6.4     num_syms  names  markers  token_table  token_index  offsets  relative_base  (seqs_of_names)
 *
 * Each table is aligned to 8 bytes. `names` has for each symbol a length (one byte, or two when bit 7 of the first is
 * set) and that many tokens; the first character that comes out is the type as `nm` prints it. `markers` holds the
 * offset of every 256th name. `offsets` are 32-bit: where negative ones occur (CONFIG_KALLSYMS_ABSOLUTE_PERCPU) a
 * negative one means relative_base - 1 - offset and another is an absolute value, a per-CPU offset; else each is
 * relative_base + offset. Kernels before 4.6, which have full addresses instead, are not read.
 */

/** Symbols that a kernel can have; bounds the work on hostile input. Distribution kernels have 100,000 to 300,000. */
const MAXIMUM_SYMBOLS = 2_000_000;
const MINIMUM_SYMBOLS = 256;
const TOKENS = 256;
/** Symbols between two markers. */
const MARKER_STEP = 256;
/** Longest name, with its type character. KSYM_NAME_LEN since 6.1. */
const MAXIMUM_NAME = 512;
/** All names together; distribution kernels have 2 to 6 million characters. */
const MAXIMUM_CHARACTERS = 0x400_0000;
/** Steps that a search may take before it gives up: hostile data can look like the start of a table everywhere. */
const MAXIMUM_STEPS = 100_000_000;
/** First address of the upper half of the canonical address space. */
const UPPER_HALF = 0xffff_8000_0000_0000n;

/**
 * The kernel's symbols in ascending order of address.
 * @param elf the kernel, e.g. out of extractPayload()
 * @returns undefined when there is no table that fits together
 */
export function readKallsyms(elf: Elf): RawSymbol[] | undefined {
  for (const segment of elf.segments) {
    if (segment.type !== PT_LOAD) continue;
    const symbols = findKallsyms(segment.bytes);
    if (symbols) return symbols;
  }
  return undefined;
}

/**
 * The symbols of the first tables within bytes, e.g. a copy of a guest's memory, where addresses are those of the running
 * kernel: relative_base is relocated with it.
 */
export function findKallsyms(data: Uint8Array): RawSymbol[] | undefined {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const work: Work = { steps: MAXIMUM_STEPS };
  for (let from = 0; work.steps > 0; ) {
    const digits = findDigitTokens(data, from);
    if (digits === undefined) return undefined;
    from = digits + 1;
    const tokens = readTokens(data, view, digits, work);
    if (!tokens) continue;
    const names = findNames(data, view, tokens, work);
    if (!names) continue;
    const addresses = readAddresses(view, tokens, names);
    if (addresses) return expand(data, tokens, names, addresses);
  }
  return undefined;
}

/** What is left of the steps that one search may take. */
interface Work {
  steps: number;
}

/** Offset of the bytes "0", 0, "1", 0, … "9", 0. */
function findDigitTokens(data: Uint8Array, from: number): number | undefined {
  const last = data.length - 20;
  for (let at = from; at <= last; at++) {
    if (data[at] !== 0x30 || data[at + 1] !== 0 || data[at + 2] !== 0x31 || data[at + 3] !== 0) continue;
    let digit = 2;
    while (digit < 10 && data[at + digit * 2] === 0x30 + digit && data[at + digit * 2 + 1] === 0) digit++;
    if (digit === 10) return at;
  }
  return undefined;
}

interface Tokens {
  /** Offset of token_table. */
  readonly start: number;
  /** Offset behind token_index. */
  readonly end: number;
  readonly strings: readonly string[];
}

/** Finds the start of the token table before the digits and checks it against the token index behind it. */
function readTokens(data: Uint8Array, view: DataView, digits: number, work: Work): Tokens | undefined {
  // 48 tokens come before "0". Go back over the ends of 47 of them; the first token starts somewhere before.
  let at = digits - 1;
  const lowest = Math.max(0, digits - 48 * MAXIMUM_NAME);
  work.steps -= 48 * 8;
  for (let token = 0; token < 47; token++) {
    at--;
    while (at > lowest && data[at] !== 0) at--;
    if (at <= lowest) return undefined;
  }
  for (let start = at - 1; start >= lowest && data[start] !== 0; start--) {
    if (start % 8 !== 0) continue;
    if (work.steps <= 0) return undefined;
    const tokens = checkTokens(data, view, start, work);
    if (tokens) return tokens;
  }
  return undefined;
}

function checkTokens(data: Uint8Array, view: DataView, start: number, work: Work): Tokens | undefined {
  const strings: string[] = [];
  const offsets: number[] = [];
  let at = start;
  for (let token = 0; token < TOKENS; token++) {
    offsets.push(at - start);
    let string = '';
    for (; at < data.length && data[at] !== 0; at++) {
      if (string.length > MAXIMUM_NAME) return undefined;
      string += String.fromCharCode(data[at]!);
    }
    strings.push(string);
    at++;
    work.steps -= string.length + 1;
  }
  const index = align8(at);
  const end = index + TOKENS * 2;
  if (end > data.length) return undefined;
  for (let token = 0; token < TOKENS; token++) {
    if (view.getUint16(index + token * 2, true) !== offsets[token]) return undefined;
  }
  return { start, end, strings };
}

interface Names {
  readonly count: number;
  /** Offset of num_syms. */
  readonly countAt: number;
  /** Offset of the first name. */
  readonly start: number;
}

/** Searches back from the token table for a count whose names end where markers that fit them start. */
function findNames(data: Uint8Array, view: DataView, tokens: Tokens, work: Work): Names | undefined {
  for (let at = tokens.start - 16; at >= 0; at -= 8) {
    const count = view.getUint32(at, true);
    if (count < MINIMUM_SYMBOLS || count > MAXIMUM_SYMBOLS || view.getUint32(at + 4, true) !== 0) continue;
    const room = tokens.start - at - 8;
    // Each name takes at least a length and a token.
    if (count * 2 > room) continue;
    if (markersFit(data, view, at + 8, count, tokens.start, work)) return { count, countAt: at, start: at + 8 };
    // Names of kernels take 10 to 20 bytes; what is this far away cannot belong to the token table any more.
    if (room > MAXIMUM_SYMBOLS * 32 || work.steps <= 0) return undefined;
  }
  return undefined;
}

function markersFit(
  data: Uint8Array,
  view: DataView,
  start: number,
  count: number,
  limit: number,
  work: Work,
): boolean {
  const expected: number[] = [];
  let at = start;
  for (let symbol = 0; symbol < count; symbol++) {
    if (symbol % MARKER_STEP === 0) expected.push(at - start);
    if (at >= limit) return false;
    at += nameSize(data, at);
    work.steps--;
  }
  const markers = align8(at);
  if (markers + expected.length * 4 > limit) return false;
  return expected.every((offset, index) => view.getUint32(markers + index * 4, true) === offset);
}

/** Bytes that the packed name at `at` takes, its length included. */
function nameSize(data: Uint8Array, at: number): number {
  const first = data[at]!;
  return first & 0x80 ? 2 + (first & 0x7f) + (data[at + 1]! << 7) : 1 + first;
}

/** The addresses out of whichever of the two places gives an ascending list. */
function readAddresses(view: DataView, tokens: Tokens, names: Names): bigint[] | undefined {
  const size = align8(names.count * 4);
  const before = names.countAt - 8;
  return (
    decodeAddresses(view, before - size, before, names.count) ??
    decodeAddresses(view, align8(tokens.end), align8(tokens.end) + size, names.count)
  );
}

function decodeAddresses(view: DataView, offsets: number, baseAt: number, count: number): bigint[] | undefined {
  if (offsets < 0 || baseAt + 8 > view.byteLength) return undefined;
  const base = view.getBigUint64(baseAt, true);
  if (base < UPPER_HALF) return undefined;
  let hasNegative = false;
  for (let i = 0; i < count && !hasNegative; i++) hasNegative = view.getInt32(offsets + i * 4, true) < 0;
  const addresses: bigint[] = [];
  let previous = 0n;
  for (let i = 0; i < count; i++) {
    const offset = view.getInt32(offsets + i * 4, true);
    let address = base + BigInt(offset);
    if (hasNegative) address = offset < 0 ? base - 1n - BigInt(offset) : BigInt(offset);
    if (address < previous) return undefined;
    addresses.push(address);
    previous = address;
  }
  return addresses;
}

function expand(data: Uint8Array, tokens: Tokens, names: Names, addresses: readonly bigint[]): RawSymbol[] | undefined {
  const symbols: RawSymbol[] = [];
  let at = names.start;
  let characters = 0;
  for (const address of addresses) {
    const end = at + nameSize(data, at);
    let text = '';
    for (let token = at + (data[at]! & 0x80 ? 2 : 1); token < end; token++) {
      text += tokens.strings[data[token]!]!;
      // Longer than any name: only a damaged table does this, and it must not cost memory.
      if (text.length > MAXIMUM_NAME) break;
    }
    characters += text.length;
    if (characters > MAXIMUM_CHARACTERS) return undefined;
    symbols.push({ name: text.slice(1), type: text.slice(0, 1), address });
    at = end;
  }
  return symbols;
}

function align8(offset: number): number {
  return Math.ceil(offset / 8) * 8;
}
