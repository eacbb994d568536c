/**
 * A set of interrupt vectors as the ISR, TMR and IRR hold it: 256 bits in eight registers.
 * @example const irr = new VectorSet(); irr.add(0x31); irr.highest() // 0x31
 */
export class VectorSet {
  readonly words = new Uint32Array(8);

  add(vector: number): void {
    this.words[vector >>> 5] = this.words[vector >>> 5]! | (1 << (vector & 31));
  }

  remove(vector: number): void {
    this.words[vector >>> 5] = this.words[vector >>> 5]! & ~(1 << (vector & 31));
  }

  has(vector: number): boolean {
    return ((this.words[vector >>> 5]! >>> (vector & 31)) & 1) !== 0;
  }

  clear(): void {
    this.words.fill(0);
  }

  /** The highest vector in the set, -1 when it is empty. */
  highest(): number {
    for (let i = 7; i >= 0; i--) {
      const word = this.words[i]!;
      if (word !== 0) return i * 32 + 31 - Math.clz32(word);
    }
    return -1;
  }
}
