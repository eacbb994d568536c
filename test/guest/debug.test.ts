// #DB: single-stepping, breakpoint registers, and what keeps them quiet. INTEL SDM Vol. 3B, "Debug Exceptions".
import { test } from 'node:test';
import {
  AL,
  type Assembler,
  AX,
  byte,
  CR4,
  DR0,
  DR1,
  DR6,
  DR7,
  DX,
  dword,
  EAX,
  ECX,
  EDI,
  EDX,
  ESI,
  ESP,
  oword,
  qword,
  RAX,
  RBP,
  RBX,
  RDI,
  RSP,
  SS,
  word,
  XMM0,
} from '../support/assembler.ts';
import { assertList, type ExpectedItem } from '../support/expected-list.ts';
import { loadGates } from '../support/gates.ts';
import { enterLongMode, FREE, finish, type GuestImage, guestImage, record, SELECTOR } from '../support/guest-image.ts';
import { guestRunners } from '../support/guest-runner.ts';

const TF = 0x100;
const RF = 0x1_0000;
const BS = 0x4000;
const BD = 0x2000;
/** Which saved flags the handler records. */
const FLAG_MASK = 0x22_0000;
const WATCHED = FREE + 0x100;

interface Guest {
  readonly image: GuestImage;
  readonly expected: readonly ExpectedItem[];
}

/** What the #DB handler must have recorded next; `mark`: a result of the guest's own. */
interface Hit {
  (name: string, at: string, causes: number, flags?: number): void;
  mark(name: string, value: number): void;
}

/** A guest with a #DB handler that records saved RIP, DR6's causes and saved flags, and resumes. */
function guest(flags: number, body: (a: Assembler, hit: Hit) => void): Guest {
  const expected: ExpectedItem[] = [];
  const image = guestImage((a) => {
    enterLongMode(a);
    a.jmp('begin');
    a.label('on_db').push(RAX).push(RBX).mov(RAX, qword(RSP, 16));
    record(a, RAX);
    a.mov(RAX, DR6).and(EAX, 0xe00f);
    record(a, RAX);
    a.mov(EAX, dword(RSP, 32)).and(EAX, dword(FLAG_MASK));
    record(a, RAX);
    a.mov(RAX, 0xffff_0ff0n).mov(DR6, RAX).or(dword(RSP, 32), RF).pop(RBX).pop(RAX).iretq();
    a.label('on_ud').add(qword(RSP), 2).iretq();
    a.label('on_int').iretq();
    a.label('begin');
    loadGates(a, [
      { vector: 1, handler: 'on_db' },
      { vector: 6, handler: 'on_ud' },
      { vector: 0x41, handler: 'on_int' },
      { vector: 0x42, handler: 'over', access: 0xee },
    ]);
    a.mov(dword(FLAG_MASK), flags);
    const hit = (name: string, at: string, causes: number, saved = 0): void => {
      expected.push([`${name}: saved RIP`, at], [`${name}: DR6`, causes], [`${name}: flags`, saved]);
    };
    const mark = (name: string, value: number): number => expected.push([name, value]);
    body(a, Object.assign(hit, { mark }));
    a.label('over').mov(RAX, 0x400n).mov(DR7, RAX);
    finish(a, 64);
  });
  return { image, expected };
}

function setTrapFlag(a: Assembler): void {
  a.pushfq().or(dword(RSP), TF).popfq();
}
function clearTrapFlag(a: Assembler): void {
  a.pushfq().label('out_1').and(dword(RSP), ~TF).label('out_2').popfq().label('out_3');
}
function setMsr(a: Assembler, index: number, high: number, low: number | string): void {
  a.mov(ECX, index).mov(EDX, high).mov(EAX, low).wrmsr();
}

const stepping = guest(TF, (a, hit) => {
  setTrapFlag(a);
  a.nop().label('t2').mov(ECX, 2).label('t3');
  hit('not POPF, but the instruction behind it', 't2', BS, TF);
  hit('a move', 't3', BS, TF);
  a.rep().stosb().label('t4').mov(EAX, SELECTOR.DATA).label('t5');
  hit('REP, one iteration', 't3', BS, TF);
  hit('REP, the last', 't4', BS, TF);
  hit('a move', 't5', BS, TF);
  a.mov(SS, AX).label('t6').nop().label('t7');
  hit('MOV SS defers to the next instruction', 't7', BS, TF);
  a.int(0x41).label('t8').nop().label('t9');
  hit('INT and its handler are not stepped, nor is IRET', 't9', BS, TF);
  a.ud2().label('t10').nop().label('t11');
  hit('a fault is not stepped', 't11', BS, TF);
  a.pushfq().label('t12').and(dword(RSP), ~TF).label('t13').popfq().label('t14');
  hit('PUSHF', 't12', BS, TF);
  hit('AND', 't13', BS, TF);
  hit('POPF that clears TF', 't14', BS, 0);
  a.nop().nop();
});

