// What the engine asks of the operating system, of this machine's.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { koffiSystem } from './koffi-system.ts';

/** Processors that the calling thread may run on, as the kernel writes them: `0-3,8`. */
function allowedProcessors(): string {
  const status = readFileSync('/proc/thread-self/status', 'utf8');
  return /^Cpus_allowed_list:\s*(\S+)$/m.exec(status)?.[1] ?? '';
}

test('the first processor is where an action runs, and the thread may run anywhere afterwards, also when it throws', {
  skip: process.platform === 'linux' && process.arch === 'x64' ? false : 'Linux on x86-64 only',
}, () => {
  const system = koffiSystem();
  const before = allowedProcessors();
  const expected = /^0\b/.test(before) ? '0' : before;
  let inside = '';
  system.onFirstProcessor(() => {
    inside = allowedProcessors();
  });
  assert.equal(inside, expected);
  assert.equal(allowedProcessors(), before);
  assert.throws(
    () =>
      system.onFirstProcessor(() => {
        throw new Error('the kernel refuses');
      }),
    /the kernel refuses/,
  );
  assert.equal(allowedProcessors(), before);
});
