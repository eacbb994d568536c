import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { planBoot } from '../../src/boot/image.ts';
import { cacheDirectory, fetchDebianGuest } from '../../src/cli/guest-kit/debian.ts';
import { buildInitramfs } from '../../src/cli/guest-kit/initramfs.ts';
import { elf32, elf64 } from '../support/boot-images.ts';
import { hasQemu, runOnQemu } from './qemu-machine.ts';

/** Boot plans, carried out by a machine that is not ours: what a plan says is then enough to start the image. */
const noQemu = hasQemu ? false : 'qemu-system-x86_64 is not installed';
const TIMEOUT_MS = 120_000;

/** Writes 0x10 to the debug-exit port when the comparison before left ZF set, else 1: QEMU ends with 0x21 or 3. */
const REPORT = [0x75, 0x04, 0xb0, 0x10, 0xe6, 0xf4, 0xb0, 0x01, 0xe6, 0xf4, 0xf4];
const MULTIBOOT_CODE = Buffer.from([
  ...Buffer.from('02b0ad1b03000000fb4f52e4', 'hex'),
  ...[0x3d, 0x02, 0xb0, 0xad, 0x2b], // cmp eax, 0x2badb002
  ...[0x75, 0x08], // jne to the report, ZF clear
  ...[0x8b, 0x43, 0x08], // mov eax, [ebx + 8]: mem_upper
  ...[0x3d, 0x00, 0x7c, 0x00, 0x00], // cmp eax, 31 MiB in KiB
  ...REPORT,
]);

for (const [name, image] of [
  ['ELF32', elf32(0x10_000c, [{ paddr: 0x10_0000n, bytes: MULTIBOOT_CODE }])],
  ['ELF64', elf64(0x10_000cn, [{ paddr: 0x10_0000n, bytes: MULTIBOOT_CODE }])],
] as const) {
  test(`multiboot ${name} finds magic number and memory size`, { skip: noQemu }, async () => {
    const plan = await planBoot({ image, commandLine: '', memoryBytes: 0x200_0000 });
    assert.equal((await runOnQemu(plan, 32, TIMEOUT_MS)).status, 0x21);
  });
}

// biome-ignore format: a table
const FLAT = [
  ['real',      0x7c00,    [0x66, 0x89, 0xe0, 0x66, 0x31, 0xc0]], // with operand-size prefixes: mov eax, esp; xor eax, eax
  ['protected', 0x10_0000, [0x39, 0xe4]],                         // cmp esp, esp
  ['long',      0x10_0000, [0x48, 0x39, 0xe4]],                   // cmp rsp, rsp: needs 64-bit mode
] as const;
for (const [mode, address, code] of FLAT) {
  test(`a flat binary runs in ${mode} mode`, { skip: noQemu }, async () => {
    const image = Uint8Array.from([...code, ...REPORT]);
    const plan = await planBoot({ image, commandLine: '', memoryBytes: 0x200_0000, flat: { address, mode } });
    assert.equal((await runOnQemu(plan, 32, TIMEOUT_MS)).status, 0x21);
  });
}

const project = fileURLToPath(new URL('../../../', import.meta.url));
const guest = await fetchDebianGuest({ cache: cacheDirectory(project), report: () => {}, offline: true });
const noKernel = noQemu || (guest ? false : 'the Debian kernel is not in the cache (npm start fetches it)');
for (const protocol of ['linux', 'pvh'] as const) {
  test(`the stock Debian kernel boots to a script, protocol ${protocol}`, { skip: noKernel }, async () => {
    const initrd = buildInitramfs({
      busybox: await readFile(guest!.busybox),
      greeting: 'user space is here',
      lines: ['cat /proc/cmdline', 'ls -l /dev/console', 'echo memory $(free | sed -n 2p)'],
    });
    const commandLine = 'console=ttyS0 panic=-1 nokaslr quiet cryptomgr.notests tag=of-this-test';
    const image = new Uint8Array(await readFile(guest!.kernel));
    const plan = await planBoot({ image, initrd, commandLine, memoryBytes: 0x1000_0000, protocol });
    const result = await runOnQemu(plan, 256, TIMEOUT_MS);
    assert.match(result.console, /^user space is here\r?$/m);
    assert.match(result.console, /tag=of-this-test/);
    assert.match(result.console, /crw------- .* 5, +1 .*\/dev\/console/);
    assert.match(result.console, /memory Mem: +2\d{5} /);
    assert.equal(result.status, 0);
  });
}
