// Leaves of 2 MiB and 1 GiB: when they are made, split and made again, and that a guard holds at each step.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guardedGuest } from '../../test/support/guarded-guest.ts';
import { HostMemory } from '../memory/host-memory.ts';
import { GuestAddressSpace } from './guest-address-space.ts';
import type { TraceRecord } from './trace.ts';
import { decideAccess } from './walk.ts';

const MIB = 1 << 20;
const bytes = (...values: number[]) => Uint8Array.from(values);
const u32 = (...masks: number[]) => Uint32Array.from(masks);
const OPEN = 0xffff_ffff;
const WRITE = 0x182;

test('a region that a slot covers is mapped by one leaf, its frames in a row', () => {
  const { space, processor, guarded, host } = guardedGuest({ memory: 16 * MIB, largestPage: '2M' });
  space.addSlot({ id: 0, gpa: 0, size: 5 * MIB });
  assert.deepEqual(processor.write(space, guarded, 0x20_1234, bytes(7)).exits, [48]);
  assert.deepEqual(processor.write(space, guarded, 0x3f_ffff, bytes(8)).exits, []);
  const word = space.ept.findLeaf(0x2ff);
  assert.equal(space.ept.leafLevel, 2);
  // R, W, X, write-back, large; a frame whose number is a multiple of 512.
  assert.deepEqual([host.words[word] & 0x1f_ffff, host.words[word + 1]], [0xb7, 0]);
  assert.deepEqual([host.countFrames('guest'), host.countFrames('ept')], [512, 3]);
  // The last MiB is not a whole region.
  processor.write(space, guarded, 4 * MIB, bytes(1));
  space.ept.findLeaf(1024);
  assert.deepEqual([space.ept.leafLevel, host.countFrames('guest')], [1, 513]);
  assert.deepEqual([space.memory.read(0x20_1234, 1)[0], space.memory.read(0x3f_ffff, 1)[0]], [7, 8]);
});

test('memory that the host wrote first is mapped by one leaf too, and so is ROM, without write permission', () => {
  const { space, processor, guarded, host } = guardedGuest({ memory: 16 * MIB, largestPage: '2M' });
  space.addSlot({ id: 0, gpa: 0, size: 2 * MIB });
  space.addSlot({ id: 1, gpa: 2 * MIB, size: 2 * MIB, readOnly: true });
  space.memory.write(0x1000, bytes(5));
  const target = bytes(0, 0);
  processor.read(space, 0x1000, target);
  processor.read(space, 2 * MIB, target);
  const leaves = [0, 512].map((gfn) => host.words[space.ept.findLeaf(gfn)] & 0xfff);
  assert.deepEqual(leaves, [0xb7, 0xb5]);
  assert.equal(processor.write(space, guarded, 2 * MIB, bytes(1)).end, 'mmio');
});

test('a slot that is not aligned, or no run of frames, means small pages', () => {
  const { space, processor, guarded, host } = guardedGuest({ memory: 8 * MIB, largestPage: '2M' });
  space.addSlot({ id: 0, gpa: 0x1000, size: 2 * MIB });
  space.addSlot({ id: 1, gpa: 16 * MIB, size: 32 * MIB });
  processor.write(space, guarded, 0x1000, bytes(1));
  assert.equal(host.countFrames('guest'), 1);
  // Three runs are in the machine; the fourth region has to do without.
  for (let region = 0; region < 4; region++) {
    assert.equal(processor.write(space, guarded, (16 + 2 * region) * MIB, bytes(1)).end, 'done');
  }
  assert.deepEqual([space.counters.largePagesMapped, host.countFrames('guest')], [3, 3 * 512 + 2]);
});

