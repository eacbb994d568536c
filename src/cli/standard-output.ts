/** What becomes of a process whose standard output does not take everything. */
import { STATUS_USAGE } from './exit-status.ts';
import { reason } from './output-file.ts';

/**
 * Say at the end of the process that output is missing, in the exit status, too.
 * @param isExcused asked at the end: somebody else tells of what was lost
 */
export function watchStandardOutput(isExcused: () => boolean = () => false): void {
  let failure: string | undefined;
  process.stdout.on('error', (error) => {
    failure ??= reason(error);
  });
  process.stderr.on('error', () => {});
  process.on('exit', () => {
    // A closed pipe is the reader's right. Anything else is half a result.
    if (failure === undefined || failure === 'EPIPE' || isExcused()) return;
    process.stderr.write(`subpage: stdout: not all of the output could be written (${failure})\n`);
    process.exitCode ||= STATUS_USAGE;
  });
}
