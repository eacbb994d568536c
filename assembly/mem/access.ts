// Data accesses that miss the fast path of generated code, and all those of hand-written handlers.
//
// Every function first translates (and may raise or exit), then touches memory. An access that crosses a page is
// translated on both sides before its first byte moves, and a write is judged on both before either page is dirty.

import { codeWritten, hasCode } from '../decode/code-map';
import { AC, accessPc, allowReturn, exited, GP, raiseError, SS, setAccessPc } from '../exec/raise';
import {
  CPL,
  CR0,
  DEBUG_HITS,
  DR0,
  DR7,
  EFER,
  EMU_DATA,
  EMU_RESULT,
  EMU_TAIL,
  EMULATING,
  HOST_PHYS,
  OP_SCALE,
  PAGE_STORES,
  RFLAGS,
  TLB,
  TLB_ADDEND,
  TLB_MASK,
  TLB_READ,
  TLB_WRITE,
  WATCH_DATA,
} from '../generated/layout';
import { CR0_AM, EFER_LMA, FLAG_AC, isLong, setImplicit, tlb, xtlb } from '../state';
import { emulatedRead, emulatedWrite } from './emulate';
import { bySubPage, byteMap, byteMapAllows, byteMapCounter, EPT_JUDGE, EPT_READ, EPT_WRITE, firstDenied } from './ept';
import { isCanonical } from './fetch';
import { byteMapSlot, TAG_CODE, TAG_EMPTY, TAG_SPP } from './tlb';
import { fill, walkGuest } from './walk';

const PAGE_MASK: u64 = ~(<u64>0xfff);

/** TLB entry of `gla` in the view of the current privilege level. */
function entryOf(gla: u64): usize {
  return xtlb + ((<usize>(gla >> 12) & 0xfff) << 5);
}

function isUser(): bool {
  return load<u32>(CPL) == 3;
}

/** #GP(0), or #SS(0) for stack references, when the address is not canonical. */
function checkCanonical(gla: u64): void {
  if (!isLong() || isCanonical(gla)) return;
  const onStack = accessPc != 0 && (load<u8>(accessPc, OP_SCALE) & 0x40) != 0;
  raiseError(accessPc, onStack ? SS : GP, 0);
}

/** Address of the next page; linear addresses wrap at 4 GBytes outside 64-bit mode. */
function nextPage(gla: u64): u64 {
  const next = (gla | 0xfff) + 1;
  return isLong() ? next : next & 0xffff_ffff;
}

/** Bytes of an access that lie in its first page. */
function firstPart(gla: u64, size: u32): u32 {
  return min<u32>(size, 0x1000 - (<u32>gla & 0xfff));
}

/** Alignment checks and data breakpoints, for the configurations that have them. */
function watch(gla: u64, size: u32, isWrite: bool): void {
  if (
    isUser() &&
    (size == 2 || size == 4 || size == 8) &&
    (<u32>gla & (size - 1)) != 0 &&
    (load<u64>(CR0) & CR0_AM) != 0 &&
    (load<u64>(RFLAGS) & FLAG_AC) != 0
  ) {
    raiseError(accessPc, AC, 0);
  }
  const dr7 = <u32>load<u64>(DR7);
  for (let i: u32 = 0; i < 4; i++) {
    if (((dr7 >> (2 * i)) & 3) == 0) continue;
    const condition = (dr7 >> (16 + 4 * i)) & 3;
    if (condition == 0 || condition == 2 || (condition == 1 && !isWrite)) continue;
    const field = (dr7 >> (18 + 4 * i)) & 3;
    const length: u64 = field == 2 ? 8 : <u64>(field + 1);
    const from = load<u64>(DR0 + ((<usize>i) << 3)) & ~(length - 1);
    if (gla < from + length && from < gla + <u64>size) store<u32>(DEBUG_HITS, load<u32>(DEBUG_HITS) | (1 << i));
  }
}

/** Linear-memory address of `size` bytes at `gla`, which stay within a page, for reading. */
export function hostForRead(gla: u64, size: u32): u32 {
  const e = entryOf(gla);
  if (load<u64>(e, TLB_READ) == (gla & PAGE_MASK)) return <u32>gla + load<u32>(e, TLB_ADDEND);
  checkCanonical(gla);
  return fill(e, gla, EPT_READ, isUser(), size);
}

/** The same for writing, by the TLB entry's special states. */
export function hostForWrite(gla: u64, size: u32): u32 {
  return writeThrough(entryOf(gla), gla, size, isUser(), EPT_WRITE);
}

