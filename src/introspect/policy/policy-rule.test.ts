import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GuardedWrite } from '../guard/guard.ts';
import { SymbolTable } from '../symbols/symbol-table.ts';
import type { AllowRule, GuardPolicy, ValueRule } from './policy.ts';
import { codeRanges, equalsCondition, type PolicyContext, valueCondition, verdictRule } from './policy-rule.ts';

const TEXT = 0xffff_ffff_8100_0000n;
const symbols = new SymbolTable([
  { name: '_stext', type: 'T', address: TEXT },
  { name: 'commit_creds', type: 'T', address: TEXT + 0x100n },
  { name: 'other', type: 'T', address: TEXT + 0x200n },
  { name: 'commit_creds.cold', type: 't', address: TEXT + 0x300n },
  { name: 'twice', type: 't', address: TEXT + 0x400n },
  { name: 'twice', type: 't', address: TEXT + 0x500n },
  { name: '_end', type: 'B', address: TEXT + 0x600n },
]);

/** Eight guarded bytes at 0x1000. */
const GUARD = { gpa: 0x1000, length: 8, name: 'g', verdict: 'report' as const };
const write = (gpa: number, old: number[], value: number[], origin: GuardedWrite['origin'] = 'cpu'): GuardedWrite => ({
  gpa,
  old: Uint8Array.from(old),
  new: Uint8Array.from(value),
  origin,
});

// biome-ignore format: a matrix
const VALUES: readonly [ValueRule, number, number[], number[], boolean][] = [
  // rule,                    first byte, old,       new,       holds
  ['unchanged',               0x1000, [1, 2],       [1, 2],       true],
  ['unchanged',               0x1000, [1, 2],       [1, 3],       false],
  ['unchanged',               0x0ffe, [9, 9, 1],    [8, 8, 1],    true], // bytes before the guard do not count
  ['unchanged',               0x1007, [1, 5],       [1, 6],       true], // nor behind it
  ['increasing',              0x1000, [0xff, 0],    [0, 1],       true],
  ['increasing',              0x1000, [0, 1],       [0xff, 0],    false],
  ['increasing',              0x1000, [7],          [7],          true],
  ['decreasing',              0x1000, [0, 1],       [0xff, 0],    true],
  ['decreasing',              0x1000, [0xff, 0],    [0, 1],       false],
  [{ bits: 0x0101 },          0x1000, [0, 0],       [1, 1],       true],
  [{ bits: 0x0101 },          0x1000, [0, 0],       [1, 2],       false],
  [{ bits: 0x0100 },          0x1001, [0],          [1],          true], // bits count from the guard's start
  [{ bits: 0x0100 },          0x1000, [0],          [1],          false],
  [{ bits: 0x0100 },          0x0fff, [0, 3, 0],    [9, 3, 1],    true],
  [{ bits: '0xff00000000000000' }, 0x1007, [1],     [0xfe],       true],
  [{ equals: ['0x0807060504030201'] }, 0x1000, [0, 0, 0, 0, 0, 0, 0, 0], [1, 2, 3, 4, 5, 6, 7, 8], true],
  [{ equals: [1, 2] },        0x1000, [0, 0, 0, 0, 0, 0, 0, 0], [2, 0, 0, 0, 0, 0, 0, 0], true],
  [{ equals: [1, 2] },        0x1000, [0, 0, 0, 0, 0, 0, 0, 0], [3, 0, 0, 0, 0, 0, 0, 0], false],
  [{ equals: [1] },           0x1000, [0],          [1],          false], // not all of the guard is written
  [{ equals: [1], bits: 2 },  0x1000, [0, 0, 0, 0, 0, 0, 0, 0], [1, 0, 0, 0, 0, 0, 0, 0], false],
];
for (const [rule, gpa, old, value, holds] of VALUES) {
  test(`${JSON.stringify(rule)}: 0x${gpa.toString(16)} ${old} → ${value}: ${holds}`, () => {
    assert.equal(valueCondition(rule)(write(gpa, old, value), GUARD), holds);
  });
}

test('equals on one byte, written with its neighbours', () => {
  const isSeven = equalsCondition([7n]);
  assert.ok(isSeven(write(0xfff, [0, 0, 0], [1, 7, 2]), { ...GUARD, length: 1 }));
  assert.ok(!isSeven(write(0xfff, [0, 0, 0], [7, 1, 7]), { ...GUARD, length: 1 }));
});

/** A moment that tests change. */
function moment(): PolicyContext & {
  at: bigint;
  who: { pid: number; name: string } | undefined;
  time: number;
  markers: Set<string>;
} {
  return {
    at: TEXT,
    who: { pid: 7, name: 'kworker/0:1' },
    time: 0,
    markers: new Set(),
    rip() {
      return this.at;
    },
    process() {
      return this.who;
    },
    moduleAt: (address) => (address >= 0xffff_ffff_c000_0000n ? 'snd_pcm' : undefined),
    now() {
      return this.time;
    },
    isReached(marker) {
      return this.markers.has(marker);
    },
    kernel: { table: symbols },
  };
}

function judge(
  rule: AllowRule,
  change: (context: ReturnType<typeof moment>) => void = () => {},
  origin?: 'device',
): string {
  const context = moment();
  change(context);
  const guard: GuardPolicy = { target: 'x', allow: [rule] };
  return verdictRule(guard, 'deny', context, { allowed: [], notAllowed: 0 })(write(0x1000, [0], [1], origin), GUARD);
}

