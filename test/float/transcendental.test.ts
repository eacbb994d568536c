// The transcendental instructions: rounded correctly in every mode, by an independent computation with some hundred bits more;
// special operands by the manual's tables, and by the host's own processor.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { STATE } from '../../src/spec/state/layout.ts';
import { type FpuCase, type FpuResult, hostFpu } from '../support/host-fpu.ts';
import { Random, seedOfRun } from '../support/random.ts';
import * as real from '../support/real.ts';
import { Raised, X87Machine } from '../support/x87-wasm.ts';

const machine = await X87Machine.create();
const seed = seedOfRun();
const host = hostFpu();
const skip = 'absent' in host ? host.absent : false;
after(() => {
  if (!('absent' in host)) host.close();
});

/** An 80-bit value: significand, sign and biased exponent. */
type F80 = readonly [sig: bigint, signExp: number];

const FSW_P = 0x20;
const FSW_C1 = 0x200;
const FSW_C2 = 0x400;

/** State with a stack of these values, ST(0) first. */
function stack(values: readonly F80[], fcw: number): Uint8Array {
  const fx = new Uint8Array(208);
  const view = new DataView(fx.buffer);
  view.setUint16(0, fcw, true);
  const top = 8 - values.length;
  view.setUint16(2, (top & 7) << 11, true);
  view.setUint8(4, (0xff << top) & 0xff);
  values.forEach(([sig, signExp], i) => {
    view.setBigUint64(32 + 16 * i, sig, true);
    view.setUint16(40 + 16 * i, signExp, true);
  });
  view.setUint32(24, 0x1f80, true);
  return fx;
}

function top(fx: Uint8Array, i = 0): F80 {
  const view = new DataView(fx.buffer, fx.byteOffset, fx.byteLength);
  return [view.getBigUint64(32 + 16 * i, true), view.getUint16(40 + 16 * i, true)];
}

const statusOf = (fx: Uint8Array) => (fx[2] as number) | ((fx[3] as number) << 8);

const text = ([sig, signExp]: F80) => `${signExp.toString(16)}:${sig.toString(16)}`;

/** A finite value exactly, in units of 2^-scale (scale large enough). */
function exact([sig, signExp]: F80, scale: bigint): bigint {
  const shift = scale + BigInt(Math.max(signExp & 0x7fff, 1) - 16383 - 63);
  const magnitude = sig << shift;
  return (signExp & 0x8000) !== 0 ? -magnitude : magnitude;
}

/** A scale at which operands with these exponents are exact and the result keeps a hundred bits more than it needs. */
const scaleFor = (...signExps: number[]): bigint =>
  BigInt(signExps.reduce((sum, signExp) => sum + Math.max(0, 16383 - (signExp & 0x7fff)), 300));

/** The pi of the manual: SDM Vol. 1, "Approximation of Pi", 0.C90FDAA2 2168C234 C * 2^2. */
const halfPi66 = (scale: bigint): bigint => 0xc90f_daa2_2168_c234_cn << (scale - 67n);

/** Quadrant and remainder of an angle. */
function reduced(x: F80, scale: bigint): { quadrant: number; r: bigint } {
  const angle = exact(x, scale);
  const half = halfPi66(scale);
  const magnitude = real.abs(angle);
  const q = (2n * magnitude + half) / (2n * half);
  const r = magnitude - q * half;
  return { quadrant: Number(q & 3n), r };
}

function sineOf(x: F80, scale: bigint, turn: number): bigint {
  const { quadrant, r } = reduced(x, scale);
  const q = (quadrant + turn) & 3;
  const value = q & 1 ? real.cosine(r, scale) : real.sine(r, scale);
  const signed = q & 2 ? -value : value;
  return turn === 0 && (x[1] & 0x8000) !== 0 ? -signed : signed;
}

/** log2 of a positive value. */
function log2Of(x: F80, scale: bigint): bigint {
  const exponent = BigInt((x[1] & 0x7fff) - 16383);
  const fraction = exact([x[0], 16383], scale) - (1n << scale);
  return (exponent << scale) + real.log2OfSum(fraction, scale);
}

function arctangentOf(y: F80, x: F80, scale: bigint): bigint {
  const a = real.abs(exact(y, scale));
  const b = real.abs(exact(x, scale));
  const wide = 2n * scale;
  const pi = real.pi(wide);
  let angle = a <= b ? real.arctangent((a << wide) / b, wide) : pi / 2n - real.arctangent((b << wide) / a, wide);
  if ((x[1] & 0x8000) !== 0) angle = pi - angle;
  return (y[1] & 0x8000) !== 0 ? -angle : angle;
}

