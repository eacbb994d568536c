/** Where pages go that have no frame: the portable side of a swap file. */
import { HvError } from '../base/error.ts';
import { PAGE_SIZE } from './host-memory.ts';

/** Keeps pages of 4 KiB by number. A place is written once, read any number of times, and freed. */
export interface SwapStore {
  /** Keep a copy of a page. @returns its place, or -1 when the store is full. @throws HvError `io` */
  write(page: Uint8Array): number;
  /** Copy a page out. @throws HvError `io` */
  read(place: number, target: Uint8Array): void;
  /** The place can be used again. */
  free(place: number): void;
}

/** A swap store in the host's own memory. For tests, and for hosts without files. */
export class MemorySwap implements SwapStore {
  readonly #pages = new Map<number, Uint8Array>();
  readonly #limit: number;
  #next = 0;

  /**
   * @param limitPages pages that it takes at most; Infinity for no limit
   * @throws HvError `invalid-argument`
   */
  constructor(limitPages: number) {
    // NaN would be above every number of pages.
    if (!(limitPages >= 0)) {
      throw new HvError('invalid-argument', `MemorySwap: expected a limit in pages, 0 or more, got ${limitPages}`);
    }
    this.#limit = limitPages;
  }

  /** Pages that are in it. */
  get used(): number {
    return this.#pages.size;
  }

  write(page: Uint8Array): number {
    if (this.#pages.size >= this.#limit) return -1;
    this.#pages.set(this.#next, page.slice(0, PAGE_SIZE));
    return this.#next++;
  }

  read(place: number, target: Uint8Array): void {
    const page = this.#pages.get(place);
    if (page === undefined) throw new HvError('bad-state', `MemorySwap: expected a place in use, got ${place}`);
    target.set(page);
  }

  free(place: number): void {
    if (!this.#pages.delete(place)) throw new HvError('bad-state', `MemorySwap: expected a place in use, got ${place}`);
  }
}
