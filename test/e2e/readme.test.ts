// The programs of examples/: run as they stand there, against the built package.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildInitramfs } from '../../src/cli/guest-kit/initramfs.ts';
import { debian, skipDebian } from '../support/debian-guest.ts';

const ROOT = new URL('../../../', import.meta.url);
const EXAMPLE = new URL('dist/examples/first-guard.js', ROOT);
const skip = existsSync(new URL('dist/core.wasm', ROOT)) ? false : 'dist/core.wasm is not built';

test('the README program prints what it caught', { skip }, () => {
  const output = execFileSync(process.execPath, [fileURLToPath(EXAMPLE)], { encoding: 'utf8' });
  assert.equal(
    output,
    'deny password at 0x200000: 0,0,0,0 -> 1,0,0,0, rip 0x100000\n' + 'halted; guarded 0,0,0,0, next to it 2,0,0,0\n',
  );
});

test('the example of a kernel lets it clear the variable, and nobody set it', { skip: skipDebian }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'subpage-example-'));
  const initrd = join(folder, 'initrd');
  const lines = ['echo 1 > /proc/sys/kernel/modules_disabled', 'cat /proc/sys/kernel/modules_disabled'];
  writeFileSync(initrd, buildInitramfs({ busybox: readFileSync(debian!.busybox), lines, end: 'poweroff' }));
  const program = fileURLToPath(new URL('dist/examples/kernel-guard.js', ROOT));
  const { stdout } = spawnSync(process.execPath, [program, debian!.kernel, initrd], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  assert.match(
    stdout,
    /^deny modules_disabled = 1,0,0,0 by \w+\+0x[0-9a-f]+\npower-off; 5 writes to it, 1 of them refused\n$/,
  );
});

test('the README shows the program as it is', {
  skip: existsSync(new URL('README.md', ROOT)) ? false : 'no README yet',
}, () => {
  const program = readFileSync(new URL('examples/first-guard.ts', ROOT), 'utf8').trim();
  assert.ok(readFileSync(new URL('README.md', ROOT), 'utf8').includes(program));
});
