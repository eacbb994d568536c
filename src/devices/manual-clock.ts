import { HvError } from '../base/error.ts';
import { TimerQueue } from './timer-queue.ts';

/**
 * A clock that stands still until it is told to go on: for tests, and for machines whose time is set from outside.
 * @example const clock = new ManualClock(); clock.at(10, tick); clock.advanceTo(25);
 */
export class ManualClock extends TimerQueue {
  private readonly time: { ns: number };

  /** @param startNs the first value of `now()` */
  constructor(startNs = 0) {
    const time = { ns: startNs };
    super(() => time.ns);
    this.time = time;
  }

  /**
   * Goes on to `ns`, and stops on the way at each deadline: `now()` is exact in every callback.
   * @throws HvError `invalid-argument` for a time in the past
   */
  advanceTo(ns: number): void {
    if (!(ns >= this.time.ns)) {
      throw new HvError('invalid-argument', `advanceTo: expected a time from ${this.time.ns} ns on, got ${ns}`);
    }
    for (let next = this.next(); next !== undefined && next <= ns; next = this.next()) {
      if (next > this.time.ns) this.time.ns = next;
      this.runDue(this.time.ns);
    }
    this.time.ns = ns;
  }

  /** Goes on by `ns`. */
  advance(ns: number): void {
    this.advanceTo(this.time.ns + ns);
  }

  /** Sets the time without running anything, as a host does that was asleep; the timers run at the next `runDue`. */
  jumpTo(ns: number): void {
    this.time.ns = ns;
  }
}
