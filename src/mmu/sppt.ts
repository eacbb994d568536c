/**
 * The sub-page permission table of a VM: real four-level tables in host-physical memory.
 *
 * The leaf has no valid bit, so a table of leaves becomes reachable only when all of its 512 entries say what the vectors
 * say.
 */
import type { HostMemory } from '../memory/host-memory.ts';
import { FULL_ACCESS, SPPT_LEAF_FULL, spread16 } from '../spec/vmx/sppt.ts';
import { REGION_PAGES } from './ept.ts';
import { RegionTables } from './region-tables.ts';

/** Where the leaves of a region come from. */
export interface VectorSource {
  /** Write masks of the 512 pages of a region; all ones for what is not protected, and where no memory is. */
  copyMasks(region: number, target: Uint32Array): void;
}

const masks = new Uint32Array(REGION_PAGES);

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
    const leaves = this.#tables.obtainLeafTable(region) * 1024;
    if (leaves === 0) return false;
    vectors.copyMasks(region, masks);
    const { words } = this.#host;
    for (let index = 0; index < REGION_PAGES; index++) {
      const mask = masks[index] | 0;
      const word = leaves + index * 2;
      // Most pages are open; a miss is to cost little whatever the region holds.
      words[word] = mask === -1 ? SPPT_LEAF_FULL : spread16(mask & 0xffff);
      words[word + 1] = mask === -1 ? SPPT_LEAF_FULL : spread16(mask >>> 16);
    }
    this.#tables.link(region);
    return true;
  }

  /** Make a leaf say a write mask. @param word index into HostMemory.words of its lower half */
  writeLeaf(word: number, mask: number): void {
    const { words } = this.#host;
    words[word] = spread16(mask & 0xffff);
    words[word + 1] = spread16(mask >>> 16);
  }

  /** Open all sub-pages of a page in a region that has a table: used when its protection ends. */
  openPage(gfn: number): void {
    const table = this.findLeafTable(Math.floor(gfn / REGION_PAGES));
    if (table !== 0) this.writeLeaf(table * 1024 + (gfn & 511) * 2, FULL_ACCESS);
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
