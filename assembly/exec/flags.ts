// Arithmetic flags, kept lazily: the kind of the last flag-setting operation, its operands and its result, each
// sign-extended to 64 bits whatever the operand size. Then CF of a subtraction is `a <u b` and of an addition `r <u a`,
// ZF is `r == 0`, SF is `r < 0`: no size in the formulas. SDM Vol. 1, "Status Flags" and "EFLAGS Condition Codes".
import { fa, fb, fk, fr, fx, setLazy } from '../state';

export const CF: u32 = 1;
export const PF: u32 = 4;
export const AF: u32 = 0x10;
export const ZF: u32 = 0x40;
export const SF: u32 = 0x80;
export const OF: u32 = 0x800;
export const ARITHMETIC_FLAGS: u32 = 0x8d5;

/** All flags explicit: CF PF AF SF OF in fx; ZF still is `fr == 0`. */
export const F_FULL: u32 = 0;
export const F_ADD: u32 = 1;
export const F_SUB: u32 = 2;
/** AND, OR, XOR, TEST: CF = OF = AF = 0. */
export const F_LOGIC: u32 = 3;
/** CF, AF, OF in fx, the others from fr. */
export const F_MIXED: u32 = 4;
/** 64-bit signed multiplication of fa and fb: CF = OF = the product does not fit. */
export const F_IMUL: u32 = 5;

/** High 64 bits of the unsigned product. */
export function mulHighUnsigned(a: u64, b: u64): u64 {
  const al = a & 0xffff_ffff;
  const ah = a >> 32;
  const bl = b & 0xffff_ffff;
  const bh = b >> 32;
  const ll = al * bl;
  const lh = al * bh;
  const hl = ah * bl;
  const middle = (ll >> 32) + (lh & 0xffff_ffff) + (hl & 0xffff_ffff);
  return ah * bh + (lh >> 32) + (hl >> 32) + (middle >> 32);
}

/** High 64 bits of the signed product. */
export function mulHighSigned(a: i64, b: i64): i64 {
  let high = <i64>mulHighUnsigned(<u64>a, <u64>b);
  if (a < 0) high -= b;
  if (b < 0) high -= a;
  return high;
}

export function imulOverflow(): bool {
  return mulHighSigned(fa, fb) != fr >> 63;
}

export function carry(): u32 {
  switch (fk) {
    case F_ADD:
      return <u32>(<u64>fr < <u64>fa);
    case F_SUB:
      return <u32>(<u64>fa < <u64>fb);
    case F_LOGIC:
      return 0;
    case F_IMUL:
      return <u32>imulOverflow();
    default:
      return fx & CF;
  }
}

/** 1 or 0. */
export function overflow(): u32 {
  switch (fk) {
    case F_ADD:
      return <u32>(<u64>((fa ^ fr) & (fb ^ fr)) >> 63);
    case F_SUB:
      return <u32>(<u64>((fa ^ fb) & (fa ^ fr)) >> 63);
    case F_LOGIC:
      return 0;
    case F_IMUL:
      return <u32>imulOverflow();
    default:
      return (fx >> 11) & 1;
  }
}

/** 1 or 0. */
export function sign(): u32 {
  if (fk == F_FULL) return (fx >> 7) & 1;
  return <u32>(<u64>fr >> 63);
}

/** 1 or 0. */
export function parity(): u32 {
  if (fk == F_FULL) return (fx >> 2) & 1;
  return 1 - (popcnt<u32>(<u32>fr & 0xff) & 1);
}

function auxiliary(): u32 {
  switch (fk) {
    case F_ADD:
    case F_SUB:
      return <u32>(fa ^ fb ^ fr) & AF;
    case F_FULL:
    case F_MIXED:
      return fx & AF;
    default:
      return 0;
  }
}

/** OF, SF, ZF, AF, PF, CF in their RFLAGS positions. */
export function getFlags(): u32 {
  return carry() | (parity() << 2) | auxiliary() | (fr == 0 ? ZF : 0) | (sign() << 7) | (overflow() << 11);
}

/** Set all six arithmetic flags; other bits are ignored. */
export function setFlags(bits: u32): void {
  setLazy(F_FULL, 0, 0, (bits & ZF) != 0 ? 0 : 1, bits);
}

/** Evaluate a condition code 0..15. SDM Vol. 1, appendix "EFLAGS Condition Codes". */
export function condition(cc: u32): bool {
  let result: bool;
  switch (cc >> 1) {
    case 0:
      result = overflow() != 0;
      break;
    case 1:
      result = carry() != 0;
      break;
    case 2:
      result = fr == 0;
      break;
    case 3:
      result = fr == 0 || carry() != 0;
      break;
    case 4:
      result = sign() != 0;
      break;
    case 5:
      result = parity() != 0;
      break;
    case 6:
      result = sign() != overflow();
      break;
    default:
      result = fr == 0 || sign() != overflow();
      break;
  }
  return result != ((cc & 1) != 0);
}

/** Rotates change CF and OF only. Both arguments are 0 or 1. */
export function rotateFlags(newCarry: u32, newOverflow: u32): void {
  setFlags((getFlags() & ~(CF | OF)) | newCarry | (newOverflow << 11));
}

/** CF as left behind by the last rotate through carry. */
export let rotatedCarry: u32 = 0;

/** RCL of a `size`-bit value (zero-extended). The count is masked already; 8- and 16-bit counts go modulo size + 1. */
export function rotateLeftThroughCarry(value: u64, count: u32, size: u32): u64 {
  let c: u64 = <u64>carry();
  let v = value;
  const n = size < 32 ? count % (size + 1) : count;
  for (let i: u32 = 0; i < n; i++) {
    const out = (v >> <u64>(size - 1)) & 1;
    v = (v << 1) | c;
    c = out;
  }
  rotatedCarry = <u32>c;
  return v;
}

/** RCR, likewise. */
export function rotateRightThroughCarry(value: u64, count: u32, size: u32): u64 {
  let c: u64 = <u64>carry();
  let v = value;
  const n = size < 32 ? count % (size + 1) : count;
  for (let i: u32 = 0; i < n; i++) {
    const out = v & 1;
    v = (v >> 1) | (c << (<u64>(size - 1)));
    c = out;
  }
  rotatedCarry = <u32>c;
  return v;
}
