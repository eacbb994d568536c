import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HvError } from '../base/error.ts';
import { GuestMemory } from './guest-memory.ts';
import { HostMemory } from './host-memory.ts';
import { MemoryBlock } from './memory-block.ts';
import { Memslots } from './memslots.ts';

function make(limitFrames = 256) {
  const host = new HostMemory({ buffer: new ArrayBuffer(1 << 20), base: 0, size: 1 << 20, limitFrames });
  const slots = new Memslots();
  return { host, slots, memory: new GuestMemory(host, slots) };
}
const code = (name: string) => (error: unknown) => error instanceof HvError && error.code === name;

test('bytes go in and out over pages and slots; untouched pages read as zero and take no frame', () => {
  const { host, slots, memory } = make();
  slots.add(0, 0, new MemoryBlock(host, 2), false);
  slots.add(1, 2, new MemoryBlock(host, 2), false);
  assert.deepEqual([...memory.read(0xfff, 0x2002)], new Array(0x2002).fill(0));
  assert.equal(host.usedFrames, 0);
  const data = Uint8Array.from({ length: 0x1002 }, (_, i) => (i * 7 + 1) & 0xff);
  assert.equal(memory.write(0x1fff, data), 0x1002);
  assert.deepEqual(memory.read(0x1fff, 0x1002), data);
  assert.deepEqual([memory.read(0x1ffe, 1)[0], memory.read(0x3001, 1)[0], host.usedFrames], [0, 0, 3]);
});

test('32-bit reads for table walkers', () => {
  const { host, slots, memory } = make();
  slots.add(0, 1, new MemoryBlock(host, 2), false);
  memory.write(0x1004, Uint8Array.of(0xef, 0xbe, 0xad, 0xde));
  assert.deepEqual([memory.read32(0x1004), memory.read32(0x2000)], [0xdead_beef, 0]);
  assert.deepEqual(
    [memory.read32(0), memory.read32(0x3000), memory.read32(2 ** 51), memory.read32(Number.NaN)],
    [undefined, undefined, undefined, undefined],
  );
});

test('a range that is not all memory is refused before the first byte', () => {
  const { host, slots, memory } = make();
  slots.add(0, 0, new MemoryBlock(host, 1), false);
  assert.throws(() => memory.write(0xffe, Uint8Array.of(1, 2, 3)), code('no-memslot'));
  assert.throws(() => memory.read(0x1000, 1), code('no-memslot'));
  for (const gpa of [-1, 0.5, NaN, 2 ** 53]) assert.throws(() => memory.read(gpa, 1), code('no-memslot'));
  assert.throws(() => memory.read(0, -1), code('no-memslot'));
  assert.equal(memory.read(0xffe, 2)[0], 0);
  assert.equal(memory.read(0, 0).length, 0);
});

test('without frames a write fails whole', () => {
  const { host, slots, memory } = make(2);
  slots.add(0, 0, new MemoryBlock(host, 4), false);
  assert.throws(() => memory.write(0xfff, Uint8Array.of(1, 2)), code('out-of-memory'));
  assert.equal(memory.read(0xfff, 1)[0], 0);
});

test('without a filter, bytes in denied sub-pages are dropped; ROM can be written by the host', () => {
  const { host, slots, memory } = make();
  const block = new MemoryBlock(host, 2);
  slots.add(0, 0, block, true);
  block.obtainVectors()[0] = 0x7fff_fffd;
  const data = new Uint8Array(4096 + 8).fill(5);
  assert.equal(memory.write(0, data), 4096 + 8 - 256);
  assert.deepEqual(
    [0, 0x7f, 0x80, 0xff, 0x100, 0xf7f, 0xf80, 0xfff, 0x1000].map((gpa) => memory.read(gpa, 1)[0]),
    [5, 5, 0, 0, 5, 5, 0, 0, 5],
  );
  assert.equal(memory.write(0x80, Uint8Array.of(1), { force: true }), 1);
  assert.equal(memory.read(0x80, 1)[0], 1);
});

test('every store is told with its host-physical place, page by page', () => {
  const { host, slots, memory } = make();
  slots.add(0, 0, new MemoryBlock(host, 2), false);
  memory.obtainRange(0x1000, 1); // so that the frames are in the other order
  const told: number[][] = [];
  memory.onStore = (hpa, length) => told.push([hpa, length]);
  memory.write(0xffe, Uint8Array.of(1, 2, 3));
  assert.deepEqual(told, [
    [0x2ffe, 2],
    [0x1000, 1],
  ]);
});

test('the lowest denied byte of a range, over sub-pages, pages and slots', () => {
  const { host, slots, memory } = make();
  slots.add(0, 0, new MemoryBlock(host, 2), false);
  slots.add(1, 2, new MemoryBlock(host, 1), false);
  assert.equal(memory.findDenied(0, 0x3000), undefined);
  slots.getSlot(0).block.obtainVectors()[1] = 0x7fff_fffd;
  slots.getSlot(1).block.obtainVectors()[0] = 0xffff_fffe;
  for (const [gpa, length, denied] of [
    [0x107f, 1, undefined],
    [0x107f, 2, 0x1080],
    [0x1085, 1, 0x1085],
    [0x10ff, 2, 0x10ff],
    [0x1100, 0xe80, undefined],
    [0x1100, 0xe81, 0x1f80],
    [0x1ffc, 8, 0x1ffc],
    [0, 0x3000, 0x1080],
    [0x2080, 0xf80, undefined],
  ] as const) {
    assert.equal(memory.findDenied(gpa, length), denied, `0x${gpa.toString(16)} + ${length}`);
  }
});
