// Where decoded blocks live: allocated upwards, dropped all at once, found through a hash of their address.
import { BLOCK_HASH, BLOCK_HASH_END, BLOCKS, BLOCKS_END, CODE_PAGES, HOST_PHYS_SIZE } from '../generated/layout';
import { newGeneration } from '../state';

const HASH_MASK: u32 = <u32>(BLOCK_HASH_END - BLOCK_HASH) / 4 - 1;

/** Where blocks are allocated next. */
export let blockTop: usize = BLOCKS;
export function setBlockTop(top: usize): void {
  blockTop = top;
}

/** How often all blocks have been dropped. */
export let resets: u32 = 0;

/** Slot of the hash chain for an address. */
export function blockSlot(rip: u64): usize {
  return BLOCK_HASH + ((<usize>((<u32>rip ^ (<u32>(rip >> 17) * 0x9e5)) & HASH_MASK)) << 2);
}

/** Forget every block: the space is used up, or the hypervisor changed memory wholesale. */
export function dropAllBlocks(): void {
  memory.fill(BLOCK_HASH, 0, BLOCK_HASH_END - BLOCK_HASH);
  memory.fill(CODE_PAGES, 0, (<usize>(load<u32>(HOST_PHYS_SIZE) >> 12)) << 4);
  blockTop = BLOCKS;
  resets++;
  newGeneration();
}

/** Room for one more block, at least `bytes`. */
export function reserveBlock(bytes: usize): usize {
  if (blockTop + bytes > BLOCKS_END) dropAllBlocks();
  return blockTop;
}
