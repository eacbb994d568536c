// Two vCPUs that take turns over the same guarded memory: what each stores counts once, events name the one that wrote, and
// all of it is the same in each run. The host starts the second one; how a guest does that is in processors.test.ts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GuardEvent } from '../../src/introspect/events/event.ts';
import { encodeEvent } from '../../src/introspect/events/json-lines.ts';
import type { Verdict } from '../../src/introspect/guard/verdict.ts';
import type { Engine } from '../../src/vm/engine.ts';
import type { VmStop } from '../../src/vm/stop.ts';
import type { Vm, VmOptions } from '../../src/vm/vm.ts';
import {
  type Assembler,
  CR8,
  DR0,
  DR1,
  DR2,
  DR3,
  dword,
  EAX,
  EBX,
  ECX,
  EDX,
  mem,
  qword,
  R8,
  R9,
  R10,
  R11,
  R12,
  R13,
  R14,
  R15,
  RAX,
  RBP,
  RDI,
  RDX,
  RSI,
  ST0,
  ST1,
  XMM0,
  XMM1,
  XMM2,
  XMM3,
  XMM4,
  XMM5,
  XMM6,
  XMM7,
  XMM15,
} from '../support/assembler.ts';
import { findKvm } from '../support/drivers.ts';
import { Random, seedOfRun } from '../support/random.ts';
import { builtEngine, FLAT_CODE, loadFlat, noEngine, runToEnd, vmGuest } from '../support/vm-guest.ts';

const skip = noEngine;
/** One page: a guarded counter, the sub-page beside it, and one that tests guard later. */
const GUARDED = 0x20_0000;
const BESIDE = 0x20_0080;
const LATER = 0x20_0100;
/** A page without guards: a shared word, a lock, the newest time-stamp, how often time went back, and a word for each vCPU. */
const SHARED = 0x21_0000;
const LOCK = 0x21_0008;
const NEWEST = 0x21_0010;
const BACKWARDS = 0x21_0018;
const own = (id: number): number => 0x21_0100 + 8 * id;

const XMM = [XMM0, XMM1, XMM2, XMM3, XMM4, XMM5, XMM6, XMM7, XMM15];
const SPARE = [RBP, R8, R9, R10, R11, R12, R13, R14, R15];

const OUTER = 20;
interface Host {
  readonly name: string;
  readonly skip: string | false;
  readonly options: () => Partial<VmOptions>;
  /** Rounds of the inner loop. On the soft engine they make a third of a turn; on KVM each has an exit. */
  readonly inner: number;
}
const INNER = 4000;
const kvm = findKvm();
const HOSTS: readonly Host[] = [
  { name: 'soft', skip: noEngine, options: () => ({}), inner: INNER },
  {
    name: 'KVM',
    skip: typeof kvm === 'string' ? kvm : false,
    options: () => ({ engine: kvm as Engine }),
    inner: 200,
  },
];

/** Code of vCPU `id`: LOCK XADD to the guarded word, stores beside it, counting, reading the time under a lock. */
function work(a: Assembler, id: number, inner: number): void {
  const name = (stem: string): string => `${stem}_${id}`;
  a.label(name('start')).mov(EBX, OUTER);
  a.label(name('outer')).mov(EAX, 1).lock().xadd(dword(GUARDED), EAX);
  a.lock().inc(dword(LATER)).mov(ECX, inner);
  a.label(name('inner'))
    .lock()
    .inc(dword(SHARED))
    .inc(dword(own(id)))
    .mov(dword(BESIDE + 8 * id), ECX);
  a.dec(ECX).jne(name('inner'));
  a.label(name('try')).mov(EAX, 1).xchg(dword(LOCK), EAX).test(EAX, EAX).jne(name('try'));
  a.rdtsc().shl(RDX, 32).or(RAX, RDX).cmp(RAX, qword(NEWEST)).jae(name('later')).inc(dword(BACKWARDS));
  a.label(name('later')).mov(qword(NEWEST), RAX).mov(dword(LOCK), 0);
  a.dec(EBX).jne(name('outer')).cli().hlt();
}

