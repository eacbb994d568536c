// The outer loop: everything that happens between blocks.

import { dropAllBlocks } from '../decode/arena';
import { findBlock, linearRip } from '../decode/block';
import {
  ACTIVITY,
  B_COUNT,
  B_HEAT,
  B_LAST,
  B_OPS,
  B_ORIGINAL,
  BREAKPOINT_COUNT,
  DEBUG_HITS,
  DR0,
  DR6,
  DR7,
  EVENT_INFO,
  EXIT_IDT_VECTORING,
  EXIT_INSTRUCTION_LENGTH,
  EXIT_REASON,
  INTERRUPTIBILITY,
  INTR,
  NMI,
  OP_LEN,
  OP_SIZE,
  REQUEST,
  RFLAGS,
  RIP,
  TOLD_BREAKPOINT,
} from '../generated/layout';
import { runBlocks } from '../generated/run';
import { beginEmulation } from '../mem/emulate';
import {
  cnt,
  FLAG_IF,
  FLAG_RF,
  FLAG_TF,
  held,
  isLong,
  MODE_SINGLE,
  mode,
  outdated,
  putAside,
  releaseHeld,
  setCount,
  setCounted,
  setEmulating,
  setMode,
  setOutdated,
} from '../state';
import { stopsHere } from './breakpoint';
import { deliverEvent } from './event';
import { setFlags } from './flags';
import {
  commitCount,
  commitFlags,
  DB,
  EVENT_HARDWARE,
  EVENT_NMI,
  EVENT_VALID,
  EXIT_BREAKPOINT,
  EXIT_BUDGET,
  EXIT_EMULATED,
  EXIT_HLT,
  EXIT_INTERRUPT_WINDOW,
  EXIT_REQUESTED,
  EXIT_TRANSLATE,
  setAccessPc,
  setDelivering,
} from './raise';

/** Put `attend()`ed counts back and leave with `reason`. */
function finish(reason: u32): u32 {
  releaseHeld();
  setSingle(false);
  commitCount();
  commitFlags();
  store<u32>(EXIT_REASON, reason);
  store<u32>(EXIT_INSTRUCTION_LENGTH, 0);
  store<u32>(EXIT_IDT_VECTORING, 0);
  return reason;
}

function setSingle(on: bool): void {
  setMode(on ? mode | MODE_SINGLE : mode & ~MODE_SINGLE);
}

/** How often a block must be met by a sample before its translation is asked for; 0: no samples are taken. */
let heatWanted: u32 = 0;
/** Instructions between samples, at least; twice as many at most. */
let samplePeriod: u32 = 0;
let untilSample: i32 = 0;
let sampleRandom: u32 = 1;
/** The block that run() left for with EXIT_TRANSLATE. */
export let hotBlock: usize = 0;

/** Begin to look for blocks that are worth translating (src/jit/). */
export function sampleHeat(wanted: u32, period: u32): void {
  heatWanted = wanted;
  samplePeriod = period;
  untilSample = <i32>period;
}

/** A sample finds the vCPU at block `b`. @returns whether its translation is wanted now */
function isHot(b: usize): bool {
  // A fixed period could beat with a loop of the guest. What follows from the samples is the same in every run.
  sampleRandom = sampleRandom * 1664525 + 1013904223;
  untilSample = <i32>(samplePeriod + ((sampleRandom >> 8) % samplePeriod));
  if (load<u32>(b, B_ORIGINAL) != 0 || !isLong()) return false;
  const heat = load<u32>(b, B_HEAT) + 1;
  store<u32>(b, heat, B_HEAT);
  hotBlock = b;
  return heat == heatWanted;
}

/** RFLAGS.TF was set when the last instruction began. */
let stepping: bool = false;

/** Fresh counts and lazy state: whatever an exit has left of the last run is void. */
function beginCounting(budget: i32): void {
  store<u32>(EXIT_REASON, 0);
  releaseHeld();
  setCount(budget);
  setCounted(budget);
  setSingle(false);
  setFlags(<u32>load<u64>(RFLAGS));
  setDelivering(0);
  if (outdated) forgetOutdated();
}

