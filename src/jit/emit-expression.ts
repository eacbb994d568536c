/** Simplified expressions as WebAssembly instructions. */
import { REG_SLOT } from '../spec/state/layout.ts';
import type { Expression, FlagName, Kind, ValueType } from './body.ts';
import { type Constant, isConstant, typeOfFlag, typeOfKind } from './simplify.ts';
import type { ByteWriter } from './wasm/byte-writer.ts';

/** Where an emitter keeps what expressions name. */
export interface Places {
  readonly code: ByteWriter;
  /** Local of a variable of the body at hand. */
  variable(number: number): number;
  flag(name: FlagName): number;
  /** Local of a register: 0..15, or 17 for the address slot. */
  register(number: number): number;
  readonly tlb: number;
  /** Call of an imported function other than the flags' inlined ones. */
  call(name: string, values: readonly Expression[]): void;
}

export const LOCAL_GET = 0x20;
export const LOCAL_SET = 0x21;
export const GLOBAL_GET = 0x23;
export const GLOBAL_SET = 0x24;
export const END = 0x0b;
export const IF = 0x04;
export const ELSE = 0x05;
export const VOID_BLOCK = 0x40;
export const I32_CONST = 0x41;
export const I64_CONST = 0x42;
export const I64_EQ = 0x51;
export const I64_LT_U = 0x54;
export const I32_EQZ = 0x45;
export const I32_EQ = 0x46;
export const I32_NE = 0x47;
export const I32_LT_S = 0x48;
export const I32_ADD = 0x6a;
export const I32_SUB = 0x6b;
export const I32_LOAD = 0x28;
export const I64_LOAD = 0x29;
export const I64_STORE = 0x37;
export const UNREACHABLE = 0x00;
export const BLOCK_OPCODE = 0x02;
export const LOOP = 0x03;
export const BR = 0x0c;
export const BR_TABLE = 0x0e;
export const RETURN = 0x0f;
export const CALL = 0x10;
const BLOCK_TYPE: Record<ValueType, number> = { i32: 0x7f, i64: 0x7e };
const I32_WRAP_I64 = 0xa7;
const LOAD: Record<Kind, number> = {
  i8: 0x2c,
  u8: 0x2d,
  i16: 0x2e,
  u16: 0x2f,
  i32: 0x28,
  u32: 0x28,
  i64: 0x29,
  u64: 0x29,
};
const STORE: Record<Kind, number> = {
  i8: 0x3a,
  u8: 0x3a,
  i16: 0x3b,
  u16: 0x3b,
  i32: 0x36,
  u32: 0x36,
  i64: 0x37,
  u64: 0x37,
};
/** Results of these opcodes are i64; all others give an i32. */
const GIVES_I64 = (opcode: number) =>
  (opcode >= 0x79 && opcode <= 0x8a) || opcode === 0xac || opcode === 0xad || opcode === 0xc2;

export function emitConstant(code: ByteWriter, [, type, value]: Constant): void {
  if (type === 'i32') {
    code.byte(I32_CONST);
    code.s32(value as number);
  } else {
    code.byte(I64_CONST);
    code.s64(value as bigint);
  }
}

export function local(code: ByteWriter, instruction: number, number: number): void {
  code.byte(instruction);
  code.u32(number);
}

