// Control and flags of the floating-point engine: what MXCSR and the x87 control and status words hold, while an
// instruction is being carried out.

/** Exception flags, in the bit positions of MXCSR and of the x87 status word (SDM Vol. 1, "MXCSR Control and Status Register"). */
export const FLOAT_I: u32 = 0x01;
export const FLOAT_D: u32 = 0x02;
export const FLOAT_Z: u32 = 0x04;
export const FLOAT_O: u32 = 0x08;
export const FLOAT_U: u32 = 0x10;
export const FLOAT_P: u32 = 0x20;
/** The exceptions that are found before anything is computed; an unmasked one stops the operation. */
export const FLOAT_BEFORE: u32 = FLOAT_I | FLOAT_D | FLOAT_Z;

/** Rounding modes, as RC encodes them. */
export const ROUND_NEAREST: u32 = 0;
export const ROUND_DOWN: u32 = 1;
export const ROUND_UP: u32 = 2;
export const ROUND_ZERO: u32 = 3;

/** Exceptions (FLOAT_*) that operations raised since setMxcsr(), setControlWord() or clearFloatFlags(). */
export let floatFlags: u32 = 0;
/** ROUND_* in force. */
export let rounding: u32 = 0;
/** Exception masks, bits as in FLOAT_*; 1 = masked. */
export let masks: u32 = 0x3f;
/** Denormal operands count as zeros (MXCSR.DAZ). */
export let daz: bool = false;
/** Tiny results become zeros (MXCSR.FTZ, which works only while underflow is masked). */
export let ftz: bool = false;
/** x87 rules for NaNs and for results of unmasked overflow and underflow, instead of those of SSE. */
export let x87: bool = false;
/** x87 precision control in bits of the significand: 24, 53 or 64. */
export let precision: u32 = 64;
/** Whether the last rounding made the magnitude larger (x87 condition code C1). */
export let roundedUp: bool = false;

/** Start an SSE instruction: rounding, masks, DAZ and FTZ from `mxcsr`; no flags raised. */
export function setMxcsr(mxcsr: u32): void {
  floatFlags = 0;
  rounding = (mxcsr >> 13) & 3;
  masks = (mxcsr >> 7) & 0x3f;
  daz = (mxcsr & 0x40) != 0;
  ftz = (mxcsr & 0x8800) == 0x8800;
  x87 = false;
}

/** Start an x87 instruction: rounding, masks and precision from the control word `fcw`; no flags raised. */
export function setControlWord(fcw: u32): void {
  floatFlags = 0;
  rounding = (fcw >> 10) & 3;
  masks = fcw & 0x3f;
  daz = false;
  ftz = false;
  x87 = true;
  const pc = (fcw >> 8) & 3;
  precision = pc == 0 ? 24 : pc == 2 ? 53 : 64; // 1 is reserved; processors compute with 64 bits
  roundedUp = false;
}

/** Choose the rounding mode (ROUND_*) alone. */
export function setRounding(mode: u32): void {
  rounding = mode;
}

/** Choose the precision of x87 results: 24, 53 or 64 bits. */
export function setPrecision(bits: u32): void {
  precision = bits;
}

export function setRoundedUp(up: bool): void {
  roundedUp = up;
}

/** Forget the flags raised so far. */
export function clearFloatFlags(): void {
  floatFlags = 0;
}

/** Raise exceptions (FLOAT_*). */
export function raiseFloat(flags: u32): void {
  floatFlags |= flags;
}

/** Exceptions raised that are not masked; for SSE, non-zero means #XM (or #UD) and no result. */
export function unmaskedFloat(): u32 {
  return floatFlags & ~masks;
}

/**
 * Flags that an SSE instruction leaves in MXCSR: an unmasked invalid, denormal or divide exception in any element
 * stops the instruction before results are computed, so overflow, underflow and precision are then not reported.
 * SDM Vol. 1, "Handling SIMD Floating-Point Exceptions in Software" and "SSE, SSE2, and SSE3 SIMD FP Exception Conditions".
 */
export function simdFlags(): u32 {
  return (floatFlags & ~masks & FLOAT_BEFORE) != 0 ? floatFlags & FLOAT_BEFORE : floatFlags;
}
