// The command line as a person meets it: exit statuses, messages, files. Guests are a few bytes of machine code.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { elf64 } from '../support/boot-images.ts';
import { eventProblems } from '../support/event-schema.ts';

const ROOT = new URL('../../../', import.meta.url);
const MAIN = fileURLToPath(new URL('dist/src/cli/main.js', ROOT));
const skip = existsSync(new URL('dist/core.wasm', ROOT)) ? false : 'dist/core.wasm is not built';
const folder = mkdtempSync(join(tmpdir(), 'subpage-cli-'));
after(() => rmSync(folder, { recursive: true }));

function subpage(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    encoding: 'utf8',
    input: '',
    timeout: 60_000,
  });
  return { status, stdout, stderr };
}

/** A flat image in a file. */
function guest(name: string, ...bytes: number[]): string {
  const path = join(folder, name);
  writeFileSync(path, Uint8Array.from(bytes));
  return path;
}

/** A file of symbols. */
function systemMap(): string {
  const path = join(folder, 'System.map');
  writeFileSync(path, 'ffffffff81000000 T _text\nffffffff81000010 T start\n');
  return path;
}

/** `subpage run` of a flat guest with little memory. */
function runFlat(image: string, ...args: string[]): ReturnType<typeof subpage> {
  return subpage('run', '--memory', '4M', '--flat', '0x100000', ...args, image);
}

// mov dword [0x200000], 1; mov dword [0x200080], 2; cli; hlt
// biome-ignore format: one instruction a line
const TWO_STORES = [
  0xc7, 0x04, 0x25, 0, 0, 0x20, 0, 1, 0, 0, 0,
  0xc7, 0x04, 0x25, 0x80, 0, 0x20, 0, 2, 0, 0, 0,
  0xfa, 0xf4,
];

// biome-ignore format: a matrix
const STATUSES: readonly (readonly [string, number[], string[], number])[] = [
  // what, guest, options, status
  ['cli; hlt',               [0xfa, 0xf4],                                   [],                              0],
  ['triple fault',           [0x0f, 0x0b],                                   [],                              3],
  ['instruction limit',      [0xeb, 0xfe],                                   ['--max-instructions', '1M'],    124],
  ['time limit',             [0xeb, 0xfe],                                   ['--timeout', '200ms'],          124],
  ['debug exit',             [0xb0, 0x10, 0xe6, 0xf4, 0xeb, 0xfe],           ['--debug-exit'],                33],
  ['keyboard reset',         [0xb0, 0xfe, 0xe6, 0x64, 0xeb, 0xfe],           [],                              0],
  ['ACPI power-off',         [0x66, 0xba, 0x04, 0x06, 0x66, 0xb8, 0, 0x34, 0x66, 0xef, 0xeb, 0xfe], [],        0],
  ['stop at a guard',        TWO_STORES,                                     ['--guard', 'gpa:0x200000+4', '--policy', 'stop'], 4],
  ['denied, lives on',       TWO_STORES,                                     ['--guard', 'gpa:0x200000+4', '--policy', 'deny'], 0],
  ['skipped, lives on',      TWO_STORES,                                     ['--guard', 'gpa:0x200000+4', '--policy', 'skip'], 0],
  ['fault without handlers', TWO_STORES,                                     ['--guard', 'gpa:0x200000+4', '--policy', 'fault'], 3],
  ['linear guard',           TWO_STORES,                                     ['--guard', 'gva:0x200000+4', '--policy', 'stop'], 4],
];
for (const [what, bytes, options, status] of STATUSES) {
  test(`exit status ${status}: ${what}`, { skip }, () => {
    const result = runFlat(guest('status.bin', ...bytes), ...options);
    assert.equal(result.status, status, result.stderr);
    assert.ok(!result.stderr.includes('    at '), 'no stack trace');
  });
}

test('console output is the standard output and nothing else', { skip }, () => {
  // mov dx, 0x3f8; mov al, 'A'; out dx, al; mov al, 10; out dx, al; cli; hlt
  const image = guest('console.bin', 0x66, 0xba, 0xf8, 3, 0xb0, 0x41, 0xee, 0xb0, 10, 0xee, 0xfa, 0xf4);
  assert.equal(runFlat(image).stdout, 'A\n');
});

