/**
 * The extended page tables of a VM: real four-level tables in host-physical memory, made on demand, with leaves of 4 KiB,
 * 2 MiB and 1 GiB.
 *
 * Who decides what an entry says is GuestProtection; this file knows where it is.
 */
import { HvError } from '../base/error.ts';
import { type HostMemory, PAGE_SIZE } from '../memory/host-memory.ts';
import { EPT_ENTRIES, EPT_LARGE, EPT_LEVELS, EPT_RWX, eptIndex } from '../spec/vmx/ept.ts';

/** Pages that one table of leaves maps: 2 MiB of guest-physical addresses, aligned. */
export const REGION_PAGES = 512;

/** Pages that one leaf of a level (3, 2 or 1) maps. */
export function leafPages(level: number): number {
  return 512 ** (level - 1);
}

/** Told of a leaf that goes: first page, level, lower half of the entry. */
export type LeafListener = (gfn: number, level: number, lo: number) => void;

/** Real EPT tables, walked by the processor. */
export class Ept {
  /** Host frame of the level-4 table. */
  readonly root: number;
  /** Level of the leaf that findLeaf() found last: 1, 2 or 3. */
  leafLevel = 1;
  readonly #host: HostMemory;
  /** Regions (gfn / 512) that have a table of leaves, in the order in which they got it. */
  readonly #regions = new Map<number, number>();
  /** Region whose table of leaves was used last, and its frame: neighbours fault one after the other. */
  #lastRegion = -1;
  #lastTable = 0;

  /** @throws HvError `out-of-memory` when there is no frame for the root */
  constructor(host: HostMemory) {
    this.#host = host;
    this.root = host.allocateFrame('ept');
    if (this.root === 0) throw new HvError('out-of-memory', 'Ept: expected a free frame for the root table');
  }

  /** Regions (gfn / 512) that have a table of 4-KiB leaves, oldest first. */
  get regions(): Iterable<number> {
    return this.#regions.keys();
  }

  /**
   * The table of 4-KiB leaves of a 2-MiB region.
   * @param region gfn / 512
   * @returns its host frame, or 0 when the region has none
   */
  findLeafTable(region: number): number {
    if (region === this.#lastRegion) return this.#lastTable;
    const table = this.#regions.get(region) ?? 0;
    if (table !== 0) {
      this.#lastRegion = region;
      this.#lastTable = table;
    }
    return table;
  }

  /**
   * The table of 4-KiB leaves of a region, made if need be. A large leaf over the region must have been split before.
   * @returns its host frame, or 0 when the host has no frame left
   */
  obtainLeafTable(region: number): number {
    const found = this.findLeafTable(region);
    if (found !== 0) return found;
    const table = this.#obtainTable(region * REGION_PAGES, 1);
    if (table !== 0) this.#regions.set(region, table);
    return table;
  }

  /**
   * Index into HostMemory.words of the leaf entry that is in charge of a page, or 0 when there is no table for it. With
   * `leafLevel` 1 the entry may be empty; a large one never is.
   */
  findLeaf(gfn: number): number {
    this.leafLevel = 1;
    const table = this.findLeafTable(Math.floor(gfn / REGION_PAGES));
    if (table !== 0) return table * 1024 + (gfn & 511) * 2;
    return this.#findLarge(gfn);
  }

  /** Put a large leaf over an aligned range that nothing maps yet. @returns false when there is a table, or no frame for one */
  setLarge(gfn: number, level: 2 | 3, lo: number, hi: number): boolean {
    const table = this.#obtainTable(gfn, level);
    if (table === 0) return false;
    const word = table * 1024 + eptIndex(gfn, level) * 2;
    if (this.#host.words[word] !== 0) return false;
    this.#host.writeEntry(word * 4, lo, hi);
    return true;
  }

  /**
   * Replace the large leaf over a page by a table of leaves one level below that map the same. The table becomes
   * reachable when it is complete, and after `adjust` has had its way with it.
   * @param adjust called with the level and the frame of the new table
   * @returns false when the host has no frame left; the large leaf stays then
   */
  split(gfn: number, adjust?: (level: number, table: number) => void): boolean {
    const word = this.#findLarge(gfn);
    if (word === 0) return true;
    const level = this.leafLevel;
    const table = this.#host.allocateFrame('ept');
    if (table === 0) return false;
    const { words } = this.#host;
    const [lo, hi] = [words[word], words[word + 1]];
    const step = leafPages(level - 1) * PAGE_SIZE;
    for (let index = 0; index < EPT_ENTRIES; index++) {
      const entry = lo + index * step; // below 4 GiB: frames of HostMemory are
      words[table * 1024 + index * 2] = level === 2 ? (entry & ~EPT_LARGE) >>> 0 : entry;
      words[table * 1024 + index * 2 + 1] = hi;
    }
    adjust?.(level - 1, table);
    this.#host.writeEntry(word * 4, table * PAGE_SIZE + EPT_RWX, 0);
    if (level === 2) this.#regions.set(Math.floor(gfn / REGION_PAGES), table);
    return true;
  }

  /** Replace the table below an entry, and all tables below that, by a large leaf. */
  collapse(gfn: number, level: 2 | 3, lo: number, hi: number): void {
    const table = this.#findTable(gfn, level);
    const index = eptIndex(gfn, level);
    const child = this.#child(table, index);
    this.#host.writeEntry(table * PAGE_SIZE + index * 8, lo, hi);
    if (child !== 0) this.#freeTable(child, level - 1, Math.floor(gfn / leafPages(level)) * leafPages(level));
  }

  /** The table of level 3, 2 or 1 on the way to a page: its frame, or 0. */
  findTable(gfn: number, level: number): number {
    return this.#findTable(gfn, level);
  }

  /**
   * Remove the mappings of a range of pages, and the tables that nothing is left in. A large leaf that goes beyond the
   * range is split, or goes as a whole when there is no frame for that. The caller flushes.
   * @returns how many pages had been mapped
   */
  unmap(gfn: number, pages: number, onLeaf?: LeafListener): number {
    const words = this.#host.words;
    const end = gfn + pages;
    let removed = 0;
    for (let at = gfn; at < end; ) {
      const region = Math.floor(at / REGION_PAGES);
      const table = this.findLeafTable(region);
      if (table !== 0) {
        const regionEnd = Math.min((region + 1) * REGION_PAGES, end);
        for (let page = at; page < regionEnd; page++) {
          const word = table * 1024 + (page & 511) * 2;
          if (words[word] === 0) continue;
          onLeaf?.(page, 1, words[word]);
          removed++;
          words[word] = 0;
          words[word + 1] = 0;
        }
        this.freeEmptyTables(region);
        at = regionEnd;
        continue;
      }
      const word = this.#findLarge(at);
      const level = this.leafLevel;
      if (word === 0) {
        at = this.#nextMapped(at, end);
        continue;
      }
      const size = leafPages(level);
      const start = Math.floor(at / size) * size;
      if ((start < gfn || start + size > end) && this.split(at)) continue;
      onLeaf?.(start, level, words[word]);
      words[word] = 0;
      words[word + 1] = 0;
      removed += size;
      this.freeEmptyTables(region);
      at = start + size;
    }
    return removed;
  }

  /** Free all tables, the root too. The object is of no use afterwards. */
  dispose(): void {
    this.#lastRegion = -1;
    this.#freeTable(this.root, EPT_LEVELS, 0);
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
      if (level === 2) this.#regions.delete(region);
      this.#lastRegion = -1;
    }
  }

  /** The table that an entry points to; 0 for an empty entry and for a large leaf. */
  #child(table: number, index: number): number {
    const lo = this.#host.words[table * 1024 + index * 2];
    return lo & EPT_LARGE ? 0 : lo >>> 12;
  }

