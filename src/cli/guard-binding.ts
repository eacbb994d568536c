/** From the `--guard`s of a command line and the guards of a policy file to guards of a VM. */
import { HvError } from '../base/error.ts';
import type { VerdictRule } from '../introspect/guard/guard.ts';
import { type ProcessInfo, processReader } from '../introspect/objects/current-process.ts';
import { GuestView } from '../introspect/objects/guest-view.ts';
import { describeModuleCode, isModuleAddress, moduleDescriber } from '../introspect/objects/kernel-modules.ts';
import { PolicyLearner } from '../introspect/policy/learner.ts';
import { PolicyRun } from '../introspect/policy/policy-run.ts';
import { policySurroundings, sourceOf } from '../introspect/policy/surroundings.ts';
import { followFramePointers } from '../introspect/stack/frame-pointers.ts';
import { type BoundGuard, GuardBinder } from '../introspect/target/guard-binder.ts';
import type { GuardTarget } from '../introspect/target/guard-target.ts';
import type { Vm } from '../vm/vm.ts';
import type { GuestKernelNames } from './kernel-source.ts';
import { findAll, readPolicyFile } from './policy.ts';
import type { RunSettings } from './run-settings.ts';

/** Bind what the command line names. @throws HvError `bad-guard` that names the option */
export function bindGuards(
  vm: Vm,
  targets: readonly GuardTarget[],
  verdict: VerdictRule,
  symbols: () => GuestKernelNames | undefined,
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

/** A policy file in force. */
export interface BoundPolicy {
  readonly run: PolicyRun;
  /** With `settings.learn`. */
  readonly learner: PolicyLearner | undefined;
}

/** Bind what the policy file of a run names. @throws HvError `bad-policy`, `io`: a line for each problem */
export function bindPolicy(
  settings: RunSettings,
  vm: Vm,
  binder: GuardBinder,
  symbols: () => GuestKernelNames | undefined,
): BoundPolicy {
  const file = readPolicyFile(settings.policyFile ?? '');
  const kernel = symbols();
  findAll(file, kernel);
  const surroundings = policySurroundings(vm, kernel);
  const learner =
    settings.learn === undefined ? undefined : new PolicyLearner(file.policy, file.text, kernel, surroundings.moduleAt);
  try {
    return { run: new PolicyRun(learner?.policy ?? file.policy, binder, surroundings), learner };
  } catch (error) {
    if (!(error instanceof HvError)) throw error;
    throw new HvError(error.code, `${file.path}: ${error.message}`, { cause: error });
  }
}

/** Names code addresses, of modules too. A kernel that moves itself is searched with the first event, too. */
export function symbolizer(
  vm: Vm,
  symbols: () => GuestKernelNames | undefined,
): (address: bigint) => string | undefined {
  return (address) => {
    const kernel = located(symbols());
    if (kernel === undefined) return undefined;
    return kernel.table.describe(address) ?? describeModuleCode(kernel, sourceOf(vm), address);
  };
}

function located(kernel: GuestKernelNames | undefined): GuestKernelNames | undefined {
  return kernel?.isLocated === false && !kernel.locate?.() ? undefined : kernel;
}

/** The process that runs, once symbols are asked for anyway: with the first event. */
export function currentProcess(vm: Vm, symbols: () => GuestKernelNames | undefined): () => ProcessInfo | undefined {
  let reader: (() => ProcessInfo | undefined) | undefined;
  let isAsked = false;
  return () => {
    if (!isAsked) {
      isAsked = true;
      const kernel = symbols();
      reader = kernel && processReader(kernel, sourceOf(vm));
    }
    return reader?.();
  };
}

/**
 * The callers of the instruction that the processor stands at, as symbols, by the kernel's unwind tables, or by frame pointers
 * where it has no tables. Frame pointers say nothing while user code runs.
 */
export function callStack(vm: Vm, symbols: () => GuestKernelNames | undefined): () => readonly string[] | undefined {
  return () => {
    const kernel = located(symbols());
    if (kernel === undefined) return undefined;
    const { vcpu } = vm;
    const view = new GuestView(sourceOf(vm));
    const registers = vcpu.getRegisters();
    let frames: bigint[];
    if (kernel.unwind !== undefined) frames = kernel.unwind.unwind(registers, view, kernel.slide);
    else {
      const start = kernel.table.find('_stext')?.address;
      const end = kernel.table.find('_etext')?.address;
      if (start === undefined || end === undefined || vcpu.cpl !== 0) return undefined;
      const isCode = (address: bigint): boolean => (address >= start && address < end) || isModuleAddress(address);
      frames = followFramePointers(registers.rbp, view, isCode);
    }
    const ofModule = moduleDescriber(kernel, sourceOf(vm));
    return frames.map((at) => kernel.table.describe(at) ?? ofModule(at) ?? `0x${at.toString(16)}`);
  };
}
