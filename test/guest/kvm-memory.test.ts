// Guest memory of the KVM engine beyond 4 GiB, and watching without denying. Skipped where /dev/kvm cannot be used.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planFlat } from '../../src/boot/flat.ts';
import { KvmEngine } from '../../src/engine/kvm/kvm-engine.ts';
import { type RunOptions, Vm } from '../../src/vm/vm.ts';
import { type Assembler, assembler, dword, EAX, ECX, qword, RAX, RDI } from '../support/assembler.ts';
import { findKvm } from '../support/drivers.ts';

const found = findKvm();
const skip = typeof found === 'string' ? found : false;
const engine = found as KvmEngine;
const CODE = 0x10_0000;
const MIB = 2 ** 20;
const GIB = 2 ** 30;

function boot(made: KvmEngine, memoryBytes: number, code: (a: Assembler) => unknown): Vm {
  const a = assembler(64, CODE);
  code(a);
  const vm = new Vm({ engine: made, memoryBytes });
  vm.boot(planFlat({ image: a.bytes(), commandLine: '', memoryBytes }, { address: CODE }));
  return vm;
}

function limited(): RunOptions {
  const end = performance.now() + 10_000;
  return { isTimeUp: () => performance.now() > end };
}

const hasRoom = skip === false && engine.capabilities.maxMemoryBytes >= 9 * GIB;
const LARGE = 9 * GIB;
/** Below the device hole, above it, and where the second memory of 4032 MiB ends and the third begins. */
const SEAM = 4 * GIB + 63 * 64 * MIB;
const PLACES = [0x8000_0000, 4 * GIB, SEAM - 8, SEAM, LARGE + GIB - 4096];

test('nine GiB: the guest, the host and the guards mean the same bytes everywhere', {
  skip: skip || (hasRoom ? false : 'this host has less than 9 GiB'),
}, async () => {
  // A page directory of the guest's first GiB, each large page of it anywhere.
  const vm = boot(engine, LARGE, (a) => {
    a.mov(RDI, 0x2000_0000).mov(ECX, PLACES.length);
    a.label('next').mov(RAX, qword(RDI)).mov(qword(RAX), RAX);
    a.db(0x48, 0x83, 0xc7, 8).db(0xff, 0xc9).jne('next').hlt(); // add rdi, 8; dec ecx
  });
  // Boot tables of a flat image: the directories of the first GiBs lie one after the other behind the first two tables.
  const directory = 0x3000;
  const list = new BigUint64Array(PLACES.length);
  PLACES.forEach((gpa, index) => {
    const page = 0x100 + index; // the guest sees it at 0x2000_0000 + index * 2 MiB, and has its list behind those
    const entry = BigInt(Math.floor(gpa / (2 * MIB)) * 2 * MIB) | 0x83n;
    vm.memory.write(directory + (page + 1) * 8, new Uint8Array(BigUint64Array.of(entry).buffer));
    list[index] = BigInt((page + 1) * 2 * MIB + (gpa % (2 * MIB)));
  });
  vm.memory.write(0x2000_0000, new Uint8Array(list.buffer));
  const guarded = [PLACES[1], PLACES[3]];
  vm.guards.addAll(guarded.map((gpa) => ({ gpa, length: 8, name: gpa.toString(16), verdict: 'deny' as const })));
  assert.equal((await vm.run(limited())).kind, 'halted');
  PLACES.forEach((gpa, index) => {
    const value = new DataView(vm.memory.read(gpa, 8).buffer).getBigUint64(0, true);
    assert.equal(value, guarded.includes(gpa) ? 0n : list[index], `gpa 0x${gpa.toString(16)}`);
  });
  const { events } = vm.events.reader().read();
  assert.deepEqual(
    events.map(({ gpa }) => gpa),
    guarded,
  );
  // The host's own reads and writes go over the seams, too.
  vm.memory.write(SEAM - 4, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), { force: true });
  assert.deepEqual([...vm.memory.read(SEAM - 4, 8)], [1, 2, 3, 4, 5, 6, 7, 8]);
  assert.equal(vm.memory.read32(SEAM), 0x0807_0605);
  vm.dispose();
});

