import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bzImage, elf32, elf64, elfNote, withSize } from '../../test/support/boot-images.ts';
import { HvError } from '../base/error.ts';
import { planBoot } from './image.ts';
import type { BootPlan } from './plan.ts';

const MEMORY = 0x400_0000;
const LINUX_NOTE = { paddr: 0n, bytes: elfNote('Linux', 0x101, Uint8Array.of(1)), type: 4 };
const PVH_NOTE = { paddr: 0n, bytes: elfNote('Xen', 18, Uint8Array.of(0x50, 0x09, 0x00, 0x01)), type: 4 };
const VMLINUX = elf64(0x100_0000n, [
  { vaddr: 0xffff_ffff_8100_0000n, paddr: 0x100_0000n, bytes: new Uint8Array(0x1000).fill(0xcc), memSize: 0x20_0000 },
  LINUX_NOTE,
  PVH_NOTE,
]);

function segment(plan: BootPlan, what: string) {
  const found = plan.segments.find((candidate) => candidate.what === what);
  assert.ok(found, `a segment ${what}`);
  return found;
}
const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
/** An LZ4 block of literals only: no packing tool is needed to wrap a kernel. */
function stored(bytes: Uint8Array): Uint8Array {
  const lengths = [];
  let rest = bytes.length - 15;
  for (; rest >= 255; rest -= 255) lengths.push(255);
  const block = Buffer.concat([Buffer.from([0xf0, ...lengths, rest]), bytes]);
  const head = Buffer.from([0x02, 0x21, 0x4c, 0x18, 0, 0, 0, 0]);
  head.writeUInt32LE(block.length, 4);
  return withSize(Buffer.concat([head, block]), bytes.length);
}

test('a vmlinux is entered in 64-bit mode with boot_params in RSI', async () => {
  const plan = await planBoot({ image: VMLINUX, commandLine: 'quiet', memoryBytes: MEMORY });
  assert.equal(plan.kind, 'linux-elf');
  const { state } = plan;
  assert.equal(state.mode, 'long');
  assert.equal(state.rip, 0x100_0000);
  assert.equal(state.rflags, 2);
  // CR0: PG, ET, PE. CR4: PAE. EFER: LMA, LME.
  assert.deepEqual([state.cr0, state.cr4, state.efer], [0x8000_0011, 0x20, 0x500]);
  // boot.rst: __BOOT_CS 0x10 execute/read, __BOOT_DS 0x18 read/write, flat.
  assert.deepEqual(state.segments.cs, { selector: 0x10, base: 0, limit: 0xffff_ffff, attributes: 0xa09b });
  for (const name of ['ds', 'es', 'ss'] as const) {
    assert.deepEqual(state.segments[name], { selector: 0x18, base: 0, limit: 0xffff_ffff, attributes: 0xc093 });
  }
  assert.equal(segment(plan, 'kernel segment 0').gpa, 0x100_0000);
  assert.equal(segment(plan, 'kernel segment 0').memSize, 0x20_0000);

  const params = segment(plan, 'boot_params');
  assert.equal(state.registers.rsi, params.gpa);
  const zeroPage = view(params.bytes);
  assert.equal(zeroPage.getUint16(0x1fe, true), 0xaa55);
  assert.equal(Buffer.from(params.bytes.subarray(0x202, 0x206)).toString(), 'HdrS');
  assert.equal(zeroPage.getUint8(0x210), 0xff);
  const commandLine = segment(plan, 'command line');
  assert.equal(zeroPage.getUint32(0x228, true), commandLine.gpa);
  assert.equal(Buffer.from(commandLine.bytes).toString(), 'quiet\0');
  assert.equal(zeroPage.getUint8(0x1e8), 4);
  // The last entry: RAM from 1 MiB to the end.
  assert.equal(zeroPage.getBigUint64(0x2d0 + 60, true), 0x10_0000n);
  assert.equal(zeroPage.getBigUint64(0x2d0 + 68, true), 0x3f0_0000n);
  assert.equal(zeroPage.getUint32(0x2d0 + 76, true), 1);
  assert.equal(plan.symbols, VMLINUX);
});

test('the boot GDT and page tables are what the state says', async () => {
  const plan = await planBoot({ image: VMLINUX, commandLine: '', memoryBytes: MEMORY });
  const gdt = segment(plan, 'boot GDT');
  assert.equal(plan.state.gdt.base, gdt.gpa);
  assert.ok(plan.state.gdt.limit < gdt.bytes.length);
  assert.equal(view(gdt.bytes).getBigUint64(0x10, true), 0x00af_9b00_0000_ffffn);
  assert.equal(view(gdt.bytes).getBigUint64(0x18, true), 0x00cf_9300_0000_ffffn);
  const tables = segment(plan, 'boot page tables');
  assert.equal(plan.state.cr3, tables.gpa);
  const entries = view(tables.bytes);
  // A walk for 0xc123_4567: PML4[0], PDPT[3], PD[9] maps 0xc120_0000 with a 2 MiB page.
  const pdpt = Number(entries.getBigUint64(0, true)) - 3 - tables.gpa;
  const directory = Number(entries.getBigUint64(pdpt + 3 * 8, true)) - 3 - tables.gpa;
  assert.equal(entries.getBigUint64(directory + 9 * 8, true), 0xc120_0083n);
  assert.equal(entries.getBigUint64(directory + 511 * 8, true), 0xffe0_0083n);
});

