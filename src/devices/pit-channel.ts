import type { PlainValue } from './device.ts';
import { StateReader } from './state-reader.ts';

/** Ticks a second of the PC's timer. */
export const PIT_HZ = 1_193_182;

/** Which bytes of the count an access moves: the control word's RW field. */
const RW_LOW = 1;
const RW_HIGH = 2;

/**
 * One counter of an 82C54 (data sheet, "Mode definitions"). Nothing counts: everything follows from the tick at which
 * the count was loaded. Times are in ticks of the timer's clock; a count is loaded at the tick at which it is written
 * (the chip takes one tick more).
 *
 * Modes: 0 terminal count, 1 one-shot by gate, 2 rate, 3 square wave, 4 strobe, 5 strobe by gate. A new count in
 * modes 2 and 3 takes effect when the running period ends, in modes 1 and 5 with the next trigger.
 */
export class PitChannel {
  gate: boolean;
  private mode = 3;
  private access = 3;
  private bcd = false;
  /** The count register as written, 16 bits; 0 stands for the largest count. */
  private written = 0;
  /** The running count, 1 to 65536. */
  private count = 0x1_0000;
  /** A count has been loaded and runs (modes 1 and 5: a trigger has come). */
  private running = false;
  /** A count has been written since the control word. */
  private armed = false;
  /** Tick at which `count` was loaded. */
  private start = 0;
  /** Ticks counted when the gate went low; -1 while it is high. */
  private held = -1;
  /** Count that the next period starts with; 0: none. */
  private nextCount = 0;
  private writeHigh = false;
  private readHigh = false;
  /** Latched count, -1: none. Latched status likewise. */
  private latch = -1;
  private status = -1;

  constructor(gate: boolean) {
    this.gate = gate;
  }

  /** A control word for this channel: latch command or mode. */
  control(value: number, now: number): void {
    const access = (value >>> 4) & 3;
    if (access === 0) {
      if (this.latch < 0) this.latch = this.current(now);
      return;
    }
    this.access = access;
    const mode = (value >>> 1) & 7;
    this.mode = mode > 5 ? mode - 4 : mode;
    this.bcd = (value & 1) !== 0;
    this.running = false;
    this.armed = false;
    this.nextCount = 0;
    this.writeHigh = false;
    this.readHigh = false;
    this.latch = -1;
    this.status = -1;
    this.held = -1;
  }

  /** Read-back command: latches what is asked for, unless it is latched already. */
  readBack(latchCount: boolean, latchStatus: boolean, now: number): void {
    if (latchCount && this.latch < 0) this.latch = this.current(now);
    if (latchStatus && this.status < 0) {
      this.settle(now);
      const notLoaded = !this.armed || this.nextCount !== 0;
      this.status =
        (this.output(now) ? 0x80 : 0) |
        (notLoaded ? 0x40 : 0) |
        (this.access << 4) |
        (this.mode << 1) |
        (this.bcd ? 1 : 0);
    }
  }

  read(now: number): number {
    if (this.status >= 0) {
      const status = this.status;
      this.status = -1;
      return status;
    }
    const value = this.latch >= 0 ? this.latch : this.current(now);
    const high = this.access === RW_HIGH || (this.access !== RW_LOW && this.readHigh);
    if (this.access === 3) this.readHigh = !this.readHigh;
    if (this.access !== 3 || high) this.latch = -1;
    return high ? value >>> 8 : value & 0xff;
  }

  write(byte: number, now: number): void {
    if (this.access === 3 && !this.writeHigh) {
      this.writeHigh = true;
      this.written = byte;
      if (this.mode === 0) this.running = false; // the first byte of two stops terminal-count mode
      return;
    }
    if (this.access === 3) this.written |= byte << 8;
    else this.written = this.access === RW_HIGH ? byte << 8 : byte;
    this.writeHigh = false;
    this.load(now);
  }

  /** The gate input; only channel 2 of a PC has one that moves. */
  setGate(gate: boolean, now: number): void {
    if (gate === this.gate) return;
    this.settle(now);
    this.gate = gate;
    switch (this.mode) {
      case 1:
      case 5:
        if (gate && this.armed) this.trigger(now);
        break;
      case 0:
      case 4:
        if (!this.running) break;
        if (gate) this.start = now - this.held;
        this.held = gate ? -1 : now - this.start;
        break;
      default:
        if (gate && this.armed) this.trigger(now);
        else if (this.running) this.held = now - this.start;
    }
  }

  /** The OUT pin. */
  output(now: number): boolean {
    this.settle(now);
    if (!this.running) return this.mode !== 0;
    const elapsed = this.elapsed(now);
    switch (this.mode) {
      case 0:
      case 1:
        return elapsed >= this.count;
      case 2:
        return !this.gate || elapsed % this.count !== this.count - 1;
      case 3:
        return !this.gate || elapsed % this.count < (this.count + 1) >>> 1;
      default:
        return elapsed !== this.count;
    }
  }