/** What each instruction computes from ST(0) and ST(1); undefined where this computation does not apply. */
interface Function {
  readonly name: string;
  readonly operands: 1 | 2;
  readonly code: readonly number[];
  /** Exponents to draw ST(0) from, unbiased. */
  readonly range: readonly [number, number];
  /** Result and its scale. */
  compute(x: F80, y: F80): { value: bigint; scale: bigint };
  /** Where the result is in the stack afterwards. */
  readonly at?: number;
}

const FUNCTIONS: readonly Function[] = [
  {
    name: 'fsin',
    operands: 1,
    code: [0xd9, 0xfe],
    range: [-80, 62],
    compute(x) {
      const scale = scaleFor(x[1], x[1]);
      return { value: sineOf(x, scale, 0), scale };
    },
  },
  {
    name: 'fcos',
    operands: 1,
    code: [0xd9, 0xff],
    range: [-80, 62],
    compute(x) {
      const scale = scaleFor(x[1], x[1]);
      return { value: sineOf(x, scale, 1), scale };
    },
  },
  {
    name: 'fsincos',
    operands: 1,
    code: [0xd9, 0xfb],
    range: [-80, 62],
    at: 1,
    compute(x) {
      const scale = scaleFor(x[1], x[1]);
      return { value: sineOf(x, scale, 0), scale };
    },
  },
  {
    name: 'fptan',
    operands: 1,
    code: [0xd9, 0xf2],
    range: [-80, 62],
    at: 1,
    compute(x) {
      const scale = scaleFor(x[1], x[1], x[1]);
      return { value: (sineOf(x, scale, 0) << scale) / sineOf(x, scale, 1), scale };
    },
  },
  {
    name: 'fpatan',
    operands: 2,
    code: [0xd9, 0xf3],
    range: [-70, 70],
    compute(x, y) {
      const scale = scaleFor(x[1], y[1]);
      return { value: arctangentOf(y, x, scale), scale: 2n * scale };
    },
  },
  {
    name: 'f2xm1',
    operands: 1,
    code: [0xd9, 0xf0],
    range: [-80, -1],
    compute(x) {
      const scale = scaleFor(x[1], x[1]);
      return { value: real.exponential(exact(x, scale), scale), scale };
    },
  },
  {
    name: 'fyl2x',
    operands: 2,
    code: [0xd9, 0xf1],
    range: [-90, 90],
    compute(x, y) {
      const scale = scaleFor(x[1], y[1], 16383 - 80);
      return { value: (exact(y, scale) * log2Of([x[0], x[1] & 0x7fff], scale)) >> scale, scale };
    },
  },
  {
    name: 'fyl2xp1',
    operands: 2,
    code: [0xd9, 0xf9],
    range: [-80, -1],
    compute(x, y) {
      const scale = scaleFor(x[1], x[1], y[1]);
      return { value: (exact(y, scale) * real.log2OfSum(exact(x, scale), scale)) >> scale, scale };
    },
  },
];

function operand(random: Random, [low, high]: readonly [number, number]): F80 {
  const exponent = 16383 + random.between(low, high);
  const sig = random.oneIn(3)
    ? (1n << 63n) | (BigInt(random.below(256)) << 55n)
    : random.oneIn(3)
      ? (1n << 63n) | BigInt(random.below(8))
      : (1n << 63n) | random.u64();
  return [sig, exponent | (random.oneIn(2) ? 0x8000 : 0)];
}

for (const fn of FUNCTIONS) {
  test(`${fn.name} is rounded correctly in all modes (SUBPAGE_SEED=${seed})`, () => {
    const random = new Random(seed ^ (fn.code[1] as number));
    for (let i = 0; i < 400; i++) {
      let x = operand(random, i % 4 === 0 ? [Math.max(fn.range[0], -3), Math.min(fn.range[1], 2)] : fn.range);
      // FYL2X takes a positive operand; neither logarithm shall be exact (of a power of two).
      if (fn.name === 'fyl2x') x = [x[0] | 1n, x[1] & 0x7fff];
      if (fn.name === 'fyl2xp1') x = [x[0] | 1n, x[1]];
      const y = operand(random, [-70, 70]);
      const mode = random.below(4);
      const { value, scale } = fn.compute(x, y);
      const expected = real.roundToF80(value, scale, mode);
      machine.load(stack(fn.operands === 2 ? [x, y] : [x], 0x37f | (mode << 10)));
      machine.run(fn.name);
      const what = `${fn.name} ${text(x)}${fn.operands === 2 ? ` with ${text(y)}` : ''} mode ${mode}`;
      const after = machine.save();
      assert.equal(text(top(after, fn.at ?? 0)), text([expected.sig, expected.signExp]), what);
      assert.equal(statusOf(after) & 0x3f, FSW_P, `${what}: flags`);
      assert.equal(statusOf(after) & FSW_C2, 0, `${what}: C2`);
    }
  });
}

