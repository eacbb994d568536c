import { LOCAL_APIC_ADDRESS } from '../spec/pc/board.ts';
import { APIC_BASE_BSP, APIC_BASE_ENABLE, APIC_BASE_X2APIC } from './apic-registers.ts';
import type { StateReader } from './state-reader.ts';

const MODE = APIC_BASE_ENABLE | APIC_BASE_X2APIC;

/** IA32_APIC_BASE: where the registers of a local APIC are, and in which mode it is. SDM Vol. 3A, "x2APIC State Transitions". */
export class ApicBase {
  /** The two halves of the MSR. */
  low: number;
  high = 0;
  private readonly lowReserved: number;
  private readonly highReserved: number;

  /** @param physicalBits highest guest-physical address bit plus one */
  constructor(options: { readonly bootstrap: boolean; readonly x2apic: boolean; readonly physicalBits: number }) {
    this.low = LOCAL_APIC_ADDRESS | APIC_BASE_ENABLE | (options.bootstrap ? APIC_BASE_BSP : 0);
    this.lowReserved = 0x2ff | (options.x2apic ? 0 : APIC_BASE_X2APIC);
    this.highReserved = ~(2 ** (options.physicalBits - 32) - 1);
  }

  /** Guest-physical address of the registers in xAPIC mode. */
  get address(): number {
    return this.high * 0x1_0000_0000 + ((this.low & 0xffff_f000) >>> 0);
  }

  get isEnabled(): boolean {
    return (this.low & APIC_BASE_ENABLE) !== 0;
  }

  /** Also of an APIC that is not enabled: such a value cannot be written. */
  get isX2apic(): boolean {
    return (this.low & APIC_BASE_X2APIC) !== 0;
  }

  get mode(): 'disabled' | 'xapic' | 'x2apic' {
    if (!this.isEnabled) return 'disabled';
    return this.isX2apic ? 'x2apic' : 'xapic';
  }

  /** @returns undefined: refused, with #GP; else whether the APIC has just been disabled */
  write(low: number, high: number): { readonly disabled: boolean } | undefined {
    if ((low & this.lowReserved) !== 0 || (high & this.highReserved) !== 0) return undefined;
    const now = this.low & MODE;
    const next = low & MODE;
    if (next === APIC_BASE_X2APIC) return undefined; // x2APIC mode of a disabled APIC
    if (now === 0 && next & APIC_BASE_X2APIC) return undefined; // SDM figure "Local x2APIC State Transitions"
    if (now & APIC_BASE_X2APIC && next === APIC_BASE_ENABLE) return undefined;
    this.low = low;
    this.high = high;
    return { disabled: now !== 0 && next === 0 };
  }

  /** @returns puts the state in place. @throws HvError `invalid-argument`; then nothing has changed */
  prepareRestore(reader: StateReader): () => void {
    const low = reader.integer('baseLow', 0, 0xffff_ffff);
    const high = reader.integer('baseHigh', 0, 0xffff_ffff);
    return () => {
      this.low = low;
      this.high = high;
    };
  }
}
