// An exception or interrupt whose delivery meets the SPPT: the frame is pushed to a protected stack. What interrupted the
// delivery is answered, and the event is delivered again, once.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sourcePath } from '../../../test/support/path.ts';
import { planFlat } from '../../boot/flat.ts';
import { AREA } from '../../spec/state/layout.ts';
import { eptIndex } from '../../spec/vmx/ept.ts';
import { Vm } from '../../vm/vm.ts';
import { SoftEngine } from './soft-engine.ts';
import type { SoftVcpu } from './soft-vcpu.ts';

const WASM = sourcePath('dist/core.wasm');
const skip = existsSync(WASM) ? false : 'dist/core.wasm is not built';
const MIB = 1 << 20;
const CODE = 0x2_0000;
const HANDLER = 0x2_1000;
const IDT = 0x3_0000;
const STACK = 0x40_5000;
const VECTOR = 0x30;

/** @param code executed with its stack at STACK + 0x180: the frame of 40 bytes goes to 0x158..0x17f, sub-page 2 */
function make(code: readonly number[]): Vm {
  const vm = new Vm({ engine: new SoftEngine(readFileSync(WASM)), memoryBytes: 16 * MIB, debugExit: true });
  vm.boot(planFlat({ image: Uint8Array.of(0xf4), commandLine: '', memoryBytes: 16 * MIB }, { address: 0x1_0000 }));
  const { cs } = vm.vcpus[0].getRegisters();
  const write = (gpa: number, bytes: readonly number[]) =>
    vm.memory.write(gpa, Uint8Array.from(bytes), { force: true });
  write(CODE, [...code, 0xb0, 7, 0xe6, 0xf4]); // afterwards: out 0xf4, 7
  write(HANDLER, [0xb0, 5, 0xe6, 0xf4, 0x48, 0xcf]); // out 0xf4, 5; iretq
  for (const vector of [VECTOR, 2, 3, 6]) {
    // An interrupt gate of 64-bit code.
    const [low, high] = [HANDLER & 0xffff, HANDLER >>> 16];
    write(IDT + vector * 16, [low & 0xff, low >> 8, cs.selector & 0xff, cs.selector >> 8, 0, 0x8e, high, 0]);
  }
  vm.vcpus[0].setRegisters({
    rip: BigInt(CODE),
    rsp: BigInt(STACK + 0x180),
    idtr: { base: BigInt(IDT), limit: 0xfff },
  });
  return vm;
}
const frame = (vm: Vm) => [...new BigUint64Array(vm.memory.read(STACK + 0x158, 40).buffer)];

// biome-ignore format: a table
const EVENTS = [
  ['a software interrupt', [0xcd, VECTOR], 2],
  ['a breakpoint',         [0xcc],         1],
  ['a fault',              [0x0f, 0x0b],   0],
] as const;

for (const [name, code, pushedLength] of EVENTS) {
  const returnRip = BigInt(CODE + pushedLength);

  test(`${name} onto a stack in a writable sub-page of a protected page: map, miss, delivered once`, {
    skip,
  }, async () => {
    const vm = make(code);
    vm.setSubPageAccess(STACK / 4096, Uint32Array.of(0b100));
    const stop = await vm.run();
    assert.deepEqual(stop, { kind: 'debug-exit', status: 11 });
    assert.deepEqual([frame(vm)[0], frame(vm)[3]], [returnRip, BigInt(STACK + 0x180)]);
    assert.equal(vm.vcpus[0].getRegisters().rsp, BigInt(STACK + 0x158));
    assert.deepEqual([vm.space.counters.sppMisses, vm.space.counters.denied], [1, 0]);
  });

  test(`${name} onto a stack that is denied: nothing is pushed until the owner opens it, then it is delivered`, {
    skip,
  }, async () => {
    const vm = make(code);
    vm.setSubPageAccess(STACK / 4096, Uint32Array.of(0xffff_fffb));
    for (let i = 0; i < 2; i++) {
      const stop = await vm.run();
      assert.equal(stop.kind, 'protected-write');
      assert.ok(stop.kind === 'protected-write' && stop.gpa >= STACK + 0x158 && stop.gpa < STACK + 0x180);
      assert.deepEqual(frame(vm), [0n, 0n, 0n, 0n, 0n]);
    }
    vm.setSubPageAccess(STACK / 4096, Uint32Array.of(0xffff_ffff));
    assert.deepEqual(await vm.run(), { kind: 'debug-exit', status: 11 });
    assert.deepEqual([frame(vm)[0], frame(vm)[3]], [returnRip, BigInt(STACK + 0x180)]);
    if (pushedLength > 0) {
      // The handler returns behind the instruction, not into a second delivery.
      assert.deepEqual(await vm.run(), { kind: 'debug-exit', status: 15 });
    }
  });
}

test('an NMI onto a protected stack is delivered once, blocks the next one until its IRET, and is not lost', {
  skip,
}, async () => {
  const vm = make([0x90]); // nop
  vm.setSubPageAccess(STACK / 4096, Uint32Array.of(0));
  vm.vcpus[0].injectNmi();
  for (let i = 0; i < 2; i++) {
    const stop = await vm.run();
    assert.equal(stop.kind, 'protected-write');
    assert.deepEqual(frame(vm), [0n, 0n, 0n, 0n, 0n]);
  }
  vm.setSubPageAccess(STACK / 4096, Uint32Array.of(0b100));
  assert.deepEqual(await vm.run(), { kind: 'debug-exit', status: 11 }); // in the handler, after a miss
  assert.equal(frame(vm)[0], BigInt(CODE));
  assert.equal(vm.space.counters.sppMisses > 0, true);
  // A second NMI waits for the IRET of the first, whose frame lies in the protected page.
  vm.vcpus[0].injectNmi();
  assert.deepEqual(await vm.run(), { kind: 'debug-exit', status: 11 });
  assert.deepEqual(await vm.run(), { kind: 'debug-exit', status: 15 });
});

test('an event in delivery survives a misconfigured table, which is repaired', { skip }, async () => {
  const vm = make([0x88, 0x1f, 0xcd, VECTOR]); // mov [rdi], bl fills the table first
  vm.vcpus[0].setRegisters({ rdi: BigInt(STACK + 0x100) });
  vm.setSubPageAccess(STACK / 4096, Uint32Array.of(0b100));
  const { space } = vm;
  const qualifications: number[] = [];
  space.trace.listen((record) => {
    if (record.name === 'kvm_spp_induced_exit') qualifications.push(record.qualification);
  });
  await vm.run({ maxInstructions: 1 });
  // Between the two instructions: an odd bit in the leaf of the stack's page.
  const { memory } = (vm.vcpus[0] as SoftVcpu).processor;
  const words = new Uint32Array(memory.buffer, AREA.HOST_PHYS);
  let table = space.controls.spptp;
  for (let level = 4; level > 1; level--) {
    table = words[(table + eptIndex(STACK / 4096, level) * 8) / 4] & ~0xfff;
  }
  words[(table + eptIndex(STACK / 4096, 1) * 8) / 4] |= 2;
  space.protection.requestFlush();
  assert.deepEqual(await vm.run(), { kind: 'debug-exit', status: 11 });
  assert.deepEqual([frame(vm)[0], qualifications], [BigInt(CODE + 4), [0x800, 0]]);
});
