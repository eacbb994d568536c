import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runsOf, seedOfRun } from '../../test/support/random.ts';
import { HvError } from '../base/error.ts';
import type { PlainValue } from './device.ts';
import { InterruptController } from './interrupts.ts';
import { ManualClock } from './manual-clock.ts';
import { Pc } from './pc.ts';

function setUp(cpuCount = 1) {
  const clock = new ManualClock();
  const events: string[] = [];
  const output: number[] = [];
  const intr = { level: false };
  const pc = new Pc({
    clock,
    cpus: Array.from({ length: cpuCount }, () => ({
      intr: (level) => {
        intr.level = level;
      },
      nmi: () => events.push('nmi'),
      init: () => events.push('init'),
      startup: () => events.push('startup'),
    })),
    serial: { output: (byte) => output.push(byte) },
    epochSeconds: 1_700_000_000,
    reset: () => events.push('reset'),
    powerOff: () => events.push('off'),
    debugExit: (status) => events.push(`exit ${status}`),
    x2apic: true,
    tscToNs: (tsc) => tsc / 2,
  });
  const out = (port: number, value: number) => pc.ports.write(port, 1, value);
  const initializePic = () => {
    for (const [port, value] of [
      [0x20, 0x11],
      [0x21, 0x30],
      [0x21, 0x04],
      [0x21, 0x01],
      [0xa0, 0x11],
      [0xa1, 0x38],
      [0xa1, 0x02],
      [0xa1, 0x01],
      [0x21, 0xff],
      [0xa1, 0xff],
    ] as const) {
      out(port, value);
    }
  };
  /** The IOAPIC entry of an input. */
  const route = (pin: number, low: number) => {
    pc.mmio[0]!.write(0xfec0_0000, 4, 0x10 + 2 * pin);
    pc.mmio[0]!.write(0xfec0_0010, 4, low);
  };
  const apic = (offset: number, value: number) => pc.mmio[0]!.write(0xfee0_0000 + offset, 4, value);
  return { clock, events, output, intr, pc, out, initializePic, route, apic };
}

test('timer interrupt through the 8259 pair, with the local APIC as firmware leaves it', () => {
  const { clock, intr, pc, out, initializePic } = setUp();
  initializePic();
  out(0x21, 0xfe);
  out(0x43, 0x34);
  out(0x40, 0xa9);
  out(0x40, 0x04); // 1193 ticks, 1 ms
  let ticks = 0;
  for (let ms = 0; ms < 10; ms++) {
    clock.advance(1_000_000);
    if (!intr.level) continue;
    assert.equal(pc.interrupts.isPending(), true);
    assert.equal(pc.interrupts.acknowledge(), 0x30);
    out(0x20, 0x20);
    ticks++;
  }
  assert.equal(ticks, 10);
  assert.equal(intr.level, false);
});

test('timer interrupt through input 2 of the IOAPIC', () => {
  const { clock, intr, pc, out, initializePic, route, apic } = setUp();
  initializePic();
  apic(0x0f0, 0x1ff);
  apic(0x350, 0x1_0700);
  route(2, 0x0000_0030);
  out(0x43, 0x34);
  out(0x40, 0xa9);
  out(0x40, 0x04);
  clock.advance(1_000_000);
  assert.equal(intr.level, true);
  assert.equal(pc.interrupts.acknowledge(), 0x30);
  apic(0x0b0, 0);
  assert.equal(intr.level, false);
  clock.advance(1_000_000);
  assert.equal(pc.interrupts.acknowledge(), 0x30);
});

test('an ExtINT entry of the IOAPIC asks for one vector of the 8259 pair', () => {
  const { intr, pc, out, initializePic, route, apic } = setUp();
  initializePic();
  apic(0x0f0, 0x1ff);
  apic(0x350, 0x1_0700);
  out(0x21, 0xfd);
  route(1, 0x0000_0700);
  pc.interrupts.line(1)(true);
  assert.equal(intr.level, true);
  assert.equal(pc.interrupts.acknowledge(), 0x31);
  assert.equal(intr.level, false);
});

test('the system control interrupt: level, asks again after the EOI until its cause is gone', () => {
  const { intr, pc, out, initializePic, route, apic } = setUp();
  initializePic();
  apic(0x0f0, 0x1ff);
  route(9, 0x0000_8039);
  pc.ports.write(0x602, 2, 0x0100);
  pc.acpiPm.pressPowerButton();
  assert.equal(pc.interrupts.acknowledge(), 0x39);
  apic(0x0b0, 0);
  assert.equal(pc.interrupts.acknowledge(), 0x39);
  pc.ports.write(0x600, 2, 0x0100);
  apic(0x0b0, 0);
  assert.equal(intr.level, false);
  out(0x80, 0);
});

