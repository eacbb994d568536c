/** The guest's code as the engine reads it, through the guest's own page tables. */
import type { GuestMemory } from '../../memory/guest-memory.ts';
import { findTranslation, type PagingState } from '../../mmu/guest-paging.ts';
import type { WritePiece } from './pending-write.ts';
import { StoreFinder } from './store-finder.ts';
import type { FoundStore } from './store-instruction.ts';
import type { SyncRegisters } from './sync-registers.ts';

const PAGE = 4096;
const RFLAGS_ZF = 1 << 6;
const RFLAGS_DF = 1 << 10;

export class GuestCode {
  readonly #memory: GuestMemory;
  readonly #getRegisters: () => SyncRegisters;
  readonly #finder = new StoreFinder();

  constructor(memory: GuestMemory, getRegisters: () => SyncRegisters) {
    this.#memory = memory;
    this.#getRegisters = getRegisters;
  }

  /** Linear address of an offset into the code segment. */
  linear(rip: bigint): bigint {
    const registers = this.#getRegisters();
    return registers.codeBits === 64 ? rip : BigInt.asUintN(32, rip + registers.segmentBase('cs'));
  }

  /** Code at an offset into the code segment; fewer bytes where it is not mapped. */
  readAt(rip: bigint, length: number, paging: PagingState): Uint8Array {
    const memory = this.#memory;
    const gla = this.linear(rip);
    const bytes = new Uint8Array(length);
    let at = 0;
    while (at < length) {
      const gpa = findTranslation(memory, paging, BigInt.asUintN(64, gla + BigInt(at)))?.gpa;
      if (gpa === undefined) break;
      const piece = Math.min(length - at, PAGE - (gpa % PAGE));
      if (!memory.hasRange(gpa, piece)) break;
      memory.readInto(gpa, bytes.subarray(at, at + piece));
      at += piece;
    }
    return at === length ? bytes : bytes.slice(0, at);
  }

  /** The instruction behind a write that has come out. @param old what is at `pieces`, before the write */
  findStore(pieces: readonly WritePiece[], old: readonly Uint8Array[], paging: PagingState): FoundStore | undefined {
    const registers = this.#getRegisters();
    const memory = this.#memory;
    return this.#finder.find({
      bits: registers.codeBits,
      rip: registers.rip,
      general: (index) => registers.general(index),
      segmentBase: (name) => registers.segmentBase(name),
      directionFlag: (registers.rflags & RFLAGS_DF) !== 0,
      zeroFlag: (registers.rflags & RFLAGS_ZF) !== 0,
      translate: (gla) => findTranslation(memory, paging, gla)?.gpa,
      readCode: (offset, length) => this.readAt(offset, length, paging),
      gpa: pieces[0].gpa,
      data: concatenate(pieces.map((piece) => piece.bytes)),
      old: concatenate(old),
    });
  }
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
