// Code that changes under the processor: by each kind of store, in the running block, across pages, through another
// mapping. INTEL SDM Vol. 3A, "Handling Self- and Cross-Modifying Code".
import { test } from 'node:test';
import {
  type Assembler,
  byte,
  dword,
  EAX,
  EBX,
  ECX,
  EDI,
  EDX,
  ESI,
  mem,
  oword,
  qword,
  R8,
  RAX,
  RBX,
  RCX,
  RDI,
  RSI,
  RSP,
  word,
  XMM0,
} from '../support/assembler.ts';
import { assertList, type ExpectedItem } from '../support/expected-list.ts';
import { enterLongMode, FREE, finish, fresh, guestImage, PDPT, record } from '../support/guest-image.ts';
import { guestRunners } from '../support/guest-runner.ts';

/** Tables of a second mapping of low memory at 1 GiB, and of 4-KiB pages at 2 GiB. */
const ALIAS_DIRECTORY = 0x30_4000;
const PAGES_DIRECTORY = 0x30_5000;
const PAGES_TABLE = 0x30_6000;
const ALIAS = 0x4000_0000;
const PAGES = 0x8000_0000;
const DATA = FREE + 0x1_0000;
/** Functions are put together here: two pages. */
const CODE = FREE + 0x2_0000;

const expected: ExpectedItem[] = [];
const expect = (name: string, value: number): number => expected.push([name, value]);

/** `mov eax, 1` whose operand is at `<name>`; what it leaves in EAX is recorded. Executed once before the change. */
function patched(
  a: Assembler,
  name: string,
  value: number,
  change: (a: Assembler) => void,
  before: (a: Assembler) => void = () => {},
): void {
  const [again, label, at] = [fresh('again'), fresh('patch'), fresh('at')] as [string, string, string];
  a.xor(EDX, EDX);
  a.label(again).cmp(EDX, 0).je(at);
  a.mov(EBX, at).inc(RBX);
  before(a);
  change(a);
  // No jump between the store and the changed instruction.
  a.label(at).db(0xb8).dd(1).label(label).inc(EDX).cmp(EDX, 2).jb(again);
  record(a, RAX);
  expect(name, value);
}

