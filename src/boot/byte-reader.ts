import { HvError } from '../base/error.ts';

/**
 * Bounds-checked little-endian reader over a file that is not trusted.
 *
 * Every read that would leave the file throws `bad-image` with the name of the file, so a parser built on it needs no
 * checks of its own against truncation.
 * @example new ByteReader(bytes, 'vmlinuz').u16(0x1fe)
 */
export class ByteReader {
  /** The whole file. */
  readonly bytes: Uint8Array;
  /** What to call the file in messages. */
  readonly name: string;
  readonly #view: DataView;

  constructor(bytes: Uint8Array, name: string) {
    this.bytes = bytes;
    this.name = name;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Bytes in the file. */
  get length(): number {
    return this.bytes.length;
  }

  u8(offset: number): number {
    return this.#view.getUint8(this.#check(offset, 1));
  }

  u16(offset: number): number {
    return this.#view.getUint16(this.#check(offset, 2), true);
  }

  u32(offset: number): number {
    return this.#view.getUint32(this.#check(offset, 4), true);
  }

  u64(offset: number): bigint {
    return this.#view.getBigUint64(this.#check(offset, 8), true);
  }

  /**
   * A 64-bit field that can only be an offset, a size or a physical address, as a Number.
   * @param what the field's name for the message
   * @throws HvError `bad-image` when it is 2^48 or more, which no such field can be
   */
  size64(offset: number, what: string): number {
    const value = this.u64(offset);
    if (value >= 1n << 48n) throw this.bad(`${what} is 0x${value.toString(16)}`);
    return Number(value);
  }

  /** A view (no copy) of `length` bytes at `offset`. */
  slice(offset: number, length: number): Uint8Array {
    this.#check(offset, length);
    return this.bytes.subarray(offset, offset + length);
  }

  /** The zero-terminated Latin-1 string at `offset`; ends at `maximum` characters or the end of the file too. */
  text(offset: number, maximum = 256): string {
    let text = '';
    for (let at = offset; at < this.bytes.length && text.length < maximum; at++) {
      const code = this.bytes[at]!;
      if (code === 0) break;
      text += String.fromCharCode(code);
    }
    return text;
  }

  /** The error that names this file. */
  bad(what: string): HvError {
    return new HvError('bad-image', `${this.name}: ${what}`);
  }

  #check(offset: number, length: number): number {
    if (!(offset >= 0 && length >= 0 && offset + length <= this.bytes.length)) {
      throw this.bad(
        `truncated: ${length} bytes at offset 0x${offset.toString(16)} of a file of ${this.bytes.length} bytes`,
      );
    }
    return offset;
  }
}

/** Growing is not needed here: a writer of little-endian fields into a zeroed block of fixed size. */
export class ByteWriter {
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
    this.#view = new DataView(this.bytes.buffer);
  }

  u8(offset: number, value: number): void {
    this.#view.setUint8(offset, value);
  }

  u16(offset: number, value: number): void {
    this.#view.setUint16(offset, value, true);
  }

  u32(offset: number, value: number): void {
    this.#view.setUint32(offset, value, true);
  }

  /** @param value an integer from 0 to 2^53 - 1 */
  u64(offset: number, value: number): void {
    this.#view.setUint32(offset, value % 0x1_0000_0000, true);
    this.#view.setUint32(offset + 4, Math.floor(value / 0x1_0000_0000), true);
  }

  set(offset: number, bytes: Uint8Array): void {
    this.bytes.set(bytes, offset);
  }
}
