/** All write masks of an address space as a value: for snapshots, migration, and owners that want their masks back. */
import { HvError } from '../base/error.ts';
import { checkFrames } from '../memory/frame-range.ts';
import type { Memslot } from '../memory/memslots.ts';
import { FULL_ACCESS } from '../spec/vmx/sppt.ts';
import type { GuestAddressSpace } from './guest-address-space.ts';

/** Masks of neighbouring pages. */
export interface VectorRun {
  /** First guest frame (GPA >> 12). */
  readonly gfn: number;
  /** One u32 a page; see GuestProtection.setSubPageAccess(). */
  readonly masks: Uint32Array;
}

/**
 * The masks that were set, without what guards deny on top: a run for each stretch of protected pages, in ascending order.
 * @example const saved = saveVectors(vm.space); restoreVectors(vm.space, saved);
 */
export function saveVectors(space: GuestAddressSpace): VectorRun[] {
  const { slots, protection } = space;
  const runs: VectorRun[] = [];
  for (const slot of slots.all) {
    const { vectors } = slot.block;
    if (vectors === undefined) continue;
    const own = vectors.map((mask, page) => protection.overlay?.findOwnMask(slot.gfn + page) ?? mask);
    for (let page = 0; page < own.length; page++) {
      const first = page;
      while (page < own.length && own[page] !== FULL_ACCESS) page++;
      if (page > first) runs.push({ gfn: slot.gfn + first, masks: own.slice(first, page) });
    }
  }
  return runs;
}

/**
 * Make the masks what they were: those of the runs, and all other pages not protected. Guards stay. One flush; a page that
 * is protected before and after it is so all the time.
 * @param runs in ascending order, without overlaps; they need not end where they did when they were saved
 * @throws HvError `invalid-argument`, `no-memslot`, `bad-state` (protection is off), `out-of-memory`; nothing has changed
 */
export function restoreVectors(space: GuestAddressSpace, runs: readonly VectorRun[]): void {
  const { slots, protection } = space;
  let last = 0;
  for (const { gfn, masks } of runs) {
    if (!(masks instanceof Uint32Array)) {
      throw new HvError('invalid-argument', 'restoreVectors: expected masks in a Uint32Array');
    }
    checkFrames('restoreVectors', gfn, masks.length);
    if (gfn < last) {
      throw new HvError(
        'invalid-argument',
        `restoreVectors: expected runs in order, got gfn 0x${gfn.toString(16)} again`,
      );
    }
    last = gfn + masks.length;
    protection.getSubPageAccess(gfn, masks.length); // throws where no memory is, and when protection is off
  }
  const all = new Map(slots.all.map((slot) => [slot, masksOf(slot, runs)]));
  for (const slot of all.keys()) slot.block.obtainVectors(); // what can fail has then been done
  const before = saveVectors(space);
  protection.batch(() => {
    let done = 0;
    try {
      for (const [slot, masks] of all) {
        protection.setSubPageAccess(slot.gfn, masks);
        done++;
      }
    } catch (error) {
      // An engine can refuse masks that its own tables have no room for: what went before it is taken back.
      for (const slot of [...all.keys()].slice(0, done)) protection.setSubPageAccess(slot.gfn, masksOf(slot, before));
      throw error;
    }
  });
}

/** All masks of a slot, out of runs. */
function masksOf(slot: Memslot, runs: readonly VectorRun[]): Uint32Array {
  const all = new Uint32Array(slot.pages).fill(FULL_ACCESS);
  for (const { gfn, masks } of runs) {
    const from = Math.max(gfn, slot.gfn);
    const to = Math.min(gfn + masks.length, slot.gfn + slot.pages);
    if (from < to) all.set(masks.subarray(from - gfn, to - gfn), from - slot.gfn);
  }
  return all;
}
