// Guards of several owners, which overlap and come and go, over a guest that stores on the core: with byte maps, by which
// writes beside guarded bytes do not exit, and without. A naive model, which knows bytes, guards and vectors but no
// tables, says what memory, events, dirty logs and every counter must be after each step.
// `SUBPAGE_SEED` repeats a run, `SUBPAGE_RUNS` sets how many sequences.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { SoftEngine } from '../../src/engine/soft/soft-engine.ts';
import type { Guard } from '../../src/introspect/guard/guard.ts';
import { sourcePath } from '../support/path.ts';
import { runsOf, seedOfRun } from '../support/random.ts';
import { BASE, DATA, FULL, PAGE, STORE_BYTES, STORES, StubGuest, stubImage } from '../support/stub-guest.ts';

const WASM = sourcePath('dist/core.wasm');
const skip = existsSync(WASM) ? false : 'dist/core.wasm is not built';

const STUBS = {
  ...STORES,
  xadd4: [0xf0, 0x0f, 0xc1, 0x1f],
  stos: [0xf3, 0xaa], // RCX bytes of AL
} as const;
type Stub = keyof typeof STUBS;
const NAMES = Object.keys(STUBS) as Stub[];
const SIZES: Readonly<Record<Stub, number>> = { ...STORE_BYTES, xadd4: 4, stos: 1 };
const STOS_BYTES = 21;
type PlainVerdict = 'allow' | 'report' | 'deny' | 'skip';
const STRENGTH: Readonly<Record<PlainVerdict, number>> = { allow: 0, report: 1, deny: 2, skip: 3 };
const VERDICT_OF: readonly PlainVerdict[] = ['allow', 'report', 'deny', 'skip'];

