/** Writes types as Linux, Documentation/bpf/btf.rst, describes them; kinds and fields are literal numbers here. */

/** A type to be written: its kind, the third word, and what follows. */
export interface BtfTypeSpec {
  readonly name?: string;
  readonly kind: number;
  readonly kindFlag?: boolean;
  /** Size or number of another type. */
  readonly word?: number;
  /** Words behind the common part; strings stand for their offsets. */
  readonly rest?: readonly (number | string)[];
  /** Number of entries; default: none. */
  readonly entries?: number;
}

/** A whole image of types; the first type has number 1. */
export function btfImage(types: readonly BtfTypeSpec[]): Uint8Array {
  let strings = '\0';
  const offsets = new Map<string, number>([['', 0]]);
  const place = (text: string): number => {
    const known = offsets.get(text);
    if (known !== undefined) return known;
    const at = strings.length;
    offsets.set(text, at);
    strings += `${text}\0`;
    return at;
  };
  const words: number[] = [];
  for (const { name = '', kind, kindFlag = false, word = 0, rest = [], entries = 0 } of types) {
    words.push(place(name), ((kindFlag ? 0x8000_0000 : 0) | (kind << 24) | entries) >>> 0, word);
    for (const item of rest) words.push(typeof item === 'string' ? place(item) : item >>> 0);
  }
  const head = Uint32Array.of(0x0001_eb9f, 24, 0, words.length * 4, words.length * 4, strings.length);
  return new Uint8Array(
    Buffer.concat([
      Buffer.from(head.buffer),
      Buffer.from(Uint32Array.from(words).buffer),
      Buffer.from(strings, 'latin1'),
    ]),
  );
}

/** INT of so many bytes, unsigned. */
export const int = (name: string, bytes: number): BtfTypeSpec => ({ name, kind: 1, word: bytes, rest: [bytes * 8] });
/** STRUCT (or UNION) of members [name, type, bit offset]. */
export const struct = (
  name: string,
  size: number,
  members: readonly (readonly [string, number, number])[],
  kind = 4,
): BtfTypeSpec => ({ name, kind, word: size, entries: members.length, rest: members.flat() });
/** As struct(), members [name, type, bit offset, bits]. */
export const bitStruct = (
  name: string,
  size: number,
  members: readonly (readonly [string, number, number, number])[],
): BtfTypeSpec => ({
  name,
  kind: 4,
  kindFlag: true,
  word: size,
  entries: members.length,
  rest: members.flatMap(([member, type, offset, bits]) => [member, type, ((bits << 24) | offset) >>> 0]),
});
/** PTR 2, TYPEDEF 8, VOLATILE 9, CONST 10, VAR 14 … to another type. */
export const reference = (kind: number, type: number, name = ''): BtfTypeSpec => ({
  name,
  kind,
  word: type,
  ...(kind === 14 ? { rest: [1] } : {}),
});
export const array = (element: number, count: number): BtfTypeSpec => ({ kind: 3, rest: [element, 1, count] });
