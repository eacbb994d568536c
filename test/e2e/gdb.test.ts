// Real gdb on `subpage run --gdb`: a guest of a few instructions, and a stock Debian kernel. Skipped where there is no gdb.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { buildInitramfs } from '../../src/cli/guest-kit/initramfs.ts';
import { assembler, dword, ECX, RDI } from '../support/assembler.ts';
import { debian, skipDebian } from '../support/debian-guest.ts';
import { projectRoot, sourcePath } from '../support/path.ts';
import { noEngine } from '../support/vm-guest.ts';

const skip = noEngine || (spawnSync('gdb', ['--version']).status === 0 ? false : 'gdb is not installed');
const folder = mkdtempSync(join(tmpdir(), 'subpage-gdb-'));
after(() => rmSync(folder, { recursive: true }));

interface Run {
  readonly child: ChildProcess;
  /** What stands behind `target remote`. */
  readonly target: string;
  readonly messages: () => string;
  readonly ended: Promise<number | null>;
}

/** `subpage run` with a debugger's place, which waits for one. */
async function start(where: string, args: readonly string[]): Promise<Run> {
  const child = spawn(process.execPath, [sourcePath('dist/src/cli/main.js'), 'run', '--gdb', where, ...args], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let messages = '';
  child.stdout.resume();
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const target = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (bytes: Buffer) => {
      messages += bytes.toString();
      const [, found] = /waiting for a debugger: gdb -ex 'target remote (.*)'$/m.exec(messages) ?? [];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => reject(new Error(messages)));
  });
  return { child, target, messages: () => messages, ended };
}

/** @returns what gdb has printed */
function gdb(target: string, commands: readonly string[]): Promise<string> {
  const lines = ['set pagination off', 'set confirm off', `target remote ${target}`, ...commands];
  const script = join(folder, 'commands');
  writeFileSync(script, `${lines.join('\n')}\n`);
  const child = spawn('gdb', ['-nx', '-batch', '-x', script], { stdio: ['ignore', 'pipe', 'pipe'], timeout: 240_000 });
  // What subpage says comes by another way than gdb's own lines: each stays whole.
  const texts = { own: '', said: '' };
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    texts.own += piece;
  });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    texts.said += piece;
  });
  return new Promise((resolve) => child.on('close', () => resolve(`${texts.own}\n${texts.said}`)));
}

// biome-ignore format: a matrix
const REFUSED: readonly (readonly [string, string[], RegExp])[] = [
  ['a port that there is not', ['--gdb', '65536'],                  /^subpage: --gdb: expected a port from 0 to 65535, got 65536$/],
  ['nothing',                  ['--gdb', ''],                       /^subpage: --gdb: expected a port or a path, got nothing$/],
  ['a place without a folder', ['--gdb', '/proc/nowhere/socket'],   /^subpage: --gdb: cannot listen on \/proc\/nowhere\/socket: E[A-Z]+$/],
  ['an engine without steps',  ['--gdb', '0', '--engine', 'kvm'],   /^subpage: --engine kvm: --gdb is an option of the built-in engine$/],
];
for (const [what, options, message] of REFUSED) {
  test(`--gdb with ${what} is refused in one line`, { skip: noEngine }, () => {
    const image = join(folder, 'halt.bin');
    writeFileSync(image, Uint8Array.of(0xfa, 0xf4));
    const args = [sourcePath('dist/src/cli/main.js'), 'run', '--flat', '0x100000', ...options, image];
    const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    assert.equal(status, 2);
    assert.match(stderr.trimEnd(), message);
  });
}

test('waiting for a debugger ends with a signal, and with the time limit', { skip: noEngine }, async () => {
  const image = join(folder, 'halt.bin');
  writeFileSync(image, Uint8Array.of(0xfa, 0xf4));
  const first = await start('0', ['--flat', '0x100000', image]);
  first.child.kill('SIGTERM');
  assert.equal(await first.ended, 143);
  const second = await start('0', ['--flat', '0x100000', '--timeout', '1s', image]);
  assert.equal(await second.ended, 124, second.messages());
});

