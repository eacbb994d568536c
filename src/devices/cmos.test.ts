import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Cmos } from './cmos.ts';
import { ManualClock } from './manual-clock.ts';

/** 2024-02-29 23:59:58 UTC, a Thursday. */
const LEAP_DAY = 1_709_251_198;
const SECOND = 1_000_000_000;

function setUp(epochSeconds = LEAP_DAY) {
  const clock = new ManualClock();
  const edges: string[] = [];
  let last = false;
  const cmos = new Cmos({
    clock,
    epochSeconds,
    irq: (level) => {
      if (level !== last) edges.push(`${clock.now()} ${level ? 'high' : 'low'}`);
      last = level;
    },
  });
  const get = (index: number) => {
    cmos.writePort(0x70, 1, index);
    return cmos.readPort(0x71, 1);
  };
  const set = (index: number, value: number) => {
    cmos.writePort(0x70, 1, index);
    cmos.writePort(0x71, 1, value);
  };
  /** century, year, month, day, weekday, hour, minute, second in hexadecimal */
  const date = () => [0x32, 9, 8, 7, 6, 4, 2, 0].map((index) => get(index).toString(16).padStart(2, '0')).join(' ');
  return { clock, edges, cmos, get, set, date };
}

test('the date follows virtual time, in BCD, over a leap day', () => {
  const { clock, date } = setUp();
  assert.equal(date(), '20 24 02 29 05 23 59 58');
  clock.advance(2 * SECOND - 1);
  assert.equal(date(), '20 24 02 29 05 23 59 59');
  clock.advance(1);
  assert.equal(date(), '20 24 03 01 06 00 00 00');
});

test('what a kernel finds at start: 24 hours, BCD, valid, 640 KiB', () => {
  const { get, cmos } = setUp();
  assert.deepEqual([get(0x0a), get(0x0b), get(0x0c), get(0x0d)], [0x26, 0x02, 0x00, 0x80]);
  assert.equal(get(0x15) | (get(0x16) << 8), 640);
  assert.equal(cmos.readPort(0x70, 1), 0xff);
});

test('the update-in-progress bit warns 244 us ahead', () => {
  const { clock, get } = setUp();
  clock.advanceTo(SECOND - 244_001);
  assert.equal(get(0x0a), 0x26);
  clock.advance(1);
  assert.equal(get(0x0a), 0xa6);
  clock.advanceTo(SECOND - 1);
  assert.equal(get(0x0a), 0xa6);
  clock.advance(1);
  assert.equal(get(0x0a), 0x26);
});

test('binary and 12-hour formats', () => {
  const { set, date } = setUp(LEAP_DAY);
  set(0x0b, 0x06);
  assert.equal(date(), '14 18 02 1d 05 17 3b 3a');
  set(0x0b, 0x00);
  assert.equal(date(), '20 24 02 29 05 91 59 58'); // 11 p.m.
  const noon = setUp(12 * 3600);
  noon.set(0x0b, 0x00);
  assert.equal(noon.get(4), 0x92);
  const midnight = setUp(0);
  midnight.set(0x0b, 0x00);
  assert.equal(midnight.date(), '19 70 01 01 05 12 00 00');
});

test('setting the date with SET: it stands still, then goes on from what was written', () => {
  const { clock, set, date, get } = setUp();
  set(0x0b, 0x82);
  clock.advance(5 * SECOND);
  assert.equal(date(), '20 24 02 29 05 23 59 58');
  for (const [index, value] of [
    [0x32, 0x19],
    [9, 0x99],
    [8, 0x12],
    [7, 0x31],
    [4, 0x23],
    [2, 0x59],
    [0, 0x59],
  ] as const) {
    set(index, value);
  }
  set(0x0b, 0x02);
  assert.equal(date(), '19 99 12 31 06 23 59 59');
  clock.advance(SECOND);
  assert.equal(date(), '20 00 01 01 07 00 00 00');
  assert.equal(get(0x0a), 0x26);
});

test('setting one field without SET', () => {
  const { set, date } = setUp();
  set(4, 0x07);
  assert.equal(date(), '20 24 02 29 05 07 59 58');
});

test('after a divider reset the first update comes half a second later', () => {
  const { clock, set, get } = setUp();
  clock.advance(300_000_000);
  set(0x0a, 0x76);
  clock.advance(10 * SECOND);
  assert.equal(get(0), 0x58);
  set(0x0a, 0x26);
  clock.advance(SECOND / 2 - 1);
  assert.equal(get(0), 0x58);
  clock.advance(1);
  assert.equal(get(0), 0x59);
});

