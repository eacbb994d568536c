import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AL,
  type Assembler,
  AX,
  byte,
  CR0,
  CR4,
  DS,
  dword,
  EAX,
  EBX,
  FS,
  mem,
  oword,
  RAX,
  RBX,
  RCX,
  RDX,
  RSP,
  SS,
  ST0,
  ST1,
  word,
  XMM0,
  XMM1,
} from '../support/assembler.ts';
import {
  attempt,
  catchExceptions,
  caught,
  enterLongMode,
  finish,
  guestImage,
  NOTHING,
  SELECTOR,
} from '../support/guest-image.ts';
import { guestRunners, outcomeText } from '../support/guest-runner.ts';

/** One attempt: what it does, and what SDM Vol. 3A, "Exception and Interrupt Reference" says must come of it. */
type Row = readonly [
  name: string,
  body: (a: Assembler) => void,
  vector: number,
  error: number,
  /** Saved RIP: counted from the attempt's first byte (0 for a fault at its first instruction), or a label. */
  at: number | string,
  except?: Partial<Record<'core' | 'JIT' | 'QEMU' | 'Bochs', string>>,
];
const NONE = NOTHING;

// biome-ignore format: a matrix
const ROWS: readonly Row[] = [
  ['no exception',                     (a) => a.nop(),                                        NONE, 0, 0],
  ['divide by zero',                   (a) => a.xor(EBX, EBX).div(EBX),                       0,  0, 2],
  ['quotient too large',               (a) => a.mov(RDX, 5).mov(RCX, 4).div(RCX),             0,  0, 14],
  ['most negative by -1',              (a) => a.mov(EAX, 0x8000_0000).cdq().mov(EBX, -1).idiv(EBX), 0, 0, 11],
  ['int3',                             (a) => a.int3(),                                       3,  0, 1],
  ['int 3, two bytes',                 (a) => a.db(0xcd, 3),                                  3,  0, 2],
  ['int 0x40',                         (a) => a.int(0x40),                                    0x40, 0, 2],
  ['int of an empty gate',             (a) => a.int(0x33),                                    13, 0x33 * 8 + 2, 0, { QEMU: 'doubles the index' }],
  ['int beyond the table',             (a) => a.int(0x80),                                    13, 0x80 * 8 + 2, 0, { QEMU: 'doubles the index' }],
  ['ud2',                              (a) => a.ud2(),                                        6,  0, 0],
  ['lock on a register',               (a) => a.db(0xf0, 0x01, 0xd8),                         6,  0, 0],
  ['lock on mov',                      (a) => a.db(0xf0, 0x89, 0x18),                         6,  0, 0, { QEMU: 'ignores LOCK' }],
  ['push es in 64-bit mode',           (a) => a.db(0x06),                                     6,  0, 0],
  ['pusha in 64-bit mode',             (a) => a.db(0x60),                                     6,  0, 0],
  ['far jmp ptr16:32 in 64-bit mode',  (a) => a.db(0xea, 0, 0, 0, 0, 8, 0),                   6,  0, 0],
  ['mov cr1',                          (a) => a.db(0x0f, 0x20, 0xc8),                         6,  0, 0],
  ['lea of a register',                (a) => a.db(0x48, 0x8d, 0xc3),                         6,  0, 0],
  ['fifteen bytes and one more',       (a) => a.db(...new Array(15).fill(0x66), 0x90),        13, 0, 0],
  ['read at a non-canonical address',  (a) => a.mov(RAX, 0x8000_0000_0000n).mov(RBX, mem(RAX)), 13, 0, 10],
  ['write at a non-canonical address', (a) => a.mov(RAX, -0x8000_0000_0001n).mov(mem(RAX), RBX), 13, 0, 10],
  ['across the canonical hole',        (a) => a.mov(RAX, 0x7fff_ffff_fffcn).mov(RBX, mem(RAX)), 13, 0, 10, { QEMU: 'looks at the first page only' }],
  ['stack at a non-canonical address', (a) => a.mov(RSP, 0x8000_0000_1000n).push(RAX),        12, 0, 10, { QEMU: 'raises #GP' }],
  ['rbp at a non-canonical address',   (a) => a.db(0x48, 0xbd, 0, 0, 0, 0, 0, 0x80, 0, 0, 0x48, 0x8b, 0x45, 0), 12, 0, 10, { QEMU: 'raises #GP' }],
  ['jump to a non-canonical address',  (a) => a.mov(RAX, 0x8000_0000_0000n).jmp(RAX),         13, 0, 10, { QEMU: 'faults at the target' }],
  ['misaligned movaps',                (a) => a.mov(EAX, 0x40_0008).movaps(XMM0, oword(RAX)), 13, 0, 5],
  ['ds beyond the gdt',                (a) => a.mov(EAX, 0x7f8).mov(DS, AX),                  13, 0x7f8, 5],
  ['ds of an empty descriptor',        (a) => a.mov(EAX, SELECTOR.FREE).mov(DS, AX),          13, SELECTOR.FREE, 5],
  ['ds in a missing ldt',              (a) => a.mov(EAX, 0x1c).mov(DS, AX),                   13, 0x1c, 5],
  ['null ss in ring 0 of 64-bit code', (a) => a.xor(EAX, EAX).mov(SS, AX),                    NONE, 0, 0],
  ['ss with rpl 3',                    (a) => a.mov(EAX, SELECTOR.USER_DATA).mov(SS, AX),     13, SELECTOR.USER_DATA & ~3, 5],
  ['ss of code',                       (a) => a.mov(EAX, SELECTOR.CODE64).mov(SS, AX),        13, SELECTOR.CODE64, 5],
  ['x87 with CR0.TS',                  (a) => a.mov(RAX, CR0).or(RAX, 8).mov(CR0, RAX).fld1(), 7, 0, 10],
  ['sse with CR0.TS',                  (a) => a.paddb(XMM0, XMM0),                            7,  0, 0],
  ['clts again',                       (a) => a.clts().fninit(),                              NONE, 0, 0],
  ['x87 with CR0.EM',                  (a) => a.mov(RAX, CR0).or(RAX, 4).mov(CR0, RAX).fld1(), 7, 0, 10],
  ['sse with CR0.EM',                  (a) => a.paddb(XMM0, XMM0),                            6,  0, 0],
  ['CR0.EM off',                       (a) => a.mov(RAX, CR0).and(RAX, ~4).mov(CR0, RAX),     NONE, 0, 0],
  ['sse without CR4.OSFXSR',           (a) => a.mov(RAX, CR4).and(RAX, ~0x200).mov(CR4, RAX).paddb(XMM0, XMM0), 6, 0, 12],
  ['CR4.OSFXSR on',                    (a) => a.mov(RAX, CR4).or(RAX, 0x200).mov(CR4, RAX),   NONE, 0, 0],
  ['unmasked divide by zero of sse',   (a) => a.mov(dword(0x40_0000), 0x1d80).ldmxcsr(dword(0x40_0000)).xorps(XMM0, XMM0).mov(EAX, 0x3f80_0000).movd(XMM1, EAX).label('divss').divss(XMM1, XMM0), 19, 0, 'divss', { QEMU: 'raises no #XM' }],
  ['mxcsr back',                       (a) => a.mov(dword(0x40_0000), 0x1f80).ldmxcsr(dword(0x40_0000)), NONE, 0, 0],
  ['reserved bit of mxcsr',            (a) => a.mov(dword(0x40_0000), 0x1_1f80).ldmxcsr(dword(0x40_0000)), 13, 0, 11, { QEMU: 'keeps it' }],
  ['x87 error, reported at the next',  (a) => a.fninit().mov(word(0x40_0000), 0x37b).fldcw(word(0x40_0000)).fld1().fldz().fdivp(ST1, ST0).label('fwait').wait(), 16, 0, 'fwait'],
  ['fninit again',                     (a) => a.fninit(),                                     NONE, 0, 0],
  ['fs with a base through fsgsbase',  (a) => a.mov(RAX, CR4).or(RAX, 0x1_0000).mov(CR4, RAX).mov(EAX, 0x40_0000).wrfsbase(RAX).mov(AL, byte(8, 0, { segment: FS })), NONE, 0, 0],
];

