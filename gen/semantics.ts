/**
 * What the common integer instructions do, as text templates: one body a (name, shape, size). The same body becomes a
 * case of run()'s switch (hot) or a function of its own (cold); gen/handlers.ts decides which.
 *
 * Operands are kept sign-extended in i64 variables `a` and `b`; with that, one formula serves the flags of all sizes
 * (see assembly/exec/flags.ts). A memory operand is accessed before anything is committed.
 */
import { CONDITIONS } from '../src/spec/x86/integer.ts';

export type Shape = 'rri' | 'rmi' | 'rr' | 'rm' | 'mr' | 'ri' | 'mi' | 'r' | 'm' | 'i' | 'none';
export type Size = 8 | 16 | 32 | 64;
export const SIZES: readonly Size[] = [8, 16, 32, 64];

const REG_AT = (field: 'OP_DST' | 'OP_SRC') => `<usize>load<u8>(pc, ${field})`;

/** Load a register operand, sign-extended to i64. */
export function loadReg(field: 'OP_DST' | 'OP_SRC', size: Size): string {
  return size === 64 ? `load<i64>(${REG_AT(field)}, REGS)` : `<i64>load<i${size}>(${REG_AT(field)}, REGS)`;
}

/** Store `value` (i64) into the first operand's register; a 32-bit result clears the upper half. */
export function storeReg(size: Size, value: string, field: 'OP_DST' | 'OP_SRC' = 'OP_DST'): string {
  const at = REG_AT(field);
  switch (size) {
    case 64:
      return `store<i64>(${at}, ${value}, REGS);`;
    case 32:
      return `store<u64>(${at}, <u64>(<u32>(${value})), REGS);`;
    case 16:
      return `store<u16>(${at}, <u16>(${value}), REGS);`;
    case 8:
      return `store<u8>(${at}, <u8>(${value}), REGS);`;
  }
}

/** The immediate as i64. */
export const IMM = '<i64>load<i32>(pc, OP_IMM)';

/** Linear address of the memory operand. */
export const EA =
  '(load<u64>(<usize>load<u8>(pc, OP_BASE), REGS) + (load<u64>(<usize>load<u8>(pc, OP_INDEX), REGS) << (<u64>load<u8>(pc, OP_SCALE))) + (<u64>(<i64>load<i32>(pc, OP_DISP))))';

const ENTRY = 'const e: usize = tlb + (((<usize>(va >> 12)) & 0xfff) << 5);';
const PAGE_OF = (size: Size) => (size === 8 ? '(va & ~(<u64>0xfff))' : `((va + ${size / 8 - 1}) & ~(<u64>0xfff))`);
const HOST = '<usize>va + <usize>load<u32>(e, TLB_ADDEND)';

/** `x` (declared by the caller as i64) = memory operand, sign-extended. */
export function readMem(x: string, size: Size, address = EA): string {
  const load = size === 64 ? `load<i64>(${HOST})` : `<i64>load<i${size}>(${HOST})`;
  return `{ const va: u64 = ${address}; ${ENTRY}
      if (load<u64>(e, TLB_READ) == ${PAGE_OF(size)}) ${x} = ${load}; else ${x} = slowLoad${size}(pc, va); }`;
}

/** Bit 0 of a write tag, TAG_SPP of assembly/mem/tlb.ts: writes go by the sub-page mask. */
const TAG_SPP = 1;

/** The counter of silent stores of the page of `host`. */
const COUNTER = '((host >> 12) << 2) + (PAGE_STORES - ((HOST_PHYS >> 12) << 2))';

/**
 * Memory operand = value (i64). Stores to writable sub-pages are made here, too: with a call they cost as much again.
 * The tag is that of the last byte's page, so neither way takes a store over a page boundary. A denied store leaves run() by returning. A body that is a function of its own cannot:
 * storesThatUnwind() makes it the other kind.
 */
