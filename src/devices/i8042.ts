import type { AccessSize, IrqLine, PlainValue, PortDevice, Stateful } from './device.ts';
import { StateReader } from './state-reader.ts';

/** Data port, command and status port, and system control port A. */
export const I8042_DATA_PORT = 0x60;
export const I8042_COMMAND_PORT = 0x64;
export const SYSTEM_CONTROL_A_PORT = 0x92;

/** Status register: output full, system flag, last write was a command, byte is from the second port, timeout. */
const STATUS_OUTPUT_FULL = 0x01;
const STATUS_SYSTEM = 0x04;
const STATUS_COMMAND = 0x08;
const STATUS_TIMEOUT = 0x40;
/** Command byte: interrupt of the first port, system flag, second port disabled. */
const MODE_KEYBOARD_IRQ = 0x01;
const MODE_SYSTEM = 0x04;
const MODE_AUX_DISABLED = 0x20;
/** Output port: 0 resets the processor; A20 gate. */
const OUTPUT_NO_RESET = 0x01;
const OUTPUT_A20 = 0x02;
/** What a port without a device answers: resend, with the timeout flag. */
const RESEND = 0xfe;

/** What the controller drives. */
export interface I8042Options {
  /** IRQ 1. */
  readonly irq: IrqLine;
  /** The guest asks for a reset, by command 0xfe, through the output port, or at port 0x92. */
  readonly reset: () => void;
}

/**
 * The keyboard controller of a PC with no keyboard and no mouse (8042 as in the IBM PC AT Technical Reference,
 * "Keyboard Controller"): self-tests pass for the first port and fail for the second, bytes sent to the keyboard come
 * back as a timeout, and the reset pulse works. The A20 gate can be written and read and has no effect: address line
 * 20 is always on.
 */
export class I8042 implements PortDevice, Stateful {
  private readonly irq: IrqLine;
  private readonly reset: () => void;
  private readonly memory = new Uint8Array(32);
  private status = STATUS_SYSTEM;
  private output = 0;
  private outputPort = OUTPUT_NO_RESET | OUTPUT_A20;
  /** The command whose data byte comes next at port 0x60; 0: none, the byte is for the keyboard. */
  private command = 0;
  private controlA = OUTPUT_A20;

  constructor(options: I8042Options) {
    this.irq = options.irq;
    this.reset = options.reset;
    this.memory[0] = MODE_SYSTEM | MODE_AUX_DISABLED;
  }

  readPort(port: number, _size: AccessSize): number {
    switch (port) {
      case I8042_DATA_PORT: {
        const byte = this.output;
        this.status &= ~(STATUS_OUTPUT_FULL | STATUS_TIMEOUT);
        this.irq(false);
        return byte;
      }
      case I8042_COMMAND_PORT:
        return this.status;
      case SYSTEM_CONTROL_A_PORT:
        return this.controlA;
      default:
        return 0xff;
    }
  }

  writePort(port: number, _size: AccessSize, value: number): void {
    switch (port) {
      case I8042_DATA_PORT:
        this.status &= ~STATUS_COMMAND;
        this.data(value);
        break;
      case I8042_COMMAND_PORT:
        this.status |= STATUS_COMMAND;
        this.execute(value);
        break;
      case SYSTEM_CONTROL_A_PORT: {
        const resets = value & ~this.controlA & 1; // the reset comes with the change from 0 to 1
        this.controlA = value & 0x03;
        if (resets) this.reset();
        break;
      }
      default:
        break;
    }
  }

  state(): PlainValue {
    return {
      memory: Array.from(this.memory),
      status: this.status,
      output: this.output,
      outputPort: this.outputPort,
      command: this.command,
      controlA: this.controlA,
    };
  }

  restore(state: PlainValue): void {
    const reader = new StateReader('i8042', state);
    const memory = reader.integers('memory', 32, 32, 0, 0xff);
    const status = reader.integer('status', 0, 0xff);
    const output = reader.integer('output', 0, 0xff);
    const outputPort = reader.integer('outputPort', 0, 0xff);
    const command = reader.integer('command', 0, 0xff);
    const controlA = reader.integer('controlA', 0, 3);
    this.memory.set(memory);
    Object.assign(this, { status, output, outputPort, command, controlA });
    this.irq((status & STATUS_OUTPUT_FULL) !== 0 && (memory[0]! & MODE_KEYBOARD_IRQ) !== 0);
  }

  private execute(command: number): void {
    this.command = 0;
    if (command < 0x20) return;
    if (command < 0x40) {
      this.answer(this.memory[command & 0x1f]!);
      return;
    }
    switch (command) {
      case 0xa7:
        this.memory[0] = this.memory[0]! | MODE_AUX_DISABLED;
        return;
      case 0xa8:
        this.memory[0] = this.memory[0]! & ~MODE_AUX_DISABLED;
        return;
      case 0xa9: // test of the second port: clock line stuck low, as without one
        this.answer(0x01);
        return;
      case 0xaa: // self-test passed
        this.status |= STATUS_SYSTEM;
        this.answer(0x55);
        return;
      case 0xab: // test of the first port: no error
        this.answer(0x00);
        return;
      case 0xad:
        this.memory[0] = this.memory[0]! | 0x10;
        return;
      case 0xae:
        this.memory[0] = this.memory[0]! & ~0x10;
        return;
      case 0xc0: // input port: keyboard not locked
        this.answer(0x80);
        return;
      case 0xd0:
        this.answer(this.outputPort);
        return;
      case 0xdd:
        this.outputPort &= ~OUTPUT_A20;
        return;
      case 0xdf:
        this.outputPort |= OUTPUT_A20;
        return;
      default:
        break;
    }
    if ((command >= 0x60 && command < 0x80) || (command >= 0xd1 && command <= 0xd4)) this.command = command;
    else if (command >= 0xf0 && (command & OUTPUT_NO_RESET) === 0) this.reset(); // pulses output lines low
  }

  /** A byte at port 0x60. */
  private data(byte: number): void {
    const { command } = this;
    this.command = 0;
    if (command === 0)
      this.answer(RESEND, STATUS_TIMEOUT); // no keyboard
    else if (command < 0x80) this.memory[command & 0x1f] = byte;
    else if (command === 0xd1) {
      this.outputPort = byte;
      if ((byte & OUTPUT_NO_RESET) === 0) this.reset();
    } else if (command === 0xd2 || command === 0xd3) {
      // 0xd3 should come back marked as from the second port; without the mark drivers know that there is none.
      this.answer(byte);
    } else this.answer(RESEND, STATUS_TIMEOUT); // 0xd4: no mouse
  }

  private answer(byte: number, flags = 0): void {
    this.output = byte;
    this.status = (this.status & ~STATUS_TIMEOUT) | STATUS_OUTPUT_FULL | flags;
    if (this.memory[0]! & MODE_KEYBOARD_IRQ) {
      this.irq(false); // a byte that replaces an unread one is an edge of its own
      this.irq(true);
    }
  }
}
