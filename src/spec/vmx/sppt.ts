/**
 * The sub-page permission table: entries as two u32 halves.
 * INTEL SDM Vol. 3C, "Sub-Page Write Permissions". Four levels, indexed like EPT by GPA bits 47:12; none has A/D bits.
 *
 *   level 4..2     63..52     51..12                11..1      0
 *                  reserved   frame of next table   reserved   valid
 *   level 1        permission i in bit 2i; odd bits reserved; no valid bit, so a zero entry denies the whole page
 */

/** Bytes that one permission bit covers. */
export const SUB_PAGE_SIZE = 128;
/** Sub-pages in a 4-KiB page. */
export const SUB_PAGES = 32;
/** Write mask of a page that is not protected: all 32 sub-pages may be written. Mask 0 is the opposite, a page that denies all. */
export const FULL_ACCESS = 0xffff_ffff;

/** Bit 0 of a level 4, 3 or 2 entry. */
export const SPPT_VALID = 1;
/** Either half of the leaf of an unprotected page. */
export const SPPT_LEAF_FULL = 0x5555_5555;

/** Guest-physical addresses at and above this have no place in the four-level table: we refuse to protect them. */
export const SPP_GPA_LIMIT = 2 ** 48;

/**
 * SPPT level-1 entry from a 32-bit write mask (bit i set: bytes [128i, 128i + 127] of the page may be written).
 * @example encodeSpptLeaf(2) // { lo: 4, hi: 0 }
 */
export function encodeSpptLeaf(writeMask: number): { lo: number; hi: number } {
  return { lo: spread16(writeMask & 0xffff), hi: spread16(writeMask >>> 16) };
}

/**
 * Half of a level-1 entry from sixteen permissions: 0b…cba → 0b…0c0b0a. What encodeSpptLeaf is made of, for loops that
 * fill tables without an object an entry.
 * @param permissions 0..0xffff
 */
export function spread16(permissions: number): number {
  let x = permissions;
  x = (x | (x << 8)) & 0x00ff_00ff;
  x = (x | (x << 4)) & 0x0f0f_0f0f;
  x = (x | (x << 2)) & 0x3333_3333;
  return ((x | (x << 1)) & 0x5555_5555) >>> 0;
}

/** The 32-bit write mask in a level-1 entry; reserved bits are ignored. Inverse of encodeSpptLeaf. */
export function decodeSpptLeaf(lo: number, hi: number): number {
  return ((gather16(hi) << 16) | gather16(lo)) >>> 0;
}

/** Whether the leaf lets a write at `pageOffset` (0..4095) through. Hot: no objects, no bigint. */
export function spptAllowsWrite(lo: number, hi: number, pageOffset: number): boolean {
  const half = pageOffset & 0x800 ? hi : lo; // sub-pages 16..31 live in the upper half
  return ((half >>> ((pageOffset >>> 6) & 0x1e)) & 1) !== 0;
}

/**
 * The permissions that a write needs: a bit for each sub-page that [pageOffset, pageOffset + length) touches.
 * @param pageOffset 0..4095
 * @param length 1..4096 bytes, and not beyond the page
 * @example subPagesTouched(0x7c, 8) === 0b11
 */
export function subPagesTouched(pageOffset: number, length: number): number {
  const first = pageOffset >>> 7;
  const last = (pageOffset + length - 1) >>> 7;
  return ((FULL_ACCESS >>> (31 - last + first)) << first) >>> 0;
}

/** 0b…0c0b0a → 0b…cba */
function gather16(half: number): number {
  let x = half & 0x5555_5555;
  x = (x | (x >>> 1)) & 0x3333_3333;
  x = (x | (x >>> 2)) & 0x0f0f_0f0f;
  x = (x | (x >>> 4)) & 0x00ff_00ff;
  return (x | (x >>> 8)) & 0xffff;
}
