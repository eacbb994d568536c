// One instruction that writes to a guarded page, under every verdict, on every engine: what is reported, what memory and
// registers are afterwards. Expectations are what the SDM says of the instruction.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planFlat } from '../../src/boot/flat.ts';
import { GENERAL_REGISTERS, type Registers, type SegmentRegister } from '../../src/cpu/registers.ts';
import type { GuardEvent } from '../../src/introspect/events/event.ts';
import type { Verdict } from '../../src/introspect/guard/verdict.ts';
import type { VmStop } from '../../src/vm/stop.ts';
import { Vm } from '../../src/vm/vm.ts';
import {
  AH,
  AL,
  type Assembler,
  AX,
  assembler,
  byte,
  CL,
  dword,
  EAX,
  ECX,
  oword,
  qword,
  R9,
  RAX,
  RCX,
  RDI,
  word,
  XMM0,
} from '../support/assembler.ts';
import { type Driver, drivers } from '../support/drivers.ts';

const CODE = 0x10_0000;
const DATA = 0x15_0000;
/** The guarded bytes: a page and the first sub-page of the next one. */
const PAGE = 0x20_0000;
const GUARDED = 4096 + 128;
const MEMORY = 4 << 20;
const FILL = 0x5a;
const RFLAGS_RF = 1n << 16n;

const START = {
  rax: 0x1122_3344_5566_7788n,
  rbx: 0xb0b1_b2b3n,
  rcx: 3n,
  rdx: 0xd0n,
  rsi: BigInt(DATA),
  rdi: BigInt(PAGE + 0x10),
  rbp: 0xbbn,
  rsp: BigInt(PAGE + 0x80),
  r8: 8n,
  r9: BigInt(PAGE + 0x40),
};

/** What the engines that undo after the fact cannot know of the state before. */
type Loss = 'flags' | 'trap';

interface Row {
  readonly name: string;
  readonly code: (a: Assembler) => unknown;
  /** Each write as `offset=bytes`, bytes in hexadecimal. */
  readonly writes: string;
  /** On KVM, how far a stopped instruction is from undone: its flags are those after it, or all of it has happened. */
  readonly kvm?: Loss;
  /** What a denied run leaves in registers. */
  readonly after?: Partial<typeof START>;
}

const row = (name: string, code: Row['code'], writes: string, more: Partial<Pick<Row, 'kvm' | 'after'>> = {}): Row => ({
  name,
  code,
  writes,
  ...more,
});

