/** From a target to the bytes that it means in a kernel. */
import { HvError } from '../../base/error.ts';
import type { Btf } from '../btf/btf.ts';
import { bytesOfPart, findPart, type ObjectPart } from '../btf/member-path.ts';
import { FOLLOWED_TYPES, type FollowedType } from '../objects/followed-types.ts';
import { suggestNames } from '../symbols/near-names.ts';
import { isPerCpu } from '../symbols/per-cpu.ts';
import type { KernelSymbol, SymbolTable } from '../symbols/symbol-table.ts';
import { SYMBOL_TYPES } from '../symbols/symbol-types.ts';
import { type GuardTarget, type PathToken, targetError } from './guard-target.ts';

/** What a placement needs to know of a kernel; KernelSymbols is one. */
export interface KernelNames {
  readonly table: SymbolTable;
  /** undefined: the kernel has no BTF. */
  readonly types: Btf | undefined;
  /** Guest-physical address of an address of the table; undefined outside of the image. */
  physicalOf(address: bigint): number | undefined;
  /**
   * False while a kernel that moves itself (KASLR) has not been found in the guest: the table has link-time addresses then,
   * which mean nothing in the guest yet. Undefined or true: addresses are those of the guest.
   */
  readonly isLocated?: boolean;
  /** Look for such a kernel. @returns whether it has been found */
  locate?(): boolean;
}

/** Where a target is. Offsets and lengths are bytes. */
export type Placement =
  | { readonly kind: 'physical'; readonly gpa: number; readonly length: number }
  | { readonly kind: 'linear'; readonly gva: bigint; readonly length: number }
  /** In a kernel that has not been found yet; `symbol` is what the address is of when it has. */
  | { readonly kind: 'unlocated'; readonly symbol: string; readonly offset: number; readonly length: number }
  /** In each processor's copy of a per-CPU variable. */
  | { readonly kind: 'per-cpu'; readonly symbol: string; readonly offset: number; readonly length: number }
  /** In every object of the type. */
  | { readonly kind: 'each'; readonly type: FollowedType; readonly offset: number; readonly length: number };

/**
 * @param kernel undefined: the image has no symbols
 * @throws HvError `bad-guard` that quotes the target, names the column and offers near names
 * @example placeTarget(parseGuardTarget('init_task.cred'), symbols); // { kind: 'physical', gpa, length: 8 }
 */
export function placeTarget(target: GuardTarget, kernel: KernelNames | undefined): Placement {
  if (target.kind === 'physical') return { kind: 'physical', gpa: target.address, length: target.length };
  if (target.kind === 'linear') return { kind: 'linear', gva: target.address, length: target.length };
  if (kernel === undefined) {
    throw targetError(target.text, 1, 'the image has no symbols; give an address as gpa:ADDR+LEN or gva:ADDR+LEN');
  }
  return target.isEach ? placeEach(target, kernel) : placeSymbol(target, kernel);
}

type PathTarget = GuardTarget & { kind: 'path' };

function placeEach(target: PathTarget, kernel: KernelNames): Placement {
  const { path, text } = target;
  const name = (path[0] as PathToken & { kind: 'member' }).name;
  const type = FOLLOWED_TYPES.find((followed) => followed === name);
  if (type === undefined) {
    const near = suggestNames(name, FOLLOWED_TYPES);
    const hint = near.length > 0 ? `; did you mean ${near.join(', ')}?` : '';
    throw targetError(text, 1, `@all follows objects of ${FOLLOWED_TYPES.join(', ')}, not ${name}${hint}`);
  }
  const types = kernel.types;
  if (types === undefined) throw targetError(text, 1, 'the kernel has no types (BTF), which @all needs');
  const id = types.find(type);
  if (id === undefined) throw targetError(text, 1, `the kernel has no type ${type}`);
  const part = follow(target, types, id, 1);
  const extent = bytesOfPart(types, part);
  const { offset, length } = cut(target, extent?.offset ?? Math.floor(part.bitOffset / 8), extent?.length);
  return { kind: 'each', type, offset, length };
}

