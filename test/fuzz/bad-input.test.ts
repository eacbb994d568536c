// Every call of the memory side with arguments of all kinds: wrapping ranges, fractions, negative and huge numbers, other
// types. Either the call is done, or it throws an HvError and nothing has changed: neither a byte of tables or memory,
// nor a vector, slot, log or limit. `SUBPAGE_SEED` repeats a run, `SUBPAGE_RUNS` sets how many calls.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { HvError } from '../../src/base/error.ts';
import { MemorySwap } from '../../src/memory/swap-store.ts';
import { type GuardedGuest, guardedGuest } from '../support/guarded-guest.ts';
import { runsOf, seedOfRun } from '../support/random.ts';

const PAGE = 4096;
const KIB = 1024;
/** Guest frames of the two slots: 0..63, and 256..263. */
const SLOTS = [
  { id: 0, gfn: 0, pages: 64 },
  { id: 3, gfn: 256, pages: 8 },
] as const;

// biome-ignore format: a list
const NUMBERS: readonly unknown[] = [
  NaN, Infinity, -Infinity, -0, -1, -4096, 0.5, 1.5, 63.999, 1e-9, 64, 65, 255, 256, 263, 264, 4095, 4096, 4097,
  2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 36 - 1, 2 ** 36, 2 ** 47, 2 ** 48 - 4096, 2 ** 48, 2 ** 52, 2 ** 53 - 1, 2 ** 53, 2 ** 63,
  1e308, -(2 ** 31), -(2 ** 53), 0x10_0000, 0x10_0000 + 0x8000, '5', '0x1000', '', null, undefined, true, 7n, [], {},
];
const odd = fc.constantFrom(...NUMBERS);
const good = fc.nat(300);
const number = fc.oneof(odd, odd, good) as fc.Arbitrary<number>;
const masks = fc.oneof(
  fc.nat(70).map((length) => new Uint32Array(length)),
  fc.constantFrom([0], new Uint16Array(4), new Float64Array(3), null, undefined, 'x', new Uint32Array(300)),
) as fc.Arbitrary<Uint32Array>;
const data = fc.oneof(
  fc.nat(9000).map((length) => new Uint8Array(length).fill(7)),
  fc.constantFrom([1, 2], null, undefined, 'abc', 5, new Uint16Array(4)),
) as fc.Arbitrary<Uint8Array>;
const mode = fc.constantFrom('write-protect', 'sub-page', 'dirty-flag', 'other', null) as fc.Arbitrary<'sub-page'>;

interface Call {
  readonly what: string;
  readonly act: (guest: GuardedGuest) => unknown;
  /** Arguments that no reading of the call can accept: it has to throw. */
  readonly isWrong: boolean;
}

/** Pages that are all memory. */
function isMemory(gfn: unknown, pages: unknown): boolean {
  if (!isCount(gfn) || !isCount(pages)) return false;
  return pages === 0 || SLOTS.some((slot) => gfn >= slot.gfn && gfn + pages <= slot.gfn + slot.pages);
}
function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
const describe = (value: unknown): string =>
  ArrayBuffer.isView(value) ? `${value.constructor.name}(${value.byteLength} bytes)` : fc.stringify(value);

function call<A extends unknown[]>(
  name: string,
  act: (guest: GuardedGuest, ...args: A) => unknown,
  isWrong: (...args: A) => boolean,
  ...args: { [K in keyof A]: fc.Arbitrary<A[K]> }
): fc.Arbitrary<Call> {
  return fc.tuple(...args).map((values) => ({
    what: `${name}(${values.map(describe).join(', ')})`,
    act: (guest: GuardedGuest) => act(guest, ...(values as A)),
    isWrong: isWrong(...(values as A)),
  }));
}
const perhaps = (): boolean => false;
const isId = (id: unknown): boolean => SLOTS.some((slot) => slot.id === id);

