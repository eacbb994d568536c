// Everything that changes mappings, under a guest that runs on the core: its code, its page tables and its stack are
// swapped, moved, shared and unmapped while it stores, loads and calls. A model keeps bytes and vectors.
// `SUBPAGE_SEED` repeats a run, `SUBPAGE_RUNS` sets how many sequences.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { planFlat } from '../../src/boot/flat.ts';
import { SoftEngine } from '../../src/engine/soft/soft-engine.ts';
import { MemorySwap } from '../../src/memory/swap-store.ts';
import { Vm } from '../../src/vm/vm.ts';
import { sourcePath } from '../support/path.ts';
import { runsOf, seedOfRun } from '../support/random.ts';

const WASM = sourcePath('dist/core.wasm');
const skip = existsSync(WASM) ? false : 'dist/core.wasm is not built';
const MIB = 1 << 20;
const PAGE = 4096;
const FULL = 0xffff_ffff;
const CODE = 0x1_0000;
const STACK = 0x3_0000;
/** Pages that are written: around the edge of two 2-MiB regions. */
const DATA = [0x3fd, 0x3fe, 0x3ff, 0x400, 0x401];
/** Frames that the guest needs to run: boot tables, code, stack. */
const OWN = [1, 2, 3, 4, 5, 6, 7, 8, CODE / PAGE, STACK / PAGE - 1];

/** Each calls a return in the next page, makes its access and leaves. */
const STUBS = {
  write1: [0x88, 0x1f],
  write4: [0x89, 0x1f],
  write8: [0x48, 0x89, 0x1f],
  write16: [0x0f, 0x11, 0x07],
  add4: [0x01, 0x1f],
  push: [0x48, 0x89, 0xfc, 0x53, 0x48, 0x89, 0xf4], // mov rsp, rdi; push rbx; mov rsp, rsi
  read8: [0x48, 0x8b, 0x17], // mov rdx, [rdi]
} as const;
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

class Run {
  readonly vm: Vm;
  readonly #bytes = new Uint8Array(DATA.length * PAGE);
  readonly #masks = new Map<number, number>();
  /** Data pages written since the last take, with their pieces. */
  readonly #written = new Map<number, number>();
  #mode: 'write-protect' | 'sub-page' | undefined;
  #fill = 0;

  constructor(engine: SoftEngine) {
    this.vm = new Vm({ engine, memoryBytes: 16 * MIB, debugExit: true });
    const image = new Uint8Array(PAGE + 16).fill(0xf4);
    NAMES.forEach((name, i) => {
      const at = i * 32;
      const code = [...CALL, ...STUBS[name], 0xb0, 1, 0xe6, 0xf4];
      image.set(code, at);
      new DataView(image.buffer).setInt32(at + 1, PAGE - (at + 5), true);
    });
    image[PAGE] = 0xc3;
    this.vm.boot(planFlat({ image, commandLine: '', memoryBytes: 16 * MIB }, { address: CODE }));
    this.vm.vcpus[0].setRegisters({ cr4: this.vm.vcpus[0].getRegisters().cr4 | 0x200n });
    this.vm.guards.vectorVerdict = 'deny';
    this.vm.space.pressure.swap = new MemorySwap(10_000);
  }

  async take(next: Step): Promise<void> {
    const { space } = this.vm;
    switch (next.do) {
      case 'access':
        return this.#access(next.stub, next.page, next.offset, next.value);
      case 'set':
        this.vm.setSubPageAccess(next.page, Uint32Array.of(next.mask));
        this.#masks.set(next.page, next.mask);
        return;
      case 'swap':
        space.pressure.swapOut(next.page, 1);
        return;
      case 'migrate':
        space.sharing.migrate(next.page);
        return;
      case 'merge':
        space.sharing.merge({ large: true });
        return;
      case 'reclaim':
        space.pressure.reclaimTables(next.frames);
        return;
      case 'squeeze':
        space.pressure.frameLimit = next.frames;
        return;
      case 'log':
        if (this.#mode !== undefined) {
          space.dirty.stop(this.#slot());
          this.#mode = undefined;
        } else {
          space.dirty.start(this.#slot(), next.mode);
          this.#mode = next.mode;
          this.#written.clear();
        }
        return;
      case 'take': {
        if (this.#mode === undefined) return;
        const got = space.dirty.takePieces(this.#slot()).filter(({ page }) => DATA.includes(page));
        const expected = [...this.#written].sort((a, b) => a[0] - b[0]);
        assert.deepEqual(
          got.map(({ page, pieces }) => [page, pieces]),
          expected.map(([page, pieces]) => [page, this.#mode === 'sub-page' ? pieces : FULL]),
        );
        this.#written.clear();
        return;
      }
      case 'used':
        space.accessed.take(0, 2048);
        return;
    }
  }

  check(): void {
    DATA.forEach((page, i) => {
      const got = this.vm.memory.read(page * PAGE, PAGE);
      const wanted = this.#bytes.subarray(i * PAGE, (i + 1) * PAGE);
      if (Buffer.compare(got, wanted) === 0) return;
      const at = got.findIndex((byte, k) => byte !== wanted[k]);
      assert.fail(`page 0x${page.toString(16)} + 0x${at.toString(16)}: expected ${wanted[at]}, got ${got[at]}`);
    });
  }

  async #access(stub: Stub, page: number, within: number, value: number): Promise<void> {
    const gpa = page * PAGE + within;
    const word = value < 3 ? BigInt(value) : BigInt(++this.#fill * 0x0101_0101);
    const registers = {
      rip: BigInt(CODE + NAMES.indexOf(stub) * 32),
      rdi: BigInt(gpa),
      rbx: word,
      rsp: BigInt(STACK),
      rsi: BigInt(STACK),
    };
    this.vm.vcpus[0].setRegisters(registers);
    const before = this.#read(gpa, 8);
    const stop = await this.vm.run({ maxInstructions: 1000 });
    assert.deepEqual(stop, { kind: 'debug-exit', status: 3 });
    const size = { write1: 1, write4: 4, write8: 8, write16: 16, add4: 4, push: 8, read8: 8 }[stub];
    const bytes = new Uint8Array(16);
    const view = new DataView(bytes.buffer);
    if (stub === 'read8') {
      assert.equal(this.vm.vcpus[0].getRegisters().rdx, before);
      return;
    }
    if (stub === 'add4') view.setUint32(0, Number((before + word) & 0xffff_ffffn), true);
    else if (stub !== 'write16') view.setBigUint64(0, word, true); // XMM0 is 0
    this.#write(stub === 'push' ? gpa - 8 : gpa, bytes.subarray(0, size));
  }

  #read(gpa: number, length: number): bigint {
    const at = gpa - DATA[0] * PAGE;
    return new DataView(this.#bytes.slice(at, at + length).buffer).getBigUint64(0, true);
  }

  #write(gpa: number, bytes: Uint8Array): void {
    bytes.forEach((byte, i) => {
      const page = Math.floor((gpa + i) / PAGE);
      const piece = (1 << (((gpa + i) % PAGE) >> 7)) >>> 0;
      if (((this.#masks.get(page) ?? FULL) & piece) === 0) return;
      this.#bytes[gpa + i - DATA[0] * PAGE] = byte;
      this.#written.set(page, ((this.#written.get(page) ?? 0) | piece) >>> 0);
    });
  }

  /** The slot of the data pages. */
  #slot(): number {
    return this.vm.space.slots.findSlot(DATA[0])?.id ?? -1;
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
      for (const next of steps) {
        await run.take(next);
        run.check();
      }
      run.vm.dispose();
    }),
    { seed, numRuns },
  );
});
