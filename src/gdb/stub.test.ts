// The stub over a guest of a few instructions, asked by a client in this process. Real gdb: test/e2e/gdb.test.ts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Assembler, dword, EAX, ECX, RAX, RDI } from '../../test/support/assembler.ts';
import { GdbClient } from '../../test/support/gdb-client.ts';
import { runsOf, seedOfRun } from '../../test/support/random.ts';
import { machine } from '../../test/support/scripted-engine.ts';
import { loadFlat, noEngine, vmGuest } from '../../test/support/vm-guest.ts';
import { HvError } from '../base/error.ts';
import type { VmStop } from '../vm/stop.ts';
import type { RunOptions, Vm, VmOptions } from '../vm/vm.ts';
import { bytesOf } from './packets.ts';
import { GDB_REGISTERS } from './register-file.ts';
import { GdbStub } from './stub.ts';

const skip = noEngine;
const DATA = 0x20_0ff8;

/** Writes 1, 2, 3 … to a place and goes on for ever. */
function counter(a: Assembler): void {
  a.mov(RDI, DATA).mov(ECX, 0);
  a.label('again').inc(ECX).mov(dword(RDI), ECX).mov(EAX, ECX).jmp('again');
}

interface Debugged {
  readonly vm: Vm;
  readonly stub: GdbStub;
  readonly client: GdbClient;
  readonly label: (name: string) => string;
  readonly ended: Promise<VmStop>;
}

/** A guest whose debugger is there before it begins. */
function debug(
  write: (a: Assembler) => void = counter,
  options: Partial<VmOptions> = {},
  runOptions: RunOptions = {},
): Debugged {
  const { vm } = vmGuest({ memoryBytes: 4 << 20, ...options });
  const label = loadFlat(vm, write);
  const stub = new GdbStub(vm, { monitor: (command) => `${command} → ?\n` });
  const client = new GdbClient(stub);
  // What else happens in the process has its turn between slices.
  const onSlice = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const ended = stub.run({ sliceInstructions: 10_000, onSlice, ...runOptions });
  return { vm, stub, client, label: (name) => label(name).toString(16), ended };
}
const numberOf = (name: string): string => GDB_REGISTERS.findIndex((one) => one.name === name).toString(16);

async function end({ client, ended, vm }: Debugged): Promise<void> {
  client.send('k');
  assert.deepEqual(await ended, { kind: 'requested' });
  vm.dispose();
}

test('introductions, and what is not known', { skip }, async () => {
  const debugged = debug();
  const { client } = debugged;
  assert.match(await client.ask('qSupported:swbreak+;xmlRegisters=i386'), /^PacketSize=4000;qXfer:features:read\+;/);
  assert.equal(client.acknowledgments, '+');
  assert.equal(await client.ask('?'), 'T05thread:1;');
  for (const packet of ['vMustReplyEmpty', 'qTStatus', 'zz', 'Z3,1000,4', 'Z4,1000,4', '', '!', 'R00', '\xff\x00']) {
    assert.equal(await client.ask(packet), '', packet);
  }
  assert.equal(await client.ask('QStartNoAckMode'), 'OK');
  const before = client.acknowledgments;
  assert.equal(await client.ask('qAttached'), '1');
  assert.equal(client.acknowledgments, before);
  let xml = '';
  for (let part = 'm'; part[0] === 'm'; xml += part.slice(1)) {
    part = await client.ask(`qXfer:features:read:target.xml:${xml.length.toString(16)},3fb`);
  }
  assert.match(xml, /^<\?xml version="1.0"\?>.*<\/target>$/s);
  assert.equal(xml.match(/<reg /g)?.length, GDB_REGISTERS.length);
  assert.equal(await client.ask('qXfer:features:read:other.xml:0,10'), 'E00');
  assert.equal(await client.monitor('hello'), 'hello → ?\n');
  await end(debugged);
});

