// FXSAVE, FXRSTOR, XSAVE, XSAVEOPT, XRSTOR (x87 and SSE state), LDMXCSR, STMXCSR. SDM Vol. 1, "Layout of the FXSAVE
// Area" (table "Non-64-Bit Mode Layout of FXSAVE ..." and "Layout of the 64-Bit Mode FXSAVE64 Map") and "Managing State Using the XSAVE Feature Set".
//
// XSAVE and XSAVEOPT treat every component of the requested-feature bitmap as in use and as modified, which the manual
// leaves to the processor. Compaction (XSAVEC, XSAVES) is not offered, so XRSTOR refuses a compacted image with #GP.
import {
  CR0,
  CR4,
  EFER,
  MXCSR,
  REGS,
  SCRATCH,
  SEG_ATTR,
  SEG_SIZE,
  SEGS,
  X87_FCS,
  X87_FCW,
  X87_FDP,
  X87_FDS,
  X87_FIP,
  X87_FOP,
  X87_FSW,
  X87_FTW,
  XCR0,
  XMM,
} from '../generated/layout';
import { load32, load64, loadBytes, probeWrite, store32, store64, storeBytes } from '../mem/access';
import { ea, sizeLog2 } from './operand';
import { GP, NM, raise, raiseError, UD } from './raise';
import { x87Reset, x87SetFcw } from './x87-control';
import { st, x87UpdateSummary } from './x87-stack';

const CR0_EM: u64 = 1 << 2;
const CR0_TS: u64 = 1 << 3;
const CR4_OSFXSR: u64 = 1 << 9;
const CR4_OSXSAVE: u64 = 1 << 18;
const EFER_LMA: u64 = 1 << 10;

/** Bits of MXCSR that can be set: DAZ is offered. */
const MXCSR_MASK: u32 = 0xffff;

const X87: u64 = 1;
const SSE: u64 = 2;

/** Bytes of the image: control state and ST registers, XMM registers behind. The last 96 bytes are software's. */
const X87_LENGTH: u32 = 160;
const HEADER: u64 = 512;
const XSAVE_LENGTH: u32 = 576;

/** Whether CS is a 64-bit code segment: only then are XMM8 to XMM15 saved and restored. */
function is64Bit(): bool {
  const l = (load<u32>(SEGS + 1 * SEG_SIZE, SEG_ATTR) >> 13) & 1;
  return l != 0 && (load<u64>(EFER) & EFER_LMA) != 0;
}

function xmmLength(): u32 {
  return is64Bit() ? 256 : 128;
}

/** Write control state (without MXCSR) and ST registers to SCRATCH; `wide`: 64-bit pointers. */
function buildX87(wide: bool): void {
  memory.fill(SCRATCH, 0, X87_LENGTH);
  store<u16>(SCRATCH, load<u16>(X87_FCW), 0);
  store<u16>(SCRATCH, load<u16>(X87_FSW), 2);
  store<u8>(SCRATCH, load<u8>(X87_FTW), 4);
  store<u16>(SCRATCH, load<u16>(X87_FOP), 6);
  store<u64>(SCRATCH, load<u64>(X87_FIP), 8);
  store<u64>(SCRATCH, load<u64>(X87_FDP), 16);
  if (!wide) {
    store<u32>(SCRATCH, load<u16>(X87_FCS), 12);
    store<u32>(SCRATCH, load<u16>(X87_FDS), 20);
  }
  for (let i: u32 = 0; i < 8; i++) memory.copy(SCRATCH + 32 + ((<usize>i) << 4), st(i), 10);
}

function buildMxcsr(): void {
  store<u32>(SCRATCH, load<u32>(MXCSR), 24);
  store<u32>(SCRATCH, MXCSR_MASK, 28);
}

/** Load x87 state from the image in SCRATCH. */
function takeX87(wide: bool): void {
  x87SetFcw(load<u16>(SCRATCH));
  store<u16>(X87_FSW, load<u16>(SCRATCH, 2));
  store<u8>(X87_FTW, load<u8>(SCRATCH, 4));
  store<u16>(X87_FOP, load<u16>(SCRATCH, 6) & 0x7ff);
  store<u64>(X87_FIP, wide ? load<u64>(SCRATCH, 8) : <u64>load<u32>(SCRATCH, 8));
  store<u64>(X87_FDP, wide ? load<u64>(SCRATCH, 16) : <u64>load<u32>(SCRATCH, 16));
  store<u16>(X87_FCS, 0);
  store<u16>(X87_FDS, 0);
  x87UpdateSummary();
  for (let i: u32 = 0; i < 8; i++) memory.copy(st(i), SCRATCH + 32 + ((<usize>i) << 4), 10);
}

/** #GP(0) for reserved bits of a new MXCSR. */
function checkMxcsr(pc: usize, value: u32): void {
  if ((value & ~MXCSR_MASK) != 0) raiseError(pc, GP, 0);
}