/** Faults and exits as hostForWrite() does, but leaves the page's dirty flag in the EPT alone. */
function judgeWrite(gla: u64, size: u32): void {
  writeThrough(entryOf(gla), gla, size, isUser(), EPT_WRITE | EPT_JUDGE);
}

function writeThrough(e: usize, gla: u64, size: u32, user: bool, access: u32): u32 {
  counter = 0;
  const tag = load<u64>(e, TLB_WRITE);
  if (((tag ^ gla) & PAGE_MASK) == 0 && (tag & TAG_EMPTY) == 0) {
    const host = <u32>gla + load<u32>(e, TLB_ADDEND);
    if ((tag & TAG_SPP) != 0) {
      if (firstDenied(load<u32>(e, TLB_MASK), <u32>gla & 0xfff, size) < 0) {
        counter = subPageCounter(host);
        return host;
      }
      const map = load<u32>(byteMapSlot(e));
      if (byteMapAllows(map, <u32>gla & 0xfff, size)) {
        counter = byteMapCounter(map);
        return host;
      }
    } else {
      // The mark for decoded code outlives the code.
      if ((tag & TAG_CODE) != 0 && !hasCode(host)) store<u64>(e, tag & ~TAG_CODE, TLB_WRITE);
      return host;
    }
  } else checkCanonical(gla);
  const host = fill(e, gla, access, user, size);
  if (byteMap != 0) counter = byteMapCounter(byteMap);
  else if (bySubPage) counter = subPageCounter(host);
  return host;
}

/** Where the stores to a page that go by sub-page permission are counted: linear-memory address of a u32. */
function subPageCounter(host: u32): u32 {
  return <u32>PAGE_STORES + (((host - <u32>HOST_PHYS) >> 12) << 2);
}

function countStore(at: u32): void {
  if (at != 0) store<u32>(at, load<u32>(at) + 1);
}

/** Where the write translated last is to be counted when it is made; 0: nowhere. */
let counter: u32 = 0;

/** Bytes at `host` are about to change. */
export function touch(host: u32, size: u32): void {
  if (hasCode(host)) codeWritten(host, size);
}

function rawLoad(host: u32, size: u32): u64 {
  if (size == 8) return load<u64>(host);
  if (size == 4) return <u64>load<u32>(host);
  if (size == 2) return <u64>load<u16>(host);
  return <u64>load<u8>(host);
}

function rawStore(host: u32, size: u32, value: u64): void {
  countStore(counter);
  touch(host, size);
  if (size == 8) store<u64>(host, value);
  else if (size == 4) store<u32>(host, <u32>value);
  else if (size == 2) store<u16>(host, <u16>value);
  else store<u8>(host, <u8>value);
}

/** Guest-physical addresses of an emulated access, both sides of a page boundary. */
let emuFirst: u64 = 0;
let emuSecond: u64 = 0;
function translateEmulated(gla: u64, size: u32, access: u32): void {
  checkCanonical(gla);
  const part = firstPart(gla, size);
  emuFirst = walkGuest(gla, access, isUser());
  if (part < size) {
    const next = nextPage(gla);
    checkCanonical(next);
    emuSecond = walkGuest(next, access, isUser());
  }
}

function copy(to: usize, from: usize, length: u32): void {
  memory.copy(to, from, length);
}

function loadSlow(gla: u64, size: u32): u64 {
  if (load<u32>(EMULATING) != 0) {
    loadBytes(accessPc, gla, size, EMU_RESULT);
    return rawLoad(<u32>EMU_RESULT, size);
  }
  if (load<u32>(WATCH_DATA) != 0) watch(gla, size, false);
  const part = firstPart(gla, size);
  if (part == size) return rawLoad(hostForRead(gla, size), size);
  loadBytes(accessPc, gla, size, EMU_RESULT);
  return rawLoad(<u32>EMU_RESULT, size);
}

function storeSlow(gla: u64, size: u32, value: u64): void {
  const part = firstPart(gla, size);
  if (part == size && load<u32>(EMULATING) == 0) {
    if (load<u32>(WATCH_DATA) != 0) watch(gla, size, true);
    const host = hostForWrite(gla, size);
    if (!exited) rawStore(host, size, value);
    return;
  }
  allowReturn(false);
  store<u64>(EMU_RESULT, value);
  storeBytes(accessPc, gla, size, EMU_RESULT);
}

