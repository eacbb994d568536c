/**
 * The stores of an instruction that is being emulated, held until it is known to complete: an instruction that a guard
 * stops has then written nothing, made nothing dirty, and made no decoded code stale.
 */

/** Where bytes go that have been judged: guest memory at once, or a HeldStores first. */
export interface StoreTarget {
  /** @param bytes copied */
  store(gpa: number, bytes: Uint8Array): void;
}

/**
 * Stores in the order in which they were made.
 * @example
 * held.store(0x1000, Uint8Array.of(1, 2));
 * held.every((gpa, bytes) => memory.obtainRange(gpa, bytes.length) && (memory.store(gpa, bytes), true));
 * held.clear();
 */
export class HeldStores implements StoreTarget {
  #count = 0;
  readonly #gpa: number[] = [];
  /** Where the bytes of a store begin in #bytes; its successor's begin, or #used, ends them. */
  readonly #from: number[] = [];
  #bytes = new Uint8Array(64);
  #used = 0;

  /** Stores held. */
  get count(): number {
    return this.#count;
  }

  store(gpa: number, bytes: Uint8Array): void {
    const end = this.#used + bytes.length;
    if (end > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(end, 2 * this.#bytes.length));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#gpa[this.#count] = gpa;
    this.#from[this.#count] = this.#used;
    this.#count++;
    this.#bytes.set(bytes, this.#used);
    this.#used = end;
  }

  /** Put what is held of [gpa, gpa + target.length) over what `target` has. */
  overlay(gpa: number, target: Uint8Array): void {
    for (let i = 0; i < this.#count; i++) {
      const shift = this.#gpa[i] - gpa;
      const from = this.#from[i];
      const length = this.#end(i) - from;
      for (let at = Math.max(0, -shift); at < length && at + shift < target.length; at++) {
        target[at + shift] = this.#bytes[from + at];
      }
    }
  }

  /** @param visit gets views, valid during the call; answers false to end the visit. @returns whether all were visited */
  every(visit: (gpa: number, bytes: Uint8Array) => boolean): boolean {
    for (let i = 0; i < this.#count; i++) {
      if (!visit(this.#gpa[i], this.#bytes.subarray(this.#from[i], this.#end(i)))) return false;
    }
    return true;
  }

  clear(): void {
    this.#count = 0;
    this.#used = 0;
  }

  #end(index: number): number {
    return index + 1 < this.#count ? this.#from[index + 1] : this.#used;
  }
}
