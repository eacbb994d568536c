/**
 * Guest-physical memory as the host sees it: bytes in and out across pages, with the same guards as the guest's own writes.
 */
import { HvError } from '../base/error.ts';
import { FULL_ACCESS, SUB_PAGE_SIZE, subPagesTouched } from '../spec/vmx/sppt.ts';
import { formatNumber } from './frame-range.ts';
import { BANK_FRAMES, BANK_SHIFT, type HostMemory, PAGE_SIZE } from './host-memory.ts';
import type { Memslot, Memslots } from './memslots.ts';

/** Up to so many bytes are copied one by one: a view for Uint8Array.set() costs more than they do. */
const SHORT = 16;

/**
 * Who writes: the guest's instructions, a device model on its behalf (DMA), or the owner through the host API. `audit`: a
 * change that was found afterwards, whoever made it.
 */
export type WriteOrigin = 'cpu' | 'device' | 'host' | 'audit';

/** How a host write is made. */
export interface WriteOptions {
  /** Write whatever the guards say. For loaders, debuggers and the like. */
  readonly force?: boolean;
  /** Default `host`. */
  readonly origin?: WriteOrigin;
}

/** Judges writes that touch a sub-page which the vectors deny. GuardedMemory is the one that knows guarded bytes. */
export interface WriteFilter {
  /** Carry out what is allowed of the write. @returns the number of bytes written */
  filteredWrite(gpa: number, bytes: Uint8Array, origin: WriteOrigin): number;
}

/** What stores and loads need from who maps the memory. */
export interface FrameKeeper {
  /**
   * Free some frames, for instance by swapping out. Pages [gfn, gfn + pages) keep theirs.
   * @returns whether at least one more frame is free
   */
  makeRoom(frames: number, gfn: number, pages: number): boolean;
  /** A page has another frame now: what mapped the old one must follow. */
  frameChanged(gfn: number): void;
  /** A store made here has dirtied pieces of a page in a log of sub-pages: the guest may write them without telling. */
  piecesDirtied(gfn: number): void;
}

/** Called behind every store, with host-physical address and length (within one page): decoded code may be stale now. */
export type StoreListener = (hpa: number, length: number) => void;

/**
 * Reading and writing guest-physical memory.
 *
 * Pages that were never touched read as zero and take no frame until they are written. Addresses are Numbers below 2^48.
 * @example
 * memory.write(0x1000, Uint8Array.of(0xf4), { force: true });
 * memory.read(0x1000, 1); // Uint8Array [ 0xf4 ]
 */
export class GuestMemory {
  /** Without a filter the vectors alone decide: bytes in denied sub-pages are dropped. */
  filter: WriteFilter | undefined;
  /** Told of every store made here. */
  onStore: StoreListener | undefined;
  /** Who maps the memory. Without it, running out of frames is final and no frame may be shared. */
  keeper: FrameKeeper | undefined;
  readonly #host: HostMemory;
  readonly #slots: Memslots;

  constructor(host: HostMemory, slots: Memslots) {
    this.#host = host;
    this.#slots = slots;
  }

  /** Whether memslots back all of [gpa, gpa + length). False for ranges that are not whole Numbers. */
  hasRange(gpa: number, length: number): boolean {
    if (!Number.isSafeInteger(gpa) || !Number.isSafeInteger(length) || gpa < 0 || length < 0) return false;
    let gfn = Math.floor(gpa / PAGE_SIZE);
    const end = Math.ceil((gpa + length) / PAGE_SIZE);
    while (gfn < end) {
      const slot = this.#slots.findSlot(gfn);
      if (slot === undefined) return false;
      gfn = slot.gfn + slot.pages;
    }
    return true;
  }

  /** A copy of guest memory. @throws HvError `no-memslot` */
  read(gpa: number, length: number): Uint8Array {
    // Before bytes are asked of the host; short reads leave the check to readInto().
    if (!(Number.isInteger(length) && length >= 0 && length <= SHORT)) this.#check('read', gpa, length);
    const bytes = new Uint8Array(length);
    this.readInto(gpa, bytes);
    return bytes;
  }

