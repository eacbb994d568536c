import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findTranslation, type PagingState } from './guest-paging.ts';

/** Memory of 4 MiB with the given u32 words; what lies beyond is not memory. */
function memory(words: Record<number, number>) {
  return { read32: (gpa: number) => (gpa >= 0 && gpa < 0x40_0000 ? (words[gpa] ?? 0) : undefined) };
}
const PG = 0x8000_0001;
const OFF: PagingState = { cr0: 1, cr3: 0, cr4: 0, efer: 0 };
const NARROW: PagingState = { cr0: PG, cr3: 0x1000, cr4: 0, efer: 0 };
const PAE: PagingState = { cr0: PG, cr3: 0x1020, cr4: 0x20, efer: 0x800 };
const LONG: PagingState = { cr0: PG, cr3: 0x1000, cr4: 0x20, efer: 0xd01 };

test('paging off: the low 32 bits', () => {
  assert.deepEqual(findTranslation(memory({}), OFF, 0x1_2345_6789n), {
    gpa: 0x2345_6789,
    pageSize: 4096,
    writable: true,
    user: true,
    executable: true,
  });
});

// biome-ignore format: a table
const CASES: readonly [string, PagingState, Record<number, number>, bigint, string | undefined][] = [
  ['32-bit, 4 KiB', NARROW, { 4100: 0x2007, 8200: 0x9abc_d003 }, 0x0040_2123n, '9abcd123 1000 w-x'],
  ['32-bit, user read-only', NARROW, { 4100: 0x2005, 8200: 0x3007 }, 0x0040_2123n, '3123 1000 -ux'],
  ['32-bit, not present', NARROW, { 4100: 0x2007 }, 0x0040_2123n, undefined],
  ['32-bit, no directory', NARROW, {}, 0x0040_2123n, undefined],
  ['32-bit, table outside memory', NARROW, { 4100: 0xf000_0007 }, 0x0040_2123n, undefined],
  ['32-bit, bit 7 without PSE is no large page', NARROW, { 4100: 0x2087, 8200: 0x3003 }, 0x0040_2123n, '3123 1000 w-x'],
  ['32-bit, 4 MiB', { ...NARROW, cr4: 0x10 }, { 4100: 0x0080_0083 }, 0x0041_2345n, '812345 400000 w-x'],
  ['32-bit, PSE-36', { ...NARROW, cr4: 0x10 }, { 4100: 0x0080_2087 }, 0x0041_2345n, '100812345 400000 wux'],
  ['32-bit, high directory', { ...NARROW, cr3: 0x1fff }, { 8188: 0x2007, 12284: 0x3007 }, 0xffff_ffffn, '3fff 1000 wux'],
  ['PAE, 4 KiB', PAE, { 4136: 0x2001, 8200: 0x3007, 12304: 0x5003, 12308: 1 }, 0x4020_2123n, '100005123 1000 w-x'],
  ['PAE, 2 MiB, NX', PAE, { 4128: 0x2001, 8200: 0x60_0087, 8204: 0x8000_0000 }, 0x0021_2345n, '612345 200000 wu-'],
  ['PAE, NX off', { ...PAE, efer: 0 }, { 4128: 0x2001, 8200: 0x60_0087, 8204: 0x8000_0000 }, 0x0021_2345n, '612345 200000 wux'],
  ['PAE, last pointer', PAE, { 4152: 0x2001, 12280: 0x3007, 16376: 0x5007 }, 0xffff_f00fn, '500f 1000 wux'],
  ['PAE, pointer not present', PAE, { 4128: 0x2000 }, 0n, undefined],
  ['long, 4 KiB', LONG, { 8184: 0x2007, 12272: 0x3007, 12352: 0x4007, 16392: 0x5001 }, 0xffff_ffff_8100_1234n, '5234 1000 --x'],
  ['long, 2 MiB', LONG, { 8184: 0x2007, 12272: 0x3007, 12352: 0x0120_00e3 }, 0xffff_ffff_8101_2345n, '1212345 200000 w-x'],
  ['long, 2 MiB with PAT bit', LONG, { 8184: 0x2007, 12272: 0x3007, 12352: 0x0120_10e3 }, 0xffff_ffff_8101_2345n, '1212345 200000 w-x'],
  ['long, 1 GiB', LONG, { 6280: 0x2007, 8192: 0x4000_00e3, 8196: 0x8000_0002 }, 0xffff_8880_1234_5678n, '252345678 40000000 w--'],
  ['long, level 4 has no large page', LONG, { 4096: 0x2087, 8192: 0x3007, 12288: 0x4007, 16384: 0x5007 }, 5n, '5005 1000 wux'],
  ['long, NX above', LONG, { 4096: 0x2007, 4100: 0x8000_0000, 8192: 0x3007, 12288: 0x4007, 16384: 0x5007 }, 5n, '5005 1000 wu-'],
  ['long, not canonical', LONG, { 4096: 0x2007, 8192: 0x3007, 12288: 0x4007, 16384: 0x5007 }, 0x1_0000_0000_0000n, undefined],
  ['long, PCID in CR3', { ...LONG, cr3: 0x1fff }, { 4096: 0x2007, 8192: 0x3007, 12288: 0x4007, 16384: 0x5007 }, 5n, '5005 1000 wux'],
  ['5-level', { ...LONG, cr4: 0x1020 }, { 8184: 0x2007, 12280: 0x3007, 16376: 0x4007, 20472: 0x5007, 24568: 0x6007 }, 0xffff_ffff_ffff_ffffn, '6fff 1000 wux'],
  ['5-level, low half', { ...LONG, cr4: 0x1020 }, { 4112: 0x2007, 8192: 0x3007, 12288: 0x4007, 16384: 0x5007, 20488: 0x6007 }, 0x2_0000_0000_1003n, '6003 1000 wux'],
];

for (const [name, state, words, gva, expected] of CASES) {
  test(`guest paging: ${name}`, () => {
    const got = findTranslation(memory(words), state, gva);
    const text =
      got === undefined
        ? undefined
        : `${got.gpa.toString(16)} ${got.pageSize.toString(16)} ${got.writable ? 'w' : '-'}${got.user ? 'u' : '-'}${got.executable ? 'x' : '-'}`;
    assert.equal(text, expected);
  });
}

test('tables that point at themselves end', () => {
  const got = findTranslation(memory({ 4096: 0x1007 }), LONG, 0n);
  assert.equal(got?.gpa, 0x1000);
});
