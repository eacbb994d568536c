// The series' interface byte by byte, and its selftest carried over line by line on the core.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { drivers } from '../../test/support/drivers.ts';
import { sourcePath } from '../../test/support/path.ts';
import { planFlat } from '../boot/flat.ts';
import { SoftEngine } from '../engine/soft/soft-engine.ts';
import type { SoftVcpu } from '../engine/soft/soft-vcpu.ts';
import { AREA } from '../spec/state/layout.ts';
import { eptIndex } from '../spec/vmx/ept.ts';
import type { Engine } from '../vm/engine.ts';
import { Vm } from '../vm/vm.ts';
import { enableCap, memoryRegion, SeriesVm, subpage } from './series-vm.ts';

const WASM = sourcePath('dist/core.wasm');
const skip = existsSync(WASM) ? false : 'dist/core.wasm is not built';
const soft = () => new SoftEngine(readFileSync(WASM));
const MIB = 1 << 20;
const SET = 0x4008_ae4a;
const GET = 0x8008_ae49;
const CHECK_EXTENSION = 0xae03;
const ENABLE_CAP = 0x4068_aea3;
const CREATE_VCPU = 0xae41;
const SET_REGION = 0x4020_ae46;
const GET_DIRTY_LOG = 0x4010_ae42;
const CAP = 182;
const [EPERM, ENOENT, EINTR, EFAULT, EEXIST, ENODEV, EINVAL, ENOTTY] = [-1, -2, -4, -14, -17, -19, -22, -25];

/** mov ecx, 32; mov rbx, rdi; store: mov dword [rbx], 0x99; add rbx, 128; dec ecx; jnz store */
const STORES = [
  0xb9, 32, 0, 0, 0, 0x48, 0x89, 0xfb, 0xc7, 0x03, 0x99, 0, 0, 0, 0x48, 0x81, 0xc3, 0x80, 0, 0, 0, 0xff, 0xc9, 0x75,
  0xef,
];
const sync = (stage: number): number[] => [0xb0, stage, 0xe6, 0xf4, 0xeb, 0x00];
const GUEST = Uint8Array.from([...sync(1), ...STORES, ...sync(2), ...STORES, ...sync(3), 0xf4]);
const GPA = 0x20_5000;

function make(options = {}, engine: Engine = soft()): { vm: Vm; series: SeriesVm } {
  const vm = new Vm({ engine, memoryBytes: 16 * MIB, debugExit: true });
  vm.boot(planFlat({ image: GUEST, commandLine: '', memoryBytes: 16 * MIB }, { address: 0x1_0000 }));
  vm.vcpus[0].setRegisters({ rdi: BigInt(GPA) });
  return { vm, series: new SeriesVm(vm, options) };
}
/** Host-physical memory of the soft engine. */
function hostWords(vm: Vm): Uint32Array {
  return new Uint32Array((vm.vcpus[0] as SoftVcpu).processor.memory.buffer, AREA.HOST_PHYS);
}
/** Index of the SPPT leaf of a page, 0 while its tables are not there. */
function spptLeaf(words: Uint32Array, root: number, gfn: number): number {
  let table = root;
  for (let level = 4; level > 1; level--) table = words[(table + eptIndex(gfn, level) * 8) / 4] & ~0xfff;
  return table === 0 ? 0 : (table + eptIndex(gfn, 1) * 8) / 4;
}
const words = (bytes: Uint8Array) => [...new Uint32Array(bytes.slice(16).buffer)];

test('struct kvm_subpage, byte by byte', () => {
  assert.deepEqual(
    [...subpage(0x12_3456_789an, [0xffff_fffe, 0], 7)],
    [0x9a, 0x78, 0x56, 0x34, 0x12, 0, 0, 0, 2, 0, 0, 0, 7, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff, 0, 0, 0, 0],
  );
  assert.deepEqual([enableCap(182).length, ...enableCap(182, 1).slice(0, 8)], [104, 182, 0, 0, 0, 1, 0, 0, 0]);
});