  /** The first tick after `now` at which OUT goes from low to high, or undefined when none is on its way. */
  nextRise(now: number): number | undefined {
    this.settle(now);
    if (!this.running || (!this.gate && this.mode !== 1 && this.mode !== 5)) return undefined;
    const elapsed = now - this.start;
    if (this.mode === 2 || this.mode === 3) {
      return this.start + (Math.floor(elapsed / this.count) + 1) * this.count;
    }
    const rise = this.mode === 0 || this.mode === 1 ? this.count : this.count + 1;
    return elapsed < rise ? this.start + rise : undefined;
  }

  state(): PlainValue {
    return {
      gate: this.gate,
      mode: this.mode,
      access: this.access,
      bcd: this.bcd,
      written: this.written,
      count: this.count,
      running: this.running,
      armed: this.armed,
      start: this.start,
      held: this.held,
      nextCount: this.nextCount,
      writeHigh: this.writeHigh,
      readHigh: this.readHigh,
      latch: this.latch,
      status: this.status,
    };
  }

  /** Checks a state now and returns what puts it in place. */
  prepareRestore(state: PlainValue): () => void {
    const reader = new StateReader('pit', state);
    const largest = Number.MAX_SAFE_INTEGER;
    const next = {
      gate: reader.flag('gate'),
      mode: reader.integer('mode', 0, 5),
      access: reader.integer('access', 1, 3),
      bcd: reader.flag('bcd'),
      written: reader.integer('written', 0, 0xffff),
      count: reader.integer('count', 1, 0x1_0000),
      running: reader.flag('running'),
      armed: reader.flag('armed'),
      start: reader.integer('start', -largest, largest),
      held: reader.integer('held', -1, largest),
      nextCount: reader.integer('nextCount', 0, 0x1_0000),
      writeHigh: reader.flag('writeHigh'),
      readHigh: reader.flag('readHigh'),
      latch: reader.integer('latch', -1, 0xffff),
      status: reader.integer('status', -1, 0xff),
    };
    return () => void Object.assign(this, next);
  }

  private load(now: number): void {
    this.settle(now);
    this.armed = true;
    if (this.mode === 1 || this.mode === 5) return; // waits for the trigger
    if (this.running && this.gate && (this.mode === 2 || this.mode === 3)) {
      this.start += Math.floor((now - this.start) / this.count) * this.count; // the period that runs now
      this.nextCount = this.decoded();
      return;
    }
    this.trigger(now);
    if (!this.gate) this.held = 0;
  }

  private trigger(now: number): void {
    this.count = this.decoded();
    this.start = now;
    this.running = true;
    this.nextCount = 0;
    this.held = -1;
  }

  /** Goes over to a count that was written during the last period, if that period has ended. */
  private settle(now: number): void {
    if (this.nextCount === 0 || !this.nextCountDue(now)) return;
    this.start += this.count; // `load` made `start` the beginning of the period in which the count was written
    this.count = this.nextCount;
    this.nextCount = 0;
  }

  private nextCountDue(now: number): boolean {
    return this.gate && now - this.start >= this.count;
  }

  private elapsed(now: number): number {
    return this.held >= 0 ? this.held : now - this.start;
  }

  /** The value that the counting element shows, as the guest reads it: 16 bits, BCD in BCD mode. */
  private current(now: number): number {
    this.settle(now);
    if (!this.running) return this.written;
    const elapsed = this.elapsed(now);
    const { count } = this;
    let value: number;
    if (this.mode === 2) {
      value = count - (elapsed % count);
    } else if (this.mode === 3) {
      // Counts by two, twice a period; an odd count has one tick more in the first half.
      const phase = elapsed % count;
      const half = (count + 1) >>> 1;
      value = (count & ~1) - 2 * (phase < half ? phase : phase - half);
    } else {
      value = count - elapsed;
    }
    return this.encoded(value);
  }

  private decoded(): number {
    const raw = this.written;
    if (!this.bcd) return raw === 0 ? 0x1_0000 : raw;
    const value = (raw >>> 12) * 1000 + ((raw >>> 8) & 15) * 100 + ((raw >>> 4) & 15) * 10 + (raw & 15);
    return value === 0 ? 10_000 : value;
  }

  private encoded(value: number): number {
    if (!this.bcd) return ((value % 0x1_0000) + 0x1_0000) & 0xffff;
    const digits = ((value % 10_000) + 10_000) % 10_000;
    return (
      (Math.floor(digits / 1000) << 12) |
      ((Math.floor(digits / 100) % 10) << 8) |
      ((Math.floor(digits / 10) % 10) << 4) |
      (digits % 10)
    );
  }
}
