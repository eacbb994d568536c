// The same instruction pointer in another code segment: other code, or a limit that comes sooner. SDM Vol. 3A, "Segment Registers".
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Vm } from '../../src/vm/vm.ts';
import { noEngine as skip, vmGuest } from '../support/vm-guest.ts';

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
