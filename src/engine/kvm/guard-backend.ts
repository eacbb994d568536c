/** The ways in which the kernel can be made to tell of writes to guarded pages. */
import type { MemoryRange } from './slot-plan.ts';

/**
 * Follows memory and vectors. Changes of vectors are collected and carried out by commit(). No vCPU is in KVM_RUN
 * meanwhile: those of this engine run in the thread that calls here.
 */
export interface GuardBackend {
  /** Memslots that the kernel has now, and calls that were made for them and for vectors. */
  readonly count: number;
  readonly calls: number;
  /** Memory comes. @throws HvError; nothing changed then, or removeRange() says why it has */
  addRange(range: MemoryRange): void;
  /**
   * The memory that begins at a guest frame goes; without effect when there is none.
   * @throws HvError when the kernel refuses: it stays, what is missing of it comes back with the next commit()
   */
  removeRange(gfn: number): void;
  /**
   * Whether there is room to guard more pages.
   * @param pages ascending frames; those that are guarded already cost nothing
   * @throws HvError `memslot-conflict`
   */
  checkRoomFor(pages: Iterable<number>): void;
  /** The vector of a page is not all ones, from the next commit() on. */
  guard(gfn: number): void;
  /** The vector of a page is all ones. */
  release(gfn: number): void;
  /** Tell the kernel. @throws HvError `unsupported` when it refuses */
  commit(): void;
  /** Do something with pages that every write reaches, however they are guarded; afterwards they are as before. */
  withOpenPages<T>(pages: readonly number[], action: () => T): T;
}
