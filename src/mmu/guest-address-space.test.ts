import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guardedGuest } from '../../test/support/guarded-guest.ts';
import { HvError } from '../base/error.ts';

const MIB = 1 << 20;
const bytes = (...values: number[]) => Uint8Array.from(values);
const u32 = (...masks: number[]) => Uint32Array.from(masks);
const code = (name: string) => (error: unknown) => error instanceof HvError && error.code === name;

test('memory is mapped on demand, frames and all, without a flush', () => {
  const { space, processor, guarded, host } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: 4 * MIB });
  assert.equal(host.usedFrames, 2); // the two roots
  const first = processor.write(space, guarded, 0x20_0ffe, bytes(1, 2, 3, 4));
  assert.deepEqual([first.end, first.exits], ['done', [48, 48]]);
  assert.deepEqual([processor.write(space, guarded, 0x20_0000, bytes(1)).exits, processor.flushes], [[], 0]);
  assert.deepEqual([host.countFrames('guest'), host.countFrames('ept')], [2, 4]);
});

test('neighbours that have frames are mapped with a page, those that have none are not', () => {
  const { space, processor, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.memory.write(0x3000, new Uint8Array(0x2000));
  processor.write(space, guarded, 0x5000, bytes(1));
  assert.deepEqual(processor.write(space, guarded, 0x3000, bytes(1)).exits, []);
  assert.deepEqual(processor.write(space, guarded, 0x4000, bytes(1)).exits, []);
  assert.deepEqual(processor.write(space, guarded, 0x6000, bytes(1)).exits, [48]);
  assert.equal(space.counters.pagesMapped, 4);
});

test('no memory, and writes to ROM, are a device’s; ROM reads are memory', () => {
  const { space, processor, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: 0x1000, readOnly: true });
  space.memory.write(0, bytes(7));
  const target = bytes(0);
  assert.deepEqual([processor.read(space, 0, target).end, target[0]], ['done', 7]);
  assert.deepEqual(processor.write(space, guarded, 0, bytes(1)), { end: 'mmio', exits: [48] });
  assert.deepEqual(processor.write(space, guarded, 0x1000, bytes(1)), { end: 'mmio', exits: [48] });
  space.protection.setSubPageAccess(0, u32(0));
  assert.equal(processor.write(space, guarded, 0, bytes(1)).end, 'mmio');
});

test('running out of frames is an answer, and the guest can go on when there are some again', () => {
  const { space, processor, guarded, host } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  for (let frames = 0; frames < 4; frames++) {
    host.limitFrames = host.usedFrames + 1 + (frames > 0 ? 1 : 0);
    assert.equal(processor.write(space, guarded, 0, bytes(1)).end, 'out-of-memory');
  }
  host.limitFrames = 100;
  assert.equal(processor.write(space, guarded, 0, bytes(1)).end, 'done');
});

test('the first page of a region that is protected costs: map, miss; then nothing, or one exit a denied write', () => {
  const { space, processor, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.protection.setSubPageAccess(0, u32(0xffff_fffe, 0xffff_fffe));
  assert.deepEqual(processor.write(space, guarded, 0x80, bytes(1)).exits, [48, 66]);
  assert.deepEqual(processor.write(space, guarded, 0x100, bytes(1)).exits, []);
  assert.deepEqual(processor.write(space, guarded, 0x10, bytes(1)).exits, [48]);
  assert.deepEqual(processor.write(space, guarded, 0x10, bytes(1)).exits, [48]);
  assert.deepEqual(processor.write(space, guarded, 0x1080, bytes(1)).exits, [48]);
  assert.deepEqual(
    [space.counters.denied, space.counters.sppMisses, space.counters.spurious, space.counters.ineligible],
    [2, 1, 0, 0],
  );
});

test('filled before arming, there are no misses, also for a block that comes with its vectors', () => {
  const { space, processor, guarded } = guardedGuest({ spptFill: 'before-arming' });
  space.addSlot({ id: 0, gpa: 0, size: 0x4000 });
  space.protection.setSubPageAccess(0, u32(0xffff_fffe));
  assert.deepEqual(processor.write(space, guarded, 0x80, bytes(1)).exits, [48]);
  const block = space.removeSlot(0);
  space.addSlot({ id: 0, gpa: 0x10_0000, block });
  assert.deepEqual(processor.write(space, guarded, 0x10_0080, bytes(1)).exits, [48]);
  assert.deepEqual(processor.write(space, guarded, 0x10_0000, bytes(1)).end, 'emulated');
});

test('vectors that come into a region whose table is filled are in force', () => {
  const { space, processor, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: 0x1000 });
  space.addSlot({ id: 1, gpa: 0x10_0000, size: 0x1000 });
  space.protection.setSubPageAccess(0x100, u32(0xffff_fffe));
  const block = space.removeSlot(1);
  space.protection.setSubPageAccess(0, u32(0xffff_fffe));
  processor.write(space, guarded, 0x80, bytes(1));
  space.addSlot({ id: 1, gpa: 0x1000, block });
  assert.equal(processor.write(space, guarded, 0x1000, bytes(1)).end, 'emulated');
  assert.equal(processor.write(space, guarded, 0x1080, bytes(1)).end, 'done');
});

