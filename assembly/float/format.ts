// Between bits and unpacked values: binary32, binary64 and the 80-bit format of x87.
// SDM Vol. 1, "Floating-Point Data Types" and "Real Number and NaN Encodings".
import { roundResult } from './rounding';
import { daz, FLOAT_BEFORE, FLOAT_P, precision, raiseFloat, setRoundedUp, unmaskedFloat } from './state';
import {
  KIND_FINITE,
  KIND_INFINITE,
  KIND_QUIET,
  KIND_SIGNALING,
  KIND_UNSUPPORTED,
  KIND_ZERO,
  rExp,
  rKind,
  rSig,
  rSign,
  setOperand,
  TOP_BIT,
} from './value';

/** Take a binary32 as the next operand. */
export function unpackF32(bits: u32): void {
  const sign = bits >> 31;
  const exp = <i32>((bits >> 23) & 0xff);
  const fraction = (<u64>(bits & 0x7f_ffff)) << 40;
  unpack(sign, exp, fraction, 0xff, 127);
}

/** Take a binary64 as the next operand. */
export function unpackF64(bits: u64): void {
  const sign = <u32>(bits >> 63);
  const exp = <i32>(bits >> 52) & 0x7ff;
  unpack(sign, exp, (bits & 0xf_ffff_ffff_ffff) << 11, 0x7ff, 1023);
}

/** `fraction` stands in bits 62 and below. */
function unpack(sign: u32, exp: i32, fraction: u64, maxExp: i32, bias: i32): void {
  if (exp == maxExp) {
    if (fraction == 0) setOperand(KIND_INFINITE, sign, 0, 0, false);
    else if ((fraction & 0x4000_0000_0000_0000) != 0) setOperand(KIND_QUIET, sign, 0, fraction | TOP_BIT, false);
    else setOperand(KIND_SIGNALING, sign, 0, fraction | TOP_BIT, false);
  } else if (exp != 0) setOperand(KIND_FINITE, sign, exp - bias, fraction | TOP_BIT, false);
  else if (fraction == 0 || daz) setOperand(KIND_ZERO, sign, 0, 0, false);
  else {
    const shift = clz(fraction);
    setOperand(KIND_FINITE, sign, 1 - bias - <i32>shift, fraction << shift, true);
  }
}

/**
 * Take an 80-bit value as the next operand. `signExp` has the sign in bit 15 and the biased exponent below; a
 * pseudo-denormal counts as denormal, other encodings without the integer bit are unsupported.
 */
export function unpackF80(sig: u64, signExp: u32): void {
  const sign = (signExp >> 15) & 1;
  const exp = <i32>(signExp & 0x7fff);
  if (exp == 0) {
    if (sig == 0) setOperand(KIND_ZERO, sign, 0, 0, false);
    else {
      const shift = clz(sig);
      setOperand(KIND_FINITE, sign, -16382 - <i32>shift, sig << shift, true);
    }
  } else if ((sig & TOP_BIT) == 0) setOperand(KIND_UNSUPPORTED, sign, 0, sig, false);
  else if (exp != 0x7fff) setOperand(KIND_FINITE, sign, exp - 16383, sig, false);
  else if (sig == TOP_BIT) setOperand(KIND_INFINITE, sign, 0, 0, false);
  else if ((sig & 0x4000_0000_0000_0000) != 0) setOperand(KIND_QUIET, sign, 0, sig, false);
  else setOperand(KIND_SIGNALING, sign, 0, sig, false);
}

/** The result as binary32, rounded. */
export function packF32(): u32 {
  roundResult(24, -126, 127, 192);
  const sign = rSign << 31;
  if (rKind == KIND_FINITE) return sign | (biased(127) << 23) | <u32>((rSig << 1) >> 41);
  if (rKind == KIND_ZERO) return sign;
  return sign | 0x7f80_0000 | (rKind == KIND_INFINITE ? 0 : <u32>((rSig << 1) >> 41));
}

/** The result as binary64, rounded. */
export function packF64(): u64 {
  roundResult(53, -1022, 1023, 1536);
  const sign = (<u64>rSign) << 63;
  if (rKind == KIND_FINITE) return sign | ((<u64>biased(1023)) << 52) | ((rSig << 1) >> 12);
  if (rKind == KIND_ZERO) return sign;
  return sign | 0x7ff0_0000_0000_0000 | (rKind == KIND_INFINITE ? 0 : (rSig << 1) >> 12);
}

/** Biased exponent of the finite result; 0 when it is denormal. */
function biased(bias: i32): u32 {
  return (rSig & TOP_BIT) != 0 ? <u32>(rExp + bias) : 0;
}

/** Sign and biased exponent of the last packF80(), as they stand in bits 79:64. */
export let f80SignExp: u32 = 0;

/** The result as an 80-bit value: returns the significand, leaves the rest in f80SignExp. Rounds to the x87 precision control. */
export function packF80(): u64 {
  return packF80Bits(precision);
}

/** packF80() with a precision of its own: 64 for operations that the precision control does not touch. */
export function packF80Bits(bits: u32): u64 {
  roundResult(bits, -16382, 16383, 24576);
  const sign = rSign << 15;
  if (rKind == KIND_FINITE && (rExp > 16383 || rExp < -16382)) {
    // Even the adjusted exponent of an unmasked overflow or underflow does not fit (FSCALE only), or there is no
    // result at all, because an exception before the operation is not masked.
    if ((unmaskedFloat() & FLOAT_BEFORE) == 0) {
      raiseFloat(FLOAT_P);
      setRoundedUp(rExp > 0);
    }
    f80SignExp = rExp > 0 ? sign | 0x7fff : sign;
    return rExp > 0 ? TOP_BIT : 0;
  }
  if (rKind == KIND_FINITE) {
    f80SignExp = sign | biased(16383);
    return rSig;
  }
  if (rKind == KIND_ZERO) {
    f80SignExp = sign;
    return 0;
  }
  f80SignExp = sign | 0x7fff;
  return rKind == KIND_INFINITE ? TOP_BIT : rSig;
}
