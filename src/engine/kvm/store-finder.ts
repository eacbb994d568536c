/** Finding the same instructions again and again: what a write in a loop needs. */
import { linearAddress, type OperandAddress } from './operand-address.ts';
import { type FoundStore, findStore, type WrittenState } from './store-instruction.ts';

/** Instructions that are remembered; beyond, all are forgotten. */
const CAPACITY = 4096;

interface Known {
  readonly found: FoundStore;
  readonly operand: OperandAddress;
  readonly bits: number;
  readonly size: number;
  readonly code: Uint8Array;
}

/**
 * findStore() with a memory. A remembered instruction counts only when its bytes are still there and its operand is where
 * the write was: 3 us instead of 30.
 */
export class StoreFinder {
  readonly #known = new Map<bigint, Known>();

  /** @returns as findStore() */
  find(state: WrittenState): FoundStore | undefined {
    const known = this.#known.get(state.rip);
    if (known !== undefined && known.bits === state.bits && known.size === state.data.length) {
      const gla = linearAddress(known.operand, state);
      if (state.translate(gla) === state.gpa && equal(state.readCode(known.found.rip, known.code.length), known.code)) {
        return { ...known.found, gla };
      }
    }
    const found = findStore(state);
    if (found?.operand === undefined) return found;
    if (this.#known.size >= CAPACITY) this.#known.clear();
    this.#known.set(state.rip, {
      found,
      operand: found.operand,
      bits: state.bits,
      size: state.data.length,
      code: state.readCode(found.rip, found.length),
    });
    return found;
  }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
