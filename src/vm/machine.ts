/** The machine around the vCPUs: the devices of the PC, and the board as each vCPU sees it. */
import type { MsrFile } from '../cpu/msr.ts';
import type { CpuSignals } from '../devices/apic.ts';
import type { PlainValue } from '../devices/device.ts';
import { Pc } from '../devices/pc.ts';
import type { VmStop } from './stop.ts';
import { type MachineClock, TSC_HZ } from './time.ts';
import { VcpuBoard } from './vcpu-board.ts';

/** What local APICs tell the vCPUs, which have numbers. */
export interface VcpuSignals {
  readonly intr: (vcpu: number, level: boolean) => void;
  readonly nmi: (vcpu: number) => void;
  /** INIT, for all but the bootstrap processor. */
  readonly init: (vcpu: number) => void;
  /** Start-up message: begin at `vector << 12`. */
  readonly startup: (vcpu: number, vector: number) => void;
}

/** What a machine is made of and connected to. */
export interface MachineOptions {
  readonly clock: MachineClock;
  /** How many vCPUs there are: 1 to 255. */
  readonly vcpus: number;
  readonly signals: VcpuSignals;
  /** What the real-time clock says at virtual time 0, seconds since 1970. */
  readonly epochSeconds: number;
  /** Takes each byte that the guest sends through COM1. */
  readonly onConsole: (byte: number) => void;
  readonly debugExit: boolean;
  /** MAXPHYADDR of the processor, bits. */
  readonly physicalAddressBits: number;
  /** The guest ends its run: power-off, reset, debug-exit. */
  readonly onStop: (stop: VmStop) => void;
  /** Virtual ns at which the time-stamp counter of a vCPU reaches a value. */
  readonly tscToNs: (tsc: number, vcpu: number) => number;
}

/** A PC and what its processors ask of it. */
export class Machine {
  readonly clock: MachineClock;
  readonly pc: Pc;
  /** One view for each vCPU, by its number. */
  readonly boards: readonly VcpuBoard[];

  constructor(options: MachineOptions) {
    const { clock, onStop, physicalAddressBits, vcpus } = options;
    this.clock = clock;
    const reset = (): void => onStop({ kind: 'reset' });
    this.pc = new Pc({
      clock,
      cpus: Array.from({ length: vcpus }, (_, id) => signalsOf(id, options.signals, reset)),
      timerHz: TSC_HZ,
      tscToNs: options.tscToNs,
      x2apic: true,
      physicalBits: physicalAddressBits,
      serial: { output: options.onConsole },
      epochSeconds: options.epochSeconds,
      reset,
      powerOff: () => onStop({ kind: 'power-off' }),
      ...(options.debugExit ? { debugExit: (status: number) => onStop({ kind: 'debug-exit', status }) } : {}),
    });
    const { pc } = this;
    this.boards = Array.from({ length: vcpus }, (_, id) => new VcpuBoard({ id, pc, clock, physicalAddressBits }));
  }

  /** The state of all devices as a plain value; the clock's is not in it. */
  state(): PlainValue {
    return { pc: this.pc.state(), msrs: this.boards.map(({ msrs }) => msrs.state()) };
  }

  /** Counterpart of `state()`, with the clock set already. @throws HvError `invalid-argument` for another value */
  restore(state: PlainValue): void {
    const { pc, msrs } = state as unknown as {
      pc: PlainValue;
      msrs: ReturnType<MsrFile['state']>[];
    };
    this.pc.restore(pc);
    this.boards.forEach((board, id) => {
      board.msrs.restore(msrs[id]);
      board.placeLocalApic();
    });
  }
}

/** INIT of the bootstrap processor, which does not wait for a start-up message, is how old software resets the machine. */
function signalsOf(id: number, signals: VcpuSignals, reset: () => void): CpuSignals {
  return {
    intr: (level) => signals.intr(id, level),
    nmi: () => signals.nmi(id),
    init: id === 0 ? reset : () => signals.init(id),
    startup: (vector) => signals.startup(id, vector),
  };
}