  /** Copy guest memory into `target`, as many bytes as it has. @throws HvError `no-memslot`, `invalid-argument`, nothing copied */
  readInto(gpa: number, target: Uint8Array): void {
    this.#checkBytes('read', target);
    const size = target.length;
    if (size <= SHORT && Number.isSafeInteger(gpa) && (gpa & 0xfff) + size <= PAGE_SIZE) {
      const frame = this.findFrame(Math.floor(gpa / PAGE_SIZE));
      if (frame !== 0) {
        const { bytes } = this.#host.banks[frame >>> BANK_SHIFT];
        const from = (frame % BANK_FRAMES) * PAGE_SIZE + (gpa & 0xfff);
        for (let i = 0; i < size; i++) target[i] = bytes[from + i];
        return;
      }
    }
    this.#check('read', gpa, target.length);
    for (let at = 0; at < target.length; ) {
      const offset = (gpa + at) & 0xfff;
      const length = Math.min(PAGE_SIZE - offset, target.length - at);
      const gfn = Math.floor((gpa + at) / PAGE_SIZE);
      const frame = this.findFrame(gfn);
      if (frame === 0) {
        this.#readUnmapped(gfn, offset, target.subarray(at, at + length));
      } else {
        const from = (frame % BANK_FRAMES) * PAGE_SIZE + offset;
        target.set(this.#host.banks[frame >>> BANK_SHIFT].bytes.subarray(from, from + length), at);
      }
      at += length;
    }
  }

  /**
   * The u32 at a guest-physical address, a multiple of 4; undefined where no memslot is. Never throws: made for walks
   * of tables that the guest wrote.
   */
  read32(gpa: number): number | undefined {
    const gfn = Math.floor(gpa / PAGE_SIZE);
    const slot = this.#slots.findSlot(gfn);
    if (slot === undefined) return undefined;
    const frame = slot.block.frames[gfn - slot.gfn];
    if (frame !== 0) {
      return this.#host.banks[frame >>> BANK_SHIFT].words[((frame % BANK_FRAMES) * PAGE_SIZE + (gpa & 0xffc)) >>> 2];
    }
    const bytes = new Uint8Array(4);
    this.#readUnmapped(gfn, gpa & 0xffc, bytes);
    return (bytes[0] | (bytes[1] << 8) | (bytes[2] << 16) | (bytes[3] << 24)) >>> 0;
  }

  /**
   * Write guest memory. Unless `force` is given, guards apply byte by byte as they do to the guest's own writes.
   * ROM slots can be written.
   * @returns the number of bytes written; the others were refused
   * @throws HvError `no-memslot`, `invalid-argument`, `out-of-memory`; then nothing was written
   */
  write(gpa: number, bytes: Uint8Array, options?: WriteOptions): number {
    this.#checkBytes('write', bytes);
    this.#check('write', gpa, bytes.length);
    if (!this.obtainRange(gpa, bytes.length)) {
      throw new HvError(
        'out-of-memory',
        `write: expected free frames for ${bytes.length} bytes at gpa ${formatNumber(gpa)}`,
      );
    }
    if (options?.force || this.allowsWrite(gpa, bytes.length)) {
      this.store(gpa, bytes);
      return bytes.length;
    }
    if (this.filter !== undefined) return this.filter.filteredWrite(gpa, bytes, options?.origin ?? 'host');
    let written = 0;
    for (let at = 0; at < bytes.length; ) {
      const length = Math.min(128 - ((gpa + at) & 127), bytes.length - at);
      if (this.allowsWrite(gpa + at, length)) {
        this.store(gpa + at, bytes.subarray(at, at + length));
        written += length;
      }
      at += length;
    }
    return written;
  }

  /** Host frame behind a guest frame; 0 when it has none yet or no memslot is there. */
  findFrame(gfn: number): number {
    const slot = this.#slots.findSlot(gfn);
    return slot === undefined ? 0 : slot.block.frames[gfn - slot.gfn];
  }

  /** Write vector of a guest frame; all ones when it is not protected or no memslot is there. */
  vectorOf(gfn: number): number {
    const slot = this.#slots.findSlot(gfn);
    return slot?.block.vectors === undefined ? FULL_ACCESS : slot.block.vectors[gfn - slot.gfn];
  }

  /** Whether the vectors let a write to every byte of the range through. */
  allowsWrite(gpa: number, length: number): boolean {
    for (let at = 0; at < length; ) {
      const offset = (gpa + at) & 0xfff;
      const piece = Math.min(PAGE_SIZE - offset, length - at);
      const vector = this.vectorOf(Math.floor((gpa + at) / PAGE_SIZE));
      if (vector !== FULL_ACCESS && (~vector & subPagesTouched(offset, piece)) !== 0) return false;
      at += piece;
    }
    return true;
  }

  /** First byte of a range that the vectors deny; undefined when they let a write to all of it through. */
  findDenied(gpa: number, length: number): number | undefined {
    for (let at = gpa; at < gpa + length; at = (Math.floor(at / SUB_PAGE_SIZE) + 1) * SUB_PAGE_SIZE) {
      if (!this.allowsWrite(at, 1)) return at;
    }
    return undefined;
  }

  /**
   * Put frames behind a range that memslots back, none of them shared, all at the same time.
   * @returns false when the host has too few; some may be there then
   * @throws HvError `io` when the swap store fails
   */
  obtainRange(gpa: number, length: number): boolean {
    const first = Math.floor(gpa / PAGE_SIZE);
    const end = Math.ceil((gpa + length) / PAGE_SIZE);
    for (let gfn = first; gfn < end; gfn++) {
      while (!this.#obtainPage(gfn)) {
        if (!this.keeper?.makeRoom(end - gfn, first, end - first)) return false;
      }
    }
    return true;
  }

  /** Store bytes without any check, into a range for which obtainRange() answered true. */
  store(gpa: number, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const offset = (gpa + at) & 0xfff;
      const length = Math.min(PAGE_SIZE - offset, bytes.length - at);
      const slot = this.#slots.findSlot(Math.floor((gpa + at) / PAGE_SIZE)) as Memslot;
      const page = Math.floor((gpa + at) / PAGE_SIZE) - slot.gfn;
      const frame = slot.block.frames[page];
      const to = (frame % BANK_FRAMES) * PAGE_SIZE + offset;
      const target = this.#host.banks[frame >>> BANK_SHIFT].bytes;
      if (length <= SHORT) for (let i = 0; i < length; i++) target[to + i] = bytes[at + i];
      else target.set(bytes.subarray(at, at + length), to);
      if (slot.block.log?.mark(page, subPagesTouched(offset, length))) this.keeper?.piecesDirtied(slot.gfn + page);
      this.onStore?.(frame * PAGE_SIZE + offset, length);
      at += length;
    }
  }

