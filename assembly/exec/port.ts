// Port I/O. SDM Vol. 1, "Input/Output"; permission: "I/O Privilege Level" and "I/O Permission Bit Map".
import { CPL, REGS, RFLAGS, SEG_ATTR, SEG_BASE, SEG_LIMIT, TR } from '../generated/layout';
import { portIn, portOut } from '../imports';
import { systemRead } from '../mem/access';
import { FLAG_IOPL } from '../state';
import { imm, setReg, sizeLog2 } from './operand';
import { commitCount, GP, raiseError } from './raise';
import { isProtected, segment } from './segment';

const RAX: usize = REGS;
const RDX: usize = REGS + 16;

/** #GP(0) unless `size` ports from `port` on may be used. */
export function checkIo(pc: usize, port: u32, size: u32): void {
  if (!isProtected()) return;
  if (<u64>load<u32>(CPL) <= (load<u64>(RFLAGS) & FLAG_IOPL) >> 12) return;
  const tss = segment(<u32>TR);
  const base = load<u64>(tss, SEG_BASE);
  const limit = load<u32>(tss, SEG_LIMIT);
  const type = load<u32>(tss, SEG_ATTR) & 15;
  if ((type != 9 && type != 11) || limit < 103) raiseError(pc, GP, 0);
  const map = <u32>systemRead(pc, base + 102, 2) + (port >> 3);
  if (map + 1 > limit) raiseError(pc, GP, 0);
  const bits = <u32>systemRead(pc, base + <u64>map, 2) >> (port & 7);
  if ((bits & ((1 << size) - 1)) != 0) raiseError(pc, GP, 0);
}

function input(pc: usize, port: u32): void {
  const log2 = min<u32>(sizeLog2(pc), 2);
  checkIo(pc, port, 1 << log2);
  commitCount();
  setReg(RAX, log2, <u64>portIn(port, 1 << log2));
}
function output(pc: usize, port: u32): void {
  const log2 = min<u32>(sizeLog2(pc), 2);
  checkIo(pc, port, 1 << log2);
  commitCount();
  portOut(port, 1 << log2, load<u32>(RAX) & (log2 == 0 ? 0xff : log2 == 1 ? 0xffff : 0xffff_ffff));
}

export function inPort(pc: usize): void {
  input(pc, <u32>imm(pc) & 0xff);
}
export function inDx(pc: usize): void {
  input(pc, <u32>load<u16>(RDX));
}
export function outPort(pc: usize): void {
  output(pc, <u32>imm(pc) & 0xff);
}
export function outDx(pc: usize): void {
  output(pc, <u32>load<u16>(RDX));
}
