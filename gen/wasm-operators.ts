/** Operators of handler bodies and the WebAssembly instructions that carry them out. WebAssembly Core Specification, "Instructions". */

/** Opcodes of a binary operator: [i32 signed, i32 unsigned, i64 signed, i64 unsigned]. */
export const BINARY: Record<string, readonly [number, number, number, number]> = {
  '+': [0x6a, 0x6a, 0x7c, 0x7c],
  '-': [0x6b, 0x6b, 0x7d, 0x7d],
  '*': [0x6c, 0x6c, 0x7e, 0x7e],
  '&': [0x71, 0x71, 0x83, 0x83],
  '|': [0x72, 0x72, 0x84, 0x84],
  '^': [0x73, 0x73, 0x85, 0x85],
  '<<': [0x74, 0x74, 0x86, 0x86],
  '>>': [0x75, 0x76, 0x87, 0x88],
  '==': [0x46, 0x46, 0x51, 0x51],
  '!=': [0x47, 0x47, 0x52, 0x52],
  '<': [0x48, 0x49, 0x53, 0x54],
  '>': [0x4a, 0x4b, 0x55, 0x56],
  '<=': [0x4c, 0x4d, 0x57, 0x58],
  '>=': [0x4e, 0x4f, 0x59, 0x5a],
};
export const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', '<', '>', '<=', '>=']);
/** Functions of AssemblyScript that are one instruction. */
export const BUILTINS: Record<string, { readonly opcode: number; readonly type: 'u32' | 'i64' }> = {
  rotl: { opcode: 0x89, type: 'i64' },
  rotr: { opcode: 0x8a, type: 'i64' },
  popcnt: { opcode: 0x69, type: 'u32' },
};

export const I32_WRAP_I64 = 0xa7;
export const I64_EXTEND_I32_S = 0xac;
export const I64_EXTEND_I32_U = 0xad;
/** Sign extension within i32: from 8, from 16 bits. */
export const I32_EXTEND: Record<8 | 16, number> = { 8: 0xc0, 16: 0xc1 };
