/** What an instruction is about to write, by its bytes and the registers before it. */
import type { PagingState } from '../../mmu/guest-paging.ts';
import { type Instruction, loadIced } from './disassembler.ts';
import { linearAddress, takeApart } from './operand-address.ts';
import type { SyncRegisters } from './sync-registers.ts';

/** An operand in memory that is written. */
export interface WrittenOperand {
  /** Linear address of its first byte. */
  readonly gla: bigint;
  /** Bytes; 0 when the instruction alone does not say (XSAVE). */
  readonly size: number;
}

/** An instruction and its written operands. */
export interface WritingInstruction {
  readonly length: number;
  readonly operands: readonly WrittenOperand[];
  /** It changes registers other than general ones, flags and RIP: x87, MMX, SSE. */
  readonly changesUnits: boolean;
  /** It pushes the flags, in which a debugger's trap flag shows. */
  readonly pushesFlags: boolean;
  /** The next instruction is the one behind it, or itself when it is repeated; not so for calls and the like. */
  readonly goesOn: boolean;
}

/** Code at RIP, and how it is read. */
export interface CodeAtRip {
  readonly registers: SyncRegisters;
  readonly paging: PagingState;
  /** Up to 15 bytes. */
  readonly code: Uint8Array;
}

/** @returns undefined when the bytes are no whole instruction */
export function findWrittenOperands({ registers, code }: CodeAtRip): WritingInstruction | undefined {
  if (code.length === 0) return undefined;
  const { Decoder, DecoderOptions, FlowControl, InstructionInfoFactory, MemorySizeExt, Mnemonic, OpAccess } =
    loadIced();
  const bits = registers.codeBits;
  const decoder = new Decoder(bits, code, DecoderOptions.None);
  decoder.ip = registers.rip;
  const instruction = decoder.decode();
  const factory = new InstructionInfoFactory();
  const info = factory.info(instruction);
  const used = info.usedMemory();
  const writes = [OpAccess.Write, OpAccess.CondWrite, OpAccess.ReadWrite, OpAccess.ReadCondWrite];
  try {
    if (instruction.isInvalid) return undefined;
    const operands = used
      .filter(({ access }) => writes.includes(access))
      .map((memory) => ({
        gla: linearAddress(takeApart(memory, instruction, bits), registers),
        size: MemorySizeExt.size(memory.memorySize),
      }));
    return {
      length: instruction.length,
      operands,
      changesUnits: changesUnits(instruction, info, writes),
      pushesFlags: [Mnemonic.Pushf, Mnemonic.Pushfd, Mnemonic.Pushfq].includes(instruction.mnemonic),
      goesOn: instruction.flowControl === FlowControl.Next,
    };
  } finally {
    for (const memory of used) memory.free();
    info.free();
    factory.free();
    instruction.free();
    decoder.free();
  }
}

interface UsedRegisters {
  usedRegisters(): { readonly register: number; readonly access: number; free(): void }[];
}

function changesUnits(instruction: Instruction, info: UsedRegisters, writes: readonly number[]): boolean {
  const { RegisterExt } = loadIced();
  const used = info.usedRegisters();
  const others = used.some(
    ({ register, access }) =>
      writes.includes(access) && !RegisterExt.isGPR(register) && !RegisterExt.isSegmentRegister(register),
  );
  for (const register of used) register.free();
  return others || instruction.fpuWritesTop || instruction.fpuTopIncrement !== 0;
}
