/**
 * What an operation does, as data: the bodies of generated handlers (gen/semantics.ts), parsed and typed by
 * gen/body-parser.ts. The same text is the interpreter's, so the two cannot disagree about an instruction.
 *
 * Values are i32 or i64. Addresses of the linear memory are i32. An operation's own fields, and constants that follow
 * from them, are known when it is translated.
 */

/** How bytes become a value: those below 64 bits give an i32. */
export type Kind = 'i8' | 'u8' | 'i16' | 'u16' | 'i32' | 'u32' | 'i64' | 'u64';
export type ValueType = 'i32' | 'i64';
/** The lazy arithmetic flags (assembly/exec/flags.ts): kind, operands, result, explicit bits. */
export type FlagName = 'fk' | 'fa' | 'fb' | 'fr' | 'fx';

export type Expression =
  /** i64 values beyond 2^53 are decimal strings. */
  | readonly ['const', ValueType, number | string | bigint]
  | readonly ['var', number]
  | readonly ['flag', FlagName]
  /** Address of the TLB view in force. */
  | readonly ['tlb']
  /** A field of the operation, by its offset. */
  | readonly ['field', Kind, number]
  /** A general register, by its byte offset in the register file. */
  | readonly ['reg', Kind, Expression]
  /** Linear memory: kind, address, constant offset. */
  | readonly ['load', Kind, Expression, number]
  /** A WebAssembly instruction by its opcode, with one or two operands. */
  | readonly ['op', number, Expression, Expression?]
  /** `condition ? a : b` */
  | readonly ['if', Expression, Expression, Expression]
  | readonly ['and', Expression, Expression]
  | readonly ['or', Expression, Expression]
  | readonly ['call', string, ...Expression[]];

export type Statement =
  | readonly ['set', number, Expression]
  | readonly ['setFlag', FlagName, Expression]
  | readonly ['setReg', Kind, Expression, Expression]
  /** kind, address, value, constant offset */
  | readonly ['store', Kind, Expression, Expression, number]
  | readonly ['when', Expression, readonly Statement[], readonly Statement[]]
  | readonly ['do', Expression]
  /** Leave run(): a store was denied. */
  | readonly ['return']
  /** The block ends, and goes on at its branch target, which a call comes back from, or behind itself. */
  | readonly ['taken']
  | readonly ['called']
  | readonly ['notTaken']
  /** The block ends, and goes on at an address: of a jump, of a call, of a return. */
  | readonly ['goTo', Expression]
  | readonly ['callTo', Expression]
  | readonly ['returnTo', Expression];

export interface Body {
  /** Types of its variables, by number. */
  readonly vars: readonly ValueType[];
  readonly code: readonly Statement[];
}
