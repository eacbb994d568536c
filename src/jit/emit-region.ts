/**
 * A region as one WebAssembly function `() -> i32`. Registers and lazy flags are locals; they are loaded at the entry and
 * written back wherever the function is left. It never faults by itself: an operation that cannot be done on the fast
 * path (a TLB miss, a fault, a device, a denied store) is left to the interpreter with nothing of it done, so exceptions,
 * exits and self-modifying code have one implementation.
 *
 * Its answer: the block to go on with, or (bit 0 set) an operation of the present block.
 */
import { STATE, TERMINATOR } from '../spec/state/layout.ts';
import type { Expression, FlagName, Statement, ValueType } from './body.ts';
import {
  access,
  ELSE,
  END,
  emitConstant,
  emitExpression,
  emitSetRegister,
  GLOBAL_GET,
  GLOBAL_SET,
  I32_EQZ,
  IF,
  LOCAL_GET,
  LOCAL_SET,
  local,
  offsetOf,
  type Places,
  registerOf,
  storeOpcode,
  VOID_BLOCK,
} from './emit-expression.ts';
import { analyseFlow, type Flow } from './flow.ts';
import { FUNCTIONS, GLOBALS, type ImportedFunction, type ImportedGlobal } from './imports.ts';
import type { Member, Operation, Region } from './region.ts';
import { type Constant, i32, isConstant, type Known, simplify, typeOfFlag } from './simplify.ts';
import { ByteWriter } from './wasm/byte-writer.ts';
import { type FunctionCode, I32, I64, type WasmType } from './wasm/module-writer.ts';

const CALL = 0x10;
const BR = 0x0c;
const BR_TABLE = 0x0e;
const BLOCK_OPCODE = 0x02;
const LOOP = 0x03;
const RETURN = 0x0f;
const UNREACHABLE = 0x00;
const I32_ADD = 0x6a;
const I32_SUB = 0x6b;
const I32_LT_S = 0x48;
const I32_EQ = 0x46;
const I32_NE = 0x47;
const I32_LOAD = 0x28;
const I64_LOAD = 0x29;
const I64_STORE = 0x37;
const FLAG_NAMES: readonly FlagName[] = ['fk', 'fa', 'fb', 'fr', 'fx'];

/** How the function is left: with an operation, a block, at the branch target, behind the block, at an address. */
const LEAVE = { operation: 0, block: 1, target: 2, next: 3, address: 4 } as const;

/** Where the emitter is: block, operation, and the variables of its body. */
interface Place {
  readonly member: Member;
  pc: number;
  readonly vars: readonly ValueType[];
  /** Local of each variable. */
  readonly locals: readonly number[];
  readonly constants: Map<number, Constant>;
  /** Depth of conditions within the body. */
  depth: number;
}

type Label = number | 'join' | 'if' | 'leave';

export function emitRegion(memory: DataView, region: Region): FunctionCode {
  // The first pass finds out which registers the region uses: a call in its middle has to write them back.
  const first = new RegionEmitter(memory, region);
  const code = first.emit();
  return first.calls ? new RegionEmitter(memory, region, first).emit() : code;
}

class RegionEmitter implements Places {
  readonly code = new ByteWriter();
  /** Registers that are read or written. */
  readonly used = new Set<number>();
  readonly written = new Set<number>();
  /** Whether handlers of the interpreter are called. */
  calls = false;
  readonly #memory: DataView;
  readonly #region: Region;
  readonly #flow: Flow;
  readonly #locals: WasmType[] = [];
  readonly #named = new Map<string, number>();
  readonly #labels: { kind: Label; block: number }[] = [];
  flagsUsed = false;
  /** The kind of the last flags, where it is known. */
  #flagKind: number | undefined;
  #at: Place;

  /** @param before an earlier pass over the same region */
  constructor(memory: DataView, region: Region, before?: RegionEmitter) {
    this.#memory = memory;
    this.#region = region;
    for (const register of before?.used ?? []) this.used.add(register);
    for (const register of before?.written ?? []) this.written.add(register);
    this.#at = { member: region.members[0] as Member, pc: 0, vars: [], locals: [], constants: new Map(), depth: 0 };
    this.#flow = analyseFlow({ size: region.members.length, ways: (block) => waysOf(region.members[block] as Member) });
  }

