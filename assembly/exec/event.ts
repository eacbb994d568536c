// Delivery of exceptions and interrupts, and IRET. SDM Vol. 3A, "Interrupt and Exception Handling".
//
// Delivery first does everything that can fail (gate, code segment, stack, and a probe of the whole frame), then commits.
// A VM exit in between leaves the event pending, so that it is delivered again.
import {
  CPL,
  DR7,
  EVENT_ERROR,
  EVENT_INFO,
  EVENT_LENGTH,
  IDTR_BASE,
  IDTR_LIMIT,
  INTERRUPTIBILITY,
  REGS,
  RFLAGS,
  RIP,
  SEG_BASE,
  SEG_LIMIT,
  TR,
} from '../generated/layout';
import { systemProbeWrite, systemRead, systemWrite } from '../mem/access';
import { isCanonical } from '../mem/fetch';
import { FLAG_AC, FLAG_IF, FLAG_NT, FLAG_RF, FLAG_TF, FLAG_VM, isLong, updateMode } from '../state';
import { returnTo } from './far';
import { enterInnerStack, findInnerStack, keepStack, probeFrame, pushFrame, stackPointer } from './inner-stack';
import { sizeLog2 } from './operand';
import {
  DB,
  EVENT_HARDWARE,
  EVENT_HAS_ERROR,
  EVENT_NMI,
  EXIT_TASK_SWITCH,
  GP,
  leave,
  NP,
  raiseError,
  rewind,
  SS,
  setDelivering,
  TS,
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
  isProtected,
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
import { dropBytes, flagsImage, loadFlags, peekValue } from './stack';

const RSP: usize = REGS + 32;

/** Deliver the event in EVENT_INFO. */
export function deliverEvent(): void {
  const info = load<u32>(EVENT_INFO);
  const vector = info & 0xff;
  const type = info & 0x700;
  const software = type >= 0x400; // INT n, INT1, INT3, INTO
  setDelivering(info);
  const next = software ? load<u64>(RIP) + <u64>load<u32>(EVENT_LENGTH) : load<u64>(RIP);
  const hasError = (info & EVENT_HAS_ERROR) != 0 && isProtected();
  if (!isProtected()) deliverReal(vector, next);
  else if (longActive()) deliverLong(vector, next, type == 0x400 || type == 0x600, hasError, type);
  else deliverProtected(vector, next, type == 0x400 || type == 0x600, hasError, type);
  store<u32>(EVENT_INFO, 0);
  setDelivering(0);
  store<u32>(INTERRUPTIBILITY, (load<u32>(INTERRUPTIBILITY) & ~3) | (type == EVENT_NMI ? 8 : 0));
  if (vector == DB && type == EVENT_HARDWARE) store<u64>(DR7, load<u64>(DR7) & ~(<u64>0x2000)); // GD
}

/** Error code of a fault about IDT entry `vector`; EXT is set for events that the program did not cause. */
function idtError(vector: u32, type: u32): u32 {
  return (vector << 3) | 2 | (type >= 0x400 ? 0 : 1);
}
function ext(type: u32): u32 {
  return type >= 0x400 ? 0 : 1;
}

function deliverReal(vector: u32, next: u64): void {
  if (<u32>(4 * vector + 3) > load<u32>(IDTR_LIMIT)) raiseError(0, GP, 0);
  const entry = <u32>systemRead(0, load<u64>(IDTR_BASE) + <u64>(4 * vector), 4);
  const ss = load<u64>(segment(SS_REG), SEG_BASE);
  const sp = <u32>load<u16>(RSP);
  for (let i: u32 = 2; i <= 6; i += 2) systemProbeWrite(0, ss + <u64>((sp - i) & 0xffff), 2);
  systemWrite(0, ss + <u64>((sp - 2) & 0xffff), 2, flagsImage() & 0xffff);
  systemWrite(0, ss + <u64>((sp - 4) & 0xffff), 2, <u64>selectorOf(CS_REG));
  systemWrite(0, ss + <u64>((sp - 6) & 0xffff), 2, next & 0xffff);
  store<u16>(RSP, <u16>(sp - 6));
  store<u64>(RFLAGS, load<u64>(RFLAGS) & ~(FLAG_IF | FLAG_TF | FLAG_AC | FLAG_RF));
  loadReal(CS_REG, entry >> 16);
  store<u64>(RIP, <u64>(entry & 0xffff));
  updateMode();
}

function deliverLong(vector: u32, next: u64, checkDpl: bool, hasError: bool, type: u32): void {
  const offset = vector << 4;
  const error = idtError(vector, type);
  if (offset + 15 > load<u32>(IDTR_LIMIT)) raiseError(0, GP, error);
  const address = load<u64>(IDTR_BASE) + <u64>offset;
  const low = systemRead(0, address, 8);
  const high = systemRead(0, address + 8, 8);
  const gate = <u32>(low >> 40) & 0xff;
  if ((gate & 0x1f) != 14 && (gate & 0x1f) != 15) raiseError(0, GP, error);
  const cpl = load<u32>(CPL);
  if (checkDpl && ((gate >> 5) & 3) < cpl) raiseError(0, GP, error);
  if ((gate & 0x80) == 0) raiseError(0, NP, error);
  const ist = <u32>(low >> 32) & 7;
  const selector = <u32>(low >> 16) & 0xffff;
  const to = (low & 0xffff) | ((low >> 32) & 0xffff_0000) | (high << 32);
  if ((selector & 0xfffc) == 0) raiseError(0, GP, ext(type));
  readDescriptor(0, selector, GP);
  const attr = descriptorAttr();
  const dpl = descriptorDpl();
  if ((attr & (ATTR_S | 8)) != (ATTR_S | 8) || dpl > cpl || (attr & ATTR_L) == 0 || (attr & ATTR_DB) != 0) {
    raiseError(0, GP, (selector & 0xfffc) | ext(type));
  }
  if ((attr & ATTR_P) == 0) raiseError(0, NP, (selector & 0xfffc) | ext(type));
  if (!isCanonical(to)) raiseError(0, GP, ext(type));
  const newCpl = (attr & 4) != 0 ? cpl : dpl;
  const csBase = <u64>descriptorBase();
  const csLimit = descriptorLimit();
  let sp = load<u64>(RSP);
  if (ist != 0 || newCpl < cpl) {
    const tss = segment(<u32>TR);
    const at: u32 = ist != 0 ? 36 + 8 * (ist - 1) : 4 + 8 * newCpl;
    if (at + 7 > load<u32>(tss, SEG_LIMIT)) raiseError(0, TS, (selectorOf(<u32>TR) & 0xfffc) | ext(type));
    sp = systemRead(0, load<u64>(tss, SEG_BASE) + <u64>at, 8);
    if (!isCanonical(sp)) raiseError(0, SS, ext(type));
  }
  sp &= ~(<u64>15);
  const bytes: u32 = hasError ? 48 : 40;
  systemProbeWrite(0, sp - 8, 8); // what is pushed first faults first
  systemProbeWrite(0, sp - <u64>bytes, bytes);
  markAccessed(0);
  const csAttr = descriptorAttr();
  systemWrite(0, sp - 8, 8, <u64>selectorOf(SS_REG));
  systemWrite(0, sp - 16, 8, load<u64>(RSP));
  systemWrite(0, sp - 24, 8, flagsImage());
  systemWrite(0, sp - 32, 8, <u64>selectorOf(CS_REG));
  systemWrite(0, sp - 40, 8, next);
  if (hasError) systemWrite(0, sp - 48, 8, <u64>load<u32>(EVENT_ERROR));
  if (newCpl < cpl) setSegment(SS_REG, newCpl, 0, 0, ATTR_UNUSABLE | (newCpl << 5));
  store<u64>(RSP, sp - <u64>bytes);
  let flags = load<u64>(RFLAGS) & ~(FLAG_TF | FLAG_NT | FLAG_RF | FLAG_VM);
  if ((gate & 1) == 0) flags &= ~FLAG_IF;
  store<u64>(RFLAGS, flags);
  setSegment(CS_REG, (selector & 0xfffc) | newCpl, csBase, csLimit, csAttr);
  store<u32>(CPL, newCpl);
  store<u64>(RIP, to);
  updateMode();
}

function deliverProtected(vector: u32, next: u64, checkDpl: bool, hasError: bool, type: u32): void {
  const offset = vector << 3;
  const error = idtError(vector, type);
  if (offset + 7 > load<u32>(IDTR_LIMIT)) raiseError(0, GP, error);
  const low = systemRead(0, load<u64>(IDTR_BASE) + <u64>offset, 8);
  const gate = <u32>(low >> 40) & 0xff;
  const kind = gate & 0x1f;
  if (kind != 5 && kind != 6 && kind != 7 && kind != 14 && kind != 15) raiseError(0, GP, error);
  const cpl = load<u32>(CPL);
  if (checkDpl && ((gate >> 5) & 3) < cpl) raiseError(0, GP, error);
  if ((gate & 0x80) == 0) raiseError(0, NP, error);
  if (kind == 5) leave(EXIT_TASK_SWITCH);
  const wide = kind >= 14;
  const selector = <u32>(low >> 16) & 0xffff;
  const to = (low & 0xffff) | (wide ? (low >> 32) & 0xffff_0000 : 0);
  if ((selector & 0xfffc) == 0) raiseError(0, GP, ext(type));
  readDescriptor(0, selector, GP);
  const attr = descriptorAttr();
  const dpl = descriptorDpl();
  if ((attr & (ATTR_S | 8)) != (ATTR_S | 8) || dpl > cpl) raiseError(0, GP, (selector & 0xfffc) | ext(type));
  if ((attr & ATTR_P) == 0) raiseError(0, NP, (selector & 0xfffc) | ext(type));
  const newCpl = (attr & 4) != 0 ? cpl : dpl;
  const csBase = <u64>descriptorBase();
  const csLimit = descriptorLimit();
  if (to > <u64>csLimit) raiseError(0, GP, ext(type));
  const csAddress = descriptorAddress;
  const csHigh = descriptorHigh;
  if (newCpl < cpl) findInnerStack(0, newCpl, ext(type));
  else keepStack(ext(type));
  const unit: u32 = wide ? 4 : 2;
  probeFrame(0, (newCpl < cpl ? 5 : 3) + (hasError ? 1 : 0), unit);
  const csAttr = markDescriptor(0, csAddress, csHigh);
  let at = stackPointer;
  if (newCpl < cpl) {
    at = pushFrame(0, at, unit, <u64>selectorOf(SS_REG));
    at = pushFrame(0, at, unit, load<u64>(RSP));
  }
  at = pushFrame(0, at, unit, flagsImage());
  at = pushFrame(0, at, unit, <u64>selectorOf(CS_REG));
  at = pushFrame(0, at, unit, next);
  if (hasError) at = pushFrame(0, at, unit, <u64>load<u32>(EVENT_ERROR));
  enterInnerStack(at);
  let flags = load<u64>(RFLAGS) & ~(FLAG_TF | FLAG_NT | FLAG_RF | FLAG_VM);
  if ((gate & 1) == 0) flags &= ~FLAG_IF;
  store<u64>(RFLAGS, flags);
  setSegment(CS_REG, (selector & 0xfffc) | newCpl, csBase, csLimit, csAttr);
  store<u32>(CPL, newCpl);
  store<u64>(RIP, to);
  updateMode();
}

export function iret(pc: usize): void {
  const log2 = sizeLog2(pc);
  const bytes: u32 = 1 << log2;
  if (!isProtected()) {
    const to = peekValue(pc, 0, log2);
    const selector = <u32>peekValue(pc, bytes, log2) & 0xffff;
    const flags = peekValue(pc, 2 * bytes, log2);
    dropBytes(3 * bytes);
    loadReal(CS_REG, selector);
    store<u64>(RIP, to & 0xffff);
    loadFlags(flags, log2, true);
    unblockNmi();
    updateMode();
    return;
  }
  if ((load<u64>(RFLAGS) & FLAG_NT) != 0) {
    if (longActive()) raiseError(pc, GP, 0);
    rewind(pc);
    leave(EXIT_TASK_SWITCH);
  }
  let to = peekValue(pc, 0, log2);
  if (log2 == 2) to &= 0xffff_ffff;
  const selector = <u32>peekValue(pc, bytes, log2) & 0xffff;
  const flags = peekValue(pc, 2 * bytes, log2);
  // Virtual-8086 mode is not offered: a frame that asks for it is refused like any other that cannot be returned to.
  if ((flags & FLAG_VM) != 0 && !longActive() && load<u32>(CPL) == 0 && log2 == 2) raiseError(pc, GP, 0);
  const cpl = load<u32>(CPL);
  const wasLong = isLong();
  // In 64-bit mode SS:RSP is always popped. The flags are loaded with the rights of the level that executes IRET.
  const allowed = load<u64>(RFLAGS);
  returnTo(pc, selector, to, 3 * bytes, 0, log2, wasLong);
  const newCpl = load<u32>(CPL);
  store<u32>(CPL, cpl);
  store<u64>(RFLAGS, allowed);
  loadFlags(flags, log2, true);
  store<u32>(CPL, newCpl);
  updateMode();
  unblockNmi();
}

function unblockNmi(): void {
  store<u32>(INTERRUPTIBILITY, load<u32>(INTERRUPTIBILITY) & ~8);
}
