import { unreachable } from '../base/error.ts';
import { EXIT_REASON } from '../spec/vmx/exit.ts';
import type { VcpuExit } from './exit.ts';

/**
 * Why `Vm.run()` came back: one variant per reason, each with what only that reason defines. All are things that
 * guests or limits bring about, so none is an error.
 */
export type VmStop =
  /** ACPI S5. */
  | { readonly kind: 'power-off' }
  /** Keyboard controller, port 0x92, ACPI reset register or PCI reset port. */
  | { readonly kind: 'reset' }
  /** HLT, and neither an interrupt that is allowed nor a timer nor an input source could end it. */
  | { readonly kind: 'halted' }
  /** `Vm.stop()` was called. */
  | { readonly kind: 'requested' }
  /** The debug-exit port was written; `status` is (value << 1) | 1. */
  | { readonly kind: 'debug-exit'; readonly status: number }
  | { readonly kind: 'triple-fault' }
  /**
   * The next instruction of `Vm.vcpu` is at a breakpoint (`Vm.setBreakpoints`), at this linear address. It has not been executed; the
   * next run begins with it.
   */
  | { readonly kind: 'breakpoint'; readonly address: bigint }
  /**
   * The engine met something that it cannot go on from (a defect of subpage, out of host memory). `exit`: where the
   * processor left for a reason that has no answer (66: SPPT entries that were repaired once are broken again).
   */
  | {
      readonly kind: 'failure';
      readonly message: string;
      readonly exit?: { readonly reason: number; readonly gpa?: number };
    }
  /** A guard with verdict `stop`; the write has not happened, RIP points at its instruction. `sequence`: the event's. */
  | {
      readonly kind: 'guard';
      readonly guard: string;
      readonly gpa: number;
      readonly sequence: number;
      /** Bytes, 0 when unknown. */
      readonly instructionLength: number;
    }
  /**
   * A write met a vector that no guard owns (`setSubPageAccess`), and `guards.vectorVerdict` is `stop`. It has not happened;
   * `gpa` is its lowest denied byte.
   */
  | { readonly kind: 'protected-write'; readonly gpa: number; readonly instructionLength: number }
  /** `maxInstructions` are used up. */
  | { readonly kind: 'instruction-limit' }
  /** `isTimeUp` of the caller said so. */
  | { readonly kind: 'time-limit' };

/** What an exit of a vCPU that nobody can answer makes of the run. */
export function stopOfExit(
  exit: Exclude<VcpuExit, { kind: 'limit' | 'hlt' | 'protected-write' | 'breakpoint' }>,
): VmStop {
  switch (exit.kind) {
    case 'triple-fault':
      return { kind: 'triple-fault' };
    case 'failure':
      return { kind: 'failure', message: exit.message };
    case 'out-of-memory':
      return { kind: 'failure', message: `no host memory left for the page at gpa 0x${exit.gpa.toString(16)}` };
    case 'spp-misconfiguration':
      return {
        kind: 'failure',
        message: `broken SPPT entries at gpa 0x${exit.gpa.toString(16)}`,
        exit: { reason: EXIT_REASON.SPP_EVENT, gpa: exit.gpa },
      };
    case 'ept-misconfiguration':
      return {
        kind: 'failure',
        message: `broken EPT entries at gpa 0x${exit.gpa.toString(16)}`,
        exit: { reason: EXIT_REASON.EPT_MISCONFIGURATION, gpa: exit.gpa },
      };
    case 'unknown':
      return {
        kind: 'failure',
        message: `exit reason ${exit.reason}, qualification ${exit.qualification}`,
        exit: { reason: exit.reason },
      };
    default:
      return unreachable(exit);
  }
}
