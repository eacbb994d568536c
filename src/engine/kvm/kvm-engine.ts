/**
 * The KVM engine: Linux's /dev/kvm, with guarded pages in read-only memslots where the kernel is a stock one, and the
 * processor's own sub-page permissions where it has the patches of the series.
 *
 * Reads and fetches from a guarded page go at full speed; writes to it leave the guest (with the patches only those to
 * guarded sub-pages do), are judged by the same code as on the built-in engine, and carried out as far as they are allowed.
 */
import { HvError } from '../../base/error.ts';
import { DEVICE_HOLE, HIGH_RAM } from '../../boot/memory-map.ts';
import { MAX_VCPUS } from '../../spec/pc/board.ts';
import type { Engine, EngineCapabilities, EngineVm, EngineVmOptions } from '../../vm/engine.ts';
import { koffiSystem } from './koffi-system.ts';
import { type CpuidEntry, readSupportedCpuid } from './kvm-cpuid.ts';
import { type KvmFeatures, openDevice, readFeatures } from './kvm-features.ts';
import { type GuardMode, KvmVm } from './kvm-vm.ts';
import type { StepSupport } from './left-stores.ts';
import { findNativeSpp, type NativeSpp } from './native-spp.ts';
import { tryProcessorSpp, trySteps } from './scratch-guest.ts';
import type { System } from './system.ts';

/** Largest guest memory that two memslots can hold, one of them below the device hole. */
const MAX_GUEST_BYTES = DEVICE_HOLE + 2 ** 36;

const SPP_CHOICES = ['auto', 'processor', 'software'] as const;
/** Who is to enforce the vectors. `auto`: the processor where that works, else memslots. */
export type SppChoice = (typeof SPP_CHOICES)[number];

/** How a KVM engine is made; tests put a kernel of their own behind it. */
export interface KvmEngineOptions {
  readonly system?: System;
  /** A clock of the host in ns that never goes back. */
  readonly hostNs?: () => number;
  /** Default `auto`. `processor` fails where it does not work. */
  readonly spp?: SppChoice;
  /**
   * Do not hold writes back: find out afterwards what was changed. Guards may only `allow` and `report` then. Needs no
   * read-only memory. Default false.
   */
  readonly audit?: boolean;
}

/**
 * @example
 * const vm = new Vm({ engine: new KvmEngine(), memoryBytes: 64 << 20 });
 */
export class KvmEngine implements Engine {
  readonly name = 'kvm';
  readonly capabilities: EngineCapabilities;
  readonly features: KvmFeatures;
  /** Who enforces the vectors. */
  readonly guardMode: GuardMode;
  /** What was found of sub-page permissions in the processor. */
  readonly nativeSpp: NativeSpp;
  readonly hostNs: () => number;
  readonly system: System;
  readonly #supported: readonly CpuidEntry[];
  #steps: StepSupport | undefined;

  /** @throws HvError `unsupported`: one line that says what is missing and what to do; `invalid-argument` */
  constructor(options: KvmEngineOptions = {}) {
    const { spp = 'auto' } = options;
    if (!SPP_CHOICES.includes(spp)) {
      throw new HvError('invalid-argument', `KvmEngine: expected spp ${SPP_CHOICES.join(', ')}, got ${String(spp)}`);
    }
    this.system = options.system ?? koffiSystem();
    this.hostNs = options.hostNs ?? (() => performance.now() * 1e6);
    const kvm = openDevice(this.system);
    try {
      this.features = readFeatures(this.system, kvm, options.audit ?? false);
      this.#supported = readSupportedCpuid(this.system, kvm);
    } finally {
      this.system.close(kvm);
    }
    this.nativeSpp = options.audit ? { kind: 'not-asked' } : this.#findSpp(spp);
    this.guardMode = options.audit ? 'audit' : this.nativeSpp.kind === 'usable' ? 'processor' : 'slots';
    const isProcessor = this.guardMode === 'processor';
    const address = this.#supported.find(({ leaf }) => leaf === 0x8000_0008)?.values[0] ?? 0;
    const physicalAddressBits = Math.min(address & 0xff || 36, 46);
    this.capabilities = {
      maxMemoryBytes: maxMemory(this.system.memoryBytes, physicalAddressBits),
      // The posted patches were written, and are tried here, with one.
      maxVcpus: isProcessor ? 1 : Math.min(this.features.vcpus, MAX_VCPUS),
      physicalAddressBits,
      virtualTime: false,
      deniesWrites: !options.audit,
      silentSubPages: this.guardMode !== 'slots',
      silentFalseSharing: this.guardMode === 'audit',
      wholeStores: isProcessor,
      exactUndo: isProcessor,
      atomicUpdates: true,
      breakpoints: 0,
    };
  }

  createVm(options: EngineVmOptions): EngineVm {
    const { maxMemoryBytes } = this.capabilities;
    if (!(options.memoryBytes > 0) || options.memoryBytes > maxMemoryBytes) {
      throw new HvError(
        'out-of-memory',
        `createVm: expected at most ${maxMemoryBytes / 2 ** 20} MiB of guest memory on the KVM engine of this host, ` +
          `got ${Math.ceil(options.memoryBytes / 2 ** 20)} MiB`,
      );
    }
    if (options.tsc !== 'host') {
      throw new HvError('unsupported', 'createVm: the KVM engine has no virtual time: use time from the host');
    }
    if (options.straddleFirstOnly === true) {
      throw new HvError('unsupported', 'createVm: the KVM engine judges every byte of a straddling write');
    }
    return this.#makeVm(options, this.guardMode, this.nativeSpp, () => this.stepSupport);
  }

  /** Whether single steps work on this host: found out with a guest of a few instructions when it is asked first. */
  get stepSupport(): StepSupport {
    this.#steps ??= trySteps((options) =>
      this.#makeVm(options, 'slots', { kind: 'not-asked' }, () => ({ kernel: false, user: false })),
    );
    return this.#steps;
  }

  #findSpp(choice: SppChoice): NativeSpp {
    if (choice === 'software') return { kind: 'not-asked' };
    let found = findNativeSpp(this.system);
    if (found.kind === 'usable') {
      const usable = found;
      const obstacle = tryProcessorSpp((options) =>
        this.#makeVm(options, 'processor', usable, () => ({ kernel: true, user: true })),
      );
      if (obstacle !== undefined) found = { kind: 'unusable', reason: obstacle };
    }
    if (choice === 'processor' && found.kind !== 'usable') {
      const why = found.kind === 'unusable' ? found.reason : 'this kernel does not have the patches of the KVM series';
      throw new HvError('unsupported', `KVM engine: expected sub-page permissions in the processor, got none: ${why}`);
    }
    return found;
  }

  #makeVm(options: EngineVmOptions, guardMode: GuardMode, nativeSpp: NativeSpp, stepSupport: () => StepSupport): KvmVm {
    return new KvmVm({
      ...options,
      system: this.system,
      features: this.features,
      supported: this.#supported,
      hostNs: this.hostNs,
      guardMode,
      sppCapability: nativeSpp.kind === 'usable' ? nativeSpp.capability : undefined,
      stepSupport,
    });
  }
}

/** Whole MiB: what the host has, the processor can address, and the memslots can hold. */
function maxMemory(hostBytes: number, physicalAddressBits: number): number {
  const addressable = 2 ** physicalAddressBits - (HIGH_RAM - DEVICE_HOLE);
  return Math.floor(Math.min(hostBytes, addressable, MAX_GUEST_BYTES) / 2 ** 20) * 2 ** 20;
}
