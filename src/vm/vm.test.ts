// The run loop and the verdicts over a scripted processor: what the engine says, and what the VM makes of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { machine, type Step } from '../../test/support/scripted-engine.ts';
import type { Verdict } from '../introspect/guard/verdict.ts';
import type { VcpuExit } from './exit.ts';

/** A step in which the guest tries to write bytes to guarded memory. */
function store(gpa: number, ...bytes: number[]): Step {
  return (cpu) => {
    cpu.instructions += 1;
    cpu.write = { gpa, bytes };
    return {
      kind: 'protected-write',
      gpa,
      gla: BigInt(gpa) + 0xffff_0000_0000_0000n,
      size: bytes.length,
      instructionLength: 6,
    };
  };
}
const halt: Step = (cpu) => {
  cpu.interruptsEnabled = false;
  return { kind: 'hlt' };
};

// biome-ignore format: a matrix
const VERDICT_CASES: readonly (readonly [Verdict, string[], number[], string, number])[] = [
  // verdict, calls, memory of 4 bytes afterwards (2 of them guarded), stop, events
  ['allow',  ['done'],          [9, 9, 9, 9], 'halted', 0],
  ['report', ['done'],          [9, 9, 9, 9], 'halted', 1],
  ['deny',   ['done'],          [0, 0, 9, 9], 'halted', 1],
  ['skip',   ['stop', 'skip'],  [0, 0, 0, 0], 'halted', 1],
  ['fault',  ['fault'],         [0, 0, 0, 0], 'halted', 1],
  ['stop',   ['stop'],          [0, 0, 0, 0], 'guard',  1],
];
for (const [verdict, calls, memory, kind, events] of VERDICT_CASES) {
  test(`a write under verdict ${verdict}`, async () => {
    const { vm, cpu } = machine([store(0x10_0000, 9, 9, 9, 9), halt]);
    vm.guards.add({ gpa: 0x10_0000, length: 2, name: 'g', verdict });
    const stop = await vm.run();
    assert.equal(stop.kind, kind);
    assert.deepEqual(
      cpu.log.filter((line) => line !== 'request'),
      calls,
    );
    assert.deepEqual([...vm.memory.read(0x10_0000, 4)], memory);
    assert.equal(vm.events.count, events);
    if (stop.kind === 'guard') assert.deepEqual([stop.guard, stop.gpa, stop.sequence], ['g', 0x10_0000, 1]);
  });
}

test('an event says who, where, when, what', async () => {
  const { vm } = machine([store(0x10_0001, 7), halt]);
  vm.memory.write(0x1000, Uint8Array.of(0xc7, 0x04, 0x25, 0, 0, 0x20, 0x90), { force: true });
  vm.symbolize = (address) => `f+0x${address.toString(16)}`;
  vm.disassemble = (bytes, rip, bits) => `${bytes.length} bytes at ${rip.toString(16)}, ${bits} bits`;
  vm.processOf = () => ({ pid: 7, name: 'sh' });
  vm.stackOf = () => ['g+0x2'];
  vm.guards.add({ gpa: 0x10_0000, length: 4, name: 'g', verdict: 'deny' });
  let seen = 0;
  vm.onEvent = (event) => {
    seen++;
    assert.deepEqual(event, {
      seq: 1,
      time: 20,
      origin: 'cpu',
      writer: {
        vcpu: 0,
        icount: 1,
        rip: 0x1000n,
        symbol: 'f+0x1000',
        instruction: Uint8Array.of(0xc7, 0x04, 0x25, 0, 0, 0x20),
        disassembly: '6 bytes at 1000, 64 bits',
        gva: 0xffff_0000_0010_0001n,
        cr3: 0,
        process: { pid: 7, name: 'sh' },
        stack: ['g+0x2'],
      },
      gpa: 0x10_0001,
      old: Uint8Array.of(0),
      new: Uint8Array.of(7),
      guards: ['g'],
      verdict: 'deny',
    });
  };
  await vm.run();
  assert.equal(seen, 1);
});

