import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SMALL_KERNEL } from '../../../test/support/small-kernel.ts';
import { HvError } from '../../base/error.ts';
import { SymbolTable } from '../symbols/symbol-table.ts';
import { parseGuardTarget } from './guard-target.ts';
import { placeTarget } from './target-placement.ts';

// biome-ignore format: a matrix
const PLACED: readonly [string, object][] = [
  ['gpa:0x10+4',             { kind: 'physical', gpa: 0x10, length: 4 }],
  ['gva:0x10+4',             { kind: 'linear', gva: 0x10n, length: 4 }],
  ['flag',                   { kind: 'physical', gpa: 0x20_0000, length: 0x1000 }],
  ['flag+8:4',               { kind: 'physical', gpa: 0x20_0008, length: 4 }],
  ['flag+8',                 { kind: 'physical', gpa: 0x20_0008, length: 0xff8 }],
  ['init_task',              { kind: 'physical', gpa: 0x20_1000, length: 96 }], // by its type, not by the next symbol
  ['init_task.cred',         { kind: 'physical', gpa: 0x20_1040, length: 8 }],
  ['init_task.tasks.prev',   { kind: 'physical', gpa: 0x20_1010, length: 8 }],
  ['init_task.comm[3]:4',    { kind: 'physical', gpa: 0x20_104b, length: 4 }],
  ['init_task.comm+2',       { kind: 'physical', gpa: 0x20_104a, length: 14 }],
  ['helper.part.0:8',        { kind: 'physical', gpa: 0x20_2000, length: 8 }],
  ['modules.next',           { kind: 'physical', gpa: 0x20_3000, length: 8 }],
  ['idle_copy',              { kind: 'per-cpu', symbol: 'idle_copy', offset: 0, length: 96 }],
  ['idle_copy.pid',          { kind: 'per-cpu', symbol: 'idle_copy', offset: 0x58, length: 4 }],
  ['task_struct.cred@all',   { kind: 'each', type: 'task_struct', offset: 64, length: 8 }],
  ['cred@all',               { kind: 'each', type: 'cred', offset: 0, length: 24 }],
  ['cred.uid@all:8',         { kind: 'each', type: 'cred', offset: 8, length: 8 }],
];
for (const [text, expected] of PLACED) {
  test(`${text} is placed`, () => assert.deepEqual(placeTarget(parseGuardTarget(text), SMALL_KERNEL), expected));
}

// biome-ignore format: a matrix
const REFUSED: readonly [string, number, RegExp][] = [
  ['flog',                  1,  /symbol "flog": not found among 13 symbols; did you mean flag\?$/],
  ['init_task.crad',        11, /struct task_struct has no member crad; did you mean cred\?$/],
  ['init_task.cred.uid',    16, /is a pointer; a guard does not follow pointers$/],
  ['init_task.comm[16]',    16, /has the elements 0 to 15$/],
  ['mystery.x',             9,  /the type of mystery is not known; give bytes as mystery\+OFF:LEN$/],
  ['task_struct.cred',      1,  /task_struct is a type, not a symbol; every one is task_struct.cred@all$/],
  ['files_struct',          1,  /files_struct is a type, not a symbol$/],
  ['crad@all',              1,  /@all follows objects of task_struct, cred, .* not crad; did you mean cred\?$/],
  ['task_struct.cread@all', 13, /has no member cread; did you mean cred\?/],
  ['init_task+96',          12, /it has 96 bytes; give a length/],
  ['beyond:4',              1,  /beyond at 0xffff8880[0-9a-f]+ is not in the kernel image$/],
];
for (const [text, column, message] of REFUSED) {
  test(`${text} is refused at column ${column}`, () => {
    assert.throws(
      () => placeTarget(parseGuardTarget(text), SMALL_KERNEL),
      (error) =>
        error instanceof HvError &&
        error.code === 'bad-guard' &&
        error.message.startsWith(`guard ${JSON.stringify(text)}, column ${column}: `) &&
        message.test(error.message),
    );
  });
}

test('a kernel without types: symbols still work, members say what is missing', () => {
  const { table, physicalOf } = SMALL_KERNEL;
  const bare = { table, physicalOf, types: undefined };
  assert.deepEqual(placeTarget(parseGuardTarget('flag:2'), bare), { kind: 'physical', gpa: 0x20_0000, length: 2 });
  assert.throws(
    () => placeTarget(parseGuardTarget('init_task.cred'), bare),
    /column 11: the kernel has no types \(BTF\)/,
  );
  assert.throws(() => placeTarget(parseGuardTarget('cred@all'), bare), /column 1: the kernel has no types/);
  assert.throws(() => placeTarget(parseGuardTarget('flag'), undefined), /the image has no symbols; give an address/);
});

test('per-CPU variables of kernels from 6.15 on are linked in the image, and are not there', () => {
  const base = 0xffff_ffff_8100_0000n;
  const table = new SymbolTable([
    { name: '_text', type: 'T', address: base },
    { name: '__per_cpu_start', type: 'D', address: base + 0x1000n },
    { name: 'current_task', type: 'D', address: base + 0x1018n },
    { name: '__per_cpu_end', type: 'D', address: base + 0x2000n },
    { name: 'flag', type: 'D', address: base + 0x2000n },
    { name: '_end', type: 'B', address: base + 0x2008n },
  ]);
  const kernel = { table, types: undefined, physicalOf: (address: bigint) => Number(address - base) + 0x100_0000 };
  assert.deepEqual(placeTarget(parseGuardTarget('current_task:8'), kernel), {
    kind: 'per-cpu',
    symbol: 'current_task',
    offset: 0,
    length: 8,
  });
  assert.deepEqual(placeTarget(parseGuardTarget('flag'), kernel), { kind: 'physical', gpa: 0x100_2000, length: 8 });
});
