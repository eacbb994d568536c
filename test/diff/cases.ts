import type { OpcodeMap, Row } from '../../src/spec/x86/row.ts';
import { encode, type Form, hasModRm, operandSizes, type RmOperand } from '../support/encode.ts';
import {
  CODE_AT,
  CODE_PAGE,
  DATA_PAGES,
  DATA_SIZE,
  type MachineCase,
  WINDOW,
  WINDOW_SIZE,
} from '../support/machine-case.ts';
import type { Random } from '../support/random.ts';
import { undefinedFlags, undefinedResult } from './undefined.ts';
import { fxImage, integerValue, operandBytes, windowImage } from './values.ts';

/** Rows that cannot be compared at user level on any host, and why. The guests of test/guest cover them. */
export const NOT_COMPARED: Readonly<Record<string, string>> = {
  cpuid: 'tells what the processor is',
  rdtsc: 'reads time',
  rdtscp: 'reads time',
  rdpid: 'tells the processor number',
  rdrand: 'random',
  rdseed: 'random',
  xgetbv: 'tells what the host has enabled',
  sgdt: 'Linux emulates it under UMIP',
  sidt: 'Linux emulates it under UMIP',
  sldt: 'Linux emulates it under UMIP',
  str: 'Linux emulates it under UMIP',
  smsw: 'Linux emulates it under UMIP',
  syscall: 'a system call',
  sysenter: 'a system call',
  sysret: 'vendors differ in the fault at user level',
  sysexit: 'vendors differ in the fault at user level',
  int3: 'ends a case',
  int1: 'ends a case',
  intN: 'some vectors are system calls',
  rdfsbase: 'the host program needs FS and GS',
  rdgsbase: 'the host program needs FS and GS',
  wrfsbase: 'the host program needs FS and GS',
  wrgsbase: 'the host program needs FS and GS',
  pushSeg: 'selectors are the host system’s',
  popSeg: 'selectors are the host system’s',
  movFromSeg: 'selectors are the host system’s',
  movToSeg: 'selectors are the host system’s',
  les: 'selectors are the host system’s',
  lds: 'selectors are the host system’s',
  lss: 'selectors are the host system’s',
  lfs: 'selectors are the host system’s',
  lgs: 'selectors are the host system’s',
  lar: 'descriptors are the host system’s',
  lsl: 'descriptors are the host system’s',
  verr: 'descriptors are the host system’s',
  verw: 'descriptors are the host system’s',
  arpl: 'selectors are the host system’s',
  callFar: 'descriptors are the host system’s',
  jmpFar: 'descriptors are the host system’s',
  callFarInd: 'descriptors are the host system’s',
  jmpFarInd: 'descriptors are the host system’s',
  retFar: 'descriptors are the host system’s',
  retFarImm: 'descriptors are the host system’s',
  iret: 'descriptors are the host system’s',
  xsave: 'the layout depends on what the host has enabled',
  xrstor: 'the layout depends on what the host has enabled',
  xsaveopt: 'the layout depends on what the host has enabled',
  xsavec: 'the layout depends on what the host has enabled',
};

/** Rows that operate on a bit string in memory: the bit offset reaches far beyond the operand. */
const BIT_STRINGS = new Set(['bt', 'bts', 'btr', 'btc']);
const IMAGES = new Set(['fldenv', 'fnstenv', 'frstor', 'fnsave', 'fxsave', 'fxrstor']);
const STRINGS = new Set(['movs', 'cmps', 'stos', 'lods', 'scas', 'ins', 'outs']);
const RSP = 4;
const RBP = 5;

/** A place for a memory operand: mostly inside the window, sometimes across pages, at a hole, or not canonical. */
function operandAddress(random: Random, bits: number): bigint {
  const end = BigInt(DATA_PAGES + DATA_SIZE);
  switch (random.below(24)) {
    case 0:
      return end - BigInt(random.between(1, 16)); // the end of what is mapped
    case 1:
      return BigInt(DATA_PAGES - random.between(1, 16)); // begins before what is mapped
    case 2:
      return BigInt(WINDOW + 0x200 - random.between(1, 15)); // across two pages
    case 3: // a hole: not canonical, or not mapped
      return bits === 64 ? 0x8000_0000_0000n + BigInt(random.below(1 << 16)) : BigInt(DATA_PAGES + 0x10_0000);
    case 4:
    case 5:
    case 6:
    case 7:
      return BigInt(WINDOW + random.below(WINDOW_SIZE - 128) + 32); // any alignment
    default:
      return BigInt(WINDOW + 32 + 16 * random.below((WINDOW_SIZE - 128) / 16));
  }
}

