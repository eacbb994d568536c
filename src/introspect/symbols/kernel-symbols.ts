import { HvError } from '../../base/error.ts';
import { type Elf, PT_LOAD, readElf } from '../../boot/elf.ts';
import type { Btf } from '../btf/btf.ts';
import { readKernelTypes } from '../btf/kernel-types.ts';
import { type OrcTable, readOrc } from '../stack/orc.ts';
import { readElfSymbols } from './elf-symbols.ts';
import { readKallsyms } from './kallsyms.ts';
import { type LoadedPart, physicalOf } from './link-address.ts';
import { symbolColumns } from './symbol-columns.ts';
import { type KernelSymbol, SymbolTable } from './symbol-table.ts';

/** What KernelSymbols are made of. */
export interface KernelSymbolParts {
  readonly table: SymbolTable;
  /** Where the image is linked and loaded; empty: not known, and no symbol has a physical address. */
  readonly loaded: readonly LoadedPart[];
  /** Asked once, when types are needed. */
  readonly types?: () => Btf | undefined;
  /** Asked once, when a call stack is needed. */
  readonly unwind?: () => OrcTable | undefined;
  /** Asked once, when it is needed. */
  readonly banner?: () => Uint8Array | undefined;
}

/** The symbols of a boot image together with the addresses that it is loaded at. */
export class KernelSymbols {
  readonly table: SymbolTable;
  readonly loaded: readonly LoadedPart[];
  readonly #types: () => Btf | undefined;
  readonly #unwind: () => OrcTable | undefined;
  readonly #banner: () => Uint8Array | undefined;

  constructor({ table, loaded, types, unwind, banner }: KernelSymbolParts) {
    this.table = table;
    this.loaded = loaded;
    this.#types = once(types ?? (() => undefined));
    this.#unwind = once(unwind ?? (() => undefined));
    this.#banner = once(banner ?? (() => undefined));
  }

  /** The kernel's types, read when first asked for; undefined when it has no BTF. */
  get types(): Btf | undefined {
    return this.#types();
  }

  /** The kernel's unwind tables, read when first asked for; undefined when it has none. */
  get unwind(): OrcTable | undefined {
    return this.#unwind();
  }

  /** Contents of the kernel's `linux_banner`, `Linux version …`, with the zero that ends it; undefined: not known. */
  get banner(): Uint8Array | undefined {
    return this.#banner();
  }

  /** The same image with other parts, e.g. symbols out of a file. */
  with(parts: Partial<KernelSymbolParts>): KernelSymbols {
    const { table, loaded } = this;
    const same = { table, loaded, types: this.#types, unwind: this.#unwind, banner: this.#banner };
    return new KernelSymbols({ ...same, ...parts });
  }

  /**
   * Guest-physical address of a symbol.
   * @throws HvError `bad-guard` for a name that does not exist (with near names) and for a symbol without an address of
   * its own in the image, e.g. a per-CPU variable
   */
  physicalAddress(name: string): { readonly symbol: KernelSymbol; readonly gpa: number } {
    const symbol = this.table.get(name);
    const gpa = this.physicalOf(symbol.address);
    if (gpa === undefined) {
      throw new HvError(
        'bad-guard',
        `symbol ${name}: 0x${symbol.address.toString(16)} is not in the kernel image (a per-CPU variable?)`,
      );
    }
    return { symbol, gpa };
  }

  /** Guest-physical address of a link-time virtual address; undefined outside of the image. */
  physicalOf(address: bigint): number | undefined {
    return physicalOf(this.loaded, address);
  }
}

/**
 * Reads the symbols of a kernel: from the ELF symbol table when it has one, else from its kallsyms.
 * @param vmlinux an ELF file, e.g. `symbols` of a BootPlan; undefined where the plan has none
 * @returns undefined when there is no file, or it has neither
 * @throws HvError `bad-image` when the file is damaged
 * @example readKernelSymbols(plan.symbols)?.physicalAddress('modules_disabled').gpa
 */
export function readKernelSymbols(vmlinux: Uint8Array | undefined): KernelSymbols | undefined {
  if (vmlinux === undefined) return undefined;
  const elf = readElf(vmlinux, 'kernel');
  const fromElf = readElfSymbols(elf);
  const columns = fromElf.length > 0 ? symbolColumns(fromElf) : readKallsyms(elf);
  return columns && kernelSymbolsOf(elf, new SymbolTable(columns));
}

/** An image with a symbol table that was read from elsewhere. */
export function kernelSymbolsOf(elf: Elf, table: SymbolTable): KernelSymbols {
  return new KernelSymbols({
    table,
    loaded: loadedParts(elf),
    types: () => readKernelTypes(elf),
    unwind: () => readOrc(elf),
    banner: () => readBanner(elf, table),
  });
}

/** Longer ones are none. */
const MAXIMUM_BANNER = 1024;

function readBanner(elf: Elf, table: SymbolTable): Uint8Array | undefined {
  const address = table.find('linux_banner')?.address;
  const segment = elf.segments.find(
    ({ type, vaddr, bytes }) =>
      type === PT_LOAD && address !== undefined && address >= vaddr && address < vaddr + BigInt(bytes.length),
  );
  if (address === undefined || segment === undefined) return undefined;
  const start = Number(address - segment.vaddr);
  const text = segment.bytes.subarray(start, start + MAXIMUM_BANNER);
  const end = text.indexOf(0);
  return end < 0 ? undefined : text.slice(0, end + 1);
}

/** The loadable segments of an image without their contents. */
export function loadedParts(elf: Elf): LoadedPart[] {
  return elf.segments
    .filter(({ type }) => type === PT_LOAD)
    .map(({ vaddr, paddr, memSize }) => ({ vaddr, paddr, memSize }));
}

function once<T>(read: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: read() };
    return result.value;
  };
}