/** Checks of control registers and MSRs, which QEMU's translator leaves out (and then runs on in a state of no use). */
// biome-ignore format: a matrix
const CONTROL_ROWS: readonly Row[] = [
  ['reserved bit of cr4',              (a) => a.mov(RAX, CR4).bts(RAX, 40).mov(CR4, RAX),     13, 0, 8],
  ['cr0: PG without PE',               (a) => a.mov(RAX, CR0).and(RAX, -2).mov(CR0, RAX),     13, 0, 7],
  ['cr0: upper half',                  (a) => a.mov(RAX, CR0).bts(RAX, 33).mov(CR0, RAX),     13, 0, 8],
  ['cr4: PAE off in long mode',        (a) => a.mov(RAX, CR4).and(RAX, ~0x20).mov(CR4, RAX),  13, 0, 7],
  ['rdmsr of an unknown msr',          (a) => a.db(0xb9, 0xef, 0xbe, 0xad, 0xde).rdmsr(),     13, 0, 5, { Bochs: 'reads 0 by default' }],
  ['wrmsr of a reserved EFER bit',     (a) => a.db(0xb9, 0x80, 0, 0, 0xc0).rdmsr().bts(EAX, 1).wrmsr(), 13, 0, 11],
  ['wrmsr of a non-canonical LSTAR',   (a) => a.db(0xb9, 0x82, 0, 0, 0xc0).xor(EAX, EAX).db(0xba, 0, 0x80, 0, 0).wrmsr(), 13, 0, 12],
  ['wrfsbase, non-canonical',          (a) => a.mov(RAX, CR4).or(RAX, 0x1_0000).mov(CR4, RAX).mov(RAX, 0x8000_0000_0000n).label('wrfsbase').wrfsbase(RAX), 13, 0, 'wrfsbase'],
];

