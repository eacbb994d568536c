import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { elf32, elf64, elfNote } from '../../test/support/boot-images.ts';
import { HvError } from '../base/error.ts';
import { elfNotes, elfSections, findPvhEntry, isElf, loadableSegments, physicalEntry, readElf } from './elf.ts';

const bytes = (...values: number[]) => Uint8Array.from(values);
const badImage = (pattern: RegExp) => (error: unknown) =>
  error instanceof HvError && error.code === 'bad-image' && pattern.test(error.message);

test('a 64-bit file: segments at their physical addresses, entry found through the segment that holds it', () => {
  const elf = readElf(
    elf64(0xffff_ffff_8100_0010n, [
      { vaddr: 0xffff_ffff_8100_0000n, paddr: 0x100_0000n, bytes: new Uint8Array(32).fill(0x90), memSize: 4096 },
    ]),
    'kernel',
  );
  assert.equal(elf.bits, 64);
  assert.equal(physicalEntry(elf), 0x100_0010);
  const [segment] = loadableSegments(elf);
  assert.equal(segment!.gpa, 0x100_0000);
  assert.equal(segment!.memSize, 4096);
  assert.deepEqual([...segment!.bytes], new Array(32).fill(0x90));
});

test('an entry that is a physical address stays as it is', () => {
  const elf = readElf(
    elf64(0x100_0004n, [{ vaddr: 0xffff_ffff_8100_0000n, paddr: 0x100_0000n, bytes: new Uint8Array(8) }]),
    'kernel',
  );
  assert.equal(physicalEntry(elf), 0x100_0004);
});

