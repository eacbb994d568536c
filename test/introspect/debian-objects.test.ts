/**
 * Guards on the objects of the stock Debian kernel while it runs. The kernel is there when `npm start` has fetched it: this
 * test does not use the network.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { acpiTables } from '../../src/boot/acpi-placement.ts';
import { planBoot } from '../../src/boot/image.ts';
import { softEngine } from '../../src/cli/core-file.ts';
import { cacheDirectory, fetchDebianGuest } from '../../src/cli/guest-kit/debian.ts';
import { buildInitramfs } from '../../src/cli/guest-kit/initramfs.ts';
import type { GuardEvent } from '../../src/introspect/events/event.ts';
import { processReader } from '../../src/introspect/objects/current-process.ts';
import { GuestView } from '../../src/introspect/objects/guest-view.ts';
import { parsePolicy } from '../../src/introspect/policy/policy.ts';
import { PolicyRun } from '../../src/introspect/policy/policy-run.ts';
import { policySurroundings, sourceOf } from '../../src/introspect/policy/surroundings.ts';
import { findGuestKernel } from '../../src/introspect/symbols/guest-kernel.ts';
import { findKernelSlide } from '../../src/introspect/symbols/kernel-slide.ts';
import { readKernelSymbols } from '../../src/introspect/symbols/kernel-symbols.ts';
import { GuardBinder } from '../../src/introspect/target/guard-binder.ts';
import { parseGuardTarget } from '../../src/introspect/target/guard-target.ts';
import { Vm } from '../../src/vm/vm.ts';

const project = fileURLToPath(new URL('../../../', import.meta.url));
const guest = await fetchDebianGuest({ cache: cacheDirectory(project), report: () => {}, offline: true });
let skip: string | false = guest ? false : 'the Debian kernel is not in the cache (npm start fetches it)';
if (!existsSync(new URL('../../core.wasm', import.meta.url))) skip = 'dist/core.wasm is not built';

const MEMORY = 256 << 20;
const POLICY = `
version: 1
default: deny
markers: { running: { write: system_state, equals: 3 } }
guards:
  - target: [modules_disabled, 'modprobe_path:256']
    allow: [{ before: running }]
  - target: task_struct.cred@all
    verdict: report
    allow: [{ code: [commit_creds, override_creds, revert_creds] }]
  - { target: [file.f_op@all, tty_struct.ops@all], verdict: report }
`;

test('a stock Debian kernel under a policy', { skip }, async () => {
  const initrd = buildInitramfs({
    busybox: readFileSync(guest!.busybox),
    greeting: 'user space is up',
    lines: [
      'echo /tmp/evil > /proc/sys/kernel/modprobe',
      'cat /proc/sys/kernel/modprobe',
      'for i in 1 2 3 4 5 6 7 8; do cat /proc/uptime > /dev/null; done',
      '(sleep 1 & sleep 1; wait)',
    ],
    end: 'poweroff',
  });
  const image = readFileSync(guest!.kernel);
  const commandLine = 'console=ttyS0 nokaslr quiet cryptomgr.notests';
  const plan = await planBoot({ image, initrd, commandLine, memoryBytes: MEMORY });
  let console = '';
  const vm = new Vm({
    engine: softEngine(),
    memoryBytes: MEMORY,
    onConsole: (byte) => {
      console += String.fromCharCode(byte);
    },
  });
  vm.boot(plan);
  const symbols = readKernelSymbols(plan.symbols!)!;
  vm.symbolize = (address) => symbols.table.describe(address);
  vm.processOf = processReader(symbols, sourceOf(vm));
  vm.stackOf = () =>
    symbols.unwind
      ?.unwind(vm.vcpus[0].getRegisters(), new GuestView(sourceOf(vm)))
      .map((address) => symbols.table.describe(address) ?? '?');
  const binder = new GuardBinder(vm, () => symbols);
  const run = new PolicyRun(parsePolicy(POLICY, 'policy'), binder, policySurroundings(vm, symbols));
  const events: GuardEvent[] = [];
  vm.onEvent = (event) => events.push(event);
  await vm.run({ sliceInstructions: 200_000, onSlice: () => void binder.tryPending(), maxInstructions: 1e9 });

  // Nothing but the tampering is told of; the kernel's own writers are allowed by rule.
  const tampering = events.filter(({ guards }) => guards.includes('modprobe_path:256'));
  assert.ok(tampering.length > 0);
  for (const { writer, verdict } of tampering) {
    assert.equal(verdict, 'deny');
    assert.match(writer?.symbol ?? '', /^(proc_dostring|_proc_do_string|proc_first|memcpy|strcpy|copy_)/);
    assert.deepEqual(writer?.process, { pid: 1, name: 'init' });
    // From the handler of the sysctl file out to the system call.
    const callers = (writer?.stack ?? []).map((frame) => frame.split('+')[0]);
    assert.ok(callers.includes('proc_sys_call_handler') && callers.includes('vfs_write'), callers.join());
    assert.equal(callers[callers.length - 1], 'entry_SYSCALL_64_after_hwframe');
  }
  assert.match(console, /\/sbin\/modprobe/);
  assert.doesNotMatch(console.replace(/^.*echo.*$/gm, ''), /tmp\/evil\r\n/);
  assert.deepEqual([...run.reached.keys()], ['running']);
  const others = events.filter((event) => !tampering.includes(event) && event.guards.includes('task_struct.cred@all'));
  assert.deepEqual(
    others.map(({ writer }) => writer?.symbol),
    [],
  );

  const [, credentials, operations] = run.guards;
  const { follower } = credentials.bound[0];
  // Kernel threads and init are there, what has ended is gone.
  assert.ok(follower!.objectCount > 20, `${follower?.objectCount} tasks`);
  assert.ok(follower!.past.objects >= 10, `${follower?.past.objects} past tasks`);
  assert.ok((credentials.counters.allowed[0] ?? 0) > 5);
  assert.ok(operations.bound[1].follower!.objectCount >= 1, 'a terminal is open');

  // The same kernel out of the guest's memory alone.
  const source = sourceOf(vm);
  const found = findGuestKernel(source, vm.memory, [{ gpa: 0, size: MEMORY }]);
  assert.equal(found?.table.size, symbols.table.size);
  assert.equal(found?.types?.typeCount, symbols.types?.typeCount);
  assert.equal(found?.table.get('modprobe_path').address, symbols.table.get('modprobe_path').address);
  assert.equal(
    found?.physicalOf(found.table.get('modprobe_path').address),
    symbols.physicalAddress('modprobe_path').gpa,
  );
  const { base } = vm.vcpus[0].getRegisters().idtr;
  assert.equal(findKernelSlide(symbols.table, base, new GuestView(source)), 0n);
  vm.dispose();
});

test('with three processors, each has its copy of a per-CPU variable and its idle task under guard', {
  skip,
}, async () => {
  const commandLine = 'console=ttyS0 nokaslr quiet panic=-1 cryptomgr.notests'; // without an initrd it restarts
  const image = readFileSync(guest!.kernel);
  const plan = await planBoot({ image, commandLine, memoryBytes: MEMORY, acpi: acpiTables(3) });
  const vm = new Vm({ engine: softEngine(), memoryBytes: MEMORY, vcpus: 3 });
  vm.boot(plan);
  const symbols = readKernelSymbols(plan.symbols!)!;
  const binder = new GuardBinder(vm, () => symbols);
  const [numbers, names] = ['cpu_number', 'task_struct.comm@all'].map((text) =>
    binder.bind(parseGuardTarget(text), 'allow'),
  );
  const stop = await vm.run({
    sliceInstructions: 200_000,
    onSlice: () => void binder.tryPending(),
    maxInstructions: 2e9,
  });
  assert.equal(stop.kind, 'reset');
  assert.deepEqual(
    numbers.guards.map(({ gpa, length }) => [...vm.memory.read(gpa, length)]),
    [0, 1, 2].map((cpu) => [cpu, 0, 0, 0]),
  );
  const tasks = names.guards.map(({ gpa, length }) => Buffer.from(vm.memory.read(gpa, length)).toString('latin1'));
  const idle = tasks.map((name) => name.replace(/\0.*/s, '')).filter((name) => name.startsWith('swapper/'));
  // The first process bears the name of the first idle task until it is an init.
  assert.deepEqual(idle.sort(), ['swapper/0', 'swapper/0', 'swapper/1', 'swapper/2']);
  vm.dispose();
});
