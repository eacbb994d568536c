// Every x87 instruction of the table against the host's own processor: registers, status word, tags, memory, EFLAGS.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { STATE } from '../../src/spec/state/layout.ts';
import type { Row } from '../../src/spec/x86/row.ts';
import { X87_ROWS } from '../../src/spec/x86/x87.ts';
import { type FpuCase, type FpuResult, hostFpu } from '../support/host-fpu.ts';
import { Random, seedOfRun } from '../support/random.ts';
import { x87ComparableStatus, x87VendorsDiffer } from '../support/x87-vendors.ts';
import { OPERAND, Raised, X87Machine } from '../support/x87-wasm.ts';

const host = hostFpu();
const skip = 'absent' in host ? host.absent : false;
after(() => {
  if (!('absent' in host)) host.close();
});
const machine = await X87Machine.create();
const seed = seedOfRun();
const rows = X87_ROWS.find(({ map }) => map === 0)?.rows ?? [];

/** Rounded differently by different processors: compared in transcendental.test.ts. */
const TRANSCENDENTAL = /^(fsin|fcos|fsincos|fptan|fpatan|f2xm1|fyl2x|fyl2xp1)$/;

/** 80-bit values at the corners: significand, sign and exponent. */
// biome-ignore format: a table
const EDGES: readonly (readonly [bigint, number])[] = [
  [0n, 0], [0n, 0x8000], [1n, 0], [0x7fff_ffff_ffff_ffffn, 0], [0x8000_0000_0000_0000n, 0], [0xffff_ffff_ffff_ffffn, 0x8000],
  [0x8000_0000_0000_0000n, 1], [0xffff_ffff_ffff_ffffn, 0x7ffe], [0x8000_0000_0000_0000n, 0x7ffe], [0xffff_ff80_0000_0000n, 0x7ffe],
  [0x8000_0000_0000_0000n, 0x3fff], [0x8000_0000_0000_0000n, 0xbfff], [0x8000_0000_0000_0001n, 0x3fff], [0xffff_ffff_ffff_ffffn, 0x3ffe],
  [0x8000_0000_0000_0000n, 0x3ffe], [0xc000_0000_0000_0000n, 0x3fff], [0xc000_0000_0000_0000n, 0x4000], [0xa000_0000_0000_0000n, 0x4001],
  [0x8000_0000_0000_0000n, 0x7fff], [0x8000_0000_0000_0000n, 0xffff], [0xc000_0000_0000_0000n, 0xffff], [0xc000_0000_0000_0001n, 0x7fff],
  [0xffff_ffff_ffff_ffffn, 0x7fff], [0x8000_0000_0000_0001n, 0x7fff], [0xbfff_ffff_ffff_ffffn, 0xffff], [0xa000_0000_0000_0000n, 0x7fff],
  [0n, 0x7fff], [0x4000_0000_0000_0000n, 0x7fff], [0n, 0x3fff], [0x7fff_ffff_ffff_ffffn, 0x4000],
  [0xffff_fffe_0000_0000n, 0x401d], [0xffff_fffe_ffff_ffffn, 0x401d], [0x8000_0000_0000_0000n, 0x401e], [0xfffe_0000_0000_0000n, 0x400d],
  [0x8000_0000_0000_0000n, 0x400e], [0xffff_0000_0000_0000n, 0x400d], [0xffff_ffff_ffff_fffen, 0x403d], [0x8000_0000_0000_0000n, 0x403e],
  [0x8000_0000_0000_0000n, 0xc03e], [0xde0b_6b3a_763f_fff0n, 0x403a], [0xde0b_6b3a_7640_0000n, 0x403a], [0xde0b_6b3a_763f_fff8n, 0x403a],
  [0xffff_ff00_0000_0000n, 0x407e], [0xffff_ff80_0000_0000n, 0x407e], [0x8000_0000_0000_0000n, 0x3f81], [0xffff_ffff_0000_0000n, 0x3f80],
  [0xffff_ffff_ffff_f800n, 0x43fe], [0xffff_ffff_ffff_fc00n, 0x43fe], [0x8000_0000_0000_0000n, 0x3c01], [0xffff_ffff_ffff_ffffn, 0x3c00],
  [0x8000_0000_0000_0400n, 0x3bcd], [0x8000_0000_0000_0000n, 0x3f6a], [0x8000_0000_0000_0001n, 0x3f69], [0x8000_0000_0000_0000n, 0x3bcc],
];

