// The defects of the KVM series v12 that concern the hypervisor's memory side, one test each: D-number as in docs/series.md.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guardedGuest } from '../../test/support/guarded-guest.ts';
import { HvError } from '../base/error.ts';
import { decideAccess } from './walk.ts';

const MIB = 1 << 20;
const u32 = (...masks: number[]) => Uint32Array.from(masks);
const bytes = (...values: number[]) => Uint8Array.from(values);
const code = (name: string) => (error: unknown) => error instanceof HvError && error.code === name;
/** Qualification of a denied write: write, R and X of the entries, linear, final. */
const DENIED = 0x1aa;
/** The same from the page walker: not final. */
const WALK = 0xaa;

test('D2: a page-table write into a writable sub-page of a protected page is emulated, not reported as denied', () => {
  const { space, processor, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.protection.setSubPageAccess(0, u32(0xffff_fffe));
  processor.write(space, guarded, 0x80, bytes(1));
  assert.deepEqual(space.handleViolation({ gpa: 0x100, qualification: WALK, size: 8 }), {
    kind: 'protected',
    cause: 'ineligible',
  });
  const result = processor.write(space, guarded, 0x100, bytes(7), false);
  assert.deepEqual([result.end, result.outcome?.verdict, result.outcome?.written], ['emulated', 'allow', 1]);
  assert.equal(space.memory.read(0x100, 1)[0], 7);
});

test('D2: a spurious violation is retried, and emulated when it insists', () => {
  const { space, processor, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.protection.setSubPageAccess(0, u32(0xffff_fffe));
  processor.write(space, guarded, 0x80, bytes(1));
  const exit = { gpa: 0x100, qualification: DENIED, size: 4 };
  assert.deepEqual(space.handleViolation(exit), { kind: 'retry' });
  assert.deepEqual(space.handleViolation(exit), { kind: 'protected', cause: 'spurious' });
  assert.deepEqual(space.handleViolation({ ...exit, gpa: 0x10 }), { kind: 'protected', cause: 'denied' });
});

test('D3: an emulated write is judged by bytes, and one that ends with the page has nothing to do with the next', () => {
  const { space, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.protection.setSubPageAccess(0, u32(0x7fff_ffff, 0));
  // `old` is there when somebody had to look at guards: not for a write that touches no denied sub-page.
  const emulated = (gpa: number, data: Uint8Array) => {
    const { verdict, written, old } = guarded.emulatedWrite(gpa, data);
    return [verdict, written, old.length];
  };
  assert.deepEqual(emulated(0, bytes(1, 2)), ['allow', 2, 0]);
  assert.deepEqual(emulated(0xf7e, bytes(1, 2)), ['allow', 2, 0]);
  assert.deepEqual(emulated(0xf7f, bytes(1, 2)), ['deny', 1, 2]);
  space.protection.setSubPageAccess(0, u32(0xffff_ffff));
  assert.deepEqual(emulated(0xffe, bytes(3, 4)), ['allow', 2, 0]);
  assert.deepEqual(emulated(0xffe, bytes(5, 6, 7)), ['deny', 2, 3]);
  assert.deepEqual([...space.memory.read(0xffe, 3)], [5, 6, 0]);
});

test('D4: every path names the byte', () => {
  const { space, guarded, processor } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0x10_0000, size: MIB });
  space.protection.setSubPageAccess(0x100, u32(0));
  assert.equal(guarded.emulatedWrite(0x10_0123, bytes(1)).gpa, 0x10_0123);
  assert.equal(processor.write(space, guarded, 0x10_0123, bytes(1)).outcome?.gpa, 0x10_0123);
  let heard = 0;
  guarded.onWrite = (outcome) => {
    heard = outcome.gpa;
  };
  space.memory.write(0x10_0123, bytes(1));
  assert.equal(heard, 0x10_0123);
});

test('D5: writes by devices and by the host are checked, unless forced', () => {
  const { space } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.protection.setSubPageAccess(0, u32(0xffff_fffd));
  assert.equal(space.memory.write(0x7e, bytes(1, 2, 3, 4), { origin: 'device' }), 2);
  assert.deepEqual([...space.memory.read(0x7e, 4)], [1, 2, 0, 0]);
  assert.equal(space.memory.write(0x7e, bytes(1, 2, 3, 4), { force: true }), 4);
  assert.deepEqual([...space.memory.read(0x7e, 4)], [1, 2, 3, 4]);
});

test('D6: a range that ends in a hole changes nothing', () => {
  const { space, processor } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: 0x2000 });
  space.protection.setSubPageAccess(0, u32(5, 6));
  const flushes = processor.flushes;
  assert.throws(() => space.protection.setSubPageAccess(0, u32(0, 0, 0)), code('no-memslot'));
  assert.deepEqual([...space.protection.getSubPageAccess(0, 2)], [5, 6]);
  assert.equal(processor.flushes, flushes);
});

