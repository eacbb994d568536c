import type { Clock, PlainValue } from './device.ts';
import { Frequency } from './frequency.ts';
import { StateReader } from './state-reader.ts';

/** Timer modes, as LVT bits 18:17 hold them. */
export const TIMER_ONE_SHOT = 0;
export const TIMER_PERIODIC = 1;
export const TIMER_TSC_DEADLINE = 2;

/** What the timer of a local APIC works with. */
export interface ApicTimerOptions {
  readonly clock: Clock;
  /** Ticks a second before the divider. */
  readonly hz: number;
  /** Virtual time in ns at which the time-stamp counter reaches a value; undefined where the mode is not offered. */
  readonly tscToNs?: (tsc: number) => number;
  /** Least time in ns between two periodic interrupts. */
  readonly minPeriodNs: number;
  /** The timer has run out and its LVT entry is not masked. */
  readonly fire: () => void;
}

/**
 * The timer of a local APIC (SDM Vol. 3A, "APIC Timer"): one-shot, periodic and TSC-deadline. The count follows from
 * the time at which it was written; a timer that is masked or stopped costs nothing.
 */
export class ApicTimer {
  private readonly options: ApicTimerOptions;
  private readonly frequency: Frequency;
  private mode = TIMER_ONE_SHOT;
  private masked = true;
  private divide = 0;
  private initial = 0;
  /** Undivided tick at which the count began. */
  private start = 0;
  /** TSC deadline; 0: not armed. */
  private deadlineLow = 0;
  private deadlineHigh = 0;
  /** Earliest time in ns of the next periodic interrupt. */
  private notBefore = 0;
  private cancel: (() => void) | undefined;
  private readonly onTimer = () => this.expire();

  constructor(options: ApicTimerOptions) {
    this.options = options;
    this.frequency = new Frequency(options.hz);
  }

  /** Follows the LVT timer entry. Going to or from TSC-deadline mode disarms the timer. */
  configure(mode: number, masked: boolean): void {
    if ((mode === TIMER_TSC_DEADLINE) !== (this.mode === TIMER_TSC_DEADLINE)) this.disarm();
    // A one-shot count that has run out does not begin to repeat because the mode changed.
    else if (this.mode === TIMER_ONE_SHOT && mode === TIMER_PERIODIC && this.currentCount() === 0) this.disarm();
    else if (this.mode === TIMER_PERIODIC && mode === TIMER_ONE_SHOT) this.rebase(this.currentCount());
    this.mode = mode;
    this.masked = masked;
    this.schedule();
  }

  get initialCount(): number {
    return this.initial;
  }

  /** Starts the count, or stops it with 0. Nothing happens in TSC-deadline mode. */
  set initialCount(value: number) {
    if (this.mode === TIMER_TSC_DEADLINE) return;
    this.initial = value;
    this.start = this.ticks();
    this.notBefore = 0;
    this.schedule();
  }

  /** Current count register. */
  currentCount(): number {
    if (this.initial === 0 || this.mode === TIMER_TSC_DEADLINE) return 0;
    const elapsed = Math.floor((this.ticks() - this.start) / this.divisor());
    if (this.mode === TIMER_PERIODIC) return this.initial - (elapsed % this.initial);
    return elapsed >= this.initial ? 0 : this.initial - elapsed;
  }

  /** Divide configuration register: bits 0, 1 and 3. */
  get divideConfiguration(): number {
    return this.divide;
  }

  set divideConfiguration(value: number) {
    const current = this.currentCount();
    this.divide = value & 0x0b;
    // What is left of the count goes on at the new rate.
    this.rebase(current);
    this.schedule();
  }

  /** Low half of the TSC deadline: 0 when not armed, run out, or in another mode. */
  get tscDeadlineLow(): number {
    return this.deadlineLow;
  }

  get tscDeadlineHigh(): number {
    return this.deadlineHigh;
  }

