import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HvError } from '../../base/error.ts';
import { editDistance } from './near-names.ts';
import { SymbolTable } from './symbol-table.ts';

const BASE = 0xffff_ffff_8100_0000n;
const table = new SymbolTable([
  { name: 'modules_disabled', type: 'B', address: BASE + 0x3000n },
  { name: 'startup_64', type: 'T', address: BASE },
  { name: '_text', type: 'T', address: BASE },
  { name: 'cpu_number', type: 'A', address: 0x19160n },
  { name: 'helper', type: 't', address: BASE + 0x1000n },
  { name: 'helper', type: 't', address: BASE + 0x2000n },
  { name: 'modprobe_path', type: 'D', address: BASE + 0x3004n },
  { name: '_end', type: 'B', address: BASE + 0x4000n },
]);

test('sizes reach to the next higher address', () => {
  const sizes = Object.fromEntries(
    table.symbols.map(({ name, address, size }) => [`${name}@${address & 0xffffn}`, size]),
  );
  assert.deepEqual(sizes, {
    // Nothing but half the address space lies between per-CPU offsets and the kernel.
    'cpu_number@37216': 0,
    'startup_64@0': 0x1000,
    '_text@0': 0x1000,
    'helper@4096': 0x1000,
    'helper@8192': 0x1000,
    'modules_disabled@12288': 4,
    'modprobe_path@12292': 0xffc,
    '_end@16384': 0,
  });
});

test('a size that the source knows is kept', () => {
  const known = new SymbolTable([
    { name: 'a', type: 'D', address: 0x1000n, size: 24 },
    { name: 'b', type: 'D', address: 0x1020n },
  ]);
  assert.equal(known.find('a')?.size, 24);
});

// biome-ignore format: a table
const POSITIONS: readonly [bigint, string | undefined][] = [
  [BASE - 1n,        undefined],
  [BASE,             'startup_64'],
  [BASE + 0x10n,     'startup_64+0x10'],
  [BASE + 0x1fffn,   'helper+0xfff'],
  [BASE + 0x3003n,   'modules_disabled+0x3'],
  [BASE + 0x3004n,   'modprobe_path'],
  [BASE + 0x4000n,   '_end'],
  [BASE + 0x4001n,   undefined],
  [0x19160n,         undefined], // per-CPU offsets are no addresses
  [0x40_1000n,       undefined], // user space
  [0xffff_ffff_c000_0000n, undefined], // modules
];
for (const [address, expected] of POSITIONS) {
  test(`0x${address.toString(16)} is ${expected}`, () => {
    assert.equal(table.describe(address), expected);
  });
}

test('names: the first of several wins, all of them can be had', () => {
  assert.equal(table.find('helper')?.address, BASE + 0x1000n);
  assert.deepEqual(
    table.findAll('helper').map(({ address }) => address),
    [BASE + 0x1000n, BASE + 0x2000n],
  );
  assert.equal(table.find('nothing'), undefined);
});

test('a name that does not exist: near names are suggested, the nearest first', () => {
  assert.deepEqual(table.suggest('module_disabled'), ['modules_disabled']);
  assert.deepEqual(table.suggest('modprob_pth'), ['modprobe_path']);
  assert.deepEqual(table.suggest('MODPROBE_PATH'), ['modprobe_path']);
  assert.deepEqual(table.suggest('disabled'), ['modules_disabled']);
  assert.deepEqual(table.suggest('zzzzzzzz'), []);
  assert.deepEqual(table.suggest(''), []);
  assert.throws(
    () => table.get('modules_disable'),
    (error) =>
      error instanceof HvError &&
      error.code === 'bad-guard' &&
      error.message === 'symbol "modules_disable": not found among 8 symbols; did you mean modules_disabled?',
  );
});

test('names out of images do not write to a terminal what they like', () => {
  const evil = 'a\u001b[2K\r\n[    0.000001] allow \u009b';
  const odd = new SymbolTable([{ name: evil, type: 'T', address: BASE }]);
  assert.equal(odd.describe(BASE), 'a?[2K??[    0.000001] allow ?');
});

test('an empty table answers everything with nothing', () => {
  const empty = new SymbolTable([]);
  assert.equal(empty.find('a'), undefined);
  assert.equal(empty.at(0n), undefined);
  assert.throws(() => empty.get('a'), /not found among 0 symbols$/);
});

// biome-ignore format: a table
const DISTANCES = [
  ['kitten', 'sitting', 9, 3],
  ['abc',    'abc',     9, 0],
  ['abcd',   'abdc',    9, 1],
  ['',       'abc',     9, 3],
  ['abc',    'xyz',     2, 3],
  ['abc',    'abcdefg', 3, 4],
] as const;
for (const [a, b, limit, distance] of DISTANCES) {
  test(`${a || '(nothing)'} to ${b}: ${distance}`, () => {
    assert.equal(editDistance(a, b, limit), distance);
  });
}