  emit(): FunctionCode {
    const { code } = this;
    this.#open(BLOCK_OPCODE, 'leave', 0);
    this.#tree(0);
    code.byte(UNREACHABLE);
    this.#close();
    const head = this.#region.members[0] as Member;
    const framed = wrap(this, code.bytes, head.count);
    return { locals: this.#locals, code: framed };
  }

  // Places

  get tlb(): number {
    return this.named('tlb', I32);
  }
  variable(number: number): number {
    return this.#at.locals[number] as number;
  }
  flag(name: FlagName): number {
    this.flagsUsed = true;
    return this.named(name, typeOfFlag(name) === 'i64' ? I64 : I32);
  }
  register(number: number): number {
    this.used.add(number);
    return this.named(`r${number}`, I64);
  }
  named(name: string, type: WasmType): number {
    let number = this.#named.get(name);
    if (number === undefined) {
      number = this.#locals.length;
      this.#locals.push(type);
      this.#named.set(name, number);
    }
    return number;
  }
  call(name: string, values: readonly Expression[]): void {
    if (name !== 'imulOverflow') throw new Error(`jit: no way to call ${name} in an expression`);
    for (const value of values) this.#expression(value);
    this.storeFlags(this.code);
    callFunction(this.code, name);
  }

  storeFlags(code: ByteWriter): void {
    for (const name of FLAG_NAMES) {
      local(code, LOCAL_GET, this.flag(name));
      global(code, GLOBAL_SET, name);
    }
  }
  loadFlags(code: ByteWriter): void {
    for (const name of FLAG_NAMES) {
      global(code, GLOBAL_GET, name);
      local(code, LOCAL_SET, this.flag(name));
    }
  }
  storeRegisters(code: ByteWriter): void {
    for (const number of this.written) {
      emitConstant(code, i32(0));
      local(code, LOCAL_GET, this.register(number));
      access(code, I64_STORE, STATE.REGS + 8 * number);
    }
  }
  loadRegisters(code: ByteWriter): void {
    for (const number of this.used) {
      emitConstant(code, i32(0));
      access(code, I64_LOAD, STATE.REGS + 8 * number);
      local(code, LOCAL_SET, this.register(number));
    }
  }

  // Structure. Blocks that several ways lead to stand behind a block of their own, loop heads in a loop.

  #tree(index: number): void {
    const joins = (this.#flow.children[index] ?? []).filter((child) => this.#flow.isJoin[child]);
    const isLoop = this.#flow.isLoopHead[index] === true;
    if (isLoop) this.#open(LOOP, index, index);
    this.#within(index, joins);
    if (isLoop) this.#close();
  }

  /** Of the joins, the first in order is the innermost: each can go on to those behind it. */
  #within(index: number, joins: readonly number[]): void {
    const last = joins.at(-1);
    if (last === undefined) {
      this.#block(index);
      return;
    }
    this.#open(BLOCK_OPCODE, 'join', last);
    this.#within(index, joins.slice(0, -1));
    this.#close();
    this.#flagKind = undefined;
    this.#tree(last);
  }

