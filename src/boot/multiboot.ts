import { HvError } from '../base/error.ts';
import { BootLayout } from './boot-layout.ts';
import { ByteReader, ByteWriter } from './byte-reader.ts';
import { isElf, loadableSegments, physicalEntry, readElf } from './elf.ts';
import { LOW_MEMORY, protectedModeEntry } from './entry-state.ts';
import { E820_TYPE, memoryMap } from './memory-map.ts';
import type { BootInput, BootPlan, BootSegment } from './plan.ts';

// Multiboot Specification version 0.6.96.
const HEADER_MAGIC = 0x1bad_b002;
const LOADER_MAGIC = 0x2bad_b002;
/** The header is in the first 8192 bytes, 4-byte aligned. "OS image format". */
const HEADER_SEARCH = 8192;

/** Header flags. "Header magic fields". Bits 0 to 15 are demands; the video mode alone may go unmet here. */
const HEADER_DEMANDS = 0xffff;
const HEADER_PAGE_ALIGN = 1 << 0;
const HEADER_MEMORY_INFO = 1 << 1;
const HEADER_VIDEO_MODE = 1 << 2;
const HEADER_ADDRESSES = 1 << 16;

/** Fields of the information structure and their flags. "Boot information format". */
const INFO = {
  FLAGS: 0,
  MEM_LOWER: 4,
  MEM_UPPER: 8,
  CMDLINE: 16,
  MODS_COUNT: 20,
  MODS_ADDR: 24,
  MMAP_LENGTH: 44,
  MMAP_ADDR: 48,
  BOOT_LOADER_NAME: 64,
  SIZE: 120,
} as const;
const INFO_MEMORY = 1 << 0;
const INFO_CMDLINE = 1 << 2;
const INFO_MODULES = 1 << 3;
const INFO_MEMORY_MAP = 1 << 6;
const INFO_LOADER_NAME = 1 << 9;
/** An entry of the memory map: its own size without this field, address, length, type. */
const MAP_ENTRY_SIZE = 24;
const MODULE_ENTRY_SIZE = 16;
const LOADER_NAME = 'subpage';

/** Offset of a valid multiboot header in the file, or undefined: magic, flags and checksum add up to 0. */
export function findMultibootHeader(bytes: Uint8Array): number | undefined {
  const reader = new ByteReader(bytes, 'image');
  for (let at = 0; at + 12 <= Math.min(bytes.length, HEADER_SEARCH); at += 4) {
    if (reader.u32(at) !== HEADER_MAGIC) continue;
    if ((HEADER_MAGIC + reader.u32(at + 4) + reader.u32(at + 8)) % 0x1_0000_0000 === 0) return at;
  }
  return undefined;
}

/**
 * Starts a multiboot 1 image: 32-bit protected mode, EAX = 0x2badb002, EBX = the information structure.
 *
 * ELF files of 32 and 64 bits go to their physical addresses (64-bit ones are beyond the specification, but common; the
 * entry is in 32-bit mode all the same); an image with address fields goes where these say, ELF file or not. The initrd
 * becomes the one module, behind the kernel. A demand for a video mode is not met; other demands that the specification
 * does not define are refused, as it asks.
 * @param offset where findMultibootHeader() found the header
 * @throws HvError `bad-image`, or `invalid-argument` for a bad command line
 */
