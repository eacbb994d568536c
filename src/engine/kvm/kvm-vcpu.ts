/**
 * A vCPU of /dev/kvm: KVM_RUN, and the answers to what it comes back with.
 *
 * It runs in the thread that calls run(). A thread of its own would cost a hand-over for every write that a guard has to
 * judge, as much again as the exit itself; and what judges is the owner's. An alarm ends KVM_RUN when the time that run()
 * was given is over.
 */

import { HvError } from '../../base/error.ts';
import { GENERAL_REGISTERS, type ProcessorState, type RegisterChanges, type Registers } from '../../cpu/registers.ts';
import type { PagingState } from '../../mmu/guest-paging.ts';
import {
  KVM_EXIT,
  KVM_GET_REGS,
  KVM_GET_SREGS,
  KVM_GET_VCPU_EVENTS,
  KVM_GET_XSAVE,
  KVM_INTERNAL_ERROR,
  KVM_INTERRUPT,
  KVM_NMI,
  KVM_RUN,
  KVM_SET_CPUID2,
  KVM_SET_SIGNAL_MASK,
  KVM_SET_XSAVE,
  KVM_SYNC_X86_EVENTS,
  KVM_SYNC_X86_REGS,
  KVM_SYNC_X86_SREGS,
  KvmRun,
  KvmXsave,
} from '../../spec/kvm/abi.ts';
import { FULL_ACCESS } from '../../spec/vmx/sppt.ts';
import type { Board, Vcpu, WriteSink } from '../../vm/engine.ts';
import type { VcpuExit } from '../../vm/exit.ts';
import { answerMsr, answerPort } from './device-exits.ts';
import { describeInstruction } from './disassembler.ts';
import { GuestCode } from './guest-code.ts';
import { findCompletion } from './instruction-completion.ts';
import type { KvmAddressSpace } from './kvm-address-space.ts';
import { check } from './kvm-error.ts';
import { readMsr, readOtherRegisters, writeOtherRegisters } from './other-registers.ts';
import { PendingWrite } from './pending-write.ts';
import type { FoundStore } from './store-instruction.ts';
import { SyncRegisters } from './sync-registers.ts';
import { type Alarm, EINTR, errorName, type KickTarget, type System } from './system.ts';

const RUN = KvmRun.at;
const PAGE = 4096;
const MAX_INSTRUCTION = 15;
/** A store of up to this many bytes comes out in pieces of 8. */
const WIDEST_STORE = 64;
/**
 * The longest time in the kernel without a turn of JavaScript, ns: the end of a process or of a worker thread waits for
 * one.
 */
const LONGEST_STAY_NS = 20e6;
const GP = 13;
const IA32_APIC_BASE = 0x1b;
const IA32_TSC = 0x10;

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
}

export class KvmVcpu implements Vcpu {
  readonly id: number;
  writeSink: WriteSink | undefined;
  /** Exits by reason. */
  readonly exits = new Map<number, number>();
  /** Instructions that were carried out here instead of by the kernel. */
  completed = 0;
  /** Stores to guarded pages that their vectors let through, by guest frame. */
  readonly permitted = new Map<number, number>();
  readonly #system: System;
  readonly #board: Board;
  readonly #space: KvmAddressSpace;
  readonly #hostNs: () => number;
  readonly #tscHz: number;
  readonly #alarm: Alarm;
  #alarmAt = -Infinity;
  #fd: number;
  readonly #run: { readonly address: number; readonly bytes: Uint8Array<ArrayBuffer> };
  #view: DataView;
  #bytes: Uint8Array;
  #registers: SyncRegisters;
  readonly #control = new Int32Array(new SharedArrayBuffer(4));
  #exitRequested = false;
  #intr = false;
  #halted = false;
  /** The kernel has the rest of an instruction to do, which it does at the next KVM_RUN. */
  #unfinished = false;
  #usedNs = 0;
  #pending: PendingWrite | undefined;
  #code: GuestCode;
  #taskPriority = 0;
  #apicBase: number;

