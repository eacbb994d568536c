// Dirty logs in their three modes, with guards in force, and access tracking.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guardedGuest } from '../../test/support/guarded-guest.ts';
import { HvError } from '../base/error.ts';

const MIB = 1 << 20;
const bytes = (...values: number[]) => Uint8Array.from(values);
const u32 = (...masks: number[]) => Uint32Array.from(masks);
const code = (name: string) => (error: unknown) => error instanceof HvError && error.code === name;
const MODES = [
  ['write-protect', false],
  ['write-protect', true],
  ['dirty-flag', true],
  ['sub-page', false],
  ['sub-page', true],
] as const;

test('sub-page: what a device or the emulator has dirtied, the guest may write without an exit', () => {
  const { space, processor, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.protection.setSubPageAccess(1, u32(0xffff_fffe));
  processor.write(space, guarded, 0x1080, bytes(1));
  space.dirty.start(0, 'sub-page');
  processor.write(space, guarded, 0x1100, bytes(1)); // the SPPT is there now
  space.memory.write(0x1080, bytes(2, 3), { origin: 'device' });
  const before = space.counters.violations;
  assert.equal(processor.write(space, guarded, 0x1081, bytes(4)).end, 'done');
  assert.equal(space.counters.violations, before);
  assert.equal(processor.write(space, guarded, 0x1180, bytes(4)).end, 'done');
  assert.equal(space.counters.violations, before + 1, 'a piece that is still clean');
  assert.deepEqual(space.dirty.takePieces(0), [{ page: 1, pieces: 0b1110 }]);
});

for (const [mode, accessedDirty] of MODES) {
  const name = `${mode}${accessedDirty ? ', A/D flags' : ''}`;
  const pieces = (exact: number) => (mode === 'sub-page' ? exact : 0xffff_ffff);

  test(`${name}: writes of all origins are in the log once; get clears it`, () => {
    const { space, processor, guarded } = guardedGuest({ accessedDirty });
    space.addSlot({ id: 3, gpa: 0x10_0000, size: MIB });
    processor.write(space, guarded, 0x10_1000, bytes(1));
    space.dirty.start(3, mode);
    assert.deepEqual(space.dirty.takePieces(3), []);
    processor.write(space, guarded, 0x10_1000, bytes(1)); // the value that it had
    processor.write(space, guarded, 0x10_1004, bytes(1));
    processor.write(space, guarded, 0x10_2ffe, bytes(1, 2, 3, 4)); // over two pages
    processor.read(space, 0x10_5000, bytes(0));
    space.memory.write(0x11_0080, bytes(1), { origin: 'device' });
    guarded.emulatedWrite(0x11_1fff, bytes(9));
    assert.deepEqual(space.dirty.takePieces(3), [
      { page: 0x101, pieces: pieces(0x0000_0001) },
      { page: 0x102, pieces: pieces(0x8000_0000) },
      { page: 0x103, pieces: pieces(0x0000_0001) },
      { page: 0x110, pieces: pieces(0x0000_0002) },
      { page: 0x111, pieces: pieces(0x8000_0000) },
    ]);
    assert.deepEqual(space.dirty.takePieces(3), []);
    processor.write(space, guarded, 0x10_1000, bytes(2));
    assert.deepEqual([...space.dirty.take(3)], [1 << 1, 0, 0, 0, 0, 0, 0, 0]);
    assert.deepEqual([...space.dirty.take(3)], [0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test(`D1, D24 (${name}): permitted writes dirty a guarded page, denied ones do not, neither loses protection`, () => {
    const { space, processor, guarded } = guardedGuest({ accessedDirty });
    space.addSlot({ id: 0, gpa: 0, size: MIB });
    space.protection.setSubPageAccess(1, u32(0xffff_fffe));
    processor.write(space, guarded, 0x1080, bytes(1));
    space.dirty.start(0, mode);
    for (let round = 0; round < 3; round++) {
      assert.equal(processor.write(space, guarded, 0x1000, bytes(9)).end, 'emulated');
      assert.deepEqual(space.dirty.takePieces(0), [], 'a denied write');
      // Permitted: done by the processor after at most a log exit and a miss, not reported as denied.
      const written = processor.write(space, guarded, 0x1080, bytes(round));
      assert.equal(written.end, 'done');
      assert.equal(processor.write(space, guarded, 0x1000, bytes(9)).end, 'emulated');
      assert.deepEqual(processor.write(space, guarded, 0x1080, bytes(round)).exits, []);
      assert.deepEqual(space.dirty.takePieces(0), [{ page: 1, pieces: pieces(2) }]);
    }
    assert.deepEqual([...space.memory.read(0x1000, 1), ...space.memory.read(0x1080, 1)], [0, 2]);
    space.dirty.stop(0);
    assert.deepEqual(processor.write(space, guarded, 0x1100, bytes(1)).end, 'done');
    assert.equal(processor.write(space, guarded, 0x1000, bytes(9)).end, 'emulated');
    assert.deepEqual(space.counters.spurious, 0);
  });

  test(`${name}: large pages are split while the log runs, and made again after it`, () => {
    const { space, processor, guarded } = guardedGuest({ memory: 16 * MIB, largestPage: '2M', accessedDirty });
    space.addSlot({ id: 0, gpa: 0, size: 4 * MIB });
    processor.write(space, guarded, 0, bytes(1));
    processor.write(space, guarded, 2 * MIB, bytes(1));
    space.dirty.start(0, mode);
    processor.write(space, guarded, 0x3_0000, bytes(1));
    assert.deepEqual(space.dirty.takePieces(0), [{ page: 0x30, pieces: pieces(1) }]);
    space.dirty.stop(0);
    assert.deepEqual([space.ept.findLeaf(0) > 0, space.ept.leafLevel], [true, 2]);
    assert.deepEqual(processor.write(space, guarded, 0x3_0000, bytes(1)), { end: 'done', exits: [] });
  });

  test(`${name}: nothing is forgotten when a page is swapped, moved or unmapped in between`, () => {
    const { space, processor, guarded } = guardedGuest({ accessedDirty });
    space.addSlot({ id: 0, gpa: 0, size: MIB });
    space.dirty.start(0, mode);
    processor.write(space, guarded, 0x1000, bytes(1));
    space.sharing.migrate(1);
    processor.write(space, guarded, 0x2080, bytes(2));
    space.pressure.reclaimTables(10);
    space.moveSlot(0, 8 * MIB);
    processor.write(space, guarded, 8 * MIB, bytes(1));
    assert.deepEqual(space.dirty.takePieces(0), [
      { page: 0x800, pieces: pieces(1) },
      { page: 0x801, pieces: pieces(1) },
      { page: 0x802, pieces: pieces(2) },
    ]);
  });
}

test('sub-pages: a write over several pieces marks those it touches and no other, with guards among them', () => {
  const { space, processor, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.dirty.start(0, 'sub-page');
  processor.write(space, guarded, 0x1f0, new Uint8Array(300)); // bytes 0x1f0..0x31b
  assert.deepEqual(space.dirty.takePieces(0), [{ page: 0, pieces: 0b111_1000 }]);
  space.protection.setSubPageAccess(0, u32(0xffff_ffef)); // 0x200..0x27f denied
  processor.write(space, guarded, 0x1f0, new Uint8Array(300));
  assert.deepEqual(space.dirty.takePieces(0), [{ page: 0, pieces: 0b110_1000 }]);
});

test('sub-pages: the first write to a piece exits once, further ones are the processor’s alone', () => {
  const { space, processor, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.dirty.start(0, 'sub-page');
  const exits = [0x10, 0x20, 0x90, 0x9f, 0x10].map((gpa) => processor.write(space, guarded, gpa, bytes(1)).exits);
  assert.deepEqual(exits, [[48, 66, 48], [], [48], [], []]);
  const flushes = processor.flushes;
  space.dirty.take(0);
  assert.equal(processor.flushes - flushes, 1);
  assert.deepEqual(processor.write(space, guarded, 0x10, bytes(1)).exits, [48]);
});

test('logs that cannot be are refused', () => {
  const { space } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  assert.throws(() => space.dirty.start(1), code('no-memslot'));
  assert.throws(() => space.dirty.start(0, 'dirty-flag'), code('unsupported'));
  assert.throws(() => space.dirty.take(0), code('bad-state'));
  assert.throws(() => space.dirty.stop(0), code('bad-state'));
  space.dirty.start(0);
  assert.throws(() => space.dirty.start(0, 'sub-page'), code('bad-state'));
});

test('tables that no processor walks log nothing, and say so', () => {
  const { space } = guardedGuest({ watcher: { beforeChange: () => {}, afterChange: () => {} } });
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  for (const mode of ['write-protect', 'sub-page'] as const) {
    assert.throws(() => space.dirty.start(0, mode), code('unsupported'));
  }
  assert.throws(() => space.accessed.take(0, 1), code('unsupported'));
});

test('access tracking of ranges that cannot be', () => {
  const { space } = guardedGuest();
  for (const [gfn, pages] of [
    [-1, 1],
    [0.5, 1],
    [0, -1],
    [0, 2 ** 25],
    [2 ** 36, 1],
  ]) {
    assert.throws(() => space.accessed.take(gfn, pages), code('invalid-argument'), `${gfn} ${pages}`);
  }
  assert.deepEqual([...space.accessed.take(0, 0)], []);
});

for (const accessedDirty of [false, true]) {
  test(`access tracking${accessedDirty ? ' by flags' : ' by withdrawn rights'}: used pages, once; guards survive`, () => {
    const { space, processor, guarded, host } = guardedGuest({ accessedDirty });
    space.addSlot({ id: 0, gpa: 0x10_0000, size: MIB });
    space.protection.setSubPageAccess(0x102, u32(0xffff_fffe));
    for (const page of [0x100, 0x101, 0x102]) processor.write(space, guarded, page * 4096 + 0x80, bytes(1));
    space.accessed.take(0x100, 256);
    assert.deepEqual([...space.accessed.take(0x100, 32)], [0]);
    const word = space.ept.findLeaf(0x102);
    // R, X and the sub-page bit are kept in bits 54, 56 and 55.
    if (!accessedDirty) assert.deepEqual([host.words[word] & 7, host.words[word + 1]], [0, 0x01c0_0000]);
    assert.equal(processor.write(space, guarded, 0x10_2000, bytes(9)).end, 'emulated');
    assert.equal(processor.write(space, guarded, 0x10_2080, bytes(9)).end, 'done');
    processor.read(space, 0x10_0000, bytes(0));
    // Neighbours are not brought back along with a page.
    assert.deepEqual([...space.accessed.take(0x100, 32)], [0b101]);
    assert.deepEqual([...space.accessed.take(0, 0x100)], new Array(8).fill(0));
    assert.equal(host.words[word + 1] & 0x2000_0000, accessedDirty ? 0x2000_0000 : 0);
  });
}
