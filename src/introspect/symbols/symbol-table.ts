import { HvError } from '../../base/error.ts';
import { latin1, NameIndex } from './name-index.ts';
import { suggestNames } from './near-names.ts';
import { type RawSymbol, type SymbolColumns, symbolColumns } from './symbol-columns.ts';

/** A symbol with a size. */
export interface KernelSymbol {
  readonly name: string;
  /** As `nm` prints it. */
  readonly type: string;
  /** Virtual address: where it was linked, or, in a table from rebase(), where it runs. */
  readonly address: bigint;
  /**
   * Size in bytes: from the source, else the distance to the next symbol at a higher address, which counts padding in;
   * 0 for the last one.
   */
  readonly size: number;
}

/** An address seen from the symbol at or before it. */
export interface SymbolPosition {
  readonly symbol: KernelSymbol;
  /** Bytes from the symbol's address. */
  readonly offset: number;
}

/** First address of the upper half of the canonical address space. */
const UPPER_HALF = 0xffff_8000_0000_0000n;
/** Between per-CPU offsets and the kernel's first address there is no object, only half the address space. */
const LARGEST_OBJECT = 1n << 32n;
const DOT = 0x2e;
/** Names that are looked for from the front, which takes 0.3 ms; for more an index is made, which takes 30. */
const SEARCHES_BEFORE_INDEX = 32;

/**
 * The symbols of a kernel: by name, and by address.
 * @example
 * const table = new SymbolTable(readKallsyms(elf) ?? []);
 * table.find('modules_disabled')?.address
 * table.describe(0xffff_ffff_8100_0010n) // 'startup_64+0x10'
 */
export class SymbolTable {
  /** The symbols as they are kept, at their link-time addresses. */
  readonly columns: SymbolColumns;
  /** What is added to the addresses of the kernel's image (KASLR); not to per-CPU offsets and other low values. */
  readonly slide: bigint;
  /** How many symbols there are. */
  readonly size: number;
  /** First symbol that addresses are looked up in: in a kernel linked high, the first in the upper half. */
  readonly #firstLocated: number;
  #index: NameIndex | undefined;
  #searches = 0;
  #symbols: readonly KernelSymbol[] | undefined;

  /** @param symbols in any order, or as columns in ascending order of address */
  constructor(symbols: readonly RawSymbol[] | SymbolColumns, slide = 0n) {
    this.columns = 'addresses' in symbols ? symbols : symbolColumns(symbols);
    this.slide = slide;
    this.size = this.columns.types.length;
    const high = this.#countBelow(UPPER_HALF);
    this.#firstLocated = high < this.size ? high : 0;
  }

  /** All symbols in ascending order of address; of several at one address, in the order of the source. Made on demand. */
  get symbols(): readonly KernelSymbol[] {
    this.#symbols ??= Array.from({ length: this.size }, (_, i) => this.#symbol(i));
    return this.#symbols;
  }

  /** Whether symbols lie in the upper half of the address space, as those of all but the smallest kernels do. */
  get isLinkedHigh(): boolean {
    return this.size > 0 && this.columns.addresses[this.size - 1] >= UPPER_HALF;
  }

  /** The same symbols in a kernel that runs so far from where it was linked. */
  rebase(slide: bigint): SymbolTable {
    const moved = new SymbolTable(this.columns, slide);
    moved.#index = this.#index;
    return moved;
  }

