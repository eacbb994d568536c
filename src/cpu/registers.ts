/** The architectural state of one processor as plain values: what a person reads, a debugger edits, a snapshot keeps. */

/** A segment register with its hidden part. */
export interface SegmentRegister {
  readonly selector: number;
  readonly base: bigint;
  /** In bytes, granularity applied. */
  readonly limit: number;
  /** Descriptor bits 40..55 (type 0-3, S 4, DPL 5-6, P 7, AVL 12, L 13, D/B 14, G 15); bit 16: unusable. */
  readonly attributes: number;
}

/** GDTR or IDTR. */
export interface TableRegister {
  readonly base: bigint;
  /** In bytes, last valid offset. */
  readonly limit: number;
}

export const GENERAL_REGISTERS = [
  'rax',
  'rcx',
  'rdx',
  'rbx',
  'rsp',
  'rbp',
  'rsi',
  'rdi',
  'r8',
  'r9',
  'r10',
  'r11',
  'r12',
  'r13',
  'r14',
  'r15',
] as const;
export type GeneralRegister = (typeof GENERAL_REGISTERS)[number];

export const CONTROL_REGISTERS = [
  'rip',
  'rflags',
  'cr0',
  'cr2',
  'cr3',
  'cr4',
  'cr8',
  'efer',
  'xcr0',
  'dr0',
  'dr1',
  'dr2',
  'dr3',
  'dr6',
  'dr7',
] as const;
export type ControlRegister = (typeof CONTROL_REGISTERS)[number];

export const SEGMENT_REGISTERS = ['es', 'cs', 'ss', 'ds', 'fs', 'gs', 'ldtr', 'tr'] as const;
export type SegmentName = (typeof SEGMENT_REGISTERS)[number];

/** Registers of 64 bits as unsigned bigints, segments and tables as records, the privilege level 0..3. */
export type Registers = Record<GeneralRegister | ControlRegister, bigint> &
  Record<SegmentName, SegmentRegister> & { gdtr: TableRegister; idtr: TableRegister; cpl: number };

/** What `setRegisters` takes: the registers to change; the rest stays. */
export type RegisterChanges = Partial<Registers>;

const hex16 = (value: bigint): string => value.toString(16).padStart(16, '0');

/**
 * The registers as a few lines of text, for a person who looks at a crashed guest.
 * @example console.error(formatRegisters(vcpu.getRegisters()));
 */
export function formatRegisters(r: Registers): string {
  const lines: string[] = [];
  const names = [...GENERAL_REGISTERS, 'rip', 'rflags'] as const;
  for (let i = 0; i < names.length; i += 3) {
    lines.push(
      names
        .slice(i, i + 3)
        .map((name) => `${name.padEnd(6)} ${hex16(r[name])}`)
        .join('  '),
    );
  }
  lines.push(
    `cr0 ${r.cr0.toString(16)}  cr2 ${r.cr2.toString(16)}  cr3 ${r.cr3.toString(16)}  cr4 ${r.cr4.toString(16)}  ` +
      `efer ${r.efer.toString(16)}  cpl ${r.cpl}`,
  );
  for (const name of SEGMENT_REGISTERS) {
    const s = r[name];
    lines.push(
      `${name.padEnd(4)} ${s.selector.toString(16).padStart(4, '0')} base ${hex16(s.base)} ` +
        `limit ${s.limit.toString(16).padStart(8, '0')} attributes ${s.attributes.toString(16).padStart(5, '0')}`,
    );
  }
  lines.push(`gdtr base ${hex16(r.gdtr.base)} limit ${r.gdtr.limit.toString(16)}`);
  lines.push(`idtr base ${hex16(r.idtr.base)} limit ${r.idtr.limit.toString(16)}`);
  return lines.join('\n');
}

/** The whole state of a processor: the state page of src/spec/state/layout.ts, version 1. */
export interface ProcessorState {
  readonly version: 1;
  readonly bytes: Uint8Array;
}
