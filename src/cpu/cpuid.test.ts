import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CpuidContext, queryCpuid } from './cpuid.ts';

const CONTEXT: CpuidContext = {
  cr4: 0,
  xcr0: 1,
  apicEnabled: true,
  apicId: 0,
  cpuCount: 1,
  physicalAddressBits: 46,
  tscHz: 1_000_000_000,
};

function ask(leaf: number, subleaf = 0, context: Partial<CpuidContext> = {}): number[] {
  const out = new Uint32Array([1, 2, 3, 4]);
  queryCpuid(leaf, subleaf, { ...CONTEXT, ...context }, out);
  return [...out];
}

// biome-ignore format: a matrix
const CASES = [
  // leaf, subleaf, EAX, EBX, ECX, EDX
  [0x0,          0, 0x16,        0x756e6547,  0x6c65746e,  0x49656e69],
  [0x4,          3, 0,           0,           0,           0],
  [0xb,          0, 0,           1,           0x100,       0],
  [0xb,          1, 0,           1,           0x201,       0],
  [0xb,          2, 0,           0,           2,           0],
  [0xd,          0, 3,           576,         576,         0],
  [0xd,          2, 0,           0,           0,           0],
  [0x15,         0, 1,           1,           1_000_000_000, 0],
  [0x16,         0, 1000,        1000,        100,         0],
  [0x17,         0, 0,           0,           0,           0],
  [0x80000000,   0, 0x80000008,  0,           0,           0],
  [0x80000002,   0, 0x70627573,  0x20656761,  0x74666f73,  0x6f727020], // 'subpage soft pro'
  [0x80000007,   0, 0,           0,           0,           0x100],
  [0x80000008,   0, 0x302e,      0,           0,           0],
  [0xffffffff,   7, 0,           0,           0,           0],
] as const;
for (const [leaf, subleaf, ...expected] of CASES) {
  test(`CPUID ${leaf.toString(16)}.${subleaf}`, () => {
    assert.deepEqual(ask(leaf, subleaf), expected);
  });
}

// Bit numbers from the tables of SDM Vol. 2A, "CPUID - CPU Identification".
// biome-ignore format: a matrix
const OFFERED: readonly (readonly [string, number, number, number, boolean])[] = [
  // feature, leaf, register, bit, offered
  ['SSE3',          1, 2, 0, true],
  ['PCLMULQDQ',     1, 2, 1, false],
  ['VMX',           1, 2, 5, false],
  ['CX16',          1, 2, 13, true],
  ['PCID',          1, 2, 17, false],
  ['x2APIC',        1, 2, 21, true],
  ['MOVBE',         1, 2, 22, true],
  ['POPCNT',        1, 2, 23, true],
  ['TSC deadline',  1, 2, 24, true],
  ['AESNI',         1, 2, 25, false],
  ['XSAVE',         1, 2, 26, true],
  ['AVX',           1, 2, 28, false],
  ['RDRAND',        1, 2, 30, true],
  ['hypervisor',    1, 2, 31, true],
  ['FPU',           1, 3, 0, true],
  ['MCE',           1, 3, 7, false],
  ['APIC',          1, 3, 9, true],
  ['MTRR',          1, 3, 12, true],
  ['SSE2',          1, 3, 26, true],
  ['SMEP',          7, 1, 7, true],
  ['SMAP',          7, 1, 20, true],
  ['CLFLUSHOPT',    7, 1, 23, true],
  ['CLWB',          7, 1, 24, false],
  ['RDPID',         7, 2, 22, true],
  ['AVX2',          7, 1, 5, false],
  ['UMIP',          7, 2, 2, true],
  ['LA57',          7, 2, 16, false],
  ['IA32_ARCH_CAPABILITIES', 7, 3, 29, true],
  ['NX',            0x80000001, 3, 20, true],
  ['1-GByte pages', 0x80000001, 3, 26, true],
  ['LM',            0x80000001, 3, 29, true],
];
for (const [name, leaf, register, bit, offered] of OFFERED) {
  test(`CPUID: ${name} is ${offered ? '' : 'not '}offered`, () => {
    assert.equal((ask(leaf)[register] >>> bit) & 1, offered ? 1 : 0);
  });
}

test('CPUID mirrors CR4.OSXSAVE and the enable bit of the local APIC', () => {
  assert.equal((ask(1)[2] >>> 27) & 1, 0);
  assert.equal((ask(1, 0, { cr4: 1 << 18 })[2] >>> 27) & 1, 1);
  assert.equal((ask(1, 0, { apicEnabled: false })[3] >>> 9) & 1, 0);
  assert.equal(ask(1, 0, { apicId: 3 })[1] >>> 24, 3);
});

test('the hypervisor leaf names nobody else', () => {
  const [max, ...words] = ask(0x4000_0000);
  assert.equal(max, 0x4000_0000);
  const text = words.map((w) => String.fromCharCode(w & 255, (w >>> 8) & 255, (w >>> 16) & 255, w >>> 24)).join('');
  assert.equal(text, 'SubpageSubpg');
  assert.deepEqual(ask(0x4000_0001), [0, 0, 0, 0]);
});

// INTEL SDM Vol. 3A, "Extracting the Topology of Each Logical Processor".
test('several processors are cores of one package', () => {
  const three = { cpuCount: 3, apicId: 2 };
  assert.equal(ask(1, 0, three)[1]! >>> 16, 0x0203, 'identity 2, three logical processors');
  assert.equal((ask(1, 0, three)[3]! >>> 28) & 1, 1, 'HTT');
  assert.equal((ask(1)[3]! >>> 28) & 1, 0, 'a single one has no HTT');
  assert.deepEqual(ask(0xb, 0, three), [0, 1, 0x100, 2], 'one thread in a core');
  assert.deepEqual(ask(0xb, 1, three), [2, 3, 0x201, 2], 'two bits for three cores');
  assert.equal(ask(4, 0, three)[0]! >>> 26, 3, 'identities for four cores');
  assert.equal(ask(4, 0, { cpuCount: 64 })[0]! >>> 26, 63);
  assert.equal(ask(4, 0)[0]! >>> 26, 0);
});
