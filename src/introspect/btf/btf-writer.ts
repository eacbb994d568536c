/** Writes types in the BPF Type Format, so that types from elsewhere are read as a kernel's own. */
import { HvError } from '../../base/error.ts';
import { BTF_KIND } from './btf.ts';

/** A type to be written. */
export interface BtfRecord {
  readonly name?: string;
  /** One of BTF_KIND. */
  readonly kind: number;
  readonly kindFlag?: boolean;
  /** Size in bytes, or number of another type, by kind. */
  readonly word?: number;
  /** Number of entries. */
  readonly entries?: number;
  /** Words behind the common three; texts stand for their place among the strings. */
  readonly rest?: readonly (number | string)[];
}

const MAGIC_AND_VERSION = 0x0001_eb9f;
const HEADER_BYTES = 24;
/** Entries that one type can have. */
export const MAXIMUM_ENTRIES = 0xffff;

/**
 * Collects types and gives them as one image. Numbers can be taken before a type is known: types refer to each other in
 * circles.
 * @example
 * const writer = new BtfWriter();
 * const int = writer.add({ name: 'int', kind: BTF_KIND.INT, word: 4, rest: [0x0100_0020] });
 * new Btf(writer.finish());
 */
export class BtfWriter {
  readonly #records: (BtfRecord | undefined)[] = [];
  readonly #strings: string[] = [''];
  readonly #places = new Map<string, number>([['', 0]]);
  #stringBytes = 1;

  /** @returns the number of the type */
  add(record: BtfRecord): number {
    const type = this.reserve();
    this.define(type, record);
    return type;
  }

  /** A number whose type follows by define(). */
  reserve(): number {
    return this.#records.push(undefined);
  }

  /** @throws HvError `bad-image` for more entries than a type can have */
  define(type: number, record: BtfRecord): void {
    if ((record.entries ?? 0) > MAXIMUM_ENTRIES) {
      throw new HvError('bad-image', `BTF: ${record.name ?? 'a type'} has more than ${MAXIMUM_ENTRIES} entries`);
    }
    this.#records[type - 1] = record;
  }

  /** The image. A reserved type that was never defined is one that is declared only. */
  finish(): Uint8Array {
    const words: number[] = [];
    for (const record of this.#records) {
      const { name = '', kind, kindFlag = false, word = 0, entries = 0, rest = [] } = record ?? { kind: BTF_KIND.FWD };
      words.push(this.#place(name), ((kindFlag ? 0x8000_0000 : 0) | (kind << 24) | entries) >>> 0, word >>> 0);
      for (const item of rest) words.push(typeof item === 'string' ? this.#place(item) : item >>> 0);
    }
    const typeBytes = words.length * 4;
    const bytes = new Uint8Array(HEADER_BYTES + typeBytes + this.#stringBytes);
    const view = new DataView(bytes.buffer);
    const header = [MAGIC_AND_VERSION, HEADER_BYTES, 0, typeBytes, typeBytes, this.#stringBytes];
    header.forEach((value, i) => {
      view.setUint32(i * 4, value, true);
    });
    for (let i = 0; i < words.length; i++) view.setUint32(HEADER_BYTES + i * 4, words[i], true);
    let at = HEADER_BYTES + typeBytes;
    for (const text of this.#strings) {
      for (let i = 0; i < text.length; i++) bytes[at++] = text.charCodeAt(i) & 0xff || 0x3f;
      at++;
    }
    return bytes;
  }

  #place(text: string): number {
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    const place = this.#stringBytes;
    this.#places.set(text, place);
    this.#strings.push(text);
    this.#stringBytes += text.length + 1;
    return place;
  }
}
