import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runsOf, seedOfRun } from '../../test/support/random.ts';
import { PicPair } from './pic.ts';

function setUp() {
  const levels: boolean[] = [];
  const pic = new PicPair((level) => levels.push(level));
  const read = (port: number) => pic.readPort(port, 1);
  const write = (port: number, value: number) => pic.writePort(port, 1, value);
  /** As Linux sets the pair up: vectors 0x30 and 0x38, all masked, then the masks given. */
  const initialize = (master: number, slave: number, icw4 = 0x01) => {
    write(0x21, 0xff);
    for (const [port, value] of [
      [0x20, 0x11],
      [0x21, 0x30],
      [0x21, 0x04],
      [0x21, icw4],
      [0xa0, 0x11],
      [0xa1, 0x38],
      [0xa1, 0x02],
      [0xa1, 0x01],
      [0x21, master],
      [0xa1, slave],
    ] as const) {
      write(port, value);
    }
  };
  const pulse = (line: number) => {
    pic.setIrq(line, true);
    pic.setIrq(line, false);
  };
  return { pic, levels, read, write, initialize, pulse };
}

test('the probe of the Linux kernel: the mask register holds what is written', () => {
  const { read, write } = setUp();
  write(0xa1, 0xff);
  write(0x21, 0xfb);
  assert.equal(read(0x21), 0xfb);
});

test('after reset everything is masked', () => {
  const { pic, levels, read } = setUp();
  pic.setIrq(0, true);
  assert.deepEqual(levels, []);
  assert.deepEqual([read(0x21), read(0xa1)], [0xff, 0xff]);
  assert.equal(read(0x20), 0x01); // but the request is seen
});

test('an edge: request, vector, in service, EOI', () => {
  const { pic, levels, read, write, initialize } = setUp();
  initialize(0xfe, 0xff);
  pic.setIrq(0, true);
  assert.deepEqual(levels, [true]);
  assert.equal(pic.acknowledge(), 0x30);
  assert.deepEqual(levels, [true, false]);
  write(0x20, 0x0b);
  assert.equal(read(0x20), 0x01);
  write(0x20, 0x0a);
  assert.equal(read(0x20), 0x00);
  write(0x20, 0x20);
  assert.deepEqual(levels, [true, false]); // the line is still high, but an edge counts once
  pic.setIrq(0, false);
  pic.setIrq(0, true);
  assert.equal(pic.acknowledge(), 0x30);
});

test('the slave comes through input 2, and needs two EOIs', () => {
  const { pic, levels, write, initialize, pulse } = setUp();
  initialize(0xfb, 0x00);
  pulse(12);
  pulse(8);
  assert.equal(pic.acknowledge(), 0x38);
  assert.equal(pic.pending, false);
  write(0xa0, 0x60); // specific EOI for input 0
  assert.equal(pic.pending, false); // the master still has the cascade in service
  write(0x20, 0x62);
  assert.equal(pic.pending, true);
  assert.equal(pic.acknowledge(), 0x3c);
  write(0xa0, 0x20);
  write(0x20, 0x20);
  assert.deepEqual(levels, [true, false, true, false]);
});

test('nesting: the higher one interrupts, the lower one waits', () => {
  const { pic, write, initialize, pulse } = setUp();
  initialize(0x00, 0xff);
  pulse(4);
  assert.equal(pic.acknowledge(), 0x34);
  pulse(6);
  assert.equal(pic.pending, false);
  pulse(1);
  assert.equal(pic.acknowledge(), 0x31);
  write(0x20, 0x20);
  assert.equal(pic.pending, false);
  write(0x20, 0x20);
  assert.equal(pic.acknowledge(), 0x36);
});

test('special fully nested mode: the slave may ask again', () => {
  const { pic, initialize, pulse } = setUp();
  initialize(0x00, 0x00, 0x11);
  pulse(12);
  assert.equal(pic.acknowledge(), 0x3c);
  pulse(9);
  assert.equal(pic.acknowledge(), 0x39);
});

