// Two processors: one starts the other, they count together, and send each other interrupts. The same guest on the whole VM,
// where they take turns, and on QEMU, where they do not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Engine } from '../../src/vm/engine.ts';
import {
  type Assembler,
  AX,
  assembler,
  CR0,
  CR3,
  CR4,
  DS,
  dword,
  EAX,
  EBX,
  ECX,
  EDI,
  EDX,
  ES,
  ESI,
  ESP,
  fword,
  qword,
  RAX,
  RCX,
  SS,
  tbyte,
} from '../support/assembler.ts';
import { findKvm } from '../support/drivers.ts';
import { assertList, type ExpectedItem } from '../support/expected-list.ts';
import { loadGates } from '../support/gates.ts';
import { enterLongMode, finish, guestImage, PDPT, PML4, record, SELECTOR } from '../support/guest-image.ts';
import { guestRunners, parseResults } from '../support/guest-runner.ts';
import { builtEngine, loadImage, noEngine, vmGuest } from '../support/vm-guest.ts';

// Local APIC. INTEL SDM Vol. 3A, "Local APIC Register Address Map", "Interrupt Command Register (ICR)".
const APIC = 0xfee0_0000;
const APIC_ID = 0x20;
const APIC_EOI = 0xb0;
const APIC_SPURIOUS = 0xf0;
const APIC_ICR_LOW = 0x300;
const APIC_ICR_HIGH = 0x310;
const FIXED = 0x4000;
const NMI = 0x4400;
const INIT = 0x4500;
const STARTUP = 0x4600;
const HIGH_DIRECTORY = 0x30_3000;
/** Below 1 MiB: the code that a start-up message starts, and what it needs. */
const TRAMPOLINE = 0x8000;
const LOW_GDTR = 0x7000;
const LOW_ENTRY = 0x7008;
const SECOND_STACK = 0x2a_0000;
const ROUNDS = 30_000;
const MESSAGES = 5;

/** Words of 8 bytes that both know. */
const cell = (index: number): number => 0x22_0000 + 8 * index;
const SHARED = cell(0);
const UNDER_LOCK = cell(1);
const LOCK = cell(2);
const ARRIVED = cell(3);
const FINISHED = cell(4);
const IPIS = cell(5);
const ANSWERED = cell(6);
const ANSWERS = cell(7);
const NMIS = cell(8);
const SEEN = { cr0: cell(9), identity: cell(10), leafB: cell(11), apicId: cell(12), base: cell(13) };
const IDT = cell(14); // ten bytes
const CELLS = 16;

/** Real mode: protected mode, and on to the place that LOW_ENTRY says. CR0 as it was found goes along in EBX. */
function trampoline(): Uint8Array {
  const a = assembler(16, TRAMPOLINE);
  a.cli().mov(EBX, CR0).xor(AX, AX).mov(DS, AX);
  a.db(0x66).lgdt(fword(LOW_GDTR));
  a.mov(EAX, CR0).or(EAX, 1).mov(CR0, EAX);
  a.db(0x66, 0xff, 0x2e).dw(LOW_ENTRY); // JMP FAR with 32 bits
  return a.bytes();
}

const expected: ExpectedItem[] = [];
const image = guestImage(write);

