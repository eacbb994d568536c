/**
 * What this host's KVM can do, found out by running guests of a few bytes: the numbers of a kernel's version and
 * capabilities do not say it, since back ends differ (VMX, SVM, software).
 */
import { planFlat } from '../../boot/flat.ts';
import { Vm } from '../../vm/vm.ts';
import type { KvmEngine } from './kvm-engine.ts';
import type { KvmVcpu } from './kvm-vcpu.ts';
import type { StepSupport } from './left-stores.ts';

/** What was found. */
export interface KvmProbe {
  /** Why kernels cannot be expected to run; undefined when they can. */
  readonly kernelObstacle: string | undefined;
  /** Guards work: a store is held back, a wide one comes out whole, and the instruction behind it is found. */
  readonly guardObstacle: string | undefined;
  /** Median time of a judged store, ns; NaN when guards do not work. */
  readonly judgedStoreNs: number;
  /** Where RIP stands when a store to a guarded page comes out: behind the instruction, or at it. */
  readonly storeRip: 'behind' | 'at' | 'unknown';
  /** Whether the kernel shows the bytes of instructions that it cannot emulate; undefined when none was met. */
  readonly showsFailedBytes: boolean | undefined;
  /** Whether single steps work. */
  readonly steps: StepSupport;
}

const MEMORY = 2 << 20;
const CODE = 0x10_0000;
const GUARDED = 0x18_0000;
const CR4_PAE_OSFXSR = 0x220n;
/** A guest of a few bytes takes milliseconds; on a host that is busy with other things it gets its turn late. */
const PATIENCE_MS = 5000;
const ROUNDS = 200;

// biome-ignore format: one instruction a line
const KERNEL_CODE = [
  0x0f, 0x58, 0xc0,                         // addps xmm0, xmm0
  0xdb, 0xe3,                               // fninit
  0xd9, 0xe8,                               // fld1
  0x0f, 0xae, 0x04, 0x25, 0, 0, 0x19, 0,    // fxsave [0x190000]
  0xf4,
];
// biome-ignore format: one instruction a line
const STORES = [
  0x48, 0x89, 0x07,                         // mov [rdi], rax
  0x0f, 0x11, 0x47, 0x20,                   // movups [rdi + 32], xmm0
  0xf4,
];
// biome-ignore format: one instruction a line
const STORE_LOOP = [
  0x89, 0x07,                               // again: mov [rdi], eax
  0xff, 0xc9,                               // dec ecx
  0x75, 0xfa,                               // jnz again
  0xf4,
];

// biome-ignore format: one instruction a line
const UNKNOWN_STORE = [
  0x48, 0x0f, 0xc7, 0x0f,                   // cmpxchg16b [rdi], which no emulator of the kernel knows
  0xf4,
];

/** Run the probes, some 50 ms. @throws HvError when not even a VM can be made */
export async function probeKvm(engine: KvmEngine): Promise<KvmProbe> {
  const kernelObstacle = await findKernelObstacle(engine);
  const steps = engine.stepSupport;
  if (engine.guardMode === 'audit') {
    const nothing = { judgedStoreNs: Number.NaN, storeRip: 'unknown', showsFailedBytes: undefined } as const;
    return { kernelObstacle, guardObstacle: undefined, ...nothing, steps };
  }
  const guardObstacle = await runStores(engine);
  const judgedStoreNs = guardObstacle === undefined ? await timeStores(engine) : Number.NaN;
  return { kernelObstacle, guardObstacle, judgedStoreNs, ...(await readShapes(engine)), steps };
}

/**
 * Instructions that every kernel executes: software back ends interpret kernel code and lack some.
 * @returns why stock kernels cannot run here; undefined when they can
 */
export async function findKernelObstacle(engine: KvmEngine): Promise<string | undefined> {
  const vm = startGuest(engine, KERNEL_CODE);
  try {
    vm.vcpus[0].setRegisters({ cr4: CR4_PAE_OSFXSR });
    const stop = await run(vm);
    if (stop.kind === 'halted') return undefined;
    return stop.kind === 'failure'
      ? stop.message.split(';')[0]
      : `a guest of four kernel instructions ended with ${stop.kind}`;
  } finally {
    vm.dispose();
  }
}

async function runStores(engine: KvmEngine): Promise<string | undefined> {
  const vm = startGuest(engine, STORES);
  try {
    vm.vcpus[0].setRegisters({ cr4: CR4_PAE_OSFXSR, rax: 0x1122_3344_5566_7788n, rdi: BigInt(GUARDED) });
    vm.guards.add({ gpa: GUARDED, length: 128, name: 'probe', verdict: 'deny' });
    const stop = await run(vm);
    if (stop.kind !== 'halted') return stop.kind === 'failure' ? stop.message : `the probe ended with ${stop.kind}`;
    const { events } = vm.events.reader().read();
    const seen = events.map((event) => `${event.new.length}@${event.gpa - GUARDED}:${event.writer?.rip}`).join(' ');
    const expected = `8@0:${CODE} 16@32:${CODE + 3}`;
    if (seen !== expected) return `expected stores "${expected}", got "${seen}"`;
    return vm.memory.read(GUARDED, 64).every((byte) => byte === 0) ? undefined : 'a denied store reached memory';
  } finally {
    vm.dispose();
  }
}

/** How stores and failures look when they come out. */
async function readShapes(engine: KvmEngine): Promise<Pick<KvmProbe, 'storeRip' | 'showsFailedBytes'>> {
  const vm = startGuest(engine, STORES);
  let storeRip: KvmProbe['storeRip'] = 'unknown';
  try {
    vm.vcpus[0].setRegisters({ rdi: BigInt(GUARDED) });
    vm.guards.add({
      gpa: GUARDED,
      length: 8,
      name: 'probe',
      verdict: () => {
        const rip = (vm.vcpus[0] as KvmVcpu).exitRip;
        storeRip = rip === BigInt(CODE + 3) ? 'behind' : rip === BigInt(CODE) ? 'at' : 'unknown';
        return 'deny';
      },
    });
    await run(vm);
  } finally {
    vm.dispose();
  }
  const other = startGuest(engine, UNKNOWN_STORE);
  try {
    other.vcpus[0].setRegisters({ rdi: BigInt(GUARDED) });
    other.guards.add({ gpa: GUARDED, length: 16, name: 'probe', verdict: 'deny' });
    await run(other);
    return { storeRip, showsFailedBytes: (other.vcpus[0] as KvmVcpu).showsFailedBytes };
  } finally {
    other.dispose();
  }
}

async function timeStores(engine: KvmEngine): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const vm = startGuest(engine, STORE_LOOP);
    try {
      vm.vcpus[0].setRegisters({ rcx: BigInt(ROUNDS), rdi: BigInt(GUARDED) });
      vm.guards.add({ gpa: GUARDED + 128, length: 8, name: 'neighbour', verdict: 'deny' });
      const start = engine.hostNs();
      await run(vm);
      times.push((engine.hostNs() - start) / ROUNDS);
    } finally {
      vm.dispose();
    }
  }
  return times.sort((a, b) => a - b)[2];
}

function startGuest(engine: KvmEngine, code: readonly number[]): Vm {
  const vm = new Vm({ engine, memoryBytes: MEMORY });
  vm.boot(planFlat({ image: Uint8Array.from(code), commandLine: '', memoryBytes: MEMORY }, { address: CODE }));
  return vm;
}

function run(vm: Vm): ReturnType<Vm['run']> {
  const end = performance.now() + PATIENCE_MS;
  return vm.run({ isTimeUp: () => performance.now() >= end });
}
