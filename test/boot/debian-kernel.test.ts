import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { planBoot } from '../../src/boot/image.ts';
import { cacheDirectory, fetchDebianGuest } from '../../src/cli/guest-kit/debian.ts';
import { readKernelSymbols } from '../../src/introspect/symbols/kernel-symbols.ts';

/**
 * The stock Debian kernel, when `npm start` has fetched it: these tests do not use the network.
 * Kernels change; what is asserted holds for every 6.x cloud kernel.
 */
const project = fileURLToPath(new URL('../../../', import.meta.url));
const guest = await fetchDebianGuest({ cache: cacheDirectory(project), report: () => {}, offline: true });
const skip = guest ? false : 'the Debian kernel is not in the cache (npm start fetches it)';

test('the stock Debian kernel: planned, and its symbols read from its own tables', { skip }, async () => {
  const image = new Uint8Array(await readFile(guest!.kernel));
  const initrd = new Uint8Array(1_000_000);
  const plan = await planBoot({ image, initrd, commandLine: 'console=ttyS0 nokaslr', memoryBytes: 0x1000_0000 });
  assert.equal(plan.kind, 'linux-bzimage');
  // CONFIG_PHYSICAL_START of Debian's configuration.
  assert.equal(plan.state.rip, 0x100_0000);

  const symbols = readKernelSymbols(plan.symbols!);
  assert.ok(symbols);
  assert.ok(symbols.table.size > 50_000);
  assert.equal(symbols.table.get('_text').address, 0xffff_ffff_8100_0000n);
  assert.equal(symbols.physicalAddress('_text').gpa, 0x100_0000);
  assert.equal(symbols.table.find('modprobe_path')?.size, 256);
  assert.equal(symbols.table.find('modules_disabled')?.size, 4);

  // Independent evidence that names and addresses belong together: what lies there in the file.
  const at = (gpa: number, length: number) => {
    const segment = plan.segments.find((s) => gpa >= s.gpa && gpa + length <= s.gpa + s.bytes.length)!;
    return Buffer.from(segment.bytes.subarray(gpa - segment.gpa, gpa - segment.gpa + length)).toString('latin1');
  };
  assert.equal(at(symbols.physicalAddress('modprobe_path').gpa, 15), '/sbin/modprobe\0');
  assert.equal(at(symbols.physicalAddress('poweroff_cmd').gpa, 15), '/sbin/poweroff\0');
  assert.equal(at(symbols.physicalAddress('core_pattern').gpa, 5), 'core\0');
  assert.match(at(symbols.physicalAddress('linux_banner').gpa, 14), /^Linux version $/);
  assert.throws(() => symbols.table.get('module_disabled'), /did you mean modules_disabled/);
  assert.throws(() => symbols.physicalAddress('cpu_number'), /per-CPU variable|not found/);
});

test('the stock Debian kernel does not fit into a guest of 32 MiB', { skip }, async () => {
  const image = new Uint8Array(await readFile(guest!.kernel));
  await assert.rejects(
    planBoot({ image, commandLine: '', memoryBytes: 0x200_0000 }),
    /^HvError: kernel: unpacks to \d+ bytes/,
  );
});

test('a stock Debian kernel cut short is refused, wherever it is cut', { skip }, async () => {
  const image = new Uint8Array(await readFile(guest!.kernel));
  for (const length of [512, 0x260, 0x5000, 1_000_000, image.length - 100_000]) {
    await assert.rejects(
      planBoot({ image: image.subarray(0, length), commandLine: '', memoryBytes: 0x1000_0000 }),
      /^HvError: (kernel: truncated|image: neither)/,
    );
  }
});
