/** struct kvm_run: what the page shared with the kernel says about an exit, and the registers in it. */
import { unreachable } from '../base/error.ts';
import type { GeneralRegister, RegisterChanges, Registers } from '../cpu/registers.ts';
import { KVM_EXIT, KVM_EXIT_IO_OUT, KVM_SYNC_X86_REGS, KvmRegs, KvmRun } from '../spec/kvm/abi.ts';
import { KvmRunSpp } from '../spec/kvm/spp-abi.ts';
import type { VmStop } from '../vm/stop.ts';
import { ERRNO } from './errno.ts';

/** The page, and behind it the data of port accesses. */
const RUN_BYTES = 8192;
const IO_DATA = 4096;
const UNION = KvmRunSpp.at.addr;
const UNION_BYTES = 256;
const DEBUG_PORT = 0xf4;
const SYSTEM_EVENT_SHUTDOWN = 1;
const SYSTEM_EVENT_RESET = 2;

/** Registers that a program may ask for in the page, KVM_CAP_SYNC_REGS: the general ones. */
export const SYNC_REGS = KVM_SYNC_X86_REGS;

type RegisterName = GeneralRegister | 'rip' | 'rflags';
const NAMES = Object.keys(KvmRegs.fields) as RegisterName[];

/** Write struct kvm_regs. @param at where in the view it begins */
export function writeRegs(view: DataView, at: number, registers: Registers): void {
  for (const name of NAMES) view.setBigUint64(at + KvmRegs.at[name], registers[name], true);
}

/** Read struct kvm_regs. @param at where in the view it begins */
export function readRegs(view: DataView, at: number): RegisterChanges {
  return Object.fromEntries(NAMES.map((name) => [name, view.getBigUint64(at + KvmRegs.at[name], true)]));
}

export class RunPage {
  readonly bytes = new Uint8Array(RUN_BYTES);
  readonly #view = new DataView(this.bytes.buffer);
  readonly #sppExit: number;

  /** @param sppExit exit_reason of a denied write */
  constructor(sppExit: number) {
    this.#sppExit = sppExit;
  }

  get exitReason(): number {
    return this.#view.getUint32(KvmRun.at.exit_reason, true);
  }

  /** kvm_run.spp */
  get spp(): { readonly addr: bigint; readonly insn_len: number } {
    return {
      addr: this.#view.getBigUint64(KvmRunSpp.at.addr, true),
      insn_len: this.#view.getUint8(KvmRunSpp.at.insn_len),
    };
  }

  /**
   * What KVM_RUN does first: look at the sets of registers, and take over those that were changed.
   * @returns 0; -EINVAL for sets that are not offered; -EINTR when immediate_exit is set
   */
  begin(set: (registers: RegisterChanges) => void): number {
    const view = this.#view;
    const dirty = view.getBigUint64(KvmRun.at.kvm_dirty_regs, true);
    if ((view.getBigUint64(KvmRun.at.kvm_valid_regs, true) | dirty) & ~BigInt(SYNC_REGS)) return -ERRNO.EINVAL;
    if (dirty !== 0n) {
      set(readRegs(view, KvmRun.at['s.regs.regs']));
      view.setBigUint64(KvmRun.at.kvm_dirty_regs, 0n, true);
    }
    if (view.getUint8(KvmRun.at.immediate_exit) === 0) return 0;
    view.setUint32(KvmRun.at.exit_reason, KVM_EXIT.INTR, true);
    return -ERRNO.EINTR;
  }

  /** What KVM_RUN does last. @returns its result: 0, or -EINTR when the VM was stopped */
  end(stop: VmStop, registers: () => Registers): number {
    this.#view.setUint32(KvmRun.at.exit_reason, this.#describe(stop), true);
    if (this.#view.getBigUint64(KvmRun.at.kvm_valid_regs, true) & BigInt(KVM_SYNC_X86_REGS)) {
      writeRegs(this.#view, KvmRun.at['s.regs.regs'], registers());
    }
    return this.exitReason === KVM_EXIT.INTR ? -ERRNO.EINTR : 0;
  }

  /** Fill the union in. @returns exit_reason */
  #describe(stop: VmStop): number {
    const view = this.#view;
    this.bytes.fill(0, UNION, UNION + UNION_BYTES);
    switch (stop.kind) {
      case 'protected-write':
      case 'guard':
        view.setBigUint64(KvmRunSpp.at.addr, BigInt(stop.gpa), true);
        view.setUint8(KvmRunSpp.at.insn_len, stop.instructionLength);
        return this.#sppExit;
      case 'debug-exit':
        view.setUint8(KvmRun.at['io.direction'], KVM_EXIT_IO_OUT);
        view.setUint8(KvmRun.at['io.size'], 1);
        view.setUint16(KvmRun.at['io.port'], DEBUG_PORT, true);
        view.setUint32(KvmRun.at['io.count'], 1, true);
        view.setBigUint64(KvmRun.at['io.data_offset'], BigInt(IO_DATA), true);
        view.setUint8(IO_DATA, stop.status >>> 1);
        return KVM_EXIT.IO;
      case 'halted':
        return KVM_EXIT.HLT;
      case 'breakpoint':
        return KVM_EXIT.DEBUG;
      case 'triple-fault':
        return KVM_EXIT.SHUTDOWN;
      case 'power-off':
      case 'reset':
        view.setUint32(
          KvmRun.at['system_event.type'],
          stop.kind === 'reset' ? SYSTEM_EVENT_RESET : SYSTEM_EVENT_SHUTDOWN,
          true,
        );
        return KVM_EXIT.SYSTEM_EVENT;
      case 'failure':
        if (stop.exit === undefined) return KVM_EXIT.INTERNAL_ERROR;
        // As posted for a misconfigured SPPT: the hardware's reason, and nothing that the guest could go on from.
        view.setBigUint64(KvmRun.at['hw.hardware_exit_reason'], BigInt(stop.exit.reason), true);
        return KVM_EXIT.UNKNOWN;
      case 'requested':
      case 'instruction-limit':
      case 'time-limit':
        return KVM_EXIT.INTR;
      default:
        return unreachable(stop);
    }
  }
}
