/** A vCPU in the kernel: its file, its run page, and the calls that are made on it. */
import { HvError } from '../../base/error.ts';
import {
  KVM_EXIT,
  KVM_GET_REGS,
  KVM_GET_SREGS,
  KVM_GET_VCPU_EVENTS,
  KVM_GET_XSAVE,
  KVM_GUESTDBG_ENABLE,
  KVM_GUESTDBG_SINGLESTEP,
  KVM_INTERRUPT,
  KVM_NMI,
  KVM_RUN,
  KVM_SET_CPUID2,
  KVM_SET_GUEST_DEBUG,
  KVM_SET_XSAVE,
  KVM_SYNC_X86_EVENTS,
  KVM_SYNC_X86_REGS,
  KVM_SYNC_X86_SREGS,
  KvmGuestDebug,
  KvmRun,
  KvmXsave,
} from '../../spec/kvm/abi.ts';
import { check } from './kvm-error.ts';
import { readOtherRegisters, writeOtherRegisters } from './other-registers.ts';
import { RunPage } from './run-page.ts';
import { errorName, type System } from './system.ts';

/**
 * A repeated MOVS or INS comes to its end, or to where it can be left, after up to 1024 elements (x86_emulate_insn() in
 * arch/x86/kvm/emulate.c). A kernel that goes on for ever is broken.
 */
const MAX_PIECES = 4096;
const DB = 1;
/** The four breakpoints of DR6, and its bit for a single step. */
const DR6_BREAKPOINTS = 15n;
const DR6_BS = 1n << 14n;
/** Exits with all registers after one whose special registers were needed. */
const WHOLE_RUNS = 64;

export class VcpuFile {
  readonly system: System;
  /** Changes once, to a page of nothing, when the vCPU is disposed of. */
  page: RunPage;
  /** The kernel has the rest of an instruction to do, which it does at the next KVM_RUN. */
  isUnfinished = false;
  #fd: number;
  readonly #address: number;
  /** The page has all registers as they are. */
  #isWhole = false;
  /** Entries after which it still will. */
  #wholeRuns = 0;
  readonly #word = new Uint8Array(new ArrayBuffer(4));

