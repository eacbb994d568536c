// Flags that an instruction leaves undefined. SDM Vol. 2, each instruction's "Flags Affected"; AMD64 APM Vol. 3,
// appendix "Instruction Effects on RFLAGS". The processors of the two vendors, and generations of one, differ here, so
// the lockstep tests do not compare them.

const CF = 0x001;
const PF = 0x004;
const AF = 0x010;
const ZF = 0x040;
const SF = 0x080;
const OF = 0x800;
const ALL = CF | PF | AF | ZF | SF | OF;

const FIXED: Readonly<Record<string, number>> = {
  and: AF,
  or: AF,
  xor: AF,
  test: AF,
  mul: SF | ZF | AF | PF,
  imul1: SF | ZF | AF | PF,
  imul2: SF | ZF | AF | PF,
  imul3: SF | ZF | AF | PF,
  div: ALL,
  idiv: ALL,
  bt: OF | SF | AF | PF,
  bts: OF | SF | AF | PF,
  btr: OF | SF | AF | PF,
  btc: OF | SF | AF | PF,
  bsf: ALL & ~ZF,
  bsr: ALL & ~ZF,
  aaa: OF | SF | ZF | PF,
  aas: OF | SF | ZF | PF,
  aam: OF | AF | CF,
  aad: OF | AF | CF,
  daa: OF,
  das: OF,
};

/**
 * The undefined flags of one use of an instruction.
 * @param name the row's handler
 * @param width operand width in bits
 * @param count the shift count as given, before the processor masks it
 */
export function undefinedFlags(name: string, width: number, count: number): number {
  const masked = count & (width === 64 ? 63 : 31);
  switch (name) {
    case 'shl':
    case 'shr':
    case 'sar': {
      if (masked === 0) return 0;
      // A count beyond the operand leaves CF undefined for SHL and SHR; for OF only a count of 1 is defined.
      return AF | (masked === 1 ? 0 : OF) | (masked >= width && name !== 'sar' ? CF : 0);
    }
    case 'rol':
    case 'ror':
    case 'rcl':
    case 'rcr':
      return masked === 1 || masked === 0 ? 0 : OF;
    case 'shld':
    case 'shrd':
      if (masked === 0) return 0;
      return masked > width ? ALL : AF | (masked === 1 ? 0 : OF);
    default:
      return FIXED[name] ?? 0;
  }
}

/** Whether the result itself is undefined: SHLD and SHRD of 16 bits by more than 16. */
export function undefinedResult(name: string, width: number, count: number): boolean {
  return (name === 'shld' || name === 'shrd') && width === 16 && (count & 31) > 16;
}