export function planMultiboot(input: BootInput, offset: number): BootPlan {
  const reader = new ByteReader(input.image, 'image');
  const flags = reader.u32(offset + 4);
  const unknown = flags & HEADER_DEMANDS & ~(HEADER_PAGE_ALIGN | HEADER_MEMORY_INFO | HEADER_VIDEO_MODE);
  if (unknown !== 0) throw reader.bad(`multiboot header demands features 0x${unknown.toString(16)}`);
  const layout = new BootLayout(input);
  const kernel = flags & HEADER_ADDRESSES ? readAddressFields(reader, offset) : readKernelElf(input.image);
  layout.add(...kernel.segments);
  layout.check();
  const kernelEnd = Math.max(...kernel.segments.map((segment) => segment.gpa + segment.memSize));

  const map = memoryMap(input.memoryBytes, input.acpi && { gpa: input.acpi.address, size: input.acpi.bytes.length });
  const text = new TextEncoder().encode(input.commandLine);
  if (text.includes(0)) throw new HvError('invalid-argument', 'command line: contains a zero byte');
  if (text.length > 0x4000) throw new HvError('invalid-argument', `command line: ${text.length} bytes are too long`);
  const mapAt = INFO.SIZE;
  const moduleAt = mapAt + map.length * MAP_ENTRY_SIZE;
  const nameAt = moduleAt + MODULE_ENTRY_SIZE;
  // The module's string is empty: it points at the zero that ends the loader's name.
  const emptyAt = nameAt + LOADER_NAME.length;
  const commandLineAt = emptyAt + 1;
  const info = new ByteWriter(commandLineAt + text.length + 1);
  const gpa = layout.placeLow(info.bytes.length, LOW_MEMORY.INFORMATION, 'multiboot information');
  layout.add({ gpa, bytes: info.bytes, memSize: info.bytes.length, what: 'multiboot information' });

  info.u32(INFO.FLAGS, INFO_MEMORY | INFO_CMDLINE | INFO_MODULES | INFO_MEMORY_MAP | INFO_LOADER_NAME);
  info.u32(INFO.MEM_LOWER, 639);
  info.u32(INFO.MEM_UPPER, upperKibibytes(map));
  info.u32(INFO.CMDLINE, gpa + commandLineAt);
  info.set(commandLineAt, text);
  info.u32(INFO.BOOT_LOADER_NAME, gpa + nameAt);
  info.set(nameAt, new TextEncoder().encode(LOADER_NAME));
  info.u32(INFO.MMAP_LENGTH, map.length * MAP_ENTRY_SIZE);
  info.u32(INFO.MMAP_ADDR, gpa + mapAt);
  map.forEach((range, index) => {
    const at = mapAt + index * MAP_ENTRY_SIZE;
    info.u32(at, MAP_ENTRY_SIZE - 4);
    info.u64(at + 4, range.gpa);
    info.u64(at + 12, range.size);
    info.u32(at + 20, E820_TYPE[range.type]);
  });
  info.u32(INFO.MODS_ADDR, gpa + moduleAt);
  const initrd = input.initrd;
  if (initrd && initrd.length > 0) {
    const start = layout.placeBehind(initrd.length, kernelEnd, 'initrd');
    layout.add({ gpa: start, bytes: initrd, memSize: initrd.length, what: 'initrd' });
    info.u32(INFO.MODS_COUNT, 1);
    info.u32(moduleAt, start);
    info.u32(moduleAt + 4, start + initrd.length);
    info.u32(moduleAt + 8, gpa + emptyAt);
  }

  const state = protectedModeEntry(kernel.entry, { rax: LOADER_MAGIC, rbx: gpa }, layout);
  return {
    kind: 'multiboot',
    segments: layout.finish(),
    state,
    memoryMap: map,
    ...(isElf(input.image) ? { symbols: input.image } : {}),
  };
}

interface Kernel {
  readonly segments: readonly BootSegment[];
  readonly entry: number;
}

function readKernelElf(image: Uint8Array): Kernel {
  if (!isElf(image))
    throw new HvError('bad-image', 'image: multiboot header without addresses in a file that is not ELF');
  const elf = readElf(image, 'kernel');
  return { segments: loadableSegments(elf), entry: physicalEntry(elf) };
}

/** "The address fields of Multiboot header": header_addr, load_addr, load_end_addr, bss_end_addr, entry_addr. */
function readAddressFields(reader: ByteReader, offset: number): Kernel {
  const headerAddress = reader.u32(offset + 12);
  const loadAddress = reader.u32(offset + 16);
  const loadEnd = reader.u32(offset + 20);
  const bssEnd = reader.u32(offset + 24);
  const entry = reader.u32(offset + 28);
  const start = offset - (headerAddress - loadAddress);
  if (start < 0 || loadAddress > headerAddress) {
    throw reader.bad(
      `load address 0x${loadAddress.toString(16)} does not fit the header's 0x${headerAddress.toString(16)}`,
    );
  }
  if (loadEnd !== 0 && loadEnd < loadAddress) throw reader.bad('load end address below the load address');
  const size = loadEnd === 0 ? reader.length - start : loadEnd - loadAddress;
  const bytes = reader.slice(start, size);
  const memSize = bssEnd === 0 ? size : bssEnd - loadAddress;
  if (memSize < size) throw reader.bad('bss end address below the load end address');
  if (entry < loadAddress || entry >= loadAddress + memSize) {
    throw reader.bad(`entry point 0x${entry.toString(16)} is outside the image`);
  }
  return { segments: [{ gpa: loadAddress, bytes, memSize, what: 'kernel' }], entry };
}

/** KiB of usable memory from 1 MiB up to the first hole. */
function upperKibibytes(map: readonly { gpa: number; size: number; type: string }[]): number {
  const first = map.find((range) => range.type === 'usable' && range.gpa === 0x10_0000);
  return first ? Math.floor(first.size / 1024) : 0;
}
