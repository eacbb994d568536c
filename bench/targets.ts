/**
 * How often the pages, sub-pages and bytes of kernel objects worth guarding are written: our counters beside the counts
 * published for the same kernel and workload (a QEMU plugin's). `node dist/bench/targets.js [SCALE]` prints the tables of
 * docs/targets.md; SCALE 1, the default, is the whole workload and takes minutes.
 */
import type { Btf } from '../src/introspect/btf/btf.ts';
import { memberOffset } from '../src/introspect/btf/member-path.ts';
import type { Guard, GuardSpec } from '../src/introspect/guard/guard.ts';
import { GuestView, type PhysicalRun } from '../src/introspect/objects/guest-view.ts';
import { KernelObjects } from '../src/introspect/objects/kernel-objects.ts';
import type { Vm } from '../src/vm/vm.ts';
import { runWorkload, type WorkloadGuest, workloadGuest } from './workload.ts';

const KERNEL = 'linux-image-6.1.0-56-amd64';
const PAGE = 4096;
const SUB_PAGE = 128;

/** Published counts: stores to the page(s), to the 128-byte sub-pages, to the bytes. */
type Published = readonly [page: number, subPages: number, exact: number];
/** `work`: driven by what the guest does; `time`: by timers, so it follows guest time. */
type Driver = 'work' | 'time';

// biome-ignore format: a table
const VARIABLES: readonly (readonly [symbol: string, length: number, driver: Driver, published: Published])[] = [
  ['modules_disabled',    4,    'time', [382_223, 0, 0]],
  ['sig_enforce',         1,    'time', [25_444, 0, 0]],
  ['kexec_load_disabled', 4,    'time', [25_444, 0, 0]],
  ['poweroff_cmd',        256,  'work', [16_527, 0, 0]],
  ['init_cred',           176,  'work', [16_527, 3_062, 0]],
  ['proc_root',           192,  'work', [17_884, 0, 0]],
  ['modprobe_path',       256,  'work', [8_812, 0, 0]],
  ['panic_timeout',       4,    'work', [3_843, 0, 0]],
  ['core_pattern',        128,  'work', [0, 0, 0]],
  ['ptrace_scope',        4,    'work', [2_310, 2_310, 0]],
  ['kernel_locked_down',  4,    'work', [2_310, 2_310, 0]],
  ['sys_call_table',      3232, 'work', [0, 0, 0]],
  ['security_hook_heads', 1912, 'work', [0, 0, 0]],
  ['selinux_state',       104,  'work', [0, 0, 0]],
];

// biome-ignore format: a table
const FIELDS: readonly (readonly [what: string, member: string, length: number, kthreads: Published, user: Published])[] = [
  ['`real_cred`, `cred`',     'real_cred',         16, [420_682, 0, 0],            [79_812, 0, 0]],
  ['`nsproxy`',               'nsproxy',           8,  [420_682, 0, 0],            [79_812, 0, 0]],
  ['`seccomp`',               'seccomp',           16, [420_682, 7_396, 0],        [79_812, 7_596, 0]],
  ['`thread_info.flags` (control)', 'thread_info', 8,  [448_999, 96_159, 11_981],  [76_783, 19_162, 276]],
];

/** Objects besides tasks. Those that lived through the workload are counted. */
// biome-ignore format: a table
const OBJECTS: readonly (readonly [type: ObjectType, member: string, length: number, count: number, published: Published])[] = [
  ['tty_struct',    'ops',                  8,   1,  [460_882, 30, 0]],
  ['file',          'f_op',                 8,   27, [136_682, 8_459, 0]],
  ['file',          'f_cred',               8,   27, [136_682, 0, 0]],
  ['signal_struct', 'rlim',                 256, 25, [29_450, 0, 0]],
  ['mm_struct',     'pgd',                  8,   25, [320_039, 23_067, 0]],
  ['cred',          'uid',                  152, 25, [2_689, 144, 0]],
  ['sock',          '__sk_common.skc_prot', 8,   1,  [1_202, 2, 0]],
];
type ObjectType = 'tty_struct' | 'file' | 'sock' | keyof typeof OF_PROCESSES;
/** What processes point at, and by which member; kernel threads share some of it. */
const OF_PROCESSES = { signal_struct: 'signal', mm_struct: 'mm', cred: 'cred' } as const;

interface Counted {
  readonly page: number;
  readonly subPages: number;
  readonly exact: number;
}

/** Two guards: the bytes, and the sub-pages that they lie in. Both only count. */
function countingSpecs(gpa: number, length: number, name: string): [GuardSpec, GuardSpec] {
  const from = gpa - (gpa % SUB_PAGE);
  const to = Math.ceil((gpa + length) / SUB_PAGE) * SUB_PAGE;
  return [
    { gpa, length, name, verdict: 'allow' },
    { gpa: from, length: to - from, name, verdict: 'allow' },
  ];
}

/** An object's guards. */
interface CountedObject {
  readonly exact: Guard;
  readonly subPages: Guard;
}

