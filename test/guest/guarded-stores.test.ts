// Every kind of store at a guard: what the event says of it, and which bytes a verdict leaves. The page is full of 0xcc,
// bytes 0x208..0x20b of it are guarded, so the hardware's filter is its sub-page 0x200..0x27f.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Verdict } from '../../src/introspect/guard/verdict.ts';
import type { Vm } from '../../src/vm/vm.ts';
import {
  AL,
  type Assembler,
  AX,
  byte,
  DS,
  DX,
  dword,
  EAX,
  EBX,
  ECX,
  EDX,
  MM0,
  mem,
  oword,
  qword,
  RAX,
  RBP,
  RBX,
  RCX,
  RDI,
  RDX,
  RSI,
  RSP,
  tbyte,
  word,
  XMM0,
  XMM1,
} from '../support/assembler.ts';
import { FLAT_CODE, flatGuest, noEngine, runToEnd } from '../support/vm-guest.ts';

const PAGE = 0x20_0000;
const GUARD = 0x208;
const GUARD_BYTES = 4;

type Event = readonly [at: number, old: string, now: string];
interface Row {
  readonly name: string;
  readonly setup: (a: Assembler) => void;
  readonly store: (a: Assembler) => void;
  readonly events: readonly Event[];
  /** Memory after `deny`: where, and its bytes. */
  readonly denied: readonly [at: number, bytes: string];
}
const NONE = (): void => {};
function row(
  name: string,
  setup: (a: Assembler) => void,
  store: (a: Assembler) => void,
  events: readonly Event[],
  denied: Row['denied'],
): Row {
  return { name, setup, store, events, denied };
}
const value = (a: Assembler): Assembler => a.mov(RAX, 0x1122_3344_5566_7788n);
/** XMM0: bytes 0x10, 0x11, … 0x1f. */
const vector = (a: Assembler): Assembler =>
  a
    .mov(RAX, 0x1716_1514_1312_1110n)
    .movq(XMM0, RAX)
    .mov(RAX, 0x1f1e_1d1c_1b1a_1918n)
    .movq(XMM1, RAX)
    .punpcklqdq(XMM0, XMM1);
const CC = (count: number): string => 'cc'.repeat(count);

