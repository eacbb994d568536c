/**
 * A vCPU of the fake kernel: a handful of instructions on identity-mapped memory, with exits as Linux makes them: behind a
 * store to a read-only memslot, at a store that sub-page permissions deny.
 */
import { EINTR } from '../../src/engine/kvm/system.ts';
import {
  KVM_EXIT,
  KVM_INTERNAL_ERROR,
  KVM_SYNC_X86_EVENTS,
  KVM_SYNC_X86_REGS,
  KVM_SYNC_X86_SREGS,
  KVM_VCPUEVENT_VALID_NMI_PENDING,
  KVM_VCPUEVENT_VALID_SHADOW,
  KvmDebugregs,
  KvmRegs,
  KvmRun,
  KvmSregs,
  KvmVcpuEvents,
} from '../../src/spec/kvm/abi.ts';

const RUN = KvmRun.at;
const REGISTERS = { from: RUN['s.regs.regs'], to: RUN['s.regs.events'] + 64 };
const SREGS = RUN['s.regs.sregs'] - REGISTERS.from;
const EVENTS = RUN['s.regs.events'] - REGISTERS.from;
/** The parts of the shared registers, each with its bit and where it lies in #state. */
const PARTS = [
  { bit: KVM_SYNC_X86_REGS, at: 0, size: KvmRegs.size },
  // What the kernel copies out leaves the bitmap of interrupts alone, but for the bit that it sets.
  { bit: KVM_SYNC_X86_SREGS, at: SREGS, size: KvmSregs.at.interrupt_bitmap },
  { bit: KVM_SYNC_X86_EVENTS, at: EVENTS, size: KvmVcpuEvents.size },
] as const;
const BITMAP = RUN['s.regs.sregs'] + KvmSregs.at.interrupt_bitmap;
const EVENT = KvmVcpuEvents.at;
const RFLAGS_TF = 1 << 8;
const RFLAGS_IF = 1 << 9;
const RAX = KvmRegs.at.rax;
const RCX = KvmRegs.at.rcx;
const RDI = KvmRegs.at.rdi;
const RSP = KvmRegs.at.rsp;
const RIP = KvmRegs.at.rip;
const RFLAGS = KvmRegs.at.rflags;

/** What happens to a store. */
export type StoreOutcome =
  | { readonly kind: 'done' }
  /** A read-only memslot: the store comes out, the instruction goes on. */
  | { readonly kind: 'comes-out' }
  /** Denied by the processor or by the kernel's emulator: `addr` as the exit says it. */
  | { readonly kind: 'denied'; readonly reason: number; readonly addr: number };

export interface FakeMemory {
  read(gpa: number, length: number): Uint8Array;
  store(gpa: number, bytes: Uint8Array): StoreOutcome;
}

interface Decoded {
  readonly length: number;
  /** Where and what it stores; it changes its registers when that is done. */
  readonly store?: { readonly gpa: number; readonly bytes: Uint8Array };
  readonly commit?: () => void;
  readonly halts?: boolean;
  /** WRMSR of a register that user space has. */
  readonly writesMsr?: boolean;
  /** The kernel's emulator does not know it. */
  readonly isUnknown?: boolean;
}

export class FakeCpu {
  readonly page = new Uint8Array(new ArrayBuffer(12288));
  isStepping = false;
  /** So many entries end by a signal, before an instruction. */
  signals = 0;
  /** How often the guest was entered. */
  entries = 0;
  /** Vectors of the interrupts that the guest has taken, NMIs as `nmi`, `#6` for exceptions. They have no handlers. */
  readonly taken: (number | string)[] = [];
  /** The next instruction that is stepped raises an exception whose handler is there, and which is not stepped. */
  handler: number | undefined;
  /** struct kvm_debugregs. */
  readonly debugRegisters = new Uint8Array(KvmDebugregs.size);
  /** An interrupt pushes the flags on the stack before it is taken. */
  pushesFrames = false;
  /** As kernels before 5.14, which raise #UD where their emulator fails in kernel code, too. */
  raisesUndefined = false;
  #queuedNmis = 0;
  readonly #view = new DataView(this.page.buffer);
  /** The processor's own registers: what the page says counts only where it is marked. */
  readonly #state = new Uint8Array(new ArrayBuffer(REGISTERS.to - REGISTERS.from));
  readonly #registers = new DataView(this.#state.buffer);
  readonly #memory: FakeMemory;

  constructor(memory: FakeMemory) {
    this.#memory = memory;
  }

  /** KVM_RUN. @returns 0, or -EINTR when it is to come back at once: then it has only taken registers over */
  run(): number {
    this.#takeRegisters();
    const result = this.#enter();
    this.#showRegisters();
    return result;
  }

