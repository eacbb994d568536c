import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { HeldStores } from './held-stores.ts';

test('held stores over memory read as if they had been made, and come out in their order', () => {
  const store = fc.record({ gpa: fc.nat(300), bytes: fc.uint8Array({ minLength: 1, maxLength: 90 }) });
  fc.assert(
    fc.property(fc.array(store, { maxLength: 12 }), fc.nat(300), fc.nat(100), (stores, gpa, length) => {
      const held = new HeldStores();
      for (const round of [stores, stores.slice(0, 3)]) {
        const memory = Uint8Array.from({ length: 500 }, (_, at) => at);
        const made = memory.slice();
        for (const { gpa: at, bytes } of round) {
          held.store(at, bytes);
          made.set(bytes, at);
        }
        assert.equal(held.count, round.length);
        const read = memory.slice(gpa, gpa + length);
        held.overlay(gpa, read);
        assert.deepEqual(read, made.slice(gpa, gpa + length));
        assert.equal(
          held.every((at, bytes) => {
            memory.set(bytes, at);
            return true;
          }),
          true,
        );
        assert.deepEqual(memory, made);
        held.clear();
        assert.equal(held.count, 0);
      }
    }),
  );
});

test('held stores keep copies, and a visit can be ended', () => {
  const held = new HeldStores();
  const bytes = Uint8Array.of(1);
  held.store(7, bytes);
  held.store(8, bytes);
  bytes[0] = 2;
  const seen: number[] = [];
  const visit = (gpa: number, data: Uint8Array): boolean => {
    seen.push(gpa, data[0]);
    return false;
  };
  assert.equal(held.every(visit), false);
  assert.deepEqual(seen, [7, 1]);
});
