import assert from 'node:assert/strict';
import { test } from 'node:test';
import { btfImage, int, struct } from '../../../test/support/btf-image.ts';
import { type KallsymsEntry, kallsymsTables } from '../../../test/support/kallsyms-image.ts';
import { machine } from '../../../test/support/scripted-engine.ts';
import { linear, mapDirect } from '../../../test/support/small-kernel.ts';
import { HvError } from '../../base/error.ts';
import { GuestView } from '../objects/guest-view.ts';
import { findGuestKernel } from './guest-kernel.ts';
import { findKernelSlide } from './kernel-slide.ts';
import { SymbolTable } from './symbol-table.ts';
import { formatSymbolText, readSymbolText } from './symbol-text.ts';

const LINKED = 0xffff_8880_0010_0000n - 0x60_0000n;
const table = new SymbolTable([
  { name: 'asm_exc_divide_error', type: 'T', address: LINKED + 0x10n },
  { name: 'asm_exc_page_fault', type: 'T', address: LINKED + 0x30n },
  { name: 'general_protection', type: 'T', address: LINKED + 0x50n },
  { name: 'linux_banner', type: 'R', address: LINKED + 0x1000n },
]);

/** A guest whose descriptor table at 0x30_0000 has these gates [vector, handler, present]. */
function guest(gates: readonly (readonly [number, bigint, boolean])[], banner = 'Linux version 6.1'): GuestView {
  const { vm } = machine([]);
  const paging = mapDirect(vm);
  for (const [vector, handler, isPresent] of gates) {
    const gate = new DataView(new ArrayBuffer(16));
    gate.setUint16(0, Number(handler & 0xffffn), true);
    gate.setUint16(2, 0x10, true);
    gate.setUint8(5, isPresent ? 0x8e : 0x0e);
    gate.setUint16(6, Number((handler >> 16n) & 0xffffn), true);
    gate.setUint32(8, Number(handler >> 32n), true);
    vm.memory.write(0x30_0000 + vector * 16, new Uint8Array(gate.buffer), { force: true });
  }
  vm.memory.write(0x10_1000, Buffer.from(`${banner}\0`), { force: true });
  return new GuestView({ memory: vm.memory, paging });
}

const RUNS = LINKED + 0x60_0000n;
// biome-ignore format: a matrix
const SLIDES: readonly [string, readonly (readonly [number, bigint, boolean])[], bigint | undefined][] = [
  ['two gates agree',         [[0, RUNS + 0x10n, true], [14, RUNS + 0x30n, true]],            0x60_0000n],
  ['old and new names',       [[13, RUNS + 0x50n, true], [14, RUNS + 0x30n, true]],           0x60_0000n],
  ['one gate is not enough',  [[14, RUNS + 0x30n, true]],                                     undefined],
  ['not present',             [[0, RUNS + 0x10n, false], [14, RUNS + 0x30n, true]],           undefined],
  ['no agreement',            [[0, RUNS + 0x20_0010n, true], [14, RUNS + 0x30n, true]],       undefined],
  ['not aligned',             [[0, RUNS + 0x1010n, true], [14, RUNS + 0x1030n, true]],        undefined],
  ['too far',                 [[0, RUNS + 0x6000_0010n, true], [14, RUNS + 0x6000_0030n, true]], undefined],
];
for (const [what, gates, slide] of SLIDES) {
  test(`slide: ${what}`, () => assert.equal(findKernelSlide(table, linear(0x30_0000), guest(gates)), slide));
}

test('slide: another kernel, no table', () => {
  const [, gates] = SLIDES[0];
  assert.equal(findKernelSlide(table, linear(0x30_0000), guest(gates, 'Windows')), undefined);
  assert.equal(findKernelSlide(table, 0x1000n, guest(gates)), undefined);
});

test('a kernel out of memory: symbols, types, and addresses through the page tables', () => {
  const entries: KallsymsEntry[] = Array.from({ length: 400 }, (_, i) => ({
    text: `Tf${i}`,
    address: linear(0x10_0000) + BigInt(i * 16),
  }));
  const { vm } = machine([]);
  const paging = mapDirect(vm);
  const source = { memory: vm.memory, paging };
  const ranges = [{ gpa: 0, size: 4 << 20 }];
  assert.equal(findGuestKernel(source, vm.memory, ranges), undefined);
  const layout = { order: '5.0-to-6.1', absolutePerCpu: false, base: linear(0x10_0000) } as const;
  vm.memory.write(0x20_0000, kallsymsTables(entries, layout), { force: true });
  assert.equal(findGuestKernel(source, vm.memory, ranges)?.types, undefined);
  const types = [
    int('u64', 8),
    struct('s', 8, [['m', 1, 0]]),
    ...Array.from({ length: 6000 }, (_, i) => int(`t${i}`, 4)),
  ];
  vm.memory.write(0x28_0001, btfImage(types), { force: true });
  const kernel = findGuestKernel(source, vm.memory, [{ gpa: 0x100_0000, size: 4096 }, ...ranges]);
  assert.equal(kernel?.table.find('f399')?.address, linear(0x10_18f0));
  assert.equal(kernel?.physicalOf(linear(0x10_18f0)), 0x10_18f0);
  assert.equal(kernel?.types?.size(kernel.types.find('s') ?? 0), 8);
});

test('symbols as text', () => {
  const text = 'ffffffff81000000 T _text\n0000000000019160 A cpu_number\n\nffffffffc0000000 t init\t[ext4]\n';
  const symbols = readSymbolText(text, 'kallsyms');
  assert.deepEqual(symbols, [
    { name: '_text', type: 'T', address: 0xffff_ffff_8100_0000n },
    { name: 'cpu_number', type: 'A', address: 0x19160n },
  ]);
  assert.equal(formatSymbolText(symbols), 'ffffffff81000000 T _text\n0000000000019160 A cpu_number\n');
  for (const [bad, message] of [
    [
      'ffffffff81000000 T _text\nffffffff81000000 B -- System.map is in linux-image-dbg\n',
      /^HvError: m:2: expected ADDRESS TYPE NAME/,
    ],
    ['0000000000000000 T _text\n', /^HvError: m: no symbols with addresses$/],
    ['', /no symbols/],
    ['x'.repeat(5000), /m:1: expected/],
  ] as const) {
    assert.throws(
      () => readSymbolText(bad, 'm'),
      (error) => error instanceof HvError && message.test(String(error)),
    );
  }
});
