/*
 * `node dist/bench/kvm.js`: what guards cost on this host's KVM. The exit loop is held against the same loop in C, built
 * here when gcc is there, in interleaved rounds. Loops are measured in the processor's time, user and system, of the whole
 * process: others on the machine make it no longer.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { planFlat } from '../src/boot/flat.ts';
import type { KickTarget } from '../src/engine/kvm/kick.ts';
import { koffiSystem } from '../src/engine/kvm/koffi-system.ts';
import { KvmEngine } from '../src/engine/kvm/kvm-engine.ts';
import type { Verdict } from '../src/introspect/guard/verdict.ts';
import { Vm } from '../src/vm/vm.ts';
import { median } from './measure.ts';

const ROUNDS = 25;
const STORES = 20_000;
const KICKS = 2000;
/** Guards in a median. The first ones of a process run code that is not compiled yet. */
const GUARDS = 400;
const GIB = 2 ** 30;
const MEMORY = 4 << 20;
const CODE = 0x10_0000;
const PAGE = 0x20_0000;
// again: mov [rdi], al; dec ecx; jnz again; hlt
const LOOP = Uint8Array.of(0x88, 0x07, 0xff, 0xc9, 0x75, 0xfa, 0xf4);

const engine = new KvmEngine();
const us = (ns: number): string => (ns / 1000).toFixed(2);

/** @param name of a source in bench/guest, without its .c */
function buildC(name: string): string | undefined {
  if (spawnSync('gcc', ['--version']).status !== 0) return undefined;
  mkdirSync('.cache/bench', { recursive: true });
  const binary = `.cache/bench/${name}`;
  execFileSync('gcc', ['-O2', '-o', binary, `bench/guest/${name}.c`]);
  return binary;
}

/** ns a store, `guard` at an offset into the page that is written at 16. */
async function storeLoop(guard: number, verdict: Verdict): Promise<number> {
  const vm = new Vm({ engine, memoryBytes: MEMORY });
  vm.boot(planFlat({ image: LOOP, commandLine: '', memoryBytes: MEMORY }, { address: CODE }));
  vm.vcpus[0].setRegisters({ rdi: BigInt(PAGE + 16), rcx: BigInt(STORES) });
  vm.guards.add({ gpa: PAGE + guard, length: 8, name: 'bench', verdict });
  const start = process.cpuUsage();
  const stop = await vm.run();
  const { user, system } = process.cpuUsage(start);
  const ns = ((user + system) * 1000) / STORES;
  if (stop.kind !== 'halted') throw new Error(`expected the loop to end, got ${JSON.stringify(stop)}`);
  vm.dispose();
  return ns;
}

/** Loops of stores, in rounds that alternate with the loop in C. */
async function loops(): Promise<void> {
  const c = buildC('kvm-exit');
  const times = { c: [] as number[], permitted: [] as number[], denied: [] as number[], shared: [] as number[] };
  await storeLoop(16, 'deny');
  for (let round = 0; round < ROUNDS; round++) {
    if (c !== undefined) times.c.push(Number(execFileSync(c, [String(STORES)], { encoding: 'utf8' })));
    times.permitted.push(await storeLoop(128, 'deny'));
    times.denied.push(await storeLoop(16, 'deny'));
    times.shared.push(await storeLoop(64, 'deny'));
  }
  // Neighbouring measurements against each other, since the machine gets slower and faster over time; and the fastest rounds of
  // both, which others on the machine disturbed least.
  const row = (what: string, values: number[]): void => {
    const ratio = median(values.map((value, round) => value / (times.c[round] ?? Number.NaN)));
    const fastest = Math.min(...values) / Math.min(...times.c);
    console.log(
      `${what.padEnd(52)} ${us(median(values)).padStart(8)} us   ${ratio.toFixed(2)} x C   fastest ${us(Math.min(...values))} us, ${fastest.toFixed(2)} x C`,
    );
  };
  if (c !== undefined) row('exit loop in C, vector check, store', times.c);
  row('store to a writable sub-page of a guarded page', times.permitted);
  row('denied store, policy, event with its instruction', times.denied);
  row('store beside the guarded bytes (false sharing)', times.shared);
}

