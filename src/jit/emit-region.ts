/**
 * A region as one WebAssembly function `() -> i32`. Registers and lazy flags are locals; they are loaded at the entry and
 * written back wherever the function is left. It never faults by itself: an operation that cannot be done on the fast
 * path (a TLB miss, a fault, a device, a denied store) is left to the interpreter with nothing of it done, so exceptions,
 * exits and self-modifying code have one implementation.
 *
 * Its answer: the block to go on with, or (bit 0 set) an operation of the present block.
 */
import { OP } from '../spec/state/layout.ts';
import { BodyEmitter, type Flags, type Way } from './emit-body.ts';
import {
  BLOCK_OPCODE,
  emitConstant,
  I32_ADD,
  I32_LT_S,
  I32_NE,
  I32_SUB,
  I64_EQ,
  I64_LT_U,
  IF,
  LOOP,
  UNREACHABLE,
} from './emit-expression.ts';
import { analyseFlow, type Flow } from './flow.ts';
import { FunctionWriter, LEAVE } from './function-writer.ts';
import type { Landing, Member, Operation, Region } from './region.ts';
import { frame } from './region-frame.ts';
import { i64 } from './simplify.ts';
import { type FunctionCode, I32, I64 } from './wasm/module-writer.ts';

/** @param memory the core's linear memory, where the region's blocks lie */
export function emitRegion(memory: DataView, region: Region): FunctionCode {
  const first = new RegionEmitter(memory, region);
  const code = first.emit();
  // A call in the region's middle writes registers back; which ones, only a whole pass has found out.
  return first.calls ? new RegionEmitter(memory, region, first).emit() : code;
}

class RegionEmitter {
  /** Whether handlers of the interpreter are called. */
  calls = false;
  readonly writer: FunctionWriter;
  readonly #memory: DataView;
  readonly #members: readonly Member[];
  readonly #landings: readonly Landing[];
  /** Number, behind the members, of a block that all computed addresses go to; it goes on to the landings. */
  readonly #search: number;
  readonly #flow: Flow;
  readonly #flags: Flags = { kind: undefined };

  constructor(memory: DataView, { members, landings }: Region, before?: RegionEmitter) {
    this.#memory = memory;
    this.#members = members;
    this.#landings = landings;
    this.#search = members.length;
    this.writer = new FunctionWriter(before?.writer);
    this.#flow = analyseFlow({ size: members.length + 1, ways: (block) => this.#waysOf(block) });
  }

  #waysOf(block: number): number[] {
    if (block === this.#search) return this.#landings.map(({ member }) => member);
    const { target, next, isComputed } = this.#members[block] as Member;
    return [target, next, isComputed ? this.#searchOrOut : undefined].filter((to) => to !== undefined);
  }

  /** Where computed addresses go. */
  get #searchOrOut(): number | undefined {
    return this.#landings.length > 0 ? this.#search : undefined;
  }

  emit(): FunctionCode {
    const to = this.writer;
    to.openBody();
    this.#tree(0);
    to.byte(UNREACHABLE);
    to.close();
    return frame(to, (this.#members[0] as Member).count);
  }

  /** A block and all that it dominates. Loop heads stand in a loop, and what several ways lead to behind a block of its own. */
  #tree(index: number): void {
    const joins = (this.#flow.children[index] ?? []).filter((child) => this.#flow.isJoin[child]);
    const isLoop = this.#flow.isLoopHead[index] === true;
    if (isLoop) this.writer.open(LOOP, { kind: 'loop', block: index });
    this.#within(index, joins);
    if (isLoop) this.writer.close();
  }

  /** Of the joins, the first in order is the innermost: each can go on to those behind it. */
  #within(index: number, joins: readonly number[]): void {
    const last = joins.at(-1);
    if (last === undefined) {
      this.#block(index);
      return;
    }
    this.writer.open(BLOCK_OPCODE, { kind: 'join', block: last });
    this.#within(index, joins.slice(0, -1));
    this.writer.close();
    this.#flags.kind = undefined;
    this.#tree(last);
  }

  /** From the end of a member to another, or out. */
  #goOn(from: number, way: Way): void {
    const member = this.#members[from] as Member;
    if (way === 'address') this.#goTo(from, this.#searchOrOut, () => this.writer.leave(LEAVE.address, 0));
    else this.#goTo(from, member[way], () => this.writer.leave(LEAVE[way], member.last));
  }