export function emitExpression(places: Places, node: Expression, typeOfVariable: (number: number) => ValueType): void {
  const { code } = places;
  const emit = (part: Expression): void => emitExpression(places, part, typeOfVariable);
  const typeOf = (part: Expression): ValueType => {
    switch (part[0]) {
      case 'const':
        return part[1];
      case 'var':
        return typeOfVariable(part[1]);
      case 'flag':
        return typeOfFlag(part[1]);
      case 'reg':
      case 'load':
        return typeOfKind(part[1]);
      case 'op':
        return GIVES_I64(part[1]) ? 'i64' : 'i32';
      case 'if':
        return typeOf(part[2]);
      default:
        return 'i32';
    }
  };
  switch (node[0]) {
    case 'const':
      emitConstant(code, node as Constant);
      return;
    case 'var':
      local(code, LOCAL_GET, places.variable(node[1]));
      return;
    case 'flag':
      local(code, LOCAL_GET, places.flag(node[1]));
      return;
    case 'tlb':
      local(code, LOCAL_GET, places.tlb);
      return;
    case 'reg':
      emitRegister(places, node[1], offsetOf(node[2]));
      return;
    case 'load':
      emit(node[2]);
      access(code, LOAD[node[1]], node[3]);
      return;
    case 'op':
      emit(node[2]);
      if (node[3] !== undefined) emit(node[3]);
      code.byte(node[1]);
      return;
    case 'if':
      emit(node[1]);
      code.byte(IF);
      code.byte(BLOCK_TYPE[typeOf(node[2])]);
      emit(node[2]);
      code.byte(ELSE);
      emit(node[3]);
      code.byte(END);
      return;
    case 'and':
    case 'or':
      // Both parts are 0 or 1 or any number; the result is used as a truth value.
      emit(node[1]);
      code.byte(IF);
      code.byte(BLOCK_TYPE.i32);
      if (node[0] === 'and') emit(node[2]);
      else emitConstant(code, ['const', 'i32', 1]);
      code.byte(ELSE);
      if (node[0] === 'and') emitConstant(code, ['const', 'i32', 0]);
      else emit(node[2]);
      code.byte(END);
      return;
    case 'call': {
      const [, name, ...values] = node;
      places.call(name, values);
      return;
    }
    case 'field':
      throw new Error('jit: fields are constants');
  }
}

/** A load or store with its offset; nothing is known about alignment. */
export function access(code: ByteWriter, opcode: number, offset: number): void {
  code.byte(opcode);
  code.byte(0);
  code.u32(offset);
}
export function storeOpcode(kind: Kind): number {
  return STORE[kind];
}

export function offsetOf(node: Expression): number {
  if (!isConstant(node)) throw new Error('jit: a register is chosen by the operation');
  return Number(node[2]);
}

/** Number of the register that a byte offset of the register file lies in. */
export function registerOf(offset: number): number {
  const number = offset >>> 3;
  if (number > REG_SLOT.REG_TMP >>> 3) throw new Error(`jit: no register at ${offset}`);
  return number;
}

function emitRegister(places: Places, kind: Kind, offset: number): void {
  const { code } = places;
  local(code, LOCAL_GET, places.register(registerOf(offset)));
  if (typeOfKind(kind) === 'i64') return;
  const shift = (offset & 7) * 8;
  if (shift !== 0) {
    emitConstant(code, ['const', 'i64', BigInt(shift)]);
    code.byte(0x88);
  }
  code.byte(I32_WRAP_I64);
  if (kind === 'i8') code.byte(0xc0);
  else if (kind === 'i16') code.byte(0xc1);
  else if (kind === 'u8' || kind === 'u16') {
    emitConstant(code, ['const', 'i32', kind === 'u8' ? 0xff : 0xffff]);
    code.byte(0x71);
  }
}

/** Put `value` into a register, or a part of one; `emitValue` leaves it on the stack. */
export function emitSetRegister(places: Places, kind: Kind, offset: number, emitValue: () => void): void {
  const { code } = places;
  const register = places.register(registerOf(offset));
  if (typeOfKind(kind) === 'i64') {
    emitValue();
    local(code, LOCAL_SET, register);
    return;
  }
  const bits = Number(kind.slice(1));
  const shift = (offset & 7) * 8;
  const mask = ((1n << BigInt(bits)) - 1n) << BigInt(shift);
  local(code, LOCAL_GET, register);
  emitConstant(code, ['const', 'i64', ~mask]);
  code.byte(0x83);
  emitValue();
  code.byte(0xad);
  if (shift !== 0) {
    emitConstant(code, ['const', 'i64', BigInt(shift)]);
    code.byte(0x86);
  }
  emitConstant(code, ['const', 'i64', mask]);
  code.byte(0x83);
  code.byte(0x84);
  local(code, LOCAL_SET, register);
}
