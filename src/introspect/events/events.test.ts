import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { seedOfRun } from '../../../test/support/random.ts';
import { HvError } from '../../base/error.ts';
import type { GuardEvent } from './event.ts';
import { EventLog } from './event-log.ts';
import { encodeEvent, encodeLoss, hexBytes } from './json-lines.ts';

const event = (time: number, length = 1): Omit<GuardEvent, 'seq'> => ({
  time,
  origin: 'host',
  gpa: 0x1000,
  old: new Uint8Array(length),
  new: new Uint8Array(length),
  guards: ['a'],
  verdict: 'deny',
});

test('a vCPU’s write as a line', () => {
  const line = encodeEvent({
    seq: 7,
    time: 123_456_789_000,
    origin: 'cpu',
    writer: {
      vcpu: 0,
      icount: 2 ** 40,
      rip: 0xffff_ffff_8101_2345n,
      symbol: 'proc_dostring+0x12',
      instruction: Uint8Array.of(0x48, 0x89, 0x07),
      gva: 0xffff_ffff_8265_4321n,
      cr3: 0x1_0000_2000,
    },
    gpa: 0x265_4321,
    old: Uint8Array.of(0, 1, 0xff),
    new: Uint8Array.of(0x2f, 0x74, 0x6d),
    guards: ['modprobe_path', 'with "quotes"\n'],
    verdict: 'deny',
  });
  assert.equal(
    line,
    '{"v":1,"seq":7,"time":123456789000,"origin":"cpu","vcpu":0,"icount":1099511627776,"rip":"0xffffffff81012345",' +
      '"symbol":"proc_dostring+0x12","instruction":"488907","gva":"0xffffffff82654321","cr3":"0x100002000",' +
      '"gpa":"0x2654321","length":3,"old":"0001ff","new":"2f746d",' +
      '"guards":["modprobe_path","with \\"quotes\\"\\n"],"verdict":"deny"}\n',
  );
  assert.equal(JSON.parse(line).guards[1], 'with "quotes"\n');
});

test('what is not known is left out', () => {
  assert.equal(
    encodeEvent({ seq: 1, ...event(20) }),
    '{"v":1,"seq":1,"time":20,"origin":"host","gpa":"0x1000","length":1,"old":"00","new":"00","guards":["a"],"verdict":"deny"}\n',
  );
  assert.equal(encodeLoss({ from: 3, to: 9, count: 7 }), '{"v":1,"lost":{"from":3,"to":9,"count":7}}\n');
  assert.equal(hexBytes(new Uint8Array(0)), '');
});

test('readers get every event once, in order', () => {
  const log = new EventLog({ events: 4 });
  const early = log.reader();
  for (let i = 1; i <= 3; i++) assert.equal(log.append(event(i)).seq, i);
  const late = log.reader('now');
  log.append(event(4));
  assert.deepEqual(
    early.read(2).events.map((e) => e.time),
    [1, 2],
  );
  assert.deepEqual(
    early.read().events.map((e) => e.seq),
    [3, 4],
  );
  assert.deepEqual(early.read(), { events: [] });
  assert.deepEqual(
    late.read().events.map((e) => e.seq),
    [4],
  );
});

test('the newest are kept, and a slow reader learns the span that it lost', () => {
  const log = new EventLog({ events: 4 });
  const reader = log.reader();
  log.append(event(1));
  reader.read();
  for (let i = 2; i <= 9; i++) log.append(event(i));
  const batch = reader.read();
  assert.deepEqual(batch.lost, { from: 2, to: 5, count: 4 });
  assert.deepEqual(
    batch.events.map((e) => e.time),
    [6, 7, 8, 9],
  );
  assert.deepEqual([log.count, log.first, reader.lostCount, reader.read().lost], [9, 6, 4, undefined]);
  assert.deepEqual(log.reader().read().lost, { from: 1, to: 5, count: 5 });
});

test('whatever readers do, each gets every event once, or in one span of losses', () => {
  const seed = seedOfRun();
  console.log(`seed ${seed}`);
  const step = fc.oneof(
    fc.record({ do: fc.constant('append' as const), count: fc.integer({ min: 1, max: 30 }), length: fc.nat(60) }),
    fc.record({ do: fc.constant('read' as const), reader: fc.nat(2), max: fc.integer({ min: 1, max: 20 }) }),
  );
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.nat(400),
      fc.array(step, { maxLength: 40 }),
      (events, bytes, steps) => {
        const log = new EventLog({ events, bytes });
        const readers = [log.reader(), log.reader(), log.reader()].map((reader) => ({ reader, next: 1, lost: 0 }));
        const read = (which: (typeof readers)[number], max: number): number => {
          const batch = which.reader.read(max);
          if (batch.lost !== undefined) {
            const { from, to, count } = batch.lost;
            assert.deepEqual([from, count], [which.next, to - from + 1]);
            which.next = to + 1;
            which.lost += count;
          }
          for (const one of batch.events) {
            assert.equal(one.seq, which.next++);
            assert.equal(one.time, one.seq);
          }
          assert.equal(which.reader.lostCount, which.lost);
          return batch.events.length;
        };
        for (const one of steps) {
          if (one.do === 'read') read(readers[one.reader], one.max);
          else for (let i = 0; i < one.count; i++) log.append(event(log.count + 1, one.length));
        }
        for (const which of readers) {
          while (read(which, 7) > 0);
          assert.equal(which.next, log.count + 1);
        }
      },
    ),
    { seed },
  );
});

test('large values are bounded too, and one event is always kept', () => {
  const log = new EventLog({ events: 100, bytes: 1000 });
  for (let i = 1; i <= 10; i++) log.append(event(i, 200));
  assert.deepEqual([log.first, log.count], [9, 10]);
  log.append(event(11, 4096));
  assert.deepEqual([log.first, log.findEvent(11)?.time, log.findEvent(10)], [11, 11, undefined]);
  for (let i = 12; i <= 13; i++) log.append(event(i, 100));
  assert.equal(log.first, 12);
});

test('senseless bounds are refused', () => {
  for (const events of [0, -1, 1.5, NaN, 2 ** 21]) {
    assert.throws(
      () => new EventLog({ events }),
      (error) => error instanceof HvError && error.code === 'invalid-argument',
    );
  }
});
