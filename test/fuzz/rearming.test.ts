// Random sequences of everything that changes mappings under the guest, held after each step against a model that keeps
// bytes, vectors and what was written. `SUBPAGE_SEED` repeats a run, `SUBPAGE_RUNS` sets how many sequences.
import { test } from 'node:test';
import fc from 'fast-check';
import { options, Run, step } from '../support/rearming-steps.ts';

test('protection, content and logs hold while mappings change', () => {
  const seed = Number(process.env['SUBPAGE_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
  const numRuns = Number(process.env['SUBPAGE_RUNS'] ?? 100);
  console.log(`seed ${seed}, ${numRuns} sequences`);
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