test('a guest whose instructions are slow neither holds back its output nor a signal', { skip }, async () => {
  // mov dx, 0x3f8; mov al, 'A'; out dx, al; l: invlpg [rcx]; jmp l
  const image = guest('slow.bin', 0x66, 0xba, 0xf8, 3, 0xb0, 0x41, 0xee, 0x0f, 0x01, 0x39, 0xeb, 0xfb);
  const summary = join(folder, 'slow.json');
  const options = ['--memory', '4M', '--flat', '0x100000', '--timeout', '50s', '--summary', summary];
  const child = spawn(process.execPath, [MAIN, 'run', ...options, image], { stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.once('data', () => child.kill('SIGINT'));
  assert.deepEqual(await once(child, 'exit'), [130, null]);
  const { instructions } = JSON.parse(readFileSync(summary, 'utf8')).statistics;
  // A slice has four million, which take this guest up to a minute.
  assert.ok(instructions < 4_000_000, `${instructions} instructions`);
});

// Each takes many seconds for the four million instructions of a slice.
// biome-ignore format: a matrix
const SLOW: readonly (readonly [string, number[], string[]])[] = [
  // l: invlpg [rcx]; jmp l
  ['invalidates translations',            [0x0f, 0x01, 0x39, 0xeb, 0xfb],                                              []],
  // mov rcx, -1; mov esi, 0x30000000; rep lodsb
  ['reads where nothing is, under REP',   [0x48, 0xc7, 0xc1, 0xff, 0xff, 0xff, 0xff, 0xbe, 0, 0, 0, 0x30, 0xf3, 0xac], []],
  // mov ebx, 0x200000; l: fxsave [rbx]; jmp l
  ['writes 512 guarded bytes',            [0xbb, 0, 0, 0x20, 0, 0x0f, 0xae, 0x03, 0xeb, 0xfb],                         ['--guard', 'gpa:0x200000+512']],
  // l: inc byte [rip + 1]; mov al, 0; jmp l
  ['changes the code that it runs',       [0xfe, 0x05, 1, 0, 0, 0, 0xb0, 0, 0xeb, 0xf6],                               []],
];
for (const [what, bytes, options] of SLOW) {
  test(`the time limit ends a slow guest that ${what}`, { skip }, () => {
    const summary = join(folder, 'limit.json');
    const result = runFlat(guest('limit.bin', ...bytes), '--timeout', '300ms', '--summary', summary, ...options);
    assert.equal(result.status, 124, result.stderr);
    const { instructions } = JSON.parse(readFileSync(summary, 'utf8')).statistics;
    assert.ok(instructions > 0 && instructions < 4_000_000, `${instructions} instructions`);
  });
}

test('a crash prints the registers', { skip }, () => {
  const { stderr } = runFlat(guest('crash.bin', 0xb8, 0x78, 0x56, 0x34, 0x12, 0x0f, 0x0b));
  assert.match(stderr, /^subpage: the guest crashed \(triple fault\)$/m);
  assert.match(stderr, /rax {4}0000000012345678/);
});

test('events and summary', { skip }, () => {
  const events = join(folder, 'e.jsonl');
  const summary = join(folder, 's.json');
  const image = guest('stores.bin', ...TWO_STORES);
  const options = ['--guard', 'gpa:0x200000+4', '--policy', 'deny', '--events', events, '--summary', summary];
  const result = runFlat(image, ...options);
  assert.equal(result.status, 0, result.stderr);
  const text = readFileSync(events, 'utf8');
  assert.equal(
    text,
    '{"v":1,"seq":1,"time":0,"origin":"cpu","vcpu":0,"icount":0,"rip":"0x100000","instruction":"c704250000200001000000",' +
      '"disassembly":"mov dword ptr [0x200000], 1","gva":"0x200000","cr3":"0x1000","gpa":"0x200000","length":4,"old":"00000000","new":"01000000",' +
      '"guards":["gpa:0x200000+4"],"verdict":"deny"}\n',
  );
  assert.deepEqual(eventProblems(text), []);
  const parsed = JSON.parse(readFileSync(summary, 'utf8'));
  assert.deepEqual(parsed.stop, { kind: 'halted' });
  assert.deepEqual(parsed.guards, [
    { spec: 'gpa:0x200000+4', armed: [{ gpa: '0x200000', length: 4 }], writes: 1, refused: 1 },
  ]);
  assert.deepEqual(parsed.pages, [{ gpa: '0x200000', stores: 2, exits: 1, falseSharing: 0 }]);
  assert.deepEqual(parsed.events, { caught: 1, written: 1, lost: 0, losses: [] });
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.includes('.tmp')),
    [],
  );
});

