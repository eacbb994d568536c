/** A policy in force on a VM. */
import { HvError } from '../../base/error.ts';
import type { BoundGuard, GuardBinder } from '../target/guard-binder.ts';
import { parseGuardTarget } from '../target/guard-target.ts';
import { type KernelNames, type Placement, placeTarget } from '../target/target-placement.ts';
import { codePlacesOf, findPolicyViolations, type GuardPolicy, type Policy, targetsOf } from './policy.ts';
import { codeRanges, equalsCondition, type PolicyContext, type PolicyCounters, verdictRule } from './policy-rule.ts';

/** A guard of a policy with its guards and counts. */
export interface PolicyGuard {
  /** Its name, else its first target. */
  readonly name: string;
  readonly policy: GuardPolicy;
  readonly bound: readonly BoundGuard[];
  readonly counters: PolicyCounters;
}

/**
 * Binds a policy's guards and watches its markers. Guards that cannot be armed yet wait in the binder.
 * @example
 * const binder = new GuardBinder(vm, () => symbols);
 * const run = new PolicyRun(parsePolicy(text, 'p.yaml'), binder, policySurroundings(vm, symbols));
 * await vm.run({ onSlice: () => binder.tryPending() });
 */
export class PolicyRun {
  readonly guards: readonly PolicyGuard[];
  /** Guest time (ns) at which each marker was reached. */
  readonly reached = new Map<string, number>();

  /**
   * @param surroundings what rules ask about; see policySurroundings()
   * @throws HvError `bad-policy`, `bad-guard`; guards that were bound before it stay
   */
  constructor(policy: Policy, binder: GuardBinder, surroundings: Omit<PolicyContext, 'isReached'>) {
    const [violation] = findPolicyViolations(policy);
    if (violation !== undefined) {
      throw new HvError('bad-policy', `policy: ${violation.path.join('.')}: ${violation.message}`);
    }
    const context: PolicyContext = {
      rip: () => surroundings.rip(),
      process: () => surroundings.process(),
      moduleAt: (address) => surroundings.moduleAt(address),
      now: () => surroundings.now(),
      kernel: surroundings.kernel,
      isReached: (marker) => this.reached.has(marker),
    };
    for (const [name, marker] of Object.entries(policy.markers ?? {})) {
      const isIt = marker.equals === undefined ? () => true : equalsCondition([BigInt(marker.equals)]);
      binder.bind(parseGuardTarget(marker.write), (write, guard) => {
        if (!this.reached.has(name) && isIt(write, guard)) this.reached.set(name, context.now());
        return 'allow';
      });
    }
    this.guards = policy.guards.map((guard) => {
      const counters = { allowed: (guard.allow ?? []).map(() => 0), notAllowed: 0 };
      const verdict = verdictRule(guard, guard.verdict ?? policy.default ?? 'report', context, counters);
      const targets = targetsOf(guard);
      const bound = targets.map((target) => binder.bind(parseGuardTarget(target), verdict));
      return { name: guard.name ?? targets[0], policy: guard, bound, counters };
    });
  }
}

/** Bytes of a guard that `equals` can compare. */
const MAXIMUM_EQUALS = 8;

/** What checkPolicy() found out about a target or a place of code. */
export interface PolicyFinding {
  /** `guards[0].target`, `markers.booted`, … */
  readonly where: string;
  readonly text: string;
  /** Undefined for code and for what is wrong. */
  readonly placement?: Placement;
  /** What is wrong. */
  readonly problem?: string;
}

/**
 * Look up everything that a policy names in a kernel, without running it.
 * @param policy without violations, as parsePolicy() gives it
 * @returns one finding for each target and for each place of code that cannot be found
 */
export function checkPolicy(policy: Policy, kernel: KernelNames | undefined): PolicyFinding[] {
  const findings: PolicyFinding[] = [];
  const target = (where: string, text: string): void => {
    try {
      findings.push({ where, text, placement: placeTarget(parseGuardTarget(text), kernel) });
    } catch (error) {
      if (!(error instanceof HvError)) throw error;
      findings.push({ where, text, problem: error.message });
    }
  };
  /** What `equals` means on more bytes than a number has: nothing, ever. */
  const checkEquals = (where: string, text: string, found: PolicyFinding | undefined): void => {
    const length = found?.placement?.length ?? 0;
    if (length <= MAXIMUM_EQUALS) return;
    const problem = `equals never holds: ${text} has ${length} bytes, more than ${MAXIMUM_EQUALS}; give a length with :LEN`;
    findings.push({ where, text, problem });
  };
  for (const [name, marker] of Object.entries(policy.markers ?? {})) {
    target(`markers.${name}.write`, marker.write);
    if (marker.equals !== undefined) checkEquals(`markers.${name}.equals`, marker.write, findings.at(-1));
  }
  for (const [index, guard] of policy.guards.entries()) {
    const targets = targetsOf(guard).map((text) => {
      target(`guards[${index}].target`, text);
      return { text, finding: findings.at(-1) };
    });
    for (const [i, rule] of (guard.allow ?? []).entries()) {
      if (typeof rule.value === 'object' && rule.value.equals !== undefined) {
        for (const { text, finding } of targets) {
          checkEquals(`guards[${index}].allow[${i}].value.equals`, text, finding);
        }
      }
      for (const place of codePlacesOf(rule)) {
        try {
          codeRanges(place, kernel?.table);
        } catch (error) {
          if (!(error instanceof HvError)) throw error;
          const text = place.kind === 'symbol' ? place.symbol : place.kind;
          findings.push({ where: `guards[${index}].allow[${i}].code`, text, problem: error.message });
        }
      }
    }
  }
  return findings;
}
