/** `subpage run`: boot an image under guards, with the guest's console on this terminal. */
import { HvError } from '../base/error.ts';
import { acpiTables } from '../boot/acpi-placement.ts';
import { planBoot } from '../boot/image.ts';
import type { BootPlan } from '../boot/plan.ts';
import { formatRegisters } from '../cpu/registers.ts';
import { disassembler } from '../engine/kvm/disassembler.ts';
import { GdbStub } from '../gdb/stub.ts';
import type { GuardEvent } from '../introspect/events/event.ts';
import { encodeEvent, encodeLoss } from '../introspect/events/json-lines.ts';
import { canRefuse } from '../introspect/policy/policy.ts';
import { encodeTrace } from '../mmu/trace.ts';
import type { Engine } from '../vm/engine.ts';
import type { VmStop } from '../vm/stop.ts';
import type { TimeSource } from '../vm/time.ts';
import { type RunOptions, Vm } from '../vm/vm.ts';
import { TerminalConsole } from './console.ts';
import { checkImage, chooseEngine, type EngineNeeds } from './engine-choice.ts';
import { formatEvent } from './event-text.ts';
import { describeStop, STATUS_GUARD, STATUS_USAGE, statusOfStop } from './exit-status.ts';
import { runForGdb } from './gdb-listener.ts';
import { answerMonitor } from './gdb-monitor.ts';
import { bindGuards, bindPolicy, callStack, currentProcess, symbolizer } from './guard-binding.ts';
import { readInput } from './input-file.ts';
import { kernelOf } from './kernel-source.ts';
import { checkWritable, LineFile, writeWhole } from './output-file.ts';
import { readPolicyFile } from './policy.ts';
import { showProgress } from './progress.ts';
import type { RunSettings } from './run-settings.ts';
import { summarize } from './summary.ts';
import { SwapFile } from './swap-file.ts';

/** Slices while a linear address waits to be mapped: short, so that it is armed soon after. */
const PENDING_SLICE = 200_000;
/** Caught writes that are shown one by one; all are counted, and all are in the events file. */
const SHOWN_EVENTS = 200;
/** Longest sleep of an idle guest before the limits are looked at again, ms. */
const NAP_MS = 50;
/** How often signals of the host are looked at and output is written, ms, however slow the guest's instructions are. */
const BREATH_MS = 100;
/** Bytes from stdin that wait for the guest before reading pauses. */
const INPUT_BYTES = 1 << 16;

/** Exit status of a process ended by a signal, as shells count it. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * @returns the exit status of the process
 * @throws HvError for bad input; nothing has run then
 */
