import { HvError } from '../base/error.ts';
import { CMOS_CENTURY, CMOS_LAST_SECOND, decodeHour, decodeNumber, decodeTime, encodeTime } from './cmos-time.ts';
import type { AccessSize, Clock, IrqLine, PlainValue, PortDevice, Stateful } from './device.ts';
import { Frequency } from './frequency.ts';
import { StateReader } from './state-reader.ts';

/** Index port (bit 7: NMI mask) and data port. */
export const CMOS_PORT = 0x70;
const BYTES = 128;
const REGISTER_A = 10;
const REGISTER_B = 11;
const REGISTER_C = 12;
const REGISTER_D = 13;
const A_UPDATE_IN_PROGRESS = 0x80;
/** 32.768 kHz oscillator, 1024 Hz periodic rate: what a PC's firmware leaves. */
const A_RESET = 0x26;
const B_SET = 0x80;
const B_RESET = 0x02;
/** Flags of register C, and the enables in the same places of register B. */
const PERIODIC = 0x40;
const ALARM = 0x20;
const UPDATE = 0x10;
const C_IRQ = 0x80;
const D_VALID = 0x80;
const SECOND = 1_000_000_000;
/** How long before an update the guest is warned. */
const UPDATE_WARNING_NS = 244_000;

/** How the clock starts. */
export interface CmosOptions {
  readonly clock: Clock;
  /** IRQ 8. */
  readonly irq: IrqLine;
  /** Seconds since 1970-01-01 00:00 UTC at virtual time 0; integer from 0 to the year 9999. */
  readonly epochSeconds: number;
}

/**
 * The real-time clock and 128 bytes of CMOS memory (MC146818A data sheet, "Address map" and "Register A" to "D").
 *
 * The date follows virtual time from a given epoch. Periodic, alarm and update-ended interrupts; the flags of
 * register C are computed when they are looked at, so a clock that nobody listens to costs nothing. Daylight saving
 * and square-wave output have bits and no effect; the day of the week always fits the date.
 * Ports 0x70 and 0x71, a byte each.
 */
export class Cmos implements PortDevice, Stateful {
  private readonly clock: Clock;
  private readonly irq: IrqLine;
  private readonly oscillator = new Frequency(32_768);
  private readonly memory = new Uint8Array(BYTES);
  private index = 0;
  /** Date in seconds since 1970 = offset + whole seconds of (virtual time + phase). */
  private offsetSeconds: number;
  private phaseNs = 0;
  /** Flags PERIODIC, ALARM and UPDATE as of `settledNs`. */
  private flags = 0;
  private settledNs: number;
  private cancel: (() => void) | undefined;
  private readonly onTimer = () => this.changed();

  /** @throws HvError `invalid-argument` when the epoch is out of range */
  constructor(options: CmosOptions) {
    const { epochSeconds } = options;
    if (!(Number.isSafeInteger(epochSeconds) && epochSeconds >= 0 && epochSeconds <= CMOS_LAST_SECOND)) {
      throw new HvError(
        'invalid-argument',
        `Cmos: expected an epoch of 0 to ${CMOS_LAST_SECOND} seconds since 1970, got ${epochSeconds}`,
      );
    }
    this.clock = options.clock;
    this.irq = options.irq;
    this.offsetSeconds = epochSeconds;
    this.settledNs = this.clock.now();
    this.memory[REGISTER_A] = A_RESET;
    this.memory[REGISTER_B] = B_RESET;
    // Base memory 640 KiB, as PC software has looked for it since 1984.
    this.memory[0x15] = 640 & 0xff;
    this.memory[0x16] = 640 >>> 8;
  }

  readPort(port: number, _size: AccessSize): number {
    if (port === CMOS_PORT) return 0xff; // the index is for writing only
    const { index } = this;
    switch (index) {
      case REGISTER_A:
        return this.memory[REGISTER_A]! | (this.updateIsNear() ? A_UPDATE_IN_PROGRESS : 0);
      case REGISTER_C: {
        this.settle();
        const flags = this.flags | (this.flags & this.memory[REGISTER_B]! ? C_IRQ : 0);
        this.flags = 0;
        this.changed();
        return flags;
      }
      case REGISTER_D:
        return D_VALID;
      default:
        if (isTimeRegister(index) && this.runs()) this.showTime();
        return this.memory[index]!;
    }
  }

  writePort(port: number, _size: AccessSize, value: number): void {
    if (port === CMOS_PORT) {
      this.index = value & 0x7f;
      return;
    }
    const { index } = this;
    this.settle();
    if (index === REGISTER_A) {
      this.controlled(() => {
        this.memory[REGISTER_A] = value & 0x7f;
      });
    } else if (index === REGISTER_B) {
      this.controlled(() => {
        // Stopping the clock takes the update-ended interrupt with it.
        this.memory[REGISTER_B] = value & B_SET ? value & ~UPDATE : value;
      });
    } else if (isTimeRegister(index) && this.runs()) {
      this.showTime();
      this.memory[index] = value;
      this.takeTime();
    } else if (index !== REGISTER_C && index !== REGISTER_D) {
      this.memory[index] = value;
    }
    this.changed();
  }

  state(): PlainValue {
    this.settle();
    return {
      memory: Array.from(this.memory),
      index: this.index,
      offsetSeconds: this.offsetSeconds,
      phaseNs: this.phaseNs,
      flags: this.flags,
      settledNs: this.settledNs,
    };
  }

