import type { AccessSize, IrqLine, PlainValue, PortDevice, Stateful } from './device.ts';
import { StateReader } from './state-reader.ts';

/** Ports of the pair: two for each chip, and the edge/level control registers. */
export const PIC_MASTER_PORT = 0x20;
export const PIC_SLAVE_PORT = 0xa0;
export const PIC_ELCR_PORT = 0x4d0;
/** The master's input that the slave drives. */
const CASCADE = 2;

/** ICW1: start of the initialization sequence, ICW4 follows, no slave. */
const ICW1 = 0x10;
const ICW1_ICW4 = 0x01;
const ICW1_SINGLE = 0x02;
const ICW1_LEVEL = 0x08;
const ICW4_AUTO_EOI = 0x02;
const ICW4_SPECIAL_NESTED = 0x10;
const OCW3 = 0x08;

/**
 * One 8259A interrupt controller (8259A data sheet, "Programming the 8259A").
 * Request inputs are latched: an edge-triggered request stays until it is acknowledged, even when the line drops
 * before, which is how the chips inside later chipsets and other virtual machines do it.
 */
class Pic {
  private readonly changed: () => void;
  /** Inputs that are wired to another controller and so always count as level-triggered. */
  private readonly alwaysLevel: number;
  /** Inputs as they are now. */
  private lines = 0;
  /** Latched requests of the edge-triggered inputs. */
  private latched = 0;
  private mask = 0xff;
  private service = 0;
  elcr = 0;
  private vectorBase: number;
  /** The input with the lowest priority; 7 unless rotated. */
  private lowest = 7;
  /** Next initialization command word: 0 none, else 2 to 4. */
  private step = 0;
  private icw1 = ICW1 | ICW1_ICW4;
  private icw4 = 0x01;
  private readService = false;
  private specialMask = false;
  private poll = false;
  private rotateOnAutoEoi = false;

  constructor(alwaysLevel: number, vectorBase: number, changed: () => void) {
    this.alwaysLevel = alwaysLevel;
    this.vectorBase = vectorBase;
    this.changed = changed;
  }

  setLine(input: number, level: boolean): void {
    const bit = 1 << input;
    if (level === ((this.lines & bit) !== 0)) return;
    if (level) {
      this.lines |= bit;
      if ((this.levelInputs() & bit) === 0) this.latched |= bit;
    } else {
      this.lines &= ~bit;
    }
    this.changed();
  }

  /** The input to be served next, or -1. */
  highest(): number {
    const wanted = this.requests() & ~this.mask;
    if (wanted === 0) return -1;
    // In special mask mode what is in service blocks itself only; else also everything below it.
    const blocking = this.service;
    for (let i = 1; i <= 8; i++) {
      const input = (this.lowest + i) & 7;
      const bit = 1 << input;
      const blocks = (blocking & bit) !== 0;
      if (this.specialMask) {
        if ((wanted & bit) !== 0 && !blocks) return input;
        continue;
      }
      // The special fully nested mode lets the slave ask again while one of its requests is in service.
      const nested = blocks && this.icw4 & ICW4_SPECIAL_NESTED && this.alwaysLevel & bit;
      if ((wanted & bit) !== 0 && (!blocks || nested)) return input;
      if (blocks) return -1;
    }
    return -1;
  }

  /** The processor takes `input`, or a spurious interrupt when that is -1. Returns the vector. */
  take(input: number): number {
    if (input < 0) return this.vectorBase + 7;
    this.latched &= ~(1 << input);
    if (this.icw4 & ICW4_AUTO_EOI) {
      if (this.rotateOnAutoEoi) this.lowest = input;
    } else {
      this.service |= 1 << input;
    }
    return this.vectorBase + input;
  }

  readCommand(): number {
    if (this.poll) {
      this.poll = false;
      const input = this.highest();
      if (input < 0) return 0;
      this.take(input);
      this.changed();
      return 0x80 | input;
    }
    return this.readService ? this.service : this.requests();
  }

