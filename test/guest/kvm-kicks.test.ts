// How a vCPU is made to come back: kicks by other threads, the alarm, the end of a thread and of the process.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { planFlat } from '../../src/boot/flat.ts';
import type { KickTarget } from '../../src/engine/kvm/kick.ts';
import { koffiSystem } from '../../src/engine/kvm/koffi-system.ts';
import { KvmEngine } from '../../src/engine/kvm/kvm-engine.ts';
import type { KvmVcpu } from '../../src/engine/kvm/kvm-vcpu.ts';
import { Vm } from '../../src/vm/vm.ts';
import { findKvm } from '../support/drivers.ts';
import { interceptedSystem } from '../support/intercepted-system.ts';

const found = findKvm();
const skip = typeof found === 'string' ? found : false;
const MEMORY = 4 << 20;
const HOUR_NS = 3600e9;

/** A guest that never ends: jmp $, or other code. */
function spinner(engine: KvmEngine, code: readonly number[] = [0xeb, 0xfe]): { vm: Vm; vcpu: KvmVcpu } {
  const vm = new Vm({ engine, memoryBytes: MEMORY });
  const image = Uint8Array.from(code);
  vm.boot(planFlat({ image, commandLine: '', memoryBytes: MEMORY }, { address: 0x10_0000 }));
  return { vm, vcpu: vm.vcpus[0] as KvmVcpu };
}

test('a kick between the last look at the request and KVM_RUN ends KVM_RUN', { skip }, () => {
  let target: KickTarget | undefined;
  const system = interceptedSystem(() => {
    if (target !== undefined) system.kick(target);
    target = undefined;
  });
  const { vm, vcpu } = spinner(new KvmEngine({ system }));
  let shortest = Infinity;
  for (let i = 0; i < 20; i++) {
    target = vcpu.kickTarget;
    const start = performance.now();
    assert.equal(vcpu.run(HOUR_NS).kind, 'limit');
    shortest = Math.min(shortest, performance.now() - start);
  }
  assert.ok(shortest < 15, `by the kick, not by the alarm, which takes 20 ms: ${shortest} ms`);
  vm.dispose();
});

test('an alarm that goes off just before KVM_RUN comes again', { skip }, () => {
  let isLate = false;
  const system = interceptedSystem(() => {
    const end = performance.now() + 10;
    while (isLate && performance.now() < end); // the signal comes here, where it ends nothing
    isLate = false;
  });
  const { vm, vcpu } = spinner(new KvmEngine({ system }));
  for (let i = 0; i < 5; i++) {
    isLate = true;
    assert.equal(vcpu.run(5e6).kind, 'limit');
  }
  vm.dispose();
});

test('VMs of one thread share its alarm, also when one runs in a verdict of the other', { skip }, async () => {
  const inner = spinner(found as KvmEngine);
  // mov [0x200000], al; jmp $
  const outer = spinner(found as KvmEngine, [0x88, 0x04, 0x25, 0, 0, 0x20, 0, 0xeb, 0xfe]);
  const ends: string[] = [];
  const verdict = (): 'deny' => {
    ends.push(inner.vcpu.run(1e6).kind);
    return 'deny';
  };
  outer.vm.guards.add({ gpa: 0x20_0000, length: 1, name: 'nested', verdict });
  let slices = 0;
  assert.equal((await outer.vm.run({ isTimeUp: () => ++slices === 3 })).kind, 'time-limit');
  assert.deepEqual(ends, ['limit']);
  outer.vm.dispose();
  assert.equal(inner.vcpu.run(1e6).kind, 'limit', 'the alarm outlives the other VM');
  inner.vm.dispose();
});

test('a guest that stores all the time is not taken for one that stands still, though alarms find the same RIP', {
  skip,
}, () => {
  const again = spinner(found as KvmEngine, [0x88, 0x07, 0xeb, 0xfc]); // again: mov [rdi], al; jmp again
  again.vcpu.setRegisters({ rdi: 0x20_0010n });
  again.vm.guards.add({ gpa: 0x20_0080, length: 8, name: 'beside', verdict: 'deny' });
  for (let i = 0; i < 20; i++) assert.equal(again.vcpu.run(2e6).kind, 'limit');
  const { completedInstructions, steppedInstructions, permittedStores } = again.vm.statistics();
  assert.ok(permittedStores > 100);
  assert.deepEqual([completedInstructions, steppedInstructions], [0, 0]);
  again.vm.dispose();
});

test('a vCPU that is gone can be kicked: nothing happens', { skip }, () => {
  const { vm, vcpu } = spinner(found as KvmEngine);
  const target = vcpu.kickTarget;
  vm.dispose();
  for (let i = 0; i < 100; i++) koffiSystem().kick(target);
  assert.equal(vcpu.run(1e6).kind, 'failure');
});

test('kicks from another thread bring the guest out each time', { skip }, async (t) => {
  const KICKS = 5000;
  const worker = new Worker(new URL('./kvm-spinner.js', import.meta.url));
  try {
    const [target] = (await once(worker, 'message')) as [KickTarget];
    const system = koffiSystem();
    const times: number[] = [];
    for (let i = 0; i < KICKS; i++) {
      // Answers come one for each kick; a lost kick is an answer that does not come.
      const answer = once(worker, 'message', { signal: AbortSignal.timeout(5000) });
      const start = performance.now();
      system.kick(target);
      await answer;
      times.push((performance.now() - start) * 1000);
    }
    times.sort((a, b) => a - b);
    assert.ok(times[KICKS / 2] < 5000, 'not by the alarm, which comes every 20 ms');
    t.diagnostic(`kick to message: p50 ${times[KICKS / 2].toFixed(0)} us, p99 ${times[KICKS * 0.99].toFixed(0)} us`);
  } finally {
    await worker.terminate();
  }
});

test('a thread ends although its guest does not, and so does the process', { skip }, async () => {
  const worker = new Worker(new URL('./kvm-spinner.js', import.meta.url));
  await once(worker, 'message');
  await delay(50);
  const end = await Promise.race([worker.terminate(), delay(5000, 'hangs', { ref: false })]);
  assert.notEqual(end, 'hangs');
  const script = `const { Worker } = require('node:worker_threads');
    new Worker(new URL(${JSON.stringify(new URL('./kvm-spinner.js', import.meta.url).href)}))
      .once('message', () => setTimeout(() => process.exit(5), 100));`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { timeout: 20_000, encoding: 'utf8' });
  assert.equal(status, 5, stderr);
});
