// The library with arguments of the right type and wrong values: one line that says which, what is taken, and what came.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { HvError, planBoot, planFlat, SoftEngine, Vm } from '../../src/index.ts';
import { KvmEngine, readCore, softEngine } from '../../src/node.ts';
import { memoryRegion, subpage } from '../../src/series.ts';
import { AccessProbe, type AccessProbeOptions, decideAccess, SECONDARY_EPT } from '../../src/tables.ts';
import { sourcePath } from '../support/path.ts';

const skip = existsSync(sourcePath('dist/core.wasm')) ? false : 'dist/core.wasm is not built';
const memoryBytes = 4 << 20;
const input = { image: Uint8Array.of(0xf4), commandLine: '', memoryBytes };
const controls = { eptp: 0x101e, spptp: 0, secondaryControls: SECONDARY_EPT };
const decide = (gpa: number, size: number, op: string): unknown =>
  decideAccess({ read32: () => undefined }, controls, { gpa, size, op: op as 'read' });
const probe = (options: Partial<AccessProbeOptions>): AccessProbe =>
  new AccessProbe({
    core: readCore(),
    controls,
    maxPhyAddr: 46,
    straddleFirstOnly: false,
    base: 0,
    size: 0x1000,
    ...options,
  });
const guard = (verdict: unknown): unknown =>
  new Vm({ engine: softEngine(), memoryBytes }).guards.add({
    gpa: 0,
    length: 4,
    name: 'g',
    verdict: verdict as 'deny',
  });
const any = (value: unknown): never => value as never;

// biome-ignore format: a matrix
const WRONG: readonly (readonly [string, () => unknown, RegExp])[] = [
  ['jit.heat 0',            () => new SoftEngine(readCore(), { jit: { heat: 0 } }),       /^SoftEngine: expected jit\.heat of 1 to 2\^31 - 1, got 0$/],
  ['jit.period NaN',        () => new SoftEngine(readCore(), { jit: { period: NaN } }),   /^SoftEngine: expected jit\.period of 1 to 2\^31 - 1, got NaN$/],
  ['jit.period 0',          () => new SoftEngine(readCore(), { jit: { period: 0 } }),     /^SoftEngine: expected jit\.period of 1 to 2\^31 - 1, got 0$/],
  ['jit.maxBytes -1',       () => new SoftEngine(readCore(), { jit: { maxBytes: -1 } }),  /^SoftEngine: expected jit\.maxBytes of 0 to 2\^31 - 1, got -1$/],
  ['guard without verdict', () => guard(undefined),                                       /^add: expected a verdict \(allow, .*stop\) or a function for guard g, got undefined$/],
  ['flat mode',             () => planFlat(input, { address: 0x1000, mode: any('vm86') }), /^flat: expected mode real, protected or long, got vm86$/],
  ['boot protocol',         () => planBoot({ ...input, protocol: any('uefi') }),          /^protocol: expected auto, linux, bzimage, pvh, multiboot, got uefi$/],
  ['access nowhere',        () => decide(NaN, 1, 'read'),                                 /^decideAccess: expected a gpa below 2\^52, got NaN$/],
  ['access of nothing',     () => decide(0, 0, 'read'),                                   /^decideAccess: expected a size of 1 to 4096 bytes, got 0$/],
  ['access of a kind',      () => decide(0, 1, 'execute'),                                /^decideAccess: expected op read, write or fetch, got execute$/],
  ['probe base',            () => probe({ base: 5 }),                                     /^AccessProbe: expected a base at a page and a size in bytes, got 5 and 4096$/],
  ['probe size',            () => probe({ size: NaN }),                                   /^AccessProbe: expected a base at a page and a size in bytes, got 0 and NaN$/],
  ['probe width',           () => probe({ maxPhyAddr: 5 }),                               /^AccessProbe: expected maxPhyAddr of 32 to 52 bits, got 5$/],
  ['KVM spp',               () => new KvmEngine({ spp: any('hardware') }),                /^KvmEngine: expected spp auto, processor, software, got hardware$/],
  ['struct kvm_subpage',    () => subpage(NaN, [0]),                                      /^subpage: expected a whole number, got NaN$/],
  ['memory region',         () => memoryRegion(0, 0, 1.5, 0n),                            /^memoryRegion: expected a whole number, got 1.5$/],
];
for (const [what, act, message] of WRONG) {
  test(what, { skip }, async () => {
    await assert.rejects(
      async () => act(),
      (error) => error instanceof HvError && error.code === 'invalid-argument' && message.test(error.message),
    );
  });
}
