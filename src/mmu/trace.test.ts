import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guardedGuest } from '../../test/support/guarded-guest.ts';
import { encodeTrace, type TraceRecord } from './trace.ts';

test('the life of a protected page, as the tracepoints tell it', () => {
  const { space, processor, guarded } = guardedGuest();
  const seen: TraceRecord[] = [];
  const end = space.trace.listen((record) => seen.push(record));
  space.addSlot({ id: 0, gpa: 0x10_0000, size: 0x2000 });
  space.protection.setSubPageAccess(0x101, Uint32Array.of(0xffff_fffe));
  processor.write(space, guarded, 0x10_1084, Uint8Array.of(1));
  processor.write(space, guarded, 0x10_1004, Uint8Array.of(1));
  space.handleViolation({ gpa: 0x10_1008, qualification: 0x1aa, size: 4, vcpu: 3, instructionLength: 6 });
  space.removeSlot(0);
  end();
  space.addSlot({ id: 0, gpa: 0, size: 0x1000 });
  processor.write(space, guarded, 0, Uint8Array.of(1));
  const frame = (seen.find(({ name }) => name === 'mmu_map') as { frame: number }).frame;
  assert.deepEqual(seen, [
    { name: 'kvm_spp_set_subpages', vcpu_id: -1, gfn: 0x101, access: 0xffff_fffe },
    { name: 'mmu_flush' },
    { name: 'mmu_map', gfn: 0x101, level: 1, frame },
    { name: 'kvm_spp_induced_exit', vcpu_id: 0, gpa: 0x10_1084, qualification: 0x800 },
    { name: 'mmu_flush' },
    { name: 'kvm_spp_induced_page_fault', vcpu_id: 0, gpa: 0x10_1004, insn_len: 0 },
    { name: 'kvm_spp_induced_page_fault', vcpu_id: 3, gpa: 0x10_1008, insn_len: 6 },
    { name: 'mmu_zap', gfn: 0x100, pages: 1 },
    { name: 'mmu_flush' },
  ]);
});

test('nothing is listening unless somebody does, and each listener ends by itself', () => {
  const { space } = guardedGuest();
  const counts = [0, 0];
  const fire = () => space.trace.listener?.({ name: 'mmu_flush' });
  fire();
  const ends = counts.map((_, i) =>
    space.trace.listen(() => {
      counts[i]++;
    }),
  );
  fire();
  ends[0]();
  fire();
  ends[1]();
  assert.deepEqual([counts, space.trace.listener], [[1, 2], undefined]);
});

test('records as lines', () => {
  assert.equal(
    encodeTrace({ name: 'kvm_spp_set_subpages', vcpu_id: -1, gfn: 0x101, access: 0xffff_fffe }, 20),
    '{"time":20,"name":"kvm_spp_set_subpages","vcpu_id":-1,"gfn":"0x101","access":"0xfffffffe"}\n',
  );
  assert.equal(encodeTrace({ name: 'mmu_flush' }, 0), '{"time":0,"name":"mmu_flush"}\n');
  assert.equal(
    encodeTrace({ name: 'mmu_zap', gfn: 256, pages: 9 }, 1),
    '{"time":1,"name":"mmu_zap","gfn":"0x100","pages":9}\n',
  );
});
