// System instructions: control and debug registers, descriptor tables, CPUID, TSC, interrupt flag.
import {
  CPL,
  CPUID_EAX,
  CPUID_EBX,
  CPUID_ECX,
  CPUID_EDX,
  CR0,
  CR2,
  CR3,
  CR4,
  CR8,
  DR0,
  DR6,
  DR7,
  EFER,
  GDTR_BASE,
  GDTR_LIMIT,
  ICOUNT,
  IDTR_BASE,
  IDTR_LIMIT,
  INTERRUPTIBILITY,
  KERNEL_GS_BASE,
  MAXPHYADDR,
  MSR_HI,
  MSR_LO,
  OP_DST,
  OP_SRC,
  RANDOM,
  REGS,
  RFLAGS,
  SCRATCH,
  SEG_ATTR,
  SEG_BASE,
  TSC_AUX,
  TSC_BASE,
  TSC_PER_INSTRUCTION,
  TSC_SOURCE,
  XCR0,
} from '../generated/layout';
import { cpuid as hostCpuid, taskPriority, tsc } from '../imports';
import { load16, load32, load64, store16, storeBytes, systemRead, systemWrite } from '../mem/access';
import { isCanonical } from '../mem/fetch';
import { flushNonGlobal, flushTlb, invalidatePage } from '../mem/tlb';
import { loadPdptes } from '../mem/walk';
import {
  CR0_AM,
  CR0_CD,
  CR0_EM,
  CR0_MP,
  CR0_NE,
  CR0_NW,
  CR0_PE,
  CR0_PG,
  CR0_TS,
  CR0_WP,
  CR4_DE,
  CR4_FSGSBASE,
  CR4_OSFXSR,
  CR4_OSXSAVE,
  CR4_PAE,
  CR4_PCE,
  CR4_PGE,
  CR4_PSE,
  CR4_SMAP,
  CR4_SMEP,
  CR4_TSD,
  CR4_UMIP,
  EFER_LMA,
  EFER_LME,
  FLAG_AC,
  FLAG_IF,
  FLAG_IOPL,
  isLong,
  updateMode,
} from '../state';
import { CF, setFlags } from './flags';
import { dstReg, ea, isMem, setReg, sizeLog2, srcReg } from './operand';
import { commitCount, DB, GP, halt, NP, raise, raiseError, setAccessPc, UD } from './raise';
import {
  ATTR_L,
  ATTR_P,
  ATTR_S,
  ATTR_UNUSABLE,
  CS_REG,
  descriptorAddress,
  descriptorAttr,
  descriptorBase,
  descriptorHigh,
  descriptorLimit,
  isProtected,
  LDTR,
  longActive,
  readDescriptor,
  segment,
  selectorOf,
  setSegment,
  TR,
} from './segment';

const RAX: usize = REGS;
const RBX: usize = REGS + 24;
const RCX: usize = REGS + 8;
const RDX: usize = REGS + 16;
/** CR4 bits that this processor has; what is missing here is not offered by CPUID either. */
const CR4_DEFINED: u64 =
  CR4_TSD |
  CR4_DE |
  CR4_PSE |
  CR4_PAE |
  CR4_PGE |
  CR4_PCE |
  CR4_OSFXSR |
  0x400 /* OSXMMEXCPT */ |
  CR4_UMIP |
  CR4_FSGSBASE |
  CR4_OSXSAVE |
  CR4_SMEP |
  CR4_SMAP;

function privileged(pc: usize): void {
  if (load<u32>(CPL) != 0) raiseError(pc, GP, 0);
}

// Control registers. SDM Vol. 3A, "Control Registers".

/** A register that is not there is no instruction, whoever asks. */
function checkControl(pc: usize, n: u32): void {
  if (n != 0 && n != 2 && n != 3 && n != 4 && n != 8) raise(pc, UD);
  privileged(pc);
}

export function movFromCr(pc: usize): void {
  const n = <u32>load<u8>(pc, OP_SRC);
  checkControl(pc, n);
  let value: u64 = 0;
  if (n == 0) value = load<u64>(CR0);
  else if (n == 2) value = load<u64>(CR2);
  else if (n == 3) value = load<u64>(CR3);
  else if (n == 4) value = load<u64>(CR4);
  else value = load<u64>(CR8);
  setReg(dstReg(pc), isLong() ? 3 : 2, value);
}

