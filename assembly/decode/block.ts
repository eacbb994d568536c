// Decoded blocks: where they live, how they are found by address, and how they are dropped when their bytes change.
//
// A block is a header, its operations (OP_SIZE bytes each), and behind the last operation the TERM_ fields. Blocks are
// found by a hash of their RIP. A block is valid for entry while its key equals the current one; when the generation has
// moved on, findBlock() translates the address again and renews the key. So a change of any translation costs one new
// generation, not a walk over all blocks. Measured choices: docs/engine.md.

import { setAccessPc } from '../exec/raise';
import {
  B_BYTES,
  B_COUNT,
  B_EXTENT,
  B_KEY,
  B_LAST,
  B_LIMIT,
  B_MODE,
  B_NEXT,
  B_OPS,
  B_ORIGINAL,
  B_PHYS,
  B_PHYS2,
  B_RIP,
  BLOCKS_END,
  NO_BLOCK,
  OP_HANDLER,
  OP_IMM,
  OP_SIZE,
  RIP,
  SEG_BASE,
  SEG_LIMIT,
  SEG_SIZE,
  SEGS,
  STAT_BLOCKS,
  TERM_KEY_NEXT,
  TERM_KEY_TARGET,
  TERM_LINK_NEXT,
  TERM_LINK_TARGET,
  TERM_NEXT,
  TERM_SIZE,
  TERM_TARGET,
} from '../generated/layout';
import { H_TRANSLATED } from '../generated/tables';
import { fetchTranslate } from '../mem/fetch';
import { isLong, key, MODE_SINGLE, mode, newGeneration } from '../state';
import { blockSlot, blockTop, dropAllBlocks, resets, setBlockTop } from './arena';
import { markCode } from './code-map';
import { decodeBlock } from './decoder';

/** A longer hash chain is the work of a guest that wants lookups slow; it starts afresh. */
const MAX_CHAIN: u32 = 256;

/** Address the CPU fetches from: RIP plus the CS base outside 64-bit mode. */
export function linearRip(rip: u64): u64 {
  if (isLong()) return rip;
  return (rip + load<u64>(SEGS + SEG_SIZE + SEG_BASE)) & 0xffff_ffff;
}

function codeLimit(): u32 {
  return isLong() ? 0xffff_ffff : load<u32>(SEGS + SEG_SIZE + SEG_LIMIT);
}

/** The block at RIP, decoded when it must be. Raises what fetching raises. */
export function findBlock(): usize {
  const rip = load<u64>(RIP);
  const slot = blockSlot(rip);
  let b = <usize>load<u32>(slot);
  if (b != 0 && load<u64>(b, B_RIP) == rip && load<u32>(b, B_KEY) == key) return b;
  setAccessPc(0);
  const linear = linearRip(rip);
  const phys = <u32>fetchTranslate(linear);
  const limit = codeLimit();
  let previous: usize = 0;
  let length: u32 = 0;
  while (b != 0) {
    if (++length > MAX_CHAIN) {
      dropAllBlocks();
      break;
    }
    if (
      load<u64>(b, B_RIP) == rip &&
      load<u32>(b, B_PHYS) == phys &&
      load<u32>(b, B_MODE) == mode &&
      load<u32>(b, B_LIMIT) == limit
    ) {
      const second = load<u32>(b, B_PHYS2);
      if (second == 0 || <u32>fetchTranslate((linear | 0xfff) + 1) == second) {
        if (previous != 0) {
          store<u32>(previous, load<u32>(b, B_NEXT), B_NEXT);
          store<u32>(b, load<u32>(slot), B_NEXT);
          store<u32>(slot, <u32>b);
        }
        store<u32>(b, key, B_KEY);
        return b;
      }
    }
    previous = b;
    b = <usize>load<u32>(b, B_NEXT);
  }
  b = decodeBlock(rip, linear, phys, limit);
  store<u32>(b, load<u32>(slot), B_NEXT);
  store<u32>(slot, <u32>b);
  store<u32>(b, key, B_KEY);
  store<u64>(STAT_BLOCKS, load<u64>(STAT_BLOCKS) + 1);
  return b;
}

/**
 * Single instructions have no successor: there is something to do between any two, and what fetching the next one raises comes
 * after the traps of this one, its count and its flags. With a block longer than any budget run() returns, with RIP at `rip`.
 */
function noSuccessor(rip: u64): usize {
  store<u64>(NO_BLOCK, rip, B_RIP);
  store<i32>(NO_BLOCK, i32.MAX_VALUE, B_COUNT);
  return NO_BLOCK;
}

/** Go on at the branch target; remembers the block found there. */
export function linkTarget(pc: usize): usize {
  if ((mode & MODE_SINGLE) != 0) return noSuccessor(load<u64>(pc, TERM_TARGET));
  store<u64>(RIP, load<u64>(pc, TERM_TARGET));
  const before = resets;
  const b = findBlock();
  if (before != resets) return b; // `pc` is no longer an operation
  store<u32>(pc, <u32>b, TERM_LINK_TARGET);
  store<u32>(pc, key, TERM_KEY_TARGET);
  return b;
}

/** Go on behind the block. */
export function linkNext(pc: usize): usize {
  if ((mode & MODE_SINGLE) != 0) return noSuccessor(load<u64>(pc, TERM_NEXT));
  store<u64>(RIP, load<u64>(pc, TERM_NEXT));
  const before = resets;
  const b = findBlock();
  if (before != resets) return b; // `pc` is no longer an operation
  store<u32>(pc, <u32>b, TERM_LINK_NEXT);
  store<u32>(pc, key, TERM_KEY_NEXT);
  return b;
}

/** Go on at `rip`: the front of its hash chain, or the slow way. */
export function goTo(rip: u64): usize {
  if ((mode & MODE_SINGLE) != 0) return noSuccessor(rip);
  const b = <usize>load<u32>(blockSlot(rip));
  if (b != 0 && load<u64>(b, B_RIP) == rip && load<u32>(b, B_KEY) == key) return b;
  store<u64>(RIP, rip);
  return findBlock();
}

/**
 * From now on, whoever goes to block `b` enters translated code. A block of one operation takes its place, found before it.
 *
 * @param place of the code in the function table
 * @param extent B_EXTENT: a write to one of these bytes of the page drops the entry
 * @returns false when `b` has been dropped meanwhile, or there is no room; then nothing has changed
 */
export function enterTranslated(b: usize, place: u32, extent: u32): bool {
  const size = B_OPS + OP_SIZE + TERM_SIZE;
  if (load<u32>(b, B_MODE) != mode || blockTop + size > BLOCKS_END) return false;
  const entry = blockTop;
  setBlockTop((entry + size + 15) & ~15);
  memory.copy(entry, b, B_OPS);
  store<u32>(entry, <u32>b, B_ORIGINAL);
  store<u32>(entry, extent, B_EXTENT);
  const op = entry + B_OPS;
  store<u64>(op, 0);
  store<u64>(op, 0, 8);
  store<u16>(op, <u16>H_TRANSLATED, OP_HANDLER);
  store<u32>(op, place, OP_IMM);
  store<u32>(entry, <u32>op, B_LAST);
  const slot = blockSlot(load<u64>(b, B_RIP));
  store<u32>(entry, load<u32>(slot), B_NEXT);
  store<u32>(slot, <u32>entry);
  const phys = load<u32>(b, B_PHYS);
  markCode(entry, phys, load<u32>(b, B_BYTES), true);
  // Links go to the block itself: nothing is entered from now on without being looked up.
  newGeneration();
  return true;
}