  restore(state: PlainValue): void {
    const reader = new StateReader('cmos', state);
    const memory = reader.integers('memory', BYTES, BYTES, 0, 0xff);
    const index = reader.integer('index', 0, 0x7f);
    const offsetSeconds = reader.integer('offsetSeconds', -CMOS_LAST_SECOND, CMOS_LAST_SECOND);
    const phaseNs = reader.integer('phaseNs', 0, SECOND - 1);
    const flags = reader.integer('flags', 0, 0x70) & 0x70;
    const settledNs = reader.time('settledNs');
    this.memory.set(memory);
    Object.assign(this, { index, offsetSeconds, phaseNs, flags, settledNs });
    this.changed();
  }

  /** Whether the date moves: not while the guest sets it and not while the divider is held in reset. */
  private runs(): boolean {
    return !(this.memory[REGISTER_B]! & B_SET) && !this.dividerIsReset();
  }

  private dividerIsReset(): boolean {
    return (this.memory[REGISTER_A]! & 0x60) === 0x60;
  }

  private updateIsNear(): boolean {
    return this.runs() && (this.clock.now() + this.phaseNs) % SECOND >= SECOND - UPDATE_WARNING_NS;
  }

  private seconds(ns: number): number {
    return Math.floor((ns + this.phaseNs) / SECOND);
  }

  private showTime(): void {
    encodeTime(this.offsetSeconds + this.seconds(this.clock.now()), this.memory[REGISTER_B]!, this.memory);
  }

  private takeTime(): void {
    this.offsetSeconds = decodeTime(this.memory, this.memory[REGISTER_B]!) - this.seconds(this.clock.now());
  }

  /** Changes register A or B, and keeps the date right when that stops or starts the clock or changes its format. */
  private controlled(change: () => void): void {
    const ran = this.runs();
    const wasReset = this.dividerIsReset();
    if (ran) this.showTime();
    const formatB = this.memory[REGISTER_B]!;
    change();
    if (wasReset && !this.dividerIsReset()) {
      // The first update follows half a second after the divider is let go.
      this.phaseNs = (SECOND + SECOND / 2 - (this.clock.now() % SECOND)) % SECOND;
    }
    if (!this.runs()) return;
    if (ran) {
      // The registers still have the old format; the date itself goes on.
      this.offsetSeconds = decodeTime(this.memory, formatB) - this.seconds(this.clock.now());
    } else {
      this.takeTime();
    }
  }

  /** Brings the flags up to the present. */
  private settle(): void {
    const now = this.clock.now();
    const since = this.settledNs;
    if (now <= since) return;
    for (const flag of [PERIODIC, ALARM, UPDATE]) {
      const event = this.nextEvent(flag, since);
      if (event !== undefined && event <= now) this.flags |= flag;
    }
    this.settledNs = now;
  }

  /** Drives the line and sets the timer for the next interrupt. */
  private changed(): void {
    this.settle();
    const enabled = this.memory[REGISTER_B]! & (PERIODIC | ALARM | UPDATE);
    const level = (this.flags & enabled) !== 0;
    this.irq(level);
    this.cancel?.();
    this.cancel = undefined;
    if (level || enabled === 0) return; // nothing new can happen before the guest reads register C
    let next: number | undefined;
    for (const flag of [PERIODIC, ALARM, UPDATE]) {
      const event = enabled & flag ? this.nextEvent(flag, this.settledNs) : undefined;
      if (event !== undefined && (next === undefined || event < next)) next = event;
    }
    if (next !== undefined) this.cancel = this.clock.at(next, this.onTimer);
  }

  /** The first time after `since` at which the flag is raised, or undefined when that never happens as things are. */
  private nextEvent(flag: number, since: number): number | undefined {
    if (flag === PERIODIC) {
      const rate = this.memory[REGISTER_A]! & 15;
      if (rate === 0 || this.dividerIsReset()) return undefined;
      const period = 1 << (rate < 3 ? rate + 6 : rate - 1); // in ticks of the oscillator
      const tick = this.oscillator.ticksAt(since);
      return this.oscillator.timeOf((Math.floor(tick / period) + 1) * period);
    }
    if (!this.runs()) return undefined;
    const second = this.seconds(since) + 1;
    if (flag === UPDATE) return second * SECOND - this.phaseNs;
    const wait = this.secondsToAlarm(this.offsetSeconds + second);
    return wait === undefined ? undefined : (second + wait) * SECOND - this.phaseNs;
  }

  /** How many seconds after the date `from` the alarm matches, 0 to 86399; undefined when no time of day does. */
  private secondsToAlarm(from: number): number | undefined {
    const formatB = this.memory[REGISTER_B]!;
    // The two top bits set mean "every".
    const field = (register: number) => ((this.memory[register]! & 0xc0) === 0xc0 ? -1 : this.memory[register]!);
    const secondRaw = field(1);
    const minuteRaw = field(3);
    const hourRaw = field(5);
    const second = secondRaw < 0 ? -1 : decodeNumber(secondRaw, formatB);
    const minute = minuteRaw < 0 ? -1 : decodeNumber(minuteRaw, formatB);
    const hour = hourRaw < 0 ? -1 : decodeHour(hourRaw, formatB);
    if (second > 59 || minute > 59 || hour > 23) return undefined;
    const start = ((from % 86_400) + 86_400) % 86_400;
    // At most 25 hours times 61 minutes are tried, a second field costs nothing.
    let time = start;
    while (time < start + 86_400) {
      if (hour >= 0 && Math.floor(time / 3600) % 24 !== hour) time += 3600 - (time % 3600);
      else if (minute >= 0 && Math.floor(time / 60) % 60 !== minute) time += 60 - (time % 60);
      else if (second >= 0 && time % 60 !== second)
        time += time % 60 < second ? second - (time % 60) : 60 - (time % 60);
      else return time - start;
    }
    return undefined;
  }
}

function isTimeRegister(index: number): boolean {
  return (index <= 9 && (index % 2 === 0 || index >= 7)) || index === CMOS_CENTURY;
}
