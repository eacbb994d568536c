/**
 * The user interface of the series "Enable Sub-Page Write Protection Support" v12 over a VM of ours: the same numbers,
 * bytes, order of checks and results, so that a program written for the series can be carried over line by line.
 *
 * Kept as posted: ioctl numbers, struct kvm_subpage, the 512 pages of a call, the page count as result, errno values,
 * KVM_EXIT_SPP in kvm_run. Done right where the posting has a defect: a range is set whole or not at all, the address of an
 * exit is always the byte's guest-physical address, only denied writes exit, and slots or vCPUs may come at any time.
 * A pointer argument is a Uint8Array; where C would fault on a pointer, the array is too short.
 * Linux KVM mailing list, May 2020, "[PATCH v12 00/11] Enable Sub-Page Write Protection Support".
 */
import { HvError, unreachable } from '../base/error.ts';
import type { GeneralRegister } from '../cpu/registers.ts';
import {
  KVM_CHECK_EXTENSION,
  KVM_ENABLE_CAP,
  KVM_EXIT,
  KVM_GET_REGS,
  KVM_SET_REGS,
  KvmEnableCap,
  KvmRegs,
  KvmRun,
} from '../spec/kvm/abi.ts';
import {
  KVM_CAP_X86_SPP_CANDIDATES,
  KVM_EXIT_SPP_CANDIDATES,
  KVM_SUBPAGE_MAX_PAGES,
  KVM_SUBPAGES_GET_ACCESS,
  KVM_SUBPAGES_SET_ACCESS,
  KvmRunSpp,
  KvmSubpage,
} from '../spec/kvm/spp-abi.ts';
import type { VmStop } from '../vm/stop.ts';
import type { Vm } from '../vm/vm.ts';

/** Results below 0, as the kernel gives them. */
export const ERRNO = { EPERM: 1, EINTR: 4, ENOMEM: 12, EFAULT: 14, ENODEV: 19, EINVAL: 22, ENOTTY: 25 } as const;

/** Numbers of version 12. */
export const KVM_CAP_X86_SPP = KVM_CAP_X86_SPP_CANDIDATES[0];
export const KVM_EXIT_SPP = KVM_EXIT_SPP_CANDIDATES[0];

