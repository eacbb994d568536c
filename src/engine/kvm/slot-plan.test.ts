// The planner against what it is for: page by page, a slot with the right rights and the right host address.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  cutRange,
  diffSlots,
  GuardedPages,
  type MemoryRange,
  PIECE_PAGES,
  type PlannedSlot,
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

test('8 GiB are 128 pieces of 64 MiB, the last piece of an odd size is shorter', () => {
  const pieces = cutRange({ gfn: 0x10_0000, pages: 8 * 0x4_0000, hva: 0x1000, readOnly: false });
  assert.equal(pieces.length, 128);
  assert.deepEqual(pieces[1], { gfn: 0x10_4000, pages: 0x4000, hva: 0x400_1000, readOnly: false });
  assert.equal(shape(cutRange({ ...RANGE, pages: PIECE_PAGES + 3 })), '100+16384 4100+3');
});

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
