import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildAcpiTables } from './acpi.ts';
import { amlBuffer, amlEisaId, amlInteger, amlName, amlPackage, amlScope } from './aml.ts';

const ADDRESS = 0xe_0000;

/** A view of the tables by guest-physical address. */
function setUp(options: Omit<Parameters<typeof buildAcpiTables>[0], 'address'> = {}) {
  const { bytes, rsdpAddress } = buildAcpiTables({ address: ADDRESS, ...options });
  const view = new DataView(bytes.buffer);
  const u8 = (gpa: number) => view.getUint8(gpa - ADDRESS);
  const u16 = (gpa: number) => view.getUint16(gpa - ADDRESS, true);
  const u32 = (gpa: number) => view.getUint32(gpa - ADDRESS, true);
  const text = (gpa: number, length: number) =>
    String.fromCharCode(...bytes.subarray(gpa - ADDRESS, gpa - ADDRESS + length));
  const sum = (gpa: number, length: number) =>
    bytes.subarray(gpa - ADDRESS, gpa - ADDRESS + length).reduce((total, byte) => (total + byte) & 0xff, 0);
  const slice = (gpa: number, length: number) => [...bytes.subarray(gpa - ADDRESS, gpa - ADDRESS + length)];
  const xsdt = u32(rsdpAddress + 24);
  const fadt = u32(xsdt + 36);
  const madt = u32(xsdt + 44);
  return { bytes, rsdpAddress, u8, u16, u32, text, sum, slice, xsdt, fadt, madt };
}

test('RSDP: signature, revision 2, both checksums', () => {
  const { rsdpAddress, u8, u32, text, sum } = setUp();
  assert.equal(rsdpAddress, ADDRESS);
  assert.equal(text(ADDRESS, 8), 'RSD PTR ');
  assert.equal(u8(ADDRESS + 15), 2);
  assert.equal(u32(ADDRESS + 20), 36);
  assert.equal(sum(ADDRESS, 20), 0);
  assert.equal(sum(ADDRESS, 36), 0);
});

test('every table has its signature, length and checksum', () => {
  const { u32, text, sum, xsdt, fadt, madt, bytes } = setUp();
  const rsdt = u32(ADDRESS + 16);
  const dsdt = u32(fadt + 40);
  for (const [gpa, signature, length] of [
    [rsdt, 'RSDT', 44],
    [xsdt, 'XSDT', 52],
    [fadt, 'FACP', 276],
    [madt, 'APIC', 90],
    [dsdt, 'DSDT', 103],
  ] as const) {
    assert.equal(text(gpa, 4), signature);
    assert.equal(u32(gpa + 4), length, signature);
    assert.equal(sum(gpa, length), 0, signature);
    assert.ok(gpa + length <= ADDRESS + bytes.length);
  }
  assert.deepEqual([u32(rsdt + 36), u32(rsdt + 40)], [fadt, madt]);
  assert.equal(u32(xsdt + 40), 0); // high halves
  assert.equal(u32(xsdt + 48), 0);
});

test('FADT: the fields at the offsets that the specification gives', () => {
  const { u8, u16, u32, fadt, text, slice } = setUp();
  const facs = u32(fadt + 36);
  assert.equal(text(facs, 4), 'FACS');
  assert.equal(facs % 64, 0);
  assert.equal(u32(facs + 4), 64);
  assert.equal(u8(fadt + 8), 6); // revision
  assert.equal(u16(fadt + 46), 9); // SCI_INT
  assert.equal(u32(fadt + 48), 0); // SMI_CMD
  assert.equal(u32(fadt + 56), 0x600); // PM1a_EVT_BLK
  assert.equal(u32(fadt + 64), 0x604); // PM1a_CNT_BLK
  assert.equal(u32(fadt + 76), 0x608); // PM_TMR_BLK
  assert.deepEqual(slice(fadt + 88, 4), [4, 2, 0, 4]); // lengths
  assert.equal(u8(fadt + 108), 0x32); // CENTURY
  assert.equal(u16(fadt + 109), 0x000d); // IAPC_BOOT_ARCH
  assert.equal(u32(fadt + 112), 0x0000_0565); // flags; bit 20, hardware-reduced, is 0
  assert.deepEqual(slice(fadt + 116, 13), [1, 8, 0, 1, 0x64, 0, 0, 0, 0, 0, 0, 0, 0xfe]); // RESET_REG, RESET_VALUE
  assert.equal(u32(fadt + 140), u32(fadt + 40)); // X_DSDT
  assert.deepEqual(slice(fadt + 148, 12), [1, 32, 0, 3, 0, 6, 0, 0, 0, 0, 0, 0]); // X_PM1a_EVT_BLK
  assert.deepEqual(slice(fadt + 172, 12), [1, 16, 0, 2, 4, 6, 0, 0, 0, 0, 0, 0]); // X_PM1a_CNT_BLK
  assert.deepEqual(slice(fadt + 208, 12), [1, 32, 0, 3, 8, 6, 0, 0, 0, 0, 0, 0]); // X_PM_TMR_BLK
  assert.equal(text(fadt + 268, 7), 'subpage');
  const told = setUp({ keyboardController: true });
  assert.equal(told.u16(told.fadt + 109), 0x000f);
});