// biome-ignore format: a table
const ROWS: readonly Row[] = [
  row('mov byte',             NONE,  (a) => a.mov(byte(RBX, 0x208), 0x11),   [[0x208, 'cc', '11']],                     [0x207, 'cccccc']),
  row('mov byte, the last',   NONE,  (a) => a.mov(byte(RBX, 0x20b), 0x11),   [[0x20b, 'cc', '11']],                     [0x20a, 'cccccc']),
  row('mov byte behind it',   NONE,  (a) => a.mov(byte(RBX, 0x20c), 0x11),   [],                                        [0x208, 'cccccccc11']),
  row('mov word that reaches in', NONE, (a) => a.mov(word(RBX, 0x207), 0x2211), [[0x207, 'cccc', '1122']],              [0x206, 'cc11cccc']),
  row('mov dword',            NONE,  (a) => a.mov(dword(RBX, 0x206), 0x4433_2211), [[0x206, CC(4), '11223344']],        [0x205, 'cc1122cccccc']),
  row('mov dword that leaves', NONE, (a) => a.mov(dword(RBX, 0x20a), 0x4433_2211), [[0x20a, CC(4), '11223344']],        [0x208, 'cccccccc3344cc']),
  row('mov qword',            value, (a) => a.mov(mem(RBX, 0x208), RAX),     [[0x208, CC(8), '8877665544332211']],      [0x208, 'cccccccc44332211']),
  row('mov qword, imm32',     NONE,  (a) => a.mov(qword(RBX, 0x200), -2),    [],                                        [0x1ff, 'ccfeffffffffffffffcc']),
  row('mov, absolute address', value, (a) => a.db(0x48, 0xa3).dq(PAGE + 0x208), [[0x208, CC(8), '8877665544332211']],   [0x208, 'cccccccc44332211']),
  row('movbe',                value, (a) => a.movbe(qword(RBX, 0x206), RAX), [[0x206, CC(8), '1122334455667788']],      [0x206, '1122cccccccc7788']),
  row('movnti',               value, (a) => a.movnti(dword(RBX, 0x208), EAX), [[0x208, CC(4), '88776655']],             [0x208, 'cccccccc']),
  row('mov from a segment register', NONE, (a) => a.mov(word(RBX, 0x208), DS), [[0x208, 'cccc', '1000']],               [0x208, 'cccc']),
  row('push',                 (a) => value(a).lea(RSP, mem(RBX, 0x210)), (a) => a.push(RAX), [[0x208, CC(8), '8877665544332211']], [0x208, 'cccccccc44332211']),
  row('push imm',             (a) => a.lea(RSP, mem(RBX, 0x210)), (a) => a.push(-2),   [[0x208, CC(8), 'feffffffffffffff']], [0x208, 'ccccccccffffffff']),
  row('pushf',                (a) => a.xor(EAX, EAX).lea(RSP, mem(RBX, 0x210)), (a) => a.pushfq(), [[0x208, CC(8), '4600000000000000']], [0x208, 'cccccccc00000000']),
  row('push of memory',       (a) => a.mov(dword(RBX, 0x10), 0x1234).mov(dword(RBX, 0x14), 0).lea(RSP, mem(RBX, 0x210)), (a) => a.push(qword(RBX, 0x10)), [[0x208, CC(8), '3412000000000000']], [0x208, 'cccccccc00000000']),
  row('enter',                (a) => value(a).mov(RBP, RAX).lea(RSP, mem(RBX, 0x210)), (a) => a.enter(0, 0), [[0x208, CC(8), '8877665544332211']], [0x208, 'cccccccc44332211']),
  row('pop to memory',        (a) => value(a).push(RAX), (a) => a.pop(qword(RBX, 0x208)), [[0x208, CC(8), '8877665544332211']], [0x208, 'cccccccc44332211']),
  row('xchg',                 value, (a) => a.xchg(mem(RBX, 0x206), EAX),    [[0x206, CC(4), '88776655']],              [0x206, '8877cccc']),
  row('cmpxchg, equal',       (a) => a.mov(EAX, 0xcccc_cccc).mov(ECX, 0x4433_2211), (a) => a.lock().cmpxchg(dword(RBX, 0x208), ECX), [[0x208, CC(4), '11223344']], [0x208, CC(4)]),
  row('cmpxchg, not equal',   (a) => a.mov(EAX, 0).mov(ECX, 0x4433_2211), (a) => a.cmpxchg(dword(RBX, 0x208), ECX), [[0x208, CC(4), CC(4)]], [0x208, CC(4)]),
  row('cmpxchg8b',            (a) => a.mov(EAX, 0xcccc_cccc).mov(EDX, EAX).mov(ECX, 2).push(RBX).mov(RSI, RBX).mov(EBX, 1), (a) => a.cmpxchg8b(qword(RSI, 0x208)), [[0x208, CC(8), '0100000002000000']], [0x208, 'cccccccc02000000']),
  row('cmpxchg16b',           (a) => a.mov(RAX, 0xcccc_cccc_cccc_ccccn).mov(RDX, RAX).mov(ECX, 2).mov(RSI, RBX).mov(EBX, 1), (a) => a.cmpxchg16b(oword(RSI, 0x200)), [[0x200, CC(16), '01000000000000000200000000000000']], [0x200, '0100000000000000cccccccc00000000']),
  row('xadd',                 (a) => a.mov(EAX, 1), (a) => a.lock().xadd(dword(RBX, 0x208), EAX), [[0x208, CC(4), 'cdcccccc']], [0x208, CC(4)]),
  row('add',                  NONE,  (a) => a.add(dword(RBX, 0x208), 0x11),  [[0x208, CC(4), 'ddcccccc']],              [0x208, CC(4)]),
  row('inc',                  NONE,  (a) => a.inc(byte(RBX, 0x209)),         [[0x209, 'cc', 'cd']],                     [0x208, CC(4)]),
  row('not',                  NONE,  (a) => a.not(word(RBX, 0x20b)),         [[0x20b, 'cccc', '3333']],                 [0x20a, 'cccc33cc']),
  row('shl',                  NONE,  (a) => a.shl(dword(RBX, 0x208), 1),     [[0x208, CC(4), '98999999']],              [0x208, CC(4)]),
  row('shld',                 (a) => a.mov(EAX, 0xf000_0000), (a) => a.shld(dword(RBX, 0x208), EAX, 4), [[0x208, CC(4), 'cfcccccc']], [0x208, CC(4)]),
  row('bts, bit offset in a register', (a) => a.mov(EAX, 8 * 0x208), (a) => a.bts(mem(RBX), EAX), [[0x208, CC(4), 'cdcccccc']], [0x208, CC(4)]),
  row('setcc',                (a) => a.xor(EAX, EAX), (a) => a.sete(byte(RBX, 0x208)), [[0x208, 'cc', '01']],           [0x208, CC(4)]),
  row('stosd',                (a) => value(a).lea(RDI, mem(RBX, 0x209)), (a) => a.stosd(), [[0x209, CC(4), '88776655']], [0x208, 'cccccccc55cc']),
  row('movsw',                (a) => a.mov(word(RBX, 0x10), 0x2211).lea(RSI, mem(RBX, 0x10)).lea(RDI, mem(RBX, 0x20b)), (a) => a.movsw(), [[0x20b, 'cccc', '1122']], [0x20a, 'cccc22cc']),
  row('rep stosw over it',    (a) => a.mov(EAX, 0x2211).mov(ECX, 6).lea(RDI, mem(RBX, 0x203)), (a) => a.rep().stosw(), [[0x207, 'cccc', '1122'], [0x209, 'cccc', '1122'], [0x20b, 'cccc', '1122']], [0x202, 'cc11221122' + '11cccccccc' + '221122cc']),
  row('rep movsb backwards',  (a) => a.mov(qword(RBX, 0x10), 0x0403_0201).std().mov(ECX, 4).lea(RSI, mem(RBX, 0x13)).lea(RDI, mem(RBX, 0x20d)), (a) => a.rep().movsb(), [[0x20b, 'cc', '02'], [0x20a, 'cc', '01']], [0x208, 'cccccccc0304']),
  row('insb',                 (a) => a.mov(DX, 0x3ff).mov(AL, 0x5d).out(DX, AL).lea(RDI, mem(RBX, 0x208)), (a) => a.insb(), [[0x208, 'cc', '5d']], [0x208, CC(4)]),
  row('movups over two sub-pages, guard untouched', vector, (a) => a.movups(oword(RBX, 0x1f8), XMM0), [],               [0x1f7, 'cc101112131415161718191a1b1c1d1e1fcc']),
  row('movups over two sub-pages', vector, (a) => a.movups(oword(RBX, 0x1fc), XMM0), [[0x1fc, CC(16), '101112131415161718191a1b1c1d1e1f']], [0x1fb, 'cc101112131415161718191a1bcccccccccc']),
  row('movaps',               vector, (a) => a.movaps(oword(RBX, 0x200), XMM0), [[0x200, CC(16), '101112131415161718191a1b1c1d1e1f']], [0x200, '1011121314151617cccccccc1c1d1e1f']),
  row('movntdq',              vector, (a) => a.movntdq(oword(RBX, 0x200), XMM0), [[0x200, CC(16), '101112131415161718191a1b1c1d1e1f']], [0x200, '1011121314151617cccccccc1c1d1e1f']),
  row('movq',                 vector, (a) => a.movq(qword(RBX, 0x208), XMM0), [[0x208, CC(8), '1011121314151617']],     [0x208, 'cccccccc14151617']),
  row('movhps',               vector, (a) => a.movhps(qword(RBX, 0x208), XMM0), [[0x208, CC(8), '18191a1b1c1d1e1f']],   [0x208, 'cccccccc1c1d1e1f']),
  row('movss',                vector, (a) => a.movss(dword(RBX, 0x209), XMM0), [[0x209, CC(4), '10111213']],            [0x208, 'cccccccc13']),
  row('movq of MMX',          (a) => value(a).movq(MM0, RAX), (a) => a.movq(qword(RBX, 0x208), MM0), [[0x208, CC(8), '8877665544332211']], [0x208, 'cccccccc44332211']),
  row('stmxcsr',              NONE,  (a) => a.stmxcsr(dword(RBX, 0x208)),    [[0x208, CC(4), '801f0000']],              [0x208, CC(4)]),
  row('fst m32',              (a) => a.fninit().fld1(), (a) => a.fst(dword(RBX, 0x208)), [[0x208, CC(4), '0000803f']],  [0x208, CC(4)]),
  row('fstp m64',             (a) => a.fninit().fld1(), (a) => a.fstp(qword(RBX, 0x206)), [[0x206, CC(8), '000000000000f03f']], [0x206, '0000ccccccccf03f']),
  row('fstp m80',             (a) => a.fninit().fld1(), (a) => a.fstp(tbyte(RBX, 0x204)), [[0x204, CC(10), '0000000000000080ff3f']], [0x204, '00000000ccccccccff3f']),
  row('fist m16',             (a) => a.fninit().fld1(), (a) => a.fist(word(RBX, 0x207)), [[0x207, 'cccc', '0100']],     [0x206, 'cc01cc']),
  row('fistp m64',            (a) => a.fninit().fld1().fchs(), (a) => a.fistp(qword(RBX, 0x204)), [[0x204, CC(8), 'ffffffffffffffff']], [0x204, 'ffffffffcccccccc']),
  row('fbstp',                (a) => a.fninit().fldpi(), (a) => a.fbstp(tbyte(RBX, 0x208)), [[0x208, CC(10), '03000000000000000000']], [0x208, 'cccccccc000000000000']),
  row('fnstcw',               (a) => a.fninit(), (a) => a.fnstcw(word(RBX, 0x208)), [[0x208, 'cccc', '7f03']],          [0x208, CC(4)]),
  row('fnstsw',               (a) => a.fninit(), (a) => a.fnstsw(word(RBX, 0x20a)), [[0x20a, 'cccc', '0000']],          [0x208, CC(4)]),
  row('smsw',                 NONE,  (a) => a.smsw(word(RBX, 0x208)),        [[0x208, 'cccc', '3300']],                 [0x208, CC(4)]),
  row('sgdt',                 (a) => a.lgdt(tbyte('gdtr')), (a) => a.sgdt(tbyte(RBX, 0x204)), [[0x204, CC(10), '77005655443322110000']], [0x204, '77005655cccccccc0000']),
];

