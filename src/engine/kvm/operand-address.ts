/** A memory operand taken apart once, so that its address can be worked out again without the disassembler. */
import type { Instruction } from 'iced-x86';
import { loadIced } from './disassembler.ts';

export type SegmentBaseName = 'es' | 'cs' | 'ss' | 'ds' | 'fs' | 'gs';

/** A general register as part of an address: its number, how many of its bits count, and the factor. */
interface AddressPart {
  readonly index: number;
  readonly bits: number;
  readonly scale: bigint;
}

/** A memory operand as plain data. */
export interface OperandAddress {
  readonly parts: readonly AddressPart[];
  readonly displacement: bigint;
  /** Width of the effective address. */
  readonly bits: number;
  /** Whose base is added; undefined where none counts. */
  readonly segment: SegmentBaseName | undefined;
  /** Width of the linear address. */
  readonly linearBits: 32 | 64;
}

/** Registers that an address is made of. */
export interface AddressRegisters {
  general(index: number): bigint;
  segmentBase(name: SegmentBaseName): bigint;
}

/** What iced's UsedMemory says of an operand. */
interface UsedOperand {
  readonly segment: number;
  readonly base: number;
  readonly index: number;
  readonly scale: number;
  readonly displacement: bigint;
}

/** Take an operand apart. @param codeBits mode of the code */
export function takeApart(memory: UsedOperand, instruction: Instruction, codeBits: 16 | 32 | 64): OperandAddress {
  const { Register, RegisterExt } = loadIced();
  let bits: number = codeBits;
  const parts: AddressPart[] = [];
  for (const [register, scale] of [
    [memory.base, 1],
    [memory.index, memory.scale],
  ] as const) {
    // Relative to RIP: the displacement is the whole address already.
    if (register === Register.None || register === Register.RIP || register === Register.EIP) continue;
    bits = RegisterExt.size(register) * 8;
    parts.push({ index: RegisterExt.number(register), bits, scale: BigInt(scale) });
  }
  if (parts.length === 0 && codeBits !== 64 && instruction.memoryDisplSize === 4) bits = 32;
  const names = new Map<number, SegmentBaseName>([
    [Register.ES, 'es'],
    [Register.CS, 'cs'],
    [Register.SS, 'ss'],
    [Register.DS, 'ds'],
    [Register.FS, 'fs'],
    [Register.GS, 'gs'],
  ]);
  const name = names.get(memory.segment);
  const counts = codeBits !== 64 || name === 'fs' || name === 'gs';
  return {
    parts,
    displacement: memory.displacement,
    bits,
    segment: counts ? name : undefined,
    linearBits: codeBits === 64 ? 64 : 32,
  };
}

/** The linear address of an operand. */
export function linearAddress(operand: OperandAddress, registers: AddressRegisters): bigint {
  let offset = operand.displacement;
  for (const { index, bits, scale } of operand.parts) offset += BigInt.asUintN(bits, registers.general(index)) * scale;
  offset = BigInt.asUintN(operand.bits, offset);
  if (operand.segment === undefined) return offset;
  return BigInt.asUintN(operand.linearBits, offset + registers.segmentBase(operand.segment));
}
