/**
 * Guest memory under guards: writes that left the processor are judged byte by byte and carried out as far as allowed.
 */
import type { GuestMemory, WriteFilter, WriteOrigin } from '../../memory/guest-memory.ts';
import type { StoreTarget } from '../../memory/held-stores.ts';
import type { Memslots } from '../../memory/memslots.ts';
import type { Guard } from './guard.ts';
import type { GuardSet } from './guard-set.ts';
import type { Verdict } from './verdict.ts';

/** What became of a write. */
export interface WriteOutcome {
  readonly gpa: number;
  /** Bytes before the write. Empty when no guard and no vector was concerned. */
  readonly old: Uint8Array;
  /** Bytes that were to be written: a copy. Empty when no guard and no vector was concerned. */
  readonly new: Uint8Array;
  readonly verdict: Verdict;
  readonly guards: readonly Guard[];
  readonly falseSharing: boolean;
  /** How many bytes were written. */
  readonly written: number;
  /**
   * Why memory could not be written at all, whatever the guards say: no memslot or ROM at all of the range (the bytes are
   * a device's), or no frame left. Nothing was written then.
   */
  readonly failure?: 'no-memory' | 'out-of-memory';
}

/** Told of writes by devices and by the host with a verdict other than `allow`. */
export type GuardedWriteListener = (outcome: WriteOutcome, origin: WriteOrigin) => void;

const SHORT = 16;
const NO_BYTES = new Uint8Array(0);

/**
 * The one way for writes that have to be checked in software: the emulator's, device models' DMA, the host API.
 * @example
 * const outcome = guarded.emulatedWrite(gpa, bytes);
 * if (outcome.verdict === 'stop') return pause(outcome);
 */
export class GuardedMemory implements WriteFilter {
  /** Hears of guarded writes that did not come from a vCPU; those of vCPUs are the caller's of emulatedWrite(). */
  onWrite: GuardedWriteListener | undefined;
  readonly #memory: GuestMemory;
  readonly #slots: Memslots;
  readonly #guards: GuardSet;

  constructor(memory: GuestMemory, slots: Memslots, guards: GuardSet) {
    this.#memory = memory;
    this.#slots = slots;
    this.#guards = guards;
    memory.filter = this;
  }

  /**
   * Carry out a write of an emulated instruction to guest memory, as far as the guards let it. Never throws.
   *
   * All of [gpa, gpa + bytes.length) is judged before the first byte is written. With `skip`, `fault` and `stop` nothing
   * is written, and the caller does to the vCPU what the verdict says.
   * @param bytes what to write, at most a few pages; may be a view that changes later
   */
  emulatedWrite(gpa: number, bytes: Uint8Array): WriteOutcome {
    const memory = this.#memory;
    if (!memory.hasRange(gpa, bytes.length) || this.#isReadOnly(gpa, bytes.length)) return failed(gpa, 'no-memory');
    if (!memory.obtainRange(gpa, bytes.length)) return failed(gpa, 'out-of-memory');
    if (memory.allowsWrite(gpa, bytes.length)) {
      memory.store(gpa, bytes);
      return {
        gpa,
        old: NO_BYTES,
        new: NO_BYTES,
        verdict: 'allow',
        guards: [],
        falseSharing: false,
        written: bytes.length,
      };
    }
    return this.#judged(gpa, bytes, memory.read(gpa, bytes.length), 'cpu');
  }

  /**
   * The same for a write of which the caller knows more: all of it is memory with frames that may be written, the vectors
   * deny a byte of it, and `old` is what is there now.
   * @param old as many bytes as `bytes`; the outcome keeps it
   * @param into where allowed bytes are stored, default guest memory
   */
  deniedWrite(gpa: number, bytes: Uint8Array, old: Uint8Array, into?: StoreTarget): WriteOutcome {
    return this.#judged(gpa, bytes, old, 'cpu', into);
  }

  /** A guarded write of a device or the host (WriteFilter). @returns the number of bytes written */
  filteredWrite(gpa: number, bytes: Uint8Array, origin: WriteOrigin): number {
    const outcome = this.#judged(gpa, bytes, this.#memory.read(gpa, bytes.length), origin);
    if (outcome.verdict !== 'allow') this.onWrite?.(outcome, origin);
    return outcome.written;
  }

  /**
   * A change that was found after it was made, by an engine that cannot hold writes back: judged and counted, and told to
   * `onWrite` like a write, but memory stays as it is.
   */
  auditedChange(gpa: number, old: Uint8Array, data: Uint8Array): void {
    const { verdict, guards, falseSharing } = this.#guards.judge(gpa, old, data, 'audit');
    if (verdict === 'allow') return;
    this.onWrite?.({ gpa, old, new: data, verdict, guards, falseSharing, written: data.length }, 'audit');
  }

  #judged(
    gpa: number,
    bytes: Uint8Array,
    old: Uint8Array,
    origin: WriteOrigin,
    into: StoreTarget = this.#memory,
  ): WriteOutcome {
    const data = copyOf(bytes);
    const { verdict, guards, falseSharing, refused } = this.#guards.judge(gpa, old, data, origin);
    let written = 0;
    for (let at = 0; at < data.length; ) {
      let end = at + 1;
      if (refused === undefined) end = data.length;
      else while (end < data.length && refused[end] === refused[at]) end++;
      if (refused === undefined || refused[at] === 0) {
        into.store(gpa + at, data.subarray(at, end));
        written += end - at;
      }
      at = end;
    }
    return { gpa, old, new: data, verdict, guards, falseSharing, written };
  }

  #isReadOnly(gpa: number, length: number): boolean {
    for (let gfn = Math.floor(gpa / 4096); gfn * 4096 < gpa + length; gfn++) {
      if (this.#slots.findSlot(gfn)?.readOnly) return true;
    }
    return false;
  }
}

/** Byte by byte: for the few bytes of a store, slice() takes several times as long. */
function copyOf(bytes: Uint8Array): Uint8Array {
  const { length } = bytes;
  if (length > SHORT) return bytes.slice();
  const copy = new Uint8Array(length);
  for (let i = 0; i < length; i++) copy[i] = bytes[i];
  return copy;
}

function failed(gpa: number, failure: 'no-memory' | 'out-of-memory'): WriteOutcome {
  return { gpa, old: NO_BYTES, new: NO_BYTES, verdict: 'allow', guards: [], falseSharing: false, written: 0, failure };
}
