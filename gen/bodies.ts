/** The translator's table (src/jit/generated/bodies.ts): what each hot operation does, by its handler number. */
import { readFileSync } from 'node:fs';
import { AREA, OP, REG_SLOT, SEGMENT, STATE, TERMINATOR, TLB } from '../src/spec/state/layout.ts';
import { type Constants, parseBody, parseFunction } from './body-parser.ts';
import { numberHandlers } from './handlers.ts';

/** Functions of the flags that are written out where they are used. */
const INLINED = ['carry', 'overflow', 'sign', 'parity'] as const;

function constants(): Constants {
  const map = new Map<string, number>();
  for (const group of [STATE, SEGMENT, REG_SLOT, AREA, TLB, OP, TERMINATOR])
    for (const [name, value] of Object.entries(group)) map.set(name, value);
  for (const file of ['exec/flags', 'exec/raise']) {
    const source = readFileSync(`assembly/${file}.ts`, 'utf8');
    for (const [, name, value] of source.matchAll(/^export const (\w+): \w+ = (0x[0-9a-f]+|\d+);/gm))
      map.set(name as string, Number(value));
  }
  return map;
}

export function generateBodies(): string {
  const known = constants();
  const { numbering, handlers } = numberHandlers();
  const flags = readFileSync('assembly/exec/flags.ts', 'utf8');
  const inlined = INLINED.map((name) => `  ${name}: ${JSON.stringify(parseFunction(flags, name, known))},\n`);
  const bodies = [...numbering.hot].map(([key, number]) => {
    if (key === 'translated') return `  '', // ${number} ${key}\n`;
    const { vars, code } = parseBody(handlers.get(key)?.text ?? '', known);
    return `  '${JSON.stringify({ vars, code })}', // ${number} ${key}\n`;
  });
  return `// Written by gen/ from gen/semantics.ts, gen/specials.ts and assembly/exec/flags.ts. Do not edit: run \`npm run gen\`.
import type { Expression } from '../body.ts';

/** Functions of the flags, written out. */
export const INLINED: Readonly<Record<string, Expression>> = {
${inlined.join('')}};

/** The body of each hot operation as JSON, by handler number: most programs never look at most of them. */
export const BODIES: readonly string[] = [
${bodies.join('')}];
`;
}
