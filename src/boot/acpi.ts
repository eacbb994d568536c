import { HvError } from '../base/error.ts';
import {
  ACPI_PM_PORT,
  ACPI_PM_TIMER,
  ACPI_PM1_CONTROL,
  ACPI_PM1_EVENT,
  ACPI_S5_SLEEP_TYPE,
  COM1_PORT,
  IO_APIC_ADDRESS,
  IO_APIC_TIMER_PIN,
  IRQ_COM1,
  IRQ_SCI,
  IRQ_TIMER,
  LOCAL_APIC_ADDRESS,
  RESET_PORT,
  RESET_VALUE,
} from '../spec/pc/board.ts';
import {
  amlDevice,
  amlEisaId,
  amlInteger,
  amlName,
  amlPackage,
  amlResources,
  amlScope,
  resourceIo,
  resourceIrq,
} from './aml.ts';

/** FADT "Fixed Feature Flags": WBINVD, C1 everywhere, no sleep button, no RTC wake-up, 32-bit timer, reset register. */
const FADT_FLAGS = (1 << 0) | (1 << 2) | (1 << 5) | (1 << 6) | (1 << 8) | (1 << 10);
/** FADT "IA-PC Boot Architecture Flags": ISA devices, no VGA, no MSI; bit 1 says that there is a keyboard controller. */
const BOOT_ARCHITECTURE = (1 << 0) | (1 << 2) | (1 << 3);
const BOOT_8042 = 1 << 1;
/** MADT: there is an 8259 pair. */
const MADT_PC_AT = 1;
/** MADT interrupt flags: active high, level-triggered. */
const ACTIVE_HIGH_LEVEL = 0x0d;
/** CMOS register of the century. */
const CENTURY = 0x32;
/** Length in bytes of a table's common header. */
const HEADER = 36;

/** What the tables describe. */
export interface AcpiOptions {
  /** Guest-physical address of the first byte: a multiple of 64, tables end below 4 GiB. */
  readonly address: number;
  /** Processors, with local APIC identities from 0: 1 to 255. */
  readonly cpuCount?: number;
  /**
   * Whether the firmware says that there is a keyboard controller. It is there in any case, for its reset pulse; a
   * kernel that is told of it looks for a keyboard and a mouse. Not told unless asked for.
   */
  readonly keyboardController?: boolean;
  /** Whether COM1 is a device in the namespace (PNP0501). Yes unless told. */
  readonly com1?: boolean;
}

/** Tables ready to be copied into guest memory. */
export interface AcpiTables {
  /** To be copied to the address asked for. */
  readonly bytes: Uint8Array;
  /** Guest-physical address of the RSDP. */
  readonly rsdpAddress: number;
}

/**
 * Builds the ACPI tables of the machine (ACPI Specification, chapter "ACPI Software Programming Model"): RSDP, RSDT,
 * XSDT, FADT, FACS, MADT, and a DSDT with \_S5, so that a guest can switch itself off.
 * Addresses are those of src/spec/pc/board.ts.
 * @throws HvError `invalid-argument` for an address or a processor count that cannot be
 * @example const { bytes, rsdpAddress } = buildAcpiTables({ address: 0xe_0000 });
 */
export function buildAcpiTables(options: AcpiOptions): AcpiTables {
  const { address, cpuCount = 1 } = options;
  if (!(Number.isInteger(cpuCount) && cpuCount >= 1 && cpuCount <= 255)) {
    throw new HvError('invalid-argument', `buildAcpiTables: expected 1 to 255 processors, got ${cpuCount}`);
  }
  if (!(Number.isInteger(address) && address >= 0 && address % 64 === 0 && address < 0xffff_0000)) {
    throw new HvError(
      'invalid-argument',
      `buildAcpiTables: expected an address below 4 GiB that is a multiple of 64, got ${address}`,
    );
  }
  // Everything is on 64-byte boundaries, as the FACS must be; the other tables do not mind.
  const image: number[] = [];
  const place = (bytes: readonly number[]): number => {
    while (image.length % 64 !== 0) image.push(0);
    const at = address + image.length;
    for (const byte of bytes) image.push(byte);
    return at;
  };
  place(new Array<number>(36).fill(0)); // the RSDP, which points at the rest, comes first
  const facs = place([...ascii('FACS'), ...u32(64), ...u32(0), ...u32(0), ...u32(0), ...u64(0), 2, ...zeros(31)]);
  const dsdt = place(table('DSDT', 2, dsdtBody(options.com1 ?? true)));
  const fadt = place(table('FACP', 6, fadtBody(facs, dsdt, options.keyboardController ?? false)));
  const madt = place(table('APIC', 5, madtBody(cpuCount)));
  const rsdt = place(table('RSDT', 1, [...u32(fadt), ...u32(madt)]));
  const xsdt = place(table('XSDT', 1, [...u64(fadt), ...u64(madt)]));
  const bytes = Uint8Array.from(image);
  bytes.set(rsdp(rsdt, xsdt), 0);
  return { bytes, rsdpAddress: address };
}

/** "Root System Description Pointer (RSDP) Structure": two checksums, of the first 20 bytes and of all 36. */
function rsdp(rsdt: number, xsdt: number): number[] {
  const bytes = [
    ...ascii('RSD PTR '),
    0,
    ...ascii('SUBPAG'),
    2,
    ...u32(rsdt),
    ...u32(36),
    ...u64(xsdt),
    0,
    ...zeros(3),
  ];
  bytes[8] = checksum(bytes.slice(0, 20));
  bytes[32] = checksum(bytes);
  return bytes;
}

