/** The bytes of the instruction that a vCPU stands at, read through its own page tables. */
import type { GuestMemory } from '../memory/guest-memory.ts';
import { findTranslation } from '../mmu/guest-paging.ts';
import type { Vcpu } from './engine.ts';

/** The longest instruction. SDM Vol. 2A, "Instruction Format". */
const MAX_INSTRUCTION = 15;

/**
 * @param length of the instruction, 0 when unknown: then 15 bytes, of which the instruction is the first part
 * @returns fewer bytes, or none, where the code is not mapped
 */
export function readInstruction(memory: GuestMemory, vcpu: Vcpu, length: number): Uint8Array {
  const wanted = length > 0 ? Math.min(length, MAX_INSTRUCTION) : MAX_INSTRUCTION;
  const bytes = new Uint8Array(wanted);
  const paging = vcpu.paging;
  let at = 0;
  while (at < wanted) {
    const gla = BigInt.asUintN(64, vcpu.linearRip + BigInt(at));
    const translation = findTranslation(memory, paging, gla);
    if (translation === undefined) break;
    const piece = Math.min(wanted - at, 4096 - (translation.gpa % 4096));
    if (!memory.hasRange(translation.gpa, piece)) break;
    memory.readInto(translation.gpa, bytes.subarray(at, at + piece));
    at += piece;
  }
  return at === wanted ? bytes : bytes.slice(0, at);
}
