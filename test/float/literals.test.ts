// Literal cases of the floating-point engine, from the rules of IEEE 754 and SDM Vol. 1, "Floating-Point Exception
// Conditions". They need no compiler; the comparison with the host's processor is in sse-host.test.ts and x87-host.test.ts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testWasm } from '../support/test-wasm.ts';
import { X87Machine } from '../support/x87-wasm.ts';

const { exports: engine } = await testWasm('assembly/test/float');
const machine = await X87Machine.create();

const [NONE, I, D, Z, O, U, P] = [0, 1, 2, 4, 8, 0x10, 0x20];
const NEAREST = 0x1f80;
const DOWN = 0x3f80;
const UP = 0x5f80;
const TO_ZERO = 0x7f80;
const DAZ = 0x1fc0;
const FTZ = 0x9f80;

// biome-ignore format: a matrix
const F64: readonly (readonly [string, bigint, bigint, number, bigint, number])[] = [
  // function  a                        b                        mxcsr    result                   flags
  ['addF64',   0x3ff0_0000_0000_0000n,  0x3ff0_0000_0000_0000n,  NEAREST, 0x4000_0000_0000_0000n,  NONE], // 1 + 1
  ['addF64',   0x3ff0_0000_0000_0000n,  0x3ca0_0000_0000_0000n,  NEAREST, 0x3ff0_0000_0000_0000n,  P],    // 1 + 2^-53: tie to even
  ['addF64',   0x3ff0_0000_0000_0001n,  0x3ca0_0000_0000_0000n,  NEAREST, 0x3ff0_0000_0000_0002n,  P],
  ['addF64',   0x3ff0_0000_0000_0000n,  0x0000_0000_0000_0001n,  UP,      0x3ff0_0000_0000_0001n,  D | P],
  ['addF64',   0x3ff0_0000_0000_0000n,  0x8000_0000_0000_0001n,  TO_ZERO, 0x3fef_ffff_ffff_ffffn,  D | P],
  ['addF64',   0x3ff0_0000_0000_0000n,  0xbff0_0000_0000_0000n,  NEAREST, 0x0000_0000_0000_0000n,  NONE], // exact zero is +0 ...
  ['addF64',   0x3ff0_0000_0000_0000n,  0xbff0_0000_0000_0000n,  DOWN,    0x8000_0000_0000_0000n,  NONE], // ... but -0 downwards
  ['subF64',   0x7ff0_0000_0000_0000n,  0x7ff0_0000_0000_0000n,  NEAREST, 0xfff8_0000_0000_0000n,  I],    // inf - inf
  ['addF64',   0x7fef_ffff_ffff_ffffn,  0x7fef_ffff_ffff_ffffn,  NEAREST, 0x7ff0_0000_0000_0000n,  O | P],
  ['addF64',   0x7fef_ffff_ffff_ffffn,  0x7fef_ffff_ffff_ffffn,  DOWN,    0x7fef_ffff_ffff_ffffn,  O | P],
  ['addF64',   0x7ff0_0000_0000_0001n,  0x7ff8_0000_0000_0002n,  NEAREST, 0x7ff8_0000_0000_0001n,  I],    // first NaN, made quiet
  ['addF64',   0x7ff8_0000_0000_0003n,  0x7ff0_0000_0000_0002n,  NEAREST, 0x7ff8_0000_0000_0003n,  I],
  ['mulF64',   0x0000_0000_0000_0000n,  0x7ff0_0000_0000_0000n,  NEAREST, 0xfff8_0000_0000_0000n,  I],    // 0 * inf
  ['mulF64',   0x0010_0000_0000_0000n,  0x3fe0_0000_0000_0000n,  NEAREST, 0x0008_0000_0000_0000n,  NONE], // exact denormal: no underflow
  ['mulF64',   0x0010_0000_0000_0001n,  0x3fe0_0000_0000_0000n,  NEAREST, 0x0008_0000_0000_0000n,  U | P],
  ['mulF64',   0x001f_ffff_ffff_ffffn,  0x3fe0_0000_0000_0000n,  NEAREST, 0x0010_0000_0000_0000n,  U | P], // tiny before the last rounding
  ['mulF64',   0x0010_0000_0000_0001n,  0x3fe0_0000_0000_0000n,  FTZ,     0x0000_0000_0000_0000n,  U | P],
  ['mulF64',   0x0000_0000_0000_0001n,  0x4000_0000_0000_0000n,  DAZ,     0x0000_0000_0000_0000n,  NONE],
  ['divF64',   0x3ff0_0000_0000_0000n,  0x4008_0000_0000_0000n,  NEAREST, 0x3fd5_5555_5555_5555n,  P],    // 1 / 3
  ['divF64',   0x3ff0_0000_0000_0000n,  0x4008_0000_0000_0000n,  UP,      0x3fd5_5555_5555_5556n,  P],
  ['divF64',   0xbff0_0000_0000_0000n,  0x0000_0000_0000_0000n,  NEAREST, 0xfff0_0000_0000_0000n,  Z],
  ['divF64',   0x0000_0000_0000_0000n,  0x0000_0000_0000_0000n,  NEAREST, 0xfff8_0000_0000_0000n,  I],
];

