/** The board as a vCPU sees it: the devices of the PC, and the CPUID and MSRs that belong to the board. */
import { queryCpuid } from '../cpu/cpuid.ts';
import { MSR, MsrFile } from '../cpu/msr.ts';
import type { AccessSize, PlainValue } from '../devices/device.ts';
import { Pc } from '../devices/pc.ts';
import { IO_APIC_ADDRESS, IO_APIC_BYTES, LOCAL_APIC_ADDRESS, LOCAL_APIC_BYTES } from '../spec/pc/board.ts';
import type { Board } from './engine.ts';
import type { VmStop } from './stop.ts';
import { type MachineClock, TSC_HZ } from './time.ts';

/** What a machine is made of and connected to. */
export interface MachineOptions {
  readonly clock: MachineClock;
  /** What the real-time clock says at virtual time 0, seconds since 1970. */
  readonly epochSeconds: number;
  /** Takes each byte that the guest sends through COM1. */
  readonly onConsole: (byte: number) => void;
  readonly debugExit: boolean;
  /** MAXPHYADDR of the processor, bits. */
  readonly physicalAddressBits: number;
  /** The guest ends its run: power-off, reset, debug-exit. */
  readonly onStop: (stop: VmStop) => void;
  readonly onIntr: (level: boolean) => void;
  readonly onNmi: () => void;
  /** Virtual ns at which the time-stamp counter reaches a value. */
  readonly tscToNs: (tsc: number) => number;
}

/** The name under which the PC has the local APIC's page on its bus. */
const LOCAL_APIC = 'local APIC';

/** A PC and what its processor asks of it. */
export class Machine implements Board {
  readonly clock: MachineClock;
  readonly pc: Pc;
  readonly msrs: MsrFile;
  /** Whether an interrupt waits for the processor. */
  intr = false;
  readonly #physicalAddressBits: number;
  #localApicAddress: number = LOCAL_APIC_ADDRESS;

  constructor(options: MachineOptions) {
    const { clock, onStop } = options;
    this.clock = clock;
    this.#physicalAddressBits = options.physicalAddressBits;
    const reset = (): void => onStop({ kind: 'reset' });
    this.pc = new Pc({
      clock,
      cpus: [
        {
          intr: (level) => {
            this.intr = level;
            options.onIntr(level);
          },
          nmi: options.onNmi,
          init: reset, // the only processor: INIT is how old software resets the machine
          startup: () => {},
        },
      ],
      timerHz: TSC_HZ,
      tscToNs: options.tscToNs,
      x2apic: true,
      physicalBits: options.physicalAddressBits,
      serial: { output: options.onConsole },
      epochSeconds: options.epochSeconds,
      reset,
      powerOff: () => onStop({ kind: 'power-off' }),
      ...(options.debugExit ? { debugExit: (status: number) => onStop({ kind: 'debug-exit', status }) } : {}),
    });
    this.msrs = new MsrFile(this.pc.interrupts.apics[0], options.physicalAddressBits);
  }

  readPort(port: number, size: number): number {
    return this.pc.ports.read(port, size as AccessSize);
  }

  writePort(port: number, size: number, value: number): void {
    this.pc.ports.write(port, size as AccessSize, value);
  }

  readMmio(gpa: number, target: Uint8Array): void {
    this.pc.mmio.readBytes(gpa, target);
  }

  writeMmio(gpa: number, source: Uint8Array): void {
    this.pc.mmio.writeBytes(gpa, source);
  }

  readMsr(index: number, out: Uint32Array): boolean {
    if (!this.msrs.read(index)) return false;
    out[0] = this.msrs.lo;
    out[1] = this.msrs.hi;
    return true;
  }

  writeMsr(index: number, lo: number, hi: number): boolean {
    if (!this.msrs.write(index, lo, hi)) return false;
    if (index === MSR.IA32_APIC_BASE) this.#moveLocalApic();
    return true;
  }

  cpuid(leaf: number, subleaf: number, cr4: number, xcr0: number, out: Uint32Array): void {
    queryCpuid(
      leaf,
      subleaf,
      {
        cr4,
        xcr0,
        apicEnabled: this.pc.interrupts.apics[0].mode !== 'disabled',
        apicId: 0,
        physicalAddressBits: this.#physicalAddressBits,
        tscHz: TSC_HZ,
      },
      out,
    );
  }

  acknowledgeInterrupt(): number {
    return this.pc.interrupts.isPending() ? this.pc.interrupts.acknowledge() : -1;
  }

  readTsc(out: Uint32Array): void {
    const now = (this.clock.now() * TSC_HZ) / 1e9;
    out[0] = now % 2 ** 32;
    out[1] = Math.floor(now / 2 ** 32);
  }

  /** The other way round, a guest that writes the task-priority register does not see it in CR8. */
  setTaskPriority(priority: number): void {
    this.pc.interrupts.apics[0].cr8 = priority;
  }

  /** The state of all devices as a plain value; the clock's is not in it. */
  state(): PlainValue {
    return { pc: this.pc.state(), msrs: this.msrs.state() };
  }

  /** Counterpart of `state()`, with the clock set already. @throws HvError `invalid-argument` for another value */
  restore(state: PlainValue): void {
    const { pc, msrs } = state as unknown as {
      pc: PlainValue;
      msrs: ReturnType<MsrFile['state']>;
    };
    this.pc.restore(pc);
    this.msrs.restore(msrs);
    this.#moveLocalApic();
  }

  /** The guest may put the registers elsewhere; where another device is, they do not answer. */
  #moveLocalApic(): void {
    const address = this.pc.interrupts.apics[0].baseAddress;
    if (address === this.#localApicAddress) return;
    this.pc.mmio.unmap(LOCAL_APIC);
    this.#localApicAddress = address;
    const overlapsIoApic = address < IO_APIC_ADDRESS + IO_APIC_BYTES && IO_APIC_ADDRESS < address + LOCAL_APIC_BYTES;
    if (!overlapsIoApic) this.pc.mmio.map(LOCAL_APIC, address, LOCAL_APIC_BYTES, this.pc.interrupts.localApicPage);
  }
}
