/**
 * The hypervisor's memory side in one object: memslots, EPT, protection, and the answers to the exits that concern them.
 */
import { HvError } from '../base/error.ts';
import { GuestMemory } from '../memory/guest-memory.ts';
import { type HostMemory, PAGE_SIZE } from '../memory/host-memory.ts';
import { MemoryBlock } from '../memory/memory-block.ts';
import { type Memslot, Memslots } from '../memory/memslots.ts';
import { type EptControls, SECONDARY_EPT, SECONDARY_SPP } from '../spec/vmx/controls.ts';
import { EPT_HI_SPP, EPT_RWX, EPTP_ACCESSED_DIRTY, encodeEptp } from '../spec/vmx/ept.ts';
import { EPT_VIOLATION, EXIT_SPP_MISS } from '../spec/vmx/exit.ts';
import { FULL_ACCESS, subPagesTouched } from '../spec/vmx/sppt.ts';
import { AccessTracking } from './access-tracking.ts';
import { ByteMaps } from './byte-maps.ts';
import { DirtyTracking } from './dirty-tracking.ts';
import { Ept, REGION_PAGES } from './ept.ts';
import { GuestProtection, type SpptFill } from './guest-protection.ts';
import { LargePages, type LargestPage, type MappingParts } from './large-pages.ts';
import { MemoryPressure } from './memory-pressure.ts';
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

/** What handleViolation() and handleSpp() need of an exit. */
export interface EptExit {
  /** Guest-physical address, byte-exact. */
  readonly gpa: number;
  /** Lower 32 bits of the exit qualification. */
  readonly qualification: number;
  /** Bytes of the access; 0 when unknown. */
  readonly size: number;
  /** For tracepoints: the vCPU, default 0, and the length of its instruction, default 0 (unknown). */
  readonly vcpu?: number;
  readonly instructionLength?: number;
}

/** What is to be done about an EPT violation. */
export type ViolationOutcome =
  /** The tables allow the access now: enter again. */
  | { readonly kind: 'retry' }
  /** No memory there, or a write to ROM: the access is a device's. */
  | { readonly kind: 'mmio' }
  /**
   * A write to a protected page that has to be carried out by the emulator, byte by byte under the guards. `denied`: the
   * vector denies it; `ineligible`: the vector may allow it, but the processor cannot (it is not the final access of a
   * linear address, or has no sub-page permissions); `spurious`: tables and vector allow it, the processor insists.
   */
  | { readonly kind: 'protected'; readonly cause: 'denied' | 'ineligible' | 'spurious' }
  /** The host has no frame left. */
  | { readonly kind: 'out-of-memory' };

const RETRY: ViolationOutcome = { kind: 'retry' };
const MMIO: ViolationOutcome = { kind: 'mmio' };
const DENIED: ViolationOutcome = { kind: 'protected', cause: 'denied' };
const INELIGIBLE: ViolationOutcome = { kind: 'protected', cause: 'ineligible' };
const SPURIOUS: ViolationOutcome = { kind: 'protected', cause: 'spurious' };
const OUT_OF_MEMORY: ViolationOutcome = { kind: 'out-of-memory' };