// x86_64/spp_test.c of the series, its steps in its order; on the right what the C program says there.
for (const driver of drivers()) {
  const title = `${driver.name}: the selftest of the series, carried over line by line`;
  test(title, { skip: driver.skip }, () => seriesSelftest(driver.engine()));
}

async function seriesSelftest(engine: Engine): Promise<void> {
  const { vm, series } = make({}, engine);
  const read = (offset: number) => new DataView(series.kvmRun.buffer).getBigUint64(offset, true);
  const write = (offset: number, value: bigint) => new DataView(series.kvmRun.buffer).setBigUint64(offset, value, true);
  const io = () => [series.exitReason, series.kvmRun[34], series.kvmRun[4096]];

  assert.equal(series.vmIoctl(CREATE_VCPU, 1), 0); //                          vm_create_default(VCPU_ID = 1, …)
  const zone = series.mmap(16 * 4096);
  assert.equal(series.vmIoctl(SET_REGION, memoryRegion(1, 0x1000_0000, 16 * 4096, zone)), 0); // vm_userspace_mem_region_add
  const page = new Uint8Array(new BigUint64Array([0x1000_0083n]).buffer);
  vm.memory.write(0x4000 + 384 * 8, page, { force: true }); //                 virt_map(0x70000000, slot 1)
  const gva = 0x7000_3000;
  const hva = zone + 0x3000n; //                                               addr_gva2hva
  const gpa = series.findGuestAddress(hva) as number; //                       addr_gva2gpa
  assert.equal(gpa, 0x1000_3000);
  const gfn = gpa / 4096;
  vm.vcpus[0].setRegisters({ rdi: BigInt(gva) }); //                           the shared global
  write(288, 1n); //                                                           run->kvm_valid_regs = KVM_SYNC_X86_REGS

  assert.equal(await series.run(), 0); //                                      _vcpu_run
  assert.deepEqual(io(), [2, 0xf4, 1]); //                                     KVM_EXIT_IO, sync 1
  assert.equal(series.vmIoctl(ENABLE_CAP, enableCap(CAP)), 0); //              vm_enable_cap(KVM_CAP_X86_SPP)
  assert.equal(series.vmIoctl(SET, subpage(gfn, [0])), 1); //                  KVM_SUBPAGES_SET_ACCESS
  const got = subpage(gfn, [0xdead_beef]);
  assert.deepEqual([series.vmIoctl(GET, got), words(got)], [1, [0]]); //       KVM_SUBPAGES_GET_ACCESS
  for (let i = 0; i < 32; i++) {
    assert.equal(await series.run(), 0);
    assert.equal(series.exitReason, 29); //                                    run->exit_reason == KVM_EXIT_SPP
    assert.deepEqual([read(32), series.kvmRun[40]], [BigInt(gpa + i * 128), 6]); // run->spp.addr, run->spp.insn_len
    write(304 + 128, read(304 + 128) + BigInt(series.kvmRun[40])); //          run->s.regs.regs.rip += run->spp.insn_len
    write(296, 1n); //                                                         run->kvm_dirty_regs = KVM_SYNC_X86_REGS
  }
  assert.equal(await series.run(), 0);
  assert.deepEqual(io(), [2, 0xf4, 2]); //                                     sync 2: all 32 were dropped
  assert.equal(read(296), 0n);
  assert.ok(vm.memory.read(gpa, 4096).every((byte) => byte === 0));
  assert.equal(series.vmIoctl(SET, subpage(gfn, [0xffff_ffff])), 1);
  assert.equal(await series.run(), 0);
  assert.deepEqual(io(), [2, 0xf4, 3]); //                                     no exit for SPP any more
  assert.equal(vm.memory.read(gpa, 4096).filter((byte) => byte === 0x99).length, 32);
  assert.equal(await series.run(), 0);
  assert.equal(series.exitReason, 5); //                                       KVM_EXIT_HLT
  vm.dispose();
}

