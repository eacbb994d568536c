/**
 * A VM under a debugger: `target remote` of gdb, over any stream of bytes. Without one, the guest runs as it would.
 *
 * All vCPUs stop together. Breakpoints are the engine's, watchpoints are guards, single steps are runs of one instruction.
 */
import { HvError } from '../base/error.ts';
import type { VmStop } from '../vm/stop.ts';
import type { RunOptions, Vm } from '../vm/vm.ts';
import { PacketReader, type Received, writePacket } from './packets.ts';
import { GdbSession, type Resumption } from './session.ts';

/** The way to a debugger. */
export interface GdbConnection {
  send(bytes: Uint8Array): void;
  close(): void;
}

/** How a stub is made. */
export interface GdbStubOptions {
  /** Carries out what a person writes behind gdb's `monitor`; the answer is shown. Default: there are no such commands. */
  readonly monitor?: (command: string) => string;
}

/** A debugger's side of a connection: what it sends, and that it has gone. */
export interface GdbPeer {
  receive(bytes: Uint8Array): void;
  closed(): void;
}

/**
 * @example
 * const stub = new GdbStub(vm);
 * createServer((socket) => {
 *   const peer = stub.attach({ send: (bytes) => socket.write(bytes), close: () => socket.end() });
 *   socket.on('data', (bytes) => peer.receive(bytes)).on('close', () => peer.closed());
 * }).listen(1234, '127.0.0.1');
 * const stop = await stub.run({ waitForDebugger: true });
 */
export class GdbStub {
  readonly #vm: Vm;
  readonly #monitor: (command: string) => string;
  #attached: Attached | undefined;
  /** Wakes a run that waits for a debugger to come. */
  #arrived: (() => void) | undefined;
  /** stop() was called, and run() has not answered yet. */
  #isStopped = false;
  #isGuestRunning = false;

  /** @throws HvError `unsupported` for engines without breakpoints and single steps */
  constructor(vm: Vm, options: GdbStubOptions = {}) {
    const { name, capabilities } = vm.engine;
    if (capabilities.breakpoints === 0 || !capabilities.virtualTime) {
      throw new HvError('unsupported', `GdbStub: the ${name} engine has no breakpoints and no single steps; use soft`);
    }
    this.#vm = vm;
    this.#monitor = options.monitor ?? (() => 'there are no monitor commands here\n');
  }

  /** Whether a debugger is there. */
  get isAttached(): boolean {
    return this.#attached !== undefined;
  }

  /** A debugger has come. The guest stops for it; while another one is there, it is turned away. */
  attach(connection: GdbConnection): GdbPeer {
    if (this.#attached !== undefined) {
      connection.close();
      return { receive: () => {}, closed: () => {} };
    }
    const attached = new Attached(new GdbSession(this.#vm, this.#monitor), connection, {
      stopGuest: () => this.#stopGuest(),
      onGone: () => {
        if (this.#attached === attached) this.#attached = undefined;
      },
    });
    this.#attached = attached;
    this.#stopGuest();
    this.#arrived?.();
    return attached;
  }

  /**
   * Run the guest as `Vm.run()` does, and as the debugger wants while there is one.
   * @returns what ends the run for good: a power-off, a limit, the debugger's `kill`; without a debugger whatever ends Vm.run()
   */
  async run(options: RunOptions & { readonly waitForDebugger?: boolean } = {}): Promise<VmStop> {
    const { waitForDebugger = false, maxInstructions = Infinity, ...others } = options;
    let isWaiting = waitForDebugger;
    const end = this.#instructions + maxInstructions;
    for (;;) {
      if (isWaiting) await this.#arrival();
      const attached = this.#attached;
      if (this.#isStopped) return this.#leave(attached, { kind: 'requested' });
      const resumption = await attached?.nextResumption();
      // Somebody has connected and gone without a word: that was no debugger.
      if (isWaiting && resumption?.kind === 'detach' && attached?.hasSpoken === false) continue;
      isWaiting = false;
      if (resumption?.kind === 'kill') return this.#leave(attached, { kind: 'requested' });
      const isStep = resumption?.kind === 'step';
      const vcpu = isStep || resumption?.kind === 'continue' ? resumption.vcpu : undefined;
      const left = end - this.#instructions;
      if (left <= 0) return this.#leave(attached, { kind: 'instruction-limit' });
      const limit = isStep ? 1 : left;
      const limits = {
        ...others,
        ...(limit === Infinity ? {} : { maxInstructions: limit }),
        ...(vcpu === undefined ? {} : { vcpu }),
      };
      attached?.commit();
      const before = this.#instructions;
      let stop = await this.#runGuest(limits);
      // The debugger goes on from where it knows that a breakpoint is: it wants to get away from there.
      const isStill = attached !== undefined && stop.kind === 'breakpoint' && this.#instructions === before;
      if (isStill) stop = await this.#runGuest(limits);
      const isStepDone = isStep && stop.kind === 'instruction-limit';
      const now = this.#attached;
      if (now === undefined) {
        // It left while the guest ran; what it waited for has nobody to hear of it.
        const isOfDebugger = isStepDone || stop.kind === 'breakpoint' || stop.kind === 'requested';
        if (attached !== undefined && isOfDebugger && !this.#isStopped) continue;
        return stop;
      }
      if (isFinal(stop) && !isStepDone) return this.#leave(now, stop);
      // Who has come just now will ask.
      if (now === attached) now.tell(stop);
    }
  }

  /** End the run that is under way (or the next one) with `requested`, whatever the debugger is about. */
  stop(): void {
    this.#isStopped = true;
    this.#stopGuest();
    this.#arrived?.();
    this.#attached?.kill();
  }

  /** Until a debugger is there, or stop() is called. */
  async #arrival(): Promise<void> {
    while (this.#attached === undefined && !this.#isStopped) {
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
      this.#arrived = undefined;
    }
  }

  #stopGuest(): void {
    if (this.#isGuestRunning) this.#vm.stop();
  }

  async #runGuest(options: RunOptions): Promise<VmStop> {
    this.#isGuestRunning = true;
    try {
      return await this.#vm.run(options);
    } finally {
      this.#isGuestRunning = false;
    }
  }

  get #instructions(): number {
    return this.#vm.vcpus.reduce((sum, { instructions }) => sum + instructions, 0);
  }

