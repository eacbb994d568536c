import assert from 'node:assert/strict';
import { test } from 'node:test';
import { elf32, elf64 } from '../../test/support/boot-images.ts';
import { HvError } from '../base/error.ts';
import { planBoot } from './image.ts';
import { findMultibootHeader } from './multiboot.ts';
import type { BootPlan } from './plan.ts';

const MEMORY = 0x400_0000;

/** A header: magic, flags, checksum, then address fields if given. */
function header(flags: number, ...fields: number[]): Buffer {
  const words = [
    0x1bad_b002,
    flags,
    (0x1_0000_0000 - ((0x1bad_b002 + flags) % 0x1_0000_0000)) % 0x1_0000_0000,
    ...fields,
  ];
  const bytes = Buffer.alloc(words.length * 4);
  words.forEach((word, index) => {
    bytes.writeUInt32LE(word >>> 0, index * 4);
  });
  return bytes;
}
function segment(plan: BootPlan, what: string) {
  const found = plan.segments.find((candidate) => candidate.what === what);
  assert.ok(found, `a segment ${what}`);
  return found;
}
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const CODE = Buffer.concat([header(3), Buffer.alloc(100, 0xf4)]);

for (const [name, image] of [
  ['ELF32', elf32(0x10_000c, [{ paddr: 0x10_0000n, bytes: CODE, memSize: 0x3000 }])],
  ['ELF64', elf64(0x10_000cn, [{ paddr: 0x10_0000n, bytes: CODE, memSize: 0x3000 }])],
  [
    'ELF64 linked high',
    elf64(0xffff_ffff_8010_000cn, [{ vaddr: 0xffff_ffff_8010_0000n, paddr: 0x10_0000n, bytes: CODE, memSize: 0x3000 }]),
  ],
] as const) {
  test(`${name}: 32-bit entry with the information structure in EBX`, async () => {
    const plan = await planBoot({
      image,
      initrd: Buffer.from('module!'),
      commandLine: 'run all',
      memoryBytes: MEMORY,
    });
    assert.equal(plan.kind, 'multiboot');
    const { state } = plan;
    assert.equal(state.mode, 'protected');
    assert.equal(state.rip, 0x10_000c);
    assert.equal(state.registers.rax, 0x2bad_b002);
    assert.deepEqual([state.cr0, state.cr4, state.efer], [0x11, 0, 0]);
    assert.deepEqual(state.segments.cs, { selector: 8, base: 0, limit: 0xffff_ffff, attributes: 0xc09b });
    assert.deepEqual(state.segments.ss, { selector: 16, base: 0, limit: 0xffff_ffff, attributes: 0xc093 });
    const gdt = view(segment(plan, 'boot GDT').bytes);
    assert.equal(gdt.getBigUint64(8, true), 0x00cf_9b00_0000_ffffn);
    assert.equal(gdt.getBigUint64(16, true), 0x00cf_9300_0000_ffffn);

    const { gpa, bytes } = segment(plan, 'multiboot information');
    assert.equal(state.registers.rbx, gpa);
    const info = view(bytes);
    const text = (at: number) => Buffer.from(bytes.subarray(at - gpa, bytes.indexOf(0, at - gpa))).toString();
    // Memory, command line, modules, memory map, loader name.
    assert.equal(info.getUint32(0, true), 0b10_0100_1101);
    assert.equal(info.getUint32(4, true), 639);
    assert.equal(info.getUint32(8, true), 63 * 1024);
    assert.equal(text(info.getUint32(16, true)), 'run all');
    assert.equal(text(info.getUint32(64, true)), 'subpage');
    assert.equal(info.getUint32(20, true), 1);
    const modules = info.getUint32(24, true) - gpa;
    // The module follows the kernel, which ends at 0x103000.
    assert.deepEqual([info.getUint32(modules, true), info.getUint32(modules + 4, true)], [0x10_3000, 0x10_3007]);
    assert.equal(text(info.getUint32(modules + 8, true)), '');
    assert.equal(info.getUint32(44, true), 4 * 24);
    const map = info.getUint32(48, true) - gpa;
    assert.equal(info.getUint32(map + 72, true), 20);
    assert.equal(info.getBigUint64(map + 76, true), 0x10_0000n);
    assert.equal(info.getBigUint64(map + 84, true), 0x3f0_0000n);
    assert.equal(info.getUint32(map + 92, true), 1);
    assert.equal(plan.symbols, image);
  });
}

