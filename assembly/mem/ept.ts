// Guest-physical to host-physical: the walk of the EPT, and of the SPPT behind it.
// SDM Vol. 3C, "The Extended Page-Table Mechanism (EPT)" and "Sub-Page Write Permissions".

import { EXIT_EPT_MISCONFIGURATION, EXIT_EPT_VIOLATION, EXIT_SPP, exitAccess, exitDenied, exited } from '../exec/raise';
import {
  BYTE_MAP_POINTER,
  EPTP,
  EXIT_PARTIAL,
  GPA_CACHE,
  GPA_CACHE_END,
  HOST_PHYS,
  HOST_PHYS_SIZE,
  MAXPHYADDR,
  SECONDARY_CONTROLS,
  SPPTP,
  STRADDLE_FIRST_ONLY,
} from '../generated/layout';

export const EPT_READ: u32 = 1;
export const EPT_WRITE: u32 = 2;
export const EPT_EXECUTE: u32 = 4;
/**
 * With EPT_WRITE: the write is only judged, the page's dirty flag waits for the write itself. For instructions that write to
 * more than one place, since what one of them denies makes none of them dirty.
 */
export const EPT_JUDGE: u32 = 8;
const EPT_LARGE: u64 = 1 << 7;
const EPT_ACCESSED: u64 = 1 << 8;
const EPT_DIRTY: u64 = 1 << 9;
const EPT_SPP: u64 = (<u64>1) << 61;
const FRAME: u64 = 0x000f_ffff_ffff_f000;
const EPTP_AD: u64 = 1 << 6;
const CONTROL_SPP: u32 = 1 << 23;

/** Linear-memory address of the page that the last translation ended at. */
export let hostPage: u32 = 0;
/** EPT_ rights of that page, as far as they may be cached (write only when the dirty bit needs no more setting). */
export let hostRights: u32 = 0;
/** Set when the write went through by sub-page permission: the page's write mask. */
export let subPageMask: u32 = 0;
export let bySubPage: bool = false;
/** The write was only judged, and the page's dirty flag is not set yet: it may not be cached as writable in any way. */
export let undirtied: bool = false;
/** The byte map that let the write through although the mask denies it: linear-memory address, 0: none did. */
export let byteMap: u32 = 0;

/** Reads a table entry; addresses beyond the memory read as all ones, which no valid entry is. */
function readEntry(hpa: u64): u64 {
  if (hpa > <u64>load<u32>(HOST_PHYS_SIZE) - 8) return ~(<u64>0);
  return load<u64>(<usize>hpa + HOST_PHYS);
}

function writeEntry(hpa: u64, value: u64): void {
  store<u64>(<usize>hpa + HOST_PHYS, value);
}

/** Forget guest-physical translations. */
export function flushGpaCache(): void {
  memory.fill(GPA_CACHE, 0, GPA_CACHE_END - GPA_CACHE);
}

/** Bits that must be 0 in any entry: addresses above the physical width. */
function aboveWidth(): u64 {
  return FRAME & ~(((<u64>1) << (<u64>load<u32>(MAXPHYADDR))) - 1);
}

/**
 * Translate a guest-physical address for an access.
 *
 * @param gpa byte address of the access; it stays within one page
 * @param access EPT_ bits, EPT_JUDGE among them; for a guest paging-structure entry see below
 * @param gla linear address that is being translated
 * @param hasGla whether the access comes of a linear address
 * @param final whether gpa is the translation of gla, not the address of a paging-structure entry
 * @param size bytes, for the sub-page check and the exit record
 * @returns linear-memory address of the byte; exits (does not return) when the access is not allowed
 */
