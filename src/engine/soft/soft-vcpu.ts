/**
 * The run loop of the soft engine: the processor exits, the hypervisor answers.
 *
 * EPT violations and SPP events go to the guest's address space; accesses to devices are carried out by the processor's
 * emulation of one instruction; interrupts are acknowledged and injected. What only the owner can decide comes out as
 * a VcpuExit.
 */
import { EXIT_CORE_FAILURE, EXIT_EMULATED, type Processor } from '../../cpu/processor.ts';
import type { ProcessorState, RegisterChanges, Registers } from '../../cpu/registers.ts';
import type { GuestAddressSpace } from '../../mmu/guest-address-space.ts';
import type { PagingState } from '../../mmu/guest-paging.ts';
import type { EptExit } from '../../mmu/page-faults.ts';
import { EPT_VIOLATION, EXIT_REASON } from '../../spec/vmx/exit.ts';
import type { Board, Vcpu, WriteSink } from '../../vm/engine.ts';
import type { VcpuExit } from '../../vm/exit.ts';
import { EmulatedAccesses } from './emulated-accesses.ts';
import type { CoreUser, SharedCore } from './shared-core.ts';

/** The core counts its budget in an i32. */
const RUN_LIMIT = 0x4000_0000;
/** One instruction needs at most a few exits for its pages; more than this is a defect, not a guest. */
const EMULATION_RETRIES = 1000;
/** Exits in a row without one instruction completed. One instruction can need some hundred: its pages, tables and all. */
const EXITS_WITHOUT_PROGRESS = 100_000;

const LIMIT: VcpuExit = { kind: 'limit' };
const HLT: VcpuExit = { kind: 'hlt' };
const TRIPLE_FAULT: VcpuExit = { kind: 'triple-fault' };
const BREAKPOINT: VcpuExit = { kind: 'breakpoint' };

/** What a soft vCPU is made of. */
export interface SoftVcpuOptions {
  readonly id: number;
  /** The core of the VM, where it takes its turns. */
  readonly core: SharedCore;
  readonly board: Board;
}

export class SoftVcpu implements Vcpu, CoreUser {
  readonly id: number;
  /** The core that it runs in, whose state is this vCPU's only while it is inside. */
  readonly processor: Processor;
  readonly board: Board;
  readonly accesses: EmulatedAccesses;
  /** Exits by basic reason, and instructions that were emulated. */
  readonly exits = new Map<number, number>();
  emulated = 0;
  writeSink: WriteSink | undefined;
  readonly #core: SharedCore;
  #ownSpace: GuestAddressSpace | undefined;
  /** Reused argument of handleViolation() and handleSpp(). */
  readonly #exit = { gpa: 0, qualification: 0, size: 0, isPartial: false, vcpu: 0, instructionLength: 0 };
  /** An exit that came up inside completeWrite(), for the next run(). */
  #pending: VcpuExit | undefined;

  constructor(options: SoftVcpuOptions) {
    const { id, core, board } = options;
    this.id = id;
    this.board = board;
    this.#core = core;
    this.processor = core.processor;
    this.accesses = new EmulatedAccesses(board, (frame) => core.processor.countStoreToFrame(frame));
    core.add(this);
  }

  /** Set by the VM once the address space over this processor's memory exists. */
  set space(space: GuestAddressSpace) {
    this.#ownSpace = space;
    this.accesses.space = space;
  }

