/**
 * The objects that a running kernel has, found by its own lists, and the words of those lists that say when one comes or
 * goes.
 *
 * Linux, include/linux/sched.h, include/linux/sched/signal.h, include/linux/fdtable.h, include/linux/module.h,
 * include/linux/tty_driver.h. Lists are followed by their `next` words: linking an object in and out writes exactly one
 * `next` of its neighbours, and the list is whole behind that store.
 */
import type { Btf } from '../btf/btf.ts';
import { memberOffset } from '../btf/member-path.ts';
import type { KernelNames } from '../target/target-placement.ts';
import { FILE_MEMBERS, type FollowedType, NEEDS, POINTERS } from './followed-types.ts';
import type { GuestView } from './guest-view.ts';
import { perCpuAddress } from './per-cpu-address.ts';

/** What a walk has found. */
export interface ObjectWalk {
  /** Addresses of the objects, each once. */
  readonly objects: ReadonlySet<bigint>;
  /** Words (8 bytes each) that change when an object comes or goes. */
  readonly links: ReadonlySet<bigint>;
}

/** Objects of one type, or links of one list: far more than a guest of some GiB has; bounds loops that a guest builds. */
const MAXIMUM_OBJECTS = 65_536;
/** Words that one walk may watch, over all lists. */
const MAXIMUM_LINKS = 4 * MAXIMUM_OBJECTS;
/** Slots of one table of files; bounds what a damaged count can ask for. */
const MAXIMUM_FILES = 4096;
const MAXIMUM_LINES = 1024;
/** Objects lie in the upper half of the address space. */
const UPPER_HALF = 0xffff_8000_0000_0000n;

/** The offsets that walks need, bytes; a kernel without one of them has no such walk. */
interface TaskOffsets {
  readonly tasks: bigint;
  readonly threadNode: bigint;
  readonly signal: bigint;
  readonly threadHead: bigint;
}

/**
 * Walks over the objects of one kernel.
 * @example new KernelObjects(symbols).walk('task_struct', view).objects.size // processes and threads
 */
export class KernelObjects {
  readonly #kernel: KernelNames;
  readonly #types: Btf;
  readonly #cpus: number;
  /** Whether tasks can be watched by nr_threads. */
  readonly #hasCount: boolean;
  /** Whether pseudo-terminals can be found. */
  readonly #hasPtys: boolean;
  readonly #offsets = new Map<string, bigint>();
  readonly #obstacles = new Map<FollowedType, string | undefined>();

