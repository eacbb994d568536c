import { IO_APIC_PINS } from '../spec/pc/board.ts';
import { BROADCAST } from './apic-bus.ts';
import type { AccessSize, MmioDevice, PlainValue, Stateful } from './device.ts';
import { StateReader } from './state-reader.ts';

/** Register select, window, and EOI, as offsets in the page. */
const SELECT = 0x00;
const WINDOW = 0x10;
const EOI = 0x40;
/** Version 0x20 (it has the EOI register), 24 entries. */
const VERSION = 0x20 | ((IO_APIC_PINS - 1) << 16);
/** Low half of a redirection entry. */
const REMOTE_IRR = 1 << 14;
const LEVEL_TRIGGERED = 1 << 15;
const MASKED = 1 << 16;
const READ_ONLY = REMOTE_IRR | (1 << 12);
const WRITABLE = 0x0001_afff;

/**
 * Sends an interrupt message; see ApicBus.send.
 * @returns whether a local APIC accepted it
 */
export type SendMessage = (
  mode: number,
  vector: number,
  destination: number,
  logical: boolean,
  levelTriggered: boolean,
) => boolean;

/**
 * The I/O APIC (82093AA data sheet, "Register Description"; the EOI register is that of later chipsets, version 0x20).
 *
 * `setIrq` says whether an input is asserted; the polarity bit can be written and read and changes nothing. An edge
 * on a masked input is lost, as on the chip. A level-triggered input sends again after its EOI while it is asserted.
 */
export class IoApic implements MmioDevice, Stateful {
  private readonly send: SendMessage;
  private id = 0;
  private select = 0;
  /** Inputs that are asserted, one bit each. */
  private lines = 0;
  private readonly low = new Int32Array(IO_APIC_PINS).fill(MASKED);
  private readonly high = new Int32Array(IO_APIC_PINS);

  constructor(send: SendMessage) {
    this.send = send;
  }

  /** Drives input 0..23. */
  setIrq(pin: number, level: boolean): void {
    const bit = 1 << pin;
    if (level === ((this.lines & bit) !== 0)) return;
    this.lines ^= bit;
    if (level) this.serve(pin);
  }

  /** A local APIC has ended a level-triggered interrupt with this vector. */
  endOfInterrupt(vector: number): void {
    for (let pin = 0; pin < IO_APIC_PINS; pin++) {
      const low = this.low[pin]!;
      if ((low & 0xff) !== vector || (low & REMOTE_IRR) === 0) continue;
      this.low[pin] = low & ~REMOTE_IRR;
      if (this.lines & (1 << pin)) this.serve(pin);
    }
  }

  readMmio(offset: number, size: AccessSize): number {
    if (offset < SELECT + 4) return offset === SELECT ? this.select : 0;
    if (offset < WINDOW || offset >= WINDOW + 4) return 0;
    return size === 4 ? this.readRegister() : this.readRegister() >>> (8 * (offset - WINDOW));
  }

  writeMmio(offset: number, size: AccessSize, value: number): void {
    if (offset === SELECT) this.select = value & 0xff;
    else if (offset === WINDOW && size === 4) this.writeRegister(value);
    else if (offset === EOI) this.endOfInterrupt(value & 0xff);
  }

  state(): PlainValue {
    return {
      id: this.id,
      select: this.select,
      lines: this.lines,
      low: Array.from(this.low),
      high: Array.from(this.high),
    };
  }

  restore(state: PlainValue): void {
    const reader = new StateReader('ioapic', state);
    const id = reader.integer('id', 0, 15);
    const select = reader.integer('select', 0, 0xff);
    const lines = reader.integer('lines', 0, 2 ** IO_APIC_PINS - 1);
    const low = reader.integers('low', IO_APIC_PINS, IO_APIC_PINS, 0, WRITABLE | READ_ONLY);
    const high = reader.integers('high', IO_APIC_PINS, IO_APIC_PINS, -(2 ** 31), 2 ** 31 - 1);
    this.id = id;
    this.select = select;
    this.lines = lines;
    this.low.set(low);
    this.high.set(high);
  }

  private readRegister(): number {
    const { select } = this;
    if (select === 0 || select === 2) return this.id << 24;
    if (select === 1) return VERSION;
    const pin = (select - 0x10) >> 1;
    if (select < 0x10 || pin >= IO_APIC_PINS) return 0xffff_ffff;
    return (select & 1 ? this.high[pin]! : this.low[pin]!) >>> 0;
  }

  private writeRegister(value: number): void {
    const { select } = this;
    if (select === 0) this.id = (value >>> 24) & 15;
    const pin = (select - 0x10) >> 1;
    if (select < 0x10 || pin >= IO_APIC_PINS) return;
    if (select & 1) {
      this.high[pin] = value & 0xff00_0000;
      return;
    }
    let low = (value & WRITABLE) | (this.low[pin]! & READ_ONLY);
    // An edge-triggered entry has nothing to wait for; kernels switch to edge and back to clear a stuck entry.
    if ((low & LEVEL_TRIGGERED) === 0) low &= ~REMOTE_IRR;
    this.low[pin] = low;
    if (low & LEVEL_TRIGGERED && this.lines & (1 << pin)) this.serve(pin);
  }

  /** Sends the message of an asserted input, if its entry lets it. */
  private serve(pin: number): void {
    const low = this.low[pin]!;
    if (low & (MASKED | REMOTE_IRR)) return;
    const levelTriggered = (low & LEVEL_TRIGGERED) !== 0;
    const logical = (low & (1 << 11)) !== 0;
    const field = this.high[pin]! >>> 24;
    const destination = field === 0xff && !logical ? BROADCAST : field;
    const accepted = this.send((low >>> 8) & 7, low & 0xff, destination, logical, levelTriggered);
    if (accepted && levelTriggered) this.low[pin] = low | REMOTE_IRR;
  }
}