test('a processor without sub-page permissions gives the same results, by emulation', () => {
  const { space, processor, guarded, host } = guardedGuest({ processorSpp: false });
  assert.deepEqual([space.controls.spptp, space.controls.secondaryControls], [0, 2]);
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.protection.setSubPageAccess(0, u32(0xffff_fffe));
  const allowed = processor.write(space, guarded, 0x80, bytes(5));
  assert.deepEqual([allowed.end, allowed.exits, allowed.outcome?.written], ['emulated', [48, 48], 1]);
  assert.equal(processor.write(space, guarded, 0x7f, bytes(5, 6)).outcome?.written, 1);
  assert.deepEqual([...space.memory.read(0x7f, 2)], [0, 6]);
  assert.deepEqual([host.countFrames('sppt'), host.words[space.ept.findLeaf(0) + 1]], [0, 0]);
});

test('disable opens everything and frees the tables, enable starts anew; both can be repeated', () => {
  const { space, processor, guarded, host } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.protection.setSubPageAccess(0, u32(0));
  processor.write(space, guarded, 0, bytes(1));
  space.protection.setSubPageAccess(0, u32(0xffff_fffe));
  processor.write(space, guarded, 0x80, bytes(1));
  const flushes = processor.flushes;
  space.protection.disable();
  space.protection.disable();
  assert.deepEqual(
    [processor.flushes - flushes, host.countFrames('sppt'), space.controls.secondaryControls],
    [1, 0, 2],
  );
  assert.deepEqual(processor.write(space, guarded, 0, bytes(1)), { end: 'done', exits: [] });
  space.protection.enable();
  space.protection.enable();
  assert.equal(host.countFrames('sppt'), 1);
  assert.deepEqual([...space.protection.getSubPageAccess(0, 1)], [0xffff_ffff]);
  space.protection.setSubPageAccess(0, u32(0));
  assert.equal(processor.write(space, guarded, 0, bytes(1)).end, 'emulated');
});

test('memory that was away while protection was turned off comes back open', () => {
  const { space, processor, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.protection.setSubPageAccess(0, u32(0));
  const block = space.removeSlot(0);
  space.protection.disable();
  space.addSlot({ id: 0, gpa: 0, block });
  assert.equal(processor.write(space, guarded, 0, bytes(1)).end, 'done');
  space.protection.enable();
  assert.deepEqual([...space.protection.getSubPageAccess(0, 1), space.protection.protectedPages], [0xffff_ffff, 0]);
});

test('one flush an operation, none when nothing changes', () => {
  const { space, processor } = guardedGuest({ memory: 16 * MIB });
  space.addSlot({ id: 0, gpa: 0, size: 4 * MIB });
  space.addSlot({ id: 1, gpa: 4 * MIB, size: 4 * MIB });
  const counts: number[] = [];
  const count = (action: () => void) => {
    const before = processor.flushes;
    action();
    counts.push(processor.flushes - before);
  };
  count(() => space.protection.setSubPageAccess(0, new Uint32Array(2048)));
  count(() => space.protection.setSubPageAccess(0, new Uint32Array(2048)));
  count(() => space.protection.setSubPageAccess(5, u32()));
  count(() => space.protection.getSubPageAccess(0, 2048));
  count(() => space.removeSlot(1)); // nothing of it was mapped
  assert.deepEqual(counts, [1, 0, 0, 0, 0]);
});

test('nothing is left behind', () => {
  const { space, processor, guarded, guards, host } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.addSlot({ id: 1, gpa: 2 ** 40, size: MIB });
  guards.add({ gpa: 0x100, length: 0x5000, name: 'a', verdict: 'deny' });
  guards.add({ gpa: 2 ** 40 + 5, length: 1, name: 'b', verdict: 'deny' });
  for (const gpa of [0, 0x900, 0x5100, 2 ** 40, 2 ** 40 + 0x80]) processor.write(space, guarded, gpa, bytes(1));
  space.removeSlot(1).release();
  assert.equal(host.countFrames('ept'), 4);
  guards.clear();
  assert.deepEqual([host.countFrames('sppt'), space.protection.protectedPages], [1, 0]);
  space.dispose();
  assert.equal(host.usedFrames, 0);
});

test('slots with odd places and sizes are refused, and nothing changes', () => {
  const { space, host } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0x1000, size: 0x1000 });
  const used = host.usedFrames;
  for (const [gpa, size] of [
    [0x800, 0x1000],
    [-0x1000, 0x1000],
    [0x2000, 0],
    [0x2000, 0x800],
    [0x2000, -0x1000],
    [0x2000, NaN],
    [NaN, 0x1000],
    [2 ** 48 - 0x1000, 0x2000],
    [2 ** 60, 0x1000],
    [0, 2 ** 45],
  ]) {
    assert.throws(() => space.addSlot({ id: 1, gpa, size }), code('invalid-argument'), `${gpa} ${size}`);
  }
  assert.throws(() => space.addSlot({ id: 1, gpa: 0, size: 0x2000 }), code('memslot-conflict'));
  assert.throws(() => space.addSlot({ id: 1, gpa: 0 }), code('invalid-argument'));
  assert.throws(() => space.moveSlot(0, 5), code('invalid-argument'));
  assert.throws(() => space.moveSlot(3, 0), code('no-memslot'));
  assert.throws(() => space.removeSlot(3), code('no-memslot'));
  assert.deepEqual([space.slots.all.length, host.usedFrames], [1, used]);
});
