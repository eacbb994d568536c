/** Exits that are a device's business: ports, device memory and model-specific registers. */
import { KVM_EXIT_IO_OUT, KvmRun } from '../../spec/kvm/abi.ts';
import type { Board } from '../../vm/engine.ts';
import type { KvmAddressSpace } from './kvm-address-space.ts';
import type { RunPage } from './run-page.ts';

const RUN = KvmRun.at;
const value = new Uint32Array(2);

/** KVM_EXIT_IO: IN, OUT, and their string forms with several elements at once. @param run the run page */
export function answerPort(run: DataView, board: Board): void {
  const size = run.getUint8(RUN['io.size']);
  const port = run.getUint16(RUN['io.port'], true);
  const isOut = run.getUint8(RUN['io.direction']) === KVM_EXIT_IO_OUT;
  let at = run.getUint32(RUN['io.data_offset'], true);
  for (let i = run.getUint32(RUN['io.count'], true); i > 0; i--, at += size) {
    if (isOut) board.writePort(port, size, readSized(run, at, size));
    else writeSized(run, at, size, board.readPort(port, size));
  }
}

/** KVM_EXIT_MMIO: device memory, or memory that the kernel does not read or write by itself. */
export function answerMmio(page: RunPage, board: Board, space: KvmAddressSpace): void {
  const gpa = page.mmioGpa;
  const data = page.mmioData;
  const isMemory = space.slots.findSlot(Math.floor(gpa / 4096)) !== undefined;
  if (!page.mmioIsWrite) {
    if (isMemory) space.memory.readInto(gpa, data);
    else board.readMmio(gpa, data);
  } else if (!isMemory) board.writeMmio(gpa, data);
  // What is left are writes to ROM, which are dropped.
}

/** KVM_EXIT_X86_RDMSR and KVM_EXIT_X86_WRMSR: a register that the board does not have raises #GP. */
export function answerMsr(run: DataView, board: Board, isWrite: boolean): void {
  const index = run.getUint32(RUN['msr.index'], true);
  const at = RUN['msr.data'];
  let exists: boolean;
  if (isWrite) exists = board.writeMsr(index, run.getUint32(at, true), run.getUint32(at + 4, true));
  else {
    exists = board.readMsr(index, value);
    run.setUint32(at, value[0], true);
    run.setUint32(at + 4, value[1], true);
  }
  run.setUint8(RUN['msr.error'], exists ? 0 : 1);
}

function readSized(view: DataView, at: number, size: number): number {
  return size === 1 ? view.getUint8(at) : size === 2 ? view.getUint16(at, true) : view.getUint32(at, true);
}

function writeSized(view: DataView, at: number, size: number, value: number): void {
  if (size === 1) view.setUint8(at, value);
  else if (size === 2) view.setUint16(at, value, true);
  else view.setUint32(at, value, true);
}
