// The command line on the KVM engine: the same statuses and messages as on the built-in one. Skipped without /dev/kvm.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cacheDirectory, fetchDebianGuest } from '../../src/cli/guest-kit/debian.ts';
import { findKvm } from '../support/drivers.ts';

const found = findKvm();
const ROOT = new URL('../../../', import.meta.url);
const MAIN = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));
const hasCore = existsSync(new URL('dist/core.wasm', ROOT));
const skip = typeof found === 'string' ? found : false;
// Before the first test: one that is defined behind an await would come after the end of the others.
const debian = skip
  ? undefined
  : await fetchDebianGuest({ cache: cacheDirectory(fileURLToPath(ROOT)), report: () => {} });
const folder = mkdtempSync(join(tmpdir(), 'subpage-kvm-cli-'));
after(() => rmSync(folder, { recursive: true }));

function subpage(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    encoding: 'utf8',
    input: '',
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}

function runFlat(bytes: readonly number[], ...args: string[]): ReturnType<typeof subpage> {
  const image = join(folder, 'image.bin');
  writeFileSync(image, Uint8Array.from(bytes));
  return subpage('run', '--memory', '4M', '--flat', '0x100000', '--engine', 'kvm', ...args, image);
}

// mov dword [0x200000], 1; mov dword [0x200080], 2; cli; hlt
// biome-ignore format: one instruction a line
const TWO_STORES = [
  0xc7, 0x04, 0x25, 0, 0, 0x20, 0, 1, 0, 0, 0,
  0xc7, 0x04, 0x25, 0x80, 0, 0x20, 0, 2, 0, 0, 0,
  0xfa, 0xf4,
];
const GUARD = ['--guard', 'gpa:0x200000+4', '--policy'];

// biome-ignore format: a matrix
const STATUSES: readonly (readonly [string, number[], string[], number])[] = [
  ['cli; hlt',               [0xfa, 0xf4],                                [],                       0],
  ['triple fault',           [0x0f, 0x0b],                                [],                       3],
  ['time limit',             [0xeb, 0xfe],                                ['--timeout', '300ms'],   124],
  ['debug exit',             [0xb0, 0x10, 0xe6, 0xf4, 0xeb, 0xfe],        ['--debug-exit'],         33],
  ['keyboard reset',         [0xb0, 0xfe, 0xe6, 0x64, 0xeb, 0xfe],        [],                       0],
  ['ACPI power-off',         [0x66, 0xba, 0x04, 0x06, 0x66, 0xb8, 0, 0x34, 0x66, 0xef, 0xeb, 0xfe], [], 0],
  ['stop at a guard',        TWO_STORES,                                  [...GUARD, 'stop'],       4],
  ['denied, lives on',       TWO_STORES,                                  [...GUARD, 'deny'],       0],
  ['skipped, lives on',      TWO_STORES,                                  [...GUARD, 'skip'],       0],
  ['fault without handlers', TWO_STORES,                                  [...GUARD, 'fault'],      3],
  ['no limit in instructions', [0xeb, 0xfe],                              ['--max-instructions', '5'], 2],
  ['no virtual time',        [0xeb, 0xfe],                                ['--time', 'virtual'],    2],
  ['no other straddling',    [0xeb, 0xfe],                                ['--straddle', 'first'],  2],
  ['more memory than the host has', [0xf4],                               ['--memory', '1T'],       2],
  ['an audit cannot deny',   TWO_STORES,                                  [...GUARD, 'deny', '--audit'], 2],
];
for (const [what, bytes, options, status] of STATUSES) {
  test(`exit status ${status}: ${what}`, { skip }, () => {
    const result = runFlat(bytes, ...options);
    assert.equal(result.status, status, result.stderr);
    assert.ok(!result.stderr.includes('    at '), 'no stack trace');
  });
}

test('events and summary', { skip }, () => {
  const events = join(folder, 'e.jsonl');
  const summary = join(folder, 's.json');
  assert.equal(runFlat(TWO_STORES, ...GUARD, 'deny', '--events', events, '--summary', summary).status, 0);
  const { time, ...event } = JSON.parse(readFileSync(events, 'utf8'));
  assert.ok(time > 0);
  assert.deepEqual(
    { rip: event.rip, instruction: event.instruction, gva: event.gva, gpa: event.gpa, old: event.old, new: event.new },
    {
      rip: '0x100000',
      instruction: 'c704250000200001000000',
      gva: '0x200000',
      gpa: '0x200000',
      old: '00000000',
      new: '01000000',
    },
  );
  const { pages, guards } = JSON.parse(readFileSync(summary, 'utf8'));
  assert.equal(pages[0].stores, 2, 'one was let through, one judged');
  assert.equal(guards[0].refused, 1);
});

