import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { bareCore, bochs, type Engine, qemu, subpage } from './engine.ts';
import { buildGuest, type Guest, KERNELS, type Kernel, missingTools } from './guest.ts';
import { median } from './measure.ts';
import { type BenchOptions, PARTS, parseBenchOptions, USAGE } from './options.ts';
import { type Aim, aimRow, tableHead } from './report.ts';

/*
 * `npm run bench`: the same guest kernels on every engine that is installed, one after the other in interleaved rounds;
 * guest instructions per second of process user time, as medians, and ratios. Then the other measures, each in a process
 * of its own. See bench/README.md.
 */
const options = readOptions();

interface Prepared {
  readonly kernel: Kernel;
  readonly guest: Guest;
  /** Instructions of one iteration, and of none. */
  readonly perIteration: number;
}

/** Kernel and engine that do not go together here; reported once, and the exit status says so. */
const failed = new Set<string>();
const speeds = new Map<string, number[]>();
const { rounds } = options;
let engines: readonly Engine[] = [];
let prepared: readonly Prepared[] = [];

const sections: string[] = [];
for (const part of options.parts) {
  sections.push(`## ${PARTS[part]}\n\n${part === 'engines' ? compareEngines() : runScript(part)}`);
}
const page = `${[heading(), ...sections].join('\n\n')}\n`;
console.log(page);
if (options.write !== undefined) writeFileSync(options.write, page);
if (failed.size > 0) process.exitCode = 1;

/** Ends the process where there is nothing to measure. */
function readOptions(): BenchOptions {
  try {
    const read = parseBenchOptions(process.argv.slice(2));
    if (read !== undefined) return read;
    console.log(USAGE);
    process.exit(0);
  } catch (error) {
    process.stderr.write(`bench: ${(error as Error).message}\n`);
    process.exit(2);
  }
}

/** What the figures are of: date, machine, versions. */
function heading(): string {
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  const machine = `${cpus().length} processors (${cpus()[0]?.model.trim() ?? 'unknown'}), ${memory}, ${process.platform}`;
  const versions = [`Node ${process.versions.node} (V8 ${process.versions.v8})`];
  for (const [command, pattern] of [
    ['qemu-system-x86_64', /version ([\d.]+)/],
    ['bochs', /Bochs x86 Emulator ([\d.]+)/],
    ['gcc', /\) ([\d.]+)/],
  ] as const) {
    const { stdout, stderr, error } = spawnSync(command, ['--version'], { encoding: 'utf8', timeout: 10_000 });
    const found = error === undefined ? pattern.exec(stdout + stderr)?.[1] : undefined;
    versions.push(error === undefined ? `${command} ${found ?? '(version unknown)'}` : `no ${command}`);
  }
  return [
    '# Benchmarks',
    '',
    `Written by \`npm run bench -- --write docs/benchmarks.md\` on ${new Date().toISOString().slice(0, 10)}. How it is measured:`,
    '[bench/README.md](../bench/README.md). Ratios of one run can be trusted; absolute figures of two days cannot be compared.',
    '',
    `- Machine: ${machine}.`,
    `- Versions: ${versions.join(', ')}.`,
  ].join('\n');
}

/** Another measuring program of this folder; what it prints is its section. */
function runScript(part: string): string {
  process.stderr.write(`${part} …\n`);
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(import.meta.dirname, `${part}.js`)], {
    encoding: 'utf8',
    timeout: 900_000,
    maxBuffer: 16 << 20,
  });
  if (status !== 0) {
    failed.add(part);
    return `Failed (status ${status}):\n\n\`\`\`\n${(stdout + stderr).trim().slice(-1500)}\n\`\`\``;
  }
  const text = stdout.trim();
  return text.includes('|') || !text.includes('\n') ? text : `\`\`\`\n${text}\n\`\`\``;
}

/** The kernels on every engine. */
function compareEngines(): string {
  const missing = missingTools();
  if (missing !== undefined) return `Not measured: ${missing}.`;
  const all = [bareCore(), subpage(), qemu(), bochs()].filter((engine) => options.engines.test(engine.name));
  const absent = all.filter((engine) => engine.absent !== undefined);
  engines = all.filter((engine) => engine.absent === undefined);
  prepared = KERNELS.filter((kernel) => options.only.test(kernel.name)).map(prepare);
  for (let round = 0; round < rounds; round++) {
    for (const one of prepared) {
      for (const engine of engines) {
        process.stderr.write(`\rround ${round + 1} of ${rounds}: ${one.kernel.name} on ${engine.name}        `);
        runOnce(one, engine);
      }
    }
  }
  process.stderr.write('\r'.padEnd(60) + '\r');
  const lines = absent.map((engine) => `${engine.name}: absent: ${engine.absent}.`);
  return [...lines, table(), '', ...tableHead, ...aims().map(aimRow)].join('\n');
}

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
  const iterations = Math.max(1, Math.round((guess * 1e6 * options.seconds) / perIteration));
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
    '',
    `| kernel | ${engines.map((engine) => engine.name).join(' | ')} | subpage : QEMU | subpage : Bochs |`,
    `| --- |${engines.map(() => ' ---: |').join('')} ---: | ---: |`,
  ];
  for (const { kernel } of prepared) {
    const of = (engine: string) => speed(kernel.name, engine);
    const ours = Number.isNaN(of('subpage')) ? of('interpreter') : of('subpage');
    const cells = engines.map((engine) => format(of(engine.name)));
    lines.push(
      `| ${kernel.name} | ${cells.join(' | ')} | ${ratio(ours, of('QEMU TCG'))} | ${ratio(ours, of('Bochs'))} |`,
    );
  }
  return lines.join('\n');
}

/** The aims for the engines that were measured. */
function aims(): Aim[] {
  const rows: Aim[] = [];
  for (const { kernel } of prepared) {
    const { name } = kernel;
    const ours = Number.isNaN(speed(name, 'subpage')) ? speed(name, 'interpreter') : speed(name, 'subpage');
    if (name === 'cold') continue;
    const ratio = (other: string, atLeast: number): number =>
      rows.push({ what: `${name}: subpage : ${other}`, value: ours / speed(name, other), unit: 'x', atLeast });
    if (!Number.isNaN(speed(name, 'Bochs'))) ratio('Bochs', 2.5);
    if (!Number.isNaN(speed(name, 'QEMU TCG'))) ratio('QEMU TCG', 0.2);
    if (name === 'mixed') rows.push({ what: 'mixed: speed', value: ours, unit: 'MIPS', atLeast: 300 });
  }
  return rows;
}