test('registers in the run page: asked for, taken over when marked, refused when not offered', { skip }, async () => {
  const { vm, series } = make();
  const view = new DataView(series.kvmRun.buffer);
  view.setBigUint64(296, 1n, true); // dirty: all of s.regs.regs is taken, also what is 0
  view.setBigUint64(304 + 128, 0x1_0000n, true);
  view.setBigUint64(304 + 136, 2n, true);
  view.setUint8(1, 1); // immediate_exit
  assert.equal(await series.run(), EINTR);
  const { rip, rdi } = vm.vcpus[0].getRegisters();
  assert.deepEqual([rip, rdi, series.exitReason, view.getBigUint64(296, true)], [0x1_0000n, 0n, 10, 0n]);
  assert.equal(view.getBigUint64(304 + 128, true), 0x1_0000n);
  view.setUint8(1, 0);
  for (const [valid, dirty] of [
    [2n, 0n],
    [0n, 2n],
    [1n << 63n, 0n],
  ]) {
    view.setBigUint64(288, valid, true);
    view.setBigUint64(296, dirty, true);
    assert.equal(await series.run(), EINVAL);
  }
  assert.equal(vm.vcpus[0].rip, 0x1_0000n);
});

test('memory regions: made, moved, deleted, refused, in the order of the kernel; vectors stay with the memory', {
  skip,
}, async () => {
  const { vm, series } = make();
  const set = (...region: Parameters<typeof memoryRegion>) => series.vmIoctl(SET_REGION, memoryRegion(...region));
  const zone = series.mmap(0x4000);
  assert.deepEqual([series.mmap(0), series.mmap(5)], [BigInt(EINVAL), BigInt(EINVAL)]);
  assert.equal(series.vmIoctl(SET_REGION, new Uint8Array(31)), EFAULT);
  assert.equal(set(1, 0x1000_0000, 0x4000, zone, 4), EINVAL); // flags
  assert.equal(set(1, 0x1000_0800, 0x4000, zone), EINVAL);
  assert.equal(set(1, 0x1000_0000, 0x4001, zone), EINVAL);
  assert.equal(set(1, 0x1000_0000, 0x4000, zone + 1n), EINVAL);
  assert.equal(set(512, 0x1000_0000, 0x4000, zone), EINVAL);
  assert.equal(set(1, (1n << 64n) - 0x1000n, 0x4000, zone), EINVAL); // wraps
  assert.equal(set(1, 1n << 48n, 0x4000, zone), EINVAL);
  assert.equal(set(1, 0, 0x4000, zone), EEXIST); // slot 0 is there
  assert.equal(set(1, 0x1000_0000, 0, zone), EINVAL); // deletes what is not there
  assert.equal(set(1, 0x1000_0000, 0x4000, 0x1000n), EINVAL); // not the program's memory
  assert.equal(series.findGuestAddress(zone), undefined);
  assert.equal(set(1, 0x1000_0000, 0x4000, zone), 0);
  assert.equal(set(2, 0x2000_0000, 0x4000, zone), EINVAL); // in a slot already
  assert.equal(set(1, 0x1000_0000, 0x2000, zone), EINVAL); // size may not change
  assert.equal(set(1, 0x1000_0000, 0x4000, zone, 2), EINVAL); // nor KVM_MEM_READONLY
  series.vmIoctl(ENABLE_CAP, enableCap(CAP));
  assert.equal(series.vmIoctl(SET, subpage(0x1_0001, [7])), 1);
  vm.memory.write(0x1000_1000, Uint8Array.of(0x55), { force: true });
  assert.equal(set(1, 0x3000_0000, 0x4000, zone), 0); // moves
  assert.equal(series.findGuestAddress(zone + 0x1001n), 0x3000_1001);
  assert.equal(series.vmIoctl(GET, subpage(0x1_0001, [0])), EFAULT);
  assert.equal(set(1, 0, 0, 0n), 0); // deleted: D16, the rest stays protected
  const again = subpage(0x1_0001, [0]);
  assert.equal(series.vmIoctl(GET, again), EFAULT);
  assert.equal(set(5, 0x1000_0000, 0x4000, zone), 0);
  assert.deepEqual([series.vmIoctl(GET, again), words(again)], [1, [7]]);
  assert.equal(vm.memory.read(0x1000_1000, 1)[0], 0x55);
});

