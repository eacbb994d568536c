/**
 * The machine's host-physical memory: one flat range of bytes that holds guest frames and the tables that map them, and
 * the allocator of its 4-KiB frames.
 */
import { HvError } from '../base/error.ts';

/** Bytes in a frame and in a guest page. */
export const PAGE_SIZE = 4096;

/** What a frame is used for. */
export type FrameUse = 'guest' | 'ept' | 'sppt';

/** Frames in an aligned run of 2 MiB: what a large leaf of level 2 maps, and the unit in which the allocator keeps order. */
export const RUN_FRAMES = 512;
/** Runs in an aligned gibibyte: what a large leaf of level 3 maps. */
export const GIANT_RUNS = 512;
/** Frame numbers of one bank: 4 GiB, as much as one WebAssembly.Memory can have. */
export const BANK_FRAMES = 2 ** 20;
/** Bits of a frame number below the number of its bank. */
export const BANK_SHIFT = 20;

/** Bytes behind frames [n * BANK_FRAMES, (n + 1) * BANK_FRAMES), at most. */
export interface MemoryBank {
  readonly bytes: Uint8Array;
  /** The same as little-endian u32 words. */
  readonly words: Uint32Array;
}

const FREE = 0;
const USE_CODE = { guest: 1, ept: 2, sppt: 3 } as const satisfies Record<FrameUse, number>;
const USES: readonly (FrameUse | undefined)[] = [undefined, 'guest', 'ept', 'sppt', undefined];
/** Frame 0 is given to nobody: 0 says "no frame" wherever a frame number is kept. */
const RESERVED = 4;

/** Where the host-physical memory lies. */
export interface HostMemoryOptions {
  /** The memory that holds it, for instance that of a WebAssembly.Memory that will not grow any more. */
  readonly buffer: ArrayBufferLike;
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
 * Frames are kept by runs of 512: single frames come from runs that are broken already, so that whole ones stay whole
 * for large pages. Allocating and freeing a frame are O(1), a whole run costs its zeroing. A frame is zero when it is
 * handed out. Running out is not an error here, since a guest can bring it about: allocateFrame answers 0 and the caller
 * makes a value of it.
 * @example
 * const host = new HostMemory({ buffer: new ArrayBuffer(1 << 20), base: 0, size: 1 << 20 });
 * const frame = host.allocateFrame('guest'); // 1
 */
export class HostMemory {
  /** Bytes by host-physical address. */
  readonly bytes: Uint8Array;
  /** Little-endian u32 words by host-physical address / 4; an entry at `hpa` is words[hpa >>> 2] and the one behind it. */
  readonly words: Uint32Array;
  /**
   * The memory above as bank 0, and the banks that were added: guest memory of those who bring their own. Frames of those
   * are not allocated here.
   */
  readonly banks: MemoryBank[];
  /** Bytes of host-physical memory. */
  readonly size: number;
  /** Frames that may be in use at a time, frame 0 included. */
  limitFrames: number;
  /** Told of used frames that are erased for their next use: code decoded from them is stale. */
  onErase: ((hpa: number, length: number) => void) | undefined;
  readonly #uses: Uint8Array;
  readonly #counts = new Uint32Array(USES.length);
  #used = 0;
  /** Owners beyond the first, of frames that have several. */
  readonly #moreOwners = new Map<number, number>();

  /** Free frames of each run; RUN_FRAMES = whole. */
  readonly #freeIn: Uint16Array;
  /** Frames of a run below this place have been handed out at some time; those above are still zero, as the host gave them. */
  readonly #touched: Uint16Array;
  /** Stack of returned frames of each run: place + 1 of the top one, and of the one below each. */
  readonly #top: Uint16Array;
  readonly #below: Uint16Array;
  /** The run that single frames come from; it is in neither set. */
  #current = 0;
  /** Other runs with some frames free. */
  readonly #broken = new Set<number>();
  /** Runs with all 512 frames free. */
  readonly #whole = new Set<number>();

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
    this.banks = [{ bytes: this.bytes, words: this.words }];
    this.size = size;
    const frames = size / PAGE_SIZE;
    const runs = Math.ceil(frames / RUN_FRAMES);
    this.#uses = new Uint8Array(frames);
    this.#uses[0] = RESERVED;
    this.#freeIn = new Uint16Array(runs);
    this.#touched = new Uint16Array(runs);
    this.#top = new Uint16Array(runs);
    this.#below = new Uint16Array(frames);
    for (let run = 0; run < runs; run++) {
      this.#freeIn[run] = Math.min(RUN_FRAMES, frames - run * RUN_FRAMES);
      if (run > 0) (this.#freeIn[run] === RUN_FRAMES ? this.#whole : this.#broken).add(run);
    }
    this.#freeIn[0]--;
    this.#touched[0] = 1;
    this.limitFrames = Math.min(options.limitFrames ?? frames, frames);
  }

  /**
   * Let frames stand for memory that lies elsewhere. It must not be taken away again.
   * @param buffer whole pages, at most BANK_FRAMES of them
   * @returns the number of its first frame
   */
  addBank(buffer: ArrayBufferLike): number {
    this.banks.push({ bytes: new Uint8Array(buffer), words: new Uint32Array(buffer) });
    return (this.banks.length - 1) * BANK_FRAMES;
  }

