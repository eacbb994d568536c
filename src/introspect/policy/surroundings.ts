/** What rules of a policy ask a VM. */
import { processReader } from '../objects/current-process.ts';
import type { GuestSource } from '../objects/guest-view.ts';
import { isModuleAddress, loadedModules } from '../objects/kernel-modules.ts';
import type { KernelNames } from '../target/target-placement.ts';
import type { PolicyContext } from './policy-rule.ts';

/** The VM; a Vm fits. */
export interface PolicyVm {
  readonly memory: GuestSource['memory'];
  /** The processor whose turn it is. */
  readonly vcpu: { readonly id: number; readonly rip: bigint; readonly paging: GuestSource['paging'] };
  readonly clock: { now(): number };
}

/** The guest's memory in the address space of the processor whose turn it is at each moment. */
export function sourceOf(
  vm: Pick<PolicyVm, 'memory'> & { readonly vcpu: Pick<PolicyVm['vcpu'], 'id' | 'paging'> },
): GuestSource {
  return {
    memory: vm.memory,
    get paging() {
      return vm.vcpu.paging;
    },
    get cpu() {
      return vm.vcpu.id;
    },
  };
}

/** @param kernel undefined: the image has no symbols; then no rule about processes, modules or symbols holds */
export function policySurroundings(vm: PolicyVm, kernel: KernelNames | undefined): Omit<PolicyContext, 'isReached'> {
  const source = sourceOf(vm);
  const readProcess = kernel && processReader(kernel, source);
  return {
    rip: () => vm.vcpu.rip,
    process: () => readProcess?.(),
    moduleAt: (address) => {
      // Most code that writes is the kernel's own; the list of modules, which a guest can make long, need not be read for it.
      const modules = kernel === undefined || !isModuleAddress(address) ? [] : loadedModules(kernel, source);
      return modules.find(({ from, end }) => address >= from && address < end)?.name;
    },
    now: () => vm.clock.now(),
    kernel,
  };
}
