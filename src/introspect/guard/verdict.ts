/**
 * What happens to a write that meets a guard.
 *
 * - `allow`: it is done, and only counted.
 * - `report`: it is done, and an event says so.
 * - `deny`: guarded bytes keep their value, the rest is written, the instruction otherwise completes (as with ROM).
 * - `skip`: nothing is written and RIP moves past the whole instruction.
 * - `fault`: nothing is written and the guest gets an exception.
 * - `stop`: nothing is written, the VM pauses before the instruction.
 *
 * When one write meets several guards, the strongest verdict holds: stop > fault > skip > deny > report > allow. With
 * `deny` and weaker ones each byte has the verdict of its own guards; the other three concern the whole instruction.
 */
export type Verdict = 'allow' | 'report' | 'deny' | 'skip' | 'fault' | 'stop';

/** All verdicts, weakest first. */
export const VERDICTS: readonly Verdict[] = ['allow', 'report', 'deny', 'skip', 'fault', 'stop'];

/** Place in VERDICTS; -1 for anything else. */
export function verdictStrength(verdict: Verdict): number {
  return VERDICTS.indexOf(verdict);
}

/** From this strength on, guarded bytes are not written. */
export const DENY_STRENGTH = 2;
/** From this strength on, no byte of the instruction's write is written. */
export const SKIP_STRENGTH = 3;