test('the initrd goes to the top of memory, by whole pages, below initrd_addr_max', async () => {
  const initrd = new Uint8Array(5000).fill(7);
  const plan = await planBoot({ image: VMLINUX, initrd, commandLine: '', memoryBytes: MEMORY });
  const placed = segment(plan, 'initrd');
  assert.equal(placed.gpa, 0x3ff_e000);
  const zeroPage = view(segment(plan, 'boot_params').bytes);
  assert.equal(zeroPage.getUint32(0x218, true), 0x3ff_e000);
  assert.equal(zeroPage.getUint32(0x21c, true), 5000);

  const low = bzImage(stored(VMLINUX));
  view(low).setUint32(0x22c, 0x1ff_ffff, true);
  const limited = await planBoot({ image: low, initrd, commandLine: '', memoryBytes: MEMORY });
  assert.equal(segment(limited, 'initrd').gpa, 0x1ff_e000);
});

test('the initrd makes room for ACPI tables at the top of memory', async () => {
  const acpi = { bytes: new Uint8Array(0x1000), address: 0x3ff_f000, rsdpAddress: 0x3ff_f010 };
  const plan = await planBoot({
    image: VMLINUX,
    initrd: new Uint8Array(5000),
    commandLine: '',
    memoryBytes: MEMORY,
    acpi,
  });
  assert.equal(segment(plan, 'initrd').gpa, 0x3ff_d000);
  assert.equal(view(segment(plan, 'boot_params').bytes).getBigUint64(0x70, true), 0x3ff_f010n);
  assert.deepEqual(plan.memoryMap.at(-1), { gpa: 0x3ff_f000, size: 0x1000, type: 'acpi' });
});

test('a bzImage: the kernel is unpacked, its setup header copied and filled in', async () => {
  const image = bzImage(stored(VMLINUX));
  const plan = await planBoot({ image, commandLine: 'a b', memoryBytes: MEMORY });
  assert.equal(plan.kind, 'linux-bzimage');
  assert.equal(plan.state.rip, 0x100_0000);
  assert.deepEqual(Buffer.from(plan.symbols!), Buffer.from(VMLINUX));
  const zeroPage = view(segment(plan, 'boot_params').bytes);
  assert.equal(zeroPage.getUint8(0x1f1), 1);
  assert.equal(zeroPage.getUint16(0x206, true), 0x20f);
  assert.equal(zeroPage.getUint32(0x238, true), 2047);
  // type_of_loader set; KASLR_FLAG and CAN_USE_HEAP clear, LOADED_HIGH set; no initrd although the file had an address.
  assert.equal(zeroPage.getUint8(0x210), 0xff);
  assert.equal(zeroPage.getUint8(0x211), 0x01);
  assert.equal(zeroPage.getUint32(0x218, true), 0);
  // Behind the header (0x202 + 0x6a) nothing of the file is copied.
  assert.equal(zeroPage.getUint32(0x26c, true), 0);
});

test('PVH on demand: 32-bit entry of the note, start information in EBX', async () => {
  const plan = await planBoot({
    image: VMLINUX,
    initrd: new Uint8Array(100),
    commandLine: 'x=1',
    memoryBytes: MEMORY,
    protocol: 'pvh',
    acpi: { bytes: new Uint8Array(64), address: 0xe_0000 },
  });
  assert.equal(plan.kind, 'pvh');
  assert.equal(plan.state.mode, 'protected');
  assert.equal(plan.state.rip, 0x100_0950);
  assert.deepEqual([plan.state.cr0, plan.state.cr4, plan.state.efer], [0x11, 0, 0]);
  const info = segment(plan, 'start information');
  assert.equal(plan.state.registers.rbx, info.gpa);
  const start = view(info.bytes);
  assert.equal(start.getUint32(0, true), 0x336e_c578);
  assert.equal(start.getUint32(4, true), 1);
  assert.equal(start.getUint32(12, true), 1);
  const modules = Number(start.getBigUint64(16, true)) - info.gpa;
  assert.equal(start.getBigUint64(modules, true), BigInt(segment(plan, 'initrd').gpa));
  assert.equal(start.getBigUint64(modules + 8, true), 100n);
  assert.equal(start.getBigUint64(24, true), BigInt(segment(plan, 'command line').gpa));
  assert.equal(start.getBigUint64(32, true), 0xe_0000n);
  const map = Number(start.getBigUint64(40, true)) - info.gpa;
  assert.equal(start.getUint32(48, true), 4);
  assert.equal(start.getBigUint64(map + 3 * 24, true), 0x10_0000n);
  assert.equal(start.getBigUint64(map + 3 * 24 + 8, true), 0x3f0_0000n);
  assert.equal(start.getUint32(map + 3 * 24 + 16, true), 1);
});

