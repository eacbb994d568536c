/** A write that the vectors deny, between the exit and what becomes of it. */
import type { GuestMemory } from '../../memory/guest-memory.ts';
import type { VcpuExit } from '../../vm/exit.ts';
import type { CompletedStore } from './store-completion.ts';
import type { FoundStore } from './store-instruction.ts';

export interface PendingWrite {
  /** In the order of the kernel; neighbours within a page are one. */
  readonly pieces: readonly { readonly gpa: number; readonly bytes: Uint8Array }[];
  /** The instruction, when it is known. */
  readonly found: FoundStore | undefined;
  /** What the instruction does besides, when the kernel has not carried it out. */
  readonly effects?: CompletedStore;
}

/** What the owner is told: the lowest denied byte of the first piece that has one. `limit` when none is denied any more. */
export function protectedWriteExit({ pieces, found }: PendingWrite, memory: GuestMemory): VcpuExit {
  for (const { gpa, bytes } of pieces) {
    for (let i = 0; i < bytes.length; i++) {
      if (memory.allowsWrite(gpa + i, 1)) continue;
      return {
        kind: 'protected-write',
        gpa: gpa + i,
        gla: found === undefined || gpa !== pieces[0].gpa ? undefined : BigInt.asUintN(64, found.gla + BigInt(i)),
        size: pieces.reduce((sum, piece) => sum + piece.bytes.length, 0),
        instructionLength: found?.length ?? 0,
      };
    }
  }
  return { kind: 'limit' };
}
