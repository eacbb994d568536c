// What the counters say of a Debian guest that works, against what the guest itself says, and the zeros of the published
// counts (docs/targets.md). The whole workload is bench/targets.ts; this is a few seconds of it.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { runWorkload, workloadGuest } from '../../bench/workload.ts';
import type { Guard } from '../../src/introspect/guard/guard.ts';
import type { Vm } from '../../src/vm/vm.ts';
import { sourcePath } from '../support/path.ts';

const SIZE = { rounds: 1, fetches: 1, forks: 10, execs: 5, calls: 100 };
const guest = existsSync(sourcePath('dist/core.wasm'))
  ? await workloadGuest(SIZE, { offline: true })
  : 'dist/core.wasm is not built';
const skip = typeof guest === 'string' ? 'no Debian kernel in the cache: npm start fetches it' : false;

/** Written by the kernel only when somebody changes the setting, or never. */
const QUIET = ['modules_disabled', 'poweroff_cmd', 'modprobe_path', 'core_pattern', 'panic_timeout', 'sys_call_table'];

test('the counters say what the guest says', { skip }, async () => {
  assert.ok(typeof guest !== 'string');
  const guards = new Map<string, Guard>();
  const before = new Map<string, number>();
  const add = (vm: Vm, symbol: string, length: number, wholeSubPages: boolean): void => {
    const { gpa } = guest.symbols.physicalAddress(symbol);
    const from = wholeSubPages ? gpa - (gpa % 128) : gpa;
    const to = wholeSubPages ? Math.ceil((gpa + length) / 128) * 128 : gpa + length;
    guards.set(symbol, vm.guards.add({ gpa: from, length: to - from, name: symbol, verdict: 'allow' }));
  };
  const writes = (symbol: string): number => guards.get(symbol)?.writes ?? NaN;
  let counted: Record<string, number> = {};
  let page: ReturnType<Vm['storeCounts']>[number] | undefined;
  const run = await runWorkload(guest, {
    begin(vm) {
      for (const symbol of QUIET) add(vm, symbol, symbol === 'modprobe_path' ? 256 : 4, true);
      add(vm, 'total_forks', 8, false);
      add(vm, 'nr_threads', 4, false);
      for (const symbol of guards.keys()) before.set(symbol, writes(symbol));
    },
    end(vm) {
      counted = Object.fromEntries([...guards.keys()].map((symbol) => [symbol, writes(symbol) - before.get(symbol)!]));
      const gfn = Math.floor(guest.symbols.physicalAddress('modules_disabled').gpa / 4096);
      page = vm.storeCounts().find((one) => one.gfn === gfn);
    },
  });
  run.vm.dispose();
  for (const symbol of QUIET) {
    // nr_threads and total_forks lie in the sub-page before that of panic_timeout.
    assert.equal(counted[symbol], 0, `${symbol}: its sub-pages are not written`);
  }
  assert.ok(page !== undefined && page.silent > 1000, 'while the page of modules_disabled is');
  // /proc/stat counts the same: the grep that shows it is one of them, before or behind the marks.
  assert.ok(Math.abs(counted['total_forks'] - run.forks) <= 1, `${counted['total_forks']} of ${run.forks} forks`);
  // One more for each process that begins, one less for each that ends.
  const threads = counted['nr_threads'] - 2 * counted['total_forks'];
  assert.ok(Math.abs(threads) <= 3, `nr_threads: ${counted['nr_threads']} stores for ${run.forks} forks`);
});
