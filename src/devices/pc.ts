import {
  ACPI_PM_PORT,
  ACPI_PM_PORTS,
  COM1_PORT,
  IO_APIC_ADDRESS,
  IO_APIC_BYTES,
  IRQ_CMOS,
  IRQ_COM1,
  IRQ_KEYBOARD,
  IRQ_SCI,
  IRQ_TIMER,
  LOCAL_APIC_ADDRESS,
  LOCAL_APIC_BYTES,
} from '../spec/pc/board.ts';
import { AcpiPm } from './acpi-pm.ts';
import { MmioBus, PortBus } from './bus.ts';
import { CMOS_PORT, Cmos } from './cmos.ts';
import { DEBUG_EXIT_PORT, DebugExit } from './debug-exit.ts';
import type { PlainValue, Stateful } from './device.ts';
import { I8042, I8042_COMMAND_PORT, I8042_DATA_PORT, SYSTEM_CONTROL_A_PORT } from './i8042.ts';
import { InterruptController, type InterruptOptions } from './interrupts.ts';
import { PCI_CONFIG_PORT, PciNone } from './pci-none.ts';
import { PIC_ELCR_PORT, PIC_MASTER_PORT, PIC_SLAVE_PORT } from './pic.ts';
import { PIT_PORT, Pit, SYSTEM_CONTROL_B_PORT } from './pit.ts';
import { DELAY_PORT, POST_PORT, PostPort } from './post-port.ts';
import { Serial, type SerialOptions } from './serial.ts';
import { StateReader } from './state-reader.ts';

/** The name of a local APIC's page on its processor's bus. */
const LOCAL_APIC = 'local APIC';

/** What a PC is connected to. */
export interface PcOptions extends InterruptOptions {
  /** COM1; see SerialOptions. */
  readonly serial: Omit<SerialOptions, 'irq'>;
  /** The date at virtual time 0, in seconds since 1970 (UTC). */
  readonly epochSeconds: number;
  /** The guest asks for a reset: keyboard controller, port 0x92, port 0xcf9 or the ACPI reset register. */
  readonly reset: () => void;
  /** The guest asks for soft-off through ACPI. */
  readonly powerOff: () => void;
  /** Takes the exit status of a test guest from port 0xf4; without it the port is absent. */
  readonly debugExit?: (status: number) => void;
}

/**
 * The devices of the machine, wired and on their buses: COM1, 8259 pair, IOAPIC, local APICs, 8254, clock,
 * keyboard controller without keyboard, ACPI power management, PCI configuration ports without devices.
 *
 * A local APIC's page stays at its architectural address until moveLocalApic().
 * @example
 * const pc = new Pc({ clock, cpus: [cpu], serial: { output: write }, epochSeconds: 0, reset, powerOff });
 * pc.ports.write(0x3f8, 1, 0x41); // writes an A
 */
export class Pc implements Stateful {
  readonly ports = new PortBus();
  /** Device memory as each processor sees it: the IOAPIC, and its own local APIC. */
  readonly mmio: readonly MmioBus[];
  readonly interrupts: InterruptController;
  readonly serial: Serial;
  readonly acpiPm: AcpiPm;
  private readonly parts: { readonly [name: string]: Stateful };

  constructor(options: PcOptions) {
    const { clock, reset } = options;
    this.interrupts = new InterruptController(options);
    const irq = (line: number) => this.interrupts.line(line);
    this.serial = new Serial({ ...options.serial, irq: irq(IRQ_COM1) });
    this.acpiPm = new AcpiPm({ clock, sci: irq(IRQ_SCI), powerOff: options.powerOff });
    const pit = new Pit({ clock, irq: irq(IRQ_TIMER) });
    const cmos = new Cmos({ clock, irq: irq(IRQ_CMOS), epochSeconds: options.epochSeconds });
    const i8042 = new I8042({ irq: irq(IRQ_KEYBOARD), reset });
    const pci = new PciNone(reset);
    const post = new PostPort();
    // The controllers come last: restoring a device drives its line, and theirs is the last word on the lines.
    this.parts = {
      serial: this.serial,
      acpiPm: this.acpiPm,
      pit,
      cmos,
      i8042,
      pci,
      post,
      interrupts: this.interrupts,
    };

    const { ports, interrupts } = this;
    ports.map('master 8259', PIC_MASTER_PORT, 2, interrupts.pic);
    ports.map('slave 8259', PIC_SLAVE_PORT, 2, interrupts.pic);
    ports.map('edge/level control', PIC_ELCR_PORT, 2, interrupts.pic);
    ports.map('timer', PIT_PORT, 4, pit);
    ports.map('system control B', SYSTEM_CONTROL_B_PORT, 1, pit);
    ports.map('keyboard data', I8042_DATA_PORT, 1, i8042);
    ports.map('keyboard command', I8042_COMMAND_PORT, 1, i8042);
    ports.map('system control A', SYSTEM_CONTROL_A_PORT, 1, i8042);
    ports.map('clock', CMOS_PORT, 2, cmos);
    ports.map('POST', POST_PORT, 1, post);
    ports.map('I/O delay', DELAY_PORT, 1, post);
    ports.map('COM1', COM1_PORT, 8, this.serial);
    ports.map('power management', ACPI_PM_PORT, ACPI_PM_PORTS, this.acpiPm, 4);
    ports.map('PCI configuration', PCI_CONFIG_PORT, 8, pci, 4);
    if (options.debugExit !== undefined)
      ports.map('debug exit', DEBUG_EXIT_PORT, 4, new DebugExit(options.debugExit), 4);
    this.mmio = interrupts.apics.map((apic) => {
      const bus = new MmioBus();
      bus.map('IOAPIC', IO_APIC_ADDRESS, IO_APIC_BYTES, interrupts.ioApic);
      bus.map(LOCAL_APIC, LOCAL_APIC_ADDRESS, LOCAL_APIC_BYTES, apic);
      return bus;
    });
  }

  /** A processor has put its local APIC's registers to another address; where the IOAPIC is, they do not answer. */
  moveLocalApic(cpu: number, address: number): void {
    const bus = this.mmio[cpu]!;
    bus.unmap(LOCAL_APIC);
    const overlapsIoApic = address < IO_APIC_ADDRESS + IO_APIC_BYTES && IO_APIC_ADDRESS < address + LOCAL_APIC_BYTES;
    if (!overlapsIoApic) bus.map(LOCAL_APIC, address, LOCAL_APIC_BYTES, this.interrupts.apics[cpu]!);
  }

  /** The whole state of all devices; the buses have none. */
  state(): PlainValue {
    return Object.fromEntries(Object.entries(this.parts).map(([name, part]) => [name, part.state()]));
  }

  /**
   * Restores all devices, or, when one state is bad, puts back what there was and throws HvError `invalid-argument`.
   * Lines move on the way: restore the processors' own state afterwards.
   */
  restore(state: PlainValue): void {
    const before = this.state();
    try {
      this.apply(state);
    } catch (error) {
      this.apply(before);
      throw error;
    }
  }

  private apply(state: PlainValue): void {
    const reader = new StateReader('pc', state);
    for (const [name, part] of Object.entries(this.parts)) part.restore(reader.value(name));
  }
}
