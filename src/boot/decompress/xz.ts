import { HvError } from '../../base/error.ts';
import { checkWebAssembly } from '../../base/web-assembly.ts';
import { ByteReader, ByteWriter } from '../byte-reader.ts';
import { undoX86Filter } from './bcj-x86.ts';
import { crc32 } from './crc32.ts';
import { outputFor } from './output.ts';

/** First bytes of an XZ stream. */
export const XZ_MAGIC = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] as const;
const FILTER_X86 = 0x04;
const FILTER_LZMA2 = 0x21;
/** Bytes of a block's check, by its type. XZ file format, "Stream Flags". */
const CHECK_SIZE = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64] as const;
const CHECK_CRC32 = 1;

/**
 * Unpacks an XZ stream of LZMA2 blocks, with or without the x86 filter: what Linux packs kernels with.
 * XZ file format 1.2, tukaani.org/xz/xz-file-format.txt.
 *
 * The library decodes LZMA2 but neither knows the x86 filter nor bounds what comes out. So the container is read here:
 * the sizes of all LZMA2 chunks are added up before anything is decoded, each block is handed to the library in a plain
 * container of its own, then the filter is undone and the check compared. A check other than CRC-32, which Linux does
 * not use, is not compared.
 * @param size bytes that must come out
 * @throws HvError `bad-image` when the input is damaged or does not give exactly `size` bytes, `invalid-argument`, `out-of-memory`, `unsupported` for filters
 * other than these, and without WebAssembly
 */
export async function unpackXz(input: Uint8Array, size: number): Promise<Uint8Array> {
  const output = outputFor('XZ', input, size);
  const reader = new ByteReader(input, 'XZ');
  let length = 0;
  for (const block of blocks(reader)) {
    if (block.unpacked > size - length) throw reader.bad('more bytes than declared');
    const part = output.subarray(length, length + block.unpacked);
    await decodeLzma2(block.data, part);
    if (block.isX86) undoX86Filter(part);
    if (block.crc !== undefined && crc32(part) !== block.crc) throw reader.bad('the check does not match');
    length += block.unpacked;
  }
  if (length !== size) throw reader.bad(`${length} bytes unpacked, ${size} declared`);
  return output;
}

/**
 * How many bytes an XZ stream unpacks to, without unpacking it.
 * @throws HvError as unpackXz()
 */
export function measureXz(input: Uint8Array): number {
  let size = 0;
  for (const block of blocks(new ByteReader(input, 'XZ'))) size += block.unpacked;
  return size;
}

interface Block {
  /** The LZMA2 stream with its end mark. */
  readonly data: Uint8Array;
  readonly unpacked: number;
  readonly isX86: boolean;
  /** CRC-32 of what comes out, when the file has one. */
  readonly crc: number | undefined;
}

/** The blocks of a stream, up to its index. */
function* blocks(reader: ByteReader): Generator<Block> {
  if (!XZ_MAGIC.every((byte, index) => reader.u8(index) === byte)) throw reader.bad('not an XZ stream');
  const checkType = reader.u8(7) & 0x0f;
  let at = 12;
  while (reader.u8(at) !== 0) {
    const header = readBlockHeader(reader, at);
    const { packed, unpacked } = measureChunks(reader, header.data);
    const check = header.data + Math.ceil(packed / 4) * 4;
    const crc = checkType === CHECK_CRC32 ? reader.u32(check) : undefined;
    yield { data: reader.slice(header.data, packed), unpacked, isX86: header.isX86, crc };
    at = check + CHECK_SIZE[checkType]!;
  }
}

/** Where a block's LZMA2 data start, and whether the x86 filter is to be undone behind them. */
function readBlockHeader(reader: ByteReader, at: number): { data: number; isX86: boolean } {
  const headerSize = (reader.u8(at) + 1) * 4;
  const header = reader.slice(at, headerSize);
  if (crc32(header.subarray(0, headerSize - 4)) !== reader.u32(at + headerSize - 4)) {
    throw reader.bad('a block header is damaged');
  }
  const flags = reader.u8(at + 1);
  let next = at + 2;
  const number = () => {
    const { value, end } = readVariableInteger(reader, next);
    next = end;
    return value;
  };
  if (flags & 0x40) number();
  if (flags & 0x80) number();
  const filters: number[] = [];
  for (let i = 0; i <= (flags & 3); i++) {
    const id = number();
    const propertiesSize = number();
    // A start offset other than 0 would shift all addresses; Linux never sets one.
    if (id === FILTER_X86 && propertiesSize !== 0) throw unsupported('an x86 filter with a start offset');
    next += propertiesSize;
    filters.push(id);
  }
  const isX86 = filters[0] === FILTER_X86;
  if (filters.at(-1) !== FILTER_LZMA2 || filters.length !== (isX86 ? 2 : 1)) {
    throw unsupported(`filters ${filters.map((id) => `0x${id.toString(16)}`).join(', ')}`);
  }
  return { data: at + headerSize, isX86 };
}

