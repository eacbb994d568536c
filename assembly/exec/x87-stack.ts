// The x87 register stack, and what every x87 instruction begins and ends with: the checks before it, exceptions and
// condition codes behind it. SDM Vol. 1, "x87 FPU Execution Environment" and "x87 FPU Exception Handling".
//
// FIP and FDP are written only by an instruction that raises an unmasked exception: a #MF handler finds the culprit,
// and other instructions do not pay for it. FCS, FDS and FOP stay 0 (processors that deprecate FCS and FDS do so too).
// CR0.NE = 0 (exceptions through the external interrupt controller) is not modelled: exceptions are #MF then as well.

import { f80SignExp, unpackF80 } from '../float/format';
import {
  FLOAT_BEFORE,
  FLOAT_I,
  floatFlags,
  masks,
  raiseFloat,
  roundedUp,
  setControlWord,
  unmaskedFloat,
} from '../float/state';
import { CR0, X87_FCW, X87_FDP, X87_FIP, X87_FSW, X87_FTW, X87_REGS } from '../generated/layout';
import { ea, isMem } from './operand';
import { currentRip, MF, NM, raise } from './raise';

/** Bits of the status word. */
export const FSW_STACK_FAULT: u32 = 0x40;
export const FSW_ES: u32 = 0x80;
export const FSW_C0: u32 = 0x100;
export const FSW_C1: u32 = 0x200;
export const FSW_C2: u32 = 0x400;
export const FSW_C3: u32 = 0x4000;
export const FSW_BUSY: u32 = 0x8000;
/** C0, C2, C3: what comparisons set (with C1, which every instruction sets). */
export const FSW_COMPARED: u32 = 0x4500;

const CR0_MP: u64 = 1 << 1;
const CR0_EM_TS: u64 = (1 << 2) | (1 << 3);
const CR0_TS: u64 = 1 << 3;

/** The default NaN as x87 writes it. */
export const INDEFINITE_SIG: u64 = 0xc000_0000_0000_0000;
export const INDEFINITE_SIGN_EXP: u32 = 0xffff;

/** #NM when CR0.EM or CR0.TS says that there is no x87 for this task now. All x87 instructions but FWAIT. */
export function x87Available(pc: usize): void {
  if ((load<u64>(CR0) & CR0_EM_TS) != 0) raise(pc, NM);
}

/** #MF when an earlier instruction left an unmasked exception. For MMX instructions, too. */
export function x87CheckPending(pc: usize): void {
  if ((load<u16>(X87_FSW) & FSW_ES) != 0) raise(pc, MF);
}

/** Begin a waiting x87 instruction: #NM, #MF, then the control word comes into force. */
export function x87Begin(pc: usize): void {
  x87Available(pc);
  x87CheckPending(pc);
  setControlWord(load<u16>(X87_FCW));
}

/** FWAIT: #NM only when CR0.MP and CR0.TS are both set, then #MF. */
export function fwait(pc: usize): void {
  const cr0 = load<u64>(CR0);
  if ((cr0 & CR0_MP) != 0 && (cr0 & CR0_TS) != 0) raise(pc, NM);
  x87CheckPending(pc);
}

export function x87Top(): u32 {
  return (load<u16>(X87_FSW) >> 11) & 7;
}

export function x87SetTop(top: u32): void {
  store<u16>(X87_FSW, (load<u16>(X87_FSW) & 0xc7ff) | ((top & 7) << 11));
}

/** Address of ST(i). */
export function st(i: u32): usize {
  return X87_REGS + ((<usize>((x87Top() + i) & 7)) << 4);
}

/** Whether ST(i) is not empty. ST(7) is where the next push goes: stUsed(7) means overflow. */
export function stUsed(i: u32): bool {
  return ((load<u8>(X87_FTW) >> ((x87Top() + i) & 7)) & 1) != 0;
}

/** Take ST(i) as the next operand. */
export function unpackSt(i: u32): void {
  const at = st(i);
  unpackF80(load<u64>(at), load<u16>(at, 8));
}

/** Write ST(i) and mark it used. */
export function setSt(i: u32, sig: u64, signExp: u32): void {
  const at = st(i);
  store<u64>(at, sig);
  store<u16>(at, signExp, 8);
  store<u8>(X87_FTW, <u32>load<u8>(X87_FTW) | (1 << ((x87Top() + i) & 7)));
}

/** Write ST(i): the significand from packF80(), the rest where that left it. */
export function setStPacked(i: u32, sig: u64): void {
  setSt(i, sig, f80SignExp);
}

export function setStIndefinite(i: u32): void {
  setSt(i, INDEFINITE_SIG, INDEFINITE_SIGN_EXP);
}

export function x87Push(sig: u64, signExp: u32): void {
  x87SetTop(x87Top() - 1);
  setSt(0, sig, signExp);
}

export function x87Pop(): void {
  store<u8>(X87_FTW, <u32>load<u8>(X87_FTW) & ~(1 << x87Top()));
  x87SetTop(x87Top() + 1);
}

/** Pop `count` times. */
export function x87PopTimes(count: u32): void {
  for (let i: u32 = 0; i < count; i++) x87Pop();
}

/** Set the condition codes of `which` to `value`, leave the others. */
export function x87SetCodes(which: u32, value: u32): void {
  store<u16>(X87_FSW, (load<u16>(X87_FSW) & ~which) | value);
}

/** Remember where the instruction with an unmasked exception is. */
function notePointers(pc: usize): void {
  store<u64>(X87_FIP, currentRip(pc));
  if (isMem(pc)) store<u64>(X87_FDP, ea(pc));
}

/**
 * Put the exceptions raised and C1 (rounded up) into the status word. Returns false when an unmasked invalid,
 * denormal-operand or divide-by-zero exception forbids to write a result or to pop.
 */
export function x87Finish(pc: usize): bool {
  let fsw = (<u32>load<u16>(X87_FSW) & ~FSW_C1) | floatFlags;
  if (roundedUp) fsw |= FSW_C1;
  const unmasked = unmaskedFloat();
  if (unmasked != 0) {
    fsw |= FSW_ES | FSW_BUSY;
    notePointers(pc);
  }
  store<u16>(X87_FSW, fsw);
  return (unmasked & FLOAT_BEFORE) == 0;
}

/**
 * Stack overflow (C1 = 1) or underflow (C1 = 0). Returns whether the exception is masked, so that the caller writes
 * the default result. SDM Vol. 1, "Stack Overflow or Underflow Exception (#IS)".
 */
export function x87StackFault(pc: usize, overflow: bool): bool {
  raiseFloat(FLOAT_I);
  let fsw = (<u32>load<u16>(X87_FSW) & ~FSW_C1) | floatFlags | FSW_STACK_FAULT;
  if (overflow) fsw |= FSW_C1;
  const masked = (masks & FLOAT_I) != 0;
  if (!masked) {
    fsw |= FSW_ES | FSW_BUSY;
    notePointers(pc);
  }
  store<u16>(X87_FSW, fsw);
  return masked;
}

/** Bring ES and B in line with flags and masks, after either was loaded. */
export function x87UpdateSummary(): void {
  const fsw = <u32>load<u16>(X87_FSW) & ~(FSW_ES | FSW_BUSY);
  const pending = (fsw & ~(<u32>load<u16>(X87_FCW)) & 0x3f) != 0;
  store<u16>(X87_FSW, pending ? fsw | FSW_ES | FSW_BUSY : fsw);
}