/** A VM with two vCPUs, both at the start of their work. */
function twoVcpus(options: Partial<VmOptions> = {}, program: (a: Assembler) => void = bothWork(INNER)): Vm {
  const { vm } = vmGuest({ memoryBytes: 4 << 20, vcpus: 2, ...options });
  const label = loadFlat(vm, program);
  const [first, second] = vm.vcpus;
  const registers = first!.getRegisters();
  second!.startup(0);
  second!.setRegisters({ ...registers, rip: BigInt(label('start_1')), rsp: 0x17_0000n });
  return vm;
}

function bothWork(inner: number): (a: Assembler) => void {
  return (a) => {
    work(a, 0, inner);
    work(a, 1, inner);
  };
}

/** Until the guest halts, or a minute of the host is over. */
function toEnd(vm: Vm): Promise<VmStop> {
  const deadline = performance.now() + 60_000;
  return vm.run({ isTimeUp: () => performance.now() > deadline });
}

function guard(vm: Vm, verdict: Verdict): GuardEvent[] {
  const seen: GuardEvent[] = [];
  vm.guards.add({ gpa: GUARDED, length: 4, name: 'counter', verdict });
  vm.onEvent = (event) => {
    assert.equal(event.writer?.vcpu, vm.vcpu.id);
    assert.equal(event.writer?.rip, vm.vcpu.rip);
    if (vm.clock.isVirtual) assert.equal(event.writer?.icount, vm.vcpu.instructions);
    seen.push(event);
  };
  return seen;
}

const value = (vm: Vm, gpa: number): number => number(vm.memory.read(gpa, 4));
const number = (bytes: Uint8Array): number => new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);

