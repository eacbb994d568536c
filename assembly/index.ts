// The processor's interface to its host: nothing but this is exported. src/cpu/processor.ts is the other side.

import { dropAllBlocks } from './decode/arena';
import { codeWritten, hasCode } from './decode/code-map';
import { emulateOne, runLoop, start } from './exec/loop';
import { HOST_PHYS, INTR, NMI, PDPTES_LOADED, REQUEST } from './generated/layout';
import { checkControls as controls, flushGpaCache } from './mem/ept';
import { emptyTlb, flushTlb as flushLinear } from './mem/tlb';
import { attend, setEmulating, updateMode } from './state';

/** Forget everything derived from memory and registers. Call after the host has written STATE. */
export function reset(): void {
  setEmulating(false);
  updateMode();
  emptyTlb();
  flushGpaCache();
  dropAllBlocks();
}

/** Run at most `budget` instructions. Returns the exit reason, unless the host's unwind() is thrown through. */
export function run(budget: i32): u32 {
  return start(budget);
}

/** Go on after unwind() with STATE.EXIT_REASON 0: an exception is to be delivered. */
export function resume(): u32 {
  return runLoop();
}

/** Carry out one instruction with its data accesses given to emuRead and emuWrite. */
export function emulate(): u32 {
  return emulateOne();
}

/** Level of the interrupt request line. */
export function setIntr(level: u32): void {
  if (load<u32>(INTR) == level) return;
  store<u32>(INTR, level);
  if (level != 0) attend();
}

/** A non-maskable interrupt arrives. */
export function raiseNmi(): void {
  store<u32>(NMI, 1);
  attend();
}

/** Make run() return with EXIT_REQUESTED before the next block. */
export function requestExit(): void {
  store<u32>(REQUEST, 1);
  attend();
}

/** Registers that decide modes (CS, SS, CPL, CR0, CR4, EFER, RFLAGS) have been written by the host. */
export function registersChanged(): void {
  store<u32>(PDPTES_LOADED, 0);
  updateMode();
}

/** The state of another vCPU has been put in. It sees the same host-physical memory and its own linear addresses. */
export function stateExchanged(): void {
  updateMode();
  flushLinear();
}

/** INVEPT, all contexts: forget guest-physical and combined translations. */
export function invept(): void {
  flushGpaCache();
  flushLinear();
}

/** Forget linear translations. */
export function flushTlb(): void {
  flushLinear();
}

/** The host has written `length` bytes at host-physical address `hpa`. */
export function invalidateCode(hpa: u32, length: u32): void {
  let at = hpa;
  let left = length;
  while (left > 0) {
    const part = min<u32>(left, 0x1000 - (at & 0xfff));
    const host = at + <u32>HOST_PHYS;
    if (hasCode(host)) codeWritten(host, part);
    at += part;
    left -= part;
  }
}

/** VM-entry checks of the EPT and SPP controls: 0, or which check fails (assembly/mem/ept.ts). */
export function checkControls(): u32 {
  return controls();
}

// For translated code (src/jit/), which stands in for run()'s loop: what that loop keeps in globals, and what it calls.

export { resets } from './decode/arena';
export { enterTranslated, goTo, linkNext, linkTarget } from './decode/block';
export { breakpointsChanged } from './exec/breakpoint';
export { imulOverflow, rotateFlags } from './exec/flags';
export { hotBlock, sampleHeat } from './exec/loop';
export { dispatchCold } from './generated/dispatch';
export { cnt, currentBlock, fa, fb, fk, fr, fx, key, tlb } from './state';

/** Forget all blocks, and with them every entry of translated code. */
export function forgetBlocks(): void {
  dropAllBlocks();
}