const ONE: F80 = [1n << 63n, 16383];
const MINUS_ONE: F80 = [1n << 63n, 16383 | 0x8000];
const TWO: F80 = [1n << 63n, 16384];
const HALF: F80 = [1n << 63n, 16382];
const ZERO: F80 = [0n, 0];
const MINUS_ZERO: F80 = [0n, 0x8000];
const INFINITY: F80 = [1n << 63n, 0x7fff];
const MINUS_INFINITY: F80 = [1n << 63n, 0xffff];
const INDEFINITE: F80 = [3n << 62n, 0xffff];
const PI: F80 = [0xc90f_daa2_2168_c235n, 0x4000];
const MINUS_PI: F80 = [0xc90f_daa2_2168_c235n, 0xc000];
const HALF_PI: F80 = [0xc90f_daa2_2168_c235n, 0x3fff];
const QUARTER_PI: F80 = [0xc90f_daa2_2168_c235n, 0x3ffe];
/** 3 pi / 4 = 2.35619449... */
const THREE_QUARTERS_PI: F80 = [0x96cb_e3f9_990e_91a8n, 0x4000];
const [NONE, I, Z, P] = [0, 1, 4, 0x20];

// SDM Vol. 2A, tables "FPATAN Results", "FYL2X Results", "FYL2XP1 Results", "Results Obtained from F2XM1", "FSIN Results".
// biome-ignore format: a matrix
const SPECIAL: readonly (readonly [string, F80, F80 | undefined, F80, number])[] = [
  // instruction  ST(0)          ST(1)           result             flags
  ['fpatan',      ONE,           ZERO,           ZERO,              NONE],
  ['fpatan',      ONE,           MINUS_ZERO,     MINUS_ZERO,        NONE],
  ['fpatan',      MINUS_ONE,     ZERO,           PI,                P],
  ['fpatan',      MINUS_ZERO,    MINUS_ZERO,     MINUS_PI,          P],
  ['fpatan',      ZERO,          ZERO,           ZERO,              NONE],
  ['fpatan',      ZERO,          ONE,            HALF_PI,           P],
  ['fpatan',      INFINITY,      ONE,            ZERO,              NONE],
  ['fpatan',      MINUS_INFINITY, ONE,           PI,                P],
  ['fpatan',      INFINITY,      INFINITY,       QUARTER_PI,        P],
  ['fpatan',      MINUS_INFINITY, INFINITY,      THREE_QUARTERS_PI, P],
  ['fpatan',      ONE,           INFINITY,       HALF_PI,           P],
  ['fpatan',      ONE,           ONE,            QUARTER_PI,        P],
  ['fyl2x',       ZERO,          ONE,            MINUS_INFINITY,    Z],
  ['fyl2x',       ZERO,          ZERO,           INDEFINITE,        I],
  ['fyl2x',       ZERO,          INFINITY,       MINUS_INFINITY,    NONE],
  ['fyl2x',       ONE,           TWO,            ZERO,              NONE],
  ['fyl2x',       ONE,           INFINITY,       INDEFINITE,        I],
  ['fyl2x',       TWO,           TWO,            TWO,               P],
  ['fyl2x',       HALF,          TWO,            [1n << 63n, 0xc000], P],
  ['fyl2x',       HALF,          INFINITY,       MINUS_INFINITY,    NONE],
  ['fyl2x',       INFINITY,      ONE,            INFINITY,          NONE],
  ['fyl2x',       INFINITY,      ZERO,           INDEFINITE,        I],
  ['fyl2x',       MINUS_ONE,     ONE,            INDEFINITE,        I],
  ['fyl2xp1',     ZERO,          ONE,            ZERO,              NONE],
  ['fyl2xp1',     ZERO,          MINUS_ONE,      MINUS_ZERO,        NONE],
  ['fyl2xp1',     ZERO,          INFINITY,       INDEFINITE,        I],
  ['f2xm1',       ZERO,          undefined,      ZERO,              NONE],
  ['f2xm1',       MINUS_ZERO,    undefined,      MINUS_ZERO,        NONE],
  ['f2xm1',       ONE,           undefined,      ONE,               P],
  ['f2xm1',       MINUS_ONE,     undefined,      [1n << 63n, 0xbffe], P],
  ['fsin',        MINUS_ZERO,    undefined,      MINUS_ZERO,        NONE],
  ['fsin',        INFINITY,      undefined,      INDEFINITE,        I],
  ['fcos',        MINUS_ZERO,    undefined,      ONE,               NONE],
  ['fcos',        MINUS_INFINITY, undefined,     INDEFINITE,        I],
  // Some values of any table of functions: sin 1, cos 1, log2 3, 2^(1/2) - 1.
  ['fsin',        ONE,           undefined,      [0xd76a_a478_4867_7021n, 0x3ffe], P],
  ['fcos',        ONE,           undefined,      [0x8a51_407d_a834_5c92n, 0x3ffe], P],
  ['fyl2x',       [3n << 62n, 16384], ONE,       [0xcae0_0d1c_fdeb_43d0n, 0x3fff], P],
  ['f2xm1',       HALF,          undefined,      [0xd413_cccf_e779_9211n, 0x3ffd], P],
];

