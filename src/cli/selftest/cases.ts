/**
 * What the selftest of the KVM series left out, each case on a guest of its own. All of them together are also tests:
 * cases.test.ts runs them on every engine.
 */
import type { Engine } from '../../vm/engine.ts';
import { ANSWER_CASES } from './answer-cases.ts';
import { BOUNDARY_CASES } from './boundary-cases.ts';
import { LOG_CASES } from './log-cases.ts';
import { MAPPING_CASES } from './mapping-cases.ts';
import { SLOT_CASES } from './slot-cases.ts';
import { TABLE_CASES } from './table-cases.ts';
import { type Case, CaseFailed, TestGuest } from './test-guest.ts';

export const CASES: readonly Case[] = [
  ...BOUNDARY_CASES,
  ...MAPPING_CASES,
  ...SLOT_CASES,
  ...LOG_CASES,
  ...TABLE_CASES,
  ...ANSWER_CASES,
];

/** Why an engine cannot run a case; undefined when it can. */
export function findMissing({ needs }: Case, engine: Engine): string | undefined {
  if (needs === 'whole-stores' && !engine.capabilities.wholeStores) {
    return `the ${engine.name} engine judges the part on the guarded page`;
  }
  if (needs === 'tables' && engine.name !== 'soft') return `the ${engine.name} engine's host manages memory`;
  return undefined;
}

/** Run one case. @throws CaseFailed */
export async function runCase({ run }: Case, engine: Engine): Promise<void> {
  const guest = new TestGuest(engine);
  try {
    await run(guest);
  } finally {
    guest.vm.dispose();
  }
}

/**
 * Run all cases, one line a case.
 * @returns how many failed
 */
export async function runSelftestCases(print: (line: string) => void, engine: Engine): Promise<number> {
  let failed = 0;
  for (const each of CASES) {
    const missing = findMissing(each, engine);
    if (missing !== undefined) {
      print(`skipped: ${each.name} (${missing})`);
      continue;
    }
    try {
      await runCase(each, engine);
      print(`ok: ${each.name}`);
    } catch (error) {
      if (!(error instanceof CaseFailed)) throw error;
      failed++;
      print(`FAILED: ${each.name}: ${error.message}`);
    }
  }
  return failed;
}