  /** The table of `level` on the way to a page, or 0. */
  #findTable(gfn: number, level: number): number {
    let table = this.root;
    for (let at = EPT_LEVELS; at > level && table !== 0; at--) table = this.#child(table, eptIndex(gfn, at));
    return table;
  }

  /** The same, made if need be; 0 also when a large leaf is in the way. */
  #obtainTable(gfn: number, level: number): number {
    let table = this.root;
    for (let at = EPT_LEVELS; at > level; at--) {
      const index = eptIndex(gfn, at);
      let child = this.#child(table, index);
      if (child === 0) {
        const isTaken = this.#host.words[table * 1024 + index * 2] !== 0;
        if (!isTaken) child = this.#host.allocateFrame('ept');
        if (child === 0) {
          // Tables made on the way hold nothing yet: give them back, or running out would leak them.
          this.freeEmptyTables(Math.floor(gfn / REGION_PAGES));
          return 0;
        }
        this.#host.writeEntry(table * PAGE_SIZE + index * 8, child * PAGE_SIZE + EPT_RWX, 0);
      }
      table = child;
    }
    return table;
  }

  /** Index of the large leaf over a page, with its level in `leafLevel`; 0 when there is none. */
  #findLarge(gfn: number): number {
    let table = this.root;
    for (let level = EPT_LEVELS; level > 1; level--) {
      const word = table * 1024 + eptIndex(gfn, level) * 2;
      const lo = this.#host.words[word];
      if (level < EPT_LEVELS && lo & EPT_LARGE) {
        this.leafLevel = level;
        return word;
      }
      if (lo === 0) return 0;
      table = lo >>> 12;
    }
    return 0;
  }

  /** First page behind the hole at `gfn` that a table of leaves or a large leaf may map; `end` when there is none before. */
  #nextMapped(gfn: number, end: number): number {
    let table = this.root;
    for (let level = EPT_LEVELS; level > 1; level--) {
      const size = leafPages(level);
      table = this.#child(table, eptIndex(gfn, level));
      if (table === 0) return Math.min((Math.floor(gfn / size) + 1) * size, end);
    }
    return end;
  }

  #isEmpty(table: number): boolean {
    for (let word = table * 1024; word < (table + 1) * 1024; word++) if (this.#host.words[word] !== 0) return false;
    return true;
  }

  #freeTable(table: number, level: number, gfn: number): void {
    if (level > 1) {
      for (let index = 0; index < EPT_ENTRIES; index++) {
        const child = this.#child(table, index);
        if (child !== 0) this.#freeTable(child, level - 1, gfn + index * leafPages(level));
      }
    } else {
      this.#regions.delete(Math.floor(gfn / REGION_PAGES));
      this.#lastRegion = -1;
    }
    this.#host.freeFrame(table);
  }
}
