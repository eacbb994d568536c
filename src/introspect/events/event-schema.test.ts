// Lines as they are written, against docs/events.schema.json, by a validator that is not ours.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fc from 'fast-check';
import { eventFields, eventProblems } from '../../../test/support/event-schema.ts';
import { sourcePath } from '../../../test/support/path.ts';
import { seedOfRun } from '../../../test/support/random.ts';
import type { GuardEvent, WriterContext } from './event.ts';
import { encodeEvent, encodeLoss } from './json-lines.ts';

const u64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const count = fc.nat(Number.MAX_SAFE_INTEGER);
const name = fc.string({ minLength: 1, unit: 'binary' });
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const writer: fc.Arbitrary<WriterContext> = fc.record({
  vcpu: fc.nat(255),
  icount: count,
  rip: u64,
  symbol: optional(name),
  instruction: fc.uint8Array({ maxLength: 15 }),
  gva: optional(u64),
  cr3: count,
  process: optional(fc.record({ pid: fc.nat(2 ** 22), name: fc.string({ unit: 'binary' }) })),
  stack: optional(fc.array(name, { maxLength: 4 })),
});
const event: fc.Arbitrary<GuardEvent> = fc
  .record({
    seq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    time: fc.double({ min: 0, max: 2 ** 53, noNaN: true }),
    origin: fc.constantFrom('cpu' as const, 'device' as const, 'host' as const),
    writer: optional(writer),
    gpa: fc.nat(2 ** 48 - 1),
    bytes: fc.array(fc.tuple(fc.nat(255), fc.nat(255)), { minLength: 1, maxLength: 40 }),
    guards: fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }),
    verdict: fc.constantFrom('report' as const, 'deny' as const, 'skip' as const, 'fault' as const, 'stop' as const),
    text: fc.boolean(),
  })
  .map(({ bytes, writer: at, text, ...rest }) => ({
    ...rest,
    ...(at === undefined
      ? {}
      : { writer: { ...at, disassembly: text && at.instruction.length > 0 ? 'mov [rdi], al' : undefined } }),
    old: Uint8Array.from(bytes, ([old]) => old),
    new: Uint8Array.from(bytes, ([, wanted]) => wanted),
  }));

test('every line is one that the published schema takes, and says what the event does', () => {
  const seed = seedOfRun();
  console.log(`seed ${seed}`);
  fc.assert(
    fc.property(event, (one) => {
      const line = encodeEvent(one);
      assert.deepEqual(eventProblems(line), [], line);
      const read = JSON.parse(line);
      assert.equal(line.indexOf('\n'), line.length - 1);
      assert.deepEqual(
        [read.v, read.seq, read.time, read.length, read.old, read.new, read.guards, read.verdict],
        [
          1,
          one.seq,
          one.time,
          one.new.length,
          Buffer.from(one.old).toString('hex'),
          Buffer.from(one.new).toString('hex'),
          one.guards,
          one.verdict,
        ],
      );
      assert.equal(Number(read.gpa), one.gpa);
      if (one.writer === undefined) return;
      assert.deepEqual(
        [BigInt(read.rip), read.process, read.disassembly],
        [one.writer.rip, one.writer.process?.name, one.writer.disassembly],
      );
    }),
    { seed },
  );
});

test('a line for a loss', () => {
  assert.deepEqual(eventProblems(encodeLoss({ from: 3, to: 9, count: 7 })), []);
});

test('the schema takes nothing else', () => {
  const good = {
    v: 1,
    seq: 1,
    time: 0,
    origin: 'host',
    gpa: '0x1000',
    length: 1,
    old: '00',
    new: '01',
    guards: ['a'],
    verdict: 'deny',
  };
  assert.deepEqual(eventProblems(`${JSON.stringify(good)}\n`), []);
  for (const change of [
    { v: 2 },
    { seq: 0 },
    { origin: 'guest' },
    { gpa: 4096 },
    { gpa: '0x01000' },
    { old: '0' },
    { verdict: 'allow' },
    { rip: '0x1' }, // without the rest of the writer
    { colour: 'red' },
    { guards: 'a' },
    { lost: { from: 1, to: 2, count: 2 } },
  ]) {
    assert.notDeepEqual(eventProblems(`${JSON.stringify({ ...good, ...change })}\n`), [], JSON.stringify(change));
  }
});

test('the document names every field', () => {
  const document = readFileSync(sourcePath('docs/events.md'), 'utf8');
  for (const field of eventFields()) assert.match(document, new RegExp(`^\\| [^|]*\`${field}\`[^|]*\\|`, 'm'), field);
});
