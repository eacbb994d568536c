// The stack in all modes, and the instructions on it that generated code does not cover.
import { CPL, INTERRUPTIBILITY, OP_DST, REGS, RFLAGS } from '../generated/layout';
import { loadSized, probeWrite, storeSized } from '../mem/access';
import {
  FLAG_AC,
  FLAG_DF,
  FLAG_ID,
  FLAG_IF,
  FLAG_IOPL,
  FLAG_NT,
  FLAG_RF,
  FLAG_TF,
  FLAG_VIF,
  FLAG_VIP,
  isLong,
  MODE_STACK32,
  mode,
  updateMode,
} from '../state';
import { ARITHMETIC_FLAGS, getFlags, setFlags } from './flags';
import { dstReg, ea, getReg, imm, isMem, setReg, sizeLog2 } from './operand';
import { checkLegacyAccess, loadDataSegment, SS_REG, selectorOf } from './segment';

const RSP: usize = REGS + 32;
const RBP: usize = REGS + 40;

/** Width of stack addresses. */
export function stackMask(): u64 {
  if (isLong()) return ~(<u64>0);
  return (mode & MODE_STACK32) != 0 ? 0xffff_ffff : 0xffff;
}

/** RSP with the bits outside the stack's width kept. */
export function setSp(value: u64): void {
  const mask = stackMask();
  if (mask == 0xffff) store<u16>(RSP, <u16>value);
  else store<u64>(RSP, value & mask);
}

/** Linear address of stack offset `sp`. */
export function stackAddress(pc: usize, sp: u64, bytes: u32, isWrite: bool): u64 {
  if (isLong()) return sp;
  return checkLegacyAccess(pc, SS_REG, <u32>sp, bytes, isWrite);
}

export function pushValue(pc: usize, value: u64, log2: u32): void {
  const bytes: u32 = 1 << log2;
  const sp = (load<u64>(RSP) - <u64>bytes) & stackMask();
  storeSized(pc, stackAddress(pc, sp, bytes, true), log2, value);
  setSp(sp);
}

/** The value `depth` bytes above the top, without popping. */
export function peekValue(pc: usize, depth: u32, log2: u32): u64 {
  const bytes: u32 = 1 << log2;
  const sp = (load<u64>(RSP) + <u64>depth) & stackMask();
  return loadSized(pc, stackAddress(pc, sp, bytes, false), log2);
}

export function dropBytes(bytes: u32): void {
  setSp(load<u64>(RSP) + <u64>bytes);
}

export function push(pc: usize): void {
  const log2 = sizeLog2(pc);
  pushValue(pc, isMem(pc) ? loadSized(pc, ea(pc), log2) : getReg(dstReg(pc), log2), log2);
}

export function pushImm(pc: usize): void {
  pushValue(pc, <u64>imm(pc), sizeLog2(pc));
}

export function pop(pc: usize): void {
  const log2 = sizeLog2(pc);
  const value = peekValue(pc, 0, log2);
  if (isMem(pc)) {
    // An address that uses RSP sees it popped; the decoder has put that into the displacement.
    storeSized(pc, ea(pc), log2, value);
    dropBytes(1 << log2);
  } else {
    dropBytes(1 << log2);
    setReg(dstReg(pc), log2, value);
  }
}

export function pushSeg(pc: usize): void {
  pushValue(pc, <u64>selectorOf(<u32>load<u8>(pc, OP_DST)), sizeLog2(pc));
}

export function popSeg(pc: usize): void {
  const log2 = sizeLog2(pc);
  const n = <u32>load<u8>(pc, OP_DST);
  const selector = <u32>peekValue(pc, 0, log2) & 0xffff;
  loadDataSegment(pc, n, selector);
  dropBytes(1 << log2);
  if (n == SS_REG) store<u32>(INTERRUPTIBILITY, load<u32>(INTERRUPTIBILITY) | 2);
}

export function pusha(pc: usize): void {
  const log2 = sizeLog2(pc);
  const bytes: u32 = 1 << log2;
  const mask = stackMask();
  const top = load<u64>(RSP);
  // All eight stores are checked before the first is made.
  for (let i: u32 = 8; i > 0; i--) {
    const sp = (top - <u64>(i * bytes)) & mask;
    probePush(pc, sp, bytes);
  }
  for (let i: u32 = 0; i < 8; i++) {
    const value = i == 4 ? top : getReg(REGS + ((<usize>i) << 3), log2);
    storeSized(pc, stackAddress(pc, (top - <u64>((i + 1) * bytes)) & mask, bytes, true), log2, value);
  }
  setSp(top - <u64>(8 * bytes));
}

