/**
 * Extended page tables: entry bits, indices and the EPT pointer.
 *
 * An entry is two u32 halves, `lo` and `hi`. Bit names follow INTEL SDM Vol. 3C, "EPT Translation Mechanism" and the
 * tables "Format of an EPT PML4 Entry", "… Page-Directory-Pointer-Table Entry", "… Page-Directory Entry" and
 * "… Page-Table Entry that Maps a 4-KByte Page":
 *
 *    63   61   60         51..12        10   9 8    7    6     5..3    2 1 0
 *   #VE  SPP  SSS   host frame number   XU   D A  leaf  IPAT  memtype  X W R
 *
 * `leaf` (bit 7) is defined at levels 3 (1 GiB) and 2 (2 MiB) only. Bits 6:3 are reserved in entries that point to a table.
 */

/** Reads are allowed. */
export const EPT_R = 1 << 0;
/** Writes are allowed. */
export const EPT_W = 1 << 1;
/** Instruction fetches are allowed. */
export const EPT_X = 1 << 2;
/** The three rights; an entry with none of them is not present. */
export const EPT_RWX = 7;
/** Memory type write-back (6) in bits 5:3 of a leaf. */
export const EPT_MEMTYPE_WB = 6 << 3;
/** Ignore the guest's PAT for this page. */
export const EPT_IPAT = 1 << 6;
/** At levels 3 and 2: the entry maps a 1-GiB or 2-MiB page. */
export const EPT_LARGE = 1 << 7;
/** Accessed; used when EPTP bit 6 is set. */
export const EPT_A = 1 << 8;
/** Dirty; leaves only, used when EPTP bit 6 is set. */
export const EPT_D = 1 << 9;
/** Bit 61, upper half: writes that bit 1 refuses are judged by the sub-page permission table. 4-KiB leaves only. */
export const EPT_HI_SPP = 1 << (61 - 32);

/**
 * Bits 54, 55 and 56, upper half, which the processor ignores: what we took out of an entry and shall put back. R and X of
 * a page whose accesses are being tracked, and the sub-page bit of one that is not writable for another reason. The
 * KVM series keeps them in the same places.
 *
 * What holds for every leaf that we write, and is checked by test/support/rearming-steps.ts:
 * - bit 61 only with R and without W, and only at level 1: it gives permissions, W would make it void;
 * - bit 61 and its saved place, bit 55, never both: a page is armed, or is not for a reason that bit 55 waits for;
 * - saved R and X only in entries that are not present, and those have neither bit 61 nor any right.
 */
export const EPT_HI_SAVED_R = 1 << (54 - 32);
export const EPT_HI_SAVED_SPP = 1 << (55 - 32);
export const EPT_HI_SAVED_X = 1 << (56 - 32);

/** Levels of the table that we offer; 5-level EPT is not offered. */
export const EPT_LEVELS = 4;
/** Entries in a table of any level. */
export const EPT_ENTRIES = 512;

/** EPTP bits 2:0, memory type of the tables: write-back. */
export const EPTP_MEMTYPE_WB = 6;
/** EPTP bits 5:3, page-walk length minus one. */
export const EPTP_WALK_4 = 3 << 3;
/** EPTP bit 6: accessed and dirty flags are kept; accesses to guest page tables then count as writes. */
export const EPTP_ACCESSED_DIRTY = 1 << 6;

/**
 * EPTP for a table root.
 * @param root host frame number of the level-4 table
 * @param flags 0 or EPTP_ACCESSED_DIRTY
 * @example encodeEptp(1, 0) === 0x101e
 */
export function encodeEptp(root: number, flags: number): number {
  return root * 0x1000 + (EPTP_MEMTYPE_WB | EPTP_WALK_4 | flags);
}

/** Host frame number (host-physical address >> 12) in an entry: at most 40 bits, so exact as a Number. */
export function eptFrame(lo: number, hi: number): number {
  return (hi & 0xf_ffff) * 0x10_0000 + (lo >>> 12);
}

/**
 * Index into the table of `level` (4 = root .. 1 = 4-KiB leaves) for a guest frame number.
 * SPPT levels 4..1 use the same nine bits.
 * @example eptIndex(0x200, 2) === 1
 */
export function eptIndex(gfn: number, level: number): number {
  // The bit operators take the low 32 bits of a larger Number, and 512 divides 2^32.
  return Math.floor(gfn / 512 ** (level - 1)) & 511;
}
