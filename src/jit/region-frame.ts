/** The entry before and the way out behind a region's code. */
import { TERMINATOR } from '../spec/state/layout.ts';
import {
  access,
  BLOCK_OPCODE,
  BR_TABLE,
  END,
  I32_ADD,
  I32_EQ,
  I32_LOAD,
  IF,
  RETURN,
  VOID_BLOCK,
} from './emit-expression.ts';
import { type FunctionWriter, LEAVE } from './function-writer.ts';
import type { ImportedFunction } from './imports.ts';
import { type FunctionCode, I32, I64 } from './wasm/module-writer.ts';

/**
 * @param to the body, whose end is where it leaves
 * @param headCount instructions of the entry's block
 */
export function frame(to: FunctionWriter, headCount: number): FunctionCode {
  const body = to.code.take();
  to.loadRegisters();
  if (to.flagsUsed) to.loadFlags();
  for (const name of ['tlb', 'key'] as const) {
    to.getGlobal(name);
    to.set(to.named(name, I32));
  }
  // The interpreter has taken the entry's instructions off the budget, and the entry's block does so, too.
  to.getGlobal('cnt');
  to.constant(headCount);
  to.byte(I32_ADD);
  to.set(to.count);
  to.code.append(body);
  to.storeRegisters();
  if (to.flagsUsed) to.storeFlags();
  to.get(to.count);
  to.setGlobal('cnt');
  answer(to);
  return { locals: to.locals, code: to.code.take() };
}

/** Return what the interpreter goes on with. */
function answer(to: FunctionWriter): void {
  const value = to.named('value', I32);
  const ways = Object.keys(LEAVE).length;
  for (let i = 0; i < ways; i++) {
    to.byte(BLOCK_OPCODE);
    to.byte(VOID_BLOCK);
  }
  to.get(to.named('how', I32));
  to.byte(BR_TABLE);
  to.code.u32(ways - 1);
  for (let depth = 0; depth < ways; depth++) to.code.u32(depth);
  to.byte(END); // operation
  to.get(to.named('block', I32));
  to.setGlobal('currentBlock');
  to.get(value);
  to.byte(RETURN);
  to.byte(END); // block
  to.get(value);
  to.byte(RETURN);
  to.byte(END); // target
  followLink(to, value, TERMINATOR.TERM_KEY_TARGET, TERMINATOR.TERM_LINK_TARGET, 'linkTarget');
  to.byte(END); // next
  followLink(to, value, TERMINATOR.TERM_KEY_NEXT, TERMINATOR.TERM_LINK_NEXT, 'linkNext');
  to.byte(END); // address
  to.get(to.named('address', I64));
  to.call('goTo');
}

/** Return the block behind a link, looked up again when the link is no longer valid. */
function followLink(to: FunctionWriter, pc: number, key: number, link: number, lookUp: ImportedFunction): void {
  to.get(pc);
  access(to.code, I32_LOAD, key);
  to.getGlobal('key');
  to.byte(I32_EQ);
  to.byte(IF);
  to.byte(VOID_BLOCK);
  to.get(pc);
  access(to.code, I32_LOAD, link);
  to.byte(RETURN);
  to.byte(END);
  to.get(pc);
  to.call(lookUp);
  to.byte(RETURN);
}
