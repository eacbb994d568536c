/**
 * A block of guest memory: its frames and its write vectors. Both belong to the memory and not to its place in the
 * guest-physical address space, so they survive when a memslot is deleted, moved or added again.
 */
import { HvError } from '../base/error.ts';
import { FULL_ACCESS } from '../spec/vmx/sppt.ts';
import type { DirtyLog } from './dirty-log.ts';
import { GIANT_RUNS, type HostMemory, PAGE_SIZE, RUN_FRAMES } from './host-memory.ts';
import type { SwapStore } from './swap-store.ts';

/** Frames that stay free when memory is taken in runs: tables need some. */
const RUN_RESERVE = 64;
const GIANT_FRAMES = GIANT_RUNS * RUN_FRAMES;

/** Guest memory, allocated page by page on first use. */
export class MemoryBlock {
  /** Size in 4-KiB pages. */
  readonly pages: number;
  /** Host frame of each page; 0 = never touched, reads as zero. */
  readonly frames: Uint32Array;
  /**
   * One u32 write mask a page, bit i set: sub-page i may be written, all ones: not protected. Undefined while no page of
   * the block has ever been protected.
   */
  vectors: Uint32Array | undefined;
  /** Dirty tracking, while somebody wants it. */
  log: DirtyLog | undefined;
  /** First guest frame of the memslot that has the block; -1 while none has. */
  gfn = -1;
  /** Largest aligned run of frames that a page is given its frame from: 1 (no runs), 512 or 512 * 512. */
  runFrames = 1;
  /** Told when a page is about to have another frame, or none. */
  onFrameLeft: ((page: number, frame: number) => void) | undefined;
  readonly #host: HostMemory;
  /** Pages whose content is in a swap store, and where. */
  readonly #swapped = new Map<number, { readonly store: SwapStore; readonly place: number }>();

  /**
   * @param host where the frames come from
   * @param pages 1..2^24 (64 GiB)
   * @throws HvError `invalid-argument`, `out-of-memory`
   */
  constructor(host: HostMemory, pages: number) {
    if (!Number.isInteger(pages) || pages < 1 || pages > 2 ** 24) {
      throw new HvError('invalid-argument', `MemoryBlock: expected 1 to 2^24 pages, got ${pages}`);
    }
    this.#host = host;
    this.pages = pages;
    this.frames = allocateWords('MemoryBlock', pages);
  }

  /** Write mask that the tables of a page are made from: its vector, less the pieces that a log of sub-pages waits for. */
  effectiveMask(page: number): number {
    const mask = this.vectors === undefined ? FULL_ACCESS : this.vectors[page];
    return this.log?.pieces === undefined ? mask : (mask & this.log.pieces[page]) >>> 0;
  }

  /** Whether a memslot has the block now. */
  get attached(): boolean {
    return this.gfn >= 0;
  }

  /** Pages whose content is in a swap store. */
  get swappedPages(): number {
    return this.#swapped.size;
  }