const anyCall: fc.Arbitrary<Call> = fc.oneof(
  call(
    'setSubPageAccess',
    ({ space }, gfn: number, given: Uint32Array) => space.protection.setSubPageAccess(gfn, given),
    (gfn, given) => !(given instanceof Uint32Array) || !isMemory(gfn, given.length),
    number,
    masks,
  ),
  call(
    'getSubPageAccess',
    ({ space }, gfn: number, pages: number) => space.protection.getSubPageAccess(gfn, pages),
    (gfn, pages) => !isMemory(gfn, pages),
    number,
    number,
  ),
  call(
    'addSlot',
    ({ space }, id: number, gpa: number, size: number) => space.addSlot({ id, gpa, size }),
    (id, gpa, size) =>
      !isCount(id) ||
      isId(id) ||
      !isCount(gpa) ||
      gpa % PAGE !== 0 ||
      !isCount(size) ||
      size === 0 ||
      size % PAGE !== 0,
    number,
    number,
    number,
  ),
  call(
    'moveSlot',
    ({ space }, id: number, gpa: number) => space.moveSlot(id, gpa),
    (id, gpa) => !isId(id) || !isCount(gpa) || gpa % PAGE !== 0,
    fc.oneof(number, fc.constantFrom(0, 3)),
    number,
  ),
  call(
    'removeSlot',
    ({ space }, id: number) => space.removeSlot(id),
    (id) => !isId(id),
    number,
  ),
  call(
    'dirty.start',
    ({ space }, id: number, wanted: 'sub-page') => space.dirty.start(id, wanted),
    (id, wanted) => !isId(id) || !['write-protect', 'sub-page'].includes(wanted),
    fc.oneof(number, fc.constant(0)),
    mode,
  ),
  call(
    'dirty.take',
    ({ space }, id: number) => space.dirty.take(id),
    (id) => id !== 3,
    number,
  ),
  call(
    'dirty.takePieces',
    ({ space }, id: number) => space.dirty.takePieces(id),
    (id) => id !== 3,
    number,
  ),
  call(
    'dirty.stop',
    ({ space }, id: number) => space.dirty.stop(id),
    (id) => id !== 3,
    number,
  ),
  call(
    'accessed.take',
    ({ space }, gfn: number, pages: number) => space.accessed.take(gfn, pages),
    (gfn, pages) => !isCount(gfn) || !isCount(pages) || gfn + pages > 2 ** 36,
    number,
    number,
  ),
  call(
    'swapOut',
    ({ space }, gfn: number, pages: number) => space.pressure.swapOut(gfn, pages),
    (gfn, pages) => !isMemory(gfn, pages),
    number,
    number,
  ),
  call(
    'makeRoom',
    ({ space }, frames: number, gfn: number, pages: number) => space.pressure.makeRoom(frames, { gfn, pages }),
    (frames, gfn, pages) => !isCount(frames) || !isCount(gfn) || !isCount(pages),
    number,
    number,
    number,
  ),
  call(
    'reclaimTables',
    ({ space }, frames: number) => space.pressure.reclaimTables(frames),
    (frames) => !isCount(frames),
    number,
  ),
  call(
    'tableLimit',
    ({ space }, frames: number) => {
      space.pressure.tableLimit = frames;
    },
    (frames) => (!isCount(frames) && frames !== Infinity) || frames < 64,
    number,
  ),
  call(
    'frameLimit',
    ({ space }, frames: number) => {
      space.pressure.frameLimit = frames;
    },
    (frames) => (!isCount(frames) && frames !== Infinity) || frames < 64,
    number,
  ),
  call(
    'migrate',
    ({ space }, gfn: number) => space.sharing.migrate(gfn),
    (gfn) => !isMemory(gfn, 1),
    number,
  ),
  call(
    'read',
    ({ space }, gpa: number, length: number) => space.memory.read(gpa, length),
    (gpa, length) => !isCount(gpa) || !isCount(length),
    number,
    number,
  ),
  call(
    'readInto',
    ({ space }, gpa: number, target: Uint8Array) => space.memory.readInto(gpa, target),
    (gpa, target) => !isCount(gpa) || !(target instanceof Uint8Array),
    number,
    data,
  ),
  call(
    'write',
    ({ space }, gpa: number, bytes: Uint8Array) => space.memory.write(gpa, bytes),
    (gpa, bytes) => !isCount(gpa) || !(bytes instanceof Uint8Array),
    number,
    data,
  ),
  call('disable', ({ space }) => space.protection.disable(), perhaps),
);

/** Small memory in every state that a call could disturb. */
function make(): GuardedGuest {
  const guest = guardedGuest({ memory: 512 * KIB });
  const { space, processor, guarded } = guest;
  space.pressure.swap = new MemorySwap(64);
  for (const { id, gfn, pages } of SLOTS) space.addSlot({ id, gpa: gfn * PAGE, size: pages * PAGE });
  space.protection.setSubPageAccess(1, Uint32Array.of(0xffff_fffe, 0, 0xffff_ffff, 5));
  for (const gfn of [0, 1, 2, 4, 10, 11, 256]) processor.write(space, guarded, gfn * PAGE + 128, Uint8Array.of(gfn));
  space.sharing.merge();
  space.pressure.swapOut(10, 1);
  space.dirty.start(3, 'sub-page');
  processor.write(space, guarded, 257 * PAGE, Uint8Array.of(1));
  return guest;
}

/** All that the calls can change. */
function fingerprint({ space, host, processor }: GuardedGuest): string {
  const slots = space.slots.all.map(({ id, gfn, pages, readOnly, block }) => [
    id,
    gfn,
    pages,
    readOnly,
    [...block.frames].join(),
    block.vectors === undefined ? '' : [...block.vectors].filter((mask) => mask !== 0xffff_ffff).join(),
    block.log === undefined ? '' : [block.log.mode, block.log.dirtyPages(), block.log.pieces?.join()],
    block.swappedPages,
  ]);
  const limits = [space.pressure.tableLimit, space.pressure.frameLimit, space.pressure.swappedOut, space.controls];
  const hash = createHash('sha1').update(host.bytes).digest('hex');
  return JSON.stringify([slots, limits, hash, host.usedFrames, processor.flushes, space.protection.enabled]);
}

test('a call is done, or it throws an HvError and has changed nothing', () => {
  const seed = seedOfRun();
  const numRuns = runsOf(2000);
  console.log(`SUBPAGE_SEED=${seed}, ${numRuns} calls`);
  let guest = make();
  let before = fingerprint(guest);
  const codes = new Map<string, number>();
  fc.assert(
    fc.property(anyCall, ({ act, what, isWrong }) => {
      let thrown: unknown;
      try {
        act(guest);
      } catch (error) {
        thrown = error;
      }
      if (thrown === undefined) {
        const isSame = fingerprint(guest) === before;
        if (!isSame) {
          guest = make();
          before = fingerprint(guest);
        }
        assert.ok(!isWrong, `${what}: expected an error`);
        return;
      }
      assert.ok(thrown instanceof HvError, `${what}: ${(thrown as Error).stack}`);
      assert.ok(!thrown.message.includes('\n'), 'one line');
      codes.set(thrown.code, (codes.get(thrown.code) ?? 0) + 1);
      const after = fingerprint(guest);
      if (after !== before) {
        guest = make();
        assert.fail(`${what}: ${thrown.message}, but something has changed:\n${before}\n${after}`);
      }
    }),
    { seed, numRuns },
  );
  console.log([...codes].map(([code, count]) => `${code} ${count}`).join(', '));
});
