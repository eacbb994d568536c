// Makes a clone ready to run: installs the npm packages and builds, each only when something has changed since.
// `npm start` and `npm test` begin with it, so that a fresh clone needs nothing else.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 11)) {
  console.error(`subpage needs Node 20.11 or later; this is ${process.version}`);
  process.exit(1);
}

function run(what, command, args) {
  const started = Date.now();
  process.stderr.write(`${what} …`);
  const done = spawnSync(command, args, { encoding: 'utf8', shell: process.platform === 'win32' });
  if (done.status !== 0) {
    process.stderr.write(` failed\n${done.stdout ?? ''}${done.stderr ?? ''}${done.error?.message ?? ''}\n`);
    process.exit(1);
  }
  process.stderr.write(` ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
}

function newest(folder, pattern) {
  let time = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile() || !pattern.test(entry.name)) continue;
    time = Math.max(time, statSync(join(entry.parentPath ?? entry.path, entry.name)).mtimeMs);
  }
  return time;
}
const age = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);

if (age('node_modules/.package-lock.json') < age('package-lock.json')) {
  // Not `npm ci`: it insists on optional packages of other platforms, which not every registry carries.
  run('installing packages', 'npm', ['install', '--no-save', '--no-audit', '--no-fund']);
}
if (age('dist/core.wasm') < Math.max(newest('assembly', /\.ts$/), age('gen/build-core.mjs'))) {
  run('building the processor core', process.execPath, ['gen/build-core.mjs']);
}
run('compiling', process.execPath, ['node_modules/typescript/bin/tsc', '-b']);