for (const { name, skip, options, inner } of HOSTS) {
  test(`${name}: stores of both count exactly, and events name the one that wrote`, { skip }, async () => {
    const vm = twoVcpus(options(), bothWork(inner));
    const events = guard(vm, 'report');
    assert.deepEqual(await toEnd(vm), { kind: 'halted' });
    assert.equal(value(vm, GUARDED), 2 * OUTER);
    assert.equal(value(vm, LATER), 2 * OUTER);
    assert.equal(value(vm, SHARED), 2 * OUTER * inner);
    assert.deepEqual([value(vm, own(0)), value(vm, own(1))], [OUTER * inner, OUTER * inner]);
    assert.equal(value(vm, BACKWARDS), 0, 'both see one time-stamp counter');
    assert.deepEqual(
      events.map((event) => [number(event.old), number(event.new)]),
      Array.from({ length: 2 * OUTER }, (_, i) => [i, i + 1]),
      'LOCK XADD is one step for both',
    );
    const writers = events.map(({ writer }) => writer?.vcpu);
    for (const id of [0, 1]) assert.equal(writers.filter((writer) => writer === id).length, OUTER);
    const changes = writers.filter((writer, i) => i > 0 && writer !== writers[i - 1]).length;
    assert.ok(changes >= (vm.clock.isVirtual ? 5 : 1), `they take turns: ${writers.join('')}`);
    for (const [i, event] of events.entries()) assert.ok(i === 0 || event.time >= events[i - 1]!.time);
    // Stores beside the guarded bytes did not leave the processor, but for a few that made the tables.
    const [page] = vm.storeCounts();
    assert.equal((page?.silent ?? 0) + (page?.letThrough ?? 0) + (page?.judged ?? 0), 2 * OUTER * (inner + 2));
    if (vm.engine.capabilities.silentSubPages) assert.ok((page?.judged ?? 0) < 2 * OUTER + 10);
    vm.dispose();
  });

  test(`${name}: a denied write is denied to both`, { skip }, async () => {
    const vm = twoVcpus(options(), bothWork(inner));
    const events = guard(vm, 'deny');
    assert.equal((await toEnd(vm)).kind, 'halted');
    assert.equal(value(vm, GUARDED), 0);
    assert.equal(events.length, 2 * OUTER);
    assert.equal(value(vm, SHARED), 2 * OUTER * inner);
    vm.dispose();
  });

  test(`${name}: a guard that a handler sets holds for both`, { skip }, async () => {
    const vm = twoVcpus(options(), bothWork(inner));
    const events: GuardEvent[] = [];
    vm.guards.add({ gpa: GUARDED, length: 4, name: 'counter', verdict: 'report' });
    let valueThen = -1;
    vm.onEvent = (event) => {
      events.push(event);
      if (event.writer?.vcpu !== 1 || valueThen >= 0) return;
      valueThen = value(vm, LATER);
      vm.defer(() => vm.guards.add({ gpa: LATER, length: 4, name: 'later', verdict: 'deny' }));
    };
    assert.equal((await toEnd(vm)).kind, 'halted');
    assert.ok(valueThen > 0 && valueThen < OUTER);
    assert.equal(value(vm, LATER), valueThen);
    const denied = events.filter(({ guards }) => guards.includes('later')).map(({ writer }) => writer?.vcpu);
    assert.equal(denied.length, 2 * OUTER - valueThen);
    assert.deepEqual([...new Set(denied)].sort(), [0, 1]);
    vm.dispose();
  });

  test(`${name}: stop ends the run of both, at the one that wrote, and it goes on`, { skip }, async () => {
    const vm = twoVcpus(options(), bothWork(inner));
    const later = vm.guards.add({ gpa: LATER, length: 4, name: 'later', verdict: 'report' });
    vm.onEvent = ({ writer }) => {
      if (writer?.vcpu === 1) vm.stop();
    };
    assert.equal((await toEnd(vm)).kind, 'requested');
    assert.equal(vm.vcpu.id, 1);
    vm.onEvent = undefined;
    vm.guards.remove(later);
    const counter = vm.guards.add({ gpa: GUARDED, length: 4, name: 'counter', verdict: 'stop' });
    const stop = await toEnd(vm);
    assert.equal(stop.kind, 'guard');
    assert.equal(vm.vcpu.codeBits, 64);
    const before = [vm.vcpu.id, vm.vcpu.rip, value(vm, GUARDED)];
    assert.equal((await toEnd(vm)).kind, 'guard', 'the same write again');
    assert.deepEqual([vm.vcpu.id, vm.vcpu.rip, value(vm, GUARDED)], before);
    vm.guards.remove(counter);
    assert.equal((await toEnd(vm)).kind, 'halted');
    assert.equal(value(vm, GUARDED), 2 * OUTER);
    vm.dispose();
  });
}

test('two runs give the same events, translated or not', { skip }, async () => {
  const runs: string[] = [];
  for (const engine of [builtEngine(), builtEngine(), builtEngine({ jit: false })]) {
    const vm = twoVcpus({ engine });
    const events = guard(vm, 'report');
    await runToEnd(vm, { sliceInstructions: 70_000 });
    runs.push(events.map(encodeEvent).join('') + JSON.stringify([vm.clock.now(), vm.statistics()['turns']]));
    vm.dispose();
  }
  assert.equal(runs[1], runs[0]);
  assert.equal(runs[2], runs[0]);
});

for (const mode of ['write-protect', 'sub-page'] as const) {
  test(`dirty log (${mode}): each page is logged again for whoever writes`, { skip }, async () => {
    const vm = twoVcpus();
    guard(vm, 'report');
    vm.space.dirty.start(0, mode);
    let runs = 0;
    const expected = [GUARDED, SHARED].map((gpa) => gpa / 4096);
    for (; runs < 6; runs++) {
      await vm.run({ maxInstructions: 120_000 });
      const pages = vm.space.dirty.takePieces(0).map(({ page }) => page);
      for (const page of expected) assert.ok(pages.includes(page), `page ${page} in run ${runs}`);
    }
    vm.dispose();
  });
}

