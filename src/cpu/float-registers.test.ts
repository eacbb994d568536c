import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STATE } from '../spec/state/layout.ts';
import { readFloatRegisters, withFloatRegisters } from './float-registers.ts';
import type { ProcessorState } from './registers.ts';

const ONE = 0x3fff_8000_0000_0000_0000n;
const INFINITY = 0x7fff_8000_0000_0000_0000n;

/** A state with TOP at physical register 3, which has a one; 4 a zero, 5 an infinity, and the rest is empty. */
function state(): ProcessorState {
  const bytes = new Uint8Array(STATE.EMU_DATA - STATE.REGS);
  const view = new DataView(bytes.buffer);
  const at = (address: number): number => address - STATE.REGS;
  view.setUint16(at(STATE.X87_FSW), 3 << 11, true);
  view.setUint8(at(STATE.X87_FTW), 0b11_1000);
  [ONE, 0n, INFINITY].forEach((value, i) => {
    view.setBigUint64(at(STATE.X87_REGS) + 16 * (3 + i), BigInt.asUintN(64, value), true);
    view.setUint16(at(STATE.X87_REGS) + 16 * (3 + i) + 8, Number(value >> 64n), true);
  });
  view.setBigUint64(at(STATE.XMM) + 16 * 2 + 8, 7n, true);
  return { version: 1, bytes };
}

test('ST(0) is the register that TOP names; tags tell zero, special and empty ones', () => {
  const { st, ftw, xmm } = readFloatRegisters(state());
  assert.deepEqual(st.slice(0, 3), [ONE, 0n, INFINITY]);
  // By physical register, 0 first: three empty, valid, zero, special, two empty.
  assert.deepEqual(
    Array.from({ length: 8 }, (_, i) => (ftw >> (2 * i)) & 3),
    [3, 3, 3, 0, 1, 2, 3, 3],
  );
  assert.equal(xmm[2], 7n << 64n);
});

test('what is changed is where it is read, and nothing else moves', () => {
  const before = readFloatRegisters(state());
  const st = before.st.map((value, i) => (i === 5 ? ONE : value));
  const changed = withFloatRegisters(state(), { ...before, st, ftw: before.ftw & ~3 });
  const after = readFloatRegisters(changed);
  assert.deepEqual(after.st, st);
  assert.equal(after.ftw & 3, 0, 'ST(5) is physical register 0');
  const same = withFloatRegisters(state(), before);
  assert.deepEqual(same.bytes, state().bytes);
});
