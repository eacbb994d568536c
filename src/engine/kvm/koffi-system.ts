/**
 * The operating system through koffi. koffi is an optional dependency and loaded when the first KVM engine is made.
 *
 * C functions are declared without `...`: for integer and pointer arguments the calling convention of x86-64 is the same.
 * `syscall` instead of the C library's own names, since timers, gettid and tgkill are not in every one of them.
 */
import { createRequire } from 'node:module';
import { totalmem } from 'node:os';
import { HvError } from '../../base/error.ts';
import type { Alarm, KickTarget, System } from './system.ts';

/** What is used of koffi. */
interface Koffi {
  load(name: string | null): { func(name: string, result: string, parameters: string[]): CFunction };
  view(address: bigint, length: number): ArrayBuffer;
  address(bytes: Uint8Array): bigint;
  errno(): number;
}
type CFunction = (...values: (number | string | Uint8Array)[]) => number;

// Linux, arch/x86/entry/syscalls/syscall_64.tbl.
const SYS = {
  close: 3,
  mmap: 9,
  munmap: 11,
  rt_sigprocmask: 14,
  madvise: 28,
  rt_sigtimedwait: 128,
  gettid: 186,
  timer_create: 222,
  timer_settime: 223,
  timer_delete: 226,
  tgkill: 234,
} as const;
const O_RDWR_CLOEXEC = 0o2000002;
const PROT_READ_WRITE = 3;
const MAP_SHARED = 1;
const MADV_DONTNEED = 4;
const SIG_BLOCK = 0;
const CLOCK_MONOTONIC = 1;
const SIGEV_THREAD_ID = 4;
/** The kernel's signal sets have 8 bytes. */
const SIGSET_BYTES = 8;
/** A real-time signal that neither Node, V8 nor the C libraries use. */
const KICK_SIGNAL = 40;
/** Its place in a signal set. */
const KICK_BYTE = (KICK_SIGNAL - 1) >> 3;
const KICK_BIT = 1 << ((KICK_SIGNAL - 1) & 7);

/**
 * Load koffi and bind the C library.
 * @param load how koffi is loaded
 * @throws HvError `unsupported` with what to do: another platform, koffi missing or broken
 */
export function koffiSystem(load: () => unknown = () => createRequire(import.meta.url)('koffi')): System {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new HvError('unsupported', `KVM engine: expected Linux on x86-64, got ${process.platform} ${process.arch}`);
  }
  let koffi: Koffi;
  try {
    koffi = load() as Koffi;
  } catch (cause) {
    throw new HvError(
      'unsupported',
      'KVM engine: expected the optional package koffi, which is missing or does not load: run "npm install koffi"',
      { cause },
    );
  }
  try {
    return new KoffiSystem(koffi);
  } catch (cause) {
    throw new HvError('unsupported', `KVM engine: expected koffi to bind the C library, got ${String(cause)}`, {
      cause,
    });
  }
}

class KoffiSystem implements System {
  readonly memoryBytes = Math.min(totalmem(), constrainedMemory());
  readonly #koffi: Koffi;
  readonly #open: CFunction;
  readonly #ioctl: CFunction;
  readonly #ioctlAt: CFunction;
  readonly #syscall: CFunction;
  readonly #syscallAt: CFunction;