/** Registers that make up `target`, and the operand that adds them up. */
function memoryOperand(random: Random, bits: 32 | 64, target: bigint, gpr: BigUint64Array): RmOperand {
  const registers = bits === 64 ? 16 : 8;
  const fitsAlone = target < 0x8000_0000n;
  if (fitsAlone && random.oneIn(12)) return { kind: 'memory', displacement: Number(target) };
  if (bits === 64 && fitsAlone && random.oneIn(12)) return { kind: 'rip', displacement: 0 };
  const base = random.below(registers);
  const displacement = random.pick([0, 8, -8, 127, -128, 128, 0x1000, -0x1234, random.u32() | 0]);
  let rest = target - BigInt(displacement);
  let index: number | undefined;
  const scaleLog2 = random.below(4) as 0 | 1 | 2 | 3;
  if (random.oneIn(3)) {
    index = random.below(registers);
    if (index === RSP || index === base) index = undefined;
    else rest -= (gpr[index] as bigint) << BigInt(scaleLog2);
  }
  gpr[base] = BigInt.asUintN(bits, rest);
  return index === undefined
    ? { kind: 'memory', base, displacement }
    : { kind: 'memory', base, index, scaleLog2, displacement };
}

/** A jump's distance: inside the code page, and not into the instruction itself. */
function branchDistance(random: Random, code: string): bigint {
  const limit = code === 'Jb' ? 127 : 0x700;
  return BigInt(random.oneIn(2) ? random.below(limit + 1) : -random.between(20, limit));
}

/**
 * One case for a row: a form of it, encoded, with operands and memory that suit it.
 * undefined when the row has no such form in this mode, or cannot be compared.
 */
