/**
 * What a guard costs, what a run costs, and how long a boot takes: `npm run bench` runs this; alone, `node dist/bench/micro.js`
 * [REGEX of names]. Prints a Markdown table.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LineFile } from '../src/cli/output-file.ts';
import { SoftEngine } from '../src/engine/soft/soft-engine.ts';
import { describeWrite, type GuardEvent } from '../src/introspect/events/event.ts';
import { EventLog } from '../src/introspect/events/event-log.ts';
import { encodeEvent, encodeLoss } from '../src/introspect/events/json-lines.ts';
import type { GuardSpec } from '../src/introspect/guard/guard.ts';
import { Vm } from '../src/vm/vm.ts';
import { AL, type Assembler, EAX, EBX, ECX, mem, RBX } from '../test/support/assembler.ts';
import { projectRoot } from '../test/support/path.ts';
import { loadFlat } from '../test/support/vm-guest.ts';
import { bootDebian } from './boot.ts';
import { median } from './measure.ts';
import { type Aim, aimRow, tableHead } from './report.ts';

const CORE = join(projectRoot, 'dist', 'core.wasm');
const CLI = join(projectRoot, 'dist', 'src', 'cli', 'main.js');
const ROUNDS = 9;
/** The page that the loops store to; its first sub-page is guarded in half of them. */
const PAGE = 0x30_0000;
const STORES = 16;
const LOOPS = 500_000;
const INSTANCES = 4;
const MANY = 10_000;

/** A VM whose guest does its work each time it is run, and says that it is done through the debug-exit port. */
function workingVm(memoryBytes: number, work: (a: Assembler) => void): { vm: Vm; runNs: () => Promise<number> } {
  const vm = new Vm({ engine: new SoftEngine(readFileSync(CORE)), memoryBytes, debugExit: true });
  loadFlat(vm, (a) => {
    a.label('start');
    work(a);
    a.mov(AL, 0).out(0xf4, AL).jmp('start');
  });
  return {
    vm,
    async runNs() {
      const started = process.cpuUsage();
      // Slices: V8 takes optimised code for a function when it is entered.
      const stop = await vm.run({ sliceInstructions: 2_000_000 });
      if (stop.kind !== 'debug-exit') throw new Error(JSON.stringify(stop));
      // The process's own time, so that other jobs on the machine disturb less.
      return process.cpuUsage(started).user * 1000;
    },
  };
}

/**
 * The same loop in several VMs, the fastest of which counts: where the host puts a VM's memory decides whether its
 * registers and the page meet in the host's first-level cache, and that may double what a store costs.
 */
function storeLoop(
  memoryBytes: number,
  stores: number,
  guards: readonly GuardSpec[],
  stride = 128,
): () => Promise<number> {
  const loops = Array.from({ length: INSTANCES }, () => oneStoreLoop(memoryBytes, stores, guards, stride));
  return async () => {
    let best = Infinity;
    for (const loop of loops) best = Math.min(best, await loop());
    return best;
  };
}

/** A loop of `stores` stores of 4 bytes, `stride` bytes apart, the first of them so far behind the guarded bytes. */
function oneStoreLoop(
  memoryBytes: number,
  stores: number,
  guards: readonly GuardSpec[],
  stride: number,
): () => Promise<number> {
  const { vm, runNs } = workingVm(memoryBytes, (a) => {
    a.mov(EBX, PAGE).mov(EAX, 0x1234_5678).mov(ECX, LOOPS).label('again');
    for (let i = 1; i <= stores; i++) a.mov(mem(RBX, stride * i), EAX);
    a.dec(ECX).jne('again');
  });
  vm.guards.addAll(guards);
  return runNs;
}

/** Run each in turn, in interleaved rounds, the first two of which warm up. @returns the fastest of each */
async function fastest<Name extends string>(
  runs: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(runs) as Name[];
  const times = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = -2; round < ROUNDS; round++) {
    for (const name of names) {
      const value = await runs[name]();
      if (round >= 0) times.get(name)!.push(value);
    }
  }
  return Object.fromEntries(names.map((name) => [name, Math.min(...times.get(name)!)])) as Record<Name, number>;
}