export function writeMem(value: string, size: Size, address = EA): string {
  const cast = size === 64 ? '<u64>' : `<u${size}>`;
  const bit = (at: string) => `(load<u32>(e, TLB_MASK) >> (<u32>(${at} >> 7)))`;
  const last = size === 8 ? 'va' : `(va + ${size / 8 - 1})`;
  const bits = size === 8 ? bit('va') : `${bit('va')} & ${bit(last)}`;
  return `{ const va: u64 = ${address}; ${ENTRY}
      const tag: u64 = load<u64>(e, TLB_WRITE); const page: u64 = ${PAGE_OF(size)};
      if (tag == page) store<u${size}>(${HOST}, ${cast}(${value}));
      else if (tag == (page | ${TAG_SPP}) && (${bits} & 1) != 0) {
        const host: usize = ${HOST}; const counter: usize = ${COUNTER};
        store<u32>(counter, load<u32>(counter) + 1); store<u${size}>(host, ${cast}(${value}));
      } else if (tryStore${size}(pc, va, <u64>(${value}))) return; }`;
}

/** The body of a function outside run(): a denied store unwinds. */
export function storesThatUnwind(text: string): string {
  return text.replaceAll(/else if \(tryStore(\d+)\((.*?)\)\) return;/g, 'else slowStore$1($2);');
}

/** Read-modify-write of the memory operand: `compute` sees `a` and sets `r`; `commit` runs behind the store. */
function modifyMem(size: Size, compute: string, commit: string): string {
  const load = size === 64 ? 'load<i64>(p)' : `<i64>load<i${size}>(p)`;
  const cast = size === 64 ? '<u64>' : `<u${size}>`;
  return `const va: u64 = ${EA}; ${ENTRY}
      let p: usize = 0; let a: i64;
      if (load<u64>(e, TLB_WRITE) == ${PAGE_OF(size)}) { p = ${HOST}; a = ${load}; } else a = slowLoadForWrite${size}(pc, va);
      ${compute}
      if (p) store<u${size}>(p, ${cast}r); else slowStore${size}(pc, va, <u64>r);
      ${commit}`;
}

const SIGN_EXTEND = (size: Size, x: string) => (size === 64 ? x : `<i64>(<i${size}>(${x}))`);
const ZERO_EXTEND = (size: Size, x: string) => (size === 64 ? `<u64>(${x})` : `<u64>(<u${size}>(${x}))`);

interface Semantics {
  /** Statements that declare `r` from `a` (and `b`, `c`); may declare more for `flags`. */
  readonly compute: (size: Size) => string;
  /** Statements that leave the flags; run after the destination is safely written. */
  readonly flags: (size: Size) => string;
  /** 'rw': destination read and written, 'w': only written, 'none': compare and the like. */
  readonly destination: 'rw' | 'w' | 'none';
}

const lazy = (kind: string) => () => `fk = ${kind}; fa = a; fb = b; fr = r;`;
const logic = () => 'fk = F_LOGIC; fr = r;';

const TWO_OPERANDS: Record<string, Semantics> = {
  add: { compute: (s) => `const r: i64 = ${SIGN_EXTEND(s, 'a + b')};`, flags: lazy('F_ADD'), destination: 'rw' },
  sub: { compute: (s) => `const r: i64 = ${SIGN_EXTEND(s, 'a - b')};`, flags: lazy('F_SUB'), destination: 'rw' },
  cmp: { compute: (s) => `const r: i64 = ${SIGN_EXTEND(s, 'a - b')};`, flags: lazy('F_SUB'), destination: 'none' },
  and: { compute: () => 'const r: i64 = a & b;', flags: logic, destination: 'rw' },
  or: { compute: () => 'const r: i64 = a | b;', flags: logic, destination: 'rw' },
  xor: { compute: () => 'const r: i64 = a ^ b;', flags: logic, destination: 'rw' },
  test: { compute: () => 'const r: i64 = a & b;', flags: logic, destination: 'none' },
  adc: {
    compute: (s) =>
      `const c: i64 = <i64>(fk == F_ADD ? <u32>(<u64>fr < <u64>fa) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = ${SIGN_EXTEND(s, 'a + b + c')};`,
    flags: () => `fx = (<u32>(c != 0 ? <u64>r <= <u64>a : <u64>r < <u64>a)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ r) & (b ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;`,
    destination: 'rw',
  },
  sbb: {
    compute: (s) =>
      `const c: i64 = <i64>(fk == F_SUB ? <u32>(<u64>fa < <u64>fb) : fk == F_MIXED ? fx & CF : carry()); const r: i64 = ${SIGN_EXTEND(s, 'a - b - c')};`,
    flags: () => `fx = (<u32>(c != 0 ? <u64>a <= <u64>b : <u64>a < <u64>b)) | ((<u32>(a ^ b ^ r)) & AF) |
        ((<u32>(<u64>((a ^ b) & (a ^ r)) >> 63)) << 11); fk = F_MIXED; fr = r;`,
    destination: 'rw',
  },
  mov: { compute: () => 'const r: i64 = b;', flags: () => '', destination: 'w' },
  imul2: {
    compute: (s) =>
      s === 64 ? 'const r: i64 = a * b;' : `const w: i64 = a * b; const r: i64 = ${SIGN_EXTEND(s, 'w')};`,
    flags: (s) =>
      s === 64 ? 'fk = F_IMUL; fa = a; fb = b; fr = r;' : 'fk = F_MIXED; fx = w == r ? 0 : CF | OF; fr = r;',
    destination: 'rw',
  },
};

