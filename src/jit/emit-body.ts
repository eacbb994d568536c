/** The body of one operation as WebAssembly. What its slow paths would do is left to the interpreter. */
import type { Body, Expression, FlagName, Statement, ValueType } from './body.ts';
import {
  access,
  ELSE,
  emitExpression,
  emitSetRegister,
  I32_EQZ,
  IF,
  offsetOf,
  type Places,
  registerOf,
  storeOpcode,
} from './emit-expression.ts';
import type { FunctionWriter } from './function-writer.ts';
import { type Constant, isConstant, simplify } from './simplify.ts';
import type { ByteWriter } from './wasm/byte-writer.ts';
import { I32, I64 } from './wasm/module-writer.ts';

/** What is known between operations. */
export interface Flags {
  /** Kind of the last flags (F_ in assembly/exec/flags.ts), where it is known. */
  kind: number | undefined;
}

/** Where a block goes on: at its branch target, behind it, or at the address in the local `address`. */
export type Way = 'target' | 'next' | 'address';

export class BodyEmitter implements Places {
  readonly code: ByteWriter;
  readonly #to: FunctionWriter;
  readonly #memory: DataView;
  readonly #block: number;
  readonly #pc: number;
  readonly #flags: Flags;
  readonly #goOn: (way: Way) => void;
  readonly #vars: readonly ValueType[];
  /** Local of each variable. */
  readonly #locals: readonly number[];
  readonly #constants = new Map<number, Constant>();
  /** Depth of conditions. */
  #depth = 0;

  /**
   * @param block the block that operation `pc` belongs to
   * @param flags read, and kept up to date
   * @param goOn writes how the block is gone on from
   */
  constructor(
    to: FunctionWriter,
    memory: DataView,
    { block, pc, body }: { readonly block: number; readonly pc: number; readonly body: Body },
    flags: Flags,
    goOn: (way: Way) => void,
  ) {
    this.code = to.code;
    this.#to = to;
    this.#memory = memory;
    this.#block = block;
    this.#pc = pc;
    this.#flags = flags;
    this.#goOn = goOn;
    this.#vars = body.vars;
    // Variables of all operations share locals of their type.
    const used = { i32: 0, i64: 0 };
    this.#locals = body.vars.map((type) => to.named(`${type}.${used[type]++}`, type === 'i64' ? I64 : I32));
  }

  get tlb(): number {
    return this.#to.tlb;
  }
  variable(number: number): number {
    return this.#locals[number] as number;
  }
  flag(name: FlagName): number {
    return this.#to.flag(name);
  }
  register(number: number): number {
    return this.#to.register(number);
  }
  call(name: string, values: readonly Expression[]): void {
    if (name !== 'imulOverflow') throw new Error(`jit: no way to call ${name} in an expression`);
    for (const value of values) this.#expression(value);
    this.#to.storeFlags();
    this.#to.call(name);
  }

  emit(list: readonly Statement[]): void {
    for (const statement of list) this.#statement(statement);
  }

  #statement(statement: Statement): void {
    switch (statement[0]) {
      case 'set': {
        const [, number, expression] = statement;
        if (isSlow(expression)) {
          this.#leave();
          return;
        }
        const value = this.#simplify(expression);
        if (isConstant(value) && this.#depth === 0) this.#constants.set(number, value);
        else this.#constants.delete(number);
        this.#expression(value);
        this.#to.set(this.variable(number));
        return;
      }
      case 'setFlag': {
        const [, name, expression] = statement;
        const value = this.#simplify(expression);
        this.#expression(value);
        this.#to.set(this.flag(name));
        if (name === 'fk') this.#flags.kind = isConstant(value) ? Number(value[2]) : undefined;
        return;
      }
      case 'setReg': {
        const [, kind, place, expression] = statement;
        const offset = offsetOf(this.#simplify(place));
        const value = this.#simplify(expression);
        this.#to.written.add(registerOf(offset));
        emitSetRegister(this, kind, offset, () => this.#expression(value));
        return;
      }
      case 'store': {
        const [, kind, address, value, offset] = statement;
        this.#expression(this.#simplify(address));
        this.#expression(this.#simplify(value));
        access(this.code, storeOpcode(kind), offset);
        return;
      }
      case 'when':
        this.#when(statement[1], statement[2], statement[3]);
        return;
      case 'do':
        this.#do(statement[1]);
        return;
      case 'taken':
      case 'called':
        this.#goOn('target');
        return;
      case 'notTaken':
        this.#goOn('next');
        return;
      case 'goTo':
      case 'callTo':
      case 'returnTo':
        this.#expression(this.#simplify(statement[1]));
        this.#to.set(this.#to.named('address', I64));
        this.#goOn('address');
        return;
      case 'return':
        throw new Error('jit: a store returns only where it was tried');
    }
  }

  #when(expression: Expression, yes: readonly Statement[], no: readonly Statement[]): void {
    // What neither plain writes nor sub-page permissions let through is the interpreter's.
    if (expression[0] === 'call' && expression[1].startsWith('tryStore')) {
      this.#leave();
      return;
    }
    // The slow way of a read-modify-write was left to the interpreter before it came here.
    if (isUnreachable(no)) {
      this.emit(yes);
      return;
    }
    const condition = this.#simplify(expression);
    if (isConstant(condition)) {
      this.emit(condition[2] === 0 ? no : yes);
      return;
    }
    this.#expression(condition);
    if (no.length === 1 && no[0]?.[0] === 'set' && isSlow(no[0][2])) {
      this.code.byte(I32_EQZ);
      this.#to.open(IF);
      this.#leave();
      this.#to.close();
      this.emit(yes);
      return;
    }
    const before = this.#flags.kind;
    this.#depth++;
    this.#to.open(IF);
    this.emit(yes);
    const after = this.#flags.kind;
    this.#flags.kind = before;
    if (no.length > 0) {
      this.code.byte(ELSE);
      this.emit(no);
    }
    this.#to.close();
    this.#depth--;
    if (this.#flags.kind !== after) this.#flags.kind = undefined;
  }

  #do(expression: Expression): void {
    if (expression[0] !== 'call') throw new Error('jit: expected a call');
    const [, name, ...values] = expression;
    if (name === 'rotateFlags') {
      for (const value of values) this.#expression(this.#simplify(value));
      this.#to.storeFlags();
      this.#to.call(name);
      this.#to.loadFlags();
      this.#flags.kind = undefined;
    } else this.#leave(); // it raises, or asks for the slow way
  }

  /** Leave the operation to the interpreter. Nothing of it has been done: bodies access memory before they change anything. */
  #leave(): void {
    this.#to.leaveOperation(this.#block, this.#pc);
  }

  #simplify(expression: Expression): Expression {
    return simplify(expression, {
      memory: this.#memory,
      pc: this.#pc,
      flagKind: this.#flags.kind,
      vars: this.#constants,
    });
  }
  #expression(simplified: Expression): void {
    emitExpression(this, simplified, (number) => this.#vars[number] as ValueType);
  }
}

function isSlow(expression: Expression): boolean {
  return expression[0] === 'call' && expression[1].startsWith('slowLoad');
}
function isUnreachable(statements: readonly Statement[]): boolean {
  const [only] = statements;
  return statements.length === 1 && only?.[0] === 'do' && only[1][0] === 'call' && only[1][1].startsWith('slowStore');
}
