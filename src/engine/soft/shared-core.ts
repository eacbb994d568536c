/** The processor core of a VM, in which its vCPUs take turns. */
import { Processor } from '../../cpu/processor.ts';
import type { ProcessorState } from '../../cpu/registers.ts';
import { StatePage } from '../../cpu/state-page.ts';
import type { Board } from '../../vm/engine.ts';
import type { EmulatedAccesses } from './emulated-accesses.ts';

/** A vCPU as the core serves it. */
export interface CoreUser {
  readonly board: Board;
  readonly accesses: EmulatedAccesses;
}

/**
 * One core, one user at a time. The state of the user inside is in the core's memory, that of the others waits in pages
 * outside; translations of linear addresses are the inside user's, decoded and translated code is everybody's.
 */
export class SharedCore {
  readonly processor: Processor;
  /** Where users have their state while they are not inside; none for a single user. */
  readonly #pages = new Map<CoreUser, StatePage>();
  #inside: CoreUser | undefined;
  /** How often another user has entered. */
  turns = 0;

  /** @throws HvError `out-of-memory` */
  constructor(core: Uint8Array, hostPhysicalBytes: number) {
    const board = (): Board => (this.#inside as CoreUser).board;
    const accesses = (): EmulatedAccesses => (this.#inside as CoreUser).accesses;
    this.processor = new Processor(core, hostPhysicalBytes, {
      portIn: (port, size) => board().readPort(port, size),
      portOut: (port, size, value) => board().writePort(port, size, value),
      cpuid: (leaf, subleaf, out) => board().cpuid(leaf, subleaf, this.processor.cr4Low, this.processor.xcr0Low, out),
      readMsr: (index, out) => board().readMsr(index, out),
      writeMsr: (index, lo, hi) => board().writeMsr(index, lo, hi),
      readTsc: (out) => board().readTsc(out),
      setTaskPriority: (priority) => board().setTaskPriority(priority),
      emulatedRead: (gpa, size, data) => accesses().read(gpa, size, data),
      emulatedWrite: (gpa, size, data) => accesses().write(gpa, size, data),
    });
  }

  /** A new user: the first is inside at once, the others wait for a start-up message. */
  add(user: CoreUser): void {
    if (this.#inside === undefined) {
      this.#inside = user;
      return;
    }
    const page = new StatePage();
    page.copyFrom(this.processor); // as RESET has left it: no user has run yet
    page.init();
    this.#pages.set(user, page);
  }

  /** The state of a user, wherever it is. */
  stateOf(user: CoreUser): StatePage {
    return user === this.#inside ? this.processor : (this.#pages.get(user) as StatePage);
  }

  /** Make the core that of `user`. Not while it runs. @returns the processor */
  enter(user: CoreUser): Processor {
    const before = this.#inside;
    if (before === undefined || user === before) return this.processor;
    let page = this.#pages.get(before);
    if (page === undefined) {
      page = new StatePage();
      this.#pages.set(before, page);
    }
    this.processor.exchange(page, this.stateOf(user));
    this.#inside = user;
    this.turns++;
    return this.processor;
  }

  /** The whole state with the registers of `user`. */
  save(user: CoreUser): ProcessorState {
    const whole = new StatePage();
    whole.copyFrom(this.processor);
    if (user !== this.#inside) whole.takeFrom(this.stateOf(user));
    return whole.save();
  }
}
