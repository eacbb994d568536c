// Guests that try to keep the host busy or to bring it down: run() must come back within its budget, and what the guest
// does to its own tables, stack and descriptors is its own loss.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Vm } from '../../src/vm/vm.ts';
import {
  type Assembler,
  AX,
  byte,
  CR3,
  DR0,
  DR7,
  EAX,
  ECX,
  EDI,
  mem,
  qword,
  RAX,
  RBX,
  RCX,
  RDI,
  RSP,
  SS,
  tbyte,
} from '../support/assembler.ts';
import { FLAT_CODE, flatGuest, noEngine } from '../support/vm-guest.ts';

const BUDGET = 300_000;
const IDT = 0x15_0000;

/** An IDT whose gates all go to one address; `ist` puts them on a stack of the TSS at 0x152000. */
function oneHandler(a: Assembler, handler: string | number, options: { ist?: boolean } = {}): void {
  const loop = 'fill_idt';
  a.mov(EDI, IDT)
    .mov(ECX, 256)
    .label(loop)
    .mov(EAX, handler)
    .mov(RBX, RAX)
    .and(EAX, 0xffff)
    .or(EAX, 8 << 16)
    .mov(mem(RDI), EAX);
  a.mov(RAX, RBX)
    .and(EAX, 0xffff_0000)
    .or(EAX, options.ist === true ? 0x8e01 : 0x8e00)
    .mov(mem(RDI, 4), EAX);
  a.shr(RBX, 32).mov(mem(RDI, 8), RBX).add(RDI, 16).dec(ECX).jne(loop);
  a.mov(RAX, 0xfffn | (BigInt(IDT) << 16n))
    .mov(qword(0x15_4000), RAX)
    .mov(qword(0x15_4008), 0)
    .lidt(tbyte(0x15_4000));
  // GDT: code at 8, data at 0x10, a TSS at 0x18.
  for (const [i, value] of [0n, 0x00af_9b00_0000_ffffn, 0x00cf_9300_0000_ffffn, 0x0000_8915_2000_0067n, 0n].entries()) {
    a.mov(RAX, value).mov(qword(0x15_1000 + 8 * i), RAX);
  }
  a.mov(RAX, 0x27n | (0x15_1000n << 16n))
    .mov(qword(0x15_4000), RAX)
    .lgdt(tbyte(0x15_4000));
  a.mov(qword(0x15_2000 + 36), 0x17_0000)
    .mov(EAX, 0x18)
    .ltr(AX);
}

/** What a guest may end with. */
const LIMIT = ['instruction-limit'];
const CRASH = ['triple-fault'];
const ANY_END = ['instruction-limit', 'triple-fault', 'halted', 'failure'];
type Row = readonly [name: string, code: (a: Assembler) => void, ends: readonly string[]];

