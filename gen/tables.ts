/**
 * The decoder's tables (assembly/generated/tables.ts): a tree from opcode map and opcode to the row that applies, and a
 * record a row with its operands and the numbers of its handlers.
 */
import { CONDITIONS } from '../src/spec/x86/integer.ts';
import type { Row, RowAttributes } from '../src/spec/x86/row.ts';
import { numberHandlers } from './handlers.ts';
import { FIXED, handlerFor, KINDS, OPCODE_MAPS, SIZE_CODES, sizesOf } from './instruction-set.ts';
import { SIZES } from './semantics.ts';

/** Bytes of a leaf record. */
const LEAF_SIZE = 32;
/** What a tree node chooses by; the number of children follows from it. */
const SPLITS = { mode64: 1, prefix: 2, reg: 3, mod: 4, rm: 5 } as const;
const PREFIXES = ['np', '66', 'f3', 'f2'] as const;
const SEGMENT_OF_OPCODE: Record<number, number> = {
  6: 0,
  7: 0,
  14: 1,
  22: 2,
  23: 2,
  30: 3,
  31: 3,
  4000: 4,
  4001: 4,
  4008: 5,
  4009: 5,
};

interface LeafInput {
  readonly row: Row;
  readonly map: number;
}

export function generateTables(): string {
  const { numbering } = numberHandlers();
  const leaves: number[][] = [[]]; // leaf 0: no such instruction
  const leafIndex = new Map<string, number>();
  const nodes: number[] = [];

  function leafOf({ row, map }: LeafInput): number {
    const key = `${map}:${JSON.stringify(row)}`;
    const known = leafIndex.get(key);
    if (known !== undefined) return known;
    leaves.push(encodeLeaf(row, map));
    leafIndex.set(key, leaves.length - 1);
    return leaves.length - 1;
  }

  /** Returns a reference: leaf number, or 0x8000 | position in `nodes`. */
  function build(rows: readonly LeafInput[], done: ReadonlySet<string>): number {
    if (rows.length === 0) return 0;
    const attribute = (row: Row): RowAttributes => row[3] ?? {};
    const splits = [
      { name: 'in64', kind: SPLITS.mode64, values: ['no', 'yes'] },
      { name: 'reg', kind: SPLITS.reg, values: [0, 1, 2, 3, 4, 5, 6, 7] },
      { name: 'mod', kind: SPLITS.mod, values: ['m', 'r'] },
      { name: 'rm', kind: SPLITS.rm, values: [0, 1, 2, 3, 4, 5, 6, 7] },
      { name: 'p', kind: SPLITS.prefix, values: PREFIXES },
    ] as const;
    for (const { name, kind, values } of splits) {
      if (done.has(name) || !rows.some(({ row }) => attribute(row)[name] !== undefined)) continue;
      const next = new Set([...done, name]);
      const children = values.map((value) => {
        const exact = rows.filter(({ row }) => attribute(row)[name] === value);
        const rest = rows.filter(({ row }) => attribute(row)[name] === undefined);
        // A row that names the value wins over one that does not care, when nothing else tells them apart.
        return build([...exact, ...rest], next);
      });
      const position = nodes.length;
      nodes.push(kind, ...children);
      return 0x8000 | position;
    }
    const [first, second] = rows;
    if (second !== undefined && specificity(second.row) === specificity((first as LeafInput).row)) {
      throw new Error(`ambiguous rows: ${JSON.stringify(first)} ${JSON.stringify(second)}`);
    }
    return leafOf(first as LeafInput);
  }
  const specificity = (row: Row) =>
    Object.keys(row[3] ?? {}).filter((k) => ['p', 'reg', 'mod', 'rm', 'in64'].includes(k)).length;

  function encodeLeaf(row: Row, map: number): number[] {
    const [opcode, name, operands, attributes = {}] = row;
    const codes = operands === '' ? [] : operands.split(' ');
    const bytes: number[] = [];
    for (let i = 0; i < 3; i++) {
      const code = codes[i];
      if (code === undefined) bytes.push(0, 0);
      else if ((FIXED as readonly string[]).includes(code))
        bytes.push(32 + FIXED.indexOf(code as never), code === 'rAX' ? 3 : 0);
      else {
        const kind = KINDS.indexOf(code[0] ?? '?');
        const size = SIZE_CODES.indexOf(code[1] ?? '?');
        if (kind < 1 || size < 0) throw new Error(`${name}: unknown operand ${code}`);
        bytes.push(kind, size);
      }
    }
    const modrm =
      codes.some(
        (code) =>
          'GEMRVWUPQNSCDT'.includes(code[0] ?? '') &&
          !(FIXED as readonly string[]).includes(code) &&
          !(code[0] === 'S' && SEGMENT_OF_OPCODE[map * 256 + opcode] !== undefined),
      ) ||
      attributes.reg !== undefined ||
      attributes.mod !== undefined;
    const sizes = sizesOf(row);
    const variable = sizes.length > 1 || attributes.size !== undefined;
    const fixed = variable ? 0 : SIZES.indexOf(sizes[0] ?? 32);
    const y =
      codes.some((code) => code.endsWith('y') && code.length === 2) && !codes.some((code) => /^[A-Z][vz]$/.test(code));
    const writes = /^[EMWQOU]/.test(codes[0] ?? '') && attributes.reads !== true;
    bytes.push(
      (attributes.ends === true ? 1 : 0) |
        (attributes.lock === true ? 2 : 0) |
        (writes ? 4 : 0) |
        (attributes.size === 'd64' ? 8 : 0) |
        (attributes.size === 'f64' ? 16 : 0) |
        (attributes.rep !== undefined ? 32 : 0) |
        (modrm ? 64 : 0) |
        (attributes.p === '66' ? 128 : 0),
      variable ? (y ? 2 : 1) : 0,
      fixed,
      (attributes.bytes ?? 0xffff) & 0xff,
      SEGMENT_OF_OPCODE[map * 256 + opcode] ?? conditionOf(name),
      (attributes.bytes ?? 0xffff) >> 8,
    );
    for (const size of SIZES) {
      for (const memory of [false, true]) {
        const usable = variable ? size !== 8 : true;
        const number = usable
          ? numbering.numberOf(handlerFor(row, variable ? size : (sizes[0] ?? 32), memory).key)
          : 0xffff;
        bytes.push(number & 0xff, number >> 8);
      }
    }
    while (bytes.length < LEAF_SIZE) bytes.push(0);
    return bytes;
  }
  const conditionOf = (name: string) =>
    name.startsWith('j') ? Math.max(0, (CONDITIONS as readonly string[]).indexOf(name.slice(1))) : 0;

  const roots: number[] = [];
  for (const map of [0, 0x0f, 0x0f38, 0x0f3a]) {
    const rows = OPCODE_MAPS.filter((m) => m.map === map).flatMap((m) => m.rows);
    for (let opcode = 0; opcode < 256; opcode++) {
      roots.push(
        build(
          rows.filter((row) => row[0] === opcode).map((row) => ({ row, map })),
          new Set(),
        ),
      );
    }
  }
  if (nodes.length >= 0x8000) throw new Error('the decoder tree outgrew its references');
  /** For each hot handler the number of its variant, or 0xffff. */
  const variants = (suffix: string) =>
    [...numbering.hot.keys()].map((key) => numbering.hot.get(`${key}${suffix}`) ?? 0xffff);
  /** For each hot handler and condition the number of the operation that also jumps. Rows of 16, row 0 is empty. */
  const fusedRows: number[] = new Array<number>(CONDITIONS.length).fill(0xffff);
  const fusedRow = [...numbering.hot.keys()].map((key) => {
    const row = CONDITIONS.map((cc) => numbering.hot.get(`${key}+j${cc}`) ?? 0xffff);
    if (row.every((number) => number === 0xffff)) return 0;
    fusedRows.push(...row);
    return fusedRows.length / CONDITIONS.length - 1;
  });
  const data = (name: string, type: string, values: readonly number[]) =>
    `export const ${name}: usize = memory.data<${type}>([${values.join(',')}]);\n`;
  const constant = (name: string, key: string) => `export const ${name}: u32 = ${numbering.numberOf(key)};\n`;
  return (
    '// Written by gen/ from src/spec/x86/. Do not edit: run `npm run gen`.\n' +
    `export const LEAF_SIZE: usize = ${LEAF_SIZE};\n` +
    data('ROOTS', 'u16', roots) +
    data('NODES', 'u16', nodes) +
    data(
      'LEAVES',
      'u8',
      leaves.flatMap((leaf) => (leaf.length === 0 ? new Array<number>(LEAF_SIZE).fill(0) : leaf)),
    ) +
    data('AFTER_SUB', 'u16', variants('AfterSub')) +
    data('AFTER_LOGIC', 'u16', variants('AfterLogic')) +
    data('FLAGLESS', 'u16', variants('.flagless')) +
    data('FUSED_ROW', 'u8', fusedRow) +
    data('FUSED', 'u16', fusedRows) +
    data('FLAG_KIND', 'u8', flagKinds(numbering)) +
    data('FLAG_EFFECT', 'u8', flagEffects(numbering)) +
    constant('H_NEXT', 'next') +
    constant('H_TRANSLATED', 'translated') +
    constant('H_EA_SEGMENT', 'eaSegment') +
    constant('H_MOV_IMM64', 'movImm64') +
    constant('H_EA_LEGACY', 'eaLegacy') +
    constant('H_EA_ABSOLUTE', 'eaAbsolute') +
    constant('H_EA32', 'ea32') +
    constant('H_UD', 'raiseUd') +
    constant('H_GP', 'raiseGp') +
    constant('H_NOP', 'nop.none') +
    constant('H_JO', 'jo.j') +
    constant('H_JG', 'jg.j')
  );
}

