/**
 * VM-execution controls that concern EPT and SPP, their capability bits, and the VM-entry checks on them.
 * INTEL SDM Vol. 3C, "Secondary Processor-Based VM-Execution Controls" and "Checks on VMX Controls".
 */
import { EPTP_MEMTYPE_WB, EPTP_WALK_4 } from './ept.ts';

/** Secondary control bit 1: enable EPT. */
export const SECONDARY_EPT = 1 << 1;
/** Secondary control bit 23: sub-page write permissions for EPT. */
export const SECONDARY_SPP = 1 << 23;

/** VMCS field encodings, full 64-bit access. */
export const VMCS_EPTP = 0x201a;
export const VMCS_SPPTP = 0x2030;

/** IA32_VMX_PROCBASED_CTLS2; the upper half has the allowed-1 bits, so SPP is bit 23 of that half (bit 55). */
export const IA32_VMX_PROCBASED_CTLS2 = 0x48b;

/** The controls that a vCPU is entered with. Addresses are Numbers below 2^53. */
export interface EptControls {
  /** EPT pointer with its flags; see encodeEptp. */
  readonly eptp: number;
  /** SPPT pointer: host-physical address of the level-4 table. Ignored unless SECONDARY_SPP is set. */
  readonly spptp: number;
  /** SECONDARY_EPT and SECONDARY_SPP count here; other bits are ignored. */
  readonly secondaryControls: number;
}

/**
 * What VM entry would object to in these controls, or undefined when it would enter.
 * @param maxPhyAddr width of physical addresses in bits, 32..52
 */
export function findEntryFailure(controls: EptControls, maxPhyAddr: number): string | undefined {
  const limit = 2 ** maxPhyAddr;
  const { eptp, spptp, secondaryControls } = controls;
  if (secondaryControls & SECONDARY_EPT) {
    const type = eptp & 7;
    if (type !== EPTP_MEMTYPE_WB && type !== 0) return 'EPTP bits 2:0: memory type is neither UC nor WB';
    if ((eptp & 0x38) !== EPTP_WALK_4) return 'EPTP bits 5:3: page-walk length is not 4';
    if (eptp & 0xf80) return 'EPTP bits 11:7 are reserved';
    if (eptp >= limit) return 'EPTP has bits beyond the physical-address width';
  }
  if (secondaryControls & SECONDARY_SPP) {
    if ((secondaryControls & SECONDARY_EPT) === 0) return 'sub-page write permissions without EPT';
    if (spptp & 0xfff) return 'SPPTP bits 11:0 are not 0';
    if (spptp >= limit) return 'SPPTP has bits beyond the physical-address width';
  }
  return undefined;
}
