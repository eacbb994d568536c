// Which instructions the kernel begins again and again, and when it is noticed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBegunAgain } from './instruction-completion.ts';
import { Standstill } from './standstill.ts';

// biome-ignore format: a table
const CASES: readonly (readonly [what: string, code: string, isBegunAgain: boolean])[] = [
  ['sgdt [rax]',                '0f0100',               true],
  ['sidt [rdi+0x204]',          '0f018f04020000',       true],
  ['sgdt [rip+8]',              '0f010508000000',       true],
  ['lgdt [rax]',                '0f0110',               false],
  ['smsw [rax]',                '0f0120',               false],
  ['vmcall',                    '0f01c1',               false],
  ['monitor',                   '0f01c8',               false],
  ['fxsave [rdi]',              '0fae07',               true],
  ['fxsave64 fs:[r8]',          '64490fae00',           true],
  ['fxrstor [rdi]',             '0fae0f',               false],
  ['stmxcsr [rdi]',             '0fae1f',               false],
  ['lfence',                    '0faee8',               false],
  ['rdfsbase eax',              'f30faec0',             false],
  ['mov [rdi], al',             '8807',                 false],
  ['mov eax, 0x00010f00',       'b8000f0100',           false],
  ['nothing',                   '',                     false],
];
for (const [what, code, expected] of CASES) {
  test(`${what}: ${expected ? 'begun again' : 'not'}`, () => {
    assert.equal(isBegunAgain(Uint8Array.from(Buffer.from(code, 'hex'))), expected);
  });
}

const SGDT = Uint8Array.of(0x0f, 0x01, 0x00);
const MOV = Uint8Array.of(0x88, 0x07);

test('the same place at two alarms, and nothing in between: what is known for it stands still', () => {
  const standstill = new Standstill();
  const at = (rip: bigint): boolean => standstill.isAt(rip, () => SGDT);
  assert.deepEqual([at(5n), at(5n), at(6n)], [false, true, false]);
});

test('other instructions: at ten alarms in a row, since on a busy host a guest may get no turn between a few', () => {
  const standstill = new Standstill();
  const at = (rip: bigint): boolean => standstill.isAt(rip, () => MOV);
  const nine = Array.from({ length: 9 }, () => at(5n));
  assert.ok(!nine.includes(true));
  assert.equal(at(6n), false, 'it goes on');
  assert.equal(at(5n), false);
  assert.deepEqual(
    Array.from({ length: 10 }, () => at(5n)),
    [...Array.from({ length: 8 }, () => false), true, true],
  );
});

test('the same place, and exits in between: only what is known for it; other code is read once', () => {
  const standstill = new Standstill();
  let reads = 0;
  const at = (rip: bigint, code: Uint8Array): boolean => {
    standstill.hasLeft = true;
    return standstill.isAt(rip, () => {
      reads++;
      return code;
    });
  };
  assert.deepEqual([at(5n, SGDT), at(5n, SGDT)], [false, true]);
  assert.deepEqual([at(6n, MOV), at(6n, MOV), at(6n, MOV), at(6n, MOV)], [false, false, false, false]);
  assert.equal(reads, 2);
  for (let rip = 7n; rip < 100n; rip++) assert.deepEqual([at(rip, MOV), at(rip, MOV)], [false, false]);
});
