/** The board as one vCPU sees it: the devices that all share, and the local APIC, CPUID and MSRs that are its own. */
import { queryCpuid } from '../cpu/cpuid.ts';
import { MSR, MsrFile } from '../cpu/msr.ts';
import type { LocalApic } from '../devices/apic.ts';
import type { AccessSize } from '../devices/device.ts';
import type { Pc } from '../devices/pc.ts';
import { LOCAL_APIC_ADDRESS } from '../spec/pc/board.ts';
import type { Board } from './engine.ts';
import { type MachineClock, TSC_HZ } from './time.ts';

/** What a board view is made of. */
export interface VcpuBoardOptions {
  /** Number of the vCPU, which is the identity of its local APIC. */
  readonly id: number;
  readonly pc: Pc;
  readonly clock: MachineClock;
  /** MAXPHYADDR of the processor, bits. */
  readonly physicalAddressBits: number;
}

/** The board as vCPU `id` sees it. Make a Machine, which has one for each vCPU. */
export class VcpuBoard implements Board {
  readonly id: number;
  readonly msrs: MsrFile;
  readonly #pc: Pc;
  readonly #clock: MachineClock;
  readonly #physicalAddressBits: number;
  readonly #apic: LocalApic;
  #localApicAddress: number = LOCAL_APIC_ADDRESS;

  constructor(options: VcpuBoardOptions) {
    this.id = options.id;
    this.#pc = options.pc;
    this.#clock = options.clock;
    this.#physicalAddressBits = options.physicalAddressBits;
    this.#apic = options.pc.interrupts.apics[options.id];
    this.msrs = new MsrFile(this.#apic, options.physicalAddressBits);
  }

  readPort(port: number, size: number): number {
    return this.#pc.ports.read(port, size as AccessSize);
  }

  writePort(port: number, size: number, value: number): void {
    this.#pc.ports.write(port, size as AccessSize, value);
  }

  readMmio(gpa: number, target: Uint8Array): void {
    this.#pc.mmio[this.id].readBytes(gpa, target);
  }

  writeMmio(gpa: number, source: Uint8Array): void {
    this.#pc.mmio[this.id].writeBytes(gpa, source);
  }

  readMsr(index: number, out: Uint32Array): boolean {
    if (!this.msrs.read(index)) return false;
    out[0] = this.msrs.lo;
    out[1] = this.msrs.hi;
    return true;
  }

  writeMsr(index: number, lo: number, hi: number): boolean {
    if (!this.msrs.write(index, lo, hi)) return false;
    if (index === MSR.IA32_APIC_BASE) this.placeLocalApic();
    return true;
  }

  cpuid(leaf: number, subleaf: number, cr4: number, xcr0: number, out: Uint32Array): void {
    queryCpuid(
      leaf,
      subleaf,
      {
        cr4,
        xcr0,
        apicEnabled: this.#apic.mode !== 'disabled',
        apicId: this.id,
        cpuCount: this.#pc.interrupts.apics.length,
        physicalAddressBits: this.#physicalAddressBits,
        tscHz: TSC_HZ,
      },
      out,
    );
  }

  acknowledgeInterrupt(): number {
    const { interrupts } = this.#pc;
    return interrupts.isPending(this.id) ? interrupts.acknowledge(this.id) : -1;
  }

  readTsc(out: Uint32Array): void {
    const now = (this.#clock.now() * TSC_HZ) / 1e9;
    out[0] = now % 2 ** 32;
    out[1] = Math.floor(now / 2 ** 32);
  }

  /** The other way round, a guest that writes the task-priority register does not see it in CR8. */
  setTaskPriority(priority: number): void {
    this.#apic.cr8 = priority;
  }

  /** Let the local APIC's page be where its IA32_APIC_BASE says. */
  placeLocalApic(): void {
    const address = this.#apic.baseAddress;
    if (address === this.#localApicAddress) return;
    this.#localApicAddress = address;
    this.#pc.moveLocalApic(this.id, address);
  }
}
