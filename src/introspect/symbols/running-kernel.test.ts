import assert from 'node:assert/strict';
import { test } from 'node:test';
import { machine } from '../../../test/support/scripted-engine.ts';
import { linear, mapDirect, put } from '../../../test/support/small-kernel.ts';
import { parsePolicy } from '../policy/policy.ts';
import { PolicyRun } from '../policy/policy-run.ts';
import { policySurroundings } from '../policy/surroundings.ts';
import { GuardBinder } from '../target/guard-binder.ts';
import { parseGuardTarget } from '../target/guard-target.ts';
import { KernelSymbols } from './kernel-symbols.ts';
import { RunningKernel } from './running-kernel.ts';
import { SymbolTable } from './symbol-table.ts';

/** Linked 6 MiB below of where it will run: guest-physical 0x10_0000 and on. */
const LINKED = linear(0x10_0000) - 0x60_0000n;
const IDT = 0x30_0000;
const image = new KernelSymbols({
  table: new SymbolTable([
    { name: 'idle', type: 'A', address: 0x40n },
    { name: '_text', type: 'T', address: LINKED },
    { name: 'asm_exc_divide_error', type: 'T', address: LINKED + 0x10n },
    { name: 'asm_exc_page_fault', type: 'T', address: LINKED + 0x30n },
    { name: 'writer', type: 'T', address: LINKED + 0x100n },
    { name: 'flag', type: 'D', address: LINKED + 0x200n },
    { name: '_end', type: 'B', address: LINKED + 0x204n },
  ]),
  loaded: [{ vaddr: LINKED, paddr: 0x100_0000n, memSize: 0x1000 }],
});

function guest() {
  const { vm, cpu } = machine([]);
  cpu.paging = mapDirect(vm);
  const getRegisters = () => ({ idtr: { base: linear(IDT) } });
  const kernel = new RunningKernel(image, { memory: vm.memory, vcpus: [{ paging: cpu.paging, getRegisters }] });
  const start = (): void => {
    for (const [vector, at] of [
      [0, 0x10n],
      [14, 0x30n],
    ] as const) {
      const handler = linear(0x10_0000) + at;
      const low = (handler & 0xffffn) | (0x10n << 16n) | (0x8en << 40n) | (((handler >> 16n) & 0xffffn) << 48n);
      put(vm, IDT + vector * 16, low);
      put(vm, IDT + vector * 16 + 8, handler >> 32n);
    }
  };
  return { vm, cpu, kernel, start };
}

test('before the kernel is found nothing has an address; behind it, all is where it runs', () => {
  const { kernel, start } = guest();
  assert.equal(kernel.locate(), false);
  assert.deepEqual([kernel.isLocated, kernel.slide, kernel.physicalOf(LINKED)], [false, undefined, undefined]);
  start();
  assert.equal(kernel.locate(), true);
  assert.equal(kernel.slide, 0x60_0000n);
  assert.equal(kernel.table.find('flag')?.address, linear(0x10_0200));
  assert.equal(kernel.table.find('idle')?.address, 0x40n, 'a per-CPU offset does not move');
  assert.equal(kernel.table.describe(linear(0x10_0104)), 'writer+0x4');
  assert.equal(kernel.physicalOf(linear(0x10_0200)), 0x10_0200);
});

test('guards on symbols wait for the kernel, and are where it is', () => {
  const { vm, kernel, start } = guest();
  const binder = new GuardBinder(vm, () => kernel);
  const bound = binder.bind(parseGuardTarget('flag+1:2'), 'deny');
  assert.deepEqual(bound.placement, { kind: 'unlocated', symbol: 'flag', offset: 1, length: 2 });
  assert.deepEqual([binder.isPending, binder.tryPending(), vm.guards.count], [true, [], 0]);
  start();
  assert.deepEqual(binder.tryPending(), [bound]);
  assert.equal(binder.isPending, false);
  const [guard] = vm.guards.guards;
  assert.deepEqual([guard.gpa, guard.length], [0x10_0201, 2]);
  // What is bound later is armed at once.
  assert.deepEqual(binder.bind(parseGuardTarget('flag:1'), 'deny').placement.kind, 'physical');
});

test('rules about code hold where the kernel runs, and not before it is found', () => {
  const { vm, cpu, kernel, start } = guest();
  const policy = parsePolicy(
    'version: 1\ndefault: deny\nguards: [{ target: gpa:0x200000+1, allow: [{ code: writer }] }]',
    'p',
  );
  const { bound } = new PolicyRun(policy, new GuardBinder(vm, () => kernel), policySurroundings(vm, kernel)).guards[0];
  const verdict = (rip: bigint): unknown => {
    cpu.rip = rip;
    const rule = bound[0].verdict as (write: object, spec: object) => unknown;
    return rule({ gpa: 0x20_0000, old: Uint8Array.of(0), new: Uint8Array.of(1), origin: 'cpu' }, bound[0].guards[0]);
  };
  assert.equal(verdict(LINKED + 0x104n), 'deny');
  start();
  kernel.locate();
  assert.equal(verdict(LINKED + 0x104n), 'deny');
  assert.equal(verdict(linear(0x10_0104)), 'allow');
});
