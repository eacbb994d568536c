/**
 * `subpage/images`: what is in a kernel image. For tools that look into images; to start one, `planBoot()` of `subpage`
 * is enough.
 * @example
 * import { extractPayload, isBzImage, KERNEL_MAXIMUM } from 'subpage/images';
 * const elf = isBzImage(image) ? await extractPayload(image, KERNEL_MAXIMUM) : image;
 */
export { GZIP_MAGIC, unpackGzip } from './boot/decompress/gzip.ts';
export { LZ4_LEGACY_MAGIC, unpackLz4 } from './boot/decompress/lz4.ts';
export { measureXz, unpackXz, XZ_MAGIC } from './boot/decompress/xz.ts';
export { unpackZstd, ZSTD_MAGIC } from './boot/decompress/zstd.ts';
export {
  type Elf,
  type ElfNote,
  type ElfSection,
  type ElfSegment,
  elfNotes,
  elfSections,
  isElf,
  loadableSegments,
  readElf,
} from './boot/elf.ts';
export { type Compression, extractPayload, findCompression, isBzImage, KERNEL_MAXIMUM } from './boot/payload.ts';
