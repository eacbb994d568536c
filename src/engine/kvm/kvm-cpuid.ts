/** What CPUID tells a guest on KVM: the board's own answers, less what this host's KVM does not support. */
import {
  KVM_CPUID_FLAG_SIGNIFCANT_INDEX,
  KVM_GET_SUPPORTED_CPUID,
  KvmCpuid2,
  KvmCpuidEntry2,
} from '../../spec/kvm/abi.ts';
import type { Board } from '../../vm/engine.ts';
import { check } from './kvm-error.ts';
import { E2BIG, type System } from './system.ts';

const ENTRY = KvmCpuidEntry2.at;
const MAX_ENTRIES = 512;

/** One answer. */
export interface CpuidEntry {
  readonly leaf: number;
  readonly subleaf: number;
  /** EAX, EBX, ECX, EDX. */
  readonly values: readonly [number, number, number, number];
}

/** What the host's KVM can offer. @param kvm file descriptor of /dev/kvm. @throws HvError */
export function readSupportedCpuid(system: System, kvm: number): CpuidEntry[] {
  for (let room = 64; room <= MAX_ENTRIES; room *= 2) {
    const bytes = new Uint8Array(new ArrayBuffer(KvmCpuid2.size + room * KvmCpuidEntry2.size));
    const view = new DataView(bytes.buffer);
    view.setUint32(KvmCpuid2.at.nent, room, true);
    const result = system.ioctlAt(kvm, KVM_GET_SUPPORTED_CPUID, bytes);
    if (result === -E2BIG) continue;
    check('KVM_GET_SUPPORTED_CPUID', result);
    const count = Math.min(view.getUint32(KvmCpuid2.at.nent, true), room);
    return Array.from({ length: count }, (_, index) => {
      const at = KvmCpuid2.size + index * KvmCpuidEntry2.size;
      const word = (offset: number): number => view.getUint32(at + offset, true);
      return {
        leaf: word(ENTRY.function),
        subleaf: word(ENTRY.flags) & KVM_CPUID_FLAG_SIGNIFCANT_INDEX ? word(ENTRY.index) : 0,
        values: [word(ENTRY.eax), word(ENTRY.ebx), word(ENTRY.ecx), word(ENTRY.edx)],
      };
    });
  }
  check('KVM_GET_SUPPORTED_CPUID', -E2BIG);
  return [];
}

/** Leaves with subleaves that the board answers, and how many. */
const SUBLEAVES: Readonly<Record<number, number>> = { 4: 4, 7: 1, 11: 3, 13: 3 };
/** CPUID.1:ECX: x2APIC, TSC deadline, OSXSAVE (the kernel's own business), a hypervisor is present. */
const X2APIC = 1 << 21;
const TSC_DEADLINE = 1 << 24;
const HYPERVISOR = 1 << 31;
/** CPUID.1:EDX and 0x80000001:EDX: the local APIC, which is a device of ours. CPUID.1:EDX: several processors. */
const APIC = 1 << 9;
const HTT = 1 << 28;

/** What else decides about the answers. */
export interface CpuidChoices {
  readonly tscHz: number;
  /** The kernel hands over unknown MSRs, so x2APIC and the TSC deadline are the board's. */
  readonly hasMsrExits: boolean;
}

/**
 * The guest's CPUID: features are those that board and kernel both have. AVX and its kin are not among the board's, which
 * keeps guests away from stores that the kernel's emulator does not know.
 */
export function guestCpuid(board: Board, supported: readonly CpuidEntry[], choices: CpuidChoices): CpuidEntry[] {
  const find = (leaf: number, subleaf: number): readonly number[] =>
    supported.find((entry) => entry.leaf === leaf && entry.subleaf === subleaf)?.values ?? [0, 0, 0, 0];
  const out = new Uint32Array(4);
  const ask = (leaf: number, subleaf: number): [number, number, number, number] => {
    board.cpuid(leaf, subleaf, 0, 3, out);
    return [out[0], out[1], out[2], out[3]];
  };
  const entries: CpuidEntry[] = [];
  for (const first of [0, 0x4000_0000, 0x8000_0000]) {
    const last = ask(first, 0)[0];
    for (let leaf = first; leaf <= last; leaf++) {
      for (let subleaf = 0; subleaf < (SUBLEAVES[leaf] ?? 1); subleaf++) {
        const own = ask(leaf, subleaf);
        const theirs = find(leaf, subleaf);
        entries.push({ leaf, subleaf, values: combine(leaf, subleaf, own, theirs, choices) });
      }
    }
  }
  return entries;
}

function combine(
  leaf: number,
  subleaf: number,
  own: readonly [number, number, number, number],
  theirs: readonly number[],
  { tscHz, hasMsrExits }: CpuidChoices,
): [number, number, number, number] {
  const [a, b, c, d] = own;
  const and = (x: number, y: number): number => (x & y) >>> 0;
  switch (leaf) {
    case 0: // the vendor decides about SYSENTER, errata and MSRs: it has to be the processor's
      return [a, theirs[1] || b, theirs[2] || c, theirs[3] || d];
    case 1: {
      const ours = HYPERVISOR | (hasMsrExits ? X2APIC | TSC_DEADLINE : 0);
      return [
        theirs[0] || a,
        b,
        and(c, theirs[2] | ours) & (hasMsrExits ? -1 : ~(X2APIC | TSC_DEADLINE)),
        and(d, theirs[3] | APIC | HTT),
      ].map((value) => value >>> 0) as [number, number, number, number];
    }
    case 7:
      return [a, and(b, theirs[1]), and(c, theirs[2]), and(d, theirs[3])];
    case 0xd:
      return subleaf === 0 ? [a, b, c, d] : [and(a, theirs[0]), b, c, d];
    case 0x15: // TSC = crystal * EBX / EAX; the local APIC's timer goes with the crystal
      return [1_000_000, Math.round(tscHz / 1000), c, d];
    case 0x16:
      return [Math.round(tscHz / 1e6), Math.round(tscHz / 1e6), c, d];
    case 0x8000_0001:
      return [a, b, and(c, theirs[2]), and(d, theirs[3])];
    case 0x8000_0008:
      return [(a & ~0xff) | Math.min(a & 0xff, theirs[0] & 0xff || 36), b, c, d];
    default:
      return [a, b, c, d];
  }
}

/** As KVM_SET_CPUID2 takes it. */
export function encodeCpuid(entries: readonly CpuidEntry[]): Uint8Array {
  const bytes = new Uint8Array(new ArrayBuffer(KvmCpuid2.size + entries.length * KvmCpuidEntry2.size));
  const view = new DataView(bytes.buffer);
  view.setUint32(KvmCpuid2.at.nent, entries.length, true);
  entries.forEach(({ leaf, subleaf, values }, index) => {
    const at = KvmCpuid2.size + index * KvmCpuidEntry2.size;
    view.setUint32(at + ENTRY.function, leaf, true);
    view.setUint32(at + ENTRY.index, subleaf, true);
    view.setUint32(at + ENTRY.flags, leaf in SUBLEAVES ? KVM_CPUID_FLAG_SIGNIFCANT_INDEX : 0, true);
    view.setUint32(at + ENTRY.eax, values[0], true);
    view.setUint32(at + ENTRY.ebx, values[1], true);
    view.setUint32(at + ENTRY.ecx, values[2], true);
    view.setUint32(at + ENTRY.edx, values[3], true);
  });
  return bytes;
}
