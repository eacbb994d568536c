/**
 * Audit: writes to guarded pages that cannot be held back are found afterwards. The kernel says which pages were written;
 * a copy says what is different. Who wrote, and what was overwritten in between, cannot be known.
 */
import { PAGE_SIZE } from '../../memory/host-memory.ts';
import { SUB_PAGE_SIZE } from '../../spec/vmx/sppt.ts';
import type { AuditedChange } from '../../vm/engine.ts';

/** Where guarded pages are read. */
export interface AuditedMemory {
  read(gpa: number, length: number): Uint8Array;
  findFrame(gfn: number): number;
  vectorOf(gfn: number): number;
}

interface Watched {
  readonly gfn: number;
  readonly copy: Uint8Array;
}

export class WriteAudit {
  readonly #memory: AuditedMemory;
  readonly #pages = new Map<number, Watched>();
  /** The same by host frame: that is what stores of the engine itself name. */
  readonly #frames = new Map<number, Watched>();

  constructor(memory: AuditedMemory) {
    this.#memory = memory;
  }

  /** Pages that are watched. */
  get size(): number {
    return this.#pages.size;
  }

  /** What a page holds now is what changes are held against. Without effect when it is watched already. */
  watch(gfn: number): void {
    if (this.#pages.has(gfn)) return;
    const watched = { gfn, copy: this.#memory.read(gfn * PAGE_SIZE, PAGE_SIZE) };
    this.#pages.set(gfn, watched);
    this.#frames.set(this.#memory.findFrame(gfn), watched);
  }

  forget(gfn: number): void {
    if (!this.#pages.delete(gfn)) return;
    for (const [frame, watched] of this.#frames) if (watched.gfn === gfn) this.#frames.delete(frame);
  }

  /** The engine, a device or the host has written: that was judged on its way. */
  expect(hpa: number, length: number): void {
    const watched = this.#frames.get(Math.floor(hpa / PAGE_SIZE));
    if (watched === undefined) return;
    const offset = hpa % PAGE_SIZE;
    watched.copy.set(this.#memory.read(watched.gfn * PAGE_SIZE + offset, length), offset);
  }

  /**
   * What has changed in the guarded sub-pages of pages.
   * @param written guest frames that were written to; those that are not watched do not count
   */
  collect(written: readonly number[]): AuditedChange[] {
    const found: AuditedChange[] = [];
    for (const gfn of written) {
      const watched = this.#pages.get(gfn);
      if (watched === undefined) continue;
      const now = this.#memory.read(gfn * PAGE_SIZE, PAGE_SIZE);
      const vector = this.#memory.vectorOf(gfn);
      const isChanged = (at: number): boolean =>
        now[at] !== watched.copy[at] && ((vector >>> Math.floor(at / SUB_PAGE_SIZE)) & 1) === 0;
      for (let at = 0; at < PAGE_SIZE; at++) {
        if (!isChanged(at)) continue;
        const from = at;
        while (at < PAGE_SIZE && isChanged(at)) at++;
        found.push({ gpa: gfn * PAGE_SIZE + from, old: watched.copy.slice(from, at), new: now.slice(from, at) });
      }
      watched.copy.set(now);
    }
    return found;
  }
}
