import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { HvError } from '../../base/error.ts';
import { writeCpio } from './cpio.ts';
import { buildInitramfs } from './initramfs.ts';

test('a newc archive, byte for byte', () => {
  const archive = Buffer.from(writeCpio([{ kind: 'file', path: 'ab', bytes: Buffer.from('xyz'), mode: 0o755 }]));
  // inode 1, mode 0100755, uid, gid, one link, mtime, 3 bytes, device, device node, 3 bytes of name, checksum
  const file =
    '070701' +
    '00000001' +
    '000081ed' +
    '00000000' +
    '00000000' +
    '00000001' +
    '00000000' +
    '00000003' +
    '00000000'.repeat(4) +
    '00000003' +
    '00000000' +
    'ab\0\0\0\0' + // 110 + 3 bytes, padded to 116
    'xyz\0';
  assert.equal(archive.subarray(0, 120).toString('latin1'), file);
  assert.equal(archive.subarray(120 + 110, 120 + 121).toString('latin1'), 'TRAILER!!!\0');
  assert.equal(archive.length, 512);
});

test('paths must be relative', () => {
  for (const path of ['', '/init']) {
    assert.throws(
      () => writeCpio([{ kind: 'directory', path }]),
      (error) => error instanceof HvError && error.code === 'invalid-argument',
    );
  }
});

const OPTIONS = {
  busybox: Buffer.from('not really busybox'),
  greeting: "it's up",
  lines: ['echo one', 'false', 'echo two'],
};

test('the same options give the same bytes', () => {
  assert.deepEqual(buildInitramfs(OPTIONS), buildInitramfs(OPTIONS));
});

test('init mounts, greets, runs the lines and ends as told', () => {
  const text = Buffer.from(buildInitramfs(OPTIONS)).toString('latin1');
  const script = text.slice(text.indexOf('#!/bin/sh'), text.indexOf('\0', text.indexOf('#!/bin/sh')));
  assert.deepEqual(script.trimEnd().split('\n'), [
    '#!/bin/sh',
    'export PATH=/bin HOME=/root',
    'mount -t proc proc /proc',
    'mount -t sysfs sysfs /sys',
    'mount -t devtmpfs devtmpfs /dev 2>/dev/null',
    "echo 'it'\\''s up'",
    'echo one',
    'false',
    'echo two',
    'reboot -f',
  ]);
  assert.match(Buffer.from(buildInitramfs({ ...OPTIONS, end: 'poweroff' })).toString('latin1'), /\npoweroff -f\n/);
});

const hasCpio = spawnSync('cpio', ['--version']).status === 0;
test('cpio(1) lists what was put in', { skip: hasCpio ? false : 'no cpio installed' }, () => {
  const { stdout, status } = spawnSync('cpio', ['-itvn', '--quiet'], { input: buildInitramfs(OPTIONS) });
  assert.equal(status, 0);
  const lines = stdout.toString().split('\n');
  const line = (path: string) => lines.find((candidate) => candidate.includes(` ${path}`));
  assert.match(line('dev/console')!, /^crw------- .* 5, +1 /);
  assert.match(line('dev/null')!, /^crw------- .* 1, +3 /);
  assert.match(line('dev/ttyS0')!, /^crw------- .* 4, +64 /);
  assert.match(line('bin/busybox')!, /^-rwxr-xr-x +1 0 +0 +18 /);
  assert.match(line('bin/sh ->')!, /^lrwxrwxrwx .* bin\/sh -> busybox$/);
  assert.match(line('proc')!, /^drwxr-xr-x /);
  assert.match(line('init')!, /^-rwxr-xr-x /);
});
