/**
 * The data accesses of an instruction that is emulated: memory under the guards, or the board's devices.
 */
import { EMULATED_DONE, EMULATED_FAULT, EMULATED_STOP } from '../../cpu/processor.ts';
import { HeldStores } from '../../memory/held-stores.ts';
import { PAGE_SIZE } from '../../memory/host-memory.ts';
import type { GuestAddressSpace } from '../../mmu/guest-address-space.ts';
import { FULL_ACCESS, SUB_PAGE_SIZE } from '../../spec/vmx/sppt.ts';
import type { Board, WriteSink } from '../../vm/engine.ts';
import type { VcpuExit } from '../../vm/exit.ts';

/** Accesses below this size have a view of the core's buffer that is made once. */
const KEPT_PIECES = 65;

/**
 * Answers to Processor.emulate(). Stores to memory are held until commit(), so that an instruction which a guard stops has
 * changed nothing; the instruction itself reads what it has stored.
 */
export class EmulatedAccesses {
  space: GuestAddressSpace | undefined;
  /** Asked about denied pieces. Without it the vectors alone decide, and bytes in denied sub-pages are dropped. */
  sink: WriteSink | undefined;
  readonly #board: Board;
  readonly #countStore: (frame: number) => void;
  readonly #held = new HeldStores();
  /** Guest frames of the held stores that go by a sub-page permission. */
  #silent: number[] = [];
  #failure: VcpuExit | undefined;
  readonly #pieces: (Uint8Array | undefined)[] = [];

  /** @param countStore counts a store through a sub-page permission, by host frame */
  constructor(board: Board, countStore: (frame: number) => void) {
    this.#board = board;
    this.#countStore = countStore;
  }

  /** ProcessorHost.emulatedRead. */
  read(gpa: number, size: number, data: Uint8Array): number {
    const target = this.#piece(size, data);
    const { memory } = this.#space;
    if (memory.hasRange(gpa, size)) {
      memory.readInto(gpa, target);
      this.#held.overlay(gpa, target);
    } else this.#board.readMmio(gpa, target);
    return EMULATED_DONE;
  }

  /** ProcessorHost.emulatedWrite. */
  write(gpa: number, size: number, data: Uint8Array): number {
    const bytes = this.#piece(size, data);
    const { memory } = this.#space;
    const gfn = Math.floor(gpa / PAGE_SIZE);
    const slot = this.#space.slots.findSlot(gfn);
    if (slot === undefined) {
      this.#board.writeMmio(gpa, bytes);
      return EMULATED_DONE;
    }
    if (slot.readOnly) return EMULATED_DONE; // ROM drops writes
    if (!memory.obtainRange(gpa, size)) {
      this.#failure = { kind: 'out-of-memory', gpa };
      return EMULATED_STOP;
    }
    if (memory.allowsWrite(gpa, size)) {
      this.#held.store(gpa, bytes);
      // The processor would have counted it, had the instruction not needed the emulator for another reason.
      if (memory.vectorOf(gfn) !== FULL_ACCESS) this.#silent.push(gfn);
      return EMULATED_DONE;
    }
    if (this.sink === undefined) {
      this.#storePermitted(gpa, bytes);
      return EMULATED_DONE;
    }
    const old = memory.read(gpa, size);
    this.#held.overlay(gpa, old);
    const answer = this.sink.write(gpa, bytes, old, this.#held);
    if (answer === 'done') return EMULATED_DONE;
    this.drop(); // before an exception is delivered
    return answer === 'stop' ? EMULATED_STOP : EMULATED_FAULT;
  }

  /** The instruction is complete: what it stored goes to memory. @returns what prevents that, until the next call */
  commit(): VcpuExit | undefined {
    if (this.#held.count === 0) return undefined;
    const { memory } = this.#space;
    let failed: number | undefined;
    this.#held.every((gpa, bytes) => {
      // A page that had its frame when the store was judged may have lost it to another page of the instruction.
      if (!memory.obtainRange(gpa, bytes.length)) {
        failed = gpa;
        return false;
      }
      memory.store(gpa, bytes);
      return true;
    });
    if (failed !== undefined) return { kind: 'out-of-memory', gpa: failed };
    for (const gfn of this.#silent) this.#countStore(memory.findFrame(gfn));
    this.drop();
    return undefined;
  }

  /** The instruction is undone, or not begun yet. */
  drop(): void {
    this.#held.clear();
    if (this.#silent.length > 0) this.#silent = [];
  }

  /** Why an instruction stopped, when it was not the sink that said so. */
  takeFailure(): VcpuExit | undefined {
    const failure = this.#failure;
    this.#failure = undefined;
    return failure;
  }

  #storePermitted(gpa: number, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const length = Math.min(SUB_PAGE_SIZE - ((gpa + at) % SUB_PAGE_SIZE), bytes.length - at);
      if (this.#space.memory.allowsWrite(gpa + at, length)) this.#held.store(gpa + at, bytes.subarray(at, at + length));
      at += length;
    }
  }

  /** The first `size` bytes of the core's buffer, always the same one; views for small sizes are kept. */
  #piece(size: number, data: Uint8Array): Uint8Array {
    if (size >= KEPT_PIECES) return data.subarray(0, size);
    this.#pieces[size] ??= data.subarray(0, size);
    return this.#pieces[size];
  }

  get #space(): GuestAddressSpace {
    return this.space as GuestAddressSpace;
  }
}
