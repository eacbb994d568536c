/**
 * Sub-page write protection of guest memory: the vectors, and what they make of EPT and SPPT.
 *
 * The vectors say what is meant. EPT leaves and SPPT follow them in the same step, so that a guarded page is writable at
 * no moment; the tables can be thrown away and made again at any time without losing a guard.
 */
import { HvError } from '../base/error.ts';
import { checkFrames } from '../memory/frame-range.ts';
import type { HostMemory } from '../memory/host-memory.ts';
import type { Memslot, Memslots } from '../memory/memslots.ts';
import { FULL_ACCESS } from '../spec/vmx/sppt.ts';
import { ByteFilter } from './byte-filter.ts';
import type { ByteMaps } from './byte-maps.ts';
import { type Ept, REGION_PAGES } from './ept.ts';
import { FlushBatch } from './flush-batch.ts';
import { JudgedPages } from './judged-pages.ts';
import { Mappings } from './mappings.ts';
import { SubPageTables } from './sub-page-tables.ts';
import type { TracePoints } from './trace.ts';
import type { VectorOverlay, VectorWatcher } from './vector-layers.ts';

/**
 * When the SPPT of a 2-MiB region is filled. `on-miss`: by the first eligible write, which exits with reason 66 (the
 * order of the KVM series; pages that are never written cost nothing). `before-arming`: when its first page is
 * protected, so that no exit 66 happens.
 */
export type SpptFill = 'on-miss' | 'before-arming';

/** Everything that GuestProtection stands on. */
export interface GuestProtectionParts {
  readonly host: HostMemory;
  readonly slots: Memslots;
  readonly ept: Ept;
  /** Drop all cached translations of all vCPUs (INVEPT, all contexts). */
  readonly flush: () => void;
  /** The SPPT has another root, or none: every vCPU must have it before the old root's frame is used for something else. */
  readonly onRootChange: () => void;
  readonly fill: SpptFill;
  /**
   * Whether the processor has sub-page write permissions. Without it a guarded page is simply not writable and every
   * write to it is carried out by the emulator; the results are the same.
   */
  readonly processorSpp: boolean;
  /** The processor's byte maps, where it has them. Disposed of by whoever made them. */
  readonly byteMaps: ByteMaps | undefined;
  readonly watcher?: VectorWatcher | undefined;
  readonly trace: TracePoints;
  /** Told that nothing in the region of a page needs mappings of 4 KiB any more. */
  readonly onRegionOpen: (gfn: number) => void;
}

/** Sets, stores and enforces write vectors. */
export class GuestProtection {
  /** Guards, or another layer above the vectors. */
  overlay: VectorOverlay | undefined;
  /** The EPT leaves, which follow the vectors. */
  readonly mappings: Mappings;
  /** Writes beside the overlay's bytes, where the processor can tell them apart. */
  readonly bytes: ByteFilter;
  readonly #parts: GuestProtectionParts;
  readonly #tables: SubPageTables;
  #enabled = false;
  readonly #judged: JudgedPages;
  readonly #flushes: FlushBatch;

