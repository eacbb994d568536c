/** Registers that the run page does not have: debug registers, XCR0, model-specific ones. */
import type { RegisterChanges } from '../../cpu/registers.ts';
import {
  KVM_GET_DEBUGREGS,
  KVM_GET_MSRS,
  KVM_GET_XCRS,
  KVM_SET_DEBUGREGS,
  KVM_SET_XCRS,
  KvmDebugregs,
  KvmMsrEntry,
  KvmMsrs,
  KvmXcr,
  KvmXcrs,
} from '../../spec/kvm/abi.ts';
import { check } from './kvm-error.ts';
import type { System } from './system.ts';

/** In the order of struct kvm_debugregs, eight bytes each. */
const DEBUG = ['dr0', 'dr1', 'dr2', 'dr3', 'dr6', 'dr7'] as const;
type OtherRegister = (typeof DEBUG)[number] | 'xcr0';

/** @param fd the vCPU's. @throws HvError when the kernel refuses */
export function readOtherRegisters(system: System, fd: number): Record<OtherRegister, bigint> {
  const debug = buffer(KvmDebugregs.size);
  check('KVM_GET_DEBUGREGS', system.ioctlAt(fd, KVM_GET_DEBUGREGS, debug));
  const view = new DataView(debug.buffer);
  const xcrs = buffer(KvmXcrs.size);
  const hasXcrs = system.ioctlAt(fd, KVM_GET_XCRS, xcrs) >= 0;
  const registers = {
    xcr0: hasXcrs ? new DataView(xcrs.buffer).getBigUint64(KvmXcrs.at.xcrs + KvmXcr.at.value, true) : 1n,
  };
  return DEBUG.reduce(
    (all, name, index) => {
      all[name] = view.getBigUint64(index * 8, true);
      return all;
    },
    registers as Record<OtherRegister, bigint>,
  );
}

/** Set those that `changes` names. @throws HvError when the kernel refuses */
export function writeOtherRegisters(system: System, fd: number, changes: RegisterChanges): void {
  if (changes.xcr0 !== undefined) {
    const xcrs = buffer(KvmXcrs.size);
    const view = new DataView(xcrs.buffer);
    view.setUint32(KvmXcrs.at.nr_xcrs, 1, true);
    view.setBigUint64(KvmXcrs.at.xcrs + KvmXcr.at.value, changes.xcr0, true);
    check('KVM_SET_XCRS', system.ioctlAt(fd, KVM_SET_XCRS, xcrs));
  }
  if (DEBUG.every((name) => changes[name] === undefined)) return;
  const debug = buffer(KvmDebugregs.size);
  check('KVM_GET_DEBUGREGS', system.ioctlAt(fd, KVM_GET_DEBUGREGS, debug));
  const view = new DataView(debug.buffer);
  DEBUG.forEach((name, index) => {
    const value = changes[name];
    if (value !== undefined) view.setBigUint64(index * 8, value, true);
  });
  check('KVM_SET_DEBUGREGS', system.ioctlAt(fd, KVM_SET_DEBUGREGS, debug));
}

/** A model-specific register as a Number: exact below 2^53; 0 when it does not exist. */
export function readMsr(system: System, fd: number, index: number): number {
  const msrs = buffer(KvmMsrs.size + KvmMsrEntry.size);
  const view = new DataView(msrs.buffer);
  view.setUint32(KvmMsrs.at.nmsrs, 1, true);
  view.setUint32(KvmMsrs.size + KvmMsrEntry.at.index, index, true);
  system.ioctlAt(fd, KVM_GET_MSRS, msrs);
  return Number(view.getBigUint64(KvmMsrs.size + KvmMsrEntry.at.data, true));
}

function buffer(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new ArrayBuffer(length));
}
