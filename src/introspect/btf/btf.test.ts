import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { elf64 } from '../../../test/support/boot-images.ts';
import { array, bitStruct, btfImage, int, reference, struct } from '../../../test/support/btf-image.ts';
import { HvError } from '../../base/error.ts';
import { readElf } from '../../boot/elf.ts';
import { BTF_KIND, Btf } from './btf.ts';
import { findTypes, readKernelTypes } from './kernel-types.ts';
import { bytesOfPart, findPart, memberNames, memberOffset, type PathStep } from './member-path.ts';

const TYPES = [
  /* 1 */ int('unsigned int', 4),
  /* 2 */ int('long unsigned int', 8),
  /* 3 */ reference(8, 1, 'kuid_t'),
  /* 4 */ struct('cred', 32, [
    ['usage', 2, 0],
    ['uid', 3, 64],
    ['', 5, 128],
    ['rlim', 7, 192],
  ]),
  /* 5 */ struct(
    '',
    8,
    [
      ['non_rcu', 1, 0],
      ['rcu', 6, 0],
    ],
    5,
  ),
  /* 6 */ struct('callback_head', 8, [['next', 2, 0]]),
  /* 7 */ array(1, 2),
  /* 8 */ reference(10, 4),
  /* 9 */ reference(2, 8),
  /* 10 */ bitStruct('flags', 8, [
    ['word', 1, 0, 0],
    ['low', 1, 32, 3],
    ['wide', 1, 35, 12],
  ]),
  /* 11 */ reference(14, 9, 'current_task'),
  /* 12 */ { name: '.data..percpu', kind: 15, word: 0x3000, entries: 1, rest: [11, 0x180, 8] },
  /* 13 */ { name: 'state', kind: 6, word: 4, kindFlag: true, entries: 2, rest: ['ON', 1, 'OFF', -1] },
  /* 14 */ { name: 'big', kind: 19, word: 8, entries: 1, rest: ['HUGE', 5, 0x8000_0000] },
  /* 15 */ { name: 'hidden', kind: 7 },
  /* 16 */ reference(8, 17, 'loop_a'),
  /* 17 */ reference(8, 16, 'loop_b'),
  /* 18 */ reference(8, 4, 'cred'),
  /* 19 */ array(4, 0),
  /* 20 */ { kind: 3, rest: [20, 1, 3] }, // an array of itself
  /* 21 */ struct('narcissus', 8, [['', 21, 0]]), // its own anonymous member
];
const image = btfImage(TYPES);
const btf = new Btf(image);

const path = (text: string): PathStep[] =>
  text
    .split('.')
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? { kind: 'index', index: Number(part) } : { kind: 'member', name: part }));

// biome-ignore format: a matrix
const PARTS: readonly [string, string, number, number, string][] = [
  // type,  path,           offset, length, type of the part
  ['cred',  '',             0,  32, 'struct cred'],
  ['cred',  'usage',        0,  8,  'long unsigned int'],
  ['cred',  'uid',          8,  4,  'kuid_t'],
  ['cred',  'non_rcu',      16, 4,  'unsigned int'],
  ['cred',  'rcu.next',     16, 8,  'long unsigned int'],
  ['cred',  'rlim',         24, 8,  'unsigned int [2]'],
  ['cred',  'rlim.1',       28, 4,  'unsigned int'],
  ['flags', 'word',         0,  4,  'unsigned int'],
  ['flags', 'low',          4,  1,  'unsigned int'],
  ['flags', 'wide',         4,  2,  'unsigned int'],
];
for (const [type, member, offset, length, described] of PARTS) {
  test(`${type}.${member} is at ${offset}, ${length} bytes`, () => {
    const part = findPart(btf, btf.find(type)!, path(member));
    assert.ok(!('step' in part));
    assert.deepEqual(bytesOfPart(btf, part), { offset, length });
    assert.equal(btf.describe(part.type), described);
  });
}

// biome-ignore format: a matrix
const FAILURES: readonly [number, string, number, RegExp][] = [
  [4,  'uod',        0, /^struct cred has no member uod; did you mean uid\?$/],
  [4,  'zzzzzz',     0, /^struct cred has no member zzzzzz$/],
  [4,  'uid.val',    1, /^kuid_t has no members$/],
  [4,  'rlim.2',     1, /has the elements 0 to 1$/],
  [4,  'usage.0',    1, /is not an array$/],
  [9,  'uid',        0, /^const struct cred \* is a pointer/],
  [16, 'x',          0, /has no members$/],
];
for (const [type, member, step, message] of FAILURES) {
  test(`type ${type}.${member} leads nowhere`, () => {
    const failure = findPart(btf, type, path(member));
    assert.ok('step' in failure);
    assert.equal(failure.step, step);
    assert.match(failure.message, message);
  });
}