export async function run(settings: RunSettings): Promise<number> {
  const started = performance.now();
  if (settings.audit) refuseDenials(settings);
  const engine = await chooseEngine(settings.engine, needsOf(settings), (line) => process.stderr.write(`${line}\n`));
  if (settings.memoryBytes > engine.capabilities.maxMemoryBytes) {
    throw new HvError(
      'invalid-argument',
      `--memory: expected at most ${engine.capabilities.maxMemoryBytes / 2 ** 20}M on the ${engine.name} engine, ` +
        `got ${Math.ceil(settings.memoryBytes / 2 ** 20)}M`,
    );
  }
  checkCpus(settings.cpus, engine);
  const { plan, image } = await readPlan(settings);
  await checkImage(engine, plan.kind);
  const output = new ConsoleBuffer();
  const vm = new Vm({
    engine,
    memoryBytes: settings.memoryBytes,
    vcpus: settings.cpus,
    ...(settings.time === undefined ? {} : { time: timeSource(settings.time) }),
    seed: settings.seed,
    ...(settings.epochSeconds === undefined ? {} : { epochSeconds: settings.epochSeconds }),
    onConsole: (byte) => output.add(byte),
    debugExit: settings.debugExit,
    straddleFirstOnly: settings.straddleFirstOnly,
  });
  vm.boot(plan);
  const symbols = await kernelOf(plan, image, settings.symbols, vm);
  vm.symbolize = symbolizer(vm, symbols);
  vm.processOf = currentProcess(vm, symbols);
  if (settings.events !== undefined) vm.disassemble = disassembler();
  if (settings.stack) vm.stackOf = callStack(vm, symbols);
  const bind = () => bindGuards(vm, settings.guards, settings.policy, symbols);
  // Symbols are read when the first guard asks for one.
  const binding = settings.guards.length > 0 ? await showProgress('looking for symbols', bind) : bind();
  const policy = settings.policyFile === undefined ? undefined : bindPolicy(settings, vm, binding, symbols);
  binding.tryPending();
  if (settings.audit)
    process.stderr.write('subpage: audit: changes of guarded bytes are found afterwards, none is denied\n');
  // What cannot be written is bad input, too, and said before the guest runs and before any file is made.
  for (const [path, option] of [
    [settings.summary, '--summary'],
    [settings.learn, '--output'],
    [settings.trace, '--trace'],
  ] as const) {
    if (path !== undefined) checkWritable(path, option);
  }
  const events = settings.events === undefined ? undefined : LineFile.create(settings.events, '--events', encodeLoss);
  const trace = settings.trace === undefined ? undefined : LineFile.create(settings.trace, '--trace');
  if (trace !== undefined) vm.space.trace.listen((record) => trace.add(encodeTrace(record, vm.clock.now())));
  const swap = overcommit(vm, settings);

  const debug = settings.gdb && {
    address: settings.gdb,
    stub: new GdbStub(vm, { monitor: (command) => answerMonitor(vm, binding, command) }),
  };
  const stopRun = (): void => (debug?.stub ?? vm).stop();

  let signal: keyof typeof SIGNALS | undefined;
  const terminal = new TerminalConsole({
    onInput: (bytes) => input.add(bytes),
    onLeave: stopRun,
  });
  const input = new InputQueue(terminal);
  terminal.open();
  input.offer(vm);
  const say = (line: string): void => {
    process.stderr.write(process.stdin.isTTY ? `${line.replaceAll('\n', '\r\n')}\r\n` : `${line}\n`);
  };
  let lostEvents = false;
  vm.onEvent = (event) => {
    policy?.learner?.add(event);
    if (event.seq <= SHOWN_EVENTS) say(formatEvent(event));
    if (event.seq === SHOWN_EVENTS) say('subpage: further caught writes are counted, not shown');
    lostEvents ||= recordEvent(events, event, settings.onLostEvents, vm);
  };
  const handlers = (Object.keys(SIGNALS) as (keyof typeof SIGNALS)[]).map((name) => {
    const handler = (): void => {
      signal = name;
      stopRun();
    };
    process.on(name, handler);
    return { name, handler };
  });

  let stop: VmStop;
  try {
    const deadline = settings.timeoutMs === undefined ? Infinity : started + settings.timeoutMs;
    let breath = started;
    const breathe = async (): Promise<void> => {
      output.flush(terminal);
      events?.flush();
      trace?.flush();
      await terminal.drained();
      await nextTurn();
      breath = performance.now();
    };
    const options: RunOptions = {
      ...(settings.maxInstructions === undefined ? {} : { maxInstructions: settings.maxInstructions }),
      ...(binding.isPending ? { sliceInstructions: PENDING_SLICE } : {}),
      isTimeUp: () => performance.now() >= deadline,
      breathe: () => (performance.now() < breath + BREATH_MS ? undefined : breathe()),
      onSlice: async () => {
        if (binding.isPending) for (const { target } of binding.tryPending()) say(`subpage: armed ${target.text}`);
        await breathe();
        input.offer(vm);
      },
      sleep: async (ns) => {
        input.offer(vm);
        output.flush(terminal);
        if (ns === undefined && !terminal.inputOpen && input.isEmpty) return undefined;
        const from = performance.now();
        const ms = Math.min(ns === undefined ? NAP_MS : ns / 1e6, NAP_MS, Math.max(0, deadline - performance.now()));
        await input.arrived(ms);
        input.offer(vm);
        return (performance.now() - from) * 1e6;
      },
      paceIdle: process.stdin.isTTY === true,
    };
    stop = await (debug === undefined ? vm.run(options) : runForGdb(debug.stub, options, { ...debug, deadline, say }));
  } finally {
    output.flush(terminal);
    terminal.close();
    for (const { name, handler } of handlers) process.off(name, handler);
    events?.close();
    trace?.close();
    swap?.close();
  }

  if (stop.kind === 'triple-fault' || stop.kind === 'failure') {
    const who = settings.cpus > 1 ? ` (vCPU ${vm.vcpu.id})` : '';
    say(`subpage: ${describeStop(stop)}${who}\n${formatRegisters(vm.vcpu.getRegisters())}`);
  } else if (signal !== undefined) say(`subpage: ended by ${signal}`);
  else if (lostEvents) say('subpage: stopped because an event was lost');
  else if (stop.kind !== 'power-off' && stop.kind !== 'debug-exit') say(`subpage: ${describeStop(stop)}`);
  if (events !== undefined && events.lost > 0) {
    say(
      `subpage: --events ${events.path}: ${events.lost} of ${events.written + events.lost} events were lost, ${spans(events)} (${events.failure})`,
    );
  }
  if (trace !== undefined && trace.lost > 0) {
    say(`subpage: --trace ${trace.path}: ${trace.lost} lines were lost (${trace.failure})`);
  }
  if (terminal.lostBytes > 0)
    say(`subpage: ${terminal.lostBytes} bytes of console output were lost (${terminal.failure})`);
  for (const { target, isArmed, armedPlaces, places } of binding.bound) {
    if (isArmed) continue;
    const what =
      armedPlaces === 0
        ? 'was never armed: the address was never mapped'
        : `was armed for the first ${armedPlaces} of ${places} processors: the kernel has no copy for the others`;
    say(`subpage: guard ${JSON.stringify(target.text)} ${what}`);
  }
  let status = signal !== undefined ? SIGNALS[signal] : lostEvents ? STATUS_GUARD : statusOfStop(stop);
  if (settings.learn !== undefined && policy?.learner !== undefined) {
    if (!writeResult(settings.learn, policy.learner.result(), '--output')) status ||= STATUS_USAGE;
    if (policy.learner.lost > 0)
      say(`subpage: ${policy.learner.lost} writes came from more writers than are told apart`);
  }
  if (settings.summary !== undefined) {
    const summary = summarize({ vm, stop, status, binding, events, hostMs: performance.now() - started });
    const text = `${JSON.stringify(summary, undefined, 2)}\n`;
    if (!writeResult(settings.summary, text, '--summary')) status ||= STATUS_USAGE;
  }
  return status;
}

