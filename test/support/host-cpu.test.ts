import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostCpu } from './host-cpu.ts';
import { CODE_AT, DATA_PAGES, DATA_SIZE, FX_SIZE, type MachineCase, WINDOW, WINDOW_SIZE } from './machine-case.ts';

// The witness itself: outcomes that the manual fixes, so that a harness which loads or saves the wrong thing shows.
const host = hostCpu();

function machineCase(code: number[], changes: Partial<MachineCase> = {}): MachineCase {
  const fx = new Uint8Array(FX_SIZE);
  new DataView(fx.buffer).setUint16(0, 0x37f, true);
  new DataView(fx.buffer).setUint32(24, 0x1f80, true);
  return {
    title: 'literal',
    name: 'literal',
    bits: 64,
    code: Uint8Array.from(code),
    gpr: BigUint64Array.from({ length: 16 }, (_, i) => BigInt(i + 1)),
    rflags: 0x202n,
    fx,
    window: new Uint8Array(WINDOW_SIZE),
    undefinedFlags: 0,
    ...changes,
  };
}

test('host-cpu.c: results of literal cases', { skip: 'absent' in host ? host.absent : false }, () => {
  if (!('runner' in host)) return;
  const store = machineCase([0x89, 0x03]); // mov [rbx], eax
  store.gpr[3] = BigInt(WINDOW + 8);
  const fault = machineCase([0x89, 0x03]);
  fault.gpr[3] = BigInt(DATA_PAGES + DATA_SIZE - 2);
  const outside = machineCase([0x89, 0x03]);
  outside.gpr[3] = BigInt(DATA_PAGES);
  const [add, stored, faulted, far, divided, illegal, pushed, endless, wide] = host.runner.run([
    machineCase([0x48, 0x01, 0xc1]), // add rcx, rax
    store,
    fault,
    outside,
    machineCase([0x31, 0xd2, 0xf7, 0xf2]), // xor edx, edx; div edx
    machineCase([0x0f, 0x0b]), // ud2
    machineCase([0x60], { bits: 32 }), // pusha at a null page
    machineCase([0xeb, 0xfe]), // jmp to itself
    machineCase([0x0f, 0x58, 0xc1]), // addps xmm0, xmm1
  ]);
  host.runner.close();
  assert.deepEqual([add!.gpr[1], add!.vector, add!.rip], [3n, 3, BigInt(CODE_AT + 4)]);
  assert.deepEqual([stored!.window[8], stored!.outside], [1, false]);
  assert.deepEqual(
    [faulted!.vector, faulted!.error, faulted!.cr2, faulted!.rip],
    [14, 6, BigInt(DATA_PAGES + DATA_SIZE), BigInt(CODE_AT)],
  );
  assert.equal(far!.outside, true);
  assert.deepEqual([divided!.vector, divided!.rip], [0, BigInt(CODE_AT + 2)]);
  assert.deepEqual([illegal!.vector, illegal!.rip], [6, BigInt(CODE_AT)]);
  assert.equal(pushed!.vector, 14);
  assert.equal(endless!.vector, 255);
  assert.deepEqual([wide!.vector, wide!.outside], [3, false]); // and nothing left over from the case before
});
