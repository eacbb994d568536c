import { HvError } from '../base/error.ts';
import { IO_APIC_TIMER_PIN, IRQ_TIMER } from '../spec/pc/board.ts';
import { type CpuSignals, LocalApic } from './apic.ts';
import { ApicBus } from './apic-bus.ts';
import type { Clock, IrqLine, PlainValue, Stateful } from './device.ts';
import { IoApic } from './ioapic.ts';
import { PicPair } from './pic.ts';
import { StateReader } from './state-reader.ts';

const ISA_LINES = 16;
/** The most processors that xAPIC identities and the MADT's short entries can name. */
const MAX_CPUS = 255;

/** How the interrupt system is built. */
export interface InterruptOptions {
  readonly clock: Clock;
  /** One set of signals for each processor; the first is the bootstrap processor. Local APIC identities count from 0. */
  readonly cpus: readonly CpuSignals[];
  /** See LocalApicOptions. */
  readonly timerHz?: number;
  /** Each processor has a time-stamp counter of its own. */
  readonly tscToNs?: (tsc: number, cpu: number) => number;
  readonly x2apic?: boolean;
  readonly physicalBits?: number;
}

/**
 * The interrupt wiring of a PC: ISA lines go to the 8259 pair and to the IOAPIC (line 0 to its input 2), the pair's
 * output goes to LINT0 of the bootstrap processor's local APIC, and each local APIC has one output to its processor.
 *
 * The loop of a vCPU: when `intr` is high and the guest takes interrupts, inject `acknowledge(cpu)`.
 */
export class InterruptController implements Stateful {
  readonly pic: PicPair;
  readonly ioApic: IoApic;
  readonly apics: readonly LocalApic[];
  private readonly lines: IrqLine[] = [];

  /** @throws HvError `invalid-argument` for no processor or too many */
  constructor(options: InterruptOptions) {
    const { cpus, clock, tscToNs, ...timing } = options;
    if (cpus.length < 1 || cpus.length > MAX_CPUS) {
      throw new HvError('invalid-argument', `InterruptController: expected 1 to 255 processors, got ${cpus.length}`);
    }
    const bus = new ApicBus();
    this.apics = cpus.map((cpu, id) => {
      const ownTsc = tscToNs === undefined ? {} : { tscToNs: (tsc: number) => tscToNs(tsc, id) };
      return new LocalApic({ ...timing, ...ownTsc, id, bootstrap: id === 0, clock, bus, cpu });
    });
    const bootstrap = this.apics[0]!;
    this.pic = new PicPair((level) => bootstrap.setPin(0, level));
    this.ioApic = new IoApic((mode, vector, destination, logical, levelTriggered) =>
      bus.send(mode, vector, destination, logical, levelTriggered),
    );
    bus.onEoi((vector) => this.ioApic.endOfInterrupt(vector));
    for (let irq = 0; irq < ISA_LINES; irq++) {
      const pin = irq === IRQ_TIMER ? IO_APIC_TIMER_PIN : irq;
      // ISA line 2 is the cascade of the 8259 pair: no device can drive it.
      const wire: IrqLine = (level) => {
        this.pic.setIrq(irq, level);
        this.ioApic.setIrq(pin, level);
      };
      this.lines.push(irq === 2 ? () => {} : wire);
    }
  }

  /**
   * The wire of an ISA interrupt line, 0 to 15.
   * @throws HvError `invalid-argument` for a number that is no line
   */
  line(irq: number): IrqLine {
    const wire = this.lines[irq];
    if (wire === undefined) throw new HvError('invalid-argument', `line: expected an ISA line 0 to 15, got ${irq}`);
    return wire;
  }

  /** Whether an interrupt waits for this processor. */
  isPending(cpu = 0): boolean {
    const apic = this.apics[cpu]!;
    return apic.pendingVector >= 0 || apic.extInt;
  }

  /**
   * The processor takes an interrupt: the local APIC's first, then the 8259 pair's. To be called while `intr` is high.
   * @returns the vector to inject
   */
  acknowledge(cpu = 0): number {
    const apic = this.apics[cpu]!;
    if (apic.pendingVector >= 0 || !apic.extInt) return apic.acknowledge();
    apic.acknowledgeExtInt();
    return this.pic.acknowledge();
  }

  state(): PlainValue {
    return {
      pic: this.pic.state(),
      ioApic: this.ioApic.state(),
      apics: this.apics.map((apic) => apic.state()),
    };
  }

  /** Restores all controllers, or, when one state is bad, puts back what there was and throws. */
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
    const reader = new StateReader('interrupts', state);
    const apics = reader.list('apics', this.apics.length, this.apics.length);
    // From the outside in: each part drives the next one's input, whose own state then has the last word.
    this.pic.restore(reader.value('pic'));
    this.ioApic.restore(reader.value('ioApic'));
    this.apics.forEach((apic, i) => {
      apic.restore(apics[i]!);
    });
  }
}
