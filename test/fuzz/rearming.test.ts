// Random sequences of everything that changes mappings under the guest, held after each step against a model that keeps
// bytes, vectors and what was written. `SUBPAGE_SEED` repeats a run, `SUBPAGE_RUNS` sets how many sequences.
import { test } from 'node:test';
import fc from 'fast-check';
import { runsOf, seedOfRun } from '../support/random.ts';
import { options, Run, step } from '../support/rearming-steps.ts';

test('protection, content and logs hold while mappings change', () => {
  const seed = seedOfRun();
  const numRuns = runsOf(100);
  console.log(`SUBPAGE_SEED=${seed}, ${numRuns} sequences`);
  fc.assert(
    fc.property(options, fc.array(step, { minLength: 1, maxLength: 50, size: 'max' }), (chosen, steps) => {
      const run = new Run(chosen);
      for (const next of steps) {
        run.take(next);
        run.check();
      }
      run.end();
    }),
    { seed, numRuns },
  );
});