interface Ran {
  readonly vm: Vm;
  readonly stop: string;
  readonly label: (name: string) => bigint;
}

/** Run code with RBX at the page, under one guard. It ends in HLT. */
async function run(
  verdict: Verdict,
  write: (a: Assembler) => void,
  options: { at?: number; length?: number; prepare?: (vm: Vm) => void } = {},
): Promise<Ran> {
  const { at = PAGE + GUARD, length = GUARD_BYTES, prepare = NONE } = options;
  const addresses = new Map<string, bigint>();
  const vm = flatGuest((a) => {
    a.mov(EBX, PAGE);
    write(a);
    a.label('end').cli().hlt();
    a.align(8).label('gdtr').dw(0x77).dq(0x1122_3344_5556n);
    for (const name of ['store', 'end']) addresses.set(name, a.addressOf(name));
  });
  vm.memory.write(PAGE, new Uint8Array(0x3000).fill(0xcc), { force: true });
  prepare(vm);
  vm.guards.add({ gpa: at, length, name: 'guard', verdict });
  const stop = await runToEnd(vm);
  return { vm, stop: stop.kind, label: (name) => addresses.get(name) as bigint };
}
const hex = (vm: Vm, at: number, length: number): string =>
  Buffer.from(vm.memory.read(PAGE + at, length)).toString('hex');