for (const [name, a, b, mxcsr, expected, flags] of F64) {
  test(`${name} ${a.toString(16)}, ${b.toString(16)} mxcsr=${mxcsr.toString(16)}`, () => {
    engine['setMxcsr']?.(mxcsr);
    const value = engine[name]?.(BigInt.asIntN(64, a), BigInt.asIntN(64, b)) as bigint;
    assert.equal(BigInt.asUintN(64, value).toString(16), expected.toString(16));
    assert.equal(engine['flags']?.(), flags);
  });
}

// biome-ignore format: a matrix
const UNARY: readonly (readonly [string, bigint | number, readonly number[], number, bigint, number])[] = [
  // function   a                        more   mxcsr    result                   flags
  ['sqrtF64',   0x4000_0000_0000_0000n,  [],    NEAREST, 0x3ff6_a09e_667f_3bcdn,  P],    // sqrt 2 = 1.41421356...
  ['sqrtF64',   0x4000_0000_0000_0000n,  [],    DOWN,    0x3ff6_a09e_667f_3bccn,  P],
  ['sqrtF64',   0x4022_0000_0000_0000n,  [],    NEAREST, 0x4008_0000_0000_0000n,  NONE], // sqrt 9
  ['sqrtF64',  -0x8000_0000_0000_0000n,  [],    NEAREST, 0x8000_0000_0000_0000n,  NONE], // sqrt -0
  ['sqrtF64',  -0x4010_0000_0000_0000n,  [],    NEAREST, 0xfff8_0000_0000_0000n,  I],    // sqrt -1
  ['f64ToF32',  0x3ff0_0000_1000_0000n,  [],    NEAREST, 0x3f80_0000n,            P],    // halfway, to even
  ['f64ToF32',  0x47f0_0000_0000_0000n,  [],    NEAREST, 0x7f80_0000n,            O | P],
  ['f64ToF32',  0x36a0_0000_0000_0000n,  [],    NEAREST, 0x0000_0001n,            NONE], // the smallest denormal
  ['f64ToF32',  0x7ff0_0000_2000_0000n,  [],    NEAREST, 0x7fc0_0001n,            I],
  ['f32ToF64',  0x0000_0001,             [],    NEAREST, 0x36a0_0000_0000_0000n,  D],
  ['f32ToF64',  0x7f80_0001,             [],    NEAREST, 0x7ff8_0000_2000_0000n,  I],
  ['f64ToI32',  0x4004_0000_0000_0000n,  [0],   NEAREST, 2n,                      P],    // 2.5
  ['f64ToI32',  0x4004_0000_0000_0000n,  [0],   UP,      3n,                      P],
  ['f64ToI32',  0x400f_ffff_ffff_ffffn,  [1],   UP,      3n,                      P],    // 3.99.. truncated
  ['f64ToI32',  0x41e0_0000_0000_0000n,  [0],   NEAREST, 0x8000_0000n,            I],    // 2^31
  ['f64ToI32', -0x3e20_0000_0000_0000n,  [0],   NEAREST, 0x8000_0000n,            NONE], // -2^31
  ['f64ToI64',  0x43e0_0000_0000_0000n,  [0],   NEAREST, 0x8000_0000_0000_0000n,  I],    // 2^63
  ['f64ToI64',  0x7ff8_0000_0000_0000n,  [0],   NEAREST, 0x8000_0000_0000_0000n,  I],
  ['f32ToI32',  0x3f00_0000,             [0],   NEAREST, 0n,                      P],    // 0.5
  ['f32ToI64',  0x3fc0_0000,             [0],   NEAREST, 2n,                      P],    // 1.5
  ['i32ToF32',  0x0100_0001,             [],    NEAREST, 0x4b80_0000n,            P],    // 2^24 + 1
  ['i32ToF32',  0x0100_0001,             [],    UP,      0x4b80_0001n,            P],
  ['i64ToF64',  0x0020_0000_0000_0003n,  [],    NEAREST, 0x4340_0000_0000_0002n,  P],    // 2^53 + 3
  ['i32ToF64', -1,                       [],    NEAREST, 0xbff0_0000_0000_0000n,  NONE],
];