function write(a: Assembler): void {
  const result = (name: string, address: number, mask: number, value: number): void => {
    a.mov(EAX, dword(address)).and(EAX, mask);
    record(a, RAX);
    expected.push([name, value]);
  };
  const until = (name: string, address: number, value: number): Assembler =>
    a.label(name).pause().cmp(dword(address), value).jb(name);
  const send = (to: number, command: number): Assembler =>
    a
      .mov(ECX, APIC)
      .mov(dword(RCX, APIC_ICR_HIGH), to << 24)
      .mov(dword(RCX, APIC_ICR_LOW), command);
  const handler = (name: string, address: number, ends: boolean): void => {
    a.label(name).push(RCX).lock().inc(dword(address));
    if (ends) a.mov(ECX, APIC).mov(dword(RCX, APIC_EOI), 0);
    a.pop(RCX).iretq();
  };
  /** What both do at the same time: count with LOCK, and without it where a spin lock protects. */
  const count = (who: string): void => {
    a.lock().inc(dword(ARRIVED));
    until(`${who}_together`, ARRIVED, 2).mov(ECX, ROUNDS).label(`${who}_round`);
    a.mov(EAX, 1).lock().xadd(dword(SHARED), EAX);
    a.label(`${who}_try`).mov(EAX, 1).xchg(dword(LOCK), EAX).test(EAX, EAX).je(`${who}_has`);
    a.pause().jmp(`${who}_try`).label(`${who}_has`);
    a.mov(EAX, dword(UNDER_LOCK)).inc(EAX).mov(dword(UNDER_LOCK), EAX).mov(dword(LOCK), 0);
    a.dec(ECX).jne(`${who}_round`).lock().inc(dword(FINISHED));
  };

  enterLongMode(a);
  a.mov(RAX, HIGH_DIRECTORY | 7).mov(qword(PDPT + 24), RAX);
  a.mov(RAX, 0xfee0_0093n).mov(qword(HIGH_DIRECTORY + 8 * 0x1f7), RAX);
  a.jmp('begin');
  a.label('trampoline').db(trampoline()).label('trampoline_end');

  // The second processor.
  a.bits(32).label('second').mov(EAX, SELECTOR.DATA);
  for (const segment of [DS, ES, SS]) a.mov(segment, AX);
  a.mov(dword(SEEN.cr0), EBX).mov(ESP, SECOND_STACK);
  a.mov(EAX, 0x6a0).mov(CR4, EAX).mov(EAX, PML4).mov(CR3, EAX);
  a.mov(ECX, 0xc000_0080).rdmsr().or(EAX, 0x901).wrmsr();
  a.mov(EAX, CR0).and(EAX, 0x9fff_fffb).or(EAX, 0x8000_0023).mov(CR0, EAX);
  a.jmpFar(SELECTOR.CODE64, 'second_long').bits(64).label('second_long').lidt(tbyte(IDT));
  a.mov(EAX, 1).cpuid().mov(dword(SEEN.identity), EBX);
  a.mov(EAX, 0xb).xor(ECX, ECX).cpuid().mov(dword(SEEN.leafB), EDX);
  a.mov(ECX, APIC).mov(EAX, dword(RCX, APIC_ID)).mov(dword(SEEN.apicId), EAX);
  a.mov(ECX, 0x1b).rdmsr().mov(dword(SEEN.base), EAX);
  a.mov(ECX, APIC).mov(dword(RCX, APIC_SPURIOUS), 0x1ff);
  count('second');
  a.label('sleep').sti().hlt().cli();
  a.mov(EAX, dword(IPIS)).cmp(EAX, dword(ANSWERED)).je('sleep');
  a.inc(dword(ANSWERED));
  send(0, FIXED | 0x52).jmp('sleep');

  handler('on_51', IPIS, true);
  handler('on_52', ANSWERS, true);
  handler('on_nmi', NMIS, false);

  // The first one.
  a.label('begin');
  loadGates(a, [
    { vector: 2, handler: 'on_nmi' },
    { vector: 0x51, handler: 'on_51' },
    { vector: 0x52, handler: 'on_52' },
  ]);
  for (let i = 0; i < CELLS; i++) a.mov(qword(cell(i)), 0);
  a.sidt(tbyte(IDT)).mov(ECX, APIC).mov(dword(RCX, APIC_SPURIOUS), 0x1ff);
  a.mov(ESI, 'trampoline').mov(EDI, TRAMPOLINE).mov(ECX, 64).rep().movsb();
  a.mov(ESI, 'gdtr').mov(EDI, LOW_GDTR).mov(ECX, 6).rep().movsb();
  a.mov(EAX, 'second')
    .mov(dword(LOW_ENTRY), EAX)
    .mov(dword(LOW_ENTRY + 4), SELECTOR.CODE32);
  send(1, INIT).mov(ECX, 100_000).label('pause').pause().dec(ECX).jne('pause');
  send(1, STARTUP | (TRAMPOLINE >> 12));
  count('first');
  until('both', FINISHED, 2);
  result('CR0 after INIT', SEEN.cr0, -1, 0x6000_0010);
  result('identity in CPUID', SEEN.identity, 0xff00_0000, 0x0100_0000);
  result('identity in leaf 0xb', SEEN.leafB, -1, 1);
  result('identity in the local APIC', SEEN.apicId, 0xff00_0000, 0x0100_0000);
  result('not the bootstrap processor', SEEN.base, 0x900, 0x800);
  result('counted with LOCK', SHARED, -1, 2 * ROUNDS);
  result('counted under a lock', UNDER_LOCK, -1, 2 * ROUNDS);
  a.sti();
  for (let i = 1; i <= MESSAGES; i++) {
    // A processor that does not wait for a start-up message ignores it.
    if (i === 2) send(1, STARTUP | (TRAMPOLINE >> 12));
    send(1, FIXED | 0x51);
    until(`answer_${i}`, ANSWERS, i);
  }
  a.cli();
  result('interrupts wake it', IPIS, -1, MESSAGES);
  result('… and are answered', ANSWERS, -1, MESSAGES);
  send(1, NMI);
  until('nmi', NMIS, 1);
  result('an NMI does, too', NMIS, -1, 1);
  finish(a, 64);
}

const kvm = findKvm();
const ENGINES: readonly (readonly [name: string, skip: string | false, engine: () => Engine])[] = [
  ['the whole VM', noEngine, () => builtEngine()],
  ['the whole VM, interpreted', noEngine, () => builtEngine({ jit: false })],
  ['KVM', typeof kvm === 'string' ? kvm : false, () => kvm as Engine],
];
for (const [name, skip, engine] of ENGINES) {
  test(`${name}: two processors`, { skip }, async () => {
    const { vm, consoleText } = vmGuest({ engine: engine(), vcpus: 2 });
    loadImage(vm, image);
    const deadline = performance.now() + 60_000;
    assert.equal((await vm.run({ isTimeUp: () => performance.now() > deadline })).kind, 'debug-exit');
    assertList({ kind: 'done', results: parseResults(consoleText()) }, image, expected);
    vm.dispose();
  });
}
for (const runner of guestRunners()) {
  if (runner.name !== 'QEMU') continue;
  test('QEMU: two processors', { skip: runner.absent ?? false }, () => {
    assertList(runner.run(image, 2), image, expected);
  });
}
