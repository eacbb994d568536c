import type { OpcodeMap, Row } from '../../src/spec/x86/row.ts';

/** What stands in ModRM.rm: a register, an address made of registers, or an address relative to RIP. */
export type RmOperand =
  | { readonly kind: 'register'; readonly register: number }
  | {
      readonly kind: 'memory';
      /** undefined: no base (a 32-bit displacement alone, or with an index). */
      readonly base?: number;
      readonly index?: number;
      readonly scaleLog2?: 0 | 1 | 2 | 3;
      readonly displacement: number;
    }
  /** 64-bit code only; the displacement counts from the end of the instruction. */
  | { readonly kind: 'rip'; readonly displacement: number };

/** What a row leaves open. */
export interface Form {
  readonly bits: 16 | 32 | 64;
  readonly operandSize: 16 | 32 | 64;
  /** ModRM.reg, or the register in the opcode's low bits for Z operands (then only bit 3: the row has the rest). */
  readonly reg: number;
  readonly rm: RmOperand;
  readonly immediate: bigint;
  readonly lock?: boolean;
  /** F3 or F2 before a string instruction. */
  readonly repeat?: 0xf3 | 0xf2;
  /** A REX prefix even where none is needed (it makes SPL … DIL out of AH … BH). */
  readonly rex?: boolean;
  /** Segment override byte, e.g. 0x64 for FS. */
  readonly segment?: number;
  /** Prefix 67. */
  readonly otherAddressSize?: boolean;
}

const MODRM_OPERANDS = 'EGMRVWUPQNCDT';

/** Whether a row has a ModRM byte. */
export function hasModRm(row: Row): boolean {
  const [, , operands, attributes = {}] = row;
  if (attributes.reg !== undefined || attributes.mod !== undefined) return true;
  return operands.split(' ').some((code) => code !== '' && isModRmCode(code));
}

function isModRmCode(code: string): boolean {
  if (code === 'DX') return false; // the register, not a debug register
  if (code === 'CL') return false;
  return MODRM_OPERANDS.includes(code[0] as string) || code === 'Sw';
}

/** Operand sizes with which the row makes different instructions, in bits. */
export function operandSizes(row: Row, bits: 32 | 64): readonly (16 | 32 | 64)[] {
  const [, name, operands, attributes = {}] = row;
  const codes = operands.split(' ');
  const variable = codes.some((code) => /^([A-Z]v|[A-Z]z|rAX)$/.test(code));
  const wide = codes.some((code) => /^[A-Z]y$/.test(code)) || name.startsWith('cmpxchg8b');
  // In 64-bit mode prefix 66 on a near branch means different things to Intel and AMD: not a form.
  if (attributes.size === 'f64') return [bits];
  if (variable && attributes.size === 'd64' && bits === 64) return [16, 64];
  if (variable && attributes.p !== 'np') return bits === 64 ? [16, 32, 64] : [16, 32];
  if (variable || wide) return bits === 64 ? [32, 64] : [32];
  return [32];
}

/**
 * The bytes of a row in a given form, or undefined when the row has no such form.
 * SDM Vol. 2A, "Instruction Format": prefixes, REX, opcode, ModRM, SIB, displacement, immediate.
 */