function forgetOutdated(): void {
  dropAllBlocks();
  setOutdated(false);
}

/** Start a run of at most `budget` instructions. */
export function start(budget: i32): u32 {
  beginCounting(budget);
  stepping = false;
  // Somebody has moved the processor away from the instruction of which the host was told.
  if (load<u64>(TOLD_BREAKPOINT) != linearRip(load<u64>(RIP)) + 1) store<u64>(TOLD_BREAKPOINT, 0);
  return runLoop();
}

/** Go on after an exception has unwound the stack. */
export function runLoop(): u32 {
  stepping = false;
  while (true) {
    releaseHeld();
    if (outdated) forgetOutdated();
    setAccessPc(0);
    // An exception of the last instruction goes before its traps; a load of SS holds them back by one instruction
    // (SDM Vol. 3A, "Masking Exceptions and Interrupts When Switching Stacks").
    const hits = load<u32>(DEBUG_HITS);
    if ((stepping || hits != 0) && load<u32>(EVENT_INFO) == 0 && (load<u32>(INTERRUPTIBILITY) & 2) == 0) {
      store<u64>(DR6, load<u64>(DR6) | <u64>hits | (stepping ? 0x4000 : 0));
      store<u32>(DEBUG_HITS, 0);
      store<u32>(EVENT_INFO, EVENT_VALID | EVENT_HARDWARE | DB);
    }
    stepping = false;
    if (load<u32>(REQUEST) != 0) {
      store<u32>(REQUEST, 0);
      return finish(EXIT_REQUESTED);
    }
    if (load<u32>(EVENT_INFO) != 0) {
      // A delivery counts like an instruction: a guest whose handlers fault without end must not outlast its budget.
      setCount(cnt - 1);
      deliverEvent();
      continue;
    }
    const flags = load<u64>(RFLAGS);
    const blocked = load<u32>(INTERRUPTIBILITY);
    if (load<u32>(NMI) != 0 && (blocked & 0xa) == 0) {
      store<u32>(NMI, 0);
      store<u32>(ACTIVITY, 0);
      store<u32>(EVENT_INFO, EVENT_VALID | EVENT_NMI | 2);
      continue;
    }
    if (load<u32>(INTR) != 0 && (flags & FLAG_IF) != 0 && (blocked & 3) == 0) return finish(EXIT_INTERRUPT_WINDOW);
    if (load<u32>(ACTIVITY) != 0) return finish(EXIT_HLT);
    if (cnt <= 0) return finish(EXIT_BUDGET);
    if (load<u32>(BREAKPOINT_COUNT) != 0 && stopsHere()) return finish(EXIT_BREAKPOINT);

    const dr7 = load<u64>(DR7);
    let single = (flags & FLAG_TF) != 0 || (blocked & 3) != 0 || (dr7 & 0xff) != 0;
    if ((dr7 & 0xff) != 0 && (flags & FLAG_RF) == 0 && (blocked & 2) == 0 && instructionBreakpoint(<u32>dr7)) continue;
    if ((flags & FLAG_RF) != 0) store<u64>(RFLAGS, flags & ~FLAG_RF);
    stepping = (flags & FLAG_TF) != 0;

    if (single) {
      runSingle();
      if (load<u32>(EXIT_REASON) != 0) return load<u32>(EXIT_REASON);
      // Blocking by STI and MOV SS lasts one instruction.
      if ((blocked & 3) != 0) store<u32>(INTERRUPTIBILITY, load<u32>(INTERRUPTIBILITY) & ~(blocked & 3));
      continue;
    }
    const b = findBlock();
    if (cnt < load<i32>(b, B_COUNT)) {
      // The budget ends within this block: the rest goes instruction by instruction.
      runSingle();
      if (load<u32>(EXIT_REASON) != 0) return load<u32>(EXIT_REASON);
      continue;
    }
    if (heatWanted != 0) {
      if (untilSample <= 0 && isHot(b)) return EXIT_TRANSLATE;
      // Up to the next sample; the rest of the budget is put aside.
      const left = cnt;
      setCount(max<i32>(min<i32>(left, untilSample), load<i32>(b, B_COUNT)));
      putAside(left - cnt);
      runBlocks(b);
      untilSample -= left - (cnt + held);
    } else runBlocks(b);
    if (load<u32>(EXIT_REASON) != 0) return load<u32>(EXIT_REASON); // a denied store has recorded its exit
  }
}

