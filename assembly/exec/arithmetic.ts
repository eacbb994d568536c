// Integer instructions that are not worth a template: multiplication and division, bit tests, double shifts, exchanges.
import { OP_DISP, OP_IMM, REG_TMP, REGS, SCRATCH } from '../generated/layout';
import { loadBytes, loadForWriteSized, loadSized, probeWrite, storeBytes, storeSized } from '../mem/access';
import { isLong, setLazy } from '../state';
import {
  AF,
  CF,
  carry,
  F_ADD,
  F_LOGIC,
  F_MIXED,
  F_SUB,
  getFlags,
  mulHighSigned,
  mulHighUnsigned,
  OF,
  PF,
  SF,
  setFlags,
  ZF,
} from './flags';
import { dstReg, ea, getReg, imm, isMem, setReg, sizeLog2, srcReg } from './operand';
import { DE, GP, raise, raiseError } from './raise';
import { checkLegacyAccess } from './segment';

const RAX: usize = REGS;
const RCX: usize = REGS + 8;
const RDX: usize = REGS + 16;

function signExtend(value: u64, log2: u32): i64 {
  if (log2 == 3) return <i64>value;
  if (log2 == 2) return <i64>(<i32>value);
  if (log2 == 1) return <i64>(<i16>value);
  return <i64>(<i8>value);
}

/** The r/m operand in first or second position, zero-extended. */
function readFirst(pc: usize, log2: u32): u64 {
  return isMem(pc) ? loadSized(pc, ea(pc), log2) : getReg(dstReg(pc), log2);
}
function readSecond(pc: usize, log2: u32): u64 {
  return isMem(pc) ? loadSized(pc, ea(pc), log2) : getReg(srcReg(pc), log2);
}

// Addresses that a main operation cannot express (decoder.ts).

/** 64-bit absolute address. */
export function eaAbsolute(pc: usize): void {
  store<u64>(REGS + REG_TMP, load<u64>(pc, OP_DISP));
}

/** 64-bit mode with 32-bit addressing; OP_IMM is the address of the segment base. */
export function ea32(pc: usize): void {
  store<u64>(REGS + REG_TMP, (ea(pc) & 0xffff_ffff) + load<u64>(<usize>load<u32>(pc, OP_IMM)));
}

/** Outside 64-bit mode: wrap to the address size, check the segment, add its base. OP_IMM: see decoder.ts. */
export function eaLegacy(pc: usize): void {
  const details = load<u32>(pc, OP_IMM);
  const offset = <u32>ea(pc) & ((details & 8) != 0 ? 0xffff_ffff : 0xffff);
  if ((details & 32) != 0) {
    store<u64>(REGS + REG_TMP, <u64>offset);
    return;
  }
  store<u64>(REGS + REG_TMP, checkLegacyAccess(pc, details & 7, offset, details >> 8, (details & 16) != 0));
}

// Multiplication and division.

export function mul(pc: usize): void {
  const log2 = sizeLog2(pc);
  const b = readFirst(pc, log2);
  let low: u64;
  let high: u64;
  if (log2 == 3) {
    const a = load<u64>(RAX);
    low = a * b;
    high = mulHighUnsigned(a, b);
    store<u64>(RAX, low);
    store<u64>(RDX, high);
  } else {
    const bits = (<u64>8) << (<u64>log2);
    const product = getReg(RAX, log2) * b;
    low = product & (((<u64>1) << bits) - 1);
    high = product >> bits;
    if (log2 == 0) store<u16>(RAX, <u16>product);
    else {
      setReg(RAX, log2, low);
      setReg(RDX, log2, high);
    }
  }
  setLazy(F_MIXED, 0, 0, signExtend(low, log2), high != 0 ? CF | OF : 0);
}

export function imul1(pc: usize): void {
  const log2 = sizeLog2(pc);
  const b = signExtend(readFirst(pc, log2), log2);
  const a = signExtend(load<u64>(RAX), log2);
  const low = a * b;
  let fits: bool;
  if (log2 == 3) {
    const high = mulHighSigned(a, b);
    store<u64>(RAX, <u64>low);
    store<u64>(RDX, <u64>high);
    fits = high == low >> 63;
  } else {
    fits = signExtend(<u64>low, log2) == low;
    if (log2 == 0) store<u16>(RAX, <u16>low);
    else {
      setReg(RAX, log2, <u64>low);
      setReg(RDX, log2, <u64>(low >> ((<i64>8) << (<i64>log2))));
    }
  }
  setLazy(F_MIXED, 0, 0, signExtend(<u64>low, log2), fits ? 0 : CF | OF);
}