/** The page before the store: setup code may use its first sub-page. */
const GUARDED_PART = [0x80, 0xf80] as const;
function eventsOf(vm: Vm): Event[] {
  const { events } = vm.events.reader().read();
  return events.map(({ gpa, old, new: now }) => [
    gpa - PAGE,
    Buffer.from(old).toString('hex'),
    Buffer.from(now).toString('hex'),
  ]);
}

for (const { name, setup, store, events, denied } of ROWS) {
  const code = (a: Assembler): void => {
    setup(a);
    a.label('store');
    store(a);
  };
  test(`${name}: deny drops the guarded bytes and no others`, { skip: noEngine }, async () => {
    const { vm, stop, label } = await run('deny', code);
    assert.equal(stop, 'halted');
    assert.deepEqual(eventsOf(vm), events);
    assert.equal(hex(vm, denied[0], denied[1].length / 2), denied[1]);
    const outside = vm.memory.read(PAGE + 0x280, 0x200).some((byte) => byte !== 0xcc);
    assert.ok(!outside, 'nothing behind');
    for (const { writer } of vm.events.reader().read().events) {
      assert.equal(writer?.rip, label('store'));
      assert.equal(writer?.instruction.length, Number(label('end') - label('store')));
    }
  });
  test(`${name}: report lets it through`, { skip: noEngine }, async () => {
    const { vm, stop } = await run('report', code);
    assert.equal(stop, 'halted');
    assert.deepEqual(eventsOf(vm), events);
    for (const [at, , now] of events) assert.equal(hex(vm, at, now.length / 2), now);
  });
  if (events.length === 0) continue;
  test(`${name}: skip and stop leave nothing of it`, { skip: noEngine }, async () => {
    for (const verdict of ['skip', 'stop'] as const) {
      const { vm, stop, label } = await run(verdict, code);
      assert.equal(stop, verdict === 'skip' ? 'halted' : 'guard');
      if (verdict === 'stop') assert.equal(vm.vcpus[0].rip, label('store'));
      // Of a REP instruction, the iterations before stay.
      if (!name.startsWith('rep')) assert.equal(hex(vm, ...GUARDED_PART), CC(GUARDED_PART[1]));
      assert.equal(hex(vm, GUARD, GUARD_BYTES), CC(4));
    }
  });
}

