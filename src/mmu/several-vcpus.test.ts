// Several vCPUs over one address space: what one of them is denied all are denied, at once, those that came later too.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guardedGuest } from '../../test/support/guarded-guest.ts';

const MIB = 1 << 20;
const u32 = (...masks: number[]) => Uint32Array.from(masks);
const bytes = (...values: number[]) => Uint8Array.from(values);
/** Qualification of a write to a page whose entries give R and X: write, final, linear. */
const WRITE = 0x1aa;

test('D18: a vCPU that is added to a VM in use is held to the vectors from its first instruction on', () => {
  const { space, processor, guarded, addProcessor } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.protection.setSubPageAccess(0, u32(0xffff_fffe));
  processor.write(space, guarded, 0x80, bytes(1));
  const second = addProcessor();
  assert.equal(second.write(space, guarded, 0, bytes(9)).end, 'emulated');
  // The tables are there already: nothing is mapped or filled a second time.
  assert.deepEqual(second.write(space, guarded, 0x80, bytes(2)), { end: 'done', exits: [] });
  assert.deepEqual([...space.memory.read(0, 1), ...space.memory.read(0x80, 1)], [0, 2]);
});

test('two vCPUs, one changes the vector: the other has neither the old permission nor the old denial any more', () => {
  const { space, processor, guarded, addProcessor } = guardedGuest();
  const second = addProcessor();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.protection.setSubPageAccess(0, u32(0xffff_fffe));
  for (const vcpu of [processor, second]) {
    assert.equal(vcpu.write(space, guarded, 0x80, bytes(1)).end, 'done');
    assert.equal(vcpu.write(space, guarded, 0x80, bytes(1)).exits.length, 0, 'cached');
  }
  for (const mask of [0xffff_fffd, 0, 0xffff_fffe, 0xffff_ffff, 0x8000_0000]) {
    const flushes = second.flushes;
    space.protection.setSubPageAccess(0, u32(mask)); // by the owner of the first vCPU, while the second runs
    assert.equal(second.flushes - flushes, 1);
    for (const vcpu of [second, processor]) {
      for (const sub of [0, 1, 31]) {
        const expected = (mask >>> sub) & 1 ? 'done' : 'emulated';
        assert.equal(vcpu.write(space, guarded, sub * 128, bytes(3)).end, expected, `${mask.toString(16)} ${sub}`);
      }
    }
  }
});

test('what one vCPU writes is in the log once, whichever asks; the other exits again after the log was taken', () => {
  const { space, processor, guarded, addProcessor } = guardedGuest();
  const second = addProcessor();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.dirty.start(0, 'sub-page');
  processor.write(space, guarded, 0x1000, bytes(1));
  assert.deepEqual(second.write(space, guarded, 0x1000, bytes(2)).exits, []);
  assert.deepEqual(space.dirty.takePieces(0), [{ page: 1, pieces: 1 }]);
  assert.deepEqual(second.write(space, guarded, 0x1000, bytes(3)).exits, [48]);
  assert.deepEqual(space.dirty.takePieces(0), [{ page: 1, pieces: 1 }]);
});

test('D2: violations that nothing explains end for each vCPU, though they take turns', () => {
  const { space, processor, guarded } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.protection.setSubPageAccess(0, u32(0xffff_fffe));
  processor.write(space, guarded, 0x80, bytes(1));
  const kinds = [0, 1, 0, 1].map(
    (vcpu) => space.handleViolation({ gpa: 0x100 + vcpu * 128, qualification: WRITE, size: 4, vcpu }).kind,
  );
  assert.deepEqual(kinds, ['retry', 'retry', 'protected', 'protected']);
});

test('D26: a table that stays broken is given to the owner of each vCPU, though they take turns', () => {
  const { space } = guardedGuest();
  space.addSlot({ id: 0, gpa: 0, size: 8 * MIB });
  const answers = [0, 1, 0, 1].map((vcpu) => space.handleSpp({ gpa: vcpu * 4 * MIB, qualification: 0, size: 4, vcpu }));
  assert.deepEqual(answers, ['retry', 'retry', 'misconfiguration', 'misconfiguration']);
});

test('turned off and on again: every vCPU has the new root, and none the old one', () => {
  const { space, host, processor, guarded, addProcessor } = guardedGuest();
  const second = addProcessor();
  space.addSlot({ id: 0, gpa: 0, size: MIB });
  space.protection.setSubPageAccess(0, u32(0xffff_fffe));
  second.write(space, guarded, 0x80, bytes(1));
  const [, oldRoot] = [space.controls.eptp, space.controls.spptp];
  space.protection.disable();
  assert.deepEqual([processor.controls.spptp, second.controls.spptp, host.useOf(oldRoot / 4096)], [0, 0, undefined]);
  // Somebody else takes the frames that the tables had, and the guest writes there what it likes.
  for (let page = 0x20; page < 0x40; page++) space.memory.write(page * 4096, new Uint8Array(4096).fill(0x55));
  space.protection.enable();
  assert.notEqual(space.controls.spptp, oldRoot);
  space.protection.setSubPageAccess(0, u32(0xffff_fffe));
  for (const vcpu of [processor, second]) {
    assert.equal(vcpu.controls.spptp, space.controls.spptp);
    assert.equal(vcpu.write(space, guarded, 0x10, bytes(9)).end, 'emulated');
    assert.equal(vcpu.write(space, guarded, 0x80, bytes(2)).end, 'done');
  }
});
