// EPT and SPPT as structures: what is made, what is given back, what happens when frames run out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HostMemory } from '../memory/host-memory.ts';
import { Ept } from './ept.ts';
import { Sppt } from './sppt.ts';

const make = (limitFrames = 1024) =>
  new HostMemory({ buffer: new ArrayBuffer(4 << 20), base: 0, size: 4 << 20, limitFrames });
const entry = (host: HostMemory, hpa: number) => [host.words[hpa / 4], host.words[hpa / 4 + 1]];

test('EPT tables are linked with all rights, and go when nothing is left in them', () => {
  const host = make();
  const ept = new Ept(host);
  const region = 0x1_2345; // L4 0, L3 145, L2 325
  const table = ept.obtainLeafTable(region);
  assert.deepEqual([ept.root, table, host.countFrames('ept')], [1, 4, 4]);
  assert.deepEqual(entry(host, 0x1000), [0x2007, 0]);
  assert.deepEqual(entry(host, 0x2000 + 145 * 8), [0x3007, 0]);
  assert.deepEqual(entry(host, 0x3000 + 325 * 8), [0x4007, 0]);
  assert.equal(ept.findLeaf(region * 512 + 3), 0x4018 / 4);
  assert.equal(ept.findLeaf(0), 0);
  host.writeEntry(0x4018, 0x9037, 0);
  ept.obtainLeafTable(region + 1);
  assert.equal(ept.unmap(region * 512, 1024), 1);
  assert.equal(host.countFrames('ept'), 1);
  assert.deepEqual(entry(host, 0x1000), [0, 0]);
  assert.equal(ept.findLeafTable(region), 0);
  ept.dispose();
  assert.equal(host.usedFrames, 0);
});

test('EPT: a table that still maps something stays, with those above it', () => {
  const host = make();
  const ept = new Ept(host);
  const leaves = ept.obtainLeafTable(0);
  ept.obtainLeafTable(1);
  host.writeEntry(leaves * 4096, 0x9037, 0);
  host.writeEntry(leaves * 4096 + 8, 0xa037, 0);
  assert.equal(ept.unmap(1, 1023), 1);
  assert.equal(host.countFrames('ept'), 4);
  assert.equal(ept.findLeafTable(0), leaves);
  ept.dispose();
  assert.equal(host.usedFrames, 0);
});

test('EPT: out of frames on the way leaks nothing', () => {
  for (let limit = 2; limit < 5; limit++) {
    const host = make(limit);
    const ept = new Ept(host);
    assert.equal(ept.obtainLeafTable(7), 0, `${limit} frames`);
    assert.equal(host.usedFrames, 1);
    assert.equal(ept.findLeafTable(7), 0);
    host.limitFrames = 10;
    assert.notEqual(ept.obtainLeafTable(7), 0);
  }
});

test('a region of the SPPT is filled whole: protected and free pages, all levels valid', () => {
  const host = make();
  const sppt = new Sppt(host);
  const region = 0x1_2345;
  const vectors = {
    copyMasks: (asked: number, target: Uint32Array) => {
      assert.equal(asked, region);
      target.fill(0xffff_ffff);
      target[2] = 0x8000_0003;
    },
  };
  assert.equal(sppt.fillRegion(region, vectors), true);
  const table = sppt.findLeafTable(region) * 4096;
  assert.deepEqual(entry(host, table + 8), [0x5555_5555, 0x5555_5555]);
  assert.deepEqual(entry(host, table + 16), [0x0000_0005, 0x4000_0000]);
  assert.deepEqual(entry(host, table + 511 * 8), [0x5555_5555, 0x5555_5555]);
  const level3 = entry(host, sppt.root * 4096)[0];
  const level2 = entry(host, level3 - 1 + 145 * 8)[0];
  assert.deepEqual([level3 & 0xfff, level2 & 0xfff], [1, 1]);
  assert.deepEqual(entry(host, level2 - 1 + 325 * 8), [table + 1, 0]);
  // Filled again, what was damaged is repaired.
  host.words[table / 4 + 6] ^= 1;
  assert.equal(sppt.fillRegion(region, vectors), true);
  assert.deepEqual(entry(host, table + 24), [0x5555_5555, 0x5555_5555]);
  assert.equal(sppt.countFrames(), host.countFrames('sppt'));
  sppt.dispose();
  assert.equal(host.usedFrames, 0);
});

test('SPPT: freeing regions frees the tables above only with the last of them', () => {
  const host = make();
  const sppt = new Sppt(host);
  const vectors = { copyMasks: (_region: number, target: Uint32Array) => void target.fill(0) };
  for (const region of [0, 1, 512, 512 * 512]) sppt.fillRegion(region, vectors);
  // root; level 3: 2 tables; level 2: 3; level 1: 4
  assert.equal(host.countFrames('sppt'), 10);
  const left = [
    [0, 9],
    [1, 7],
    [512, 4],
    [512 * 512, 1],
    [5, 1],
  ];
  for (const [region, frames] of left) {
    sppt.freeRegion(region);
    assert.equal(host.countFrames('sppt'), frames, `region ${region}`);
  }
  assert.ok(host.bytes.subarray(sppt.root * 4096, (sppt.root + 1) * 4096).every((byte) => byte === 0));
});

test('SPPT: out of frames at any level leaks nothing and links nothing', () => {
  for (let limit = 2; limit < 5; limit++) {
    const host = make(limit);
    const sppt = new Sppt(host);
    assert.equal(sppt.fillRegion(9, { copyMasks: (_region, target) => void target.fill(0) }), false);
    assert.deepEqual([host.usedFrames, entry(host, sppt.root * 4096)], [1, [0, 0]]);
  }
});
