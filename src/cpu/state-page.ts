/** The state of one vCPU as the core lays it out in memory: in the core, or waiting outside for its turn. */
import { SEGMENT, STATE, VCPU_RANGES } from '../spec/state/layout.ts';
import {
  CONTROL_REGISTERS,
  GENERAL_REGISTERS,
  type ProcessorState,
  type RegisterChanges,
  type Registers,
  SEGMENT_REGISTERS,
  type SegmentRegister,
} from './registers.ts';
import { initState, startupState } from './reset-state.ts';

const EFER_LMA = 1 << 10;
/** Bit L (64-bit code) in a segment register's attributes. */
const ATTRIBUTES_L = 1 << 13;
/** Bit D/B: 32-bit code. */
const ATTRIBUTES_D = 1 << 14;
const BLOCKING_NMI = 1 << 3;
const ACTIVITY_ACTIVE = 0;
const ACTIVITY_HALTED = 1;
const ACTIVITY_WAIT_FOR_SIPI = 3;
/** First byte of the state in memory, and the first one behind it. */
const STATE_FIRST = STATE.REGS;
const STATE_END = STATE.EMU_DATA;

/**
 * Typed views of a vCPU's state. What is derived from it (modes, translations) is the core's business: see Processor.
 * @example const waiting = new StatePage(); waiting.copyFrom(processor);
 */
export class StatePage {
  protected readonly u32: Uint32Array;
  protected readonly u64: BigUint64Array;
  protected readonly view: DataView;
  protected readonly bytes: Uint8Array;
  /** What belongs to the vCPU alone, piece by piece. */
  protected readonly own: readonly Uint8Array[];

  /** @param buffer memory with the state at the addresses of the layout; new memory unless told */
  constructor(buffer: ArrayBuffer = new ArrayBuffer(STATE_END)) {
    this.u32 = new Uint32Array(buffer, 0, STATE_END / 4);
    this.u64 = new BigUint64Array(buffer, 0, STATE_END / 8);
    this.view = new DataView(buffer, 0, STATE_END);
    this.bytes = new Uint8Array(buffer, 0, STATE_END);
    this.own = VCPU_RANGES.map(([from, end]) => this.bytes.subarray(from, end));
  }

