// Instructions that order or prepare memory accesses, and EMMS. One processor with no caches of its own and no
// reordering has nothing to do for most of them.
import { X87_FTW } from '../generated/layout';
import { load8 } from '../mem/access';
import { ea } from './operand';
import { checkMmx, enterMmx } from './sse-operand';

/** PAUSE: a hint to spin loops. */
export function pause(_pc: usize): void {}

/** PREFETCHh, PREFETCHW and the reserved NOPs of their opcodes: no memory access, no fault. */
export function prefetch(_pc: usize): void {}

/** LFENCE, MFENCE, SFENCE: accesses are already in program order. */
export function fence(_pc: usize): void {}

/** CLFLUSH, CLFLUSHOPT: there is no cache to flush; paging and EPT treat the instruction as a load of one byte. */
export function clflush(pc: usize): void {
  load8(pc, ea(pc));
}

/** EMMS: all x87 registers are empty; like every MMX instruction it leaves 0 as the top of the stack. */
export function emms(pc: usize): void {
  checkMmx(pc);
  enterMmx();
  store<u8>(X87_FTW, 0);
}
