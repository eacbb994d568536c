/**
 * The guest's serial console on this process's terminal: guest bytes to stdout, stdin to the guest, Ctrl-A as the
 * escape key (Ctrl-A x leaves, Ctrl-A Ctrl-A sends one Ctrl-A).
 */
import { fstatSync, readFileSync } from 'node:fs';
import type { ReadStream, WriteStream } from 'node:tty';
import { reason } from './output-file.ts';

const CTRL_A = 1;

/** Splits what a person types into bytes for the guest and the wish to leave. */
export class EscapeFilter {
  #escaped = false;

  /** @returns the bytes for the guest, and whether `Ctrl-A x` was typed (what follows it is dropped) */
  feed(typed: Uint8Array): { bytes: Uint8Array; leave: boolean } {
    const bytes: number[] = [];
    for (const byte of typed) {
      if (!this.#escaped) {
        if (byte === CTRL_A) this.#escaped = true;
        else bytes.push(byte);
        continue;
      }
      this.#escaped = false;
      if (byte === 0x78 || byte === 0x58) return { bytes: Uint8Array.from(bytes), leave: true };
      if (byte === CTRL_A) bytes.push(CTRL_A);
      else bytes.push(CTRL_A, byte); // not a command: the guest gets both
    }
    return { bytes: Uint8Array.from(bytes), leave: false };
  }
}

/** What the console tells its owner. */
export interface ConsoleEvents {
  onInput(bytes: Uint8Array): void;
  onLeave(): void;
}

/** All of stdin when it is a file, else undefined: then it comes when it comes. */
function wholeInput(): Uint8Array | undefined {
  try {
    return fstatSync(0).isFile() ? readFileSync(0) : undefined;
  } catch {
    return undefined; // no stdin at all
  }
}

/** stdin and stdout in the guest's service from `open()` to `close()`. */
export class TerminalConsole {
  /** Bytes that stdout did not take, and why. */
  lostBytes = 0;
  failure: string | undefined;
  readonly #input: ReadStream & { fd: 0 };
  readonly #output: WriteStream & { fd: 1 };
  readonly #onData: (data: Uint8Array) => void;
  readonly #onEnd: () => void;
  readonly #onError: (error: Error) => void;
  /** Whether stdin can still bring bytes. */
  inputOpen = true;

  constructor(events: ConsoleEvents) {
    this.#input = process.stdin;
    this.#output = process.stdout;
    const filter = new EscapeFilter();
    const isTerminal = this.#input.isTTY === true;
    this.#onData = (data) => {
      if (!isTerminal) return events.onInput(data); // a file or a pipe is data: no key in it means anything
      const { bytes, leave } = filter.feed(data);
      if (bytes.length > 0) events.onInput(bytes);
      if (leave) events.onLeave();
    };
    this.#onEnd = () => {
      this.inputOpen = false;
    };
    this.#onError = (error) => {
      this.failure ??= reason(error);
    };
    this.#output.on('error', this.#onError);
  }

  /**
   * Begin to read. A file is handed over at once, so that the moment at which the guest gets its bytes depends on the
   * guest alone, and a run can be repeated.
   */
  open(): void {
    const file = wholeInput();
    if (file !== undefined) {
      this.inputOpen = false;
      this.#onData(file);
      return;
    }
    if (this.#input.isTTY) this.#input.setRawMode(true);
    this.#input.on('data', this.#onData);
    this.#input.on('end', this.#onEnd);
    this.#input.on('error', this.#onEnd);
  }

  /** Bytes from the guest. After a failure they are counted and dropped, and the guest goes on. */
  write(bytes: Uint8Array): void {
    if (this.failure !== undefined) this.lostBytes += bytes.length;
    else this.#output.write(bytes);
  }

  /** Resolves when stdout takes bytes again: the guest waits with it, so output does not pile up in memory. */
  async drained(): Promise<void> {
    if (!this.#output.writableNeedDrain || this.failure !== undefined) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.#output.off('drain', done);
        this.#output.off('error', done);
        this.#output.off('close', done);
        resolve();
      };
      this.#output.on('drain', done);
      this.#output.on('error', done);
      this.#output.on('close', done);
    });
  }

  /** Read no more for now; what is typed waits in the terminal. */
  pause(): void {
    this.#input.pause();
  }

  resume(): void {
    if (this.inputOpen && this.#input.isPaused()) this.#input.resume();
  }

  /** Give the terminal back as it was. */
  close(): void {
    if (this.#input.isTTY) this.#input.setRawMode(false);
    this.#input.off('data', this.#onData);
    this.#input.off('end', this.#onEnd);
    this.#input.off('error', this.#onEnd);
    this.#input.pause();
  }
}