/** What a handler does to the lazy flags, by number: 0 unknown, 1 leaves them, 2 subtraction, 3 logic. */
function flagKinds(numbering: ReturnType<typeof numberHandlers>['numbering']): number[] {
  const kind = (key: string): number => {
    if (/^(cmp|sub|neg)\./.test(key)) return 2;
    if (/^(and|or|xor|test)\./.test(key)) return 3;
    if (/^(mov|movzx|movsx|lea|push|pop|pushImm|nop|not|set|cmov|eaSegment|movImm64)/.test(key)) return 1;
    return 0;
  };
  return [...numbering.hot.keys()].map(kind);
}

/**
 * What a hot handler has to do with the flags, for the decoder's search for dead ones (assembly/decode/liveness.ts):
 * 0 nothing, 1 sets all of them, 2 sets some of them and may lose that, 3 needs them exact (reads them, or can fault).
 */
function flagEffects(numbering: ReturnType<typeof numberHandlers>['numbering']): number[] {
  const effect = (key: string): number => {
    const shape = key.split('.')[1] ?? '';
    if (shape.includes('m')) return 3;
    if (/^(add|sub|and|or|xor|cmp|test|neg|imul2|imul3)\.(rr|ri|r|rri)\.\d+(\+|$)/.test(key)) return 1;
    if (/^(inc|dec|shl|shr|sar|rol|ror)\.(rr|ri|r)\.\d+$/.test(key)) return 2;
    if (/^(mov|movzxb|movzxw|movsxb|movsxw|movsxd|not)\.(rr|ri|r)\.\d+$/.test(key)) return 0;
    if (/^(nop\.|eaSegment$|movImm64$)/.test(key)) return 0;
    return 3;
  };
  return [...numbering.hot.keys()].map((key) => (/^lea\./.test(key) ? 0 : effect(key)));
}
