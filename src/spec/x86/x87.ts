import type { OpcodeMap, Row } from './row.ts';

/*
 * x87 instructions (escape opcodes D8 to DF, FWAIT) and the instructions that save and restore x87 and SSE state.
 * SDM Vol. 2D, "Escape Opcode Instructions" (tables "D8 Opcode Map ..." and following) and "Opcode Extensions for One-
 * and Two-byte Opcodes by Group Number", group 15.
 *
 * Names are the manual's with the form behind: M16, M32, M64, M80 memory operands (real, or integer where the name
 * begins with FI), Top `ST(0), ST(i)`, Sti `ST(i), ST(0)`, Pop the same with a pop. Encodings that the manual's tables leave
 * out but that processors carry out as an alias (DC D0 for FCOM, DF C0 for FFREEP ...) are marked as such.
 *
 * FLDENV, FNSTENV, FRSTOR and FNSAVE have images of 28 and 108 bytes, or of 14 and 94 with 16-bit operand size; `bytes`
 * is the larger one.
 */

/** The eight arithmetic operations by ModRM.reg; 2 and 3 are comparisons and stand apart. */
const ARITHMETIC = [
  [0, 'add'],
  [1, 'mul'],
  [4, 'sub'],
  [5, 'subr'],
  [6, 'div'],
  [7, 'divr'],
] as const;

/** With opcodes DC and DE the register forms of SUB and SUBR, and of DIV and DIVR, have each other's ModRM.reg. */
function exchanged(reg: number): number {
  return reg >= 4 ? reg ^ 1 : reg;
}

const arithmetic: readonly Row[] = ARITHMETIC.flatMap(([reg, name]): Row[] => [
  [0xd8, `f${name}M32`, 'Md', { reg, mod: 'm' }],
  [0xd8, `f${name}Top`, 'Tt', { reg, mod: 'r' }],
  [0xda, `fi${name}M32`, 'Md', { reg, mod: 'm' }],
  [0xdc, `f${name}M64`, 'Mq', { reg, mod: 'm' }],
  [0xdc, `f${name}Sti`, 'Tt', { reg: exchanged(reg), mod: 'r' }],
  [0xde, `fi${name}M16`, 'Mw', { reg, mod: 'm' }],
  [0xde, `f${name}Pop`, 'Tt', { reg: exchanged(reg), mod: 'r' }],
]);

/** An instruction without operands: all of ModRM belongs to the opcode. */
function fixed(opcode: number, modRm: number, name: string): Row {
  return [opcode, name, '', { reg: (modRm >> 3) & 7, rm: modRm & 7, mod: 'r' }];
}