// Images of several hundred bytes: all but the guarded bytes arrive.
// biome-ignore format: a table
const IMAGES: readonly (readonly [name: string, at: number, length: number, store: (a: Assembler) => void])[] = [
  ['fxsave',  0x200, 512, (a) => a.fxsave(mem(RBX, 0x200))],
  ['fnsave',  0x1f0, 108, (a) => a.fnsave(mem(RBX, 0x1f0))],
  ['fnstenv', 0x200, 28,  (a) => a.fnstenv(mem(RBX, 0x200))],
  ['xsave',   0x200, 576, (a) => a.mov(EAX, 3).xor(EDX, EDX).xsave(mem(RBX, 0x200))],
];
for (const [name, at, length, store] of IMAGES) {
  test(`${name}: all but the guarded bytes`, { skip: noEngine }, async () => {
    const code = (a: Assembler): void => {
      a.fninit().fldpi().fld1();
      vector(a);
      a.label('store');
      store(a);
    };
    const prepare = (vm: Vm): void => {
      vm.vcpus[0].setRegisters({ cr4: 0x4_06a0n, xcr0: 3n });
      vm.memory.write(PAGE, new Uint8Array(0x1000), { force: true });
    };
    const free = await run('allow', code, { at: PAGE + 0x2000, length: 1, prepare });
    const image = free.vm.memory.read(PAGE + at, length);
    assert.ok(
      image.some((byte) => byte !== 0),
      'there is an image',
    );
    const { vm, stop } = await run('deny', code, { prepare });
    assert.equal(stop, 'halted');
    const { events } = vm.events.reader().read();
    assert.ok(events.length > 0);
    const expected = image.slice();
    expected.fill(0, GUARD - at, GUARD - at + GUARD_BYTES);
    assert.equal(hex(vm, at, length), Buffer.from(expected).toString('hex'));
    // What the events say about the guarded bytes is what the image has there.
    const said = Buffer.alloc(GUARD_BYTES);
    for (const event of events) {
      for (const [i, byte] of event.new.entries()) {
        const offset = event.gpa + i - PAGE - GUARD;
        if (offset >= 0 && offset < GUARD_BYTES) said[offset] = byte;
      }
    }
    assert.equal(
      said.toString('hex'),
      Buffer.from(image.subarray(GUARD - at, GUARD - at + GUARD_BYTES)).toString('hex'),
    );
  });
}

