import { VectorSet } from './apic-vectors.ts';
import type { StateReader } from './state-reader.ts';

/**
 * The interrupts that a local APIC has taken in, and which of them is next: IRR, ISR and TMR, and the task priority that
 * holds requests back (SDM Vol. 3A, "Handling Interrupts" and "Task and Processor Priorities").
 */
export class InterruptRequests {
  /** Task-priority register, 8 bits. */
  taskPriority = 0;
  /** In service. */
  readonly isr = new VectorSet();
  /** Level-triggered, as of the last request. */
  readonly tmr = new VectorSet();
  /** Requested. */
  readonly irr = new VectorSet();

  /** Processor-priority register. */
  get processorPriority(): number {
    const service = this.isr.highest();
    const serviceClass = service < 0 ? 0 : service & 0xf0;
    return (this.taskPriority & 0xf0) >= serviceClass ? this.taskPriority : serviceClass;
  }

  /** The highest request, when it is above the processor priority; else -1. */
  get pending(): number {
    const vector = this.irr.highest();
    return vector >= 0 && (vector & 0xf0) > (this.processorPriority & 0xf0) ? vector : -1;
  }

  add(vector: number, levelTriggered: boolean): void {
    this.irr.add(vector);
    if (levelTriggered) this.tmr.add(vector);
    else this.tmr.remove(vector);
  }

  /** What is pending goes into service. @returns its vector; -1: nothing is pending */
  take(): number {
    const vector = this.pending;
    if (vector < 0) return -1;
    this.irr.remove(vector);
    this.isr.add(vector);
    return vector;
  }

  /** The highest interrupt in service has been dealt with. @returns its vector; -1: there was none */
  finish(): number {
    const vector = this.isr.highest();
    if (vector >= 0) this.isr.remove(vector);
    return vector;
  }

  clear(): void {
    this.taskPriority = 0;
    this.isr.clear();
    this.tmr.clear();
    this.irr.clear();
  }

  /** For the state of the APIC. */
  state(): { tpr: number; isr: number[]; tmr: number[]; irr: number[] } {
    return {
      tpr: this.taskPriority,
      isr: Array.from(this.isr.words),
      tmr: Array.from(this.tmr.words),
      irr: Array.from(this.irr.words),
    };
  }

  /** @returns puts the state in place. @throws HvError `invalid-argument`; then nothing has changed */
  prepareRestore(reader: StateReader): () => void {
    const taskPriority = reader.integer('tpr', 0, 0xff);
    const isr = reader.integers('isr', 8, 8, 0, 0xffff_ffff);
    const tmr = reader.integers('tmr', 8, 8, 0, 0xffff_ffff);
    const irr = reader.integers('irr', 8, 8, 0, 0xffff_ffff);
    return () => {
      this.taskPriority = taskPriority;
      this.isr.words.set(isr);
      this.tmr.words.set(tmr);
      this.irr.words.set(irr);
    };
  }
}