let quotientLow: u64 = 0;
let remainderLow: u64 = 0;
/** 128 by 64 bits, schoolbook by bits; the quotient must fit (high < divisor). */
function divide128(high: u64, low: u64, divisor: u64): void {
  if (high == 0) {
    quotientLow = low / divisor;
    remainderLow = low % divisor;
    return;
  }
  let r = high;
  let q: u64 = 0;
  for (let i: i32 = 63; i >= 0; i--) {
    const top = r >> 63;
    r = (r << 1) | ((low >> <u64>i) & 1);
    if (top != 0 || r >= divisor) {
      r -= divisor;
      q |= (<u64>1) << (<u64>i);
    }
  }
  quotientLow = q;
  remainderLow = r;
}

export function div(pc: usize): void {
  const log2 = sizeLog2(pc);
  const divisor = readFirst(pc, log2);
  if (divisor == 0) raise(pc, DE);
  if (log2 == 3) {
    const high = load<u64>(RDX);
    if (high >= divisor) raise(pc, DE);
    divide128(high, load<u64>(RAX), divisor);
    store<u64>(RAX, quotientLow);
    store<u64>(RDX, remainderLow);
    return;
  }
  const bits = (<u64>8) << (<u64>log2);
  const dividend = log2 == 0 ? <u64>load<u16>(RAX) : getReg(RAX, log2) | (getReg(RDX, log2) << bits);
  const quotient = dividend / divisor;
  if (quotient >> bits != 0) raise(pc, DE);
  const remainder = dividend % divisor;
  if (log2 == 0) store<u16>(RAX, <u16>(quotient | (remainder << 8)));
  else {
    setReg(RAX, log2, quotient);
    setReg(RDX, log2, remainder);
  }
}

export function idiv(pc: usize): void {
  const log2 = sizeLog2(pc);
  const divisor = signExtend(readFirst(pc, log2), log2);
  if (divisor == 0) raise(pc, DE);
  if (log2 == 3) {
    let high = load<u64>(RDX);
    let low = load<u64>(RAX);
    const negative = <i64>high < 0;
    if (negative) {
      low = 0 - low;
      high = ~high + (low == 0 ? 1 : 0);
    }
    const d: u64 = divisor < 0 ? 0 - <u64>divisor : <u64>divisor;
    if (high >= d) raise(pc, DE);
    divide128(high, low, d);
    const negativeQuotient = negative != divisor < 0;
    const q = quotientLow;
    if (negativeQuotient ? q > 0x8000_0000_0000_0000 : q > 0x7fff_ffff_ffff_ffff) raise(pc, DE);
    store<u64>(RAX, negativeQuotient ? 0 - q : q);
    store<u64>(RDX, negative ? 0 - remainderLow : remainderLow);
    return;
  }
  const bits = (<i64>8) << (<i64>log2);
  const dividend: i64 =
    log2 == 0
      ? <i64>load<i16>(RAX)
      : log2 == 1
        ? <i64>(<i32>(getReg(RAX, 1) | (getReg(RDX, 1) << 16)))
        : <i64>(getReg(RAX, 2) | (getReg(RDX, 2) << 32));
  if (dividend == i64.MIN_VALUE && divisor == -1) raise(pc, DE);
  const quotient = dividend / divisor;
  if (signExtend(<u64>quotient, log2) != quotient) raise(pc, DE);
  const remainder = dividend % divisor;
  if (log2 == 0) store<u16>(RAX, <u16>((<u64>quotient & 0xff) | ((<u64>remainder) << 8)));
  else {
    setReg(RAX, log2, <u64>quotient & (((<u64>1) << (<u64>bits)) - 1));
    setReg(RDX, log2, <u64>remainder & (((<u64>1) << (<u64>bits)) - 1));
  }
}

// Bits.

