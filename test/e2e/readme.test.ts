// The program of the README: run as it stands there, against the built package.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const ROOT = new URL('../../../', import.meta.url);
const EXAMPLE = new URL('dist/examples/first-guard.js', ROOT);
const skip = existsSync(new URL('dist/core.wasm', ROOT)) ? false : 'dist/core.wasm is not built';

test('the README program prints what it caught', { skip }, () => {
  const output = execFileSync(process.execPath, [EXAMPLE.pathname], { encoding: 'utf8' });
  assert.equal(
    output,
    'deny password at 0x200000: 0,0,0,0 -> 1,0,0,0, rip 0x100000\n' + 'halted; guarded 0,0,0,0, next to it 2,0,0,0\n',
  );
});

test('the README shows the program as it is', {
  skip: existsSync(new URL('README.md', ROOT)) ? false : 'no README yet',
}, () => {
  const program = readFileSync(new URL('examples/first-guard.ts', ROOT), 'utf8').trim();
  assert.ok(readFileSync(new URL('README.md', ROOT), 'utf8').includes(program));
});
