/** The bytes of the instruction that a vCPU stands at, read through its own page tables. */
import type { GuestMemory } from '../memory/guest-memory.ts';
import { findTranslation, type PagingState } from '../mmu/guest-paging.ts';
import type { Vcpu } from './engine.ts';

/** The longest instruction. SDM Vol. 2A, "Instruction Format". */
const MAX_INSTRUCTION = 15;

/**
 * @param length of the instruction, 0 when unknown: then 15 bytes, of which the instruction is the first part
 * @returns fewer bytes, or none, where the code is not mapped
 */
export function readInstruction(memory: GuestMemory, vcpu: Vcpu, length: number): Uint8Array {
  const wanted = length > 0 ? Math.min(length, MAX_INSTRUCTION) : MAX_INSTRUCTION;
  const rip = vcpu.linearRip;
  const paging = vcpu.paging;
  const first = readPiece(memory, paging, rip, wanted);
  if (first.length === wanted || (Number(rip & 0xfffn) + first.length) % 4096 !== 0) return first;
  const second = readPiece(memory, paging, BigInt.asUintN(64, rip + BigInt(first.length)), wanted - first.length);
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

/** Up to `length` bytes at a linear address, at most to the end of its page; none where nothing is mapped. */
function readPiece(memory: GuestMemory, paging: PagingState, gla: bigint, length: number): Uint8Array {
  const translation = findTranslation(memory, paging, gla);
  if (translation === undefined) return NOTHING;
  const { gpa } = translation;
  if (memory.read32(gpa - (gpa % 4)) === undefined) return NOTHING; // mapped to what is no memory
  return memory.read(gpa, Math.min(length, 4096 - (gpa % 4096)));
}

const NOTHING = new Uint8Array(0);
