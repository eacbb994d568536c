// Breakpoints of the host: a run comes back before each instruction at one of them, once, whatever way led there, with the
// interpreter and with translated code. The witness is the same guest, one instruction at a time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { HvError } from '../../src/base/error.ts';
import { MAX_BREAKPOINTS } from '../../src/cpu/processor.ts';
import type { Vm, VmOptions } from '../../src/vm/vm.ts';
import { type Assembler, byte, EAX, EBX, ECX, EDX, qword, RCX, RDI, RSI } from '../support/assembler.ts';
import { drivers, findKvm } from '../support/drivers.ts';
import { runsOf, seedOfRun } from '../support/random.ts';
import { FLAT_CODE, flatGuest, loadFlat, noEngine, runToEnd, vmGuest } from '../support/vm-guest.ts';

const ROUNDS = 300;
const DATA = 0x20_0000;

/** Loops, a fused compare and jump, calls, a repeated store, code that changes itself, and an end. */
function program(a: Assembler): void {
  a.mov(EBX, ROUNDS);
  a.label('round').mov(ECX, 3);
  a.label('again').add(EAX, ECX).dec(ECX).jne('again');
  a.call('twice').cmp(EAX, 100).jb('low').mov(EAX, 0);
  a.label('low').mov(RDI, DATA).mov(RCX, 5).rep().stosb();
  a.mov(byte(FLAT_CODE + 0x80), 0x90); // what is there already, in the page of this code
  a.dec(EBX).jne('round').jmp('end');
  a.label('twice').add(EDX, EDX).call('leaf').inc(EDX).ret();
  a.label('leaf').mov(RSI, qword(DATA)).ret();
  a.label('end').cli().hlt();
}

/** Addresses of the instructions that a guest executes, in their order. */
async function trace(vm: Vm): Promise<bigint[]> {
  const addresses: bigint[] = [];
  for (;;) {
    const { linearRip } = vm.vcpu;
    const stop = await vm.run({ maxInstructions: 1 });
    if (stop.kind !== 'instruction-limit') return addresses;
    addresses.push(linearRip);
  }
}

for (const driver of drivers().filter(({ name }) => name !== 'kvm')) {
  const { skip } = driver;
  const options = (): Partial<VmOptions> => ({ engine: driver.engine() });

  test(`every arrival at a breakpoint, and nothing else, ends a run (${driver.name})`, { skip }, async () => {
    const stepped = flatGuest(program, options());
    const executed = await trace(stepped);
    const places = [...new Set(executed)];
    assert.ok(places.length > 20);
    const seed = seedOfRun();
    const numRuns = runsOf(20);
    console.log(`SUBPAGE_SEED=${seed}, ${numRuns} sets of breakpoints`);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.constantFrom(...places), { maxLength: 5 }), async (chosen) => {
        const vm = flatGuest(program, options());
        vm.setBreakpoints(chosen);
        const met: bigint[] = [];
        let stop = await runToEnd(vm);
        for (; stop.kind === 'breakpoint'; stop = await runToEnd(vm)) {
          assert.equal(stop.address, vm.vcpu.linearRip);
          met.push(stop.address);
        }
        assert.equal(stop.kind, 'halted');
        // One iteration more of a repeated store is not another arrival at it.
        const set = new Set(chosen);
        assert.deepEqual(
          met,
          executed.filter((address, i) => set.has(address) && executed[i - 1] !== address),
        );
        assert.equal(vm.vcpu.instructions, stepped.vcpu.instructions);
        assert.deepEqual(vm.vcpu.getRegisters(), stepped.vcpu.getRegisters());
        vm.dispose();
      }),
      { seed, numRuns },
    );
    stepped.dispose();
  });

  test(`a breakpoint set in the middle of a loop takes effect at once, and so does its end (${driver.name})`, {
    skip,
  }, async () => {
    const { vm } = vmGuest({ memoryBytes: 4 << 20, ...options() });
    const label = loadFlat(vm, program);
    const again = BigInt(label('again'));
    assert.equal((await vm.run({ maxInstructions: 2000 })).kind, 'instruction-limit');
    vm.setBreakpoints([again]);
    assert.deepEqual(await runToEnd(vm), { kind: 'breakpoint', address: again });
    const { instructions } = vm.vcpu;
    assert.deepEqual(await runToEnd(vm), { kind: 'breakpoint', address: again });
    assert.equal(vm.vcpu.instructions - instructions, 3, 'one round of the loop');
    vm.setBreakpoints([]);
    assert.equal((await runToEnd(vm)).kind, 'halted');
    vm.dispose();
  });
}

