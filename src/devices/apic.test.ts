import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runsOf, seedOfRun } from '../../test/support/random.ts';
import { LocalApic, type LocalApicOptions } from './apic.ts';
import { ApicBus } from './apic-bus.ts';
import { ManualClock } from './manual-clock.ts';

function setUp(options: Partial<LocalApicOptions> = {}) {
  const clock = (options.clock as ManualClock | undefined) ?? new ManualClock();
  const bus = options.bus ?? new ApicBus();
  const events: string[] = [];
  const apic = new LocalApic({
    id: 0,
    bootstrap: true,
    ...options,
    clock,
    bus,
    cpu: {
      intr: (level) => events.push(level ? 'intr' : 'quiet'),
      nmi: () => events.push('nmi'),
      init: () => events.push('init'),
      startup: (vector) => events.push(`startup ${vector.toString(16)}`),
    },
  });
  const read = (offset: number) => apic.readMmio(offset, 4);
  const write = (offset: number, value: number) => apic.writeMmio(offset, 4, value);
  /** Spurious vector 0xff, enabled by software. */
  const enable = () => write(0x0f0, 0x1ff);
  return { clock, bus, events, apic, read, write, enable };
}

test('registers after reset', () => {
  const { apic, read } = setUp({ id: 3, bootstrap: false });
  assert.equal(apic.mode, 'xapic');
  assert.equal(apic.baseAddress, 0xfee0_0000);
  // biome-ignore format: a table
  const expected: [number, number][] = [
    [0x020, 0x0300_0000], [0x030, 0x0005_0014], [0x080, 0], [0x0a0, 0], [0x0d0, 0], [0x0e0, 0xffff_ffff],
    [0x0f0, 0xff], [0x100, 0], [0x280, 0], [0x300, 0], [0x310, 0], [0x320, 0x1_0000], [0x330, 0x1_0000],
    [0x340, 0x1_0000], [0x350, 0x1_0000], [0x360, 0x1_0000], [0x370, 0x1_0000], [0x380, 0], [0x390, 0], [0x3e0, 0],
  ];
  for (const [offset, value] of expected) assert.equal(read(offset), value, `offset 0x${offset.toString(16)}`);
  assert.equal(apic.readMmio(0x031, 1) & 0xff, 0);
  assert.equal(apic.readMmio(0x032, 1) & 0xff, 0x05);
  assert.equal(read(0x024), 0);
});

test('the bootstrap processor lets the 8259 pair through before anybody programs it', () => {
  const { apic, events, read, write, enable } = setUp();
  assert.equal(read(0x350), 0x700);
  apic.setPin(0, true);
  assert.deepEqual(events, ['intr']);
  assert.equal(apic.extInt, true);
  write(0x350, 0x1_0700);
  assert.deepEqual(events, ['intr', 'quiet']);
  enable();
  write(0x350, 0x0_0700);
  assert.deepEqual(events, ['intr', 'quiet', 'intr']);
  apic.setPin(0, false);
  assert.deepEqual(events, ['intr', 'quiet', 'intr', 'quiet']);
});

test('one interrupt: request, service, EOI', () => {
  const { apic, bus, events, read, write, enable } = setUp();
  enable();
  assert.equal(bus.send(0, 0x31, 0, false, false), true);
  assert.equal(read(0x210), 1 << 17);
  assert.equal(apic.pendingVector, 0x31);
  assert.equal(apic.acknowledge(), 0x31);
  assert.deepEqual([read(0x210), read(0x110), read(0x0a0)], [0, 1 << 17, 0x30]);
  write(0x0b0, 0);
  assert.deepEqual([read(0x110), read(0x0a0)], [0, 0]);
  assert.deepEqual(events, ['intr', 'quiet']);
});

