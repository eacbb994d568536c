/** What this host's kernel says of itself. */
import { HvError } from '../../base/error.ts';
import {
  KVM_API_VERSION,
  KVM_CAP,
  KVM_CHECK_EXTENSION,
  KVM_CREATE_VM,
  KVM_GET_API_VERSION,
  KVM_GET_VCPU_MMAP_SIZE,
  KVM_X86_QUIRK_SLOT_ZAP_ALL,
} from '../../spec/kvm/abi.ts';
import { check, insist, openError } from './kvm-error.ts';
import { silenceAlarm } from './stay-alarm.ts';
import type { System } from './system.ts';

const DEVICE = '/dev/kvm';

/** What the kernel said when it was asked. */
export interface KvmFeatures {
  /** Memslots that a VM may have. */
  readonly memslots: number;
  /** Deleting a memslot can be kept from dropping the mappings of all others. */
  readonly slotZapQuirk: boolean;
  readonly exitOnEmulationFailure: boolean;
  /** Unknown and chosen MSRs come to user space. */
  readonly msrExits: boolean;
  /** vCPUs that a VM may have. */
  readonly vcpus: number;
  /** Bytes of a vCPU's run page. */
  readonly runBytes: number;
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

/**
 * A new VM. The kernel makes it only when no signal comes in between (mm/mmap.c, mm_take_all_locks).
 * @param kvm what openDevice() gave
 * @returns its file descriptor
 * @throws HvError
 */
export function createVmFile(system: System, kvm: number): number {
  silenceAlarm(system);
  return insist('KVM_CREATE_VM', () => system.ioctl(kvm, KVM_CREATE_VM, 0));
}

/**
 * @param isAudit writes are not to be held back, so read-only memory is not needed
 * @throws HvError `unsupported` when something is missing that there is no way around
 */
export function readFeatures(system: System, kvm: number, isAudit: boolean): KvmFeatures {
  const extension = (number: number): number => system.ioctl(kvm, KVM_CHECK_EXTENSION, number);
  const need = (number: number, what: string, since: string, advice = ''): number => {
    const value = extension(number);
    if (value > 0) return value;
    throw new HvError(
      'unsupported',
      `KVM engine: expected ${what} (Linux ${since} and later), which this kernel does not have${advice}`,
    );
  };
  if (!isAudit) {
    need(
      KVM_CAP.READONLY_MEM,
      'read-only memslots',
      '3.7',
      ': --audit finds writes afterwards, --engine soft needs no KVM',
    );
  }
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
    vcpus: Math.max(1, extension(KVM_CAP.MAX_VCPUS)),
    runBytes: check('KVM_GET_VCPU_MMAP_SIZE', system.ioctl(kvm, KVM_GET_VCPU_MMAP_SIZE, 0)),
  };
}
