/** Where a kernel has its types. */
import { HvError } from '../../base/error.ts';
import { type Elf, elfSections, PT_LOAD } from '../../boot/elf.ts';
import { Btf } from './btf.ts';

/** The header's magic number, version 1, no flags, 24 bytes of header, types right behind it. */
const HEADER_START = [0x9f, 0xeb, 1, 0, 24, 0, 0, 0, 0, 0, 0, 0];
/** Types and strings of a kernel have far more bytes than this; smaller finds are programs or chance. */
const MINIMUM_TYPES = 64 * 1024;
/** Headers that a search tries: hostile data may have one everywhere. */
const MAXIMUM_TRIES = 64;

/**
 * The types of a kernel: from its `.BTF` section, or found by their header where the file has no section headers.
 * @returns undefined when it has none (built without CONFIG_DEBUG_INFO_BTF), or only damaged ones
 */
export function readKernelTypes(elf: Elf): Btf | undefined {
  const section = sectionsOf(elf).find(({ name, bytes }) => name === '.BTF' && bytes.length > 0);
  if (section) {
    try {
      return new Btf(section.bytes);
    } catch (error) {
      if (!(error instanceof HvError)) throw error;
      return undefined;
    }
  }
  for (const segment of elf.segments) {
    const types = segment.type === PT_LOAD ? findTypes(segment.bytes) : undefined;
    if (types) return types;
  }
  return undefined;
}

/**
 * The first types of a kernel's size within bytes, e.g. a copy of a guest's memory.
 * @param bytes any bytes; the types must lie in them in one piece
 */
export function findTypes(bytes: Uint8Array): Btf | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let tries = 0;
  for (let at = bytes.indexOf(HEADER_START[0]); at >= 0; at = bytes.indexOf(HEADER_START[0], at + 1)) {
    if (at + 24 > bytes.length) return undefined;
    if (!HEADER_START.every((byte, i) => bytes[at + i] === byte)) continue;
    const typesLength = view.getUint32(at + 12, true);
    if (typesLength < MINIMUM_TYPES || view.getUint32(at + 16, true) !== typesLength) continue;
    if (++tries > MAXIMUM_TRIES) return undefined;
    try {
      return new Btf(bytes.subarray(at));
    } catch (error) {
      if (!(error instanceof HvError)) throw error;
    }
  }
  return undefined;
}

/** Damaged section headers are as none: what matters is found without them. */
function sectionsOf(elf: Elf): ReturnType<typeof elfSections> {
  try {
    return elfSections(elf);
  } catch (error) {
    if (!(error instanceof HvError)) throw error;
    return [];
  }
}
