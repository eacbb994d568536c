/**
 * Handler bodies of gen/semantics.ts and gen/specials.ts, which are text of a small part of AssemblyScript, as typed
 * trees (src/jit/body.ts). What asc makes of the text for the interpreter, the translator makes of the tree.
 */
import type { Body, Expression, FlagName, Kind, Statement, ValueType } from '../src/jit/body.ts';
import { Tokens } from './body-tokens.ts';
import {
  BINARY,
  BUILTINS,
  COMPARISONS,
  I32_EXTEND,
  I32_WRAP_I64,
  I64_EXTEND_I32_S,
  I64_EXTEND_I32_U,
} from './wasm-operators.ts';

/** AssemblyScript's types; a literal takes the type of its neighbour. */
type Type = Kind | 'literal' | 'void';
interface Typed {
  readonly type: Type;
  readonly node: Expression;
}

/** Names with values: layout, flag kinds, formats. */
export type Constants = ReadonlyMap<string, number>;

const FLAGS: Record<FlagName, Kind> = { fk: 'u32', fa: 'i64', fb: 'i64', fr: 'i64', fx: 'u32' };
/** Functions that bodies call, with the types of their results. */
const RESULTS: Record<string, Type> = {
  carry: 'u32',
  overflow: 'u32',
  sign: 'u32',
  parity: 'u32',
  imulOverflow: 'u32',
  ...Object.fromEntries(
    [8, 16, 32, 64].flatMap((n) => [`slowLoad${n}`, `slowLoadForWrite${n}`].map((f) => [f, 'i64'])),
  ),
  ...Object.fromEntries([8, 16, 32, 64].map((n) => [`tryStore${n}`, 'u32'])),
};
const PRECEDENCE: readonly (readonly string[])[] = [
  ['|'],
  ['^'],
  ['&'],
  ['==', '!='],
  ['<', '<=', '>', '>='],
  ['<<', '>>'],
  ['+', '-'],
  ['*'],
];

const isWide = (type: Type) => type === 'i64' || type === 'u64';
const isSigned = (type: Type) => type[0] === 'i' || type === 'literal';
const valueType = (type: Type): ValueType => (isWide(type) ? 'i64' : 'i32');
const kindOf = (name: string): Kind => (name === 'usize' || name === 'bool' ? 'u32' : (name as Kind));
const bitsOf = (type: Type) => Number(type.slice(1));

class Parser {
  readonly #tokens: Tokens;
  readonly #constants: Constants;
  /** Names in force, innermost last. */
  #scopes: Map<string, { number: number; type: Kind }>[] = [new Map()];
  readonly vars: ValueType[] = [];

  constructor(text: string, constants: Constants) {
    this.#tokens = new Tokens(text);
    this.#constants = constants;
  }