test('nonsense in the registers carries over or is cut off, and nothing breaks', () => {
  const { set, date } = setUp();
  set(0x0b, 0x82);
  for (const index of [0, 2, 4, 7, 8, 9, 0x32]) set(index, 0xff);
  set(0x0b, 0x02);
  assert.equal(date(), '99 99 12 31 06 23 59 59'); // beyond the year 9999
  set(0x0b, 0x82);
  for (const index of [0, 2, 4, 7, 8, 9, 0x32]) set(index, 0x00);
  set(0x0b, 0x02);
  assert.equal(date(), '19 70 01 01 05 00 00 00'); // before 1970
});

test('periodic interrupt: 1024 Hz, one until register C is read', () => {
  const { clock, edges, get, set } = setUp();
  set(0x0b, 0x42);
  clock.advanceTo(976_562); // a period is 976562.5 ns
  assert.deepEqual(edges, []);
  clock.advanceTo(3_000_000);
  assert.deepEqual(edges, ['976563 high']);
  assert.equal(get(0x0c), 0xc0);
  assert.equal(get(0x0c), 0x00);
  clock.advanceTo(4_000_000);
  assert.deepEqual(edges, ['976563 high', '3000000 low', '3906250 high']);
});

test('the slowest and the two odd rates', () => {
  for (const [rate, ns] of [
    [15, 500_000_000],
    [1, 3_906_250],
    [2, 7_812_500],
    [3, 122_071],
  ] as const) {
    const { clock, edges, set } = setUp();
    set(0x0a, 0x20 | rate);
    set(0x0b, 0x42);
    clock.advance(SECOND);
    assert.deepEqual(edges, [`${ns} high`]);
  }
  const off = setUp();
  off.set(0x0a, 0x20);
  off.set(0x0b, 0x42);
  off.clock.advance(SECOND);
  assert.deepEqual(off.edges, []);
});

test('flags come up without their interrupts', () => {
  const { clock, edges, get } = setUp();
  clock.advance(SECOND);
  assert.equal(get(0x0c), 0x50); // periodic and update; the alarm is at 00:00:00
  clock.advance(SECOND);
  assert.equal(get(0x0c), 0x70);
  assert.deepEqual(edges, []);
});

test('update-ended interrupt each second', () => {
  const { clock, edges, get, set } = setUp();
  clock.advance(100);
  set(0x0b, 0x12);
  clock.advanceTo(1.5 * SECOND);
  assert.equal(get(0x0c) & 0x90, 0x90);
  clock.advanceTo(2.5 * SECOND);
  assert.deepEqual(edges, ['1000000000 high', '1500000000 low', '2000000000 high']);
  get(0x0c);
  set(0x0b, 0x92); // SET takes the enable with it
  assert.equal(get(0x0b), 0x82);
});

test('alarm: at a time of day, and every minute', () => {
  const daily = setUp();
  daily.set(1, 0x30);
  daily.set(3, 0x15);
  daily.set(5, 0x07);
  daily.set(0x0b, 0x22);
  daily.clock.advance(3 * 86_400 * SECOND);
  // From 23:59:58 to 07:15:30 are 26132 seconds.
  assert.deepEqual(daily.edges, [`${26_132 * SECOND} high`]);
  assert.equal(daily.get(0x0c) & 0xa0, 0xa0);
  daily.clock.advance(86_400 * SECOND);
  assert.equal(daily.edges.at(-1), `${(26_132 + 3 * 86_400) * SECOND} high`);

  const minutely = setUp();
  minutely.set(1, 0x05);
  minutely.set(3, 0xff);
  minutely.set(5, 0xc0);
  minutely.set(0x0b, 0x22);
  minutely.clock.advance(60 * SECOND);
  assert.deepEqual(minutely.edges, [`${7 * SECOND} high`]);

  const never = setUp();
  never.set(3, 0x75); // minute 75
  never.set(0x0b, 0x22);
  never.clock.advance(2 * 86_400 * SECOND);
  assert.deepEqual(never.edges, []);
});

test('state: date, memory, flags and the next interrupt survive', () => {
  const first = setUp();
  first.set(0x40, 0xa5);
  first.set(0x0b, 0x12);
  first.clock.advance(300_000_000);
  const second = setUp(0);
  second.clock.advance(300_000_000);
  second.cmos.restore(JSON.parse(JSON.stringify(first.cmos.state())));
  assert.deepEqual(second.cmos.state(), first.cmos.state());
  for (const { clock, edges, date, get } of [first, second]) {
    clock.advanceTo(SECOND);
    assert.deepEqual(edges, ['1000000000 high']);
    assert.equal(date(), '20 24 02 29 05 23 59 59');
    assert.equal(get(0x40), 0xa5);
  }
  const before = second.cmos.state();
  assert.throws(() => second.cmos.restore({ ...(before as object), phaseNs: 1e9 }), /"phaseNs" of cmos/);
  assert.deepEqual(second.cmos.state(), before);
  assert.throws(() => setUp(-1), /Cmos: expected an epoch/);
});
