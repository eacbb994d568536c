/**
 * Dirty tracking of memslots: which pages, or which 128-byte pieces of them, were written since somebody last asked.
 *
 * Writes of all origins count: the guest's instructions, the emulator, devices, the host API. A write that is denied
 * does not; protection is the same before, during and after.
 */
import { HvError } from '../base/error.ts';
import { DIRTY_LOG_MODES, DirtyLog, type DirtyLogMode, type DirtyPieces } from '../memory/dirty-log.ts';
import type { Memslot } from '../memory/memslots.ts';
import { EPT_D, EPT_RWX } from '../spec/vmx/ept.ts';
import { leafPages } from './ept.ts';
import type { MappingParts } from './large-pages.ts';

export class DirtyTracking {
  readonly #parts: MappingParts;
  readonly #hasDirtyFlags: boolean;

  /** What is logged is what the processor's walks show. */
  readonly #isWalked: boolean;

  /** @param tables whether a processor walks them, and with EPT accessed and dirty flags */
  constructor(parts: MappingParts, tables: { readonly isWalked: boolean; readonly accessedDirty: boolean }) {
    this.#parts = parts;
    this.#hasDirtyFlags = tables.accessedDirty;
    this.#isWalked = tables.isWalked;
  }

  /**
   * Begin to log a memslot; all its pages are clean. Its large pages are split, and made again when the log ends.
   * @param mode default `write-protect`; see DirtyLogMode
   * @throws HvError `no-memslot`; `invalid-argument`; `bad-state` when it is being logged; `unsupported`: `dirty-flag` without the flags, or an
   * engine whose processor does not walk our tables
   * @example space.dirty.start(0, 'sub-page');
   */
  start(slotId: number, mode: DirtyLogMode = 'write-protect'): void {
    const { slots, protection } = this.#parts;
    const slot = slots.getSlot(slotId);
    const { block } = slot;
    if (block.log !== undefined) {
      throw new HvError(
        'bad-state',
        `start: expected slot ${slotId} without a dirty log, got one of ${block.log.mode}`,
      );
    }
    if (!DIRTY_LOG_MODES.includes(mode)) {
      throw new HvError('invalid-argument', `start: expected ${DIRTY_LOG_MODES.join(', ')}, got ${String(mode)}`);
    }
    if (!this.#isWalked) {
      throw new HvError(
        'unsupported',
        'start: expected an engine whose processor walks the tables of the address space',
      );
    }
    if (mode === 'dirty-flag' && !this.#hasDirtyFlags) {
      throw new HvError('unsupported', 'start: expected a VM with EPT accessed and dirty flags for mode dirty-flag');
    }
    block.log = new DirtyLog(mode, slot.pages);
    protection.batch(() => {
      if (mode === 'sub-page') protection.trackPieces(slot, true);
      else protection.syncSlot(slot);
      if (mode === 'dirty-flag') {
        this.#collect(slot);
        block.log?.take();
      }
    });
  }

  /** End the log of a memslot. @throws HvError `no-memslot`, `bad-state` when it is not logged */
  stop(slotId: number): void {
    const slot = this.#getLogged('stop', slotId);
    const isTracked = slot.block.log?.pieces !== undefined;
    slot.block.log = undefined;
    if (isTracked) this.#parts.protection.trackPieces(slot, false);
    else this.#parts.protection.syncSlot(slot);
  }

  /**
   * Get and clear: one bit a page of the slot, bit i of word j for page 32j + i.
   * @throws HvError `no-memslot`, `bad-state` when the slot is not logged
   */
  take(slotId: number): Uint32Array {
    const slot = this.#getLogged('take', slotId);
    const log = slot.block.log as DirtyLog;
    if (log.mode === 'dirty-flag') {
      this.#collect(slot);
      return log.take();
    }
    const pages = log.dirtyPages();
    const bits = log.take();
    this.#arm(slot, pages);
    return bits;
  }

  /**
   * Get and clear: pages and pieces that were written, in ascending order, `page` being the guest frame number. For logs
   * of whole pages all 32 pieces count as written.
   * @throws HvError `no-memslot`, `bad-state` when the slot is not logged
   */
  takePieces(slotId: number): DirtyPieces[] {
    const slot = this.#getLogged('takePieces', slotId);
    const log = slot.block.log as DirtyLog;
    if (log.mode === 'dirty-flag') this.#collect(slot);
    const pages = log.dirtyPages();
    const changed = log.takePieces(pages, slot.gfn);
    if (log.mode !== 'dirty-flag') this.#arm(slot, pages);
    return changed;
  }

  #getLogged(caller: string, slotId: number): Memslot {
    const slot = this.#parts.slots.getSlot(slotId);
    if (slot.block.log === undefined) {
      throw new HvError('bad-state', `${caller}: expected slot ${slotId} to have a dirty log`);
    }
    return slot;
  }

  /** Pages that are clean again lose what their first write will give them back. One flush for all. */
  #arm(slot: Memslot, pages: Uint32Array): void {
    if (pages.length === 0) return;
    const { protection } = this.#parts;
    protection.syncPages(slot, pages);
    protection.requestFlush();
  }

  /** Move the processor's dirty flags into the log. One flush when there were any: cached translations know them set. */
  #collect(slot: Memslot): void {
    const { ept, host, protection } = this.#parts;
    let found = 0;
    for (let gfn = slot.gfn; gfn < slot.gfn + slot.pages; ) {
      const word = ept.findLeaf(gfn);
      const level = ept.leafLevel;
      if (word === 0) {
        gfn = (Math.floor(gfn / 512) + 1) * 512;
        continue;
      }
      if (host.words[word] & EPT_D && host.words[word] & EPT_RWX) {
        protection.mappings.harvest(gfn, level);
        host.words[word] &= ~EPT_D;
        found++;
      }
      gfn += leafPages(level);
    }
    if (found > 0) protection.requestFlush();
  }
}