// biome-ignore format: a table
const ROWS: readonly Row[] = [
  row('mov m8, r8',        (a) => a.mov(byte(RDI), AL),              '10=88'),
  row('mov m8, ah',        (a) => a.mov(byte(RDI, 3), AH),           '13=77'),
  row('mov m16, r16',      (a) => a.mov(word(RDI), AX),              '10=8877'),
  row('mov m32, r32',      (a) => a.mov(dword(RDI), EAX),            '10=88776655'),
  row('mov m64, r64',      (a) => a.mov(qword(RDI), RAX),            '10=8877665544332211'),
  row('mov m32, imm',      (a) => a.mov(dword(RDI), 0x0403_0201),    '10=01020304'),
  row('mov, index, scale', (a) => a.mov(dword(RDI, 0x10, { index: RCX, scale: 4 }), EAX), '2c=88776655'),
  row('mov through r9',    (a) => a.mov(qword(R9), RAX),             '40=8877665544332211'),
  row('mov moffs',         (a) => a.db(0xa2, 0x20, 0, 0x20, 0, 0, 0, 0, 0), '20=88'),
  row('mov, RIP-relative', (a) => a.db(0x89, 0x05, 0x0a, 0, 0x10, 0), '10=88776655'),
  row('movnti',            (a) => a.movnti(dword(RDI), EAX),         '10=88776655'),
  row('setz',              (a) => a.sete(byte(RDI)),                 '10=00'),
  row('over two sub-pages', (a) => a.mov(qword(RDI, 0x6c), RAX),     '7c=8877665544332211'),
  row('over two pages',    (a) => a.mov(qword(RDI, 0xfec), RAX),     'ffc=88776655 1000=44332211'),
  row('not',               (a) => a.not(dword(RDI)),                 '10=a5a5a5a5'),
  row('add m, r',          (a) => a.add(dword(RDI), EAX),            '10=e2d1c0af', { kvm: 'flags' }),
  row('lock inc',          (a) => a.db(0xf0, 0xff, 0x07),            '10=5b5a5a5a', { kvm: 'flags' }),
  row('adc',               (a) => a.adc(dword(RDI), EAX),            '10=e2d1c0af', { kvm: 'trap' }),
  row('shl',               (a) => a.shl(dword(RDI), CL),             '10=d0d2d2d2', { kvm: 'flags' }),
  row('bts',               (a) => a.bts(dword(RDI), ECX),            '10=5a5a5a5a', { kvm: 'flags' }),
  row('xchg m64',          (a) => a.xchg(qword(RDI), RAX),           '10=8877665544332211', { after: { rax: 0x5a5a_5a5a_5a5a_5a5an } }),
  row('xchg m8',           (a) => a.xchg(byte(RDI), AL),             '10=88', { after: { rax: 0x1122_3344_5566_775an } }),
  row('lock xadd',         (a) => a.db(0xf0, 0x48, 0x0f, 0xc1, 0x07), '10=e2d1c0af9e8d7c6b', { kvm: 'flags', after: { rax: 0x5a5a_5a5a_5a5a_5a5an } }),
  row('cmpxchg, unequal',  (a) => a.db(0x0f, 0xb1, 0x0f),            '10=5a5a5a5a', { kvm: 'trap', after: { rax: 0x5a5a_5a5an } }),
  row('push r64',          (a) => a.push(RAX),                       '78=8877665544332211', { after: { rsp: BigInt(PAGE + 0x78) } }),
  row('push imm8',         (a) => a.push(5),                         '78=0500000000000000', { after: { rsp: BigInt(PAGE + 0x78) } }),
  row('call',              (a) => a.db(0xe8, 0, 0, 0, 0),            '78=0500100000000000', { after: { rsp: BigInt(PAGE + 0x78) } }),
  row('pop m64',           (a) => a.pop(qword(RDI)),                 '10=5a5a5a5a5a5a5a5a', { after: { rsp: BigInt(PAGE + 0x88) } }),
  row('stosb',             (a) => a.stosb(),                         '10=88', { after: { rdi: BigInt(PAGE + 0x11) } }),
  row('stosq',             (a) => a.stosq(),                         '10=8877665544332211', { after: { rdi: BigInt(PAGE + 0x18) } }),
  row('movsq',             (a) => a.movsq(),                         '10=0102030405060708', { after: { rdi: BigInt(PAGE + 0x18), rsi: BigInt(DATA + 8) } }),
  row('rep stosb',         (a) => a.db(0xf3, 0xaa),                  '10=88 11=88 12=88', { after: { rcx: 0n, rdi: BigInt(PAGE + 0x13) } }),
  row('rep movsd',         (a) => a.db(0xf3, 0xa5),                  '10=01020304 14=05060708 18=090a0b0c', { after: { rcx: 0n, rdi: BigInt(PAGE + 0x1c), rsi: BigInt(DATA + 12) } }),
  row('movups',            (a) => a.movups(oword(RDI), XMM0),        '10=01020304050607080910111213141516'),
  row('movups, two sub-pages', (a) => a.movups(oword(RDI, 0x68), XMM0), '78=01020304050607080910111213141516'),
  row('mov m16, ds',       (a) => a.db(0x8c, 0x1f),                  '10=1800'),
  row('or m8, imm',        (a) => a.db(0x80, 0x0f, 0x81),            '10=db', { kvm: 'flags' }),
  row('lock xor',          (a) => a.db(0xf0, 0x31, 0x07),            '10=d22d3c0f', { kvm: 'flags' }),
  row('sub m, imm',        (a) => a.db(0x83, 0x2f, 1),               '10=595a5a5a', { kvm: 'flags' }),
  row('neg',               (a) => a.db(0xf7, 0x1f),                  '10=a6a5a5a5', { kvm: 'flags' }),
  row('shld',              (a) => a.db(0x0f, 0xa5, 0x07),            '10=d2d2d2d2', { kvm: 'flags' }),
  row('rcl',               (a) => a.db(0xd1, 0x17),                  '10=b4b4b4b4', { kvm: 'trap' }),
  row('cmpxchg8b, unequal', (a) => a.db(0x0f, 0xc7, 0x0f),           '10=5a5a5a5a5a5a5a5a', { kvm: 'trap', after: { rax: 0x5a5a_5a5an, rdx: 0x5a5a_5a5an } }),
  row('push r16',          (a) => a.db(0x66, 0x50),                  '7e=8877', { after: { rsp: BigInt(PAGE + 0x7e) } }),
  row('pushfq',            (a) => a.db(0x9c),                        '78=0200000000000000', { after: { rsp: BigInt(PAGE + 0x78) } }),
  row('pop m16',           (a) => a.db(0x66, 0x8f, 0x07),            '10=5a5a', { after: { rsp: BigInt(PAGE + 0x82) } }),
  row('enter',             (a) => a.db(0xc8, 0x10, 0, 0),            '78=bb00000000000000', { after: { rsp: BigInt(PAGE + 0x68), rbp: BigInt(PAGE + 0x78) } }),
  row('stosw',             (a) => a.db(0x66, 0xab),                  '10=8877', { after: { rdi: BigInt(PAGE + 0x12) } }),
  row('movsb',             (a) => a.db(0xa4),                        '10=01', { after: { rdi: BigInt(PAGE + 0x11), rsi: BigInt(DATA + 1) } }),
  row('movaps',            (a) => a.db(0x0f, 0x29, 0x07),            '10=01020304050607080910111213141516'),
  row('movdqa',            (a) => a.db(0x66, 0x0f, 0x7f, 0x07),      '10=01020304050607080910111213141516'),
  row('movdqu',            (a) => a.db(0xf3, 0x0f, 0x7f, 0x07),      '10=01020304050607080910111213141516'),
  row('movntps',           (a) => a.db(0x0f, 0x2b, 0x07),            '10=01020304050607080910111213141516'),
  row('movups, two pages', (a) => a.movups(oword(RDI, 0xfe8), XMM0), 'ff8=0102030405060708 1000=0910111213141516'),
  row('movq m, mm',        (a) => a.db(0x0f, 0x7f, 0x07),            '10=0000000000000000'),
  // The kernel's emulator does not know these; the engine carries them out.
  row('movss',             (a) => a.movss(dword(RDI), XMM0),         '10=01020304'),
  row('movsd',             (a) => a.db(0xf2, 0x0f, 0x11, 0x07),      '10=0102030405060708'),
  row('movd',              (a) => a.movd(dword(RDI), XMM0),          '10=01020304'),
  row('movq',              (a) => a.movq(qword(RDI), XMM0),          '10=0102030405060708'),
  row('movlps',            (a) => a.movlps(qword(RDI), XMM0),        '10=0102030405060708'),
  row('movhps',            (a) => a.movhps(qword(RDI), XMM0),        '10=0910111213141516'),
  row('movss, two sub-pages', (a) => a.movss(dword(RDI, 0x6e), XMM0), '7e=01020304'),
  row('movss, two pages',  (a) => a.movss(dword(RDI, 0xfee), XMM0),  'ffe=0102 1000=0304'),
  row('stmxcsr',           (a) => a.stmxcsr(dword(RDI)),             '10=801f0000'),
  row('cmpxchg16b, unequal', (a) => a.db(0x48, 0x0f, 0xc7, 0x0f),    '10=5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a', { after: { rax: 0x5a5a_5a5a_5a5a_5a5an, rdx: 0x5a5a_5a5a_5a5a_5a5an } }),
  row('sidt',              (a) => a.db(0x0f, 0x01, 0x0f),            '10=00000000000000000000'),
];

