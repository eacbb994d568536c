import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HvError } from '../base/error.ts';
import { HostMemory } from './host-memory.ts';

const make = (pages: number, limitFrames = pages) =>
  new HostMemory({ buffer: new ArrayBuffer((pages + 1) * 4096), base: 4096, size: pages * 4096, limitFrames });
const code = (name: string) => (error: unknown) => error instanceof HvError && error.code === name;

test('frames are handed out once, never frame 0, until none is left', () => {
  const host = make(8);
  const frames = Array.from({ length: 8 }, () => host.allocateFrame('guest'));
  assert.deepEqual(frames, [1, 2, 3, 4, 5, 6, 7, 0]);
  assert.deepEqual([host.usedFrames, host.freeFrames, host.countFrames('guest')], [7, 0, 7]);
  host.freeFrame(3);
  host.freeFrame(5);
  assert.deepEqual([host.freeFrames, host.useOf(3), host.useOf(4)], [2, undefined, 'guest']);
  const again = [host.allocateFrame('ept'), host.allocateFrame('sppt'), host.allocateFrame('ept')];
  assert.deepEqual(again.sort(), [0, 3, 5]);
  assert.deepEqual([host.countFrames('guest'), host.countFrames('ept'), host.countFrames('sppt')], [5, 1, 1]);
});

test('a frame is zero when it comes again', () => {
  const host = make(4);
  const frame = host.allocateFrame('guest');
  host.bytes.fill(0xaa, frame * 4096, (frame + 1) * 4096);
  host.freeFrame(frame);
  assert.equal(host.allocateFrame('ept'), frame);
  assert.ok(host.bytes.subarray(frame * 4096, (frame + 1) * 4096).every((byte) => byte === 0));
  assert.equal(host.bytes[(frame + 1) * 4096 - 1], 0);
});

test('nothing is freed twice, and nothing that was never handed out', () => {
  const host = make(4);
  const frame = host.allocateFrame('guest');
  host.freeFrame(frame);
  for (const bad of [frame, 0, 2, 4, -1, 1.5]) assert.throws(() => host.freeFrame(bad), code('bad-state'), `${bad}`);
  assert.equal(host.usedFrames, 0);
});

test('the limit holds, and can be changed', () => {
  const host = make(16, 3);
  assert.deepEqual([host.allocateFrame('guest'), host.allocateFrame('guest'), host.allocateFrame('guest')], [1, 2, 0]);
  host.limitFrames = 4;
  assert.deepEqual([host.allocateFrame('guest'), host.allocateFrame('guest')], [3, 0]);
});

test('many frames come back (the stack of freed frames grows)', () => {
  const host = make(1000);
  for (let i = 1; i < 1000; i++) host.allocateFrame('guest');
  for (let i = 1; i < 1000; i++) host.freeFrame(i);
  const seen = new Set<number>();
  for (let i = 1; i < 1000; i++) seen.add(host.allocateFrame('guest'));
  assert.deepEqual([seen.size, seen.has(0), host.allocateFrame('guest')], [999, false, 0]);
});

test('entries are two little-endian halves; outside there is nothing', () => {
  const host = make(4);
  host.writeEntry(0x1008, 0x89ab_cdef, 0x0123_4567);
  assert.deepEqual([...host.bytes.subarray(0x1008, 0x1010)], [0xef, 0xcd, 0xab, 0x89, 0x67, 0x45, 0x23, 0x01]);
  assert.deepEqual([host.read32(0x1008), host.read32(0x100c)], [0x89ab_cdef, 0x0123_4567]);
  for (const hpa of [0x4000, -4, 2 ** 40, 2, NaN]) assert.equal(host.read32(hpa), undefined, `${hpa}`);
});

test('unaligned, oversized or negative memory is refused', () => {
  const buffer = new ArrayBuffer(0x10000);
  for (const [base, size] of [
    [1, 0x2000],
    [0, 0x2001],
    [0, 0x1000],
    [0x1000, 0x10000],
    [-4096, 0x2000],
    [0, 2 ** 32],
    [0, NaN],
  ]) {
    assert.throws(() => new HostMemory({ buffer, base, size }), code('invalid-argument'), `${base} ${size}`);
  }
});
