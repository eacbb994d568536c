import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { btfImage, int, struct } from '../../../test/support/btf-image.ts';
import { Btf } from '../btf/btf.ts';
import { KernelSymbols } from './kernel-symbols.ts';
import { decodeKernelTables, encodeKernelTables } from './kernel-tables.ts';
import { SymbolTable } from './symbol-table.ts';

const BASE = 0xffff_ffff_8100_0000n;
const SYMBOLS = [
  { name: 'cpu_number', type: 'A', address: 0x19160n },
  { name: '_text', type: 'T', address: BASE },
  { name: 'flag', type: 'D', address: BASE + 0x40n },
  { name: '_end', type: 'B', address: BASE + 0x44n },
];
const LOADED = [{ vaddr: BASE, paddr: 0x100_0000n, memSize: 0x1000 }];
const types = new Btf(btfImage([int('u64', 8), struct('cred', 8, [['uid', 1, 0]])]));
const KERNELS = {
  whole: new KernelSymbols({
    table: new SymbolTable(SYMBOLS),
    loaded: LOADED,
    types: () => types,
    banner: () => Uint8Array.of(0x4c, 0),
  }),
  'without types, with sizes': new KernelSymbols({
    table: new SymbolTable(SYMBOLS.map((symbol) => ({ ...symbol, size: 8 }))),
    loaded: LOADED,
  }),
  empty: new KernelSymbols({ table: new SymbolTable([]), loaded: [] }),
};

for (const [what, kernel] of Object.entries(KERNELS)) {
  test(`what goes in comes out: ${what}`, () => {
    const bytes = encodeKernelTables(kernel);
    // At any place in a larger buffer.
    const shifted = Buffer.concat([Buffer.alloc(3), bytes]).subarray(3);
    for (const copy of [bytes, shifted]) {
      const back = decodeKernelTables(copy);
      assert.deepEqual(back?.table.symbols, kernel.table.symbols);
      assert.deepEqual(back?.loaded, kernel.loaded);
      assert.deepEqual(back?.banner, kernel.banner);
      assert.equal(back?.types?.find('cred'), kernel.types?.find('cred'));
    }
  });
}

test('damage gives nothing, or tables that answer', () => {
  const good = encodeKernelTables(KERNELS.whole);
  fc.assert(
    fc.property(
      fc.nat(good.length),
      fc.array(fc.tuple(fc.nat(good.length - 1), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff)), { maxLength: 4 }),
      fc.boolean(),
      (cut, changes, isCut) => {
        const damaged = Uint8Array.from(good);
        for (const [offset, value] of changes) damaged[offset] = value;
        const kernel = decodeKernelTables(isCut ? damaged.subarray(0, cut) : damaged);
        if (isCut && cut < good.length) assert.equal(kernel, undefined);
        for (const { address, name } of kernel?.table.symbols ?? []) {
          kernel?.table.describe(address);
          assert.notEqual(kernel?.table.find(name), undefined);
        }
        for (const name of kernel?.types?.names() ?? []) kernel?.types?.find(name);
      },
    ),
    { numRuns: 1000 },
  );
});
