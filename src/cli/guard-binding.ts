/** From the SPECs of a command line to guards of a VM. */
import { HvError } from '../base/error.ts';
import type { Guard, GuardSpec as GuardDefinition } from '../introspect/guard/guard-set.ts';
import type { Verdict } from '../introspect/guard/verdict.ts';
import type { KernelSymbols } from '../introspect/symbols/kernel-symbols.ts';
import { findTranslation } from '../mmu/guest-paging.ts';
import type { Vm } from '../vm/vm.ts';
import type { GuardSpec } from './guard-spec.ts';

const PAGE_SIZE = 4096;

/** A SPEC and the guards that it has become; none yet for a linear address that is not mapped. */
export interface BoundGuard {
  readonly spec: GuardSpec;
  guards: readonly Guard[];
}

/**
 * The guards of one run. Physical addresses and symbols are armed at once, linear addresses when `tryPending()` finds
 * them mapped.
 */
export class GuardBinding {
  readonly bound: BoundGuard[] = [];
  readonly #vm: Vm;
  readonly #verdict: Verdict;

  /**
   * Arm what can be armed now.
   * @param symbols asked only when a SPEC names one; undefined: the image has none
   * @throws HvError `bad-guard` that names the SPEC
   */
  constructor(vm: Vm, specs: readonly GuardSpec[], verdict: Verdict, symbols: () => KernelSymbols | undefined) {
    this.#vm = vm;
    this.#verdict = verdict;
    for (const spec of specs) {
      if (spec.kind === 'gva') {
        this.bound.push({ spec, guards: [] });
        continue;
      }
      const { gpa, length } = spec.kind === 'gpa' ? { gpa: spec.address, length: spec.length } : place(spec, symbols());
      if (!vm.memory.hasRange(gpa, length)) {
        throw new HvError(
          'bad-guard',
          `--guard ${JSON.stringify(spec.text)}: gpa 0x${gpa.toString(16)} + ${length} bytes is outside the guest's memory`,
        );
      }
      this.bound.push({ spec, guards: vm.guards.addAll([this.#definition(spec, gpa, length)]) });
    }
  }

  /** Whether a linear address still waits to be mapped. */
  get isPending(): boolean {
    return this.bound.some(({ guards }) => guards.length === 0);
  }

  /** Arm the linear addresses that are mapped by now, in the address space that the processor is in. @returns those armed */
  tryPending(): BoundGuard[] {
    const armed: BoundGuard[] = [];
    for (const bound of this.bound) {
      if (bound.guards.length > 0 || bound.spec.kind !== 'gva') continue;
      const definitions = this.#translate(bound.spec);
      if (definitions === undefined) continue;
      bound.guards = this.#vm.guards.addAll(definitions);
      armed.push(bound);
    }
    return armed;
  }

  /** Physical runs behind a linear range, or undefined while a page of it is not mapped to memory. */
  #translate(spec: GuardSpec & { kind: 'gva' }): GuardDefinition[] | undefined {
    const paging = this.#vm.vcpus[0].paging;
    const runs: { gpa: number; length: number }[] = [];
    for (let at = 0; at < spec.length; ) {
      const translation = findTranslation(this.#vm.memory, paging, spec.address + BigInt(at));
      if (translation === undefined) return undefined;
      const piece = Math.min(spec.length - at, PAGE_SIZE - (translation.gpa % PAGE_SIZE));
      if (!this.#vm.memory.hasRange(translation.gpa, piece)) return undefined;
      const last = runs[runs.length - 1];
      if (last !== undefined && last.gpa + last.length === translation.gpa) last.length += piece;
      else runs.push({ gpa: translation.gpa, length: piece });
      at += piece;
    }
    return runs.map(({ gpa, length }) => this.#definition(spec, gpa, length));
  }

  #definition(spec: GuardSpec, gpa: number, length: number): GuardDefinition {
    return { gpa, length, name: spec.text, verdict: this.#verdict };
  }
}

/** Where a symbol is, and how long. */
function place(
  spec: GuardSpec & { kind: 'symbol' },
  symbols: KernelSymbols | undefined,
): { gpa: number; length: number } {
  const label = `--guard ${JSON.stringify(spec.text)}`;
  if (symbols === undefined) {
    throw new HvError(
      'bad-guard',
      `${label}: the image has no symbols; give an address as gpa:ADDR+LEN or gva:ADDR+LEN`,
    );
  }
  let found: ReturnType<KernelSymbols['physicalAddress']>;
  try {
    found = symbols.physicalAddress(spec.symbol);
  } catch (error) {
    if (!(error instanceof HvError)) throw error;
    throw new HvError('bad-guard', `${label}: ${error.message}`, { cause: error });
  }
  const length = spec.length ?? found.symbol.size - spec.offset;
  if (length <= 0) {
    throw new HvError(
      'bad-guard',
      `${label}: the symbol has ${found.symbol.size} bytes; give a length with symbol+OFF:LEN`,
    );
  }
  return { gpa: found.gpa + spec.offset, length };
}
