// Moves between XMM registers, MMX registers, general registers and memory.
// SDM Vol. 2, the instructions' own pages; stores are all or nothing, with the full length in any report.
import { OP_IMM, REGS } from '../generated/layout';
import { load64, probeWrite, store32, store64, storeBytes } from '../mem/access';
import { dstMmx, dstReg, dstXmm, ea, getReg, imm, isMem, setReg, srcMmx, srcReg, srcXmm } from './operand';
import { segmentAddress } from './segment';
import {
  alignedEa,
  checkMmx,
  checkPending,
  checkSse,
  enterMmx,
  isWide,
  putMmx,
  source32,
  source64,
  source128,
  source128Unaligned,
  sourceGeneral,
  sourceMmx,
  sourceWord,
} from './sse-operand';

function loadAligned(pc: usize): void {
  checkSse(pc);
  const s = source128(pc);
  v128.store(dstXmm(pc), v128.load(s));
}

function loadUnaligned(pc: usize): void {
  checkSse(pc);
  const s = source128Unaligned(pc);
  v128.store(dstXmm(pc), v128.load(s));
}

function storeAligned(pc: usize): void {
  checkSse(pc);
  if (isMem(pc)) storeBytes(pc, alignedEa(pc), 16, srcXmm(pc));
  else v128.store(dstXmm(pc), v128.load(srcXmm(pc)));
}

function storeUnaligned(pc: usize): void {
  checkSse(pc);
  if (isMem(pc)) storeBytes(pc, ea(pc), 16, srcXmm(pc));
  else v128.store(dstXmm(pc), v128.load(srcXmm(pc)));
}

export function movaps(pc: usize): void {
  loadAligned(pc);
}
export function movapd(pc: usize): void {
  loadAligned(pc);
}
export function movdqa(pc: usize): void {
  loadAligned(pc);
}
export function movups(pc: usize): void {
  loadUnaligned(pc);
}
export function movupd(pc: usize): void {
  loadUnaligned(pc);
}
export function movdqu(pc: usize): void {
  loadUnaligned(pc);
}
export function lddqu(pc: usize): void {
  loadUnaligned(pc);
}
export function movapsStore(pc: usize): void {
  storeAligned(pc);
}
export function movapdStore(pc: usize): void {
  storeAligned(pc);
}
export function movdqaStore(pc: usize): void {
  storeAligned(pc);
}
export function movntps(pc: usize): void {
  storeAligned(pc);
}
export function movntpd(pc: usize): void {
  storeAligned(pc);
}
export function movntdq(pc: usize): void {
  storeAligned(pc);
}
export function movupsStore(pc: usize): void {
  storeUnaligned(pc);
}
export function movupdStore(pc: usize): void {
  storeUnaligned(pc);
}
export function movdquStore(pc: usize): void {
  storeUnaligned(pc);
}

/** MOVSS to a register: a load clears the rest of it, a move between registers keeps it. */
export function movss(pc: usize): void {
  checkSse(pc);
  const v = source32(pc);
  const d = dstXmm(pc);
  if (isMem(pc)) {
    store<u64>(d, <u64>v);
    store<u64>(d, 0, 8);
  } else store<u32>(d, v);
}

/** MOVSD to a register: a load clears the rest of it, a move between registers keeps it. */
export function movsdXmm(pc: usize): void {
  checkSse(pc);
  const v = source64(pc);
  const d = dstXmm(pc);
  store<u64>(d, v);
  if (isMem(pc)) store<u64>(d, 0, 8);
}

export function movssStore(pc: usize): void {
  checkSse(pc);
  const v = load<u32>(srcXmm(pc));
  if (isMem(pc)) store32(pc, ea(pc), v);
  else store<u32>(dstXmm(pc), v);
}

export function movsdXmmStore(pc: usize): void {
  checkSse(pc);
  storeLow(pc);
}

/** MOVQ xmm/m64, xmm: a move between registers clears the upper half. */
export function movqStore(pc: usize): void {
  checkSse(pc);
  storeLow(pc);
  if (!isMem(pc)) store<u64>(dstXmm(pc), 0, 8);
}

