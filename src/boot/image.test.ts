import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { bzImage, elf32, elf64, elfNote, withSize } from '../../test/support/boot-images.ts';
import { PACKED, SAMPLE_SIZE } from '../../test/support/packed-samples.ts';
import { HvError } from '../base/error.ts';
import { planBoot } from './image.ts';

const MULTIBOOT = Buffer.from('02b0ad1b03000000fb4f52e4', 'hex');
/** Images that are fine, or nearly, so that damage reaches every depth of the loaders. */
const IMAGES: readonly (readonly [string, Uint8Array])[] = [
  ['bzImage, xz', bzImage(withSize(PACKED.xzX86, SAMPLE_SIZE))],
  ['bzImage, lz4', bzImage(withSize(PACKED.lz4, SAMPLE_SIZE))],
  [
    'bzImage, not packed',
    bzImage(
      elf64(0x10_0000n, [
        { paddr: 0x10_0000n, bytes: new Uint8Array(64), memSize: 0x2000 },
        { paddr: 0n, bytes: elfNote('Xen', 18, Uint8Array.of(0, 0, 0x10, 0)), type: 4 },
      ]),
    ),
  ],
  ['ELF64', elf64(0x10_0000n, [{ paddr: 0x10_0000n, bytes: new Uint8Array(64) }])],
  ['multiboot ELF32', elf32(0x10_0000, [{ paddr: 0x10_0000n, bytes: MULTIBOOT }])],
  [
    'multiboot with addresses',
    Buffer.concat([
      Buffer.from('02b0ad1b00000100fe4f51e4', 'hex'),
      Buffer.from('00001000' + '00001000' + '00000000' + '00000000' + '20001000', 'hex'),
      Buffer.alloc(64),
    ]),
  ],
];
/** Values that lengths, offsets and addresses go wrong with. */
const HOSTILE = [0, 1, 0x7f, 0xff, 0x7fff_ffff, 0x8000_0000, 0xffff_fff0, 0xffff_ffff];

for (const [name, image] of IMAGES) {
  test(`${name}: the image itself can be planned, or is refused for one thing only`, async () => {
    try {
      const plan = await planBoot({ image, commandLine: 'x', memoryBytes: 0x40_0000 });
      assert.ok(plan.segments.length > 1);
    } catch (error) {
      // The packed samples are no kernels.
      assert.match((error as Error).message, /^kernel: not an ELF file$/);
    }
  });

  test(`${name}: no damage makes a loader fail in any other way, and plans stay inside memory`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(image.length),
        fc.array(fc.tuple(fc.nat(image.length - 1), fc.constantFrom(...HOSTILE), fc.constantFrom(1, 2, 4)), {
          maxLength: 4,
        }),
        fc.constantFrom('auto', 'linux', 'pvh', 'multiboot'),
        async (cut, changes, protocol) => {
          const damaged = Uint8Array.from(image);
          for (const [offset, value, size] of changes) {
            for (let i = 0; i < size && offset + i < damaged.length; i++) damaged[offset + i] = value >>> (8 * i);
          }
          // Half of the files keep their length: else little but "truncated" would be tried.
          const file = cut % 2 ? damaged : damaged.subarray(0, cut);
          const memoryBytes = 0x40_0000;
          try {
            const plan = await planBoot({ image: file, initrd: image, commandLine: 'x', memoryBytes, protocol });
            for (const { gpa, memSize } of plan.segments) assert.ok(gpa >= 0 && gpa + memSize <= memoryBytes);
          } catch (error) {
            if (!(error instanceof HvError)) throw error;
            assert.ok(!error.message.includes('\n'), error.message);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
}

test('random files never make a loader fail in any other way', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2048 }), async (file) => {
      await assert.rejects(planBoot({ image: file, commandLine: '', memoryBytes: 0x40_0000 }), HvError);
    }),
    { numRuns: 300 },
  );
});