test('every register is read and written, by itself and with the others', { skip }, async () => {
  const debugged = debug();
  const { client, vm } = debugged;
  const all = await client.ask('g');
  let at = 0;
  for (const [number, { name, bits }] of GDB_REGISTERS.entries()) {
    const digits = bits / 4;
    const one = await client.ask(`p${number.toString(16)}`);
    assert.equal(one, all.slice(at, at + digits), name);
    at += digits;
  }
  assert.equal(at, all.length);
  const changes: readonly (readonly [string, string, string?])[] = [
    ['rax', '8877665544332211'],
    ['r15', 'ffffffffffffffff'],
    ['eflags', '47020000'],
    ['ds', '23000000'],
    ['st0', '00112233445566778899'],
    ['st7', '0000000000000080ff3f'],
    ['fctrl', '7f030000'],
    ['fstat', '00380000'],
    ['ftag', 'ffff0000'],
    ['xmm0', '000102030405060708090a0b0c0d0e0f'],
    ['xmm15', 'ffffffffffffffffffffffffffffffff'],
    ['mxcsr', '801f0000'],
    ['fs_base', '0000000000800000'],
    ['gs_base', '1000000000000000'],
    ['cr2', '00f0ffff00000000'],
  ];
  for (const [name, hex] of changes) {
    assert.equal(await client.ask(`P${numberOf(name)}=${hex}`), 'OK', name);
    assert.equal(await client.ask(`p${numberOf(name)}`), hex, name);
  }
  const { fs, ds, rax } = vm.vcpu.getRegisters();
  assert.deepEqual([fs.base, ds.selector, rax], [0x8000_0000_0000n, 0x23, 0x1122_3344_5566_7788n]);
  const now = await client.ask('g');
  assert.equal(await client.ask(`G${now}`), 'OK');
  assert.equal(await client.ask('g'), now);
  for (const packet of ['p', 'pffff', 'P0=00', 'P0', `P${numberOf('rax')}=zz`, 'G00', 'Gxy']) {
    assert.equal(await client.ask(packet), 'E16', packet);
  }
  await end(debugged);
});

test('memory is linear, across pages, as far as it is mapped; guards do not hold a debugger back', {
  skip,
}, async () => {
  const debugged = debug();
  const { client, vm } = debugged;
  const events: unknown[] = [];
  vm.onEvent = (event) => events.push(event);
  vm.guards.add({ gpa: 0x20_0ffe, length: 4, name: 'g', verdict: 'deny' });
  assert.equal(await client.ask('M200ffe,4:01020304'), 'OK');
  assert.equal(await client.ask('m200ffd,6'), '000102030400');
  assert.equal(await client.ask('X200ffe,4:#$}*'), 'OK');
  assert.equal(await client.ask('m200ffe,4'), '23247d2a');
  assert.equal(await client.ask('X200ffe,0:'), 'OK', 'a question whether it can');
  assert.deepEqual(events, []);
  const last = (4 << 20) - 2;
  assert.equal(await client.ask(`m${last.toString(16)},8`), '0000', 'the end of memory');
  assert.equal(await client.ask('m40000000,1'), 'E0e');
  assert.equal(await client.ask(`M${last.toString(16)},4:01020304`), 'E0e', 'all or nothing');
  assert.equal(await client.ask(`m${last.toString(16)},2`), '0000');
  assert.equal(await client.ask('m8000000000000000,4'), 'E0e');
  assert.equal((await client.ask('m200000,ffffffff')).length, 2 * (0x2000 - 16), 'as much as a packet takes');
  for (const packet of ['m', 'm1', 'm1,', 'mx,1', 'm1,2,3', 'M1,1', 'M1,1:', 'M1,1:0', 'M1,1:0102', 'X1,2:a']) {
    assert.equal(await client.ask(packet), 'E16', packet);
  }
  await end(debugged);
});

