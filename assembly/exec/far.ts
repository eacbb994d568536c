import { CPL, OP_DISP, REGS, RIP, SEG_BASE, SEG_LIMIT, TR } from '../generated/layout';
import { load16, loadSized, probeWrite, systemRead } from '../mem/access';
import { isCanonical } from '../mem/fetch';
import { isLong, updateMode } from '../state';
import { narrow } from './flow';
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
