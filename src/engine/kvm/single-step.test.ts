// Single steps that do not go as they should: exceptions, events on their way, memslots that the kernel refuses.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeKernel, type FakeKernelOptions } from '../../../test/support/fake-kernel.ts';
import { planFlat } from '../../boot/flat.ts';
import type { VerdictRule } from '../../introspect/guard/guard.ts';
import { KVM_CAP, KVM_SET_GUEST_DEBUG, KVM_SET_XSAVE, KvmRun } from '../../spec/kvm/abi.ts';
import { Vm } from '../../vm/vm.ts';
import { KvmEngine } from './kvm-engine.ts';
import type { KvmVcpu } from './kvm-vcpu.ts';
import { ENOMEM } from './system.ts';

const MEMORY = 4 << 20;
const CODE = 0x10_0000;
const HANDLER = CODE + 0x100;
const DATA = 0x20_0008;
const XSAVE = [0x0f, 0xae, 0x27]; // xsave [rdi]: the fake processor writes eight bytes 5a
const HLT = 0xf4;
const SPEC_CTRL = 0x48;

interface Guest {
  readonly system: FakeKernel;
  readonly vm: Vm;
  readonly vcpu: KvmVcpu;
}

/** A guest whose store the kernel cannot emulate: it is stepped. */
function guest(
  verdict: VerdictRule,
  kernel: FakeKernel | FakeKernelOptions = {},
  engineSpp: 'software' | 'auto' = 'software',
): Guest {
  const system = kernel instanceof FakeKernel ? kernel : new FakeKernel(kernel);
  const engine = new KvmEngine({ system, spp: engineSpp });
  assert.ok(engine.stepSupport.kernel);
  const vm = new Vm({ engine, memoryBytes: MEMORY });
  const image = Uint8Array.from([...XSAVE, HLT]);
  vm.boot(planFlat({ image, commandLine: '', memoryBytes: MEMORY }, { address: CODE }));
  vm.memory.write(HANDLER, Uint8Array.of(0x88, 0x07, 0x0f, 0x30, HLT, HLT)); // mov [rdi], al; wrmsr
  vm.vcpus[0].setRegisters({
    rdi: BigInt(DATA),
    rax: 1n,
    rcx: BigInt(SPEC_CTRL),
    rflags: 2n,
    rsp: BigInt(DATA + 0x80),
  });
  vm.guards.add({ gpa: DATA, length: 8, name: 'g', verdict });
  return { system, vm, vcpu: vm.vcpus[0] as KvmVcpu };
}
const data = (vm: Vm): string => Buffer.from(vm.memory.read(DATA, 8)).toString('hex');
const message = async (vm: Vm): Promise<string> => {
  const stop = await vm.run();
  return stop.kind === 'failure' ? stop.message : stop.kind;
};
const FILLED = '5a'.repeat(8);
const EMPTY = '00'.repeat(8);

for (const [verdict, expected] of [
  ['deny', EMPTY],
  ['report', FILLED],
] as const) {
  test(`${verdict}: a store that the kernel cannot emulate`, async () => {
    const { system, vm, vcpu } = guest(verdict);
    assert.equal((await vm.run()).kind, 'halted');
    assert.equal(data(vm), expected);
    assert.equal(vm.events.count, 1);
    assert.equal(vcpu.counters.stepped, 1);
    assert.deepEqual(system.faults, []);
  });
}

test('a kernel that raises #UD besides: the guest does not see it', async () => {
  const { system, vm } = guest('deny');
  system.cpu.raisesUndefined = true;
  assert.equal((await vm.run()).kind, 'halted');
  assert.deepEqual(system.cpu.taken, []);
  assert.equal(vm.events.count, 1);
});

test('a guest that steps itself has its own trap behind the instruction', async () => {
  const { system, vm, vcpu } = guest('deny');
  vcpu.setRegisters({ rflags: 0x102n });
  assert.equal((await vm.run()).kind, 'halted');
  assert.equal(vm.events.count, 1);
  assert.deepEqual(system.cpu.taken, ['#1']);
  const { rflags, dr6 } = vcpu.getRegisters();
  assert.equal(rflags & 0x100n, 0x100n);
  assert.equal(dr6, 0x4000n, 'BS');
});

test('an NMI that comes while a stepped store is judged is not lost', async () => {
  const { system, vm, vcpu } = guest(() => {
    vcpu.injectNmi();
    return 'deny';
  });
  assert.equal((await vm.run()).kind, 'halted');
  assert.equal(vcpu.counters.stepped, 1);
  assert.deepEqual(system.cpu.taken, ['nmi']);
});

for (const [verdict, expected] of [
  ['deny', EMPTY],
  ['report', `01${EMPTY.slice(2)}`],
] as const) {
  test(`${verdict}: an instruction that raises an exception: its handler is not taken back, its stores are judged`, async () => {
    const { system, vm, vcpu } = guest(verdict);
    system.cpu.handler = HANDLER;
    // The handler gets to its first HLT in the step, and there it stays.
    vm.onEvent = ({ new: bytes }) => assert.deepEqual([...bytes], [1]);
    assert.equal((await vm.run()).kind, 'halted');
    assert.equal(vcpu.getRegisters().rip, BigInt(HANDLER + 5));
    assert.equal(data(vm), expected);
    assert.equal(vm.events.count, 1);
    const value = new Uint32Array(2);
    assert.ok(vm.machine.boards[0].readMsr(SPEC_CTRL, value));
    assert.equal(value[0], 1, 'its exits are answered');
    assert.equal(system.describeSlots(), '0+512 200+1r 201+511', 'closed again');
  });
}

