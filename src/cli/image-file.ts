/** A raw image of physical memory in a file, read page by page: images may be larger than this process's memory. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { HvError } from '../base/error.ts';
import type { TableReader } from '../mmu/walk.ts';
import { reason } from './output-file.ts';

const PAGE_SIZE = 4096;
/** Pages kept: 16 MiB, the tables of some gigabytes. */
const KEPT_PAGES = 4096;

/** The image; host-physical address `base` is its first byte. */
export class ImageFile implements TableReader {
  readonly path: string;
  readonly base: number;
  /** Bytes. */
  readonly size: number;
  readonly #fd: number;
  readonly #pages = new Map<number, DataView | undefined>();

  /**
   * @param base host-physical address of the first byte, page-aligned
   * @throws HvError `io` for a file that cannot be read or is none; `invalid-argument`
   */
  constructor(path: string, base: number) {
    if (base % PAGE_SIZE !== 0) {
      throw new HvError('invalid-argument', `--base: expected a multiple of 4096, got 0x${base.toString(16)}`);
    }
    this.path = path;
    this.base = base;
    try {
      this.#fd = openSync(path, 'r');
    } catch (cause) {
      throw new HvError('io', `--image: expected a file that can be read, got ${path} (${reason(cause)})`, { cause });
    }
    const stat = fstatSync(this.#fd);
    if (!stat.isFile()) {
      closeSync(this.#fd);
      throw new HvError('io', `--image: expected a regular file, got ${path}`);
    }
    this.size = stat.size;
  }

  read32(hpa: number): number | undefined {
    const page = Math.floor((hpa - this.base) / PAGE_SIZE);
    const offset = (hpa - this.base) % PAGE_SIZE;
    const view = this.#page(page);
    return view === undefined || offset + 4 > view.byteLength ? undefined : view.getUint32(offset, true);
  }

  /** Whether all of a range lies in the image. */
  hasRange(hpa: number, length: number): boolean {
    return hpa >= this.base && hpa + length <= this.base + this.size;
  }

  /** Copy bytes from an offset in the file. @returns how many there were. @throws HvError `io` */
  readInto(target: Uint8Array, offset: number): number {
    try {
      return readSync(this.#fd, target, 0, target.length, offset);
    } catch (cause) {
      throw new HvError('io', `--image ${this.path}: expected to read at ${offset}, got ${reason(cause)}`, { cause });
    }
  }

  close(): void {
    closeSync(this.#fd);
  }

  #page(page: number): DataView | undefined {
    if (page < 0 || page * PAGE_SIZE >= this.size) return undefined;
    const known = this.#pages.get(page);
    if (known !== undefined) return known;
    const bytes = new Uint8Array(PAGE_SIZE);
    const length = this.readInto(bytes, page * PAGE_SIZE);
    const view = new DataView(bytes.buffer, 0, length);
    // The oldest goes; walks come back to the same few tables all the time, so that hardly matters.
    if (this.#pages.size >= KEPT_PAGES) this.#pages.delete(this.#pages.keys().next().value as number);
    this.#pages.set(page, view);
    return view;
  }
}
