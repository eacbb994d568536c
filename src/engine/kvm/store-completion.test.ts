// What stores that the kernel cannot emulate write: bytes of a saved state with known contents, instructions as bytes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadIced } from './disassembler.ts';
import { type CompletedStore, type CompletionState, completeStore } from './store-completion.ts';

/** An XSAVE area: XMMn is n0 n1 … nf in hexadecimal digits, the upper half of YMMn the same plus 0x80. */
function area(more: (view: DataView, bytes: Uint8Array) => void = () => {}): Uint8Array {
  const bytes = new Uint8Array(4096);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0x37f, true);
  view.setUint32(24, 0x1f80, true);
  for (let n = 0; n < 16; n++) {
    for (let i = 0; i < 16; i++) {
      bytes[160 + n * 16 + i] = n * 16 + i;
      bytes[576 + n * 16 + i] = (n * 16 + i) ^ 0x80;
    }
  }
  more(view, bytes);
  return bytes;
}

function complete(code: string, xsave = area(), more: Partial<CompletionState> = {}): CompletedStore | undefined {
  const { Decoder, DecoderOptions } = loadIced();
  const decoder = new Decoder(more.bits ?? 64, Buffer.from(code, 'hex'), DecoderOptions.None);
  const instruction = decoder.decode();
  try {
    assert.ok(!instruction.isInvalid, code);
    return completeStore(instruction, {
      bits: 64,
      general: (index) => BigInt(0x1111 * index),
      rflags: 2,
      gdtr: { base: 0xffff_8000_0000_1000n, limit: 0x7f },
      idtr: { base: 0x2000n, limit: 0xfff },
      xsave,
      gla: 0x4000n,
      readMemory: (length) => new Uint8Array(length).fill(0x5a),
      ...more,
    });
  } finally {
    instruction.free();
    decoder.free();
  }
}
const hex = (bytes: Uint8Array | undefined): string | undefined => bytes && Buffer.from(bytes).toString('hex');

// biome-ignore format: a table
const MOVES: readonly (readonly [string, string, string | undefined])[] = [
  ['movss [rdi], xmm1',           'f30f110f',       '10111213'],
  ['movsd [rdi], xmm9',           'f2440f110f',     '9091929394959697'],
  ['movhps [rdi], xmm1',          '0f170f',         '18191a1b1c1d1e1f'],
  ['movq [rdi], xmm1',            '660fd60f',       '1011121314151617'],
  ['vmovss [rdi], xmm1',          'c5fa110f',       '10111213'],
  ['vmovups [rdi], ymm1',         'c5fc110f',       '101112131415161718191a1b1c1d1e1f909192939495969798999a9b9c9d9e9f'],
  ['vmovdqu64 [rdi], ymm1',       '62f1fe287f0f',   '101112131415161718191a1b1c1d1e1f909192939495969798999a9b9c9d9e9f'],
  ['vextracti128 [rdi], ymm1, 1', 'c4e37d390f01',   '909192939495969798999a9b9c9d9e9f'],
  ['pextrd [rdi], xmm1, 2',       '660f3a160f02',   '18191a1b'],
  ['pextrb [rdi], xmm1, 0x1f',    '660f3a140f1f',   '1f'],
  ['stmxcsr [rdi]',               '0fae1f',         '801f0000'],
  ['sgdt [rdi]',                  '0f0107',         '7f000010000000' + '80ffff'],
  ['vmovaps [rdi + 8], xmm1',     'c5f8294f08',     undefined],
  ['masked vmovdqu64 {k1}',       '62f1fe297f0f',   undefined],
  ['vmovups [rdi], zmm1',         '62f17c48110f',   undefined],
  ['vmovups of xmm17',            '62e17c08110f',   undefined],
  ['xsave [rdi]',                 '0fae27',         undefined],
  ['vpmaskmovd [rdi], xmm0, xmm1', 'c4e2798e0f',    undefined],
  ['mov [rdi], eax',              '8907',           undefined],
];
for (const [name, code, expected] of MOVES) {
  test(`${name}: ${expected ?? 'left alone'}`, () => {
    const gla = name.includes('+ 8') ? 0x4008n : 0x4000n;
    assert.equal(hex(complete(code, area(), { gla })?.bytes), expected);
  });
}

/** 1.5, 2.5, … on the stack: ST(0) first. */
const stack = (...values: number[]): Uint8Array =>
  area((view, bytes) => {
    const top = 8 - values.length;
    view.setUint16(2, top << 11, true);
    bytes[4] = 0xff << top;
    values.forEach((value, i) => {
      const double = new DataView(new ArrayBuffer(8));
      double.setFloat64(0, value);
      const bits = double.getBigUint64(0);
      view.setBigUint64(32 + i * 16, (1n << 63n) | ((bits & 0xf_ffff_ffff_ffffn) << 11n), true);
      view.setUint16(32 + i * 16 + 8, Number((bits >> 52n) & 0x7ffn) - 1023 + 16383 + (value < 0 ? 0x8000 : 0), true);
    });
  });

