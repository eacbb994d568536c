// EPT accessed and dirty flags on the core: dirty logs and access tracking without an exit, with guards in force.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { planFlat } from '../../src/boot/flat.ts';
import { SoftEngine } from '../../src/engine/soft/soft-engine.ts';
import { DIRTY_LOG_MODES } from '../../src/memory/dirty-log.ts';
import { Vm } from '../../src/vm/vm.ts';
import {
  AL,
  type Assembler,
  dword,
  EAX,
  EDI,
  mem,
  oword,
  qword,
  RAX,
  RDI,
  RSP,
  XMM0,
  XMM1,
} from '../support/assembler.ts';
import { sourcePath } from '../support/path.ts';
import { flatGuest } from '../support/vm-guest.ts';

const WASM = sourcePath('dist/core.wasm');
const skip = existsSync(WASM) ? false : 'dist/core.wasm is not built';
const MIB = 1 << 20;
const CODE = 0x1_0000;
const SLOT = 0x1000_0000;
const SLOT_GFN = SLOT / 4096;
/** mov [rdi], rbx; mov al, 1; out 0xf4, al — and a read: mov rbx, [rdi]. */
const CODE_BYTES = [0x48, 0x89, 0x1f, 0xb0, 1, 0xe6, 0xf4, 0xf4, 0x48, 0x8b, 0x1f, 0xb0, 1, 0xe6, 0xf4, 0xf4];

function make() {
  const vm = new Vm({
    engine: new SoftEngine(readFileSync(WASM)),
    memoryBytes: 16 * MIB,
    debugExit: true,
    accessedDirty: true,
  });
  const plan = { image: Uint8Array.from(CODE_BYTES), commandLine: '', memoryBytes: 16 * MIB };
  vm.boot(planFlat(plan, { address: CODE }));
  vm.space.addSlot({ id: 7, gpa: SLOT, size: 8 * 4096 });
  const access = async (op: 'write' | 'read', gpa: number): Promise<number | undefined> => {
    vm.vcpus[0].setRegisters({ rip: BigInt(op === 'write' ? CODE : CODE + 8), rdi: BigInt(gpa), rbx: 0x55n });
    const stop = await vm.run();
    if (stop.kind === 'protected-write') return stop.gpa;
    assert.equal(stop.kind, 'debug-exit');
    return undefined;
  };
  return { vm, access };
}

test('dirty log by the processor’s flags: permitted writes are in it without an exit, denied ones and reads are not', {
  skip,
}, async () => {
  const { vm, access } = make();
  const { dirty, counters } = vm.space;
  vm.setSubPageAccess(SLOT_GFN, Uint32Array.of(0xffff_fffd));
  for (const page of [0, 1, 2, 3]) await access('write', SLOT + page * 4096);
  dirty.start(7, 'dirty-flag');
  assert.deepEqual(dirty.takePieces(7), []);
  for (let round = 0; round < 3; round++) {
    const before = counters.violations;
    assert.equal(await access('write', SLOT), undefined);
    assert.equal(await access('read', SLOT + 4096), undefined);
    assert.equal(await access('write', SLOT + 2 * 4096), undefined);
    assert.equal(counters.violations, before, 'no exit');
    assert.deepEqual([...dirty.take(7)], [0b101]);
    assert.equal(await access('write', SLOT + 128), SLOT + 128);
    assert.deepEqual([...dirty.take(7)], [0], 'a denied write');
  }
});

