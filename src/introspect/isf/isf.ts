/**
 * volatility 3's Intermediate Symbol Format: symbols and types of a kernel as JSON. Format 6.2.0; what is read is all of
 * version 6, and what is written fits the schemas that volatility 3 publishes for it (volatility3/schemas).
 */

/** The format that is written. */
export const ISF_FORMAT = '6.2.0';

/** A type as members and symbols name it. */
export type IsfDescriptor =
  | { readonly kind: 'pointer'; readonly base?: string; readonly subtype: IsfDescriptor }
  | { readonly kind: 'base'; readonly name: string }
  | { readonly kind: 'array'; readonly subtype: IsfDescriptor; readonly count: number }
  | { readonly kind: 'struct' | 'union' | 'class'; readonly name: string }
  | { readonly kind: 'enum'; readonly name: string }
  | { readonly kind: 'function' }
  | {
      readonly kind: 'bitfield';
      readonly bit_position: number;
      readonly bit_length: number;
      readonly type: IsfDescriptor;
    };

export interface IsfBaseType {
  readonly size: number;
  readonly signed: boolean;
  readonly kind: 'void' | 'int' | 'float' | 'char' | 'bool';
  readonly endian: 'little' | 'big';
}

export interface IsfField {
  readonly type: IsfDescriptor;
  /** Bytes. */
  readonly offset: number;
  readonly anonymous?: boolean;
}

export interface IsfUserType {
  readonly kind: 'struct' | 'union' | 'class';
  readonly size: number;
  readonly fields: Readonly<Record<string, IsfField>>;
}

export interface IsfEnum {
  readonly size: number;
  /** Name of a base type. */
  readonly base: string;
  readonly constants: Readonly<Record<string, bigint>>;
}

export interface IsfSymbol {
  readonly address: bigint;
  readonly type?: IsfDescriptor;
  /** Contents in base64: volatility finds a kernel by those of `linux_banner`. */
  readonly constant_data?: string;
}

/** Where symbols or types are from. */
export interface IsfSource {
  readonly kind: 'dwarf' | 'symtab' | 'system-map';
  readonly name: string;
  readonly hash_type: 'sha256';
  readonly hash_value: string;
}

/** A whole file. Addresses and values of enums are exact: bigint here, plain numbers in the file. */
export interface Isf {
  readonly metadata: {
    readonly format: string;
    readonly producer?: { readonly name: string; readonly version: string; readonly datetime?: string };
    readonly linux?: { readonly symbols?: readonly IsfSource[]; readonly types?: readonly IsfSource[] };
  };
  readonly base_types: Readonly<Record<string, IsfBaseType>>;
  readonly user_types: Readonly<Record<string, IsfUserType>>;
  readonly enums: Readonly<Record<string, IsfEnum>>;
  readonly symbols: Readonly<Record<string, IsfSymbol>>;
}

/** JSON of a value that may have bigints in it, which become numbers of full precision. */
export function jsonText(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${jsonText(item)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** A number that JSON.parse() would round, where a value can stand. No string has an unescaped quote in it. */
const LARGE_NUMBER = /(?<!\\)("\s*:\s*)(-?\d{16,20})(?=\s*[,}])/g;

/** As JSON.parse(), with large whole numbers as text. */
export function parseJson(text: string): unknown {
  return JSON.parse(text.replace(LARGE_NUMBER, '$1"$2"'));
}
