/**
 * The user interface of the series "Enable Sub-Page Write Protection Support" v12 over a VM of ours: the same numbers,
 * bytes, order of checks and results, so that a program written for the series can be carried over line by line.
 *
 * Kept as posted: ioctl numbers, struct kvm_subpage, the 512 pages of a call, the page count as result, errno values,
 * KVM_EXIT_SPP in kvm_run. Done right where the posting has a defect: a range is set whole or not at all, the address of an
 * exit is always the byte's guest-physical address, only denied writes exit, and slots or vCPUs may come at any time.
 * Around it stands what such a program needs of KVM: memory regions, dirty logs, registers in the run page.
 * A pointer argument is a Uint8Array; where C would fault on a pointer, the array is too short.
 * Linux KVM mailing list, May 2020, "[PATCH v12 00/11] Enable Sub-Page Write Protection Support".
 */

import { HvError } from '../base/error.ts';
import { MEMSLOT_LIMIT } from '../memory/memslots.ts';
import {
  KVM_CAP,
  KVM_CHECK_EXTENSION,
  KVM_CREATE_VCPU,
  KVM_ENABLE_CAP,
  KVM_GET_DIRTY_LOG,
  KVM_GET_REGS,
  KVM_SET_REGS,
  KVM_SET_USER_MEMORY_REGION,
  KvmEnableCap,
  KvmRegs,
  KvmUserspaceMemoryRegion,
} from '../spec/kvm/abi.ts';
import {
  KVM_CAP_X86_SPP_CANDIDATES,
  KVM_EXIT_SPP_CANDIDATES,
  KVM_SUBPAGE_MAX_PAGES,
  KVM_SUBPAGES_GET_ACCESS,
  KVM_SUBPAGES_SET_ACCESS,
  KvmSubpage,
} from '../spec/kvm/spp-abi.ts';
import type { Vm } from '../vm/vm.ts';
import { ERRNO, errnoOf, viewOf } from './errno.ts';
import { RunPage, readRegs, SYNC_REGS, writeRegs } from './run-page.ts';
import { SeriesSlots } from './series-slots.ts';

/** The capability's number in version 12. */
export const KVM_CAP_X86_SPP = KVM_CAP_X86_SPP_CANDIDATES[0];
/** kvm_run.exit_reason of a denied write in version 12. */
export const KVM_EXIT_SPP = KVM_EXIT_SPP_CANDIDATES[0];

/** What the kernel is like that SeriesVm stands for. */
export interface SeriesVmOptions {
  /** As a kernel with nested virtualization on: the capability is refused with EPERM. Default false. */
  readonly nested?: boolean;
  /** Numbers to answer to; later kernels use those of version 12 for other things. */
  readonly capability?: number;
  readonly exitReason?: number;
}

/**
 * A VM as a program of the series sees it: file descriptors are methods.
 * @example
 * const series = new SeriesVm(vm);
 * series.vmIoctl(KVM_ENABLE_CAP, enableCap(KVM_CAP_X86_SPP));
 * series.vmIoctl(KVM_SUBPAGES_SET_ACCESS, subpage(gfn, [0])); // 1
 * await series.run(); // 0; series.exitReason is KVM_EXIT_SPP
 */
export class SeriesVm {
  readonly #vm: Vm;
  readonly #page: RunPage;
  readonly #slots: SeriesSlots;
  readonly #nested: boolean;
  readonly #capability: number;
  readonly #vcpuIds: number[] = [];
  #active = false;

  constructor(vm: Vm, options: SeriesVmOptions = {}) {
    this.#vm = vm;
    this.#slots = new SeriesSlots(vm);
    this.#nested = options.nested ?? false;
    this.#capability = options.capability ?? KVM_CAP_X86_SPP;
    this.#page = new RunPage(options.exitReason ?? KVM_EXIT_SPP);
  }

  /** struct kvm_run, and behind it the data of port accesses. */
  get kvmRun(): Uint8Array {
    return this.#page.bytes;
  }

  /** kvm_run.exit_reason */
  get exitReason(): number {
    return this.#page.exitReason;
  }

  /** kvm_run.spp: meaningful when exitReason is KVM_EXIT_SPP. */
  get spp(): { readonly addr: bigint; readonly insn_len: number } {
    return this.#page.spp;
  }

  /**
   * Anonymous memory for KVM_SET_USER_MEMORY_REGION, which takes it whole.
   * @param size bytes, a multiple of 4096
   * @returns its address, or an errno value below 0
   */
  mmap(size: number): bigint {
    return this.#slots.mmap(size);
  }

