// Numbers of generations come round again after some hours: what a block was found under then must not count now.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { AREA } from '../../src/spec/state/layout.ts';
import { bareCore } from '../support/bare-core.ts';
import { sourcePath } from '../support/path.ts';

const CORE = sourcePath('dist/core.wasm');
const CODE = 0x1_0000;
const TARGET = CODE + 0x100;
/** Numbers are 27 bits wide, and each flush takes the next one. */
const ROUND = 2 ** 27;

interface Exports {
  flushTlb(): void;
  readonly key: { readonly value: number };
}
interface Wasm {
  Instance: new (module: unknown, imports: unknown) => { readonly exports: unknown };
}

/** A core, and what is behind Processor: it makes generations pass fast. */
function flushableCore() {
  const wasm = (globalThis as unknown as { WebAssembly: Wasm }).WebAssembly;
  const { Instance } = wasm;
  let exports: unknown;
  wasm.Instance = class extends Instance {
    constructor(module: unknown, imports: unknown) {
      super(module, imports);
      exports = this.exports;
    }
  };
  try {
    const { processor } = bareCore(readFileSync(CORE), CODE);
    return { processor, core: exports as Exports };
  } finally {
    wasm.Instance = Instance;
  }
}

test('a link of the generation that had the same number is not followed', {
  skip: existsSync(CORE) ? false : 'dist/core.wasm is not built',
}, () => {
  const { processor, core } = flushableCore();
  const memory = new Uint8Array(processor.memory.buffer, AREA.HOST_PHYS);
  memory.set([0xe9, 0xfb, 0x00, 0x00, 0x00], CODE); // jmp TARGET
  memory.set([0xb8, 1, 0, 0, 0, 0xf4], TARGET); // mov eax, 1; hlt
  const run = (): bigint => {
    processor.halted = false;
    processor.rip = BigInt(CODE);
    processor.run(100);
    return processor.getRegisters().rax;
  };
  assert.equal(run(), 1n);
  assert.equal(run(), 1n);
  const key = core.key.value;
  memory[TARGET + 1] = 2;
  processor.invalidateCode(TARGET + 1, 1);
  // Up to the number that the link has: the change was one generation itself.
  for (let i = 0; i < ROUND + 8 && core.key.value !== key; i++) core.flushTlb();
  assert.equal(core.key.value, key);
  assert.equal(run(), 2n);
});
