// Frames that go and come back under guards: swapping, overcommit, reclaim of tables, migration, sharing.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guardedGuest } from '../../test/support/guarded-guest.ts';
import { HvError } from '../base/error.ts';
import { MemorySwap } from '../memory/swap-store.ts';
import { decideAccess } from './walk.ts';

const MIB = 1 << 20;
const bytes = (...values: number[]) => Uint8Array.from(values);
const u32 = (...masks: number[]) => Uint32Array.from(masks);
const code = (name: string) => (error: unknown) => error instanceof HvError && error.code === name;

test('a guarded page goes to the swap store and comes back guarded, with its content', () => {
  const { space, processor, guarded, host } = guardedGuest();
  const swap = new MemorySwap(4);
  space.pressure.swap = swap;
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.protection.setSubPageAccess(2, u32(0xffff_fffe));
  processor.write(space, guarded, 0x2080, bytes(7));
  const frames = host.countFrames('guest');
  assert.equal(space.pressure.swapOut(0, 16), 1);
  assert.deepEqual([host.countFrames('guest'), swap.used, space.memory.findFrame(2)], [frames - 1, 1, 0]);
  // Reading by the host does not bring it back.
  assert.deepEqual([space.memory.read(0x2080, 1)[0], space.memory.read32(0x2080), swap.used], [7, 7, 1]);
  assert.equal(processor.write(space, guarded, 0x2000, bytes(9)).end, 'emulated');
  assert.deepEqual([swap.used, space.memory.read(0x2080, 1)[0], space.memory.read(0x2000, 1)[0]], [0, 7, 0]);
  assert.equal(processor.write(space, guarded, 0x2080, bytes(8)).end, 'done');
  space.pressure.swapOut(2, 1);
  const block = space.removeSlot(0);
  assert.equal(swap.used, 1);
  block.release();
  assert.equal(swap.used, 0);
});

test('memory overcommit: a guest of 8 MiB in 1 MiB of frames, with guards', () => {
  const { space, processor, guarded, host } = guardedGuest({ limitFrames: 256 });
  space.pressure.swap = new MemorySwap(4096);
  space.addSlot({ id: 0, gpa: 0, size: 8 * MIB });
  for (let gfn = 0; gfn < 2048; gfn += 64) space.protection.setSubPageAccess(gfn, u32(0xffff_fffe));
  for (let round = 0; round < 2; round++) {
    for (let gfn = 0; gfn < 2048; gfn++) {
      const result = processor.write(space, guarded, gfn * 4096 + 0x80, bytes(gfn & 0xff, round + 1));
      assert.ok(result.end === 'done' || result.end === 'emulated', `gfn ${gfn}: ${result.end}`);
    }
  }
  for (let gfn = 0; gfn < 2048; gfn++) {
    assert.deepEqual([...space.memory.read(gfn * 4096 + 0x80, 2)], [gfn & 0xff, 2]);
    if (gfn % 64 === 0) assert.equal(processor.write(space, guarded, gfn * 4096, bytes(9)).end, 'emulated');
  }
  assert.ok(host.usedFrames < 256 && space.pressure.swappedOut > 2048);
  // A range that cannot have its frames at the same time is refused whole.
  assert.throws(() => space.memory.write(0, new Uint8Array(4 * MIB)), code('out-of-memory'));
  assert.equal(space.memory.write(0x10_0000, new Uint8Array(64 * 4096).fill(1), { force: true }), 64 * 4096);
});

test('the frame limit: lowering it puts pages away at once', () => {
  const { space, processor, guarded, host } = guardedGuest();
  space.pressure.swap = new MemorySwap(4096);
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  for (let gfn = 0; gfn < 256; gfn++) processor.write(space, guarded, gfn * 4096, bytes(gfn));
  space.pressure.frameLimit = 100;
  assert.ok(host.usedFrames < 100, `${host.usedFrames} frames`);
  for (let gfn = 0; gfn < 256; gfn++) assert.equal(space.memory.read(gfn * 4096, 1)[0], gfn);
  for (const wrong of [63, NaN, -1]) {
    assert.throws(() => {
      space.pressure.frameLimit = wrong;
    }, code('invalid-argument'));
  }
});

test('a full swap store is an answer to the guest, not an error', () => {
  const { space, processor, guarded } = guardedGuest({ limitFrames: 20 });
  space.pressure.swap = new MemorySwap(3);
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  const ends = Array.from({ length: 30 }, (_, gfn) => processor.write(space, guarded, gfn * 4096, bytes(1)).end);
  assert.deepEqual([ends.indexOf('out-of-memory') > 10, ends.at(-1)], [true, 'out-of-memory']);
});

test('swapping needs a store and memory', () => {
  const { space } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  assert.throws(() => space.pressure.swapOut(0, 1), code('bad-state'));
  space.pressure.swap = new MemorySwap(1);
  assert.throws(() => space.pressure.swapOut(255, 2), code('no-memslot'));
  assert.throws(() => space.pressure.swapOut(-1, 2), code('invalid-argument'));
  assert.throws(() => space.pressure.swapOut(0, 1.5), code('invalid-argument'));
});

