// Breakpoints of the host: addresses of instructions before which run() comes back. Code is decoded so that no block runs
// over one, and a block that begins at one is longer than any budget, so that runLoop() is asked each time.

import { linearRip } from '../decode/block';
import { BREAKPOINT_COUNT, BREAKPOINTS, RIP, TOLD_BREAKPOINT } from '../generated/layout';
import { setOutdated } from '../state';

/** Whether the host has a breakpoint at a linear address. */
export function isBreakpoint(linear: u64): bool {
  const count = load<u32>(BREAKPOINT_COUNT);
  for (let i: u32 = 0; i < count; i++) {
    if (load<u64>(BREAKPOINTS + ((<usize>i) << 3)) == linear) return true;
  }
  return false;
}

/** Whether the host has to be told of the instruction at RIP. It is told once, and then executed. */
export function stopsHere(): bool {
  const linear = linearRip(load<u64>(RIP));
  if (!isBreakpoint(linear) || load<u64>(TOLD_BREAKPOINT) == linear + 1) return false;
  store<u64>(TOLD_BREAKPOINT, linear + 1);
  return true;
}

/** The host has changed its list: all code is decoded anew, at the next look at what is next. */
export function breakpointsChanged(): void {
  setOutdated(true);
}
