// Builds assembly/ into dist/core.wasm, and refuses a result whose hot switch is not one br_table.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';

const out = process.argv[2] ?? 'dist/core.wasm';
// It has its name only when it is whole and checked: set-up takes what is there for good.
const part = `${out}.part`;
const asc = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js');
mkdirSync('dist', { recursive: true });
const started = Date.now();
// The memory's size is written over these numbers when the core is loaded (src/cpu/core-module.ts): with a fixed size
// V8 keeps its address in a register across calls.
const pages = ['--initialMemory', '65535', '--maximumMemory', '65535'];
const flags = [
  '--runtime',
  'stub',
  '-O3',
  '--noAssert',
  '--importMemory',
  '--noExportMemory',
  '--exportTable',
  ...pages,
];
const features = ['--enable', 'simd', '--memoryBase', '65536', '--use', 'abort='];
const result = spawnSync(
  process.execPath,
  [asc, 'assembly/index.ts', ...flags, ...features, '--textFile', `${out}.wat`, '-o', part],
  {
    stdio: 'inherit',
  },
);
if (result.status !== 0) process.exit(result.status ?? 1);
const text = readFileSync(`${out}.wat`, 'utf8');
const tables = [...text.matchAll(/br_table((?: \$[^\s)]+| \d+)+)/g)].map((m) => m[1].trim().split(' ').length);
// run()'s switch and the two that reach the cold handlers.
const [first = 0, second = 0] = tables.sort((a, b) => b - a);
console.log(
  `core.wasm: ${statSync(part).size} bytes, largest br_tables ${first} and ${second} entries, ${((Date.now() - started) / 1000).toFixed(1)} s`,
);
if (second < 250) {
  console.error('build-core: the hot switch did not become a br_table; see docs/engine.md');
  process.exit(1);
}
renameSync(part, out);
