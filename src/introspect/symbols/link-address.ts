import { type Elf, PT_LOAD } from '../../boot/elf.ts';

/** First address of the upper half of the canonical address space, where kernels are linked. */
const UPPER_HALF = 0xffff_8000_0000_0000n;

/**
 * The guest-physical address of a link-time virtual address, from the program headers alone: the guest need not run.
 *
 * True for a kernel that runs where it was linked (Linux with `nokaslr`, or started by this package, which does not
 * relocate), and for what is in the image; not for addresses that are mapped later (vmalloc, modules, per-CPU copies).
 * A segment linked at 0 in a kernel that is linked high holds the initial values of per-CPU variables; its addresses are
 * offsets and have no translation.
 * @returns undefined when no loadable segment contains the address
 * @example physicalOf(readElf(plan.symbols, 'kernel'), 0xffff_ffff_8100_0000n) // 0x100_0000
 */
export function physicalOf(elf: Elf, address: bigint): number | undefined {
  const loads = elf.segments.filter((segment) => segment.type === PT_LOAD);
  const isLinkedHigh = loads.some((segment) => segment.vaddr >= UPPER_HALF);
  for (const segment of loads) {
    if (isLinkedHigh && segment.vaddr < UPPER_HALF) continue;
    const offset = address - segment.vaddr;
    if (offset >= 0n && offset < BigInt(segment.memSize)) {
      const physical = segment.paddr + offset;
      return physical < 1n << 48n ? Number(physical) : undefined;
    }
  }
  return undefined;
}
