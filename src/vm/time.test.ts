import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MachineClock } from './time.ts';

function machine(): { clock: MachineClock; run: (count: number) => void; log: string[] } {
  let instructions = 0;
  const log: string[] = [];
  const clock = new MachineClock('virtual', () => instructions);
  return {
    clock,
    log,
    run: (count) => {
      instructions += count;
      clock.endRun();
    },
  };
}

test('an instruction takes 20 ns', () => {
  const { clock, run } = machine();
  assert.equal(clock.now(), 0);
  run(50_000_000);
  assert.equal(clock.now(), 1_000_000_000);
});

test('a run ends where the next timer is due, never before one instruction', () => {
  const { clock, run, log } = machine();
  assert.equal(clock.beginRun(1000), 1000);
  run(0);
  clock.at(101, () => log.push('timer'));
  assert.equal(clock.beginRun(1000), 6); // 101 ns: the sixth instruction ends at 120 ns
  run(5);
  assert.equal(log.length, 0);
  assert.equal(clock.beginRun(1000), 1);
  run(1);
  assert.deepEqual(log, ['timer']);
  clock.at(0, () => log.push('past'));
  assert.equal(clock.beginRun(1000), 1);
  run(1);
  assert.deepEqual(log, ['timer', 'past']);
});

test('a timer that is set during a run and due before its end cuts the run short', () => {
  const { clock, run } = machine();
  let cuts = 0;
  clock.onEarlierDeadline = () => cuts++;
  clock.at(50, () => {});
  assert.equal(cuts, 0, 'nothing runs yet');
  clock.beginRun(100); // ends at 60 ns
  clock.at(60, () => {});
  assert.equal(cuts, 0);
  clock.at(59, () => {});
  assert.equal(cuts, 1);
  run(1);
  clock.at(1, () => {});
  assert.equal(cuts, 1);
});

test('skipped time counts, and runs what is due', () => {
  const { clock, run, log } = machine();
  run(10);
  clock.at(1_000_000, () => log.push(`at ${clock.now()}`));
  clock.skip(999_799);
  assert.equal(log.length, 0);
  clock.skip(1);
  assert.deepEqual(log, ['at 1000000']);
  run(1);
  assert.equal(clock.now(), 1_000_020);
});

test('host time starts at 0 and is looked at often', () => {
  let ns = 5e9;
  const clock = new MachineClock({ hostNs: () => ns }, () => 0);
  assert.equal(clock.now(), 0);
  clock.at(100, () => {});
  assert.equal(clock.beginRun(10_000_000), 200_000);
  ns += 1234.5;
  assert.equal(clock.now(), 1234);
});