function checkAlignment(pc: usize, mask: u64): void {
  if ((ea(pc) & mask) != 0) raiseError(pc, GP, 0);
}

function checkFxsave(pc: usize): void {
  if ((load<u64>(CR0) & (CR0_EM | CR0_TS)) != 0) raise(pc, NM);
  checkAlignment(pc, 15);
}

/** XMM registers and MXCSR are saved only when CR4.OSFXSR says that the system knows them; the manual allows both. */
export function fxsave(pc: usize): void {
  checkFxsave(pc);
  buildX87(sizeLog2(pc) == 3);
  let length = X87_LENGTH;
  if ((load<u64>(CR4) & CR4_OSFXSR) != 0) {
    buildMxcsr();
    length += xmmLength();
    memory.copy(SCRATCH + X87_LENGTH, XMM, length - X87_LENGTH);
  }
  storeBytes(pc, ea(pc), length, SCRATCH);
}

export function fxrstor(pc: usize): void {
  checkFxsave(pc);
  const sse = (load<u64>(CR4) & CR4_OSFXSR) != 0;
  const xmm = xmmLength();
  loadBytes(pc, ea(pc), X87_LENGTH + xmm, SCRATCH);
  if (sse) checkMxcsr(pc, load<u32>(SCRATCH, 24));
  takeX87(sizeLog2(pc) == 3);
  if (sse) {
    store<u32>(MXCSR, load<u32>(SCRATCH, 24));
    memory.copy(XMM, SCRATCH + X87_LENGTH, xmm);
  }
}

/** The checks of the XSAVE family; returns the requested-feature bitmap, EDX:EAX & XCR0. */
function requested(pc: usize): u64 {
  if ((load<u64>(CR4) & CR4_OSXSAVE) == 0) raise(pc, UD);
  if ((load<u64>(CR0) & CR0_TS) != 0) raise(pc, NM);
  checkAlignment(pc, 63);
  const low = <u64>load<u32>(REGS);
  const high = <u64>load<u32>(REGS, 16);
  return ((high << 32) | low) & load<u64>(XCR0);
}

export function xsave(pc: usize): void {
  const features = requested(pc);
  const at = ea(pc);
  const inUse = (load64(pc, at + HEADER) & ~features) | features;
  probeWrite(pc, at, XSAVE_LENGTH);
  if ((features & X87) != 0) {
    buildX87(sizeLog2(pc) == 3);
    storeBytes(pc, at, 24, SCRATCH);
    storeBytes(pc, at + 32, 128, SCRATCH + 32);
  }
  if ((features & SSE) != 0) {
    buildMxcsr();
    storeBytes(pc, at + 24, 8, SCRATCH + 24);
    storeBytes(pc, at + <u64>X87_LENGTH, xmmLength(), XMM);
  }
  store64(pc, at + HEADER, inUse);
}

export function xsaveopt(pc: usize): void {
  xsave(pc);
}

export function xrstor(pc: usize): void {
  const features = requested(pc);
  const at = ea(pc);
  const xmm = xmmLength();
  loadBytes(pc, at, XSAVE_LENGTH, SCRATCH);
  const present = load<u64>(SCRATCH, 512);
  // A component that XCR0 does not enable, a compacted image, or reserved bytes of the header.
  if ((present & ~load<u64>(XCR0)) != 0) raiseError(pc, GP, 0);
  if ((load<u64>(SCRATCH, 520) | load<u64>(SCRATCH, 528)) != 0) raiseError(pc, GP, 0);
  // MXCSR is loaded for SSE whether or not the image has SSE state.
  if ((features & SSE) != 0) checkMxcsr(pc, load<u32>(SCRATCH, 24));
  if ((features & X87) != 0) {
    if ((present & X87) != 0) takeX87(sizeLog2(pc) == 3);
    else {
      x87Reset();
      for (let i: u32 = 0; i < 8; i++) memory.fill(st(i), 0, 16);
    }
  }
  if ((features & SSE) != 0) {
    store<u32>(MXCSR, load<u32>(SCRATCH, 24));
    if ((present & SSE) != 0) memory.copy(XMM, SCRATCH + X87_LENGTH, xmm);
    else memory.fill(XMM, 0, xmm);
  }
}

function checkSse(pc: usize): void {
  if ((load<u64>(CR0) & CR0_EM) != 0 || (load<u64>(CR4) & CR4_OSFXSR) == 0) raise(pc, UD);
  if ((load<u64>(CR0) & CR0_TS) != 0) raise(pc, NM);
}

export function ldmxcsr(pc: usize): void {
  checkSse(pc);
  const value = load32(pc, ea(pc));
  checkMxcsr(pc, value);
  store<u32>(MXCSR, value);
}

export function stmxcsr(pc: usize): void {
  checkSse(pc);
  store32(pc, ea(pc), load<u32>(MXCSR));
}
