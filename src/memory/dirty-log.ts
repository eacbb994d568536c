/**
 * Which pages of a block of guest memory have been written since somebody asked: the log behind dirty tracking.
 *
 * The log only remembers. Who makes the processor tell of a write is the mode: GuestProtection withholds write
 * permission, or collects the dirty flags that the processor sets.
 */
import { HvError } from '../base/error.ts';
import { FULL_ACCESS } from '../spec/vmx/sppt.ts';

/**
 * How writes by the guest's instructions are noticed.
 *
 * - `write-protect`: a page that is not dirty has no write permission; its first write exits.
 * - `dirty-flag`: the processor sets the dirty flag of the EPT leaf; needs a VM with EPT accessed and dirty flags.
 * - `sub-page`: the log knows 128-byte pieces. A piece that is not dirty is denied by the page's vector; its first write
 *   exits. A piece counts as changed when it was written, also with the value that it had.
 */
export type DirtyLogMode = (typeof DIRTY_LOG_MODES)[number];
export const DIRTY_LOG_MODES = ['write-protect', 'dirty-flag', 'sub-page'] as const;

/** A page with changes. */
export interface DirtyPieces {
  /** Page of the block (with GuestAddressSpace.takeDirtyPieces: guest frame number). */
  readonly page: number;
  /** Bit i: bytes [128i, 128i + 127] were written. */
  readonly pieces: number;
}

/** Dirty pages, and in mode `sub-page` dirty pieces, of one block. */
export class DirtyLog {
  readonly mode: DirtyLogMode;
  /** Pages of the block. */
  readonly pages: number;
  /** One u32 a page in mode `sub-page`: bit i set, piece i is dirty. */
  readonly pieces: Uint32Array | undefined;
  #bits: Uint32Array;

  /** @throws HvError `out-of-memory` */
  constructor(mode: DirtyLogMode, pages: number) {
    this.mode = mode;
    this.pages = pages;
    try {
      this.#bits = new Uint32Array(Math.ceil(pages / 32));
      this.pieces = mode === 'sub-page' ? new Uint32Array(pages) : undefined;
    } catch (cause) {
      throw new HvError('out-of-memory', `DirtyLog: expected memory for ${pages} pages`, { cause });
    }
  }

  /** Whether a page has been written since the last take. */
  isDirty(page: number): boolean {
    return (this.#bits[page >>> 5] & (1 << (page & 31))) !== 0;
  }

  /** Pieces of a page that may be written without another exit; all of them in the modes that know pages only. */
  openPieces(page: number): number {
    return this.pieces === undefined ? FULL_ACCESS : this.pieces[page];
  }

  /**
   * Remember a write.
   * @param pieces the sub-pages it touches
   * @returns whether one of them may be written without another exit now, and might not before
   */
  mark(page: number, pieces: number): boolean {
    this.#bits[page >>> 5] |= 1 << (page & 31);
    if (this.pieces === undefined) return false;
    const opens = (pieces & ~this.pieces[page]) !== 0;
    this.pieces[page] |= pieces;
    return opens;
  }

  /** Dirty pages in ascending order; the log stays as it is. */
  dirtyPages(): Uint32Array {
    const bits = this.#bits;
    let count = 0;
    for (let word = 0; word < bits.length; word++) {
      for (let rest = bits[word] | 0; rest !== 0; rest &= rest - 1) count++;
    }
    const pages = new Uint32Array(count);
    let at = 0;
    for (let word = 0; word < bits.length; word++) {
      // Found by the lowest bit that is set, so that a clean stretch costs a 32nd of its pages.
      for (let rest = bits[word] | 0; rest !== 0; rest &= rest - 1) {
        pages[at++] = word * 32 + 31 - Math.clz32(rest & -rest);
      }
    }
    return pages;
  }

  /** Get and clear: one bit a page, bit i of word j for page 32j + i (the form of KVM_GET_DIRTY_LOG on little-endian). */
  take(): Uint32Array {
    const bits = this.#bits;
    this.#bits = new Uint32Array(bits.length);
    this.pieces?.fill(0);
    return bits;
  }

  /**
   * Get and clear: the pages that changed, with their pieces (all 32 in the modes that know pages only).
   * @param pages what dirtyPages() said
   * @param first added to each page's number
   */
  takePieces(pages: Uint32Array, first = 0): DirtyPieces[] {
    const { pieces } = this;
    // Of its full length from the start: an array that grows is copied again and again.
    const changed = new Array<DirtyPieces>(pages.length);
    for (let i = 0; i < pages.length; i++) {
      const page = pages[i];
      changed[i] = { page: first + page, pieces: pieces === undefined ? FULL_ACCESS : pieces[page] };
      if (pieces !== undefined) pieces[page] = 0;
    }
    this.#bits.fill(0);
    return changed;
  }
}
