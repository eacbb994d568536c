// The engine's binary32 and binary64 against the host's own SSE2: results and MXCSR flags, bit for bit.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type FpuCase, type FpuResult, hostFpu } from '../support/host-fpu.ts';
import { Random, seedOfRun } from '../support/random.ts';
import { testWasm } from '../support/test-wasm.ts';

const host = hostFpu();
const skip = 'absent' in host ? host.absent : false;
after(() => {
  if (!('absent' in host)) host.close();
});

const { exports: engine } = await testWasm('assembly/test/float');
const seed = seedOfRun();

type Format = 'f32' | 'f64' | 'i32' | 'i64';
/** What the engine function takes and gives, and the instruction that does the same to XMM0 and XMM1 or [rdi]. */
// biome-ignore format: a matrix
const OPERATIONS = [
  // function        operands        result     instruction
  ['addF64',         ['f64', 'f64'], 'f64',     [0xf2, 0x0f, 0x58, 0xc1]],
  ['subF64',         ['f64', 'f64'], 'f64',     [0xf2, 0x0f, 0x5c, 0xc1]],
  ['mulF64',         ['f64', 'f64'], 'f64',     [0xf2, 0x0f, 0x59, 0xc1]],
  ['divF64',         ['f64', 'f64'], 'f64',     [0xf2, 0x0f, 0x5e, 0xc1]],
  ['sqrtF64',        ['f64'],        'f64',     [0xf2, 0x0f, 0x51, 0xc1]],
  ['cmpF64',         ['f64', 'f64'], 'order',   [0x66, 0x0f, 0x2f, 0xc1]],
  ['cmpF64 quiet',   ['f64', 'f64'], 'order',   [0x66, 0x0f, 0x2e, 0xc1]],
  ['f64ToF32',       ['f64'],        'f32',     [0xf2, 0x0f, 0x5a, 0xc1]],
  ['f64ToI32',       ['f64'],        'i32',     [0xf2, 0x0f, 0x2d, 0xc1]],
  ['f64ToI32 trunc', ['f64'],        'i32',     [0xf2, 0x0f, 0x2c, 0xc1]],
  ['f64ToI64',       ['f64'],        'i64',     [0xf2, 0x48, 0x0f, 0x2d, 0xc1]],
  ['f64ToI64 trunc', ['f64'],        'i64',     [0xf2, 0x48, 0x0f, 0x2c, 0xc1]],
  ['i32ToF64',       ['i32'],        'f64',     [0xf2, 0x0f, 0x2a, 0x07]],
  ['i64ToF64',       ['i64'],        'f64',     [0xf2, 0x48, 0x0f, 0x2a, 0x07]],
  ['addF32',         ['f32', 'f32'], 'f32',     [0xf3, 0x0f, 0x58, 0xc1]],
  ['subF32',         ['f32', 'f32'], 'f32',     [0xf3, 0x0f, 0x5c, 0xc1]],
  ['mulF32',         ['f32', 'f32'], 'f32',     [0xf3, 0x0f, 0x59, 0xc1]],
  ['divF32',         ['f32', 'f32'], 'f32',     [0xf3, 0x0f, 0x5e, 0xc1]],
  ['sqrtF32',        ['f32'],        'f32',     [0xf3, 0x0f, 0x51, 0xc1]],
  ['cmpF32',         ['f32', 'f32'], 'order',   [0x0f, 0x2f, 0xc1]],
  ['cmpF32 quiet',   ['f32', 'f32'], 'order',   [0x0f, 0x2e, 0xc1]],
  ['f32ToF64',       ['f32'],        'f64',     [0xf3, 0x0f, 0x5a, 0xc1]],
  ['f32ToI32',       ['f32'],        'i32',     [0xf3, 0x0f, 0x2d, 0xc1]],
  ['f32ToI32 trunc', ['f32'],        'i32',     [0xf3, 0x0f, 0x2c, 0xc1]],
  ['f32ToI64',       ['f32'],        'i64',     [0xf3, 0x48, 0x0f, 0x2d, 0xc1]],
  ['f32ToI64 trunc', ['f32'],        'i64',     [0xf3, 0x48, 0x0f, 0x2c, 0xc1]],
  ['i32ToF32',       ['i32'],        'f32',     [0xf3, 0x0f, 0x2a, 0x07]],
  ['i64ToF32',       ['i64'],        'f32',     [0xf3, 0x48, 0x0f, 0x2a, 0x07]],
] as const satisfies readonly (readonly [string, readonly Format[], Format | 'order', readonly number[]])[];