  /** Where the guest has a byte of the program's memory: read and write it with `vm.memory`. Undefined: in no slot. */
  findGuestAddress(address: bigint): number | undefined {
    return this.#slots.findGuestAddress(address);
  }

  /**
   * An ioctl on the VM: KVM_CHECK_EXTENSION, KVM_ENABLE_CAP, KVM_SUBPAGES_GET_ACCESS and SET_ACCESS, KVM_CREATE_VCPU,
   * KVM_SET_USER_MEMORY_REGION, KVM_GET_DIRTY_LOG.
   * @param argument a number for KVM_CHECK_EXTENSION and KVM_CREATE_VCPU, else the struct's bytes; GET writes into them
   * @param pointee what a pointer inside the struct points to: the bitmap of KVM_GET_DIRTY_LOG
   * @returns 0 or more, or an ERRNO value below 0; ENOTTY for other requests. Never throws for what a program can pass
   */
  vmIoctl(request: number, argument: number | Uint8Array, pointee?: Uint8Array): number {
    switch (request) {
      case KVM_CHECK_EXTENSION:
        return this.#checkExtension(argument);
      case KVM_ENABLE_CAP:
        return this.#enable(argument);
      case KVM_SUBPAGES_GET_ACCESS:
      case KVM_SUBPAGES_SET_ACCESS:
        return this.#subpages(request, argument);
      case KVM_CREATE_VCPU:
        return this.#createVcpu(argument);
      case KVM_SET_USER_MEMORY_REGION:
        return this.#slots.set(argument);
      case KVM_GET_DIRTY_LOG:
        return this.#slots.takeDirtyLog(argument, pointee);
      default:
        return -ERRNO.ENOTTY;
    }
  }

  /** An ioctl on the vCPU: KVM_GET_REGS, KVM_SET_REGS with the bytes of struct kvm_regs. KVM_RUN is run(). */
  vcpuIoctl(request: number, argument: Uint8Array): number {
    if (request !== KVM_GET_REGS && request !== KVM_SET_REGS) return -ERRNO.ENOTTY;
    const view = viewOf(argument, KvmRegs.size);
    if (view === undefined) return -ERRNO.EFAULT;
    const [vcpu] = this.#vm.vcpus;
    if (request === KVM_GET_REGS) writeRegs(view, 0, vcpu.getRegisters());
    else vcpu.setRegisters(readRegs(view, 0));
    return 0;
  }

  /**
   * KVM_RUN: until the guest meets a denied write or something else that ends Vm.run(). A denied write is not done and RIP
   * points at it: open the sub-page and run again, add `insn_len` to RIP to drop the write, or run again for the same exit.
   * @returns 0; -EINTR when the VM was stopped, or immediate_exit is set; -EINVAL for register sets that are not offered
   */
  async run(): Promise<number> {
    const [vcpu] = this.#vm.vcpus;
    const begun = this.#page.begin((registers) => vcpu.setRegisters(registers));
    if (begun !== 0) return begun;
    return this.#page.end(await this.#vm.run(), () => vcpu.getRegisters());
  }

  #checkExtension(capability: unknown): number {
    // The posting answers 512 whatever the machine has; a program cannot rely on that.
    if (capability === this.#capability) return this.#nested ? 0 : KVM_SUBPAGE_MAX_PAGES;
    switch (capability) {
      case KVM_CAP.USER_MEMORY:
      case KVM_CAP.READONLY_MEM:
      case KVM_CAP.IMMEDIATE_EXIT:
        return 1;
      case KVM_CAP.NR_VCPUS:
      case KVM_CAP.MAX_VCPUS:
        return this.#vm.vcpus.length;
      case KVM_CAP.NR_MEMSLOTS:
        return MEMSLOT_LIMIT;
      case KVM_CAP.SYNC_REGS:
        return SYNC_REGS;
      default:
        return 0;
    }
  }

