/**
 * The hypervisor's memory side in one object: memslots, EPT, protection, and the answers to the exits that concern them.
 */
import { HvError } from '../base/error.ts';
import { GuestMemory } from '../memory/guest-memory.ts';
import { type HostMemory, PAGE_SIZE } from '../memory/host-memory.ts';
import { MemoryBlock } from '../memory/memory-block.ts';
import { type Memslot, Memslots } from '../memory/memslots.ts';
import { type EptControls, SECONDARY_EPT, SECONDARY_SPP } from '../spec/vmx/controls.ts';
import { EPTP_ACCESSED_DIRTY, encodeEptp } from '../spec/vmx/ept.ts';
import { AccessTracking } from './access-tracking.ts';
import { ByteMaps } from './byte-maps.ts';
import { DirtyTracking } from './dirty-tracking.ts';
import { Ept } from './ept.ts';
import { GuestProtection, type SpptFill } from './guest-protection.ts';
import { LargePages, type LargestPage, type MappingParts } from './large-pages.ts';
import { MemoryPressure } from './memory-pressure.ts';
import { type EptExit, PageFaults, type ViolationOutcome } from './page-faults.ts';
import { PageSharing } from './page-sharing.ts';
import { TracePoints } from './trace.ts';
import type { VectorWatcher } from './vector-layers.ts';

/** How a guest's address space is made. */
export interface GuestAddressSpaceOptions {
  readonly host: HostMemory;
  /** Drop all cached translations of all vCPUs (INVEPT, all contexts). Called at most once an operation. */
  readonly flush: () => void;
  /**
   * Load these controls into all vCPUs, at once: called by protection.enable() and disable(), whose SPPT root comes and goes.
   * Not called by the constructor; read `controls` for the first time.
   */
  readonly onControls?: (controls: EptControls) => void;
  /** Default `on-miss`. */
  readonly spptFill?: SpptFill;
  /** Default true; false: guards work without sub-page permissions in the processor, through emulation. */
  readonly processorSpp?: boolean;
  /**
   * Whether the processor has byte maps (src/spec/vmx/byte-map.ts), our extension by which writes beside guarded bytes do
   * not exit; default false. They need `processorSpp`.
   */
  readonly byteMaps?: boolean;
  /**
   * EPT accessed and dirty flags; default false. With them the processor's reads of guest page tables count as writes,
   * so page tables in a guarded page exit on every walk.
   */
  readonly accessedDirty?: boolean;
  /**
   * Largest EPT leaf. Default `4K`. With `2M` and `1G` memory is given to the guest in aligned runs of frames where slots
   * and host allow, and mapped by one leaf as long as no page of it is guarded or logged.
   */
  readonly largestPage?: LargestPage;
  /** Follows the vectors; for engines whose processor does not walk our tables. */
  readonly watcher?: VectorWatcher;
}

/**
 * Guest-physical address space of one VM.
 * @example
 * const space = new GuestAddressSpace({ host, flush: () => processor.invept() });
 * space.addSlot({ id: 0, gpa: 0, size: 64 << 20 });
 * space.protection.setSubPageAccess(0x100, Uint32Array.of(0));
 */
export class GuestAddressSpace {
  readonly slots = new Memslots();
  readonly ept: Ept;
  readonly protection: GuestProtection;
  readonly memory: GuestMemory;
  /** Tracepoints of everything here. */
  readonly trace = new TracePoints();
  /** Which pages or sub-pages were written. */
  readonly dirty: DirtyTracking;
  /** Which pages were used. */
  readonly accessed: AccessTracking;
  /** Swapping, and reclaim of tables. */
  readonly pressure: MemoryPressure;
  /** Sharing of equal pages, and migration. */
  readonly sharing: PageSharing;
  /** Told when a page of guest memory is about to have another frame, or none: counters of the frame are read now. */
  onFrameLeft: ((gfn: number, frame: number) => void) | undefined;
  readonly #faults: PageFaults;
  readonly #large: LargePages;
  readonly #byteMaps: ByteMaps | undefined;
  readonly #host: HostMemory;
  readonly #eptpFlags: number;
  /** @throws HvError `out-of-memory` when there are no frames for the roots */
  constructor(options: GuestAddressSpaceOptions) {
    const { host, flush } = options;
    this.#host = host;
    this.#eptpFlags = options.accessedDirty ? EPTP_ACCESSED_DIRTY : 0;
    this.ept = new Ept(host);
    const { trace, slots, ept } = this;
    const processorSpp = options.processorSpp ?? true;
    this.#byteMaps = processorSpp && options.byteMaps ? new ByteMaps(host) : undefined;
    this.protection = new GuestProtection({
      host,
      slots: this.slots,
      ept: this.ept,
      flush,
      onRootChange: () => options.onControls?.(this.controls),
      fill: options.spptFill ?? 'on-miss',
      processorSpp,
      byteMaps: this.#byteMaps,
      watcher: options.watcher,
      trace,
      onRegionOpen: (gfn) => this.#large.collapse(gfn),
    });
    const parts: MappingParts = { host, slots, ept, protection: this.protection, trace };
    const tables = { isWalked: options.watcher === undefined, accessedDirty: options.accessedDirty ?? false };
    this.#large = new LargePages(parts, options.largestPage ?? '4K');
    this.dirty = new DirtyTracking(parts, tables);
    this.accessed = new AccessTracking(parts, tables);
    this.pressure = new MemoryPressure(parts, this.accessed);
    this.sharing = new PageSharing(parts);
    this.#faults = new PageFaults({ ...parts, large: this.#large, pressure: this.pressure, sharing: this.sharing });
    this.memory = new GuestMemory(host, slots);
    this.memory.keeper = {
      makeRoom: (frames, gfn, pages) => this.pressure.makeRoom(frames, { gfn, pages }) > 0,
      frameChanged: (gfn) => this.sharing.follow(slots.findSlot(gfn) as Memslot, gfn),
      piecesDirtied: (gfn) => this.protection.openDirtyPieces(gfn),
    };
    // A frame with another page's code in it may have been decoded.
    host.onErase = (hpa, length) => this.memory.onStore?.(hpa, length);
  }

