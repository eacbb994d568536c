// Images of x87 and SSE state, and the checks before them. SDM Vol. 1, "Layout of the FXSAVE Area", "Managing State Using
// the XSAVE Feature Set" and "Saving the x87 FPU's State with FSTENV/FNSTENV and FSAVE/FNSAVE".
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { STATE } from '../../src/spec/state/layout.ts';
import { OPERAND, Raised, X87Machine } from '../support/x87-wasm.ts';

const machine = await X87Machine.create();
const { view, bytes } = machine;

const UD = 6;
const NM = 7;
const GP = 13;
const MF = 16;
const CR0_PE_NE = 0x21;

beforeEach(() => {
  view.setUint32(STATE.CR0, CR0_PE_NE, true);
  view.setUint32(STATE.CR4, 0x4_0200, true);
  view.setUint32(STATE.SEGS + 24 + 12, 0x2000, true);
  view.setUint32(STATE.REGS, 0xffff_ffff, true);
  view.setUint32(STATE.REGS + 16, 0xffff_ffff, true);
  view.setUint16(STATE.X87_FCW, 0x27f, true);
  view.setUint16(STATE.X87_FSW, 0x3000, true); // TOP = 6
  view.setUint8(STATE.X87_FTW, 0xc0); // ST(0), ST(1) in use
  view.setUint16(STATE.X87_FOP, 0, true);
  view.setBigUint64(STATE.X87_FIP, 0x1122_3344_5566_7788n, true);
  view.setBigUint64(STATE.X87_FDP, 0x99aa_bbcc_ddee_ff01n, true);
  for (let i = 0; i < 8; i++) {
    view.setBigUint64(STATE.X87_REGS + 16 * i, 0x8000_0000_0000_0000n + BigInt(i), true);
    view.setUint16(STATE.X87_REGS + 16 * i + 8, 0x3fff + i, true);
  }
  view.setUint32(STATE.MXCSR, 0x1fa0, true);
  for (let i = 0; i < 256; i++) view.setUint8(STATE.XMM + i, i);
  bytes.fill(0xee, OPERAND, OPERAND + 1024);
});

/** The vector that a handler raises, 0 for none. */
function vectorOf(name: string, options: { sizeLog2?: number; offset?: number } = {}): number {
  try {
    machine.run(name, options);
    return 0;
  } catch (error) {
    if (!(error instanceof Raised)) throw error;
    return error.vector;
  }
}

const u16 = (offset: number) => view.getUint16(OPERAND + offset, true);
const u32 = (offset: number) => view.getUint32(OPERAND + offset, true);
const u64 = (offset: number) => view.getBigUint64(OPERAND + offset, true);

/** Overwrite everything that an image restores. */
function scramble(): void {
  view.setUint16(STATE.X87_FCW, 0x40, true);
  view.setUint16(STATE.X87_FSW, 0, true);
  view.setUint8(STATE.X87_FTW, 0x11);
  bytes.fill(0x5a, STATE.X87_REGS, STATE.X87_REGS + 128);
  view.setUint32(STATE.MXCSR, 0x1f80, true);
  bytes.fill(0xa5, STATE.XMM, STATE.XMM + 256);
}

function assertRestored(xmmBytes: number): void {
  assert.equal(view.getUint16(STATE.X87_FCW, true), 0x27f);
  assert.equal(view.getUint16(STATE.X87_FSW, true), 0x3000);
  assert.equal(view.getUint8(STATE.X87_FTW), 0xc0);
  for (let i = 0; i < 8; i++) {
    assert.equal(view.getBigUint64(STATE.X87_REGS + 16 * i, true), 0x8000_0000_0000_0000n + BigInt(i));
    assert.equal(view.getUint16(STATE.X87_REGS + 16 * i + 8, true), 0x3fff + i);
  }
  assert.equal(view.getUint32(STATE.MXCSR, true), 0x1fa0);
  for (let i = 0; i < 256; i++) assert.equal(view.getUint8(STATE.XMM + i), i < xmmBytes ? i : 0xa5, `XMM byte ${i}`);
}

