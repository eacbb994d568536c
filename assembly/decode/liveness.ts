// Flags that nobody reads: the operation before need not keep them.
import { OP_HANDLER, OP_SIZE } from '../generated/layout';
import { FLAG_EFFECT, FLAGLESS } from '../generated/tables';
import { COLD_BASE } from './format';

/**
 * Give operations whose flags are overwritten before anyone can see them their variant without flags. Seen are flags
 * by readers, by whatever follows the block, and by an operation that may fault: the handler's RFLAGS image holds them.
 */
export function dropDeadFlags(first: usize, last: usize): void {
  let live = true;
  for (let op = last; op >= first; op -= OP_SIZE) {
    const handler = <u32>load<u16>(op, OP_HANDLER);
    const effect: u32 = handler < COLD_BASE ? <u32>load<u8>(FLAG_EFFECT + <usize>handler) : 3;
    if (effect == 0) continue;
    if (!live && handler < COLD_BASE) {
      const variant = <u32>load<u16>(FLAGLESS + ((<usize>handler) << 1));
      if (variant != 0xffff) store<u16>(op, <u16>variant, OP_HANDLER);
    }
    if (effect == 1) live = false;
    else if (effect == 3 || live) live = true;
  }
}
