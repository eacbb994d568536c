// Random sequences of guest writes, host writes, vectors, guards and slot changes, against a model that keeps only bytes,
// vectors and guards. `SUBPAGE_SEED` repeats a run, `SUBPAGE_RUNS` sets how many sequences.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { HvError } from '../../src/base/error.ts';
import type { Guard } from '../../src/introspect/guard/guard.ts';
import type { MemoryBlock } from '../../src/memory/memory-block.ts';
import { type GuardedGuest, guardedGuest } from '../support/guarded-guest.ts';
import { runsOf, seedOfRun } from '../support/random.ts';

const PAGE = 4096;
/** Frames around the edges of 2-MiB and 1-GiB regions, the bottom and the top of the address space. */
const PLACES = [0, 4, 509, 511, 1021, 262_142, 2 ** 36 - 4];
const BLOCK_PAGES = [3, 4, 2, 2];
/** The last block is used as ROM. */
const ROM = 3;

interface ModelBlock {
  readonly bytes: Uint8Array;
  /** The owner's vectors. */
  readonly own: Uint32Array;
  /** Frame where it is; -1 when it has no slot. */
  gfn: number;
}
interface ModelGuard {
  readonly gpa: number;
  readonly length: number;
  readonly verdict: 'allow' | 'report' | 'deny' | 'skip';
}

/** What is meant, byte by byte. */
class Model {
  readonly blocks: ModelBlock[] = BLOCK_PAGES.map((pages) => ({
    bytes: new Uint8Array(pages * PAGE),
    own: new Uint32Array(pages).fill(0xffff_ffff),
    gfn: -1,
  }));
  readonly guards: ModelGuard[] = [];

  blockOf(gfn: number): ModelBlock | undefined {
    return this.blocks.find((block) => block.gfn >= 0 && gfn >= block.gfn && gfn < block.gfn + block.own.length);
  }

  isBacked(gpa: number, length: number): boolean {
    for (let at = gpa; at < gpa + length; at++) if (this.blockOf(Math.floor(at / PAGE)) === undefined) return false;
    return true;
  }

  write(gpa: number, data: Uint8Array, by: 'cpu' | 'host' | 'force'): void {
    if (!this.isBacked(gpa, data.length)) return;
    if (by === 'cpu') {
      const rom = this.blocks[ROM];
      for (let at = gpa; at < gpa + data.length; at++) if (this.blockOf(Math.floor(at / PAGE)) === rom) return;
    }
    const touched = this.guards.filter((guard) => guard.gpa < gpa + data.length && gpa < guard.gpa + guard.length);
    if (by !== 'force' && touched.some((guard) => guard.verdict === 'skip')) return;
    data.forEach((value, i) => {
      const at = gpa + i;
      const block = this.blockOf(Math.floor(at / PAGE)) as ModelBlock;
      const own = block.own[Math.floor(at / PAGE) - block.gfn];
      const isDenied =
        ((own >>> ((at % PAGE) >> 7)) & 1) === 0 ||
        touched.some((guard) => guard.verdict === 'deny' && at >= guard.gpa && at < guard.gpa + guard.length);
      if (by === 'force' || !isDenied) block.bytes[at - block.gfn * PAGE] = value;
    });
  }

  /** The mask that must be in force. */
  mask(gfn: number): number {
    const block = this.blockOf(gfn) as ModelBlock;
    let mask = block.own[gfn - block.gfn];
    for (const guard of this.guards) {
      for (let sub = 0; sub < 32; sub++) {
        const from = gfn * PAGE + sub * 128;
        if (guard.gpa < from + 128 && from < guard.gpa + guard.length) mask &= ~(1 << sub);
      }
    }
    return mask >>> 0;
  }
}