test('KVM_GET_DIRTY_LOG: permitted writes are in it once, denied ones are not', { skip }, async () => {
  const { vm, series } = make();
  const LOG = 1;
  const log = (slot: number) => {
    const bytes = new Uint8Array(16);
    bytes[0] = slot;
    return bytes;
  };
  const zone = series.mmap(70 * 4096);
  const set = (flags: number) => series.vmIoctl(SET_REGION, memoryRegion(1, 0x300_0000, 70 * 4096, zone, flags));
  assert.equal(series.vmIoctl(GET_DIRTY_LOG, log(1), new Uint8Array(16)), ENOENT);
  assert.equal(set(0), 0);
  assert.equal(series.vmIoctl(GET_DIRTY_LOG, log(1), new Uint8Array(16)), ENOENT); // not logged
  assert.equal(set(LOG), 0);
  assert.equal(series.vmIoctl(GET_DIRTY_LOG, log(1), new Uint8Array(15)), EFAULT);
  assert.equal(series.vmIoctl(GET_DIRTY_LOG, new Uint8Array(15), new Uint8Array(16)), EFAULT);
  assert.equal(series.vmIoctl(GET_DIRTY_LOG, log(1)), EFAULT);
  await series.run();
  series.vmIoctl(ENABLE_CAP, enableCap(CAP));
  const gpa = 0x300_0000 + 65 * 4096;
  vm.vcpus[0].setRegisters({ rdi: BigInt(gpa) });
  series.vmIoctl(SET, subpage(gpa / 4096, [0xffff_fffd]));
  await series.run(); // the first store is permitted, the second denied
  assert.deepEqual([series.exitReason, series.spp.addr], [29, BigInt(gpa + 128)]);
  const bitmap = new Uint8Array(16);
  assert.equal(series.vmIoctl(GET_DIRTY_LOG, log(1), bitmap), 0);
  assert.deepEqual([...bitmap], [0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0]);
  await series.run(); // the same denied store again
  assert.equal(series.vmIoctl(GET_DIRTY_LOG, log(1), bitmap), 0);
  assert.ok(bitmap.every((byte) => byte === 0));
  // A move that fails leaves the log as it is.
  const overRam = memoryRegion(1, 0, 70 * 4096, zone, 0);
  assert.equal(series.vmIoctl(SET_REGION, overRam), EEXIST);
  assert.equal(series.vmIoctl(GET_DIRTY_LOG, log(1), bitmap), 0);
  assert.equal(set(0), 0); // ends the log
  assert.equal(series.vmIoctl(GET_DIRTY_LOG, log(1), bitmap), ENOENT);
});

test('vCPUs and capabilities: what is there is counted, more than that is refused', { skip }, () => {
  const { series } = make();
  const create = (id: number) => series.vmIoctl(CREATE_VCPU, id);
  assert.deepEqual([create(-1), create(7), create(7), create(8)], [EINVAL, 0, EEXIST, EINVAL]);
  const ask = (cap: number) => series.vmIoctl(CHECK_EXTENSION, cap);
  assert.deepEqual([3, 9, 10, 66, 74, 81, 136, 4].map(ask), [1, 1, 512, 1, 1, 1, 1, 0]);
});

test('a misconfiguration that repair does not help is KVM_EXIT_UNKNOWN with reason 66', { skip }, async () => {
  const { vm, series } = make();
  await series.run();
  series.vmIoctl(ENABLE_CAP, enableCap(CAP));
  series.vmIoctl(SET, subpage(GPA / 4096, [0xffff_fffe]));
  // The table is damaged anew each time that it was repaired.
  const { space } = vm;
  const memory = hostWords(vm);
  space.trace.listen(({ name }) => {
    if (name !== 'mmu_flush') return;
    const word = spptLeaf(memory, space.controls.spptp, GPA / 4096);
    if (word !== 0) memory[word] |= 2;
  });
  await series.run(); // denied at the first sub-page, or broken
  assert.deepEqual([series.exitReason, new DataView(series.kvmRun.buffer).getBigUint64(32, true)], [0, 66n]);
});