test('two runs give the same events, byte for byte', { skip }, () => {
  // again: rdrand eax; mov [0x200000], eax; dec ecx; jnz again; hlt   with ecx = 1000
  // biome-ignore format: one instruction a line
  const image = guest('random.bin',
    0xb9, 0xe8, 3, 0, 0,
    0x0f, 0xc7, 0xf0,
    0x89, 0x04, 0x25, 0, 0, 0x20, 0,
    0xff, 0xc9,
    0x75, 0xf2,
    0xfa, 0xf4);
  const texts = ['one', 'two'].map((name) => {
    const path = join(folder, `${name}.jsonl`);
    assert.equal(runFlat(image, '--guard', 'gpa:0x200000+4', '--events', path).status, 0);
    return readFileSync(path, 'utf8');
  });
  assert.equal(texts[0].split('\n').length, 1001);
  assert.equal(texts[0], texts[1]);
});

test('console input out of a file: two runs give the same events, with their times', { skip }, () => {
  // again: mov dx, 0x3fd; in al, dx; test al, 1; jz again; mov dx, 0x3f8; in al, dx; mov [0x200000], al; cmp al, 'q';
  // jne again; cli; hlt
  // biome-ignore format: one instruction a line
  const image = guest('keys.bin',
    0x66, 0xba, 0xfd, 3,
    0xec,
    0xa8, 1,
    0x74, 0xf7,
    0x66, 0xba, 0xf8, 3,
    0xec,
    0x88, 0x04, 0x25, 0, 0, 0x20, 0,
    0x3c, 0x71,
    0x75, 0xe7,
    0xfa, 0xf4);
  const keys = join(folder, 'keys.txt');
  // More than the serial port keeps at once.
  writeFileSync(keys, `${'typed '.repeat(2000)}q`);
  const texts = ['three', 'four'].map((name) => {
    const path = join(folder, `${name}.jsonl`);
    const stdin = openSync(keys, 'r');
    const args = ['run', '--memory', '4M', '--flat', '0x100000', '--guard', 'gpa:0x200000+1', '--events', path, image];
    const { status, stderr } = spawnSync(process.execPath, [MAIN, ...args], { stdio: [stdin, 'pipe', 'pipe'] });
    closeSync(stdin);
    assert.equal(status, 0, String(stderr));
    return readFileSync(path, 'utf8');
  });
  assert.equal(texts[0].split('\n').length, 12_002);
  assert.equal(texts[0], texts[1]);
});

