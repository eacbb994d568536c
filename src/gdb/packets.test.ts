import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runsOf, seedOfRun } from '../../test/support/random.ts';
import { bytesOf, bytesOfHex, PACKET_SIZE, PacketReader, type Received, textOf, writePacket } from './packets.ts';

/** What a reader makes of a text that comes at once. */
function read(wire: string): string[] {
  return new PacketReader().push(bytesOf(wire)).map(describe);
}
function describe(received: Received): string {
  return received.kind === 'packet' ? `packet ${textOf(received.data)}` : received.kind;
}

// biome-ignore format: a matrix
const CASES: readonly (readonly [string, string, readonly string[]])[] = [
  ['a packet',                        '$OK#9a',            ['packet OK']],
  ['an empty one',                    '$#00',              ['packet ']],
  ['digits of both cases',            '$OK#9A',            ['packet OK']],
  ['acknowledgments',                 '++$?#3f+',          ['packet ?']],
  ['what no debugger sends',          'P$?#3f',            ['noise', 'packet ?']],
  ['a wrong checksum',                '$OK#9b$?#3f',       ['damaged', 'packet ?']],
  ['a checksum that is no number',    '$OK#zz$?#3f',       ['damaged', 'packet ?']],
  ['one that was cut off',            '$Og$OK#9a',         ['packet OK']],
  ['a wish for repetition',           '-',                 ['repeat']],
  ['an interruption',                 '\x03',              ['interrupt']],
  ['0x03 inside of a packet',         '$\x03#03',          ['packet \x03']],
  ['escaped bytes',                   '$X}\x03}\x04}\x5d#33', ['packet X#$}']],
];
for (const [what, wire, expected] of CASES) {
  test(`${what} is understood`, () => assert.deepEqual(read(wire), expected));
}

test('whatever is written is read again, in pieces of any size', () => {
  const seed = seedOfRun();
  console.log(`SUBPAGE_SEED=${seed}`);
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 5 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
      (packets, pieces) => {
        const wire = Uint8Array.from(packets.flatMap((data) => [...writePacket(data)]));
        const reader = new PacketReader();
        const received: Received[] = [];
        for (let at = 0, i = 0; at < wire.length; at += pieces[i++ % pieces.length] as number) {
          received.push(...reader.push(wire.subarray(at, at + (pieces[i % pieces.length] as number))));
        }
        assert.deepEqual(
          received,
          packets.map((data) => ({ kind: 'packet', data })),
        );
      },
    ),
    { seed, numRuns: runsOf(200) },
  );
});

test('a packet without an end takes no more memory than the longest one, and is damaged', () => {
  const reader = new PacketReader();
  const endless = new Uint8Array(1 << 16).fill(0x61);
  reader.push(bytesOf('$'));
  for (let i = 0; i < 16; i++) assert.deepEqual(reader.push(endless), []);
  assert.deepEqual(reader.push(bytesOf('#00')), [{ kind: 'damaged' }]);
  assert.deepEqual(reader.push(writePacket(new Uint8Array(PACKET_SIZE).fill(0x61))).length, 1, 'the longest one');
});

test('hexadecimal digits in pairs, and nothing else', () => {
  assert.deepEqual(bytesOfHex('00fFa1'), Uint8Array.of(0, 0xff, 0xa1));
  for (const text of ['0', '0g', '00 ', '-1']) assert.equal(bytesOfHex(text), undefined, text);
});
