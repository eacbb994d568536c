import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeInstruction, disassembler } from './disassembler.ts';

// biome-ignore format: a table
const CASES: readonly (readonly [codeBits: 16 | 32 | 64, code: string, text: string | undefined])[] = [
  [64, 'c704250000200001000000', 'mov dword ptr [0x200000], 1'],
  [64, 'f0480fb117',             'lock cmpxchg [rdi], rdx'],
  [64, 'f3aa',                   'rep stosb [rdi]'],
  [64, '48890500100000',         'mov [0x2007], rax'],
  [32, '8907',                   'mov [edi], eax'],
  [16, '8907',                   'mov [bx], ax'],
  [64, '8907cccccc',             'mov [rdi], eax'], // bytes behind the instruction
  [64, 'ff',                     undefined],
  [64, '06',                     undefined],
];
test('instructions in words, whatever was at the address before', () => {
  const disassemble = disassembler();
  for (let round = 0; round < 2; round++) {
    for (const [codeBits, code, text] of CASES) {
      assert.equal(disassemble(Buffer.from(code, 'hex'), 0x1000n, codeBits), text, code);
    }
  }
});

test('for messages, with the bytes', () => {
  assert.equal(describeInstruction(64, 0n, Uint8Array.of(0x89, 0x07, 0xcc)), 'mov [rdi], eax (89 07)');
  assert.equal(describeInstruction(64, 0n, Uint8Array.of(0xff)), 'ff');
});
