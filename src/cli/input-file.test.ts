import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { HvError } from '../base/error.ts';
import { readInput } from './input-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'subpage-input-'));
after(() => rmSync(folder, { recursive: true }));

const refused = (path: string, why: RegExp, limit?: number): void =>
  assert.throws(
    () => readInput(path, '--initrd', limit),
    (error) =>
      error instanceof HvError &&
      error.code === 'io' &&
      error.message.startsWith(`--initrd: expected a file that can be read, got ${path} (`) &&
      why.test(error.message),
  );

test('a file is read whole, up to the limit', () => {
  const path = join(folder, 'file');
  writeFileSync(
    path,
    Uint8Array.from({ length: 1000 }, (_, i) => i),
  );
  assert.equal(readInput(path, 'kernel').length, 1000);
  assert.equal(readInput(path, 'kernel', 1000)[999], 999 & 255);
  refused(path, /more than 999 bytes/, 999);
});

test('an empty file has no bytes', () => {
  const path = join(folder, 'empty');
  writeFileSync(path, '');
  assert.equal(readInput(path, 'kernel').length, 0);
});

test('what is absent or a folder is refused', () => {
  refused(join(folder, 'absent'), /ENOENT/);
  refused(folder, /EISDIR/);
});

test('a device without end is refused', { skip: existsSync('/dev/zero') ? false : 'no /dev/zero' }, () => {
  refused('/dev/zero', /more than 3000000 bytes/, 3_000_000);
});

test('a pipe is read to its end', { skip: existsSync('/dev/stdin') ? false : 'no /dev/stdin' }, () => {
  const module = new URL('./input-file.js', import.meta.url).href;
  const script = `import { readInput } from '${module}'; console.log(readInput('/dev/stdin', 'kernel').length);`;
  const { stdout, stderr } = spawnSync(
    'sh',
    ['-c', 'head -c 3000000 /dev/zero | "$0" --input-type=module -e "$1"', process.execPath, script],
    {
      encoding: 'utf8',
    },
  );
  assert.equal(stdout, '3000000\n', stderr);
});
