// Test-only stand-in for mem/access.ts: a flat piece of guest-linear memory with nothing mapped around it.

import { raiseError } from '../exec/raise';
import { CR2 } from '../generated/layout';

/** Guest-linear range that is mapped, and where it is in the linear memory (test/support/flat-core.ts). */
const FIRST: u64 = 0x1001_0000;
const LENGTH: u64 = 0x2000;
const AT: usize = 0x14_0000;

/** Linear-memory address of `length` guest bytes; #PF for the first that is not mapped. */
function translate(pc: usize, gla: u64, length: u32, error: u32): usize {
  const offset = gla - FIRST;
  if (offset >= LENGTH || offset + <u64>length > LENGTH) {
    store<u64>(CR2, offset >= LENGTH ? gla : FIRST + LENGTH);
    raiseError(pc, 14, error);
  }
  return AT + <usize>offset;
}

export function load8(pc: usize, gla: u64): u32 {
  return <u32>load<u8>(translate(pc, gla, 1, 4));
}
export function load16(pc: usize, gla: u64): u32 {
  return <u32>load<u16>(translate(pc, gla, 2, 4));
}
export function load32(pc: usize, gla: u64): u32 {
  return load<u32>(translate(pc, gla, 4, 4));
}
export function load64(pc: usize, gla: u64): u64 {
  return load<u64>(translate(pc, gla, 8, 4));
}
export function store8(pc: usize, gla: u64, v: u32): void {
  store<u8>(translate(pc, gla, 1, 6), <u8>v);
}
export function store16(pc: usize, gla: u64, v: u32): void {
  store<u16>(translate(pc, gla, 2, 6), <u16>v);
}
export function store32(pc: usize, gla: u64, v: u32): void {
  store<u32>(translate(pc, gla, 4, 6), v);
}
export function store64(pc: usize, gla: u64, v: u64): void {
  store<u64>(translate(pc, gla, 8, 6), v);
}
export function loadBytes(pc: usize, gla: u64, length: u32, to: usize): void {
  memory.copy(to, translate(pc, gla, length, 4), <usize>length);
}
export function storeBytes(pc: usize, gla: u64, length: u32, from: usize): void {
  memory.copy(translate(pc, gla, length, 6), from, <usize>length);
}
export function probeWrite(pc: usize, gla: u64, length: u32): void {
  translate(pc, gla, length, 6);
}
