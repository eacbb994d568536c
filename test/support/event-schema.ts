/** The published schema of event lines, and an independent validator (ajv) that holds lines to it. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { sourcePath } from './path.ts';

const schema = JSON.parse(readFileSync(sourcePath('docs/events.schema.json'), 'utf8')) as Record<string, unknown>;
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(schema);

/** What the schema objects to in a line, one sentence each; empty for a line that it takes. */
export function eventProblems(line: string): string[] {
  if (!line.endsWith('\n')) return ['no newline at the end'];
  if (validate(JSON.parse(line))) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Names of the fields that the schema knows of an event. */
export function eventFields(): string[] {
  const { event } = (schema as { $defs: { event: { properties: object } } }).$defs;
  return Object.keys(event.properties);
}