test('a store over two pages: only the guarded page’s piece is an event', { skip: noEngine }, async () => {
  const code = (a: Assembler): void => {
    value(a);
    a.label('store').mov(mem(RBX, 0xffc), RAX);
  };
  const denied = await run('deny', code, { at: PAGE + 0x1001, length: 2 });
  assert.deepEqual(eventsOf(denied.vm), [[0x1000, CC(4), '44332211']]);
  assert.equal(hex(denied.vm, 0xffb, 10), 'cc8877665544cccc11cc');
  const [event] = denied.vm.events.reader().read().events;
  assert.equal(event.writer?.gva, BigInt(PAGE + 0x1000));
  const skipped = await run('skip', code, { at: PAGE + 0x1001, length: 2 });
  assert.equal(hex(skipped.vm, 0xffb, 10), CC(10));
});

test('CALL pushes its return address onto a guarded stack', { skip: noEngine }, async () => {
  const { vm, label } = await run('deny', (a) => a.lea(RSP, mem(RBX, 0x210)).label('store').call('end'));
  const returns = Buffer.alloc(8);
  returns.writeBigUInt64LE(label('end'));
  assert.deepEqual(eventsOf(vm), [[0x208, CC(8), returns.toString('hex')]]);
  assert.equal(hex(vm, 0x208, 8), CC(4) + returns.subarray(4).toString('hex'));
});

