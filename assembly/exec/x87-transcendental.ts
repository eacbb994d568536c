// x87 transcendental instructions. SDM Vol. 2A, "FSIN", "FCOS", "FSINCOS", "FPTAN", "FPATAN", "F2XM1", "FYL2X", "FYL2XP1", whose
// tables of special operands are followed here; SDM Vol. 1, "Transcendental Instruction Accuracy": always rounded to 64 bits.
//
// What the manual leaves undefined, processors we met do, and so do we: F2XM1 beyond -1..1 and FYL2XP1 of -1 and less give
// ST(0) as the result, FYL2XP1 above its range is exact as within; and a finite result is flagged inexact even when it
// happens to be exact (2^1 - 1, log2 of a power of two).
import { exponentialValue, logarithmOfSumValue, logarithmValue } from '../float/exponential';
import { f80SignExp, packF80Bits } from '../float/format';
import { FLOAT_BEFORE, FLOAT_P, FLOAT_Z, raiseFloat, unmaskedFloat } from '../float/state';
import { arctangentValue, cosineValue, piValue, reduceAngle, sineValue, tangentValue } from '../float/trigonometry';
import {
  aKind,
  aSign,
  bExp,
  bKind,
  bSig,
  bSign,
  checkDenormal,
  checkDenormals,
  KIND_FINITE,
  KIND_INFINITE,
  KIND_QUIET,
  KIND_ZERO,
  nanResult,
  setInvalid,
  setNanOfB,
  setResult,
  setSpecial,
  TOP_BIT,
} from '../float/value';
import {
  FSW_C2,
  INDEFINITE_SIG,
  INDEFINITE_SIGN_EXP,
  setStIndefinite,
  setStPacked,
  stUsed,
  unpackSt,
  x87Begin,
  x87Finish,
  x87Pop,
  x87Push,
  x87SetCodes,
  x87StackFault,
} from './x87-stack';

const ONE_SIGN_EXP: u32 = 16383;

/** Begin an instruction on ST(0); false when that is empty. */
function takeTop(pc: usize): bool {
  x87Begin(pc);
  if (stUsed(0)) {
    unpackSt(0);
    return true;
  }
  if (x87StackFault(pc, false)) setStIndefinite(0);
  return false;
}

/** A result that may be exact by chance is flagged inexact all the same. */
function flagInexact(): void {
  if ((unmaskedFloat() & FLOAT_BEFORE) == 0) raiseFloat(FLOAT_P);
}

/** Whether the angle in ST(0) can be reduced; if not, C2 = 1 and nothing else happens. */
function isInRange(pc: usize): bool {
  unpackSt(0);
  if (bKind != KIND_FINITE || bExp < 63) return true;
  x87Finish(pc);
  x87SetCodes(FSW_C2, FSW_C2);
  return false;
}

/** Begin FSIN or FCOS, with C2 = 0; false when ST(0) is empty or too large an angle. */
function takeAngle(pc: usize): bool {
  x87Begin(pc);
  x87SetCodes(FSW_C2, 0);
  if (stUsed(0)) return isInRange(pc);
  if (x87StackFault(pc, false)) setStIndefinite(0);
  return false;
}

/** Begin FSINCOS or FPTAN, which also push: as takeAngle(), and false when the stack is full. */
function takeAngleToPush(pc: usize): bool {
  x87Begin(pc);
  x87SetCodes(FSW_C2, 0);
  const empty = !stUsed(0);
  if (!empty && !stUsed(7)) return isInRange(pc);
  if (x87StackFault(pc, !empty)) {
    setStIndefinite(0);
    x87Push(INDEFINITE_SIG, INDEFINITE_SIGN_EXP);
  }
  return false;
}

/** The special angles, alike for sine and tangent; false when the angle is an ordinary number. */
function specialAngle(): bool {
  if (bKind == KIND_FINITE) {
    checkDenormal();
    reduceAngle();
    return false;
  }
  if (bKind >= KIND_QUIET) setNanOfB();
  else if (bKind == KIND_INFINITE) setInvalid();
  else setSpecial(KIND_ZERO, bSign);
  return true;
}

/** r = cosine of an angle that specialAngle() has looked at. */
function cosine(): void {
  if (bKind == KIND_FINITE) cosineValue();
  else if (bKind == KIND_ZERO) setResult(KIND_FINITE, 0, 0, TOP_BIT, 0);
  else if (bKind >= KIND_QUIET) setNanOfB();
  else setInvalid();
}

export function fsin(pc: usize): void {
  if (!takeAngle(pc)) return;
  if (!specialAngle()) sineValue();
  const sig = packF80Bits(64);
  if (x87Finish(pc)) setStPacked(0, sig);
}

export function fcos(pc: usize): void {
  if (!takeAngle(pc)) return;
  specialAngle();
  cosine();
  const sig = packF80Bits(64);
  if (x87Finish(pc)) setStPacked(0, sig);
}

/** ST(0) becomes the sine, then the cosine is pushed. */
export function fsincos(pc: usize): void {
  if (!takeAngleToPush(pc)) return;
  if (!specialAngle()) sineValue();
  const sine = packF80Bits(64);
  const sineSignExp = f80SignExp;
  cosine();
  const cosineSig = packF80Bits(64);
  const cosineSignExp = f80SignExp;
  if (!x87Finish(pc)) return;
  x87Pop();
  x87Push(sine, sineSignExp);
  x87Push(cosineSig, cosineSignExp);
}

