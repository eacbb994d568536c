import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AREA } from '../src/spec/state/layout.ts';
import { EXIT_REASON } from '../src/spec/vmx/exit.ts';
import { BARE_MEMORY_BYTES, bareCore } from '../test/support/bare-core.ts';
import { projectRoot } from '../test/support/path.ts';

/*
 * `node dist/bench/bare.js GUEST.elf`: a multiboot ELF32 kernel on the core alone: no hypervisor, EPT off, a serial line
 * and the debug-exit port. What core.wasm itself can do.
 */

/** run() must come back now and then, or V8 never swaps in the optimised code: it has no on-stack replacement for wasm. */
const SLICE = 2_000_000;

const file = readFileSync(process.argv[2]!);
const bare = bareCore(readFileSync(join(projectRoot, 'dist', 'core.wasm')), file.readUInt32LE(24));
const { processor } = bare;
const memory = new Uint8Array(processor.memory.buffer, AREA.HOST_PHYS, BARE_MEMORY_BYTES);
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
processor.setTsc(0n, 1, 'instructions');
let reason: number = EXIT_REASON.BUDGET;
while (!bare.exited && (reason === EXIT_REASON.BUDGET || reason === EXIT_REASON.REQUESTED))
  reason = processor.run(SLICE);
process.stdout.write(bare.output);
if (!bare.exited) {
  const { rip } = processor.getRegisters();
  process.stderr.write(`bare: exit reason ${reason} at rip 0x${rip.toString(16)} ${processor.failure}\n`);
  process.exitCode = 1;
}