export function translateGpa(gpa: u64, access: u32, gla: u64, hasGla: bool, final: bool, size: u32): u32 {
  const eptp = load<u64>(EPTP);
  bySubPage = false;
  undirtied = false;
  byteMap = 0;
  let need = access & ~EPT_JUDGE;
  if (eptp == 0) {
    if (gpa >= <u64>load<u32>(HOST_PHYS_SIZE)) {
      exitAccess(EXIT_EPT_VIOLATION, qualification(need, 0, hasGla, final), gpa, gla, size);
    }
    hostPage = <u32>(gpa & ~(<u64>0xfff)) + <u32>HOST_PHYS;
    hostRights = EPT_READ | EPT_WRITE | EPT_EXECUTE;
    return <u32>gpa + <u32>HOST_PHYS;
  }
  const ad = (eptp & EPTP_AD) != 0;
  // "An access to a guest paging-structure entry is treated as a write when accessed and dirty flags are enabled."
  if (ad && !final) need |= EPT_WRITE;

  const slot = GPA_CACHE + ((<usize>(gpa >> 12) & 0xfff) << 4);
  if (load<u64>(slot) == (gpa | 0xfff)) {
    const rights = load<u32>(slot, 12);
    if ((rights & need) == need) {
      hostPage = load<u32>(slot, 8);
      hostRights = rights;
      return hostPage + (<u32>gpa & 0xfff);
    }
  }
  return walkEpt(eptp, gpa, need, gla, hasGla, final, size, ad, (access & EPT_JUDGE) != 0, slot);
}

/** Linear-memory address of `gpa` when a translation that allows reading is cached, else 0. */
export function cachedForRead(gpa: u64): u32 {
  const slot = GPA_CACHE + ((<usize>(gpa >> 12) & 0xfff) << 4);
  if (load<u64>(slot) != (gpa | 0xfff) || (load<u32>(slot, 12) & EPT_READ) == 0) return 0;
  return load<u32>(slot, 8) + (<u32>gpa & 0xfff);
}

function walkEpt(
  eptp: u64,
  gpa: u64,
  need: u32,
  gla: u64,
  hasGla: bool,
  final: bool,
  size: u32,
  ad: bool,
  judging: bool,
  slot: usize,
): u32 {
  store<u32>(EXIT_PARTIAL, judging ? 1 : 0);
  const above = aboveWidth();
  if ((gpa & above) != 0 || gpa >> 48 != 0) {
    exitAccess(EXIT_EPT_VIOLATION, qualification(need, 0, hasGla, final), gpa, gla, size);
  }
  let table: u64 = eptp & FRAME;
  let rights: u32 = EPT_READ | EPT_WRITE | EPT_EXECUTE;
  let entry: u64 = 0;
  let level: u32 = 4;
  while (true) {
    const shift = <u64>(12 + 9 * (level - 1));
    const at = table + (((gpa >> shift) & 511) << 3);
    entry = readEntry(at);
    const present = <u32>entry & 7;
    rights &= present;
    if (present == 0) {
      exitAccess(EXIT_EPT_VIOLATION, qualification(need, rights, hasGla, final), gpa, gla, size);
    }
    const leaf = level == 1 || ((level == 2 || level == 3) && (entry & EPT_LARGE) != 0);
    if (misconfigured(entry, level, leaf, above)) {
      exitAccess(EXIT_EPT_MISCONFIGURATION, 0, gpa, gla, size);
    }
    if (ad && (entry & EPT_ACCESSED) == 0) {
      entry |= EPT_ACCESSED;
      writeEntry(at, entry);
    }
    if (leaf) {
      const inPage = gpa & (((<u64>1) << shift) - 1);
      const address = (entry & FRAME & ~(((<u64>1) << shift) - 1)) | inPage;
      if ((need & rights) != need) {
        checkSubPages(entry, level, rights, need, gpa, gla, hasGla, final, size);
        if (exited) return 0;
      }
      if (address >= <u64>load<u32>(HOST_PHYS_SIZE)) exitAccess(EXIT_EPT_MISCONFIGURATION, 0, gpa, gla, size);
      if (ad && (need & EPT_WRITE) != 0 && (entry & EPT_DIRTY) == 0) {
        if (judging) undirtied = true;
        else {
          entry |= EPT_DIRTY;
          writeEntry(at, entry);
        }
      }
      hostPage = (<u32>address & ~0xfff) + <u32>HOST_PHYS;
      hostRights = ad && (entry & EPT_DIRTY) == 0 ? rights & ~EPT_WRITE : rights;
      if (!bySubPage) {
        store<u64>(slot, gpa | 0xfff);
        store<u32>(slot, hostPage, 8);
        store<u32>(slot, hostRights, 12);
      }
      return <u32>address + <u32>HOST_PHYS;
    }
    table = entry & FRAME;
    level--;
  }
}