  /** KVM_SET_GUEST_DEBUG: as in the kernel, registers that it has not taken over yet make nothing of it. */
  debug(isOn: boolean): void {
    if (this.isStepping && !isOn) this.#state[RFLAGS + 1] &= ~(RFLAGS_TF >> 8);
    this.isStepping = isOn && this.#view.getUint32(RUN.kvm_dirty_regs, true) === 0;
  }

  /** KVM_INTERRUPT. */
  interrupt(vector: number): void {
    this.#setEvent('interrupt.injected', 1);
    this.#setEvent('interrupt.nr', vector);
  }

  /** KVM_NMI. */
  nmi(): void {
    this.#queuedNmis++;
  }

  /** KVM_GET_REGS, KVM_GET_SREGS, KVM_GET_VCPU_EVENTS. */
  copyOut(part: 'regs' | 'sregs' | 'events', target: Uint8Array): void {
    this.#collectNmis();
    const from = { regs: 0, sregs: SREGS, events: EVENTS }[part];
    target.set(this.#state.subarray(from, from + target.length));
  }

  #enter(): number {
    if (this.page[RUN.immediate_exit] !== 0) return -EINTR;
    if (this.signals > 0) {
      this.signals--;
      return -EINTR;
    }
    this.entries++;
    const refused = this.#deliver();
    let isStepping = this.isStepping;
    for (let i = 0; i < 10_000; i++) {
      if (this.handler !== undefined && isStepping) {
        this.#set(RIP, this.handler);
        this.handler = undefined;
        isStepping = false;
      }
      const reason = refused ?? this.#step();
      if (reason === undefined && !isStepping) continue;
      this.#view.setUint32(RUN.exit_reason, reason ?? KVM_EXIT.DEBUG, true);
      return 0;
    }
    throw new Error('the fake guest does not end');
  }

