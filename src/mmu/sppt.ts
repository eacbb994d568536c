/**
 * The sub-page permission table of a VM: real four-level tables in host-physical memory.
 *
 * The leaf has no valid bit, so a table of leaves becomes reachable only when all of its 512 entries say what the vectors
 * say. Where each table is, is also kept beside the tables: a damaged entry can then be written again, and nothing leaks.
 */
import { HvError } from '../base/error.ts';
import { type HostMemory, PAGE_SIZE } from '../memory/host-memory.ts';
import { eptIndex } from '../spec/vmx/ept.ts';
import { SPPT_LEAF_FULL, SPPT_VALID, spread16 } from '../spec/vmx/sppt.ts';
import { REGION_PAGES } from './ept.ts';

/** Where the leaves of a region come from. */
export interface VectorSource {
  /** Write mask of a page; all ones when it is not protected or there is no memory. */
  vectorOf(gfn: number): number;
}

/** Real SPPT tables, walked by the processor. */
export class Sppt {
  /** Host frame of the level-4 table. */
  readonly root: number;
  readonly #host: HostMemory;
  /**
   * Host frame of the table at each level below the root, by the first gfn it covers divided by its span in pages:
   * #tables[level].get(gfn / 512^level) for level 1 (leaves), 2, 3.
   */
  readonly #tables: readonly Map<number, number>[] = [new Map(), new Map(), new Map(), new Map()];

  /** @throws HvError `out-of-memory` when there is no frame for the root */
  constructor(host: HostMemory) {
    this.#host = host;
    this.root = host.allocateFrame('sppt');
    if (this.root === 0) throw new HvError('out-of-memory', 'Sppt: expected a free frame for the root table');
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
   * Make all of a region's entries say what the vectors say, and the way to them valid; existing tables are written
   * again in full, so this also repairs them. The caller flushes.
   * @returns false when the host has no frame left; then nothing became reachable that was not before
   */
  fillRegion(region: number, vectors: VectorSource): boolean {
    const gfn = region * REGION_PAGES;
    const made: number[] = [];
    for (let level = 1; level <= 3; level++) {
      const key = Math.floor(gfn / 512 ** level);
      if (this.#tables[level].has(key)) continue;
      const frame = this.#host.allocateFrame('sppt');
      if (frame === 0) {
        for (const madeLevel of made) this.#drop(madeLevel, gfn);
        return false;
      }
      this.#tables[level].set(key, frame);
      made.push(level);
    }
    const words = this.#host.words;
    const leaves = this.findLeafTable(region) * 1024;
    for (let index = 0; index < REGION_PAGES; index++) {
      const mask = vectors.vectorOf(gfn + index);
      words[leaves + index * 2] = spread16(mask & 0xffff);
      words[leaves + index * 2 + 1] = spread16(mask >>> 16);
    }
    // From the leaves up: what becomes valid is complete.
    for (let level = 2; level <= 4; level++) {
      const child = this.#tables[level - 1].get(Math.floor(gfn / 512 ** (level - 1))) as number;
      this.#host.writeEntry(
        this.#tableAt(level, gfn) * PAGE_SIZE + eptIndex(gfn, level) * 8,
        child * PAGE_SIZE + SPPT_VALID,
        0,
      );
    }
    return true;
  }

  /** Whether every entry of a region and on the way to it is what fillRegion() would write. */
  isRegionIntact(region: number, vectors: VectorSource): boolean {
    const gfn = region * REGION_PAGES;
    const words = this.#host.words;
    const leaves = this.findLeafTable(region) * 1024;
    if (leaves === 0) return false;
    for (let level = 2; level <= 4; level++) {
      const child = this.#tables[level - 1].get(Math.floor(gfn / 512 ** (level - 1))) as number;
      const word = this.#tableAt(level, gfn) * 1024 + eptIndex(gfn, level) * 2;
      if (words[word] !== child * PAGE_SIZE + SPPT_VALID || words[word + 1] !== 0) return false;
    }
    for (let index = 0; index < REGION_PAGES; index++) {
      const mask = vectors.vectorOf(gfn + index);
      if (words[leaves + index * 2] !== spread16(mask & 0xffff)) return false;
      if (words[leaves + index * 2 + 1] !== spread16(mask >>> 16)) return false;
    }
    return true;
  }

  /** Open all sub-pages of a page in a region that has a table: used when its protection ends. */
  openPage(gfn: number): void {
    const table = this.findLeafTable(Math.floor(gfn / REGION_PAGES));
    if (table !== 0) this.#host.writeEntry(table * PAGE_SIZE + (gfn & 511) * 8, SPPT_LEAF_FULL, SPPT_LEAF_FULL);
  }

  /** Free the tables of a region, and those above it that nothing is left in; the root stays. The caller flushes. */
  freeRegion(region: number): void {
    if (!this.#tables[1].has(region)) return;
    const gfn = region * REGION_PAGES;
    for (let level = 1; level <= 3; level++) {
      if (level > 1 && this.#hasChild(level, Math.floor(gfn / 512 ** level))) return;
      this.#host.writeEntry(this.#tableAt(level + 1, gfn) * PAGE_SIZE + eptIndex(gfn, level + 1) * 8, 0, 0);
      this.#drop(level, gfn);
    }
  }

  /** Free every table but the root. The caller flushes. */
  clear(): void {
    for (const tables of this.#tables) {
      for (const frame of tables.values()) this.#host.freeFrame(frame);
      tables.clear();
    }
    this.#host.bytes.fill(0, this.root * PAGE_SIZE, (this.root + 1) * PAGE_SIZE);
  }

  /** Free all tables, the root too. The object is of no use afterwards. */
  dispose(): void {
    this.clear();
    this.#host.freeFrame(this.root);
  }

  /** Frames in use for the table, the root included. */
  countFrames(): number {
    return 1 + this.#tables[1].size + this.#tables[2].size + this.#tables[3].size;
  }

  #tableAt(level: number, gfn: number): number {
    return level === 4 ? this.root : (this.#tables[level].get(Math.floor(gfn / 512 ** level)) as number);
  }

  #drop(level: number, gfn: number): void {
    const key = Math.floor(gfn / 512 ** level);
    this.#host.freeFrame(this.#tables[level].get(key) as number);
    this.#tables[level].delete(key);
  }

  /** Whether a table of level 2 or 3 has a table below it. */
  #hasChild(level: number, key: number): boolean {
    for (let index = 0; index < 512; index++) if (this.#tables[level - 1].has(key * 512 + index)) return true;
    return false;
  }
}