const oneByte: readonly Row[] = [
  [0x9b, 'fwait', ''],
  ...arithmetic,

  [0xd8, 'fcomM32', 'Md', { reg: 2, mod: 'm' }],
  [0xd8, 'fcompM32', 'Md', { reg: 3, mod: 'm' }],
  [0xd8, 'fcom', 'Tt', { reg: 2, mod: 'r' }],
  [0xd8, 'fcomp', 'Tt', { reg: 3, mod: 'r' }],

  [0xd9, 'fldM32', 'Md', { reg: 0, mod: 'm' }],
  [0xd9, 'fstM32', 'Md', { reg: 2, mod: 'm' }],
  [0xd9, 'fstpM32', 'Md', { reg: 3, mod: 'm' }],
  [0xd9, 'fldenv', 'Mo', { reg: 4, mod: 'm', bytes: 28 }],
  [0xd9, 'fldcw', 'Mw', { reg: 5, mod: 'm' }],
  [0xd9, 'fnstenv', 'Mo', { reg: 6, mod: 'm', bytes: 28 }],
  [0xd9, 'fnstcw', 'Mw', { reg: 7, mod: 'm' }],
  [0xd9, 'fldSti', 'Tt', { reg: 0, mod: 'r' }],
  [0xd9, 'fxch', 'Tt', { reg: 1, mod: 'r' }],
  fixed(0xd9, 0xd0, 'fnop'),
  [0xd9, 'fstpUnchecked', 'Tt', { reg: 3, mod: 'r' }], // alias
  fixed(0xd9, 0xe0, 'fchs'),
  fixed(0xd9, 0xe1, 'fabs'),
  fixed(0xd9, 0xe4, 'ftst'),
  fixed(0xd9, 0xe5, 'fxam'),
  fixed(0xd9, 0xe8, 'fld1'),
  fixed(0xd9, 0xe9, 'fldl2t'),
  fixed(0xd9, 0xea, 'fldl2e'),
  fixed(0xd9, 0xeb, 'fldpi'),
  fixed(0xd9, 0xec, 'fldlg2'),
  fixed(0xd9, 0xed, 'fldln2'),
  fixed(0xd9, 0xee, 'fldz'),
  fixed(0xd9, 0xf0, 'f2xm1'),
  fixed(0xd9, 0xf1, 'fyl2x'),
  fixed(0xd9, 0xf2, 'fptan'),
  fixed(0xd9, 0xf3, 'fpatan'),
  fixed(0xd9, 0xf4, 'fxtract'),
  fixed(0xd9, 0xf5, 'fprem1'),
  fixed(0xd9, 0xf6, 'fdecstp'),
  fixed(0xd9, 0xf7, 'fincstp'),
  fixed(0xd9, 0xf8, 'fprem'),
  fixed(0xd9, 0xf9, 'fyl2xp1'),
  fixed(0xd9, 0xfa, 'fsqrt'),
  fixed(0xd9, 0xfb, 'fsincos'),
  fixed(0xd9, 0xfc, 'frndint'),
  fixed(0xd9, 0xfd, 'fscale'),
  fixed(0xd9, 0xfe, 'fsin'),
  fixed(0xd9, 0xff, 'fcos'),

  [0xda, 'ficomM32', 'Md', { reg: 2, mod: 'm' }],
  [0xda, 'ficompM32', 'Md', { reg: 3, mod: 'm' }],
  [0xda, 'fcmovb', 'Tt', { reg: 0, mod: 'r' }],
  [0xda, 'fcmove', 'Tt', { reg: 1, mod: 'r' }],
  [0xda, 'fcmovbe', 'Tt', { reg: 2, mod: 'r' }],
  [0xda, 'fcmovu', 'Tt', { reg: 3, mod: 'r' }],
  fixed(0xda, 0xe9, 'fucompp'),

  [0xdb, 'fildM32', 'Md', { reg: 0, mod: 'm' }],
  [0xdb, 'fisttpM32', 'Md', { reg: 1, mod: 'm' }],
  [0xdb, 'fistM32', 'Md', { reg: 2, mod: 'm' }],
  [0xdb, 'fistpM32', 'Md', { reg: 3, mod: 'm' }],
  [0xdb, 'fldM80', 'Mt', { reg: 5, mod: 'm' }],
  [0xdb, 'fstpM80', 'Mt', { reg: 7, mod: 'm' }],
  [0xdb, 'fcmovnb', 'Tt', { reg: 0, mod: 'r' }],
  [0xdb, 'fcmovne', 'Tt', { reg: 1, mod: 'r' }],
  [0xdb, 'fcmovnbe', 'Tt', { reg: 2, mod: 'r' }],
  [0xdb, 'fcmovnu', 'Tt', { reg: 3, mod: 'r' }],
  fixed(0xdb, 0xe0, 'fnlegacy'), // FNENI
  fixed(0xdb, 0xe1, 'fnlegacy'), // FNDISI
  fixed(0xdb, 0xe2, 'fnclex'),
  fixed(0xdb, 0xe3, 'fninit'),
  fixed(0xdb, 0xe4, 'fnlegacy'), // FNSETPM
  [0xdb, 'fucomi', 'Tt', { reg: 5, mod: 'r' }],
  [0xdb, 'fcomi', 'Tt', { reg: 6, mod: 'r' }],

  [0xdc, 'fcomM64', 'Mq', { reg: 2, mod: 'm' }],
  [0xdc, 'fcompM64', 'Mq', { reg: 3, mod: 'm' }],
  [0xdc, 'fcom', 'Tt', { reg: 2, mod: 'r' }], // alias
  [0xdc, 'fcomp', 'Tt', { reg: 3, mod: 'r' }], // alias

  [0xdd, 'fldM64', 'Mq', { reg: 0, mod: 'm' }],
  [0xdd, 'fisttpM64', 'Mq', { reg: 1, mod: 'm' }],
  [0xdd, 'fstM64', 'Mq', { reg: 2, mod: 'm' }],
  [0xdd, 'fstpM64', 'Mq', { reg: 3, mod: 'm' }],
  [0xdd, 'frstor', 'Mo', { reg: 4, mod: 'm', bytes: 108 }],
  [0xdd, 'fnsave', 'Mo', { reg: 6, mod: 'm', bytes: 108 }],
  [0xdd, 'fnstswM16', 'Mw', { reg: 7, mod: 'm' }],
  [0xdd, 'ffree', 'Tt', { reg: 0, mod: 'r' }],
  [0xdd, 'fxch', 'Tt', { reg: 1, mod: 'r' }], // alias
  [0xdd, 'fstSti', 'Tt', { reg: 2, mod: 'r' }],
  [0xdd, 'fstpSti', 'Tt', { reg: 3, mod: 'r' }],
  [0xdd, 'fucom', 'Tt', { reg: 4, mod: 'r' }],
  [0xdd, 'fucomp', 'Tt', { reg: 5, mod: 'r' }],

  [0xde, 'ficomM16', 'Mw', { reg: 2, mod: 'm' }],
  [0xde, 'ficompM16', 'Mw', { reg: 3, mod: 'm' }],
  [0xde, 'fcomp', 'Tt', { reg: 2, mod: 'r' }], // alias
  fixed(0xde, 0xd9, 'fcompp'),

  [0xdf, 'fildM16', 'Mw', { reg: 0, mod: 'm' }],
  [0xdf, 'fisttpM16', 'Mw', { reg: 1, mod: 'm' }],
  [0xdf, 'fistM16', 'Mw', { reg: 2, mod: 'm' }],
  [0xdf, 'fistpM16', 'Mw', { reg: 3, mod: 'm' }],
  [0xdf, 'fbld', 'Mt', { reg: 4, mod: 'm' }],
  [0xdf, 'fildM64', 'Mq', { reg: 5, mod: 'm' }],
  [0xdf, 'fbstp', 'Mt', { reg: 6, mod: 'm' }],
  [0xdf, 'fistpM64', 'Mq', { reg: 7, mod: 'm' }],
  [0xdf, 'ffreep', 'Tt', { reg: 0, mod: 'r' }], // alias
  [0xdf, 'fxch', 'Tt', { reg: 1, mod: 'r' }], // alias
  [0xdf, 'fstpSti', 'Tt', { reg: 2, mod: 'r' }], // alias
  [0xdf, 'fstpSti', 'Tt', { reg: 3, mod: 'r' }], // alias
  fixed(0xdf, 0xe0, 'fnstswAx'),
  [0xdf, 'fucomip', 'Tt', { reg: 5, mod: 'r' }],
  [0xdf, 'fcomip', 'Tt', { reg: 6, mod: 'r' }],
];

/** Group 15, memory forms without a mandatory prefix. With REX.W the images have 64-bit pointers. */
const twoByte: readonly Row[] = [
  [0xae, 'fxsave', 'Mo', { p: 'np', reg: 0, mod: 'm', bytes: 512 }],
  [0xae, 'fxrstor', 'Mo', { p: 'np', reg: 1, mod: 'm', bytes: 512 }],
  [0xae, 'ldmxcsr', 'Md', { p: 'np', reg: 2, mod: 'm' }],
  [0xae, 'stmxcsr', 'Md', { p: 'np', reg: 3, mod: 'm' }],
  [0xae, 'xsave', 'Mo', { p: 'np', reg: 4, mod: 'm', bytes: 576 }],
  [0xae, 'xrstor', 'Mo', { p: 'np', reg: 5, mod: 'm', bytes: 576 }],
  [0xae, 'xsaveopt', 'Mo', { p: 'np', reg: 6, mod: 'm', bytes: 576 }],
];

/** The rows of x87 and of the instructions for its state. */
export const X87_ROWS: readonly OpcodeMap[] = [
  { map: 0, rows: oneByte },
  { map: 0x0f, rows: twoByte },
];