  /** @throws HvError when the kernel refuses; the file descriptor is closed then */
  constructor(options: KvmVcpuOptions) {
    const { system, fd } = options;
    this.id = options.id;
    this.#system = system;
    this.#board = options.board;
    this.#space = options.space;
    this.#hostNs = options.hostNs;
    this.#tscHz = options.tscHz;
    this.#fd = fd;
    const run = system.map(fd, options.runBytes);
    if (typeof run === 'number') {
      system.close(fd);
      throw new HvError('out-of-memory', `KVM engine: expected to map a vCPU, got ${errorName(run)}`);
    }
    this.#run = run;
    this.#bytes = run.bytes;
    this.#view = new DataView(run.bytes.buffer);
    this.#registers = new SyncRegisters(this.#view);
    this.#code = new GuestCode(this.#space.memory, this.#registers);
    const alarm = system.createAlarm();
    if (typeof alarm === 'number') {
      system.unmap(run.address, run.bytes.length);
      system.close(fd);
      throw new HvError('unsupported', `KVM engine: expected a timer for this thread, got ${errorName(alarm)}`);
    }
    this.#alarm = alarm;
    try {
      check('KVM_SET_SIGNAL_MASK', system.ioctlAt(fd, KVM_SET_SIGNAL_MASK, alarm.signalMask));
      check('KVM_SET_CPUID2', system.ioctlAt(fd, KVM_SET_CPUID2, options.cpuid));
      const part = (at: number, size: number): Uint8Array => run.bytes.subarray(at, at + size);
      check('KVM_GET_REGS', system.ioctlAt(fd, KVM_GET_REGS, part(RUN['s.regs.regs'], 144)));
      check('KVM_GET_SREGS', system.ioctlAt(fd, KVM_GET_SREGS, part(RUN['s.regs.sregs'], 312)));
      check('KVM_GET_VCPU_EVENTS', system.ioctlAt(fd, KVM_GET_VCPU_EVENTS, part(RUN['s.regs.events'], 64)));
    } catch (error) {
      this.dispose();
      throw error;
    }
    const wanted = KVM_SYNC_X86_REGS | KVM_SYNC_X86_SREGS | KVM_SYNC_X86_EVENTS;
    this.#view.setUint32(RUN.kvm_valid_regs, wanted, true);
    this.#apicBase = this.#registers.apicBase;
    this.#view.setUint32(RUN.apic_base, this.#apicBase, true);
  }