  /**
   * The frame behind a page (0..pages-1), allocated and swapped in if need be; 0 when the host has no frame left.
   * @throws HvError `io` when the swap store fails
   */
  obtainFrame(page: number): number {
    const frame = this.frames[page];
    if (frame !== 0) return frame;
    const swapped = this.#swapped.size === 0 ? undefined : this.#swapped.get(page);
    if (swapped === undefined && this.#obtainRun(page)) return this.frames[page];
    const fresh = this.#host.allocateFrame('guest');
    if (fresh === 0) return 0;
    if (swapped !== undefined) {
      try {
        swapped.store.read(swapped.place, this.#bytesOf(fresh));
      } catch (error) {
        this.#host.freeFrame(fresh);
        throw error;
      }
      this.#swapped.delete(page);
      swapped.store.free(swapped.place);
    }
    this.frames[page] = fresh;
    return fresh;
  }

  /** Whether the content of a page is in a swap store. */
  isSwapped(page: number): boolean {
    return this.#swapped.size > 0 && this.#swapped.has(page);
  }

  /** Content of a page that is in a swap store. @throws HvError `io`, `bad-state` */
  readSwapped(page: number, target: Uint8Array): void {
    const swapped = this.#swapped.get(page);
    if (swapped === undefined) throw new HvError('bad-state', `readSwapped: expected a swapped page, got ${page}`);
    swapped.store.read(swapped.place, target);
  }

  /**
   * Put the content of a page into a swap store and give its frame back. The caller has taken every mapping of it away.
   * @returns false when the page has no frame, or the store is full
   * @throws HvError `io`
   */
  swapOut(page: number, store: SwapStore): boolean {
    const frame = this.frames[page];
    if (frame === 0) return false;
    const place = store.write(this.#bytesOf(frame));
    if (place < 0) return false;
    this.#swapped.set(page, { store, place });
    this.onFrameLeft?.(page, frame);
    this.frames[page] = 0;
    this.#host.freeFrame(frame);
    return true;
  }

  /**
   * Put a page into a frame of its own: a copy, when the frame is shared or is to be left. The caller maps it again.
   * @returns the new frame, or 0 when the page has none or the host has no frame left
   */
  moveFrame(page: number): number {
    const old = this.frames[page];
    if (old === 0) return 0;
    const fresh = this.#host.allocateFrame('guest');
    if (fresh === 0) return 0;
    this.#host.bytes.copyWithin(fresh * PAGE_SIZE, old * PAGE_SIZE, (old + 1) * PAGE_SIZE);
    this.onFrameLeft?.(page, old);
    this.frames[page] = fresh;
    this.#host.freeFrame(old);
    return fresh;
  }

  /** Let a page share the frame of another page with the same content. The caller maps both again, not writable. */
  shareFrame(page: number, frame: number): void {
    const old = this.frames[page];
    if (old === frame) return;
    this.#host.addOwner(frame);
    if (old !== 0) this.onFrameLeft?.(page, old);
    this.frames[page] = frame;
    if (old !== 0) this.#host.freeFrame(old);
  }

  /**
   * First page of the aligned run of `size` pages (512 or 512 * 512 guest frames) that has a page, or -1 when the block
   * does not have all of it.
   */
  findRunStart(page: number, size: number): number {
    if (this.gfn < 0) return -1;
    const start = page - ((this.gfn + page) % size);
    return start >= 0 && start + size <= this.pages ? start : -1;
  }

  /** Whether the frames of a run of pages are neighbours, aligned to the size of the run, and nobody else's. */
  isContiguous(start: number, size: number): boolean {
    const first = this.frames[start];
    if (first === 0 || first % size !== 0) return false;
    for (let i = 0; i < size; i++) {
      if (this.frames[start + i] !== first + i || this.#host.isShared(first + i)) return false;
    }
    return true;
  }

  /** The vectors, made (all ones) if there are none yet. @throws HvError `out-of-memory` */
  obtainVectors(): Uint32Array {
    if (this.vectors === undefined) {
      const vectors = allocateWords('obtainVectors', this.pages);
      vectors.fill(FULL_ACCESS);
      this.vectors = vectors;
    }
    return this.vectors;
  }

  /** Frames that back the block. */
  countFrames(): number {
    let count = 0;
    for (const frame of this.frames) if (frame !== 0) count++;
    return count;
  }

  /**
   * Give the frames and vectors back; the block then reads as zero and is not protected.
   * @throws HvError `bad-state` while a memslot has the block
   */
  release(): void {
    if (this.attached) throw new HvError('bad-state', 'release: expected a block that no memslot has');
    for (let page = 0; page < this.pages; page++) {
      if (this.frames[page] !== 0) this.#host.freeFrame(this.frames[page]);
    }
    this.frames.fill(0);
    for (const { store, place } of this.#swapped.values()) store.free(place);
    this.#swapped.clear();
    this.vectors = undefined;
    this.log = undefined;
  }

  /** Size in bytes. */
  get size(): number {
    return this.pages * PAGE_SIZE;
  }

  #bytesOf(frame: number): Uint8Array {
    return this.#host.bytes.subarray(frame * PAGE_SIZE, (frame + 1) * PAGE_SIZE);
  }

  /** Give all pages of the untouched run that has a page their frames, neighbours, so that a large page can map them. */
  #obtainRun(page: number): boolean {
    for (let size = this.runFrames; size > 1; size /= 512) {
      if (this.#host.freeFrames < size + RUN_RESERVE) continue;
      const start = this.findRunStart(page, size);
      if (start < 0 || !this.#isUntouched(start, size)) continue;
      const first = this.#host.allocateRun('guest', size === GIANT_FRAMES ? GIANT_RUNS : 1);
      if (first === 0) continue;
      for (let i = 0; i < size; i++) this.frames[start + i] = first + i;
      return true;
    }
    return false;
  }

  #isUntouched(start: number, size: number): boolean {
    for (let i = start; i < start + size; i++) if (this.frames[i] !== 0) return false;
    if (this.#swapped.size > 0) for (let i = start; i < start + size; i++) if (this.#swapped.has(i)) return false;
    return true;
  }
}

/** A zeroed Uint32Array, or an HvError where the host refuses it. */
function allocateWords(caller: string, count: number): Uint32Array {
  try {
    return new Uint32Array(count);
  } catch (cause) {
    throw new HvError('out-of-memory', `${caller}: expected ${count * 4} bytes for ${count} pages`, { cause });
  }
}
