// Random EPT and SPPT tables against a model that knows no tables: it decides from a description of each entry.
// `SUBPAGE_SEED` repeats a run, `SUBPAGE_RUNS` sets how many accesses.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { HostMemory } from '../../src/memory/host-memory.ts';
import { decideAccess } from '../../src/mmu/walk.ts';

interface EptEntry {
  readonly r: boolean;
  readonly w: boolean;
  readonly x: boolean;
  /** Bit 7, at levels 3 and 2: a large page. */
  readonly large: boolean;
  readonly spp: boolean;
  readonly damage: 'none' | 'address' | 'type';
}
interface SpptEntry {
  readonly valid: boolean;
  /** Reserved bit that is set, -1 for none. */
  readonly reserved: number;
}
interface Page {
  readonly ept: readonly EptEntry[]; // level 4 first
  readonly sppt: readonly SpptEntry[];
  readonly writable: readonly boolean[]; // by sub-page
  readonly oddBit: number; // -1 for none
}
interface Access {
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
const page: fc.Arbitrary<Page> = fc.record({
  // The leaf is mostly what a protected page has.
  ept: fc.tuple(eptEntry, eptEntry, eptEntry, eptEntry, rare).map(([a, b, c, d, w]) => [a, b, c, { ...d, w }]),
  sppt: fc.tuple(spptEntry, spptEntry, spptEntry),
  writable: fc.array(fc.boolean(), { minLength: 32, maxLength: 32 }),
  oddBit: fc.constantFrom(...new Array<number>(40).fill(-1), 1, 3, 31, 33, 63),
});
const access: fc.Arbitrary<Access> = fc.record({
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

type Verdict = { outcome: string; qualification: number; fault: number; bySubPage: boolean };

/** Bytes [from, to) of one page. */
function expected(page: Page, a: Access, from: number, to: number): Verdict {
  const used: EptEntry[] = [];
  let leaf = 0;
  for (let level = 4; level >= 1; level--) {
    const entry = page.ept[4 - level];
    used.push(entry);
    if (!entry.r && !entry.w && !entry.x) break;
    const isLarge = entry.large && (level === 2 || level === 3);
    const isLeaf = isLarge || level === 1;
    const isBad = (entry.w && !entry.r) || entry.damage === 'address' || entry.damage === 'type';
    if (isBad) return { outcome: 'ept-misconfiguration', qualification: 0, fault: from, bySubPage: false };
    if (isLeaf) {
      leaf = level;
      break;
    }
  }
  const all = (right: 'r' | 'w' | 'x') => used.every((entry) => entry[right]);
  const isWalk = a.linear && !a.final;
  const isFinal = a.linear && a.final;
  const countsAsWrite = a.op === 'write' || (isWalk && a.accessedDirty);
  const needsRead = a.op === 'read' && !countsAsWrite;
  const isGranted =
    leaf > 0 && (!countsAsWrite || all('w')) && (!needsRead || all('r')) && (a.op !== 'fetch' || all('x'));
  if (isGranted) return { outcome: 'allowed', qualification: 0, fault: -1, bySubPage: false };
  let qualification = 0;
  if (a.op === 'read' || (isWalk && a.accessedDirty)) qualification += 1;
  if (countsAsWrite) qualification += 2;
  if (a.op === 'fetch') qualification += 4;
  if (all('r')) qualification += 8;
  if (all('w')) qualification += 16;
  if (all('x')) qualification += 32;
  if (a.linear) qualification += 128;
  if (isFinal) qualification += 256;
  const denied = (fault: number): Verdict => ({ outcome: 'ept-violation', qualification, fault, bySubPage: false });
  const isEligible = a.spp && leaf === 1 && page.ept[3].spp && a.op === 'write' && all('r') && !all('w') && isFinal;
  if (!isEligible) return denied(from);
  for (const entry of page.sppt) {
    if (!entry.valid) return { outcome: 'spp-miss', qualification: 2048, fault: from, bySubPage: false };
    if (entry.reserved >= 0)
      return { outcome: 'spp-misconfiguration', qualification: 0, fault: from, bySubPage: false };
  }
  if (page.oddBit >= 0) return { outcome: 'spp-misconfiguration', qualification: 0, fault: from, bySubPage: false };
  for (let at = from; at < to; at++) {
    if (!page.writable[Math.floor((at % 4096) / 128)]) return denied(at);
    if (a.straddle === 'first') break;
  }
  return { outcome: 'allowed', qualification: 0, fault: -1, bySubPage: true };
}

const MAXPHYADDR = 46;
const SIZE = 64 * 4096;

/** Put a page's entries into memory: each page has tables of its own, in eight frames from `first`. */
function build(view: DataView, page: Page, gpa: bigint, first: number, eptRoot: bigint, spptRoot: bigint): void {
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

test('random tables: the walker agrees with the model', () => {
  const seed = Number(process.env['SUBPAGE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  const numRuns = Number(process.env['SUBPAGE_RUNS'] ?? 3000);
  console.log(`seed ${seed}, ${numRuns} accesses`);
  const outcomes = new Map<string, number>();
  // The last page of a 512-GiB part and the first of the next: the two have nothing but the roots in common.
  const gpa = 0x80_0000_0000 - 4096;
  fc.assert(
    fc.property(page, page, access, (one, two, a) => {
      const buffer = new ArrayBuffer(SIZE);
      const host = new HostMemory({ buffer, base: 0, size: SIZE });
      const view = new DataView(buffer);
      build(view, one, BigInt(gpa), 8, 0x1000n, 0x2000n);
      build(view, two, BigInt(gpa + 4096), 24, 0x1000n, 0x2000n);
      const got = decideAccess(
        host,
        { eptp: 0x101e + (a.accessedDirty ? 0x40 : 0), spptp: 0x2000, secondaryControls: a.spp ? 0x80_0002 : 2 },
        { gpa: gpa + a.offset, op: a.op, size: a.size, linear: a.linear, final: a.final },
        { maxPhyAddr: MAXPHYADDR, straddle: a.straddle },
      );
      const end = a.offset + a.size;
      let want = expected(one, a, a.offset, Math.min(end, 4096));
      if (want.outcome === 'allowed' && end > 4096) {
        const second = expected(two, a, 4096, end);
        want = second.outcome === 'allowed' ? { ...second, bySubPage: want.bySubPage || second.bySubPage } : second;
      }
      outcomes.set(want.outcome, (outcomes.get(want.outcome) ?? 0) + 1);
      assert.deepEqual(
        {
          outcome: got.outcome,
          qualification: got.qualification,
          fault: got.faultGpa === undefined ? -1 : got.faultGpa - gpa,
          bySubPage: got.bySubPage,
        },
        want,
      );
    }),
    { seed, numRuns },
  );
  console.log([...outcomes].map(([outcome, count]) => `${outcome} ${count}`).join(', '));
  for (const outcome of ['allowed', 'ept-violation', 'ept-misconfiguration', 'spp-miss', 'spp-misconfiguration']) {
    assert.ok(numRuns < 3000 || outcomes.has(outcome), `no case of ${outcome}`);
  }
});
