import { ByteReader } from './byte-reader.ts';
import type { BootSegment } from './plan.ts';

/** Program header types. System V ABI, "Program Header". */
export const PT_LOAD = 1;
export const PT_NOTE = 4;
/** Section header types. System V ABI, "Sections". */
export const SHT_SYMTAB = 2;
export const SHT_NOBITS = 8;
/** Machine numbers of the two architectures that an x86 processor runs. */
export const EM_386 = 3;
export const EM_X86_64 = 62;
/** Note of owner `Xen` that holds the 32-bit PVH entry point. Xen, xen/include/public/elfnote.h. */
export const XEN_ELFNOTE_PHYS32_ENTRY = 18;

/** More loadable segments than any kernel has; bounds the work that a hostile file can ask for. */
const MAXIMUM_LOAD_SEGMENTS = 256;
/** Notes beyond this many bytes are not read. */
const MAXIMUM_NOTE_BYTES = 0x1_0000;

/** A program header. Addresses are as in the file; `bytes` is a view into the file. */
export interface ElfSegment {
  readonly type: number;
  readonly flags: number;
  readonly vaddr: bigint;
  readonly paddr: bigint;
  readonly memSize: number;
  readonly bytes: Uint8Array;
}

/** A section header with its name; sections without file contents have empty `bytes`. */
export interface ElfSection {
  readonly name: string;
  readonly type: number;
  readonly address: bigint;
  readonly size: number;
  /** Index of a related section, e.g. of the strings that belong to a symbol table. */
  readonly link: number;
  readonly bytes: Uint8Array;
}