test('tables are kept under a limit; what they said is made again, guards first', () => {
  const REGIONS = 64;
  const { space, processor, guarded, host } = guardedGuest({ memory: 32 * MIB });
  space.addSlot({ id: 0, gpa: 0, size: REGIONS * 2 * MIB });
  for (let region = 0; region < REGIONS; region++) space.protection.setSubPageAccess(region * 512, u32(0xffff_fffe));
  const touch = () => {
    for (let region = 0; region < REGIONS; region++) {
      assert.equal(processor.write(space, guarded, region * 2 * MIB + 0x80, bytes(1)).end, 'done');
      assert.equal(processor.write(space, guarded, region * 2 * MIB, bytes(1)).end, 'emulated');
    }
  };
  touch();
  const tables = () => host.countFrames('ept') + host.countFrames('sppt');
  assert.equal(tables(), 2 * (3 + REGIONS));
  space.pressure.tableLimit = 64;
  assert.ok(tables() <= 64);
  touch();
  // The limit is held before a table is made; the way to one page and one region is at most 6 more.
  assert.ok(tables() <= 70, `${tables()} tables`);
  for (const wrong of [NaN, 63, 0, -1, 64.5]) {
    assert.throws(() => {
      space.pressure.tableLimit = wrong;
    }, code('invalid-argument'));
  }
});

test('a frame migrates: content, guard and dirtiness go with the page', () => {
  const { space, processor, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.protection.setSubPageAccess(4, u32(0xffff_fffd));
  processor.write(space, guarded, 0x4000, bytes(1, 2, 3));
  const before = space.memory.findFrame(4);
  const flushes = processor.flushes;
  assert.equal(space.sharing.migrate(4), true);
  assert.deepEqual([space.memory.findFrame(4) !== before, processor.flushes - flushes], [true, 1]);
  assert.deepEqual([...space.memory.read(0x4000, 3)], [1, 2, 3]);
  assert.equal(processor.write(space, guarded, 0x4080, bytes(9)).end, 'emulated');
  assert.deepEqual(processor.write(space, guarded, 0x4000, bytes(9)), { end: 'done', exits: [] });
  assert.equal(space.memory.read(0x4000, 1)[0], 9);
  assert.equal(space.sharing.migrate(5), false);
  assert.throws(() => space.sharing.migrate(256), code('no-memslot'));
  for (const wrong of [0.5, NaN, Infinity]) assert.throws(() => space.sharing.migrate(wrong), code('invalid-argument'));
});

test('equal pages share a frame, not writable by table or vector; a write that is allowed gets one of its own', () => {
  const { space, processor, guarded, host } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.addSlot({ id: 1, gpa: 4 * MIB, size: MIB });
  const pages = [1, 2, 1024];
  for (const gfn of pages) processor.write(space, guarded, gfn * 4096 + 0x80, bytes(5));
  processor.write(space, guarded, 0x3000, bytes(6));
  space.protection.setSubPageAccess(2, u32(0xffff_fffe));
  processor.write(space, guarded, 0x2080, bytes(5));
  assert.equal(space.sharing.merge(), 2);
  assert.equal(space.sharing.merge(), 0);
  assert.deepEqual(new Set(pages.map((gfn) => space.memory.findFrame(gfn))).size, 1);
  const outcomes = pages.map(
    (gfn) => decideAccess(host, space.controls, { gpa: gfn * 4096 + 0x80, op: 'write', size: 1 }).outcome,
  );
  assert.deepEqual(outcomes, ['ept-violation', 'ept-violation', 'ept-violation']);
  // Denied: the share holds.
  assert.equal(processor.write(space, guarded, 0x2000, bytes(9)).end, 'emulated');
  const written = processor.write(space, guarded, 0x2081, bytes(7));
  assert.equal(written.end, 'done');
  assert.deepEqual(
    pages.map((gfn) => [...space.memory.read(gfn * 4096 + 0x80, 2)]),
    [
      [5, 0],
      [5, 7],
      [5, 0],
    ],
  );
  // A device breaks the share as well, and the last owner writes in place.
  space.memory.write(0x1080, bytes(8), { origin: 'device' });
  processor.write(space, guarded, 4 * MIB + 0x80, bytes(9));
  assert.deepEqual(
    pages.map((gfn) => space.memory.read(gfn * 4096 + 0x80, 1)[0]),
    [8, 5, 9],
  );
  assert.equal(processor.write(space, guarded, 0x2000, bytes(9)).end, 'emulated');
  space.dispose();
  assert.equal(host.usedFrames, 0);
});

test('decoded code: whoever keeps copies of frames hears that they are erased for another use', () => {
  const { space, processor, guarded } = guardedGuest();
  const heard: number[] = [];
  space.memory.onStore = (hpa, length) => heard.push(hpa / 4096, length);
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  processor.write(space, guarded, 0, bytes(1));
  const frame = space.memory.findFrame(0);
  space.sharing.migrate(0);
  processor.write(space, guarded, 0x10_000, bytes(1));
  assert.deepEqual([space.memory.findFrame(16), heard], [frame, [frame, 4096]]);
});
