/**
 * Byte-exact guards over 128-byte vectors.
 *
 * The vectors are the hardware's filter, the guards say which bytes are meant. Guards of several owners may overlap; a
 * sub-page is denied as long as one guard touches it. A write that hits the sub-page but no guarded byte is false
 * sharing: it is carried out, counted, and not reported.
 */
import { HvError } from '../../base/error.ts';
import type { WriteOrigin } from '../../memory/guest-memory.ts';
import type { GuestProtection } from '../../mmu/guest-protection.ts';
import type { VectorOverlay } from '../../mmu/vector-layers.ts';
import { FULL_ACCESS, subPagesTouched } from '../../spec/vmx/sppt.ts';
import { checkGuard, type Guard, type GuardSpec, pagesOf, subPagesOf } from './guard.ts';
import { type Judgement, judgeGuard, judgementOf, judgeVector, type PendingWrite } from './judgement.ts';
import { type Verdict, verdictStrength } from './verdict.ts';

/** Counters of one guarded page, from its first guard on. */
export interface PageCounters {
  /** Writes to sub-pages that no guard touches, which did not leave the processor. NaN where the engine cannot tell. */
  readonly silent: number;
  /** Writes to the page that were judged, each of which had left the processor. */
  readonly writes: number;
  /** Those of them that touched denied sub-pages but no guarded byte. */
  readonly falseSharing: number;
  /** More writes of that kind, which the processor let through by itself. */
  readonly letThrough: number;
}

interface GuardedPage {
  guards: Guard[];
  /** What the guards leave writable. */
  mask: number;
  /** What the owner set by setSubPageAccess(). */
  own: number;
  writes: number;
  falseSharing: number;
  /** What was counted as silent before the page was guarded. */
  silentBefore: number;
  /** What byte maps that are gone have let through. */
  letThrough: number;
}

const PAGE = 4096;
/** The guards of one VM. Looking up is O(1) a page. */
export class GuardSet implements VectorOverlay {
  /** Verdict for writes to sub-pages that setSubPageAccess() denies and no guard touches. */
  vectorVerdict: Verdict;
  readonly #protection: GuestProtection;
  readonly #silentStores: (gfn: number) => number;
  readonly #guards = new Set<Guard>();
  readonly #pages = new Map<number, GuardedPage>();
  #nextId = 1;

  /** Strength of the strongest verdict that can be carried out. */
  readonly #strongest: number;

  /**
   * @param vectorVerdict default `deny`
   * @param silentStores the engine's count of stores to a page that sub-page permissions let through
   * @param strongest the strongest verdict that the engine can carry out: `report` where it only audits. Default `stop`
   */
  constructor(
    protection: GuestProtection,
    vectorVerdict: Verdict = 'deny',
    silentStores: (gfn: number) => number = () => NaN,
    strongest: Verdict = 'stop',
  ) {
    if (protection.overlay !== undefined) throw new HvError('bad-state', 'GuardSet: expected a VM without a guard set');
    this.#protection = protection;
    this.#silentStores = silentStores;
    this.vectorVerdict = vectorVerdict;
    this.#strongest = verdictStrength(strongest);
    protection.overlay = this;
  }

  /** The guards in the order in which they were added. */
  get guards(): Iterable<Guard> {
    return this.#guards;
  }

  /** How many guards are set. */
  get count(): number {
    return this.#guards.size;
  }

  /** How many pages have a guard (VectorOverlay). */
  get size(): number {
    return this.#pages.size;
  }

  /**
   * Set a guard. It is in force when the call returns.
   * @throws HvError `invalid-argument`, `no-memslot`, `out-of-memory`; then nothing has changed
   * @example guards.add({ gpa: 0x1a2b3c0, length: 4, name: 'modules_disabled', verdict: 'deny' });
   */
  add(spec: GuardSpec): Guard {
    return this.addAll([spec])[0];
  }

