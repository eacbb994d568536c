/** Where a processor has its copies of per-CPU variables. */
import type { KernelNames } from '../target/target-placement.ts';
import type { GuestView } from './guest-view.ts';

/**
 * The address of a processor's copy of a per-CPU variable; undefined until the kernel has given the processor its area. Areas come in
 * the order of the processors, all within one function. Linux, mm/percpu.c.
 * @param offset what the variable's symbol says: up to 6.14 bytes from the start of the area, from 6.15 on an address
 * @param cpu its number, the first one's unless told
 * @example perCpuAddress(view, kernel, kernel.table.get('current_task').address, 1)
 */
export function perCpuAddress(
  view: GuestView,
  kernel: KernelNames | undefined,
  offset: bigint,
  cpu = 0,
): bigint | undefined {
  if (kernel?.isLocated === false) return undefined;
  const table = kernel?.table.find('__per_cpu_offset');
  const area = table === undefined ? undefined : view.pointer(table.address + 8n * BigInt(cpu));
  // Before the areas are set up, the table points into the image, at what they are copied from.
  const load = kernel?.table.find('__per_cpu_load');
  if (area === undefined || area < 0xffff_8000_0000_0000n || area === load?.address) return undefined;
  return BigInt.asUintN(64, area + offset);
}
