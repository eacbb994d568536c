// Guest-linear to guest-physical: the walk of the guest's page tables, and the filling of the TLB.
// SDM Vol. 3A, "Paging".

import { hasCode } from '../decode/code-map';
import { exited, raisePageFault } from '../exec/raise';
import {
  CPL,
  CR0,
  CR3,
  CR4,
  EFER,
  EMU_DATA,
  EMULATING,
  MAXPHYADDR,
  PDPTES,
  PDPTES_LOADED,
  RFLAGS,
  SCRATCH,
  STAT_TLB_FILLS,
  TLB_ADDEND,
  TLB_EXEC,
  TLB_MASK,
  TLB_READ,
  TLB_WRITE,
} from '../generated/layout';
import {
  CR0_PG,
  CR0_WP,
  CR4_PAE,
  CR4_PGE,
  CR4_PSE,
  CR4_SMAP,
  CR4_SMEP,
  EFER_LMA,
  EFER_NXE,
  FLAG_AC,
  implicit,
} from '../state';
import { emulatedRead, emulatedWrite } from './emulate';
import {
  bySubPage,
  byteMap,
  EPT_EXECUTE,
  EPT_READ,
  EPT_WRITE,
  hostPage,
  hostRights,
  subPageMask,
  translateGpa,
  undirtied,
} from './ept';
import { byteMapSlot, noteFilled, sawGiant, TAG_CODE, TAG_EMPTY, TAG_SPP } from './tlb';

const PTE_P: u64 = 1;
const PTE_W: u64 = 2;
const PTE_U: u64 = 4;
const PTE_A: u64 = 0x20;
const PTE_D: u64 = 0x40;
const PTE_PS: u64 = 0x80;
const PTE_G: u64 = 0x100;
const PTE_NX: u64 = 0x8000_0000_0000_0000;
const FRAME: u64 = 0x000f_ffff_ffff_f000;

// Page-fault error code bits.
const PFEC_P: u32 = 1;
const PFEC_W: u32 = 2;
const PFEC_U: u32 = 4;
const PFEC_RSVD: u32 = 8;
const PFEC_I: u32 = 16;

// What the walk found out about the page.
let walkedWritable: bool = false;
let walkedUser: bool = false;
let walkedNx: bool = false;
let walkedDirty: bool = false;
let walkedGlobal: bool = false;

function fault(gla: u64, access: u32, user: bool, cause: u32): void {
  let code = cause;
  if ((access & EPT_WRITE) != 0) code |= PFEC_W;
  if (user) code |= PFEC_U;
  if ((access & EPT_EXECUTE) != 0) {
    const nxe = (load<u64>(EFER) & EFER_NXE) != 0 && (load<u64>(CR4) & CR4_PAE) != 0;
    if (nxe || (load<u64>(CR4) & CR4_SMEP) != 0) code |= PFEC_I;
  }
  raisePageFault(gla, code);
}

/** Reads a paging-structure entry of `size` bytes. */
function readEntry(gpa: u64, gla: u64, size: u32): u64 {
  if (load<u32>(EMULATING) != 0) {
    emulatedRead(gpa, size);
    return size == 8 ? load<u64>(EMU_DATA) : <u64>load<u32>(EMU_DATA);
  }
  const host = translateGpa(gpa, EPT_READ, gla, true, false, size);
  return size == 8 ? load<u64>(host) : <u64>load<u32>(host);
}

/** Sets accessed or dirty in a paging-structure entry. */
function updateEntry(gpa: u64, gla: u64, size: u32, value: u64): void {
  if (load<u32>(EMULATING) != 0) {
    store<u64>(EMU_DATA, value);
    emulatedWrite(gpa, size);
    return;
  }
  const host = translateGpa(gpa, EPT_READ | EPT_WRITE, gla, true, false, size);
  if (size == 8) store<u64>(host, value);
  else store<u32>(host, <u32>value);
}

/**
 * Guest-physical address of a linear address.
 *
 * @param access EPT_READ, EPT_WRITE or EPT_EXECUTE; EPT_JUDGE means nothing here
 * @param user whether the access is a user-mode access
 */
