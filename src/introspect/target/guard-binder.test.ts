import assert from 'node:assert/strict';
import { test } from 'node:test';
import { machine } from '../../../test/support/scripted-engine.ts';
import { mapDirect, PLACES, put, SMALL_KERNEL } from '../../../test/support/small-kernel.ts';
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