  readMask(): number {
    return this.mask;
  }

  writeCommand(value: number): void {
    if (value & ICW1) {
      this.icw1 = value;
      this.icw4 = 0;
      this.latched = 0;
      this.mask = 0;
      this.service = 0;
      this.lowest = 7;
      this.readService = false;
      this.specialMask = false;
      this.poll = false;
      this.rotateOnAutoEoi = false;
      this.step = 2;
    } else if (value & OCW3) {
      if (value & 0x04) this.poll = true;
      if (value & 0x02) this.readService = (value & 0x01) !== 0;
      if (value & 0x40) this.specialMask = (value & 0x20) !== 0;
    } else {
      this.endOfInterrupt(value >>> 5, value & 7);
    }
    this.changed();
  }

  writeData(value: number): void {
    switch (this.step) {
      case 0:
        this.mask = value;
        break;
      case 2:
        this.vectorBase = value & 0xf8;
        this.step = this.icw1 & ICW1_SINGLE ? (this.icw1 & ICW1_ICW4 ? 4 : 0) : 3;
        break;
      case 3: // the wiring of master and slave is fixed on this board
        this.step = this.icw1 & ICW1_ICW4 ? 4 : 0;
        break;
      default:
        this.icw4 = value & 0x1f;
        this.step = 0;
    }
    this.changed();
  }

  /** OCW2: 0..7 are the combinations of rotate, specific and EOI. */
  private endOfInterrupt(command: number, input: number): void {
    switch (command) {
      case 0:
        this.rotateOnAutoEoi = false;
        break;
      case 4:
        this.rotateOnAutoEoi = true;
        break;
      case 1:
      case 5: {
        const served = this.highestInService();
        if (served < 0) break;
        this.service &= ~(1 << served);
        if (command === 5) this.lowest = served;
        break;
      }
      case 3:
      case 7:
        this.service &= ~(1 << input);
        if (command === 7) this.lowest = input;
        break;
      case 6:
        this.lowest = input;
        break;
      default:
        break; // 2: no operation
    }
  }

  private highestInService(): number {
    for (let i = 1; i <= 8; i++) {
      const input = (this.lowest + i) & 7;
      // A masked request does not hold up a non-specific EOI in special mask mode.
      const hidden = this.specialMask ? this.mask : 0;
      if (this.service & ~hidden & (1 << input)) return input;
    }
    return -1;
  }

  private levelInputs(): number {
    return this.icw1 & ICW1_LEVEL ? 0xff : this.elcr | this.alwaysLevel;
  }

  private requests(): number {
    const level = this.levelInputs();
    return (this.latched & ~level) | (this.lines & level);
  }

  state(): PlainValue {
    return {
      lines: this.lines,
      latched: this.latched,
      mask: this.mask,
      service: this.service,
      elcr: this.elcr,
      vectorBase: this.vectorBase,
      lowest: this.lowest,
      step: this.step,
      icw1: this.icw1,
      icw4: this.icw4,
      readService: this.readService,
      specialMask: this.specialMask,
      poll: this.poll,
      rotateOnAutoEoi: this.rotateOnAutoEoi,
    };
  }

  /** Checks a state now and returns what puts it in place, so that both chips change or neither. */
  prepareRestore(state: PlainValue): () => void {
    const reader = new StateReader('pic', state);
    const next = {
      lines: reader.integer('lines', 0, 0xff),
      latched: reader.integer('latched', 0, 0xff),
      mask: reader.integer('mask', 0, 0xff),
      service: reader.integer('service', 0, 0xff),
      elcr: reader.integer('elcr', 0, 0xff),
      vectorBase: reader.integer('vectorBase', 0, 0xf8) & 0xf8,
      lowest: reader.integer('lowest', 0, 7),
      step: reader.integer('step', 0, 4),
      icw1: reader.integer('icw1', 0, 0xff),
      icw4: reader.integer('icw4', 0, 0x1f),
      readService: reader.flag('readService'),
      specialMask: reader.flag('specialMask'),
      poll: reader.flag('poll'),
      rotateOnAutoEoi: reader.flag('rotateOnAutoEoi'),
    };
    return () => void Object.assign(this, next);
  }
}

