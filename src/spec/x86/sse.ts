import type { OpcodeMap, Row, RowAttributes } from './row.ts';

/*
 * MMX, SSE, SSE2, SSE3 and SSSE3 instructions without VEX encoding. SDM Vol. 2D, "Opcode Map", tables "Two-byte Opcode
 * Map", "Three-byte Opcode Map 0F 38H" and "0F 3AH", and "Opcode Extensions for One- and Two-byte Opcodes by Group
 * Number"; each instruction's own page in SDM Vol. 2 has its operands.
 *
 * Names are the manual's, with a suffix where one mnemonic has several forms: Mmx works on MMX registers, Imm takes
 * its shift count from the instruction, Store has memory (or r/m) as its destination. A 128-bit memory operand
 * must be aligned to 16 bytes except where the handler's manual page says otherwise (MOVUPS, MOVUPD, MOVDQU, LDDQU).
 *
 * Not here: LDMXCSR, STMXCSR, FXSAVE, XSAVE and FISTTP (x87.ts); PAUSE (integer.ts).
 */

const NP: RowAttributes = { p: 'np' };
const P66: RowAttributes = { p: '66' };
const PF3: RowAttributes = { p: 'f3' };
const PF2: RowAttributes = { p: 'f2' };

/** An integer instruction in its MMX form (no prefix) and its XMM form (prefix 66). */
function both(opcode: number, name: string): readonly Row[] {
  return [
    [opcode, `${name}Mmx`, 'Pq Qq', NP],
    [opcode, name, 'Vx Wx', P66],
  ];
}

/** MMX unpacking of low halves reads only 32 bits of its memory operand. */
function unpackLow(opcode: number, name: string): readonly Row[] {
  return [
    [opcode, `${name}Mmx`, 'Pq Qd', NP],
    [opcode, name, 'Vx Wx', P66],
  ];
}

/** A packed operation on single- (no prefix) and double-precision elements (prefix 66). */
function packed(opcode: number, name: string, immediate: '' | ' Ib' = ''): readonly Row[] {
  return [
    [opcode, `${name}ps`, `Vx Wx${immediate}`, NP],
    [opcode, `${name}pd`, `Vx Wx${immediate}`, P66],
  ];
}

/** A scalar operation on a single- (prefix F3) and a double-precision element (prefix F2). */
function scalar(opcode: number, name: string, immediate: '' | ' Ib' = ''): readonly Row[] {
  return [
    [opcode, `${name}ss`, `Vd Wd${immediate}`, PF3],
    [opcode, `${name}sd`, `Vq Wq${immediate}`, PF2],
  ];
}

/** The four forms of an arithmetic operation: PS, PD, SS, SD. */
function fourForms(opcode: number, name: string, immediate: '' | ' Ib' = ''): readonly Row[] {
  return [...packed(opcode, name, immediate), ...scalar(opcode, name, immediate)];
}

/** A shift by an immediate count (groups 12 and 13), MMX and XMM. */
function shift(opcode: number, reg: number, name: string): readonly Row[] {
  return [
    [opcode, `${name}MmxImm`, 'Nq Ib', { p: 'np', reg, mod: 'r' }],
    [opcode, `${name}Imm`, 'Ux Ib', { p: '66', reg, mod: 'r' }],
  ];
}

