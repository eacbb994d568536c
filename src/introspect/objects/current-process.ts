/** Which process runs on the processor. */
import { memberOffset } from '../btf/member-path.ts';
import type { KernelNames } from '../target/target-placement.ts';
import { type GuestSource, GuestView } from './guest-view.ts';
import { perCpuAddress } from './per-cpu-address.ts';

/** A process as people know it. Names are what the guest says: a process can change its own. */
export interface ProcessInfo {
  /** What the guest's user space calls pid (the kernel: tgid); 0 in the idle task. */
  readonly pid: number;
  /** task_struct.comm: up to 15 characters; anything but printable ASCII as `?`. */
  readonly name: string;
}

/** Linux, include/linux/sched.h, TASK_COMM_LEN. */
const NAME_BYTES = 16;

/**
 * A function that tells the current process of the source's processor, from the kernel's per-CPU pointer to its task.
 * @returns undefined when the kernel's symbols and types do not tell where that is; the function gives undefined before
 * the kernel has set it up
 * @example vm.processOf = processReader(symbols, sourceOf(vm));
 */
export function processReader(kernel: KernelNames, source: GuestSource): (() => ProcessInfo | undefined) | undefined {
  const { types } = kernel;
  if (types === undefined) return undefined;
  const name = memberOffset(types, 'task_struct', 'comm');
  const pid = memberOffset(types, 'task_struct', 'tgid');
  // From 6.2 to 6.14 the pointer is in a struct of hot per-CPU variables.
  const isPlain = kernel.table.find('current_task') !== undefined;
  const variable = isPlain ? 'current_task' : 'pcpu_hot';
  const offset = isPlain ? 0 : memberOffset(types, 'pcpu_hot', 'current_task');
  if (name === undefined || pid === undefined || offset === undefined || kernel.table.find(variable) === undefined) {
    return undefined;
  }
  return () => {
    const view = new GuestView(source);
    const slot = perCpuAddress(view, kernel, kernel.table.get(variable).address + BigInt(offset), source.cpu);
    const task = slot === undefined ? undefined : view.pointer(slot);
    if (task === undefined) return undefined;
    const number = view.u32(task + BigInt(pid));
    const text = view.text(task + BigInt(name), NAME_BYTES);
    return number === undefined || text === undefined ? undefined : { pid: number, name: text };
  };
}