test('an audit: what was changed is told, with its label; nothing is denied', { skip }, () => {
  const events = join(folder, 'a.jsonl');
  const result = runFlat(TWO_STORES, ...GUARD, 'report', '--audit', '--events', events);
  assert.equal(result.status, 0, result.stderr);
  assert.match(result.stderr, /^subpage: audit: changes of guarded bytes are found afterwards, none is denied$/m);
  assert.match(result.stderr, /report gpa:0x200000\+4 {2}found by the audit {2}gpa 0x200000 {2}1 byte 00 → 01/);
  const { time, ...event } = JSON.parse(readFileSync(events, 'utf8'));
  assert.ok(time > 0);
  assert.deepEqual(event, {
    v: 1,
    seq: 1,
    origin: 'audit',
    gpa: '0x200000',
    length: 1,
    old: '00',
    new: '01',
    guards: ['gpa:0x200000+4'],
    verdict: 'report',
  });
});

test('options of one engine on the other: one line', { skip }, () => {
  const image = join(folder, 'soft.bin');
  writeFileSync(image, Uint8Array.from([0xf4]));
  const soft = subpage('run', '--memory', '4M', '--flat', '0x100000', '--audit', image);
  assert.equal(soft.status, 2);
  assert.match(soft.stderr, /^subpage: --engine soft: --audit is an option of the KVM engine: --engine kvm$/m);
  const policy = join(folder, 'deny.yaml');
  writeFileSync(policy, 'version: 1\nguards: [{ target: "gpa:0x200000+4", verdict: deny }]\n');
  const denying = runFlat([0xf4], '--audit', '--policy-file', policy);
  assert.equal(denying.status, 2);
  assert.match(denying.stderr, /expected no verdict stronger than report: --audit sees writes after they were made/);
});

// Where /dev/kvm is software, kernels stop at their first SSE or x87 instruction; on real hosts this one halts.
test('an instruction that this host cannot emulate ends in a message with it, not in a hang', { skip }, () => {
  // mov cr4, 0x220; addps xmm0, xmm0; cli; hlt
  const code = [0x48, 0xc7, 0xc0, 0x20, 2, 0, 0, 0x0f, 0x22, 0xe0, 0x0f, 0x58, 0xc0, 0xfa, 0xf4];
  const result = runFlat(code, '--timeout', '20s');
  if (result.status === 0) return;
  assert.equal(result.status, 3, result.stderr);
  assert.match(result.stderr, /cannot emulate addps xmm0, ?xmm0 \(0f 58 c0\) at 0x10000a; the built-in engine/);
});

test('a stock kernel on a KVM that cannot run one: refused at once, with the instruction', {
  skip: skip || (debian === undefined ? 'the Debian kernel cannot be had' : false),
}, () => {
  const { stdout } = subpage('doctor');
  if (!stdout.includes('kvm kernels: not to be expected')) return;
  const result = subpage('run', '--engine', 'kvm', debian?.kernel ?? '');
  assert.equal(result.status, 2);
  assert.match(
    result.stderr,
    /^subpage: --engine kvm: kernels do not run here: .*cannot emulate addps.*; --engine soft runs them\n$/,
  );
});

test('selftest passes', { skip }, () => {
  const result = subpage('selftest', '--engine', 'kvm');
  assert.equal(result.status, 0, result.stdout + result.stderr);
  assert.equal(result.stdout.split('\n').filter((line) => line.includes('exit: protected write')).length, 32);
});

test('doctor shows what was probed', { skip }, () => {
  const { stdout } = subpage('doctor');
  assert.match(stdout, /^engine kvm: works; guest memory up to \d+ MiB, (1 vCPU|up to \d+ vCPUs)$/m);
  assert.match(stdout, /^kvm guards: work, in read-only memslots; [\d.]+ us a judged store$/m);
  assert.match(stdout, /^kvm store exits: RIP (behind|at) the instruction; bytes of unknown instructions: (yes|no)$/m);
  assert.match(stdout, /^kvm single steps: kernel code (yes|no), user code (yes|no)$/m);
  assert.match(stdout, /^kvm cannot keep: .*by page/m);
  assert.match(stdout, /^kvm kernels: /m);
  assert.match(stdout, /^kvm sub-page permissions in the processor: (absent|usable|unusable)/m);
});

test('auto says what it took, and why not KVM', { skip: hasCore ? false : 'dist/core.wasm is not built' }, () => {
  const image = join(folder, 'auto.bin');
  writeFileSync(image, Uint8Array.from([0xfa, 0xf4]));
  const args = ['run', '--memory', '4M', '--flat', '0x100000', '--engine', 'auto'];
  const plain = subpage(...args, image);
  assert.equal(plain.status, 0, plain.stderr);
  assert.match(plain.stderr, /^subpage: engine (kvm|soft \(.+\))$/m);
  const counted = subpage(...args, '--max-instructions', '100', image);
  assert.match(counted.stderr, /^subpage: engine soft \(virtual time and limits in instructions/m);
});
