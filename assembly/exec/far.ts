import { CPL, OP_DISP, REGS, RIP } from '../generated/layout';
import { load16, loadSized, probeWrite, systemRead } from '../mem/access';
import { isCanonical } from '../mem/fetch';
import { isLong, updateMode } from '../state';
import { narrow } from './flow';
import { enterInnerStack, findInnerStack, probeFrame, pushFrame, stackPointer } from './inner-stack';
import { ea, imm, sizeLog2 } from './operand';
import { EXIT_TASK_SWITCH, GP, leave, NP, raiseError, rewind, SS } from './raise';
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
  markDescriptor,
  readDescriptor,
  SS_REG,
  segment,
  selectorOf,
  setSegment,
} from './segment';
import { dropBytes, peekValue, pushValue, setSp, stackAddress, stackMask } from './stack';

const RSP: usize = REGS + 32;

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

/** Faults and exits as the pushes of CS and RIP would. */
function probeReturn(pc: usize, log2: u32): void {
  const bytes: u32 = 1 << log2;
  for (let i: u32 = 1; i <= 2; i++) {
    probeWrite(pc, stackAddress(pc, (load<u64>(RSP) - <u64>(i * bytes)) & stackMask(), bytes, true), bytes);
  }
}

function farTransfer(pc: usize, selector: u32, offset: u64, isCall: bool): void {
  const log2 = sizeLog2(pc);
  const next = load<u64>(RIP);
  if (!isProtected()) {
    if (isCall) {
      probeReturn(pc, log2);
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
    if (isCall) probeReturn(pc, log2);
    markAccessed(pc);
    if (isCall) {
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
  if (long ? !isCanonical(offset) : offset > <u64>descriptorLimit()) raiseError(pc, GP, 0);
  const inner = (code & 4) == 0 && descriptorDpl() < cpl;
  if (!isCall) {
    if (inner) raiseError(pc, GP, selector & 0xfffc);
    markAccessed(pc);
    loadCs(selector, cpl);
    store<u64>(RIP, offset);
    return;
  }
  if (!inner) {
    probeReturn(pc, log2);
    markAccessed(pc);
    pushValue(pc, <u64>selectorOf(CS_REG), log2);
    pushValue(pc, next, log2);
    loadCs(selector, cpl);
    store<u64>(RIP, offset);
    return;
  }
  callInner(pc, selector, offset, log2, parameters, next);
}
const PARAMETERS: usize = 0x3800; // upper half of SCRATCH

/**
 * To the code segment last read, of an inner level, and to that level's stack. The whole frame is known to be writable before
 * anything of the call is visible: what interrupts it must not find the caller at the new level.
 */
function callInner(pc: usize, selector: u32, offset: u64, log2: u32, parameters: u32, next: u64): void {
  const bytes: u32 = 1 << log2;
  const cpl = descriptorDpl();
  const codeAddress = descriptorAddress;
  const codeHigh = descriptorHigh;
  const csBase = <u64>descriptorBase();
  const csLimit = descriptorLimit();
  for (let i: u32 = 0; i < parameters; i++) {
    store<u64>(PARAMETERS + ((<usize>i) << 3), peekValue(pc, i * bytes, log2));
  }
  findInnerStack(pc, cpl, 0);
  probeFrame(pc, 4 + parameters, bytes);
  const csAttr = markDescriptor(pc, codeAddress, codeHigh);
  let at = pushFrame(pc, stackPointer, bytes, <u64>selectorOf(SS_REG));
  at = pushFrame(pc, at, bytes, load<u64>(RSP));
  for (let i = parameters; i > 0; i--) at = pushFrame(pc, at, bytes, load<u64>(PARAMETERS + ((<usize>(i - 1)) << 3)));
  at = pushFrame(pc, at, bytes, <u64>selectorOf(CS_REG));
  at = pushFrame(pc, at, bytes, next);
  enterInnerStack(at);
  setSegment(CS_REG, (selector & 0xfffc) | cpl, csBase, csLimit, csAttr);
  store<u32>(CPL, cpl);
  store<u64>(RIP, offset);
  updateMode();
}

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