  #open(opcode: number, kind: Label, block: number): void {
    this.code.byte(opcode);
    this.code.byte(VOID_BLOCK);
    this.#labels.push({ kind, block });
  }
  #close(): void {
    this.code.byte(END);
    this.#labels.pop();
  }
  #branchTo(matches: (label: { kind: Label; block: number }) => boolean): void {
    for (let i = this.#labels.length - 1; i >= 0; i--) {
      const label = this.#labels[i];
      if (label !== undefined && matches(label)) {
        this.code.byte(BR);
        this.code.u32(this.#labels.length - 1 - i);
        return;
      }
    }
    throw new Error('jit: a way leads nowhere');
  }

  /** From the end of the member at hand to a member, or out. */
  #goOn(way: 'target' | 'next'): void {
    const { member } = this.#at;
    const from = this.#region.members.indexOf(member);
    const to = member[way];
    if (to === undefined || this.#flow.isIrreducible(from, to)) {
      this.#leave(LEAVE[way], member.last);
      return;
    }
    if ((this.#flow.order[to] as number) <= (this.#flow.order[from] as number)) {
      this.#branchTo(({ kind, block }) => typeof kind === 'number' && block === to);
    } else if (this.#flow.isJoin[to]) this.#branchTo(({ kind, block }) => kind === 'join' && block === to);
    else {
      const here = this.#at;
      this.#tree(to);
      this.#at = here;
    }
  }

  #leave(how: number, value: number): void {
    const { code } = this;
    emitConstant(code, i32(value));
    local(code, LOCAL_SET, this.named('value', I32));
    emitConstant(code, i32(how));
    local(code, LOCAL_SET, this.named('how', I32));
    this.#branchTo(({ kind }) => kind === 'leave');
  }
  /** Leave the operation at hand to the interpreter. */
  #leaveOperation(pc = this.#at.pc): void {
    emitConstant(this.code, i32(this.#at.member.block));
    local(this.code, LOCAL_SET, this.named('block', I32));
    this.#leave(LEAVE.operation, pc | 1);
  }

  #block(index: number): void {
    const { code } = this;
    const member = this.#region.members[index] as Member;
    this.#at = { member, pc: 0, vars: [], locals: [], constants: new Map(), depth: 0 };
    if (this.#flow.isLoopHead[index] || index === 0) this.#flagKind = undefined;
    // The budget: what the interpreter does at the head of each block.
    const count = this.named('cnt', I32);
    local(code, LOCAL_GET, count);
    emitConstant(code, i32(member.count));
    code.byte(I32_LT_S);
    this.#open(IF, 'if', 0);
    this.#leave(LEAVE.block, member.block);
    this.#close();
    local(code, LOCAL_GET, count);
    emitConstant(code, i32(member.count));
    code.byte(I32_SUB);
    local(code, LOCAL_SET, count);
    for (const operation of member.operations) this.#operation(operation);
  }

  #operation(operation: Operation): void {
    this.#at.pc = operation.pc;
    if (operation.how === 'left') {
      this.#leaveOperation();
      return;
    }
    if (operation.how === 'called') {
      this.#callHandler(operation.pc, operation.handler);
      return;
    }
    const { vars, code } = operation.body;
    const used = { i32: 0, i64: 0 };
    const locals = vars.map((type) => this.named(`${type}.${used[type]++}`, type === 'i64' ? I64 : I32));
    this.#at = { member: this.#at.member, pc: operation.pc, vars, locals, constants: new Map(), depth: 0 };
    this.#statements(code);
  }

  /** A handler of the interpreter, which finds the state where it expects it and may raise. */
  #callHandler(pc: number, handler: number): void {
    const { code } = this;
    this.calls = true;
    this.storeRegisters(code);
    this.storeFlags(code);
    local(code, LOCAL_GET, this.named('cnt', I32));
    global(code, GLOBAL_SET, 'cnt');
    emitConstant(code, i32(this.#at.member.block));
    global(code, GLOBAL_SET, 'currentBlock');
    emitConstant(code, i32(pc));
    emitConstant(code, i32(handler));
    callFunction(code, 'dispatchCold');
    this.loadRegisters(code);
    this.loadFlags(code);
    global(code, GLOBAL_GET, 'cnt');
    local(code, LOCAL_SET, this.named('cnt', I32));
    global(code, GLOBAL_GET, 'tlb');
    local(code, LOCAL_SET, this.tlb);
    this.#flagKind = undefined;
    // It may have changed translations or code: then nothing that was decoded before is to be relied on.
    global(code, GLOBAL_GET, 'key');
    local(code, LOCAL_GET, this.named('key', I32));
    code.byte(I32_NE);
    this.#open(IF, 'if', 0);
    this.#leaveOperation(pc + 16);
    this.#close();
  }

  #statements(list: readonly Statement[]): void {
    for (const statement of list) this.#statement(statement);
  }

  #statement(statement: Statement): void {
    const { code } = this;
    switch (statement[0]) {
      case 'set': {
        const [, number, expression] = statement;
        if (isSlow(expression)) {
          this.#leaveOperation();
          return;
        }
        const value = this.#simplify(expression);
        if (isConstant(value) && this.#at.depth === 0) this.#at.constants.set(number, value);
        else this.#at.constants.delete(number);
        this.#expression(value);
        local(code, LOCAL_SET, this.variable(number));
        return;
      }
      case 'setFlag': {
        const [, name, expression] = statement;
        const value = this.#simplify(expression);
        this.#expression(value);
        local(code, LOCAL_SET, this.flag(name));
        if (name === 'fk') this.#flagKind = isConstant(value) ? Number(value[2]) : undefined;
        return;
      }
      case 'setReg': {
        const [, kind, place, expression] = statement;
        const offset = offsetOf(this.#simplify(place));
        const value = this.#simplify(expression);
        this.written.add(registerOf(offset));
        emitSetRegister(this, kind, offset, () => this.#expression(value));
        return;
      }
      case 'store': {
        const [, kind, address, value, offset] = statement;
        this.#expression(this.#simplify(address));
        this.#expression(this.#simplify(value));
        access(code, storeOpcode(kind), offset);
        return;
      }
      case 'when':
        this.#when(statement[1], statement[2], statement[3]);
        return;
      case 'do':
        this.#do(statement[1]);
        return;
      case 'taken':
        this.#goOn('target');
        return;
      case 'notTaken':
        this.#goOn('next');
        return;
      case 'goTo':
        this.#expression(this.#simplify(statement[1]));
        local(code, LOCAL_SET, this.named('address', I64));
        this.#leave(LEAVE.address, 0);
        return;
      case 'return':
        throw new Error('jit: a store returns only where it was tried');
    }
  }

  #when(expression: Expression, yes: readonly Statement[], no: readonly Statement[]): void {
    const { code } = this;
    // What neither plain writes nor sub-page permissions let through is the interpreter's.
    if (expression[0] === 'call' && expression[1].startsWith('tryStore')) {
      this.#leaveOperation();
      return;
    }
    // The slow way of a read-modify-write was left to the interpreter before it came here.
    if (isUnreachable(no)) {
      this.#statements(yes);
      return;
    }
    const condition = this.#simplify(expression);
    if (isConstant(condition)) {
      this.#statements(condition[2] === 0 ? no : yes);
      return;
    }
    this.#expression(condition);
    if (no.length === 1 && no[0]?.[0] === 'set' && isSlow(no[0][2])) {
      code.byte(I32_EQZ);
      this.#open(IF, 'if', 0);
      this.#leaveOperation();
      this.#close();
      this.#statements(yes);
      return;
    }
    const before = this.#flagKind;
    this.#at.depth++;
    this.#open(IF, 'if', 0);
    this.#statements(yes);
    const after = this.#flagKind;
    this.#flagKind = before;
    if (no.length > 0) {
      code.byte(ELSE);
      this.#statements(no);
    }
    this.#close();
    this.#at.depth--;
    if (this.#flagKind !== after) this.#flagKind = undefined;
  }

  #do(expression: Expression): void {
    if (expression[0] !== 'call') throw new Error('jit: expected a call');
    const [, name, ...values] = expression;
    if (name === 'rotateFlags') {
      for (const value of values) this.#expression(this.#simplify(value));
      this.storeFlags(this.code);
      callFunction(this.code, name);
      this.loadFlags(this.code);
      this.#flagKind = undefined;
    } else this.#leaveOperation(); // it raises, or asks for the slow way
  }

  #simplify(expression: Expression): Expression {
    const known: Known = {
      memory: this.#memory,
      pc: this.#at.pc,
      flagKind: this.#flagKind,
      vars: this.#at.constants,
    };
    return simplify(expression, known);
  }
  #expression(simplified: Expression): void {
    emitExpression(this, simplified, (number) => this.#at.vars[number] as ValueType);
  }
}

