// Control transfers outside run()'s switch: near ones of 16- and 32-bit code, loops, far ones, system calls.

import { TERM_TARGET } from '../decode/format';
import {
  CPL,
  EFER,
  LSTAR,
  OP_DISP,
  REGS,
  RFLAGS,
  RIP,
  SEG_BASE,
  SEG_LIMIT,
  SFMASK,
  STAR,
  SYSENTER_CS,
  SYSENTER_EIP,
  SYSENTER_ESP,
  TR,
} from '../generated/layout';
import { load16, loadSized, probeWrite, systemRead } from '../mem/access';
import { isCanonical } from '../mem/fetch';
import { EFER_SCE, FLAG_IF, FLAG_RF, FLAG_VM, isLong, updateMode } from '../state';
import { getFlags, OF, setFlags } from './flags';
import { stepByNewFlags } from './loop';
import { dstReg, ea, getReg, imm, isMem, sizeLog2 } from './operand';
import {
  BP,
  DB,
  EVENT_PRIVILEGED_SOFTWARE,
  EVENT_SOFTWARE_EXCEPTION,
  EVENT_SOFTWARE_INT,
  EXIT_TASK_SWITCH,
  GP,
  leave,
  NP,
  OF_VECTOR,
  raise,
  raiseError,
  raiseSoftware,
  rewind,
  SS,
  UD,
} from './raise';
import {
  ATTR_DB,
  ATTR_L,
  ATTR_P,
  ATTR_S,
  ATTR_UNUSABLE,
  CS_REG,
  descriptorAddress,
  descriptorAttr,
  descriptorBase,
  descriptorDpl,
  descriptorHigh,
  descriptorLimit,
  descriptorLow,
  isProtected,
  loadFromDescriptor,
  loadReal,
  longActive,
  markAccessed,
  readDescriptor,
  SS_REG,
  segment,
  selectorOf,
  setSegment,
} from './segment';
import { dropBytes, flagsImage, peekValue, pushValue, setSp, stackAddress, stackMask } from './stack';

const RAX: usize = REGS;
const RCX: usize = REGS + 8;
const RSP: usize = REGS + 32;
const R11: usize = REGS + 88;

function target(pc: usize): u64 {
  return load<u64>(pc, TERM_TARGET);
}

