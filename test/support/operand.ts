import { Register } from 'iced-x86';

/** A register as an operand of the assembler. */
export interface RegisterOperand {
  readonly kind: 'register';
  readonly register: Register;
}

/** A memory operand. `size` in bytes; 0 when the other operands say it. `displacement` is a number or a label. */
export interface MemoryOperand {
  readonly kind: 'memory';
  readonly size: number;
  readonly base: Register;
  readonly index: Register;
  readonly scale: number;
  readonly displacement: bigint | string;
  readonly segment: Register;
}

/** What stands behind a mnemonic: a register, memory, a number, or a label (its address; for a branch, its target). */
export type Operand = RegisterOperand | MemoryOperand | number | bigint | string;

/** The parts of an address that are rarer than base and displacement. */
export interface AddressParts {
  readonly index?: RegisterOperand;
  readonly scale?: 1 | 2 | 4 | 8;
  readonly segment?: RegisterOperand;
}

function register(name: keyof typeof Register): RegisterOperand {
  return { kind: 'register', register: Register[name] as Register };
}

function memory(size: number) {
  /** `[base + index * scale + displacement]`; a string or number in place of the base is the displacement. */
  return (
    base: RegisterOperand | number | bigint | string,
    displacement: number | bigint | string = 0,
    parts: AddressParts = {},
  ): MemoryOperand => {
    const based = typeof base === 'object';
    const offset = based ? displacement : base;
    return {
      kind: 'memory',
      size,
      base: based ? base.register : Register.None,
      index: parts.index?.register ?? Register.None,
      scale: parts.scale ?? 1,
      displacement: typeof offset === 'string' ? offset : BigInt(offset),
      segment: parts.segment?.register ?? Register.None,
    };
  };
}

/** Memory whose size the other operands tell: `a.mov(EAX, mem(RBX, 8))`. */
export const mem = memory(0);
/** Memory operands of a given size: `a.inc(dword(RBX))`, `a.mov(qword('counter'), 1)`. */
export const byte = memory(1);
export const word = memory(2);
export const dword = memory(4);
export const fword = memory(6);
export const qword = memory(8);
export const tbyte = memory(10);
export const oword = memory(16);

/** Memory at a label, addressed relative to RIP: `a.mov(RAX, rip('value'))`. 64-bit code only. */
export function rip(label: string, size = 0): MemoryOperand {
  return { ...memory(size)(label), base: Register.RIP };
}

export const [AL, CL, DL, BL, AH, CH, DH, BH] = (['AL', 'CL', 'DL', 'BL', 'AH', 'CH', 'DH', 'BH'] as const).map(
  register,
) as Eight;
export const [SPL, BPL, SIL, DIL, R8B, R9B, R14B, R15B] = (
  ['SPL', 'BPL', 'SIL', 'DIL', 'R8L', 'R9L', 'R14L', 'R15L'] as const
).map(register) as Eight;
export const [AX, CX, DX, BX, SP, BP, SI, DI] = (['AX', 'CX', 'DX', 'BX', 'SP', 'BP', 'SI', 'DI'] as const).map(
  register,
) as Eight;
export const [EAX, ECX, EDX, EBX, ESP, EBP, ESI, EDI] = (
  ['EAX', 'ECX', 'EDX', 'EBX', 'ESP', 'EBP', 'ESI', 'EDI'] as const
).map(register) as Eight;
export const [RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI] = (
  ['RAX', 'RCX', 'RDX', 'RBX', 'RSP', 'RBP', 'RSI', 'RDI'] as const
).map(register) as Eight;
export const [R8, R9, R10, R11, R12, R13, R14, R15] = (
  ['R8', 'R9', 'R10', 'R11', 'R12', 'R13', 'R14', 'R15'] as const
).map(register) as Eight;
export const [R8D, R9D, R10D, R11D, R12D, R13D, R14D, R15D] = (
  ['R8D', 'R9D', 'R10D', 'R11D', 'R12D', 'R13D', 'R14D', 'R15D'] as const
).map(register) as Eight;
export const [XMM0, XMM1, XMM2, XMM3, XMM4, XMM5, XMM6, XMM7] = (
  ['XMM0', 'XMM1', 'XMM2', 'XMM3', 'XMM4', 'XMM5', 'XMM6', 'XMM7'] as const
).map(register) as Eight;
export const [MM0, MM1, MM2, MM3, MM4, MM5, MM6, MM7] = (
  ['MM0', 'MM1', 'MM2', 'MM3', 'MM4', 'MM5', 'MM6', 'MM7'] as const
).map(register) as Eight;
export const [ST0, ST1, ST2, ST3, ST4, ST5, ST6, ST7] = (
  ['ST0', 'ST1', 'ST2', 'ST3', 'ST4', 'ST5', 'ST6', 'ST7'] as const
).map(register) as Eight;
export const [ES, CS, SS, DS, FS, GS] = (['ES', 'CS', 'SS', 'DS', 'FS', 'GS'] as const).map(register) as Six;
export const [CR0, CR2, CR3, CR4, CR8, DR0] = (['CR0', 'CR2', 'CR3', 'CR4', 'CR8', 'DR0'] as const).map(
  register,
) as Six;
export const [DR1, DR2, DR3, DR6, DR7, XMM15] = (['DR1', 'DR2', 'DR3', 'DR6', 'DR7', 'XMM15'] as const).map(
  register,
) as Six;

type R = RegisterOperand;
type Six = [R, R, R, R, R, R];
type Eight = [R, R, R, R, R, R, R, R];