function storeLow(pc: usize): void {
  const v = load<u64>(srcXmm(pc));
  if (isMem(pc)) store64(pc, ea(pc), v);
  else store<u64>(dstXmm(pc), v);
}

/** MOVQ xmm, xmm/m64: the upper half is cleared. */
export function movq(pc: usize): void {
  checkSse(pc);
  const v = source64(pc);
  const d = dstXmm(pc);
  store<u64>(d, v);
  store<u64>(d, 0, 8);
}

function loadLowHalf(pc: usize): void {
  checkSse(pc);
  const v = load64(pc, ea(pc));
  store<u64>(dstXmm(pc), v);
}

function loadHighHalf(pc: usize): void {
  checkSse(pc);
  const v = load64(pc, ea(pc));
  store<u64>(dstXmm(pc), v, 8);
}

function storeHighHalf(pc: usize): void {
  checkSse(pc);
  store64(pc, ea(pc), load<u64>(srcXmm(pc), 8));
}

export function movlps(pc: usize): void {
  loadLowHalf(pc);
}
export function movlpd(pc: usize): void {
  loadLowHalf(pc);
}
export function movhps(pc: usize): void {
  loadHighHalf(pc);
}
export function movhpd(pc: usize): void {
  loadHighHalf(pc);
}
export function movlpsStore(pc: usize): void {
  checkSse(pc);
  storeLow(pc);
}
export function movlpdStore(pc: usize): void {
  checkSse(pc);
  storeLow(pc);
}
export function movhpsStore(pc: usize): void {
  storeHighHalf(pc);
}
export function movhpdStore(pc: usize): void {
  storeHighHalf(pc);
}

export function movhlps(pc: usize): void {
  checkSse(pc);
  store<u64>(dstXmm(pc), load<u64>(srcXmm(pc), 8));
}

export function movlhps(pc: usize): void {
  checkSse(pc);
  store<u64>(dstXmm(pc), load<u64>(srcXmm(pc)), 8);
}

export function movddup(pc: usize): void {
  checkSse(pc);
  const v = source64(pc);
  const d = dstXmm(pc);
  store<u64>(d, v);
  store<u64>(d, v, 8);
}

/** MOVD and, with REX.W, MOVQ from a general register or memory to XMM. */
export function movd(pc: usize): void {
  checkSse(pc);
  const v = sourceGeneral(pc);
  const d = dstXmm(pc);
  store<u64>(d, v);
  store<u64>(d, 0, 8);
}

/** MOVD and, with REX.W, MOVQ from a general register or memory to MMX. */
export function movdMmx(pc: usize): void {
  checkMmx(pc);
  const v = sourceGeneral(pc);
  putMmx(dstMmx(pc), v);
}

function storeGeneral(pc: usize, value: u64): void {
  if (!isMem(pc)) setReg(dstReg(pc), isWide(pc) ? 3 : 2, value);
  else if (isWide(pc)) store64(pc, ea(pc), value);
  else store32(pc, ea(pc), <u32>value);
}

export function movdStore(pc: usize): void {
  checkSse(pc);
  storeGeneral(pc, load<u64>(srcXmm(pc)));
}

export function movdMmxStore(pc: usize): void {
  checkMmx(pc);
  storeGeneral(pc, load<u64>(srcMmx(pc)));
  enterMmx();
}

export function movqMmx(pc: usize): void {
  checkMmx(pc);
  const v = sourceMmx(pc);
  putMmx(dstMmx(pc), v);
}

export function movqMmxStore(pc: usize): void {
  checkMmx(pc);
  const v = load<u64>(srcMmx(pc));
  if (isMem(pc)) {
    store64(pc, ea(pc), v);
    enterMmx();
  } else putMmx(dstMmx(pc), v);
}

export function movntqMmx(pc: usize): void {
  checkMmx(pc);
  store64(pc, ea(pc), load<u64>(srcMmx(pc)));
  enterMmx();
}

/** MOVNTI: needs neither XMM nor MMX state, so it is not subject to their checks. */
export function movnti(pc: usize): void {
  const v = load<u64>(srcReg(pc));
  if (isWide(pc)) store64(pc, ea(pc), v);
  else store32(pc, ea(pc), <u32>v);
}