test('D7, D10: a range over two slots gives each page its own mask, and arms what is mapped', () => {
  const { space, processor, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: 0x3000 });
  space.addSlot({ id: 1, gpa: 0x3000, size: 0x3000 });
  for (let page = 0; page < 6; page++) processor.write(space, guarded, page * 4096, bytes(1));
  space.protection.setSubPageAccess(1, u32(0xffff_fffe, 0xffff_fffd, 0xffff_fffb, 0xffff_fff7));
  for (let page = 0; page < 6; page++) {
    for (let sub = 0; sub < 5; sub++) {
      const written = processor.write(space, guarded, page * 4096 + sub * 128 + 1, bytes(9));
      assert.equal(written.end, page >= 1 && page <= 4 && sub === page - 1 ? 'emulated' : 'done', `${page} ${sub}`);
    }
  }
});

test('D8: all mapped pages of a long range are armed by the call itself', () => {
  const { space, host, processor, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: 4 * MIB });
  for (let page = 0; page < 1024; page++) processor.write(space, guarded, page * 4096, bytes(1));
  space.protection.setSubPageAccess(0, new Uint32Array(1024));
  for (let page = 0; page < 1024; page++) {
    const word = space.ept.findLeaf(page);
    assert.deepEqual([host.words[word] & 2, host.words[word + 1]], [0, 0x2000_0000]);
  }
});

test('D9: a change at the edges of 2-MiB regions is in force at once in each of them', () => {
  const { space, processor, guarded } = guardedGuest({ memory: 16 * MIB });
  space.addSlot({ id: 0, gpa: 0, size: 6 * MIB });
  const edges = [511, 512, 1023, 1024];
  space.protection.setSubPageAccess(0, new Uint32Array(1536).fill(0xffff_fffe));
  for (const gfn of edges) assert.equal(processor.write(space, guarded, gfn * 4096 + 0x80, bytes(1)).end, 'done');
  space.protection.setSubPageAccess(0, new Uint32Array(1025).fill(0xffff_fffd));
  for (const gfn of edges) {
    assert.equal(processor.write(space, guarded, gfn * 4096 + 0x80, bytes(2)).end, 'emulated', `gfn ${gfn}`);
    assert.equal(processor.write(space, guarded, gfn * 4096, bytes(2)).end, 'done', `gfn ${gfn}`);
  }
  assert.equal(processor.write(space, guarded, 1025 * 4096 + 0x80, bytes(2)).end, 'done');
});

