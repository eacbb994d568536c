// What the engine does on kernels that this machine does not have: old ones, full ones, patched ones, forbidden ones.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeKernel, type FakeKernelOptions } from '../../../test/support/fake-kernel.ts';
import { HvError } from '../../base/error.ts';
import { GuardSet } from '../../introspect/guard/guard-set.ts';
import { KVM_CAP } from '../../spec/kvm/abi.ts';
import { GuestRam } from './guest-ram.ts';
import { koffiSystem } from './koffi-system.ts';
import { KvmAddressSpace } from './kvm-address-space.ts';
import { KvmEngine } from './kvm-engine.ts';
import { MemorySlots } from './memory-slots.ts';
import { findNativeSpp } from './native-spp.ts';
import { EACCES, EBUSY, ENODEV, ENOENT, ENOMEM, EPERM } from './system.ts';

// biome-ignore format: a matrix
const REFUSALS: readonly (readonly [string, FakeKernelOptions, RegExp])[] = [
  ['no device',                { open: -ENOENT },  /does not have: load the kvm module/],
  ['no permission',            { open: -EACCES },  /no permission: add yourself to the group/],
  ['no permission, either',    { open: -EPERM },   /no permission: add yourself to the group/],
  ['no processor behind it',   { open: -ENODEV },  /without kvm_intel or kvm_amd/],
  ['somebody else has it',     { open: -EBUSY },   /another hypervisor/],
  ['something else',           { open: -99 },      /got error 99/],
  ['an interface from before', { version: 11 },    /expected version 12 of the interface, got 11/],
  ['no read-only memory',      { capabilities: { [KVM_CAP.READONLY_MEM]: 0 } }, /expected read-only memslots \(Linux 3.7/],
  ['no synchronized registers', { capabilities: { [KVM_CAP.SYNC_REGS]: 0 } },   /expected synchronized registers \(Linux 4.17/],
  ['only some of them',        { capabilities: { [KVM_CAP.SYNC_REGS]: 1 } },    /expected all synchronized registers/],
];
for (const [what, options, message] of REFUSALS) {
  test(`${what}: one line that says what to do`, () => {
    const system = new FakeKernel(options);
    assert.throws(
      () => new KvmEngine({ system }),
      (error) =>
        error instanceof HvError &&
        error.code === 'unsupported' &&
        message.test(error.message) &&
        !/\n/.test(error.message),
    );
    assert.equal(system.files.size, 0, 'nothing stays open');
    assert.deepEqual(system.faults, []);
  });
}

test('koffi missing: what to install', { skip: process.platform === 'linux' ? false : 'Linux only' }, () => {
  const missing = (): never => {
    throw new Error("Cannot find module 'koffi'");
  };
  assert.throws(() => koffiSystem(missing), /optional package koffi.*npm install koffi/);
});

/** An address space of 16 pages at 0x100 over a fake kernel. */
function space(
  options: FakeKernelOptions = {},
  limit = 32,
): { kernel: FakeKernel; space: KvmAddressSpace; guards: GuardSet } {
  const kernel = new FakeKernel(options);
  const vm = kernel.ioctl(kernel.open('/dev/kvm'), 0xae01, 0);
  const made = new KvmAddressSpace(new GuestRam(kernel, 1 << 20), new MemorySlots(kernel, vm, limit));
  made.addSlot({ id: 0, gpa: 0x10_0000, size: 0x1_0000 });
  return { kernel, space: made, guards: new GuardSet(made.protection) };
}
const guard = (page: number) => ({ gpa: page * 4096 + 8, length: 4, name: `page ${page}`, verdict: 'deny' as const });

test('guards come and go as read-only slots', () => {
  const { kernel, guards } = space();
  assert.equal(kernel.describeSlots(), '100+16');
  const one = guards.add(guard(0x104));
  assert.equal(kernel.describeSlots(), '100+4 104+1r 105+11');
  const [two, three] = guards.addAll([guard(0x105), guard(0x10f)]);
  assert.equal(kernel.describeSlots(), '100+4 104+2r 106+9 10f+1r');
  guards.remove(one);
  assert.equal(kernel.describeSlots(), '100+5 105+1r 106+9 10f+1r');
  guards.remove(two);
  guards.remove(three);
  assert.equal(kernel.describeSlots(), '100+16');
  assert.deepEqual(kernel.faults, []);
});

test('a vector that changes on a guarded page is no business of the kernel', () => {
  const { kernel, space: made } = space();
  made.protection.setSubPageAccess(0x104, Uint32Array.of(0));
  const before = [...kernel.slots.keys()];
  made.protection.setSubPageAccess(0x104, Uint32Array.of(0xff));
  assert.deepEqual([...kernel.slots.keys()], before);
});

test('no slot is left: one line, and nothing has changed', () => {
  const { kernel, space: made, guards } = space({}, 9); // one piece and four runs
  guards.addAll([0x100, 0x102, 0x104].map(guard));
  const before = kernel.describeSlots();
  assert.throws(
    () => guards.addAll([guard(0x106), guard(0x108)]),
    /expected at most 4 separate runs of guarded pages \(this kernel has 9 memslots\), got 5: guard fewer places/,
  );
  assert.equal(kernel.describeSlots(), before);
  assert.equal(guards.count, 3);
  assert.deepEqual([...made.protection.getSubPageAccess(0x106, 3)], [0xffff_ffff, 0xffff_ffff, 0xffff_ffff]);
  guards.addAll([guard(0x101), guard(0x103), guard(0x106)]); // neighbours join runs
  assert.equal(kernel.describeSlots(), '100+5r 105+1 106+1r 107+9');
});

test('a slot that the kernel refuses: memory is as before', () => {
  let refuse = false;
  const { kernel, space: made } = space({ onSlot: (count) => (refuse && count >= 1 ? -ENOMEM : 0) });
  refuse = true;
  assert.throws(() => made.addSlot({ id: 1, gpa: 0x20_0000, size: 0x1000 }), /expected room for a memslot.*ENOMEM/);
  assert.equal(kernel.describeSlots(), '100+16');
  assert.equal(made.slots.all.length, 1);
  refuse = false;
  made.addSlot({ id: 1, gpa: 0x20_0000, size: 0x1000 });
  assert.equal(kernel.describeSlots(), '100+16 200+1');
});

test('memory that goes takes its slots along, and comes back guarded', () => {
  const { kernel, space: made, guards } = space();
  guards.add(guard(0x104));
  const block = made.removeSlot(0);
  assert.equal(kernel.describeSlots(), '');
  made.addSlot({ id: 3, gpa: 0x10_0000, block });
  assert.equal(kernel.describeSlots(), '100+4 104+1r 105+11');
  made.moveSlot(3, 0x40_0000);
  assert.equal(kernel.describeSlots(), '400+16', 'guards stay with the address');
});

// biome-ignore format: a matrix
const SPP: readonly (readonly [string, FakeKernelOptions, unknown])[] = [
  ['a stock kernel, where capability 182 is another one', {}, { kind: 'absent' }],
  ['version 12 of the series',  { capabilities: { 182: 512 }, spp: { enable: 0 } }, { kind: 'usable', capability: 182 }],
  ['version 10',                { capabilities: { 182: 0, 179: 512 }, spp: { enable: 0 } }, { kind: 'usable', capability: 179 }],
  ['version 9',                 { capabilities: { 182: 1, 176: 512 }, spp: { enable: 0 } }, { kind: 'usable', capability: 176 }],
  ['the calls without a capability', { spp: { enable: 0 } }, { kind: 'unusable', reason: 'no capability of the patches has their value 512' }],
  ['nested virtualization is on', { capabilities: { 182: 512 }, spp: { enable: -EPERM } }, { kind: 'unusable', reason: 'nested virtualization is on: load kvm_intel with nested=0' }],
  ['a processor without SPP',   { capabilities: { 182: 512 }, spp: { enable: -ENODEV } }, { kind: 'unusable', reason: 'the processor has no sub-page write permissions (no "spp" in its vmx flags)' }],
  ['vectors that get lost',     { capabilities: { 182: 512 }, spp: { enable: 0, garble: () => 0xffff_ffff } }, { kind: 'unusable', reason: 'a vector of 0xfffe came back as 0xffffffff' }],
];
for (const [what, options, expected] of SPP) {
  test(`native SPP: ${what}`, () => {
    const system = new FakeKernel(options);
    assert.deepEqual(findNativeSpp(system), expected);
    assert.deepEqual(system.faults, []);
    assert.equal(system.files.size, 0, 'nothing stays open');
  });
}