test('the serial port through input 4, one edge for each interrupt', () => {
  const { intr, pc, out, initializePic, route, apic, output } = setUp();
  initializePic();
  apic(0x0f0, 0x1ff);
  route(4, 0x0000_0034);
  out(0x3f9, 0x02);
  assert.equal(pc.interrupts.acknowledge(), 0x34);
  assert.equal(pc.ports.read(0x3fa, 1), 0x02);
  out(0x3f8, 0x41); // raises it again
  apic(0x0b0, 0);
  assert.equal(pc.interrupts.acknowledge(), 0x34);
  assert.equal(pc.ports.read(0x3fa, 1), 0x02);
  out(0x3f9, 0);
  apic(0x0b0, 0);
  assert.equal(intr.level, false);
  assert.deepEqual(output, [0x41]);
});

test('power-off, reset in three ways, debug exit', () => {
  const { events, pc, out } = setUp();
  pc.ports.write(0x604, 2, 0x3401);
  out(0x64, 0xfe);
  out(0x92, 0x01);
  out(0xcf9, 0x06);
  out(0xf4, 0x10);
  assert.deepEqual(events, ['off', 'reset', 'reset', 'reset', 'exit 33']);
});

test('the FPU error latch, absent UARTs and VGA are silent', () => {
  const { pc, out } = setUp();
  for (const port of [0xf0, 0xf1, 0x2f9, 0x3d4, 0x3d5]) {
    out(port, 0x5a);
    assert.equal(pc.ports.read(port, 1), 0xff);
  }
});

test('ISA line 2 leads nowhere, and there is no line 16', () => {
  const { pc, intr } = setUp();
  pc.interrupts.line(2)(true);
  assert.equal(intr.level, false);
  assert.throws(() => pc.interrupts.line(16), /line: expected an ISA line 0 to 15, got 16/);
  assert.throws(
    () => new InterruptController({ clock: new ManualClock(), cpus: [] }),
    /expected 1 to 255 processors, got 0/,
  );
});

test('two processors: each meets its own local APIC, and may put it elsewhere', () => {
  const { pc } = setUp(2);
  const [first, second] = pc.mmio;
  assert.equal(first!.read(0xfee0_0020, 4), 0);
  assert.equal(second!.read(0xfee0_0020, 4), 0x0100_0000);
  second!.write(0xfee0_00f0, 4, 0x1ff);
  first!.write(0xfee0_0310, 4, 0x0100_0000);
  first!.write(0xfee0_0300, 4, 0x55);
  assert.deepEqual([pc.interrupts.isPending(0), pc.interrupts.isPending(1)], [false, true]);
  assert.equal(pc.interrupts.acknowledge(1), 0x55);
  pc.moveLocalApic(1, 0xfed0_0000);
  assert.equal(second!.read(0xfed0_0020, 4), 0x0100_0000);
  assert.equal(second!.read(0xfee0_0020, 4), 0xffff_ffff);
  assert.equal(first!.read(0xfee0_0020, 4), 0);
  pc.moveLocalApic(1, 0xfec0_0000); // where the IOAPIC is
  second!.write(0xfec0_0000, 4, 1);
  assert.equal(second!.read(0xfec0_0010, 4), 0x0017_0020, 'version of the IOAPIC');
});

