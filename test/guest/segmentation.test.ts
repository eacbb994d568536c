import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AL,
  type Assembler,
  AX,
  BX,
  byte,
  CS,
  DS,
  DX,
  dword,
  EAX,
  EBP,
  EBX,
  ECX,
  ES,
  ESP,
  FS,
  fword,
  GS,
  mem,
  SS,
  word,
} from '../support/assembler.ts';
import {
  descriptor,
  FREE,
  finish,
  fresh,
  guestImage,
  LIST_END,
  NOTHING,
  RESUME_IP,
  RESUME_SP,
  record32,
  SELECTOR,
  STACK_TOP,
} from '../support/guest-image.ts';
import { guestRunners, outcomeText } from '../support/guest-runner.ts';

// 32-bit protected mode without paging: limits, types, privileges, gates. SDM Vol. 3A, "Protection".

/** Descriptors of the test's own, put at `gdt_free`; DATA_BASE is where the small segments begin. */
const DATA_BASE = FREE;
// biome-ignore format: a table
const DESCRIPTORS = {
  small:       descriptor(DATA_BASE, 0xfff, 0x93, 0x4),      // data, bytes 0..0xfff
  expandDown:  descriptor(DATA_BASE, 0xfff, 0x97, 0x4),      // data, bytes 0x1000..4G
  readOnly:    descriptor(DATA_BASE, 0xfff, 0x91, 0x4),
  executeOnly: descriptor(0, 0xf_ffff, 0x99, 0xc),
  codeRead:    descriptor(0, 0xf_ffff, 0x9b, 0xc),
  absent:      descriptor(DATA_BASE, 0xfff, 0x13, 0x4),
  absentCode:  descriptor(0, 0xf_ffff, 0x1b, 0xc),
  conforming:  descriptor(0, 0xf_ffff, 0x9f, 0xc),
  smallStack:  descriptor(DATA_BASE, 0xfff, 0xf3, 0x4),
  tss:         0n, // filled in with its address
  gate:        0n, // call gate to `gate_entry`, DPL 3, two parameters
  ldt:         descriptor(DATA_BASE + 0x2000, 0xf, 0x82, 0),
  stack16:     descriptor(0x8000, 0xffff, 0x93, 0),          // 16-bit stack
} as const;
type Name = keyof typeof DESCRIPTORS;
const selector = (name: Name, rpl = 0) => (SELECTOR.FREE + 8 * Object.keys(DESCRIPTORS).indexOf(name)) | rpl;
const RING0_STACK = 0x2c_0000;
const USER_STACK = 0x2b_0000;
const SAVED = 0x22_0000;
const limits = { QEMU: 'checks no limits' };

type Row = readonly [
  name: string,
  body: (a: Assembler) => void,
  vector: number,
  error: number,
  except?: Partial<Record<string, string>>,
];
const load = (a: Assembler, register: typeof DS, name: Name, rpl = 0) =>
  a.mov(EAX, selector(name, rpl)).mov(register, AX);

/** A body at CPL 3, with the flat user segments. */
const user = (body: (a: Assembler) => void) => (a: Assembler) => {
  const label = fresh('user');
  a.push(SELECTOR.USER_DATA).push(USER_STACK).push(2).push(SELECTOR.USER_CODE32).push(label).iretd().label(label);
  a.mov(EAX, SELECTOR.USER_DATA).mov(DS, AX).mov(ES, AX);
  body(a);
  a.int(0x40);
};