const MINIMUM: Record<Size, string> = { 8: '-0x80', 16: '-0x8000', 32: '-0x80000000', 64: 'i64.MIN_VALUE' };

const ONE_OPERAND: Record<string, Semantics> = {
  inc: {
    compute: (s) => `const r: i64 = ${SIGN_EXTEND(s, 'a + 1')};`,
    flags: (s) =>
      `fx = (fk == F_MIXED ? fx & CF : carry()) | ((r & 15) == 0 ? AF : 0) | (r == ${MINIMUM[s]} ? OF : 0); fk = F_MIXED; fr = r;`,
    destination: 'rw',
  },
  dec: {
    compute: (s) => `const r: i64 = ${SIGN_EXTEND(s, 'a - 1')};`,
    flags: (s) =>
      `fx = (fk == F_MIXED ? fx & CF : carry()) | ((r & 15) == 15 ? AF : 0) | (a == ${MINIMUM[s]} ? OF : 0); fk = F_MIXED; fr = r;`,
    destination: 'rw',
  },
  neg: {
    compute: (s) => `const r: i64 = ${SIGN_EXTEND(s, '0 - a')};`,
    flags: () => 'fk = F_SUB; fa = 0; fb = a; fr = r;',
    destination: 'rw',
  },
  not: { compute: () => 'const r: i64 = ~a;', flags: () => '', destination: 'rw' },
};

/**
 * Shifts and rotates. `a` is the operand, `n` the masked count (not 0). Flags that the manual leaves undefined: AF is
 * cleared by shifts; OF after counts above 1 follows the formula of count 1, which is what processors do for SHL.
 */
const SHIFTS: Record<string, Semantics> = {
  shl: {
    compute: (s) => `const z: u64 = ${ZERO_EXTEND(s, 'a')}; const r: i64 = ${SIGN_EXTEND(s, '<i64>(z << n)')};
        const c: u32 = ${s === 64 ? '(<u32>(z >> (64 - n))) & 1' : `(<u32>((z << n) >> ${s})) & 1`};`,
    flags: () => 'fx = c | (((<u32>(<u64>r >> 63)) ^ c) << 11); fk = F_MIXED; fr = r;',
    destination: 'rw',
  },
  shr: {
    compute: (s) => `const z: u64 = ${ZERO_EXTEND(s, 'a')}; const r: i64 = ${SIGN_EXTEND(s, '<i64>(z >> n)')};
        const c: u32 = (<u32>(z >> (n - 1))) & 1;`,
    flags: (s) => `fx = c | ((<u32>(z >> ${s - 1})) << 11); fk = F_MIXED; fr = r;`,
    destination: 'rw',
  },
  sar: {
    compute: () => 'const r: i64 = a >> (<i64>n); const c: u32 = (<u32>(a >> (<i64>(n - 1)))) & 1;',
    flags: () => 'fx = c; fk = F_MIXED; fr = r;',
    destination: 'rw',
  },
  rol: {
    compute: (s) =>
      s === 64
        ? 'const r: i64 = rotl<i64>(a, <i64>n);'
        : `const z: u64 = ${ZERO_EXTEND(s, 'a')}; const k: u64 = n & ${s - 1}; const r: i64 = ${SIGN_EXTEND(s, `<i64>((z << k) | (z >> ((${s} - k))))`)};`,
    flags: () => 'rotateFlags((<u32>r) & 1, (<u32>(<u64>r >> 63)) ^ ((<u32>r) & 1));',
    destination: 'rw',
  },
  ror: {
    compute: (s) =>
      s === 64
        ? 'const r: i64 = rotr<i64>(a, <i64>n);'
        : `const z: u64 = ${ZERO_EXTEND(s, 'a')}; const k: u64 = n & ${s - 1}; const r: i64 = ${SIGN_EXTEND(s, `<i64>((z >> k) | (z << ((${s} - k))))`)};`,
    flags: (s) => `rotateFlags(<u32>(<u64>r >> 63), (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> ${s - 2})) & 1));`,
    destination: 'rw',
  },
  rcl: {
    compute: (s) =>
      `const r: i64 = ${SIGN_EXTEND(s, `<i64>rotateLeftThroughCarry(${ZERO_EXTEND(s, 'a')}, <u32>n, ${s})`)};`,
    flags: () => 'rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ rotatedCarry);',
    destination: 'rw',
  },
  rcr: {
    compute: (s) =>
      `const r: i64 = ${SIGN_EXTEND(s, `<i64>rotateRightThroughCarry(${ZERO_EXTEND(s, 'a')}, <u32>n, ${s})`)};`,
    flags: (s) => `rotateFlags(rotatedCarry, (<u32>(<u64>r >> 63)) ^ ((<u32>(r >> ${s - 2})) & 1));`,
    destination: 'rw',
  },
};

