/** Reads parsed JSON of which nothing is trusted, with messages that name the place. */
import { HvError } from '../../base/error.ts';

/** A value and where it stands, `file: user_types.cred.fields`. */
export interface Json<T = unknown> {
  readonly value: T;
  readonly at: string;
}

/** @throws HvError `bad-image` unless it is an object */
export function record(json: Json): Json<Record<string, unknown>> {
  const { value, at } = json;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad(json, 'an object');
  return { value: value as Record<string, unknown>, at };
}

/** @throws HvError `bad-image` when there is no such key */
export function field(parent: Json<Record<string, unknown>>, key: string): Json {
  const at = `${parent.at}${parent.at.includes(': ') ? '.' : ': '}${printable(key.slice(0, 80))}`;
  if (!Object.hasOwn(parent.value, key)) throw new HvError('bad-image', `${at}: is missing`);
  return { value: parent.value[key], at };
}

/** @throws HvError `bad-image` */
export function text(json: Json): string {
  if (typeof json.value !== 'string') throw bad(json, 'a text');
  return json.value;
}

/** A whole number, also as text: see parseJson(). @throws HvError `bad-image` unless it is from 0 to limit - 1 */
export function whole(json: Json, limit: bigint): bigint {
  const number = integer(json);
  if (number < 0n || number >= limit) throw bad(json, `0 to ${limit - 1n}`);
  return number;
}

/** A whole number with a sign. @throws HvError `bad-image` */
export function integer(json: Json): bigint {
  const { value } = json;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  if (typeof value === 'string' && /^-?\d{1,20}$/.test(value)) return BigInt(value);
  throw bad(json, 'a whole number');
}

/** The error for a value that is not what it should be. */
export function bad({ value, at }: Json, expected: string): HvError {
  const shown = describe(value);
  return new HvError(
    'bad-image',
    `${at}: expected ${expected}, got ${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}`,
  );
}

/** A key as a name that goes to a terminal. */
function printable(key: string): string {
  return key.replace(/[^ -~]/g, '?');
}

/** What is no text or number is not shown: it may be as large, and as deep, as the file. */
function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return JSON.stringify(value) ?? 'nothing';
}
