import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { array, bitStruct, btfImage, int, reference, struct } from '../../../test/support/btf-image.ts';
import { HvError } from '../../base/error.ts';
import { Btf } from '../btf/btf.ts';
import { bytesOfPart, findPart } from '../btf/member-path.ts';
import { SymbolTable } from '../symbols/symbol-table.ts';
import { jsonText, parseJson } from './isf.ts';
import { exportIsf } from './isf-export.ts';
import { importIsf } from './isf-import.ts';

const TYPES = new Btf(
  btfImage([
    /* 1 */ int('unsigned int', 4),
    /* 2 */ int('long unsigned int', 8),
    /* 3 */ struct('', 4, [['val', 1, 0]]),
    /* 4 */ reference(8, 3, 'kuid_t'),
    /* 5 */ struct('cred', 40, [
      ['usage', 2, 0],
      ['uid', 4, 64],
      ['', 6, 128],
      ['task', 8, 192],
      ['caps', 9, 256],
    ]),
    /* 6 */ struct(
      '',
      8,
      [
        ['non_rcu', 1, 0],
        ['rcu', 2, 0],
      ],
      5,
    ),
    /* 7 */ bitStruct('flags', 8, [
      ['word', 1, 0, 0],
      ['low', 1, 32, 3],
      ['wide', 1, 35, 12],
    ]),
    /* 8 */ reference(2, 5),
    /* 9 */ array(1, 2),
    /* 10 */ { name: 'state', kind: 6, word: 4, kindFlag: true, entries: 2, rest: ['ON', 1, 'OFF', -1] },
    /* 11 */ { name: 'big', kind: 19, word: 8, entries: 1, rest: ['HUGE', 5, 0x8000_0000] },
    /* 12 */ struct('user', 24, [
      ['state', 10, 0],
      ['size', 11, 64],
      ['handler', 14, 128],
    ]),
    /* 13 */ { kind: 13, word: 0 },
    /* 14 */ reference(2, 13),
    /* 15 */ reference(14, 8, 'current_cred'),
    /* 16 */ { name: '.data..percpu', kind: 15, word: 0x3000, entries: 1, rest: [15, 0x180, 8] },
    /* 17 */ { name: 'double', kind: 16, word: 8 },
    /* 18 */ { name: 'bool', kind: 1, word: 1, rest: [0x0400_0008] },
    /* 19 */ { name: 'char', kind: 1, word: 1, rest: [0x0100_0008] },
    /* 20 */ { name: 'hidden', kind: 7 },
    /* 21 */ struct('list', 16, [
      ['next', 22, 0],
      ['far', 23, 64],
    ]),
    /* 22 */ reference(2, 21),
    /* 23 */ reference(2, 20),
  ]),
);
const TABLE = new SymbolTable([
  { name: 'current_cred', type: 'A', address: 0x180n },
  { name: '_text', type: 'T', address: 0xffff_ffff_8100_0000n },
  { name: 'init_cred', type: 'D', address: 0xffff_ffff_82a5_ba01n },
  { name: 'linux_banner', type: 'R', address: 0xffff_ffff_82a5_bf00n },
]);
const ISF = exportIsf({
  table: TABLE,
  types: TYPES,
  banner: Buffer.from('Linux!\0'),
  source: { name: 'vmlinuz', hash_value: 'ab' },
  producer: { name: 'test', version: '1.2.3' },
});

