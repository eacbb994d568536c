// What follows from the code segment beside its instructions: where they are, and how wide addresses are.
// SDM Vol. 3A, "Segment Registers" and "IA-32e Mode".
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Vm } from '../../src/vm/vm.ts';
import { flatGuest, noEngine as skip, vmGuest } from '../support/vm-guest.ts';

const write = (vm: Vm, gpa: number, bytes: readonly number[]): void =>
  void vm.memory.write(gpa, Uint8Array.from(bytes), { force: true });
const OUT_3 = [0xb0, 3, 0xe6, 0xf4]; // mov al, 3; out 0xf4, al
const DONE = { kind: 'debug-exit', status: 7 };
const data = { selector: 0, base: 0n, limit: 0xffff, attributes: 0x93 };

/** Real mode at 0x1000:0. */
function realMode(): Vm {
  const { vm } = vmGuest({ memoryBytes: 2 << 20 });
  const cs = { selector: 0x1000, base: 0x1_0000n, limit: 0xffff, attributes: 0x9b };
  vm.vcpus[0].setRegisters({ rip: 0n, rsp: 0x8000n, rflags: 2n, cr0: 0x10n, cs, ss: data, ds: data });
  return vm;
}

test('a far jump to the same offset of another segment', { skip }, async () => {
  const vm = realMode();
  write(vm, 0x1_0000, [0xea, 0, 0, 0, 0x20]); // jmp 0x2000:0
  write(vm, 0x2_0000, OUT_3);
  assert.deepEqual(await vm.run({ maxInstructions: 1000 }), DONE);
});

test('an interrupt whose handler has the offset of the instruction that it interrupts', { skip }, async () => {
  const vm = realMode();
  write(vm, 4 * 0x80, [0, 0, 0, 0x20]);
  write(vm, 0x1_0000, [0xcd, 0x80]); // int 0x80
  write(vm, 0x2_0000, OUT_3);
  assert.deepEqual(await vm.run({ maxInstructions: 1000 }), DONE);
});

test('a far jump to the same code under a limit that ends in its middle', { skip }, async () => {
  const { vm } = vmGuest({ memoryBytes: 2 << 20 });
  const descriptor = (limit: number) => [limit & 0xff, limit >> 8, 0, 0, 1, 0x9b, 0x40, 0];
  write(vm, 0x5000, [...new Array(8).fill(0), ...descriptor(0xffff), ...descriptor(0)]);
  // dec ecx; je done; jmp 0x10:0; done: …
  write(vm, 0x1_0000, [0x49, 0x74, 7, 0xea, 0, 0, 0, 0, 0x10, 0, ...OUT_3]);
  vm.vcpus[0].setRegisters({
    ...{ rip: 0n, rsp: 0x8000n, rcx: 2n, rflags: 2n, cr0: 0x11n },
    gdtr: { base: 0x5000n, limit: 23 },
    cs: { selector: 8, base: 0x1_0000n, limit: 0xffff, attributes: 0x409b },
    ...{ ss: { ...data, attributes: 0x4093 }, ds: data },
  });
  assert.deepEqual(await vm.run({ maxInstructions: 1000 }), { kind: 'triple-fault' }); // there is no IDT
  assert.equal(vm.vcpus[0].getRegisters().rip, 1n);
});

/** 64-bit tables, 32-bit code (compatibility mode): add the page directory at 0x150000 as entry `at` of a table of entries. */
function compatibility(code: readonly number[], at: number): Vm {
  const vm = flatGuest((a) => a.db(...code));
  vm.memory.write(at, new Uint8Array(BigUint64Array.of(0x15_0007n).buffer), { force: true });
  const cs = { selector: 8, base: 0n, limit: 0xffff_ffff, attributes: 0xc09b };
  vm.vcpus[0].setRegisters({ cs });
  return vm;
}

test('the event of a store that wraps at 4 GiB has the linear address 0 for its second half', { skip }, async () => {
  const vm = compatibility([0xc7, 0x03, 1, 2, 3, 4, ...OUT_3], 0x2018); // mov dword [ebx], 0x4030201
  // The last 2 MiB of the address space are those from 2 MiB on.
  vm.memory.write(0x15_0000 + 8 * 511, new Uint8Array(BigUint64Array.of(0x20_0087n).buffer), { force: true });
  vm.vcpus[0].setRegisters({
    rbx: 0xffen,
    ds: { selector: 0x10, base: 0xffff_f000n, limit: 0xffff_ffff, attributes: 0xc093 },
  });
  vm.guards.add({ gpa: 0x3f_fffe, length: 2, name: 'last bytes', verdict: 'report' });
  vm.guards.add({ gpa: 0, length: 2, name: 'first bytes', verdict: 'report' });
  assert.deepEqual(await vm.run(), DONE);
  const { events } = vm.events.reader().read();
  assert.deepEqual(
    events.map(({ gpa, new: bytes, writer }) => [gpa, [...bytes], writer?.gva]),
    [
      [0x3f_fffe, [1, 2], 0xffff_fffen],
      [0, [3, 4], 0n],
    ],
  );
});

test('an event out of 32-bit code pushes its frame over two pages of a stack above 4 GiB', { skip }, async () => {
  const vm = compatibility([0xcd, 0x80], 0x1800); // int 0x80; entry 256 of the first table
  const entries = (gpa: number, ...values: readonly bigint[]): void =>
    void vm.memory.write(gpa, new Uint8Array(BigUint64Array.from(values).buffer), { force: true });
  // The stack at 0xffff800040000000: there is nothing at 0x40000000.
  entries(0x15_0008, 0x3007n);
  entries(0x15_1000 + 16 * 0x80, 0x0010_8e01_0008_3000n, 0n); // interrupt stack 1, 0x103000
  entries(0x15_2024, 0xffff_8000_4030_1010n);
  entries(0x15_3008, 0x00af_9b00_0000_ffffn);
  vm.memory.write(0x10_3000, Uint8Array.from(OUT_3), { force: true });
  vm.vcpus[0].setRegisters({
    idtr: { base: 0x15_1000n, limit: 0xfff },
    gdtr: { base: 0x15_3000n, limit: 15 },
    tr: { selector: 0x18, base: 0x15_2000n, limit: 0x67, attributes: 0x8b },
  });
  assert.deepEqual(await vm.run(), DONE);
  assert.equal(new BigUint64Array(vm.memory.read(0x30_0fe8, 8).buffer)[0], 0x10_0002n);
});
