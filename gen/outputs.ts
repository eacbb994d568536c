import { generateLayout } from './layout.ts';

/** Every generated file: path from the project's root, and what it must contain. */
export function generated(): Map<string, string> {
  return new Map([['assembly/generated/layout.ts', generateLayout()]]);
}