  #leave(attached: Attached | undefined, stop: VmStop): VmStop {
    attached?.end(stop);
    this.#attached = undefined;
    this.#isStopped = false;
    return stop;
  }
}

/** Packets that a debugger may send while the guest runs: it has nothing to ask then. */
const MAXIMUM_WAITING = 16;

/** What there is nothing to look at or to go on from behind. */
function isFinal({ kind }: VmStop): boolean {
  return (
    kind === 'power-off' ||
    kind === 'reset' ||
    kind === 'debug-exit' ||
    kind === 'instruction-limit' ||
    kind === 'time-limit'
  );
}

/** What an attached debugger asks of the stub. */
interface AttachedHost {
  /** End the run that is under way, if there is one. */
  stopGuest(): void;
  onGone(): void;
}

/** A debugger that is there. */
class Attached implements GdbPeer {
  readonly #session: GdbSession;
  readonly #connection: GdbConnection;
  readonly #host: AttachedHost;
  readonly #reader = new PacketReader();
  /** What came in while the guest ran, but for interruptions. */
  readonly #waiting: Received[] = [];
  #last: Uint8Array | undefined;
  #resume: ((resumption: Resumption) => void) | undefined;
  /** Whether packets have to wait: the guest runs, or is about to. */
  #isRunning = true;
  #isInterrupted = false;
  #isGone = false;
  /** Whether a packet has come. */
  hasSpoken = false;

  constructor(session: GdbSession, connection: GdbConnection, host: AttachedHost) {
    this.#session = session;
    this.#connection = connection;
    this.#host = host;
  }

  receive(bytes: Uint8Array): void {
    // A connection that begins like a request of a browser ends there: what follows could be packets of a web page's.
    for (const received of this.#reader.push(bytes)) {
      if (this.#isGone) return;
      if (received.kind === 'noise') this.closed();
      else if (received.kind === 'interrupt') {
        if (!this.#isRunning) continue;
        this.#isInterrupted = true;
        this.#host.stopGuest();
      } else if (!this.#isRunning) this.#serve(received);
      else if (this.#waiting.length < MAXIMUM_WAITING) this.#waiting.push(received);
      else this.closed();
    }
  }

  closed(): void {
    if (!this.#isGone) this.#host.stopGuest(); // it may be running one vCPU only
    this.#go({ kind: 'detach' });
  }

  kill(): void {
    this.#go({ kind: 'kill' });
  }

  /** What the debugger has set is in force from here on. */
  commit(): void {
    if (!this.#isGone) this.#session.commit();
  }

  /** Answer packets until one of them lets the guest run. */
  nextResumption(): Promise<Resumption> {
    if (this.#isGone) return Promise.resolve({ kind: 'detach' });
    return new Promise((resolve) => {
      this.#resume = resolve;
      this.#isRunning = false;
      while (!this.#isRunning) {
        const received = this.#waiting.shift();
        if (received === undefined) return;
        this.#serve(received);
      }
    });
  }

  /** The guest has stopped. */
  tell(stop: VmStop): void {
    for (const packet of this.#session.describeStop(stop, this.#isInterrupted)) this.#send(packet);
    this.#isInterrupted = false;
  }

  /** The run is over. */
  end(stop: VmStop): void {
    if (this.#isGone) return;
    this.#isGone = true;
    if (stop.kind === 'time-limit' || stop.kind === 'instruction-limit') this.#send('X0f');
    else this.#send(`W${(stop.kind === 'debug-exit' ? stop.status & 0xff : 0).toString(16).padStart(2, '0')}`);
    this.#session.end();
    this.#connection.close();
  }

  #serve(received: Received): void {
    if (received.kind === 'repeat') {
      if (this.#last !== undefined) this.#connection.send(this.#last);
      return;
    }
    if (received.kind !== 'packet') {
      if (this.#session.acknowledges) this.#connection.send(Uint8Array.of(0x2d));
      return;
    }
    this.hasSpoken = true;
    if (this.#session.acknowledges) this.#connection.send(Uint8Array.of(0x2b));
    const answer = this.#session.answer(received.data);
    if (typeof answer === 'string') this.#send(answer);
    else if (!('kind' in answer)) for (const packet of answer) this.#send(packet);
    else {
      if (answer.kind === 'detach') this.#send('OK');
      this.#go(answer);
    }
  }

  #go(resumption: Resumption): void {
    const isLeaving = resumption.kind === 'detach';
    if (isLeaving && !this.#isGone) {
      this.#isGone = true;
      this.#session.end();
      this.#connection.close();
      this.#host.onGone();
    }
    this.#isRunning = true;
    const resume = this.#resume;
    this.#resume = undefined;
    resume?.(resumption);
  }

  #send(packet: string): void {
    this.#last = writePacket(packet);
    this.#connection.send(this.#last);
  }
}
