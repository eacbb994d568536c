/** A kernel of a few symbols and types, in memory that is mapped from 0xffff_8880_0000_0000 on. */
import { Btf } from '../../src/introspect/btf/btf.ts';
import { SymbolTable } from '../../src/introspect/symbols/symbol-table.ts';
import type { BinderVm } from '../../src/introspect/target/guard-binder.ts';
import type { KernelNames } from '../../src/introspect/target/target-placement.ts';
import type { Vm } from '../../src/vm/vm.ts';
import { array, btfImage, int, reference, struct } from './btf-image.ts';

/** Linear address of guest-physical 0. */
export const DIRECT_MAP = 0xffff_8880_0000_0000n;
/** Guest-physical addresses of the symbols. */
export const PLACES = {
  flag: 0x20_0000,
  init_task: 0x20_1000,
  'helper.part.0': 0x20_2000,
  modules: 0x20_3000,
  mystery: 0x20_3100,
  tty_drivers: 0x20_3200,
  __per_cpu_offset: 0x20_3300,
  __per_cpu_load: 0x20_4000,
  _end: 0x20_5000,
} as const;

/** Offset in each processor's area. */
export const IDLE_THREADS = 0x88;

/** Symbol and offsets of COUNTING_KERNEL. */
export const NR_THREADS = 0x20_3400;
export const THREAD_PID = 96;
export const PID_TASKS = 8;

/** Offsets in bytes, as the types below say. */
export const TASK = {
  tasks: 8,
  signal: 24,
  threadNode: 32,
  files: 48,
  realCred: 56,
  cred: 64,
  comm: 72,
  tgid: 92,
};
/** signal_struct. */
export const THREAD_HEAD = 8;

const TYPES = [
  /* 1 */ int('int', 4),
  /* 2 */ int('u64', 8),
  /* 3 */ int('char', 1),
  /* 4 */ struct('list_head', 16, [
    ['next', 5, 0],
    ['prev', 5, 64],
  ]),
  /* 5 */ reference(2, 4),
  /* 6 */ struct('task_struct', 96, [
    ['state', 2, 0],
    ['tasks', 4, 64],
    ['signal', 10, 192],
    ['thread_node', 4, 256],
    ['files', 13, 384],
    ['real_cred', 8, 448],
    ['cred', 8, 512],
    ['comm', 11, 576],
    ['pid', 1, 704],
    ['tgid', 1, 736],
  ]),
  /* 7 */ struct('cred', 24, [
    ['usage', 2, 0],
    ['uid', 1, 64],
    ['gid', 1, 96],
  ]),
  /* 8 */ reference(2, 7),
  /* 9 */ struct('signal_struct', 24, [
    ['count', 2, 0],
    ['thread_head', 4, 64],
  ]),
  /* 10 */ reference(2, 9),
  /* 11 */ array(3, 16),
  /* 12 */ struct('files_struct', 16, [
    ['count', 2, 0],
    ['fdt', 15, 64],
  ]),
  /* 13 */ reference(2, 12),
  /* 14 */ struct('fdtable', 16, [
    ['max_fds', 1, 0],
    ['fd', 18, 64],
  ]),
  /* 15 */ reference(2, 14),
  /* 16 */ struct('file', 16, [['f_op', 2, 0]]),
  /* 17 */ reference(2, 16),
  /* 18 */ reference(2, 17),
  /* 19 */ struct('module', 96, [
    ['state', 2, 0],
    ['list', 4, 64],
    ['name', 26, 192],
    ['core_layout', 27, 640],
  ]),
  /* 20 */ struct('tty_driver', 40, [
    ['num', 1, 0],
    ['ttys', 22, 64],
    ['tty_drivers', 4, 128],
  ]),
  /* 21 */ struct('tty_struct', 16, [['ops', 2, 64]]),
  /* 22 */ reference(2, 23),
  /* 23 */ reference(2, 21),
  /* 24 */ reference(14, 6, 'idle_copy'),
  /* 25 */ { name: '.data..percpu', kind: 15, word: 0x1000, entries: 1, rest: [24, 0x100, 96] },
  /* 26 */ array(3, 56),
  /* 27 */ struct('module_layout', 16, [
    ['base', 2, 0],
    ['size', 1, 64],
  ]),
];

const COUNTED_TASK = struct('task_struct', 104, [
  ['state', 2, 0],
  ['tasks', 4, 64],
  ['signal', 10, 192],
  ['thread_node', 4, 256],
  ['files', 13, 384],
  ['real_cred', 8, 448],
  ['cred', 8, 512],
  ['thread_pid', 2, 768],
]);
const PID = struct('pid', 24, [
  ['count', 2, 0],
  ['tasks', 7, 64],
]);

/** The same with a count of tasks and slots of tasks in struct pid. */
export const COUNTING_KERNEL: KernelNames = {
  get table() {
    const { symbols } = SMALL_KERNEL.table;
    return new SymbolTable([...symbols, { name: 'nr_threads', type: 'D', address: DIRECT_MAP + BigInt(NR_THREADS) }]);
  },
  get types() {
    return new Btf(btfImage(TYPES.map((type) => (type.name === 'task_struct' ? COUNTED_TASK : type)).concat(PID)));
  },
  physicalOf: (address) => SMALL_KERNEL.physicalOf(address),
};

/** Symbols (each up to the next), types, and where they are. */
export const SMALL_KERNEL: KernelNames = {
  table: new SymbolTable([
    { name: 'current_task', type: 'A', address: 0x80n },
    { name: 'idle_threads', type: 'A', address: BigInt(IDLE_THREADS) },
    { name: 'idle_copy', type: 'A', address: 0x100n },
    ...Object.entries(PLACES).map(([name, gpa]) => ({ name, type: 'D', address: DIRECT_MAP + BigInt(gpa) })),
    { name: 'beyond', type: 'B', address: DIRECT_MAP + 0x5000_0000n },
  ]),
  types: new Btf(btfImage(TYPES)),
  physicalOf: (address) => {
    const gpa = address - DIRECT_MAP;
    return gpa >= 0n && gpa < 0x40_0000n ? Number(gpa) : undefined;
  },
};

/** Write a u64 past all guards. */
export function put(vm: Vm, gpa: number, value: bigint): void {
  vm.memory.write(gpa, u64(value), { force: true });
}

/** Write a u64 as a device would: guards see it. */
export function store(vm: Vm, gpa: number, value: bigint): void {
  vm.memory.write(gpa, u64(value), { origin: 'device' });
}

/** The VM as one with so many processors, as far as guards by target go; all of them are the first one. */
export function withProcessors(vm: Vm, count: number): BinderVm {
  const { guards, memory, vcpus } = vm;
  return { guards, memory, vcpus: Array.from({ length: count }, () => vcpus[0]), defer: (task) => vm.defer(task) };
}

/** Tables that map DIRECT_MAP to 4 MiB of memory. @returns the paging state that uses them */
export function mapDirect(vm: Vm): { cr0: number; cr3: number; cr4: number; efer: number } {
  put(vm, 0x1000 + 273 * 8, 0x2003n);
  put(vm, 0x2000, 0x3003n);
  put(vm, 0x3000, 0x83n);
  put(vm, 0x3008, 0x20_0083n);
  return { cr0: 0x8000_0001, cr3: 0x1000, cr4: 0x20, efer: 0x500 };
}

/** Linear address of guest-physical memory. */
export const linear = (gpa: number): bigint => DIRECT_MAP + BigInt(gpa);

function u64(value: bigint): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value, true);
  return bytes;
}
