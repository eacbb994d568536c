import { HvError } from '../../base/error.ts';
import { type Elf, readElf } from '../../boot/elf.ts';
import type { Btf } from '../btf/btf.ts';
import { readKernelTypes } from '../btf/kernel-types.ts';
import { type OrcTable, readOrc } from '../stack/orc.ts';
import { readElfSymbols } from './elf-symbols.ts';
import { readKallsyms } from './kallsyms.ts';
import { physicalOf } from './link-address.ts';
import { type KernelSymbol, SymbolTable } from './symbol-table.ts';

/** The symbols of a boot image together with the addresses that it is loaded at. */
export class KernelSymbols {
  readonly table: SymbolTable;
  readonly #elf: Elf;
  #types: Btf | undefined;
  #typesRead = false;
  #unwind: OrcTable | undefined;
  #unwindRead = false;

  constructor(elf: Elf, table: SymbolTable) {
    this.#elf = elf;
    this.table = table;
  }

  /** The kernel's types, read when first asked for; undefined when it has no BTF. */
  get types(): Btf | undefined {
    if (!this.#typesRead) this.#types = readKernelTypes(this.#elf);
    this.#typesRead = true;
    return this.#types;
  }

  /** The kernel's unwind tables, read when first asked for; undefined when it has none. */
  get unwind(): OrcTable | undefined {
    if (!this.#unwindRead) this.#unwind = readOrc(this.#elf);
    this.#unwindRead = true;
    return this.#unwind;
  }

  /**
   * Guest-physical address of a symbol.
   * @throws HvError `bad-guard` for a name that does not exist (with near names) and for a symbol without an address of
   * its own in the image, e.g. a per-CPU variable
   */
  physicalAddress(name: string): { readonly symbol: KernelSymbol; readonly gpa: number } {
    const symbol = this.table.get(name);
    const gpa = physicalOf(this.#elf, symbol.address);
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
    return physicalOf(this.#elf, address);
  }
}

/**
 * Reads the symbols of a kernel: from the ELF symbol table when it has one, else from its kallsyms.
 * @param vmlinux an ELF file, e.g. `symbols` of a BootPlan
 * @returns undefined when the file has neither
 * @throws HvError `bad-image` when the file is damaged
 * @example readKernelSymbols(plan.symbols)?.physicalAddress('modules_disabled').gpa
 */
export function readKernelSymbols(vmlinux: Uint8Array): KernelSymbols | undefined {
  const elf = readElf(vmlinux, 'kernel');
  const fromElf = readElfSymbols(elf);
  const symbols = fromElf.length > 0 ? fromElf : readKallsyms(elf);
  return symbols && new KernelSymbols(elf, new SymbolTable(symbols));
}
