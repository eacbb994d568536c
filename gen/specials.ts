/**
 * Bodies written by hand that belong into run()'s switch: 64-bit stack operations and the ends of blocks.
 *
 * A block's last operation sets `block`, the one to go on with, and leaves the switch; everything else falls through to
 * the next operation. Behind the 16 bytes of a last operation lie (assembly/decode/format.ts): TERM_NEXT and TERM_TARGET,
 * the addresses behind the instruction and of its branch, and for each a link to the block there with the key under
 * which the link is valid.
 */
import { CONDITIONS } from '../src/spec/x86/integer.ts';
import {
  body,
  bodyWithoutFlags,
  CONDITION,
  CONDITION_AFTER_LOGIC,
  CONDITION_AFTER_SUB,
  conditionalBody,
  EA,
  IMM,
  loadReg,
  readMem,
  type Shape,
  type Size,
  storeReg,
  writeMem,
} from './semantics.ts';

// The ends of blocks are written as macros: expandBranches() makes of them what run() does.
const TAKEN = 'taken();';
const CALLED = 'called();';
const NOT_TAKEN = 'notTaken();';
const goTo = (to: string) => `goTo(${to}); break;`;
const callTo = (to: string) => `callTo(${to}); break;`;
const returnTo = (to: string) => `returnTo(${to}); break;`;
const branchIf = (condition: string) => `if (${condition}) { ${TAKEN} } else { ${NOT_TAKEN} } break;`;

/** The body with its macros written out: go on at a link that is still valid, else look the block up. */
export function expandBranches(text: string): string {
  return text
    .replaceAll(
      /\b(?:taken|called)\(\);/g,
      'block = load<u32>(pc, TERM_KEY_TARGET) == key ? <usize>load<u32>(pc, TERM_LINK_TARGET) : linkTarget(pc);',
    )
    .replaceAll(
      'notTaken();',
      'block = load<u32>(pc, TERM_KEY_NEXT) == key ? <usize>load<u32>(pc, TERM_LINK_NEXT) : linkNext(pc);',
    )
    .replaceAll(
      /\b(?:goTo|callTo|returnTo)\((.*?)\);/g,
      // The front of the address's hash chain, or the slow way.
      `{ const to: u64 = $1;
      block = <usize>load<u32>(blockSlot(to));
      if (block == 0 || load<u64>(block, B_RIP) != to || load<u32>(block, B_KEY) != key) block = goTo(to); }`,
    );
}

/** A near branch to an address that is not canonical faults at the branch, with nothing of it done. */
const CHECK_TARGET = 'if (((x << 16) >> 16) != x) raiseError(pc, GP, 0);';

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
  'call.j.64': `${push('load<i64>(pc, TERM_NEXT)')} ${CALLED} break;`,
  'ret.none.64': `let x: i64; ${readMem('x', 64, 'load<u64>(REGS + 32)')} ${CHECK_TARGET} store<u64>(REGS + 32, load<u64>(REGS + 32) + 8); ${returnTo('<u64>x')}`,
  'jmpInd.r.64': `const x: i64 = ${loadReg('OP_DST', 64)}; ${CHECK_TARGET} ${goTo('<u64>x')}`,
  'jmpInd.m.64': `let x: i64; ${readMem('x', 64)} ${CHECK_TARGET} ${goTo('<u64>x')}`,
  'callInd.r.64': `const x: i64 = ${loadReg('OP_DST', 64)}; ${CHECK_TARGET} ${push('load<i64>(pc, TERM_NEXT)')} ${callTo('<u64>x')}`,
  'callInd.m.64': `let x: i64; ${readMem('x', 64)} ${CHECK_TARGET} ${push('load<i64>(pc, TERM_NEXT)')} ${callTo('<u64>x')}`,
  ...Object.fromEntries(CONDITIONS.map((cc) => [`j${cc}.j`, branchIf(CONDITION[cc] ?? '')])),
};

/** Instructions that are often followed by a conditional jump: one operation does both. */
const FUSED: readonly { key: string; name: string; shape: Shape; size: Size; conditions: readonly string[] }[] = [
  ...fused('cmp', ['rr', 'ri', 'rm', 'mi'], [8, 32, 64], ['e', 'ne', 'b', 'ae', 'be', 'a', 'l', 'ge', 'le', 'g']),
  ...fused('test', ['rr'], [8, 32, 64], ['e', 'ne', 's', 'ns', 'le', 'g']),
  ...fused('test', ['ri', 'mi'], [8, 32], ['e', 'ne']),
  ...fused('dec', ['r'], [32, 64], ['e', 'ne']),
  ...['add', 'sub', 'and'].flatMap((name) => fused(name, ['ri'], [32, 64], ['e', 'ne'])),
];
function fused(name: string, shapes: readonly Shape[], sizes: readonly Size[], conditions: readonly string[]) {
  return shapes.flatMap((shape) =>
    sizes
      .filter((size) => !(size === 8 && name === 'cmp' && shape === 'rr'))
      .map((size) => ({ key: `${name}.${shape}.${size}`, name, shape, size, conditions })),
  );
}

