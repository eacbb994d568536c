import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManualClock } from './manual-clock.ts';
import { Pit } from './pit.ts';

/** One tick of 1.193182 MHz lasts 838.1 ns; the n-th tick is reached at ceil(n * 10^9 / 1193182) ns. */
const TICK_1000_NS = 838_096;

function setUp() {
  const clock = new ManualClock();
  const edges: string[] = [];
  const pit = new Pit({ clock, irq: (level) => edges.push(`${clock.now()} ${level ? 'high' : 'low'}`) });
  const read = (port: number) => pit.readPort(port, 1);
  const write = (port: number, value: number) => pit.writePort(port, 1, value);
  const readWord = (port: number) => read(port) | (read(port) << 8);
  const rises = () => edges.filter((edge) => edge.endsWith('high')).map((edge) => Number(edge.split(' ')[0]));
  return { clock, edges, rises, pit, read, write, readWord };
}

test('mode 2 on channel 0: one interrupt each period', () => {
  const { clock, rises, write, edges } = setUp();
  write(0x43, 0x34);
  write(0x40, 0xa5); // 4773 ticks: the 250 Hz of a Linux kernel
  write(0x40, 0x12);
  edges.length = 0;
  clock.advanceTo(1_000_000_000);
  assert.equal(rises().length, 249); // 1193182 / 4773 = 249.98
  assert.deepEqual(rises().slice(0, 2), [4_000_228, 8_000_456]); // ceil(4773, 9546 ticks)
});

test('an unprogrammed timer is silent', () => {
  const { clock, edges, read } = setUp();
  clock.advanceTo(10_000_000_000);
  assert.deepEqual(edges, []);
  assert.equal(read(0x61) & 0x01, 0);
});

test('mode 0 on channel 0: one interrupt at terminal count, the line is low until then', () => {
  const { clock, edges, write } = setUp();
  write(0x43, 0x30);
  write(0x40, 0xe8);
  write(0x40, 0x03); // 1000 ticks
  clock.advanceTo(TICK_1000_NS - 1);
  assert.equal(edges.at(-1), '0 low');
  clock.advanceTo(10_000_000);
  assert.equal(edges.at(-1), `${TICK_1000_NS} high`);
  assert.equal(edges.filter((edge) => edge.endsWith('high')).length, 1);
});

test('mode 4 on channel 0: the strobe ends one tick after terminal count', () => {
  const { clock, edges, rises, write } = setUp();
  write(0x43, 0x38);
  write(0x40, 0xe7);
  write(0x40, 0x03); // 999 ticks
  edges.length = 0;
  clock.advanceTo(10_000_000);
  assert.deepEqual(rises(), [TICK_1000_NS]);
});

test('the calibration loop of the Linux kernel: gate on, mode 0, wait for port 0x61 bit 5', () => {
  const { clock, read, write } = setUp();
  write(0x61, (read(0x61) & ~0x02) | 0x01);
  write(0x43, 0xb0);
  const latch = 59_659; // 50 ms: 1193182 / 20
  write(0x42, latch & 0xff);
  write(0x42, latch >> 8);
  let polls = 0;
  while ((read(0x61) & 0x20) === 0) {
    clock.advance(1000);
    polls++;
  }
  assert.equal(polls, 50_000); // 49999.9 us
});

test('the quick calibration: the high byte of a free-running channel 2 goes down every 256 ticks', () => {
  const { clock, read, write } = setUp();
  write(0x61, 0x01);
  write(0x43, 0xb0);
  write(0x42, 0xff);
  write(0x42, 0xff);
  const changes: number[] = [];
  let last = 0xff;
  while (changes.length < 4) {
    read(0x42); // low byte
    const high = read(0x42);
    if (high !== last) changes.push(clock.now());
    last = high;
    clock.advance(100);
  }
  // 0xffff - 256n, first seen on the 100 ns grid after 256, 512, 768 and 1024 ticks.
  assert.deepEqual(changes, [214_600, 429_200, 643_700, 858_300]);
});

