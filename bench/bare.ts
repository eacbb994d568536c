import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Processor, type ProcessorHost } from '../src/cpu/processor.ts';
import { AREA } from '../src/spec/state/layout.ts';
import { EXIT_REASON } from '../src/spec/vmx/exit.ts';
import { projectRoot } from '../test/support/path.ts';

/*
 * `node dist/bench/bare.js GUEST.elf`: a multiboot ELF32 kernel on the core alone: no hypervisor, EPT off, a serial line
 * and the debug-exit port. What core.wasm itself can do.
 */
const MEMORY_BYTES = 64 << 20;
/** run() must come back now and then, or V8 never swaps in the optimised code: it has no on-stack replacement for wasm. */
const SLICE = 2_000_000;

let output = '';
let exited = false;
let divisorLatch = false;
const host: ProcessorHost = {
  portIn: (port) => (port === 0x3fd ? 0x60 : 0xff),
  portOut: (port, _size, value) => {
    if (port === 0x3fb) divisorLatch = (value & 0x80) !== 0;
    if (port === 0x3f8 && !divisorLatch) output += String.fromCharCode(value & 0xff);
    if (port === 0xf4) {
      exited = true;
      processor.requestExit();
    }
  },
  cpuid: (_leaf, _subleaf, out) => void out.fill(0),
  readMsr: () => false,
  writeMsr: () => false,
  emulatedRead: () => 2,
  emulatedWrite: () => 2,
  setTaskPriority: () => {},
  readTsc: (out) => void out.fill(0),
};
const processor = new Processor(readFileSync(join(projectRoot, 'dist', 'core.wasm')), MEMORY_BYTES, host);
processor.setControls({ physicalAddressBits: 39 });
const file = readFileSync(process.argv[2]!);
const memory = new Uint8Array(processor.memory.buffer, AREA.HOST_PHYS, MEMORY_BYTES);
const headers = file.readUInt32LE(28);
for (let i = 0; i < file.readUInt16LE(44); i++) {
  const at = headers + i * file.readUInt16LE(42);
  if (file.readUInt32LE(at) !== 1) continue; // PT_LOAD
  const [offset, , physical, size] = [4, 8, 12, 16].map((field) => file.readUInt32LE(at + field)) as [
    number,
    number,
    number,
    number,
  ];
  memory.set(file.subarray(offset, offset + size), physical);
}
const flat = (attributes: number, selector: number) => ({ selector, base: 0n, limit: 0xffff_ffff, attributes });
const data = flat(0xc093, 16);
processor.setTsc(0n, 1, 'instructions');
processor.setRegisters({
  rip: BigInt(file.readUInt32LE(24)),
  rflags: 2n,
  rax: 0x2bad_b002n,
  rbx: 0n,
  cr0: 0x11n,
  cr3: 0n,
  cr4: 0n,
  efer: 0n,
  cs: flat(0xc09b, 8),
  ss: data,
  ds: data,
  es: data,
  fs: data,
  gs: data,
  cpl: 0,
});
let reason: number = EXIT_REASON.BUDGET;
while (!exited && (reason === EXIT_REASON.BUDGET || reason === EXIT_REASON.REQUESTED)) reason = processor.run(SLICE);
process.stdout.write(output);
if (!exited) {
  const { rip } = processor.getRegisters();
  process.stderr.write(`bare: exit reason ${reason} at rip 0x${rip.toString(16)} ${processor.failure}\n`);
  process.exitCode = 1;
}