  get exitReason(): number {
    return this.u32[STATE.EXIT_REASON >>> 2];
  }
  get exitQualification(): number {
    return this.number(STATE.EXIT_QUALIFICATION);
  }
  get exitGpa(): number {
    return this.number(STATE.EXIT_GPA);
  }
  get exitGla(): bigint {
    return this.u64[STATE.EXIT_GLA >>> 3];
  }
  get exitInstructionLength(): number {
    return this.u32[STATE.EXIT_INSTRUCTION_LENGTH >>> 2];
  }
  /** A copy of the bytes of the instruction that exited; empty when its length is unknown. */
  get exitInstruction(): Uint8Array {
    // Byte by byte: slice() costs several times as much.
    const length = this.exitInstructionLength;
    const copy = new Uint8Array(length);
    for (let i = 0; i < length; i++) copy[i] = this.bytes[STATE.EXIT_INSTRUCTION + i];
    return copy;
  }
  get exitSize(): number {
    return this.u32[STATE.EXIT_SIZE >>> 2];
  }
  /** Whether the write that exited is one of several of its instruction. */
  get exitIsPartial(): boolean {
    return this.u32[STATE.EXIT_PARTIAL >>> 2] !== 0;
  }
  get idtVectoring(): number {
    return this.u32[STATE.EXIT_IDT_VECTORING >>> 2];
  }
  get rip(): bigint {
    return this.u64[STATE.RIP >>> 3];
  }
  set rip(value: bigint) {
    this.u64[STATE.RIP >>> 3] = value;
  }
  get cr3(): bigint {
    return this.u64[STATE.CR3 >>> 3];
  }
  get cpl(): number {
    return this.u32[STATE.CPL >>> 2];
  }
  /** Whether it executes 64-bit code: IA-32e mode and CS.L. */
  get is64Bit(): boolean {
    const csAttributes = this.u32[(STATE.SEGS + SEGMENT.SEG_SIZE + SEGMENT.SEG_ATTR) >>> 2];
    return (this.u32[STATE.EFER >>> 2] & EFER_LMA) !== 0 && (csAttributes & ATTRIBUTES_L) !== 0;
  }
  /** 64 as is64Bit says, else by CS.D. */
  get codeBits(): 16 | 32 | 64 {
    if (this.is64Bit) return 64;
    const csAttributes = this.u32[(STATE.SEGS + SEGMENT.SEG_SIZE + SEGMENT.SEG_ATTR) >>> 2];
    return csAttributes & ATTRIBUTES_D ? 32 : 16;
  }
  /** Linear address of the next instruction. */
  get linearRip(): bigint {
    if (this.is64Bit) return this.rip;
    return BigInt.asUintN(32, this.rip + this.u64[(STATE.SEGS + SEGMENT.SEG_SIZE + SEGMENT.SEG_BASE) >>> 3]);
  }
  /** Low halves of CR0, CR4 and EFER, and CR3. */
  get paging(): { cr0: number; cr3: number; cr4: number; efer: number } {
    return {
      cr0: this.u32[STATE.CR0 >>> 2],
      cr3: this.number(STATE.CR3),
      cr4: this.u32[STATE.CR4 >>> 2],
      efer: this.u32[STATE.EFER >>> 2],
    };
  }
  /** Whether the processor waits in HLT. */
  get halted(): boolean {
    return this.u32[STATE.ACTIVITY >>> 2] === ACTIVITY_HALTED;
  }
  set halted(value: boolean) {
    this.u32[STATE.ACTIVITY >>> 2] = value ? ACTIVITY_HALTED : ACTIVITY_ACTIVE;
  }
  /** Whether it waits for a start-up message, deaf to everything else. */
  get waitsForStartup(): boolean {
    return this.u32[STATE.ACTIVITY >>> 2] === ACTIVITY_WAIT_FOR_SIPI;
  }
  /** Whether it has something to do: it is active, or an event that it takes ends its HLT. */
  get isRunnable(): boolean {
    const activity = this.u32[STATE.ACTIVITY >>> 2];
    if (activity !== ACTIVITY_HALTED) return activity === ACTIVITY_ACTIVE;
    const blocked = this.interruptibility;
    if (this.u32[STATE.NMI >>> 2] !== 0 && (blocked & BLOCKING_NMI) === 0) return true;
    return this.intr && this.interruptsEnabled;
  }
  /** Bit 0 blocking by STI, 1 by MOV SS, 3 by NMI. */
  get interruptibility(): number {
    return this.u32[STATE.INTERRUPTIBILITY >>> 2];
  }
  set interruptibility(value: number) {
    this.u32[STATE.INTERRUPTIBILITY >>> 2] = value;
  }
  /** RFLAGS.IF */
  get interruptsEnabled(): boolean {
    return (this.u32[STATE.RFLAGS >>> 2] & (1 << 9)) !== 0;
  }
  /** Instructions that this vCPU has completed since reset; exact below 2^53. */
  get instructions(): number {
    return this.number(STATE.ICOUNT) - this.number(STATE.OTHERS_ICOUNT);
  }
  /** CR4 and XCR0, low halves, for CPUID. */
  get cr4Low(): number {
    return this.u32[STATE.CR4 >>> 2];
  }
  get xcr0Low(): number {
    return this.u32[STATE.XCR0 >>> 2];
  }

  get tscBase(): bigint {
    return this.u64[STATE.TSC_BASE >>> 3];
  }
  set tscBase(value: bigint) {
    this.u64[STATE.TSC_BASE >>> 3] = BigInt.asUintN(64, value);
  }

  /** The interrupt controller's INTR output. */
  setIntr(level: boolean): void {
    this.u32[STATE.INTR >>> 2] = level ? 1 : 0;
  }

  /** Whether INTR is high. */
  get intr(): boolean {
    return this.u32[STATE.INTR >>> 2] !== 0;
  }

  /** A non-maskable interrupt, delivered when NMIs are not blocked. */
  injectNmi(): void {
    this.u32[STATE.NMI >>> 2] = 1;
  }

  /** The next run comes back at once. */
  requestExit(): void {
    this.u32[STATE.REQUEST >>> 2] = 1;
  }

  /** Whether an event waits for delivery. */
  get eventPending(): boolean {
    return this.u32[STATE.EVENT_INFO >>> 2] >>> 31 !== 0;
  }

  getRegisters(): Registers {
    const r: Partial<Registers> = {};
    GENERAL_REGISTERS.forEach((name, i) => {
      r[name] = this.u64[(STATE.REGS >>> 3) + i];
    });
    for (const name of CONTROL_REGISTERS) r[name] = this.u64[CONTROL_ADDRESS[name] >>> 3];
    SEGMENT_REGISTERS.forEach((name, i) => {
      r[name] = this.#segment(STATE.SEGS + i * SEGMENT.SEG_SIZE);
    });
    r.gdtr = { base: this.u64[STATE.GDTR_BASE >>> 3], limit: this.u32[STATE.GDTR_LIMIT >>> 2] };
    r.idtr = { base: this.u64[STATE.IDTR_BASE >>> 3], limit: this.u32[STATE.IDTR_LIMIT >>> 2] };
    r.cpl = this.cpl;
    return r as Registers;
  }