test('the first guard splits the leaf, the last one that goes makes it again; in between nothing guarded is writable', () => {
  const { space, processor, guarded, host } = guardedGuest({ memory: 16 * MIB, largestPage: '2M' });
  const seen: TraceRecord[] = [];
  space.addSlot({ id: 0, gpa: 0, size: 4 * MIB });
  processor.write(space, guarded, 0x5080, bytes(1));
  const before = [...host.words.subarray(space.ept.findLeaf(5), space.ept.findLeaf(5) + 2)];
  const end = space.trace.listen((record) => seen.push(record));
  const flushes = processor.flushes;
  space.protection.setSubPageAccess(5, u32(0xffff_fffe));
  assert.equal(processor.flushes - flushes, 1);
  assert.equal(host.countFrames('ept'), 4);
  const outcome = (gpa: number) => decideAccess(host, space.controls, { gpa, op: 'write', size: 1 }).outcome;
  assert.deepEqual(
    [outcome(0x5000), outcome(0x4000), outcome(0x6000), outcome(0x1f_f000)],
    ['spp-miss', 'allowed', 'allowed', 'allowed'],
  );
  assert.equal(processor.write(space, guarded, 0x5080, bytes(2)).end, 'done');
  assert.equal(processor.write(space, guarded, 0x5000, bytes(2)).end, 'emulated');
  assert.equal(processor.write(space, guarded, 0x1ff_000, bytes(3)).exits.length, 0);
  space.protection.setSubPageAccess(7, u32(0));
  space.protection.setSubPageAccess(5, u32(OPEN));
  assert.equal(outcome(0x7000), 'ept-violation');
  assert.equal(space.ept.leafLevel, 1);
  space.protection.setSubPageAccess(7, u32(OPEN));
  assert.deepEqual([...host.words.subarray(space.ept.findLeaf(5), space.ept.findLeaf(5) + 2)], before);
  assert.deepEqual([space.ept.leafLevel, host.countFrames('ept'), host.countFrames('sppt')], [2, 3, 1]);
  end();
  const mmu = seen.filter(({ name }) => name === 'mmu_split' || name === 'mmu_collapse');
  assert.deepEqual(mmu, [
    { name: 'mmu_split', gfn: 0, level: 2 },
    { name: 'mmu_collapse', gfn: 0, level: 2 },
  ]);
  assert.equal(processor.write(space, guarded, 0x5000, bytes(4)).end, 'done');
});

test('a large page is armed by the table that replaces it: the table is complete when it becomes reachable', () => {
  const { space, processor, guarded, host } = guardedGuest({ memory: 16 * MIB, largestPage: '2M' });
  space.addSlot({ id: 0, gpa: 0, size: 2 * MIB });
  processor.write(space, guarded, 0, bytes(1));
  const level2 = space.ept.findTable(0, 2);
  // Watch the one word that makes the table reachable: when it changes, the leaf of the guarded page is armed.
  let armedAtLink: number[] | undefined;
  const write = host.writeEntry.bind(host);
  host.writeEntry = (hpa, lo, hi) => {
    if (hpa === level2 * 4096) {
      const leaf = (lo >>> 12) * 1024 + 9 * 2;
      armedAtLink = [host.words[leaf] & 7, host.words[leaf + 1]];
    }
    write(hpa, lo, hi);
  };
  space.protection.setSubPageAccess(9, u32(0xffff_fffe));
  assert.deepEqual(armedAtLink, [5, 0x2000_0000]);
});

test('without a frame for the table the large leaf goes as a whole, and the guard holds', () => {
  const { space, processor, guarded, host } = guardedGuest({ memory: 8 * MIB, largestPage: '2M' });
  space.addSlot({ id: 0, gpa: 0, size: 2 * MIB });
  processor.write(space, guarded, 0x9000, bytes(5, 6));
  host.limitFrames = host.usedFrames + 1;
  space.protection.setSubPageAccess(9, u32(0xffff_fffe));
  assert.equal(space.ept.findLeaf(9), 0);
  assert.equal(decideAccess(host, space.controls, { gpa: 0x9000, op: 'write', size: 1 }).outcome, 'ept-violation');
  // Two tables came back, a 4-KiB leaf needs three: the guest waits for memory, the guard does not.
  assert.equal(processor.write(space, guarded, 0x9000, bytes(7)).end, 'out-of-memory');
  host.limitFrames += 1;
  const result = processor.write(space, guarded, 0x9000, bytes(7));
  assert.deepEqual([result.end, [...space.memory.read(0x9000, 2)]], ['emulated', [5, 6]]);
});