function placeSymbol(target: PathTarget, kernel: KernelNames): Placement {
  const { path, text } = target;
  const { symbol, used } = findSymbol(target, kernel);
  const variable = kernel.types?.findVariable(symbol.name);
  const typeName = SYMBOL_TYPES[symbol.name];
  const type = variable?.type ?? (typeName === undefined ? undefined : kernel.types?.find(typeName));
  // The distance to the next symbol counts padding in; a type knows better.
  let size = (type === undefined ? undefined : kernel.types?.size(type)) ?? symbol.size;
  let offset = 0;
  if (used < path.length) {
    if (kernel.types === undefined) {
      throw targetError(text, path[used].column, 'the kernel has no types (BTF); give bytes as symbol+OFF:LEN');
    }
    if (type === undefined) {
      const message = `the type of ${symbol.name} is not known; give bytes as ${symbol.name}+OFF:LEN`;
      throw targetError(text, path[used].column, message);
    }
    const part = follow(target, kernel.types, type, used);
    const extent = bytesOfPart(kernel.types, part);
    offset = extent?.offset ?? Math.floor(part.bitOffset / 8);
    size = extent?.length ?? 0;
  }
  const range = cut(target, offset, size);
  if (isPerCpu(kernel.table, symbol.address)) {
    return { kind: 'per-cpu', symbol: symbol.name, offset: range.offset, length: range.length };
  }
  if (kernel.isLocated === false) {
    return { kind: 'unlocated', symbol: symbol.name, offset: range.offset, length: range.length };
  }
  const gpa = kernel.physicalOf(symbol.address);
  if (gpa !== undefined) return { kind: 'physical', gpa: gpa + range.offset, length: range.length };
  throw targetError(text, 1, `${symbol.name} at 0x${symbol.address.toString(16)} is not in the kernel image`);
}

/** The longest row of names that is a symbol: symbols may have dots in them. */
function findSymbol(target: PathTarget, kernel: KernelNames): { symbol: KernelSymbol; used: number } {
  const { path, text } = target;
  let names = path.findIndex(({ kind }) => kind === 'index');
  if (names < 0) names = path.length;
  for (let used = names; used > 0; used--) {
    const name = path
      .slice(0, used)
      .map((token) => (token as PathToken & { kind: 'member' }).name)
      .join('.');
    const symbol = kernel.table.find(name);
    if (symbol !== undefined) return { symbol, used };
  }
  const { name } = path[0] as PathToken & { kind: 'member' };
  if (kernel.types?.find(name) !== undefined) {
    const each = FOLLOWED_TYPES.some((type) => type === name) ? `; every one is ${text}@all` : '';
    throw targetError(text, 1, `${name} is a type, not a symbol${each}`);
  }
  try {
    kernel.table.get(name);
  } catch (error) {
    if (!(error instanceof HvError)) throw error;
    throw targetError(text, 1, error.message);
  }
  throw targetError(text, 1, `symbol ${name} is not there`);
}

/** The part of a type that the path names from token `from` on. */
function follow(target: PathTarget, types: Btf, type: number, from: number): ObjectPart {
  const part = findPart(types, type, target.path.slice(from));
  if ('step' in part) throw targetError(target.text, target.path[from + part.step].column, part.message);
  return part;
}

/** `+OFF` and `:LEN` applied to a part of so many bytes. */
function cut(target: PathTarget, offset: number, size: number | undefined): { offset: number; length: number } {
  const length = target.length ?? (size === undefined ? 0 : size - target.offset);
  if (length <= 0) {
    const known = size === undefined ? 'its size is not known' : `it has ${size} ${size === 1 ? 'byte' : 'bytes'}`;
    throw targetError(target.text, target.text.length, `${known}; give a length as +OFF:LEN or :LEN`);
  }
  return { offset: offset + target.offset, length };
}