test('latch: the count stands still until both bytes are read', () => {
  const { clock, readWord, read, write } = setUp();
  write(0x43, 0x34);
  write(0x40, 0x00);
  write(0x40, 0x00); // 65536
  clock.advanceTo(TICK_1000_NS);
  write(0x43, 0x00);
  clock.advance(TICK_1000_NS);
  write(0x43, 0x00); // a second latch before the reading is ignored
  assert.equal(readWord(0x40), 65_536 - 1000);
  assert.equal(read(0x40), (65_536 - 2000) & 0xff);
  assert.equal(read(0x40), (65_536 - 2000) >> 8);
});

test('read-back: status first, then the count', () => {
  const { clock, read, write, readWord } = setUp();
  write(0x61, 0x01);
  write(0x43, 0xb0);
  write(0x43, 0xe8); // status of channel 2: nothing loaded yet
  assert.equal(read(0x42), 0x70);
  write(0x42, 0xe8);
  write(0x42, 0x03);
  clock.advanceTo(TICK_1000_NS);
  write(0x43, 0xc8);
  assert.equal(read(0x42), 0xb0); // output high, loaded, both bytes, mode 0, binary
  assert.equal(readWord(0x42), 0);
});

test('mode 3: counts by two, half the period high', () => {
  const { clock, read, write, readWord } = setUp();
  write(0x61, 0x01);
  write(0x43, 0xb6);
  write(0x42, 0x08);
  write(0x42, 0x00);
  const seen: [number, number][] = [];
  for (let tick = 0; tick < 9; tick++) {
    clock.advanceTo(Math.ceil((tick * 1e9) / 1_193_182));
    seen.push([readWord(0x42), (read(0x61) >> 5) & 1]);
  }
  assert.deepEqual(seen, [
    [8, 1],
    [6, 1],
    [4, 1],
    [2, 1],
    [8, 0],
    [6, 0],
    [4, 0],
    [2, 0],
    [8, 1],
  ]);
});

test('mode 3 with an odd count is high for one tick more', () => {
  const { clock, read, write } = setUp();
  write(0x61, 0x01);
  write(0x43, 0xb6);
  write(0x42, 0x05);
  write(0x42, 0x00);
  let output = '';
  for (let tick = 0; tick < 10; tick++) {
    clock.advanceTo(Math.ceil((tick * 1e9) / 1_193_182));
    output += (read(0x61) >> 5) & 1;
  }
  assert.equal(output, '1110011100');
});

test('mode 2: a new count waits for the end of the period', () => {
  const { clock, rises, edges, write, read } = setUp();
  write(0x43, 0x34);
  write(0x40, 0xe8);
  write(0x40, 0x03); // 1000
  clock.advanceTo(TICK_1000_NS + 1000);
  edges.length = 0;
  write(0x40, 0xf4);
  write(0x40, 0x01); // 500
  write(0x43, 0xe2); // status: the count is not loaded yet
  assert.equal(read(0x40), 0xf4);
  clock.advanceTo(2_600_000);
  // 2000 ticks, then 2500 and 3000.
  assert.deepEqual(
    rises().filter((ns) => ns > TICK_1000_NS + 1000),
    [1_676_191, 2_095_238, 2_514_286],
  );
  write(0x43, 0xe2);
  assert.equal(read(0x40), 0xb4);
});

test('gate of channel 2: mode 0 pauses, mode 2 starts again, mode 1 triggers', () => {
  const { clock, read, write, readWord } = setUp();
  write(0x61, 0x01);
  write(0x43, 0xb0);
  write(0x42, 0xe8);
  write(0x42, 0x03);
  clock.advanceTo(TICK_1000_NS / 2);
  write(0x61, 0x00);
  clock.advance(5_000_000);
  assert.equal(readWord(0x42), 500);
  write(0x61, 0x01);
  clock.advance(TICK_1000_NS / 2 - 1000);
  assert.equal(read(0x61) & 0x20, 0);
  clock.advance(2000);
  assert.equal(read(0x61) & 0x20, 0x20);

  write(0x43, 0xb4);
  write(0x42, 0xe8);
  write(0x42, 0x03);
  clock.advance(TICK_1000_NS / 2);
  write(0x61, 0x00);
  assert.equal(read(0x61) & 0x20, 0x20); // output high while the gate is low
  write(0x61, 0x01);
  assert.equal(readWord(0x42), 1000);

  write(0x43, 0xb2);
  write(0x42, 0x64);
  write(0x42, 0x00);
  assert.equal(read(0x61) & 0x20, 0x20); // waits for its trigger
  write(0x61, 0x00);
  write(0x61, 0x01);
  assert.equal(read(0x61) & 0x20, 0);
  clock.advance(84_000); // a little over 100 ticks
  assert.equal(read(0x61) & 0x20, 0x20);
});