test('one of them may run alone: the other stands still, and takes its turns again afterwards', { skip }, async () => {
  const vm = twoVcpus();
  const counts = (): number[] => vm.vcpus.map(({ instructions }) => instructions);
  await vm.run({ maxInstructions: 1000, vcpu: 1 });
  assert.deepEqual(counts(), [0, 1000]);
  await vm.run({ maxInstructions: 1, vcpu: 0 });
  await vm.run({ maxInstructions: 1, vcpu: 1 });
  assert.deepEqual(counts(), [1, 1001]);
  await vm.run({ maxInstructions: 200_000, vcpu: 1 });
  assert.deepEqual(counts(), [1, 201_001], 'longer than a turn');
  await assert.rejects(vm.run({ vcpu: 2 }), /run: expected a vCPU from 0 to 1, got 2/);
  assert.equal((await runToEnd(vm)).kind, 'halted');
  assert.equal(value(vm, GUARDED), 2 * OUTER);
  vm.dispose();
});

test('one that waits for a start-up message does not run alone', { skip }, async () => {
  const { vm } = vmGuest({ memoryBytes: 4 << 20, vcpus: 2 });
  loadFlat(vm, (a) => a.label('again').jmp('again'));
  assert.deepEqual(await vm.run({ maxInstructions: 100, vcpu: 1 }), { kind: 'halted' });
  assert.deepEqual(
    vm.vcpus.map(({ instructions }) => instructions),
    [0, 0],
  );
  vm.dispose();
});

test('instructions are counted for each, and time is that of all', { skip }, async () => {
  const vm = twoVcpus();
  assert.equal((await vm.run({ maxInstructions: 123_457 })).kind, 'instruction-limit');
  const [first, second] = vm.vcpus.map(({ instructions }) => instructions) as [number, number];
  assert.equal(first + second, 123_457);
  assert.ok(first > 20_000 && second > 20_000);
  assert.equal(vm.clock.now(), 123_457 * 20);
  vm.dispose();
});

test('the states of all go out and in', { skip }, async () => {
  const one = twoVcpus();
  await one.run({ maxInstructions: 333_333 });
  const two = twoVcpus();
  for (const [gpa, length] of [
    [GUARDED, 4096],
    [SHARED, 4096],
  ] as const) {
    two.memory.write(gpa, one.memory.read(gpa, length), { force: true });
  }
  two.vcpus.forEach((vcpu, i) => {
    vcpu.restore(one.vcpus[i]!.save());
  });
  two.vcpus.forEach((vcpu, i) => {
    assert.deepEqual(vcpu.getRegisters(), one.vcpus[i]!.getRegisters());
    assert.equal(vcpu.instructions, one.vcpus[i]!.instructions);
    assert.equal(vcpu.tscBase, one.vcpus[i]!.tscBase);
  });
  assert.equal(two.clock.now(), one.clock.now());
  assert.equal((await runToEnd(two)).kind, 'halted');
  assert.equal(value(two, SHARED), 2 * OUTER * INNER);
  assert.equal(value(two, BACKWARDS), 0);
  for (const vm of [one, two]) vm.dispose();
});

/** MSRs of a vCPU's own that code can write: SYSENTER_CS, ESP, EIP, PAT, STAR, LSTAR, FMASK, FS, GS and kernel GS base, TSC_AUX. */
const OWN_MSRS = [
  0x174, 0x175, 0x176, 0xc000_0081, 0xc000_0082, 0xc000_0084, 0xc000_0100, 0xc000_0101, 0xc000_0102, 0xc000_0103,
];

