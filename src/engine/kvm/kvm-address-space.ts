/** A guest's address space on KVM: memslots and vectors as on every engine, with the kernel following. */
import { HvError } from '../../base/error.ts';
import type { MemoryBlock } from '../../memory/memory-block.ts';
import type { Memslot } from '../../memory/memslots.ts';
import { GuestAddressSpace } from '../../mmu/guest-address-space.ts';
import { FULL_ACCESS } from '../../spec/vmx/sppt.ts';
import type { GuardBackend } from './guard-backend.ts';
import { type GuestRam, PinnedBlock } from './guest-ram.ts';
import type { MemoryRange } from './slot-plan.ts';

/**
 * The EPT and SPPT of this class stay empty: the kernel has tables of its own. `addSlot`, `removeSlot`, `moveSlot` and the
 * vectors are what the kernel is told; large pages, swapping and sharing are the kernel's own business.
 */
export class KvmAddressSpace extends GuestAddressSpace {
  readonly backend: GuardBackend;
  readonly #ram: GuestRam;
  /** Told of pages that begin and end to be guarded. */
  onGuard: ((gfn: number, isGuarded: boolean) => void) | undefined;
  /** The kernel has not taken the last change: no guest may run on what it has. */
  #isBehind = false;
  /** Why no guest runs any more. */
  #obstacle: string | undefined;

  constructor(ram: GuestRam, backend: GuardBackend) {
    super({
      host: ram.host,
      processorSpp: false,
      flush: () => this.#commit(),
      watcher: {
        beforeChange: (gfn, masks) => this.#checkRoom(gfn, masks),
        afterChange: (gfn, pages) => this.#follow(gfn, pages),
      },
    });
    this.#ram = ram;
    this.backend = backend;
  }

  /** Whether an address is memory that the guest may write to. */
  isGuestMemory(gpa: number): boolean {
    const slot = this.slots.findSlot(Math.floor(gpa / 4096));
    return slot !== undefined && !slot.readOnly;
  }

  /** Before the guest runs: what the kernel refused before is told again. @returns why it may not run */
  catchUp(): string | undefined {
    if (!this.#isBehind || this.#obstacle !== undefined) return this.#obstacle;
    try {
      this.#commit();
      return undefined;
    } catch (error) {
      if (!(error instanceof HvError)) throw error;
      return `guards are not in force: ${error.message}`;
    }
  }

  /** As GuardBackend.withOpenPages(). @throws HvError when the kernel refuses: no guest runs until it has followed */
  withOpenPages<T>(pages: readonly number[], action: () => T): T {
    try {
      return this.backend.withOpenPages(pages, action);
    } catch (error) {
      this.#isBehind = true; // now, since the action may have changed guards itself
      throw error;
    }
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
    this.#untell(this.slots.getSlot(id));
    return super.removeSlot(id);
  }

  override moveSlot(id: number, gpa: number): Memslot {
    const before = this.slots.getSlot(id);
    const slot = super.moveSlot(id, gpa);
    let isGone = false;
    try {
      this.#untell(before);
      isGone = true;
      this.#tell(slot, slot.block as PinnedBlock);
    } catch (error) {
      const back = super.moveSlot(id, before.gfn * 4096);
      if (isGone) this.#tell(back, back.block as PinnedBlock);
      throw error;
    }
    return slot;
  }

  #commit(): void {
    this.#isBehind = true;
    this.backend.commit();
    this.#isBehind = false;
  }

  #tell(slot: Memslot, block: PinnedBlock): void {
    const ranges = block.rangesAt(slot.gfn, slot.readOnly);
    try {
      for (const range of ranges) this.backend.addRange(range);
      if (block.vectors === undefined) return;
      const guarded: number[] = [];
      for (let page = 0; page < slot.pages; page++) {
        if (block.vectors[page] !== FULL_ACCESS) guarded.push(slot.gfn + page);
      }
      this.backend.checkRoomFor(guarded);
      for (const gfn of guarded) this.#guard(gfn);
      this.#commit();
    } catch (error) {
      this.#takeBack(ranges);
      throw error;
    }
  }

  /** Memory of which the kernel has been told in part goes. Where it keeps some, that would be in the guest without a guard. */
  #takeBack(ranges: readonly MemoryRange[]): void {
    try {
      for (const range of ranges) this.backend.removeRange(range.gfn);
    } catch (error) {
      if (!(error instanceof HvError)) throw error;
      this.#obstacle = `the guest would still see memory that is gone: ${error.message}`;
    }
  }

  /** @throws HvError when the kernel refuses; what is missing then is there again before a guest runs */
  #untell(slot: Memslot): void {
    const block = slot.block as PinnedBlock;
    const gone: MemoryRange[] = [];
    try {
      for (const range of block.rangesAt(slot.gfn, slot.readOnly)) {
        this.backend.removeRange(range.gfn);
        gone.push(range);
      }
    } catch (error) {
      this.#isBehind = true;
      for (const range of gone) {
        this.backend.addRange(range);
        this.#follow(range.gfn, range.pages);
      }
      throw error;
    }
    if (block.vectors === undefined || this.onGuard === undefined) return;
    for (let page = 0; page < slot.pages; page++) {
      if (block.vectors[page] !== FULL_ACCESS) this.onGuard(slot.gfn + page, false);
    }
  }

  #guard(gfn: number): void {
    this.backend.guard(gfn);
    this.onGuard?.(gfn, true);
  }

  #checkRoom(gfn: number, masks: Uint32Array): void {
    const { overlay } = this.protection;
    const wanted: number[] = [];
    for (let i = 0; i < masks.length; i++) {
      if (masks[i] !== FULL_ACCESS || overlay?.findOwnMask(gfn + i) !== undefined) wanted.push(gfn + i);
    }
    if (wanted.length > 0) this.backend.checkRoomFor(wanted);
  }

  #follow(gfn: number, pages: number): void {
    for (let at = gfn; at < gfn + pages; at++) {
      if (this.protection.vectorOf(at) !== FULL_ACCESS) this.#guard(at);
      else {
        this.backend.release(at);
        this.onGuard?.(at, false);
      }
    }
  }
}
