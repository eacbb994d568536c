/**
 * What guards on two fields of every task cost a guest that works: the workload of bench/workload.ts with and without
 * them, in interleaved rounds. `npm run bench` runs this; alone, `node dist/bench/guard-load.js [ROUNDS]`. Prints a Markdown table.
 */
import { memberOffset } from '../src/introspect/btf/member-path.ts';
import type { GuardSpec } from '../src/introspect/guard/guard.ts';
import { GuestView } from '../src/introspect/objects/guest-view.ts';
import { KernelObjects } from '../src/introspect/objects/kernel-objects.ts';
import { GuardBinder } from '../src/introspect/target/guard-binder.ts';
import { parseGuardTarget } from '../src/introspect/target/guard-target.ts';
import type { Vm } from '../src/vm/vm.ts';
import { median } from './measure.ts';
import { type Aim, aimRow, tableHead } from './report.ts';
import { runWorkload, type WorkloadGuest, type WorkloadRun, workloadGuest } from './workload.ts';

const SIZE = { rounds: 5, fetches: 3, forks: 30, execs: 20, calls: 50_000 };
const FIELDS = ['cred', 'nsproxy'];

/** The tasks that there are: their fields are guarded, and stay so. */
function guardTasks(vm: Vm, { symbols }: WorkloadGuest): number {
  const types = symbols.types!;
  const view = new GuestView({ memory: vm.memory, paging: vm.vcpus[0].paging });
  const { objects } = new KernelObjects(symbols, types).walk('task_struct', view);
  const specs: GuardSpec[] = [];
  for (const task of objects) {
    for (const field of FIELDS) {
      const at = task + BigInt(memberOffset(types, 'task_struct', field)!);
      for (const run of view.runs(at, 8) ?? [])
        specs.push({ gpa: run.gpa, length: run.length, name: field, verdict: 'report' });
    }
  }
  vm.guards.addAll(specs);
  return objects.size;
}

/** Tasks are guarded as they come, and released as they go. */
function followTasks(vm: Vm, { symbols }: WorkloadGuest): void {
  const binder = new GuardBinder(vm, () => symbols);
  for (const field of FIELDS) binder.bind(parseGuardTarget(`task_struct.${field}@all`), 'report');
  binder.tryPending();
}

/** Lets several runs take turns, slice by slice, so that what else the machine does hits all of them alike. */
class Turns {
  readonly #waiting = new Map<number, () => void>();
  readonly #running = new Set<number>();

  /** Start runs, each of which is given what it has to await between two slices. */
  async all<T>(starts: readonly ((pause: () => Promise<void>) => Promise<T>)[]): Promise<T[]> {
    const runs = starts.map((start, i) => {
      this.#running.add(i);
      const run = start(() => new Promise((resolve) => this.#pass(i, resolve)));
      return run.finally(() => {
        this.#running.delete(i);
        this.#wakeAfter(i);
      });
    });
    this.#wakeAfter(-1);
    return Promise.all(runs);
  }

  #pass(i: number, resolve: () => void): void {
    this.#waiting.set(i, resolve);
    // While the runs are being started, each waits for the last of them.
    if (this.#waiting.size === this.#running.size) this.#wakeAfter(i);
  }

  #wakeAfter(i: number): void {
    const next = [...this.#waiting.keys()].sort((a, b) => a - b);
    const chosen = next.find((other) => other > i) ?? next[0];
    if (chosen === undefined) return;
    const resolve = this.#waiting.get(chosen)!;
    this.#waiting.delete(chosen);
    resolve();
  }
}

const rounds = Number(process.argv[2] ?? 3);
const guest = await workloadGuest(SIZE);
if (typeof guest === 'string') console.log(`Not measured: ${guest}`);
else {
  let tasks = 0;
  const variants: Readonly<Record<string, (vm: Vm) => void>> = {
    none: () => {},
    tasks: (vm) => {
      tasks = guardTasks(vm, guest);
    },
    following: (vm) => followTasks(vm, guest),
  };
  const names = Object.keys(variants);
  const times = new Map<string, number[]>(names.map((name) => [name, []]));
  let sample: readonly WorkloadRun[] = [];
  for (let round = 0; round < rounds; round++) {
    process.stderr.write(`\rround ${round + 1} of ${rounds}        `);
    // Where a VM's memory lies decides a few percent; so each round has new ones, in another order.
    const order = names.map((_, i) => names[(i + round) % names.length]);
    const runs = await new Turns().all(
      order.map((name) => (pause) => runWorkload(guest, { begin: variants[name], pause })),
    );
    runs.forEach((run, i) => {
      times.get(order[i])!.push(run.userSeconds);
      run.vm.dispose();
    });
    sample = names.map((name) => runs[order.indexOf(name)]);
  }
  process.stderr.write('\r'.padEnd(60) + '\r');
  const overhead = (name: string): number =>
    100 * (median(times.get(name)!.map((time, round) => time / times.get('none')![round])) - 1);
  const [none, , following] = sample;
  const rows: Aim[] = [
    {
      what: `${tasks} tasks x ${FIELDS.length} fields guarded: overhead on the busybox workload`,
      value: overhead('tasks'),
      unit: '%',
      atMost: 2,
    },
    {
      what: `… guards that follow the tasks through ${following.forks} forks and exits`,
      value: overhead('following'),
      unit: '%',
    },
  ];
  console.log([...tableHead, ...rows.map(aimRow)].join('\n'));
  const spread = names
    .map(
      (name) =>
        `${name} ${times
          .get(name)!
          .map((time) => time.toFixed(2))
          .join(' ')}`,
    )
    .join('; ');
  console.log(
    `\nWorkload of ${(none.instructions / 1e6).toFixed(0)} million instructions and ${none.forks} forks on ${guest.packages[0]}; ` +
      `the median of ${rounds} rounds, in which the variants take turns every few ms. Seconds of user time: ${spread}.`,
  );
}