function probePush(pc: usize, sp: u64, bytes: u32): void {
  probeWrite(pc, stackAddress(pc, sp, bytes, true), bytes);
}

export function popa(pc: usize): void {
  const log2 = sizeLog2(pc);
  const bytes: u32 = 1 << log2;
  for (let i: u32 = 0; i < 8; i++) peekValue(pc, i * bytes, log2);
  for (let i: u32 = 0; i < 8; i++) {
    const value = peekValue(pc, i * bytes, log2);
    if (i != 3) setReg(REGS + ((<usize>(7 - i)) << 3), log2, value);
  }
  dropBytes(8 * bytes);
}

export function leave(pc: usize): void {
  const log2 = sizeLog2(pc);
  const bytes: u32 = 1 << log2;
  const frame = load<u64>(RBP) & stackMask();
  const value = loadSized(pc, stackAddress(pc, frame, bytes, false), log2);
  setSp(frame + <u64>bytes);
  setReg(RBP, log2, value);
}

export function enter(pc: usize): void {
  const log2 = sizeLog2(pc);
  const bytes: u32 = 1 << log2;
  const space = <u64>(<u32>imm(pc) & 0xffff);
  const level = (<u32>imm(pc) >> 16) & 31;
  const mask = stackMask();
  const top = load<u64>(RSP);
  const frame = (top - <u64>bytes) & mask;
  // Probe the whole frame, then write it. SDM Vol. 2A, "ENTER", operation.
  for (let i: u32 = 1; i <= level + 1; i++) probePush(pc, (top - <u64>(i * bytes)) & mask, bytes);
  probePush(pc, (top - <u64>((level + 1) * bytes) - space) & mask, bytes);
  storeSized(pc, stackAddress(pc, frame, bytes, true), log2, getReg(RBP, log2));
  let sp = frame;
  if (level > 0) {
    let outer = load<u64>(RBP);
    for (let i: u32 = 1; i < level; i++) {
      outer = (outer - <u64>bytes) & mask;
      const value = loadSized(pc, stackAddress(pc, outer, bytes, false), log2);
      sp = (sp - <u64>bytes) & mask;
      storeSized(pc, stackAddress(pc, sp, bytes, true), log2, value);
    }
    sp = (sp - <u64>bytes) & mask;
    storeSized(pc, stackAddress(pc, sp, bytes, true), log2, frame);
  }
  setReg(RBP, log2, frame);
  setSp(sp - space);
}

/** RFLAGS as PUSHF and events store it. */
export function flagsImage(): u64 {
  return (load<u64>(RFLAGS) & ~(<u64>ARITHMETIC_FLAGS)) | <u64>getFlags() | 2;
}

export function pushf(pc: usize): void {
  // RF and VM are cleared in the image: SDM Vol. 2B, "PUSHF/PUSHFD/PUSHFQ".
  pushValue(pc, flagsImage() & ~((<u64>3) << 16), sizeLog2(pc));
}

/**
 * Load RFLAGS as POPF and IRET do: IOPL only at CPL 0, IF only when CPL <= IOPL, upper bits only for wide operands.
 */
export function loadFlags(value: u64, log2: u32, isIret: bool): void {
  const cpl = <u64>load<u32>(CPL);
  const old = load<u64>(RFLAGS);
  let changeable: u64 = FLAG_TF | FLAG_DF | FLAG_NT;
  if (log2 >= 2) changeable |= FLAG_AC | FLAG_ID;
  if (log2 >= 2 && isIret) changeable |= FLAG_RF;
  if (cpl == 0) changeable |= FLAG_IOPL | (log2 >= 2 && isIret ? FLAG_VIF | FLAG_VIP : 0);
  if (cpl <= (old & FLAG_IOPL) >> 12) changeable |= FLAG_IF;
  setFlags(<u32>value);
  let next = (old & ~changeable) | (value & changeable);
  if (!isIret) next &= ~FLAG_RF;
  store<u64>(RFLAGS, next | 2);
  if (((old ^ next) & FLAG_AC) != 0) updateMode();
}

export function popf(pc: usize): void {
  const log2 = sizeLog2(pc);
  const value = peekValue(pc, 0, log2);
  dropBytes(1 << log2);
  loadFlags(value, log2, false);
}
