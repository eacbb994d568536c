// The stack of an inner privilege level: where it is, whether a frame can be pushed there, and the pushes. Nothing of the
// processor changes before enterInnerStack(), so whatever is in the way finds the outer level as it was.
// SDM Vol. 3A, "Stack Switching" and "Stack Switching in 64-bit Mode".
import { REGS, SEG_ATTR, SEG_BASE, SEG_LIMIT, TR } from '../generated/layout';
import { systemProbeWrite, systemRead, systemWrite } from '../mem/access';
import { isCanonical } from '../mem/fetch';
import { raiseError, SS, TS } from './raise';
import {
  ATTR_DB,
  ATTR_P,
  ATTR_S,
  ATTR_UNUSABLE,
  descriptorAddress,
  descriptorAttr,
  descriptorBase,
  descriptorDpl,
  descriptorHigh,
  descriptorLimit,
  longActive,
  markDescriptor,
  readDescriptor,
  SS_REG,
  segment,
  selectorOf,
  setSegment,
} from './segment';

const RSP: usize = REGS + 32;

// The stack last found.
export let stackPointer: u64 = 0;
let selector: u32 = 0;
let base: u64 = 0;
let limit: u32 = 0;
let attr: u32 = 0;
let address: u64 = 0;
let high: u32 = 0;
/** Error code of a frame that does not fit. */
let error: u32 = 0;

/**
 * Look for the stack of level `cpl` in the TSS.
 * @param pc the operation at work, 0 during event delivery
 * @param ext EXT bit of error codes
 */
export function findInnerStack(pc: usize, cpl: u32, ext: u32): void {
  const tss = segment(<u32>TR);
  const tssBase = load<u64>(tss, SEG_BASE);
  const long = longActive();
  const wide = (load<u32>(tss, SEG_ATTR) & 8) != 0;
  const at: u32 = wide || long ? 4 + 8 * cpl : 2 + 4 * cpl;
  const last: u32 = at + (long ? 7 : wide ? 5 : 3);
  if (last > load<u32>(tss, SEG_LIMIT)) raiseError(pc, TS, (selectorOf(<u32>TR) & 0xfffc) | ext);
  if (long) {
    stackPointer = systemRead(pc, tssBase + <u64>at, 8);
    if (!isCanonical(stackPointer)) raiseError(pc, SS, ext);
    selector = cpl;
    base = 0;
    limit = 0;
    attr = ATTR_UNUSABLE | (cpl << 5);
    address = 0;
    return;
  }
  stackPointer = systemRead(pc, tssBase + <u64>at, wide ? 4 : 2);
  selector = <u32>systemRead(pc, tssBase + <u64>(at + (wide ? 4 : 2)), 2);
  if ((selector & 0xfffc) == 0) raiseError(pc, TS, ext);
  readDescriptor(pc, selector, TS);
  attr = descriptorAttr();
  error = (selector & 0xfffc) | ext;
  if ((selector & 3) != cpl || descriptorDpl() != cpl || (attr & (ATTR_S | 8)) != ATTR_S || (attr & 2) == 0) {
    raiseError(pc, TS, error);
  }
  if ((attr & ATTR_P) == 0) raiseError(pc, SS, error);
  base = <u64>descriptorBase();
  limit = descriptorLimit();
  address = descriptorAddress;
  high = descriptorHigh;
}

/** The stack in use, for a frame that is pushed without a change of level. */
export function keepStack(ext: u32): void {
  const s = segment(SS_REG);
  stackPointer = load<u64>(RSP);
  selector = selectorOf(SS_REG);
  base = load<u64>(s, SEG_BASE);
  limit = load<u32>(s, SEG_LIMIT);
  attr = load<u32>(s, SEG_ATTR);
  address = 0;
  error = ext;
}

/** Width of the stack's addresses. */
function mask(): u64 {
  return longActive() ? ~(<u64>0) : (attr & ATTR_DB) != 0 ? 0xffff_ffff : 0xffff;
}

function linear(sp: u64): u64 {
  return longActive() ? sp : (base + sp) & 0xffff_ffff;
}

/** #SS where a frame of `items` pushes does not fit the stack; faults and exits as the pushes would. Then marks the stack as used. */
export function probeFrame(pc: usize, items: u32, bytes: u32): void {
  const length = <u64>(items * bytes);
  if (!longActive()) {
    const bottom = (stackPointer - length) & mask();
    const expandDown = (attr & 0xc) == 4;
    if (expandDown ? bottom <= <u64>limit : bottom + length - 1 > <u64>limit) raiseError(pc, SS, error);
  }
  // What is pushed first faults first.
  for (let i: u32 = 1; i <= items; i++) {
    systemProbeWrite(pc, linear((stackPointer - <u64>(i * bytes)) & mask()), bytes);
  }
  if (address != 0) attr = markDescriptor(pc, address, high);
}

/** Push below `sp`. @returns the new stack pointer */
export function pushFrame(pc: usize, sp: u64, bytes: u32, value: u64): u64 {
  const at = (sp - <u64>bytes) & mask();
  systemWrite(pc, linear(at), bytes, value);
  return at;
}

/** SS:RSP is this stack from now on, at `sp`. */
export function enterInnerStack(sp: u64): void {
  setSegment(SS_REG, selector, base, limit, attr);
  store<u64>(RSP, mask() == 0xffff ? (stackPointer & ~(<u64>0xffff)) | sp : sp);
}
