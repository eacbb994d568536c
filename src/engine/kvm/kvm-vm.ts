/** A VM in the kernel: its memory, its guards, its vCPU. */
import {
  KVM_CAP,
  KVM_CREATE_VCPU,
  KVM_ENABLE_CAP,
  KVM_EXIT,
  KVM_GET_TSC_KHZ,
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
import type { AuditedChange, Board, EngineVm, EngineVmOptions } from '../../vm/engine.ts';
import type { GuardBackend } from './guard-backend.ts';
import { GuestRam } from './guest-ram.ts';
import { KvmAddressSpace } from './kvm-address-space.ts';
import { type CpuidEntry, encodeCpuid, guestCpuid } from './kvm-cpuid.ts';
import { check, insist } from './kvm-error.ts';
import { createVmFile, type KvmFeatures, openDevice } from './kvm-features.ts';
import { KvmVcpu } from './kvm-vcpu.ts';
import type { StepSupport } from './left-stores.ts';
import { MemorySlots } from './memory-slots.ts';
import { NativeProtection } from './native-protection.ts';
import type { System } from './system.ts';
import { WriteAudit } from './write-audit.ts';

/** Where Intel processors without "unrestricted guest" keep a task state segment: below the firmware's place. */
const TSS_ADDRESS = 0xfffb_d000;
const IA32_TSC_DEADLINE = 0x6e0;

/**
 * How vectors are enforced: `slots`, guarded pages in read-only memslots; `processor`, by sub-page permissions; `audit`, not
 * at all, but changes are found afterwards.
 */
export type GuardMode = 'slots' | 'processor' | 'audit';

export interface KvmVmOptions extends EngineVmOptions {
  readonly system: System;
  readonly features: KvmFeatures;
  readonly supported: readonly CpuidEntry[];
  readonly hostNs: () => number;
  readonly guardMode: GuardMode;
  /** Of the patches; needed for `processor`. */
  readonly sppCapability: number | undefined;
  readonly stepSupport: () => StepSupport;
}

export class KvmVm implements EngineVm {
  readonly space: KvmAddressSpace;
  readonly vcpus: KvmVcpu[] = [];
  readonly #system: System;
  readonly #fd: number;
  readonly #ram: GuestRam;
  readonly #slots: MemorySlots;
  readonly #mode: GuardMode;
  #audit: WriteAudit | undefined;
  #audited = 0;
  #disposed = false;
  #isLeaving = false;

  /** @throws HvError when the kernel refuses; nothing is left behind then */
  constructor(options: KvmVmOptions) {
    const { system, features } = options;
    this.#system = system;
    this.#mode = options.guardMode;
    this.#ram = new GuestRam(system, options.memoryBytes);
    const kvm = openDevice(system);
    try {
      this.#fd = createVmFile(system, kvm);
    } finally {
      system.close(kvm);
    }
    try {
      this.#prepare(features);
      this.#slots = new MemorySlots({
        system,
        vm: this.#fd,
        limit: features.memslots,
        guestPages: Math.ceil(options.memoryBytes / 4096),
        kind: options.guardMode === 'audit' ? 'log' : 'hold',
      });
      this.space = new KvmAddressSpace(this.#ram, this.#backend(options.sppCapability));
      if (options.guardMode === 'audit') this.#audit = this.#watch();
      // In the order of their numbers: the kernel takes the first for the bootstrap processor.
      options.boards.forEach((board, id) => {
        this.vcpus.push(this.#makeVcpu(board, id, options));
      });
      for (const vcpu of this.vcpus.slice(1)) vcpu.init();
    } catch (error) {
      for (const vcpu of this.vcpus) vcpu.dispose();
      system.close(this.#fd);
      this.#ram.dispose();
      throw error;
    }
  }

  get memory(): KvmAddressSpace['memory'] {
    return this.space.memory;
  }

  /**
   * With memslots every store to a guarded page leaves the guest; these are the ones that its vector let through. The
   * processor's own permissions and an audit count nothing.
   */
  findSilentStores(gfn: number): number | undefined {
    return this.#mode === 'slots' ? this.#sum(({ counters }) => counters.permitted(gfn)) : undefined;
  }

  /** What an audit has found since the last call; nothing in other modes. */
  takeAudited(): readonly AuditedChange[] {
    if (this.#disposed || this.#audit === undefined || this.#audit.size === 0) return [];
    const writes = this.#audit.collect(this.#slots.takeWritten());
    this.#audited += writes.length;
    return writes;
  }

  setBreakpoints(): void {
    // There are none: see the capabilities.
  }

  statistics(): Readonly<Record<string, number>> {
    const exits: Record<string, number> = {};
    for (const { counters } of this.vcpus) {
      for (const [reason, count] of counters.allExits()) {
        const name = `exits.${EXIT_NAMES[reason] ?? reason}`;
        exits[name] = (exits[name] ?? 0) + count;
      }
    }
    return {
      memslots: this.#slots.count,
      memslotCalls: this.#slots.calls,
      ...(this.#mode === 'processor' ? { vectorCalls: this.space.backend.calls - this.#slots.calls } : {}),
      ...(this.#mode === 'audit' ? { auditedChanges: this.#audited } : {}),
      permittedStores: this.#sum(({ counters }) => counters.allPermitted),
      completedInstructions: this.#sum(({ counters }) => counters.completed),
      steppedInstructions: this.#sum(({ counters }) => counters.stepped),
      ...exits,
    };
  }

  /** In a handler of a device, which a vCPU calls while it has its run page at hand: when that one comes back. */
  dispose(): void {
    if (this.#disposed) return;
    const inside = this.vcpus.find((vcpu) => vcpu.isInside);
    if (inside !== undefined) {
      this.#isLeaving = true;
      inside.requestExit();
      return;
    }
    this.#disposed = true;
    for (const vcpu of this.vcpus) vcpu.dispose();
    // The kernel frees its memslots with the VM; only then may their memory go.
    this.#system.close(this.#fd);
    this.space.dispose();
    this.#ram.dispose();
  }

  #makeVcpu(board: Board, id: number, options: KvmVmOptions): KvmVcpu {
    const { system, features } = options;
    const fd = insist('KVM_CREATE_VCPU', () => system.ioctl(this.#fd, KVM_CREATE_VCPU, id));
    const tscHz = Math.max(1, system.ioctl(fd, KVM_GET_TSC_KHZ, 0)) * 1000;
    const cpuid = guestCpuid(board, options.supported, { tscHz, hasMsrExits: features.msrExits });
    return new KvmVcpu({
      id,
      system,
      fd,
      runBytes: features.runBytes,
      board,
      space: this.space,
      hostNs: options.hostNs,
      tscHz,
      cpuid: encodeCpuid(cpuid),
      hasProcessorSpp: options.guardMode === 'processor',
      stepSupport: options.stepSupport,
      onLeave: () => {
        if (this.#isLeaving) this.dispose();
      },
    });
  }

  #sum(count: (vcpu: KvmVcpu) => number): number {
    return this.vcpus.reduce((sum, vcpu) => sum + count(vcpu), 0);
  }

  #backend(sppCapability: number | undefined): GuardBackend {
    if (this.#mode !== 'processor' || sppCapability === undefined) return this.#slots;
    return new NativeProtection({
      system: this.#system,
      vm: this.#fd,
      capability: sppCapability,
      slots: this.#slots,
      vectorOf: (gfn) => this.space.protection.vectorOf(gfn),
    });
  }

  #watch(): WriteAudit {
    const { space } = this;
    const audit = new WriteAudit(space.memory);
    space.onGuard = (gfn, isGuarded) => {
      if (isGuarded) audit.watch(gfn);
      else audit.forget(gfn);
    };
    space.memory.onStore = (hpa, length) => audit.expect(hpa, length);
    return audit;
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
