/**
 * What makes the processor refuse an entry: reserved bits and reserved combinations, in words. For the walker of the tools
 * and all that explains what it found.
 * INTEL SDM Vol. 3C, "EPT Misconfigurations" and "Sub-Page Write Permissions".
 */

/** What of the processor decides about it. */
export interface EntryRules {
  /** Physical-address width in bits. */
  readonly maxPhyAddr: number;
  /** Entries with X alone are allowed (IA32_VMX_EPT_VPID_CAP bit 0). */
  readonly executeOnly: boolean;
}

/** Bits 51:12 of an entry as an address. */
export function entryAddress(lo: number, hi: number): number {
  return (hi & 0xf_ffff) * 2 ** 32 + ((lo & 0xffff_f000) >>> 0);
}

/** Whether an EPT entry of a level maps a page, and does not point to a table. */
export function isEptLeaf(lo: number, level: number): boolean {
  return level === 1 || (level < 4 && (lo & 0x80) !== 0);
}

/** Why an EPT entry that is present is misconfigured; undefined when it is not. @param level 4 = root .. 1 */
export function findEptFault(lo: number, hi: number, level: number, rules: EntryRules): string | undefined {
  if ((lo & 3) === 2) return 'writable but not readable';
  if ((lo & 7) === 4 && !rules.executeOnly) return 'executable only, which the processor does not offer';
  if (entryAddress(lo, hi) >= 2 ** rules.maxPhyAddr) return tooWide(rules.maxPhyAddr);
  if (!isEptLeaf(lo, level)) {
    if (level === 4 ? lo & 0xf8 : lo & 0x78) return `reserved bits ${level === 4 ? '7:3' : '6:3'} are not 0`;
    return undefined;
  }
  const type = (lo >>> 3) & 7;
  if (type === 2 || type === 3 || type === 7) return `memory type ${type} is reserved`;
  if (level === 3 && (lo & 0x3fff_f000) !== 0) return 'bits 29:12 of a 1-GiB page are not 0';
  if (level === 2 && (lo & 0x001f_f000) !== 0) return 'bits 20:12 of a 2-MiB page are not 0';
  return undefined;
}

/** Why an SPPT entry is misconfigured; undefined when it is not, and for entries that are not valid: those are a miss. */
export function findSpptFault(lo: number, hi: number, level: number, maxPhyAddr: number): string | undefined {
  if (level === 1) return ((lo | hi) & 0xaaaa_aaaa) !== 0 ? 'odd (reserved) bits are set' : undefined;
  if ((lo & 1) === 0) return undefined;
  if ((lo & 0xffe) !== 0) return 'reserved bits 11:1 are not 0';
  if (hi >>> 20 !== 0) return 'reserved bits 63:52 are not 0';
  return entryAddress(lo, hi) >= 2 ** maxPhyAddr ? tooWide(maxPhyAddr) : undefined;
}

function tooWide(maxPhyAddr: number): string {
  return `address bits 51:${maxPhyAddr} are not 0`;
}
