/** Bytes that grow, with the integers of WebAssembly's binary format. WebAssembly Core Specification, "Binary Format", "Values". */
export class ByteWriter {
  #bytes = new Uint8Array(1024);
  #length = 0;

  get length(): number {
    return this.#length;
  }
  /** The bytes so far; valid until the next write. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }
  /** The bytes so far, which are a new writer's from now on: this one begins afresh. */
  take(): Uint8Array {
    const bytes = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return bytes;
  }

  byte(value: number): void {
    if (this.#length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.#length++] = value;
  }
  append(bytes: Uint8Array): void {
    if (this.#length + bytes.length > this.#bytes.length) this.#grow(bytes.length);
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }
  /** Unsigned LEB128 of a value below 2^32. */
  u32(value: number): void {
    let rest = value >>> 0;
    while (rest >= 0x80) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.byte(rest);
  }
  /** Signed LEB128 of an i32. */
  s32(value: number): void {
    let rest = value | 0;
    for (;;) {
      const part = rest & 0x7f;
      rest >>= 7;
      if ((rest === 0 && (part & 0x40) === 0) || (rest === -1 && (part & 0x40) !== 0)) {
        this.byte(part);
        return;
      }
      this.byte(part | 0x80);
    }
  }
  /** Signed LEB128 of an i64. */
  s64(value: bigint): void {
    let rest = BigInt.asIntN(64, value);
    if (rest >= -0x8000_0000n && rest <= 0x7fff_ffffn) {
      this.s32(Number(rest));
      return;
    }
    for (;;) {
      const part = Number(rest & 0x7fn);
      rest >>= 7n;
      if ((rest === 0n && (part & 0x40) === 0) || (rest === -1n && (part & 0x40) !== 0)) {
        this.byte(part);
        return;
      }
      this.byte(part | 0x80);
    }
  }
  /** A vector of bytes: its length, then the bytes. */
  sized(bytes: Uint8Array): void {
    this.u32(bytes.length);
    this.append(bytes);
  }
  name(text: string): void {
    this.sized(Uint8Array.from(text, (char) => char.charCodeAt(0)));
  }

  #grow(more: number): void {
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    larger.set(this.bytes);
    this.#bytes = larger;
  }
}
