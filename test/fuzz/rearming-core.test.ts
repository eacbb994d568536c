// Everything that changes mappings, under a guest that runs on the core: its code, its page tables and its stack are
// swapped, moved, shared and unmapped while it stores, loads and calls. A model keeps bytes and vectors.
// `SUBPAGE_SEED` repeats a run, `SUBPAGE_RUNS` sets how many sequences.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { SoftEngine } from '../../src/engine/soft/soft-engine.ts';
import { sourcePath } from '../support/path.ts';
import { runsOf, seedOfRun } from '../support/random.ts';
import {
  BASE,
  CODE,
  DATA,
  FULL,
  PAGE,
  STACK,
  STORE_BYTES,
  STORES,
  StubGuest,
  stubImage,
} from '../support/stub-guest.ts';

const WASM = sourcePath('dist/core.wasm');
const skip = existsSync(WASM) ? false : 'dist/core.wasm is not built';
/** Frames that the guest needs to run: boot tables, code, stack. */
const OWN = [1, 2, 3, 4, 5, 6, 7, 8, CODE / PAGE, STACK / PAGE - 1];

/** Each calls a return in the next page, makes its access and leaves. */
const STUBS = { ...STORES, read8: [0x48, 0x8b, 0x17] } as const; // mov rdx, [rdi]
type Stub = keyof typeof STUBS;
const NAMES = Object.keys(STUBS) as Stub[];
const CALL = [0xe8, 0, 0, 0, 0]; // patched: call to the `ret` in the next page

const offset = fc.oneof(
  fc.integer({ min: 8, max: 4080 }),
  fc.integer({ min: 1, max: 31 }).chain((sub) => fc.integer({ min: -9, max: 2 }).map((d) => sub * 128 + d)),
  fc.integer({ min: 4081, max: 4095 }),
);
const dataPage = fc.constantFrom(...DATA.slice(0, 4));
const anyPage = fc.constantFrom(...DATA, ...OWN);
const mask = fc.constantFrom(FULL, FULL, 0, 0xffff_fffe, 0x5555_5555, 0x8000_0001);
const op = <T extends string>(name: T) => fc.constant(name);
const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: op('access'),
      stub: fc.constantFrom(...NAMES),
      page: dataPage,
      offset,
      value: fc.nat(3),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: op('set'), page: dataPage, mask }) },
  { weight: 3, arbitrary: fc.record({ do: op('swap'), page: anyPage }) },
  { weight: 3, arbitrary: fc.record({ do: op('migrate'), page: anyPage }) },
  { weight: 1, arbitrary: fc.record({ do: op('merge') }) },
  { weight: 1, arbitrary: fc.record({ do: op('reclaim'), frames: fc.integer({ min: 1, max: 9 }) }) },
  { weight: 1, arbitrary: fc.record({ do: op('squeeze'), frames: fc.constantFrom(64, 100, 100_000) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: op('log'), mode: fc.constantFrom('write-protect' as const, 'sub-page' as const) }),
  },
  { weight: 2, arbitrary: fc.record({ do: op('take') }) },
  { weight: 1, arbitrary: fc.record({ do: op('used') }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

class Run extends StubGuest {
  #fill = 0;

  constructor(engine: SoftEngine) {
    const image = stubImage(
      NAMES.map((name) => [...CALL, ...STUBS[name]]),
      PAGE + 16,
    );
    const view = new DataView(image.buffer);
    for (const i of NAMES.keys()) view.setInt32(i * 32 + 1, PAGE - (i * 32 + 5), true);
    image[PAGE] = 0xc3;
    super(engine, image);
  }

  async take(next: Step): Promise<void> {
    if (next.do === 'access') await this.#access(next.stub, next.page, next.offset, next.value);
    else if (next.do === 'used') this.vm.space.accessed.take(0, 2048);
    else this.change(next);
    this.checkBytes();
  }

  async #access(stub: Stub, page: number, within: number, value: number): Promise<void> {
    const gpa = page * PAGE + within;
    const word = value < 3 ? BigInt(value) : BigInt(++this.#fill * 0x0101_0101);
    const before = this.#read(gpa, 8);
    await this.runStub(NAMES.indexOf(stub), { rdi: BigInt(gpa), rbx: word });
    const bytes = new Uint8Array(16);
    const view = new DataView(bytes.buffer);
    if (stub === 'read8') {
      assert.equal(this.vm.vcpus[0].getRegisters().rdx, before);
      return;
    }
    if (stub === 'add4') view.setUint32(0, Number((before + word) & 0xffff_ffffn), true);
    else if (stub !== 'write16') view.setBigUint64(0, word, true); // XMM0 is 0
    this.#write(stub === 'push' ? gpa - 8 : gpa, bytes.subarray(0, STORE_BYTES[stub]));
  }

  #read(gpa: number, length: number): bigint {
    return new DataView(this.bytes.slice(gpa - BASE, gpa - BASE + length).buffer).getBigUint64(0, true);
  }

  #write(gpa: number, bytes: Uint8Array): void {
    for (const [i, byte] of bytes.entries()) {
      const at = gpa + i;
      const isOpen = ((this.vectorOf(Math.floor(at / PAGE)) >>> ((at % PAGE) >> 7)) & 1) === 1;
      if (isOpen) this.store(at, byte);
    }
  }
}

test('a running guest does not notice what happens to its frames', { skip }, async () => {
  // What repeats is translated, so that a run goes back and forth between both.
  const engine = new SoftEngine(readFileSync(WASM), { jit: { heat: 2, period: 50 } });
  const seed = seedOfRun();
  const numRuns = runsOf(40);
  console.log(`SUBPAGE_SEED=${seed}, ${numRuns} sequences`);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 60, size: 'max' }), async (steps) => {
      const run = new Run(engine);
      for (const next of steps) await run.take(next);
      run.vm.dispose();
    }),
    { seed, numRuns },
  );
});