/** Guards on a large guest. */
function slots(): void {
  const memoryBytes = Math.min(8, Math.floor(engine.capabilities.maxMemoryBytes / GIB)) * GIB;
  const made = [4 << 20, memoryBytes].map((size) => {
    const values = Array.from({ length: 9 }, () => {
      const start = process.hrtime.bigint();
      const vm = new Vm({ engine, memoryBytes: size });
      const ns = Number(process.hrtime.bigint() - start);
      vm.dispose();
      return ns;
    });
    return us(median(values));
  });
  const vm = new Vm({ engine, memoryBytes });
  const set: number[] = [];
  const release: number[] = [];
  const again: number[] = [];
  for (let i = 0; i < 3 * GUARDS; i++) {
    // All over the guest, below and above the device hole, so that guards share no memslot.
    const at = 0x100_0000 + ((i * 0x1234_5000) % (memoryBytes - 0x200_0000));
    const gpa = at < 0xc000_0000 ? at : at + GIB;
    const spec = { gpa, length: 8, name: 'bench', verdict: 'deny' } as const;
    const times = [process.hrtime.bigint()];
    const guard = vm.guards.add(spec);
    times.push(process.hrtime.bigint());
    vm.guards.remove(guard);
    times.push(process.hrtime.bigint());
    const second = vm.guards.add(spec);
    times.push(process.hrtime.bigint());
    vm.guards.remove(second);
    [set, release, again].forEach((values, part) => {
      values.push(Number(times[part + 1] - times[part]));
    });
  }
  const size = `${memoryBytes / 2 ** 30} GiB guest`;
  console.log(
    `a VM of 4 MiB / ${memoryBytes / 2 ** 30} GiB is made`.padEnd(52),
    made[0].padStart(8),
    `us / ${made[1]} us`,
  );
  const row = (what: string, values: number[]): void => {
    const [first, last] = [values.slice(0, GUARDS), values.slice(-GUARDS)].map((part) => us(median(part)));
    console.log(what.padEnd(52), last.padStart(8), `us   the first ${GUARDS}: ${first} us`);
  };
  row(`guard one page of a ${size}`, set);
  row(`release it`, release);
  row(`guard it again`, again);
  const specs = Array.from({ length: 10_000 }, (_, i) => ({
    gpa: 0x100_0000 + i * 0x2_0000,
    length: 8,
    name: `g${i}`,
    verdict: 'deny' as const,
  }));
  const start = process.hrtime.bigint();
  vm.guards.addAll(specs);
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  console.log(`guard ${specs.length} separate pages at once`.padEnd(52), ms.toFixed(0).padStart(8), 'ms');
  vm.dispose();
}

/**
 * Wherever the scheduler has put the thread, then from the first and from the last processor, where the same calls in C are measured, too: the kernel ends the
 * waits that a change of memslots takes on the first one (on machines of less than 128), which has to be woken for that when the caller is on another.
 */
function slotsByProcessor(): void {
  const last = availableParallelism() - 1;
  const isPlaced = last > 0 && spawnSync('taskset', ['--version']).status === 0;
  console.log('memslots, called from where the scheduler has the thread:');
  slots();
  const c = isPlaced ? buildC('kvm-slots') : undefined;
  for (const processor of isPlaced ? [0, last] : []) {
    console.log(`memslots, called from processor ${processor}:`);
    const there = (command: string, values: string[], stdio: 'inherit' | 'pipe') =>
      execFileSync('taskset', ['-c', String(processor), command, ...values], { stdio, encoding: 'utf8' });
    there(process.execPath, [fileURLToPath(import.meta.url), 'slots'], 'inherit');
    if (c === undefined) continue;
    const [guard, release] = there(c, [String(GUARDS)], 'pipe')
      .split(' ')
      .map(Number);
    console.log(`… in C, the same calls: guard, release`.padEnd(52), us(guard).padStart(8), `us / ${us(release)} us`);
  }
}

/** From a kick by this thread to the answer of a guest that spins in another. */
async function kicks(): Promise<void> {
  const worker = new Worker(new URL('../test/guest/kvm-spinner.js', import.meta.url));
  try {
    const [target] = (await once(worker, 'message')) as [KickTarget];
    const system = koffiSystem();
    const values: number[] = [];
    for (let i = 0; i < KICKS; i++) {
      const answer = once(worker, 'message');
      const start = process.hrtime.bigint();
      system.kick(target);
      await answer;
      values.push(Number(process.hrtime.bigint() - start));
    }
    values.sort((a, b) => a - b);
    const at = (part: number): string => us(values[Math.floor(KICKS * part)]);
    console.log(
      `kick from another thread to its answer, p50 / p99`.padEnd(52),
      at(0.5).padStart(8),
      `us / ${at(0.99)} us`,
    );
  } finally {
    await worker.terminate();
  }
}
if (process.argv[2] === 'slots') slots();
else {
  await loops();
  slotsByProcessor();
  await kicks();
}
