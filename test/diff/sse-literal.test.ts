import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Row } from '../../src/spec/x86/row.ts';
import { SSE_ROWS } from '../../src/spec/x86/sse.ts';
import type { Form } from '../support/encode.ts';
import { type FlatCase, flatCore, operationFor } from '../support/flat-core.ts';
import { FX_SIZE, type MachineResult, WINDOW, WINDOW_SIZE } from '../support/machine-case.ts';
import { Random, seedOfRun } from '../support/random.ts';

// Cases with expectations worked out from the manual's descriptions, for hosts without a C compiler, and what a user
// program on the host cannot show: the checks of CR0 and CR4, and the error bound of the approximations.

const core = await flatCore('assembly/test/sse');
const ROWS = new Map<string, Row>(SSE_ROWS.flatMap(({ rows }) => rows.map((row) => [row[1], row] as const)));
/** Masked exceptions, rounding to nearest, no flags: MXCSR after reset. */
const RESET = 0x1f80;

interface Before {
  /** First and second register operand (number 1 and 2), most significant digit first; MMX has the low half. */
  readonly first?: string;
  readonly second?: string;
  /** The second operand is these bytes in memory, at `WINDOW + offset`. */
  readonly memory?: string;
  readonly offset?: number;
  readonly immediate?: number;
  readonly mxcsr?: number;
  readonly wide?: boolean;
  readonly cr0?: bigint;
  readonly cr4?: bigint;
  readonly fsw?: number;
  /** RDI, from WINDOW: where the MASKMOVs write. */
  readonly base?: bigint;
}

const wordsOf = (digits: string) => BigInt(`0x${digits.replaceAll(' ', '') || '0'}`);

function run(name: string, before: Before): { result: MachineResult; first: string; general: string; mxcsr: number } {
  const row = ROWS.get(name);
  assert.ok(row, name);
  const inMemory = before.memory !== undefined;
  const form: Form = {
    bits: 64,
    operandSize: before.wide === true ? 64 : 32,
    reg: 1,
    rm: inMemory ? { kind: 'memory', base: 6, displacement: before.offset ?? 0 } : { kind: 'register', register: 2 },
    immediate: BigInt(before.immediate ?? 0),
  };
  const isShift = /^[UN]. Ib$/.test(row[2]);
  const fx = new Uint8Array(FX_SIZE);
  const view = new DataView(fx.buffer);
  view.setUint16(0, 0x37f, true);
  view.setUint16(2, before.fsw ?? 0, true);
  view.setUint32(24, before.mxcsr ?? RESET, true);
  const put = (at: number, digits: string | undefined) => {
    const value = wordsOf(digits ?? '');
    view.setBigUint64(at, value & 0xffff_ffff_ffff_ffffn, true);
    view.setBigUint64(at + 8, value >> 64n, true);
  };
  put(160 + 16, isShift ? before.second : before.first);
  put(160 + 32, isShift ? before.first : before.second);
  const top = ((before.fsw ?? 0) >> 11) & 7;
  const mmx = (register: number, stackTop: number) => 32 + 16 * ((register - stackTop) & 7);
  put(mmx(1, top), isShift ? before.second : before.first);
  put(mmx(2, top), isShift ? before.first : before.second);
  const gpr = new BigUint64Array(16);
  gpr[1] = wordsOf(before.first ?? '') & 0xffff_ffff_ffff_ffffn;
  gpr[2] = wordsOf(before.second ?? '') & 0xffff_ffff_ffff_ffffn;
  gpr[6] = BigInt(WINDOW);
  gpr[7] = BigInt(WINDOW) + (before.base ?? 0n);
  const window = new Uint8Array(WINDOW_SIZE);
  [...(before.memory ?? '').replaceAll(' ', '').matchAll(/../g)].reverse().forEach(([byte], i) => {
    window[(before.offset ?? 0) + i] = parseInt(byte, 16);
  });
  const one: FlatCase = {
    title: name,
    name,
    bits: 64,
    code: new Uint8Array(),
    gpr,
    rflags: 0x8d7n,
    fx,
    window,
    undefinedFlags: 0,
    op: operationFor(row, form, 5),
    ...(before.cr0 !== undefined ? { cr0: before.cr0 } : {}),
    ...(before.cr4 !== undefined ? { cr4: before.cr4 } : {}),
  };
  const result = core.run(one);
  const out = new DataView(result.fx.buffer, result.fx.byteOffset);
  const register = isShift ? 2 : 1;
  const hex64 = (value: bigint) => value.toString(16).padStart(16, '0');
  const kind = row[2][0] as string;
  const first = 'PQN'.includes(kind)
    ? hex64(out.getBigUint64(mmx(register, (out.getUint16(2, true) >> 11) & 7), true))
    : hex64(out.getBigUint64(168 + 16 * register, true)) + hex64(out.getBigUint64(160 + 16 * register, true));
  return { result, first, general: hex64(result.gpr[1] as bigint), mxcsr: out.getUint32(24, true) };
}