test('spurious: the request went away, nothing is in service', () => {
  const { pic, read, write, initialize } = setUp();
  write(0x4d0, 0x20); // input 5 level-triggered
  initialize(0x00, 0x00);
  pic.setIrq(5, true);
  pic.setIrq(5, false);
  assert.equal(pic.acknowledge(), 0x37);
  write(0x20, 0x0b);
  assert.equal(read(0x20), 0x00);
});

test('level: asks again after the EOI as long as the line is high', () => {
  const { pic, read, write, initialize } = setUp();
  write(0x4d1, 0xff);
  assert.equal(read(0x4d1), 0xde); // the clock and the FPU stay edge-triggered
  write(0x4d0, 0xff);
  assert.equal(read(0x4d0), 0xf8);
  initialize(0x00, 0x00);
  pic.setIrq(11, true);
  assert.equal(pic.acknowledge(), 0x3b);
  write(0xa0, 0x20);
  write(0x20, 0x20);
  assert.equal(pic.acknowledge(), 0x3b);
  pic.setIrq(11, false);
  write(0xa0, 0x20);
  write(0x20, 0x20);
  assert.equal(pic.pending, false);
});

test('automatic EOI leaves nothing in service', () => {
  const { pic, read, write, initialize, pulse } = setUp();
  initialize(0x00, 0xff, 0x03);
  pulse(3);
  assert.equal(pic.acknowledge(), 0x33);
  write(0x20, 0x0b);
  assert.equal(read(0x20), 0x00);
});

test('rotation: what was served goes to the back', () => {
  const { pic, write, initialize, pulse } = setUp();
  initialize(0x00, 0xff);
  pulse(1);
  assert.equal(pic.acknowledge(), 0x31);
  write(0x20, 0xa0); // rotate on non-specific EOI: now 2 is first and 1 last
  pulse(1);
  pulse(5);
  assert.equal(pic.acknowledge(), 0x35);
  write(0x20, 0x20);
  assert.equal(pic.acknowledge(), 0x31);
  write(0x20, 0x20);
  write(0x20, 0xc3); // set priority: 3 is last, 4 first
  pulse(0);
  pulse(7);
  assert.equal(pic.acknowledge(), 0x37);
});

test('special mask mode: what is in service stops only itself', () => {
  const { pic, write, initialize, pulse } = setUp();
  initialize(0x00, 0xff);
  pulse(1);
  assert.equal(pic.acknowledge(), 0x31);
  pulse(6);
  assert.equal(pic.pending, false);
  write(0x21, 0x02);
  write(0x20, 0x68);
  assert.equal(pic.acknowledge(), 0x36);
});

test('poll: reads and takes the request without the processor', () => {
  const { pic, read, write, initialize, pulse } = setUp();
  initialize(0x00, 0xff);
  pulse(3);
  write(0x20, 0x0c);
  assert.equal(read(0x20), 0x83);
  assert.equal(pic.pending, false);
  write(0x20, 0x0c);
  assert.equal(read(0x20), 0x00);
});

test('ICW1 forgets requests and masks; a line that stays high is no new edge', () => {
  const { pic, read, initialize } = setUp();
  initialize(0x00, 0x00);
  pic.setIrq(4, true);
  initialize(0x00, 0x00);
  assert.equal(pic.pending, false);
  assert.equal(read(0x21), 0x00);
});

