// The decision table through the processor: one instruction in 32-bit protected mode without paging, so that linear and
// guest-physical addresses are the same. What is checked beyond the table: a refused write leaves no byte, an allowed
// one all of them, and the dirty flag is set by those that EPT or SPPT let through and by no other.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Processor } from '../../src/cpu/processor.ts';
import { AREA } from '../../src/spec/state/layout.ts';
import {
  BASE_IMAGE,
  CODE_HPA,
  CONTROLS,
  DATA_GPA,
  DECISIONS,
  EPTP,
  IMAGE_SIZE,
  MAXPHYADDR,
  SPPTP,
} from '../support/decision-table.ts';
import { sourcePath } from '../support/path.ts';

const WASM = sourcePath('dist/core.wasm');
const EXIT_HLT = 12;
const RIP = 0x1000;
const HLT = 0xf4;
/** Host-physical memory, room for the 2-MiB page of one case. */
const MEMORY = IMAGE_SIZE * 2;

/** [ebx] read or written with a pattern in AL, AX, EAX or XMM0. */
const INSTRUCTIONS: Readonly<Record<string, readonly number[]>> = {
  write1: [0x88, 0x03],
  write2: [0x66, 0x89, 0x03],
  write4: [0x89, 0x03],
  write8: [0x66, 0x0f, 0xd6, 0x03], // movq
  read1: [0x8a, 0x03],
  read4: [0x8b, 0x03],
  read8: [0xf3, 0x0f, 0x7e, 0x03], // movq
  fetch1: [0xff, 0xe3], // jmp ebx
};
const PATTERN = 0xa1a2_a3a4;
const FLAT = { selector: 8, base: 0n, limit: 0xffff_ffff };

function machine(module: Uint8Array): Processor {
  return new Processor(module, MEMORY, {
    portIn: () => 0,
    portOut: () => undefined,
    cpuid: () => undefined,
    readMsr: () => false,
    writeMsr: () => false,
    emulatedRead: () => 1,
    emulatedWrite: () => 1,
    setTaskPriority: () => undefined,
    readTsc: () => undefined,
  });
}

const skip = existsSync(WASM) ? false : 'dist/core.wasm is not built';
const module = skip === false ? readFileSync(WASM) : undefined;

for (const row of DECISIONS) {
  test(`processor decision: ${row.name}`, { skip: row.walkOnly ?? skip }, () => {
    const processor = machine(module as Uint8Array);
    const bytes = new Uint8Array(processor.memory.buffer, AREA.HOST_PHYS, MEMORY);
    const words = new Uint32Array(processor.memory.buffer, AREA.HOST_PHYS, MEMORY / 4);
    for (const [hpa, lo, hi] of [...BASE_IMAGE, ...row.pokes]) {
      words[hpa / 4] = lo;
      words[hpa / 4 + 1] = hi;
    }
    // Data: HLT everywhere, so that a fetch ends at once.
    bytes.fill(HLT, 0x1_0000, 0x1_2000);
    bytes.fill(HLT, 0x20_0000, 0x22_0000);
    const code = INSTRUCTIONS[row.op + row.size] as readonly number[];
    bytes.set([...code, HLT], CODE_HPA + RIP);
    const before = bytes.slice();

    processor.setControls({
      eptp: row.eptp ?? EPTP,
      spptp: SPPTP,
      secondary: row.controls ?? CONTROLS,
      physicalAddressBits: MAXPHYADDR,
      straddleFirstOnly: row.straddle === 'first',
    });
    const data = { ...FLAT, attributes: 0xc093 };
    processor.setRegisters({
      rip: BigInt(RIP),
      cr0: 0x11n,
      cr4: 0x200n,
      rax: BigInt(PATTERN),
      rbx: BigInt(DATA_GPA + row.offset),
      cs: { ...FLAT, attributes: 0xc09b },
      ds: data,
      ss: data,
      es: data,
    });
    const reason = processor.run(3);

    assert.equal(reason, row.reason === 0 ? EXIT_HLT : row.reason);
    if (row.reason !== 0) {
      assert.equal(processor.exitQualification, row.qualification);
      assert.equal(processor.exitGpa, DATA_GPA + row.fault);
      if (row.qualification & 0x80) assert.equal(processor.exitGla, BigInt(DATA_GPA + row.fault));
      assert.equal(processor.rip, BigInt(row.op === 'fetch' ? DATA_GPA + row.offset : RIP));
    }
    const isWritten = row.op === 'write' && row.reason === 0;
    const changed: number[] = [];
    for (let hpa = 0x1_0000; hpa < MEMORY; hpa++) if (bytes[hpa] !== before[hpa]) changed.push(hpa);
    const pageHpa = words[0x3000 / 4] & 0x80 ? 0x20_0000 : 0x1_0000;
    assert.deepEqual(changed, isWritten ? Array.from({ length: row.size }, (_, i) => pageHpa + row.offset + i) : []);
    if ((row.eptp ?? EPTP) & 0x40) {
      assert.equal((words[0x4000 / 4] & 0x200) !== 0, isWritten, 'dirty flag of the leaf');
      assert.equal(words[0x4000 / 4 + 1], 0x2000_0000);
      if (row.reason === 0) {
        for (const entry of [0x1000, 0x2008, 0x3000, 0x4000]) {
          assert.ok(words[entry / 4] & 0x100, `accessed flag of the entry at 0x${entry.toString(16)}`);
        }
        assert.equal(words[0x3000 / 4] & 0x200, 0, 'no dirty flag above the leaf');
      }
      assert.ok(
        [0x5000, 0x6008, 0x7000].every((entry) => (words[entry / 4] & 0x300) === 0),
        'none in the SPPT',
      );
    } else {
      assert.equal(words[0x4000 / 4] & 0x300, 0, 'no flags while EPTP bit 6 is clear');
    }
  });
}
