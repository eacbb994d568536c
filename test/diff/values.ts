import { FX_SIZE, WINDOW_SIZE } from '../support/machine-case.ts';
import type { Random } from '../support/random.ts';

// Operand values for the lockstep tests: the edges of every format, mixed with random ones.

const INTEGER_EDGES: readonly bigint[] = [8n, 16n, 32n, 64n].flatMap((bits) => {
  const top = 1n << (bits - 1n);
  return [top - 2n, top - 1n, top, top + 1n, 2n * top - 1n, 2n * top];
});

/** A 64-bit integer: an edge of some width, a small number, a run of ones, or anything. */
export function integerValue(random: Random): bigint {
  switch (random.below(8)) {
    case 0:
      return BigInt.asUintN(64, random.pick(INTEGER_EDGES));
    case 1:
      return BigInt.asUintN(64, -random.pick(INTEGER_EDGES));
    case 2:
      return BigInt(random.below(64));
    case 3:
      return BigInt.asUintN(64, -BigInt(random.below(64)));
    case 4:
      return BigInt.asUintN(64, (1n << BigInt(random.below(65))) - (1n << BigInt(random.below(65))));
    case 5:
      return BigInt(random.u32());
    default:
      return random.u64();
  }
}

// biome-ignore format: a table
const FLOAT32_EDGES = [
  0x0000_0000, 0x8000_0000, 0x3f80_0000, 0xbf80_0000, 0x4000_0000, 0x3f00_0000, 0x3f7f_ffff, 0x3f80_0001,
  0x7f80_0000, 0xff80_0000, 0x7f7f_ffff, 0xff7f_ffff, 0x0080_0000, 0x0000_0001, 0x007f_ffff, 0x8000_0001,
  0x7fc0_0000, 0xffc0_0000, 0x7f80_0001, 0xffa5_5a5a, 0x7fff_ffff, 0x4f00_0000, 0xcf00_0000, 0x4eff_ffff,
  0x5f00_0000, 0xdf00_0000, 0x4b00_0000, 0x4b80_0001, 0x3eaa_aaab, 0x4049_0fdb, 0x4020_0000, 0x3fc0_0000,
];
// biome-ignore format: a table
const FLOAT64_EDGES = [
  0x0000_0000_0000_0000n, 0x8000_0000_0000_0000n, 0x3ff0_0000_0000_0000n, 0xbff0_0000_0000_0000n,
  0x4000_0000_0000_0000n, 0x3fe0_0000_0000_0000n, 0x3fef_ffff_ffff_ffffn, 0x3ff0_0000_0000_0001n,
  0x7ff0_0000_0000_0000n, 0xfff0_0000_0000_0000n, 0x7fef_ffff_ffff_ffffn, 0xffef_ffff_ffff_ffffn,
  0x0010_0000_0000_0000n, 0x0000_0000_0000_0001n, 0x000f_ffff_ffff_ffffn, 0x8000_0000_0000_0001n,
  0x7ff8_0000_0000_0000n, 0xfff8_0000_0000_0000n, 0x7ff0_0000_0000_0001n, 0xfff4_5a5a_0000_1234n,
  0x41df_ffff_ffc0_0000n, 0x41e0_0000_0000_0000n, 0xc1e0_0000_0000_0000n, 0xc1e0_0000_0020_0000n,
  0x43e0_0000_0000_0000n, 0xc3e0_0000_0000_0000n, 0x4330_0000_0000_0000n, 0x4340_0000_0000_0001n,
  0x3fd5_5555_5555_5555n, 0x4009_21fb_5444_2d18n, 0x47ef_ffff_e000_0000n, 0x47ef_ffff_f000_0000n,
  0x3810_0000_0000_0000n, 0x3690_0000_0000_0000n, 0x3680_0000_0000_0000n, 0x4004_0000_0000_0000n,
];
/** Sign and exponent, then significand. SDM Vol. 1, "x87 FPU Data Types", with the encodings called unsupported. */
// biome-ignore format: a table
const FLOAT80_EDGES: readonly (readonly [number, bigint])[] = [
  [0x0000, 0n], [0x8000, 0n], [0x3fff, 0x8000_0000_0000_0000n], [0xbfff, 0x8000_0000_0000_0000n],
  [0x4000, 0x8000_0000_0000_0000n], [0x3ffe, 0x8000_0000_0000_0000n], [0x3ffe, 0xffff_ffff_ffff_ffffn],
  [0x3fff, 0x8000_0000_0000_0001n], [0x7fff, 0x8000_0000_0000_0000n], [0xffff, 0x8000_0000_0000_0000n],
  [0x7ffe, 0xffff_ffff_ffff_ffffn], [0x0001, 0x8000_0000_0000_0000n], [0x0000, 1n], [0x0000, 0x7fff_ffff_ffff_ffffn],
  [0x0000, 0x8000_0000_0000_0000n], [0x7fff, 0xc000_0000_0000_0000n], [0xffff, 0xc000_0000_0000_0000n],
  [0x7fff, 0x8000_0000_0000_0001n], [0xffff, 0xa5a5_0000_0000_1234n], [0x7fff, 0x4000_0000_0000_0000n],
  [0x3fff, 0x4000_0000_0000_0000n], [0x7fff, 0n], [0x403e, 0x8000_0000_0000_0000n], [0xc03e, 0x8000_0000_0000_0000n],
  [0x401d, 0xffff_fffe_0000_0000n], [0xc01e, 0x8000_0000_0000_0000n], [0x400d, 0xfffe_0000_0000_0000n],
  [0x4000, 0xc90f_daa2_2168_c235n], [0x3ffd, 0xaaaa_aaaa_aaaa_aaabn], [0x3c00, 0x8000_0000_0000_0400n],
  [0x3f81, 0xffff_ff00_0000_0000n], [0x3f69, 0x8000_0000_0000_0000n], [0x43fe, 0xffff_ffff_ffff_fbffn],
  [0x4034, 0x9c71_1000_0000_0001n], [0x403a, 0xde0b_6b3a_763f_ffffn], [0x3fff, 0xc000_0000_0000_0000n],
];

