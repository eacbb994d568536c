/**
 * One row of the instruction table: the single truth about how an instruction is encoded and which handler carries it
 * out. gen/ turns the rows into the decoder's tables, the dispatch of the handlers, and the lists that tests walk.
 *
 * Operand codes follow SDM Vol. 2D, "Opcode Map", "Key to Abbreviations":
 *
 *   E general register or memory (ModRM.rm)    G general register (ModRM.reg)   M memory only       R register only (rm)
 *   V XMM register (reg)     W XMM or memory (rm)     U XMM register only (rm)
 *   P MMX register (reg)     Q MMX or memory (rm)     N MMX register only (rm)
 *   S segment register (reg) C control register (reg) D debug register (reg)
 *   Z general register in the low three opcode bits   T x87 register ST(i) in ModRM.rm
 *   I immediate (zero- or sign-extended to the operand size)   J relative branch   O absolute address   A far pointer
 *   X, Y string operand at (r)SI, (r)DI         F no operand: it only says that the operand size matters
 *
 * followed by a size: b 8 bits, w 16, d 32, q 64, v operand size (16, 32, 64), z operand size but at most 32 bits
 * (sign-extended to 64), y 32 or 64 (never 16), x 128 bits, t 80 bits, o the handler knows (no fixed size).
 * `Is` is an 8-bit immediate, sign-extended. Fixed operands: AL, AX, rAX (operand size), CL, DX, 1.
 */
export type Row = readonly [opcode: number, name: string, operands: string, attributes?: RowAttributes];

export interface RowAttributes {
  /** Mandatory prefix; 'np' = none of 66, F2, F3. Absent: prefixes do not choose the instruction. */
  readonly p?: 'np' | '66' | 'f3' | 'f2';
  /** ModRM.reg that chooses the row (opcode groups). */
  readonly reg?: number;
  /** ModRM.rm that chooses the row (only with mod: 'r'). */
  readonly rm?: number;
  /** 'r': only with ModRM.mod = 3; 'm': only with a memory operand. */
  readonly mod?: 'r' | 'm';
  /** 'yes': only in 64-bit mode, 'no': only outside it. */
  readonly in64?: 'yes' | 'no';
  /** The handler may change RIP, a mode, a mapping or a permission: the block ends behind it. */
  readonly ends?: true;
  /** The LOCK prefix is allowed with a memory destination. */
  readonly lock?: true;
  /** In 64-bit mode the operand size is 64 bits unless prefix 66 makes it 16 ('d64'), or always 64 ('f64'). */
  readonly size?: 'd64' | 'f64';
  /** Which REP prefixes have a meaning: 'rep' (both alike), 'repz' (F3 and F2 differ). String instructions only. */
  readonly rep?: 'rep' | 'repz';
  /** Size in bytes of the memory operand, for segment-limit checks, when the operand code does not tell ('o'). */
  readonly bytes?: number;
  /** The first operand is only read (CMP, TEST, BT …), so a memory operand there is not written. */
  readonly reads?: true;
}

/** A table of rows for one opcode map. `map` is 0 (one byte), 0x0f, 0x0f38 or 0x0f3a. */
export interface OpcodeMap {
  readonly map: 0 | 0x0f | 0x0f38 | 0x0f3a;
  readonly rows: readonly Row[];
}