export function movToCr(pc: usize): void {
  const n = <u32>load<u8>(pc, OP_DST);
  checkControl(pc, n);
  const value = isLong() ? load<u64>(srcReg(pc)) : <u64>load<u32>(srcReg(pc));
  if (n == 0) writeCr0(pc, value);
  else if (n == 2) store<u64>(CR2, value);
  else if (n == 3) writeCr3(pc, value);
  else if (n == 4) writeCr4(pc, value);
  else {
    if (value > 15) raiseError(pc, GP, 0);
    store<u64>(CR8, value);
    taskPriority(<u32>value);
  }
}
function writeCr0(pc: usize, wanted: u64): void {
  let value = wanted;
  if (value >> 32 != 0) raiseError(pc, GP, 0);
  value = (value & (CR0_PE | CR0_MP | CR0_EM | CR0_TS | CR0_NE | CR0_WP | CR0_AM | CR0_NW | CR0_CD | CR0_PG)) | 0x10;
  if ((value & CR0_PG) != 0 && (value & CR0_PE) == 0) raiseError(pc, GP, 0);
  if ((value & CR0_NW) != 0 && (value & CR0_CD) == 0) raiseError(pc, GP, 0);
  const old = load<u64>(CR0);
  const efer = load<u64>(EFER);
  if ((value & CR0_PG) != 0 && (old & CR0_PG) == 0) {
    if ((efer & EFER_LME) != 0) {
      if ((load<u64>(CR4) & CR4_PAE) == 0) raiseError(pc, GP, 0);
      if ((load<u32>(segment(CS_REG), SEG_ATTR) & ATTR_L) != 0) raiseError(pc, GP, 0);
      store<u64>(EFER, efer | EFER_LMA);
    }
  } else if ((value & CR0_PG) == 0 && (old & CR0_PG) != 0) {
    if ((efer & EFER_LMA) != 0) {
      if (isLong()) raiseError(pc, GP, 0);
      store<u64>(EFER, efer & ~EFER_LMA);
    }
  }
  if ((value & CR0_PG) != 0 && ((old ^ value) & (CR0_PG | CR0_CD | CR0_NW)) != 0 && (efer & EFER_LME) == 0) {
    reloadPdptes(pc, load<u64>(CR3), load<u64>(CR4));
  }
  store<u64>(CR0, value);
  if (((old ^ value) & (CR0_PG | CR0_WP | CR0_PE)) != 0) flushTlb();
  updateMode();
}

/** With PAE paging (not in IA-32e mode) the PDPTE registers are loaded from `cr3`, or #GP(0). */
function reloadPdptes(pc: usize, cr3: u64, cr4: u64): void {
  if ((cr4 & CR4_PAE) == 0 || longActive()) return;
  setAccessPc(pc);
  if (!loadPdptes(cr3)) raiseError(pc, GP, 0);
}

function writeCr3(pc: usize, value: u64): void {
  const width = <u64>load<u32>(MAXPHYADDR);
  if (longActive() && value >> width != 0) raiseError(pc, GP, 0);
  if ((load<u64>(CR0) & CR0_PG) != 0) reloadPdptes(pc, value, load<u64>(CR4));
  store<u64>(CR3, value);
  flushNonGlobal();
}

function writeCr4(pc: usize, value: u64): void {
  if ((value & ~CR4_DEFINED) != 0) raiseError(pc, GP, 0);
  if ((value & CR4_PAE) == 0 && longActive()) raiseError(pc, GP, 0);
  const old = load<u64>(CR4);
  if ((load<u64>(CR0) & CR0_PG) != 0 && ((old ^ value) & (CR4_PAE | CR4_PGE | CR4_PSE | CR4_SMEP)) != 0) {
    reloadPdptes(pc, load<u64>(CR3), value);
  }
  store<u64>(CR4, value);
  if (((old ^ value) & (CR4_PGE | CR4_PAE | CR4_PSE | CR4_SMEP | CR4_SMAP)) != 0) flushTlb();
  updateMode();
}

