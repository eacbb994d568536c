/** What RESET, INIT and a start-up message make of the registers. SDM Vol. 3A, "Processor State After Reset". */
import { CPUID_SIGNATURE } from './cpuid.ts';
import { GENERAL_REGISTERS, type RegisterChanges } from './registers.ts';

const CR0_ET = 0x10n;
const CR0_CD_NW = 0x6000_0000n;
const CODE_ATTRIBUTES = 0x9b;
const dataSegment = { selector: 0, base: 0n, limit: 0xffff, attributes: 0x93 };
const zeros: RegisterChanges = {};
for (const name of GENERAL_REGISTERS) zeros[name] = 0n;

/** What RESET and INIT have in common. */
const COMMON: RegisterChanges = {
  ...zeros,
  rip: 0xfff0n,
  rflags: 2n,
  rdx: BigInt(CPUID_SIGNATURE),
  cr2: 0n,
  cr3: 0n,
  cr4: 0n,
  cr8: 0n,
  efer: 0n,
  dr0: 0n,
  dr1: 0n,
  dr2: 0n,
  dr3: 0n,
  dr6: 0xffff_0ff0n,
  dr7: 0x400n,
  cs: { selector: 0xf000, base: 0xffff_0000n, limit: 0xffff, attributes: CODE_ATTRIBUTES },
  ds: dataSegment,
  es: dataSegment,
  fs: dataSegment,
  gs: dataSegment,
  ss: dataSegment,
  ldtr: { ...dataSegment, attributes: 0x82 },
  tr: { ...dataSegment, attributes: 0x8b },
  gdtr: { base: 0n, limit: 0xffff },
  idtr: { base: 0n, limit: 0xffff },
  cpl: 0,
};

/** All registers after RESET. */
export const RESET_STATE: RegisterChanges = { ...COMMON, cr0: CR0_CD_NW | CR0_ET, xcr0: 1n };

/**
 * The registers that INIT sets. x87 and SSE state, XCR0, the time-stamp counter and most MSRs stay.
 * @param cr0 before: CD and NW stay, too
 */
export function initState(cr0: bigint): RegisterChanges {
  return { ...COMMON, cr0: (cr0 & CR0_CD_NW) | CR0_ET };
}

/** The registers that a start-up message sets: real mode at `vector << 12`. */
export function startupState(vector: number): RegisterChanges {
  const page = vector & 0xff;
  return {
    rip: 0n,
    cs: { selector: page << 8, base: BigInt(page << 12), limit: 0xffff, attributes: CODE_ATTRIBUTES },
  };
}
