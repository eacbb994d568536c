import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HvError } from '../base/error.ts';
import { planBoot } from './image.ts';

const MEMORY = 0x40_0000;
const image = Uint8Array.of(0xf4, 0xeb, 0xfe);

test('a boot sector starts in real mode at 0000:7c00 with its stack below it', async () => {
  const plan = await planBoot({ image, commandLine: '', memoryBytes: MEMORY, flat: { address: 0x7c00, mode: 'real' } });
  assert.equal(plan.kind, 'flat');
  assert.deepEqual(plan.segments, [{ gpa: 0x7c00, bytes: image, memSize: 3, what: 'image' }]);
  assert.equal(plan.state.rip, 0x7c00);
  assert.deepEqual(plan.state.segments.cs, { selector: 0, base: 0, limit: 0xffff, attributes: 0x9b });
  assert.deepEqual(plan.state.registers, { rdx: 0x80, rsp: 0x7c00 });
  assert.deepEqual([plan.state.cr0, plan.state.efer], [0x10, 0]);
  assert.deepEqual(plan.state.idt, { base: 0, limit: 0x3ff });
});

test('real mode above 64 KiB moves CS', async () => {
  const plan = await planBoot({
    image,
    commandLine: '',
    memoryBytes: MEMORY,
    flat: { address: 0x12340, mode: 'real' },
  });
  assert.equal(plan.state.rip, 0);
  assert.deepEqual(plan.state.segments.cs, { selector: 0x1234, base: 0x12340, limit: 0xffff, attributes: 0x9b });
});

test('64-bit mode is the default; the tables keep clear of the image', async () => {
  const plan = await planBoot({ image, commandLine: '', memoryBytes: MEMORY, flat: { address: 0x1000 } });
  assert.equal(plan.state.mode, 'long');
  assert.deepEqual([plan.state.rip, plan.state.registers.rsp], [0x1000, 0x1000]);
  assert.equal(plan.state.cr3, 0x2000);
});

test('32-bit mode has no page tables', async () => {
  const plan = await planBoot({
    image,
    commandLine: '',
    memoryBytes: MEMORY,
    flat: { address: 0x10_0000, mode: 'protected' },
  });
  assert.equal(plan.state.mode, 'protected');
  assert.equal(plan.state.cr0, 0x11);
  assert.deepEqual(
    plan.segments.map(({ what }) => what),
    ['image', 'boot GDT'],
  );
});

// biome-ignore format: a table
const REFUSED = [
  ['real mode at 1 MiB',        { image, flat: { address: 0x10_0000, mode: 'real' } },  'invalid-argument', /below 1 MiB/],
  ['real mode off a paragraph', { image, flat: { address: 0x1_0001, mode: 'real' } },   'invalid-argument', /real mode can start at/],
  ['a negative address',        { image, flat: { address: -1 } },                       'invalid-argument', /below 4 GiB/],
  ['an address behind memory',  { image, flat: { address: MEMORY } },                   'bad-image',        /image: 0x400000..0x400002 is outside/],
  ['an empty file',             { image: new Uint8Array(0), flat: { address: 0 } },     'bad-image',        /empty file/],
  ['an initrd',                 { image, initrd: image, flat: { address: 0 } },         'invalid-argument', /initrd/],
] as const;
for (const [name, options, code, pattern] of REFUSED) {
  test(`refused: ${name}`, async () => {
    await assert.rejects(
      planBoot({ commandLine: '', memoryBytes: MEMORY, ...options }),
      (error) => error instanceof HvError && error.code === code && pattern.test(error.message),
    );
  });
}
