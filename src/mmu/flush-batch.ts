/** Flushes of what processors have cached: one for several changes. */
export class FlushBatch {
  readonly #flush: () => void;
  #depth = 0;
  #isWanted = false;

  constructor(flush: () => void) {
    this.#flush = flush;
  }

  /** Carry out several changes with one flush at the end, if one was asked for; calls nest. */
  run(changes: () => void): void {
    this.#depth++;
    try {
      changes();
    } finally {
      this.#depth--;
      if (this.#depth === 0 && this.#isWanted) {
        this.#isWanted = false;
        this.#flush();
      }
    }
  }

  /** Flush now, or at the end of the batch that is under way. */
  request(): void {
    if (this.#depth > 0) this.#isWanted = true;
    else this.#flush();
  }
}