const guard = (gpa: number, name: string): GuardSpec => ({ gpa, length: 4, name, verdict: 'deny' });

async function storeCosts(): Promise<readonly Aim[]> {
  const small = 8 << 20;
  const large = 64 << 20;
  const elsewhere = Array.from({ length: MANY }, (_, i) => guard(0x40_0000 + i * 4096, `g${i}`));
  const ns = await fastest({
    empty: storeLoop(small, 0, []),
    plain: storeLoop(small, STORES, []),
    guarded: storeLoop(small, STORES, [guard(PAGE, 'first')]),
    beside: storeLoop(small, STORES, [guard(PAGE, 'first')], 4),
    none: storeLoop(large, STORES, []),
    many: storeLoop(large, STORES, elsewhere),
  });
  const store = (loop: number): number => (loop - ns.empty) / LOOPS / STORES;
  return [
    { what: 'store to a writable sub-page of a guarded page', value: store(ns.guarded), unit: 'ns', atMost: 5 },
    { what: '… the same store to a page without guard', value: store(ns.plain), unit: 'ns' },
    {
      what: 'write let through by the byte filter: same sub-page, no guarded byte',
      value: store(ns.beside),
      unit: 'ns',
      atMost: 50,
    },
    {
      what: `store, ${MANY.toLocaleString('en')} guards elsewhere : no guard at all`,
      value: ns.many / ns.none,
      unit: 'x',
      atMost: 1.05,
    },
  ];
}

/** Denied writes, one after the other: guard, verdict and event log; with a rule that is a function; as JSON lines. */
async function eventCosts(): Promise<readonly Aim[]> {
  const count = 50_000;
  const make = (verdict: GuardSpec['verdict'], encode: boolean): (() => Promise<number>) => {
    const { vm, runNs } = workingVm(8 << 20, (a) => {
      a.mov(EBX, PAGE).mov(ECX, count).label('again').mov(mem(RBX), ECX).dec(ECX).jne('again');
    });
    vm.guards.add({ gpa: PAGE, length: 4, name: 'counter', verdict });
    let bytes = 0;
    if (encode) {
      vm.onEvent = (event) => {
        bytes += encodeEvent(event).length;
      };
    }
    return async () => {
      const before = vm.events.count;
      const ns = await runNs();
      if (vm.events.count - before !== count) throw new Error(`${vm.events.count - before} events, not ${count}`);
      if (encode && bytes === 0) throw new Error('no JSON');
      return ns / count / 1000;
    };
  };
  const us = await fastest({
    verdict: make('deny', false),
    rule: make((write) => (write.new[3] === 1 ? 'report' : 'deny'), false),
    json: make('deny', true),
  });
  return [
    { what: 'denied write, guest instruction to recorded event', value: us.verdict, unit: 'us', atMost: 2 },
    { what: '… with a verdict function', value: us.rule, unit: 'us', atMost: 2 },
    { what: '… and its JSON line', value: us.json, unit: 'us' },
  ];
}