/** Copy `length` (at most 4096) guest bytes to `to`. Both pages are translated before the first byte is copied. */
export function loadBytes(pc: usize, gla: u64, length: u32, to: usize): void {
  setAccessPc(pc);
  const part = firstPart(gla, length);
  if (load<u32>(EMULATING) != 0) {
    if (load<u32>(WATCH_DATA) != 0) watch(gla, length, false);
    translateEmulated(gla, length, EPT_READ);
    const second = emuSecond;
    emulatedRead(emuFirst, part);
    copy(to, EMU_DATA, part);
    if (part < length) {
      emulatedRead(second, length - part);
      copy(to + part, EMU_DATA, length - part);
    }
    return;
  }
  if (load<u32>(WATCH_DATA) != 0) watch(gla, length, false);
  if (part < length) checkCanonical(nextPage(gla));
  const first = hostForRead(gla, part);
  if (part < length) {
    const second = hostForRead(nextPage(gla), length - part);
    copy(to + part, second, length - part);
  }
  copy(to, first, part);
}

/** Write `length` (at most 4096) bytes from `from`: all or nothing. */
export function storeBytes(pc: usize, gla: u64, length: u32, from: usize): void {
  setAccessPc(pc);
  const part = firstPart(gla, length);
  if (load<u32>(EMULATING) != 0) {
    if (load<u32>(WATCH_DATA) != 0) watch(gla, length, true);
    translateEmulated(gla, length, EPT_WRITE);
    const second = emuSecond;
    if (part < length) {
      // The tail is kept aside: the first call overwrites EMU_DATA, where `from` may lie.
      copy(EMU_TAIL, from + part, length - part);
    }
    copy(EMU_DATA, from, part);
    emulatedWrite(emuFirst, part);
    if (part < length) {
      copy(EMU_DATA, EMU_TAIL, length - part);
      emulatedWrite(second, length - part);
    }
    return;
  }
  if (load<u32>(WATCH_DATA) != 0) watch(gla, length, true);
  let second: u32 = 0;
  let secondCounter: u32 = 0;
  if (part < length) {
    checkCanonical(nextPage(gla));
    judgeWrite(gla, part);
    second = hostForWrite(nextPage(gla), length - part);
    secondCounter = counter;
  }
  const first = hostForWrite(gla, part);
  countStore(counter);
  if (part < length) {
    countStore(secondCounter);
    touch(second, length - part);
    copy(second, from + part, length - part);
  }
  touch(first, part);
  copy(first, from, part);
}

/** The first half of a read-modify-write: faults and exits as its write, which follows for certain. */
function probeUpdate(pc: usize, gla: u64, size: u32): void {
  if (load<u32>(EMULATING) == 0 && firstPart(gla, size) == size) {
    setAccessPc(pc);
    hostForWrite(gla, size);
  } else probeWrite(pc, gla, size);
}

/** Faults and exits exactly as a write of `length` bytes would; makes nothing dirty. */
export function probeWrite(pc: usize, gla: u64, length: u32): void {
  setAccessPc(pc);
  if (load<u32>(EMULATING) != 0) {
    translateEmulated(gla, length, EPT_WRITE);
    return;
  }
  const part = firstPart(gla, length);
  if (part < length) checkCanonical(nextPage(gla));
  judgeWrite(gla, part);
  if (part < length) judgeWrite(nextPage(gla), length - part);
}

export function slowLoad8(pc: usize, gla: u64): i64 {
  setAccessPc(pc);
  return <i64>(<i8>loadSlow(gla, 1));
}
export function slowLoad16(pc: usize, gla: u64): i64 {
  setAccessPc(pc);
  return <i64>(<i16>loadSlow(gla, 2));
}
export function slowLoad32(pc: usize, gla: u64): i64 {
  setAccessPc(pc);
  return <i64>(<i32>loadSlow(gla, 4));
}
export function slowLoad64(pc: usize, gla: u64): i64 {
  setAccessPc(pc);
  return <i64>loadSlow(gla, 8);
}

export function slowStore8(pc: usize, gla: u64, value: u64): void {
  setAccessPc(pc);
  storeSlow(gla, 1, value);
}
export function slowStore16(pc: usize, gla: u64, value: u64): void {
  setAccessPc(pc);
  storeSlow(gla, 2, value);
}
export function slowStore32(pc: usize, gla: u64, value: u64): void {
  setAccessPc(pc);
  storeSlow(gla, 4, value);
}
export function slowStore64(pc: usize, gla: u64, value: u64): void {
  setAccessPc(pc);
  storeSlow(gla, 8, value);
}

/**
 * For generated code, which has looked for writable memory and for writable sub-pages of a page without decoded code.
 * @returns true when the store is denied and its exit recorded, so that run() is to be left
 */
