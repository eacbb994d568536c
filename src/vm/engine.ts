/**
 * What an engine is: something that runs vCPUs over guest memory with write vectors. One object model for all of them;
 * what an engine cannot do it says in `capabilities`.
 */
import type { ProcessorState, RegisterChanges, Registers } from '../cpu/registers.ts';
import type { GuestMemory } from '../memory/guest-memory.ts';
import type { StoreTarget } from '../memory/held-stores.ts';
import type { GuestAddressSpace } from '../mmu/guest-address-space.ts';
import type { PagingState } from '../mmu/guest-paging.ts';
import type { VcpuExit } from './exit.ts';

/** What an engine offers. */
export interface EngineCapabilities {
  /** Largest guest memory, bytes. */
  readonly maxMemoryBytes: number;
  /** vCPUs that a VM can have; they take turns. */
  readonly maxVcpus: number;
  /** MAXPHYADDR that guests are offered. */
  readonly physicalAddressBits: number;
  /**
   * Time can be the number of executed instructions, and runs repeat exactly. Without it the engine cannot count
   * instructions: `Vcpu.run()` and `Vcpu.instructions` are in nanoseconds of the host's time spent in run() then.
   */
  readonly virtualTime: boolean;
  /**
   * Guards can hold writes back. Without it (an audit) they are told of afterwards, with what can be known then; verdicts
   * other than `allow` and `report` are refused.
   */
  readonly deniesWrites: boolean;
  /** Writes to a writable sub-page of a guarded page cost no exit. */
  readonly silentSubPages: boolean;
  /** Nor do writes to a guarded sub-page that touch no guarded byte, from the second on. */
  readonly silentFalseSharing: boolean;
  /**
   * A store over two pages is judged whole when only one of them is guarded. Without it the part on the other page has been
   * written already.
   */
  readonly wholeStores: boolean;
  /** Every instruction can be undone for `stop`, `skip` and `fault`, with its flags. Without it see docs/engines.md. */
  readonly exactUndo: boolean;
  /** How many breakpoints a VM can have. */
  readonly breakpoints: number;
  /** A locked update of a guarded page is one step for other vCPUs, too: by turns, where it is not by the processor. */
  readonly atomicUpdates: boolean;
}

/** A change of guarded bytes that was found after it was made: who made it is not known. */
export interface AuditedChange {
  readonly gpa: number;
  readonly old: Uint8Array;
  readonly new: Uint8Array;
}

/** The board as one vCPU sees it: ports, device memory, MSRs, interrupts, time. All numbers are u32 unless said. */
export interface Board {
  readPort(port: number, size: number): number;
  writePort(port: number, size: number, value: number): void;
  /** Device memory; what no device answers reads as ones. Any length and alignment. */
  readMmio(gpa: number, target: Uint8Array): void;
  writeMmio(gpa: number, source: Uint8Array): void;
  /** Value into `out` (lo, hi). @returns false: no such register. */
  readMsr(index: number, out: Uint32Array): boolean;
  writeMsr(index: number, lo: number, hi: number): boolean;
  /** Answer CPUID into `out` (EAX, EBX, ECX, EDX). */
  cpuid(leaf: number, subleaf: number, cr4: number, xcr0: number, out: Uint32Array): void;
  /** The processor takes an interrupt: its vector, or -1 when the request went away. */
  acknowledgeInterrupt(): number;
  /** MOV to CR8: the local APIC's task priority class, 0..15. */
  setTaskPriority(priority: number): void;
  /** Time-stamp counter when it follows the host's clock, into `out` (lo, hi). */
  readTsc(out: Uint32Array): void;
}

/** Takes the pieces of a write that meets the guards. */
export interface WriteSink {
  /**
   * One piece, within one page, of a write to guest memory that the vectors deny at least in part. The sink stores what
   * may be stored.
   * @param bytes valid during the call only
   * @param old what memory holds there, where the engine has read it and made sure of frames; the sink may keep it
   * @param into where the sink stores, default guest memory: engines that undo instructions hold their stores back
   * @returns `done`: go on; `stop`: undo the instruction as if it had not begun; `fault`: undo it and raise #GP(0)
   */
  write(gpa: number, bytes: Uint8Array, old?: Uint8Array, into?: StoreTarget): 'done' | 'stop' | 'fault';
}

