/**
 * An ELF file that has a kernel's symbols and nothing else: for gdb and other tools that take symbols from ELF files only.
 * System V ABI, chapter "Object Files".
 */
import { EM_X86_64, PT_LOAD, SHT_NOBITS, SHT_SYMTAB } from '../../boot/elf.ts';
import type { KernelSymbol, SymbolTable } from './symbol-table.ts';

const HEADER_BYTES = 64;
const SEGMENT_BYTES = 56;
const SECTION_BYTES = 64;
const SYMBOL_BYTES = 24;
const ET_EXEC = 2;
const SHT_STRTAB = 3;
const SHN_ABS = 0xfff1;
const SHF_WRITE = 1;
const SHF_ALLOC = 2;
const SHF_EXECINSTR = 4;
const STT_OBJECT = 1;
const STT_FUNC = 2;
const STB_GLOBAL = 1;
/** Symbols below are no addresses of the kernel: per-CPU offsets. */
const UPPER_HALF = 0xffff_8000_0000_0000n;
/** Where Linux has code, by the symbols around it; the rest of the image is data. */
const CODE = [
  ['.text', '_text', '_etext'],
  ['.init.text', '_sinittext', '_einittext'],
] as const;

/** A range of the image, without bytes in the file. */
interface Range {
  readonly name: string;
  readonly from: bigint;
  readonly to: bigint;
  readonly isCode: boolean;
}

/**
 * @returns the bytes of the file: sections without contents where the kernel lies, and its symbols with their sizes
 * @example writeFileSync('kernel.elf', writeSymbolElf(symbols.table)); // gdb kernel.elf
 */
export function writeSymbolElf(table: SymbolTable): Uint8Array {
  const symbols = sortedForElf(table.symbols);
  const ranges = rangesOf(table);
  const names = new StringTable();
  const sectionNames = new StringTable();
  const entries = new DataView(new ArrayBuffer((symbols.length + 1) * SYMBOL_BYTES));
  for (const [i, symbol] of symbols.entries()) writeSymbol(entries, (i + 1) * SYMBOL_BYTES, symbol, names, ranges);
  const strings = names.bytes();
  const ownNames = ['.symtab', '.strtab', '.shstrtab'].map((name) => sectionNames.add(name));
  const rangeNames = ranges.map(({ name }) => sectionNames.add(name));
  const shstrings = sectionNames.bytes();

  const segmentsAt = HEADER_BYTES;
  const entriesAt = segmentsAt + ranges.length * SEGMENT_BYTES;
  const stringsAt = entriesAt + entries.byteLength;
  const shstringsAt = stringsAt + strings.length;
  const sectionsAt = Math.ceil((shstringsAt + shstrings.length) / 8) * 8;
  const count = 1 + ranges.length + 3;
  const file = new Uint8Array(sectionsAt + count * SECTION_BYTES);
  const view = new DataView(file.buffer);
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setUint16(16, ET_EXEC, true);
  view.setUint16(18, EM_X86_64, true);
  view.setUint32(20, 1, true);
  view.setBigUint64(24, ranges[0]?.from ?? 0n, true);
  view.setBigUint64(32, BigInt(segmentsAt), true);
  view.setBigUint64(40, BigInt(sectionsAt), true);
  [HEADER_BYTES, SEGMENT_BYTES, ranges.length, SECTION_BYTES, count, count - 1].forEach((value, i) => {
    view.setUint16(52 + 2 * i, value, true);
  });
  file.set(new Uint8Array(entries.buffer), entriesAt);
  file.set(strings, stringsAt);
  file.set(shstrings, shstringsAt);
  ranges.forEach(({ from, to, isCode }, i) => {
    const at = segmentsAt + i * SEGMENT_BYTES;
    view.setUint32(at, PT_LOAD, true);
    view.setUint32(at + 4, isCode ? 5 : 6, true); // read and execute, or write
    view.setBigUint64(at + 16, from, true);
    view.setBigUint64(at + 24, from, true);
    view.setBigUint64(at + 40, to - from, true);
    view.setBigUint64(at + 48, 1n, true);
  });
  const section = (index: number, fields: readonly (readonly [offset: number, value: bigint | number])[]): void => {
    for (const [offset, value] of fields) {
      const at = sectionsAt + index * SECTION_BYTES + offset;
      if (typeof value === 'bigint') view.setBigUint64(at, value, true);
      else view.setUint32(at, value, true);
    }
  };
  ranges.forEach(({ from, to, isCode }, i) => {
    const flags = BigInt(SHF_ALLOC | (isCode ? SHF_EXECINSTR : SHF_WRITE));
    section(i + 1, [
      [0, rangeNames[i] as number],
      [4, SHT_NOBITS],
      [8, flags],
      [16, from],
      [32, to - from],
      [48, 1n],
    ]);
  });
  const symtab = ranges.length + 1;
  const locals = 1 + symbols.filter(isLocal).length;
  const plain = (index: number, type: number, at: number, length: number): void =>
    section(index, [
      [0, ownNames[index - symtab] as number],
      [4, type],
      [24, BigInt(at)],
      [32, BigInt(length)],
      [48, 1n],
    ]);
  plain(symtab, SHT_SYMTAB, entriesAt, entries.byteLength);
  section(symtab, [
    [40, symtab + 1],
    [44, locals],
    [56, BigInt(SYMBOL_BYTES)],
  ]);
  plain(symtab + 1, SHT_STRTAB, stringsAt, strings.length);
  plain(symtab + 2, SHT_STRTAB, shstringsAt, shstrings.length);
  return file;
}