test('FXSAVE64: control words, ST registers in stack order, MXCSR and its mask, sixteen XMM registers', () => {
  machine.run('fxsave', { sizeLog2: 3 });
  assert.deepEqual([u16(0), u16(2), view.getUint8(OPERAND + 4)], [0x27f, 0x3000, 0xc0]);
  assert.equal(u64(8), 0x1122_3344_5566_7788n);
  assert.equal(u64(16), 0x99aa_bbcc_ddee_ff01n);
  assert.deepEqual([u32(24), u32(28)], [0x1fa0, 0xffff]);
  // ST(0) is physical register 6, ST(2) is 0; bytes 10 to 15 are reserved and zero.
  assert.deepEqual([u64(32), u16(40), u16(42), u32(44)], [0x8000_0000_0000_0006n, 0x4005, 0, 0]);
  assert.deepEqual([u64(64), u16(72)], [0x8000_0000_0000_0000n, 0x3fff]);
  assert.equal(view.getUint8(OPERAND + 160), 0);
  assert.equal(view.getUint8(OPERAND + 415), 255);
  assert.equal(view.getUint8(OPERAND + 416), 0xee, 'what is reserved is not written');
  scramble();
  machine.run('fxrstor', { sizeLog2: 3 });
  assertRestored(256);
});

test('FXSAVE outside 64-bit mode: 32-bit pointers with selectors, eight XMM registers', () => {
  view.setUint32(STATE.SEGS + 24 + 12, 0, true);
  machine.run('fxsave');
  assert.deepEqual([u32(8), u32(12), u32(16), u32(20)], [0x5566_7788, 0, 0xddee_ff01, 0]);
  assert.equal(view.getUint8(OPERAND + 287), 127);
  assert.equal(view.getUint8(OPERAND + 288), 0xee);
  scramble();
  machine.run('fxrstor');
  assertRestored(128);
});

test('FXSAVE without CR4.OSFXSR leaves MXCSR and XMM alone', () => {
  view.setUint32(STATE.CR4, 0, true);
  machine.run('fxsave', { sizeLog2: 3 });
  assert.equal(view.getUint8(OPERAND + 160), 0xee);
  bytes.fill(0xff, OPERAND + 24, OPERAND + 32);
  machine.run('fxrstor', { sizeLog2: 3 });
  assert.equal(view.getUint32(STATE.MXCSR, true), 0x1fa0);
});

test('FXRSTOR of an image with unmasked flags makes the exception pending', () => {
  machine.run('fxsave', { sizeLog2: 3 });
  view.setUint16(OPERAND, 0x37e, true);
  view.setUint16(OPERAND + 2, 1, true);
  machine.run('fxrstor', { sizeLog2: 3 });
  assert.equal(view.getUint16(STATE.X87_FSW, true), 0x8081);
  assert.equal(vectorOf('fwait'), MF);
});

test('XSAVE and XRSTOR: requested components only, header, init state', () => {
  bytes.fill(0, OPERAND, OPERAND + 576);
  view.setUint32(STATE.REGS, 2, true); // SSE alone
  machine.run('xsave', { sizeLog2: 3 });
  assert.equal(u16(0), 0);
  assert.equal(u32(24), 0x1fa0);
  assert.equal(view.getUint8(OPERAND + 415), 255);
  assert.equal(u64(512), 2n);
  view.setUint32(STATE.REGS, 1, true);
  machine.run('xsaveopt', { sizeLog2: 3 });
  assert.equal(u16(0), 0x27f);
  assert.equal(u64(512), 3n, 'the bit of the component not asked for stays');
  scramble();
  view.setUint32(STATE.REGS, 0xffff_ffff, true);
  machine.run('xrstor', { sizeLog2: 3 });
  assertRestored(256);
  // An image without components: both go to their initial state, but MXCSR comes from the image.
  bytes.fill(0, OPERAND + 512, OPERAND + 576);
  machine.run('xrstor', { sizeLog2: 3 });
  assert.equal(view.getUint16(STATE.X87_FCW, true), 0x37f);
  assert.equal(view.getUint8(STATE.X87_FTW), 0);
  assert.equal(view.getBigUint64(STATE.X87_REGS, true), 0n);
  assert.equal(view.getBigUint64(STATE.XMM + 248, true), 0n);
  assert.equal(view.getUint32(STATE.MXCSR, true), 0x1fa0);
});