test('stop: a handler that has begun is not taken back, either, and what it has written is offered again', async () => {
  const { system, vm, vcpu } = guest('stop');
  system.cpu.handler = HANDLER;
  for (let i = 0; i < 2; i++) {
    assert.equal((await vm.run()).kind, 'guard');
    assert.equal(vcpu.getRegisters().rip, BigInt(HANDLER + 5));
    assert.equal(data(vm), EMPTY);
  }
  const { events } = vm.events.reader().read();
  const rips = events.map(({ writer }) => writer?.rip);
  assert.deepEqual(rips, [BigInt(HANDLER + 5), BigInt(HANDLER + 5)]);
});

test('a kick in the middle of a step does not end it', async () => {
  class Kicked extends FakeKernel {
    override ioctlAt(fd: number, request: number, argument: Uint8Array): number {
      if (request === KVM_SET_GUEST_DEBUG) this.cpu.page[KvmRun.at.immediate_exit] = 1;
      return super.ioctlAt(fd, request, argument);
    }
  }
  const { vm, vcpu } = guest('report', new Kicked());
  assert.equal((await vm.run()).kind, 'halted');
  assert.equal(data(vm), FILLED);
  assert.equal(vcpu.counters.stepped, 1);
});

test('a page that cannot be opened since no memslot is free: one line, and guards stay', async () => {
  const { system, vm } = guest('deny', { capabilities: { [KVM_CAP.NR_MEMSLOTS]: 4 } });
  for (const gpa of [DATA - 4096, DATA + 4096]) vm.guards.add({ gpa, length: 8, name: 'neighbour', verdict: 'deny' });
  assert.match(await message(vm), /expected a free memslot to open a guarded page, got none/);
  assert.equal(system.describeSlots(), '0+511 1ff+3r 202+510');
  assert.equal(data(vm), EMPTY);
});

for (const refusedFrom of [0, 1]) {
  const what = refusedFrom === 0 ? 'opened' : 'closed again';
  test(`a page that cannot be ${what}: one line, nothing has been written, and no guest runs on it`, async () => {
    let creations = Number.NaN;
    const { system, vm } = guest('deny', { onSlot: () => (creations++ >= refusedFrom ? -ENOMEM : 0) });
    creations = 0;
    assert.match(await message(vm), /^the guarded write of xsave .* could not be carried out: .*ENOMEM/);
    assert.equal(data(vm), EMPTY);
    assert.match(await message(vm), /^guards are not in force: .*ENOMEM/);
    assert.equal(data(vm), EMPTY);
    creations = Number.NaN;
    assert.equal((await vm.run()).kind, 'halted');
    assert.equal(data(vm), EMPTY);
    assert.equal(vm.events.count, 1);
    assert.equal(system.describeSlots(), '0+512 200+1r 201+511');
    assert.deepEqual(system.faults, []);
  });
}

test('a page that a handler of a device leaves open: no guest runs on it, though guards were changed meanwhile', async () => {
  let creations = Number.NaN;
  const { system, vm } = guest('deny', { onSlot: () => (creations++ >= 1 ? -ENOMEM : 0) });
  system.cpu.handler = HANDLER;
  vm.machine.boards[0].writeMsr = () => {
    vm.guards.add({ gpa: DATA + 0x2000, length: 1, name: 'more', verdict: 'deny' });
    creations = 1;
    return true;
  };
  assert.match(await message(vm), /could not be carried out: .*ENOMEM/);
  assert.match(await message(vm), /^guards are not in force: .*ENOMEM/);
  creations = Number.NaN;
  assert.equal((await vm.run()).kind, 'halted');
  assert.equal(system.describeSlots(), '0+512 200+1r 201+1 202+1r 203+509');
});

test('the state of the x87 and SSE units that the kernel does not take back is told', async () => {
  const { vm, vcpu } = guest('deny', { refuse: { [KVM_SET_XSAVE]: -ENOMEM } });
  vm.memory.write(CODE, Uint8Array.of(0xdd, 0x37)); // fnsave [rdi]
  assert.throws(() => vcpu.stepStore(), /expected KVM_SET_XSAVE to work, got ENOMEM/);
});

test('the processor refuses what an interrupt pushes: the run ends, no handler is stepped', async () => {
  const { system, vm } = guest('deny', { capabilities: { 182: 512 }, spp: { enable: 0 } }, 'auto');
  vm.guards.add({ gpa: DATA + 0x78, length: 8, name: 'stack', verdict: 'deny' });
  system.cpu.pushesFrames = true;
  system.cpu.interrupt(0x40);
  assert.match(await message(vm), /could not be delivered: is its stack on a guarded page/);
  assert.deepEqual(system.cpu.taken, []);
});
