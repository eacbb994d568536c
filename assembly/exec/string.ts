// String instructions, one element at a time or, where the pages allow, a run of them. A REP instruction that is not
// finished leaves RIP at itself; each iteration counts as an instruction and is committed before the next begins. What an
// iteration writes over the instruction itself holds from the next one on, however many would have been done at once.
// SDM Vol. 2B, "REP/REPE/REPZ/REPNE/REPNZ".
import { hasChangedItself } from '../decode/code-map';
import { EMULATING, OP_IMM, OP_LEN, REGS, RFLAGS, RIP, TLB_WRITE, WATCH_DATA } from '../generated/layout';
import { portIn, portOut } from '../imports';
import { hostForRead, hostForWrite, loadSized, probeWrite, storeSized, touch } from '../mem/access';
import { cnt, FLAG_DF, FLAG_RF, isLong, MODE_SINGLE, mode, setCount, setLazy, xtlb } from '../state';
import { F_SUB, getFlags, ZF } from './flags';
import { getReg, setReg, sizeLog2 } from './operand';
import { checkIo, watchPort } from './port';
import { commitCount, currentRip, setAccessPc, uncountOne } from './raise';
import { segmentAddress } from './segment';

const RAX: usize = REGS;
const RCX: usize = REGS + 8;
const RDX: usize = REGS + 16;
const RSI: usize = REGS + 48;
const RDI: usize = REGS + 56;

/** Iterations between two looks at the budget. */
const RUN: u64 = 4096;

let step: u64 = 0;
let width: u32 = 0;

function counterOf(register: usize): u64 {
  return getReg(register, width);
}
/** Advance an index register within the address size. */
function advance(register: usize, by: u64): void {
  setReg(register, width, counterOf(register) + by);
}

function begin(pc: usize): void {
  width = (load<u32>(pc, OP_IMM) & 3) + 1;
  const size = (<u64>1) << (<u64>sizeLog2(pc));
  step = (load<u64>(RFLAGS) & FLAG_DF) != 0 ? 0 - size : size;
}

function source(pc: usize, bytes: u32): u64 {
  return segmentAddress(pc, (load<u32>(pc, OP_IMM) >> 4) & 7, counterOf(RSI), bytes, false);
}
function destination(pc: usize, bytes: u32, isWrite: bool): u64 {
  return segmentAddress(pc, 0, counterOf(RDI), bytes, isWrite);
}

/** Iterations to do now: 1 without REP, 0 when rCX is 0, else as many as the budget allows. */
function iterations(pc: usize): u64 {
  if ((load<u8>(pc, OP_LEN) & 0xc0) == 0) return 1;
  const count = counterOf(RCX);
  if (count == 0) return 0;
  if (load<u32>(EMULATING) != 0 || (mode & MODE_SINGLE) != 0) return 1;
  return min<u64>(min<u64>(count, RUN), <u64>max<i32>(cnt, 0) + 1);
}

/** After `done` iterations; `stop` when a REPE/REPNE condition ends the instruction. */
function finish(pc: usize, done: u64, stop: bool): void {
  if ((load<u8>(pc, OP_LEN) & 0xc0) == 0) return;
  // The block has counted the instruction once already: so many iterations are so many counts, in however many parts.
  if (done > 0) setCount(cnt + 1);
  if (counterOf(RCX) == 0 || stop) return;
  // Not a new start of the instruction: RF keeps a breakpoint at it quiet, and what interrupts it saves RF as 1.
  store<u64>(RIP, currentRip(pc));
  store<u64>(RFLAGS, load<u64>(RFLAGS) | FLAG_RF);
}
/** Each iteration is counted as it is done, so that a fault in a later one leaves the count right. */
function countOne(pc: usize): void {
  if ((load<u8>(pc, OP_LEN) & 0xc0) == 0) return;
  setReg(RCX, width, counterOf(RCX) - 1);
  setCount(cnt - 1);
}

/** How many of `n` elements of `size` bytes fit between `gla` and the end of its page. */
function fitting(gla: u64, n: u64, size: u64): u64 {
  return min<u64>(n, (<u64>0x1000 - (gla & 0xfff)) / size);
}