test('a byte-exact guard that stops is KVM_EXIT_SPP too, with address and length', { skip }, async () => {
  const { vm, series } = make();
  await series.run();
  vm.guards.add({ gpa: GPA + 130, length: 1, name: 'g', verdict: 'stop' });
  await series.run();
  assert.deepEqual([series.exitReason, series.spp], [29, { addr: BigInt(GPA + 128), insn_len: 6 }]);
});

test('the three ways to answer an exit: open and run again, drop the write, or nothing', { skip }, async () => {
  const { vm, series } = make();
  await series.run();
  series.vmIoctl(ENABLE_CAP, enableCap(CAP));
  series.vmIoctl(SET, subpage(GPA / 4096, [0xffff_fff9]));
  for (let i = 0; i < 3; i++) {
    await series.run();
    assert.deepEqual(series.spp, { addr: BigInt(GPA + 128), insn_len: 6 }); // the same for ever, by design
  }
  series.vmIoctl(SET, subpage(GPA / 4096, [0xffff_fffb]));
  await series.run();
  assert.deepEqual(series.spp.addr, BigInt(GPA + 256));
  assert.deepEqual([vm.memory.read(GPA + 128, 1)[0], vm.memory.read(GPA + 256, 1)[0]], [0x99, 0]);
});

test('order of the checks, and errors', { skip }, () => {
  const { vm, series } = make();
  const bad = subpage(1, [0], 1);
  assert.equal(series.vmIoctl(SET, bad), ENODEV); // not enabled: before anything else
  assert.equal(series.vmIoctl(ENABLE_CAP, enableCap(CAP, 1)), EINVAL);
  assert.equal(series.vmIoctl(ENABLE_CAP, enableCap(183)), EINVAL);
  assert.equal(series.vmIoctl(ENABLE_CAP, new Uint8Array(103)), EFAULT);
  assert.equal(series.vmIoctl(ENABLE_CAP, enableCap(CAP)), 0);
  assert.equal(series.vmIoctl(ENABLE_CAP, enableCap(CAP)), 0);
  for (const request of [SET, GET]) {
    assert.equal(series.vmIoctl(request, new Uint8Array(15)), EFAULT); // the head
    assert.equal(series.vmIoctl(request, bad), EINVAL); // flags
    assert.equal(series.vmIoctl(request, subpage(0, new Array(513).fill(0)).slice(0, 16)), EINVAL); // before the map is copied
    assert.equal(series.vmIoctl(request, subpage(2n ** 63n, [])), 0); // no pages, no look at the address
    assert.equal(series.vmIoctl(request, subpage(0x200, [0, 0]).slice(0, 20)), EFAULT); // the map
    assert.equal(series.vmIoctl(request, subpage(2n ** 63n, [0])), EFAULT); // no slot
    assert.equal(series.vmIoctl(request, subpage(0xfff, [0, 0])), EFAULT); // over the end of the memory
    assert.equal(series.vmIoctl(request, subpage(0x200, new Array(512).fill(5))), 512);
  }
  // D6: what failed has changed nothing; D30: -EFAULT is a pointer or an address, nothing else.
  assert.deepEqual([...vm.getSubPageAccess(0xfff, 1)], [0xffff_ffff]);
  assert.equal(vm.getSubPageAccess(0x200, 512).filter((mask) => mask === 5).length, 512);
  assert.equal(series.vmIoctl(0xae01, 0), ENOTTY);
  assert.equal(series.vcpuIoctl(0xae80, new Uint8Array(0)), ENOTTY);
  assert.equal(series.vcpuIoctl(0x8090_ae81, new Uint8Array(143)), EFAULT);
  assert.equal(series.vmIoctl(SET, subpage(2n ** 36n - 1n, [0, 0])), EFAULT); // the end of what four levels reach
  vm.space.protection.disable();
  assert.equal(series.vmIoctl(SET, subpage(0x200, [0])), ENODEV); // off, as before it was enabled
  assert.equal(series.vmIoctl(ENABLE_CAP, enableCap(CAP)), 0);
  assert.equal(series.vmIoctl(SET, subpage(0x200, [0])), 1);
});

