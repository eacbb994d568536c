// Sub-page permissions of the processor, on a kernel with the patches of the series that exists in this process only.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeKernel, type FakeKernelOptions, type FakeSpp } from '../../../test/support/fake-kernel.ts';
import { planFlat } from '../../boot/flat.ts';
import type { Verdict } from '../../introspect/guard/verdict.ts';
import { KVM_EXIT, KVM_RUN, KVM_SET_USER_MEMORY_REGION } from '../../spec/kvm/abi.ts';
import { KVM_SUBPAGES_SET_ACCESS } from '../../spec/kvm/spp-abi.ts';
import type { VmStop } from '../../vm/stop.ts';
import { Vm } from '../../vm/vm.ts';
import { KvmEngine } from './kvm-engine.ts';
import { findNativeSpp } from './native-spp.ts';
import { normalizeSppAddress } from './spp-exit.ts';
import { EINVAL, ENODEV, EPERM } from './system.ts';

const V12: FakeKernelOptions = { capabilities: { 182: 512 }, spp: { enable: 0 } };
const CODE = 0x10_0000;
const DATA = 0x18_0000;
const MEMORY = 4 << 20;
const RDI = BigInt(DATA);
const RAX = 0x1122_3344_5566_7788n;

// biome-ignore format: a matrix
const PROBES: readonly (readonly [string, FakeKernelOptions, unknown])[] = [
  ['a stock kernel, where capability 182 is another one', {}, { kind: 'absent' }],
  ['version 12 of the series',  V12, { kind: 'usable', capability: 182 }],
  ['version 10',                { capabilities: { 182: 0, 179: 512 }, spp: { enable: 0 } }, { kind: 'usable', capability: 179 }],
  ['version 9',                 { capabilities: { 182: 1, 176: 512 }, spp: { enable: 0 } }, { kind: 'usable', capability: 176 }],
  ['the calls without a capability', { spp: { enable: 0 } }, { kind: 'unusable', reason: 'no capability of the patches has their value 512' }],
  ['nested virtualization is on', { capabilities: { 182: 512 }, spp: { enable: -EPERM } }, { kind: 'unusable', reason: 'nested virtualization is on: load kvm_intel with nested=0' }],
  ['a processor without SPP',   { capabilities: { 182: 512 }, spp: { enable: -ENODEV } }, { kind: 'unusable', reason: 'the processor has no sub-page write permissions (no "spp" in its vmx flags)' }],
  ['vectors that get lost',     { capabilities: { 182: 512 }, spp: { enable: 0, garble: () => 0xffff_ffff } }, { kind: 'unusable', reason: 'a vector of 0xfffe came back as 0xffffffff' }],
];
for (const [what, options, expected] of PROBES) {
  test(`probe: ${what}`, () => {
    const system = new FakeKernel(options);
    assert.deepEqual(findNativeSpp(system), expected);
    assert.deepEqual(system.faults, []);
    assert.equal(system.files.size, 0, 'nothing stays open');
  });
}

const spp = (more: Partial<FakeSpp>): FakeKernelOptions => ({ ...V12, spp: { enable: 0, ...more } });

// biome-ignore format: a matrix
const MODES: readonly (readonly [string, FakeKernelOptions, 'auto' | 'processor' | 'software', string])[] = [
  ['a stock kernel',                      {},                                  'auto',      'slots'],
  ['a patched kernel',                    V12,                                 'auto',      'processor'],
  ['a patched kernel, version 9',         { capabilities: { 176: 512 }, spp: { enable: 0, exit: 28 } }, 'auto', 'processor'],
  ['a patched kernel, version 10 or 11',  { capabilities: { 179: 512 }, spp: { enable: 0 } }, 'auto', 'processor'],
  ['a patched kernel, not wanted',        V12,                                 'software',  'slots'],
  ['a patched kernel, insisted on',       V12,                                 'processor', 'processor'],
  ['permissions that deny nothing',       spp({ isBlind: true }),              'auto',      'slots'],
  ['permissions that deny whole pages',   spp({ isEmulated: true }),           'auto',      'slots'],
];
for (const [what, options, choice, mode] of MODES) {
  test(`${what}, ${choice}: ${mode}`, () => {
    const system = new FakeKernel(options);
    const engine = new KvmEngine({ system, spp: choice });
    assert.equal(engine.guardMode, mode);
    assert.equal(engine.capabilities.silentSubPages, mode === 'processor');
    assert.equal(engine.capabilities.exactUndo, mode === 'processor');
    assert.deepEqual(system.faults, []);
    assert.equal(system.files.size, 0, 'nothing stays open');
    assert.equal(system.mappings, 0);
  });
}