/** The sequence numbers of lost events: `number 3 to 9`. */
function spans({ losses }: LineFile): string {
  const [first] = losses;
  const last = losses[losses.length - 1];
  const places = losses.length === 1 ? '' : `, in ${losses.length} places`;
  return `number ${first.from}${last.to === first.from ? '' : ` to ${last.to}`}${places}`;
}

/** @returns whether the run is to end because an event was lost */
function recordEvent(file: LineFile | undefined, event: GuardEvent, onLost: 'continue' | 'stop', vm: Vm): boolean {
  if (file === undefined) return false;
  file.add(encodeEvent(event));
  if (onLost === 'continue') return false;
  file.flush();
  if (file.lost === 0 && file.failure === undefined) return false;
  vm.stop();
  return true;
}

/** Write what the run has found out. @returns false when it could not be written, which has been said then */
function writeResult(path: string, text: string, option: string): boolean {
  try {
    writeWhole(path, text, option);
    return true;
  } catch (error) {
    if (!(error instanceof HvError)) throw error;
    process.stderr.write(`subpage: ${error.message}\n`);
    return false;
  }
}

/** Read the files of a run and work out how to start the image. */
export async function readPlan(settings: RunSettings): Promise<{ plan: BootPlan; image: Uint8Array }> {
  const image = readInput(settings.kernel, 'kernel');
  const initrd = settings.initrd === undefined ? undefined : readInput(settings.initrd, '--initrd');
  try {
    const plan = await showProgress(`unpacking ${settings.kernel}`, () =>
      planBoot({
        image,
        ...(initrd === undefined ? {} : { initrd }),
        commandLine: settings.commandLine,
        memoryBytes: settings.memoryBytes,
        ...(settings.flat === undefined ? { acpi: acpiTables(settings.cpus) } : { flat: settings.flat }),
        protocol: settings.protocol,
      }),
    );
    return { plan, image };
  } catch (error) {
    if (error instanceof HvError && error.code === 'bad-image') {
      const [, problem] = /^initrd: (.*)$/.exec(error.message) ?? [];
      const text =
        problem === undefined ? `${settings.kernel}: ${error.message}` : `--initrd ${settings.initrd}: ${problem}`;
      throw new HvError('bad-image', text, { cause: error });
    }
    throw error;
  }
}

