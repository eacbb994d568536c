/** First address of the upper half of the canonical address space, where kernels are linked. */
const UPPER_HALF = 0xffff_8000_0000_0000n;

/** Where a part of an image is linked and where it is loaded. */
export interface LoadedPart {
  readonly vaddr: bigint;
  readonly paddr: bigint;
  /** Bytes in memory. */
  readonly memSize: number;
}

/**
 * The guest-physical address of a link-time virtual address, from the program headers alone: the guest need not run.
 *
 * True for a kernel that runs where it was linked (Linux with `nokaslr`, or started by this package, which does not
 * relocate), and for what is in the image; not for addresses that are mapped later (vmalloc, modules, per-CPU copies).
 * A segment linked at 0 in a kernel that is linked high holds the initial values of per-CPU variables; its addresses are
 * offsets and have no translation.
 * @param parts the loadable segments
 * @returns undefined when none contains the address
 * @example physicalOf(loadedParts(elf), 0xffff_ffff_8100_0000n) // 0x100_0000
 */
export function physicalOf(parts: readonly LoadedPart[], address: bigint): number | undefined {
  const isLinkedHigh = parts.some((part) => part.vaddr >= UPPER_HALF);
  for (const part of parts) {
    if (isLinkedHigh && part.vaddr < UPPER_HALF) continue;
    const offset = address - part.vaddr;
    if (offset >= 0n && offset < BigInt(part.memSize)) {
      const physical = part.paddr + offset;
      return physical < 1n << 48n ? Number(physical) : undefined;
    }
  }
  return undefined;
}