export function lmsw(pc: usize): void {
  privileged(pc);
  const value = isMem(pc) ? load16(pc, ea(pc)) : <u32>load<u16>(dstReg(pc));
  // PE can be set but not cleared.
  const old = load<u64>(CR0);
  writeCr0(pc, (old & ~(<u64>14)) | <u64>(value & 15) | (old & 1));
}
export function smsw(pc: usize): void {
  guardedByUmip(pc);
  storeWord(pc, load<u64>(CR0));
}
export function clts(pc: usize): void {
  privileged(pc);
  store<u64>(CR0, load<u64>(CR0) & ~CR0_TS);
}

/** SGDT, SIDT, SLDT, SMSW, STR are privileged under CR4.UMIP. */
function guardedByUmip(pc: usize): void {
  if (load<u32>(CPL) != 0 && (load<u64>(CR4) & CR4_UMIP) != 0) raiseError(pc, GP, 0);
}
function storeWord(pc: usize, value: u64): void {
  if (isMem(pc)) store16(pc, ea(pc), <u32>value & 0xffff);
  else setReg(dstReg(pc), sizeLog2(pc), value);
}

// Debug registers. SDM Vol. 3B, "Debug Registers".

function checkDebug(pc: usize, n: u32): u32 {
  if (n > 7) raise(pc, UD);
  privileged(pc);
  if ((load<u64>(DR7) & 0x2000) != 0) {
    store<u64>(DR6, load<u64>(DR6) | 0x2000);
    raise(pc, DB);
  }
  if (n == 4 || n == 5) {
    if ((load<u64>(CR4) & CR4_DE) != 0) raise(pc, UD);
    return n + 2;
  }
  return n;
}
export function movFromDr(pc: usize): void {
  const n = checkDebug(pc, <u32>load<u8>(pc, OP_SRC));
  const value = n < 4 ? load<u64>(DR0 + ((<usize>n) << 3)) : n == 6 ? load<u64>(DR6) : load<u64>(DR7);
  setReg(dstReg(pc), isLong() ? 3 : 2, value);
}
export function movToDr(pc: usize): void {
  const n = checkDebug(pc, <u32>load<u8>(pc, OP_DST));
  const value = isLong() ? load<u64>(srcReg(pc)) : <u64>load<u32>(srcReg(pc));
  if (n < 4) store<u64>(DR0 + ((<usize>n) << 3), value);
  else {
    if (value >> 32 != 0) raiseError(pc, GP, 0);
    if (n == 6) store<u64>(DR6, (value & 0xe00f) | 0xffff_0ff0);
    else store<u64>(DR7, (value & 0xffff_2bff) | 0x400);
  }
  updateMode();
}

// Descriptor tables.

function storeTable(pc: usize, base: usize, limit: usize): void {
  guardedByUmip(pc);
  const address = ea(pc);
  // Both parts must be writable before the first is written: they may lie in two pages.
  if (isLong()) {
    store<u16>(SCRATCH, load<u16>(limit));
    store<u64>(SCRATCH + 2, load<u64>(base));
    storeBytes(pc, address, 10, SCRATCH);
  } else {
    store<u16>(SCRATCH, load<u16>(limit));
    store<u32>(SCRATCH + 2, load<u32>(base));
    storeBytes(pc, address, 6, SCRATCH);
  }
}
export function sgdt(pc: usize): void {
  storeTable(pc, GDTR_BASE, GDTR_LIMIT);
}
export function sidt(pc: usize): void {
  storeTable(pc, IDTR_BASE, IDTR_LIMIT);
}
function loadTable(pc: usize, base: usize, limit: usize): void {
  privileged(pc);
  const address = ea(pc);
  const newLimit = load16(pc, address);
  let newBase: u64;
  if (isLong()) {
    newBase = load64(pc, address + 2);
    if (!isCanonical(newBase)) raiseError(pc, GP, 0);
  } else {
    newBase = <u64>load32(pc, address + 2);
    if (sizeLog2(pc) == 1) newBase &= 0xff_ffff;
  }
  store<u64>(base, newBase);
  store<u32>(limit, newLimit);
}
export function lgdt(pc: usize): void {
  loadTable(pc, GDTR_BASE, GDTR_LIMIT);
}
export function lidt(pc: usize): void {
  loadTable(pc, IDTR_BASE, IDTR_LIMIT);
}

