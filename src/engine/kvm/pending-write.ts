/** A write that the vectors deny, between the exit and what becomes of it. */
import type { GuestMemory } from '../../memory/guest-memory.ts';
import type { VcpuExit } from '../../vm/exit.ts';
import type { FoundStore } from './store-instruction.ts';

/** One piece of a write, within a page. */
export interface WritePiece {
  readonly gpa: number;
  readonly bytes: Uint8Array;
}

/**
 * The write and its instruction. The instruction is looked for when somebody asks, since most writes that come here hit no
 * guarded byte and nobody does; registers and code must not have changed until then.
 */
export class PendingWrite {
  /** In the order of the kernel; neighbours within a page are one. */
  readonly pieces: readonly WritePiece[];
  /** What the instruction does besides; only when the processor stands before it. Called when its store is made. */
  readonly finish: (() => void) | undefined;
  #find: (() => FoundStore | undefined) | undefined;
  #found: FoundStore | undefined;

  constructor(pieces: readonly WritePiece[], find: () => FoundStore | undefined, finish?: () => void) {
    this.pieces = pieces;
    this.#find = find;
    this.finish = finish;
  }

  /** The instruction; undefined when it cannot be told. */
  get found(): FoundStore | undefined {
    if (this.#find !== undefined) {
      this.#found = this.#find();
      this.#find = undefined;
    }
    return this.#found;
  }

  /** What the owner is told: the lowest denied byte of the first piece that has one. `limit` when none is denied any more. */
  exit(memory: GuestMemory): VcpuExit {
    for (const piece of this.pieces) {
      for (let i = 0; i < piece.bytes.length; i++) {
        if (!memory.allowsWrite(piece.gpa + i, 1)) return new ProtectedWriteExit(this, piece, i);
      }
    }
    return { kind: 'limit' };
  }
}

/** The exit, whose costly members are made when they are read. */
class ProtectedWriteExit {
  readonly kind = 'protected-write';
  readonly gpa: number;
  readonly size: number;
  readonly #write: PendingWrite;
  readonly #offset: number | undefined;

  constructor(write: PendingWrite, piece: WritePiece, offset: number) {
    this.gpa = piece.gpa + offset;
    this.size = write.pieces.reduce((sum, { bytes }) => sum + bytes.length, 0);
    this.#write = write;
    this.#offset = piece === write.pieces[0] ? offset : undefined;
  }
  get gla(): bigint | undefined {
    const { found } = this.#write;
    if (found === undefined || this.#offset === undefined) return undefined;
    return BigInt.asUintN(64, found.gla + BigInt(this.#offset));
  }
  get instructionLength(): number {
    return this.#write.found?.length ?? 0;
  }
}
