import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { PACKED, SAMPLE_CRC32, SAMPLE_SIZE, sample } from '../../../test/support/packed-samples.ts';
import { HvError } from '../../base/error.ts';
import { undoX86Filter } from './bcj-x86.ts';
import { crc32 } from './crc32.ts';
import { unpackGzip } from './gzip.ts';
import { unpackLz4 } from './lz4.ts';
import { measureXz, unpackXz } from './xz.ts';
import { unpackZstd } from './zstd.ts';

type Unpack = (input: Uint8Array, size: number) => Uint8Array | Promise<Uint8Array>;
const DECODERS: readonly (readonly [string, Uint8Array, Unpack])[] = [
  ['xz with the x86 filter', PACKED.xzX86, unpackXz],
  ['xz with a CRC-64', PACKED.xzCrc64, unpackXz],
  ['lz4', PACKED.lz4, unpackLz4],
  ['gzip', PACKED.gzip, unpackGzip],
  ['zstd', PACKED.zstd, unpackZstd],
];
const isRefusal = (error: unknown) =>
  error instanceof HvError && (error.code === 'bad-image' || error.code === 'unsupported');

test('CRC-32 of the check string of the catalogue of CRCs, and of nothing', () => {
  assert.equal(crc32(Buffer.from('123456789')), 0xcbf4_3926);
  assert.equal(crc32(new Uint8Array(0)), 0);
  assert.equal(crc32(sample()), SAMPLE_CRC32);
});

for (const [name, packed, unpack] of DECODERS) {
  test(`${name}: the sample comes out`, async () => {
    assert.deepEqual(Buffer.from(await unpack(packed, SAMPLE_SIZE)), Buffer.from(sample()));
  });

  test(`${name}: cut short anywhere, or declared one byte too small or too large, it is refused`, async () => {
    for (let length = 0; length < packed.length; length += 7) {
      // The index and footer of an XZ stream say nothing that the blocks have not said.
      if (unpack === unpackXz && length > packed.length - 32) continue;
      await assert.rejects(async () => unpack(packed.subarray(0, length), SAMPLE_SIZE), isRefusal, `${length} bytes`);
    }
    await assert.rejects(async () => unpack(packed, SAMPLE_SIZE - 1), isRefusal);
    await assert.rejects(async () => unpack(packed, SAMPLE_SIZE + 1), isRefusal);
    // And the decoder is none the worse for it.
    assert.equal(crc32(await unpack(packed, SAMPLE_SIZE)), SAMPLE_CRC32);
  });

  test(`${name}: damage gives an error or other bytes, never a failure of another kind`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(packed.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        async (changes) => {
          const damaged = packed.slice();
          for (const [offset, value] of changes) damaged[offset] = value;
          try {
            assert.equal((await unpack(damaged, SAMPLE_SIZE)).length, SAMPLE_SIZE);
          } catch (error) {
            if (!isRefusal(error)) throw error;
          }
        },
      ),
      { numRuns: 300 },
    );
  });
}

for (const [name, , unpack] of DECODERS) {
  test(`${name}: a size that is none, and an input that is no bytes, are refused`, async () => {
    const invalid = (error: unknown) => error instanceof HvError && error.code === 'invalid-argument';
    for (const size of [Number.NaN, -1, 1.5, 2 ** 60, Infinity]) {
      await assert.rejects(async () => unpack(PACKED.gzip, size), invalid, String(size));
    }
    for (const input of [undefined, 'text', [1, 2]]) {
      await assert.rejects(async () => unpack(input as unknown as Uint8Array, 10), invalid, String(input));
    }
  });
}

test('xz: a changed byte in the data is found by the check', async () => {
  const damaged = PACKED.xzX86.slice();
  // The last byte of the packed data proper: what it decodes to is wrong, but well formed.
  const crcAt = Buffer.from(damaged).indexOf(Buffer.from([0xcb, 0xfa, 0xfe, 0x83]));
  damaged[crcAt]! ^= 1;
  await assert.rejects(unpackXz(damaged, SAMPLE_SIZE), /XZ: the check does not match/);
});

test('xz: other filters are named', async () => {
  await assert.rejects(
    unpackXz(PACKED.xzArm, SAMPLE_SIZE),
    (error) => error instanceof HvError && error.code === 'unsupported' && /filters 0x7, 0x21/.test(error.message),
  );
});

test('xz: the size is known before anything is decoded', () => {
  assert.equal(measureXz(PACKED.xzX86), SAMPLE_SIZE);
});

