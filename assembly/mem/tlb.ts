// The translation cache: direct-mapped, one array a view (state.ts, updateMode), filled by walk.ts.
//
// A tag is the page's linear address; whatever makes an access special is a bit below the page address, so that the
// fast compare in generated code misses and the slow path sees why:
//   0x800 nothing cached   0x001 writes go by the sub-page mask   0x002 the page holds decoded code
import {
  TLB,
  TLB_BYTE_MAPS,
  TLB_END,
  TLB_ENTRIES,
  TLB_ENTRY_SIZE,
  TLB_EXEC,
  TLB_FILLED,
  TLB_FLAGS,
  TLB_READ,
  TLB_VIEW_SIZE,
  TLB_WRITE,
} from '../generated/layout';
import { newGeneration } from '../state';

export const TAG_EMPTY: u64 = 0x800;
export const TAG_SPP: u64 = 1;
export const TAG_CODE: u64 = 2;

const FILLED_LIMIT: u32 = 4096;
let filled: u32 = 0;
/** A translation of a 1-GByte guest page has been cached: INVLPG cannot find all its pieces. */
let seenGiant: bool = false;
export function sawGiant(): void {
  seenGiant = true;
}

/** Where the byte map of the page of entry `e` is remembered. */
export function byteMapSlot(e: usize): usize {
  return TLB_BYTE_MAPS + ((e - TLB) >> 3);
}

function clear(e: usize): void {
  store<u64>(e, TAG_EMPTY, TLB_READ);
  store<u64>(e, TAG_EMPTY, TLB_WRITE);
  store<u64>(e, TAG_EMPTY, TLB_EXEC);
}

/** Make every entry an empty one, whatever was there before. */
export function emptyTlb(): void {
  for (let e: usize = TLB; e < TLB_END; e += TLB_ENTRY_SIZE) clear(e);
  memory.fill(TLB_FLAGS, 0, 4 * TLB_ENTRIES);
  filled = 0;
  seenGiant = false;
  newGeneration();
}

/** Forget every translation. */
export function flushTlb(): void {
  if (filled > FILLED_LIMIT) {
    emptyTlb();
    return;
  }
  for (let k: u32 = 0; k < filled; k++) {
    const e = <usize>load<u32>(TLB_FILLED + ((<usize>k) << 2));
    clear(e);
    store<u8>(TLB_FLAGS + (e - TLB) / TLB_ENTRY_SIZE, 0);
  }
  filled = 0;
  seenGiant = false;
  newGeneration();
}

/** Remember that entry `e` is in use, so that a flush need not look at all of them. */
export function noteFilled(e: usize, global: bool): void {
  const index = (e - TLB) / TLB_ENTRY_SIZE;
  const known = load<u8>(TLB_FLAGS + index);
  store<u8>(TLB_FLAGS + index, <u8>(global ? 3 : 2));
  // Bit 1: already in the list. A global entry stays listed across flushes that spare it.
  if ((known & 2) != 0) return;
  if (filled < FILLED_LIMIT) store<u32>(TLB_FILLED + ((<usize>filled) << 2), <u32>e);
  filled++;
}

/** MOV to CR3: forget translations of pages that are not global. */
export function flushNonGlobal(): void {
  if (filled > FILLED_LIMIT) {
    let n: u32 = 0;
    for (let e: usize = TLB, i: usize = TLB_FLAGS; e < TLB_END; e += TLB_ENTRY_SIZE, i++) {
      const flags = load<u8>(i);
      if (flags == 3) {
        if (n < FILLED_LIMIT) store<u32>(TLB_FILLED + ((<usize>n) << 2), <u32>e);
        n++;
      } else if (flags != 0) {
        clear(e);
        store<u8>(i, 0);
      }
    }
    filled = n;
  } else {
    let kept: u32 = 0;
    for (let k: u32 = 0; k < filled; k++) {
      const e = <usize>load<u32>(TLB_FILLED + ((<usize>k) << 2));
      const flag = TLB_FLAGS + (e - TLB) / TLB_ENTRY_SIZE;
      if (load<u8>(flag) == 3) {
        store<u32>(TLB_FILLED + ((<usize>kept) << 2), <u32>e);
        kept++;
      } else {
        clear(e);
        store<u8>(flag, 0);
      }
    }
    filled = kept;
  }
  newGeneration();
}

/** INVLPG: forget the page of `gla`, whatever its size. */
export function invalidatePage(gla: u64): void {
  if (seenGiant) {
    flushTlb();
    return;
  }
  // Large pages are cached piece by piece; every piece within 2 MBytes goes (4-MByte pages: both halves).
  const from = gla & ~(<u64>0x3f_ffff);
  const to = from + 0x3f_ffff;
  const first = <usize>(from >> 12) & (TLB_ENTRIES - 1);
  for (let view: usize = 0; view < 3; view++) {
    for (let i: usize = 0; i < 1024; i++) {
      const e = TLB + view * TLB_VIEW_SIZE + (((first + i) & (TLB_ENTRIES - 1)) << 5);
      if (
        within(load<u64>(e, TLB_READ), from, to) ||
        within(load<u64>(e, TLB_EXEC), from, to) ||
        within(load<u64>(e, TLB_WRITE), from, to)
      )
        clear(e);
    }
  }
  newGeneration();
}

function within(tag: u64, from: u64, to: u64): bool {
  return (tag & TAG_EMPTY) == 0 && tag >= from && tag <= to;
}
