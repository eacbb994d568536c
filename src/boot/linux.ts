import { HvError } from '../base/error.ts';
import { BootLayout } from './boot-layout.ts';
import { ByteReader, ByteWriter } from './byte-reader.ts';
import { type Elf, EM_X86_64, elfNotes, findPvhEntry, loadableSegments, physicalEntry } from './elf.ts';
import { LOW_MEMORY, longModeEntry, protectedModeEntry } from './entry-state.ts';
import { DEVICE_HOLE, E820_TYPE, encodeE820, memoryMap } from './memory-map.ts';
import { BOOT_FLAG, HEADER_MAGIC, SETUP } from './payload.ts';
import type { BootInput, BootPlan, ImageKind } from './plan.ts';

/** Offsets in boot_params, the zero page. Linux, Documentation/arch/x86/zero-page.rst. */
const BOOT_PARAMS = {
  ACPI_RSDP_ADDR: 0x070,
  E820_ENTRIES: 0x1e8,
  SETUP_HEADER: 0x1f1,
  E820_TABLE: 0x2d0,
  SIZE: 0x1000,
} as const;

/** Boot loader without a number of its own. boot.rst, "type_of_loader". */
const LOADER_UNDEFINED = 0xff;
/** Bits of loadflags. boot.rst, "loadflags". */
const LOADED_HIGH = 1 << 0;
const KASLR_FLAG = 1 << 1;
const CAN_USE_HEAP = 1 << 7;
/** What protocols before 2.06 and 2.03 take for granted. */
const OLD_CMDLINE_SIZE = 255;
const OLD_INITRD_ADDR_MAX = 0x37ff_ffff;
/** COMMAND_LINE_SIZE of x86, for a vmlinux that comes without a setup header. */
const COMMAND_LINE_SIZE = 2048;

/** Whether the ELF file is a Linux kernel: since 4.19 each has notes of owner `Linux`. */
export function isLinux(elf: Elf): boolean {
  return elfNotes(elf).some((note) => note.owner === 'Linux');
}

/**
 * Starts a vmlinux at its 64-bit entry point, as the kernel's own unpacker would. Linux,
 * Documentation/arch/x86/boot.rst, "64-bit Boot Protocol". The kernel runs at the addresses that it was linked for:
 * nothing relocates it, and KASLR_FLAG is clear, so that it does not move its memory regions about either.
 * @param setup the start of the bzImage that the kernel was in, for its setup header
 * @throws HvError `bad-image`, or `invalid-argument` for a bad command line
 */
export function planLinux(elf: Elf, kind: ImageKind, input: BootInput, setup?: Uint8Array): BootPlan {
  if (elf.bits !== 64 || elf.machine !== EM_X86_64) {
    throw new HvError('bad-image', `${elf.name}: a 32-bit ELF file can only be started by multiboot or PVH`);
  }
  const layout = new BootLayout(input);
  layout.add(...loadableSegments(elf));
  layout.check();
  return { ...startLinux(layout, physicalEntry(elf), input, setup), kind, symbols: elf.file };
}

/** The 64-bit entry point of a bzImage, from the start of its protected-mode part. boot.rst, "64-bit Boot Protocol". */
const ENTRY_64 = 0x200;
/** Bits of xloadflags. */
const XLF_KERNEL_64 = 1 << 0;
/** First boot protocol with xloadflags. */
const PROTOCOL_WITH_XLOADFLAGS = 0x20c;

/**
 * Starts a bzImage by the code that comes with it: it unpacks the kernel in the guest, and puts it at a random place
 * unless the command line says `nokaslr`. Some 400 million instructions for Debian's. Linux, Documentation/arch/x86/boot.rst, "64-bit
 * Boot Protocol".
 * @param kernel what is packed in the image, for its symbols
 * @throws HvError `bad-image`, `unsupported`, or `invalid-argument` for a bad command line
 */
export function planBzImage(image: Uint8Array, kernel: Elf, input: BootInput): BootPlan {
  const reader = new ByteReader(image, 'kernel');
  if (
    reader.u16(SETUP.VERSION) < PROTOCOL_WITH_XLOADFLAGS ||
    (reader.u16(SETUP.XLOADFLAGS) & XLF_KERNEL_64) === 0 ||
    reader.u8(SETUP.RELOCATABLE_KERNEL) === 0
  ) {
    throw new HvError('unsupported', 'kernel: its start code has no 64-bit entry point; leave --protocol bzimage out');
  }
  const start = ((reader.u8(SETUP.SETUP_SECTS) || 4) + 1) * 512;
  const bytes = image.subarray(start);
  const gpa = Number(reader.u64(SETUP.PREF_ADDRESS));
  const layout = new BootLayout(input);
  const memSize = Math.max(bytes.length, reader.u32(SETUP.INIT_SIZE));
  layout.add({ gpa, bytes, memSize, what: 'kernel with its start code' });
  layout.check();
  const started = startLinux(layout, gpa + ENTRY_64, input, image);
  return { ...started, kind: 'linux-bzimage', symbols: kernel.file, relocates: true };
}

