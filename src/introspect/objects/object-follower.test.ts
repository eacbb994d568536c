import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { machine } from '../../../test/support/scripted-engine.ts';
import {
  COUNTING_KERNEL,
  IDLE_THREADS,
  linear,
  mapDirect,
  NR_THREADS,
  PID_TASKS,
  PLACES,
  put,
  SMALL_KERNEL,
  store,
  TASK,
  THREAD_HEAD,
  THREAD_PID,
  withProcessors,
} from '../../../test/support/small-kernel.ts';
import type { Vm } from '../../vm/vm.ts';
import { GuardBinder } from '../target/guard-binder.ts';
import { parseGuardTarget } from '../target/guard-target.ts';
import { GuestView } from './guest-view.ts';

const INIT = PLACES.init_task;
/** Places of tasks and of their signal structs, apart from init_task. */
const TASKS = Array.from({ length: 12 }, (_, i) => 0x21_0000 + i * 0x1000);
const signalOf = (task: number): number => task + 0x800;

/** An empty circular list, and entries in and out of it, in the order of stores of include/linux/list.h. */
const list = {
  init: (vm: Vm, head: number): void => {
    put(vm, head, linear(head));
    put(vm, head + 8, linear(head));
  },
  addTail: (vm: Vm, entry: number, head: number): void => {
    const previous = pointer(vm, head + 8);
    put(vm, entry, linear(head));
    put(vm, entry + 8, linear(previous));
    store(vm, previous, linear(entry));
    store(vm, head + 8, linear(entry));
  },
  remove: (vm: Vm, entry: number): void => {
    const next = pointer(vm, entry);
    const previous = pointer(vm, entry + 8);
    store(vm, next + 8, linear(previous));
    store(vm, previous, linear(next));
    put(vm, entry + 8, 0xdead_0000_0000_0122n);
  },
};

function pointer(vm: Vm, gpa: number): number {
  return Number(new DataView(vm.memory.read(gpa, 8).buffer).getBigUint64(0, true) - linear(0));
}

/** A process of one thread. */
function makeTask(vm: Vm, task: number): void {
  put(vm, task + TASK.signal, linear(signalOf(task)));
  const head = signalOf(task) + THREAD_HEAD;
  put(vm, head, linear(task + TASK.threadNode));
  put(vm, head + 8, linear(task + TASK.threadNode));
  put(vm, task + TASK.threadNode, linear(head));
  put(vm, task + TASK.threadNode + 8, linear(head));
}

function guest(): { vm: Vm; binder: GuardBinder } {
  const { vm, cpu } = machine([]);
  cpu.paging = mapDirect(vm);
  makeTask(vm, INIT);
  list.init(vm, INIT + TASK.tasks);
  return { vm, binder: new GuardBinder(vm, () => SMALL_KERNEL) };
}

/** Let what was deferred happen. */
const settle = (vm: Vm): Promise<unknown> => vm.run({ maxInstructions: 1 });
/** Guest-physical addresses under guards of a name. */
const guarded = (vm: Vm, name: string): number[] =>
  [...vm.guards.guards]
    .filter((guard) => guard.name === name)
    .map(({ gpa }) => gpa)
    .sort((a, b) => a - b);

test('tasks are guarded when they appear and released when they go', async () => {
  const { vm, binder } = guest();
  const name = 'task_struct.cred@all';
  const bound = binder.bind(parseGuardTarget(name), 'deny');
  assert.deepEqual(binder.tryPending(), [bound]);
  assert.deepEqual(guarded(vm, name), [INIT + TASK.cred]);

  const [a, b] = TASKS;
  makeTask(vm, a);
  list.addTail(vm, a + TASK.tasks, INIT + TASK.tasks);
  await settle(vm);
  makeTask(vm, b);
  list.addTail(vm, b + TASK.tasks, INIT + TASK.tasks);
  await settle(vm);
  assert.deepEqual(guarded(vm, name), [INIT + TASK.cred, a + TASK.cred, b + TASK.cred]);
  store(vm, a + TASK.cred, 7n);
  assert.equal(pointer(vm, a + TASK.cred), Number(0n - linear(0)), 'the write was refused');
  assert.deepEqual([bound.writes, bound.refused], [1, 1]);

  list.remove(vm, a + TASK.tasks);
  await settle(vm);
  assert.deepEqual(guarded(vm, name), [INIT + TASK.cred, b + TASK.cred]);
  store(vm, a + TASK.cred, 7n);
  assert.equal(vm.memory.read(a + TASK.cred, 1)[0], 7);
  assert.deepEqual([bound.writes, bound.refused], [1, 1], 'what a released guard counted is kept');
  assert.equal(bound.follower?.past.objects, 1);

  bound.follower?.end();
  assert.equal(vm.guards.count, 0);
});