/** The entry before and the way out behind a region's code. */
function wrap(emitter: RegionEmitter, body: Uint8Array, headCount: number): Uint8Array {
  const code = new ByteWriter();
  emitter.loadRegisters(code);
  if (emitter.flagsUsed) emitter.loadFlags(code);
  for (const name of ['tlb', 'key'] as const) {
    global(code, GLOBAL_GET, name);
    local(code, LOCAL_SET, emitter.named(name, I32));
  }
  // The interpreter has taken the entry's instructions off the budget, and the entry's block does so, too.
  const count = emitter.named('cnt', I32);
  global(code, GLOBAL_GET, 'cnt');
  emitConstant(code, i32(headCount));
  code.byte(I32_ADD);
  local(code, LOCAL_SET, count);
  code.append(body);
  emitter.storeRegisters(code);
  if (emitter.flagsUsed) emitter.storeFlags(code);
  local(code, LOCAL_GET, count);
  global(code, GLOBAL_SET, 'cnt');
  answer(emitter, code);
  return code.bytes.slice();
}

function answer(emitter: RegionEmitter, code: ByteWriter): void {
  const value = emitter.named('value', I32);
  const ways = Object.keys(LEAVE).length;
  for (let i = 0; i < ways; i++) {
    code.byte(BLOCK_OPCODE);
    code.byte(VOID_BLOCK);
  }
  local(code, LOCAL_GET, emitter.named('how', I32));
  code.byte(BR_TABLE);
  code.u32(ways - 1);
  for (let depth = 0; depth < ways; depth++) code.u32(depth);
  code.byte(END); // operation
  local(code, LOCAL_GET, emitter.named('block', I32));
  global(code, GLOBAL_SET, 'currentBlock');
  local(code, LOCAL_GET, value);
  code.byte(RETURN);
  code.byte(END); // block
  local(code, LOCAL_GET, value);
  code.byte(RETURN);
  code.byte(END); // target
  followLink(code, value, TERMINATOR.TERM_KEY_TARGET, TERMINATOR.TERM_LINK_TARGET, 'linkTarget');
  code.byte(END); // next
  followLink(code, value, TERMINATOR.TERM_KEY_NEXT, TERMINATOR.TERM_LINK_NEXT, 'linkNext');
  code.byte(END); // address
  local(code, LOCAL_GET, emitter.named('address', I64));
  callFunction(code, 'goTo');
}

