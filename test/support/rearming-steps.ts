/**
 * Everything that changes mappings under the guest, as random steps: large pages, swapping, sharing, migration, reclaim of
 * tables, dirty and access tracking, slot moves; and a naive model that keeps only bytes, vectors and what was written.
 */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DirtyLogMode } from '../../src/memory/dirty-log.ts';
import type { MemoryBlock } from '../../src/memory/memory-block.ts';
import { MemorySwap } from '../../src/memory/swap-store.ts';
import { decideAccess } from '../../src/mmu/walk.ts';
import { type GuardedGuest, guardedGuest } from './guarded-guest.ts';

const PAGE = 4096;
const FULL = 0xffff_ffff;
/** Pages of each slot; the second one ends within a 2-MiB region. */
const SLOT_PAGES = [1024, 520];
/** Places of the two slots, in frames; the last one is not aligned for large pages. */
const PLACES = [0, 2048, 4096, 6151];
/** Pages that everything happens to, counted within a slot. */
const PAGES = [0, 1, 2, 511, 512, 513, 519];

interface ModelSlot {
  readonly bytes: Map<number, Uint8Array>;
  readonly masks: Map<number, number>;
  /** Pieces written since the last take, by page; undefined without a log. */
  written: Map<number, number> | undefined;
  mode: DirtyLogMode | undefined;
  gfn: number;
}

const slot = fc.nat(1);
const page = fc.constantFrom(...PAGES);
const offset = fc.oneof(
  fc.integer({ min: 0, max: 4095 }),
  fc.integer({ min: 1, max: 31 }).chain((sub) => fc.integer({ min: -4, max: 4 }).map((d) => sub * 128 + d)),
  fc.integer({ min: 4088, max: 4095 }),
);
const length = fc.oneof(fc.constantFrom(1, 4, 8, 16), fc.integer({ min: 1, max: 300 }));
const mask = fc.constantFrom(FULL, FULL, FULL, 0, 0xffff_fffe, 0x5555_5555, 1, 0x8000_0000);
const seedOfBytes = fc.nat(3);
const op = <T extends string>(name: T) => fc.constant(name);

