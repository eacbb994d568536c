/**
 * The extended page tables of a VM: real four-level tables in host-physical memory, made on demand.
 *
 * Only 4-KiB leaves are made here. Who decides what an entry says is GuestProtection; this file knows where it is.
 */
import { HvError } from '../base/error.ts';
import { type HostMemory, PAGE_SIZE } from '../memory/host-memory.ts';
import { EPT_ENTRIES, EPT_LEVELS, EPT_RWX, eptIndex } from '../spec/vmx/ept.ts';

/** Pages that one table of leaves maps: 2 MiB of guest-physical addresses, aligned. */
export const REGION_PAGES = 512;

/** Real EPT tables, walked by the processor. */
export class Ept {
  /** Host frame of the level-4 table. */
  readonly root: number;
  readonly #host: HostMemory;
  /** Region (gfn / 512) whose table of leaves was used last, and its frame: neighbours fault one after the other. */
  #lastRegion = -1;
  #lastTable = 0;

  /** @throws HvError `out-of-memory` when there is no frame for the root */
  constructor(host: HostMemory) {
    this.#host = host;
    this.root = host.allocateFrame('ept');
    if (this.root === 0) throw new HvError('out-of-memory', 'Ept: expected a free frame for the root table');
  }

  /**
   * The table of leaves of a 2-MiB region.
   * @param region gfn / 512
   * @returns its host frame, or 0 when the region has none
   */
  findLeafTable(region: number): number {
    if (region === this.#lastRegion) return this.#lastTable;
    let table = this.root;
    for (let level = EPT_LEVELS; level > 1 && table !== 0; level--) {
      table = this.#child(table, eptIndex(region * REGION_PAGES, level));
    }
    if (table !== 0) {
      this.#lastRegion = region;
      this.#lastTable = table;
    }
    return table;
  }

  /** The table of leaves of a region, made if need be. @returns its host frame, or 0 when the host has no frame left */
  obtainLeafTable(region: number): number {
    const found = this.findLeafTable(region);
    if (found !== 0) return found;
    let table = this.root;
    for (let level = EPT_LEVELS; level > 1; level--) {
      const index = eptIndex(region * REGION_PAGES, level);
      let child = this.#child(table, index);
      if (child === 0) {
        child = this.#host.allocateFrame('ept');
        if (child === 0) {
          // Tables made on the way hold nothing yet: give them back, or running out would leak them.
          this.freeEmptyTables(region);
          return 0;
        }
        this.#host.writeEntry(table * PAGE_SIZE + index * 8, child * PAGE_SIZE + EPT_RWX, 0);
      }
      table = child;
    }
    this.#lastRegion = region;
    this.#lastTable = table;
    return table;
  }

  /** Index into HostMemory.words of the leaf entry of a page, or 0 when there is no table for it. */
  findLeaf(gfn: number): number {
    const table = this.findLeafTable(Math.floor(gfn / REGION_PAGES));
    return table === 0 ? 0 : table * 1024 + (gfn & 511) * 2;
  }

  /**
   * Remove the mappings of a range of pages, and the tables that nothing is left in. The caller flushes.
   * @returns how many pages had been mapped
   */
  unmap(gfn: number, pages: number): number {
    const words = this.#host.words;
    let removed = 0;
    for (let at = gfn; at < gfn + pages; ) {
      const region = Math.floor(at / REGION_PAGES);
      const end = Math.min((region + 1) * REGION_PAGES, gfn + pages);
      const table = this.findLeafTable(region);
      if (table !== 0) {
        for (let page = at; page < end; page++) {
          const word = table * 1024 + (page & 511) * 2;
          if (words[word] !== 0) removed++;
          words[word] = 0;
          words[word + 1] = 0;
        }
        this.freeEmptyTables(region);
      }
      at = end;
    }
    return removed;
  }

  /** Free all tables, the root too. The object is of no use afterwards. */
  dispose(): void {
    this.#lastRegion = -1;
    this.#freeTable(this.root, EPT_LEVELS);
  }

  /** Free the tables on the way to a region that have no entry, from the leaves up; the root stays. */
  freeEmptyTables(region: number): void {
    const path: number[] = [this.root];
    for (let level = EPT_LEVELS; level > 1; level--) {
      const child = this.#child(path[path.length - 1], eptIndex(region * REGION_PAGES, level));
      if (child === 0) break;
      path.push(child);
    }
    while (path.length > 1) {
      const table = path.pop() as number;
      if (!this.#isEmpty(table)) return;
      const level = EPT_LEVELS - path.length + 1; // of the table that points to it
      this.#host.writeEntry(path[path.length - 1] * PAGE_SIZE + eptIndex(region * REGION_PAGES, level) * 8, 0, 0);
      this.#host.freeFrame(table);
      this.#lastRegion = -1;
    }
  }

  #child(table: number, index: number): number {
    return this.#host.words[table * 1024 + index * 2] >>> 12;
  }

  #isEmpty(table: number): boolean {
    for (let word = table * 1024; word < (table + 1) * 1024; word++) if (this.#host.words[word] !== 0) return false;
    return true;
  }

  #freeTable(table: number, level: number): void {
    if (level > 1) {
      for (let index = 0; index < EPT_ENTRIES; index++) {
        const child = this.#child(table, index);
        if (child !== 0) this.#freeTable(child, level - 1);
      }
    }
    this.#host.freeFrame(table);
  }
}
