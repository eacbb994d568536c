/**
 * The KVM engine: Linux's /dev/kvm as it is on stock machines, with guarded pages in read-only memslots.
 *
 * Reads and fetches from a guarded page go at full speed; every write to it leaves the guest, is judged by the same code
 * as on the built-in engine, and is carried out here as far as it is allowed.
 */
import { HvError } from '../../base/error.ts';
import {
  KVM_API_VERSION,
  KVM_CAP,
  KVM_CHECK_EXTENSION,
  KVM_CREATE_VCPU,
  KVM_CREATE_VM,
  KVM_ENABLE_CAP,
  KVM_EXIT,
  KVM_GET_API_VERSION,
  KVM_GET_TSC_KHZ,
  KVM_GET_VCPU_MMAP_SIZE,
  KVM_MSR_EXIT_REASON_FILTER,
  KVM_MSR_EXIT_REASON_INVAL,
  KVM_MSR_EXIT_REASON_UNKNOWN,
  KVM_MSR_FILTER_READ,
  KVM_MSR_FILTER_WRITE,
  KVM_SET_TSS_ADDR,
  KVM_X86_QUIRK_SLOT_ZAP_ALL,
  KVM_X86_SET_MSR_FILTER,
  KvmEnableCap,
  KvmMsrFilter,
  KvmMsrFilterRange,
} from '../../spec/kvm/abi.ts';
import type { Engine, EngineCapabilities, EngineVm, EngineVmOptions } from '../../vm/engine.ts';
import { GuestRam, MAX_GUEST_BYTES } from './guest-ram.ts';
import { koffiSystem } from './koffi-system.ts';
import { KvmAddressSpace } from './kvm-address-space.ts';
import { type CpuidEntry, encodeCpuid, guestCpuid, readSupportedCpuid } from './kvm-cpuid.ts';
import { check, insist, openError } from './kvm-error.ts';
import { KvmVcpu } from './kvm-vcpu.ts';
import { MemorySlots } from './memory-slots.ts';
import type { System } from './system.ts';

const DEVICE = '/dev/kvm';
/** Where Intel processors without "unrestricted guest" keep a task state segment: below the firmware's place. */
const TSS_ADDRESS = 0xfffb_d000;
const IA32_TSC_DEADLINE = 0x6e0;

/** What the kernel said when it was asked. */
export interface KvmFeatures {
  /** Memslots that a VM may have. */
  readonly memslots: number;
  /** Deleting a memslot can be kept from dropping the mappings of all others. */
  readonly slotZapQuirk: boolean;
  readonly exitOnEmulationFailure: boolean;
  /** Unknown and chosen MSRs come to user space. */
  readonly msrExits: boolean;
  /** Bytes of a vCPU's run page. */
  readonly runBytes: number;
}

/** How a KVM engine is made; tests put a kernel of their own behind it. */
export interface KvmEngineOptions {
  readonly system?: System;
  /** A clock of the host in ns that never goes back. */
  readonly hostNs?: () => number;
}

/**
 * @example
 * const vm = new Vm({ engine: new KvmEngine(), memoryBytes: 64 << 20 });
 */
export class KvmEngine implements Engine {
  readonly name = 'kvm';
  readonly capabilities: EngineCapabilities;
  readonly features: KvmFeatures;
  readonly hostNs: () => number;
  readonly system: System;
  readonly #supported: readonly CpuidEntry[];

  /** @throws HvError `unsupported`: one line that says what is missing and what to do */
  constructor(options: KvmEngineOptions = {}) {
    this.system = options.system ?? koffiSystem();
    this.hostNs = options.hostNs ?? (() => performance.now() * 1e6);
    const kvm = openDevice(this.system);
    try {
      this.features = readFeatures(this.system, kvm);
      this.#supported = readSupportedCpuid(this.system, kvm);
    } finally {
      this.system.close(kvm);
    }
    const address = this.#supported.find(({ leaf }) => leaf === 0x8000_0008)?.values[0] ?? 0;
    this.capabilities = {
      maxMemoryBytes: MAX_GUEST_BYTES,
      maxVcpus: 1,
      physicalAddressBits: Math.min(address & 0xff || 36, 46),
      virtualTime: false,
      silentSubPages: false,
      silentFalseSharing: false,
      wholeStores: false,
      exactUndo: false,
    };
  }