/** 64-bit interrupt gate to FLAT_CODE + 0x800 for every vector of 0..63, the IDT at 0x150000; segments at 0x151000. */
function tables(vm: Vm): void {
  const idt = new DataView(new ArrayBuffer(1024));
  for (let vectorNumber = 0; vectorNumber < 64; vectorNumber++) {
    idt.setUint16(16 * vectorNumber, 0x0800, true);
    idt.setUint16(16 * vectorNumber + 2, 8, true);
    idt.setUint16(16 * vectorNumber + 4, 0x8e00, true);
    idt.setUint16(16 * vectorNumber + 6, FLAT_CODE >>> 16, true);
  }
  vm.memory.write(0x15_0000, new Uint8Array(idt.buffer), { force: true });
  const gdt = new BigUint64Array([0n, 0x00af_9b00_0000_ffffn, 0x00cf_9300_0000_ffffn]);
  vm.memory.write(0x15_1000, new Uint8Array(gdt.buffer), { force: true });
  vm.memory.write(FLAT_CODE + 0x800, Uint8Array.of(0xf4), { force: true });
  vm.vcpus[0].setRegisters({ idtr: { base: 0x15_0000n, limit: 1023 }, gdtr: { base: 0x15_1000n, limit: 23 } });
}
const RIP_FRAME = (vm: Vm, rip: bigint, error: string): void => {
  // From the top: SS, RSP, RFLAGS, CS, RIP, and an error code where there is one. RSP was PAGE + 0x230.
  assert.equal(hex(vm, 0x228, 8), '1000000000000000', 'SS');
  assert.equal(hex(vm, 0x220, 8), '3002200000000000', 'RSP');
  assert.equal(hex(vm, 0x210, 8), '0800000000000000', 'CS');
  const image = Buffer.alloc(8);
  image.writeBigUInt64LE(rip);
  assert.equal(hex(vm, 0x208, 8), CC(4) + image.subarray(4).toString('hex'), 'RIP, less the guarded half');
  assert.equal(hex(vm, 0x200, 8), error, 'error code');
  const [event, ...others] = vm.events.reader().read().events;
  assert.equal(others.length, 0);
  assert.deepEqual([event.gpa, event.new.length], [PAGE + 0x208, 8]);
  assert.equal(Buffer.from(event.new).toString('hex'), image.toString('hex'));
};
// biome-ignore format: a table
const DELIVERIES: readonly (readonly [name: string, raise: (a: Assembler) => void, after: number, error: string])[] = [
  ['an exception',                  (a) => a.ud2(),                                               0, CC(8)],
  ['INT n',                         (a) => a.int(0x20),                                           2, CC(8)],
];
for (const [name, raise, after, error] of DELIVERIES) {
  test(`the frame of ${name} meets a guard on the stack`, { skip: noEngine }, async () => {
    const code = (a: Assembler): void => {
      a.lea(RSP, mem(RBX, 0x230)).label('store');
      raise(a);
    };
    const { vm, stop, label } = await run('deny', code, { prepare: tables });
    assert.equal(stop, 'halted');
    assert.equal(vm.vcpus[0].rip, BigInt(FLAT_CODE + 0x801));
    RIP_FRAME(vm, label('store') + BigInt(after), error);
    // What cannot be skipped stops.
    const skipped = await run('skip', code, { prepare: tables });
    assert.equal(skipped.stop, 'guard');
    assert.equal(hex(skipped.vm, 0x200, 0x30), CC(0x30));
  });
}

test('the frame of a #GP, with its error code', { skip: noEngine }, async () => {
  const code = (a: Assembler): void => {
    a.lea(RSP, mem(RBX, 0x230)).mov(EAX, 0x7f8).label('store').mov(DS, AX);
  };
  const { vm, label } = await run('deny', code, { prepare: tables });
  RIP_FRAME(vm, label('store'), 'f807000000000000');
});

test('the frame of an interrupt', { skip: noEngine }, async () => {
  // The local APIC sends vector 0x31 to its own processor.
  const { vm, stop, label } = await run(
    'deny',
    (a) => {
      a.mov(EDX, 0x3000 + 0)
        .mov(RAX, 0xfee0_0083n)
        .mov(qword(0x2018), 0x3000 | 7)
        .mov(qword(0x3000 + 8 * 0x1f7), RAX);
      a.mov(RDX, 0xfee0_0000n).mov(dword(RDX, 0xf0), 0x1ff).mov(dword(RDX, 0x300), 0x4_0031);
      a.lea(RSP, mem(RBX, 0x230)).sti().nop().label('store').nop();
    },
    { prepare: tables },
  );
  assert.equal(stop, 'halted');
  RIP_FRAME(vm, label('store'), CC(8));
});