/**
 * The two 8259A of a PC, the slave on the master's input 2, with the edge/level control registers at 0x4d0.
 *
 * After reset everything is masked and the vectors are those a PC's firmware leaves, 0x08 and 0x70.
 * Ports: 0x20, 0x21, 0xa0, 0xa1, 0x4d0, 0x4d1, all a byte wide.
 */
export class PicPair implements PortDevice, Stateful {
  private readonly master: Pic;
  private readonly slave: Pic;
  private readonly intr: IrqLine;
  private level = false;
  /** Set while several things change at once, so that the output moves only once. */
  private busy = false;

  /** @param intr the output to the processor (or to the local APIC's LINT0) */
  constructor(intr: IrqLine) {
    this.intr = intr;
    const changed = () => this.update();
    this.master = new Pic(1 << CASCADE, 0x08, changed);
    this.slave = new Pic(0, 0x70, changed);
  }

  /** Drives request line 0..15; line 2 is the cascade and does nothing. */
  setIrq(line: number, level: boolean): void {
    if (line >= 8) this.slave.setLine(line - 8, level);
    else if (line !== CASCADE) this.master.setLine(line, level);
  }

  /** Whether an interrupt waits that `acknowledge` would deliver. */
  get pending(): boolean {
    return this.level;
  }

  /**
   * The processor's interrupt acknowledge cycle.
   * @returns the vector; with nothing to deliver the spurious one, input 7 of the chip in question
   */
  acknowledge(): number {
    this.busy = true;
    const input = this.master.highest();
    const fromMaster = this.master.take(input);
    const vector = input === CASCADE ? this.slave.take(this.slave.highest()) : fromMaster;
    this.busy = false;
    this.update();
    return vector;
  }

  readPort(port: number, _size: AccessSize): number {
    switch (port) {
      case PIC_MASTER_PORT:
        return this.master.readCommand();
      case PIC_MASTER_PORT + 1:
        return this.master.readMask();
      case PIC_SLAVE_PORT:
        return this.slave.readCommand();
      case PIC_SLAVE_PORT + 1:
        return this.slave.readMask();
      case PIC_ELCR_PORT:
        return this.master.elcr;
      case PIC_ELCR_PORT + 1:
        return this.slave.elcr;
      default:
        return 0xff;
    }
  }

  writePort(port: number, _size: AccessSize, value: number): void {
    switch (port) {
      case PIC_MASTER_PORT:
        this.master.writeCommand(value);
        break;
      case PIC_MASTER_PORT + 1:
        this.master.writeData(value);
        break;
      case PIC_SLAVE_PORT:
        this.slave.writeCommand(value);
        break;
      case PIC_SLAVE_PORT + 1:
        this.slave.writeData(value);
        break;
      case PIC_ELCR_PORT: // timer, keyboard and cascade are edge-triggered for ever
        this.master.elcr = value & 0xf8;
        this.update();
        break;
      case PIC_ELCR_PORT + 1: // so are the clock (8) and the FPU (13)
        this.slave.elcr = value & 0xde;
        this.update();
        break;
      default:
        break;
    }
  }

  state(): PlainValue {
    return { master: this.master.state(), slave: this.slave.state() };
  }

  restore(state: PlainValue): void {
    const reader = new StateReader('pic', state);
    const master = this.master.prepareRestore(reader.value('master'));
    const slave = this.slave.prepareRestore(reader.value('slave'));
    master();
    slave();
    this.level = this.master.highest() >= 0;
    this.intr(this.level);
  }

  private update(): void {
    if (this.busy) return;
    this.busy = true;
    this.master.setLine(CASCADE, this.slave.highest() >= 0);
    this.busy = false;
    const level = this.master.highest() >= 0;
    if (level === this.level) return;
    this.level = level;
    this.intr(level);
  }
}
