/**
 * A guest on the core that makes one access when it is told to, while its memory is protected, moved, swapped and logged; and
 * what a test must know of its data pages: bytes, vectors, pieces written. For tests against a model.
 */
import assert from 'node:assert/strict';
import { planFlat } from '../../src/boot/flat.ts';
import type { SoftEngine } from '../../src/engine/soft/soft-engine.ts';
import { MemorySwap } from '../../src/memory/swap-store.ts';
import { Vm } from '../../src/vm/vm.ts';

export const PAGE = 4096;
/** The vector that permits all. */
export const FULL = 0xffff_ffff;
/** Guest-physical addresses of the stubs, and of the end of the stack. */
export const CODE = 0x1_0000;
export const STACK = 0x3_0000;
/** Pages that are written: around the edge of two 2-MiB regions. The outer ones take what straddles. */
export const DATA = [0x3fd, 0x3fe, 0x3ff, 0x400, 0x401] as const;
/** Guest-physical address of the first of them. */
export const BASE = DATA[0] * PAGE;

/** What is done at RDI, mostly with RBX. */
export const STORES = {
  write1: [0x88, 0x1f],
  write4: [0x89, 0x1f],
  write8: [0x48, 0x89, 0x1f],
  write16: [0x0f, 0x11, 0x07], // XMM0
  add4: [0x01, 0x1f],
  push: [0x48, 0x89, 0xfc, 0x53, 0x48, 0x89, 0xf4], // mov rsp, rdi; push rbx; mov rsp, rsi
} as const;
/** Bytes that they store. */
export const STORE_BYTES = { write1: 1, write4: 4, write8: 8, write16: 16, add4: 4, push: 8 } as const;

const MEMORY = 16 << 20;
/** mov al, 1; out 0xf4, al */
const END = [0xb0, 1, 0xe6, 0xf4];
/** Bytes of a stub with its end. */
const STUB_BYTES = 32;

/** Bytes of the stubs, each with its end; what is behind them halts. @param length of the image */
export function stubImage(stubs: readonly (readonly number[])[], length = stubs.length * STUB_BYTES): Uint8Array {
  const image = new Uint8Array(length).fill(0xf4);
  for (const [i, code] of stubs.entries()) image.set([...code, ...END], i * STUB_BYTES);
  return image;
}

/** Something that happens to the guest's memory between two accesses. */
export type MemoryStep =
  | { readonly do: 'set'; readonly page: number; readonly mask: number }
  | { readonly do: 'swap' | 'migrate'; readonly page: number }
  | { readonly do: 'merge' | 'take' }
  | { readonly do: 'reclaim' | 'squeeze'; readonly frames: number }
  | { readonly do: 'log'; readonly mode: 'write-protect' | 'sub-page' };

/** The guest, and the part of the model that does not depend on who judges a store. */
export class StubGuest {
  readonly vm: Vm;
  /** Of the data pages. */
  protected readonly bytes: Uint8Array = new Uint8Array(DATA.length * PAGE);
  /** Vectors that were set, by page. */
  protected readonly masks = new Map<number, number>();
  /** Data pages written since the log was last taken, with their pieces. */
  protected readonly written = new Map<number, number>();
  #mode: 'write-protect' | 'sub-page' | undefined;

  constructor(engine: SoftEngine, image: Uint8Array, options: { readonly byteMaps?: boolean } = {}) {
    this.vm = new Vm({ engine, memoryBytes: MEMORY, debugExit: true, ...options });
    this.vm.boot(planFlat({ image, commandLine: '', memoryBytes: MEMORY }, { address: CODE }));
    this.vm.vcpus[0].setRegisters({ cr4: this.vm.vcpus[0].getRegisters().cr4 | 0x200n }); // OSFXSR
    this.vm.guards.vectorVerdict = 'deny';
    this.vm.space.pressure.swap = new MemorySwap(10_000);
  }

  /** Run one stub to its end. */
  protected async runStub(index: number, registers: { readonly [name: string]: bigint }): Promise<void> {
    const rip = BigInt(CODE + index * STUB_BYTES);
    this.vm.vcpus[0].setRegisters({ rsp: BigInt(STACK), rsi: BigInt(STACK), ...registers, rip });
    const stop = await this.vm.run({ maxInstructions: 1000 });
    assert.deepEqual(stop, { kind: 'debug-exit', status: 3 });
  }

  /** A byte of the model is stored. */
  protected store(gpa: number, byte: number): void {
    const page = Math.floor(gpa / PAGE);
    this.bytes[gpa - BASE] = byte;
    this.written.set(page, ((this.written.get(page) ?? 0) | (1 << ((gpa % PAGE) >> 7))) >>> 0);
  }

  /** The vector that was set for a page. */
  protected vectorOf(page: number): number {
    return this.masks.get(page) ?? FULL;
  }

  protected change(step: MemoryStep): void {
    const { space } = this.vm;
    switch (step.do) {
      case 'set':
        this.vm.setSubPageAccess(step.page, Uint32Array.of(step.mask));
        this.masks.set(step.page, step.mask);
        return;
      case 'swap':
        space.pressure.swapOut(step.page, 1);
        return;
      case 'migrate':
        space.sharing.migrate(step.page);
        return;
      case 'merge':
        space.sharing.merge({ large: true });
        return;
      case 'reclaim':
        space.pressure.reclaimTables(step.frames);
        return;
      case 'squeeze':
        space.pressure.frameLimit = step.frames;
        return;
      case 'log':
        this.#turnLog(step.mode);
        return;
      case 'take':
        this.#takeLog();
    }
  }

  /** The guest's memory is that of the model. */
  protected checkBytes(): void {
    const got = this.vm.memory.read(BASE, DATA.length * PAGE);
    if (Buffer.compare(got, this.bytes) === 0) return;
    const at = got.findIndex((byte, i) => byte !== this.bytes[i]);
    assert.fail(`gpa 0x${(BASE + at).toString(16)}: expected ${this.bytes[at]}, got ${got[at]}`);
  }

  #turnLog(mode: 'write-protect' | 'sub-page'): void {
    const { dirty } = this.vm.space;
    if (this.#mode !== undefined) {
      dirty.stop(this.#slot());
      this.#mode = undefined;
      return;
    }
    dirty.start(this.#slot(), mode);
    this.#mode = mode;
    this.written.clear();
  }

  #takeLog(): void {
    if (this.#mode === undefined) return;
    const pages: readonly number[] = DATA;
    const got = this.vm.space.dirty.takePieces(this.#slot()).filter(({ page }) => pages.includes(page));
    const expected = [...this.written].sort((a, b) => a[0] - b[0]);
    assert.deepEqual(
      got.map(({ page, pieces }) => [page, pieces]),
      expected.map(([page, pieces]) => [page, this.#mode === 'sub-page' ? pieces : FULL]),
    );
    this.written.clear();
  }

  /** The slot of the data pages. */
  #slot(): number {
    return this.vm.space.slots.findSlot(DATA[0])?.id ?? -1;
  }
}
