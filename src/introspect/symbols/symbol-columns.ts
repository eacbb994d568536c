/** Symbols in columns: 100,000 of them in a few arrays, which is how they are read, kept in a cache, and looked up. */

/** A symbol as a reader finds it. */
export interface RawSymbol {
  readonly name: string;
  /** As `nm` prints it: T/t code, D/d data, B/b zeroed data, R/r read-only data, A/a absolute (per-CPU offsets), … */
  readonly type: string;
  readonly address: bigint;
  /** Size in bytes where the source knows it (ELF does, kallsyms does not). */
  readonly size?: number;
}

/** Symbols in ascending order of address; entry i of each column belongs to symbol i. */
export interface SymbolColumns {
  /** All names one behind another, one byte a character. */
  readonly names: Uint8Array;
  /** Where each name starts in `names`, and one entry more: where the last one ends. */
  readonly nameStarts: Uint32Array;
  /** Character codes of the types. */
  readonly types: Uint8Array;
  readonly addresses: BigUint64Array;
  /** Sizes in bytes, 0 where the source does not know it; undefined: it knows none. */
  readonly sizes: Uint32Array | undefined;
}

/**
 * The code of a character of a name. Names come out of images that nobody need trust, and go to terminals: control characters,
 * and those above 255, become `?`.
 */
export function nameCode(code: number): number {
  return code > 0xff || code < 0x20 || (code >= 0x7f && code < 0xa0) ? 0x3f : code;
}

/** Columns out of symbols in any order. */
export function symbolColumns(symbols: readonly RawSymbol[]): SymbolColumns {
  const sorted = isAscending(symbols)
    ? symbols
    : [...symbols].sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  const count = sorted.length;
  const nameStarts = new Uint32Array(count + 1);
  let length = 0;
  let hasSizes = false;
  for (let i = 0; i < count; i++) {
    length += sorted[i].name.length;
    nameStarts[i + 1] = length;
    hasSizes ||= (sorted[i].size ?? 0) > 0;
  }
  const names = new Uint8Array(length);
  const types = new Uint8Array(count);
  const addresses = new BigUint64Array(count);
  const sizes = hasSizes ? new Uint32Array(count) : undefined;
  for (let i = 0; i < count; i++) {
    const { name, type, address, size } = sorted[i];
    for (let at = 0; at < name.length; at++) names[nameStarts[i] + at] = nameCode(name.charCodeAt(at));
    types[i] = type === '' ? 0x3f : nameCode(type.charCodeAt(0));
    addresses[i] = address;
    if (sizes !== undefined) sizes[i] = Math.min(size ?? 0, 0xffff_ffff);
  }
  return { names, nameStarts, types, addresses, sizes };
}

function isAscending(symbols: readonly RawSymbol[]): boolean {
  for (let i = 1; i < symbols.length; i++) if (symbols[i].address < symbols[i - 1].address) return false;
  return true;
}
