// x87 addition, subtraction, multiplication and division. SDM Vol. 2A, "FADD/FADDP/FIADD" and its like.
//
// One function for each form: M32 and M64 real memory operands, FI… M32 and M16 integers, Top `ST(0) = ST(0) op ST(i)`,
// Sti `ST(i) = ST(i) op ST(0)`, Pop the same and then a pop.
import { addValues, divideValues, multiplyValues, subtractValues } from '../float/arithmetic';
import { packF80, unpackF32, unpackF64 } from '../float/format';
import { swapOperands } from '../float/value';
import { OP_DST } from '../generated/layout';
import { load16, load32, load64 } from '../mem/access';
import { ea } from './operand';
import { unpackInteger } from './x87-integer';
import {
  setStIndefinite,
  setStPacked,
  stUsed,
  unpackSt,
  x87Begin,
  x87Finish,
  x87Pop,
  x87StackFault,
} from './x87-stack';

/** Operations, numbered as ModRM.reg numbers them in D8. */
const ADD: u32 = 0;
const MUL: u32 = 1;
const SUB: u32 = 4;
const SUBR: u32 = 5;
const DIV: u32 = 6;
const DIVR: u32 = 7;

/** r = a op b, by the rules for a as the destination. */
function operate(operation: u32): void {
  switch (operation) {
    case ADD:
      addValues();
      break;
    case MUL:
      multiplyValues();
      break;
    case SUB:
      subtractValues();
      break;
    case SUBR:
      swapOperands();
      subtractValues();
      break;
    case DIV:
      divideValues();
      break;
    default:
      swapOperands();
      divideValues();
  }
}

/** Operate on a and b, put the result in ST(target). */
function finish(pc: usize, operation: u32, target: u32): bool {
  operate(operation);
  const sig = packF80();
  if (!x87Finish(pc)) return false;
  setStPacked(target, sig);
  return true;
}

/** ST(0) is the first operand of an instruction with a memory operand: false when it is empty. */
function takeTop(pc: usize): bool {
  if (stUsed(0)) {
    unpackSt(0);
    return true;
  }
  if (x87StackFault(pc, false)) setStIndefinite(0);
  return false;
}

function withF32(pc: usize, operation: u32): void {
  x87Begin(pc);
  const bits = load32(pc, ea(pc));
  if (!takeTop(pc)) return;
  unpackF32(bits);
  finish(pc, operation, 0);
}

function withF64(pc: usize, operation: u32): void {
  x87Begin(pc);
  const bits = load64(pc, ea(pc));
  if (!takeTop(pc)) return;
  unpackF64(bits);
  finish(pc, operation, 0);
}

function withI32(pc: usize, operation: u32): void {
  x87Begin(pc);
  const n = <i32>load32(pc, ea(pc));
  if (!takeTop(pc)) return;
  unpackInteger(<i64>n);
  finish(pc, operation, 0);
}

function withI16(pc: usize, operation: u32): void {
  x87Begin(pc);
  const n = <i16>load16(pc, ea(pc));
  if (!takeTop(pc)) return;
  unpackInteger(<i64>n);
  finish(pc, operation, 0);
}

/** Both operands are registers; `toTop`: the result goes to ST(0), else to ST(i). */
function withRegister(pc: usize, operation: u32, toTop: bool): bool {
  x87Begin(pc);
  const i = <u32>load<u8>(pc, OP_DST) & 7;
  const target = toTop ? 0 : i;
  if (!stUsed(0) || !stUsed(i)) {
    if (!x87StackFault(pc, false)) return false;
    setStIndefinite(target);
    return true;
  }
  unpackSt(target);
  unpackSt(toTop ? i : 0);
  return finish(pc, operation, target);
}

export function faddM32(pc: usize): void {
  withF32(pc, ADD);
}

export function faddM64(pc: usize): void {
  withF64(pc, ADD);
}

export function fiaddM32(pc: usize): void {
  withI32(pc, ADD);
}

export function fiaddM16(pc: usize): void {
  withI16(pc, ADD);
}

export function faddTop(pc: usize): void {
  withRegister(pc, ADD, true);
}

export function faddSti(pc: usize): void {
  withRegister(pc, ADD, false);
}

export function faddPop(pc: usize): void {
  if (withRegister(pc, ADD, false)) x87Pop();
}

export function fmulM32(pc: usize): void {
  withF32(pc, MUL);
}

export function fmulM64(pc: usize): void {
  withF64(pc, MUL);
}

export function fimulM32(pc: usize): void {
  withI32(pc, MUL);
}

export function fimulM16(pc: usize): void {
  withI16(pc, MUL);
}

export function fmulTop(pc: usize): void {
  withRegister(pc, MUL, true);
}

export function fmulSti(pc: usize): void {
  withRegister(pc, MUL, false);
}

export function fmulPop(pc: usize): void {
  if (withRegister(pc, MUL, false)) x87Pop();
}

export function fsubM32(pc: usize): void {
  withF32(pc, SUB);
}

export function fsubM64(pc: usize): void {
  withF64(pc, SUB);
}

export function fisubM32(pc: usize): void {
  withI32(pc, SUB);
}

export function fisubM16(pc: usize): void {
  withI16(pc, SUB);
}

export function fsubTop(pc: usize): void {
  withRegister(pc, SUB, true);
}

export function fsubSti(pc: usize): void {
  withRegister(pc, SUB, false);
}

export function fsubPop(pc: usize): void {
  if (withRegister(pc, SUB, false)) x87Pop();
}

export function fsubrM32(pc: usize): void {
  withF32(pc, SUBR);
}

export function fsubrM64(pc: usize): void {
  withF64(pc, SUBR);
}

export function fisubrM32(pc: usize): void {
  withI32(pc, SUBR);
}

export function fisubrM16(pc: usize): void {
  withI16(pc, SUBR);
}

export function fsubrTop(pc: usize): void {
  withRegister(pc, SUBR, true);
}

export function fsubrSti(pc: usize): void {
  withRegister(pc, SUBR, false);
}

export function fsubrPop(pc: usize): void {
  if (withRegister(pc, SUBR, false)) x87Pop();
}

export function fdivM32(pc: usize): void {
  withF32(pc, DIV);
}

export function fdivM64(pc: usize): void {
  withF64(pc, DIV);
}

export function fidivM32(pc: usize): void {
  withI32(pc, DIV);
}

export function fidivM16(pc: usize): void {
  withI16(pc, DIV);
}

export function fdivTop(pc: usize): void {
  withRegister(pc, DIV, true);
}

export function fdivSti(pc: usize): void {
  withRegister(pc, DIV, false);
}

export function fdivPop(pc: usize): void {
  if (withRegister(pc, DIV, false)) x87Pop();
}

export function fdivrM32(pc: usize): void {
  withF32(pc, DIVR);
}

export function fdivrM64(pc: usize): void {
  withF64(pc, DIVR);
}

export function fidivrM32(pc: usize): void {
  withI32(pc, DIVR);
}

export function fidivrM16(pc: usize): void {
  withI16(pc, DIVR);
}

export function fdivrTop(pc: usize): void {
  withRegister(pc, DIVR, true);
}

export function fdivrSti(pc: usize): void {
  withRegister(pc, DIVR, false);
}

export function fdivrPop(pc: usize): void {
  if (withRegister(pc, DIVR, false)) x87Pop();
}
