import assert from 'node:assert/strict';
import { test } from 'node:test';
import { machine } from '../../test/support/scripted-engine.ts';
import { readInstruction } from './instruction-bytes.ts';

/** A guest with paging off, code 1, 2, 3, … up to the end of the page at 0x1000 and 101, 102, … from 0x2000 on. */
function guest(linearRip: bigint): ReturnType<typeof machine> {
  const made = machine([]);
  made.vm.memory.write(
    0x1ff0,
    Uint8Array.from({ length: 16 }, (_, i) => i + 1),
    { force: true },
  );
  made.vm.memory.write(
    0x2000,
    Uint8Array.from({ length: 16 }, (_, i) => i + 101),
    { force: true },
  );
  Object.assign(made.cpu, { linearRip });
  return made;
}

// biome-ignore format: a matrix
const CASES: readonly (readonly [string, bigint, number, number[]])[] = [
  ['known length',            0x1ff0n, 3, [1, 2, 3]],
  ['unknown length',          0x1ff0n, 0, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]],
  ['over the page boundary',  0x1ffen, 4, [15, 16, 101, 102]],
  ['up to the boundary',      0x1ffen, 2, [15, 16]],
  ['where no memory is',      0x4000_0000n, 3, []],
  ['over the end of memory',  0x3f_fffdn, 5, [0, 0, 0]],
];
for (const [what, rip, length, expected] of CASES) {
  test(`instruction bytes: ${what}`, () => {
    const { vm, cpu } = guest(rip);
    assert.deepEqual([...readInstruction(vm.memory, cpu, length)], expected);
  });
}
