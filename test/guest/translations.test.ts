// When a changed translation must be seen: INVLPG, MOV to CR3, global pages, CR4.PGE, large pages, accessed and dirty.
// INTEL SDM Vol. 3A, "Caching Translation Information". What a processor may keep for longer is not tested.
import { test } from 'node:test';
import {
  type Assembler,
  byte,
  CR3,
  CR4,
  dword,
  EAX,
  EBX,
  ECX,
  EDI,
  mem,
  qword,
  RAX,
  RBX,
} from '../support/assembler.ts';
import { assertList, type ExpectedItem } from '../support/expected-list.ts';
import { enterLongMode, FREE, finish, guestImage, PD, PDPT, PML4, record } from '../support/guest-image.ts';
import { guestRunners } from '../support/guest-runner.ts';

const DIRECTORY = 0x30_5000;
const TABLE = 0x30_6000;
const OTHER_PML4 = 0x30_7000;
const OTHER_PDPT = 0x30_8000;
const OTHER_DIRECTORY = 0x30_9000;
const OTHER_TABLE = 0x30_a000;
/** Linear addresses that tests map. */
const BASE = 0x8000_0000;
const LARGE = 0x8020_0000;
const GIANT = 0xc000_0000;
/** Frames that hold their own number. */
const FRAMES = FREE + 0x2_0000;
const frame = (n: number): number => FRAMES + n * 0x1000;
const GLOBAL = 0x100;

const expected: ExpectedItem[] = [];

/** Read the dword at a linear address and record it. */
function look(a: Assembler, name: string, address: number, value: number): void {
  a.mov(EBX, address).mov(EAX, dword(RBX));
  record(a, RAX);
  expected.push([name, value]);
}
function entry(a: Assembler, address: number, value: number): void {
  a.mov(EAX, value).mov(qword(address), RAX);
}
function invlpg(a: Assembler, address: number): void {
  a.mov(EBX, address).invlpg(byte(RBX));
}
function loadCr3(a: Assembler, table: number): void {
  a.mov(EAX, table).mov(CR3, RAX);
}

