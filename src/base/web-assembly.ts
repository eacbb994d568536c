/** What most of subpage stands on and a host can lack: `node --jitless` and some hardened browsers have no WebAssembly. */
import { HvError } from './error.ts';

/**
 * Say that there is no WebAssembly, rather than fail over what is missing then.
 * @param caller who needs it: the beginning of the message
 * @throws HvError `unsupported`
 */
export function checkWebAssembly(caller: string): void {
  if (typeof (globalThis as { WebAssembly?: unknown }).WebAssembly === 'object') return;
  throw new HvError(
    'unsupported',
    `${caller}: expected a host with WebAssembly, got none (Node has it unless started with --jitless)`,
  );
}