test('a 32-bit file', () => {
  const elf = readElf(elf32(0x10_0008, [{ paddr: 0x10_0000n, bytes: bytes(1, 2, 3, 4, 5, 6, 7, 8, 9) }]), 'kernel');
  assert.equal(elf.bits, 32);
  assert.equal(physicalEntry(elf), 0x10_0008);
  assert.deepEqual([...loadableSegments(elf)[0]!.bytes], [1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('notes are read across padding, and the PVH note gives the entry', () => {
  const notes = Buffer.concat([
    elfNote('Linux', 0x101, bytes(7)),
    elfNote('Xen', 18, bytes(0x50, 0x09, 0x00, 0x01, 0, 0, 0, 0)),
  ]);
  const elf = readElf(elf64(0n, [{ paddr: 0n, bytes: notes, type: 4 }]), 'kernel');
  assert.deepEqual(
    elfNotes(elf).map(({ owner, type }) => [owner, type]),
    [
      ['Linux', 0x101],
      ['Xen', 18],
    ],
  );
  assert.equal(findPvhEntry(elf), 0x100_0950);
});

test('the PVH note may have four bytes or eight, and no fewer', () => {
  for (const [descriptor, entry] of [
    [bytes(0x50, 0x09, 0x00, 0x01), 0x100_0950],
    [bytes(0x50, 0x09, 0x00), undefined],
  ] as const) {
    const elf = readElf(elf64(0n, [{ paddr: 0n, bytes: elfNote('Xen', 18, descriptor), type: 4 }]), 'kernel');
    assert.equal(findPvhEntry(elf), entry);
  }
});

test('a note of another owner with the same number is no PVH note', () => {
  const elf = readElf(elf64(0n, [{ paddr: 0n, bytes: elfNote('GNU', 18, bytes(1, 2, 3, 4)), type: 4 }]), 'kernel');
  assert.equal(findPvhEntry(elf), undefined);
});

test('sections have their names and contents', () => {
  const elf = readElf(
    elf64(
      0n,
      [],
      [
        { name: '.rodata', type: 1, address: 0x1234n, bytes: bytes(5, 6) },
        { name: '.bss', type: 8, bytes: bytes() },
      ],
    ),
    'kernel',
  );
  const sections = elfSections(elf);
  assert.deepEqual(
    sections.map(({ name, type, address, bytes: contents }) => [name, type, address, [...contents]]),
    [
      ['', 0, 0n, []],
      ['.rodata', 1, 0x1234n, [5, 6]],
      ['.bss', 8, 0n, []],
      ['.shstrtab', 3, 0n, [...Buffer.from('\0.rodata\0.bss\0.shstrtab\0')]],
    ],
  );
});

const GOOD = elf64(0x100_0000n, [{ paddr: 0x100_0000n, bytes: new Uint8Array(64) }]);
/** A copy of GOOD with some bytes replaced. */
function patched(offset: number, ...values: number[]): Uint8Array {
  const copy = GOOD.slice();
  copy.set(values, offset);
  return copy;
}

// biome-ignore format: a table
const REFUSED: readonly [string, Uint8Array, RegExp][] = [
  ['an empty file',              new Uint8Array(0),                               /not an ELF file/],
  ['a header cut short',         GOOD.slice(0, 40),                               /truncated/],
  ['a big-endian file',          patched(5, 2),                                   /little-endian/],
  ['a class that does not exist', patched(4, 3),                                  /class 3/],
  ['a file for ARM',             patched(18, 183),                                /machine 183/],
  ['segment contents cut short', GOOD.slice(0, GOOD.length - 1),                  /truncated/],
  ['headers behind the end',     patched(32, 0xff, 0xff, 0xff),                   /truncated/],
  ['a header offset of 2^63',    patched(39, 0x80),                               /program header offset/],
  ['headers of 8 bytes',         patched(54, 8),                                  /program headers of 8 bytes/],
  ['less memory than contents',  patched(64 + 40, 63),                            /segment of 64 bytes for 63/],
];
for (const [name, file, pattern] of REFUSED) {
  test(`refused: ${name}`, () => {
    assert.throws(() => readElf(file, 'kernel'), badImage(pattern));
  });
}

test('refused: nothing to load, a segment at an impossible address, an entry outside, too many segments', () => {
  assert.throws(() => loadableSegments(readElf(elf64(0n, []), 'kernel')), badImage(/without loadable/));
  const high = elf64(0n, [{ paddr: 1n << 60n, bytes: new Uint8Array(1) }]);
  assert.throws(() => loadableSegments(readElf(high, 'kernel')), badImage(/segment 0 at physical address 0x1000/));
  assert.throws(() => physicalEntry(readElf(patched(24, 0x40), 'kernel')), badImage(/entry point 0x1000040/));
  const many = elf64(
    0n,
    Array.from({ length: 300 }, (_, i) => ({ paddr: BigInt(i) * 4096n, bytes: bytes(0) })),
  );
  assert.throws(() => loadableSegments(readElf(many, 'kernel')), badImage(/300 loadable segments/));
});

test('only ELF files are taken for ELF files', () => {
  assert.equal(isElf(GOOD), true);
  assert.equal(isElf(bytes(0x7f, 0x45, 0x4c)), false);
  assert.equal(isElf(new Uint8Array(64)), false);
});

test('no damage makes the reader fail in any other way', () => {
  const file = elf64(
    0x100_0000n,
    [
      { paddr: 0x100_0000n, bytes: new Uint8Array(64) },
      { paddr: 0n, bytes: elfNote('Xen', 18, bytes(1, 2, 3, 4)), type: 4 },
    ],
    [{ name: '.text', type: 1, bytes: bytes(1) }],
  );
  fc.assert(
    fc.property(
      fc.nat(file.length),
      fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { maxLength: 8 }),
      (length, changes) => {
        const damaged = file.slice();
        for (const [offset, value] of changes) damaged[offset] = value;
        try {
          const elf = readElf(damaged.subarray(0, length), 'kernel');
          elfNotes(elf);
          elfSections(elf);
          loadableSegments(elf);
          physicalEntry(elf);
        } catch (error) {
          if (!(error instanceof HvError)) throw error;
        }
      },
    ),
    { numRuns: 2000 },
  );
});
