// The decision table through the probe: the core's answer to every case that an instruction can show, and no trace left.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  BASE_IMAGE,
  CONTROLS,
  DATA_GPA,
  DECISIONS,
  EPTP,
  IMAGE_SIZE,
  MAXPHYADDR,
  SPPTP,
} from '../../../test/support/decision-table.ts';
import { sourcePath } from '../../../test/support/path.ts';
import { decideAccess } from '../../mmu/walk.ts';
import { AccessProbe } from './access-probe.ts';

const WASM = sourcePath('dist/core.wasm');
const skip = existsSync(WASM) ? false : 'dist/core.wasm is not built';

test('every case that can be put to the processor is answered as the table says, and changes nothing', { skip }, () => {
  const core = readFileSync(WASM);
  let asked = 0;
  const obstacles = new Map<string, number>();
  for (const row of DECISIONS) {
    const words = new Uint32Array(IMAGE_SIZE / 4);
    for (const [hpa, lo, hi] of [...BASE_IMAGE, ...row.pokes]) words.set([lo, hi], hpa / 4);
    const controls = { eptp: row.eptp ?? EPTP, spptp: SPPTP, secondaryControls: row.controls ?? CONTROLS };
    const straddle = row.straddle ?? 'all';
    const access = {
      gpa: DATA_GPA + row.offset,
      op: row.op,
      size: row.size,
      linear: row.linear ?? true,
      final: row.final ?? true,
    };
    const walked = decideAccess({ read32: (hpa) => words[hpa / 4] }, controls, access, { straddle });
    const probe = new AccessProbe({
      core,
      controls,
      maxPhyAddr: MAXPHYADDR,
      straddleFirstOnly: straddle === 'first',
      base: 0,
      size: IMAGE_SIZE,
    });
    const obstacle = probe.findObstacle(access, walked);
    if (obstacle !== undefined) {
      obstacles.set(obstacle, (obstacles.get(obstacle) ?? 0) + 1);
      continue;
    }
    probe.image.set(new Uint8Array(words.buffer));
    const faultGpa = row.fault < 0 ? undefined : DATA_GPA + row.fault;
    for (let round = 0; round < 2; round++) {
      const expected = { reason: row.reason, qualification: row.qualification, faultGpa };
      assert.deepEqual(probe.perform(access, walked), expected, row.name);
      asked++;
    }
    assert.ok(Buffer.compare(probe.image, new Uint8Array(words.buffer)) === 0, `${row.name}: the image has changed`);
  }
  assert.deepEqual([...obstacles.keys()].sort(), [
    'it is not the final access of a linear address',
    'no instruction writes 512 bytes at a time',
  ]);
  assert.ok(asked > 140, `${asked} accesses`);
});

test('an image that the core cannot address is refused', { skip }, () => {
  const make = () =>
    new AccessProbe({
      core: readFileSync(WASM),
      controls: { eptp: EPTP, spptp: SPPTP, secondaryControls: CONTROLS },
      maxPhyAddr: 46,
      straddleFirstOnly: false,
      base: 0,
      size: 2 ** 32,
    });
  assert.throws(make, /HvError: AccessProbe: expected an image that ends below/);
});