/** Values where formats, roundings and integers have their corners. */
const EDGES: Readonly<Record<Format, readonly bigint[]>> = {
  // biome-ignore format: a table
  f64: [
    0n, 1n, 2n, 0xf_ffff_ffff_ffffn, 0x10_0000_0000_0000n, 0x10_0000_0000_0001n, 0x20_0000_0000_0000n,
    0x3ca0_0000_0000_0000n, 0x3fe0_0000_0000_0000n, 0x3fef_ffff_ffff_ffffn, 0x3ff0_0000_0000_0000n, 0x3ff0_0000_0000_0001n,
    0x3ff8_0000_0000_0000n, 0x4000_0000_0000_0000n, 0x4008_0000_0000_0000n, 0x41df_ffff_ffe0_0000n, 0x41df_ffff_ffc0_0000n,
    0x41e0_0000_0000_0000n, 0x43df_ffff_ffff_ffffn, 0x43e0_0000_0000_0000n, 0x47ef_ffff_e000_0000n, 0x47ef_ffff_f000_0000n,
    0x3810_0000_0000_0000n, 0x380f_ffff_ffff_ffffn, 0x380f_ffff_e000_0000n, 0x36a0_0000_0000_0000n, 0x3690_0000_0000_0001n,
    0x7fef_ffff_ffff_ffffn, 0x7ff0_0000_0000_0000n, 0x7ff0_0000_0000_0001n, 0x7ff4_0000_0000_0000n, 0x7ff8_0000_0000_0000n,
    0x7fff_ffff_ffff_ffffn, 0x5fe0_0000_0000_0000n, 0x1ff0_0000_0000_0000n, 0x2000_0000_0000_0001n,
  ],
  // biome-ignore format: a table
  f32: [
    0n, 1n, 2n, 0x7f_ffffn, 0x80_0000n, 0x80_0001n, 0x100_0000n, 0x3300_0000n, 0x3f00_0000n, 0x3f7f_ffffn, 0x3f80_0000n,
    0x3f80_0001n, 0x3fc0_0000n, 0x4000_0000n, 0x4040_0000n, 0x4eff_ffffn, 0x4f00_0000n, 0x5eff_ffffn, 0x5f00_0000n,
    0x7f7f_ffffn, 0x7f80_0000n, 0x7f80_0001n, 0x7fa0_0000n, 0x7fc0_0000n, 0x7fff_ffffn, 0x5f80_0000n, 0x1f80_0000n,
    0x2000_0001n, 0x1fff_ffffn,
  ],
  i32: [0n, 1n, 0x7fff_ffffn, 0x8000_0000n, 0xffff_ffffn, 0x100_0001n, 0x7fff_ffc0n, 0x7fff_ff40n],
  // biome-ignore format: a table
  i64: [
    0n, 1n, 0x7fff_ffff_ffff_ffffn, 0x8000_0000_0000_0000n, 0xffff_ffff_ffff_ffffn, 0x20_0000_0000_0001n,
    0x20_0000_0000_0003n, 0x7fff_ffff_ffff_fe00n, 0x7fff_ffff_ffff_fdffn, 0x7fff_ff40_0000_0000n, 0x7fff_ffc0_0000_0001n,
  ],
};

function operand(format: Format, random: Random, near?: bigint): bigint {
  const wide = format === 'f64' || format === 'i64';
  const edge = random.pick(EDGES[format]);
  switch (random.below(8)) {
    case 0:
      return wide ? random.u64() : random.u64() & 0xffff_ffffn;
    case 1: // close to the other operand: cancellation
      if (near !== undefined && !format.startsWith('i')) return near ^ BigInt(random.below(4));
      return edge;
    case 2: // exponents around each other, few significant bits
      if (format === 'f64') return (BigInt(1023 + random.between(-60, 60)) << 52n) | (BigInt(random.below(16)) << 48n);
      if (format === 'f32') return (BigInt(127 + random.between(-30, 30)) << 23n) | (BigInt(random.below(16)) << 19n);
      return BigInt.asUintN(wide ? 64 : 32, (1n << BigInt(random.below(wide ? 64 : 32))) - BigInt(random.below(3)));
    case 3: // small exponents: underflow
      if (format === 'f64') return (BigInt(random.below(60)) << 52n) | (random.u64() >> 12n);
      if (format === 'f32') return (BigInt(random.below(30)) << 23n) | BigInt(random.u32() >>> 9);
      return edge;
    case 4: // halfway to binary32
      if (format === 'f64') return (edge & 0xffff_ffff_e000_0000n) | 0x1000_0000n | BigInt(random.below(3) - 1 + 1);
      return edge;
    default:
      return random.oneIn(2) || format.startsWith('i') ? edge : edge | (1n << (wide ? 63n : 31n));
  }
}

