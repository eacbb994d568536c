import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeEptp, eptFrame, eptIndex } from './ept.ts';
import { decodeSpptLeaf, encodeSpptLeaf, spptAllowsWrite, subPagesTouched } from './sppt.ts';

// biome-ignore format: a table
const LEAVES = [
  [0x0000_0000, 0x0000_0000, 0x0000_0000],
  [0x0000_0001, 0x0000_0000, 0x0000_0001],
  [0x0000_0002, 0x0000_0000, 0x0000_0004],
  [0x8000_0000, 0x4000_0000, 0x0000_0000],
  [0xffff_ffff, 0x5555_5555, 0x5555_5555],
  [0x0000_ffff, 0x0000_0000, 0x5555_5555],
  [0xffff_0000, 0x5555_5555, 0x0000_0000],
  [0xaaaa_aaaa, 0x4444_4444, 0x4444_4444],
  [0x5555_5555, 0x1111_1111, 0x1111_1111],
  [0xdead_beef, 0x5154_4451, 0x4554_5455],
  [0x7fff_ffff, 0x1555_5555, 0x5555_5555],
] as const;

for (const [mask, hi, lo] of LEAVES) {
  test(`leaf of mask 0x${mask.toString(16)}`, () => {
    assert.deepEqual(encodeSpptLeaf(mask), { lo, hi });
    assert.equal(decodeSpptLeaf(lo, hi), mask);
    // Odd bits say nothing about the permission.
    assert.equal(decodeSpptLeaf((lo | 0xaaaa_aaaa) >>> 0, (hi | 0xaaaa_aaaa) >>> 0), mask);
  });
}

// biome-ignore format: a table
const INDICES = [
  //  gpa               L4   L3   L2   L1   sub  leaf bit
  [0x1000_0000,          0,   0, 128,   0,   0,   0],
  [0x1f_ff80,            0,   0,   0, 511,  31,  62],
  [0x20_0000,            0,   0,   1,   0,   0,   0],
  [0xfedc_ba98_7654,   509, 370, 468, 391,  12,  24],
  [0x7fff_ffff_ff80,   255, 511, 511, 511,  31,  62],
] as const;

for (const [gpa, l4, l3, l2, l1, sub, bit] of INDICES) {
  test(`indices of gpa 0x${gpa.toString(16)}`, () => {
    const gfn = Math.floor(gpa / 4096);
    assert.deepEqual([eptIndex(gfn, 4), eptIndex(gfn, 3), eptIndex(gfn, 2), eptIndex(gfn, 1)], [l4, l3, l2, l1]);
    const lo = bit < 32 ? (1 << bit) >>> 0 : 0;
    const hi = bit < 32 ? 0 : (1 << (bit - 32)) >>> 0;
    assert.equal(spptAllowsWrite(lo, hi, gpa % 4096), true);
    assert.equal(spptAllowsWrite(~lo >>> 0, ~hi >>> 0, gpa % 4096), false);
    assert.equal(subPagesTouched(gpa % 4096, 1), (1 << sub) >>> 0);
  });
}

// biome-ignore format: a table
const TOUCHED = [
  [0,      1,     0x0000_0001],
  [0,      128,   0x0000_0001],
  [0,      129,   0x0000_0003],
  [0x7f,   1,     0x0000_0001],
  [0x7f,   2,     0x0000_0003],
  [0x7c,   8,     0x0000_0003],
  [0x80,   8,     0x0000_0002],
  [0xf80,  128,   0x8000_0000],
  [0xf7f,  2,     0xc000_0000],
  [0xfff,  1,     0x8000_0000],
  [0,      4096,  0xffff_ffff],
  [1,      4095,  0xffff_ffff],
  [0x80,   3968,  0xffff_fffe],
  [0x100,  512,   0x0000_003c],
] as const;

for (const [offset, length, mask] of TOUCHED) {
  test(`sub-pages of ${length} bytes at +${offset}`, () => assert.equal(subPagesTouched(offset, length), mask));
}

test('EPT entries and pointer', () => {
  assert.equal(encodeEptp(1, 0), 0x101e);
  assert.equal(encodeEptp(0x12_3456, 0x40), 0x1_2345_605e);
  assert.equal(eptFrame(0x1234_5037, 0x2000_0001), 0x11_2345);
  assert.equal(eptFrame(0xffff_ffff, 0xffff_ffff), 0xff_ffff_ffff);
});
