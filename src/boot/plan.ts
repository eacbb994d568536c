import { HvError } from '../base/error.ts';
import type { GpaRange, MemoryRange } from './memory-map.ts';

/** Bytes to be put into guest RAM before the first instruction. */
export interface BootSegment {
  /** First guest-physical address. */
  readonly gpa: number;
  readonly bytes: Uint8Array;
  /** Bytes that the thing occupies; what lies behind `bytes` is zero. At least `bytes.length`. */
  readonly memSize: number;
  /** What it is, for messages: `kernel`, `initrd`, `page tables`. */
  readonly what: string;
}

/**
 * A segment register with its hidden part.
 *
 * `attributes` are bits 40 to 55 of a descriptor (type 0-3, S 4, DPL 5-6, P 7, AVL 12, L 13, D/B 14, G 15) and bit 16
 * "unusable": the layout of STATE.SEGS and of the VMCS access-rights field. `limit` is in bytes, granularity applied.
 */
export interface SegmentState {
  readonly selector: number;
  readonly base: number;
  readonly limit: number;
  readonly attributes: number;
}

/** Base and limit of a descriptor table. */
export interface DescriptorTable {
  readonly base: number;
  readonly limit: number;
}

/** The names of the general registers that a boot protocol can preset. */
export type BootRegister = 'rax' | 'rbx' | 'rcx' | 'rdx' | 'rsi' | 'rdi' | 'rbp' | 'rsp';

/** The state of the boot processor at its first instruction. What is not named is as after reset, registers 0. */
export interface InitialState {
  readonly mode: 'real' | 'protected' | 'long';
  readonly rip: number;
  readonly rflags: number;
  readonly registers: Readonly<Partial<Record<BootRegister, number>>>;
  readonly cr0: number;
  readonly cr3: number;
  readonly cr4: number;
  readonly efer: number;
  readonly segments: {
    readonly es: SegmentState;
    readonly cs: SegmentState;
    readonly ss: SegmentState;
    readonly ds: SegmentState;
    readonly fs: SegmentState;
    readonly gs: SegmentState;
    readonly ldtr: SegmentState;
    readonly tr: SegmentState;
  };
  readonly gdt: DescriptorTable;
  readonly idt: DescriptorTable;
}

/** Firmware tables that the guest is to find. */
export interface AcpiTables {
  readonly bytes: Uint8Array;
  /** Guest-physical address that the tables were built for. */
  readonly address: number;
  /** Where among them the RSDP is; `address` when not given. */
  readonly rsdpAddress?: number;
}

/** What every loader is given. */
export interface BootInput {
  readonly image: Uint8Array;
  /** Initial RAM file system, or the one module of a multiboot image. */
  readonly initrd?: Uint8Array;
  readonly commandLine: string;
  /** Guest memory, a multiple of 4096. */
  readonly memoryBytes: number;
  readonly acpi?: AcpiTables;
}

/** How a boot image was understood. */
export type ImageKind = 'linux-bzimage' | 'linux-elf' | 'elf' | 'pvh' | 'multiboot' | 'flat';

/**
 * All that a VM has to do to start an image, as a plain value: put the segments into RAM, set the processor's state.
 * Segments lie inside RAM and do not overlap.
 */
export interface BootPlan {
  readonly kind: ImageKind;
  readonly segments: readonly BootSegment[];
  readonly state: InitialState;
  /** What the guest is told of its memory. */
  readonly memoryMap: readonly MemoryRange[];
  /** The ELF file that symbols can be read from, when the image is one or contains one. */
  readonly symbols?: Uint8Array;
  /** The kernel is not where its ELF file says before it has run: its start code puts it somewhere. */
  readonly relocates?: boolean;
}

/**
 * Checks that every segment lies in RAM and that none overlaps another.
 * @throws HvError `bad-image` that names the segment, or both
 */
export function checkSegments(segments: readonly BootSegment[], ram: readonly GpaRange[]): void {
  for (const segment of segments) {
    const end = segment.gpa + segment.memSize;
    if (segment.memSize < segment.bytes.length) {
      throw new HvError('bad-image', `${segment.what}: ${segment.bytes.length} bytes for ${segment.memSize} of memory`);
    }
    if (!ram.some((range) => segment.gpa >= range.gpa && end <= range.gpa + range.size)) {
      throw new HvError('bad-image', `${segment.what}: ${describeRange(segment)} is outside the guest's memory`);
    }
  }
  checkOverlap(segments);
}

/** @throws HvError `bad-image` that names the first two segments that overlap */
function checkOverlap(segments: readonly BootSegment[]): void {
  const sorted = segments.filter((segment) => segment.memSize > 0).sort((a, b) => a.gpa - b.gpa);
  for (let i = 1; i < sorted.length; i++) {
    const before = sorted[i - 1]!;
    const after = sorted[i]!;
    if (after.gpa < before.gpa + before.memSize) {
      throw new HvError(
        'bad-image',
        `${before.what} (${describeRange(before)}) and ${after.what} (${describeRange(after)}) overlap`,
      );
    }
  }
}

/** `0x1000000..0x1ffffff` of a segment. */
function describeRange(segment: BootSegment): string {
  return `0x${segment.gpa.toString(16)}..0x${(segment.gpa + Math.max(segment.memSize, 1) - 1).toString(16)}`;
}
