/**
 * Kicks: how another thread makes a vCPU come back, so that none is lost.
 *
 * Who kicks leaves the request, sets `immediate_exit` in the vCPU's run page, and sends a signal, in this order. The vCPU
 * clears `immediate_exit` and looks for a request after that. A signal in KVM_RUN ends it; one that comes too early has
 * done nothing by itself, but then the next KVM_RUN finds `immediate_exit` set, or the vCPU finds the request before it.
 */

/** A vCPU that can be kicked out of KVM_RUN from any other thread of the process; a plain value, to be posted around. */
export interface KickTarget {
  /** Identity of the thread that runs it, as gettid() gives it. */
  readonly thread: number;
  /** Words: [0] not 0: come back to your caller; [1] how many are kicking now, far below 0 once the vCPU is gone. */
  readonly control: Int32Array<SharedArrayBuffer>;
  /** Address of `immediate_exit` in the vCPU's run page; valid inside whileThere(). */
  readonly immediateExitAt: number;
}

const REQUEST = 0;
const KICKERS = 1;
const GONE = -(2 ** 30);
/** A thread that was ended in the middle of a kick never leaves; nobody waits for it longer than this, ms. */
const PATIENCE_MS = 1000;

/** The side of the vCPU. */
export class KickReceiver {
  readonly control = new Int32Array(new SharedArrayBuffer(8));

  /** Take a request. @returns whether there was one */
  take(): boolean {
    if (Atomics.load(this.control, REQUEST) === 0) return false;
    Atomics.store(this.control, REQUEST, 0);
    return true;
  }

  /**
   * The vCPU goes: kicks from now on do nothing. Call once.
   * @returns whether nobody touches its run page any more
   */
  close(): boolean {
    Atomics.add(this.control, KICKERS, GONE);
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const kickers = Atomics.load(this.control, KICKERS);
      if (kickers === GONE) return true;
      if (performance.now() > end) return false;
      Atomics.wait(this.control, KICKERS, kickers, 1);
    }
  }
}

/**
 * The side of who kicks: leave the request, then do the rest while the vCPU's run page stays where it is.
 * @param kick sets `immediate_exit`, then sends the signal; not called when the vCPU is gone
 */
export function whileThere({ control }: KickTarget, kick: () => void): void {
  Atomics.store(control, REQUEST, 1);
  try {
    if (Atomics.add(control, KICKERS, 1) >= 0) kick();
  } finally {
    Atomics.sub(control, KICKERS, 1);
  }
}
