import { ACPI_PM_PORT, ACPI_PM_TIMER, ACPI_PM1_CONTROL, ACPI_PM1_EVENT, ACPI_S5_SLEEP_TYPE } from '../spec/pc/board.ts';
import type { AccessSize, Clock, IrqLine, PlainValue, PortDevice, Stateful } from './device.ts';
import { Frequency } from './frequency.ts';
import { StateReader } from './state-reader.ts';

/** Ticks a second of the power-management timer. */
export const PM_TIMER_HZ = 3_579_545;
/** PM1 status and enable bits. */
const TIMER = 0x0001;
const GLOBAL = 0x0020;
const POWER_BUTTON = 0x0100;
const STATUS_BITS = TIMER | GLOBAL | POWER_BUTTON;
/** PM1 control bits. */
const SCI_ENABLED = 0x0001;
const SLEEP_TYPE_SHIFT = 10;
const SLEEP_ENABLE = 0x2000;
const CONTROL_BITS = 0x1c07;
/** The timer's status bit is set whenever its top bit changes. */
const HALF_RANGE = 0x8000_0000;

/** What the power-management block drives. */
export interface AcpiPmOptions {
  readonly clock: Clock;
  /** The system control interrupt, level-triggered. */
  readonly sci: IrqLine;
  /** The guest asks for soft-off (S5). */
  readonly powerOff: () => void;
  /** First port; the board's unless told. */
  readonly port?: number;
}

/**
 * The fixed ACPI hardware a guest needs to switch itself off (ACPI Specification, "ACPI Register Model", "PM1 Event
 * Grouping", "PM1 Control Grouping", "Power Management Timer"): PM1a status, enable and control, a power button, and
 * the 32-bit timer at 3.579545 MHz. ACPI mode is always on; there is no SMI. Sleep states other than S5 do nothing.
 * 12 ports, accesses of 1, 2 and 4 bytes.
 */
export class AcpiPm implements PortDevice, Stateful {
  private readonly clock: Clock;
  private readonly sci: IrqLine;
  private readonly powerOff: () => void;
  private readonly port: number;
  private readonly frequency = new Frequency(PM_TIMER_HZ);
  private status = 0;
  private enable = 0;
  private control = SCI_ENABLED;
  /** Tick up to which changes of the timer's top bit have been noticed. */
  private settledTick = 0;
  private cancel: (() => void) | undefined;
  private readonly onTimer = () => this.changed();

  constructor(options: AcpiPmOptions) {
    this.clock = options.clock;
    this.sci = options.sci;
    this.powerOff = options.powerOff;
    this.port = options.port ?? ACPI_PM_PORT;
  }

  /** Presses the power button: a guest with a driver for it shuts down. */
  pressPowerButton(): void {
    this.status |= POWER_BUTTON;
    this.changed();
  }

  readPort(port: number, size: AccessSize): number {
    const offset = port - this.port;
    if (offset >= ACPI_PM_TIMER) return this.ticks() >>> (8 * (offset - ACPI_PM_TIMER));
    if (offset < ACPI_PM1_CONTROL) {
      this.settle();
      const registers = this.status | (this.enable << 16);
      return registers >>> (8 * (offset - ACPI_PM1_EVENT));
    }
    return offset < ACPI_PM1_CONTROL + 2 ? this.control >>> (8 * (offset - ACPI_PM1_CONTROL)) : size === 1 ? 0xff : 0;
  }

  writePort(port: number, size: AccessSize, value: number): void {
    const offset = port - this.port;
    if (offset >= ACPI_PM1_CONTROL + 2) return; // the timer is for reading
    // Bytes outside the access keep what they have.
    const register = offset & ~1;
    const shift = 8 * (offset & 1);
    const bits = (value << shift) & 0xffff;
    const mask = (size === 1 ? 0xff << shift : 0xffff) & 0xffff;
    if (register === ACPI_PM1_EVENT) {
      this.settle();
      this.status &= ~bits; // written ones clear
      if (size === 4) this.enable = (value >>> 16) & STATUS_BITS;
      this.changed();
    } else if (register === ACPI_PM1_EVENT + 2) {
      this.enable = ((this.enable & ~mask) | bits) & STATUS_BITS;
      this.changed();
    } else {
      const control = (this.control & ~mask) | bits;
      this.control = (control & CONTROL_BITS) | SCI_ENABLED;
      const sleepType = (control >>> SLEEP_TYPE_SHIFT) & 7;
      if (bits & SLEEP_ENABLE && sleepType === ACPI_S5_SLEEP_TYPE) this.powerOff();
    }
  }

  state(): PlainValue {
    this.settle();
    return { status: this.status, enable: this.enable, control: this.control, settledTick: this.settledTick };
  }

  restore(state: PlainValue): void {
    const reader = new StateReader('acpi-pm', state);
    const status = reader.integer('status', 0, STATUS_BITS) & STATUS_BITS;
    const enable = reader.integer('enable', 0, STATUS_BITS) & STATUS_BITS;
    const control = (reader.integer('control', 0, 0xffff) & CONTROL_BITS) | SCI_ENABLED;
    const settledTick = reader.time('settledTick');
    Object.assign(this, { status, enable, control, settledTick });
    this.changed();
  }

  private ticks(): number {
    return this.frequency.ticksAt(this.clock.now());
  }

  /** Notices whether the timer's top bit has changed since the last look. */
  private settle(): void {
    const tick = this.ticks();
    if (Math.floor(tick / HALF_RANGE) > Math.floor(this.settledTick / HALF_RANGE)) this.status |= TIMER;
    this.settledTick = tick;
  }

  private changed(): void {
    this.settle();
    this.sci((this.status & this.enable) !== 0);
    this.cancel?.();
    this.cancel = undefined;
    if (this.enable & ~this.status & TIMER) {
      const next = (Math.floor(this.settledTick / HALF_RANGE) + 1) * HALF_RANGE;
      this.cancel = this.clock.at(this.frequency.timeOf(next), this.onTimer);
    }
  }
}