test('breakpoints, steps, and code that is changed under them', { skip }, async () => {
  const debugged = debug();
  const { client, vm, label } = debugged;
  const again = label('again');
  assert.equal(await client.ask(`Z0,${again},1`), 'OK');
  assert.equal(await client.ask('vCont;c'), 'T05swbreak:;thread:1;');
  assert.equal(vm.vcpu.rip.toString(16), again);
  assert.equal(await client.ask('c'), 'T05swbreak:;thread:1;');
  assert.equal(vm.vcpu.getRegisters().rcx, 1n);
  const before = vm.vcpu.instructions;
  assert.equal(await client.ask('s'), 'T05thread:1;');
  assert.equal(vm.vcpu.instructions - before, 1);
  assert.equal(await client.ask(`z0,${again},1`), 'OK');
  assert.equal(await client.ask(`Z1,${again},1`), 'OK');
  assert.equal(await client.ask('vCont;s:1;c'), 'T05thread:1;');
  assert.equal(vm.vcpu.instructions - before, 2);
  assert.equal(await client.ask('vCont;c'), 'T05hwbreak:;thread:1;');
  // `inc ecx` becomes two times `nop`: the next store repeats its value.
  assert.equal(await client.ask(`M${again},2:9090`), 'OK');
  assert.equal(await client.ask(`z1,${again},1`), 'OK');
  const { rcx } = vm.vcpu.getRegisters();
  for (let i = 0; i < 6; i++) assert.equal(await client.ask('s'), 'T05thread:1;');
  assert.equal(vm.vcpu.getRegisters().rcx, rcx);
  for (const packet of ['Z0', 'Z0,', 'Z0,x,1', 'Z2,1', 'cxyz', 'vCont;x', 'vCont;c:9', 'vCont;']) {
    assert.equal(await client.ask(packet), 'E16', packet);
  }
  assert.equal(await client.ask(`s${label('again')}`), 'T05thread:1;');
  await end(debugged);
});

test('watchpoints of any length stop behind the writing instruction, and name themselves', { skip }, async () => {
  const debugged = debug();
  const { client, vm } = debugged;
  assert.equal(await client.ask('Z2,200f80,100'), 'OK', 'over two pages');
  assert.equal(await client.ask('Z2,200000,4'), 'OK', 'another one, beside it');
  for (const value of [1n, 2n, 3n]) {
    assert.equal(await client.ask('c'), 'T05watch:200f80;thread:1;');
    assert.equal(await client.ask('m200ff8,4'), `0${value}000000`);
    assert.deepEqual([vm.vcpu.getRegisters().rcx, vm.vcpu.getRegisters().rax], [value, value - 1n]);
  }
  assert.equal(await client.ask('z2,200f80,100'), 'OK');
  assert.equal(vm.guards.count, 1);
  assert.equal(await client.ask('Z2,40000000,4'), 'E0e', 'not mapped');
  assert.equal(await client.ask('Z2,200000,0'), 'E0e');
  await end(debugged);
  assert.equal(vm.guards.count, 0, 'they go with the debugger');
});

test('a guest that runs is interrupted; a write that a guard stops is told of', { skip }, async () => {
  const debugged = debug();
  const { client, vm } = debugged;
  client.send('c');
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual(client.pending, []);
  client.interrupt();
  assert.equal(await client.next(), 'T02thread:1;');
  assert.ok(vm.vcpu.instructions > 100);
  const guard = vm.guards.add({ gpa: DATA, length: 4, name: 'counter', verdict: 'stop' });
  const before = await client.ask('m200ff8,4');
  assert.equal(await client.ask('c'), 'T05thread:1;');
  assert.match(client.said.join(''), /stopped before a write to counter at gpa 0x200ff8\n/);
  assert.equal(await client.ask('m200ff8,4'), before);
  vm.guards.remove(guard);
  assert.equal(await client.ask('s'), 'T05thread:1;');
  assert.notEqual(await client.ask('m200ff8,4'), before);
  await end(debugged);
});