  /**
   * Store bytes within a page that has its frame, when its vector allows a write there: one look-up for all of it.
   * @param checked bytes from `offset` on that the vector must allow, at least as many as `bytes` has
   * @returns false: the page is no memory that the guest may write, or its vector denies it; nothing was stored then
   */
  storeAllowed(gfn: number, offset: number, bytes: Uint8Array, checked: number): boolean {
    const slot = this.#slots.findSlot(gfn);
    if (slot === undefined || slot.readOnly) return false;
    const { block } = slot;
    const page = gfn - slot.gfn;
    const { vectors } = block;
    if (vectors !== undefined && (~vectors[page] & subPagesTouched(offset, checked)) !== 0) return false;
    const frame = block.frames[page];
    if (frame === 0) return false;
    const target = this.#host.banks[frame >>> BANK_SHIFT].bytes;
    const to = (frame % BANK_FRAMES) * PAGE_SIZE + offset;
    const { length } = bytes;
    for (let i = 0; i < length; i++) target[to + i] = bytes[i];
    if (block.log?.mark(page, subPagesTouched(offset, length))) this.keeper?.piecesDirtied(gfn);
    this.onStore?.(frame * PAGE_SIZE + offset, length);
    return true;
  }

  /** One page of obtainRange(). */
  #obtainPage(gfn: number): boolean {
    const { block, gfn: start } = this.#slots.findSlot(gfn) as Memslot;
    const frame = block.obtainFrame(gfn - start);
    if (frame === 0) return false;
    if (!this.#host.isShared(frame)) return true;
    if (block.moveFrame(gfn - start) === 0) return false;
    this.keeper?.frameChanged(gfn);
    return true;
  }

  /** A page without a frame: zero, or in the swap store. */
  #readUnmapped(gfn: number, offset: number, target: Uint8Array): void {
    const slot = this.#slots.findSlot(gfn);
    if (slot === undefined || !slot.block.isSwapped(gfn - slot.gfn)) {
      target.fill(0);
      return;
    }
    const page = new Uint8Array(PAGE_SIZE);
    slot.block.readSwapped(gfn - slot.gfn, page);
    target.set(page.subarray(offset, offset + target.length));
  }

  #check(caller: string, gpa: number, length: number): void {
    if (!this.hasRange(gpa, length)) {
      const where = `gpa ${formatNumber(gpa)} + ${String(length)} bytes`;
      throw new HvError('no-memslot', `${caller}: expected memory at all of ${where}`);
    }
  }

  #checkBytes(caller: string, bytes: Uint8Array): void {
    if (!(bytes instanceof Uint8Array)) throw new HvError('invalid-argument', `${caller}: expected a Uint8Array`);
  }
}
