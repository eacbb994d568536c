import assert from 'node:assert/strict';
import { test } from 'node:test';
import { machine } from '../../../test/support/scripted-engine.ts';
import { mapDirect, PLACES, put, SMALL_KERNEL, withProcessors } from '../../../test/support/small-kernel.ts';
import { HvError } from '../../base/error.ts';
import { GuardBinder } from './guard-binder.ts';
import { parseGuardTarget } from './guard-target.ts';

function bind(vm: ReturnType<typeof machine>['vm'], text: string): GuardBinder {
  const binder = new GuardBinder(vm, () => SMALL_KERNEL);
  binder.bind(parseGuardTarget(text), 'deny');
  return binder;
}

// biome-ignore format: a matrix
const ARMED = [
  ['gpa:0x100000+4',  0x10_0000, 4],
  ['flag+4:8',        0x20_0004, 8],
  ['init_task.cred',  0x20_1040, 8],
] as const;
for (const [text, gpa, length] of ARMED) {
  test(`${text} is armed at once`, () => {
    const { vm } = machine([]);
    const binder = bind(vm, text);
    assert.equal(binder.isPending, false);
    const [guard] = vm.guards.guards;
    assert.deepEqual([guard.gpa, guard.length, guard.name, guard.verdict], [gpa, length, text, 'deny']);
  });
}

test('what cannot be armed is refused, and nothing is set', () => {
  const { vm } = machine([]);
  for (const [text, message] of [
    ['flog', /^guard "flog", column 1: symbol "flog": not found/],
    ['gpa:0x3fffff+2', /^guard "gpa:0x3fffff\+2", column 1: gpa 0x3fffff \+ 2 bytes is outside the guest's memory$/],
  ] as const) {
    assert.throws(
      () => bind(vm, text),
      (error) => error instanceof HvError && error.code === 'bad-guard' && message.test(error.message),
    );
  }
  assert.equal(vm.guards.count, 0);
});

test('a linear address waits until all of it is mapped', () => {
  const { vm, cpu } = machine([]);
  // 32-bit paging: directory at 0x1000, table at 0x2000, pages 0x40_0000 → 0x30_0000 and 0x40_1000 → 0x10_0000.
  const entry = (gpa: number, value: number): void => {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, value, true);
    vm.memory.write(gpa, bytes, { force: true });
  };
  cpu.paging = { cr0: 0x8000_0001, cr3: 0x1000, cr4: 0, efer: 0 };
  const binder = bind(vm, 'gva:0x400ffe+4');
  assert.ok(binder.isPending);
  assert.deepEqual(binder.tryPending(), []);
  entry(0x1004, 0x2003);
  entry(0x2000, 0x30_0003);
  assert.deepEqual(binder.tryPending(), [], 'the second page is not mapped');
  entry(0x2004, 0x10_0003);
  assert.equal(binder.tryPending().length, 1);
  assert.equal(binder.isPending, false);
  assert.deepEqual(
    [...vm.guards.guards].map(({ gpa, length }) => [gpa, length]),
    [
      [0x30_0ffe, 2],
      [0x10_0000, 2],
    ],
  );
  assert.deepEqual(binder.tryPending(), []);
});

test('an address of 64 bits is not mapped before 64-bit mode, though its low half is memory', () => {
  const { vm, cpu } = machine([]);
  const binder = bind(vm, 'gva:0xffff888000100000+8');
  assert.deepEqual(binder.tryPending(), [], 'without paging');
  cpu.paging = mapDirect(vm);
  assert.equal(binder.tryPending().length, 1);
  assert.equal([...vm.guards.guards][0]?.gpa, 0x10_0000);
});

test('a per-CPU variable waits for the area of the first processor', () => {
  const { vm, cpu } = machine([]);
  cpu.paging = mapDirect(vm);
  const binder = bind(vm, 'idle_copy.pid');
  put(vm, PLACES.__per_cpu_offset, 0xffff_8880_0020_4000n); // __per_cpu_load: not set up
  assert.deepEqual(binder.tryPending(), []);
  put(vm, PLACES.__per_cpu_offset, 0xffff_8880_0010_0000n);
  assert.equal(binder.tryPending().length, 1);
  const [guard] = vm.guards.guards;
  assert.deepEqual([guard.gpa, guard.length], [0x10_0158, 4]);
});

test('of several processors, each copy of a per-CPU variable is guarded when its area is there', () => {
  const { vm, cpu } = machine([]);
  cpu.paging = mapDirect(vm);
  const binder = new GuardBinder(withProcessors(vm, 3), () => SMALL_KERNEL);
  const bound = binder.bind(parseGuardTarget('idle_copy.pid'), 'deny');
  for (const i of [0, 1, 2]) put(vm, PLACES.__per_cpu_offset + 8 * i, 0xffff_8880_0020_4000n);
  const area = (processor: number): number => 0x10_0000 + 0x1_0000 * processor;
  const begin = (processor: number): void =>
    put(vm, PLACES.__per_cpu_offset + 8 * processor, 0xffff_8880_0000_0000n + BigInt(area(processor)));
  const places = (): number[] => [...vm.guards.guards].map(({ gpa }) => gpa - 0x158);
  assert.deepEqual([bound.places, bound.armedPlaces, binder.tryPending()], [3, 0, []]);
  begin(0);
  begin(1);
  assert.deepEqual(binder.tryPending(), [bound]);
  assert.deepEqual(places(), [area(0), area(1)]);
  assert.deepEqual([bound.armedPlaces, bound.isArmed, binder.isPending], [2, false, true]);
  assert.deepEqual(binder.tryPending(), [], 'nothing new');
  begin(2);
  assert.deepEqual(binder.tryPending(), [bound]);
  assert.deepEqual(places(), [area(0), area(1), area(2)]);
  assert.deepEqual([bound.isArmed, binder.isPending, bound.guards.length], [true, false, 3]);
  vm.memory.write(area(1) + 0x158, Uint8Array.of(1), { origin: 'device' });
  assert.deepEqual([bound.writes, bound.refused], [1, 1], 'counted together');
});
