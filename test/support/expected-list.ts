import assert from 'node:assert/strict';
import type { GuestImage } from './guest-image.ts';
import { type GuestOutcome, outcomeText } from './guest-runner.ts';

/** What a result must be: its name, and its value or the label whose address it is; undefined: any value will do. */
export type ExpectedItem = readonly [name: string, value: bigint | number | string | undefined];

/** Compare a guest's list with what was expected, by name. */
export function assertList(outcome: GuestOutcome, image: GuestImage, expected: readonly ExpectedItem[]): void {
  assert.equal(outcome.kind, 'done', outcomeText(outcome));
  if (outcome.kind !== 'done') return;
  const show = (value: bigint | number | string | undefined): string =>
    value === undefined
      ? 'nothing'
      : typeof value === 'string'
        ? `0x${image.address(value).toString(16)}`
        : `0x${BigInt(value).toString(16)}`;
  const wrong: string[] = [];
  for (let i = 0; i < Math.max(expected.length, outcome.results.length); i++) {
    const [name, value] = expected[i] ?? ['nothing more', undefined];
    if (value === undefined && i < Math.min(expected.length, outcome.results.length)) continue;
    const [wanted, seen] = [show(value), show(outcome.results[i])];
    if (wanted !== seen) wrong.push(`${name}: expected ${wanted}, got ${seen}`);
  }
  assert.deepEqual(wrong, []);
}