for (const [name, a, more, mxcsr, expected, flags] of UNARY) {
  test(`${name} ${a.toString(16)} mxcsr=${mxcsr.toString(16)}`, () => {
    engine['setMxcsr']?.(mxcsr);
    const value = BigInt(engine[name]?.(a, ...more) as bigint | number);
    const bits = name.endsWith('32') ? 32 : 64;
    assert.equal(BigInt.asUintN(bits, value).toString(16), expected.toString(16));
    assert.equal(engine['flags']?.(), flags);
  });
}

test('comparisons: order, unordered, and which NaN is invalid', () => {
  const one = 0x3ff0_0000_0000_0000n;
  const quiet = 0x7ff8_0000_0000_0000n;
  const signaling = 0x7ff0_0000_0000_0001n;
  // biome-ignore format: a matrix
  const cases: readonly (readonly [bigint, bigint, number, number, number])[] = [
    // a        b          quiet  order  flags
    [one,       one,       0,     0,     NONE],
    [one,       -one,      0,     1,     NONE],
    [0n,        one,       0,     -1,    NONE],
    [0n,        -0x8000_0000_0000_0000n, 0, 0, NONE], // +0 and -0
    [one,       1n,        0,     1,     D],
    [one,       quiet,     1,     2,     NONE],
    [one,       quiet,     0,     2,     I],
    [signaling, one,       1,     2,     I],
    [1n,        quiet,     1,     2,     NONE],
  ];
  for (const [a, b, q, order, flags] of cases) {
    engine['setMxcsr']?.(NEAREST);
    const b64 = b === -one ? BigInt.asIntN(64, one | (1n << 63n)) : b;
    assert.equal(engine['cmpF64']?.(a, b64, q), order, `${a} ${b}`);
    assert.equal(engine['flags']?.(), flags, `${a} ${b}`);
  }
});

test('an unmasked exception before the operation hides what would come behind it', () => {
  // Denormal operand unmasked: the inexact, underflowing product is not computed.
  engine['setMxcsr']?.(0x1e80);
  engine['mulF64']?.(1n, 0x3fe0_0000_0000_0001n);
  assert.equal(engine['simdFlags']?.(), D);
  // An element with an unmasked denormal hides the precision exception of its neighbour.
  engine['setMxcsr']?.(0x1e80);
  engine['divF64']?.(0x3ff0_0000_0000_0000n, 0x4008_0000_0000_0000n);
  engine['addF64']?.(1n, 0x3ff0_0000_0000_0000n);
  assert.equal(engine['simdFlags']?.(), D);
});

/** ST(0), ST(1) … of a machine in this state. */
function stack(fcw: number, ...values: readonly (readonly [bigint, number])[]): void {
  const fx = new Uint8Array(208);
  const view = new DataView(fx.buffer);
  const top = 8 - values.length;
  view.setUint16(0, fcw, true);
  view.setUint16(2, (top & 7) << 11, true);
  view.setUint8(4, (0xff << top) & 0xff);
  values.forEach(([sig, signExp], i) => {
    view.setBigUint64(32 + 16 * i, sig, true);
    view.setUint16(40 + 16 * i, signExp, true);
  });
  machine.load(fx);
}

const ONE = [0x8000_0000_0000_0000n, 0x3fff] as const;
const THREE = [0xc000_0000_0000_0000n, 0x4000] as const;
const LARGEST = [0xffff_ffff_ffff_ffffn, 0x7ffe] as const;
const SMALLEST_NORMAL = [0x8000_0000_0000_0000n, 1] as const;
const C1 = 0x200;
const UNMASKED = 0x8080;
const STACK_FAULT = 0x40;

