/**
 * A vCPU of /dev/kvm: KVM_RUN, and the answers to what it comes back with.
 *
 * It runs in the thread that calls run(). A thread of its own would cost a hand-over for every write that a guard has to
 * judge, as much again as the exit itself; and what judges is the owner's. An alarm ends KVM_RUN when the time that run()
 * was given is over.
 */

import { HvError } from '../../base/error.ts';
import { GENERAL_REGISTERS, type ProcessorState, type RegisterChanges, type Registers } from '../../cpu/registers.ts';
import { initState, startupState } from '../../cpu/reset-state.ts';
import type { PagingState } from '../../mmu/guest-paging.ts';
import {
  KVM_EXIT,
  KVM_INTERNAL_ERROR,
  KVM_INTERNAL_ERROR_EMULATION_FLAG_INSTRUCTION_BYTES,
  KvmRun,
} from '../../spec/kvm/abi.ts';
import type { Board, Vcpu, WriteSink } from '../../vm/engine.ts';
import type { VcpuExit } from '../../vm/exit.ts';
import { BoardLink } from './board-link.ts';
import { answerMmio, answerMsr, answerPort } from './device-exits.ts';
import { GuardedStores } from './guarded-stores.ts';
import { KickReceiver, type KickTarget } from './kick.ts';
import type { KvmAddressSpace } from './kvm-address-space.ts';
import type { StepSupport } from './left-stores.ts';
import { readMsr, readOtherRegisters, writeOtherRegisters } from './other-registers.ts';
import { isSppExit, sppExitAddress } from './spp-exit.ts';
import { Standstill } from './standstill.ts';
import { StayAlarm } from './stay-alarm.ts';
import type { SyncRegisters } from './sync-registers.ts';
import { EINTR, errorName, type System } from './system.ts';
import { VcpuCounters } from './vcpu-counters.ts';
import { describeInstructionAt, entryFailure, failure, internalFailure } from './vcpu-failure.ts';
import { VcpuFile } from './vcpu-file.ts';

const RUN = KvmRun.at;
const MAX_INSTRUCTION = 15;
const IA32_TSC = 0x10;
const UD = 6;

const LIMIT: VcpuExit = { kind: 'limit' };
const HLT: VcpuExit = { kind: 'hlt' };
const TRIPLE_FAULT: VcpuExit = { kind: 'triple-fault' };

/** What a vCPU is made of. */
export interface KvmVcpuOptions {
  readonly id: number;
  readonly system: System;
  /** The vCPU's file descriptor, which it closes in dispose(). */
  readonly fd: number;
  /** Size of the run page, KVM_GET_VCPU_MMAP_SIZE. */
  readonly runBytes: number;
  readonly board: Board;
  readonly space: KvmAddressSpace;
  /** A clock of the host in ns. */
  readonly hostNs: () => number;
  /** Frequency of the guest's time-stamp counter, Hz. */
  readonly tscHz: number;
  /** What CPUID answers: a struct kvm_cpuid2 with its entries. */
  readonly cpuid: Uint8Array;
  /** The kernel has the patches of the series and they are in use: some exits are denied writes. */
  readonly hasProcessorSpp: boolean;
  /** Whether single steps work on this host; found out when it is asked first. */
  readonly stepSupport: () => StepSupport;
  /** The vCPU does not use its run page any more. */
  readonly onLeave: () => void;
}

export class KvmVcpu implements Vcpu {
  readonly id: number;
  writeSink: WriteSink | undefined;
  readonly counters = new VcpuCounters();
  readonly #options: KvmVcpuOptions;
  readonly #hasProcessorSpp: boolean;
  readonly #system: System;
  readonly #board: Board;
  readonly #space: KvmAddressSpace;
  readonly #file: VcpuFile;
  readonly #stores: GuardedStores;
  readonly #alarm: StayAlarm;
  readonly #kicks = new KickReceiver();
  readonly #standstill = new Standstill();
  #exitRequested = false;
  #halted = false;
  #waitsForStartup = false;
  #usedNs = 0;
  #isInside = false;
  readonly #link: BoardLink;

