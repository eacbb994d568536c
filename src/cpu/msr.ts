/**
 * Model-specific registers that the processor core does not keep itself: the ones that belong to the board (local
 * APIC, TSC deadline) and the ones that only describe the machine (MTRRs, microcode revision, capabilities).
 *
 * Names and layouts: INTEL SDM Vol. 4, "Model-Specific Registers (MSRs)"; MTRRs: Vol. 3A, "Memory Type Range Registers".
 */

/** The part of a local APIC that MSRs reach; LocalApic of src/devices/ is one. Halves are u32. */
export interface ApicMsrs {
  /** @returns the low half, the high one is then in `msrHigh`; -1: #GP(0) */
  readMsr(index: number): number;
  readonly msrHigh: number;
  /** @returns false: #GP(0), nothing has changed */
  writeMsr(index: number, low: number, high: number): boolean;
}

export const MSR = {
  IA32_PLATFORM_ID: 0x17,
  IA32_APIC_BASE: 0x1b,
  IA32_FEATURE_CONTROL: 0x3a,
  IA32_SPEC_CTRL: 0x48,
  IA32_PRED_CMD: 0x49,
  IA32_BIOS_SIGN_ID: 0x8b,
  MSR_PLATFORM_INFO: 0xce,
  IA32_MTRRCAP: 0xfe,
  IA32_ARCH_CAPABILITIES: 0x10a,
  IA32_MTRR_PHYSBASE0: 0x200,
  IA32_MTRR_PHYSMASK7: 0x20f,
  IA32_MTRR_FIX64K_00000: 0x250,
  IA32_MTRR_FIX16K_80000: 0x258,
  IA32_MTRR_FIX16K_A0000: 0x259,
  IA32_MTRR_FIX4K_C0000: 0x268,
  IA32_MTRR_FIX4K_F8000: 0x26f,
  IA32_MTRR_DEF_TYPE: 0x2ff,
  IA32_TSC_DEADLINE: 0x6e0,
  X2APIC_FIRST: 0x800,
  X2APIC_LAST: 0x8ff,
} as const;

/**
 * IA32_ARCH_CAPABILITIES: the core does not execute speculatively and has no shared buffers, so every "not affected"
 * bit is true: RDCL_NO 0, IBRS_ALL 1, SKIP_L1DFL_VMENTRY 3, SSB_NO 4, MDS_NO 5, IF_PSCHANGE_MC_NO 6, TAA_NO 8,
 * SBDR_SSDP_NO 13, FBSDP_NO 14, PSDP_NO 15, BHI_NO 20, PBRSB_NO 24, GDS_NO 26, RFDS_NO 27; ITS_NO is bit 62.
 */
export const ARCH_CAPABILITIES_LO = 0x0d10_e17b;
export const ARCH_CAPABILITIES_HI = 1 << (62 - 32);

/** 8 variable ranges, fixed ranges (bit 8), write combining (bit 10). */
const MTRRCAP_LO = 0x508;
const MTRR_RANGES = 16;
/** Enabled (11), fixed ranges enabled (10), default type write-back (6): what firmware leaves behind. */
const MTRR_DEF_TYPE_RESET = 0xc06;

/**
 * The register file behind the core's rdmsr and wrmsr imports. Values travel as two u32 halves in `lo` and `hi`
 * (reused fields instead of an object a call).
 */
export class MsrFile {
  /** Value of the last read that was answered. */
  lo = 0;
  hi = 0;
  readonly #apic: ApicMsrs;
  readonly #physicalAddressBits: number;
  readonly #variable = new Uint32Array(MTRR_RANGES * 2);
  readonly #fixed = new Map<number, [number, number]>();
  #defType = MTRR_DEF_TYPE_RESET;
  #specCtrl = 0;

  constructor(apic: ApicMsrs, physicalAddressBits: number) {
    this.#apic = apic;
    this.#physicalAddressBits = physicalAddressBits;
    for (const index of fixedRanges()) this.#fixed.set(index, [0x0606_0606, 0x0606_0606]);
  }