// biome-ignore format: a table
const INTEGER: readonly [name: string, first: string, second: string, immediate: number, expected: string][] = [
  ['paddb',      'ff010203 7f808182 00000000 ffffffff', '01010101 01010101 ffffffff 01020304', 0, '0002030480818283ffffffff00010203'],
  ['paddsw',     '7fff8000 00010002 7ffe8001 00000000', '0001ffff 00010002 0005fffe 00000000', 0, '7fff8000000200047fff800000000000'],
  ['paddusb',    'ff80017f 00000000 00000000 00000000', '01810281 00000000 00000000 00000000', 0, 'ffff03ff000000000000000000000000'],
  ['psubusw',    '0001ffff 00000000 00000000 00008000', '00020001 00000000 00000000 00007fff', 0, '0000fffe000000000000000000000001'],
  ['pmulhw',     '80008000 7fff0002 00000000 00000000', '80007fff 7fffffff 00000000 00000000', 0, '4000c0003fffffff0000000000000000'],
  ['pmulhuw',    '80008000 ffff0002 00000000 00000000', '80007fff ffffffff 00000000 00000000', 0, '40003ffffffe00010000000000000000'],
  ['pmaddwd',    '80008000 00010002 7fff7fff 00000000', '80008000 00030004 7fff7fff 00000000', 0, '800000000000000b7ffe000200000000'],
  ['pmuludq',    'aaaaaaaa ffffffff bbbbbbbb 00000002', 'cccccccc ffffffff dddddddd 80000000', 0, 'fffffffe000000010000000100000000'],
  ['psadbw',     'ff000000 00000001 00ff00ff 00ff00ff', '00000000 00000000 ff00ff00 ff00ff00', 0, '000000000000010000000000000007f8'],
  ['pavgb',      '00ff0100 00000000 00000000 00000000', '01ff0201 00000000 00000000 00000000', 0, '01ff0201000000000000000000000000'],
  ['packsswb',   '7fff8000 0001ffff 007f0080 ff80ff7f', '00000001 00020003 00040005 00060007', 0, '00010203040506077f8001ff7f7f8080'],
  ['packuswb',   '7fff8000 0001ffff 00ff0100 ff80007f', '00000001 00020003 00040005 00060007', 0, '0001020304050607ff000100ffff007f'],
  ['packssdw',   '7fffffff 80000000 00007fff ffff8000', '00000001 fffffffe 00008000 ffff7fff', 0, '0001fffe7fff80007fff80007fff8000'],
  ['punpcklbw',  'aaaaaaaa aaaaaaaa 01020304 05060708', 'bbbbbbbb bbbbbbbb 11121314 15161718', 0, '11011202130314041505160617071808'],
  ['punpckhdq',  '00000001 00000002 00000003 00000004', '00000005 00000006 00000007 00000008', 0, '00000005000000010000000600000002'],
  ['punpckhbwMmx', '01020304 05060708', '11121314 15161718', 0, '1101120213031404'],
  ['packsswbMmx', '7fff8000 0001ffff', '00010002 00030004', 0, '010203047f8001ff'],
  ['phaddwMmx',  '00010002 00030004', '00050006 00070008', 0, '000b000f00030007'],
  ['pshufbMmx',  '07060504 03020100', '80070809 0a010203', 0, '0007000102010203'],
  ['pshufb',     '0f0e0d0c 0b0a0908 07060504 03020100', '800f1000 01020304 05060708 ff7f0a0b', 0, '000f00000102030405060708000f0a0b'],
  ['pmulhrsw',   '80004000 00000000 00000000 00000000', '80004000 00000000 00000000 00000000', 0, '80002000000000000000000000000000'],
  ['pmaddubsw',  'ffff0000 00000000 00000000 00000000', '7f7f0000 00000000 00000000 00000000', 0, '7fff0000000000000000000000000000'],
  ['psignw',     '00010001 00018000 00000000 00000000', 'ffff0000 7fffffff 00000000 00000000', 0, 'ffff0000000180000000000000000000'],
  ['palignr',    '0f0e0d0c 0b0a0908 07060504 03020100', '1f1e1d1c 1b1a1918 17161514 13121110', 17, '000f0e0d0c0b0a090807060504030201'],
  ['psrlw',      '80008000 80008000 80008000 80008000', 'ffffffff ffffffff 00000000 0000000f', 0, '00010001000100010001000100010001'],
  ['psrlw',      '80008000 80008000 80008000 80008000', '00000000 00000000 00000001 00000001', 0, '00000000000000000000000000000000'],
  ['psrawImm',   '80007fff 00000000 00000000 00000000', '', 200, 'ffff0000000000000000000000000000'],
  ['psllqMmxImm', '00000000 00000001', '', 63, '8000000000000000'],
  ['psrldqImm',  '0f0e0d0c 0b0a0908 07060504 03020100', '', 5, '00000000000f0e0d0c0b0a0908070605'],
  ['pslldqImm',  '0f0e0d0c 0b0a0908 07060504 03020100', '', 16, '00000000000000000000000000000000'],
  ['pshufd',     '', '00000003 00000002 00000001 00000000', 0x1b, '00000000000000010000000200000003'],
  ['pshuflw',    '', '11111111 22222222 00030002 00010000', 0x1b, '11111111222222220000000100020003'],
  ['shufps',     '00000003 00000002 00000001 00000000', '00000013 00000012 00000011 00000010', 0x4e, '00000011000000100000000300000002'],
  ['shufpd',     '00000003 00000002 00000001 00000000', '00000013 00000012 00000011 00000010', 0x1, '00000011000000100000000300000002'],
  ['pinsrw',     'aaaaaaaa aaaaaaaa aaaaaaaa aaaaaaaa', '12345678', 13, 'aaaaaaaa5678aaaaaaaaaaaaaaaaaaaa'],
  ['movss',      '00000003 00000002 00000001 00000000', '00000013 00000012 00000011 00000010', 0, '00000003000000020000000100000010'],
  ['movq',       '00000003 00000002 00000001 00000000', '00000013 00000012 00000011 00000010', 0, '00000000000000000000001100000010'],
  ['movd',       'ffffffff ffffffff ffffffff ffffffff', '12345678 9abcdef0', 0, '0000000000000000000000009abcdef0'],
];

