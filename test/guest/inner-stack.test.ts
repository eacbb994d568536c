// A call through a gate to an inner level, whose stack has to be mapped first, is not writable, or is guarded: until the
// whole frame is known to be writable nothing of the call is visible, least of all the new privilege level.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Vm } from '../../src/vm/vm.ts';
import { RAX } from '../support/assembler.ts';
import { FLAT_CODE, flatGuest, noEngine, vmGuest } from '../support/vm-guest.ts';

const CODE = 0x1_0000;
const ENTRY = 0x1_1000;
const FAULT = 0x1_2000;
const GDT = 0x2_0000;
const TSS = 0x2_1000;
const IDT = 0x2_2000;
const OUTER = 0x3_0000;

const u16 = (value: number) => [value & 0xff, (value >>> 8) & 0xff];
const u32 = (value: number) => [...u16(value), ...u16(value >>> 16)];
const flat = (attributes: number, selector: number) => ({ selector, base: 0n, limit: 0xffff_ffff, attributes });
const gate = (to: number, type: number, words = 0) => [...u16(to), 0x08, 0, words, type, ...u16(to >>> 16)];
/** OUT 0xF4, AL: the end, with a number. */
const end = (status: number) => [0xb0, status, 0xe6, 0xf4];

/** A 32-bit program at level 3 that calls level 0 through a gate with two parameters; the inner stack ends at `stack`. */
function make(stack: number): Vm {
  const { vm } = vmGuest({ memoryBytes: 16 << 20 });
  const write = (gpa: number, bytes: readonly number[]) =>
    vm.memory.write(gpa, Uint8Array.from(bytes), { force: true });
  write(CODE, [0x6a, 1, 0x6a, 2, 0x9a, ...u32(0), ...u16(0x2b), 0xf4]); // push 1; push 2; call 0x2b:0
  write(ENTRY, end(1));
  write(FAULT, end(2));
  const segments = [0n, 0x00cf_9b00_0000_ffffn, 0x00cf_9300_0000_ffffn, 0x00cf_fb00_0000_ffffn, 0x00cf_f300_0000_ffffn];
  write(GDT, [...new Uint8Array(BigUint64Array.from(segments).buffer), ...gate(ENTRY, 0xec, 2)]);
  write(TSS, [...u32(0), ...u32(stack), ...u32(0x10)]);
  for (let vector = 0; vector < 32; vector++) write(IDT + 8 * vector, gate(FAULT, 0x8e));
  vm.vcpus[0].setRegisters({
    rip: BigInt(CODE),
    rsp: BigInt(OUTER),
    rflags: 0x3002n,
    cr0: 0x11n,
    cs: flat(0xc0fb, 0x1b),
    ss: flat(0xc0f3, 0x23),
    ds: flat(0xc0f3, 0x23),
    es: flat(0xc0f3, 0x23),
    tr: { selector: 0x30, base: BigInt(TSS), limit: 0x67, attributes: 0x8b },
    gdtr: { base: BigInt(GDT), limit: 0x2f },
    idtr: { base: BigInt(IDT), limit: 0xff },
    cpl: 3,
  });
  return vm;
}
/** The frame of the call: return address and CS, the parameters, the outer stack. */
const FRAME = [CODE + 11, 0x1b, 2, 1, OUTER - 8, 0x23];
const frame = (vm: Vm, stack: number) => [...new Uint32Array(vm.memory.read(stack - 24, 24).buffer)];

for (const stack of [0x80_1000, 0x80_1008]) {
  test(`a stack at 0x${stack.toString(16)} that nothing has used yet: the frame is that of one call`, {
    skip: noEngine,
  }, async () => {
    const vm = make(stack);
    assert.deepEqual(await vm.run({ maxInstructions: 100 }), { kind: 'debug-exit', status: 3 });
    assert.deepEqual(frame(vm, stack), FRAME);
    const { cpl, rsp } = vm.vcpus[0].getRegisters();
    assert.deepEqual([cpl, rsp], [0, BigInt(stack - 24)]);
    vm.dispose();
  });
}