/** Expression that is true when the condition holds, for flags of unknown origin. */
export const CONDITION: Record<string, string> = {
  o: 'overflow() != 0',
  no: 'overflow() == 0',
  b: 'carry() != 0',
  ae: 'carry() == 0',
  e: 'fr == 0',
  ne: 'fr != 0',
  be: '(fr == 0 || carry() != 0)',
  a: '(fr != 0 && carry() == 0)',
  s: 'sign() != 0',
  ns: 'sign() == 0',
  p: 'parity() != 0',
  np: 'parity() == 0',
  l: 'sign() != overflow()',
  ge: 'sign() == overflow()',
  le: '(fr == 0 || sign() != overflow())',
  g: '(fr != 0 && sign() == overflow())',
};

/** The same when the decoder knows that the flags come from a subtraction or compare. */
export const CONDITION_AFTER_SUB: Record<string, string> = {
  b: '<u64>fa < <u64>fb',
  ae: '<u64>fa >= <u64>fb',
  be: '<u64>fa <= <u64>fb',
  a: '<u64>fa > <u64>fb',
  l: 'fa < fb',
  ge: 'fa >= fb',
  le: 'fa <= fb',
  g: 'fa > fb',
  s: 'fr < 0',
  ns: 'fr >= 0',
};

/** The same after AND, OR, XOR, TEST: carry and overflow are 0. */
export const CONDITION_AFTER_LOGIC: Record<string, string> = {
  s: 'fr < 0',
  ns: 'fr >= 0',
  l: 'fr < 0',
  ge: 'fr >= 0',
  le: 'fr <= 0',
  g: 'fr > 0',
};

/** While set, bodies leave the flags alone: for instructions whose flags nobody reads. */
let flagless = false;

/** The body of an instruction whose flags are dead (the decoder knows when: assembly/decode/liveness.ts). */
export function bodyWithoutFlags(name: string, shape: Shape, size: Size): string | undefined {
  flagless = true;
  try {
    return body(name, shape, size);
  } finally {
    flagless = false;
  }
}

function apply(op: Semantics, shape: Shape, size: Size, second: string): string | undefined {
  const compute = op.compute(size);
  const flags = flagless ? '' : op.flags(size);
  const first = shape[0];
  if (first === 'r') {
    const read = op.destination === 'w' ? '' : `const a: i64 = ${loadReg('OP_DST', size)};`;
    const commit = op.destination === 'none' ? '' : storeReg(size, 'r');
    return `${second}${read} ${compute} ${commit} ${flags}`;
  }
  if (first === 'm') {
    if (op.destination === 'w') return `${second}${compute}${writeMem('r', size)} ${flags}`;
    if (op.destination === 'none') return `${second}let a: i64; ${readMem('a', size)} ${compute} ${flags}`;
    return `${second}${modifyMem(size, compute, flags)}`;
  }
  return undefined;
}

const second = (shape: Shape, size: Size): string | undefined => {
  switch (shape) {
    case 'rr':
    case 'mr':
      return `const b: i64 = ${loadReg('OP_SRC', size)};`;
    case 'ri':
    case 'mi':
      return `const b: i64 = ${IMM};`;
    case 'rm':
      return `let b: i64; ${readMem('b', size)}`;
    default:
      return undefined;
  }
};