/** Local symbols have to come first. */
function sortedForElf(symbols: readonly KernelSymbol[]): KernelSymbol[] {
  return [...symbols.filter(isLocal), ...symbols.filter((symbol) => !isLocal(symbol))];
}
function isLocal({ type }: KernelSymbol): boolean {
  return type >= 'a' && type <= 'z' && type !== 'w' && type !== 'v' && type !== 'u';
}
function isFunction({ type }: KernelSymbol): boolean {
  return /^[TtWw]$/.test(type);
}

/** Code and data of the image, in order, without gaps. */
function rangesOf(table: SymbolTable): Range[] {
  const located = table.symbols.filter(({ address }) => !table.isLinkedHigh || address >= UPPER_HALF);
  const [first] = located;
  const last = located.at(-1);
  if (first === undefined || last === undefined) return [];
  const end = last.address + BigInt(Math.max(1, last.size));
  const code = CODE.flatMap(([name, start, stop]) => {
    const [from, to] = [table.find(start)?.address, table.find(stop)?.address];
    const isThere = from !== undefined && to !== undefined && from >= first.address && from < to && to <= end;
    return isThere ? [{ name, from, to, isCode: true }] : [];
  }).sort((a, b) => (a.from < b.from ? -1 : 1));
  if (code.length === 0) return [{ name: '.text', from: first.address, to: end, isCode: true }];
  const ranges: Range[] = [];
  let at = first.address;
  for (const range of code) {
    if (range.from < at) continue;
    if (range.from > at) ranges.push({ name: '.data', from: at, to: range.from, isCode: false });
    ranges.push(range);
    at = range.to;
  }
  if (at < end) ranges.push({ name: '.data', from: at, to: end, isCode: false });
  return ranges;
}

function writeSymbol(
  view: DataView,
  at: number,
  symbol: KernelSymbol,
  names: StringTable,
  ranges: readonly Range[],
): void {
  const { name, address, size } = symbol;
  const index = ranges.findIndex(({ from, to }) => address >= from && address < to);
  view.setUint32(at, names.add(name), true);
  view.setUint8(at + 4, (isLocal(symbol) ? 0 : STB_GLOBAL << 4) | (isFunction(symbol) ? STT_FUNC : STT_OBJECT));
  view.setUint16(at + 6, index < 0 ? SHN_ABS : index + 1, true);
  view.setBigUint64(at + 8, address, true);
  view.setBigUint64(at + 16, BigInt(size), true);
}

/** Zero-terminated names one behind the other, a byte a character as tables have them; the first is empty. */
class StringTable {
  #bytes = new Uint8Array(1 << 16);
  #length = 1;

  /** @returns where the name begins */
  add(name: string): number {
    const at = this.#length;
    while (at + name.length + 1 > this.#bytes.length) {
      const larger = new Uint8Array(this.#bytes.length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    for (let i = 0; i < name.length; i++) this.#bytes[at + i] = name.charCodeAt(i);
    this.#length = at + name.length + 1;
    return at;
  }
  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
}
