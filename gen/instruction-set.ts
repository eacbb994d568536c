/**
 * The instruction table as the generator sees it: all rows of src/spec/x86/, and for every row which handler serves
 * which operand size, with a register or a memory operand.
 */

import { EXTENSION_ROWS } from '../src/spec/x86/extensions.ts';
import { INTEGER_ROWS } from '../src/spec/x86/integer.ts';
import type { OpcodeMap, Row } from '../src/spec/x86/row.ts';
import { body, type Shape, SIZES, type Size } from './semantics.ts';
import { SPECIALS } from './specials.ts';

export const OPCODE_MAPS: readonly OpcodeMap[] = [...INTEGER_ROWS, ...EXTENSION_ROWS];

/** What one decoded operation runs: a key like `add.rm.32`, or the plain name of a hand-written function. */
export interface Handler {
  readonly key: string;
  /** Text of the body for generated handlers; undefined for hand-written functions. */
  readonly text?: string;
  /** A hand-written function behind which the block ends. */
  readonly ends: boolean;
}

/** Letters of the operand codes, in the order of their numbers in the decoder (assembly/decode/instruction.ts). */
export const KINDS = '-GEMRVWUPQNSCDZTIJOAXYF';
export const FIXED = ['AL', 'AX', 'rAX', 'CL', 'DX', '1'] as const;
/** Letters of the operand sizes, in the order of their numbers in the decoder. */
export const SIZE_CODES = 'bwdqvzyxtos';

/** Whether operand `code` is a register when the ModRM operand is (or is not) in memory. */
function shapeLetter(code: string | undefined, memory: boolean): string {
  if (code === undefined) return '';
  if (code === '1') return 'i';
  if ((FIXED as readonly string[]).includes(code)) return 'r';
  const kind = code[0] ?? '';
  if (kind === 'I') return 'i';
  if (kind === 'O' || kind === 'M') return 'm';
  if (kind === 'E' || kind === 'W' || kind === 'Q') return memory ? 'm' : 'r';
  if (kind === 'J') return 'j';
  if ('GRZ'.includes(kind)) return 'r';
  return '?';
}

export function shapeOf(operands: string, memory: boolean): string {
  const codes = operands === '' ? [] : operands.split(' ');
  return codes.map((code) => shapeLetter(code, memory)).join('') || 'none';
}

export function handlerFor(row: Row, size: Size, memory: boolean): Handler {
  const [, name, operands, attributes] = row;
  const shape = shapeOf(operands, memory);
  const key = `${name}.${shape}.${size}`;
  const special = SPECIALS[key] ?? SPECIALS[`${name}.${shape}`];
  if (special !== undefined)
    return { key: SPECIALS[key] !== undefined ? key : `${name}.${shape}`, text: special, ends: false };
  const text = body(name, shape as Shape, size);
  if (text !== undefined) return { key, text, ends: false };
  return { key: name, ends: attributes?.ends === true };
}

/** Operand sizes that a row can be decoded with. */
export function sizesOf(row: Row): readonly Size[] {
  const codes = row[2] === '' ? [] : row[2].split(' ');
  const sized = codes.find((code) => code === 'rAX' || /^[A-Z][vzy]$/.test(code));
  if (sized !== undefined || row[3]?.size !== undefined) return [16, 32, 64];
  const first = codes.includes('AL') ? 'AL' : (codes[0] ?? '');
  if (first === 'AL' || first === 'CL' || first.endsWith('b')) return [8];
  if (first === 'DX' || first === 'AX' || first.endsWith('w')) return [16];
  if (first.endsWith('d')) return [32];
  if (first.endsWith('q')) return [64];
  return SIZES;
}

/** Every handler that some row needs, by key. */
export function allHandlers(): Map<string, Handler> {
  const found = new Map<string, Handler>();
  for (const { rows } of OPCODE_MAPS) {
    for (const row of rows) {
      for (const size of sizesOf(row)) {
        for (const memory of [false, true]) {
          const handler = handlerFor(row, size, memory);
          const other = found.get(handler.key);
          if (other !== undefined && other.ends !== handler.ends) {
            throw new Error(`${handler.key}: rows disagree whether the block ends`);
          }
          found.set(handler.key, handler);
        }
      }
    }
  }
  return found;
}
