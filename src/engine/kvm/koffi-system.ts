/**
 * The operating system through koffi. koffi is an optional dependency and loaded when the first KVM engine is made.
 *
 * C functions are declared without `...`: for integer and pointer arguments the calling convention of x86-64 is the same.
 * `syscall` instead of the C library's own names, since timers, gettid and tgkill are not in every one of them.
 */
import { createRequire } from 'node:module';
import { totalmem } from 'node:os';
import { HvError } from '../../base/error.ts';
import { type KickTarget, whileThere } from './kick.ts';
import { type Alarm, EBUSY, type System } from './system.ts';

/** What is used of koffi. */
interface Koffi {
  load(name: string | null): { func(name: string, result: string, parameters: string[]): CFunction };
  view(address: bigint, length: number): ArrayBuffer;
  address(bytes: Uint8Array): bigint;
  errno(): number;
}
type CFunction = (...values: (number | string | Uint8Array | null)[]) => number;

// Linux, arch/x86/entry/syscalls/syscall_64.tbl.
const SYS = {
  close: 3,
  mmap: 9,
  munmap: 11,
  rt_sigprocmask: 14,
  madvise: 28,
  gettid: 186,
  sched_setaffinity: 203,
  sched_getaffinity: 204,
  timer_create: 222,
  timer_settime: 223,
  timer_delete: 226,
  tgkill: 234,
} as const;
const O_RDWR_CLOEXEC = 0o2000002;
const PROT_READ_WRITE = 3;
const MAP_SHARED = 1;
const MADV_DONTNEED = 4;
const SIG_UNBLOCK = 1;
const SA_RESTART = 0x1000_0000;
const CLOCK_MONOTONIC = 1;
const SIGEV_THREAD_ID = 4;
/** A bit for each processor that a kernel can be made for, CONFIG_NR_CPUS. */
const PROCESSOR_BYTES = 8192 / 8;
/** The kernel's signal sets have 8 bytes. */
const SIGSET_BYTES = 8;
/** A real-time signal that neither Node, V8 nor the C libraries use. */
const KICK_SIGNAL = 40;
/** An alarm that came a moment before KVM_RUN comes again after so long, ns. */
const AGAIN_NS = 1e6;
/** struct sigaction of glibc and musl: handler, 128 bytes of signals, flags, and what the library uses itself. */
const SIGACTION = { size: 152, handler: 0, flags: 136 } as const;

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
  readonly #memset: CFunction;
  readonly #sigaction: CFunction;
  readonly #dlsym: CFunction;
  readonly #syscall: CFunction;
  readonly #syscallAt: CFunction;
  /** Processors that a thread may run on, and the first one alone. */
  readonly #processors = buffer(PROCESSOR_BYTES);
  readonly #processorsAt: number;
  readonly #firstProcessor = buffer(8);
  readonly #firstProcessorAt: number;

  constructor(koffi: Koffi) {
    this.#koffi = koffi;
    const libc = koffi.load(null); // the process itself has the C library loaded, glibc or musl
    this.#open = libc.func('open', 'int', ['str', 'int']);
    this.#ioctl = libc.func('ioctl', 'int', ['int', 'ulong', 'uint64']);
    this.#ioctlAt = libc.func('ioctl', 'int', ['int', 'ulong', 'void *']);
    this.#memset = libc.func('memset', 'int64', ['int64', 'int', 'int64']);
    this.#sigaction = libc.func('sigaction', 'int', ['int', 'void *', 'void *']);
    this.#dlsym = libc.func('dlsym', 'int64', ['int64', 'str']);
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
    this.#firstProcessor[0] = 1;
    this.#processorsAt = this.addressOf(this.#processors);
    this.#firstProcessorAt = this.addressOf(this.#firstProcessor);
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

  onFirstProcessor(action: () => void): void {
    // 0: the calling thread. More processors than asked about, or a filter of system calls: it stays where it is.
    const length = this.call(SYS.sched_getaffinity, 0, PROCESSOR_BYTES, this.#processorsAt);
    const isMoved =
      length > 0 &&
      (this.#processors[0] & 1) !== 0 &&
      this.call(SYS.sched_setaffinity, 0, 8, this.#firstProcessorAt) >= 0;
    try {
      action();
    } finally {
      if (isMoved) this.call(SYS.sched_setaffinity, 0, length, this.#processorsAt);
    }
  }

  kick(target: KickTarget): void {
    whileThere(target, () => {
      this.#memset(target.immediateExitAt, 1, 1);
      this.call(SYS.tgkill, process.pid, target.thread, KICK_SIGNAL);
    });
  }

  /**
   * Let a signal interrupt what its thread is doing, and nothing else. Its handler is a function of the C library that takes
   * a number and touches no memory: a JavaScript function could be called at any moment, and in a thread that has ended.
   * @returns negative error number: EBUSY when somebody else uses the signal; or 0
   */
  makeInterrupting(signal: number): number {
    const handler = this.#dlsym(0, 'abs');
    const old = buffer(SIGACTION.size);
    if (this.#sigaction(signal, null, old) < 0) return -this.#koffi.errno();
    const before = Number(new DataView(old.buffer).getBigUint64(SIGACTION.handler, true));
    if (before === handler) return 0;
    if (before !== 0) return -EBUSY;
    const action = buffer(SIGACTION.size);
    const view = new DataView(action.buffer);
    view.setBigUint64(SIGACTION.handler, BigInt(handler), true);
    view.setUint32(SIGACTION.flags, SA_RESTART, true); // KVM_RUN is never restarted
    return this.#sigaction(signal, action, null) < 0 ? -this.#koffi.errno() : 0;
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
  at = -Infinity;
  readonly #system: KoffiSystem;
  readonly #timer: number;
  /** struct itimerspec: interval, then value, each seconds and ns as i64. */
  readonly #spec = buffer(32);
  readonly #specView = new DataView(this.#spec.buffer);
  readonly #specAddress: number;

  /** The alarm of the calling thread. @returns a negative error number when the kernel refuses it */
  static create(system: KoffiSystem): KoffiAlarm | number {
    const existing = KoffiAlarm.#ofThread;
    if (existing !== undefined) {
      existing.users++;
      return existing.alarm;
    }
    const handled = system.makeInterrupting(KICK_SIGNAL);
    if (handled < 0) return handled;
    const signals = buffer(SIGSET_BYTES);
    signals[(KICK_SIGNAL - 1) >> 3] = 1 << ((KICK_SIGNAL - 1) & 7);
    const unblocked = system.callAt(SYS.rt_sigprocmask, SIG_UNBLOCK, signals, buffer(SIGSET_BYTES), SIGSET_BYTES);
    if (unblocked < 0) return unblocked;
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
    const alarm = new KoffiAlarm(system, thread, new DataView(id.buffer).getInt32(0, true));
    KoffiAlarm.#ofThread = { alarm, users: 1 };
    return alarm;
  }

  private constructor(system: KoffiSystem, thread: number, timer: number) {
    this.#system = system;
    this.thread = thread;
    this.#timer = timer;
    this.#specAddress = system.addressOf(this.#spec);
  }

  set(ns: number): void {
    this.#settime(AGAIN_NS, Math.max(1, Math.ceil(ns)));
  }

  off(): void {
    this.at = -Infinity;
    this.#settime(0, 0);
  }

  close(): void {
    const shared = KoffiAlarm.#ofThread;
    if (shared === undefined || --shared.users > 0) return;
    KoffiAlarm.#ofThread = undefined;
    this.#system.call(SYS.timer_delete, this.#timer);
    // The handler stays: a signal that is still on its way must not end the process.
  }

  #settime(intervalNs: number, ns: number): void {
    const view = this.#specView;
    view.setUint32(8, intervalNs, true);
    view.setUint32(16, Math.floor(ns / 1e9), true);
    view.setUint32(24, ns % 1e9, true);
    this.#system.call(SYS.timer_settime, this.#timer, 0, this.#specAddress, 0);
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
