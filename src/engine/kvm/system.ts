/**
 * What the engine asks of the operating system: a dozen calls, so that tests can put a fake kernel behind them and another
 * way to call C can take koffi's place.
 *
 * Results follow the kernel: a number from 0 on, or the negative error number. Nothing here throws.
 */
import type { KickTarget } from './kick.ts';

/**
 * The alarm of one thread, which all vCPUs of the thread share: a signal that ends KVM_RUN. One that comes a moment before
 * KVM_RUN does nothing, so it comes again and again until the alarm is turned off.
 */
export interface Alarm {
  readonly thread: number;
  /** When it goes off, ns by the clock of whoever set it; -Infinity: nobody waits for it. Kept here for its users. */
  at: number;
  /** Go off in so many ns, more than 0, and every ms from then on. The last call holds. */
  set(ns: number): void;
  off(): void;
  close(): void;
}

export interface System {
  /** Memory that this process may have in all, bytes: the host's, or what its container is given. */
  readonly memoryBytes: number;
  /** open() for reading and writing, closed on exec. */
  open(path: string): number;
  close(fd: number): void;
  /** ioctl() with a number. */
  ioctl(fd: number, request: number, argument: number): number;
  /** ioctl() with a struct, in or out. */
  ioctlAt(fd: number, request: number, argument: Uint8Array): number;
  /** A shared mapping of a file's first `length` bytes. */
  map(fd: number, length: number): { readonly address: number; readonly bytes: Uint8Array<ArrayBuffer> } | number;
  /** Undo map(). Touching the mapped bytes afterwards ends the process: whoever calls this forgets them first. */
  unmap(address: number, length: number): void;
  /** Where the bytes lie in the process's memory; they must not be moved or freed while the kernel knows the address. */
  addressOf(bytes: Uint8Array): number;
  /** Give the pages behind a range back; it reads as zero afterwards. */
  discard(address: number, length: number): void;
  createAlarm(): Alarm | number;
  /**
   * Do something on the first processor, where the calling thread may run there; elsewhere where it is. The thread may run where
   * it might before when this returns.
   */
  onFirstProcessor(action: () => void): void;
  /** Make another thread's KVM_RUN return, or its next one. */
  kick(target: KickTarget): void;
}

// Linux, include/uapi/asm-generic/errno-base.h and errno.h.
export const EPERM = 1;
export const ENOENT = 2;
export const EINTR = 4;
export const E2BIG = 7;
export const ENOMEM = 12;
export const EACCES = 13;
export const EFAULT = 14;
export const EBUSY = 16;
export const EEXIST = 17;
export const ENODEV = 19;
export const EINVAL = 22;
export const ENOTTY = 25;
export const ENOSPC = 28;

const NAMES: Readonly<Record<number, string>> = {
  [EPERM]: 'EPERM',
  [ENOENT]: 'ENOENT',
  [EINTR]: 'EINTR',
  [E2BIG]: 'E2BIG',
  [ENOMEM]: 'ENOMEM',
  [EACCES]: 'EACCES',
  [EFAULT]: 'EFAULT',
  [EBUSY]: 'EBUSY',
  [EEXIST]: 'EEXIST',
  [ENODEV]: 'ENODEV',
  [EINVAL]: 'EINVAL',
  [ENOTTY]: 'ENOTTY',
  [ENOSPC]: 'ENOSPC',
};

/** `EINVAL` for -22, `error 99` for numbers without a name here. */
export function errorName(result: number): string {
  return NAMES[-result] ?? `error ${-result}`;
}
