// `subpage explain` over an image with the literal decision table's entries, as a process: text, JSON, dump, processor,
// and input that is hostile or wrong.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { BASE_IMAGE, DATA_GPA, DECISIONS, IMAGE_SIZE, type Poke } from '../../test/support/decision-table.ts';
import { sourcePath } from '../../test/support/path.ts';

const MAIN = fileURLToPath(new URL('./main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'subpage-explain-'));
after(() => rmSync(folder, { recursive: true }));

function imageFile(name: string, pokes: readonly Poke[], offset = 0): string {
  const bytes = Buffer.alloc(IMAGE_SIZE);
  for (const [hpa, lo, hi] of [...BASE_IMAGE, ...pokes]) {
    bytes.writeUInt32LE(lo, hpa - offset);
    bytes.writeUInt32LE(hi, hpa - offset + 4);
  }
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}
const plain = imageFile('plain', []);

function explain(args: readonly string[], input = ''): { status: number | null; lines: string[]; error: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'explain', ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  return { status, lines: stdout.split('\n').filter((line) => line !== ''), error: stderr };
}
const TABLES = ['--eptp', '0x101e', '--spptp', '0x5000'];
const skip = existsSync(sourcePath('dist/core.wasm')) ? false : 'dist/core.wasm is not built';

test('JSON: each line is answered, in order, with the path', () => {
  const { status, lines } = explain(
    ['--image', plain, ...TABLES, '--json'],
    '{"gpa":"0x40000080","op":"write","size":4}\n{"gpa":"0x4000007c","op":"write","size":4}\n\n{"gpa":"0x7f000000","op":"read","size":1}',
  );
  assert.equal(status, 0);
  const [denied, allowed, missing] = lines.map((line) => JSON.parse(line));
  assert.deepEqual(
    { ...denied, path: denied.path.length },
    {
      gpa: '0x40000080',
      op: 'write',
      size: 4,
      outcome: 'ept-violation',
      reason: 48,
      qualification: '0x1aa',
      faultGpa: '0x40000080',
      path: 8,
    },
  );
  assert.deepEqual(denied.path[3], {
    table: 'ept',
    level: 1,
    address: '0x4000',
    entry: '0x2000000000010035',
    text: 'r-x, page 0x10000, WB, writes by sub-page (bit 61)',
  });
  assert.deepEqual(denied.path[7], {
    table: 'sppt',
    level: 1,
    address: '0x8000',
    entry: '0x0000000000000001',
    text: 'writable sub-pages: 0 (mask 0x00000001)',
  });
  assert.deepEqual(
    [allowed.outcome, allowed.reason, allowed.qualification, allowed.faultGpa, allowed.hpa, allowed.bySubPage],
    ['allowed', 0, '0x0', null, '0x1007c', true],
  );
  assert.deepEqual([missing.outcome, missing.qualification, missing.path.length], ['ept-violation', '0x181', 3]);
});

test('text for people', () => {
  const { status, lines } = explain(['--image', plain, ...TABLES, 'write:0x4000007c+8']);
  assert.equal(status, 0);
  assert.deepEqual(lines, [
    'write of 8 bytes at gpa 0x4000007c: EPT violation (exit reason 48) at gpa 0x40000080, qualification 0x1aa: ' +
      'write, entries give r-x, final translation',
    '  EPT level 4   at 0x1000       0x0000000000002007  rwx, table 0x2000',
    '  EPT level 3   at 0x2008       0x0000000000003007  rwx, table 0x3000',
    '  EPT level 2   at 0x3000       0x0000000000004007  rwx, table 0x4000',
    '  EPT level 1   at 0x4000       0x2000000000010035  r-x, page 0x10000, WB, writes by sub-page (bit 61)',
    '  SPPT level 4  at 0x5000       0x0000000000006001  valid, table 0x6000',
    '  SPPT level 3  at 0x6008       0x0000000000007001  valid, table 0x7000',
    '  SPPT level 2  at 0x7000       0x0000000000008001  valid, table 0x8000',
    '  SPPT level 1  at 0x8000       0x0000000000000001  writable sub-pages: 0 (mask 0x00000001)',
  ]);
});

test('a misconfigured entry says which of its bits are wrong, to people and to programs', () => {
  const path = imageFile('damaged', [[0x6008, 0x7003, 0]]);
  const { lines } = explain(['--image', path, ...TABLES, 'write:0x40000000']);
  assert.match(
    lines[0],
    /SPP-related event \(exit reason 66\) at gpa 0x40000000, qualification 0x0: SPPT misconfiguration/,
  );
  assert.equal(
    lines.at(-1),
    '  SPPT level 3  at 0x6008       0x0000000000007003  valid, table 0x7000; misconfigured: reserved bits 11:1 are not 0',
  );
  const json = explain(['--image', path, ...TABLES, '--json'], '{"gpa":"0x40000000","op":"write","size":1}');
  assert.equal(JSON.parse(json.lines[0]).path.at(-1).fault, 'reserved bits 11:1 are not 0');
});

test('--straddle first, --no-spp, --maxphyaddr and a bare root address', () => {
  const outcome = (...args: string[]) => explain(['--image', plain, ...args]).lines[0].replace(/^.*?: /, '');
  assert.match(outcome(...TABLES, '--straddle', 'first', 'write:0x4000007c+8'), /^allowed by sub-page permission/);
  assert.match(
    outcome(...TABLES, '--no-spp', 'write:0x40000000'),
    /^EPT violation \(exit reason 48\) at gpa 0x40000000/,
  );
  assert.match(outcome('--eptp', '0x1000', 'read:0x40000000'), /^allowed, host-physical 0x10000/);
  assert.match(outcome(...TABLES, '--maxphyaddr', '36', 'read:0x1000000000'), /^EPT violation .* entries give ---/);
});

test('--base: the image is a window of physical memory', () => {
  const path = imageFile('window', [], 0x1000);
  const { lines } = explain(['--image', path, '--base', '0x1000', ...TABLES, 'read:0x40000000']);
  assert.match(lines[0], /allowed, host-physical 0x10000/);
});

test('--dump folds ranges', () => {
  const path = imageFile('dump', [
    [0x3008, 0x20_00b7, 0],
    [0x3010, 0x40_00b7, 0],
    [0x4010, 0x1_2037, 0],
    [0x3018, 0x4002, 0],
  ]);
  const { status, lines } = explain(['--image', path, ...TABLES, '--dump']);
  assert.equal(status, 0);
  assert.deepEqual(lines, [
    'EPT: 6 tables',
    '  0x0-0xffff                     -> 0x20000  rwx, WB',
    '  0x40000000-0x40000fff          -> 0x10000  r-x, WB, writes by sub-page (bit 61)',
    '  0x40001000-0x40002fff          -> 0x11000  rwx, WB',
    '  0x40200000-0x405fffff          -> 0x200000  rwx, 2 MiB, WB',
    '  0x40600000-0x407fffff          misconfigured at level 2: 0x0000000000004002: writable but not readable',
    'SPPT: 4 tables',
    '  0x40000000-0x40000fff          writable sub-pages: 0',
    '  0x40001000-0x401fffff          writable sub-pages: none',
  ]);
  const json = explain(['--image', path, ...TABLES, '--dump', '--json']).lines.map((line) => JSON.parse(line));
  assert.deepEqual(json[3], {
    dump: 'ept',
    gpa: '0x40200000',
    length: '0x400000',
    kind: 'mapped',
    hpa: '0x200000',
    pageSize: 0x20_0000,
    rights: 'rwx',
    entry: '0x00000000000000b7',
  });
});

test('hostile images: circular and outside tables end in a decision or a clear line', () => {
  const circular = imageFile('circular', [[0x1000, 0x1007, 0]]);
  assert.match(explain(['--image', circular, ...TABLES, 'write:0']).lines[0], /allowed, host-physical 0x1000/);
  // Every entry of the table is the table itself: 2^36 pages in a few bytes.
  const pokes = Array.from({ length: 512 }, (_, i): Poke => [0x1000 + i * 8, 0x1007, 0]);
  const dumped = explain(['--image', imageFile('wild', pokes), '--eptp', '0x101e', '--dump']);
  assert.equal(dumped.status, 0);
  assert.match(dumped.lines.at(-1) ?? '', /stopped after \d+ tables/);
  const outside = imageFile('outside', [[0x3000, 0xffff_f007, 0x3f]]);
  const { status, lines } = explain(
    ['--image', outside, ...TABLES, '--json'],
    '{"gpa":"0x40000000","op":"read","size":1}',
  );
  const answer = JSON.parse(lines[0]);
  assert.deepEqual([status, answer.error, answer.path.length], [1, 'a table lies outside the image', 3]);
});

test('JSON: an answer comes when its line has come, not when the input ends', async () => {
  const child = spawn(process.execPath, [MAIN, 'explain', '--image', plain, ...TABLES, '--json']);
  const answers: string[] = [];
  const next = () => once(child.stdout, 'data').then(([bytes]) => answers.push(...String(bytes).trim().split('\n')));
  for (const gpa of ['0x40000080', '0x40000000', '0x7f000000']) {
    child.stdin.write(`{"gpa":"${gpa}","op":"write","size":4}\n`);
    await next();
    assert.equal(JSON.parse(answers.at(-1) as string).gpa, gpa);
  }
  child.stdin.end();
  const [status] = await once(child, 'close');
  assert.deepEqual([status, answers.length], [0, 3]);
});

test('an image of 8 GiB is not loaded, and takes no memory to speak of', () => {
  const path = imageFile('huge', []);
  truncateSync(path, 8 * 2 ** 30);
  const { status, lines } = explain(['--image', path, ...TABLES, 'write:0x40000000']);
  assert.deepEqual([status, /allowed by sub-page permission/.test(lines[0])], [0, true]);
  // Tables and pages all over it: the process stays as small as it is with a small image.
  const source = `import(${JSON.stringify(pathToFileURL(MAIN).href)}).then(() => {});
    process.on('exit', () => console.error(process.resourceUsage().maxRSS));`;
  const accesses = Array.from(
    { length: 2000 },
    (_, i) => `{"gpa":"0x${(i * 4096).toString(16)}","op":"write","size":8}`,
  );
  const run = spawnSync(process.execPath, ['-e', source, 'subpage', 'explain', '--image', path, ...TABLES, '--json'], {
    input: accesses.join('\n'),
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  assert.equal(run.stdout.trim().split('\n').length, 2000);
  assert.ok(Number(run.stderr) < 150 * 1024, `${run.stderr} KiB`);
  const refused = explain(['--image', path, ...TABLES, '--processor', 'write:0x40000000']);
  assert.deepEqual([refused.status, refused.error.split('\n').length], [2, 2]);
});

// biome-ignore format: a table
const BAD_OPTIONS = [
  [['--eptp', '0x101e', 'read:0'], /--image/],
  [['--image', 'MISSING', ...TABLES, 'read:0'], /--image: expected a file that can be read/],
  [['--image', 'FOLDER', ...TABLES, 'read:0'], /--image: expected a regular file/],
  [['--image', 'PLAIN', ...TABLES, 'write'], /OP:GPA\+SIZE/],
  [['--image', 'PLAIN', ...TABLES, 'write:0x10000000000000000'], /OP:GPA\+SIZE/],
  [['--image', 'PLAIN', ...TABLES, 'write:0+0'], /size/],
  [['--image', 'PLAIN', ...TABLES, 'write:0+5000'], /size/],
  [['--image', 'PLAIN', '--eptp', '0x101f', 'read:0'], /memory type/],
  [['--image', 'PLAIN', ...TABLES.slice(0, 3), '0x5008', 'read:0'], /SPPTP bits 11:0/],
  [['--image', 'PLAIN', ...TABLES, '--maxphyaddr', '53', 'read:0'], /--maxphyaddr/],
  [['--image', 'PLAIN', ...TABLES, '--base', '0x10', 'read:0'], /--base/],
  [['--image', 'PLAIN', ...TABLES], /expected an access/],
  [['--image', 'PLAIN', ...TABLES, '--json', 'read:0'], /stdin/],
] as const;
for (const [args, about] of BAD_OPTIONS) {
  test(`refused with one line: ${args.join(' ')}`, () => {
    const names: Record<string, string> = { PLAIN: plain, MISSING: join(folder, 'missing'), FOLDER: folder };
    const { status, lines, error } = explain(args.map((arg) => names[arg] ?? arg));
    assert.deepEqual([status, lines], [2, []]);
    assert.match(error, about);
    assert.equal(error.trimEnd().split('\n').length, 1);
  });
}

test('lines that are no access are answered by their number, and the others all the same', () => {
  const input = ['nonsense', '[]', '{"gpa":1.5,"op":"read"}', '{"gpa":"0x0","op":"poke"}', `"${'x'.repeat(200_000)}"`];
  const { status, lines } = explain(
    ['--image', plain, ...TABLES, '--json'],
    `${input.join('\n')}\n{"gpa":"0x0","op":"read","size":1}\n`,
  );
  const answers = lines.map((line) => JSON.parse(line));
  assert.equal(status, 2);
  assert.deepEqual(
    answers.map(({ line, outcome }) => line ?? outcome),
    [1, 2, 3, 4, 5, 'allowed'],
  );
});

test('--processor: the core agrees with the walker on cases of the decision table', { skip }, () => {
  let asked = 0;
  // One process an image is slow: cases with the same image and options go together.
  const groups = new Map<string, (typeof DECISIONS)[number][]>();
  for (const row of DECISIONS) {
    const key = JSON.stringify([row.pokes, row.eptp, row.controls, row.straddle]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  for (const rows of [...groups.values()].filter((_, i) => i % 8 === 0)) {
    const [first] = rows;
    const path = imageFile('case', first.pokes);
    const eptp = `0x${(first.eptp ?? 0x101e).toString(16)}`;
    const options = ['--image', path, '--eptp', eptp, '--spptp', '0x5000', '--json', '--processor'];
    if (first.controls === 2) options.push('--no-spp');
    if (first.straddle === 'first') options.push('--straddle', 'first');
    const input = rows.map(({ offset, op, size, linear, final }) =>
      JSON.stringify({ gpa: `0x${(DATA_GPA + offset).toString(16)}`, op, size, linear, final }),
    );
    const { status, lines, error } = explain(options, input.join('\n'));
    assert.deepEqual([status, error], [0, ''], lines.join('\n'));
    lines.forEach((line, i) => {
      const answer = JSON.parse(line);
      assert.deepEqual([answer.outcome, answer.reason], [rows[i].outcome, rows[i].reason], rows[i].name);
      if (answer.processor.asked) {
        asked++;
        assert.equal(answer.processor.agrees, true);
      }
    });
  }
  assert.ok(asked > 5, `${asked} cases`);
});
