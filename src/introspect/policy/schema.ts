/**
 * The format of policy files as JSON Schema (draft 2020-12), published as docs/policy.schema.json. Files are checked
 * against this very value.
 */
import { VERDICTS } from '../guard/verdict.ts';

/** The part of JSON Schema that the format needs and findViolations() knows. */
export interface Schema {
  readonly $schema?: string;
  readonly $id?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: 'object' | 'array' | 'string' | 'integer';
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** `false`: no others; a schema: what they must be. */
  readonly additionalProperties?: false | Schema;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly enum?: readonly (string | number)[];
  readonly pattern?: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** Branches differ in type, so that a value shows which one is meant. */
  readonly oneOf?: readonly Schema[];
}

/** Entries of any one list. */
const MAXIMUM_ENTRIES = 10_000;
const TEXT = 1024;

const verdict: Schema = {
  type: 'string',
  enum: VERDICTS,
  description:
    'allow: done and counted; report: done, with an event; deny: guarded bytes keep their value; skip: nothing is written, ' +
    'the instruction is stepped over; fault: nothing is written, the guest gets an exception; stop: the VM pauses before it',
};
const text: Schema = { type: 'string', maxLength: TEXT };
const texts: Schema = { type: 'array', items: text, minItems: 1, maxItems: MAXIMUM_ENTRIES };
const textOrTexts: Schema = { oneOf: [text, texts] };
const marker: Schema = { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}$' };
const integer: Schema = {
  oneOf: [
    { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
    { type: 'string', pattern: '^(0x[0-9a-fA-F]{1,16}|[0-9]{1,20})$' },
  ],
};

/** The schema of version 1. */
export const POLICY_SCHEMA: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'subpage policy',
  description: 'Which bytes of a guest are guarded, who may write them, and what happens to other writes.',
  type: 'object',
  required: ['version', 'guards'],
  additionalProperties: false,
  properties: {
    version: { type: 'integer', enum: [1] },
    default: { $ref: '#/$defs/verdict' },
    markers: {
      type: 'object',
      description: 'Moments that rules can refer to as before and after, by name.',
      propertyNames: marker,
      additionalProperties: { $ref: '#/$defs/marker' },
    },
    guards: { type: 'array', minItems: 1, maxItems: MAXIMUM_ENTRIES, items: { $ref: '#/$defs/guard' } },
  },
  $defs: {
    verdict,
    integer,
    marker: {
      type: 'object',
      description: 'Reached with the first write to the target, or the first one that leaves this value there.',
      required: ['write'],
      additionalProperties: false,
      properties: { write: text, equals: { $ref: '#/$defs/integer' } },
    },
    guard: {
      type: 'object',
      required: ['target'],
      additionalProperties: false,
      properties: {
        name: { ...text, description: 'For people; default: the target.' },
        target: {
          ...textOrTexts,
          description:
            'gpa:ADDR+LEN, gva:ADDR+LEN, symbol, symbol:LEN, symbol+OFF:LEN, symbol.member or type.member@all',
        },
        verdict: { $ref: '#/$defs/verdict' },
        allow: { type: 'array', maxItems: MAXIMUM_ENTRIES, items: { $ref: '#/$defs/rule' } },
        escalate: {
          type: 'array',
          description: 'Stronger verdicts after so many writes that no rule allowed.',
          minItems: 1,
          maxItems: 8,
          items: { $ref: '#/$defs/step' },
        },
      },
    },
    rule: {
      type: 'object',
      description: 'A write is allowed when all conditions of one rule hold.',
      additionalProperties: false,
      properties: {
        why: { ...text, description: 'For people.' },
        code: {
          ...textOrTexts,
          description: 'Where the writing instruction is: a symbol, symbol+OFF, kernel, module:NAME, or 0xSTART-0xEND.',
        },
        process: {
          ...textOrTexts,
          description: 'Name of the current process (a * at the end stands for anything), or pid:N.',
        },
        value: {
          oneOf: [
            { type: 'string', enum: ['unchanged', 'increasing', 'decreasing'] },
            {
              type: 'object',
              description: 'Little-endian, counted from the first guarded byte.',
              additionalProperties: false,
              properties: {
                bits: { $ref: '#/$defs/integer', description: 'Only these bits may change.' },
                equals: { type: 'array', minItems: 1, maxItems: 256, items: { $ref: '#/$defs/integer' } },
              },
            },
          ],
        },
        before: { ...marker, description: 'Only until this marker is reached.' },
        after: { ...marker, description: 'Only once this marker is reached.' },
        limit: {
          type: 'object',
          description: 'At most so many writes in a span of guest time; what goes beyond is not allowed.',
          required: ['writes', 'per'],
          additionalProperties: false,
          properties: {
            writes: { type: 'integer', minimum: 1, maximum: 1_000_000_000 },
            per: { type: 'string', pattern: '^[0-9]{1,9}(ms|s|m|h)$' },
          },
        },
        verdict: { type: 'string', enum: ['allow', 'report'], description: 'Default allow.' },
      },
    },
    step: {
      type: 'object',
      required: ['after', 'verdict'],
      additionalProperties: false,
      properties: {
        after: { type: 'integer', minimum: 1, maximum: 1_000_000_000 },
        verdict: { $ref: '#/$defs/verdict' },
      },
    },
  },
};
