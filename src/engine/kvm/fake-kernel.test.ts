// What the engine does on kernels that this machine does not have: old ones, full ones, patched ones, forbidden ones.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { FakeKernel, type FakeKernelOptions } from '../../../test/support/fake-kernel.ts';
import { HvError } from '../../base/error.ts';
import { planFlat } from '../../boot/flat.ts';
import { GuardSet } from '../../introspect/guard/guard-set.ts';
import {
  KVM_CAP,
  KVM_CREATE_VCPU,
  KVM_CREATE_VM,
  KVM_SET_CPUID2,
  KVM_SET_USER_MEMORY_REGION,
} from '../../spec/kvm/abi.ts';
import { Vm } from '../../vm/vm.ts';
import { GuestRam } from './guest-ram.ts';
import { koffiSystem } from './koffi-system.ts';
import { KvmAddressSpace } from './kvm-address-space.ts';
import { KvmEngine } from './kvm-engine.ts';
import { createVmFile, openDevice } from './kvm-features.ts';
import type { KvmVcpu } from './kvm-vcpu.ts';
import { MemorySlots } from './memory-slots.ts';
import { EACCES, EBUSY, ENODEV, ENOENT, ENOMEM, EPERM } from './system.ts';

// biome-ignore format: a matrix
const REFUSALS: readonly (readonly [string, FakeKernelOptions, RegExp])[] = [
  ['no device',                { open: -ENOENT },  /does not have: load the kvm module/],
  ['no permission',            { open: -EACCES },  /no permission: add yourself to the group/],
  ['no permission, either',    { open: -EPERM },   /no permission: add yourself to the group/],
  ['no processor behind it',   { open: -ENODEV },  /without kvm_intel or kvm_amd/],
  ['somebody else has it',     { open: -EBUSY },   /another hypervisor/],
  ['something else',           { open: -99 },      /got error 99/],
  ['an interface from before', { version: 11 },    /expected version 12 of the interface, got 11/],
  ['no read-only memory',      { capabilities: { [KVM_CAP.READONLY_MEM]: 0 } }, /expected read-only memslots \(Linux 3.7/],
  ['no synchronized registers', { capabilities: { [KVM_CAP.SYNC_REGS]: 0 } },   /expected synchronized registers \(Linux 4.17/],
  ['only some of them',        { capabilities: { [KVM_CAP.SYNC_REGS]: 1 } },    /expected all synchronized registers/],
];
for (const [what, options, message] of REFUSALS) {
  test(`${what}: one line that says what to do`, () => {
    const system = new FakeKernel(options);
    assert.throws(
      () => new KvmEngine({ system }),
      (error) =>
        error instanceof HvError &&
        error.code === 'unsupported' &&
        message.test(error.message) &&
        !/\n/.test(error.message),
    );
    assert.equal(system.files.size, 0, 'nothing stays open');
    assert.deepEqual(system.faults, []);
  });
}

test('as many vCPUs as the kernel has and CPUID can tell; one where it does not say', () => {
  const counts = [undefined, 1, 3, 1024].map((vcpus) => {
    const capabilities = vcpus === undefined ? {} : { [KVM_CAP.MAX_VCPUS]: vcpus };
    return new KvmEngine({ system: new FakeKernel({ capabilities }), spp: 'software' }).capabilities.maxVcpus;
  });
  assert.deepEqual(counts, [1, 1, 3, 64]);
});

test('a second vCPU that the kernel does not have memory for: one line, and nothing is left behind', () => {
  const system = new FakeKernel({ capabilities: { [KVM_CAP.MAX_VCPUS]: 8 }, vcpus: 1 });
  const engine = new KvmEngine({ system, spp: 'software' });
  assert.throws(
    () => new Vm({ engine, memoryBytes: 4 << 20, vcpus: 2 }),
    /expected KVM_CREATE_VCPU to work, got ENOMEM/,
  );
  assert.deepEqual(system.faults, []);
  assert.equal(system.files.size, 0, 'nothing stays open');
  assert.equal(system.mappings, 0);
});

test('no read-only memory, but for an audit: it needs none', () => {
  const system = new FakeKernel({ capabilities: { [KVM_CAP.READONLY_MEM]: 0 } });
  assert.throws(() => new KvmEngine({ system }), /--audit finds writes afterwards/);
  assert.equal(new KvmEngine({ system, audit: true }).capabilities.deniesWrites, false);
});

// biome-ignore format: a matrix
const SHORTAGES: readonly (readonly [string, FakeKernelOptions, RegExp])[] = [
  ['a VM',                   { refuse: { [KVM_CREATE_VM]: -ENOMEM } },               /expected KVM_CREATE_VM to work, got ENOMEM/],
  ['a vCPU',                 { refuse: { [KVM_CREATE_VCPU]: -ENOMEM } },             /expected KVM_CREATE_VCPU to work, got ENOMEM/],
  ['a vCPU’s processor',     { refuse: { [KVM_SET_CPUID2]: -ENOMEM } },              /expected KVM_SET_CPUID2 to work, got ENOMEM/],
  ['its alarm',              { alarm: -EBUSY },                                      /expected a timer and signal 40 for this thread, got EBUSY/],
  ['its first memslot',      { onSlot: () => -ENOMEM },                              /expected room for a memslot.*ENOMEM/],
  ['its last memslot',       { onSlot: (count) => (count === 3 ? -ENOMEM : 0) },     /expected room for a memslot.*ENOMEM/],
  ['as much as it wants',    { memoryBytes: 128 << 20 },                             /at most 128 MiB of guest memory.*of this host, got 256 MiB/],
];
for (const [what, options, message] of SHORTAGES) {
  test(`what the kernel does not have for ${what}: one line, and nothing is left behind`, () => {
    const system = new FakeKernel(options);
    const engine = new KvmEngine({ system, spp: 'software' });
    assert.throws(
      () => new Vm({ engine, memoryBytes: 256 << 20 }),
      (error) => error instanceof HvError && message.test(error.message) && !/\n/.test(error.message),
    );
    assert.deepEqual(system.faults, []);
    assert.equal(system.files.size, 0, 'nothing stays open');
    assert.equal(system.mappings, 0);
  });
}

test('address space that the process does not get: one line', () => {
  const system = new FakeKernel({ memoryBytes: 2 ** 40 });
  const script = `(async () => {
    const { GuestRam } = await import(${JSON.stringify(new URL('./guest-ram.js', import.meta.url).href)});
    try { new GuestRam({ addressOf: () => 0 }, 4e9); } catch (error) { console.log(error.code, error.message); }
  })()`;
  const limit = 'ulimit -v 6000000 && exec "$0" -e "$1"';
  const { stdout } = spawnSync('sh', ['-c', limit, process.execPath, script], { encoding: 'utf8' });
  assert.match(stdout, /^out-of-memory createVm: expected \d+ MiB of address space.*ulimit -v/);
  assert.ok(system);
});

test('koffi missing: what to install', { skip: process.platform === 'linux' ? false : 'Linux only' }, () => {
  const missing = (): never => {
    throw new Error("Cannot find module 'koffi'");
  };
  assert.throws(() => koffiSystem(missing), /optional package koffi.*npm install koffi/);
});

/** An address space of 16 pages (or more) at 0x100 over a fake kernel. */
function space(
  options: FakeKernelOptions = {},
  limit = 32,
  pages = 16,
): { kernel: FakeKernel; space: KvmAddressSpace; guards: GuardSet } {
  const kernel = new FakeKernel(options);
  const vm = kernel.ioctl(kernel.open('/dev/kvm'), 0xae01, 0);
  const slots = new MemorySlots({ system: kernel, vm, limit, guestPages: pages });
  const made = new KvmAddressSpace(new GuestRam(kernel, 1 << 20), slots);
  made.addSlot({ id: 0, gpa: 0x10_0000, size: pages * 4096 });
  return { kernel, space: made, guards: new GuardSet(made.protection) };
}
const guard = (page: number) => ({ gpa: page * 4096 + 8, length: 4, name: `page ${page}`, verdict: 'deny' as const });

test('guards come and go as read-only slots, whose cuts stay', () => {
  const { kernel, guards } = space();
  assert.equal(kernel.describeSlots(), '100+16');
  const one = guards.add(guard(0x104));
  assert.equal(kernel.describeSlots(), '100+4 104+1r 105+11');
  const [two, three] = guards.addAll([guard(0x105), guard(0x10f)]);
  assert.equal(kernel.describeSlots(), '100+4 104+1r 105+1r 106+9 10f+1r');
  guards.remove(one);
  assert.equal(kernel.describeSlots(), '100+4 104+1 105+1r 106+9 10f+1r');
  guards.remove(two);
  guards.remove(three);
  assert.equal(kernel.describeSlots(), '100+4 104+1 105+1 106+9 10f+1');
  const calls = kernel.count(KVM_SET_USER_MEMORY_REGION);
  guards.add(guard(0x104));
  assert.equal(kernel.count(KVM_SET_USER_MEMORY_REGION), calls + 2, 'one goes, one comes');
  assert.deepEqual(kernel.faults, []);
});

test('cuts of guards that are gone do not pile up', () => {
  const { kernel, guards } = space({}, 509, 256);
  const sizes: number[] = [];
  for (let page = 0x101; page < 0x200; page += 2) {
    guards.remove(guards.add(guard(page)));
    sizes.push(kernel.slots.size);
  }
  assert.equal(Math.max(...sizes), 17, 'eight cuts stay');
  assert.ok(sizes.includes(1), 'then all are joined');
});

test('a page that is released in the middle of a run, and no slot is left: it goes on coming out until there is one', () => {
  const { kernel, guards } = space({}, 5);
  const [one, two, three, four] = guards.addAll([0x104, 0x105, 0x106, 0x10a].map(guard));
  guards.remove(two);
  assert.equal(kernel.describeSlots(), '100+4 104+3r 107+3 10a+1r 10b+5');
  guards.remove(four);
  assert.equal(kernel.describeSlots(), '100+4 104+1r 105+1 106+1r 107+9');
  guards.remove(one);
  guards.remove(three);
  assert.equal(kernel.describeSlots(), '100+16');
});

test('many slots are changed from the first processor, a few from where the thread is', () => {
  const { kernel, guards } = space({}, 509, 256);
  guards.add(guard(0x101));
  guards.addAll([0x103, 0x105, 0x107].map(guard));
  assert.equal(kernel.moves, 0);
  const many = guards.addAll(Array.from({ length: 60 }, (_, i) => guard(0x110 + 2 * i)));
  assert.equal(kernel.moves, 1);
  for (const one of many) guards.remove(one);
  assert.equal(kernel.moves, 1, 'each by itself');
  assert.deepEqual(kernel.faults, []);
});

/** What is wrong with the kernel's slots of the pages 0x100 to 0x13f. */
function findFault(kernel: FakeKernel, guarded: ReadonlySet<number>, limit: number): string | undefined {
  let held = 0;
  let runs = 0;
  let last: boolean | undefined;
  for (let gfn = 0x100; gfn < 0x140; gfn++) {
    const owners = [...kernel.slots.values()].filter((slot) => gfn >= slot.gfn && gfn < slot.gfn + slot.pages);
    if (owners.length !== 1) return `${owners.length} slots at ${gfn.toString(16)}`;
    const { readOnly } = owners[0];
    if (guarded.has(gfn) && !readOnly) return `not held: ${gfn.toString(16)}`;
    if (readOnly) held++;
    if (readOnly && last !== true) runs++;
    last = readOnly;
  }
  if (held > guarded.size && 1 + 2 * (runs + 1) <= limit) return `${held - guarded.size} pages are held without need`;
  return undefined;
}

test('whatever comes and goes, also where the kernel refuses at times: pages are held when a guest may run', () => {
  const page = fc.integer({ min: 0x100, max: 0x13f });
  const step = fc.record({
    set: fc.array(page),
    release: fc.array(page),
    refusals: fc.array(fc.boolean(), { maxLength: 6 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 15 }), fc.integer({ min: 3, max: 80 }), (steps, limit) => {
      let refusals: boolean[] = [];
      let most = 0;
      const onSlot = (count: number): number => {
        most = Math.max(most, count + 1);
        return refusals.shift() ? -ENOMEM : 0;
      };
      const onDelete = (): number => (refusals.shift() ? -ENOMEM : 0);
      const { kernel, space: made } = space({ onSlot, onDelete }, limit, 64);
      for (const { set, release, refusals: some } of steps) {
        refusals = [...some];
        for (const [pages, mask] of [
          [set, 0],
          [release, 0xffff_ffff],
        ] as const) {
          for (const gfn of pages) {
            try {
              made.protection.setSubPageAccess(gfn, Uint32Array.of(mask));
            } catch (error) {
              assert.ok(error instanceof HvError);
            }
          }
        }
        refusals = [];
        assert.equal(made.catchUp(), undefined);
        const guarded = new Set<number>();
        for (let gfn = 0x100; gfn < 0x140; gfn++) {
          if (made.protection.vectorOf(gfn) !== 0xffff_ffff) guarded.add(gfn);
        }
        assert.equal(findFault(kernel, guarded, limit), undefined);
      }
      assert.ok(most <= limit, `${most} slots where ${limit} are allowed`);
      assert.deepEqual(kernel.faults, []);
    }),
    { verbose: true },
  );
});

test('guards come and go where the kernel has few slots: none is left over', () => {
  const { kernel, guards } = space({}, 9);
  assert.equal(kernel.describeSlots(), '100+16');
  const one = guards.add(guard(0x104));
  assert.equal(kernel.describeSlots(), '100+4 104+1r 105+11');
  const [two, three] = guards.addAll([guard(0x105), guard(0x10f)]);
  assert.equal(kernel.describeSlots(), '100+4 104+2r 106+9 10f+1r');
  guards.remove(one);
  assert.equal(kernel.describeSlots(), '100+5 105+1r 106+9 10f+1r');
  guards.remove(two);
  guards.remove(three);
  assert.equal(kernel.describeSlots(), '100+16');
  assert.deepEqual(kernel.faults, []);
});

test('a vector that changes on a guarded page is no business of the kernel: no call at all', () => {
  const { kernel, space: made, guards } = space();
  made.protection.setSubPageAccess(0x104, Uint32Array.of(0));
  const calls = (): number => [...kernel.calls.values()].reduce((sum, count) => sum + count, 0);
  const before = calls();
  made.protection.setSubPageAccess(0x104, Uint32Array.of(0xff));
  const another = guards.add(guard(0x104));
  guards.remove(another);
  assert.equal(calls(), before);
  made.protection.setSubPageAccess(0x104, Uint32Array.of(0xffff_ffff));
  assert.equal(calls(), before + 2, 'one slot goes, one comes');
});

test('no slot is left: one line, and nothing has changed', () => {
  const { kernel, space: made, guards } = space({}, 9); // one piece and four runs
  guards.addAll([0x100, 0x102, 0x104].map(guard));
  const before = kernel.describeSlots();
  assert.throws(
    () => guards.addAll([guard(0x106), guard(0x108)]),
    /expected at most 4 separate runs of guarded pages \(this kernel has 9 memslots\), got 5: guard fewer places/,
  );
  assert.equal(kernel.describeSlots(), before);
  assert.equal(guards.count, 3);
  assert.deepEqual([...made.protection.getSubPageAccess(0x106, 3)], [0xffff_ffff, 0xffff_ffff, 0xffff_ffff]);
  guards.addAll([guard(0x101), guard(0x103), guard(0x106)]); // neighbours join runs
  assert.equal(kernel.describeSlots(), '100+5r 105+1 106+1r 107+9');
});

test('a slot that the kernel refuses: memory is as before', () => {
  let refuse = false;
  const { kernel, space: made } = space({ onSlot: (count) => (refuse && count >= 1 ? -ENOMEM : 0) });
  refuse = true;
  assert.throws(() => made.addSlot({ id: 1, gpa: 0x20_0000, size: 0x1000 }), /expected room for a memslot.*ENOMEM/);
  assert.equal(kernel.describeSlots(), '100+16');
  assert.equal(made.slots.all.length, 1);
  refuse = false;
  made.addSlot({ id: 1, gpa: 0x20_0000, size: 0x1000 });
  assert.equal(kernel.describeSlots(), '100+16 200+1');
});

test('a memslot that the kernel refuses for a guard: the guard is not set, and the next one finds all in order', () => {
  let refuse = false;
  const { kernel, guards } = space({ onSlot: (count) => (refuse && count >= 2 ? -ENOMEM : 0) });
  guards.add(guard(0x102));
  refuse = true;
  assert.throws(() => guards.add(guard(0x108)), /expected room for a memslot.*ENOMEM/);
  assert.equal(guards.count, 1);
  refuse = false;
  guards.add(guard(0x10a));
  assert.equal(kernel.describeSlots(), '100+2 102+1r 103+7 10a+1r 10b+5');
});

test('vectors that the kernel has not taken: no guest runs until it has', async () => {
  let refuse = false;
  const system = new FakeKernel({ onSlot: () => (refuse ? -ENOMEM : 0) });
  const vm = new Vm({ engine: new KvmEngine({ system, spp: 'software' }), memoryBytes: 4 << 20 });
  vm.boot(planFlat({ image: Uint8Array.of(0xf4), commandLine: '', memoryBytes: 4 << 20 }, { address: 0x10_0000 }));
  vm.vcpus[0].setRegisters({ rflags: 2n });
  refuse = true;
  assert.throws(() => vm.setSubPageAccess(0x200, Uint32Array.of(0)), /expected room for a memslot/);
  const stop = await vm.run();
  assert.equal(stop.kind, 'failure');
  assert.match(stop.kind === 'failure' ? stop.message : '', /guards are not in force: .*ENOMEM/);
  refuse = false;
  assert.equal((await vm.run()).kind, 'halted');
  assert.equal(system.describeSlots(), '0+512 200+1r 201+511');
  vm.dispose();
  assert.equal(system.files.size, 0);
});

test('single steps work with registers that the kernel has not taken over yet', () => {
  const system = new FakeKernel();
  const { stepSupport } = new KvmEngine({ system, spp: 'software' });
  assert.deepEqual(stepSupport, { kernel: true, user: true });
  assert.deepEqual(system.faults, []);
});

for (const waits of [false, true]) {
  const what = waits ? 'is left alone while an interrupt waits: a step would run its handler' : 'is stepped';
  test(`a store at which ten alarms find the guest ${what}`, () => {
    const system = new FakeKernel();
    let now = 0;
    const hostNs = (): number => (now += 30e6);
    const engine = new KvmEngine({ system, spp: 'software', hostNs });
    assert.ok(engine.stepSupport.kernel);
    const vm = new Vm({ engine, memoryBytes: 4 << 20 });
    const image = Uint8Array.of(0x88, 0x07, 0xf4); // mov [rdi], al; hlt
    vm.boot(planFlat({ image, commandLine: '', memoryBytes: 4 << 20 }, { address: 0x10_0000 }));
    vm.vcpus[0].setRegisters({ rdi: 0x20_0008n, rax: 7n, rflags: 2n });
    vm.guards.add({ gpa: 0x20_0100, length: 8, name: 'g', verdict: 'deny' });
    const { cpu } = system;
    cpu.signals = 10;
    if (waits) cpu.interrupt(0x40);
    assert.equal(vm.vcpus[0].run(1e9).kind, 'hlt');
    assert.equal((vm.vcpus[0] as KvmVcpu).counters.stepped, waits ? 0 : 1);
    assert.equal(vm.memory.read(0x20_0008, 1)[0], 7, 'it is made, once');
    assert.deepEqual(system.faults, []);
    vm.dispose();
  });
}

test('a single step works on a busy host, which begins it some alarms later', () => {
  const system = new FakeKernel();
  const vm = new Vm({ engine: new KvmEngine({ system, spp: 'software' }), memoryBytes: 4 << 20 });
  const image = Uint8Array.of(0x88, 0x07, 0xf4); // mov [rdi], al; hlt
  vm.boot(planFlat({ image, commandLine: '', memoryBytes: 4 << 20 }, { address: 0x10_0000 }));
  vm.vcpus[0].setRegisters({ rdi: 0x20_0008n, rax: 7n, rflags: 2n });
  vm.guards.add({ gpa: 0x20_0008, length: 1, name: 'g', verdict: 'deny' });
  system.cpu.signals = 10;
  const pieces = (vm.vcpus[0] as KvmVcpu).stepStore();
  assert.deepEqual(pieces, [{ gpa: 0x20_0008, bytes: Uint8Array.of(7) }]);
  vm.dispose();
});

test('a VM can be made while another one’s write is judged: no alarm interrupts that', async () => {
  const system = new FakeKernel();
  const engine = new KvmEngine({ system, spp: 'software' });
  const vm = new Vm({ engine, memoryBytes: 4 << 20 });
  const image = Uint8Array.of(0x88, 0x07, 0xf4); // mov [rdi], al; hlt
  vm.boot(planFlat({ image, commandLine: '', memoryBytes: 4 << 20 }, { address: 0x10_0000 }));
  vm.vcpus[0].setRegisters({ rdi: 0x20_0008n, rflags: 2n });
  let made = 0;
  const verdict = (): 'stop' => {
    assert.ok(system.alarm.ns > 0, 'an alarm is on');
    const kvm = openDevice(system);
    for (const fd of [createVmFile(system, kvm), kvm]) system.close(fd);
    made++;
    return 'stop';
  };
  vm.guards.add({ gpa: 0x20_0008, length: 1, name: 'g', verdict });
  assert.equal((await vm.run()).kind, 'guard');
  assert.equal(made, 1);
});

test('the alarm is off whenever nobody is about to enter the guest', async () => {
  const system = new FakeKernel();
  const vm = new Vm({ engine: new KvmEngine({ system, spp: 'software' }), memoryBytes: 4 << 20 });
  const image = Uint8Array.of(0x88, 0x07, 0x88, 0x07, 0xf4); // mov [rdi], al, twice; hlt
  vm.boot(planFlat({ image, commandLine: '', memoryBytes: 4 << 20 }, { address: 0x10_0000 }));
  vm.vcpus[0].setRegisters({ rdi: 0x20_0008n, rflags: 2n });
  const told: number[] = [];
  const verdict = (): 'deny' | 'stop' => {
    told.push(system.alarm.ns);
    return told.length === 1 ? 'deny' : 'stop';
  };
  const set = vm.guards.add({ gpa: 0x20_0008, length: 1, name: 'g', verdict });
  assert.equal((await vm.run()).kind, 'guard');
  assert.ok(told[0] > 0 && told[1] > 0, 'it stays on while a write is judged');
  assert.equal(system.alarm.ns, 0, 'behind a stop');
  told.length = 0;
  vm.guards.remove(set);
  assert.equal((await vm.run()).kind, 'halted');
  assert.equal(system.alarm.ns, 0, 'behind HLT');
  vm.dispose();
});

test('memory whose slots the kernel does not let go stays where it is, guarded', () => {
  let refuse = false;
  const { kernel, space: made, guards } = space({ onDelete: () => (refuse ? -ENOMEM : 0) });
  guards.add(guard(0x104));
  refuse = true;
  assert.throws(() => made.removeSlot(0), /expected to delete a memslot at gfn 0x100, got ENOMEM/);
  assert.throws(() => made.moveSlot(0, 0x40_0000), /expected to delete a memslot at gfn 0x100, got ENOMEM/);
  assert.equal(made.slots.all[0].gfn, 0x100);
  refuse = false;
  guards.add(guard(0x108));
  assert.equal(kernel.describeSlots(), '100+4 104+1r 105+3 108+1r 109+7');
  made.removeSlot(0);
  assert.equal(kernel.describeSlots(), '');
  assert.deepEqual(kernel.faults, []);
});

test('memory of which the kernel lets only some slots go is whole again, guarded, before a guest runs', () => {
  let deletions = Number.NaN;
  const { kernel, space: made, guards } = space({ onDelete: () => (--deletions < 0 ? -ENOMEM : 0) });
  guards.add(guard(0x104));
  deletions = 2;
  assert.throws(() => made.removeSlot(0), /expected to delete a memslot at gfn 0x105, got ENOMEM/);
  assert.equal(kernel.describeSlots(), '105+11');
  assert.equal(made.catchUp(), undefined);
  assert.equal(kernel.describeSlots(), '100+4 104+1r 105+11');
  assert.deepEqual(kernel.faults, []);
});

test('memory in two parts of which the kernel lets only the first go is there again, guarded, before a guest runs', () => {
  let deletions = Number.NaN;
  const onDelete = (): number => (--deletions < 0 ? -ENOMEM : 0);
  const { kernel, space: made, guards } = space({ onDelete }, 64, 0xf_c000 + 16);
  guards.add(guard(0x104));
  const before = kernel.describeSlots();
  deletions = before.split(' ').length - 1; // all but the last, which is the second part
  assert.throws(() => made.removeSlot(0), /expected to delete a memslot at gfn 0xfc100, got ENOMEM/);
  deletions = Number.NaN;
  assert.equal(made.catchUp(), undefined);
  assert.equal(kernel.describeSlots(), before);
  assert.deepEqual(kernel.faults, []);
});

test('memory that the kernel neither takes wholly nor gives back: no guest runs any more', () => {
  let slots = Number.NaN;
  let refuse = false;
  const { kernel, space: made } = space({
    onSlot: () => (--slots < 0 ? -ENOMEM : 0),
    onDelete: () => (refuse ? -ENOMEM : 0),
  });
  const before = kernel.describeSlots();
  slots = 1;
  assert.throws(() => made.addSlot({ id: 1, gpa: 0x1000_0000, size: 256 << 20 }), /expected room for a memslot/);
  assert.equal(kernel.describeSlots(), before, 'given back');
  assert.equal(made.catchUp(), undefined);
  slots = 1;
  refuse = true;
  assert.throws(() => made.addSlot({ id: 1, gpa: 0x1000_0000, size: 256 << 20 }), /expected to delete a memslot/);
  refuse = false;
  slots = Number.NaN;
  assert.match(made.catchUp() ?? '', /memory that is gone: .*ENOMEM/);
  assert.match(made.catchUp() ?? '', /memory that is gone: .*ENOMEM/);
});

test('memory that goes takes its slots along, and comes back guarded', () => {
  const { kernel, space: made, guards } = space();
  guards.add(guard(0x104));
  const block = made.removeSlot(0);
  assert.equal(kernel.describeSlots(), '');
  made.addSlot({ id: 3, gpa: 0x10_0000, block });
  assert.equal(kernel.describeSlots(), '100+4 104+1r 105+11');
  made.moveSlot(3, 0x40_0000);
  assert.equal(kernel.describeSlots(), '400+16', 'guards stay with the address');
});