  /** @throws HvError when the kernel refuses; the file descriptor is closed then */
  constructor(system: System, fd: number, runBytes: number) {
    this.system = system;
    this.#fd = fd;
    const run = system.map(fd, runBytes);
    if (typeof run === 'number') {
      system.close(fd);
      throw new HvError('out-of-memory', `KVM engine: expected to map a vCPU, got ${errorName(run)}`);
    }
    this.#address = run.address;
    this.page = new RunPage(run.bytes, () => this.#refresh());
  }

  get fd(): number {
    return this.#fd;
  }
  /** Address of `immediate_exit`, for other threads. */
  get immediateExitAt(): number {
    return this.#address + KvmRun.at.immediate_exit;
  }

  /** @throws HvError when the kernel refuses something */
  prepare(cpuid: Uint8Array): void {
    const { system, fd, page } = this;
    check('KVM_SET_CPUID2', system.ioctlAt(fd, KVM_SET_CPUID2, cpuid));
    check('KVM_GET_REGS', system.ioctlAt(fd, KVM_GET_REGS, this.#part('s.regs.regs', 144)));
    check('KVM_GET_SREGS', system.ioctlAt(fd, KVM_GET_SREGS, this.#part('s.regs.sregs', 312)));
    check('KVM_GET_VCPU_EVENTS', system.ioctlAt(fd, KVM_GET_VCPU_EVENTS, this.#part('s.regs.events', 64)));
    this.#isWhole = true;
    this.#refresh();
    page.apicBase = page.registers.apicBase;
  }

  /** KVM_RUN. @returns negative error number, else the reason is in the run page */
  enter(): number {
    this.isUnfinished = false;
    const result = this.system.ioctl(this.#fd, KVM_RUN, 0);
    this.#isWhole = this.#wholeRuns > 0;
    if (this.#wholeRuns > 0 && --this.#wholeRuns === 0) this.page.wantedRegisters = KVM_SYNC_X86_REGS;
    return result;
  }

  /**
   * Special registers and events are needed. They come with the exits for a while now, since whoever needs them at one exit
   * will at the next; exits that nobody looks at do without, since reading them out of the processor takes its time.
   */
  #refresh(): void {
    if (this.#wholeRuns === 0) this.page.wantedRegisters = KVM_SYNC_X86_REGS | KVM_SYNC_X86_SREGS | KVM_SYNC_X86_EVENTS;
    this.#wholeRuns = WHOLE_RUNS;
    if (this.#isWhole) return;
    this.#isWhole = true;
    this.system.ioctlAt(this.#fd, KVM_GET_SREGS, this.#part('s.regs.sregs', 312));
    this.system.ioctlAt(this.#fd, KVM_GET_VCPU_EVENTS, this.#part('s.regs.events', 64));
  }

  #part(member: 's.regs.regs' | 's.regs.sregs' | 's.regs.events', size: number): Uint8Array {
    const at = KvmRun.at[member];
    return this.page.bytes.subarray(at, at + size);
  }

  /**
   * Let the kernel finish the instruction at hand; no further one is begun.
   * @param onAccess answers each access to memory or a port that comes up, as the run page has it
   */
  finish(onAccess: () => void): void {
    const { page } = this;
    page.immediateExit = true;
    for (let i = 0; i < MAX_PIECES; i++) {
      if (this.enter() < 0 || (page.exitReason !== KVM_EXIT.MMIO && page.exitReason !== KVM_EXIT.IO)) break;
      onAccess();
    }
    page.immediateExit = false;
    this.isUnfinished = false;
  }

  /** The state of all units that XSAVE knows; undefined when the kernel refuses. */
  readXsave(): Uint8Array | undefined {
    const xsave = new Uint8Array(new ArrayBuffer(KvmXsave.size));
    return this.system.ioctlAt(this.#fd, KVM_GET_XSAVE, xsave) < 0 ? undefined : xsave;
  }
  /** @throws HvError when the kernel refuses */
  writeXsave(xsave: Uint8Array): void {
    check('KVM_SET_XSAVE', this.system.ioctlAt(this.#fd, KVM_SET_XSAVE, xsave));
  }

  /** #DB for a guest that steps itself, behind an instruction for which the kernel does not raise it. */
  raiseTrap(): void {
    this.page.registers.injectException(DB);
    const { dr6 } = readOtherRegisters(this.system, this.#fd);
    writeOtherRegisters(this.system, this.#fd, { dr6: (dr6 & ~DR6_BREAKPOINTS) | DR6_BS });
  }

  /**
   * The kernel sets the trap flag when RIP is what it was when stepping was turned on, as it knows RIP (kvm_set_rflags in
   * arch/x86/kvm/x86.c): it must have taken changes of registers out of the run page before.
   * @returns negative error number, or 0
   */
  setSingleStep(isOn: boolean): number {
    if (isOn && this.page.isChanged) this.finish(() => {});
    const bytes = new Uint8Array(new ArrayBuffer(KvmGuestDebug.size));
    const control = isOn ? KVM_GUESTDBG_ENABLE | KVM_GUESTDBG_SINGLESTEP : 0;
    new DataView(bytes.buffer).setUint32(KvmGuestDebug.at.control, control, true);
    return this.system.ioctlAt(this.#fd, KVM_SET_GUEST_DEBUG, bytes);
  }

  interrupt(vector: number): void {
    this.#word[0] = vector;
    this.system.ioctlAt(this.#fd, KVM_INTERRUPT, this.#word);
    this.page.interruptWasInjected();
  }
  /** Events in the page do not know of it: those that wait there are taken over before, others are read again. */
  nmi(): void {
    if (this.page.isChanged) this.finish(() => {});
    this.system.ioctl(this.#fd, KVM_NMI, 0);
    this.#isWhole = false;
  }

  /** Call once. @param keepPage the page stays mapped: another thread may be about to touch it */
  close(keepPage = false): void {
    const { length } = this.page.bytes;
    // Whoever still asks for registers gets zeros, not a page that is gone.
    this.page = new RunPage(new Uint8Array(new ArrayBuffer(length)));
    if (!keepPage) this.system.unmap(this.#address, length);
    this.system.close(this.#fd);
    this.#fd = -1;
  }
}