  get instructions(): number {
    return this.#usedNs;
  }
  get rip(): bigint {
    return this.#pending?.found?.rip ?? this.#settled.rip;
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
    return this.#code.linear(this.rip);
  }
  get paging(): PagingState {
    const registers = this.#settled;
    return {
      cr0: registers.cr0,
      cr3: Number(registers.cr3 & 0x000f_ffff_ffff_ffffn),
      cr4: registers.cr4,
      efer: registers.efer,
    };
  }
  get halted(): boolean {
    return this.#halted;
  }
  get interruptsEnabled(): boolean {
    return this.#settled.interruptsEnabled;
  }
  readonly tscBase = 0n;
  /** The time-stamp counter is the host's. */
  advanceTsc(): void {}
  /** Where the counter stands, and how fast it goes. */
  get hostTsc(): { readonly hz: number; read(): number } {
    return { hz: this.#tscHz, read: () => readMsr(this.#system, this.#fd, IA32_TSC) };
  }

  /** For other threads: makes run() come back. */
  get kickTarget(): KickTarget {
    return { thread: this.#alarm.thread, control: this.#control };
  }

  getRegisters(): Registers {
    const whole: Registers = { ...this.#settled.read(), ...readOtherRegisters(this.#system, this.#fd) };
    const found = this.#pending?.found;
    if (found?.undo === undefined) return whole;
    for (const { index, value } of found.undo) whole[GENERAL_REGISTERS[index]] = value;
    return { ...whole, rip: found.rip };
  }

  setRegisters(changes: RegisterChanges): void {
    this.#undoPending();
    this.#settled.write(changes);
    this.#halted = false;
    if (changes.cr8 !== undefined) this.#taskPriority = Number(changes.cr8 & 15n);
    writeOtherRegisters(this.#system, this.#fd, changes);
  }

  save(): ProcessorState {
    throw new HvError('unsupported', 'save: the KVM engine does not save processors in this version');
  }
  restore(): void {
    throw new HvError('unsupported', 'restore: the KVM engine does not restore processors in this version');
  }
  setIntr(level: boolean): void {
    this.#intr = level;
  }
  injectNmi(): void {
    this.#system.ioctl(this.#fd, KVM_NMI, 0);
    this.#halted = false;
  }
  requestExit(): void {
    this.#exitRequested = true;
  }

  /** @param maxInstructions ns of the host's time: this engine cannot count instructions */
  run(maxInstructions: number): VcpuExit {
    if (this.#fd < 0) return { kind: 'failure', message: 'the VM was disposed of' };
    const start = this.#hostNs();
    const deadline = start + maxInstructions;
    try {
      if (this.#pending !== undefined) {
        const again = this.#retryPending();
        if (again !== undefined) return again;
      }
      return this.#runUntil(start, deadline);
    } finally {
      this.#usedNs += Math.max(1, Math.round(this.#hostNs() - start));
    }
  }

  completeWrite(sink: WriteSink): 'done' | 'stopped' {
    const pending = this.#pending;
    if (pending === undefined) return 'done';
    const undo: { gpa: number; old: Uint8Array }[] = [];
    for (const { gpa, bytes } of pending.pieces) {
      const old = this.#space.memory.read(gpa, bytes.length);
      const answer = sink.write(gpa, bytes);
      if (answer === 'done') {
        undo.push({ gpa, old });
        continue;
      }
      for (const piece of undo.reverse()) this.#space.memory.store(piece.gpa, piece.old);
      if (answer === 'stop') {
        // An instruction that cannot be undone stays pending: the next run() offers its write again.
        if (pending.found?.undo !== undefined) this.#undoPending();
        return 'stopped';
      }
      this.#undoPending();
      this.#settled.injectException(GP, 0);
      this.#pending = undefined;
      return 'done';
    }
    this.#finish(pending);
    this.#pending = undefined;
    return 'done';
  }

  /** The rest of an instruction that is carried out here, when its store is made. */
  #finish(write: PendingWrite): void {
    const { effects } = write;
    if (effects === undefined) return;
    const { found } = write;
    if (found === undefined) return;
    const registers = this.#settled;
    for (const { index, value } of effects.general ?? []) registers.setGeneral(index, value);
    if (effects.rflags !== undefined) registers.setFlags(effects.rflags);
    if (effects.xsave !== undefined) this.#system.ioctlAt(this.#fd, KVM_SET_XSAVE, effects.xsave);
    registers.setRip(found.next);
  }

  skipInstruction(): boolean {
    const found = this.#pending?.found ?? this.#undone;
    if (this.#pending !== undefined) this.#undoPending();
    this.#pending = undefined;
    this.#undone = undefined;
    // Without the instruction, RIP is behind it already, and its write is dropped.
    if (found !== undefined) this.#settled.setRip(found.next);
    return true;
  }
  /** The instruction that was undone last, while RIP stands at it. */
  #undone: FoundStore | undefined;

  dispose(): void {
    if (this.#fd < 0) return;
    const fd = this.#fd;
    this.#fd = -1;
    // Whoever still asks for registers gets zeros, not a page that is gone.
    const nothing = new Uint8Array(new ArrayBuffer(this.#run.bytes.length));
    const { address, bytes } = this.#run;
    this.#bytes = nothing;
    this.#view = new DataView(nothing.buffer);
    this.#registers = new SyncRegisters(this.#view);
    this.#system.unmap(address, bytes.length);
    this.#system.close(fd);
    this.#alarm.close();
  }

  #runUntil(start: number, deadline: number): VcpuExit {
    const view = this.#view;
    let now = start;
    for (;;) {
      if (this.#exitRequested || Atomics.load(this.#control, 0) !== 0) {
        this.#exitRequested = false;
        Atomics.store(this.#control, 0, 0);
        return LIMIT;
      }
      if (this.#halted) {
        if (!this.#intr || !this.#registers.interruptsEnabled) return HLT;
        this.#halted = false;
      }
      if (this.#intr) this.#offerInterrupt();
      else view.setUint8(RUN.request_interrupt_window, 0);
      if (!(this.#alarmAt > now && this.#alarmAt <= deadline)) {
        this.#alarmAt = Math.min(deadline, now + LONGEST_STAY_NS);
        this.#alarm.set(this.#alarmAt - now);
      }
      this.#undone = undefined;
      const result = this.#system.ioctl(this.#fd, KVM_RUN, 0);
      this.#unfinished = false;
      this.#followBoard();
      if (result < 0) {
        if (result !== -EINTR) return this.#failure(`KVM_RUN: ${errorName(result)}`);
        this.#count(KVM_EXIT.INTR);
        if (this.#alarm.take()) {
          this.#alarmAt = -Infinity;
          const stuck = this.#leaveLoop();
          if (stuck !== undefined) return stuck;
        }
        now = this.#hostNs();
        if (now >= deadline) return LIMIT;
        continue;
      }
      const exit = this.#answer(view.getUint32(RUN.exit_reason, true));
      if (exit !== undefined) return exit;
    }
  }

  #answer(reason: number): VcpuExit | undefined {
    this.#count(reason);
    switch (reason) {
      case KVM_EXIT.MMIO:
        this.#unfinished = true;
        return this.#answerMmio();
      case KVM_EXIT.IO:
        this.#unfinished = true;
        answerPort(this.#view, this.#board);
        return undefined;
      case KVM_EXIT.HLT:
        this.#halted = true;
        return undefined; // the loop looks for an interrupt first
      case KVM_EXIT.IRQ_WINDOW_OPEN:
      case KVM_EXIT.SET_TPR:
      case KVM_EXIT.INTR:
        return undefined;
      case KVM_EXIT.X86_RDMSR:
      case KVM_EXIT.X86_WRMSR:
        this.#unfinished = true;
        answerMsr(this.#view, this.#board, reason === KVM_EXIT.X86_WRMSR);
        return undefined;
      case KVM_EXIT.SHUTDOWN:
        return TRIPLE_FAULT;
      case KVM_EXIT.FAIL_ENTRY: {
        const code = this.#view.getBigUint64(RUN['fail_entry.hardware_entry_failure_reason'], true);
        return this.#failure(`the processor refuses to enter the guest (reason 0x${code.toString(16)})`);
      }
      case KVM_EXIT.INTERNAL_ERROR:
        return this.#answerInternalError();
      default:
        return { kind: 'unknown', reason, qualification: 0 };
    }
  }

  #answerMmio(): VcpuExit | undefined {
    const view = this.#view;
    const gpa = view.getUint32(RUN['mmio.phys_addr'], true) + view.getUint32(RUN['mmio.phys_addr'] + 4, true) * 2 ** 32;
    const length = Math.min(view.getUint32(RUN['mmio.len'], true), 8);
    const at = RUN['mmio.data'];
    const data = this.#bytes.subarray(at, at + length);
    const slot = this.#space.slots.findSlot(Math.floor(gpa / PAGE));
    if (!view.getUint8(RUN['mmio.is_write'])) {
      if (slot === undefined) this.#board.readMmio(gpa, data);
      else this.#space.memory.readInto(gpa, data);
      return undefined;
    }
    if (slot === undefined) {
      this.#board.writeMmio(gpa, data);
      return undefined;
    }
    if (slot.readOnly) return undefined; // ROM drops writes
    return this.#answerStore(gpa, data);
  }

  /** A store to a guarded page. */
  #answerStore(gpa: number, data: Uint8Array): VcpuExit | undefined {
    const { memory } = this.#space;
    const isAllowed = memory.allowsWrite(gpa, data.length);
    const mayGoOn = data.length === 8 || (gpa + data.length) % PAGE === 0;
    // More of the same store may follow; all of it is judged before its first byte is written.
    if (isAllowed && !(mayGoOn && this.#isDeniedNear(gpa + data.length))) {
      memory.store(gpa, data);
      this.#countPermitted(gpa);
      return undefined;
    }
    const pieces = [{ gpa, bytes: data.slice() }];
    if (mayGoOn) this.#gather(pieces);
    else this.#unfinished = false; // registers are final already, and there is nothing else to fetch
    const denied = pieces.find((piece) => !memory.allowsWrite(piece.gpa, piece.bytes.length));
    if (denied === undefined) {
      for (const piece of pieces) {
        memory.store(piece.gpa, piece.bytes);
        this.#countPermitted(piece.gpa);
      }
      return undefined;
    }
    const old = pieces.map((piece) => memory.read(piece.gpa, piece.bytes.length));
    this.#pending = new PendingWrite(pieces, () => this.#code.findStore(pieces, old, this.paging));
    return this.#pending.exit(memory);
  }

  /** Whether a vector denies anything where the rest of a wide store could lie. */
  #isDeniedNear(gpa: number): boolean {
    if (gpa % PAGE === 0) return true; // the other page may be anywhere
    const { memory } = this.#space;
    const length = Math.min(WIDEST_STORE, PAGE - (gpa % PAGE));
    return memory.hasRange(gpa, length) && !memory.allowsWrite(gpa, length);
  }

  /** Fetch what else the instruction writes: the kernel hands it out without running the guest. */
  #gather(pieces: { gpa: number; bytes: Uint8Array }[]): void {
    this.#withoutGuest((gpa, data) => {
      const last = pieces[pieces.length - 1];
      if (gpa === last.gpa + last.bytes.length && gpa % PAGE !== 0) {
        const joined = new Uint8Array(last.bytes.length + data.length);
        joined.set(last.bytes);
        joined.set(data, last.bytes.length);
        last.bytes = joined;
      } else pieces.push({ gpa, bytes: data.slice() });
    });
  }

  /**
   * Let the kernel finish the instruction at hand; no further one is begun.
   * @param onStore takes what it still writes to guarded pages
   */
  #withoutGuest(onStore: (gpa: number, data: Uint8Array) => void): void {
    const view = this.#view;
    view.setUint8(RUN.immediate_exit, 1);
    // An instruction has a bounded number of pieces; a kernel that goes on for ever is broken.
    for (let i = 0; i < 64; i++) {
      const result = this.#system.ioctl(this.#fd, KVM_RUN, 0);
      if (result < 0 || view.getUint32(RUN.exit_reason, true) !== KVM_EXIT.MMIO) break;
      this.#count(KVM_EXIT.MMIO);
      const gpa =
        view.getUint32(RUN['mmio.phys_addr'], true) + view.getUint32(RUN['mmio.phys_addr'] + 4, true) * 2 ** 32;
      const length = Math.min(view.getUint32(RUN['mmio.len'], true), 8);
      const data = this.#bytes.subarray(RUN['mmio.data'], RUN['mmio.data'] + length);
      const slot = this.#space.slots.findSlot(Math.floor(gpa / PAGE));
      const isWrite = view.getUint8(RUN['mmio.is_write']) !== 0;
      if (isWrite && slot !== undefined && !slot.readOnly) onStore(gpa, data);
      else this.#answerMmio();
    }
    view.setUint8(RUN.immediate_exit, 0);
    this.#unfinished = false;
  }

  /** The registers, with the last instruction finished. */
  get #settled(): SyncRegisters {
    if (this.#unfinished) {
      this.#withoutGuest((gpa, data) => {
        // Behind an access to a device: no exit can be made of it any more, so the sink decides here and now.
        if (this.#space.memory.allowsWrite(gpa, data.length)) this.#space.memory.store(gpa, data);
        else if (this.writeSink === undefined) this.#space.memory.write(gpa, data.slice());
        else this.writeSink.write(gpa, data.slice());
      });
    }
    return this.#registers;
  }

  /** The owner runs again with a write that was not completed: it may be allowed now. */
  #retryPending(): VcpuExit | undefined {
    const pending = this.#pending as PendingWrite;
    const { pieces, found } = pending;
    if (found?.undo !== undefined) {
      this.#undoPending(); // the instruction is executed again
      return undefined;
    }
    const { memory } = this.#space;
    if (pieces.some((piece) => !memory.allowsWrite(piece.gpa, piece.bytes.length))) return pending.exit(memory);
    for (const piece of pieces) memory.store(piece.gpa, piece.bytes);
    this.#pending = undefined;
    return undefined;
  }

  /** Put the registers back to before the pending instruction, where that is possible; its write is forgotten. */
  #undoPending(): void {
    const found = this.#pending?.found;
    this.#pending = undefined;
    if (found?.undo === undefined) return;
    const registers = this.#settled;
    for (const { index, value } of found.undo) registers.setGeneral(index, value);
    registers.setRip(found.rip);
    this.#undone = found;
  }

  #offerInterrupt(): void {
    const view = this.#view;
    const isReady =
      view.getUint8(RUN.ready_for_interrupt_injection) !== 0 &&
      view.getUint8(RUN.if_flag) !== 0 &&
      view.getUint32(RUN.kvm_dirty_regs, true) === 0 &&
      !this.#unfinished;
    if (!isReady) {
      view.setUint8(RUN.request_interrupt_window, 1);
      return;
    }
    const vector = this.#board.acknowledgeInterrupt();
    if (vector >= 0) {
      this.#interrupt[0] = vector;
      this.#system.ioctlAt(this.#fd, KVM_INTERRUPT, this.#interrupt);
      view.setUint8(RUN.ready_for_interrupt_injection, 0);
    }
    view.setUint8(RUN.request_interrupt_window, this.#intr ? 1 : 0);
  }
  readonly #interrupt = new Uint8Array(new ArrayBuffer(4));

  /** What the guest did to registers that belong to the board as well. */
  #followBoard(): void {
    const view = this.#view;
    const priority = view.getUint8(RUN.cr8);
    if (priority !== this.#taskPriority) {
      this.#taskPriority = priority;
      this.#board.setTaskPriority(priority);
    }
    const base = view.getUint32(RUN.apic_base, true);
    if (base !== this.#apicBase) {
      this.#apicBase = base;
      this.#board.writeMsr(IA32_APIC_BASE, base, view.getUint32(RUN.apic_base + 4, true));
    }
  }

  /**
   * Carry out the store at RIP that the kernel cannot.
   * @returns `unknown` when it is none of the known ones; otherwise what the owner has to know
   */
  #complete(): VcpuExit | undefined | 'unknown' {
    const { memory } = this.#space;
    const registers = this.#registers;
    const paging = this.paging;
    const completion = findCompletion({
      registers,
      paging,
      memory,
      code: this.#code.readAt(registers.rip, MAX_INSTRUCTION, paging),
      isGuarded: (gfn) => memory.vectorOf(gfn) !== FULL_ACCESS,
      readXsave: () => {
        const xsave = new Uint8Array(new ArrayBuffer(KvmXsave.size));
        return this.#system.ioctlAt(this.#fd, KVM_GET_XSAVE, xsave) < 0 ? undefined : xsave;
      },
    });
    if (completion === undefined) return 'unknown';
    this.completed++;
    const { pieces, length, gla, next, store } = completion;
    const found = { rip: registers.rip, length, gla, next, undo: [] };
    const write = new PendingWrite(pieces, () => found, store);
    if (pieces.every((piece) => memory.allowsWrite(piece.gpa, piece.bytes.length))) {
      for (const piece of pieces) {
        memory.store(piece.gpa, piece.bytes);
        this.#countPermitted(piece.gpa);
      }
      this.#finish(write);
      return undefined;
    }
    this.#pending = write;
    return write.exit(memory);
  }

