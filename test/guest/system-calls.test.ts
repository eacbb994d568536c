// SYSCALL, SYSRET, SYSENTER, SYSEXIT, SWAPGS: registers and segments on both sides, and what they refuse.
// INTEL SDM Vol. 3A, "Fast System Calls in 64-Bit Mode", "Performing Fast Calls to System Procedures with SYSENTER and SYSEXIT".
import { test } from 'node:test';
import {
  type Assembler,
  AX,
  CS,
  DS,
  dword,
  EAX,
  ECX,
  EDX,
  ESP,
  mem,
  qword,
  R11,
  R12,
  R13,
  RAX,
  RCX,
  RDX,
  RSP,
  SS,
} from '../support/assembler.ts';
import { assertList, type ExpectedItem } from '../support/expected-list.ts';
import { type Gate, loadGates } from '../support/gates.ts';
import {
  descriptor,
  enterLongMode,
  FREE,
  finish,
  fresh,
  type GuestImage,
  guestImage,
  record,
  record32,
  SELECTOR,
} from '../support/guest-image.ts';
import { guestRunners } from '../support/guest-runner.ts';

const USER_STACK = FREE + 0x8000;
const STAR = 0xc000_0081;
const LSTAR = 0xc000_0082;
const FMASK = 0xc000_0084;
const GS_BASE = 0xc000_0101;
const KERNEL_GS_BASE = 0xc000_0102;
const SYSENTER_CS = 0x174;
const SYSENTER_ESP = 0x175;
const SYSENTER_EIP = 0x176;
/** SYSENTER's four segments and the two of 64-bit SYSEXIT, in the free part of the GDT. */
const ENTER_BASE = SELECTOR.FREE + 8;

interface Guest {
  readonly image: GuestImage;
  readonly expected: readonly ExpectedItem[];
}
type Expect = (name: string, value: bigint | number | string) => void;

/** A guest that records one result for each call of `expect`, in the order in which it executes. */
function guest(gates: readonly Gate[], body: (a: Assembler, expect: Expect) => void): Guest {
  const expected: ExpectedItem[] = [];
  const image = guestImage((a) => {
    enterLongMode(a);
    a.jmp('begin');
    // INT 0x42 ends the guest; a fault is recorded as 0xfa000000 + vector, and the instruction skipped.
    a.label('on_gp').add(RSP, 8).mov(EAX, 0xfa00_000d).jmp('skip').label('on_ud').mov(EAX, 0xfa00_0006).label('skip');
    record(a, RAX);
    a.mov(RAX, qword(SKIP_TO)).mov(qword(RSP), RAX).iretq();
    a.label('on_end').mov(EAX, SELECTOR.DATA).mov(SS, AX).jmp('over');
    a.label('begin');
    loadGates(a, [
      { vector: 13, handler: 'on_gp' },
      { vector: 6, handler: 'on_ud' },
      { vector: 0x42, handler: 'on_end', access: 0xee },
      ...gates,
    ]);
    body(a, (name, value) => expected.push([name, value]));
    a.bits(64).label('over');
    finish(a, 64);
  });
  return { image, expected };
}
/** Where a fault of `refused` goes on. */
const SKIP_TO = 0x22_0000;

/** An instruction that must raise #GP(0) or #UD. */
function refused(a: Assembler, expect: Expect, name: string, vector: 13 | 6, body: (a: Assembler) => void): void {
  const next = fresh('next');
  a.mov(EAX, next).mov(qword(SKIP_TO), RAX);
  body(a);
  a.label(next);
  expect(name, 0xfa00_0000 + vector);
}
function msr(a: Assembler, index: number, high: number, low: number | string): void {
  a.mov(ECX, index).mov(EDX, high).mov(EAX, low).wrmsr();
}
function toUser(a: Assembler, label: string, selector: number): void {
  a.push(SELECTOR.USER_DATA).push(USER_STACK).push(0x202).push(selector).mov(EAX, label).push(RAX).iretq();
}
function selectors(a: Assembler): void {
  for (const segment of [CS, SS]) {
    a.xor(EAX, EAX).mov(AX, segment);
    record(a, RAX);
  }
}

