import type { AccessSize, IrqLine, PlainValue, PortDevice, Stateful } from './device.ts';
import { StateReader } from './state-reader.ts';

/** Interrupt enable register: received data, transmitter empty, line status, modem status. */
const IER_RECEIVE = 0x01;
const IER_TRANSMIT = 0x02;
const IER_LINE = 0x04;
const IER_MODEM = 0x08;
/** Interrupt identification, in order of priority. */
const IIR_NONE = 0x01;
const IIR_LINE = 0x06;
const IIR_RECEIVE = 0x04;
const IIR_TIMEOUT = 0x0c;
const IIR_TRANSMIT = 0x02;
const IIR_MODEM = 0x00;
const IIR_FIFO = 0xc0;
/** FIFO control register. */
const FCR_ENABLE = 0x01;
const FCR_CLEAR_RECEIVE = 0x02;
const LCR_DIVISOR_LATCH = 0x80;
const MCR_RTS = 0x02;
const MCR_LOOP = 0x10;
/** Line status register. */
const LSR_DATA_READY = 0x01;
const LSR_OVERRUN = 0x02;
const LSR_TRANSMITTER_IDLE = 0x60;
/** Modem status with the cable plugged in: carrier, data set ready, clear to send. */
const MSR_CONNECTED = 0xb0;
const MSR_RING = 0x40;

const FIFO_BYTES = 16;
const TRIGGER_LEVELS = [1, 4, 8, 14] as const;

/** What a serial port is connected to. */
export interface SerialOptions {
  /** Interrupt line; IRQ 4 for COM1. On this board it is not gated by the OUT2 output. */
  readonly irq: IrqLine;
  /** Takes each byte that the guest transmits. */
  readonly output: (byte: number) => void;
  /** Called when the receive queue has become empty: time to push more. */
  readonly onReceiveSpace?: () => void;
  /** How many bytes `receive` keeps for the guest; 4096 unless told. */
  readonly queueBytes?: number;
  /**
   * When the far end sends: `rts` (the default) while the guest asserts RTS, as hardware flow control does, so that
   * input typed or piped in before the guest's driver is ready is not lost, and to a guest that polls the line status
   * and has never written the modem control register; `always` without regard to RTS.
   */
  readonly sendWhile?: 'rts' | 'always';
}

/**
 * A 16550A serial port (PC16550D data sheet, "Registers" and "FIFO interrupt mode operation").
 *
 * Eight byte registers. Transmission takes no time: the transmitter is always empty, and the "transmitter empty"
 * interrupt comes again as soon as a byte was written. Bytes for the guest wait in a queue on the host's side and
 * move into the receive FIFO as there is room, so the host side never causes an overrun. Baud rate, parity and break
 * have registers and no effect; there are no parity, framing or break errors.
 */
export class Serial implements PortDevice, Stateful {
  private readonly irq: IrqLine;
  private readonly output: (byte: number) => void;
  private readonly onReceiveSpace: (() => void) | undefined;
  private readonly needsRts: boolean;

  private ier = 0;
  private fcr = 0;
  private lcr = 0;
  private mcr = 0;
  private scratch = 0;
  private divisor = 12;
  private overrun = false;
  /** Modem status: the four lines as they were last seen, above their four "has changed" bits. */
  private msr = MSR_CONNECTED;
  /** The transmitter became empty and nobody has been told yet. */
  private transmitPending = false;
  private level = false;
  /** The guest has written the modem control register: from then on its RTS means something. */
  private drivesModem = false;

  private readonly fifo = new Uint8Array(FIFO_BYTES);
  private fifoHead = 0;
  private fifoCount = 0;
  private readonly queue: Uint8Array;
  private queueHead = 0;
  private queueCount = 0;

  constructor(options: SerialOptions) {
    this.irq = options.irq;
    this.output = options.output;
    this.onReceiveSpace = options.onReceiveSpace;
    this.needsRts = options.sendWhile !== 'always';
    this.queue = new Uint8Array(Math.max(1, options.queueBytes ?? 4096));
  }

