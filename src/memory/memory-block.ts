/**
 * A block of guest memory: its frames and its write vectors. Both belong to the memory and not to its place in the
 * guest-physical address space, so they survive when a memslot is deleted, moved or added again.
 */
import { HvError } from '../base/error.ts';
import { FULL_ACCESS } from '../spec/vmx/sppt.ts';
import { type HostMemory, PAGE_SIZE } from './host-memory.ts';

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
  /** Whether a memslot has the block now. */
  attached = false;
  readonly #host: HostMemory;

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

  /** The frame behind a page (0..pages-1), allocated if need be; 0 when the host has no frame left. */
  obtainFrame(page: number): number {
    const frame = this.frames[page];
    if (frame !== 0) return frame;
    const fresh = this.#host.allocateFrame('guest');
    this.frames[page] = fresh;
    return fresh;
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
    this.vectors = undefined;
  }

  /** Size in bytes. */
  get size(): number {
    return this.pages * PAGE_SIZE;
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
