/** `subpage symbols`: what the symbols and types of a kernel are. */
import { HvError } from '../base/error.ts';
import { BTF_KIND, type Btf } from '../introspect/btf/btf.ts';
import { jsonText } from '../introspect/isf/isf.ts';
import { exportIsf } from '../introspect/isf/isf-export.ts';
import { writeSymbolElf } from '../introspect/symbols/elf-writer.ts';
import type { KernelSymbols } from '../introspect/symbols/kernel-symbols.ts';
import { suggestNames } from '../introspect/symbols/near-names.ts';
import { formatTable } from './event-text.ts';
import { readInput } from './input-file.ts';
import { readSymbolFile } from './kernel-source.ts';
import { writeWhole } from './output-file.ts';
import { digest } from './symbol-cache.ts';
import { VERSION } from './version.ts';

/** What `subpage symbols` is asked for. */
export interface SymbolsSettings {
  /** An image, or a file as --symbols takes it. */
  readonly file: string;
  /** Only these; empty: all. */
  readonly names: readonly string[];
  /** As volatility 3 reads it. */
  readonly isf: boolean;
  /** File that gets all of them, as gdb reads them. */
  readonly elf: string | undefined;
  /** Layout of this type instead. */
  readonly type: string | undefined;
}

/**
 * Print symbols as `nm` does (with sizes when names are given), a type with its members, or all of it as ISF; or write an ELF file.
 * @returns exit status 0
 * @throws HvError `io`, `bad-image`, `bad-guard` for names that are not there, with near ones
 */
export async function printSymbols(settings: SymbolsSettings, write: (text: string) => void): Promise<number> {
  const { file, names, isf, elf, type } = settings;
  const symbols = await readSymbolFile(file, '');
  if (elf !== undefined) writeWhole(elf, writeSymbolElf(symbols.table), '--elf');
  else if (type !== undefined) write(`${describeType(symbols, file, type)}\n`);
  else if (isf) write(`${isfText(symbols, file)}\n`);
  else if (names.length > 0) write(`${formatTable(names.map((name) => describeSymbol(symbols, name)))}\n`);
  else writeAll(symbols, write);
  return 0;
}

function writeAll({ table }: KernelSymbols, write: (text: string) => void): void {
  const lines: string[] = [];
  for (const { address, type, name } of table.symbols) {
    lines.push(`${address.toString(16).padStart(16, '0')} ${type} ${name}\n`);
    if (lines.length >= 4096) write(lines.splice(0).join(''));
  }
  write(lines.join(''));
}

function isfText({ table, types, banner }: KernelSymbols, file: string): string {
  const name = file.replace(/^.*\//, '');
  const source = { name, hash_value: digest(readInput(file, 'symbols')) };
  return jsonText(exportIsf({ table, types, banner, source, producer: { name: 'subpage', version: VERSION } }));
}

/** Address, type letter, bytes, name, and what is known of its type. */
function describeSymbol({ table, types }: KernelSymbols, name: string): string[] {
  const { address, type, size } = table.get(name);
  const variable = types?.findVariable(name);
  const described = variable === undefined ? '' : (types?.describe(variable.type) ?? '');
  return [address.toString(16).padStart(16, '0'), type, String(size), name, described];
}

function describeType({ types }: KernelSymbols, file: string, name: string): string {
  if (types === undefined) throw new HvError('bad-image', `--type: ${file} has no types (BTF)`);
  const type = types.find(name);
  if (type === undefined) {
    const near = suggestNames(name, types.names());
    const hint = near.length > 0 ? `; did you mean ${near.join(', ')}?` : '';
    throw new HvError('bad-guard', `--type: no type ${name}${hint}`);
  }
  const target = types.strip(type);
  const head = `${types.describe(type)}: ${types.size(target) ?? '?'} bytes`;
  const kind = types.kind(target);
  if (kind === BTF_KIND.ENUM || kind === BTF_KIND.ENUM64) {
    return [head, ...types.enumerators(target).map((each) => `  ${each.name} = ${each.value}`)].join('\n');
  }
  const rows = members(types, target, 0, '');
  return rows.length === 0 ? head : [head, formatTable([['  offset', 'bytes', 'member', 'type'], ...rows])].join('\n');
}

/** Anonymous structs and unions within each other that are gone into. */
const MAXIMUM_DEPTH = 8;

function members(types: Btf, type: number, start: number, indent: string): string[][] {
  return types.members(type).flatMap(({ name, type: member, bitOffset, bitSize }) => {
    const at = start + bitOffset;
    const bytes = bitSize === undefined ? String(types.size(member) ?? '?') : `${bitSize} bits`;
    const place = bitSize === undefined ? String(at / 8) : `${Math.floor(at / 8)}:${at % 8}`;
    const row = [`  ${place}`, bytes, `${indent}${name || '(anonymous)'}`, types.describe(member)];
    if (name !== '' || indent.length >= MAXIMUM_DEPTH * 2) return [row];
    return [row, ...members(types, types.strip(member), at, `${indent}  `)];
  });
}
