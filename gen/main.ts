import { readFileSync, writeFileSync } from 'node:fs';
import { generated } from './outputs.ts';

// `npm run gen`: writes every generated file; `--check` only says whether they are current.
const check = process.argv.includes('--check');
let stale = 0;
for (const [path, text] of generated()) {
  let current = '';
  try {
    current = readFileSync(path, 'utf8');
  } catch {
    // not there yet
  }
  if (current === text) continue;
  stale++;
  if (!check) writeFileSync(path, text);
  console.log(`${check ? 'stale' : 'wrote'} ${path}`);
}
if (check && stale > 0) process.exitCode = 1;