function put(image: Uint8Array, at: number, [sig, signExp]: readonly [bigint, number]): void {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  view.setBigUint64(at, sig, true);
  view.setUint16(at + 8, signExp, true);
}

function value(random: Random): readonly [bigint, number] {
  const [sig, signExp] = random.pick(EDGES);
  const sign = random.oneIn(2) ? 0x8000 : 0;
  switch (random.below(6)) {
    case 0: // anywhere
      return [random.u64() | (1n << 63n), sign | random.below(0x8000)];
    case 1: // around one
      return [random.u64() | (1n << 63n), sign | (0x3fff + random.between(-70, 70))];
    case 2: // few significant bits
      return [(1n << 63n) | (BigInt(random.below(128)) << 56n), sign | (0x3fff + random.between(-8, 8))];
    case 3: // just beside an edge
      return [BigInt.asUintN(64, sig + BigInt(random.between(-2, 2))), signExp];
    default:
      return [sig, signExp ^ sign];
  }
}

/** Memory for operands of every kind. */
function operandMemory(random: Random): Uint8Array {
  const memory = random.bytes(128);
  const view = new DataView(memory.buffer);
  const [sig, signExp] = value(random);
  switch (random.below(6)) {
    case 0:
      put(memory, 0, [sig, signExp]);
      break;
    case 1: // binary64 edges
      view.setBigUint64(
        0,
        random.pick([
          0n,
          1n,
          0x7ff0n << 48n,
          0x7ff8n << 48n,
          (0x7ff0n << 48n) | 1n,
          0xbff0n << 48n,
          0xfn << 48n,
          0x3ff8n << 48n,
          1n << 63n,
        ]),
        true,
      );
      break;
    case 2: // binary32 edges, small integers
      view.setUint32(
        0,
        random.pick([
          0, 1, 0x7f80_0000, 0x7fc0_0000, 0x7f80_0001, 0xbf80_0000, 0x7f_ffff, 0x3fc0_0000, 0x8000_0000, 0xffff_8000,
        ]),
        true,
      );
      break;
    case 3: // a packed decimal
      for (let i = 0; i < 9; i++) memory[i] = random.below(10) * 16 + random.below(10);
      memory[9] = random.oneIn(2) ? 0x80 : 0;
      break;
    case 4: // binary64 around one
      view.setUint16(6, random.pick([0x3ff0, 0xbff0, 0x4010]) | random.below(16), true);
      break;
  }
  return memory;
}

/** An FXSAVE image without pending exceptions. */
function state(random: Random): Uint8Array {
  const fx = new Uint8Array(208);
  const view = new DataView(fx.buffer);
  const masks = random.oneIn(3) ? random.below(64) : 0x3f;
  const precision = random.oneIn(2) ? 3 : random.pick([0, 2, 3]);
  view.setUint16(0, 0x40 | masks | (precision << 8) | (random.below(4) << 10), true);
  // Flags may be set where they are masked; condition codes and TOP are anything.
  const fsw = (random.u32() & 0x7f00) | (random.oneIn(4) ? random.u32() & masks : 0);
  view.setUint16(2, fsw, true);
  view.setUint8(4, random.pick([0xff, 0xff, 0xff, 0, random.u32() & 0xff, 0x7f, 0xfe]));
  // Mostly a stack with a little room.
  const top = (fsw >> 11) & 7;
  if (random.oneIn(2)) view.setUint8(4, 0xff & ~(1 << ((top + 7) & 7)));
  for (let i = 0; i < 8; i++) put(fx, 32 + 16 * i, value(random));
  if (random.oneIn(4)) {
    // ST(0) and ST(1) close to each other.
    const sig = view.getBigUint64(32, true) ^ BigInt(random.below(4));
    put(fx, 48, [sig, view.getUint16(40, true) ^ (random.below(2) * 0x8000)]);
  }
  view.setUint32(24, 0x1f80, true);
  return fx;
}

