import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OP } from '../spec/state/layout.ts';
import type { Expression } from './body.ts';
import { i32, i64, type Known, simplify } from './simplify.ts';

/** MOV-like operation: register 3 (offset 24), base RSI (48), index 128 (none), scale 0 with the decoder's notes, -8. */
const memory = new DataView(new ArrayBuffer(64));
memory.setUint8(OP.OP_DST, 24);
memory.setUint8(OP.OP_BASE, 48);
memory.setUint8(OP.OP_INDEX, 128);
memory.setUint8(OP.OP_SCALE, 0xc0);
memory.setInt32(OP.OP_DISP, -8, true);
const known: Known = { memory, pc: 0, flagKind: undefined, vars: new Map([[5, i64(7n)]]) };

const field = (kind: 'u8' | 'i32', offset: number): Expression => ['field', kind, offset];
const register = (offset: number): Expression => ['reg', 'u64', field('u8', offset)];
const ADD = 0x7c;
const SHL = 0x86;
const EXTEND_S = 0xac;
const EXTEND_U = 0xad;

test('an address without index is base plus displacement', () => {
  const scaled: Expression = ['op', SHL, register(OP.OP_INDEX), ['op', EXTEND_U, field('u8', OP.OP_SCALE)]];
  const address: Expression = [
    'op',
    ADD,
    ['op', ADD, register(OP.OP_BASE), scaled],
    ['op', EXTEND_S, field('i32', OP.OP_DISP)],
  ];
  assert.deepEqual(simplify(address, known), ['op', ADD, ['reg', 'u64', i32(48)], i64(-8n)]);
});

test('conditions on the kind of the flags are decided where it is known', () => {
  const carry: Expression = ['call', 'carry'];
  // F_ADD 1: r <u a. F_LOGIC 3: no carry.
  assert.deepEqual(simplify(carry, { ...known, flagKind: 1 }), ['op', 0x54, ['flag', 'fr'], ['flag', 'fa']]);
  assert.deepEqual(simplify(carry, { ...known, flagKind: 3 }), i32(0));
  assert.equal(simplify(carry, known)[0], 'if');
});

test('variables that are constant decide, too; both truth values do', () => {
  const isSeven: Expression = ['op', 0x51, ['var', 5], ['const', 'i64', 7]];
  assert.deepEqual(simplify(isSeven, known), i32(1));
  assert.deepEqual(simplify(['and', isSeven, ['flag', 'fx']], known), ['flag', 'fx']);
  assert.deepEqual(simplify(['or', isSeven, ['flag', 'fx']], known), i32(1));
  assert.deepEqual(simplify(['if', isSeven, ['const', 'i32', 3], ['const', 'i32', 4]], known), i32(3));
});

test('numbers wrap as the instructions do', () => {
  const max: Expression = ['const', 'i64', '-9223372036854775808'];
  assert.deepEqual(simplify(['op', 0x7d, max, ['const', 'i64', 1]], known), i64(0x7fff_ffff_ffff_ffffn));
  assert.deepEqual(simplify(['op', 0xa7, ['const', 'i64', 0x1_8000_0000]], known), i32(-0x8000_0000));
  assert.deepEqual(simplify(['op', EXTEND_U, ['const', 'i32', -1]], known), i64(0xffff_ffffn));
});