/** Sums over guarded objects, as differences between two moments. */
class Counter {
  readonly #vm: Vm;
  readonly #objects: readonly CountedObject[];
  readonly #before: Map<Guard | number, number>;

  constructor(vm: Vm, objects: readonly CountedObject[]) {
    this.#vm = vm;
    this.#objects = objects;
    this.#before = this.#now();
  }

  /** Stores since the counter was made. @param keep which of the objects count; all unless told */
  read(keep: (index: number) => boolean = () => true): Counted {
    const now = this.#now();
    const since = (key: Guard | number): number => (now.get(key) ?? 0) - (this.#before.get(key) ?? 0);
    const objects = this.#objects.filter((_, index) => keep(index));
    const pages = new Set(objects.flatMap(({ exact }) => pagesOf(exact)));
    return {
      page: [...pages].reduce((sum, gfn) => sum + since(gfn), 0),
      subPages: objects.reduce((sum, { subPages }) => sum + since(subPages), 0),
      exact: objects.reduce((sum, { exact }) => sum + since(exact), 0),
    };
  }

  /** Stores to guards, and to pages by their frame number. */
  #now(): Map<Guard | number, number> {
    const counts = new Map<Guard | number, number>();
    for (const { exact, subPages } of this.#objects) {
      counts.set(exact, exact.writes);
      counts.set(subPages, subPages.writes);
    }
    for (const { gfn, silent, letThrough, judged } of this.#vm.storeCounts()) {
      counts.set(gfn, silent + letThrough + judged);
    }
    return counts;
  }
}

function pagesOf({ gpa, length }: Guard): number[] {
  const pages: number[] = [];
  for (let gfn = Math.floor(gpa / PAGE); gfn * PAGE < gpa + length; gfn++) pages.push(gfn);
  return pages;
}

/** Guards for runs of bytes. */
function addCounted(vm: Vm, runs: readonly PhysicalRun[], name: string): CountedObject[] {
  const guards = vm.guards.addAll(runs.flatMap(({ gpa, length }) => countingSpecs(gpa, length, name)));
  return runs.map((_, i) => ({ exact: guards[2 * i], subPages: guards[2 * i + 1] }));
}

/** The kernel of the workload, as it is at one moment. */
class Moment {
  readonly view: GuestView;
  readonly tasks: readonly bigint[];
  readonly #objects: KernelObjects;
  readonly #types: Btf;

  constructor(vm: Vm, types: Btf, objects: KernelObjects) {
    this.view = new GuestView({ memory: vm.memory, paging: vm.vcpus[0].paging });
    this.#objects = objects;
    this.#types = types;
    this.tasks = [...objects.walk('task_struct', this.view).objects];
  }

