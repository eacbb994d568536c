/** The virtual machine: an engine's processor and memory, a board, guards and events, and the loop that runs them. */
import { HvError } from '../base/error.ts';
import { ramRanges } from '../boot/memory-map.ts';
import type { BootPlan } from '../boot/plan.ts';
import { describeWrite, type GuardEvent } from '../introspect/events/event.ts';
import { EventLog } from '../introspect/events/event-log.ts';
import { GuardSet } from '../introspect/guard/guard-set.ts';
import { GuardedMemory, type WriteOutcome } from '../introspect/guard/guarded-memory.ts';
import type { ProcessInfo } from '../introspect/objects/current-process.ts';
import type { GuestMemory, WriteOrigin } from '../memory/guest-memory.ts';
import { DeniedWrites } from './denied-writes.ts';
import type { Engine, EngineVm, Vcpu } from './engine.ts';
import type { VcpuExit } from './exit.ts';
import { initialRegisters } from './initial-registers.ts';
import { Machine } from './machine.ts';
import { stopOfExit, type VmStop } from './stop.ts';
import { MachineClock, NS_PER_INSTRUCTION, type TimeSource, TSC_HZ } from './time.ts';
import { Turns } from './turns.ts';
import type { RunOptions, StoreCounts, VmOptions } from './vm-options.ts';

export type { RunOptions, StoreCounts, VmOptions } from './vm-options.ts';

const SLICE_INSTRUCTIONS = 4_000_000;
/** After how many instructions of a slice the host is asked whether it wants a moment, or its time is up. */
const LOOK_INSTRUCTIONS = 50_000;
/** What a jump over idle time counts against the slice, so that an idle guest lets the host breathe. */
const IDLE_COST = 2_000;
/** What a judged write counts until the next look at the host. */
const WRITE_COST = 500;
/** And an event: lists of the guest that its rules, its symbols and its call stack lead through may be long. */
const EVENT_COST = 12_500;
/** How long a turn of one of several vCPUs is, in instructions, and in ns where the engine cannot count them. */
const TURN_INSTRUCTIONS = 50_000;
const TURN_NS = 2e6;
/** 2024-01-01T00:00:00Z: a date that certificates and file systems take for the present. */
const EPOCH_SECONDS = 1_704_067_200;

/**
 * A virtual machine: vCPUs on a PC board.
 * @example
 * const vm = new Vm({ engine: new SoftEngine(core), memoryBytes: 64 << 20 });
 * vm.boot(await planBoot({ image, commandLine: 'console=ttyS0', memoryBytes: 64 << 20 }));
 * vm.guards.add({ gpa: 0x10_0000, length: 4, name: 'counter', verdict: 'deny' });
 * vm.onEvent = (event) => console.log(event.gpa, event.new);
 * const stop = await vm.run();
 */
export class Vm {
  readonly engine: Engine;
  /** The board: devices and interrupt controllers. */
  readonly machine: Machine;
  /** The guest's time. */
  readonly clock: MachineClock;
  /** Byte-exact guards. Their `vectorVerdict` decides about vectors without a guard: `stop` unless changed. */
  readonly guards: GuardSet;
  /** The newest events. */
  readonly events: EventLog;
  /**
   * Called for each event, after it was logged, while the guest waits. Must not throw. What the instruction stores may not be in
   * memory yet: `event.new` has it.
   */
  onEvent: ((event: GuardEvent) => void) | undefined;
  /** Names a code address for events, `name+0x12`. */
  symbolize: ((address: bigint) => string | undefined) | undefined;
  /**
   * Puts an instruction into words, for events; `disassembler()` of `subpage/node` makes one. The bytes may go on behind the
   * instruction.
   */
  disassemble: ((bytes: Uint8Array, rip: bigint, codeBits: 16 | 32 | 64) => string | undefined) | undefined;
  /** Tells the process that runs, for events. */
  processOf: (() => ProcessInfo | undefined) | undefined;
  /** Tells the callers of the writing instruction, the innermost first, for events. Called for each of them. */
  stackOf: (() => readonly string[] | undefined) | undefined;
  readonly #engineVm: EngineVm;
  readonly #guarded: GuardedMemory;
  readonly #denied: DeniedWrites;
  readonly #turns: Turns;
  #stop: VmStop | undefined;
  readonly #deferred: (() => void)[] = [];
  #disposed = false;
  #running = false;
  #paceIdle = false;
  /** What events count that the loop has not taken off its time until the next look at the host. */
  #eventCost = 0;

