import { generateBodies } from './bodies.ts';
import { generateCold, generateDispatch, generateRun } from './handlers.ts';
import { generateLayout } from './layout.ts';
import { generateSse } from './sse.ts';
import { generateTables } from './tables.ts';

/** Every generated file: path from the project's root, and what it must contain. */
export function generated(): Map<string, string> {
  return new Map([
    ['assembly/generated/layout.ts', generateLayout()],
    ['assembly/generated/sse.ts', generateSse()],
    ['assembly/generated/tables.ts', generateTables()],
    ['assembly/generated/run.ts', generateRun()],
    ['assembly/generated/cold.ts', generateCold()],
    ['assembly/generated/dispatch.ts', generateDispatch()],
    ['src/jit/generated/bodies.ts', generateBodies()],
  ]);
}