const syscalls = guest(
  [
    { vector: 0x43, handler: 'on_43', access: 0xee },
    { vector: 0x44, handler: 'on_44', access: 0xee },
  ],
  (a, expect) => {
    msr(a, STAR, (SELECTOR.USER_CODE32 << 16) | SELECTOR.CODE64, 0);
    msr(a, LSTAR, 0, 'kernel');
    msr(a, FMASK, 0, 0x4_0600); // AC, DF, IF
    msr(a, GS_BASE, 0x1234, 0x1111_0000);
    msr(a, KERNEL_GS_BASE, 0, 0x2222_0000);
    a.swapgs().mov(ECX, GS_BASE).rdmsr();
    record(a, RAX);
    expect('SWAPGS brings the kernel’s base', 0x2222_0000);
    a.mov(ECX, KERNEL_GS_BASE).rdmsr();
    record(a, RDX);
    expect('… and keeps the user’s, all 64 bits', 0x1234);
    a.swapgs();
    a.jmp('go');

    a.label('kernel').pushfq().mov(R12, RCX).mov(R13, R11);
    record(a, R12);
    expect('RCX: behind SYSCALL', 'after_syscall');
    a.and(R13, 0x4_0ed5);
    record(a, R13);
    expect('R11: the flags of user code', 0x4_0645);
    a.pop(RAX).and(EAX, 0x4_0ed5);
    record(a, RAX);
    expect('RFLAGS: less those of IA32_FMASK', 0x45);
    selectors(a);
    expect('CS', SELECTOR.CODE64);
    expect('SS', SELECTOR.CODE64 + 8);
    a.mov(RAX, RSP);
    record(a, RAX);
    expect('RSP is the user’s still', USER_STACK);
    // Back with other flags: SYSRET takes them from R11.
    a.mov(RCX, R12).mov(R11, 0x8d7).sysretq();

    a.label('user').pushfq().or(dword(RSP), 0x4_0445).popfq().syscall().label('after_syscall');
    a.pushfq().pop(RAX).and(EAX, 0xfd7);
    record(a, RAX);
    expect('back: flags of R11, bit 1 set', 0x8d7);
    selectors(a);
    expect('CS', SELECTOR.USER_CODE64);
    expect('SS', SELECTOR.USER_DATA);
    refused(a, expect, 'SYSRET in user code', 13, (b) => b.sysretq());
    refused(a, expect, 'SWAPGS in user code', 13, (b) => b.swapgs());
    a.int(0x43);
    // The rest in the kernel.
    a.label('on_43').mov(EAX, SELECTOR.DATA).mov(SS, AX);
    // SYSRET with a 32-bit operand goes to compatibility mode; SYSCALL there is refused as INTEL's processors do.
    a.mov(ECX, 'compatible').mov(R11, 2).sysret();
    a.bits(32).label('compatible').mov(EAX, SELECTOR.USER_DATA).mov(DS, AX).xor(EAX, EAX).mov(AX, CS);
    record32(a, EAX);
    expect('SYSRETL: CS', SELECTOR.USER_CODE32);
    a.mov(EAX, 0x7fff_ffff).db(0x40); // INC EAX
    record32(a, EAX);
    expect('… 32-bit code', 0x8000_0000);
    a.int(0x44).bits(64);
    a.label('on_44').mov(EAX, SELECTOR.DATA).mov(SS, AX).mov(ECX, 0xc000_0080).rdmsr().and(EAX, ~1).wrmsr();
    refused(a, expect, 'SYSCALL with EFER.SCE clear', 6, (b) => b.syscall());
    refused(a, expect, 'SYSRET with EFER.SCE clear', 6, (b) => b.sysretq());
    a.jmp('over');
    a.label('go');
    toUser(a, 'user', SELECTOR.USER_CODE64);
  },
);

