/**
 * A walker of EPT and SPPT for tools: what the processor would do with one access, and why.
 *
 * A reading of the manual of its own: nothing here is shared with the code that builds the tables or with the
 * processor core, so that each can be held against the other. It changes nothing and believes nothing: tables may be
 * damaged, circular or outside the image.
 * INTEL SDM Vol. 3C, "The Extended Page Table Mechanism (EPT)" and "Sub-Page Write Permissions".
 */
import { HvError } from '../base/error.ts';
import type { EptControls } from '../spec/vmx/controls.ts';
import { type EntryRules, entryAddress, findEptFault, findSpptFault, isEptLeaf } from './entry-checks.ts';

/** Where tables are read from: HostMemory, or an image. */
export interface TableReader {
  /** The little-endian u32 at a host-physical address, a multiple of 4; undefined outside the image. */
  read32(hpa: number): number | undefined;
}

/** One access of a guest. */
export interface EptAccess {
  /** First byte, guest-physical, below 2^48. */
  readonly gpa: number;
  readonly op: 'read' | 'write' | 'fetch';
  /** Bytes, 1..4096; may cross a page. */
  readonly size: number;
  /** It translates a guest-linear address. Default true. */
  readonly linear?: boolean;
  /** It is the final translation, not an access to a guest paging structure. Default true. */
  readonly final?: boolean;
}

/** What the processor is. */
export interface WalkOptions {
  /** Physical-address width in bits. Default 46. */
  readonly maxPhyAddr?: number;
  /** Entries with X alone are allowed (IA32_VMX_EPT_VPID_CAP bit 0). Default true. */
  readonly executeOnly?: boolean;
  /** A write over several sub-pages needs all of them, or only that of its first byte on the page. Default `all`. */
  readonly straddle?: 'all' | 'first';
}

/** One entry that was read. */
export interface PathEntry {
  readonly table: 'ept' | 'sppt';
  /** 4 = root .. 1. */
  readonly level: number;
  /** Host-physical address of the entry. */
  readonly address: number;
  readonly lo: number;
  readonly hi: number;
  /** Why the processor refuses the entry; without it, it does not. */
  readonly fault?: string;
}

/** What becomes of the access. */
export interface WalkDecision {
  /** `outside-image`: a table lies where nothing can be read; no processor answers that. */
  readonly outcome:
    | 'allowed'
    | 'ept-violation'
    | 'ept-misconfiguration'
    | 'spp-miss'
    | 'spp-misconfiguration'
    | 'outside-image';
  /** Basic exit reason 48, 49 or 66; 0 without an exit. */
  readonly reason: number;
  /** Exit qualification; 0 without an exit. */
  readonly qualification: number;
  /** Lowest byte that failed, guest-physical; with sub-pages the first byte of the access in a denied one. */
  readonly faultGpa: number | undefined;
  /** Host-physical address of the first byte when allowed. */
  readonly hpa: number | undefined;
  /** It is allowed by sub-page permissions only: the page must not be cached as writable. */
  readonly bySubPage: boolean;
  /** Entries in the order in which they were read, for each page that the access touches. */
  readonly path: readonly PathEntry[];
}

const ENTRIES_BITS = 9;
const ALLOWED = 0;

/**
 * Decide one access against the tables.
 * @param controls with secondary control bit 1 clear, guest-physical is host-physical and all is allowed
 * @throws HvError `invalid-argument` for an access that is none
 * @example
 * const reader = { read32: (hpa: number) => (hpa + 4 <= image.byteLength ? image.getUint32(hpa, true) : undefined) };
 * decideAccess(reader, controls, { gpa: 0x1000, op: 'write', size: 8 }).outcome // 'allowed'
 */
export function decideAccess(
  reader: TableReader,
  controls: EptControls,
  access: EptAccess,
  options: WalkOptions = {},
): WalkDecision {
  checkAccess(access);
  const walk = new Walk(reader, controls, access, options);
  let bySubPage = false;
  let hpa: number | undefined;
  for (let gpa = access.gpa; gpa < access.gpa + access.size; gpa = (Math.floor(gpa / 4096) + 1) * 4096) {
    const page = walk.decidePage(gpa, Math.min(access.gpa + access.size, (Math.floor(gpa / 4096) + 1) * 4096) - gpa);
    if (page.outcome !== 'allowed') return { ...page, hpa: undefined, bySubPage: false, path: walk.path };
    hpa ??= page.hpa;
    bySubPage ||= page.bySubPage;
  }
  return {
    outcome: 'allowed',
    reason: ALLOWED,
    qualification: 0,
    faultGpa: undefined,
    hpa,
    bySubPage,
    path: walk.path,
  };
}

function checkAccess({ gpa, op, size }: EptAccess): void {
  if (!Number.isSafeInteger(gpa) || gpa < 0 || gpa >= 2 ** 52) {
    throw new HvError('invalid-argument', `decideAccess: expected a gpa below 2^52, got ${gpa}`);
  }
  if (!Number.isInteger(size) || size < 1 || size > 4096) {
    throw new HvError('invalid-argument', `decideAccess: expected a size of 1 to 4096 bytes, got ${size}`);
  }
  if (op !== 'read' && op !== 'write' && op !== 'fetch') {
    throw new HvError('invalid-argument', `decideAccess: expected op read, write or fetch, got ${String(op)}`);
  }
}

type PageDecision = Omit<WalkDecision, 'path'>;

class Walk {
  readonly path: PathEntry[] = [];
  readonly #reader: TableReader;
  readonly #controls: EptControls;
  readonly #access: EptAccess;
  readonly #rules: EntryRules;
  readonly #straddle: 'all' | 'first';

