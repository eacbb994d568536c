/**
 * Finding a kernel with the sub-page patches: by what it does, since the capability number of the last posting means
 * something else on every stock kernel.
 */
import {
  KVM_CHECK_EXTENSION,
  KVM_CREATE_VCPU,
  KVM_ENABLE_CAP,
  KVM_SET_USER_MEMORY_REGION,
  KvmEnableCap,
  KvmUserspaceMemoryRegion,
} from '../../spec/kvm/abi.ts';
import {
  KVM_CAP_X86_SPP_CANDIDATES,
  KVM_SUBPAGE_MAX_PAGES,
  KVM_SUBPAGES_GET_ACCESS,
  KVM_SUBPAGES_SET_ACCESS,
  KvmSubpage,
} from '../../spec/kvm/spp-abi.ts';
import { check, insist } from './kvm-error.ts';
import { createVmFile, openDevice } from './kvm-features.ts';
import { setNumber } from './memory-slots.ts';
import { ENODEV, ENOTTY, EPERM, errorName, type System } from './system.ts';

/** What was found, and why not more. */
export type NativeSpp =
  /** Nobody wanted to know. */
  | { readonly kind: 'not-asked' }
  /** The kernel does not know the calls: a stock one. */
  | { readonly kind: 'absent' }
  /** The kernel knows them, but they cannot be used. */
  | { readonly kind: 'unusable'; readonly reason: string }
  /** A vector was set and came back. */
  | { readonly kind: 'usable'; readonly capability: number };

/** Ask the kernel, on a VM of one page that is closed again. @throws HvError when no VM can be made */
export function findNativeSpp(system: System): NativeSpp {
  const kvm = openDevice(system);
  let vm = -1;
  let vcpu = -1;
  const page = new Uint8Array(new ArrayBuffer(3 * 4096));
  try {
    vm = createVmFile(system, kvm);
    const address = Math.ceil(system.addressOf(page) / 4096) * 4096;
    addPage(system, vm, address);
    // The patches' enabling uses the first vCPU without looking whether there is one.
    vcpu = insist('KVM_CREATE_VCPU', () => system.ioctl(vm, KVM_CREATE_VCPU, 0));
    const asked = system.ioctlAt(vm, KVM_SUBPAGES_GET_ACCESS, subpage(0, 0));
    if (asked === -ENOTTY) return { kind: 'absent' };
    if (asked < 0 && asked !== -ENODEV) {
      return { kind: 'unusable', reason: `KVM_SUBPAGES_GET_ACCESS answers ${errorName(asked)}` };
    }
    const capability = KVM_CAP_X86_SPP_CANDIDATES.find(
      (number) => system.ioctl(kvm, KVM_CHECK_EXTENSION, number) === KVM_SUBPAGE_MAX_PAGES,
    );
    if (capability === undefined)
      return { kind: 'unusable', reason: 'no capability of the patches has their value 512' };
    const enabled = system.ioctlAt(vm, KVM_ENABLE_CAP, enableCap(capability));
    if (enabled < 0) return { kind: 'unusable', reason: refusal(enabled) };
    const set = subpage(1, 0x0000_fffe);
    const done = system.ioctlAt(vm, KVM_SUBPAGES_SET_ACCESS, set);
    if (done !== 1)
      return { kind: 'unusable', reason: `setting a vector answers ${done < 0 ? errorName(done) : done}` };
    const got = subpage(1, 0);
    const read = system.ioctlAt(vm, KVM_SUBPAGES_GET_ACCESS, got);
    const vector = new DataView(got.buffer).getUint32(KvmSubpage.size, true);
    if (read !== 1 || vector !== 0x0000_fffe) {
      return { kind: 'unusable', reason: `a vector of 0xfffe came back as 0x${vector.toString(16)}` };
    }
    return { kind: 'usable', capability };
  } finally {
    for (const fd of [vcpu, vm, kvm]) if (fd >= 0) system.close(fd);
  }
}

function refusal(result: number): string {
  if (result === -EPERM) return 'nested virtualization is on: load kvm_intel with nested=0';
  if (result === -ENODEV) return 'the processor has no sub-page write permissions (no "spp" in its vmx flags)';
  return `enabling answers ${errorName(result)}`;
}

function addPage(system: System, vm: number, address: number): void {
  const region = new Uint8Array(new ArrayBuffer(KvmUserspaceMemoryRegion.size));
  const view = new DataView(region.buffer);
  setNumber(view, KvmUserspaceMemoryRegion.at.memory_size, 4096);
  setNumber(view, KvmUserspaceMemoryRegion.at.userspace_addr, address);
  check('KVM_SET_USER_MEMORY_REGION', system.ioctlAt(vm, KVM_SET_USER_MEMORY_REGION, region));
}

/** A struct kvm_subpage for the page at frame 0, with room for one vector. */
function subpage(npages: number, vector: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(new ArrayBuffer(KvmSubpage.size + 4));
  const view = new DataView(bytes.buffer);
  view.setUint32(KvmSubpage.at.npages, npages, true);
  view.setUint32(KvmSubpage.size, vector, true);
  return bytes;
}

function enableCap(capability: number): Uint8Array {
  const bytes = new Uint8Array(new ArrayBuffer(KvmEnableCap.size));
  new DataView(bytes.buffer).setUint32(KvmEnableCap.at.cap, capability, true);
  return bytes;
}
