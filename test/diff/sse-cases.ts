import type { OpcodeMap, Row } from '../../src/spec/x86/row.ts';
import { encode, type Form, operandSizes, type RmOperand } from '../support/encode.ts';
import { type FlatCase, operationFor } from '../support/flat-core.ts';
import { DATA_PAGES, DATA_SIZE, FX_SIZE, WINDOW, WINDOW_SIZE } from '../support/machine-case.ts';
import type { Random } from '../support/random.ts';

const RSI = 6;
const RDI = 7;
/** Operand addresses are relative to the middle of the window, where one data page ends and the next begins. */
const MIDDLE = WINDOW + WINDOW_SIZE / 2;

// Values at which something changes, as bit patterns.
// biome-ignore format: a table
const EDGES_32 = [
  0x00000000, 0x80000000, 0x00000001, 0x80000001, 0x007fffff, 0x807fffff, 0x00400000, // zeros, denormals
  0x00800000, 0x80800000, 0x00800001, 0x00ffffff, 0x01000000, 0x3f800000, 0xbf800000, 0x3f800001, 0x3f7fffff, // normals
  0x7f7fffff, 0xff7fffff, 0x7f000000, 0x7f800000, 0xff800000, // largest, infinities
  0x7fc00000, 0xffc00000, 0x7fc12345, 0x7f800001, 0xff812345, 0x7fbfffff, // quiet and signaling NaNs
  0x4f000000, 0xcf000000, 0x4effffff, 0xcf000001, 0x5f000000, 0xdf000000, 0x5effffff, 0xdf000001, // 2^31, 2^63
  0x3f000000, 0xbf000000, 0x3fc00000, 0x40200000, 0x4b000001, 0x4a800001, 0x34000000, 0x33800000, 0x40490fdb,
] as const;
// biome-ignore format: a table
const EDGES_64 = [
  0x0000000000000000n, 0x8000000000000000n, 0x0000000000000001n, 0x8000000000000001n, 0x000fffffffffffffn,
  0x0010000000000000n, 0x001fffffffffffffn, 0x8010000000000000n, 0x0020000000000000n, 0x3ff0000000000000n, 0xbff0000000000000n,
  0x3ff0000000000001n, 0x3fefffffffffffffn, 0x7fefffffffffffffn, 0xffefffffffffffffn, 0x7fe0000000000000n,
  0x7ff0000000000000n, 0xfff0000000000000n, 0x7ff8000000000000n, 0xfff8000000000000n, 0x7ff8123456789abcn,
  0x7ff0000000000001n, 0xfff7ffffffffffffn, 0x7ff0123400000000n, // NaNs
  0x41e0000000000000n, 0xc1e0000000000000n, 0x41dfffffffc00000n, 0x41dfffffffe00000n, 0xc1e0000000100000n,
  0xc1e0000000200000n, 0x43e0000000000000n, 0xc3e0000000000000n, 0x43dfffffffffffffn, 0xc3e0000000000001n, // 2^31, 2^63
  0x3fe0000000000000n, 0xbfe0000000000000n, 0x3ff8000000000000n, 0x4004000000000000n, 0x400921fb54442d18n,
  0x47efffffe0000000n, 0x47effffff0000000n, 0x47efffffefffffffn, 0x47f0000000000000n, // around the largest binary32
  0x3810000000000000n, 0x380fffffffffffffn, 0x380fffffe0000000n, 0x380ffffff0000000n, 0x36a0000000000000n, // smallest
  0x3690000000000000n, 0x3690000000000001n, 0x3ca0000000000000n, 0x3c90000000000000n,
] as const;
// biome-ignore format: a table
const EDGES_INTEGER = [
  0n, 0xffffffffffffffffn, 0x7fff7fff7fff7fffn, 0x8000800080008000n, 0x7f7f7f7f7f7f7f7fn, 0x8080808080808080n,
  0x7fffffff80000000n, 0x800000007fffffffn, 0x0001000100010001n, 0xffff0001ffff0001n, 0x0101010101010101n,
  0x00ff00ff00ff00ffn, 0xff00ff00ff00ff00n, 0x000000000000000fn, 0x0000000000000010n, 0x000000000000001fn,
  0x0000000000000020n, 0x000000000000003fn, 0x0000000000000040n, 0x00000000000000ffn, 0x0000000100000000n,
  0x8000000000000000n, 0x7fffffffffffffffn, 0x0123456789abcdefn,
] as const;

type Flavour = 'float' | 'double' | 'integer' | 'random';
const FLAVOURS: readonly Flavour[] = ['float', 'double', 'integer', 'random'];