test('nothing is accepted while disabled by software, and vectors below 16 never', () => {
  const { bus, events, read, write, enable } = setUp();
  assert.equal(bus.send(0, 0x31, 0, false, false), false);
  enable();
  write(0x370, 0xfe);
  assert.equal(bus.send(0, 0x0f, 0, false, false), false);
  assert.equal(read(0x280), 0); // errors show after a write
  write(0x280, 0);
  assert.equal(read(0x280), 0x40);
  write(0x280, 0);
  assert.equal(read(0x280), 0);
  assert.equal(read(0x270), 0x4000_0000); // the error interrupt itself, 0xfe
  assert.deepEqual(events, ['intr']);
});

test('priorities: by class against TPR and what is in service', () => {
  const { apic, bus, read, write, enable } = setUp();
  enable();
  write(0x080, 0x40);
  bus.send(0, 0x4f, 0, false, false);
  assert.equal(apic.pendingVector, -1);
  bus.send(0, 0x50, 0, false, false);
  assert.equal(apic.acknowledge(), 0x50);
  bus.send(0, 0x5f, 0, false, false);
  assert.equal(apic.pendingVector, -1);
  bus.send(0, 0x61, 0, false, false);
  assert.equal(apic.acknowledge(), 0x61);
  assert.equal(read(0x0a0), 0x60);
  write(0x0b0, 0);
  assert.equal(read(0x0a0), 0x50);
  write(0x0b0, 0);
  assert.equal(read(0x0a0), 0x40);
  assert.equal(apic.acknowledge(), 0x5f);
  write(0x0b0, 0);
  apic.cr8 = 0;
  assert.equal(read(0x080), 0);
  assert.equal(apic.acknowledge(), 0x4f);
  apic.cr8 = 9;
  assert.equal(read(0x080), 0x90);
});

test('a request that lost its priority gives the spurious vector, with nothing in service', () => {
  const { apic, bus, read, write, enable } = setUp();
  enable();
  bus.send(0, 0x31, 0, false, false);
  write(0x080, 0xf0);
  assert.equal(apic.acknowledge(), 0xff);
  assert.equal(read(0x110), 0);
  write(0x080, 0);
  assert.equal(apic.acknowledge(), 0x31);
});

test('level-triggered: TMR is set and the EOI goes to the bus', () => {
  const { apic, bus, read, write, enable } = setUp();
  const ended: number[] = [];
  bus.onEoi((vector) => ended.push(vector));
  enable();
  bus.send(0, 0x39, 0, false, true);
  assert.equal(read(0x190), 1 << 25);
  apic.acknowledge();
  write(0x0b0, 0);
  assert.deepEqual(ended, [0x39]);
  bus.send(0, 0x39, 0, false, false);
  assert.equal(read(0x190), 0);
  apic.acknowledge();
  write(0x0b0, 0);
  assert.deepEqual(ended, [0x39]);
});

test('timer: the calibration of the Linux kernel, then one-shot', () => {
  const { clock, apic, events, read, write, enable } = setUp();
  enable();
  write(0x3e0, 0x3); // divide by 16
  write(0x320, 0x3_00ec); // periodic, masked
  write(0x380, 0x0fff_ffff);
  const before = read(0x390);
  clock.advance(100_000_000);
  assert.equal(before - read(0x390), 6_250_000); // 1 GHz / 16 for 100 ms
  assert.deepEqual(events, []);
  write(0x320, 0x0_00ec);
  write(0x380, 62_500); // 1 ms
  clock.advance(999_999);
  assert.deepEqual([events.length, read(0x390)], [0, 1]);
  clock.advance(1);
  assert.deepEqual([events, read(0x390)], [['intr'], 0]);
  assert.equal(apic.acknowledge(), 0xec);
  write(0x0b0, 0);
  clock.advance(1_000_000_000);
  assert.deepEqual(events, ['intr', 'quiet']);
});

