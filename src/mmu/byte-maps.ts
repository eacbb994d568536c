/**
 * The byte maps of a VM: which bytes of a page with denied sub-pages are really meant, for the processor to look at.
 *
 * They are a cache. Whatever changes what a page's map would say drops the map, and writes to the page exit again; the next
 * exit that turns out to be false sharing makes a new one. So a page whose guarded sub-pages nobody writes has none, and
 * running out of frames costs exits and no more.
 */
import { type HostMemory, PAGE_SIZE } from '../memory/host-memory.ts';
import { BYTE_MAP_SIZE, BYTE_MAP_VALID, BYTE_MAPS_PER_FRAME, byteMapCounter } from '../spec/vmx/byte-map.ts';
import { REGION_PAGES } from './ept.ts';
import { RegionTables } from './region-tables.ts';

/** Real byte maps and the tables that lead to them, walked by the processor. */
export class ByteMaps {
  readonly #host: HostMemory;
  readonly #tables: RegionTables;
  /** Host-physical address of the map of a guest frame. */
  readonly #maps = new Map<number, number>();
  /** Free places for maps in the frames that hold some: host-physical addresses. */
  readonly #free: number[] = [];
  readonly #frames: number[] = [];

  /** @throws HvError `out-of-memory` when there is no frame for the root */
  constructor(host: HostMemory) {
    this.#host = host;
    this.#tables = new RegionTables(host);
  }

  /** Host-physical address of the level-4 table: the processor's byte-map pointer. The same until dispose(). */
  get pointer(): number {
    return this.#tables.root * PAGE_SIZE;
  }

  /** How many pages have a map. */
  get size(): number {
    return this.#maps.size;
  }

  /**
   * Give a page a map, or write the one that it has again, with the way to it. No flush is needed: a map stays in its place.
   * @param bits 512 bytes, bit b of byte a set: the byte at page offset 8a + b must not be written without an exit
   * @returns false when the host has no frame left; then nothing has changed for the processor
   */
  put(gfn: number, bits: Uint8Array): boolean {
    const region = Math.floor(gfn / REGION_PAGES);
    const leaves = this.#tables.obtainLeafTable(region);
    if (leaves === 0) return false;
    const known = this.#maps.get(gfn);
    if (known === undefined && this.#free.length === 0 && !this.#addFrame()) return false;
    const map = known ?? (this.#free.pop() as number);
    this.#host.bytes.set(bits, map);
    if (known === undefined) this.#host.words[byteMapCounter(map) / 4] = 0;
    this.#host.writeEntry(leaves * PAGE_SIZE + (gfn & 511) * 8, map + BYTE_MAP_VALID, 0);
    this.#tables.link(region);
    this.#maps.set(gfn, map);
    return true;
  }

  /** Writes that the map of a page has let through, modulo 2^32; 0 without a map. */
  countOf(gfn: number): number {
    const map = this.#maps.get(gfn);
    return map === undefined ? 0 : this.#host.words[byteMapCounter(map) / 4];
  }

  /**
   * Take the map of a page away. The caller flushes before the guest runs on: the processor may know where it was.
   * @returns its count; undefined when there was none
   */
  drop(gfn: number): number | undefined {
    const map = this.#maps.get(gfn);
    if (map === undefined) return undefined;
    const count = this.countOf(gfn);
    const leaves = this.#tables.findLeafTable(Math.floor(gfn / REGION_PAGES));
    this.#host.writeEntry(leaves * PAGE_SIZE + (gfn & 511) * 8, 0, 0);
    this.#maps.delete(gfn);
    this.#free.push(map);
    return count;
  }

  /** The pages with a map. */
  get pages(): IterableIterator<number> {
    return this.#maps.keys();
  }

  /** Free the frames of maps and tables, the root excepted, once no page has a map. @returns how many */
  trim(): number {
    if (this.#maps.size > 0) return 0;
    const freed = this.#frames.length + this.#tables.countFrames() - 1;
    this.#tables.clear();
    for (const frame of this.#frames) this.#host.freeFrame(frame);
    this.#frames.length = 0;
    this.#free.length = 0;
    return freed;
  }

  /** Free everything. The object is of no use afterwards. */
  dispose(): void {
    this.#maps.clear();
    this.trim();
    this.#tables.dispose();
  }

  #addFrame(): boolean {
    const frame = this.#host.allocateFrame('sppt');
    if (frame === 0) return false;
    this.#frames.push(frame);
    for (let i = BYTE_MAPS_PER_FRAME - 1; i >= 0; i--) this.#free.push(frame * PAGE_SIZE + i * BYTE_MAP_SIZE);
    return true;
  }
}
