/**
 * The mappings of guest memory: what each EPT leaf says, and how it changes when frames, vectors, logs or sharing do.
 */
import type { HostMemory } from '../memory/host-memory.ts';
import type { Memslot, Memslots } from '../memory/memslots.ts';
import {
  EPT_A,
  EPT_D,
  EPT_HI_SAVED_SPP,
  EPT_HI_SPP,
  EPT_LARGE,
  EPT_MEMTYPE_WB,
  EPT_R,
  EPT_W,
  EPT_X,
} from '../spec/vmx/ept.ts';
import { FULL_ACCESS } from '../spec/vmx/sppt.ts';
import { type Ept, leafPages, REGION_PAGES } from './ept.ts';
import type { TracePoints } from './trace.ts';

/** What leaves are made from. */
export interface LeafSources {
  readonly host: HostMemory;
  readonly slots: Memslots;
  readonly ept: Ept;
  readonly trace: TracePoints;
  /** Whether the SPPT has, or will have on a miss, what the processor needs to judge writes to a page. */
  readonly isJudged: (gfn: number) => boolean;
  readonly requestFlush: () => void;
}

const LEAF = EPT_R | EPT_X | EPT_MEMTYPE_WB;
const LEAF_FLAGS = EPT_A | EPT_D;

export class Mappings {
  readonly #parts: LeafSources;

  constructor(parts: LeafSources) {
    this.#parts = parts;
  }

  /**
   * Make the 4-KiB EPT leaf of a page say what frame, vector, log and sharing say; mapping and arming are one step. The
   * caller flushes if the page had been mapped.
   * @param word index into HostMemory.words of the leaf, from Ept
   * @returns whether the leaf said something else before
   */
  writeLeaf(slot: Memslot, gfn: number, word: number): boolean {
    const { host } = this.#parts;
    const { words } = host;
    const { block } = slot;
    const page = gfn - slot.gfn;
    const mask = block.effectiveMask(page);
    const frame = block.frames[page];
    const old = words[word];
    let lo = ((frame << 12) | LEAF | (old & LEAF_FLAGS)) >>> 0;
    let hi = 0;
    const isHeld =
      slot.readOnly || host.isShared(frame) || (block.log?.mode === 'write-protect' && !block.log.isDirty(page));
    if (mask === FULL_ACCESS) {
      if (!isHeld) lo += EPT_W;
    } else if (this.#parts.isJudged(gfn) && !slot.readOnly) {
      // Held for another reason, an armed page must not let writes through the SPPT either.
      hi = isHeld ? EPT_HI_SAVED_SPP : EPT_HI_SPP;
    }
    if (old === lo && words[word + 1] === hi) return false;
    // Upper half first: the lower one makes the entry present.
    words[word + 1] = hi;
    words[word] = lo;
    return true;
  }

  /** Lower half of a large leaf; its upper half is 0. Only for ranges that GuestProtection.allowsLarge(). */
  largeLeaf(slot: Memslot, frame: number, flags: number): number {
    return (((frame << 12) | LEAF | EPT_LARGE | (flags & LEAF_FLAGS)) >>> 0) + (slot.readOnly ? 0 : EPT_W);
  }

  /**
   * Split large leaves until the page has a leaf of its own. Without a frame for a table the whole large leaf goes: what
   * it mapped faults in again. The caller flushes.
   * @returns index of the 4-KiB leaf in HostMemory.words, or 0 when nothing maps the page
   */
  splitOver(gfn: number): number {
    const { ept, trace } = this.#parts;
    for (;;) {
      const word = ept.findLeaf(gfn);
      const level = ept.leafLevel;
      if (word === 0 || level === 1) return word;
      if (ept.split(gfn, (below, table) => this.#complete(gfn, below, table))) {
        trace.listener?.({ name: 'mmu_split', gfn: gfn - (gfn % leafPages(level)), level });
      } else {
        const size = leafPages(level);
        this.unmap(gfn - (gfn % size), size);
      }
    }
  }

  /** Take the mappings of a range away; dirty flags go to the logs. One flush when there were any. @returns pages that were mapped */
  unmap(gfn: number, pages: number): number {
    const removed = this.#parts.ept.unmap(gfn, pages, (first, level, lo) => {
      if (lo & EPT_D) this.harvest(first, level);
    });
    if (removed > 0) {
      this.#parts.trace.listener?.({ name: 'mmu_zap', gfn, pages: removed });
      this.#parts.requestFlush();
    }
    return removed;
  }

  /** A leaf with the dirty flag set goes or loses the flag: tell the log of its memslot. */
  harvest(gfn: number, level: number): void {
    const slot = this.#parts.slots.findSlot(gfn);
    if (slot?.block.log?.mode !== 'dirty-flag') return;
    for (let i = 0; i < leafPages(level); i++) slot.block.log.mark(gfn + i - slot.gfn, FULL_ACCESS);
  }

  /** Make all leaves of a region say what they must. The caller flushes. */
  rewriteRegion(region: number): void {
    const table = this.#parts.ept.findLeafTable(region);
    if (table !== 0) this.#rewriteTable(region, table);
  }

  /** A table that a split has made, not reachable yet: its leaves get what the pages have now. */
  #complete(gfn: number, level: number, table: number): void {
    if (level === 1) this.#rewriteTable(Math.floor(gfn / REGION_PAGES), table);
  }

  #rewriteTable(region: number, table: number): void {
    const { words } = this.#parts.host;
    const first = region * REGION_PAGES;
    for (let gfn = first; gfn < first + REGION_PAGES; ) {
      const slot = this.#parts.slots.findSlot(gfn);
      if (slot === undefined) {
        gfn++;
        continue;
      }
      const end = Math.min(first + REGION_PAGES, slot.gfn + slot.pages);
      for (; gfn < end; gfn++) {
        const word = table * 1024 + (gfn - first) * 2;
        if (words[word] !== 0 && slot.block.frames[gfn - slot.gfn] !== 0) this.writeLeaf(slot, gfn, word);
      }
    }
  }
}
