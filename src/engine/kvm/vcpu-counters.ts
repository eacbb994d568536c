/** What a vCPU has done, counted at every exit: so without a search in the common case. */

/** Reasons that have a place; those of the kernel are below. */
const REASONS = 64;

export class VcpuCounters {
  /** Instructions that were carried out here instead of by the kernel. */
  completed = 0;
  /** Instructions that were executed one by one with their pages open. */
  stepped = 0;
  readonly #reasons = new Float64Array(REASONS);
  readonly #permitted = new Map<number, { count: number }>();
  #lastGfn = -1;
  #last = { count: 0 };

  countExit(reason: number): void {
    this.#reasons[Math.min(reason, REASONS - 1)]++;
  }

  /** Exits with a reason. */
  exits(reason: number): number {
    return this.#reasons[Math.min(reason, REASONS - 1)];
  }

  /** Reasons that occurred, and how often. */
  *allExits(): Iterable<[reason: number, count: number]> {
    for (let reason = 0; reason < REASONS; reason++) {
      if (this.#reasons[reason] > 0) yield [reason, this.#reasons[reason]];
    }
  }

  /** A store to a guarded page that its vector let through. */
  countPermitted(gfn: number): void {
    if (gfn !== this.#lastGfn) {
      let counter = this.#permitted.get(gfn);
      if (counter === undefined) {
        counter = { count: 0 };
        this.#permitted.set(gfn, counter);
      }
      this.#last = counter;
      this.#lastGfn = gfn;
    }
    this.#last.count++;
  }

  /** Stores that the vector of a page let through. */
  permitted(gfn: number): number {
    return this.#permitted.get(gfn)?.count ?? 0;
  }

  get allPermitted(): number {
    let sum = 0;
    for (const { count } of this.#permitted.values()) sum += count;
    return sum;
  }
}