test('D11: without a frame for the SPPT the guard holds and the guest goes on', () => {
  const guest = guardedGuest();
  const { space, processor, guarded, host } = guest;
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.protection.setSubPageAccess(0, u32(0xffff_fffe));
  processor.read(space, 0, bytes(0));
  host.limitFrames = host.usedFrames + 2; // one frame; three are needed
  const before = host.countFrames('sppt');
  const allowed = processor.write(space, guarded, 0x80, bytes(5));
  assert.deepEqual([allowed.end, allowed.exits], ['emulated', [66, 48]]);
  assert.equal(processor.write(space, guarded, 0, bytes(5)).outcome?.written, 0);
  assert.deepEqual([...space.memory.read(0, 1), ...space.memory.read(0x80, 1)], [0, 5]);
  assert.equal(host.countFrames('sppt'), before);
  // With frames again the next change brings the table back.
  host.limitFrames = host.size / 4096;
  space.protection.setSubPageAccess(0, u32(0xffff_fffc));
  assert.equal(processor.write(space, guarded, 0x100, bytes(6)).end, 'done');
  assert.equal(processor.write(space, guarded, 0x80, bytes(6)).end, 'emulated');
});

test('D12: bit 61 left in a region without protected pages costs one exit', () => {
  const { space, host, processor, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  processor.write(space, guarded, 0, bytes(1));
  const word = space.ept.findLeaf(0);
  host.words[word] &= ~2;
  host.words[word + 1] = 0x2000_0000;
  processor.flush();
  const result = processor.write(space, guarded, 0, bytes(2));
  assert.deepEqual([result.end, result.exits], ['done', [66]]);
});

test('D13: a miss in a region full of guards is one flush', () => {
  const { space, processor, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: 2 * MIB });
  space.protection.setSubPageAccess(0, new Uint32Array(512).fill(0xffff_fffe));
  processor.read(space, 0, bytes(0));
  const flushes = processor.flushes;
  const result = processor.write(space, guarded, 0x80, bytes(1));
  assert.deepEqual([result.end, result.exits, processor.flushes - flushes], ['done', [66], 1]);
});

test('D14: a page that is mapped for the first time is armed from the start, its neighbours too', () => {
  const { space, host } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.memory.write(0x1000, bytes(1), { force: true });
  space.protection.setSubPageAccess(0, u32(0xffff_fffe, 0xffff_fffe));
  const seen: number[] = [];
  space.handleViolation({ gpa: 0, qualification: 0x182, size: 4 });
  for (const gfn of [0, 1]) seen.push(host.words[space.ept.findLeaf(gfn)] & 7, host.words[space.ept.findLeaf(gfn) + 1]);
  assert.deepEqual(seen, [5, 0x2000_0000, 5, 0x2000_0000]);
});

test('D15: nothing of the protection is left when it ends', () => {
  const { space, host, processor, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  processor.write(space, guarded, 0, bytes(1));
  const plain = [host.words[space.ept.findLeaf(0)], host.words[space.ept.findLeaf(0) + 1]];
  const frames = host.usedFrames;
  for (const mask of [0xffff_fffe, 0xffff_fffc, 0xffff_ffff]) {
    space.protection.setSubPageAccess(0, u32(mask));
    processor.write(space, guarded, 0xf80, bytes(1));
  }
  assert.deepEqual([host.words[space.ept.findLeaf(0)], host.words[space.ept.findLeaf(0) + 1]], plain);
  assert.equal(host.usedFrames, frames);
});

test('D16: deleting a slot leaves the others protected, and the deleted memory keeps its vectors', () => {
  const { space, processor, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: 0x4000 });
  space.addSlot({ id: 1, gpa: 0x10_0000, size: 0x4000 });
  space.protection.setSubPageAccess(0, u32(0xffff_fffe));
  space.protection.setSubPageAccess(0x100, u32(0xffff_fffd));
  processor.write(space, guarded, 0x10_0000, bytes(3));
  const block = space.removeSlot(1);
  assert.equal(processor.write(space, guarded, 0, bytes(1)).end, 'emulated');
  assert.equal(processor.write(space, guarded, 0x10_0000, bytes(1)).end, 'mmio');
  space.addSlot({ id: 7, gpa: 0x20_0000, block });
  assert.deepEqual([...space.protection.getSubPageAccess(0x200, 1)], [0xffff_fffd]);
  assert.equal(processor.write(space, guarded, 0x20_0080, bytes(1)).end, 'emulated');
  assert.equal(space.memory.read(0x20_0000, 1)[0], 3);
  space.moveSlot(7, 0x30_0000);
  assert.equal(processor.write(space, guarded, 0x30_0080, bytes(1)).end, 'emulated');
  assert.equal(processor.write(space, guarded, 0x30_0000, bytes(1)).end, 'done');
});