for (const [name, first, second, immediate, expected] of INTEGER) {
  test(`${name} ${first}, ${second}, ${immediate}`, () => {
    assert.equal(run(name, { first, second, immediate }).first, expected);
  });
}

const NAN = '7fc00000';
// biome-ignore format: a table
const SINGLE: readonly [name: string, first: string, second: string, mxcsr: number, expected: string, after: number][] = [
  // name      first       second      MXCSR   result      MXCSR after
  ['addss',    '3f800000', '40000000', 0x1f80, '40400000', 0x1f80], // 1 + 2
  ['addss',    '3f800000', '33800000', 0x1f80, '3f800000', 0x1fa0], // 1 + 2^-24: a tie, to even
  ['addss',    '3f800000', '33800000', 0x5f80, '3f800001', 0x5fa0], // the same upwards
  ['addss',    '3f800001', '33800000', 0x1fa0, '3f800002', 0x1fa0], // to even, by the fast way
  ['addss',    '7f800000', 'ff800000', 0x1f80, 'ffc00000', 0x1f81], // inf - inf: invalid
  ['addss',    '7f800001', '3f800000', 0x1f80, '7fc00001', 0x1f81], // a signaling NaN is made quiet
  ['addss',    '7fc00002', 'ffc00001', 0x1f80, '7fc00002', 0x1f80], // two quiet NaNs: the first
  ['addss',    '00000001', '00000001', 0x1f80, '00000002', 0x1f82], // denormal operands, exact: no underflow
  ['addss',    '00000001', '00000001', 0x1fc0, '00000000', 0x1fc0], // DAZ
  ['mulss',    '00800000', '3f000000', 0x1f80, '00400000', 0x1f80], // tiny but exact: underflow is not reported
  ['mulss',    '00800001', '3f000000', 0x1f80, '00400000', 0x1fb0], // tiny and inexact
  ['mulss',    '00ffffff', '3f000000', 0x1fa0, '00800000', 0x1fb0], // rounded up to a normal number, tiny all the same
  ['mulss',    '00800000', '3f000000', 0x9f80, '00000000', 0x9fb0], // FTZ
  ['mulss',    '7f000000', '7f000000', 0x1f80, '7f800000', 0x1fa8], // overflow
  ['mulss',    '7f000000', '7f000000', 0x7f80, '7f7fffff', 0x7fa8], // overflow towards zero
  ['divss',    '3f800000', '80000000', 0x1f80, 'ff800000', 0x1f84], // 1 / -0
  ['divss',    '00000000', '00000000', 0x1f80, 'ffc00000', 0x1f81],
  ['sqrtss',   '00000000', 'bf800000', 0x1f80, 'ffc00000', 0x1f81],
  ['sqrtss',   '00000000', '40800000', 0x1f80, '40000000', 0x1f80],
  ['minss',    '00000000', '80000000', 0x1f80, '80000000', 0x1f80], // of two zeros the second
  ['maxss',    NAN,        '3f800000', 0x1f80, '3f800000', 0x1f81], // a NaN first: the second
  ['maxss',    '3f800000', NAN,        0x1f80, NAN,        0x1f81],
  ['rcpss',    '00000000', '80000000', 0x1f80, 'ff800000', 0x1f80],
  ['rcpss',    '00000000', '7f000001', 0x1f80, '00000000', 0x1f80], // a tiny result is 0
  ['rsqrtss',  '00000000', 'bf800000', 0x1f80, 'ffc00000', 0x1f80],
  ['rsqrtss',  '00000000', '40800000', 0x1f80, '3f000000', 0x1f80],
];

