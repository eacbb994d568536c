/** What is being done, on a terminal, while something may take longer than a second. */

/** The terminal that says it, process.stderr; replaced by tests. */
export interface ProgressTarget {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Back to the beginning of the line, and erase it. */
const ERASE = '\r\u001b[K';

/**
 * Say what is being done on a line that goes away when it is done. The work may keep the event loop busy, so the line is
 * there from the beginning. Where stderr is no terminal, nothing is written.
 * @param what in the form `unpacking vmlinuz`
 * @example const plan = await showProgress('unpacking vmlinuz', () => planBoot(input));
 */
export async function showProgress<T>(
  what: string,
  work: () => T | Promise<T>,
  target: ProgressTarget = process.stderr,
): Promise<T> {
  if (target.isTTY !== true) return work();
  target.write(`subpage: ${what} …`);
  // The line has to be on its way before the work takes the thread.
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
  try {
    return await work();
  } finally {
    target.write(ERASE);
  }
}
