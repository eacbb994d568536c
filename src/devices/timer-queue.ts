import { HvError } from '../base/error.ts';
import type { Clock } from './device.ts';

/** One waiting call. `index` is its place in the heap, -1 once it has run or was cancelled. */
interface Timer {
  deadline: number;
  sequence: number;
  index: number;
  callback: () => void;
}

/**
 * The timers of a machine, ordered by deadline; timers with equal deadlines run in the order in which they were set,
 * so that two runs with the same input do the same things in the same order.
 *
 * The owner gives the present as a function and calls `runDue` whenever time may have reached `next()`.
 * Setting and cancelling take O(log n); a cancelled timer leaves the heap at once, so a guest that sets its timer
 * over and over does not make it grow.
 * @example const clock = new TimerQueue(() => instructions); clock.at(1000, tick); clock.runDue(1000);
 */
export class TimerQueue implements Clock {
  private readonly heap: Timer[] = [];
  private readonly source: () => number;
  private sequence = 0;

  /** @param source the present, in ns: an integer, never decreasing */
  constructor(source: () => number) {
    this.source = source;
  }

  now(): number {
    return this.source();
  }

  /**
   * Calls `callback` once when `runDue` is told of a time at or after `deadlineNs`.
   * @returns cancels the call; harmless when it has already run
   * @throws HvError `invalid-argument` when the deadline is not a finite number
   */
  at(deadlineNs: number, callback: () => void): () => void {
    if (!Number.isFinite(deadlineNs)) {
      throw new HvError('invalid-argument', `at: expected a finite deadline in ns, got ${deadlineNs}`);
    }
    const timer: Timer = { deadline: deadlineNs, sequence: this.sequence++, index: this.heap.length, callback };
    this.heap.push(timer);
    this.siftUp(timer);
    return () => this.remove(timer);
  }

  /** The earliest deadline in ns, or undefined when no timer waits. */
  next(): number | undefined {
    return this.heap.length === 0 ? undefined : this.heap[0]!.deadline;
  }

  /** How many timers wait. */
  get size(): number {
    return this.heap.length;
  }

  /**
   * Runs every timer whose deadline is at or before `now`, in order, those included that the callbacks themselves
   * set. What a callback throws comes out here; the timers behind it keep waiting.
   * @param now virtual time in ns; what `now()` of this clock says should be the same or later
   */
  runDue(now: number): void {
    while (this.heap.length !== 0 && this.heap[0]!.deadline <= now) {
      const timer = this.heap[0]!;
      this.remove(timer);
      timer.callback();
    }
  }

  private remove(timer: Timer): void {
    const index = timer.index;
    if (index < 0) return;
    timer.index = -1;
    const last = this.heap.pop()!;
    if (last === timer) return;
    this.heap[index] = last;
    last.index = index;
    this.siftUp(last);
    this.siftDown(last);
  }

  private siftUp(timer: Timer): void {
    const heap = this.heap;
    let index = timer.index;
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = heap[parentIndex]!;
      if (!isBefore(timer, parent)) break;
      heap[index] = parent;
      parent.index = index;
      index = parentIndex;
    }
    heap[index] = timer;
    timer.index = index;
  }

  private siftDown(timer: Timer): void {
    const heap = this.heap;
    let index = timer.index;
    for (;;) {
      let childIndex = 2 * index + 1;
      if (childIndex >= heap.length) break;
      if (childIndex + 1 < heap.length && isBefore(heap[childIndex + 1]!, heap[childIndex]!)) childIndex++;
      const child = heap[childIndex]!;
      if (!isBefore(child, timer)) break;
      heap[index] = child;
      child.index = index;
      index = childIndex;
    }
    heap[index] = timer;
    timer.index = index;
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.deadline < b.deadline || (a.deadline === b.deadline && a.sequence < b.sequence);
}
