/** Files that a command reads whole. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { HvError } from '../base/error.ts';
import { reason } from './output-file.ts';

/** Largest file that is read whole, bytes: one below 2 GiB, what a buffer of Node 20 is sure to hold. */
const LIMIT_BYTES = 2 ** 31 - 1;
/** Largest amount that is read from something whose size is not known, bytes: no kernel or initrd is near it. */
const STREAM_BYTES = 1 << 29;
/** First buffer for something whose size is not known, such as a pipe. */
const FIRST_BYTES = 1 << 20;

/**
 * The bytes of a file, a pipe or a device. Reading ends at the limit, so that a device without end (/dev/zero) is an
 * error and not a process that grows.
 * @param what the option or argument that the error names
 * @param limit bytes; more is refused
 * @throws HvError `io`: one line
 * @example readInput('vmlinuz', 'kernel')
 */
export function readInput(path: string, what: string, limit = LIMIT_BYTES): Uint8Array {
  try {
    const fd = openSync(path, 'r');
    try {
      const { size } = fstatSync(fd);
      if (size > limit) throw new TooLarge(limit);
      return readToEnd(fd, size, size > 0 ? limit : Math.min(limit, STREAM_BYTES));
    } finally {
      closeSync(fd);
    }
  } catch (cause) {
    throw new HvError('io', `${what}: expected a file that can be read, got ${path} (${reason(cause)})`, { cause });
  }
}

/** @param size what the file says it has: 0 for pipes and devices */
function readToEnd(fd: number, size: number, limit: number): Uint8Array {
  // One byte more than expected: the read that fills the buffer is then not the one that finds the end.
  let bytes = new Uint8Array(size > 0 ? size + 1 : Math.min(FIRST_BYTES, limit + 1));
  let length = 0;
  for (;;) {
    const count = readSync(fd, bytes, length, bytes.length - length, null);
    length += count;
    if (length > limit) throw new TooLarge(limit);
    if (count === 0) return bytes.subarray(0, length);
    if (length === bytes.length) {
      const larger = new Uint8Array(Math.min(bytes.length * 2, limit + 1));
      larger.set(bytes);
      bytes = larger;
    }
  }
}

class TooLarge extends Error {
  constructor(limit: number) {
    super(`more than ${limit} bytes`);
  }
}