  createVm(options: EngineVmOptions): EngineVm {
    if (!(options.memoryBytes > 0) || options.memoryBytes > MAX_GUEST_BYTES) {
      throw new HvError(
        'out-of-memory',
        `createVm: expected at most ${MAX_GUEST_BYTES / 2 ** 20} MiB of guest memory on the KVM engine, ` +
          `got ${Math.ceil(options.memoryBytes / 2 ** 20)} MiB`,
      );
    }
    if (options.tsc !== 'host') {
      throw new HvError('unsupported', 'createVm: the KVM engine has no virtual time: use time from the host');
    }
    if (options.straddleFirstOnly === true) {
      throw new HvError('unsupported', 'createVm: the KVM engine judges every byte of a straddling write');
    }
    return new KvmVm({
      ...options,
      system: this.system,
      features: this.features,
      supported: this.#supported,
      hostNs: this.hostNs,
    });
  }
}

/** @throws HvError */
export function openDevice(system: System): number {
  const kvm = system.open(DEVICE);
  if (kvm < 0) throw openError(kvm);
  const version = system.ioctl(kvm, KVM_GET_API_VERSION, 0);
  if (version !== KVM_API_VERSION) {
    system.close(kvm);
    throw new HvError(
      'unsupported',
      `KVM engine: expected version ${KVM_API_VERSION} of the interface, got ${version}`,
    );
  }
  return kvm;
}

/** @throws HvError `unsupported` when something is missing that there is no way around */
export function readFeatures(system: System, kvm: number): KvmFeatures {
  const extension = (number: number): number => system.ioctl(kvm, KVM_CHECK_EXTENSION, number);
  const need = (number: number, what: string, since: string): number => {
    const value = extension(number);
    if (value > 0) return value;
    throw new HvError(
      'unsupported',
      `KVM engine: expected ${what} (Linux ${since} and later), which this kernel does not have`,
    );
  };
  need(KVM_CAP.READONLY_MEM, 'read-only memslots', '3.7');
  need(KVM_CAP.IMMEDIATE_EXIT, 'immediate_exit', '4.13');
  const sync = need(KVM_CAP.SYNC_REGS, 'synchronized registers', '4.17');
  if ((sync & 7) !== 7) {
    throw new HvError('unsupported', `KVM engine: expected all synchronized registers (7), got ${sync}`);
  }
  const slots = extension(KVM_CAP.NR_MEMSLOTS);
  return {
    memslots: slots > 0 ? slots : 32, // what the documentation promises to kernels that do not say
    slotZapQuirk: (Math.max(0, extension(KVM_CAP.DISABLE_QUIRKS2)) & KVM_X86_QUIRK_SLOT_ZAP_ALL) !== 0,
    exitOnEmulationFailure: extension(KVM_CAP.EXIT_ON_EMULATION_FAILURE) > 0,
    msrExits: extension(KVM_CAP.X86_USER_SPACE_MSR) > 0 && extension(KVM_CAP.X86_MSR_FILTER) > 0,
    runBytes: check('KVM_GET_VCPU_MMAP_SIZE', system.ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, 0)),
  };
}

interface KvmVmOptions extends EngineVmOptions {
  readonly system: System;
  readonly features: KvmFeatures;
  readonly supported: readonly CpuidEntry[];
  readonly hostNs: () => number;
}

class KvmVm implements EngineVm {
  readonly space: KvmAddressSpace;
  readonly vcpus: readonly KvmVcpu[];
  readonly #system: System;
  readonly #fd: number;
  readonly #ram: GuestRam;
  readonly #slots: MemorySlots;
  #disposed = false;

