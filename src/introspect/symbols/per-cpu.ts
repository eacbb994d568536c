/** Which symbols are those of per-CPU variables. */
import type { SymbolTable } from './symbol-table.ts';

/** First address of the upper half of the canonical address space. */
const UPPER_HALF = 0xffff_8000_0000_0000n;

/**
 * Whether an address of the table belongs to a per-CPU variable: not to memory, but to a place in each processor's area.
 *
 * Up to 6.14 such variables are linked at 0, from 6.15 on within the image, where their initial values are; Linux,
 * arch/x86/kernel/vmlinux.lds.S. In a table without the bounds of that section, low values
 * count, if the kernel is linked high.
 */
export function isPerCpu(table: SymbolTable, address: bigint): boolean {
  const start = table.find('__per_cpu_start')?.address;
  const end = table.find('__per_cpu_end')?.address;
  if (start !== undefined && end !== undefined) return address >= start && address < end;
  return table.isLinkedHigh && address < UPPER_HALF;
}
