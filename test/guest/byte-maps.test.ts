// Byte maps: writes beside guarded bytes stay in the processor from the second on, and only those. What is guarded, what a
// vector denies, what a log waits for and what is not understood exits.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { SoftEngine } from '../../src/engine/soft/soft-engine.ts';
import type { SoftVcpu } from '../../src/engine/soft/soft-vcpu.ts';
import { decideAccess } from '../../src/mmu/walk.ts';
import { AREA } from '../../src/spec/state/layout.ts';
import { EXIT_REASON } from '../../src/spec/vmx/exit.ts';
import type { Vm, VmOptions } from '../../src/vm/vm.ts';
import {
  type Assembler,
  byte,
  dword,
  EAX,
  EBX,
  ECX,
  EDX,
  mem,
  oword,
  qword,
  RAX,
  RBX,
  RDI,
  RSP,
  word,
  XMM0,
} from '../support/assembler.ts';
import { sourcePath } from '../support/path.ts';
import { FLAT_CODE, flatGuest, noEngine, runToEnd } from '../support/vm-guest.ts';

const PAGE = 0x20_0000;
const GFN = PAGE / 4096;
/** Guarded bytes of the page; sub-page 4. */
const GUARD = 0x208;
const TIMES = 100;

/** Make stores TIMES times, with 4 guarded bytes at GUARD. */
async function repeat(
  stores: (a: Assembler) => void,
  options: { vm?: Partial<VmOptions>; prepare?: (vm: Vm) => void; times?: number } = {},
): Promise<Vm> {
  const vm = flatGuest((a) => {
    a.mov(EBX, PAGE)
      .mov(EDX, options.times ?? TIMES)
      .mov(EAX, 0x4433_2211)
      .label('again');
    stores(a);
    a.dec(EDX).jne('again').cli().hlt();
  }, options.vm);
  vm.vcpus[0].setRegisters({ cr4: vm.vcpus[0].getRegisters().cr4 | 0x200n });
  vm.guards.add({ gpa: PAGE + GUARD, length: 4, name: 'guard', verdict: 'deny' });
  options.prepare?.(vm);
  assert.equal((await runToEnd(vm)).kind, 'halted');
  return vm;
}
/** Counters of the page: [silent, let through, judged, false sharing]. */
function counts(vm: Vm, gfn = GFN): number[] {
  const found = vm.storeCounts().find((page) => page.gfn === gfn);
  return found === undefined ? [] : [found.silent, found.letThrough, found.judged, found.falseSharing];
}
/** Host-physical memory, as words. */
function hostWords(vm: Vm): Uint32Array {
  return new Uint32Array((vm.vcpus[0] as SoftVcpu).processor.memory.buffer, AREA.HOST_PHYS);
}
const violations = (vm: Vm): number => (vm.vcpus[0] as SoftVcpu).exits.get(EXIT_REASON.EPT_VIOLATION) ?? 0;

