// Interrupts, NMIs, INIT and unfinished instructions where the engine changes registers in between: on a kernel of this process
// that keeps events and the shared page as Linux does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeKernel } from '../../../test/support/fake-kernel.ts';
import { planFlat } from '../../boot/flat.ts';
import { KVM_EXIT, KVM_EXIT_IO_OUT, KVM_RUN, KvmRun } from '../../spec/kvm/abi.ts';
import { Vm } from '../../vm/vm.ts';
import { KvmEngine } from './kvm-engine.ts';
import { EINTR } from './system.ts';
import { VcpuFile } from './vcpu-file.ts';

const MEMORY = 4 << 20;
const DATA = 0x20_0008;
const RFLAGS_IF = 0x202n;

/** A guest that stores AL at DATA and halts, on a clock that makes each signal the end of a slice. */
function guest(code: readonly number[] = [0x88, 0x07, 0xf4]): { system: FakeKernel; vm: Vm } {
  const system = new FakeKernel();
  let now = 0;
  const engine = new KvmEngine({ system, spp: 'software', hostNs: () => (now += 30e6) });
  const vm = new Vm({ engine, memoryBytes: MEMORY });
  const plan = planFlat({ image: Uint8Array.from(code), commandLine: '', memoryBytes: MEMORY }, { address: 0x10_0000 });
  vm.boot(plan);
  vm.vcpus[0].setRegisters({ rdi: BigInt(DATA), rax: 7n, rflags: RFLAGS_IF });
  return { system, vm };
}

test('an interrupt that a signal held up is taken once, also when special registers are set later', () => {
  const { system, vm } = guest([0xf4, 0xf4, 0xf4]);
  const { cpu } = system;
  const [vcpu] = vm.vcpus;
  const { pic } = vm.machine.pc.interrupts;
  // The board's own way to an interrupt: the 8259 pair, its first input open.
  for (const [port, value] of [
    [0x20, 0x11],
    [0x21, 0x40],
    [0x21, 4],
    [0x21, 1],
    [0x21, 0xfe],
  ]) {
    vm.machine.boards[0].writePort(port, 1, value);
  }
  pic.setIrq(0, true);
  cpu.signals = 1;
  assert.equal(vcpu.run(1).kind, 'limit'); // now the kernel says that the guest takes interrupts
  assert.ok(vcpu.getRegisters().cr3 > 0n, 'special registers come with the exits from now on');
  cpu.signals = 1;
  assert.equal(vcpu.run(1).kind, 'limit', 'injected, and a signal before the guest was entered');
  assert.deepEqual(cpu.taken, []);
  assert.equal(vcpu.run(1e9).kind, 'hlt');
  assert.deepEqual(cpu.taken, [0x40]);
  vcpu.setRegisters({ cr2: 0x1234n });
  assert.equal(vcpu.run(1e9).kind, 'hlt');
  assert.deepEqual(cpu.taken, [0x40]);
});

for (const when of ['before', 'behind'] as const) {
  test(`an NMI ${when} an exception that a guard raises is not lost`, async () => {
    const { system, vm } = guest();
    const [vcpu] = vm.vcpus;
    vcpu.getRegisters();
    vm.guards.add({
      gpa: DATA,
      length: 1,
      name: 'g',
      verdict: () => {
        if (when === 'before') vcpu.injectNmi();
        else vm.defer(() => vcpu.injectNmi());
        return 'fault';
      },
    });
    // The fake processor has no handlers: it stands at the store again, where the guard raises the next one.
    let entries = 0;
    vm.onEvent = () => {
      if (++entries === 2) vm.stop();
    };
    assert.equal((await vm.run()).kind, 'requested');
    assert.ok(system.cpu.taken.includes('nmi'));
  });
}

// biome-ignore format: a matrix
const TRACED = [
  // where the guard is, beside the store     code                      what happens
  ['elsewhere on the page',         0x200,    [0x88, 0x07, 0xf4],       'deny'],
  ['in the same sub-page',          8,        [0x88, 0x07, 0xf4],       'deny'],
  ['at it',                         0,        [0x88, 0x07, 0xf4],       'deny'],
  ['at it',                         0,        [0x88, 0x07, 0xf4],       'report'],
  ['behind a store of 8 bytes',     8,        [0x48, 0x89, 0x07, 0xf4], 'deny'],
] as const;
for (const [where, offset, code, verdict] of TRACED) {
  test(`a guest that steps itself has its trap behind a store that comes out: guard ${where}, ${verdict}`, async () => {
    const { system, vm } = guest([...code]);
    const [vcpu] = vm.vcpus;
    vm.guards.add({ gpa: DATA + offset, length: 1, name: 'g', verdict });
    vcpu.setRegisters({ rflags: 0x102n, dr6: 0xffff_0ff1n });
    assert.equal((await vm.run()).kind, 'halted');
    assert.deepEqual(system.cpu.taken, ['#1']);
    assert.equal(vcpu.getRegisters().dr6, 0xffff_4ff0n, 'BS, and no breakpoint');
  });
}

test('a vCPU that waits for a start-up message executes nothing, and is deaf to NMIs', () => {
  const { system, vm } = guest();
  const [vcpu] = vm.vcpus;
  vcpu.init();
  vcpu.injectNmi();
  const { entries } = system.cpu;
  assert.equal(vcpu.run(1e9).kind, 'hlt');
  assert.equal(system.cpu.entries, entries);
  vcpu.startup(0);
  assert.equal(vcpu.isRunnable, true);
  assert.deepEqual(vcpu.getRegisters().cs.selector, 0);
  vm.memory.write(0, Uint8Array.of(0xf4));
  assert.equal(vcpu.run(1e9).kind, 'hlt');
  assert.deepEqual(system.cpu.taken, []);
});

test('an instruction that goes on from device memory to a port is finished with both', () => {
  const answers = [KVM_EXIT.MMIO, KVM_EXIT.IO];
  class Scripted extends FakeKernel {
    override ioctl(fd: number, request: number, argument: number): number {
      if (request !== KVM_RUN) return super.ioctl(fd, request, argument);
      const reason = answers.shift();
      if (reason === undefined) return -EINTR;
      const view = new DataView(this.cpu.page.buffer);
      view.setUint32(KvmRun.at.exit_reason, reason, true);
      view.setUint8(KvmRun.at['io.direction'], KVM_EXIT_IO_OUT);
      return 0;
    }
  }
  const system = new Scripted();
  const vm = system.ioctl(system.open('/dev/kvm'), 0xae01, 0);
  const file = new VcpuFile(system, system.ioctl(vm, 0xae41, 0), system.cpu.page.length);
  const seen: number[] = [];
  file.finish(() => seen.push(file.page.exitReason));
  assert.deepEqual(seen, [KVM_EXIT.MMIO, KVM_EXIT.IO]);
  assert.equal(file.isUnfinished, false);
});
