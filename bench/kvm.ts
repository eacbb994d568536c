/*
 * `node dist/bench/kvm.js`: what guards cost on this host's KVM. The exit loop is held against the same loop in C, built
 * here when gcc is there, in interleaved rounds.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { planFlat } from '../src/boot/flat.ts';
import { KvmEngine } from '../src/engine/kvm/kvm-engine.ts';
import type { Verdict } from '../src/introspect/guard/verdict.ts';
import { Vm } from '../src/vm/vm.ts';
import { median } from './measure.ts';

const ROUNDS = 15;
const STORES = 10_000;
const MEMORY = 4 << 20;
const CODE = 0x10_0000;
const PAGE = 0x20_0000;
// again: mov [rdi], al; dec ecx; jnz again; hlt
const LOOP = Uint8Array.of(0x88, 0x07, 0xff, 0xc9, 0x75, 0xfa, 0xf4);

const engine = new KvmEngine();
const us = (ns: number): string => (ns / 1000).toFixed(2);

function buildC(): string | undefined {
  if (spawnSync('gcc', ['--version']).status !== 0) return undefined;
  mkdirSync('.cache/bench', { recursive: true });
  const binary = '.cache/bench/kvm-exit';
  execFileSync('gcc', ['-O2', '-o', binary, 'bench/guest/kvm-exit.c']);
  return binary;
}

/** ns a store, `guard` at an offset into the page that is written at 16. */
async function storeLoop(guard: number, verdict: Verdict): Promise<number> {
  const vm = new Vm({ engine, memoryBytes: MEMORY });
  vm.boot(planFlat({ image: LOOP, commandLine: '', memoryBytes: MEMORY }, { address: CODE }));
  vm.vcpus[0].setRegisters({ rdi: BigInt(PAGE + 16), rcx: BigInt(STORES) });
  vm.guards.add({ gpa: PAGE + guard, length: 8, name: 'bench', verdict });
  const start = process.hrtime.bigint();
  const stop = await vm.run();
  const ns = Number(process.hrtime.bigint() - start) / STORES;
  if (stop.kind !== 'halted') throw new Error(`expected the loop to end, got ${JSON.stringify(stop)}`);
  vm.dispose();
  return ns;
}

const c = buildC();
const times = { c: [] as number[], permitted: [] as number[], denied: [] as number[], shared: [] as number[] };
await storeLoop(16, 'deny');
for (let round = 0; round < ROUNDS; round++) {
  if (c !== undefined) times.c.push(Number(execFileSync(c, [String(STORES)], { encoding: 'utf8' })));
  times.permitted.push(await storeLoop(128, 'deny'));
  times.denied.push(await storeLoop(16, 'deny'));
  times.shared.push(await storeLoop(64, 'deny'));
}
const base = c === undefined ? Number.NaN : median(times.c);
const row = (what: string, values: number[]): void =>
  console.log(`${what.padEnd(52)} ${us(median(values)).padStart(8)} us   ${(median(values) / base).toFixed(2)} x C`);
if (c !== undefined) row('exit loop in C, vector check, store', times.c);
row('store to a writable sub-page of a guarded page', times.permitted);
row('denied store, policy, event with its instruction', times.denied);
row('store beside the guarded bytes (false sharing)', times.shared);

/** Guards on a large guest. */
function slots(): void {
  const memoryBytes = Math.floor(engine.capabilities.maxMemoryBytes / 2 ** 30) * 2 ** 30;
  const vm = new Vm({ engine, memoryBytes });
  const set: number[] = [];
  const release: number[] = [];
  for (let i = 0; i < 200; i++) {
    const gpa = 0x100_0000 + i * 0x30_0000;
    const start = process.hrtime.bigint();
    const guard = vm.guards.add({ gpa, length: 8, name: 'bench', verdict: 'deny' });
    const between = process.hrtime.bigint();
    vm.guards.remove(guard);
    set.push(Number(between - start));
    release.push(Number(process.hrtime.bigint() - between));
  }
  const size = `${memoryBytes / 2 ** 30} GiB guest`;
  console.log(`guard one page of a ${size}`.padEnd(52), us(median(set)).padStart(8), 'us');
  console.log(`release it`.padEnd(52), us(median(release)).padStart(8), 'us');
  const specs = Array.from({ length: 10_000 }, (_, i) => ({
    gpa: 0x100_0000 + i * 0x2_0000,
    length: 8,
    name: `g${i}`,
    verdict: 'deny' as const,
  })).filter(({ gpa }) => gpa + 8 <= Math.min(memoryBytes, 0xc000_0000));
  const start = process.hrtime.bigint();
  vm.guards.addAll(specs);
  const ms = Number(process.hrtime.bigint() - start) / 1e6;
  console.log(`guard ${specs.length} separate pages at once`.padEnd(52), ms.toFixed(0).padStart(8), 'ms');
  vm.dispose();
}
slots();