/** The page shared with the kernel, and behind it the data of port accesses. */
const RUN_BYTES = 8192;
const IO_DATA = 4096;
const DEBUG_PORT = 0xf4;
const SYSTEM_EVENT_SHUTDOWN = 1;
const SYSTEM_EVENT_RESET = 2;

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
  /** struct kvm_run. */
  readonly kvmRun = new Uint8Array(RUN_BYTES);
  readonly #view = new DataView(this.kvmRun.buffer);
  readonly #vm: Vm;
  readonly #nested: boolean;
  readonly #capability: number;
  readonly #exitReason: number;
  #active = false;

  constructor(vm: Vm, options: SeriesVmOptions = {}) {
    this.#vm = vm;
    this.#nested = options.nested ?? false;
    this.#capability = options.capability ?? KVM_CAP_X86_SPP;
    this.#exitReason = options.exitReason ?? KVM_EXIT_SPP;
  }

  /** kvm_run.exit_reason */
  get exitReason(): number {
    return this.#view.getUint32(KvmRun.at.exit_reason, true);
  }

  /** kvm_run.spp: meaningful when exitReason is KVM_EXIT_SPP. */
  get spp(): { readonly addr: bigint; readonly insn_len: number } {
    return {
      addr: this.#view.getBigUint64(KvmRunSpp.at.addr, true),
      insn_len: this.#view.getUint8(KvmRunSpp.at.insn_len),
    };
  }

  /**
   * An ioctl on the VM: KVM_CHECK_EXTENSION, KVM_ENABLE_CAP, KVM_SUBPAGES_GET_ACCESS, KVM_SUBPAGES_SET_ACCESS.
   * @param argument a number for KVM_CHECK_EXTENSION, else the struct's bytes; GET writes the masks into them
   * @returns 0 or more, or an ERRNO value below 0; ENOTTY for other requests. Never throws for what a program can pass
   */
  vmIoctl(request: number, argument: number | Uint8Array): number {
    switch (request) {
      case KVM_CHECK_EXTENSION:
        // The posting answers 512 whatever the machine has; a program cannot rely on that.
        return argument === this.#capability && !this.#nested ? KVM_SUBPAGE_MAX_PAGES : 0;
      case KVM_ENABLE_CAP:
        return this.#enable(argument);
      case KVM_SUBPAGES_GET_ACCESS:
      case KVM_SUBPAGES_SET_ACCESS:
        return this.#subpages(request, argument);
      default:
        return -ERRNO.ENOTTY;
    }
  }

  /** An ioctl on the vCPU: KVM_GET_REGS, KVM_SET_REGS with the bytes of struct kvm_regs. KVM_RUN is run(). */
  vcpuIoctl(request: number, argument: Uint8Array): number {
    if (request !== KVM_GET_REGS && request !== KVM_SET_REGS) return -ERRNO.ENOTTY;
    const view = viewOf(argument, KvmRegs.size);
    if (view === undefined) return -ERRNO.EFAULT;
    const vcpu = this.#vm.vcpus[0];
    const names = Object.keys(KvmRegs.fields) as (GeneralRegister | 'rip' | 'rflags')[];
    if (request === KVM_GET_REGS) {
      const registers = vcpu.getRegisters();
      for (const name of names) view.setBigUint64(KvmRegs.at[name], registers[name], true);
    } else {
      vcpu.setRegisters(Object.fromEntries(names.map((name) => [name, view.getBigUint64(KvmRegs.at[name], true)])));
    }
    return 0;
  }

  /**
   * KVM_RUN: until the guest meets a denied write or something else that ends Vm.run(). A denied write is not done and RIP
   * points at it: open the sub-page and run again, add `insn_len` to RIP to drop the write, or run again for the same exit.
   * @returns 0, or -EINTR when the VM was stopped
   */
  async run(): Promise<number> {
    const stop = await this.#vm.run();
    this.kvmRun.fill(0, KvmRunSpp.at.addr, KvmRunSpp.at.addr + 256);
    return this.#report(stop);
  }

  #enable(argument: number | Uint8Array): number {
    const view = viewOf(argument, KvmEnableCap.size);
    if (view === undefined) return -ERRNO.EFAULT;
    if (view.getUint32(KvmEnableCap.at.flags, true) !== 0) return -ERRNO.EINVAL;
    if (view.getUint32(KvmEnableCap.at.cap, true) !== this.#capability) return -ERRNO.EINVAL;
    if (this.#nested) return -ERRNO.EPERM;
    const result = errnoOf(() => this.#vm.space.protection.enable());
    if (result === 0) this.#active = true;
    return result;
  }

  #subpages(request: number, argument: number | Uint8Array): number {
    if (!this.#active) return -ERRNO.ENODEV;
    const head = viewOf(argument, KvmSubpage.size);
    if (head === undefined) return -ERRNO.EFAULT;
    const pages = head.getUint32(KvmSubpage.at.npages, true);
    if (head.getUint32(KvmSubpage.at.flags, true) !== 0 || pages > KVM_SUBPAGE_MAX_PAGES) return -ERRNO.EINVAL;
    if (pages === 0) return 0;
    const view = viewOf(argument, KvmSubpage.size + pages * 4);
    if (view === undefined) return -ERRNO.EFAULT;
    const first = head.getBigUint64(KvmSubpage.at.gfn_base, true);
    // No memslot is there; the posting has no other word for that.
    if (first >= 1n << 36n) return -ERRNO.EFAULT;
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
    });
    return result === 0 ? pages : result;
  }

  #report(stop: VmStop): number {
    const view = this.#view;
    const exit = (reason: number): number => {
      view.setUint32(KvmRun.at.exit_reason, reason, true);
      return 0;
    };
    switch (stop.kind) {
      case 'protected-write':
      case 'guard':
        view.setBigUint64(KvmRunSpp.at.addr, BigInt(stop.gpa), true);
        view.setUint8(KvmRunSpp.at.insn_len, stop.kind === 'guard' ? 0 : stop.instructionLength);
        return exit(this.#exitReason);
      case 'debug-exit':
        view.setUint8(KvmRun.at['io.direction'], 1);
        view.setUint8(KvmRun.at['io.size'], 1);
        view.setUint16(KvmRun.at['io.port'], DEBUG_PORT, true);
        view.setUint32(KvmRun.at['io.count'], 1, true);
        view.setBigUint64(KvmRun.at['io.data_offset'], BigInt(IO_DATA), true);
        view.setUint8(IO_DATA, stop.status >>> 1);
        return exit(KVM_EXIT.IO);
      case 'halted':
        return exit(KVM_EXIT.HLT);
      case 'triple-fault':
        return exit(KVM_EXIT.SHUTDOWN);
      case 'power-off':
      case 'reset':
        view.setUint32(
          KvmRun.at['system_event.type'],
          stop.kind === 'reset' ? SYSTEM_EVENT_RESET : SYSTEM_EVENT_SHUTDOWN,
          true,
        );
        return exit(KVM_EXIT.SYSTEM_EVENT);
      case 'failure':
        return exit(KVM_EXIT.INTERNAL_ERROR);
      case 'requested':
      case 'instruction-limit':
      case 'time-limit':
        exit(KVM_EXIT.INTR);
        return -ERRNO.EINTR;
      default:
        return unreachable(stop);
    }
  }
}

/** Bytes of struct kvm_enable_cap. */
export function enableCap(capability: number, flags = 0): Uint8Array {
  const bytes = new Uint8Array(KvmEnableCap.size);
  const view = new DataView(bytes.buffer);
  view.setUint32(KvmEnableCap.at.cap, capability, true);
  view.setUint32(KvmEnableCap.at.flags, flags, true);
  return bytes;
}

/** Bytes of struct kvm_subpage with an access map. */
export function subpage(gfnBase: bigint | number, accessMap: ArrayLike<number>, flags = 0): Uint8Array {
  const bytes = new Uint8Array(KvmSubpage.size + accessMap.length * 4);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(KvmSubpage.at.gfn_base, BigInt(gfnBase), true);
  view.setUint32(KvmSubpage.at.npages, accessMap.length, true);
  view.setUint32(KvmSubpage.at.flags, flags, true);
  for (let i = 0; i < accessMap.length; i++) view.setUint32(KvmSubpage.size + i * 4, accessMap[i], true);
  return bytes;
}

/** A view of an argument that has enough bytes, as copy_from_user() would need them. */
function viewOf(argument: number | Uint8Array, size: number): DataView | undefined {
  if (!(argument instanceof Uint8Array) || argument.length < size) return undefined;
  return new DataView(argument.buffer, argument.byteOffset, argument.byteLength);
}

function errnoOf(action: () => void): number {
  try {
    action();
    return 0;
  } catch (error) {
    if (!(error instanceof HvError)) throw error;
    if (error.code === 'no-memslot') return -ERRNO.EFAULT;
    return error.code === 'out-of-memory' ? -ERRNO.ENOMEM : -ERRNO.EINVAL;
  }
}