// biome-ignore format: a matrix
const ROWS: readonly Row[] = [
  ['last dword inside the limit',   (a) => { load(a, ES, 'small').mov(EAX, dword(0xffc, 0, { segment: ES })); },                NOTHING, 0],
  ['a byte beyond the limit',       (a) => { load(a, ES, 'small').mov(EAX, dword(0xffd, 0, { segment: ES })); },                13, 0, limits],
  ['write beyond the limit',        (a) => { load(a, ES, 'small').mov(dword(0x1000, 0, { segment: ES }), EAX); },               13, 0, limits],
  ['expand-down, below',            (a) => { load(a, ES, 'expandDown').mov(AL, byte(0xfff, 0, { segment: ES })); },             13, 0, limits],
  ['expand-down, above',            (a) => { load(a, ES, 'expandDown').mov(AL, byte(0x1000, 0, { segment: ES })); },            NOTHING, 0],
  ['user: stack segment, beyond',   user((a) => load(a, SS, 'smallStack', 3).mov(ESP, 0x2000).push(EAX)),                       12, 0, limits],
  ['user: stack segment, by EBP',   user((a) => load(a, SS, 'smallStack', 3).mov(EBP, 0x1000).mov(EAX, mem(EBP))),              12, 0, limits],
  ['write to a read-only segment',  (a) => { load(a, ES, 'readOnly').mov(dword(0, 0, { segment: ES }), EAX); },                 13, 0, limits],
  ['write to code',                 (a) => { a.mov(dword(FREE, 0, { segment: CS }), EAX); },                                    13, 0, limits],
  ['read of execute-only code',     (a) => { a.jmpFar(selector('executeOnly'), 'execute_only').label('execute_only').mov(EAX, dword(FREE, 0, { segment: CS })); }, 13, 0, limits],
  ['execute-only code in ES',       (a) => { load(a, ES, 'executeOnly'); },                                                     13, selector('executeOnly')],
  ['readable code in ES',           (a) => { load(a, ES, 'codeRead').mov(EAX, dword(FREE, 0, { segment: ES })); },              NOTHING, 0],
  ['null selector in ES',           (a) => { a.xor(EAX, EAX).mov(ES, AX); },                                                    NOTHING, 0],
  ['null selector used',            (a) => { a.xor(EAX, EAX).mov(ES, AX).mov(EAX, dword(FREE, 0, { segment: ES })); },          13, 0, limits],
  ['null selector in SS',           (a) => { a.xor(EAX, EAX).mov(SS, AX); },                                                    13, 0],
  ['absent segment',                (a) => { load(a, ES, 'absent'); },                                                          11, selector('absent')],
  ['absent stack segment',          (a) => { load(a, SS, 'absent'); },                                                          12, selector('absent')],
  ['jump to absent code',           (a) => { a.jmpFar(selector('absentCode'), 0x1234); },                                       11, selector('absentCode')],
  ['jump to data',                  (a) => { a.jmpFar(selector('small'), 0x10); },                                              13, selector('small')],
  ['jump to a null selector',       (a) => { a.jmpFar(0, 0x10); },                                                              13, 0],
  ['jump beyond the limit',         (a) => { a.jmpFar(SELECTOR.CODE16, 0x12_3456); },                                           13, 0, limits],
  ['TSS in ES',                     (a) => { load(a, ES, 'tss'); },                                                             13, selector('tss')],
  ['busy TSS in LTR',               (a) => { a.mov(EAX, selector('tss')).ltr(AX); },                                            13, selector('tss'), { QEMU: 'not compared' }],
  ['data in LLDT',                  (a) => { a.mov(EAX, selector('small')).lldt(AX); },                                         13, selector('small')],
  ['LDT loaded, entry used',        (a) => { a.mov(EAX, selector('ldt')).lldt(AX).mov(EAX, 0x0c).mov(ES, AX).mov(EAX, dword(0, 0, { segment: ES })); }, NOTHING, 0],
  ['LDT, beyond its limit',         (a) => { a.mov(EAX, 0x14).mov(ES, AX); },                                                   13, 0x14],
  ['bound, inside',                 (a) => { a.mov(dword(FREE + 8), 1).mov(dword(FREE + 12), 9).mov(EAX, 9).bound(EAX, mem(FREE + 8)); }, NOTHING, 0],
  ['bound, outside',                (a) => { a.mov(EAX, 10).bound(EAX, mem(FREE + 8)); },                                       5, 0],
  ['into, overflow',                (a) => { a.mov(EAX, 0x7fff_ffff).inc(EAX).into(); },                                        4, 0],
  ['into, none',                    (a) => { a.xor(EAX, EAX).into(); },                                                         NOTHING, 0],
  ['aam by 0',                      (a) => { a.aam(0); },                                                                       0, 0],
  ['user: flat access',             user((a) => a.mov(EAX, dword(FREE))),                                                       0x40, 0],
  ['user: kernel data in ES',       user((a) => a.mov(EAX, SELECTOR.DATA).mov(ES, AX)),                                         13, SELECTOR.DATA],
  ['user: kernel data, RPL 3',      user((a) => a.mov(EAX, SELECTOR.DATA | 3).mov(ES, AX)),                                     13, SELECTOR.DATA],
  ['user: cli',                     user((a) => a.cli()),                                                                       13, 0],
  ['user: hlt',                     user((a) => a.hlt()),                                                                       13, 0],
  ['user: in without permission',   user((a) => a.mov(DX, 0x64).in(AL, DX)),                                                    13, 0],
  ['user: out with permission',     user((a) => a.mov(AL, 0).out(0x80, AL)),                                                    0x40, 0],
  ['user: half of it permitted',    user((a) => a.xor(EAX, EAX).out(0x80, AX)),                                                 13, 0],
  ['user: int of a kernel gate',    user((a) => a.int(13)),                                                                     13, 13 * 8 + 2],
  ['user: far jump to kernel code', user((a) => a.jmpFar(SELECTOR.CODE32, 0x1234)),                                             13, SELECTOR.CODE32],
  ['user: to conforming code',      user((a) => a.jmpFar(selector('conforming'), 'conforming').label('conforming')),            0x40, 0],
  ['user: call gate',               user((a) => a.push(0x11).push(0x22).callFar(selector('gate', 3), 0)),                       0x40, 0],
  ['user: iret to kernel code',     user((a) => a.push(2).push(SELECTOR.CODE32).push(FREE).iretd()),                            13, SELECTOR.CODE32],
  ['iret to ring 3 with a ring 0 stack', (a) => { a.push(SELECTOR.DATA).push(USER_STACK).push(2).push(SELECTOR.USER_CODE32).push(FREE).iretd(); }, 13, SELECTOR.DATA],
];