export function encode(map: OpcodeMap['map'], row: Row, form: Form): Uint8Array | undefined {
  const [opcode, , operands, attributes = {}] = row;
  const codes = operands === '' ? [] : operands.split(' ');
  const { bits, operandSize } = form;
  if (attributes.in64 === 'yes' && bits !== 64) return undefined;
  if (attributes.in64 === 'no' && bits === 64) return undefined;

  const prefixes: number[] = [];
  const defaultSize = bits === 16 ? 16 : bits === 64 && attributes.size !== undefined ? 64 : 32;
  if (form.segment !== undefined) prefixes.push(form.segment);
  if (form.otherAddressSize === true) prefixes.push(0x67);
  const sizePrefix = bits === 16 ? operandSize === 32 : operandSize === 16;
  if (attributes.p === '66' || (sizePrefix && operandSizesMatter(codes))) {
    if (attributes.p === 'np') return undefined;
    prefixes.push(0x66);
  }
  if (attributes.p === 'f3') prefixes.push(0xf3);
  if (attributes.p === 'f2') prefixes.push(0xf2);
  if (form.repeat !== undefined) prefixes.push(form.repeat);
  if (form.lock === true) prefixes.push(0xf0);

  let rex = form.rex === true ? 0x40 : 0;
  if (operandSize === 64 && defaultSize !== 64) rex |= 0x48;
  const tail: number[] = [];
  const modRm = hasModRm(row);
  if (modRm) {
    const reg = attributes.reg ?? form.reg;
    if (reg >= 8) rex |= 0x44;
    const rm: RmOperand = attributes.rm !== undefined ? { kind: 'register', register: attributes.rm } : form.rm;
    if (rm.kind === 'register') {
      if (attributes.mod === 'm' || codes.some((code) => code[0] === 'M')) return undefined;
      if (rm.register >= 8) rex |= 0x41;
      tail.push(0xc0 | ((reg & 7) << 3) | (rm.register & 7));
    } else {
      if (attributes.mod === 'r' || codes.some((code) => 'RUN'.includes(code[0] as string) || code === 'Tt'))
        return undefined;
      rex |= address(rm, reg, bits, tail);
    }
  } else if (codes.some((code) => code[0] === 'Z') && form.reg >= 8) rex |= 0x41;
  if (rex !== 0 && bits !== 64) return undefined;

  for (const code of codes) immediateBytes(code, form, tail);

  const opcodeMap = map === 0 ? [] : map === 0x0f ? [0x0f] : [0x0f, map & 0xff];
  const bytes = [...prefixes, ...(rex !== 0 ? [rex | 0x40] : []), ...opcodeMap, opcode, ...tail];
  return bytes.length <= 15 ? Uint8Array.from(bytes) : undefined;
}

function operandSizesMatter(codes: readonly string[]): boolean {
  return codes.some((code) => /^([A-Z]v|[A-Z]z|rAX)$/.test(code));
}

/** ModRM, SIB and displacement of a memory operand for 32- and 64-bit addresses. Returns REX bits. */
function address(rm: Exclude<RmOperand, { kind: 'register' }>, reg: number, bits: number, to: number[]): number {
  const field = (reg & 7) << 3;
  if (rm.kind === 'rip') {
    to.push(field | 5);
    pushNumber(to, BigInt(rm.displacement), 4);
    return 0;
  }
  let rex = 0;
  if (rm.base !== undefined && rm.base >= 8) rex |= 0x41;
  if (rm.index !== undefined && rm.index >= 8) rex |= 0x42;
  const small = rm.displacement >= -128 && rm.displacement <= 127;
  const mod = rm.base === undefined ? 0 : rm.displacement === 0 && (rm.base & 7) !== 5 ? 0 : small ? 1 : 2;
  // Without a base, 64-bit code needs a SIB byte (the short form there is relative to RIP).
  const sib =
    rm.index !== undefined || (rm.base !== undefined && (rm.base & 7) === 4) || (rm.base === undefined && bits === 64);
  to.push((mod << 6) | field | (sib ? 4 : rm.base === undefined ? 5 : rm.base & 7));
  if (sib) {
    const index = rm.index === undefined ? 4 : rm.index & 7;
    to.push(((rm.scaleLog2 ?? 0) << 6) | (index << 3) | (rm.base === undefined ? 5 : rm.base & 7));
  }
  if (rm.base === undefined || mod === 2) pushNumber(to, BigInt(rm.displacement), 4);
  else if (mod === 1) pushNumber(to, BigInt(rm.displacement), 1);
  return rex;
}

function immediateBytes(code: string, form: Form, to: number[]): void {
  const { immediate, bits, operandSize } = form;
  if (code === 'Ib' || code === 'Is' || code === 'Jb') pushNumber(to, immediate, 1);
  else if (code === 'Iw') pushNumber(to, immediate, 2);
  else if (code === 'Iz') pushNumber(to, immediate, operandSize === 16 ? 2 : 4);
  else if (code === 'Iv') pushNumber(to, immediate, operandSize / 8);
  else if (code === 'Jz') pushNumber(to, immediate, bits !== 64 && operandSize === 16 ? 2 : 4);
  else if (code === 'Ob' || code === 'Ov') {
    const addressBits = form.otherAddressSize === true ? (bits === 32 ? 16 : 32) : bits;
    pushNumber(to, immediate, addressBits / 8);
  } else if (code === 'Ap') {
    pushNumber(to, immediate, operandSize === 16 ? 2 : 4);
    pushNumber(to, immediate >> 32n, 2);
  }
}

function pushNumber(to: number[], value: bigint, bytes: number): void {
  for (let i = 0; i < bytes; i++) to.push(Number((value >> BigInt(8 * i)) & 0xffn));
}
