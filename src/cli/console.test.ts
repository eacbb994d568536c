import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EscapeFilter } from './console.ts';

// biome-ignore format: a matrix
const CASES = [
  // typed, to the guest, leave
  ['ls\r',          'ls\r',     false],
  ['\x01x',         '',         true],
  ['\x01X',         '',         true],
  ['ab\x01xcd',     'ab',       true],
  ['\x01\x01',      '\x01',     false],
  ['\x01q',         '\x01q',    false],
  ['\x03',          '\x03',     false],
  ['x\x01',         'x',        false],
] as const;
for (const [typed, expected, leave] of CASES) {
  test(`typed ${JSON.stringify(typed)}`, () => {
    const result = new EscapeFilter().feed(Buffer.from(typed, 'latin1'));
    assert.equal(Buffer.from(result.bytes).toString('latin1'), expected);
    assert.equal(result.leave, leave);
  });
}

test('the escape key works across reads', () => {
  const filter = new EscapeFilter();
  assert.deepEqual(filter.feed(Uint8Array.of(1)), { bytes: new Uint8Array(0), leave: false });
  assert.equal(filter.feed(Uint8Array.of(0x78)).leave, true);
});
