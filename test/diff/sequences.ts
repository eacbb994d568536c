import { INTEGER_ROWS } from '../../src/spec/x86/integer.ts';
import type { OpcodeMap, Row } from '../../src/spec/x86/row.ts';
import { encode, hasModRm, operandSizes, type RmOperand } from '../support/encode.ts';
import { type MachineCase, WINDOW } from '../support/machine-case.ts';
import type { Random } from '../support/random.ts';
import { fxImage, integerValue, windowImage } from './values.ts';

// Short runs of integer instructions: what a decoder may fuse, flags that one instruction leaves and a later one reads,
// loops over several blocks, branches into the middle. Only instructions whose flags are defined, AF aside.

const ARITHMETIC = /^(add|or|adc|sbb|and|sub|xor|cmp|test|inc|dec|neg|not)$/;
const OTHERS = /^(mov|movzxb|movzxw|movsxb|movsxw|movsxd|xchg|xadd|bswap|cbw|cwd|lea|stc|clc|cmc|set\w+|cmov\w+)$/;
const JUMP = /^j(n?[obezspl]|[abgl]e?|n?[abgl]e?|np|ns|ne|no)$/;
const AF = 0x10;
/** Registers that a sequence changes: not RSP, and not RSI, which points at the data. */
const CHANGED_64 = [0, 1, 2, 3, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15];
const CHANGED_32 = [0, 1, 2, 3, 5, 7];
const RSI = 6;
/** Register that counts a loop; then the body leaves it alone. */
const COUNTER_64 = 15;
const COUNTER_32 = 7;

interface Choice {
  readonly map: OpcodeMap['map'];
  readonly row: Row;
}
const all: readonly Choice[] = INTEGER_ROWS.flatMap(({ map, rows }) => rows.map((row) => ({ map, row })));
/** Without the forms of MOV whose address is an immediate. */
const BODY = all.filter(({ row }) => (ARITHMETIC.test(row[1]) || OTHERS.test(row[1])) && !/O[bv]/.test(row[2]));
const FLAG_WRITERS = BODY.filter(({ row }) => ARITHMETIC.test(row[1]));
const JUMPS = all.filter(({ row }) => JUMP.test(row[1]) && row[2] === 'Jb');

/** One instruction on the changed registers or on memory at RSI; undefined when the row has no such form. */
function instruction(random: Random, { map, row }: Choice, bits: 32 | 64, registers: readonly number[]) {
  const [, name, operands] = row;
  const codes = operands.split(' ');
  const operandSize = random.pick(operandSizes(row, bits));
  let rm: RmOperand = { kind: 'register', register: random.pick(registers) };
  if (name === 'lea' || (hasModRm(row) && random.oneIn(3))) {
    rm = { kind: 'memory', base: RSI, displacement: random.between(-128, 120) };
  }
  // A row with its register in the opcode names one of eight.
  let reg = random.pick(registers);
  if (codes[0]?.[0] === 'Z') {
    const low = row[0] & 7;
    const high = bits === 64 && registers.includes(low + 8) && random.oneIn(2) ? 8 : 0;
    if (!registers.includes(low + high)) return undefined;
    reg = high;
  }
  const accumulator = codes.some((code) => code === 'AL' || code === 'rAX');
  if (accumulator && !registers.includes(0)) return undefined;
  return encode(map, row, {
    bits,
    operandSize,
    reg,
    rm,
    immediate: integerValue(random),
    rex: bits === 64 && random.oneIn(6),
  });
}

/** A case of two to six instructions; every second one ends in a loop or has a branch over one of them. */
export function makeSequence(random: Random, bits: 32 | 64): MachineCase | undefined {
  const gpr = BigUint64Array.from({ length: 16 }, () => BigInt.asUintN(bits, integerValue(random)));
  gpr[RSI] = BigInt(WINDOW + 0x180 + random.below(0x100));
  gpr[4] = BigInt(WINDOW + 0x200);
  const loops = random.oneIn(3);
  const counter = bits === 64 ? COUNTER_64 : COUNTER_32;
  const registers = (bits === 64 ? CHANGED_64 : CHANGED_32).filter((register) => !loops || register !== counter);
  const parts: Uint8Array[] = [];
  const length = random.between(1, 4);
  for (let i = 0; i < length; i++) {
    const part = instruction(random, random.pick(BODY), bits, registers);
    if (part !== undefined) parts.push(part);
    if (!random.oneIn(2)) continue;
    // A flag writer, a jump that may skip the next instruction, and that instruction.
    const [writer, skipped] = [FLAG_WRITERS, BODY].map((rows) =>
      instruction(random, random.pick(rows), bits, registers),
    );
    if (writer === undefined || skipped === undefined) continue;
    const jump = random.pick(JUMPS).row[0];
    parts.push(writer, Uint8Array.of(jump, skipped.length), skipped);
  }
  if (loops) {
    gpr[counter] = BigInt(random.between(1, 9));
    const size = parts.reduce((sum, part) => sum + part.length, 0);
    // DEC counter; JNZ to the first instruction.
    const decrement = bits === 64 ? Uint8Array.of(0x41, 0xff, 0xcf) : Uint8Array.of(0xff, 0xcf);
    parts.push(decrement, Uint8Array.of(0x75, -(size + decrement.length + 2)));
  }
  const code = Uint8Array.from(parts.flatMap((part) => [...part]));
  if (code.length === 0 || code.length > 64) return undefined;
  return {
    title: `sequence (${bits}-bit${loops ? ', loop' : ''}) ${Buffer.from(code).toString('hex')}`,
    name: 'sequence',
    bits,
    code,
    gpr,
    rflags: 0x202n | BigInt(random.u32() & 0x8d5),
    fx: fxImage(random),
    window: windowImage(random),
    undefinedFlags: AF,
  };
}