test('fst leaves the stack, fstp pops it', () => {
  const kept = complete('dd17', stack(1.5, 2.5)); // fst qword [rdi]
  assert.equal(hex(kept?.bytes), '000000000000f83f');
  assert.equal(new DataView(kept?.xsave?.buffer as ArrayBuffer).getUint16(2, true) >>> 11, 6);
  const popped = complete('dd1f', stack(1.5, 2.5)); // fstp qword [rdi]
  assert.equal(hex(popped?.bytes), '000000000000f83f');
  const after = popped?.xsave as Uint8Array;
  assert.equal(new DataView(after.buffer).getUint16(2, true) >>> 11, 7);
  assert.equal(after[4], 0x80, 'one register is in use');
  assert.equal(hex(after.subarray(32, 42)), '00000000000000a00040', '2.5 is on top');
  assert.equal(after[512] & 1, 1, 'the x87 part counts');
});

test('an inexact result sets PE and C1 when masked, and is left alone when not', () => {
  const third = complete('d91f', stack(1 / 3)); // fstp dword [rdi]
  assert.equal(hex(third?.bytes), 'abaaaa3e');
  assert.equal(
    new DataView(third?.xsave?.buffer as ArrayBuffer).getUint16(2, true) & 0x220,
    0x220,
    'rounded away from 0',
  );
  const unmasked = stack(1 / 3);
  new DataView(unmasked.buffer).setUint16(0, 0x35f, true);
  assert.equal(complete('d91f', unmasked), undefined);
});

test('fistp rounds to even, fisttp cuts; an empty stack is left alone', () => {
  assert.equal(hex(complete('db1f', stack(2.5))?.bytes), '02000000');
  assert.equal(hex(complete('db0f', stack(-2.75))?.bytes), 'feffffff');
  assert.equal(complete('db1f'), undefined);
});

test('cmpxchg16b: exchanged, or the accumulator is loaded', () => {
  const equal = complete('480fc70f', area(), {
    general: (index) => [7n, 0xccn, 9n, 0xbbn][index],
    readMemory: () => Uint8Array.from([7, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0]),
  });
  assert.equal(hex(equal?.bytes), 'bb00000000000000cc00000000000000');
  assert.equal(equal?.rflags, 0x42);
  const other = complete('480fc70f', area(), { rflags: 0x42 });
  assert.equal(hex(other?.bytes), '5a'.repeat(16));
  assert.equal(other?.rflags, 2);
  assert.deepEqual(other?.general, [
    { index: 0, value: 0x5a5a_5a5a_5a5a_5a5an },
    { index: 2, value: 0x5a5a_5a5a_5a5a_5a5an },
  ]);
  assert.equal(complete('480fc70f', area(), { gla: 0x4008n }), undefined, 'misaligned: #GP');
});

test('fxsave: 464 bytes; pointers of 32 bits without REX.W', () => {
  const xsave = area((view) => view.setBigUint64(8, 0x1122_3344_5566_7788n, true));
  const narrow = complete('0fae07', xsave)?.bytes as Uint8Array;
  assert.equal(narrow.length, 464);
  assert.equal(hex(narrow.subarray(8, 16)), '8877665500000000');
  assert.equal(hex(complete('480fae07', xsave)?.bytes.subarray(8, 16)), '8877665544332211');
  assert.equal(hex(narrow.subarray(160, 164)), '00010203');
});

test('fxsave outside of 64-bit code has room for eight XMM registers', () => {
  const bytes = complete('0fae07', area(), { bits: 32 })?.bytes as Uint8Array;
  assert.equal(bytes.length, 288);
  assert.equal(hex(bytes.subarray(284)), '7c7d7e7f');
});

test('a move from an MMX register leaves the x87 stack at 0 and full, its registers where they are', () => {
  const xsave = stack(1.5, 2.5); // at 6: ST(0) is register 6
  const stored = complete('0f7f37', xsave); // movq [rdi], mm6
  assert.equal(hex(stored?.bytes), '00000000000000c0');
  const after = stored?.xsave as Uint8Array;
  const view = new DataView(after.buffer);
  assert.equal(view.getUint16(2, true), 0);
  assert.equal(after[4], 0xff);
  assert.equal(hex(after.subarray(32 + 6 * 16, 32 + 6 * 16 + 10)), '00000000000000c0ff3f');
  assert.equal(hex(after.subarray(32 + 7 * 16, 32 + 7 * 16 + 10)), '00000000000000a00040');
  assert.equal(after[512] & 1, 1, 'the x87 part counts');
  const again = complete('0f7f37', after);
  assert.equal(hex(again?.bytes), '00000000000000c0');
  assert.equal(again?.xsave, undefined, 'nothing to change');
});
