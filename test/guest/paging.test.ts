import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Assembler, byte, CR0, CR3, CR4, EAX, ECX, mem, qword, RAX, RBX, RCX, RSP } from '../support/assembler.ts';
import {
  attempt,
  catchExceptions,
  caught,
  enterLongMode,
  FREE,
  finish,
  guestImage,
  NOTHING,
  PD,
  PDPT,
  PML4,
  RESUME_IP,
  RESUME_SP,
  record,
} from '../support/guest-image.ts';
import { guestRunners, outcomeText } from '../support/guest-runner.ts';

// A page table of the test's own maps 2 MiB at AREA: page i has entry ENTRIES[i]. SDM Vol. 3A, "4-Level Paging and 5-Level
// Paging" (entries), "Access Rights", "Page-Fault Exceptions" (error code: P 0, W 1, U 2, RSVD 3, I 4).
const AREA = 0x4000_0000; // the second GiB: its PDPT entry is free
const OWN_PD = 0x31_0000;
const OWN_PT = 0x31_1000;
const P = 1;
const W = 2;
const U = 4;
const A = 0x20;
const D = 0x40;
const NX = 1n << 63n;
const FRAME = FREE;
/** Where fetches go: an INT3 in the frame that the pages share. Data accesses stay away from it. */
const CODE = 0x10;
const entry = (flags: number, more = 0n) => BigInt(FRAME | flags) | more;
// biome-ignore format: a table
const ENTRIES = {
  absent:     0n,
  supervisor: entry(P | W | A | D),
  readOnly:   entry(P | A | D),
  user:       entry(P | W | U | A | D),
  userRead:   entry(P | U | A | D),
  noExecute:  entry(P | W | A | D, NX),
  userNx:     entry(P | W | U | A | D, NX),
  reserved:   entry(P | W | U, 1n << 51n),
  fresh:      entry(P | W),
  fresh2:     entry(P | W),
  // Two neighbours for accesses across pages: the second is absent, and it is read-only.
  first:      entry(P | W | A | D),
  hole:       0n,
  second:     entry(P | W | A | D),
  wall:       entry(P | A | D),
} as const;
type Page = keyof typeof ENTRIES;
const NAMES = Object.keys(ENTRIES) as Page[];
const at = (page: Page, offset = 0x20) => AREA + NAMES.indexOf(page) * 4096 + offset;
const tableEntry = (page: Page) => OWN_PT + 8 * NAMES.indexOf(page);

