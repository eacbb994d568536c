// A Linux kernel with a guard by symbol, whose verdict is a function of the write.
// node kernel-guard.js VMLINUZ INITRD
import { readFileSync } from 'node:fs';
import { acpiTables, GuardBinder, parseGuardTarget, planBoot, readKernelSymbols, Vm } from 'subpage';
import { softEngine } from 'subpage/node';

const [kernel = 'vmlinuz', initrd = 'initrd'] = process.argv.slice(2);
const memoryBytes = 256 << 20;
const plan = await planBoot({
  image: readFileSync(kernel),
  initrd: readFileSync(initrd),
  commandLine: 'console=ttyS0',
  memoryBytes,
  acpi: acpiTables(),
});
const symbols = readKernelSymbols(plan.symbols);
const onConsole = (byte: number): boolean => process.stderr.write(Uint8Array.of(byte));
const vm = new Vm({ engine: softEngine(), memoryBytes, onConsole });
vm.boot(plan);
vm.symbolize = (address) => symbols?.table.describe(address);

// The kernel may clear the variable when it boots. Nobody may set it.
const binder = new GuardBinder(vm, () => symbols);
const guard = binder.bind(parseGuardTarget('modules_disabled'), (write) =>
  write.new.every((byte) => byte === 0) ? 'allow' : 'deny',
);
vm.onEvent = ({ verdict, guards, writer, new: wanted }) =>
  console.log(`${verdict} ${guards} = ${wanted} by ${writer?.symbol}`);
// tryPending() is for targets that must wait for the kernel: linear addresses, per-CPU variables, objects of a type.
const stop = await vm.run({ onSlice: () => binder.tryPending() });
console.log(`${stop.kind}; ${guard.writes} writes to it, ${guard.refused} of them refused`);
