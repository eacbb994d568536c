/**
 * Access tracking: which pages the guest has used since somebody last asked. What a reclaimer of memory wants to know.
 *
 * With EPT accessed and dirty flags the processor says it. Without, a page that is asked about loses all rights, and
 * what it had is kept in ignored bits of its entry; the next access exits and brings them back.
 */
import { HvError } from '../base/error.ts';
import { checkFrames } from '../memory/frame-range.ts';
import {
  EPT_A,
  EPT_HI_SAVED_R,
  EPT_HI_SAVED_SPP,
  EPT_HI_SAVED_X,
  EPT_HI_SPP,
  EPT_R,
  EPT_RWX,
  EPT_X,
} from '../spec/vmx/ept.ts';
import { leafPages } from './ept.ts';
import type { MappingParts } from './large-pages.ts';

/** Pages of one call: 64 GiB. */
const PAGES_LIMIT = 2 ** 24;

export class AccessTracking {
  readonly #parts: MappingParts;
  readonly #hasAccessedFlags: boolean;

  readonly #isWalked: boolean;

  /** @param tables whether a processor walks them, and with EPT accessed and dirty flags */
  constructor(parts: MappingParts, tables: { readonly isWalked: boolean; readonly accessedDirty: boolean }) {
    this.#parts = parts;
    this.#hasAccessedFlags = tables.accessedDirty;
    this.#isWalked = tables.isWalked;
  }

  /**
   * Get and clear: the pages of [gfn, gfn + pages) that the guest has used. A large page counts as used whole. Accesses
   * of the emulator, of devices and of the host do not count. One flush when there were any.
   * @returns one bit a page, bit i of word j for page gfn + 32j + i
   * @throws HvError `unsupported` for an engine whose processor does not walk our tables; `invalid-argument`
   */
  take(gfn: number, pages: number): Uint32Array {
    if (!this.#isWalked) {
      throw new HvError(
        'unsupported',
        'take: expected an engine whose processor walks the tables of the address space',
      );
    }
    checkFrames('take', gfn, pages);
    if (pages > PAGES_LIMIT) {
      throw new HvError('invalid-argument', `take: expected at most ${PAGES_LIMIT} pages a call, got ${pages}`);
    }
    const used = new Uint32Array(Math.ceil(pages / 32));
    const { ept, protection } = this.#parts;
    const end = gfn + pages;
    let found = 0;
    for (let at = gfn; at < end; ) {
      const word = ept.findLeaf(at);
      const size = leafPages(ept.leafLevel);
      const leafEnd = word === 0 ? (Math.floor(at / 512) + 1) * 512 : Math.floor(at / size) * size + size;
      if (word !== 0 && this.clear(word)) {
        found++;
        for (let page = at; page < Math.min(leafEnd, end); page++) {
          used[(page - gfn) >>> 5] |= 1 << ((page - gfn) & 31);
        }
      }
      at = leafEnd;
    }
    if (found > 0) protection.requestFlush();
    return used;
  }

  /**
   * Ask one leaf. The caller flushes when the answer is yes.
   * @param word index into HostMemory.words of the leaf
   * @returns whether it was used since it was last asked
   */
  clear(word: number): boolean {
    const { words } = this.#parts.host;
    const lo = words[word];
    if ((lo & EPT_RWX) === 0) return false;
    if (this.#hasAccessedFlags) {
      words[word] = (lo & ~EPT_A) >>> 0;
      return (lo & EPT_A) !== 0;
    }
    const hi = words[word + 1];
    // Lower half first: from then on the entry is not present, whatever the upper one says.
    words[word] = (lo & ~EPT_RWX) >>> 0;
    words[word + 1] =
      (lo & EPT_R ? EPT_HI_SAVED_R : 0) |
      (lo & EPT_X ? EPT_HI_SAVED_X : 0) |
      (hi & (EPT_HI_SPP | EPT_HI_SAVED_SPP) ? EPT_HI_SAVED_SPP : 0);
    return true;
  }
}
