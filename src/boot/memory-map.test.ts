import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HvError } from '../base/error.ts';
import { encodeE820, memoryMap, ramRanges } from './memory-map.ts';

const GIB = 0x4000_0000;

test('RAM is one run up to 3 GiB and goes on at 4 GiB', () => {
  assert.deepEqual(ramRanges(0x1000_0000), [{ gpa: 0, size: 0x1000_0000 }]);
  assert.deepEqual(ramRanges(3 * GIB), [{ gpa: 0, size: 0xc000_0000 }]);
  assert.deepEqual(ramRanges(5 * GIB), [
    { gpa: 0, size: 0xc000_0000 },
    { gpa: 0x1_0000_0000, size: 0x8000_0000 },
  ]);
});

test('the map of a 256 MiB guest', () => {
  assert.deepEqual(memoryMap(0x1000_0000), [
    { gpa: 0, size: 0x9fc00, type: 'usable' },
    { gpa: 0x9fc00, size: 0x400, type: 'reserved' },
    { gpa: 0xf0000, size: 0x10000, type: 'reserved' },
    { gpa: 0x100000, size: 0xff0_0000, type: 'usable' },
  ]);
});

test('ACPI tables inside RAM are cut out by whole pages', () => {
  assert.deepEqual(memoryMap(0x1000_0000, { gpa: 0xfff_0100, size: 0x1000 }).slice(3), [
    { gpa: 0x100000, size: 0xfef_0000, type: 'usable' },
    { gpa: 0xfff_0000, size: 0x2000, type: 'acpi' },
    { gpa: 0xfff_2000, size: 0xe000, type: 'usable' },
  ]);
});

test('ACPI tables below 1 MiB leave the map as it is', () => {
  assert.deepEqual(memoryMap(0x1000_0000, { gpa: 0xe0000, size: 0x1000 }), memoryMap(0x1000_0000));
});

test('memory above the device hole is a range of its own', () => {
  assert.deepEqual(memoryMap(5 * GIB).slice(3), [
    { gpa: 0x100000, size: 0xbff0_0000, type: 'usable' },
    { gpa: 0x1_0000_0000, size: 0x8000_0000, type: 'usable' },
  ]);
});

test('E820 entries are 20 bytes: address, size, type', () => {
  const bytes = encodeE820([
    { gpa: 0x1_0000_0000, size: 0x8000_0000, type: 'usable' },
    { gpa: 0xf0000, size: 0x10000, type: 'acpi' },
  ]);
  assert.equal(
    Buffer.from(bytes).toString('hex'),
    '0000000001000000' + '0000008000000000' + '01000000' + '00000f0000000000' + '0000010000000000' + '03000000',
  );
});

for (const size of [0, -4096, 4097, 0x10_0000, Number.NaN, 2 ** 50, 1.5]) {
  test(`${size} bytes of memory are refused`, () => {
    assert.throws(
      () => ramRanges(size),
      (error) => error instanceof HvError && error.code === 'invalid-argument',
    );
  });
}