// biome-ignore format: a table
const ROWS: readonly Row[] = [
  ['a jump to itself',                       (a) => a.label('l').jmp('l'),                                                        LIMIT],
  ['a handler that faults, on one stack',    (a) => { oneHandler(a, 'h', { ist: true }); a.label('h').ud2(); },                   LIMIT],
  ['a handler that faults, down the stack',  (a) => { oneHandler(a, 'h'); a.label('h').ud2(); },                                  ANY_END],
  ['a handler that divides by zero',         (a) => { oneHandler(a, 'h', { ist: true }); a.label('h').xor(ECX, ECX).div(ECX); },  LIMIT],
  ['a page fault in the page fault’s handler', (a) => { oneHandler(a, 'h', { ist: true }); a.label('h').mov(RAX, 0x7f_ffff_f000n).mov(byte(RAX), 1); }, LIMIT],
  ['a handler that is not there',            (a) => { oneHandler(a, 0x7000_0000, { ist: true }); a.ud2(); },                      ANY_END],
  ['a breakpoint at the handler of #DB',     (a) => { oneHandler(a, 'h', { ist: true }); a.mov(EAX, 'h').mov(DR0, RAX).mov(EAX, 0x401).mov(DR7, RAX).label('h').nop().iretq(); }, LIMIT],
  ['single steps through the handler',       (a) => { oneHandler(a, 'h', { ist: true }); a.pushfq().or(qword(RSP), 0x100).popfq().label('l').jmp('l').label('h').iretq(); }, LIMIT],
  ['no IDT',                                 (a) => a.ud2(),                                                                      CRASH],
  ['an IDT that is not mapped',              (a) => { a.mov(RAX, 0xfffn | (0x4000_0000n << 16n)).mov(qword(0x15_4000), RAX).mov(qword(0x15_4008), 0).lidt(tbyte(0x15_4000)).ud2(); }, CRASH],
  ['an IDT in absent memory',                (a) => { a.mov(RAX, 0xfffn | (0x3000_0000n << 16n)).mov(qword(0x15_4000), RAX).mov(qword(0x15_4008), 0).lidt(tbyte(0x15_4000)).ud2(); }, ANY_END],
  ['a stack in absent memory',               (a) => { oneHandler(a, 'h'); a.mov(EAX, 0x3000_0000).mov(RSP, RAX).label('h').ud2(); }, ANY_END],
  ['a TSS stack that is not canonical',      (a) => { oneHandler(a, 'h', { ist: true }); a.mov(RAX, 0x8000_0000_0000n).mov(qword(0x15_2000 + 36), RAX).label('h').ud2(); }, CRASH],
  ['code in absent memory',                  (a) => a.mov(EAX, 0x3000_0000).jmp(RAX),                                             ANY_END],
  ['code in the local APIC',                 (a) => a.mov(RAX, 0xfee0_0083n).mov(qword(0x3000 + 8 * 0x1f7), RAX).mov(EAX, 0x3ee0_0000).jmp(RAX), ANY_END],
  ['page tables in absent memory',           (a) => a.mov(EAX, 0x3000_0000).mov(CR3, RAX).nop(),                                  ANY_END],
  ['page tables beyond physical addresses',  (a) => a.mov(RAX, 0x7f_ffff_f000n).mov(CR3, RAX).nop(),                              ANY_END],
  ['page tables in the local APIC',          (a) => a.mov(RAX, 0xfee0_0000n).mov(CR3, RAX).nop(),                                 ANY_END],
  ['a page table that is its own',           (a) => { oneHandler(a, 'h', { ist: true }); a.mov(qword(0x1000), 0x1003).mov(EAX, 0x1000).mov(CR3, RAX).label('h').mov(byte(RAX), 1).jmp('h'); }, ANY_END],
  ['code among the page tables',             (a) => a.mov(EAX, 0x2000).jmp(RAX),                                                  ANY_END],
  ['REP over the end of memory',             (a) => a.mov(RCX, -1).mov(EDI, FLAT_CODE + 0x1000).rep().stosb(),                    ANY_END],
  ['REP that overwrites itself',             (a) => a.mov(RCX, -1).mov(EDI, FLAT_CODE).mov(EAX, 0x90).rep().stosb(),              ANY_END],
  ['REP OUTSB to the serial port',           (a) => a.mov(RCX, -1).mov(EAX, 0x3f8).db(0x89, 0xc2).rep().outsb(),                  ANY_END],
  ['SS loads without end',                   (a) => { oneHandler(a, 'l'); a.mov(EAX, 0x10).label('l').mov(SS, AX).jmp('l'); },                            LIMIT],
  ['STI without end',                        (a) => a.label('l').sti().sti().jmp('l'),                                            LIMIT],
  ['code that changes itself each time',     (a) => a.label('l').inc(byte('v')).db(0xb0).label('v').db(0).jmp('l'),               LIMIT],
  ['INVLPG and CR3 without end',             (a) => a.mov(RAX, CR3).label('l').invlpg(byte(RAX)).mov(CR3, RAX).jmp('l'),          LIMIT],
  ['interrupts to itself without end',       (a) => { oneHandler(a, 'h', { ist: true }); apic(a).label('l').sti().nop().jmp('l').label('h').iretq(); }, ANY_END],
  ['INT without end',                        (a) => { oneHandler(a, 'h', { ist: true }); a.label('h').int(0x80); },               LIMIT],
];

/** The local APIC in reach, its timer as fast as it gets. */
function apic(a: Assembler): Assembler {
  a.mov(RAX, 0xfee0_0083n)
    .mov(qword(0x2018), 0x1_1007)
    .mov(qword(0x1_1000 + 8 * 0x1f7), RAX)
    .mov(RCX, 0xfee0_0000n);
  for (const [register, value] of [
    [0xf0, 0x1ff],
    [0x3e0, 0xb],
    [0x320, 0x2_0040],
    [0x380, 1],
  ] as const) {
    a.mov(EAX, value).mov(mem(RCX, register), EAX);
  }
  return a;
}

/** Guarded bytes that no guest gets at, and a page around them that the row's code may use. */
const GUARDED = 0x3f_f000;

for (const [name, code, ends] of ROWS) {
  test(`${name}: ${ends.length > 1 ? 'comes back' : ends[0]}`, { skip: noEngine }, async () => {
    const vm: Vm = flatGuest(code);
    vm.guards.add({ gpa: GUARDED, length: 64, name: 'guard', verdict: 'deny' });
    const before = process.cpuUsage();
    const stop = await vm.run({ maxInstructions: BUDGET, sliceInstructions: 10_000 });
    assert.ok(ends.includes(stop.kind), JSON.stringify(stop));
    if (stop.kind === 'failure') assert.doesNotMatch(stop.message, /core failed|no progress/, stop.message);
    // Deliveries of events count like instructions; a REP iteration does, too.
    assert.ok(vm.vcpus[0].instructions <= BUDGET + 1000, `${vm.vcpus[0].instructions} instructions`);
    // Time of this process, whatever else the machine is doing.
    assert.ok(process.cpuUsage(before).user < 60_000_000);
    assert.ok(vm.memory.read(GUARDED, 64).every((value) => value === 0));
    vm.dispose();
  });
}
