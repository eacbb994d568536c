// Which host-physical pages hold decoded code, in pieces of 64 bytes, and what to drop when their bytes change. Kernels
// patch their code often (one boot: 108,000 times), so a write beside the code drops nothing.

import { accessPc } from '../exec/raise';
import {
  B_BYTES,
  B_EXTENT,
  B_KEY,
  B_LAST,
  B_MODE,
  B_NEXT,
  B_NEXT_IN_PAGE,
  B_NEXT_STRADDLER,
  B_ORIGINAL,
  B_PHYS,
  B_RIP,
  CODE_PAGES,
  HOST_PHYS,
  OP_HANDLER,
  OP_SIZE,
  STAT_CODE_INVALIDATIONS,
  TLB,
  TLB_ADDEND,
  TLB_END,
  TLB_ENTRY_SIZE,
  TLB_WRITE,
} from '../generated/layout';
import { currentBlock, newGeneration } from '../state';
import { blockSlot } from './arena';
import { RESYNC } from './format';

/** B_MODE of a block that is no longer valid. */
const DROPPED: u32 = 0xffff_ffff;

function codePage(linear: u32): usize {
  return CODE_PAGES + ((<usize>(linear - <u32>HOST_PHYS) >> 12) << 4);
}

/** Whether the page at linear-memory address `host` holds decoded code. */
export function hasCode(host: u32): bool {
  return load<u64>(codePage(host)) != 0;
}

function piecesOf(offset: u32, length: u32): u64 {
  const first = offset >> 6;
  const last = (offset + length - 1) >> 6;
  return ((<u64>-1) << (<u64>first)) & (<u64>-1 >> <u64>(63 - last));
}

/** Record that `length` bytes at linear-memory address `phys` (within one page) belong to block `b`. */
export function markCode(b: usize, phys: u32, length: u32, first: bool): void {
  const page = codePage(phys);
  const pieces = load<u64>(page);
  if (pieces == 0) dropWriteTags(phys & ~0xfff);
  store<u64>(page, pieces | piecesOf(phys & 0xfff, length));
  if (first) {
    store<u32>(b, load<u32>(page, 8), B_NEXT_IN_PAGE);
    store<u32>(page, <u32>b, 8);
  }
}

/** A page now holds code: its writes must take the slow path. */
function dropWriteTags(host: u32): void {
  for (let e: usize = TLB; e < TLB_END; e += TLB_ENTRY_SIZE) {
    const tag = load<u64>(e, TLB_WRITE);
    // The mark for sub-page permission is not part of the address.
    if ((tag & 0x802) == 0 && (<u32>tag & ~0xfff) + load<u32>(e, TLB_ADDEND) == host) store<u64>(e, tag | 2, TLB_WRITE);
  }
}

/** Bytes [host, host + length) of one page change: blocks decoded from them must go. */
export function codeWritten(host: u32, length: u32): void {
  const page = codePage(host);
  const touched = piecesOf(host & 0xfff, length);
  if ((load<u64>(page) & touched) == 0) return;
  dropBlocks(host & ~0xfff, host, host + length);
}

function dropBlocks(base: u32, from: u32, to: u32): void {
  const page = codePage(base);
  let pieces: u64 = 0;
  let previous: usize = 0;
  let dropped = false;
  let b = <usize>load<u32>(page, 8);
  while (b != 0) {
    const next = <usize>load<u32>(b, B_NEXT_IN_PAGE);
    const translated = load<u32>(b, B_ORIGINAL) != 0;
    const extent = load<u32>(b, B_EXTENT);
    const start = translated ? base + (extent & 0xffff) : load<u32>(b, B_PHYS);
    const bytes = translated ? (extent >> 16) - (extent & 0xffff) : load<u32>(b, B_BYTES);
    // A block that straddles into the next page is dropped with any write to its second page, too.
    if (start < to && start + bytes > from) {
      if (previous != 0) store<u32>(previous, <u32>next, B_NEXT_IN_PAGE);
      else store<u32>(page, <u32>next, 8);
      dropBlock(b);
      dropped = true;
    } else {
      const inPage = min<u32>(bytes, base + 0x1000 - start);
      pieces |= piecesOf(start & 0xfff, inPage);
      previous = b;
    }
    b = next;
  }
  // Straddling blocks of the page before hang on that page's list; theirs are the first pieces here.
  const straddlers = dropStraddlers(base, from, to);
  if (straddlers != 0) dropped = true;
  store<u64>(page, pieces | straddlePieces(base));
  if (dropped) {
    newGeneration();
    store<u64>(STAT_CODE_INVALIDATIONS, load<u64>(STAT_CODE_INVALIDATIONS) + 1);
  }
}

/** Blocks whose second page is `base` are kept in a list of their own, headed by the spare word of the page record. */
function dropStraddlers(base: u32, from: u32, to: u32): u32 {
  const page = codePage(base);
  let n: u32 = 0;
  let b = <usize>load<u32>(page, 12);
  let previous: usize = 0;
  while (b != 0) {
    const next = <usize>load<u32>(b, B_NEXT_STRADDLER);
    const inFirst = 0x1000 - (load<u32>(b, B_PHYS) & 0xfff);
    const tail = load<u32>(b, B_BYTES) - inFirst;
    if (from < base + tail && load<u32>(b, B_MODE) != DROPPED) {
      dropBlock(b);
      n++;
    }
    if (load<u32>(b, B_MODE) == DROPPED) {
      if (previous != 0) store<u32>(previous, <u32>next, B_NEXT_STRADDLER);
      else store<u32>(page, <u32>next, 12);
    } else previous = b;
    b = next;
  }
  return n;
}

function straddlePieces(base: u32): u64 {
  return load<u32>(codePage(base), 12) != 0 ? 1 : 0;
}

/** Record that block `b` ends in the page at `phys`. */
export function markStraddler(b: usize, phys: u32): void {
  const page = codePage(phys);
  const pieces = load<u64>(page);
  if (pieces == 0) dropWriteTags(phys & ~0xfff);
  store<u64>(page, pieces | 1);
  store<u32>(b, load<u32>(page, 12), B_NEXT_STRADDLER);
  store<u32>(page, <u32>b, 12);
}

/** Whether a store has changed code of the block that is running. */
export function hasChangedItself(): bool {
  return load<u32>(currentBlock, B_MODE) == DROPPED;
}

function dropBlock(b: usize): void {
  const slot = blockSlot(load<u64>(b, B_RIP));
  let p = <usize>load<u32>(slot);
  if (p == b) store<u32>(slot, load<u32>(b, B_NEXT));
  else {
    while (p != 0 && <usize>load<u32>(p, B_NEXT) != b) p = <usize>load<u32>(p, B_NEXT);
    if (p != 0) store<u32>(p, load<u32>(b, B_NEXT), B_NEXT);
  }
  // B_RIP stays: the block may be running, and the addresses of its instructions follow from it.
  store<u32>(b, 0, B_KEY);
  store<u32>(b, DROPPED, B_MODE);
  if (b == currentBlock && accessPc != 0) {
    // The running instruction completes; what follows it in the block is no longer there.
    const last = <usize>load<u32>(b, B_LAST);
    for (let op = accessPc + OP_SIZE; op <= last; op += OP_SIZE) store<u16>(op, <u16>RESYNC, OP_HANDLER);
  }
}
