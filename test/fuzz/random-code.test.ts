// Random bytes as a guest: whatever they do, the host lives, the budget holds, guarded bytes stay, and a second run is
// the same. Exceptions go to a handler that starts the code again somewhere else, with pointers around the guards.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TranslatorOptions } from '../../src/jit/translator-options.ts';
import type { VmStop } from '../../src/vm/stop.ts';
import type { Vm } from '../../src/vm/vm.ts';
import { type Assembler, EAX, ECX, mem, qword, RAX, RBP, RBX, RDI, RDX, RSI, RSP } from '../support/assembler.ts';
import { Random, runsOf, seedOfRun } from '../support/random.ts';
import { builtEngine, loadFlat, noEngine, vmGuest } from '../support/vm-guest.ts';

const RUNS = runsOf(40);
const INSTRUCTIONS = 50_000;
const SLICE = 5_000;
/** 64 KiB of random code; the guest's tables; the pages with guards. */
const CODE = 0x20_0000;
const CODE_SIZE = 0x1_0000;
/** Page directory of loadFlat(). */
const DIRECTORY = 0x3000;
const IDT = 0x15_0000;
const GDT = 0x15_1000;
const TSS = 0x15_2000;
const STATE = 0x15_3000;
const HANDLER_STACK = 0x17_0000;
const PAGES = 0x30_0000;
const PAGES_SIZE = 0x4000;

const GUARDS: readonly (readonly [gpa: number, length: number])[] = [
  [PAGES + 0x208, 4],
  [PAGES + 0xff8, 0x10],
  [PAGES + 0x1400, 0x180],
  [PAGES + 0x2fff, 1],
];

/** Goes on at a random place with random pointers: a linear congruential generator in memory. */
function handlers(a: Assembler): void {
  const next = (): Assembler =>
    a.imul(RAX, qword(STATE), 0x343f_d1d5).add(RAX, 0x26_9ec3).mov(qword(STATE), RAX).shr(RAX, 16);
  a.jmp('restart').label('with_error').label('without_error').label('restart');
  for (const register of [RBX, RBP, RSI, RDI, RDX])
    next()
      .and(EAX, PAGES_SIZE - 1)
      .lea(register, mem(RAX, PAGES));
  next().and(EAX, 0xff).mov(ECX, EAX);
  // A frame of its own making: SS, RSP, RFLAGS, CS, RIP.
  a.mov(EAX, HANDLER_STACK).mov(RSP, RAX).push(0x10).push(RDX).push(2).push(8);
  next()
    .and(EAX, CODE_SIZE - 1)
    .add(EAX, CODE)
    .push(RAX);
  next().iretq();
}

/** Opcodes of stores with a ModRM byte, without prefixes, and what follows the address. */
const STORES: readonly (readonly [opcode: readonly number[], immediate: number])[] = [
  [[0x88], 0],
  [[0x89], 0],
  [[0x01], 0],
  [[0x31], 0],
  [[0x87], 0],
  [[0xff], 0],
  [[0xc6], 1],
  [[0xc7], 4],
  [[0x81], 4],
  [[0xd1], 0],
  [[0xd9], 0],
  [[0xdb], 0],
  [[0xdd], 0],
  [[0xdf], 0],
  [[0x0f, 0x11], 0],
  [[0x0f, 0x29], 0],
  [[0x0f, 0x7f], 0],
  [[0x0f, 0xb1], 0],
  [[0x0f, 0xc1], 0],
  [[0x0f, 0xc7], 0],
  [[0x0f, 0xab], 0],
  [[0x0f, 0xae], 0],
  [[0x0f, 0x94], 0],
];
const STRINGS = [0xa4, 0xa5, 0xaa, 0xab, 0x6c] as const;
const PREFIXES = [0x48, 0x66, 0xf0, 0xf2, 0xf3] as const;

function randomCode(random: Random): Uint8Array {
  const bytes: number[] = [];
  while (bytes.length < CODE_SIZE) {
    const kind = random.below(4);
    if (kind === 0) {
      bytes.push(...random.bytes(random.between(1, 8)));
      continue;
    }
    if (random.oneIn(2)) bytes.push(random.pick(PREFIXES));
    if (kind === 1) {
      bytes.push(random.pick(STRINGS));
      continue;
    }
    const [opcode, immediate] = random.pick(STORES);
    // [rBX, rSI, rDI, rBP or rDX + disp8]
    bytes.push(...opcode, 0x40 | (random.below(8) << 3) | random.pick([2, 3, 5, 6, 7]), ...random.bytes(1 + immediate));
  }
  // Without HLT and the debug-exit port, which would end runs soon.
  return Uint8Array.from(bytes.slice(0, CODE_SIZE), (byte) => (byte === 0xf4 ? 0x90 : byte));
}