export function sldt(pc: usize): void {
  if (!isProtected()) raise(pc, UD);
  guardedByUmip(pc);
  storeWord(pc, <u64>selectorOf(LDTR));
}
export function str(pc: usize): void {
  if (!isProtected()) raise(pc, UD);
  guardedByUmip(pc);
  storeWord(pc, <u64>selectorOf(TR));
}

/** LLDT and LTR. SDM Vol. 2A, "LLDT", "LTR". */
function loadSystemSegment(pc: usize, n: u32): void {
  if (!isProtected()) raise(pc, UD);
  privileged(pc);
  const selector = isMem(pc) ? load16(pc, ea(pc)) : <u32>load<u16>(dstReg(pc));
  if ((selector & 0xfffc) == 0) {
    if (n == TR) raiseError(pc, GP, 0);
    setSegment(n, selector, 0, 0, ATTR_UNUSABLE);
    return;
  }
  if ((selector & 4) != 0) raiseError(pc, GP, selector & 0xfffc);
  readDescriptor(pc, selector, GP);
  const attr = descriptorAttr();
  const type = attr & 15;
  const right = n == LDTR ? type == 2 : type == 9 || (type == 1 && !longActive());
  if ((attr & ATTR_S) != 0 || !right) raiseError(pc, GP, selector & 0xfffc);
  if ((attr & ATTR_P) == 0) raiseError(pc, NP, selector & 0xfffc);
  let base = <u64>descriptorBase();
  const limit = descriptorLimit();
  const high = descriptorHigh;
  if (longActive()) {
    base |= systemRead(pc, descriptorAddress + 8, 4) << 32;
    if (!isCanonical(base)) raiseError(pc, GP, selector & 0xfffc);
  }
  if (n == TR) systemWrite(pc, descriptorAddress + 4, 4, <u64>(high | 0x200)); // busy
  setSegment(n, selector, base, limit, n == TR ? attr | 2 : attr);
}
export function lldt(pc: usize): void {
  loadSystemSegment(pc, LDTR);
}
export function ltr(pc: usize): void {
  loadSystemSegment(pc, TR);
}

// Caches and translations.

export function wbinvd(pc: usize): void {
  privileged(pc);
}
export function invlpg(pc: usize): void {
  privileged(pc);
  if (isCanonical(ea(pc))) invalidatePage(ea(pc));
}

// Flags.

function interruptFlagAllowed(pc: usize): void {
  if (isProtected() && <u64>load<u32>(CPL) > (load<u64>(RFLAGS) & FLAG_IOPL) >> 12) raiseError(pc, GP, 0);
}
export function cli(pc: usize): void {
  interruptFlagAllowed(pc);
  store<u64>(RFLAGS, load<u64>(RFLAGS) & ~FLAG_IF);
}
export function sti(pc: usize): void {
  interruptFlagAllowed(pc);
  if ((load<u64>(RFLAGS) & FLAG_IF) == 0) store<u32>(INTERRUPTIBILITY, load<u32>(INTERRUPTIBILITY) | 1);
  store<u64>(RFLAGS, load<u64>(RFLAGS) | FLAG_IF);
}
export function cld(pc: usize): void {
  store<u64>(RFLAGS, load<u64>(RFLAGS) & ~(<u64>0x400));
}
export function std(pc: usize): void {
  store<u64>(RFLAGS, load<u64>(RFLAGS) | 0x400);
}
export function clac(pc: usize): void {
  smapInstruction(pc, load<u64>(RFLAGS) & ~FLAG_AC);
}
export function stac(pc: usize): void {
  smapInstruction(pc, load<u64>(RFLAGS) | FLAG_AC);
}
function smapInstruction(pc: usize, flags: u64): void {
  if (load<u32>(CPL) != 0) raise(pc, UD);
  store<u64>(RFLAGS, flags);
  updateMode();
}

export function hlt(pc: usize): void {
  privileged(pc);
  halt();
}

// Segment bases.

