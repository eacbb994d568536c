// What run() keeps in wasm globals instead of linear memory, because it is touched by nearly every instruction.
import {
  CPL,
  CR0,
  CR4,
  DR7,
  EFER,
  EMULATING,
  RFLAGS,
  SEG_ATTR,
  SEG_BASE,
  SEG_LIMIT,
  SEG_SIZE,
  SEGS,
  TLB,
  TLB_VIEW_SIZE,
  WATCH_DATA,
} from './generated/layout';

// Lazy arithmetic flags: see exec/flags.ts.
export let fk: u32 = 0;
export let fa: i64 = 0;
export let fb: i64 = 0;
export let fr: i64 = 1;
export let fx: u32 = 0;

/** Instructions that may still be run before run() returns. */
export let cnt: i32 = 0;
/** Part of the budget put aside to make the innermost loop come back to the outer one: see attend(). */
export let held: i32 = 0;
/** Value of `cnt` when STATE.ICOUNT was last brought up to date. */
export let counted: i32 = 0;

/** The block that is being executed. */
export let currentBlock: usize = 0;
/** TLB view of data accesses, and of instruction fetches. They differ only while emulating. */
export let tlb: usize = TLB;
export let xtlb: usize = TLB;
/** A block or a link is usable when its key equals this: generation of the translations << 5 | MODE_ bits. */
export let key: u32 = 0;
export let generation: u32 = 1;
/** Generations are numbered with so many bits: what is left of a key beside the MODE_ bits. */
const GENERATIONS: u32 = (1 << 27) - 1;
/** Numbers have begun again, so that a key from long ago may look like one of now: the outer loop forgets all blocks. */
export let outdated: bool = false;
export function setOutdated(value: bool): void {
  outdated = value;
}
/** MODE_ bits that were in force when the current block was decoded. */
export let mode: u32 = 0;

/**
 * The access is the processor's own (descriptor tables, TSS, event delivery): SMAP holds whatever RFLAGS.AC says.
 * SDM Vol. 3A, "Access Rights", implicit supervisor-mode accesses.
 */
export let implicit: bool = false;
export function setImplicit(on: bool): void {
  implicit = on;
}

/** Code size: 0 16-bit, 1 32-bit, 2 64-bit. */
export const MODE_CODE: u32 = 3;
export const MODE_16: u32 = 0;
export const MODE_32: u32 = 1;
export const MODE_64: u32 = 2;
/** Stack addresses are 32 bits wide (outside 64-bit mode). */
export const MODE_STACK32: u32 = 4;
export const MODE_USER: u32 = 8;
/** Blocks of a single instruction: single-step, emulation, the last instructions of a budget. */
export const MODE_SINGLE: u32 = 16;

export const CR0_PE: u64 = 1;
export const CR0_MP: u64 = 1 << 1;
export const CR0_EM: u64 = 1 << 2;
export const CR0_TS: u64 = 1 << 3;
export const CR0_NE: u64 = 1 << 5;
export const CR0_WP: u64 = 1 << 16;
export const CR0_AM: u64 = 1 << 18;
export const CR0_NW: u64 = 1 << 29;
export const CR0_CD: u64 = 1 << 30;
export const CR0_PG: u64 = 0x8000_0000;
export const CR4_TSD: u64 = 1 << 2;
export const CR4_DE: u64 = 1 << 3;
export const CR4_PSE: u64 = 1 << 4;
export const CR4_PAE: u64 = 1 << 5;
export const CR4_PGE: u64 = 1 << 7;
export const CR4_PCE: u64 = 1 << 8;
export const CR4_OSFXSR: u64 = 1 << 9;
export const CR4_UMIP: u64 = 1 << 11;
export const CR4_FSGSBASE: u64 = 1 << 16;
export const CR4_OSXSAVE: u64 = 1 << 18;
export const CR4_SMEP: u64 = 1 << 20;
export const CR4_SMAP: u64 = 1 << 21;
export const EFER_SCE: u64 = 1;
export const EFER_LME: u64 = 1 << 8;
export const EFER_LMA: u64 = 1 << 10;
export const EFER_NXE: u64 = 1 << 11;

