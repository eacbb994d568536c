// The format of decoded blocks. See block.ts.

/** u64: address of the first instruction. */
export const B_RIP: usize = 0;
export const B_KEY: usize = 8;
/** i32: instructions in the block. */
export const B_COUNT: usize = 12;
/** u32: linear-memory address of the first code byte. */
export const B_PHYS: usize = 16;
/** u32: the page behind, for an instruction that straddles a page boundary, else 0. */
export const B_PHYS2: usize = 20;
/** u32: code bytes. */
export const B_BYTES: usize = 24;
/** u32: MODE_ bits. */
export const B_MODE: usize = 28;
/** u32: next block with the same hash, next block of the same page. */
export const B_NEXT: usize = 32;
export const B_NEXT_IN_PAGE: usize = 36;
/** u32: CS limit that decoding respected (outside 64-bit mode). */
export const B_LIMIT: usize = 40;
/** u32: the last operation. */
export const B_LAST: usize = 44;
/** u32: next block that ends in the same page without beginning there. */
export const B_NEXT_STRADDLER: usize = 48;
export const B_OPS: usize = 64;

/** Behind the last operation. */
export const TERM_NEXT: usize = 16;
export const TERM_TARGET: usize = 24;
export const TERM_LINK_TARGET: usize = 32;
export const TERM_KEY_TARGET: usize = 36;
export const TERM_LINK_NEXT: usize = 40;
export const TERM_KEY_NEXT: usize = 44;
export const TERM_SIZE: usize = 48;

/** Handler number of operations whose block has been dropped while it runs. */
export const RESYNC: u32 = 1000;
/** First number of handlers that end a block: COLD_END_BASE of gen/handlers.ts. */
export const COLD_END_BASE: u32 = 4096;
/** First number of handlers outside run()'s switch: COLD_BASE of gen/handlers.ts. */
export const COLD_BASE: u32 = 1024;
