/**
 * Guest memory of a KVM VM: one WebAssembly.Memory, since that is page-aligned, never moves unless grown, takes no memory
 * before it is touched, and cannot be used after it is freed.
 */
import { HvError } from '../../base/error.ts';
import { HostMemory } from '../../memory/host-memory.ts';
import { MemoryBlock } from '../../memory/memory-block.ts';
import type { System } from './system.ts';

const PAGE_SIZE = 4096;
const WASM_PAGE = 0x1_0000;
/** Frames at the bottom that guest memory does not get: the empty root table that the address space insists on. */
const TABLE_FRAMES = 512;
/** Room beyond what was asked for, for slots that are added later. Address space only, until it is touched. */
const SPARE_BYTES = 16 << 20;
/** The address space's frame numbers end below 4 GiB. */
const HOST_BYTES_LIMIT = 2 ** 32 - WASM_PAGE;

/** Largest guest memory, bytes. */
export const MAX_GUEST_BYTES =
  Math.floor((HOST_BYTES_LIMIT - TABLE_FRAMES * PAGE_SIZE - SPARE_BYTES) / 2 ** 20) * 2 ** 20;

/** A run of free frames. */
interface FreeRun {
  first: number;
  frames: number;
}

export class GuestRam {
  readonly host: HostMemory;
  /** Address of host-physical address 0 in this process. */
  readonly address: number;
  readonly #system: System;
  readonly #bytes: Uint8Array;
  /** Ascending, neighbours joined. */
  readonly #free: FreeRun[];

  /** @throws HvError `out-of-memory` */
  constructor(system: System, memoryBytes: number) {
    this.#system = system;
    const size = Math.min(
      HOST_BYTES_LIMIT,
      Math.ceil((memoryBytes + TABLE_FRAMES * PAGE_SIZE + SPARE_BYTES) / WASM_PAGE) * WASM_PAGE,
    );
    const buffer = allocate(size);
    this.#bytes = new Uint8Array(buffer);
    this.address = system.addressOf(this.#bytes);
    this.host = new HostMemory({ buffer, base: 0, size, limitFrames: 64 });
    this.#free = [{ first: TABLE_FRAMES, frames: size / PAGE_SIZE - TABLE_FRAMES }];
  }

  /** Memory whose frames are neighbours, so that one memslot can have it. @throws HvError `out-of-memory` */
  createBlock(pages: number): PinnedBlock {
    const index = this.#free.findIndex((run) => run.frames >= pages);
    if (index < 0) {
      throw new HvError('out-of-memory', `addSlot: expected ${pages} neighbouring free pages of host memory`);
    }
    const run = this.#free[index];
    const first = run.first;
    run.first += pages;
    run.frames -= pages;
    if (run.frames === 0) this.#free.splice(index, 1);
    return new PinnedBlock(this, first, pages);
  }

  /** For PinnedBlock. */
  returnFrames(first: number, frames: number): void {
    this.#system.discard(this.address + first * PAGE_SIZE, frames * PAGE_SIZE);
    const at = this.#free.findIndex((run) => run.first > first);
    const index = at < 0 ? this.#free.length : at;
    this.#free.splice(index, 0, { first, frames });
    for (const left of [index, index - 1]) {
      const [run, next] = [this.#free[left], this.#free[left + 1]];
      if (run === undefined || next === undefined || run.first + run.frames !== next.first) continue;
      run.frames += next.frames;
      this.#free.splice(left + 1, 1);
    }
  }

  /** Give all pages back; the memory reads as zero afterwards. */
  dispose(): void {
    this.#system.discard(this.address, this.#bytes.length);
  }
}

/** A block whose pages keep the frames that they were given: the kernel knows their addresses. */
export class PinnedBlock extends MemoryBlock {
  readonly first: number;
  readonly #ram: GuestRam;

  constructor(ram: GuestRam, first: number, pages: number) {
    super(ram.host, pages);
    this.#ram = ram;
    this.first = first;
    for (let page = 0; page < pages; page++) this.frames[page] = first + page;
  }

  /** Address of the first byte in this process. */
  get hva(): number {
    return this.#ram.address + this.first * PAGE_SIZE;
  }

  /** Its pages stay where they are: the host kernel swaps and shares them by itself. */
  override swapOut(): boolean {
    return false;
  }
  override moveFrame(): number {
    return 0;
  }
  override shareFrame(): void {
    throw new HvError('unsupported', 'shareFrame: the KVM engine leaves the sharing of pages to the host kernel');
  }

  override release(): void {
    if (this.attached) throw new HvError('bad-state', 'release: expected a block that no memslot has');
    this.#ram.returnFrames(this.first, this.pages);
    this.frames.fill(0);
    this.vectors = undefined;
  }
}

/** What this file needs of WebAssembly, which neither Node's types nor the ES libraries declare. */
interface WasmMemory {
  readonly Memory: new (descriptor: { initial: number; maximum: number }) => { readonly buffer: ArrayBuffer };
}

function allocate(size: number): ArrayBuffer {
  const { Memory } = (globalThis as unknown as { readonly WebAssembly: WasmMemory }).WebAssembly;
  try {
    return new Memory({ initial: size / WASM_PAGE, maximum: size / WASM_PAGE }).buffer;
  } catch (cause) {
    throw new HvError(
      'out-of-memory',
      `createVm: expected ${Math.ceil(size / 2 ** 20)} MiB of address space for guest memory, which this process does not get`,
      { cause },
    );
  }
}