function float32(random: Random): number {
  if (random.oneIn(2)) return random.pick(FLOAT32_EDGES);
  // Exponents close together, so that sums do not all round to one operand.
  return random.oneIn(4) ? random.u32() : ((random.u32() & 0x807f_ffff) | (random.between(110, 145) << 23)) >>> 0;
}

function float64(random: Random): bigint {
  if (random.oneIn(2)) return random.pick(FLOAT64_EDGES);
  if (random.oneIn(4)) return random.u64();
  return (random.u64() & 0x800f_ffff_ffff_ffffn) | (BigInt(random.between(1000, 1060)) << 52n);
}

function float80(random: Random): readonly [number, bigint] {
  if (random.oneIn(2)) return random.pick(FLOAT80_EDGES);
  if (random.oneIn(8)) return [random.below(0x1_0000), random.u64()];
  const significand = random.oneIn(3) ? (random.u64() >> 40n) << 40n : random.u64();
  return [random.between(0x3fe0, 0x4040) | (random.below(2) << 15), significand | (1n << 63n)];
}

/** 16 bytes of one format, put at `at`: what an operand there should be to be interesting. */
export function operandBytes(random: Random, to: Uint8Array, at: number): void {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  switch (random.below(6)) {
    case 0:
      for (let i = 0; i < 16; i += 4) view.setUint32(i, float32(random), true);
      break;
    case 1:
      for (let i = 0; i < 16; i += 8) view.setBigUint64(i, float64(random), true);
      break;
    case 2: {
      const [high, low] = float80(random);
      view.setBigUint64(0, low, true);
      view.setUint16(8, high, true);
      break;
    }
    case 3: // packed decimal: 18 digits and a sign
      for (let i = 0; i < 9; i++) bytes[i] = random.below(10) | (random.below(10) << 4);
      bytes[9] = random.below(2) << 7;
      break;
    case 4:
      for (let i = 0; i < 16; i++) bytes[i] = random.pick([0, 1, 0x7f, 0x80, 0x81, 0xff, random.below(256)]);
      break;
    default:
      for (let i = 0; i < 16; i += 8) view.setBigUint64(i, integerValue(random), true);
  }
  to.set(bytes.subarray(0, Math.max(0, Math.min(16, to.length - at))), at);
}

/** A window full of operands; one in eight of equal bytes, for string comparisons. */
export function windowImage(random: Random): Uint8Array {
  const window = new Uint8Array(WINDOW_SIZE);
  if (random.oneIn(8)) return window.fill(random.below(256));
  for (let at = 0; at < WINDOW_SIZE; at += 16) operandBytes(random, window, at);
  return window;
}

/**
 * An FXSAVE image: x87, MXCSR and XMM state. SDM Vol. 1, "FXSAVE Area".
 * Instruction and data pointers are 0: the vendors differ in when they are saved.
 */
export function fxImage(random: Random): Uint8Array {
  const image = new Uint8Array(FX_SIZE);
  const view = new DataView(image.buffer);
  const masks = random.oneIn(10) ? random.below(0x40) : 0x3f;
  view.setUint16(0, 0x0040 | masks | (random.pick([3, 3, 2, 0]) << 8) | (random.below(4) << 10), true);
  // Exception flags: only masked ones, so that none is pending; else the next instruction would only raise #MF.
  const pending = random.oneIn(4) ? random.below(0x40) & masks : 0;
  const stackFault = (pending & 1) !== 0 && random.oneIn(2) ? 0x40 : 0;
  view.setUint16(
    2,
    pending | stackFault | (random.below(8) << 11) | ((random.below(16) & 7) << 8) | (random.below(2) << 14),
    true,
  );
  image[4] = random.oneIn(3) ? random.below(256) : random.pick([0xff, 0xff, 0, 0xf0]);
  for (let i = 0; i < 8; i++) {
    const at = 32 + 16 * i;
    const [high, low] = float80(random);
    view.setBigUint64(at, random.oneIn(3) ? integerValue(random) : low, true);
    view.setUint16(at + 8, high, true);
  }
  const simdMasks = random.oneIn(10) ? random.below(0x40) : 0x3f;
  const simdFlags = random.oneIn(4) ? random.below(0x40) : 0;
  const denormalsAreZero = random.oneIn(8) ? 0x40 : 0;
  const flushToZero = random.oneIn(8) ? 0x8000 : 0;
  view.setUint32(24, (simdMasks << 7) | simdFlags | denormalsAreZero | flushToZero | (random.below(4) << 13), true);
  view.setUint32(28, 0xffff, true);
  for (let i = 0; i < 16; i++) operandBytes(random, image, 160 + 16 * i);
  return image;
}
