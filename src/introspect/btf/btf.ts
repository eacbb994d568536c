/**
 * BPF Type Format: the types of a kernel, as it carries them in its own read-only data (CONFIG_DEBUG_INFO_BTF).
 *
 * A header, a row of types of variable length, a table of strings. Type 0 is void; the others are numbered from 1 in
 * the order in which they stand. Linux, Documentation/bpf/btf.rst, "BTF Type and String Encoding".
 */
import { HvError } from '../../base/error.ts';
import { latin1, NameIndex } from '../symbols/name-index.ts';

/** Kinds of types. Linux, include/uapi/linux/btf.h. */
export const BTF_KIND = {
  VOID: 0,
  INT: 1,
  PTR: 2,
  ARRAY: 3,
  STRUCT: 4,
  UNION: 5,
  ENUM: 6,
  FWD: 7,
  TYPEDEF: 8,
  VOLATILE: 9,
  CONST: 10,
  RESTRICT: 11,
  FUNC: 12,
  FUNC_PROTO: 13,
  VAR: 14,
  DATASEC: 15,
  FLOAT: 16,
  DECL_TAG: 17,
  TYPE_TAG: 18,
  ENUM64: 19,
} as const;

const { INT, PTR, ARRAY, STRUCT, UNION, ENUM, FWD, TYPEDEF, VOLATILE, CONST, RESTRICT } = BTF_KIND;
const { FUNC_PROTO, VAR, DATASEC, FLOAT, TYPE_TAG, ENUM64 } = BTF_KIND;

/** A member of a struct or union. */
export interface BtfMember {
  /** Empty for an anonymous struct or union. */
  readonly name: string;
  readonly type: number;
  /** From the start of the struct, bits. */
  readonly bitOffset: number;
  /** Bits of a bit-field; undefined for a member that is none. */
  readonly bitSize: number | undefined;
}

/** A variable that the types tell of: per-CPU ones in the kernels of distributions. */
export interface BtfVariable {
  readonly name: string;
  readonly type: number;
  /** The section's name, e.g. `.data..percpu`. */
  readonly section: string;
  /** From the start of the section, bytes. */
  readonly offset: number;
  readonly size: number;
}

const MAGIC = 0xeb9f;
const HEADER = 24;
/** Types that are read at most; distribution kernels have 60,000 to 200,000. */
const MAXIMUM_TYPES = 4_000_000;
/** Typedefs and qualifiers before a type. A longer chain is a loop. */
const MAXIMUM_CHAIN = 64;
/** No object is larger; sizes beyond come out of damaged tables. */
const MAXIMUM_SIZE = 2 ** 40;
const MAXIMUM_NAME = 512;
/** Names that are looked for from the front, which takes some ms; for more an index is made, which takes 40. */
const SEARCHES_BEFORE_INDEX = 32;
const POINTER_SIZE = 8;
/** Bytes behind the common 12, and bytes for each of `vlen` entries, by kind. */
const FIXED = [0, 4, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 4, 0, 0];
const PER_ENTRY = [0, 0, 0, 0, 12, 12, 8, 0, 0, 0, 0, 0, 0, 8, 0, 12, 0, 0, 0, 12];
/** What a name finds, the first kind before the others: a struct rather than a typedef of the same name. */
const NAMED = [STRUCT, UNION, ENUM, ENUM64, TYPEDEF, INT, FLOAT] as readonly number[];

/**
 * The types of a kernel, by number and by name. Nothing but the places of the types is unpacked before it is asked for.
 *
 * Damaged data give wrong answers or `undefined`, never a failure behind the constructor: each method checks what it
 * reads, and loops among types end.
 * @example
 * const btf = new Btf(bytes);
 * btf.members(btf.find('cred')!)[0] // { name: 'usage', type: 85, bitOffset: 0, bitSize: undefined }
 */
export class Btf {
  /** How many types there are, void included: numbers from 0 to typeCount - 1. */
  readonly typeCount: number;
  /** The types as they were given, without what is behind their strings. */
  readonly bytes: Uint8Array;
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  /** Place of each type. */
  readonly #places: Uint32Array;
  readonly #stringsAt: number;
  readonly #stringsEnd: number;
  #byName: TypesByName | undefined;
  #searches = 0;
  #variables: Map<string, BtfVariable> | undefined;

