/**
 * Answers to the exits that concern guest memory: EPT violations and SPP-related events.
 *
 * An EPT violation is, in this order: no memory (a device's), a page that is not mapped yet, a leaf that does not say what it
 * should, a denied write, a write that waits for something (a frame of its own, a log), or one that nothing explains. Each
 * answer makes progress: the same access does not come back with `retry` for ever.
 */
import { PAGE_SIZE } from '../memory/host-memory.ts';
import type { Memslot } from '../memory/memslots.ts';
import { EPT_HI_SPP, EPT_RWX } from '../spec/vmx/ept.ts';
import { EPT_VIOLATION, EXIT_SPP_MISS } from '../spec/vmx/exit.ts';
import { FULL_ACCESS, subPagesTouched } from '../spec/vmx/sppt.ts';
import { REGION_PAGES } from './ept.ts';
import type { LargePages, MappingParts } from './large-pages.ts';
import type { MemoryPressure } from './memory-pressure.ts';
import type { PageSharing } from './page-sharing.ts';

/** What handleViolation() and handleSpp() need of an exit. */
export interface EptExit {
  /** Guest-physical address, byte-exact. */
  readonly gpa: number;
  /** Lower 32 bits of the exit qualification. */
  readonly qualification: number;
  /** Bytes of the access; 0 when unknown. */
  readonly size: number;
  /** A write that is one of several of its instruction, all of which are judged before the first is made. Default false. */
  readonly isPartial?: boolean;
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
   * linear address, or has no sub-page permissions); `spurious`: tables and vector allow it, the processor insists; `partial`: the
   * vector allows it and a log waits for it, but another write of the instruction may be denied: none counts as dirty then.
   */
  | { readonly kind: 'protected'; readonly cause: 'denied' | 'ineligible' | 'spurious' | 'partial' }
  /** The host has no frame left. */
  | { readonly kind: 'out-of-memory' };

const RETRY: ViolationOutcome = { kind: 'retry' };
const MMIO: ViolationOutcome = { kind: 'mmio' };
const DENIED: ViolationOutcome = { kind: 'protected', cause: 'denied' };
const INELIGIBLE: ViolationOutcome = { kind: 'protected', cause: 'ineligible' };
const SPURIOUS: ViolationOutcome = { kind: 'protected', cause: 'spurious' };
const PARTIAL: ViolationOutcome = { kind: 'protected', cause: 'partial' };
const OUT_OF_MEMORY: ViolationOutcome = { kind: 'out-of-memory' };

/** Neighbours that are mapped along with a page when they have frames already: an aligned group of this many. */
const PREFETCH_PAGES = 16;

/** What answers are made with. */
export interface PageFaultParts extends MappingParts {
  readonly large: LargePages;
  readonly pressure: MemoryPressure;
  readonly sharing: PageSharing;
}

export class PageFaults {
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
  readonly #parts: PageFaultParts;
  /** By vCPU, where its last exit was when nothing explained it: a second one in a row goes to the emulator. */
  readonly #unexplained = new Map<number, number>();
  /** By vCPU, the region (gfn / 512) that its last exit had repaired: a second one in a row goes to the owner. */
  readonly #repaired = new Map<number, number>();

