import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { elf64 } from '../../../test/support/boot-images.ts';
import { type KallsymsEntry, type KallsymsLayout, kallsymsTables } from '../../../test/support/kallsyms-image.ts';
import { readElf } from '../../boot/elf.ts';
import { readKallsyms } from './kallsyms.ts';

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
  return readKallsyms(readElf(elf64(0n, [{ vaddr: BASE, paddr: 0x100_0000n, bytes: data }]), 'kernel'));
}

const LAYOUTS: readonly KallsymsLayout[] = [
  { order: 'to-6.1', absolutePerCpu: true, base: BASE },
  { order: 'to-6.1', absolutePerCpu: false, base: BASE },
  { order: '6.2', absolutePerCpu: true, base: BASE },
  { order: 'from-6.4', absolutePerCpu: true, base: BASE },
  { order: 'from-6.4', absolutePerCpu: false, base: BASE },
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
  const good = kallsymsTables(entries(true), LAYOUTS[0]!);
  fc.assert(
    fc.property(
      fc.nat(good.length),
      fc.array(fc.tuple(fc.nat(good.length - 1), fc.constantFrom(0, 1, 0x7f, 0x80, 0xff)), { maxLength: 6 }),
      (cut, changes) => {
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
