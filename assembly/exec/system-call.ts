import {
  CPL,
  EFER,
  LSTAR,
  REGS,
  RFLAGS,
  RIP,
  SFMASK,
  STAR,
  SYSENTER_CS,
  SYSENTER_EIP,
  SYSENTER_ESP,
} from '../generated/layout';
import { isCanonical } from '../mem/fetch';
import { EFER_SCE, FLAG_IF, FLAG_RF, FLAG_VM, isLong, updateMode } from '../state';
import { setFlags } from './flags';
import { stepByNewFlags } from './loop';
import { sizeLog2 } from './operand';
import { GP, raise, raiseError, UD } from './raise';
import { ATTR_DB, ATTR_L, ATTR_P, ATTR_S, CS_REG, isProtected, longActive, SS_REG, setSegment } from './segment';
import { flagsImage } from './stack';

const RCX: usize = REGS + 8;
const RSP: usize = REGS + 32;
const R11: usize = REGS + 88;

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