for (const [name, first, second, mxcsr, expected, after] of SINGLE) {
  test(`${name} ${first}, ${second}, MXCSR ${mxcsr.toString(16)}`, () => {
    const out = run(name, { first, second, mxcsr });
    assert.deepEqual([out.first.slice(-8), out.mxcsr.toString(16)], [expected, after.toString(16)]);
  });
}

// biome-ignore format: a table
const COMPARES: readonly [name: string, first: string, second: string, flags: bigint, after: number][] = [
  ['ucomiss', '3f800000', '40000000', 0x001n, 0x1f80], // less
  ['ucomiss', '40000000', '3f800000', 0x000n, 0x1f80], // greater
  ['ucomiss', '80000000', '00000000', 0x040n, 0x1f80], // equal
  ['ucomiss', NAN,        '00000000', 0x045n, 0x1f80], // unordered, quiet
  ['comiss',  NAN,        '00000000', 0x045n, 0x1f81], // unordered, invalid
];
for (const [name, first, second, flags, after] of COMPARES) {
  test(`${name} ${first}, ${second}`, () => {
    const out = run(name, { first, second });
    assert.deepEqual([out.result.rflags & 0x8d5n, out.mxcsr], [flags, after]);
  });
}

test('CMPPS: eight predicates on less, equal, greater, unordered', () => {
  // Elements from the highest: 1 ? 2, 1 ? 1, 2 ? 1, NaN ? 1. Rows: EQ LT LE UNORD NEQ NLT NLE ORD.
  const expected = ['0100', '1000', '1100', '0001', '1011', '0111', '0011', '1110'];
  const seen = expected.map((_, immediate) =>
    run('cmpps', {
      first: `3f800000 3f800000 40000000 ${NAN}`,
      second: '40000000 3f800000 3f800000 3f800000',
      immediate,
    }).first.replace(/f{8}|0{8}/g, (mask) => (mask[0] === 'f' ? '1' : '0')),
  );
  assert.deepEqual(seen, expected);
});

// biome-ignore format: a table
const TO_INTEGER: readonly [name: string, second: string, wide: boolean, mxcsr: number, expected: string, after: number][] = [
  ['cvttsd2si', 'c000000000000000', false, 0x1f80, '00000000fffffffe', 0x1f80], // -2: upper half cleared
  ['cvttsd2si', 'bff8000000000000', true,  0x1f80, 'ffffffffffffffff', 0x1fa0], // -1.5
  ['cvtsd2si',  '3ff8000000000000', true,  0x1f80, '0000000000000002', 0x1fa0], // 1.5 to even
  ['cvtsd2si',  '4004000000000000', true,  0x1f80, '0000000000000002', 0x1fa0], // 2.5 to even
  ['cvtsd2si',  '4004000000000000', true,  0x5f80, '0000000000000003', 0x5fa0], // upwards
  ['cvttsd2si', '41e0000000000000', false, 0x1f80, '0000000080000000', 0x1f81], // 2^31: invalid
  ['cvtsd2si',  '41dfffffffe00000', false, 0x1fa0, '0000000080000000', 0x1fa1], // 2^31 - 0.5 rounds to 2^31
  ['cvttsd2si', '41dfffffffe00000', false, 0x1fa0, '000000007fffffff', 0x1fa0],
  ['cvttsd2si', '41e0000000000000', true,  0x1f80, '0000000080000000', 0x1f80],
  ['cvttss2si', '000000007f800000', true,  0x1f80, '8000000000000000', 0x1f81],
];
for (const [name, second, wide, mxcsr, expected, after] of TO_INTEGER) {
  test(`${name} ${second} ${wide ? 'to 64 bits' : 'to 32 bits'}, MXCSR ${mxcsr.toString(16)}`, () => {
    const out = run(name, { second, wide, mxcsr });
    assert.deepEqual([out.general, out.mxcsr], [expected, after]);
  });
}