  /** What a vCPU is to be entered with, one that is added later too: EPTP, SPPTP, secondary controls. See `onControls`. */
  get controls(): EptControls {
    const root = this.protection.root;
    return {
      eptp: encodeEptp(this.ept.root, this.#eptpFlags),
      spptp: root * PAGE_SIZE,
      secondaryControls: SECONDARY_EPT | (root === 0 ? 0 : SECONDARY_SPP),
    };
  }

  /** The processor's byte-map pointer; 0 where byte maps are off. It does not change. */
  get byteMapPointer(): number {
    return this.#byteMaps?.pointer ?? 0;
  }

  /**
   * Put memory into the address space. A block that was taken out before keeps content and vectors; guards that wait for
   * an address in the range are armed.
   * @param options `gpa` page-aligned; `size` in bytes, a multiple of 4 KiB, or the `block` to be used
   * @throws HvError `invalid-argument`, `memslot-conflict`, `bad-state`, `out-of-memory`; then nothing has changed
   */
  addSlot(options: { id: number; gpa: number; readOnly?: boolean; size?: number; block?: MemoryBlock }): Memslot {
    const { id, gpa, size } = options;
    if (!Number.isSafeInteger(gpa) || gpa < 0 || gpa % PAGE_SIZE) {
      throw new HvError('invalid-argument', `addSlot: expected a page-aligned gpa, got ${gpa}`);
    }
    if (
      options.block === undefined &&
      (size === undefined || !Number.isSafeInteger(size) || size % PAGE_SIZE || size <= 0)
    ) {
      throw new HvError('invalid-argument', `addSlot: expected a size in whole pages, got ${size}`);
    }
    const block = options.block ?? new MemoryBlock(this.#host, (size as number) / PAGE_SIZE);
    const slot = this.slots.add(id, gpa / PAGE_SIZE, block, options.readOnly ?? false);
    block.runFrames = this.#large.runFrames;
    block.onFrameLeft = (page, frame) => this.onFrameLeft?.(slot.gfn + page, frame);
    try {
      this.protection.attach(slot);
    } catch (error) {
      this.slots.remove(id);
      throw error;
    }
    return slot;
  }

  /**
   * Take a slot out of the address space. Its memory keeps content and vectors; call release() on it when it is not to be
   * used again. Guards stay with the addresses. One flush when pages had been mapped.
   * @throws HvError `no-memslot`
   */
  removeSlot(id: number): MemoryBlock {
    const slot = this.slots.getSlot(id);
    this.#unmap(slot);
    const { block } = this.slots.remove(id);
    block.onFrameLeft = undefined;
    return block;
  }

  /** Put a slot elsewhere; content and vectors go with it, guards do not. @throws HvError as addSlot(), nothing changed */
  moveSlot(id: number, gpa: number): Memslot {
    if (!Number.isSafeInteger(gpa) || gpa < 0 || gpa % PAGE_SIZE) {
      throw new HvError('invalid-argument', `moveSlot: expected a page-aligned gpa, got ${gpa}`);
    }
    this.slots.checkMove(id, gpa / PAGE_SIZE);
    this.#unmap(this.slots.getSlot(id));
    const slot = this.slots.move(id, gpa / PAGE_SIZE);
    this.protection.attach(slot);
    return slot;
  }

  /** Exits answered, by what they were. */
  get counters(): PageFaults['counters'] {
    return this.#faults.counters;
  }

  /** Answer exit 48. Pages are mapped here, already armed when their vector says so. See PageFaults. */
  handleViolation(exit: EptExit): ViolationOutcome {
    return this.#faults.handleViolation(exit);
  }

  /** Answer exit 66: a table is filled, or repaired once. `misconfiguration`: that did not help, and the owner decides. */
  handleSpp(exit: EptExit): 'retry' | 'misconfiguration' {
    return this.#faults.handleSpp(exit);
  }

  /** Free all tables, and the memory of all slots. The object is of no use afterwards. */
  dispose(): void {
    for (const slot of [...this.slots.all]) this.slots.remove(slot.id).block.release();
    this.protection.dispose();
    this.#byteMaps?.dispose();
    this.ept.dispose();
    this.#host.onErase = undefined;
  }

  #unmap(slot: Memslot): void {
    this.protection.batch(() => {
      this.protection.mappings.unmap(slot.gfn, slot.pages);
      for (const gfn of this.protection.overlay?.pagesIn(slot.gfn, slot.pages) ?? []) {
        const frame = slot.block.frames[gfn - slot.gfn];
        if (frame !== 0) this.onFrameLeft?.(gfn, frame);
      }
      this.protection.detach(slot);
    });
  }
}
