import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { OP } from '../../src/spec/state/layout.ts';
import { SSE_ROWS } from '../../src/spec/x86/sse.ts';
import { type FlatCase, flatCore } from '../support/flat-core.ts';
import { hostCpu } from '../support/host-cpu.ts';
import type { MachineResult } from '../support/machine-case.ts';
import { Random, seedOfRun } from '../support/random.ts';
import { casesOf } from './sse-cases.ts';

// Every row of the MMX and SSE table, in every form, against the host's own processor: results, MXCSR, the x87 state
// that MMX shares, memory, and which exception came.

const core = await flatCore('assembly/test/sse');
const host = hostCpu();
const seed = seedOfRun();
/** Approximations whose bits differ between processors: test/diff/sse-literal.test.ts holds them to their bound. */
const APPROXIMATE = /^(rcp|rsqrt)[ps]s$/;

/** CVTPI2PS from memory: Intel's manual has the transition to MMX state and #MF, AMD's processors do not. */
function isVendorsChoice({ name, op }: FlatCase): boolean {
  return name === 'cvtpi2ps' && ((op[OP.OP_SCALE] as number) & 0x80) !== 0;
}

if ('runner' in host) after(() => host.runner.close());

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** What is compared, as text that says which part differs. */
function picture(one: FlatCase, result: MachineResult): Record<string, string> {
  const fx = new DataView(result.fx.buffer, result.fx.byteOffset);
  const x87: string[] = [];
  const top = (fx.getUint16(2, true) >> 11) & 7;
  for (let i = 0; i < 8; i++) x87[(top + i) & 7] = hex(result.fx.subarray(32 + 16 * i, 42 + 16 * i));
  return {
    vector: String(result.vector),
    cr2: result.vector === 14 ? result.cr2.toString(16) : '',
    gpr: [...result.gpr].map((r) => r.toString(16)).join(' '),
    flags: (result.rflags & 0x8d5n).toString(16),
    fsw: fx.getUint16(2, true).toString(16),
    ftw: fx.getUint8(4).toString(16),
    mxcsr: fx.getUint32(24, true).toString(16),
    mmx: x87.join(' '),
    xmm: APPROXIMATE.test(one.name) ? '' : hex(result.fx.subarray(160, 416)),
    window: hex(result.window),
    outside: String(result.outside),
  };
}

test('every row has a handler', () => {
  const missing = SSE_ROWS.flatMap(({ rows }) => rows.map((row) => row[1])).filter((name) => !core.has(name));
  assert.deepEqual(missing, []);
});

for (const { map, rows } of SSE_ROWS) {
  for (const row of rows) {
    const [opcode, name, operands, attributes] = row;
    const title = `${map.toString(16)} ${opcode.toString(16)} ${attributes?.p ?? ''} ${name} ${operands}`;
    test(title, { skip: 'absent' in host ? host.absent : false }, () => {
      if ('absent' in host) return;
      const random = new Random(seed);
      const isFloat = /[ps][sd]$|^cvt|comis/.test(name) && !/^(mov|and|or|xor|unpck|shuf)/.test(name);
      const cases = casesOf(map, row, random, isFloat ? 8 : 2);
      assert.ok(cases.length > 0, 'the row has no form');
      const results = host.runner.run(cases);
      cases.forEach((one, i) => {
        if (isVendorsChoice(one)) return;
        const ours = picture(one, core.run(one));
        const theirs = picture(one, results[i] as MachineResult);
        const different = Object.keys(ours).filter((key) => ours[key] !== theirs[key]);
        if (different.length === 0) return;
        const before = picture(one, { ...(results[i] as MachineResult), ...one });
        const lines = different.map(
          (key) => `${key}: before ${before[key]}\n  ours ${ours[key]}\n  host ${theirs[key]}`,
        );
        assert.fail(`SUBPAGE_SEED=${seed} ${one.title}, MXCSR ${before['mxcsr']}\n${lines.join('\n')}`);
      });
    });
  }
}