  /** The processors of a VM are there from the start: the call gives one of them its id. @returns its place, 0 and up */
  #createVcpu(id: unknown): number {
    if (typeof id !== 'number' || !Number.isInteger(id) || id < 0) return -ERRNO.EINVAL;
    if (this.#vcpuIds.includes(id)) return -ERRNO.EEXIST;
    if (this.#vcpuIds.length === this.#vm.vcpus.length) return -ERRNO.EINVAL;
    return this.#vcpuIds.push(id) - 1;
  }

  #enable(argument: unknown): number {
    const view = viewOf(argument, KvmEnableCap.size);
    if (view === undefined) return -ERRNO.EFAULT;
    if (view.getUint32(KvmEnableCap.at.flags, true) !== 0) return -ERRNO.EINVAL;
    if (view.getUint32(KvmEnableCap.at.cap, true) !== this.#capability) return -ERRNO.EINVAL;
    if (this.#nested) return -ERRNO.EPERM;
    const result = errnoOf(() => this.#vm.space.protection.enable(), ERRNO.EFAULT);
    if (result === 0) this.#active = true;
    return result;
  }

  #subpages(request: number, argument: unknown): number {
    if (!this.#active || !this.#vm.space.protection.enabled) return -ERRNO.ENODEV;
    const head = viewOf(argument, KvmSubpage.size);
    if (head === undefined) return -ERRNO.EFAULT;
    const pages = head.getUint32(KvmSubpage.at.npages, true);
    if (head.getUint32(KvmSubpage.at.flags, true) !== 0 || pages > KVM_SUBPAGE_MAX_PAGES) return -ERRNO.EINVAL;
    if (pages === 0) return 0;
    const view = viewOf(argument, KvmSubpage.size + pages * 4);
    if (view === undefined) return -ERRNO.EFAULT;
    const first = head.getBigUint64(KvmSubpage.at.gfn_base, true);
    // No memslot is there; the posting has no other word for that.
    if (first + BigInt(pages) > 1n << 36n) return -ERRNO.EFAULT;
    const gfn = Number(first);
    const at = (page: number): number => KvmSubpage.size + page * 4;
    const result = errnoOf(() => {
      if (request === KVM_SUBPAGES_SET_ACCESS) {
        const masks = Uint32Array.from({ length: pages }, (_, page) => view.getUint32(at(page), true));
        this.#vm.setSubPageAccess(gfn, masks);
      } else {
        this.#vm.getSubPageAccess(gfn, pages).forEach((mask, page) => {
          view.setUint32(at(page), mask, true);
        });
      }
    }, ERRNO.EFAULT);
    return result === 0 ? pages : result;
  }
}

/** @throws HvError `invalid-argument` for a number that is not whole */
function u64(what: string, value: bigint | number): bigint {
  if (typeof value === 'bigint' || Number.isInteger(value)) return BigInt(value);
  throw new HvError('invalid-argument', `${what}: expected a whole number, got ${value}`);
}

/** Bytes of struct kvm_enable_cap. */
export function enableCap(capability: number, flags = 0): Uint8Array {
  const bytes = new Uint8Array(KvmEnableCap.size);
  const view = new DataView(bytes.buffer);
  view.setUint32(KvmEnableCap.at.cap, capability, true);
  view.setUint32(KvmEnableCap.at.flags, flags, true);
  return bytes;
}

/** Bytes of struct kvm_subpage with an access map. @throws HvError `invalid-argument` */
export function subpage(gfnBase: bigint | number, accessMap: ArrayLike<number>, flags = 0): Uint8Array {
  const bytes = new Uint8Array(KvmSubpage.size + accessMap.length * 4);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(KvmSubpage.at.gfn_base, u64('subpage', gfnBase), true);
  view.setUint32(KvmSubpage.at.npages, accessMap.length, true);
  view.setUint32(KvmSubpage.at.flags, flags, true);
  for (let i = 0; i < accessMap.length; i++) view.setUint32(KvmSubpage.size + i * 4, accessMap[i], true);
  return bytes;
}

/**
 * Bytes of struct kvm_userspace_memory_region.
 * @param size 0 deletes the slot
 * @param address from SeriesVm.mmap()
 * @throws HvError `invalid-argument`
 */
export function memoryRegion(slot: number, gpa: bigint | number, size: number, address: bigint, flags = 0): Uint8Array {
  const bytes = new Uint8Array(KvmUserspaceMemoryRegion.size);
  const view = new DataView(bytes.buffer);
  const { at } = KvmUserspaceMemoryRegion;
  view.setUint32(at.slot, slot, true);
  view.setUint32(at.flags, flags, true);
  view.setBigUint64(at.guest_phys_addr, u64('memoryRegion', gpa), true);
  view.setBigUint64(at.memory_size, u64('memoryRegion', size), true);
  view.setBigUint64(at.userspace_addr, address, true);
  return bytes;
}