/** What single instructions answer, as `expect(name, value)` in the order of the guest. */
const VALUES: (readonly [name: string, value: number])[] = [];

const image = guestImage((a) => {
  const values: (readonly [string, number])[] = [];
  a.jmp('start');
  a.align(16)
    .label('tss32')
    .dd(0, RING0_STACK, SELECTOR.DATA)
    .zero(0x66 - 12)
    .dw(0x68);
  // I/O permission: all ports denied but 0x80; one byte of ones behind the map.
  a.computed(() => {
    const map = new Uint8Array(0x20 + 1).fill(0xff);
    map[0x10] = 0xfe;
    return map;
  });
  // The gate's procedure: its parameters have moved to the inner stack, above the return address.
  a.label('gate_entry')
    .mov(EAX, dword(ESP, 8))
    .mov(dword(SAVED), EAX)
    .mov(EAX, dword(ESP, 12))
    .mov(dword(SAVED + 4), EAX);
  a.mov(EAX, dword(ESP, 16))
    .mov(dword(SAVED + 8), EAX)
    .mov(dword(SAVED + 12), ESP)
    .retf(8);
  for (let vector = 0; vector < 0x41; vector++) {
    if (vector > 31 && vector < 0x40) continue;
    a.label(`handler_${vector}`);
    if (![8, 10, 11, 12, 13, 14, 17].includes(vector)) a.push(0);
    a.push(vector).jmp('handler');
  }
  a.label('handler').mov(EAX, SELECTOR.DATA);
  for (const segment of [DS, ES, FS, GS]) a.mov(segment, AX);
  a.mov(EBX, dword(LIST_END)).pop(EAX).mov(mem(EBX), EAX).mov(dword(EBX, 4), 0).pop(EAX).mov(mem(EBX, 8), EAX);
  a.mov(dword(EBX, 12), 0).add(EBX, 16).mov(dword(LIST_END), EBX);
  a.mov(SS, word('data_selector')).mov(ESP, dword(RESUME_SP)).jmp(dword(RESUME_IP));
  a.label('data_selector').dw(SELECTOR.DATA).align(16).label('idt');
  for (let vector = 0; vector < 0x41; vector++) {
    a.computed((address) => {
      const gate = new DataView(new ArrayBuffer(8));
      if (vector > 31 && vector < 0x40) return new Uint8Array(gate.buffer);
      const offset = Number(address(`handler_${vector}`));
      gate.setUint16(0, offset & 0xffff, true);
      gate.setUint16(2, SELECTOR.CODE32, true);
      gate.setUint8(5, vector === 3 || vector === 4 || vector === 0x40 ? 0xee : 0x8e);
      gate.setUint16(6, offset >>> 16, true);
      return new Uint8Array(gate.buffer);
    });
  }
  a.label('idtr')
    .dw(0x41 * 8 - 1)
    .dd('idt')
    .label('descriptors');
  for (const [name, value] of Object.entries(DESCRIPTORS)) {
    a.computed((address) => {
      const bytes = new DataView(new ArrayBuffer(8));
      const gate = Number(address('gate_entry'));
      const made =
        name === 'tss'
          ? descriptor(Number(address('tss32')), 0x68 + 0x20, 0x89, 0)
          : name === 'gate'
            ? BigInt(gate & 0xffff) | (BigInt(SELECTOR.CODE32) << 16n) | (0xec02n << 32n) | (BigInt(gate >>> 16) << 48n)
            : value;
      bytes.setBigUint64(0, made, true);
      return new Uint8Array(bytes.buffer);
    });
  }
  a.label('start');
  for (const [i] of Object.keys(DESCRIPTORS).entries()) {
    for (const half of [0, 4]) {
      a.mov(EAX, `descriptors`)
        .mov(EAX, dword(EAX, 8 * i + half))
        .mov(EBX, 'gdt_free')
        .mov(dword(EBX, 8 * i + half), EAX);
    }
  }
  // The LDT: a null entry, then data at DATA_BASE.
  const entry = descriptor(DATA_BASE, 0xfff, 0x93, 0x4);
  a.mov(dword(DATA_BASE + 0x2008), Number(entry & 0xffff_ffffn)).mov(dword(DATA_BASE + 0x200c), Number(entry >> 32n));
  a.lidt(fword('idtr')).mov(EAX, selector('tss')).ltr(AX);
  for (const [i, [, body]] of ROWS.entries()) {
    a.mov(dword(RESUME_IP), `row_${i}`).mov(dword(RESUME_SP), STACK_TOP).mov(ESP, STACK_TOP);
    body(a);
    a.mov(EAX, SELECTOR.DATA);
    for (const segment of [DS, ES, SS, FS, GS]) a.mov(segment, AX);
    a.mov(ESP, STACK_TOP).mov(EAX, NOTHING);
    record32(a, EAX);
    a.xor(EAX, EAX);
    record32(a, EAX);
    a.label(`row_${i}`);
  }
  const expect = (name: string, value: number) => {
    values.push([name, value]);
    record32(a, EAX);
  };
  // What the call gate of the rows above left.
  for (const [i, name, value] of [
    [0, 'second parameter', 0x22],
    [1, 'first parameter', 0x11],
    [3, 'inner stack pointer', RING0_STACK - 24],
  ] as const) {
    a.mov(EAX, dword(SAVED + 4 * i));
    expect(`call gate: ${name}`, value);
  }
  a.mov(dword(FREE + 0x40), 0x600d)
    .mov(EAX, selector('small'))
    .mov(FS, AX)
    .mov(EAX, dword(0x40, 0, { segment: FS }));
  expect('base is added', 0x600d);
  a.mov(EAX, selector('small')).lsl(EAX, EAX);
  expect('LSL, byte granularity', 0xfff);
  a.mov(EAX, SELECTOR.DATA).lsl(EAX, EAX);
  expect('LSL, page granularity', 0xffff_ffff);
  a.mov(EAX, SELECTOR.CODE32).lar(EAX, EAX).and(EAX, 0xf0_ff00); // bits 19:16 are undefined
  expect('LAR', 0xc0_9b00);
  a.mov(EAX, 0x5555).mov(EBX, 0xfff8).lar(EAX, EBX).setne(AL);
  expect('LAR beyond the table leaves its operand, ZF clear', 0x5501);
  a.mov(EBX, selector('readOnly')).xor(EAX, EAX).verr(BX).sete(AL);
  expect('VERR of a read-only segment', 1);
  a.mov(EBX, selector('readOnly')).xor(EAX, EAX).verw(BX).sete(AL);
  expect('VERW of a read-only segment', 0);
  a.mov(EAX, 0x11).mov(EBX, 3).arpl(AX, BX);
  expect('ARPL raises RPL', 0x13);
  a.mov(EAX, selector('small'))
    .mov(GS, AX)
    .mov(EBX, 'gdt_free')
    .mov(dword(EBX), 0)
    .mov(EAX, dword(0x40, 0, { segment: GS }));
  expect('a descriptor changed in memory is not seen', 0x600d);
  // A 16-bit stack segment wraps SP and leaves the upper half of ESP.
  a.mov(EAX, selector('stack16')).mov(ECX, ESP).mov(ESP, 0x12_0000).mov(SS, AX).push(EAX).mov(EAX, ESP);
  a.mov(SS, word('data_selector')).mov(ESP, ECX);
  expect('16-bit stack: SP wraps, ESP keeps its upper half', 0x12_fffc);
  if (VALUES.length === 0) VALUES.push(...values);
  finish(a, 32);
});

for (const runner of guestRunners()) {
  test(`${runner.name}: segmentation and privileges of 32-bit code`, { skip: runner.absent ?? false }, () => {
    const outcome = runner.run(image);
    assert.equal(outcome.kind, 'done', outcomeText(outcome));
    if (outcome.kind !== 'done') return;
    const wrong: string[] = [];
    for (const [i, [name, , vector, error, except]] of ROWS.entries()) {
      if (except?.[runner.name] !== undefined) continue;
      const [gotVector, gotError] = outcome.results.slice(2 * i, 2 * i + 2).map(Number);
      if (gotVector !== vector || gotError !== error) {
        wrong.push(`${name}: expected vector ${vector} error ${error}, got ${gotVector} error ${gotError}`);
      }
    }
    const rest = outcome.results.slice(2 * ROWS.length);
    for (const [i, [name, value]] of VALUES.entries()) {
      if (rest[i] !== BigInt(value))
        wrong.push(`${name}: expected ${value.toString(16)}, got ${rest[i]?.toString(16)}`);
    }
    assert.deepEqual(wrong, []);
  });
}