/** 64 bits of the given flavour: mostly edge values, and ordinary numbers of near exponents so that sums do round. */
function value(random: Random, flavour: Flavour): bigint {
  if (flavour === 'float') return (float32(random) << 32n) | float32(random);
  if (flavour === 'double') {
    if (random.oneIn(2)) return random.pick(EDGES_64);
    return (BigInt(random.below(2)) << 63n) | (BigInt(0x3ff + random.between(-60, 60)) << 52n) | (random.u64() >> 12n);
  }
  if (flavour === 'integer') return random.oneIn(2) ? random.pick(EDGES_INTEGER) : BigInt(random.below(70));
  return random.u64();
}

function float32(random: Random): bigint {
  if (random.oneIn(2)) return BigInt(random.pick(EDGES_32));
  return (
    (BigInt(random.below(2)) << 31n) | (BigInt(0x7f + random.between(-30, 30)) << 23n) | BigInt(random.u32() >>> 9)
  );
}

/** Any MXCSR; that of most programs (all masked, to nearest, precision noted) more often. */
function mxcsr(random: Random): number {
  if (random.oneIn(3)) return 0x1fa0;
  const masks = random.oneIn(2) ? 0x1f80 : random.u32() & 0x1f80;
  return masks | (random.u32() & 0xe07f);
}

/** Whether a memory operand has 128 bits, so that its alignment may matter. */
function isWide(row: Row): boolean {
  return /\b[WM]x\b/.test(row[2]);
}

function operandPlaces(row: Row, random: Random): RmOperand[] {
  const at = (displacement: number): RmOperand => ({ kind: 'memory', base: RSI, displacement });
  const places: RmOperand[] = [
    { kind: 'register', register: 0 },
    { kind: 'register', register: random.below(16) },
    at(0x20),
    at(-0x40),
  ];
  places.push(at(random.between(-40, 40)), at(isWide(row) ? -8 : -1)); // across the page boundary
  places.push(at(DATA_PAGES + DATA_SIZE - MIDDLE), at(DATA_PAGES + DATA_SIZE - MIDDLE - (isWide(row) ? 0x10 : 1)));
  places.push(at(0x1000_0000 - random.below(64) * 4));
  return places;
}

/** Register forms of 0F 0D: reserved NOPs at Intel, #UD at AMD. */
function isVendorsChoice([opcode, name]: Row, rm: RmOperand): boolean {
  return opcode === 0x0d && name === 'prefetch' && rm.kind === 'register';
}

/** State of a case: registers, x87 (sometimes with a pending exception), MXCSR and memory. */
function state(random: Random, flavour: Flavour): Pick<FlatCase, 'gpr' | 'rflags' | 'fx' | 'window'> {
  const gpr = BigUint64Array.from({ length: 16 }, () => value(random, flavour));
  gpr[RSI] = BigInt(MIDDLE);
  gpr[RDI] = BigInt(MIDDLE + random.between(-24, 24));
  const fx = new Uint8Array(FX_SIZE);
  const view = new DataView(fx.buffer);
  const pending = random.oneIn(12);
  view.setUint16(0, pending ? 0x037e : 0x037f, true);
  view.setUint16(2, (random.below(8) << 11) | (pending ? 0x8081 : random.u32() & 0x4700), true);
  view.setUint8(4, random.u32() & 0xff);
  view.setUint32(24, mxcsr(random), true);
  for (let i = 0; i < 8; i++) {
    view.setBigUint64(32 + 16 * i, value(random, flavour), true);
    view.setUint16(40 + 16 * i, random.u32() & 0xffff, true);
  }
  for (let at = 160; at < 416; at += 8) view.setBigUint64(at, value(random, flavour), true);
  const window = new Uint8Array(WINDOW_SIZE);
  const memory = new DataView(window.buffer);
  for (let at = 0; at < WINDOW_SIZE; at += 8) memory.setBigUint64(at, value(random, flavour), true);
  const rflags = BigInt(0x202 | (random.u32() & 0x8d5));
  return { gpr, rflags, fx, window };
}

/** Cases of one row: every form of its operands with `count` states of every flavour of values. */
export function casesOf(map: OpcodeMap['map'], row: Row, random: Random, count: number): FlatCase[] {
  const cases: FlatCase[] = [];
  for (const operandSize of operandSizes(row, 64)) {
    for (const flavour of FLAVOURS) {
      for (let round = 0; round < count; round++) {
        for (const rm of operandPlaces(row, random)) {
          const reg = random.below(16);
          const immediate = BigInt(random.oneIn(2) ? random.below(72) : random.below(256));
          const form: Form = { bits: 64, operandSize, reg, rm, immediate };
          const code = encode(map, row, form);
          if (code === undefined || isVendorsChoice(row, rm)) continue;
          cases.push({
            ...state(random, flavour),
            title: `${row[1]} [${[...code].map((b) => b.toString(16).padStart(2, '0')).join(' ')}] ${flavour}`,
            name: row[1],
            bits: 64,
            code,
            undefinedFlags: 0,
            op: operationFor(row, form, code.length),
          });
        }
      }
    }
  }
  return cases;
}
