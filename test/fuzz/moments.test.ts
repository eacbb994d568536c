// At no moment is a guarded byte writable: the tables are walked after every single word that an operation writes into them,
// not only when it is done. What a vector denied before the operation and denies behind it, it denies all the time.
// `SUBPAGE_SEED` repeats a run, `SUBPAGE_RUNS` sets how many sequences.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { HostMemory } from '../../src/memory/host-memory.ts';
import { decideAccess } from '../../src/mmu/walk.ts';
import { eptIndex } from '../../src/spec/vmx/ept.ts';
import { guardedGuest } from '../support/guarded-guest.ts';
import { runsOf, seedOfRun } from '../support/random.ts';
import { options, Run, type Step, step } from '../support/rearming-steps.ts';

const SUB_PAGES = [0, 1, 5, 30, 31];
const OPEN = 0xffff_ffff;

/** Tells of each word that is written into a table. @returns ends it */
function watchTables(host: HostMemory, onWrite: (entry: number) => void): () => void {
  const real = host.words;
  const words = new Proxy(real, {
    set(target, key, value: number) {
      const word = Number(key);
      const isChange = target[word] !== value;
      target[word] = value;
      const use = host.useOf(Math.floor(word / 1024));
      if (isChange && (use === 'ept' || use === 'sppt')) onWrite((word % 1024) >>> 1);
      return true;
    },
    // Elements are read often: past the proxy's own rules.
    get: (target, key) => (typeof key === 'string' ? target[key as unknown as number] : Reflect.get(target, key)),
  });
  Object.defineProperty(host, 'words', { value: words, configurable: true });
  return () => Object.defineProperty(host, 'words', { value: real, configurable: true });
}

class Watch {
  moments = 0;
  readonly #run: Run;
  readonly #reader: { read32: (hpa: number) => number | undefined };
  /** Bytes that were writable at some moment of the step: gfn * 32 + sub-page. */
  readonly #writable = new Set<number>();
  /** By index of a table entry, the frames that have it on their way. */
  readonly #byIndex = new Map<number, number[]>();

  constructor(run: Run) {
    this.#run = run;
    const { host } = run.guest;
    const real = host.words;
    this.#reader = { read32: (hpa) => real[hpa / 4] };
    for (const gfn of Run.frames) {
      for (const index of new Set([1, 2, 3, 4].map((level) => eptIndex(gfn, level)))) {
        this.#byIndex.set(index, [...(this.#byIndex.get(index) ?? []), gfn]);
      }
    }
  }

  /** Run one step under watch. */
  step(next: Step): void {
    const what = JSON.stringify(next);
    const { host } = this.#run.guest;
    const before = Run.frames.map((gfn) => this.#run.guest.space.protection.vectorOf(gfn));
    this.#writable.clear();
    // Merging reads every word of memory, which takes a proxy minutes; its result is checked elsewhere.
    const end = next.do === 'merge' ? () => {} : watchTables(host, (entry) => this.#look(entry));
    this.#run.take(next);
    end();
    Run.frames.forEach((gfn, i) => {
      const always = before[i] | this.#run.guest.space.protection.vectorOf(gfn);
      for (const sub of SUB_PAGES) {
        const isDenied = ((always >>> sub) & 1) === 0;
        assert.ok(!isDenied || !this.#writable.has(gfn * 32 + sub), `gfn ${gfn} sub-page ${sub} in ${what}`);
      }
    });
  }

  #look(entry: number): void {
    const { space } = this.#run.guest;
    for (const gfn of this.#byIndex.get(entry) ?? []) {
      if (space.protection.vectorOf(gfn) === OPEN) continue;
      this.moments++;
      for (const sub of SUB_PAGES) {
        const access = { gpa: gfn * 4096 + sub * 128, op: 'write', size: 1 } as const;
        if (decideAccess(this.#reader, space.controls, access).outcome === 'allowed')
          this.#writable.add(gfn * 32 + sub);
      }
    }
  }
}

test('no guarded byte is writable at any moment of any operation', () => {
  const seed = seedOfRun();
  const numRuns = runsOf(120);
  console.log(`SUBPAGE_SEED=${seed}, ${numRuns} sequences`);
  let moments = 0;
  fc.assert(
    fc.property(options, fc.array(step, { minLength: 1, maxLength: 50, size: 'max' }), (chosen, steps) => {
      const run = new Run(chosen);
      const watch = new Watch(run);
      for (const next of steps) watch.step(next);
      moments += watch.moments;
      run.end();
    }),
    { seed, numRuns },
  );
  console.log(`${moments} moments`);
  assert.ok(numRuns < 120 || moments > 1000);
});

test('the watch notices: a leaf that is mapped first and armed then', () => {
  const guest = guardedGuest();
  const { space, host } = guest;
  space.addSlot({ id: 0, gpa: 0, size: 1 << 20 });
  space.protection.setSubPageAccess(0, Uint32Array.of(0xffff_fffe));
  guest.processor.write(space, guest.guarded, 0x80, Uint8Array.of(1));
  const leaf = space.ept.findLeaf(0);
  const armed = host.words[leaf];
  const seen: string[] = [];
  const real = host.words;
  watchTables(host, () => {
    const access = { gpa: 0, op: 'write', size: 1 } as const;
    seen.push(decideAccess({ read32: (hpa) => real[hpa / 4] }, space.controls, access).outcome);
  });
  host.words[leaf] = armed | 2; // what a hypervisor does that maps first
  host.words[leaf] = armed;
  assert.deepEqual(seen, ['allowed', 'ept-violation']);
});