/** An ELF note. */
export interface ElfNote {
  readonly owner: string;
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** The parts of an ELF file that loading needs. */
export interface Elf {
  /** What the file is called in messages. */
  readonly name: string;
  readonly bits: 32 | 64;
  /** EM_386 or EM_X86_64. */
  readonly machine: number;
  readonly entry: bigint;
  readonly segments: readonly ElfSegment[];
  readonly file: Uint8Array;
}

/** Whether the file starts with ELF's magic number. */
export function isElf(bytes: Uint8Array): boolean {
  return bytes.length >= 16 && bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
}

/**
 * Reads an ELF file's header and program headers: little-endian, 32 or 64 bits, for an x86 processor.
 * Nothing is copied: segments are views into `bytes`.
 * @param name what to call the file in messages
 * @throws HvError `bad-image` for anything else and for a file that is cut short
 */
export function readElf(bytes: Uint8Array, name: string): Elf {
  const reader = new ByteReader(bytes, name);
  if (!isElf(bytes)) throw reader.bad('not an ELF file');
  const fileClass = reader.u8(4);
  if (fileClass !== 1 && fileClass !== 2) throw reader.bad(`unknown ELF class ${fileClass}`);
  if (reader.u8(5) !== 1) throw reader.bad('not a little-endian ELF file');
  const bits = fileClass === 2 ? 64 : 32;
  const machine = reader.u16(18);
  if (machine !== EM_386 && machine !== EM_X86_64) throw reader.bad(`ELF file for machine ${machine}, not x86`);
  const wide = bits === 64;
  const tableOffset = wide ? reader.size64(32, 'program header offset') : reader.u32(28);
  const entrySize = reader.u16(wide ? 54 : 42);
  const count = reader.u16(wide ? 56 : 44);
  if (count > 0 && entrySize < (wide ? 56 : 32)) throw reader.bad(`program headers of ${entrySize} bytes`);
  const segments: ElfSegment[] = [];
  for (let i = 0; i < count; i++) segments.push(readSegment(reader, tableOffset + i * entrySize, wide));
  return {
    name,
    bits,
    machine,
    entry: wide ? reader.u64(24) : BigInt(reader.u32(24)),
    segments,
    file: bytes,
  };
}

function readSegment(reader: ByteReader, at: number, wide: boolean): ElfSegment {
  const type = reader.u32(at);
  const offset = wide ? reader.size64(at + 8, 'segment offset') : reader.u32(at + 4);
  const fileSize = wide ? reader.size64(at + 32, 'segment size') : reader.u32(at + 16);
  const memSize = wide ? reader.size64(at + 40, 'segment memory size') : reader.u32(at + 20);
  // Only what we use must lie in the file: others, e.g. PT_GNU_STACK, may hold anything.
  const used = (type === PT_LOAD || type === PT_NOTE) && fileSize > 0;
  if (type === PT_LOAD && memSize < fileSize) throw reader.bad(`segment of ${fileSize} bytes for ${memSize} of memory`);
  return {
    type,
    flags: reader.u32(wide ? at + 4 : at + 24),
    vaddr: wide ? reader.u64(at + 16) : BigInt(reader.u32(at + 8)),
    paddr: wide ? reader.u64(at + 24) : BigInt(reader.u32(at + 12)),
    memSize,
    bytes: used ? reader.slice(offset, fileSize) : reader.bytes.subarray(0, 0),
  };
}

/**
 * The loadable segments at their physical addresses.
 * @throws HvError `bad-image` when there is none, too many, or one lies where no physical address can be
 */
export function loadableSegments(elf: Elf): BootSegment[] {
  const reader = new ByteReader(elf.file, elf.name);
  const loads = elf.segments.filter((segment) => segment.type === PT_LOAD && segment.memSize > 0);
  if (loads.length === 0) throw reader.bad('ELF file without loadable segments');
  if (loads.length > MAXIMUM_LOAD_SEGMENTS) throw reader.bad(`${loads.length} loadable segments`);
  return loads.map((segment, index) => {
    if (segment.paddr >= 1n << 48n) {
      throw reader.bad(`segment ${index} at physical address 0x${segment.paddr.toString(16)}`);
    }
    return {
      gpa: Number(segment.paddr),
      bytes: segment.bytes,
      memSize: segment.memSize,
      what: `${elf.name} segment ${index}`,
    };
  });
}

/**
 * The physical address of the entry point. Linkers write a virtual address there when a kernel is linked high; then the
 * segment that contains it says where it is.
 * @throws HvError `bad-image` when it is not inside a loadable segment below 4 GiB
 */
export function physicalEntry(elf: Elf): number {
  const holds = (start: bigint, segment: ElfSegment) =>
    segment.type === PT_LOAD && elf.entry >= start && elf.entry < start + BigInt(segment.memSize);
  let entry = elf.entry;
  if (!elf.segments.some((segment) => holds(segment.paddr, segment))) {
    const segment = elf.segments.find((candidate) => holds(candidate.vaddr, candidate));
    entry = segment ? elf.entry - segment.vaddr + segment.paddr : 1n << 64n;
  }
  if (entry >= 1n << 32n) {
    throw new ByteReader(elf.file, elf.name).bad(
      `entry point 0x${elf.entry.toString(16)} is in no loadable segment below 4 GiB`,
    );
  }
  return Number(entry);
}

/**
 * The notes of all note segments. A note that does not fit ends the reading of its segment; it is no error, because
 * nothing that a note can say is needed to load a file.
 */
export function elfNotes(elf: Elf): ElfNote[] {
  const notes: ElfNote[] = [];
  for (const segment of elf.segments) {
    if (segment.type !== PT_NOTE) continue;
    const reader = new ByteReader(segment.bytes.subarray(0, MAXIMUM_NOTE_BYTES), elf.name);
    let at = 0;
    while (at + 12 <= reader.length) {
      const ownerSize = reader.u32(at);
      const size = reader.u32(at + 4);
      const owner = at + 12;
      const start = owner + Math.ceil(ownerSize / 4) * 4;
      const end = start + Math.ceil(size / 4) * 4;
      if (start + size > reader.length) break;
      notes.push({
        owner: reader.text(owner, Math.min(ownerSize, 64)),
        type: reader.u32(at + 8),
        bytes: reader.slice(start, size),
      });
      at = end;
    }
  }
  return notes;
}

/** The 32-bit physical entry point of the PVH protocol, when the file has the note for it. */
export function findPvhEntry(elf: Elf): number | undefined {
  const note = elfNotes(elf).find(
    (candidate) => candidate.owner === 'Xen' && candidate.type === XEN_ELFNOTE_PHYS32_ENTRY,
  );
  if (!note || note.bytes.length < 4) return undefined;
  return new ByteReader(note.bytes, elf.name).u32(0);
}

/**
 * The section headers with names. A file without them has none; that is no error.
 * @throws HvError `bad-image` when the headers, or a section's contents, leave the file
 */
export function elfSections(elf: Elf): ElfSection[] {
  const reader = new ByteReader(elf.file, elf.name);
  const wide = elf.bits === 64;
  const tableOffset = wide ? reader.size64(40, 'section header offset') : reader.u32(32);
  const entrySize = reader.u16(wide ? 58 : 46);
  const count = reader.u16(wide ? 60 : 48);
  const namesIndex = reader.u16(wide ? 62 : 50);
  if (tableOffset === 0 || count === 0) return [];
  if (entrySize < (wide ? 64 : 40)) throw reader.bad(`section headers of ${entrySize} bytes`);
  const headers = [];
  for (let i = 0; i < count; i++) {
    const at = tableOffset + i * entrySize;
    const type = reader.u32(at + 4);
    const offset = wide ? reader.size64(at + 24, 'section offset') : reader.u32(at + 16);
    const size = wide ? reader.size64(at + 32, 'section size') : reader.u32(at + 20);
    headers.push({
      nameOffset: reader.u32(at),
      type,
      address: wide ? reader.u64(at + 16) : BigInt(reader.u32(at + 12)),
      size,
      link: reader.u32(wide ? at + 40 : at + 24),
      bytes: type === SHT_NOBITS || type === 0 ? reader.bytes.subarray(0, 0) : reader.slice(offset, size),
    });
  }
  const names = new ByteReader(headers[namesIndex]?.bytes ?? new Uint8Array(0), elf.name);
  return headers.map(({ nameOffset, ...section }) => ({ name: names.text(nameOffset), ...section }));
}
