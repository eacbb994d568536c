/*
 * Where x87 implementations are known to differ from the SDM's text, which the core follows. A comparison with a host's
 * processor leaves these cases out.
 */

/**
 * Whether the outcome of an instruction depends on the implementation: an unmasked invalid or denormal-operand exception of a
 * comparison or a load leaves condition codes, EFLAGS and stack as they were (SDM Vol. 1, "Denormal Operand Exception (#D)";
 * Vol. 2A, "FCOM", "FCOMI"); other implementations set them all the same.
 * @param name handler name of the row
 * @param fcw control word before, fsw status word after the instruction
 */
export function x87VendorsDiffer(name: string, fcw: number, fsw: number): boolean {
  return (fsw & ~fcw & 3) !== 0 && /^(f[iu]?com|ftst|fldM)/.test(name);
}

/** Bits of the status word that can be compared: FCOMI and its like clear C1 by the manual, but not everywhere. */
export function x87ComparableStatus(name: string): number {
  return /^fu?comip?$/.test(name) ? 0xfdff : 0xffff;
}