function imageOf(rows: readonly Row[]) {
  return guestImage((a) => {
    enterLongMode(a);
    catchExceptions(a, { ist: [8, 12, 14] });
    for (const [i, [, body]] of rows.entries()) attempt(a, `row_${i}`, body);
    finish(a, 64);
  });
}

const GROUPS = [
  ['exceptions of 64-bit code', ROWS, []],
  ['checks of control registers and MSRs', CONTROL_ROWS, ['QEMU']],
] as const;

for (const [title, rows, not] of GROUPS) {
  const image = imageOf(rows);
  for (const runner of guestRunners()) {
    const skip =
      runner.absent ?? ((not as readonly string[]).includes(runner.name) ? `${runner.name} does not check` : false);
    test(`${runner.name}: ${title}`, { skip }, () => {
      const outcome = runner.run(image);
      assert.equal(outcome.kind, 'done', outcomeText(outcome));
      if (outcome.kind !== 'done') return;
      const wrong: string[] = [];
      for (const [i, [name, , vector, error, at, except]] of rows.entries()) {
        if (except?.[runner.name] !== undefined) continue;
        const got = caught(outcome.results, i);
        const start = image.address(`row_${i}`);
        const rip = typeof at === 'string' ? image.address(at) - start : at;
        const show = (v: number, e: number, ip: number) =>
          v === NOTHING ? 'none' : `vector ${v} error ${e} at +${ip}`;
        const [expected, seen] = [show(vector, error, rip), show(got.vector, got.error, got.rip - start)];
        if (seen !== expected) wrong.push(`${name}: expected ${expected}, got ${seen}`);
      }
      assert.deepEqual(wrong, []);
    });
  }
}
