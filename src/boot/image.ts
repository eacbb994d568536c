import { HvError } from '../base/error.ts';
import { findPvhEntry, isElf, readElf } from './elf.ts';
import { type FlatOptions, planFlat } from './flat.ts';
import { isLinux, planBzImage, planLinux, planPvh } from './linux.ts';
import { checkMemoryBytes } from './memory-map.ts';
import { findMultibootHeader, planMultiboot } from './multiboot.ts';
import { extractPayload, isBzImage, KERNEL_MAXIMUM } from './payload.ts';
import type { BootInput, BootPlan } from './plan.ts';

/**
 * Ways to start an image. `bzimage`: by the code that comes with it, which unpacks the kernel in the guest and moves it
 * (KASLR) unless the command line says `nokaslr`.
 */
export const BOOT_PROTOCOLS = ['auto', 'linux', 'bzimage', 'pvh', 'multiboot'] as const;
/** How an image is started: `auto`, by what it is. */
export type BootProtocol = (typeof BOOT_PROTOCOLS)[number];

/** What planBoot() takes: the files and, where the image leaves a choice, which way to start it. */
export interface BootOptions extends BootInput {
  /** Treat the image as a flat binary, whatever it looks like. */
  readonly flat?: FlatOptions;
  /** The protocol for images that offer several. `auto`, the default: see planBoot(). */
  readonly protocol?: BootProtocol;
}

/**
 * Finds out what an image is and works out how to start it. Touches no VM: the plan is a plain value.
 *
 * - a flat binary, when `flat` is given;
 * - a Linux bzImage: its kernel is unpacked here, then started as an ELF file; or by its own start code with `bzimage`;
 * - an image with a multiboot 1 header (ELF of 32 or 64 bits, or with address fields);
 * - a Linux kernel as an ELF file: 64-bit entry with boot_params, or PVH when `protocol` says so;
 * - another ELF file with a PVH note: PVH;
 * - another 64-bit ELF file: entered in 64-bit mode at its entry point, as if it were a Linux kernel.
 * @throws HvError `bad-image` with one line that names what is wrong with which input; `unsupported`;
 * `invalid-argument` for memory sizes, addresses, protocols and command lines
 * @example const plan = await planBoot({ image, commandLine: 'console=ttyS0', memoryBytes: 0x1000_0000 });
 */
export async function planBoot(options: BootOptions): Promise<BootPlan> {
  const { image, flat, protocol = 'auto' } = options;
  checkMemoryBytes(options.memoryBytes);
  if (flat) return planFlat(options, flat);
  if (!BOOT_PROTOCOLS.includes(protocol)) {
    throw new HvError('invalid-argument', `protocol: expected ${BOOT_PROTOCOLS.join(', ')}, got ${String(protocol)}`);
  }
  if (image.length === 0) throw new HvError('bad-image', 'image: empty file');
  if (isBzImage(image)) {
    const maximum = Math.min(KERNEL_MAXIMUM, options.memoryBytes);
    const kernel = readElf(await extractPayload(image, maximum), 'kernel');
    if (protocol === 'multiboot') throw new HvError('bad-image', 'image: a bzImage has no multiboot header');
    if (protocol === 'bzimage') return planBzImage(image, kernel, options);
    return protocol === 'pvh' ? planPvh(kernel, options) : planLinux(kernel, 'linux-bzimage', options, image);
  }
  if (protocol === 'bzimage') throw new HvError('bad-image', 'image: not a bzImage');
  const header = protocol === 'auto' || protocol === 'multiboot' ? findMultibootHeader(image) : undefined;
  if (header !== undefined) return planMultiboot(options, header);
  if (protocol === 'multiboot') throw new HvError('bad-image', 'image: no multiboot header in the first 8192 bytes');
  if (!isElf(image)) {
    throw new HvError('bad-image', 'image: neither a bzImage nor an ELF file nor a multiboot image');
  }
  const elf = readElf(image, 'kernel');
  if (protocol === 'pvh') return planPvh(elf, options);
  if (isLinux(elf)) return planLinux(elf, 'linux-elf', options);
  if (protocol === 'auto' && findPvhEntry(elf) !== undefined) return planPvh(elf, options);
  return planLinux(elf, 'elf', options);
}