// biome-ignore format: a matrix
const X87: readonly (readonly [string, number, readonly (readonly [bigint, number])[], number, string, number])[] = [
  // handler    FCW     stack                        ST(i)  result                    status word without TOP
  ['fdivTop',   0x37f,  [ONE, THREE],                1,     '3ffd:aaaaaaaaaaaaaaab',  P | C1],         // 1 / 3 to 64 bits
  ['fdivTop',   0x27f,  [ONE, THREE],                1,     '3ffd:aaaaaaaaaaaaa800',  P],              // to 53 bits
  ['fdivTop',   0x07f,  [ONE, THREE],                1,     '3ffd:aaaaab0000000000',  P | C1],         // to 24 bits
  ['fdivrTop',  0x37f,  [THREE, ONE],                1,     '3ffd:aaaaaaaaaaaaaaab',  P | C1],
  ['faddTop',   0x37f,  [LARGEST, LARGEST],          1,     '7fff:8000000000000000',  O | P | C1],
  ['faddTop',   0xf7f,  [LARGEST, LARGEST],          1,     '7ffe:ffffffffffffffff',  O | P],          // towards zero
  ['fmulTop',   0x377,  [LARGEST, LARGEST],          1,     '5ffe:fffffffffffffffe',  O | P | UNMASKED], // exponent less 24576
  ['fmulTop',   0x36f,  [SMALLEST_NORMAL, SMALLEST_NORMAL], 1, '2003:8000000000000000', U | UNMASKED],   // exponent plus 24576
  ['fdivTop',   0x37b,  [ONE, [0n, 0]],              1,     '3fff:8000000000000000',  Z | UNMASKED],   // nothing is written
  ['fdivTop',   0x37f,  [ONE, [0n, 0x8000]],         1,     'ffff:8000000000000000',  Z],
  ['faddTop',   0x37f,  [ONE, [1n, 0]],              1,     '3fff:8000000000000000',  D | P],
  ['faddTop',   0x37f,  [[0x4000_0000_0000_0000n, 0x3fff], ONE], 1, 'ffff:c000000000000000', I],         // unnormal
  ['faddTop',   0x37f,  [[0xc000_0000_0000_0001n, 0x7fff], [0xc000_0000_0000_0002n, 0xffff]], 1, 'ffff:c000000000000002', NONE],
  ['faddTop',   0x37f,  [ONE],                       1,     'ffff:c000000000000000',  I | STACK_FAULT],
  ['fsqrt',     0x37f,  [[0x8000_0000_0000_0000n, 0x4000]], 0, '3fff:b504f333f9de6484', P],
  ['frndint',   0xb7f,  [[0xa000_0000_0000_0000n, 0x4000]], 0, '4000:c000000000000000', P | C1],         // 2.5 upwards
  ['fprem',     0x37f,  [[0xe000_0000_0000_0000n, 0x4001], THREE], 0, '3fff:8000000000000000', 0x4000], // 7 rem 3: quotient 2
  ['fprem1',    0x37f,  [[0x8000_0000_0000_0000n, 0x4002], THREE], 0, 'bfff:8000000000000000', C1 | 0x4000], // 8 - 3 * 3
  ['fscale',    0x37f,  [ONE, THREE],                0,     '4002:8000000000000000',  NONE],
  ['fldpi',     0x37f,  [],                          0,     '4000:c90fdaa22168c235',  NONE],
  ['fldpi',     0x77f,  [],                          0,     '4000:c90fdaa22168c234',  NONE],           // downwards
  ['fldl2t',    0xb7f,  [],                          0,     '4000:d49a784bcd1b8aff',  NONE],           // upwards
  ['fldln2',    0x37f,  [],                          0,     '3ffe:b17217f7d1cf79ac',  NONE],
  ['fld1',      0x37f,  [ONE, ONE, ONE, ONE, ONE, ONE, ONE, ONE], 0, 'ffff:c000000000000000', I | STACK_FAULT | C1],
];

for (const [name, fcw, values, source, expected, status] of X87) {
  test(`${name} fcw=${fcw.toString(16)} gives ${expected}`, () => {
    stack(fcw, ...values);
    machine.run(name, { source });
    const view = new DataView(machine.save().buffer);
    assert.equal(`${view.getUint16(40, true).toString(16)}:${view.getBigUint64(32, true).toString(16)}`, expected);
    assert.equal(view.getUint16(2, true) & 0xc7ff, status);
  });
}