/** SDM Vol. 3C, "EPT Misconfigurations". Execute-only pages are supported. */
function misconfigured(entry: u64, level: u32, leaf: bool, above: u64): bool {
  if ((<u32>entry & 3) == 2) return true; // writable but not readable
  if ((entry & above) != 0) return true;
  if (!leaf) return (entry & 0xf8) != 0; // bits 7:3 of an entry that references a table
  const type = (<u32>entry >> 3) & 7;
  if (type == 2 || type == 3 || type == 7) return true;
  if (level == 3) return (entry & 0x3fff_f000) != 0;
  if (level == 2) return (entry & 0x1f_f000) != 0;
  return false;
}

/** Exit qualification of an EPT violation. SDM Vol. 3C, table "Exit Qualification for EPT Violations". */
function qualification(access: u32, rights: u32, hasGla: bool, final: bool): u64 {
  return <u64>(access | (rights << 3) | (hasGla ? 0x80 : 0) | (hasGla && final ? 0x100 : 0));
}

/** The access is refused by the EPT: the SPPT may still let a write through. Returns when it does, or with `exited`. */
function checkSubPages(
  entry: u64,
  level: u32,
  rights: u32,
  need: u32,
  gpa: u64,
  gla: u64,
  hasGla: bool,
  final: bool,
  size: u32,
): void {
  const eligible =
    (load<u32>(SECONDARY_CONTROLS) & CONTROL_SPP) != 0 &&
    (entry & EPT_SPP) != 0 &&
    level == 1 &&
    (need & EPT_WRITE) != 0 &&
    (rights & (EPT_READ | EPT_WRITE)) == EPT_READ &&
    (need & EPT_EXECUTE) == 0 &&
    hasGla &&
    final;
  if (!eligible) exitAccess(EXIT_EPT_VIOLATION, qualification(need, rights, hasGla, final), gpa, gla, size);
  const above = aboveWidth();
  let table = load<u64>(SPPTP) & FRAME;
  for (let l: u64 = 4; l > 1; l--) {
    const next = readEntry(table + (((gpa >> (12 + 9 * (l - 1))) & 511) << 3));
    if ((next & 1) == 0) exitAccess(EXIT_SPP, 1 << 11, gpa, gla, size); // miss
    if ((next & (0xfff0_0000_0000_0ffe | above)) != 0) exitAccess(EXIT_SPP, 0, gpa, gla, size); // misconfiguration
    table = next & FRAME;
  }
  const vector = readEntry(table + (((gpa >> 12) & 511) << 3));
  if ((vector & 0xaaaa_aaaa_aaaa_aaaa) != 0) exitAccess(EXIT_SPP, 0, gpa, gla, size);
  const mask = gather(vector);
  const denied = firstDenied(mask, <u32>gpa & 0xfff, size);
  if (denied >= 0) {
    const map = findByteMap(gpa);
    if (byteMapAllows(map, <u32>gpa & 0xfff, size)) {
      subPageMask = mask;
      bySubPage = true;
      byteMap = map;
      return;
    }
    // Report the lowest byte that is refused.
    const skip = <u64>(<u32>denied - (<u32>gpa & 0xfff));
    exitDenied(qualification(need, rights, hasGla, final), gpa + skip, gla + skip, size);
    return;
  }
  subPageMask = mask;
  bySubPage = true;
}

/** Bit 2i of the SPPT vector becomes bit i. */
function gather(vector: u64): u32 {
  let x = vector & 0x5555_5555_5555_5555;
  x = (x | (x >> 1)) & 0x3333_3333_3333_3333;
  x = (x | (x >> 2)) & 0x0f0f_0f0f_0f0f_0f0f;
  x = (x | (x >> 4)) & 0x00ff_00ff_00ff_00ff;
  x = (x | (x >> 8)) & 0x0000_ffff_0000_ffff;
  return <u32>(x | (x >> 16));
}

