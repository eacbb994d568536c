import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guardedGuest } from '../../../test/support/guarded-guest.ts';
import { HvError } from '../../base/error.ts';
import type { GuardSpec } from './guard.ts';
import type { Verdict } from './verdict.ts';

const MIB = 1 << 20;
const code = (name: string) => (error: unknown) => error instanceof HvError && error.code === name;
const guard = (gpa: number, length: number, verdict: GuardSpec['verdict'] = 'deny', name = 'g'): GuardSpec => ({
  gpa,
  length,
  name,
  verdict,
});
function guest() {
  const made = guardedGuest();
  made.space.addSlot({ id: 0, gpa: 0, size: MIB });
  return made;
}
const mask = ({ space }: ReturnType<typeof guest>, gfn: number) => space.protection.getSubPageAccess(gfn, 1)[0];

test('a sub-page is denied as long as one guard touches it', () => {
  const made = guest();
  const a = made.guards.add(guard(0x70, 0x20));
  const b = made.guards.add(guard(0x84, 4));
  assert.equal(mask(made, 0), 0xffff_fffc);
  made.guards.remove(a);
  assert.equal(mask(made, 0), 0xffff_fffd);
  assert.equal(made.guards.remove(a), false);
  made.guards.remove(b);
  assert.deepEqual([mask(made, 0), made.guards.size, made.guards.count], [0xffff_ffff, 0, 0]);
  assert.equal(made.space.protection.protectedPages, 0);
});

test('a guard over pages denies the ends and all between', () => {
  const made = guest();
  made.guards.add(guard(0xf90, 0x1000 + 0x80));
  assert.deepEqual([mask(made, 0), mask(made, 1), mask(made, 2)], [0x7fff_ffff, 0, 0xffff_fffe]);
  made.guards.add(guard(0x2ffc, 8));
  assert.deepEqual([mask(made, 2), mask(made, 3)], [0x7fff_fffe, 0xffff_fffe]);
});

test('what the owner set by vectors comes back when guards go, also when it was set under them', () => {
  const made = guest();
  made.space.protection.setSubPageAccess(0, Uint32Array.of(0xffff_fff0));
  const added = made.guards.add(guard(0x800, 1));
  assert.equal(mask(made, 0), 0xfffe_fff0);
  made.space.protection.setSubPageAccess(0, Uint32Array.of(0xffff_0fff));
  assert.equal(mask(made, 0), 0xfffe_0fff);
  made.guards.remove(added);
  assert.equal(mask(made, 0), 0xffff_0fff);
});

test('a write is judged by its bytes', () => {
  const made = guest();
  made.guards.add(guard(0x100, 4));
  const write = (gpa: number, ...data: number[]) => {
    const outcome = made.guarded.emulatedWrite(gpa, Uint8Array.from(data));
    return [outcome.verdict, outcome.guards.length, outcome.written, outcome.falseSharing];
  };
  assert.deepEqual(write(0xfe, 1, 2), ['allow', 0, 2, false]); // another sub-page
  assert.deepEqual(write(0xfe, 1, 2, 3), ['deny', 1, 2, false]);
  assert.deepEqual(write(0x104, 1, 2), ['allow', 0, 2, true]);
  assert.deepEqual(write(0x102, 7, 8, 9, 10), ['deny', 1, 2, false]);
  assert.deepEqual([...made.space.memory.read(0xfe, 8)], [1, 2, 0, 0, 0, 0, 9, 10]);
  assert.deepEqual(
    [...made.guards.guards].map((g) => [g.writes, g.refused]),
    [[2, 2]],
  );
  assert.deepEqual(
    [made.guards.findPage(0)?.writes, made.guards.findPage(0)?.falseSharing, made.guards.findPage(1)],
    [3, 1, undefined],
  );
});

// biome-ignore format: a matrix
const VERDICT_CASES: readonly [Verdict, Verdict, Verdict, string][] = [
  // first, second, together, what a write of 0102030405060708 over both leaves (first: bytes 0..3, second: 4..7)
  ['allow',  'allow',  'allow',  '0102030405060708'],
  ['allow',  'report', 'report', '0102030405060708'],
  ['report', 'deny',   'deny',   '0102030400000000'],
  ['deny',   'allow',  'deny',   '0000000005060708'],
  ['deny',   'skip',   'skip',   '0000000000000000'],
  ['skip',   'report', 'skip',   '0000000000000000'],
  ['fault',  'skip',   'fault',  '0000000000000000'],
  ['allow',  'fault',  'fault',  '0000000000000000'],
  ['stop',   'fault',  'stop',   '0000000000000000'],
  ['report', 'stop',   'stop',   '0000000000000000'],
];