/** One operation of the hypervisor, or one access of the guest, the host or a device. */
export const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: op('write'), slot, page, offset, length, final: fc.boolean(), value: seedOfBytes }),
  },
  { weight: 3, arbitrary: fc.record({ do: op('read'), slot, page, offset, length }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: op('host'), slot, page, offset, length, force: fc.boolean(), value: seedOfBytes }),
  },
  { weight: 4, arbitrary: fc.record({ do: op('set'), slot, page, masks: fc.array(mask, { maxLength: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ do: op('open'), slot }) },
  { weight: 2, arbitrary: fc.record({ do: op('swap'), slot, page, pages: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ do: op('migrate'), slot, page }) },
  { weight: 1, arbitrary: fc.record({ do: op('merge'), large: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: op('reclaim'), frames: fc.integer({ min: 1, max: 8 }) }) },
  { weight: 1, arbitrary: fc.record({ do: op('room'), frames: fc.integer({ min: 1, max: 40 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: op('log'),
      slot,
      mode: fc.constantFrom<DirtyLogMode>('write-protect', 'dirty-flag', 'sub-page'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: op('unlog'), slot }) },
  { weight: 3, arbitrary: fc.record({ do: op('take'), slot }) },
  { weight: 1, arbitrary: fc.record({ do: op('used'), slot, page }) },
  { weight: 1, arbitrary: fc.record({ do: op('place'), slot, place: fc.nat(PLACES.length - 1) }) },
);
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

export interface Options {
  readonly fill: 'on-miss' | 'before-arming';
  readonly processorSpp: boolean;
  readonly accessedDirty: boolean;
  readonly largestPage: '4K' | '2M' | '1G';
  /** 6000: enough for all; 640: less than the guest's memory, with a swap store. */
  readonly frames: number;
}

/** The address space and its model, step by step. */
export class Run {
  readonly guest: GuardedGuest;
  readonly swap = new MemorySwap(10_000);
  readonly #options: Options;
  readonly #slots: ModelSlot[] = [0, 1].map((i) => ({
    bytes: new Map(),
    masks: new Map(),
    written: undefined,
    mode: undefined,
    gfn: PLACES[i],
  }));
  #fill = 0;

  constructor(options: Options) {
    this.#options = options;
    this.guest = guardedGuest({
      memory: 24 << 20,
      limitFrames: options.frames,
      spptFill: options.fill,
      processorSpp: options.processorSpp,
      accessedDirty: options.accessedDirty,
      largestPage: options.largestPage,
    });
    this.guest.space.pressure.swap = this.swap;
    SLOT_PAGES.forEach((pages, id) => {
      this.guest.space.addSlot({ id, gpa: PLACES[id] * PAGE, size: pages * PAGE });
    });
  }

  /** Frames that the steps use, wherever their slots are. */
  static readonly frames: readonly number[] = PLACES.flatMap((place) => PAGES.map((page) => place + page));

  take(next: Step): void {
    const { space, processor, guarded } = this.guest;
    switch (next.do) {
      case 'write': {
        const place = this.#gpa(next.slot, next.page, next.offset);
        const data = this.#data(this.#clip(next.slot, next.page, next.offset, next.length), next.value);
        const result = processor.write(space, guarded, place, data, next.final);
        assert.ok(result.end === 'done' || result.end === 'emulated', result.end);
        this.#write(next.slot, next.page, next.offset, data, false);
        return;
      }
      case 'read': {
        const target = new Uint8Array(this.#clip(next.slot, next.page, next.offset, next.length));
        const place = this.#gpa(next.slot, next.page, next.offset);
        assert.equal(processor.read(space, place, target).end, 'done');
        assert.deepEqual(target, space.memory.read(place, target.length));
        return;
      }
      case 'host': {
        const data = this.#data(this.#clip(next.slot, next.page, next.offset, next.length), next.value);
        space.memory.write(this.#gpa(next.slot, next.page, next.offset), data, { force: next.force });
        this.#write(next.slot, next.page, next.offset, data, next.force);
        return;
      }
      case 'set': {
        const masks = next.masks.slice(0, SLOT_PAGES[next.slot] - next.page);
        space.protection.setSubPageAccess(this.#slots[next.slot].gfn + next.page, Uint32Array.from(masks));
        masks.forEach((value, i) => {
          this.#slots[next.slot].masks.set(next.page + i, value);
        });
        return;
      }
      case 'open': {
        const open = new Uint32Array(SLOT_PAGES[next.slot]).fill(FULL);
        space.protection.setSubPageAccess(this.#slots[next.slot].gfn, open);
        this.#slots[next.slot].masks.clear();
        return;
      }
      case 'swap':
        space.pressure.swapOut(
          this.#slots[next.slot].gfn + next.page,
          Math.min(next.pages, SLOT_PAGES[next.slot] - next.page),
        );
        return;
      case 'migrate':
        space.sharing.migrate(this.#slots[next.slot].gfn + next.page);
        return;
      case 'merge':
        space.sharing.merge({ large: next.large });
        return;
      case 'reclaim':
        space.pressure.reclaimTables(next.frames);
        return;
      case 'room':
        space.pressure.makeRoom(next.frames, { gfn: 0, pages: 0 });
        return;
      case 'log': {
        const model = this.#slots[next.slot];
        if (model.mode !== undefined || (next.mode === 'dirty-flag' && !this.#options.accessedDirty)) return;
        space.dirty.start(next.slot, next.mode);
        model.mode = next.mode;
        model.written = new Map();
        return;
      }
      case 'unlog': {
        const model = this.#slots[next.slot];
        if (model.mode === undefined) return;
        space.dirty.stop(next.slot);
        model.mode = model.written = undefined;
        return;
      }
      case 'take': {
        const model = this.#slots[next.slot];
        if (model.written === undefined) return;
        const got = space.dirty.takePieces(next.slot).map((each) => [each.page - model.gfn, each.pieces]);
        const expected = [...model.written]
          .sort((a, b) => a[0] - b[0])
          .map(([at, pieces]) => [at, model.mode === 'sub-page' ? pieces : FULL]);
        assert.deepEqual(got, expected, `dirty ${model.mode}`);
        model.written.clear();
        return;
      }
      case 'used': {
        const gfn = this.#slots[next.slot].gfn + next.page;
        space.accessed.take(gfn, 3);
        assert.equal(space.accessed.take(gfn, 3)[0], 0);
        const page = space.memory.findFrame(gfn);
        if (page !== 0) {
          processor.read(space, gfn * PAGE, new Uint8Array(1));
          assert.equal(space.accessed.take(gfn, 1)[0], 1);
        }
        return;
      }
      case 'place': {
        const gfn = PLACES[next.place];
        const other = this.#slots[1 - next.slot];
        if (gfn < other.gfn + SLOT_PAGES[1 - next.slot] && other.gfn < gfn + SLOT_PAGES[next.slot]) return;
        if (next.place % 2 === 0) {
          space.moveSlot(next.slot, gfn * PAGE);
        } else {
          const block: MemoryBlock = space.removeSlot(next.slot);
          space.addSlot({ id: next.slot, gpa: gfn * PAGE, block });
        }
        this.#slots[next.slot].gfn = gfn;
        return;
      }
    }
  }

  /** Content, vectors and tables against the model. */
  check(): void {
    const { space, host } = this.guest;
    this.#slots.forEach((model, id) => {
      for (const at of PAGES) {
        const gfn = model.gfn + at;
        const wanted = model.bytes.get(at) ?? new Uint8Array(PAGE);
        assert.ok(
          Buffer.compare(space.memory.read(gfn * PAGE, PAGE), wanted) === 0,
          `content of slot ${id} page ${at}`,
        );
        const vector = model.masks.get(at) ?? FULL;
        assert.equal(space.protection.vectorOf(gfn), vector);
        // No denied byte is writable by the tables, whatever is cached; neither is a shared frame.
        const isShared = host.isShared(space.memory.findFrame(gfn));
        for (let sub = 0; sub < 32; sub += 5) {
          const access = { gpa: gfn * PAGE + sub * 128 + 3, op: 'write', size: 1 } as const;
          const { outcome } = decideAccess(host, space.controls, access);
          if (isShared || ((vector >>> sub) & 1) === 0)
            assert.notEqual(outcome, 'allowed', `page ${at} sub-page ${sub}`);
          assert.ok(!outcome.includes('misconfiguration') && outcome !== 'outside-image', outcome);
        }
      }
    });
    this.#checkLeaves();
    const protectedPages = this.#slots.flatMap((model) => [...model.masks.values()]).filter((value) => value !== FULL);
    assert.equal(space.protection.protectedPages, protectedPages.length);
  }

  /** What src/spec/vmx/ept.ts says of every leaf. */
  #checkLeaves(): void {
    const { space, host } = this.guest;
    for (const gfn of Run.frames) {
      const word = space.ept.findLeaf(gfn);
      const { leafLevel } = space.ept;
      if (word === 0) continue;
      const [lo, hi] = [host.words[word], host.words[word + 1]];
      const rights = lo & 7;
      const [isArmed, isSaved, savedRights] = [(hi >>> 29) & 1, (hi >>> 23) & 1, (hi >>> 22) & 0b101];
      const what = `leaf of gfn ${gfn} at level ${leafLevel}: 0x${hi.toString(16)}_${lo.toString(16)}`;
      assert.ok(!isArmed || (leafLevel === 1 && (rights & 3) === 1), `armed: ${what}`);
      assert.ok(!(isArmed && isSaved), `armed and saved: ${what}`);
      assert.ok(savedRights === 0 || rights === 0, `saved rights: ${what}`);
    }
  }

  /** Throw everything away: nothing is left behind. */
  end(): void {
    const { space, host } = this.guest;
    space.dispose();
    assert.deepEqual([host.usedFrames, this.swap.used], [0, 0], 'frames or swapped pages left behind');
  }

  #write(slotId: number, firstPage: number, firstOffset: number, data: Uint8Array, force: boolean): void {
    const model = this.#slots[slotId];
    data.forEach((value, i) => {
      const at = firstPage + Math.floor((firstOffset + i) / PAGE);
      const place = (firstOffset + i) % PAGE;
      const piece = (1 << (place >> 7)) >>> 0;
      if (!force && ((model.masks.get(at) ?? FULL) & piece) === 0) return;
      const bytes = model.bytes.get(at) ?? new Uint8Array(PAGE);
      bytes[place] = value;
      model.bytes.set(at, bytes);
      model.written?.set(at, ((model.written.get(at) ?? 0) | piece) >>> 0);
    });
  }

  #gpa(slotId: number, at: number, within: number): number {
    return (this.#slots[slotId].gfn + at) * PAGE + within;
  }

  #clip(slotId: number, at: number, within: number, size: number): number {
    return Math.min(size, (SLOT_PAGES[slotId] - at) * PAGE - within);
  }

  /** Bytes of few kinds, so that pages become equal; 3 counts on. */
  #data(size: number, kind: number): Uint8Array {
    return Uint8Array.from({ length: size }, () => {
      if (kind === 3) this.#fill = (this.#fill % 251) + 1;
      return kind < 3 ? kind : this.#fill;
    });
  }
}

export const options: fc.Arbitrary<Options> = fc.record({
  fill: fc.constantFrom('on-miss' as const, 'before-arming' as const),
  processorSpp: fc.constantFrom(true, true, false),
  accessedDirty: fc.boolean(),
  largestPage: fc.constantFrom('4K' as const, '2M' as const, '1G' as const),
  frames: fc.constantFrom(6000, 6000, 640, 40),
});
