/** From the `--guard`s of a command line and the guards of a policy file to guards of a VM. */
import { HvError } from '../base/error.ts';
import type { VerdictRule } from '../introspect/guard/guard-set.ts';
import type { KernelSymbols } from '../introspect/symbols/kernel-symbols.ts';
import { type BoundGuard, GuardBinder } from '../introspect/target/guard-binder.ts';
import type { GuardTarget } from '../introspect/target/guard-target.ts';
import type { Vm } from '../vm/vm.ts';

/** Bind what the command line names. @throws HvError `bad-guard` that names the option */
export function bindGuards(
  vm: Vm,
  targets: readonly GuardTarget[],
  verdict: VerdictRule,
  symbols: () => KernelSymbols | undefined,
): GuardBinder {
  const binder = new GuardBinder(vm, symbols);
  for (const target of targets) bindOption(binder, target, verdict);
  return binder;
}

function bindOption(binder: GuardBinder, target: GuardTarget, verdict: VerdictRule): BoundGuard {
  try {
    return binder.bind(target, verdict);
  } catch (error) {
    if (!(error instanceof HvError)) throw error;
    throw new HvError(error.code, `--${error.message}`, { cause: error });
  }
}
