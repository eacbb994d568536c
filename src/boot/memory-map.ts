import { HvError } from '../base/error.ts';

/** Where guest RAM below 4 GiB stops at the latest; above it are the interrupt controllers and other devices. */
export const DEVICE_HOLE = 0xc000_0000;
/** Where RAM goes on when there is more than fits below the device hole. */
export const HIGH_RAM = 0x1_0000_0000;
/** Conventional memory ends here; the last KiB below 640 KiB is the extended BIOS data area. */
export const LOW_RAM_END = 0x9_fc00;
/** First byte of extended memory. */
export const EXTENDED_RAM = 0x10_0000;
/** Smallest and largest guest memory that the loaders lay out, in bytes. The engine's own limit may be lower. */
export const MEMORY_MINIMUM = 0x20_0000;
export const MEMORY_MAXIMUM = 0x100_0000_0000;

/** A run of guest-physical addresses, in bytes. */
export interface GpaRange {
  readonly gpa: number;
  readonly size: number;
}

/** What the firmware's map says of a run of guest-physical addresses. */
export interface MemoryRange extends GpaRange {
  readonly type: 'usable' | 'reserved' | 'acpi';
}

/** Numbers of the range types in the E820 map. ACPI Specification, "System Address Map Interfaces". */
export const E820_TYPE = { usable: 1, reserved: 2, acpi: 3 } as const;

/**
 * The runs of guest-physical addresses that RAM must back: everything from 0 to the device hole, the rest from 4 GiB on.
 * The 384 KiB below 1 MiB are RAM too (firmware tables live there), only not offered to the guest as usable.
 * @param memoryBytes a multiple of 4096 from MEMORY_MINIMUM to MEMORY_MAXIMUM
 * @throws HvError `invalid-argument`
 * @example ramRanges(0x1000_0000) // [{ gpa: 0, size: 0x1000_0000 }]
 */
export function ramRanges(memoryBytes: number): GpaRange[] {
  checkMemoryBytes(memoryBytes);
  if (memoryBytes <= DEVICE_HOLE) return [{ gpa: 0, size: memoryBytes }];
  return [
    { gpa: 0, size: DEVICE_HOLE },
    { gpa: HIGH_RAM, size: memoryBytes - DEVICE_HOLE },
  ];
}

/** @throws HvError `invalid-argument` unless the size is a multiple of 4096 in the range that the loaders lay out */
export function checkMemoryBytes(memoryBytes: number): void {
  if (!Number.isInteger(memoryBytes) || memoryBytes % 4096 !== 0) {
    throw new HvError('invalid-argument', `memory: expected a multiple of 4096 bytes, got ${memoryBytes}`);
  }
  if (memoryBytes < MEMORY_MINIMUM || memoryBytes > MEMORY_MAXIMUM) {
    throw new HvError('invalid-argument', `memory: expected 2 MiB to 1 TiB, got ${memoryBytes} bytes`);
  }
}

/**
 * The memory map that a guest is given, in ascending order: what a PC's firmware would say.
 * @param acpi where the ACPI tables lie, when there are any; inside RAM they are cut out as reclaimable ACPI memory
 * @throws HvError `invalid-argument` for a size that cannot be laid out
 */
export function memoryMap(memoryBytes: number, acpi?: GpaRange): MemoryRange[] {
  const map: MemoryRange[] = [
    { gpa: 0, size: LOW_RAM_END, type: 'usable' },
    { gpa: LOW_RAM_END, size: 0xa_0000 - LOW_RAM_END, type: 'reserved' },
    { gpa: 0xf_0000, size: 0x1_0000, type: 'reserved' },
  ];
  for (const { gpa, size } of ramRanges(memoryBytes)) {
    const from = Math.max(gpa, EXTENDED_RAM);
    cut(map, { gpa: from, size: gpa + size - from }, acpi);
  }
  return map;
}

/** Adds a usable range without the pages of `acpi`, and those as a range of their own. */
function cut(map: MemoryRange[], usable: GpaRange, acpi: GpaRange | undefined): void {
  const end = usable.gpa + usable.size;
  const from = acpi ? Math.max(usable.gpa, Math.floor(acpi.gpa / 4096) * 4096) : end;
  const to = acpi ? Math.min(end, Math.ceil((acpi.gpa + acpi.size) / 4096) * 4096) : end;
  if (from >= to) {
    map.push({ ...usable, type: 'usable' });
    return;
  }
  if (from > usable.gpa) map.push({ gpa: usable.gpa, size: from - usable.gpa, type: 'usable' });
  map.push({ gpa: from, size: to - from, type: 'acpi' });
  if (end > to) map.push({ gpa: to, size: end - to, type: 'usable' });
}

/** The map in the 20-byte entries of the E820 interface: u64 address, u64 size, u32 type. */
export function encodeE820(map: readonly MemoryRange[]): Uint8Array {
  const bytes = new Uint8Array(map.length * 20);
  const view = new DataView(bytes.buffer);
  map.forEach(({ gpa, size, type }, index) => {
    view.setBigUint64(index * 20, BigInt(gpa), true);
    view.setBigUint64(index * 20 + 8, BigInt(size), true);
    view.setUint32(index * 20 + 16, E820_TYPE[type], true);
  });
  return bytes;
}
