// `subpage policy` and `run --policy-file` as a person meets them. The guest is a few bytes of machine code.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { elf64 } from '../support/boot-images.ts';

const ROOT = new URL('../../../', import.meta.url);
const MAIN = fileURLToPath(new URL('dist/src/cli/main.js', ROOT));
const skip = existsSync(new URL('dist/core.wasm', ROOT)) ? false : 'dist/core.wasm is not built';
const folder = mkdtempSync(join(tmpdir(), 'subpage-policy-'));
after(() => rmSync(folder, { recursive: true }));

function subpage(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    encoding: 'utf8',
    input: '',
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

// mov byte [0x200000], 1; mov byte [0x200000], 2; mov byte [0x200000], 4; cli; hlt
const store = (value: number): number[] => [0xc6, 0x04, 0x25, 0, 0, 0x20, 0, value];
const GUEST = file('guest', Uint8Array.from([...store(1), ...store(2), ...store(4), 0xfa, 0xf4]));
const FLAT = ['--memory', '4M', '--flat', '0x100000', GUEST];
const POLICY = `version: 1
default: report
guards:
  - target: gpa:0x200000+1
    allow:
      - { code: 0x100000-0x100007 } # the first store
    escalate:
      - { after: 1, verdict: stop }
`;

test('check: a good policy, with and without a kernel', () => {
  const path = file('good.yaml', POLICY);
  assert.deepEqual(subpage('policy', 'check', path), {
    status: 0,
    stdout: `${path}: 1 guard; not looked up in a kernel (--kernel)\n`,
    stderr: '',
  });
  const kernel = file('vmlinux', elf64(0n, [{ paddr: 0x10_0000n, bytes: Uint8Array.of(0xf4) }]));
  const { status, stdout } = subpage('policy', 'check', '--kernel', kernel, path);
  assert.equal(status, 0);
  assert.match(stdout, /guards\[0\]\.target +gpa:0x200000\+1 +1 byte at gpa 0x200000/);
});

test('check: each problem on a line of its own, status 2', () => {
  const path = file('bad.yaml', POLICY.replace('report', 'reprot').replace('escalate', 'escalte'));
  const { status, stderr } = subpage('policy', 'check', path);
  assert.equal(status, 2);
  assert.deepEqual(stderr.trimEnd().split('\n'), [
    `subpage: ${path}:2:10: default: expected one of allow, report, deny, skip, fault, stop, got "reprot"; did you mean report?`,
    `subpage: ${path}:8:7: guards[0].escalte: unknown key; did you mean escalate?`,
  ]);
  for (const args of [
    ['policy', 'check', join(folder, 'none')],
    ['policy', 'check'],
    ['policy', 'chekc', path],
    ['policy', 'learn', GUEST],
  ]) {
    const refused = subpage(...args);
    assert.equal(refused.status, 2, args.join(' '));
    assert.ok(!refused.stderr.includes('    at '), refused.stderr);
  }
});

test('check: names that a kernel without symbols cannot tell', () => {
  const path = file('names.yaml', 'version: 1\nguards: [{ target: modules_disabled, allow: [{ code: f }] }]\n');
  const kernel = file('bare', elf64(0n, [{ paddr: 0x10_0000n, bytes: Uint8Array.of(0xf4) }]));
  const { status, stderr } = subpage('policy', 'check', '--kernel', kernel, path);
  assert.equal(status, 2);
  assert.match(
    stderr,
    /guards\[0\]\.target: .*the image has no symbols[^\n]*\n.*guards\[0\]\.allow\[0\]\.code: the image has no symbols/,
  );
  assert.equal(subpage('policy', 'check', '--kernel', path, path).status, 2);
});

test('run --policy-file: a rule allows, the next write is reported, the one behind it stops the guest', {
  skip,
}, () => {
  const events = join(folder, 'events.jsonl');
  const { status } = subpage('run', '--policy-file', file('run.yaml', POLICY), '--events', events, ...FLAT);
  assert.equal(status, 4);
  const seen = readFileSync(events, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual(
    seen.map(({ new: bytes, verdict, rip }) => [bytes, verdict, rip]),
    [
      ['02', 'report', '0x100008'],
      ['04', 'stop', '0x100010'],
    ],
  );
});

test('learn: the policy that comes out allows what happened', { skip }, () => {
  const learned = join(folder, 'learned.yaml');
  const policy = file('learn.yaml', POLICY);
  assert.equal(subpage('policy', 'learn', '--policy-file', policy, '--output', learned, ...FLAT).status, 0);
  const text = readFileSync(learned, 'utf8');
  assert.match(text, /# the first store/);
  assert.match(text, /- code: 0x100010-0x100010 # learned: 1 write, /);
  const events = join(folder, 'none.jsonl');
  assert.equal(subpage('run', '--policy-file', learned, '--events', events, ...FLAT).status, 0);
  assert.equal(readFileSync(events, 'utf8'), '');
});

test('schema: the published one', () => {
  const { status, stdout } = subpage('policy', 'schema');
  assert.equal(status, 0);
  assert.deepEqual(JSON.parse(stdout), JSON.parse(readFileSync(new URL('docs/policy.schema.json', ROOT), 'utf8')));
});
