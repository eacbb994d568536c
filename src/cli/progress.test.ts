import assert from 'node:assert/strict';
import { test } from 'node:test';
import { showProgress } from './progress.ts';

function terminal(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, written, write: (text: string) => written.push(text) };
}

test('the line is there before the work begins and gone after it', async () => {
  const to = terminal(true);
  const seen = await showProgress('unpacking x', () => to.written.join(''), to);
  assert.equal(seen, 'subpage: unpacking x …');
  assert.deepEqual(to.written, ['subpage: unpacking x …', '\r\u001b[K']);
});

test('it goes away, too, when the work fails', async () => {
  const to = terminal(true);
  await assert.rejects(
    showProgress('x', () => Promise.reject(new Error('no')), to),
    /^Error: no$/,
  );
  assert.equal(to.written.at(-1), '\r\u001b[K');
});

test('nothing is written where nobody looks', async () => {
  const to = terminal(false);
  assert.equal(await showProgress('x', () => 7, to), 7);
  assert.deepEqual(to.written, []);
});
