import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VmStop } from '../vm/stop.ts';
import { describeStop, statusOfStop } from './exit-status.ts';

// biome-ignore format: a matrix
const CASES: readonly (readonly [VmStop, number])[] = [
  [{ kind: 'power-off' }, 0],
  [{ kind: 'reset' }, 0],
  [{ kind: 'halted' }, 0],
  [{ kind: 'requested' }, 0],
  [{ kind: 'breakpoint', address: 0x1000n }, 0],
  [{ kind: 'debug-exit', status: 1 }, 1],
  [{ kind: 'debug-exit', status: 33 }, 33],
  [{ kind: 'debug-exit', status: 0x1ff }, 255],
  [{ kind: 'triple-fault' }, 3],
  [{ kind: 'failure', message: 'x' }, 3],
  [{ kind: 'guard', guard: 'g', gpa: 0, sequence: 1, instructionLength: 0 }, 4],
  [{ kind: 'protected-write', gpa: 0, instructionLength: 0 }, 4],
  [{ kind: 'instruction-limit' }, 124],
  [{ kind: 'time-limit' }, 124],
];
for (const [stop, status] of CASES) {
  test(`${stop.kind} → ${status}`, () => {
    assert.equal(statusOfStop(stop), status);
    assert.match(describeStop(stop), /^[a-z].*[^.]$/);
  });
}