for (const [name, x, y, expected, flags] of SPECIAL) {
  test(`${name} of ${text(x)}${y === undefined ? '' : ` with ${text(y)}`} is ${text(expected)}`, () => {
    machine.load(stack(y === undefined ? [x] : [x, y], 0x37f));
    machine.run(name);
    const after = machine.save();
    assert.equal(text(top(after)), text(expected));
    assert.equal(statusOf(after) & 0x7f, flags);
  });
}

test('angles of 2^63 and more set C2 and stay', () => {
  for (const name of ['fsin', 'fcos', 'fsincos', 'fptan']) {
    const angle: F80 = [1n << 63n, 16383 + 63];
    machine.load(stack([angle], 0x37f));
    machine.run(name);
    const after = machine.save();
    assert.equal(text(top(after)), text(angle), name);
    assert.equal(statusOf(after) & (FSW_C2 | FSW_C1 | 0x3f), FSW_C2, name);
  }
});

/** Values with special meanings, and ordinary ones, for all pairs. */
// biome-ignore format: a table
const OPERANDS: readonly F80[] = [
  ZERO, MINUS_ZERO, ONE, MINUS_ONE, HALF, TWO, INFINITY, MINUS_INFINITY, INDEFINITE, [3n << 62n | 5n, 0x7fff], [1n << 63n | 7n, 0x7fff],
  [1n, 0], [1n << 62n, 0x8000], [1n << 63n, 0], [0n, 0x3fff], [1n << 62n, 0x7fff], [0xc000_0000_0000_0001n, 0x3ffd], [0xc000_0000_0000_0001n, 0xbffd],
  [0xffff_ffff_ffff_ffffn, 0x7ffe], [1n << 63n, 1], [0xa123_4567_89ab_cdefn, 0x3fc0], [0xa123_4567_89ab_cdefn, 0x1000],
];

/** Distance in units of the last place, for values of equal sign. */
function ulps(a: F80, b: F80): bigint {
  const order = ([sig, signExp]: F80) => (BigInt(signExp & 0x7fff) << 63n) + (sig & ((1n << 63n) - 1n));
  return (a[1] ^ b[1]) & 0x8000 ? (a[0] === 0n && b[0] === 0n ? 0n : 1n << 64n) : real.abs(order(a) - order(b));
}

for (const fn of FUNCTIONS) {
  test(`${fn.name}: special operands and exceptions like the host's processor`, { skip }, () => {
    if ('absent' in host) return;
    const inputs: (FpuCase & { x: F80; y: F80 })[] = [];
    for (const x of OPERANDS) {
      for (const y of fn.operands === 2 ? OPERANDS : [ZERO]) {
        for (const fcw of [0x37f, 0x37e, 0x37d, 0x37b]) {
          const fx = stack(fn.operands === 2 ? [x, y] : [x], fcw);
          inputs.push({ code: fn.code, fx, memory: new Uint8Array(128), x, y });
        }
      }
    }
    const results = host.run(inputs);
    inputs.forEach((input, i) => {
      const { x, y, fx } = input;
      machine.load(fx);
      try {
        machine.run(fn.name);
      } catch (error) {
        if (!(error instanceof Raised)) throw error;
      }
      const theirs = (results[i] as FpuResult).fx;
      const ours = machine.save();
      const what = `${fn.name} ${text(x)} with ${text(y)} fcw=${(fx[0] as number).toString(16)} ours ${text(top(ours))} fsw=${statusOf(ours).toString(16)} host ${text(top(theirs))} fsw=${statusOf(theirs).toString(16)}`;
      // Everything but U (a matter of the last bits) and C1, and what the manual leaves undefined: C0, C3.
      assert.equal(statusOf(ours) & ~0x4310, statusOf(theirs) & ~0x4310, what);
      assert.equal(ours[4], theirs[4], `${what}: tags`);
      for (const at of fn.at === undefined ? [0] : [0, 1]) {
        if (((ours[4] as number) >> (((statusOf(ours) >> 11) + at) & 7)) & 1) {
          assert.ok(ulps(top(ours, at), top(theirs, at)) <= 1n, `${what} at ${at}`);
        }
      }
    });
  });
}

test('a reset state is what FNINIT leaves', () => {
  machine.load(stack([ONE], 0x27f));
  machine.run('fninit');
  assert.equal(machine.view.getUint16(STATE.X87_FCW, true), 0x37f);
  assert.equal(machine.view.getUint16(STATE.X87_FSW, true), 0);
  assert.equal(machine.view.getUint8(STATE.X87_FTW), 0);
});