/** Puts a value of its own into every register that there is, and adds them all up again and again. */
function everyRegister(a: Assembler, id: number): void {
  const name = (stem: string): string => `${stem}_${id}`;
  const data = SHARED + 0x400 * (id + 1);
  a.label(name('start'))
    .mov(RSI, data)
    .mov(RDI, 0x1234_5678_9abcn * BigInt(id + 1));
  for (const [i, msr] of OWN_MSRS.entries()) {
    a.mov(ECX, msr)
      .mov(EAX, 0x1000 * (id + 1) + 0x10 * i)
      .xor(EDX, EDX)
      .wrmsr();
  }
  for (const [i, register] of [DR0, DR1, DR2, DR3].entries()) a.lea(RAX, mem(RDI, i)).mov(register, RAX);
  a.mov(EAX, id + 1).mov(CR8, RAX);
  a.mov(dword(RSI), 0x1f80 | ((id + 1) << 13))
    .ldmxcsr(dword(RSI))
    .fninit()
    .fld1()
    .fldpi();
  for (const [i, register] of XMM.entries()) a.lea(RAX, mem(RDI, i)).movq(register, RAX);
  for (const [i, register] of SPARE.entries()) a.lea(register, mem(RDI, 0x100 * i));
  a.mov(EBX, 400).label(name('again'));
  a.rol(RDI, 7).pushfq().pop(RAX).add(RDI, RAX);
  for (const msr of OWN_MSRS) a.mov(ECX, msr).rdmsr().rol(RDI, 3).add(RDI, RAX);
  for (const register of [DR0, DR1, DR2, DR3, CR8]) a.mov(RAX, register).rol(RDI, 5).xor(RDI, RAX);
  for (const [i, register] of XMM.entries()) {
    a.paddq(register, XMM[(i + 5) % XMM.length]!)
      .movq(RAX, register)
      .add(RDI, RAX);
  }
  for (const register of SPARE) a.add(RDI, register).rol(register, 9);
  a.stmxcsr(dword(RSI)).add(RDI, qword(RSI)).fadd(ST0, ST1).fst(qword(RSI, 8)).add(RDI, qword(RSI, 8));
  a.dec(EBX).jne(name('again')).mov(qword(RSI, 16), RDI).hlt();
}

test('nothing that one has in its registers is seen by the other', { skip }, () => {
  const random = new Random(seedOfRun());
  const program = (a: Assembler): void => {
    everyRegister(a, 0);
    everyRegister(a, 1);
  };
  /** Run to the halt of those that take part, in pieces of random length. */
  const results = (...ids: number[]): string[] => {
    const vm = twoVcpus({}, program);
    while (ids.some((id) => !vm.vcpus[id]!.halted)) vm.vcpus[random.pick(ids)]!.run(random.between(1, 60));
    const texts = ids.map((id) =>
      JSON.stringify([vm.vcpus[id]!.getRegisters(), vm.vcpus[id]!.instructions], (_, value: unknown) =>
        typeof value === 'bigint' ? `${value}` : value,
      ),
    );
    vm.dispose();
    return texts;
  };
  const alone = [results(0), results(1)].flat();
  assert.notEqual(alone[0], alone[1]);
  assert.deepEqual(results(0, 1), alone);
});

test('one that changes code changes it for the other', { skip }, async () => {
  // vCPU 0 calls a function again and again; vCPU 1 makes it return 2 instead of 1 when it has been called often.
  const vm = twoVcpus({}, (a) => {
    a.label('again')
      .call('function')
      .mov(dword(own(0)), EAX)
      .inc(dword(SHARED))
      .cmp(EAX, 2)
      .jne('again')
      .cli()
      .hlt();
    a.align(128).label('function').mov(EAX, 1).ret();
    a.align(128).label('start_1').cmp(dword(SHARED), 30_000).jb('start_1');
    a.mov(EDX, 'function').mov(dword(RDX, 1), 2).cli().hlt();
  });
  assert.equal((await runToEnd(vm)).kind, 'halted');
  assert.equal(value(vm, own(0)), 2);
  vm.dispose();
});

test('a crash names its vCPU, and the other was somewhere else', { skip }, async () => {
  const vm = twoVcpus({}, (a) => {
    a.label('again').inc(dword(SHARED)).jmp('again');
    a.label('start_1').mov(ECX, 100_000).label('count').dec(ECX).jne('count').ud2();
  });
  assert.equal((await runToEnd(vm)).kind, 'triple-fault');
  assert.equal(vm.vcpu.id, 1);
  assert.equal(vm.vcpus[0]!.rip >= BigInt(FLAT_CODE), true);
  vm.dispose();
});

test('numbers of vCPUs that cannot be', { skip }, () => {
  for (const vcpus of [0, 65, 1.5]) {
    assert.throws(() => vmGuest({ vcpus }), {
      code: 'invalid-argument',
      message: /expected 1 to 64 vCPUs on the soft/,
    });
  }
});
