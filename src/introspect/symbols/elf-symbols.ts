import { ByteReader } from '../../boot/byte-reader.ts';
import { type Elf, elfSections, SHT_SYMTAB } from '../../boot/elf.ts';
import type { RawSymbol } from './symbol-columns.ts';

/** Symbols beyond this many are not read. */
const MAXIMUM_SYMBOLS = 2_000_000;
/** All names together: names may overlap in the file, so that a small one could hold very many long ones. */
const MAXIMUM_CHARACTERS = 0x400_0000;
/** Reserved section numbers. System V ABI, "Special Section Indexes". */
const SHN_UNDEF = 0;
const SHN_ABS = 0xfff1;
/** Symbol types. System V ABI, "Symbol Table". */
const STT_NOTYPE = 0;
const STT_OBJECT = 1;
const STT_FUNC = 2;
const STB_LOCAL = 0;

/**
 * The symbols of an ELF file's `.symtab`: functions, objects and plain labels that have a name and are defined.
 * @returns empty when the file has no symbol table
 * @throws HvError `bad-image` when the table leaves the file
 */
export function readElfSymbols(elf: Elf): RawSymbol[] {
  const sections = elfSections(elf);
  const table = sections.find((section) => section.type === SHT_SYMTAB);
  const strings = table && sections[table.link];
  if (!table || !strings) return [];
  const reader = new ByteReader(table.bytes, elf.name);
  const names = new ByteReader(strings.bytes, elf.name);
  const entrySize = elf.bits === 64 ? 24 : 16;
  const count = Math.min(Math.floor(table.bytes.length / entrySize), MAXIMUM_SYMBOLS);
  const symbols: RawSymbol[] = [];
  let characters = 0;
  for (let i = 0; i < count; i++) {
    const at = i * entrySize;
    const wide = elf.bits === 64;
    const info = reader.u8(wide ? at + 4 : at + 12);
    const section = reader.u16(wide ? at + 6 : at + 14);
    const type = info & 0xf;
    if (section === SHN_UNDEF || type > STT_FUNC) continue;
    const name = names.text(reader.u32(at));
    if (name.length === 0) continue;
    characters += name.length;
    if (characters > MAXIMUM_CHARACTERS) throw reader.bad('symbol names of more than 64 MiB');
    const size = wide ? Number(reader.u64(at + 16)) : reader.u32(at + 8);
    symbols.push({
      name,
      type: typeLetter(type, section, info >> 4),
      address: wide ? reader.u64(at + 8) : BigInt(reader.u32(at + 4)),
      ...(size > 0 && size < 2 ** 32 ? { size } : {}),
    });
  }
  return symbols;
}

/** The letter that `nm` would print, as far as the symbol itself tells it. */
function typeLetter(type: number, section: number, binding: number): string {
  let letter = 'D';
  if (section === SHN_ABS) letter = 'A';
  else if (type === STT_FUNC) letter = 'T';
  else if (type === STT_NOTYPE) letter = 'N';
  else if (type === STT_OBJECT) letter = 'D';
  return binding === STB_LOCAL ? letter.toLowerCase() : letter;
}
