// An exception while another is delivered: delivered after it, a double fault, or the end.
// INTEL SDM Vol. 3A, "Interrupt 8 - Double Fault Exception (#DF)", table "Conditions for Generating a Double Fault".
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Assembler, byte, CR2, EAX, EBX, mem, qword, RAX, RBX, RSP } from '../support/assembler.ts';
import { assertList, type ExpectedItem } from '../support/expected-list.ts';
import { type Gate, loadGates } from '../support/gates.ts';
import { enterLongMode, finish, type GuestImage, guestImage, PD, record, SELECTOR } from '../support/guest-image.ts';
import { guestRunners, outcomeText } from '../support/guest-runner.ts';

/** Not mapped: a directory entry is taken away. */
const UNMAPPED = 0x200_0000;
/** How a gate is broken. */
const ABSENT = { access: 0x0e };
const NO_CODE = { selector: SELECTOR.DATA };
const BEYOND = { selector: 0x7f8 };

type Break = { readonly access?: number; readonly selector?: number };
type Raise = (a: Assembler) => void;
const divide: Raise = (a) => a.xor(EBX, EBX).div(EBX);
const protection: Raise = (a) => a.mov(RAX, 0x8000_0000_0000n).mov(RBX, mem(RAX));
const page: Raise = (a) => a.mov(EAX, UNMAPPED).mov(byte(RAX), 1);
const invalid: Raise = (a) => a.ud2();
const software: Raise = (a) => a.int(0x50);
const badStack: Raise = (a) => a.mov(RSP, UNMAPPED + 0x1000).ud2();

/** What arrives: vector and error code, or `shutdown`. */
// biome-ignore format: a matrix
const ROWS: readonly (readonly [name: string, raise: Raise, broken: Readonly<Record<number, Break>>, vector: number | 'shutdown', error: number])[] = [
  ['#DE, gate absent: #NP makes #DF',            divide,     { 0: ABSENT },                  8, 0],
  ['#DE, gate to a data segment: #GP makes #DF', divide,     { 0: NO_CODE },                 8, 0],
  ['#GP, gate absent',                           protection, { 13: ABSENT },                 8, 0],
  ['#GP, gate beyond the GDT',                   protection, { 13: BEYOND },                 8, 0],
  ['#PF, gate absent',                           page,       { 14: ABSENT },                 8, 0],
  ['#UD is benign: #NP is delivered',            invalid,    { 6: ABSENT },                  11, 6 * 8 + 2 + 1],
  ['#UD is benign: #GP is delivered',            invalid,    { 6: NO_CODE },                 13, SELECTOR.DATA + 1],
  ['INT n is benign: #NP',                       software,   { 80: ABSENT },               11, 0x50 * 8 + 2],
  ['INT n is benign: #GP',                       software,   { 80: BEYOND },               13, 0x7f8],
  ['#UD, #NP, and its gate absent: #DF',         invalid,    { 6: ABSENT, 11: ABSENT },      8, 0],
  ['#UD on an unmapped stack: #PF, then #DF',    badStack,   {},                             8, 0],
  ['#DF, gate absent: shutdown',                 divide,     { 0: ABSENT, 8: ABSENT },       'shutdown', 0],
  ['#DF to a data segment: shutdown',            page,       { 14: ABSENT, 8: NO_CODE },     'shutdown', 0],
  ['#PF with a page fault in #DF: shutdown',     badStack,   { 8: { access: 0x8e, selector: -1 } }, 'shutdown', 0],
];

function imageOf(raise: Raise, broken: Readonly<Record<number, Break>>): GuestImage {
  return guestImage((a) => {
    enterLongMode(a);
    a.xor(EAX, EAX)
      .mov(qword(PD + 8 * (UNMAPPED >>> 21)), RAX)
      .mov(RAX, UNMAPPED)
      .invlpg(byte(RAX));
    a.jmp('begin');
    // Vector, error code, saved RIP and RSP; then the end.
    const gates: Gate[] = [];
    for (const [vector, hasError] of [
      [0, false],
      [6, false],
      [8, true],
      [11, true],
      [13, true],
      [14, true],
      [0x50, false],
    ] as const) {
      a.label(`on_${vector}`);
      if (!hasError) a.push(0);
      a.push(vector).jmp('report');
      const { selector, access } = broken[vector] ?? {};
      // -1: without a stack of its own, so that its delivery faults again.
      const ist = vector === 8 && selector !== -1 ? { ist: 1 } : {};
      gates.push({
        vector,
        handler: `on_${vector}`,
        ...ist,
        ...(access === undefined ? {} : { access }),
        ...(selector === undefined || selector === -1 ? {} : { selector }),
      });
    }
    a.label('report');
    for (const at of [0, 8, 16, 24, 40]) {
      a.mov(RAX, qword(RSP, at));
      record(a, RAX);
    }
    a.mov(RAX, CR2);
    record(a, RAX);
    finish(a, 64);
    a.label('begin');
    loadGates(a, gates);
    a.label('raise');
    raise(a);
    finish(a, 64);
  });
}

for (const [name, raise, broken, vector, error] of ROWS) {
  const image = imageOf(raise, broken);
  for (const runner of guestRunners()) {
    test(`${runner.name}: ${name}`, { skip: runner.absent ?? false }, () => {
      const outcome = runner.run(image);
      if (vector === 'shutdown') {
        assert.equal(outcome.kind, 'shutdown', outcomeText(outcome));
        return;
      }
      const expected: ExpectedItem[] = [
        ['vector', vector],
        // QEMU leaves out EXT and doubles the index of gates in 64-bit mode.
        ['error code', runner.name === 'QEMU' ? undefined : error],
        ['saved RIP', undefined],
        ['saved CS', SELECTOR.CODE64],
        ['saved RSP', raise === badStack ? UNMAPPED + 0x1000 : undefined],
        ['CR2', raise === page ? UNMAPPED : raise === badStack ? UNMAPPED + 0xff8 : undefined],
      ];
      assertList(outcome, image, expected);
    });
  }
}
