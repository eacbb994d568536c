/** Which pages sub-page permissions matter for, and so, which regions need mappings of 4 KiB and a table in the SPPT. */
import type { Memslot } from '../memory/memslots.ts';
import { REGION_PAGES } from './ept.ts';
import { RegionCounters } from './region-counters.ts';
import type { SubPageTables } from './sub-page-tables.ts';

/** Counts; what no region needs any more is dropped from the SPPT. */
export class JudgedPages {
  readonly #tables: SubPageTables;
  /** Pages whose vector denies something. */
  readonly #protected = new RegionCounters();
  /** Pages of memslots with a log of sub-pages: judged by the SPPT whatever their vectors say. */
  readonly #tracked = new RegionCounters();

  constructor(tables: SubPageTables) {
    this.#tables = tables;
  }

  /** Pages whose vector denies something. */
  get protectedPages(): number {
    return this.#protected.total;
  }

  /** Those of them in a region (gfn / 512). O(1). */
  countProtected(region: number): number {
    return this.#protected.countIn(region);
  }

  /** Whether no page under a leaf of level 2 or 3 over a region is protected or logged by sub-pages. O(1). */
  isClear(region: number, level: number): boolean {
    return this.#protected.isClear(region, level) && this.#tracked.isClear(region, level);
  }

  /** So many more pages of a region are protected. */
  addProtected(region: number, delta: number): void {
    if (this.#protected.add(region, delta) === 0 && this.#tracked.isClear(region, 2)) this.#tables.drop(region);
  }

  /** The pages of a memslot are logged by sub-pages, or are no longer. */
  addTracked(slot: Memslot, sign: 1 | -1): void {
    for (let at = slot.gfn; at < slot.gfn + slot.pages; ) {
      const region = Math.floor(at / REGION_PAGES);
      const end = Math.min((region + 1) * REGION_PAGES, slot.gfn + slot.pages);
      // A table that was filled before the log began lets more through than the log may.
      if (sign > 0) this.#tables.drop(region);
      if (this.#tracked.add(region, sign * (end - at)) === 0 && this.#protected.isClear(region, 2)) {
        this.#tables.drop(region);
      }
      at = end;
    }
  }
}
