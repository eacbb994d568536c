/** A guest's address space on KVM: memslots and vectors as on every engine, with the kernel's memslots following. */
import { HvError } from '../../base/error.ts';
import type { MemoryBlock } from '../../memory/memory-block.ts';
import type { Memslot } from '../../memory/memslots.ts';
import { GuestAddressSpace } from '../../mmu/guest-address-space.ts';
import { FULL_ACCESS } from '../../spec/vmx/sppt.ts';
import { type GuestRam, PinnedBlock } from './guest-ram.ts';
import type { MemorySlots } from './memory-slots.ts';

/**
 * The EPT and SPPT of this class stay empty: the kernel has tables of its own. `addSlot`, `removeSlot`, `moveSlot` and the
 * vectors are what the kernel is told; large pages, swapping and sharing are the kernel's own business.
 */
export class KvmAddressSpace extends GuestAddressSpace {
  readonly #ram: GuestRam;
  readonly #kernel: MemorySlots;

  constructor(ram: GuestRam, kernel: MemorySlots) {
    super({
      host: ram.host,
      processorSpp: false,
      flush: () => kernel.commit(),
      watcher: {
        beforeChange: (gfn, masks) => this.#checkRoom(gfn, masks),
        afterChange: (gfn, pages) => this.#follow(gfn, pages),
      },
    });
    this.#ram = ram;
    this.#kernel = kernel;
  }

  override addSlot(options: {
    id: number;
    gpa: number;
    readOnly?: boolean;
    size?: number;
    block?: MemoryBlock;
  }): Memslot {
    const { size } = options;
    const isWhole = size !== undefined && Number.isSafeInteger(size) && size > 0 && size % 4096 === 0;
    if (options.block === undefined && !isWhole) return super.addSlot(options); // which says what is wrong
    const block = options.block ?? this.#ram.createBlock((size as number) / 4096);
    if (!(block instanceof PinnedBlock)) {
      throw new HvError('invalid-argument', 'addSlot: expected a block that removeSlot() of this VM gave');
    }
    let slot: Memslot;
    try {
      slot = super.addSlot({ ...options, block });
    } catch (error) {
      if (options.block === undefined) block.release();
      throw error;
    }
    try {
      this.#tell(slot, block);
    } catch (error) {
      super.removeSlot(slot.id);
      if (options.block === undefined) block.release();
      throw error;
    }
    return slot;
  }

  override removeSlot(id: number): MemoryBlock {
    this.#kernel.removeRange(this.slots.getSlot(id).gfn);
    return super.removeSlot(id);
  }

  override moveSlot(id: number, gpa: number): Memslot {
    const before = this.slots.getSlot(id).gfn;
    const slot = super.moveSlot(id, gpa);
    this.#kernel.removeRange(before);
    this.#tell(slot, slot.block as PinnedBlock);
    return slot;
  }

  override dispose(): void {
    for (const slot of this.slots.all) this.#kernel.removeRange(slot.gfn);
    super.dispose();
  }

  #tell(slot: Memslot, block: PinnedBlock): void {
    this.#kernel.addRange({ gfn: slot.gfn, pages: slot.pages, hva: block.hva, readOnly: slot.readOnly });
    if (block.vectors === undefined) return;
    try {
      const guarded: number[] = [];
      for (let page = 0; page < slot.pages; page++) {
        if (block.vectors[page] !== FULL_ACCESS) guarded.push(slot.gfn + page);
      }
      this.#kernel.checkRoomFor(guarded);
      for (const gfn of guarded) this.#kernel.guard(gfn);
      this.#kernel.commit();
    } catch (error) {
      this.#kernel.removeRange(slot.gfn);
      throw error;
    }
  }

  #checkRoom(gfn: number, masks: Uint32Array): void {
    const { overlay } = this.protection;
    const wanted: number[] = [];
    for (let i = 0; i < masks.length; i++) {
      if (masks[i] !== FULL_ACCESS || overlay?.findOwnMask(gfn + i) !== undefined) wanted.push(gfn + i);
    }
    if (wanted.length > 0) this.#kernel.checkRoomFor(wanted);
  }

  #follow(gfn: number, pages: number): void {
    for (let at = gfn; at < gfn + pages; at++) {
      if (this.protection.vectorOf(at) !== FULL_ACCESS) this.#kernel.guard(at);
      else this.#kernel.release(at);
    }
  }
}
