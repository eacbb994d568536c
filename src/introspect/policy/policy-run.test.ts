import assert from 'node:assert/strict';
import { test } from 'node:test';
import { machine } from '../../../test/support/scripted-engine.ts';
import {
  DIRECT_MAP,
  linear,
  mapDirect,
  PLACES,
  put,
  SMALL_KERNEL,
  store,
  TASK,
} from '../../../test/support/small-kernel.ts';
import { describeModuleCode, moduleDescriber } from '../objects/kernel-modules.ts';
import { GuardBinder } from '../target/guard-binder.ts';
import { PolicyLearner } from './learner.ts';
import { parsePolicy } from './policy.ts';
import { checkPolicy, PolicyRun } from './policy-run.ts';
import { policySurroundings, sourceOf } from './surroundings.ts';

function guest() {
  const { vm, cpu } = machine([]);
  cpu.paging = mapDirect(vm);
  return { vm, cpu, binder: new GuardBinder(vm, () => SMALL_KERNEL) };
}

/** A write of the processor's own. */
function cpuStore(
  { vm, cpu }: Pick<ReturnType<typeof guest>, 'vm' | 'cpu'>,
  gpa: number,
  value: number,
  rip: bigint,
): Promise<unknown> {
  cpu.rip = rip;
  cpu.write = { gpa, bytes: [value] };
  cpu.script.push(() => ({ kind: 'protected-write', gpa, gla: linear(gpa), size: 1, instructionLength: 3 }));
  return vm.run({ maxInstructions: 1 });
}

test('a policy on a machine: a phase, code, and what is not allowed', async () => {
  const text = `
version: 1
default: deny
markers: { sealed: { write: 'flag:8', equals: 3 } }
guards:
  - name: switch
    target: mystery:1
    allow:
      - { before: sealed, code: helper }
`;
  const { vm, cpu, binder } = guest();
  const run = new PolicyRun(parsePolicy(text, 'p'), binder, policySurroundings(vm, SMALL_KERNEL));
  const inside = DIRECT_MAP + BigInt(PLACES['helper.part.0']) + 16n;
  const value = (): number => vm.memory.read(PLACES.mystery, 1)[0];
  await cpuStore({ vm, cpu }, PLACES.mystery, 1, inside);
  assert.equal(value(), 1);
  await cpuStore({ vm, cpu }, PLACES.mystery, 2, inside + 0x1000n);
  assert.equal(value(), 1, 'from elsewhere');
  store(vm, PLACES.flag, 2n);
  await cpuStore({ vm, cpu }, PLACES.mystery, 3, inside);
  assert.equal(value(), 3, 'the marker is not reached by another value');
  store(vm, PLACES.flag, 3n);
  store(vm, PLACES.flag, 2n);
  await cpuStore({ vm, cpu }, PLACES.mystery, 4, inside);
  assert.equal(value(), 3, 'once reached, reached');
  assert.deepEqual([...run.reached.keys()], ['sealed']);
  assert.deepEqual(run.guards[0].counters, { allowed: [2], notAllowed: 2 });
  assert.equal(run.guards[0].name, 'switch');
});

test('what a policy names, looked up', () => {
  const text = `
version: 1
markers: { m: { write: flog } }
guards:
  - { target: [flag:4, task_struct.crad@all], allow: [{ code: [helpr, 'module:x'] }] }
`;
  assert.deepEqual(
    checkPolicy(parsePolicy(text, 'p'), SMALL_KERNEL).map(({ where, placement, problem }) => [
      where,
      placement?.kind,
      problem,
    ]),
    [
      [
        'markers.m.write',
        undefined,
        'guard "flog", column 1: symbol "flog": not found among 13 symbols; did you mean flag?',
      ],
      ['guards[0].target', 'physical', undefined],
      [
        'guards[0].target',
        undefined,
        'guard "task_struct.crad@all", column 13: struct task_struct has no member crad; did you mean cred?',
      ],
      ['guards[0].allow[0].code', undefined, 'no symbol helpr'],
    ],
  );
});