  /** @throws HvError `invalid-argument`, `out-of-memory` */
  constructor(options: VmOptions) {
    const { engine, memoryBytes } = options;
    const ranges = ramRanges(memoryBytes);
    const time = options.time ?? defaultTime(engine);
    const vcpuCount = checkVcpus(options.vcpus ?? 1, engine);
    this.engine = engine;
    let turns: Turns | undefined;
    const budget = engine.capabilities.virtualTime ? 'instructions' : 'ns';
    this.clock = new MachineClock(time, () => turns?.instructions ?? 0, budget);
    this.clock.onEarlierDeadline = () => turns?.vcpu.requestExit();
    this.machine = new Machine({
      clock: this.clock,
      vcpus: vcpuCount,
      signals: {
        intr: (id, level) => turns?.setIntr(id, level),
        nmi: (id) => turns?.injectNmi(id),
        init: (id) => turns?.init(id),
        startup: (id, vector) => turns?.startup(id, vector),
      },
      epochSeconds: options.epochSeconds ?? EPOCH_SECONDS,
      onConsole: options.onConsole ?? (() => {}),
      debugExit: options.debugExit ?? false,
      onStop: (stop) => this.#requestStop(stop),
      physicalAddressBits: engine.capabilities.physicalAddressBits,
      // The counter ticks once a ns, from an offset that the guest may set and that waiting in HLT moves.
      tscToNs: (tsc, id) => {
        const vcpu = this.vcpus[id];
        const counter = vcpu.hostTsc;
        if (counter !== undefined) return this.clock.now() + ((tsc - counter.read()) / counter.hz) * 1e9;
        return tsc - (time === 'virtual' ? Number(vcpu.tscBase) - this.clock.skippedNs : 0);
      },
    });
    this.#engineVm = engine.createVm({
      memoryBytes,
      boards: this.machine.boards,
      tsc: time === 'virtual' ? { perInstruction: (NS_PER_INSTRUCTION * TSC_HZ) / 1e9 } : 'host',
      seed: options.seed ?? 1n,
      straddleFirstOnly: options.straddleFirstOnly ?? false,
      byteMaps: options.byteMaps ?? true,
      accessedDirty: options.accessedDirty ?? false,
    });
    turns = new Turns(this.#engineVm.vcpus, budget === 'instructions' ? TURN_INSTRUCTIONS : TURN_NS);
    this.#turns = turns;
    const { space } = this.#engineVm;
    try {
      ranges.forEach((range, id) => {
        space.addSlot({ id, gpa: range.gpa, size: range.size });
      });
    } catch (error) {
      this.#engineVm.dispose();
      throw error;
    }
    const silentStores = (gfn: number): number => this.#engineVm.findSilentStores(gfn) ?? NaN;
    const strongest = engine.capabilities.deniesWrites ? 'stop' : 'report';
    this.guards = new GuardSet(space.protection, 'stop', silentStores, strongest);
    this.#guarded = new GuardedMemory(space.memory, space.slots, this.guards);
    this.#guarded.onWrite = (outcome, origin) => this.#record(outcome, origin);
    this.events = new EventLog(options.events);
    this.#denied = new DeniedWrites({
      memory: this.memory,
      guarded: this.#guarded,
      turns,
      names: this,
      countsInstructions: engine.capabilities.virtualTime,
      record: (outcome) => this.#record(outcome, 'cpu'),
    });
    for (const vcpu of this.vcpus) vcpu.writeSink = this.#denied.sink;
  }

  /** Guest-physical memory. Writes are checked by the guards unless they say `force`. */
  get memory(): GuestMemory {
    return this.#engineVm.memory;
  }

  /** Memslots, tables and counters of the address space. */
  get space(): EngineVm['space'] {
    return this.#engineVm.space;
  }

  /** By their numbers. The first is the bootstrap processor, which `boot()` sets; the others wait until the guest starts them. */
  get vcpus(): readonly Vcpu[] {
    return this.#engineVm.vcpus;
  }

  /** The vCPU whose turn it is: in handlers of events the one that wrote, after a run the one that ended it. */
  get vcpu(): Vcpu {
    return this.#turns.vcpu;
  }

  /** Counters of the engine, by name. */
  statistics(): Readonly<Record<string, number>> {
    return this.#engineVm.statistics();
  }

  /** Stores of the guest to each guarded page since it was guarded. */
  storeCounts(): StoreCounts[] {
    return [...this.guards.pageCounters()].map(([gfn, { silent, writes, falseSharing, letThrough }]) => ({
      gfn,
      silent,
      letThrough,
      judged: writes,
      falseSharing: falseSharing + letThrough,
    }));
  }

  /** Sub-page write vectors, one u32 a page: see GuestProtection.setSubPageAccess(). */
  setSubPageAccess(gfn: number, masks: Uint32Array): number {
    return this.space.protection.setSubPageAccess(gfn, masks);
  }

  /** The masks in force, guards included: see GuestProtection.getSubPageAccess(). */
  getSubPageAccess(gfn: number, pages: number): Uint32Array {
    return this.space.protection.getSubPageAccess(gfn, pages);
  }

  /**
   * End runs with `breakpoint` when the instruction at one of these linear addresses is next, in whatever address space. They take
   * the place of those before.
   * @throws HvError `unsupported` for more than `engine.capabilities.breakpoints`
   * @example vm.setBreakpoints([symbols.table.get('do_exit').address]);
   */
  setBreakpoints(addresses: readonly bigint[]): void {
    const { breakpoints } = this.engine.capabilities;
    if (addresses.length > breakpoints) {
      const most = breakpoints === 0 ? 'has none' : `has at most ${breakpoints}, got ${addresses.length}`;
      throw new HvError('unsupported', `setBreakpoints: the ${this.engine.name} engine ${most}`);
    }
    this.#engineVm.setBreakpoints(addresses);
  }

  /** Put a boot image into memory and set the processor to its entry. @throws HvError `no-memslot`, `out-of-memory` */
  boot(plan: BootPlan): void {
    for (const segment of plan.segments) this.memory.write(segment.gpa, segment.bytes, { force: true });
    this.vcpus[0].setRegisters(initialRegisters(plan.state));
  }

  /** Bytes for the guest's serial console. @returns how many were taken; offer the rest again later */
  sendConsole(bytes: Uint8Array): number {
    return this.machine.pc.serial.receive(bytes);
  }

  /**
   * Call a function before the guest executes its next instruction. What may not be done while a write is judged (set or
   * remove guards, above all) can be done there.
   */
  defer(task: () => void): void {
    this.#deferred.push(task);
    // While a protected write is completed, the processor has left its run already.
    if (!this.#denied.isCompleting) this.vcpu.requestExit();
  }

  /** End the run that is under way (or the next one) with `requested`. */
  stop(): void {
    this.#requestStop({ kind: 'requested' });
  }

  /**
   * Run until something ends it. Can be called again afterwards, to go on where the guest stopped.
   * @throws HvError `bad-state` while another run is under way, or after dispose(); `invalid-argument` for limits that are no
   * numbers of instructions; `unsupported` for `maxInstructions` on an engine that cannot count
   */
  async run(options: RunOptions = {}): Promise<VmStop> {
    if (this.#disposed) throw new HvError('bad-state', 'run: expected a VM that was not disposed of');
    if (this.#running) throw new HvError('bad-state', 'run: expected no other run of the VM under way');
    if (options.maxInstructions !== undefined && !this.engine.capabilities.virtualTime) {
      throw new HvError('unsupported', `run: the ${this.engine.name} engine cannot count instructions`);
    }
    const { maxInstructions = Infinity, sliceInstructions: slice = SLICE_INSTRUCTIONS } = options;
    checkAtLeast('maxInstructions', maxInstructions, 0);
    checkAtLeast('sliceInstructions', slice, 1);
    if (options.vcpu !== undefined && this.vcpus[options.vcpu] === undefined) {
      throw new HvError(
        'invalid-argument',
        `run: expected a vCPU from 0 to ${this.vcpus.length - 1}, got ${options.vcpu}`,
      );
    }
    this.#running = true;
    try {
      const turns = this.#turns;
      turns.restrictTo(options.vcpu);
      this.#paceIdle = this.clock.isVirtual && options.sleep !== undefined && (options.paceIdle ?? false);
      const end = turns.instructions + maxInstructions;
      for (;;) {
        const left = end - turns.instructions;
        if (left <= 0) return { kind: 'instruction-limit' };
        const result = await this.#runSlice(Math.min(slice, left), options);
        this.#audit();
        if (result !== undefined && result !== 'idle') return result;
        if (result === 'idle') {
          const next = this.clock.nextDeadline();
          const wait = next === undefined ? undefined : Math.max(0, next - this.clock.now());
          const slept = options.sleep === undefined ? undefined : await options.sleep(wait);
          if (slept === undefined) return { kind: 'halted' };
          if (this.#paceIdle) this.#skip(Math.min(Math.round(slept), wait ?? Infinity));
          this.clock.endRun();
        }
        if (options.onSlice !== undefined) await options.onSlice();
        if (options.isTimeUp?.()) return { kind: 'time-limit' };
      }
    } finally {
      this.#turns.restrictTo(undefined);
      this.#running = false;
    }
  }

  /** Give memory back. The VM is of no use afterwards; a run that is under way ends as `failure`. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    if (this.#running) this.#requestStop({ kind: 'failure', message: 'the VM was disposed of' });
    this.#engineVm.dispose();
  }

  /** @returns why the VM stops; `idle` when only the host can wake it; undefined when the slice is used up */
  async #runSlice(instructions: number, options: RunOptions): Promise<VmStop | 'idle' | undefined> {
    const turns = this.#turns;
    let left = instructions;
    // Where runs are measured in time, slices are short enough.
    const look = this.engine.capabilities.virtualTime ? LOOK_INSTRUCTIONS : Infinity;
    let untilLook = look;
    while (left > 0) {
      untilLook -= this.#eventCost;
      this.#eventCost = 0;
      if (untilLook <= 0) {
        untilLook = look;
        const breath = options.breathe?.();
        if (breath !== undefined) await breath;
        if (options.isTimeUp?.()) return this.#takeStop() ?? { kind: 'time-limit' };
      }
      if (this.#deferred.length > 0) untilLook = 0; // they may take long
      while (this.#deferred.length > 0) this.#deferred.shift()?.();
      const stop = this.#takeStop();
      if (stop !== undefined) return stop;
      const budget = Math.min(left, untilLook > 0 ? untilLook : look, turns.prepare());
      const exit = turns.run(this.clock.beginRun(budget));
      left -= turns.used;
      untilLook -= turns.used;
      this.clock.endRun();
      if (exit.kind === 'limit') {
        const ended = this.#denied.endUndone(turns.vcpu);
        if (ended !== undefined) return ended;
        continue;
      }
      if (exit.kind === 'hlt') {
        if (turns.pass()) continue;
        if (!turns.awaitsInterrupt) return this.#takeStop() ?? { kind: 'halted' };
        const next = this.clock.nextDeadline();
        if (next === undefined || !this.clock.isVirtual || this.#paceIdle) return this.#takeStop() ?? 'idle';
        this.#skip(Math.max(0, next - this.clock.now()));
        left -= IDLE_COST;
        untilLook -= IDLE_COST;
        continue;
      }
      const ended = this.#answer(turns.vcpu, exit);
      if (ended !== undefined) return ended;
      left -= turns.recount();
      untilLook -= WRITE_COST;
    }
    return this.#takeStop();
  }

  /** Let virtual time go on without instructions, and run what is due. */
  #skip(ns: number): void {
    for (const vcpu of this.vcpus) vcpu.advanceTsc((ns * TSC_HZ) / 1e9);
    this.clock.skip(ns);
  }

  #answer(vcpu: Vcpu, exit: Exclude<VcpuExit, { kind: 'limit' | 'hlt' }>): VmStop | undefined {
    if (exit.kind === 'protected-write') return this.#denied.complete(vcpu, exit);
    if (exit.kind !== 'breakpoint') return stopOfExit(exit);
    this.#turns.hold();
    return { kind: 'breakpoint', address: vcpu.linearRip };
  }

  /** What an engine that cannot hold writes back has found in the slice that is over. */
  #audit(): void {
    for (const { gpa, old, new: data } of this.#engineVm.takeAudited?.() ?? []) {
      this.#guarded.auditedChange(gpa, old, data);
    }
  }

  #record(outcome: WriteOutcome, origin: WriteOrigin): GuardEvent | undefined {
    if (outcome.verdict === 'allow') return undefined;
    const writer = origin === 'cpu' ? this.#denied.writerOf(outcome.gpa) : undefined;
    const event = this.events.enter(describeWrite(outcome, this.clock.now(), origin, writer));
    this.onEvent?.(event);
    this.#eventCost += EVENT_COST;
    // An instruction that the engine emulates by itself, in the middle of its run.
    if (origin === 'cpu' && !this.#denied.isCompleting && this.engine.capabilities.virtualTime) {
      this.vcpu.requestExit();
    }
    return event;
  }

  #requestStop(stop: VmStop): void {
    this.#stop ??= stop;
    this.vcpu.requestExit();
  }

  #takeStop(): VmStop | undefined {
    const stop = this.#stop;
    this.#stop = undefined;
    return stop;
  }
}

/** @throws HvError `invalid-argument` */
function checkVcpus(count: number, { name, capabilities: { maxVcpus } }: Engine): number {
  if (Number.isInteger(count) && count >= 1 && count <= maxVcpus) return count;
  const expected = maxVcpus === 1 ? '1 vCPU' : `1 to ${maxVcpus} vCPUs`;
  throw new HvError('invalid-argument', `Vm: expected ${expected} on the ${name} engine, got ${count}`);
}

/** @throws HvError `invalid-argument`, for NaN too: a run up to it would never end */
function checkAtLeast(option: string, value: number, least: number): void {
  if (!(value >= least)) {
    throw new HvError('invalid-argument', `run: expected ${option} of ${least} or more, got ${value}`);
  }
}

/** Virtual where the engine has it, otherwise the engine's own clock. */
function defaultTime(engine: Engine): TimeSource {
  if (engine.capabilities.virtualTime || engine.hostNs === undefined) return 'virtual';
  return { hostNs: engine.hostNs };
}
