/** Guests of a few instructions that show what a host's KVM really does, run and thrown away. */
import type { RegisterChanges, SegmentRegister } from '../../cpu/registers.ts';
import type { Board, EngineVmOptions } from '../../vm/engine.ts';
import type { KvmVm } from './kvm-vm.ts';
import type { StepSupport } from './left-stores.ts';

const TABLES = 0x1000;
const CODE = 0x4000;
const PAGE = 0x8000;
const VALUE = 0x1122_3344;
/** Far more than a few instructions take, ns, also on a host that is busy with other things. */
const PATIENCE_NS = 5e9;

type MakeVm = (options: EngineVmOptions) => KvmVm;

/**
 * Whether the processor enforces vectors, by what happens: a write to an open sub-page must go through without an exit, one
 * to a denied sub-page must stop before it has happened, and must be possible to carry out.
 * @returns why not; undefined when it does
 */
export function tryProcessorSpp(makeVm: MakeVm): string | undefined {
  // mov [rdi], eax; mov [rdi + 128], eax; hlt
  const vm = prepare(makeVm, [0x89, 0x07, 0x89, 0x87, 0x80, 0, 0, 0, 0xf4], 0);
  try {
    const [vcpu] = vm.vcpus;
    vm.space.protection.setSubPageAccess(PAGE / 4096, Uint32Array.of(0xffff_fffd));
    const exit = vcpu.run(PATIENCE_NS);
    if (exit.kind !== 'protected-write') return `a write to a denied sub-page ended with ${exit.kind}`;
    if (exit.gpa !== PAGE + 128) return `a write to offset 128 stopped at 0x${(exit.gpa - PAGE).toString(16)}`;
    if (vm.memory.read32(PAGE) !== VALUE) return 'a write to an open sub-page did not reach memory';
    if (vm.memory.read32(PAGE + 128) !== 0) return 'a denied write reached memory';
    if (vcpu.counters.allPermitted > 0) return 'a write to an open sub-page left the guest';
    vcpu.completeWrite({ write: () => 'done' });
    const end = vcpu.run(PATIENCE_NS);
    return end.kind === 'hlt' ? undefined : `the guest ended with ${end.kind} after a denied write`;
  } finally {
    vm.dispose();
  }
}

/** Whether an instruction can be executed alone, in kernel code and in user code. */
export function trySteps(makeVm: MakeVm): StepSupport {
  return { kernel: tryStep(makeVm, 0), user: tryStep(makeVm, 3) };
}

function tryStep(makeVm: MakeVm, cpl: 0 | 3): boolean {
  const vm = prepare(makeVm, [0x89, 0x07, 0xf4], cpl);
  try {
    const [vcpu] = vm.vcpus;
    vm.space.protection.setSubPageAccess(PAGE / 4096, Uint32Array.of(0));
    const pieces = vcpu.stepStore();
    if (pieces?.length !== 1 || pieces[0].gpa !== PAGE || pieces[0].bytes.length !== 4) return false;
    const value = new DataView(pieces[0].bytes.buffer).getUint32(0, true);
    return value === VALUE && vm.memory.read32(PAGE) === 0 && vcpu.rip === BigInt(CODE);
  } finally {
    vm.dispose();
  }
}

function prepare(makeVm: MakeVm, code: readonly number[], cpl: 0 | 3): KvmVm {
  const vm = makeVm({ memoryBytes: 2 << 20, boards: [NO_BOARD], tsc: 'host', seed: 1n });
  try {
    vm.space.addSlot({ id: 0, gpa: 0, size: 2 << 20 });
    const entry = (value: number): Uint8Array => {
      const bytes = new Uint8Array(8);
      new DataView(bytes.buffer).setUint32(0, value, true);
      return bytes;
    };
    // One page of 2 MiB, for everybody: present, writable, user.
    vm.memory.write(TABLES, entry(TABLES + 0x1000 + 7));
    vm.memory.write(TABLES + 0x1000, entry(TABLES + 0x2000 + 7));
    vm.memory.write(TABLES + 0x2000, entry(0x87));
    vm.memory.write(CODE, Uint8Array.from(code));
    vm.vcpus[0].setRegisters(longMode(cpl));
    return vm;
  } catch (error) {
    vm.dispose();
    throw error;
  }
}

function longMode(cpl: 0 | 3): RegisterChanges {
  const segment = (selector: number, type: number): SegmentRegister => ({
    selector: selector | cpl,
    base: 0n,
    limit: 0xffff_ffff,
    attributes: type | 0x90 | (cpl << 5),
  });
  const data = segment(0x18, 0xc003); // 4-KiB units, 32 bits, writable, accessed
  return {
    cr0: 0x8000_0011n,
    cr3: BigInt(TABLES),
    cr4: 0x20n,
    efer: 0x500n,
    cs: segment(0x20, 0xa00b), // 64-bit code, readable, accessed
    ss: data,
    ds: data,
    es: data,
    rip: BigInt(CODE),
    rflags: 2n,
    rax: BigInt(VALUE),
    rdi: BigInt(PAGE),
  };
}

/** Nothing but a processor and memory. */
const NO_BOARD: Board = {
  readPort: () => 0xffff_ffff,
  writePort: () => {},
  readMmio: (_, target) => void target.fill(0xff),
  writeMmio: () => {},
  readMsr: () => false,
  writeMsr: () => false,
  cpuid: (_leaf, _subleaf, _cr4, _xcr0, out) => void out.fill(0),
  acknowledgeInterrupt: () => -1,
  setTaskPriority: () => {},
  readTsc: (out) => void out.fill(0),
};