// biome-ignore format: a table
const KINDS: readonly (readonly [name: string, store: (a: Assembler) => void, silent: number, through: number, judged: number, falseSharing: number])[] = [
  ['a byte before the guard',   (a) => a.mov(byte(RBX, 0x207), 1),           0, 99, 1, 100],
  ['a byte behind it',          (a) => a.mov(byte(RBX, 0x20c), 1),           0, 99, 1, 100],
  ['its first byte',            (a) => a.mov(byte(RBX, 0x208), 1),           0, 0, 100, 0],
  ['its last byte',             (a) => a.mov(byte(RBX, 0x20b), 1),           0, 0, 100, 0],
  ['a word that ends before it', (a) => a.mov(word(RBX, 0x206), 1),          0, 99, 1, 100],
  ['a word that reaches in',    (a) => a.mov(word(RBX, 0x207), 1),           0, 0, 100, 0],
  ['a quadword that ends before it', (a) => a.mov(qword(RBX, 0x200), 1),     0, 99, 1, 100],
  ['a quadword that reaches in', (a) => a.mov(qword(RBX, 0x201), 1),         0, 0, 100, 0],
  ['16 bytes that end before it', (a) => a.movups(oword(RBX, 0x1f8), XMM0),  0, 99, 1, 100],
  ['16 bytes that reach in',    (a) => a.movups(oword(RBX, 0x1f9), XMM0),    0, 0, 100, 0],
  ['the end of its sub-page and the next one', (a) => a.mov(dword(RBX, 0x27e), 1), 0, 99, 1, 100],
  ['another sub-page',          (a) => a.mov(dword(RBX, 0x300), 1),          100, 0, 0, 0],
  ['add, locked',               (a) => a.lock().add(dword(RBX, 0x210), 1),   0, 99, 1, 100],
  ['cmpxchg that fails',        (a) => a.mov(EAX, -1).cmpxchg(dword(RBX, 0x210), ECX), 0, 99, 1, 100],
  ['push',                      (a) => a.lea(RSP, mem(RBX, 0x220)).push(RAX), 0, 99, 1, 100],
  ['rep stosb',                 (a) => a.mov(ECX, 8).lea(RDI, mem(RBX, 0x220)).rep().stosb(), 0, 799, 1, 800],
];
for (const [name, store, silent, through, judged, falseSharing] of KINDS) {
  test(`${name}: exits ${judged} of ${silent + through + judged}`, { skip: noEngine }, async () => {
    const vm = await repeat(store);
    assert.deepEqual(counts(vm), [silent, through, judged, falseSharing]);
    const without = await repeat(store, { vm: { byteMaps: false } });
    assert.deepEqual(counts(without), [silent, 0, through + judged, falseSharing]);
    assert.deepEqual(vm.memory.read(PAGE, 4096), without.memory.read(PAGE, 4096));
    assert.equal(violations(without) - violations(vm), through);
    assert.deepEqual(vm.memory.read(PAGE + GUARD, 4), new Uint8Array(4));
  });
}

test('the same in code that is hot enough to be translated', { skip: noEngine }, async () => {
  const times = 20_000;
  const engine = new SoftEngine(readFileSync(sourcePath('dist/core.wasm')), { jit: { heat: 2, period: 50 } });
  for (const [name, store, , through] of KINDS) {
    if (through === 0) continue; // the ones that exit each time take long
    const vm = await repeat(store, { times, vm: { engine } });
    const [, letThrough, judged, falseSharing] = counts(vm);
    assert.ok(vm.statistics()['translatedRegions'] > 0, name);
    const perRound = (through + 1) / TIMES;
    assert.deepEqual([letThrough, judged, falseSharing], [times * perRound - 1, 1, times * perRound], name);
    vm.dispose();
  }
});

test('a store over two pages is let through or judged on each', { skip: noEngine }, async () => {
  const code = (a: Assembler): void => void a.mov(dword(RBX, 0xffe), 1);
  const prepare = (vm: Vm): void => {
    vm.guards.add({ gpa: PAGE + 0xf80, length: 2, name: 'below', verdict: 'deny' });
    vm.guards.add({ gpa: PAGE + 0x1010, length: 2, name: 'above', verdict: 'deny' });
  };
  const vm = await repeat(code, { prepare });
  // The first exit makes both maps: the emulator judges both pieces.
  assert.deepEqual(counts(vm), [0, 99, 1, 100]);
  assert.deepEqual(counts(vm, GFN + 1), [0, 99, 1, 100]);
  // The upper piece meets a guard each time: then nothing was let through below, and each piece counts once.
  const denied = await repeat((a) => a.mov(qword(RBX, 0xffc), -1), {
    prepare(guest) {
      prepare(guest);
      guest.guards.add({ gpa: PAGE + 0x1003, length: 1, name: 'hit', verdict: 'deny' });
    },
  });
  assert.deepEqual(counts(denied), [0, 0, 100, 100]);
  assert.deepEqual(counts(denied, GFN + 1), [0, 0, 100, 0]);
  assert.deepEqual([...denied.memory.read(PAGE + 0xffc, 8)], [255, 255, 255, 255, 255, 255, 255, 0]);
});