/** An integer in groups of seven bits, lowest first. XZ file format, "Multibyte Integers". */
function readVariableInteger(reader: ByteReader, at: number): { value: number; end: number } {
  let value = 0;
  for (let i = 0; i < 7; i++) {
    const byte = reader.u8(at + i);
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return { value, end: at + i + 1 };
  }
  throw reader.bad('a number is too large');
}

/** Adds up the chunks of an LZMA2 stream, whose sizes stand before each chunk; the end mark is counted in. */
function measureChunks(reader: ByteReader, start: number): { packed: number; unpacked: number } {
  let at = start;
  let unpacked = 0;
  for (;;) {
    const control = reader.u8(at);
    if (control === 0) return { packed: at + 1 - start, unpacked };
    const size16 = reader.u8(at + 1) * 256 + reader.u8(at + 2) + 1;
    if (control <= 2) {
      unpacked += size16;
      at += 3 + size16;
    } else if (control >= 0x80) {
      const packedSize = reader.u8(at + 3) * 256 + reader.u8(at + 4) + 1;
      unpacked += (control & 0x1f) * 0x1_0000 + size16;
      at += (control >= 0xc0 ? 6 : 5) + packedSize;
    } else {
      throw reader.bad('damaged LZMA2 data');
    }
  }
}

/** What the library takes and gives: the part of the Streams Standard that this file touches. */
interface ChunkReader {
  read(): Promise<{ done: boolean; value?: Uint8Array }>;
  cancel(): Promise<void>;
}

/** Decodes one LZMA2 stream to exactly fill `output`. */
async function decodeLzma2(data: Uint8Array, output: Uint8Array): Promise<void> {
  if (output.length === 0) return;
  checkWebAssembly('XZ');
  const library = await import('xz-decompress');
  const { XzReadableStream } = library.default as unknown as {
    XzReadableStream: new (source: { getReader(): ChunkReader }) => { getReader(): ChunkReader };
  };
  const parts = plainContainer(data, output.length);
  const source: ChunkReader = {
    async read() {
      const value = parts.shift();
      return value ? { done: false, value } : { done: true };
    },
    async cancel() {},
  };
  const stream = new XzReadableStream({ getReader: () => source }).getReader();
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await stream.read();
      if (done || !value) break;
      // measureChunks() has added up what must come; more can only be a defect of the library.
      if (value.length > output.length - length) {
        await stream.cancel();
        break;
      }
      output.set(value, length);
      length += value.length;
    }
  } catch (cause) {
    throw new HvError('bad-image', 'XZ: damaged LZMA2 data', { cause });
  }
  if (length !== output.length) throw new HvError('bad-image', 'XZ: damaged LZMA2 data');
}

/** The pieces of an XZ stream without check that holds `data` as its one block. */
function plainContainer(data: Uint8Array, unpacked: number): Uint8Array[] {
  const head = new ByteWriter(24);
  head.set(0, Uint8Array.from(XZ_MAGIC));
  head.u32(8, crc32(head.bytes.subarray(6, 8)));
  head.set(12, Uint8Array.of(2, 0, FILTER_LZMA2, 1, dictionaryProperty(unpacked)));
  head.u32(20, crc32(head.bytes.subarray(12, 20)));

  const sizes = [1, ...variableInteger(12 + data.length), ...variableInteger(unpacked)];
  const padding = (4 - (data.length % 4)) % 4;
  const indexSize = Math.ceil((1 + sizes.length) / 4) * 4;
  const tail = new ByteWriter(padding + indexSize + 4 + 12);
  tail.set(padding + 1, Uint8Array.from(sizes));
  tail.u32(padding + indexSize, crc32(tail.bytes.subarray(padding, padding + indexSize)));
  const footer = padding + indexSize + 4;
  tail.u32(footer + 4, (indexSize + 4) / 4 - 1);
  tail.u32(footer, crc32(tail.bytes.subarray(footer + 4, footer + 10)));
  tail.set(footer + 10, Uint8Array.of(0x59, 0x5a));
  return [head.bytes, data, tail.bytes];
}

/**
 * The smallest dictionary that holds everything that comes out: the file's own figure can be 4 GiB, and the library
 * would allocate that much. XZ file format, "LZMA2": sizes are 2 or 3 times a power of two.
 */
function dictionaryProperty(unpacked: number): number {
  for (let bits = 0; bits < 40; bits++) {
    if ((2 | (bits & 1)) * 2 ** ((bits >> 1) + 11) >= unpacked) return bits;
  }
  return 40;
}

function variableInteger(value: number): number[] {
  const bytes = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) + 0x80);
  bytes.push(rest);
  return bytes;
}

function unsupported(what: string): HvError {
  return new HvError('unsupported', `XZ: ${what}`);
}