test('conversions to floating point', () => {
  const sd = run('cvtsi2sd', { first: 'aaaaaaaa aaaaaaaa 00000000 00000000', second: 'ffffffff' });
  assert.equal(sd.first, 'aaaaaaaaaaaaaaaabff0000000000000');
  const ss = run('cvtsi2ss', { second: '01000001' });
  assert.deepEqual([ss.first.slice(-8), ss.mxcsr], ['4b800000', 0x1fa0]);
  assert.equal(run('cvtss2sd', { second: '3fc00000' }).first.slice(-16), '3ff8000000000000');
  assert.equal(
    run('cvtpd2ps', { first: 'f'.repeat(32), second: `3ff8000000000000 c000000000000000` }).first,
    '00000000000000003fc00000c0000000',
  );
  assert.equal(
    run('cvttpd2dq', { second: '3ff8000000000000 c000000000000000' }).first,
    '000000000000000000000001fffffffe',
  );
  assert.equal(run('cvtdq2pd', { second: '00000001 ffffffff' }).first, '3ff0000000000000bff0000000000000');
});

// Exceptions. Vector 3 is "none" in a result.
const UD = 6;
const NM = 7;
const GP = 13;
const PF = 14;
const MF = 16;
const XM = 19;
const CR0 = 0x8000_0033n;
// biome-ignore format: a table
const FAULTS: readonly [what: string, name: string, before: Before, vector: number][] = [
  ['SSE with CR0.EM', 'paddb', { cr0: CR0 | 4n }, UD],
  ['SSE with CR0.TS', 'paddb', { cr0: CR0 | 8n }, NM],
  ['SSE without CR4.OSFXSR', 'paddb', { cr4: 0x420n }, UD],
  ['#UD before #NM', 'paddb', { cr0: CR0 | 8n, cr4: 0x420n }, UD],
  ['MMX with CR0.EM', 'paddbMmx', { cr0: CR0 | 4n }, UD],
  ['MMX with CR0.TS', 'paddbMmx', { cr0: CR0 | 8n }, NM],
  ['MMX without CR4.OSFXSR', 'paddbMmx', { cr4: 0x420n }, 3],
  ['MMX with a pending x87 exception', 'paddbMmx', { fsw: 0x8081 }, MF],
  ['SSE with a pending x87 exception', 'paddb', { fsw: 0x8081 }, 3],
  ['MOVNTI with CR0.TS and no OSFXSR', 'movnti', { memory: '00', cr0: CR0 | 12n, cr4: 0n }, 3],
  ['fences with CR0.TS', 'fence', { cr0: CR0 | 12n, cr4: 0n }, 3],
  ['unaligned MOVAPS', 'movaps', { memory: '00', offset: 8 }, GP],
  ['unaligned MOVUPS', 'movups', { memory: '00', offset: 8 }, 3],
  ['unaligned LDDQU', 'lddqu', { memory: '00', offset: 1 }, 3],
  ['unaligned ADDPS', 'addps', { memory: '00', offset: 4 }, GP],
  ['unaligned ADDSS', 'addss', { memory: '00', offset: 1 }, 3],
  ['unaligned MOVNTDQ', 'movntdq', { memory: '00', offset: 8 }, GP],
  ['#UD before the alignment check', 'movaps', { memory: '00', offset: 8, cr4: 0n }, UD],
  ['beyond memory', 'movdqa', { memory: '00', offset: 0x10000 }, PF],
  ['an unmasked exception', 'divss', { first: '3f800000', mxcsr: 0x1d80 }, XM],
  ['an unmasked exception without OSXMMEXCPT', 'divss', { first: '3f800000', mxcsr: 0x1d80, cr4: 0x220n }, UD],
  ['a masked exception without OSXMMEXCPT', 'divss', { first: '3f800000', cr4: 0x220n }, 3],
  ['an unmasked flag that was set before', 'addss', { first: '3f800000', mxcsr: 0x1d84 }, 3],
];
for (const [what, name, before, vector] of FAULTS) {
  test(`exceptions: ${what}`, () => {
    const out = run(name, before);
    assert.equal(out.result.vector, vector);
    if (vector === GP) assert.equal(out.result.error, 0);
  });
}