  /** Change registers; values are taken modulo 2^64. Nothing is checked: a debugger may build any state. */
  setRegisters(changes: RegisterChanges): void {
    GENERAL_REGISTERS.forEach((name, i) => {
      const value = changes[name];
      if (value !== undefined) this.u64[(STATE.REGS >>> 3) + i] = BigInt.asUintN(64, value);
    });
    for (const name of CONTROL_REGISTERS) {
      const value = changes[name];
      if (value !== undefined) this.u64[CONTROL_ADDRESS[name] >>> 3] = BigInt.asUintN(64, value);
    }
    SEGMENT_REGISTERS.forEach((name, i) => {
      const value = changes[name];
      if (value !== undefined) this.#setSegment(STATE.SEGS + i * SEGMENT.SEG_SIZE, value);
    });
    if (changes.gdtr !== undefined) {
      this.u64[STATE.GDTR_BASE >>> 3] = BigInt.asUintN(64, changes.gdtr.base);
      this.u32[STATE.GDTR_LIMIT >>> 2] = changes.gdtr.limit;
    }
    if (changes.idtr !== undefined) {
      this.u64[STATE.IDTR_BASE >>> 3] = BigInt.asUintN(64, changes.idtr.base);
      this.u32[STATE.IDTR_LIMIT >>> 2] = changes.idtr.limit;
    }
    if (changes.cpl !== undefined) this.u32[STATE.CPL >>> 2] = changes.cpl & 3;
  }

  /** INIT: the registers that it resets, then the wait for a start-up message. What was pending is forgotten. */
  init(): void {
    this.setRegisters(initState(this.u64[STATE.CR0 >>> 3]));
    for (const at of [STATE.EVENT_INFO, STATE.NMI, STATE.INTERRUPTIBILITY, STATE.DEBUG_HITS, STATE.PDPTES_LOADED]) {
      this.u32[at >>> 2] = 0;
    }
    this.u32[STATE.ACTIVITY >>> 2] = ACTIVITY_WAIT_FOR_SIPI;
  }

  /** Start-up message: begin in real mode at `vector << 12`. Does nothing unless it waits for one. */
  startup(vector: number): void {
    if (!this.waitsForStartup) return;
    this.setRegisters(startupState(vector));
    this.u32[STATE.ACTIVITY >>> 2] = ACTIVITY_ACTIVE;
  }

  /** The whole state as a value, the counters and controls that are common to all vCPUs among it. */
  save(): ProcessorState {
    return { version: 1, bytes: this.bytes.slice(STATE_FIRST) };
  }

  /** Become a copy of another state, to wait outside of the core. */
  copyFrom(other: StatePage): void {
    this.bytes.set(other.bytes);
  }

  /** Take over what belongs to the vCPU of another state; what is common to all vCPUs stays, and the count goes on. */
  takeFrom(other: StatePage): void {
    for (let i = 0; i < this.own.length; i++) this.own[i].set(other.own[i]);
    this.#setNumber(STATE.OTHERS_ICOUNT, this.number(STATE.ICOUNT) - other.instructions);
  }

  #setNumber(address: number, value: number): void {
    const at = address >>> 2;
    this.u32[at] = value % 0x1_0000_0000;
    this.u32[at + 1] = Math.floor(value / 0x1_0000_0000);
  }

  /** A u64 as a number: exact below 2^53. */
  protected number(address: number): number {
    const at = address >>> 2;
    return this.u32[at + 1] * 0x1_0000_0000 + this.u32[at];
  }

  #segment(at: number): SegmentRegister {
    return {
      selector: this.view.getUint16(at + SEGMENT.SEG_SELECTOR, true),
      base: this.view.getBigUint64(at + SEGMENT.SEG_BASE, true),
      limit: this.view.getUint32(at + SEGMENT.SEG_LIMIT, true),
      attributes: this.view.getUint32(at + SEGMENT.SEG_ATTR, true),
    };
  }

  #setSegment(at: number, value: SegmentRegister): void {
    this.view.setUint16(at + SEGMENT.SEG_SELECTOR, value.selector, true);
    this.view.setBigUint64(at + SEGMENT.SEG_BASE, BigInt.asUintN(64, value.base), true);
    this.view.setUint32(at + SEGMENT.SEG_LIMIT, value.limit, true);
    this.view.setUint32(at + SEGMENT.SEG_ATTR, value.attributes, true);
  }
}

const CONTROL_ADDRESS: Record<(typeof CONTROL_REGISTERS)[number], number> = {
  rip: STATE.RIP,
  rflags: STATE.RFLAGS,
  cr0: STATE.CR0,
  cr2: STATE.CR2,
  cr3: STATE.CR3,
  cr4: STATE.CR4,
  cr8: STATE.CR8,
  efer: STATE.EFER,
  xcr0: STATE.XCR0,
  dr0: STATE.DR0,
  dr1: STATE.DR1,
  dr2: STATE.DR2,
  dr3: STATE.DR3,
  dr6: STATE.DR6,
  dr7: STATE.DR7,
};