test('timer: all divisors', () => {
  for (const [configuration, divisor] of [
    [0x0, 2],
    [0x1, 4],
    [0x2, 8],
    [0x3, 16],
    [0x8, 32],
    [0x9, 64],
    [0xa, 128],
    [0xb, 1],
  ] as const) {
    const { clock, read, write, enable } = setUp();
    enable();
    write(0x3e0, configuration | 0x4); // bit 2 does not count
    write(0x380, 1_000_000);
    clock.advance(128_000);
    assert.equal(read(0x390), 1_000_000 - 128_000 / divisor);
    assert.equal(read(0x3e0), configuration);
  }
});

test('timer: periodic, in step, until it is masked or stopped', () => {
  const { clock, apic, read, write, enable } = setUp();
  enable();
  write(0x3e0, 0xb);
  write(0x320, 0x2_0040);
  write(0x380, 300_000);
  let count = 0;
  const run = (ns: number) => {
    const end = clock.now() + ns;
    while (clock.now() < end) {
      clock.advance(10_000);
      if (apic.pendingVector === 0x40) {
        apic.acknowledge();
        write(0x0b0, 0);
        count++;
      }
    }
  };
  run(3_010_000);
  assert.equal(count, 10);
  assert.equal(read(0x390), 290_000);
  write(0x320, 0x3_0040);
  run(1_000_000);
  assert.equal(count, 10);
  write(0x320, 0x2_0040);
  run(600_000); // the count went on: at 4.01 ms, next are 4.2 and 4.5
  assert.equal(count, 12);
  write(0x380, 0);
  run(1_000_000);
  assert.deepEqual([count, read(0x390)], [12, 0]);
});

test('timer: a change of the divisor goes on with what is left', () => {
  const { clock, events, read, write, enable } = setUp();
  enable();
  write(0x3e0, 0xb);
  write(0x320, 0x40);
  write(0x380, 100_000);
  clock.advance(40_000);
  write(0x3e0, 0x3);
  assert.equal(read(0x390), 60_000);
  clock.advance(60_000 * 16 - 1);
  assert.deepEqual(events, []);
  clock.advance(1);
  assert.deepEqual(events, ['intr']);
});

test('timer: from one-shot to periodic and back in mid-count', () => {
  const { clock, events, read, write, enable } = setUp();
  enable();
  write(0x3e0, 0xb);
  write(0x320, 0x40);
  write(0x380, 100_000);
  clock.advance(150_000);
  assert.deepEqual(events, ['intr']);
  write(0x320, 0x2_0040); // has run out: does not begin to repeat
  clock.advance(1_000_000);
  assert.equal(read(0x390), 0);
  write(0x380, 100_000);
  clock.advance(250_000);
  write(0x320, 0x0_0040);
  assert.equal(read(0x390), 50_000);
  clock.advance(50_000);
  assert.equal(read(0x390), 0);
});

test('timer: a tiny period does not keep the host busy, and a clock that jumps costs one interrupt', () => {
  const { clock, write, enable } = setUp();
  enable();
  write(0x3e0, 0xb);
  write(0x320, 0x2_0040);
  write(0x380, 1);
  let runs = 0;
  for (let next = clock.next(); next !== undefined && next <= 1_000_000; next = clock.next()) {
    clock.advanceTo(next);
    runs++;
  }
  assert.ok(runs <= 51, `${runs} interrupts in a millisecond`);
  clock.jumpTo(3_600_000_000_000);
  clock.runDue(clock.now());
  assert.ok(clock.next()! > clock.now());
});

