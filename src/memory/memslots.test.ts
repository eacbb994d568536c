import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HvError } from '../base/error.ts';
import { HostMemory } from './host-memory.ts';
import { MemoryBlock } from './memory-block.ts';
import { Memslots } from './memslots.ts';

const host = new HostMemory({ buffer: new ArrayBuffer(1 << 20), base: 0, size: 1 << 20 });
const block = (pages: number) => new MemoryBlock(host, pages);
const code = (name: string) => (error: unknown) => error instanceof HvError && error.code === name;

test('slots are found by every frame they have, and by no other', () => {
  const slots = new Memslots();
  slots.add(3, 100, block(10), false);
  slots.add(1, 0, block(2), false);
  slots.add(2, 110, block(1), true);
  slots.add(9, 2 ** 36 - 1, block(1), false);
  const expected = new Map([
    [0, 1],
    [1, 1],
    [2, undefined],
    [99, undefined],
    [100, 3],
    [109, 3],
    [110, 2],
    [111, undefined],
    [2 ** 36 - 1, 9],
  ]);
  for (const order of [[...expected], [...expected].reverse()]) {
    for (const [gfn, id] of order) assert.equal(slots.findSlot(gfn)?.id, id, `gfn ${gfn}`);
  }
  assert.deepEqual(
    slots.all.map((slot) => slot.id),
    [1, 3, 2, 9],
  );
});

test('a slot that is gone or elsewhere is not found where it was, even when it was used last', () => {
  const slots = new Memslots();
  slots.add(0, 10, block(4), false);
  assert.equal(slots.findSlot(12)?.id, 0);
  slots.move(0, 20);
  assert.equal(slots.findSlot(12), undefined);
  assert.equal(slots.findSlot(20)?.id, 0);
  slots.remove(0);
  assert.equal(slots.findSlot(20), undefined);
});

test('a slot may move over its own place', () => {
  const slots = new Memslots();
  slots.add(0, 10, block(4), false);
  assert.equal(slots.move(0, 12).gfn, 12);
});

test('what does not fit is refused, and nothing changes', () => {
  const slots = new Memslots();
  const used = block(4);
  slots.add(0, 10, used, false);
  slots.add(1, 20, block(4), false);
  for (const gfn of [7, 10, 13]) assert.throws(() => slots.add(5, gfn, block(4), false), code('memslot-conflict'));
  assert.throws(() => slots.add(0, 50, block(1), false), code('memslot-conflict'));
  assert.throws(() => slots.add(5, 50, used, false), code('bad-state'));
  for (const gfn of [-1, 0.5, NaN, Infinity, 2 ** 36, 2 ** 36 - 3]) {
    assert.throws(() => slots.add(5, gfn, block(4), false), code('invalid-argument'), `${gfn}`);
  }
  for (const id of [-1, 0.5, NaN]) assert.throws(() => slots.add(id, 50, block(1), false), code('invalid-argument'));
  assert.throws(() => slots.move(0, 18), code('memslot-conflict'));
  assert.throws(() => slots.move(0, 2 ** 36), code('invalid-argument'));
  assert.throws(() => slots.remove(5), code('no-memslot'));
  assert.deepEqual(
    slots.all.map((slot) => [slot.id, slot.gfn]),
    [
      [0, 10],
      [1, 20],
    ],
  );
});

test('there is a limit to the number of slots', () => {
  const slots = new Memslots();
  for (let id = 0; id < 512; id++) slots.add(id, id, block(1), false);
  assert.throws(() => slots.add(512, 512, block(1), false), code('memslot-conflict'));
});

test('a block keeps its frames while it has no slot, and gives them back on release', () => {
  const slots = new Memslots();
  const memory = block(4);
  slots.add(0, 0, memory, false);
  assert.notEqual(memory.obtainFrame(2), 0);
  assert.throws(() => memory.release(), code('bad-state'));
  slots.remove(0);
  assert.equal(memory.countFrames(), 1);
  const used = host.usedFrames;
  memory.release();
  memory.release();
  assert.deepEqual([host.usedFrames, memory.countFrames()], [used - 1, 0]);
});

test('blocks have whole sizes', () => {
  for (const pages of [0, -1, 1.5, NaN, 2 ** 24 + 1]) assert.throws(() => block(pages), code('invalid-argument'));
});
