import assert from 'node:assert/strict';
import { test } from 'node:test';
import { machine } from '../../../test/support/scripted-engine.ts';
import { linear, mapDirect, put } from '../../../test/support/small-kernel.ts';
import { GuestView } from '../objects/guest-view.ts';
import { followFramePointers } from './frame-pointers.ts';

const STACK = 0x30_0000;
const TEXT = linear(0x10_0000);
const isCode = (address: bigint): boolean => address >= TEXT && address < TEXT + 0x1000n;

function callers(words: Readonly<Record<number, bigint>>, rbp = linear(STACK)): bigint[] {
  const { vm } = machine([]);
  const paging = mapDirect(vm);
  for (const [offset, value] of Object.entries(words)) put(vm, STACK + Number(offset), value);
  return followFramePointers(rbp, new GuestView({ memory: vm.memory, paging }), isCode);
}

test('callers by frame pointers, up to one that is no code', () => {
  const chain = {
    0: linear(STACK + 0x40),
    8: TEXT + 1n,
    64: linear(STACK + 0x90),
    72: TEXT + 2n,
    144: linear(STACK + 0xa0),
    152: TEXT + 3n,
    160: 0n,
    168: 0x40_1000n, // user space
  };
  assert.deepEqual(callers(chain), [TEXT + 1n, TEXT + 2n, TEXT + 3n]);
});

test('chains that a hostile guest builds end', () => {
  assert.deepEqual(callers({ 0: linear(STACK), 8: TEXT }), [TEXT], 'to itself');
  assert.deepEqual(callers({ 0: linear(STACK - 16), 8: TEXT }), [TEXT], 'downwards');
  assert.deepEqual(callers({ 0: linear(STACK + 0x10_0000), 8: TEXT }), [TEXT], 'far away');
  assert.deepEqual(callers({}, linear(STACK) + 4n), [], 'not aligned');
  assert.deepEqual(callers({}, 0x1234_5678_9abc_def0n), [], 'not mapped');
  const long = Object.fromEntries(
    Array.from({ length: 200 }, (_, i) => [
      [i * 16, linear(STACK + (i + 1) * 16)],
      [i * 16 + 8, TEXT],
    ]).flat(),
  );
  assert.equal(callers(long).length, 64);
});
