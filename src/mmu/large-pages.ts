/**
 * When a range is mapped by a leaf of 2 MiB or 1 GiB, and when its tables become such a leaf again.
 *
 * Three things must allow it: the memslot covers the range, its frames are aligned neighbours that nobody shares, and no
 * page of it is protected or logged (counters by region, not searches).
 */
import { GIANT_RUNS, type HostMemory, RUN_FRAMES } from '../memory/host-memory.ts';
import type { Memslot, Memslots } from '../memory/memslots.ts';
import { EPT_A, EPT_D, EPT_LARGE, EPT_RWX, eptIndex } from '../spec/vmx/ept.ts';
import { type Ept, leafPages } from './ept.ts';
import type { GuestProtection } from './guest-protection.ts';
import type { TracePoints } from './trace.ts';

/** Largest leaf that a VM may have. */
export type LargestPage = '4K' | '2M' | '1G';

/** What mappings are made of. */
export interface MappingParts {
  readonly host: HostMemory;
  readonly slots: Memslots;
  readonly ept: Ept;
  readonly protection: GuestProtection;
  readonly trace: TracePoints;
}

const LEVEL = { '4K': 1, '2M': 2, '1G': 3 } as const;

export class LargePages {
  readonly #parts: MappingParts;
  readonly #maxLevel: 1 | 2 | 3;

  constructor(parts: MappingParts, largest: LargestPage) {
    this.#parts = parts;
    this.#maxLevel = LEVEL[largest];
  }

  /** Frames that the memory of a slot is best given at a time. */
  get runFrames(): number {
    return [1, RUN_FRAMES, RUN_FRAMES * GIANT_RUNS][this.#maxLevel - 1];
  }

  /** Map a page that has its frame by the largest leaf that may be. @returns the level, or 0 when it must be a 4-KiB leaf */
  map(slot: Memslot, gfn: number): number {
    const { ept, protection, trace } = this.#parts;
    for (let level = this.#maxLevel; level > 1; level--) {
      const start = this.#findStart(slot, gfn, level);
      if (start < 0) continue;
      const frame = slot.block.frames[start - slot.gfn];
      if (!ept.setLarge(start, level as 2 | 3, protection.mappings.largeLeaf(slot, frame, 0), 0)) continue;
      trace.listener?.({ name: 'mmu_map', gfn: start, level, frame });
      return level;
    }
    return 0;
  }

  /**
   * Put one large leaf where a page has tables, as large as may be. The memory stays mapped all the time, and nothing is
   * copied. The caller flushes.
   * @returns the level of the leaf over the page now
   */
  collapse(gfn: number): number {
    const { ept, slots, protection, trace, host } = this.#parts;
    const slot = slots.findSlot(gfn);
    let reached = 1;
    if (slot === undefined) return reached;
    for (let level = 2; level <= this.#maxLevel; level++) {
      const start = this.#findStart(slot, gfn, level);
      if (start < 0) break;
      const table = ept.findTable(gfn, level);
      const entry = table === 0 ? 0 : table * 1024 + eptIndex(gfn, level) * 2;
      if (entry !== 0 && host.words[entry] & EPT_LARGE) {
        reached = level;
        continue;
      }
      const below = ept.findTable(gfn, level - 1);
      // A table of small pages is in use; above it, only a table that is all large pages is worth the change.
      if (below === 0 || (level === 3 && !this.#isAllLarge(below))) break;
      const lo = protection.mappings.largeLeaf(slot, slot.block.frames[start - slot.gfn], this.#flagsOf(below));
      ept.collapse(start, level as 2 | 3, lo, 0);
      trace.listener?.({ name: 'mmu_collapse', gfn: start, level });
      reached = level;
    }
    return reached;
  }

  /** First gfn of the leaf of a level that could map a page; -1 when it may not. */
  #findStart(slot: Memslot, gfn: number, level: number): number {
    const { block } = slot;
    if (block.log !== undefined || !this.#parts.protection.allowsLarge(gfn, level)) return -1;
    const size = leafPages(level);
    const page = block.findRunStart(gfn - slot.gfn, size);
    return page >= 0 && block.isContiguous(page, size) ? slot.gfn + page : -1;
  }

  #isAllLarge(table: number): boolean {
    const { words } = this.#parts.host;
    for (let word = table * 1024; word < (table + 1) * 1024; word += 2) {
      if ((words[word] & (EPT_LARGE | EPT_RWX)) < EPT_LARGE + 1) return false;
    }
    return true;
  }

  /** Accessed and dirty flags of all leaves of a table together. */
  #flagsOf(table: number): number {
    let flags = 0;
    for (let word = table * 1024; word < (table + 1) * 1024; word += 2) flags |= this.#parts.host.words[word];
    return flags & (EPT_A | EPT_D);
  }
}