  constructor(options: KvmVmOptions) {
    const { system, features, board } = options;
    this.#system = system;
    this.#ram = new GuestRam(system, options.memoryBytes);
    const kvm = openDevice(system);
    try {
      this.#fd = insist('KVM_CREATE_VM', () => system.ioctl(kvm, KVM_CREATE_VM, 0));
    } finally {
      system.close(kvm);
    }
    try {
      this.#prepare(features);
      this.#slots = new MemorySlots(system, this.#fd, features.memslots);
      this.space = new KvmAddressSpace(this.#ram, this.#slots);
      const fd = insist('KVM_CREATE_VCPU', () => system.ioctl(this.#fd, KVM_CREATE_VCPU, 0));
      const tscHz = Math.max(1, system.ioctl(fd, KVM_GET_TSC_KHZ, 0)) * 1000;
      const cpuid = guestCpuid(board, options.supported, { tscHz, hasMsrExits: features.msrExits });
      const vcpu = new KvmVcpu({
        id: 0,
        system,
        fd,
        runBytes: features.runBytes,
        board,
        space: this.space,
        hostNs: options.hostNs,
        tscHz,
        cpuid: encodeCpuid(cpuid),
      });
      this.vcpus = [vcpu];
    } catch (error) {
      system.close(this.#fd);
      this.#ram.dispose();
      throw error;
    }
  }

  get memory(): KvmAddressSpace['memory'] {
    return this.space.memory;
  }

  /** Every store to a guarded page leaves the guest; these are the ones that its vector let through. */
  findSilentStores(gfn: number): number {
    return this.vcpus[0].permitted.get(gfn) ?? 0;
  }

  statistics(): Readonly<Record<string, number>> {
    const [vcpu] = this.vcpus;
    const exits: Record<string, number> = {};
    for (const [reason, count] of vcpu.exits) exits[`exits.${EXIT_NAMES[reason] ?? reason}`] = count;
    let permitted = 0;
    for (const count of vcpu.permitted.values()) permitted += count;
    return {
      memslots: this.#slots.count,
      memslotCalls: this.#slots.calls,
      permittedStores: permitted,
      completedInstructions: vcpu.completed,
      ...exits,
    };
  }

  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const vcpu of this.vcpus) vcpu.dispose();
    this.space.dispose();
    this.#system.close(this.#fd);
    this.#ram.dispose();
  }

  #prepare(features: KvmFeatures): void {
    const system = this.#system;
    const enable = (cap: number, argument: number): number => {
      const bytes = new Uint8Array(new ArrayBuffer(KvmEnableCap.size));
      const view = new DataView(bytes.buffer);
      view.setUint32(KvmEnableCap.at.cap, cap, true);
      view.setUint32(KvmEnableCap.at.args, argument, true);
      return system.ioctlAt(this.#fd, KVM_ENABLE_CAP, bytes);
    };
    if (features.slotZapQuirk) enable(KVM_CAP.DISABLE_QUIRKS2, KVM_X86_QUIRK_SLOT_ZAP_ALL);
    if (features.exitOnEmulationFailure) enable(KVM_CAP.EXIT_ON_EMULATION_FAILURE, 1);
    if (features.msrExits) {
      const reasons = KVM_MSR_EXIT_REASON_INVAL | KVM_MSR_EXIT_REASON_UNKNOWN | KVM_MSR_EXIT_REASON_FILTER;
      check('KVM_CAP_X86_USER_SPACE_MSR', enable(KVM_CAP.X86_USER_SPACE_MSR, reasons));
      this.#filterMsr(IA32_TSC_DEADLINE);
    }
    system.ioctl(this.#fd, KVM_SET_TSS_ADDR, TSS_ADDRESS); // AMD processors do not need it and may refuse it
  }

  /** Without a local APIC of its own the kernel swallows writes to this register; the board's is to have them. */
  #filterMsr(index: number): void {
    const bitmap = new Uint8Array(new ArrayBuffer(128)); // one clear bit: denied, which means: ours
    const filter = new Uint8Array(new ArrayBuffer(KvmMsrFilter.size));
    const view = new DataView(filter.buffer);
    const at = KvmMsrFilter.at.ranges;
    view.setUint32(at + KvmMsrFilterRange.at.flags, KVM_MSR_FILTER_READ | KVM_MSR_FILTER_WRITE, true);
    view.setUint32(at + KvmMsrFilterRange.at.nmsrs, 1, true);
    view.setUint32(at + KvmMsrFilterRange.at.base, index, true);
    view.setBigUint64(at + KvmMsrFilterRange.at.bitmap, BigInt(this.#system.addressOf(bitmap)), true);
    check('KVM_X86_SET_MSR_FILTER', this.#system.ioctlAt(this.#fd, KVM_X86_SET_MSR_FILTER, filter));
  }
}

const EXIT_NAMES: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(KVM_EXIT).map(([name, reason]) => [reason, name.toLowerCase().replaceAll('_', '-')]),
);
