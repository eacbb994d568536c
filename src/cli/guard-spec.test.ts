import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HvError } from '../base/error.ts';
import { parseGuardSpec } from './guard-spec.ts';

// biome-ignore format: a matrix
const GOOD = [
  ['gpa:0x10000000+4', { kind: 'gpa', address: 0x1000_0000, length: 4 }],
  ['gpa:4096+0x80', { kind: 'gpa', address: 4096, length: 128 }],
  ['gpa:0xffffffffffff+1', { kind: 'gpa', address: 0xffff_ffff_ffff, length: 1 }],
  ['gva:0xffffffff83fd44a0+4', { kind: 'gva', address: 0xffff_ffff_83fd_44a0n, length: 4 }],
  ['gva:0xffffffffffffffff+1', { kind: 'gva', address: 0xffff_ffff_ffff_ffffn, length: 1 }],
  ['modules_disabled', { kind: 'symbol', symbol: 'modules_disabled', offset: 0, length: undefined }],
  ['modprobe_path:8', { kind: 'symbol', symbol: 'modprobe_path', offset: 0, length: 8 }],
  ['init_task+0x8:16', { kind: 'symbol', symbol: 'init_task', offset: 8, length: 16 }],
  ['init_task+8', { kind: 'symbol', symbol: 'init_task', offset: 8, length: undefined }],
  ['__func__.1', { kind: 'symbol', symbol: '__func__.1', offset: 0, length: undefined }],
] as const;
for (const [text, expected] of GOOD) {
  test(`guard ${text}`, () => assert.deepEqual(parseGuardSpec(text), { ...expected, text }));
}

const BAD = [
  '',
  'gpa:',
  'gpa:0x1000',
  'gpa:0x1000+',
  'gpa:0x1000+0',
  'gpa:0x1000+-4',
  'gpa:x+4',
  'gpa:0x1000+4+4',
  'gpa:0x1000000000000+1',
  'gpa:0xffffffffffff+2',
  'gpa:0+0x40000001',
  'gva:0xffffffffffffffff+2',
  'gva:0x10000000000000000+1',
  'symbol+',
  'symbol+x:4',
  'symbol:0',
  'symbol:',
  '4symbol',
  'a b',
  'gpa :1+1',
];
for (const text of BAD) {
  test(`guard ${JSON.stringify(text)} is refused`, () => {
    assert.throws(
      () => parseGuardSpec(text),
      (error) =>
        error instanceof HvError &&
        error.code === 'bad-guard' &&
        error.message.startsWith(`--guard ${JSON.stringify(text)}: expected`) &&
        !error.message.includes('\n'),
    );
  });
}
