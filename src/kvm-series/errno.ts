/** Results of ioctls: 0 or more, or an errno value below 0, as the kernel gives them. */
import { HvError } from '../base/error.ts';

/** Linux, include/uapi/asm-generic/errno-base.h */
export const ERRNO = {
  EPERM: 1,
  ENOENT: 2,
  EINTR: 4,
  ENOMEM: 12,
  EFAULT: 14,
  EEXIST: 17,
  ENODEV: 19,
  EINVAL: 22,
  ENOTTY: 25,
} as const;

/**
 * What the kernel would answer for an action of ours.
 * @param noMemslot its word for an address or a slot without memory
 * @returns 0, or an errno value below 0; other errors than HvError are thrown on
 */
export function errnoOf(action: () => void, noMemslot: number): number {
  try {
    action();
    return 0;
  } catch (error) {
    if (!(error instanceof HvError)) throw error;
    switch (error.code) {
      case 'no-memslot':
        return -noMemslot;
      case 'memslot-conflict':
        return -ERRNO.EEXIST;
      case 'out-of-memory':
        return -ERRNO.ENOMEM;
      default:
        return -ERRNO.EINVAL;
    }
  }
}

/** A view of an argument that has enough bytes, as copy_from_user() would need them; undefined: EFAULT. */
export function viewOf(argument: unknown, size: number): DataView | undefined {
  if (!(argument instanceof Uint8Array) || argument.length < size) return undefined;
  return new DataView(argument.buffer, argument.byteOffset, argument.byteLength);
}
