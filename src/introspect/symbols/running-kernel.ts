/** A kernel that has moved itself when it started (KASLR), found from the guest's own state. */
import type { Btf } from '../btf/btf.ts';
import { type GuestSource, GuestView } from '../objects/guest-view.ts';
import type { OrcTable } from '../stack/orc.ts';
import type { KernelNames } from '../target/target-placement.ts';
import { findKernelSlide } from './kernel-slide.ts';
import type { KernelSymbols } from './kernel-symbols.ts';
import type { SymbolTable } from './symbol-table.ts';

/** The guest that the kernel runs in; a Vm fits. */
export interface KernelGuest {
  readonly memory: GuestSource['memory'];
  readonly vcpus: readonly {
    readonly paging: GuestSource['paging'];
    getRegisters(): { readonly idtr: { readonly base: bigint } };
  }[];
}

/**
 * The symbols of an image as they are where the kernel runs. Nobody has to say how far it has moved: the interrupt
 * descriptor table tells, as soon as the kernel has filled it, well before the first process. Until then `isLocated` is
 * false, addresses are those of the image, and nothing has a physical address.
 * @example
 * const kernel = new RunningKernel(readKernelSymbols(plan.symbols)!, vm);
 * await vm.run({ onSlice: () => kernel.locate() });
 * kernel.slide // 0x1c00_0000n
 */
export class RunningKernel implements KernelNames {
  readonly image: KernelSymbols;
  readonly #guest: KernelGuest;
  #table: SymbolTable | undefined;
  #slide: bigint | undefined;

  constructor(image: KernelSymbols, guest: KernelGuest) {
    this.image = image;
    this.#guest = guest;
  }

  /** Bytes between where the kernel runs and where it was linked; undefined: not known yet. */
  get slide(): bigint | undefined {
    return this.#slide;
  }

  get isLocated(): boolean {
    return this.#table !== undefined;
  }

  get table(): SymbolTable {
    return this.#table ?? this.image.table;
  }

  get types(): Btf | undefined {
    return this.image.types;
  }

  get unwind(): OrcTable | undefined {
    return this.image.unwind;
  }

  /** Look for the kernel now, unless it has been found. @returns whether it has */
  locate(): boolean {
    if (this.#table !== undefined) return true;
    const { base } = this.#guest.vcpus[0].getRegisters().idtr;
    const slide = findKernelSlide(this.image.table, base, this.#view());
    if (slide === undefined) return false;
    this.#slide = slide;
    // The table may be one from elsewhere that has been moved to where the image is linked.
    this.#table = this.image.table.rebase(this.image.table.slide + slide);
    return true;
  }

  /** Guest-physical address of an address that the kernel runs at, through the page tables of the moment. */
  physicalOf(address: bigint): number | undefined {
    return this.isLocated ? this.#view().physical(address) : undefined;
  }

  #view(): GuestView {
    return new GuestView({ memory: this.#guest.memory, paging: this.#guest.vcpus[0].paging });
  }
}