test('two vCPUs are two threads: registers of each, steps of one, continuing one', { skip }, async () => {
  const debugged = debug(
    (a) => {
      a.label('first').inc(RAX).jmp('first');
      a.label('second').inc(RAX).jmp('second');
    },
    { vcpus: 2 },
  );
  const { client, vm, label } = debugged;
  const [first, second] = vm.vcpus;
  assert.equal(await client.ask('qfThreadInfo'), 'm1,2');
  assert.equal(await client.ask('qsThreadInfo'), 'l');
  const extra = async (thread: number): Promise<string> =>
    Buffer.from(await client.ask(`qThreadExtraInfo,${thread}`), 'hex').toString();
  assert.equal(await extra(2), 'vCPU 1 (not started)');
  second.startup(0);
  second.setRegisters({ ...first.getRegisters(), rip: BigInt(`0x${label('second')}`), rax: 1000n });
  assert.equal(await extra(2), 'vCPU 1 (running)');
  assert.equal(await client.ask('T2'), 'OK');
  assert.equal(await client.ask('T3'), 'E16');
  const rax = (): bigint[] => vm.vcpus.map((vcpu) => vcpu.getRegisters().rax);
  assert.equal(await client.ask('Hg2'), 'OK');
  assert.equal(await client.ask('p0'), 'e803000000000000');
  assert.equal(await client.ask('vCont;s:2'), 'T05thread:2;');
  assert.deepEqual(rax(), [0n, 1001n]);
  assert.equal(await client.ask('vCont;s:1;c'), 'T05thread:1;');
  assert.deepEqual(rax(), [1n, 1001n]);
  client.send('vCont;c:2');
  await new Promise((resolve) => setTimeout(resolve, 20));
  client.interrupt();
  assert.equal(await client.next(), 'T02thread:2;');
  assert.equal(rax()[0], 1n, 'the first stood still');
  assert.ok((rax()[1] as bigint) > 2000n);
  client.send('vCont;c');
  await new Promise((resolve) => setTimeout(resolve, 20));
  client.interrupt();
  assert.match(await client.next(), /^T02thread:[12];$/);
  assert.ok((rax()[0] as bigint) > 1000n);
  await end(debugged);
});

test('a debugger leaves and the guest runs on without its breakpoints; another one comes', { skip }, async () => {
  const debugged = debug();
  const { client, stub, vm, label } = debugged;
  assert.equal(await client.ask(`Z0,${label('again')},1`), 'OK');
  assert.equal(await client.ask('Z2,200ff8,4'), 'OK');
  assert.equal(await client.ask('D'), 'OK');
  assert.equal(client.isClosed, true);
  await new Promise((resolve) => setTimeout(resolve, 20));
  const { instructions } = vm.vcpu;
  assert.ok(instructions > 1000);
  const next = new GdbClient(stub);
  const third = new GdbClient(stub);
  assert.equal(third.isClosed, true, 'one at a time');
  assert.equal(await next.ask('?'), 'T05thread:1;');
  const stopped = vm.vcpu.instructions;
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(vm.vcpu.instructions, stopped);
  assert.deepEqual(next.pending, []);
  next.send('vCont;c:1');
  next.hangUp();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(vm.vcpu.instructions > stopped);
  stub.stop();
  assert.deepEqual(await debugged.ended, { kind: 'requested' });
  vm.dispose();
});

test('the end of the guest is the end of the session', { skip }, async () => {
  const exits = (a: Assembler): void => void a.mov(EAX, 3).db(0xe6, 0xf4).cli().hlt(); // out 0xf4, al
  const debugged = debug(exits);
  assert.equal(await debugged.client.ask('c'), 'W07');
  assert.equal(await debugged.client.next(), '(closed)');
  assert.deepEqual(await debugged.ended, { kind: 'debug-exit', status: 7 });
  debugged.vm.dispose();

  const limited = debug(counter, {}, { maxInstructions: 1000 });
  assert.equal(await limited.client.ask('s'), 'T05thread:1;');
  assert.equal(await limited.client.ask('c'), 'X0f');
  assert.deepEqual(await limited.ended, { kind: 'instruction-limit' });
  assert.ok(Math.abs(limited.vm.vcpu.instructions - 1000) < 100);
  limited.vm.dispose();

  const crashed = debug((a) => a.db(0x0f, 0x0b)); // ud2, and no IDT
  assert.equal(await crashed.client.ask('c'), 'T0bthread:1;');
  assert.match(crashed.client.said.join(''), /triple fault/);
  assert.equal(await crashed.client.ask('m100000,2'), '0f0b', 'it can be looked at');
  await end(crashed);
});

