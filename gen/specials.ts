/**
 * Bodies written by hand that belong into run()'s switch: 64-bit stack operations and the ends of blocks.
 *
 * A block's last operation sets `b`, the block to go on with, and leaves the switch; everything else falls through to
 * the next operation. Behind the 16 bytes of a last operation lie (assembly/decode/block.ts): TERM_NEXT and TERM_TARGET,
 * the addresses behind the instruction and of its branch, and for each a link to the block there with the key under
 * which the link is valid.
 */
import { CONDITIONS } from '../src/spec/x86/integer.ts';
import {
  CONDITION,
  CONDITION_AFTER_LOGIC,
  CONDITION_AFTER_SUB,
  EA,
  IMM,
  loadReg,
  readMem,
  storeReg,
  writeMem,
} from './semantics.ts';

const TAKEN = 'b = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc);';
const NOT_TAKEN = 'b = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc);';
const branchIf = (condition: string) => `if (${condition}) { ${TAKEN} } else { ${NOT_TAKEN} } break;`;

/** Go to the address `to` (u64): the front of its hash chain, or the slow way. */
const goTo = (to: string) => `{ const to: u64 = ${to};
      b = <usize>load<u32>(blockSlot(to));
      if (b == 0 || load<u64>(b, B_RIP) != to || load<u32>(b, B_KEY) != key) { store<u64>(RIP, to); b = findBlock(); } } break;`;

const push = (value: string) =>
  `{ const value: i64 = ${value}; const sp: u64 = load<u64>(REGS + 32) - 8;
      ${writeMem('value', 64, 'sp')} store<u64>(REGS + 32, sp); }`;

/** Keyed like generated handlers; a key without a size serves every operand size. */
export const SPECIALS: Record<string, string> = {
  'nop.none': '',
  'nop.r': '',
  'nop.m': '',
  'push.r.64': push(loadReg('OP_DST', 64)),
  'push.m.64': `let x: i64; ${readMem('x', 64)} ${push('x')}`,
  'pushImm.i.64': push(IMM),
  'pop.r.64': `let x: i64; ${readMem('x', 64, 'load<u64>(REGS + 32)')} store<u64>(REGS + 32, load<u64>(REGS + 32) + 8); ${storeReg(64, 'x')}`,
  'jmp.j': `${TAKEN} break;`,
  'call.j.64': `${push('load<i64>(pc, TERM_NEXT)')} ${TAKEN} break;`,
  'ret.none.64': `let x: i64; ${readMem('x', 64, 'load<u64>(REGS + 32)')} store<u64>(REGS + 32, load<u64>(REGS + 32) + 8); ${goTo('<u64>x')}`,
  'jmpInd.r.64': goTo(`<u64>${loadReg('OP_DST', 64)}`),
  'jmpInd.m.64': `let x: i64; ${readMem('x', 64)} ${goTo('<u64>x')}`,
  'callInd.r.64': `const x: i64 = ${loadReg('OP_DST', 64)}; ${push('load<i64>(pc, TERM_NEXT)')} ${goTo('<u64>x')}`,
  'callInd.m.64': `let x: i64; ${readMem('x', 64)} ${push('load<i64>(pc, TERM_NEXT)')} ${goTo('<u64>x')}`,
  ...Object.fromEntries(CONDITIONS.map((cc) => [`j${cc}.j`, branchIf(CONDITION[cc] ?? '')])),
};

/** Operations that no row names; the decoder puts them where they are needed. */
export const HELPERS: Record<string, string> = {
  /** 64-bit mode, FS or GS: REG_TMP = address + segment base; OP_IMM is the base's address. */
  eaSegment: `store<u64>(REGS + REG_TMP, ${EA} + load<u64>(<usize>load<u32>(pc, OP_IMM)));`,
  movImm64: storeReg(64, 'load<i64>(pc, OP_DISP)'),
  /** The block goes on behind its last instruction. */
  next: `${NOT_TAKEN} break;`,
  ...Object.fromEntries(
    Object.entries(CONDITION_AFTER_SUB).map(([cc, condition]) => [`j${cc}AfterSub`, branchIf(condition)]),
  ),
  ...Object.fromEntries(
    Object.entries(CONDITION_AFTER_LOGIC).map(([cc, condition]) => [`j${cc}AfterLogic`, branchIf(condition)]),
  ),
};
