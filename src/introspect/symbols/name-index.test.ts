import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { latin1, NameIndex } from './name-index.ts';

function indexOf(names: readonly string[]): NameIndex {
  const bytes = Buffer.from(names.join(''), 'latin1');
  const starts: number[] = [];
  let at = 0;
  for (const name of names) {
    starts.push(at);
    at += name.length;
  }
  return new NameIndex(bytes, starts, [...starts.slice(1), at]);
}

test('names are found, the first of equal ones', () => {
  const index = indexOf(['b', 'a', '', 'b', 'ab', 'a\xff']);
  assert.deepEqual(
    ['a', 'b', 'ab', '', 'a\xff', 'ba', 'aĀ'].map((name) => index.find(name)),
    [1, 0, 4, 2, 5, undefined, undefined],
  );
  assert.equal(indexOf([]).find('a'), undefined);
});

test('as a search from the front', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '_'), maxLength: 4 });
  fc.assert(
    fc.property(fc.array(name, { maxLength: 200 }), name, (names, wanted) => {
      const place = names.indexOf(wanted);
      assert.equal(indexOf(names).find(wanted), place < 0 ? undefined : place);
    }),
  );
});

test('text of bytes, also of many', () => {
  assert.equal(latin1(Uint8Array.of(0x61, 0xe9, 0), 0, 2), 'a\xe9');
  assert.equal(latin1(new Uint8Array(10_000).fill(0x78), 0, 10_000), 'x'.repeat(10_000));
});
