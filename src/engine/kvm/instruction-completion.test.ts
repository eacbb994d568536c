// Which instructions are carried out by their bytes: registers and memory are plain values here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findCompletion, type Standing } from './instruction-completion.ts';

const SGDT = '0f0107'; // sgdt [rdi]
const RDI = 7;

/** Code without paging at a guarded page; what the registers say otherwise is in `more`. */
function standing(code: string, more: { cr0?: number; cr4?: number; cpl?: number; rflags?: number } = {}): Standing {
  const registers = {
    rip: 0x1000n,
    rflags: 2,
    cr0: 1,
    cr4: 0,
    cpl: 0,
    codeBits: 64,
    general: (index: number) => (index === RDI ? 0x3000n : 0n),
    segmentBase: () => 0n,
    table: () => ({ base: 0x5000n, limit: 0x7f }),
    ...more,
  };
  return {
    registers: registers as unknown as Standing['registers'],
    paging: { cr0: 0, cr3: 0, cr4: 0, efer: 0 },
    memory: { hasRange: () => true } as unknown as Standing['memory'],
    code: Uint8Array.from(Buffer.from(code, 'hex')),
    isGuarded: (gfn) => gfn === 3,
    readXsave: () => new Uint8Array(4096),
  };
}

test('sgdt to a guarded page', () => {
  const found = findCompletion(standing(SGDT));
  assert.equal(found?.next, 0x1003n);
  assert.deepEqual(found?.pieces[0], { gpa: 0x3000, bytes: Uint8Array.of(0x7f, 0, 0, 0x50, 0, 0, 0, 0, 0, 0) });
});

// biome-ignore format: a matrix
const FAULTS: readonly (readonly [what: string, code: string, more: Parameters<typeof standing>[1]])[] = [
  ['sgdt in user code under CR4.UMIP',         SGDT,     { cr4: 1 << 11, cpl: 3 }],
  ['sidt in user code under CR4.UMIP',         '0f010f', { cr4: 1 << 11, cpl: 3 }],
  ['movss under CR0.TS',                       'f30f1107', { cr0: 9 }],
];
for (const [what, code, more] of FAULTS) {
  test(`${what}: left alone`, () => {
    assert.equal(findCompletion(standing(code, more)), undefined);
  });
}

for (const [what, more] of [
  ['in kernel code under CR4.UMIP', { cr4: 1 << 11, cpl: 0 }],
  ['in user code without CR4.UMIP', { cr4: 0, cpl: 3 }],
  ['under CR0.TS, which is not for it', { cr0: 9 }],
  ['of a guest that steps itself', { rflags: 0x102 }],
] as const) {
  test(`sgdt ${what}: carried out`, () => {
    assert.notEqual(findCompletion(standing(SGDT, more)), undefined);
  });
}
