// The planner against what it is for: page by page, a slot with the right rights and the right host address.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  cutRange,
  diffSlots,
  GuardedPages,
  keepSlots,
  type MemoryRange,
  type PlannedSlot,
  piecePages,
  planPiece,
} from './slot-plan.ts';

const RANGE: MemoryRange = { gfn: 0x100, pages: 40, hva: 0x7000_0000_0000, readOnly: false };
const shape = (slots: readonly PlannedSlot[]): string =>
  slots.map((slot) => `${slot.gfn.toString(16)}+${slot.pages}${slot.readOnly ? 'r' : ''}`).join(' ');

// biome-ignore format: a table
const CASES: readonly (readonly [guarded: number[], slots: string])[] = [
  [[],                     '100+40'],
  [[0x100],                '100+1r 101+39'],
  [[0x127],                '100+39 127+1r'],
  [[0x110],                '100+16 110+1r 111+23'],
  [[0x110, 0x111],         '100+16 110+2r 112+22'],
  [[0x110, 0x112],         '100+16 110+1r 111+1 112+1r 113+21'],
  [[0x100, 0x101, 0x127],  '100+2r 102+37 127+1r'],
];
for (const [guarded, slots] of CASES) {
  test(`guarded ${guarded.map((gfn) => gfn.toString(16)).join(',') || 'nothing'}: ${slots}`, () => {
    assert.equal(shape(planPiece(RANGE, guarded)), slots);
  });
}

test('ROM needs no slots of its own for guards', () => {
  assert.equal(shape(planPiece({ ...RANGE, readOnly: true }, [0x110])), '100+40r');
});

const MIB = 256;
// biome-ignore format: a table
const SIZES: readonly (readonly [guestMib: number, slots: number, pieceMib: number])[] = [
  [4,       32_764, 16],
  [8192,    32_764, 16],
  [65_520,  32_764, 16], // 4095 pieces
  [67_584,  32_764, 32],
  [8192,    509,    256], // kernels before 5.12: 32 pieces
  [1008,    509,    16], // 63 pieces
  [8192,    32,     2048], // what the documentation promises
];
for (const [guest, slots, piece] of SIZES) {
  test(`a guest of ${guest} MiB where the kernel has ${slots} slots: pieces of ${piece} MiB`, () => {
    assert.equal(piecePages(guest * MIB, slots), piece * MIB);
  });
}

test('8 GiB are 512 pieces of 16 MiB, the last piece of an odd size is shorter', () => {
  const pieces = cutRange({ gfn: 0x10_0000, pages: 8 * 0x4_0000, hva: 0x1000, readOnly: false }, 0x1000);
  assert.equal(pieces.length, 512);
  assert.deepEqual(pieces[1], { gfn: 0x10_1000, pages: 0x1000, hva: 0x100_1000, readOnly: false });
  assert.equal(shape(cutRange({ ...RANGE, pages: 0x1003 }, 0x1000)), '100+4096 1100+3');
});

// biome-ignore format: a table
const KEPT: readonly (readonly [before: number[], after: number[], slots: string])[] = [
  [[0x110],        [],             '100+16 110+1 111+23'], // released: its cuts stay
  [[0x110],        [0x110, 0x111], '100+16 110+1r 111+1r 112+22'],
  [[0x110, 0x111], [0x110],        '100+16 110+1r 111+1 112+22'],
  [[0x110, 0x120], [0x118],        '100+16 110+8 118+1r 119+8 121+7'], // what has to change is joined
];
for (const [before, after, slots] of KEPT) {
  test(`guarded ${before.map((gfn) => gfn.toString(16))}, then ${after.map((gfn) => gfn.toString(16))}: ${slots}`, () => {
    assert.equal(shape(keepSlots(planPiece(RANGE, before), planPiece(RANGE, after))), slots);
  });
}

const guardedPages = fc.uniqueArray(fc.integer({ min: RANGE.gfn, max: RANGE.gfn + RANGE.pages - 1 }));
const ascending = (pages: number[]): number[] => [...pages].sort((a, b) => a - b);

