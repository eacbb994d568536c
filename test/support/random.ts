/** A small seeded generator for tests (xoroshiro-like mixing of two 32-bit counters; not for anything secret). */
export class Random {
  #a: number;
  #b: number;

  constructor(seed: number) {
    this.#a = seed >>> 0;
    this.#b = (seed ^ 0x9e37_79b9) >>> 0;
    for (let i = 0; i < 8; i++) this.u32();
  }

  /** 0 .. 2^32 - 1 */
  u32(): number {
    // Two multiplicative mixes (the constants of the SplitMix family) over Weyl sequences with odd steps.
    this.#a = (this.#a + 0x9e37_79b9) >>> 0;
    this.#b = (this.#b + 0x85eb_ca6b) >>> 0;
    let z = this.#a ^ Math.imul(this.#b, 0xc2b2_ae35);
    z = Math.imul(z ^ (z >>> 16), 0x85eb_ca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2_ae35);
    return (z ^ (z >>> 16)) >>> 0;
  }
  /** 0 .. 2^64 - 1 */
  u64(): bigint {
    return (BigInt(this.u32()) << 32n) | BigInt(this.u32());
  }
  /** 0 .. limit - 1 */
  below(limit: number): number {
    return this.u32() % limit;
  }
  /** min .. max, both included */
  between(min: number, max: number): number {
    return min + this.below(max - min + 1);
  }
  /** True once in `n` times. */
  oneIn(n: number): boolean {
    return this.below(n) === 0;
  }
  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }
  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.u32() & 0xff);
  }
}

/** Seed of the random tests: `SUBPAGE_SEED`, or another one each time. A test that fails prints it. */
export function seedOfRun(): number {
  return numberIn('SUBPAGE_SEED', 0) ?? Math.floor(Math.random() * 2 ** 31);
}

/** How often a random test runs: `SUBPAGE_RUNS`, or `normal` times `SUBPAGE_EFFORT`, which is 1. */
export function runsOf(normal: number): number {
  return numberIn('SUBPAGE_RUNS', 1) ?? normal * (numberIn('SUBPAGE_EFFORT', 1) ?? 1);
}

/** A whole number in the environment; an empty one is as none. */
function numberIn(name: string, least: number): number | undefined {
  const text = process.env[name];
  if (text === undefined || text === '') return undefined;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least && value < 2 ** 32) return value;
  throw new Error(`${name}: expected a whole number from ${least} on, got ${text}`);
}
