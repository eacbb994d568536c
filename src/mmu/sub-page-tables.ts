/**
 * The SPPT of a VM as it comes and goes: made with the feature, filled region by region, freed with the last protected page
 * or when frames are short, and left out where there is no frame for it.
 *
 * Two things hold at any time: a region's table that is reachable says what the masks say, and a region without a frame
 * for its table is remembered until something about it changes, so that its pages go without bit 61.
 */
import type { HostMemory } from '../memory/host-memory.ts';
import type { Memslots } from '../memory/memslots.ts';
import { FULL_ACCESS } from '../spec/vmx/sppt.ts';
import { REGION_PAGES } from './ept.ts';
import { Sppt, type VectorSource } from './sppt.ts';

export class SubPageTables {
  readonly #host: HostMemory;
  readonly #slots: Memslots;
  #sppt: Sppt | undefined;
  /** Regions for which there was no frame: every write to their protected pages is emulated. */
  readonly #withoutTable = new Set<number>();
  readonly #masks: VectorSource = { copyMasks: (region, target) => this.#copyMasks(region, target) };

  constructor(host: HostMemory, slots: Memslots) {
    this.#host = host;
    this.#slots = slots;
  }

  /** Host frame of the root; 0 while there is no table. */
  get root(): number {
    return this.#sppt?.root ?? 0;
  }

  /** Make the root. @throws HvError `out-of-memory` */
  open(): void {
    this.#sppt = new Sppt(this.#host);
  }

  /** Take the root away. @returns frees its frames; to be called when no vCPU has the root any more */
  close(): () => void {
    const sppt = this.#sppt;
    this.#sppt = undefined;
    this.#withoutTable.clear();
    return () => sppt?.dispose();
  }

  /** Whether the table of a region (gfn / 512) is there, or will be when the processor misses it. */
  canJudge(region: number): boolean {
    if (this.#sppt === undefined) return false;
    return this.#withoutTable.size === 0 || !this.#withoutTable.has(region);
  }

  /** Index into HostMemory.words of the leaves of a region; 0 when it has no table. */
  findLeaves(region: number): number {
    return (this.#sppt?.findLeafTable(region) ?? 0) * 1024;
  }

  /** Fill a region, whole and from scratch, or remember that there was no frame for it. @returns whether it is filled */
  fill(region: number): boolean {
    if (this.#sppt === undefined) return false;
    if (this.#sppt.fillRegion(region, this.#masks)) return true;
    this.#withoutTable.add(region);
    return false;
  }

  /** Make the leaf of a page say a mask. @param word index into HostMemory.words, out of findLeaves() */
  writeLeaf(word: number, mask: number): void {
    this.#sppt?.writeLeaf(word, mask);
  }

  /** Open a page in its region's table, if that is there. */
  openPage(gfn: number): void {
    this.#sppt?.openPage(gfn);
  }

  /** Something about a region changed: frames may be free again, so its pages get bit 61 back when they exit the next time. */
  tryAgain(region: number): void {
    this.#withoutTable.delete(region);
  }

  /** Free the table of a region; the next miss fills it again. The caller flushes. */
  drop(region: number): void {
    this.#withoutTable.delete(region);
    this.#sppt?.freeRegion(region);
  }

  /** Give back tables of regions, oldest first, until so many frames came back. The caller flushes. @returns how many did */
  reclaim(frames: number): number {
    const sppt = this.#sppt;
    if (sppt === undefined) return 0;
    const before = sppt.countFrames();
    for (const region of [...sppt.regions]) {
      if (before - sppt.countFrames() >= frames) break;
      sppt.freeRegion(region);
    }
    return before - sppt.countFrames();
  }

  #copyMasks(region: number, target: Uint32Array): void {
    target.fill(FULL_ACCESS);
    const first = region * REGION_PAGES;
    for (let gfn = first; gfn < first + REGION_PAGES; ) {
      const slot = this.#slots.findSlot(gfn);
      if (slot === undefined) {
        gfn++;
        continue;
      }
      const end = Math.min(first + REGION_PAGES, slot.gfn + slot.pages);
      const { vectors, log } = slot.block;
      const [from, to] = [gfn - slot.gfn, end - slot.gfn];
      if (vectors !== undefined) target.set(vectors.subarray(from, to), gfn - first);
      if (log?.pieces !== undefined) {
        for (let page = from; page < to; page++) target[page + slot.gfn - first] &= log.pieces[page];
      }
      gfn = end;
    }
  }
}
