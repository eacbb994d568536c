/** Files that a run writes: event lines as they happen, the summary whole or not at all. */
import {
  accessSync,
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { HvError } from '../base/error.ts';

/** Flush to the file when this many bytes wait. */
const BUFFER_BYTES = 1 << 16;
/** Keep at most this many bytes while the file takes none; what comes on top is counted as lost. */
const BACKLOG_BYTES = 1 << 20;

/** Writes some of the bytes, answers how many, throws as fs.writeSync does. Injected by tests. */
export type WriteBytes = (bytes: Uint8Array) => number;

/** Spans of lost lines that are told one by one; what is lost behind them lengthens the last. */
const SPANS = 1000;

/** Lines that are missing, numbered from 1 in the order in which they were added. */
export interface LineLoss {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

interface PendingLine {
  bytes: Uint8Array;
  /** Number of the line; 0: it stands for lines that are missing. */
  readonly number: number;
}

/**
 * A file of lines that survives a full disk and a closed pipe: every line is written whole or counted as lost, a line that
 * was cut is finished before the next, what is missing is told in its place, and nothing throws while the guest runs.
 * Writes are synchronous: a reader that is slow slows the guest.
 */
export class LineFile {
  readonly path: string;
  /** Lines handed to the operating system in full. */
  written = 0;
  /** The first failure, for the report at the end. */
  failure: string | undefined;
  readonly #write: WriteBytes;
  readonly #close: (cutBytes: number) => void;
  readonly #describeLoss: ((loss: LineLoss) => string) | undefined;
  #added = 0;
  #pending: PendingLine[] = [];
  #pendingBytes = 0;
  /** Bytes of the first waiting line that the file already has. */
  #cutBytes = 0;
  /** The file will never take bytes again (EPIPE, EBADF). */
  #dead = false;
  readonly #losses: { from: number; to: number; count: number }[] = [];
  /** How many of #losses have their line. */
  #told = 0;

  /**
   * @param close told how many bytes of an unfinished line stand at the end of the file
   * @param describeLoss the line, with its newline, that stands where others are missing; without it none does
   */
  constructor(
    path: string,
    write: WriteBytes,
    close: (cutBytes: number) => void,
    describeLoss?: (loss: LineLoss) => string,
  ) {
    this.path = path;
    this.#write = write;
    this.#close = close;
    this.#describeLoss = describeLoss;
  }

  /**
   * Create or empty a file. `option` is named in the error.
   * @throws HvError `io` when the file cannot be opened for writing
   */
  static create(path: string, option: string, describeLoss?: (loss: LineLoss) => string): LineFile {
    try {
      const fd = openSync(path, 'w');
      return new LineFile(
        path,
        (bytes) => writeSync(fd, bytes),
        (cutBytes) => {
          const stat = fstatSync(fd);
          if (cutBytes > 0 && stat.isFile()) ftruncateSync(fd, stat.size - cutBytes);
          closeSync(fd);
        },
        describeLoss,
      );
    } catch (cause) {
      throw notWritable(path, option, cause);
    }
  }

  /** Lines that could not be written. */
  get lost(): number {
    return this.#losses.reduce((sum, { count }) => sum + count, 0);
  }

  /** Which lines those are, in order. */
  get losses(): readonly LineLoss[] {
    return this.#losses;
  }

  /** Add a line, which ends in its newline. */
  add(line: string): void {
    const number = ++this.#added;
    if (this.#dead || this.#pendingBytes > BACKLOG_BYTES) {
      this.#lose(number);
      return;
    }
    this.#tellLosses();
    this.#push(line, number);
    if (this.#pendingBytes >= BUFFER_BYTES) this.flush();
  }

  /** Hand what waits to the operating system. Never throws. */
  flush(): void {
    while (this.#pending.length > 0 && !this.#dead) {
      let batch = this.#pending[0].bytes;
      if (this.#pending.length > 1) batch = Buffer.concat(this.#pending.map(({ bytes }) => bytes));
      let count = 0;
      try {
        count = this.#write(batch);
      } catch (error) {
        this.failure ??= reason(error);
        const code = (error as { code?: string }).code;
        if (code !== 'ENOSPC' && code !== 'EDQUOT' && code !== 'EAGAIN') {
          this.#dead = true;
          this.#losePending();
        }
        return;
      }
      this.#drop(count);
    }
  }

  /** Flush for the last time and close; lines that still wait are lost, and the half of a line is taken back. */
  close(): void {
    this.flush();
    // Where the file takes bytes again, it says what is missing at its end; else the summary does.
    if (!this.#dead && this.#pending.length === 0) {
      this.#tellLosses(this.#losses.length);
      this.flush();
    }
    this.#losePending();
    try {
      this.#close(this.#cutBytes);
    } catch (error) {
      this.failure ??= reason(error);
    }
  }

  #push(line: string, number: number): void {
    const bytes = Buffer.from(line);
    this.#pending.push({ bytes, number });
    this.#pendingBytes += bytes.length;
  }

  /** The last span that is kept may still grow, so it is told at the end. */
  #tellLosses(count = Math.min(this.#losses.length, SPANS - 1)): void {
    if (this.#describeLoss === undefined) return;
    for (; this.#told < count; this.#told++) this.#push(this.#describeLoss(this.#losses[this.#told]), 0);
  }

  #lose(number: number): void {
    const last = this.#losses[this.#losses.length - 1];
    const isOpen = this.#told < this.#losses.length || this.#describeLoss === undefined;
    if (last !== undefined && ((isOpen && last.to === number - 1) || this.#losses.length === SPANS)) {
      last.to = number;
      last.count++;
    } else this.#losses.push({ from: number, to: number, count: 1 });
  }

  /** What waits is older than what was refused, and newer than what was told. */
  #losePending(): void {
    const refused = this.#losses.splice(this.#told);
    for (const { number } of this.#pending) if (number > 0) this.#lose(number);
    for (const loss of refused) {
      const last = this.#losses[this.#losses.length - 1];
      if (this.#told < this.#losses.length && (last.to === loss.from - 1 || this.#losses.length >= SPANS)) {
        last.to = loss.to;
        last.count += loss.count;
      } else this.#losses.push(loss);
    }
    this.#pending = [];
    this.#pendingBytes = 0;
  }

  #drop(count: number): void {
    this.#pendingBytes -= count;
    let left = count;
    let lines = 0;
    while (left > 0 && lines < this.#pending.length && left >= this.#pending[lines].bytes.length) {
      left -= this.#pending[lines].bytes.length;
      if (this.#pending[lines].number > 0) this.written++;
      lines++;
    }
    this.#pending.splice(0, lines);
    if (lines > 0) this.#cutBytes = 0;
    if (left > 0) {
      const [cut] = this.#pending;
      cut.bytes = cut.bytes.subarray(left);
      this.#cutBytes += left;
    }
  }
}

/**
 * Find out, without touching anything, that a file will be writable: said before a guest runs rather than after.
 * @throws HvError `io`
 */
export function checkWritable(path: string, option: string): void {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    accessSync(stat === undefined ? dirname(path) : path, constants.W_OK);
  } catch (cause) {
    throw notWritable(path, option, cause);
  }
}

/**
 * Write a file whole or not at all: to a temporary name beside it, then renamed. A link is followed, and what is no
 * regular file (a pipe, a terminal, a device) is written to, not replaced.
 * @throws HvError `io`
 */
export function writeWhole(path: string, contents: string | Uint8Array, option: string): void {
  let temporary: string | undefined;
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat !== undefined && !stat.isFile()) {
      writeFileSync(path, contents);
      return;
    }
    const target = stat === undefined ? path : realpathSync(path);
    temporary = `${target}.${process.pid}.tmp`;
    writeFileSync(temporary, contents, { flag: 'wx' });
    renameSync(temporary, target);
  } catch (cause) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    throw notWritable(path, option, cause);
  }
}

function notWritable(path: string, option: string, cause: unknown): HvError {
  return new HvError('io', `${option}: expected a file that can be written, got ${path} (${reason(cause)})`, { cause });
}

/** `ENOSPC` rather than a sentence with paths and numbers. */
export function reason(error: unknown): string {
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') return code;
  return error instanceof Error ? error.message : String(error);
}
