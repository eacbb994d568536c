// Instructions that the hypervisor carries out because of protection, where it is easy to lose something on the way.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sourcePath } from '../../../test/support/path.ts';
import { planFlat } from '../../boot/flat.ts';
import { Vm, type VmOptions } from '../../vm/vm.ts';
import { SoftEngine } from './soft-engine.ts';

const WASM = sourcePath('dist/core.wasm');
const skip = existsSync(WASM) ? false : 'dist/core.wasm is not built';
const MIB = 1 << 20;
const CODE = 0x2_0000;
const STACK = 0x40_5000;
/** Boot tables of a flat image: the directory of the first GiB. */
const DIRECTORY = 0x3000;

function make(options: Partial<VmOptions> = {}): Vm {
  const engine = new SoftEngine(readFileSync(WASM));
  const vm = new Vm({ engine, memoryBytes: 16 * MIB, debugExit: true, ...options });
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

test('page tables that are denied: nothing is written there, and the guest runs on', { skip }, async () => {
  const vm = make();
  vm.guards.vectorVerdict = 'deny';
  write(vm, CODE, [0xb0, 3, 0xe6, 0xf4]);
  const before = vm.memory.read(DIRECTORY, 4096);
  vm.setSubPageAccess(DIRECTORY / 4096, Uint32Array.of(0));
  assert.deepEqual(await vm.run({ maxInstructions: 100 }), { kind: 'debug-exit', status: 7 });
  assert.deepEqual(vm.memory.read(DIRECTORY, 4096), before);
});

test('walks that count as writes, with accessed and dirty flags of the EPT, through page tables under a guard', {
  skip,
}, async () => {
  const vm = make({ accessedDirty: true });
  write(vm, CODE, [0xc7, 0x07, 9, 0, 0, 0, 0x83, 0x07, 1, 0xb0, 3, 0xe6, 0xf4]); // mov dword [rdi], 9; add dword [rdi], 1
  vm.vcpus[0].setRegisters({ rdi: 0x40_0000n });
  vm.guards.add({ gpa: DIRECTORY, length: 4096, name: 'directory', verdict: 'report' });
  assert.deepEqual(await vm.run(), { kind: 'debug-exit', status: 7 });
  assert.equal(vm.memory.read(0x40_0000, 1)[0], 10);
  const { events } = vm.events.reader().read();
  // Accessed for the code's entry; accessed and dirty at once for that of the store.
  assert.deepEqual(
    events.map(({ gpa, old, new: bytes, writer }) => [gpa, old[0] ^ bytes[0], writer?.rip]),
    [
      [DIRECTORY, 0x20, BigInt(CODE)],
      [DIRECTORY + 16, 0x60, BigInt(CODE)],
    ],
  );
});

test('events inside of emulated instructions, which may take the host long, do not put off its time limit', {
  skip,
}, async () => {
  const vm = make();
  // mov esi, 0x30000000 (nothing is there); mov edi, 0x400000; mov ecx, 1000; rep movsb
  write(vm, CODE, [0xbe, 0, 0, 0, 0x30, 0xbf, 0, 0, 0x40, 0, 0xb9, 0xe8, 3, 0, 0, 0xf3, 0xa4, 0xf4]);
  vm.guards.add({ gpa: 0x40_0000, length: 1000, name: 'data', verdict: 'report' });
  assert.deepEqual(await vm.run({ isTimeUp: () => vm.events.count > 0 }), { kind: 'time-limit' });
  assert.ok(vm.events.count < 10, `${vm.events.count} events`);
});

test('a limit of instructions holds to the instruction where writes are caught', { skip }, async () => {
  const vm = make();
  write(vm, CODE, [0xbf, 0, 0, 0x40, 0, 0x88, 0x07, 0x90, 0xeb, 0xfb]); // mov edi, 0x400000; l: mov [rdi], al; nop; jmp l
  vm.guards.add({ gpa: 0x40_0000, length: 1, name: 'data', verdict: 'report' });
  for (const limit of [1000, 1, 2, 3, 4, 997]) {
    const before = vm.vcpus[0].instructions;
    assert.deepEqual(await vm.run({ maxInstructions: limit }), { kind: 'instruction-limit' });
    assert.equal(vm.vcpus[0].instructions - before, limit);
  }
});

/** Add 1 to a dword of ones, which changes all flags, as the last instruction before a page that holds no code. */
async function addBeforeNoCode(isGuarded: boolean, flags: bigint) {
  const vm = make();
  const data = 0x40_0000;
  // The second entry of the directory: 2 MiB at 0x200000, not to be executed.
  vm.memory.write(DIRECTORY + 8, new Uint8Array(BigUint64Array.of(0x8000_0000_0020_0087n).buffer), { force: true });
  write(vm, 0x1f_fffd, [0x83, 0x03, 0x01]); // add dword [rbx], 1
  write(vm, data, [0xff, 0xff, 0xff, 0xff]);
  const { efer } = vm.vcpus[0].getRegisters();
  vm.vcpus[0].setRegisters({ rip: 0x1f_fffdn, rbx: BigInt(data), rflags: flags, efer: efer | 0x800n });
  if (isGuarded) vm.guards.add({ gpa: data, length: 4, name: 'data', verdict: 'report' });
  assert.deepEqual(await vm.run(), { kind: 'triple-fault' }); // there is no IDT
  assert.equal(vm.events.count, isGuarded ? 1 : 0);
  const { rip, rflags, dr6 } = vm.vcpus[0].getRegisters();
  return { rip, rflags, dr6, instructions: vm.vcpus[0].instructions };
}

test('an emulated instruction whose successor cannot be fetched keeps its flags, and is counted', {
  skip,
}, async () => {
  const guarded = await addBeforeNoCode(true, 2n);
  assert.equal(guarded.rip, 0x20_0000n);
  assert.equal(guarded.rflags & 0x8d5n, 0x55n); // CF, PF, AF, ZF
  assert.deepEqual(guarded, await addBeforeNoCode(false, 2n));
});

for (const isGuarded of [false, true]) {
  const name = isGuarded ? 'emulated' : 'executed';
  test(`the trap behind an ${name} instruction comes before the fault of fetching the next`, { skip }, async () => {
    const { dr6 } = await addBeforeNoCode(isGuarded, 0x102n); // TF
    assert.equal(dr6 & 0x4000n, 0x4000n);
  });
}

test('an event has the count of the instructions before its own, INS and its iterations too', { skip }, async () => {
  const vm = make();
  // mov edi, 0x400000; mov [rdi], al; insb; mov ecx, 2; rep insb; then the exit
  const code = [0xbf, 0, 0, 0x40, 0, 0x88, 0x07, 0x6c, 0xb9, 2, 0, 0, 0, 0xf3, 0x6c, 0xb0, 3, 0xe6, 0xf4];
  write(vm, CODE, code);
  vm.vcpus[0].setRegisters({ rdx: 0x3ffn });
  vm.guards.add({ gpa: 0x40_0000, length: 8, name: 'data', verdict: 'report' });
  assert.deepEqual(await vm.run(), { kind: 'debug-exit', status: 7 });
  const { events } = vm.events.reader().read();
  assert.deepEqual(
    events.map(({ writer }) => writer?.icount),
    [1, 2, 4, 5],
  );
  assert.equal(vm.vcpus[0].instructions, 8);
});

for (const isGuarded of [false, true]) {
  const name = isGuarded ? 'emulated' : 'executed';
  test(`the delivery of an event that faults half-way is counted when it is ${name}`, { skip }, async () => {
    const vm = make();
    // The frame begins on a guarded page and ends on the one below, which is not mapped.
    vm.memory.write(DIRECTORY + 8, new Uint8Array(8), { force: true });
    write(vm, CODE, [0x0f, 0x0b]); // ud2
    const selector = Number(vm.vcpus[0].getRegisters().cs.selector);
    write(vm, 0x50_0000 + 6 * 16, [0, 0, selector, 0, 0, 0x8e, CODE >> 16, 0]);
    vm.vcpus[0].setRegisters({ rsp: 0x40_0010n, idtr: { base: 0x50_0000n, limit: 0xfff } });
    if (isGuarded) vm.guards.add({ gpa: 0x40_0000, length: 16, name: 'stack', verdict: 'report' });
    assert.deepEqual(await vm.run(), { kind: 'triple-fault' });
    assert.equal(vm.vcpus[0].instructions, 3); // #UD, #PF and #DF: each delivery is begun
  });
}
