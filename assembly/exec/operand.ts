// Operands of a decoded operation. The format is described at OP in src/spec/state/layout.ts.
import {
  OP_BASE,
  OP_DISP,
  OP_DST,
  OP_IMM,
  OP_INDEX,
  OP_LEN,
  OP_SCALE,
  OP_SRC,
  REGS,
  X87_REGS,
  XMM,
} from '../generated/layout';

/** Whether the instruction has a memory operand. */
export function isMem(pc: usize): bool {
  return (load<u8>(pc, OP_SCALE) & 0x80) != 0;
}

/** Linear address of the memory operand. The shift count is taken modulo 64, so the flags in OP_SCALE do no harm. */
export function ea(pc: usize): u64 {
  return (
    load<u64>(REGS + <usize>load<u8>(pc, OP_BASE)) +
    (load<u64>(REGS + <usize>load<u8>(pc, OP_INDEX)) << (<u64>load<u8>(pc, OP_SCALE))) +
    <u64>(<i64>load<i32>(pc, OP_DISP))
  );
}

/** log2 of the operand size in bytes: 0..3. */
export function sizeLog2(pc: usize): u32 {
  return (<u32>load<u8>(pc, OP_LEN) >> 4) & 3;
}

/** Address of the first operand's general register. */
export function dstReg(pc: usize): usize {
  return REGS + <usize>load<u8>(pc, OP_DST);
}

/** Address of the second operand's general register. */
export function srcReg(pc: usize): usize {
  return REGS + <usize>load<u8>(pc, OP_SRC);
}

/** Address of the first operand's XMM register. */
export function dstXmm(pc: usize): usize {
  return XMM + <usize>load<u8>(pc, OP_DST);
}

/** Address of the second operand's XMM register. */
export function srcXmm(pc: usize): usize {
  return XMM + <usize>load<u8>(pc, OP_SRC);
}

/** Address of the first operand's MMX register: the significand of the physical x87 register of that number. */
export function dstMmx(pc: usize): usize {
  return X87_REGS + <usize>load<u8>(pc, OP_DST);
}

/** Address of the second operand's MMX register. */
export function srcMmx(pc: usize): usize {
  return X87_REGS + <usize>load<u8>(pc, OP_SRC);
}

/** The immediate, sign-extended from 32 bits. */
export function imm(pc: usize): i64 {
  return <i64>load<i32>(pc, OP_IMM);
}

/** Write a general register as x86-64 does: 32-bit results clear the upper half, 8- and 16-bit ones leave the rest. */
export function setReg(address: usize, log2: u32, value: u64): void {
  if (log2 == 3) store<u64>(address, value);
  else if (log2 == 2) store<u64>(address, value & 0xffff_ffff);
  else if (log2 == 1) store<u16>(address, <u16>value);
  else store<u8>(address, <u8>value);
}

/** Read a general register, zero-extended from 1 << log2 bytes. */
export function getReg(address: usize, log2: u32): u64 {
  if (log2 == 3) return load<u64>(address);
  if (log2 == 2) return <u64>load<u32>(address);
  if (log2 == 1) return <u64>load<u16>(address);
  return <u64>load<u8>(address);
}