/** @throws HvError `invalid-argument` */
function checkCpus(cpus: number, { name, capabilities: { maxVcpus } }: Engine): void {
  if (cpus >= 1 && cpus <= maxVcpus) return;
  const expected = maxVcpus === 1 ? '1' : `1 to ${maxVcpus}`;
  throw new HvError('invalid-argument', `--cpus: expected ${expected} on the ${name} engine, got ${cpus}`);
}

function needsOf(settings: RunSettings): EngineNeeds {
  return {
    memoryBytes: settings.memoryBytes,
    cpus: settings.cpus,
    soft: settings.jit ? {} : { jit: false },
    virtualTime: settings.time === 'virtual' || settings.maxInstructions !== undefined,
    softOption: softOption(settings),
    kvmOption: settings.audit ? '--audit' : settings.spp === undefined ? undefined : '--spp',
    kvm: { spp: settings.spp ?? 'auto', audit: settings.audit },
  };
}

/** An option that only the soft engine has. */
function softOption({ straddleFirstOnly, swap, gdb }: RunSettings): string | undefined {
  if (straddleFirstOnly) return '--straddle first';
  return swap !== undefined ? '--swap' : gdb !== undefined ? '--gdb' : undefined;
}

/** An audit can only tell. @throws HvError `invalid-argument` */
function refuseDenials({ policy, policyFile, learn }: RunSettings): void {
  const why = '--audit sees writes after they were made';
  if (policy !== 'allow' && policy !== 'report') {
    throw new HvError('invalid-argument', `--policy: expected allow or report, got ${policy}: ${why}`);
  }
  if (policyFile === undefined || learn !== undefined || !canRefuse(readPolicyFile(policyFile).policy)) return;
  throw new HvError('invalid-argument', `${policyFile}: expected no verdict stronger than report: ${why}`);
}

/** Let the guest have more memory than the host gives it. */
function overcommit(vm: Vm, { swap: wanted, memoryBytes }: RunSettings): SwapFile | undefined {
  if (wanted === undefined) return undefined;
  const { path, residentBytes } = wanted;
  const swap = new SwapFile(path, Math.ceil(memoryBytes / 4096));
  vm.space.pressure.swap = swap;
  try {
    vm.space.pressure.frameLimit = Math.floor(residentBytes / 4096);
  } catch (cause) {
    swap.close();
    throw new HvError('invalid-argument', `--resident: expected at least 256K, got ${residentBytes} bytes`, { cause });
  }
  return swap;
}

/** The clock of the host in ns, or virtual time. */
export function timeSource(time: 'virtual' | 'host'): TimeSource {
  return time === 'virtual' ? 'virtual' : { hostNs: () => performance.now() * 1e6 };
}

/** The next turn of the event loop: timers and input happen before it. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Collects the guest's output, which comes byte by byte, into writes. */
export class ConsoleBuffer {
  #bytes = new Uint8Array(4096);
  #length = 0;

  add(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(this.#length * 2);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length++] = byte;
  }

  flush(target: { write(bytes: Uint8Array): void }): void {
    if (this.#length === 0) return;
    target.write(this.#bytes.slice(0, this.#length));
    this.#length = 0;
  }
}

/** Bytes on their way from stdin to the guest. */
class InputQueue {
  #bytes: Uint8Array = new Uint8Array(0);
  #wake: (() => void) | undefined;
  readonly #terminal: TerminalConsole;

  constructor(terminal: TerminalConsole) {
    this.#terminal = terminal;
  }

  get isEmpty(): boolean {
    return this.#bytes.length === 0;
  }

  add(bytes: Uint8Array): void {
    const joined = new Uint8Array(this.#bytes.length + bytes.length);
    joined.set(this.#bytes);
    joined.set(bytes, this.#bytes.length);
    this.#bytes = joined;
    if (joined.length > INPUT_BYTES) this.#terminal.pause();
    this.#wake?.();
  }

  /** Hand over what the guest's serial port takes. */
  offer(vm: Vm): void {
    if (this.#bytes.length === 0) return;
    this.#bytes = this.#bytes.subarray(vm.sendConsole(this.#bytes));
    if (this.#bytes.length <= INPUT_BYTES) this.#terminal.resume();
  }

  /** Resolves when input comes, at the latest after `ms`. */
  async arrived(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }
}