/** Page offset of the first byte of a write that `mask` denies, or -1. The write stays within the page. */
export function firstDenied(mask: u32, offset: u32, size: u32): i32 {
  const first = offset >> 7;
  if (((mask >> first) & 1) == 0) return <i32>offset;
  if (load<u32>(STRADDLE_FIRST_ONLY) != 0) return -1;
  const last = (offset + max<u32>(size, 1) - 1) >> 7;
  for (let i = first + 1; i <= last; i++) if (((mask >> i) & 1) == 0) return <i32>(i << 7);
  return -1;
}

/**
 * The byte map of the page at `gpa`: linear-memory address, or 0 when there is none or anything on the way to it is not as it
 * should be. Our extension, see src/spec/vmx/byte-map.ts.
 */
function findByteMap(gpa: u64): u32 {
  const pointer = load<u64>(BYTE_MAP_POINTER);
  if (pointer == 0 || load<u32>(STRADDLE_FIRST_ONLY) != 0) return 0;
  const reserved = 0xfff0_0000_0000_0ffe | aboveWidth();
  let table = pointer;
  for (let l: u64 = 4; l > 1; l--) {
    const next = readEntry(table + (((gpa >> (12 + 9 * (l - 1))) & 511) << 3));
    if ((next & 1) == 0 || (next & reserved) != 0) return 0;
    table = next & FRAME;
  }
  const entry = readEntry(table + (((gpa >> 12) & 511) << 3));
  if ((entry & 1) == 0 || (entry & (0xfff0_0000_0000_01fe | aboveWidth())) != 0) return 0;
  const map = entry & 0x000f_ffff_ffff_fe00;
  // The last place of a frame has the counters.
  if ((map & 0xe00) == 0xe00 || map >= <u64>load<u32>(HOST_PHYS_SIZE)) return 0;
  return <u32>map + <u32>HOST_PHYS;
}

/** Whether `map`, 0 for none, lets a write of `size` bytes at a page offset through. The write stays within the page. */
export function byteMapAllows(map: u32, offset: u32, size: u32): bool {
  if (map == 0) return false;
  const end = offset + max<u32>(size, 1);
  if (end > 0x1000) return false;
  for (let at = offset; at < end; ) {
    const count = min<u32>(end - at, 32);
    // Bits beyond the map are of bytes beyond the page, which are not asked for.
    const bits = load<u64>(map + (at >> 3)) >> (<u64>at & 7);
    if ((bits & (((<u64>1) << (<u64>count)) - 1)) != 0) return false;
    at += count;
  }
  return true;
}

/** Where the writes that a byte map lets through are counted: linear-memory address of a u32. */
export function byteMapCounter(map: u32): u32 {
  return (map & ~0xfff) + 0xe00 + (((map >> 9) & 7) << 3);
}

/**
 * VM-entry checks on the EPT and SPP controls. SDM Vol. 3C, "VM-Execution Control Fields".
 * @returns 0, or the number of the check that fails: 1 EPTP, 2 SPP without EPT, 3 SPPTP, 4 byte-map pointer
 */
export function checkControls(): u32 {
  const eptp = load<u64>(EPTP);
  const beyond = ~(((<u64>1) << (<u64>load<u32>(MAXPHYADDR))) - 1);
  if (eptp != 0) {
    const type = eptp & 7;
    if ((type != 0 && type != 6) || ((eptp >> 3) & 7) != 3 || (eptp & 0xf80) != 0 || (eptp & beyond) != 0) return 1;
  }
  if ((load<u32>(SECONDARY_CONTROLS) & CONTROL_SPP) != 0) {
    if (eptp == 0) return 2;
    const spptp = load<u64>(SPPTP);
    if ((spptp & 0xfff) != 0 || (spptp & beyond) != 0) return 3;
  }
  const byteMaps = load<u64>(BYTE_MAP_POINTER);
  if ((byteMaps & 0xfff) != 0 || (byteMaps & beyond) != 0) return 4;
  return 0;
}
