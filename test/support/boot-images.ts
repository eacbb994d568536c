import { ByteWriter } from '../../src/boot/byte-reader.ts';

/** A loadable segment of an ELF file to be built. */
export interface SegmentSpec {
  readonly vaddr?: bigint;
  readonly paddr: bigint;
  readonly bytes: Uint8Array;
  readonly memSize?: number;
  /** PT_LOAD when not given. */
  readonly type?: number;
}

export interface SectionSpec {
  readonly name: string;
  readonly type: number;
  readonly address?: bigint;
  readonly link?: number;
  readonly bytes: Uint8Array;
}

/** Writes an ELF64 executable for x86-64: header, program headers, then all contents, 16-byte aligned. */
export function elf64(
  entry: bigint,
  segments: readonly SegmentSpec[],
  sections: readonly SectionSpec[] = [],
): Uint8Array {
  const names = sectionNames(sections);
  const all: SectionSpec[] =
    sections.length > 0 ? [...sections, { name: '.shstrtab', type: 3, bytes: names.bytes }] : [];
  const headers = 64 + 56 * segments.length;
  let end = align(headers);
  const place = (bytes: Uint8Array) => {
    const at = end;
    end = align(end + bytes.length);
    return at;
  };
  const segmentAt = segments.map((segment) => place(segment.bytes));
  const sectionAt = all.map((section) => place(section.bytes));
  const sectionTable = end;
  const count = all.length > 0 ? all.length + 1 : 0;
  const out = new ByteWriter(sectionTable + count * 64);
  const view = new DataView(out.bytes.buffer);
  out.set(0, Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1));
  out.u16(16, 2);
  out.u16(18, 62);
  out.u32(20, 1);
  view.setBigUint64(24, entry, true);
  out.u64(32, 64);
  out.u64(40, count > 0 ? sectionTable : 0);
  out.u16(52, 64);
  out.u16(54, 56);
  out.u16(56, segments.length);
  out.u16(58, 64);
  out.u16(60, count);
  out.u16(62, count > 0 ? count - 1 : 0);
  segments.forEach((segment, index) => {
    const at = 64 + 56 * index;
    out.u32(at, segment.type ?? 1);
    out.u32(at + 4, 7);
    out.u64(at + 8, segmentAt[index]!);
    view.setBigUint64(at + 16, segment.vaddr ?? segment.paddr, true);
    view.setBigUint64(at + 24, segment.paddr, true);
    out.u64(at + 32, segment.bytes.length);
    out.u64(at + 40, segment.memSize ?? segment.bytes.length);
    out.set(segmentAt[index]!, segment.bytes);
  });
  all.forEach((section, index) => {
    const at = sectionTable + 64 * (index + 1);
    out.u32(at, names.offsets[index]!);
    out.u32(at + 4, section.type);
    view.setBigUint64(at + 16, section.address ?? 0n, true);
    out.u64(at + 24, sectionAt[index]!);
    out.u64(at + 32, section.bytes.length);
    out.u32(at + 40, section.link ?? 0);
    out.set(sectionAt[index]!, section.bytes);
  });
  return out.bytes;
}

/** Writes an ELF32 executable for i386 with one loadable segment per entry. */
export function elf32(entry: number, segments: readonly SegmentSpec[]): Uint8Array {
  let end = align(52 + 32 * segments.length);
  const at = segments.map((segment) => {
    const start = end;
    end = align(end + segment.bytes.length);
    return start;
  });
  const out = new ByteWriter(end);
  out.set(0, Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 1, 1, 1));
  out.u16(16, 2);
  out.u16(18, 3);
  out.u32(20, 1);
  out.u32(24, entry);
  out.u32(28, 52);
  out.u16(40, 52);
  out.u16(42, 32);
  out.u16(44, segments.length);
  segments.forEach((segment, index) => {
    const header = 52 + 32 * index;
    out.u32(header, segment.type ?? 1);
    out.u32(header + 4, at[index]!);
    out.u32(header + 8, Number(segment.vaddr ?? segment.paddr));
    out.u32(header + 12, Number(segment.paddr));
    out.u32(header + 16, segment.bytes.length);
    out.u32(header + 20, segment.memSize ?? segment.bytes.length);
    out.u32(header + 24, 7);
    out.set(at[index]!, segment.bytes);
  });
  return out.bytes;
}

/** An ELF note: sizes, type, owner with its zero, contents, each padded to 4 bytes. */
export function elfNote(owner: string, type: number, bytes: Uint8Array): Uint8Array {
  const name = Buffer.from(`${owner}\0`);
  const out = new ByteWriter(12 + align(name.length, 4) + align(bytes.length, 4));
  out.u32(0, name.length);
  out.u32(4, bytes.length);
  out.u32(8, type);
  out.set(12, name);
  out.set(12 + align(name.length, 4), bytes);
  return out.bytes;
}

/**
 * A bzImage of boot protocol 2.15 with one setup sector, whose payload starts at offset 0x400 + `payloadOffset`.
 * Numbers are literal offsets of boot.rst, so that the loader's own constants are checked.
 */
export function bzImage(payload: Uint8Array, payloadOffset = 0x20): Uint8Array {
  const out = new ByteWriter(1024 + payloadOffset + payload.length);
  out.u8(0x1f1, 1);
  out.u16(0x1fe, 0xaa55);
  out.u8(0x200, 0xeb);
  out.u8(0x201, 0x6a);
  out.set(0x202, Buffer.from('HdrS'));
  out.u16(0x206, 0x020f);
  out.u8(0x211, 0x83);
  out.u32(0x218, 0xdead_0000);
  out.u32(0x22c, 0x7fff_ffff);
  out.u32(0x230, 0x20_0000);
  out.u16(0x236, 0x7f);
  out.u32(0x238, 2047);
  out.u32(0x248, payloadOffset);
  out.u32(0x24c, payload.length);
  out.set(1024 + payloadOffset, payload);
  return out.bytes;
}

/** `packed` with its unpacked size behind it, as the kernel's build appends it. */
export function withSize(packed: Uint8Array, size: number): Uint8Array {
  const out = new ByteWriter(packed.length + 4);
  out.set(0, packed);
  out.u32(packed.length, size);
  return out.bytes;
}

function sectionNames(sections: readonly SectionSpec[]): { bytes: Uint8Array; offsets: number[] } {
  let text = '\0';
  const offsets = [...sections.map((section) => section.name), '.shstrtab'].map((name) => {
    const at = text.length;
    text += `${name}\0`;
    return at;
  });
  return { bytes: Buffer.from(text, 'latin1'), offsets };
}

function align(value: number, to = 16): number {
  return Math.ceil(value / to) * to;
}
