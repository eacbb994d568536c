import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ApicMsrs, MSR, MsrFile } from './msr.ts';

/** An APIC that remembers what it was asked. */
function fakeApic(log: string[] = []): ApicMsrs {
  const values = new Map([
    [0x1b, [0xfee0_0900, 0]],
    [0x6e0, [1, 2]],
    [0x802, [7, 0]],
  ]);
  return {
    msrHigh: 0,
    readMsr(index) {
      const value = values.get(index);
      if (value === undefined) return -1;
      (this as { msrHigh: number }).msrHigh = value[1];
      return value[0];
    },
    writeMsr(index, lo, hi) {
      log.push(`${index.toString(16)} ${lo.toString(16)} ${hi}`);
      return index !== 0x802;
    },
  };
}

// biome-ignore format: a matrix
const READS = [
  // index, exists, lo, hi
  [0x1b,   true,  0xfee00900, 0],
  [0x17,   true,  0,          0],
  [0x3a,   true,  1,          0],
  [0x8b,   true,  0,          1],
  [0xfe,   true,  0x508,      0],
  [0x10a,  true,  0x0d10e17b, 0x40000000],
  [0x200,  true,  0,          0],
  [0x250,  true,  0x06060606, 0x06060606],
  [0x2ff,  true,  0xc06,      0],
  [0x6e0,  true,  1,          2],
  [0x802,  true,  7,          0],
  [0x803,  false, 0,          0],
  [0x210,  false, 0,          0],
  [0x251,  false, 0,          0],
  [0x34,   false, 0,          0],
  [0x140,  false, 0,          0],
  [0xc0010015, false, 0,      0],
] as const;
for (const [index, exists, lo, hi] of READS) {
  test(`RDMSR ${index.toString(16)} ${exists ? '' : '→ #GP'}`, () => {
    const msrs = new MsrFile(fakeApic(), 46);
    assert.equal(msrs.read(index), exists);
    if (exists) assert.deepEqual([msrs.lo, msrs.hi], [lo, hi]);
  });
}

// biome-ignore format: a matrix
const WRITES = [
  // index, lo, hi, accepted
  [0x200,  0x8000_0000, 0,          true],
  [0x200,  0x8000_0100, 0,          false], // reserved bit 8
  [0x200,  0x8000_0002, 0,          false], // memory type 2 does not exist
  [0x200,  0x8000_0000, 0x4000,     false], // bit 46 is beyond MAXPHYADDR
  [0x201,  0x8000_0800, 0x3fff,     true],
  [0x201,  0x8000_0400, 0,          false],
  [0x250,  0x0606_0606, 0x0505_0505, true],
  [0x250,  0x0606_0206, 0,          false],
  [0x2ff,  0xc06,       0,          true],
  [0x2ff,  0x1c06,      0,          false],
  [0x2ff,  0xc02,       0,          false],
  [0xfe,   0,           0,          false],
  [0x10a,  0,           0,          false],
  [0x3a,   1,           0,          false],
  [0x48,   1,           0,          true],
  [0x48,   2,           0,          false],
  [0x49,   1,           0,          true],
  [0x8b,   0,           0,          true],
  [0x6e0,  5,           6,          true],
  [0x80b,  0,           0,          true],
  [0x802,  0,           0,          false],
  [0x4b564d00, 0,       0,          false],
] as const;
for (const [index, lo, hi, accepted] of WRITES) {
  test(`WRMSR ${index.toString(16)} = ${hi.toString(16)}:${lo.toString(16)} ${accepted ? '' : '→ #GP'}`, () => {
    assert.equal(new MsrFile(fakeApic(), 46).write(index, lo, hi), accepted);
  });
}

test('a refused write leaves the old value; an accepted one is read back', () => {
  const msrs = new MsrFile(fakeApic(), 46);
  assert.ok(msrs.write(MSR.IA32_MTRR_FIX4K_C0000, 0x0505_0505, 0));
  for (const type of [2, 3, 7, 8, 9]) {
    assert.ok(!msrs.write(MSR.IA32_MTRR_FIX4K_C0000, 0x0505_0500 | type, 0), `memory type ${type}`);
    assert.ok(!msrs.write(MSR.IA32_MTRR_FIX4K_C0000, 0, (type << 24) | 0x05_0505), `memory type ${type}, highest byte`);
  }
  assert.ok(msrs.read(MSR.IA32_MTRR_FIX4K_C0000));
  assert.deepEqual([msrs.lo, msrs.hi], [0x0505_0505, 0]);
});

test('IA32_PRED_CMD cannot be read', () => {
  assert.equal(new MsrFile(fakeApic(), 46).read(MSR.IA32_PRED_CMD), false);
});

test('the board’s registers are asked of the board', () => {
  const log: string[] = [];
  const msrs = new MsrFile(fakeApic(log), 46);
  msrs.write(0x1b, 0xfee0_0d00, 0);
  msrs.write(0x6e0, 1, 2);
  msrs.write(0x80b, 0, 0);
  assert.deepEqual(log, ['1b fee00d00 0', '6e0 1 2', '80b 0 0']);
});

test('state goes out and in', () => {
  const one = new MsrFile(fakeApic(), 46);
  one.write(0x200, 0x8000_0006, 1);
  one.write(0x2ff, 0x806, 0);
  one.write(0x48, 1, 0);
  const two = new MsrFile(fakeApic(), 46);
  two.restore(JSON.parse(JSON.stringify(one.state())));
  two.read(0x200);
  assert.deepEqual([two.lo, two.hi], [0x8000_0006, 1]);
  two.read(0x2ff);
  assert.equal(two.lo, 0x806);
  two.read(0x48);
  assert.equal(two.lo, 1);
});