  #takeRegisters(): void {
    const dirty = this.#view.getUint32(RUN.kvm_dirty_regs, true);
    for (const { bit, at, size } of PARTS) {
      if ((dirty & bit) === 0) continue;
      if (bit === KVM_SYNC_X86_SREGS) this.#takeBitmap();
      if (bit === KVM_SYNC_X86_EVENTS) this.#collectNmis(); // and then what the page says holds
      const pending = this.#event('nmi.pending');
      this.#state.set(this.page.subarray(REGISTERS.from + at, REGISTERS.from + at + size), at);
      const flags = this.#registers.getUint32(EVENTS + EVENT.flags, true);
      if ((flags & KVM_VCPUEVENT_VALID_NMI_PENDING) === 0) this.#setEvent('nmi.pending', pending);
    }
    this.#view.setUint32(RUN.kvm_dirty_regs, 0, true);
  }

  #takeBitmap(): void {
    for (let vector = 0; vector < 256; vector++) {
      if ((this.page[BITMAP + (vector >> 3)] & (1 << (vector & 7))) === 0) continue;
      this.interrupt(vector);
      return;
    }
  }

  #showRegisters(): void {
    this.#collectNmis();
    const wanted = this.#view.getUint32(RUN.kvm_valid_regs, true);
    const isInjected = this.#event('interrupt.injected') !== 0;
    this.#registers.setUint32(EVENTS + EVENT.flags, KVM_VCPUEVENT_VALID_NMI_PENDING | KVM_VCPUEVENT_VALID_SHADOW, true);
    for (const { bit, at, size } of PARTS) {
      if (wanted & bit) this.page.set(this.#state.subarray(at, at + size), REGISTERS.from + at);
    }
    if (this.isStepping) this.page[REGISTERS.from + RFLAGS + 1] &= ~(RFLAGS_TF >> 8); // it is the debugger's
    const vector = this.#event('interrupt.nr');
    if (isInjected && wanted & KVM_SYNC_X86_SREGS) this.page[BITMAP + (vector >> 3)] |= 1 << (vector & 7);
    const isOpen = (this.#get(RFLAGS) & RFLAGS_IF) !== 0;
    this.page[RUN.if_flag] = isOpen ? 1 : 0;
    this.page[RUN.ready_for_interrupt_injection] = isOpen && !isInjected ? 1 : 0;
  }

  #collectNmis(): void {
    if (this.#queuedNmis > 0) this.#setEvent('nmi.pending', 1);
    this.#queuedNmis = 0;
  }

  /** @returns why the guest is left before its next instruction */
  #deliver(): number | undefined {
    this.#collectNmis();
    if (this.#event('exception.injected') !== 0) this.taken.push(`#${this.#event('exception.nr')}`);
    this.#setEvent('exception.injected', 0);
    if (this.#event('nmi.pending') !== 0) this.taken.push('nmi');
    this.#setEvent('nmi.pending', 0);
    if (this.#event('interrupt.injected') === 0) return undefined;
    if (this.pushesFrames) {
      const outcome = this.#memory.store(this.#get(RSP) - 8, this.#state.slice(RFLAGS, RFLAGS + 8));
      if (outcome.kind === 'denied') return this.#deny(outcome);
    }
    this.taken.push(this.#event('interrupt.nr'));
    this.#setEvent('interrupt.injected', 0);
    return undefined;
  }

  #deny({ reason, addr }: StoreOutcome & { kind: 'denied' }): number {
    this.#view.setBigUint64(32, BigInt(addr), true);
    return reason;
  }

  #event(name: keyof typeof EVENT): number {
    return this.#state[EVENTS + EVENT[name]];
  }
  #setEvent(name: keyof typeof EVENT, value: number): void {
    this.#state[EVENTS + EVENT[name]] = value;
  }

  /** One instruction. @returns why it leaves */
  #step(): number | undefined {
    const rip = this.#get(RIP);
    const { length, store, commit, halts, writesMsr, isUnknown } = this.#decode(this.#memory.read(rip, 8));
    let reason: number | undefined = halts ? KVM_EXIT.HLT : undefined;
    if (store !== undefined) {
      const outcome = this.#memory.store(store.gpa, store.bytes);
      if (outcome.kind === 'denied') {
        this.page[40] = length;
        return this.#deny(outcome); // nothing has happened
      }
      if (outcome.kind === 'comes-out' && isUnknown) {
        this.#view.setUint32(RUN['internal.suberror'], KVM_INTERNAL_ERROR.EMULATION, true);
        if (this.raisesUndefined) this.#setEvent('exception.injected', 1);
        if (this.raisesUndefined) this.#setEvent('exception.nr', 6);
        return KVM_EXIT.INTERNAL_ERROR; // nothing has happened, either
      }
      if (outcome.kind === 'comes-out') {
        this.#view.setBigUint64(RUN['mmio.phys_addr'], BigInt(store.gpa), true);
        this.#view.setUint32(RUN['mmio.len'], store.bytes.length, true);
        this.page[RUN['mmio.is_write']] = 1;
        this.page.set(store.bytes, RUN['mmio.data']);
        reason = KVM_EXIT.MMIO;
      }
    }
    if (writesMsr) {
      this.#view.setUint32(RUN['msr.index'], this.#get(RCX), true);
      this.#view.setBigUint64(RUN['msr.data'], BigInt(this.#get(RAX)), true);
      reason = KVM_EXIT.X86_WRMSR;
    }
    commit?.();
    this.#set(RIP, rip + length);
    return reason;
  }

  #decode(code: Uint8Array): Decoded {
    const rdi = this.#get(RDI);
    const value = (length: number): Uint8Array => this.#state.slice(RAX, RAX + length);
    const hex = Buffer.from(code).toString('hex');
    if (hex.startsWith('f4')) return { length: 1, halts: true };
    if (hex.startsWith('8807')) return { length: 2, store: { gpa: rdi, bytes: value(1) } }; // mov [rdi], al
    if (hex.startsWith('8907')) return { length: 2, store: { gpa: rdi, bytes: value(4) } }; // mov [rdi], eax
    if (hex.startsWith('488907')) return { length: 3, store: { gpa: rdi, bytes: value(8) } }; // mov [rdi], rax
    if (hex.startsWith('8987')) {
      const displacement = new DataView(code.buffer, code.byteOffset).getInt32(2, true);
      return { length: 6, store: { gpa: rdi + displacement, bytes: value(4) } }; // mov [rdi + disp32], eax
    }
    if (hex.startsWith('0f30')) return { length: 2, writesMsr: true };
    const filled = { gpa: rdi, bytes: new Uint8Array(8).fill(0x5a) };
    if (hex.startsWith('0fae27')) return { length: 3, store: filled, isUnknown: true }; // xsave [rdi]
    if (hex.startsWith('dd37')) return { length: 2, store: filled, isUnknown: true }; // fnsave [rdi]
    if (hex.startsWith('aa')) {
      return { length: 1, store: { gpa: rdi, bytes: value(1) }, commit: () => this.#set(RDI, rdi + 1) }; // stosb
    }
    if (hex.startsWith('8707')) {
      const old = this.#memory.read(rdi, 4); // xchg [rdi], eax
      return { length: 2, store: { gpa: rdi, bytes: value(4) }, commit: () => this.#state.set(old, RAX) };
    }
    if (hex.startsWith('9c')) {
      const bytes = this.#state.slice(RFLAGS, RFLAGS + 8); // pushfq
      if (this.isStepping) bytes[1] |= 1; // as processors do: the debugger's trap flag shows
      const rsp = this.#get(RSP) - 8;
      return { length: 1, store: { gpa: rsp, bytes }, commit: () => this.#set(RSP, rsp) };
    }
    throw new Error(`the fake processor does not know ${hex}`);
  }

  #get(at: number): number {
    return Number(this.#registers.getBigUint64(at, true));
  }
  #set(at: number, value: number): void {
    this.#registers.setBigUint64(at, BigInt(value), true);
  }
}