  constructor(reader: TableReader, controls: EptControls, access: EptAccess, options: WalkOptions) {
    this.#reader = reader;
    this.#controls = controls;
    this.#access = access;
    this.#rules = { maxPhyAddr: options.maxPhyAddr ?? 46, executeOnly: options.executeOnly ?? true };
    this.#straddle = options.straddle ?? 'all';
  }

  /** Decide bytes [gpa, gpa + length) of the access, within one page. */
  decidePage(gpa: number, length: number): PageDecision {
    const { eptp, secondaryControls } = this.#controls;
    if ((secondaryControls & 0x2) === 0) return allow(gpa, false);

    const linear = this.#access.linear ?? true;
    const final = linear && (this.#access.final ?? true);
    let isRead = this.#access.op === 'read';
    let isWrite = this.#access.op === 'write';
    // With accessed and dirty flags on, any access to a guest paging structure counts as a write.
    if (linear && !final && eptp & 0x40) isRead = isWrite = true;

    // Four levels translate 48 bits, and addresses end at the physical width: nothing is present beyond either.
    let isPresent = gpa < 2 ** Math.min(48, this.#rules.maxPhyAddr);
    let rights = isPresent ? 7 : 0;
    let table = floorPage(eptp);
    let leafLevel = 0;
    let leafHi = 0;
    let base = 0;
    for (let level = 4; isPresent && leafLevel === 0; level--) {
      const entry = this.#read('ept', level, table, gpa);
      if (entry === undefined) return outside(gpa);
      const { lo, hi } = entry;
      rights &= lo;
      isPresent = (lo & 7) !== 0;
      if (!isPresent) break;
      if (entry.fault !== undefined) return exit('ept-misconfiguration', 49, 0, gpa);
      table = entryAddress(lo, hi);
      if (isEptLeaf(lo, level)) {
        leafLevel = level;
        leafHi = hi;
        base = table;
      }
    }

    const needed = (isWrite ? 2 : 0) | (isRead && !isWrite ? 1 : 0) | (this.#access.op === 'fetch' ? 4 : 0);
    const violation = (at: number): PageDecision => {
      const kind = (isRead ? 1 : 0) | (isWrite ? 2 : 0) | (this.#access.op === 'fetch' ? 4 : 0);
      return exit('ept-violation', 48, kind | (rights << 3) | (linear ? 0x80 : 0) | (final ? 0x100 : 0), at);
    };
    const span = 4096 * 512 ** (leafLevel - 1);
    const hpa = base - (base % span) + (gpa % span);
    if (leafLevel !== 0 && (needed & ~rights) === 0) return allow(hpa, false);

    const isEligible =
      (secondaryControls & 0x80_0000) !== 0 &&
      leafLevel === 1 &&
      (leafHi & 0x2000_0000) !== 0 &&
      this.#access.op === 'write' &&
      (rights & 3) === 1 &&
      final;
    if (!isEligible) return violation(gpa);
    return this.#decideSubPages(gpa, length, hpa, violation);
  }

  #decideSubPages(gpa: number, length: number, hpa: number, violation: (at: number) => PageDecision): PageDecision {
    let table = this.#controls.spptp;
    for (let level = 4; level > 1; level--) {
      const entry = this.#read('sppt', level, table, gpa);
      if (entry === undefined) return outside(gpa);
      // Validity first: an entry that is not valid is a miss, whatever else it says.
      if ((entry.lo & 1) === 0) return exit('spp-miss', 66, 0x800, gpa);
      if (entry.fault !== undefined) return exit('spp-misconfiguration', 66, 0, gpa);
      table = entryAddress(entry.lo, entry.hi);
    }
    const leaf = this.#read('sppt', 1, table, gpa);
    if (leaf === undefined) return outside(gpa);
    if (leaf.fault !== undefined) return exit('spp-misconfiguration', 66, 0, gpa);
    const last = this.#straddle === 'first' ? gpa : gpa + length - 1;
    for (let at = gpa; at <= last; at = (Math.floor(at / 128) + 1) * 128) {
      const bit = 2 * ((at % 4096) >>> 7);
      const half = bit < 32 ? leaf.lo : leaf.hi;
      if (((half >>> (bit % 32)) & 1) === 0) return violation(at);
    }
    return allow(hpa, true);
  }

  #read(table: 'ept' | 'sppt', level: number, base: number, gpa: number): PathEntry | undefined {
    const index = Math.floor(gpa / 2 ** (12 + ENTRIES_BITS * (level - 1))) % 512;
    const at = base + index * 8;
    const lo = this.#reader.read32(at);
    const hi = this.#reader.read32(at + 4);
    if (lo === undefined || hi === undefined) return undefined;
    const fault =
      table === 'sppt' ? findSpptFault(lo, hi, level, this.#rules.maxPhyAddr) : this.#eptFault(lo, hi, level);
    const entry: PathEntry = { table, level, address: at, lo, hi, ...(fault === undefined ? {} : { fault }) };
    this.path.push(entry);
    return entry;
  }

  #eptFault(lo: number, hi: number, level: number): string | undefined {
    return (lo & 7) === 0 ? undefined : findEptFault(lo, hi, level, this.#rules);
  }
}

function floorPage(pointer: number): number {
  return pointer - (pointer % 4096);
}

function allow(hpa: number, bySubPage: boolean): PageDecision {
  return { outcome: 'allowed', reason: ALLOWED, qualification: 0, faultGpa: undefined, hpa, bySubPage };
}

function exit(outcome: WalkDecision['outcome'], reason: number, qualification: number, faultGpa: number): PageDecision {
  return { outcome, reason, qualification, faultGpa, hpa: undefined, bySubPage: false };
}

function outside(gpa: number): PageDecision {
  return exit('outside-image', 0, 0, gpa);
}