const PAGE = SLOT + 4096;
const [IDT, GDT, END] = [0x4000, 0x5000, 0x6000];
/** An interrupt gate for vector 3 and a segment of 64-bit code, both for what is at END: OUT 0xF4, AL. */
const TABLES = [
  [IDT + 3 * 16, [END & 0xff, END >> 8, 8, 0, 0, 0x8e, 0, 0]],
  [GDT + 8, [0xff, 0xff, 0, 0, 0, 0x9b, 0xaf, 0]],
  [END, [0xe6, 0xf4]],
] as const;
/** Instructions that write to SLOT's first page and to PAGE behind it, and which of the two is denied. */
// biome-ignore format: a table
const OVER_TWO_PAGES: readonly (readonly [name: string, denied: 0 | 1, code: (a: Assembler) => void])[] = [
  ['MOV',              1, (a) => a.mov(qword(PAGE - 4), RAX)],
  ['MOV, first page',  0, (a) => a.mov(qword(PAGE - 4), RAX)],
  ['INC',              1, (a) => a.inc(qword(PAGE - 4))],
  ['LOCK XADD',        1, (a) => a.lock().xadd(dword(PAGE - 2), EAX)],
  ['MOVUPS',           1, (a) => a.movups(oword(PAGE - 8), XMM0)],
  ['FXSAVE',           1, (a) => a.fxsave(mem(PAGE - 256))],
  ['FST',              1, (a) => a.fninit().fldz().fst(qword(PAGE - 4))],
  ['MASKMOVDQU',       1, (a) => a.mov(RDI, PAGE - 8).pcmpeqb(XMM1, XMM1).psllw(XMM1, 8).maskmovdqu(XMM0, XMM1)],
  ['STOSQ',            1, (a) => a.mov(RDI, PAGE - 4).stosq()],
  ['PUSH',             1, (a) => a.mov(RSP, PAGE + 4).push(RAX)],
  ['ENTER',            0, (a) => a.mov(RSP, PAGE + 8).enter(16, 1)],
  ['far CALL',         1, (a) => a.mov(RSP, PAGE + 8).mov(EDI, 'far').db(0x48, 0xff, 0x1f)],
  ['INT 3',            1, (a) => a.mov(RSP, PAGE + 16).int3()],
  ['INT 3, last push', 0, (a) => a.mov(RSP, PAGE + 16).int3()],
];

const CASES = DIRTY_LOG_MODES.flatMap((mode) => OVER_TWO_PAGES.map((row) => [mode, ...row] as const));
for (const [mode, name, denied, code] of CASES) {
  test(`${mode}: ${name} over two pages, one of which denies it: no byte changes, no page is dirty`, {
    skip,
  }, async () => {
    const vm = flatGuest(
      (a) => {
        a.mov(qword(SLOT + 0x800), RAX)
          .mov(qword(PAGE + 0x800), RAX)
          .out(0xf4, AL);
        a.mov(RAX, -2);
        code(a);
        a.out(0xf4, AL);
        a.label('far').dq(END).dw(8);
      },
      { accessedDirty: true },
    );
    vm.space.addSlot({ id: 7, gpa: SLOT, size: 2 * 4096 });
    for (const [at, bytes] of TABLES) vm.memory.write(at, Uint8Array.from(bytes), { force: true });
    vm.vcpus[0].setRegisters({ idtr: { base: BigInt(IDT), limit: 0xfff }, gdtr: { base: BigInt(GDT), limit: 15 } });
    assert.equal((await vm.run()).kind, 'debug-exit');
    vm.setSubPageAccess(SLOT_GFN + denied, Uint32Array.of(0));
    vm.space.dirty.start(7, mode);
    const before = vm.memory.read(SLOT, 2 * 4096);
    const stop = await vm.run();
    assert.equal(stop.kind, 'protected-write');
    assert.deepEqual([...vm.space.dirty.take(7)], [0]);
    assert.deepEqual(vm.memory.read(SLOT, 2 * 4096), before);
    // The owner opens the page: both are written, and both are dirty.
    vm.setSubPageAccess(SLOT_GFN + denied, Uint32Array.of(0xffff_ffff));
    assert.equal((await vm.run()).kind, 'debug-exit');
    assert.deepEqual([...vm.space.dirty.take(7)], [0b11]);
    vm.dispose();
  });
}

test('access tracking by the processor’s flags takes no right away', { skip }, async () => {
  const { vm, access } = make();
  vm.setSubPageAccess(SLOT_GFN, Uint32Array.of(0xffff_fffd));
  for (const page of [0, 1, 2]) await access('write', SLOT + page * 4096);
  vm.space.accessed.take(SLOT_GFN, 8);
  const before = vm.space.counters.violations;
  await access('read', SLOT + 4096);
  await access('write', SLOT);
  assert.deepEqual([[...vm.space.accessed.take(SLOT_GFN, 8)], vm.space.counters.violations], [[0b11], before]);
  assert.equal(await access('write', SLOT + 128), SLOT + 128);
});
