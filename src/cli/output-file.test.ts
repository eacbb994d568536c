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
import fc from 'fast-check';
import { runsOf, seedOfRun } from '../../test/support/random.ts';
import { HvError } from '../base/error.ts';
import { encodeLoss } from '../introspect/events/json-lines.ts';
import { checkWritable, LineFile, type LineLoss, writeWhole } from './output-file.ts';

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

/** A sink that takes all, some or none, for a while each, and may break for good. */
const mood = fc.oneof(
  fc.record({ kind: fc.constant('open' as const), calls: fc.integer({ min: 1, max: 20 }) }),
  fc.record({
    kind: fc.constant('slow' as const),
    calls: fc.integer({ min: 1, max: 20 }),
    bytes: fc.integer({ min: 1, max: 5000 }),
  }),
  fc.record({
    kind: fc.constant('full' as const),
    calls: fc.integer({ min: 1, max: 60 }),
    code: fc.constantFrom('ENOSPC', 'EDQUOT', 'EAGAIN'),
  }),
  fc.record({ kind: fc.constant('broken' as const), calls: fc.constant(1) }),
);

test('under overload every event is in the file, or in exactly one span of losses', () => {
  const seed = seedOfRun();
  console.log(`seed ${seed}`);
  let lossesSeen = 0;
  let told = 0;
  fc.assert(
    fc.property(
      fc.array(mood, { maxLength: 12 }),
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 1, max: 60_000 }),
      fc.integer({ min: 1, max: 40 }),
      (moods, events, padding, flushEvery) => {
        const queue = moods.map((one) => ({ ...one }));
        let text = '';
        let cut = 0;
        const file = new LineFile(
          'f',
          (bytes) => {
            const now = queue[0];
            if (now !== undefined && --now.calls === 0 && now.kind !== 'broken') queue.shift();
            if (now?.kind === 'broken') throw failing('EPIPE');
            if (now?.kind === 'full') throw failing(now.code);
            const count = now?.kind === 'slow' ? Math.min(now.bytes, bytes.length) : bytes.length;
            text += Buffer.from(bytes.subarray(0, count)).toString('latin1');
            return count;
          },
          (unfinished) => {
            cut = unfinished;
          },
          encodeLoss,
        );
        const pad = 'x'.repeat(padding);
        for (let seq = 1; seq <= events; seq++) {
          file.add(`{"v":1,"seq":${seq},"pad":"${pad}"}\n`);
          if (seq % flushEvery === 0) file.flush();
        }
        file.close();
        text = text.slice(0, text.length - cut);
        assert.ok(text === '' || text.endsWith('\n'), 'no half of a line at the end');
        const seen = new Uint8Array(events + 1);
        let stored = 0;
        let last = 0;
        for (const line of text.split('\n').slice(0, -1)) {
          const { seq, lost } = JSON.parse(line) as { seq?: number; lost?: LineLoss };
          if (seq !== undefined) {
            seen[seq]++;
            stored++;
          } else {
            told++;
            assert.ok(
              file.losses.some((loss) => loss.from === lost?.from && loss.to === lost.to && loss.count === lost.count),
              line,
            );
          }
          const first = seq ?? lost?.from ?? 0;
          assert.ok(first > last, 'in order');
          last = seq ?? lost?.to ?? 0;
        }
        for (const { from, to, count } of file.losses) {
          assert.equal(count, to - from + 1);
          for (let seq = from; seq <= to; seq++) seen[seq]++;
          lossesSeen++;
        }
        assert.deepEqual([file.written, file.lost], [stored, events - stored]);
        assert.ok(
          seen.subarray(1).every((times) => times === 1),
          'each once',
        );
      },
    ),
    { seed, numRuns: runsOf(200) },
  );
  assert.ok(lossesSeen > 0 && told > 0, `${lossesSeen} spans, ${told} of them told`);
});

test('spans are bounded: the last one takes what comes on top', () => {
  let isOpen = true;
  const file = new LineFile(
    'f',
    (bytes) => {
      if (!isOpen) throw failing('ENOSPC');
      return bytes.length;
    },
    () => {},
    encodeLoss,
  );
  const filler = `${'x'.repeat(1 << 20)}\n`;
  for (let i = 0; i < 1005; i++) {
    isOpen = false;
    file.add(filler); // waits
    file.add('lost\n');
    isOpen = true;
    file.flush();
  }
  file.close();
  assert.deepEqual([file.losses.length, file.lost, file.written], [1000, 1005, 1005]);
  assert.deepEqual(file.losses[999], { from: 2000, to: 2010, count: 6 });
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