// biome-ignore format: a matrix
const CODE: readonly [string, bigint, string][] = [
  ['commit_creds',       TEXT + 0x100n, 'allow'],
  ['commit_creds',       TEXT + 0x1ffn, 'allow'],
  ['commit_creds',       TEXT + 0x200n, 'deny'],
  ['commit_creds',       TEXT + 0x310n, 'allow'], // .cold
  ['commit_creds+0x10',  TEXT + 0x110n, 'allow'],
  ['commit_creds+0x10',  TEXT + 0x111n, 'deny'],
  ['twice',              TEXT + 0x410n, 'allow'],
  ['twice',              TEXT + 0x510n, 'allow'],
  ['kernel',             TEXT + 0x5ffn, 'allow'],
  ['kernel',             TEXT + 0x600n, 'deny'],
  ['module:snd-pcm',     0xffff_ffff_c000_1000n, 'allow'],
  ['module:snd',         0xffff_ffff_c000_1000n, 'deny'],
  ['0x1000-0x1fff',      0x1fffn, 'allow'],
  ['0x1000-0x1fff',      0x2000n, 'deny'],
];
for (const [code, rip, verdict] of CODE) {
  test(`code ${code} at 0x${rip.toString(16)}: ${verdict}`, () => {
    assert.equal(
      judge({ code }, (context) => (context.at = rip)),
      verdict,
    );
    assert.equal(
      judge({ code }, (context) => (context.at = rip), 'device'),
      'deny',
      'a device has no code',
    );
  });
}

test('code that is not there is told, with near names', () => {
  assert.throws(
    () => codeRanges({ kind: 'symbol', symbol: 'comit_creds', offset: 0 }, symbols),
    /no symbol comit_creds; did you mean commit_creds/,
  );
  assert.throws(() => codeRanges({ kind: 'kernel' }, new SymbolTable([])), /no symbols _stext and _end/);
  assert.throws(() => codeRanges({ kind: 'kernel' }, undefined), /the image has no symbols/);
});

// biome-ignore format: a matrix
const PROCESSES: readonly [string | string[], string][] = [
  ['kworker/0:1', 'allow'], ['kworker*', 'allow'], ['*', 'allow'], ['kworker', 'deny'], ['pid:7', 'allow'],
  ['pid:70', 'deny'], [['init', 'pid:7'], 'allow'], [['init', 'sh'], 'deny'],
];
for (const [process, verdict] of PROCESSES) {
  test(`process ${process}: ${verdict}`, () => {
    assert.equal(judge({ process }), verdict);
    assert.equal(
      judge({ process }, (context) => (context.who = undefined)),
      'deny',
      'not known',
    );
    assert.equal(
      judge({ process }, () => {}, 'device'),
      'deny',
    );
  });
}

test('phases', () => {
  assert.equal(judge({ before: 'm' }), 'allow');
  assert.equal(
    judge({ before: 'm' }, ({ markers }) => markers.add('m')),
    'deny',
  );
  assert.equal(judge({ after: 'm' }), 'deny');
  assert.equal(
    judge({ after: 'm' }, ({ markers }) => markers.add('m')),
    'allow',
  );
});

test('all conditions of one rule, or of another; reported where the rule says so', () => {
  const context = moment();
  const counters = { allowed: [] as number[], notAllowed: 0 };
  const guard: GuardPolicy = {
    target: 'x',
    allow: [
      { process: 'init', value: 'unchanged' },
      { process: 'kworker*', value: 'increasing', verdict: 'report' },
    ],
  };
  const rule = verdictRule(guard, 'stop', context, counters);
  assert.equal(rule(write(0x1000, [1], [2]), GUARD), 'report');
  assert.equal(rule(write(0x1000, [2], [1]), GUARD), 'stop');
  context.who = { pid: 1, name: 'init' };
  assert.equal(rule(write(0x1000, [2], [2]), GUARD), 'allow');
  assert.equal(rule(write(0x1000, [2], [3]), GUARD), 'stop');
  assert.deepEqual(counters, { allowed: [1, 1], notAllowed: 2 });
});

test('a limit: so many writes in a span, then the verdict, then again', () => {
  const context = moment();
  const guard: GuardPolicy = { target: 'x', allow: [{ value: 'increasing', limit: { writes: 2, per: '1s' } }] };
  const rule = verdictRule(guard, 'deny', context, { allowed: [], notAllowed: 0 });
  const at = (time: number, value = 1): string => {
    context.time = time;
    return rule(write(0x1000, [0], [value]), GUARD);
  };
  assert.deepEqual(
    [at(5), at(6), at(7), at(1e9 + 4), at(1e9 + 5), at(1e9 + 6)],
    ['allow', 'allow', 'deny', 'deny', 'allow', 'allow'],
  );
});

test('escalation: report, then deny, then stop; allowed writes do not count', () => {
  const context = moment();
  const guard: GuardPolicy = {
    target: 'x',
    allow: [{ value: 'unchanged' }],
    escalate: [
      { after: 2, verdict: 'deny' },
      { after: 3, verdict: 'stop' },
    ],
  };
  const rule = verdictRule(guard, 'report', context, { allowed: [], notAllowed: 0 });
  const verdicts = [1, 0, 1, 0, 1, 1, 0, 1].map((value) => rule(write(0x1000, [0], [value]), GUARD));
  assert.deepEqual(verdicts, ['report', 'allow', 'report', 'allow', 'deny', 'stop', 'allow', 'stop']);
});
