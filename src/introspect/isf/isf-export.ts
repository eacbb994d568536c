/** Symbols and types of a kernel as volatility 3 reads them. */
import { BTF_KIND, type Btf, type BtfMember } from '../btf/btf.ts';
import type { SymbolTable } from '../symbols/symbol-table.ts';
import { SYMBOL_TYPES } from '../symbols/symbol-types.ts';
import {
  ISF_FORMAT,
  type Isf,
  type IsfBaseType,
  type IsfDescriptor,
  type IsfEnum,
  type IsfField,
  type IsfSource,
  type IsfSymbol,
  type IsfUserType,
} from './isf.ts';

/** What is exported. */
export interface IsfInput {
  readonly table: SymbolTable;
  readonly types: Btf | undefined;
  /** Contents of `linux_banner`: what volatility finds the kernel by. */
  readonly banner?: Uint8Array | undefined;
  /** The file that it is all from. */
  readonly source?: Omit<IsfSource, 'kind' | 'hash_type'>;
  /** Name and version of who writes. */
  readonly producer: { readonly name: string; readonly version: string };
}

const VOID: IsfDescriptor = { kind: 'base', name: 'void' };
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Pointers to pointers and arrays of arrays that a descriptor goes through. */
const MAXIMUM_DEPTH = 32;

/**
 * What BTF does not have is not there: no typedefs (they are resolved), no types of variables but those of per-CPU ones and
 * of SYMBOL_TYPES. Of several symbols or types with one name, the first counts.
 * @example writeFileSync('kernel.json', jsonText(exportIsf({ table, types, producer: { name: 'me', version: '1.0.0' } })))
 */
export function exportIsf(input: IsfInput): Isf {
  const { table, types, banner, source, producer } = input;
  const exporter = types && new TypeExporter(types);
  exporter?.exportNamed();
  const symbols: Record<string, IsfSymbol> = Object.create(null);
  for (const { name, address } of table.symbols) {
    if (name === '' || name in symbols) continue;
    const variable = types?.findVariable(name);
    const known = SYMBOL_TYPES[name];
    const type = variable?.type ?? (known === undefined ? undefined : types?.find(known));
    symbols[name] = {
      address,
      type: (type === undefined ? undefined : exporter?.describe(type)) ?? VOID,
      ...(name === 'linux_banner' && banner !== undefined ? { constant_data: base64(banner) } : {}),
    };
  }
  const sources: IsfSource[] = source === undefined ? [] : [{ kind: 'symtab', ...source, hash_type: 'sha256' }];
  return {
    metadata: { format: ISF_FORMAT, producer, linux: { symbols: sources, types: [] } },
    base_types: exporter?.baseTypes ?? BASE_TYPES,
    user_types: exporter?.userTypes ?? {},
    enums: exporter?.enums ?? {},
    symbols,
  };
}

const baseType = (size: number, kind: IsfBaseType['kind'], signed = false): IsfBaseType => ({
  size,
  signed,
  kind,
  endian: 'little',
});
/** What every file has. */
const BASE_TYPES: Readonly<Record<string, IsfBaseType>> = { void: baseType(0, 'void'), pointer: baseType(8, 'int') };

/** Exports the named types and, on the way, those without a name that they have in them. */
class TypeExporter {
  readonly baseTypes: Record<string, IsfBaseType> = Object.assign(Object.create(null), BASE_TYPES);
  readonly userTypes: Record<string, IsfUserType> = Object.create(null);
  readonly enums: Record<string, IsfEnum> = Object.create(null);
  readonly #btf: Btf;
  /** Names of typedefs for structs, unions and enums that have none of their own. */
  readonly #typedefs = new Map<number, string>();
  readonly #isDone = new Set<number>();
  readonly #waiting: number[] = [];

  constructor(btf: Btf) {
    this.#btf = btf;
  }

