// Random images: what `subpage explain` says an access does, the processor core does. Tables with damage of every kind, large
// pages, accesses over two pages, both straddle rules. `SUBPAGE_SEED` repeats a run, `SUBPAGE_RUNS` sets how many accesses.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { AccessProbe } from '../../src/engine/soft/access-probe.ts';
import { decideAccess } from '../../src/mmu/walk.ts';
import { sourcePath } from '../support/path.ts';
import { runsOf, seedOfRun } from '../support/random.ts';
import { access, build, MAXPHYADDR, page, SIZE } from '../support/random-tables.ts';

const WASM = sourcePath('dist/core.wasm');
const skip = existsSync(WASM) ? false : 'dist/core.wasm is not built';
const EPT_ROOT = 0x1000;
const SPPT_ROOT = 0x2000;
/** The last page of a 512-GiB part and the first of the next: the two have nothing but the roots in common. */
const GPA = 0x80_0000_0000 - 4096;

test('walker and processor agree on random images', { skip }, () => {
  const seed = seedOfRun();
  const numRuns = runsOf(3000);
  console.log(`SUBPAGE_SEED=${seed}, ${numRuns} accesses`);
  const core = readFileSync(WASM);
  // A probe for each setting of the processor; its image is written anew for each access.
  const probes = new Map<string, AccessProbe>();
  const outcomes = new Map<string, number>();
  const size = fc.constantFrom(1, 2, 4, 8, 16);
  fc.assert(
    fc.property(page, page, access, size, (one, two, { op, offset, spp, straddle, accessedDirty }, bytes) => {
      const controls = {
        eptp: EPT_ROOT + 0x1e + (accessedDirty ? 0x40 : 0),
        spptp: SPPT_ROOT,
        secondaryControls: spp ? 0x80_0002 : 2,
      };
      const key = `${controls.eptp} ${spp} ${straddle}`;
      const probe =
        probes.get(key) ??
        new AccessProbe({
          core,
          controls,
          maxPhyAddr: MAXPHYADDR,
          straddleFirstOnly: straddle === 'first',
          base: 0,
          size: SIZE,
        });
      probes.set(key, probe);
      const image = probe.image.fill(0);
      const view = new DataView(image.buffer, image.byteOffset, SIZE);
      build(view, one, BigInt(GPA), 8, BigInt(EPT_ROOT), BigInt(SPPT_ROOT));
      build(view, two, BigInt(GPA + 4096), 24, BigInt(EPT_ROOT), BigInt(SPPT_ROOT));
      const reader = { read32: (hpa: number) => (hpa + 4 <= SIZE ? view.getUint32(hpa, true) : undefined) };
      const asked = { gpa: GPA + offset, op, size: bytes };
      const walked = decideAccess(reader, controls, asked, { maxPhyAddr: MAXPHYADDR, straddle });
      const obstacle = probe.findObstacle(asked, walked);
      outcomes.set(obstacle ?? walked.outcome, (outcomes.get(obstacle ?? walked.outcome) ?? 0) + 1);
      if (obstacle !== undefined) return;
      const before = image.slice();
      const { reason, qualification, faultGpa } = probe.perform(asked, walked);
      const walker = { reason: walked.reason, qualification: walked.qualification, faultGpa: walked.faultGpa };
      assert.deepEqual({ reason, qualification, faultGpa }, walker);
      assert.ok(Buffer.compare(before, image) === 0, 'the image is as it was');
    }),
    { seed, numRuns },
  );
  console.log([...outcomes].map(([outcome, count]) => `${outcome} ${count}`).join(', '));
  for (const outcome of ['allowed', 'ept-violation', 'ept-misconfiguration', 'spp-miss', 'spp-misconfiguration']) {
    assert.ok(numRuns < 3000 || (outcomes.get(outcome) ?? 0) > 10, `too few cases of ${outcome}`);
  }
});
