import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { HvError } from '../../base/error.ts';
import { parseCodePlace } from './code-place.ts';
import { canRefuse, findPolicyViolations, parsePolicy, spanNs } from './policy.ts';
import { POLICY_SCHEMA } from './schema.ts';

const GOOD = `
version: 1
default: deny
markers:
  booted: { write: system_state, equals: 0x3 }
guards:
  - name: switches
    target: [modules_disabled, 'modprobe_path:256']
    verdict: report
    allow:
      - { why: sysctl, code: [proc_dointvec, 'module:ext4', kernel], before: booted }
      - { process: [init, 'kworker*', 'pid:1'], value: { bits: '0xff', equals: [1, '0xffffffffffffffff'] } }
      - { value: unchanged, verdict: report, limit: { writes: 3, per: 10s } }
    escalate: [{ after: 3, verdict: deny }, { after: 9, verdict: stop }]
  - target: task_struct.cred@all
`;

test('a policy with everything in it', () => {
  const policy = parsePolicy(GOOD, 'p.yaml');
  assert.equal(policy.guards.length, 2);
  assert.deepEqual(policy.markers, { booted: { write: 'system_state', equals: 3 } });
  assert.deepEqual(policy.guards[0].allow?.[2], {
    value: 'unchanged',
    verdict: 'report',
    limit: { writes: 3, per: '10s' },
  });
  assert.ok(canRefuse(policy));
  assert.deepEqual(parsePolicy(JSON.stringify(policy), 'p.json'), policy);
});

/** One guard with more lines, two spaces deep. */
const guard = (lines: string): string => `version: 1\nguards:\n- target: a\n${lines.replace(/^/gm, '  ')}\n`;

// biome-ignore format: a table
const BAD: readonly [string, string][] = [
  ['',                                        'p:1:1: expected keys and values, got nothing'],
  ['[]',                                      'p:1:1: expected keys and values, got a list'],
  ['version: 2\nguards: [{target: a}]',       'p:1:10: version: expected 1, got 2'],
  ['version: 1',                              'p:1:1: guards is missing'],
  ['version: 1\nguards: []',                  'p:2:9: guards: expected at least one entry'],
  ['version: 1\nguards: [{}]',                'p:2:10: guards[0]: target is missing'],
  ['version: 1\nguards: [{target: 7}]',       'p:2:19: guards[0].target: expected a text or a list, got 7'],
  ['version: 1\nguards: [{target: a..b}]',    'p:2:19: guards[0].target: guard "a..b", column 3: expected the name of a member behind the .'],
  ['version: 1\nversion: 1\nguards: []',      'p:2:1: Map keys must be unique'],
  ['a: [',                                    'p:1:5: Flow sequence in block collection must be sufficiently indented and end with a ]'],
  ['version: 1\nguards: [{target: a}, {target: a, verdict: deny}]', 'p:2:32: guards[1].target: a is guarded by guards[0] already, with verdict report'],
  ['version: 1\nguards: [{target: [a, a]}]',  'p:2:23: guards[0].target[1]: a is guarded by guards[0] already, with verdict report'],
  ['version: 1\nmarkers: {m: {write: "+"}}\nguards: [{target: a}]', 'p:2:22: markers.m.write: guard "+", column 1: expected'],
  ['version: 1\nmarkers: {"-": {write: x}}\nguards: [{target: a}]', 'p:2:16: markers.-: expected a text like'],
  [guard('verdict: dny'),                     'p:4:12: guards[0].verdict: expected one of allow, report, deny, skip, fault, stop, got "dny"; did you mean deny?'],
  [guard('verdit: deny'),                     'p:4:11: guards[0].verdit: unknown key; did you mean verdict?'],
  [guard('allow: [{}]'),                      'p:4:11: guards[0].allow[0]: a rule without a condition would allow every write'],
  [guard('allow: [{before: m}]'),             'p:4:20: guards[0].allow[0].before: no marker "m": the policy has no markers'],
  [guard('allow: [{code: "a b"}]'),           'p:4:18: guards[0].allow[0].code: expected symbol, symbol+OFF, kernel, module:NAME or 0xSTART-0xEND, got "a b"'],
  [guard('allow: [{code: 0x20-0x10}]'),       'p:4:18: guards[0].allow[0].code: 0x20-0x10: the end is before the start'],
  [guard('allow: [{process: "pid:x"}]'),      'p:4:21: guards[0].allow[0].process: expected a name of at most 15 characters or pid:N, got "pid:x"'],
  [guard('allow: [{value: {}}]'),             'p:4:19: guards[0].allow[0].value: expected bits or equals'],
  [guard('allow: [{value: {bits: 0}}]'),      'p:4:26: guards[0].allow[0].value.bits: no bits: write value: unchanged'],
  [guard('allow: [{value: rising}]'),         'p:4:19: guards[0].allow[0].value: expected one of unchanged, increasing, decreasing, got "rising"'],
  [guard('allow: [{limit: {writes: 0, per: 1s}}]'), 'p:4:28: guards[0].allow[0].limit.writes: expected 1 to 1000000000, got 0'],
  [guard('allow: [{limit: {writes: 1, per: 0s}}]'), 'p:4:36: guards[0].allow[0].limit.per: expected a span above 0'],
  [guard('allow: [{value: unchanged, verdict: deny}]'), 'p:4:39: guards[0].allow[0].verdict: expected one of allow, report, got "deny"'],
  [guard('verdict: allow\nallow: [{value: unchanged}]'), 'p:5:10: guards[0].allow: rules mean nothing where every write is allowed'],
  [guard('escalate: [{after: 2, verdict: deny}, {after: 2, verdict: stop}]'), 'p:4:49: guards[0].escalate[1].after: expected more than 2, which is reached before'],
  [guard('escalate: [{after: 2, verdict: report}]'), 'p:4:34: guards[0].escalate[0].verdict: expected a stronger verdict than report'],
];
for (const [text, message] of BAD) {
  test(`${JSON.stringify(text)} is refused`, () => {
    assert.throws(
      () => parsePolicy(text, 'p'),
      (error) => {
        assert.ok(error instanceof HvError && error.code === 'bad-policy');
        assert.equal(error.message.slice(0, message.length), message);
        return true;
      },
    );
  });
}