  constructor(parts: GuestProtectionParts) {
    this.#parts = parts;
    const { host, slots, ept, trace } = parts;
    this.#tables = new SubPageTables(host, slots);
    this.#judged = new JudgedPages(this.#tables);
    this.#flushes = new FlushBatch(() => {
      trace.listener?.({ name: 'mmu_flush' });
      parts.flush();
    });
    this.bytes = new ByteFilter(parts.byteMaps, slots, () => this.overlay);
    this.mappings = new Mappings({
      host,
      slots,
      ept,
      trace,
      isJudged: (gfn) => this.isJudgedByProcessor(gfn),
      requestFlush: () => this.requestFlush(),
    });
    this.#open();
  }

  /** Whether permissions can be set. True from the start until disable(). */
  get enabled(): boolean {
    return this.#enabled;
  }

  /** Host frame of the SPPT root; 0 when there is none (disabled, or a processor without SPP). */
  get root(): number {
    return this.#tables.root;
  }

  /** Pages that are protected now. */
  get protectedPages(): number {
    return this.#judged.protectedPages;
  }

  /** Protected pages in the 2-MiB region that has a page. O(1). */
  countProtected(gfn: number): number {
    return this.#judged.countProtected(Math.floor(gfn / REGION_PAGES));
  }

  /** Whether no page under a leaf of level 2 or 3 over a page is protected or logged by sub-pages. O(1). */
  allowsLarge(gfn: number, level: number): boolean {
    return this.#judged.isClear(Math.floor(gfn / REGION_PAGES), level);
  }

  /** Turn the feature on, with nothing protected; without effect when it is on. @throws HvError `out-of-memory` */
  enable(): void {
    if (this.#enabled) return;
    this.#open();
    if (this.root !== 0) this.#parts.onRootChange();
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
      this.bytes.trim();
      const free = this.#tables.close();
      this.#enabled = false;
      this.requestFlush();
      // First no vCPU has the root any more, then its frame is free for others.
      this.#parts.onRootChange();
      free();
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
    const dropped = this.bytes.drop(gfn, masks.length);
    const end = gfn + masks.length;
    for (let at = gfn; at < end; ) {
      const slot = slots.findSlot(at) as Memslot;
      const pieceEnd = Math.min((Math.floor(at / REGION_PAGES) + 1) * REGION_PAGES, slot.gfn + slot.pages, end);
      changed += this.#store(slot, at, pieceEnd, masks, at - gfn);
      at = pieceEnd;
    }
    if (changed > 0) this.#parts.watcher?.afterChange(gfn, masks.length);
    if (changed > 0 || dropped) this.requestFlush();
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
    this.#flushes.run(changes);
  }

  /** Flush now, or at the end of the batch that is under way. */
  requestFlush(): void {
    this.#flushes.request();
  }

  /** Write mask in force for a page; all ones where there is no memory. */
  vectorOf(gfn: number): number {
    const slot = this.#parts.slots.findSlot(gfn);
    return slot?.block.vectors === undefined ? FULL_ACCESS : slot.block.vectors[gfn - slot.gfn];
  }

  /**
   * Let the tables follow a page whose frame, vector or log has changed: SPPT entry and EPT leaf, when they exist. A large
   * leaf over it is split. The caller flushes.
   */
  syncPage(slot: Memslot, gfn: number): void {
    this.#sync(slot, gfn, this.#tables.findLeaves(Math.floor(gfn / REGION_PAGES)));
  }

  /** The same for pages of a memslot, by their place in it. Those of a region are best next to each other. */
  syncPages(slot: Memslot, pages: Uint32Array): void {
    let region = -1;
    let leaves = 0;
    for (let i = 0; i < pages.length; i++) {
      const gfn = slot.gfn + pages[i];
      const itsRegion = Math.floor(gfn / REGION_PAGES);
      if (itsRegion !== region) {
        region = itsRegion;
        leaves = this.#tables.findLeaves(region);
      }
      this.#sync(slot, gfn, leaves);
    }
  }

  /**
   * Let the SPPT entry of a page, when it exists, follow a log in which pieces have become dirty. It opens only, and what a
   * processor has cached of a denial it looks up again: no flush.
   */
  openDirtyPieces(gfn: number): void {
    const slot = this.#parts.slots.findSlot(gfn) as Memslot;
    const leaves = this.#tables.findLeaves(Math.floor(gfn / REGION_PAGES));
    if (leaves !== 0) this.#tables.writeLeaf(leaves + (gfn & 511) * 2, slot.block.effectiveMask(gfn - slot.gfn));
  }

  /** Whether writes to a page that its vector allows are the processor's business, without an exit. */
  isJudgedByProcessor(gfn: number): boolean {
    return this.#tables.canJudge(Math.floor(gfn / REGION_PAGES));
  }

  /**
   * Answer a miss or misconfiguration: fill the SPPT of the region of a page, whole, or take bit 61 off its pages when
   * there is no frame for it. Either way the write does not come back for the same reason. One flush.
   */
  fillRegionOf(gfn: number): void {
    const region = Math.floor(gfn / REGION_PAGES);
    if (this.allowsLarge(gfn, 2) || !this.#tables.fill(region)) this.mappings.rewriteRegion(region);
    this.requestFlush();
  }

  /**
   * Give back the byte maps, then SPPT tables of regions, which are filled again by the next miss. One flush.
   * @param frames stop when so many frames came back
   * @returns how many did
   */
  reclaimSppt(frames: number): number {
    const trimmed = this.bytes.trim();
    const freed = trimmed + this.#tables.reclaim(frames - trimmed);
    if (freed > 0) this.requestFlush();
    return freed;
  }

  /** The log of sub-pages of a memslot begins or ends: count its pages as judged, and let the tables follow. */
  trackPieces(slot: Memslot, isTracked: boolean): void {
    this.batch(() => {
      this.#judged.addTracked(slot, isTracked ? 1 : -1);
      this.syncSlot(slot);
    });
  }

  /** Let the tables follow all pages of a memslot; large leaves are split where they are not allowed any more. One flush. */
  syncSlot(slot: Memslot): void {
    this.batch(() => {
      this.bytes.drop(slot.gfn, slot.pages);
      for (let at = slot.gfn; at < slot.gfn + slot.pages; ) {
        const region = Math.floor(at / REGION_PAGES);
        const end = Math.min((region + 1) * REGION_PAGES, slot.gfn + slot.pages);
        if (slot.block.log !== undefined) this.mappings.splitOver(at);
        this.mappings.rewriteRegion(region);
        const leaves = this.#tables.findLeaves(region);
        for (let gfn = at; leaves !== 0 && gfn < end; gfn++) {
          this.#tables.writeLeaf(leaves + (gfn & 511) * 2, slot.block.effectiveMask(gfn - slot.gfn));
        }
        if (slot.block.log === undefined && this.allowsLarge(at, 2)) this.#parts.onRegionOpen(at);
        at = end;
      }
      this.requestFlush();
    });
  }

  /** Count the vectors of a slot that was put in place, with the guards that wait for it. */
  attach(slot: Memslot): void {
    // Off is off: memory that comes back does not bring its vectors along.
    if (!this.#enabled) slot.block.vectors = undefined;
    if (this.overlay !== undefined && this.overlay.size > 0) {
      for (const gfn of this.overlay.pagesIn(slot.gfn, slot.pages)) {
        const vectors = slot.block.obtainVectors();
        vectors[gfn - slot.gfn] = this.overlay.restrict(gfn, vectors[gfn - slot.gfn]);
      }
    }
    this.#recount(slot, 1);
    if (slot.block.log?.pieces !== undefined) this.#judged.addTracked(slot, 1);
  }

  /** Forget the place of a slot that is about to go: guards stay with the address, the owner's vectors with the memory. */
  detach(slot: Memslot): void {
    if (this.bytes.drop(slot.gfn, slot.pages)) this.requestFlush();
    if (slot.block.log?.pieces !== undefined) this.#judged.addTracked(slot, -1);
    this.#recount(slot, -1);
    const vectors = slot.block.vectors;
    if (vectors === undefined || this.overlay === undefined || this.overlay.size === 0) return;
    for (const gfn of this.overlay.pagesIn(slot.gfn, slot.pages)) {
      vectors[gfn - slot.gfn] = this.overlay.findOwnMask(gfn) ?? FULL_ACCESS;
    }
  }

  /** Free the tables. The object is of no use afterwards. */
  dispose(): void {
    this.#tables.close()();
    this.#enabled = false;
  }

  #open(): void {
    if (this.#parts.processorSpp) this.#tables.open();
    this.#enabled = true;
  }

  /** @param leaves of the page's region in the SPPT, out of findLeaves(); 0 when there are none */
  #sync(slot: Memslot, gfn: number, leaves: number): void {
    this.bytes.drop(gfn, 1);
    if (leaves !== 0) this.#tables.writeLeaf(leaves + (gfn & 511) * 2, slot.block.effectiveMask(gfn - slot.gfn));
    const word = this.mappings.splitOver(gfn);
    if (word !== 0 && this.#parts.host.words[word] !== 0) this.mappings.writeLeaf(slot, gfn, word);
  }

  /** Set the vectors of pages [from, to) of one slot and one region, and everything that follows from them. */
  #store(slot: Memslot, from: number, to: number, masks: Uint32Array, offset: number): number {
    const overlay = this.overlay !== undefined && this.overlay.size > 0 ? this.overlay : undefined;
    const vectors = slot.block.vectors as Uint32Array;
    const words = this.#parts.host.words;
    const { trace } = this.#parts;
    const region = Math.floor(from / REGION_PAGES);
    const leaves = this.#tables.findLeaves(region);
    let changed = 0;
    let delta = 0;
    for (let gfn = from; gfn < to; gfn++) {
      const page = gfn - slot.gfn;
      const given = masks[offset + gfn - from];
      const mask = overlay === undefined ? given : overlay.restrict(gfn, given) >>> 0;
      trace.listener?.({ name: 'kvm_spp_set_subpages', vcpu_id: -1, gfn, access: mask });
      const old = vectors[page];
      if (old === mask) continue;
      vectors[page] = mask;
      changed++;
      if (old === FULL_ACCESS) delta++;
      else if (mask === FULL_ACCESS) delta--;
      if (leaves !== 0) this.#tables.writeLeaf(leaves + (gfn & 511) * 2, slot.block.effectiveMask(page));
    }
    if (changed === 0) return 0;
    this.#judged.addProtected(region, delta);
    this.#tables.tryAgain(region);
    const isJudged = !this.allowsLarge(from, 2);
    if (isJudged && leaves === 0 && this.#parts.fill === 'before-arming') this.#tables.fill(region);
    const table = this.#parts.ept.findLeafTable(region);
    if (table === 0) {
      if (isJudged) this.mappings.splitOver(from); // the new table has everything
    } else {
      for (let gfn = from; gfn < to; gfn++) {
        const word = table * 1024 + (gfn & 511) * 2;
        if (words[word] !== 0) this.mappings.writeLeaf(slot, gfn, word);
      }
      if (!isJudged) this.#parts.onRegionOpen(from);
    }
    return changed;
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
        if (sign < 0) this.#tables.openPage(slot.gfn + page);
      }
      if (count > 0) this.#judged.addProtected(region, sign * count);
      if (count > 0 && sign > 0) {
        // A table that was filled before does not have the vectors that came with the memory.
        this.#tables.drop(region);
        if (this.#parts.fill === 'before-arming') this.#tables.fill(region);
      }
    }
  }

  #checkRange(caller: string, gfn: number, pages: number): void {
    if (!this.#enabled) throw new HvError('bad-state', `${caller}: expected sub-page protection to be enabled`);
    checkFrames(caller, gfn, pages);
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
