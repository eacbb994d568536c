/** iced-x86, loaded when the first instruction is looked at: 2 MB of WebAssembly that most runs do without. */
import { createRequire } from 'node:module';
import type * as Iced from 'iced-x86';

export type { Instruction } from 'iced-x86';

let iced: typeof Iced | undefined;

/** The library. Its objects live in WebAssembly memory: free() what you make. */
export function loadIced(): typeof Iced {
  iced ??= createRequire(import.meta.url)('iced-x86') as typeof Iced;
  return iced;
}

/** A piece of text for people: `movss dword ptr [rdi+4],xmm0`, or the bytes when they are no instruction. */
export function describeInstruction(bits: 16 | 32 | 64, rip: bigint, bytes: Uint8Array): string {
  const { Decoder, DecoderOptions, Formatter, FormatterSyntax } = loadIced();
  const decoder = new Decoder(bits, bytes, DecoderOptions.None);
  decoder.ip = rip;
  const instruction = decoder.decode();
  const formatter = new Formatter(FormatterSyntax.Intel);
  try {
    const hex = [...bytes.subarray(0, instruction.length || bytes.length)].map((b) => b.toString(16).padStart(2, '0'));
    return instruction.isInvalid ? hex.join(' ') : `${formatter.format(instruction)} (${hex.join(' ')})`;
  } finally {
    formatter.free();
    instruction.free();
    decoder.free();
  }
}
