/**
 * Memslots: which ranges of guest-physical addresses are memory, and which block is behind each.
 */
import { HvError } from '../base/error.ts';
import { checkCount, checkFrames, formatNumber } from './frame-range.ts';
import type { MemoryBlock } from './memory-block.ts';

/** Slots a VM may have; KVM on x86 offers about as many to its users. */
export const MEMSLOT_LIMIT = 512;

/** A range of guest frames with memory behind it. */
export interface Memslot {
  readonly id: number;
  /** First guest frame (GPA >> 12). */
  readonly gfn: number;
  /** Length in 4-KiB pages: that of the block. */
  readonly pages: number;
  /** Guest writes do not reach the memory (ROM); they are treated as accesses to a device. */
  readonly readOnly: boolean;
  readonly block: MemoryBlock;
}

/**
 * The memslots of a VM, sorted by guest frame.
 *
 * Only a table: it changes neither mappings nor protection. GuestAddressSpace has the operations that do all of it.
 */
export class Memslots {
  #sorted: Memslot[] = [];
  readonly #byId = new Map<number, Memslot>();
  #last: Memslot | undefined;

  /** The slots in ascending order of guest frames. */
  get all(): readonly Memslot[] {
    return this.#sorted;
  }

  /** The slot that has a guest frame. O(1) for the slot used last, else O(log n). */
  findSlot(gfn: number): Memslot | undefined {
    const last = this.#last;
    if (last !== undefined && gfn >= last.gfn && gfn < last.gfn + last.pages) return last;
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const slot = this.#sorted[middle];
      if (gfn < slot.gfn) high = middle;
      else if (gfn < slot.gfn + slot.pages) {
        this.#last = slot;
        return slot;
      } else low = middle + 1; // also for what is no number
    }
    return undefined;
  }

  /** @throws HvError `no-memslot` when no slot has that id */
  getSlot(id: number): Memslot {
    const slot = this.#byId.get(id);
    if (slot === undefined) throw new HvError('no-memslot', `getSlot: expected the id of a memslot, got ${id}`);
    return slot;
  }

  /**
   * Give a block a place.
   * @throws HvError `invalid-argument` for a range that is not whole, wraps or passes 2^48 bytes; `memslot-conflict` when
   * id or range is taken, or there are too many slots; `bad-state` when the block has a slot already
   */
  add(id: number, gfn: number, block: MemoryBlock, readOnly: boolean): Memslot {
    checkCount('add', 'the id of a slot', id);
    if (this.#byId.has(id)) throw new HvError('memslot-conflict', `add: expected an unused slot id, got ${id}`);
    if (this.#sorted.length >= MEMSLOT_LIMIT) {
      throw new HvError('memslot-conflict', `add: expected at most ${MEMSLOT_LIMIT} memslots`);
    }
    if (block.attached) throw new HvError('bad-state', 'add: expected a block that no memslot has');
    this.#checkRange('add', gfn, block.pages, undefined);
    const slot: Memslot = { id, gfn, pages: block.pages, readOnly, block };
    block.gfn = gfn;
    this.#insert(slot);
    return slot;
  }

  /** Take a slot out; its block keeps frames and vectors. @throws HvError `no-memslot` */
  remove(id: number): Memslot {
    const slot = this.getSlot(id);
    this.#byId.delete(id);
    this.#sorted = this.#sorted.filter((other) => other !== slot);
    this.#last = undefined;
    slot.block.gfn = -1;
    return slot;
  }

  /** Put a slot elsewhere. @throws HvError as add(); then nothing has changed */
  move(id: number, gfn: number): Memslot {
    const slot = this.getSlot(id);
    this.#checkRange('move', gfn, slot.pages, slot);
    this.remove(id);
    slot.block.gfn = gfn;
    const moved: Memslot = { ...slot, gfn };
    this.#insert(moved);
    return moved;
  }

  /** Throws what add() or move() of slot `id` would throw about the range. */
  checkMove(id: number, gfn: number): void {
    const slot = this.getSlot(id);
    this.#checkRange('move', gfn, slot.pages, slot);
  }

  #insert(slot: Memslot): void {
    this.#byId.set(slot.id, slot);
    this.#sorted.push(slot);
    this.#sorted.sort((a, b) => a.gfn - b.gfn);
    this.#last = undefined;
  }

  #checkRange(caller: string, gfn: number, pages: number, except: Memslot | undefined): void {
    checkFrames(caller, gfn, pages);
    for (const other of this.#sorted) {
      if (other !== except && gfn < other.gfn + other.pages && other.gfn < gfn + pages) {
        throw new HvError(
          'memslot-conflict',
          `${caller}: expected free guest frames, got gfn ${formatNumber(gfn)} with ${pages} pages over slot ${other.id}`,
        );
      }
    }
  }
}
