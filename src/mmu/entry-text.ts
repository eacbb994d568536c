/** Table entries, decisions and qualifications in words, for people who read tables. */
import {
  EPT_A,
  EPT_D,
  EPT_HI_SAVED_R,
  EPT_HI_SAVED_SPP,
  EPT_HI_SAVED_X,
  EPT_HI_SPP,
  EPT_IPAT,
  EPT_R,
  EPT_RWX,
  EPT_W,
  EPT_X,
} from '../spec/vmx/ept.ts';
import { EPT_VIOLATION, EXIT_SPP_MISS } from '../spec/vmx/exit.ts';
import { decodeSpptLeaf, FULL_ACCESS, SPPT_VALID } from '../spec/vmx/sppt.ts';
import { entryAddress, isEptLeaf } from './entry-checks.ts';
import type { PathEntry, WalkDecision } from './walk.ts';

const MEMORY_TYPES = ['UC', 'WC', 'type 2 (reserved)', 'type 3 (reserved)', 'WT', 'WP', 'WB', 'type 7 (reserved)'];

/** A number below 2^53 as hexadecimal. */
export function hexNumber(value: number): string {
  return `0x${value.toString(16)}`;
}

/** All 64 bits of an entry. @example hexEntry(0x37, 0x2000_0000) // 0x2000000000000037 */
export function hexEntry(lo: number, hi: number): string {
  return `0x${hi.toString(16).padStart(8, '0')}${lo.toString(16).padStart(8, '0')}`;
}

/** Rights as three letters. @example rightsText(5) // 'r-x' */
export function rightsText(rights: number): string {
  return (rights & EPT_R ? 'r' : '-') + (rights & EPT_W ? 'w' : '-') + (rights & EPT_X ? 'x' : '-');
}

/**
 * Which sub-pages a write mask opens, as ranges.
 * @example maskText(0x8000_000f) // '0-3 31'
 */
export function maskText(mask: number): string {
  if (mask === FULL_ACCESS) return 'all';
  if (mask === 0) return 'none';
  const ranges: string[] = [];
  for (let first = 0; first < 32; first++) {
    if (((mask >>> first) & 1) === 0) continue;
    let last = first;
    while (last < 31 && (mask >>> (last + 1)) & 1) last++;
    ranges.push(first === last ? `${first}` : `${first}-${last}`);
    first = last;
  }
  return ranges.join(' ');
}

/** The bits of an entry spelled out. */
export function describeEntry(entry: Omit<PathEntry, 'address'>): string {
  const text = entry.table === 'ept' ? describeEpt(entry) : describeSppt(entry);
  return entry.fault === undefined ? text : `${text}; misconfigured: ${entry.fault}`;
}

function describeEpt({ level, lo, hi }: Omit<PathEntry, 'address'>): string {
  const saved =
    (hi & EPT_HI_SAVED_R ? 'r' : '') + (hi & EPT_HI_SAVED_X ? 'x' : '') + (hi & EPT_HI_SAVED_SPP ? ' sub-pages' : '');
  if ((lo & EPT_RWX) === 0) return saved === '' ? 'not present' : `not present, kept aside: ${saved.trim()}`;
  const isLeaf = isEptLeaf(lo, level);
  const address = hexNumber(entryAddress(lo, hi));
  const words = [rightsText(lo), isLeaf ? `page ${address}` : `table ${address}`];
  if (isLeaf) {
    if (level > 1) words.push(level === 2 ? '2 MiB' : '1 GiB');
    words.push(MEMORY_TYPES[(lo >>> 3) & 7]);
    if (lo & EPT_IPAT) words.push('ignore PAT');
  }
  if (lo & EPT_A) words.push('accessed');
  if (isLeaf && lo & EPT_D) words.push('dirty');
  if (hi & EPT_HI_SPP) words.push(level === 1 ? 'writes by sub-page (bit 61)' : 'bit 61 without effect');
  if (saved !== '') words.push(`kept aside: ${saved.trim()}`);
  if (hi >>> 31) words.push('suppress #VE');
  return words.join(', ');
}

function describeSppt({ level, lo, hi }: Omit<PathEntry, 'address'>): string {
  if (level === 1) {
    const mask = decodeSpptLeaf(lo, hi);
    return `writable sub-pages: ${maskText(mask)} (mask 0x${mask.toString(16).padStart(8, '0')})`;
  }
  if ((lo & SPPT_VALID) === 0) return 'not valid';
  return `valid, table ${hexNumber(entryAddress(lo, hi))}`;
}

/** What an exit qualification says. @param reason basic exit reason 48 or 66 */
export function describeQualification(reason: number, qualification: number): string {
  if (reason === 66) return qualification & EXIT_SPP_MISS ? 'SPPT miss' : 'SPPT misconfiguration';
  if (reason !== 48) return '';
  const kinds = [
    qualification & EPT_VIOLATION.READ ? 'read' : '',
    qualification & EPT_VIOLATION.WRITE ? 'write' : '',
    qualification & EPT_VIOLATION.FETCH ? 'fetch' : '',
  ].filter((word) => word !== '');
  const words = [kinds.join(' and '), `entries give ${rightsText((qualification >>> 3) & 7)}`];
  if ((qualification & EPT_VIOLATION.LINEAR) === 0) words.push('no linear address');
  else words.push(qualification & EPT_VIOLATION.FINAL ? 'final translation' : 'access to a guest paging structure');
  return words.join(', ');
}

/** The decision in one line, without the path. */
export function describeDecision(decision: WalkDecision): string {
  const { outcome, reason, qualification, faultGpa } = decision;
  const at = faultGpa === undefined ? '' : ` at gpa ${hexNumber(faultGpa)}`;
  switch (outcome) {
    case 'allowed':
      return `allowed${decision.bySubPage ? ' by sub-page permission' : ''}, host-physical ${hexNumber(decision.hpa as number)}`;
    case 'outside-image':
      return `no decision${at}: a table lies outside the image`;
    default: {
      const names = {
        'ept-violation': 'EPT violation',
        'ept-misconfiguration': 'EPT misconfiguration',
        'spp-miss': 'SPP-related event',
        'spp-misconfiguration': 'SPP-related event',
      } as const;
      const words = describeQualification(reason, qualification);
      return (
        `${names[outcome]} (exit reason ${reason})${at}, qualification ${hexNumber(qualification)}` +
        (words === '' ? '' : `: ${words}`)
      );
    }
  }
}
