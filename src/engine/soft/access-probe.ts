/**
 * One access at a time through the processor core, over an image of physical memory with its own EPT and SPPT: the second
 * opinion behind the walker of the tools.
 *
 * The access is made by an instruction of a tiny 64-bit guest. Its code and page tables lie behind the image, in a part
 * of guest-physical memory that the access does not use; so that they are mapped, the processor is given a copy of the
 * level-4 table with one other entry. Everything else it walks is the image's.
 */
import { HvError } from '../../base/error.ts';
import { MAX_HOST_PHYSICAL_BYTES, Processor } from '../../cpu/processor.ts';
import type { EptAccess, WalkDecision } from '../../mmu/walk.ts';
import { AREA } from '../../spec/state/layout.ts';
import type { EptControls } from '../../spec/vmx/controls.ts';
import { EXIT_REASON } from '../../spec/vmx/exit.ts';

/** What the processor made of an access. */
export interface ProbeResult {
  /** Basic exit reason 48, 49 or 66; 0 when the access was carried out. */
  readonly reason: number;
  readonly qualification: number;
  readonly faultGpa: number | undefined;
}

/** What the probe stands on. */
export interface AccessProbeOptions {
  /** Bytes of core.wasm. */
  readonly core: Uint8Array;
  readonly controls: EptControls;
  /** MAXPHYADDR, 32..52 bits. Below 41 no access can be made: findObstacle() says so. */
  readonly maxPhyAddr: number;
  readonly straddleFirstOnly: boolean;
  /** Host-physical address of the image's first byte, page-aligned, and its size. */
  readonly base: number;
  readonly size: number;
}

const PAGE = 4096;
/** Frames behind the image: four EPT tables, then the guest's four page tables and its code. */
const SCRATCH_FRAMES = 9;
const GUEST_FRAME = 4;
const CODE_FRAME = 4;
/** Where the guest has the page of the access, and the one behind it. */
const LINEAR = 0x1_0000;
const RWX_WB = 0x37;
const GUEST_ENTRY = 0x63; // present, writable, accessed, dirty
const HLT = 0xf4;
const EXIT_HLT: number = EXIT_REASON.HLT;

/** [rbx] written from or read into AL, AX, EAX, RAX, XMM0. */
const INSTRUCTIONS: Readonly<Record<string, readonly number[]>> = {
  write1: [0x88, 0x03],
  write2: [0x66, 0x89, 0x03],
  write4: [0x89, 0x03],
  write8: [0x48, 0x89, 0x03],
  write16: [0x0f, 0x11, 0x03],
  read1: [0x8a, 0x03],
  read2: [0x66, 0x8b, 0x03],
  read4: [0x8b, 0x03],
  read8: [0x48, 0x8b, 0x03],
  read16: [0x0f, 0x10, 0x03],
};
const NAMES = Object.keys(INSTRUCTIONS);

/** The processor with one image, asked about any number of accesses. */
export class AccessProbe {
  readonly #processor: Processor;
  readonly #options: AccessProbeOptions;
  readonly #bytes: Uint8Array;
  readonly #words: Uint32Array;
  /** Host-physical address of the scratch frames. */
  readonly #scratch: number;