test('insisting on the processor where it does not work: one line that says why', () => {
  const refused = (options: FakeKernelOptions): (() => KvmEngine) => {
    return () => new KvmEngine({ system: new FakeKernel(options), spp: 'processor' });
  };
  assert.throws(refused({}), /got none: this kernel does not have the patches of the KVM series/);
  assert.throws(
    refused(spp({ enable: -EPERM })),
    /got none: nested virtualization is on: load kvm_intel with nested=0/,
  );
  assert.throws(refused(spp({ isBlind: true })), /got none: a write to a denied sub-page ended with hlt/);
  assert.throws(
    refused(spp({ isEmulated: true })),
    /got none: a write to a denied sub-page stopped|left the guest|0x0/,
  );
});

interface Outcome {
  readonly kernel: FakeKernel;
  readonly vm: Vm;
  readonly stop: VmStop;
}

async function runGuest(
  code: readonly number[],
  verdict: Verdict,
  more: Partial<FakeSpp> = {},
  at = DATA,
): Promise<Outcome> {
  // The emulator's exits begin when the engine has been made: its check would not accept them.
  let isEmulated = false;
  const kernel = new FakeKernel({
    ...V12,
    spp: {
      enable: 0,
      ...more,
      get isEmulated() {
        return isEmulated;
      },
    },
  });
  const engine = new KvmEngine({ system: kernel, spp: 'processor' });
  isEmulated = more.isEmulated ?? false;
  const vm = new Vm({ engine, memoryBytes: MEMORY });
  vm.boot(
    planFlat({ image: Uint8Array.from([...code, 0xf4]), commandLine: '', memoryBytes: MEMORY }, { address: CODE }),
  );
  vm.vcpus[0].setRegisters({ rax: RAX, rdi: RDI, rsp: RDI + 0x48n, rflags: 2n });
  vm.guards.add({ gpa: at, length: 8, name: 'guard', verdict });
  const stop = await vm.run();
  assert.deepEqual(kernel.faults, []);
  return { kernel, vm, stop };
}

const MOV = [0x48, 0x89, 0x07]; // mov [rdi], rax
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('a denied store: told with its bytes, not made, the instruction completes', async () => {
  const { kernel, vm, stop } = await runGuest(MOV, 'deny');
  assert.equal(stop.kind, 'halted');
  const { events } = vm.events.reader().read();
  assert.equal(events.length, 1);
  assert.equal(hex(events[0].new), '8877665544332211');
  assert.equal(events[0].writer?.rip, BigInt(CODE));
  assert.equal(events[0].writer?.gva, BigInt(DATA));
  assert.equal(hex(vm.memory.read(DATA, 8)), '0000000000000000');
  assert.equal(kernel.describeVectors(), '180=fffffffe', 'closed again');
  assert.equal(kernel.count(KVM_EXIT.MMIO), 0);
});

test('a store to an open sub-page of the page costs no exit', async () => {
  const { kernel, vm } = await runGuest(MOV, 'deny', {}, DATA + 128);
  assert.equal(hex(vm.memory.read(DATA, 8)), '8877665544332211');
  assert.equal(vm.events.count, 0);
  assert.equal(kernel.cpu.entries, 1, 'to the end');
});

test('report: told and made', async () => {
  const { vm } = await runGuest(MOV, 'report');
  assert.equal(hex(vm.memory.read(DATA, 8)), '8877665544332211');
  assert.equal(vm.events.count, 1);
});

test('stop: at the instruction, nothing has happened; run again with the guard gone, it happens', async () => {
  const { vm, stop, kernel } = await runGuest([0x87, 0x07], 'stop'); // xchg [rdi], eax
  assert.equal(stop.kind, 'guard');
  const registers = vm.vcpus[0].getRegisters();
  assert.equal(registers.rip, BigInt(CODE));
  assert.equal(registers.rax, RAX);
  assert.equal(vm.memory.read32(DATA), 0);
  vm.guards.clear();
  assert.equal((await vm.run()).kind, 'halted');
  assert.equal(vm.memory.read32(DATA), Number(RAX & 0xffff_ffffn));
  assert.equal(kernel.describeVectors(), '');
});

test('skip: RIP behind the instruction, its other effects left out, too', async () => {
  const { vm, stop } = await runGuest([0xaa], 'skip'); // stosb
  assert.equal(stop.kind, 'halted');
  assert.equal(vm.vcpus[0].getRegisters().rdi, RDI);
  assert.equal(vm.memory.read32(DATA), 0);
});

test('deny of an instruction that changes registers: they change, memory does not', async () => {
  const { vm } = await runGuest([0xaa], 'deny');
  assert.equal(vm.vcpus[0].getRegisters().rdi, RDI + 1n);
  assert.equal(vm.memory.read32(DATA), 0);
});

test('what a push of the flags writes does not show the step', async () => {
  const { vm } = await runGuest([0x9c], 'report', {}, DATA + 0x40);
  const { events } = vm.events.reader().read();
  assert.equal(hex(events[0].new), '0200000000000000');
});