test('a neighbour in the same sub-page is carried out and not reported', async () => {
  const { vm } = machine([store(0x10_0010, 5), halt]);
  vm.guards.add({ gpa: 0x10_0000, length: 4, name: 'g', verdict: 'stop' });
  assert.equal((await vm.run()).kind, 'halted');
  assert.equal(vm.memory.read(0x10_0010, 1)[0], 5);
  assert.equal(vm.events.count, 0);
  assert.deepEqual(vm.storeCounts(), [{ gfn: 0x100, silent: 7, letThrough: 0, judged: 1, falseSharing: 1 }]);
});

test('a vector without a guard stops the VM unless told otherwise', async () => {
  const { vm } = machine([store(0x10_0000, 5), store(0x10_0000, 5), halt]);
  vm.setSubPageAccess(0x100, Uint32Array.of(0xffff_fffe));
  assert.deepEqual(await vm.run(), { kind: 'protected-write', gpa: 0x10_0000, instructionLength: 6 });
  vm.guards.vectorVerdict = 'report';
  assert.equal((await vm.run()).kind, 'halted');
  assert.equal(vm.memory.read(0x10_0000, 1)[0], 5);
});

test('a host write that meets a guard is an event too', () => {
  const { vm } = machine([]);
  vm.guards.add({ gpa: 0x10_0000, length: 1, name: 'g', verdict: 'deny' });
  const origins: string[] = [];
  vm.onEvent = ({ origin }) => origins.push(origin);
  assert.equal(vm.memory.write(0x10_0000, Uint8Array.of(1, 2)), 1);
  assert.deepEqual([...vm.memory.read(0x10_0000, 2)], [0, 2]);
  assert.deepEqual(origins, ['host']);
});

test('instruction limit, and going on afterwards', async () => {
  const { vm, cpu } = machine([]);
  assert.deepEqual(await vm.run({ maxInstructions: 1000 }), { kind: 'instruction-limit' });
  assert.equal(cpu.instructions, 1000);
  assert.deepEqual(await vm.run({ maxInstructions: 500, sliceInstructions: 100 }), { kind: 'instruction-limit' });
  assert.equal(cpu.instructions, 1500);
});

test('limits that are no numbers are the host’s mistake, not a run without end', async () => {
  const { vm } = machine([]);
  for (const options of [
    { maxInstructions: NaN },
    { maxInstructions: -1 },
    { sliceInstructions: NaN },
    { sliceInstructions: 0 },
  ]) {
    await assert.rejects(vm.run({ ...options, isTimeUp: () => true }), { name: 'HvError', code: 'invalid-argument' });
  }
  assert.deepEqual(await vm.run({ maxInstructions: 0 }), { kind: 'instruction-limit' });
});

test('time limit is looked at between slices', async () => {
  const { vm } = machine([]);
  let slices = 0;
  const stop = await vm.run({ sliceInstructions: 100, isTimeUp: () => ++slices === 3 });
  assert.equal(stop.kind, 'time-limit');
  assert.equal(vm.vcpus[0].instructions, 300);
});

test('HLT skips to the next timer, and the counter goes along', async () => {
  const hlt: Step = () => ({ kind: 'hlt' });
  const { vm, cpu } = machine([hlt, halt]);
  let fired = -1;
  vm.clock.at(5_000_000, () => {
    fired = vm.clock.now();
  });
  assert.equal((await vm.run()).kind, 'halted');
  assert.equal(fired, 5_000_000);
  assert.equal(cpu.tscBase, 5_000_000n);
});

test('HLT without timers: halted, unless input may come', async () => {
  const hlt: Step = () => ({ kind: 'hlt' });
  assert.equal((await machine([hlt]).vm.run()).kind, 'halted');
  const { vm } = machine([hlt, hlt, halt]);
  const waits: (number | undefined)[] = [];
  const stop = await vm.run({
    sleep: async (ns) => {
      waits.push(ns);
      return waits.length < 2 ? 1000 : undefined;
    },
  });
  assert.equal(stop.kind, 'halted');
  assert.deepEqual(waits, [undefined, undefined]);
  assert.equal(vm.clock.now(), 0, 'virtual time stands still');
});

