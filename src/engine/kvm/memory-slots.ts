/** The memslots of one VM in the kernel, and how they follow memory and guarded pages. */
import { HvError } from '../../base/error.ts';
import {
  KVM_GET_DIRTY_LOG,
  KVM_MEM_LOG_DIRTY_PAGES,
  KVM_MEM_READONLY,
  KVM_SET_USER_MEMORY_REGION,
  KvmDirtyLog,
  KvmUserspaceMemoryRegion,
} from '../../spec/kvm/abi.ts';
import type { GuardBackend } from './guard-backend.ts';
import {
  cutRange,
  diffSlots,
  GuardedPages,
  keepSlots,
  type MemoryRange,
  type PlannedSlot,
  piecePages,
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

/** What has to go and come for a piece to have the slots that are wanted. */
interface Change {
  readonly piece: Piece;
  readonly wanted: readonly PlannedSlot[];
  readonly remove: readonly PlannedSlot[];
  readonly add: readonly PlannedSlot[];
}

/**
 * Slots that a piece may have beyond the fewest, by cuts of guards that are gone, where there is room for that in all pieces:
 * eight pages that come and go.
 */
const SPARE_SLOTS = 16;

/**
 * From so many changes on it is worth moving to the processor that ends the kernel's waits: each change is then 25 to 50 us shorter,
 * and the move takes 2 to 4 ms where that processor has other work (docs/engines.md, "Measured").
 */
const MANY_CHANGES = 100;

/**
 * What a slot with guarded pages does: `hold` sends their writes back, `log` lets them happen and remembers the page.
 */
export type GuardedSlots = 'hold' | 'log';

export interface MemorySlotsOptions {
  readonly system: System;
  /** File descriptor of the VM. */
  readonly vm: number;
  /** How many slots the kernel allows, KVM_CAP_NR_MEMSLOTS. */
  readonly limit: number;
  /** Pages of the whole guest, as far as is known. */
  readonly guestPages: number;
  /** Default `hold`. */
  readonly kind?: GuardedSlots;
}

/**
 * Guarded pages in slots of their own. While slots change, an access to plain memory would come out as one to a device; no
 * vCPU runs meanwhile.
 */
export class MemorySlots implements GuardBackend {
  readonly #system: System;
  readonly #vm: number;
  readonly #limit: number;
  readonly #kind: GuardedSlots;
  readonly #piecePages: number;
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
  /** Pages that are guarded in the kernel only for want of slots. */
  readonly #postponed = new Set<number>();
  /** Pages that were written to in slots that are gone since. */
  readonly #written = new Set<number>();
  readonly #bitmap: Uint8Array;

  constructor({ system, vm, limit, guestPages, kind = 'hold' }: MemorySlotsOptions) {
    this.#system = system;
    this.#vm = vm;
    this.#limit = limit;
    this.#kind = kind;
    this.#piecePages = piecePages(guestPages, limit);
    this.#bitmap = new Uint8Array(new ArrayBuffer(this.#piecePages / 8));
  }

  /** Slots that the kernel has now. */
  get count(): number {
    return this.#numbers.size;
  }

  /**
   * @throws HvError `memslot-conflict` when the kernel has no room, `unsupported` when it refuses. Nothing changed then, unless it
   * does not let go what it has taken either: then the range is there until removeRange() succeeds.
   */
  addRange(memory: MemoryRange): void {
    const pieces: Piece[] = cutRange(memory, this.#piecePages).map((piece) => ({
      memory: piece,
      guarded: new GuardedPages(),
      slots: [],
    }));
    this.#checkRoom(this.#runs, this.#pieces + pieces.length);
    this.#pieces += pieces.length;
    this.#ranges.push({ ...memory, pieces });
    try {
      if (!this.#hasSpare) this.#applyAll(this.#untidyPieces());
      this.#change(pieces.map((piece) => planChange(piece, planPiece(piece.memory, []))));
    } catch (error) {
      this.removeRange(memory.gfn);
      throw error;
    }
  }

  /** Whether there is memory that begins at a frame. */
  hasRange(gfn: number): boolean {
    return this.#ranges.some((range) => range.gfn === gfn);
  }

  /**
   * Take away the range that begins at a frame; without effect when there is none.
   * @throws HvError `unsupported` when the kernel refuses: the range stays, what is missing of it comes back with the next commit()
   */
  removeRange(gfn: number): void {
    const index = this.#ranges.findIndex((range) => range.gfn === gfn);
    if (index < 0) return;
    const range = this.#ranges[index];
    this.#fromFirstProcessor(range.pieces.length, () => {
      for (const piece of range.pieces) {
        for (const slot of piece.slots) {
          const result = this.#delete(piece, slot);
          this.#dirty.add(piece);
          if (result < 0) throw refusal('to delete a memslot', slot, result);
          piece.slots = piece.slots.filter((other) => other !== slot);
        }
      }
    });
    this.#ranges.splice(index, 1);
    for (const piece of range.pieces) {
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
    this.#postponed.delete(gfn);
    const piece = this.#findPiece(gfn);
    if (piece === undefined || piece.memory.readOnly) return;
    this.#runs += piece.guarded.runsAdded(gfn);
    if (piece.guarded.add(gfn)) this.#dirty.add(piece);
  }

  /**
   * Writes to a page are no longer to come back. Where it would cut a run in two and there is no slot for that, they still
   * do, until there is one: they are let through then, since the page's vector denies nothing.
   */
  release(gfn: number): void {
    const piece = this.#findPiece(gfn);
    if (!piece?.guarded.has(gfn)) return;
    const isInRun = piece.guarded.has(gfn - 1) && piece.guarded.has(gfn + 1);
    if (isInRun && this.#pieces + 2 * (this.#runs + 1) > this.#limit) {
      this.#postponed.add(gfn);
      return;
    }
    piece.guarded.remove(gfn);
    this.#runs -= piece.guarded.runsAdded(gfn);
    this.#dirty.add(piece);
  }

  /** @throws HvError `unsupported` when the kernel refuses: pieces are as before or as wanted, each wholly */
  commit(): void {
    const postponed = [...this.#postponed];
    this.#postponed.clear();
    for (const gfn of postponed) this.release(gfn);
    if (this.#dirty.size === 0) return;
    this.#applyAll(this.#hasSpare ? this.#dirty : new Set([...this.#dirty, ...this.#untidyPieces()]));
  }

  withOpenPages<T>(pages: readonly number[], action: () => T): T {
    try {
      for (const gfn of pages) this.release(gfn);
      if (pages.some((gfn) => this.#postponed.has(gfn))) {
        throw new HvError('memslot-conflict', 'KVM engine: expected a free memslot to open a guarded page, got none');
      }
      this.commit();
      return action();
    } finally {
      for (const gfn of pages) this.guard(gfn);
      this.commit();
    }
  }

  /** Guarded pages that were written to since the last call; only of slots that log. */
  takeWritten(): number[] {
    for (const { pieces } of this.#ranges) {
      for (const piece of pieces) {
        if (piece.guarded.size > 0) for (const slot of piece.slots) this.#readLog(piece, slot);
      }
    }
    const written = [...this.#written].sort((a, b) => a - b);
    this.#written.clear();
    return written;
  }

  /** There is room for all the slots that pieces may have beyond the fewest. */
  get #hasSpare(): boolean {
    return this.#pieces * (1 + SPARE_SLOTS) + 2 * this.#runs <= this.#limit;
  }

  /** Pieces that have more slots than the fewest. */
  #untidyPieces(): Piece[] {
    const pieces = this.#ranges.flatMap((range) => range.pieces);
    return pieces.filter(({ slots, guarded }) => slots.length > 2 * guarded.runs + 1);
  }

  #applyAll(pieces: Iterable<Piece>): void {
    const plans = Array.from(pieces, (piece) => {
      const fewest = planPiece(piece.memory, piece.guarded.sorted());
      const kept = this.#hasSpare ? keepSlots(piece.slots, fewest) : fewest;
      return planChange(piece, kept.length <= fewest.length + SPARE_SLOTS ? kept : fewest);
    });
    // Slots that go make room for those that come.
    plans.sort((a, b) => a.wanted.length - a.piece.slots.length - (b.wanted.length - b.piece.slots.length));
    this.#change(plans);
  }

  #change(plans: readonly Change[]): void {
    const slots = plans.reduce((sum, { remove, add }) => sum + remove.length + add.length, 0);
    this.#fromFirstProcessor(slots, () => {
      for (const plan of plans) {
        this.#apply(plan);
        this.#dirty.delete(plan.piece);
      }
    });
  }

  /** Do something that changes about so many slots, from where that is fastest. */
  #fromFirstProcessor(slots: number, action: () => void): void {
    if (slots < MANY_CHANGES) action();
    else this.#system.onFirstProcessor(action);
  }

  #apply({ piece, wanted, remove, add }: Change): void {
    const removed: PlannedSlot[] = [];
    const added: PlannedSlot[] = [];
    let error: HvError | undefined;
    for (const slot of remove) {
      const result = this.#delete(piece, slot);
      if (result >= 0) removed.push(slot);
      else error ??= refusal('to delete a memslot', slot, result);
      if (error !== undefined) break;
    }
    for (const slot of error === undefined ? add : []) {
      const result = this.#create(piece, slot);
      if (result >= 0) added.push(slot);
      else error ??= refusal(`room for a memslot of ${slot.pages} pages`, slot, result);
      if (error !== undefined) break;
    }
    if (error === undefined) {
      piece.slots = wanted;
      return;
    }
    // Back to what was before. What cannot go or come back either is told of by the list, so that the next commit() sees it.
    const stuck = added.filter((slot) => this.#delete(piece, slot) < 0);
    const kept = piece.slots.filter((slot) => !removed.includes(slot));
    piece.slots = [...kept, ...stuck, ...removed.filter((slot) => this.#create(piece, slot) >= 0)];
    throw error;
  }

  #create(piece: Piece, slot: PlannedSlot): number {
    const number = this.#freeNumbers.pop() ?? this.#nextNumber++;
    const result = this.#set(number, slot, slot.pages, this.#flagsOf(piece, slot));
    if (result < 0) this.#freeNumbers.push(number);
    else this.#numbers.set(slot.gfn, number);
    return result;
  }

  #delete(piece: Piece, slot: PlannedSlot): number {
    const number = this.#numbers.get(slot.gfn);
    if (number === undefined) return 0;
    this.#readLog(piece, slot);
    const result = this.#set(number, slot, 0, 0);
    if (result < 0) return result;
    this.#numbers.delete(slot.gfn);
    this.#freeNumbers.push(number);
    return result;
  }

  #flagsOf(piece: Piece, slot: PlannedSlot): number {
    if (!slot.readOnly) return 0;
    return piece.memory.readOnly || this.#kind === 'hold' ? KVM_MEM_READONLY : KVM_MEM_LOG_DIRTY_PAGES;
  }

  /** Remember the pages of a slot that the kernel says were written; it forgets them. */
  #readLog(piece: Piece, slot: PlannedSlot): void {
    const number = this.#numbers.get(slot.gfn);
    if (number === undefined || (this.#flagsOf(piece, slot) & KVM_MEM_LOG_DIRTY_PAGES) === 0) return;
    const bytes = Math.ceil(slot.pages / 64) * 8;
    this.#bitmap.fill(0, 0, bytes);
    const log = new Uint8Array(new ArrayBuffer(KvmDirtyLog.size));
    const view = new DataView(log.buffer);
    view.setUint32(KvmDirtyLog.at.slot, number, true);
    setNumber(view, KvmDirtyLog.at.dirty_bitmap, this.#system.addressOf(this.#bitmap));
    const result = this.#system.ioctlAt(this.#vm, KVM_GET_DIRTY_LOG, log);
    for (let page = 0; page < slot.pages; page++) {
      // Where the kernel does not answer, every page may have been written.
      if (result < 0 || this.#bitmap[page >> 3] & (1 << (page & 7))) this.#written.add(slot.gfn + page);
    }
  }

  #set(number: number, slot: PlannedSlot, pages: number, flags: number): number {
    this.calls++;
    const view = this.#view;
    view.setUint32(REGION.slot, number, true);
    view.setUint32(REGION.flags, flags, true);
    setNumber(view, REGION.guest_phys_addr, slot.gfn * 4096);
    setNumber(view, REGION.memory_size, pages * 4096);
    setNumber(view, REGION.userspace_addr, slot.hva);
    return this.#system.ioctlAt(this.#vm, KVM_SET_USER_MEMORY_REGION, this.#argument);
  }

  #findPiece(gfn: number): Piece | undefined {
    const range = this.#ranges.find((candidate) => gfn >= candidate.gfn && gfn < candidate.gfn + candidate.pages);
    return range?.pieces[Math.floor((gfn - range.gfn) / this.#piecePages)];
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

function planChange(piece: Piece, wanted: readonly PlannedSlot[]): Change {
  return { piece, wanted, ...diffSlots(piece.slots, wanted) };
}

function refusal(what: string, { gfn }: PlannedSlot, result: number): HvError {
  return new HvError(
    'unsupported',
    `KVM engine: expected ${what} at gfn 0x${gfn.toString(16)}, got ${errorName(result)}`,
  );
}

/** A whole Number below 2^53 as a u64; twice as fast as through a bigint. */
export function setNumber(view: DataView, offset: number, value: number): void {
  view.setUint32(offset, value % 2 ** 32, true);
  view.setUint32(offset + 4, Math.floor(value / 2 ** 32), true);
}
