import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMULATED_DONE, EMULATED_STOP } from '../../cpu/processor.ts';
import type { GuestAddressSpace } from '../../mmu/guest-address-space.ts';
import type { Board } from '../../vm/engine.ts';
import { EmulatedAccesses } from './emulated-accesses.ts';

/** Memory that is all there and all writable, as far as it has frames. */
function setUp() {
  const stored: string[] = [];
  const state = { hasFrames: true };
  const memory = {
    obtainRange: () => state.hasFrames,
    allowsWrite: () => true,
    vectorOf: () => 0xffff_ffff,
    store: (gpa: number, bytes: Uint8Array) => stored.push(`${gpa.toString(16)}: ${bytes.join()}`),
  };
  const accesses = new EmulatedAccesses({} as Board, () => assert.fail('no page has a vector'));
  accesses.space = { memory, slots: { findSlot: () => ({ readOnly: false }) } } as unknown as GuestAddressSpace;
  /** The core's buffer, which is always the same. */
  const data = new Uint8Array(64);
  const write = (gpa: number, ...bytes: number[]): number => {
    data.set(bytes);
    return accesses.write(gpa, bytes.length, data);
  };
  return { accesses, write, stored, state };
}

test('stores whose frames are gone when the instruction is complete are not lost: they are made as soon as there are frames', () => {
  const { accesses, write, stored, state } = setUp();
  assert.equal(write(0x1ffe, 1, 2), EMULATED_DONE);
  assert.equal(write(0x2000, 3, 4), EMULATED_DONE);
  state.hasFrames = false;
  assert.deepEqual(accesses.commit(), { kind: 'out-of-memory', gpa: 0x1ffe });
  assert.deepEqual(stored, []);
  state.hasFrames = true;
  assert.equal(accesses.commit(), undefined);
  assert.deepEqual(stored, ['1ffe: 1,2', '2000: 3,4']);
  assert.equal(accesses.commit(), undefined);
  assert.equal(stored.length, 2);
});

test('an instruction whose page gets no frame is undone, and says why, once', () => {
  const { accesses, write, stored, state } = setUp();
  write(0x1ffe, 1, 2);
  state.hasFrames = false;
  assert.equal(write(0x2000, 3, 4), EMULATED_STOP);
  accesses.drop();
  assert.deepEqual(accesses.takeFailure(), { kind: 'out-of-memory', gpa: 0x2000 });
  assert.equal(accesses.takeFailure(), undefined);
  assert.equal(accesses.commit(), undefined);
  assert.deepEqual(stored, []);
});
