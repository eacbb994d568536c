// What SSE and MMX instructions share: whether they may execute, and where their operands are.
//
// SDM Vol. 3A, "System Programming for Instruction Set Extensions and Processor Extended States" (checks of XMM
// instructions) and "Intel MMX Technology System Programming" (checks and aliasing of MMX registers).
import { CR0, CR4, SCRATCH, X87_FSW, X87_FTW } from '../generated/layout';
import { load16, load32, load64, loadBytes } from '../mem/access';
import { dstReg, ea, isMem, setReg, sizeLog2, srcMmx, srcReg, srcXmm } from './operand';
import { raise, raiseError } from './raise';

const VECTOR_UD: u32 = 6;
const VECTOR_NM: u32 = 7;
const VECTOR_GP: u32 = 13;
const VECTOR_MF: u32 = 16;

const CR0_EM: u32 = 1 << 2;
const CR0_TS: u32 = 1 << 3;
const CR4_OSFXSR: u32 = 1 << 9;
/** Error summary: an unmasked x87 exception is pending. */
const FSW_ES: u32 = 1 << 7;
const FSW_TOP: u32 = 7 << 11;

/** #UD and #NM of instructions on XMM registers. */
export function checkSse(pc: usize): void {
  const cr0 = load<u32>(CR0);
  if ((cr0 & CR0_EM) != 0 || (load<u32>(CR4) & CR4_OSFXSR) == 0) raise(pc, VECTOR_UD);
  if ((cr0 & CR0_TS) != 0) raise(pc, VECTOR_NM);
}

/** #UD, #NM and #MF of instructions on MMX registers. */
export function checkMmx(pc: usize): void {
  const cr0 = load<u32>(CR0);
  if ((cr0 & CR0_EM) != 0) raise(pc, VECTOR_UD);
  if ((cr0 & CR0_TS) != 0) raise(pc, VECTOR_NM);
  checkPending(pc);
}

/** #MF when an x87 exception is pending (whatever CR0.NE says: there is no FERR# pin here). */
export function checkPending(pc: usize): void {
  if ((load<u16>(X87_FSW) & FSW_ES) != 0) raise(pc, VECTOR_MF);
}

/** Every MMX instruction but EMMS makes all eight registers valid and the top of the x87 stack 0. */
export function enterMmx(): void {
  store<u16>(X87_FSW, <u16>(<u32>load<u16>(X87_FSW) & ~FSW_TOP));
  store<u8>(X87_FTW, 0xff);
}

/** Write an MMX register at `register`: the significand of an x87 register, whose other bits all become 1. */
export function putMmx(register: usize, value: u64): void {
  enterMmx();
  store<u64>(register, value);
  store<u16>(register, 0xffff, 8);
}

/** Address of a 128-bit memory operand that must be aligned; #GP(0) if it is not. */
export function alignedEa(pc: usize): u64 {
  const gla = ea(pc);
  if ((gla & 15) != 0) raiseError(pc, VECTOR_GP, 0);
  return gla;
}

/** Address of the second operand's 16 bytes, aligned if in memory. */
export function source128(pc: usize): usize {
  if (!isMem(pc)) return srcXmm(pc);
  fetch128(pc, alignedEa(pc));
  return SCRATCH;
}

/** 16 bytes to SCRATCH: as two loads, which are inlined and cheaper than a copy, when one page holds them all. */
function fetch128(pc: usize, gla: u64): void {
  if ((gla & 0xfff) > 0xff0) {
    loadBytes(pc, gla, 16, SCRATCH);
    return;
  }
  const low = load64(pc, gla);
  store<u64>(SCRATCH, low);
  store<u64>(SCRATCH, load64(pc, gla + 8), 8);
}

/** Address of the second operand's 16 bytes, whatever its alignment. */
export function source128Unaligned(pc: usize): usize {
  if (!isMem(pc)) return srcXmm(pc);
  fetch128(pc, ea(pc));
  return SCRATCH;
}

/** Low 64 bits of the second operand: XMM or memory. */
export function source64(pc: usize): u64 {
  return isMem(pc) ? load64(pc, ea(pc)) : load<u64>(srcXmm(pc));
}

/** Low 32 bits of the second operand: XMM or memory. */
export function source32(pc: usize): u32 {
  return isMem(pc) ? load32(pc, ea(pc)) : load<u32>(srcXmm(pc));
}

/** The second operand, an MMX register or 64 bits of memory. */
export function sourceMmx(pc: usize): u64 {
  return isMem(pc) ? load64(pc, ea(pc)) : load<u64>(srcMmx(pc));
}

/** The low half of the second operand, an MMX register or 32 bits of memory. */
export function sourceMmx32(pc: usize): u64 {
  return isMem(pc) ? <u64>load32(pc, ea(pc)) : <u64>load<u32>(srcMmx(pc));
}

/** The second operand, a general register or memory of 32 or (REX.W) 64 bits, zero-extended. */
export function sourceGeneral(pc: usize): u64 {
  if (isWide(pc)) return isMem(pc) ? load64(pc, ea(pc)) : load<u64>(srcReg(pc));
  return isMem(pc) ? <u64>load32(pc, ea(pc)) : <u64>load<u32>(srcReg(pc));
}

/** The second operand, 16 bits of a general register or of memory. */
export function sourceWord(pc: usize): u32 {
  return isMem(pc) ? load16(pc, ea(pc)) : <u32>load<u16>(srcReg(pc));
}

/** Write the first operand, a general register of 32 or (REX.W) 64 bits. */
export function putGeneral(pc: usize, value: u64): void {
  setReg(dstReg(pc), isWide(pc) ? 3 : 2, value);
}

/** Whether general-register operands have 64 bits; otherwise they have 32, also under prefix 66. */
export function isWide(pc: usize): bool {
  return sizeLog2(pc) == 3;
}

/** A 64-bit value as the low half of a 128-bit one. */
export function widened(value: u64): v128 {
  return i64x2.replace_lane(i64x2.splat(0), 0, value);
}

/** A shift count for SHIFTS: counts above 255 shift everything out as 255 does. */
export function shiftCount(count: u64): i32 {
  return count > 255 ? 255 : <i32>count;
}