const TWO_BYTE: readonly Row[] = [
  // The prefetches are hints: no form of them touches memory or can fault. 0F 0D is PREFETCHW and its reserved forms,
  // 0F 18 is group 16 (PREFETCHNTA, T0, T1, T2; the rest are reserved NOPs).
  [0x0d, 'prefetch', 'Eo', { reads: true, bytes: 0 }],
  [0x18, 'prefetch', 'Eo', { reads: true, bytes: 0 }],

  [0x10, 'movups', 'Vx Wx', NP],
  [0x10, 'movupd', 'Vx Wx', P66],
  [0x10, 'movss', 'Vd Wd', PF3],
  [0x10, 'movsdXmm', 'Vq Wq', PF2],
  [0x11, 'movupsStore', 'Wx Vx', NP],
  [0x11, 'movupdStore', 'Wx Vx', P66],
  [0x11, 'movssStore', 'Wd Vd', PF3],
  [0x11, 'movsdXmmStore', 'Wq Vq', PF2],
  [0x12, 'movlps', 'Vq Mq', { p: 'np', mod: 'm' }],
  [0x12, 'movhlps', 'Vq Uq', { p: 'np', mod: 'r' }],
  [0x12, 'movlpd', 'Vq Mq', { p: '66', mod: 'm' }],
  [0x12, 'movsldup', 'Vx Wx', PF3],
  [0x12, 'movddup', 'Vx Wq', PF2],
  [0x13, 'movlpsStore', 'Mq Vq', { p: 'np', mod: 'm' }],
  [0x13, 'movlpdStore', 'Mq Vq', { p: '66', mod: 'm' }],
  ...packed(0x14, 'unpckl'),
  ...packed(0x15, 'unpckh'),
  [0x16, 'movhps', 'Vq Mq', { p: 'np', mod: 'm' }],
  [0x16, 'movlhps', 'Vq Uq', { p: 'np', mod: 'r' }],
  [0x16, 'movhpd', 'Vq Mq', { p: '66', mod: 'm' }],
  [0x16, 'movshdup', 'Vx Wx', PF3],
  [0x17, 'movhpsStore', 'Mq Vq', { p: 'np', mod: 'm' }],
  [0x17, 'movhpdStore', 'Mq Vq', { p: '66', mod: 'm' }],
  [0x28, 'movaps', 'Vx Wx', NP],
  [0x28, 'movapd', 'Vx Wx', P66],
  [0x29, 'movapsStore', 'Wx Vx', NP],
  [0x29, 'movapdStore', 'Wx Vx', P66],
  [0x2a, 'cvtpi2ps', 'Vq Qq', NP],
  [0x2a, 'cvtpi2pd', 'Vx Qq', P66],
  [0x2a, 'cvtsi2ss', 'Vd Ey', PF3],
  [0x2a, 'cvtsi2sd', 'Vq Ey', PF2],
  [0x2b, 'movntps', 'Mx Vx', { p: 'np', mod: 'm' }],
  [0x2b, 'movntpd', 'Mx Vx', { p: '66', mod: 'm' }],
  [0x2c, 'cvttps2pi', 'Pq Wq', NP],
  [0x2c, 'cvttpd2pi', 'Pq Wx', P66],
  [0x2c, 'cvttss2si', 'Gy Wd', PF3],
  [0x2c, 'cvttsd2si', 'Gy Wq', PF2],
  [0x2d, 'cvtps2pi', 'Pq Wq', NP],
  [0x2d, 'cvtpd2pi', 'Pq Wx', P66],
  [0x2d, 'cvtss2si', 'Gy Wd', PF3],
  [0x2d, 'cvtsd2si', 'Gy Wq', PF2],
  [0x2e, 'ucomiss', 'Vd Wd', { p: 'np', reads: true }],
  [0x2e, 'ucomisd', 'Vq Wq', { p: '66', reads: true }],
  [0x2f, 'comiss', 'Vd Wd', { p: 'np', reads: true }],
  [0x2f, 'comisd', 'Vq Wq', { p: '66', reads: true }],

  [0x50, 'movmskps', 'Gd Ux', { p: 'np', mod: 'r' }],
  [0x50, 'movmskpd', 'Gd Ux', { p: '66', mod: 'r' }],
  ...fourForms(0x51, 'sqrt'),
  [0x52, 'rsqrtps', 'Vx Wx', NP],
  [0x52, 'rsqrtss', 'Vd Wd', PF3],
  [0x53, 'rcpps', 'Vx Wx', NP],
  [0x53, 'rcpss', 'Vd Wd', PF3],
  ...packed(0x54, 'and'),
  ...packed(0x55, 'andn'),
  ...packed(0x56, 'or'),
  ...packed(0x57, 'xor'),
  ...fourForms(0x58, 'add'),
  ...fourForms(0x59, 'mul'),
  [0x5a, 'cvtps2pd', 'Vx Wq', NP],
  [0x5a, 'cvtpd2ps', 'Vx Wx', P66],
  [0x5a, 'cvtss2sd', 'Vq Wd', PF3],
  [0x5a, 'cvtsd2ss', 'Vd Wq', PF2],
  [0x5b, 'cvtdq2ps', 'Vx Wx', NP],
  [0x5b, 'cvtps2dq', 'Vx Wx', P66],
  [0x5b, 'cvttps2dq', 'Vx Wx', PF3],
  ...fourForms(0x5c, 'sub'),
  ...fourForms(0x5d, 'min'),
  ...fourForms(0x5e, 'div'),
  ...fourForms(0x5f, 'max'),

  ...unpackLow(0x60, 'punpcklbw'),
  ...unpackLow(0x61, 'punpcklwd'),
  ...unpackLow(0x62, 'punpckldq'),
  ...both(0x63, 'packsswb'),
  ...both(0x64, 'pcmpgtb'),
  ...both(0x65, 'pcmpgtw'),
  ...both(0x66, 'pcmpgtd'),
  ...both(0x67, 'packuswb'),
  ...both(0x68, 'punpckhbw'),
  ...both(0x69, 'punpckhwd'),
  ...both(0x6a, 'punpckhdq'),
  ...both(0x6b, 'packssdw'),
  [0x6c, 'punpcklqdq', 'Vx Wx', P66],
  [0x6d, 'punpckhqdq', 'Vx Wx', P66],
  [0x6e, 'movdMmx', 'Pq Ey', NP],
  [0x6e, 'movd', 'Vx Ey', P66],
  [0x6f, 'movqMmx', 'Pq Qq', NP],
  [0x6f, 'movdqa', 'Vx Wx', P66],
  [0x6f, 'movdqu', 'Vx Wx', PF3],

  [0x70, 'pshufwMmx', 'Pq Qq Ib', NP],
  [0x70, 'pshufd', 'Vx Wx Ib', P66],
  [0x70, 'pshufhw', 'Vx Wx Ib', PF3],
  [0x70, 'pshuflw', 'Vx Wx Ib', PF2],
  ...shift(0x71, 2, 'psrlw'),
  ...shift(0x71, 4, 'psraw'),
  ...shift(0x71, 6, 'psllw'),
  ...shift(0x72, 2, 'psrld'),
  ...shift(0x72, 4, 'psrad'),
  ...shift(0x72, 6, 'pslld'),
  ...shift(0x73, 2, 'psrlq'),
  [0x73, 'psrldqImm', 'Ux Ib', { p: '66', reg: 3, mod: 'r' }],
  ...shift(0x73, 6, 'psllq'),
  [0x73, 'pslldqImm', 'Ux Ib', { p: '66', reg: 7, mod: 'r' }],
  ...both(0x74, 'pcmpeqb'),
  ...both(0x75, 'pcmpeqw'),
  ...both(0x76, 'pcmpeqd'),
  [0x77, 'emms', '', NP],
  [0x7c, 'haddpd', 'Vx Wx', P66],
  [0x7c, 'haddps', 'Vx Wx', PF2],
  [0x7d, 'hsubpd', 'Vx Wx', P66],
  [0x7d, 'hsubps', 'Vx Wx', PF2],
  [0x7e, 'movdMmxStore', 'Ey Pq', NP],
  [0x7e, 'movdStore', 'Ey Vx', P66],
  [0x7e, 'movq', 'Vq Wq', PF3],
  [0x7f, 'movqMmxStore', 'Qq Pq', NP],
  [0x7f, 'movdqaStore', 'Wx Vx', P66],
  [0x7f, 'movdquStore', 'Wx Vx', PF3],

  // Group 15: fences are register forms, CLFLUSH and CLFLUSHOPT memory forms (the rest of it is in x87.ts).
  [0xae, 'fence', '', { p: 'np', reg: 5, mod: 'r' }],
  [0xae, 'fence', '', { p: 'np', reg: 6, mod: 'r' }],
  [0xae, 'fence', '', { p: 'np', reg: 7, mod: 'r' }],
  [0xae, 'clflush', 'Mb', { p: 'np', reg: 7, mod: 'm', reads: true }],
  [0xae, 'clflush', 'Mb', { p: '66', reg: 7, mod: 'm', reads: true }],

  ...fourForms(0xc2, 'cmp', ' Ib'),
  [0xc3, 'movnti', 'My Gy', { p: 'np', mod: 'm' }],
  [0xc4, 'pinsrwMmx', 'Pq Ew Ib', NP],
  [0xc4, 'pinsrw', 'Vx Ew Ib', P66],
  [0xc5, 'pextrwMmx', 'Gd Nq Ib', { p: 'np', mod: 'r' }],
  [0xc5, 'pextrw', 'Gd Ux Ib', { p: '66', mod: 'r' }],
  ...packed(0xc6, 'shuf', ' Ib'),

  [0xd0, 'addsubpd', 'Vx Wx', P66],
  [0xd0, 'addsubps', 'Vx Wx', PF2],
  ...both(0xd1, 'psrlw'),
  ...both(0xd2, 'psrld'),
  ...both(0xd3, 'psrlq'),
  ...both(0xd4, 'paddq'),
  ...both(0xd5, 'pmullw'),
  [0xd6, 'movqStore', 'Wq Vq', P66],
  [0xd6, 'movq2dq', 'Vq Nq', { p: 'f3', mod: 'r' }],
  [0xd6, 'movdq2q', 'Pq Uq', { p: 'f2', mod: 'r' }],
  [0xd7, 'pmovmskbMmx', 'Gd Nq', { p: 'np', mod: 'r' }],
  [0xd7, 'pmovmskb', 'Gd Ux', { p: '66', mod: 'r' }],
  ...both(0xd8, 'psubusb'),
  ...both(0xd9, 'psubusw'),
  ...both(0xda, 'pminub'),
  ...both(0xdb, 'pand'),
  ...both(0xdc, 'paddusb'),
  ...both(0xdd, 'paddusw'),
  ...both(0xde, 'pmaxub'),
  ...both(0xdf, 'pandn'),
  ...both(0xe0, 'pavgb'),
  ...both(0xe1, 'psraw'),
  ...both(0xe2, 'psrad'),
  ...both(0xe3, 'pavgw'),
  ...both(0xe4, 'pmulhuw'),
  ...both(0xe5, 'pmulhw'),
  [0xe6, 'cvttpd2dq', 'Vx Wx', P66],
  [0xe6, 'cvtdq2pd', 'Vx Wq', PF3],
  [0xe6, 'cvtpd2dq', 'Vx Wx', PF2],
  [0xe7, 'movntqMmx', 'Mq Pq', { p: 'np', mod: 'm' }],
  [0xe7, 'movntdq', 'Mx Vx', { p: '66', mod: 'm' }],
  ...both(0xe8, 'psubsb'),
  ...both(0xe9, 'psubsw'),
  ...both(0xea, 'pminsw'),
  ...both(0xeb, 'por'),
  ...both(0xec, 'paddsb'),
  ...both(0xed, 'paddsw'),
  ...both(0xee, 'pmaxsw'),
  ...both(0xef, 'pxor'),
  [0xf0, 'lddqu', 'Vx Mx', { p: 'f2', mod: 'm' }],
  ...both(0xf1, 'psllw'),
  ...both(0xf2, 'pslld'),
  ...both(0xf3, 'psllq'),
  ...both(0xf4, 'pmuludq'),
  ...both(0xf5, 'pmaddwd'),
  ...both(0xf6, 'psadbw'),
  // The third operand is the implied destination at DS:(r)DI; unlike that of string instructions its segment may be
  // overridden, and only the selected bytes of it are written.
  [0xf7, 'maskmovqMmx', 'Pq Nq Yq', { p: 'np', mod: 'r', reads: true }],
  [0xf7, 'maskmovdqu', 'Vx Ux Yx', { p: '66', mod: 'r', reads: true }],
  ...both(0xf8, 'psubb'),
  ...both(0xf9, 'psubw'),
  ...both(0xfa, 'psubd'),
  ...both(0xfb, 'psubq'),
  ...both(0xfc, 'paddb'),
  ...both(0xfd, 'paddw'),
  ...both(0xfe, 'paddd'),
];

