/** Finds names among very many without making a string of each. */

/** FNV-1a over bytes, 32 bits. Fowler, Noll, Vo. */
const FNV_PRIME = 0x0100_0193;

/**
 * A hash table over names that lie in one array of bytes, one byte a character. Built in a few ms for 100,000 names.
 * @example new NameIndex(bytes, starts, ends).find('modules_disabled')
 */
export class NameIndex {
  readonly #bytes: Uint8Array;
  readonly #starts: ArrayLike<number>;
  readonly #ends: ArrayLike<number>;
  /** Index of a name plus 1; 0: free. */
  readonly #slots: Uint32Array;
  /** Different in each table: names that collide in all of them cannot be prepared. */
  readonly #seed = Math.floor(Math.random() * 2 ** 32);

  /**
   * @param starts where each name starts; its length is the number of names
   * @param ends where it ends
   */
  constructor(bytes: Uint8Array, starts: ArrayLike<number>, ends: ArrayLike<number>) {
    this.#bytes = bytes;
    this.#starts = starts;
    this.#ends = ends;
    const count = Math.min(starts.length, ends.length);
    let capacity = 16;
    while (capacity < count * 2) capacity *= 2;
    this.#slots = new Uint32Array(capacity);
    for (let index = 0; index < count; index++) this.#insert(index);
  }

  /** Index of the name; of several equal ones the first. */
  find(name: string): number | undefined {
    let hash = this.#seed;
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), FNV_PRIME);
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      if (this.#isName(slots[slot] - 1, name)) return slots[slot] - 1;
    }
    return undefined;
  }

  #insert(index: number): void {
    const bytes = this.#bytes;
    const start = this.#starts[index];
    const end = this.#ends[index];
    let hash = this.#seed;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at], FNV_PRIME);
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) if (this.#areEqual(slots[slot] - 1, start, end)) return;
    slots[slot] = index + 1;
  }

  #isName(index: number, name: string): boolean {
    const start = this.#starts[index];
    if (this.#ends[index] - start !== name.length) return false;
    for (let i = 0; i < name.length; i++) if (this.#bytes[start + i] !== name.charCodeAt(i)) return false;
    return true;
  }

  #areEqual(index: number, start: number, end: number): boolean {
    const other = this.#starts[index];
    if (this.#ends[index] - other !== end - start) return false;
    for (let i = 0; i < end - start; i++) if (this.#bytes[other + i] !== this.#bytes[start + i]) return false;
    return true;
  }
}

/** The text of bytes, one byte a character. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  // String.fromCharCode takes a bounded number of arguments.
  for (let at = start; at < end; at += 4096) {
    text += String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 4096)));
  }
  return text;
}