test('a guard that is added while the guest runs is in force at once', { skip: noEngine }, async () => {
  const vm = await repeat((a) => a.mov(mem(RBX, 0x20c), EDX), {
    prepare(guest) {
      guest.guards.add({
        gpa: PAGE + 0x800,
        length: 4,
        name: 'trigger',
        verdict: ({ new: value }) => {
          if (value[0] === 50) {
            guest.defer(() => guest.guards.add({ gpa: PAGE + 0x20f, length: 1, name: 'late', verdict: 'deny' }));
          }
          return 'allow';
        },
      });
    },
    times: 100,
  });
  assert.equal(vm.guards.findGuards(PAGE + 0x20f, 1).length, 0, 'nobody wrote the trigger');
  const added = await repeat((a) => a.mov(mem(RBX, 0x800), EDX).mov(mem(RBX, 0x20c), EDX), {
    prepare(guest) {
      guest.guards.add({
        gpa: PAGE + 0x800,
        length: 4,
        name: 'trigger',
        verdict: ({ new: value }) => {
          if (value[0] === 50) {
            guest.defer(() => guest.guards.add({ gpa: PAGE + 0x20f, length: 1, name: 'late', verdict: 'deny' }));
          }
          return 'allow';
        },
      });
    },
  });
  const [late] = added.guards.findGuards(PAGE + 0x20f, 1);
  // EDX counts from 100 down to 1; 50 of them come with the guard in force.
  assert.deepEqual([late.writes, late.refused], [50, 50]);
  // All stores to the page: 100 to the trigger, 50 beside the guard (the first exits), 50 at the late one.
  assert.deepEqual(counts(added), [0, 49, 151, 50]);
});

test('what a vector of the owner denies is not let through', { skip: noEngine }, async () => {
  const vm = await repeat((a) => a.mov(dword(RBX, 0x240), 1), {
    prepare(guest) {
      guest.setSubPageAccess(GFN, Uint32Array.of(0xffff_ffef)); // sub-page 4 again
      guest.guards.vectorVerdict = 'deny';
    },
  });
  assert.deepEqual(counts(vm), [0, 0, 100, 0]);
  assert.deepEqual([...vm.memory.read(PAGE + 0x240, 4)], [0, 0, 0, 0]);
});

test('a log of sub-pages learns of the first write, and of the first after each look', { skip: noEngine }, async () => {
  const looks: unknown[] = [];
  const vm = await repeat((a) => a.mov(dword(RBX, 0x240), 1).mov(dword(RBX, 0x800), EDX), {
    prepare(guest) {
      guest.space.dirty.start(0, 'sub-page');
      guest.guards.add({
        gpa: PAGE + 0x800,
        length: 4,
        name: 'clock',
        verdict: ({ new: value }) => {
          if (value[0] % 25 === 0) {
            guest.defer(() => looks.push(guest.space.dirty.takePieces(0).filter(({ page }) => page === GFN)));
          }
          return 'allow';
        },
      });
    },
  });
  const both = [{ page: GFN, pieces: (1 << 4) | (1 << 16) }];
  assert.deepEqual(looks, [both, both, both, both]);
  // Between two looks two stores exit: the first makes the piece known, the second the map.
  const [, through, , falseSharing] = counts(vm);
  assert.equal(falseSharing, TIMES);
  assert.ok(through >= TIMES - 12, `${through} let through`);
});

test('a damaged entry denies, and the exit that it brings about repairs it', { skip: noEngine }, async () => {
  for (const damage of [0, 2, 0x1ff, 0xffff_f001, 0xe01]) {
    const vm = await repeat((a) => a.mov(byte(RBX, 0x200), 1), { times: 1 });
    const { processor } = vm.vcpus[0] as SoftVcpu;
    const words = hostWords(vm);
    const again = async (): Promise<number[]> => {
      processor.halted = false;
      vm.vcpus[0].setRegisters({ rip: BigInt(FLAT_CODE) });
      assert.equal((await runToEnd(vm)).kind, 'halted');
      return counts(vm);
    };
    let table = vm.space.byteMapPointer;
    for (let level = 4; level > 1; level--) {
      table = words[(table + (Math.floor(GFN / 512 ** (level - 1)) % 512) * 8) / 4] - 1;
    }
    const entry = (table + (GFN % 512) * 8) / 4;
    assert.equal(words[entry] & 1, 1, 'there is a map');
    words[entry] = damage;
    processor.invept();
    assert.deepEqual(await again(), [0, 0, 2, 2], `entry 0x${damage.toString(16)}`);
    assert.deepEqual(await again(), [0, 1, 2, 3], `entry 0x${damage.toString(16)}`);
  }
});

test('judged by the first byte only, as another emulator does, nothing is let through', {
  skip: noEngine,
}, async () => {
  const vm = await repeat((a) => a.mov(byte(RBX, 0x200), 1), { vm: { straddleFirstOnly: true } });
  assert.deepEqual(counts(vm), [0, 0, 100, 100]);
});