test('export: the parts of a file', () => {
  assert.deepEqual(ISF.metadata, {
    format: '6.2.0',
    producer: { name: 'test', version: '1.2.3' },
    linux: { symbols: [{ kind: 'symtab', name: 'vmlinuz', hash_type: 'sha256', hash_value: 'ab' }], types: [] },
  });
  assert.deepEqual(
    { ...ISF.base_types },
    {
      void: { size: 0, signed: false, kind: 'void', endian: 'little' },
      pointer: { size: 8, signed: false, kind: 'int', endian: 'little' },
      'unsigned int': { size: 4, signed: false, kind: 'int', endian: 'little' },
      'long unsigned int': { size: 8, signed: false, kind: 'int', endian: 'little' },
      double: { size: 8, signed: true, kind: 'float', endian: 'little' },
      bool: { size: 1, signed: false, kind: 'bool', endian: 'little' },
      char: { size: 1, signed: true, kind: 'char', endian: 'little' },
      int32_t: { size: 4, signed: true, kind: 'int', endian: 'little' },
      uint64_t: { size: 8, signed: false, kind: 'int', endian: 'little' },
    },
  );
  assert.deepEqual(JSON.parse(jsonText(ISF.user_types['cred'])), {
    kind: 'struct',
    size: 40,
    fields: {
      usage: { type: { kind: 'base', name: 'long unsigned int' }, offset: 0 },
      uid: { type: { kind: 'struct', name: 'kuid_t' }, offset: 8 },
      unnamed_field_2: { type: { kind: 'union', name: 'unnamed_6' }, offset: 16, anonymous: true },
      task: { type: { kind: 'pointer', subtype: { kind: 'struct', name: 'cred' } }, offset: 24 },
      caps: { type: { kind: 'array', subtype: { kind: 'base', name: 'unsigned int' }, count: 2 }, offset: 32 },
    },
  });
  assert.deepEqual(ISF.user_types['flags'].fields['wide'], {
    type: { kind: 'bitfield', bit_position: 3, bit_length: 12, type: { kind: 'base', name: 'unsigned int' } },
    offset: 4,
  });
  assert.deepEqual(ISF.user_types['user'].fields['handler'].type, { kind: 'pointer', subtype: { kind: 'function' } });
  assert.deepEqual({ ...ISF.enums['big'].constants }, { HUGE: 0x8000_0000_0000_0005n });
  assert.deepEqual(JSON.parse(jsonText(ISF.symbols['current_cred'])), {
    address: 0x180,
    type: { kind: 'pointer', subtype: { kind: 'struct', name: 'cred' } },
  });
  assert.deepEqual(ISF.symbols['init_cred'].type, { kind: 'struct', name: 'cred' });
  assert.equal(ISF.symbols['linux_banner'].constant_data, Buffer.from('Linux!\0').toString('base64'));
  assert.match(jsonText(ISF), /"_text":\{"address":18446744071578845184,/);
});

test('what was exported comes back: symbols, layouts, enums, types of variables', () => {
  const { table, types } = importIsf(jsonText(ISF), 'k.json');
  const plain = ({ symbols }: SymbolTable): unknown => symbols.map(({ name, address }) => [name, address]);
  assert.deepEqual(plain(table), plain(TABLE));
  for (const [type, path] of [
    ['cred', ['usage']],
    ['cred', ['uid', 'val']],
    ['cred', ['rcu']],
    ['cred', ['caps']],
    ['flags', ['low']],
    ['flags', ['wide']],
    ['list', ['next']],
    ['list', ['far']],
    ['user', ['size']],
  ] as const) {
    const steps = path.map((name) => ({ kind: 'member', name }) as const);
    const place = (btf: Btf): unknown => {
      const part = findPart(btf, btf.find(type) ?? 0, steps);
      return 'step' in part ? part.message : bytesOfPart(btf, part);
    };
    assert.deepEqual(place(types), place(TYPES), path.join('.'));
  }
  for (const name of ['state', 'big']) {
    assert.deepEqual(types.enumerators(types.find(name) ?? 0), TYPES.enumerators(TYPES.find(name) ?? 0));
  }
  assert.equal(types.describe(types.findVariable('current_cred')?.type ?? 0), 'struct cred *');
  assert.equal(types.describe(types.findVariable('init_cred')?.type ?? 0), 'struct cred');
  assert.deepEqual(types.integer(types.find('char') ?? 0), { isSigned: true, isBool: false, isChar: true });
});

test('large numbers stay exact, and texts that look like some stay texts', () => {
  assert.deepEqual(parseJson('{"a":18446744073709551615,"b":-9223372036854775808,"c":12}'), {
    a: '18446744073709551615',
    b: '-9223372036854775808',
    c: 12,
  });
  const text = JSON.stringify({ a: 'x":18446744073709551615,', b: 'y": 1234567890123456789}' });
  assert.deepEqual(parseJson(text), JSON.parse(text));
});

const good = (): Record<string, never> => JSON.parse(jsonText(ISF));
// biome-ignore format: a matrix
const DAMAGED: readonly [string, (isf: Record<string, Record<string, unknown>>) => void, RegExp][] = [
  ['no metadata',       (isf) => delete isf['metadata'],                            /^k: metadata: is missing$/],
  ['another format',    (isf) => { isf['metadata']['format'] = '4.1.0'; },          /^k: metadata.format: expected format 6, got "4.1.0"$/],
  ['no symbols',        (isf) => { isf['symbols'] = {}; },                          /^k: symbols: no symbols$/],
  ['no address',        (isf) => { isf['symbols']['_text'] = {}; },                 /^k: symbols._text.address: is missing$/],
  ['a broken address',  (isf) => { isf['symbols']['_text'] = { address: -1 }; },    /^k: symbols._text.address: expected 0 to 18446744073709551615, got -1$/],
  ['a kind nobody knows', (isf) => { isf['symbols']['_text'] = { address: 1, type: { kind: 'x' } }; }, /_text.type.kind: expected a kind of type, got "x"$/],
  ['fields are a list', (isf) => { isf['user_types']['cred'] = { kind: 'struct', size: 8, fields: [] }; }, /user_types.cred.fields: expected an object, got a list$/],
  ['a size of text',    (isf) => { isf['base_types']['bool'] = { kind: 'bool', size: 'x' }; }, /base_types.bool.size: expected a whole number, got "x"$/],
];
for (const [what, damage, message] of DAMAGED) {
  test(`import: ${what}`, () => {
    const isf = good();
    damage(isf);
    assert.throws(
      () => importIsf(JSON.stringify(isf), 'k'),
      (error) => error instanceof HvError && error.code === 'bad-image' && message.test(error.message),
    );
  });
}

test('types within each other without end, and names of objects that are there anyway', () => {
  let type: unknown = { kind: 'base', name: 'void' };
  for (let i = 0; i < 100; i++) type = { kind: 'pointer', subtype: type };
  const isf = good() as Record<string, Record<string, unknown>>;
  isf['symbols']['deep'] = { address: 1, type };
  assert.throws(() => importIsf(JSON.stringify(isf), 'k'), /expected at most 64 types within each other/);
  isf['symbols']['deep'] = { address: 1, type: { kind: 'struct', name: 'constructor' } };
  assert.equal(importIsf(JSON.stringify(isf), 'k').types.describe(1).length > 0, true);
  assert.throws(() => importIsf('[1]', 'k'), /^HvError: k: expected an object/);
  assert.throws(() => importIsf('{', 'k'), /^HvError: k: expected JSON/);
  const lists = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`;
  assert.throws(() => importIsf(lists, 'k'), /^HvError: k: expected an object, got a list$/);
  const odd = `{"metadata":{"format":${lists}}}`;
  assert.throws(() => importIsf(odd, 'k'), /^HvError: k: metadata.format: expected format 6, got a list$/);
});

test('damage gives other types or one clear error', () => {
  const text = jsonText(ISF);
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(text.length - 1), fc.constantFrom('0', '9', '"', '}', '[', '-', 'x')), { maxLength: 4 }),
      (changes) => {
        const letters = [...text];
        for (const [at, letter] of changes) letters[at] = letter;
        try {
          const { table, types } = importIsf(letters.join(''), 'k');
          for (let type = 0; type < types.typeCount; type++) types.describe(type);
          for (const { address } of table.symbols) table.describe(address);
        } catch (error) {
          assert.ok(error instanceof HvError && error.code === 'bad-image', String(error));
          assert.ok(!error.message.includes('\n'));
        }
      },
    ),
    { numRuns: 500 },
  );
});