/** SYSCALL and SYSRET look at TF when they are done, so that a mask in IA32_FMASK keeps the kernel's entry quiet. */
const steppingUser = guest(TF, (a, hit) => {
  a.jmp('go');
  a.label('on_syscall').mov(EAX, 0x5ca11);
  record(a, RAX);
  a.sysretq();
  a.label('user').nop().label('u1').syscall().label('u2').nop().label('u3').int(0x42);
  a.label('go');
  setMsr(a, 0xc000_0081, (SELECTOR.USER_CODE32 << 16) | SELECTOR.CODE64, 0);
  setMsr(a, 0xc000_0082, 0, 'on_syscall');
  setMsr(a, 0xc000_0084, 0, TF | 0x200);
  a.push(SELECTOR.USER_DATA)
    .push(FREE + 0x8000)
    .push(2 | TF)
    .push(SELECTOR.USER_CODE64);
  a.mov(EAX, 'user').push(RAX).iretq();
  hit('the first instruction of user code', 'u1', BS, TF);
  hit.mark('no trap on the way into the kernel', 0x5ca11);
  hit('behind SYSRET, as if SYSCALL had just ended', 'u2', BS, TF);
  hit('and on', 'u3', BS, TF);
});

/** DR7: enable and condition of breakpoint `i`. */
const enable = (i: number, condition: number, lengthField: number): number =>
  (1 << (2 * i)) | (condition << (16 + 4 * i)) | (lengthField << (18 + 4 * i));
const EXECUTE = 0;
const WRITE = 1;
const IO = 2;
const ACCESS = 3;
const LENGTH_4 = 3;
const LENGTH_8 = 2;
const LENGTH_1 = 0;
function setDr7(a: Assembler, value: number): void {
  a.mov(EAX, value | 0x400).mov(DR7, RAX);
}

const instructionBreakpoints = guest(RF, (a, hit) => {
  a.mov(EAX, 'b1').mov(DR0, RAX).mov(EAX, 'b2').mov(DR1, RAX).xor(EDX, EDX);
  setDr7(a, enable(0, EXECUTE, 0) | enable(1, EXECUTE, 0));
  a.mov(ECX, 2).label('b1').inc(EDX).nop().label('b2').rep().stosb().label('b3').cmp(EDX, 2).jb('again').jmp('out');
  a.label('again').mov(ECX, 2).jmp('b1').label('out').mov(EAX, EDX);
  for (const round of [1, 2]) {
    hit(`a fault at the instruction, round ${round}`, 'b1', 1);
    hit(`at REP once, round ${round}`, 'b2', 2);
  }
  record(a, RAX);
  hit.mark('each executed once a round', 2);
  setDr7(a, 0);
  a.mov(EAX, 'b4').mov(DR0, RAX).label('b4').nop();
});

const dataBreakpoints = guest(0, (a, hit) => {
  a.mov(EAX, WATCHED)
    .mov(DR0, RAX)
    .mov(EAX, WATCHED + 2)
    .mov(DR1, RAX)
    .mov(EDI, WATCHED)
    .xor(EDX, EDX);
  setDr7(a, enable(0, WRITE, LENGTH_4));
  a.mov(byte(RDI, 3), AL).label('d1');
  hit('last byte of four', 'd1', 1);
  a.mov(byte(RDI, 4), AL).mov(byte(RDI, -1), AL).mov(EAX, dword(RDI)).nop();
  a.mov(dword(RDI, -3), EAX).label('d2').nop();
  hit('a store that reaches in', 'd2', 1);
  a.inc(dword(RDI)).label('d3').nop();
  hit('read-modify-write', 'd3', 1);
  a.mov(RBP, RSP)
    .mov(ESP, WATCHED + 8)
    .push(RAX)
    .label('d4')
    .mov(RSP, RBP);
  hit('PUSH', 'd4', 1);
  a.movups(oword(RDI, -8), XMM0).label('d5').nop();
  hit('sixteen bytes', 'd5', 1);
  setDr7(a, enable(0, WRITE, LENGTH_4) | enable(1, ACCESS, LENGTH_1));
  a.mov(dword(RDI), EAX).label('d6').nop();
  hit('two at once', 'd6', 3);
  a.mov(AL, byte(RDI, 2)).label('d7').nop();
  hit('a read, where reads count', 'd7', 2);
  setDr7(a, enable(0, WRITE, LENGTH_8));
  a.mov(byte(RDI, 7), AL).label('d8').nop();
  hit('last byte of eight', 'd8', 1);
  a.mov(byte(RDI, 8), AL).nop();
  a.mov(ESI, FREE).mov(ECX, 1).rep().movsb().label('d9').mov(EDI, WATCHED);
  hit('MOVS', 'd9', 1);
  setDr7(a, 0);
  a.mov(dword(RDI), EAX).nop();
});

