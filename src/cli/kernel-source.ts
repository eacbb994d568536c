/** Where the symbols and types of a guest's kernel come from: its image, a cache, or a file with symbols. */
import { statSync } from 'node:fs';
import { HvError } from '../base/error.ts';
import { measureXz, unpackXz, XZ_MAGIC } from '../boot/decompress/xz.ts';
import { isElf, readElf } from '../boot/elf.ts';
import { extractPayload, isBzImage, KERNEL_MAXIMUM } from '../boot/payload.ts';
import type { BootPlan } from '../boot/plan.ts';
import { importIsf } from '../introspect/isf/isf-import.ts';
import { readOrc } from '../introspect/stack/orc.ts';
import { KernelSymbols, kernelSymbolsOf, readKernelSymbols } from '../introspect/symbols/kernel-symbols.ts';
import { type KernelGuest, RunningKernel } from '../introspect/symbols/running-kernel.ts';
import { SymbolTable } from '../introspect/symbols/symbol-table.ts';
import { readSymbolText } from '../introspect/symbols/symbol-text.ts';
import type { KernelNames } from '../introspect/target/target-placement.ts';
import { readInput } from './input-file.ts';
import { digest, digestFile, SymbolCache } from './symbol-cache.ts';

/** Bytes that a file of symbols may unpack to. */
const SYMBOLS_MAXIMUM = 0x2000_0000;

/** A kernel as guards and events use it. */
export type GuestKernelNames = KernelNames & Pick<KernelSymbols, 'unwind'> & Pick<Partial<RunningKernel>, 'slide'>;

/**
 * The symbols of an image file, out of the cache where they are. No call stacks: those need the image itself.
 * @param option names the file in messages
 * @returns undefined when the image has no symbols
 * @throws HvError `io`, `bad-image`
 */
export async function readImageSymbols(path: string, option: string): Promise<KernelSymbols | undefined> {
  const cache = new SymbolCache();
  const key = keyOf(path);
  const known = key === undefined ? undefined : cache.find(key);
  if (known !== undefined) return known;
  const image = readInput(path, option);
  if (!isBzImage(image) && !isElf(image)) {
    throw new HvError('bad-image', `${option}: ${path} is neither a bzImage nor an ELF file`);
  }
  const symbols = readKernelSymbols(isElf(image) ? image : await extractPayload(image, KERNEL_MAXIMUM));
  if (symbols !== undefined) cache.put(digest(image), symbols);
  return symbols;
}

/**
 * The kernel of a boot plan, read when first asked for.
 * @param image the file that the plan was made of
 * @param symbolFile a file that its symbols are in, when the image is not to be asked
 * @param guest the machine that it runs in: asked where the kernel is when it moves itself, or when the plan cannot tell
 */
export async function kernelOf(
  plan: BootPlan,
  image: Uint8Array,
  symbolFile: string | undefined,
  guest: KernelGuest,
): Promise<() => GuestKernelNames | undefined> {
  const file = symbolFile === undefined ? undefined : await readSymbolFile(symbolFile);
  return lazily(() => {
    const symbols = file === undefined ? planSymbols(plan, image) : withFile(plan, file);
    if (symbols === undefined) return undefined;
    return plan.relocates || symbols.loaded.length === 0 ? new RunningKernel(symbols, guest) : symbols;
  });
}

function planSymbols({ symbols: vmlinux }: BootPlan, image: Uint8Array): KernelSymbols | undefined {
  if (vmlinux === undefined) return undefined;
  const cache = new SymbolCache();
  const key = digest(image);
  const known = cache.find(key);
  if (known !== undefined) return known.with({ unwind: () => readOrc(readElf(vmlinux, 'kernel')) });
  const symbols = readKernelSymbols(vmlinux);
  if (symbols !== undefined) cache.put(key, symbols);
  return symbols;
}

/** The image of a plan with the symbols, and where it has them the types, of a file. */
function withFile(plan: BootPlan, file: KernelSymbols): KernelSymbols {
  if (plan.symbols === undefined) return file;
  const image = kernelSymbolsOf(readElf(plan.symbols, 'kernel'), file.table);
  return applyFile(image, file);
}

/** @param image whose types count when the file has none, and whose addresses do */
export function applyFile(image: KernelSymbols, file: KernelSymbols): KernelSymbols {
  return image.with({
    table: linkedLike(file.table, image),
    ...(file.types === undefined ? {} : { types: () => file.types }),
  });
}

/** /proc/kallsyms of a running system has the addresses of that run: back to where the image is linked. */
function linkedLike(table: SymbolTable, image: KernelSymbols): SymbolTable {
  const start = image.loaded.find(({ vaddr }) => vaddr >= 0xffff_8000_0000_0000n)?.vaddr;
  const text = table.find('_text') ?? table.find('_stext') ?? table.find('startup_64');
  if (start === undefined || text === undefined || image.physicalOf(text.address) !== undefined) return table;
  return table.rebase(start - text.address);
}

/**
 * Symbols out of a file: volatility's ISF (also packed with xz), System.map, /proc/kallsyms, an ELF file, or a bzImage.
 * @throws HvError `io`, `bad-image`
 */
export async function readSymbolFile(path: string, option = '--symbols'): Promise<KernelSymbols> {
  const what = option === '' ? 'symbols' : option;
  const bytes = readInput(path, what);
  if (isElf(bytes) || isBzImage(bytes)) {
    const symbols = await readImageSymbols(path, what);
    if (symbols === undefined) throw new HvError('bad-image', `${what}: ${path} has no symbols`);
    return symbols;
  }
  const text = Buffer.from(await unpacked(bytes, path)).toString('latin1');
  if (/^\s*\{/.test(text)) {
    const { table, types } = importIsf(text, path);
    return new KernelSymbols({ table, loaded: [], types: () => types });
  }
  return new KernelSymbols({ table: new SymbolTable(readSymbolText(text, path)), loaded: [] });
}

async function unpacked(bytes: Uint8Array, path: string): Promise<Uint8Array> {
  if (!XZ_MAGIC.every((byte, i) => bytes[i] === byte)) return bytes;
  const size = measureXz(bytes);
  if (size > SYMBOLS_MAXIMUM) throw new HvError('bad-image', `${path}: unpacks to ${size} bytes`);
  return await unpackXz(bytes, size);
}

/** Undefined for a pipe, which can be read only once, and for what cannot be read, which readInput() will say. */
function keyOf(path: string): string | undefined {
  try {
    return statSync(path).isFile() ? digestFile(path) : undefined;
  } catch {
    return undefined;
  }
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
