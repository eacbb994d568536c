/** Ends of a run that nobody asked for, in words for people. */
import type { PagingState } from '../../mmu/guest-paging.ts';
import { KVM_INTERNAL_ERROR, KvmRun } from '../../spec/kvm/abi.ts';
import type { VcpuExit } from '../../vm/exit.ts';
import { describeInstruction } from './disassembler.ts';
import type { GuestCode } from './guest-code.ts';
import type { SyncRegisters } from './sync-registers.ts';

const MAX_INSTRUCTION = 15;

export function failure(message: string): VcpuExit {
  return { kind: 'failure', message };
}

/** KVM_EXIT_FAIL_ENTRY. @param run the run page */
export function entryFailure(run: DataView): VcpuExit {
  const code = run.getBigUint64(KvmRun.at['fail_entry.hardware_entry_failure_reason'], true);
  return failure(`the processor refuses to enter the guest (reason 0x${code.toString(16)})`);
}

/** KVM_EXIT_INTERNAL_ERROR, other than an instruction that the kernel cannot emulate. */
export function internalFailure(suberror: number, rip: bigint): VcpuExit {
  const where = `at 0x${rip.toString(16)}`;
  if (suberror === KVM_INTERNAL_ERROR.DELIVERY_EV)
    return failure(`an exception or interrupt ${where} could not be delivered: is its stack on a guarded page?`);
  return failure(`KVM stopped with internal error ${suberror} ${where}`);
}

/** The instruction that the processor stands at, as `movss [rdi],xmm0 at 0x100007`. */
export function describeInstructionAt({ rip, codeBits }: SyncRegisters, code: GuestCode, paging: PagingState): string {
  const bytes = code.readAt(rip, MAX_INSTRUCTION, paging);
  const text = bytes.length > 0 ? describeInstruction(codeBits, rip, bytes) : 'code that is not mapped';
  return `${text} at 0x${rip.toString(16)}`;
}