  /** The symbol of that name; of several (file-local ones) the one at the lowest address. */
  find(name: string): KernelSymbol | undefined {
    if (this.#index === undefined && this.#searches++ < SEARCHES_BEFORE_INDEX) return this.#scan(name, false, 1)[0];
    const index = this.#names().find(name);
    return index === undefined ? undefined : this.#symbol(index);
  }

  /** All symbols of that name, by address. Linear. */
  findAll(name: string): KernelSymbol[] {
    return this.#scan(name, false);
  }

  /** All symbols that are a function of that name or a part that a compiler split off it (`name.cold`). Linear. */
  findParts(name: string): KernelSymbol[] {
    return this.#scan(name, true);
  }

  /**
   * As find(), for a name that a person wrote.
   * @throws HvError `bad-guard`, with near names when there are any
   */
  get(name: string): KernelSymbol {
    const symbol = this.find(name);
    if (symbol) return symbol;
    const near = this.suggest(name);
    const hint = near.length > 0 ? `; did you mean ${near.join(', ')}?` : '';
    throw new HvError('bad-guard', `symbol ${JSON.stringify(name)}: not found among ${this.size} symbols${hint}`);
  }

  /**
   * The symbol at or before an address, and how far behind its start the address is.
   * @returns undefined outside of the kernel: before the first symbol, at or behind the end of the last one
   */
  at(address: bigint): SymbolPosition | undefined {
    const behind = this.#countBelow(address - this.slide + 1n);
    if (behind <= this.#firstLocated) return undefined;
    const { addresses } = this.columns;
    // Of several at one address, the first: it is the one that the others are aliases of.
    const index = Math.max(this.#firstLocated, this.#countBelow(addresses[behind - 1]));
    const symbol = this.#symbol(index);
    const offset = address - symbol.address;
    // Behind the last symbol there is nothing to be near to.
    if (behind === this.size && offset >= BigInt(Math.max(symbol.size, 1))) return undefined;
    return { symbol, offset: Number(offset) };
  }

  /** `name+0x10`, or just `name` at the symbol's own address; undefined where at() is. */
  describe(address: bigint): string | undefined {
    const position = this.at(address);
    if (!position) return undefined;
    const { symbol, offset } = position;
    return offset === 0 ? symbol.name : `${symbol.name}+0x${offset.toString(16)}`;
  }

  /**
   * Names near to one that does not exist: spelled alike in all but three letters, or that contain it.
   * @param count most names to give
   */
  suggest(name: string, count = 3): string[] {
    return suggestNames(name, new Set(this.symbols.map((symbol) => symbol.name)), count);
  }

  #symbol(index: number): KernelSymbol {
    const { names, nameStarts, types, addresses } = this.columns;
    const linked = addresses[index];
    return {
      name: latin1(names, nameStarts[index], nameStarts[index + 1]),
      type: String.fromCharCode(types[index]),
      address: linked >= UPPER_HALF ? linked + this.slide : linked,
      size: this.columns.sizes?.[index] || this.#distance(index),
    };
  }

  /** To the next symbol at a higher address. */
  #distance(index: number): number {
    const { addresses } = this.columns;
    const from = addresses[index];
    const next = this.#countBelow(from + 1n);
    const gap = next < this.size ? addresses[next] - from : 0n;
    return gap < LARGEST_OBJECT ? Number(gap) : 0;
  }

  #names(): NameIndex {
    const { names, nameStarts } = this.columns;
    this.#index ??= new NameIndex(names, nameStarts.subarray(0, this.size), nameStarts.subarray(1));
    return this.#index;
  }

  #scan(name: string, withParts: boolean, limit = Infinity): KernelSymbol[] {
    const { names, nameStarts } = this.columns;
    const found: KernelSymbol[] = [];
    for (let i = 0; i < this.size && found.length < limit; i++) {
      const start = nameStarts[i];
      const end = nameStarts[i + 1];
      if (end - start < name.length) continue;
      if (end - start > name.length && !(withParts && names[start + name.length] === DOT)) continue;
      let at = 0;
      while (at < name.length && names[start + at] === name.charCodeAt(at)) at++;
      if (at === name.length) found.push(this.#symbol(i));
    }
    return found;
  }

  /** How many symbols have a link-time address below this one. */
  #countBelow(address: bigint): number {
    const { addresses } = this.columns;
    let low = 0;
    let high = addresses.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (addresses[middle] < address) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
