import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AL,
  type Assembler,
  AX,
  assembler,
  BX,
  byte,
  CR0,
  CR3,
  CR4,
  CX,
  DS,
  DX,
  dword,
  EAX,
  ECX,
  EDI,
  EDX,
  ES,
  ESI,
  ESP,
  FS,
  GS,
  mem,
  RAX,
  RBX,
  RSP,
  SI,
  SP,
  SS,
  word,
} from '../support/assembler.ts';
import {
  enterLongMode,
  FREE,
  finish,
  fresh,
  guestImage,
  record,
  record32,
  SELECTOR,
  STACK_TOP,
} from '../support/guest-image.ts';
import { guestRunners, outcomeText } from '../support/guest-runner.ts';

/** Real-mode code is copied here: reachable with segment 0. */
const LOW = 0x8000;
const SAVED_ESP = 0x22_0000;

/** Code for real mode, put into the guest and copied to LOW; `back` is where the 32-bit code goes on. */
function realMode(a: Assembler, back: string, body: (r: Assembler) => void): void {
  const [blob, over] = [fresh('blob'), fresh('over')];
  a.jmp(over).label(blob);
  const at = a;
  at.computed((address) => {
    const r = assembler(16, LOW);
    // Through 16-bit protected mode, so that the segments get limits of 64 KiB; then PE off and a far jump.
    r.mov(AX, SELECTOR.DATA16);
    for (const segment of [DS, ES, SS, FS, GS]) r.mov(segment, AX);
    r.mov(EAX, CR0).and(EAX, ~1).mov(CR0, EAX).jmpFar(0, 'real').label('real');
    r.xor(AX, AX).mov(DS, AX).mov(ES, AX).mov(SS, AX).mov(SP, 0x7000);
    body(r);
    r.mov(EAX, CR0)
      .or(EAX, 1)
      .mov(CR0, EAX)
      .jmpFar(SELECTOR.CODE32, Number(address(back)), { wide: true });
    const bytes = r.bytes();
    const padded = new Uint8Array(512);
    padded.set(bytes);
    return padded;
  });
  a.label(over).mov(dword(SAVED_ESP), ESP).mov(ESI, blob).mov(EDI, LOW).mov(ECX, 512).rep().movsb();
  a.jmpFar(SELECTOR.CODE16, LOW).label(back);
  a.mov(EAX, SELECTOR.DATA);
  for (const segment of [DS, ES, SS, FS, GS]) a.mov(segment, AX);
  a.mov(ESP, dword(SAVED_ESP));
}

/** Two words and bytes of low memory that real-mode code leaves results in. */
const CELL = 0x6000;
const cell = (i: number) => CELL + 4 * i;

type Expected = (readonly [name: string, value: bigint])[];

/** Identity of the first 8 MiB at 0, and once more at 1 GiB. The four pointers are at `pointers`. */
function enterPae(a: Assembler, pointers: number): void {
  const directory = pointers + 0x1000;
  a.mov(EDI, pointers).xor(EAX, EAX).mov(ECX, 2048).rep().stosd();
  a.mov(dword(pointers), directory | 1).mov(dword(pointers + 8), directory | 1);
  for (let i = 0; i < 4; i++) a.mov(dword(directory + 8 * i), (i * 0x20_0000) | 0x83);
  a.mov(EAX, CR4).or(EAX, 0x20).mov(CR4, EAX).mov(EAX, pointers).mov(CR3, EAX);
  a.mov(EAX, CR0).or(EAX, 0x8000_0000).mov(CR0, EAX);
}

