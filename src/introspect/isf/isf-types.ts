/** The types of an ISF file as BTF. */
import { BTF_KIND } from '../btf/btf.ts';
import type { BtfWriter } from '../btf/btf-writer.ts';
import { bad, field, integer, type Json, record, text, whole } from './json-reader.ts';

/** The parts of a file that have types. */
export interface IsfTypeSections {
  readonly base: Json<Record<string, unknown>>;
  readonly user: Json<Record<string, unknown>>;
  readonly enums: Json<Record<string, unknown>>;
}

/** Pointers and arrays within each other. */
const MAXIMUM_DEPTH = 64;
const MAXIMUM_SIZE = 1n << 32n;
/** Encoding of BTF integers. Linux, include/uapi/linux/btf.h. */
const SIGNED = 1 << 24;
const CHAR = 2 << 24;
const BOOL = 4 << 24;

/** Turns types into records of BTF, each once. */
export class IsfTypes {
  readonly #writer: BtfWriter;
  readonly #sections: IsfTypeSections;
  readonly #named = new Map<string, number>();
  readonly #pointers = new Map<number, number>();
  readonly #arrays = new Map<string, number>();
  /** Structs whose members are still to be read: a queue, since they refer to each other without end. */
  readonly #waiting: { readonly type: number; readonly name: string; readonly at: Json }[] = [];
  #function: number | undefined;

  constructor(writer: BtfWriter, sections: IsfTypeSections) {
    this.#writer = writer;
    this.#sections = sections;
  }

