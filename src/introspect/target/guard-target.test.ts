import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { HvError } from '../../base/error.ts';
import { parseGuardTarget } from './guard-target.ts';

const path = (names: readonly [string | number, number][], more: object = {}) => ({
  kind: 'path',
  path: names.map(([name, column]) =>
    typeof name === 'string' ? { kind: 'member', name, column } : { kind: 'index', index: name, column },
  ),
  isEach: false,
  offset: 0,
  length: undefined,
  ...more,
});

// biome-ignore format: a matrix
const GOOD: readonly [string, object][] = [
  ['gpa:0x10000000+4', { kind: 'physical', address: 0x1000_0000, length: 4 }],
  ['gpa:4096+0x80', { kind: 'physical', address: 4096, length: 128 }],
  ['gpa:0xffffffffffff+1', { kind: 'physical', address: 0xffff_ffff_ffff, length: 1 }],
  ['gva:0xffffffff83fd44a0+4', { kind: 'linear', address: 0xffff_ffff_83fd_44a0n, length: 4 }],
  ['gva:0xffffffffffffffff+1', { kind: 'linear', address: 0xffff_ffff_ffff_ffffn, length: 1 }],
  ['modules_disabled', path([['modules_disabled', 1]])],
  ['modprobe_path:8', path([['modprobe_path', 1]], { length: 8 })],
  ['init_task+0x8:16', path([['init_task', 1]], { offset: 8, length: 16 })],
  ['init_task+8', path([['init_task', 1]], { offset: 8 })],
  ['__func__.1', path([['__func__', 1], ['1', 10]])],
  ['init_task.se.load[2].x', path([['init_task', 1], ['se', 11], ['load', 14], [2, 19], ['x', 22]])],
  ['task_struct.cred@all', path([['task_struct', 1], ['cred', 13]], { isEach: true })],
  ['cred@all+8:32', path([['cred', 1]], { isEach: true, offset: 8, length: 32 })],
];
for (const [text, expected] of GOOD) {
  test(`guard ${text}`, () => assert.deepEqual(parseGuardTarget(text), { ...expected, text }));
}

// biome-ignore format: a matrix
const BAD: readonly [string, number][] = [
  // text, column of the error
  ['', 1], ['gpa:', 5], ['gpa:0x1000', 11], ['gpa:0x1000+', 12], ['gpa:0x1000+0', 12], ['gpa:0x1000+-4', 12],
  ['gpa:x+4', 5], ['gpa:0x1000+4+4', 13], ['gpa:0x1000000000000+1', 5], ['gpa:0xffffffffffff+2', 5],
  ['gpa:0+0x40000001', 7], ['gva:0xffffffffffffffff+2', 5], ['gva:0x10000000000000000+1', 5], ['symbol+', 8],
  ['symbol+x:4', 8], ['symbol:0', 8], ['symbol:', 8], ['4symbol', 1], ['a b', 2], ['gpa :1+1', 4], ['a..b', 3],
  ['a.', 3], ['a[', 3], ['a[1', 4], ['a[x]', 3], ['a[0x80000000]', 3], ['a@', 3], ['a@every', 3], ['a@all@all', 6],
  ['a@all.b', 6], ['a+0x40000001', 3], ['a+1+1', 4], ['a:4x', 3], ['gpa:4096+18446744073709551616', 10],
];
for (const [text, column] of BAD) {
  test(`guard ${JSON.stringify(text)} is refused at column ${column}`, () => {
    assert.throws(
      () => parseGuardTarget(text),
      (error) =>
        error instanceof HvError &&
        error.code === 'bad-guard' &&
        error.message.startsWith(`guard ${JSON.stringify(text)}, column ${column}: expected`) &&
        !error.message.includes('\n'),
    );
  });
}

test('any text is a target or one clear error', () => {
  const piece = fc.constantFrom(
    'gpa:',
    'gva:',
    'a',
    '.',
    '[',
    ']',
    '@all',
    '+',
    ':',
    '0x',
    '7',
    'ffff',
    ' ',
    '\n',
    '€',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece).map((parts) => parts.join('')),
        fc.string({ maxLength: 2000 }),
      ),
      (text) => {
        try {
          assert.equal(parseGuardTarget(text).text, text);
        } catch (error) {
          assert.ok(error instanceof HvError && error.code === 'bad-guard' && error.message.length < 4000);
        }
      },
    ),
    { numRuns: 2000 },
  );
});
