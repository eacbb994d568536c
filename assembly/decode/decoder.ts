// Blocks from instructions: which operations stand for each, where the block ends, what may be fused and left out.

import { isBreakpoint } from '../exec/breakpoint';
import {
  B_BYTES,
  B_COUNT,
  B_HEAT,
  B_KEY,
  B_LAST,
  B_LIMIT,
  B_MODE,
  B_NEXT_STRADDLER,
  B_OPS,
  B_ORIGINAL,
  B_PHYS,
  B_PHYS2,
  B_RIP,
  BREAKPOINT_COUNT,
  OP_BASE,
  OP_DISP,
  OP_DST,
  OP_HANDLER,
  OP_IMM,
  OP_INDEX,
  OP_LEN,
  OP_SCALE,
  OP_SIZE,
  OP_SRC,
  REG_TMP,
  REG_ZERO,
  REGS,
  SEG_BASE,
  SEG_SIZE,
  SEGS,
  TERM_KEY_NEXT,
  TERM_KEY_TARGET,
  TERM_LINK_NEXT,
  TERM_LINK_TARGET,
  TERM_NEXT,
  TERM_SIZE,
  TERM_TARGET,
} from '../generated/layout';
import {
  AFTER_LOGIC,
  AFTER_SUB,
  FLAG_KIND,
  FUSED,
  FUSED_ROW,
  H_EA_ABSOLUTE,
  H_EA_LEGACY,
  H_EA_SEGMENT,
  H_EA32,
  H_GP,
  H_JG,
  H_JO,
  H_NEXT,
  H_UD,
} from '../generated/tables';
import { MODE_16, MODE_64, MODE_CODE, MODE_SINGLE, mode } from '../state';
import { reserveBlock, setBlockTop } from './arena';
import { markCode, markStraddler } from './code-map';
import { COLD_BASE } from './format';
import {
  addressSize,
  at,
  beginInstruction,
  branchOffset,
  decodeOne,
  dismissInstruction,
  extended,
  hasMemory,
  L_ENDS,
  L_WRITES,
  leafFlags,
  memBase,
  memBytes,
  memDisp,
  memIndex,
  memRipRelative,
  memScale,
  memStack,
  NO_SEGMENT,
  opBase,
  opDst,
  operandSize,
  opFar,
  opImm,
  opSrc,
  overrun,
  popsToMemory,
  rep,
  segment,
  start,
  stringOperand,
  tooLong,
  wideImmediate,
} from './instruction';
import { dropDeadFlags } from './liveness';

const MAX_INSTRUCTIONS: i32 = 48;
const BLOCK_SPACE: usize = B_OPS + (<usize>MAX_INSTRUCTIONS * 3 + 1) * OP_SIZE + TERM_SIZE;

/**
 * Decode a block.
 *
 * @param rip address of its first instruction, within CS
 * @param linear the same as a linear address
 * @param phys linear-memory address of its first byte
 * @param limit highest offset that may be fetched
 */