  isUser(task: bigint): boolean {
    return this.view.pointer(task + this.offset('task_struct', 'mm')) !== 0n;
  }
  /** Objects of a type, those that processes have. */
  find(type: ObjectType): bigint[] {
    if (!isOfProcesses(type)) return [...this.#objects.walk(type, this.view).objects];
    const slot = this.offset('task_struct', OF_PROCESSES[type]);
    const found = this.tasks.filter((task) => this.isUser(task)).map((task) => this.view.pointer(task + slot));
    return [...new Set(found.filter((object) => object !== undefined))];
  }
  /** The runs of physical bytes of a member. */
  runs(object: bigint, type: string, member: string, length: number): readonly PhysicalRun[] {
    return this.view.runs(object + this.offset(type, member), length) ?? [];
  }
  /** @param path members, with dots between them */
  offset(type: string, path: string): bigint {
    const offset = memberOffset(this.#types, type, ...path.split('.'));
    if (offset === undefined) throw new Error(`targets: the kernel has no ${type}.${path}`);
    return BigInt(offset);
  }
}

function isOfProcesses(type: ObjectType): type is keyof typeof OF_PROCESSES {
  return type in OF_PROCESSES;
}

/** Guards on members of all tasks of a kind. Tasks that end leave theirs behind: they count until then. */
function countTasks(vm: Vm, moment: Moment): Map<string, Counter> {
  const counters = new Map<string, Counter>();
  for (const [what, member, length] of FIELDS) {
    for (const kind of ['kthreads', 'user'] as const) {
      const runs = moment.tasks
        .filter((task) => moment.isUser(task) === (kind === 'user'))
        .flatMap((task) => moment.runs(task, 'task_struct', member, length));
      counters.set(`${what} ${kind}`, new Counter(vm, addCounted(vm, runs, what)));
    }
  }
  process.stderr.write(
    `${moment.tasks.filter((task) => moment.isUser(task)).length} processes of ${moment.tasks.length} tasks\n`,
  );
  return counters;
}

/** Guards on a member of every object of a type. @returns for each row of OBJECTS what reads it at the end */
function countObjects(
  vm: Vm,
  moment: Moment,
): ((end: Moment) => { readonly counted: Counted; readonly count: number })[] {
  return OBJECTS.map(([type, member, length]) => {
    const owners: bigint[] = [];
    const runs: PhysicalRun[] = [];
    for (const object of moment.find(type)) {
      for (const run of moment.runs(object, type, member, length)) {
        owners.push(object);
        runs.push(run);
      }
    }
    const counter = new Counter(vm, addCounted(vm, runs, `${type}.${member}`));
    return (end) => {
      const left = new Set(end.find(type));
      const kept = new Set(owners.filter((owner) => left.has(owner)));
      return { counted: counter.read((index) => kept.has(owners[index])), count: kept.size };
    };
  });
}

/** Guest-physical address of a variable; of several with one name, the last: `sig_enforce` of the modules' code. */
function placeOf({ symbols }: WorkloadGuest, symbol: string): number | undefined {
  const found = symbols.table.findAll(symbol).at(-1);
  return found && symbols.physicalOf(found.address);
}

const format = (value: number): string => value.toLocaleString('en-US');
function cells(ours: Counted, published: Published): string {
  const pairs = [ours.page, ours.subPages, ours.exact].map((value, i) => `${format(value)} : ${format(published[i])}`);
  return pairs.join(' | ');
}
/** Guest seconds of the published run. */
const PUBLISHED_SECONDS = 38;
/** What timers drive is compared by the guest second. */
function difference(ours: number, published: number, driver: Driver, guestSeconds: number): string {
  if (ours === published) return 'equal';
  if (published === 0) return 'not zero';
  const ratio = driver === 'work' ? ours / published : ours / guestSeconds / (published / PUBLISHED_SECONDS);
  return `${ratio < 1 ? '−' : '+'}${Math.abs(100 * (ratio - 1)).toFixed(1)} %${driver === 'time' ? ' a second' : ''}`;
}

const scale = Number(process.argv[2] ?? 1);
const size = {
  rounds: Math.max(1, Math.round(60 * scale)),
  fetches: Math.max(1, Math.round(40 * scale)),
  forks: Math.max(1, Math.round(604 * scale)),
  execs: 0,
  calls: Math.max(1, Math.round(20_000 * scale)),
};
const guest = await workloadGuest(size, { kernelPackage: process.argv[3] ?? KERNEL });
if (typeof guest === 'string') {
  console.log(`Not counted: ${guest}`);
} else {
  const variables = new Map<string, CountedObject[]>();
  const counters = new Map<string, Counter>();
  const counted = new Map<string, Counted>();
  const { types } = guest.symbols;
  if (types === undefined) throw new Error('targets: expected a kernel with BTF');
  const objects = new KernelObjects(guest.symbols, types);
  let others: ReturnType<typeof countObjects> = [];
  let otherCounts: ReturnType<(typeof others)[number]>[] = [];
  const run = await runWorkload(guest, {
    prepare(vm) {
      for (const [symbol, length] of VARIABLES) {
        const gpa = placeOf(guest, symbol);
        if (gpa === undefined) continue;
        variables.set(symbol, addCounted(vm, [{ gpa, length }], symbol));
      }
    },
    begin(vm) {
      const moment = new Moment(vm, types, objects);
      for (const [symbol, guarded] of variables) counters.set(symbol, new Counter(vm, guarded));
      for (const [name, counter] of countTasks(vm, moment)) counters.set(name, counter);
      others = countObjects(vm, moment);
    },
    end(vm) {
      for (const [name, counter] of counters) counted.set(name, counter.read());
      const moment = new Moment(vm, types, objects);
      otherCounts = others.map((read) => read(moment));
    },
  });
  console.log(
    `${guest.packages.join(', ')}; ${format(run.forks)} forks, ${format(run.instructions)} instructions, ` +
      `${run.guestSeconds.toFixed(1)} s of guest time between the marks.\n`,
  );
  console.log('| variable | address | driven by | page: ours : published | 128 B | exact | page, difference |');
  console.log('| --- | --- | --- | ---: | ---: | ---: | ---: |');
  for (const [symbol, , driver, published] of VARIABLES) {
    const ours = counted.get(symbol);
    const address = guest.symbols.table.findAll(symbol).at(-1)?.address.toString(16) ?? '–';
    console.log(
      ours === undefined
        ? `| \`${symbol}\` | – | ${driver} | not in this kernel | | | |`
        : `| \`${symbol}\` | ${address} | ${driver} | ${cells(ours, published)} | ${difference(ours.page, published[0], driver, run.guestSeconds)} |`,
    );
  }
  console.log('\n| field of every task | page: ours : published | 128 B | exact |\n| --- | ---: | ---: | ---: |');
  for (const [what, , , kthreads, user] of FIELDS) {
    for (const [kind, published] of [
      ['kthreads', kthreads],
      ['user', user],
    ] as const) {
      const ours = counted.get(`${what} ${kind}`);
      if (ours !== undefined) console.log(`| ${what}, ${kind} | ${cells(ours, published)} |`);
    }
  }
  console.log('\n| part | objects: ours : published | page | 128 B | exact |\n| --- | ---: | ---: | ---: | ---: |');
  OBJECTS.forEach(([type, member, , count, published], row) => {
    const ours = otherCounts[row];
    console.log(`| \`${type}.${member}\` | ${ours.count} : ${count} | ${cells(ours.counted, published)} |`);
  });
}