test('D17: a slot added later can be protected', () => {
  const { space, processor, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: 0x4000 });
  space.protection.setSubPageAccess(0, u32(0));
  space.addSlot({ id: 1, gpa: 0x4000, size: 0x4000 });
  assert.equal(space.protection.setSubPageAccess(4, u32(0)), 1);
  assert.equal(processor.write(space, guarded, 0x4000, bytes(1)).end, 'emulated');
});

test('D18: controls are the address space’s, so a vCPU added later has them', () => {
  const { space } = guardedGuest();
  const before = space.controls;
  space.addSlot({ id: 0, gpa: 0, size: 0x4000 });
  space.protection.setSubPageAccess(0, u32(0));
  assert.deepEqual(space.controls, before);
  assert.equal(before.secondaryControls, 0x0080_0002);
});

test('D20: without sub-page permissions in the processor nothing of them is in controls or tables, and guards hold', () => {
  const { space, processor, guarded } = guardedGuest({ processorSpp: false });
  assert.deepEqual([space.controls.spptp, space.controls.secondaryControls & (1 << 23)], [0, 0]);
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  assert.equal(space.protection.setSubPageAccess(0, u32(0xffff_fffe)), 1);
  assert.equal(processor.write(space, guarded, 0, bytes(1)).outcome?.written, 0);
  assert.equal(processor.write(space, guarded, 0x80, bytes(1)).outcome?.written, 1);
});

test('D21: the SPPT has four levels whatever the address, and goes to the last byte that they reach', () => {
  const { space, host, processor, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 2 ** 48 - 0x2000, size: 0x2000 });
  space.protection.setSubPageAccess(2 ** 36 - 1, u32(0x7fff_ffff));
  const gpa = 2 ** 48 - 0x80;
  assert.equal(processor.write(space, guarded, gpa - 1, bytes(1)).end, 'done');
  assert.equal(processor.write(space, guarded, gpa, bytes(1)).end, 'emulated');
  const access = { gpa, op: 'write', size: 1 } as const;
  const { path } = decideAccess(host, space.controls, access, { maxPhyAddr: 48 });
  assert.deepEqual(
    path.map(({ table, level }) => `${table}${level}`),
    ['ept4', 'ept3', 'ept2', 'ept1', 'sppt4', 'sppt3', 'sppt2', 'sppt1'],
  );
  assert.deepEqual(
    path.map(({ address }) => address % 4096),
    new Array(8).fill(0xff8),
  );
  assert.throws(() => space.addSlot({ id: 1, gpa: 2 ** 48, size: 0x1000 }), code('invalid-argument'));
  space.dispose();
  assert.equal(host.usedFrames, 0);
});

test('D22: protected pages are counted by region, not searched', () => {
  const { space } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: 4 * MIB });
  space.protection.setSubPageAccess(510, u32(0, 1, 2, 0xffff_ffff, 3));
  assert.deepEqual(
    [space.protection.countProtected(0), space.protection.countProtected(1023), space.protection.protectedPages],
    [2, 2, 4],
  );
  space.protection.setSubPageAccess(511, u32(0xffff_ffff));
  assert.equal(space.protection.countProtected(511), 1);
});