  /** @throws HvError when the kernel refuses; the file descriptor is closed then */
  constructor(options: KvmVcpuOptions) {
    const { system, space } = options;
    this.id = options.id;
    this.#options = options;
    this.#hasProcessorSpp = options.hasProcessorSpp;
    this.#system = system;
    this.#board = options.board;
    this.#space = space;
    this.#file = new VcpuFile(system, options.fd, options.runBytes);
    const alarm = system.createAlarm();
    if (typeof alarm === 'number') {
      this.#file.close();
      throw new HvError(
        'unsupported',
        `KVM engine: expected a timer and signal 40 for this thread, got ${errorName(alarm)}`,
      );
    }
    this.#alarm = new StayAlarm(alarm);
    try {
      this.#file.prepare(options.cpuid);
    } catch (error) {
      this.dispose();
      throw error;
    }
    this.#link = new BoardLink(options.board, this.#file.page);
    this.#stores = new GuardedStores({
      vcpu: this.#file,
      space,
      counters: this.counters,
      paging: () => this.#pagingNow(),
      stepSupport: options.stepSupport,
      onAccess: () => this.#answerBehind(),
      onHalt: () => {
        this.#halted = true;
      },
      onEntry: () => this.#alarm.limitStep(),
    });
  }

  get instructions(): number {
    return this.#usedNs;
  }
  get rip(): bigint {
    return this.#stores.pending?.found?.rip ?? this.#settled.rip;
  }
  get cr3(): bigint {
    return this.#settled.cr3;
  }
  get cpl(): number {
    return this.#settled.cpl;
  }
  get codeBits(): 16 | 32 | 64 {
    return this.#settled.codeBits;
  }
  get linearRip(): bigint {
    return this.#stores.code.linear(this.rip);
  }
  get paging(): PagingState {
    this.#settle();
    return this.#pagingNow();
  }
  get halted(): boolean {
    return this.#halted;
  }
  get interruptsEnabled(): boolean {
    return this.#settled.interruptsEnabled;
  }
  /** The run page is in use: handlers of devices are called meanwhile. */
  get isInside(): boolean {
    return this.#isInside;
  }
  get isRunnable(): boolean {
    if (this.#waitsForStartup) return false;
    return !this.#halted || (this.#link.intr && this.interruptsEnabled);
  }
  readonly tscBase = 0n;
  /** The time-stamp counter is the host's. */
  advanceTsc(): void {}
  /** Where the counter stands, and how fast it goes. */
  get hostTsc(): { readonly hz: number; read(): number } {
    return { hz: this.#options.tscHz, read: () => readMsr(this.#system, this.#file.fd, IA32_TSC) };
  }

  /** RIP as the kernel left it, perhaps behind an instruction whose store is not made. */
  get exitRip(): bigint {
    return this.#registers.rip;
  }
  /** Whether the last instruction that the kernel could not emulate came with its bytes. */
  showsFailedBytes: boolean | undefined;

  /** For other threads: makes run() come back. */
  get kickTarget(): KickTarget {
    const { immediateExitAt } = this.#file;
    return { thread: this.#alarm.thread, control: this.#kicks.control, immediateExitAt };
  }

  getRegisters(): Registers {
    const whole: Registers = { ...this.#settled.read(), ...readOtherRegisters(this.#system, this.#file.fd) };
    const found = this.#stores.pending?.found;
    if (found?.undo === undefined) return whole;
    for (const { index, value } of found.undo) whole[GENERAL_REGISTERS[index]] = value;
    return { ...whole, rip: found.rip };
  }

  setRegisters(changes: RegisterChanges): void {
    this.#settle();
    this.#stores.undo();
    this.#registers.write(changes);
    if (changes.rip !== undefined) this.#halted = false;
    if (changes.cr8 !== undefined) this.#link.setTaskPriority(Number(changes.cr8 & 15n));
    writeOtherRegisters(this.#system, this.#file.fd, changes);
  }

  save(): ProcessorState {
    throw new HvError('unsupported', 'save: the KVM engine does not save processors in this version');
  }
  restore(): void {
    throw new HvError('unsupported', 'restore: the KVM engine does not restore processors in this version');
  }
  setIntr(level: boolean): void {
    this.#link.intr = level;
  }
  injectNmi(): void {
    if (this.#waitsForStartup) return; // deaf to everything else
    this.#file.nmi();
    this.#halted = false;
  }
  init(): void {
    this.setRegisters(initState(BigInt(this.#settled.cr0)));
    this.#registers.clearEvents();
    this.#waitsForStartup = true;
  }
  startup(vector: number): void {
    if (!this.#waitsForStartup) return;
    this.#waitsForStartup = false;
    this.setRegisters(startupState(vector));
  }
  requestExit(): void {
    this.#exitRequested = true;
  }

  /** @param maxInstructions ns of the host's time: this engine cannot count instructions */
  run(maxInstructions: number): VcpuExit {
    if (this.#file.fd < 0) return failure('the VM was disposed of');
    const obstacle = this.#space.catchUp();
    if (obstacle !== undefined) return failure(obstacle);
    if (this.#waitsForStartup) return HLT;
    const start = this.#options.hostNs();
    let exit: VcpuExit | undefined;
    return this.#inside(() => {
      try {
        exit = this.#stores.retry() ?? this.#runUntil(start, start + maxInstructions);
        return exit;
      } finally {
        // Behind a denied store the guest mostly goes on at once, with the alarm as it is.
        if (exit?.kind !== 'protected-write') this.#alarm.off();
        this.#usedNs += Math.max(1, Math.round(this.#options.hostNs() - start));
      }
    });
  }

  completeWrite(sink: WriteSink): 'done' | 'stopped' {
    this.#settle();
    const result = this.#stores.completeWrite(sink);
    if (result === 'stopped') this.#alarm.off();
    return result;
  }

  skipInstruction(): boolean {
    this.#settle();
    this.#stores.skip();
    return true;
  }

  /** Execute the store at RIP alone and take it back. @returns what it writes; undefined: this host cannot do that */
  stepStore(): ReturnType<GuardedStores['stepStore']> {
    return this.#stores.stepStore();
  }

  dispose(): void {
    if (this.#file.fd < 0) return;
    this.#file.close(!this.#kicks.close());
    this.#alarm.close();
  }

  /** The registers as they are, perhaps in the middle of an instruction. */
  get #registers(): SyncRegisters {
    return this.#file.page.registers;
  }

  /** The registers, with the last instruction finished. */
  get #settled(): SyncRegisters {
    this.#settle();
    return this.#registers;
  }

  #settle(): void {
    if (!this.#file.isUnfinished) return;
    this.#inside(() => this.#file.finish(() => this.#answerBehind()));
  }

  /** Do something that uses the run page and may call handlers of devices. */
  #inside<T>(action: () => T): T {
    if (this.#isInside) return action();
    this.#isInside = true;
    try {
      return action();
    } finally {
      this.#isInside = false;
      this.#options.onLeave();
    }
  }

  /** An access that comes up while the kernel finishes an instruction. */
  #answerBehind(): void {
    const { page } = this.#file;
    const reason = page.exitReason;
    this.counters.countExit(reason);
    const gpa = page.mmioGpa;
    const isStore = reason === KVM_EXIT.MMIO && page.mmioIsWrite && this.#space.isGuestMemory(gpa);
    // No exit can be made of a store any more, so the sink decides here and now.
    if (isStore) this.#stores.answerBehind(gpa, page.mmioData, this.writeSink);
    else this.#answerDevice(reason);
  }

  #pagingNow(): PagingState {
    const { cr0, cr3, cr4, efer } = this.#registers;
    return { cr0, cr3: Number(cr3 & 0x000f_ffff_ffff_ffffn), cr4, efer };
  }

  #runUntil(start: number, deadline: number): VcpuExit {
    const file = this.#file;
    const { page } = file;
    let now = start;
    for (;;) {
      if (page.immediateExit) page.immediateExit = false; // before the request is looked at: see kick.ts
      if (this.#kicks.take() || this.#exitRequested) {
        this.#exitRequested = false;
        return LIMIT;
      }
      if (this.#halted) {
        if (!this.#link.intr || !this.#registers.interruptsEnabled) return HLT;
        this.#halted = false;
      }
      this.#link.offerInterrupt(file);
      this.#alarm.arm(now, deadline);
      this.#stores.forgetUndone();
      const result = file.enter();
      this.#link.follow(page);
      if (result < 0) {
        if (result !== -EINTR) return failure(`KVM_RUN: ${errorName(result)}`);
        this.counters.countExit(KVM_EXIT.INTR);
        now = this.#options.hostNs();
        const stuck = this.#alarm.take(now) ? this.#leaveLoop() : undefined;
        if (stuck !== undefined) return stuck;
        if (now >= deadline) return LIMIT;
        continue;
      }
      this.#standstill.hasLeft = true;
      const exit = this.#answer(page.exitReason);
      if (exit !== undefined) return exit;
    }
  }

  #answer(reason: number): VcpuExit | undefined {
    this.counters.countExit(reason);
    if (this.#hasProcessorSpp && isSppExit(reason)) return this.#answerSpp();
    switch (reason) {
      case KVM_EXIT.MMIO: {
        const { page } = this.#file;
        if (page.mmioIsWrite) {
          this.#file.isUnfinished = true;
          if (this.#stores.storeAllowed()) return undefined;
          const gpa = page.mmioGpa;
          if (this.#space.isGuestMemory(gpa)) return this.#stores.answer(gpa, page.mmioData);
        }
        this.#answerBegun(reason);
        return undefined;
      }
      case KVM_EXIT.HLT:
        this.#halted = true;
        return undefined; // the loop looks for an interrupt first
      case KVM_EXIT.IRQ_WINDOW_OPEN:
      case KVM_EXIT.SET_TPR:
      case KVM_EXIT.INTR:
        return undefined;
      case KVM_EXIT.IO:
      case KVM_EXIT.X86_RDMSR:
      case KVM_EXIT.X86_WRMSR:
        this.#answerBegun(reason);
        return undefined;
      case KVM_EXIT.SHUTDOWN:
        return TRIPLE_FAULT;
      case KVM_EXIT.FAIL_ENTRY:
        return entryFailure(this.#file.page.view);
      case KVM_EXIT.INTERNAL_ERROR:
        return this.#answerInternalError();
      default:
        return { kind: 'unknown', reason, qualification: 0 };
    }
  }

  /** An access with which an instruction has begun: a handler that looks at registers must not have it finished before its answer. */
  #answerBegun(reason: number): void {
    this.#file.isUnfinished = false;
    try {
      this.#answerDevice(reason);
    } finally {
      this.#file.isUnfinished = true;
    }
  }

  #answerDevice(reason: number): void {
    const { page } = this.#file;
    if (reason === KVM_EXIT.IO) answerPort(page.view, this.#board);
    else if (reason === KVM_EXIT.MMIO) answerMmio(page, this.#board, this.#space);
    else answerMsr(page.view, this.#board, reason === KVM_EXIT.X86_WRMSR);
  }

  #answerSpp(): VcpuExit | undefined {
    const registers = this.#registers;
    // It is not the instruction at RIP that writes, but what is pushed for an exception or interrupt.
    if (registers.isEventWaiting) return internalFailure(KVM_INTERNAL_ERROR.DELIVERY_EV, registers.rip);
    const address = sppExitAddress(this.#file.page.view);
    const outcome = this.#carryOut(() => this.#stores.answerProcessor(address));
    if (outcome !== 'unknown') return outcome;
    return failure(`the guarded write of ${this.#instructionText} could not be carried out by a single step`);
  }

  /** An alarm has come: an instruction that does not end by itself is carried out. */
  #leaveLoop(): VcpuExit | undefined {
    if (this.#space.protection.protectedPages === 0) return undefined;
    const registers = this.#registers;
    const { rip } = registers;
    const readCode = (): Uint8Array => this.#stores.code.readAt(rip, MAX_INSTRUCTION, this.#pagingNow());
    if (!this.#standstill.isAt(rip, readCode)) return undefined;
    // The guest is about to go elsewhere: a step would run a handler, and taking the step back would leave it half done.
    if (registers.isEventWaiting) return undefined;
    const outcome = this.#carryOut(() => this.#stores.complete());
    return outcome === 'unknown' ? undefined : outcome;
  }

  /** Carrying out an instruction may take memslots that the kernel refuses. */
  #carryOut<T>(action: () => T): T | VcpuExit {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof HvError)) throw error;
      return failure(`the guarded write of ${this.#instructionText} could not be carried out: ${error.message}`);
    }
  }

  #answerInternalError(): VcpuExit | undefined {
    const { view } = this.#file.page;
    const suberror = view.getUint32(RUN['internal.suberror'], true);
    if (suberror !== KVM_INTERNAL_ERROR.EMULATION) return internalFailure(suberror, this.#registers.rip);
    const flags = view.getUint32(RUN['emulation_failure.flags'], true);
    this.showsFailedBytes = (flags & KVM_INTERNAL_ERROR_EMULATION_FLAG_INSTRUCTION_BYTES) !== 0;
    this.#registers.dropException(UD); // before Linux 5.14 the kernel raises it for kernel code as well
    const outcome = this.#carryOut(() => this.#stores.complete());
    if (outcome !== 'unknown') return outcome;
    return failure(
      `this host's KVM cannot emulate ${this.#instructionText}; the built-in engine (--engine soft) runs it`,
    );
  }

  /** The instruction that the processor stands at, for people. */
  get #instructionText(): string {
    return describeInstructionAt(this.#registers, this.#stores.code, this.#pagingNow());
  }
}
