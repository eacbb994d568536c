/**
 * Registers in the page that the kernel shares: copied out by every KVM_RUN, taken over by the next one when marked.
 * Free of charge, where KVM_GET_REGS costs as much as an exit.
 */
import {
  GENERAL_REGISTERS,
  type RegisterChanges,
  type Registers,
  SEGMENT_REGISTERS,
  type SegmentName,
  type SegmentRegister,
  type TableRegister,
} from '../../cpu/registers.ts';
import {
  KVM_SYNC_X86_EVENTS,
  KVM_SYNC_X86_REGS,
  KVM_SYNC_X86_SREGS,
  KVM_VCPUEVENT_VALID_NMI_PENDING,
  KVM_VCPUEVENT_VALID_SHADOW,
  KvmDtable,
  KvmRegs,
  KvmRun,
  KvmSegment,
  KvmSregs,
  KvmVcpuEvents,
} from '../../spec/kvm/abi.ts';

const REGS = KvmRun.at['s.regs.regs'];
const SREGS = KvmRun.at['s.regs.sregs'];
const EVENTS = KvmRun.at['s.regs.events'];
const RIP = REGS + KvmRegs.at.rip;
const RFLAGS = REGS + KvmRegs.at.rflags;
const DIRTY = KvmRun.at.kvm_dirty_regs;
const S = KvmSregs.at;
const SEG = KvmSegment.at;

/** Where struct kvm_sregs has a segment: it calls the local descriptor table ldt. */
const SEGMENT_AT: Readonly<Record<SegmentName, number>> = {
  es: SREGS + S.es,
  cs: SREGS + S.cs,
  ss: SREGS + S.ss,
  ds: SREGS + S.ds,
  fs: SREGS + S.fs,
  gs: SREGS + S.gs,
  ldtr: SREGS + S.ldt,
  tr: SREGS + S.tr,
};
const SPECIAL = { cr0: S.cr0, cr2: S.cr2, cr3: S.cr3, cr4: S.cr4, cr8: S.cr8, efer: S.efer } as const;

const CR0_PE = 1;
const RFLAGS_VM = 1 << 17;
const RFLAGS_IF = 1 << 9;
const EFER_LMA = 1 << 10;

/** The registers of one vCPU, as its run page has them. */
export class SyncRegisters {
  readonly #view: DataView;
  /** `interrupt_bitmap`. */
  readonly #interrupts: Uint8Array;
  /** Makes sure that special registers and events are those of now, before they are used. */
  readonly #refresh: () => void;

  /**
   * @param run the run page, whose general registers are those of now
   * @param refresh called before special registers or events are used; nothing to do when they are always there
   */
  constructor(run: DataView, refresh: () => void = () => {}) {
    this.#view = run;
    this.#interrupts = new Uint8Array(run.buffer, run.byteOffset + SREGS + S.interrupt_bitmap, 32);
    this.#refresh = refresh;
  }