test('an unmasked exception writes nothing but MXCSR, and only what was found before computing', () => {
  // Elements: 1/0 (divide by zero, unmasked), 1/3 (inexact), 0/0 (invalid), 2/1.
  const first = '3f800000 3f800000 00000000 40000000';
  const out = run('divps', { first, second: '00000000 40400000 00000000 3f800000', mxcsr: 0x1d80 });
  assert.equal(out.result.vector, XM);
  assert.equal(out.first, first.replaceAll(' ', ''));
  assert.equal(out.mxcsr, 0x1d85);
});

test('MMX: the x87 stack becomes full with its top at 0; EMMS empties it', () => {
  const out = run('paddbMmx', { first: '01', second: '02', fsw: 0x3800 });
  const fx = new DataView(out.result.fx.buffer);
  assert.deepEqual([fx.getUint16(2, true), fx.getUint8(4)], [0, 0xff]);
  assert.equal(out.first, '0000000000000003');
  // The written register looks like a NaN to x87 instructions; the one that was only read has kept its upper bits.
  assert.deepEqual([fx.getUint16(40 + 16, true), fx.getUint16(40 + 32, true)], [0xffff, 0]);
  const emms = run('emms', { fsw: 0x3800 });
  const empty = new DataView(emms.result.fx.buffer);
  assert.deepEqual([empty.getUint16(2, true), empty.getUint8(4)], [0, 0]);
});

test('MASKMOVDQU writes the selected bytes only, and touches no memory for an empty mask', () => {
  const data = '0f0e0d0c 0b0a0908 07060504 03020100';
  const some = run('maskmovdqu', { first: data, second: '80000000 00000080 007f8080 80000000', base: 3n });
  assert.equal(
    Buffer.from(some.result.window.subarray(0, 20)).toString('hex'),
    '0000000000000304050000080000000000000f00',
  );
  const none = run('maskmovdqu', { first: data, second: '7f7f7f7f 7f7f7f7f 7f7f7f7f 7f7f7f7f', base: 0x10000n });
  assert.equal(none.result.vector, 3);
  // The first byte is within memory, the last one behind it.
  const beyond = run('maskmovdqu', {
    first: 'f'.repeat(32),
    second: '80000000 00000000 00000000 00000080',
    base: 0x11fan,
  });
  assert.deepEqual([beyond.result.vector, beyond.result.outside], [PF, false]);
});

test('MASKMOVQ at the end of memory: nothing is written when a later byte faults', () => {
  // WINDOW is 0xe00 bytes into the two mapped pages; the first selected byte is the last one mapped.
  const out = run('maskmovqMmx', { first: '07060504 03020100', second: '80808080 80808080', base: 0x11fcn });
  assert.deepEqual([out.result.vector, out.result.outside], [PF, false]);
});

test('RCPPS and RSQRTPS keep the documented bound: relative error at most 1.5 * 2^-12', () => {
  const seed = seedOfRun();
  const random = new Random(seed);
  const float = new Float32Array(1);
  const bits = new Uint32Array(float.buffer);
  const numberOf = (digits: string): number => {
    bits[0] = parseInt(digits.slice(-8), 16);
    return float[0] as number;
  };
  for (let i = 0; i < 2000; i++) {
    const second = ((random.between(1, 252) << 23) | (random.u32() >>> 9)).toString(16).padStart(8, '0');
    const x = numberOf(second);
    const reciprocal = numberOf(run('rcpss', { second }).first);
    const root = numberOf(run('rsqrtps', { second }).first);
    assert.ok(Math.abs(reciprocal * x - 1) <= 1.5 * 2 ** -12, `SUBPAGE_SEED=${seed}: rcpss ${second}`);
    assert.ok(Math.abs(root * Math.sqrt(x) - 1) <= 1.5 * 2 ** -12, `SUBPAGE_SEED=${seed}: rsqrtps ${second}`);
  }
});
