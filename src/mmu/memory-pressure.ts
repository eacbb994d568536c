/**
 * What is done when frames are short: pages of the guest go to a swap store, tables that can be made again are freed.
 * The guest's memory may so be larger than the host's.
 */
import { HvError } from '../base/error.ts';
import { checkCount, checkFrames } from '../memory/frame-range.ts';
import { PAGE_SIZE } from '../memory/host-memory.ts';
import type { Memslot } from '../memory/memslots.ts';
import type { SwapStore } from '../memory/swap-store.ts';
import type { AccessTracking } from './access-tracking.ts';
import { REGION_PAGES } from './ept.ts';
import type { MappingParts } from './large-pages.ts';

/** Pages that are put away at a time: a flush costs the processor all its translations. */
const BATCH_PAGES = 32;
/** An instruction with its operands, a stack, page tables, and the EPT and SPPT on the way to each of them. */
const MIN_FRAMES = 64;
const NO_PAGES = { gfn: 0, pages: 0 };

export class MemoryPressure {
  /** Where pages go; undefined: memory is not overcommitted. */
  swap: SwapStore | undefined;
  /** Pages put into the swap store so far. */
  swappedOut = 0;
  /** Table frames given back so far. */
  tablesReclaimed = 0;
  readonly #parts: MappingParts;
  readonly #accessed: AccessTracking;
  /** Where the search for a page that is not in use goes on: gfn. */
  #hand = 0;
  #tableLimit = Infinity;

  constructor(parts: MappingParts, accessed: AccessTracking) {
    this.#parts = parts;
    this.#accessed = accessed;
  }