  // Its state is in the core or waits for its turn. Not behind a private getter, which would cost 5 % of a denied write.
  get instructions(): number {
    return this.#core.stateOf(this).instructions;
  }
  get rip(): bigint {
    return this.#core.stateOf(this).rip;
  }
  get cr3(): bigint {
    return this.#core.stateOf(this).cr3;
  }
  get cpl(): number {
    return this.#core.stateOf(this).cpl;
  }
  get codeBits(): 16 | 32 | 64 {
    return this.#core.stateOf(this).codeBits;
  }
  get tscBase(): bigint {
    return this.#core.stateOf(this).tscBase;
  }
  get linearRip(): bigint {
    return this.#core.stateOf(this).linearRip;
  }
  get paging(): PagingState {
    return this.#core.stateOf(this).paging;
  }
  get exitInstruction(): Uint8Array {
    return this.#core.stateOf(this).exitInstruction;
  }
  get halted(): boolean {
    return this.#core.stateOf(this).halted;
  }
  get interruptsEnabled(): boolean {
    return this.#core.stateOf(this).interruptsEnabled;
  }
  get isRunnable(): boolean {
    return this.#pending !== undefined || this.#core.stateOf(this).isRunnable;
  }
  getRegisters(): Registers {
    return this.#core.stateOf(this).getRegisters();
  }
  setRegisters(changes: RegisterChanges): void {
    const state = this.#core.stateOf(this);
    state.setRegisters(changes);
    if (changes.rip !== undefined && state.halted) state.halted = false;
  }
  save(): ProcessorState {
    return this.#core.save(this);
  }
  restore(state: ProcessorState): void {
    this.#core.enter(this).restore(state);
    this.#pending = undefined;
    this.accesses.drop();
  }
  setIntr(level: boolean): void {
    this.#core.stateOf(this).setIntr(level);
  }
  injectNmi(): void {
    this.#core.stateOf(this).injectNmi();
  }
  init(): void {
    this.#core.stateOf(this).init();
    this.#pending = undefined;
    this.accesses.drop();
  }
  startup(vector: number): void {
    this.#core.stateOf(this).startup(vector);
  }
  requestExit(): void {
    this.#core.stateOf(this).requestExit();
  }
  advanceTsc(ticks: number): void {
    this.#core.stateOf(this).tscBase += BigInt(Math.round(ticks));
  }

  run(maxInstructions: number): VcpuExit {
    const processor = this.#core.enter(this);
    const pending = this.#pending;
    if (pending !== undefined) {
      this.#pending = undefined;
      return pending;
    }
    const unstored = this.accesses.commit();
    if (unstored !== undefined) return unstored;
    const end = processor.instructions + maxInstructions;
    let stuck = 0;
    let stuckAt = -1;
    let stuckCount: bigint | undefined;
    for (;;) {
      const left = end - processor.instructions;
      if (left <= 0) return LIMIT;
      const reason = processor.run(Math.min(left, RUN_LIMIT));
      if (reason === EXIT_REASON.BUDGET) continue;
      this.exits.set(reason, (this.exits.get(reason) ?? 0) + 1);
      if (reason === EXIT_REASON.INTERRUPT_WINDOW) {
        const vector = this.board.acknowledgeInterrupt();
        if (vector >= 0) processor.injectEvent(0x8000_0000 | vector);
        else processor.setIntr(false); // nobody asks: without this the processor would leave for ever
        continue;
      }
      const exit = this.#answer(reason);
      if (exit !== undefined) return exit;
      // Frames so short that the pages of one instruction push each other out; nobody would hear of it otherwise.
      if (processor.instructions !== stuckAt) {
        stuckAt = processor.instructions;
        stuck = 0;
        stuckCount = undefined;
      } else if (++stuck >= EXITS_WITHOUT_PROGRESS) {
        // A repeated string instruction is one instruction however far it goes: its counter says whether it moves.
        const { rcx } = this.getRegisters();
        stuck = 0;
        if (rcx !== stuckCount) {
          stuckCount = rcx;
          continue;
        }
        return { kind: 'failure', message: `the instruction at 0x${this.rip.toString(16)} makes no progress` };
      }
    }
  }

  completeWrite(sink: WriteSink): 'done' | 'stopped' {
    this.#core.enter(this);
    return this.#emulate(sink);
  }

  skipInstruction(): boolean {
    const processor = this.#core.enter(this);
    const length = processor.exitInstructionLength;
    if (length === 0) return false;
    // Outside 64-bit code the instruction pointer has 32 bits.
    processor.rip = BigInt.asUintN(processor.is64Bit ? 64 : 32, processor.rip + BigInt(length));
    processor.interruptibility &= ~3; // STI and MOV SS block for one instruction: this one
    return true;
  }