/** The condition on the operands at hand instead of the flags kept for later. */
function localCondition(name: string, cc: string): string {
  if (cc === 'e') return 'r == 0';
  if (cc === 'ne') return 'r != 0';
  const text = (name === 'cmp' ? CONDITION_AFTER_SUB : CONDITION_AFTER_LOGIC)[cc] ?? '';
  return text.replaceAll('fa', 'a').replaceAll('fb', 'b').replaceAll('fr', 'r');
}

/** Instructions that have a variant without flags, for when nobody reads them. */
const FLAGLESS: readonly { name: string; shapes: readonly Shape[]; sizes: readonly Size[] }[] = [
  { name: 'add', shapes: ['rr', 'ri', 'rm'], sizes: [32, 64] },
  { name: 'sub', shapes: ['rr', 'ri'], sizes: [32, 64] },
  ...['and', 'or', 'xor'].map((name) => ({ name, shapes: ['rr', 'ri', 'rm'] as const, sizes: [32, 64] as const })),
  ...['inc', 'dec', 'neg'].map((name) => ({ name, shapes: ['r'] as const, sizes: [32, 64] as const })),
  ...['shl', 'shr', 'sar', 'rol', 'ror'].map((name) => ({ name, shapes: ['ri'] as const, sizes: [32, 64] as const })),
  ...['shl', 'shr', 'sar'].map((name) => ({ name, shapes: ['rr'] as const, sizes: [32, 64] as const })),
  { name: 'imul2', shapes: ['rr'], sizes: [32, 64] },
  { name: 'imul3', shapes: ['rri'], sizes: [32, 64] },
];

function variantsOfConditions(suffix: string, conditions: Record<string, string>): [string, string][] {
  return Object.keys(conditions).flatMap((cc): [string, string][] => {
    const of = (name: string, shape: Shape, size: Size): [string, string] => [
      `${name}.${shape}.${size}${suffix}`,
      conditionalBody(name, shape, size, conditions) ?? '',
    ];
    return [
      [`j${cc}.j${suffix}`, branchIf(conditions[cc] ?? '')],
      of(`set${cc}`, 'r', 8),
      of(`cmov${cc}`, 'rr', 32),
      of(`cmov${cc}`, 'rr', 64),
    ];
  });
}

/** Operations that no row names; the decoder puts them where they are needed. */
export const HELPERS: Record<string, string> = {
  /** 64-bit mode, FS or GS: REG_TMP = address + segment base; OP_IMM is the base's address. */
  eaSegment: `store<u64>(REGS + REG_TMP, ${EA} + load<u64>(<usize>load<u32>(pc, OP_IMM)));`,
  movImm64: storeReg(64, 'load<i64>(pc, OP_DISP)'),
  /**
   * Translated code (src/jit/), whose place in the function table OP_IMM has: it answers with the block to go on with, or
   * with an operation of the present block (bit 0 set) that it leaves to the interpreter.
   */
  translated:
    'const r: usize = <usize>call_indirect<u32>(load<u32>(pc, OP_IMM)); if ((r & 1) != 0) { pc = r & ~1; continue; } block = r; break;',
  /** The block goes on behind its last instruction. */
  next: `${NOT_TAKEN} break;`,
  ...Object.fromEntries(variantsOfConditions('AfterSub', CONDITION_AFTER_SUB)),
  ...Object.fromEntries(variantsOfConditions('AfterLogic', CONDITION_AFTER_LOGIC)),
  ...Object.fromEntries(
    FUSED.flatMap(({ key, name, shape, size, conditions }) =>
      conditions.map((cc) => [`${key}+j${cc}`, `${body(name, shape, size)} ${branchIf(localCondition(name, cc))}`]),
    ),
  ),
  ...Object.fromEntries(
    FLAGLESS.flatMap(({ name, shapes, sizes }) =>
      shapes.flatMap((shape) =>
        sizes.map((size) => [`${name}.${shape}.${size}.flagless`, bodyWithoutFlags(name, shape, size) ?? '']),
      ),
    ),
  ),
};