  exportNamed(): void {
    const btf = this.#btf;
    for (const name of btf.names()) {
      const type = btf.find(name) as number;
      const target = btf.strip(type);
      if (btf.kind(type) === BTF_KIND.TYPEDEF && target > 0 && btf.name(target) === '' && !this.#typedefs.has(target)) {
        this.#typedefs.set(target, name);
      }
      this.#waiting.push(type);
    }
    // Types that are met on the way line up behind the others.
    for (let i = 0; i < this.#waiting.length; i++) this.#export(this.#waiting[i]);
  }

  /** A type as members and symbols name it; void for one that there is no word for. */
  describe(type: number, depth = MAXIMUM_DEPTH): IsfDescriptor {
    const btf = this.#btf;
    const at = btf.strip(type);
    if (depth === 0) return VOID;
    switch (btf.kind(at)) {
      case BTF_KIND.PTR:
        return { kind: 'pointer', subtype: this.describe(btf.target(at) ?? 0, depth - 1) };
      case BTF_KIND.ARRAY: {
        const { element, count } = btf.array(at) ?? { element: 0, count: 0 };
        return { kind: 'array', subtype: this.describe(element, depth - 1), count };
      }
      case BTF_KIND.STRUCT:
        return { kind: 'struct', name: this.#meet(at) };
      case BTF_KIND.UNION:
        return { kind: 'union', name: this.#meet(at) };
      case BTF_KIND.FWD:
        return { kind: 'struct', name: btf.name(at) };
      case BTF_KIND.ENUM:
      case BTF_KIND.ENUM64:
        return { kind: 'enum', name: this.#meet(at) };
      case BTF_KIND.INT:
      case BTF_KIND.FLOAT:
        return { kind: 'base', name: this.#meet(at) };
      case BTF_KIND.FUNC_PROTO:
      case BTF_KIND.FUNC:
        return { kind: 'function' };
      default:
        return VOID;
    }
  }

  /** The name that a type goes by; it is exported too. */
  #meet(type: number): string {
    if (!this.#isDone.has(type)) this.#waiting.push(type);
    return this.#btf.name(type) || (this.#typedefs.get(type) ?? `unnamed_${type}`);
  }

  #export(type: number): void {
    const btf = this.#btf;
    const at = btf.strip(type);
    if (this.#isDone.has(at)) return;
    this.#isDone.add(at);
    const name = this.#meet(at);
    const size = btf.size(at) ?? 0;
    const kind = btf.kind(at);
    if (kind === BTF_KIND.INT) this.baseTypes[name] ??= this.#integer(at, size);
    else if (kind === BTF_KIND.FLOAT) this.baseTypes[name] ??= baseType(size, 'float', true);
    else if (kind === BTF_KIND.ENUM || kind === BTF_KIND.ENUM64) this.enums[name] ??= this.#enum(at, size);
    else if (kind === BTF_KIND.STRUCT || kind === BTF_KIND.UNION) {
      const word = kind === BTF_KIND.UNION ? 'union' : 'struct';
      this.userTypes[name] ??= { kind: word, size, fields: this.#fields(btf.members(at)) };
    }
  }

  #integer(type: number, size: number): IsfBaseType {
    const { isSigned, isBool, isChar } = this.#btf.integer(type) ?? { isSigned: false, isBool: false, isChar: false };
    const looksLikeChar = isChar || (size === 1 && /\bchar\b/.test(this.#btf.name(type)));
    return baseType(size, isBool ? 'bool' : looksLikeChar ? 'char' : 'int', isSigned);
  }

  #enum(type: number, size: number): IsfEnum {
    const constants: Record<string, bigint> = Object.create(null);
    let isSigned = false;
    for (const { name, value } of this.#btf.enumerators(type)) {
      constants[name] = value;
      isSigned ||= value < 0n;
    }
    const base = `${isSigned ? 'int' : 'uint'}${size * 8}_t`;
    this.baseTypes[base] ??= baseType(size, 'int', isSigned);
    return { size, base, constants };
  }

  #fields(members: readonly BtfMember[]): Record<string, IsfField> {
    const fields: Record<string, IsfField> = Object.create(null);
    for (const [index, { name, type, bitOffset, bitSize }] of members.entries()) {
      fields[name === '' ? `unnamed_field_${index}` : name] = {
        ...(bitSize === undefined
          ? { type: this.describe(type), offset: Math.floor(bitOffset / 8) }
          : this.#bitField(type, bitOffset, bitSize)),
        ...(name === '' ? { anonymous: true } : {}),
      };
    }
    return fields;
  }

  /** A bit-field within the unit of its type: the place that the unit starts at, and the first bit in it. */
  #bitField(type: number, bitOffset: number, bitSize: number): IsfField {
    const unit = (this.#btf.size(type) ?? 1) * 8;
    let start = Math.floor(bitOffset / unit) * unit;
    // In packed structs a field may cross a boundary of its unit.
    if (bitOffset + bitSize > start + unit) start = Math.floor(bitOffset / 8) * 8;
    const inner = this.describe(type);
    return {
      type: {
        kind: 'bitfield',
        bit_position: bitOffset - start,
        bit_length: bitSize,
        type: inner.kind === 'base' || inner.kind === 'enum' ? inner : VOID,
      },
      offset: start / 8,
    };
  }
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const group = (bytes[at] << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    for (let digit = 0; digit < 4; digit++) {
      text += at + digit > bytes.length ? '=' : BASE64[(group >> (18 - digit * 6)) & 63];
    }
  }
  return text;
}
