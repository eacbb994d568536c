/**
 * The machine's host-physical memory: one flat range of bytes that holds guest frames and the tables that map them, and
 * the allocator of its 4-KiB frames.
 */
import { HvError } from '../base/error.ts';

/** Bytes in a frame and in a guest page. */
export const PAGE_SIZE = 4096;

/** What a frame is used for. */
export type FrameUse = 'guest' | 'ept' | 'sppt';

const FREE = 0;
const USE_CODE = { guest: 1, ept: 2, sppt: 3 } as const satisfies Record<FrameUse, number>;
const USES: readonly (FrameUse | undefined)[] = [undefined, 'guest', 'ept', 'sppt', undefined];
/** Frame 0 is given to nobody: 0 says "no frame" wherever a frame number is kept. */
const RESERVED = 4;

/** Where the host-physical memory lies. */
export interface HostMemoryOptions {
  /** The memory that holds it, for instance that of a WebAssembly.Memory that will not grow any more. */
  readonly buffer: ArrayBuffer;
  /** Position of host-physical address 0 in the buffer, page-aligned. */
  readonly base: number;
  /** Bytes of host-physical memory, page-aligned, at least two pages and below 4 GiB. All zero when handed over. */
  readonly size: number;
  /** Frames that may be in use at a time; fewer than the size gives makes running out testable. */
  readonly limitFrames?: number;
}

/**
 * Host-physical memory and its frames.
 *
 * Allocating and freeing are O(1). A frame is zero when it is handed out. Running out is not an error here, since a
 * guest can bring it about: allocateFrame answers 0 and the caller makes a value of it.
 * @example
 * const host = new HostMemory({ buffer: new ArrayBuffer(1 << 20), base: 0, size: 1 << 20 });
 * const frame = host.allocateFrame('guest'); // 1
 */
export class HostMemory {
  /** Bytes by host-physical address. */
  readonly bytes: Uint8Array;
  /** Little-endian u32 words by host-physical address / 4; an entry at `hpa` is words[hpa >>> 2] and the one behind it. */
  readonly words: Uint32Array;
  /** Bytes of host-physical memory. */
  readonly size: number;
  /** Frames that may be in use at a time, frame 0 included. */
  limitFrames: number;
  readonly #uses: Uint8Array;
  readonly #counts = new Uint32Array(USES.length);
  /** Frames below this have been handed out at least once; those above are still zero, as the host gave them. */
  #untouched = 1;
  /** Stack of frames that came back. */
  #freed = new Uint32Array(64);
  #freedCount = 0;

  constructor(options: HostMemoryOptions) {
    const { buffer, base, size } = options;
    const isWhole = base % PAGE_SIZE === 0 && size % PAGE_SIZE === 0;
    if (!isWhole || base < 0 || size < 2 * PAGE_SIZE || size >= 2 ** 32) {
      throw new HvError('invalid-argument', `HostMemory: expected page-aligned base and size, got ${base} and ${size}`);
    }
    if (base + size > buffer.byteLength) {
      throw new HvError(
        'invalid-argument',
        `HostMemory: expected a buffer of ${base + size} bytes, got ${buffer.byteLength}`,
      );
    }
    this.bytes = new Uint8Array(buffer, base, size);
    this.words = new Uint32Array(buffer, base, size / 4);
    this.size = size;
    this.#uses = new Uint8Array(size / PAGE_SIZE);
    this.#uses[0] = RESERVED;
    this.limitFrames = Math.min(options.limitFrames ?? size / PAGE_SIZE, size / PAGE_SIZE);
  }

  /** Frames that can still be allocated. */
  get freeFrames(): number {
    return Math.max(0, this.limitFrames - 1 - this.usedFrames);
  }

  /** Frames handed out and not freed. */
  get usedFrames(): number {
    return this.#untouched - 1 - this.#freedCount;
  }

  /** Frames in use for one purpose. */
  countFrames(use: FrameUse): number {
    return this.#counts[USE_CODE[use]];
  }

  /** What a frame is in use for; undefined when it is free, reserved or outside the memory. */
  useOf(frame: number): FrameUse | undefined {
    return USES[this.#uses[frame] ?? FREE];
  }

  /**
   * A zeroed frame that nobody else has.
   * @returns its number (host-physical address >> 12), or 0 when no frame is left
   */
  allocateFrame(use: FrameUse): number {
    if (this.usedFrames + 1 >= this.limitFrames) return 0;
    let frame: number;
    if (this.#freedCount > 0) {
      frame = this.#freed[--this.#freedCount];
      this.bytes.fill(0, frame * PAGE_SIZE, (frame + 1) * PAGE_SIZE);
    } else {
      frame = this.#untouched++;
    }
    this.#uses[frame] = USE_CODE[use];
    this.#counts[USE_CODE[use]]++;
    return frame;
  }

  /**
   * Give a frame back.
   * @throws HvError `bad-state` when the frame is not in use (so that nothing is ever freed twice)
   */
  freeFrame(frame: number): void {
    const use = this.#uses[frame] ?? FREE;
    if (use === FREE || use === RESERVED) {
      throw new HvError('bad-state', `freeFrame: expected a frame in use, got ${frame}`);
    }
    this.#uses[frame] = FREE;
    this.#counts[use]--;
    if (this.#freedCount === this.#freed.length) {
      const larger = new Uint32Array(this.#freed.length * 2);
      larger.set(this.#freed);
      this.#freed = larger;
    }
    this.#freed[this.#freedCount++] = frame;
  }

  /**
   * The u32 at a host-physical address (a multiple of 4), or undefined outside the memory. The form in which walkers
   * read tables; see TableReader.
   */
  read32(hpa: number): number | undefined {
    return this.words[hpa / 4];
  }

  /** Write a table entry of two u32 halves at a host-physical address, a multiple of 8 within the memory. */
  writeEntry(hpa: number, lo: number, hi: number): void {
    this.words[hpa >>> 2] = lo;
    this.words[(hpa >>> 2) + 1] = hi;
  }
}
