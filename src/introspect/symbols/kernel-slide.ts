/**
 * How far a running kernel is from where it was linked (KASLR), out of the guest's own state.
 *
 * The interrupt descriptor table holds addresses of handlers whose symbols are known. INTEL SDM Vol. 3A, "64-Bit Mode
 * IDT" for the gates; Linux, arch/x86/kernel/idt.c for who handles what.
 */
import type { GuestView } from '../objects/guest-view.ts';
import type { SymbolTable } from './symbol-table.ts';

/** Vectors, and their handlers from 5.8 on and before. */
const HANDLERS: readonly (readonly [vector: number, ...names: string[]])[] = [
  [0, 'asm_exc_divide_error', 'divide_error'],
  [6, 'asm_exc_invalid_op', 'invalid_op'],
  [13, 'asm_exc_general_protection', 'general_protection'],
  [14, 'asm_exc_page_fault', 'page_fault', 'async_page_fault'],
];
const GATE_BYTES = 16;
/** Kernels are moved by multiples of CONFIG_PHYSICAL_ALIGN, at least 2 MiB, within 1 GiB. */
const SLIDE_STEP = 0x20_0000n;
const SLIDE_LIMIT = 1n << 30n;
/** Gates that have to agree. */
const AGREEING = 2;

/**
 * @param table symbols at their link-time addresses
 * @param idtBase base of the interrupt descriptor table (IDTR)
 * @returns what to add to link-time addresses; undefined while the guest has no table that fits these symbols, which is
 * also so for another kernel
 * @example findKernelSlide(symbols.table, vm.vcpus[0].getRegisters().idtr.base, view)
 */
export function findKernelSlide(table: SymbolTable, idtBase: bigint, view: GuestView): bigint | undefined {
  const votes = new Map<bigint, number>();
  for (const [vector, ...names] of HANDLERS) {
    const handler = gateTarget(view, idtBase + BigInt(vector * GATE_BYTES));
    if (handler === undefined) continue;
    const slides = new Set<bigint>();
    for (const name of names) {
      const symbol = table.find(name);
      if (symbol !== undefined) slides.add(handler - symbol.address);
    }
    for (const slide of slides) votes.set(slide, (votes.get(slide) ?? 0) + 1);
  }
  for (const [slide, count] of votes) {
    const distance = slide < 0n ? -slide : slide;
    if (count < AGREEING || slide % SLIDE_STEP !== 0n || distance >= SLIDE_LIMIT) continue;
    if (hasBanner(table, slide, view)) return slide;
  }
  return undefined;
}

/** The address in an interrupt gate that is present. */
function gateTarget(view: GuestView, gva: bigint): bigint | undefined {
  const low = view.pointer(gva);
  const high = view.u32(gva + 8n);
  if (low === undefined || high === undefined || ((low >> 47n) & 1n) === 0n) return undefined;
  return (low & 0xffffn) | (((low >> 48n) & 0xffffn) << 16n) | (BigInt(high) << 32n);
}

/** A kernel without the symbol is believed; one whose text is not there is another kernel. */
function hasBanner(table: SymbolTable, slide: bigint, view: GuestView): boolean {
  const banner = table.find('linux_banner');
  return banner === undefined || view.text(banner.address + slide, 14) === 'Linux version ';
}
