/**
 * Symbols and types of a kernel as one row of bytes, for caches: what readKernelSymbols() finds in a second comes back
 * from them in a few milliseconds.
 *
 *     "SUBPSYM1"   then blocks: u32 length, u32 zero, bytes, zeros up to a multiple of 8
 *     blocks       loaded parts (3 u64 each), names, name starts, types, addresses, sizes, BTF, banner; empty: there is none
 *
 * Little-endian. Nothing in the bytes is trusted: what does not fit together is as no bytes at all.
 */
import { HvError } from '../../base/error.ts';
import { Btf } from '../btf/btf.ts';
import { KernelSymbols } from './kernel-symbols.ts';
import type { LoadedPart } from './link-address.ts';
import { SymbolTable } from './symbol-table.ts';

const MAGIC = Uint8Array.from('SUBPSYM1', (letter) => letter.charCodeAt(0));
const BLOCKS = 8;
const PART_BYTES = 24;

/** @example writeFileSync(path, encodeKernelTables(symbols)) */
export function encodeKernelTables(kernel: KernelSymbols): Uint8Array {
  const { names, nameStarts, types, addresses, sizes } = kernel.table.columns;
  const parts = new BigUint64Array(
    kernel.loaded.flatMap(({ vaddr, paddr, memSize }) => [vaddr, paddr, BigInt(memSize)]),
  );
  const empty = new Uint8Array(0);
  const [btf, banner] = [kernel.types?.bytes ?? empty, kernel.banner ?? empty];
  const columns = [parts, names, nameStarts, types, addresses, sizes ?? empty, btf, banner];
  const blocks = columns.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength));
  const bytes = new Uint8Array(MAGIC.length + blocks.reduce((sum, block) => sum + 8 + padded(block.length), 0));
  const view = new DataView(bytes.buffer);
  bytes.set(MAGIC);
  let at = MAGIC.length;
  for (const block of blocks) {
    view.setUint32(at, block.length, true);
    bytes.set(block, at + 8);
    at += 8 + padded(block.length);
  }
  return bytes;
}

/**
 * @returns undefined for bytes of another version, damaged ones, and whatever else is not what encodeKernelTables() gives.
 * Without the image there are no unwind tables.
 */
export function decodeKernelTables(bytes: Uint8Array): KernelSymbols | undefined {
  // Views of wider numbers need an aligned start.
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes);
  const blocks = blocksOf(aligned);
  if (blocks === undefined) return undefined;
  const [parts, names, starts, types, places, lengths, btf, banner] = blocks;
  const count = types.length;
  if (parts.length % PART_BYTES !== 0 || starts.length !== (count + 1) * 4 || places.length !== count * 8)
    return undefined;
  if (lengths.length !== 0 && lengths.length !== count * 4) return undefined;
  const nameStarts = new Uint32Array(starts.buffer, starts.byteOffset, count + 1);
  const addresses = new BigUint64Array(places.buffer, places.byteOffset, count);
  if (nameStarts[0] !== 0 || nameStarts[count] !== names.length) return undefined;
  if (!isAscending(nameStarts, 1) || !isAscending(words(places), 2)) return undefined;
  const sizes = lengths.length === 0 ? undefined : new Uint32Array(lengths.buffer, lengths.byteOffset, count);
  let kernelTypes: Btf | undefined;
  try {
    if (btf.length > 0) kernelTypes = new Btf(btf);
  } catch (error) {
    if (!(error instanceof HvError)) throw error;
    return undefined;
  }
  return new KernelSymbols({
    table: new SymbolTable({ names, nameStarts, types, addresses, sizes }),
    loaded: loadedParts(parts),
    types: () => kernelTypes,
    ...(banner.length > 0 ? { banner: () => banner } : {}),
  });
}

/** The blocks of the file; undefined when they are not as many and as long as they say. */
function blocksOf(bytes: Uint8Array): Uint8Array[] | undefined {
  if (!MAGIC.every((byte, i) => bytes[i] === byte)) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const blocks: Uint8Array[] = [];
  let at = MAGIC.length;
  for (let i = 0; i < BLOCKS; i++) {
    if (at + 8 > bytes.length) return undefined;
    const length = view.getUint32(at, true);
    if (view.getUint32(at + 4, true) !== 0 || at + 8 + padded(length) > bytes.length) return undefined;
    blocks.push(bytes.subarray(at + 8, at + 8 + length));
    at += 8 + padded(length);
  }
  return at === bytes.length ? blocks : undefined;
}

function loadedParts(bytes: Uint8Array): LoadedPart[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / PART_BYTES }, (_, i) => ({
    vaddr: view.getBigUint64(i * PART_BYTES, true),
    paddr: view.getBigUint64(i * PART_BYTES + 8, true),
    memSize: Number(view.getBigUint64(i * PART_BYTES + 16, true)),
  }));
}

/** @param width words of each value, the low one first; a bigint for each would take most of the time of reading */
function isAscending(values: Uint32Array, width: 1 | 2): boolean {
  for (let at = width; at < values.length; at += width) {
    const high = at + width - 1;
    if (values[high] < values[high - width]) return false;
    if (width === 2 && values[high] === values[high - 2] && values[at] < values[at - 2]) return false;
  }
  return true;
}

function words(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}

function padded(length: number): number {
  return Math.ceil(length / 8) * 8;
}
