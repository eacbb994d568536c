// Interrupts through the PC's controllers and timers: 8259, 8254, local APIC, NMI. The same guest on the whole VM, on
// QEMU and on Bochs; where the instruction at which an interrupt arrives is fixed, its saved RIP is checked.
import { test } from 'node:test';
import { AL, type Assembler, CR8, dword, EAX, ECX, qword, RAX, RBX, RCX, RSP } from '../support/assembler.ts';
import { assertList, type ExpectedItem } from '../support/expected-list.ts';
import { loadGates } from '../support/gates.ts';
import { enterLongMode, finish, fresh, guestImage, PDPT, record, SELECTOR } from '../support/guest-image.ts';
import { guestRunners } from '../support/guest-runner.ts';
import { noEngine, runImage } from '../support/vm-guest.ts';

// Local APIC. INTEL SDM Vol. 3A, "Local APIC Register Address Map".
const APIC = 0xfee0_0000;
const APIC_ID = 0x20;
const APIC_EOI = 0xb0;
const APIC_SPURIOUS = 0xf0;
const APIC_IRR = 0x200;
const APIC_ICR_LOW = 0x300;
const APIC_ICR_HIGH = 0x310;
const APIC_LVT_TIMER = 0x320;
const APIC_LVT_LINT0 = 0x350;
const APIC_TIMER_INITIAL = 0x380;
const APIC_TIMER_DIVIDE = 0x3e0;
const TO_SELF = 0x4_0000;
const NMI_MODE = 0x400;
const LEVEL_ASSERT = 0x4000;
const LVT_PERIODIC = 0x2_0000;
const LVT_MASKED = 0x1_0000;
const EXTERNAL = 0x700;

const PIC_BASE = 0x20;
const HIGH_DIRECTORY = 0x30_3000;
/** Counters and flags of the handlers. */
const TICKS = 0x22_0000;
const NMIS = 0x22_0008;
const COUNTDOWN = 0x22_0010;

const apic = (a: Assembler, register: number, value: number): Assembler =>
  a.mov(EAX, value).mov(dword(RCX, register), EAX);

/** An interrupt handler that records its vector and the saved RIP, does `body`, and acknowledges. */
function handler(
  a: Assembler,
  name: string,
  vector: number,
  end: 'pic' | 'apic' | 'none',
  body = (_: Assembler): void => {},
): void {
  a.label(name).push(RAX).push(RBX).push(RCX);
  a.mov(EAX, vector);
  record(a, RAX);
  a.mov(RAX, qword(RSP, 24));
  record(a, RAX);
  a.mov(ECX, APIC);
  body(a);
  if (end === 'pic') a.mov(AL, 0x20).out(0x20, AL);
  if (end === 'apic') apic(a, APIC_EOI, 0);
  a.pop(RCX).pop(RBX).pop(RAX).iretq();
}

const expected: ExpectedItem[] = [];
const image = guestImage(write);