  /** Arms the timer for a TSC value, or disarms it with 0; not in the other modes. */
  setTscDeadline(low: number, high: number): void {
    if (this.mode !== TIMER_TSC_DEADLINE) return;
    this.deadlineLow = low;
    this.deadlineHigh = high;
    this.schedule();
  }

  /** The relation between TSC and virtual time has changed (the guest wrote the TSC). */
  tscChanged(): void {
    if (this.mode === TIMER_TSC_DEADLINE) this.schedule();
  }

  /** As after reset of the processor. */
  reset(): void {
    this.disarm();
    this.mode = TIMER_ONE_SHOT;
    this.masked = true;
    this.divide = 0;
    this.schedule();
  }

  state(): PlainValue {
    return {
      mode: this.mode,
      masked: this.masked,
      divide: this.divide,
      initial: this.initial,
      start: this.start,
      deadlineLow: this.deadlineLow,
      deadlineHigh: this.deadlineHigh,
      notBefore: this.notBefore,
    };
  }

  /** Checks a state now and returns what puts it in place. */
  prepareRestore(state: PlainValue): () => void {
    const reader = new StateReader('apic timer', state);
    const next = {
      mode: reader.integer('mode', 0, TIMER_TSC_DEADLINE),
      masked: reader.flag('masked'),
      divide: reader.integer('divide', 0, 0x0b) & 0x0b,
      initial: reader.integer('initial', 0, 0xffff_ffff),
      start: reader.integer('start', -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
      deadlineLow: reader.integer('deadlineLow', 0, 0xffff_ffff),
      deadlineHigh: reader.integer('deadlineHigh', 0, 0xffff_ffff),
      notBefore: reader.time('notBefore'),
    };
    return () => {
      Object.assign(this, next);
      this.schedule();
    };
  }

  private ticks(): number {
    return this.frequency.ticksAt(this.options.clock.now());
  }

  private divisor(): number {
    const code = (this.divide & 3) | ((this.divide & 8) >>> 1);
    return code === 7 ? 1 : 2 << code;
  }

  private disarm(): void {
    this.initial = 0;
    this.deadlineLow = 0;
    this.deadlineHigh = 0;
  }

  /** Moves the beginning of the count so that `current` is what the register shows now. */
  private rebase(current: number): void {
    this.start = this.ticks() - (this.initial - current) * this.divisor();
  }

  private schedule(): void {
    this.cancel?.();
    this.cancel = undefined;
    if (this.masked && this.mode !== TIMER_TSC_DEADLINE) return;
    const deadline = this.nextExpiry();
    if (deadline !== undefined) this.cancel = this.options.clock.at(deadline, this.onTimer);
  }

  private nextExpiry(): number | undefined {
    if (this.mode === TIMER_TSC_DEADLINE) {
      const tsc = this.deadlineHigh * 0x1_0000_0000 + this.deadlineLow;
      const ns = tsc === 0 || this.options.tscToNs === undefined ? undefined : Math.ceil(this.options.tscToNs(tsc));
      // Centuries away: never. Beyond this, times would not be exact.
      return ns === undefined || ns > Number.MAX_SAFE_INTEGER ? undefined : ns;
    }
    if (this.initial === 0) return undefined;
    const period = this.initial * this.divisor();
    const elapsed = this.ticks() - this.start;
    if (this.mode === TIMER_ONE_SHOT) {
      return elapsed < period ? this.frequency.timeOf(this.start + period) : undefined;
    }
    const next = this.frequency.timeOf(this.start + (Math.floor(elapsed / period) + 1) * period);
    return Math.max(next, this.notBefore);
  }

  private expire(): void {
    this.cancel = undefined;
    const { masked } = this;
    if (this.mode === TIMER_TSC_DEADLINE) {
      this.deadlineLow = 0;
      this.deadlineHigh = 0;
    } else {
      this.notBefore = this.options.clock.now() + this.options.minPeriodNs;
      this.schedule();
    }
    if (!masked) this.options.fire();
  }
}
