/** A symbol to be put into kallsyms tables. */
export interface KallsymsEntry {
  /** Type letter and name in one, as the tables hold it. */
  readonly text: string;
  readonly address: bigint;
}

export interface KallsymsLayout {
  /** Order, width and alignment of the tables, by the kernels that have them. */
  readonly order: 'to-4.20' | '5.0-to-6.1' | '6.2' | '6.4-to-6.19' | 'from-7.0';
  /** Offsets in the convention of CONFIG_KALLSYMS_ABSOLUTE_PERCPU, or plainly relative. */
  readonly absolutePerCpu: boolean;
  /** Link-time address of the image; the tables start there. */
  readonly base: bigint;
}

/**
 * Builds kallsyms tables as Linux, scripts/kallsyms.c, writes them, plainly: tokens for all single characters at their
 * own codes, and a few of several characters at codes that no name uses.
 */
export function kallsymsTables(entries: readonly KallsymsEntry[], layout: KallsymsLayout): Uint8Array {
  const tokens = Array.from({ length: 256 }, (_, code) => (code === 0 ? 'zero' : String.fromCharCode(code)));
  tokens[1] = 'sys_';
  tokens[2] = 'disabled';
  tokens[200] = 'mod';
  const pack = (text: string): number[] => {
    const codes: number[] = [];
    for (let at = 0; at < text.length; ) {
      const token = [1, 2, 200].find((code) => text.startsWith(tokens[code]!, at));
      codes.push(token ?? text.charCodeAt(at));
      at += token === undefined ? 1 : tokens[token]!.length;
    }
    return codes;
  };
  const names: number[] = [];
  const markers: number[] = [];
  entries.forEach((entry, index) => {
    if (index % 256 === 0) markers.push(names.length);
    const codes = pack(entry.text);
    // Two bytes of length from 128 on: seven bits, then the rest.
    names.push(...(codes.length < 128 ? [codes.length] : [(codes.length & 0x7f) | 0x80, codes.length >> 7]), ...codes);
  });
  const tokenBytes: number[] = [];
  const tokenIndex: number[] = [];
  for (const token of tokens) {
    tokenIndex.push(tokenBytes.length);
    tokenBytes.push(...Buffer.from(token, 'latin1'), 0);
  }
  const offsets = entries.map(({ address }) => {
    if (layout.order === 'from-7.0') return 0; // filled in below, when their place is known
    if (!layout.absolutePerCpu) return Number(address - layout.base);
    return address < layout.base ? Number(address) : Number(layout.base - 1n - address);
  });

  const isOld = layout.order === 'to-4.20';
  const table = {
    offsets: i32(offsets),
    relativeBase: u64(layout.base),
    count: isOld ? u64(BigInt(entries.length)) : i32([entries.length]),
    names: Buffer.from(names),
    markers: isOld ? Buffer.concat(markers.map((marker) => u64(BigInt(marker)))) : i32(markers),
    sequences: Buffer.alloc(entries.length * 3, 0x11),
    tokens: Buffer.from(tokenBytes),
    index: Buffer.from(new Uint8Array(Uint16Array.from(tokenIndex).buffer)),
  };
  const order: readonly (keyof typeof table)[] =
    layout.order === 'from-7.0'
      ? ['count', 'names', 'markers', 'tokens', 'index', 'offsets', 'sequences']
      : layout.order === '6.4-to-6.19'
        ? ['count', 'names', 'markers', 'tokens', 'index', 'offsets', 'relativeBase', 'sequences']
        : layout.order === '6.2'
          ? ['offsets', 'relativeBase', 'count', 'names', 'markers', 'sequences', 'tokens', 'index']
          : ['offsets', 'relativeBase', 'count', 'names', 'markers', 'tokens', 'index'];
  const alignment = layout.order === 'from-7.0' ? 4 : 8;
  // Something before and behind, as in a kernel's read-only data; before the late tables not a multiple of 8.
  const parts: Uint8Array[] = [Buffer.alloc(4096 + (alignment % 8), 'rodata \0')];
  for (const name of order) {
    const place = parts.reduce((sum, part) => sum + part.length, 0);
    if (name === 'offsets' && layout.order === 'from-7.0') {
      table.offsets = i32(entries.map(({ address }, i) => Number(address - (layout.base + BigInt(place + i * 4)))));
    }
    parts.push(padded(table[name], alignment));
  }
  return Buffer.concat([...parts, Buffer.alloc(4096, 'more data\0\x01')]);
}

function padded(bytes: Buffer, alignment: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((alignment - (bytes.length % alignment)) % alignment)]);
}

function i32(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    bytes.writeInt32LE(value, index * 4);
  });
  return bytes;
}

function u64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(value);
  return bytes;
}