const sysenters = guest([{ vector: 0x43, handler: 'on_43', access: 0xee }], (a, expect) => {
  // Four descriptors behind each other, and the two of 64-bit user code.
  for (const [i, access, flags] of [
    [0, 0x9b, 0xa],
    [1, 0x93, 0xc],
    [2, 0xfb, 0xc],
    [3, 0xf3, 0xc],
    [4, 0xfb, 0xa],
    [5, 0xf3, 0xc],
  ] as const) {
    a.mov(RAX, descriptor(0, 0xf_ffff, access, flags))
      .mov(RCX, 'gdt_free')
      .mov(mem(RCX, 8 + 8 * i), RAX);
  }
  msr(a, SYSENTER_CS, 0, 0);
  refused(a, expect, 'SYSENTER with a null CS', 13, (b) => b.sysenter());
  refused(a, expect, 'SYSEXIT with a null CS', 13, (b) => b.sysexitq());
  refused(a, expect, 'SYSRET to a non-canonical address', 13, (b) => b.mov(RCX, 0x8000_0000_0000n).sysretq());
  msr(a, SYSENTER_CS, 0, ENTER_BASE);
  msr(a, SYSENTER_ESP, 0, FREE + 0x4000);
  msr(a, SYSENTER_EIP, 0, 'kernel');
  a.xor(EAX, EAX).mov(DS, AX).jmp('go');

  let entered = 0;
  a.label('kernel');
  const entry = (back: string): void => {
    entered++;
    selectors(a);
    expect(`entry ${entered}: CS`, ENTER_BASE);
    expect('SS', ENTER_BASE + 8);
    a.mov(RAX, RSP);
    record(a, RAX);
    expect('RSP', FREE + 0x4000);
    a.pushfq().pop(RAX).and(EAX, 0x202);
    record(a, RAX);
    expect('IF is clear', 2);
    a.mov(ECX, USER_STACK).mov(EDX, back);
  };
  entry('back64');
  a.mov(RAX, 0x8000_0000_0000n);
  refused(a, expect, 'SYSEXIT to a non-canonical address', 13, (b) => b.mov(RDX, 0x8000_0000_0000n).sysexitq());
  a.mov(ECX, USER_STACK - 8)
    .mov(EDX, 'back64')
    .sysexitq();
  a.label('back64');
  selectors(a);
  expect('64-bit SYSEXIT: CS', (ENTER_BASE + 32) | 3);
  expect('SS', (ENTER_BASE + 40) | 3);
  a.mov(RAX, RSP);
  record(a, RAX);
  expect('RSP', USER_STACK - 8);
  refused(a, expect, 'SYSEXIT in user code', 13, (b) => b.sysexitq());
  a.int(0x43);
  a.label('on_43').mov(EAX, SELECTOR.DATA).mov(SS, AX);
  msr(a, SYSENTER_EIP, 0, 'kernel_again');
  toUser(a, 'user32', SELECTOR.USER_CODE32);
  a.bits(32).label('user32').mov(EAX, SELECTOR.USER_DATA).mov(DS, AX).sysenter().bits(64);
  a.label('kernel_again');
  entry('back32');
  a.sysexit().bits(32).label('back32').xor(EAX, EAX).mov(AX, CS);
  record32(a, EAX);
  expect('32-bit SYSEXIT: CS', (ENTER_BASE + 16) | 3);
  a.xor(EAX, EAX).mov(AX, SS);
  record32(a, EAX);
  expect('SS', (ENTER_BASE + 24) | 3);
  a.mov(EAX, ESP);
  record32(a, EAX);
  expect('ESP', USER_STACK);
  a.int(0x42).bits(64);
  a.label('go');
  toUser(a, 'user', SELECTOR.USER_CODE64);
  a.label('user').sysenter();
});

const GUESTS = [
  ['SYSCALL, SYSRET, SWAPGS', syscalls, {}],
  // QEMU's "max" processor and what AMD makes have no SYSENTER in long mode.
  ['SYSENTER, SYSEXIT', sysenters, { QEMU: 'has no SYSENTER in long mode with -cpu max' }],
] as const;
for (const [title, { image, expected }, except] of GUESTS) {
  for (const runner of guestRunners()) {
    const why = (except as Record<string, string>)[runner.name];
    const skip = runner.absent ?? (why === undefined ? false : `${runner.name} ${why}`);
    test(`${runner.name}: ${title}`, { skip }, () => {
      // QEMU clears the arithmetic flags, too.
      const known = expected.map(([name, value]): ExpectedItem => {
        return [name, runner.name === 'QEMU' && name.startsWith('RFLAGS') ? undefined : value];
      });
      assertList(runner.run(image), image, known);
    });
  }
}
