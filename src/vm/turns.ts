/**
 * vCPUs that take turns in the one thread of the VM.
 *
 * A turn ends when its length is used up, at a HLT, and when the vCPU has told another one something: who sends an
 * interrupt mostly waits for its effect. The next turn is that of the next vCPU that has something to do, in the order of
 * their numbers, so that each gets one. Nothing here depends on the host: where turns are measured in instructions, they
 * are the same in each run.
 */
import type { Vcpu } from './engine.ts';
import type { VcpuExit } from './exit.ts';

/** INIT, or a start-up message with its vector, on its way to a vCPU. */
interface Message {
  readonly vcpu: number;
  readonly startupVector: number | undefined;
}

export class Turns {
  /** What the last run() has used up, in the unit of Vcpu.run(); at least 1. */
  used = 0;
  readonly #vcpus: readonly Vcpu[];
  readonly #length: number;
  readonly #messages: Message[] = [];
  #current = 0;
  /** What is left of the present turn. */
  #left: number;
  #isRunning = false;
  /** The only one that has turns; undefined: all have. */
  #only: number | undefined;
  /** Instructions of the vCPU when run() began. */
  #begun = 0;

  /**
   * @param vcpus at least one
   * @param length of a turn, in the unit of Vcpu.run(): instructions, or ns where the engine cannot count them. A single vCPU
   * has one turn without an end.
   */
  constructor(vcpus: readonly Vcpu[], length: number) {
    this.#vcpus = vcpus;
    this.#length = vcpus.length === 1 ? Infinity : length;
    this.#left = this.#length;
  }

  /** Whose turn it is. */
  get vcpu(): Vcpu {
    return this.#vcpus[this.#current];
  }

  /** Instructions that all vCPUs have completed. */
  get instructions(): number {
    let sum = 0;
    for (let i = 0; i < this.#vcpus.length; i++) sum += this.#vcpus[i].instructions;
    return sum;
  }

  /** Whether a vCPU waits in HLT for an interrupt that may still come. */
  get awaitsInterrupt(): boolean {
    return this.#vcpus.some(
      ({ id, halted, interruptsEnabled }) => halted && interruptsEnabled && id === (this.#only ?? id),
    );
  }

  /** From now on only one vCPU has turns, or all of them have again. @param id undefined: all */
  restrictTo(id: number | undefined): void {
    this.#only = id;
    if (id === undefined || id === this.#current) return;
    this.#current = id;
    this.#left = this.#length;
  }

  /** Before a run: deliver messages, and go on to the next vCPU when the turn is over. @returns how far the turn still goes */
  prepare(): number {
    if (this.#messages.length > 0) this.#deliver();
    if (this.#left <= 0) this.pass();
    return this.#left;
  }

  /** Run the vCPU whose turn it is. @param budget as prepare() and timers allow */
  run(budget: number): VcpuExit {
    const { vcpu } = this;
    this.#begun = vcpu.instructions;
    this.#isRunning = true;
    try {
      return vcpu.run(budget);
    } finally {
      this.#isRunning = false;
      this.used = 0;
      this.recount();
    }
  }

  /** An instruction was completed for the vCPU after run(): it counts with those before it. @returns what that adds to `used` */
  recount(): number {
    const added = Math.max(1, this.vcpu.instructions - this.#begun) - this.used;
    this.used += added;
    this.#left -= added;
    return added;
  }

  /**
   * The turn is over: it is the next vCPU's that has something to do, perhaps the same one's again.
   * @returns false: none has; the turn stays where it is
   */
  pass(): boolean {
    if (this.#messages.length > 0) this.#deliver();
    this.#left = this.#length;
    const count = this.#vcpus.length;
    for (let step = 1; step <= count; step++) {
      const index = (this.#current + step) % count;
      if (!this.#vcpus[index].isRunnable || (this.#only !== undefined && index !== this.#only)) continue;
      this.#current = index;
      return true;
    }
    return false;
  }

  /** The vCPU was stopped in the middle of a write: it is the next to run, so that no other one comes in between. */
  hold(): void {
    this.#left = Math.max(1, this.#left);
  }

  /** The interrupt controller's output to a vCPU. */
  setIntr(vcpu: number, level: boolean): void {
    this.#vcpus[vcpu].setIntr(level);
    if (level) this.#noteSignal(vcpu);
  }

  /** A non-maskable interrupt for a vCPU. */
  injectNmi(vcpu: number): void {
    this.#vcpus[vcpu].injectNmi();
    this.#noteSignal(vcpu);
  }

  /** INIT for a vCPU, before the next instruction of anybody. */
  init(vcpu: number): void {
    this.#send({ vcpu, startupVector: undefined });
  }

  /** A start-up message for a vCPU, before the next instruction of anybody. */
  startup(vcpu: number, vector: number): void {
    this.#send({ vcpu, startupVector: vector });
  }

  /** What comes up for one vCPU while another one is running is what that one did. */
  #noteSignal(vcpu: number): void {
    if (this.#isRunning && vcpu !== this.#current) this.#endTurn();
  }

  #send(message: Message): void {
    this.#messages.push(message);
    if (this.#isRunning) this.#endTurn();
  }

  #endTurn(): void {
    this.#left = 0;
    this.vcpu.requestExit();
  }

  #deliver(): void {
    for (const { vcpu, startupVector } of this.#messages.splice(0)) {
      if (startupVector === undefined) this.#vcpus[vcpu].init();
      else this.#vcpus[vcpu].startup(startupVector);
    }
  }
}
