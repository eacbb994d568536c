/**
 * A kernel for the KVM engine that exists in this process only: files, memslots, capabilities, a vCPU, dirty logs, and the
 * sub-page calls of the series as they were posted, with their traps.
 */

import { type Alarm, EBUSY, EINTR, EINVAL, ENODEV, ENOMEM, ENOTTY, type System } from '../../src/engine/kvm/system.ts';
import {
  KVM_API_VERSION,
  KVM_CAP,
  KVM_CHECK_EXTENSION,
  KVM_CREATE_VCPU,
  KVM_CREATE_VM,
  KVM_ENABLE_CAP,
  KVM_GET_API_VERSION,
  KVM_GET_DEBUGREGS,
  KVM_GET_REGS,
  KVM_GET_SREGS,
  KVM_GET_SUPPORTED_CPUID,
  KVM_GET_TSC_KHZ,
  KVM_GET_VCPU_EVENTS,
  KVM_GET_VCPU_MMAP_SIZE,
  KVM_GET_XSAVE,
  KVM_INTERRUPT,
  KVM_NMI,
  KVM_RUN,
  KVM_SET_CPUID2,
  KVM_SET_DEBUGREGS,
  KVM_SET_GUEST_DEBUG,
  KVM_SET_USER_MEMORY_REGION,
  KVM_SET_XSAVE,
} from '../../src/spec/kvm/abi.ts';
import { KVM_SUBPAGES_GET_ACCESS, KVM_SUBPAGES_SET_ACCESS } from '../../src/spec/kvm/spp-abi.ts';
import { FULL_ACCESS, subPagesTouched } from '../../src/spec/vmx/sppt.ts';
import { FakeCpu, type StoreOutcome } from './fake-cpu.ts';

/** The patches of the series, and what is wrong with them. */
export interface FakeSpp {
  /** What enabling answers; 0: works. */
  readonly enable: number;
  /** Reason of the exit; default 29. */
  readonly exit?: number;
  /** What becomes of a vector on its way back. */
  readonly garble?: (vector: number) => number;
  /** Vectors are kept, but nothing is denied. */
  readonly isBlind?: boolean;
  /** Stores are the emulator's: any restricted page exits, and the exit names its frame. */
  readonly isEmulated?: boolean;
  /** Called before a page is set: a negative number refuses it, pages before it are set. */
  readonly onSet?: (gfn: number, vector: number) => number;
}

/** What is different from a well-equipped stock kernel. */
export interface FakeKernelOptions {
  /** Answer of open(), when negative. */
  readonly open?: number;
  readonly version?: number;
  /** Capabilities by number. */
  readonly capabilities?: Readonly<Record<number, number>>;
  readonly spp?: FakeSpp;
  /** Called before a memslot is created: a negative number refuses it. */
  readonly onSlot?: (count: number) => number;
  /** Called before a memslot is deleted: a negative number refuses it. */
  readonly onDelete?: () => number;
  /** Answers by request, instead of the usual ones. */
  readonly refuse?: Readonly<Record<number, number>>;
  /** Memory of the host, bytes. */
  readonly memoryBytes?: number;
  /** Answer to the wish for an alarm, when negative. */
  readonly alarm?: number;
  /** vCPUs that there is memory for. */
  readonly vcpus?: number;
}

export interface FakeSlot {
  readonly gfn: number;
  readonly pages: number;
  readonly readOnly: boolean;
  readonly hva: number;
}

const STOCK: Readonly<Record<number, number>> = {
  [KVM_CAP.NR_MEMSLOTS]: 509,
  [KVM_CAP.SYNC_REGS]: 7,
  [KVM_CAP.READONLY_MEM]: 1,
  [KVM_CAP.IMMEDIATE_EXIT]: 1,
  [KVM_CAP.DISABLE_QUIRKS2]: 0xff,
  182: 1, // KVM_CAP_HALT_POLL
};

export class FakeKernel implements System {
  readonly memoryBytes: number;
  readonly #options: FakeKernelOptions;
  /** Open files by descriptor. */
  readonly files = new Map<number, 'kvm' | 'vm' | 'vcpu'>();
  readonly slots = new Map<number, FakeSlot>();
  /** Capabilities that were enabled, in order. */
  readonly enabled: number[] = [];
  /** Things that a real kernel would not have survived, or that lose protection. */
  readonly faults: string[] = [];
  /** Calls by request. */
  readonly calls = new Map<number, number>();
  /** What the alarm is set to, ns; 0: off. It goes off only where the vCPU is to have signals, and at once. */
  readonly alarm = { ns: 0 };
  /** Mappings of vCPUs that were not undone. */
  mappings = 0;
  /** How often the thread went to the first processor. */
  moves = 0;
  cpu: FakeCpu;
  #next = 3;
  #hasSpp = false;
  readonly #vectors = new Map<number, number>();
  readonly #buffers: { base: number; buffer: ArrayBufferLike }[] = [];

  constructor(options: FakeKernelOptions = {}) {
    this.#options = options;
    this.memoryBytes = options.memoryBytes ?? 2 ** 36;
    this.cpu = this.#newCpu();
  }