test('registers, memory, breakpoints, steps, five watchpoints, and a patch of code', { skip }, async () => {
  const a = assembler(64, 0x10_0000);
  a.mov(RDI, 0x20_0000).mov(ECX, 0);
  a.label('again').inc(ECX).mov(dword(RDI), ECX).mov(dword(RDI, 512), ECX).jmp('again');
  const image = join(folder, 'counter.bin');
  writeFileSync(image, a.bytes());
  const place = join(folder, 'debugger');
  const { target, ended, messages } = await start(place, [
    '--flat',
    '0x100000',
    '--timeout',
    '120s',
    '-m',
    '4M',
    image,
  ]);
  assert.equal(target, place);
  assert.equal(statSync(place).mode & 0o777, 0o600, 'nobody else may connect');
  const again = `0x${a.addressOf('again').toString(16)}`;
  const said = await gdb(target, [
    'x/2i $pc',
    'p/x $cr0 & 0x80000001',
    `break *${again}`,
    'continue',
    'stepi',
    'p $ecx',
    'delete',
    // More, and longer, than debug registers can be.
    ...[0, 1, 2, 3].map((i) => `watch *(char (*)[20]) (0x200100 + 32 * ${i})`),
    'watch *(char (*)[100]) 0x200200',
    'continue',
    'x/wx 0x200200',
    'delete',
    'set $xmm3.v4_int32 = {1, 2, 3, 4}',
    'p $xmm3.v2_int64[1]',
    `set {short} ${again} = 0x9090`,
    'p $ecx',
    `hbreak *${again}`,
    'continue',
    'continue',
    'p $ecx',
    'monitor guard gpa:0x200000+4 deny',
    'continue',
    'monitor guards',
    'monitor events 1',
    'info threads',
    'kill',
  ]);
  const lines = said.split('\n');
  const has = (pattern: RegExp): void => assert.match(said, pattern, said);
  has(/^=> 0x100000:\s+mov/m);
  has(/^\$1 = 0x80000001$/m);
  has(/^Breakpoint 1, 0x0*10000[0-9a-f] in \?\? \(\)$/m);
  has(/^\$2 = 1$/m);
  assert.equal(lines.filter((line) => line.startsWith('Hardware watchpoint ')).length, 6, said); // five are set, one is met
  has(/^0x200200:\t0x00000001$/m);
  has(/^\$\d+ = 17179869187$/m);
  // INC became two NOPs: the counter stands still.
  const counters = [...said.matchAll(/^\$\d+ = (\d)$/gm)].map(([, value]) => value);
  assert.deepEqual(counters.slice(-2), ['1', '1'], said);
  has(/^1: gpa:0x200000\+4 \(deny\): 1 writes, 1 refused$/m);
  has(/deny {3}gpa:0x200000\+4 .*gpa 0x200000 .* 4 bytes 01000000 → 01000000$/m);
  has(/Thread 1 "?\(?vCPU 0 \(running\)/);
  assert.equal(await ended, 0, messages());
});

test('a stock Debian kernel: stopped in a function, watched by symbol, two processors', {
  skip: skip || skipDebian,
}, async () => {
  const initrd = join(folder, 'initrd');
  const lines = ['echo /tmp/evil > /proc/sys/kernel/modprobe', 'echo "it is $(cat /proc/sys/kernel/modprobe)"'];
  writeFileSync(initrd, buildInitramfs({ busybox: readFileSync(debian!.busybox), lines, end: 'poweroff' }));
  const symbols = join(folder, 'kernel.elf');
  const main = sourcePath('dist/src/cli/main.js');
  assert.equal(spawnSync(process.execPath, [main, 'symbols', debian!.kernel, '--elf', symbols]).status, 0);
  const { target, ended, messages } = await start('0', [
    ...['--cpus', '2', '--initrd', initrd, '--timeout', '240s'],
    ...['--append', 'console=ttyS0 nokaslr panic=-1 cryptomgr.notests', debian!.kernel],
  ]);
  assert.match(target, /^:\d+$/);
  const said = await gdb(target, [
    `file ${symbols}`,
    'break start_kernel',
    'continue',
    'bt 1',
    'delete',
    'hbreak run_init_process',
    'continue',
    'info threads',
    'delete',
    'x/s &modprobe_path',
    'watch *(char (*)[256]) &modprobe_path',
    'continue',
    'x/i $pc',
    'x/s &modprobe_path',
    'delete',
    'monitor guard poweroff_cmd:256 deny',
    'detach',
  ]);
  const has = (pattern: RegExp): void => assert.match(said, pattern, said + messages());
  has(/^Thread 1 hit Breakpoint 1, 0x[0-9a-f]+ in start_kernel \(\)$/m);
  has(/^Thread \d hit Breakpoint 2, 0x[0-9a-f]+ in run_init_process \(\)$/m);
  has(/ Thread 2 \(vCPU 1 \((halted|running)\)\)/);
  has(/<modprobe_path>:\t"\/sbin\/modprobe"$/m);
  has(/ in proc_dostring \(\)$/m);
  has(/^Thread \d hit Hardware watchpoint 3: /m);
  has(/^Old value = "\/sbin\/modprobe", /m);
  has(/^New value = "\/tbin\/modprobe", /m); // the kernel stores byte by byte
  has(/^1: poweroff_cmd:256 \(deny\): 0 writes, 0 refused$/m);
  assert.equal(await ended, 0, messages());
});
