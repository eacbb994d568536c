// Segment registers and descriptors. SDM Vol. 3A, "Protected-Mode Memory Management" and "Protection".
import {
  CPL,
  CR0,
  EFER,
  GDTR_BASE,
  GDTR_LIMIT,
  INTERRUPTIBILITY,
  OP_DST,
  OP_SCALE,
  OP_SRC,
  RFLAGS,
  SEG_ATTR,
  SEG_BASE,
  SEG_LIMIT,
  SEG_SELECTOR,
  SEG_SIZE,
  SEGS,
} from '../generated/layout';
import { load16, load32, loadSized, store16, systemRead, systemWrite } from '../mem/access';
import { CR0_PE, EFER_LMA, FLAG_VM, isLong, updateMode } from '../state';
import { getFlags, setFlags, ZF } from './flags';
import { dstReg, ea, getReg, isMem, setReg, sizeLog2, srcReg } from './operand';
import { BR, GP, NP, raise, raiseError, SS, UD } from './raise';

export const ES_REG: u32 = 0;
export const CS_REG: u32 = 1;
export const SS_REG: u32 = 2;
export const LDTR: u32 = 6;
export const TR: u32 = 7;

export const ATTR_S: u32 = 1 << 4;
export const ATTR_P: u32 = 1 << 7;
export const ATTR_L: u32 = 1 << 13;
export const ATTR_DB: u32 = 1 << 14;
export const ATTR_G: u32 = 1 << 15;
export const ATTR_UNUSABLE: u32 = 1 << 16;

export function segment(n: u32): usize {
  return SEGS + <usize>n * SEG_SIZE;
}
export function selectorOf(n: u32): u32 {
  return <u32>load<u16>(segment(n), SEG_SELECTOR);
}
export function attrOf(n: u32): u32 {
  return load<u32>(segment(n), SEG_ATTR);
}
export function isProtected(): bool {
  return (load<u64>(CR0) & CR0_PE) != 0;
}
export function longActive(): bool {
  return (load<u64>(EFER) & EFER_LMA) != 0;
}

export function setSegment(n: u32, selector: u32, base: u64, limit: u32, attr: u32): void {
  const s = segment(n);
  store<u64>(s, base, SEG_BASE);
  store<u32>(s, limit, SEG_LIMIT);
  store<u32>(s, attr, SEG_ATTR);
  store<u16>(s, <u16>selector, SEG_SELECTOR);
}

// The descriptor last read.
export let descriptorLow: u32 = 0;
export let descriptorHigh: u32 = 0;
export let descriptorAddress: u64 = 0;

export function descriptorAttr(): u32 {
  return (descriptorHigh >> 8) & 0xf0ff;
}
export function descriptorBase(): u32 {
  return (descriptorLow >> 16) | ((descriptorHigh & 0xff) << 16) | (descriptorHigh & 0xff00_0000);
}
export function descriptorLimit(): u32 {
  const limit = (descriptorLow & 0xffff) | (descriptorHigh & 0xf_0000);
  return (descriptorHigh & 0x80_0000) != 0 ? (limit << 12) | 0xfff : limit;
}
export function descriptorDpl(): u32 {
  return (descriptorHigh >> 13) & 3;
}

/** Reads the descriptor of a selector; returns false when it lies outside its table. */
export function findDescriptor(pc: usize, selector: u32): bool {
  const index = selector & 0xfff8;
  let base: u64;
  let limit: u32;
  if ((selector & 4) != 0) {
    if ((attrOf(LDTR) & ATTR_UNUSABLE) != 0) return false;
    base = load<u64>(segment(LDTR), SEG_BASE);
    limit = load<u32>(segment(LDTR), SEG_LIMIT);
  } else {
    base = load<u64>(GDTR_BASE);
    limit = load<u32>(GDTR_LIMIT);
  }
  if (index + 7 > limit) return false;
  descriptorAddress = base + <u64>index;
  const value = systemRead(pc, descriptorAddress, 8);
  descriptorLow = <u32>value;
  descriptorHigh = <u32>(value >> 32);
  return true;
}