test('a paced guest waits as long as the host does', async () => {
  const hlt: Step = () => ({ kind: 'hlt' });
  const { vm, cpu } = machine([hlt, hlt, hlt, halt]);
  let fired = -1;
  vm.clock.at(5000, () => {
    fired = vm.clock.now();
  });
  const waits: (number | undefined)[] = [];
  const sleep = async (ns: number | undefined): Promise<number> => waits.push(ns) * 2000;
  assert.equal((await vm.run({ sleep, paceIdle: true })).kind, 'halted');
  // 2000 ns, then 4000 of which only 3000 are left to the timer, then without a timer all of 6000.
  assert.deepEqual(waits, [5000, 3000, undefined]);
  assert.equal(fired, 5000);
  assert.equal(vm.clock.now(), 11_000);
  assert.equal(cpu.tscBase, 11_000n);
});

test('a timer ends the run of the processor in time', async () => {
  const { vm, cpu } = machine([]);
  vm.clock.at(2000, () => vm.stop());
  assert.equal((await vm.run()).kind, 'requested');
  assert.equal(cpu.budgets[0], 100);
});

test('the board’s ways to end a run', async () => {
  // biome-ignore format: a matrix
  const cases = [
    [0x64, 1, 0xfe, 'reset'],
    [0x604, 2, (5 << 10) | (1 << 13), 'power-off'],
    [0xf4, 1, 16, 'debug-exit'],
  ] as const;
  for (const [port, size, value, kind] of cases) {
    const { vm, cpu } = machine(
      [
        () => {
          vm.machine.boards[0].writePort(port, size, value);
          return { kind: 'limit' };
        },
      ],
      { debugExit: true },
    );
    const stop = await vm.run();
    assert.equal(stop.kind, kind);
    if (stop.kind === 'debug-exit') assert.equal(stop.status, 33);
    assert.ok(cpu.log.includes('request'));
  }
});

test('exits that end a run', async () => {
  const cases: readonly (readonly [VcpuExit, string])[] = [
    [{ kind: 'triple-fault' }, 'triple-fault'],
    [{ kind: 'failure', message: 'm' }, 'failure'],
    [{ kind: 'unknown', reason: 5, qualification: 0 }, 'failure'],
    [{ kind: 'spp-misconfiguration', gpa: 0 }, 'failure'],
    [{ kind: 'ept-misconfiguration', gpa: 0 }, 'failure'],
    [{ kind: 'out-of-memory', gpa: 0 }, 'failure'],
  ];
  for (const [exit, kind] of cases) assert.equal((await machine([() => exit]).vm.run()).kind, kind);
});

test('two runs at once, or a run after dispose(), are the host’s mistake', async () => {
  const { vm } = machine([]);
  const first = vm.run({ maxInstructions: 10, sliceInstructions: 5, onSlice: () => Promise.resolve() });
  await assert.rejects(vm.run(), { code: 'bad-state' });
  await first;
  vm.dispose();
  await assert.rejects(vm.run(), { code: 'bad-state' });
});

test('dispose() between two slices of a run ends it', async () => {
  const { vm } = machine([]);
  let slices = 0;
  const onSlice = (): void => {
    if (++slices === 1) vm.dispose();
    else if (slices > 3) throw new Error('the run goes on');
  };
  const stop = await vm.run({ sliceInstructions: 5, onSlice });
  assert.deepEqual(stop, { kind: 'failure', message: 'the VM was disposed of' });
});

test('a handler that throws leaves nothing behind for the next run', async () => {
  const { vm, cpu } = machine([
    (vcpu) => {
      vcpu.write = { gpa: 0x1000, bytes: [1] };
      return { kind: 'protected-write', gpa: 0x1000, gla: undefined, size: 1, instructionLength: 0 };
    },
    () => {
      cpu.log.length = 0;
      vm.defer(() => {});
      assert.deepEqual(cpu.log, ['request']);
      return { kind: 'triple-fault' };
    },
  ]);
  vm.guards.add({ gpa: 0x1000, length: 1, name: 'g', verdict: 'deny' });
  vm.onEvent = () => {
    throw new Error('of the handler');
  };
  await assert.rejects(vm.run(), /of the handler/);
  assert.equal((await vm.run()).kind, 'triple-fault');
});

