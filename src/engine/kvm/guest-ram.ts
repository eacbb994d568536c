/**
 * Guest memory of a KVM VM: shared WebAssembly memories, since those are page-aligned, never move unless grown, take no
 * memory before it is touched, and cannot be used after they are freed. One has at most 4 GiB, so large guests have several.
 */
import { HvError } from '../../base/error.ts';
import { checkWebAssembly } from '../../base/web-assembly.ts';
import { BANK_FRAMES, HostMemory } from '../../memory/host-memory.ts';
import { MemoryBlock } from '../../memory/memory-block.ts';
import type { MemoryRange } from './slot-plan.ts';
import type { System } from './system.ts';

const PAGE_SIZE = 4096;
const WASM_PAGE = 0x1_0000;
/** Frames at the bottom that guest memory does not get: the empty root table that the address space insists on. */
const TABLE_FRAMES = 512;
/** Room beyond what was asked for, for slots that are added later. Address space only, until it is touched. */
const SPARE_FRAMES = 4096;
/** Most frames that are taken from one memory for one block: 4032 MiB, with room for tables and spare frames beside. */
const EXTENT_FRAMES = 0xf_c000;

/** A run of free frames. */
interface FreeRun {
  first: number;
  frames: number;
}

/** Pages of a block whose frames are neighbours. */
interface Extent {
  /** First page of the block. */
  readonly page: number;
  readonly first: number;
  readonly frames: number;
}

export class GuestRam {
  readonly host: HostMemory;
  readonly #system: System;
  /** Address of each memory in this process, in the order of banks. */
  readonly #addresses: number[] = [];
  /** Ascending, neighbours joined. */
  readonly #free: FreeRun[];

  /** @throws HvError `out-of-memory` */
  constructor(system: System, memoryBytes: number) {
    this.#system = system;
    const frames = Math.min(Math.ceil(memoryBytes / PAGE_SIZE), EXTENT_FRAMES) + TABLE_FRAMES + SPARE_FRAMES;
    const buffer = allocate(frames);
    this.#addresses.push(system.addressOf(new Uint8Array(buffer)));
    const size = buffer.byteLength;
    this.host = new HostMemory({ buffer, base: 0, size, limitFrames: 64 });
    this.#free = [{ first: TABLE_FRAMES, frames: size / PAGE_SIZE - TABLE_FRAMES }];
  }

  /** Address of a frame in this process. */
  addressOf(frame: number): number {
    return this.#addresses[Math.floor(frame / BANK_FRAMES)] + (frame % BANK_FRAMES) * PAGE_SIZE;
  }

  /** Memory in a few long runs of frames, so that each can be cut into memslots. @throws HvError `out-of-memory` */
  createBlock(pages: number): PinnedBlock {
    const extents: Extent[] = [];
    try {
      for (let page = 0; page < pages; ) {
        const frames = Math.min(pages - page, EXTENT_FRAMES);
        extents.push({ page, first: this.#take(frames), frames });
        page += frames;
      }
      return new PinnedBlock(this, extents, pages);
    } catch (error) {
      for (const { first, frames } of extents) this.#giveBack(first, frames);
      throw error;
    }
  }

  /** For PinnedBlock: the pages behind the frames go back to the host. */
  returnFrames(first: number, frames: number): void {
    this.#system.discard(this.addressOf(first), frames * PAGE_SIZE);
    this.#giveBack(first, frames);
  }

  /** Give all pages back; the memory reads as zero afterwards. */
  dispose(): void {
    this.host.banks.forEach(({ bytes }, index) => {
      this.#system.discard(this.#addresses[index], bytes.length);
    });
  }

  #take(frames: number): number {
    let index = this.#free.findIndex((run) => run.frames >= frames);
    if (index < 0) {
      const buffer = allocate(frames);
      this.#addresses.push(this.#system.addressOf(new Uint8Array(buffer)));
      index = this.#free.push({ first: this.host.addBank(buffer), frames: buffer.byteLength / PAGE_SIZE }) - 1;
    }
    const run = this.#free[index];
    const { first } = run;
    run.first += frames;
    run.frames -= frames;
    if (run.frames === 0) this.#free.splice(index, 1);
    return first;
  }

  #giveBack(first: number, frames: number): void {
    const at = this.#free.findIndex((run) => run.first > first);
    const index = at < 0 ? this.#free.length : at;
    this.#free.splice(index, 0, { first, frames });
    for (const left of [index, index - 1]) {
      const [run, next] = [this.#free[left], this.#free[left + 1]];
      if (run === undefined || next === undefined || run.first + run.frames !== next.first) continue;
      if (next.first % BANK_FRAMES === 0) continue; // another memory
      run.frames += next.frames;
      this.#free.splice(left + 1, 1);
    }
  }
}

/** A block whose pages keep the frames that they were given: the kernel knows their addresses. */
export class PinnedBlock extends MemoryBlock {
  readonly #extents: readonly Extent[];
  readonly #ram: GuestRam;

  constructor(ram: GuestRam, extents: readonly Extent[], pages: number) {
    super(ram.host, pages);
    this.#ram = ram;
    this.#extents = extents;
    for (const { page, first, frames } of extents) {
      for (let i = 0; i < frames; i++) this.frames[page + i] = first + i;
    }
  }

  /** What the kernel is told of the block at a guest frame: each range lies in one piece of this process's memory. */
  rangesAt(gfn: number, readOnly: boolean): MemoryRange[] {
    return this.#extents.map(({ page, first, frames }) => ({
      gfn: gfn + page,
      pages: frames,
      hva: this.#ram.addressOf(first),
      readOnly,
    }));
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
    for (const { first, frames } of this.#extents) this.#ram.returnFrames(first, frames);
    this.frames.fill(0);
    this.vectors = undefined;
  }
}

/** What this file needs of WebAssembly, which neither Node's types nor the ES libraries declare. */
interface WasmMemory {
  readonly Memory: new (descriptor: {
    initial: number;
    maximum: number;
    shared: true;
  }) => {
    readonly buffer: SharedArrayBuffer;
  };
}

/** @throws HvError `out-of-memory`, `unsupported` without WebAssembly */
function allocate(frames: number): SharedArrayBuffer {
  checkWebAssembly('createVm');
  const { Memory } = (globalThis as unknown as { readonly WebAssembly: WasmMemory }).WebAssembly;
  const pages = Math.ceil((frames * PAGE_SIZE) / WASM_PAGE);
  try {
    return new Memory({ initial: pages, maximum: pages, shared: true }).buffer;
  } catch (cause) {
    throw new HvError(
      'out-of-memory',
      `createVm: expected ${Math.ceil((frames * PAGE_SIZE) / 2 ** 20)} MiB of address space for guest memory, which this ` +
        'process does not get: give the guest less memory, or raise the limit on address space (ulimit -v)',
      { cause },
    );
  }
}