  constructor(koffi: Koffi) {
    this.#koffi = koffi;
    const libc = koffi.load(null); // the process itself has the C library loaded, glibc or musl
    this.#open = libc.func('open', 'int', ['str', 'int']);
    this.#ioctl = libc.func('ioctl', 'int', ['int', 'ulong', 'uint64']);
    this.#ioctlAt = libc.func('ioctl', 'int', ['int', 'ulong', 'void *']);
    this.#syscall = libc.func('syscall', 'int64', [
      'int64',
      'uint64',
      'uint64',
      'uint64',
      'uint64',
      'uint64',
      'uint64',
    ]);
    // Two pointers, in the places where the calls below have them.
    this.#syscallAt = libc.func('syscall', 'int64', ['int64', 'int64', 'void *', 'void *', 'int64', 'int64', 'int64']);
  }

  open(path: string): number {
    const fd = this.#open(path, O_RDWR_CLOEXEC);
    return fd < 0 ? -this.#koffi.errno() : fd;
  }

  close(fd: number): void {
    this.call(SYS.close, fd);
  }

  ioctl(fd: number, request: number, argument: number): number {
    const result = this.#ioctl(fd, request, argument);
    return result < 0 ? -this.#koffi.errno() : result;
  }

  ioctlAt(fd: number, request: number, argument: Uint8Array): number {
    const result = this.#ioctlAt(fd, request, argument);
    return result < 0 ? -this.#koffi.errno() : result;
  }

  map(fd: number, length: number): { address: number; bytes: Uint8Array<ArrayBuffer> } | number {
    const address = this.call(SYS.mmap, 0, length, PROT_READ_WRITE, MAP_SHARED, fd, 0);
    if (address < 0) return address;
    return { address, bytes: new Uint8Array(this.#koffi.view(BigInt(address), length)) };
  }

  unmap(address: number, length: number): void {
    this.call(SYS.munmap, address, length);
  }

  addressOf(bytes: Uint8Array): number {
    return Number(this.#koffi.address(bytes));
  }

  discard(address: number, length: number): void {
    this.call(SYS.madvise, address, length, MADV_DONTNEED);
  }

  createAlarm(): Alarm | number {
    return KoffiAlarm.create(this);
  }

  kick(target: KickTarget): void {
    Atomics.store(target.control, 0, 1);
    this.call(SYS.tgkill, process.pid, target.thread, KICK_SIGNAL);
  }

  /** A system call with numbers only. */
  call(number: number, a = 0, b = 0, c = 0, d = 0, e = 0, f = 0): number {
    const result = this.#syscall(number, a, b, c, d, e, f);
    return result === -1 ? -this.#koffi.errno() : result;
  }

  /** A system call whose second and third arguments are pointers. */
  callAt(number: number, a: number, b: Uint8Array, c: Uint8Array, d = 0): number {
    const result = this.#syscallAt(number, a, b, c, d, 0, 0);
    return result === -1 ? -this.#koffi.errno() : result;
  }
}

/** One per thread: the signal is the thread's, and so is its timer. Counted, since several vCPUs may share a thread. */
class KoffiAlarm implements Alarm {
  static #ofThread: { alarm: KoffiAlarm; users: number } | undefined;

  readonly thread: number;
  readonly signalMask = buffer(4 + SIGSET_BYTES);
  readonly #system: KoffiSystem;
  readonly #timer: number;
  /** struct itimerspec: interval, then value, each seconds and ns as i64. */
  readonly #spec = buffer(32);
  readonly #specView = new DataView(this.#spec.buffer);
  readonly #specAddress: number;
  readonly #signals: Uint8Array;
  readonly #signalsAddress: number;
  /** struct timespec, zero: do not wait. */
  readonly #noTime = buffer(16);
  readonly #noTimeAddress: number;

  /** The alarm of the calling thread. @returns a negative error number when the kernel refuses it */
  static create(system: KoffiSystem): KoffiAlarm | number {
    const existing = KoffiAlarm.#ofThread;
    if (existing !== undefined) {
      existing.users++;
      return existing.alarm;
    }
    const signals = buffer(SIGSET_BYTES);
    signals[KICK_BYTE] = KICK_BIT;
    const before = buffer(SIGSET_BYTES);
    const blocked = system.callAt(SYS.rt_sigprocmask, SIG_BLOCK, signals, before, SIGSET_BYTES);
    if (blocked < 0) return blocked;
    const thread = system.call(SYS.gettid);
    // struct sigevent: value, signo, notify, thread.
    const event = buffer(64);
    const view = new DataView(event.buffer);
    view.setInt32(8, KICK_SIGNAL, true);
    view.setInt32(12, SIGEV_THREAD_ID, true);
    view.setInt32(16, thread, true);
    const id = buffer(4);
    const created = system.callAt(SYS.timer_create, CLOCK_MONOTONIC, event, id);
    if (created < 0) return created;
    const alarm = new KoffiAlarm(system, thread, new DataView(id.buffer).getInt32(0, true), signals, before);
    KoffiAlarm.#ofThread = { alarm, users: 1 };
    return alarm;
  }

  private constructor(system: KoffiSystem, thread: number, timer: number, signals: Uint8Array, before: Uint8Array) {
    this.#system = system;
    this.thread = thread;
    this.#timer = timer;
    this.#signals = signals;
    this.#specAddress = system.addressOf(this.#spec);
    this.#signalsAddress = system.addressOf(signals);
    this.#noTimeAddress = system.addressOf(this.#noTime);
    // struct kvm_signal_mask: length, then what was blocked before, without the alarm.
    this.signalMask[0] = SIGSET_BYTES;
    this.signalMask.set(before, 4);
    this.signalMask[4 + KICK_BYTE] &= ~KICK_BIT;
  }

  set(ns: number): void {
    const whole = Math.max(0, Math.floor(ns));
    this.#specView.setUint32(16, Math.floor(whole / 1e9), true);
    this.#specView.setUint32(24, whole % 1e9, true);
    this.#system.call(SYS.timer_settime, this.#timer, 0, this.#specAddress, 0);
  }

  take(): boolean {
    // sigtimedwait() that does not wait.
    const signal = this.#system.call(
      SYS.rt_sigtimedwait,
      this.#signalsAddress,
      0,
      this.#noTimeAddress,
      this.#signals.length,
    );
    return signal >= 0;
  }

  close(): void {
    const shared = KoffiAlarm.#ofThread;
    if (shared === undefined || --shared.users > 0) return;
    KoffiAlarm.#ofThread = undefined;
    this.#system.call(SYS.timer_delete, this.#timer);
    // The signal stays blocked: one that is still on its way must not end the process.
  }
}

/** The limit of the container (cgroup) that the process is in; Infinity where there is none. */
function constrainedMemory(): number {
  // Node 20.11 and 18.15 have it; its type is not in the declarations for Node 20.
  const limit = (process as { constrainedMemory?: () => number | undefined }).constrainedMemory?.();
  return limit === undefined || limit === 0 ? Infinity : limit;
}

/** Bytes outside V8's own heap, where the collector does not move them. */
function buffer(length: number): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new ArrayBuffer(length));
}
