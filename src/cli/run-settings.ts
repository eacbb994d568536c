/** The options of `subpage run`, from text to values. */
import { type Command, Option } from 'commander';
import { HvError } from '../base/error.ts';
import { BOOT_PROTOCOLS, type BootProtocol } from '../boot/image.ts';
import { VERDICTS, type Verdict } from '../introspect/guard/verdict.ts';
import { type GuardTarget, parseGuardTarget } from '../introspect/target/guard-target.ts';
import { type GdbAddress, parseGdbAddress } from './gdb-listener.ts';
import { parseAddress, parseCount, parseDuration, parseSize } from './quantity.ts';

export const ENGINES = ['soft', 'kvm', 'auto'] as const;
/** `auto`: KVM where it works for the run, else the built-in engine. */
export type EngineName = (typeof ENGINES)[number];

export const SPP_CHOICES = ['auto', 'processor', 'software'] as const;

/** What a run is asked to do. */
export interface RunSettings {
  readonly kernel: string;
  readonly memoryBytes: number;
  /** vCPUs of the guest. */
  readonly cpus: number;
  readonly initrd: string | undefined;
  readonly commandLine: string;
  readonly guards: readonly GuardTarget[];
  readonly policyFile: string | undefined;
  /** A file that symbols and types are read from instead of the image. */
  readonly symbols: string | undefined;
  /** Where the policy goes that allows what was observed. */
  readonly learn: string | undefined;
  /** Call stacks in events. */
  readonly stack: boolean;
  readonly policy: Verdict;
  readonly events: string | undefined;
  readonly onLostEvents: 'continue' | 'stop';
  readonly summary: string | undefined;
  /** File of the tracepoints. */
  readonly trace: string | undefined;
  /** Memory overcommit: name of a new file, and the bytes of host memory that stay in use. */
  readonly swap: { readonly path: string; readonly residentBytes: number } | undefined;
  readonly timeoutMs: number | undefined;
  readonly maxInstructions: number | undefined;
  /** Undefined: what the engine does by itself. */
  readonly time: 'virtual' | 'host' | undefined;
  readonly engine: EngineName;
  /** On KVM: who enforces guards. Undefined: `auto`, not asked for. */
  readonly spp: (typeof SPP_CHOICES)[number] | undefined;
  /** On KVM: guards are not enforced; changes are found afterwards. */
  readonly audit: boolean;
  readonly debugExit: boolean;
  /** Where a debugger connects before the guest begins. */
  readonly gdb: GdbAddress | undefined;
  readonly flat: { readonly address: number; readonly mode: 'real' | 'protected' | 'long' } | undefined;
  readonly protocol: BootProtocol;
  readonly seed: bigint;
  readonly epochSeconds: number | undefined;
  readonly straddleFirstOnly: boolean;
  /** Hot guest code is translated (soft engine). */
  readonly jit: boolean;
}

/** The options as commander hands them over. */
interface RawOptions {
  memory: string;
  cpus: string;
  initrd?: string;
  append: string;
  /** Undefined: not given. */
  guard?: string[];
  policy: string;
  policyFile?: string;
  symbols?: string;
  output?: string;
  stack: boolean;
  events?: string;
  onLostEvents: string;
  summary?: string;
  trace?: string;
  swap?: string;
  resident?: string;
  timeout?: string;
  maxInstructions?: string;
  time?: string;
  engine: string;
  spp?: string;
  audit: boolean;
  debugExit: boolean;
  gdb?: string;
  flat?: string;
  protocol: string;
  seed: string;
  date?: string;
  straddle: string;
  jit: string;
}

const FLAT_MODES = ['real', 'protected', 'long'] as const;

/**
 * Define `run` on the program.
 * @param action called with the settings once they are valid
 */
export function addRunCommand(program: Command, action: (settings: RunSettings) => Promise<void>): void {
  defineRun(program.command('run').description('boot a kernel or another image, under guards'), action);
}