test('lz4: literals, a match that overlaps itself, and lengths of more than one byte', () => {
  // 4 literals, then a match of 4 at distance 1; 16 literals with an extra length byte of 1, and a match of 20 (4 + 15 + 1).
  const block = Buffer.concat([
    Buffer.from([0x40]),
    Buffer.from('abcd'),
    Buffer.from([0x01, 0x00]),
    Buffer.from([0xff, 0x01]),
    Buffer.from('0123456789ABCDEF'),
    Buffer.from([0x02, 0x00, 0x01]),
    Buffer.from([0x10]),
    Buffer.from('.'),
  ]);
  const frame = Buffer.concat([Buffer.from([0x02, 0x21, 0x4c, 0x18, block.length, 0, 0, 0]), block]);
  const expected = 'abcd' + 'dddd' + '0123456789ABCDEF' + 'EF'.repeat(10) + '.';
  assert.equal(Buffer.from(unpackLz4(frame, expected.length)).toString(), expected);
});

// biome-ignore format: a table
const BAD_LZ4: readonly [string, readonly number[], RegExp][] = [
  ['a match before the block',  [0x10, 0x61, 0x02, 0x00],       /before the block/],
  ['a distance of 0',           [0x10, 0x61, 0x00, 0x00],       /before the block/],
  ['literals cut short',        [0x50, 0x61],                   /literals are cut short/],
  ['a distance cut short',      [0x10, 0x61, 0x01],             /distance is cut short/],
  ['a length cut short',        [0xf0, 0xff],                   /length is cut short/],
  ['a match of 64 KiB',         [0x1f, 0x61, 0x01, 0x00, ...new Array(256).fill(0xff), 0], /more bytes than declared/],
];
for (const [name, block, pattern] of BAD_LZ4) {
  test(`lz4: refused: ${name}`, () => {
    const frame = Uint8Array.of(0x02, 0x21, 0x4c, 0x18, block.length & 0xff, block.length >> 8, 0, 0, ...block);
    assert.throws(() => unpackLz4(frame, 64), pattern);
  });
}

test('x86 filter: the operand of a call becomes relative to the next instruction', () => {
  // At offset 3: e8 with the absolute 0x00001008; the next instruction is at 8, so the operand is 0x1000.
  const code = Uint8Array.of(0x90, 0x90, 0x90, 0xe8, 0x08, 0x10, 0x00, 0x00, 0x90, 0x90);
  undoX86Filter(code);
  assert.equal(Buffer.from(code).toString('hex'), '909090' + 'e8' + '00100000' + '9090');
  // A target before the call: 0 - 5 is negative.
  const back = Uint8Array.of(0xe9, 0x00, 0x00, 0x00, 0x00, 0x90);
  undoX86Filter(back);
  assert.equal(Buffer.from(back).toString('hex'), 'e9fbffffff90');
  // Not an operand: its top byte is neither 00 nor ff.
  const other = Uint8Array.of(0xe8, 0x01, 0x02, 0x03, 0x40, 0x90);
  undoX86Filter(other);
  assert.equal(Buffer.from(other).toString('hex'), 'e80102034090');
});

test('bombs are refused by what they declare, before memory is spent', async () => {
  const zeros = spawnSync('gzip', ['-n', '-9', '-c'], { input: Buffer.alloc(0x200_0000) }).stdout;
  await assert.rejects(unpackGzip(new Uint8Array(zeros), 1000), /gzip: more than the declared 1000 bytes/);
  // 2 MiB out of each of eight chunks that claim it.
  const chunk = [0xff, 0xff, 0xff, 0x00, 0x01, 0x5d, 0, 0];
  const header = PACKED.xzCrc64.subarray(0, 24);
  const bomb = Uint8Array.from([...header, ...new Array(8).fill(chunk).flat(), 0, 0, 0, 0, 0, 0, 0, 0]);
  await assert.rejects(unpackXz(bomb, 1000), /XZ: more bytes than declared/);
});

const hasXz = spawnSync('xz', ['--version']).status === 0;
test('xz: real code in several blocks, packed by xz here', { skip: hasXz ? false : 'no xz installed' }, async () => {
  const code = new Uint8Array(0x30_0000);
  const file = openSync(process.execPath, 'r');
  readSync(file, code, 0, code.length, 0x100_0000);
  closeSync(file);
  const { stdout } = spawnSync(
    'xz',
    ['-1', '--check=crc32', '--x86', '--lzma2=preset=0', '--block-size=1MiB', '-T1', '-c'],
    {
      input: code,
      maxBuffer: 0x400_0000,
    },
  );
  assert.ok(Buffer.from(await unpackXz(new Uint8Array(stdout), code.length)).equals(code));
});
