import assert from 'node:assert/strict';
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { HvError } from '../base/error.ts';
import { checkWritable, LineFile, writeWhole } from './output-file.ts';

const failing = (code: string): Error => Object.assign(new Error(code), { code });

/** A disk with room for so many bytes. */
function disk(room: number): { text: string; room: number; write(bytes: Uint8Array): number; cut: number } {
  return {
    text: '',
    room,
    cut: -1,
    write(bytes) {
      if (this.room === 0) throw failing('ENOSPC');
      const count = Math.min(this.room, bytes.length);
      this.text += Buffer.from(bytes.subarray(0, count)).toString();
      this.room -= count;
      return count;
    },
  };
}

test('lines are written whole and counted', () => {
  const d = disk(1000);
  const file = new LineFile(
    'f',
    (b) => d.write(b),
    (cut) => {
      d.cut = cut;
    },
  );
  file.add('one\n');
  file.add('two\n');
  file.close();
  assert.deepEqual([d.text, file.written, file.lost, file.failure, d.cut], ['one\ntwo\n', 2, 0, undefined, 0]);
});

test('a full disk: what does not fit is counted, half a line is taken back', () => {
  const d = disk(6);
  const file = new LineFile(
    'f',
    (b) => d.write(b),
    (cut) => {
      d.cut = cut;
    },
  );
  for (const line of ['one\n', 'two\n', 'three\n']) file.add(line);
  file.close();
  assert.deepEqual([d.text, file.written, file.lost, file.failure, d.cut], ['one\ntw', 1, 2, 'ENOSPC', 2]);
});

test('a disk that has room again goes on with the line that was cut', () => {
  const d = disk(6);
  const file = new LineFile(
    'f',
    (b) => d.write(b),
    () => {},
  );
  file.add('one\n');
  file.add('two\n');
  file.flush();
  d.room = 100;
  file.add('three\n');
  file.close();
  assert.deepEqual([d.text, file.written, file.lost, file.failure], ['one\ntwo\nthree\n', 3, 0, 'ENOSPC']);
});

test('a closed pipe: everything from there on is counted, nothing is tried again', () => {
  let calls = 0;
  const file = new LineFile(
    'f',
    () => {
      calls++;
      throw failing('EPIPE');
    },
    () => {},
  );
  for (let i = 0; i < 3; i++) {
    file.add('x\n');
    file.flush();
  }
  file.close();
  assert.deepEqual([calls, file.written, file.lost, file.failure], [1, 0, 3, 'EPIPE']);
});

test('the backlog is bounded', () => {
  const d = disk(0);
  const file = new LineFile(
    'f',
    (b) => d.write(b),
    () => {},
  );
  const line = 'x'.repeat(1 << 16);
  for (let i = 0; i < 100; i++) file.add(line);
  assert.ok(file.lost > 80, `lost ${file.lost}`);
  file.close();
  assert.equal(file.lost, 100);
});

test('an events file that cannot be opened is one clear error', () => {
  assert.throws(
    () => LineFile.create('/nonexistent/dir/f', '--events'),
    (error) =>
      error instanceof HvError &&
      error.code === 'io' &&
      error.message === '--events: expected a file that can be written, got /nonexistent/dir/f (ENOENT)',
  );
});

test('writeWhole replaces the file at once and leaves nothing behind when it cannot', () => {
  const folder = mkdtempSync(join(tmpdir(), 'subpage-'));
  try {
    const path = join(folder, 'summary.json');
    writeFileSync(path, 'old');
    writeWhole(path, 'new', '--summary');
    assert.equal(readFileSync(path, 'utf8'), 'new');
    assert.throws(
      () => writeWhole(join(folder, 'absent', 'f'), 'x', '--summary'),
      (error) => error instanceof HvError && error.code === 'io',
    );
    assert.deepEqual(readdirSync(folder), ['summary.json']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('writeWhole follows a link, and writes to a device instead of replacing it', {
  skip: existsSync('/dev/full') ? false : 'no /dev/full',
}, () => {
  const folder = mkdtempSync(join(tmpdir(), 'subpage-'));
  try {
    writeFileSync(join(folder, 'target'), 'old');
    symlinkSync('target', join(folder, 'link'));
    writeWhole(join(folder, 'link'), 'new', '--summary');
    assert.equal(readFileSync(join(folder, 'target'), 'utf8'), 'new');
    assert.ok(lstatSync(join(folder, 'link')).isSymbolicLink());
    // Through a link of our own, so that the mistake this is about would hit the link and not the device.
    symlinkSync('/dev/full', join(folder, 'full'));
    assert.throws(
      () => writeWhole(join(folder, 'full'), 'x', '--summary'),
      (error) => error instanceof HvError && /\(ENOSPC\)/.test(error.message),
    );
    assert.deepEqual(readdirSync(folder).sort(), ['full', 'link', 'target']);
    assert.ok(lstatSync('/dev/full').isCharacterDevice());
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('checkWritable says what cannot be written and leaves no trace', () => {
  const folder = mkdtempSync(join(tmpdir(), 'subpage-'));
  try {
    checkWritable(join(folder, 'new'), '--summary');
    for (const [path, code] of [
      [folder, 'EISDIR'],
      [join(folder, 'absent', 'f'), 'ENOENT'],
    ]) {
      assert.throws(
        () => checkWritable(path, '--summary'),
        (error) => error instanceof HvError && error.message.endsWith(`got ${path} (${code})`),
      );
    }
    assert.deepEqual(readdirSync(folder), []);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