test('XRSTOR refuses what it does not know', () => {
  const refuse = (offset: number, value: number, why: string) => {
    bytes.fill(0, OPERAND, OPERAND + 576);
    view.setUint32(OPERAND + 24, 0x1f80, true);
    view.setUint32(OPERAND + offset, value, true);
    assert.equal(vectorOf('xrstor', { sizeLog2: 3 }), GP, why);
    assertUntouched(why);
  };
  const assertUntouched = (why: string) => {
    assert.equal(view.getUint16(STATE.X87_FCW, true), 0x27f, why);
    assert.equal(view.getUint32(STATE.MXCSR, true), 0x1fa0, why);
  };
  refuse(512, 4, 'a component that XCR0 does not have');
  refuse(516, 1, 'the same, upper half');
  refuse(524, 0x8000_0000, 'a compacted image');
  refuse(528, 1, 'a reserved byte of the header');
  refuse(24, 0x1_0000, 'a reserved bit of MXCSR');
});

test('FNSTENV and FNSAVE: 28- and 14-byte environments, full tags', () => {
  view.setBigUint64(STATE.X87_REGS + 16 * 7, 0n, true);
  view.setUint16(STATE.X87_REGS + 16 * 7 + 8, 0, true); // ST(1) = +0
  machine.run('fnstenv');
  // Registers 0..5 empty (11), 6 valid (00), 7 zero (01).
  assert.deepEqual([u32(0), u32(4), u32(8)], [0xffff_027f, 0xffff_3000, 0xffff_4fff]);
  assert.deepEqual([u32(12), u32(16), u32(20), u32(24)], [0x5566_7788, 0, 0xddee_ff01, 0xffff_0000]);
  assert.equal(view.getUint16(STATE.X87_FCW, true), 0x27f);
  machine.run('fnstenv', { sizeLog2: 1 });
  assert.deepEqual(
    [u16(0), u16(2), u16(4), u16(6), u16(8), u16(10), u16(12)],
    [0x27f, 0x3000, 0x4fff, 0x7788, 0, 0xff01, 0],
  );
  view.setUint32(STATE.CR0, 0, true); // real-address mode: pointers are linear addresses in two parts
  view.setBigUint64(STATE.X87_FIP, 0xa_bcden, true);
  machine.run('fnstenv', { sizeLog2: 1 });
  assert.deepEqual([u16(6), u16(8)], [0xbcde, 0xa000]);
  view.setUint32(STATE.CR0, CR0_PE_NE, true);
  machine.run('fnsave', { sizeLog2: 1 });
  assert.deepEqual([u64(14), u16(22)], [0x8000_0000_0000_0006n, 0x4005]);
  assert.equal(view.getUint8(STATE.X87_FTW), 0);
  assert.equal(view.getUint16(STATE.X87_FCW, true), 0x37f);
  machine.run('frstor', { sizeLog2: 1 });
  assert.equal(view.getUint8(STATE.X87_FTW), 0xc0);
  assert.equal(view.getUint16(STATE.X87_FSW, true), 0x3000);
});

