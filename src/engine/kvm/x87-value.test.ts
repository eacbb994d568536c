// Rounding of 80-bit values against the JavaScript engine's own conversions, and values that must be left alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type ExtendedValue, roundFloat, roundInteger } from './x87-value.ts';

/** A normal double as the x87 has it. */
function extend(value: number): ExtendedValue {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const sign = Number(bits >> 63n) * 0x8000;
  if (value === 0) return { significand: 0n, exponent: sign };
  return {
    significand: (1n << 63n) | ((bits & 0xf_ffff_ffff_ffffn) << 11n),
    exponent: sign + Number((bits >> 52n) & 0x7ffn) - 1023 + 16383,
  };
}
const float32 = (bytes: Uint8Array): number => new DataView(bytes.buffer).getFloat32(0, true);
const float64 = (bytes: Uint8Array): number => new DataView(bytes.buffer).getFloat64(0, true);
const int = (bytes: Uint8Array): bigint =>
  BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).reverse().toString('hex')}`));

const normal = fc.double({ noNaN: true, min: -1e30, max: 1e30 }).filter((x) => x === 0 || Math.abs(x) > 1e-30);

test('to the nearest float, as Math.fround', () => {
  fc.assert(
    fc.property(normal, (x) => {
      const rounded = roundFloat(extend(x), 'f32', 0);
      assert.ok(rounded);
      assert.ok(Object.is(float32(rounded.bytes), Math.fround(x)));
      assert.equal(rounded.isInexact, Math.fround(x) !== x);
      assert.equal(rounded.wentUp, Math.abs(Math.fround(x)) > Math.abs(x));
    }),
    { verbose: true },
  );
});

test('down, up and towards zero enclose the value', () => {
  fc.assert(
    fc.property(normal, (x) => {
      const [down, up, zero] = [1, 2, 3].map((mode) =>
        float32(roundFloat(extend(x), 'f32', mode)?.bytes as Uint8Array),
      );
      assert.ok(down <= x && x <= up);
      assert.equal(zero, x > 0 ? down : up);
      assert.ok(down === Math.fround(x) || up === Math.fround(x), 'neighbours');
    }),
    { verbose: true },
  );
});

test('a double comes back as it was', () => {
  fc.assert(
    fc.property(normal, (x) => assert.ok(Object.is(float64(roundFloat(extend(x), 'f64', 0)?.bytes as Uint8Array), x))),
    { verbose: true },
  );
});

test('integers, as Math.trunc, floor, ceil', () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, min: -2e9, max: 2e9 }).filter((x) => x === 0 || Math.abs(x) > 1e-300),
      (x) => {
        const to = (mode: number): bigint => int(roundInteger(extend(x), 4, mode)?.bytes as Uint8Array);
        assert.equal(to(3), BigInt(Math.trunc(x)));
        assert.equal(to(1), BigInt(Math.floor(x)));
        assert.equal(to(2), BigInt(Math.ceil(x)));
      },
    ),
    { verbose: true },
  );
});

test('ties go to the even neighbour', () => {
  const cases = [0.5, 1.5, 2.5, -0.5, -1.5, 3.5].map((x) => int(roundInteger(extend(x), 8, 0)?.bytes as Uint8Array));
  assert.deepEqual(cases, [0n, 2n, 2n, 0n, -2n, 4n]);
});

test('what raises an exception is left alone', () => {
  const infinity: ExtendedValue = { significand: 1n << 63n, exponent: 0x7fff };
  assert.equal(Buffer.from(roundFloat(infinity, 'f32', 0)?.bytes ?? []).toString('hex'), '0000807f');
  assert.equal(roundFloat({ significand: (1n << 63n) | 1n, exponent: 0x7fff }, 'f32', 0), undefined, 'signalling NaN');
  assert.equal(roundFloat({ significand: 1n << 62n, exponent: 0x3fff }, 'f64', 0), undefined, 'unnormal');
  assert.equal(roundFloat(extend(1e300), 'f32', 0), undefined, 'overflow');
  assert.equal(roundFloat(extend(1e-300), 'f32', 0), undefined, 'tiny');
  assert.equal(roundFloat(extend(3.4028235677973366e38), 'f32', 0), undefined, 'overflow by rounding');
  assert.equal(roundInteger(infinity, 8, 0), undefined);
  assert.equal(roundInteger(extend(32768), 2, 0), undefined);
  assert.equal(int(roundInteger(extend(-32768), 2, 0)?.bytes as Uint8Array), -32768n);
  assert.equal(Buffer.from(roundFloat(extend(1), 'f80', 0)?.bytes ?? []).toString('hex'), '0000000000000080ff3f');
});