const place = fc.constantFrom(...PLACES);
const gpa = fc
  .tuple(
    place,
    fc.integer({ min: 0, max: 3 }),
    fc.oneof(
      fc.integer({ min: 0, max: 4095 }),
      fc
        .integer({ min: 0, max: 31 })
        .chain((sub) => fc.integer({ min: 120, max: 136 }).map((d) => (sub * 128 + d) % PAGE)),
      fc.integer({ min: 4085, max: 4095 }),
    ),
  )
  .map(([gfn, page, offset]) => (gfn + page) * PAGE + offset);
const length = fc.oneof(fc.constantFrom(1, 2, 4, 8, 16), fc.integer({ min: 1, max: 600 }));
const mask = fc.oneof(
  fc.constantFrom(0, 0xffff_ffff, 0xffff_fffe, 0x5555_5555, 1, 0x8000_0000),
  fc.integer({ min: 0, max: 0xffff_ffff }),
);
const block = fc.integer({ min: 0, max: BLOCK_PAGES.length - 1 });

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('write' as const), gpa, length, final: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('read' as const), gpa, length }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('host' as const), gpa, length, force: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('set' as const),
      gfn: fc.tuple(place, fc.integer({ min: 0, max: 3 })).map(([a, b]) => a + b),
      masks: fc.array(mask, { minLength: 0, maxLength: 5 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('guard' as const),
      gpa,
      length,
      verdict: fc.constantFrom('allow' as const, 'report' as const, 'deny' as const, 'skip' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('unguard' as const), index: fc.nat(20) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('place' as const),
      block,
      gfn: fc.oneof(place, fc.integer({ min: 0, max: 12 })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), block }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

class Run {
  readonly guest: GuardedGuest;
  readonly model = new Model();
  readonly #blocks: (MemoryBlock | undefined)[] = BLOCK_PAGES.map(() => undefined);
  readonly #guards: Guard[] = [];
  #fill = 0;

  constructor(options: {
    fill: 'on-miss' | 'before-arming';
    processorSpp: boolean;
    accessedDirty: boolean;
    frames: number;
  }) {
    this.guest = guardedGuest({
      memory: 4 << 20,
      limitFrames: options.frames,
      spptFill: options.fill,
      processorSpp: options.processorSpp,
      accessedDirty: options.accessedDirty,
    });
  }

  take(next: Step): void {
    const { space, processor, guarded, guards } = this.guest;
    const { model } = this;
    switch (next.do) {
      case 'write': {
        const data = this.#data(next.length);
        processor.write(space, guarded, next.gpa, data, next.final);
        model.write(next.gpa, data, 'cpu');
        return;
      }
      case 'read': {
        const target = new Uint8Array(next.length);
        const result = processor.read(space, next.gpa, target);
        assert.equal(result.end, model.isBacked(next.gpa, next.length) ? 'done' : 'mmio');
        if (result.end === 'done') assert.deepEqual(target, space.memory.read(next.gpa, next.length));
        return;
      }
      case 'host': {
        const data = this.#data(next.length);
        attempt(model.isBacked(next.gpa, next.length), () => {
          space.memory.write(next.gpa, data, { force: next.force, origin: 'device' });
          model.write(next.gpa, data, next.force ? 'force' : 'host');
        });
        return;
      }
      case 'set': {
        const isBacked =
          model.isBacked(next.gfn * PAGE, next.masks.length * PAGE) && next.gfn + next.masks.length <= 2 ** 36;
        attempt(isBacked, () => {
          space.protection.setSubPageAccess(next.gfn, Uint32Array.from(next.masks));
          next.masks.forEach((value, i) => {
            const found = model.blockOf(next.gfn + i) as ModelBlock;
            found.own[next.gfn + i - found.gfn] = value;
          });
        });
        return;
      }
      case 'guard': {
        const { verdict } = next;
        attempt(model.isBacked(next.gpa, next.length), () => {
          this.#guards.push(guards.add({ gpa: next.gpa, length: next.length, name: 'g', verdict }));
          model.guards.push({ gpa: next.gpa, length: next.length, verdict });
        });
        return;
      }
      case 'unguard': {
        if (this.#guards.length === 0) return;
        const index = next.index % this.#guards.length;
        guards.remove(this.#guards.splice(index, 1)[0]);
        model.guards.splice(index, 1);
        return;
      }
      case 'place':
        this.#place(next.block, next.gfn);
        return;
      case 'remove': {
        if (model.blocks[next.block].gfn < 0) return;
        this.#blocks[next.block] = space.removeSlot(next.block);
        model.blocks[next.block].gfn = -1;
        return;
      }
    }
  }

  check(): void {
    const { space, host } = this.guest;
    let protectedPages = 0;
    for (const block of this.model.blocks) {
      if (block.gfn < 0) continue;
      const bytes = space.memory.read(block.gfn * PAGE, block.bytes.length);
      if (Buffer.compare(bytes, block.bytes) !== 0) {
        const at = bytes.findIndex((value, i) => value !== block.bytes[i]);
        assert.fail(`gpa 0x${(block.gfn * PAGE + at).toString(16)}: expected ${block.bytes[at]}, got ${bytes[at]}`);
      }
      const masks = [...block.own.keys()].map((page) => this.model.mask(block.gfn + page));
      assert.deepEqual([...space.protection.getSubPageAccess(block.gfn, masks.length)], masks);
      protectedPages += masks.filter((value) => value !== 0xffff_ffff).length;
    }
    assert.equal(space.protection.protectedPages, protectedPages);
    if (protectedPages === 0) assert.ok(host.countFrames('sppt') <= 1, 'SPPT tables without a protected page');
  }

  end(): void {
    const { space, host } = this.guest;
    space.dispose();
    for (const block of this.#blocks) if (block !== undefined && !block.attached) block.release();
    assert.equal(host.usedFrames, 0, 'frames left behind');
  }

  #place(index: number, gfn: number): void {
    const { space } = this.guest;
    const { blocks } = this.model;
    const placed = blocks[index];
    const others = blocks.filter((other) => other !== placed && other.gfn >= 0);
    const isFree =
      gfn + placed.own.length <= 2 ** 36 &&
      others.every((other) => gfn + placed.own.length <= other.gfn || other.gfn + other.own.length <= gfn);
    attempt(isFree, () => {
      if (placed.gfn >= 0) {
        space.moveSlot(index, gfn * PAGE);
      } else {
        const memory = this.#blocks[index];
        const readOnly = index === ROM;
        const size = placed.bytes.length;
        space.addSlot({
          id: index,
          gpa: gfn * PAGE,
          readOnly,
          ...(memory === undefined ? { size } : { block: memory }),
        });
        this.#blocks[index] = space.slots.getSlot(index).block;
      }
      placed.gfn = gfn;
    });
  }

  #data(size: number): Uint8Array {
    return Uint8Array.from({ length: size }, () => (this.#fill = (this.#fill % 251) + 1));
  }
}

/** Run what must succeed, or must be refused as a host mistake. */
function attempt(isAllowed: boolean, action: () => void): void {
  if (isAllowed) action();
  else assert.throws(action, HvError);
}

const options = fc.record({
  fill: fc.constantFrom('on-miss' as const, 'before-arming' as const),
  processorSpp: fc.boolean(),
  accessedDirty: fc.boolean(),
  // Enough for guest memory and EPT in any case (11 + 16 + roots); the small one starves the SPPT.
  frames: fc.constantFrom(1024, 1024, 34),
});

test('protection holds through random operations', () => {
  const seed = seedOfRun();
  const numRuns = runsOf(150);
  console.log(`SUBPAGE_SEED=${seed}, ${numRuns} sequences`);
  fc.assert(
    fc.property(options, fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }), (chosen, steps) => {
      const run = new Run(chosen);
      for (let i = 0; i < 3; i++) run.take({ do: 'place', block: i, gfn: PLACES[i * 2] });
      for (const next of steps) {
        run.take(next);
        run.check();
      }
      run.end();
    }),
    { seed, numRuns },
  );
});