test('a guard on the stack that stops: the call has not begun, and can be made again', { skip: noEngine }, async () => {
  const stack = 0x80_1008;
  const vm = make(stack);
  const before = vm.memory.read(GDT, 48);
  const guard = vm.guards.add({ gpa: stack - 20, length: 4, name: 'frame', verdict: 'stop' });
  for (let i = 0; i < 2; i++) {
    assert.equal((await vm.run({ maxInstructions: 100 })).kind, 'guard');
    const { cpl, rsp, rip, cs, ss } = vm.vcpus[0].getRegisters();
    assert.deepEqual([cpl, rsp, rip, cs.selector, ss.selector], [3, BigInt(OUTER - 8), BigInt(CODE + 4), 0x1b, 0x23]);
    assert.deepEqual(frame(vm, stack), [0, 0, 0, 0, 0, 0]);
    assert.deepEqual(vm.memory.read(GDT, 48), before);
  }
  vm.guards.remove(guard);
  assert.deepEqual(await vm.run({ maxInstructions: 100 }), { kind: 'debug-exit', status: 3 });
  assert.deepEqual(frame(vm, stack), FRAME);
  vm.dispose();
});

test('64-bit code: a page fault at the inner stack is that of the outer level, whose stack and code segment are kept', {
  skip: noEngine,
}, async () => {
  const stack = 0x8000_0000; // not mapped
  const vm = flatGuest(
    // call far [gate]: the offset does not matter
    (a) =>
      a
        .mov(RAX, GDT + 0x40)
        .db(0xff, 0x18)
        .hlt(),
    { memoryBytes: 16 << 20 },
  );
  const write = (gpa: number, bytes: readonly number[]) =>
    vm.memory.write(gpa, Uint8Array.from(bytes), { force: true });
  const segments = [0n, 0x00af_9b00_0000_ffffn, 0x00cf_9300_0000_ffffn, 0x00af_fb00_0000_ffffn, 0x00cf_f300_0000_ffffn];
  write(GDT, [...new Uint8Array(BigUint64Array.from(segments).buffer), ...gate(ENTRY, 0xec), ...u32(0), ...u32(0)]);
  write(GDT + 0x40, [...u32(0), ...u16(0x2b)]);
  write(TSS, [...u32(0), ...u32(stack), ...u32(0)]);
  write(TSS + 36, u32(0x80_0000)); // the stack of the handler
  write(IDT + 16 * 14, [...gate(FAULT, 0x8e, 1), ...u32(0), ...u32(0)]);
  write(FAULT, end(2));
  vm.vcpus[0].setRegisters({
    rflags: 0x3002n,
    rsp: BigInt(OUTER),
    cs: { selector: 0x1b, base: 0n, limit: 0xffff_ffff, attributes: 0xa0fb },
    ss: flat(0xc0f3, 0x23),
    tr: { selector: 0x30, base: BigInt(TSS), limit: 0x67, attributes: 0x8b },
    gdtr: { base: BigInt(GDT), limit: 0x37 },
    idtr: { base: BigInt(IDT), limit: 0xfff },
    cpl: 3,
  });
  assert.deepEqual(await vm.run({ maxInstructions: 100 }), { kind: 'debug-exit', status: 5 });
  const [error, rip, cs, , rsp, ss] = new BigUint64Array(vm.memory.read(0x80_0000 - 48, 48).buffer);
  // Not present, a write, at the inner level already.
  assert.deepEqual([error, rip, cs, rsp, ss], [2n, BigInt(FLAT_CODE + 7), 0x1bn, BigInt(OUTER), 0x23n]);
  assert.equal(vm.vcpus[0].getRegisters().cr2, BigInt(stack - 8));
  vm.dispose();
});
