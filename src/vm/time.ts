/** Time in a machine: how instructions become nanoseconds, and the clock that devices see. */
import { HvError } from '../base/error.ts';
import type { Clock } from '../devices/device.ts';
import { TimerQueue } from '../devices/timer-queue.ts';

/**
 * Virtual nanoseconds an instruction takes: 50 million instructions a virtual second. A faster virtual processor would
 * spend more instructions in the delay loops of guests, a slower one fewer but coarser timers.
 */
export const NS_PER_INSTRUCTION = 20;
/** Frequency of the time-stamp counter and of the local APIC's timer: a tick a virtual nanosecond. */
export const TSC_HZ = 1_000_000_000;

/** Instructions to run before looking at the host's clock again, while time comes from the host. */
const HOST_TIME_SLICE = 200_000;

/** Where time comes from: the count of instructions (the same in each run), or a clock of the host. */
export type TimeSource = 'virtual' | { readonly hostNs: () => number };

/**
 * The clock of a machine. Virtual time is the number of instructions executed times NS_PER_INSTRUCTION, plus what was
 * skipped while the processor waited in HLT.
 */
export class MachineClock implements Clock {
  readonly timers: TimerQueue;
  readonly isVirtual: boolean;
  /** Called when a timer was set that is due before the present run ends: the run must be cut short. */
  onEarlierDeadline: (() => void) | undefined;
  readonly #instructions: () => number;
  readonly #hostNs: (() => number) | undefined;
  readonly #hostStart: number = 0;
  readonly #isBudgetTime: boolean;
  #skippedNs = 0;
  /** When the run that is under way was going to end, ns; -Infinity outside a run. */
  #runEndNs = -Infinity;

  /**
   * @param instructions how many the processor has completed
   * @param budget what the processor's runs are measured in: instructions, or ns where it cannot count them
   * @throws HvError `invalid-argument`
   */
  constructor(source: TimeSource, instructions: () => number, budget: 'instructions' | 'ns' = 'instructions') {
    this.#instructions = instructions;
    this.#isBudgetTime = budget === 'ns';
    this.isVirtual = source === 'virtual';
    if (source !== 'virtual') {
      if (typeof source.hostNs !== 'function') {
        throw new HvError('invalid-argument', `time: expected 'virtual' or a function hostNs, got ${String(source)}`);
      }
      this.#hostNs = source.hostNs;
      this.#hostStart = source.hostNs();
    }
    this.timers = new TimerQueue(() => this.now());
  }

  /** Virtual ns since the machine was switched on. */
  now(): number {
    if (this.#hostNs !== undefined) return Math.max(0, Math.floor(this.#hostNs() - this.#hostStart));
    return this.#instructions() * NS_PER_INSTRUCTION + this.#skippedNs;
  }

  at(deadlineNs: number, callback: () => void): () => void {
    const cancel = this.timers.at(deadlineNs, callback);
    if (deadlineNs < this.#runEndNs) this.onEarlierDeadline?.();
    return cancel;
  }

  /** ns of the earliest timer, or undefined. */
  nextDeadline(): number | undefined {
    return this.timers.next();
  }

  /**
   * How many instructions (or ns, where the processor is run by time) may pass before a timer is due: at least 1, at most
   * `limit`. Marks the beginning of a run;
   * endRun() marks its end.
   */
  beginRun(limit: number): number {
    const next = this.timers.next();
    let count = limit;
    if (this.#isBudgetTime) count = Math.min(count, Math.ceil((next ?? Infinity) - this.now()));
    else if (!this.isVirtual) count = Math.min(count, HOST_TIME_SLICE);
    else if (next !== undefined) count = Math.min(count, Math.ceil((next - this.now()) / NS_PER_INSTRUCTION));
    count = Math.max(1, count);
    if (this.#isBudgetTime) this.#runEndNs = this.now() + count;
    else this.#runEndNs = this.isVirtual ? this.now() + count * NS_PER_INSTRUCTION : -Infinity;
    return count;
  }

  /** The processor is back: run what is due. */
  endRun(): void {
    this.#runEndNs = -Infinity;
    this.timers.runDue(this.now());
  }

  /** Let virtual time go on by whole ns in which no instruction is executed, and run what is due then. */
  skip(ns: number): void {
    this.#skippedNs += ns;
    this.timers.runDue(this.now());
  }

  /** For snapshots: what the instruction count does not say. */
  get skippedNs(): number {
    return this.#skippedNs;
  }
  set skippedNs(ns: number) {
    this.#skippedNs = ns;
  }
}
