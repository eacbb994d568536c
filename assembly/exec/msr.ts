// RDMSR and WRMSR. What the processor itself uses is kept here; the rest is the host's (src/cpu/msr.ts).
// SDM Vol. 4, "Architectural MSRs".
import {
  CPL,
  CR0,
  CSTAR,
  EFER,
  ICOUNT,
  KERNEL_GS_BASE,
  LSTAR,
  MISC_ENABLE,
  MSR_HI,
  MSR_LO,
  PAT,
  REGS,
  SEG_BASE,
  SFMASK,
  STAR,
  SYSENTER_CS,
  SYSENTER_EIP,
  SYSENTER_ESP,
  TSC_AUX,
  TSC_BASE,
  TSC_PER_INSTRUCTION,
  TSC_SOURCE,
} from '../generated/layout';
import { rdmsr as hostRead, wrmsr as hostWrite } from '../imports';
import { isCanonical } from '../mem/fetch';
import { flushTlb } from '../mem/tlb';
import { CR0_PG, EFER_LMA, EFER_LME, EFER_NXE, EFER_SCE, updateMode } from '../state';
import { commitCount, GP, raiseError } from './raise';
import { segment } from './segment';
import { timeStamp } from './system';

const RAX: usize = REGS;
const RCX: usize = REGS + 8;
const RDX: usize = REGS + 16;

/** Where an MSR lives when reading and writing it is all there is to it, else 0. */
function home(index: u32): usize {
  switch (index) {
    case 0x174:
      return SYSENTER_CS;
    case 0x175:
      return SYSENTER_ESP;
    case 0x176:
      return SYSENTER_EIP;
    case 0x1a0:
      return MISC_ENABLE;
    case 0xc000_0081:
      return STAR;
    case 0xc000_0082:
      return LSTAR;
    case 0xc000_0083:
      return CSTAR;
    case 0xc000_0084:
      return SFMASK;
    case 0xc000_0100:
      return segment(4) + SEG_BASE;
    case 0xc000_0101:
      return segment(5) + SEG_BASE;
    case 0xc000_0102:
      return KERNEL_GS_BASE;
    case 0xc000_0103:
      return TSC_AUX;
    default:
      return 0;
  }
}

/** MSRs that hold addresses must be canonical. */
function holdsAddress(index: u32): bool {
  return (
    index == 0x175 ||
    index == 0x176 ||
    index == 0xc000_0082 ||
    index == 0xc000_0083 ||
    (index >= 0xc000_0100 && index <= 0xc000_0102)
  );
}

export function rdmsr(pc: usize): void {
  if (load<u32>(CPL) != 0) raiseError(pc, GP, 0);
  const index = load<u32>(RCX);
  const at = home(index);
  let value: u64;
  if (at != 0) value = load<u64>(at);
  else if (index == 0x10) value = timeStamp();
  else if (index == 0xc000_0080) value = load<u64>(EFER);
  else if (index == 0x277) value = load<u64>(PAT);
  else {
    commitCount();
    if (hostRead(index) == 0) raiseError(pc, GP, 0);
    value = <u64>load<u32>(MSR_LO) | ((<u64>load<u32>(MSR_HI)) << 32);
  }
  store<u64>(RAX, value & 0xffff_ffff);
  store<u64>(RDX, value >> 32);
}

export function wrmsr(pc: usize): void {
  if (load<u32>(CPL) != 0) raiseError(pc, GP, 0);
  const index = load<u32>(RCX);
  const value = <u64>load<u32>(RAX) | ((<u64>load<u32>(RDX)) << 32);
  if (holdsAddress(index) && !isCanonical(value)) raiseError(pc, GP, 0);
  const at = home(index);
  if (at != 0) {
    if ((index == 0xc000_0103 || index == 0xc000_0084) && value >> 32 != 0) raiseError(pc, GP, 0);
    store<u64>(at, value);
  } else if (index == 0x10) {
    commitCount();
    if (load<u32>(TSC_SOURCE) == 0) {
      store<u64>(TSC_BASE, value - load<u64>(ICOUNT) * <u64>load<u32>(TSC_PER_INSTRUCTION));
    }
  } else if (index == 0xc000_0080) writeEfer(pc, value);
  else if (index == 0x277) writePat(pc, value);
  else {
    commitCount();
    store<u32>(MSR_LO, <u32>value);
    store<u32>(MSR_HI, <u32>(value >> 32));
    if (hostWrite(index) == 0) raiseError(pc, GP, 0);
  }
}

function writeEfer(pc: usize, value: u64): void {
  const old = load<u64>(EFER);
  if ((value & ~(EFER_SCE | EFER_LME | EFER_LMA | EFER_NXE)) != 0) raiseError(pc, GP, 0);
  if ((load<u64>(CR0) & CR0_PG) != 0 && ((old ^ value) & EFER_LME) != 0) raiseError(pc, GP, 0);
  // LMA is read-only: writes do not change it.
  store<u64>(EFER, (value & ~EFER_LMA) | (old & EFER_LMA));
  if (((old ^ value) & EFER_NXE) != 0) flushTlb();
  updateMode();
}

/** Memory types 2, 3 and above 7 are reserved. */
function writePat(pc: usize, value: u64): void {
  for (let i: u64 = 0; i < 64; i += 8) {
    const type = <u32>(value >> i) & 0xff;
    if (type > 7 || type == 2 || type == 3) raiseError(pc, GP, 0);
  }
  store<u64>(PAT, value);
}
