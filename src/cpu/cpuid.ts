/**
 * What the processor says about itself: the answers of CPUID, as data.
 *
 * The table offers exactly what the core implements, so that a guest never finds a feature that answers #UD.
 * Leaf and bit names are those of INTEL SDM Vol. 2A, "CPUID - CPU Identification".
 */

/** What the answers depend on while the guest runs, and what the owner of the processor chooses. */
export interface CpuidContext {
  /** CR4, low half: OSXSAVE (bit 18) shows through in leaf 1. */
  readonly cr4: number;
  /** XCR0, low half: sizes the save area that leaf 0xd reports. */
  readonly xcr0: number;
  /** IA32_APIC_BASE bit 11: the local APIC is enabled. */
  readonly apicEnabled: boolean;
  /** Initial APIC identifier of this processor, 0..254. */
  readonly apicId: number;
  /** Processors of the machine, with identifiers from 0: cores of one package, one thread each. */
  readonly cpuCount: number;
  /** MAXPHYADDR, bits. */
  readonly physicalAddressBits: number;
  /** Frequency of the time-stamp counter, of the local APIC's timer and of the crystal behind both, Hz. */
  readonly tscHz: number;
}

/** Vendor string of leaf 0, as software compares it. */
export const CPUID_VENDOR = 'GenuineIntel';
/** Signature of the hypervisor leaf 0x40000000: our own, so that no guest turns on another hypervisor's interfaces. */
export const HYPERVISOR_SIGNATURE = 'SubpageSubpg';
/** Brand string of leaves 0x80000002..4. */
export const CPUID_BRAND = 'subpage soft processor';
/** Family 6, model 0xf1, stepping 1: a model number that no errata list of an operating system names. */
export const CPUID_SIGNATURE = 0x000f_0611;

const MAX_BASIC = 0x16;
const MAX_HYPERVISOR = 0x4000_0000;
const MAX_EXTENDED = 0x8000_0008;

const bits = (...positions: number[]): number => positions.reduce((word, bit) => (word | (1 << bit)) >>> 0, 0);

// biome-ignore format: one feature a column entry, as in the manual's tables
export const CPUID_FEATURES = {
  /** Leaf 1 EDX: FPU DE PSE TSC MSR PAE CX8 APIC SEP MTRR PGE CMOV PAT PSE36 CLFSH MMX FXSR SSE SSE2. */
  leaf1Edx: bits(0, 2, 3, 4, 5, 6, 8, 9, 11, 12, 13, 15, 16, 17, 19, 23, 24, 25, 26),
  /** Leaf 1 ECX: SSE3 SSSE3 CX16 x2APIC MOVBE POPCNT TSC-deadline XSAVE RDRAND, and "a hypervisor is present". */
  leaf1Ecx: bits(0, 9, 13, 21, 22, 23, 24, 26, 30, 31),
  /** Leaf 7 EBX: FSGSBASE SMEP ERMS RDSEED SMAP CLFLUSHOPT. */
  leaf7Ebx: bits(0, 7, 9, 18, 20, 23),
  /** Leaf 7 ECX: UMIP RDPID. */
  leaf7Ecx: bits(2, 22),
  /** Leaf 7 EDX: IBRS and IBPB, IA32_ARCH_CAPABILITIES. The core does not speculate, so both hold by construction. */
  leaf7Edx: bits(26, 29),
  /** Leaf 0x80000001 EDX: SYSCALL NX 1-GByte pages RDTSCP LM. */
  extendedEdx: bits(11, 20, 26, 27, 29),
  /** Leaf 0x80000001 ECX: LAHF/SAHF in 64-bit mode, PREFETCHW. */
  extendedEcx: bits(0, 8),
} as const;

/** Leaf 1 EDX, HTT: the package has more than one identifier for logical processors. */
const HTT_BIT = 1 << 28;
const APIC_BIT = 1 << 9;
const OSXSAVE_BIT = 1 << 27;
const CR4_OSXSAVE = 1 << 18;

/** Four ASCII characters as CPUID returns them: the first in the lowest byte. */
function word(text: string, index: number): number {
  let value = 0;
  for (let i = 3; i >= 0; i--) value = (value << 8) | (text.charCodeAt(index * 4 + i) || 0);
  return value >>> 0;
}

/** Deterministic cache parameters (leaf 4): type 1 data, 2 instruction, 3 unified; 64-byte lines. */
const CACHES = [
  { type: 1, level: 1, ways: 8, sets: 64 },
  { type: 2, level: 1, ways: 8, sets: 64 },
  { type: 3, level: 2, ways: 16, sets: 1024 },
] as const;