const image = guestImage((a) => {
  enterLongMode(a);
  // 1 GiB: the first GiB again. 2 GiB: two pages whose frames tests choose.
  a.mov(EDI, ALIAS_DIRECTORY).mov(EAX, 0x83).mov(ECX, 512);
  a.label('fill').mov(mem(RDI), RAX).add(EAX, 0x20_0000).add(EDI, 8).dec(ECX).jne('fill');
  a.mov(EDI, PAGES_DIRECTORY).xor(EAX, EAX).mov(ECX, 1024).rep().stosq();
  a.mov(qword(PDPT + 8), ALIAS_DIRECTORY | 3).mov(qword(PDPT + 16), PAGES_DIRECTORY | 3);
  a.mov(qword(PAGES_DIRECTORY), PAGES_TABLE | 3);
  a.fninit()
    .mov(dword(DATA), 0x77)
    .mov(dword(DATA + 4), 0)
    .mov(qword(DATA + 8), 0);

  // Every kind of store into the next instruction.
  patched(a, 'mov byte', 0x55, (b) => b.mov(byte(RBX), 0x55));
  patched(a, 'mov dword', 0x1234_5678, (b) => b.mov(dword(RBX), 0x1234_5678));
  patched(a, 'mov qword over the end of the instruction', 0x11, (b) =>
    b.mov(RCX, qword(RBX)).and(RCX, -0x100).or(RCX, 0x11).mov(qword(RBX), RCX),
  );
  patched(a, 'add', 0x21, (b) => b.add(dword(RBX), 0x20));
  patched(a, 'inc', 2, (b) => b.inc(dword(RBX)));
  patched(a, 'xchg', 0x66, (b) => b.mov(ECX, 0x66).xchg(mem(RBX), ECX));
  patched(a, 'lock cmpxchg', 0x67, (b) => b.mov(EAX, 1).mov(ECX, 0x67).lock().cmpxchg(dword(RBX), ECX));
  patched(a, 'lock xadd', 4, (b) => b.mov(ECX, 3).lock().xadd(dword(RBX), ECX));
  patched(a, 'bts', 0x101, (b) => b.bts(dword(RBX), 8));
  patched(a, 'sete', 1, (b) => b.mov(byte(RBX), 0).xor(ECX, ECX).sete(byte(RBX)));
  patched(a, 'stosd', 0x99, (b) => b.mov(EDI, EBX).mov(EAX, 0x99).stosd());
  patched(a, 'rep stosb', 0x1515_1515, (b) => b.mov(EDI, EBX).mov(EAX, 0x15).mov(ECX, 4).rep().stosb());
  patched(a, 'movsd', 0x77, (b) => b.mov(EDI, EBX).mov(ESI, DATA).movsd());
  patched(a, 'rep movsb', 0x77, (b) => b.mov(EDI, EBX).mov(ESI, DATA).mov(ECX, 4).rep().movsb());
  patched(a, 'movd', 0x68, (b) => b.mov(ECX, 0x68).movd(XMM0, ECX).movd(dword(RBX), XMM0));
  patched(a, 'fist', 0x77, (b) => b.fild(dword(DATA)).fistp(dword(RBX)));
  patched(a, 'pop', 0x77, (b) =>
    b.mov(RCX, qword(RBX)).mov(R8, 0xffff_ffff_0000_0000n).and(RCX, R8).or(RCX, 0x77).push(RCX).pop(qword(RBX)),
  );
  patched(a, 'push, the stack in the code', 0x69, (b) => {
    b.mov(RCX, qword(RBX)).mov(R8, 0xffff_ffff_0000_0000n).and(RCX, R8).or(RCX, 0x69);
    b.mov(RSI, RSP).lea(RSP, mem(RBX, 8)).push(RCX).mov(RSP, RSI);
  });
  patched(a, 'movups over the instruction and what follows', 0x70, (b) =>
    b
      .movups(XMM0, oword(RBX))
      .movups(oword(DATA + 0x40), XMM0)
      .mov(byte(DATA + 0x40), 0x70)
      .movups(XMM0, oword(DATA + 0x40))
      .movups(oword(RBX), XMM0),
  );
  patched(a, 'through another mapping', 0x71, (b) => b.mov(ECX, ALIAS).mov(byte(RBX, 0, { index: RCX }), 0x71));

  // The running block, three instructions on; and a loop that counts by changing itself.
  a.mov(byte('third'), 5).nop().nop().db(0xb8).label('third').dd(1);
  record(a, RAX);
  expect('three instructions on', 5);
  a.xor(EDX, EDX)
    .mov(ECX, 10)
    .label('loop')
    .db(0x81, 0xc2)
    .label('summand')
    .dd(0)
    .inc(dword('summand'))
    .dec(ECX)
    .jne('loop');
  a.mov(EAX, EDX);
  record(a, RAX);
  expect('a loop that changes its own summand', 45);
  // An opcode, not an operand: INC EAX becomes DEC EAX under the loop.
  a.mov(ECX, 4).mov(EAX, 100).label('turn').db(0xff).label('modrm').db(0xc0).xor(byte('modrm'), 8).dec(ECX).jne('turn');
  record(a, RAX);
  expect('INC and DEC by turns', 100);

  // A repeated store that comes over its own first byte is NOP; STOSB (or MOVSB) from then on, at whatever place in its count.
  for (const [name, store] of [
    ['rep stosb over itself', () => a.rep().stosb()],
    ['rep movsb over itself', () => a.rep().movsb()],
  ] as const) {
    const label = name.replaceAll(' ', '_');
    a.mov(RDI, label)
      .sub(RDI, 3)
      .mov(ESI, DATA + 0x80)
      .mov(EAX, 0x90)
      .mov(ECX, 64);
    for (let i = 0; i < 64; i += 8) a.mov(R8, 0x9090_9090_9090_9090n).mov(qword(DATA + 0x80 + i), R8);
    a.nop().nop().nop().label(label);
    store();
    a.mov(EAX, ECX);
    record(a, RAX);
    expect(name, 60);
  }

  // An instruction that straddles two pages: its head, its tail, and both changed by one store.
  const straddle = CODE + 0x1000 - 2;
  const emit = (bytes: readonly number[], at: number): void => {
    for (const [i, value] of bytes.entries()) a.mov(byte(at + i), value);
  };
  emit([0xb8, 1, 0, 0, 0, 0xc3], straddle); // MOV EAX, 1; RET
  const call = (name: string, value: number): void => {
    a.mov(EBX, straddle).call(RBX);
    record(a, RAX);
    expect(name, value);
  };
  call('straddling', 1);
  a.mov(byte(straddle + 3), 2);
  call('its tail changed', 0x2_0001);
  a.mov(byte(straddle + 1), 3);
  call('its head changed', 0x2_0003);
  a.mov(dword(straddle + 1), 0x0405_0607);
  call('changed by a store across the pages', 0x0405_0607);
  a.mov(word(straddle + 0x1ff0), 0xffff).mov(word(straddle + 4), 0xc300);
  call('its last byte changed', 0x05_0607);

  // A call away from the change: the caller's block stays, the callee's goes.
  a.mov(ECX, 3)
    .xor(EDX, EDX)
    .label('outer')
    .call('callee')
    .add(EDX, EAX)
    .inc(dword('callee_value'))
    .dec(ECX)
    .jne('outer')
    .jmp('after');
  a.label('callee').db(0xb8).label('callee_value').dd(10).ret().label('after').mov(EAX, EDX);
  record(a, RAX);
  expect('a callee changed between its calls', 33);

  // Another frame under the same linear address: INVLPG makes the new code seen.
  emit([0xb0, 1, 0xc3], CODE + 0x2000);
  emit([0xb0, 2, 0xc3], CODE + 0x3000);
  a.xor(EAX, EAX);
  const callMapped = (frame: number, value: number, name: string): void => {
    a.mov(qword(PAGES_TABLE), frame | 3)
      .mov(EBX, PAGES)
      .invlpg(byte(RBX))
      .xor(EAX, EAX)
      .call(RBX);
    record(a, RAX);
    expect(name, value);
  };
  callMapped(CODE + 0x2000, 1, 'mapped');
  callMapped(CODE + 0x3000, 2, 'mapped to another frame');
  callMapped(CODE + 0x2000, 1, 'and back');
  a.mov(byte(CODE + 0x2001), 7);
  callMapped(CODE + 0x2000, 7, 'changed by its other address');
  // The second page of a straddling instruction moves alone.
  emit([0xb8, 0x11], CODE + 0x4ffe);
  emit([0x22, 0, 0, 0xc3], CODE + 0x5000);
  emit([0x33, 0, 0, 0xc3], CODE + 0x6000);
  a.mov(qword(PAGES_TABLE), (CODE + 0x4000) | 3);
  for (const [frame, value] of [
    [CODE + 0x5000, 0x2211],
    [CODE + 0x6000, 0x3311],
  ] as const) {
    a.mov(qword(PAGES_TABLE + 8), frame | 3)
      .mov(EBX, PAGES)
      .invlpg(byte(RBX))
      .invlpg(byte(RBX, 0x1000))
      .add(RBX, 0xffe)
      .call(RBX);
    record(a, RAX);
    expect(`second page of a straddling instruction at 0x${frame.toString(16)}`, value);
  }

  // Code made afresh in one place again and again, as a just-in-time compiler does.
  a.xor(EDX, EDX)
    .mov(ECX, 1000)
    .mov(EBX, CODE + 0x7000)
    .mov(word(RBX, 5), 0xc3);
  a.label('compile')
    .mov(byte(RBX), 0xb8)
    .mov(mem(RBX, 1), ECX)
    .call(RBX)
    .add(EDX, EAX)
    .dec(ECX)
    .jne('compile')
    .mov(EAX, EDX);
  record(a, RAX);
  expect('compiled a thousand times', 500_500);
  // A string store that overwrites code from behind, the REP instruction itself included.
  a.mov(EDI, 'victim').mov(EAX, 0x90).mov(ECX, 'victim_end').sub(ECX, EDI).rep().stosb().xor(EAX, EAX);
  a.label('victim');
  for (let i = 0; i < 40; i++) a.inc(EAX);
  a.label('victim_end');
  record(a, RAX);
  expect('filled with NOP', 0);
  finish(a, 64);
});

for (const runner of guestRunners()) {
  test(`${runner.name}: code that changes`, { skip: runner.absent ?? false }, () => {
    // Bochs finds decoded instructions by their first page alone.
    const moved = `second page of a straddling instruction at 0x${(CODE + 0x6000).toString(16)}`;
    const known = expected.map(([name, value]): ExpectedItem => {
      return [name, runner.name === 'Bochs' && name === moved ? undefined : value];
    });
    assertList(runner.run(image), image, known);
  });
}
