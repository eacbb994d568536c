// Numbers of handlers that the decoder and the loop tell apart. The layout of blocks is in src/spec/state/layout.ts.

/** Handler number of operations whose block has been dropped while it runs. */
export const RESYNC: u32 = 1000;
/** First number of handlers that end a block: COLD_END_BASE of gen/handlers.ts. */
export const COLD_END_BASE: u32 = 4096;
/** First number of handlers outside run()'s switch: COLD_BASE of gen/handlers.ts. */
export const COLD_BASE: u32 = 1024;