test('mode 4: low for the one tick of terminal count', () => {
  const { clock, read, write } = setUp();
  write(0x61, 0x01);
  write(0x43, 0xb8);
  write(0x42, 0x03);
  write(0x42, 0x00);
  let output = '';
  for (let tick = 0; tick < 7; tick++) {
    clock.advanceTo(Math.ceil((tick * 1e9) / 1_193_182));
    output += (read(0x61) >> 5) & 1;
  }
  assert.equal(output, '1110111');
});

test('read-back: a status that is latched stays until it is read', () => {
  const { clock, read, write } = setUp();
  write(0x61, 0x01);
  write(0x43, 0xb0);
  write(0x42, 0xe8);
  write(0x42, 0x03);
  write(0x43, 0xe8);
  clock.advanceTo(TICK_1000_NS);
  write(0x43, 0xe8);
  assert.equal(read(0x42), 0x30); // the output was low at the first command
});

test('BCD and single-byte access', () => {
  const { clock, read, write, readWord } = setUp();
  write(0x61, 0x01);
  write(0x43, 0xb1); // mode 0, BCD
  write(0x42, 0x00);
  write(0x42, 0x20); // 2000 decimal
  clock.advance(TICK_1000_NS);
  assert.equal(readWord(0x42), 0x1000);
  clock.advance(TICK_1000_NS + 839);
  assert.equal(readWord(0x42), 0x9999);
  write(0x43, 0xa0); // mode 0, high byte only
  write(0x42, 0x10);
  assert.equal(read(0x42), 0x10);
  clock.advance(TICK_1000_NS);
  assert.equal(read(0x42), 0x0c); // 4096 - 1000 = 0x0c18
});

test('port 0x61: speaker and gate bits hold, the refresh bit toggles', () => {
  const { clock, read, write } = setUp();
  write(0x61, 0xff);
  assert.equal(read(0x61) & 0x03, 0x03);
  let toggles = 0;
  let last = read(0x61) & 0x10;
  for (let i = 0; i < 1000; i++) {
    clock.advance(1000);
    const bit = read(0x61) & 0x10;
    if (bit !== last) toggles++;
    last = bit;
  }
  assert.equal(toggles, 66); // 1193 ticks / 18
});

test('a count of 1 does not keep the host busy, and a clock that jumps costs one interrupt', () => {
  const { clock, edges, rises, write } = setUp();
  write(0x43, 0x34);
  write(0x40, 0x01);
  write(0x40, 0x00);
  edges.length = 0;
  clock.advance(1_000_000);
  assert.ok(rises().length <= 51, `${rises().length} interrupts in a millisecond`);
  edges.length = 0;
  clock.jumpTo(3_600_000_000_000);
  clock.runDue(clock.now());
  assert.equal(rises().length, 1);
});

test('state: counting goes on where it was', () => {
  const first = setUp();
  first.write(0x61, 0x01);
  first.write(0x43, 0x34);
  first.write(0x40, 0xa5);
  first.write(0x40, 0x12);
  first.write(0x43, 0xb0);
  first.write(0x42, 0x12);
  first.clock.advance(5_000_000);
  first.write(0x43, 0x00);
  const saved = JSON.parse(JSON.stringify(first.pit.state()));
  const second = setUp();
  second.clock.advance(5_000_000);
  second.pit.restore(saved);
  assert.deepEqual(second.pit.state(), first.pit.state());
  first.edges.length = 0;
  second.edges.length = 0;
  for (const { clock, write, readWord } of [first, second]) {
    write(0x42, 0x34);
    clock.advance(20_000_000);
    // 5 ms are 5965 ticks: 4773 - (5965 - 4773)
    assert.equal(readWord(0x40), 3581);
    assert.equal(readWord(0x42), (0x3412 - 23_864) & 0xffff);
  }
  assert.deepEqual(second.edges, first.edges);
  assert.equal(first.rises().length, 5);
  const before = second.pit.state();
  assert.throws(() => second.pit.restore({ ...(saved as object), channels: [] }), /expected a list of 3 elements/);
  assert.deepEqual(second.pit.state(), before);
});