test('exits of the kernel’s emulator name a frame, and come for open sub-pages, too', async () => {
  const open = await runGuest(MOV, 'deny', { isEmulated: true }, DATA + 128);
  assert.equal(hex(open.vm.memory.read(DATA, 8)), '8877665544332211');
  assert.equal(open.vm.events.count, 0);
  const denied = await runGuest(MOV, 'deny', { isEmulated: true });
  assert.equal(hex(denied.vm.memory.read(DATA, 8)), '0000000000000000');
  assert.equal(denied.vm.events.count, 1);
  assert.equal(denied.kernel.describeVectors(), '180=fffffffe');
});

test('the address of an exit: an address, or a frame number, by what the instruction writes and what is guarded', () => {
  const guarded = (gfn: number): boolean => gfn === 0x180;
  assert.equal(normalizeSppAddress(0x18_0010, [0x180], guarded), 0x18_0010);
  assert.equal(normalizeSppAddress(0x180, [0x180], guarded), 0x18_0000);
  assert.equal(normalizeSppAddress(0x18_0010, [], guarded), 0x18_0010, 'an instruction that is not known');
  assert.equal(normalizeSppAddress(0x180, [], guarded), 0x18_0000);
  assert.equal(normalizeSppAddress(0x999, [], guarded), undefined);
});

/** A VM with its guards, and the kernel behind it. */
function vmOn(more: Partial<FakeSpp> = {}): { kernel: FakeKernel; vm: Vm } {
  const kernel = new FakeKernel(spp(more));
  return { kernel, vm: new Vm({ engine: new KvmEngine({ system: kernel, spp: 'processor' }), memoryBytes: MEMORY }) };
}

test('vectors go to the kernel in calls of at most 512 pages; memslots stay as they are', () => {
  const { kernel, vm } = vmOn();
  const slots = kernel.describeSlots();
  const before = kernel.count(KVM_SET_USER_MEMORY_REGION);
  const calls = kernel.count(KVM_SUBPAGES_SET_ACCESS);
  vm.setSubPageAccess(0x100, new Uint32Array(700).fill(0xf));
  assert.equal(kernel.count(KVM_SUBPAGES_SET_ACCESS) - calls, 2);
  vm.setSubPageAccess(0x100, new Uint32Array(700).fill(0xf));
  assert.equal(kernel.count(KVM_SUBPAGES_SET_ACCESS) - calls, 2, 'nothing new');
  assert.equal(kernel.describeVectors().split(' ').length, 700);
  vm.setSubPageAccess(0x100, new Uint32Array(700).fill(0xffff_ffff));
  assert.equal(kernel.describeVectors(), '');
  assert.equal(kernel.describeSlots(), slots);
  assert.equal(kernel.count(KVM_SET_USER_MEMORY_REGION), before);
  vm.dispose();
  assert.deepEqual(kernel.faults, []);
  assert.equal(kernel.files.size, 0);
});

test('a vector that the kernel refuses: all pages are as before, the guard is not set', () => {
  const { kernel, vm } = vmOn({ onSet: (gfn, vector) => (gfn === 0x120 && vector === 0xffff_fffe ? -EINVAL : 0) });
  vm.guards.add({ gpa: 0x10_0000, length: 4, name: 'first', verdict: 'deny' });
  const before = kernel.describeVectors();
  assert.throws(
    () =>
      vm.guards.addAll([0x11_0000, 0x12_0000].map((gpa) => ({ gpa, length: 4, name: 'g', verdict: 'deny' as const }))),
    /expected the kernel to take 1 vectors from gfn 0x120 on, got EINVAL/,
  );
  assert.equal(kernel.describeVectors(), before);
  assert.equal(vm.guards.count, 1);
  assert.deepEqual([...vm.getSubPageAccess(0x110, 1)], [0xffff_ffff]);
  vm.dispose();
});

test('memory cannot come or go once a guard was set: one line, nothing changed', () => {
  const { kernel, vm } = vmOn();
  vm.space.addSlot({ id: 5, gpa: 0x1000_0000, size: 4096 });
  vm.guards.add({ gpa: 0x10_0000, length: 4, name: 'g', verdict: 'deny' });
  const slots = kernel.describeSlots();
  assert.throws(
    () => vm.space.addSlot({ id: 6, gpa: 0x2000_0000, size: 4096 }),
    /add memory before the first guard.*--spp software/,
  );
  assert.throws(() => vm.space.removeSlot(5), /remove memory before the first guard/);
  assert.throws(() => vm.space.moveSlot(5, 0x3000_0000), /remove memory before the first guard/);
  assert.equal(kernel.describeSlots(), slots);
  assert.equal(vm.space.slots.all.length, 2);
  vm.dispose();
  assert.deepEqual(kernel.faults, []);
});

test('the kernel is entered for a denied store once to meet it and once to step it', async () => {
  const { kernel } = await runGuest(MOV, 'deny');
  assert.equal(kernel.cpu.entries, 3, 'the store, the step, the rest');
  assert.ok(kernel.count(KVM_RUN) >= 3);
});