type Who = 'kernel' | 'user';
type Access = 'read' | 'write' | 'fetch';
type Setting = 'WP' | 'SMEP' | 'SMAP' | 'AC';
/** Page, who, access, what is switched on, expected: the page fault's error code, or 'done'; offset of access and fault. */
type Row = readonly [Page, Who, Access, readonly Setting[], number | 'done', offset?: number, fault?: number];
// biome-ignore format: a matrix
const ROWS: readonly Row[] = [
  ['absent',     'kernel', 'read',  [],             0x00],
  ['absent',     'kernel', 'write', [],             0x02],
  ['absent',     'kernel', 'fetch', [],             0x10],
  ['absent',     'user',   'read',  [],             0x04],
  ['absent',     'user',   'write', [],             0x06],
  ['absent',     'user',   'fetch', [],             0x14],
  ['supervisor', 'kernel', 'read',  [],             'done'],
  ['supervisor', 'kernel', 'write', ['WP'],         'done'],
  ['supervisor', 'kernel', 'fetch', [],             'done'],
  ['supervisor', 'user',   'read',  [],             0x05],
  ['supervisor', 'user',   'write', [],             0x07],
  ['supervisor', 'user',   'fetch', [],             0x15],
  ['readOnly',   'kernel', 'read',  ['WP'],         'done'],
  ['readOnly',   'kernel', 'write', [],             'done'],
  ['readOnly',   'kernel', 'write', ['WP'],         0x03],
  ['user',       'kernel', 'read',  [],             'done'],
  ['user',       'kernel', 'write', [],             'done'],
  ['user',       'kernel', 'fetch', [],             'done'],
  ['user',       'user',   'read',  [],             'done'],
  ['user',       'user',   'write', [],             'done'],
  ['user',       'user',   'fetch', [],             'done'],
  ['userRead',   'user',   'read',  [],             'done'],
  ['userRead',   'user',   'write', [],             0x07],
  ['userRead',   'kernel', 'write', [],             'done'],
  ['userRead',   'kernel', 'write', ['WP'],         0x03],
  ['noExecute',  'kernel', 'read',  [],             'done'],
  ['noExecute',  'kernel', 'fetch', [],             0x11],
  ['userNx',     'user',   'read',  [],             'done'],
  ['userNx',     'user',   'fetch', [],             0x15],
  ['reserved',   'kernel', 'read',  [],             0x09],
  ['reserved',   'kernel', 'write', [],             0x0b],
  ['reserved',   'user',   'read',  [],             0x0d],
  ['reserved',   'kernel', 'fetch', [],             0x19],
  ['user',       'kernel', 'fetch', ['SMEP'],       0x11],
  ['supervisor', 'kernel', 'fetch', ['SMEP'],       'done'],
  ['user',       'user',   'fetch', ['SMEP'],       'done'],
  ['user',       'kernel', 'read',  ['SMAP'],       0x01],
  ['user',       'kernel', 'write', ['SMAP'],       0x03],
  ['user',       'kernel', 'read',  ['SMAP', 'AC'], 'done'],
  ['user',       'kernel', 'write', ['SMAP', 'AC'], 'done'],
  ['user',       'user',   'read',  ['SMAP'],       'done'],
  ['supervisor', 'kernel', 'read',  ['SMAP'],       'done'],
  ['userRead',   'kernel', 'write', ['SMAP', 'AC', 'WP'], 0x03],
  ['first',      'kernel', 'read',  [],             0x00,   0xffc, 0x1000],
  ['first',      'kernel', 'write', [],             0x02,   0xffc, 0x1000],
  ['first',      'kernel', 'read',  [],             'done', 0xff8],
  ['second',     'kernel', 'read',  ['WP'],         'done', 0xffc],
  ['second',     'kernel', 'write', ['WP'],         0x03,   0xffc, 0x1000],
];

/** CR0.WP, CR4.SMEP, CR4.SMAP and RFLAGS.AC as the row wants them. */
function settings(a: Assembler, on: readonly Setting[]): void {
  a.mov(RAX, CR0)
    .and(RAX, ~0x1_0000)
    .or(RAX, on.includes('WP') ? 0x1_0000 : 0)
    .mov(CR0, RAX);
  const bits = (on.includes('SMEP') ? 1 << 20 : 0) | (on.includes('SMAP') ? 1 << 21 : 0);
  a.mov(RAX, CR4).and(RAX, ~0x30_0000).or(RAX, bits).mov(CR4, RAX);
  a.pushfq()
    .and(qword(RSP), ~0x4_0000)
    .or(qword(RSP), on.includes('AC') ? 0x4_0000 : 0)
    .popfq();
}

function access(a: Assembler, kind: Access, address: number): void {
  a.mov(RCX, address);
  if (kind === 'read') a.mov(RBX, mem(RCX));
  else if (kind === 'write') a.mov(mem(RCX), RBX);
  else a.jmp(RCX);
}