/** Few sub-pages, so that guards and stores meet; their edges and that of the page, too. */
const offset = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 140 }) },
  fc.constantFrom(1, 2, 31).chain((sub) => fc.integer({ min: -17, max: 17 }).map((d) => sub * 128 + d)),
  fc.integer({ min: 4075, max: 4095 }),
);
const dataPage = fc.constantFrom(DATA[1], DATA[2], DATA[2], DATA[2], DATA[3]);
const mask = fc.constantFrom(FULL, FULL, 0xffff_fffe, 0xffff_fffb, 0x5555_5555, 0x7fff_ffff);
const op = <T extends string>(name: T) => fc.constant(name);
const step = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.record({
      do: op('store'),
      stub: fc.constantFrom(...NAMES),
      page: dataPage,
      offset,
      times: fc.integer({ min: 2, max: 4 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: op('guard'),
      page: dataPage,
      offset,
      length: fc.oneof({ weight: 5, arbitrary: fc.constantFrom(1, 4, 8) }, fc.integer({ min: 1, max: 300 })),
      verdict: fc.constantFrom(...VERDICT_OF, 'deny' as const, 'report' as const),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: op('release'), index: fc.nat(7) }) },
  { weight: 1, arbitrary: fc.record({ do: op('set'), page: dataPage, mask }) },
  { weight: 2, arbitrary: fc.record({ do: op('swap'), page: dataPage }) },
  { weight: 2, arbitrary: fc.record({ do: op('migrate'), page: dataPage }) },
  { weight: 1, arbitrary: fc.record({ do: op('merge') }) },
  { weight: 1, arbitrary: fc.record({ do: op('reclaim'), frames: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ do: op('squeeze'), frames: fc.constantFrom(64, 100, 100_000) }) },
  { weight: 1, arbitrary: fc.record({ do: op('limit'), frames: fc.constantFrom(64, 100_000) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: op('log'),
      mode: fc.constantFrom('write-protect' as const, 'sub-page' as const, 'sub-page' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: op('take') }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

interface ModelGuard {
  readonly from: number;
  readonly to: number;
  readonly verdict: PlainVerdict;
  readonly guard: Guard;
  writes: number;
  refused: number;
}
interface ModelPage {
  stores: number;
  /** To sub-pages that a guard or the vector denies. */
  toDenied: number;
  falseSharing: number;
}

class Run extends StubGuest {
  readonly #guards: ModelGuard[] = [];
  /** Pages with guards. */
  readonly #pages = new Map<number, ModelPage>();
  readonly #events: unknown[] = [];
  /** Pages of which the instruction at hand has stored to writable sub-pages: not if it is undone. */
  readonly #silent: ModelPage[] = [];
  #fill = 0;
  #names = 0;

  constructor(engine: SoftEngine, byteMaps: boolean) {
    super(engine, stubImage(NAMES.map((name) => STUBS[name])), { byteMaps });
  }

  async take(next: Step): Promise<void> {
    const { space, guards } = this.vm;
    switch (next.do) {
      case 'store':
        for (let i = 0; i < next.times; i++) await this.#store(next.stub, next.page * PAGE + next.offset);
        return;
      case 'guard': {
        const { verdict, length } = next;
        const gpa = next.page * PAGE + next.offset;
        const guard = guards.add({ gpa, length, name: `g${++this.#names}`, verdict });
        this.#guards.push({ from: gpa, to: gpa + length, verdict, guard, writes: 0, refused: 0 });
        for (const page of pagesOf(gpa, gpa + length)) {
          if (!this.#pages.has(page)) this.#pages.set(page, { stores: 0, toDenied: 0, falseSharing: 0 });
        }
        return;
      }
      case 'release': {
        const [gone] = this.#guards.splice(next.index, 1);
        if (gone === undefined) return;
        assert.equal(guards.remove(gone.guard), true);
        for (const page of this.#pages.keys()) if (this.#on(page).length === 0) this.#pages.delete(page);
        return;
      }
      case 'limit':
        space.pressure.tableLimit = next.frames;
        return;
      default:
        this.change(next);
    }
  }

  check(): void {
    this.checkBytes();
    assert.deepEqual(
      this.vm.storeCounts().map(({ gfn, silent, letThrough, judged, falseSharing }) => ({
        gfn,
        stores: silent + letThrough + judged,
        toDenied: letThrough + judged,
        falseSharing,
      })),
      [...this.#pages].map(([gfn, counts]) => ({ gfn, ...counts })),
    );
    for (const { guard, writes, refused } of this.#guards) {
      assert.deepEqual([guard.writes, guard.refused], [writes, refused], guard.name);
    }
    for (const page of DATA) assert.equal(this.vm.getSubPageAccess(page, 1)[0], this.#maskOf(page), `mask of ${page}`);
    const events = this.vm.events.reader();
    assert.deepEqual(
      events.read(100_000).events.map(({ gpa, old, new: wanted, guards, verdict }) => ({
        gpa,
        old: [...old],
        new: [...wanted],
        guards,
        verdict,
      })),
      this.#events,
    );
  }

  async #store(stub: Stub, gpa: number): Promise<void> {
    const word = BigInt(++this.#fill % 256) * 0x0101_0101n;
    await this.runStub(NAMES.indexOf(stub), { rdi: BigInt(gpa), rbx: word, rax: word, rcx: BigInt(STOS_BYTES) });
    const size = SIZES[stub];
    const at = stub === 'push' ? gpa - 8 : gpa;
    const times = stub === 'stos' ? STOS_BYTES : 1;
    for (let i = 0; i < times; i++) {
      const bytes = new Uint8Array(16);
      const view = new DataView(bytes.buffer);
      if (stub === 'add4' || stub === 'xadd4') {
        const before = new DataView(this.bytes.slice(at - BASE, at - BASE + 4).buffer).getUint32(0, true);
        view.setUint32(0, (before + Number(word)) >>> 0, true);
      } else if (stub !== 'write16') view.setBigUint64(0, word, true); // XMM0 is 0
      if (!this.#write(at + i, bytes.subarray(0, size))) return;
    }
  }

  /** One store. @returns false: the instruction was skipped */
  #write(gpa: number, bytes: Uint8Array): boolean {
    const before = this.bytes.slice();
    const written = new Map(this.written);
    this.#silent.length = 0;
    for (let from = gpa; from < gpa + bytes.length; ) {
      const to = Math.min(gpa + bytes.length, (Math.floor(from / PAGE) + 1) * PAGE);
      if (!this.#writePiece(from, bytes.subarray(from - gpa, to - gpa))) {
        this.bytes.set(before);
        this.written.clear();
        for (const [page, pieces] of written) this.written.set(page, pieces);
        for (const counts of this.#silent) counts.stores--;
        return false;
      }
      from = to;
    }
    return true;
  }

  #writePiece(gpa: number, bytes: Uint8Array): boolean {
    const page = Math.floor(gpa / PAGE);
    const end = gpa + bytes.length;
    const own = this.vectorOf(page);
    const touched = this.#guards.filter(({ from, to }) => from < end && gpa < to);
    const deniedByVector = subPages(gpa, end).some((sub) => ((own >>> sub) & 1) === 0);
    const deniedByGuards = subPages(gpa, end).some((sub) => ((this.#guardMask(page) >>> sub) & 1) === 0);
    const strength = Math.max(deniedByVector ? STRENGTH.deny : 0, ...touched.map(({ verdict }) => STRENGTH[verdict]));
    const counts = this.#pages.get(page);
    if (counts !== undefined) {
      counts.stores++;
      if (deniedByVector || deniedByGuards) counts.toDenied++;
      else this.#silent.push(counts);
      if (deniedByGuards && !deniedByVector && touched.length === 0) counts.falseSharing++;
    }
    for (const guard of touched) {
      guard.writes++;
      if (STRENGTH[guard.verdict] >= STRENGTH.deny) guard.refused++;
    }
    if (strength > 0) {
      this.#events.push({
        gpa,
        old: [...this.bytes.subarray(gpa - BASE, end - BASE)],
        new: [...bytes],
        guards: this.#on(page)
          .filter((guard) => touched.includes(guard))
          .map(({ guard }) => guard.name),
        verdict: VERDICT_OF[strength],
      });
    }
    if (strength === STRENGTH.skip) return false;
    bytes.forEach((byte, i) => {
      const at = gpa + i;
      const sub = (at % PAGE) >> 7;
      if (((own >>> sub) & 1) === 0) return;
      if (touched.some(({ from, to, verdict }) => verdict === 'deny' && from <= at && at < to)) return;
      this.store(at, byte);
    });
    return true;
  }

  #on(page: number): ModelGuard[] {
    return this.#guards.filter(({ from, to }) => from < (page + 1) * PAGE && page * PAGE < to);
  }

  #guardMask(page: number): number {
    let mask = FULL;
    for (const { from, to } of this.#on(page)) {
      for (let at = Math.max(from, page * PAGE); at < Math.min(to, (page + 1) * PAGE); at++) {
        mask &= ~(1 << ((at % PAGE) >> 7));
      }
    }
    return mask >>> 0;
  }

  #maskOf(page: number): number {
    return (this.vectorOf(page) & this.#guardMask(page)) >>> 0;
  }
}

function pagesOf(from: number, to: number): number[] {
  return DATA.filter((page) => page * PAGE < to && from < (page + 1) * PAGE);
}

function subPages(from: number, to: number): number[] {
  const subs = new Set<number>();
  for (let at = from; at < to; at++) subs.add((at % PAGE) >> 7);
  return [...subs];
}

test('guards that overlap, come and go: memory, events and counters as a naive model has them', { skip }, async () => {
  const engine = new SoftEngine(readFileSync(WASM), { jit: { heat: 2, period: 50 } });
  const seed = seedOfRun();
  const numRuns = runsOf(40);
  console.log(`SUBPAGE_SEED=${seed}, ${numRuns} sequences`);
  let letThrough = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }),
      fc.boolean(),
      async (steps, maps) => {
        const run = new Run(engine, maps);
        for (const next of steps) {
          await run.take(next);
          run.check();
          for (const counts of run.vm.storeCounts()) letThrough += counts.letThrough;
        }
        run.vm.dispose();
      },
    ),
    { seed, numRuns },
  );
  assert.ok(letThrough > 0, 'byte maps were at work');
});