/** Neighbours that are mapped along with a page when they have frames already: an aligned group of this many. */
const PREFETCH_PAGES = 16;

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
  /** Exits answered, by what they were. */
  readonly counters = {
    violations: 0,
    /** Leaves of 4 KiB, and large ones, that were made. */
    pagesMapped: 0,
    largePagesMapped: 0,
    denied: 0,
    ineligible: 0,
    spurious: 0,
    sppMisses: 0,
    sppMisconfigurations: 0,
    /** First writes to clean pages or pieces of logged memory, and to shared pages. */
    logged: 0,
    unshared: 0,
  };
  readonly #large: LargePages;
  readonly #byteMaps: ByteMaps | undefined;
  readonly #host: HostMemory;
  readonly #eptpFlags: number;
  /** By vCPU, where its last exit was when nothing explained it: a second one in a row goes to the emulator. */
  readonly #unexplained = new Map<number, number>();
  /** By vCPU, the region (gfn / 512) that its last exit had repaired: a second one in a row goes to the owner. */
  readonly #repaired = new Map<number, number>();

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
    this.memory = new GuestMemory(host, slots);
    this.memory.keeper = {
      makeRoom: (frames, gfn, pages) => this.pressure.makeRoom(frames, { gfn, pages }) > 0,
      frameChanged: (gfn) => this.sharing.follow(slots.findSlot(gfn) as Memslot, gfn),
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
    this.protection.attach(slot);
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

  /**
   * Answer exit 48. Pages are mapped here, already armed when their vector says so. Always makes progress: the same
   * access does not come back with `retry` for ever.
   */
  handleViolation(exit: EptExit): ViolationOutcome {
    this.counters.violations++;
    const vcpu = exit.vcpu ?? 0;
    this.#repaired.delete(vcpu);
    const lastUnexplained = this.#unexplained.get(vcpu);
    if (lastUnexplained !== undefined) this.#unexplained.delete(vcpu);
    const gfn = Math.floor(exit.gpa / PAGE_SIZE);
    const slot = this.slots.findSlot(gfn);
    if (slot === undefined) return MMIO;
    const isWrite = (exit.qualification & EPT_VIOLATION.WRITE) !== 0;
    if (isWrite && slot.readOnly) return MMIO;

    const word = this.ept.findLeaf(gfn);
    const isLarge = this.ept.leafLevel > 1;
    if (word === 0 || (this.#host.words[word] & EPT_RWX) === 0) return this.#mapSomehow(slot, gfn);
    if (!isLarge && this.protection.mappings.writeLeaf(slot, gfn, word)) {
      this.protection.requestFlush();
      return RETRY;
    }
    // The entry is what it should be: a write is refused on purpose, or for no reason that we know.
    const outcome = isWrite && !isLarge ? this.#judgeWrite(slot, gfn, word, exit) : undefined;
    if (outcome !== undefined) return outcome;
    this.counters.spurious++;
    if (lastUnexplained === exit.gpa) return SPURIOUS;
    this.#unexplained.set(vcpu, exit.gpa);
    this.protection.requestFlush();
    return RETRY;
  }

  /**
   * Answer exit 66. A miss fills the whole region; a misconfiguration is repaired the same way, once: `misconfiguration`
   * says that it came straight back, and the owner decides.
   */
  handleSpp(exit: EptExit): 'retry' | 'misconfiguration' {
    const gfn = Math.floor(exit.gpa / PAGE_SIZE);
    const region = Math.floor(gfn / REGION_PAGES);
    const { gpa, qualification, vcpu = 0 } = exit;
    this.trace.listener?.({ name: 'kvm_spp_induced_exit', vcpu_id: vcpu, gpa, qualification });
    this.#unexplained.delete(vcpu);
    if (exit.qualification & EXIT_SPP_MISS) {
      this.counters.sppMisses++;
      this.#repaired.delete(vcpu);
    } else {
      this.counters.sppMisconfigurations++;
      if (this.#repaired.get(vcpu) === region) return 'misconfiguration';
      this.#repaired.set(vcpu, region);
    }
    this.pressure.enforceLimit();
    this.protection.fillRegionOf(gfn);
    return 'retry';
  }

  /** Free all tables, and the memory of all slots. The object is of no use afterwards. */
  dispose(): void {
    for (const slot of [...this.slots.all]) this.slots.remove(slot.id).block.release();
    this.protection.dispose();
    this.#byteMaps?.dispose();
    this.ept.dispose();
    this.#host.onErase = undefined;
  }

  /** A write that the leaf of its page refuses. @returns undefined when nothing here says why */
  #judgeWrite(slot: Memslot, gfn: number, word: number, exit: EptExit): ViolationOutcome | undefined {
    const { block } = slot;
    const page = gfn - slot.gfn;
    const offset = exit.gpa & 0xfff;
    const touched = subPagesTouched(offset, Math.min(Math.max(exit.size, 1), PAGE_SIZE - offset));
    const vector = this.protection.vectorOf(gfn);
    if (~vector & touched) {
      this.counters.denied++;
      const { vcpu = 0, instructionLength = 0 } = exit;
      this.trace.listener?.({
        name: 'kvm_spp_induced_page_fault',
        vcpu_id: vcpu,
        gpa: exit.gpa,
        insn_len: instructionLength,
      });
      return DENIED;
    }
    if (this.#host.isShared(block.frames[page])) {
      this.counters.unshared++;
      if (this.sharing.unshare(slot, gfn)) return RETRY;
      const hasRoom = this.pressure.makeRoom(1, { gfn, pages: 1 }) > 0;
      return hasRoom && this.sharing.unshare(slot, gfn) ? RETRY : OUT_OF_MEMORY;
    }
    if (vector !== FULL_ACCESS || block.log?.pieces !== undefined) {
      const eligible = EPT_VIOLATION.LINEAR | EPT_VIOLATION.FINAL;
      if ((exit.qualification & eligible) !== eligible || !this.protection.isJudgedByProcessor(gfn)) {
        this.counters.ineligible++;
        return INELIGIBLE;
      }
    }
    const { log } = block;
    if (log === undefined || log.mode === 'dirty-flag') return undefined;
    // An armed page exits at its lowest denied byte, so only that byte's piece is known to be written.
    const pieces = this.#host.words[word + 1] & EPT_HI_SPP ? subPagesTouched(offset, 1) : touched;
    if (log.isDirty(page) && (pieces & ~log.openPieces(page)) === 0) return undefined;
    this.counters.logged++;
    log.mark(page, pieces);
    this.protection.syncPage(slot, gfn);
    this.protection.requestFlush();
    return RETRY;
  }

  /** Map a page; when frames are short, free some and try again. */
  #mapSomehow(slot: Memslot, gfn: number): ViolationOutcome {
    this.pressure.enforceLimit();
    if (this.#map(slot, gfn)) return RETRY;
    // A frame, and tables on three levels.
    if (this.pressure.makeRoom(4, { gfn, pages: 1 }) > 0 && this.#map(slot, gfn)) return RETRY;
    return OUT_OF_MEMORY;
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

  #map(slot: Memslot, gfn: number): boolean {
    if (slot.block.obtainFrame(gfn - slot.gfn) === 0) return false;
    const known = this.ept.findLeaf(gfn);
    if (known !== 0 && this.ept.leafLevel > 1) {
      // A large leaf whose rights were taken away to see whether it is used.
      const { words } = this.#host;
      words[known + 1] = 0;
      words[known] = this.protection.mappings.largeLeaf(slot, words[known] >>> 12, words[known]);
      return true;
    }
    if (this.#large.map(slot, gfn) > 0) {
      this.counters.largePagesMapped++;
      return true;
    }
    const table = this.ept.obtainLeafTable(Math.floor(gfn / REGION_PAGES));
    if (table === 0) return false;
    this.protection.mappings.writeLeaf(slot, gfn, table * 1024 + (gfn & 511) * 2);
    this.counters.pagesMapped++;
    this.trace.listener?.({ name: 'mmu_map', gfn, level: 1, frame: slot.block.frames[gfn - slot.gfn] });
    const first = gfn - (gfn % PREFETCH_PAGES);
    for (let near = first; near < first + PREFETCH_PAGES; near++) {
      const page = near - slot.gfn;
      if (page < 0 || page >= slot.pages || slot.block.frames[page] === 0) continue;
      const word = table * 1024 + (near & 511) * 2;
      if (this.#host.words[word] !== 0) continue;
      this.protection.mappings.writeLeaf(slot, near, word);
      this.counters.pagesMapped++;
      this.trace.listener?.({ name: 'mmu_map', gfn: near, level: 1, frame: slot.block.frames[page] });
    }
    return true;
  }
}