export function movq2dq(pc: usize): void {
  checkSse(pc);
  checkPending(pc);
  enterMmx();
  const d = dstXmm(pc);
  store<u64>(d, load<u64>(srcMmx(pc)));
  store<u64>(d, 0, 8);
}

export function movdq2q(pc: usize): void {
  checkSse(pc);
  checkPending(pc);
  putMmx(dstMmx(pc), load<u64>(srcXmm(pc)));
}

export function movmskps(pc: usize): void {
  checkSse(pc);
  setReg(dstReg(pc), 2, <u64>(<u32>i32x4.bitmask(v128.load(srcXmm(pc)))));
}

export function movmskpd(pc: usize): void {
  checkSse(pc);
  setReg(dstReg(pc), 2, <u64>(<u32>i64x2.bitmask(v128.load(srcXmm(pc)))));
}

export function pmovmskb(pc: usize): void {
  checkSse(pc);
  setReg(dstReg(pc), 2, <u64>(<u32>i8x16.bitmask(v128.load(srcXmm(pc)))));
}

export function pmovmskbMmx(pc: usize): void {
  checkMmx(pc);
  enterMmx();
  setReg(dstReg(pc), 2, <u64>(<u32>i8x16.bitmask(v128.load64_zero(srcMmx(pc)))));
}

/** PINSRW: bits 2:0 of the immediate choose the word (bits 1:0 in an MMX register). */
export function pinsrw(pc: usize): void {
  checkSse(pc);
  const v = sourceWord(pc);
  store<u16>(dstXmm(pc) + ((<usize>imm(pc) & 7) << 1), <u16>v);
}

export function pinsrwMmx(pc: usize): void {
  checkMmx(pc);
  const v = <u64>sourceWord(pc);
  const d = dstMmx(pc);
  const shift = (<u64>imm(pc) & 3) << 4;
  putMmx(d, (load<u64>(d) & ~((<u64>0xffff) << shift)) | (v << shift));
}

export function pextrw(pc: usize): void {
  checkSse(pc);
  setReg(dstReg(pc), 2, <u64>load<u16>(srcXmm(pc) + ((<usize>imm(pc) & 7) << 1)));
}

export function pextrwMmx(pc: usize): void {
  checkMmx(pc);
  enterMmx();
  setReg(dstReg(pc), 2, <u64>load<u16>(srcMmx(pc) + ((<usize>imm(pc) & 3) << 1)));
}

const RDI: usize = REGS + 56;

/** Linear address of DS:(r)DI; the decoder has put the address size and the segment into the immediate. */
function impliedDestination(pc: usize, bytes: u32): u64 {
  const implied = load<u32>(pc, OP_IMM);
  return segmentAddress(pc, (implied >> 4) & 7, getReg(RDI, (implied & 3) + 1), bytes, true);
}

/**
 * Store those of the `bytes` bytes at `data` whose bit is set in `selected`, run by run; all of them are writable
 * before one is written. The limit of the segment is checked for all `bytes`, which the manual leaves open.
 */
function storeSelected(pc: usize, data: usize, bytes: u32, selected: u32): void {
  if (selected == 0) return;
  const gla = impliedDestination(pc, bytes);
  for (let probing = 1; probing >= 0; probing--) {
    let rest = selected;
    while (rest != 0) {
      const first = <u32>ctz(rest);
      const length = <u32>ctz(~(rest >> first));
      if (probing != 0) probeWrite(pc, gla + <u64>first, length);
      else storeBytes(pc, gla + <u64>first, length, data + <usize>first);
      rest &= ~(((1 << length) - 1) << first);
    }
  }
}

/** MASKMOVDQU: the memory operand, DS:(r)DI, need not be aligned; an empty mask touches no memory. */
export function maskmovdqu(pc: usize): void {
  checkSse(pc);
  storeSelected(pc, dstXmm(pc), 16, <u32>i8x16.bitmask(v128.load(srcXmm(pc))));
}

export function maskmovqMmx(pc: usize): void {
  checkMmx(pc);
  storeSelected(pc, dstMmx(pc), 8, <u32>i8x16.bitmask(v128.load64_zero(srcMmx(pc))));
  enterMmx();
}