test('D19, D20: what a VM offers is its own, and no capability is reported that cannot be enabled', { skip }, () => {
  const plain = make().series;
  const nested = make({ nested: true }).series;
  const renumbered = make({ capability: 250, exitReason: 60 }).series;
  const ask = (series: SeriesVm, cap: number) => series.vmIoctl(CHECK_EXTENSION, cap);
  assert.deepEqual([ask(plain, CAP), ask(plain, 181), ask(nested, CAP), ask(renumbered, 250)], [512, 0, 0, 512]);
  assert.equal(nested.vmIoctl(ENABLE_CAP, enableCap(CAP)), EPERM);
  assert.equal(nested.vmIoctl(SET, subpage(0, [0])), ENODEV);
  assert.equal(renumbered.vmIoctl(ENABLE_CAP, enableCap(CAP)), EINVAL);
  assert.equal(renumbered.vmIoctl(ENABLE_CAP, enableCap(250)), 0);
  assert.equal(plain.vmIoctl(SET, subpage(0x200, [0])), ENODEV); // enabling one VM enables no other
});

test('D25: a GET that fails writes nothing and keeps nothing', { skip }, () => {
  const { series } = make();
  series.vmIoctl(ENABLE_CAP, enableCap(CAP));
  const argument = subpage(0xfff, [1, 2]);
  const before = argument.slice();
  for (let i = 0; i < 1000; i++) assert.equal(series.vmIoctl(GET, argument), EFAULT);
  assert.deepEqual(argument, before);
});

// biome-ignore format: a table
const WRITERS = [
  ['mov [rdi], bl',             [0x88, 0x1f]],
  ['mov word [rdi], 5',         [0x66, 0xc7, 0x07, 5, 0]],
  ['lock add [rdi + 8], rbx',   [0xf0, 0x48, 0x01, 0x5f, 0x08]],
  ['mov qword [abs rdi32], -1', [0x48, 0xc7, 0x04, 0x25, 0x00, 0x50, 0x20, 0x00, 0xff, 0xff, 0xff, 0xff]],
  ['push [rsi] (stack denied)', [0xff, 0x36]],
  ['rep stosb',                 [0xf3, 0xaa]],
  ['movups [rdi], xmm0',        [0x0f, 0x11, 0x07]],
] as const;
for (const [name, code] of WRITERS) {
  test(`D23: the length of ${name} is the instruction's, whatever made the exit`, { skip }, async () => {
    const { vm, series } = make();
    vm.memory.write(0x2_0000, Uint8Array.from([...code, ...sync(5), 0xf4]), { force: true });
    series.vmIoctl(ENABLE_CAP, enableCap(CAP));
    series.vmIoctl(SET, subpage(GPA / 4096, [0]));
    const cr4 = vm.vcpus[0].getRegisters().cr4 | 0x200n; // OSFXSR, for the instruction of SSE
    vm.vcpus[0].setRegisters({ cr4, rip: 0x2_0000n, rsi: 0x3_0000n, rsp: BigInt(GPA + 64), rcx: 3n });
    await series.run();
    assert.deepEqual([series.exitReason, series.spp.insn_len], [29, code.length]);
    assert.equal(vm.vcpus[0].skipInstruction(), true);
    await series.run();
    assert.deepEqual([series.exitReason, series.kvmRun[4096]], [2, 5]);
    assert.ok(vm.memory.read(GPA, 4096).every((byte) => byte === 0));
  });
}