export function walkGuest(gla: u64, access: u32, user: bool): u64 {
  const cr0 = load<u64>(CR0);
  if ((cr0 & CR0_PG) == 0) {
    walkedWritable = true;
    walkedUser = true;
    walkedNx = false;
    walkedDirty = true;
    walkedGlobal = false;
    return gla & 0xffff_ffff;
  }
  const cr4 = load<u64>(CR4);
  const efer = load<u64>(EFER);
  const long = (efer & EFER_LMA) != 0;
  const pae = (cr4 & CR4_PAE) != 0;
  const size: u32 = pae ? 8 : 4;
  const nxe = pae && (efer & EFER_NXE) != 0;
  const beyond = FRAME & ~(((<u64>1) << (<u64>load<u32>(MAXPHYADDR))) - 1);
  let table: u64;
  let level: u32;
  if (long) {
    table = load<u64>(CR3) & FRAME;
    level = 4;
  } else if (pae) {
    table = load<u64>(CR3) & 0xffff_ffe0;
    level = 3;
  } else {
    table = load<u64>(CR3) & 0xffff_f000;
    level = 2;
  }
  let writable = true;
  let userPage = true;
  let nx = false;
  let global = false;
  while (true) {
    const bits: u64 = pae ? 9 : 10;
    const shift: u64 = 12 + bits * <u64>(level - 1);
    const mask: u64 = !long && pae && level == 3 ? 3 : ((<u64>1) << bits) - 1;
    const at = table + ((gla >> shift) & mask) * <u64>size;
    const isPdpte = !long && pae && level == 3;
    let entry = isPdpte ? pdpte(<u32>(gla >> 30) & 3) : readEntry(at, gla, size);
    if ((entry & PTE_P) == 0) fault(gla, access, user, 0);
    let large = false;
    if (level > 1 && (entry & PTE_PS) != 0 && !isPdpte) {
      if (long || pae) large = level <= 3;
      else large = (cr4 & CR4_PSE) != 0;
    }
    // Reserved bits. SDM Vol. 3A, tables of the paging-structure entry formats.
    let reserved: u64 = 0;
    if (pae) {
      reserved = beyond | (long ? 0 : 0x7ff0_0000_0000_0000);
      if (!nxe) reserved |= PTE_NX;
      if (level == 4) reserved |= PTE_PS;
      if (large) reserved |= level == 2 ? 0x1f_e000 : 0x3fff_e000;
      if (isPdpte) reserved |= PDPTE_RESERVED;
    } else if (large) reserved = 0x20_0000; // PSE-36 with 39 bits: bits 20:13 hold address bits 39:32
    if ((entry & reserved) != 0) fault(gla, access, user, PFEC_P | PFEC_RSVD);
    if (!isPdpte) {
      writable = writable && (entry & PTE_W) != 0;
      userPage = userPage && (entry & PTE_U) != 0;
      nx = nx || (nxe && (entry & PTE_NX) != 0);
    }
    if (level == 1 || large) {
      checkRights(gla, access, user, writable, userPage, nx);
      const wanted = PTE_A | ((access & EPT_WRITE) != 0 ? PTE_D : 0);
      if ((entry & wanted) != wanted) {
        entry |= wanted;
        updateEntry(at, gla, size, entry);
      }
      global = (entry & PTE_G) != 0 && (cr4 & CR4_PGE) != 0;
      walkedWritable = writable;
      walkedUser = userPage;
      walkedNx = nx;
      walkedDirty = (entry & PTE_D) != 0;
      walkedGlobal = global;
      const inPage = gla & (((<u64>1) << shift) - 1);
      if (!pae && large) return (entry & 0xffc0_0000) | ((entry & 0x1f_e000) << 19) | inPage;
      if (large && level == 3) sawGiant();
      return (entry & FRAME & ~(((<u64>1) << shift) - 1)) | inPage;
    }
    if (!isPdpte && (entry & PTE_A) == 0) {
      entry |= PTE_A;
      updateEntry(at, gla, size, entry);
    }
    table = pae ? entry & FRAME : entry & 0xffff_f000;
    level--;
  }
}

/** Bits 63, 8:5 and 2:1 of a page-directory-pointer-table entry. */
const PDPTE_RESERVED: u64 = 0x8000_0000_0000_01e6;

/**
 * A PDPTE register. They are loaded with CR3, CR0 or CR4, not at each walk: SDM Vol. 3A, "PDPTE Registers". After the
 * host has set CR3 by itself they are loaded at first use.
 */
function pdpte(index: u32): u64 {
  if (load<u32>(PDPTES_LOADED) == 0) {
    for (let i: u64 = 0; i < 4; i++) {
      store<u64>(PDPTES + ((<usize>i) << 3), readPdpte((load<u64>(CR3) & 0xffff_ffe0) + 8 * i));
    }
    store<u32>(PDPTES_LOADED, 1);
  }
  return load<u64>(PDPTES + ((<usize>index) << 3));
}

