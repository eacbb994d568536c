/**
 * The stock Debian kernel, started by its own code, which moves it: symbols are found where it runs, guards follow the
 * objects of every type as they come and go, and a policy is learned.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GuardEvent } from '../../src/introspect/events/event.ts';
import { processReader } from '../../src/introspect/objects/current-process.ts';
import { PolicyLearner } from '../../src/introspect/policy/learner.ts';
import { parsePolicy } from '../../src/introspect/policy/policy.ts';
import { PolicyRun } from '../../src/introspect/policy/policy-run.ts';
import { policySurroundings, sourceOf } from '../../src/introspect/policy/surroundings.ts';
import { findGuestKernel } from '../../src/introspect/symbols/guest-kernel.ts';
import { readKernelSymbols } from '../../src/introspect/symbols/kernel-symbols.ts';
import { RunningKernel } from '../../src/introspect/symbols/running-kernel.ts';
import { type BoundGuard, GuardBinder } from '../../src/introspect/target/guard-binder.ts';
import { parseGuardTarget } from '../../src/introspect/target/guard-target.ts';
import { bootDebian, debian, skipDebian } from '../support/debian-guest.ts';

const SCRIPT = [
  'mkdir -p /dev/pts; mount -t devpts devpts /dev/pts',
  'echo MARK:start; busybox usleep 100000; echo MARK:base',
  'busybox insmod /module.ko; echo MARK:module',
  'busybox rmmod crc7; echo MARK:nomodule',
  'exec 5<>/dev/ptmx; echo MARK:tty',
  'exec 5>&-; echo MARK:notty',
  'sleep 100 & echo MARK:task',
  'kill $!; wait $! 2>/dev/null; echo MARK:notask',
  'exec 6</proc/uptime; echo MARK:file',
  'exec 6<&-; echo MARK:nofile',
  'busybox nc -l -p 5000 & busybox usleep 300000; echo MARK:socket',
  'kill $!; wait $! 2>/dev/null; echo MARK:nosocket',
  'busybox unshare -u sleep 100 & busybox usleep 300000; echo MARK:names',
  'kill $!; wait $! 2>/dev/null; echo MARK:nonames',
  'echo /tmp/evil > /proc/sys/kernel/modprobe',
  'grep " _text$" /proc/kallsyms',
];
const POLICY = `version: 1
default: report
guards:
  - { name: path, target: "modprobe_path:256" }
  - { name: tasks, target: task_struct.cred@all }
`;
/** Guards, and how many objects they have more at a mark than at another. */
const TARGETS = [
  'cred.uid@all',
  'signal_struct.rlim@all',
  'mm_struct.pgd@all',
  'nsproxy.mnt_ns@all',
  'module.state@all',
  'tty_struct.ops@all',
] as const;
/** Files come and go all the time while a system starts: these are followed from the first mark on. */
const FILE_TARGETS = ['file.f_op@all', 'inode.i_op@all', 'sock.__sk_common.skc_prot@all'] as const;
// biome-ignore format: a matrix
const CHANGES: readonly [string, string, string, number][] = [
  // guard                          from        to          objects
  ['module.state@all',               'base',     'module',   1],
  ['module.state@all',               'module',   'nomodule', -1],
  ['tty_struct.ops@all',             'nomodule', 'tty',      2], // both ends of a pseudo-terminal
  ['tty_struct.ops@all',             'tty',      'notty',    -2],
  ['task_struct.cred@all',           'notty',    'task',     1],
  ['task_struct.cred@all',           'task',     'notask',   -1],
  ['cred.uid@all',                   'notty',    'task',     1],
  ['cred.uid@all',                   'task',     'notask',   -1],
  ['signal_struct.rlim@all',         'notty',    'task',     1],
  ['signal_struct.rlim@all',         'task',     'notask',   -1],
  ['mm_struct.pgd@all',              'notty',    'task',     1],
  ['mm_struct.pgd@all',              'task',     'notask',   -1],
  ['nsproxy.mnt_ns@all',             'notty',    'task',     0],
  ['nsproxy.mnt_ns@all',             'nosocket', 'names',    1],
  ['nsproxy.mnt_ns@all',             'names',    'nonames',  -1],
  ['file.f_op@all',                  'notask',   'file',     1],
  ['file.f_op@all',                  'file',     'nofile',   -1],
  ['inode.i_op@all',                 'notask',   'file',     1],
  ['inode.i_op@all',                 'file',     'nofile',   -1],
  ['sock.__sk_common.skc_prot@all',  'nofile',   'socket',   1],
  ['sock.__sk_common.skc_prot@all',  'socket',   'nosocket', -1],
];