test('D26: a damaged SPPT is repaired once at every level, and given up when it comes straight back', () => {
  const { space, host, processor, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.protection.setSubPageAccess(0, u32(0xffff_fffe));
  processor.write(space, guarded, 0x80, bytes(1));
  const path = decideAccess(host, space.controls, { gpa: 0x80, op: 'write', size: 1 }).path.slice(4);
  assert.equal(path.length, 4);
  for (const entry of path) {
    host.words[entry.address / 4] |= 2;
    processor.flush();
    const repaired = processor.write(space, guarded, 0x80, bytes(2));
    assert.deepEqual([repaired.end, repaired.exits], ['done', [66]], `level ${entry.level}`);
    assert.equal(processor.write(space, guarded, 0x00, bytes(2)).end, 'emulated');
  }
  const frames = host.countFrames('sppt');
  const exit = { gpa: 0x80, qualification: 0, size: 1 };
  assert.equal(space.handleSpp(exit), 'retry');
  assert.equal(space.handleSpp(exit), 'misconfiguration');
  assert.equal(host.countFrames('sppt'), frames);
});

test('D27: all vectors can be saved in one call and put back', () => {
  const { space } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: 4 * MIB });
  space.protection.setSubPageAccess(700, u32(1, 2, 3));
  const saved = space.protection.getSubPageAccess(0, 1024);
  space.protection.setSubPageAccess(0, new Uint32Array(1024).fill(0xffff_ffff));
  assert.equal(space.protection.protectedPages, 0);
  space.protection.setSubPageAccess(0, saved);
  assert.deepEqual([...space.protection.getSubPageAccess(699, 5)], [0xffff_ffff, 1, 2, 3, 0xffff_ffff]);
});

test('D28: behind the call no table holds the old vector', () => {
  const { space, processor, guarded, host } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.protection.setSubPageAccess(0, u32(0xffff_fffe));
  processor.write(space, guarded, 0x80, bytes(1));
  let atFlush = '';
  const access = { gpa: 0x80, op: 'write', size: 1 } as const;
  space.protection.batch(() => {
    space.protection.setSubPageAccess(0, u32(0xffff_fffd));
    atFlush = decideAccess(host, space.controls, access).outcome;
  });
  assert.equal(atFlush, 'ept-violation');
  assert.equal(processor.write(space, guarded, 0x80, bytes(1)).end, 'emulated');
});

test('D29: permissions can be set before anything runs or is mapped', () => {
  const { space, processor, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  assert.equal(space.protection.setSubPageAccess(3, u32(0)), 1);
  const result = processor.write(space, guarded, 0x3000, bytes(1));
  assert.deepEqual([result.end, result.exits], ['emulated', [48, 66, 48]]);
});

test('D30: each mistake has its own code', () => {
  const { space, guards } = guardedGuest({ memory: 64 * 4096 });
  space.addSlot({ id: 0, gpa: 0, size: 0x4000 });
  const set = (gfn: number, masks: Uint32Array) => () => space.protection.setSubPageAccess(gfn, masks);
  assert.throws(set(4, u32(0)), code('no-memslot'));
  assert.throws(set(-1, u32(0)), code('invalid-argument'));
  assert.throws(set(0.5, u32(0)), code('invalid-argument'));
  assert.throws(set(NaN, u32(0)), code('invalid-argument'));
  assert.throws(set(2 ** 36, u32(0)), code('invalid-argument'));
  assert.throws(set(2 ** 36 - 1, u32(0, 0)), code('invalid-argument'));
  assert.throws(set(0, [0] as unknown as Uint32Array), code('invalid-argument'));
  assert.throws(() => space.protection.getSubPageAccess(0, -1), code('invalid-argument'));
  assert.throws(() => space.protection.getSubPageAccess(0, 2 ** 35), code('no-memslot'));
  assert.equal(set(0, u32())(), 0);
  guards.add({ gpa: 0, length: 1, name: 'a', verdict: 'deny' });
  assert.throws(() => space.protection.disable(), code('bad-state'));
  guards.clear();
  space.protection.disable();
  assert.throws(set(0, u32(0)), code('bad-state'));
});
