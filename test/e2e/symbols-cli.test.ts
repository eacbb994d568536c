// `subpage symbols`, and --symbols of `run` and `policy check`, as a person meets them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { elf64 } from '../support/boot-images.ts';
import { btfImage, int, struct } from '../support/btf-image.ts';
import { kallsymsTables } from '../support/kallsyms-image.ts';
import { projectRoot } from '../support/path.ts';

const MAIN = join(projectRoot, 'dist/src/cli/main.js');
const skip = existsSync(join(projectRoot, 'dist/core.wasm')) ? false : 'dist/core.wasm is not built';
const folder = mkdtempSync(join(tmpdir(), 'subpage-symbols-'));
after(() => rmSync(folder, { recursive: true }));

function subpage(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    encoding: 'utf8',
    input: '',
    timeout: 60_000,
    env: { ...process.env, SUBPAGE_CACHE: join(folder, 'cache') },
  });
  return { status, stdout, stderr };
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const BASE = 0xffff_ffff_8100_0000n;
const ENTRIES = [
  { text: 'T_text', address: BASE },
  ...Array.from({ length: 300 }, (_, i) => ({ text: `tf${i}`, address: BASE + 0x1000n + BigInt(i * 16) })),
  { text: 'Dinit_cred', address: BASE + 0x1_0000n },
  { text: 'Dflag', address: BASE + 0x1_0080n },
  { text: 'B_end', address: BASE + 0x1_0088n },
];
/** A kernel of kallsyms and BTF that does nothing else. */
const tables = kallsymsTables(ENTRIES, { order: 'from-7.0', absolutePerCpu: false, base: BASE });
const types = btfImage([int('u32', 4), struct('cred', 8, [['uid', 1, 32]])]);
const KERNEL = file(
  'vmlinux',
  elf64(
    BASE,
    [{ vaddr: BASE, paddr: 0x100_0000n, bytes: tables, memSize: 0x2_0000 }],
    [{ name: '.BTF', type: 1, bytes: types }],
  ),
);

test('symbols: all, some, a type, and what is not there', () => {
  const all = subpage('symbols', KERNEL);
  assert.equal(all.status, 0, all.stderr);
  assert.equal(all.stdout.split('\n').length, ENTRIES.length + 1);
  assert.match(all.stdout, /^ffffffff81000000 T _text\nffffffff81001000 t f0\n/);
  assert.match(
    subpage('symbols', KERNEL, 'flag', 'f1').stdout,
    /^ffffffff81010080 +D +8 +flag *\nffffffff81001010 +t +16 +f1/,
  );
  assert.match(subpage('symbols', KERNEL, '--type', 'cred').stdout, /^struct cred: 8 bytes\n.*\n +4 +4 +uid +u32\n$/);
  for (const [args, message] of [
    [['symbols', KERNEL, 'flg'], /^subpage: symbol "flg": not found among 304 symbols; did you mean flag\?\n$/],
    [['symbols', KERNEL, '--type', 'crad'], /^subpage: --type: no type crad; did you mean cred\?\n$/],
    [['symbols', join(folder, 'none')], /^subpage: symbols: expected a file that can be read, got /],
    [['symbols', file('junk', 'hello')], /^subpage: .*junk:1: expected ADDRESS TYPE NAME, got "hello"\n$/],
    [['symbols', file('open', '{"metadata": 1}')], /^subpage: .*open: metadata: expected an object, got 1\n$/],
  ] as const) {
    const { status, stderr } = subpage(...args);
    assert.equal(status, 2);
    assert.match(stderr, message);
  }
});

test('policy check looks names up in an image, in ISF, in System.map; the answers agree', () => {
  const isf = file('kernel.json', subpage('symbols', '--isf', KERNEL).stdout);
  const map = file('System.map', subpage('symbols', KERNEL).stdout);
  // As on a running system, where the kernel has moved.
  const moved = file('kallsyms', readFileSync(map, 'utf8').replaceAll('ffffffff81', 'ffffffffa7'));
  const policy = file('p.yaml', 'version: 1\nguards: [{ target: [flag, init_cred.uid], allow: [{ code: f7 }] }]\n');
  const place =
    /guards\[0\]\.target +flag +8 bytes at gpa 0x1010080\nguards\[0\]\.target +init_cred\.uid +4 bytes at gpa 0x1010004/;
  for (const symbols of [[], ['--symbols', isf], ['--symbols', map], ['--symbols', moved]]) {
    const { status, stdout, stderr } = subpage('policy', 'check', '--kernel', KERNEL, ...symbols, policy);
    assert.equal(status, 0, stderr);
    assert.match(stdout, place);
  }
  // Without the image nobody knows where it lies, but the names are there.
  const alone = subpage('policy', 'check', '--symbols', isf, policy);
  assert.match(alone.stdout, /4 bytes at init_cred\+4, wherever the kernel is/);
  // System.map knows no types: what needs them is said, with the column.
  const bare = subpage('policy', 'check', '--symbols', map, policy);
  assert.equal(bare.status, 2);
  assert.match(
    bare.stderr,
    /^subpage: .*: guards\[0\]\.target: guard "init_cred\.uid", column 11: the kernel has no types \(BTF\); give bytes as symbol\+OFF:LEN\n$/,
  );
});

test('policy check tells rules that can never hold', () => {
  const policy = file(
    'never.yaml',
    `version: 1
markers: { up: { write: init_cred:16, equals: 1 } }
guards: [{ target: [flag, init_cred:16], allow: [{ value: { equals: [1] } }, { after: up }] }]
`,
  );
  const { status, stderr } = subpage('policy', 'check', '--kernel', KERNEL, policy);
  assert.equal(status, 2);
  const problem = 'equals never holds: init_cred:16 has 16 bytes, more than 8; give a length with :LEN';
  assert.deepEqual(
    stderr.trimEnd().split('\n'),
    ['markers.up.equals', 'guards[0].allow[0].value.equals'].map((where) => `subpage: ${policy}: ${where}: ${problem}`),
  );
});

test('run --symbols: guards and events by the names of a file, for an image without symbols', { skip }, () => {
  // mov byte [0x200000], 1; cli; hlt
  const code = Uint8Array.from([0xc6, 0x04, 0x25, 0, 0, 0x20, 0, 1, 0xfa, 0xf4]);
  const image = file(
    'image',
    elf64(0x10_0000n, [{ vaddr: 0x10_0000n, paddr: 0x10_0000n, bytes: code, memSize: 0x20_0000 }]),
  );
  const map = file('names', '0000000000100000 T start\n0000000000200000 D flag\n0000000000200004 B _end\n');
  const events = join(folder, 'events.jsonl');
  const { status, stderr } = subpage(
    'run',
    '--memory',
    '8M',
    '--symbols',
    map,
    '--guard',
    'flag',
    '--policy',
    'deny',
    '--events',
    events,
    image,
  );
  assert.equal(status, 0, stderr);
  const [event] = readFileSync(events, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  assert.deepEqual([event.guards, event.symbol, event.gpa, event.verdict], [['flag'], 'start', '0x200000', 'deny']);
  const refused = subpage('run', '--symbols', map, '--guard', 'flog', image);
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /--guard "flog", column 1: .*did you mean flag\?/);
});
