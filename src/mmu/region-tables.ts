/**
 * Four-level tables in host-physical memory, indexed by guest-physical address bits 47:12 like the EPT, with a table of
 * 512 leaf entries for each 2-MiB region that needs one. What the leaves hold is the owner's business: SPPT, byte maps.
 *
 * Where each table is, is also kept beside the tables: a damaged entry can then be written again, and nothing leaks.
 */
import { HvError } from '../base/error.ts';
import { type HostMemory, PAGE_SIZE } from '../memory/host-memory.ts';
import { eptIndex } from '../spec/vmx/ept.ts';
import { SPPT_VALID } from '../spec/vmx/sppt.ts';
import { REGION_PAGES } from './ept.ts';

export class RegionTables {
  /** Host frame of the level-4 table. */
  readonly root: number;
  readonly #host: HostMemory;
  /**
   * Host frame of the table at each level below the root, by the first gfn it covers divided by its span in pages:
   * #tables[level].get(gfn / 512^level) for level 1 (leaves), 2, 3.
   */
  readonly #tables: readonly Map<number, number>[] = [new Map(), new Map(), new Map(), new Map()];
  /** How many tables are below a table of level 2 to 4, by the same keys. */
  readonly #children: readonly Map<number, number>[] = [new Map(), new Map(), new Map(), new Map(), new Map()];

  /** @throws HvError `out-of-memory` when there is no frame for the root */
  constructor(host: HostMemory) {
    this.#host = host;
    this.root = host.allocateFrame('sppt');
    if (this.root === 0) throw new HvError('out-of-memory', 'RegionTables: expected a free frame for the root table');
  }

  /** Regions (gfn / 512) that have a table of leaves, oldest first. */
  get regions(): Iterable<number> {
    return this.#tables[1].keys();
  }

  /** The table of leaves of a region (gfn / 512): its host frame, or 0 when there is none. */
  findLeafTable(region: number): number {
    return this.#tables[1].get(region) ?? 0;
  }

  /**
   * Frames for the table of leaves of a region and for those above it that are missing, all zero and not reachable yet.
   * @returns host frame of the table of leaves; 0 when the host has too few frames, then nothing has changed
   */
  obtainLeafTable(region: number): number {
    const gfn = region * REGION_PAGES;
    const made: number[] = [];
    for (let level = 1; level <= 3; level++) {
      const key = Math.floor(gfn / 512 ** level);
      if (this.#tables[level].has(key)) continue;
      const frame = this.#host.allocateFrame('sppt');
      if (frame === 0) {
        for (const madeLevel of made) this.#drop(madeLevel, gfn);
        return 0;
      }
      this.#tables[level].set(key, frame);
      this.#countChild(level, key, 1);
      made.push(level);
    }
    return this.findLeafTable(region);
  }

  /** Make the way to a region's table of leaves valid, from the leaves up: what becomes valid is complete. */
  link(region: number): void {
    const gfn = region * REGION_PAGES;
    for (let level = 2; level <= 4; level++) {
      this.#host.writeEntry(this.#entryAt(level, gfn), this.#childOf(level, gfn) * PAGE_SIZE + SPPT_VALID, 0);
    }
  }

  /** Free the tables of a region, and those above it that nothing is left in; the root stays. The caller flushes. */
  freeRegion(region: number): void {
    if (!this.#tables[1].has(region)) return;
    const gfn = region * REGION_PAGES;
    for (let level = 1; level <= 3; level++) {
      if (this.#children[level].has(Math.floor(gfn / 512 ** level))) return;
      this.#host.writeEntry(this.#entryAt(level + 1, gfn), 0, 0);
      this.#drop(level, gfn);
    }
  }

  /** Free every table but the root. The caller flushes. */
  clear(): void {
    for (const tables of this.#tables) {
      for (const frame of tables.values()) this.#host.freeFrame(frame);
      tables.clear();
    }
    for (const counts of this.#children) counts.clear();
    this.#host.bytes.fill(0, this.root * PAGE_SIZE, (this.root + 1) * PAGE_SIZE);
  }

  /** Free all tables, the root too. The object is of no use afterwards. */
  dispose(): void {
    this.clear();
    this.#host.freeFrame(this.root);
  }

  /** Frames in use for the tables, the root included. */
  countFrames(): number {
    return 1 + this.#tables[1].size + this.#tables[2].size + this.#tables[3].size;
  }

  /** Host-physical address of the entry for `gfn` in its table of a level 2 to 4. */
  #entryAt(level: number, gfn: number): number {
    const table = level === 4 ? this.root : (this.#tables[level].get(Math.floor(gfn / 512 ** level)) as number);
    return table * PAGE_SIZE + eptIndex(gfn, level) * 8;
  }

  #childOf(level: number, gfn: number): number {
    return this.#tables[level - 1].get(Math.floor(gfn / 512 ** (level - 1))) as number;
  }

  #drop(level: number, gfn: number): void {
    const key = Math.floor(gfn / 512 ** level);
    this.#host.freeFrame(this.#tables[level].get(key) as number);
    this.#tables[level].delete(key);
    this.#countChild(level, key, -1);
  }

  /** A table of a level comes or goes: count it at the one above. */
  #countChild(level: number, key: number, delta: 1 | -1): void {
    const above = this.#children[level + 1];
    const parent = Math.floor(key / 512);
    const count = (above.get(parent) ?? 0) + delta;
    if (count > 0) above.set(parent, count);
    else above.delete(parent);
  }
}
