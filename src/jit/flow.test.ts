import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyseFlow, type Flow } from './flow.ts';

function flowOf(ways: readonly (readonly number[])[]): Flow {
  return analyseFlow({ size: ways.length, ways: (block) => ways[block] ?? [] });
}
const whereTrue = (flags: readonly boolean[]): number[] => flags.flatMap((flag, i) => (flag ? [i] : []));

test('a diamond: both ways meet in a block that the entry dominates', () => {
  const flow = flowOf([[1, 2], [3], [3], []]);
  assert.deepEqual(whereTrue(flow.isJoin), [3]);
  assert.deepEqual(whereTrue(flow.isLoopHead), []);
  assert.deepEqual([...(flow.children[0] ?? [])].sort(), [1, 2, 3]);
  assert.equal(flow.order[0], 0);
  assert.equal(flow.order[3], 3);
});

test('nested loops: a head for each', () => {
  // 0 → 1 → 2 → (2 | 3), 3 → (1 | out)
  const flow = flowOf([[1], [2], [2, 3], [1]]);
  assert.deepEqual(whereTrue(flow.isLoopHead), [1, 2]);
  assert.deepEqual(whereTrue(flow.isJoin), []);
  assert.deepEqual(flow.children, [[1], [2], [3], []]);
  assert.equal(flow.isIrreducible(2, 2), false);
  assert.equal(flow.isIrreducible(3, 1), false);
});

test('a way into the middle of a loop is no loop', () => {
  // 1 and 2 lead to each other, and the entry to both.
  const flow = flowOf([[1, 2], [2], [1]]);
  const [first, last] = (flow.order[1] as number) < (flow.order[2] as number) ? [1, 2] : [2, 1];
  assert.equal(flow.isIrreducible(last, first), true);
  assert.deepEqual(whereTrue(flow.isLoopHead), []);
});

test('both ways of a branch to one block make it a join', () => {
  assert.deepEqual(whereTrue(flowOf([[1, 1], []]).isJoin), [1]);
});

test('the entry may be a loop head; blocks that are not reached have no place', () => {
  const flow = flowOf([[0, 1], [], [1]]);
  assert.deepEqual(whereTrue(flow.isLoopHead), [0]);
  assert.equal(flow.order[2], -1);
});