interface Outcome {
  readonly stop: VmStop;
  readonly events: readonly GuardEvent[];
  readonly registers: Registers;
  readonly page: Uint8Array;
  readonly length: number;
}

/** In the boot tables of a flat image: the levels above, and the first two large pages. */
const USER_ENTRIES = [0x1000, 0x2000, 0x3000, 0x3008];

/** Let user code use the first 4 MiB, and begin as such. */
function enterUserMode(vm: Vm): void {
  for (const gpa of USER_ENTRIES) {
    const low = vm.memory.read32(gpa) as number;
    vm.memory.write(gpa, Uint8Array.of(low | 4));
  }
  const { cs, ss } = vm.vcpus[0].getRegisters();
  const ring3 = (segment: SegmentRegister, selector: number): SegmentRegister => ({
    ...segment,
    selector,
    attributes: segment.attributes | 0x60,
  });
  vm.vcpus[0].setRegisters({ cs: ring3(cs, 0x23), ss: ring3(ss, 0x1b), cpl: 3 });
}

async function runRow(driver: Driver, { code }: Row, verdict: Verdict, isUser = false): Promise<Outcome> {
  // The store at CODE, then a stop.
  const source = assembler(64, CODE);
  code(source);
  const length = source.bytes().length;
  const image = Uint8Array.from([...source.bytes(), 0xfa, 0xf4]);
  const vm = new Vm({ engine: driver.engine(), memoryBytes: MEMORY });
  try {
    vm.boot(planFlat({ image, commandLine: '', memoryBytes: MEMORY }, { address: CODE }));
    vm.memory.write(DATA, Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]));
    vm.memory.write(PAGE, new Uint8Array(GUARDED).fill(FILL));
    // XMM0 is loaded by the guest itself, with moves that every engine knows.
    const prologue = Uint8Array.from([0x0f, 0x10, 0x04, 0x25, 0x40, 0, 0x15, 0, 0xe9, 0, 0, 0, 0]); // movups xmm0, [DATA + 0x40]; jmp CODE
    const prologueAt = DATA + 0x100;
    new DataView(prologue.buffer).setInt32(9, CODE - (prologueAt + prologue.length), true);
    vm.memory.write(prologueAt, prologue);
    vm.memory.write(DATA + 0x40, Buffer.from('01020304050607080910111213141516', 'hex'));
    vm.vcpus[0].setRegisters({ ...START, rip: BigInt(prologueAt), cr4: 0x220n });
    if (isUser) enterUserMode(vm);
    vm.guards.add({ gpa: PAGE, length: GUARDED, name: 'guard', verdict });
    const end = performance.now() + 5000;
    const stop = await vm.run({ isTimeUp: () => performance.now() > end });
    return {
      stop,
      events: vm.events.reader().read().events,
      registers: vm.vcpus[0].getRegisters(),
      page: vm.memory.read(PAGE, GUARDED),
      length,
    };
  } finally {
    vm.dispose();
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const writesOf = (events: readonly GuardEvent[]): string =>
  events.map((event) => `${(event.gpa - PAGE).toString(16)}=${hex(event.new)}`).join(' ');

function pageWith(writes: string): Uint8Array {
  const page = new Uint8Array(GUARDED).fill(FILL);
  for (const write of writes.split(' ')) {
    const [offset, bytes] = write.split('=');
    page.set(Buffer.from(bytes, 'hex'), Number.parseInt(offset, 16));
  }
  return page;
}

function checkGeneral(registers: Registers, expected: Partial<Record<string, bigint>>): void {
  for (const name of GENERAL_REGISTERS) {
    const value = expected[name];
    if (value !== undefined) assert.equal(registers[name], value, name);
  }
}

for (const driver of drivers()) {
  const { skip } = driver;
  for (const row of ROWS) {
    test(`${driver.name}: ${row.name}`, { skip }, async (t) => {
      await t.test('deny: told and dropped, the instruction completes', async () => {
        const { stop, events, registers, page, length } = await runRow(driver, row, 'deny');
        assert.equal(stop.kind, 'halted', JSON.stringify(stop));
        assert.equal(writesOf(events), row.writes);
        assert.equal(hex(page), hex(new Uint8Array(GUARDED).fill(FILL)));
        checkGeneral(registers, { ...START, ...row.after });
        assert.equal(registers.rip, BigInt(CODE + length + 2));
        for (const { writer, gpa } of events) {
          assert.equal(writer?.gva, BigInt(gpa));
          assert.equal(writer?.rip, BigInt(CODE));
          assert.equal(writer?.instruction.length, length);
        }
      });
      await t.test('report: told and written', async () => {
        const { stop, events, page } = await runRow(driver, row, 'report');
        assert.equal(stop.kind, 'halted');
        assert.equal(writesOf(events), row.writes);
        assert.equal(hex(page), hex(pageWith(row.writes)));
      });
      await t.test('stop: told, nothing has happened', async () => {
        const { stop, events, registers, page, length } = await runRow(driver, row, 'stop');
        assert.equal(stop.kind, 'guard', JSON.stringify(stop));
        assert.equal(writesOf(events), row.writes.split(' ')[0]);
        assert.equal(hex(page), hex(new Uint8Array(GUARDED).fill(FILL)));
        const isTrap = driver.name === 'kvm' && row.kvm === 'trap';
        assert.equal(registers.rip, BigInt(isTrap ? CODE + length : CODE));
        checkGeneral(registers, isTrap ? { ...START, ...row.after } : START);
        if (driver.name === 'kvm' && row.kvm !== undefined) return;
        assert.equal(registers.rflags & ~RFLAGS_RF, 2n);
      });
      await t.test('skip: told, RIP behind the instruction', async () => {
        const { stop, events, registers, page, length } = await runRow(driver, row, 'skip');
        assert.equal(stop.kind, 'halted', JSON.stringify(stop));
        assert.equal(writesOf(events), row.writes.split(' ')[0]);
        assert.equal(hex(page), hex(new Uint8Array(GUARDED).fill(FILL)));
        assert.equal(registers.rip, BigInt(CODE + length + 2));
        checkGeneral(registers, driver.name === 'kvm' && row.kvm === 'trap' ? { ...START, ...row.after } : START);
      });
    });
  }
}

// The same in user code, where software back ends of KVM execute instructions by the processor and not by their emulator.
// There CLI ends the guest: no handler is there for its #GP.
for (const driver of drivers()) {
  const { skip } = driver;
  for (const row of ROWS) {
    test(`${driver.name}, user code: ${row.name}`, { skip }, async () => {
      const denied = await runRow(driver, row, 'deny', true);
      assert.equal(denied.stop.kind, 'triple-fault', JSON.stringify(denied.stop));
      assert.equal(writesOf(denied.events), row.writes);
      assert.equal(hex(denied.page), hex(new Uint8Array(GUARDED).fill(FILL)));
      for (const { writer } of denied.events) {
        assert.equal(writer?.rip, BigInt(CODE));
        assert.equal(writer?.instruction.length, denied.length);
      }
      const reported = await runRow(driver, row, 'report', true);
      assert.equal(writesOf(reported.events), row.writes);
      assert.equal(hex(reported.page), hex(pageWith(row.writes)));
      const { stop, registers, page } = await runRow(driver, row, 'stop', true);
      assert.equal(stop.kind, 'guard', JSON.stringify(stop));
      assert.equal(hex(page), hex(new Uint8Array(GUARDED).fill(FILL)));
      const isTrap = driver.name === 'kvm' && row.kvm === 'trap';
      checkGeneral(registers, isTrap ? { ...START, ...row.after } : START);
    });
  }
}
