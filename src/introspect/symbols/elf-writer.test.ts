import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { elfSections, readElf } from '../../boot/elf.ts';
import { readElfSymbols } from './elf-symbols.ts';
import { writeSymbolElf } from './elf-writer.ts';
import { SymbolTable } from './symbol-table.ts';

const BASE = 0xffff_ffff_8100_0000n;
const at = (offset: number): bigint => BASE + BigInt(offset);
const TABLE = new SymbolTable([
  { name: 'per_cpu_thing', type: 'A', address: 0x1_8000n },
  { name: '_text', type: 'T', address: at(0) },
  { name: 'start', type: 'T', address: at(0) },
  { name: 'helper', type: 't', address: at(0x40) },
  { name: 'weak', type: 'W', address: at(0x80) },
  { name: '_etext', type: 'T', address: at(0x100) },
  { name: 'constant', type: 'r', address: at(0x1000) },
  { name: 'größe', type: 'D', address: at(0x2000) },
  { name: '_sinittext', type: 'T', address: at(0x3000) },
  { name: 'start_kernel', type: 'T', address: at(0x3010) },
  { name: '_einittext', type: 'T', address: at(0x3100) },
  { name: 'late', type: 'b', address: at(0x4000) },
  { name: '_end', type: 'B', address: at(0x4010) },
]);

test('what is written is read again: names, addresses, what is code and what is local', () => {
  const read = readElfSymbols(readElf(writeSymbolElf(TABLE), 'test'));
  const key = ({ name, address }: { name: string; address: bigint }): string => `${address.toString(16)} ${name}`;
  assert.deepEqual(read.map(key).sort(), TABLE.symbols.map(key).sort());
  const types = new Map(read.map(({ name, type }) => [name, type]));
  for (const [name, type] of [
    ['per_cpu_thing', 'A'],
    ['start', 'T'],
    ['helper', 't'],
    ['weak', 'T'],
    ['constant', 'd'],
    ['größe', 'D'],
    ['start_kernel', 'T'],
    ['late', 'd'],
  ]) {
    assert.equal(types.get(name as string), type, name);
  }
  assert.equal(read.find(({ name }) => name === 'helper')?.size, 0x40);
});

test('code and data lie in sections of their own, without contents', () => {
  const elf = readElf(writeSymbolElf(TABLE), 'test');
  assert.deepEqual(
    elf.segments.map(({ vaddr, memSize, flags, bytes }) => [Number(vaddr - BASE), memSize, flags, bytes.length]),
    [
      [0, 0x100, 5, 0],
      [0x100, 0x2f00, 6, 0],
      [0x3000, 0x100, 5, 0],
      [0x3100, 0xf11, 6, 0],
    ],
  );
  assert.equal(elfSections(elf).length, 8);
});

test('a table without bounds of its code is one section; an empty one is a file without any', () => {
  const plain = new SymbolTable([{ name: 'f', type: 't', address: 0x1000n }]);
  const elf = readElf(writeSymbolElf(plain), 'test');
  assert.deepEqual(
    elf.segments.map(({ vaddr, memSize }) => [vaddr, memSize]),
    [[0x1000n, 1]],
  );
  assert.deepEqual(readElfSymbols(readElf(writeSymbolElf(new SymbolTable([])), 'test')), []);
});

const nm = spawnSync('nm', ['--version']).status === 0;
test('binutils reads it', { skip: nm ? false : 'nm is not installed' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'subpage-elf-'));
  try {
    const file = join(folder, 'kernel.elf');
    writeFileSync(file, writeSymbolElf(TABLE));
    const { stdout, stderr } = spawnSync('nm', ['-n', file], { encoding: 'utf8' });
    assert.equal(stderr, '');
    assert.match(stdout, /^0000000000018000 A per_cpu_thing$/m);
    assert.match(stdout, /^ffffffff81000040 t helper$/m);
    assert.match(stdout, /^ffffffff81003010 T start_kernel$/m);
    assert.match(stdout, /^ffffffff81001000 b constant$/m);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