test('an ELF file that is not Linux: PVH where it has the note, else its 64-bit entry', async () => {
  const code = { paddr: 0x20_0000n, bytes: new Uint8Array(16) };
  const pvh = await planBoot({ image: elf64(0x20_0000n, [code, PVH_NOTE]), commandLine: '', memoryBytes: MEMORY });
  assert.equal(pvh.kind, 'pvh');
  const plain = await planBoot({ image: elf64(0x20_0004n, [code]), commandLine: '', memoryBytes: MEMORY });
  assert.equal(plain.kind, 'elf');
  assert.equal(plain.state.mode, 'long');
  assert.equal(plain.state.rip, 0x20_0004);
});

test('tables go elsewhere when the image lies where they usually are', async () => {
  const image = elf64(0x1000n, [{ paddr: 0x1000n, bytes: new Uint8Array(0x8000) }]);
  const plan = await planBoot({ image, commandLine: '', memoryBytes: MEMORY });
  assert.equal(segment(plan, 'boot_params').gpa, 0x9000);
  assert.equal(segment(plan, 'boot page tables').gpa, 0xa000);
  assert.equal(plan.state.cr3, 0xa000);
});

const kernelAt = (paddr: bigint, memSize = 16) =>
  elf64(paddr, [{ paddr, bytes: new Uint8Array(16), memSize }, LINUX_NOTE]);
const TWO_AT_ONE_PLACE = elf64(0x100_0000n, [
  { paddr: 0x100_0000n, bytes: new Uint8Array(0x2000) },
  { paddr: 0x100_1000n, bytes: new Uint8Array(16) },
  LINUX_NOTE,
]);
const input = { commandLine: '', memoryBytes: MEMORY };

// biome-ignore format: a table
const REFUSED: readonly [string, Parameters<typeof planBoot>[0], HvError['code'], RegExp][] = [
  ['segments that overlap',       { ...input, image: TWO_AT_ONE_PLACE }, 'bad-image',
    /kernel segment 0 \(0x1000000..0x1001fff\) and kernel segment 1 \(0x1001000..0x100100f\) overlap/],
  ['a kernel outside of memory',  { ...input, image: kernelAt(0x400_0000n) }, 'bad-image', /kernel segment 0: 0x4000000..0x400000f is outside/],
  ['a kernel that reaches out',   { ...input, image: kernelAt(0x100_0000n, 0x400_0000) }, 'bad-image', /outside the guest's memory/],
  ['a kernel in the device hole', { ...input, image: kernelAt(0xfee0_0000n) }, 'bad-image', /outside the guest's memory/],
  ['a kernel over ACPI tables',   { ...input, image: kernelAt(0x100_0000n), acpi: { address: 0x100_0000, bytes: new Uint8Array(1) } }, 'bad-image', /ACPI tables .* and kernel segment 0 .* overlap/],
  ['an initrd larger than memory', { ...input, image: VMLINUX, initrd: new Uint8Array(MEMORY) }, 'bad-image', /initrd: 67108864 bytes do not fit into 64 MiB/],
  ['an initrd with no room left', { ...input, image: VMLINUX, initrd: new Uint8Array(0x300_0000) }, 'bad-image', /initrd: .* do not fit/],
  ['a command line of 2048 bytes', { ...input, image: VMLINUX, commandLine: 'x'.repeat(2048) }, 'invalid-argument', /command line: 2048 bytes, the kernel takes 2047/],
  ['a zero in the command line',  { ...input, image: VMLINUX, commandLine: 'a\0b' }, 'invalid-argument', /zero byte/],
  ['PVH without the note',        { ...input, image: elf64(0n, [{ paddr: 0n, bytes: new Uint8Array(1) }]), protocol: 'pvh' }, 'bad-image', /without a PVH entry note/],
  ['a 32-bit kernel',             { ...input, image: elf32(0x10_0000, [{ paddr: 0x10_0000n, bytes: new Uint8Array(4) }]) }, 'bad-image', /only be started by multiboot or PVH/],
  ['something else',              { ...input, image: new Uint8Array(4096) }, 'bad-image', /neither a bzImage nor an ELF file/],
  ['an empty file',               { ...input, image: new Uint8Array(0) }, 'bad-image', /empty file/],
  ['multiboot without a header',  { ...input, image: VMLINUX, protocol: 'multiboot' }, 'bad-image', /no multiboot header/],
  ['memory that is no page',      { ...input, image: VMLINUX, memoryBytes: 1_000_000_001 }, 'invalid-argument', /multiple of 4096/],
];
test('a command line of 2047 bytes, the longest one', async () => {
  const plan = await planBoot({ ...input, image: VMLINUX, commandLine: 'x'.repeat(2047) });
  assert.equal(segment(plan, 'command line').bytes.length, 2048);
});

for (const [name, options, code, pattern] of REFUSED) {
  test(`refused: ${name}`, async () => {
    await assert.rejects(
      planBoot(options),
      (error) =>
        error instanceof HvError && error.code === code && pattern.test(error.message) && !error.message.includes('\n'),
    );
  });
}