/** One virtual processor. */
export interface Vcpu {
  readonly id: number;
  /** Instructions that it has completed since reset; exact below 2^53. */
  readonly instructions: number;
  readonly rip: bigint;
  readonly cr3: bigint;
  readonly cpl: number;
  /** What kind of code it executes: IA-32e mode with CS.L, else by CS.D. */
  readonly codeBits: 16 | 32 | 64;
  /** RIP plus the base of CS where that counts. */
  readonly linearRip: bigint;
  /** What translating linear addresses takes. */
  readonly paging: PagingState;
  /** Whether it waits in HLT, and whether an interrupt could end that. */
  readonly halted: boolean;
  readonly interruptsEnabled: boolean;
  /** Whether it has something to do. Not: in HLT without an event that ends it, or waiting for a start-up message. */
  readonly isRunnable: boolean;
  /** A copy of all of them; general registers, RIP and control registers are bigint. */
  getRegisters(): Registers;
  /** Set those that are named; values are cut to the register's width. A vCPU in HLT goes on where RIP is set. */
  setRegisters(changes: RegisterChanges): void;
  /** The whole state as a value; restore() takes it back. Guards, and what devices ask for, are as they are at that moment. */
  save(): ProcessorState;
  /** @throws HvError `invalid-argument` for a state of another version, `unsupported` */
  restore(state: ProcessorState): void;
  /** The interrupt controller's output. */
  setIntr(level: boolean): void;
  /**
   * Asked about denied pieces of writes that come up beside a `protected-write`: in instructions that are emulated because
   * they touch a device, or because the processor could not judge them. Without it such bytes are dropped.
   */
  writeSink: WriteSink | undefined;
  /** End the run that is under way, soon. */
  requestExit(): void;
  /** Run for about `maxInstructions`, at least one unless halted. */
  run(maxInstructions: number): VcpuExit;
  /**
   * Carry out the instruction behind a `protected-write`, its denied pieces through the sink.
   * @returns `done`, or `stopped` when the sink said so; what else can happen in the instruction comes with the next run()
   */
  completeWrite(sink: WriteSink): 'done' | 'stopped';
  /** Step over the instruction behind a `protected-write` without executing it. @returns false: its length is unknown */
  skipInstruction(): boolean;
  /** The bytes of the instruction behind the last exit, where the engine has them; empty when it does not know. */
  readonly exitInstruction?: Uint8Array;
  /** A non-maskable interrupt. */
  injectNmi(): void;
  /** INIT: reset what INIT resets, and wait for a start-up message. Not while it runs. */
  init(): void;
  /** Start-up message: begin in real mode at `vector << 12`, if it waits for one. Not while it runs. */
  startup(vector: number): void;
  /** Where the guest's time-stamp counter is the host's: its frequency, Hz, and what it shows now. */
  readonly hostTsc?: { readonly hz: number; read(): number };
  /** What the time-stamp counter is ahead of the instructions' share. */
  readonly tscBase: bigint;
  /** Let the time-stamp counter run on by ticks that passed without instructions. */
  advanceTsc(ticks: number): void;
}

/** A VM as the engine has it: memory, protection, processors. */
export interface EngineVm {
  readonly memory: GuestMemory;
  /** Memslots, vectors and tables. */
  readonly space: GuestAddressSpace;
  /** One for each board that the VM was made with. All but the first wait for a start-up message. */
  readonly vcpus: readonly Vcpu[];
  /**
   * Stores to a page that its vector let through without an exit, since the VM was made, modulo 2^32 for each frame that the
   * page had; undefined when the engine cannot tell.
   */
  findSilentStores(gfn: number): number | undefined;
  /** Engines that do not deny writes: changes of guarded sub-pages since the last call. */
  takeAudited?(): readonly AuditedChange[];
  /** Breakpoints of all vCPUs, linear addresses; at most `capabilities.breakpoints`. They take the place of those before. */
  setBreakpoints(addresses: readonly bigint[]): void;
  /** Counters of the engine, by name. */
  statistics(): Readonly<Record<string, number>>;
  dispose(): void;
}

/** How `Engine.createVm` is asked. */
export interface EngineVmOptions {
  /** Guest memory that will be added, bytes: sizes the host memory. */
  readonly memoryBytes: number;
  /** The board as each vCPU sees it: as many as vCPUs are wanted, 1 to `capabilities.maxVcpus`. */
  readonly boards: readonly Board[];
  /** TSC ticks an instruction, or the host's clock through Board.readTsc. */
  readonly tsc: { readonly perInstruction: number } | 'host';
  /** Seed of RDRAND and RDSEED. */
  readonly seed: bigint;
  /** Judge a straddling write by its first byte only, as another emulator does. Default false. */
  readonly straddleFirstOnly?: boolean;
  /** Let writes beside guarded bytes through inside of the processor, where the engine can. Default false. */
  readonly byteMaps?: boolean;
  /** Keep accessed and dirty flags in the EPT, where the engine can. Default false. */
  readonly accessedDirty?: boolean;
}

/** Makes VMs: `SoftEngine` everywhere, `KvmEngine` of `subpage/node` on Linux. */
export interface Engine {
  readonly name: string;
  readonly capabilities: EngineCapabilities;
  /** The host's clock in ns, for engines without virtual time. */
  readonly hostNs?: () => number;
  /** @throws HvError `out-of-memory`, `unsupported` */
  createVm(options: EngineVmOptions): EngineVm;
}