/** How many events a second go into the log, and as lines into a file. The events have everything but a call stack. */
async function eventRates(): Promise<readonly Aim[]> {
  const count = 200_000;
  const outcome = {
    gpa: 0x333_fbc0,
    old: new Uint8Array(4),
    new: Uint8Array.of(1, 0, 0, 0),
    verdict: 'deny' as const,
    guards: [{ ...guard(0x333_fbc0, 'modules_disabled'), id: 1, writes: 1, refused: 1 }],
    falseSharing: false,
    written: 0,
  };
  const describe = (i: number): Omit<GuardEvent, 'seq'> =>
    describeWrite(outcome, 8_917_290_000 + i, 'cpu', {
      vcpu: 0,
      icount: 440_000_000 + i,
      rip: 0xffff_ffff_8109_ff32n,
      symbol: 'do_proc_dointvec_minmax_conv+0x32',
      instruction: Uint8Array.of(0x89, 0x13),
      disassembly: 'mov [rbx], edx',
      gva: 0xffff_ffff_8333_fbc0n,
      cr3: 0x4c0_a000,
      process: { pid: 1, name: 'init' },
    });
  const folder = mkdtempSync(join(tmpdir(), 'subpage-bench-'));
  try {
    const log = new EventLog();
    const userNs = (work: () => void): Promise<number> => {
      const started = process.cpuUsage();
      work();
      return Promise.resolve(process.cpuUsage(started).user * 1000);
    };
    const last = log.append(describe(0));
    const ns = await fastest({
      log: () =>
        userNs(() => {
          for (let i = 0; i < count; i++) log.append(describe(i));
        }),
      lines: () => {
        const file = LineFile.create(join(folder, 'events.jsonl'), '--events', encodeLoss);
        const time = userNs(() => {
          for (let i = 0; i < count; i++) file.add(encodeEvent(last));
          file.close();
        });
        if (file.written !== count) throw new Error(`${file.written} lines, not ${count}`);
        return time;
      },
    });
    const rate = (value: number): number => count / (value / 1e9);
    return [
      { what: 'events into the log', value: rate(ns.log), unit: 'a second', atLeast: 1_000_000 },
      { what: 'events into a file of JSON lines', value: rate(ns.lines), unit: 'a second', atLeast: 200_000 },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `subpage run` of a guest of two bytes, from the start of the process to its end. */
function startCosts(): readonly Aim[] {
  const folder = mkdtempSync(join(tmpdir(), 'subpage-bench-'));
  try {
    const image = join(folder, 'hlt.bin');
    writeFileSync(image, Uint8Array.of(0xfa, 0xf4)); // CLI; HLT
    const tell =
      'data:text/javascript,process.on("exit",()=>process.stderr.write("rss "+process.resourceUsage().maxRSS+"\\n"))';
    const run = (memory: string): { seconds: number; mebibytes: number } => {
      const started = process.hrtime.bigint();
      const { stderr, status } = spawnSync(
        process.execPath,
        ['--import', tell, CLI, 'run', '--memory', memory, '--flat', '0x100000', image],
        { encoding: 'utf8', input: '' },
      );
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      if (status !== 0) throw new Error(`subpage run: status ${status}: ${stderr}`);
      return { seconds, mebibytes: Number(/^rss (\d+)$/m.exec(stderr)?.[1]) / 1024 };
    };
    run('16M');
    const small = Array.from({ length: ROUNDS }, () => run('16M'));
    const large = run('2G');
    return [
      {
        what: '`subpage run` of a trivial guest, start to exit',
        value: median(small.map((one) => one.seconds)),
        unit: 's',
        atMost: 0.4,
      },
      {
        what: '… resident at most, 16 MiB of guest memory',
        value: median(small.map((one) => one.mebibytes)),
        unit: 'MiB',
        atMost: 200,
      },
      { what: '… 2 GiB of guest memory, of which 1 page is touched', value: large.mebibytes, unit: 'MiB', atMost: 200 },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const wanted = new RegExp(process.argv[2] ?? '.');
const parts: readonly (readonly [name: string, measure: () => Promise<readonly Aim[]> | readonly Aim[]])[] = [
  ['stores', storeCosts],
  ['events', eventCosts],
  ['rates', eventRates],
  ['start', startCosts],
];
if (!existsSync(CORE)) {
  console.log('dist/core.wasm is not built.');
} else {
  const rows: Aim[] = [];
  for (const [name, measure] of parts) if (wanted.test(name)) rows.push(...(await measure()));
  const boot = wanted.test('boot') ? await bootDebian() : undefined;
  if (boot !== undefined && !('absent' in boot)) rows.push(...boot.rows);
  console.log([...tableHead, ...rows.map(aimRow)].join('\n'));
  if (boot !== undefined) console.log(`\n${'absent' in boot ? `No boot was measured: ${boot.absent}` : boot.text}`);
}
