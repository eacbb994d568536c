/**
 * Whole tables as ranges: neighbours that say the same become one line. For tools; tables may be damaged, circular or
 * outside the image, and there is a bound to what is looked at.
 */
import { decodeSpptLeaf } from '../spec/vmx/sppt.ts';
import { type EntryRules, entryAddress, findEptFault, findSpptFault, isEptLeaf } from './entry-checks.ts';
import type { TableReader } from './walk.ts';

/** Tables that are decoded at most; a table that is its own child would be endless. */
const TABLE_LIMIT = 100_000;
/** Ranges that are kept at most. */
const RANGE_LIMIT = 100_000;

/** A run of guest-physical addresses that the table treats alike. */
export interface TableRange {
  readonly gpa: number;
  /** Bytes. */
  length: number;
  readonly kind: 'mapped' | 'mask' | 'damaged' | 'outside-image';
  /** `mapped`: host-physical address of the first byte, page size, and the leaf without its address. */
  readonly hpa?: number;
  readonly pageSize?: number;
  readonly lo?: number;
  readonly hi?: number;
  /** `mapped`: AND of R, W and X over all levels. */
  readonly rights?: number;
  /** `mask`: the write mask. */
  readonly mask?: number;
  /** `damaged`: the entry, its level, and why the processor refuses it; `outside-image`: the table's address. */
  readonly fault?: string;
  readonly level?: number;
  readonly address?: number;
}

/** What a dump came to. */
export interface TableDump {
  readonly ranges: readonly TableRange[];
  readonly tables: number;
  /** A bound was met: there is more, or the tables go round in circles. */
  readonly isCut: boolean;
}

/** Decode an EPT. @param root host-physical address of the level-4 table; bits 11:0 do not count */
export function dumpEpt(reader: TableReader, root: number, maxPhyAddr: number): TableDump {
  return new Dump(reader, maxPhyAddr, 'ept').run(root);
}

/** Decode an SPPT: the masks of all regions that have a table of leaves. */
export function dumpSppt(reader: TableReader, root: number, maxPhyAddr: number): TableDump {
  return new Dump(reader, maxPhyAddr, 'sppt').run(root);
}

class Dump {
  readonly #reader: TableReader;
  readonly #rules: EntryRules;
  readonly #table: 'ept' | 'sppt';
  readonly #ranges: TableRange[] = [];
  #tables = 0;
  #isCut = false;

  constructor(reader: TableReader, maxPhyAddr: number, table: 'ept' | 'sppt') {
    this.#reader = reader;
    this.#rules = { maxPhyAddr, executeOnly: true };
    this.#table = table;
  }

  run(root: number): TableDump {
    this.#decode(root - (root % 4096), 4, 0, 7);
    return { ranges: this.#ranges, tables: this.#tables, isCut: this.#isCut };
  }

  #decode(table: number, level: number, gpa: number, rights: number): void {
    if (this.#tables >= TABLE_LIMIT || this.#isCut) {
      this.#isCut = true;
      return;
    }
    this.#tables++;
    const span = 4096 * 512 ** (level - 1);
    for (let index = 0; index < 512 && !this.#isCut; index++) {
      const lo = this.#reader.read32(table + index * 8);
      const hi = this.#reader.read32(table + index * 8 + 4);
      const at = gpa + index * span;
      if (lo === undefined || hi === undefined) {
        this.#add({ gpa: at, length: span, kind: 'outside-image', level, address: table });
      } else if (this.#table === 'ept') {
        this.#eptEntry(lo, hi, level, at, span, rights);
      } else {
        this.#spptEntry(lo, hi, level, at, span);
      }
    }
  }

  #eptEntry(lo: number, hi: number, level: number, gpa: number, length: number, rights: number): void {
    if ((lo & 7) === 0) return;
    const hpa = entryAddress(lo, hi);
    const fault = findEptFault(lo, hi, level, this.#rules);
    if (fault !== undefined) {
      this.#add({ gpa, length, kind: 'damaged', level, lo, hi, fault });
    } else if (isEptLeaf(lo, level)) {
      const flags = { lo: lo & 0xfff, hi: hi & 0xfff0_0000 };
      this.#add({ gpa, length, kind: 'mapped', hpa, pageSize: length, rights: rights & lo & 7, ...flags });
    } else {
      this.#decode(hpa, level - 1, gpa, rights & lo);
    }
  }

  #spptEntry(lo: number, hi: number, level: number, gpa: number, length: number): void {
    const fault = findSpptFault(lo, hi, level, this.#rules.maxPhyAddr);
    if (fault !== undefined) this.#add({ gpa, length, kind: 'damaged', level, lo, hi, fault });
    else if (level === 1) this.#add({ gpa, length, kind: 'mask', mask: decodeSpptLeaf(lo, hi) });
    else if (lo & 1) this.#decode(entryAddress(lo, hi), level - 1, gpa, 7);
  }

  #add(range: TableRange): void {
    const last = this.#ranges.at(-1);
    if (last !== undefined && continues(last, range)) last.length += range.length;
    else if (this.#ranges.length < RANGE_LIMIT) this.#ranges.push(range);
    else this.#isCut = true;
  }
}

/** Whether a range goes on where another ends, and says the same. */
function continues(last: TableRange, next: TableRange): boolean {
  return (
    last.gpa + last.length === next.gpa &&
    last.kind === next.kind &&
    last.kind !== 'damaged' &&
    last.mask === next.mask &&
    last.lo === next.lo &&
    last.hi === next.hi &&
    last.rights === next.rights &&
    last.pageSize === next.pageSize &&
    (last.kind !== 'mapped' || (last.hpa as number) + last.length === next.hpa) &&
    (last.kind !== 'outside-image' || last.address === next.address)
  );
}
