/** What a guard is: bytes, a name, a verdict. */
import { HvError } from '../../base/error.ts';
import type { WriteOrigin } from '../../memory/guest-memory.ts';
import { SPP_GPA_LIMIT, subPagesTouched } from '../../spec/vmx/sppt.ts';
import { VERDICTS, type Verdict, verdictStrength } from './verdict.ts';

const PAGE = 4096;

/** A write that meets a guard, as a verdict function sees it. */
export interface GuardedWrite {
  /** First byte of the write, which may lie before the guard. */
  readonly gpa: number;
  readonly old: Uint8Array;
  readonly new: Uint8Array;
  /** Who writes: with `cpu`, the processor stands at the writing instruction. */
  readonly origin: WriteOrigin;
}

/**
 * A verdict, or a function that gives one for each write that touches the guard's bytes. The function must not change guards and must not throw: a
 * throw or an unknown verdict counts as `stop`, and the guard keeps what was thrown in `error`.
 */
export type VerdictRule = Verdict | ((write: GuardedWrite, guard: GuardSpec) => Verdict);

/** What to guard. */
export interface GuardSpec {
  /** First guarded byte, guest-physical. */
  readonly gpa: number;
  /** Guarded bytes, at least 1; a guard may span pages. */
  readonly length: number;
  /** For people: the name of the guarded object. */
  readonly name: string;
  readonly verdict: VerdictRule;
}

/** A guard that is set, with its counters. */
export interface Guard extends GuardSpec {
  readonly id: number;
  /** Writes that touched guarded bytes and left the processor. */
  writes: number;
  /** Those of them with a verdict of `deny` or stronger. */
  refused: number;
  /** What the verdict function threw last. */
  error?: unknown;
}

/**
 * @param strongest strength of the strongest verdict that the VM can carry out
 * @throws HvError `invalid-argument`, `unsupported`
 */
export function checkGuard(spec: GuardSpec, strongest: number): void {
  const { gpa, length, name, verdict } = spec;
  if (
    !Number.isSafeInteger(gpa) ||
    !Number.isSafeInteger(length) ||
    gpa < 0 ||
    length < 1 ||
    gpa + length > SPP_GPA_LIMIT
  ) {
    throw new HvError('invalid-argument', `add: expected whole bytes below 2^48, got gpa ${gpa}, length ${length}`);
  }
  if (typeof verdict !== 'function' && !VERDICTS.includes(verdict)) {
    throw new HvError(
      'invalid-argument',
      `add: expected a verdict (${VERDICTS.join(', ')}) or a function for guard ${name}, got ${String(verdict)}`,
    );
  }
  if (typeof verdict === 'string' && verdictStrength(verdict) > strongest) {
    throw new HvError(
      'unsupported',
      `add: expected ${VERDICTS.slice(0, strongest + 1).join(' or ')} for guard ${name}, got ${verdict}: ` +
        'this VM audits, it sees writes after they were made',
    );
  }
}

/** The guest frames that a guard touches. */
export function pagesOf(guard: GuardSpec): { first: number; last: number } {
  return { first: Math.floor(guard.gpa / PAGE), last: Math.floor((guard.gpa + guard.length - 1) / PAGE) };
}

/** The sub-pages of a page that a guard touches, bit i for sub-page i. */
export function subPagesOf(guard: GuardSpec, gfn: number): number {
  const from = Math.max(guard.gpa, gfn * PAGE);
  const to = Math.min(guard.gpa + guard.length, (gfn + 1) * PAGE);
  return subPagesTouched(from - gfn * PAGE, to - from);
}
