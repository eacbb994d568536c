import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bzImage, withSize } from '../../test/support/boot-images.ts';
import { PACKED, SAMPLE_SIZE, sample } from '../../test/support/packed-samples.ts';
import { HvError } from '../base/error.ts';
import { extractPayload, findCompression, isBzImage } from './payload.ts';

const MAXIMUM = 0x10_0000;

// biome-ignore format: a table
const PACKINGS = [
  ['gzip', PACKED.gzip],
  ['xz',   withSize(PACKED.xzX86, SAMPLE_SIZE)],
  ['lz4',  withSize(PACKED.lz4, SAMPLE_SIZE)],
  ['zstd', withSize(PACKED.zstd, SAMPLE_SIZE)],
] as const;
for (const [name, payload] of PACKINGS) {
  test(`a payload packed with ${name} is found and unpacked`, async () => {
    assert.equal(findCompression(payload), name);
    assert.deepEqual(Buffer.from(await extractPayload(bzImage(payload), MAXIMUM)), Buffer.from(sample()));
  });
}

test('an ELF file that is not packed is handed out as it is', async () => {
  const elf = Buffer.from('\x7fELF and sixteen more bytes', 'latin1');
  assert.deepEqual(Buffer.from(await extractPayload(bzImage(elf), MAXIMUM)), elf);
});

test('an image may end in the last byte that its header counts, and not before', async () => {
  const image = bzImage(withSize(PACKED.lz4, SAMPLE_SIZE));
  const view = new DataView(image.buffer);
  // syssize: units of 16 bytes behind the setup sectors, the last one perhaps only begun.
  const units = Math.ceil((image.length - (image[0x1f1] + 1) * 512) / 16);
  const shortest = (image[0x1f1] + 1) * 512 + units * 16 - 15;
  const file = new Uint8Array(shortest + 16);
  file.set(image);
  new DataView(file.buffer).setUint32(0x1f4, units, true);
  view.setUint32(0x1f4, units, true);
  assert.ok(image.length >= shortest);
  assert.deepEqual(Buffer.from(await extractPayload(image, MAXIMUM)), Buffer.from(sample()));
  new DataView(file.buffer).setUint32(0x1f4, units + 1, true);
  assert.deepEqual(Buffer.from(await extractPayload(file.subarray(0, shortest + 16), MAXIMUM)), Buffer.from(sample()));
  await assert.rejects(extractPayload(file.subarray(0, shortest + 15), MAXIMUM), /truncated/);
});

test('setup_sects 0 means 4 sectors', async () => {
  const image = new Uint8Array(5 * 512 + PACKED.gzip.length);
  image.set(bzImage(new Uint8Array(0)).subarray(0, 1024));
  image[0x1f1] = 0;
  new DataView(image.buffer).setUint32(0x248, 0, true);
  new DataView(image.buffer).setUint32(0x24c, PACKED.gzip.length, true);
  image.set(PACKED.gzip, 5 * 512);
  assert.deepEqual(Buffer.from(await extractPayload(image, MAXIMUM)), Buffer.from(sample()));
});

// biome-ignore format: a table
const UNSUPPORTED = [
  ['bzip2', 'BZh91AY&SY plus some more'],
  ['lzma',  ']\0\0\x80\0 plus some more..'],
  ['lzo',   '\x89LZO\0\r\n\x1a\n plus more'],
] as const;
for (const [name, text] of UNSUPPORTED) {
  test(`${name} is named as not supported`, async () => {
    await assert.rejects(
      extractPayload(bzImage(Buffer.from(text, 'latin1')), MAXIMUM),
      (error) =>
        error instanceof HvError && error.code === 'unsupported' && error.message.includes(`packed with ${name}`),
    );
  });
}

function patched(change: (view: DataView) => void): Uint8Array {
  const image = bzImage(withSize(PACKED.lz4, SAMPLE_SIZE));
  change(new DataView(image.buffer));
  return image;
}

// biome-ignore format: a table
const REFUSED: readonly [string, Uint8Array, RegExp][] = [
  ['no magic',                    patched((view) => view.setUint8(0x202, 0)),               /not a bzImage/],
  ['an old boot protocol',        patched((view) => view.setUint16(0x206, 0x207, true)),    /boot protocol 2.7 is older/],
  ['a payload behind the end',    patched((view) => view.setUint32(0x248, 2 ** 31, true)),  /truncated/],
  ['a payload that is too long',  patched((view) => view.setUint32(0x24c, 2 ** 32 - 1, true)), /truncated/],
  ['a payload of no length',      patched((view) => view.setUint32(0x24c, 3, true)),        /payload of 3 bytes/],
  ['an unknown packing',          patched((view) => view.setUint8(0x420, 0x77)),            /packed in an unknown way/],
  ['an unpacked size of 4 GiB',   bzImage(withSize(PACKED.lz4, 0xffff_ffff)),               /unpacks to 4294967295 bytes/],
  ['less than syssize says',      patched((view) => view.setUint32(0x1f4, 0x1_0000, true)),  /truncated: \d+ bytes, its header says 1049585 or more/],
  ['an image cut short',          patched(() => {}).subarray(0, 0x500),                     /truncated/],
];
for (const [name, image, pattern] of REFUSED) {
  test(`refused: ${name}`, async () => {
    await assert.rejects(
      extractPayload(image, MAXIMUM),
      (error) => error instanceof HvError && error.code === 'bad-image' && pattern.test(error.message),
    );
  });
}

test('the limit of the caller holds', async () => {
  await assert.rejects(extractPayload(bzImage(withSize(PACKED.lz4, SAMPLE_SIZE)), 511), /more than the 511/);
});

test('a file of other kind is no bzImage', () => {
  assert.equal(isBzImage(new Uint8Array(0)), false);
  assert.equal(isBzImage(new Uint8Array(4096)), false);
});
