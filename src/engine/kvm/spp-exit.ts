/** What exits of a kernel with the sub-page patches say, put right. */
import { KVM_EXIT_SPP_CANDIDATES, KvmRunSpp } from '../../spec/kvm/spp-abi.ts';

const PAGE = 4096;

/** Whether an exit reason is that of a denied write; asked only where the patches were found. */
export function isSppExit(reason: number): boolean {
  return (KVM_EXIT_SPP_CANDIDATES as readonly number[]).includes(reason);
}

/** `addr` of the exit. @param run the run page */
export function sppExitAddress(run: DataView): number {
  return Number(run.getBigUint64(KvmRunSpp.at.addr, true));
}

/**
 * The guest-physical address behind an exit: its faulting address when the processor refused the write, but the number of
 * its frame when the kernel's emulator did.
 * @param pages guarded frames that the instruction writes to, which decide
 * @param isGuarded decides when the instruction is not known
 * @returns undefined when it is neither
 */
export function normalizeSppAddress(
  addr: number,
  pages: readonly number[],
  isGuarded: (gfn: number) => boolean,
): number | undefined {
  const gfn = Math.floor(addr / PAGE);
  if (pages.includes(gfn)) return addr;
  if (pages.includes(addr)) return addr * PAGE;
  if (isGuarded(gfn)) return addr;
  return isGuarded(addr) ? addr * PAGE : undefined;
}