export function decodeBlock(rip: u64, linear: u64, phys: u32, limit: u32): usize {
  const b = reserveBlock(BLOCK_SPACE);
  const code = mode & MODE_CODE;
  const long = code == MODE_64;
  const pageEnd: u32 = (phys & ~0xfff) + 0x1000;
  const single = (mode & MODE_SINGLE) != 0;
  let here: u32 = phys;
  let address: u64 = rip;
  let op: usize = b + B_OPS;
  let count: i32 = 0;
  let second: u32 = 0;
  let ended = false;
  let flagKind: u32 = 0;
  let previousMain: usize = 0;
  const watched = !single && load<u32>(BREAKPOINT_COUNT) != 0;
  const stops = watched && isBreakpoint(linear);

  while (true) {
    if (watched && count > 0 && isBreakpoint(long ? linear : linear & 0xffff_ffff)) break;
    beginInstruction(here, linear, count == 0);
    let handler: u32 = decodeOne(code);
    let length = <u32>(at - start);
    if (overrun) break; // this instruction begins the next block
    if (tooLong) {
      handler = H_GP;
      length = 15;
      dismissInstruction();
    }
    if (!long && address + <u64>length - 1 > <u64>limit) {
      if (count > 0) break;
      handler = H_GP;
      dismissInstruction();
    }
    const nextAddress = wrap(address + <u64>length, code);

    // Operations that compute an address which the main operation's fields cannot express.
    let base = memBase;
    let index = memIndex;
    let disp: i64 = memDisp;
    let scale = memScale;
    if (hasMemory) {
      if (memRipRelative) disp = <i64>nextAddress + disp;
      if (popsToMemory && base == 32) disp += <i64>(1 << operandSize);
      const stack = segment == NO_SEGMENT ? memStack : segment == 2;
      const noCheck = memBytes == 0;
      if (long) {
        const segmented = (segment == 4 || segment == 5) && !noCheck;
        if (addressSize == 2) {
          emit(
            op,
            H_EA32,
            base,
            index,
            scale,
            <i32>disp,
            segmented ? <i32>segmentBase(segment) : <i32>(REGS + REG_ZERO),
          );
          op += OP_SIZE;
          base = <u32>REG_TMP;
          index = <u32>REG_ZERO;
          scale = 0;
          disp = 0;
        } else {
          if (disp != <i64>(<i32>disp)) {
            emit(op, H_EA_ABSOLUTE, <u32>REG_ZERO, <u32>REG_ZERO, 0, 0, 0);
            store<i64>(op, disp, OP_DISP);
            op += OP_SIZE;
            base = <u32>REG_TMP;
            disp = 0;
          }
          if (segmented) {
            emit(op, H_EA_SEGMENT, base, index, scale, <i32>disp, <i32>segmentBase(segment));
            op += OP_SIZE;
            base = <u32>REG_TMP;
            index = <u32>REG_ZERO;
            scale = 0;
            disp = 0;
          }
        }
      } else {
        const seg: u32 = segment != NO_SEGMENT ? segment : stack ? 2 : 3;
        const details =
          seg |
          (addressSize == 2 ? 8 : 0) |
          ((leafFlags & L_WRITES) != 0 ? 16 : 0) |
          (noCheck ? 32 : 0) |
          (memBytes << 8);
        emit(op, H_EA_LEGACY, base, index, scale, <i32>disp, <i32>details);
        op += OP_SIZE;
        base = <u32>REG_TMP;
        index = <u32>REG_ZERO;
        scale = 0;
        disp = 0;
      }
      scale |= 0x80 | (stack ? 0x40 : 0);
    }

    // A conditional instruction behind a compare or a test need not ask where the flags came from, and a jump right
    // behind it becomes part of it.
    let jumps = false;
    if (handler >= H_JO && handler <= H_JG && previousMain != 0) {
      const previous = <u32>load<u16>(previousMain, OP_HANDLER);
      const row: u32 = previous < COLD_BASE ? <u32>load<u8>(FUSED_ROW + <usize>previous) : 0;
      const both = <u32>load<u16>(FUSED + ((<usize>(row * 16 + handler - H_JO)) << 1));
      if (both != 0xffff) {
        store<u16>(previousMain, <u16>both, OP_HANDLER);
        jumps = true;
      }
    }
    if (!jumps && handler < COLD_BASE && flagKind >= 2) {
      const variants = flagKind == 2 ? AFTER_SUB : AFTER_LOGIC;
      const variant = <u32>load<u16>(variants + ((<usize>handler) << 1));
      if (variant != 0xffff) handler = variant;
    }
    if (handler < COLD_BASE) {
      const kind = <u32>load<u8>(FLAG_KIND + <usize>handler);
      if (kind != 1) flagKind = kind;
    } else flagKind = 0;

    if (jumps) op = previousMain;
    else {
      emit(
        op,
        handler,
        hasMemory ? base : opBase,
        hasMemory ? index : <u32>REG_ZERO,
        hasMemory ? scale : stringOperand ? 0 : 0x40, // what else touches memory is on the stack
        <i32>disp,
        <i32>opImm,
      );
      store<u8>(op, <u8>opDst, OP_DST);
      store<u8>(op, <u8>opSrc, OP_SRC);
      store<u8>(op, <u8>(length | (operandSize << 4) | (rep << 6)), OP_LEN);
      if (!hasMemory) store<i32>(op, <i32>opFar, OP_DISP);
      if (wideImmediate) store<i64>(op, opImm, OP_DISP);
    }
    previousMain = op;
    count++;
    here += length;
    linear += <u64>length;
    address = nextAddress;
    second = extended;
    if ((leafFlags & L_ENDS) != 0) {
      ended = true;
      store<u64>(op, nextAddress, TERM_NEXT);
      let target = nextAddress + <u64>branchOffset;
      if (!long) target &= operandSize == 1 ? 0xffff : 0xffff_ffff;
      store<u64>(op, target, TERM_TARGET);
      break;
    }
    op += OP_SIZE;
    if (handler == H_UD || handler == H_GP) break;
    if (single || count >= MAX_INSTRUCTIONS || here >= pageEnd) break;
  }

  if (!ended) {
    emit(op, H_NEXT, <u32>REG_ZERO, <u32>REG_ZERO, 0, 0, 0);
    store<u64>(op, address, TERM_NEXT);
    store<u64>(op, address, TERM_TARGET);
  }
  store<u32>(op, 0, TERM_LINK_TARGET);
  store<u32>(op, 0, TERM_KEY_TARGET);
  store<u32>(op, 0, TERM_LINK_NEXT);
  store<u32>(op, 0, TERM_KEY_NEXT);
  dropDeadFlags(b + B_OPS, op);
  const bytes = here - phys;
  store<u64>(b, rip, B_RIP);
  store<u32>(b, 0, B_KEY);
  store<i32>(b, stops ? i32.MAX_VALUE : count, B_COUNT);
  store<u32>(b, phys, B_PHYS);
  store<u32>(b, second, B_PHYS2);
  store<u32>(b, bytes, B_BYTES);
  store<u32>(b, mode, B_MODE);
  store<u32>(b, limit, B_LIMIT);
  store<u32>(b, <u32>op, B_LAST);
  store<u32>(b, 0, B_NEXT_STRADDLER);
  store<u32>(b, 0, B_HEAT);
  store<u32>(b, 0, B_ORIGINAL);
  setBlockTop((op + TERM_SIZE + 15) & ~15);
  markCode(b, phys, min<u32>(bytes, pageEnd - phys), true);
  if (second != 0) markStraddler(b, second);
  return b;
}

function segmentBase(n: u32): usize {
  return SEGS + <usize>n * SEG_SIZE + SEG_BASE;
}

/** Instruction pointers wrap at their width outside 64-bit mode. */
function wrap(address: u64, code: u32): u64 {
  if (code == MODE_64) return address;
  return address & (code == MODE_16 ? 0xffff : 0xffff_ffff);
}

function emit(op: usize, handler: u32, base: u32, index: u32, scale: u32, disp: i32, immediate: i32): void {
  store<u16>(op, <u16>handler, OP_HANDLER);
  store<u8>(op, 0, OP_DST);
  store<u8>(op, 0, OP_SRC);
  store<u8>(op, <u8>base, OP_BASE);
  store<u8>(op, <u8>index, OP_INDEX);
  store<u8>(op, <u8>scale, OP_SCALE);
  store<u8>(op, 0, OP_LEN);
  store<i32>(op, disp, OP_DISP);
  store<i32>(op, immediate, OP_IMM);
}
