import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ByteWriter } from './byte-writer.ts';

/** Bytes that `write` leaves. */
function bytesOf(write: (to: ByteWriter) => void): number[] {
  const to = new ByteWriter();
  write(to);
  return [...to.bytes];
}

// biome-ignore format: a table
const UNSIGNED: readonly (readonly [number, readonly number[]])[] = [
  [0, [0x00]],
  [0x7f, [0x7f]],
  [0x80, [0x80, 0x01]],
  [624485, [0xe5, 0x8e, 0x26]],
  [0xffff_ffff, [0xff, 0xff, 0xff, 0xff, 0x0f]],
];
// biome-ignore format: a table
const SIGNED: readonly (readonly [bigint, readonly number[]])[] = [
  [0n, [0x00]],
  [63n, [0x3f]],
  [64n, [0xc0, 0x00]],
  [-1n, [0x7f]],
  [-64n, [0x40]],
  [-65n, [0xbf, 0x7f]],
  [-123456n, [0xc0, 0xbb, 0x78]],
  [0x7fff_ffffn, [0xff, 0xff, 0xff, 0xff, 0x07]],
  [-0x8000_0000n, [0x80, 0x80, 0x80, 0x80, 0x78]],
  [0x8000_0000n, [0x80, 0x80, 0x80, 0x80, 0x08]],
  [0x7fff_ffff_ffff_ffffn, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00]],
  [-0x8000_0000_0000_0000n, [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f]],
];

test('unsigned numbers', () => {
  for (const [value, bytes] of UNSIGNED)
    assert.deepEqual(
      bytesOf((to) => to.u32(value)),
      bytes,
      `${value}`,
    );
});

test('signed numbers of 64 bits, and of 32 where they fit', () => {
  for (const [value, bytes] of SIGNED) {
    assert.deepEqual(
      bytesOf((to) => to.s64(value)),
      bytes,
      `${value}`,
    );
    if (BigInt.asIntN(32, value) === value)
      assert.deepEqual(
        bytesOf((to) => to.s32(Number(value))),
        bytes,
        `${value}`,
      );
  }
});

test('it grows, and a vector has its length before it', () => {
  const long = Uint8Array.from({ length: 5000 }, (_, i) => i & 0xff);
  const bytes = bytesOf((to) => {
    to.sized(long);
    to.name('run');
  });
  assert.deepEqual(bytes.slice(0, 4), [0x88, 0x27, 0, 1]);
  assert.deepEqual(bytes.slice(-4), [3, 0x72, 0x75, 0x6e]);
  assert.equal(bytes.length, 2 + 5000 + 4);
});
