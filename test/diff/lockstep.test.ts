import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Code, Decoder, DecoderOptions, Instruction, Mnemonic } from 'iced-x86';
import { INTEGER_ROWS } from '../../src/spec/x86/integer.ts';
import type { OpcodeMap } from '../../src/spec/x86/row.ts';
import { SSE_ROWS } from '../../src/spec/x86/sse.ts';
import { X87_ROWS } from '../../src/spec/x86/x87.ts';
import { coreRunner } from '../support/core-runner.ts';
import { type Available, hostCpu } from '../support/host-cpu.ts';
import type { CaseRunner, MachineCase } from '../support/machine-case.ts';
import { qemuCpu } from '../support/qemu-cpu.ts';
import { Random, runsOf, seedOfRun } from '../support/random.ts';
import { makeCase } from './cases.ts';
import { differences } from './compare.ts';
import { makeSequence } from './sequences.ts';

/*
 * Every row of the instruction table that user code may use: the same bytes, registers and memory on the host's own
 * processor and on the core, and the results compared. SUBPAGE_SEED=… repeats a run, SUBPAGE_RUNS=… sets how many a row and mode.
 */
const seed = seedOfRun();
const perRow = runsOf(24);
const FAMILIES: readonly (readonly [string, readonly OpcodeMap[]])[] = [
  ['integer', INTEGER_ROWS],
  ['SSE', SSE_ROWS],
  ['x87', X87_ROWS],
];

const host = hostCpu();
const qemu = qemuCpu();
const core = coreRunner();
/** Every block is translated before it runs; sequences also once their loops have been gone through. */
const translated = coreRunner({ heat: 1, period: 1 });
const translatedLoops = coreRunner({ heat: 3, period: 1 });
after(() => {
  if ('runner' in host) host.runner.close();
});

/** Cases of every row of a family. */
function rowCases(random: Random, maps: readonly OpcodeMap[], bits: 32 | 64, times = perRow): MachineCase[] {
  const cases: MachineCase[] = [];
  for (const { map, rows } of maps) {
    for (const row of rows) {
      for (let i = 0; i < times; i++) {
        const one = makeCase(random, map, row, bits);
        if (one !== undefined) cases.push(one);
      }
    }
  }
  return cases;
}

/** Run the cases on the witness and on the core, and report each instruction that differs once. */
function compare(
  witness: Available<CaseRunner>,
  name: string,
  title: string,
  make: (random: Random) => MachineCase[],
  subject = core,
): void {
  const skip = 'absent' in witness ? witness.absent : 'absent' in subject ? subject.absent : false;
  test(`lockstep with ${name}: ${title}, SUBPAGE_SEED=${seed}`, { skip }, (t) => {
    if (!('runner' in witness) || !('runner' in subject)) return;
    const cases = make(new Random(seed));
    const got = subject.runner.run(cases);
    const expected = witness.runner.run(cases);
    const failures = new Map<string, { count: number; text: string }>();
    for (const [i, one] of cases.entries()) {
      const lines = differences(one, expected[i]!, got[i]!).filter((line) => name !== 'QEMU' || !isQemuWay(line));
      if (lines.length === 0) continue;
      const known = failures.get(one.name);
      if (known !== undefined) known.count++;
      else failures.set(one.name, { count: 1, text: `${one.title}\n    ${lines.join('\n    ')}` });
    }
    t.diagnostic(`${cases.length} cases, ${failures.size} instructions differ`);
    const report = [...failures].map(([, { count, text }]) => `${count}x ${text}`).join('\n  ');
    assert.ok(failures.size === 0, `SUBPAGE_SEED=${seed}\n  ${report}`);
  });
}

/** TEST in its second encoding, which QEMU refuses, and BSWAP of 16 bits, whose result is undefined. */
const NOT_ON_QEMU: ReadonlySet<Code> = new Set([
  Code.Test_rm8_imm8_F6r1,
  Code.Test_rm16_imm16_F7r1,
  Code.Test_rm32_imm32_F7r1,
  Code.Test_rm64_imm32_F7r1,
  Code.Bswap_r16,
]);
/**
 * Whether QEMU's translator can be a witness. It ignores LOCK where processors refuse it (or ends in an internal error), takes
 * the operand of RET as signed, and forgets the immediate byte behind a RIP-relative operand of SHLD and SHRD.
 */
function isForQemu({ code, bits }: MachineCase): boolean {
  const decoder = new Decoder(bits, code, DecoderOptions.NoInvalidCheck);
  const instruction = new Instruction();
  let fits = true;
  while (fits && decoder.canDecode) {
    decoder.decodeOut(instruction);
    const { mnemonic } = instruction;
    fits = !NOT_ON_QEMU.has(instruction.code) && !instruction.hasLockPrefix;
    if (mnemonic === Mnemonic.Ret && instruction.opCount > 0) fits &&= instruction.immediate16 < 0x8000;
    if (mnemonic === Mnemonic.Shld || mnemonic === Mnemonic.Shrd) fits &&= !instruction.isIpRelMemoryOperand;
  }
  instruction.free();
  decoder.free();
  return fits;
}
/** QEMU reads the operand of a read-modify-write before it asks to write it, and raises #GP where #SS is due. */
function isQemuWay(line: string): boolean {
  return line === 'error code: expected 0x4, got 0x6' || line === 'vector: expected 0xd, got 0xc';
}

for (const bits of [64, 32] as const) {
  const sequences = (random: Random, times = perRow): MachineCase[] =>
    Array.from({ length: 300 * times }, () => makeSequence(random, bits)).filter((one) => one !== undefined);
  for (const [family, maps] of FAMILIES) {
    compare(host, "the host's processor", `${family}, ${bits}-bit`, (random) => rowCases(random, maps, bits));
  }
  compare(host, "the host's processor", `sequences, ${bits}-bit`, sequences);
  if (bits === 64) {
    const rows = (random: Random) => rowCases(random, INTEGER_ROWS, 64, Math.ceil(perRow / 6));
    compare(core, 'the interpreter', 'integer, 64-bit, translated', rows, translated);
    const some = (random: Random) => sequences(random, Math.ceil(perRow / 6));
    compare(core, 'the interpreter', 'sequences, 64-bit, translated', some, translated);
    compare(core, 'the interpreter', 'sequences, 64-bit, translated when they repeat', some, translatedLoops);
  }
  // A quarter of the cases: QEMU translates each anew.
  compare(qemu, 'QEMU', `integer, ${bits}-bit`, (random) =>
    rowCases(random, INTEGER_ROWS, bits, Math.ceil(perRow / 4)).filter(isForQemu),
  );
  compare(qemu, 'QEMU', `sequences, ${bits}-bit`, (random) => sequences(random, perRow / 4).filter(isForQemu));
}
