/**
 * An 80-bit floating-point value in other formats. Values that raise an exception other than "inexact" are left alone:
 * unsupported encodings, signalling NaNs, overflow, tiny results, integers out of range.
 * INTEL SDM Vol. 1, "Data Types and Addressing Modes", "x87 FPU Floating-Point Exception Conditions".
 */

/** A value as the register has it. */
export interface ExtendedValue {
  /** With its explicit integer bit. */
  readonly significand: bigint;
  /** Bit 15 the sign, below it the exponent with a bias of 16383. */
  readonly exponent: number;
}

export type FloatFormat = 'f32' | 'f64' | 'f80';

/** What is stored, and what the status word says of it. */
export interface Rounded {
  readonly bytes: Uint8Array;
  readonly isInexact: boolean;
  /** Away from zero. */
  readonly wentUp: boolean;
}

const BIAS = 16383;
const INTEGER_BIT = 1n << 63n;
const FORMATS = { f32: { fraction: 23, exponent: 8, size: 4 }, f64: { fraction: 52, exponent: 11, size: 8 } } as const;

/**
 * @param mode rounding control: 0 nearest, ties to even; 1 down; 2 up; 3 towards zero
 * @returns undefined when an exception other than "inexact" is due
 */
export function roundFloat(value: ExtendedValue, format: FloatFormat, mode: number): Rounded | undefined {
  const { significand, exponent } = value;
  if (format === 'f80')
    return { bytes: encode(significand | (BigInt(exponent) << 64n), 10), isInexact: false, wentUp: false };
  const { fraction, exponent: exponentBits, size } = FORMATS[format];
  const isNegative = exponent >= 0x8000;
  const biased = exponent & 0x7fff;
  const maxExponent = (1 << exponentBits) - 1;
  const pack = (top: number, low: bigint): bigint =>
    (BigInt(isNegative ? 1 : 0) << BigInt(size * 8 - 1)) | (BigInt(top) << BigInt(fraction)) | low;
  const exact = (bits: bigint): Rounded => ({ bytes: encode(bits, size), isInexact: false, wentUp: false });
  if (biased === 0 && significand === 0n) return exact(pack(0, 0n));
  if ((significand & INTEGER_BIT) === 0n) return undefined; // denormal or unsupported
  if (biased === 0x7fff) {
    const payload = significand & ~INTEGER_BIT;
    if (payload === 0n) return exact(pack(maxExponent, 0n));
    const isQuiet = (payload & (1n << 62n)) !== 0n;
    return isQuiet ? exact(pack(maxExponent, payload >> BigInt(63 - fraction))) : undefined;
  }
  const target = biased - BIAS + (maxExponent >> 1);
  if (target <= 0 || target >= maxExponent) return undefined; // tiny, or overflow
  const { quotient, isInexact, wentUp } = shiftRight(significand, 63 - fraction, mode, isNegative);
  // Rounding may have carried into the next power of two; the integer bit then adds itself to the exponent.
  const bits = pack(target, 0n) + (quotient - (1n << BigInt(fraction)));
  const result = Number((bits >> BigInt(fraction)) & BigInt(maxExponent));
  return result >= maxExponent ? undefined : { bytes: encode(bits, size), isInexact, wentUp };
}

/**
 * To a signed integer.
 * @param size of the integer in bytes: 2, 4 or 8
 * @returns undefined when it is no number, or out of range
 */
export function roundInteger(value: ExtendedValue, size: number, mode: number): Rounded | undefined {
  const { significand, exponent } = value;
  const isNegative = exponent >= 0x8000;
  const biased = exponent & 0x7fff;
  if (biased === 0 && significand === 0n) return { bytes: encode(0n, size), isInexact: false, wentUp: false };
  if ((significand & INTEGER_BIT) === 0n || biased === 0x7fff) return undefined;
  const shift = 63 - (biased - BIAS);
  if (shift < 0) return undefined;
  const { quotient, isInexact, wentUp } = shiftRight(significand, shift, mode, isNegative);
  const limit = 1n << BigInt(size * 8 - 1);
  if (quotient > (isNegative ? limit : limit - 1n)) return undefined;
  return { bytes: encode(BigInt.asUintN(size * 8, isNegative ? -quotient : quotient), size), isInexact, wentUp };
}

/** significand / 2^shift, rounded. */
function shiftRight(
  significand: bigint,
  shift: number,
  mode: number,
  isNegative: boolean,
): { quotient: bigint; isInexact: boolean; wentUp: boolean } {
  const amount = BigInt(Math.min(shift, 80)); // beyond, only that something was there counts
  const quotient = significand >> amount;
  const rest = significand - (quotient << amount);
  if (rest === 0n) return { quotient, isInexact: false, wentUp: false };
  const half = 1n << (amount - 1n);
  const isUp =
    mode === 0
      ? rest > half || (rest === half && (quotient & 1n) === 1n)
      : mode === 1
        ? isNegative
        : mode === 2
          ? !isNegative
          : false;
  return { quotient: isUp ? quotient + 1n : quotient, isInexact: true, wentUp: isUp };
}

function encode(value: bigint, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let i = 0; i < size; i++) bytes[i] = Number((value >> BigInt(8 * i)) & 0xffn);
  return bytes;
}