/** Return the block behind a link, looked up again when the link is no longer valid. */
function followLink(code: ByteWriter, pc: number, key: number, link: number, function_: ImportedFunction): void {
  local(code, LOCAL_GET, pc);
  access(code, I32_LOAD, key);
  global(code, GLOBAL_GET, 'key');
  code.byte(I32_EQ);
  code.byte(IF);
  code.byte(VOID_BLOCK);
  local(code, LOCAL_GET, pc);
  access(code, I32_LOAD, link);
  code.byte(RETURN);
  code.byte(END);
  local(code, LOCAL_GET, pc);
  callFunction(code, function_);
  code.byte(RETURN);
}

function waysOf(member: Member): number[] {
  return [member.target, member.next].filter((to) => to !== undefined);
}

function isSlow(expression: Expression): boolean {
  return expression[0] === 'call' && expression[1].startsWith('slowLoad');
}
function isUnreachable(statements: readonly Statement[]): boolean {
  const [only] = statements;
  return statements.length === 1 && only?.[0] === 'do' && only[1][0] === 'call' && only[1][1].startsWith('slowStore');
}

function callFunction(code: ByteWriter, name: ImportedFunction): void {
  code.byte(CALL);
  code.u32(FUNCTIONS.findIndex((one) => one.name === name));
}
function global(code: ByteWriter, instruction: number, name: ImportedGlobal): void {
  code.byte(instruction);
  code.u32(GLOBALS.findIndex((one) => one.name === name));
}