/** MXCSR values: rounding × DAZ × FTZ, all masked, or with random masks. */
function control(random: Random): number {
  const masks = random.oneIn(4) ? random.below(64) << 7 : 0x1f80;
  return masks | (random.below(4) << 13) | (random.oneIn(4) ? 0x8000 : 0) | (random.oneIn(4) ? 0x40 : 0);
}

function writeOperand(view: DataView, at: number, format: Format, bits: bigint): void {
  if (format === 'f32' || format === 'i32') view.setUint32(at, Number(bits), true);
  else view.setBigUint64(at, bits, true);
}

function makeCase(
  code: readonly number[],
  operands: readonly Format[],
  values: readonly bigint[],
  mxcsr: number,
): FpuCase {
  const fx = new Uint8Array(208);
  const memory = new Uint8Array(128);
  const view = new DataView(fx.buffer);
  view.setUint16(0, 0x37f, true);
  view.setUint32(24, mxcsr, true);
  if (operands.length === 2) {
    writeOperand(view, 160, operands[0] as Format, values[0] as bigint);
    writeOperand(view, 176, operands[1] as Format, values[1] as bigint);
  } else {
    writeOperand(view, 176, operands[0] as Format, values[0] as bigint);
    writeOperand(new DataView(memory.buffer), 0, operands[0] as Format, values[0] as bigint);
  }
  return { code, fx, memory };
}

/** ZF, PF, CF of COMISD in the engine's terms. */
function orderOf(rflags: number): number {
  const bits = rflags & 0x45;
  return bits === 0x45 ? 2 : bits === 0x40 ? 0 : bits === 0x01 ? -1 : 1;
}

function hostValue(result: FpuResult, kind: Format | 'order'): bigint | number {
  const view = new DataView(result.fx.buffer, result.fx.byteOffset, result.fx.byteLength);
  switch (kind) {
    case 'order':
      return orderOf(result.rflags);
    case 'f32':
      return BigInt(view.getUint32(160, true));
    case 'f64':
      return view.getBigUint64(160, true);
    case 'i32':
      return BigInt.asUintN(32, result.rax);
    case 'i64':
      return result.rax;
  }
}

function engineValue(name: string, operands: readonly Format[], values: readonly bigint[], kind: Format | 'order') {
  const [fn, variant] = name.split(' ') as [string, string?];
  const args: (number | bigint)[] = values.map((bits, i) =>
    operands[i] === 'f32' || operands[i] === 'i32' ? Number(BigInt.asIntN(32, bits)) : BigInt.asIntN(64, bits),
  );
  const last = /cmp|ToI/.test(fn) ? [variant === undefined ? 0 : 1] : [];
  const value = engine[fn]?.(...args, ...last) as number | bigint;
  if (kind === 'order') return value;
  return BigInt.asUintN(kind === 'f32' || kind === 'i32' ? 32 : 64, BigInt(value));
}

for (const [name, operands, kind, code] of OPERATIONS) {
  test(`${name} like the host's processor (SUBPAGE_SEED=${seed})`, { skip }, () => {
    if ('absent' in host) return;
    const random = new Random(seed ^ name.length ^ (code.at(-2) as number));
    const inputs: { values: bigint[]; mxcsr: number }[] = [];
    const edges = (format: Format) =>
      EDGES[format].flatMap((e) =>
        format.startsWith('i') ? [e] : [e, e | (format === 'f64' ? 1n << 63n : 1n << 31n)],
      );
    for (const a of edges(operands[0])) {
      for (const b of operands.length === 2 ? edges(operands[1] as Format) : [0n]) {
        inputs.push({ values: operands.length === 2 ? [a, b] : [a], mxcsr: control(random) });
      }
    }
    for (let i = 0; i < 8000; i++) {
      const a = operand(operands[0], random);
      inputs.push({
        values: operands.length === 2 ? [a, operand(operands[1] as Format, random, a)] : [a],
        mxcsr: control(random),
      });
    }
    const results = host.run(inputs.map(({ values, mxcsr }) => makeCase(code, operands, values, mxcsr)));
    inputs.forEach(({ values, mxcsr }, i) => {
      const result = results[i] as FpuResult;
      engine['setMxcsr']?.(mxcsr);
      const value = engineValue(name, operands, values, kind);
      const flags = Number(engine['simdFlags']?.());
      const view = new DataView(result.fx.buffer, result.fx.byteOffset, result.fx.byteLength);
      const what = `${name} ${values.map((v) => v.toString(16)).join(', ')} mxcsr=${mxcsr.toString(16)}`;
      assert.equal(flags, view.getUint32(24, true) & 0x3f, `${what}: flags`);
      const trap = (flags & ~(mxcsr >> 7) & 0x3f) !== 0;
      assert.equal(trap, result.signal !== 0, `${what}: exception`);
      if (!trap) assert.equal(value.toString(16), hostValue(result, kind).toString(16), what);
    });
  });
}
