// String instructions across pages, with a page fault in their middle: registers tell how far they came, nothing behind
// is touched, and they go on when the page is there. INTEL SDM Vol. 2B, "REP/REPE/REPZ/REPNE/REPNZ".
import { test } from 'node:test';
import {
  AL,
  type Assembler,
  byte,
  CR2,
  EAX,
  EBX,
  ECX,
  EDI,
  ESI,
  qword,
  RAX,
  RBX,
  RCX,
  RDI,
  RSI,
  RSP,
} from '../support/assembler.ts';
import { assertList, type ExpectedItem } from '../support/expected-list.ts';
import { loadGates } from '../support/gates.ts';
import { enterLongMode, FREE, finish, guestImage, PDPT, record } from '../support/guest-image.ts';
import { guestRunners } from '../support/guest-runner.ts';

const DIRECTORY = 0x30_5000;
const TABLE = 0x30_6000;
/** Four linear pages; the frames behind them do not follow each other. */
const PAGES = 0x8000_0000;
const FRAMES = [FREE + 0x2_0000, FREE + 0x2_5000, FREE + 0x2_2000, FREE + 0x2_8000] as const;
const SOURCE = FREE + 0x4_0000;

interface Row {
  readonly name: string;
  readonly run: (a: Assembler) => void;
  readonly count: number;
  readonly from: number;
  readonly to: number;
  /** Page of PAGES that is absent at first. */
  readonly absent: number;
  /** At the fault: RCX, RSI and RDI as steps from their starts, linear address of the fault. */
  readonly left: number;
  readonly source: number;
  readonly target: number;
  readonly fault: number;
  /** At the end: RCX, RSI, RDI; whether ZF is recorded. */
  readonly end: readonly [rcx: number, rsi: number, rdi: number];
  readonly zero?: boolean;
}
const up =
  (run: (a: Assembler) => void) =>
  (a: Assembler): void => {
    a.cld();
    run(a);
  };
const down =
  (run: (a: Assembler) => void) =>
  (a: Assembler): void => {
    a.std();
    run(a);
    a.cld();
  };

const ROWS: readonly Row[] = [
  {
    name: 'rep movsb',
    run: up((a) => a.rep().movsb()),
    count: 100,
    from: SOURCE,
    to: PAGES + 0xfe0,
    absent: 1,
    left: 68,
    source: 32,
    target: 32,
    fault: PAGES + 0x1000,
    end: [0, 100, 100],
  },
  {
    name: 'rep movsq',
    run: up((a) => a.rep().movsq()),
    count: 20,
    from: SOURCE,
    to: PAGES + 0xfe0,
    absent: 1,
    left: 16,
    source: 32,
    target: 32,
    fault: PAGES + 0x1000,
    end: [0, 160, 160],
  },
  {
    name: 'rep movsq over the edge',
    run: up((a) => a.rep().movsq()),
    count: 20,
    from: SOURCE,
    to: PAGES + 0xfe4,
    absent: 1,
    left: 17,
    source: 24,
    target: 24,
    fault: PAGES + 0x1000,
    end: [0, 160, 160],
  },
  {
    name: 'rep movsb, the source absent',
    run: up((a) => a.rep().movsb()),
    count: 5000,
    from: PAGES + 0xf00,
    to: SOURCE + 0x1_0000,
    absent: 1,
    left: 4744,
    source: 256,
    target: 256,
    fault: PAGES + 0x1000,
    end: [0, 5000, 5000],
  },
  {
    name: 'rep movsd down',
    run: down((a) => a.rep().movsd()),
    count: 30,
    from: SOURCE + 0x200,
    to: PAGES + 0x1010,
    absent: 0,
    left: 25,
    source: -20,
    target: -20,
    fault: PAGES + 0xffc,
    end: [0, -120, -120],
  },
  {
    name: 'rep stosb over three pages',
    run: up((a) => a.mov(AL, 0x3c).rep().stosb()),
    count: 0x2100,
    from: SOURCE,
    to: PAGES + 0xf80,
    absent: 2,
    left: 0x1080,
    source: 0,
    target: 0x1080,
    fault: PAGES + 0x2000,
    end: [0, 0, 0x2100],
  },
  {
    name: 'rep stosq',
    run: up((a) => a.mov(RAX, 0x1122_3344_5566_7788n).rep().stosq()),
    count: 9,
    from: SOURCE,
    to: PAGES + 0xfdc,
    absent: 1,
    left: 5,
    source: 0,
    target: 32,
    fault: PAGES + 0x1000,
    end: [0, 0, 72],
  },
  {
    name: 'rep stosw down',
    run: down((a) => a.mov(EAX, 0xfff0).rep().stosw()),
    count: 9,
    from: SOURCE,
    to: PAGES + 0x1004,
    absent: 0,
    left: 6,
    source: 0,
    target: -6,
    fault: PAGES + 0xffe,
    end: [0, 0, -18],
  },
  {
    name: 'rep lodsd',
    run: up((a) => a.rep().lodsd()),
    count: 9,
    from: PAGES + 0xff8,
    to: SOURCE,
    absent: 1,
    left: 7,
    source: 8,
    target: 0,
    fault: PAGES + 0x1000,
    end: [0, 36, 0],
  },
  {
    name: 'repe cmpsb',
    run: up((a) => a.repe().cmpsb()),
    count: 50,
    from: PAGES + 0xff0,
    to: SOURCE + 0x300,
    absent: 1,
    left: 34,
    source: 16,
    target: 16,
    fault: PAGES + 0x1000,
    end: [13, 37, 37],
    zero: false,
  },
  {
    name: 'repne scasb',
    run: up((a) => a.mov(AL, 0x5a).repne().scasb()),
    count: 50,
    from: SOURCE,
    to: PAGES + 0xff0,
    absent: 1,
    left: 34,
    source: 0,
    target: 16,
    fault: PAGES + 0x1000,
    end: [9, 0, 41],
    zero: true,
  },
];

