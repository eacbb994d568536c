/**
 * Symbols and types of Debian's kernel: out of its image, and out of the cache. `npm run bench` runs this; alone,
 * `node dist/bench/symbols.js`. Prints a Markdown table. Each figure is the median of fresh processes, from the path of the
 * image to the first symbol and type found; processor time of the process, its start not counted.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheDirectory, fetchDebianGuest } from '../src/cli/guest-kit/debian.ts';
import { readImageSymbols } from '../src/cli/kernel-source.ts';
import { projectRoot } from '../test/support/path.ts';
import { median } from './measure.ts';
import { aimRow, digits, tableHead } from './report.ts';

const ROUNDS = 7;

if (process.argv[2] === '--once') await once(process.argv[3]);
else await compare();

/** Find a symbol and a type, print ms of the clock and of the processor. */
async function once(kernel: string): Promise<void> {
  const used = process.cpuUsage();
  const started = performance.now();
  const symbols = await readImageSymbols(kernel, 'bench');
  const offset = symbols?.types?.find('task_struct');
  if (symbols?.table.find('modules_disabled') === undefined || offset === undefined) throw new Error('not found');
  const wall = performance.now() - started;
  const { user, system } = process.cpuUsage(used);
  console.log(JSON.stringify({ wall, cpu: (user + system) / 1000 }));
}

async function compare(): Promise<void> {
  const debian = await fetchDebianGuest({ cache: cacheDirectory(projectRoot), report: () => {} });
  if (debian === undefined) {
    console.log('The Debian kernel cannot be had.');
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'subpage-bench-'));
  const run = (): { wall: number; cpu: number } => {
    const { stdout, stderr } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--once', debian.kernel], {
      encoding: 'utf8',
      env: { ...process.env, SUBPAGE_CACHE: folder },
    });
    if (stdout === '') throw new Error(stderr);
    return JSON.parse(stdout);
  };
  const cold: ReturnType<typeof run>[] = [];
  const warm: ReturnType<typeof run>[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rmSync(folder, { recursive: true, force: true });
    cold.push(run());
    warm.push(run());
  }
  rmSync(folder, { recursive: true, force: true });
  const cpu = (runs: typeof cold): number => median(runs.map((each) => each.cpu));
  const wall = (runs: typeof cold): string => digits(median(runs.map((each) => each.wall)));
  const size = (readFileSync(debian.kernel).length / 2 ** 20).toFixed(1);
  console.log(
    [
      ...tableHead,
      aimRow({
        what: `symbols and types of ${debian.packages[0]} (${size} MiB)`,
        value: cpu(cold),
        unit: 'ms',
        atMost: 1000,
      }),
      aimRow({ what: '… from the cache', value: cpu(warm), unit: 'ms', atMost: 100 }),
      '',
      `By the clock, on a machine that other jobs share: ${wall(cold)} ms and ${wall(warm)} ms.`,
    ].join('\n'),
  );
}