function tryStore(pc: usize, gla: u64, size: u32, value: u64): bool {
  setAccessPc(pc);
  allowReturn(true);
  storeSlow(gla, size, value);
  const denied = exited;
  allowReturn(false);
  return denied;
}
export function tryStore8(pc: usize, gla: u64, value: u64): bool {
  return tryStore(pc, gla, 1, value);
}
export function tryStore16(pc: usize, gla: u64, value: u64): bool {
  return tryStore(pc, gla, 2, value);
}
export function tryStore32(pc: usize, gla: u64, value: u64): bool {
  return tryStore(pc, gla, 4, value);
}
export function tryStore64(pc: usize, gla: u64, value: u64): bool {
  return tryStore(pc, gla, 8, value);
}

/** The read of a read-modify-write: faults as the write would, so that nothing is half done. */
export function slowLoadForWrite8(pc: usize, gla: u64): i64 {
  probeUpdate(pc, gla, 1);
  return <i64>(<i8>loadSlow(gla, 1));
}
export function slowLoadForWrite16(pc: usize, gla: u64): i64 {
  probeUpdate(pc, gla, 2);
  return <i64>(<i16>loadSlow(gla, 2));
}
export function slowLoadForWrite32(pc: usize, gla: u64): i64 {
  probeUpdate(pc, gla, 4);
  return <i64>(<i32>loadSlow(gla, 4));
}
export function slowLoadForWrite64(pc: usize, gla: u64): i64 {
  probeUpdate(pc, gla, 8);
  return <i64>loadSlow(gla, 8);
}

// For hand-written handlers: fast path first.

function fastRead(gla: u64, size: u64): u32 {
  const e = tlb + ((<usize>(gla >> 12) & 0xfff) << 5);
  if (load<u64>(e, TLB_READ) != ((gla + size - 1) & PAGE_MASK)) return 0;
  return <u32>gla + load<u32>(e, TLB_ADDEND);
}

function fastWrite(gla: u64, size: u64): u32 {
  const e = tlb + ((<usize>(gla >> 12) & 0xfff) << 5);
  if (load<u64>(e, TLB_WRITE) != ((gla + size - 1) & PAGE_MASK)) return 0;
  return <u32>gla + load<u32>(e, TLB_ADDEND);
}

export function load8(pc: usize, gla: u64): u32 {
  const host = fastRead(gla, 1);
  return host != 0 ? <u32>load<u8>(host) : <u32>(<u8>slowLoad8(pc, gla));
}
export function load16(pc: usize, gla: u64): u32 {
  const host = fastRead(gla, 2);
  return host != 0 ? <u32>load<u16>(host) : <u32>(<u16>slowLoad16(pc, gla));
}
export function load32(pc: usize, gla: u64): u32 {
  const host = fastRead(gla, 4);
  return host != 0 ? load<u32>(host) : <u32>slowLoad32(pc, gla);
}
export function load64(pc: usize, gla: u64): u64 {
  const host = fastRead(gla, 8);
  return host != 0 ? load<u64>(host) : <u64>slowLoad64(pc, gla);
}
export function store8(pc: usize, gla: u64, value: u32): void {
  const host = fastWrite(gla, 1);
  if (host != 0) store<u8>(host, <u8>value);
  else slowStore8(pc, gla, <u64>value);
}
export function store16(pc: usize, gla: u64, value: u32): void {
  const host = fastWrite(gla, 2);
  if (host != 0) store<u16>(host, <u16>value);
  else slowStore16(pc, gla, <u64>value);
}
export function store32(pc: usize, gla: u64, value: u32): void {
  const host = fastWrite(gla, 4);
  if (host != 0) store<u32>(host, value);
  else slowStore32(pc, gla, <u64>value);
}
export function store64(pc: usize, gla: u64, value: u64): void {
  const host = fastWrite(gla, 8);
  if (host != 0) store<u64>(host, value);
  else slowStore64(pc, gla, value);
}

/** Zero-extended load of 1 << log2 bytes. */
export function loadSized(pc: usize, gla: u64, log2: u32): u64 {
  if (log2 == 3) return load64(pc, gla);
  if (log2 == 2) return <u64>load32(pc, gla);
  if (log2 == 1) return <u64>load16(pc, gla);
  return <u64>load8(pc, gla);
}

/** The same for a read-modify-write. */
export function loadForWriteSized(pc: usize, gla: u64, log2: u32): u64 {
  const host = fastWrite(gla, (<u64>1) << (<u64>log2));
  if (host != 0) return rawLoad(host, 1 << log2);
  probeUpdate(pc, gla, 1 << log2);
  return loadSlow(gla, 1 << log2);
}

