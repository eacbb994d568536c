/**
 * `subpage/series`: the user interface of the KVM series "Enable Sub-Page Write Protection Support" v12 over a VM, with the
 * numbers and structs that a program for it uses. What is kept and what is done right: docs/series.md.
 * @example
 * import { enableCap, KVM_CAP_X86_SPP, KVM_ENABLE_CAP, KVM_SUBPAGES_SET_ACCESS, SeriesVm, subpage } from 'subpage/series';
 * const series = new SeriesVm(vm);
 * series.vmIoctl(KVM_ENABLE_CAP, enableCap(KVM_CAP_X86_SPP)); // 0
 * series.vmIoctl(KVM_SUBPAGES_SET_ACCESS, subpage(0x100, [0xffff_fffe])); // 1 page
 */
export type { Field, StructLayout } from './base/struct.ts';
export { ERRNO } from './kvm-series/errno.ts';
export {
  enableCap,
  KVM_CAP_X86_SPP,
  KVM_EXIT_SPP,
  memoryRegion,
  SeriesVm,
  type SeriesVmOptions,
  subpage,
} from './kvm-series/series-vm.ts';
export {
  KVM_CAP,
  KVM_CHECK_EXTENSION,
  KVM_CREATE_VCPU,
  KVM_ENABLE_CAP,
  KVM_EXIT,
  KVM_GET_DIRTY_LOG,
  KVM_GET_REGS,
  KVM_MEM_LOG_DIRTY_PAGES,
  KVM_MEM_READONLY,
  KVM_SET_REGS,
  KVM_SET_USER_MEMORY_REGION,
  KVM_SYNC_X86_REGS,
  KvmDirtyLog,
  KvmEnableCap,
  KvmRegs,
  KvmRun,
  KvmUserspaceMemoryRegion,
} from './spec/kvm/abi.ts';
export {
  KVM_SUBPAGE_MAX_PAGES,
  KVM_SUBPAGES_GET_ACCESS,
  KVM_SUBPAGES_SET_ACCESS,
  KvmRunSpp,
  KvmSubpage,
} from './spec/kvm/spp-abi.ts';
