import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runsOf, seedOfRun } from '../../test/support/random.ts';
import { Frequency } from './frequency.ts';

test('whole seconds and their neighbours', () => {
  const pit = new Frequency(1_193_182);
  assert.equal(pit.ticksAt(0), 0);
  assert.equal(pit.ticksAt(838), 0); // a tick lasts 838.095 ns
  assert.equal(pit.ticksAt(839), 1);
  assert.equal(pit.ticksAt(1_000_000_000), 1_193_182);
  assert.equal(pit.ticksAt(999_999_999), 1_193_181);
  assert.equal(pit.timeOf(1), 839);
  assert.equal(pit.timeOf(1_193_182), 1_000_000_000);
  // After 90 days not one tick is lost.
  assert.equal(pit.ticksAt(90 * 86_400 * 1e9), 90 * 86_400 * 1_193_182);
  assert.equal(new Frequency(1_000_000_000).ticksAt(123_456_789), 123_456_789);
});

test('property: exact against big integers', (t) => {
  const seed = seedOfRun();
  t.diagnostic(`seed ${seed}`);
  const hz = fc.constantFrom(1, 32_768, 1_193_182, 3_579_545, 25_000_000, 100_000_000, 1_000_000_000);
  fc.assert(
    fc.property(hz, fc.integer({ min: 0, max: 2 ** 52 }), (rate, ns) => {
      const frequency = new Frequency(rate);
      const ticks = Number((BigInt(ns) * BigInt(rate)) / 1_000_000_000n);
      assert.equal(frequency.ticksAt(ns), ticks);
      assert.equal(frequency.ticksAt(frequency.timeOf(ticks)), ticks);
      assert.ok(ticks === 0 || frequency.ticksAt(frequency.timeOf(ticks) - 1) === ticks - 1);
    }),
    { seed, numRuns: runsOf(2000) },
  );
});

test('frequencies that cannot be are refused', () => {
  for (const hz of [0, -1, 1.5, NaN, Infinity, 999_999_937]) {
    assert.throws(() => new Frequency(hz), /Frequency: expected a positive frequency/);
  }
});
