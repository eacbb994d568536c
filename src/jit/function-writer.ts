/**
 * The function that a region becomes, while it is written: its instructions, its locals by name, the blocks that are open,
 * and which of the processor's registers and flags it keeps in locals.
 */
import { STATE } from '../spec/state/layout.ts';
import type { FlagName } from './body.ts';
import {
  access,
  BLOCK_OPCODE,
  BR,
  CALL,
  END,
  emitConstant,
  GLOBAL_GET,
  GLOBAL_SET,
  I64_LOAD,
  I64_STORE,
  LOCAL_GET,
  LOCAL_SET,
  local,
  VOID_BLOCK,
} from './emit-expression.ts';
import { FUNCTIONS, GLOBALS, type ImportedFunction, type ImportedGlobal } from './imports.ts';
import { i32, typeOfFlag } from './simplify.ts';
import { ByteWriter } from './wasm/byte-writer.ts';
import { I32, I64, type WasmType } from './wasm/module-writer.ts';

const FLAG_NAMES: readonly FlagName[] = ['fk', 'fa', 'fb', 'fr', 'fx'];

/** How the function is left: with an operation, a block, at the branch target, behind the block, at an address. */
export const LEAVE = { operation: 0, block: 1, target: 2, next: 3, address: 4 } as const;

/** What a block of WebAssembly that is open stands for: a loop's head, the way to a block, or nothing to go to. */
export type Label =
  | { readonly kind: 'loop' | 'join'; readonly block: number }
  | { readonly kind: 'if' }
  | { readonly kind: 'leave' };

export class FunctionWriter {
  readonly code = new ByteWriter();
  readonly locals: WasmType[] = [];
  /** Registers that are read or written, by number, and those that are written. */
  readonly used: Set<number>;
  readonly written: Set<number>;
  /** Whether the lazy flags are kept in locals. */
  flagsUsed = false;
  readonly #named = new Map<string, number>();
  readonly #labels: Label[] = [];

  /** @param before what an earlier pass over the same region has found out */
  constructor(before?: FunctionWriter) {
    this.used = new Set(before?.used);
    this.written = new Set(before?.written);
  }

  /** A local, by a name that it is known by from now on. */
  named(name: string, type: WasmType): number {
    let number = this.#named.get(name);
    if (number === undefined) {
      number = this.locals.length;
      this.locals.push(type);
      this.#named.set(name, number);
    }
    return number;
  }
  get tlb(): number {
    return this.named('tlb', I32);
  }
  /** What is left of the budget. */
  get count(): number {
    return this.named('cnt', I32);
  }
  flag(name: FlagName): number {
    this.flagsUsed = true;
    return this.named(name, typeOfFlag(name) === 'i64' ? I64 : I32);
  }
  register(number: number): number {
    this.used.add(number);
    return this.named(`r${number}`, I64);
  }

  get(number: number): void {
    local(this.code, LOCAL_GET, number);
  }
  set(number: number): void {
    local(this.code, LOCAL_SET, number);
  }
  constant(value: number): void {
    emitConstant(this.code, i32(value));
  }
  byte(opcode: number): void {
    this.code.byte(opcode);
  }
  getGlobal(name: ImportedGlobal): void {
    this.#global(GLOBAL_GET, name);
  }
  setGlobal(name: ImportedGlobal): void {
    this.#global(GLOBAL_SET, name);
  }
  #global(instruction: number, name: ImportedGlobal): void {
    this.code.byte(instruction);
    this.code.u32(GLOBALS.findIndex((one) => one.name === name));
  }
  call(name: ImportedFunction): void {
    this.code.byte(CALL);
    this.code.u32(FUNCTIONS.findIndex((one) => one.name === name));
  }

  storeFlags(): void {
    for (const name of FLAG_NAMES) {
      this.get(this.flag(name));
      this.setGlobal(name);
    }
  }
  loadFlags(): void {
    for (const name of FLAG_NAMES) {
      this.getGlobal(name);
      this.set(this.flag(name));
    }
  }
  storeRegisters(): void {
    for (const number of this.written) {
      this.constant(0);
      this.get(this.register(number));
      access(this.code, I64_STORE, STATE.REGS + 8 * number);
    }
  }
  loadRegisters(): void {
    for (const number of this.used) {
      this.constant(0);
      access(this.code, I64_LOAD, STATE.REGS + 8 * number);
      this.set(this.register(number));
    }
  }

  /** Open a block, a loop or a condition; its instructions leave nothing on the stack. */
  open(opcode: number, label: Label = { kind: 'if' }): void {
    this.code.byte(opcode);
    this.code.byte(VOID_BLOCK);
    this.#labels.push(label);
  }
  close(): void {
    this.code.byte(END);
    this.#labels.pop();
  }
  branchTo(matches: (label: Label) => boolean): void {
    let depth = 0;
    while (depth < this.#labels.length && !matches(this.#labels[this.#labels.length - 1 - depth] as Label)) depth++;
    if (depth === this.#labels.length) throw new Error('jit: a way leads nowhere');
    this.code.byte(BR);
    this.code.u32(depth);
  }
  /** Leave the function: `value` is an operation or a block, as `how` says. */
  leave(how: number, value: number): void {
    this.constant(value);
    this.set(this.named('value', I32));
    this.constant(how);
    this.set(this.named('how', I32));
    this.branchTo(({ kind }) => kind === 'leave');
  }
  /** Leave operation `pc` of a block to the interpreter. */
  leaveOperation(block: number, pc: number): void {
    this.constant(block);
    this.set(this.named('block', I32));
    this.leave(LEAVE.operation, pc | 1);
  }
  /** A block whose end is where leave() goes. */
  openBody(): void {
    this.open(BLOCK_OPCODE, { kind: 'leave' });
  }
}
