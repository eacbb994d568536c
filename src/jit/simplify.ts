/**
 * An expression with all that is known put in: the operation's own fields, constants that follow from them, the kind of
 * the last flags. Most of a body goes away: a register's place becomes a number, an index that is not there adds nothing.
 */
import { OP, REG_SLOT } from '../spec/state/layout.ts';
import type { Expression, FlagName, Kind, ValueType } from './body.ts';
import { INLINED } from './generated/bodies.ts';

export type Constant = readonly ['const', 'i32', number] | readonly ['const', 'i64', bigint];

/** What is known where an expression stands. */
export interface Known {
  readonly memory: DataView;
  /** The operation. */
  readonly pc: number;
  /** Value of `fk`, when it is known. */
  readonly flagKind: number | undefined;
  /** Variables of the body that are constant. */
  readonly vars: ReadonlyMap<number, Constant>;
}

const RIGHT_IDENTITY = new Set([0x6a, 0x6b, 0x72, 0x73, 0x74, 0x75, 0x76, 0x7c, 0x7d, 0x84, 0x85, 0x86, 0x87, 0x88]);
const LEFT_IDENTITY = new Set([0x6a, 0x72, 0x73, 0x7c, 0x84, 0x85]);
const LEFT_ZERO_STAYS = new Set([0x71, 0x74, 0x75, 0x76, 0x83, 0x86, 0x87, 0x88]);

export const i32 = (value: number): Constant => ['const', 'i32', value | 0];
export const i64 = (value: bigint): Constant => ['const', 'i64', BigInt.asIntN(64, value)];
export const isConstant = (node: Expression): node is Constant => node[0] === 'const';
const isZero = (node: Expression): boolean => isConstant(node) && (node[2] === 0 || node[2] === 0n);

export function simplify(node: Expression, known: Known): Expression {
  switch (node[0]) {
    case 'const':
      return node[1] === 'i32' ? i32(Number(node[2])) : i64(BigInt(node[2]));
    case 'var':
      return known.vars.get(node[1]) ?? node;
    case 'flag':
      return node[1] === 'fk' && known.flagKind !== undefined ? i32(known.flagKind) : node;
    case 'tlb':
      return node;
    case 'field':
      return readField(known, node[1], node[2]);
    case 'reg': {
      const offset = simplify(node[2], known);
      if (!isConstant(offset)) throw new Error('jit: a register is chosen by the operation');
      if (offset[2] === REG_SLOT.REG_ZERO) return typeOfKind(node[1]) === 'i64' ? i64(0n) : i32(0);
      return ['reg', node[1], offset];
    }
    case 'load':
      return ['load', node[1], simplify(node[2], known), node[3]];
    case 'op': {
      const first = simplify(node[2], known);
      if (node[3] === undefined) return foldUnary(node[1], first);
      return foldBinary(node[1], first, simplify(node[3], known));
    }
    case 'if': {
      const condition = simplify(node[1], known);
      if (isConstant(condition)) return simplify(isZero(condition) ? node[3] : node[2], known);
      return ['if', condition, simplify(node[2], known), simplify(node[3], known)];
    }
    case 'and':
    case 'or': {
      const first = simplify(node[1], known);
      if (isConstant(first)) return isZero(first) === (node[0] === 'and') ? first : simplify(node[2], known);
      const second = simplify(node[2], known);
      if (isConstant(second) && isZero(second) === (node[0] === 'or')) return first;
      return [node[0], first, second];
    }
    case 'call': {
      const inlined = INLINED[node[1]];
      if (inlined !== undefined) return simplify(inlined, known);
      const [, name, ...values] = node;
      return ['call', name, ...values.map((value) => simplify(value, known))];
    }
  }
}

function readField({ memory, pc }: Known, kind: Kind, offset: number): Constant {
  const at = pc + offset;
  switch (kind) {
    case 'u8': {
      const value = memory.getUint8(at);
      // The upper bits of the scale are the decoder's notes; a shift count looks at its lower six.
      return i32(offset === OP.OP_SCALE ? value & 3 : value);
    }
    case 'u16':
      return i32(memory.getUint16(at, true));
    case 'i32':
    case 'u32':
      return i32(memory.getInt32(at, true));
    case 'i64':
    case 'u64':
      return i64(memory.getBigInt64(at, true));
    default:
      throw new Error(`jit: no field of kind ${kind}`);
  }
}

function foldUnary(opcode: number, value: Expression): Expression {
  if (!isConstant(value)) return ['op', opcode, value];
  const [, , number] = value;
  switch (opcode) {
    case 0xa7:
      return i32(Number(BigInt.asIntN(32, BigInt(number))));
    case 0xac:
      return i64(BigInt(number));
    case 0xad:
      return i64(BigInt.asUintN(32, BigInt(number)));
    default:
      return ['op', opcode, value];
  }
}

function foldBinary(opcode: number, a: Expression, b: Expression): Expression {
  if (isConstant(a) && isConstant(b)) {
    const folded = compute(opcode, a, b);
    if (folded !== undefined) return folded;
  }
  if (isZero(b) && RIGHT_IDENTITY.has(opcode)) return a;
  if (isZero(a) && LEFT_IDENTITY.has(opcode)) return b;
  if (isZero(a) && LEFT_ZERO_STAYS.has(opcode)) return a;
  return ['op', opcode, a, b];
}

/** The few operations on constants that occur, on both sides' values as the instruction sees them. */
function compute(opcode: number, a: Constant, b: Constant): Constant | undefined {
  if (a[1] === 'i32' && b[1] === 'i32') {
    const [x, y] = [a[2], b[2]];
    switch (opcode) {
      case 0x46:
        return i32(x === y ? 1 : 0);
      case 0x47:
        return i32(x === y ? 0 : 1);
      case 0x6a:
        return i32(x + y);
      case 0x6b:
        return i32(x - y);
      case 0x71:
        return i32(x & y);
      case 0x72:
        return i32(x | y);
      case 0x73:
        return i32(x ^ y);
      default:
        return undefined;
    }
  }
  if (a[1] !== 'i64' || b[1] !== 'i64') return undefined;
  const [x, y] = [a[2], b[2]];
  switch (opcode) {
    case 0x51:
      return i32(x === y ? 1 : 0);
    case 0x52:
      return i32(x === y ? 0 : 1);
    case 0x7c:
      return i64(x + y);
    case 0x7d:
      return i64(x - y);
    case 0x83:
      return i64(x & y);
    case 0x85:
      return i64(x ^ y);
    case 0x86:
      return i64(x << (y & 63n));
    default:
      return undefined;
  }
}

export function typeOfKind(kind: Kind): ValueType {
  return kind === 'i64' || kind === 'u64' ? 'i64' : 'i32';
}

/** Flags that are 64 bits wide. */
export function typeOfFlag(name: FlagName): ValueType {
  return name === 'fk' || name === 'fx' ? 'i32' : 'i64';
}