  /** Read every type of the file. @throws HvError `bad-image` that names the place */
  addAll(): void {
    for (const name of Object.keys(this.#sections.base.value)) this.#base(name);
    for (const name of Object.keys(this.#sections.enums.value)) this.#enum(name);
    for (const name of Object.keys(this.#sections.user.value)) this.#struct(name);
    this.#settle();
  }

  /** Whether a type that describe() gave is a function. */
  isFunction(type: number): boolean {
    return type === this.#function;
  }

  /** The number of a type; 0 is void. @throws HvError `bad-image` */
  describe(json: Json, depth = MAXIMUM_DEPTH): number {
    if (depth === 0) throw bad({ value: 'more', at: json.at }, `at most ${MAXIMUM_DEPTH} types within each other`);
    const descriptor = record(json);
    const kind = text(field(descriptor, 'kind'));
    switch (kind) {
      case 'pointer':
        return this.#pointer(this.describe(field(descriptor, 'subtype'), depth - 1));
      case 'array': {
        const element = this.describe(field(descriptor, 'subtype'), depth - 1);
        return this.#array(element, Number(whole(field(descriptor, 'count'), MAXIMUM_SIZE)));
      }
      case 'base':
        return this.#base(text(field(descriptor, 'name')));
      case 'struct':
      case 'union':
      case 'class':
        return this.#struct(text(field(descriptor, 'name')), kind);
      case 'enum':
        return this.#enum(text(field(descriptor, 'name')));
      case 'function':
        this.#function ??= this.#writer.add({ kind: BTF_KIND.FUNC_PROTO });
        return this.#function;
      case 'bitfield':
        return this.describe(field(descriptor, 'type'), depth - 1);
      default:
        throw bad(field(descriptor, 'kind'), 'a kind of type');
    }
  }

  #pointer(target: number): number {
    let type = this.#pointers.get(target);
    if (type === undefined) {
      type = this.#writer.add({ kind: BTF_KIND.PTR, word: target });
      this.#pointers.set(target, type);
    }
    return type;
  }

  #array(element: number, count: number): number {
    const key = `${element} ${count}`;
    let type = this.#arrays.get(key);
    if (type === undefined) {
      // The type of the index means nothing to anybody; that of the element is a type, too.
      type = this.#writer.add({ kind: BTF_KIND.ARRAY, rest: [element, element, count] });
      this.#arrays.set(key, type);
    }
    return type;
  }

  #base(name: string): number {
    const known = this.#named.get(`base ${name}`);
    if (known !== undefined) return known;
    const type = this.#newBase(name);
    this.#named.set(`base ${name}`, type);
    return type;
  }

  #newBase(name: string): number {
    const { base } = this.#sections;
    if (!Object.hasOwn(base.value, name)) return 0;
    const entry = record(field(base, name));
    const kind = text(field(entry, 'kind'));
    const size = Number(whole(field(entry, 'size'), 256n));
    if (kind === 'void' || size === 0) return 0;
    if (kind === 'float') return this.#writer.add({ name, kind: BTF_KIND.FLOAT, word: size });
    const encoding = kind === 'bool' ? BOOL : kind === 'char' ? CHAR : 0;
    const sign = entry.value['signed'] === true ? SIGNED : 0;
    // A number of 32 bytes has more bits than the format can say; 0 says as many as there are.
    const bits = size > 31 ? 0 : size * 8;
    return this.#writer.add({ name, kind: BTF_KIND.INT, word: size, rest: [encoding | sign | bits] });
  }

  #enum(name: string): number {
    const known = this.#named.get(`enum ${name}`);
    if (known !== undefined) return known;
    const type = this.#writer.reserve();
    this.#named.set(`enum ${name}`, type);
    const { enums } = this.#sections;
    if (!Object.hasOwn(enums.value, name)) {
      this.#writer.define(type, { name: nameOf(name), kind: BTF_KIND.ENUM, word: 4 });
      return type;
    }
    const entry = record(field(enums, name));
    const size = Number(whole(field(entry, 'size'), 9n));
    const constants = record(field(entry, 'constants'));
    const values = Object.keys(constants.value).map((key) => ({ key, value: integer(field(constants, key)) }));
    const isWide = size === 8;
    this.#writer.define(type, {
      name: nameOf(name),
      kind: isWide ? BTF_KIND.ENUM64 : BTF_KIND.ENUM,
      kindFlag: values.some(({ value }) => value < 0n),
      word: size,
      entries: values.length,
      rest: values.flatMap(({ key, value }) => {
        const low = Number(BigInt.asUintN(32, value));
        return isWide ? [key, low, Number(BigInt.asUintN(32, value >> 32n))] : [key, low];
      }),
    });
    return type;
  }

  #struct(name: string, word = 'struct'): number {
    const known = this.#named.get(`struct ${name}`);
    if (known !== undefined) return known;
    const type = this.#writer.reserve();
    this.#named.set(`struct ${name}`, type);
    const { user } = this.#sections;
    if (Object.hasOwn(user.value, name)) this.#waiting.push({ type, name, at: field(user, name) });
    else this.#writer.define(type, { name: nameOf(name), kind: BTF_KIND.FWD, kindFlag: word === 'union' });
    return type;
  }

  #settle(): void {
    for (let i = 0; i < this.#waiting.length; i++) {
      const { type, name, at } = this.#waiting[i];
      const entry = record(at);
      const fields = record(field(entry, 'fields'));
      const members = Object.keys(fields.value)
        .map((key) => this.#member(key, record(field(fields, key))))
        .sort((a, b) => a.bitOffset - b.bitOffset);
      const hasBits = members.some(({ bits }) => bits > 0);
      this.#writer.define(type, {
        name: nameOf(name),
        kind: text(field(entry, 'kind')) === 'union' ? BTF_KIND.UNION : BTF_KIND.STRUCT,
        kindFlag: hasBits,
        word: Number(whole(field(entry, 'size'), MAXIMUM_SIZE)),
        entries: members.length,
        rest: members.flatMap((member) => [
          member.name,
          member.type,
          // With bit-fields, 8 bits say how many bits there are, and 24 where they start.
          hasBits ? ((member.bits << 24) | (member.bitOffset & 0xff_ffff)) >>> 0 : member.bitOffset,
        ]),
      });
    }
    this.#waiting.length = 0;
  }

  #member(key: string, entry: Json<Record<string, unknown>>): Member {
    const offset = Number(whole(field(entry, 'offset'), MAXIMUM_SIZE / 8n));
    const descriptor = field(entry, 'type');
    const type = this.describe(descriptor);
    const name = entry.value['anonymous'] === true ? '' : key;
    const { value, at } = record(descriptor);
    if (value['kind'] !== 'bitfield') return { name, type, bitOffset: offset * 8, bits: 0 };
    const position = Number(whole(field({ value, at }, 'bit_position'), 256n));
    return {
      name,
      type,
      bitOffset: offset * 8 + position,
      bits: Number(whole(field({ value, at }, 'bit_length'), 256n)),
    };
  }
}

interface Member {
  readonly name: string;
  readonly type: number;
  readonly bitOffset: number;
  /** 0: no bit-field. */
  readonly bits: number;
}

/** Names that producers make up for what has none. */
function nameOf(name: string): string {
  return /^unnamed_/.test(name) ? '' : name;
}
