import { DELIVERY_EXT_INT, DELIVERY_FIXED, DELIVERY_INIT, DELIVERY_NMI, DELIVERY_SMI } from './apic-bus.ts';
import { LVT_LEVEL, LVT_MASKED, LVT_REMOTE_IRR, LVT_TIMER_TSC_DEADLINE, LVT_WRITABLE } from './apic-registers.ts';
import { TIMER_TSC_DEADLINE } from './apic-timer.ts';
import type { PlainValue } from './device.ts';
import { StateReader } from './state-reader.ts';

/** Entries of the table: timer, thermal sensor, performance counter, LINT0, LINT1, error. */
export const LVT_ENTRIES = 6;
export const LVT_TIMER = 0;
export const LVT_LINT0 = 3;
export const LVT_LINT1 = 4;
export const LVT_ERROR = 5;
/** What firmware leaves in LINT0 of the bootstrap processor: the 8259 pair comes through ("virtual wire"). */
const LINT0_VIRTUAL_WIRE = DELIVERY_EXT_INT << 8;

/** Where the sources of the table lead. */
export interface LocalSink {
  /** Requests a vector; returns whether the APIC accepts it. */
  request(vector: number, levelTriggered: boolean): boolean;
  nmi(): void;
  smi(): void;
  init(): void;
  configureTimer(mode: number, masked: boolean): void;
}

/**
 * The local vector table of an APIC and the two pins LINT0 and LINT1 (SDM Vol. 3A, "Local Vector Table").
 * The thermal and performance-counter entries can be programmed and have no source.
 */
export class LocalVectorTable {
  private readonly sink: LocalSink;
  private readonly offersTscDeadline: boolean;
  private readonly entries = new Int32Array(LVT_ENTRIES);
  private readonly pins = [false, false];

  constructor(sink: LocalSink, offersTscDeadline: boolean) {
    this.sink = sink;
    this.offersTscDeadline = offersTscDeadline;
  }

  /** Masks everything, except what firmware leaves open on the bootstrap processor. The pins keep their levels. */
  reset(bootstrap: boolean): void {
    this.entries.fill(LVT_MASKED);
    if (bootstrap) this.entries[LVT_LINT0] = LINT0_VIRTUAL_WIRE;
  }

  read(entry: number): number {
    return this.entries[entry]!;
  }

  /** The bits of an entry that a write can change. */
  writable(entry: number): number {
    return LVT_WRITABLE[entry]! | (entry === LVT_TIMER && this.offersTscDeadline ? LVT_TIMER_TSC_DEADLINE : 0);
  }

  /** @param enabled whether the APIC is enabled by software; while it is not, entries stay masked */
  write(entry: number, value: number, enabled: boolean): void {
    const bits = (value & this.writable(entry)) | (enabled ? 0 : LVT_MASKED);
    const remoteIrr = bits & LVT_LEVEL ? this.entries[entry]! & LVT_REMOTE_IRR : 0;
    this.entries[entry] = bits | remoteIrr;
    if (entry === LVT_TIMER) this.configureTimer();
    const pin = entry - LVT_LINT0;
    if ((pin === 0 || pin === 1) && this.pins[pin] && bits & LVT_LEVEL) this.raise(pin);
  }

  /** Masks all entries: the APIC has been disabled by software. */
  maskAll(): void {
    for (let entry = 0; entry < LVT_ENTRIES; entry++) this.entries[entry] = this.entries[entry]! | LVT_MASKED;
    this.configureTimer();
  }

  /** The timer or the error source has something to say. */
  fire(entry: typeof LVT_TIMER | typeof LVT_ERROR): void {
    const lvt = this.entries[entry]!;
    if ((lvt & LVT_MASKED) === 0) this.sink.request(lvt & 0xff, false);
  }

  /**
   * Drives LINT0 or LINT1.
   * @param hardwareEnabled whether IA32_APIC_BASE enables the APIC; if not, LINT1 is the processor's NMI pin
   */
  setPin(pin: 0 | 1, level: boolean, hardwareEnabled: boolean): void {
    if (this.pins[pin] === level) return;
    this.pins[pin] = level;
    if (!level) return;
    if (hardwareEnabled) this.raise(pin);
    else if (pin === 1) this.sink.nmi();
  }

  /** Whether the 8259 pair at LINT0 asks for the processor, and may. */
  hasExtInt(hardwareEnabled: boolean): boolean {
    if (!this.pins[0]) return false;
    if (!hardwareEnabled) return true; // the pin is then the processor's INTR
    const lint0 = this.entries[LVT_LINT0]!;
    return (lint0 & LVT_MASKED) === 0 && ((lint0 >>> 8) & 7) === DELIVERY_EXT_INT;
  }

  /** The EOI of a level-triggered vector: a pin that is still active asks again. */
  endOfInterrupt(vector: number): void {
    for (const pin of [0, 1] as const) {
      const lvt = this.entries[LVT_LINT0 + pin]!;
      if ((lvt & 0xff) !== vector || (lvt & LVT_REMOTE_IRR) === 0) continue;
      this.entries[LVT_LINT0 + pin] = lvt & ~LVT_REMOTE_IRR;
      if (this.pins[pin]) this.raise(pin);
    }
  }

  state(): PlainValue {
    return { entries: Array.from(this.entries), pins: this.pins.map(Number) };
  }

  /** Checks a state now and returns what puts it in place. */
  prepareRestore(state: PlainValue): () => void {
    const reader = new StateReader('apic lvt', state);
    const entries = reader.integers('entries', LVT_ENTRIES, LVT_ENTRIES, 0, 0x7_ffff);
    const pins = reader.integers('pins', 2, 2, 0, 1);
    return () => {
      this.entries.set(entries);
      this.pins[0] = pins[0] === 1;
      this.pins[1] = pins[1] === 1;
    };
  }

  private configureTimer(): void {
    const entry = this.entries[LVT_TIMER]!;
    // Both mode bits set is reserved; it counts as TSC-deadline here.
    this.sink.configureTimer(Math.min((entry >>> 17) & 3, TIMER_TSC_DEADLINE), (entry & LVT_MASKED) !== 0);
  }

  /** A pin has become active, or is still active and may ask again. */
  private raise(pin: 0 | 1): void {
    const entry = LVT_LINT0 + pin;
    const lvt = this.entries[entry]!;
    if (lvt & LVT_MASKED) return;
    switch ((lvt >>> 8) & 7) {
      case DELIVERY_FIXED: {
        const levelTriggered = (lvt & LVT_LEVEL) !== 0;
        if (levelTriggered && lvt & LVT_REMOTE_IRR) break;
        if (this.sink.request(lvt & 0xff, levelTriggered) && levelTriggered) this.entries[entry] = lvt | LVT_REMOTE_IRR;
        break;
      }
      case DELIVERY_NMI:
        this.sink.nmi();
        break;
      case DELIVERY_SMI:
        this.sink.smi();
        break;
      case DELIVERY_INIT:
        this.sink.init();
        break;
      default:
        break; // ExtINT: see `hasExtInt`
    }
  }
}
