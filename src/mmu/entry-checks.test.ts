import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findEptFault, findSpptFault } from './entry-checks.ts';

// biome-ignore format: a table
const EPT = [
  // level, lo,          hi,            what is wrong
  [4, 0x0000_2007, 0x0000_0000, undefined],
  [4, 0x0000_2087, 0x0000_0000, 'reserved bits 7:3 are not 0'],
  [4, 0x0000_200f, 0x0000_0000, 'reserved bits 7:3 are not 0'],
  [3, 0x0000_2047, 0x0000_0000, 'reserved bits 6:3 are not 0'],
  [3, 0x4000_00b7, 0x0000_0000, undefined],
  [3, 0x4000_10b7, 0x0000_0000, 'bits 29:12 of a 1-GiB page are not 0'],
  [3, 0x0000_20b7, 0x0000_0000, 'bits 29:12 of a 1-GiB page are not 0'],
  [2, 0x0020_00b7, 0x0000_0000, undefined],
  [2, 0x0010_00b7, 0x0000_0000, 'bits 20:12 of a 2-MiB page are not 0'],
  [1, 0x0000_1037, 0xfff0_0000, undefined],
  [1, 0x0000_10b7, 0x0000_0000, undefined], // bit 7 is ignored there
  [1, 0x0000_1017, 0x0000_0000, 'memory type 2 is reserved'],
  [1, 0x0000_101f, 0x0000_0000, 'memory type 3 is reserved'],
  [1, 0x0000_103f, 0x0000_0000, 'memory type 7 is reserved'],
  [1, 0x0000_1002, 0x0000_0000, 'writable but not readable'],
  [1, 0x0000_1006, 0x0000_0000, 'writable but not readable'],
  [1, 0x0000_1034, 0x0000_0000, undefined],
  [1, 0x0000_1037, 0x0000_4000, 'address bits 51:46 are not 0'],
  [1, 0x0000_1037, 0x0000_2000, undefined], // bit 45
  [1, 0x0000_1037, 0x0008_0000, 'address bits 51:46 are not 0'],
] as const;
const rules = { maxPhyAddr: 46, executeOnly: true };

for (const [level, lo, hi, fault] of EPT) {
  test(`EPT level ${level}, ${hi.toString(16)}_${lo.toString(16)}: ${fault ?? 'well formed'}`, () => {
    assert.equal(findEptFault(lo, hi, level, rules), fault);
  });
}

test('execute-only entries are refused by a processor that does not offer them', () => {
  const fault = findEptFault(0x1034, 0, 1, { ...rules, executeOnly: false });
  assert.equal(fault, 'executable only, which the processor does not offer');
});

// biome-ignore format: a table
const SPPT = [
  [4, 0x0000_2001, 0x0000_0000, undefined],
  [2, 0x0000_2ffe, 0xffff_ffff, undefined], // not valid: a miss, whatever else it says
  [2, 0x0000_2003, 0x0000_0000, 'reserved bits 11:1 are not 0'],
  [3, 0x0000_2801, 0x0000_0000, 'reserved bits 11:1 are not 0'],
  [3, 0x0000_2001, 0x8000_0000, 'reserved bits 63:52 are not 0'],
  [4, 0x0000_2001, 0x0010_0000, 'reserved bits 63:52 are not 0'],
  [4, 0x0000_2001, 0x0000_4000, 'address bits 51:46 are not 0'],
  [1, 0x5555_5555, 0x5555_5555, undefined],
  [1, 0x0000_0002, 0x0000_0000, 'odd (reserved) bits are set'],
  [1, 0x0000_0000, 0x8000_0000, 'odd (reserved) bits are set'],
] as const;

for (const [level, lo, hi, fault] of SPPT) {
  test(`SPPT level ${level}, ${hi.toString(16)}_${lo.toString(16)}: ${fault ?? 'well formed'}`, () => {
    assert.equal(findSpptFault(lo, hi, level, 46), fault);
  });
}