  /** Set many guards with one flush: all of them, or none when it throws. */
  addAll(specs: readonly GuardSpec[]): Guard[] {
    for (const spec of specs) checkGuard(spec, this.#strongest);
    const added: Guard[] = [];
    try {
      this.#protection.batch(() => {
        try {
          for (const spec of specs) added.push(this.#set(spec));
        } catch (error) {
          for (const guard of added.splice(0)) this.remove(guard);
          throw error;
        }
      });
    } catch (error) {
      this.#takeBack(added); // those that the flush refused
      throw error;
    }
    return added;
  }

  /** After an error: an engine that refuses even this runs no guest until it has followed. */
  #takeBack(guards: readonly Guard[]): void {
    try {
      this.batch(() => {
        for (const guard of guards) this.remove(guard);
      });
    } catch {
      // The first error is the one to tell.
    }
  }

  /** Take a guard away. @returns false when it was not set */
  remove(guard: Guard): boolean {
    if (!this.#guards.delete(guard)) return false;
    this.#protection.batch(() => {
      const { first, last } = pagesOf(guard);
      for (let gfn = first; gfn <= last; gfn++) this.#leavePage(gfn, guard);
      this.#apply(first, last);
    });
    return true;
  }

  /** Take all guards away, with one flush. */
  clear(): void {
    this.#protection.batch(() => {
      for (const guard of [...this.#guards]) this.remove(guard);
    });
  }

  /** Several changes with one flush, e.g. guards that come while others go. */
  batch(change: () => void): void {
    this.#protection.batch(change);
  }

  /** The guards that touch any byte of [gpa, gpa + length). Looks at the range's pages or at all guards, whichever is less. */
  findGuards(gpa: number, length: number): Guard[] {
    const end = gpa + length;
    const touches = (guard: Guard): boolean => guard.gpa < end && gpa < guard.gpa + guard.length;
    const first = Math.floor(gpa / PAGE);
    if (!(Math.ceil(end / PAGE) - first <= this.#guards.size)) return [...this.#guards].filter(touches);
    const found = new Set<Guard>();
    for (let gfn = first; gfn * PAGE < end; gfn++) {
      for (const guard of this.#pages.get(gfn)?.guards ?? []) if (touches(guard)) found.add(guard);
    }
    return [...found];
  }

  /** Counters of a page; undefined when it has no guard. */
  findPage(gfn: number): PageCounters | undefined {
    const page = this.#pages.get(gfn);
    return page && this.#countersOf(gfn, page);
  }

  /** Guest frame and counters of each guarded page. */
  *pageCounters(): Generator<[gfn: number, counters: PageCounters]> {
    for (const [gfn, page] of this.#pages) yield [gfn, this.#countersOf(gfn, page)];
  }

  /**
   * Judge a write and count it. The write has not been made yet.
   * @param old what the memory holds, as many bytes as `data`
   * @param data what would be written
   */
  judge(gpa: number, old: Uint8Array, data: Uint8Array, origin: WriteOrigin = 'cpu'): Judgement {
    const write: PendingWrite = {
      gpa,
      old,
      new: data,
      origin,
      guards: [],
      strengths: [],
      strength: 0,
      refused: undefined,
    };
    let falseSharing = false;
    for (let at = 0; at < data.length; ) {
      const offset = (gpa + at) & 0xfff;
      const length = Math.min(PAGE - offset, data.length - at);
      const gfn = Math.floor((gpa + at) / PAGE);
      const page = this.#pages.get(gfn);
      const own = page === undefined ? this.#protection.vectorOf(gfn) : page.own;
      const touched = subPagesTouched(offset, length);
      let hit = (~own & touched) !== 0;
      if (hit) judgeVector(write, own, at, offset, length, this.#strengthOfVector());
      if (page !== undefined) {
        page.writes++;
        for (const guard of page.guards) if (judgeGuard(write, guard, at, length, this.#strongest)) hit = true;
        if (!hit && ~page.mask & touched) {
          page.falseSharing++;
          falseSharing = true;
          if (origin === 'cpu') this.#protection.bytes.letThrough(gfn);
        }
      }
      at += length;
    }
    return judgementOf(write, falseSharing);
  }

  /** VectorOverlay. */
  restrict(gfn: number, mask: number): number {
    const page = this.#pages.get(gfn);
    if (page === undefined) return mask;
    page.own = mask;
    return (mask & page.mask) >>> 0;
  }

  /** VectorOverlay. */
  findOwnMask(gfn: number): number | undefined {
    return this.#pages.get(gfn)?.own;
  }

  /** VectorOverlay. */
  *pagesIn(gfn: number, pages: number): Iterable<number> {
    for (const page of this.#pages.keys()) if (page >= gfn && page < gfn + pages) yield page;
  }

  /** VectorOverlay. */
  markBytes(gfn: number, bits: Uint8Array): void {
    const start = gfn * PAGE;
    for (const { gpa, length } of this.#pages.get(gfn)?.guards ?? []) {
      const end = Math.min(gpa + length - start, PAGE);
      for (let byte = Math.max(gpa - start, 0); byte < end; byte++) bits[byte >>> 3] |= 1 << (byte & 7);
    }
  }

  /** VectorOverlay. */
  countLetThrough(gfn: number, writes: number): void {
    const page = this.#pages.get(gfn);
    if (page !== undefined) page.letThrough += writes;
  }

  #countersOf(gfn: number, { writes, falseSharing, letThrough, silentBefore }: GuardedPage): PageCounters {
    return {
      silent: this.#silentStores(gfn) - silentBefore,
      writes,
      falseSharing,
      letThrough: letThrough + this.#protection.bytes.countOf(gfn),
    };
  }

  #strengthOfVector(): number {
    return Math.min(verdictStrength(this.vectorVerdict), this.#strongest);
  }

  #set(spec: GuardSpec): Guard {
    const { gpa, length, name, verdict } = spec;
    const guard: Guard = { id: this.#nextId++, gpa, length, name, verdict, writes: 0, refused: 0 };
    const { first, last } = pagesOf(guard);
    for (let gfn = first; gfn <= last; gfn++) {
      if (this.#protection.hasMemory(gfn)) continue;
      const range = `gpa 0x${gpa.toString(16)} + ${length} bytes`;
      throw new HvError('no-memslot', `add: expected memory at all of ${range} for guard ${name}`);
    }
    const masks = this.#protection.getSubPageAccess(first, last - first + 1);
    for (let gfn = first; gfn <= last; gfn++) {
      let page = this.#pages.get(gfn);
      if (page === undefined) {
        page = {
          guards: [],
          mask: FULL_ACCESS,
          own: masks[gfn - first],
          writes: 0,
          falseSharing: 0,
          silentBefore: this.#silentStores(gfn),
          letThrough: 0,
        };
        this.#pages.set(gfn, page);
      }
      page.guards.push(guard);
      page.mask = (page.mask & ~subPagesOf(guard, gfn)) >>> 0;
      masks[gfn - first] = page.own;
    }
    try {
      this.#protection.setSubPageAccess(first, masks);
    } catch (error) {
      for (let gfn = first; gfn <= last; gfn++) this.#leavePage(gfn, guard);
      throw error;
    }
    this.#guards.add(guard);
    return guard;
  }

  /** Take a guard off a page's record; the vectors follow in #apply(). */
  #leavePage(gfn: number, guard: Guard): void {
    const page = this.#pages.get(gfn);
    if (page === undefined) return;
    page.guards = page.guards.filter((other) => other !== guard);
    page.mask = FULL_ACCESS;
    for (const other of page.guards) page.mask = (page.mask & ~subPagesOf(other, gfn)) >>> 0;
  }

  /** Put the vectors of pages right after guards went; pages whose memory is gone at the moment have none. */
  #apply(first: number, last: number): void {
    for (let gfn = first; gfn <= last; ) {
      const masks: number[] = [];
      const start = gfn;
      for (; gfn <= last; gfn++) {
        const page = this.#pages.get(gfn);
        if (page !== undefined && page.guards.length === 0) this.#pages.delete(gfn);
        if (page === undefined || !this.#protection.hasMemory(gfn)) break;
        masks.push(page.own);
      }
      if (masks.length > 0) this.#protection.setSubPageAccess(start, Uint32Array.from(masks));
      else gfn++;
    }
  }
}
