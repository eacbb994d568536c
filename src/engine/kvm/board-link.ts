/** Between a vCPU and the board: interrupts on their way in, and registers that belong to both. */
import type { Board } from '../../vm/engine.ts';
import type { RunPage } from './run-page.ts';
import type { VcpuFile } from './vcpu-file.ts';

const IA32_APIC_BASE = 0x1b;

export class BoardLink {
  /** The interrupt controller's output. */
  intr = false;
  readonly #board: Board;
  #taskPriority = 0;
  #apicBase: number;

  constructor(board: Board, page: RunPage) {
    this.#board = board;
    this.#apicBase = page.registers.apicBase;
  }

  /** Before the guest is entered: inject the interrupt that waits, or ask to be told when the guest takes one. */
  offerInterrupt(vcpu: VcpuFile): void {
    const { page } = vcpu;
    if (!this.intr) {
      page.wantsInterruptWindow = false;
      return;
    }
    if (vcpu.isUnfinished || !page.isInterruptible) {
      page.wantsInterruptWindow = true;
      return;
    }
    const vector = this.#board.acknowledgeInterrupt();
    if (vector >= 0) vcpu.interrupt(vector);
    page.wantsInterruptWindow = this.intr;
  }

  /** The owner has set CR8. */
  setTaskPriority(priority: number): void {
    this.#taskPriority = priority;
  }

  /** After the guest has run: tell the board what it did to registers that the board has, too. */
  follow(page: RunPage): void {
    if (page.taskPriority !== this.#taskPriority) {
      this.#taskPriority = page.taskPriority;
      this.#board.setTaskPriority(page.taskPriority);
    }
    if (page.apicBase !== this.#apicBase) {
      this.#apicBase = page.apicBase;
      this.#board.writeMsr(IA32_APIC_BASE, page.apicBase, page.apicBaseHigh);
    }
  }
}
