// How an instruction ends early: by an exception for the guest, or by an exit to the hypervisor. Both unwind to the
// host's catch around run(); nothing behind a call of these functions is executed.

import {
  ACTIVITY,
  B_COUNT,
  B_OPS,
  B_PHYS,
  B_PHYS2,
  B_RIP,
  CR2,
  DEBUG_HITS,
  EMULATING,
  EVENT_ERROR,
  EVENT_INFO,
  EVENT_LENGTH,
  EXIT_GLA,
  EXIT_GPA,
  EXIT_IDT_VECTORING,
  EXIT_INSTRUCTION,
  EXIT_INSTRUCTION_LENGTH,
  EXIT_QUALIFICATION,
  EXIT_REASON,
  EXIT_SIZE,
  ICOUNT,
  OP_LEN,
  OP_SIZE,
  RFLAGS,
  RIP,
} from '../generated/layout';
import { unwind } from '../imports';
import {
  cnt,
  counted,
  currentBlock,
  FLAG_RF,
  held,
  isLong,
  setCount,
  setCounted,
  setEmulating,
  setImplicit,
} from '../state';
import { ARITHMETIC_FLAGS, getFlags } from './flags';

export const DE: u32 = 0;
export const DB: u32 = 1;
export const BP: u32 = 3;
export const OF_VECTOR: u32 = 4;
export const BR: u32 = 5;
export const UD: u32 = 6;
export const NM: u32 = 7;
export const DF: u32 = 8;
export const TS: u32 = 10;
export const NP: u32 = 11;
export const SS: u32 = 12;
export const GP: u32 = 13;
export const PF_VECTOR: u32 = 14;
export const MF: u32 = 16;
export const AC: u32 = 17;
export const XM: u32 = 19;

// Event types of the VM-entry interruption-information field. SDM Vol. 3C, "VM-Entry Controls for Event Injection".
export const EVENT_VALID: u32 = 0x8000_0000;
export const EVENT_HAS_ERROR: u32 = 1 << 11;
export const EVENT_EXTERNAL: u32 = 0 << 8;
export const EVENT_NMI: u32 = 2 << 8;
export const EVENT_HARDWARE: u32 = 3 << 8;
export const EVENT_SOFTWARE_INT: u32 = 4 << 8;
export const EVENT_PRIVILEGED_SOFTWARE: u32 = 5 << 8;
export const EVENT_SOFTWARE_EXCEPTION: u32 = 6 << 8;

export const EXIT_TRIPLE_FAULT: u32 = 2;
export const EXIT_INTERRUPT_WINDOW: u32 = 7;
export const EXIT_TASK_SWITCH: u32 = 9;
export const EXIT_HLT: u32 = 12;
export const EXIT_EPT_VIOLATION: u32 = 48;
export const EXIT_EPT_MISCONFIGURATION: u32 = 49;
export const EXIT_SPP: u32 = 66;
/** Not the SDM's: the instruction budget is spent. */
export const EXIT_BUDGET: u32 = 0x1_0000;
/** Not the SDM's: emuRead or emuWrite asked to stop. */
export const EXIT_EMULATION_STOPPED: u32 = 0x1_0001;
/** Not the SDM's: the host asked for a pause (a device did, while serving an access). */
export const EXIT_REQUESTED: u32 = 0x1_0002;
/** Not the SDM's: emulate() has carried out its instruction. */
export const EXIT_EMULATED: u32 = 0x1_0003;
/** Not the SDM's: the next instruction is at a breakpoint of the host's. */
export const EXIT_BREAKPOINT: u32 = 0x1_0005;

/** Not the SDM's: a block has become worth translating; run() has not come to an end. */
export const EXIT_TRANSLATE: u32 = 0x1_0004;

/** Operation whose memory access takes the slow path; 0 when none is being executed (fetch, event delivery). */
export let accessPc: usize = 0;
export function setAccessPc(pc: usize): void {
  accessPc = pc;
}

/** The event that is being delivered (EVENT_INFO format), or 0. */
export let delivering: u32 = 0;
export function setDelivering(info: u32): void {
  delivering = info;
}

