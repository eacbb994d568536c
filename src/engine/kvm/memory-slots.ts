/** The memslots of one VM in the kernel, and how they follow memory and guarded pages. */
import { HvError } from '../../base/error.ts';
import { KVM_MEM_READONLY, KVM_SET_USER_MEMORY_REGION, KvmUserspaceMemoryRegion } from '../../spec/kvm/abi.ts';
import {
  cutRange,
  diffSlots,
  GuardedPages,
  type MemoryRange,
  PIECE_PAGES,
  type PlannedSlot,
  planPiece,
} from './slot-plan.ts';
import { errorName, type System } from './system.ts';

const REGION = KvmUserspaceMemoryRegion.at;

interface Range extends MemoryRange {
  readonly pieces: Piece[];
}

interface Piece {
  readonly memory: MemoryRange;
  readonly guarded: GuardedPages;
  /** What the kernel has, with its slot numbers. */
  slots: readonly PlannedSlot[];
}

/**
 * Changes are collected by guard() and release() and carried out by commit(). No vCPU may be in KVM_RUN meanwhile: with a
 * slot gone for a moment, accesses to plain memory come out as accesses to a device. Vcpus of this engine run in the
 * thread that calls here, so they are out.
 */
export class MemorySlots {
  readonly #system: System;
  readonly #vm: number;
  readonly #limit: number;
  readonly #ranges: Range[] = [];
  readonly #dirty = new Set<Piece>();
  /** Slot number in the kernel of each slot, by its first frame. */
  readonly #numbers = new Map<number, number>();
  readonly #freeNumbers: number[] = [];
  #nextNumber = 0;
  #pieces = 0;
  #runs = 0;
  readonly #argument = new Uint8Array(new ArrayBuffer(KvmUserspaceMemoryRegion.size));
  readonly #view = new DataView(this.#argument.buffer);
  /** Slots deleted and created since the beginning. */
  calls = 0;

  /** @param limit how many slots the kernel allows, KVM_CAP_NR_MEMSLOTS */
  constructor(system: System, vm: number, limit: number) {
    this.#system = system;
    this.#vm = vm;
    this.#limit = limit;
  }

  /** Slots that the kernel has now. */
  get count(): number {
    return this.#numbers.size;
  }

  /** Whether the kernel sends writes to a page back. */
  isGuarded(gfn: number): boolean {
    return this.#findPiece(gfn)?.guarded.has(gfn) ?? false;
  }

  /** @throws HvError `memslot-conflict` when the kernel has no room, `unsupported` when it refuses; nothing changed then */
  addRange(memory: MemoryRange): void {
    const pieces = cutRange(memory).map((piece) => ({ memory: piece, guarded: new GuardedPages(), slots: [] }));
    this.#checkRoom(this.#runs, this.#pieces + pieces.length);
    const range: Range = { ...memory, pieces };
    const done: Piece[] = [];
    try {
      for (const piece of pieces) {
        this.#apply(piece);
        done.push(piece);
      }
    } catch (error) {
      for (const piece of done) for (const slot of piece.slots) this.#delete(slot);
      throw error;
    }
    this.#pieces += pieces.length;
    this.#ranges.push(range);
  }

  /** Take away the range that begins at a frame; without effect when there is none. */
  removeRange(gfn: number): void {
    const index = this.#ranges.findIndex((range) => range.gfn === gfn);
    if (index < 0) return;
    const [range] = this.#ranges.splice(index, 1);
    for (const piece of range.pieces) {
      for (const slot of piece.slots) this.#delete(slot);
      this.#runs -= piece.guarded.runs;
      this.#dirty.delete(piece);
    }
    this.#pieces -= range.pieces.length;
  }

