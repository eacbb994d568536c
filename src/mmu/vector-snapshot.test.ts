import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guardedGuest } from '../../test/support/guarded-guest.ts';
import { HvError } from '../base/error.ts';
import { restoreVectors, saveVectors, type VectorRun } from './vector-snapshot.ts';

const u32 = (...masks: number[]) => Uint32Array.from(masks);
const code = (name: string) => (error: unknown) => error instanceof HvError && error.code === name;
const OPEN = 0xffff_ffff;

function make() {
  const guest = guardedGuest();
  guest.space.addSlot({ id: 0, gpa: 0, size: 0x8000 });
  guest.space.addSlot({ id: 1, gpa: 0x8000, size: 0x4000 });
  guest.space.addSlot({ id: 2, gpa: 0x10_0000, size: 0x4000 });
  return guest;
}

test('masks of all slots come back as they were, in one flush; what came since is open, guards stay', () => {
  const { space, processor, guarded, guards } = make();
  space.protection.setSubPageAccess(6, u32(1, 2, 3, 4)); // over two slots
  space.protection.setSubPageAccess(0x103, u32(0));
  guards.add({ gpa: 0x6000, length: 1, name: 'g', verdict: 'deny' });
  guards.add({ gpa: 0x2000, length: 1, name: 'h', verdict: 'deny' });
  const saved = saveVectors(space);
  assert.deepEqual(saved, [
    { gfn: 6, masks: u32(1, 2) },
    { gfn: 8, masks: u32(3, 4) },
    { gfn: 0x103, masks: u32(0) },
  ]);
  space.protection.setSubPageAccess(6, u32(OPEN, OPEN, OPEN, 7));
  space.protection.setSubPageAccess(0x100, u32(5));
  const flushes = processor.flushes;
  restoreVectors(space, saved);
  assert.equal(processor.flushes - flushes, 1);
  assert.deepEqual([...space.protection.getSubPageAccess(6, 4)], [0, 2, 3, 4]); // with the guard on sub-page 0
  assert.deepEqual([...space.protection.getSubPageAccess(0x100, 4)], [OPEN, OPEN, OPEN, 0]);
  assert.equal(processor.write(space, guarded, 0x2000, Uint8Array.of(1)).end, 'emulated');
  assert.deepEqual(saveVectors(space), saved);
});

test('D27: a snapshot goes to another VM, with other slots at the same addresses', () => {
  const { space } = make();
  space.protection.setSubPageAccess(6, u32(1, 2, 3, 4));
  const { space: other, processor, guarded } = guardedGuest();
  other.addSlot({ id: 5, gpa: 0, size: 0x10_0000 });
  restoreVectors(other, saveVectors(space));
  assert.equal(processor.write(other, guarded, 0x6080, Uint8Array.of(1)).end, 'emulated');
  assert.equal(processor.write(other, guarded, 0x6000, Uint8Array.of(1)).end, 'done');
});

test('a snapshot that an engine refuses half-way is taken back', () => {
  let refused = -1;
  const watcher = {
    beforeChange: (gfn: number) => {
      if (gfn === refused) throw new HvError('out-of-memory', 'no room');
    },
    afterChange: () => {},
  };
  const { space } = guardedGuest({ watcher });
  space.addSlot({ id: 0, gpa: 0, size: 0x4000 });
  space.addSlot({ id: 1, gpa: 0x8000, size: 0x4000 });
  space.protection.setSubPageAccess(1, u32(5));
  const before = saveVectors(space);
  refused = 8; // the second slot
  const runs = [
    { gfn: 2, masks: u32(6) },
    { gfn: 9, masks: u32(7) },
  ];
  assert.throws(() => restoreVectors(space, runs), code('out-of-memory'));
  assert.deepEqual(saveVectors(space), before);
});

test('a snapshot that does not fit is refused, and nothing changes', () => {
  const { space, processor } = make();
  space.protection.setSubPageAccess(6, u32(1, 2));
  const before = saveVectors(space);
  const flushes = processor.flushes;
  const wrong: [readonly VectorRun[], string][] = [
    [
      [
        { gfn: 0, masks: u32(0) },
        { gfn: 11, masks: u32(0, 0) },
      ],
      'no-memslot',
    ],
    [
      [
        { gfn: 0, masks: u32(0, 0) },
        { gfn: 1, masks: u32(0) },
      ],
      'invalid-argument',
    ],
    [[{ gfn: -1, masks: u32(0) }], 'invalid-argument'],
    [[{ gfn: 0.5, masks: u32(0) }], 'invalid-argument'],
    [[{ gfn: 2 ** 36, masks: u32(0) }], 'invalid-argument'],
    [[{ gfn: 0, masks: [0] as unknown as Uint32Array }], 'invalid-argument'],
  ];
  for (const [runs, name] of wrong) assert.throws(() => restoreVectors(space, runs), code(name));
  assert.deepEqual([saveVectors(space), processor.flushes], [before, flushes]);
  space.protection.disable();
  assert.throws(() => restoreVectors(space, [{ gfn: 0, masks: u32(0) }]), code('bad-state'));
});