  statements(end: string): Statement[] {
    const list: Statement[] = [];
    while (!this.#tokens.atEnd && this.#tokens.peek() !== end) list.push(...this.#statement());
    return list;
  }

  #statement(): Statement[] {
    const t = this.#tokens;
    if (t.accept(';')) return [];
    if (t.accept('{')) {
      this.#scopes.push(new Map());
      const list = this.statements('}');
      t.expect('}');
      this.#scopes.pop();
      return list;
    }
    if (t.accept('if')) {
      t.expect('(');
      const condition = this.expression();
      t.expect(')');
      const yes = this.#statement();
      const no = t.accept('else') ? this.#statement() : [];
      return [['when', this.#truth(condition), yes, no]];
    }
    if (t.accept('break')) {
      t.expect(';');
      return [];
    }
    if (t.accept('return')) {
      t.expect(';');
      return [['return']];
    }
    if (t.peek() === 'const' || t.peek() === 'let') return this.#declaration();
    const name = t.next();
    if (t.accept('=')) {
      const value = this.expression();
      t.expect(';');
      if (name in FLAGS) return [['setFlag', name as FlagName, this.#as(value, FLAGS[name as FlagName])]];
      const variable = this.#variable(name);
      return [['set', variable.number, this.#as(value, variable.type)]];
    }
    if (name === 'store') return [this.#store()];
    if (t.peek() !== '(') t.fail(`expected a statement, got ${name}`);
    const call = this.#call(name);
    t.expect(';');
    if (name === 'taken' || name === 'called' || name === 'notTaken') return [[name]];
    if (name === 'goTo' || name === 'callTo' || name === 'returnTo') return [[name, call.node[2]] as Statement];
    return [['do', call.node]];
  }

  #declaration(): Statement[] {
    const t = this.#tokens;
    t.next();
    const name = t.next();
    t.expect(':');
    const type = kindOf(t.next());
    const number = this.vars.length;
    this.vars.push(valueType(type));
    const value = t.accept('=') ? this.#as(this.expression(), type) : undefined;
    t.expect(';');
    this.#scopes[this.#scopes.length - 1]?.set(name, { number, type });
    return value === undefined ? [] : [['set', number, value]];
  }

  #store(): Statement {
    const t = this.#tokens;
    t.expect('<');
    const kind = kindOf(t.next());
    t.expect('>');
    t.expect('(');
    const address = this.#as(this.expression(), 'u32');
    t.expect(',');
    const value = this.#as(this.expression(), kind);
    const offset = t.accept(',') ? this.#constant() : 0;
    t.expect(')');
    t.expect(';');
    const register = this.#registerOffset(address, offset);
    return register === undefined ? ['store', kind, address, value, offset] : ['setReg', kind, register, value];
  }

  expression(): Typed {
    const t = this.#tokens;
    const condition = this.#logical(0);
    if (!t.accept('?')) return condition;
    const yes = this.expression();
    t.expect(':');
    const no = this.expression();
    const type = yes.type === 'literal' ? (no.type === 'literal' ? 'i32' : no.type) : yes.type;
    return { type, node: ['if', this.#truth(condition), this.#as(yes, type), this.#as(no, type)] };
  }

  #logical(level: 0 | 1): Typed {
    const [token, kind] = level === 0 ? (['||', 'or'] as const) : (['&&', 'and'] as const);
    const operand = () => (level === 0 ? this.#logical(1) : this.#binary(0));
    let left = operand();
    while (this.#tokens.accept(token)) {
      left = { type: 'u32', node: [kind, this.#truth(left), this.#truth(operand())] };
    }
    return left;
  }

  #binary(level: number): Typed {
    const operators = PRECEDENCE[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    while (operators.includes(this.#tokens.peek())) {
      const operator = this.#tokens.next();
      left = this.#combine(operator, left, this.#binary(level + 1));
    }
    return left;
  }

  #combine(operator: string, left: Typed, right: Typed): Typed {
    const shifts = operator === '<<' || operator === '>>';
    const type = left.type !== 'literal' ? left.type : shifts ? 'i32' : right.type === 'literal' ? 'i32' : right.type;
    const opcodes = BINARY[operator] ?? this.#tokens.fail(`no operator ${operator}`);
    const opcode = opcodes[(isWide(type) ? 2 : 0) + (isSigned(type) ? 0 : 1)] as number;
    const node: Expression = ['op', opcode, this.#as(left, type), this.#as(right, type)];
    return { type: COMPARISONS.has(operator) ? 'u32' : type, node };
  }

  #unary(): Typed {
    const t = this.#tokens;
    if (t.accept('<')) {
      const type = kindOf(t.next());
      t.expect('>');
      return { type, node: this.#as(this.#unary(), type) };
    }
    if (t.accept('-')) {
      const value = this.#unary();
      const [, , number] = value.node;
      if (value.type === 'literal' && typeof number === 'number')
        return { type: 'literal', node: ['const', 'i32', -number] };
      return this.#combine('-', { type: 'literal', node: ['const', 'i32', 0] }, value);
    }
    if (t.accept('~')) return this.#combine('^', this.#unary(), { type: 'literal', node: ['const', 'i32', -1] });
    if (t.accept('(')) {
      const value = this.expression();
      t.expect(')');
      return value;
    }
    const token = t.next();
    if (/^\d/.test(token)) return { type: 'literal', node: ['const', 'i32', Number(token)] };
    if (token === 'i64.MIN_VALUE') return { type: 'i64', node: ['const', 'i64', '-9223372036854775808'] };
    if (token === 'load') return this.#load();
    if (t.peek() === '(' || t.peek() === '<') {
      if (token in RESULTS || token in BUILTINS) return this.#call(token);
    }
    if (token === 'tlb') return { type: 'u32', node: ['tlb'] };
    if (token in FLAGS) return { type: FLAGS[token as FlagName], node: ['flag', token as FlagName] };
    const constant = this.#constants.get(token);
    if (constant !== undefined) return { type: 'u32', node: ['const', 'i32', constant] };
    const variable = this.#variable(token);
    return { type: variable.type, node: ['var', variable.number] };
  }

  #load(): Typed {
    const t = this.#tokens;
    t.expect('<');
    const kind = kindOf(t.next());
    t.expect('>');
    t.expect('(');
    if (t.peek() === 'pc' && t.peek(1) !== '+') {
      t.next();
      const offset = t.accept(',') ? this.#constant() : 0;
      t.expect(')');
      return { type: kind, node: ['field', kind, offset] };
    }
    const address = this.#as(this.expression(), 'u32');
    const offset = t.accept(',') ? this.#constant() : 0;
    t.expect(')');
    const register = this.#registerOffset(address, offset);
    return { type: kind, node: register === undefined ? ['load', kind, address, offset] : ['reg', kind, register] };
  }

  /** The offset in the register file, when that is what the address names. */
  #registerOffset(address: Expression, offset: number): Expression | undefined {
    const registers = this.#constants.get('REGS') as number;
    if (offset === registers) return address;
    const constant = fold(address);
    return constant !== undefined && constant >= registers && constant < registers + 0x100
      ? ['const', 'i32', constant + offset - registers]
      : undefined;
  }

  #call(name: string): Typed {
    const t = this.#tokens;
    if (t.accept('<')) {
      t.next();
      t.expect('>');
    }
    t.expect('(');
    const values: Typed[] = [];
    while (!t.accept(')')) {
      // The operation is where the call comes from; its address needs no saying.
      if (t.accept('pc')) t.accept(',');
      else {
        values.push(this.expression());
        t.accept(',');
      }
    }
    const builtin = BUILTINS[name];
    if (builtin !== undefined) {
      const [first, second] = values.map((value) => this.#as(value, builtin.type));
      if (first === undefined) t.fail(`expected operands of ${name}`);
      const node: Expression =
        second === undefined ? ['op', builtin.opcode, first] : ['op', builtin.opcode, first, second];
      return { type: builtin.type, node };
    }
    return { type: RESULTS[name] ?? 'void', node: ['call', name, ...values.map((v) => v.node)] };
  }

  #constant(): number {
    const value = fold(this.expression().node);
    return value ?? this.#tokens.fail('expected a constant');
  }

  #variable(name: string): { number: number; type: Kind } {
    for (let i = this.#scopes.length - 1; i >= 0; i--) {
      const found = this.#scopes[i]?.get(name);
      if (found !== undefined) return found;
    }
    return this.#tokens.fail(`unknown name ${name}`);
  }

  #truth(value: Typed): Expression {
    if (!isWide(value.type)) return value.node;
    return ['op', BINARY['!=']?.[2] as number, value.node, ['const', 'i64', 0]];
  }

  /** Convert as a cast does: to fewer bits and back they lose what does not fit. */
  #as(value: Typed, type: Type): Expression {
    const { node } = value;
    if (value.type === 'literal') {
      if (node[0] !== 'const') throw new Error('body: a literal is a constant');
      return ['const', valueType(type), node[2]];
    }
    const wideTo = isWide(type);
    if (isWide(value.type)) return wideTo ? node : narrow(['op', I32_WRAP_I64, node], type);
    if (!wideTo)
      return bitsOf(value.type) <= bitsOf(type) && isSigned(value.type) === isSigned(type) ? node : narrow(node, type);
    return ['op', isSigned(value.type) ? I64_EXTEND_I32_S : I64_EXTEND_I32_U, node];
  }
}

/** Bring an i32 into the range of a small type. */
function narrow(node: Expression, type: Type): Expression {
  const bits = bitsOf(type);
  if (bits >= 32) return node;
  if (isSigned(type)) return ['op', I32_EXTEND[bits as 8 | 16], node];
  return ['op', BINARY['&']?.[0] as number, node, ['const', 'i32', (1 << bits) - 1]];
}

/** Sums of constants. */
function fold(node: Expression): number | undefined {
  if (node[0] === 'const') return Number(node[2]);
  if (node[0] !== 'op' || node[1] !== BINARY['+']?.[0] || node[3] === undefined) return undefined;
  const [a, b] = [fold(node[2]), fold(node[3])];
  return a === undefined || b === undefined ? undefined : a + b;
}

/** @throws Error when the text is not of the language */
export function parseBody(text: string, constants: Constants): Body {
  const parser = new Parser(text, constants);
  const code = parser.statements('');
  return { vars: parser.vars, code };
}

/**
 * A function of assembly/exec/flags.ts that only computes, as one expression over the flags: `switch (fk)` with a
 * `return` a case, an `if` with a `return`, and a last `return`.
 */
export function parseFunction(source: string, name: string, constants: Constants): Expression {
  const start = source.indexOf(`export function ${name}(): u32 {`);
  const end = source.indexOf('\n}\n', start);
  if (start < 0 || end < 0) throw new Error(`flags: no function ${name}`);
  const text = source.slice(source.indexOf('{', start) + 1, end);
  const parse = (expression: string) => new Parser(expression, constants).expression().node;
  const returns = [...text.matchAll(/((?:case \w+:\s*|default:\s*|if \((.*?)\)\s*)*)return (.*?);/gs)];
  let result: Expression | undefined;
  for (const [, labels, condition, value] of returns.reverse()) {
    const cases = [...(labels ?? '').matchAll(/case (\w+):/g)].map(([, label]) => `fk == ${label}`);
    const when = condition ?? cases.join(' || ');
    const node = parse(value ?? '');
    // The last is the default; a case goes before what stands behind it.
    result = result === undefined ? node : ['if', parse(when), node, result];
  }
  if (result === undefined) throw new Error(`flags: ${name} returns nothing`);
  return result;
}