  /**
   * Put pages into the swap store; they come back when somebody uses them. Pages without a frame and shared ones stay as
   * they are. Protection is not touched: vectors are the memory's, and a page is armed again with its next mapping.
   * @returns how many went, fewer than asked when the store is full
   * @throws HvError `bad-state` without a store; `no-memslot`; `io`
   */
  swapOut(gfn: number, pages: number): number {
    const { slots, protection } = this.#parts;
    if (this.swap === undefined) throw new HvError('bad-state', 'swapOut: expected a swap store');
    checkFrames('swapOut', gfn, pages);
    for (let at = gfn; at < gfn + pages; ) {
      const slot = slots.findSlot(at);
      if (slot === undefined) {
        throw new HvError('no-memslot', `swapOut: expected a memslot at gfn 0x${at.toString(16)}`);
      }
      at = slot.gfn + slot.pages;
    }
    let count = 0;
    protection.batch(() => {
      for (let at = gfn; at < gfn + pages; at++) if (this.#putAway(slots.findSlot(at) as Memslot, at)) count++;
    });
    return count;
  }

  /**
   * Free frames by any means: first tables of the SPPT, then pages that were not used lately, then any pages.
   * @param keep pages that must stay, for instance those that frames are being found for
   * @returns how many came back
   * @throws HvError `invalid-argument`; `io` when the swap store fails
   */
  makeRoom(frames: number, keep: { readonly gfn: number; readonly pages: number } = NO_PAGES): number {
    checkCount('makeRoom', 'a number of frames', frames);
    checkFrames('makeRoom', keep.gfn, keep.pages);
    const { host, protection } = this.#parts;
    const before = host.usedFrames;
    protection.batch(() => {
      if (this.swap !== undefined) {
        const wanted = Math.max(frames, BATCH_PAGES);
        for (let round = 0; round < 2 && before - host.usedFrames < frames; round++) this.#sweep(wanted, keep, round);
      }
      if (before - host.usedFrames < frames) this.tablesReclaimed += protection.reclaimSppt(frames);
      if (before - host.usedFrames < frames) {
        this.tablesReclaimed += this.#reclaimEpt(frames, Math.floor(keep.gfn / REGION_PAGES));
      }
    });
    return before - host.usedFrames;
  }

  /**
   * Give back table frames, of the SPPT and then of the EPT, the oldest first: misses and faults make them again.
   * @returns how many came back
   * @throws HvError `invalid-argument`
   */
  reclaimTables(frames: number): number {
    checkCount('reclaimTables', 'a number of frames', frames);
    let freed = 0;
    this.#parts.protection.batch(() => {
      freed = this.#parts.protection.reclaimSppt(frames);
      if (freed < frames) freed += this.#reclaimEpt(frames - freed, -1);
    });
    this.tablesReclaimed += freed;
    return freed;
  }

  /**
   * Frames that tables may take before the oldest are given back. Default: no limit.
   * @throws HvError `invalid-argument` for fewer than 64
   */
  get tableLimit(): number {
    return this.#tableLimit;
  }
  set tableLimit(frames: number) {
    if (frames !== Infinity) checkCount('tableLimit', 'a number of frames', frames, MIN_FRAMES);
    this.#tableLimit = frames;
    this.enforceLimit();
  }

  /**
   * Frames that may be in use at a time, tables included; at most what the host memory has. Lowering it puts pages away at
   * once, as far as the swap store takes them.
   * @throws HvError `invalid-argument` for fewer than 64
   */
  get frameLimit(): number {
    return this.#parts.host.limitFrames;
  }
  set frameLimit(frames: number) {
    const { host } = this.#parts;
    if (frames !== Infinity) checkCount('frameLimit', 'a number of frames', frames, MIN_FRAMES);
    host.limitFrames = Math.min(frames, host.size / PAGE_SIZE);
    const excess = host.usedFrames + 1 - host.limitFrames;
    if (excess > 0) this.makeRoom(excess);
  }

  /** To be called before tables are made. */
  enforceLimit(): void {
    const { host } = this.#parts;
    if (this.#tableLimit === Infinity) return;
    const used = host.countFrames('ept') + host.countFrames('sppt');
    if (used > this.#tableLimit) this.reclaimTables(used - this.#tableLimit);
  }

  /** One way round the memory. Round 0 spares pages that were used since the hand last came by. */
  #sweep(wanted: number, keep: { readonly gfn: number; readonly pages: number }, round: number): void {
    const { slots, ept } = this.#parts;
    const all = slots.all;
    if (all.length === 0) return;
    let count = 0;
    let index = all.findIndex((slot) => this.#hand < slot.gfn + slot.pages);
    if (index < 0) index = 0;
    // Each slot once, and the one that the hand is in a second time for its beginning.
    for (let visit = 0; visit <= all.length && count < wanted; visit++) {
      const slot = all[(index + visit) % all.length];
      const from = visit === 0 ? Math.max(slot.gfn, this.#hand) : slot.gfn;
      for (let gfn = from; gfn < slot.gfn + slot.pages && count < wanted; gfn++) {
        this.#hand = gfn + 1;
        if (gfn >= keep.gfn && gfn < keep.gfn + keep.pages) continue;
        if (slot.block.frames[gfn - slot.gfn] === 0) continue;
        if (round === 0) {
          const word = ept.findLeaf(gfn);
          if (word !== 0 && this.#accessed.clear(word)) {
            this.#parts.protection.requestFlush();
            continue;
          }
        }
        if (this.#putAway(slot, gfn)) count++;
      }
    }
  }

  #putAway(slot: Memslot, gfn: number): boolean {
    const { host, protection, trace } = this.#parts;
    const page = gfn - slot.gfn;
    const frame = slot.block.frames[page];
    if (frame === 0 || host.isShared(frame)) return false;
    protection.mappings.unmap(gfn, 1);
    if (!slot.block.swapOut(page, this.swap as SwapStore)) return false;
    this.swappedOut++;
    trace.listener?.({ name: 'mmu_swap_out', gfn });
    return true;
  }

  #reclaimEpt(frames: number, keepRegion: number): number {
    const { host, ept, protection } = this.#parts;
    const before = host.countFrames('ept');
    for (const region of [...ept.regions]) {
      if (before - host.countFrames('ept') >= frames) break;
      if (region !== keepRegion) protection.mappings.unmap(region * REGION_PAGES, REGION_PAGES);
    }
    return Math.max(0, before - host.countFrames('ept'));
  }
}