test('a connection without a word does not begin the guest', { skip }, async () => {
  const { vm } = vmGuest({ memoryBytes: 4 << 20 });
  loadFlat(vm, (a) => a.cli().hlt());
  const stub = new GdbStub(vm);
  const ended = stub.run({ waitForDebugger: true });
  for (const word of ['', 'GET / HTTP/1.1', '++']) {
    const client = new GdbClient(stub);
    client.sendRaw(bytesOf(word));
    client.hangUp();
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(vm.vcpu.instructions, 0, word);
  }
  const client = new GdbClient(stub);
  assert.equal(await client.ask('?'), 'T05thread:1;');
  client.hangUp();
  assert.deepEqual(await ended, { kind: 'halted' }, 'a debugger that leaves lets it run');
  vm.dispose();
});

test('whoever waits for a debugger can stop waiting; without one the guest runs', { skip }, async () => {
  const { vm } = vmGuest({ memoryBytes: 4 << 20 });
  loadFlat(vm, (a) => a.cli().hlt());
  const stub = new GdbStub(vm);
  const waiting = stub.run({ waitForDebugger: true });
  stub.stop();
  assert.deepEqual(await waiting, { kind: 'requested' });
  assert.equal(vm.vcpu.instructions, 0);
  assert.deepEqual(await stub.run(), { kind: 'halted' });
  vm.dispose();
});

test('a browser that a web page sends here is turned away before it says anything', { skip }, async () => {
  const debugged = debug();
  const { client, vm } = debugged;
  assert.equal(await client.ask('?'), 'T05thread:1;');
  client.sendRaw(bytesOf('POST / HTTP/1.1\r\n\r\n$M200ff8,4:ffffffff#fb$k#6b'));
  assert.equal(await client.next(), '(closed)');
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(vm.vcpu.instructions > 0, 'as if it had left');
  debugged.stub.stop();
  assert.deepEqual(await debugged.ended, { kind: 'requested' });
  vm.dispose();
});

test('an engine that cannot step or break is refused', () => {
  const { vm } = machine([]);
  assert.throws(
    () => new GdbStub(vm),
    (error) => error instanceof HvError && error.code === 'unsupported' && /use soft/.test(error.message),
  );
});

test('whatever is sent, the stub answers each packet or runs the guest, and nothing is thrown', { skip }, async () => {
  const seed = seedOfRun();
  console.log(`SUBPAGE_SEED=${seed}`);
  const hex = fc.integer({ min: 0, max: 0xffff_ffff }).map((value) => value.toString(16));
  const head = fc.constantFrom(
    ...[
      'g',
      'G',
      'p',
      'P',
      'm',
      'M',
      'X',
      'Z0,',
      'Z1,',
      'Z2,',
      'z0,',
      'z2,',
      'H',
      'Hg',
      'T',
      'q',
      'Q',
      'v',
      'vCont;s:',
    ],
    ...['qXfer:features:read:target.xml:', 'qThreadExtraInfo,', 'qRcmd,', 'S05;', 's', '?'],
  );
  const body = fc.oneof(
    fc.tuple(hex, hex).map(([a, b]) => `${a},${b}`),
    fc
      .tuple(hex, fc.integer({ min: 0, max: 20 }), fc.uint8Array({ maxLength: 20 }))
      .map(([a, length, bytes]) => `${a},${length.toString(16)}:${Buffer.from(bytes).toString('hex')}`),
    hex,
    fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  );
  const packet = fc.tuple(head, body).map(([a, b]) => a + b);
  const noise = fc.constantFrom('', '+', '-', '+++', '\x03', '$', '$qSup', '$?#00').map(bytesOf);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(packet, noise), { maxLength: 30 }), async (packets) => {
      const debugged = debug(counter, {}, { maxInstructions: 20_000 });
      const { client, vm } = debugged;
      for (const [one, bytes] of packets) {
        client.sendRaw(bytes);
        const answer = await client.ask(one);
        assert.match(
          answer,
          /^(|OK|E[0-9a-f]{2}|[0-9a-f]+|[TW][0-9a-f]{2}.*|X0f|[ml].*|QC\d|PacketSize.*|\(closed\)|vCont.*)$/s,
          one,
        );
        if (client.isClosed) break;
      }
      if (!client.isClosed) client.hangUp();
      await debugged.ended;
      vm.dispose();
    }),
    { seed, numRuns: runsOf(60) },
  );
});