/** The load of a PDPTE has no linear address: the exit that it may cause says so. */
function readPdpte(gpa: u64): u64 {
  if (load<u32>(EMULATING) != 0) {
    emulatedRead(gpa, 8);
    return load<u64>(EMU_DATA);
  }
  return load<u64>(translateGpa(gpa, EPT_READ, 0, false, false, 8));
}

/** Load the PDPTE registers from the table at `cr3`; false when a present one has reserved bits set: then #GP(0). */
export function loadPdptes(cr3: u64): bool {
  const beyond = FRAME & ~(((<u64>1) << (<u64>load<u32>(MAXPHYADDR))) - 1);
  for (let i: usize = 0; i < 4; i++) {
    const entry = readPdpte((cr3 & 0xffff_ffe0) + 8 * <u64>i);
    if ((entry & PTE_P) != 0 && (entry & (beyond | 0x7ff0_0000_0000_0000 | PDPTE_RESERVED)) != 0) return false;
    store<u64>(SCRATCH + (i << 3), entry);
  }
  memory.copy(PDPTES, SCRATCH, 32);
  store<u32>(PDPTES_LOADED, 1);
  return true;
}

/** SDM Vol. 3A, "Determination of Access Rights". */
function checkRights(gla: u64, access: u32, user: bool, writable: bool, userPage: bool, nx: bool): void {
  let allowed = true;
  if (user) {
    if (!userPage) allowed = false;
    if ((access & EPT_WRITE) != 0 && !writable) allowed = false;
    if ((access & EPT_EXECUTE) != 0 && nx) allowed = false;
  } else {
    const cr4 = load<u64>(CR4);
    if ((access & EPT_EXECUTE) != 0) {
      if (nx || (userPage && (cr4 & CR4_SMEP) != 0)) allowed = false;
    } else {
      if (userPage && smapBars()) allowed = false;
      if ((access & EPT_WRITE) != 0 && !writable && (load<u64>(CR0) & CR0_WP) != 0) allowed = false;
    }
  }
  if (!allowed) fault(gla, access, user, PFEC_P);
}

function smapBars(): bool {
  if ((load<u64>(CR4) & CR4_SMAP) == 0) return false;
  return implicit || load<u32>(CPL) == 3 || (load<u64>(RFLAGS) & FLAG_AC) == 0;
}

/**
 * Translate and cache. The entry gets every right that needs no further work: write only when the guest's and the EPT's
 * dirty bits are set already, and never plain write when the write goes by sub-page permission.
 *
 * @param entry the TLB entry of `gla` in the view of the access
 * @param access EPT_READ, EPT_WRITE, EPT_WRITE | EPT_JUDGE or EPT_EXECUTE
 * @returns linear-memory address of the byte at `gla`
 */
export function fill(entry: usize, gla: u64, access: u32, user: bool, size: u32): u32 {
  const gpa = walkGuest(gla, access, user);
  const host = translateGpa(gpa, access, gla, true, true, size);
  if (exited) return 0;
  store<u64>(STAT_TLB_FILLS, load<u64>(STAT_TLB_FILLS) + 1);
  const page = gla & ~(<u64>0xfff);
  const cr0 = load<u64>(CR0);
  const paged = (cr0 & CR0_PG) != 0;
  let read = true;
  let write = walkedDirty && (walkedWritable || (!user && (cr0 & CR0_WP) == 0));
  let execute = !walkedNx;
  if (paged) {
    if (user) {
      if (!walkedUser) read = write = execute = false;
    } else if (walkedUser) {
      if (smapBars()) read = write = false;
      if ((load<u64>(CR4) & CR4_SMEP) != 0) execute = false;
    }
  }
  if (undirtied) write = false;
  const rights = hostRights;
  if ((rights & EPT_READ) == 0) read = false;
  if ((rights & EPT_EXECUTE) == 0) execute = false;
  let tag: u64 = TAG_EMPTY;
  if (bySubPage) {
    // Reads of such a page are plain; its writes are judged by the mask each time.
    if (write) tag = page | TAG_SPP;
    store<u32>(entry, subPageMask, TLB_MASK);
    store<u32>(byteMapSlot(entry), byteMap);
  } else if (write && (rights & EPT_WRITE) != 0) tag = page;
  if (tag != TAG_EMPTY && hasCode(hostPage)) tag |= TAG_CODE;
  store<u64>(entry, read ? page : TAG_EMPTY, TLB_READ);
  store<u64>(entry, tag, TLB_WRITE);
  store<u64>(entry, execute ? page : TAG_EMPTY, TLB_EXEC);
  store<u32>(entry, hostPage - <u32>page, TLB_ADDEND);
  noteFilled(entry, walkedGlobal);
  return host;
}
