/** A swap file: where guest memory goes that has no room in frames. */
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { HvError } from '../base/error.ts';
import type { SwapStore } from '../memory/swap-store.ts';
import { reason } from './output-file.ts';

const PAGE_SIZE = 4096;

/**
 * Pages in a file that nobody else can open: it is readable by its owner only and loses its name at once, so that nothing
 * of the guest's memory is left behind, however the process ends.
 */
export class SwapFile implements SwapStore {
  readonly #path: string;
  readonly #fd: number;
  readonly #limit: number;
  readonly #free: number[] = [];
  /** Places that were used at some time. */
  #places = 0;

  /**
   * @param path a file that does not exist, in a folder with room
   * @param limitPages pages that it takes at most; Infinity for no limit
   * @throws HvError `io`, `invalid-argument`
   */
  constructor(path: string, limitPages: number) {
    if (!(limitPages >= 0)) {
      throw new HvError('invalid-argument', `SwapFile: expected a limit in pages, 0 or more, got ${limitPages}`);
    }
    this.#path = path;
    this.#limit = limitPages;
    try {
      this.#fd = openSync(path, 'wx+', 0o600);
      unlinkSync(path);
    } catch (cause) {
      throw new HvError('io', `swap file: expected the name of a new file, got ${path} (${reason(cause)})`, { cause });
    }
  }

  /** Pages that are in it. */
  get used(): number {
    return this.#places - this.#free.length;
  }

  /** @returns -1 also when the disk is full: the page then stays where it is */
  write(page: Uint8Array): number {
    if (this.used >= this.#limit) return -1;
    const place = this.#free.pop() ?? this.#places++;
    try {
      let done = 0;
      while (done < PAGE_SIZE) done += writeSync(this.#fd, page, done, PAGE_SIZE - done, place * PAGE_SIZE + done);
      return place;
    } catch {
      this.#free.push(place);
      return -1;
    }
  }

  read(place: number, target: Uint8Array): void {
    let done = 0;
    try {
      while (done < PAGE_SIZE) {
        const count = readSync(this.#fd, target, done, PAGE_SIZE - done, place * PAGE_SIZE + done);
        if (count === 0) throw new Error('end of file');
        done += count;
      }
    } catch (cause) {
      throw new HvError('io', `swap file ${this.#path}: expected page ${place}, got ${reason(cause)}`, { cause });
    }
  }

  free(place: number): void {
    this.#free.push(place);
  }

  /** Give the file's place on the disk back. The VM must not need it any more. */
  close(): void {
    closeSync(this.#fd);
  }
}