test('an audit: changed bytes of guards, once each, with what was there; writes beside them are counted', {
  skip,
}, async () => {
  const audit = new KvmEngine({ audit: true });
  const vm = boot(audit, 4 * MIB, (a) => {
    a.mov(ECX, 1000);
    a.label('again').mov(dword(0x20_0010), 7).inc(dword(0x20_0040)).mov(dword(0x20_0080), 9);
    a.db(0xff, 0xc9).jne('again').hlt();
  });
  const guard = vm.guards.add({ gpa: 0x20_0010, length: 4, name: 'told', verdict: 'report' });
  const stop = await vm.run(limited());
  assert.equal(stop.kind, 'halted');
  const { events } = vm.events.reader().read();
  assert.equal(guard.writes, 1, 'the same value again is no change');
  assert.deepEqual(
    [events[0].origin, events[0].verdict, [...events[0].old], [...events[0].new]],
    ['audit', 'report', [0], [7]],
  );
  assert.equal(events[0].writer, undefined);
  assert.ok((vm.guards.findPage(0x200)?.falseSharing ?? 0) >= 1, 'the counter beside it');
  assert.equal(vm.statistics()['exits.mmio'] ?? 0, 0, 'no store left the guest');
  assert.equal(new DataView(vm.memory.read(0x20_0040, 4).buffer).getUint32(0, true), 1000);
  vm.dispose();
});

test('an audit does not tell of what the host wrote, but once, as the host’s', { skip }, async () => {
  const vm = boot(new KvmEngine({ audit: true }), 4 * MIB, (a) => a.mov(dword(0x20_0014), 1).hlt());
  vm.guards.add({ gpa: 0x20_0010, length: 8, name: 'g', verdict: 'report' });
  vm.memory.write(0x20_0010, Uint8Array.of(5));
  assert.equal((await vm.run(limited())).kind, 'halted');
  const told = vm.events
    .reader()
    .read()
    .events.map(({ origin, gpa }) => `${origin} ${gpa.toString(16)}`);
  assert.deepEqual(told, ['host 200010', 'audit 200014']);
  vm.dispose();
});

test('an audit survives guards that come and go: a change is told though its memslot is gone', { skip }, async () => {
  let slices = 0;
  const vm = boot(new KvmEngine({ audit: true }), 4 * MIB, (a) =>
    a.label('again').inc(dword(0x20_0000)).mov(EAX, 1).jmp('again'),
  );
  vm.guards.add({ gpa: 0x20_0000, length: 4, name: 'counter', verdict: 'report' });
  const counts: number[] = [];
  await vm.run({
    sliceInstructions: 1e6,
    onSlice: () => {
      counts.push(vm.events.count);
      // A neighbour: the memslot of the counter is made again, and what its log had must not get lost.
      const next = vm.guards.add({ gpa: 0x20_1000, length: 4, name: 'next', verdict: 'report' });
      vm.guards.remove(next);
    },
    isTimeUp: () => ++slices >= 10,
  });
  for (let i = 1; i < counts.length; i++) assert.ok(counts[i] > counts[i - 1], `slice ${i}: ${counts}`);
  vm.dispose();
});

test('an audit refuses to promise more than it can: guards, functions, vectors', { skip }, async () => {
  const vm = boot(new KvmEngine({ audit: true }), 4 * MIB, (a) =>
    a.mov(dword(0x20_0000), 1).mov(dword(0x20_1000), 1).hlt(),
  );
  for (const verdict of ['deny', 'skip', 'fault', 'stop'] as const) {
    assert.throws(
      () => vm.guards.add({ gpa: 0x20_0000, length: 4, name: 'g', verdict }),
      new RegExp(`expected allow or report for guard g, got ${verdict}: this VM audits`),
    );
  }
  assert.equal(vm.guards.count, 0);
  const guard = vm.guards.add({ gpa: 0x20_0000, length: 4, name: 'g', verdict: () => 'stop' });
  vm.setSubPageAccess(0x201, Uint32Array.of(0));
  assert.equal((await vm.run(limited())).kind, 'halted');
  assert.equal(guard.refused, 0);
  assert.deepEqual(
    vm.events
      .reader()
      .read()
      .events.map(({ verdict }) => verdict),
    ['report', 'report'],
  );
  vm.dispose();
});