/** Bits that identifiers from 0 to `count` - 1 take. */
function idBits(count: number): number {
  return 32 - Math.clz32(count - 1);
}

/**
 * Answer CPUID.
 * @param leaf EAX, u32
 * @param subleaf ECX, u32
 * @param out EAX, EBX, ECX, EDX; at least four words, overwritten. Unknown leaves answer zeros, leaves beyond the
 *   highest basic one too (an architectural processor repeats its highest basic leaf there; software must not rely on it).
 * @example queryCpuid(1, 0, context, out); const family6 = (out[0] >>> 8) & 0xf;
 */
export function queryCpuid(leaf: number, subleaf: number, context: CpuidContext, out: Uint32Array): void {
  out[0] = out[1] = out[2] = out[3] = 0;
  switch (leaf >>> 0) {
    case 0:
      out[0] = MAX_BASIC;
      out[1] = word(CPUID_VENDOR, 0);
      out[3] = word(CPUID_VENDOR, 1);
      out[2] = word(CPUID_VENDOR, 2);
      return;
    case 1:
      out[0] = CPUID_SIGNATURE;
      out[1] = (context.apicId << 24) | (context.cpuCount << 16) | ((64 / 8) << 8); // CLFLUSH line of 64 bytes
      out[2] = CPUID_FEATURES.leaf1Ecx | (context.cr4 & CR4_OSXSAVE ? OSXSAVE_BIT : 0);
      out[3] = CPUID_FEATURES.leaf1Edx | (context.cpuCount > 1 ? HTT_BIT : 0);
      if (!context.apicEnabled) out[3] &= ~APIC_BIT;
      return;
    case 2:
      out[0] = 0x00ff_0001; // descriptor 0xff: caches are described by leaf 4
      return;
    case 4: {
      const cache = CACHES[subleaf];
      if (cache === undefined) return;
      // Bits 31:26 say for how many cores the package has identifiers, less one, as far as six bits go.
      const cores = Math.min(2 ** idBits(context.cpuCount), 64);
      out[0] = ((cores - 1) << 26) | cache.type | (cache.level << 5) | (1 << 8);
      out[1] = ((cache.ways - 1) << 22) | 63;
      out[2] = cache.sets - 1;
      return;
    }
    case 6:
      out[0] = 1 << 2; // ARAT: the APIC timer never stops
      return;
    case 7:
      if (subleaf !== 0) return;
      out[1] = CPUID_FEATURES.leaf7Ebx;
      out[2] = CPUID_FEATURES.leaf7Ecx;
      out[3] = CPUID_FEATURES.leaf7Edx;
      return;
    case 0xb: // threads of a core: one; then the cores of the package
      out[2] = subleaf & 0xff;
      out[3] = context.apicId;
      if (subleaf > 1) return;
      out[0] = subleaf === 0 ? 0 : idBits(context.cpuCount);
      out[1] = subleaf === 0 ? 1 : context.cpuCount;
      out[2] |= (subleaf + 1) << 8;
      return;
    case 0xd: // x87 and SSE state: 512 bytes of legacy region and the 64-byte header
      if (subleaf === 0) {
        out[0] = 3;
        out[1] = out[2] = 576;
      } else if (subleaf === 1) out[0] = 1; // XSAVEOPT
      return;
    case 0x15: // TSC = crystal * EBX / EAX
      out[0] = out[1] = 1;
      out[2] = context.tscHz;
      return;
    case 0x16:
      out[0] = out[1] = Math.round(context.tscHz / 1e6);
      out[2] = 100;
      return;
    case 0x4000_0000:
      out[0] = MAX_HYPERVISOR;
      for (let i = 0; i < 3; i++) out[i + 1] = word(HYPERVISOR_SIGNATURE, i);
      return;
    case 0x8000_0000:
      out[0] = MAX_EXTENDED;
      return;
    case 0x8000_0001:
      out[2] = CPUID_FEATURES.extendedEcx;
      out[3] = CPUID_FEATURES.extendedEdx;
      return;
    case 0x8000_0002:
    case 0x8000_0003:
    case 0x8000_0004:
      for (let i = 0; i < 4; i++) out[i] = word(CPUID_BRAND, (leaf - 0x8000_0002) * 4 + i);
      return;
    case 0x8000_0006:
      out[2] = (1024 << 16) | (8 << 12) | 64; // 1 MiB, 16 ways, 64-byte lines
      return;
    case 0x8000_0007:
      out[3] = 1 << 8; // invariant TSC
      return;
    case 0x8000_0008:
      out[0] = (48 << 8) | context.physicalAddressBits;
      return;
    default:
      return;
  }
}