/** Linear 0x40000000 through a page table that lies in the guarded page; its entry 0x41 is at offset 0x208. */
function tableInPage(vm: Vm): void {
  const put = (gpa: number, entry: number): void => {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32LE(entry);
    vm.memory.write(gpa, bytes, { force: true });
  };
  put(0x2008, 0x1_1000 | 7); // PDPT entry 1: a directory at 0x11000
  put(0x1_1000, PAGE | 7 | 0x20);
  put(PAGE + 8 * 0x41, (PAGE + 0x2000) | 3);
}
test('accessed and dirty flags of a page table that is guarded', { skip: noEngine }, async () => {
  const code = (a: Assembler): void => {
    a.mov(ECX, 0x4004_1000).label('store').mov(EAX, dword(RCX)).mov(dword(RCX, 4), EAX);
  };
  const guarded = { at: PAGE + 0x208, length: 1, prepare: tableInPage };
  const reported = await run('report', code, guarded);
  assert.equal(reported.stop, 'halted');
  const [absent, accessed, dirty] = ['0320200000000000', '2320200000000000', '6320200000000000'] as const;
  assert.deepEqual(eventsOf(reported.vm), [
    [0x208, absent, accessed],
    [0x208, accessed, dirty],
  ]);
  assert.equal(hex(reported.vm, 0x208, 8), dirty);
  assert.equal(hex(reported.vm, 0x2000, 8), CC(8));
  // Denied, the access happens and the flag does not.
  const denied = await run('deny', code, guarded);
  assert.equal(denied.stop, 'halted');
  assert.equal(hex(denied.vm, 0x208, 8), absent);
  assert.equal(denied.vm.vcpus[0].getRegisters().rax, 0xcccc_ccccn);
  for (const [at, old] of eventsOf(denied.vm)) assert.deepEqual([at, old], [0x208, absent]);
});

test('the busy flag that LTR sets in a guarded GDT', { skip: noEngine }, async () => {
  const { vm, stop } = await run('deny', (a) => a.mov(EAX, 0x18).label('store').ltr(AX), {
    at: 0x15_1018 + 5,
    length: 1,
    prepare: (guest) => {
      tables(guest);
      const tss = new BigUint64Array([0x0000_8900_0000_0067n, 0n]);
      guest.memory.write(0x15_1018, new Uint8Array(tss.buffer), { force: true });
      guest.vcpus[0].setRegisters({ gdtr: { base: 0x15_1000n, limit: 0x27 } });
    },
  });
  assert.equal(stop, 'halted');
  const [event] = vm.events.reader().read().events;
  assert.equal(event.gpa, 0x15_101c);
  assert.deepEqual([...event.old, ...event.new], [0, 0x89, 0, 0, 0, 0x8b, 0, 0]);
  assert.equal(vm.memory.read(0x15_101d, 1)[0], 0x89);
});

test('code in a guarded page: changed under report, kept under deny', { skip: noEngine }, async () => {
  const code = (a: Assembler): void => {
    // MOV AL, 1; RET at the guarded bytes; called, patched, called.
    a.lea(RCX, mem(RBX, GUARD))
      .call(RCX)
      .mov(EDX, EAX)
      .label('store')
      .mov(byte(RBX, GUARD + 1), 2)
      .call(RCX);
  };
  const prepare = (vm: Vm): void => {
    vm.memory.write(PAGE + GUARD, Uint8Array.of(0xb0, 1, 0xc3), { force: true });
  };
  for (const [verdict, result] of [
    ['report', 2],
    ['deny', 1],
  ] as const) {
    const { vm } = await run(verdict, code, { prepare });
    const { rax, rdx } = vm.vcpus[0].getRegisters();
    assert.deepEqual([rdx & 0xffn, rax & 0xffn], [1n, BigInt(result)]);
  }
});

test('code in another sub-page of a guarded page changes under the processor', { skip: noEngine }, async () => {
  const { vm } = await run('deny', (a) => {
    // MOV AL, 1; RET: written, called, changed by a store that does not leave the processor, called again.
    a.mov(dword(RBX, 0x300), 0x90c3_01b0).mov(byte(RBX, 0x380), 1).lea(RCX, mem(RBX, 0x300)).call(RCX).mov(EDX, EAX);
    a.label('store').mov(byte(RBX, 0x301), 2).call(RCX);
  });
  const { rax, rdx } = vm.vcpus[0].getRegisters();
  assert.deepEqual([rdx & 0xffn, rax & 0xffn], [1n, 2n]);
  assert.equal(vm.storeCounts()[0].judged, 0);
});