test('address fields say where an image goes that is no ELF file', async () => {
  // The header at offset 16 of the file belongs at 0x100010; 0x40 bytes are loaded, 0x1000 occupied.
  const image = Buffer.concat([
    Buffer.alloc(16, 0xaa),
    header(0x1_0000, 0x10_0010, 0x10_0000, 0x10_0040, 0x10_1000, 0x10_0030),
    Buffer.alloc(64, 0xbb),
  ]);
  const plan = await planBoot({ image, commandLine: '', memoryBytes: MEMORY });
  const kernel = segment(plan, 'kernel');
  assert.deepEqual([kernel.gpa, kernel.bytes.length, kernel.memSize], [0x10_0000, 0x40, 0x1000]);
  assert.equal(kernel.bytes[0], 0xaa);
  assert.equal(plan.state.rip, 0x10_0030);
  assert.equal(plan.symbols, undefined);
});

test('load_end_addr 0 means the whole file, bss_end_addr 0 no bss', async () => {
  const image = Buffer.concat([header(0x1_0000, 0x10_0000, 0x10_0000, 0, 0, 0x10_0020), Buffer.alloc(64)]);
  const plan = await planBoot({ image, commandLine: '', memoryBytes: MEMORY });
  assert.deepEqual([segment(plan, 'kernel').bytes.length, segment(plan, 'kernel').memSize], [96, 96]);
});

test('the header is found on 4-byte boundaries of the first 8192 bytes only', () => {
  const at = (offset: number) => Buffer.concat([Buffer.alloc(offset), header(0)]);
  assert.equal(findMultibootHeader(at(0)), 0);
  assert.equal(findMultibootHeader(at(8180)), 8180);
  assert.equal(findMultibootHeader(at(8184)), undefined);
  assert.equal(findMultibootHeader(at(6)), undefined);
  const broken = header(0);
  broken[8]! ^= 1;
  assert.equal(findMultibootHeader(broken), undefined);
});

const fields = (...values: number[]) => Buffer.concat([header(0x1_0000, ...values), Buffer.alloc(64)]);
// biome-ignore format: a table
const REFUSED: readonly [string, Buffer, RegExp][] = [
  ['an unknown demand',           Buffer.concat([header(0x8), Buffer.alloc(64)]),                  /demands features 0x8/],
  ['no ELF, no addresses',        Buffer.concat([header(0), Buffer.alloc(64)]),                    /not ELF/],
  ['a load address behind',       fields(0x10_0000, 0x10_0004, 0, 0, 0x10_0010),                   /does not fit the header/],
  ['a load address far before',   fields(0x20_0000, 0x10_0000, 0, 0, 0x10_0010),                   /does not fit the header/],
  ['more than the file has',      fields(0x10_0000, 0x10_0000, 0x20_0000, 0, 0x10_0010),           /truncated/],
  ['an end before the start',     fields(0x10_0000, 0x10_0000, 0xf_0000, 0, 0x10_0010),            /load end address/],
  ['bss before the end',          fields(0x10_0000, 0x10_0000, 0x10_0040, 0x10_0020, 0x10_0010),   /bss end address/],
  ['an entry outside',            fields(0x10_0000, 0x10_0000, 0x10_0040, 0, 0x10_0040),           /entry point 0x100040/],
  ['a header cut short',          header(0x1_0000),                                                /truncated/],
  ['a bss of 3 GiB',              fields(0x10_0000, 0x10_0000, 0x10_0040, 0xc000_0000, 0x10_0010), /outside the guest's memory/],
];
for (const [name, image, pattern] of REFUSED) {
  test(`refused: ${name}`, async () => {
    await assert.rejects(
      planBoot({ image, commandLine: '', memoryBytes: MEMORY }),
      (error) => error instanceof HvError && error.code === 'bad-image' && pattern.test(error.message),
    );
  });
}
