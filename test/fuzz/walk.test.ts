// Random EPT and SPPT tables against a model that knows no tables: it decides from a description of each entry.
// `SUBPAGE_SEED` repeats a run, `SUBPAGE_RUNS` sets how many accesses.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { HostMemory } from '../../src/memory/host-memory.ts';
import { decideAccess } from '../../src/mmu/walk.ts';
import { runsOf, seedOfRun } from '../support/random.ts';
import {
  type Access,
  access,
  build,
  type EptEntry,
  MAXPHYADDR,
  type Page,
  page,
  SIZE,
} from '../support/random-tables.ts';

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

test('random tables: the walker agrees with the model', () => {
  const seed = seedOfRun();
  const numRuns = runsOf(3000);
  console.log(`SUBPAGE_SEED=${seed}, ${numRuns} accesses`);
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