/** Reads the descriptor, or raises `vector` with the selector as error code. */
export function readDescriptor(pc: usize, selector: u32, vector: u32): void {
  if (!findDescriptor(pc, selector)) raiseError(pc, vector, selector & 0xfffc);
}

/** Sets the accessed bit of the descriptor last read. */
export function markAccessed(pc: usize): void {
  markDescriptor(pc, descriptorAddress, descriptorHigh);
  descriptorHigh |= 0x100;
}

/** The same for a descriptor that was read before. @returns its attributes */
export function markDescriptor(pc: usize, address: u64, high: u32): u32 {
  if ((high & 0x100) == 0) systemWrite(pc, address + 4, 4, <u64>(high | 0x100));
  return ((high | 0x100) >> 8) & 0xf0ff;
}

/** Segment register from the descriptor last read. */
export function loadFromDescriptor(n: u32, selector: u32): void {
  setSegment(n, selector, <u64>descriptorBase(), descriptorLimit(), descriptorAttr());
}

/** Real-address mode: the base follows the selector; limit and rights stay (SDM Vol. 3B, "Real-Address Mode"). */
export function loadReal(n: u32, selector: u32): void {
  const s = segment(n);
  store<u16>(s, <u16>selector, SEG_SELECTOR);
  store<u64>(s, (<u64>selector) << 4, SEG_BASE);
  if (n == CS_REG) store<u32>(s, 0x93 | (load<u32>(s, SEG_ATTR) & ATTR_DB), SEG_ATTR);
}

/** MOV, POP, LDS and so on to ES, SS, DS, FS, GS. SDM Vol. 2B, "MOV", operation. */
export function loadDataSegment(pc: usize, n: u32, selector: u32): void {
  if (!isProtected()) {
    loadReal(n, selector);
    if (n == SS_REG) updateMode();
    return;
  }
  const cpl = load<u32>(CPL);
  if (n == SS_REG) {
    if ((selector & 0xfffc) == 0) {
      if (!isLong() || cpl == 3 || (selector & 3) != cpl) raiseError(pc, GP, 0);
      setSegment(n, selector, 0, 0, ATTR_UNUSABLE | (cpl << 5));
      updateMode();
      return;
    }
    readDescriptor(pc, selector, GP);
    const attr = descriptorAttr();
    const writableData = (attr & (ATTR_S | 8)) == ATTR_S && (attr & 2) != 0;
    if ((selector & 3) != cpl || !writableData || descriptorDpl() != cpl) raiseError(pc, GP, selector & 0xfffc);
    if ((attr & ATTR_P) == 0) raiseError(pc, SS, selector & 0xfffc);
    markAccessed(pc);
    loadFromDescriptor(n, selector);
    updateMode();
    return;
  }
  if ((selector & 0xfffc) == 0) {
    // The base survives a null selector in 64-bit mode on some processors; here it is cleared, as Intel's do.
    setSegment(n, selector, 0, 0, ATTR_UNUSABLE);
    return;
  }
  readDescriptor(pc, selector, GP);
  const attr = descriptorAttr();
  const code = (attr & 8) != 0;
  if ((attr & ATTR_S) == 0 || (code && (attr & 2) == 0)) raiseError(pc, GP, selector & 0xfffc);
  const conforming = code && (attr & 4) != 0;
  if (!conforming && ((selector & 3) > descriptorDpl() || cpl > descriptorDpl())) raiseError(pc, GP, selector & 0xfffc);
  if ((attr & ATTR_P) == 0) raiseError(pc, NP, selector & 0xfffc);
  markAccessed(pc);
  loadFromDescriptor(n, selector);
}

/**
 * Outside 64-bit mode: segment type and limit, then the linear address.
 * SDM Vol. 3A, "Limit Checking" and "Type Checking".
 */