const FLAT = ['run', '--memory', '4M', '--flat', '0x100000'];
// biome-ignore format: a matrix
const BAD: readonly (readonly [string, string[], RegExp])[] = [
  ['no command of that name',   ['fly'],                                              /unknown command 'fly'/],
  ['unknown option',            ['run', '--nonsense', 'k'],                           /unknown option '--nonsense'/],
  ['no kernel',                 ['run'],                                              /missing required argument 'kernel'/],
  ['absent kernel',             ['run', '/nonexistent/vmlinuz'],                      /kernel: expected a file that can be read, got \/nonexistent\/vmlinuz \(ENOENT\)/],
  ['a folder as kernel',        ['run', '/'],                                         /kernel: expected a file .*EISDIR/],
  ['empty kernel',              ['run', 'EMPTY'],                                     /empty file/],
  ['not a kernel',              ['run', 'TEXT'],                                      /neither a bzImage nor an ELF file/],
  ['absent initrd',             ['run', '--initrd', '/nonexistent/i', 'TEXT'],        /--initrd: expected a file that can be read/],
  ['no processor',              ['run', '--cpus', '0', 'TEXT'],                       /--cpus: expected a positive whole number/],
  ['too many processors',       ['run', '--cpus', '65', 'TEXT'],                      /--cpus: expected 1 to 64 on the soft engine, got 65/],
  ['too much memory',           ['run', '--memory', '100G', 'TEXT'],                  /--memory: expected at most \d+M/],
  ['guard outside memory',      [...FLAT, '--guard', 'gpa:0x1000000+4', 'HLT'],       /--guard "gpa:0x1000000\+4", column 1: .*outside/],
  ['guard over the end',        [...FLAT, '--guard', 'gpa:0x3fffff+2', 'HLT'],        /outside the guest's memory/],
  ['a symbol without symbols',  [...FLAT, '--guard', 'modules_disabled', 'HLT'],      /the image has no symbols/],
  ['a SPEC that is none',       [...FLAT, '--guard', 'gpa:', 'HLT'],                  /--guard "gpa:", column 5: expected/],
  ['unwritable events',         [...FLAT, '--events', '/nonexistent/d/e', 'HLT'],     /--events: expected a file that can be written/],
  ['events in a folder\'s name',  [...FLAT, '--events', '/', 'HLT'],                     /--events: expected a file that can be written, got \/ \(EISDIR\)/],
  ['a kernel without end',      ['run', '/dev/zero'],                                 /kernel: expected a file that can be read, got \/dev\/zero \(more than \d+ bytes\)/],
  ['unwritable summary',        [...FLAT, '--summary', '/nonexistent/d/s', 'HLT'],    /--summary: expected a file that can be written/],
];
for (const [what, args, message] of BAD) {
  test(`exit status 2: ${what}`, { skip }, () => {
    const files: Record<string, string> = {
      EMPTY: guest('empty'),
      TEXT: guest('text', 0x68, 0x65, 0x6c, 0x6c, 0x6f),
      HLT: guest('hlt.bin', 0xfa, 0xf4),
    };
    const result = subpage(...args.map((arg) => files[arg] ?? arg));
    assert.equal(result.status, 2, result.stderr);
    assert.equal(result.stdout, '');
    assert.match(result.stderr, message);
    assert.match(result.stderr, /^subpage: [^\n]+\n(?:\n?\(Did you mean [^\n]+\n)?$/, 'one line');
  });
}

test('exit status 2: an initrd larger than memory is named', { skip }, () => {
  const kernel = join(folder, 'vmlinux');
  writeFileSync(kernel, elf64(0x100_0000n, [{ paddr: 0x100_0000n, bytes: Uint8Array.of(0xf4) }]));
  const initrd = join(folder, 'large');
  writeFileSync(initrd, new Uint8Array(33 << 20));
  const { status, stderr } = subpage('run', '--memory', '32M', '--initrd', initrd, kernel);
  assert.equal(status, 2, stderr);
  assert.equal(stderr, `subpage: --initrd ${initrd}: 34603008 bytes do not fit into 32 MiB of guest memory\n`);
});

test('a full disk: events are counted, the guest goes on', {
  skip: skip || (existsSync('/dev/full') ? false : 'no /dev/full'),
}, () => {
  const result = runFlat(guest('full.bin', ...TWO_STORES), '--guard', 'gpa:0x200000+4', '--events', '/dev/full');
  assert.equal(result.status, 0, result.stderr);
  assert.match(result.stderr, /1 of 1 events were lost, number 1 \(ENOSPC\)/);
  const stopped = runFlat(
    guest('full.bin', ...TWO_STORES),
    ...['--guard', 'gpa:0x200000+4', '--events', '/dev/full', '--on-lost-events', 'stop'],
  );
  assert.equal(stopped.status, 4, stopped.stderr);
  assert.match(stopped.stderr, /^subpage: stopped because an event was lost$/m);
});

test('a result that the disk does not take is an error', {
  skip: existsSync('/dev/full') ? false : 'no /dev/full',
}, () => {
  const full = openSync('/dev/full', 'w');
  for (const args of [['policy', 'schema'], ['--help'], ['symbols', systemMap()]]) {
    const { status, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', full, 'pipe'],
    });
    assert.equal(stderr, 'subpage: stdout: not all of the output could be written (ENOSPC)\n', args.join(' '));
    assert.equal(status, 2, args.join(' '));
  }
  closeSync(full);
});

test('where the host has no WebAssembly, one line says so', { skip }, () => {
  const jitless = (...args: string[]): ReturnType<typeof subpage> =>
    spawnSync(process.execPath, ['--jitless', MAIN, ...args], { encoding: 'utf8', input: '', timeout: 60_000 });
  const image = guest('hlt.bin', 0xfa, 0xf4);
  const run = jitless('run', '--memory', '4M', '--flat', '0x100000', image);
  assert.equal(run.status, 2, run.stderr);
  assert.match(run.stderr, /^subpage: SoftEngine: expected a host with WebAssembly, got none \(.*--jitless\)$/m);
  const doctor = jitless('doctor');
  assert.equal(doctor.status, 1, doctor.stderr);
  assert.match(doctor.stdout, /^engine soft: does not work: SoftEngine: expected a host with WebAssembly/m);
  assert.doesNotMatch(doctor.stderr, /internal error/);
});

test('a cache folder that cannot be made ends the demonstration in one line', {
  skip: skip || (process.platform === 'linux' ? false : 'needs /proc'),
}, () => {
  // apt-get is only looked for: the folder comes first.
  writeFileSync(join(folder, 'apt-get'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  const demo = fileURLToPath(new URL('dist/src/cli/demo.js', ROOT));
  const { status, stderr } = spawnSync(process.execPath, [demo], {
    encoding: 'utf8',
    timeout: 20_000,
    env: { PATH: folder, SUBPAGE_CACHE: '/proc/nosuch' },
  });
  assert.match(
    stderr,
    /^subpage: cache: expected a folder that can be written, got \/proc\/nosuch\/debian \(ENOENT\);.*\n$/,
  );
  assert.equal(status, 2);
});

test('the demonstration says when its output went nowhere', {
  skip: skip || (existsSync('/dev/full') ? false : 'no /dev/full'),
}, () => {
  const full = openSync('/dev/full', 'w');
  const demo = fileURLToPath(new URL('dist/src/cli/demo.js', ROOT));
  const { status, stderr } = spawnSync(process.execPath, [demo], {
    encoding: 'utf8',
    timeout: 60_000,
    stdio: ['ignore', full, 'pipe'],
    env: { PATH: join(folder, 'empty'), SUBPAGE_CACHE: folder },
  });
  closeSync(full);
  assert.equal(stderr, 'subpage: stdout: not all of the output could be written (ENOSPC)\n');
  assert.equal(status, 2);
});

test('help shows no default that nobody could type', () => {
  for (const args of [['run'], ['policy', 'learn'], ['explain'], ['symbols']]) {
    assert.doesNotMatch(subpage(...args, '--help').stdout, /\[\]|undefined|NaN/, args.join(' '));
  }
});

test('a summary that the disk does not take is said at the end, and the device stays one', {
  skip: skip || (existsSync('/dev/full') ? false : 'no /dev/full'),
}, () => {
  const link = join(folder, 'full-summary');
  symlinkSync('/dev/full', link);
  const result = runFlat(guest('hlt.bin', 0xfa, 0xf4), '--summary', link);
  assert.equal(result.status, 2);
  assert.match(
    result.stderr,
    /^subpage: --summary: expected a file that can be written, got .*full-summary \(ENOSPC\)$/m,
  );
  assert.ok(lstatSync('/dev/full').isCharacterDevice());
});

test('a wrong option leaves the files of the others alone', { skip }, () => {
  const events = join(folder, 'kept.jsonl');
  writeFileSync(events, 'kept');
  const image = guest('hlt.bin', 0xfa, 0xf4);
  assert.equal(runFlat(image, '--events', events, '--summary', '/nonexistent/d/s').status, 2);
  assert.equal(runFlat(image, '--events', events, '--trace', '/nonexistent/d/t').status, 2);
  assert.equal(readFileSync(events, 'utf8'), 'kept');
});

test('selftest passes', { skip }, () => {
  const result = subpage('selftest');
  assert.equal(result.status, 0, result.stdout + result.stderr);
  const lines = result.stdout.trim().split('\n');
  assert.equal(lines.filter((line) => line.includes('exit: protected write')).length, 32);
  assert.equal(lines[lines.length - 1], 'selftest: passed');
});

test('doctor names what there is', { skip }, () => {
  const result = subpage('doctor');
  assert.equal(result.status, 0, result.stderr);
  assert.match(result.stdout, /^engine soft: works; guest memory up to \d+ MiB, up to 64 vCPUs$/m);
  assert.match(result.stdout, /^node: \d+\.\d+\.\d+$/m);
});

test('help and version', { skip: existsSync(MAIN) ? false : 'not built' }, () => {
  assert.match(subpage('--help').stdout, /run .*<kernel>/);
  assert.match(subpage('--version').stdout, /^\d+\.\d+\.\d+\n$/);
  assert.equal(subpage('--version').status, 0);
});