test('state: a machine in mid-flight goes on elsewhere exactly as here', () => {
  const first = setUp();
  first.initializePic();
  first.apic(0x0f0, 0x1ff);
  first.apic(0x3e0, 0xb);
  first.apic(0x320, 0x2_00ec);
  first.apic(0x380, 700_000);
  first.route(2, 0x30);
  first.route(8, 0x38);
  first.out(0x43, 0x34);
  first.out(0x40, 0xa9);
  first.out(0x40, 0x04);
  first.out(0x70, 0x0b);
  first.out(0x71, 0x42);
  first.out(0x3fc, 0x03);
  first.pc.serial.receive(Uint8Array.of(1, 2, 3));
  first.pc.ports.write(0xcf8, 4, 0x8000_0000);
  first.clock.advance(2_345_678);
  const saved = JSON.parse(JSON.stringify(first.pc.state())) as PlainValue;
  const second = setUp();
  second.clock.jumpTo(2_345_678);
  second.pc.restore(saved);
  assert.deepEqual(second.pc.state(), first.pc.state());
  assert.equal(second.intr.level, first.intr.level);
  const trace = ({ clock, pc, intr, apic, out }: ReturnType<typeof setUp>) => {
    const seen: string[] = [];
    for (let i = 0; i < 2000; i++) {
      clock.advance(9_973);
      if (!intr.level) continue;
      const vector = pc.interrupts.acknowledge();
      seen.push(`${clock.now()} ${vector.toString(16)} ${pc.ports.read(0x3f8, 1)}`);
      if (vector === 0x38) {
        out(0x70, 0x0c);
        pc.ports.read(0x71, 1);
      }
      apic(0x0b0, 0);
    }
    return seen;
  };
  const expected = trace(first);
  assert.ok(expected.length > 60, `${expected.length} interrupts`);
  assert.deepEqual(trace(second), expected);
});

test('state: one bad part, and nothing has changed', () => {
  const { pc } = setUp();
  const before = pc.state() as { readonly [key: string]: PlainValue };
  const interrupts = before['interrupts'] as { readonly [key: string]: PlainValue };
  const wrong: PlainValue[] = [
    null,
    {},
    { ...before, post: { lastCode: 256 } },
    { ...before, interrupts: { ...interrupts, apics: [] } },
    { ...before, serial: { ...(before['serial'] as object), scratch: 1 }, pci: { address: -1 } },
  ];
  for (const state of wrong) {
    assert.throws(() => pc.restore(state), /^HvError: restore: expected/);
    assert.deepEqual(pc.state(), before);
  }
});

type Access =
  | { kind: 'port'; port: number; size: 1 | 2 | 4; value: number; isWrite: boolean }
  | { kind: 'memory'; gpa: number; length: number; value: number; isWrite: boolean }
  | { kind: 'msr'; index: number; low: number; high: number; isWrite: boolean }
  | { kind: 'time'; ns: number }
  | { kind: 'take' };

test('property: whatever a hostile guest does, nothing throws, time stays cheap, and the state can be saved and restored', (t) => {
  const seed = seedOfRun();
  t.diagnostic(`seed ${seed}`);
  // biome-ignore format: a list
  const PORTS = [
    0x20, 0x21, 0x40, 0x41, 0x42, 0x43, 0x60, 0x61, 0x64, 0x70, 0x71, 0x80, 0x92, 0xa0, 0xa1, 0xed, 0xf4, 0x3f8, 0x3f9,
    0x3fa, 0x3fb, 0x3fc, 0x3fd, 0x3fe, 0x3ff, 0x4d0, 0x4d1, 0x600, 0x602, 0x604, 0x605, 0x608, 0x60b, 0xcf8, 0xcf9, 0xcfc,
    0xcff, 0xffff,
  ];
  const word = fc.oneof(fc.integer({ min: 0, max: 0xff }), fc.integer({ min: 0, max: 0xffff_ffff }));
  const gpa = fc.oneof(
    fc.constantFrom(0xfec0_0000, 0xfec0_0010, 0xfec0_0040),
    fc.integer({ min: 0, max: 0x3f }).map((register) => 0xfee0_0000 + 16 * register),
    fc.integer({ min: 0xfedf_fff0, max: 0xfee0_1010 }),
  );
  const msr = fc.oneof(fc.constantFrom(0x1b, 0x6e0), fc.integer({ min: 0x800, max: 0x8ff }));
  const isWrite = fc.boolean();
  const access: fc.Arbitrary<Access> = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant('port' as const),
        port: fc.constantFrom(...PORTS),
        size: fc.constantFrom(1 as const, 2 as const, 4 as const),
        value: word,
        isWrite,
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('memory' as const),
        gpa,
        length: fc.constantFrom(4, 4, 4, 1, 2, 3, 8, 16),
        value: word,
        isWrite,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constant('msr' as const), index: msr, low: word, high: fc.nat(3), isWrite }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('time' as const), ns: fc.nat(3_000_000) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('take' as const) }) },
  );
  fc.assert(
    fc.property(fc.array(access, { maxLength: 150 }), (accesses) => {
      const { clock, pc } = setUp();
      const apic = pc.interrupts.apics[0]!;
      pc.serial.receive(Uint8Array.of(1, 2, 3));
      for (const current of accesses) {
        switch (current.kind) {
          case 'port':
            if (current.isWrite) pc.ports.write(current.port, current.size, current.value);
            else {
              const value = pc.ports.read(current.port, current.size);
              assert.ok(Number.isInteger(value) && value >= 0 && value < 2 ** (8 * current.size), `${value}`);
            }
            break;
          case 'memory': {
            const bytes = new Uint8Array(16).fill(current.value);
            new DataView(bytes.buffer).setUint32(0, current.value, true);
            if (current.isWrite) pc.mmio[0]!.writeBytes(current.gpa, bytes, current.length);
            else pc.mmio[0]!.readBytes(current.gpa, bytes, current.length);
            break;
          }
          case 'msr':
            if (current.isWrite) apic.writeMsr(current.index, current.low, current.high);
            else {
              const value = apic.readMsr(current.index);
              assert.ok(Number.isInteger(value) && value >= -1 && value <= 0xffff_ffff, `${value}`);
            }
            break;
          case 'time': {
            const end = clock.now() + current.ns;
            let steps = 0;
            for (let next = clock.next(); next !== undefined && next <= end; next = clock.next()) {
              clock.advanceTo(Math.max(next, clock.now()));
              steps++;
            }
            clock.advanceTo(end);
            // At most one timer each of the PIT, the local APIC (20 us apart), and the few others.
            assert.ok(steps <= 2 * (current.ns / 20_000) + 20, `${steps} timers in ${current.ns} ns`);
            break;
          }
          default: {
            const vector = pc.interrupts.acknowledge();
            assert.ok(Number.isInteger(vector) && vector >= 0 && vector <= 255, `${vector}`);
          }
        }
      }
      const other = setUp();
      other.clock.jumpTo(clock.now());
      other.pc.restore(JSON.parse(JSON.stringify(pc.state())) as PlainValue);
      assert.deepEqual(other.pc.state(), pc.state());
      assert.equal(other.clock.next(), clock.next());
    }),
    { seed, numRuns: runsOf(400) },
  );
});