test('a kernel that moves itself, its objects, and who writes to them', { skip: skipDebian }, async () => {
  const counts = new Map<string, Map<string, number>>();
  const bound = new Map<string, BoundGuard>();
  const { vm, plan, output } = await bootDebian(
    SCRIPT,
    (mark) => {
      const now = [...bound].map(([name, guard]) => [name, guard.follower?.objectCount ?? 0] as const);
      counts.set(mark, new Map(now));
    },
    'bzimage',
  );
  const image = readKernelSymbols(plan.symbols as Uint8Array);
  assert.ok(image !== undefined);
  const kernel = new RunningKernel(image, vm);
  vm.processOf = processReader(kernel, sourceOf(vm));
  const binder = new GuardBinder(vm, () => kernel);
  const surroundings = policySurroundings(vm, kernel);
  const learner = new PolicyLearner(parsePolicy(POLICY, 'p'), POLICY, kernel, surroundings.moduleAt);
  const run = new PolicyRun(learner.policy, binder, surroundings);
  bound.set('task_struct.cred@all', run.guards[1].bound[0]);
  for (const target of TARGETS) bound.set(target, binder.bind(parseGuardTarget(target), 'report'));
  const events: GuardEvent[] = [];
  vm.onEvent = (event) => {
    events.push(event);
    learner.add(event);
  };
  const onSlice = (): void => {
    for (const target of counts.has('start') ? FILE_TARGETS : []) {
      if (!bound.has(target)) bound.set(target, binder.bind(parseGuardTarget(target), 'report'));
    }
    binder.tryPending();
  };
  await vm.run({ sliceInstructions: 200_000, onSlice, maxInstructions: 3e9 });

  // It has moved, and we know where to: the guest says so itself.
  const text = BigInt(`0x${/^([0-9a-f]{16}) T _text\r?$/m.exec(output())?.[1] ?? '0'}`);
  assert.equal(kernel.table.find('_text')?.address, text, output().slice(-500));
  assert.equal(kernel.slide, text - (image.table.find('_text')?.address ?? 0n));
  assert.notEqual(kernel.slide, 0n);

  const hasModule = debian?.modules.crc7 !== undefined;
  for (const [guard, from, to, change] of CHANGES) {
    if (guard === 'module.state@all' && !hasModule) continue;
    const before = counts.get(from)?.get(guard);
    const after = counts.get(to)?.get(guard);
    assert.equal((after ?? NaN) - (before ?? NaN), change, `${guard}: ${from} ${before}, ${to} ${after}`);
  }
  assert.ok((bound.get('task_struct.cred@all')?.guards.length ?? 0) > 20);

  // The write of the attack, by name, although nobody has said where the kernel is; the event names the function.
  const path = events.filter(({ guards }) => guards.includes('modprobe_path:256'));
  assert.equal(Buffer.concat(path.map((event) => event.new)).toString('latin1'), '/tmp/evil\0');
  const learned = learner.result();
  assert.match(
    learned,
    /name: path\n {4}target: .*\n {4}allow:\n {6}- code: proc_dostring # learned: 10 writes, .* by init\n/,
  );
  assert.match(learned, /name: tasks[\s\S]*code: commit_creds # learned: \d+ writes, /);
  assert.ok(parsePolicy(learned, 'learned').guards.every(({ allow }) => (allow?.length ?? 0) > 0));

  // All of it once more, out of memory alone.
  const found = findGuestKernel(sourceOf(vm), vm.memory, [{ gpa: 0, size: 256 << 20 }]);
  assert.equal(found?.table.size, kernel.table.size);
  for (const name of ['modprobe_path', 'init_task', '_text']) {
    assert.equal(found?.table.get(name).address, kernel.table.get(name).address);
    assert.equal(found?.physicalOf(found.table.get(name).address), kernel.physicalOf(kernel.table.get(name).address));
  }
  assert.equal(found?.types?.typeCount, kernel.types?.typeCount);
  vm.dispose();
});