function write(a: Assembler): void {
  const arrives = (what: string, vector: number, at: string): number =>
    expected.push([`${what}: vector`, vector], [`${what}: saved RIP`, at]);
  enterLongMode(a);
  // 2-MiB page of the local APIC, uncached.
  a.mov(RAX, HIGH_DIRECTORY | 7).mov(qword(PDPT + 24), RAX);
  a.mov(RAX, 0xfee0_0093n).mov(qword(HIGH_DIRECTORY + 8 * 0x1f7), RAX);
  a.jmp('begin');
  handler(a, 'on_tick', PIC_BASE, 'pic');
  handler(a, 'on_51', 0x51, 'apic');
  // In service and with interrupts open: a lower class waits, a higher one does not.
  handler(a, 'on_62', 0x62, 'apic', () => {
    apic(a, APIC_ICR_LOW, TO_SELF | 0x51);
    a.sti().nop().nop();
    apic(a, APIC_ICR_LOW, TO_SELF | 0x73);
    // QEMU looks for interrupts between translated blocks.
    a.jmp('open').label('open').nop().jmp('still_open').label('still_open').nop().cli().mov(EAX, 0x6262);
    record(a, RAX);
  });
  handler(a, 'on_73', 0x73, 'apic');
  handler(a, 'on_timer', 0x80, 'apic');
  a.label('on_period').push(RAX).push(RCX).inc(dword(TICKS)).mov(ECX, APIC);
  apic(a, APIC_EOI, 0);
  a.pop(RCX).pop(RAX).iretq();
  // The first NMI sends another, which must wait for IRET.
  a.label('on_nmi').push(RAX).push(RBX).push(RCX).mov(EAX, 2);
  record(a, RAX);
  a.inc(dword(NMIS)).cmp(dword(NMIS), 1).jne('nmi_end').mov(ECX, APIC);
  sendNmi(a);
  a.label('nmi_end').nop().nop().mov(EAX, 0x202);
  record(a, RAX);
  a.pop(RCX).pop(RBX).pop(RAX).iretq();
  // Gates: what an interrupt and a trap gate do to IF.
  for (const name of ['on_int', 'on_trap']) {
    a.label(name).push(RBX).pushfq().pop(RAX).and(EAX, 0x200);
    record(a, RAX);
    a.pop(RBX).iretq();
  }

  a.label('begin');
  loadGates(a, [
    { vector: 2, handler: 'on_nmi' },
    { vector: PIC_BASE, handler: 'on_tick' },
    { vector: 0x51, handler: 'on_51' },
    { vector: 0x62, handler: 'on_62' },
    { vector: 0x73, handler: 'on_73' },
    { vector: 0x80, handler: 'on_timer' },
    { vector: 0x90, handler: 'on_period' },
    { vector: 0x41, handler: 'on_int' },
    { vector: 0x42, handler: 'on_trap', access: 0x8f },
  ]);
  a.mov(dword(TICKS), 0).mov(dword(NMIS), 0);
  // 8259s: vectors 0x20 and 0x28, all masked but IRQ 0. INTEL 8259A data sheet, "Initialization Command Words".
  for (const [port, value] of [
    [0x20, 0x11],
    [0xa0, 0x11],
    [0x21, PIC_BASE],
    [0xa1, PIC_BASE + 8],
    [0x21, 4],
    [0xa1, 2],
    [0x21, 1],
    [0xa1, 1],
    [0x21, 0xfe],
    [0xa1, 0xff],
  ] as const) {
    a.mov(AL, value).out(port, AL);
  }
  a.mov(ECX, APIC);
  apic(a, APIC_SPURIOUS, 0x1ff);
  apic(a, APIC_LVT_LINT0, EXTERNAL);
  apic(a, APIC_TIMER_DIVIDE, 0xb); // by 1

  // 1. PIT counter 0 wakes HLT.
  for (const i of [1, 2, 3]) {
    timer(a, 0x30, 2000);
    a.sti().hlt().label(`woken_${i}`).cli();
    arrives(`tick ${i} ends HLT`, PIC_BASE, `woken_${i}`);
  }
  // 2. Pending with IF 0: nothing comes until STI, and then behind the next instruction.
  one(a);
  a.mov(EAX, 0x1111);
  mark('pending with IF clear', 0x1111);
  a.sti().nop().label('behind_sti').cli();
  arrives('STI opens one instruction late', PIC_BASE, 'behind_sti');
  // 3. STI, CLI: nothing in between.
  one(a);
  a.sti().cli().mov(EAX, 0x2222);
  mark('STI then CLI lets nothing in', 0x2222);
  // 4. POPF and IRET open at once.
  a.pushfq().or(qword(RSP), 0x200).popfq().label('behind_popf').cli();
  arrives('POPF opens at once', PIC_BASE, 'behind_popf');
  // 5. A mask keeps it pending; taking the mask away lets it in.
  one(a);
  a.mov(AL, 0xff).out(0x21, AL).sti().nop().nop().cli().mov(EAX, 0x3333);
  mark('masked in the 8259', 0x3333);
  a.mov(AL, 0xfe).out(0x21, AL).sti().nop().label('unmasked').cli();
  arrives('mask taken away', PIC_BASE, 'unmasked');

  // 6. Interrupts to itself: by priority, in service, by task priority.
  a.mov(ECX, APIC);
  apic(a, APIC_ICR_LOW, TO_SELF | 0x62);
  a.mov(EAX, dword(RCX, APIC_IRR + 0x10 * (0x62 >> 5))).and(EAX, 1 << (0x62 & 31));
  mark('IRR has the vector', 1 << (0x62 & 31));
  a.sti().nop().label('behind_ipi').cli();
  arrives('own interrupt', 0x62, 'behind_ipi');
  expected.push(['a higher class nests: vector', 0x73], ['… somewhere in the handler', undefined]);
  expected.push(['… and a lower one waits', 0x6262]);
  arrives('… until EOI', 0x51, 'behind_ipi');
  a.mov(EAX, 7).mov(CR8, RAX);
  apic(a, APIC_ICR_LOW, TO_SELF | 0x73);
  a.sti().nop().nop().mov(EAX, 0x4444).cli();
  mark('CR8 7 holds class 7 back', 0x4444);
  a.mov(EAX, 6).mov(CR8, RAX).sti().nop().label('behind_cr8').cli();
  arrives('CR8 6 does not', 0x73, 'behind_cr8');
  a.mov(RAX, CR8);
  mark('CR8 reads back', 6);
  a.xor(EAX, EAX).mov(CR8, RAX);

  // 7. The local APIC's timer: once, then periodically.
  apic(a, APIC_LVT_TIMER, 0x80);
  apic(a, APIC_TIMER_INITIAL, 200_000);
  a.sti().hlt().label('timer_woke').cli();
  arrives('APIC timer ends HLT', 0x80, 'timer_woke');
  apic(a, APIC_LVT_TIMER, LVT_PERIODIC | 0x90);
  apic(a, APIC_TIMER_INITIAL, 100_000);
  a.sti().label('periods').cmp(dword(TICKS), 5).jb('periods').cli();
  apic(a, APIC_LVT_TIMER, LVT_MASKED);
  apic(a, APIC_TIMER_INITIAL, 0);
  // A witness whose clock is the host's may fit a sixth in before CLI.
  a.mov(EAX, dword(TICKS)).cmp(EAX, 5).jb('few_periods').mov(EAX, 5).label('few_periods');
  mark('five periods', 5);

  // 8. NMI: IF does not hold it, the handler does.
  a.mov(ECX, APIC);
  sendNmi(a);
  a.mov(dword(COUNTDOWN), 1000).label('until_nmi').dec(dword(COUNTDOWN)).jne('until_nmi');
  for (const [name, value] of [
    ['NMI with IF clear', 2],
    ['… its handler ends', 0x202],
    ['… then the second', 2],
    ['… ends', 0x202],
  ] as const) {
    expected.push([name, value]);
  }
  a.mov(EAX, dword(NMIS));
  mark('two NMIs', 2);

  // 9. Gates and INT n.
  a.sti();
  a.int(0x41);
  expected.push(['an interrupt gate clears IF', 0]);
  a.int(0x42);
  expected.push(['a trap gate does not', 0x200]);
  a.cli();
  one(a);
  a.mov(RAX, RSP).push(SELECTOR.DATA).push(RAX).push(0x202).push(SELECTOR.CODE64).mov(EAX, 'behind_iret').push(RAX);
  a.iretq().label('behind_iret').cli();
  arrives('IRET opens at once', PIC_BASE, 'behind_iret');
  one(a);
  a.int(0x41);
  expected.push(['INT n while an interrupt waits', 0]);
  a.sti().nop().label('behind_int').cli();
  arrives('… does not make it forgotten', PIC_BASE, 'behind_int');
  finish(a, 64);

  /** PIT counter 0: mode and count. INTEL 8254 data sheet, "Programming the 8254". */
  function timer(to: Assembler, mode: number, count: number): void {
    to.mov(AL, mode)
      .out(0x43, AL)
      .mov(AL, count & 0xff)
      .out(0x40, AL)
      .mov(AL, count >> 8)
      .out(0x40, AL);
  }
  /** Let counter 0 run out once, and wait until the 8259 has the request. */
  function one(to: Assembler): void {
    const wait = fresh('request');
    to.mov(AL, 0x0a).out(0x20, AL); // the next read is of the IRR
    timer(to, 0x30, 100);
    to.label(wait).in(AL, 0x20).test(AL, 1).je(wait);
  }
  function mark(name: string, value: number): void {
    record(a, RAX);
    expected.push([name, value]);
  }
  function sendNmi(to: Assembler): void {
    to.mov(EAX, dword(RCX, APIC_ID));
    to.mov(dword(RCX, APIC_ICR_HIGH), EAX);
    apic(to, APIC_ICR_LOW, NMI_MODE | LEVEL_ASSERT);
  }
}

test('the whole VM: interrupts', { skip: noEngine }, async () => {
  assertList(await runImage(image), image, expected);
});
for (const runner of guestRunners()) {
  if (runner.isBare) continue; // it has no devices
  test(`${runner.name}: interrupts`, { skip: runner.absent ?? false }, () => {
    assertList(runner.run(image), image, expected);
  });
}