test('a learned policy: a rule for each writer, comments and order kept, and nothing to report with it', async () => {
  const text = `# What we know
version: 1
default: stop
guards:
  - target: mystery:1 # the switch
    escalate: [{ after: 1, verdict: fault }]
    allow:
      - { value: unchanged }
  - target: flag:1
    verdict: deny
`.replace('    escalate: [{ after: 1, verdict: fault }]\n', '');
  const policy = parsePolicy(text, 'p');
  const learner = new PolicyLearner(policy, text, SMALL_KERNEL);
  const { vm, cpu, binder } = guest();
  const events: string[] = [];
  new PolicyRun(learner.policy, binder, policySurroundings(vm, SMALL_KERNEL));
  vm.onEvent = (event) => {
    events.push(event.verdict);
    learner.add(event);
  };
  vm.processOf = () => ({ pid: 1, name: 'init' });
  const inside = DIRECT_MAP + BigInt(PLACES['helper.part.0']);
  await cpuStore({ vm, cpu }, PLACES.mystery, 1, inside + 4n);
  await cpuStore({ vm, cpu }, PLACES.mystery, 2, inside + 8n);
  await cpuStore({ vm, cpu }, PLACES.mystery, 2, 0x1000n); // unchanged: allowed already
  await cpuStore({ vm, cpu }, PLACES.flag, 2, 0x1000n);
  store(vm, PLACES.flag, 9n); // a device
  assert.deepEqual(events, ['report', 'report', 'report', 'report']);
  const learned = learner.result();
  assert.equal(
    learned.replaceAll(/\d\.\d{3}/g, 'T'),
    `# What we know
version: 1
default: stop
guards:
  - target: mystery:1 # the switch
    allow:
      - { value: unchanged }
      - code: helper.part.0 # learned: 2 writes, T to T s, by init
  - target: flag:1
    verdict: deny
    allow:
      - code: 0x1000-0x1000 # learned: 1 write, T to T s, by init
`,
  );
  const again = guest();
  new PolicyRun(parsePolicy(learned, 'p'), again.binder, policySurroundings(again.vm, SMALL_KERNEL));
  await cpuStore(again, PLACES.mystery, 1, inside + 4n);
  await cpuStore(again, PLACES.flag, 2, 0x1000n);
  assert.equal(again.vm.events.count, 0);
  assert.equal(again.vm.memory.read(PLACES.mystery, 1)[0], 1);
});

test('the process that runs, and the module that code is in, out of the guest', () => {
  const { vm } = guest();
  const { process, moduleAt } = policySurroundings(vm, SMALL_KERNEL);
  assert.equal(process(), undefined, 'no per-CPU area yet');
  put(vm, PLACES.__per_cpu_offset, linear(0x30_0000));
  assert.equal(process(), undefined, 'no task yet');
  put(vm, 0x30_0080, linear(PLACES.init_task));
  vm.memory.write(PLACES.init_task + TASK.comm, Buffer.from('sh\x1b[2J\0\0\0\0\0\0\0\0\0\0'), { force: true });
  vm.memory.write(PLACES.init_task + TASK.tgid, Uint8Array.of(0x2c, 1, 0, 0), { force: true });
  assert.deepEqual(process(), { pid: 300, name: 'sh?[2J' });

  assert.equal(moduleAt(0xffff_ffff_c000_0000n), undefined);
  const module = 0x31_0000;
  put(vm, PLACES.modules, linear(module + 8));
  put(vm, module + 8, linear(PLACES.modules));
  vm.memory.write(module + 24, Buffer.from('snd_pcm\0'), { force: true });
  put(vm, module + 80, 0xffff_ffff_c000_0000n);
  put(vm, module + 88, 0x2000n);
  assert.equal(moduleAt(0xffff_ffff_c000_0000n), 'snd_pcm');
  assert.equal(moduleAt(0xffff_ffff_c000_1fffn), 'snd_pcm');
  assert.equal(moduleAt(0xffff_ffff_c000_2000n), undefined);
  const describe = (address: bigint) => describeModuleCode(SMALL_KERNEL, sourceOf(vm), address);
  assert.deepEqual(
    [describe(0xffff_ffff_c000_0123n), describe(0xffff_ffff_c000_2000n), describe(0x40_0000n)],
    ['[snd_pcm]+0x123', undefined, undefined],
  );
});

test('a list of modules that the guest makes long is read once for a call stack', () => {
  const { vm } = guest();
  const first = 0x32_0000;
  for (let at = first; at < first + 8000; at += 8) put(vm, at, linear(at + 8));
  put(vm, PLACES.modules, linear(first));
  let reads = 0;
  const source = sourceOf({
    ...{ vcpu: vm.vcpu },
    memory: {
      hasRange: (gpa, length) => vm.memory.hasRange(gpa, length),
      read32: (gpa) => vm.memory.read32(gpa),
      readInto: (gpa, target) => {
        reads++;
        vm.memory.readInto(gpa, target);
      },
    },
  });
  const describe = moduleDescriber(SMALL_KERNEL, source);
  for (let i = 0; i < 64; i++) assert.equal(describe(0xffff_ffff_c000_0000n + BigInt(i)), undefined);
  assert.ok(reads >= 1000 && reads < 10_000, `${reads} reads`);
});

test('the list of modules is not read for code that cannot be of one', () => {
  const { vm, cpu } = machine([]);
  cpu.paging = mapDirect(vm);
  const untouched = new Proxy(vm.memory, {
    get() {
      throw new Error('memory was read');
    },
  });
  const { moduleAt } = policySurroundings({ memory: untouched, vcpu: vm.vcpu, clock: vm.clock }, SMALL_KERNEL);
  assert.equal(moduleAt(0xffff_ffff_8100_0000n), undefined);
  assert.throws(() => moduleAt(0xffff_ffff_c000_0000n), /memory was read/);
});
