// The series' interface byte by byte, and its selftest carried over line by line on the core.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sourcePath } from '../../test/support/path.ts';
import { planFlat } from '../boot/flat.ts';
import { SoftEngine } from '../engine/soft/soft-engine.ts';
import { Vm } from '../vm/vm.ts';
import { enableCap, SeriesVm, subpage } from './series-vm.ts';

const WASM = sourcePath('dist/core.wasm');
const skip = existsSync(WASM) ? false : 'dist/core.wasm is not built';
const MIB = 1 << 20;
const SET = 0x4008_ae4a;
const GET = 0x8008_ae49;
const CHECK_EXTENSION = 0xae03;
const ENABLE_CAP = 0x4068_aea3;
const CAP = 182;
const [EPERM, EFAULT, ENODEV, EINVAL, ENOTTY] = [-1, -14, -19, -22, -25];

/** mov ecx, 32; mov rbx, rdi; store: mov dword [rbx], 0x99; add rbx, 128; dec ecx; jnz store */
const STORES = [
  0xb9, 32, 0, 0, 0, 0x48, 0x89, 0xfb, 0xc7, 0x03, 0x99, 0, 0, 0, 0x48, 0x81, 0xc3, 0x80, 0, 0, 0, 0xff, 0xc9, 0x75,
  0xef,
];
const sync = (stage: number): number[] => [0xb0, stage, 0xe6, 0xf4, 0xeb, 0x00];
const GUEST = Uint8Array.from([...sync(1), ...STORES, ...sync(2), ...STORES, ...sync(3), 0xf4]);
const GPA = 0x20_5000;

function make(options = {}): { vm: Vm; series: SeriesVm } {
  const vm = new Vm({ engine: new SoftEngine(readFileSync(WASM)), memoryBytes: 16 * MIB, debugExit: true });
  vm.boot(planFlat({ image: GUEST, commandLine: '', memoryBytes: 16 * MIB }, { address: 0x1_0000 }));
  vm.vcpus[0].setRegisters({ rdi: BigInt(GPA) });
  return { vm, series: new SeriesVm(vm, options) };
}
const words = (bytes: Uint8Array) => [...new Uint32Array(bytes.slice(16).buffer)];

test('struct kvm_subpage, byte by byte', () => {
  assert.deepEqual(
    [...subpage(0x12_3456_789an, [0xffff_fffe, 0], 7)],
    [0x9a, 0x78, 0x56, 0x34, 0x12, 0, 0, 0, 2, 0, 0, 0, 7, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff, 0, 0, 0, 0],
  );
  assert.deepEqual([enableCap(182).length, ...enableCap(182, 1).slice(0, 8)], [104, 182, 0, 0, 0, 1, 0, 0, 0]);
});

test('the selftest of the series', { skip }, async () => {
  const { vm, series } = make();
  const gfn = GPA / 4096;
  const io = () => [series.exitReason, series.kvmRun[34], series.kvmRun[4096]];
  assert.equal(await series.run(), 0);
  assert.deepEqual(io(), [2, 0xf4, 1]);
  assert.equal(series.vmIoctl(ENABLE_CAP, enableCap(CAP)), 0);
  assert.equal(series.vmIoctl(SET, subpage(gfn, [0])), 1);
  const got = subpage(gfn, [0xdead_beef]);
  assert.deepEqual([series.vmIoctl(GET, got), words(got)], [1, [0]]);
  const regs = new Uint8Array(144);
  const rip = new DataView(regs.buffer);
  for (let i = 0; i < 32; i++) {
    assert.equal(await series.run(), 0);
    assert.equal(series.exitReason, 29);
    // Offsets of kvm_run: addr at 32, insn_len at 40.
    const view = new DataView(series.kvmRun.buffer);
    assert.deepEqual([view.getBigUint64(32, true), view.getUint8(40)], [BigInt(GPA + i * 128), 6]);
    assert.equal(series.vcpuIoctl(0x8090_ae81, regs), 0);
    rip.setBigUint64(128, rip.getBigUint64(128, true) + BigInt(series.spp.insn_len), true);
    assert.equal(series.vcpuIoctl(0x4090_ae82, regs), 0);
  }
  await series.run();
  assert.deepEqual(io(), [2, 0xf4, 2]);
  assert.ok(vm.memory.read(GPA, 4096).every((byte) => byte === 0));
  assert.equal(series.vmIoctl(SET, subpage(gfn, [0xffff_ffff])), 1);
  await series.run();
  assert.deepEqual(io(), [2, 0xf4, 3]);
  assert.equal(vm.memory.read(GPA, 4096).filter((byte) => byte === 0x99).length, 32);
  await series.run();
  assert.equal(series.exitReason, 5);
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
  vm.space.protection.disable();
  assert.equal(series.vmIoctl(SET, subpage(0x200, [0])), EINVAL);
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