  /**
   * An alarm has come: is it the same instruction as at the last one, which the kernel begins again and again? SGDT, SIDT
   * and FXSAVE to a guarded page do that to it.
   */
  #leaveLoop(): VcpuExit | undefined {
    const { rip } = this.#registers;
    const isSame = rip === this.#alarmRip;
    this.#alarmRip = rip;
    if (!isSame || this.#space.protection.protectedPages === 0) return undefined;
    const outcome = this.#complete();
    return outcome === 'unknown' ? undefined : outcome;
  }
  #alarmRip: bigint | undefined;

  #answerInternalError(): VcpuExit | undefined {
    const suberror = this.#view.getUint32(RUN['internal.suberror'], true);
    const { rip } = this.#registers;
    const where = `at 0x${rip.toString(16)}`;
    switch (suberror) {
      case KVM_INTERNAL_ERROR.EMULATION: {
        const outcome = this.#complete();
        if (outcome !== 'unknown') return outcome;
        const code = this.#code.readAt(rip, MAX_INSTRUCTION, this.paging);
        const text =
          code.length > 0 ? describeInstruction(this.#registers.codeBits, rip, code) : 'code that is not mapped';
        return this.#failure(
          `this host's KVM cannot emulate ${text} ${where}; the built-in engine (--engine soft) runs it`,
        );
      }
      case KVM_INTERNAL_ERROR.DELIVERY_EV:
        return this.#failure(
          `an exception or interrupt ${where} could not be delivered: is its stack on a guarded page?`,
        );
      default:
        return this.#failure(`KVM stopped with internal error ${suberror} ${where}`);
    }
  }

  #failure(message: string): VcpuExit {
    return { kind: 'failure', message };
  }

  #count(reason: number): void {
    this.exits.set(reason, (this.exits.get(reason) ?? 0) + 1);
  }

  #countPermitted(gpa: number): void {
    const gfn = Math.floor(gpa / PAGE);
    this.permitted.set(gfn, (this.permitted.get(gfn) ?? 0) + 1);
  }
}