  /** @param leave goes on where there is no way within the region */
  #goTo(from: number, to: number | undefined, leave: () => void): void {
    const { order, isJoin } = this.#flow;
    if (to === undefined || this.#flow.isIrreducible(from, to)) leave();
    else if ((order[to] as number) <= (order[from] as number)) {
      this.writer.branchTo((label) => label.kind === 'loop' && label.block === to);
    } else if (isJoin[to]) this.writer.branchTo((label) => label.kind === 'join' && label.block === to);
    else this.#tree(to);
  }

  /** Go on at the landing that has the computed address, among those from `low` up to `high`; or out. */
  #land(low: number, high: number): void {
    const to = this.writer;
    const leave = (): void => to.leave(LEAVE.address, 0);
    const { kind } = this.#flags;
    const middle = (low + high) >> 1;
    const { rip, member } = this.#landings[middle] as Landing;
    to.get(to.named('address', I64));
    emitConstant(to.code, i64(rip));
    if (high - low === 1) {
      to.byte(I64_EQ);
      to.open(IF);
      this.#goTo(this.#search, member, leave);
      to.close();
      leave();
      return;
    }
    to.byte(I64_LT_U);
    to.open(IF);
    this.#land(low, middle);
    to.close();
    this.#flags.kind = kind;
    this.#land(middle, high);
  }

  #block(index: number): void {
    if (index === this.#search) {
      if (this.#flow.isLoopHead[index]) this.#flags.kind = undefined;
      this.#land(0, this.#landings.length);
      return;
    }
    const to = this.writer;
    const member = this.#members[index] as Member;
    // Others come to a loop's head, too.
    if (this.#flow.isLoopHead[index]) this.#flags.kind = undefined;
    // The budget: what the interpreter does at the head of each block.
    to.get(to.count);
    to.constant(member.count);
    to.byte(I32_SUB);
    to.set(to.count);
    to.get(to.count);
    to.constant(0);
    to.byte(I32_LT_S);
    to.open(IF);
    to.get(to.count);
    to.constant(member.count);
    to.byte(I32_ADD);
    to.set(to.count);
    to.leave(LEAVE.block, member.block);
    to.close();
    for (const operation of member.operations) this.#operation(index, member.block, operation);
  }

  #operation(index: number, block: number, operation: Operation): void {
    const { pc } = operation;
    switch (operation.how) {
      case 'translated': {
        const { body } = operation;
        const emitter = new BodyEmitter(this.writer, this.#memory, { block, pc, body }, this.#flags, (way) =>
          this.#goOn(index, way),
        );
        emitter.emit(body.code);
        return;
      }
      case 'called':
        this.#callHandler(block, pc, operation.handler);
        return;
      case 'left':
        this.writer.leaveOperation(block, pc);
    }
  }

  /** A handler of the interpreter, which finds the state where it expects it and may raise. */
  #callHandler(block: number, pc: number, handler: number): void {
    const to = this.writer;
    this.calls = true;
    to.storeRegisters();
    to.storeFlags();
    to.get(to.count);
    to.setGlobal('cnt');
    to.constant(block);
    to.setGlobal('currentBlock');
    to.constant(pc);
    to.constant(handler);
    to.call('dispatchCold');
    to.loadRegisters();
    to.loadFlags();
    to.getGlobal('cnt');
    to.set(to.count);
    to.getGlobal('tlb');
    to.set(to.tlb);
    this.#flags.kind = undefined;
    // It may have changed translations or code: then nothing that was decoded before is to be relied on.
    to.getGlobal('key');
    to.get(to.named('key', I32));
    to.byte(I32_NE);
    to.open(IF);
    to.leaveOperation(block, pc + OP.OP_SIZE);
    to.close();
  }
}