/** What Linux finds when it starts: boot_params, command line, initrd, memory map, registers. */
function startLinux(
  layout: BootLayout,
  rip: number,
  input: BootInput,
  setup: Uint8Array | undefined,
): Pick<BootPlan, 'segments' | 'state' | 'memoryMap'> {
  const params = new ByteWriter(BOOT_PARAMS.SIZE);
  const limits = setup ? copySetupHeader(params, setup) : writeSetupHeader(params);
  const text = encodeCommandLine(input.commandLine, limits.commandLineSize);
  const commandLine = layout.placeLow(text.length, LOW_MEMORY.COMMAND_LINE, 'command line');
  layout.add({ gpa: commandLine, bytes: text, memSize: text.length, what: 'command line' });
  params.u32(SETUP.CMD_LINE_PTR, commandLine);

  const map = memoryMap(input.memoryBytes, input.acpi && { gpa: input.acpi.address, size: input.acpi.bytes.length });
  params.u8(BOOT_PARAMS.E820_ENTRIES, map.length);
  params.set(BOOT_PARAMS.E820_TABLE, encodeE820(map));
  if (input.acpi) params.u64(BOOT_PARAMS.ACPI_RSDP_ADDR, input.acpi.rsdpAddress ?? input.acpi.address);

  const initrd = input.initrd;
  if (initrd && initrd.length > 0) {
    const gpa = layout.placeTop(initrd.length, limits.initrdEnd, 'initrd');
    layout.add({ gpa, bytes: initrd, memSize: initrd.length, what: 'initrd' });
    params.u32(SETUP.RAMDISK_IMAGE, gpa);
    params.u32(SETUP.RAMDISK_SIZE, initrd.length);
  }

  const zeroPage = layout.placeLow(BOOT_PARAMS.SIZE, LOW_MEMORY.INFORMATION, 'boot_params');
  layout.add({ gpa: zeroPage, bytes: params.bytes, memSize: BOOT_PARAMS.SIZE, what: 'boot_params' });
  const state = longModeEntry(rip, { rsi: zeroPage, rsp: LOW_MEMORY.STACK_TOP }, layout);
  return { segments: layout.finish(), state, memoryMap: map };
}

interface SetupLimits {
  /** Longest command line, in bytes without the terminating zero. */
  readonly commandLineSize: number;
  /** First address that no byte of the initrd may have. */
  readonly initrdEnd: number;
}

/** Copies the setup header of a bzImage and fills in what the loader has to. */
function copySetupHeader(params: ByteWriter, setup: Uint8Array): SetupLimits {
  const reader = new ByteReader(setup, 'kernel');
  // boot.rst, "64-bit Boot Protocol": the header ends at 0x202 plus the byte at 0x201.
  const end = Math.min(SETUP.HEADER + reader.u8(SETUP.JUMP_LENGTH), BOOT_PARAMS.E820_TABLE);
  if (end <= SETUP.VERSION + 2) throw reader.bad('setup header of no length');
  params.set(BOOT_PARAMS.SETUP_HEADER, reader.slice(SETUP.SETUP_SECTS, end - SETUP.SETUP_SECTS));
  params.u8(SETUP.TYPE_OF_LOADER, LOADER_UNDEFINED);
  params.u8(SETUP.LOADFLAGS, (reader.u8(SETUP.LOADFLAGS) | LOADED_HIGH) & ~(KASLR_FLAG | CAN_USE_HEAP));
  params.u16(SETUP.VID_MODE, 0xffff);
  params.u32(SETUP.RAMDISK_IMAGE, 0);
  params.u32(SETUP.RAMDISK_SIZE, 0);
  params.u64(SETUP.SETUP_DATA, 0);
  const version = reader.u16(SETUP.VERSION);
  return {
    commandLineSize: version >= 0x206 ? reader.u32(SETUP.CMDLINE_SIZE) : OLD_CMDLINE_SIZE,
    initrdEnd: (version >= 0x203 ? reader.u32(SETUP.INITRD_ADDR_MAX) : OLD_INITRD_ADDR_MAX) + 1,
  };
}

