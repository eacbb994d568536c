/** Random pages with EPT and SPPT entries of their own, as descriptions, and the tables that say it in memory. */
import fc from 'fast-check';

/** One EPT entry. */
export interface EptEntry {
  readonly r: boolean;
  readonly w: boolean;
  readonly x: boolean;
  /** Bit 7, at levels 3 and 2: a large page. */
  readonly large: boolean;
  readonly spp: boolean;
  readonly damage: 'none' | 'address' | 'type';
}
/** One SPPT entry above the leaf. */
export interface SpptEntry {
  readonly valid: boolean;
  /** Reserved bit that is set, -1 for none. */
  readonly reserved: number;
}
/** A page and the way to it. */
export interface Page {
  readonly ept: readonly EptEntry[]; // level 4 first
  readonly sppt: readonly SpptEntry[];
  readonly writable: readonly boolean[]; // by sub-page
  readonly oddBit: number; // -1 for none
}
/** An access, and what the processor is set to. */
export interface Access {
  readonly op: 'read' | 'write' | 'fetch';
  readonly offset: number;
  readonly size: number;
  readonly linear: boolean;
  readonly final: boolean;
  readonly spp: boolean;
  readonly straddle: 'all' | 'first';
  readonly accessedDirty: boolean;
}

const rare = fc.integer({ min: 0, max: 15 }).map((n) => n === 0);
const mostly = rare.map((b) => !b);
const eptEntry: fc.Arbitrary<EptEntry> = fc.record({
  r: mostly,
  w: mostly,
  x: mostly,
  large: rare,
  spp: mostly,
  damage: fc.constantFrom<EptEntry['damage']>(...new Array<'none'>(20).fill('none'), 'address', 'type'),
});
const reservedBits = [1, 2, 7, 11, 46, 47, 51, 52, 60, 63];
const spptEntry: fc.Arbitrary<SpptEntry> = fc.record({
  valid: mostly,
  reserved: fc.constantFrom(...new Array<number>(60).fill(-1), ...reservedBits),
});
export const page: fc.Arbitrary<Page> = fc.record({
  // The leaf is mostly what a protected page has.
  ept: fc.tuple(eptEntry, eptEntry, eptEntry, eptEntry, rare).map(([a, b, c, d, w]) => [a, b, c, { ...d, w }]),
  sppt: fc.tuple(spptEntry, spptEntry, spptEntry),
  writable: fc.array(fc.boolean(), { minLength: 32, maxLength: 32 }),
  oddBit: fc.constantFrom(...new Array<number>(40).fill(-1), 1, 3, 31, 33, 63),
});
export const access: fc.Arbitrary<Access> = fc.record({
  op: fc.constantFrom('write' as const, 'write' as const, 'write' as const, 'read' as const, 'fetch' as const),
  offset: fc.oneof(
    fc.integer({ min: 0, max: 4095 }),
    fc.integer({ min: 1, max: 32 }).chain((sub) => fc.integer({ min: -9, max: -1 }).map((d) => sub * 128 + d)),
  ),
  size: fc.oneof(fc.constantFrom(1, 2, 4, 8, 16), fc.integer({ min: 1, max: 600 })),
  linear: mostly,
  final: mostly,
  spp: mostly,
  straddle: fc.constantFrom('all' as const, 'first' as const),
  accessedDirty: fc.boolean(),
});

export const MAXPHYADDR = 46;
/** Bytes of memory that two pages with their tables take. */
export const SIZE = 64 * 4096;

/** Put a page's entries into memory: each page has tables of its own, in eight frames from `first`. */
export function build(view: DataView, page: Page, gpa: bigint, first: number, eptRoot: bigint, spptRoot: bigint): void {
  let eptTable = eptRoot;
  let spptTable = spptRoot;
  for (let level = 4; level >= 1; level--) {
    const index = (gpa >> BigInt(12 + 9 * (level - 1))) & 511n;
    const entry = page.ept[4 - level];
    const isLeaf = level === 1 || (entry.large && (level === 2 || level === 3));
    let next = BigInt(first + (4 - level)) << 12n;
    let bits = 0n;
    if (entry.r) bits |= 1n;
    if (entry.w) bits |= 2n;
    if (entry.x) bits |= 4n;
    if (isLeaf) {
      bits |= 6n << 3n;
      if (level > 1) bits |= 1n << 7n;
      if (level > 1) next = 0n;
      if (entry.damage === 'type') bits |= 7n << 3n;
    } else if (entry.damage === 'type') {
      bits |= level === 4 ? 1n << 7n : 1n << 3n;
    }
    if (entry.damage === 'address') bits |= 1n << BigInt(MAXPHYADDR + level);
    if (entry.spp) bits |= 1n << 61n;
    view.setBigUint64(Number(eptTable + index * 8n), bits | next, true);
    eptTable = next;
    if (level > 1) {
      const sppt = page.sppt[4 - level];
      const child = BigInt(first + 4 + (4 - level)) << 12n;
      let value = child;
      if (sppt.valid) value |= 1n;
      if (sppt.reserved >= 0) value |= 1n << BigInt(sppt.reserved);
      view.setBigUint64(Number(spptTable + index * 8n), value, true);
      spptTable = child;
    } else {
      let value = 0n;
      page.writable.forEach((isWritable, sub) => {
        if (isWritable) value |= 1n << BigInt(2 * sub);
      });
      if (page.oddBit >= 0) value |= 1n << BigInt(page.oddBit);
      view.setBigUint64(Number(spptTable + index * 8n), value, true);
    }
    // A large leaf ends the EPT walk, but not the tables of the SPPT.
    if (isLeaf && level > 1) eptTable = BigInt(first + 7) << 12n;
  }
}
