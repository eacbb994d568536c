import type { OpcodeMap } from './row.ts';
import { SSE_ROWS } from './sse.ts';
import { X87_ROWS } from './x87.ts';

/** The rows of x87, MMX and SSE. */
export const EXTENSION_ROWS: readonly OpcodeMap[] = [...X87_ROWS, ...SSE_ROWS];
