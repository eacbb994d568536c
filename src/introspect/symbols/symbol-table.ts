import { HvError } from '../../base/error.ts';
import { suggestNames } from './near-names.ts';

/** A symbol as a reader finds it. */
export interface RawSymbol {
  readonly name: string;
  /** As `nm` prints it: T/t code, D/d data, B/b zeroed data, R/r read-only data, A/a absolute (per-CPU offsets), … */
  readonly type: string;
  readonly address: bigint;
  /** Size in bytes where the source knows it (ELF does, kallsyms does not). */
  readonly size?: number;
}

/** A symbol with a size. */
export interface KernelSymbol {
  readonly name: string;
  readonly type: string;
  /** Link-time virtual address. */
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

/**
 * The symbols of a kernel: by name, and by address.
 * @example
 * const table = new SymbolTable(readKallsyms(elf) ?? []);
 * table.find('modules_disabled')?.address
 * table.describe(0xffff_ffff_8100_0010n) // 'startup_64+0x10'
 */
export class SymbolTable {
  /** In ascending order of address; of several at one address, in the order of the source. */
  readonly symbols: readonly KernelSymbol[];
  readonly #byName = new Map<string, KernelSymbol>();
  /** Symbols that addresses are looked up in: in a kernel linked high, those in the upper half. */
  readonly #located: readonly KernelSymbol[];

  constructor(symbols: readonly RawSymbol[]) {
    const sorted = [...symbols].sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
    const sized: KernelSymbol[] = new Array(sorted.length);
    let nextHigher: bigint | undefined;
    for (let i = sorted.length - 1; i >= 0; i--) {
      const { name, type, address, size } = sorted[i]!;
      const above = sorted[i + 1]?.address;
      if (above !== undefined && above !== address) nextHigher = above;
      const gap = nextHigher === undefined ? 0n : nextHigher - address;
      // Between per-CPU offsets and the kernel's first address there is no object, only half the address space.
      const measured = gap < 1n << 32n ? Number(gap) : 0;
      sized[i] = { name, type, address, size: size || measured };
    }
    this.symbols = sized;
    // The first of several symbols with one name wins: file-local ones repeat.
    for (const symbol of sized) if (!this.#byName.has(symbol.name)) this.#byName.set(symbol.name, symbol);
    const high = sized.filter((symbol) => symbol.address >= UPPER_HALF);
    this.#located = high.length > 0 ? high : sized;
  }

  /** How many symbols there are. */
  get size(): number {
    return this.symbols.length;
  }

  /** The symbol of that name; of several (file-local ones) the one at the lowest address. */
  find(name: string): KernelSymbol | undefined {
    return this.#byName.get(name);
  }

  /** All symbols of that name, by address. Linear. */
  findAll(name: string): KernelSymbol[] {
    return this.symbols.filter((symbol) => symbol.name === name);
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
    const list = this.#located;
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (list[middle]!.address <= address) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return undefined;
    // Of several at one address, the first: it is the one that the others are aliases of.
    let index = low - 1;
    while (index > 0 && list[index - 1]!.address === list[index]!.address) index--;
    const symbol = list[index]!;
    const offset = address - symbol.address;
    // Behind the last symbol there is nothing to be near to.
    if (low === list.length && offset >= BigInt(Math.max(symbol.size, 1))) return undefined;
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
    return suggestNames(name, this.#byName.keys(), count);
  }
}