test('MADT: local APICs, IOAPIC, the timer at input 2, the SCI level-triggered, NMI at LINT1', () => {
  const { u32, madt, slice } = setUp({ cpuCount: 2 });
  assert.equal(u32(madt + 36), 0xfee0_0000);
  assert.equal(u32(madt + 40), 1);
  // biome-ignore format: one entry a line
  assert.deepEqual(slice(madt + 44, u32(madt + 4) - 44), [
    0, 8, 0, 0, 1, 0, 0, 0,
    0, 8, 1, 1, 1, 0, 0, 0,
    1, 12, 2, 0, 0x00, 0x00, 0xc0, 0xfe, 0, 0, 0, 0,
    2, 10, 0, 0, 2, 0, 0, 0, 0, 0,
    2, 10, 0, 9, 9, 0, 0, 0, 0x0d, 0,
    4, 6, 0xff, 0, 0, 1,
  ]);
});

test('DSDT: soft-off is sleep type 5, COM1 is a device where asked for', () => {
  const s5 = [0x08, 0x5c, 0x5f, 0x53, 0x35, 0x5f, 0x12, 0x08, 0x04, 0x0a, 0x05, 0x0a, 0x05, 0x00, 0x00];
  const { u32, fadt, slice } = setUp({ com1: false });
  const dsdt = u32(fadt + 40);
  assert.deepEqual(slice(dsdt + 36, u32(dsdt + 4) - 36), s5);
  const full = setUp();
  const fullDsdt = full.u32(full.fadt + 40);
  // biome-ignore format: one object a line
  assert.deepEqual(full.slice(fullDsdt + 36, full.u32(fullDsdt + 4) - 36), [
    ...s5,
    0x10, 0x33, 0x5c, 0x5f, 0x53, 0x42, 0x5f, // Scope (\_SB)
    0x5b, 0x82, 0x2b, 0x43, 0x4f, 0x4d, 0x31, // Device (COM1)
    0x08, 0x5f, 0x48, 0x49, 0x44, 0x0c, 0x41, 0xd0, 0x05, 0x01, // Name (_HID, EisaId ("PNP0501"))
    0x08, 0x5f, 0x55, 0x49, 0x44, 0x01, // Name (_UID, 1)
    0x08, 0x5f, 0x43, 0x52, 0x53, 0x11, 0x10, 0x0a, 0x0d, // Name (_CRS, ResourceTemplate ()
    0x47, 0x01, 0xf8, 0x03, 0xf8, 0x03, 0x01, 0x08, // IO (Decode16, 0x3f8, 0x3f8, 1, 8)
    0x22, 0x10, 0x00, // IRQNoFlags () {4}
    0x79, 0x00,
  ]);
});

test('AML: integers, names, and package lengths of one, two and three bytes', () => {
  assert.deepEqual([0, 1, 2, 0xff, 0x100, 0xffff, 0x1_0000, 0xffff_ffff].map(amlInteger), [
    [0],
    [1],
    [0x0a, 2],
    [0x0a, 0xff],
    [0x0b, 0, 1],
    [0x0b, 0xff, 0xff],
    [0x0c, 0, 0, 1, 0],
    [0x0c, 0xff, 0xff, 0xff, 0xff],
  ]);
  assert.deepEqual(amlEisaId('PNP0A03'), [0x0c, 0x41, 0xd0, 0x0a, 0x03]);
  assert.deepEqual(amlName('_ADR', [0]), [0x08, 0x5f, 0x41, 0x44, 0x52, 0x00]);
  assert.deepEqual(amlPackage([1], [0]), [0x12, 0x04, 0x02, 0x01, 0x00]);
  const scope = (length: number) => amlScope('TEST', new Array<number>(length).fill(0)).slice(1, 4);
  assert.deepEqual(scope(58), [0x3f, 0x54, 0x45]);
  assert.deepEqual(scope(59), [0x41, 0x04, 0x54]); // 65 = 2 + 4 + 59
  assert.deepEqual(scope(4089), [0x4f, 0xff, 0x54]); // 4095
  assert.deepEqual(scope(4090), [0x81, 0x00, 0x01]); // 4097
  assert.deepEqual(amlBuffer([7]), [0x11, 0x03, 0x01, 0x07]);
});

test('what cannot be is refused', () => {
  for (const address of [-64, 32, 1.5, NaN, 0xffff_0000]) {
    assert.throws(() => buildAcpiTables({ address }), /buildAcpiTables: expected an address below 4 GiB/);
  }
  for (const cpuCount of [0, 256, 1.5]) {
    assert.throws(() => buildAcpiTables({ address: ADDRESS, cpuCount }), /expected 1 to 255 processors/);
  }
});
