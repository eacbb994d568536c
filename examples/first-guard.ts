// A guest of four instructions, a guard on four bytes, and what it caught.
import { planFlat, Vm } from 'subpage';
import { softEngine } from 'subpage/node';

const memoryBytes = 4 << 20;
// mov dword [0x200000], 1; mov dword [0x200080], 2; cli; hlt
const image = Uint8Array.of(
  ...[0xc7, 0x04, 0x25, 0, 0, 0x20, 0, 1, 0, 0, 0],
  ...[0xc7, 0x04, 0x25, 0x80, 0, 0x20, 0, 2, 0, 0, 0],
  ...[0xfa, 0xf4],
);

const vm = new Vm({ engine: softEngine(), memoryBytes });
vm.boot(planFlat({ image, commandLine: '', memoryBytes }, { address: 0x10_0000 }));
vm.guards.add({ gpa: 0x20_0000, length: 4, name: 'password', verdict: 'deny' });
vm.onEvent = ({ writer, gpa, old, new: wanted, guards, verdict }) =>
  console.log(`${verdict} ${guards} at 0x${gpa.toString(16)}: ${old} -> ${wanted}, rip 0x${writer?.rip.toString(16)}`);
const stop = await vm.run();
console.log(`${stop.kind}; guarded ${vm.memory.read(0x20_0000, 4)}, next to it ${vm.memory.read(0x20_0080, 4)}`);
