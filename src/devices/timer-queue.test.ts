import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runsOf, seedOfRun } from '../../test/support/random.ts';
import { HvError } from '../base/error.ts';
import { ManualClock } from './manual-clock.ts';
import { TimerQueue } from './timer-queue.ts';

test('timers run in order of deadline, equal ones in the order in which they were set', () => {
  const queue = new TimerQueue(() => 0);
  const ran: string[] = [];
  for (const [name, deadline] of [
    ['c', 30],
    ['a1', 10],
    ['b', 20],
    ['a2', 10],
    ['a3', 10],
  ] as const) {
    queue.at(deadline, () => ran.push(name));
  }
  assert.equal(queue.next(), 10);
  queue.runDue(9);
  assert.deepEqual(ran, []);
  queue.runDue(20);
  assert.deepEqual(ran, ['a1', 'a2', 'a3', 'b']);
  assert.equal(queue.next(), 30);
  queue.runDue(1000);
  assert.deepEqual(ran, ['a1', 'a2', 'a3', 'b', 'c']);
  assert.equal(queue.next(), undefined);
});

test('cancelling takes a timer out at once, and does nothing the second time or after it ran', () => {
  const queue = new TimerQueue(() => 0);
  const ran: number[] = [];
  const cancelFirst = queue.at(1, () => ran.push(1));
  const cancelSecond = queue.at(2, () => ran.push(2));
  cancelFirst();
  assert.equal(queue.size, 1);
  cancelFirst();
  assert.equal(queue.size, 1);
  queue.runDue(5);
  cancelSecond();
  assert.deepEqual(ran, [2]);
  assert.equal(queue.size, 0);
});

test('a timer that takes the place of a cancelled one in another branch of the heap keeps its order', () => {
  const queue = new TimerQueue(() => 0);
  const ran: number[] = [];
  const cancels = [0, 10, 1, 11, 12, 4, 3].map((deadline) => queue.at(deadline, () => ran.push(deadline)));
  cancels[3]!();
  queue.runDue(20);
  assert.deepEqual(ran, [0, 1, 3, 4, 10, 12]);
});

test('a callback may set and cancel timers; those that are due run in the same call', () => {
  const queue = new TimerQueue(() => 0);
  const ran: string[] = [];
  let cancel = () => {};
  queue.at(1, () => {
    ran.push('one');
    queue.at(2, () => ran.push('two'));
    queue.at(50, () => ran.push('later'));
    cancel();
  });
  cancel = queue.at(3, () => ran.push('never'));
  queue.runDue(10);
  assert.deepEqual(ran, ['one', 'two']);
  assert.equal(queue.next(), 50);
});

test('what a callback throws comes out, and the others still run', () => {
  const queue = new TimerQueue(() => 0);
  const ran: number[] = [];
  queue.at(1, () => {
    throw new Error('broken');
  });
  queue.at(2, () => ran.push(2));
  assert.throws(() => queue.runDue(5), /broken/);
  queue.runDue(5);
  assert.deepEqual(ran, [2]);
});

test('a deadline must be a finite number', () => {
  const queue = new TimerQueue(() => 0);
  for (const deadline of [NaN, Infinity, -Infinity]) {
    assert.throws(
      () => queue.at(deadline, () => {}),
      (error) => error instanceof HvError && error.code === 'invalid-argument',
    );
  }
});

test('the manual clock stops at each deadline on its way', () => {
  const clock = new ManualClock();
  const seen: number[] = [];
  const tick = () => {
    seen.push(clock.now());
    if (seen.length < 4) clock.at(clock.now() + 10, tick);
  };
  clock.at(10, tick);
  clock.advanceTo(35);
  assert.deepEqual(seen, [10, 20, 30]);
  assert.equal(clock.now(), 35);
  clock.advance(5);
  assert.deepEqual(seen, [10, 20, 30, 40]);
  assert.throws(() => clock.advanceTo(1), /advanceTo: expected a time from 40 ns on, got 1/);
});

type Step = { kind: 'set'; deadline: number } | { kind: 'cancel'; which: number } | { kind: 'run'; now: number };

test('property: the queue does what a sorted list does', (t) => {
  const seed = seedOfRun();
  t.diagnostic(`seed ${seed}`);
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('set' as const), deadline: fc.integer({ min: 0, max: 40 }) }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(60) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('run' as const), now: fc.integer({ min: 0, max: 40 }) }) },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const queue = new TimerQueue(() => 0);
      const ran: number[] = [];
      const cancels: (() => void)[] = [];
      let model: { id: number; deadline: number }[] = [];
      const expected: number[] = [];
      for (const current of steps) {
        if (current.kind === 'set') {
          const id = cancels.length;
          cancels.push(queue.at(current.deadline, () => ran.push(id)));
          model.push({ id, deadline: current.deadline });
        } else if (current.kind === 'cancel') {
          cancels[current.which]?.();
          model = model.filter((timer) => timer.id !== current.which);
        } else {
          queue.runDue(current.now);
          // Array.prototype.sort is stable, so equal deadlines keep the order of setting.
          const due = model.filter((timer) => timer.deadline <= current.now).sort((a, b) => a.deadline - b.deadline);
          expected.push(...due.map((timer) => timer.id));
          model = model.filter((timer) => timer.deadline > current.now);
        }
        assert.equal(queue.size, model.length);
        assert.equal(queue.next(), model.length === 0 ? undefined : Math.min(...model.map((timer) => timer.deadline)));
      }
      assert.deepEqual(ran, expected);
    }),
    { seed, numRuns: runsOf(300) },
  );
});