const THREE_BYTE_38: readonly Row[] = [
  ...both(0x00, 'pshufb'),
  ...both(0x01, 'phaddw'),
  ...both(0x02, 'phaddd'),
  ...both(0x03, 'phaddsw'),
  ...both(0x04, 'pmaddubsw'),
  ...both(0x05, 'phsubw'),
  ...both(0x06, 'phsubd'),
  ...both(0x07, 'phsubsw'),
  ...both(0x08, 'psignb'),
  ...both(0x09, 'psignw'),
  ...both(0x0a, 'psignd'),
  ...both(0x0b, 'pmulhrsw'),
  ...both(0x1c, 'pabsb'),
  ...both(0x1d, 'pabsw'),
  ...both(0x1e, 'pabsd'),
];

const THREE_BYTE_3A: readonly Row[] = [
  [0x0f, 'palignrMmx', 'Pq Qq Ib', NP],
  [0x0f, 'palignr', 'Vx Wx Ib', P66],
];

/**
 * The rows of MMX, SSE, SSE2, SSE3 and SSSE3, and of the prefetches, fences and CLFLUSH that came with them.
 * Their handlers are exported by assembly/exec/sse.ts.
 */
export const SSE_ROWS: readonly OpcodeMap[] = [
  { map: 0x0f, rows: TWO_BYTE },
  { map: 0x0f38, rows: THREE_BYTE_38 },
  { map: 0x0f3a, rows: THREE_BYTE_3A },
];