export function storeSized(pc: usize, gla: u64, log2: u32, value: u64): void {
  if (log2 == 3) store64(pc, gla, value);
  else if (log2 == 2) store32(pc, gla, <u32>value);
  else if (log2 == 1) store16(pc, gla, <u32>value);
  else store8(pc, gla, <u32>value);
}

/**
 * Supervisor accesses that the processor makes by itself: descriptor tables, TSS, the stack of an event. They are
 * supervisor accesses at any CPL, and SMAP holds for them whatever RFLAGS.AC says.
 */
function systemEntry(gla: u64): usize {
  return TLB + ((<usize>(gla >> 12) & 0xfff) << 5);
}

function systemHost(gla: u64, access: u32, size: u32): u32 {
  checkCanonical(gla);
  const e = systemEntry(gla);
  setImplicit(true);
  let host: u32;
  if (access == EPT_READ) {
    if (load<u64>(e, TLB_READ) == (gla & PAGE_MASK)) host = <u32>gla + load<u32>(e, TLB_ADDEND);
    else host = fill(e, gla, EPT_READ, false, size);
  } else host = writeThrough(e, gla, size, false, access);
  setImplicit(false);
  return host;
}

/** In IA-32e mode such addresses have 64 bits, also while 32-bit code is executed. */
function nextSystemPage(gla: u64): u64 {
  const next = (gla | 0xfff) + 1;
  return (load<u64>(EFER) & EFER_LMA) != 0 ? next : next & 0xffff_ffff;
}

/** Guest-physical address of such an access, while the host decides about it. */
function systemGpa(gla: u64, access: u32): u64 {
  checkCanonical(gla);
  setImplicit(true);
  const gpa = walkGuest(gla, access, false);
  setImplicit(false);
  return gpa;
}

/** Read up to 16 bytes of a system structure. `pc` is the operation at work, 0 during event delivery. */
export function systemRead(pc: usize, gla: u64, size: u32): u64 {
  setAccessPc(pc);
  const part = firstPart(gla, size);
  if (load<u32>(EMULATING) != 0) {
    emulatedRead(systemGpa(gla, EPT_READ), part);
    copy(EMU_RESULT, EMU_DATA, part);
    if (part < size) {
      emulatedRead(systemGpa(nextSystemPage(gla), EPT_READ), size - part);
      copy(EMU_RESULT + part, EMU_DATA, size - part);
    }
    return rawLoad(<u32>EMU_RESULT, size);
  }
  const first = systemHost(gla, EPT_READ, part);
  if (part == size) return rawLoad(first, size);
  const second = systemHost(nextSystemPage(gla), EPT_READ, size - part);
  copy(EMU_RESULT, first, part);
  copy(EMU_RESULT + part, second, size - part);
  return rawLoad(<u32>EMU_RESULT, size);
}

/** Fault or exit as systemWrite would. */
export function systemProbeWrite(pc: usize, gla: u64, size: u32): void {
  setAccessPc(pc);
  const part = firstPart(gla, size);
  if (load<u32>(EMULATING) != 0) {
    systemGpa(gla, EPT_WRITE);
    if (part < size) systemGpa(nextSystemPage(gla), EPT_WRITE);
    return;
  }
  systemHost(gla, EPT_WRITE | EPT_JUDGE, part);
  if (part < size) systemHost(nextSystemPage(gla), EPT_WRITE | EPT_JUDGE, size - part);
}

export function systemWrite(pc: usize, gla: u64, size: u32, value: u64): void {
  setAccessPc(pc);
  const part = firstPart(gla, size);
  store<u64>(EMU_RESULT, value);
  if (load<u32>(EMULATING) != 0) {
    const first = systemGpa(gla, EPT_WRITE);
    const second = part < size ? systemGpa(nextSystemPage(gla), EPT_WRITE) : 0;
    copy(EMU_DATA, EMU_RESULT, part);
    emulatedWrite(first, part);
    if (part < size) {
      store<u64>(EMU_RESULT, value);
      copy(EMU_DATA, EMU_RESULT + part, size - part);
      emulatedWrite(second, size - part);
    }
    return;
  }
  let second: u32 = 0;
  let secondCounter: u32 = 0;
  if (part < size) {
    systemHost(gla, EPT_WRITE | EPT_JUDGE, part);
    second = systemHost(nextSystemPage(gla), EPT_WRITE, size - part);
    secondCounter = counter;
  }
  const first = systemHost(gla, EPT_WRITE, part);
  countStore(counter);
  countStore(secondCounter);
  touch(first, part);
  copy(first, EMU_RESULT, part);
  if (part < size) {
    touch(second, size - part);
    copy(second, EMU_RESULT + part, size - part);
  }
}
