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

/**
 * A file of lines that survives a full disk and a closed pipe: whole lines are written or counted as lost, a line that
 * was cut is finished before the next, and nothing throws while the guest runs.
 */
export class LineFile {
  readonly path: string;
  /** Lines handed to the operating system in full. */
  written = 0;
  /** Lines that could not be written. */
  lost = 0;
  /** The first failure, for the report at the end. */
  failure: string | undefined;
  readonly #write: WriteBytes;
  readonly #close: (cutBytes: number) => void;
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  /** Bytes of the first waiting line that the file already has. */
  #cutBytes = 0;
  /** The file will never take bytes again (EPIPE, EBADF). */
  #dead = false;

  /** @param close told how many bytes of an unfinished line stand at the end of the file */
  constructor(path: string, write: WriteBytes, close: (cutBytes: number) => void) {
    this.path = path;
    this.#write = write;
    this.#close = close;
  }

  /**
   * Create or empty a file. `option` is named in the error.
   * @throws HvError `io` when the file cannot be opened for writing
   */
  static create(path: string, option: string): LineFile {
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
      );
    } catch (cause) {
      throw notWritable(path, option, cause);
    }
  }

  /** Add a line, which ends in its newline. */
  add(line: string): void {
    if (this.#dead || this.#pendingBytes > BACKLOG_BYTES) {
      this.lost++;
      return;
    }
    const bytes = Buffer.from(line);
    this.#pending.push(bytes);
    this.#pendingBytes += bytes.length;
    if (this.#pendingBytes >= BUFFER_BYTES) this.flush();
  }

  /** Hand what waits to the operating system. Never throws. */
  flush(): void {
    while (this.#pending.length > 0 && !this.#dead) {
      let batch = this.#pending[0];
      if (this.#pending.length > 1) batch = Buffer.concat(this.#pending);
      let count = 0;
      try {
        count = this.#write(batch);
      } catch (error) {
        this.failure ??= reason(error);
        const code = (error as { code?: string }).code;
        if (code !== 'ENOSPC' && code !== 'EDQUOT' && code !== 'EAGAIN') {
          this.#dead = true;
          this.lost += this.#pending.length;
          this.#pending = [];
          this.#pendingBytes = 0;
        }
        return;
      }
      this.#drop(count);
    }
  }

  /** Flush for the last time and close; lines that still wait are lost, and the half of a line is taken back. */
  close(): void {
    this.flush();
    this.lost += this.#pending.length;
    this.#pending = [];
    this.#pendingBytes = 0;
    try {
      this.#close(this.#cutBytes);
    } catch (error) {
      this.failure ??= reason(error);
    }
  }

  #drop(count: number): void {
    this.#pendingBytes -= count;
    let left = count;
    let lines = 0;
    while (left > 0 && lines < this.#pending.length && left >= this.#pending[lines].length) {
      left -= this.#pending[lines].length;
      lines++;
    }
    this.#pending.splice(0, lines);
    this.written += lines;
    if (lines > 0) this.#cutBytes = 0;
    if (left > 0) {
      this.#pending[0] = this.#pending[0].subarray(left);
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
export function writeWhole(path: string, text: string, option: string): void {
  let temporary: string | undefined;
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat !== undefined && !stat.isFile()) {
      writeFileSync(path, text);
      return;
    }
    const target = stat === undefined ? path : realpathSync(path);
    temporary = `${target}.${process.pid}.tmp`;
    writeFileSync(temporary, text, { flag: 'wx' });
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
