/** From `signal.rlim[3].rlim_cur` to the bits that it names. */
import { suggestNames } from '../symbols/near-names.ts';
import { BTF_KIND, type Btf, type BtfMember } from './btf.ts';

/** One step of a path. */
export type PathStep =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number };

/** A part of an object. */
export interface ObjectPart {
  readonly type: number;
  /** From the start of the object, bits; a multiple of 8 unless it is a bit-field. */
  readonly bitOffset: number;
  /** Bits of a bit-field; undefined for what is none. */
  readonly bitSize: number | undefined;
}

/** Why a path leads nowhere. */
export interface PathFailure {
  /** Index of the step that fails. */
  readonly step: number;
  /** What is wrong there, fit to follow a colon. */
  readonly message: string;
}

/** Structs within structs that a search for a member goes into. */
const MAXIMUM_DEPTH = 32;
/** Members that are looked at for one step; the largest struct of a kernel has some 250. */
const MAXIMUM_MEMBERS = 100_000;

/**
 * Follow a path from a type. Members of anonymous structs and unions are found as in C.
 * @example
 * const cred = findPart(btf, btf.find('task_struct')!, [{ kind: 'member', name: 'cred' }]);
 */
export function findPart(btf: Btf, type: number, path: readonly PathStep[]): ObjectPart | PathFailure {
  let part: ObjectPart = { type, bitOffset: 0, bitSize: undefined };
  for (const [step, wanted] of path.entries()) {
    const at = btf.strip(part.type);
    if (wanted.kind === 'index') {
      const array = btf.array(at);
      if (array === undefined) return { step, message: `${btf.describe(part.type)} is not an array` };
      // An array of no elements is one of as many as there is room for behind a struct.
      if (array.count > 0 && wanted.index >= array.count) {
        return { step, message: `${btf.describe(part.type)} has the elements 0 to ${array.count - 1}` };
      }
      const size = btf.size(array.element);
      if (size === undefined) return { step, message: `${btf.describe(array.element)} has no size` };
      part = { type: array.element, bitOffset: part.bitOffset + wanted.index * size * 8, bitSize: undefined };
      continue;
    }
    const kind = btf.kind(at);
    if (kind === BTF_KIND.PTR) {
      return { step, message: `${btf.describe(part.type)} is a pointer; a guard does not follow pointers` };
    }
    if (kind !== BTF_KIND.STRUCT && kind !== BTF_KIND.UNION) {
      return { step, message: `${btf.describe(part.type)} has no members` };
    }
    const member = findMember(btf, at, wanted.name);
    if (member === undefined) {
      const near = suggestNames(wanted.name, memberNames(btf, at));
      const hint = near.length > 0 ? `; did you mean ${near.join(', ')}?` : '';
      return { step, message: `${btf.describe(at)} has no member ${wanted.name}${hint}` };
    }
    part = { type: member.type, bitOffset: part.bitOffset + member.bitOffset, bitSize: member.bitSize };
  }
  return part;
}

/** A member by name, also inside of anonymous members; its offset counts from the start of `type`. */
export function findMember(btf: Btf, type: number, name: string): BtfMember | undefined {
  for (const member of flatMembers(btf, type)) if (member.name === name) return member;
  return undefined;
}

/** Offset of a plain member, bytes. @returns undefined when there is no such member or it is a bit-field */
export function memberOffset(btf: Btf, typeName: string, ...path: string[]): number | undefined {
  const type = btf.find(typeName);
  if (type === undefined) return undefined;
  const part = findPart(
    btf,
    type,
    path.map((name) => ({ kind: 'member', name })),
  );
  return 'step' in part || part.bitSize !== undefined ? undefined : part.bitOffset / 8;
}

/** Bytes that a part covers; a bit-field covers the bytes that have one of its bits. undefined: it has no size. */
export function bytesOfPart(
  btf: Btf,
  part: ObjectPart,
): { readonly offset: number; readonly length: number } | undefined {
  const offset = Math.floor(part.bitOffset / 8);
  if (part.bitSize !== undefined) {
    return { offset, length: Math.ceil((part.bitOffset + part.bitSize) / 8) - offset };
  }
  const length = btf.size(part.type);
  return length === undefined ? undefined : { offset, length };
}

/** Names that a path can go on with. */
export function memberNames(btf: Btf, type: number): string[] {
  return [...flatMembers(btf, type)].map((member) => member.name);
}

/** Named members, those of anonymous members in the place of these. */
function* flatMembers(btf: Btf, type: number): Generator<BtfMember> {
  const budget = { members: MAXIMUM_MEMBERS };
  yield* membersWithin(btf, btf.strip(type), 0, MAXIMUM_DEPTH, budget);
}

function* membersWithin(
  btf: Btf,
  type: number,
  bitOffset: number,
  depth: number,
  budget: { members: number },
): Generator<BtfMember> {
  for (const member of btf.members(type)) {
    if (budget.members-- <= 0) return;
    const placed = { ...member, bitOffset: bitOffset + member.bitOffset };
    if (member.name !== '') yield placed;
    else if (depth > 0) yield* membersWithin(btf, btf.strip(member.type), placed.bitOffset, depth - 1, budget);
  }
}