export function makeCase(random: Random, map: OpcodeMap['map'], row: Row, bits: 32 | 64): MachineCase | undefined {
  const [, name, operands, attributes = {}] = row;
  if (NOT_COMPARED[name] !== undefined) return undefined;
  // An encoding that is refused here because it belongs to a feature that is not offered: others may offer it.
  if (name === 'ud' && attributes.p !== undefined) return undefined;
  const base = name.replace(/(Imm|Cl|One)$/, ''); // the instruction, where handlers differ by the source of a count
  const codes = operands.split(' ');
  const gpr = BigUint64Array.from({ length: 16 }, () => BigInt.asUintN(bits, integerValue(random)));
  const window = windowImage(random);
  const view = new DataView(window.buffer);
  const fx = fxImage(random);
  const rflags = 0x202n | BigInt(random.u32() & 0x8d5) | (random.oneIn(3) ? 0x400n : 0n);
  const registers = bits === 64 ? 16 : 8;

  // Beyond these arguments the manual leaves the results of F2XM1 and FYL2XP1 undefined: keep to less than 1/4.
  if (name === 'f2xm1' || name === 'fyl2xp1') fx.set([0x80 | random.below(128), random.between(0xe0, 0xfc), 0x3f], 39);
  // The stack, and the other registers with a role of their own.
  gpr[RSP] = BigInt(WINDOW + 0x140 + 8 * random.below(48) + (random.oneIn(8) ? random.below(8) : 0));
  if (name === 'enter' || name === 'leave') gpr[RBP] = BigInt(WINDOW + 0x140 + 8 * random.below(48));
  if (/^ret(Imm)?$/.test(name)) putCodeAddress(random, view, Number(gpr[RSP]) - WINDOW, bits);
  // Without TF, NT, AC and ID: they change how the host program itself runs on.
  if (name === 'popf') view.setBigUint64(Number(gpr[RSP]) - WINDOW, random.u64() & ~0x24_4100n, true);
  if (STRINGS.has(name) || name.startsWith('maskmov')) prepareString(random, gpr, bits, name);
  if (name === 'xlat') gpr[3] = BigInt(WINDOW + random.below(WINDOW_SIZE - 256));
  if ((name === 'div' || name === 'idiv') && random.oneIn(2)) gpr[2] = random.pick([0n, BigInt(random.below(16))]);
  if (/^(loop|jcxz)/.test(name)) gpr[1] = random.pick([0n, 1n, 2n, gpr[1] as bigint]);

  const operandSize = random.pick(operandSizes(row, bits));
  let reg = random.below(registers);
  if (codes.some((code) => code[0] === 'C' && code !== 'CL'))
    reg = random.pick(bits === 64 ? [0, 2, 3, 4, 8] : [0, 2, 3, 4]);
  if (codes.some((code) => code[0] === 'D' && code !== 'DX')) reg = random.pick([0, 1, 2, 3, 6, 7]);

  let rm: RmOperand = { kind: 'register', register: random.below(registers) };
  const wantsMemory =
    attributes.mod === 'm' || codes.some((code) => code[0] === 'M') || (attributes.mod !== 'r' && random.oneIn(2));
  let target = operandAddress(random, bits);
  const bitString = BIT_STRINGS.has(base) && codes[1] === 'Gv';
  if (hasModRm(row) && wantsMemory) {
    if (bitString) target = BigInt(WINDOW + 0x100 + random.below(0x200));
    // Which of its many words an image of the x87 state faults at is not specified.
    if (IMAGES.has(name) && target > BigInt(WINDOW + WINDOW_SIZE)) target = BigInt(WINDOW + 0x40);
    rm = memoryOperand(random, bits, target, gpr);
    const offset = Number(target) - WINDOW;
    if (offset >= 0 && offset < WINDOW_SIZE - 16) operandBytes(random, window, offset);
    if (bitString) {
      if (rm.kind === 'memory' && (reg === rm.base || reg === rm.index)) return undefined;
      gpr[reg] = BigInt.asUintN(bits, BigInt(random.between(-1024, 1024)));
    }
    if (name === 'callInd' || name === 'jmpInd') {
      if (offset < 0 || offset > WINDOW_SIZE - 8) return undefined;
      putCodeAddress(random, view, offset, bits);
    }
    if (name === 'bound' && offset >= 0 && offset <= WINDOW_SIZE - 8) {
      const small = operandSize === 16 ? 0x7000n : 0x7000_0000n;
      gpr[reg] = random.pick([0n, 1n, 2n, small]); // bounds are 1 and `small`
      if (operandSize === 16) view.setUint32(offset, 0x7000_0001, true);
      else view.setBigUint64(offset, 0x7000_0000_0000_0001n, true);
    }
    prepareState(name, random, window, offset);
    if (name.startsWith('cmpxchg') && random.oneIn(2) && offset >= 0 && offset <= WINDOW_SIZE - 16) {
      equalAccumulator(name, operandSize, gpr, view, offset, rm);
    }
  } else if ((name === 'callInd' || name === 'jmpInd') && rm.kind === 'register') {
    gpr[rm.register] = codeAddress(random);
  }

  let immediate = integerValue(random);
  const jump = codes.find((code) => code[0] === 'J');
  if (jump !== undefined) immediate = branchDistance(random, jump);
  if (codes.some((code) => code[0] === 'O')) immediate = BigInt.asUintN(bits, target);
  if (name === 'enter') immediate = BigInt(random.below(0x40)); // both the size and, in its low bits, the depth
  if (codes.includes('Ib') && /^(sh|sa|ro|rc)/.test(name) && random.oneIn(2)) immediate = BigInt(random.below(34));
  if (codes.includes('CL') && random.oneIn(2)) gpr[1] = ((gpr[1] as bigint) & ~0xffn) | BigInt(random.below(34));

  const toMemory = rm.kind !== 'register' && /^[EM]/.test(codes[0] as string);
  const lock = attributes.lock === true && toMemory && random.oneIn(4);
  // LOCK where it is not allowed is #UD; with MOV CR0, AMD takes it for CR8 (APM Vol. 3, "MOV CRn").
  const badLock = !lock && !/^mov(To|From)Cr$/.test(name) && random.oneIn(80);
  const repeat = attributes.rep !== undefined && random.oneIn(2) ? random.pick([0xf3, 0xf2] as const) : undefined;
  const form: Form = {
    bits,
    operandSize,
    reg,
    rm,
    immediate,
    lock: lock || badLock,
    ...(repeat === undefined ? {} : { repeat }),
    rex: bits === 64 && random.oneIn(6),
  };
  // CVTPI2PS from memory: by the manuals Intel's enters MMX operation, AMD's does not. PREFETCHW of a register likewise.
  if ((name === 'cvtpi2ps' && rm.kind !== 'register') || (name.startsWith('prefetch') && rm.kind === 'register')) {
    return undefined;
  }
  let code = encode(map, row, form);
  if (code !== undefined && rm.kind === 'rip') {
    const displacement = Number(target) - (CODE_AT + code.length);
    code = encode(map, row, { ...form, rm: { kind: 'rip', displacement } });
  }
  if (code === undefined) return undefined;

  const width = codes.some((c) => /^[EGZ]b$/.test(c)) && !name.startsWith('movzx') ? 8 : operandSize;
  const count = codes.includes('CL')
    ? Number((gpr[1] as bigint) & 0xffn)
    : codes.includes('1')
      ? 1
      : Number(immediate & 0xffn);
  if (undefinedResult(base, width, count)) return undefined;
  // BSF and BSR of 0 leave the destination undefined, by the book; keep to sources that are not 0.
  if ((base === 'bsf' || base === 'bsr') && sourceIsZero(rm, operandSize, gpr, view, target)) return undefined;
  return {
    title: `${name} ${operands} (${bits}-bit, operands of ${width}) ${Buffer.from(code).toString('hex')}`,
    name,
    bits,
    code,
    gpr,
    rflags,
    fx,
    window,
    undefinedFlags: undefinedFlags(base, width, count),
    ...(rm.kind === 'register' ? {} : { unspecified: pointerFields(name, Number(target) - WINDOW) }),
  };
}