/** Address of the instruction that operation `pc` belongs to. */
export function currentRip(pc: usize): u64 {
  let rip = load<u64>(currentBlock, B_RIP);
  for (let p: usize = currentBlock + B_OPS; p < pc; p += OP_SIZE) rip += <u64>(load<u8>(p, OP_LEN) & 15);
  return isLong() ? rip : rip & 0xffff_ffff;
}

/** Length of that instruction in bytes. */
export function currentLength(pc: usize): u32 {
  let p = pc;
  while ((load<u8>(p, OP_LEN) & 15) == 0) p += OP_SIZE;
  return load<u8>(p, OP_LEN) & 15;
}

/** Make RIP and the instruction count those of an instruction that has not been executed. */
export function rewind(pc: usize): void {
  let done: i32 = 0;
  for (let p: usize = currentBlock + B_OPS; p < pc; p += OP_SIZE) if ((load<u8>(p, OP_LEN) & 15) != 0) done++;
  store<u64>(RIP, currentRip(pc));
  setCount(cnt + load<i32>(currentBlock, B_COUNT) - done);
}

/** Bring STATE.ICOUNT up to date. */
export function commitCount(): void {
  const left = cnt + held;
  store<u64>(ICOUNT, load<u64>(ICOUNT) + <u64>(counted - left));
  setCounted(left);
}

/** Take the instruction at work back out of STATE.ICOUNT: what is told of its stores has the count of those before it. */
export function uncountOne(): void {
  store<u64>(ICOUNT, load<u64>(ICOUNT) - 1);
  setCounted(counted + 1);
}

/** Bring STATE.RFLAGS up to date. */
export function commitFlags(): void {
  store<u64>(RFLAGS, (load<u64>(RFLAGS) & ~(<u64>ARITHMETIC_FLAGS)) | <u64>getFlags() | 2);
}

/** An operation that finds its block patched behind it: go back to the outer loop at its own address. */
export function resync(pc: usize): void {
  rewind(pc);
}

function isContributory(vector: u32): bool {
  return vector == DE || (vector >= TS && vector <= GP);
}

/** SDM Vol. 3A, "Interrupt 8 - Double Fault Exception (#DF)", table "Conditions for Generating a Double Fault". */
function raiseEvent(pc: usize, vector: u32, type: u32, hasError: bool, error: u32, length: u32): void {
  store<u32>(EXIT_REASON, 0);
  setImplicit(false);
  mayReturn = false;
  if (pc != 0) {
    rewind(pc);
    store<u32>(DEBUG_HITS, 0); // traps are of instructions that complete
  }
  if (load<u32>(EMULATING) != 0) {
    setEmulating(false);
    commitCount(); // a delivery that has begun counts, and emulate() ends here
  }
  let info = EVENT_VALID | type | vector | (hasError ? EVENT_HAS_ERROR : 0);
  let code = error;
  if (delivering != 0) {
    const first = delivering & 0xff;
    const firstIsException = (delivering & 0x700) == EVENT_HARDWARE;
    setDelivering(0);
    if (firstIsException && first == DF) {
      store<u32>(EVENT_INFO, 0);
      leave(EXIT_TRIPLE_FAULT);
      return;
    }
    if (
      firstIsException &&
      ((isContributory(first) && isContributory(vector)) ||
        (first == PF_VECTOR && (vector == PF_VECTOR || isContributory(vector))))
    ) {
      info = EVENT_VALID | EVENT_HARDWARE | EVENT_HAS_ERROR | DF;
      code = 0;
    }
  }
  store<u32>(EVENT_INFO, info);
  store<u32>(EVENT_ERROR, code);
  store<u32>(EVENT_LENGTH, length);
  // Faults save RF as 1 so that an instruction breakpoint does not fire again. SDM Vol. 3B, "RF (resume) flag".
  if (type == EVENT_HARDWARE && vector != DB) store<u64>(RFLAGS, load<u64>(RFLAGS) | FLAG_RF);
  unwind();
}

/** Exception without error code. */
export function raise(pc: usize, vector: u32): void {
  raiseEvent(pc, vector, EVENT_HARDWARE, false, 0, 0);
}

/** Exception with error code. */
export function raiseError(pc: usize, vector: u32, error: u32): void {
  raiseEvent(pc, vector, EVENT_HARDWARE, true, error, 0);
}

