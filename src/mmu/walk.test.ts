import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  BASE_IMAGE,
  CONTROLS,
  DATA_GPA,
  DECISIONS,
  EPTP,
  IMAGE_SIZE,
  MAXPHYADDR,
  SPPTP,
} from '../../test/support/decision-table.ts';
import { HostMemory } from '../memory/host-memory.ts';
import { decideAccess } from './walk.ts';

function image(): HostMemory {
  const host = new HostMemory({ buffer: new ArrayBuffer(IMAGE_SIZE), base: 0, size: IMAGE_SIZE });
  for (const [hpa, lo, hi] of BASE_IMAGE) host.writeEntry(hpa, lo, hi);
  return host;
}

for (const row of DECISIONS) {
  test(`decision: ${row.name}`, () => {
    const host = image();
    for (const [hpa, lo, hi] of row.pokes) host.writeEntry(hpa, lo, hi);
    const controls = { eptp: row.eptp ?? EPTP, spptp: SPPTP, secondaryControls: row.controls ?? CONTROLS };
    const access = {
      gpa: DATA_GPA + row.offset,
      op: row.op,
      size: row.size,
      linear: row.linear ?? true,
      final: row.final ?? true,
    };
    const got = decideAccess(host, controls, access, { maxPhyAddr: MAXPHYADDR, straddle: row.straddle ?? 'all' });
    assert.deepEqual(
      {
        outcome: got.outcome,
        reason: got.reason,
        qualification: got.qualification,
        fault: got.faultGpa === undefined ? -1 : got.faultGpa - DATA_GPA,
        bySubPage: got.bySubPage,
      },
      {
        outcome: row.outcome,
        reason: row.reason,
        qualification: row.qualification,
        fault: row.fault,
        bySubPage: row.bySubPage ?? false,
      },
    );
  });
}

test('the path names every entry that was read, in order', () => {
  const got = decideAccess(
    image(),
    { eptp: EPTP, spptp: SPPTP, secondaryControls: CONTROLS },
    { gpa: DATA_GPA + 0x80, op: 'write', size: 1 },
  );
  assert.deepEqual(
    got.path.map((entry) => [entry.table, entry.level, entry.address, entry.lo, entry.hi]),
    [
      ['ept', 4, 0x1000, 0x2007, 0],
      ['ept', 3, 0x2008, 0x3007, 0],
      ['ept', 2, 0x3000, 0x4007, 0],
      ['ept', 1, 0x4000, 0x1_0035, 0x2000_0000],
      ['sppt', 4, 0x5000, 0x6001, 0],
      ['sppt', 3, 0x6008, 0x7001, 0],
      ['sppt', 2, 0x7000, 0x8001, 0],
      ['sppt', 1, 0x8000, 1, 0],
    ],
  );
});

test('an allowed access has its host-physical address, in pages of every size', () => {
  const controls = { eptp: EPTP, spptp: SPPTP, secondaryControls: CONTROLS };
  const host = image();
  assert.equal(decideAccess(host, controls, { gpa: DATA_GPA + 0x1234, op: 'read', size: 1 }).hpa, 0x1_1234);
  host.writeEntry(0x3000, 0x20_00b7, 0);
  assert.equal(decideAccess(host, controls, { gpa: DATA_GPA + 0x1_2345, op: 'read', size: 1 }).hpa, 0x21_2345);
  host.writeEntry(0x2008, 0x4000_00b7, 1);
  assert.equal(decideAccess(host, controls, { gpa: DATA_GPA + 0x1_2345, op: 'read', size: 1 }).hpa, 0x1_4001_2345);
});

test('EPT off: guest-physical is host-physical', () => {
  const got = decideAccess(image(), { eptp: 0, spptp: 0, secondaryControls: 0 }, { gpa: 0x1234, op: 'write', size: 8 });
  assert.deepEqual([got.outcome, got.hpa, got.path.length], ['allowed', 0x1234, 0]);
});

test('X alone is a misconfiguration where the processor does not offer it', () => {
  const host = image();
  host.writeEntry(0x4000, 0x1_0034, 0);
  const controls = { eptp: EPTP, spptp: SPPTP, secondaryControls: CONTROLS };
  const access = { gpa: DATA_GPA, op: 'fetch', size: 1 } as const;
  assert.equal(decideAccess(host, controls, access).outcome, 'allowed');
  assert.equal(decideAccess(host, controls, access, { executeOnly: false }).outcome, 'ept-misconfiguration');
});

test('hostile tables: outside the image, circular, a wild root', () => {
  const controls = { eptp: EPTP, spptp: SPPTP, secondaryControls: CONTROLS };
  const access = { gpa: DATA_GPA, op: 'write', size: 8 } as const;
  const host = image();
  host.writeEntry(0x3000, 0xffff_f007, 0x3fff);
  assert.equal(decideAccess(host, controls, access).outcome, 'outside-image');
  const loop = image();
  loop.writeEntry(0x1000, 0x1007, 0); // a level-4 table that is its own level 3, 2 and 1, and the page
  const looped = decideAccess(loop, controls, { ...access, gpa: 0 });
  assert.deepEqual([looped.outcome, looped.hpa, looped.path.length], ['allowed', 0x1000, 4]);
  const wildSppt = image();
  wildSppt.writeEntry(0x7000, IMAGE_SIZE + 1, 0);
  assert.equal(decideAccess(wildSppt, controls, access).outcome, 'outside-image');
  assert.equal(decideAccess(host, { ...controls, eptp: 2 ** 45 + 0x1e }, access).outcome, 'outside-image');
});

test('four levels translate 48 bits, and an access that runs over them fails there', () => {
  const host = image();
  const controls = { eptp: EPTP, spptp: SPPTP, secondaryControls: CONTROLS };
  host.writeEntry(0x1ff8, 0x2007, 0);
  host.writeEntry(0x2ff8, 0x3007, 0);
  host.writeEntry(0x3ff8, 0x4007, 0);
  host.writeEntry(0x4ff8, 0x1_1037, 0);
  const wide = { maxPhyAddr: 52 };
  const got = decideAccess(host, controls, { gpa: 2 ** 48 - 4, op: 'write', size: 8 }, wide);
  assert.deepEqual(
    [got.outcome, got.qualification, got.faultGpa, got.path.length],
    ['ept-violation', 0x182, 2 ** 48, 4],
  );
  assert.equal(decideAccess(host, controls, { gpa: 2 ** 48 - 4, op: 'write', size: 4 }, wide).hpa, 0x1_1ffc);
  // A processor whose physical addresses are narrower ends there, without a walk.
  for (const [maxPhyAddr, entries] of [
    [47, 0],
    [48, 4],
  ]) {
    const narrow = decideAccess(host, controls, { gpa: 2 ** 48 - 4, op: 'write', size: 4 }, { maxPhyAddr });
    assert.deepEqual([narrow.outcome, narrow.path.length], [entries === 0 ? 'ept-violation' : 'allowed', entries]);
  }
});
