/** From error numbers of the kernel to one line that says what to do. */
import { HvError, type HvErrorCode } from '../../base/error.ts';
import { EACCES, EBUSY, EINTR, ENODEV, ENOENT, ENOMEM, EPERM, errorName } from './system.ts';

/** Why /dev/kvm cannot be opened. @param result negative error number of open() */
export function openError(result: number): HvError {
  return new HvError('unsupported', `KVM engine: ${describeOpen(result)}`);
}

function describeOpen(result: number): string {
  switch (-result) {
    case ENOENT:
      return 'expected /dev/kvm, which this machine does not have: load the kvm module, or turn virtualization on in the firmware or the outer VM';
    case EACCES:
    case EPERM:
      return 'expected to open /dev/kvm for reading and writing, got no permission: add yourself to the group that owns it (usually "kvm"), or run as root';
    case ENODEV:
      return 'expected /dev/kvm to have a processor behind it, got ENODEV: the kvm module is loaded without kvm_intel or kvm_amd';
    case EBUSY:
      return 'expected the processor to be free, got EBUSY: another hypervisor is using virtualization';
    default:
      return `expected to open /dev/kvm, got ${errorName(result)}`;
  }
}

/** A call that the kernel refused. @param what `KVM_CREATE_VM` and the like */
export function callError(what: string, result: number): HvError {
  const code: HvErrorCode = result === -ENOMEM ? 'out-of-memory' : 'unsupported';
  return new HvError(code, `KVM engine: expected ${what} to work, got ${errorName(result)}`);
}

/**
 * Make a call that a signal may have interrupted before it did anything, until it is through.
 * @throws HvError
 */
export function insist(what: string, call: () => number): number {
  let result = call();
  for (let tries = 0; result === -EINTR && tries < 1000; tries++) result = call();
  return check(what, result);
}

/** @returns the result when it is not an error. @throws HvError */
export function check(what: string, result: number): number {
  if (result < 0) throw callError(what, result);
  return result;
}