/** ST(0) becomes the tangent, then 1.0 is pushed (the NaN again, if there is one). */
export function fptan(pc: usize): void {
  if (!takeAngleToPush(pc)) return;
  if (!specialAngle()) tangentValue();
  const sig = packF80Bits(64);
  if (!x87Finish(pc)) return;
  setStPacked(0, sig);
  if (bKind <= KIND_FINITE) x87Push(TOP_BIT, ONE_SIGN_EXP);
  else x87Push(sig, f80SignExp);
}

/** Begin an instruction that takes ST(1) and ST(0), the operands a and b, and pops: false when one is empty. */
function takeBothToPop(pc: usize): bool {
  x87Begin(pc);
  if (stUsed(0) && stUsed(1)) {
    unpackSt(1);
    unpackSt(0);
    return true;
  }
  if (x87StackFault(pc, false)) {
    setStIndefinite(1);
    x87Pop();
  }
  return false;
}

/** The result goes to ST(1), then the stack is popped. */
function finishAndPop(pc: usize): void {
  const sig = packF80Bits(64);
  if (!x87Finish(pc)) return;
  setStPacked(1, sig);
  x87Pop();
}

/** Arctangent of ST(1) / ST(0) with the quadrant of the point (ST(0), ST(1)). */
export function fpatan(pc: usize): void {
  if (!takeBothToPop(pc)) return;
  if (!nanResult()) {
    checkDenormals();
    if (aKind == KIND_INFINITE) piValue(aSign, bKind == KIND_INFINITE ? (bSign != 0 ? 3 : 1) : 2);
    else if (bKind == KIND_INFINITE || aKind == KIND_ZERO) {
      if (bSign != 0) piValue(aSign, 4);
      else setSpecial(KIND_ZERO, aSign);
    } else if (bKind == KIND_ZERO) piValue(aSign, 2);
    else arctangentValue();
  }
  finishAndPop(pc);
}

export function f2xm1(pc: usize): void {
  if (!takeTop(pc)) return;
  if (bKind >= KIND_QUIET) setNanOfB();
  else if (bKind == KIND_ZERO) setSpecial(KIND_ZERO, bSign);
  else if (bKind == KIND_INFINITE) setResult(bSign != 0 ? KIND_FINITE : KIND_INFINITE, bSign, 0, TOP_BIT, 0);
  else {
    checkDenormal();
    if (bExp < 0) exponentialValue();
    else if (bExp == 0 && bSig == TOP_BIT && bSign != 0) setResult(KIND_FINITE, 1, -1, TOP_BIT, 0);
    else setResult(KIND_FINITE, bSign, bExp, bSig, 0);
    flagInexact();
  }
  const sig = packF80Bits(64);
  if (x87Finish(pc)) setStPacked(0, sig);
}

/** r = infinity with the sign of a, or the other one. */
function infinityLikeA(flip: u32): void {
  setSpecial(KIND_INFINITE, aSign ^ flip);
}

/** ST(1) * log2(ST(0)) */
export function fyl2x(pc: usize): void {
  if (!takeBothToPop(pc)) return;
  if (!nanResult()) {
    if (bKind == KIND_ZERO) {
      if (aKind == KIND_ZERO) setInvalid();
      else {
        if (aKind == KIND_FINITE) raiseFloat(FLOAT_Z);
        infinityLikeA(1);
      }
    } else if (bSign != 0) setInvalid();
    else if (bKind == KIND_INFINITE) {
      if (aKind == KIND_ZERO) setInvalid();
      else {
        checkDenormals();
        infinityLikeA(0);
      }
    } else if (bExp == 0 && bSig == TOP_BIT) {
      // log2(1) = 0
      if (aKind == KIND_INFINITE) setInvalid();
      else {
        checkDenormals();
        setSpecial(KIND_ZERO, aSign);
      }
    } else {
      checkDenormals();
      const below = <u32>(bExp < 0);
      if (aKind == KIND_INFINITE) infinityLikeA(below);
      else if (aKind == KIND_ZERO) setSpecial(KIND_ZERO, aSign ^ below);
      else {
        logarithmValue();
        flagInexact();
      }
    }
  }
  finishAndPop(pc);
}

/** ST(1) * log2(ST(0) + 1) */
export function fyl2xp1(pc: usize): void {
  if (!takeBothToPop(pc)) return;
  if (!nanResult()) {
    if (bKind == KIND_ZERO) {
      if (aKind == KIND_INFINITE) setInvalid();
      else {
        checkDenormals();
        setSpecial(KIND_ZERO, aSign ^ bSign);
      }
    } else if (bKind == KIND_INFINITE) {
      if (aKind == KIND_ZERO || bSign != 0) setInvalid();
      else {
        checkDenormals();
        infinityLikeA(0);
      }
    } else {
      checkDenormals();
      if (aKind == KIND_INFINITE) infinityLikeA(bSign);
      else if (aKind == KIND_ZERO) setSpecial(KIND_ZERO, aSign ^ bSign);
      else {
        if (bSign != 0 && bExp >= 0) setResult(KIND_FINITE, bSign, bExp, bSig, 0);
        else logarithmOfSumValue();
        flagInexact();
      }
    }
  }
  finishAndPop(pc);
}