  /**
   * Bytes from the outside for the guest.
   * @returns how many were taken, from the front; the rest is for later (`onReceiveSpace`)
   */
  receive(bytes: Uint8Array): number {
    const taken = Math.min(bytes.length, this.queue.length - this.queueCount);
    for (let i = 0; i < taken; i++) {
      this.queue[(this.queueHead + this.queueCount + i) % this.queue.length] = bytes[i]!;
    }
    this.queueCount += taken;
    this.refill();
    this.update();
    return taken;
  }

  /** How many bytes `receive` would take now. */
  get receiveSpace(): number {
    return this.queue.length - this.queueCount;
  }

  readPort(port: number, _size: AccessSize): number {
    switch (port & 7) {
      case 0:
        return this.lcr & LCR_DIVISOR_LATCH ? this.divisor & 0xff : this.takeByte();
      case 1:
        return this.lcr & LCR_DIVISOR_LATCH ? this.divisor >>> 8 : this.ier;
      case 2:
        return this.identify();
      case 3:
        return this.lcr;
      case 4:
        return this.mcr;
      case 5: {
        if (!this.drivesModem) this.fill();
        const lsr =
          LSR_TRANSMITTER_IDLE | (this.fifoCount !== 0 ? LSR_DATA_READY : 0) | (this.overrun ? LSR_OVERRUN : 0);
        if (this.overrun) {
          this.overrun = false;
          this.update();
        }
        return lsr;
      }
      case 6: {
        const msr = this.msr;
        this.msr = msr & 0xf0;
        this.update();
        return msr;
      }
      default:
        return this.scratch;
    }
  }

  writePort(port: number, _size: AccessSize, value: number): void {
    switch (port & 7) {
      case 0:
        if (this.lcr & LCR_DIVISOR_LATCH) this.divisor = (this.divisor & 0xff00) | value;
        else this.transmit(value);
        break;
      case 1:
        if (this.lcr & LCR_DIVISOR_LATCH) this.divisor = (this.divisor & 0x00ff) | (value << 8);
        else this.enableInterrupts(value & 0x0f);
        break;
      case 2:
        this.controlFifo(value);
        break;
      case 3:
        this.lcr = value;
        break;
      case 4:
        this.drivesModem = true;
        this.mcr = value & 0x1f;
        this.watchModemLines();
        this.refill();
        this.update();
        break;
      case 5:
      case 6:
        break; // the status registers are for reading; writing them is for factory tests
      default:
        this.scratch = value;
    }
  }

  state(): PlainValue {
    const fifo: number[] = [];
    for (let i = 0; i < this.fifoCount; i++) fifo.push(this.fifo[(this.fifoHead + i) % FIFO_BYTES]!);
    const queue: number[] = [];
    for (let i = 0; i < this.queueCount; i++) queue.push(this.queue[(this.queueHead + i) % this.queue.length]!);
    return {
      ier: this.ier,
      fcr: this.fcr,
      lcr: this.lcr,
      mcr: this.mcr,
      drivesModem: this.drivesModem,
      scratch: this.scratch,
      divisor: this.divisor,
      overrun: this.overrun,
      msr: this.msr,
      transmitPending: this.transmitPending,
      fifo,
      queue,
    };
  }

  restore(state: PlainValue): void {
    const reader = new StateReader('serial', state);
    const ier = reader.integer('ier', 0, 0x0f);
    const fcr = reader.integer('fcr', 0, 0xff);
    const lcr = reader.integer('lcr', 0, 0xff);
    const mcr = reader.integer('mcr', 0, 0x1f);
    const drivesModem = reader.flag('drivesModem');
    const scratch = reader.integer('scratch', 0, 0xff);
    const divisor = reader.integer('divisor', 0, 0xffff);
    const overrun = reader.flag('overrun');
    const msr = reader.integer('msr', 0, 0xff);
    const transmitPending = reader.flag('transmitPending');
    const fifo = reader.integers('fifo', 0, FIFO_BYTES, 0, 0xff);
    const queue = reader.integers('queue', 0, this.queue.length, 0, 0xff);
    Object.assign(this, { ier, fcr, lcr, mcr, drivesModem, scratch, divisor, overrun, msr, transmitPending });
    this.fifo.set(fifo);
    this.fifoHead = 0;
    this.fifoCount = fifo.length;
    this.queue.set(queue);
    this.queueHead = 0;
    this.queueCount = queue.length;
    this.level = this.pending() !== IIR_NONE;
    this.irq(this.level);
  }

