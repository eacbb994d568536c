import { HvError } from '../base/error.ts';
import { ByteReader } from './byte-reader.ts';
import { GZIP_MAGIC, unpackGzip } from './decompress/gzip.ts';
import { LZ4_LEGACY_MAGIC, unpackLz4 } from './decompress/lz4.ts';
import { unpackXz, XZ_MAGIC } from './decompress/xz.ts';
import { unpackZstd, ZSTD_MAGIC } from './decompress/zstd.ts';

/** Largest kernel that is unpacked, in bytes, however much memory the guest has: a bound on what a hostile file costs. */
export const KERNEL_MAXIMUM = 0x1000_0000;

/** Offsets in a bzImage's setup header. Linux, Documentation/arch/x86/boot.rst, "Details of Header Fields". */
export const SETUP = {
  SETUP_SECTS: 0x1f1,
  SYSSIZE: 0x1f4,
  VID_MODE: 0x1fa,
  BOOT_FLAG: 0x1fe,
  JUMP_LENGTH: 0x201,
  HEADER: 0x202,
  VERSION: 0x206,
  TYPE_OF_LOADER: 0x210,
  LOADFLAGS: 0x211,
  RAMDISK_IMAGE: 0x218,
  RAMDISK_SIZE: 0x21c,
  CMD_LINE_PTR: 0x228,
  INITRD_ADDR_MAX: 0x22c,
  KERNEL_ALIGNMENT: 0x230,
  RELOCATABLE_KERNEL: 0x234,
  XLOADFLAGS: 0x236,
  CMDLINE_SIZE: 0x238,
  PAYLOAD_OFFSET: 0x248,
  PAYLOAD_LENGTH: 0x24c,
  SETUP_DATA: 0x250,
  PREF_ADDRESS: 0x258,
  INIT_SIZE: 0x260,
} as const;

/** Value of the 16-bit BOOT_FLAG. */
export const BOOT_FLAG = 0xaa55;
/** Value of the 32-bit HEADER: `HdrS`. */
export const HEADER_MAGIC = 0x5372_6448;
/** First boot protocol with payload_offset and payload_length. */
const PROTOCOL_WITH_PAYLOAD = 0x208;

/** Whether the file is a Linux boot image with a setup header. */
export function isBzImage(bytes: Uint8Array): boolean {
  if (bytes.length < 0x260) return false;
  const reader = new ByteReader(bytes, 'kernel');
  return reader.u16(SETUP.BOOT_FLAG) === BOOT_FLAG && reader.u32(SETUP.HEADER) === HEADER_MAGIC;
}

/** How the kernel inside a bzImage is packed. */
export type Compression = 'gzip' | 'xz' | 'lz4' | 'zstd' | 'bzip2' | 'lzma' | 'lzo' | 'none';

const MAGICS: readonly (readonly [Compression, readonly number[]])[] = [
  ['gzip', GZIP_MAGIC],
  ['xz', XZ_MAGIC],
  ['lz4', LZ4_LEGACY_MAGIC],
  ['zstd', ZSTD_MAGIC],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['lzo', [0x89, 0x4c, 0x5a, 0x4f]],
  ['none', [0x7f, 0x45, 0x4c, 0x46]],
  // Properties 0x5d, then the low half of a dictionary size that is a large power of two.
  ['lzma', [0x5d, 0x00, 0x00]],
];

/** How a payload is packed, told by its first bytes; undefined when it is none of those that Linux uses. */
export function findCompression(payload: Uint8Array): Compression | undefined {
  return MAGICS.find(([, magic]) => magic.every((byte, index) => payload[index] === byte))?.[0];
}

/**
 * Takes the kernel's ELF file out of a bzImage, on the host: some 0.1 G instructions that the guest need not execute,
 * and the only place where the kernel's symbols can be read before it runs.
 *
 * gzip, xz, lz4 and zstd are unpacked; bzip2, lzma and lzo, which no distribution has used for years, are not.
 * @param maximum most bytes that may come out; KERNEL_MAXIMUM at the most
 * @returns the `vmlinux` ELF file (its relocations may follow it)
 * @throws HvError `bad-image`; `unsupported` for the other packings
 * @example const vmlinux = await extractPayload(await readFile('/boot/vmlinuz'), 0x1000_0000);
 */
export async function extractPayload(image: Uint8Array, maximum: number): Promise<Uint8Array> {
  const reader = new ByteReader(image, 'kernel');
  if (!isBzImage(image)) throw reader.bad('not a bzImage');
  const version = reader.u16(SETUP.VERSION);
  if (version < PROTOCOL_WITH_PAYLOAD) {
    throw reader.bad(`boot protocol ${version >> 8}.${version & 0xff} is older than 2.08`);
  }
  // setup_sects 0 means 4, for the oldest of images.
  const setupSectors = reader.u8(SETUP.SETUP_SECTS) || 4;
  const protectedMode = (setupSectors + 1) * 512;
  // syssize counts started units of 16 bytes. Behind it there may be more, e.g. a signature.
  const whole = protectedMode + reader.u32(SETUP.SYSSIZE) * 16 - 15;
  if (image.length < whole) throw reader.bad(`truncated: ${image.length} bytes, its header says ${whole} or more`);
  const start = protectedMode + reader.u32(SETUP.PAYLOAD_OFFSET);
  const length = reader.u32(SETUP.PAYLOAD_LENGTH);
  if (length < 16) throw reader.bad(`payload of ${length} bytes`);
  const payload = reader.slice(start, length);
  const compression = findCompression(payload);
  if (compression === undefined) throw reader.bad('payload is packed in an unknown way');
  if (compression === 'none') return payload;
  if (compression === 'bzip2' || compression === 'lzma' || compression === 'lzo') {
    throw new HvError('unsupported', `kernel: payload is packed with ${compression}, which is not supported`);
  }
  // The last four bytes are the unpacked size: gzip's own trailer, and the kernel's build appends them to the others.
  const size = reader.u32(start + length - 4);
  const limit = Math.min(maximum, KERNEL_MAXIMUM);
  if (size > limit) throw reader.bad(`unpacks to ${size} bytes, more than the ${limit} that there is room for`);
  const packed = payload.subarray(0, length - 4);
  switch (compression) {
    case 'gzip':
      return unpackGzip(payload, size);
    case 'xz':
      return unpackXz(packed, size);
    case 'lz4':
      return unpackLz4(packed, size);
    case 'zstd':
      return unpackZstd(packed, size);
  }
}