/**
 * Whether a run of elements can be written as one: writes to the page of `gla` are plain, and none of the bytes, at `host`,
 * is of the code that is running. Code that they change is dropped.
 */
function mayWriteAtOnce(gla: u64, host: u32, bytes: u32): bool {
  if (load<u64>(xtlb + ((<usize>(gla >> 12) & 0xfff) << 5), TLB_WRITE) != (gla & ~(<u64>0xfff))) return false;
  touch(host, bytes);
  return !hasChangedItself();
}

/** Indices that would wrap within their width, or segments with limits, are served one element at a time. */
function mayRun(pc: usize): bool {
  return (
    load<u32>(EMULATING) == 0 &&
    load<u32>(WATCH_DATA) == 0 &&
    (load<u64>(RFLAGS) & FLAG_DF) == 0 &&
    isLong() &&
    width == 3
  );
}

export function movs(pc: usize): void {
  begin(pc);
  const log2 = sizeLog2(pc);
  const size: u32 = 1 << log2;
  const n = iterations(pc);
  if (n > 1 && mayRun(pc)) {
    setAccessPc(pc);
    const from = source(pc, size);
    const to = destination(pc, size, true);
    const run = fitting(to, fitting(from, n, <u64>size), <u64>size);
    if (run > 1) {
      const s = hostForRead(from, size);
      const d = hostForWrite(to, size);
      const bytes = (<u32>run) << log2;
      if (mayWriteAtOnce(to, d, bytes)) {
        if (d > s && d < s + bytes) {
          // Overlapping upwards: each element must see the one before.
          for (let i: u32 = 0; i < bytes; i += size) {
            if (log2 == 3) store<u64>(d + i, load<u64>(s + i));
            else if (log2 == 2) store<u32>(d + i, load<u32>(s + i));
            else if (log2 == 1) store<u16>(d + i, load<u16>(s + i));
            else store<u8>(d + i, load<u8>(s + i));
          }
        } else memory.copy(d, s, bytes);
        advance(RSI, <u64>bytes);
        advance(RDI, <u64>bytes);
        store<u64>(RCX, load<u64>(RCX) - run);
        setCount(cnt - <i32>run);
        finish(pc, run, false);
        return;
      }
    }
  }
  for (let i: u64 = 0; i < n; i++) {
    const from = source(pc, size);
    const to = destination(pc, size, true);
    storeSized(pc, to, log2, loadSized(pc, from, log2));
    advance(RSI, step);
    advance(RDI, step);
    countOne(pc);
    if (hasChangedItself()) {
      finish(pc, i + 1, false);
      return;
    }
  }
  finish(pc, n, false);
}

export function stos(pc: usize): void {
  begin(pc);
  const log2 = sizeLog2(pc);
  const size: u32 = 1 << log2;
  const n = iterations(pc);
  const value = getReg(RAX, log2);
  if (n > 1 && mayRun(pc)) {
    setAccessPc(pc);
    const to = destination(pc, size, true);
    const run = fitting(to, n, <u64>size);
    if (run > 1) {
      const d = hostForWrite(to, size);
      const bytes = (<u32>run) << log2;
      if (mayWriteAtOnce(to, d, bytes)) {
        if (log2 == 0 || value == 0) memory.fill(d, <u8>value, bytes);
        else if (log2 == 3) for (let i: u32 = 0; i < bytes; i += 8) store<u64>(d + i, value);
        else if (log2 == 2) for (let i: u32 = 0; i < bytes; i += 4) store<u32>(d + i, <u32>value);
        else for (let i: u32 = 0; i < bytes; i += 2) store<u16>(d + i, <u16>value);
        advance(RDI, <u64>bytes);
        store<u64>(RCX, load<u64>(RCX) - run);
        setCount(cnt - <i32>run);
        finish(pc, run, false);
        return;
      }
    }
  }
  for (let i: u64 = 0; i < n; i++) {
    storeSized(pc, destination(pc, size, true), log2, value);
    advance(RDI, step);
    countOne(pc);
    if (hasChangedItself()) {
      finish(pc, i + 1, false);
      return;
    }
  }
  finish(pc, n, false);
}