test('every page has exactly one slot, read-only exactly when it is guarded, at its own host address', () => {
  fc.assert(
    fc.property(guardedPages, (guarded) => {
      const slots = planPiece(RANGE, ascending(guarded));
      for (let page = 0; page < RANGE.pages; page++) {
        const gfn = RANGE.gfn + page;
        const owners = slots.filter((slot) => gfn >= slot.gfn && gfn < slot.gfn + slot.pages);
        assert.equal(owners.length, 1, `gfn ${gfn}`);
        assert.equal(owners[0].readOnly, guarded.includes(gfn), `gfn ${gfn}`);
        assert.equal(owners[0].hva + (gfn - owners[0].gfn) * 4096, RANGE.hva + page * 4096);
      }
      assert.equal(
        slots.reduce((sum, slot) => sum + slot.pages, 0),
        RANGE.pages,
      );
    }),
    { verbose: true },
  );
});

test('a difference, carried out, gives the new plan; each slot that stays is left alone', () => {
  fc.assert(
    fc.property(guardedPages, guardedPages, (one, other) => {
      const before = planPiece(RANGE, ascending(one));
      const after = planPiece(RANGE, ascending(other));
      const { remove, add } = diffSlots(before, after);
      const text = (slot: PlannedSlot): string => shape([slot]);
      const left = new Set(before.map(text));
      for (const slot of remove) assert.ok(left.delete(text(slot)), 'only what is there is removed');
      for (const slot of add) {
        assert.ok(!left.has(text(slot)), 'nothing is added twice');
        left.add(text(slot));
      }
      assert.deepEqual([...left].sort(), after.map(text).sort());
      const kept = before.map(text).filter((slot) => after.map(text).includes(slot));
      assert.equal(remove.length, before.length - kept.length);
    }),
    { verbose: true },
  );
});

/** What is wrong with slots of RANGE: each page has exactly one, with its rights and its address. */
function findFault(slots: readonly PlannedSlot[], guarded: readonly number[]): string | undefined {
  let at = RANGE.gfn;
  for (const { gfn, pages, hva, readOnly } of slots) {
    if (gfn !== at || pages < 1) return `a slot at ${gfn.toString(16)} instead of ${at.toString(16)}`;
    if (hva !== RANGE.hva + (gfn - RANGE.gfn) * 4096) return `another address at ${gfn.toString(16)}`;
    for (; at < gfn + pages; at++) if (guarded.includes(at) !== readOnly) return `wrong rights at ${at.toString(16)}`;
  }
  return at === RANGE.gfn + RANGE.pages ? undefined : `an end at ${at.toString(16)}`;
}

test('plans that keep slots, one after another, also after some got lost: right for every page, never more calls', () => {
  const step = fc.record({ guarded: guardedPages, lost: fc.array(fc.nat(40), { maxLength: 2 }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      let slots: readonly PlannedSlot[] = planPiece(RANGE, []);
      for (const { guarded, lost } of steps) {
        const fewest = planPiece(RANGE, ascending(guarded));
        const kept = keepSlots(slots, fewest);
        assert.equal(findFault(kept, guarded), undefined);
        const calls = (plan: readonly PlannedSlot[]): number => {
          const { remove, add } = diffSlots(slots, plan);
          return 2 * remove.length + add.length;
        };
        assert.ok(calls(kept) <= calls(fewest));
        // The order that MemorySlots leaves behind when the kernel refuses: some are missing, some at the end.
        slots = kept.filter((_, index) => !lost.includes(index)).reverse();
      }
    }),
    { verbose: true },
  );
});

test('the bound of slots by runs holds, and runs are counted as they come and go', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0x100, max: 0x127 }))), (steps) => {
      const pages = new GuardedPages();
      const model = new Set<number>();
      for (const [isAdded, gfn] of steps) {
        assert.equal(isAdded ? pages.add(gfn) : pages.remove(gfn), isAdded ? !model.has(gfn) : model.has(gfn));
        if (isAdded) model.add(gfn);
        else model.delete(gfn);
      }
      const sorted = ascending([...model]);
      assert.deepEqual(pages.sorted(), sorted);
      assert.equal(pages.runs, sorted.filter((gfn) => !model.has(gfn - 1)).length);
      assert.ok(planPiece(RANGE, sorted).length <= 2 * pages.runs + 1);
    }),
    { verbose: true },
  );
});