  private enableInterrupts(ier: number): void {
    // Enabling the interrupt while the transmitter is empty raises it at once; drivers count on it to start sending.
    if ((ier & ~this.ier & IER_TRANSMIT) !== 0) this.transmitPending = true;
    this.ier = ier;
    this.update();
  }

  private transmit(byte: number): void {
    this.transmitPending = false;
    this.update();
    if (this.mcr & MCR_LOOP) this.store(byte);
    else this.output(byte);
    this.transmitPending = true;
    this.update();
  }

  private takeByte(): number {
    if (this.fifoCount === 0) return 0;
    const byte = this.fifo[this.fifoHead]!;
    this.fifoHead = (this.fifoHead + 1) % FIFO_BYTES;
    this.fifoCount--;
    this.refill();
    this.update();
    return byte;
  }

  private identify(): number {
    const pending = this.pending();
    if (pending === IIR_TRANSMIT) {
      this.transmitPending = false;
      this.update();
    }
    return this.fcr & FCR_ENABLE ? pending | IIR_FIFO : pending;
  }

  private controlFifo(value: number): void {
    const switched = ((value ^ this.fcr) & FCR_ENABLE) !== 0;
    this.fcr = value & FCR_ENABLE ? value & 0xc9 : 0; // without bit 0 the other bits are not programmed
    if (switched || (value & (FCR_ENABLE | FCR_CLEAR_RECEIVE)) === (FCR_ENABLE | FCR_CLEAR_RECEIVE)) {
      this.fifoCount = 0;
      this.refill();
    }
    this.update();
  }

  /** In loop-back the four modem outputs drive the four inputs; what changes leaves a mark in the low bits. */
  private watchModemLines(): void {
    const { mcr } = this;
    const lines =
      mcr & MCR_LOOP
        ? ((mcr & MCR_RTS) << 3) | ((mcr & 0x01) << 5) | ((mcr & 0x04) << 4) | ((mcr & 0x08) << 4)
        : MSR_CONNECTED;
    const changed = lines ^ this.msr;
    // The ring indicator marks only its trailing edge.
    const marks = ((changed & ~MSR_RING) | (changed & MSR_RING & this.msr)) >>> 4;
    this.msr = lines | (this.msr & 0x0f) | (marks & 0x0f);
  }

  private store(byte: number): void {
    if (this.fifoCount >= this.depth()) {
      this.overrun = true;
      if (this.depth() !== 1) return; // a full FIFO keeps what it has; the single register is overwritten
      this.fifoCount = 0;
    }
    this.fifo[(this.fifoHead + this.fifoCount) % FIFO_BYTES] = byte;
    this.fifoCount++;
  }

  private depth(): number {
    return this.fcr & FCR_ENABLE ? FIFO_BYTES : 1;
  }

  private refill(): void {
    if (this.mcr & MCR_LOOP || (this.needsRts && !(this.mcr & MCR_RTS))) return;
    this.fill();
  }

  private fill(): void {
    if (this.queueCount === 0) return;
    while (this.queueCount !== 0 && this.fifoCount < this.depth()) {
      this.store(this.queue[this.queueHead]!);
      this.queueHead = (this.queueHead + 1) % this.queue.length;
      this.queueCount--;
    }
    if (this.queueCount === 0) this.onReceiveSpace?.();
  }

  private pending(): number {
    if (this.ier & IER_LINE && this.overrun) return IIR_LINE;
    if (this.ier & IER_RECEIVE && this.fifoCount !== 0) {
      // Fewer bytes than the trigger level: the line is silent by now, so the character timeout has passed.
      const trigger = this.fcr & FCR_ENABLE ? TRIGGER_LEVELS[this.fcr >>> 6]! : 1;
      return this.fifoCount >= trigger ? IIR_RECEIVE : IIR_TIMEOUT;
    }
    if (this.ier & IER_TRANSMIT && this.transmitPending) return IIR_TRANSMIT;
    if (this.ier & IER_MODEM && this.msr & 0x0f) return IIR_MODEM;
    return IIR_NONE;
  }

  private update(): void {
    const level = this.pending() !== IIR_NONE;
    if (level === this.level) return;
    this.level = level;
    this.irq(level);
  }
}
