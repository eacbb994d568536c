/**
 * Sub-page write protection of guest memory: the vectors, and what they make of EPT and SPPT.
 *
 * The vectors say what is meant. EPT leaves and SPPT follow them in the same step, so that a guarded page is writable at
 * no moment; the tables can be thrown away and made again at any time without losing a guard.
 */
import { HvError } from '../base/error.ts';
import type { HostMemory } from '../memory/host-memory.ts';
import type { Memslot, Memslots } from '../memory/memslots.ts';
import { EPT_A, EPT_D, EPT_HI_SPP, EPT_MEMTYPE_WB, EPT_R, EPT_RWX, EPT_W, EPT_X } from '../spec/vmx/ept.ts';
import { FULL_ACCESS, SPP_GPA_LIMIT, spread16 } from '../spec/vmx/sppt.ts';
import { type Ept, REGION_PAGES } from './ept.ts';
import { Sppt } from './sppt.ts';

/**
 * When the SPPT of a 2-MiB region is filled. `on-miss`: by the first eligible write, which exits with reason 66 (the
 * order of the KVM series; pages that are never written cost nothing). `before-arming`: when its first page is
 * protected, so that no exit 66 happens.
 */
export type SpptFill = 'on-miss' | 'before-arming';

/**
 * A second layer of denials over the vectors that the owner sets; guards are one. What is in force for a page is the
 * AND of both.
 */
export interface VectorOverlay {
  /** How many pages the layer has. */
  readonly size: number;
  /** Remember `mask` as the owner's mask of a page. @returns the mask to be in force */
  restrict(gfn: number, mask: number): number;
  /** The owner's mask of a page of the layer; undefined when the layer does not have the page. */
  findOwnMask(gfn: number): number | undefined;
  /** The pages of the layer in [gfn, gfn + pages). */
  pagesIn(gfn: number, pages: number): Iterable<number>;
}

/** Who enforces vectors by other means than tables, and has to follow their changes. */
export interface VectorWatcher {
  /** Masks are about to be set. What it throws refuses the change; nothing has changed then. */
  beforeChange(gfn: number, masks: Uint32Array): void;
  /** The masks in force of [gfn, gfn + pages) may be others now. A flush follows, when all changes of a batch are made. */
  afterChange(gfn: number, pages: number): void;
}

/** Everything that GuestProtection stands on. */
export interface GuestProtectionParts {
  readonly host: HostMemory;
  readonly slots: Memslots;
  readonly ept: Ept;
  /** Drop all cached translations of all vCPUs (INVEPT, all contexts). */
  readonly flush: () => void;
  readonly fill: SpptFill;
  /**
   * Whether the processor has sub-page write permissions. Without it a guarded page is simply not writable and every
   * write to it is carried out by the emulator; the results are the same.
   */
  readonly processorSpp: boolean;
  readonly watcher?: VectorWatcher | undefined;
}

const LEAF = EPT_R | EPT_X | EPT_MEMTYPE_WB;
const LEAF_FLAGS = EPT_A | EPT_D;

/** Sets, stores and enforces write vectors. */
export class GuestProtection {
  /** Guards, or another layer above the vectors. */
  overlay: VectorOverlay | undefined;
  readonly #parts: GuestProtectionParts;
  #sppt: Sppt | undefined;
  #enabled = false;
  /** Protected pages by region (gfn / 512); no entry = none. */
  readonly #protected = new Map<number, number>();
  /** Regions for which there was no frame: their pages stay without bit 61, and every write to them is emulated. */
  readonly #withoutTable = new Set<number>();
  #batchDepth = 0;
  #flushPending = false;

  constructor(parts: GuestProtectionParts) {
    this.#parts = parts;
    this.enable();
  }

  /** Whether permissions can be set. True from the start until disable(). */
  get enabled(): boolean {
    return this.#enabled;
  }

  /** Host frame of the SPPT root; 0 when there is none (disabled, or a processor without SPP). */
  get root(): number {
    return this.#sppt?.root ?? 0;
  }