const together = guest(TF, (a, hit) => {
  a.mov(EAX, WATCHED).mov(DR0, RAX).mov(EDI, WATCHED);
  setDr7(a, enable(0, WRITE, LENGTH_4));
  setTrapFlag(a);
  a.mov(dword(RDI), EAX).label('w1');
  hit('single step and data breakpoint in one #DB', 'w1', BS | 1, TF);
  clearTrapFlag(a);
  for (const i of [1, 2, 3]) hit(`on the way out ${i}`, `out_${i}`, BS, i < 3 ? TF : 0);
  // INT1 sets no cause.
  a.db(0xf1).label('w2').nop();
  hit('INT1', 'w2', 0);
});

/** Without CR4.DE there are no breakpoints on ports. */
const noPortBreakpoints = guest(0, (a) => {
  a.mov(EAX, 0x80).mov(DR0, RAX);
  setDr7(a, enable(0, IO, LENGTH_1));
  a.out(0x80, AL).nop();
});

const portBreakpoints = guest(0, (a, hit) => {
  a.mov(EAX, 0x80).mov(DR0, RAX).mov(EAX, 0xe0).mov(DR1, RAX).mov(EDX, 0x80);
  setDr7(a, enable(0, IO, LENGTH_1) | enable(1, IO, LENGTH_4));
  a.mov(RAX, CR4).or(EAX, 8).mov(CR4, RAX);
  a.out(0x80, AL).label('p1').nop();
  hit('OUT', 'p1', 1);
  a.in(AL, 0xe3).label('p2').nop();
  hit('IN, last port of four', 'p2', 2);
  a.in(AL, 0xe4).in(AL, 0x81).nop();
  a.out(DX, AL).label('p3').nop();
  hit('the port in DX', 'p3', 1);
  a.mov(ESI, FREE).outsb().label('p4').nop();
  hit('OUTS', 'p4', 1);
  a.in(EAX, 0xdf).label('p5').nop();
  hit('an access that reaches in', 'p5', 2);
  setDr7(a, 0);
  a.out(0x80, AL).nop();
});

/** A load of SS holds a data breakpoint back by one instruction. */
const heldBack = guest(0, (a, hit) => {
  a.mov(EAX, WATCHED).mov(DR0, RAX).mov(EDI, WATCHED).mov(dword(RDI), SELECTOR.DATA);
  setDr7(a, enable(0, ACCESS, LENGTH_4));
  a.mov(SS, word(RDI)).nop().label('h1').nop();
  hit('MOV SS from watched memory', 'h1', 1);
});

/** DR7.GD: any use of a debug register is a fault, once. DR4 and DR5 are DR6 and DR7, or none with CR4.DE. */
const registers = guest(0, (a, hit) => {
  setDr7(a, 0x2000);
  a.label('g1').mov(RAX, DR7);
  hit('general detect', 'g1', BD);
  record(a, RAX);
  hit.mark('the handler finds GD clear', 0x400);
  a.db(0x0f, 0x21, 0xe0); // MOV RAX, DR4
  record(a, RAX);
  hit.mark('DR4 is DR6', 0xffff_0ff0);
  a.mov(RAX, -1).xor(EAX, EAX).mov(DR6, RAX).mov(RAX, DR6);
  record(a, RAX);
  hit.mark('bits of DR6 that are always set', 0xffff_0ff0);
  a.xor(EAX, EAX).mov(DR7, RAX).mov(RAX, DR7);
  record(a, RAX);
  hit.mark('bit of DR7 that is always set', 0x400);
});

const GUESTS: readonly (readonly [
  title: string,
  guest: Guest,
  except?: Partial<Record<'core' | 'JIT' | 'QEMU' | 'Bochs', string>>,
])[] = [
  ['single steps', stepping],
  ['single steps through SYSCALL and SYSRET', steppingUser, { Bochs: 'traps on the way into the kernel' }],
  ['instruction breakpoints', instructionBreakpoints, { QEMU: 'looks for them at each iteration of REP' }],
  ['data breakpoints', dataBreakpoints, { QEMU: 'names one of several' }],
  ['port breakpoints', portBreakpoints],
  ['no port breakpoints without CR4.DE', noPortBreakpoints, { QEMU: 'has them all the same' }],
  ['several causes', together, { QEMU: 'raises a #DB for each' }],
  ['data breakpoint of a stack-segment load', heldBack, { QEMU: 'does not hold it back' }],
  ['the registers themselves', registers, { QEMU: 'has no general detect' }],
];
for (const [title, { image, expected }, except] of GUESTS) {
  for (const runner of guestRunners()) {
    const why = except?.[runner.name];
    const skip = runner.absent ?? (why === undefined ? false : `${runner.name} ${why}`);
    test(`${runner.name}: ${title}`, { skip }, () => {
      assertList(runner.run(image), image, expected);
    });
  }
}
