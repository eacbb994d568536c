import type { BootLayout } from './boot-layout.ts';
import { ByteWriter } from './byte-reader.ts';
import type { BootRegister, InitialState, SegmentState } from './plan.ts';

/**
 * Places in low memory that the loaders use when nothing of the image is there.
 * The page tables map the first 4 GiB one to one with 2 MiB pages.
 */
export const LOW_MEMORY = {
  /** Global descriptor table, 64 bytes. */
  GDT: 0x500,
  /** PML4, one page-directory-pointer table, four page directories. */
  PAGE_TABLES: 0x1000,
  PAGE_TABLES_SIZE: 0x6000,
  /** boot_params, or another protocol's information block. */
  INFORMATION: 0x7000,
  /** Top of the stack that RSP starts with. */
  STACK_TOP: 0xa000,
  /** Command line of the Linux protocols. */
  COMMAND_LINE: 0x2_0000,
} as const;

const GDT_SIZE = 64;
const CR0_PE = 1 << 0;
const CR0_ET = 1 << 4;
const CR0_PG = 0x8000_0000;
const CR4_PAE = 1 << 5;
const EFER_LME = 1 << 8;
const EFER_LMA = 1 << 10;
/** Bit 1 of RFLAGS is always set. */
const RFLAGS_FIXED = 1 << 1;

// Attributes of accessed descriptors: SDM Vol. 3A, "Segment Descriptors", "Code- and Data-Segment Descriptor Types".
const CODE64 = 0xa09b;
const CODE32 = 0xc09b;
const DATA32 = 0xc093;
const REAL_CODE = 0x009b;
const REAL_DATA = 0x0093;
const TSS_BUSY = 0x008b;
const LDT_UNUSABLE = 0x1_0082;

/** A segment that covers 4 GiB from 0. */
function flatSegment(selector: number, attributes: number): SegmentState {
  return { selector, base: 0, limit: 0xffff_ffff, attributes };
}

/** The 8 bytes of a flat segment's descriptor: base 0, limit 0xfffff pages. */
function putFlatDescriptor(gdt: ByteWriter, index: number, attributes: number): void {
  gdt.u32(index * 8, 0x0000_ffff);
  gdt.u32(index * 8 + 4, ((attributes << 8) | 0xf_0000) >>> 0);
}

/** A busy TSS of 104 bytes at base 0, present so that TR is what VM entry wants; nothing uses its contents. */
const TASK_STATE: SegmentState = { selector: 0x20, base: 0, limit: 0x67, attributes: TSS_BUSY };
const LOCAL_TABLE: SegmentState = { selector: 0, base: 0, limit: 0, attributes: LDT_UNUSABLE };
const NO_TABLE = { base: 0, limit: 0 } as const;

type Registers = Readonly<Partial<Record<BootRegister, number>>>;

/**
 * 64-bit mode with the first 4 GiB mapped one to one, interrupts off, code selector 0x10 and data selector 0x18.
 * Linux, Documentation/arch/x86/boot.rst, "64-bit Boot Protocol".
 * @param layout finds places for GDT and page tables beside the image, and takes them
 * @throws HvError `bad-image` when there is no room for the tables
 */
export function longModeEntry(rip: number, registers: Registers, layout: BootLayout): InitialState {
  const gdt = new ByteWriter(GDT_SIZE);
  putFlatDescriptor(gdt, 2, CODE64);
  putFlatDescriptor(gdt, 3, DATA32);
  gdt.u32(0x20, 0x67);
  gdt.u32(0x24, TSS_BUSY << 8);
  const gdtAt = layout.placeLow(GDT_SIZE, LOW_MEMORY.GDT, 'boot GDT');
  layout.add({ gpa: gdtAt, bytes: gdt.bytes, memSize: GDT_SIZE, what: 'boot GDT' });
  const tablesAt = layout.placeLow(LOW_MEMORY.PAGE_TABLES_SIZE, LOW_MEMORY.PAGE_TABLES, 'boot page tables');
  layout.add({
    gpa: tablesAt,
    bytes: identityTables(tablesAt),
    memSize: LOW_MEMORY.PAGE_TABLES_SIZE,
    what: 'boot page tables',
  });
  const data = flatSegment(0x18, DATA32);
  return {
    mode: 'long',
    rip,
    rflags: RFLAGS_FIXED,
    registers,
    cr0: CR0_PG + CR0_ET + CR0_PE,
    cr3: tablesAt,
    cr4: CR4_PAE,
    efer: EFER_LME | EFER_LMA,
    segments: {
      es: data,
      cs: flatSegment(0x10, CODE64),
      ss: data,
      ds: data,
      fs: data,
      gs: data,
      ldtr: LOCAL_TABLE,
      tr: TASK_STATE,
    },
    gdt: { base: gdtAt, limit: 0x2f },
    idt: NO_TABLE,
  };
}