function runSingle(): void {
  setSingle(true);
  const budget = cnt;
  const b = findBlock();
  // One instruction: with a count of 1, run() returns when it asks for the next block.
  setCount(1);
  putAside(budget - 1);
  if (load<u64>(TOLD_BREAKPOINT) == 0) runBlocks(b);
  else {
    const rip = load<u64>(RIP);
    const repeats = isRepeated(b);
    runBlocks(b);
    // An iteration of a repeated instruction that is not the last one is no arrival at it.
    if (load<u32>(EXIT_REASON) == 0 && !(repeats && load<u64>(RIP) == rip)) store<u64>(TOLD_BREAKPOINT, 0);
  }
  setSingle(false);
}

/** Whether the instruction of a single block has a repeat prefix. */
function isRepeated(b: usize): bool {
  for (let op = b + B_OPS; op <= <usize>load<u32>(b, B_LAST); op += OP_SIZE) {
    if (load<u8>(op, OP_LEN) >> 6 != 0) return true;
  }
  return false;
}

/**
 * SYSCALL and SYSRET look at TF when they are done: a kernel that masks TF in IA32_FMASK is entered quietly, and the step
 * over SYSCALL ends behind SYSRET.
 */
export function stepByNewFlags(): void {
  stepping = (load<u64>(RFLAGS) & FLAG_TF) != 0;
}

/**
 * Whether an enabled instruction breakpoint is at RIP: then its #DB is pending. The handler has to set RF in the saved
 * flags: SDM Vol. 3B, "Instruction-Breakpoint Exception Condition".
 */
function instructionBreakpoint(dr7: u32): bool {
  const linear = linearRip(load<u64>(RIP));
  let hits: u32 = 0;
  for (let i: u32 = 0; i < 4; i++) {
    if (((dr7 >> (2 * i)) & 3) == 0 || ((dr7 >> (16 + 4 * i)) & 15) != 0) continue;
    if (load<u64>(DR0 + ((<usize>i) << 3)) == linear) hits |= 1 << i;
  }
  if (hits == 0) return false;
  store<u64>(DR6, load<u64>(DR6) | <u64>hits);
  store<u32>(EVENT_INFO, EVENT_VALID | EVENT_HARDWARE | DB);
  return true;
}

/**
 * Carry out exactly one instruction (one iteration of a REP instruction) whose data accesses the host decides.
 * @returns EXIT_EMULATED, or the exit that stood in the way
 */
export function emulateOne(): u32 {
  beginCounting(1);
  beginEmulation();
  setAccessPc(0);
  if (load<u32>(EVENT_INFO) != 0) {
    // The access belonged to the delivery of an event, which is repeated under emulation.
    setEmulating(true);
    setCount(cnt - 1);
    deliverEvent();
    setEmulating(false);
    return finish(EXIT_EMULATED);
  }
  setSingle(true);
  setEmulating(true); // what the walk for the fetch reads and sets in the guest's tables is the host's to decide, too
  const b = findBlock();
  const stepped = (load<u64>(RFLAGS) & FLAG_TF) != 0;
  const blocked = load<u32>(INTERRUPTIBILITY) & 3;
  store<u64>(RFLAGS, load<u64>(RFLAGS) & ~FLAG_RF);
  runBlocks(b);
  setEmulating(false);
  if (blocked != 0) store<u32>(INTERRUPTIBILITY, load<u32>(INTERRUPTIBILITY) & ~blocked);
  if (stepped && load<u32>(EVENT_INFO) == 0 && (load<u32>(INTERRUPTIBILITY) & 2) == 0) {
    store<u64>(DR6, load<u64>(DR6) | 0x4000);
    store<u32>(EVENT_INFO, EVENT_VALID | EVENT_HARDWARE | DB);
  }
  return finish(EXIT_EMULATED);
}
