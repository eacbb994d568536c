// `subpage run` with --swap, --resident and --trace: a guest of 16 MiB that writes and checks 8 of them, in 4 MiB of host
// memory and under a guard.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sourcePath } from '../support/path.ts';

const MAIN = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));
const skip = existsSync(sourcePath('dist/core.wasm')) ? false : 'dist/core.wasm is not built';
const folder = mkdtempSync(join(tmpdir(), 'subpage-memory-'));
after(() => rmSync(folder, { recursive: true }));

// biome-ignore format: one instruction a line
const GUEST = Uint8Array.from([
  0xbf, 0, 0, 0x40, 0,          // mov edi, 0x400000
  0x89, 0x3f,                   // write: mov [rdi], edi
  0x81, 0xc7, 0, 0x10, 0, 0,    // add edi, 0x1000
  0x81, 0xff, 0, 0, 0xc0, 0,    // cmp edi, 0xc00000
  0x72, 0xf0,                   // jb write
  0xbf, 0, 0, 0x40, 0,          // mov edi, 0x400000
  0x39, 0x3f,                   // check: cmp [rdi], edi
  0x75, 0x13,                   // jne bad
  0x81, 0xc7, 0, 0x10, 0, 0,    // add edi, 0x1000
  0x81, 0xff, 0, 0, 0xc0, 0,    // cmp edi, 0xc00000
  0x72, 0xee,                   // jb check
  0xb0, 5, 0xe6, 0xf4,          // out 0xf4, 5
  0xf4,
  0xb0, 6, 0xe6, 0xf4,          // bad: out 0xf4, 6
]);
const image = join(folder, 'guest.bin');
writeFileSync(image, GUEST);

function run(...args: string[]): { status: number | null; stderr: string } {
  const all = ['run', image, '--flat', '0x10000', '-m', '16M', '--debug-exit', '--timeout', '60s', ...args];
  return spawnSync(process.execPath, [MAIN, ...all], { encoding: 'utf8', input: '' });
}

test('memory overcommit: the guest finds what it wrote, a guard catches its write, no file is left', { skip }, () => {
  const trace = join(folder, 'trace.jsonl');
  const swap = join(folder, 'swap');
  const options = [
    '--swap',
    swap,
    '--resident',
    '4M',
    '--trace',
    trace,
    '--guard',
    'gpa:0x801000+4',
    '--policy',
    'report',
  ];
  const { status, stderr } = run(...options);
  assert.equal(status, (5 << 1) | 1, stderr);
  assert.match(stderr, /0x801000/);
  assert.deepEqual(readdirSync(folder).sort(), ['guest.bin', 'trace.jsonl']);
  const records = readFileSync(trace, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const count = (name: string) => records.filter((record) => record.name === name).length;
  // 8 MiB written and read again through 4 MiB: each page leaves at least once.
  assert.ok(count('mmu_swap_out') > 2000, `${count('mmu_swap_out')} pages swapped out`);
  assert.ok(count('mmu_map') > 0 && count('mmu_flush') > 0);
  const denied = records.filter((record) => record.name === 'kvm_spp_induced_page_fault');
  assert.deepEqual(
    denied.map(({ gpa, insn_len }) => [gpa, insn_len]),
    [['0x801000', 2]],
  );
});

test('options that cannot be are refused with one line', { skip }, () => {
  writeFileSync(join(folder, 'taken'), 'precious');
  for (const [args, about] of [
    [['--swap', join(folder, 'x')], /--swap and --resident/],
    [['--swap', join(folder, 'taken'), '--resident', '4M'], /EEXIST/],
    [['--swap', join(folder, 'x'), '--resident', '4K'], /--resident: expected at least 256K/],
    [['--trace', join(folder, 'none', 'x')], /--trace/],
  ] as const) {
    const { status, stderr } = run(...args);
    assert.equal(status, 2, stderr);
    assert.match(stderr, about);
    assert.equal(stderr.trimEnd().split('\n').length, 1);
  }
  assert.equal(readFileSync(join(folder, 'taken'), 'utf8'), 'precious');
});
