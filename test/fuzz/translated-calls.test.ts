// Calls, returns and jumps through tables, interpreted and translated: functions that call each other, return addresses that are
// changed on the stack, code that is patched while it is called. Registers, memory and counts must be the same.
// `SUBPAGE_SEED` repeats a run, `SUBPAGE_RUNS` sets how many programs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { SoftEngine } from '../../src/engine/soft/soft-engine.ts';
import {
  type Assembler,
  byte,
  EAX,
  EBX,
  ECX,
  EDX,
  qword,
  R8,
  R9,
  RAX,
  RBX,
  RCX,
  RDX,
  RSP,
} from '../support/assembler.ts';
import { runsOf, seedOfRun } from '../support/random.ts';
import { builtEngine, loadFlat, noEngine, vmGuest } from '../support/vm-guest.ts';

const FUNCTIONS = 6;
const REGISTERS = [EAX, EBX, ECX, EDX];
const WIDE = [RAX, RBX, RCX, RDX];
const ROUNDS = 200;

/** R8 counts down at each call and ends recursion. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('call' as const), to: fc.nat(FUNCTIONS - 1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('indirect' as const), to: fc.nat(FUNCTIONS - 1) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('add' as const), to: fc.nat(3), from: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('save' as const), to: fc.nat(3) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('leave if' as const), to: fc.nat(3), bit: fc.nat(7) }) },
  /** A jump through a table to one of four cases, which add something else each. */
  { weight: 2, arbitrary: fc.record({ do: fc.constant('switch' as const), to: fc.nat(3), bit: fc.nat(5) }) },
  /** The caller's next instruction, a NOP, is left out. */
  { weight: 1, arbitrary: fc.record({ do: fc.constant('return behind' as const), bit: fc.nat(3) }) },
  /** A NOP behind a call becomes XCHG EAX, EBX, or a NOP again. */
  { weight: 1, arbitrary: fc.record({ do: fc.constant('patch' as const), to: fc.nat(FUNCTIONS - 1), bit: fc.nat(3) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function assemble(functions: readonly (readonly Step[])[]): (a: Assembler) => void {
  return (a) => {
    a.mov(EBX, 1).mov(ECX, 2).mov(EDX, 3).mov(EAX, ROUNDS);
    a.label('round').push(RAX).mov(R8, 60).call('f0').nop().pop(RAX).dec(EAX).jne('round').cli().hlt();
    /** NOPs behind calls. */
    const places: string[] = [];
    const tables: string[] = [];
    functions.forEach((steps, index) => {
      a.label(`f${index}`).dec(R8).js(`out${index}`);
      let saved = 0;
      let isBehind = false;
      steps.forEach((one, i) => {
        const next = `f${index}_${i}`;
        switch (one.do) {
          case 'call':
            a.call(`f${one.to}`).label(`behind${index}_${i}`).nop();
            places.push(`behind${index}_${i}`);
            break;
          case 'indirect':
            a.mov(R9, `f${one.to}`).call(R9).nop();
            break;
          case 'add':
            a.add(REGISTERS[one.to]!, REGISTERS[one.from]!);
            break;
          case 'save':
            if (saved === 0) {
              a.push(WIDE[one.to]!);
              saved++;
            } else {
              a.pop(WIDE[one.to]!);
              saved--;
            }
            break;
          case 'switch':
            a.mov(R9, WIDE[one.to]!).shr(R9, one.bit).and(R9, 3).shl(R9, 3).add(R9, `${next}_table`).jmp(qword(R9));
            for (let k = 0; k < 4; k++) {
              a.label(`${next}_${k}`).add(REGISTERS[k]!, 3 * k + 1);
              if (k < 3) a.jmp(`${next}_end`); // the last one runs on
            }
            a.label(`${next}_end`);
            tables.push(next);
            break;
          case 'leave if':
            if (saved === 0) a.test(REGISTERS[one.to]!, 1 << one.bit).jne(`out${index}`);
            break;
          case 'return behind':
            if (saved === 0 && !isBehind)
              a.test(EAX, 1 << one.bit)
                .jne(next)
                .inc(qword(RSP))
                .label(next);
            isBehind ||= saved === 0; // once: there is one byte behind a call
            break;
          case 'patch':
            if (places[one.to] !== undefined)
              a.test(EBX, 1 << one.bit)
                .jne(next)
                .xor(byte(places[one.to]!), 0x90 ^ 0x93)
                .label(next);
            break;
        }
      });
      if (saved > 0) a.pop(WIDE[0]!);
      a.label(`out${index}`).ret();
    });
    a.align(8);
    for (const name of tables) a.label(`${name}_table`).dq(...[0, 1, 2, 3].map((k) => `${name}_${k}`));
  };
}

interface Outcome {
  readonly registers: unknown;
  readonly instructions: number;
  readonly code: string;
}

async function outcome(engine: SoftEngine, write: (a: Assembler) => void): Promise<Outcome> {
  const { vm } = vmGuest({ engine, memoryBytes: 4 << 20 });
  loadFlat(vm, write);
  const stop = await vm.run({ maxInstructions: 5_000_000 });
  assert.equal(stop.kind, 'halted');
  const result = {
    registers: vm.vcpu.getRegisters(),
    instructions: vm.vcpu.instructions,
    code: Buffer.from(vm.memory.read(0x10_0000, 4096)).toString('hex'),
  };
  translated += vm.statistics()['translatedRegions'] ?? 0;
  vm.dispose();
  return result;
}
let translated = 0;

test('functions that call each other do the same, translated or not', { skip: noEngine }, async () => {
  const seed = seedOfRun();
  const numRuns = runsOf(60);
  console.log(`SUBPAGE_SEED=${seed}, ${numRuns} programs`);
  const plain = builtEngine({ jit: false });
  const eager = builtEngine({ jit: { heat: 1, period: 20 } });
  const patient = builtEngine({ jit: { heat: 3, period: 300 } });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { maxLength: 7 }), { minLength: FUNCTIONS, maxLength: FUNCTIONS }),
      async (functions) => {
        const write = assemble(functions);
        const expected = await outcome(plain, write);
        assert.deepEqual(await outcome(eager, write), expected);
        assert.deepEqual(await outcome(patient, write), expected);
      },
    ),
    { seed, numRuns },
  );
  assert.ok(translated > numRuns, `${translated} regions`);
});