test('who raises what', () => {
  const CR0_MP_TS = CR0_PE_NE | 0xa;
  // biome-ignore format: a matrix
  const cases: readonly (readonly [string, number, number, number, number])[] = [
    // handler   CR0                 CR4        offset vector
    ['fninit',   CR0_PE_NE | 8,      0x4_0200,  0,     NM],
    ['fld1',     CR0_PE_NE | 4,      0x4_0200,  0,     NM],
    ['fnstcw',   CR0_PE_NE | 8,      0x4_0200,  0,     NM],
    ['fwait',    CR0_PE_NE | 8,      0x4_0200,  0,     0],
    ['fwait',    CR0_MP_TS,          0x4_0200,  0,     NM],
    ['fxsave',   CR0_PE_NE | 8,      0x4_0200,  0,     NM],
    ['fxsave',   CR0_PE_NE | 4,      0x4_0200,  0,     NM],
    ['fxsave',   CR0_PE_NE,          0x4_0200,  8,     GP],
    ['fxrstor',  CR0_PE_NE,          0x4_0200,  1,     GP],
    ['xsave',    CR0_PE_NE,          0x200,     0,     UD],
    ['xsave',    CR0_PE_NE | 8,      0x4_0200,  0,     NM],
    ['xsave',    CR0_PE_NE,          0x4_0200,  32,    GP],
    ['xrstor',   CR0_PE_NE,          0x4_0200,  16,    GP],
    ['xsaveopt', CR0_PE_NE,          0x200,     0,     UD],
    ['ldmxcsr',  CR0_PE_NE,          0x4_0000,  0,     UD],
    ['ldmxcsr',  CR0_PE_NE | 4,      0x4_0200,  0,     UD],
    ['stmxcsr',  CR0_PE_NE | 8,      0x4_0200,  0,     NM],
    ['ldmxcsr',  CR0_PE_NE,          0x4_0200,  0,     GP], // the memory there has reserved bits set
    ['stmxcsr',  CR0_PE_NE,          0x4_0200,  4,     0],
  ];
  for (const [name, cr0, cr4, offset, vector] of cases) {
    view.setUint32(STATE.CR0, cr0, true);
    view.setUint32(STATE.CR4, cr4, true);
    assert.equal(
      vectorOf(name, { sizeLog2: 3, offset }),
      vector,
      `${name} cr0=${cr0.toString(16)} cr4=${cr4.toString(16)}`,
    );
  }
});

test('an unmasked exception is #MF at the next waiting instruction, and says where it came from', () => {
  view.setUint16(STATE.X87_FCW, 0x37b, true); // divide by zero unmasked
  bytes.fill(0, OPERAND, OPERAND + 8);
  assert.equal(vectorOf('fdivM64'), 0);
  assert.equal(view.getUint16(STATE.X87_FSW, true), 0x3000 | 0x8084);
  assert.equal(view.getBigUint64(STATE.X87_FIP, true), 0x1234n);
  assert.equal(view.getBigUint64(STATE.X87_FDP, true), BigInt(OPERAND));
  for (const name of ['fld1', 'fwait', 'fldcw', 'faddTop']) assert.equal(vectorOf(name), MF, name);
  for (const name of ['fnstswAx', 'fnstcw', 'fnstenv']) assert.equal(vectorOf(name), 0, name);
  view.setUint16(STATE.X87_FCW, 0x37b, true);
  view.setUint16(STATE.X87_FSW, 0x8084, true);
  machine.run('fnclex');
  assert.equal(view.getUint16(STATE.X87_FSW, true), 0);
  assert.equal(vectorOf('fwait'), 0);
});

test('packed decimals', () => {
  view.setUint8(STATE.X87_FTW, 0);
  // -123456789012345678
  bytes.set([0x78, 0x56, 0x34, 0x12, 0x90, 0x78, 0x56, 0x34, 0x12, 0x80], OPERAND);
  machine.run('fbld');
  machine.run('fistpM64');
  assert.equal(view.getBigInt64(OPERAND, true), -123456789012345678n);
  machine.run('fildM64');
  machine.run('fbstp');
  const digits = [...bytes.subarray(OPERAND, OPERAND + 10)];
  assert.deepEqual(digits, [0x78, 0x56, 0x34, 0x12, 0x90, 0x78, 0x56, 0x34, 0x12, 0x80]);
  view.setBigInt64(OPERAND, 1000000000000000000n, true); // 19 digits
  machine.run('fildM64');
  machine.run('fbstp');
  assert.deepEqual([...bytes.subarray(OPERAND, OPERAND + 10)], [0, 0, 0, 0, 0, 0, 0, 0xc0, 0xff, 0xff]);
  assert.equal(view.getUint16(STATE.X87_FSW, true) & 0x3f, 1);
});