  /** @throws HvError `out-of-memory` for an image that the core cannot address; `invalid-argument` */
  constructor(options: AccessProbeOptions) {
    this.#options = options;
    const { base, size: imageSize, maxPhyAddr } = options;
    if (!Number.isInteger(base) || base < 0 || base % PAGE !== 0 || !Number.isInteger(imageSize) || imageSize < 0) {
      const expected = 'a base at a page and a size in bytes';
      throw new HvError('invalid-argument', `AccessProbe: expected ${expected}, got ${base} and ${imageSize}`);
    }
    if (!Number.isInteger(maxPhyAddr) || maxPhyAddr < 32 || maxPhyAddr > 52) {
      throw new HvError('invalid-argument', `AccessProbe: expected maxPhyAddr of 32 to 52 bits, got ${maxPhyAddr}`);
    }
    this.#scratch = Math.ceil((options.base + options.size) / PAGE) * PAGE;
    const size = this.#scratch + SCRATCH_FRAMES * PAGE;
    if (size > MAX_HOST_PHYSICAL_BYTES) {
      throw new HvError(
        'out-of-memory',
        `AccessProbe: expected an image that ends below ${MAX_HOST_PHYSICAL_BYTES}, got ${options.base + options.size}`,
      );
    }
    const nothing = (): number => 0;
    this.#processor = new Processor(options.core, size, {
      portIn: nothing,
      portOut: () => {},
      cpuid: (_leaf, _subleaf, out) => void out.fill(0),
      readMsr: () => false,
      writeMsr: () => false,
      emulatedRead: () => 1,
      emulatedWrite: () => 1,
      setTaskPriority: () => {},
      readTsc: (out) => void out.fill(0),
    });
    this.#bytes = new Uint8Array(this.#processor.memory.buffer, AREA.HOST_PHYS, size);
    this.#words = new Uint32Array(this.#processor.memory.buffer, AREA.HOST_PHYS, size / 4);
    NAMES.forEach((name, i) => {
      this.#bytes.set([...INSTRUCTIONS[name], HLT], this.#scratch + (GUEST_FRAME + CODE_FRAME) * PAGE + i * 16);
    });
  }

  /** The image's bytes, to be filled before the first access. */
  get image(): Uint8Array {
    return this.#bytes.subarray(this.#options.base, this.#options.base + this.#options.size);
  }

  /**
   * Why an access cannot be put to the processor, or undefined when it can.
   * @param walked what the walker says; it knows which bytes and entries are concerned
   */
  findObstacle(access: EptAccess, walked: WalkDecision): string | undefined {
    const { maxPhyAddr, controls, base, size } = this.#options;
    if ((controls.secondaryControls & 2) === 0) return 'EPT is off';
    if (walked.outcome === 'outside-image') return 'a table lies outside the image';
    // Also with an access that fails on its second page: the processor has translated the first one then.
    for (const { gpa, hpa } of this.#pages(access, walked)) {
      const isReached = walked.faultGpa === undefined || walked.faultGpa >= gpa + PAGE;
      if (isReached && (hpa < base || hpa + PAGE > base + size)) return 'the page lies outside the image';
    }
    if (access.linear === false || access.final === false) return 'it is not the final access of a linear address';
    if (access.gpa + access.size > 2 ** Math.min(48, maxPhyAddr)) return 'a guest cannot name the address';
    if (maxPhyAddr < 41) return 'the physical width leaves no room for the guest that makes the access';
    if (access.op === 'fetch') {
      return Math.floor(access.gpa / PAGE) === Math.floor((access.gpa + access.size - 1) / PAGE)
        ? undefined
        : 'a fetch over two pages depends on the instruction';
    }
    return INSTRUCTIONS[`${access.op}${access.size}`] === undefined
      ? `no instruction ${access.op}s ${access.size} bytes at a time`
      : undefined;
  }

  /** Make the access, and undo what it changed. @param walked the walker's decision; findObstacle() answered undefined */
  perform(access: EptAccess, walked: WalkDecision): ProbeResult {
    const { controls, maxPhyAddr, straddleFirstOnly } = this.#options;
    const guest = this.#map(access);
    const processor = this.#processor;
    const saved = this.#save(access, walked);
    processor.reset();
    processor.setControls({
      eptp: this.#scratch + (controls.eptp % PAGE),
      spptp: controls.spptp,
      secondary: controls.secondaryControls,
      physicalAddressBits: maxPhyAddr,
      straddleFirstOnly,
    });
    const isFetch = access.op === 'fetch';
    if (isFetch) this.#plantHalt(access, walked);
    const linear = BigInt(LINEAR + (access.gpa % PAGE));
    const flat = { selector: 8, base: 0n, limit: 0xffff_ffff, attributes: 0xc093 };
    processor.setRegisters({
      rip: isFetch ? linear : BigInt(NAMES.indexOf(`${access.op}${access.size}`) * 16),
      rbx: linear,
      rflags: 2n,
      cr0: 0x8000_0031n,
      cr3: BigInt(guest),
      cr4: 0x220n,
      efer: 0xd00n,
      cs: { ...flat, attributes: 0xa09b },
      ds: flat,
      es: flat,
      ss: flat,
      idtr: { base: 0n, limit: 0 },
      cpl: 0,
    });
    const reason = processor.run(isFetch ? 1 : 3);
    const result = this.#result(access, reason);
    for (const { hpa, bytes } of saved) {
      this.#bytes.set(bytes, hpa);
      processor.invalidateCode(hpa, bytes.length);
    }
    return result;
  }

  #result(access: EptAccess, reason: number): ProbeResult {
    const { exitGpa, exitQualification } = this.#processor;
    const isOurs =
      (reason === EXIT_REASON.EPT_VIOLATION ||
        reason === EXIT_REASON.EPT_MISCONFIGURATION ||
        reason === EXIT_REASON.SPP_EVENT) &&
      exitGpa >= access.gpa &&
      exitGpa < access.gpa + access.size;
    // What a fetched instruction does next is its own affair.
    const isBehindFetch =
      access.op === 'fetch' && reason === EXIT_REASON.EPT_VIOLATION && (exitQualification & 4) === 0;
    if (isOurs && !isBehindFetch) return { reason, qualification: exitQualification, faultGpa: exitGpa };
    if (access.op !== 'fetch' && reason !== EXIT_HLT) {
      return { reason, qualification: exitQualification, faultGpa: exitGpa }; // to be seen as a disagreement
    }
    return { reason: 0, qualification: 0, faultGpa: undefined };
  }

  /** Everything that the access may change: accessed and dirty flags on the way, and the bytes themselves. */
  #save(access: EptAccess, walked: WalkDecision): { hpa: number; bytes: Uint8Array }[] {
    const saved = walked.path.map(({ address }) => ({ hpa: address, bytes: this.#bytes.slice(address, address + 8) }));
    for (const { hpa } of this.#pages(access, walked)) {
      if (hpa + PAGE <= this.#scratch) saved.push({ hpa, bytes: this.#bytes.slice(hpa, hpa + PAGE) });
    }
    return saved;
  }

  /** The pages for which the walk came to a leaf: guest-physical and host-physical address of each. */
  #pages(access: EptAccess, walked: WalkDecision): { gpa: number; hpa: number }[] {
    const pages: { gpa: number; hpa: number }[] = [];
    let gpa = access.gpa - (access.gpa % PAGE);
    for (const { table, level, lo, hi } of walked.path) {
      const isLeaf = table === 'ept' && (lo & 7) !== 0 && (level === 1 || (level < 4 && (lo & 0x80) !== 0));
      if (!isLeaf) continue;
      const span = PAGE * 512 ** (level - 1);
      const base = (hi & 0xf_ffff) * 2 ** 32 + ((lo & 0xffff_f000) >>> 0);
      pages.push({ gpa, hpa: base - (base % span) + (gpa % span) });
      gpa += PAGE;
    }
    return pages;
  }

  /** What is fetched halts at once: an instruction that goes on behind the access would use other entries as well. */
  #plantHalt(access: EptAccess, walked: WalkDecision): void {
    const [page] = this.#pages(access, walked);
    if (page === undefined || page.hpa + PAGE > this.#scratch) return;
    const hpa = page.hpa + (access.gpa % PAGE);
    const isEntry = walked.path.some(({ address }) => hpa >= address && hpa < address + 8);
    if (isEntry) return;
    this.#bytes[hpa] = HLT;
    this.#processor.invalidateCode(hpa, 1);
  }

  /** Build the tables around an access. @returns guest-physical address of the guest's level-4 table */
  #map(access: EptAccess): number {
    const { controls, maxPhyAddr } = this.#options;
    const slotOf = (gpa: number): number => Math.floor(gpa / 2 ** 39) % 512;
    let slot = 2 ** (Math.min(48, maxPhyAddr) - 39) - 1;
    while (slot === slotOf(access.gpa) || slot === slotOf(access.gpa + access.size)) slot--;
    const guest = slot * 2 ** 39;
    const root = controls.eptp - (controls.eptp % PAGE);
    const at = (frame: number): number => this.#scratch + frame * PAGE;
    this.#bytes.fill(0, at(0), at(GUEST_FRAME + CODE_FRAME));
    this.#bytes.copyWithin(at(0), root, root + PAGE);
    this.#entry(at(0) + slot * 8, at(1) + 7);
    this.#entry(at(1), at(2) + 7);
    this.#entry(at(2), at(3) + 7);
    for (let i = 0; i <= CODE_FRAME; i++) this.#entry(at(3) + i * 8, at(GUEST_FRAME + i) + RWX_WB);
    for (let i = 0; i < 3; i++) this.#entry(at(GUEST_FRAME + i), guest + (i + 1) * PAGE + GUEST_ENTRY);
    const page = access.gpa - (access.gpa % PAGE);
    this.#entry(at(GUEST_FRAME + 3), guest + CODE_FRAME * PAGE + GUEST_ENTRY);
    this.#entry(at(GUEST_FRAME + 3) + 16 * 8, page + GUEST_ENTRY);
    if (page + PAGE < 2 ** Math.min(48, maxPhyAddr)) {
      this.#entry(at(GUEST_FRAME + 3) + 17 * 8, page + PAGE + GUEST_ENTRY);
    }
    this.#processor.invalidateCode(at(0), SCRATCH_FRAMES * PAGE);
    return guest;
  }

  #entry(hpa: number, value: number): void {
    this.#words[hpa / 4] = value % 2 ** 32;
    this.#words[hpa / 4 + 1] = Math.floor(value / 2 ** 32);
  }
}