  /** Pages that are protected now. */
  get protectedPages(): number {
    let pages = 0;
    for (const count of this.#protected.values()) pages += count;
    return pages;
  }

  /** Protected pages in the 2-MiB region that has a page. O(1). */
  countProtected(gfn: number): number {
    return this.#protected.get(Math.floor(gfn / REGION_PAGES)) ?? 0;
  }

  /** Turn the feature on; without effect when it is on. The owner loads the controls again. @throws HvError `out-of-memory` */
  enable(): void {
    if (this.#enabled) return;
    if (this.#parts.processorSpp) this.#sppt = new Sppt(this.#parts.host);
    this.#enabled = true;
  }

  /**
   * Turn the feature off: all vectors go back to "not protected", all tables are freed. Without effect when it is off.
   * @throws HvError `bad-state` while guards are set
   */
  disable(): void {
    if (!this.#enabled) return;
    if (this.overlay !== undefined && this.overlay.size > 0) {
      throw new HvError('bad-state', `disable: expected no guards, got some on ${this.overlay.size} pages`);
    }
    this.batch(() => {
      for (const slot of this.#parts.slots.all) {
        if (slot.block.vectors === undefined) continue;
        const open = new Uint32Array(slot.pages).fill(FULL_ACCESS);
        this.setSubPageAccess(slot.gfn, open);
        slot.block.vectors = undefined;
      }
      this.#sppt?.dispose();
      this.#sppt = undefined;
      this.#withoutTable.clear();
      this.#enabled = false;
      this.#flushPending = true;
    });
  }

  /**
   * Let the guest write only chosen 128-byte sub-pages of a run of pages. All or nothing, over any number of memslots,
   * mapped or not; one flush at the end, none when nothing changes.
   * @param gfn first guest frame (GPA >> 12)
   * @param masks one u32 a page; bit i set: sub-page i may be written; all ones: the page is not protected
   * @returns how many pages have another mask now
   * @throws HvError `invalid-argument` (not whole, negative, wraps, beyond 2^48 bytes), `no-memslot`, `bad-state` (off),
   * `out-of-memory`; then nothing has changed
   * @example protection.setSubPageAccess(0x100, Uint32Array.of(0xffff_fffe)); // guards bytes 0x100000..0x10007f
   */
  setSubPageAccess(gfn: number, masks: Uint32Array): number {
    if (!(masks instanceof Uint32Array)) {
      throw new HvError('invalid-argument', 'setSubPageAccess: expected a Uint32Array of masks');
    }
    this.#checkRange('setSubPageAccess', gfn, masks.length);
    const { slots } = this.#parts;
    // The vectors of all slots first: what can fail has then been done before the first change.
    this.#forEachSlot('setSubPageAccess', gfn, masks.length, (slot) => slot.block.obtainVectors());
    this.#parts.watcher?.beforeChange(gfn, masks);
    let changed = 0;
    const end = gfn + masks.length;
    for (let at = gfn; at < end; ) {
      const slot = slots.findSlot(at) as Memslot;
      const pieceEnd = Math.min((Math.floor(at / REGION_PAGES) + 1) * REGION_PAGES, slot.gfn + slot.pages, end);
      changed += this.#store(slot, at, pieceEnd, masks, at - gfn);
      at = pieceEnd;
    }
    if (changed > 0) {
      this.#parts.watcher?.afterChange(gfn, masks.length);
      this.requestFlush();
    }
    return changed;
  }

  /**
   * The masks in force for a run of pages: what setSubPageAccess() set, less what guards deny.
   * @param pages how many, any number
   * @throws HvError `invalid-argument`, `no-memslot`, `bad-state`
   */
  getSubPageAccess(gfn: number, pages: number): Uint32Array {
    this.#checkRange('getSubPageAccess', gfn, pages);
    this.#forEachSlot('getSubPageAccess', gfn, pages, () => undefined);
    const masks = new Uint32Array(pages).fill(FULL_ACCESS);
    const end = gfn + pages;
    for (let at = gfn; at < end; ) {
      const slot = this.#parts.slots.findSlot(at) as Memslot;
      const pieceEnd = Math.min(slot.gfn + slot.pages, end);
      const vectors = slot.block.vectors;
      if (vectors !== undefined) masks.set(vectors.subarray(at - slot.gfn, pieceEnd - slot.gfn), at - gfn);
      at = pieceEnd;
    }
    return masks;
  }

  /** Whether a memslot has a page. */
  hasMemory(gfn: number): boolean {
    return this.#parts.slots.findSlot(gfn) !== undefined;
  }

  /** Carry out several changes with one flush at the end; calls nest. */
  batch(changes: () => void): void {
    this.#batchDepth++;
    try {
      changes();
    } finally {
      this.#batchDepth--;
      if (this.#batchDepth === 0 && this.#flushPending) {
        this.#flushPending = false;
        this.#parts.flush();
      }
    }
  }

  /** Flush now, or at the end of the batch that is under way. */
  requestFlush(): void {
    if (this.#batchDepth > 0) this.#flushPending = true;
    else this.#parts.flush();
  }

  /** Write mask in force for a page; all ones where there is no memory. */
  vectorOf(gfn: number): number {
    const slot = this.#parts.slots.findSlot(gfn);
    return slot?.block.vectors === undefined ? FULL_ACCESS : slot.block.vectors[gfn - slot.gfn];
  }

  /**
   * Make the EPT leaf of a page say what frame and vector say; mapping and arming are one step. The caller flushes if the
   * page had been mapped.
   * @param word index into HostMemory.words of the leaf, from Ept
   * @returns whether the leaf said something else before
   */
  writeLeaf(slot: Memslot, gfn: number, word: number): boolean {
    const vectors = slot.block.vectors;
    const mask = vectors === undefined ? FULL_ACCESS : vectors[gfn - slot.gfn];
    const words = this.#parts.host.words;
    const old = words[word];
    const frame = slot.block.frames[gfn - slot.gfn];
    const writable = mask === FULL_ACCESS && !slot.readOnly;
    const lo = (((frame << 12) | LEAF | (old & LEAF_FLAGS)) >>> 0) + (writable ? EPT_W : 0);
    const armed = mask !== FULL_ACCESS && !slot.readOnly && this.#sppt !== undefined;
    const hi = armed && !this.#withoutTable.has(Math.floor(gfn / REGION_PAGES)) ? EPT_HI_SPP : 0;
    if (old === lo && words[word + 1] === hi) return false;
    // Upper half first: the lower one makes the entry present.
    words[word + 1] = hi;
    words[word] = lo;
    return true;
  }

  /** Whether writes to a page that its vector allows are the processor's business, without an exit. */
  isJudgedByProcessor(gfn: number): boolean {
    return this.#sppt !== undefined && !this.#withoutTable.has(Math.floor(gfn / REGION_PAGES));
  }

  /**
   * Answer a miss or misconfiguration: fill the SPPT of the region of a page, whole, or take bit 61 off its pages when
   * there is no frame for it. Either way the write does not come back for the same reason. One flush.
   */
  fillRegionOf(gfn: number): void {
    const region = Math.floor(gfn / REGION_PAGES);
    if (this.countProtected(gfn) === 0 || !this.#fill(region)) this.#rewriteLeaves(region);
    this.requestFlush();
  }

  /** Count the vectors of a slot that was put in place, with the guards that wait for it. */
  attach(slot: Memslot): void {
    if (this.overlay !== undefined && this.overlay.size > 0) {
      for (const gfn of this.overlay.pagesIn(slot.gfn, slot.pages)) {
        const vectors = slot.block.obtainVectors();
        vectors[gfn - slot.gfn] = this.overlay.restrict(gfn, vectors[gfn - slot.gfn]);
      }
    }
    this.#recount(slot, 1);
  }

  /** Forget the place of a slot that is about to go: guards stay with the address, the owner's vectors with the memory. */
  detach(slot: Memslot): void {
    this.#recount(slot, -1);
    const vectors = slot.block.vectors;
    if (vectors === undefined || this.overlay === undefined || this.overlay.size === 0) return;
    for (const gfn of this.overlay.pagesIn(slot.gfn, slot.pages)) {
      vectors[gfn - slot.gfn] = this.overlay.findOwnMask(gfn) ?? FULL_ACCESS;
    }
  }

  /** Free the tables. The object is of no use afterwards. */
  dispose(): void {
    this.#sppt?.dispose();
    this.#sppt = undefined;
    this.#enabled = false;
  }

  /** Set the vectors of pages [from, to) of one slot and one region, and everything that follows from them. */
  #store(slot: Memslot, from: number, to: number, masks: Uint32Array, offset: number): number {
    const overlay = this.overlay !== undefined && this.overlay.size > 0 ? this.overlay : undefined;
    const vectors = slot.block.vectors as Uint32Array;
    const words = this.#parts.host.words;
    const region = Math.floor(from / REGION_PAGES);
    const leaves = (this.#sppt?.findLeafTable(region) ?? 0) * 1024;
    let changed = 0;
    let delta = 0;
    for (let gfn = from; gfn < to; gfn++) {
      const page = gfn - slot.gfn;
      const given = masks[offset + gfn - from];
      const mask = overlay === undefined ? given : overlay.restrict(gfn, given) >>> 0;
      const old = vectors[page];
      if (old === mask) continue;
      vectors[page] = mask;
      changed++;
      if (old === FULL_ACCESS) delta++;
      else if (mask === FULL_ACCESS) delta--;
      if (leaves !== 0) {
        const word = leaves + (gfn & 511) * 2;
        words[word] = spread16(mask & 0xffff);
        words[word + 1] = spread16(mask >>> 16);
      }
    }
    if (changed === 0) return 0;
    this.#count(region, delta);
    // Frames may be free again: pages of the region that lost bit 61 get it back when they exit the next time.
    this.#withoutTable.delete(region);
    if (leaves === 0 && this.#parts.fill === 'before-arming' && this.countProtected(from) > 0) this.#fill(region);
    const table = this.#parts.ept.findLeafTable(region);
    if (table !== 0) {
      for (let gfn = from; gfn < to; gfn++) {
        const word = table * 1024 + (gfn & 511) * 2;
        if (words[word] & EPT_RWX) this.writeLeaf(slot, gfn, word);
      }
    }
    return changed;
  }

  /** Fill a region, or remember that there was no frame for it. */
  #fill(region: number): boolean {
    if (this.#sppt === undefined) return false;
    if (this.#sppt.fillRegion(region, this)) return true;
    this.#withoutTable.add(region);
    return false;
  }

  #recount(slot: Memslot, sign: 1 | -1): void {
    const vectors = slot.block.vectors;
    if (vectors === undefined) return;
    for (let page = 0; page < slot.pages; ) {
      const region = Math.floor((slot.gfn + page) / REGION_PAGES);
      const end = Math.min((region + 1) * REGION_PAGES - slot.gfn, slot.pages);
      let count = 0;
      for (; page < end; page++) {
        if (vectors[page] === FULL_ACCESS) continue;
        count++;
        if (sign < 0) this.#sppt?.openPage(slot.gfn + page);
      }
      if (count > 0) this.#count(region, sign * count);
      if (count > 0 && sign > 0 && this.#sppt !== undefined) {
        // A table that was filled before does not have the vectors that came with the memory.
        this.#sppt.freeRegion(region);
        if (this.#parts.fill === 'before-arming' && !this.#sppt.fillRegion(region, this))
          this.#withoutTable.add(region);
      }
    }
  }

  #count(region: number, delta: number): void {
    const count = (this.#protected.get(region) ?? 0) + delta;
    if (count > 0) {
      this.#protected.set(region, count);
    } else {
      this.#protected.delete(region);
      this.#withoutTable.delete(region);
      this.#sppt?.freeRegion(region);
    }
  }

  #rewriteLeaves(region: number): void {
    const table = this.#parts.ept.findLeafTable(region);
    if (table === 0) return;
    for (let index = 0; index < REGION_PAGES; index++) {
      const word = table * 1024 + index * 2;
      if ((this.#parts.host.words[word] & EPT_RWX) === 0) continue;
      const slot = this.#parts.slots.findSlot(region * REGION_PAGES + index);
      if (slot !== undefined) this.writeLeaf(slot, region * REGION_PAGES + index, word);
    }
  }

  #checkRange(caller: string, gfn: number, pages: number): void {
    if (!this.#enabled) throw new HvError('bad-state', `${caller}: expected sub-page protection to be enabled`);
    if (!Number.isInteger(gfn) || gfn < 0 || !Number.isInteger(pages) || pages < 0) {
      throw new HvError(
        'invalid-argument',
        `${caller}: expected whole, non-negative numbers, got gfn ${gfn}, ${pages} pages`,
      );
    }
    if (gfn + pages > SPP_GPA_LIMIT / 4096) {
      throw new HvError(
        'invalid-argument',
        `${caller}: expected pages below 2^48 bytes, got gfn 0x${gfn.toString(16)}`,
      );
    }
  }

  /** Visit the slots behind a range; throws `no-memslot` at the first hole, before any visit. */
  #forEachSlot(caller: string, gfn: number, pages: number, visit: (slot: Memslot) => void): void {
    const found: Memslot[] = [];
    for (let at = gfn; at < gfn + pages; ) {
      const slot = this.#parts.slots.findSlot(at);
      if (slot === undefined) {
        throw new HvError('no-memslot', `${caller}: expected a memslot at gfn 0x${at.toString(16)}`);
      }
      found.push(slot);
      at = slot.gfn + slot.pages;
    }
    for (const slot of found) visit(slot);
  }
}
