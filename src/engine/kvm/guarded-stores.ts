/**
 * Stores to guarded pages: what is allowed is carried out, what is not becomes an exit that waits for its owner.
 *
 * They come as the kernel tells them (the instruction is done but for the store), or as instructions that the kernel or
 * the processor has left undone.
 */
import type { GuestMemory } from '../../memory/guest-memory.ts';
import { KVM_EXIT } from '../../spec/kvm/abi.ts';
import type { WriteSink } from '../../vm/engine.ts';
import type { VcpuExit } from '../../vm/exit.ts';
import { GuestCode } from './guest-code.ts';
import type { KvmAddressSpace } from './kvm-address-space.ts';
import { LeftStores, type StoreParts } from './left-stores.ts';
import { PendingWrite, type WritePiece } from './pending-write.ts';
import type { FoundStore } from './store-instruction.ts';
import type { SyncRegisters } from './sync-registers.ts';
import type { VcpuCounters } from './vcpu-counters.ts';
import type { VcpuFile } from './vcpu-file.ts';

const PAGE = 4096;
/** A store of up to this many bytes comes out in pieces of 8. */
const WIDEST_STORE = 64;
const GP = 13;
const RFLAGS_TF = 1 << 8;

export class GuardedStores {
  readonly code: GuestCode;
  readonly #parts: StoreParts;
  readonly #left: LeftStores;
  readonly #vcpu: VcpuFile;
  readonly #memory: GuestMemory;
  readonly #counters: VcpuCounters;
  #pending: PendingWrite | undefined;
  /** The instruction that was undone last, while RIP stands at it. */
  #undone: FoundStore | undefined;