for (const [first, second, together, left] of VERDICT_CASES) {
  test(`verdicts ${first} and ${second}: ${together}`, () => {
    const made = guest();
    made.guards.add(guard(0x100, 4, first, 'first'));
    made.guards.add(guard(0x104, 4, second, 'second'));
    const outcome = made.guarded.emulatedWrite(0x100, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
    assert.equal(outcome.verdict, together);
    assert.deepEqual(
      outcome.guards.map((g) => g.name),
      ['first', 'second'],
    );
    assert.equal(Buffer.from(made.space.memory.read(0x100, 8)).toString('hex'), left);
    assert.equal(Buffer.from(outcome.old).toString('hex'), '0000000000000000');
    assert.equal(Buffer.from(outcome.new).toString('hex'), '0102030405060708');
  });
}

test('a write over two pages is one write: judged whole before the first byte, counted once', () => {
  const made = guest();
  let asked = 0;
  const rule = (write: { gpa: number; old: Uint8Array; new: Uint8Array }): Verdict => {
    asked++;
    assert.deepEqual([write.gpa, [...write.old], [...write.new]], [0xffe, [0, 0, 0, 0], [1, 2, 3, 4]]);
    return 'skip';
  };
  const added = made.guards.add(guard(0xfff, 2, rule));
  const outcome = made.guarded.emulatedWrite(0xffe, Uint8Array.of(1, 2, 3, 4));
  assert.deepEqual([outcome.verdict, outcome.written, added.writes, added.refused, asked], ['skip', 0, 1, 1, 1]);
  assert.deepEqual([...made.space.memory.read(0xffe, 4)], [0, 0, 0, 0]);
});

test('a verdict function that throws or talks nonsense stops the VM, and the reason is kept', () => {
  const made = guest();
  const thrower = made.guards.add(
    guard(0, 1, () => {
      throw new Error('policy failed');
    }),
  );
  const fool = made.guards.add(guard(0x100, 1, () => 'perhaps' as Verdict));
  assert.equal(made.guarded.emulatedWrite(0, Uint8Array.of(1)).verdict, 'stop');
  assert.equal(made.guarded.emulatedWrite(0x100, Uint8Array.of(1)).verdict, 'stop');
  assert.match(String(thrower.error), /policy failed/);
  assert.ok(code('invalid-argument')(fool.error));
});

test('sub-pages that only a vector denies have the verdict of the set', () => {
  const made = guest();
  made.space.protection.setSubPageAccess(0, Uint32Array.of(0xffff_fffe));
  assert.deepEqual(
    [made.guarded.emulatedWrite(0x7f, Uint8Array.of(1, 2)).verdict, made.space.memory.read(0x7f, 2)[1]],
    ['deny', 2],
  );
  made.guards.vectorVerdict = 'stop';
  const outcome = made.guarded.emulatedWrite(0x7f, Uint8Array.of(3, 4));
  assert.deepEqual([outcome.verdict, outcome.guards.length, outcome.written], ['stop', 0, 0]);
  made.guards.vectorVerdict = 'report';
  assert.equal(made.guarded.emulatedWrite(0x7f, Uint8Array.of(5, 6)).written, 2);
});

test('many guards are one flush, and all or none', () => {
  const made = guest();
  const specs = Array.from({ length: 200 }, (_, i) => guard(i * 4096 + 8 * i, 8));
  const before = made.processor.flushes;
  made.guards.addAll(specs);
  assert.deepEqual([made.processor.flushes - before, made.space.protection.protectedPages], [1, 200]);
  assert.throws(() => made.guards.addAll([guard(0x80, 1), guard(MIB - 1, 2)]), code('no-memslot'));
  assert.deepEqual([made.guards.count, mask(made, 0)], [200, 0xffff_fffe]);
  made.guards.clear();
  assert.deepEqual([made.processor.flushes - before, made.space.protection.protectedPages], [3, 0]);
});

test('bad guards are refused', () => {
  const made = guest();
  for (const [gpa, length] of [
    [-1, 1],
    [0, 0],
    [0, -4],
    [0.5, 1],
    [0, 1.5],
    [NaN, 1],
    [2 ** 48 - 1, 2],
    [0, Infinity],
  ]) {
    assert.throws(() => made.guards.add(guard(gpa, length)), code('invalid-argument'), `${gpa} ${length}`);
  }
  assert.throws(() => made.guards.add(guard(0, 1, 'perhaps' as Verdict)), code('invalid-argument'));
  const nowhere = /^add: expected memory at all of gpa 0x100000 \+ 1 bytes for guard g$/;
  assert.throws(() => made.guards.add(guard(MIB, 1)), { code: 'no-memslot', message: nowhere });
  assert.throws(() => made.guards.add(guard(0, 2 ** 40)), code('no-memslot'));
  assert.equal(made.guards.size, 0);
});

test('a guard stays with its address: gone with the slot, armed again with the next, and removable between', () => {
  const made = guest();
  const { space, processor, guarded, guards } = made;
  space.addSlot({ id: 1, gpa: 0x20_0000, size: 0x2000 });
  const kept = guards.add(guard(0x20_0000, 4));
  const dropped = guards.add(guard(0x20_1000, 4));
  const block = space.removeSlot(1);
  assert.equal(guards.remove(dropped), true);
  space.addSlot({ id: 2, gpa: 0x30_0000, block });
  assert.deepEqual([...space.protection.getSubPageAccess(0x300, 2)], [0xffff_ffff, 0xffff_ffff]);
  space.addSlot({ id: 3, gpa: 0x20_0000, size: 0x2000 });
  assert.deepEqual([...space.protection.getSubPageAccess(0x200, 2)], [0xffff_fffe, 0xffff_ffff]);
  assert.equal(processor.write(space, guarded, 0x20_0000, Uint8Array.of(1)).outcome?.verdict, 'deny');
  assert.equal(kept.writes, 1);
});

test('findGuards names the guards that touch a range', () => {
  const { guards } = guest();
  const a = guards.add(guard(0xff0, 0x20));
  const b = guards.add(guard(0x1010, 1));
  assert.deepEqual(guards.findGuards(0x100f, 1), [a]);
  assert.deepEqual(guards.findGuards(0xfff, 0x12), [a, b]);
  assert.deepEqual(guards.findGuards(0x1011, 0x1000), []);
  // All of memory takes no longer than there are guards.
  assert.deepEqual(guards.findGuards(0, 2 ** 48), [a, b]);
  assert.deepEqual(guards.findGuards(0, Infinity), [a, b]);
});

test('emulated writes outside memory and to ROM are a device’s; without frames they fail as values', () => {
  const { guarded, space, host } = guardedGuest({ memory: 32 * 4096 });
  space.addSlot({ id: 0, gpa: 0, size: 0x4000 });
  space.addSlot({ id: 1, gpa: 0x4000, size: 0x1000, readOnly: true });
  assert.equal(guarded.emulatedWrite(0x8000, Uint8Array.of(1)).failure, 'no-memory');
  assert.equal(guarded.emulatedWrite(0x3fff, Uint8Array.of(1, 2)).failure, 'no-memory');
  assert.equal(space.memory.read(0x3fff, 1)[0], 0);
  host.limitFrames = host.usedFrames + 1;
  assert.equal(guarded.emulatedWrite(0, Uint8Array.of(1)).failure, 'out-of-memory');
});

test('guarded writes of devices and the host are heard of, with their origin', () => {
  const { guarded, guards, space } = guest();
  guards.add(guard(0x100, 4, 'report'));
  guards.add(guard(0x180, 4, 'allow'));
  const heard: unknown[] = [];
  guarded.onWrite = (outcome, origin) => heard.push([origin, outcome.verdict, outcome.gpa, [...outcome.new]]);
  space.memory.write(0x100, Uint8Array.of(1), { origin: 'device' });
  space.memory.write(0x103, Uint8Array.of(2, 3));
  space.memory.write(0x104, Uint8Array.of(4)); // false sharing
  space.memory.write(0x180, Uint8Array.of(5)); // only counted
  assert.deepEqual(heard, [
    ['device', 'report', 0x100, [1]],
    ['host', 'report', 0x103, [2, 3]],
  ]);
  assert.deepEqual([...space.memory.read(0x100, 5)], [1, 0, 0, 2, 4]);
});