  get rip(): bigint {
    return this.#view.getBigUint64(RIP, true);
  }
  get cr3(): bigint {
    this.#refresh();
    return this.#view.getBigUint64(SREGS + S.cr3, true);
  }
  get cpl(): number {
    if ((this.cr0 & CR0_PE) === 0) return 0;
    if (this.rflags & RFLAGS_VM) return 3;
    return this.#view.getUint8(SEGMENT_AT.ss + SEG.dpl);
  }
  /** Lower halves, which have all bits that decide about translation. */
  get cr0(): number {
    this.#refresh();
    return this.#view.getUint32(SREGS + S.cr0, true);
  }
  get cr4(): number {
    this.#refresh();
    return this.#view.getUint32(SREGS + S.cr4, true);
  }
  get efer(): number {
    this.#refresh();
    return this.#view.getUint32(SREGS + S.efer, true);
  }
  get rflags(): number {
    return this.#view.getUint32(RFLAGS, true);
  }
  /** Lower half of IA32_APIC_BASE. */
  get apicBase(): number {
    this.#refresh();
    return this.#view.getUint32(SREGS + S.apic_base, true);
  }
  get interruptsEnabled(): boolean {
    return (this.rflags & RFLAGS_IF) !== 0;
  }
  /** Bits of the code that runs: 16, 32 or 64. */
  get codeBits(): 16 | 32 | 64 {
    if (this.efer & EFER_LMA && this.#view.getUint8(SEGMENT_AT.cs + SEG.l)) return 64;
    return this.#view.getUint8(SEGMENT_AT.cs + SEG.db) ? 32 : 16;
  }
  segmentBase(name: SegmentName): bigint {
    this.#refresh();
    return this.#view.getBigUint64(SEGMENT_AT[name] + SEG.base, true);
  }
  general(index: number): bigint {
    return this.#view.getBigUint64(REGS + KvmRegs.at[GENERAL_REGISTERS[index]], true);
  }

  /** GDTR or IDTR. */
  table(name: 'gdtr' | 'idtr'): TableRegister {
    this.#refresh();
    return this.#table(SREGS + (name === 'gdtr' ? S.gdt : S.idt));
  }
  setFlags(low: number): void {
    this.#view.setUint32(RFLAGS, low, true);
    this.#mark(KVM_SYNC_X86_REGS);
  }
  setGeneral(index: number, value: bigint): void {
    this.#view.setBigUint64(REGS + KvmRegs.at[GENERAL_REGISTERS[index]], BigInt.asUintN(64, value), true);
    this.#mark(KVM_SYNC_X86_REGS);
  }
  setRip(value: bigint): void {
    this.#view.setBigUint64(RIP, BigInt.asUintN(64, value), true);
    this.#mark(KVM_SYNC_X86_REGS);
  }

  /** An exception, to be delivered before the next instruction. @param errorCode undefined: it has none */
  injectException(vector: number, errorCode?: number): void {
    this.#refresh();
    const E = KvmVcpuEvents.at;
    const view = this.#view;
    view.setUint8(EVENTS + E['exception.injected'], 1);
    view.setUint8(EVENTS + E['exception.pending'], 0);
    view.setUint8(EVENTS + E['exception.nr'], vector);
    view.setUint8(EVENTS + E['exception.has_error_code'], errorCode === undefined ? 0 : 1);
    view.setUint32(EVENTS + E['exception.error_code'], errorCode ?? 0, true);
    this.#mark(KVM_SYNC_X86_EVENTS);
  }

  /** An exception, interrupt or NMI is on its way into the guest: it comes before the instruction at RIP. */
  get isEventWaiting(): boolean {
    this.#refresh();
    const E = KvmVcpuEvents.at;
    const isSet = (kind: keyof typeof E): boolean => this.#view.getUint8(EVENTS + E[kind]) !== 0;
    const kinds = ['exception.injected', 'exception.pending', 'interrupt.injected', 'nmi.injected'] as const;
    return kinds.some(isSet) || (isSet('nmi.pending') && !isSet('nmi.masked'));
  }

  /** Take back an exception that the kernel has raised for the instruction at RIP; without effect when it has not. */
  dropException(vector: number): void {
    this.#refresh();
    const E = KvmVcpuEvents.at;
    const view = this.#view;
    const isWaiting = view.getUint8(EVENTS + E['exception.injected']) | view.getUint8(EVENTS + E['exception.pending']);
    if (isWaiting === 0 || view.getUint8(EVENTS + E['exception.nr']) !== vector) return;
    view.setUint8(EVENTS + E['exception.injected'], 0);
    view.setUint8(EVENTS + E['exception.pending'], 0);
    this.#mark(KVM_SYNC_X86_EVENTS);
  }

  /** Everything that the page has. XCR0 and debug registers are not in it: see KvmVcpu. */
  read(): Omit<Registers, 'xcr0' | 'dr0' | 'dr1' | 'dr2' | 'dr3' | 'dr6' | 'dr7'> {
    this.#refresh();
    const registers = {} as Record<string, unknown>;
    GENERAL_REGISTERS.forEach((name, index) => {
      registers[name] = this.general(index);
    });
    for (const [name, at] of Object.entries(SPECIAL)) registers[name] = this.#view.getBigUint64(SREGS + at, true);
    for (const name of SEGMENT_REGISTERS) registers[name] = this.#segment(SEGMENT_AT[name]);
    registers['gdtr'] = this.#table(SREGS + S.gdt);
    registers['idtr'] = this.#table(SREGS + S.idt);
    registers['rip'] = this.rip;
    registers['rflags'] = this.#view.getBigUint64(RFLAGS, true);
    registers['cpl'] = this.cpl;
    return registers as ReturnType<SyncRegisters['read']>;
  }

  write(changes: RegisterChanges): void {
    this.#refresh();
    const view = this.#view;
    GENERAL_REGISTERS.forEach((name, index) => {
      const value = changes[name];
      if (value !== undefined) this.setGeneral(index, value);
    });
    if (changes.rip !== undefined) this.setRip(changes.rip);
    if (changes.rflags !== undefined) {
      view.setBigUint64(RFLAGS, changes.rflags, true);
      this.#mark(KVM_SYNC_X86_REGS);
    }
    for (const [name, at] of Object.entries(SPECIAL)) {
      const value = changes[name as keyof typeof SPECIAL];
      if (value === undefined) continue;
      view.setBigUint64(SREGS + at, value, true);
      this.#mark(KVM_SYNC_X86_SREGS);
    }
    if (changes.cr8 !== undefined) view.setBigUint64(KvmRun.at.cr8, changes.cr8, true);
    for (const name of SEGMENT_REGISTERS) {
      const segment = changes[name];
      if (segment === undefined) continue;
      this.#setSegment(SEGMENT_AT[name], segment);
      this.#mark(KVM_SYNC_X86_SREGS);
    }
    for (const [table, at] of [
      [changes.gdtr, S.gdt],
      [changes.idtr, S.idt],
    ] as const) {
      if (table === undefined) continue;
      view.setBigUint64(SREGS + at + KvmDtable.at.base, table.base, true);
      view.setUint16(SREGS + at + KvmDtable.at.limit, table.limit, true);
      this.#mark(KVM_SYNC_X86_SREGS);
    }
  }

  /** Nothing is pending any more: neither exceptions nor interrupts nor NMIs. */
  clearEvents(): void {
    this.#refresh();
    for (let i = 0; i < KvmVcpuEvents.size; i += 4) this.#view.setUint32(EVENTS + i, 0, true);
    this.#view.setUint32(
      EVENTS + KvmVcpuEvents.at.flags,
      KVM_VCPUEVENT_VALID_NMI_PENDING | KVM_VCPUEVENT_VALID_SHADOW,
      true,
    );
    this.#mark(KVM_SYNC_X86_EVENTS);
  }

