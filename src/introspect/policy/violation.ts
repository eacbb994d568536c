/** Checks plain values against a schema. */
import { suggestNames } from '../symbols/near-names.ts';
import type { Schema } from './schema.ts';

/** What is wrong, and where: keys and indices from the top. */
export interface Violation {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** More are not of use to anybody. */
const MAXIMUM_VIOLATIONS = 50;

/**
 * @param value out of a YAML or JSON parser
 * @param root the schema that `$ref`s refer to
 * @returns none when the value fits
 */
export function findViolations(value: unknown, root: Schema): Violation[] {
  const found: Violation[] = [];
  check(value, root, [], { root, found });
  return found;
}

interface Search {
  readonly root: Schema;
  readonly found: Violation[];
}

function check(value: unknown, given: Schema, path: readonly (string | number)[], search: Search): void {
  if (search.found.length >= MAXIMUM_VIOLATIONS) return;
  const bad = (message: string): void => {
    search.found.push({ path, message });
  };
  const schema = resolve(given, search.root);
  if (schema.oneOf !== undefined) {
    const branch = schema.oneOf
      .map((option) => resolve(option, search.root))
      .find((option) => hasType(value, option.type));
    if (branch === undefined) bad(`expected ${typesOf(schema, search.root)}, got ${describe(value)}`);
    else check(value, branch, path, search);
    return;
  }
  if (!hasType(value, schema.type)) {
    bad(`expected ${typesOf(schema, search.root)}, got ${describe(value)}`);
  } else if (schema.enum !== undefined && !schema.enum.includes(value as string)) {
    const near = typeof value === 'string' ? suggestNames(value, schema.enum.map(String), 1) : [];
    const hint = near.length > 0 ? `; did you mean ${near[0]}?` : '';
    bad(`expected ${schema.enum.length > 1 ? 'one of ' : ''}${schema.enum.join(', ')}, got ${describe(value)}${hint}`);
  } else if (typeof value === 'string') {
    if (schema.maxLength !== undefined && value.length > schema.maxLength)
      bad(`expected at most ${schema.maxLength} characters`);
    else if (schema.pattern !== undefined && !new RegExp(schema.pattern).test(value)) {
      bad(`expected a text like ${schema.pattern}, got ${describe(value)}`);
    }
  } else if (typeof value === 'number') {
    const { minimum = -Infinity, maximum = Infinity } = schema;
    if (value < minimum || value > maximum) bad(`expected ${minimum} to ${maximum}, got ${value}`);
  } else if (Array.isArray(value)) {
    const { minItems = 0, maxItems = Infinity } = schema;
    if (value.length < minItems) bad(`expected at least ${minItems === 1 ? 'one entry' : `${minItems} entries`}`);
    else if (value.length > maxItems) bad(`expected at most ${maxItems} entries, got ${value.length}`);
    else if (schema.items !== undefined) {
      for (const [index, item] of value.entries()) check(item, schema.items, [...path, index], search);
    }
  } else if (isRecord(value)) checkRecord(value, schema, path, search);
}

function checkRecord(
  value: Readonly<Record<string, unknown>>,
  schema: Schema,
  path: readonly (string | number)[],
  search: Search,
): void {
  const properties = schema.properties ?? {};
  for (const name of schema.required ?? []) {
    if (!Object.hasOwn(value, name)) search.found.push({ path, message: `${name} is missing` });
  }
  for (const [key, item] of Object.entries(value)) {
    const at = [...path, key];
    if (Object.hasOwn(properties, key)) check(item, properties[key], at, search);
    else if (schema.additionalProperties === false) {
      const near = suggestNames(key, Object.keys(properties), 1);
      const hint = near.length > 0 ? `; did you mean ${near[0]}?` : `; known are ${Object.keys(properties).join(', ')}`;
      search.found.push({ path: at, message: `unknown key${hint}` });
    } else {
      if (schema.propertyNames !== undefined) check(key, schema.propertyNames, at, search);
      if (schema.additionalProperties !== undefined) check(item, schema.additionalProperties, at, search);
    }
  }
}

function resolve(schema: Schema, root: Schema): Schema {
  const name = schema.$ref?.replace('#/$defs/', '');
  return name === undefined ? schema : (root.$defs?.[name] ?? schema);
}

function hasType(value: unknown, type: Schema['type']): boolean {
  switch (type) {
    case 'object':
      return isRecord(value);
    case 'array':
      return Array.isArray(value);
    case 'string':
      return typeof value === 'string';
    case 'integer':
      return Number.isSafeInteger(value);
    default:
      return true;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const NAMES = { object: 'keys and values', array: 'a list', string: 'a text', integer: 'a whole number' } as const;

function typesOf(schema: Schema, root: Schema): string {
  const options = schema.oneOf?.map((option) => resolve(option, root)) ?? [schema];
  return options.map(({ type }) => (type === undefined ? 'a value' : NAMES[type])).join(' or ');
}

function describe(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'keys and values';
  const shown = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return shown.length > 80 ? `${shown.slice(0, 80)}…` : shown;
}