/** "Fixed ACPI Description Table (FADT)", without the 36 bytes of the header. */
function fadtBody(facs: number, dsdt: number, keyboardController: boolean): number[] {
  const event = ACPI_PM_PORT + ACPI_PM1_EVENT;
  const control = ACPI_PM_PORT + ACPI_PM1_CONTROL;
  const timer = ACPI_PM_PORT + ACPI_PM_TIMER;
  return [
    ...u32(facs),
    ...u32(dsdt),
    0, // reserved, once INT_MODEL
    0, // preferred power-management profile: unspecified
    ...u16(IRQ_SCI),
    ...u32(0), // SMI_CMD: none, ACPI mode is always on
    ...zeros(4), // ACPI_ENABLE, ACPI_DISABLE, S4BIOS_REQ, PSTATE_CNT
    ...u32(event), // PM1a_EVT_BLK
    ...u32(0), // PM1b_EVT_BLK
    ...u32(control), // PM1a_CNT_BLK
    ...u32(0), // PM1b_CNT_BLK
    ...u32(0), // PM2_CNT_BLK
    ...u32(timer), // PM_TMR_BLK
    ...u32(0), // GPE0_BLK
    ...u32(0), // GPE1_BLK
    4, // PM1_EVT_LEN
    2, // PM1_CNT_LEN
    0, // PM2_CNT_LEN
    4, // PM_TMR_LEN
    ...zeros(3), // GPE0_BLK_LEN, GPE1_BLK_LEN, GPE1_BASE
    0, // CST_CNT
    ...u16(0xffff), // P_LVL2_LAT: no C2
    ...u16(0xffff), // P_LVL3_LAT: no C3
    ...zeros(4), // FLUSH_SIZE, FLUSH_STRIDE
    ...zeros(2), // DUTY_OFFSET, DUTY_WIDTH
    ...zeros(2), // DAY_ALRM, MON_ALRM
    CENTURY,
    ...u16(BOOT_ARCHITECTURE | (keyboardController ? BOOT_8042 : 0)),
    0,
    ...u32(FADT_FLAGS),
    ...portRegister(RESET_PORT, 1), // RESET_REG
    RESET_VALUE,
    ...u16(0), // ARM_BOOT_ARCH
    0, // FADT minor version
    ...u64(0), // X_FIRMWARE_CTRL: the 32-bit field is in use
    ...u64(dsdt), // X_DSDT
    ...portRegister(event, 4), // X_PM1a_EVT_BLK
    ...zeros(12), // X_PM1b_EVT_BLK
    ...portRegister(control, 2), // X_PM1a_CNT_BLK
    ...zeros(12), // X_PM1b_CNT_BLK
    ...zeros(12), // X_PM2_CNT_BLK
    ...portRegister(timer, 4), // X_PM_TMR_BLK
    ...zeros(12), // X_GPE0_BLK
    ...zeros(12), // X_GPE1_BLK
    ...zeros(12), // SLEEP_CONTROL_REG
    ...zeros(12), // SLEEP_STATUS_REG
    ...ascii('subpage\0'), // hypervisor vendor identity
  ];
}

/** "Multiple APIC Description Table (MADT)", without the header. */
function madtBody(cpuCount: number): number[] {
  const body = [...u32(LOCAL_APIC_ADDRESS), ...u32(MADT_PC_AT)];
  for (let id = 0; id < cpuCount; id++) body.push(0, 8, id, id, ...u32(1)); // local APIC, enabled
  body.push(1, 12, cpuCount, 0, ...u32(IO_APIC_ADDRESS), ...u32(0)); // IOAPIC, its inputs from GSI 0
  body.push(2, 10, 0, IRQ_TIMER, ...u32(IO_APIC_TIMER_PIN), ...u16(0)); // interrupt source override, as the bus
  body.push(2, 10, 0, IRQ_SCI, ...u32(IRQ_SCI), ...u16(ACTIVE_HIGH_LEVEL));
  body.push(4, 6, 0xff, ...u16(0), 1); // NMI at LINT1 of all processors
  return body;
}

function dsdtBody(com1: boolean): number[] {
  const sleep = amlInteger(ACPI_S5_SLEEP_TYPE);
  const body = amlName('\\_S5_', amlPackage(sleep, sleep, amlInteger(0), amlInteger(0)));
  if (!com1) return body;
  const resources = amlResources(resourceIo(COM1_PORT, 8), resourceIrq(IRQ_COM1));
  const device = amlDevice(
    'COM1',
    amlName('_HID', amlEisaId('PNP0501')),
    amlName('_UID', amlInteger(1)),
    amlName('_CRS', resources),
  );
  return [...body, ...amlScope('\\_SB_', device)];
}

/** "System Description Table Header" and body, with the checksum right. */
function table(signature: string, revision: number, body: readonly number[]): number[] {
  const bytes = [
    ...ascii(signature),
    ...u32(HEADER + body.length),
    revision,
    0, // checksum
    ...ascii('SUBPAG'),
    ...ascii('SUBPAGE '),
    ...u32(1),
    ...ascii('SUBP'),
    ...u32(1),
    ...body,
  ];
  bytes[9] = checksum(bytes);
  return bytes;
}

/** "Generic Address Structure" of a register in port space. */
function portRegister(port: number, sizeBytes: 1 | 2 | 4): number[] {
  const accessSize = sizeBytes === 4 ? 3 : sizeBytes;
  return [1, sizeBytes * 8, 0, accessSize, ...u64(port)];
}

/** The byte that makes the sum of all 0, where its own place is still 0. */
function checksum(bytes: readonly number[]): number {
  return -bytes.reduce((sum, byte) => sum + byte, 0) & 0xff;
}

function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}

function zeros(count: number): number[] {
  return new Array<number>(count).fill(0);
}

function u16(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff];
}

function u32(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, (value >>> 24) & 0xff];
}

function u64(value: number): number[] {
  return [...u32(value), ...u32(0)];
}