export function checkLegacyAccess(pc: usize, n: u32, offset: u32, bytes: u32, isWrite: bool): u64 {
  const s = segment(n);
  const attr = load<u32>(s, SEG_ATTR);
  const limit = load<u32>(s, SEG_LIMIT);
  const vector = n == SS_REG ? SS : GP;
  let allowed = (attr & ATTR_UNUSABLE) == 0;
  if (isProtected()) {
    const code = (attr & 8) != 0;
    if (isWrite && (code || (attr & 2) == 0)) allowed = false;
    if (!isWrite && code && (attr & 2) == 0) allowed = false;
  }
  const last = <u64>offset + <u64>(bytes != 0 ? bytes - 1 : 0);
  if ((attr & 0xc) == 4 && isProtected()) {
    const top: u64 = (attr & ATTR_DB) != 0 ? 0xffff_ffff : 0xffff;
    if (<u64>offset <= <u64>limit || last > top) allowed = false;
  } else if (last > <u64>limit) allowed = false;
  if (!allowed) raiseError(pc, vector, 0);
  return (load<u64>(s, SEG_BASE) + <u64>offset) & 0xffff_ffff;
}

/** Linear address of `offset` in segment `n`, in any mode. */
export function segmentAddress(pc: usize, n: u32, offset: u64, bytes: u32, isWrite: bool): u64 {
  if (isLong()) return n >= 4 && n < 6 ? offset + load<u64>(segment(n), SEG_BASE) : offset;
  return checkLegacyAccess(pc, n, <u32>offset, bytes, isWrite);
}

export function movFromSeg(pc: usize): void {
  const selector = selectorOf(<u32>load<u8>(pc, OP_SRC));
  if (isMem(pc)) store16(pc, ea(pc), selector);
  else setReg(dstReg(pc), sizeLog2(pc), <u64>selector);
}

export function movToSeg(pc: usize): void {
  const n = <u32>load<u8>(pc, OP_DST);
  if (n == CS_REG) raise(pc, UD);
  const selector = isMem(pc) ? load16(pc, ea(pc)) : <u32>load<u16>(srcReg(pc));
  loadDataSegment(pc, n, selector);
  if (n == SS_REG) store<u32>(INTERRUPTIBILITY, load<u32>(INTERRUPTIBILITY) | 2);
}

function loadFarPointer(pc: usize, n: u32): void {
  const log2 = sizeLog2(pc);
  const address = ea(pc);
  const offset = loadSized(pc, address, log2);
  const selector = load16(pc, address + ((<u64>1) << (<u64>log2)));
  loadDataSegment(pc, n, selector);
  setReg(dstReg(pc), log2, offset);
}
export function les(pc: usize): void {
  loadFarPointer(pc, 0);
}
export function lds(pc: usize): void {
  loadFarPointer(pc, 3);
}
export function lss(pc: usize): void {
  loadFarPointer(pc, 2);
}
export function lfs(pc: usize): void {
  loadFarPointer(pc, 4);
}
export function lgs(pc: usize): void {
  loadFarPointer(pc, 5);
}

export function arpl(pc: usize): void {
  if (!isProtected()) raise(pc, UD);
  const memory = isMem(pc);
  const destination = memory ? load16(pc, ea(pc)) : <u32>load<u16>(dstReg(pc));
  const rpl = <u32>load<u16>(srcReg(pc)) & 3;
  const lower = (destination & 3) < rpl;
  if (lower) {
    const value = (destination & ~3) | rpl;
    if (memory) store16(pc, ea(pc), value);
    else store<u16>(dstReg(pc), <u16>value);
  }
  setFlags((getFlags() & ~ZF) | (lower ? ZF : 0));
}

