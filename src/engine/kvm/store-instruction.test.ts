// Finding the instruction behind a write in bytes of code, without a kernel: what is found, what is not guessed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoreFinder } from './store-finder.ts';
import { findStore, type WrittenState } from './store-instruction.ts';

const RAX = 0;
const RCX = 1;
const RSP = 4;
const RDI = 7;
const CODE = 0x1000n;

/** Registers behind code that ends at RIP, and a write; linear is physical. */
function state(
  code: string,
  write: { at: number; data: string; old?: string },
  registers: Record<number, bigint>,
  more: Partial<WrittenState> = {},
): WrittenState {
  const bytes = Buffer.from(code.replaceAll(' ', ''), 'hex');
  const data = Buffer.from(write.data, 'hex');
  return {
    bits: 64,
    rip: CODE + BigInt(bytes.length),
    general: (index) => registers[index] ?? 0n,
    segmentBase: (name) => (name === 'gs' ? 0x5000n : 0n),
    directionFlag: false,
    zeroFlag: false,
    translate: (gla) => Number(gla),
    readCode: (offset, length) => {
      const from = Number(offset - CODE);
      const whole = Buffer.concat([Buffer.alloc(64, 0x90), bytes, Buffer.alloc(64, 0x90)]);
      return Uint8Array.from(whole.subarray(from + 64, from + 64 + length));
    },
    gpa: write.at,
    data,
    old: Buffer.from(write.old ?? '00'.repeat(data.length), 'hex'),
    ...more,
  };
}

test('a plain store: where it begins, nothing to undo', () => {
  const found = findStore(
    state('4889 4708', { at: 0x2008, data: '8877665544332211' }, { [RDI]: 0x2000n, [RAX]: 0x1122334455667788n }),
  );
  assert.deepEqual([found?.rip, found?.length, found?.gla, found?.undo], [CODE, 4, 0x2008n, []]);
});

test('a store of another value, or to another place, is not it', () => {
  const registers = { [RDI]: 0x2000n, [RAX]: 7n };
  assert.equal(findStore(state('8907', { at: 0x2000, data: '08000000' }, registers)), undefined);
  assert.equal(findStore(state('8907', { at: 0x2004, data: '07000000' }, registers)), undefined);
  assert.equal(findStore(state('8907', { at: 0x2000, data: '0700' }, registers)), undefined);
});

test('a byte before the store that looks like a prefix does not count', () => {
  // mov al, 0x2e; mov [rdi], eax: 2e is the end of the first instruction, not a segment override.
  const found = findStore(state('b0 2e 8907', { at: 0x2000, data: '2e000000' }, { [RDI]: 0x2000n, [RAX]: 0x2en }));
  assert.equal(found?.length, 2);
});

test('a segment base that counts', () => {
  const found = findStore(state('65 8907', { at: 0x7000, data: '01000000' }, { [RDI]: 0x2000n, [RAX]: 1n }));
  assert.deepEqual([found?.length, found?.gla], [3, 0x7000n]);
});

test('push and call give the stack pointer back', () => {
  const push = findStore(state('50', { at: 0x1ff8, data: '0700000000000000' }, { [RSP]: 0x1ff8n, [RAX]: 7n }));
  assert.deepEqual(push?.undo, [{ index: RSP, value: 0x2000n }]);
  // call: RIP has gone to 0x5000, what was written is the address behind the call.
  const call = findStore(
    state('e8 fb3f0000', { at: 0x1ff8, data: '0510000000000000' }, { [RSP]: 0x1ff8n }, { rip: 0x5000n }),
  );
  assert.deepEqual([call?.rip, call?.next, call?.undo], [CODE, CODE + 5n, [{ index: RSP, value: 0x2000n }]]);
});

test('a repeated store stands at itself; registers go back by one element', () => {
  const found = findStore(
    state('f3aa', { at: 0x2000, data: '07' }, { [RDI]: 0x2001n, [RCX]: 4n, [RAX]: 7n }, { rip: CODE }),
  );
  assert.deepEqual(
    [found?.rip, found?.next, found?.undo],
    [
      CODE,
      CODE + 2n,
      [
        { index: RDI, value: 0x2000n },
        { index: RCX, value: 5n },
      ],
    ],
  );
});

test('what cannot be undone says so', () => {
  const registers = { [RDI]: 0x2000n, [RAX]: 1n };
  assert.equal(
    findStore(state('1107', { at: 0x2000, data: '01000000' }, registers))?.undo,
    undefined,
    'adc: the carry is gone',
  );
  const failed = findStore(state('0fb10f', { at: 0x2000, data: '05000000', old: '05000000' }, registers));
  assert.equal(failed?.length, 3);
  assert.equal(failed?.undo, undefined, 'cmpxchg that failed: the accumulator is gone');
});

test('the second half of a store over two pages', () => {
  const found = findStore(
    state('488907', { at: 0x3000, data: '44332211' }, { [RDI]: 0x2ffcn, [RAX]: 0x1122334455667788n }),
  );
  assert.equal(found?.gla, 0x3000n);
});

test('no code, no answer', () => {
  const nothing = { readCode: () => new Uint8Array(0) };
  assert.equal(findStore(state('8907', { at: 0x2000, data: '01000000' }, {}, nothing)), undefined);
});

test('a remembered instruction counts only while its bytes and its operand are right', () => {
  const finder = new StoreFinder();
  const registers = { [RDI]: 0x2000n, [RAX]: 1n };
  const first = state('8907', { at: 0x2000, data: '01000000' }, registers);
  assert.equal(finder.find(first)?.length, 2);
  const moved = state('8907', { at: 0x3000, data: '01000000' }, { ...registers, [RDI]: 0x3000n });
  assert.equal(finder.find(moved)?.gla, 0x3000n);
  assert.equal(finder.find({ ...moved, gpa: 0x4000 }), undefined, 'another place');
  const patched = state('8917', { at: 0x2000, data: '01000000' }, { [RDI]: 0x2000n, 2: 9n });
  assert.equal(finder.find(patched), undefined, 'other bytes: mov [rdi], edx would have stored 9');
});