  constructor(parts: StoreParts) {
    this.#parts = parts;
    this.#vcpu = parts.vcpu;
    this.#memory = parts.space.memory;
    this.#counters = parts.counters;
    this.code = new GuestCode(parts.space.memory, () => this.#registers);
    this.#left = new LeftStores(parts, this.code);
  }

  /** The store that waits for its owner. */
  get pending(): PendingWrite | undefined {
    return this.#pending;
  }

  /** The guest goes on: what was undone before is over. */
  forgetUndone(): void {
    this.#undone = undefined;
  }

  /**
   * The common case, made short: a store as the run page tells it, which the vector allows, and with it all that could
   * still follow.
   * @returns false: it is another case
   */
  storeAllowed(): boolean {
    const { page } = this.#vcpu;
    const data = page.mmioData;
    const offset = page.mmioOffset;
    const end = offset + data.length;
    if (end === PAGE) return false;
    const checked = data.length === 8 ? Math.min(8 + WIDEST_STORE, PAGE - offset) : data.length;
    const gfn = page.mmioGfn;
    if (end > PAGE || !this.#memory.storeAllowed(gfn, offset, data, checked)) return false;
    this.#counters.countPermitted(gfn);
    this.#trapBehind();
    return true;
  }

  /** A store as the kernel tells it, of at most 8 bytes. @param data valid during the call only */
  answer(gpa: number, data: Uint8Array): VcpuExit | undefined {
    const { vcpu, counters } = this.#parts;
    const { memory } = this.#parts.space;
    const isAllowed = memory.allowsWrite(gpa, data.length);
    const mayGoOn = data.length === 8 || (gpa + data.length) % PAGE === 0;
    // More of the same store may follow; all of it is judged before its first byte is written.
    if (isAllowed && !(mayGoOn && this.#isDeniedNear(gpa + data.length))) {
      memory.store(gpa, data);
      counters.countPermitted(Math.floor(gpa / PAGE));
      this.#trapBehind();
      return undefined;
    }
    const pieces: MutablePiece[] = [{ gpa, bytes: data.slice() }];
    if (mayGoOn) this.#gather(pieces);
    else vcpu.isUnfinished = false; // registers are final already, and there is nothing else to fetch
    const old = pieces.map((piece) => memory.read(piece.gpa, piece.bytes.length));
    return this.#judge(new PendingWrite(pieces, () => this.code.findStore(pieces, old, this.#parts.paging())));
  }

  /** What the kernel still has of an instruction, with nobody to make an exit of it for. */
  answerBehind(gpa: number, data: Uint8Array, sink: WriteSink | undefined): void {
    const { memory } = this.#parts.space;
    if (memory.allowsWrite(gpa, data.length)) memory.store(gpa, data);
    else if (sink === undefined) memory.write(gpa, data.slice());
    else sink.write(gpa, data.slice());
  }

  /**
   * Carry out the store at RIP that the kernel cannot.
   * @returns `unknown` when there is no way to; otherwise what the owner has to know
   */
  complete(): VcpuExit | undefined | 'unknown' {
    const write = this.#left.complete();
    return write === undefined ? 'unknown' : this.#judge(write);
  }

  /**
   * The processor refuses the store at RIP by its own sub-page permissions.
   * @param address what the exit says: an address, or a frame number
   * @returns `unknown` when the instruction cannot be carried out
   */
  answerProcessor(address: number): VcpuExit | undefined | 'unknown' {
    const write = this.#left.refused(address);
    return write === undefined ? 'unknown' : this.#judge(write);
  }

  /** Execute the store at RIP by a single step and take it back. @returns what it writes; undefined: that does not work */
  stepStore(): readonly WritePiece[] | undefined {
    return this.#left.stepOnce();
  }

  /** The owner runs again with a store that was not completed: it may be allowed now. */
  retry(): VcpuExit | undefined {
    const pending = this.#pending;
    if (pending === undefined) return undefined;
    if (pending.found?.undo !== undefined) {
      this.undo(); // the instruction is executed again
      return undefined;
    }
    this.#pending = undefined;
    return this.#judge(pending);
  }

  /** As Vcpu.completeWrite(). */
  completeWrite(sink: WriteSink): 'done' | 'stopped' {
    const pending = this.#pending;
    if (pending === undefined) return 'done';
    const { memory } = this.#parts.space;
    const undo: WritePiece[] = [];
    for (const { gpa, bytes } of pending.pieces) {
      const old = memory.read(gpa, bytes.length);
      const answer = sink.write(gpa, bytes, memory.allowsWrite(gpa, bytes.length) ? undefined : old);
      if (answer === 'done') {
        undo.push({ gpa, bytes: old });
        continue;
      }
      for (const piece of undo.reverse()) memory.store(piece.gpa, piece.bytes);
      if (answer === 'stop') {
        // An instruction that cannot be undone stays pending: the next run() offers its write again.
        if (pending.found?.undo !== undefined) this.undo();
        return 'stopped';
      }
      this.undo();
      this.#registers.injectException(GP, 0);
      return 'done';
    }
    pending.finish?.();
    this.#pending = undefined;
    this.#trapBehind();
    return 'done';
  }

  /** As Vcpu.skipInstruction(). */
  skip(): void {
    const found = this.#pending?.found ?? this.#undone;
    if (this.#pending !== undefined) this.undo();
    this.#undone = undefined;
    // Without the instruction, RIP is behind it already, and its write is dropped.
    if (found !== undefined) this.#registers.setRip(found.next);
  }

  /** Put the registers back to before the pending instruction, where that is possible; its write is forgotten. */
  undo(): void {
    const found = this.#pending?.found;
    this.#pending = undefined;
    if (found?.undo === undefined) return;
    const registers = this.#registers;
    for (const { index, value } of found.undo) registers.setGeneral(index, value);
    registers.setRip(found.rip);
    this.#undone = found;
  }

  get #registers(): SyncRegisters {
    return this.#parts.vcpu.page.registers;
  }

  /** Make a store whose every byte is allowed; keep another one for its owner. */
  #judge(write: PendingWrite): VcpuExit | undefined {
    const { memory } = this.#parts.space;
    if (!isAllowed(memory, write.pieces)) {
      this.#pending = write;
      return write.exit(memory);
    }
    for (const { gpa, bytes } of write.pieces) {
      memory.store(gpa, bytes);
      this.#parts.counters.countPermitted(Math.floor(gpa / PAGE));
    }
    write.finish?.();
    this.#trapBehind();
    return undefined;
  }

  /**
   * Behind an instruction that is complete now: the kernel's emulator does not raise the trap of a guest that steps itself where
   * a store comes out (complete_emulated_mmio() in arch/x86/kvm/x86.c), and what is carried out here has none by itself.
   */
  #trapBehind(): void {
    if (this.#registers.rflags & RFLAGS_TF) this.#vcpu.raiseTrap();
  }

  /** Whether a vector denies anything where the rest of a wide store could lie. */
  #isDeniedNear(gpa: number): boolean {
    if (gpa % PAGE === 0) return true; // the other page may be anywhere
    const { memory } = this.#parts.space;
    const length = Math.min(WIDEST_STORE, PAGE - (gpa % PAGE));
    return memory.hasRange(gpa, length) && !memory.allowsWrite(gpa, length);
  }

  /** Fetch what else the instruction writes: the kernel hands it out without running the guest. */
  #gather(pieces: MutablePiece[]): void {
    const { vcpu, space, counters, onAccess } = this.#parts;
    vcpu.finish(() => {
      const { page } = vcpu;
      const gpa = page.mmioGpa;
      if (page.exitReason !== KVM_EXIT.MMIO || !page.mmioIsWrite || !space.isGuestMemory(gpa)) {
        onAccess();
        return;
      }
      counters.countExit(page.exitReason);
      const last = pieces[pieces.length - 1];
      if (gpa === last.gpa + last.bytes.length && gpa % PAGE !== 0) last.bytes = concatenate(last.bytes, page.mmioData);
      else pieces.push({ gpa, bytes: page.mmioData.slice() });
    });
  }
}

interface MutablePiece {
  readonly gpa: number;
  bytes: Uint8Array;
}

function isAllowed(memory: KvmAddressSpace['memory'], pieces: readonly WritePiece[]): boolean {
  return pieces.every(({ gpa, bytes }) => memory.allowsWrite(gpa, bytes.length));
}

function concatenate(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
}