export function swapgs(pc: usize): void {
  privileged(pc);
  const gs = segment(5);
  const base = load<u64>(gs, SEG_BASE);
  store<u64>(gs, load<u64>(KERNEL_GS_BASE), SEG_BASE);
  store<u64>(KERNEL_GS_BASE, base);
}
function checkFsgsbase(pc: usize): void {
  if ((load<u64>(CR4) & CR4_FSGSBASE) == 0) raise(pc, UD);
}
function readBase(pc: usize, n: u32): void {
  checkFsgsbase(pc);
  setReg(dstReg(pc), sizeLog2(pc), load<u64>(segment(n), SEG_BASE));
}
function writeBase(pc: usize, n: u32): void {
  checkFsgsbase(pc);
  const value = sizeLog2(pc) == 3 ? load<u64>(dstReg(pc)) : <u64>load<u32>(dstReg(pc));
  if (!isCanonical(value)) raiseError(pc, GP, 0);
  store<u64>(segment(n), value, SEG_BASE);
}
export function rdfsbase(pc: usize): void {
  readBase(pc, 4);
}
export function rdgsbase(pc: usize): void {
  readBase(pc, 5);
}
export function wrfsbase(pc: usize): void {
  writeBase(pc, 4);
}
export function wrgsbase(pc: usize): void {
  writeBase(pc, 5);
}

// Identification, time, chance.

export function cpuid(pc: usize): void {
  const leaf = load<u32>(RAX);
  hostCpuid(leaf, load<u32>(RCX));
  setReg(RAX, 2, <u64>load<u32>(CPUID_EAX));
  setReg(RBX, 2, <u64>load<u32>(CPUID_EBX));
  setReg(RCX, 2, <u64>load<u32>(CPUID_ECX));
  setReg(RDX, 2, <u64>load<u32>(CPUID_EDX));
}

/** The time-stamp counter, from the instruction count or the host's clock. */
export function timeStamp(): u64 {
  commitCount();
  if (load<u32>(TSC_SOURCE) != 0) {
    tsc();
    return <u64>load<u32>(MSR_LO) | ((<u64>load<u32>(MSR_HI)) << 32);
  }
  return load<u64>(TSC_BASE) + load<u64>(ICOUNT) * <u64>load<u32>(TSC_PER_INSTRUCTION);
}
export function rdtsc(pc: usize): void {
  if ((load<u64>(CR4) & CR4_TSD) != 0 && load<u32>(CPL) != 0) raiseError(pc, GP, 0);
  const value = timeStamp();
  store<u64>(RAX, value & 0xffff_ffff);
  store<u64>(RDX, value >> 32);
}
/** There are no performance counters, so ECX names none, whatever CR4.PCE says. */
export function rdpmc(pc: usize): void {
  raiseError(pc, GP, 0);
}

export function rdtscp(pc: usize): void {
  rdtsc(pc);
  store<u64>(RCX, load<u64>(TSC_AUX) & 0xffff_ffff);
}
export function rdpid(pc: usize): void {
  setReg(dstReg(pc), 3, load<u64>(TSC_AUX));
}

/** xorshift64* generator: a seeded source, so that a run can be repeated. */
function random(): u64 {
  let x = load<u64>(RANDOM);
  x ^= x >> 12;
  x ^= x << 25;
  x ^= x >> 27;
  store<u64>(RANDOM, x);
  return x * 0x2545_f491_4f6c_dd1d;
}
export function rdrand(pc: usize): void {
  setReg(dstReg(pc), sizeLog2(pc), random());
  setFlags(CF);
}
export function rdseed(pc: usize): void {
  rdrand(pc);
}

// Extended control register. SDM Vol. 2D, "XSETBV".

export function xgetbv(pc: usize): void {
  if ((load<u64>(CR4) & CR4_OSXSAVE) == 0) raise(pc, UD);
  if (load<u32>(RCX) != 0) raiseError(pc, GP, 0);
  const value = load<u64>(XCR0);
  store<u64>(RAX, value & 0xffff_ffff);
  store<u64>(RDX, value >> 32);
}
export function xsetbv(pc: usize): void {
  if ((load<u64>(CR4) & CR4_OSXSAVE) == 0) raise(pc, UD);
  privileged(pc);
  const value = <u64>load<u32>(RAX) | ((<u64>load<u32>(RDX)) << 32);
  // x87 must be set; x87 and SSE are all there is.
  if (load<u32>(RCX) != 0 || (value & 1) == 0 || (value & ~(<u64>3)) != 0) raiseError(pc, GP, 0);
  store<u64>(XCR0, value);
}