test('before and after the same marker never holds', () => {
  const text = 'version: 1\nmarkers: {m: {write: x}}\nguards: [{target: a, allow: [{before: m, after: m}]}]';
  assert.throws(() => parsePolicy(text, 'p'), /allow\[0\]\.after: never holds: before and after m at the same time/);
});

test('all problems are told, up to a limit', () => {
  const rules = Array.from({ length: 60 }, (_, i) => `{verdit${i}: 1}`).join(', ');
  assert.throws(
    () => parsePolicy(guard(`allow: [${rules}]`), 'p'),
    (error) =>
      error instanceof HvError && error.message.split('\n').length === 21 && error.message.endsWith('and 30 more'),
  );
});

test('aliases do not multiply', () => {
  const levels = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`).join('\n');
  assert.throws(() => parsePolicy(`a0: &a0 [x]\n${levels}`, 'p'), /^HvError: p: Excessive alias count/);
});

// biome-ignore format: a table
const BOMBS: readonly [what: string, text: string, problem: RegExp][] = [
  ['open lists',            '['.repeat(100_000),                                                    /in more than 50 others$/],
  ['lists',                 `${'['.repeat(100_000)}${']'.repeat(100_000)}`,                         /in more than 50 others$/],
  ['keys',                  `${'{a: '.repeat(100_000)}1${'}'.repeat(100_000)}`,                     /in more than 50 others$/],
  ['lists on a line',       '- '.repeat(100_000),                                                   /in more than 50 others$/],
  ['keys on lines',         Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'), /in more than 50 others$/],
  ['many keys',             Array.from({ length: 100_000 }, (_, i) => `k${i}: 1`).join('\n'),       /more than 10000 keys in one place$/],
  ['many keys on one line', `{${Array.from({ length: 100_000 }, (_, i) => `k${i}: 1`).join(', ')}}`, /more than 10000 keys in one place$/],
];
for (const [what, text, problem] of BOMBS) {
  test(`a file that the YAML library would not come to an end with: ${what}`, () => {
    assert.throws(
      () => parsePolicy(text, 'p'),
      (error) => error instanceof HvError && error.code === 'bad-policy' && problem.test(error.message),
    );
  });
}

test('as many rules as there may be are compared with each other in seconds', () => {
  const rules = Array.from({ length: 10_000 }, (_, i) => `{code: f${i}, process: sh}`);
  const text = (list: readonly string[]): string => guard(`allow: [${list.join(', ')}]`);
  const before = process.cpuUsage();
  assert.equal(parsePolicy(text(rules), 'p').guards[0].allow?.length, 10_000);
  rules[9_999] = '{code: f9998, process: sh, before: m}';
  assert.throws(() => parsePolicy(text(rules), 'p'), /allow\[9999\]: never asked: allow\[9998\] holds/);
  assert.ok(process.cpuUsage(before).user < 30_000_000);
});

test('any text is a policy or clear errors', () => {
  const piece = fc.constantFrom(
    'version: 1\n',
    'guards:',
    '\n- ',
    'target: a',
    '{',
    '}',
    '[',
    ']',
    ', ',
    ': ',
    'allow',
    '&x ',
    '*x',
    '? ',
    '"',
    '#',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(piece).map((parts) => parts.join('')),
        fc.string(),
      ),
      (text) => {
        try {
          parsePolicy(text, 'p');
        } catch (error) {
          assert.ok(error instanceof HvError && error.code === 'bad-policy', String(error));
        }
      },
    ),
    { numRuns: 2000 },
  );
});

test('any value is a policy or has violations', () => {
  const key = fc.constantFrom(
    'version',
    'guards',
    'target',
    'allow',
    'code',
    'value',
    'bits',
    'markers',
    'limit',
    '__proto__',
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      fc.constantFrom(1, 'a', 'deny', null, true),
      fc.array(tie('value')),
      fc.dictionary(key, tie('value')),
    ),
  }));
  fc.assert(
    fc.property(value, (given) => Array.isArray(findPolicyViolations(given))),
    { numRuns: 1000 },
  );
});

// biome-ignore format: a table
const PLACES: readonly [string, object][] = [
  ['commit_creds',   { kind: 'symbol', symbol: 'commit_creds', offset: 0 }],
  ['f.cold+0x40',    { kind: 'symbol', symbol: 'f.cold', offset: 64 }],
  ['f+12',           { kind: 'symbol', symbol: 'f', offset: 12 }],
  ['kernel',         { kind: 'kernel' }],
  ['module:snd-pcm', { kind: 'module', module: 'snd_pcm' }],
  ['0x10-0xff',      { kind: 'range', from: 16n, to: 255n }],
];
for (const [text, place] of PLACES) test(`code ${text}`, () => assert.deepEqual(parseCodePlace(text), place));
for (const text of ['', '0x10', 'a+', 'a+b', 'module:', 'module:a b', '1-2', 'a-b', 'kernel:x']) {
  test(`code ${JSON.stringify(text)} is refused`, () => assert.throws(() => parseCodePlace(text), /expected symbol/));
}

test('spans', () => {
  assert.deepEqual(['500ms', '10s', '2m', '1h'].map(spanNs), [5e8, 1e10, 1.2e11, 3.6e12]);
});

test('the published schema is the one that files are checked against', () => {
  const published = readFileSync(new URL('../../../../docs/policy.schema.json', import.meta.url), 'utf8');
  assert.deepEqual(JSON.parse(published), JSON.parse(JSON.stringify(POLICY_SCHEMA)));
});

test('the policy of the documentation is one', () => {
  const page = readFileSync(new URL('../../../../docs/guards.md', import.meta.url), 'utf8');
  const [, example] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  assert.equal(parsePolicy(example, 'docs/guards.md').guards.length, 3);
});

test('a rule behind a wider one is never asked', () => {
  const rules = (...allow: object[]) => findPolicyViolations({ version: 1, guards: [{ target: 'x', allow }] });
  assert.deepEqual(
    rules({ code: 'f' }, { code: 'f', process: 'init', verdict: 'report' }).map(({ path, message }) => [
      path.join('.'),
      message,
    ]),
    [['guards.0.allow.1', 'never asked: allow[0] holds whenever this rule does']],
  );
  assert.deepEqual(rules({ code: 'f', process: 'init' }, { code: 'f' }), []);
  assert.deepEqual(rules({ code: 'f', limit: { writes: 1, per: '1s' } }, { code: 'f' }), []);
  assert.deepEqual(rules({ code: 'f' }, { code: ['f', 'g'] }), []);
});