/** The body for an instruction in one shape and size, or undefined when no template covers it. */
export function body(name: string, shape: Shape, size: Size): string | undefined {
  const two = TWO_OPERANDS[name];
  if (two !== undefined) {
    const b = second(shape, size);
    return b === undefined ? undefined : apply(two, shape, size, b);
  }
  const one = ONE_OPERAND[name];
  if (one !== undefined) return shape === 'r' || shape === 'm' ? apply(one, shape, size, '') : undefined;
  const shift = SHIFTS[name];
  if (shift !== undefined) {
    const mask = size === 64 ? 63 : 31;
    const count = shape === 'ri' || shape === 'mi' ? '<u64>load<u32>(pc, OP_IMM)' : '<u64>load<u8>(REGS + 8)'; // RCX is register 1
    const n = `const n: u64 = ${count} & ${mask};`;
    // A 32-bit register is zero-extended even when the count is 0; memory is written back in any case on hardware,
    // which only shows as a fault, so the read-modify-write body runs for memory and leaves the flags alone.
    if (shape === 'ri' || shape === 'rr') {
      const zeroCount = size === 32 ? `else { ${storeReg(32, loadReg('OP_DST', 32))} }` : '';
      return `${n} if (n != 0) { ${apply(shift, 'r', size, '')} } ${zeroCount}`;
    }
    if (shape === 'mi' || shape === 'mr') {
      return `${n} if (n != 0) { ${apply(shift, 'm', size, '')} } else { const va: u64 = ${EA}; slowLoadForWrite${size}(pc, va); }`;
    }
    return undefined;
  }
  if (name === 'imul3') return multiplyByImmediate(shape, size);
  return extensionBody(name, shape, size) ?? conditionalBody(name, shape, size, CONDITION);
}

/** IMUL with three operands: the destination is not read. */
function multiplyByImmediate(shape: Shape, size: Size): string | undefined {
  const operation = TWO_OPERANDS['imul2'] as Semantics;
  if (size === 8) return undefined;
  const source = shape === 'rri' ? `const a: i64 = ${loadReg('OP_SRC', size)};` : `let a: i64; ${readMem('a', size)}`;
  const flags = flagless ? '' : operation.flags(size);
  return `const b: i64 = ${IMM}; ${source} ${operation.compute(size)} ${storeReg(size, 'r')} ${flags}`;
}

function extensionBody(name: string, shape: Shape, size: Size): string | undefined {
  const from = name.endsWith('b') ? 8 : name.endsWith('w') ? 16 : 32;
  const known = { movzxb: 'u8', movzxw: 'u16', movsxb: 'i8', movsxw: 'i16', movsxd: 'i32' }[name];
  if (known !== undefined) {
    if (size === 8) return undefined;
    const value = `<i64>(<${known}>x)`;
    if (shape === 'rr') return `const x: i64 = ${loadReg('OP_SRC', from)}; ${storeReg(size, value)}`;
    if (shape === 'rm') return `let x: i64; ${readMem('x', from)} ${storeReg(size, value)}`;
    return undefined;
  }
  if (name === 'lea' && shape === 'rm' && size !== 8) return storeReg(size, `<i64>${EA}`);
  return undefined;
}

/** SETcc and CMOVcc, with the conditions as `conditions` has them. */
export function conditionalBody(
  name: string,
  shape: Shape,
  size: Size,
  conditions: Record<string, string>,
): string | undefined {
  const cc = CONDITIONS.find((c) => name === `set${c}` || name === `cmov${c}`);
  const condition = cc === undefined ? undefined : conditions[cc];
  if (condition === undefined) return undefined;
  if (name.startsWith('set')) {
    const value = `<i64>(<u32>(${condition}))`;
    if (shape === 'r') return storeReg(8, value);
    if (shape === 'm') return `const r: i64 = ${value}; ${writeMem('r', 8)}`;
    return undefined;
  }
  // CMOV always reads its source, and a 32-bit destination is zero-extended whether or not it is moved.
  const otherwise = size === 32 ? ` else { ${storeReg(32, loadReg('OP_DST', 32))} }` : '';
  if (shape === 'rr') return `if (${condition}) { ${storeReg(size, loadReg('OP_SRC', size))} }${otherwise}`;
  if (shape === 'rm')
    return `let b: i64; ${readMem('b', size)} if (${condition}) { ${storeReg(size, 'b')} }${otherwise}`;
  return undefined;
}