/** Give a command the argument and options of a run. */
export function defineRun(command: Command, action: (settings: RunSettings) => Promise<void>): Command {
  return command
    .argument('<kernel>', 'bzImage, vmlinux, multiboot ELF file, or a flat binary with --flat')
    .option('-m, --memory <size>', 'guest memory', '256M')
    .option('--cpus <n>', 'processors of the guest, which take turns', '1')
    .option('-i, --initrd <file>', 'initial RAM disk')
    .option('-a, --append <text>', 'kernel command line', '')
    .option(
      '-g, --guard <spec>',
      'what to guard, any number of times: gpa:ADDR+LEN, gva:ADDR+LEN, symbol, symbol:LEN, symbol+OFF:LEN, ' +
        'symbol.member or type.member@all',
      collect,
    )
    .addOption(
      new Option('-p, --policy <verdict>', 'what happens to a write that meets a guard')
        .choices(VERDICTS)
        .default('report'),
    )
    .option('--policy-file <file>', 'guards and rules from a file, see `subpage policy check`')
    .option(
      '--symbols <file>',
      'names and types from a file instead of the image: ISF, System.map, /proc/kallsyms, ELF',
    )
    .option('--stack', 'call stacks in events, where the kernel has ORC tables', false)
    .option('--events <file>', 'write each caught write as a JSON line')
    .addOption(
      new Option('--on-lost-events <what>', 'when an event cannot be written')
        .choices(['continue', 'stop'])
        .default('continue'),
    )
    .option('--trace <file>', 'write the tracepoints of memory management as JSON lines')
    .option('--swap <file>', 'put guest memory that is not in use into a new file (soft engine)')
    .option('--resident <size>', 'with --swap: host memory for the guest and its tables')
    .option('--summary <file>', 'write counters and result as JSON at the end')
    .option('--timeout <duration>', 'end the run after so much time, e.g. 60s')
    .option('--max-instructions <n>', 'end the run after so many guest instructions')
    .addOption(new Option('--engine <name>', 'what runs the guest').choices(ENGINES).default('soft'))
    .addOption(
      new Option('--spp <who>', 'on KVM, who enforces guards: the processor, where a patched kernel has it').choices(
        SPP_CHOICES,
      ),
    )
    .option('--audit', 'on KVM: deny nothing, find changes of guarded bytes after they were made', false)
    .addOption(
      new Option('--time <source>', 'what guest time follows (virtual; host on KVM)').choices(['virtual', 'host']),
    )
    .option('--gdb <port|file>', 'wait for gdb on a port of this machine, or on a Unix socket (soft engine)')
    .option('--debug-exit', 'let the guest end the run through port 0xf4', false)
    .option('--flat <addr[:mode]>', 'take the file as a flat binary; mode is real, protected or long')
    .addOption(
      new Option('--protocol <name>', 'boot protocol, where the image leaves a choice')
        .choices(BOOT_PROTOCOLS)
        .default('auto'),
    )
    .option('--seed <n>', 'seed of RDRAND and RDSEED', '1')
    .option('--date <seconds>', 'real-time clock at the start, seconds since 1970')
    .addOption(
      new Option('--straddle <rule>', 'which sub-pages of a straddling write are checked')
        .choices(['all', 'first'])
        .default('all'),
    )
    .addOption(
      new Option('--jit <switch>', 'translate hot guest code; only the speed differs (soft engine)')
        .choices(['on', 'off'])
        .default('on'),
    )
    .action((kernel: string, options: RawOptions) => action(toSettings(kernel, options)));
}

/** @throws HvError `invalid-argument`, `bad-guard`: one line that names the option */
export function toSettings(kernel: string, raw: RawOptions): RunSettings {
  return {
    kernel,
    memoryBytes: parseSize(raw.memory, '--memory'),
    cpus: parseCount(raw.cpus, '--cpus'),
    initrd: raw.initrd,
    commandLine: raw.append,
    guards: (raw.guard ?? []).map(parseGuardOption),
    policy: raw.policy as Verdict,
    policyFile: raw.policyFile,
    symbols: raw.symbols,
    learn: raw.output,
    stack: raw.stack,
    events: raw.events,
    onLostEvents: raw.onLostEvents as 'continue' | 'stop',
    summary: raw.summary,
    trace: raw.trace,
    swap: parseSwap(raw.swap, raw.resident),
    timeoutMs: raw.timeout === undefined ? undefined : parseDuration(raw.timeout, '--timeout'),
    maxInstructions:
      raw.maxInstructions === undefined ? undefined : parseCount(raw.maxInstructions, '--max-instructions'),
    time: raw.time as RunSettings['time'],
    engine: raw.engine as EngineName,
    spp: raw.spp as RunSettings['spp'],
    audit: raw.audit,
    debugExit: raw.debugExit,
    gdb: raw.gdb === undefined ? undefined : parseGdbAddress(raw.gdb),
    flat: raw.flat === undefined ? undefined : parseFlat(raw.flat),
    protocol: raw.protocol as RunSettings['protocol'],
    seed: BigInt(parseCount(raw.seed, '--seed')),
    epochSeconds: raw.date === undefined ? undefined : parseCount(raw.date, '--date'),
    straddleFirstOnly: raw.straddle === 'first',
    jit: raw.jit === 'on',
  };
}

function parseSwap(path: string | undefined, resident: string | undefined): RunSettings['swap'] {
  if ((path === undefined) !== (resident === undefined)) {
    throw new HvError('invalid-argument', '--swap and --resident: expected both of them or neither');
  }
  if (path === undefined || resident === undefined) return undefined;
  return { path, residentBytes: parseSize(resident, '--resident') };
}

function parseFlat(text: string): NonNullable<RunSettings['flat']> {
  const [address, mode = 'long', ...rest] = text.split(':');
  const known = FLAT_MODES.find((name) => name === mode);
  if (known === undefined || rest.length > 0) {
    throw new HvError(
      'invalid-argument',
      `--flat: expected ADDR or ADDR:real|protected|long, got ${JSON.stringify(text)}`,
    );
  }
  return { address: parseAddress(address, '--flat'), mode: known };
}

function parseGuardOption(text: string): GuardTarget {
  try {
    return parseGuardTarget(text);
  } catch (error) {
    if (!(error instanceof HvError)) throw error;
    throw new HvError(error.code, `--${error.message}`, { cause: error });
  }
}

/** Without a default, which the help would show. */
function collect(value: string, previous: string[] = []): string[] {
  return [...previous, value];
}