  /** RDMSR. @returns whether the register exists; its value is then in `lo` and `hi`. */
  read(index: number): boolean {
    this.lo = this.hi = 0;
    switch (index) {
      case MSR.IA32_APIC_BASE:
      case MSR.IA32_TSC_DEADLINE:
        return this.#readApic(index);
      case MSR.IA32_FEATURE_CONTROL:
        this.lo = 1; // locked, without VMX
        return true;
      case MSR.IA32_SPEC_CTRL:
        this.lo = this.#specCtrl;
        return true;
      case MSR.IA32_BIOS_SIGN_ID:
        this.hi = 1; // microcode revision
        return true;
      case MSR.IA32_PLATFORM_ID:
      case MSR.MSR_PLATFORM_INFO:
        return true;
      case MSR.IA32_MTRRCAP:
        this.lo = MTRRCAP_LO;
        return true;
      case MSR.IA32_ARCH_CAPABILITIES:
        this.lo = ARCH_CAPABILITIES_LO;
        this.hi = ARCH_CAPABILITIES_HI;
        return true;
      case MSR.IA32_MTRR_DEF_TYPE:
        this.lo = this.#defType;
        return true;
    }
    if (index >= MSR.X2APIC_FIRST && index <= MSR.X2APIC_LAST) return this.#readApic(index);
    if (index >= MSR.IA32_MTRR_PHYSBASE0 && index <= MSR.IA32_MTRR_PHYSMASK7) {
      const at = (index - MSR.IA32_MTRR_PHYSBASE0) * 2;
      this.lo = this.#variable[at];
      this.hi = this.#variable[at + 1];
      return true;
    }
    const fixed = this.#fixed.get(index);
    if (fixed === undefined) return false;
    this.lo = fixed[0];
    this.hi = fixed[1];
    return true;
  }

  /** WRMSR. @returns false: the register or the value does not exist, #GP(0). */
  write(index: number, lo: number, hi: number): boolean {
    switch (index) {
      case MSR.IA32_APIC_BASE:
      case MSR.IA32_TSC_DEADLINE:
        return this.#apic.writeMsr(index, lo, hi);
      case MSR.IA32_SPEC_CTRL: // IBRS only: STIBP and SSBD are not offered
        if (hi !== 0 || (lo & ~1) !== 0) return false;
        this.#specCtrl = lo;
        return true;
      case MSR.IA32_PRED_CMD: // IBPB: there is no predictor to flush
        return hi === 0 && (lo & ~1) === 0;
      case MSR.IA32_BIOS_SIGN_ID:
        return true;
      case MSR.IA32_MTRR_DEF_TYPE:
        if (hi !== 0 || (lo & ~0xcff) !== 0 || !isMemoryType(lo & 0xff)) return false;
        this.#defType = lo;
        return true;
    }
    if (index >= MSR.X2APIC_FIRST && index <= MSR.X2APIC_LAST) return this.#apic.writeMsr(index, lo, hi);
    if (index >= MSR.IA32_MTRR_PHYSBASE0 && index <= MSR.IA32_MTRR_PHYSMASK7) {
      const isMask = (index & 1) !== 0;
      const reservedHi = this.#physicalAddressBits >= 64 ? 0 : ~((1 << (this.#physicalAddressBits - 32)) - 1);
      if ((hi & reservedHi) !== 0 || (lo & (isMask ? 0x7ff : 0xf00)) !== 0) return false;
      if (!isMask && !isMemoryType(lo & 0xff)) return false;
      const at = (index - MSR.IA32_MTRR_PHYSBASE0) * 2;
      this.#variable[at] = lo;
      this.#variable[at + 1] = hi;
      return true;
    }
    const fixed = this.#fixed.get(index);
    if (fixed === undefined) return false;
    for (let shift = 0; shift < 32; shift += 8) {
      if (!isMemoryType((lo >>> shift) & 0xff) || !isMemoryType((hi >>> shift) & 0xff)) return false;
    }
    fixed[0] = lo >>> 0;
    fixed[1] = hi >>> 0;
    return true;
  }

  /** The whole file as a plain value, for snapshots. */
  state(): { variable: number[]; fixed: [number, number, number][]; defType: number; specCtrl: number } {
    return {
      variable: [...this.#variable],
      fixed: [...this.#fixed].map(([index, [lo, hi]]) => [index, lo, hi]),
      defType: this.#defType,
      specCtrl: this.#specCtrl,
    };
  }

  /** Counterpart of `state()`. */
  restore(state: ReturnType<MsrFile['state']>): void {
    this.#variable.set(state.variable);
    for (const [index, lo, hi] of state.fixed) this.#fixed.set(index, [lo, hi]);
    this.#defType = state.defType;
    this.#specCtrl = state.specCtrl;
  }

  #readApic(index: number): boolean {
    const low = this.#apic.readMsr(index);
    if (low < 0) return false;
    this.lo = low >>> 0;
    this.hi = this.#apic.msrHigh >>> 0;
    return true;
  }
}

/** UC 0, WC 1, WT 4, WP 5, WB 6. SDM Vol. 3A, "Memory Types That Can Be Encoded in MTRRs". */
function isMemoryType(type: number): boolean {
  return type === 0 || type === 1 || (type >= 4 && type <= 6);
}

function* fixedRanges(): Generator<number> {
  yield MSR.IA32_MTRR_FIX64K_00000;
  yield MSR.IA32_MTRR_FIX16K_80000;
  yield MSR.IA32_MTRR_FIX16K_A0000;
  for (let index = MSR.IA32_MTRR_FIX4K_C0000; index <= MSR.IA32_MTRR_FIX4K_F8000; index++) yield index;
}