/** The setup header of a vmlinux that comes alone: what the kernel looks at, no more. */
function writeSetupHeader(params: ByteWriter): SetupLimits {
  params.u16(SETUP.BOOT_FLAG, BOOT_FLAG);
  params.u32(SETUP.HEADER, HEADER_MAGIC);
  params.u16(SETUP.VERSION, 0x20f);
  params.u16(SETUP.VID_MODE, 0xffff);
  params.u8(SETUP.TYPE_OF_LOADER, LOADER_UNDEFINED);
  params.u8(SETUP.LOADFLAGS, LOADED_HIGH);
  params.u32(SETUP.KERNEL_ALIGNMENT, 0x20_0000);
  params.u32(SETUP.CMDLINE_SIZE, COMMAND_LINE_SIZE - 1);
  return { commandLineSize: COMMAND_LINE_SIZE - 1, initrdEnd: 0x8000_0000 };
}

/**
 * The command line in UTF-8 with its terminating zero.
 * @param maximum longest line in bytes without the zero
 * @throws HvError `invalid-argument` when it is longer or contains a zero
 */
export function encodeCommandLine(text: string, maximum: number): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > Math.min(maximum, 0xffff)) {
    throw new HvError('invalid-argument', `command line: ${bytes.length} bytes, the kernel takes ${maximum}`);
  }
  if (bytes.includes(0)) throw new HvError('invalid-argument', 'command line: contains a zero byte');
  const terminated = new Uint8Array(bytes.length + 1);
  terminated.set(bytes);
  return terminated;
}

/** Magic number of hvm_start_info. Xen, xen/include/public/arch-x86/hvm/start_info.h. */
const XEN_HVM_START_MAGIC = 0x336e_c578;
const START_INFO_SIZE = 56;
const MEMORY_ENTRY_SIZE = 24;
const MODULE_ENTRY_SIZE = 32;

/**
 * Starts an ELF file at the 32-bit entry point that its PVH note names, EBX pointing at hvm_start_info. Xen,
 * docs/misc/pvh.pandoc, "x86/HVM direct boot ABI".
 * @throws HvError `bad-image`, or `invalid-argument` for a bad command line
 */
export function planPvh(elf: Elf, input: BootInput): BootPlan {
  const rip = findPvhEntry(elf);
  if (rip === undefined) throw new HvError('bad-image', `${elf.name}: ELF file without a PVH entry note`);
  const layout = new BootLayout(input);
  layout.add(...loadableSegments(elf));
  layout.check();

  const text = encodeCommandLine(input.commandLine, 0xffff);
  const commandLine = layout.placeLow(text.length, LOW_MEMORY.COMMAND_LINE, 'command line');
  layout.add({ gpa: commandLine, bytes: text, memSize: text.length, what: 'command line' });
  const map = memoryMap(input.memoryBytes, input.acpi && { gpa: input.acpi.address, size: input.acpi.bytes.length });

  const mapOffset = 64;
  const moduleOffset = mapOffset + map.length * MEMORY_ENTRY_SIZE;
  const info = new ByteWriter(moduleOffset + MODULE_ENTRY_SIZE);
  const initrd = input.initrd;
  if (initrd && initrd.length > 0) {
    const gpa = layout.placeTop(initrd.length, DEVICE_HOLE, 'initrd');
    layout.add({ gpa, bytes: initrd, memSize: initrd.length, what: 'initrd' });
    info.u64(moduleOffset, gpa);
    info.u64(moduleOffset + 8, initrd.length);
  }
  const start = layout.placeLow(info.bytes.length, LOW_MEMORY.INFORMATION, 'start information');
  layout.add({ gpa: start, bytes: info.bytes, memSize: info.bytes.length, what: 'start information' });
  info.u32(0, XEN_HVM_START_MAGIC);
  info.u32(4, 1);
  info.u32(12, initrd && initrd.length > 0 ? 1 : 0);
  info.u64(16, initrd && initrd.length > 0 ? start + moduleOffset : 0);
  info.u64(24, commandLine);
  info.u64(32, input.acpi ? (input.acpi.rsdpAddress ?? input.acpi.address) : 0);
  info.u64(40, start + mapOffset);
  info.u32(48, map.length);
  info.u32(START_INFO_SIZE - 4, 0);
  map.forEach(({ gpa, size, type }, index) => {
    info.u64(mapOffset + index * MEMORY_ENTRY_SIZE, gpa);
    info.u64(mapOffset + index * MEMORY_ENTRY_SIZE + 8, size);
    info.u32(mapOffset + index * MEMORY_ENTRY_SIZE + 16, E820_TYPE[type]);
  });

  const state = protectedModeEntry(rip, { rbx: start }, layout);
  return { kind: 'pvh', segments: layout.finish(), state, memoryMap: map, symbols: elf.file };
}