test('with a count of tasks and slots in struct pid, those are watched instead of the lists', async () => {
  const { vm, cpu } = machine([]);
  cpu.paging = mapDirect(vm);
  makeTask(vm, INIT);
  list.init(vm, INIT + TASK.tasks);
  const kernel = { table: COUNTING_KERNEL.table, types: COUNTING_KERNEL.types, physicalOf: COUNTING_KERNEL.physicalOf };
  const binder = new GuardBinder(vm, () => kernel);
  const name = 'task_struct.cred@all';
  binder.bind(parseGuardTarget(name), 'deny');
  binder.tryPending();
  const pidOf = (task: number): number => task + 0x900;
  const [a, b] = TASKS;
  for (const task of [a, b]) {
    makeTask(vm, task);
    put(vm, task + THREAD_PID, linear(pidOf(task)));
    put(vm, pidOf(task) + PID_TASKS, linear(task));
    list.addTail(vm, task + TASK.tasks, INIT + TASK.tasks);
    assert.ok(!guarded(vm, name).includes(task + TASK.cred), 'not counted yet');
    store(vm, NR_THREADS, 2n);
    await settle(vm);
    assert.ok(guarded(vm, name).includes(task + TASK.cred));
  }
  assert.deepEqual(guarded(vm, '(list of task_struct)'), [NR_THREADS, pidOf(a) + PID_TASKS, pidOf(b) + PID_TASKS]);
  // The slot is cleared while the task is in the list still.
  store(vm, pidOf(a) + PID_TASKS, 0n);
  await settle(vm);
  assert.deepEqual(guarded(vm, name), [INIT + TASK.cred, b + TASK.cred]);
  list.remove(vm, a + TASK.tasks);
  await settle(vm);
  assert.deepEqual(guarded(vm, name), [INIT + TASK.cred, b + TASK.cred]);
});

test('threads of a process are tasks, too', async () => {
  const { vm, binder } = guest();
  const bound = binder.bind(parseGuardTarget('task_struct.comm@all'), 'report');
  binder.tryPending();
  const [thread] = TASKS;
  put(vm, thread + TASK.signal, linear(signalOf(INIT)));
  list.addTail(vm, thread + TASK.threadNode, signalOf(INIT) + THREAD_HEAD);
  await settle(vm);
  assert.deepEqual(guarded(vm, 'task_struct.comm@all'), [INIT + TASK.comm, thread + TASK.comm]);
  assert.equal(bound.follower?.objectCount, 2);
});

for (const [what, kernel] of [
  ['lists', SMALL_KERNEL],
  ['counts', COUNTING_KERNEL],
] as const) {
  test(`idle tasks of further processors are found by the processors' pointers to them (tasks by ${what})`, async () => {
    const { vm } = guest();
    const binder = new GuardBinder(withProcessors(vm, 3), () => kernel);
    const [second, third] = TASKS;
    const areas = [0x10_0000, 0x11_0000, 0x12_0000];
    areas.forEach((area, i) => {
      put(vm, PLACES.__per_cpu_offset + 8 * i, linear(area));
      put(vm, area + IDLE_THREADS, 0n);
    });
    put(vm, areas[1] + IDLE_THREADS, linear(second));
    const name = 'task_struct.cred@all';
    binder.bind(parseGuardTarget(name), 'deny');
    binder.tryPending();
    assert.deepEqual(
      guarded(vm, name),
      [INIT, second].map((task) => task + TASK.cred),
    );
    store(vm, areas[2] + IDLE_THREADS, linear(third));
    await settle(vm);
    assert.deepEqual(
      guarded(vm, name),
      [INIT, second, third].map((task) => task + TASK.cred),
    );
  });
}

test('credentials are followed through the tasks that use them', async () => {
  const { vm, binder } = guest();
  const [first, second] = [0x30_0000, 0x30_0100];
  put(vm, INIT + TASK.cred, linear(first));
  put(vm, INIT + TASK.realCred, linear(first));
  binder.bind(parseGuardTarget('cred.uid@all'), 'deny');
  binder.tryPending();
  assert.deepEqual(guarded(vm, 'cred.uid@all'), [first + 8]);
  store(vm, INIT + TASK.cred, linear(second));
  await settle(vm);
  assert.deepEqual(guarded(vm, 'cred.uid@all'), [first + 8, second + 8]);
  store(vm, INIT + TASK.realCred, linear(second));
  await settle(vm);
  assert.deepEqual(guarded(vm, 'cred.uid@all'), [second + 8]);
});

