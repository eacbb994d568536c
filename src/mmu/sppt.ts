/**
 * The sub-page permission table of a VM: real four-level tables in host-physical memory.
 *
 * The leaf has no valid bit, so a table of leaves becomes reachable only when all of its 512 entries say what the vectors
 * say.
 */
import { type HostMemory, PAGE_SIZE } from '../memory/host-memory.ts';
import { SPPT_LEAF_FULL, spread16 } from '../spec/vmx/sppt.ts';
import { REGION_PAGES } from './ept.ts';
import { RegionTables } from './region-tables.ts';

/** Where the leaves of a region come from. */
export interface VectorSource {
  /** Write mask of a page; all ones when it is not protected or there is no memory. */
  vectorOf(gfn: number): number;
}

/** Real SPPT tables, walked by the processor. */
export class Sppt {
  readonly #host: HostMemory;
  readonly #tables: RegionTables;

  /** @throws HvError `out-of-memory` when there is no frame for the root */
  constructor(host: HostMemory) {
    this.#host = host;
    this.#tables = new RegionTables(host);
  }

  /** Host frame of the level-4 table. */
  get root(): number {
    return this.#tables.root;
  }

  /** Regions (gfn / 512) that have a table of leaves, oldest first. */
  get regions(): Iterable<number> {
    return this.#tables.regions;
  }

  /** The table of leaves of a region (gfn / 512): its host frame, or 0 when there is none. */
  findLeafTable(region: number): number {
    return this.#tables.findLeafTable(region);
  }

  /**
   * Make all of a region's entries say what the vectors say, and the way to them valid; existing tables are written
   * again in full, so this also repairs them. The caller flushes.
   * @returns false when the host has no frame left; then nothing became reachable that was not before
   */
  fillRegion(region: number, vectors: VectorSource): boolean {
    const gfn = region * REGION_PAGES;
    const leaves = this.#tables.obtainLeafTable(region) * 1024;
    if (leaves === 0) return false;
    const words = this.#host.words;
    for (let index = 0; index < REGION_PAGES; index++) {
      const mask = vectors.vectorOf(gfn + index);
      words[leaves + index * 2] = spread16(mask & 0xffff);
      words[leaves + index * 2 + 1] = spread16(mask >>> 16);
    }
    this.#tables.link(region);
    return true;
  }

  /** Whether every entry of a region and on the way to it is what fillRegion() would write. */
  isRegionIntact(region: number, vectors: VectorSource): boolean {
    const gfn = region * REGION_PAGES;
    const words = this.#host.words;
    const leaves = this.findLeafTable(region) * 1024;
    if (leaves === 0 || !this.#tables.isLinked(region)) return false;
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
    this.#tables.freeRegion(region);
  }

  /** Free every table but the root. The caller flushes. */
  clear(): void {
    this.#tables.clear();
  }

  /** Free all tables, the root too. The object is of no use afterwards. */
  dispose(): void {
    this.#tables.dispose();
  }

  /** Frames in use for the table, the root included. */
  countFrames(): number {
    return this.#tables.countFrames();
  }
}