test('state: a round trip in the middle of an interrupt', () => {
  const first = setUp();
  first.initialize(0x00, 0x00);
  first.write(0x4d1, 0x08);
  first.pulse(9);
  first.pic.setIrq(11, true);
  first.pulse(6);
  assert.equal(first.pic.acknowledge(), 0x39);
  const second = setUp();
  second.pic.restore(JSON.parse(JSON.stringify(first.pic.state())));
  assert.deepEqual(second.pic.state(), first.pic.state());
  for (const { pic, write } of [first, second]) {
    write(0xa0, 0x20);
    write(0x20, 0x20);
    assert.equal(pic.acknowledge(), 0x3b);
    pic.setIrq(11, false);
    write(0xa0, 0x20);
    write(0x20, 0x20);
    assert.equal(pic.acknowledge(), 0x36);
  }
  const bad = { master: first.pic.state(), slave: {} };
  const before = second.pic.state();
  assert.throws(() => second.pic.restore(bad), /restore: expected a member/);
  assert.deepEqual(second.pic.state(), before);
});

/** The pair told as simply as it can be: lists of inputs in order of priority, no bits. */
class NaivePair {
  requested = new Set<number>();
  masked = new Set<number>();
  /** In service, on each chip. */
  master: number[] = [];
  slave: number[] = [];

  private first(inputs: number[], busy: number[]): number | undefined {
    const best = inputs.sort((a, b) => a - b)[0];
    return best === undefined || busy.some((other) => other <= best) ? undefined : best;
  }
  private slaveFirst(): number | undefined {
    const open = [...this.requested].filter((line) => line >= 8 && !this.masked.has(line));
    return this.first(open, this.slave);
  }
  private masterFirst(): number | undefined {
    const open = [...this.requested].filter((line) => line < 8 && !this.masked.has(line));
    if (this.slaveFirst() !== undefined && !this.masked.has(2)) open.push(2);
    return this.first(open, this.master);
  }
  pending(): boolean {
    return this.masterFirst() !== undefined;
  }
  acknowledge(): number {
    const input = this.masterFirst()!;
    this.master.push(input);
    if (input !== 2) {
      this.requested.delete(input);
      return 0x30 + input;
    }
    const line = this.slaveFirst()!;
    this.slave.push(line);
    this.requested.delete(line);
    return 0x30 + line;
  }
  eoi(chip: 'master' | 'slave'): void {
    const busy = this[chip].sort((a, b) => a - b);
    busy.shift();
  }
}

type Step =
  | { kind: 'pulse'; line: number }
  | { kind: 'mask'; port: 0x21 | 0xa1; value: number }
  | { kind: 'acknowledge' }
  | { kind: 'eoi'; chip: 'master' | 'slave' };

test('property: fully nested mode against a naive model', (t) => {
  const seed = seedOfRun();
  t.diagnostic(`seed ${seed}`);
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ kind: fc.constant('pulse' as const), line: fc.integer({ min: 0, max: 15 }) }),
    fc.record({
      kind: fc.constant('mask' as const),
      port: fc.constantFrom(0x21 as const, 0xa1 as const),
      value: fc.integer({ min: 0, max: 255 }),
    }),
    fc.record({ kind: fc.constant('acknowledge' as const) }),
    fc.record({ kind: fc.constant('eoi' as const), chip: fc.constantFrom('master' as const, 'slave' as const) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const { pic, write, initialize, pulse } = setUp();
      initialize(0, 0);
      const model = new NaivePair();
      for (const current of steps) {
        switch (current.kind) {
          case 'pulse':
            pulse(current.line);
            if (current.line !== 2) model.requested.add(current.line);
            break;
          case 'mask':
            write(current.port, current.value);
            for (let i = 0; i < 8; i++) {
              const line = (current.port === 0x21 ? 0 : 8) + i;
              if (current.value & (1 << i)) model.masked.add(line);
              else model.masked.delete(line);
            }
            break;
          case 'acknowledge':
            if (model.pending()) assert.equal(pic.acknowledge(), model.acknowledge());
            break;
          default:
            write(current.chip === 'master' ? 0x20 : 0xa0, 0x20);
            model.eoi(current.chip);
        }
        assert.equal(pic.pending, model.pending());
      }
    }),
    { seed, numRuns: runsOf(500) },
  );
});