/** The value with every leaf for which `pick` gives something else replaced. */
function replaceLeaves(value: PlainValue, pick: () => PlainValue | undefined): PlainValue {
  if (Array.isArray(value)) return value.map((element: PlainValue) => replaceLeaves(element, pick));
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replaceLeaves(member, pick)]));
  }
  const other = pick();
  return other === undefined ? value : other;
}

test('property: a hostile snapshot is refused in one line, or leaves a machine that runs', (t) => {
  const seed = seedOfRun();
  t.diagnostic(`seed ${seed}`);
  const far = Number.MAX_SAFE_INTEGER;
  const leaf = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(0, 1, 2, 3, 5, 0x1f, 0xff, 0xffff, 0x1_0000, 0xffff_ffff, far, -far, -1) },
    { weight: 3, arbitrary: fc.boolean() },
    { weight: 1, arbitrary: fc.constantFrom(null, 'x', 1.5, NaN, Infinity) },
  );
  let restored = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(400), leaf), { minLength: 1, maxLength: 4 }), (changes) => {
      const { clock, pc, route, apic } = setUp();
      apic(0x0f0, 0x1ff);
      apic(0x320, 0x2_00ec);
      apic(0x380, 50_000);
      route(2, 0x30);
      pc.ports.write(0x43, 1, 0x34);
      pc.ports.write(0x40, 1, 0x00);
      pc.ports.write(0x40, 1, 0x10);
      clock.advance(1_000_000);
      const before = pc.state();
      const at = new Map(changes);
      let index = 0;
      const wrong = replaceLeaves(before, () => at.get(index++));
      try {
        pc.restore(wrong);
        restored++;
      } catch (error) {
        assert.ok(error instanceof HvError, `${error}`);
        assert.ok(!error.message.includes('\n'));
        assert.deepEqual(pc.state(), before);
      }
      const end = clock.now() + 2_000_000;
      let steps = 0;
      for (let next = clock.next(); next !== undefined && next <= end && steps < 1000; next = clock.next()) {
        clock.advanceTo(Math.max(next, clock.now()));
        steps++;
      }
      assert.ok(steps < 300, `${steps} timers in 2 ms`);
      for (const port of [0x20, 0x40, 0x40, 0x61, 0x71, 0x3f8, 0x3fa, 0x600, 0x608]) pc.ports.read(port, 1);
      apic(0x0b0, 0);
      pc.interrupts.acknowledge();
    }),
    { seed, numRuns: runsOf(1500) },
  );
  assert.ok(restored > 50, `only ${restored} of the snapshots were accepted`);
});
