// A guest that has halted can be started again, on every engine: HLT ends where RIP is set, and nowhere else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planFlat } from '../../src/boot/flat.ts';
import { Vm } from '../../src/vm/vm.ts';
import { drivers } from '../support/drivers.ts';

const memoryBytes = 4 << 20;
const CODE = 0x10_0000;
// inc eax; cli; hlt; ud2
const image = Uint8Array.of(0xff, 0xc0, 0xfa, 0xf4, 0x0f, 0x0b);

for (const driver of drivers()) {
  test(`${driver.name}: a halted guest goes on where RIP is set`, { skip: driver.skip }, async () => {
    const vm = new Vm({ engine: driver.engine(), memoryBytes });
    const plan = planFlat({ image, commandLine: '', memoryBytes }, { address: CODE });
    const run = async (): Promise<unknown> => [(await vm.run()).kind, vm.vcpu.getRegisters().rax];
    try {
      vm.boot(plan);
      assert.deepEqual(await run(), ['halted', 1n]);
      vm.vcpu.setRegisters({ rax: 5n });
      assert.deepEqual(await run(), ['halted', 5n], 'other registers do not wake it');
      vm.vcpu.setRegisters({ rip: BigInt(CODE) });
      assert.deepEqual(await run(), ['halted', 6n]);
      vm.boot(plan);
      assert.deepEqual(await run(), ['halted', 1n]);
    } finally {
      vm.dispose();
    }
  });
}
