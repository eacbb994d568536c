// Runs the tests: every built *.test.js whose source still exists. `npm test -- PATTERN` runs those that match.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

let pattern;
try {
  pattern = new RegExp(process.argv[2] ?? '.');
} catch (error) {
  console.error(`test: expected a regular expression for paths of test files: ${error.message}`);
  process.exit(2);
}
const files = ['dist/src', 'dist/test']
  .flatMap((root) => readdirSync(root, { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.name.endsWith('.test.js'))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
  .filter((file) => existsSync(file.replace(/^dist./, '').replace(/\.js$/, '.ts')) && pattern.test(file))
  .sort();
if (files.length === 0) {
  console.error(`test: no test file matches ${pattern}`);
  process.exit(1);
}
const options = ['--test', '--test-concurrency=2', '--test-reporter=./scripts/reporter.mjs'];
const done = spawnSync(process.execPath, [...options, ...files], { stdio: 'inherit' });
process.exit(done.status ?? 1);
