// Port I/O. SDM Vol. 1, "Input/Output"; permission: "I/O Privilege Level" and "I/O Permission Bit Map".
import { CPL, CR4, DEBUG_HITS, DR0, DR7, REGS, RFLAGS, SEG_ATTR, SEG_BASE, SEG_LIMIT, TR } from '../generated/layout';
import { portIn, portOut } from '../imports';
import { systemRead } from '../mem/access';
import { CR4_DE, FLAG_IOPL } from '../state';
import { imm, setReg, sizeLog2 } from './operand';
import { commitCount, GP, raiseError } from './raise';
import { isProtected, segment } from './segment';

const RAX: usize = REGS;
const RDX: usize = REGS + 16;

/**
 * Note breakpoints on ports: condition 10b, with CR4.DE. SDM Vol. 3B, "Debug Registers". A trap, so it comes when the
 * instruction is done.
 */
export function watchPort(port: u32, size: u32): void {
  if ((load<u32>(DR7) & 0xff) == 0 || (load<u64>(CR4) & CR4_DE) == 0) return;
  const dr7 = load<u32>(DR7);
  for (let i: u32 = 0; i < 4; i++) {
    if (((dr7 >> (2 * i)) & 3) == 0 || ((dr7 >> (16 + 4 * i)) & 3) != 2) continue;
    const length = ((dr7 >> (18 + 4 * i)) & 3) + 1;
    const from = load<u64>(DR0 + ((<usize>i) << 3)) & ~(<u64>(length - 1));
    if (<u64>port < from + <u64>length && from < <u64>(port + size)) {
      store<u32>(DEBUG_HITS, load<u32>(DEBUG_HITS) | (1 << i));
    }
  }
}

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
  watchPort(port, 1 << log2);
  commitCount();
  setReg(RAX, log2, <u64>portIn(port, 1 << log2));
}
function output(pc: usize, port: u32): void {
  const log2 = min<u32>(sizeLog2(pc), 2);
  checkIo(pc, port, 1 << log2);
  watchPort(port, 1 << log2);
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