test('what tasks point at is followed with the tasks, once for all that share it', async () => {
  const { vm, binder } = guest();
  const name = 'signal_struct.count@all';
  binder.bind(parseGuardTarget(name), 'deny');
  binder.tryPending();
  assert.deepEqual(guarded(vm, name), [signalOf(INIT)]);
  const [task, thread] = TASKS;
  makeTask(vm, task);
  list.addTail(vm, task + TASK.tasks, INIT + TASK.tasks);
  await settle(vm);
  assert.deepEqual(guarded(vm, name), [signalOf(INIT), signalOf(task)]);
  put(vm, thread + TASK.signal, linear(signalOf(task)));
  list.addTail(vm, thread + TASK.threadNode, signalOf(task) + THREAD_HEAD);
  await settle(vm);
  assert.deepEqual(guarded(vm, name), [signalOf(INIT), signalOf(task)], 'shared by a thread');
  store(vm, thread + TASK.signal, linear(0x34_0000));
  await settle(vm);
  assert.deepEqual(guarded(vm, name), [signalOf(INIT), signalOf(task), 0x34_0000], 'it has its own now');
});

test('files are followed through descriptor tables, modules and terminals through theirs', async () => {
  const { vm, binder } = guest();
  const [files, table, slots, driver, ttys] = [0x31_0000, 0x31_0100, 0x31_0200, 0x31_0300, 0x31_0400];
  put(vm, INIT + TASK.files, linear(files));
  put(vm, files + 8, linear(table));
  put(vm, table, 4n);
  put(vm, table + 8, linear(slots));
  list.init(vm, PLACES.modules);
  list.init(vm, PLACES.tty_drivers);
  put(vm, driver, 2n);
  put(vm, driver + 8, linear(ttys));
  list.addTail(vm, driver + 16, PLACES.tty_drivers);
  for (const name of ['file.f_op@all', 'module.state@all', 'tty_struct.ops@all']) {
    binder.bind(parseGuardTarget(name), 'report');
  }
  binder.tryPending();
  assert.ok(binder.isPending, 'there is none of them yet');
  store(vm, slots + 8, linear(0x32_0000));
  list.addTail(vm, 0x32_0100 + 8, PLACES.modules);
  store(vm, ttys, linear(0x32_0200));
  await settle(vm);
  assert.deepEqual(guarded(vm, 'file.f_op@all'), [0x32_0000]);
  assert.deepEqual(guarded(vm, 'module.state@all'), [0x32_0100]);
  assert.deepEqual(guarded(vm, 'tty_struct.ops@all'), [0x32_0208]);
  store(vm, slots + 8, 0n);
  await settle(vm);
  assert.deepEqual(guarded(vm, 'file.f_op@all'), []);
});

test('random comings and goings: exactly the tasks that there are are guarded', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(TASKS.length - 1), { maxLength: 60 }), async (steps) => {
      const { vm, binder } = guest();
      binder.bind(parseGuardTarget('task_struct.cred@all'), 'deny');
      binder.tryPending();
      const alive = new Set<number>([INIT]);
      for (const step of steps) {
        const task = TASKS[step];
        if (alive.delete(task)) list.remove(vm, task + TASK.tasks);
        else {
          alive.add(task);
          makeTask(vm, task);
          list.addTail(vm, task + TASK.tasks, INIT + TASK.tasks);
        }
        await settle(vm);
      }
      assert.deepEqual(
        guarded(vm, 'task_struct.cred@all'),
        [...alive].map((task) => task + TASK.cred).sort((a, b) => a - b),
      );
    }),
    { numRuns: 60 },
  );
});

test('lists that a guest has damaged end, whatever is in them', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(0x600), fc.nat(0x600)), { maxLength: 40 }), (writes) => {
      const { vm, binder } = guest();
      for (const [at, to] of writes) put(vm, INIT + at * 8, linear(INIT + to * 8));
      for (const type of ['task_struct', 'cred', 'file']) binder.bind(parseGuardTarget(`${type}@all`), 'report');
      binder.tryPending();
      assert.ok(vm.guards.count < 20_000);
    }),
    { numRuns: 100 },
  );
});

test('a view: strings, words, runs over pages; nothing where nothing is mapped', () => {
  const { vm, cpu } = machine([]);
  const paging = mapDirect(vm);
  cpu.paging = paging;
  const view = new GuestView({ memory: vm.memory, paging });
  vm.memory.write(0x20_0ffe, Uint8Array.of(0x61, 0x62, 0x63, 7, 0x64, 0, 0x65), { force: true });
  assert.equal(view.text(linear(0x20_0ffe), 16), 'abc?d');
  assert.equal(view.u32(linear(0x20_0fff)), 0x64076362);
  assert.equal(view.pointer(linear(0x20_0ffe)), 0x65006407636261n);
  assert.deepEqual(view.runs(linear(0x20_0ffe), 4), [{ gpa: 0x20_0ffe, length: 4 }]);
  assert.equal(view.runs(linear(0x3f_fffe), 4), undefined);
  assert.equal(view.pointer(0x1000n), undefined);
  assert.equal(view.bytes(0xffff_ffff_ffff_fffen, 4), undefined);
});