test('timer: TSC deadline', () => {
  // A TSC of 2 GHz that showed 1000 at virtual time 0.
  const { clock, apic, events, write, enable } = setUp({ tscToNs: (tsc) => (tsc - 1000) / 2 });
  enable();
  assert.equal(apic.writeMsr(0x6e0, 5000, 0), true); // in another mode: ignored
  assert.equal(apic.readMsr(0x6e0), 0);
  write(0x320, 0x4_0040);
  apic.writeMsr(0x6e0, 5001, 0);
  assert.deepEqual([apic.readMsr(0x6e0), apic.msrHigh], [5001, 0]);
  clock.advance(2000);
  assert.deepEqual(events, []);
  clock.advance(1); // 2000.5 ns
  assert.deepEqual(events, ['intr']);
  assert.equal(apic.readMsr(0x6e0), 0);
  assert.equal(apic.acknowledge(), 0x40);
  write(0x0b0, 0);
  apic.writeMsr(0x6e0, 1, 0); // long past: at once
  clock.runDue(clock.now());
  assert.equal(apic.acknowledge(), 0x40);
  write(0x0b0, 0);
  apic.writeMsr(0x6e0, 0xffff_ffff, 0xffff_ffff); // never
  assert.equal(clock.next(), undefined);
  apic.writeMsr(0x6e0, 9_000_000, 0);
  assert.equal(clock.next(), 4_499_500);
  apic.writeMsr(0x6e0, 0, 0);
  assert.equal(clock.next(), undefined);
  apic.writeMsr(0x6e0, 9_000_000, 0);
  write(0x320, 0x0_0040); // leaving the mode disarms
  assert.equal(clock.next(), undefined);
  const without = setUp();
  assert.equal(without.apic.readMsr(0x6e0), -1);
  assert.equal(without.apic.writeMsr(0x6e0, 0, 0), false);
});

test('LINT pins: NMI, fixed edge, fixed level', () => {
  const { apic, events, write, read, enable } = setUp();
  enable();
  write(0x360, 0x400);
  apic.setPin(1, true);
  apic.setPin(1, false);
  assert.deepEqual(events, ['nmi']);
  write(0x350, 0x0fe); // fixed, edge: what check_timer of Linux tries
  apic.setPin(0, true);
  assert.equal(apic.acknowledge(), 0xfe);
  write(0x0b0, 0);
  assert.equal(apic.pendingVector, -1);
  apic.setPin(0, false);
  write(0x350, 0x80fe); // fixed, level
  apic.setPin(0, true);
  assert.equal(read(0x350), 0xc0fe);
  assert.equal(apic.acknowledge(), 0xfe);
  write(0x0b0, 0);
  assert.equal(apic.acknowledge(), 0xfe); // still active
  apic.setPin(0, false);
  write(0x0b0, 0);
  assert.equal(apic.pendingVector, -1);
});

test('a level-triggered LINT0 that is in service does not ask again when its entry is written', () => {
  const { apic, read, write, enable } = setUp();
  enable();
  write(0x350, 0x80fe);
  apic.setPin(0, true);
  apic.acknowledge();
  write(0x350, 0x80fe);
  assert.equal(read(0x350), 0xc0fe);
  assert.equal(read(0x270), 0);
});

test('disabling by software masks the table; enabling does not unmask it', () => {
  const { read, write, enable } = setUp();
  enable();
  write(0x320, 0x40);
  write(0x0f0, 0xff);
  assert.equal(read(0x320), 0x1_0040);
  write(0x320, 0x40);
  assert.equal(read(0x320), 0x1_0040);
  enable();
  assert.equal(read(0x320), 0x1_0040);
});

