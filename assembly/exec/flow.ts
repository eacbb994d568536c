// Near control transfers outside run()'s switch: those of 16- and 32-bit code, loops, and the interrupt instructions.
import { OP_DISP, REGS, RIP, SEG_LIMIT, TERM_TARGET } from '../generated/layout';
import { loadSized } from '../mem/access';
import { isCanonical } from '../mem/fetch';
import { isLong } from '../state';
import { getFlags, OF } from './flags';
import { dstReg, ea, getReg, imm, isMem, sizeLog2 } from './operand';
import {
  BP,
  DB,
  EVENT_PRIVILEGED_SOFTWARE,
  EVENT_SOFTWARE_EXCEPTION,
  EVENT_SOFTWARE_INT,
  GP,
  OF_VECTOR,
  raise,
  raiseError,
  raiseSoftware,
  UD,
} from './raise';
import { CS_REG, segment } from './segment';
import { dropBytes, peekValue, pushValue } from './stack';

const RCX: usize = REGS + 8;

function target(pc: usize): u64 {
  return load<u64>(pc, TERM_TARGET);
}

/** Instruction pointers of 16- and 32-bit operands. */
export function narrow(address: u64, log2: u32): u64 {
  return log2 == 1 ? address & 0xffff : log2 == 2 ? address & 0xffff_ffff : address;
}

/** Outside 64-bit mode the target must lie within CS. */
function checkTarget(pc: usize, address: u64): void {
  if (isLong() ? !isCanonical(address) : address > <u64>load<u32>(segment(CS_REG), SEG_LIMIT)) raiseError(pc, GP, 0);
}

function operandTarget(pc: usize): u64 {
  const log2 = sizeLog2(pc);
  return narrow(isMem(pc) ? loadSized(pc, ea(pc), log2) : getReg(dstReg(pc), log2), log2);
}

export function call(pc: usize): void {
  const next = load<u64>(RIP);
  checkTarget(pc, target(pc));
  pushValue(pc, next, sizeLog2(pc));
  store<u64>(RIP, target(pc));
}
export function callInd(pc: usize): void {
  const to = operandTarget(pc);
  checkTarget(pc, to);
  pushValue(pc, load<u64>(RIP), sizeLog2(pc));
  store<u64>(RIP, to);
}
export function jmpInd(pc: usize): void {
  const to = operandTarget(pc);
  checkTarget(pc, to);
  store<u64>(RIP, to);
}
export function ret(pc: usize): void {
  const log2 = sizeLog2(pc);
  const to = narrow(peekValue(pc, 0, log2), log2);
  checkTarget(pc, to);
  dropBytes(1 << log2);
  store<u64>(RIP, to);
}
export function retImm(pc: usize): void {
  const log2 = sizeLog2(pc);
  const to = narrow(peekValue(pc, 0, log2), log2);
  checkTarget(pc, to);
  dropBytes((1 << log2) + (<u32>imm(pc) & 0xffff));
  store<u64>(RIP, to);
}

/** Counts rCX down in the width of the address size, which the decoder leaves in the immediate. */
function countDown(pc: usize): u64 {
  const width = addressWidth(pc);
  let value: u64;
  if (width == 1) {
    value = (<u64>load<u16>(RCX) - 1) & 0xffff;
    store<u16>(RCX, <u16>value);
  } else if (width == 2) {
    value = (<u64>load<u32>(RCX) - 1) & 0xffff_ffff;
    store<u64>(RCX, value);
  } else {
    value = load<u64>(RCX) - 1;
    store<u64>(RCX, value);
  }
  return value;
}
/** Address size of LOOP and JCXZ as log2: the decoder's note in OP_DISP. */
function addressWidth(pc: usize): u32 {
  return load<u32>(pc, OP_DISP);
}
export function loop(pc: usize): void {
  if (countDown(pc) != 0) store<u64>(RIP, target(pc));
}
export function loope(pc: usize): void {
  if (countDown(pc) != 0 && (getFlags() & 0x40) != 0) store<u64>(RIP, target(pc));
}
export function loopne(pc: usize): void {
  if (countDown(pc) != 0 && (getFlags() & 0x40) == 0) store<u64>(RIP, target(pc));
}
export function jcxz(pc: usize): void {
  const width = addressWidth(pc);
  const value = width == 1 ? <u64>load<u16>(RCX) : width == 2 ? <u64>load<u32>(RCX) : load<u64>(RCX);
  if (value == 0) store<u64>(RIP, target(pc));
}

// Interrupt instructions. RIP is put back to the instruction by raiseSoftware(); delivery adds its length.

export function int3(pc: usize): void {
  raiseSoftware(pc, BP, EVENT_SOFTWARE_EXCEPTION);
}
export function int1(pc: usize): void {
  raiseSoftware(pc, DB, EVENT_PRIVILEGED_SOFTWARE);
}
export function intN(pc: usize): void {
  raiseSoftware(pc, <u32>imm(pc) & 0xff, EVENT_SOFTWARE_INT);
}
export function into(pc: usize): void {
  if ((getFlags() & OF) != 0) raiseSoftware(pc, OF_VECTOR, EVENT_SOFTWARE_EXCEPTION);
}
export function ud(pc: usize): void {
  raise(pc, UD);
}
