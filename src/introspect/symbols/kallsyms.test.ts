import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { elf64 } from '../../../test/support/boot-images.ts';
import { type KallsymsEntry, type KallsymsLayout, kallsymsTables } from '../../../test/support/kallsyms-image.ts';
import { readElf } from '../../boot/elf.ts';
import { findKallsyms, readKallsyms } from './kallsyms.ts';
import { SymbolTable } from './symbol-table.ts';

const BASE = 0xffff_ffff_8100_0000n;
const LONG_NAME = `_RNv${'x'.repeat(300)}`;

/** 700 symbols: two per-CPU offsets (when there can be any), named ones, one of 304 characters, fillers. */
function entries(withPerCpu: boolean): KallsymsEntry[] {
  const list: KallsymsEntry[] = withPerCpu
    ? [
        { text: 'A__per_cpu_start', address: 0n },
        { text: 'Acpu_number', address: 0x19160n },
      ]
    : [];
  list.push({ text: 'Tstartup_64', address: BASE }, { text: 'T_text', address: BASE });
  for (let i = 0; i < 690; i++) list.push({ text: `tsys_call${i}`, address: BASE + 0x1000n + BigInt(i) * 16n });
  list.push({ text: 'Dmodules_disabled', address: BASE + 0x200_0040n });
  list.push({ text: `t${LONG_NAME}`, address: BASE + 0x200_0080n });
  list.push({ text: 'B_end', address: BASE + 0x300_0000n });
  return list;
}

function read(data: Uint8Array) {
  const columns = readKallsyms(readElf(elf64(0n, [{ vaddr: BASE, paddr: 0x100_0000n, bytes: data }]), 'kernel'));
  return columns && new SymbolTable(columns).symbols;
}

// biome-ignore format: a table
const LAYOUTS: readonly KallsymsLayout[] = [
  { order: 'to-4.20',     absolutePerCpu: true,  base: BASE }, // Debian 10: 4.19
  { order: '5.0-to-6.1',  absolutePerCpu: true,  base: BASE }, // Debian 11 and 12: 5.10, 6.1
  { order: '5.0-to-6.1',  absolutePerCpu: false, base: BASE },
  { order: '6.2',         absolutePerCpu: true,  base: BASE },
  { order: '6.4-to-6.19', absolutePerCpu: true,  base: BASE }, // Debian 13: 6.12
  { order: '6.4-to-6.19', absolutePerCpu: false, base: BASE }, // from 6.15 on
  { order: 'from-7.0',    absolutePerCpu: false, base: BASE },
];
for (const layout of LAYOUTS) {
  const percpu = layout.absolutePerCpu ? 'with absolute per-CPU symbols' : 'all relative';
  test(`tables in the order ${layout.order}, ${percpu}: every symbol comes out`, () => {
    const expected = entries(layout.absolutePerCpu);
    const symbols = read(kallsymsTables(expected, layout));
    assert.deepEqual(
      symbols?.map(({ type, name, address }) => ({ text: type + name, address })),
      expected,
    );
    assert.equal(symbols?.find(({ name }) => name === LONG_NAME)?.type, 't');
  });
}

test('tables from 7.0 on need to know where they are', () => {
  const data = kallsymsTables(entries(false), LAYOUTS[6]);
  assert.equal(findKallsyms(data), undefined);
  assert.equal(
    findKallsyms(data, (offset) => BigInt(offset)),
    undefined,
    'no kernel is there',
  );
  const moved = findKallsyms(data, (offset) => BASE + 0x1200_0000n + BigInt(offset));
  assert.equal(moved && new SymbolTable(moved).find('modules_disabled')?.address, BASE + 0x1400_0040n);
});

test('names that would write to a terminal come out without their control characters', () => {
  const evil = { text: 'ta\u001b[2K\r\n', address: BASE + 0x300_0001n };
  const symbols = read(kallsymsTables([...entries(true), evil], LAYOUTS[1]));
  assert.equal(symbols?.at(-1)?.name, 'a?[2K??');
});

test('without tables there are no symbols', () => {
  assert.equal(read(new Uint8Array(0)), undefined);
  assert.equal(read(new Uint8Array(0x10_0000)), undefined);
  assert.equal(read(Buffer.alloc(0x1000, '0\x001\x002\x003\x004\x005\x006\x007\x008\x009\x00', 'latin1')), undefined);
});

test('addresses that do not ascend are refused', () => {
  const list = entries(true);
  list[50] = { text: 'tout_of_order', address: BASE + 0x100_0000n };
  assert.equal(read(kallsymsTables(list, LAYOUTS[0]!)), undefined);
});

test('damage gives other symbols or none, never a failure', () => {
  const images = [0, 1, 4, 6].map((layout) => kallsymsTables(entries(layout < 6), LAYOUTS[layout]));
  const [shortest] = images.map(({ length }) => length).sort((a, b) => a - b);
  fc.assert(
    fc.property(
      fc.constantFrom(...images),
      fc.nat(shortest),
      fc.array(fc.tuple(fc.nat(shortest - 1), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff)), { maxLength: 6 }),
      (good, cut, changes) => {
        const damaged = Uint8Array.from(good);
        for (const [offset, value] of changes) damaged[offset] = value;
        read(cut % 2 ? damaged : damaged.subarray(0, cut));
      },
    ),
    { numRuns: 500 },
  );
});

test('data that look like the start of tables everywhere are given up in bounded time', () => {
  // The digit tokens again and again, then a valid token table under a sea of plausible counts.
  const digits = Buffer.alloc(0x80_0000, '0\x001\x002\x003\x004\x005\x006\x007\x008\x009\x00', 'latin1');
  const counts = Buffer.alloc(0x80_0000);
  for (let at = 0; at < counts.length; at += 8) counts.writeUInt32LE(1_000_000, at);
  const tables = kallsymsTables(entries(true), LAYOUTS[0]!);
  // Cut the tables before the tokens, so that the counts stand in the place of the names.
  const tokens = Buffer.from(tables).indexOf(Buffer.from('zero\0sys_\0disabled\0'));
  const started = performance.now();
  assert.equal(read(Buffer.concat([digits, counts, tables.subarray(tokens)])), undefined);
  // Some 0.3 s here; what this guards against is hours.
  assert.ok(performance.now() - started < 30_000);
});
