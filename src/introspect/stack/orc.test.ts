import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { elf64 } from '../../../test/support/boot-images.ts';
import { machine } from '../../../test/support/scripted-engine.ts';
import { linear, mapDirect, put } from '../../../test/support/small-kernel.ts';
import { readElf } from '../../boot/elf.ts';
import { GuestView } from '../objects/guest-view.ts';
import { type FrameRegisters, OrcTable, readOrc } from './orc.ts';

const TEXT = linear(0x10_0000);
const TABLE = linear(0x20_0000);
const STACK = 0x30_0000;

/** Entries [offset in text, sp_reg, sp_offset, bp_reg, bp_offset, type]; registers and types are literal numbers. */
type Entry = readonly [number, number, number, number, number, number];
function tables(entries: readonly Entry[]): { ips: Uint8Array; table: Uint8Array } {
  const ips = new DataView(new ArrayBuffer(entries.length * 4));
  const table = new DataView(new ArrayBuffer(entries.length * 6));
  entries.forEach(([offset, spReg, spOffset, bpReg, bpOffset, type], i) => {
    ips.setInt32(i * 4, Number(TEXT - TABLE) + offset - i * 4, true);
    table.setInt16(i * 6, spOffset, true);
    table.setInt16(i * 6 + 2, bpOffset, true);
    table.setUint16(i * 6 + 4, spReg | (bpReg << 4) | (type << 8), true);
  });
  return { ips: new Uint8Array(ips.buffer), table: new Uint8Array(table.buffer) };
}

// biome-ignore format: a table
const functions = (call: number, regs: number, partial: number): Entry[] => [
  // text, sp_reg, sp_offset, bp_reg, bp_offset, type
  [0x000,  5,      8,         0,      0,         call],     // leaf: only the return address
  [0x100,  4,      16,        1,      -16,       call],     // push rbp; mov rbp, rsp
  [0x200,  5,      32,        1,      -16,       call],     // rbp saved, 16 bytes of locals
  [0x300,  5,      8,         0,      0,         regs],     // entry code: pt_regs above a word
  [0x400,  5,      0,         0,      0,         partial],  // an interrupt frame
  [0x500,  9,      8,         0,      0,         call],     // the stack pointer is on the stack
  [0x600,  2,      0,         0,      0,         call],     // in rdx
  [0x700,  0,      0,         0,      0,         call],     // undefined
];

const registers = (rip: bigint, rsp: number, more: Partial<FrameRegisters> = {}): FrameRegisters => ({
  rip,
  rsp: linear(rsp),
  rbp: 0n,
  rdx: 0n,
  rdi: 0n,
  r10: 0n,
  r13: 0n,
  ...more,
});

function stack(words: Readonly<Record<number, bigint>>): GuestView {
  const { vm } = machine([]);
  const paging = mapDirect(vm);
  for (const [offset, value] of Object.entries(words)) put(vm, STACK + Number(offset), value);
  return new GuestView({ memory: vm.memory, paging });
}

for (const [format, types] of [
  ['up to 6.3', [0, 1, 2]],
  ['from 6.4', [2, 3, 4]],
] as const) {
  const { ips, table } = tables(functions(types[0], types[1], types[2]));
  const orc = new OrcTable(ips, TABLE, table);

  test(`format ${format}: leaf, frame pointer, locals, saved registers, user space`, () => {
    const view = stack({
      0: TEXT + 0x120n, // leaf returns into the function with a frame pointer, rbp = STACK + 0x20
      32: linear(STACK + 0x60), // its saved rbp
      40: TEXT + 0x200n, // returns to the first byte behind the call at the end of it: still that function
      64: TEXT + 0x230n,
      48: 0x1111n,
      96: 0x2222n,
    });
    // 0x200 - 1 is in the function at 0x100, with rbp = STACK + 0x60: its return address is there + 8.
    assert.deepEqual(orc.unwind(registers(TEXT + 4n, STACK, { rbp: linear(STACK + 0x20) }), view), [
      TEXT + 0x120n,
      TEXT + 0x200n,
    ]);
  });

  test(`format ${format}: locals and a saved rbp by offsets from the stack pointer`, () => {
    const view = stack({ 24: TEXT + 0x120n, 16: linear(STACK + 0x80), 128: 7n, 136: TEXT + 0x8n, 144: 0x40_1000n });
    assert.deepEqual(orc.unwind(registers(TEXT + 0x210n, STACK), view), [TEXT + 0x120n, TEXT + 8n]);
  });

  test(`format ${format}: pt_regs, then an interrupt frame into user space`, () => {
    const regs = 8;
    const view = stack({
      [regs + 128]: TEXT + 0x410n,
      [regs + 32]: 0x99n,
      [regs + 152]: linear(STACK + 0x200),
      512: 0x40_1000n,
      536: 0x7fff_0000n,
    });
    assert.deepEqual(orc.unwind(registers(TEXT + 0x310n, STACK), view), [TEXT + 0x410n]);
  });

  test(`format ${format}: indirect, by a register, undefined, outside`, () => {
    const view = stack({ 0: linear(STACK + 0x100), 256: TEXT + 0x710n });
    assert.deepEqual(orc.unwind(registers(TEXT + 0x510n, STACK), view), [TEXT + 0x710n]);
    const rdx = linear(STACK + 0x108);
    assert.deepEqual(orc.unwind(registers(TEXT + 0x610n, STACK, { rdx }), view), [TEXT + 0x710n]);
    assert.deepEqual(orc.unwind(registers(TEXT + 0x710n, STACK), view), []);
    assert.deepEqual(orc.unwind(registers(TEXT - 1n, STACK), view), []);
  });

  test(`format ${format}: with KASLR`, () => {
    const view = stack({ 0: TEXT + 0x20_0120n });
    assert.deepEqual(orc.unwind(registers(TEXT + 0x20_0004n, STACK), view, 0x20_0000n), [TEXT + 0x20_0120n]);
  });

  test(`format ${format}: any stack and any registers end`, () => {
    const word = fc.oneof(
      fc.nat(0x800).map((offset) => TEXT + BigInt(offset)),
      fc.nat(0x400).map((offset) => linear(STACK + offset)),
      fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
    );
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 8, maxLength: 64 }),
        word,
        word,
        fc.nat(0x800),
        (words, rsp, rbp, offset) => {
          const view = stack(Object.fromEntries(words.map((value, i) => [i * 8, value])));
          const start = { ...registers(TEXT + BigInt(offset), STACK), rsp, rbp, rdx: rbp };
          assert.ok(orc.unwind(start, view).length <= 64);
        },
      ),
      { numRuns: 200 },
    );
  });
}

test('tables of an image: by their sections; unsorted or missing ones are none', () => {
  const { ips, table } = tables(functions(0, 1, 2));
  const image = (first: Uint8Array): Uint8Array =>
    elf64(
      0n,
      [{ paddr: 0x10_0000n, bytes: Uint8Array.of(0xf4) }],
      [
        { name: '.orc_unwind_ip', type: 1, address: TABLE, bytes: first },
        { name: '.orc_unwind', type: 1, bytes: table },
      ],
    );
  assert.ok(readOrc(readElf(image(ips), 'k')));
  assert.equal(readOrc(readElf(image(tables(functions(0, 1, 2).reverse()).ips), 'k')), undefined);
  assert.equal(readOrc(readElf(elf64(0n, [{ paddr: 0n, bytes: ips }]), 'k')), undefined);
});
