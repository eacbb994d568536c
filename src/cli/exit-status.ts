/** How the ways in which a run can end become the exit status of the process. */

import { unreachable } from '../base/error.ts';
import type { VmStop } from '../vm/stop.ts';

export const STATUS_OK = 0;
export const STATUS_USAGE = 2;
export const STATUS_CRASHED = 3;
export const STATUS_GUARD = 4;
export const STATUS_LIMIT = 124;

/**
 * Exit status of a finished run: 0 powered off, rebooted, halted for good or left by the person; 3 crashed; 4 stopped by
 * a guard; 124 a limit; with `--debug-exit` what the guest asked for, (value << 1) | 1 in eight bits.
 */
export function statusOfStop(stop: VmStop): number {
  switch (stop.kind) {
    case 'power-off':
    case 'reset':
    case 'halted':
    case 'requested':
    case 'breakpoint':
      return STATUS_OK;
    case 'debug-exit':
      return stop.status & 0xff;
    case 'triple-fault':
    case 'failure':
      return STATUS_CRASHED;
    case 'guard':
    case 'protected-write':
      return STATUS_GUARD;
    case 'instruction-limit':
    case 'time-limit':
      return STATUS_LIMIT;
    default:
      return unreachable(stop);
  }
}

/** One sentence about the end of a run, without the final full stop. */
export function describeStop(stop: VmStop): string {
  switch (stop.kind) {
    case 'power-off':
      return 'the guest powered off';
    case 'reset':
      return 'the guest rebooted';
    case 'halted':
      return 'the guest halted and nothing can wake it';
    case 'requested':
      return 'left on request';
    case 'debug-exit':
      return `the guest left through the debug-exit port with status ${stop.status & 0xff}`;
    case 'triple-fault':
      return 'the guest crashed (triple fault)';
    case 'failure':
      return `the engine cannot go on: ${stop.message}`;
    case 'breakpoint':
      return `at the breakpoint at 0x${stop.address.toString(16)}`;
    case 'guard':
      return `stopped by guard ${stop.guard}`;
    case 'protected-write':
      return `stopped at a write to protected memory at gpa 0x${stop.gpa.toString(16)}`;
    case 'instruction-limit':
      return 'the instruction limit is reached';
    case 'time-limit':
      return 'the time limit is reached';
    default:
      return unreachable(stop);
  }
}
