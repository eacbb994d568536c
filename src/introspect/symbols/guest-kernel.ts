/** Symbols and types of a kernel that runs, out of the guest's memory alone: no image is needed. */
import type { GuestMemory } from '../../memory/guest-memory.ts';
import type { Btf } from '../btf/btf.ts';
import { findTypes } from '../btf/kernel-types.ts';
import { type GuestSource, GuestView } from '../objects/guest-view.ts';
import type { KernelNames } from '../target/target-placement.ts';
import { findKallsyms } from './kallsyms.ts';
import { SymbolTable } from './symbol-table.ts';

/** Memory that is looked at in one piece. The tables of a kernel lie together in its read-only data, in some 20 MiB. */
const WINDOW = 64 << 20;
const STEP = 32 << 20;
const CHUNK = 1 << 20;
const IMAGE_START = 0xffff_ffff_8000_0000n;
const IMAGE_BYTES = 1n << 30n;
const LARGE_PAGE = 2n << 20n;

/** A kernel found in memory. Addresses are those that it runs at, KASLR included. */
export class GuestKernel implements KernelNames {
  readonly table: SymbolTable;
  readonly types: Btf | undefined;
  readonly #source: GuestSource;

  constructor(table: SymbolTable, types: Btf | undefined, source: GuestSource) {
    this.table = table;
    this.types = types;
    this.#source = source;
  }

  /** Through the page tables of the moment. */
  physicalOf(address: bigint): number | undefined {
    return new GuestView(this.#source).physical(address);
  }
}

/**
 * Search guest memory for a kernel's tables.
 * @param source with the page tables that physicalOf() goes through
 * @param memory where to search
 * @param ranges guest-physical memory; searched in windows of 64 MiB, so that this much is held at a time
 * @returns undefined when there are no kallsyms; `types` is undefined when only the types are missing
 * @example findGuestKernel({ memory: vm.memory, paging: vm.vcpus[0].paging }, vm.memory, [{ gpa: 0, size: 256 << 20 }])
 */
export function findGuestKernel(
  source: GuestSource,
  memory: Pick<GuestMemory, 'hasRange' | 'readInto'>,
  ranges: readonly { readonly gpa: number; readonly size: number }[],
): GuestKernel | undefined {
  let symbols: ReturnType<typeof findKallsyms>;
  let types: Btf | undefined;
  for (const { gpa, size } of ranges) {
    for (let at = 0; at < size && (symbols === undefined || types === undefined); at += STEP) {
      const bytes = copyOf(memory, gpa + at, Math.min(WINDOW, size - at));
      symbols ??= findKallsyms(bytes, (offset) => findImageAddress(source, gpa + at + offset));
      types ??= findTypes(bytes);
      if (at + WINDOW >= size) break;
    }
  }
  return symbols && new GuestKernel(new SymbolTable(symbols), types, source);
}

/**
 * The linear address that a kernel's image has a byte of memory at. Linux, Documentation/arch/x86/x86_64/mm.rst: the image
 * is mapped in pages of 2 MiB within the 1 GiB from 0xffff_ffff_8000_0000 on.
 */
function findImageAddress(source: GuestSource, gpa: number): bigint | undefined {
  const view = new GuestView(source);
  const within = BigInt(gpa % Number(LARGE_PAGE));
  for (let page = 0n; page < IMAGE_BYTES; page += LARGE_PAGE) {
    const address = IMAGE_START + page + within;
    if (view.physical(address) === gpa) return address;
  }
  return undefined;
}

/** Zeros where no memory is. */
function copyOf(memory: Pick<GuestMemory, 'hasRange' | 'readInto'>, gpa: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += CHUNK) {
    const piece = Math.min(CHUNK, length - at);
    if (memory.hasRange(gpa + at, piece)) memory.readInto(gpa + at, bytes.subarray(at, at + piece));
  }
  return bytes;
}
