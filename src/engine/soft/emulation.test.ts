// Instructions that the hypervisor carries out because of protection, where it is easy to lose something on the way.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sourcePath } from '../../../test/support/path.ts';
import { planFlat } from '../../boot/flat.ts';
import { Vm } from '../../vm/vm.ts';
import { SoftEngine } from './soft-engine.ts';

const WASM = sourcePath('dist/core.wasm');
const skip = existsSync(WASM) ? false : 'dist/core.wasm is not built';
const MIB = 1 << 20;
const CODE = 0x2_0000;
const STACK = 0x40_5000;
/** Boot tables of a flat image: the directory of the first GiB. */
const DIRECTORY = 0x3000;

function make(): Vm {
  const vm = new Vm({ engine: new SoftEngine(readFileSync(WASM)), memoryBytes: 16 * MIB, debugExit: true });
  vm.boot(planFlat({ image: Uint8Array.of(0xf4), commandLine: '', memoryBytes: 16 * MIB }, { address: 0x1_0000 }));
  vm.vcpus[0].setRegisters({ rip: BigInt(CODE), rsp: BigInt(STACK + 0x180) });
  return vm;
}
const write = (vm: Vm, gpa: number, bytes: readonly number[]) =>
  vm.memory.write(gpa, Uint8Array.from(bytes), { force: true });

test('a call whose push is emulated keeps its return address when the target has to be mapped first', {
  skip,
}, async () => {
  const vm = make();
  const target = 0x80_0000; // in a region that nothing has used yet
  const displacement = new Uint8Array(Int32Array.of(target - (CODE + 5)).buffer);
  write(vm, CODE, [0xe8, ...displacement, 0xb0, 3, 0xe6, 0xf4]);
  // In the sub-page of the push, not in its bytes: the write is false sharing, and carried out.
  vm.guards.add({ gpa: STACK + 0x100, length: 4, name: 'neighbour', verdict: 'deny' });
  write(vm, target, [0xc3]);
  vm.space.pressure.reclaimTables(100); // the target is not mapped any more
  assert.deepEqual(await vm.run(), { kind: 'debug-exit', status: 7 });
  const [pushed] = new BigUint64Array(vm.memory.read(STACK + 0x178, 8).buffer);
  assert.equal(pushed, BigInt(CODE + 5));
});

test('an instruction that reads what it has just stored finds it, although memory does not have it yet', {
  skip,
}, async () => {
  const vm = make();
  const top = BigInt(STACK + 0x180);
  // ENTER 0, 3 with RBP at the top of the stack: the display that it copies is what it pushes itself.
  write(vm, CODE, [0x48, 0x8b, 0x45, 0, 0xc8, 0, 0, 3, 0xb0, 3, 0xe6, 0xf4]); // mov rax, [rbp] first: the page is in use
  vm.vcpus[0].setRegisters({ rbp: top });
  vm.guards.add({ gpa: STACK + 0x100, length: 4, name: 'neighbour', verdict: 'deny' });
  assert.deepEqual(await vm.run(), { kind: 'debug-exit', status: 7 });
  assert.deepEqual([...new BigUint64Array(vm.memory.read(STACK + 0x160, 32).buffer)], [top - 8n, top, top, top]);
  assert.equal(vm.statistics()['emulatedInstructions'], 1);
});

for (const verdict of ['skip', 'fault', 'stop'] as const) {
  test(`${verdict} on the second page of a store: its first page keeps what it has`, { skip }, async () => {
    const vm = make();
    write(vm, CODE, [0x48, 0x89, 0x07, 0xb0, 3, 0xe6, 0xf4]); // mov [rdi], rax
    vm.vcpus[0].setRegisters({ rdi: 0x40_0ffcn, rax: 0xffff_ffff_ffff_ffffn });
    vm.guards.add({ gpa: 0x40_1000, length: 1, name: 'second page', verdict });
    const ends = { skip: 'debug-exit', fault: 'triple-fault', stop: 'guard' }; // there is no IDT
    assert.equal((await vm.run()).kind, ends[verdict]);
    assert.deepEqual([...vm.memory.read(0x40_0ffc, 8)], [0, 0, 0, 0, 0, 0, 0, 0]);
  });
}

test('page tables in a protected page: the accessed flags of a fetch are set, those of a store too', {
  skip,
}, async () => {
  const vm = make();
  write(vm, CODE, [0xc7, 0x07, 9, 0, 0, 0, 0xb0, 3, 0xe6, 0xf4]); // mov dword [rdi], 9
  vm.vcpus[0].setRegisters({ rdi: 0x40_0000n });
  // The directory's first 128 bytes hold its entries 0 to 15; what is denied is the end of the page.
  vm.setSubPageAccess(DIRECTORY / 4096, Uint32Array.of(0x7fff_ffff));
  assert.deepEqual(await vm.run(), { kind: 'debug-exit', status: 7 });
  const entries = new Uint32Array(vm.memory.read(DIRECTORY, 32).buffer);
  // Accessed (0x20) for the code's entry, accessed and dirty (0x40) for that of the store.
  assert.deepEqual([entries[0] & 0x60, entries[2] & 0x60, entries[4] & 0x60], [0x20, 0, 0x60]);
  assert.equal(vm.memory.read(0x40_0000, 1)[0], 9);
  assert.ok(vm.space.counters.ineligible > 0);
});

test('an instruction whose exits are answered and come again for ever ends the run', { skip }, async () => {
  const vm = make();
  write(vm, CODE, [0xb0, 3, 0xe6, 0xf4]);
  vm.space.handleViolation = () => ({ kind: 'retry' });
  vm.space.pressure.reclaimTables(100);
  const stop = await vm.run();
  assert.deepEqual([stop.kind, stop.kind === 'failure' && /makes no progress/.test(stop.message)], ['failure', true]);
});

test('page tables that are denied: nothing is written there, and the run ends with a reason', { skip }, async () => {
  const vm = make();
  vm.guards.vectorVerdict = 'deny';
  write(vm, CODE, [0xb0, 3, 0xe6, 0xf4]);
  const before = vm.memory.read(DIRECTORY, 4096);
  vm.setSubPageAccess(DIRECTORY / 4096, Uint32Array.of(0));
  const stop = await vm.run({ maxInstructions: 100 });
  assert.equal(stop.kind, 'failure');
  assert.deepEqual(vm.memory.read(DIRECTORY, 4096), before);
});