test('IPIs: shorthands, destinations, INIT and start-up', () => {
  const bus = new ApicBus();
  const one = setUp({ bus });
  const two = setUp({ bus, id: 1, bootstrap: false });
  const three = setUp({ bus, id: 2, bootstrap: false });
  for (const cpu of [one, two, three]) cpu.enable();
  const vectors = () => [one, two, three].map(({ apic }) => apic.pendingVector);
  const drain = () => {
    for (const { apic, write } of [one, two, three]) {
      while (apic.pendingVector >= 0) {
        apic.acknowledge();
        write(0x0b0, 0);
      }
    }
  };
  const ipi = (high: number, low: number) => {
    one.write(0x310, high);
    one.write(0x300, low);
  };
  ipi(0x0100_0000, 0x0_00f1);
  assert.deepEqual(vectors(), [-1, 0xf1, -1]);
  drain();
  ipi(0, 0x4_00f2);
  assert.deepEqual(vectors(), [0xf2, -1, -1]);
  drain();
  ipi(0, 0x8_00f3);
  assert.deepEqual(vectors(), [0xf3, 0xf3, 0xf3]);
  drain();
  ipi(0, 0xc_00f4);
  assert.deepEqual(vectors(), [-1, 0xf4, 0xf4]);
  drain();
  ipi(0xff00_0000, 0x0_00f5);
  assert.deepEqual(vectors(), [0xf5, 0xf5, 0xf5]);
  drain();
  // Logical, flat: bits 0x02 and 0x04.
  two.write(0x0d0, 0x0200_0000);
  three.write(0x0d0, 0x0400_0000);
  ipi(0x0600_0000, 0x0_08f6);
  assert.deepEqual(vectors(), [-1, 0xf6, 0xf6]);
  drain();
  // Logical, cluster: cluster 1, members 1 and 2.
  two.write(0x0e0, 0x0fff_ffff);
  two.write(0x0d0, 0x1200_0000);
  three.write(0x0e0, 0x0fff_ffff);
  three.write(0x0d0, 0x2200_0000);
  ipi(0x1200_0000, 0x0_08f7);
  assert.deepEqual(vectors(), [-1, 0xf7, -1]);
  drain();
  // Lowest priority goes to the one with the lowest task priority.
  one.write(0x080, 0x20);
  two.write(0x080, 0x10);
  three.write(0x080, 0x10);
  ipi(0xff00_0000, 0x0_01f8);
  assert.deepEqual(vectors(), [-1, 0xf8, -1]);
  drain();
  for (const { events } of [one, two, three]) events.length = 0;
  ipi(0x0200_0000, 0x0_4500);
  ipi(0x0200_0000, 0x0_8500); // level de-assert: nothing
  ipi(0x0200_0000, 0x0_4699);
  ipi(0x0100_0000, 0x0_4400);
  assert.deepEqual([one.events, two.events, three.events], [[], ['nmi'], ['init', 'startup 99']]);
  assert.equal(three.read(0x0f0), 0xff); // INIT has reset it
  assert.equal(one.read(0x300), 0x4400);
  ipi(0x0100_0000, 0x0_0005); // illegal vector
  one.write(0x280, 0);
  assert.equal(one.read(0x280), 0x20);
});

test('a disabled APIC forgets; another mode, or the same base again, does not', () => {
  const { apic } = setUp({ x2apic: true });
  apic.writeMmio(0xf0, 4, 0x1ff);
  assert.equal(apic.writeMsr(0x1b, 0xfee0_0900, 0), true);
  assert.equal(apic.readMmio(0xf0, 4), 0x1ff);
  assert.equal(apic.writeMsr(0x1b, 0xfee0_0d00, 0), true);
  assert.equal(apic.readMsr(0x80f), 0x1ff);
  assert.equal(apic.writeMsr(0x1b, 0xfee0_0100, 0), true);
  assert.equal(apic.writeMsr(0x1b, 0xfee0_0900, 0), true);
  assert.equal(apic.readMmio(0xf0, 4), 0xff);
});

