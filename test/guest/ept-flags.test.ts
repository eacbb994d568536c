// EPT accessed and dirty flags on the core: dirty logs and access tracking without an exit, with guards in force.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { planFlat } from '../../src/boot/flat.ts';
import { SoftEngine } from '../../src/engine/soft/soft-engine.ts';
import { Vm } from '../../src/vm/vm.ts';
import { sourcePath } from '../support/path.ts';

const WASM = sourcePath('dist/core.wasm');
const skip = existsSync(WASM) ? false : 'dist/core.wasm is not built';
const MIB = 1 << 20;
const CODE = 0x1_0000;
const SLOT = 0x1000_0000;
const SLOT_GFN = SLOT / 4096;
/** mov [rdi], rbx; mov al, 1; out 0xf4, al — and a read: mov rbx, [rdi]. */
const CODE_BYTES = [0x48, 0x89, 0x1f, 0xb0, 1, 0xe6, 0xf4, 0xf4, 0x48, 0x8b, 0x1f, 0xb0, 1, 0xe6, 0xf4, 0xf4];

function make() {
  const vm = new Vm({
    engine: new SoftEngine(readFileSync(WASM)),
    memoryBytes: 16 * MIB,
    debugExit: true,
    accessedDirty: true,
  });
  const plan = { image: Uint8Array.from(CODE_BYTES), commandLine: '', memoryBytes: 16 * MIB };
  vm.boot(planFlat(plan, { address: CODE }));
  vm.space.addSlot({ id: 7, gpa: SLOT, size: 8 * 4096 });
  const access = async (op: 'write' | 'read', gpa: number): Promise<number | undefined> => {
    vm.vcpus[0].setRegisters({ rip: BigInt(op === 'write' ? CODE : CODE + 8), rdi: BigInt(gpa), rbx: 0x55n });
    const stop = await vm.run();
    if (stop.kind === 'protected-write') return stop.gpa;
    assert.equal(stop.kind, 'debug-exit');
    return undefined;
  };
  return { vm, access };
}

test('dirty log by the processor’s flags: permitted writes are in it without an exit, denied ones and reads are not', {
  skip,
}, async () => {
  const { vm, access } = make();
  const { dirty, counters } = vm.space;
  vm.setSubPageAccess(SLOT_GFN, Uint32Array.of(0xffff_fffd));
  for (const page of [0, 1, 2, 3]) await access('write', SLOT + page * 4096);
  dirty.start(7, 'dirty-flag');
  assert.deepEqual(dirty.takePieces(7), []);
  for (let round = 0; round < 3; round++) {
    const before = counters.violations;
    assert.equal(await access('write', SLOT), undefined);
    assert.equal(await access('read', SLOT + 4096), undefined);
    assert.equal(await access('write', SLOT + 2 * 4096), undefined);
    assert.equal(counters.violations, before, 'no exit');
    assert.deepEqual([...dirty.take(7)], [0b101]);
    assert.equal(await access('write', SLOT + 128), SLOT + 128);
    assert.deepEqual([...dirty.take(7)], [0], 'a denied write');
  }
});

test('a write over two pages that the second one denies changes no byte and does not dirty the page that denies it', {
  skip,
}, async () => {
  const { vm, access } = make();
  vm.setSubPageAccess(SLOT_GFN + 1, Uint32Array.of(0xffff_fffe));
  for (const page of [0, 1]) await access('write', SLOT + page * 4096 + 128);
  vm.space.dirty.start(7, 'dirty-flag');
  assert.equal(await access('write', SLOT + 4096 - 4), SLOT + 4096);
  // The flag of the first page is set when that page is translated, as processors may; the log errs on the safe side.
  assert.equal(vm.space.dirty.take(7)[0] & 0b10, 0);
  assert.deepEqual([...vm.memory.read(SLOT + 4096 - 4, 8)], [0, 0, 0, 0, 0, 0, 0, 0]);
});

test('access tracking by the processor’s flags takes no right away', { skip }, async () => {
  const { vm, access } = make();
  vm.setSubPageAccess(SLOT_GFN, Uint32Array.of(0xffff_fffd));
  for (const page of [0, 1, 2]) await access('write', SLOT + page * 4096);
  vm.space.accessed.take(SLOT_GFN, 8);
  const before = vm.space.counters.violations;
  await access('read', SLOT + 4096);
  await access('write', SLOT);
  assert.deepEqual([[...vm.space.accessed.take(SLOT_GFN, 8)], vm.space.counters.violations], [[0b11], before]);
  assert.equal(await access('write', SLOT + 128), SLOT + 128);
});