export function lods(pc: usize): void {
  begin(pc);
  const log2 = sizeLog2(pc);
  const n = iterations(pc);
  for (let i: u64 = 0; i < n; i++) {
    setReg(RAX, log2, loadSized(pc, source(pc, 1 << log2), log2));
    advance(RSI, step);
    countOne(pc);
  }
  finish(pc, n, false);
}

function signExtended(value: u64, log2: u32): i64 {
  const shift = <i64>(64 - (8 << log2));
  return ((<i64>value) << shift) >> shift;
}

function compare(a: u64, b: u64, log2: u32): void {
  const x = signExtended(a, log2);
  const y = signExtended(b, log2);
  setLazy(F_SUB, x, y, signExtended(<u64>(x - y), log2), 0);
}

/** REPE goes on while ZF is 1, REPNE while it is 0. */
function conditionEnds(pc: usize): bool {
  const rep = load<u8>(pc, OP_LEN) >> 6;
  const zero = (getFlags() & ZF) != 0;
  return rep == 1 ? !zero : rep == 2 ? zero : false;
}

export function cmps(pc: usize): void {
  begin(pc);
  const log2 = sizeLog2(pc);
  const size: u32 = 1 << log2;
  const n = iterations(pc);
  let stop = false;
  for (let i: u64 = 0; i < n && !stop; i++) {
    const a = loadSized(pc, source(pc, size), log2);
    const b = loadSized(pc, destination(pc, size, false), log2);
    compare(a, b, log2);
    advance(RSI, step);
    advance(RDI, step);
    countOne(pc);
    stop = conditionEnds(pc);
  }
  finish(pc, n, stop);
}

export function scas(pc: usize): void {
  begin(pc);
  const log2 = sizeLog2(pc);
  const n = iterations(pc);
  let stop = false;
  for (let i: u64 = 0; i < n && !stop; i++) {
    const b = loadSized(pc, destination(pc, 1 << log2, false), log2);
    compare(getReg(RAX, log2), b, log2);
    advance(RDI, step);
    countOne(pc);
    stop = conditionEnds(pc);
  }
  finish(pc, n, stop);
}

export function ins(pc: usize): void {
  begin(pc);
  const log2 = sizeLog2(pc);
  const size: u32 = 1 << log2;
  const port = <u32>load<u16>(RDX);
  checkIo(pc, port, size);
  // One element at a time: each is an access to a device.
  if (iterations(pc) == 0) return;
  const to = destination(pc, size, true);
  probeWrite(pc, to, size);
  watchPort(port, size);
  commitCount();
  const value = portIn(port, size);
  if (load<u32>(EMULATING) != 0) uncountOne();
  storeSized(pc, to, log2, <u64>value);
  advance(RDI, step);
  countOne(pc);
  finish(pc, 1, false);
}

export function outs(pc: usize): void {
  begin(pc);
  const log2 = sizeLog2(pc);
  const size: u32 = 1 << log2;
  const port = <u32>load<u16>(RDX);
  checkIo(pc, port, size);
  if (iterations(pc) == 0) return;
  const value = <u32>loadSized(pc, source(pc, size), log2);
  watchPort(port, size);
  commitCount();
  portOut(port, size, value);
  advance(RSI, step);
  countOne(pc);
  finish(pc, 1, false);
}

/** XLAT: AL = [seg:rBX + AL]. */
export function xlat(pc: usize): void {
  begin(pc);
  const offset = getReg(REGS + 24, width) + <u64>load<u8>(RAX);
  const wrapped = width == 1 ? offset & 0xffff : width == 2 ? offset & 0xffff_ffff : offset;
  const address = segmentAddress(pc, (load<u32>(pc, OP_IMM) >> 4) & 7, wrapped, 1, false);
  store<u8>(RAX, <u8>loadSized(pc, address, 0));
}