/** Bit operations: 0 test, 1 set, 2 reset, 3 complement. */
function bitOperation(pc: usize, what: u32, bit: i64, log2: u32, isString: bool): void {
  const bits = (<i64>8) << (<i64>log2);
  const inUnit = <u64>(bit & (bits - 1));
  let value: u64;
  let address: u64 = 0;
  if (isMem(pc)) {
    address = ea(pc);
    if (isString) {
      // The bit offset of a register operand addresses a bit string: SDM Vol. 2A, "BT - Bit Test".
      const step = (bit >> (<i64>log2 + 3)) << (<i64>log2);
      address += <u64>step;
      if (!isLong()) address &= 0xffff_ffff;
    }
    value = what == 0 ? loadSized(pc, address, log2) : loadForWriteSized(pc, address, log2);
  } else value = getReg(dstReg(pc), log2);
  const was = <u32>(value >> inUnit) & 1;
  const mask: u64 = (<u64>1) << inUnit;
  if (what != 0) {
    const result = what == 1 ? value | mask : what == 2 ? value & ~mask : value ^ mask;
    if (isMem(pc)) storeSized(pc, address, log2, result);
    else setReg(dstReg(pc), log2, result);
  }
  setFlags((getFlags() & ~CF) | was);
}

function bitIndex(pc: usize, log2: u32): i64 {
  return signExtend(getReg(srcReg(pc), log2), log2);
}

export function bt(pc: usize): void {
  const log2 = sizeLog2(pc);
  bitOperation(pc, 0, bitIndex(pc, log2), log2, true);
}
export function bts(pc: usize): void {
  const log2 = sizeLog2(pc);
  bitOperation(pc, 1, bitIndex(pc, log2), log2, true);
}
export function btr(pc: usize): void {
  const log2 = sizeLog2(pc);
  bitOperation(pc, 2, bitIndex(pc, log2), log2, true);
}
export function btc(pc: usize): void {
  const log2 = sizeLog2(pc);
  bitOperation(pc, 3, bitIndex(pc, log2), log2, true);
}
export function btImm(pc: usize): void {
  bitOperation(pc, 0, imm(pc), sizeLog2(pc), false);
}
export function btsImm(pc: usize): void {
  bitOperation(pc, 1, imm(pc), sizeLog2(pc), false);
}
export function btrImm(pc: usize): void {
  bitOperation(pc, 2, imm(pc), sizeLog2(pc), false);
}
export function btcImm(pc: usize): void {
  bitOperation(pc, 3, imm(pc), sizeLog2(pc), false);
}

/** BSF of 0 leaves the destination as it was and sets ZF; that is what processors do and software relies on. */
export function bsf(pc: usize): void {
  const log2 = sizeLog2(pc);
  const value = readSecond(pc, log2);
  if (value != 0) setReg(dstReg(pc), log2, ctz<u64>(value));
  setLazy(F_LOGIC, 0, 0, <i64>(value != 0 ? 1 : 0), 0);
}
export function bsr(pc: usize): void {
  const log2 = sizeLog2(pc);
  const value = readSecond(pc, log2);
  if (value != 0) setReg(dstReg(pc), log2, 63 - clz<u64>(value));
  setLazy(F_LOGIC, 0, 0, <i64>(value != 0 ? 1 : 0), 0);
}

export function popcnt(pc: usize): void {
  const log2 = sizeLog2(pc);
  const value = readSecond(pc, log2);
  setReg(dstReg(pc), log2, i64.popcnt(value));
  setFlags(value == 0 ? ZF : 0);
}

export function bswap(pc: usize): void {
  const log2 = sizeLog2(pc);
  const at = dstReg(pc);
  if (log2 == 3) store<u64>(at, swapped(load<u64>(at), 3));
  else if (log2 == 2) store<u64>(at, swapped(<u64>load<u32>(at), 2));
  else store<u16>(at, 0); // undefined for 16 bits; 0 is what processors give
}

function swapped(value: u64, log2: u32): u64 {
  let r: u64 = 0;
  let v = value;
  for (let i: u32 = 0; i < (<u32>1) << log2; i++) {
    r = (r << 8) | (v & 0xff);
    v >>= 8;
  }
  return r;
}

export function movbe(pc: usize): void {
  const log2 = sizeLog2(pc);
  setReg(dstReg(pc), log2, swapped(loadSized(pc, ea(pc), log2), log2));
}
export function movbeStore(pc: usize): void {
  const log2 = sizeLog2(pc);
  storeSized(pc, ea(pc), log2, swapped(getReg(srcReg(pc), log2), log2));
}

// Double shifts.

