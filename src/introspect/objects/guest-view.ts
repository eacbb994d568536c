/** Kernel memory through the guest's own page tables, for readers that trust nothing of it. */
import type { GuestMemory } from '../../memory/guest-memory.ts';
import { EFER_LMA, findTranslation, type PagingState } from '../../mmu/guest-paging.ts';

/** What a view reads from. */
export interface GuestSource {
  readonly memory: Pick<GuestMemory, 'hasRange' | 'read32' | 'readInto'>;
  /** Of the processor whose address space is meant. */
  readonly paging: PagingState;
  /** Its number, for per-CPU variables; the first one's unless told. */
  readonly cpu?: number;
}

/** A run of guest-physical bytes. */
export interface PhysicalRun {
  readonly gpa: number;
  readonly length: number;
}

const PAGE_SIZE = 4096;
/** Translations that one view keeps; beyond, it starts over. */
const MAXIMUM_CACHED = 4096;

/**
 * A look at linear memory at one moment. Translations are kept for the view's life, so make a new one when the guest has
 * run. Nothing throws: what is not mapped is `undefined`.
 * @example new GuestView({ memory: vm.memory, paging: vm.vcpus[0].paging }).pointer(0xffff_ffff_82a5_b000n)
 */
export class GuestView {
  readonly #source: GuestSource;
  readonly #paging: PagingState;
  readonly #pages = new Map<bigint, number | undefined>();
  readonly #word = new Uint8Array(8);
  readonly #wordView = new DataView(this.#word.buffer);

  constructor(source: GuestSource) {
    this.#source = source;
    this.#paging = source.paging;
  }

  /** Guest-physical address of a byte. */
  physical(gva: bigint): number | undefined {
    // Kernels of 64 bits begin in modes that would cut their addresses: those are not mapped yet.
    if (gva > 0xffff_ffffn && (this.#paging.efer & EFER_LMA) === 0) return undefined;
    const page = gva >> 12n;
    let gpa = this.#pages.get(page);
    if (gpa === undefined && !this.#pages.has(page)) {
      gpa = findTranslation(this.#source.memory, this.#paging, page << 12n)?.gpa;
      if (gpa !== undefined && !this.#source.memory.hasRange(gpa, PAGE_SIZE)) gpa = undefined;
      if (this.#pages.size >= MAXIMUM_CACHED) this.#pages.clear();
      this.#pages.set(page, gpa);
    }
    return gpa === undefined ? undefined : gpa + Number(gva & 0xfffn);
  }

  /** The physical runs behind a linear range; undefined when a page of it is not mapped to memory. */
  runs(gva: bigint, length: number): PhysicalRun[] | undefined {
    const runs: { gpa: number; length: number }[] = [];
    for (let at = 0; at < length; ) {
      const gpa = this.physical(BigInt.asUintN(64, gva + BigInt(at)));
      if (gpa === undefined) return undefined;
      const piece = Math.min(length - at, PAGE_SIZE - (gpa % PAGE_SIZE));
      const last = runs[runs.length - 1];
      if (last !== undefined && last.gpa + last.length === gpa) last.length += piece;
      else runs.push({ gpa, length: piece });
      at += piece;
    }
    return runs;
  }

  /** A copy of at most a few pages. */
  bytes(gva: bigint, length: number): Uint8Array | undefined {
    const copy = new Uint8Array(length);
    return this.#copy(gva, copy) ? copy : undefined;
  }

  /** The little-endian u64 at an address. */
  pointer(gva: bigint): bigint | undefined {
    return this.#copy(gva, this.#word) ? this.#wordView.getBigUint64(0, true) : undefined;
  }

  /** The little-endian u32 at an address. */
  u32(gva: bigint): number | undefined {
    return this.#copy(gva, this.#word.subarray(0, 4)) ? this.#wordView.getUint32(0, true) : undefined;
  }

  /** The zero-terminated string in `length` bytes, with anything but printable ASCII as `?`. */
  text(gva: bigint, length: number): string | undefined {
    const bytes = this.bytes(gva, length);
    if (bytes === undefined) return undefined;
    let text = '';
    for (const byte of bytes) {
      if (byte === 0) break;
      text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '?';
    }
    return text;
  }

  #copy(gva: bigint, target: Uint8Array): boolean {
    for (let at = 0; at < target.length; ) {
      const gpa = this.physical(BigInt.asUintN(64, gva + BigInt(at)));
      if (gpa === undefined) return false;
      const piece = Math.min(target.length - at, PAGE_SIZE - (gpa % PAGE_SIZE));
      this.#source.memory.readInto(gpa, piece === target.length ? target : target.subarray(at, at + piece));
      at += piece;
    }
    return true;
  }
}