  constructor(parts: PageFaultParts) {
    this.#parts = parts;
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
    const slot = this.#parts.slots.findSlot(gfn);
    if (slot === undefined) return MMIO;
    const isWrite = (exit.qualification & EPT_VIOLATION.WRITE) !== 0;
    if (isWrite && slot.readOnly) return MMIO;

    const word = this.#parts.ept.findLeaf(gfn);
    const isLarge = this.#parts.ept.leafLevel > 1;
    if (word === 0 || (this.#parts.host.words[word] & EPT_RWX) === 0) return this.#mapSomehow(slot, gfn);
    if (!isLarge && this.#parts.protection.mappings.writeLeaf(slot, gfn, word)) {
      this.#parts.protection.requestFlush();
      return RETRY;
    }
    // The entry is what it should be: a write is refused on purpose, or for no reason that we know.
    const outcome = isWrite && !isLarge ? this.#judgeWrite(slot, gfn, word, exit) : undefined;
    if (outcome !== undefined) return outcome;
    this.counters.spurious++;
    if (lastUnexplained === exit.gpa) return SPURIOUS;
    this.#unexplained.set(vcpu, exit.gpa);
    this.#parts.protection.requestFlush();
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
    this.#parts.trace.listener?.({ name: 'kvm_spp_induced_exit', vcpu_id: vcpu, gpa, qualification });
    this.#unexplained.delete(vcpu);
    if (exit.qualification & EXIT_SPP_MISS) {
      this.counters.sppMisses++;
      this.#repaired.delete(vcpu);
    } else {
      this.counters.sppMisconfigurations++;
      if (this.#repaired.get(vcpu) === region) return 'misconfiguration';
      this.#repaired.set(vcpu, region);
    }
    this.#parts.pressure.enforceLimit();
    this.#parts.protection.fillRegionOf(gfn);
    return 'retry';
  }

  /** A write that the leaf of its page refuses. @returns undefined when nothing here says why */
  #judgeWrite(slot: Memslot, gfn: number, word: number, exit: EptExit): ViolationOutcome | undefined {
    const { block } = slot;
    const page = gfn - slot.gfn;
    const offset = exit.gpa & 0xfff;
    const touched = subPagesTouched(offset, Math.min(Math.max(exit.size, 1), PAGE_SIZE - offset));
    const vector = this.#parts.protection.vectorOf(gfn);
    if (~vector & touched) {
      this.counters.denied++;
      const { vcpu = 0, instructionLength = 0 } = exit;
      this.#parts.trace.listener?.({
        name: 'kvm_spp_induced_page_fault',
        vcpu_id: vcpu,
        gpa: exit.gpa,
        insn_len: instructionLength,
      });
      return DENIED;
    }
    if (this.#parts.host.isShared(block.frames[page])) {
      this.counters.unshared++;
      if (this.#parts.sharing.unshare(slot, gfn)) return RETRY;
      const hasRoom = this.#parts.pressure.makeRoom(1, { gfn, pages: 1 }) > 0;
      return hasRoom && this.#parts.sharing.unshare(slot, gfn) ? RETRY : OUT_OF_MEMORY;
    }
    if (vector !== FULL_ACCESS || block.log?.pieces !== undefined) {
      const eligible = EPT_VIOLATION.LINEAR | EPT_VIOLATION.FINAL;
      if ((exit.qualification & eligible) !== eligible || !this.#parts.protection.isJudgedByProcessor(gfn)) {
        this.counters.ineligible++;
        return INELIGIBLE;
      }
    }
    const { log } = block;
    if (log === undefined || log.mode === 'dirty-flag') return undefined;
    // An armed page exits at its lowest denied byte, so only that byte's piece is known to be written.
    const pieces = this.#parts.host.words[word + 1] & EPT_HI_SPP ? subPagesTouched(offset, 1) : touched;
    if (log.isDirty(page) && (pieces & ~log.openPieces(page)) === 0) return undefined;
    this.counters.logged++;
    if (exit.isPartial) return PARTIAL;
    log.mark(page, pieces);
    this.#parts.protection.syncPage(slot, gfn);
    this.#parts.protection.requestFlush();
    return RETRY;
  }

  /** Map a page; when frames are short, free some and try again. */
  #mapSomehow(slot: Memslot, gfn: number): ViolationOutcome {
    this.#parts.pressure.enforceLimit();
    if (this.#map(slot, gfn)) return RETRY;
    // A frame, and tables on three levels.
    if (this.#parts.pressure.makeRoom(4, { gfn, pages: 1 }) > 0 && this.#map(slot, gfn)) return RETRY;
    return OUT_OF_MEMORY;
  }

  #map(slot: Memslot, gfn: number): boolean {
    if (slot.block.obtainFrame(gfn - slot.gfn) === 0) return false;
    const known = this.#parts.ept.findLeaf(gfn);
    if (known !== 0 && this.#parts.ept.leafLevel > 1) {
      // A large leaf whose rights were taken away to see whether it is used.
      const { words } = this.#parts.host;
      words[known + 1] = 0;
      words[known] = this.#parts.protection.mappings.largeLeaf(slot, words[known] >>> 12, words[known]);
      return true;
    }
    if (this.#parts.large.map(slot, gfn) > 0) {
      this.counters.largePagesMapped++;
      return true;
    }
    const table = this.#parts.ept.obtainLeafTable(Math.floor(gfn / REGION_PAGES));
    if (table === 0) return false;
    this.#parts.protection.mappings.writeLeaf(slot, gfn, table * 1024 + (gfn & 511) * 2);
    this.counters.pagesMapped++;
    this.#parts.trace.listener?.({ name: 'mmu_map', gfn, level: 1, frame: slot.block.frames[gfn - slot.gfn] });
    const first = gfn - (gfn % PREFETCH_PAGES);
    for (let near = first; near < first + PREFETCH_PAGES; near++) {
      const page = near - slot.gfn;
      if (page < 0 || page >= slot.pages || slot.block.frames[page] === 0) continue;
      const word = table * 1024 + (near & 511) * 2;
      if (this.#parts.host.words[word] !== 0) continue;
      this.#parts.protection.mappings.writeLeaf(slot, near, word);
      this.counters.pagesMapped++;
      this.#parts.trace.listener?.({ name: 'mmu_map', gfn: near, level: 1, frame: slot.block.frames[page] });
    }
    return true;
  }
}