function doubleShift(pc: usize, count: u32, left: bool): void {
  const log2 = sizeLog2(pc);
  const bits = (<u32>8) << log2;
  const n = <u64>(count & (log2 == 3 ? 63 : 31));
  const memory = isMem(pc);
  const address = memory ? ea(pc) : 0;
  const a = memory ? loadForWriteSized(pc, address, log2) : getReg(dstReg(pc), log2);
  if (n == 0) {
    if (!memory && log2 == 2) setReg(dstReg(pc), 2, a);
    return;
  }
  const b = getReg(srcReg(pc), log2);
  const width = <u64>bits;
  let r: u64;
  let c: u32;
  if (n > width) {
    // 16-bit operands with counts above 16: undefined; the operands are taken as one repeated pattern.
    const k = n - width;
    r = left ? (b << k) | (a >> (width - k)) : (b >> k) | (a << (width - k));
    c = left ? <u32>(b >> (width - k)) & 1 : <u32>(b >> (k - 1)) & 1;
  } else if (left) {
    r = (n == 64 ? 0 : a << n) | (n == width ? b : b >> (width - n));
    c = <u32>(a >> (width - n)) & 1;
  } else {
    r = (n == width ? 0 : a >> n) | (b << (width - n));
    c = <u32>(a >> (n - 1)) & 1;
  }
  if (memory) storeSized(pc, address, log2, r);
  else setReg(dstReg(pc), log2, r);
  const result = signExtend(r, log2);
  const changed = (<u32>(r >> (width - 1)) ^ <u32>(a >> (width - 1))) & 1;
  setLazy(F_MIXED, 0, 0, result, c | (changed << 11));
}

export function shldImm(pc: usize): void {
  doubleShift(pc, <u32>imm(pc), true);
}
export function shldCl(pc: usize): void {
  doubleShift(pc, <u32>load<u8>(RCX), true);
}
export function shrdImm(pc: usize): void {
  doubleShift(pc, <u32>imm(pc), false);
}
export function shrdCl(pc: usize): void {
  doubleShift(pc, <u32>load<u8>(RCX), false);
}

// Exchanges.

export function xchg(pc: usize): void {
  const log2 = sizeLog2(pc);
  const b = getReg(srcReg(pc), log2);
  if (isMem(pc)) {
    const address = ea(pc);
    const a = loadForWriteSized(pc, address, log2);
    storeSized(pc, address, log2, b);
    setReg(srcReg(pc), log2, a);
  } else {
    const a = getReg(dstReg(pc), log2);
    setReg(dstReg(pc), log2, b);
    setReg(srcReg(pc), log2, a);
  }
}

export function xadd(pc: usize): void {
  const log2 = sizeLog2(pc);
  const b = getReg(srcReg(pc), log2);
  let a: u64;
  if (isMem(pc)) {
    const address = ea(pc);
    a = loadForWriteSized(pc, address, log2);
    storeSized(pc, address, log2, a + b);
    setReg(srcReg(pc), log2, a);
  } else {
    a = getReg(dstReg(pc), log2);
    setReg(srcReg(pc), log2, a);
    setReg(dstReg(pc), log2, a + b);
  }
  const x = signExtend(a, log2);
  const y = signExtend(b, log2);
  setLazy(F_ADD, x, y, signExtend(<u64>(x + y), log2), 0);
}

export function cmpxchg(pc: usize): void {
  const log2 = sizeLog2(pc);
  const memory = isMem(pc);
  const address = memory ? ea(pc) : 0;
  const current = memory ? loadForWriteSized(pc, address, log2) : getReg(dstReg(pc), log2);
  const expected = getReg(RAX, log2);
  const equal = current == expected;
  // The destination is written in any case: SDM Vol. 2A, "CMPXCHG".
  const value = equal ? getReg(srcReg(pc), log2) : current;
  if (memory) storeSized(pc, address, log2, value);
  else if (equal) setReg(dstReg(pc), log2, value);
  if (!equal) setReg(RAX, log2, current);
  const x = signExtend(expected, log2);
  const y = signExtend(current, log2);
  setLazy(F_SUB, x, y, signExtend(<u64>(x - y), log2), 0);
}

/** CMPXCHG8B, and CMPXCHG16B with REX.W. */
export function cmpxchg8b(pc: usize): void {
  const wide = sizeLog2(pc) == 3;
  const bytes: u32 = wide ? 16 : 8;
  const half: usize = wide ? 8 : 4;
  const log2: u32 = wide ? 3 : 2;
  const address = ea(pc);
  if (wide && (address & 15) != 0) raiseError(pc, GP, 0);
  probeWrite(pc, address, bytes);
  loadBytes(pc, address, bytes, SCRATCH);
  const low = getReg(SCRATCH, log2);
  const high = getReg(SCRATCH + half, log2);
  const equal = low == getReg(RAX, log2) && high == getReg(RDX, log2);
  if (equal) {
    setReg(SCRATCH, log2, getReg(REGS + 24, log2)); // RBX
    // setReg clears what lies above a 32-bit value, so the upper half goes second.
    setReg(SCRATCH + half, log2, getReg(RCX, log2));
  }
  storeBytes(pc, address, bytes, SCRATCH);
  if (!equal) {
    setReg(RAX, log2, low);
    setReg(RDX, log2, high);
  }
  setFlags((getFlags() & ~ZF) | (equal ? ZF : 0));
}

