import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { INTEGER_ROWS } from '../../src/spec/x86/integer.ts';
import type { OpcodeMap } from '../../src/spec/x86/row.ts';
import { SSE_ROWS } from '../../src/spec/x86/sse.ts';
import { X87_ROWS } from '../../src/spec/x86/x87.ts';
import { coreRunner } from '../support/core-runner.ts';
import { hostCpu } from '../support/host-cpu.ts';
import type { MachineCase } from '../support/machine-case.ts';
import { Random, seedOfRun } from '../support/random.ts';
import { makeCase } from './cases.ts';
import { differences } from './compare.ts';
import { makeSequence } from './sequences.ts';

/*
 * Every row of the instruction table that user code may use: the same bytes, registers and memory on the host's own
 * processor and on the core, and the results compared. SEED=… repeats a run, CASES=… sets how many a row and mode.
 */
const seed = seedOfRun();
const perRow = Number(process.env['CASES'] ?? 24);
const FAMILIES: readonly (readonly [string, readonly OpcodeMap[]])[] = [
  ['integer', INTEGER_ROWS],
  ['SSE', SSE_ROWS],
  ['x87', X87_ROWS],
];

const host = hostCpu();
const core = coreRunner();
const absent = 'absent' in host ? host.absent : 'absent' in core ? core.absent : false;
after(() => {
  if ('runner' in host) host.runner.close();
});

/** Cases of every row of a family. */
function rowCases(random: Random, maps: readonly OpcodeMap[], bits: 32 | 64): MachineCase[] {
  const cases: MachineCase[] = [];
  for (const { map, rows } of maps) {
    for (const row of rows) {
      for (let i = 0; i < perRow; i++) {
        const one = makeCase(random, map, row, bits);
        if (one !== undefined) cases.push(one);
      }
    }
  }
  return cases;
}

/** Run the cases on both and report each instruction that differs once. */
function compare(title: string, make: (random: Random) => MachineCase[]): void {
  test(`lockstep with the host's processor: ${title}, SEED=${seed}`, { skip: absent }, (t) => {
    if (!('runner' in host) || !('runner' in core)) return;
    const cases = make(new Random(seed));
    const expected = host.runner.run(cases);
    const got = core.runner.run(cases);
    const failures = new Map<string, { count: number; text: string }>();
    for (const [i, one] of cases.entries()) {
      const lines = differences(one, expected[i]!, got[i]!);
      if (lines.length === 0) continue;
      const known = failures.get(one.name);
      if (known !== undefined) known.count++;
      else failures.set(one.name, { count: 1, text: `${one.title}\n    ${lines.join('\n    ')}` });
    }
    t.diagnostic(`${cases.length} cases, ${failures.size} instructions differ`);
    const report = [...failures].map(([, { count, text }]) => `${count}x ${text}`).join('\n  ');
    assert.ok(failures.size === 0, `SEED=${seed}\n  ${report}`);
  });
}

for (const bits of [64, 32] as const) {
  for (const [family, maps] of FAMILIES) {
    compare(`${family}, ${bits}-bit`, (random) => rowCases(random, maps, bits));
  }
  compare(`sequences, ${bits}-bit`, (random) =>
    Array.from({ length: 300 * perRow }, () => makeSequence(random, bits)).filter((one) => one !== undefined),
  );
}
