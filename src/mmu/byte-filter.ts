/**
 * When a page has a byte map: made when a write turns out to be false sharing, dropped by whatever changes what it would
 * say. Where the processor has no byte maps, nothing happens here and such writes exit each time.
 */
import type { Memslots } from '../memory/memslots.ts';
import { BYTE_MAP_SIZE } from '../spec/vmx/byte-map.ts';
import { FULL_ACCESS, SUB_PAGES } from '../spec/vmx/sppt.ts';
import type { ByteMaps } from './byte-maps.ts';
import type { VectorOverlay } from './vector-layers.ts';

/** Bytes of a map that speak of one sub-page. */
const SUB_PAGE_BITS = BYTE_MAP_SIZE / SUB_PAGES;

export class ByteFilter {
  readonly #maps: ByteMaps | undefined;
  readonly #slots: Memslots;
  readonly #overlay: () => VectorOverlay | undefined;

  /** @param overlay who means bytes, and counts the writes that were let through */
  constructor(maps: ByteMaps | undefined, slots: Memslots, overlay: () => VectorOverlay | undefined) {
    this.#maps = maps;
    this.#slots = slots;
    this.#overlay = overlay;
  }

  /**
   * A write to a page hit denied sub-pages, but none of the bytes that the overlay means: from now on let the processor
   * decide about such writes.
   */
  letThrough(gfn: number): void {
    const overlay = this.#overlay();
    const slot = this.#slots.findSlot(gfn);
    if (this.#maps === undefined || overlay === undefined || slot === undefined || slot.readOnly) return;
    const own = overlay.findOwnMask(gfn);
    if (own === undefined) return;
    const bits = new Uint8Array(BYTE_MAP_SIZE);
    overlay.markBytes(gfn, bits);
    // What is denied for another reason than the overlay's exits as a whole.
    const open = own & (slot.block.log?.openPieces(gfn - slot.gfn) ?? FULL_ACCESS);
    for (let sub = 0; sub < SUB_PAGES; sub++) {
      if (((open >>> sub) & 1) === 0) bits.fill(0xff, sub * SUB_PAGE_BITS, (sub + 1) * SUB_PAGE_BITS);
    }
    this.#maps.put(gfn, bits);
  }

  /** Writes that the present map of a page has let through; those of former ones went to countLetThrough(). */
  countOf(gfn: number): number {
    return this.#maps?.countOf(gfn) ?? 0;
  }

  /** Take the maps of a run of pages away. @returns whether there were any: then the caller flushes */
  drop(gfn: number, pages: number): boolean {
    const maps = this.#maps;
    if (maps === undefined || maps.size === 0) return false;
    const concerned = pages === 1 ? [gfn] : [...maps.pages].filter((page) => page >= gfn && page < gfn + pages);
    let dropped = false;
    for (const page of concerned) {
      const count = maps.drop(page);
      if (count === undefined) continue;
      dropped = true;
      if (count > 0) this.#overlay()?.countLetThrough(page, count);
    }
    return dropped;
  }

  /** Take all maps away and free their frames. @returns how many frames; the caller flushes when there were any */
  trim(): number {
    this.drop(0, Infinity);
    return this.#maps?.trim() ?? 0;
  }
}