function makeGuest(seed: number, jit: TranslatorOptions | false): { vm: Vm; pages: Uint8Array } {
  const random = new Random(seed);
  const { vm } = vmGuest({ memoryBytes: 4 << 20, debugExit: false, engine: builtEngine({ jit }) });
  const addressOf = loadFlat(vm, handlers);
  const put = (gpa: number, values: readonly bigint[]): unknown =>
    vm.memory.write(gpa, new Uint8Array(new BigUint64Array(values).buffer), { force: true });
  const idt: bigint[] = [];
  for (let vector = 0; vector < 256; vector++) {
    const to = BigInt(addressOf([8, 10, 11, 12, 13, 14, 17].includes(vector) ? 'with_error' : 'without_error'));
    idt.push((to & 0xffffn) | (8n << 16n) | (0x8e01n << 32n) | ((to >> 16n) << 48n), 0n);
  }
  put(IDT, idt);
  // Only the memory that is there is mapped: elsewhere there is a page fault, and the code goes on.
  put(DIRECTORY + 16, new Array(510).fill(0n));
  put(GDT, [0n, 0x00af_9b00_0000_ffffn, 0x00cf_9300_0000_ffffn]);
  put(TSS, [0n, 0n, 0n, 0n, BigInt(HANDLER_STACK) << 32n, 0n]);
  put(STATE, [random.u64()]);
  const pages = random.bytes(PAGES_SIZE);
  vm.memory.write(PAGES, pages, { force: true });
  vm.memory.write(CODE, randomCode(random), { force: true });
  vm.vcpus[0].setRegisters({
    idtr: { base: BigInt(IDT), limit: 0xfff },
    gdtr: { base: BigInt(GDT), limit: 23 },
    tr: { selector: 0x18, base: BigInt(TSS), limit: 0x67, attributes: 0x8b },
  });
  vm.guards.addAll(GUARDS.map(([gpa, length], i) => ({ gpa, length, name: `guard ${i}`, verdict: 'deny' as const })));
  return { vm, pages };
}

interface Result {
  readonly stop: VmStop;
  readonly instructions: number;
  readonly events: number;
  readonly registers: string;
}
async function runOnce(seed: number, jit: TranslatorOptions | false): Promise<Result> {
  const { vm, pages } = makeGuest(seed, jit);
  const guarded = (gpa: number, length: number): Buffer =>
    Buffer.from(pages.subarray(gpa - PAGES, gpa - PAGES + length));
  vm.onEvent = (event) => {
    for (const [i, old] of event.old.entries()) {
      const gpa = event.gpa + i;
      if (GUARDS.some(([from, length]) => gpa >= from && gpa < from + length)) assert.equal(old, pages[gpa - PAGES]);
    }
  };
  const stop = await vm.run({ maxInstructions: INSTRUCTIONS, sliceInstructions: SLICE });
  if (stop.kind === 'failure') assert.doesNotMatch(stop.message, /core failed|no progress/, stop.message);
  const { instructions } = vm.vcpus[0];
  // A denied write is carried out outside the budget of its slice.
  assert.ok(instructions <= INSTRUCTIONS + SLICE, `${instructions} instructions`);
  for (const [gpa, length] of GUARDS) {
    assert.equal(Buffer.from(vm.memory.read(gpa, length)).toString('hex'), guarded(gpa, length).toString('hex'));
  }
  const registers = JSON.stringify(vm.vcpus[0].getRegisters(), (_, value) =>
    typeof value === 'bigint' ? `${value}` : value,
  );
  assert.equal(vm.statistics()['failedTranslations'], 0);
  const result = { stop, instructions, events: vm.events.count, registers };
  vm.dispose();
  return result;
}

test('random code keeps off guarded bytes, and does the same twice', { skip: noEngine, timeout: 600_000 }, async () => {
  const seed = seedOfRun();
  console.log(`random code: SUBPAGE_SEED=${seed}`);
  const ends = new Map<string, number>();
  let events = 0;
  for (let i = 0; i < RUNS; i++) {
    const result = await runOnce(seed + i, false);
    if (i % 4 === 0) assert.deepEqual(await runOnce(seed + i, false), result, `seed ${seed + i}`);
    // And the same when it is translated.
    if (i % 4 === 1) assert.deepEqual(await runOnce(seed + i, { heat: 2, period: 100 }), result, `seed ${seed + i}`);
    ends.set(result.stop.kind, (ends.get(result.stop.kind) ?? 0) + 1);
    events += result.events;
  }
  console.log(`random code: ${JSON.stringify(Object.fromEntries(ends))}, ${events} denied writes`);
  assert.ok(events > RUNS, 'the guards were met');
});