test('x2APIC: registers as MSRs, and what raises #GP', () => {
  const { apic, events } = setUp({ id: 0x25, bootstrap: false, x2apic: true });
  assert.equal(LocalApic.ownsMsr(0x1b), true);
  assert.equal(LocalApic.ownsMsr(0x7ff), false);
  assert.equal(LocalApic.ownsMsr(0x8ff), true);
  assert.equal(apic.readMsr(0x802), -1); // not yet
  assert.equal(apic.readMsr(0x1b), 0xfee0_0800);
  assert.equal(apic.writeMsr(0x1b, 0xfee0_0400, 0), false);
  assert.equal(apic.writeMsr(0x1b, 0xfee0_0c00, 0), true);
  assert.equal(apic.mode, 'x2apic');
  assert.equal(apic.readMmio(0x20, 4), 0xffff_ffff);
  assert.equal(apic.readMsr(0x802), 0x25);
  assert.equal(apic.readMsr(0x80d), 0x0002_0020); // cluster 2, member 5
  assert.equal(apic.writeMsr(0x80f, 0x1ff, 0), true);
  assert.equal(apic.writeMsr(0x80f, 0x1ff, 1), false);
  assert.equal(apic.writeMsr(0x83f, 0x41, 0), true); // self IPI
  assert.equal(apic.acknowledge(), 0x41);
  assert.equal(apic.writeMsr(0x80b, 1, 0), false);
  assert.equal(apic.writeMsr(0x80b, 0, 0), true);
  assert.equal(apic.writeMsr(0x830, 0x42, 0x25), true);
  assert.equal(apic.acknowledge(), 0x42);
  assert.deepEqual([apic.readMsr(0x830), apic.msrHigh], [0x42, 0x25]);
  apic.writeMsr(0x80b, 0, 0);
  assert.equal(apic.writeMsr(0x830, 0x843, 0x0002_0030), true); // logical: cluster 2, members 4 and 5
  assert.equal(apic.acknowledge(), 0x43);
  apic.writeMsr(0x80b, 0, 0);
  assert.equal(apic.writeMsr(0x808, 0x20, 0), true);
  assert.equal(apic.readMsr(0x80a), 0x20);
  // biome-ignore format: a table
  const refusedWrites: [number, number][] = [
    [0x802, 0], [0x803, 0], [0x80a, 0], [0x80d, 0], [0x80e, 0], [0x810, 0], [0x820, 0], [0x828, 1], [0x831, 0],
    [0x832, 0x100], [0x808, 0x100], [0x83e, 0x4], [0x839, 0], [0x83f, 0x141], [0x80f, 0x1000], [0x840, 0], [0x8ff, 0],
    [0x830, 0x1000_0042],
  ];
  for (const [msr, value] of refusedWrites) assert.equal(apic.writeMsr(msr, value, 0), false, `0x${msr.toString(16)}`);
  for (const msr of [0x800, 0x809, 0x80b, 0x80c, 0x80e, 0x831, 0x83f, 0x82f, 0x840])
    assert.equal(apic.readMsr(msr), -1);
  // Back only through "disabled".
  assert.equal(apic.writeMsr(0x1b, 0xfee0_0800, 0), false);
  assert.equal(apic.writeMsr(0x1b, 0xfee0_0000, 0), true);
  assert.equal(apic.mode, 'disabled');
  assert.equal(apic.writeMsr(0x1b, 0xfee0_0c00, 0), false);
  assert.equal(apic.writeMsr(0x1b, 0xfee0_0800, 0x10), false); // beyond 36 address bits
  assert.equal(apic.writeMsr(0x1b, 0xfee0_0801, 0), false);
  assert.equal(apic.writeMsr(0x1b, 0xfee0_0800, 0x0f), true);
  assert.equal(apic.baseAddress, 0xf_fee0_0000);
  assert.deepEqual(events.slice(0, 2), ['intr', 'quiet']);
  assert.equal(setUp().apic.writeMsr(0x1b, 0xfee0_0d00, 0), false); // not offered
});

test('wrong accesses: errors, not crashes', () => {
  const { apic, read, write, enable } = setUp();
  enable();
  assert.equal(read(0x010), 0);
  write(0x2f0, 0x1234); // there is no CMCI entry
  assert.equal(read(0x3f0), 0);
  write(0x280, 0);
  assert.equal(read(0x280), 0x80);
  apic.writeMmio(0x080, 1, 0xff);
  apic.writeMmio(0x084, 4, 0xff);
  assert.equal(read(0x080), 0);
  write(0x020, 0xff00_0000);
  assert.equal(read(0x020), 0);
});

