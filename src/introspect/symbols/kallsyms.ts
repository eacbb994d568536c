import { type Elf, PT_LOAD } from '../../boot/elf.ts';
import { findNames, type KallsymsNames } from './kallsyms-names.ts';
import { findDigitTokens, readTokens, type TokenTable, type Work } from './kallsyms-tokens.ts';
import { nameCode, type SymbolColumns } from './symbol-columns.ts';

/**
 * Reads the symbol table that a Linux kernel carries in its own read-only data (CONFIG_KALLSYMS). Linux,
 * scripts/kallsyms.c and kernel/kallsyms.c.
 *
 * The tables have no header and no pointers to them; they are found by their shape, from an unmistakable sequence in the
 * token table on (see kallsyms-tokens.ts):
 *
 *     4.6 to 6.3    offsets  relative_base  num_syms  names  markers  (seqs_of_names)  token_table  token_index
 *     6.4 to 6.19   num_syms  names  markers  token_table  token_index  offsets  relative_base  (seqs_of_names)
 *     from 7.0      the same without relative_base
 *
 * Each table is aligned to 8 bytes, from 7.0 on to 4. `offsets` are 32-bit. Up to 6.19, where negative ones occur
 * (CONFIG_KALLSYMS_ABSOLUTE_PERCPU), a negative one means relative_base - 1 - offset and another is an absolute value, a
 * per-CPU offset; without negative ones each is relative_base + offset. From 7.0 on each counts from its own place.
 * Kernels before 4.6, which have full addresses instead, are not read.
 */

/** Longest name, with its type character. KSYM_NAME_LEN since 6.1. */
const MAXIMUM_NAME = 512;
/** All names together; distribution kernels have 2 to 8 million characters. */
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
export function readKallsyms(elf: Elf): SymbolColumns | undefined {
  for (const { type, bytes, vaddr } of elf.segments) {
    if (type !== PT_LOAD) continue;
    const symbols = findKallsyms(bytes, (offset) => vaddr + BigInt(offset));
    if (symbols) return symbols;
  }
  return undefined;
}

/**
 * The symbols of the first tables within bytes, e.g. a copy of a guest's memory, where addresses are those of the running
 * kernel.
 * @param addressOf the linear address of a byte of `data`, which tables from 7.0 on need; undefined: not known
 */
export function findKallsyms(
  data: Uint8Array,
  addressOf: (offset: number) => bigint | undefined = () => undefined,
): SymbolColumns | undefined {
  const work: Work = { steps: MAXIMUM_STEPS };
  for (let from = 0; work.steps > 0; ) {
    const digits = findDigitTokens(data, from);
    if (digits === undefined) return undefined;
    from = digits + 1;
    const tokens = readTokens(data, digits, work);
    if (!tokens) continue;
    const names = findNames(data, tokens, work);
    if (!names) continue;
    const addresses = readAddresses(data, tokens, names, addressOf);
    if (addresses) return expand(data, tokens, names, addresses);
  }
  return undefined;
}

/** The addresses out of whichever of the places gives an ascending list. */
function readAddresses(
  data: Uint8Array,
  tokens: TokenTable,
  names: KallsymsNames,
  addressOf: (offset: number) => bigint | undefined,
): BigUint64Array | undefined {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const { count, countAt } = names;
  const size = Math.ceil((count * 4) / 8) * 8;
  const behind = Math.ceil(tokens.end / 8) * 8;
  return (
    basedAddresses(view, countAt - 8 - size, countAt - 8, count) ??
    basedAddresses(view, behind, behind + size, count) ??
    placeAddresses(view, tokens.end, count, addressOf(tokens.end))
  );
}

/** Offsets from relative_base. */
function basedAddresses(view: DataView, offsets: number, baseAt: number, count: number): BigUint64Array | undefined {
  if (offsets < 0 || baseAt + 8 > view.byteLength) return undefined;
  const base = view.getBigUint64(baseAt, true);
  if (base < UPPER_HALF) return undefined;
  let hasNegative = false;
  for (let i = 0; i < count && !hasNegative; i++) hasNegative = view.getInt32(offsets + i * 4, true) < 0;
  const addresses = new BigUint64Array(count);
  let previous = -Infinity;
  for (let i = 0; i < count; i++) {
    const offset = view.getInt32(offsets + i * 4, true);
    // What grows from symbol to symbol, and leaves absolute values before all relative ones.
    const order = hasNegative && offset < 0 ? 2 ** 32 - 1 - offset : offset;
    if (order < previous) return undefined;
    previous = order;
    if (!hasNegative) addresses[i] = base + BigInt(offset);
    else addresses[i] = offset < 0 ? base - 1n - BigInt(offset) : BigInt(offset);
  }
  return addresses;
}

/** Offsets from the place of each. @param start linear address of the first */
function placeAddresses(
  view: DataView,
  offsets: number,
  count: number,
  start: bigint | undefined,
): BigUint64Array | undefined {
  if (start === undefined || start < UPPER_HALF || offsets + count * 4 > view.byteLength) return undefined;
  const addresses = new BigUint64Array(count);
  let previous = -Infinity;
  for (let i = 0; i < count; i++) {
    const distance = i * 4 + view.getInt32(offsets + i * 4, true);
    if (distance < previous) return undefined;
    previous = distance;
    addresses[i] = start + BigInt(distance);
  }
  return addresses[0] < UPPER_HALF ? undefined : addresses;
}

function expand(
  data: Uint8Array,
  { tokens }: TokenTable,
  names: KallsymsNames,
  addresses: BigUint64Array,
): SymbolColumns | undefined {
  const { count } = names;
  let text = new Uint8Array(Math.min(names.bytes * 3, MAXIMUM_CHARACTERS));
  const nameStarts = new Uint32Array(count + 1);
  const types = new Uint8Array(count);
  let length = 0;
  for (let symbol = 0, at = names.start; symbol < count; symbol++) {
    const first = data[at];
    const isLong = (first & 0x80) !== 0;
    const from = at + (isLong ? 2 : 1);
    const end = from + (isLong ? (first & 0x7f) + (data[at + 1] << 7) : first);
    if (length + 2 * MAXIMUM_NAME > text.length) {
      if (length > MAXIMUM_CHARACTERS) return undefined;
      const larger = new Uint8Array(text.length * 2 + 2 * MAXIMUM_NAME);
      larger.set(text);
      text = larger;
    }
    // The type comes out first.
    const start = length;
    let isType = true;
    for (let token = from; token < end; token++) {
      for (const code of tokens[data[token]]) {
        if (isType) types[symbol] = nameCode(code);
        else text[length++] = nameCode(code);
        isType = false;
      }
      // Longer than any name: only a damaged table does this, and it must not cost memory.
      if (length - start > MAXIMUM_NAME) {
        length = start + MAXIMUM_NAME;
        break;
      }
    }
    nameStarts[symbol + 1] = length;
    at = end;
  }
  return { names: text.slice(0, length), nameStarts, types, addresses, sizes: undefined };
}