  /** All registers are to be taken over, but for NMIs that wait: of those the kernel may know more. */
  markAll(): void {
    const flags = EVENTS + KvmVcpuEvents.at.flags;
    this.#view.setUint32(flags, this.#view.getUint32(flags, true) & ~KVM_VCPUEVENT_VALID_NMI_PENDING, true);
    this.#mark(KVM_SYNC_X86_REGS | KVM_SYNC_X86_SREGS | KVM_SYNC_X86_EVENTS);
  }

  #mark(which: number): void {
    // The kernel sets a bit in the page's bitmap for an interrupt that is on its way in, and never clears one: it would raise
    // those of long ago again. Which one is on its way it knows by itself, or is told with the events.
    if (which & KVM_SYNC_X86_SREGS) this.#interrupts.fill(0);
    this.#view.setUint32(DIRTY, this.#view.getUint32(DIRTY, true) | which, true);
  }

  #segment(at: number): SegmentRegister {
    const view = this.#view;
    const bit = (field: number, shift: number): number => (view.getUint8(at + field) & 1) << shift;
    return {
      selector: view.getUint16(at + SEG.selector, true),
      base: view.getBigUint64(at + SEG.base, true),
      limit: view.getUint32(at + SEG.limit, true),
      attributes:
        (view.getUint8(at + SEG.type) & 15) |
        bit(SEG.s, 4) |
        ((view.getUint8(at + SEG.dpl) & 3) << 5) |
        bit(SEG.present, 7) |
        bit(SEG.avl, 12) |
        bit(SEG.l, 13) |
        bit(SEG.db, 14) |
        bit(SEG.g, 15) |
        bit(SEG.unusable, 16),
    };
  }

  #setSegment(at: number, { selector, base, limit, attributes }: SegmentRegister): void {
    const view = this.#view;
    view.setUint16(at + SEG.selector, selector, true);
    view.setBigUint64(at + SEG.base, base, true);
    view.setUint32(at + SEG.limit, limit, true);
    view.setUint8(at + SEG.type, attributes & 15);
    view.setUint8(at + SEG.s, (attributes >>> 4) & 1);
    view.setUint8(at + SEG.dpl, (attributes >>> 5) & 3);
    view.setUint8(at + SEG.present, (attributes >>> 7) & 1);
    view.setUint8(at + SEG.avl, (attributes >>> 12) & 1);
    view.setUint8(at + SEG.l, (attributes >>> 13) & 1);
    view.setUint8(at + SEG.db, (attributes >>> 14) & 1);
    view.setUint8(at + SEG.g, (attributes >>> 15) & 1);
    view.setUint8(at + SEG.unusable, (attributes >>> 16) & 1);
  }

  #table(at: number): TableRegister {
    return {
      base: this.#view.getBigUint64(at + KvmDtable.at.base, true),
      limit: this.#view.getUint16(at + KvmDtable.at.limit, true),
    };
  }
}