/**
 * 32-bit protected mode without paging, interrupts off, code selector 0x08 and data selector 0x10.
 * Multiboot Specification 0.6.96, "Machine state"; Xen, docs/misc/pvh.pandoc, "PVH Specification".
 * The protocols leave GDTR undefined; ours is valid.
 * @param layout finds a place for the GDT beside the image, and takes it
 * @throws HvError `bad-image` when there is no room for it
 */
export function protectedModeEntry(rip: number, registers: Registers, layout: BootLayout): InitialState {
  const gdt = layout.placeLow(GDT_SIZE, LOW_MEMORY.GDT, 'boot GDT');
  const table = new ByteWriter(GDT_SIZE);
  putFlatDescriptor(table, 1, CODE32);
  putFlatDescriptor(table, 2, DATA32);
  table.u32(0x20, 0x67);
  table.u32(0x24, TSS_BUSY << 8);
  layout.add({ gpa: gdt, bytes: table.bytes, memSize: GDT_SIZE, what: 'boot GDT' });
  const data = flatSegment(0x10, DATA32);
  return {
    mode: 'protected',
    rip,
    rflags: RFLAGS_FIXED,
    registers,
    cr0: CR0_ET + CR0_PE,
    cr3: 0,
    cr4: 0,
    efer: 0,
    segments: {
      es: data,
      cs: flatSegment(0x08, CODE32),
      ss: data,
      ds: data,
      fs: data,
      gs: data,
      ldtr: LOCAL_TABLE,
      tr: TASK_STATE,
    },
    gdt: { base: gdt, limit: 0x27 },
    idt: NO_TABLE,
  };
}

/**
 * Real mode with all segments at 0, or CS moved so that `address` is reached with a 16-bit IP.
 * @param address below 1 MiB; from 64 KiB on a multiple of 16
 */
export function realModeEntry(address: number, registers: Registers): InitialState {
  const data: SegmentState = { selector: 0, base: 0, limit: 0xffff, attributes: REAL_DATA };
  const base = address < 0x1_0000 ? 0 : address;
  return {
    mode: 'real',
    rip: address - base,
    rflags: RFLAGS_FIXED,
    registers,
    cr0: CR0_ET,
    cr3: 0,
    cr4: 0,
    efer: 0,
    segments: {
      es: data,
      cs: { selector: base >>> 4, base, limit: 0xffff, attributes: REAL_CODE },
      ss: data,
      ds: data,
      fs: data,
      gs: data,
      ldtr: { selector: 0, base: 0, limit: 0xffff, attributes: 0x0082 },
      tr: { selector: 0, base: 0, limit: 0xffff, attributes: TSS_BUSY },
    },
    gdt: { base: 0, limit: 0xffff },
    idt: { base: 0, limit: 0x3ff },
  };
}

/**
 * Page tables that map the first 4 GiB one to one, writable, with 2 MiB pages: six pages that start at `gpa`.
 * SDM Vol. 3A, "4-Level Paging and 5-Level Paging".
 */
function identityTables(gpa: number): Uint8Array {
  const tables = new ByteWriter(LOW_MEMORY.PAGE_TABLES_SIZE);
  const presentWritable = 0x3;
  tables.u64(0, gpa + 0x1000 + presentWritable);
  for (let gib = 0; gib < 4; gib++) {
    tables.u64(0x1000 + gib * 8, gpa + 0x2000 + gib * 0x1000 + presentWritable);
    for (let page = 0; page < 512; page++) {
      const largePage = 0x80;
      tables.u64(0x2000 + gib * 0x1000 + page * 8, gib * 0x4000_0000 + page * 0x20_0000 + largePage + presentWritable);
    }
  }
  return tables.bytes;
}
