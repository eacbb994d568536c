import assert from 'node:assert/strict';
import { test } from 'node:test';
import { elf64 } from '../../../test/support/boot-images.ts';
import { kallsymsTables } from '../../../test/support/kallsyms-image.ts';
import { HvError } from '../../base/error.ts';
import { readElf } from '../../boot/elf.ts';
import { readElfSymbols } from './elf-symbols.ts';
import { loadedParts, readKernelSymbols } from './kernel-symbols.ts';
import { physicalOf } from './link-address.ts';

const BASE = 0xffff_ffff_8100_0000n;

/** A 24-byte ELF64 symbol: name offset, info (binding and type), other, section, value, size. */
function symbol(name: number, info: number, section: number, value: bigint, size: bigint): Buffer {
  const bytes = Buffer.alloc(24);
  bytes.writeUInt32LE(name, 0);
  bytes[4] = info;
  bytes.writeUInt16LE(section, 6);
  bytes.writeBigUInt64LE(value, 8);
  bytes.writeBigUInt64LE(size, 16);
  return bytes;
}

const STRINGS = Buffer.from('\0main\0table\0label\0absent\0file.c\0limit\0');
const SYMTAB = Buffer.concat([
  symbol(0, 0, 0, 0n, 0n),
  symbol(1, 0x12, 1, BASE + 0x10n, 32n), // global function
  symbol(6, 0x01, 1, BASE + 0x40n, 8n), // local object
  symbol(12, 0x10, 1, BASE + 0x80n, 0n), // global label
  symbol(18, 0x12, 0, 0n, 0n), // undefined
  symbol(25, 0x04, 0xfff1, 0n, 0n), // file name
  symbol(32, 0x11, 0xfff1, 0x1234n, 0n), // absolute
]);
const IMAGE = elf64(
  0n,
  [
    { vaddr: BASE, paddr: 0x100_0000n, bytes: new Uint8Array(0x1000), memSize: 0x2000 },
    { vaddr: 0n, paddr: 0x300_0000n, bytes: new Uint8Array(0x1000) },
  ],
  [
    { name: '.symtab', type: 2, link: 2, bytes: SYMTAB },
    { name: '.strtab', type: 3, bytes: STRINGS },
  ],
);

test('functions, objects and labels of an ELF symbol table', () => {
  assert.deepEqual(readElfSymbols(readElf(IMAGE, 'kernel')), [
    { name: 'main', type: 'T', address: BASE + 0x10n, size: 32 },
    { name: 'table', type: 'd', address: BASE + 0x40n, size: 8 },
    { name: 'label', type: 'N', address: BASE + 0x80n },
    { name: 'limit', type: 'A', address: 0x1234n },
  ]);
});

// biome-ignore format: a table
const TRANSLATIONS: readonly [bigint, number | undefined][] = [
  [BASE,            0x100_0000],
  [BASE + 0x1fffn,  0x100_1fff], // bss too
  [BASE + 0x2000n,  undefined],
  [BASE - 1n,       undefined],
  [0x10n,           undefined], // inside the per-CPU template: an offset, not an address
];
for (const [address, expected] of TRANSLATIONS) {
  test(`0x${address.toString(16)} is at ${expected?.toString(16) ?? 'no guest-physical address'}`, () => {
    assert.equal(physicalOf(loadedParts(readElf(IMAGE, 'kernel')), address), expected);
  });
}

test('a kernel that is linked low is translated as it stands', () => {
  const low = readElf(elf64(0n, [{ vaddr: 0x10_0000n, paddr: 0x20_0000n, bytes: new Uint8Array(16) }]), 'kernel');
  assert.equal(physicalOf(loadedParts(low), 0x10_0004n), 0x20_0004);
});

test('names become guest-physical addresses', () => {
  const symbols = readKernelSymbols(IMAGE);
  assert.equal(symbols?.physicalAddress('table').gpa, 0x100_0040);
  assert.equal(symbols?.physicalAddress('table').symbol.size, 8);
  assert.throws(
    () => symbols?.physicalAddress('limit'),
    (error) =>
      error instanceof HvError &&
      error.code === 'bad-guard' &&
      /limit: 0x1234 is not in the kernel/.test(error.message),
  );
  assert.throws(() => symbols?.physicalAddress('tabel'), /did you mean label, table\?/);
});

test('without an ELF symbol table, kallsyms', () => {
  const entries = Array.from({ length: 300 }, (_, i) => ({ text: `Tsys_${i}`, address: BASE + BigInt(i) * 8n }));
  const data = kallsymsTables(entries, { order: '5.0-to-6.1', absolutePerCpu: false, base: BASE });
  const symbols = readKernelSymbols(elf64(0n, [{ vaddr: BASE, paddr: 0x100_0000n, bytes: data }]));
  assert.equal(symbols?.physicalAddress('sys_299').gpa, 0x100_0000 + 299 * 8);
});

test('an image with neither has no symbols', () => {
  assert.equal(readKernelSymbols(elf64(0n, [{ paddr: 0n, bytes: new Uint8Array(64) }])), undefined);
  assert.equal(readKernelSymbols(undefined), undefined); // a plan of an image that is no ELF file
});
