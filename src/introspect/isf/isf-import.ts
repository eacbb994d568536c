/** Symbols and types out of volatility 3's Intermediate Symbol Format. */
import { HvError } from '../../base/error.ts';
import { BTF_KIND, Btf } from '../btf/btf.ts';
import { BtfWriter, MAXIMUM_ENTRIES } from '../btf/btf-writer.ts';
import { symbolColumns } from '../symbols/symbol-columns.ts';
import { SymbolTable } from '../symbols/symbol-table.ts';
import { parseJson } from './isf.ts';
import { IsfTypes } from './isf-types.ts';
import { bad, field, type Json, record, whole } from './json-reader.ts';

/** Characters of a file that are read; those of distribution kernels have 20 to 60 million. */
const MAXIMUM_CHARACTERS = 400_000_000;
const MAXIMUM_SYMBOLS = 2_000_000;
const UPPER_HALF = 0xffff_8000_0000_0000n;

/** What a file has. */
export interface ImportedSymbols {
  readonly table: SymbolTable;
  /** All types, and those of variables where the file tells. */
  readonly types: Btf;
}

/**
 * @param text JSON of format 6, e.g. from dwarf2json or exportIsf()
 * @param name what to call the file in messages
 * @throws HvError `bad-image`: one line that names the place in the file
 * @example const { table, types } = importIsf(readFileSync('kernel.json', 'utf8'), 'kernel.json')
 */
export function importIsf(text: string, name: string): ImportedSymbols {
  if (text.length > MAXIMUM_CHARACTERS)
    throw new HvError('bad-image', `${name}: more than ${MAXIMUM_CHARACTERS} characters`);
  let parsed: unknown;
  try {
    parsed = parseJson(text);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message.split('\n', 1)[0].slice(0, 200) : String(cause);
    throw new HvError('bad-image', `${name}: expected JSON: ${problem}`, { cause });
  }
  const root = record({ value: parsed, at: name });
  const metadata = record(field(root, 'metadata'));
  const format = field(metadata, 'format');
  if (typeof format.value !== 'string' || !/^6\.\d+\.\d+$/.test(format.value)) {
    throw bad(format, 'format 6');
  }
  const writer = new BtfWriter();
  const types = new IsfTypes(writer, {
    base: record(field(root, 'base_types')),
    user: record(field(root, 'user_types')),
    enums: record(field(root, 'enums')),
  });
  types.addAll();
  const table = readSymbols(record(field(root, 'symbols')), types, writer);
  return { table, types: new Btf(writer.finish()) };
}

function readSymbols(symbols: Json<Record<string, unknown>>, types: IsfTypes, writer: BtfWriter): SymbolTable {
  const entries = Object.keys(symbols.value);
  if (entries.length === 0) throw new HvError('bad-image', `${symbols.at}: no symbols`);
  if (entries.length > MAXIMUM_SYMBOLS) throw new HvError('bad-image', `${symbols.at}: more than ${MAXIMUM_SYMBOLS}`);
  /** Variables by the section that they are put into. */
  const sections = { '.data': [] as number[], '.data..percpu': [] as number[] };
  const raw = entries.map((name) => {
    const symbol = record(field(symbols, name));
    const address = whole(field(symbol, 'address'), 1n << 64n);
    const isHigh = address >= UPPER_HALF;
    let letter = isHigh ? 'D' : 'A';
    if (symbol.value['type'] !== undefined) {
      const type = types.describe(field(symbol, 'type'));
      if (types.isFunction(type)) letter = isHigh ? 'T' : 'A';
      else if (type !== 0) {
        const variable = writer.add({ name, kind: BTF_KIND.VAR, word: type, rest: [1] });
        sections[isHigh ? '.data' : '.data..percpu'].push(variable, Number(address & 0xffff_ffffn), 0);
      }
    }
    return { name, type: letter, address };
  });
  for (const [name, words] of Object.entries(sections)) {
    // A section has a bounded number of variables; several of one name are as good.
    for (let at = 0; at < words.length; at += MAXIMUM_ENTRIES * 3) {
      const rest = words.slice(at, at + MAXIMUM_ENTRIES * 3);
      writer.add({ name, kind: BTF_KIND.DATASEC, entries: rest.length / 3, rest });
    }
  }
  return new SymbolTable(symbolColumns(raw));
}