test('sizes: of what has one', () => {
  // biome-ignore format: a table
  const sizes: readonly [number, number | undefined][] = [
    [0, undefined], [1, 4], [3, 4], [4, 32], [7, 8], [8, 32], [9, 8], [11, 8], [13, 4], [14, 8], [15, undefined],
    [16, undefined], [19, 0], [20, undefined], [99, undefined],
  ];
  for (const [type, size] of sizes) assert.equal(btf.size(type), size, `type ${type}`);
});

test('names: a struct before a typedef of the same name; variables; enumerators', () => {
  assert.equal(btf.find('cred'), 4);
  assert.equal(btf.find('current_task'), undefined);
  assert.equal(btf.kind(btf.find('state')!), BTF_KIND.ENUM);
  assert.deepEqual(btf.enumerators(13), [
    { name: 'ON', value: 1n },
    { name: 'OFF', value: -1n },
  ]);
  assert.deepEqual(btf.enumerators(14), [{ name: 'HUGE', value: 0x8000_0000_0000_0005n }]);
  assert.deepEqual(btf.findVariable('current_task'), {
    name: 'current_task',
    type: 9,
    section: '.data..percpu',
    offset: 0x180,
    size: 8,
  });
  assert.deepEqual(memberNames(btf, 4), ['usage', 'uid', 'non_rcu', 'rcu', 'rlim']);
  assert.equal(memberOffset(btf, 'cred', 'rcu', 'next'), 16);
  assert.equal(memberOffset(btf, 'cred', 'nothing'), undefined);
  assert.equal(memberOffset(btf, 'flags', 'low'), undefined);
});

test('loops among types end', () => {
  assert.equal(btf.strip(16), 0);
  assert.deepEqual(memberNames(btf, 21), []);
  assert.match(btf.describe(20), /…/);
});

test('types of a kernel: from their section, else by their header; chance finds are passed over', () => {
  const large = btfImage([...TYPES, ...Array.from({ length: 6000 }, (_, i) => int(`t${i}`, 4))]);
  const memory = Buffer.concat([
    Buffer.alloc(5000, 'x'),
    image,
    Buffer.from([0x9f, 0xeb, 1, 0]),
    large,
    Buffer.alloc(9),
  ]);
  assert.equal(findTypes(memory)?.find('t5999'), 6021);
  assert.equal(findTypes(memory.subarray(0, memory.length - 12)), undefined);
  assert.equal(findTypes(Buffer.alloc(100_000, Uint8Array.of(0x9f, 0xeb))), undefined);
  const segments = [{ vaddr: 0xffff_ffff_8100_0000n, paddr: 0x100_0000n, bytes: memory }];
  assert.equal(readKernelTypes(readElf(elf64(0n, segments), 'k'))?.typeCount, 6022);
  const section = [{ name: '.BTF', type: 1, bytes: image }];
  assert.equal(readKernelTypes(readElf(elf64(0n, segments, section), 'k'))?.typeCount, TYPES.length + 1);
  const damaged = [{ name: '.BTF', type: 1, bytes: image.subarray(0, 40) }];
  assert.equal(readKernelTypes(readElf(elf64(0n, segments, damaged), 'k')), undefined);
});

test('damage gives other types or one clear error', () => {
  fc.assert(
    fc.property(
      fc.nat(image.length),
      fc.array(fc.tuple(fc.nat(image.length - 1), fc.constantFrom(0, 1, 4, 0x10, 0x7f, 0x80, 0xff)), { maxLength: 8 }),
      fc.boolean(),
      (cut, changes, isCut) => {
        const damaged = Uint8Array.from(image);
        for (const [offset, value] of changes) damaged[offset] = value;
        let types: Btf;
        try {
          types = new Btf(isCut ? damaged.subarray(0, cut) : damaged);
        } catch (error) {
          assert.ok(error instanceof HvError && error.code === 'bad-image' && error.message.startsWith('BTF: '));
          return;
        }
        for (let type = 0; type <= types.typeCount; type++) {
          types.describe(type);
          types.size(type);
          types.enumerators(type);
          types.target(type);
          for (const name of memberNames(types, type)) findPart(types, type, [{ kind: 'member', name }]);
        }
        types.variables();
        for (const name of types.names()) assert.notEqual(types.find(name), undefined);
      },
    ),
    { numRuns: 1000 },
  );
});