  /**
   * Whether there is room to guard more pages.
   * @param pages ascending frames; those that are guarded already cost nothing
   * @throws HvError `memslot-conflict`
   */
  checkRoomFor(pages: Iterable<number>): void {
    let runs = this.#runs;
    let last = -2;
    for (const gfn of pages) {
      const added = this.#findPiece(gfn)?.guarded.runsAdded(gfn) ?? 0;
      // A neighbour of the page before joins its run, unless a new piece begins here.
      runs += added > 0 && gfn === last + 1 ? added - 1 : added;
      if (gfn === last + 1 && this.#beginsPiece(gfn)) runs++;
      last = gfn;
    }
    this.#checkRoom(runs, this.#pieces);
  }

  /** Writes to a page are to come back, from the next commit() on. */
  guard(gfn: number): void {
    const piece = this.#findPiece(gfn);
    if (piece === undefined || piece.memory.readOnly) return;
    this.#runs += piece.guarded.runsAdded(gfn);
    if (piece.guarded.add(gfn)) this.#dirty.add(piece);
  }

  /** Writes to a page are no longer to come back. */
  release(gfn: number): void {
    const piece = this.#findPiece(gfn);
    if (!piece?.guarded.remove(gfn)) return;
    this.#runs -= piece.guarded.runsAdded(gfn);
    this.#dirty.add(piece);
  }

  /** Tell the kernel. @throws HvError `unsupported` when it refuses: pieces are as before or as wanted, each wholly */
  commit(): void {
    for (const piece of this.#dirty) {
      this.#apply(piece);
      this.#dirty.delete(piece);
    }
  }

  #apply(piece: Piece): void {
    const wanted = planPiece(piece.memory, piece.guarded.sorted());
    const { remove, add } = diffSlots(piece.slots, wanted);
    for (const slot of remove) this.#delete(slot);
    const added: PlannedSlot[] = [];
    for (const slot of add) {
      const result = this.#create(slot);
      if (result >= 0) {
        added.push(slot);
        continue;
      }
      for (const other of added) this.#delete(other);
      for (const other of remove) this.#create(other);
      throw new HvError(
        'unsupported',
        `KVM engine: expected room for a memslot of ${slot.pages} pages at gfn 0x${slot.gfn.toString(16)}, got ${errorName(result)}`,
      );
    }
    piece.slots = wanted;
  }

  #create(slot: PlannedSlot): number {
    const number = this.#freeNumbers.pop() ?? this.#nextNumber++;
    const result = this.#set(number, slot, slot.pages);
    if (result < 0) this.#freeNumbers.push(number);
    else this.#numbers.set(slot.gfn, number);
    return result;
  }

  #delete(slot: PlannedSlot): void {
    const number = this.#numbers.get(slot.gfn);
    if (number === undefined) return;
    this.#set(number, slot, 0);
    this.#numbers.delete(slot.gfn);
    this.#freeNumbers.push(number);
  }

  #set(number: number, slot: PlannedSlot, pages: number): number {
    this.calls++;
    const view = this.#view;
    view.setUint32(REGION.slot, number, true);
    view.setUint32(REGION.flags, slot.readOnly && pages > 0 ? KVM_MEM_READONLY : 0, true);
    setNumber(view, REGION.guest_phys_addr, slot.gfn * 4096);
    setNumber(view, REGION.memory_size, pages * 4096);
    setNumber(view, REGION.userspace_addr, slot.hva);
    return this.#system.ioctlAt(this.#vm, KVM_SET_USER_MEMORY_REGION, this.#argument);
  }

  #findPiece(gfn: number): Piece | undefined {
    const range = this.#ranges.find((candidate) => gfn >= candidate.gfn && gfn < candidate.gfn + candidate.pages);
    return range?.pieces[Math.floor((gfn - range.gfn) / PIECE_PAGES)];
  }

  #beginsPiece(gfn: number): boolean {
    return this.#findPiece(gfn)?.memory.gfn === gfn;
  }

  #checkRoom(runs: number, pieces: number): void {
    if (pieces + 2 * runs <= this.#limit) return;
    throw new HvError(
      'memslot-conflict',
      `KVM engine: expected at most ${Math.floor((this.#limit - this.#pieces) / 2)} separate runs of guarded pages ` +
        `(this kernel has ${this.#limit} memslots), got ${runs}: guard fewer places, or neighbouring pages`,
    );
  }
}

/** A whole Number below 2^53 as a u64; twice as fast as through a bigint. */
export function setNumber(view: DataView, offset: number, value: number): void {
  view.setUint32(offset, value % 2 ** 32, true);
  view.setUint32(offset + 4, Math.floor(value / 2 ** 32), true);
}