test('a handler of events may set one while the guest runs', { skip: noEngine }, async () => {
  const { vm } = vmGuest({ memoryBytes: 4 << 20 });
  const label = loadFlat(vm, program);
  vm.guards.add({ gpa: DATA + 4, length: 1, name: 'last byte', verdict: 'report' });
  vm.onEvent = () => vm.setBreakpoints([BigInt(label('twice'))]);
  assert.deepEqual(await runToEnd(vm), { kind: 'breakpoint', address: BigInt(label('twice')) });
  assert.equal(vm.events.count, 1, 'before the next round stores again');
  vm.dispose();
});

test('registers may be changed at a breakpoint; whoever goes elsewhere and comes back is told again', {
  skip: noEngine,
}, async () => {
  const { vm } = vmGuest({ memoryBytes: 4 << 20 });
  const label = loadFlat(vm, program);
  const again = BigInt(label('again'));
  vm.setBreakpoints([again]);
  assert.equal((await runToEnd(vm)).kind, 'breakpoint');
  vm.vcpu.setRegisters({ rcx: 1n });
  vm.setBreakpoints([again, BigInt(label('low'))]);
  assert.deepEqual(await runToEnd(vm), { kind: 'breakpoint', address: BigInt(label('low')) }, 'a single round');
  vm.vcpu.setRegisters({ rip: BigInt(label('round')) });
  assert.deepEqual(await runToEnd(vm), { kind: 'breakpoint', address: again });
  vm.vcpu.setRegisters({ rip: BigInt(label('round')) });
  assert.deepEqual(await runToEnd(vm), { kind: 'breakpoint', address: again }, 'it was not executed meanwhile');
  vm.dispose();
});

test('each of two vCPUs stops at its own', { skip: noEngine }, async () => {
  const { vm } = vmGuest({ memoryBytes: 4 << 20, vcpus: 2 });
  const label = loadFlat(vm, (a) => {
    a.label('first').inc(EAX).jmp('first');
    a.label('second').inc(EBX).jmp('second');
  });
  const [first, second] = vm.vcpus;
  second.startup(0);
  second.setRegisters({ ...first.getRegisters(), rip: BigInt(label('second')), rsp: 0x17_0000n });
  vm.setBreakpoints([BigInt(label('second'))]);
  for (let i = 0; i < 3; i++) {
    assert.equal((await runToEnd(vm)).kind, 'breakpoint');
    assert.equal(vm.vcpu.id, 1);
    assert.equal(second.getRegisters().rbx, BigInt(i));
  }
  vm.setBreakpoints([BigInt(label('first'))]);
  assert.equal((await runToEnd(vm)).kind, 'breakpoint');
  assert.equal(vm.vcpu.id, 0);
  vm.dispose();
});

test('outside of 64-bit code they are linear addresses, too: the base of CS counts', { skip: noEngine }, async () => {
  const { vm } = vmGuest({ memoryBytes: 4 << 20 });
  // Real mode, CS at 0x20000: dec cx; jnz to itself; hlt
  vm.memory.write(0x2_0010, Uint8Array.of(0x49, 0x75, 0xfd, 0xf4));
  const cs = { selector: 0x2000, base: 0x2_0000n, limit: 0xffff, attributes: 0x93 };
  vm.vcpu.setRegisters({ rip: 0x10n, rcx: 3n, rflags: 2n, cr0: 0x10n, cs });
  vm.setBreakpoints([0x10n, 0x2_0010n]);
  for (const rcx of [3n, 2n, 1n]) {
    assert.deepEqual(await runToEnd(vm), { kind: 'breakpoint', address: 0x2_0010n });
    assert.equal(vm.vcpu.getRegisters().rcx, rcx);
  }
  assert.equal((await runToEnd(vm)).kind, 'halted');
  vm.dispose();
});

test('more than there are, or an engine that has none: refused, and nothing is set', { skip: noEngine }, async () => {
  const vm = flatGuest(program);
  const most = Array.from({ length: MAX_BREAKPOINTS }, (_, i) => BigInt(FLAT_CODE - 1 - i));
  vm.setBreakpoints(most);
  const isRefused = (error: unknown): boolean => error instanceof HvError && error.code === 'unsupported';
  assert.throws(() => vm.setBreakpoints([...most, BigInt(FLAT_CODE)]), isRefused);
  assert.equal((await runToEnd(vm)).kind, 'halted');
  vm.dispose();
});

const kvm = findKvm();
test('the KVM engine has none, and says so', { skip: typeof kvm === 'string' ? kvm : false }, () => {
  const vm = flatGuest(program, { engine: kvm as Exclude<typeof kvm, string> });
  assert.throws(() => vm.setBreakpoints([BigInt(FLAT_CODE)]), /the kvm engine has none/);
  vm.setBreakpoints([]);
  vm.dispose();
});
