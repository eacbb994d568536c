/**
 * Guards by the processor's own sub-page permissions, through the calls of a kernel with the patches of the KVM series.
 *
 * Of the posted code it must be known: permissions are kept for the memslots that exist when they are turned on; freeing
 * any slot turns them off; turning them on takes a vCPU. So memory and vCPU come first, then the first guard, and no slot
 * changes after that.
 */
import { HvError } from '../../base/error.ts';
import { KVM_ENABLE_CAP, KvmEnableCap } from '../../spec/kvm/abi.ts';
import { KVM_SUBPAGE_MAX_PAGES, KVM_SUBPAGES_SET_ACCESS, KvmSubpage } from '../../spec/kvm/spp-abi.ts';
import { FULL_ACCESS } from '../../spec/vmx/sppt.ts';
import type { GuardBackend } from './guard-backend.ts';
import { check } from './kvm-error.ts';
import { type MemorySlots, setNumber } from './memory-slots.ts';
import type { MemoryRange } from './slot-plan.ts';
import { errorName, type System } from './system.ts';

/** Neighbouring pages and their vectors, as one call takes them. */
interface VectorRun {
  readonly gfn: number;
  readonly masks: number[];
}

export class NativeProtection implements GuardBackend {
  readonly #system: System;
  readonly #vm: number;
  readonly #capability: number;
  readonly #slots: MemorySlots;
  /** Vector of a page as it is meant. */
  readonly #vectorOf: (gfn: number) => number;
  #isEnabled = false;
  readonly #changed = new Set<number>();
  /** Vectors that the kernel has, other than all ones. */
  readonly #told = new Map<number, number>();
  #calls = 0;

  constructor(parts: {
    system: System;
    vm: number;
    capability: number;
    slots: MemorySlots;
    vectorOf: (gfn: number) => number;
  }) {
    this.#system = parts.system;
    this.#vm = parts.vm;
    this.#capability = parts.capability;
    this.#slots = parts.slots;
    this.#vectorOf = parts.vectorOf;
  }

  get count(): number {
    return this.#slots.count;
  }
  get calls(): number {
    return this.#slots.calls + this.#calls;
  }

  addRange(range: MemoryRange): void {
    this.#checkSlots('add');
    this.#slots.addRange(range);
  }
  removeRange(gfn: number): void {
    if (!this.#slots.hasRange(gfn)) return;
    this.#checkSlots('remove');
    this.#slots.removeRange(gfn);
  }
  /** The kernel keeps one vector a page: there is always room. */
  checkRoomFor(): void {}
  guard(gfn: number): void {
    this.#changed.add(gfn);
  }
  release(gfn: number): void {
    if (this.#told.has(gfn)) this.#changed.add(gfn);
    else this.#changed.delete(gfn);
  }

  /** All of it or nothing. */
  commit(): void {
    if (this.#changed.size === 0) return;
    this.#enable();
    const pages = [...this.#changed].filter((gfn) => this.#vectorOf(gfn) !== this.#toldOf(gfn));
    const before = new Map(pages.map((gfn) => [gfn, this.#toldOf(gfn)]));
    const done: number[] = [];
    for (const run of runsOf(pages, this.#vectorOf)) {
      const result = this.#set(run);
      // A call that stopped in the middle has done so many pages.
      for (let i = 0; i < Math.max(0, result); i++) done.push(run.gfn + i);
      if (result === run.masks.length) continue;
      for (const back of runsOf(done, (gfn) => before.get(gfn) as number)) this.#set(back);
      throw new HvError(
        'unsupported',
        `KVM engine: expected the kernel to take ${run.masks.length} vectors from gfn 0x${run.gfn.toString(16)} on, ` +
          `got ${result < 0 ? errorName(result) : `${result} done`}`,
      );
    }
    this.#changed.clear();
  }

  withOpenPages<T>(pages: readonly number[], action: () => T): T {
    for (const run of runsOf([...pages], () => FULL_ACCESS)) this.#set(run);
    try {
      return action();
    } finally {
      for (const gfn of pages) this.#changed.add(gfn);
      this.commit();
    }
  }

  #toldOf(gfn: number): number {
    return this.#told.get(gfn) ?? FULL_ACCESS;
  }

  #enable(): void {
    if (this.#isEnabled) return;
    const bytes = new Uint8Array(new ArrayBuffer(KvmEnableCap.size));
    new DataView(bytes.buffer).setUint32(KvmEnableCap.at.cap, this.#capability, true);
    check('KVM_CAP_X86_SPP', this.#system.ioctlAt(this.#vm, KVM_ENABLE_CAP, bytes));
    this.#isEnabled = true;
  }

  /** @returns pages done, or a negative error number */
  #set({ gfn, masks }: VectorRun): number {
    this.#calls++;
    const bytes = new Uint8Array(new ArrayBuffer(KvmSubpage.size + masks.length * 4));
    const view = new DataView(bytes.buffer);
    setNumber(view, KvmSubpage.at.gfn_base, gfn);
    view.setUint32(KvmSubpage.at.npages, masks.length, true);
    masks.forEach((mask, index) => {
      view.setUint32(KvmSubpage.size + index * 4, mask, true);
    });
    const result = this.#system.ioctlAt(this.#vm, KVM_SUBPAGES_SET_ACCESS, bytes);
    for (let i = 0; i < result; i++) {
      if (masks[i] === FULL_ACCESS) this.#told.delete(gfn + i);
      else this.#told.set(gfn + i, masks[i]);
    }
    return result;
  }

  #checkSlots(what: string): void {
    if (!this.#isEnabled) return;
    throw new HvError(
      'unsupported',
      `KVM engine: expected to ${what} memory before the first guard, since sub-page permissions of the processor end when ` +
        'a memslot changes: use --spp software',
    );
  }
}

/** Neighbouring pages together, as many as a call takes. */
function runsOf(pages: readonly number[], maskOf: (gfn: number) => number): VectorRun[] {
  const runs: VectorRun[] = [];
  for (const gfn of [...pages].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    const fits =
      last !== undefined && gfn === last.gfn + last.masks.length && last.masks.length < KVM_SUBPAGE_MAX_PAGES;
    if (fits) last.masks.push(maskOf(gfn));
    else runs.push({ gfn, masks: [maskOf(gfn)] });
  }
  return runs;
}