const EXPECTED: Expected = [];
const image = guestImage((a) => {
  const expect32 = (name: string, value: number) => {
    EXPECTED.push([name, BigInt(value >>> 0)]);
    record32(a, EAX);
  };
  // 1. Real mode: addresses are segment * 16 + offset; interrupts go through the table at 0.
  realMode(a, 'back_1', (r) => {
    r.mov(dword(4 * 0x60), 'handler'); // vector 0x60: segment 0
    r.mov(AX, 0x0600)
      .mov(ES, AX)
      .mov(BX, 8)
      .mov(word(BX, 0, { segment: ES }), 0x1234); // 0x6008: cell 2
    r.mov(word(cell(3)), 0)
      .int(0x60)
      .mov(mem(cell(3)), AX);
    r.mov(mem(cell(4)), SP)
      .pushf()
      .pop(AX)
      .mov(mem(cell(5)), AX);
    r.mov(CX, 0xffff)
      .add(CX, 2)
      .mov(mem(cell(6)), CX);
    r.mov(EAX, 0x1234_5678).mov(mem(cell(7)), EAX); // 32-bit operands by prefix
    r.jmp('after').label('handler').mov(AX, 0xbeef).iret().label('after');
  });
  for (const [i, name, value] of [
    [2, 'segment * 16 + offset', 0x1234],
    [3, 'int through the vector table', 0xbeef],
    [4, 'stack balanced by iret', 0x7000],
    [6, '16-bit wrap', 1],
    [7, '32-bit operand', 0x1234_5678],
  ] as const) {
    a.mov(EAX, dword(cell(i)));
    if (i < 7) a.and(EAX, 0xffff);
    expect32(`real mode: ${name}`, value);
  }
  // 2. 32-bit paging with 4-MByte and 4-KByte pages.
  const directory = FREE + 0x10_0000;
  const table = directory + 0x1000;
  a.mov(EDI, directory).xor(EAX, EAX).mov(ECX, 2048).rep().stosd();
  a.mov(dword(directory), 0x83)
    .mov(dword(directory + 4 * 0x100), table | 3)
    .mov(dword(table), FREE | 3);
  a.mov(EAX, CR4).or(EAX, 0x10).mov(CR4, EAX).mov(EAX, directory).mov(CR3, EAX);
  // Global data of the second 4 MiB: identity as well, for the directory itself.
  a.mov(dword(directory + 4), 0x40_0083);
  a.mov(EAX, CR0).or(EAX, 0x8000_0000).mov(CR0, EAX);
  a.mov(dword(0x4000_0010), 0x5eed).mov(EAX, dword(FREE + 0x10));
  expect32('32-bit paging: a store through a 4-KByte page', 0x5eed);
  a.mov(EAX, dword(table)).and(EAX, 0xfff);
  expect32('32-bit paging: accessed and dirty', 0x63);
  a.mov(EAX, dword(directory)).and(EAX, 0xfff);
  expect32('32-bit paging: 4-MByte page accessed and dirty', 0xe3);
  a.mov(EAX, CR0).and(EAX, 0x7fff_ffff).mov(CR0, EAX);
  // 3. PAE paging.
  enterPae(a, FREE + 0x11_0000);
  a.mov(dword(0x4000_0000 + FREE + 0x20), 0xfeed).mov(EAX, dword(FREE + 0x20));
  expect32('PAE paging: the second GByte maps the first', 0xfeed);
  a.mov(EAX, CR0).and(EAX, 0x7fff_ffff).mov(CR0, EAX);
  // 4. Long mode and compatibility mode.
  enterLongMode(a);
  a.mov(ECX, 0xc000_0080).rdmsr();
  EXPECTED.push(['long mode: EFER has LME, LMA, NXE, SCE', 0xd01n]);
  a.mov(EAX, EAX);
  record(a, RAX);
  a.mov(RAX, -1).mov(EAX, EAX);
  EXPECTED.push(['long mode: a 32-bit result clears the upper half', 0xffff_ffffn]);
  record(a, RAX);
  a.push(SELECTOR.CODE32).push('compatibility').db(0x48, 0xcb);
  a.bits(32).label('compatibility').mov(EAX, SELECTOR.DATA);
  for (const segment of [DS, ES, SS]) a.mov(segment, AX);
  a.mov(EAX, 0x7fff_ffff).db(0x40); // INC EAX here, a REX prefix in 64-bit code
  expect32('compatibility mode: 40 is INC', 0x8000_0000);
  a.mov(EAX, ESP).push(EAX).sub(EAX, ESP);
  expect32('compatibility mode: PUSH moves ESP by 4', 4);
  a.pop(EDX).jmpFar(SELECTOR.CODE64, 'again').bits(64).label('again');
  a.mov(RAX, RSP).push(RBX).sub(RAX, RSP);
  EXPECTED.push(['64-bit mode again: PUSH moves RSP by 8', 8n]);
  record(a, RAX);
  a.pop(RBX);
  // 5. Out of long mode: through compatibility mode, PG off, then LME off.
  a.push(SELECTOR.CODE32).push('leave').db(0x48, 0xcb);
  a.bits(32).label('leave').mov(EAX, SELECTOR.DATA).mov(DS, AX).mov(SS, AX).mov(ES, AX).mov(ESP, STACK_TOP);
  a.mov(EAX, CR0).and(EAX, 0x7fff_ffff).mov(CR0, EAX);
  a.mov(ECX, 0xc000_0080).rdmsr().and(EAX, 0xfff);
  expect32('paging off: LMA is clear, LME is not', 0x901);
  a.mov(ECX, 0xc000_0080).rdmsr().and(EAX, ~0x100).wrmsr();
  // 6. And back to real mode once more.
  realMode(a, 'back_2', (r) => {
    r.mov(AX, 0x1000).mov(DS, AX).mov(SI, 0x10).mov(byte(SI), 0x77).xor(AX, AX).mov(DS, AX);
    r.mov(DX, 0)
      .mov(AX, 0x1001)
      .mov(ES, AX)
      .mov(AL, byte(0, 0, { segment: ES }))
      .mov(mem(cell(8)), AX);
  });
  a.mov(EAX, dword(cell(8))).and(EAX, 0xff);
  expect32('real mode again: two segments, one byte', 0x77);
  finish(a, 32);
});

// SDM Vol. 3A, "PDPTE Registers": the four pointers are read when CR3 is loaded, not at each walk.
const POINTERS_EXPECTED: Expected = [['a pointer changed in memory is not seen', 0xfeedn]];
const pointersImage = guestImage((a) => {
  const pointers = FREE + 0x11_0000;
  enterPae(a, pointers);
  a.mov(dword(FREE + 0x20), 0xfeed)
    .mov(dword(pointers + 8), 0)
    .mov(EAX, dword(0x4000_0000 + FREE + 0x20));
  record32(a, EAX);
  finish(a, 32);
});

const GUESTS = [
  ['real mode, 32-bit and PAE paging, long and compatibility mode', image, EXPECTED, []],
  ['PAE pointers', pointersImage, POINTERS_EXPECTED, ['QEMU']],
] as const;
for (const [title, guest, expected, without] of GUESTS) {
  for (const runner of guestRunners()) {
    const reads = (without as readonly string[]).includes(runner.name)
      ? `${runner.name} reads them at each walk`
      : false;
    test(`${runner.name}: ${title}`, { skip: runner.absent ?? reads }, () => {
      const outcome = runner.run(guest);
      assert.equal(outcome.kind, 'done', outcomeText(outcome));
      if (outcome.kind !== 'done') return;
      assert.deepEqual(
        expected.map(([name], i) => [name, outcome.results[i]]),
        expected.map(([name, value]) => [name, value]),
      );
    });
  }
}
