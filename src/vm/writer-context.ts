/** Where a vCPU was when it wrote, for events. */
import type { WriterContext } from '../introspect/events/event.ts';
import type { ProcessInfo } from '../introspect/objects/current-process.ts';
import type { GuestMemory } from '../memory/guest-memory.ts';
import type { Vcpu } from './engine.ts';
import { readInstruction } from './instruction-bytes.ts';

/** What can be said of a writer beyond its registers, as far as somebody tells it. A `Vm` has these members. */
export interface WriterNames {
  readonly symbolize: ((address: bigint) => string | undefined) | undefined;
  readonly disassemble: ((bytes: Uint8Array, rip: bigint, codeBits: 16 | 32 | 64) => string | undefined) | undefined;
  readonly processOf: (() => ProcessInfo | undefined) | undefined;
  readonly stackOf: (() => readonly string[] | undefined) | undefined;
}

/** The access that an exit names. */
export interface ExitAccess {
  readonly gpa: number;
  /** Guest-linear address of the same byte. */
  readonly gla: bigint | undefined;
  /** 0 when it is not known. */
  readonly instructionLength: number;
}

/** What describeWriter() looks at. */
export interface WriterSources {
  readonly vcpu: Vcpu;
  /** Instructions that it has completed; 0 where the engine cannot count them. */
  readonly icount: number;
  /** Of the exit that is being completed, if one is. */
  readonly access: ExitAccess | undefined;
  readonly memory: GuestMemory;
  readonly names: WriterNames;
}

/** @param gpa first byte of the write */
export function describeWriter(gpa: number, sources: WriterSources): WriterContext {
  const { vcpu, icount, access, memory, names } = sources;
  const { rip } = vcpu;
  const instruction = instructionOf(vcpu, access?.instructionLength ?? 0, memory);
  return {
    vcpu: vcpu.id,
    icount,
    rip,
    symbol: names.symbolize?.(rip),
    instruction,
    disassembly: instruction.length === 0 ? undefined : names.disassemble?.(instruction, rip, vcpu.codeBits),
    gva: linearOf(gpa, access, vcpu.codeBits === 64 ? 64 : 32),
    cr3: Number(vcpu.cr3),
    process: names.processOf?.(),
    stack: names.stackOf?.(),
  };
}

/** From the engine when it has them; else through the guest's page tables. */
function instructionOf(vcpu: Vcpu, length: number, memory: GuestMemory): Uint8Array {
  const known = vcpu.exitInstruction;
  return known !== undefined && known.length > 0 ? known : readInstruction(memory, vcpu, length);
}

/** The exit names the linear address of its own access; pieces on the next page follow from it, which may begin again at 0. */
function linearOf(gpa: number, access: ExitAccess | undefined, bits: number): bigint | undefined {
  if (access?.gla === undefined) return undefined;
  if (gpa === access.gpa) return access.gla;
  if (Math.floor(gpa / 4096) === Math.floor(access.gpa / 4096)) return access.gla + BigInt(gpa - access.gpa);
  return gpa % 4096 === 0 ? BigInt.asUintN(bits, (access.gla | 0xfffn) + 1n) : undefined;
}