const image = guestImage((a) => {
  enterLongMode(a);
  a.mov(EDI, DIRECTORY)
    .xor(EAX, EAX)
    .mov(ECX, 6 * 512)
    .rep()
    .stosq();
  for (let n = 0; n < 8; n++) a.mov(dword(frame(n)), n);
  a.mov(dword(FREE + 0x20_0000), 0x200);
  a.mov(dword(FREE), 0x100);
  entry(a, PDPT + 16, DIRECTORY | 3);
  entry(a, DIRECTORY, TABLE | 3);
  // A second address space: the same image, other pages at BASE.
  for (const [at, value] of [
    [OTHER_PML4, OTHER_PDPT | 7],
    [OTHER_PDPT, PD | 7],
    [OTHER_PDPT + 16, OTHER_DIRECTORY | 3],
    [OTHER_DIRECTORY, OTHER_TABLE | 3],
    [OTHER_TABLE, frame(7) | 3],
    [OTHER_TABLE + 8, frame(6) | 3],
  ] as const) {
    entry(a, at, value);
  }

  entry(a, TABLE, frame(0) | 3);
  look(a, 'mapped', BASE, 0);
  entry(a, TABLE, frame(1) | 3);
  invlpg(a, BASE);
  look(a, 'INVLPG', BASE, 1);
  entry(a, TABLE, frame(2) | 3);
  invlpg(a, BASE + 0xfff);
  look(a, 'INVLPG of another byte of the page', BASE, 2);
  entry(a, TABLE, frame(3) | 3);
  loadCr3(a, PML4);
  look(a, 'MOV to CR3', BASE, 3);
  // From absent to present nothing is to be invalidated: absence is not cached.
  entry(a, TABLE + 8, frame(4) | 3);
  look(a, 'present now', BASE + 0x1000, 4);

  loadCr3(a, OTHER_PML4);
  look(a, 'another address space', BASE, 7);
  look(a, '… and its second page', BASE + 0x1000, 6);
  loadCr3(a, PML4);
  look(a, 'and back', BASE, 3);

  // Global pages: INVLPG and CR4.PGE reach them. That MOV to CR3 leaves them is allowed, not demanded.
  a.mov(RAX, CR4).or(EAX, 0x80).mov(CR4, RAX);
  entry(a, TABLE, frame(5) | 3 | GLOBAL);
  invlpg(a, BASE);
  look(a, 'global', BASE, 5);
  entry(a, TABLE, frame(1) | 3 | GLOBAL);
  invlpg(a, BASE);
  look(a, 'INVLPG of a global page', BASE, 1);
  entry(a, TABLE, frame(2) | 3);
  a.mov(RAX, CR4).and(EAX, ~0x80).mov(CR4, RAX).or(EAX, 0x80).mov(CR4, RAX);
  look(a, 'CR4.PGE off and on', BASE, 2);
  // A page that was global and is no longer, and CR3.
  entry(a, TABLE, frame(4) | 3);
  invlpg(a, BASE);
  look(a, 'no longer global', BASE, 4);
  entry(a, TABLE, frame(5) | 3);
  loadCr3(a, PML4);
  look(a, '… so CR3 reaches it', BASE, 5);

  // Large pages: INVLPG of any address in them.
  entry(a, DIRECTORY + 8, FREE | 0x83);
  look(a, '2-MByte page', LARGE, 0x100);
  look(a, '… its other end', LARGE + 0x2_3000, 3);
  entry(a, DIRECTORY + 8, (FREE + 0x20_0000) | 0x83);
  invlpg(a, LARGE + 0x12_3456);
  look(a, 'INVLPG anywhere in it', LARGE, 0x200);
  // From one large page to a table of small ones.
  entry(a, OTHER_TABLE + 0x800, frame(6) | 3);
  entry(a, DIRECTORY + 8, OTHER_TABLE | 3);
  loadCr3(a, PML4);
  look(a, 'split into small ones', LARGE + 0x10_0000, 6);
  entry(a, PDPT + 24, 0x83);
  look(a, '1-GByte page', GIANT + frame(6), 6);
  entry(a, PDPT + 24, PD | 3);
  invlpg(a, GIANT + 0x1000);
  look(a, 'replaced by a directory', GIANT + frame(7), 7);
  // A higher level changes: the entries below are read again.
  entry(a, DIRECTORY, OTHER_TABLE | 3);
  invlpg(a, BASE);
  look(a, 'another table under a directory entry', BASE, 7);
  entry(a, DIRECTORY, TABLE | 3);
  invlpg(a, BASE);
  look(a, 'and the old one again', BASE, 5);

  // Accessed and dirty: set again after they were cleared and the translation dropped; a read leaves dirty alone.
  const flags = (name: string, value: number): void => {
    a.mov(RAX, qword(TABLE)).and(EAX, 0x60);
    record(a, RAX);
    expected.push([name, value]);
  };
  entry(a, TABLE, frame(5) | 3);
  invlpg(a, BASE);
  flags('neither', 0);
  a.mov(EBX, BASE).mov(EAX, dword(RBX));
  flags('a read: accessed', 0x20);
  a.mov(EBX, BASE).mov(mem(RBX, 8), EAX);
  flags('a write after it: dirty', 0x60);
  a.and(dword(TABLE), ~0x40);
  invlpg(a, BASE);
  a.mov(EBX, BASE).mov(EAX, dword(RBX));
  flags('dirty cleared, a read', 0x20);
  a.mov(EBX, BASE).add(dword(RBX, 8), 1);
  flags('read-modify-write', 0x60);
  // Page tables seen through the mapping that they make: a store through BASE changes what BASE + 0x1000 means.
  entry(a, TABLE, TABLE | 3);
  entry(a, TABLE + 8, frame(1) | 3);
  invlpg(a, BASE);
  invlpg(a, BASE + 0x1000);
  look(a, 'before', BASE + 0x1000, 1);
  a.mov(EBX, BASE)
    .mov(EAX, frame(2) | 3)
    .mov(qword(RBX, 8), RAX);
  invlpg(a, BASE + 0x1000);
  look(a, 'a table that maps itself', BASE + 0x1000, 2);
  finish(a, 64);
});

for (const runner of guestRunners()) {
  test(`${runner.name}: changed translations`, { skip: runner.absent ?? false }, () => {
    assertList(runner.run(image), image, expected);
  });
}
