import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Code, Decoder, DecoderOptions } from 'iced-x86';
import { INTEGER_ROWS } from '../../src/spec/x86/integer.ts';
import { SSE_ROWS } from '../../src/spec/x86/sse.ts';
import { makeCase } from '../diff/cases.ts';
import { encode } from './encode.ts';
import { Random, seedOfRun } from './random.ts';

const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('hex');
const register = (n: number) => ({ kind: 'register', register: n }) as const;

// Bytes from GNU as.
// biome-ignore format: a matrix
const CASES = [
  ['add r/m64, r64',        0,    [0x01, 'add', 'Ev Gv'], { bits: 64, operandSize: 64, reg: 9, rm: register(3) },                        '4c01cb'],
  ['add r/m16, r16',        0,    [0x01, 'add', 'Ev Gv'], { bits: 64, operandSize: 16, reg: 1, rm: register(3) },                        '6601cb'],
  ['add [rbp], ecx',        0,    [0x01, 'add', 'Ev Gv'], { bits: 64, operandSize: 32, reg: 1, rm: { kind: 'memory', base: 5, displacement: 0 } }, '014d00'],
  ['add [r12+8], ecx',      0,    [0x01, 'add', 'Ev Gv'], { bits: 64, operandSize: 32, reg: 1, rm: { kind: 'memory', base: 12, displacement: 8 } }, '41014c2408'],
  ['add [rax+r9*4+256],ecx',0,    [0x01, 'add', 'Ev Gv'], { bits: 64, operandSize: 32, reg: 1, rm: { kind: 'memory', base: 0, index: 9, scaleLog2: 2, displacement: 256 } }, '42018c8800010000'],
  ['add [0x1000], ecx',     0,    [0x01, 'add', 'Ev Gv'], { bits: 64, operandSize: 32, reg: 1, rm: { kind: 'memory', displacement: 0x1000 } }, '010c2500100000'],
  ['add [0x1000], ecx (32)',0,    [0x01, 'add', 'Ev Gv'], { bits: 32, operandSize: 32, reg: 1, rm: { kind: 'memory', displacement: 0x1000 } }, '010d00100000'],
  ['push r9',               0,    [0x51, 'push', 'Zv', { size: 'd64' }], { bits: 64, operandSize: 64, reg: 8, rm: register(0) },         '4151'],
  ['mov r64, imm64',        0,    [0xb8, 'mov', 'Zv Iv'], { bits: 64, operandSize: 64, reg: 0, rm: register(0), immediate: 0x1122334455667788n }, '48b88877665544332211'],
  ['popcnt r16, r/m16',     0x0f, [0xb8, 'popcnt', 'Gv Ev', { p: 'f3' }], { bits: 64, operandSize: 16, reg: 1, rm: register(2) },        '66f30fb8ca'],
  ['pshufb xmm9, xmm1',     0x0f38, [0x00, 'pshufb', 'Vx Wx', { p: '66' }], { bits: 64, operandSize: 32, reg: 9, rm: register(1) },      '66440f3800c9'],
  ['lock inc dword [rbx]',  0,    [0xff, 'inc', 'Ev', { reg: 0, lock: true }], { bits: 64, operandSize: 32, reg: 5, rm: { kind: 'memory', base: 3, displacement: 0 }, lock: true }, 'f0ff03'],
] as const;
for (const [name, map, row, form, expected] of CASES) {
  test(`encode: ${name}`, () => assert.equal(hex(encode(map, row, { immediate: 0n, ...form })), expected));
}

test('encode: iced-x86 reads every generated case as one valid instruction of the same length', () => {
  const seed = seedOfRun();
  const random = new Random(seed);
  let cases = 0;
  for (const { map, rows } of [...INTEGER_ROWS, ...SSE_ROWS]) {
    for (const row of rows) {
      for (const bits of [64, 32] as const) {
        for (let i = 0; i < 6; i++) {
          const made = makeCase(random, map, row, bits);
          if (made === undefined) continue;
          const decoder = new Decoder(bits, made.code, DecoderOptions.NoInvalidCheck);
          const instruction = decoder.decode();
          const got = { valid: instruction.code !== Code.INVALID, length: instruction.length };
          assert.deepEqual(got, { valid: true, length: made.code.length }, `${made.title}, SUBPAGE_SEED=${seed}`);
          instruction.free();
          decoder.free();
          cases++;
        }
      }
    }
  }
  assert.ok(cases > 5000, `only ${cases} cases`);
});
