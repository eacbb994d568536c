/** The page that a vCPU shares with the kernel: why it came back, what the exit says, its registers. */
import { KvmRun } from '../../spec/kvm/abi.ts';
import { SyncRegisters } from './sync-registers.ts';

const RUN = KvmRun.at;
/** What SyncRegisters has of it: `s.regs`, whole. */
const REGISTERS = { from: RUN['s.regs.regs'], to: RUN['s.regs.events'] + 64 };
const REASON = RUN.exit_reason / 4;
const MMIO_GPA = RUN['mmio.phys_addr'] / 4;
const MMIO_LENGTH = RUN['mmio.len'] / 4;
const MMIO_IS_WRITE = RUN['mmio.is_write'];

export class RunPage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly view: DataView<ArrayBuffer>;
  readonly registers: SyncRegisters;
  readonly #words: Uint32Array;
  /** Bytes of an access to device memory, by their number: made once, since it is needed at every exit. */
  readonly #data: readonly Uint8Array[];

  readonly #refresh: () => void;

  /**
   * @param bytes the mapping, or as many bytes of nothing once it is gone
   * @param refresh makes sure that special registers and events are those of now
   */
  constructor(bytes: Uint8Array<ArrayBuffer>, refresh: () => void = () => {}) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#refresh = refresh;
    this.registers = new SyncRegisters(this.view, refresh);
    this.#words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2);
    const at = RUN['mmio.data'];
    this.#data = Array.from({ length: 9 }, (_, length) => bytes.subarray(at, at + length));
  }

  get exitReason(): number {
    return this.#words[REASON];
  }
  get mmioGpa(): number {
    return this.#words[MMIO_GPA] + this.#words[MMIO_GPA + 1] * 2 ** 32;
  }
  /** The same as a guest frame and an offset into it: whole numbers of 32 bits, which need no room of their own. */
  get mmioGfn(): number {
    return (this.#words[MMIO_GPA + 1] << 20) | (this.#words[MMIO_GPA] >>> 12);
  }
  get mmioOffset(): number {
    return this.#words[MMIO_GPA] & 0xfff;
  }
  get mmioIsWrite(): boolean {
    return this.bytes[MMIO_IS_WRITE] !== 0;
  }
  /** What is written, or where what is read goes: valid until the next KVM_RUN. */
  get mmioData(): Uint8Array {
    return this.#data[Math.min(this.#words[MMIO_LENGTH], 8)];
  }

  /** The next KVM_RUN finishes the instruction at hand and begins no other. Other threads set it, too: see kick.ts. */
  get immediateExit(): boolean {
    return this.bytes[RUN.immediate_exit] !== 0;
  }
  set immediateExit(value: boolean) {
    // Not a plain store: it must be in memory before whatever is looked at next.
    Atomics.store(this.bytes, RUN.immediate_exit, value ? 1 : 0);
  }
  /** Come back as soon as the guest takes an interrupt. */
  set wantsInterruptWindow(value: boolean) {
    this.bytes[RUN.request_interrupt_window] = value ? 1 : 0;
  }
  /** The guest takes an interrupt now, and no register waits to be taken over. */
  get isInterruptible(): boolean {
    const { bytes } = this;
    if (bytes[RUN.ready_for_interrupt_injection] === 0 || bytes[RUN.if_flag] === 0) return false;
    return !this.isChanged;
  }
  /** Registers wait to be taken over by the kernel, which still has others. */
  get isChanged(): boolean {
    return this.#words[RUN.kvm_dirty_regs / 4] !== 0;
  }
  interruptWasInjected(): void {
    this.bytes[RUN.ready_for_interrupt_injection] = 0;
  }
  get taskPriority(): number {
    return this.bytes[RUN.cr8];
  }
  /** Lower and upper half of IA32_APIC_BASE. */
  get apicBase(): number {
    return this.#words[RUN.apic_base / 4];
  }
  set apicBase(value: number) {
    this.#words[RUN.apic_base / 4] = value;
  }
  get apicBaseHigh(): number {
    return this.#words[RUN.apic_base / 4 + 1];
  }

  /** Which registers the next KVM_RUN puts into the page: a set of KVM_SYNC_X86_… */
  set wantedRegisters(value: number) {
    this.#words[RUN.kvm_valid_regs / 4] = value;
  }

  /** A copy of all registers that are shared, for restoreRegisters(). */
  saveRegisters(): Uint8Array {
    this.#refresh();
    return this.bytes.slice(REGISTERS.from, REGISTERS.to);
  }
  /** Put registers back; the next KVM_RUN takes them over. NMIs that have come since stay. */
  restoreRegisters(saved: Uint8Array): void {
    this.bytes.set(saved, REGISTERS.from);
    this.registers.markAll();
  }
}