  open(path: string): number {
    if (path !== '/dev/kvm') this.faults.push(`open ${path}`);
    if ((this.#options.open ?? 0) < 0) return this.#options.open as number;
    return this.#file('kvm');
  }
  close(fd: number): void {
    const kind = this.files.get(fd);
    if (kind === undefined) this.faults.push(`close of ${fd}, which is not open`);
    this.files.delete(fd);
    if (kind !== 'vm') return;
    this.slots.clear();
    this.#vectors.clear();
    this.#hasSpp = false;
  }

  ioctl(fd: number, request: number, argument: number): number {
    this.#count(fd, request);
    const refused = this.#options.refuse?.[request];
    if (refused !== undefined) return refused;
    switch (request) {
      case KVM_GET_API_VERSION:
        return this.#options.version ?? KVM_API_VERSION;
      case KVM_CHECK_EXTENSION:
        return this.#options.capabilities?.[argument] ?? STOCK[argument] ?? 0;
      case KVM_GET_VCPU_MMAP_SIZE:
        return this.cpu.page.length;
      case KVM_CREATE_VM:
        // It gives up when a signal waits, and takes longer than an alarm that is on takes to come again.
        return this.alarm.ns > 0 ? -EINTR : this.#file('vm');
      case KVM_CREATE_VCPU:
        if (argument >= (this.#options.vcpus ?? Infinity)) return -ENOMEM;
        this.cpu = this.#newCpu();
        return this.#file('vcpu');
      case KVM_GET_TSC_KHZ:
        return 2_000_000;
      case KVM_RUN:
        return this.cpu.run();
      case KVM_NMI:
        this.cpu.nmi();
        return 0;
      default:
        return -ENOTTY;
    }
  }

  ioctlAt(fd: number, request: number, argument: Uint8Array): number {
    this.#count(fd, request);
    const refused = this.#options.refuse?.[request];
    if (refused !== undefined) return refused;
    const view = new DataView(argument.buffer, argument.byteOffset);
    switch (request) {
      case KVM_GET_SUPPORTED_CPUID:
        view.setUint32(0, 0, true);
        return 0;
      case KVM_SET_USER_MEMORY_REGION:
        return this.#setSlot(view);
      case KVM_ENABLE_CAP:
        return this.#enable(view.getUint32(0, true));
      case KVM_SUBPAGES_GET_ACCESS:
      case KVM_SUBPAGES_SET_ACCESS:
        return this.#access(request === KVM_SUBPAGES_SET_ACCESS, view);
      case KVM_SET_GUEST_DEBUG:
        this.cpu.debug((view.getUint32(0, true) & 2) !== 0);
        return 0;
      case KVM_INTERRUPT:
        this.cpu.interrupt(view.getUint32(0, true));
        return 0;
      case KVM_GET_REGS:
        this.cpu.copyOut('regs', argument);
        return 0;
      case KVM_GET_SREGS:
        this.cpu.copyOut('sregs', argument);
        return 0;
      case KVM_GET_VCPU_EVENTS:
        this.cpu.copyOut('events', argument);
        return 0;
      case KVM_GET_DEBUGREGS:
        argument.set(this.cpu.debugRegisters);
        return 0;
      case KVM_SET_DEBUGREGS:
        this.cpu.debugRegisters.set(argument);
        return 0;
      case KVM_SET_CPUID2:
      case KVM_GET_XSAVE:
      case KVM_SET_XSAVE:
        return 0;
      default:
        return -ENOTTY;
    }
  }

  map(): { address: number; bytes: Uint8Array<ArrayBuffer> } {
    this.mappings++;
    return { address: this.addressOf(this.cpu.page), bytes: this.cpu.page };
  }
  unmap(): void {
    this.mappings--;
  }
  addressOf(bytes: Uint8Array): number {
    let known = this.#buffers.find(({ buffer }) => buffer === bytes.buffer);
    if (known === undefined) {
      known = { base: 0x7000_0000_0000 + this.#buffers.length * 2 ** 32, buffer: bytes.buffer };
      this.#buffers.push(known);
    }
    return known.base + bytes.byteOffset;
  }
  discard(): void {}

  onFirstProcessor(action: () => void): void {
    this.moves++;
    action();
  }
  createAlarm(): Alarm | number {
    if (this.#options.alarm !== undefined) return this.#options.alarm;
    const { alarm } = this;
    return {
      thread: 1,
      at: -Infinity,
      set(ns) {
        alarm.ns = ns;
      },
      off() {
        alarm.ns = 0;
      },
      close() {},
    };
  }
  kick(): void {}

  /** The slots as text, in the order of addresses: `first+pages`, with an r for read-only ones. */
  describeSlots(): string {
    return [...this.slots.values()]
      .sort((a, b) => a.gfn - b.gfn)
      .map(({ gfn, pages, readOnly }) => `${gfn.toString(16)}+${pages}${readOnly ? 'r' : ''}`)
      .join(' ');
  }

  /** Vectors other than all ones, in the order of pages. */
  describeVectors(): string {
    return [...this.#vectors]
      .filter(([, vector]) => vector !== FULL_ACCESS)
      .sort(([a], [b]) => a - b)
      .map(([gfn, vector]) => `${gfn.toString(16)}=${vector.toString(16)}`)
      .join(' ');
  }

  /** How often a call was made. */
  count(request: number): number {
    return this.calls.get(request) ?? 0;
  }

  #count(fd: number, request: number): void {
    if (!this.files.has(fd)) this.faults.push(`ioctl 0x${request.toString(16)} on a closed file`);
    this.calls.set(request, this.count(request) + 1);
  }

  #file(kind: 'kvm' | 'vm' | 'vcpu'): number {
    this.files.set(this.#next, kind);
    return this.#next++;
  }

  #newCpu(): FakeCpu {
    return new FakeCpu({
      read: (gpa, length) => this.#bytesAt(gpa, length).slice(),
      store: (gpa, bytes) => this.#store(gpa, bytes),
    });
  }

  #bytesAt(gpa: number, length: number): Uint8Array {
    const slot = this.#slotOf(gpa);
    if (slot === undefined) throw new Error(`the fake guest uses 0x${gpa.toString(16)}, where nothing is`);
    const address = slot.hva + gpa - slot.gfn * 4096;
    const home = this.#buffers.find(({ base, buffer }) => address >= base && address < base + buffer.byteLength);
    if (home === undefined) throw new Error('a memslot whose memory is gone');
    return new Uint8Array(home.buffer, address - home.base, length);
  }

  #slotOf(gpa: number): FakeSlot | undefined {
    const gfn = Math.floor(gpa / 4096);
    return [...this.slots.values()].find((slot) => gfn >= slot.gfn && gfn < slot.gfn + slot.pages);
  }

  #store(gpa: number, bytes: Uint8Array): StoreOutcome {
    const gfn = Math.floor(gpa / 4096);
    const { spp } = this.#options;
    const vector = this.#hasSpp && !spp?.isBlind ? (this.#vectors.get(gfn) ?? FULL_ACCESS) : FULL_ACCESS;
    const reason = spp?.exit ?? 29;
    if (spp?.isEmulated && vector !== FULL_ACCESS) return { kind: 'denied', reason, addr: gfn };
    const denied = ~vector & subPagesTouched(gpa % 4096, bytes.length);
    if (denied !== 0) return { kind: 'denied', reason, addr: gpa };
    if (this.#slotOf(gpa)?.readOnly) return { kind: 'comes-out' };
    this.#bytesAt(gpa, bytes.length).set(bytes);
    return { kind: 'done' };
  }

  #setSlot(view: DataView): number {
    const id = view.getUint32(0, true);
    const pages = Number(view.getBigUint64(16, true)) / 4096;
    if (pages === 0) {
      const kept = this.#options.onDelete?.() ?? 0;
      if (kept < 0) return kept;
      if (!this.slots.delete(id)) return -EINVAL;
      if (this.#hasSpp) this.faults.push('a slot was deleted while sub-pages are protected: that turns them off');
      return 0;
    }
    if (this.#hasSpp) this.faults.push('a slot was made after sub-pages were turned on: it has no room for vectors');
    const slot: FakeSlot = {
      gfn: Number(view.getBigUint64(8, true)) / 4096,
      pages,
      readOnly: (view.getUint32(4, true) & 2) !== 0,
      hva: Number(view.getBigUint64(24, true)),
    };
    const refused = this.#options.onSlot?.(this.slots.size) ?? 0;
    if (refused < 0) return refused;
    if (this.slots.has(id)) return -EINVAL; // flags and sizes do not change in place
    for (const other of this.slots.values()) {
      if (slot.gfn < other.gfn + other.pages && other.gfn < slot.gfn + slot.pages) return -EBUSY;
    }
    this.slots.set(id, slot);
    return 0;
  }

  #enable(capability: number): number {
    this.enabled.push(capability);
    const { spp } = this.#options;
    if (![182, 179, 176].includes(capability)) return 0;
    if (spp === undefined) {
      this.faults.push(`capability ${capability} of a stock kernel was enabled`);
      return 0;
    }
    if (![...this.files.values()].includes('vcpu'))
      this.faults.push('enabled without a vCPU: a NULL access in the kernel');
    this.#hasSpp = spp.enable === 0;
    return spp.enable;
  }

  #access(isSet: boolean, view: DataView): number {
    const { spp } = this.#options;
    if (spp === undefined) return -ENOTTY;
    if (!this.#hasSpp) return -ENODEV;
    const pages = view.getUint32(8, true);
    if (pages > 512) this.faults.push(`${pages} pages in one call`);
    const base = Number(view.getBigUint64(0, true));
    for (let i = 0; i < pages; i++) {
      const at = 16 + i * 4;
      if (!isSet) {
        const vector = this.#vectors.get(base + i) ?? FULL_ACCESS;
        view.setUint32(at, spp.garble?.(vector) ?? vector, true);
        continue;
      }
      const refused = spp.onSet?.(base + i, view.getUint32(at, true)) ?? 0;
      if (refused < 0) return i === 0 ? refused : i;
      this.#vectors.set(base + i, view.getUint32(at, true));
    }
    return pages;
  }
}
