// Instruction fetch.

import { GP, raiseError } from '../exec/raise';
import { CPL, TLB_ADDEND, TLB_EXEC } from '../generated/layout';
import { isLong, xtlb } from '../state';
import { EPT_EXECUTE } from './ept';
import { fill } from './walk';

/** Whether a linear address is canonical (48 bits). */
export function isCanonical(gla: u64): bool {
  return ((<i64>gla) << 16) >> 16 == <i64>gla;
}

/** Linear-memory address of the code byte at `gla`. Raises #PF and #GP, exits on EPT violations. */
export function fetchTranslate(gla: u64): u32 {
  const e = xtlb + ((<usize>(gla >> 12) & 0xfff) << 5);
  if (load<u64>(e, TLB_EXEC) == (gla & ~(<u64>0xfff))) return <u32>gla + load<u32>(e, TLB_ADDEND);
  if (isLong() && !isCanonical(gla)) raiseError(0, GP, 0);
  return fill(e, gla, EPT_EXECUTE, load<u32>(CPL) == 3, 1);
}