test('the tables say "denied" to every other reader: byte maps change no decision of EPT and SPPT', {
  skip: noEngine,
}, async () => {
  const vm = await repeat((a) => a.mov(byte(RBX, 0x200), 1));
  const words = hostWords(vm);
  const decision = decideAccess({ read32: (hpa: number) => words[hpa / 4] }, vm.space.controls, {
    gpa: PAGE + 0x200,
    op: 'write',
    size: 1,
  });
  assert.equal(decision.outcome, 'ept-violation');
});

test('code beside guarded bytes changes under the processor', { skip: noEngine }, async () => {
  const vm = flatGuest((a) => {
    a.mov(EBX, PAGE).mov(dword(RBX, 0x240), 0x90c3_01b0).mov(dword(RBX, 0x240), 0x90c3_01b0); // MOV AL, 1; RET
    a.lea(RDI, mem(RBX, 0x240)).call(RDI).mov(EDX, EAX).mov(byte(RBX, 0x241), 2).call(RDI).cli().hlt();
  });
  vm.guards.add({ gpa: PAGE + GUARD, length: 4, name: 'guard', verdict: 'deny' });
  await runToEnd(vm);
  const { rax, rdx } = vm.vcpus[0].getRegisters();
  assert.deepEqual([rdx & 0xffn, rax & 0xffn], [1n, 2n]);
  assert.deepEqual(counts(vm), [0, 2, 1, 3]);
});

test('FXSAVE, in one page and over two, is let through beside guarded bytes and not over them', {
  skip: noEngine,
}, async () => {
  const cases = [
    [0x20_0010, PAGE, 'beside'],
    [0x20_0180, PAGE + GUARD, 'over'],
  ] as const;
  for (const [at, first, where] of cases) {
    const vm = await repeat((a) => a.lea(RDI, mem(RBX, at - PAGE)).db(0x0f, 0xae, 0x07), {
      prepare: (guest) => void guest.guards.add({ gpa: first, length: 1, name: 'first', verdict: 'deny' }),
      times: 10,
    });
    const [, through, judged, falseSharing] = counts(vm);
    if (where === 'beside') assert.ok(judged <= falseSharing && through > 0, `${through} through, ${judged} judged`);
    else assert.ok(falseSharing < judged, 'the guarded bytes are met each time');
  }
});

test('the frame of an exception on a stack beside guarded bytes', { skip: noEngine }, async () => {
  const vm = flatGuest((a) => {
    a.mov(EBX, PAGE).mov(EDX, 10).label('again').lea(RSP, mem(RBX, 0x278)).int(0x20).label('next');
    a.dec(EDX).jne('again').cli().hlt();
    a.align(16).label('handler').add(dword(RBX, 0x800), 1).iretq();
  });
  const handler = handlerOf(vm);
  const idt = new DataView(new ArrayBuffer(16 * 64));
  idt.setUint16(16 * 32, handler & 0xffff, true);
  idt.setUint16(16 * 32 + 2, 8, true);
  idt.setUint16(16 * 32 + 4, 0x8e00, true);
  idt.setUint16(16 * 32 + 6, handler >>> 16, true);
  vm.memory.write(0x15_0000, new Uint8Array(idt.buffer), { force: true });
  const gdt = new BigUint64Array([0n, 0x00af_9b00_0000_ffffn, 0x00cf_9300_0000_ffffn]);
  vm.memory.write(0x15_1000, new Uint8Array(gdt.buffer), { force: true });
  vm.vcpus[0].setRegisters({ idtr: { base: 0x15_0000n, limit: 1023 }, gdtr: { base: 0x15_1000n, limit: 23 } });
  vm.guards.add({ gpa: PAGE + GUARD, length: 4, name: 'guard', verdict: 'deny' });
  assert.equal((await runToEnd(vm)).kind, 'halted');
  assert.equal(vm.memory.read(PAGE + 0x800, 1)[0], 10);
  // Five pushes each, of which the first exits: it is carried out, and so is the rest of its delivery.
  const [, through, judged, falseSharing] = counts(vm);
  assert.equal(falseSharing, 50);
  assert.ok(through >= 45, `${through} let through, ${judged} judged`);
});

/** Where the handler of the test above is: behind ADD's encoding. */
function handlerOf(vm: Vm): number {
  const code = Buffer.from(vm.memory.read(FLAT_CODE, 256));
  return FLAT_CODE + code.indexOf(Buffer.from([0x83, 0x83, 0x00, 0x08, 0, 0, 1]));
}
