// The KVM engine with its devices, interrupts, limits and ends of life. Skipped where /dev/kvm cannot be used.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { planFlat } from '../../src/boot/flat.ts';
import type { KvmEngine } from '../../src/engine/kvm/kvm-engine.ts';
import { type RunOptions, Vm, type VmOptions } from '../../src/vm/vm.ts';
import {
  AL,
  type Assembler,
  assembler,
  byte,
  DX,
  dword,
  EAX,
  EBX,
  ECX,
  EDX,
  qword,
  RAX,
  RBX,
  RSP,
} from '../support/assembler.ts';
import { findKvm } from '../support/drivers.ts';
import { loadGates } from '../support/gates.ts';

const found = findKvm();
const skip = typeof found === 'string' ? found : false;
const engine = found as KvmEngine;
const CODE = 0x10_0000;
const MEMORY = 4 << 20;
const MAIN = fileURLToPath(new URL('../../src/cli/main.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'subpage-kvm-'));
after(() => rmSync(folder, { recursive: true }));

function guest(code: (a: Assembler) => unknown, options: Partial<VmOptions> = {}): Vm {
  const a = assembler(64, CODE);
  code(a);
  const vm = new Vm({ engine, memoryBytes: MEMORY, debugExit: true, ...options });
  vm.boot(planFlat({ image: a.bytes(), commandLine: '', memoryBytes: MEMORY }, { address: CODE }));
  return vm;
}

function limited(options: RunOptions = {}): RunOptions {
  const end = performance.now() + 10_000;
  return { isTimeUp: () => performance.now() > end, ...options };
}

test('ports: bytes to the console, one by one and as a string', { skip }, async () => {
  let text = '';
  const vm = guest(
    (a) => {
      a.mov(DX, 0x3f8).mov(AL, 'A'.charCodeAt(0)).db(0xee);
      a.mov(ECX, 3).db(0x48, 0x8d, 0x35).dd(3).db(0xf3, 0x6e, 0xf4).db('xyz'); // lea rsi, text; rep outsb; hlt
    },
    { onConsole: (value) => (text += String.fromCharCode(value)) },
  );
  vm.vcpus[0].setRegisters({ rflags: 2n });
  assert.equal((await vm.run(limited())).kind, 'halted');
  assert.equal(text, 'Axyz');
  vm.dispose();
});

for (const who of ['console', 'event', 'verdict'] as const) {
  test(`dispose() in a handler (${who}): the run ends, the process goes on`, { skip }, async () => {
    const code = (a: Assembler): unknown =>
      a.mov(RAX, 0x20_0000).mov(byte(RAX), AL).mov(DX, 0x3f8).db(0xee).db(0xee).hlt();
    let told = 0;
    const dispose = (where: typeof who): void => {
      if (where !== who) return;
      told++;
      vm.dispose();
    };
    const vm = guest(code, { onConsole: () => dispose('console') });
    const verdict = (): 'deny' => {
      dispose('verdict');
      return 'deny';
    };
    vm.guards.add({ gpa: 0x20_0000, length: 1, name: 'g', verdict });
    vm.onEvent = () => dispose('event');
    assert.deepEqual(await vm.run(limited()), { kind: 'failure', message: 'the VM was disposed of' });
    assert.equal(told, 1);
    await assert.rejects(vm.run(), /expected a VM that was not disposed of/);
  });
}

test('a guest that steps itself has the same traps, whatever is guarded', { skip }, async () => {
  const traps = async (guarded: number | undefined): Promise<bigint[]> => {
    const vm = guest((a) => {
      a.jmp('go').label('trap').push(RAX).mov(RAX, qword(RSP, 8)).mov(qword(RBX), RAX).add(RBX, 8).pop(RAX).iretq();
      a.label('go');
      loadGates(a, [{ vector: 1, handler: 'trap', selector: 0x10 }]);
      a.mov(RBX, 0x30_0000).pushfq().or(dword(RSP), 0x100).popfq();
      a.mov(byte(0x20_0000), AL).mov(qword(0x20_0008), RAX).nop().hlt();
    });
    if (guarded !== undefined) vm.guards.add({ gpa: guarded, length: 1, name: 'g', verdict: 'deny' });
    vm.vcpus[0].setRegisters({ rsp: 0x38_0000n });
    assert.equal((await vm.run(limited())).kind, 'halted');
    const list = new BigUint64Array(vm.memory.read(0x30_0000, 64).slice().buffer);
    vm.dispose();
    return [...list].filter((rip) => rip !== 0n);
  };
  const expected = await traps(undefined);
  assert.ok(expected.length >= 3, 'behind each store and the NOP');
  for (const guarded of [0x20_0000, 0x20_0001, 0x20_0200]) assert.deepEqual(await traps(guarded), expected);
});

test('a device that looks at registers while it is read is still read', { skip }, async () => {
  const vm = guest((a) => {
    a.mov(RAX, 0x20_0000).mov(DX, 0x61).db(0xec); // in al, dx
    a.mov(byte(0x20_0000), AL).hlt();
  });
  const [board] = vm.machine.boards;
  const rips: bigint[] = [];
  board.readPort = () => {
    rips.push(vm.vcpu.getRegisters().rip);
    return 0x42;
  };
  assert.equal((await vm.run(limited())).kind, 'halted');
  assert.equal(rips.length, 1);
  assert.equal(vm.memory.read(0x20_0000, 1)[0], 0x42);
  vm.dispose();
});

test('a device that looks at registers while it is written in two pieces has one after the other', {
  skip,
}, async () => {
  const vm = guest((a) => a.db(0x0f, 0x11, 0x06).hlt()); // movups [rsi], xmm0
  const seen: string[] = [];
  vm.machine.boards[0].writeMmio = (gpa) => {
    seen.push(`${gpa & 15} begins`);
    assert.equal(vm.vcpu.getRegisters().rsi, 0xfed0_0000n);
    seen.push(`${gpa & 15} ends`);
  };
  vm.vcpus[0].setRegisters({ rsi: 0xfed0_0000n, cr4: 0x620n });
  assert.equal((await vm.run(limited())).kind, 'halted');
  assert.deepEqual(seen, ['0 begins', '0 ends', '8 begins', '8 ends']);
  vm.dispose();
});

/** A guest that copies from a device and is stopped at its first byte. */
function copying(onRead: (count: number) => void): Vm {
  const vm = guest((a) => a.db(0xf3, 0xa4, 0xf4).db(0xf4)); // rep movsb; hlt; hlt
  let count = 0;
  vm.machine.boards[0].readMmio = (_, target) => {
    if (++count === 1) vm.stop();
    target.fill(count);
    onRead(count);
  };
  vm.vcpus[0].setRegisters({ rsi: 0xfed0_0000n, rdi: 0x20_0000n, rcx: 200n, rflags: 2n });
  return vm;
}

test('a long string instruction that is stopped is finished before registers are set', { skip }, async () => {
  const vm = copying(() => {});
  assert.equal((await vm.run(limited())).kind, 'requested');
  vm.vcpus[0].setRegisters({ rip: BigInt(CODE + 3) });
  assert.deepEqual([...vm.memory.read(0x20_0000 + 198, 3)], [199, 200, 0]);
  assert.equal((await vm.run(limited())).kind, 'halted');
  assert.equal(vm.vcpus[0].getRegisters().rip, BigInt(CODE + 4));
  vm.dispose();
});

test('dispose() by a device that answers while registers are looked at: the process goes on', { skip }, async () => {
  const vm = copying((count) => {
    if (count === 2) vm.dispose();
  });
  assert.equal((await vm.run(limited())).kind, 'requested');
  assert.equal(vm.vcpus[0].rip, 0n, 'gone');
  await assert.rejects(vm.run(), /expected a VM that was not disposed of/);
});

test('a device whose handler fails: the instruction is finished all the same', { skip }, async () => {
  const vm = guest((a) => a.mov(DX, 0x61).db(0xec).hlt()); // in al, dx
  vm.machine.boards[0].readPort = () => {
    throw new Error('no answer');
  };
  await assert.rejects(vm.run(limited()), /no answer/);
  assert.equal(vm.vcpus[0].getRegisters().rip, BigInt(CODE + 5));
  vm.dispose();
});

test('a port is read, and device memory, of any width', { skip }, async () => {
  const vm = guest((a) => {
    a.mov(DX, 0x3fd).db(0xec).mov(byte(0x20_0000), AL); // line status: transmitter empty
    a.mov(EAX, 0xfec0_0000).mov(dword(RAX), 1).mov(EBX, dword(RAX, 0x10)).mov(dword(0x20_0004), EBX); // IOAPIC version
    a.mov(EAX, 0xfee0_0030).mov(EBX, dword(RAX)).mov(dword(0x20_0008), EBX).hlt(); // local APIC version
  });
  assert.equal((await vm.run(limited())).kind, 'halted');
  const bytes = vm.memory.read(0x20_0000, 12);
  assert.equal(bytes[0], 0x60);
  assert.equal(Buffer.from(bytes.subarray(4, 8)).toString('hex'), '20001700', '24 inputs, version 0x20');
  assert.equal(bytes[8] & 0xf0, 0x10, 'an integrated APIC');
  vm.dispose();
});

test('CPUID is the board’s; registers that only the board has answer, others raise #GP', { skip }, async () => {
  const vm = guest((a) => {
    a.mov(EAX, 0x4000_0000).cpuid().mov(dword(0x20_0000), EBX).mov(dword(0x20_0004), ECX).mov(dword(0x20_0008), EDX);
    a.mov(ECX, 0x1b).rdmsr().or(EAX, 0x400).wrmsr(); // x2APIC on
    a.mov(ECX, 0x803).rdmsr().mov(dword(0x20_000c), EAX);
    a.mov(ECX, 0x12345).rdmsr().hlt();
  });
  assert.equal((await vm.run(limited())).kind, 'triple-fault');
  const bytes = Buffer.from(vm.memory.read(0x20_0000, 16));
  assert.equal(bytes.toString('latin1', 0, 12), 'SubpageSubpg');
  assert.equal(bytes.readUInt8(12) & 0xf0, 0x10);
  vm.dispose();
});

/** Long-mode gate to a label, present, interrupt, selector 0x10. */
function gate(a: Assembler, label: string): void {
  a.computed((address) => {
    const bytes = new Uint8Array(16);
    const view = new DataView(bytes.buffer);
    const at = address(label);
    view.setUint16(0, Number(at & 0xffffn), true);
    view.setUint16(2, 0x10, true);
    view.setUint16(4, 0x8e00, true);
    view.setUint16(6, Number((at >> 16n) & 0xffffn), true);
    view.setUint32(8, Number(at >> 32n), true);
    return bytes;
  });
}

const out = (a: Assembler, port: number, value: number): void => void a.mov(AL, value).db(0xe6, port);

/** The timer interrupts every ms, at vector 0x20. */
function startTimer(a: Assembler): void {
  a.mov(RSP, 0x18_0000).lidt({ ...qword('idtr'), size: 0 } as never);
  out(a, 0x20, 0x11);
  out(a, 0x21, 0x20); // vectors from 0x20
  out(a, 0x21, 4);
  out(a, 0x21, 1);
  out(a, 0x21, 0xfe); // the timer only
  out(a, 0x43, 0x34);
  out(a, 0x40, 0xa9); // 1193 clocks: 1 ms
  out(a, 0x40, 0x04);
  a.sti();
}

/** The timer's handler counts at an address. */
function tickHandler(a: Assembler, address: number): void {
  a.label('tick').push(RAX).inc(dword(address));
  out(a, 0x20, 0x20);
  a.pop(RAX).iretq();
  interruptTable(a, 0x20, 'tick');
}

/** An IDT of 33 vectors, one of which is there, and `idtr`. */
function interruptTable(a: Assembler, vector: number, handler: string): void {
  a.align(8)
    .label('idtr')
    .dw(0x20 * 16 + 15)
    .dq('idt');
  a.align(16)
    .label('idt')
    .zero(vector * 16);
  gate(a, handler);
  a.zero((0x20 - vector) * 16);
}

test('the timer interrupts through the 8259 pair and wakes a halted processor', { skip }, async () => {
  const TICKS = 5;
  const vm = guest((a) => {
    startTimer(a);
    a.label('again').hlt().cmp(dword(0x20_0000), TICKS).jb('again');
    a.cli().mov(AL, 7).db(0xe6, 0xf4).hlt();
    tickHandler(a, 0x20_0000);
  });
  const start = performance.now();
  const stop = await vm.run(
    limited({
      sleep: async (ns) => {
        await delay(Math.ceil((ns ?? 1e6) / 1e6));
        return ns ?? 1e6;
      },
    }),
  );
  assert.deepEqual(stop, { kind: 'debug-exit', status: 15 });
  assert.ok(performance.now() - start >= TICKS - 1, 'five periods of 1 ms');
  vm.dispose();
});

test('an instruction that the kernel begins again for ever is carried out, also when interrupts come in between', {
  skip,
}, async () => {
  const vm = guest((a) => {
    startTimer(a);
    a.mov(RAX, 0x20_1000).db(0x0f, 0x01, 0x00); // sgdt [rax]
    a.cli().mov(AL, 7).db(0xe6, 0xf4).hlt();
    tickHandler(a, 0x20_0000);
  });
  const guard = vm.guards.add({ gpa: 0x20_1000, length: 10, name: 'g', verdict: 'deny' });
  assert.deepEqual(await vm.run(limited()), { kind: 'debug-exit', status: 15 });
  assert.equal(guard.refused, 1);
  vm.dispose();
});

test('a guard that is set and removed while the guest runs', { skip }, async () => {
  // again: inc qword [0x200000]; jmp again
  const vm = guest((a) => a.label('again').inc(qword(0x20_0000)).jmp('again'));
  let slices = 0;
  let guard = vm.guards.add({ gpa: 0x20_0000, length: 8, name: 'counter', verdict: 'report' });
  const counts: number[] = [];
  const stop = await vm.run({
    sliceInstructions: 2e6,
    onSlice: () => {
      counts.push(vm.events.count);
      if (slices++ % 2 === 0) vm.guards.remove(guard);
      else guard = vm.guards.add({ gpa: 0x20_0000, length: 8, name: 'counter', verdict: 'report' });
    },
    isTimeUp: () => slices >= 20,
  });
  assert.equal(stop.kind, 'time-limit');
  assert.ok(counts[2] > counts[1], 'told while it is set');
  for (let i = 1; i + 1 < counts.length; i += 2)
    assert.equal(counts[i], counts[i - 1], 'nothing is told while it is not');
  vm.dispose();
});

test('what the host writes is guarded, too, and memory that is added later', { skip }, async () => {
  const vm = guest((a) => a.mov(dword(0x1000_0000), 7).hlt());
  vm.space.addSlot({ id: 7, gpa: 0x1000_0000, size: 0x1_0000 });
  const guard = vm.guards.add({ gpa: 0x1000_0000, length: 4, name: 'late', verdict: 'deny' });
  assert.equal((await vm.run(limited())).kind, 'halted');
  assert.equal(guard.refused, 1);
  assert.equal(vm.memory.write(0x1000_0000, Uint8Array.of(1, 2, 3, 4, 5)), 1);
  assert.deepEqual([...vm.memory.read(0x1000_0000, 5)], [0, 0, 0, 0, 5]);
  const block = vm.space.removeSlot(7);
  vm.space.addSlot({ id: 8, gpa: 0x2000_0000, block });
  assert.deepEqual([...vm.memory.read(0x2000_0000, 5)], [0, 0, 0, 0, 5]);
  vm.dispose();
});

test('counting instructions is refused, and so is virtual time', { skip }, async () => {
  const vm = guest((a) => a.hlt());
  await assert.rejects(vm.run({ maxInstructions: 5 }), /the kvm engine cannot count instructions/);
  vm.dispose();
  assert.throws(() => guest((a) => a.hlt(), { time: 'virtual' }), /no virtual time/);
  await assert.rejects(vm.run(), /disposed/);
});

test('thousands of VMs made and disposed of leave nothing behind: files, mappings, memory', { skip }, async () => {
  const VMS = 2000;
  const descriptors = (): number => readdirSync('/proc/self/fd').length;
  /** Mappings of vCPUs: V8's own come and go with its garbage. */
  const mappings = (): number => readFileSync('/proc/self/maps', 'utf8').split('anon_inode:kvm-vcpu').length - 1;
  const once = async (): Promise<void> => {
    const vm = guest((a) => a.mov(dword(0x20_0000), 1).hlt());
    vm.guards.add({ gpa: 0x20_0000, length: 4, name: 'g', verdict: 'deny' });
    assert.equal((await vm.run(limited())).kind, 'halted');
    vm.dispose();
    vm.dispose();
  };
  for (let i = 0; i < 200; i++) await once();
  const before = { descriptors: descriptors(), mappings: mappings(), bytes: process.memoryUsage.rss() };
  for (let i = 0; i < VMS; i++) await once();
  assert.equal(descriptors(), before.descriptors);
  assert.equal(mappings(), before.mappings);
  const grown = (process.memoryUsage.rss() - before.bytes) / VMS;
  assert.ok(
    grown < 32 << 10,
    `${Math.round(grown)} bytes more a VM: less than one page of guest memory each, and garbage`,
  );
});

test('a VM that nobody disposes of is in nobody’s way', { skip }, async () => {
  const script = `
    import { KvmEngine } from ${JSON.stringify(new URL('../../src/engine/kvm/kvm-engine.js', import.meta.url).href)};
    import { Vm } from ${JSON.stringify(new URL('../../src/vm/vm.js', import.meta.url).href)};
    for (let i = 0; i < 20; i++) new Vm({ engine: new KvmEngine(), memoryBytes: 4 << 20 });`;
  const path = join(folder, 'left.mjs');
  writeFileSync(path, script);
  const { status, stderr } = spawnSync(process.execPath, [path], { timeout: 20_000, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});

test('an exception whose frame falls on a guarded page: the VM ends with a reason, it does not hang', {
  skip,
}, async () => {
  // RSP in the guarded page; the breakpoint's handler would be told of by the IDT, which has none: a double fault, then a triple one.
  const vm = guest((a) => {
    a.mov(RSP, 0x20_0800)
      .lidt({ ...qword('idtr'), size: 0 } as never)
      .db(0x0f, 0x0b); // ud2
    a.label('handler').jmp('handler');
    interruptTable(a, 6, 'handler');
  });
  vm.guards.add({ gpa: 0x20_0000, length: 4096, name: 'stack', verdict: 'deny' });
  const end = performance.now() + 5000;
  const stop = await vm.run({ isTimeUp: () => performance.now() > end });
  assert.ok(stop.kind === 'triple-fault' || stop.kind === 'failure', JSON.stringify(stop));
  assert.deepEqual(
    [...vm.memory.read(0x20_0700, 256)].filter((byte) => byte !== 0),
    [],
    'nothing of the frame was written',
  );
  vm.dispose();
});

/** mov dx, 0x3f8; mov al, 'R'; out dx, al; jmp $: says when it runs, and does not end. */
const LOOP = Uint8Array.of(0x66, 0xba, 0xf8, 0x03, 0xb0, 0x52, 0xee, 0xeb, 0xfe);

/** A script that runs an endless guest and does something in between. */
function loopScript(inSlice: string): string {
  const url = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);
  const path = join(folder, 'loop.mjs');
  writeFileSync(
    path,
    `import { KvmEngine } from ${url('../../src/engine/kvm/kvm-engine.js')};
     import { Vm } from ${url('../../src/vm/vm.js')};
     import { planFlat } from ${url('../../src/boot/flat.js')};
     const vm = new Vm({ engine: new KvmEngine(), memoryBytes: ${MEMORY} });
     vm.boot(planFlat({ image: Uint8Array.of(0xeb, 0xfe), commandLine: '', memoryBytes: ${MEMORY} }, { address: ${CODE} }));
     let slices = 0;
     await vm.run({ onSlice: async () => { await new Promise(setImmediate); if (++slices === 3) { ${inSlice} } } });`,
  );
  return path;
}

test('an uncaught error in a worker whose guest does not end ends the worker, and the process goes on', {
  skip,
}, async () => {
  const worker = new Worker(loopScript('setImmediate(() => { throw new Error("uncaught"); })'));
  const [error] = (await once(worker, 'error', { signal: AbortSignal.timeout(10_000) })) as [Error];
  assert.equal(error.message, 'uncaught');
  const other = new Worker(loopScript('process.exit(3)'));
  const [code] = (await once(other, 'exit', { signal: AbortSignal.timeout(10_000) })) as [number];
  assert.equal(code, 3);
});

test('an error of the main thread ends the process while a worker is in the guest', { skip }, () => {
  const spinner = JSON.stringify(new URL('./kvm-spinner.js', import.meta.url).href);
  const script = `const { Worker } = require('node:worker_threads');
    new Worker(new URL(${spinner})).once('message', () => setTimeout(() => { throw new Error('uncaught'); }, 50));`;
  const { status, stderr } = spawnSync(process.execPath, ['-e', script], { timeout: 20_000, encoding: 'utf8' });
  assert.equal(status, 1, stderr);
  assert.match(stderr, /Error: uncaught/);
});

test('process.exit and uncaught errors end the process in the middle of a run', { skip }, () => {
  const exit = spawnSync(process.execPath, [loopScript('process.exit(7)')], { timeout: 20_000, encoding: 'utf8' });
  assert.equal(exit.status, 7, exit.stderr);
  const error = spawnSync(process.execPath, [loopScript('setImmediate(() => { throw new Error("uncaught"); })')], {
    timeout: 20_000,
    encoding: 'utf8',
  });
  assert.equal(error.status, 1, error.stderr);
  assert.match(error.stderr, /Error: uncaught/);
});

for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  test(`${signal} ends a run that would not end by itself`, { skip }, async () => {
    const image = join(folder, 'loop.bin');
    writeFileSync(image, LOOP);
    const args = ['run', '--engine', 'kvm', '--memory', '4M', '--flat', '0x100000', image];
    const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'ignore'] });
    const timer = setTimeout(() => child.kill('SIGKILL'), 60_000);
    await once(child.stdout, 'data');
    child.kill(signal);
    const [code] = (await once(child, 'exit')) as [number | null];
    clearTimeout(timer);
    assert.equal(code, status);
  });
}