/** An operand that FXRSTOR and LDMXCSR accept, mostly. */
function prepareState(name: string, random: Random, window: Uint8Array, offset: number): void {
  if (name === 'fxrstor' && offset >= 0 && offset <= WINDOW_SIZE - 512) window.set(fxImage(random), offset);
  if (name === 'ldmxcsr' && offset >= 0 && offset <= WINDOW_SIZE - 4 && !random.oneIn(4))
    window.fill(0, offset + 2, offset + 4);
}

/** Where an image of the x87 state has instruction and data pointers (AMD saves them only with a pending exception). */
function pointerFields(name: string, offset: number): readonly (readonly [number, number])[] {
  if (name === 'fnstenv' || name === 'fnsave') return [[offset + 12, 16]];
  // Behind the pointers MXCSR_MASK, which tells what a processor offers, and at the end bytes that are reserved.
  if (name === 'fxsave')
    return [
      [offset + 6, 18],
      [offset + 28, 4],
      [offset + 416, 96],
    ];
  return [];
}

function codeAddress(random: Random): bigint {
  // Anywhere on the code page where INT3 stands; not near the instruction.
  return BigInt(CODE_PAGE + random.below(0x700));
}

function putCodeAddress(random: Random, view: DataView, offset: number, bits: number): void {
  if (bits === 64) view.setBigUint64(offset, codeAddress(random), true);
  else view.setUint32(offset, Number(codeAddress(random)), true);
}

function prepareString(random: Random, gpr: BigUint64Array, bits: number, name: string): void {
  // Whether bytes that a mask leaves out are looked at is up to the processor.
  const wild = !name.startsWith('maskmov');
  const place = () =>
    wild && random.oneIn(12) ? operandAddress(random, bits) : BigInt(WINDOW + 0x80 + random.below(WINDOW_SIZE - 0x100));
  gpr[6] = BigInt.asUintN(bits, place());
  gpr[7] = BigInt.asUintN(bits, place());
  gpr[1] = BigInt(random.below(12));
}

/** Make the accumulator equal to the operand in memory, so that CMPXCHG stores. */
function equalAccumulator(
  name: string,
  operandSize: number,
  gpr: BigUint64Array,
  view: DataView,
  offset: number,
  rm: RmOperand,
): void {
  const used = rm.kind === 'memory' ? [rm.base, rm.index] : [];
  if (used.includes(0) || used.includes(2)) return;
  if (name.startsWith('cmpxchg8b')) {
    gpr[0] = operandSize === 64 ? view.getBigUint64(offset, true) : BigInt(view.getUint32(offset, true));
    gpr[2] = operandSize === 64 ? view.getBigUint64(offset + 8, true) : BigInt(view.getUint32(offset + 4, true));
  } else {
    gpr[0] = operandSize === 64 ? view.getBigUint64(offset, true) : BigInt(view.getUint32(offset, true));
  }
}

function sourceIsZero(rm: RmOperand, size: number, gpr: BigUint64Array, view: DataView, target: bigint): boolean {
  if (rm.kind === 'register') return BigInt.asUintN(size, gpr[rm.register] as bigint) === 0n;
  const offset = Number(target) - WINDOW;
  if (offset < 0 || offset > WINDOW_SIZE - 8) return true;
  return BigInt.asUintN(size, view.getBigUint64(offset, true)) === 0n;
}
