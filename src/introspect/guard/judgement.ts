/** What guards and vectors say about one write: its parts are judged page by page, then it is one verdict. */
import { HvError } from '../../base/error.ts';
import type { Guard, GuardedWrite, GuardSpec } from './guard.ts';
import { DENY_STRENGTH, SKIP_STRENGTH, VERDICTS, type Verdict, verdictStrength } from './verdict.ts';

/** What the guards say about one write. */
export interface Judgement {
  readonly verdict: Verdict;
  /** The guards whose bytes it touches. Empty with a verdict of the vectors alone. */
  readonly guards: readonly Guard[];
  /** On one of its pages it touches sub-pages that are denied for guards' sake, but none of their bytes. */
  readonly falseSharing: boolean;
  /** One byte a byte of the write, 1 = must not be written; undefined when all may be written. */
  readonly refused: Uint8Array | undefined;
}

/** A write while it is judged. */
export interface PendingWrite extends GuardedWrite {
  readonly guards: Guard[];
  /** Strength of the verdict of each of `guards`. */
  readonly strengths: number[];
  strength: number;
  refused: Uint8Array | undefined;
}

const NOTHING: Judgement = { verdict: 'allow', guards: [], falseSharing: false, refused: undefined };
const FALSE_SHARING: Judgement = { ...NOTHING, falseSharing: true };

/**
 * Judge the part of a write within one page by the owner's own vector.
 * @param own the vector: bit i set, sub-page i may be written
 * @param at where the part begins in the write
 * @param offset where it begins in the page
 * @param strength of the verdict on what the vector denies
 */
export function judgeVector(
  write: PendingWrite,
  own: number,
  at: number,
  offset: number,
  length: number,
  strength: number,
): void {
  write.strength = Math.max(write.strength, strength);
  if (strength < DENY_STRENGTH) return;
  write.refused ??= new Uint8Array(write.new.length);
  for (let byte = 0; byte < length; byte++) {
    if (((own >>> ((offset + byte) >>> 7)) & 1) === 0) write.refused[at + byte] = 1;
  }
}

/**
 * Judge bytes [at, at + length) of a write by one guard, and count it there.
 * @param strongest strength of the strongest verdict that can be carried out
 * @returns whether they touch guarded bytes
 */
export function judgeGuard(write: PendingWrite, guard: Guard, at: number, length: number, strongest: number): boolean {
  const from = Math.max(guard.gpa - write.gpa, at);
  const to = Math.min(guard.gpa + guard.length - write.gpa, at + length);
  if (from >= to) return false;
  // A write over a page boundary meets a guard over that boundary on both pages, but is one write.
  let index = write.guards.indexOf(guard);
  if (index < 0) {
    index = write.guards.push(guard) - 1;
    const wanted = verdictStrength(typeof guard.verdict === 'string' ? guard.verdict : decide(guard, write));
    const strength = Math.min(wanted, strongest);
    write.strengths.push(strength);
    write.strength = Math.max(write.strength, strength);
    guard.writes++;
    if (strength >= DENY_STRENGTH) guard.refused++;
  }
  if (write.strengths[index] >= DENY_STRENGTH) {
    if (from === 0 && to === write.new.length) write.refused = allRefused(to);
    else {
      write.refused ??= new Uint8Array(write.new.length);
      write.refused.fill(1, from, to);
    }
  }
  return true;
}

/** The verdict on a write all parts of which were judged. */
export function judgementOf({ new: data, guards, strength, refused }: PendingWrite, falseSharing: boolean): Judgement {
  if (strength === 0 && guards.length === 0) return falseSharing ? FALSE_SHARING : NOTHING;
  return {
    verdict: VERDICTS[strength],
    guards,
    falseSharing,
    refused: strength >= SKIP_STRENGTH ? allRefused(data.length) : refused,
  };
}

/** For the frequent case, a store of a few bytes all of which are guarded: made once, and nobody writes anything but 1. */
const ALL_REFUSED = Array.from({ length: 17 }, (_, length) => new Uint8Array(length).fill(1));

function allRefused(length: number): Uint8Array {
  return ALL_REFUSED[length] ?? new Uint8Array(length).fill(1);
}

function decide(guard: Guard, write: GuardedWrite): Verdict {
  try {
    const verdict = (guard.verdict as (write: GuardedWrite, guard: GuardSpec) => Verdict)(write, guard);
    if (VERDICTS.includes(verdict)) return verdict;
    guard.error = new HvError('invalid-argument', `verdict of guard ${guard.name}: got ${String(verdict)}`);
  } catch (error) {
    guard.error = error;
  }
  return 'stop';
}
