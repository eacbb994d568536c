import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { bareCore, bochs, type Engine, qemu, subpage } from './engine.ts';
import { buildGuest, type Guest, KERNELS, type Kernel, missingTools } from './guest.ts';
import { median } from './measure.ts';

/*
 * `npm run bench`: the same guest kernels on every engine that is installed, one after the other in interleaved rounds;
 * guest instructions per second of process user time, as medians, and ratios. See bench/README.md.
 */
const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: '.' },
    engines: { type: 'string', default: '.' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    write: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log('bench [--only REGEX of kernels] [--engines REGEX] [--rounds N] [--seconds S a run] [--write FILE.md]');
  process.exit(0);
}

interface Prepared {
  readonly kernel: Kernel;
  readonly guest: Guest;
  /** Instructions of one iteration, and of none. */
  readonly perIteration: number;
}

const missing = missingTools();
if (missing !== undefined) {
  console.log(`bench: ${missing}; nothing to run`);
  process.exit(0);
}
const all = [bareCore(), subpage(), qemu(), bochs()].filter((engine) =>
  new RegExp(options.engines, 'i').test(engine.name),
);
for (const engine of all) if (engine.absent !== undefined) console.log(`${engine.name}: absent: ${engine.absent}`);
const engines = all.filter((engine) => engine.absent === undefined);
/** Kernel and engine that do not go together here; reported once, and the exit status says so. */
const failed = new Set<string>();
const prepared = KERNELS.filter((kernel) => new RegExp(options.only).test(kernel.name)).map(prepare);
const speeds = new Map<string, number[]>();
const rounds = Number(options.rounds);
for (let round = 0; round < rounds; round++) {
  for (const one of prepared) {
    for (const engine of engines) {
      process.stderr.write(`\rround ${round + 1} of ${rounds}: ${one.kernel.name} on ${engine.name}        `);
      runOnce(one, engine);
    }
  }
}
process.stderr.write('\r'.padEnd(60) + '\r');
const report = table();
console.log(report);
if (options.write !== undefined) writeFileSync(options.write, report + '\n');
if (failed.size > 0) process.exitCode = 1;

/** Build a kernel and count its instructions: from the TSC of an engine whose TSC counts them, and of a second one. */
function prepare(kernel: Kernel): Prepared {
  const guest = buildGuest(kernel);
  const counters = [qemu(true), bochs(), bareCore()].filter((engine) => engine.absent === undefined);
  let count: number | undefined;
  let checksum: string | undefined;
  for (const engine of counters) {
    const times = kernel.name === 'cold' ? 1000 : 4;
    let ticks: number;
    try {
      const run = engine.run(guest, 3 * times);
      ticks = (run.ticks - engine.run(guest, times).ticks) / (2 * times);
      checksum ??= run.checksum;
      if (run.checksum !== checksum) throw new Error(`checksum ${run.checksum}, not ${checksum}`);
    } catch (error) {
      console.log(`${kernel.name}: ${engine.name} cannot count: ${(error as Error).message.split('\n')[0]}`);
      continue;
    }
    if (count === undefined) count = ticks;
    else if (Math.abs(ticks - count) > 0.001 * count) {
      console.log(`${kernel.name}: ${engine.name} counts ${ticks} instructions an iteration, not ${count}`);
    }
  }
  // An engine that computes something else is not measured.
  for (const engine of engines) {
    try {
      const run = engine.run(guest, kernel.name === 'cold' ? 3000 : 12);
      if (checksum !== undefined && run.checksum !== checksum)
        throw new Error(`checksum ${run.checksum}, not ${checksum}`);
    } catch (error) {
      failed.add(`${kernel.name} ${engine.name}`);
      console.log(`${kernel.name}: ${engine.name}: ${(error as Error).message.split('\n')[0]}`);
    }
  }
  if (count === undefined) throw new Error(`${kernel.name}: no engine here counts instructions`);
  return { kernel, guest, perIteration: count };
}

/** One run and one without work, whose time is taken off: start-up is not speed. */
function runOnce({ kernel, guest, perIteration }: Prepared, engine: Engine): void {
  const key = `${kernel.name} ${engine.name}`;
  if (failed.has(key)) return;
  const guess = kernel.name === 'cold' ? engine.coldGuess : engine.guess;
  const iterations = Math.max(1, Math.round((guess * 1e6 * Number(options.seconds)) / perIteration));
  try {
    const empty = engine.run(guest, 0);
    const full = engine.run(guest, iterations);
    const seconds = full.userSeconds - empty.userSeconds;
    const list = speeds.get(key) ?? [];
    list.push((perIteration * iterations) / seconds / 1e6);
    speeds.set(key, list);
  } catch (error) {
    failed.add(key);
    console.log(`\n${key}: ${(error as Error).message}`);
  }
}

function speed(kernel: string, engine: string): number {
  return median(speeds.get(`${kernel} ${engine}`) ?? []);
}

function table(): string {
  const format = (value: number) => (Number.isNaN(value) ? '–' : value >= 100 ? value.toFixed(0) : value.toFixed(1));
  const ratio = (a: number, b: number) => (Number.isNaN(a / b) ? '–' : `${(a / b).toFixed(2)}x`);
  const lines = [
    `MIPS (guest instructions per second of process user time), medians of ${rounds} interleaved rounds.`,
    `${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}.`,
    '',
    `| kernel | ${engines.map((engine) => engine.name).join(' | ')} | subpage : QEMU | subpage : Bochs |`,
    `| --- |${engines.map(() => ' ---: |').join('')} ---: | ---: |`,
  ];
  for (const { kernel } of prepared) {
    const of = (engine: string) => speed(kernel.name, engine);
    const ours = Number.isNaN(of('subpage')) ? of('core alone') : of('subpage');
    const cells = engines.map((engine) => format(of(engine.name)));
    lines.push(
      `| ${kernel.name} | ${cells.join(' | ')} | ${ratio(ours, of('QEMU TCG'))} | ${ratio(ours, of('Bochs'))} |`,
    );
  }
  return lines.join('\n');
}
