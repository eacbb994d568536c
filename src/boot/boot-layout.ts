import { HvError } from '../base/error.ts';
import { EXTENDED_RAM, type GpaRange, LOW_RAM_END, ramRanges } from './memory-map.ts';
import { type BootInput, type BootSegment, checkSegments } from './plan.ts';

const PAGE = 4096;

/** Lays the blocks of a boot out in guest memory: those with an address of their own first, then the others around them. */
export class BootLayout {
  readonly #segments: BootSegment[] = [];
  readonly #ram: readonly GpaRange[];

  /** @throws HvError `invalid-argument` for a memory size that cannot be laid out */
  constructor(input: BootInput) {
    this.#ram = ramRanges(input.memoryBytes);
    if (input.acpi) {
      const { address, bytes } = input.acpi;
      this.add({ gpa: address, bytes, memSize: bytes.length, what: 'ACPI tables' });
    }
  }

  /** Takes a block at the address that it names. Overlaps are found by finish(). */
  add(...segments: readonly BootSegment[]): void {
    this.#segments.push(...segments);
  }

  /**
   * A page-aligned or, when it is free, the preferred place below 640 KiB.
   * @throws HvError `bad-image` when there is no room
   */
  placeLow(size: number, preferred: number, what: string): number {
    const gpa = this.#isFree(preferred, size) ? preferred : this.#findUp(size, PAGE, LOW_RAM_END);
    if (gpa === undefined) throw new HvError('bad-image', `${what}: no room below 640 KiB beside the image`);
    return gpa;
  }

  /**
   * The highest page-aligned place from 1 MiB up to `limit` (exclusive) and the end of RAM below the device hole.
   * @throws HvError `bad-image` when there is no room
   */
  placeTop(size: number, limit: number, what: string): number {
    let end = Math.min(limit, this.#lowRamEnd);
    for (;;) {
      const gpa = Math.floor((end - size) / PAGE) * PAGE;
      if (gpa < EXTENDED_RAM) throw this.#noRoom(size, what);
      const hit = this.#hit(gpa, size);
      if (!hit) return gpa;
      end = hit.gpa;
    }
  }

  /**
   * The first page-aligned place behind `from`, at 1 MiB or above.
   * @throws HvError `bad-image` when there is no room
   */
  placeBehind(size: number, from: number, what: string): number {
    const gpa = this.#findUp(size, Math.max(from, EXTENDED_RAM), this.#lowRamEnd);
    if (gpa === undefined) throw this.#noRoom(size, what);
    return gpa;
  }

  /**
   * All blocks, checked: inside RAM and without overlaps.
   * @throws HvError `bad-image` that names the block or blocks
   */
  finish(): readonly BootSegment[] {
    this.check();
    return this.#segments;
  }

  /** Checks what has been added so far, so that a message speaks of the image and not of what was to go beside it. */
  check(): void {
    checkSegments(this.#segments, this.#ram);
  }

  get #lowRamEnd(): number {
    return this.#ram[0]!.size;
  }

  #isFree(gpa: number, size: number): boolean {
    return this.#hit(gpa, size) === undefined;
  }

  #hit(gpa: number, size: number): BootSegment | undefined {
    return this.#segments.find((other) => gpa < other.gpa + other.memSize && other.gpa < gpa + size);
  }

  #findUp(size: number, from: number, to: number): number | undefined {
    let gpa = Math.ceil(from / PAGE) * PAGE;
    while (gpa + size <= to) {
      const hit = this.#hit(gpa, size);
      if (!hit) return gpa;
      // Each step passes the end of one block for good: there are at most as many steps as blocks.
      gpa = Math.ceil((hit.gpa + hit.memSize) / PAGE) * PAGE;
    }
    return undefined;
  }

  #noRoom(size: number, what: string): HvError {
    const mebibytes = Math.floor(this.#lowRamEnd / 0x10_0000);
    return new HvError('bad-image', `${what}: ${size} bytes do not fit into ${mebibytes} MiB of guest memory`);
  }
}
