/**
 * Frames that change under the guest: pages with the same content come to share one, a write breaks the share, a page
 * moves to another frame. Shared frames are mapped without write permission, of whatever kind.
 */
import { HvError } from '../base/error.ts';
import { checkFrames } from '../memory/frame-range.ts';
import { PAGE_SIZE } from '../memory/host-memory.ts';
import type { Memslot } from '../memory/memslots.ts';
import type { MappingParts } from './large-pages.ts';

const PAGE_WORDS = PAGE_SIZE / 4;
/** Pages of equal hash that are compared; a guest could make many, to cost us time. */
const CANDIDATES = 8;

export class PageSharing {
  readonly #parts: MappingParts;

  constructor(parts: MappingParts) {
    this.#parts = parts;
  }

  /**
   * Let pages with the same content share a frame, until one of them is written. All memslots are searched, in one pass;
   * pages in large leaves are left alone unless `large` is set, since sharing breaks the leaf up.
   * @returns how many frames were saved
   */
  merge(options: { readonly large?: boolean } = {}): number {
    const { slots, host, ept, protection, trace } = this.#parts;
    /** By hash of the content, the pages with different content that have it. */
    const seen = new Map<number, { readonly slot: Memslot; readonly gfn: number }[]>();
    let saved = 0;
    protection.batch(() => {
      for (const slot of slots.all) {
        const { frames } = slot.block;
        for (let page = 0; page < slot.pages; page++) {
          const frame = frames[page];
          if (frame === 0) continue;
          const gfn = slot.gfn + page;
          if (!options.large && ept.findLeaf(gfn) !== 0 && ept.leafLevel > 1) continue;
          const hash = this.#hash(frame);
          const candidates = seen.get(hash);
          const twin = candidates?.find((other) => this.#isSame(frame, frameOf(other)));
          if (twin === undefined) {
            if (candidates === undefined) seen.set(hash, [{ slot, gfn }]);
            else if (candidates.length < CANDIDATES) candidates.push({ slot, gfn });
            continue;
          }
          const target = frameOf(twin);
          if (target === frame) continue;
          if (!host.isShared(frame)) saved++;
          // What the frame counts from now on is not the twin's alone.
          twin.slot.block.onFrameLeft?.(twin.gfn - twin.slot.gfn, target);
          slot.block.shareFrame(page, target);
          protection.syncPage(slot, gfn);
          protection.syncPage(twin.slot, twin.gfn);
          trace.listener?.({ name: 'mmu_share', gfn });
        }
      }
      if (saved > 0) protection.requestFlush();
    });
    return saved;
  }

  /** Give a page of a shared frame a frame of its own. @returns false when the host has none left */
  unshare(slot: Memslot, gfn: number): boolean {
    if (slot.block.moveFrame(gfn - slot.gfn) === 0) return false;
    this.#parts.trace.listener?.({ name: 'mmu_unshare', gfn });
    this.follow(slot, gfn);
    return true;
  }

  /**
   * Move a page to another frame; content, protection and logs are the same after it.
   * @returns false when the page has no frame, or the host none left
   * @throws HvError `invalid-argument`, `no-memslot`
   */
  migrate(gfn: number): boolean {
    checkFrames('migrate', gfn, 1);
    const slot = this.#parts.slots.findSlot(gfn);
    if (slot === undefined) throw new HvError('no-memslot', `migrate: expected a memslot at gfn 0x${gfn.toString(16)}`);
    if (slot.block.moveFrame(gfn - slot.gfn) === 0) return false;
    this.#parts.trace.listener?.({ name: 'mmu_migrate', gfn });
    this.follow(slot, gfn);
    return true;
  }

  /** A page has another frame: its mapping follows. One flush. */
  follow(slot: Memslot, gfn: number): void {
    this.#parts.protection.batch(() => {
      this.#parts.protection.syncPage(slot, gfn);
      this.#parts.protection.requestFlush();
    });
  }

  #hash(frame: number): number {
    const { words } = this.#parts.host;
    let hash = 0;
    for (let word = frame * PAGE_WORDS; word < (frame + 1) * PAGE_WORDS; word++) {
      hash = (Math.imul(hash, 31) + words[word]) | 0;
    }
    return hash;
  }

  #isSame(a: number, b: number): boolean {
    const { words } = this.#parts.host;
    for (let i = 0; i < PAGE_WORDS; i++) if (words[a * PAGE_WORDS + i] !== words[b * PAGE_WORDS + i]) return false;
    return true;
  }
}

function frameOf(page: { readonly slot: Memslot; readonly gfn: number }): number {
  return page.slot.block.frames[page.gfn - page.slot.gfn];
}