const image = guestImage((a) => {
  enterLongMode(a);
  catchExceptions(a);
  // The kernel's own pages must not be user pages, or SMEP and SMAP would hit the test itself: one GiB page, supervisor.
  // User code gets the first 2 MiB once more at USER_ALIAS.
  a.mov(EAX, OWN_PD | 7)
    .mov(mem(PDPT + 8), RAX)
    .mov(EAX, OWN_PT | 7)
    .mov(mem(OWN_PD), RAX);
  for (const page of NAMES) a.mov(RAX, ENTRIES[page]).mov(qword(tableEntry(page)), RAX);
  a.mov(EAX, 0x87).mov(mem(OWN_PD + 8), RAX); // alias
  a.mov(RAX, PD).mov(ECX, 512).label('strip').and(byte(RAX), 0xfb).add(RAX, 8).dec(ECX).jne('strip');
  a.mov(RAX, CR3).mov(CR3, RAX);
  a.mov(byte(FRAME + CODE), 0xcc);
  for (const [i, [page, who, kind, on, , offset]] of ROWS.entries()) {
    settings(a, on);
    if (who === 'kernel') {
      attempt(a, `row_${i}`, () => access(a, kind, at(page, offset ?? (kind === 'fetch' ? CODE : 0x20))));
    } else {
      const name = `row_${i}`;
      a.mov(RAX, `${name}_end`).mov(qword(RESUME_IP), RAX).mov(qword(RESUME_SP), RSP);
      a.push(0x3b)
        .push(AREA + 0x20_0000 + 0x1f_0000)
        .push(2)
        .push(0x43);
      a.mov(RAX, `${name}_user`)
        .add(RAX, AREA + 0x20_0000)
        .push(RAX)
        .iretq();
      a.label(`${name}_user`).label(name);
      access(a, kind, at(page, offset ?? (kind === 'fetch' ? CODE : 0x20)));
      a.int3().label(`${name}_end`);
    }
  }
  // Accessed and dirty flags: set by the walk, dirty only by a write, in every level.
  settings(a, []);
  a.mov(RAX, mem(at('fresh'))).mov(RAX, mem(tableEntry('fresh')));
  record(a, RAX);
  a.mov(mem(at('fresh')), RCX).mov(RAX, mem(tableEntry('fresh')));
  record(a, RAX);
  a.mov(mem(at('fresh2')), RCX).mov(RAX, mem(tableEntry('fresh2')));
  record(a, RAX);
  for (const table of [OWN_PD, PDPT + 8, PML4]) {
    a.mov(RAX, mem(table));
    record(a, RAX);
  }
  // A changed entry is seen after INVLPG.
  a.mov(RAX, mem(at('supervisor')))
    .mov(RAX, entry(P | W) + 0x1000n)
    .mov(mem(tableEntry('supervisor')), RAX);
  a.mov(RAX, 0x1234_5678)
    .mov(mem(FRAME + 0x1020), RAX)
    .invlpg(mem(at('supervisor')))
    .mov(RAX, mem(at('supervisor')));
  record(a, RAX);
  // A write-protected entry that is opened again needs no INVLPG: the fault's own walk sees it.
  a.mov(RAX, CR0).or(RAX, 0x1_0000).mov(CR0, RAX);
  attempt(a, 'before', () => a.mov(mem(at('readOnly')), RCX));
  a.mov(RAX, entry(P | W)).mov(mem(tableEntry('readOnly')), RAX);
  attempt(a, 'opened', () => a.mov(mem(at('readOnly')), RCX));
  finish(a, 64);
});

for (const runner of guestRunners()) {
  test(`${runner.name}: 4-level paging, access rights, accessed and dirty flags`, {
    skip: runner.absent ?? false,
  }, () => {
    const outcome = runner.run(image);
    assert.equal(outcome.kind, 'done', outcomeText(outcome));
    if (outcome.kind !== 'done') return;
    const wrong: string[] = [];
    for (const [i, [page, who, kind, on, expected, offset, fault]] of ROWS.entries()) {
      // QEMU's translator leaves P out of the error code of a reserved bit.
      if (runner.name === 'QEMU' && page === 'reserved') continue;
      const got = caught(outcome.results, i);
      const address = AREA + NAMES.indexOf(page) * 4096 + (fault ?? offset ?? (kind === 'fetch' ? CODE : 0x20));
      const want = expected === 'done' ? 'done' : `#PF error ${expected} at ${address.toString(16)}`;
      const seen =
        got.vector === NOTHING || got.vector === 3
          ? 'done'
          : got.vector === 14
            ? `#PF error ${got.error} at ${got.cr2.toString(16)}`
            : `vector ${got.vector} error ${got.error}`;
      if (seen !== want) wrong.push(`${page} ${who} ${kind} ${on.join()}: expected ${want}, got ${seen}`);
    }
    assert.deepEqual(wrong, []);
    const rest = outcome.results.slice(8 * ROWS.length).map((value) => value & 0xfffn);
    // biome-ignore format: a list
    assert.deepEqual(rest.slice(0, 7), [
      0x23n, // read: accessed
      0x63n, // written: dirty
      0x63n, // written at once
      0x27n, 0x27n, 0x27n, // the tables above: accessed
      0x678n,
    ]);
    const after = outcome.results.slice(8 * ROWS.length + 7);
    assert.deepEqual([caught(after, 0).vector, caught(after, 1).vector], [14, NOTHING]);
  });
}