  /**
   * @param bytes from the header on; what is behind the strings does not matter
   * @throws HvError `bad-image` when this is no BTF of version 1, or cut short
   */
  constructor(bytes: Uint8Array) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < HEADER || view.getUint16(0, true) !== MAGIC || view.getUint8(2) !== 1) {
      throw new HvError('bad-image', 'BTF: expected a header of version 1');
    }
    const headerSize = view.getUint32(4, true);
    const typesAt = headerSize + view.getUint32(8, true);
    const typesEnd = typesAt + view.getUint32(12, true);
    const stringsAt = headerSize + view.getUint32(16, true);
    const stringsEnd = stringsAt + view.getUint32(20, true);
    if (headerSize < HEADER || typesEnd > bytes.length || stringsEnd > bytes.length) {
      throw new HvError('bad-image', `BTF: expected types and strings within ${bytes.length} bytes`);
    }
    this.bytes = bytes.subarray(0, Math.max(typesEnd, stringsEnd));
    this.#bytes = bytes;
    this.#view = view;
    this.#stringsAt = stringsAt;
    this.#stringsEnd = stringsEnd;
    this.#places = placesOf(view, typesAt, typesEnd);
    this.typeCount = this.#places.length;
  }

  /** One of BTF_KIND; VOID for numbers that no type has. */
  kind(type: number): number {
    return type > 0 && type < this.typeCount ? kindAt(this.#view, this.#places[type]) : BTF_KIND.VOID;
  }

  /** The type's own name, empty when it has none. */
  name(type: number): string {
    return type > 0 && type < this.typeCount ? this.#string(this.#view.getUint32(this.#places[type], true)) : '';
  }

  /** The struct, union, enum, typedef or basic type of that name (the first of several). */
  find(name: string): number | undefined {
    if (this.#byName === undefined && this.#searches++ < SEARCHES_BEFORE_INDEX) return this.#search(name);
    const { index, types } = this.#names();
    const found = index.find(name);
    return found === undefined ? undefined : types[found];
  }

  /** The names that find() knows. */
  names(): IterableIterator<string> {
    return new Set(Array.from(this.#names().types, (type) => this.name(type))).values();
  }

  /** The type behind typedefs and qualifiers; void when there is a loop. */
  strip(type: number): number {
    let at = type;
    for (let step = 0; step < MAXIMUM_CHAIN; step++) {
      const kind = this.kind(at);
      if (kind !== TYPEDEF && kind !== VOLATILE && kind !== CONST && kind !== RESTRICT && kind !== TYPE_TAG) return at;
      at = this.#reference(at);
    }
    return 0;
  }

  /** Bytes; undefined for what has no size: void, functions, types that are declared only, nonsense. */
  size(type: number): number | undefined {
    return this.#size(type, MAXIMUM_CHAIN);
  }

  /** What a pointer, typedef, qualifier or variable refers to; undefined for another kind. 0 is void. */
  target(type: number): number | undefined {
    const kind = this.kind(type);
    if (kind === PTR || kind === VAR || (kind >= TYPEDEF && kind <= RESTRICT) || kind === TYPE_TAG) {
      return this.#reference(type);
    }
    return undefined;
  }

  /** Element type and number of elements of an array. */
  array(type: number): { readonly element: number; readonly count: number } | undefined {
    if (this.kind(type) !== ARRAY) return undefined;
    const place = this.#places[type] + 12;
    return { element: this.#view.getUint32(place, true), count: this.#view.getUint32(place + 8, true) };
  }

  /** The members of a struct or union in their order; none for other kinds. */
  members(type: number): BtfMember[] {
    const kind = this.kind(type);
    if (kind !== STRUCT && kind !== UNION) return [];
    const view = this.#view;
    const place = this.#places[type];
    const info = view.getUint32(place + 4, true);
    const hasBitSizes = info >>> 31 === 1;
    const members: BtfMember[] = [];
    for (let i = 0, at = place + 12; i < (info & 0xffff); i++, at += 12) {
      const offset = view.getUint32(at + 8, true);
      const member = view.getUint32(at + 4, true);
      const bitSize = hasBitSizes ? offset >>> 24 : 0;
      members.push({
        name: this.#string(view.getUint32(at, true)),
        type: member,
        bitOffset: hasBitSizes ? offset & 0xff_ffff : offset,
        bitSize: bitSize > 0 ? bitSize : this.#narrowInt(member),
      });
    }
    return members;
  }

  /** How an integer is meant; undefined for another kind. */
  integer(
    type: number,
  ): { readonly isSigned: boolean; readonly isChar: boolean; readonly isBool: boolean } | undefined {
    if (this.kind(type) !== INT) return undefined;
    const encoding = this.#view.getUint32(this.#places[type] + 12, true) >>> 24;
    return { isSigned: (encoding & 1) !== 0, isChar: (encoding & 2) !== 0, isBool: (encoding & 4) !== 0 };
  }

  /** Names and values of an enum; values are signed where the enum says so. */
  enumerators(type: number): { readonly name: string; readonly value: bigint }[] {
    const kind = this.kind(type);
    if (kind !== ENUM && kind !== ENUM64) return [];
    const view = this.#view;
    const place = this.#places[type];
    const info = view.getUint32(place + 4, true);
    const isSigned = info >>> 31 === 1;
    const values = [];
    for (let i = 0, at = place + 12; i < (info & 0xffff); i++, at += PER_ENTRY[kind]) {
      let value = BigInt(view.getUint32(at + 4, true));
      if (kind === ENUM64) value |= BigInt(view.getUint32(at + 8, true)) << 32n;
      if (isSigned) value = BigInt.asIntN(kind === ENUM64 ? 64 : 32, value);
      values.push({ name: this.#string(view.getUint32(at, true)), value });
    }
    return values;
  }

  /** The variable of that name. */
  findVariable(name: string): BtfVariable | undefined {
    return this.variables().get(name);
  }

  /** All variables that stand in a section, by name. */
  variables(): ReadonlyMap<string, BtfVariable> {
    if (this.#variables === undefined) {
      this.#variables = new Map();
      for (let type = 1; type < this.typeCount; type++) if (this.kind(type) === DATASEC) this.#addSection(type);
    }
    return this.#variables;
  }

  /** A type as C writes it: `struct list_head *`, `u64 [4]`. */
  describe(type: number): string {
    return this.#describe(type, MAXIMUM_CHAIN);
  }

  #describe(type: number, depth: number): string {
    if (depth === 0) return '…';
    const name = this.name(type) || '(anonymous)';
    const next = (): string => this.#describe(this.#reference(type), depth - 1);
    switch (this.kind(type)) {
      case BTF_KIND.VOID:
        return 'void';
      case PTR: {
        const target = next();
        return target.endsWith('*') ? `${target}*` : `${target} *`;
      }
      case ARRAY: {
        const { element, count } = this.array(type)!;
        return `${this.#describe(element, depth - 1)} [${count}]`;
      }
      case STRUCT:
        return `struct ${name}`;
      case UNION:
        return `union ${name}`;
      case ENUM:
      case ENUM64:
        return `enum ${name}`;
      case FWD:
        return `${this.#view.getUint32(this.#places[type] + 4, true) >>> 31 ? 'union' : 'struct'} ${name}`;
      case CONST:
        return `const ${next()}`;
      case VOLATILE:
        return `volatile ${next()}`;
      case RESTRICT:
      case TYPE_TAG:
        return next();
      case FUNC_PROTO:
        return 'function';
      default:
        return name;
    }
  }

  #size(type: number, depth: number): number | undefined {
    const stripped = this.strip(type);
    switch (this.kind(stripped)) {
      case INT:
      case STRUCT:
      case UNION:
      case ENUM:
      case ENUM64:
      case FLOAT:
      case DATASEC:
        return this.#reference(stripped);
      case PTR:
        return POINTER_SIZE;
      case VAR:
        return depth > 0 ? this.#size(this.#reference(stripped), depth - 1) : undefined;
      case ARRAY: {
        const { element, count } = this.array(stripped)!;
        const size = depth > 0 ? this.#size(element, depth - 1) : undefined;
        return size === undefined || size * count > MAXIMUM_SIZE ? undefined : size * count;
      }
      default:
        return undefined;
    }
  }

  /** Bit-fields of old producers: the type itself is an integer of fewer bits than its bytes have. */
  #narrowInt(type: number): number | undefined {
    const stripped = this.strip(type);
    if (this.kind(stripped) !== INT) return undefined;
    const bits = this.#view.getUint8(this.#places[stripped] + 12);
    return bits > 0 && bits < this.#reference(stripped) * 8 ? bits : undefined;
  }

  /** The third word of a type: a size, or the number of another type. */
  #reference(type: number): number {
    return type > 0 && type < this.typeCount ? this.#view.getUint32(this.#places[type] + 8, true) : 0;
  }

  #addSection(type: number): void {
    const view = this.#view;
    const place = this.#places[type];
    const section = this.name(type);
    const count = view.getUint32(place + 4, true) & 0xffff;
    for (let i = 0, at = place + 12; i < count; i++, at += 12) {
      const variable = view.getUint32(at, true);
      if (this.kind(variable) !== VAR) continue;
      const name = this.name(variable);
      this.#variables!.set(name, {
        name,
        type: this.#reference(variable),
        section,
        offset: view.getUint32(at + 4, true),
        size: view.getUint32(at + 8, true),
      });
    }
  }

  /** As find(), from the front. */
  #search(name: string): number | undefined {
    const view = this.#view;
    const first = name.charCodeAt(0);
    let found: number | undefined;
    let rank = NAMED.length;
    for (let type = 1; type < this.typeCount; type++) {
      const start = this.#stringsAt + view.getUint32(this.#places[type], true);
      if (this.#bytes[start] !== first || start >= this.#stringsEnd) continue;
      const own = NAMED.indexOf(this.kind(type));
      if (own < 0 || own >= rank || this.name(type) !== name) continue;
      found = type;
      rank = own;
    }
    return found;
  }

  #names(): TypesByName {
    if (this.#byName !== undefined) return this.#byName;
    // The index finds the first of equal names: types go in by the rank of their kind.
    const ranked: number[][] = NAMED.map(() => []);
    for (let type = 1; type < this.typeCount; type++) ranked[NAMED.indexOf(this.kind(type))]?.push(type);
    const named = ranked.flat().filter((type) => this.#nameStart(type) < this.#nameEnd(this.#nameStart(type)));
    const types = Uint32Array.from(named);
    const starts = types.map((type) => this.#nameStart(type));
    const ends = starts.map((start) => this.#nameEnd(start));
    this.#byName = { index: new NameIndex(this.#bytes, starts, ends), types };
    return this.#byName;
  }

  #nameStart(type: number): number {
    return this.#stringsAt + this.#view.getUint32(this.#places[type], true);
  }

  #nameEnd(start: number): number {
    const limit = Math.min(this.#stringsEnd, start + MAXIMUM_NAME);
    let end = start;
    while (end < limit && this.#bytes[end] !== 0) end++;
    return end;
  }

  #string(offset: number): string {
    const start = this.#stringsAt + offset;
    return latin1(this.#bytes, start, this.#nameEnd(start));
  }
}

/** Named types: type `types[i]` has the name that the index knows as i. */
interface TypesByName {
  readonly index: NameIndex;
  readonly types: Uint32Array;
}

function kindAt(view: DataView, place: number): number {
  return (view.getUint32(place + 4, true) >>> 24) & 0x1f;
}

/** Where each type starts; the first element stands for void. */
function placesOf(view: DataView, from: number, end: number): Uint32Array {
  // The smallest type has 12 bytes.
  const places = new Uint32Array(Math.min(Math.floor((end - from) / 12), MAXIMUM_TYPES) + 1);
  const [fixed, perEntry] = [Uint8Array.from(FIXED), Uint8Array.from(PER_ENTRY)];
  let count = 1;
  for (let at = from; at < end; ) {
    if (at + 12 > end) throw new HvError('bad-image', `BTF: type ${count} is cut short`);
    const info = view.getUint32(at + 4, true);
    const kind = (info >>> 24) & 0x1f;
    if (kind === 0 || kind >= fixed.length) throw new HvError('bad-image', `BTF: type ${count} is of kind ${kind}`);
    const next = at + 12 + fixed[kind] + perEntry[kind] * (info & 0xffff);
    if (next > end) throw new HvError('bad-image', `BTF: type ${count} is cut short`);
    if (count > MAXIMUM_TYPES) throw new HvError('bad-image', `BTF: more than ${MAXIMUM_TYPES} types`);
    places[count++] = at;
    at = next;
  }
  return places.slice(0, count);
}