test('a source of time that is none is refused', () => {
  for (const time of ['host', {}, { hostNs: 1 }]) {
    assert.throws(() => machine([], { time: time as unknown as 'virtual' }), {
      code: 'invalid-argument',
      message: /^time: expected 'virtual' or a function hostNs, got /,
    });
  }
});

test('console bytes reach COM1, and its output the owner', () => {
  const output: number[] = [];
  const { vm } = machine([], { onConsole: (byte) => output.push(byte) });
  vm.machine.boards[0].writePort(0x3f8, 1, 0x41);
  assert.deepEqual(output, [0x41]);
  vm.machine.boards[0].writePort(0x3fc, 1, 2); // RTS
  assert.equal(vm.sendConsole(Uint8Array.of(0x42)), 1);
  assert.equal(vm.machine.boards[0].readPort(0x3fd, 1) & 1, 1);
  assert.equal(vm.machine.boards[0].readPort(0x3f8, 1), 0x42);
});

test('CPUID and MSRs of the board', () => {
  const { vm } = machine([]);
  const out = new Uint32Array(4);
  vm.machine.boards[0].cpuid(1, 0, 0, 0, out);
  assert.equal((out[3] >>> 9) & 1, 1);
  const value = new Uint32Array(2);
  assert.ok(vm.machine.boards[0].readMsr(0x1b, value));
  assert.deepEqual([...value], [0xfee0_0900, 0]);
  assert.ok(vm.machine.boards[0].writeMsr(0x1b, 0xfed0_0900, 0));
  assert.ok(vm.machine.pc.mmio[0].covers(0xfed0_0020));
  assert.ok(!vm.machine.pc.mmio[0].covers(0xfee0_0020));
  assert.ok(vm.machine.boards[0].writeMsr(0x1b, 0, 0));
  vm.machine.boards[0].cpuid(1, 0, 0, 0, out);
  assert.equal((out[3] >>> 9) & 1, 0);
  assert.ok(!vm.machine.boards[0].readMsr(0x1234, value));
});

test('in a long slice the host gets its moments and its time limit, and the slice stays as long as it is', async () => {
  let steps = 0;
  const slow: Step = (cpu) => {
    cpu.instructions += cpu.budgets[cpu.budgets.length - 1];
    if (++steps < 400) cpu.script.push(slow);
    return { kind: 'limit' };
  };
  const { vm, cpu } = machine([slow]);
  const breaths: number[] = [];
  const slices: number[] = [];
  const stop = await vm.run({
    sliceInstructions: 1_000_000,
    breathe: () => {
      breaths.push(cpu.instructions);
      return breaths.length === 2 ? new Promise((resolve) => setImmediate(resolve)) : undefined;
    },
    onSlice: () => void slices.push(cpu.instructions),
    isTimeUp: () => cpu.instructions > 1_200_000,
  });
  assert.deepEqual(stop, { kind: 'time-limit' });
  assert.deepEqual(slices, [1_000_000]);
  assert.deepEqual(breaths.slice(0, 3), [50_000, 100_000, 150_000]);
  assert.equal(cpu.instructions, 1_250_000);
});

test('a signal that comes in such a moment ends the run there', async () => {
  const slow: Step = (cpu) => {
    cpu.instructions += cpu.budgets[cpu.budgets.length - 1];
    if (cpu.instructions < 10_000_000) cpu.script.push(slow);
    return { kind: 'limit' };
  };
  const { vm, cpu } = machine([slow]);
  const stop = await vm.run({
    breathe: async () => {
      if (cpu.instructions >= 150_000) vm.stop();
    },
  });
  assert.deepEqual(stop, { kind: 'requested' });
  assert.equal(cpu.instructions, 150_000);
});