test('state: interrupts, timer and pins go on', () => {
  const first = setUp();
  first.enable();
  first.write(0x3e0, 0xb);
  first.write(0x320, 0x2_0050);
  first.write(0x380, 100_000);
  first.bus.send(0, 0x61, 0, false, true);
  first.apic.acknowledge();
  first.bus.send(0, 0x45, 0, false, false);
  first.apic.setPin(0, true);
  first.clock.advance(130_000);
  const saved = JSON.parse(JSON.stringify(first.apic.state()));
  const second = setUp();
  second.clock.advance(130_000);
  second.apic.restore(saved);
  assert.deepEqual(second.apic.state(), first.apic.state());
  assert.equal(second.clock.next(), 200_000);
  for (const { apic, clock, write, read } of [first, second]) {
    assert.equal(read(0x390), 70_000);
    assert.equal(apic.extInt, true);
    write(0x0b0, 0);
    assert.equal(apic.acknowledge(), 0x50);
    write(0x0b0, 0);
    assert.equal(apic.acknowledge(), 0x45);
    clock.advance(70_000);
    assert.equal(apic.acknowledge(), 0x50);
  }
  const before = second.apic.state();
  assert.throws(() => second.apic.restore({ ...(before as object), irr: [0] }), /expected a list of 8 elements/);
  assert.throws(() => second.apic.restore({ ...(before as object), timer: { mode: 9 } }), /"mode" of apic timer/);
  assert.deepEqual(second.apic.state(), before);
});

type Step =
  | { kind: 'request'; vector: number; levelTriggered: boolean }
  | { kind: 'priority'; value: number }
  | { kind: 'acknowledge' }
  | { kind: 'eoi' };

test('property: requests, priorities and EOIs against a naive model', (t) => {
  const seed = seedOfRun();
  t.diagnostic(`seed ${seed}`);
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('request' as const),
        vector: fc.integer({ min: 16, max: 255 }),
        levelTriggered: fc.boolean(),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('priority' as const), value: fc.integer({ min: 0, max: 255 }) }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('acknowledge' as const) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('eoi' as const) }) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
      const { apic, bus, events, write, enable } = setUp();
      const ended: number[] = [];
      bus.onEoi((vector) => ended.push(vector));
      enable();
      const requested = new Set<number>();
      const level = new Set<number>();
      let service: number[] = [];
      let priority = 0;
      const modelEnded: number[] = [];
      const candidate = () => {
        const best = Math.max(-1, ...requested);
        const busy = Math.max(0, ...service);
        const limit = Math.max(Math.floor(priority / 16), Math.floor(busy / 16));
        return Math.floor(best / 16) > limit ? best : -1;
      };
      for (const current of steps) {
        switch (current.kind) {
          case 'request':
            bus.send(0, current.vector, 0, false, current.levelTriggered);
            requested.add(current.vector);
            if (current.levelTriggered) level.add(current.vector);
            else level.delete(current.vector);
            break;
          case 'priority':
            priority = current.value;
            write(0x080, priority);
            break;
          case 'acknowledge': {
            const vector = candidate();
            assert.equal(apic.acknowledge(), vector < 0 ? 0xff : vector);
            if (vector >= 0) {
              requested.delete(vector);
              service.push(vector);
            }
            break;
          }
          default: {
            write(0x0b0, 0);
            const vector = Math.max(-1, ...service);
            service = service.filter((other) => other !== vector);
            if (vector >= 0 && level.has(vector)) modelEnded.push(vector);
          }
        }
        assert.equal(apic.pendingVector, candidate());
        assert.equal(events.at(-1) === 'intr', candidate() >= 0);
      }
      assert.deepEqual(ended, modelEnded);
    }),
    { seed, numRuns: runsOf(500) },
  );
});
