/**
 * How often the pages, sub-pages and bytes of kernel objects worth guarding are written: our counters beside the counts
 * published for the same kernel and workload (a QEMU plugin's). `node dist/bench/targets.js [SCALE]` prints the tables of
 * docs/targets.md; SCALE 1, the default, is the whole workload and takes minutes.
 */
import { memberOffset } from '../src/introspect/btf/member-path.ts';
import type { Guard, GuardSpec } from '../src/introspect/guard/guard.ts';
import { GuestView } from '../src/introspect/objects/guest-view.ts';
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

/** Sums over guarded objects, as differences between two moments. */
class Counter {
  readonly #vm: Vm;
  readonly #exact: readonly Guard[];
  readonly #subPages: readonly Guard[];
  readonly #pages: ReadonlySet<number>;
  readonly #before: Counted;

  constructor(vm: Vm, guards: readonly (readonly [exact: Guard, subPages: Guard])[]) {
    this.#vm = vm;
    this.#exact = guards.map(([exact]) => exact);
    this.#subPages = guards.map(([, subPages]) => subPages);
    const pages = new Set<number>();
    for (const { gpa, length } of this.#exact) {
      for (let gfn = Math.floor(gpa / PAGE); gfn * PAGE < gpa + length; gfn++) pages.add(gfn);
    }
    this.#pages = pages;
    this.#before = this.#now();
  }

  /** Stores since the counter was made. */
  read(): Counted {
    const now = this.#now();
    return {
      page: now.page - this.#before.page,
      subPages: now.subPages - this.#before.subPages,
      exact: now.exact - this.#before.exact,
    };
  }

  #now(): Counted {
    const sum = (guards: readonly Guard[]): number => guards.reduce((total, guard) => total + guard.writes, 0);
    let page = 0;
    for (const { gfn, silent, letThrough, judged } of this.#vm.storeCounts()) {
      if (this.#pages.has(gfn)) page += silent + letThrough + judged;
    }
    return { page, subPages: sum(this.#subPages), exact: sum(this.#exact) };
  }
}

/** Guards on members of all tasks of a kind. Tasks that end leave theirs behind: they count until then. */
function countTasks(vm: Vm, guest: WorkloadGuest, objects: KernelObjects): Map<string, Counter> {
  const types = guest.symbols.types;
  if (types === undefined) throw new Error('targets: expected a kernel with BTF');
  const view = new GuestView({ memory: vm.memory, paging: vm.vcpus[0].paging });
  const offsetOf = (member: string): bigint => BigInt(memberOffset(types, 'task_struct', member) ?? -1);
  const tasks = [...objects.walk('task_struct', view).objects];
  const isUser = (task: bigint): boolean => view.pointer(task + offsetOf('mm')) !== 0n;
  const counters = new Map<string, Counter>();
  for (const [what, member, length] of FIELDS) {
    for (const kind of ['kthreads', 'user'] as const) {
      const specs: GuardSpec[] = [];
      for (const task of tasks) {
        if (isUser(task) !== (kind === 'user')) continue;
        for (const run of view.runs(task + offsetOf(member), length) ?? [])
          specs.push(...countingSpecs(run.gpa, run.length, what));
      }
      const guards = vm.guards.addAll(specs);
      counters.set(
        `${what} ${kind}`,
        new Counter(
          vm,
          guards.flatMap((guard, i) => (i % 2 === 0 ? [[guard, guards[i + 1]] as const] : [])),
        ),
      );
    }
    process.stderr.write(`${what}: ${tasks.filter(isUser).length} user tasks of ${tasks.length}\n`);
  }
  return counters;
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
  const variables = new Map<string, readonly [Guard, Guard]>();
  const counters = new Map<string, Counter>();
  const counted = new Map<string, Counted>();
  const objects = new KernelObjects(guest.symbols, guest.symbols.types!);
  const run = await runWorkload(guest, {
    prepare(vm) {
      for (const [symbol, length] of VARIABLES) {
        const gpa = placeOf(guest, symbol);
        if (gpa === undefined) continue;
        const [exact, subPages] = vm.guards.addAll(countingSpecs(gpa, length, symbol));
        variables.set(symbol, [exact, subPages]);
      }
    },
    begin(vm) {
      for (const [symbol, guards] of variables) counters.set(symbol, new Counter(vm, [guards]));
      for (const [name, counter] of countTasks(vm, guest, objects)) counters.set(name, counter);
    },
    end() {
      for (const [name, counter] of counters) counted.set(name, counter.read());
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
}