/** Bytes of the row's instruction, with ST(i) or [rdi]. */
function encode([opcode, , operands, attributes]: Row, source: number): number[] {
  if (attributes === undefined) return [opcode];
  const reg = attributes.reg ?? 0;
  if (attributes.mod === 'm') return [opcode, (reg << 3) | 7];
  return [opcode, 0xc0 | (reg << 3) | (operands === '' ? (attributes.rm ?? 0) : source)];
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** The image in words, ST registers only where they are in use. */
function describe(fx: Uint8Array, fswMask: number): string {
  const view = new DataView(fx.buffer, fx.byteOffset, fx.byteLength);
  const fsw = view.getUint16(2, true);
  const used = view.getUint8(4);
  const registers = Array.from({ length: 8 }, (_, i) =>
    (used >> (((fsw >> 11) + i) & 7)) & 1
      ? `${view.getUint16(40 + 16 * i, true).toString(16)}:${view.getBigUint64(32 + 16 * i, true).toString(16)}`
      : 'empty',
  );
  return `fcw=${view.getUint16(0, true).toString(16)} fsw=${(fsw & fswMask).toString(16)} ftw=${used.toString(16)} ${registers.join(' ')}`;
}

/** Memory without the instruction and data pointers of environment images, which processors keep differently. */
function comparable(name: string, memory: Uint8Array): Uint8Array {
  const copy = memory.slice();
  if (name === 'fnstenv' || name === 'fnsave') copy.fill(0, 12, 28);
  return copy;
}

for (const row of rows) {
  const [opcode, name, operands, attributes] = row;
  if (TRANSCENDENTAL.test(name)) continue;
  const label = `${opcode.toString(16)} /${attributes?.reg ?? ''} ${name} ${attributes?.mod ?? ''}`;
  test(`${label} like the host's processor (SUBPAGE_SEED=${seed})`, { skip }, () => {
    if ('absent' in host) return;
    const random = new Random(seed ^ (opcode << 8) ^ ((attributes?.reg ?? 0) << 16) ^ name.length);
    const count = operands === '' && attributes?.mod !== 'm' && name.startsWith('fld') ? 200 : 3000;
    const inputs: (FpuCase & { source: number; rflags: number })[] = [];
    for (let i = 0; i < count; i++) {
      const source = random.below(8);
      const memory = name === 'fldenv' || name === 'frstor' ? environment(random) : operandMemory(random);
      const rflags = 0x202 | (random.u32() & 0x8d5);
      inputs.push({ code: encode(row, source), source, rflags, fx: state(random), memory });
    }
    const results = host.run(inputs);
    inputs.forEach((input, i) => {
      const result = results[i] as FpuResult;
      machine.load(input.fx);
      machine.bytes.set(input.memory, OPERAND);
      machine.view.setUint32(STATE.RFLAGS, input.rflags, true);
      machine.view.setBigUint64(STATE.REGS, 0n, true);
      let vector = 0;
      try {
        machine.run(name, { source: input.source });
      } catch (error) {
        if (!(error instanceof Raised)) throw error;
        vector = error.vector;
      }
      const fcw = new DataView(input.fx.buffer).getUint16(0, true);
      if (x87VendorsDiffer(name, fcw, machine.view.getUint16(STATE.X87_FSW, true))) return;
      const what = `${label} st(${input.source}) from ${describe(input.fx, 0xffff)} memory ${hex(input.memory.subarray(0, 10))}`;
      assert.equal(vector === 0 ? 0 : 8, result.signal, `${what}: exception`);
      const status = x87ComparableStatus(name);
      assert.equal(describe(machine.save(), status), describe(result.fx, status), what);
      const memory = machine.bytes.slice(OPERAND, OPERAND + 128);
      assert.equal(hex(comparable(name, memory)), hex(comparable(name, result.memory)), `${what}: memory`);
      assert.equal(machine.view.getUint32(STATE.RFLAGS, true) & 0x8d5, result.rflags & 0x8d5, `${what}: rflags`);
      assert.equal(machine.view.getBigUint64(STATE.REGS, true), result.rax, `${what}: rax`);
    });
  });
}

/** An image for FLDENV and FRSTOR in 32-bit format. */
function environment(random: Random): Uint8Array {
  const memory = random.bytes(128);
  const view = new DataView(memory.buffer);
  view.setUint16(0, 0x40 | (random.u32() & 0xf3f), true);
  view.setUint16(4, random.u32() & 0x7f7f, true);
  view.setUint16(8, random.u32() & 0xffff, true);
  for (let i = 0; i < 8; i++) put(memory, 28 + 10 * i, value(random));
  return memory;
}