  /** Frames that can still be allocated. */
  get freeFrames(): number {
    return Math.max(0, this.limitFrames - 1 - this.#used);
  }

  /** Frames handed out and not freed. */
  get usedFrames(): number {
    return this.#used;
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
    if (this.#used + 1 >= this.limitFrames) return 0;
    let run = this.#current;
    if (this.#freeIn[run] === 0) {
      run = this.#takeRun();
      if (run < 0) return 0;
      this.#current = run;
    }
    let place = this.#top[run] - 1;
    if (place >= 0) {
      this.#top[run] = this.#below[run * RUN_FRAMES + place];
      const hpa = (run * RUN_FRAMES + place) * PAGE_SIZE;
      this.#erase(hpa, PAGE_SIZE);
    } else {
      place = this.#touched[run]++;
    }
    this.#freeIn[run]--;
    const frame = run * RUN_FRAMES + place;
    this.#uses[frame] = USE_CODE[use];
    this.#counts[USE_CODE[use]]++;
    this.#used++;
    return frame;
  }

  /**
   * Zeroed neighbouring frames for a large page: 512 frames aligned to 2 MiB, or 512 such runs aligned to 1 GiB. Each is
   * freed by itself.
   * @param runs 1 or GIANT_RUNS
   * @returns the first frame, or 0 when there is no such run
   */
  allocateRun(use: FrameUse, runs: 1 | typeof GIANT_RUNS): number {
    if (this.#used + runs * RUN_FRAMES >= this.limitFrames) return 0;
    const first = runs === 1 ? this.#findWhole() : this.#findGiant();
    if (first === 0) return 0;
    for (let run = first; run < first + runs; run++) {
      this.#whole.delete(run);
      if (this.#touched[run] > 0) this.#erase(run * RUN_FRAMES * PAGE_SIZE, this.#touched[run] * PAGE_SIZE);
      this.#touched[run] = RUN_FRAMES;
      this.#top[run] = 0;
      this.#freeIn[run] = 0;
    }
    this.#uses.fill(USE_CODE[use], first * RUN_FRAMES, (first + runs) * RUN_FRAMES);
    this.#counts[USE_CODE[use]] += runs * RUN_FRAMES;
    this.#used += runs * RUN_FRAMES;
    return first * RUN_FRAMES;
  }

  /** Give a frame one more owner; each of them frees it. @throws HvError `bad-state` when the frame is not in use */
  addOwner(frame: number): void {
    if (this.useOf(frame) === undefined) {
      throw new HvError('bad-state', `addOwner: expected a frame in use, got ${frame}`);
    }
    this.#moreOwners.set(frame, (this.#moreOwners.get(frame) ?? 0) + 1);
  }

  /** Whether a frame has several owners, so that none of them may write to it. */
  isShared(frame: number): boolean {
    return this.#moreOwners.size > 0 && this.#moreOwners.has(frame);
  }

  /**
   * Give a frame back, or one owner's part in it.
   * @throws HvError `bad-state` when the frame is not in use (so that nothing is ever freed twice)
   */
  freeFrame(frame: number): void {
    const use = this.#uses[frame] ?? FREE;
    if (use === FREE || use === RESERVED) {
      throw new HvError('bad-state', `freeFrame: expected a frame in use, got ${frame}`);
    }
    const more = this.#moreOwners.get(frame);
    if (more !== undefined) {
      if (more > 1) this.#moreOwners.set(frame, more - 1);
      else this.#moreOwners.delete(frame);
      return;
    }
    this.#uses[frame] = FREE;
    this.#counts[use]--;
    this.#used--;
    const run = Math.floor(frame / RUN_FRAMES);
    const place = frame % RUN_FRAMES;
    this.#below[frame] = this.#top[run];
    this.#top[run] = place + 1;
    const free = ++this.#freeIn[run];
    if (run === this.#current) return;
    if (free === RUN_FRAMES) {
      this.#broken.delete(run);
      this.#whole.add(run);
    } else if (free === 1) {
      this.#broken.add(run);
    }
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

  #erase(hpa: number, length: number): void {
    this.bytes.fill(0, hpa, hpa + length);
    this.onErase?.(hpa, length);
  }

  /** A run with free frames for single ones, out of its set; -1 when there is none. */
  #takeRun(): number {
    for (const set of [this.#broken, this.#whole]) {
      for (const run of set) {
        set.delete(run);
        return run;
      }
    }
    return -1;
  }

  #findWhole(): number {
    for (const run of this.#whole) return run;
    // The run in use for single frames may have become whole again; another one takes its part when it is needed.
    return this.#freeIn[this.#current] === RUN_FRAMES ? this.#current : 0;
  }

  #findGiant(): number {
    for (let first = GIANT_RUNS; first + GIANT_RUNS <= this.#freeIn.length; first += GIANT_RUNS) {
      let run = first;
      while (run < first + GIANT_RUNS && this.#freeIn[run] === RUN_FRAMES) run++;
      if (run === first + GIANT_RUNS) return first;
    }
    return 0;
  }
}
