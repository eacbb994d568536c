// Single steps that are taken back, on the real /dev/kvm: how the engine learns what an instruction writes that comes out
// without its bytes. Skipped where /dev/kvm cannot be used, or cannot step.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planFlat } from '../../src/boot/flat.ts';
import type { KvmEngine } from '../../src/engine/kvm/kvm-engine.ts';
import type { KvmVcpu } from '../../src/engine/kvm/kvm-vcpu.ts';
import { Vm } from '../../src/vm/vm.ts';
import { findKvm } from '../support/drivers.ts';

const found = findKvm();
const engine = found as KvmEngine;
const skip =
  typeof found === 'string'
    ? found
    : engine.stepSupport.kernel
      ? false
      : 'single steps of kernel code do not work here';
const MEMORY = 4 << 20;
const CODE = 0x10_0000;
const PAGE = 0x20_0000;
const FILL = 0x5a;

// biome-ignore format: a table
const ROWS: readonly (readonly [name: string, code: number[], writes: string])[] = [
  ['mov m64, r64',          [0x48, 0x89, 0x07],       '10=8877665544332211'],
  ['mov, the bytes that are there', [0xc6, 0x07, FILL], '10=5a'],
  ['add m32, r32',          [0x01, 0x07],             '10=e2d1c0af'],
  ['lock xadd',             [0xf0, 0x48, 0x0f, 0xc1, 0x07], '10=e2d1c0af9e8d7c6b'],
  ['xchg',                  [0x87, 0x07],             '10=88776655'],
  ['push',                  [0x50],                   '78=8877665544332211'],
  ['pushfq, without the debugger’s flag', [0x9c],     '78=0200000000000000'],
  ['call',                  [0xe8, 0, 0, 0, 0],       '78=0500100000000000'],
  ['stosb',                 [0xaa],                   '10=88'],
  ['rep stosb',             [0xf3, 0xaa],             '10=888888'],
  ['over two sub-pages',    [0x48, 0x89, 0x47, 0x6c], '7c=8877665544332211'],
  ['over two pages',        [0x48, 0x89, 0x87, 0xec, 0x0f, 0, 0], 'ffc=88776655 1000=44332211'],
];
for (const [name, code, writes] of ROWS) {
  test(`${name}: its bytes are known, and nothing has happened`, { skip }, () => {
    const vm = new Vm({ engine, memoryBytes: MEMORY });
    const image = Uint8Array.from([...code, 0xf4]);
    vm.boot(planFlat({ image, commandLine: '', memoryBytes: MEMORY }, { address: CODE }));
    vm.memory.write(PAGE, new Uint8Array(2 * 4096).fill(FILL));
    vm.vcpus[0].setRegisters({
      rax: 0x1122_3344_5566_7788n,
      rcx: 3n,
      rdi: BigInt(PAGE + 0x10),
      rsp: BigInt(PAGE + 0x80),
      rflags: 2n,
    });
    vm.guards.add({ gpa: PAGE, length: 4096 + 128, name: 'g', verdict: 'deny' });
    const before = vm.vcpus[0].getRegisters();
    const pieces = (vm.vcpus[0] as KvmVcpu).stepStore();
    const told = pieces?.map(({ gpa, bytes }) => `${(gpa - PAGE).toString(16)}=${Buffer.from(bytes).toString('hex')}`);
    // Processors trap behind each element of a repeated instruction; the kernel's emulator goes through.
    assert.equal(told?.join(' '), name === 'rep stosb' && told?.[0] === '10=88' ? '10=88' : writes);
    assert.deepEqual(vm.vcpus[0].getRegisters(), before);
    assert.ok(vm.memory.read(PAGE, 2 * 4096).every((byte) => byte === FILL));
    assert.deepEqual([...vm.getSubPageAccess(PAGE / 4096, 2)], [0, 0xffff_fffe]);
    assert.equal(vm.vcpus[0].run(1e9).kind, 'protected-write', 'closed again');
    vm.dispose();
  });
}