const expected: ExpectedItem[] = [];
const image = guestImage((a) => {
  enterLongMode(a);
  a.jmp('begin');
  // Records where it happened, and maps the page.
  a.label('on_pf').push(RAX).push(RBX).mov(RAX, CR2);
  record(a, RAX);
  for (const register of [RCX, RSI, RDI]) record(a, register);
  a.mov(RAX, qword(RSP, 24));
  record(a, RAX);
  a.mov(RBX, CR2)
    .shr(RBX, 12)
    .and(EBX, 3)
    .or(qword(TABLE, 0, { index: RBX, scale: 8 }), 1);
  a.pop(RBX).pop(RAX).add(RSP, 8).iretq();
  a.label('begin');
  loadGates(a, [{ vector: 14, handler: 'on_pf' }]);
  a.mov(EDI, DIRECTORY).xor(EAX, EAX).mov(ECX, 1024).rep().stosq();
  a.mov(qword(PDPT + 16), DIRECTORY | 3).mov(qword(DIRECTORY), TABLE | 3);
  // The source: bytes that count.
  a.mov(EDI, SOURCE).xor(EAX, EAX).label('bytes').mov(byte(RDI), AL).inc(RDI).inc(EAX).cmp(EAX, 0x2000).jb('bytes');

  for (const [i, row] of ROWS.entries()) {
    for (const [n, frame] of FRAMES.entries()) {
      a.mov(EDI, frame).mov(ECX, 512).mov(RAX, 0xcccc_cccc_cccc_ccccn).rep().stosq();
      a.mov(EAX, frame | (n === row.absent ? 2 : 3))
        .mov(qword(TABLE + 8 * n), RAX)
        .mov(EBX, PAGES + 0x1000 * n)
        .invlpg(byte(RBX));
    }
    if (row.zero !== undefined) {
      // Something to find behind the edge: for CMPS the same bytes but for one, for SCAS one byte.
      a.mov(EDI, SOURCE + 0x300)
        .mov(ECX, 64)
        .mov(AL, 0xcc)
        .rep()
        .stosb();
      a.mov(byte(SOURCE + 0x300 + 36), 0x11).mov(byte(FRAMES[1] + 24), 0x5a);
    }
    a.mov(ECX, row.count).mov(ESI, row.from).mov(EDI, row.to).label(`row_${i}`);
    row.run(a);
    a.pushfq();
    for (const register of [RCX, RSI, RDI]) record(a, register);
    a.pop(RAX).and(EAX, 0x40);
    record(a, RAX);
    // A sum over the four pages, weighted, and the memory before the first written byte.
    a.mov(ESI, PAGES)
      .xor(EAX, EAX)
      .xor(ECX, ECX)
      .label(`sum_${i}`)
      .imul(RAX, RAX, 31)
      .movzx(EBX, byte(RSI))
      .add(RAX, RBX);
    a.inc(RSI).inc(ECX).cmp(ECX, 0x4000).jb(`sum_${i}`);
    record(a, RAX);
    const is64 = (value: number): bigint => BigInt.asUintN(64, BigInt(value));
    expected.push(
      [`${row.name}: CR2`, row.fault],
      [`${row.name}: RCX at the fault`, row.left],
      [`${row.name}: RSI`, is64(row.from + row.source)],
      [`${row.name}: RDI`, is64(row.to + row.target)],
      [`${row.name}: error code`, undefined],
      [`${row.name}: RCX at the end`, row.end[0]],
      [`${row.name}: RSI`, is64(row.from + row.end[1])],
      [`${row.name}: RDI`, is64(row.to + row.end[2])],
      [`${row.name}: ZF`, row.zero === undefined ? undefined : row.zero ? 0x40 : 0],
      [`${row.name}: all four pages`, sumOf(row)],
    );
  }
  finish(a, 64);
});

/** What the four pages hold at the end, summed up as the guest does; by a plain loop over the elements. */
function sumOf(row: Row): bigint {
  const pages = new Uint8Array(0x4000).fill(0xcc);
  if (row.zero !== undefined) pages[0x1000 + 24] = 0x5a;
  const size = { b: 1, w: 2, d: 4, q: 8 }[row.name.split(' ')[1]!.at(-1) as 'b' | 'w' | 'd' | 'q'];
  const step = row.name.includes('down') ? -size : size;
  const stored: Readonly<Record<string, (k: number) => number>> = {
    'rep stosb over three pages': () => 0x3c,
    'rep stosq': (k) => [0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11][k]!,
    'rep stosw down': (k) => [0xf0, 0xff][k]!,
  };
  for (let i = 0; i < row.count && row.to >= PAGES && row.zero === undefined; i++) {
    for (let k = 0; k < size; k++) {
      const value = stored[row.name]?.(k) ?? (row.from + i * step + k - SOURCE) & 0xff;
      pages[row.to - PAGES + i * step + k] = value;
    }
  }
  return pages.reduce((sum, value) => BigInt.asUintN(64, sum * 31n + BigInt(value)), 0n);
}

for (const runner of guestRunners()) {
  test(`${runner.name}: string instructions over absent pages`, { skip: runner.absent ?? false }, () => {
    assertList(runner.run(image), image, expected);
  });
}
