import { readFileSync } from 'node:fs';

/** Version of the package, from its package.json; dist/src/cli/ is three folders below. */
export const VERSION: string = (
  JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }
).version;
