/** A thread with a guest that never ends: posts where it can be kicked, then a message for each time that it comes out. */
import { parentPort } from 'node:worker_threads';
import { planFlat } from '../../src/boot/flat.ts';
import { KvmEngine } from '../../src/engine/kvm/kvm-engine.ts';
import type { KvmVcpu } from '../../src/engine/kvm/kvm-vcpu.ts';
import { Vm } from '../../src/vm/vm.ts';

const MEMORY = 4 << 20;
const vm = new Vm({ engine: new KvmEngine(), memoryBytes: MEMORY });
const image = Uint8Array.of(0xeb, 0xfe);
vm.boot(planFlat({ image, commandLine: '', memoryBytes: MEMORY }, { address: 0x10_0000 }));
const vcpu = vm.vcpus[0] as KvmVcpu;
parentPort?.postMessage(vcpu.kickTarget);
for (;;) {
  const exit = vcpu.run(3600e9);
  parentPort?.postMessage(exit.kind);
}