test('a region is large again only when its frames are in a row', () => {
  const { space, processor, guarded } = guardedGuest({ memory: 16 * MIB, largestPage: '2M' });
  space.addSlot({ id: 0, gpa: 0, size: 2 * MIB });
  processor.write(space, guarded, 0, bytes(1));
  space.protection.setSubPageAccess(3, u32(0));
  space.sharing.migrate(8);
  space.protection.setSubPageAccess(3, u32(OPEN));
  space.ept.findLeaf(0);
  assert.equal(space.ept.leafLevel, 1);
});

test('the accessed and dirty flags of the small leaves are in the large one', () => {
  const { space, processor, guarded, host } = guardedGuest({
    memory: 16 * MIB,
    largestPage: '2M',
    accessedDirty: true,
  });
  space.addSlot({ id: 0, gpa: 0, size: 2 * MIB });
  const target = bytes(0);
  processor.read(space, 0, target);
  space.protection.setSubPageAccess(3, u32(0));
  processor.write(space, guarded, 0x8000, bytes(1));
  space.protection.setSubPageAccess(3, u32(OPEN));
  const word = space.ept.findLeaf(0);
  assert.deepEqual([space.ept.leafLevel, host.words[word] & 0x300], [2, 0x300]);
});

test('1 GiB: one leaf for a slot of that size; split in two steps by a guard; made again in two', (t) => {
  const size = 2 ** 31 + (64 << 20);
  let buffer: ArrayBuffer;
  try {
    buffer = new ArrayBuffer(size);
  } catch {
    t.skip('the host does not give 2 GiB of address space');
    return;
  }
  const host = new HostMemory({ buffer, base: 0, size });
  const seen: string[] = [];
  const space = new GuestAddressSpace({ host, flush: () => {}, largestPage: '1G' });
  space.trace.listen((record) => {
    if (record.name.startsWith('mmu_') && 'level' in record) seen.push(`${record.name} ${record.level} ${record.gfn}`);
  });
  space.addSlot({ id: 0, gpa: 2 ** 30, size: 2 ** 30 });
  const first = 2 ** 18;
  assert.equal(space.handleViolation({ gpa: 2 ** 30 + 0x1234_5678, qualification: WRITE, size: 4 }).kind, 'retry');
  const word = space.ept.findLeaf(first + 99);
  assert.deepEqual([space.ept.leafLevel, host.words[word], host.countFrames('ept')], [3, 0x4000_00b7, 2]);
  space.protection.setSubPageAccess(first + 513, u32(0));
  assert.equal(host.countFrames('ept'), 4);
  const outcome = (gfn: number) =>
    decideAccess(host, space.controls, { gpa: gfn * 4096 + 5, op: 'write', size: 1 }, { maxPhyAddr: 46 });
  assert.deepEqual(
    [outcome(first + 513).outcome, outcome(first + 514).hpa, outcome(first).hpa, outcome(first + 262143).hpa],
    ['spp-miss', 2 ** 30 + 514 * 4096 + 5, 2 ** 30 + 5, 2 ** 31 - 4096 + 5],
  );
  space.protection.setSubPageAccess(first + 513, u32(OPEN));
  assert.deepEqual([host.words[space.ept.findLeaf(first)], host.countFrames('ept')], [0x4000_00b7, 2]);
  assert.deepEqual(seen, [
    'mmu_map 3 262144',
    'mmu_split 3 262144',
    'mmu_split 2 262656',
    'mmu_collapse 2 262656',
    'mmu_collapse 3 262144',
  ]);
  space.dispose();
  assert.equal(host.usedFrames, 0);
});