/** Instruction pointers of 16- and 32-bit operands. */
function narrow(address: u64, log2: u32): u64 {
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

// Far transfers. SDM Vol. 3A, "Code Segment Descriptors in 64-bit Mode" and "Program Control Transfers".

/** CS from the code descriptor last read, for privilege level `cpl`. */
export function loadCs(selector: u32, cpl: u32): void {
  loadFromDescriptor(CS_REG, (selector & 0xfffc) | cpl);
  store<u32>(CPL, cpl);
  updateMode();
}

/** Checks the code descriptor last read for a transfer without change of privilege. */
function checkCode(pc: usize, selector: u32): void {
  const attr = descriptorAttr();
  const cpl = load<u32>(CPL);
  const dpl = descriptorDpl();
  const conforming = (attr & 4) != 0;
  if (conforming ? dpl > cpl : (selector & 3) > cpl || dpl != cpl) raiseError(pc, GP, selector & 0xfffc);
  if ((attr & ATTR_P) == 0) raiseError(pc, NP, selector & 0xfffc);
  checkLongCode(pc, selector);
}
function checkLongCode(pc: usize, selector: u32): void {
  const attr = descriptorAttr();
  if (longActive() && (attr & ATTR_L) != 0 && (attr & ATTR_DB) != 0) raiseError(pc, GP, selector & 0xfffc);
}

function farTransfer(pc: usize, selector: u32, offset: u64, isCall: bool): void {
  const log2 = sizeLog2(pc);
  const next = load<u64>(RIP);
  if (!isProtected()) {
    if (isCall) {
      probeWrite(
        pc,
        stackAddress(pc, (load<u64>(RSP) - ((<u64>2) << (<u64>log2))) & stackMask(), 1 << log2, true),
        1 << log2,
      );
      pushValue(pc, <u64>selectorOf(CS_REG), log2);
      pushValue(pc, next, log2);
    }
    loadReal(CS_REG, selector);
    store<u64>(RIP, narrow(offset, log2));
    updateMode();
    return;
  }
  if ((selector & 0xfffc) == 0) raiseError(pc, GP, 0);
  readDescriptor(pc, selector, GP);
  const attr = descriptorAttr();
  if ((attr & (ATTR_S | 8)) == (ATTR_S | 8)) {
    checkCode(pc, selector);
    const long = longActive() && (attr & ATTR_L) != 0;
    const to = narrow(offset, log2);
    if (long ? !isCanonical(to) : to > <u64>descriptorLimit()) raiseError(pc, GP, 0);
    markAccessed(pc);
    if (isCall) {
      const width = (<u64>1) << (<u64>log2);
      probeWrite(pc, stackAddress(pc, (load<u64>(RSP) - 2 * width) & stackMask(), 1 << log2, true), 1 << log2);
      pushValue(pc, <u64>selectorOf(CS_REG), log2);
      pushValue(pc, next, log2);
    }
    loadCs(selector, load<u32>(CPL));
    store<u64>(RIP, to);
    return;
  }
  if ((attr & ATTR_S) != 0) raiseError(pc, GP, selector & 0xfffc);
  const type = attr & 15;
  if (type == 12 || (type == 4 && !longActive())) {
    callGate(pc, selector, isCall, next);
    return;
  }
  if (!longActive() && (type == 1 || type == 5 || type == 9)) {
    // Hardware task switches are the hypervisor's to emulate (VM exit reason 9); none of ours does.
    rewind(pc);
    leave(EXIT_TASK_SWITCH);
  }
  raiseError(pc, GP, selector & 0xfffc);
}

/** SDM Vol. 2A, "CALL", operation CALL-GATE and 64-BIT-CALL-GATE. */
function callGate(pc: usize, gateSelector: u32, isCall: bool, next: u64): void {
  const attr = descriptorAttr();
  const cpl = load<u32>(CPL);
  if (descriptorDpl() < cpl || descriptorDpl() < (gateSelector & 3)) raiseError(pc, GP, gateSelector & 0xfffc);
  if ((attr & ATTR_P) == 0) raiseError(pc, NP, gateSelector & 0xfffc);
  const long = longActive();
  const log2: u32 = long ? 3 : (attr & 8) != 0 ? 2 : 1;
  const parameters: u32 = long ? 0 : descriptorHigh & 31;
  const selector = descriptorLow >> 16;
  let offset = <u64>((descriptorLow & 0xffff) | (descriptorHigh & 0xffff_0000));
  if (log2 == 1) offset &= 0xffff;
  if (long) offset |= systemRead(pc, descriptorAddress + 8, 4) << 32;
  if ((selector & 0xfffc) == 0) raiseError(pc, GP, 0);
  readDescriptor(pc, selector, GP);
  const code = descriptorAttr();
  if ((code & (ATTR_S | 8)) != (ATTR_S | 8) || descriptorDpl() > cpl) raiseError(pc, GP, selector & 0xfffc);
  if (long && ((code & ATTR_L) == 0 || (code & ATTR_DB) != 0)) raiseError(pc, GP, selector & 0xfffc);
  if ((code & ATTR_P) == 0) raiseError(pc, NP, selector & 0xfffc);
  const inner = (code & 4) == 0 && descriptorDpl() < cpl;
  if (!isCall) {
    if (inner) raiseError(pc, GP, selector & 0xfffc);
    markAccessed(pc);
    loadCs(selector, cpl);
    store<u64>(RIP, offset);
    return;
  }
  const bytes: u32 = 1 << log2;
  if (!inner) {
    probeWrite(pc, stackAddress(pc, (load<u64>(RSP) - <u64>(2 * bytes)) & stackMask(), bytes, true), bytes);
    pushValue(pc, <u64>selectorOf(CS_REG), log2);
    pushValue(pc, next, log2);
    markAccessed(pc);
    loadCs(selector, cpl);
    store<u64>(RIP, offset);
    return;
  }
  const newCpl = descriptorDpl();
  const codeLow = descriptorLow;
  const codeHigh = descriptorHigh;
  markAccessed(pc);
  const csBase = descriptorBase();
  const csLimit = descriptorLimit();
  const csAttr = descriptorAttr();
  const oldSs = selectorOf(SS_REG);
  const oldSp = load<u64>(RSP);
  for (let i: u32 = 0; i < parameters; i++) {
    store<u64>(PARAMETERS + ((<usize>i) << 3), peekValue(pc, i * bytes, log2));
  }
  const oldCs = selectorOf(CS_REG);
  enterStack(pc, newCpl, 0, 0);
  setSegment(CS_REG, (selector & 0xfffc) | newCpl, <u64>csBase, csLimit, csAttr);
  updateMode();
  pushValue(pc, <u64>oldSs, log2);
  pushValue(pc, oldSp, log2);
  for (let i: u32 = parameters; i > 0; i--) pushValue(pc, load<u64>(PARAMETERS + ((<usize>(i - 1)) << 3)), log2);
  pushValue(pc, <u64>oldCs, log2);
  pushValue(pc, next, log2);
  store<u64>(RIP, offset);
}
const PARAMETERS: usize = 0x3800; // upper half of SCRATCH

/**
 * Switch to the stack of privilege level `cpl` from the TSS (or the interrupt stack table entry `ist`), and to that
 * level. SDM Vol. 3A, "Stack Switching" and "Stack Switching in IA-32e Mode".
 */
export function enterStack(pc: usize, cpl: u32, ist: u32, error: u32): void {
  const tss = segment(TR_REG);
  const base = load<u64>(tss, SEG_BASE);
  const limit = load<u32>(tss, SEG_LIMIT);
  if (longActive()) {
    const offset: u32 = ist != 0 ? 36 + 8 * (ist - 1) : 4 + 8 * cpl;
    if (offset + 7 > limit) raiseError(pc, 10, selectorOf(TR_REG) & 0xfffc);
    const sp = systemRead(pc, base + <u64>offset, 8);
    if (!isCanonical(sp)) raiseError(pc, SS, error);
    setSegment(SS_REG, cpl, 0, 0, ATTR_UNUSABLE | (cpl << 5));
    store<u32>(CPL, cpl);
    store<u64>(RSP, sp);
    return;
  }
  const wide = (load<u32>(tss, 12) & 8) != 0; // a 32-bit TSS
  const offset: u32 = wide ? 4 + 8 * cpl : 2 + 4 * cpl;
  if (offset + (wide ? 5 : 3) > limit) raiseError(pc, 10, selectorOf(TR_REG) & 0xfffc);
  const sp = wide ? systemRead(pc, base + <u64>offset, 4) : systemRead(pc, base + <u64>offset, 2);
  const ss = <u32>systemRead(pc, base + <u64>(offset + (wide ? 4 : 2)), 2);
  if ((ss & 0xfffc) == 0) raiseError(pc, 10, 0);
  readDescriptor(pc, ss, 10);
  const attr = descriptorAttr();
  if ((ss & 3) != cpl || descriptorDpl() != cpl || (attr & (ATTR_S | 8)) != ATTR_S || (attr & 2) == 0) {
    raiseError(pc, 10, ss & 0xfffc);
  }
  if ((attr & ATTR_P) == 0) raiseError(pc, SS, ss & 0xfffc);
  markAccessed(pc);
  loadFromDescriptor(SS_REG, ss);
  store<u32>(CPL, cpl);
  store<u64>(RSP, sp);
}
const TR_REG: u32 = <u32>TR;

export function jmpFar(pc: usize): void {
  farTransfer(pc, <u32>imm(pc), <u64>load<u32>(pc, OP_DISP), false);
}
export function callFar(pc: usize): void {
  farTransfer(pc, <u32>imm(pc), <u64>load<u32>(pc, OP_DISP), true);
}
function farIndirect(pc: usize, isCall: bool): void {
  const log2 = sizeLog2(pc);
  const address = ea(pc);
  const offset = loadSized(pc, address, log2);
  const selector = load16(pc, address + ((<u64>1) << (<u64>log2)));
  farTransfer(pc, selector, offset, isCall);
}
export function jmpFarInd(pc: usize): void {
  farIndirect(pc, false);
}
export function callFarInd(pc: usize): void {
  farIndirect(pc, true);
}

export function retFar(pc: usize): void {
  farReturn(pc, 0);
}
export function retFarImm(pc: usize): void {
  farReturn(pc, <u32>imm(pc) & 0xffff);
}

function farReturn(pc: usize, extra: u32): void {
  const log2 = sizeLog2(pc);
  const bytes: u32 = 1 << log2;
  const to = narrow(peekValue(pc, 0, log2), log2);
  const selector = <u32>peekValue(pc, bytes, log2) & 0xffff;
  if (!isProtected()) {
    dropBytes(2 * bytes + extra);
    loadReal(CS_REG, selector);
    store<u64>(RIP, to);
    updateMode();
    return;
  }
  returnTo(pc, selector, to, 2 * bytes + extra, extra, log2, false);
}

/**
 * The common part of RETF and IRET in protected and long mode: the new CS is checked, then either just popped, or, for
 * an outer privilege level (and always for IRET in 64-bit mode), SS:RSP is popped behind it.
 *
 * @param popped bytes of the frame up to where SS:RSP would follow
 * @param extra parameters that the caller pushed, dropped from the outer stack as well
 */
export function returnTo(
  pc: usize,
  selector: u32,
  to: u64,
  popped: u32,
  extra: u32,
  log2: u32,
  alwaysStack: bool,
): void {
  const cpl = load<u32>(CPL);
  const rpl = selector & 3;
  if ((selector & 0xfffc) == 0) raiseError(pc, GP, 0);
  readDescriptor(pc, selector, GP);
  const attr = descriptorAttr();
  if ((attr & (ATTR_S | 8)) != (ATTR_S | 8) || rpl < cpl) raiseError(pc, GP, selector & 0xfffc);
  const dpl = descriptorDpl();
  if ((attr & 4) != 0 ? dpl > rpl : dpl != rpl) raiseError(pc, GP, selector & 0xfffc);
  if ((attr & ATTR_P) == 0) raiseError(pc, NP, selector & 0xfffc);
  checkLongCode(pc, selector);
  const toLong = longActive() && (attr & ATTR_L) != 0;
  if (toLong ? !isCanonical(to) : to > <u64>descriptorLimit()) raiseError(pc, GP, 0);
  if (rpl == cpl && !alwaysStack) {
    markAccessed(pc);
    loadCs(selector, rpl);
    dropBytes(popped);
    store<u64>(RIP, to);
    return;
  }
  const bytes: u32 = 1 << log2;
  const sp = peekValue(pc, popped, log2);
  const ss = <u32>peekValue(pc, popped + bytes, log2) & 0xffff;
  const codeLow = descriptorLow;
  const codeHigh = descriptorHigh;
  const csBase = descriptorBase();
  const csLimit = descriptorLimit();
  markAccessed(pc);
  const csAttr = descriptorAttr();
  if ((ss & 0xfffc) == 0) {
    if (!toLong || rpl == 3) raiseError(pc, GP, 0);
    setSegment(SS_REG, ss, 0, 0, ATTR_UNUSABLE | (rpl << 5));
  } else {
    readDescriptor(pc, ss, GP);
    const stack = descriptorAttr();
    if ((ss & 3) != rpl || (stack & (ATTR_S | 8)) != ATTR_S || (stack & 2) == 0 || descriptorDpl() != rpl) {
      raiseError(pc, GP, ss & 0xfffc);
    }
    if ((stack & ATTR_P) == 0) raiseError(pc, SS, ss & 0xfffc);
    markAccessed(pc);
    loadFromDescriptor(SS_REG, ss);
  }
  setSegment(CS_REG, (selector & 0xfffc) | rpl, <u64>csBase, csLimit, csAttr);
  store<u32>(CPL, rpl);
  updateMode();
  if (isLong() || log2 == 3) store<u64>(RSP, sp + <u64>extra);
  else setSp(sp + <u64>extra);
  store<u64>(RIP, to);
  if (rpl > cpl) dropUnreachableSegments(rpl);
}

/** Data segments that the outer level may not use become null. SDM Vol. 2B, "RET", operation. */
function dropUnreachableSegments(cpl: u32): void {
  for (let n: u32 = 0; n < 6; n++) {
    if (n == CS_REG || n == SS_REG) continue;
    const attr = load<u32>(segment(n), 12);
    const conforming = (attr & 0xc) == 0xc;
    if ((attr & ATTR_UNUSABLE) == 0 && (attr & ATTR_S) != 0 && !conforming && ((attr >> 5) & 3) < cpl) {
      setSegment(n, 0, 0, 0, ATTR_UNUSABLE);
    }
  }
}

// System calls.

/** Flat code or stack segment as SYSCALL, SYSRET, SYSENTER and SYSEXIT set it. */
function setFlat(n: u32, selector: u32, dpl: u32, long: bool): void {
  const code = n == CS_REG;
  const attr: u32 = (code ? 0xb : 3) | ATTR_S | ATTR_P | (dpl << 5) | 0x8000 | (code && long ? ATTR_L : ATTR_DB);
  setSegment(n, selector, 0, 0xffff_ffff, attr);
}

export function syscall(pc: usize): void {
  if ((load<u64>(EFER) & EFER_SCE) == 0 || !isLong()) raise(pc, UD);
  const star = <u32>(load<u64>(STAR) >> 32);
  store<u64>(RCX, load<u64>(RIP));
  const flags = flagsImage() & ~FLAG_RF;
  store<u64>(R11, flags);
  const next = flags & ~load<u64>(SFMASK);
  setFlags(<u32>next);
  store<u64>(RFLAGS, next | 2);
  setFlat(CS_REG, star & 0xfffc, 0, true);
  setFlat(SS_REG, ((star & 0xfffc) + 8) & 0xffff, 0, false);
  store<u32>(CPL, 0);
  store<u64>(RIP, load<u64>(LSTAR));
  updateMode();
  stepByNewFlags();
}

export function sysret(pc: usize): void {
  if ((load<u64>(EFER) & EFER_SCE) == 0 || !isLong()) raise(pc, UD);
  if (load<u32>(CPL) != 0) raiseError(pc, GP, 0);
  const star = <u32>(load<u64>(STAR) >> 48);
  const long = sizeLog2(pc) == 3;
  const to = load<u64>(RCX);
  if (long && !isCanonical(to)) raiseError(pc, GP, 0);
  const flags = (load<u64>(R11) & 0x3c_7fd7) | 2;
  setFlags(<u32>flags);
  store<u64>(RFLAGS, flags);
  setFlat(CS_REG, ((star + (long ? 16 : 0)) & 0xffff) | 3, 3, long);
  setFlat(SS_REG, ((star + 8) & 0xffff) | 3, 3, false);
  store<u32>(CPL, 3);
  store<u64>(RIP, long ? to : to & 0xffff_ffff);
  updateMode();
  stepByNewFlags();
}

export function sysenter(pc: usize): void {
  const cs = <u32>load<u64>(SYSENTER_CS) & 0xfffc;
  if (!isProtected() || cs == 0) raiseError(pc, GP, 0);
  store<u64>(RFLAGS, load<u64>(RFLAGS) & ~(FLAG_IF | FLAG_VM));
  const long = longActive();
  setFlat(CS_REG, cs, 0, long);
  setFlat(SS_REG, (cs + 8) & 0xffff, 0, false);
  store<u32>(CPL, 0);
  store<u64>(RSP, long ? load<u64>(SYSENTER_ESP) : load<u64>(SYSENTER_ESP) & 0xffff_ffff);
  store<u64>(RIP, long ? load<u64>(SYSENTER_EIP) : load<u64>(SYSENTER_EIP) & 0xffff_ffff);
  updateMode();
}

export function sysexit(pc: usize): void {
  const cs = <u32>load<u64>(SYSENTER_CS) & 0xfffc;
  if (!isProtected() || cs == 0 || load<u32>(CPL) != 0) raiseError(pc, GP, 0);
  const long = sizeLog2(pc) == 3;
  const to = load<u64>(REGS + 16);
  const sp = load<u64>(RCX);
  if (long && (!isCanonical(to) || !isCanonical(sp))) raiseError(pc, GP, 0);
  setFlat(CS_REG, (cs + (long ? 32 : 16)) | 3, 3, long);
  setFlat(SS_REG, (cs + (long ? 40 : 24)) | 3, 3, false);
  store<u32>(CPL, 3);
  store<u64>(RSP, long ? sp : sp & 0xffff_ffff);
  store<u64>(RIP, long ? to : to & 0xffff_ffff);
  updateMode();
}