/** The two bounds are read one after the other; each must lie within the segment, of which the first has been checked. */
export function bound(pc: usize): void {
  const address = ea(pc);
  const log2 = sizeLog2(pc);
  const size: u32 = 1 << log2;
  const lower = loadSigned(pc, address, log2);
  if (address + <u64>(2 * size - 1) > 0xffff_ffff) {
    raiseError(pc, (load<u8>(pc, OP_SCALE) & 0x40) != 0 ? SS : GP, 0);
  }
  const upper = loadSigned(pc, address + <u64>size, log2);
  const index = log2 == 1 ? <i32>(<i16>getReg(dstReg(pc), 1)) : <i32>getReg(dstReg(pc), 2);
  if (index < lower || index > upper) raise(pc, BR);
}

function loadSigned(pc: usize, address: u64, log2: u32): i32 {
  return log2 == 1 ? <i32>(<i16>load16(pc, address)) : <i32>load32(pc, address);
}

// LAR, LSL, VERR, VERW: SDM Vol. 2A and 2D, the pages of these instructions.

function selectorOperand(pc: usize): u32 {
  if (!isProtected()) raise(pc, UD);
  return isMem(pc) ? load16(pc, ea(pc)) : <u32>load<u16>(srcReg(pc));
}

function visible(selector: u32): bool {
  const attr = descriptorAttr();
  const conforming = (attr & (ATTR_S | 0xc)) == (ATTR_S | 0xc);
  const dpl = descriptorDpl();
  return conforming || (dpl >= load<u32>(CPL) && dpl >= (selector & 3));
}

function setZero(on: bool): void {
  setFlags((getFlags() & ~ZF) | (on ? ZF : 0));
}

export function lar(pc: usize): void {
  const selector = selectorOperand(pc);
  if ((selector & 0xfffc) == 0 || !findDescriptor(pc, selector) || !visible(selector)) {
    setZero(false);
    return;
  }
  const attr = descriptorAttr();
  const type = attr & 15;
  if ((attr & ATTR_S) == 0) {
    const known = longActive()
      ? type == 2 || type == 9 || type == 11 || type == 12
      : type == 1 || type == 2 || type == 3 || type == 4 || type == 5 || type == 9 || type == 11 || type == 12;
    if (!known) {
      setZero(false);
      return;
    }
  }
  setReg(dstReg(pc), sizeLog2(pc), <u64>(descriptorHigh & 0xff_ff00));
  setZero(true);
}

export function lsl(pc: usize): void {
  const selector = selectorOperand(pc);
  if ((selector & 0xfffc) == 0 || !findDescriptor(pc, selector) || !visible(selector)) {
    setZero(false);
    return;
  }
  const attr = descriptorAttr();
  const type = attr & 15;
  if ((attr & ATTR_S) == 0) {
    const known = longActive()
      ? type == 2 || type == 9 || type == 11
      : type == 1 || type == 2 || type == 3 || type == 9 || type == 11;
    if (!known) {
      setZero(false);
      return;
    }
  }
  setReg(dstReg(pc), sizeLog2(pc), <u64>descriptorLimit());
  setZero(true);
}

function verify(pc: usize, write: bool): void {
  if (!isProtected()) raise(pc, UD);
  const selector = isMem(pc) ? load16(pc, ea(pc)) : <u32>load<u16>(dstReg(pc));
  let allowed = (selector & 0xfffc) != 0 && findDescriptor(pc, selector) && visible(selector);
  if (allowed) {
    const attr = descriptorAttr();
    const code = (attr & 8) != 0;
    allowed = (attr & ATTR_S) != 0 && (write ? !code && (attr & 2) != 0 : !code || (attr & 2) != 0);
  }
  setZero(allowed);
}
export function verr(pc: usize): void {
  verify(pc, false);
}
export function verw(pc: usize): void {
  verify(pc, true);
}

/** Whether virtual-8086 mode is asked for, which this processor does not offer. */
export function wantsVirtual8086(flags: u64): bool {
  return (flags & FLAG_VM) != 0 && !longActive() && (load<u64>(RFLAGS) & FLAG_VM) == 0;
}
