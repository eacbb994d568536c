/** A kernel for the KVM engine that exists in this process only: files, memslots, capabilities, and the sub-page calls. */

import { type Alarm, EBUSY, EINVAL, ENODEV, ENOTTY, type System } from '../../src/engine/kvm/system.ts';
import {
  KVM_API_VERSION,
  KVM_CAP,
  KVM_CHECK_EXTENSION,
  KVM_CREATE_VCPU,
  KVM_CREATE_VM,
  KVM_ENABLE_CAP,
  KVM_GET_API_VERSION,
  KVM_GET_SUPPORTED_CPUID,
  KVM_GET_TSC_KHZ,
  KVM_GET_VCPU_MMAP_SIZE,
  KVM_SET_USER_MEMORY_REGION,
} from '../../src/spec/kvm/abi.ts';
import { KVM_SUBPAGES_GET_ACCESS, KVM_SUBPAGES_SET_ACCESS } from '../../src/spec/kvm/spp-abi.ts';

/** What is different from a well-equipped stock kernel. */
export interface FakeKernelOptions {
  /** Answer of open(), when negative. */
  readonly open?: number;
  readonly version?: number;
  /** Capabilities by number. */
  readonly capabilities?: Readonly<Record<number, number>>;
  /** The patches of the series: what enabling answers (0: works), and what becomes of a vector on its way. */
  readonly spp?: { readonly enable: number; readonly garble?: (vector: number) => number };
  /** Called before a memslot is created: a negative number refuses it. */
  readonly onSlot?: (count: number) => number;
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
  readonly #options: FakeKernelOptions;
  /** Open files by descriptor. */
  readonly files = new Map<number, 'kvm' | 'vm' | 'vcpu'>();
  readonly slots = new Map<number, FakeSlot>();
  /** Capabilities that were enabled, in order. */
  readonly enabled: number[] = [];
  /** Things that a real kernel would not have survived, or that lose protection. */
  readonly faults: string[] = [];
  #next = 3;
  #hasSpp = false;
  readonly #vectors = new Map<number, number>();

  constructor(options: FakeKernelOptions = {}) {
    this.#options = options;
  }

  open(path: string): number {
    if (path !== '/dev/kvm') this.faults.push(`open ${path}`);
    if ((this.#options.open ?? 0) < 0) return this.#options.open as number;
    return this.#file('kvm');
  }
  close(fd: number): void {
    if (!this.files.delete(fd)) this.faults.push(`close of ${fd}, which is not open`);
  }

  ioctl(fd: number, request: number, argument: number): number {
    const kind = this.files.get(fd);
    if (kind === undefined) this.faults.push(`ioctl 0x${request.toString(16)} on a closed file`);
    switch (request) {
      case KVM_GET_API_VERSION:
        return this.#options.version ?? KVM_API_VERSION;
      case KVM_CHECK_EXTENSION:
        return this.#options.capabilities?.[argument] ?? STOCK[argument] ?? 0;
      case KVM_GET_VCPU_MMAP_SIZE:
        return 12288;
      case KVM_CREATE_VM:
        return this.#file('vm');
      case KVM_CREATE_VCPU:
        return this.#file('vcpu');
      case KVM_GET_TSC_KHZ:
        return 2_000_000;
      default:
        return -ENOTTY;
    }
  }

  ioctlAt(fd: number, request: number, argument: Uint8Array): number {
    if (!this.files.has(fd)) this.faults.push(`ioctl 0x${request.toString(16)} on a closed file`);
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
      default:
        return -ENOTTY;
    }
  }

  map(): number {
    return -ENODEV;
  }
  unmap(): void {}
  addressOf(bytes: Uint8Array): number {
    return 0x7000_0000_0000 + bytes.byteOffset;
  }
  discard(): void {}
  createAlarm(): Alarm | number {
    return -EINVAL;
  }
  kick(): void {}

  /** The slots as text, in the order of addresses: `first+pages`, with an r for read-only ones. */
  describeSlots(): string {
    return [...this.slots.values()]
      .sort((a, b) => a.gfn - b.gfn)
      .map(({ gfn, pages, readOnly }) => `${gfn.toString(16)}+${pages}${readOnly ? 'r' : ''}`)
      .join(' ');
  }

  #file(kind: 'kvm' | 'vm' | 'vcpu'): number {
    this.files.set(this.#next, kind);
    return this.#next++;
  }

  #setSlot(view: DataView): number {
    const id = view.getUint32(0, true);
    const pages = Number(view.getBigUint64(16, true)) / 4096;
    if (pages === 0) {
      if (!this.slots.delete(id)) return -EINVAL;
      if (this.#hasSpp) this.faults.push('a slot was deleted while sub-pages are protected: that turns them off');
      return 0;
    }
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
    const base = Number(view.getBigUint64(0, true));
    for (let i = 0; i < pages; i++) {
      const at = 16 + i * 4;
      if (isSet) this.#vectors.set(base + i, view.getUint32(at, true));
      else {
        const vector = this.#vectors.get(base + i) ?? 0xffff_ffff;
        view.setUint32(at, spp.garble?.(vector) ?? vector, true);
      }
    }
    return pages;
  }
}
