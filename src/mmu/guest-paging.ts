/**
 * Guest page tables, read for tools: from a guest-linear to a guest-physical address in every paging mode.
 *
 * Read only: no accessed or dirty bits are set and nothing faults. AMD64 APM Vol. 2, "Page Translation and Protection";
 * INTEL SDM Vol. 3A, "Paging".
 */

/** What paging depends on; the low 32 bits of CR0, CR4 and EFER are enough. */
export interface PagingState {
  readonly cr0: number;
  /** Bits 63 and 11:0 do not count, except that bits 11:5 belong to the address with PAE paging. */
  readonly cr3: number;
  readonly cr4: number;
  readonly efer: number;
}

/** Where guest tables are read from; GuestMemory is one. */
export interface GuestTableReader {
  /** The little-endian u32 at a guest-physical address, a multiple of 4; undefined where no memory is. */
  read32(gpa: number): number | undefined;
}

/** A translation of one linear address. */
export interface GuestTranslation {
  /** Guest-physical address of the byte. */
  readonly gpa: number;
  /** Bytes in the page that maps it: 4 KiB, 2 MiB, 4 MiB or 1 GiB. With paging off, 4 KiB. */
  readonly pageSize: number;
  /** AND over all levels; CR0.WP, SMEP, SMAP and protection keys are not applied. */
  readonly writable: boolean;
  readonly user: boolean;
  readonly executable: boolean;
}

const CR0_PG = 0x8000_0000;
const CR4_PSE = 1 << 4;
const CR4_PAE = 1 << 5;
const CR4_LA57 = 1 << 12;
/** IA-32e mode is active. SDM Vol. 3A, "Extended Feature Enable Register". */
export const EFER_LMA: number = 1 << 10;
const EFER_NXE = 1 << 11;

const PRESENT = 1;
const WRITABLE = 2;
const USER = 4;
const LARGE = 0x80;
/** Bit 63, upper half. */
const HI_NX = 0x8000_0000;

/**
 * Translate a guest-linear address.
 * @param gva 0..2^64-1; outside long mode only the low 32 bits count
 * @returns undefined when it is not mapped, not canonical, or a table lies outside memory
 * @example findTranslation(memory, { cr0, cr3, cr4, efer }, 0xffff_ffff_8200_0000n)?.gpa
 */
export function findTranslation(
  reader: GuestTableReader,
  state: PagingState,
  gva: bigint,
): GuestTranslation | undefined {
  const isLong = (state.efer & EFER_LMA) !== 0;
  const low32 = Number(gva & 0xffff_ffffn);
  if ((state.cr0 & CR0_PG) === 0) {
    return { gpa: low32, pageSize: 4096, writable: true, user: true, executable: true };
  }
  if (isLong) {
    const levels = state.cr4 & CR4_LA57 ? 5 : 4;
    const bits = 12 + 9 * levels;
    if (BigInt.asUintN(64, BigInt.asIntN(bits, gva)) !== gva) return undefined;
    const root = floorTo(state.cr3, 4096) % 2 ** 52;
    // The fifth index apart: 57 bits are more than a Number has.
    const top = Number((gva >> 48n) & 511n);
    return walkWide(reader, state, Number(BigInt.asUintN(48, gva)), root, levels, top);
  }
  if (state.cr4 & CR4_PAE) {
    // The four pointers of PAE paging have no rights of their own, so they are read here and not in the loop.
    const entry = readEntry(reader, ((state.cr3 & 0xffff_ffe0) >>> 0) + (low32 >>> 30) * 8);
    if (entry === undefined || (entry.lo & PRESENT) === 0) return undefined;
    return walkWide(reader, state, low32 % 2 ** 30, addressOf(entry.lo, entry.hi), 2, 0);
  }
  return walkNarrow(reader, state, low32);
}

/** Tables of 512 entries of 8 bytes; `offset` has the indices of levels 4 to 1, `top` that of level 5. */
function walkWide(
  reader: GuestTableReader,
  state: PagingState,
  offset: number,
  root: number,
  levels: number,
  top: number,
): GuestTranslation | undefined {
  let table = root;
  let rights = WRITABLE | USER;
  let executable = true;
  for (let level = levels; ; level--) {
    const span = 2 ** (12 + 9 * (level - 1));
    const index = level === 5 ? top : Math.floor(offset / span) % 512;
    const entry = readEntry(reader, table + index * 8);
    if (entry === undefined || (entry.lo & PRESENT) === 0) return undefined;
    rights &= entry.lo;
    if (entry.hi & HI_NX && state.efer & EFER_NXE) executable = false;
    const address = addressOf(entry.lo, entry.hi);
    if (level === 1 || ((level === 2 || level === 3) && entry.lo & LARGE)) {
      const gpa = floorTo(address, span) + (offset % span);
      return { gpa, pageSize: span, writable: !!(rights & WRITABLE), user: !!(rights & USER), executable };
    }
    table = address;
  }
}

/** Tables of 1024 entries of 4 bytes, two levels. */
function walkNarrow(reader: GuestTableReader, state: PagingState, address: number): GuestTranslation | undefined {
  const directory = reader.read32(narrow(state.cr3, address >>> 22));
  if (directory === undefined || (directory & PRESENT) === 0) return undefined;
  let rights = directory & (WRITABLE | USER);
  if (directory & LARGE && state.cr4 & CR4_PSE) {
    // PSE-36: bits 20:13 of the entry are bits 39:32 of the address.
    const base = ((directory >>> 13) & 0xff) * 2 ** 32 + ((directory & 0xffc0_0000) >>> 0);
    const gpa = base + (address & 0x3f_ffff);
    return { gpa, pageSize: 0x40_0000, writable: !!(rights & WRITABLE), user: !!(rights & USER), executable: true };
  }
  const entry = reader.read32(narrow(directory, (address >>> 12) & 1023));
  if (entry === undefined || (entry & PRESENT) === 0) return undefined;
  rights &= entry;
  const gpa = ((entry & 0xffff_f000) >>> 0) + (address & 0xfff);
  return { gpa, pageSize: 4096, writable: !!(rights & WRITABLE), user: !!(rights & USER), executable: true };
}

/** Address of a 4-byte entry. */
function narrow(table: number, index: number): number {
  return ((table & 0xffff_f000) >>> 0) + index * 4;
}

function readEntry(reader: GuestTableReader, gpa: number): { lo: number; hi: number } | undefined {
  const lo = reader.read32(gpa);
  const hi = reader.read32(gpa + 4);
  return lo === undefined || hi === undefined ? undefined : { lo, hi };
}

/** Bits 51:12. */
function addressOf(lo: number, hi: number): number {
  return (hi & 0xf_ffff) * 2 ** 32 + ((lo & 0xffff_f000) >>> 0);
}

function floorTo(value: number, span: number): number {
  return value - (value % span);
}
