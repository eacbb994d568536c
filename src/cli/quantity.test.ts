import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HvError } from '../base/error.ts';
import { parseAddress, parseCount, parseDuration, parseSize } from './quantity.ts';

// biome-ignore format: a matrix
const CASES: readonly (readonly [(text: string, option: string) => number, string, number | undefined])[] = [
  [parseSize, '256M', 0x1000_0000], [parseSize, '64k', 65536], [parseSize, '1GiB', 0x4000_0000], [parseSize, '4096', 4096],
  [parseSize, '2MB', 0x20_0000], [parseSize, '0', undefined], [parseSize, '-1', undefined], [parseSize, '1.5G', undefined],
  [parseSize, '', undefined], [parseSize, '1T', undefined], [parseSize, '99999999999999999G', undefined],
  [parseDuration, '60s', 60_000], [parseDuration, '500ms', 500], [parseDuration, '2m', 120_000], [parseDuration, '1h', 3_600_000],
  [parseDuration, '1.5s', 1500], [parseDuration, '10', 10_000], [parseDuration, '0', undefined], [parseDuration, 'soon', undefined],
  [parseDuration, '9999999999999h', undefined],
  [parseCount, '1000', 1000], [parseCount, '0x10', 16], [parseCount, '2e9', 2_000_000_000], [parseCount, '5M', 5_000_000],
  [parseCount, '0', undefined], [parseCount, '1e300', undefined], [parseCount, '1.5', undefined],
  [parseAddress, '0x100000', 0x10_0000], [parseAddress, '512', 512], [parseAddress, '0x20000000000001', undefined], [parseAddress, 'x', undefined],
  [parseAddress, '0x1fffffffffffff', 2 ** 53 - 1], [parseAddress, '0x10000000000000000', undefined],
];
for (const [parse, text, expected] of CASES) {
  test(`${parse.name} ${JSON.stringify(text)}`, () => {
    if (expected !== undefined) assert.equal(parse(text, '--x'), expected);
    else {
      assert.throws(
        () => parse(text, '--x'),
        (error) => error instanceof HvError && error.message.startsWith('--x: expected'),
      );
    }
  });
}
