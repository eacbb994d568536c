/** iced-x86, loaded when the first instruction is looked at: 2 MB of WebAssembly that most runs do without (Node only). */
import { createRequire } from 'node:module';
import type * as Iced from 'iced-x86';

export type { Instruction } from 'iced-x86';

let iced: typeof Iced | undefined;

/** The library. Its objects live in WebAssembly memory: free() what you make. */
export function loadIced(): typeof Iced {
  iced ??= createRequire(import.meta.url)('iced-x86') as typeof Iced;
  return iced;
}

/** Texts that one disassembler remembers; beyond, it starts over. */
const REMEMBERED = 4096;

interface Remembered {
  readonly bytes: Uint8Array;
  readonly codeBits: number;
  readonly text: string | undefined;
}

/**
 * Puts instructions into words, in Intel's syntax with hexadecimal numbers as in C; what it has seen at an address it
 * remembers. Undefined for bytes that are no instruction.
 * @example
 * vm.disassemble = disassembler();
 * vm.disassemble(Uint8Array.of(0x89, 0x07), 0x1000n, 64) // 'mov [rdi], eax'
 */
export function disassembler(): (bytes: Uint8Array, rip: bigint, codeBits: 16 | 32 | 64) => string | undefined {
  const known = new Map<bigint, Remembered>();
  return (bytes, rip, codeBits) => {
    const before = known.get(rip);
    if (before !== undefined && before.codeBits === codeBits && isSame(before.bytes, bytes)) return before.text;
    const text = decode(bytes, rip, codeBits)?.text;
    if (known.size >= REMEMBERED) known.clear();
    known.set(rip, { bytes: bytes.slice(), codeBits, text });
    return text;
  };
}

/** A piece of text for people: `movss dword ptr [rdi+4], xmm0 (f3 0f 11 47 04)`, or the bytes when they are no instruction. */
export function describeInstruction(codeBits: 16 | 32 | 64, rip: bigint, bytes: Uint8Array): string {
  const decoded = decode(bytes, rip, codeBits);
  const hex = [...bytes.subarray(0, decoded?.length)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  return decoded === undefined ? hex : `${decoded.text} (${hex})`;
}

function decode(bytes: Uint8Array, rip: bigint, codeBits: number): { text: string; length: number } | undefined {
  const { Decoder, DecoderOptions, Formatter, FormatterSyntax } = loadIced();
  const decoder = new Decoder(codeBits, bytes, DecoderOptions.None);
  decoder.ip = rip;
  const instruction = decoder.decode();
  const formatter = new Formatter(FormatterSyntax.Intel);
  formatter.hexPrefix = '0x';
  formatter.hexSuffix = '';
  formatter.spaceAfterOperandSeparator = true;
  formatter.uppercaseHex = false;
  try {
    if (instruction.isInvalid) return undefined;
    return { text: formatter.format(instruction), length: instruction.length };
  } finally {
    formatter.free();
    instruction.free();
    decoder.free();
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