/** INT n, INT3, INTO, INT1: trap-like, of an instruction of `length` bytes. RIP is that of the instruction. */
export function raiseSoftware(pc: usize, vector: u32, type: u32): void {
  const length = currentLength(pc);
  raiseEvent(pc, vector, type, false, 0, length);
}

/** #PF: error code bits as in SDM Vol. 3A, "Interrupt 14 - Page-Fault Exception (#PF)". */
export function raisePageFault(gla: u64, error: u32): void {
  store<u64>(CR2, gla);
  raiseEvent(accessPc, PF_VECTOR, EVENT_HARDWARE, true, error, 0);
}

/** Leave run() with an exit; RIP and counts must be right already. */
export function leave(reason: u32): void {
  if (load<u32>(EMULATING) != 0) setEmulating(false);
  store<u32>(EXIT_REASON, reason);
  store<u32>(EXIT_IDT_VECTORING, 0);
  commitCount();
  commitFlags();
  unwind();
}

/**
 * Fault-like VM exit of the access at hand: nothing of the instruction is visible. When it interrupts the delivery of
 * an event, that event stays pending in EVENT_INFO and is reported as IDT-vectoring information.
 */
export function exitAccess(reason: u32, qualification: u64, gpa: u64, gla: u64, size: u32): void {
  recordExit(reason, qualification, gpa, gla, size);
  unwind();
}

function recordExit(reason: u32, qualification: u64, gpa: u64, gla: u64, size: u32): void {
  setImplicit(false);
  mayReturn = false;
  store<u32>(EXIT_INSTRUCTION_LENGTH, 0);
  if (accessPc != 0) {
    store<u32>(EXIT_INSTRUCTION_LENGTH, currentLength(accessPc));
    rewind(accessPc);
    copyInstruction();
  }
  store<u64>(EXIT_QUALIFICATION, qualification);
  store<u64>(EXIT_GPA, gpa);
  store<u64>(EXIT_GLA, gla);
  store<u32>(EXIT_SIZE, size);
  if (load<u32>(EMULATING) != 0) setEmulating(false);
  store<u32>(EXIT_REASON, reason);
  store<u32>(EXIT_IDT_VECTORING, delivering);
  // A delivery counts like an instruction, once it is done.
  if (delivering != 0) setCount(cnt + 1);
  setDelivering(0);
  commitCount();
  commitFlags();
}

/** The bytes of the instruction at RIP, as far as the page goes, to EXIT_INSTRUCTION. */
function copyInstruction(): void {
  const at = load<u32>(currentBlock, B_PHYS) + <u32>(load<u64>(RIP) - load<u64>(currentBlock, B_RIP));
  const length = load<u32>(EXIT_INSTRUCTION_LENGTH);
  const inPage = min<u32>(length, 0x1000 - (at & 0xfff));
  memory.copy(EXIT_INSTRUCTION, at, inPage);
  if (inPage < length) memory.copy(EXIT_INSTRUCTION + inPage, load<u32>(currentBlock, B_PHYS2), length - inPage);
}

/**
 * A store of generated code can leave by returning, which costs a fraction of unwinding: while this is set, a write that
 * sub-page permissions deny records its exit, sets `exited` and returns. Whoever sets it looks at `exited`.
 */
export let mayReturn: bool = false;
export let exited: bool = false;
export function allowReturn(on: bool): void {
  mayReturn = on;
  exited = false;
}
/** The exit of a denied write: returns only when allowReturn() is in force. */
export function exitDenied(qualification: u64, gpa: u64, gla: u64, size: u32): void {
  if (!mayReturn) exitAccess(EXIT_EPT_VIOLATION, qualification, gpa, gla, size);
  recordExit(EXIT_EPT_VIOLATION, qualification, gpa, gla, size);
  exited = true;
}

/** Operations that stand for what cannot be decoded or fetched. */
export function raiseUd(pc: usize): void {
  raise(pc, UD);
}
export function raiseGp(pc: usize): void {
  raiseError(pc, GP, 0);
}

/** Whether the vCPU is halted. */
export function halt(): void {
  store<u32>(ACTIVITY, 1);
}