  /** Answer an exit. @returns what the owner has to know, or undefined: run on */
  #answer(reason: number): VcpuExit | undefined {
    const { processor } = this;
    switch (reason) {
      case EXIT_REASON.EPT_VIOLATION: {
        const exit = this.#take();
        const outcome = this.#space.handleViolation(exit);
        switch (outcome.kind) {
          case 'retry':
            return undefined;
          case 'mmio':
            return this.#emulateForGuest();
          case 'protected':
            if (outcome.cause !== 'denied') return this.#emulateForGuest(); // the vectors decide there, byte by byte
            return {
              kind: 'protected-write',
              gpa: exit.gpa,
              gla: exit.qualification & EPT_VIOLATION.LINEAR ? processor.exitGla : undefined,
              size: exit.size,
              instructionLength: processor.exitInstructionLength,
            };
          default:
            return { kind: 'out-of-memory', gpa: exit.gpa };
        }
      }
      case EXIT_REASON.SPP_EVENT: {
        const exit = this.#take();
        if (this.#space.handleSpp(exit) === 'retry') return undefined;
        return { kind: 'spp-misconfiguration', gpa: exit.gpa };
      }
      case EXIT_REASON.HLT:
        return HLT;
      case EXIT_REASON.REQUESTED:
        return LIMIT;
      case EXIT_REASON.TRIPLE_FAULT:
        return TRIPLE_FAULT;
      case EXIT_REASON.BREAKPOINT:
        return BREAKPOINT;
      case EXIT_REASON.EPT_MISCONFIGURATION:
        return { kind: 'ept-misconfiguration', gpa: processor.exitGpa };
      case EXIT_REASON.TASK_SWITCH:
        return { kind: 'failure', message: 'the guest switches tasks through a TSS, which is not supported' };
      case EXIT_CORE_FAILURE:
        return { kind: 'failure', message: `the processor core failed: ${processor.failure}` };
      default:
        return { kind: 'unknown', reason, qualification: processor.exitQualification };
    }
  }

  /** An instruction that only the emulator can carry out. @returns what the owner has to know */
  #emulateForGuest(): VcpuExit | undefined {
    const result = this.#emulate(this.writeSink);
    const pending = this.#pending;
    this.#pending = undefined;
    // A sink that stops the instruction has its own reason, and looks for it when run() comes back.
    return pending ?? (result === 'stopped' ? LIMIT : undefined);
  }

  /** Carry out one instruction with the accesses that the tables refuse going to `accesses`. */
  #emulate(sink: WriteSink | undefined): 'done' | 'stopped' {
    this.accesses.sink = sink;
    this.emulated++;
    for (let tries = 0; tries < EMULATION_RETRIES; tries++) {
      const reason = this.processor.emulate();
      if (reason === EXIT_EMULATED) {
        this.#pending = this.accesses.commit();
        return 'done';
      }
      // Fetching may need mappings; the instruction has not begun then, but the walk for it may have set accessed flags.
      const exit = reason === EXIT_REASON.EPT_VIOLATION ? this.#space.handleViolation(this.#take()) : undefined;
      const isMapped =
        exit?.kind === 'retry' || (reason === EXIT_REASON.SPP_EVENT && this.#space.handleSpp(this.#take()) === 'retry');
      if (isMapped) {
        this.#pending = this.accesses.commit();
        if (this.#pending === undefined) continue;
        return 'done';
      }
      this.accesses.drop();
      if (reason === EXIT_REASON.EMULATION_STOP) {
        this.#pending = this.accesses.takeFailure();
        return 'stopped';
      }
      this.#pending =
        exit === undefined
          ? this.#answer(reason)
          : { kind: 'failure', message: `an instruction at 0x${this.rip.toString(16)} cannot be emulated` };
      return 'done';
    }
    this.#pending = { kind: 'failure', message: 'the emulation of an instruction makes no progress' };
    return 'done';
  }

  #take(): EptExit {
    const exit = this.#exit;
    exit.gpa = this.processor.exitGpa;
    exit.qualification = this.processor.exitQualification;
    exit.size = this.processor.exitSize;
    exit.isPartial = this.processor.exitIsPartial;
    exit.vcpu = this.id;
    exit.instructionLength = this.processor.exitInstructionLength;
    return exit;
  }

  get #space(): GuestAddressSpace {
    return this.#ownSpace as GuestAddressSpace;
  }
}