export const FLAG_TF: u64 = 1 << 8;
export const FLAG_IF: u64 = 1 << 9;
export const FLAG_DF: u64 = 1 << 10;
export const FLAG_IOPL: u64 = 3 << 12;
export const FLAG_NT: u64 = 1 << 14;
export const FLAG_RF: u64 = 1 << 16;
export const FLAG_VM: u64 = 1 << 17;
export const FLAG_AC: u64 = 1 << 18;
export const FLAG_VIF: u64 = 1 << 19;
export const FLAG_VIP: u64 = 1 << 20;
export const FLAG_ID: u64 = 1 << 21;

export function setLazy(kind: u32, a: i64, b: i64, r: i64, x: u32): void {
  fk = kind;
  fa = a;
  fb = b;
  fr = r;
  fx = x;
}

export function setCount(value: i32): void {
  cnt = value;
}
export function setCounted(value: i32): void {
  counted = value;
}
export function setCurrentBlock(value: usize): void {
  currentBlock = value;
}

/** Make the innermost loop return to the outer one before the next block. */
export function attend(): void {
  held += cnt;
  cnt = 0;
}
/** Keep `count` instructions of the budget for later. */
export function putAside(count: i32): void {
  held += count;
}
export function releaseHeld(): void {
  cnt += held;
  held = 0;
}

/** Translations have changed: no block or link found so far may be entered without asking again. */
export function newGeneration(): void {
  generation = (generation + 1) & GENERATIONS;
  if (generation == 0) {
    outdated = true;
    attend();
  }
  key = (generation << 5) | mode;
}

export function setMode(bits: u32): void {
  mode = bits;
  key = (generation << 5) | mode;
}

/** Base and limit of CS that blocks outside of 64-bit mode have been found by: what is at an instruction pointer depends on them. */
let codeBase: u64 = 0;
let codeLimit: u32 = 0;
function followCodeSegment(): void {
  const base = load<u64>(SEGS + SEG_SIZE + SEG_BASE);
  const limit = load<u32>(SEGS + SEG_SIZE + SEG_LIMIT);
  if (base == codeBase && limit == codeLimit) return;
  codeBase = base;
  codeLimit = limit;
  newGeneration();
}

/** Recompute what follows from CS, SS, CPL, CR0, CR4, EFER and RFLAGS.AC. */
export function updateMode(): void {
  const cs: u32 = load<u32>(SEGS + SEG_SIZE + SEG_ATTR);
  const ss: u32 = load<u32>(SEGS + 2 * SEG_SIZE + SEG_ATTR);
  let bits: u32;
  if ((load<u64>(EFER) & EFER_LMA) != 0 && (cs & 0x2000) != 0) bits = MODE_64;
  else if ((load<u64>(CR0) & CR0_PE) != 0 && (cs & 0x4000) != 0) bits = MODE_32;
  else bits = MODE_16;
  if (bits != MODE_64 && (ss & 0x4000) != 0) bits |= MODE_STACK32;
  const user = load<u32>(CPL) == 3;
  if (user) bits |= MODE_USER;
  if ((bits & MODE_CODE) != MODE_64) followCodeSegment();
  setMode(bits | (mode & MODE_SINGLE));
  let view: usize = 0;
  if (user) view = 1;
  else if ((load<u64>(CR4) & CR4_SMAP) != 0 && (load<u64>(RFLAGS) & FLAG_AC) != 0) view = 2;
  xtlb = TLB + view * TLB_VIEW_SIZE;
  chooseDataView();
}

/**
 * Data accesses normally use the view of the privilege level. While emulating, and while each access must be looked at,
 * they see the view that stays empty, so that every one takes the slow path.
 */
function chooseDataView(): void {
  const alignmentChecked =
    (mode & MODE_USER) != 0 && (load<u64>(CR0) & CR0_AM) != 0 && (load<u64>(RFLAGS) & FLAG_AC) != 0;
  // DR7: L0..G3 with a condition other than instruction execution.
  const dr7 = <u32>load<u64>(DR7);
  let watched = alignmentChecked;
  for (let i: u32 = 0; i < 4; i++) {
    if (((dr7 >> (2 * i)) & 3) != 0 && ((dr7 >> (16 + 4 * i)) & 3) != 0) watched = true;
  }
  store<u32>(WATCH_DATA, watched ? 1 : 0);
  tlb = watched || load<u32>(EMULATING) != 0 ? TLB + 3 * TLB_VIEW_SIZE : xtlb;
}

export function setEmulating(on: bool): void {
  store<u32>(EMULATING, on ? 1 : 0);
  chooseDataView();
}

export function isLong(): bool {
  return (mode & MODE_CODE) == MODE_64;
}