  /**
   * @param types of the kernel
   * @param cpus how many processors the guest has; each has an idle task
   */
  constructor(kernel: KernelNames, types: Btf, cpus = 1) {
    this.#kernel = kernel;
    this.#types = types;
    this.#cpus = cpus;
    const hasSlots = this.#find('task_struct.thread_pid') !== undefined && this.#find('pid.tasks') !== undefined;
    const members = ['file.f_op', 'file.private_data', 'tty_file_private.tty', 'tty_struct.link', ...FILE_MEMBERS];
    this.#hasPtys =
      kernel.table.find('pty_count') !== undefined && members.every((name) => this.#find(name) !== undefined);
    this.#hasCount = hasSlots && kernel.table.find('nr_threads') !== undefined;
  }

  /**
   * Why objects of a type cannot be found in this kernel, or undefined when they can: a symbol or a member that walks
   * need is missing.
   */
  findObstacle(type: FollowedType): string | undefined {
    let obstacle = this.#obstacles.get(type);
    if (obstacle === undefined && !this.#obstacles.has(type)) {
      obstacle = this.#searchObstacle(type);
      this.#obstacles.set(type, obstacle);
    }
    return obstacle;
  }

  /** All objects of a type at this moment. Empty while the kernel has none or is not mapped yet. */
  walk(type: FollowedType, view: GuestView): ObjectWalk {
    if (this.#kernel.isLocated === false || this.findObstacle(type) !== undefined)
      return { objects: new Set(), links: new Set() };
    switch (type) {
      case 'task_struct':
        return this.#tasks(view);
      case 'file':
        return this.#files(view);
      case 'sock':
        return this.#sockets(view);
      case 'module':
        return this.#modules(view);
      case 'tty_struct':
        return this.#terminals(view);
      default:
        return this.#pointedAt(type, view);
    }
  }

  #searchObstacle(type: FollowedType): string | undefined {
    const { symbols, members } = NEEDS[type];
    const symbol = symbols.find((name) => this.#kernel.table.find(name) === undefined);
    if (symbol !== undefined) return `the kernel has no symbol ${symbol}`;
    const member = members.find((name) => this.#find(name) === undefined);
    if (member !== undefined) return `the kernel's types have no ${member}`;
    return undefined;
  }

  /**
   * Processes and threads, the idle task first.
   *
   * The links of their lists lie among words that page faults and signals write all the time. Where the kernel has them,
   * two colder words tell the same: `nr_threads`, which counts up behind the linking of a task, and the task's slot in
   * its struct pid, which is cleared when the task is about to leave the lists.
   */
  #tasks(view: GuestView): ObjectWalk & { objects: Set<bigint>; links: Set<bigint> } {
    const objects = new Set<bigint>();
    const lists = new Set<bigint>();
    const first = this.#symbol('init_task');
    const offsets: TaskOffsets = {
      tasks: this.#offset('task_struct.tasks'),
      threadNode: this.#offset('task_struct.thread_node'),
      signal: this.#offset('task_struct.signal'),
      threadHead: this.#offset('signal_struct.thread_head'),
    };
    const leaders = new Set<bigint>([first]);
    for (const entry of listEntries(view, first + offsets.tasks, lists)) leaders.add(entry - offsets.tasks);
    for (const leader of leaders) {
      if (objects.size >= MAXIMUM_OBJECTS) break;
      objects.add(leader);
      const signal = view.pointer(leader + offsets.signal);
      if (signal === undefined || signal < UPPER_HALF) continue;
      for (const entry of listEntries(view, signal + offsets.threadHead, lists))
        objects.add(entry - offsets.threadNode);
    }
    const links = lists.size === 0 || !this.#hasCount ? lists : this.#countedLinks(view, objects);
    this.#addIdleTasks(view, objects, links);
    return { objects, links };
  }

  /** The colder words that tell of tasks; those that are on their way out of the lists are taken out of `objects`. */
  #countedLinks(view: GuestView, objects: Set<bigint>): Set<bigint> {
    const first = this.#symbol('init_task');
    const links = new Set<bigint>([this.#symbol('nr_threads')]);
    for (const task of objects) {
      const pid = task === first ? undefined : view.pointer(task + this.#offset('task_struct.thread_pid'));
      if (pid === undefined) continue;
      const slot = pid + this.#offset('pid.tasks');
      // Cleared slot, cleared pointer: the task is on its way out of the lists.
      if (pid < UPPER_HALF || view.pointer(slot) === 0n) objects.delete(task);
      else links.add(slot);
    }
    return links;
  }

  /** The idle tasks of all processors but the first are in no list; each processor has a pointer to its own. Linux, kernel/smpboot.c. */
  #addIdleTasks(view: GuestView, objects: Set<bigint>, links: Set<bigint>): void {
    const pointer = this.#kernel.table.find('idle_threads');
    for (let cpu = 1; pointer !== undefined && cpu < this.#cpus; cpu++) {
      const slot = perCpuAddress(view, this.#kernel, pointer.address, cpu);
      if (slot === undefined) return;
      links.add(slot);
      addObject(objects, view.pointer(slot));
    }
  }

  /** What members of tasks, or of open files, point at. */
  #pointedAt(type: keyof typeof POINTERS, view: GuestView): ObjectWalk {
    const pointers: readonly string[] = POINTERS[type];
    const { objects: owners, links } = pointers[0].startsWith('file.') ? this.#files(view) : this.#tasks(view);
    const objects = new Set<bigint>();
    for (const owner of owners) {
      for (const name of pointers) {
        if (links.size >= MAXIMUM_LINKS) return { objects, links };
        const slot = owner + this.#offset(name);
        links.add(slot);
        addObject(objects, view.pointer(slot));
      }
    }
    return { objects, links };
  }

  /** What the tasks' file descriptors refer to. */
  #files(view: GuestView): ObjectWalk & { links: Set<bigint> } {
    const { objects: tasks, links } = this.#tasks(view);
    const objects = new Set<bigint>();
    const tables = new Set<bigint>();
    for (const task of tasks) {
      links.add(task + this.#offset('task_struct.files'));
      addObject(tables, view.pointer(task + this.#offset('task_struct.files')));
    }
    for (const files of tables) {
      const tableLink = files + this.#offset('files_struct.fdt');
      const table = view.pointer(tableLink);
      if (table === undefined || table < UPPER_HALF) continue;
      links.add(tableLink);
      const slots = view.pointer(table + this.#offset('fdtable.fd'));
      const count = Math.min(view.u32(table + this.#offset('fdtable.max_fds')) ?? 0, MAXIMUM_FILES);
      if (slots === undefined || slots < UPPER_HALF) continue;
      addSlots(view, slots, count, objects, links);
    }
    return { objects, links };
  }

  /** The sockets of open files. */
  #sockets(view: GuestView): ObjectWalk {
    const { objects: files, links } = this.#files(view);
    const objects = new Set<bigint>();
    const operations = this.#symbol('socket_file_ops');
    for (const file of files) {
      if (view.pointer(file + this.#offset('file.f_op')) !== operations) continue;
      const socket = view.pointer(file + this.#offset('file.private_data'));
      if (socket === undefined || socket < UPPER_HALF || links.size >= MAXIMUM_LINKS) continue;
      const slot = socket + this.#offset('socket.sk');
      links.add(slot);
      addObject(objects, view.pointer(slot));
    }
    return { objects, links };
  }

  #modules(view: GuestView): ObjectWalk {
    const objects = new Set<bigint>();
    const links = new Set<bigint>();
    const offset = this.#offset('module.list');
    for (const entry of listEntries(view, this.#symbol('modules'), links)) objects.add(entry - offset);
    return { objects, links };
  }

  /** The open terminals of all drivers that keep a table of them, and pseudo-terminals, whose drivers keep none. */
  #terminals(view: GuestView): ObjectWalk {
    const objects = new Set<bigint>();
    const links = new Set<bigint>();
    const offset = this.#offset('tty_driver.tty_drivers');
    for (const entry of listEntries(view, this.#symbol('tty_drivers'), links)) {
      const driver = entry - offset;
      const table = view.pointer(driver + this.#offset('tty_driver.ttys'));
      const lines = Math.min(view.u32(driver + this.#offset('tty_driver.num')) ?? 0, MAXIMUM_LINES);
      if (table !== undefined && table >= UPPER_HALF) addSlots(view, table, lines, objects, links);
    }
    if (this.#hasPtys) this.#pseudoTerminals(view, objects, links);
    return { objects, links };
  }

  /**
   * Pseudo-terminals, by the open files that refer to them. The kernel counts them before the first file is in its slot: as
   * long as it counts more than are found, the slots are watched, too. Linux, fs/devpts/inode.c, drivers/tty/tty_io.c.
   */
  #pseudoTerminals(view: GuestView, objects: Set<bigint>, links: Set<bigint>): void {
    const counter = this.#symbol('pty_count');
    links.add(counter);
    const expected = view.u32(counter) ?? 0;
    if (expected === 0) return;
    const operations = new Set(TTY_OPERATIONS.map((name) => this.#kernel.table.find(name)?.address));
    const files = this.#files(view);
    let ends = 0;
    const add = (tty: bigint | undefined): bigint | undefined => {
      if (tty === undefined || tty < UPPER_HALF || objects.size >= MAXIMUM_OBJECTS) return undefined;
      const other = view.pointer(tty + this.#offset('tty_struct.link'));
      const isPty = other !== undefined && other >= UPPER_HALF;
      if (isPty && !objects.has(tty)) ends++;
      objects.add(tty);
      return isPty ? other : undefined;
    };
    for (const file of files.objects) {
      if (!operations.has(view.pointer(file + this.#offset('file.f_op')))) continue;
      const state = view.pointer(file + this.#offset('file.private_data'));
      if (state === undefined || state < UPPER_HALF) continue;
      add(add(view.pointer(state + this.#offset('tty_file_private.tty'))));
    }
    if (ends >= expected * 2) return;
    for (const link of files.links) if (links.size < MAXIMUM_LINKS) links.add(link);
  }

  #symbol(name: string): bigint {
    return this.#kernel.table.get(name).address;
  }

  #find(name: string): number | undefined {
    const [type, member] = name.split('.');
    return memberOffset(this.#types, type, member);
  }

  #offset(name: string): bigint {
    let offset = this.#offsets.get(name);
    if (offset === undefined) {
      offset = BigInt(this.#find(name) ?? 0);
      this.#offsets.set(name, offset);
    }
    return offset;
  }
}

/** Operations of files that are terminals. */
const TTY_OPERATIONS = ['tty_fops', 'ptmx_fops', 'hung_up_tty_fops'] as const;

/** The entries of a circular list behind its head. Ends where the list is damaged. */
function* listEntries(view: GuestView, head: bigint, links: Set<bigint>): Generator<bigint> {
  let at = head;
  for (let i = 0; i < MAXIMUM_OBJECTS && links.size < MAXIMUM_LINKS; i++) {
    const next = view.pointer(at);
    if (next === undefined) return;
    links.add(at);
    if (next === head || next < UPPER_HALF || links.has(next)) return;
    yield next;
    at = next;
  }
}

/** The objects that an array of pointers refers to; every slot is a link. */
function addSlots(view: GuestView, table: bigint, count: number, objects: Set<bigint>, links: Set<bigint>): void {
  for (let i = 0; i < count && objects.size < MAXIMUM_OBJECTS && links.size < MAXIMUM_LINKS; i++) {
    const slot = table + BigInt(i * 8);
    links.add(slot);
    addObject(objects, view.pointer(slot));
  }
}

function addObject(objects: Set<bigint>, address: bigint | undefined): void {
  if (address !== undefined && address >= UPPER_HALF && objects.size < MAXIMUM_OBJECTS) objects.add(address);
}