// Conversions within rAX, and single flags.

export function cbw(pc: usize): void {
  const log2 = sizeLog2(pc);
  if (log2 == 3) store<i64>(RAX, <i64>load<i32>(RAX));
  else if (log2 == 2) store<u64>(RAX, <u64>(<u32>(<i32>load<i16>(RAX))));
  else store<i16>(RAX, <i16>load<i8>(RAX));
}

export function cwd(pc: usize): void {
  const log2 = sizeLog2(pc);
  if (log2 == 3) store<i64>(RDX, load<i64>(RAX) >> 63);
  else if (log2 == 2) store<u64>(RDX, <u64>(<u32>(load<i32>(RAX) >> 31)));
  else store<i16>(RDX, <i16>(<i32>load<i16>(RAX) >> 15));
}

export function clc(pc: usize): void {
  setFlags(getFlags() & ~CF);
}
export function stc(pc: usize): void {
  setFlags(getFlags() | CF);
}
export function cmc(pc: usize): void {
  setFlags(getFlags() ^ CF);
}
export function lahf(pc: usize): void {
  store<u8>(RAX + 1, <u8>(getFlags() | 2));
}
export function sahf(pc: usize): void {
  setFlags((getFlags() & OF) | (<u32>load<u8>(RAX + 1) & (SF | ZF | AF | PF | CF)));
}

// Decimal arithmetic: SDM Vol. 2A, the pages of AAA, AAD, AAM, AAS, DAA, DAS.

function adjustFlags(al: u32, cf: u32, af: u32): void {
  const r = <i64>(<i8>al);
  setLazy(F_MIXED, 0, 0, r, cf | (af != 0 ? AF : 0));
}

function decimalAdjust(subtract: bool): void {
  const old = <u32>load<u8>(RAX);
  const oldCf = carry();
  let al = old;
  let af = (getFlags() & AF) != 0;
  let cf: u32 = 0;
  if ((old & 15) > 9 || af) {
    cf = oldCf | (subtract ? <u32>(old < 6) : <u32>(old > 0xf9));
    al = subtract ? al - 6 : al + 6;
    af = true;
  } else af = false;
  if (old > 0x99 || oldCf != 0) {
    al = subtract ? al - 0x60 : al + 0x60;
    cf = 1;
  }
  store<u8>(RAX, <u8>al);
  adjustFlags(al & 0xff, cf, af ? 1 : 0);
}
export function daa(pc: usize): void {
  decimalAdjust(false);
}
export function das(pc: usize): void {
  decimalAdjust(true);
}

function asciiAdjust(subtract: bool): void {
  const adjust = (load<u8>(RAX) & 15) > 9 || (getFlags() & AF) != 0;
  if (adjust) {
    const ax = load<u16>(RAX);
    store<u16>(RAX, subtract ? ax - 0x106 : ax + 0x106);
  }
  store<u8>(RAX, load<u8>(RAX) & 15);
  adjustFlags(<u32>load<u8>(RAX), adjust ? 1 : 0, adjust ? 1 : 0);
}
export function aaa(pc: usize): void {
  asciiAdjust(false);
}
export function aas(pc: usize): void {
  asciiAdjust(true);
}
export function aam(pc: usize): void {
  const base = <u32>imm(pc) & 0xff;
  if (base == 0) raise(pc, DE);
  const al = <u32>load<u8>(RAX);
  store<u8>(RAX + 1, <u8>(al / base));
  store<u8>(RAX, <u8>(al % base));
  setLazy(F_LOGIC, 0, 0, <i64>(<i8>(al % base)), 0);
}
export function aad(pc: usize): void {
  const al = (<u32>load<u8>(RAX) + <u32>load<u8>(RAX + 1) * (<u32>imm(pc) & 0xff)) & 0xff;
  store<u16>(RAX, <u16>al);
  setLazy(F_LOGIC, 0, 0, <i64>(<i8>al), 0);
}
