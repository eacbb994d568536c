/**
 * `npm start`: a stock Debian kernel boots under guards, a root process in it tampers with two kernel variables, and
 * each write is shown being caught.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { HvError } from '../base/error.ts';
import { acpiTables } from '../boot/acpi-placement.ts';
import { planFlat } from '../boot/flat.ts';
import { planBoot } from '../boot/image.ts';
import type { BootPlan } from '../boot/plan.ts';
import type { GuardEvent } from '../introspect/events/event.ts';
import type { Guard } from '../introspect/guard/guard.ts';
import { readKernelSymbols } from '../introspect/symbols/kernel-symbols.ts';
import { type StoreCounts, Vm } from '../vm/vm.ts';
import { softEngine } from './core-file.ts';
import { formatBurst, formatTable, joinsBurst } from './event-text.ts';
import { describeStop } from './exit-status.ts';
import { cacheDirectory, fetchDebianGuest } from './guest-kit/debian.ts';
import { buildInitramfs } from './guest-kit/initramfs.ts';
import { ConsoleBuffer, nextTurn } from './run.ts';
import { watchStandardOutput } from './standard-output.ts';

const MEMORY_BYTES = 256 << 20;
/** `nokaslr`: symbols are where the image says. `cryptomgr.notests`: saves the guest half of its boot. */
const COMMAND_LINE = 'console=ttyS0 nokaslr panic=-1 cryptomgr.notests';
/** Kernel variables that are guarded, with their sizes where the distance to the next symbol is not the size. */
const GUARDED = [
  { symbol: 'modules_disabled', length: 4 },
  { symbol: 'modprobe_path', length: 256 },
] as const;
const TIMEOUT_MS = 10 * 60_000;

/** What root does in the guest. Each command is shown before it runs. */
const SCRIPT = [
  'show() { echo "# $*"; eval "$*"; }',
  'show id -u',
  'show cat /proc/sys/kernel/modprobe /proc/sys/kernel/modules_disabled',
  'show "echo /tmp/evil > /proc/sys/kernel/modprobe"',
  'show "echo 1 > /proc/sys/kernel/modules_disabled"',
  'show cat /proc/sys/kernel/modprobe /proc/sys/kernel/modules_disabled',
  'show uptime',
];

interface Guest {
  readonly title: string;
  readonly plan: BootPlan;
  readonly memoryBytes: number;
  /** Where the guarded variables are. */
  readonly guards: readonly { name: string; gpa: number; length: number }[];
  readonly symbolize: ((address: bigint) => string | undefined) | undefined;
}

/** @returns exit status: 0 when every tampering write was caught and the guest ended by itself */
async function demo(print: (line: string) => void): Promise<number> {
  const guest = (await debianGuest(print)) ?? builtInGuest();
  const output = new ConsoleBuffer();
  const vm = new Vm({ engine: softEngine(), memoryBytes: guest.memoryBytes, onConsole: (byte) => output.add(byte) });
  vm.boot(guest.plan);
  vm.symbolize = guest.symbolize;
  const guards = vm.guards.addAll(guest.guards.map((guard) => ({ ...guard, verdict: 'deny' as const })));
  const before = guards.map((guard) => vm.memory.read(guard.gpa, guard.length));
  print(`\nBooting ${guest.title} with ${guest.memoryBytes / 2 ** 20} MiB under guards:`);
  for (const guard of guards) print(`  ${guard.name}: ${guard.length} bytes at gpa 0x${guard.gpa.toString(16)}`);
  print('');

  const stdout = { write: (bytes: Uint8Array) => process.stdout.write(bytes) };
  let burst: GuardEvent[] = [];
  const showBurst = (): void => {
    if (burst.length === 0) return;
    output.flush(stdout);
    print(`\n>>> CAUGHT  ${formatBurst(burst)}\n`);
    burst = [];
  };
  vm.onEvent = (event) => {
    if (burst.length > 0 && !joinsBurst(burst, event)) showBurst();
    burst.push(event);
  };
  const started = performance.now();
  const stop = await vm.run({
    isTimeUp: () => performance.now() - started > TIMEOUT_MS,
    onSlice: async () => {
      showBurst();
      output.flush(stdout);
      await nextTurn();
    },
  });
  showBurst();
  output.flush(stdout);
  const seconds = (performance.now() - started) / 1000;
  const instructions = vm.vcpus[0].instructions;
  print(
    `\nThe end: ${describeStop(stop)}, after ${instructions.toLocaleString('en-US')} instructions in ` +
      `${seconds.toFixed(1)} s (${(instructions / 1e6 / seconds).toFixed(0)} million a second).\n`,
  );
  print(storeTable(vm, guards));
  print('');
  return verify(vm, guards, before, stop.kind === 'power-off' || stop.kind === 'halted', print);
}

/** How many stores met guarded pages, sub-pages and bytes, and how many of them left the processor. */
function storeTable(vm: Vm, guards: readonly Guard[]): string {
  const counts = vm.storeCounts();
  const rows: (string | number)[][] = [
    ['guarded', 'stores to its page', 'to its sub-pages', 'to its bytes', 'exits', 'with a page guard'],
  ];
  for (const guard of guards) {
    const pages = counts.filter(({ gfn }) => gfn * 4096 < guard.gpa + guard.length && (gfn + 1) * 4096 > guard.gpa);
    const total = (count: (page: StoreCounts) => number): number => pages.reduce((sum, page) => sum + count(page), 0);
    const exits = total((page) => page.judged);
    const toSubPages = exits + total((page) => page.letThrough);
    const toPage = toSubPages + total((page) => page.silent);
    rows.push([guard.name, toPage, toSubPages, guard.writes, exits, toPage]);
  }
  return `${formatTable(rows)}\n"with a page guard": the exits that write-protecting the whole page would have cost.`;
}

/** The point of the demonstration, checked: something was tried, and nothing of it got through. */
function verify(
  vm: Vm,
  guards: readonly Guard[],
  before: readonly Uint8Array[],
  endedWell: boolean,
  print: (line: string) => void,
): number {
  let isGood = endedWell;
  guards.forEach((guard, i) => {
    const now = vm.memory.read(guard.gpa, guard.length);
    const isIntact = before[i].every((byte, at) => byte === now[at]);
    const changes = guard.writes > 0;
    print(
      `${guard.name}: ${changes ? `${guard.writes} write${guard.writes === 1 ? '' : 's'} refused` : 'no write came'}, ${isIntact ? 'intact' : 'CHANGED'}`,
    );
    isGood &&= changes && isIntact;
  });
  if (!endedWell) print('the guest did not get to its end');
  return isGood ? 0 : 1;
}

/** Debian's kernel with our script as init; undefined where it cannot be had. */
async function debianGuest(print: (line: string) => void): Promise<Guest | undefined> {
  const project = fileURLToPath(new URL('../../..', import.meta.url));
  const debian = await fetchDebianGuest({ cache: cacheDirectory(project), report: print });
  if (debian === undefined) {
    print('No Debian kernel to be had here: the small built-in guest shows the same on a smaller scale.');
    return undefined;
  }
  print('Unpacking the kernel and reading its symbols …');
  const initrd = buildInitramfs({
    busybox: readFileSync(debian.busybox),
    greeting: 'Hello from the guest: user space is up.',
    lines: SCRIPT,
    end: 'poweroff',
  });
  const plan = await planBoot({
    image: readFileSync(debian.kernel),
    initrd,
    commandLine: COMMAND_LINE,
    memoryBytes: MEMORY_BYTES,
    acpi: acpiTables(),
  });
  const symbols = readKernelSymbols(plan.symbols);
  if (symbols === undefined) throw new HvError('bad-image', `${debian.kernel}: expected a kernel with kallsyms`);
  return {
    title: debian.packages.join(', '),
    plan,
    memoryBytes: MEMORY_BYTES,
    guards: GUARDED.map(({ symbol, length }) => ({
      name: symbol,
      gpa: symbols.physicalAddress(symbol).gpa,
      length,
    })),
    symbolize: (address) => symbols.table.describe(address),
  };
}

/** Ten thousand stores beside a guarded variable in its page, then one to it. */
function builtInGuest(): Guest {
  const page = 0x20_0000;
  const memoryBytes = 4 << 20;
  // biome-ignore format: one instruction a line
  const image = Uint8Array.of(
    0xb9, 0x10, 0x27, 0, 0,                            // mov ecx, 10000
    0xff, 0x04, 0x25, 0x80, 0, 0x20, 0,                // again: inc dword [page + 128]
    0xff, 0xc9,                                        // dec ecx
    0x75, 0xf5,                                        // jnz again
    0xc7, 0x04, 0x25, 0, 0, 0x20, 0, 1, 0, 0, 0,       // mov dword [page], 1
    0xfa, 0xf4,                                        // cli; hlt
  );
  return {
    title: 'the built-in guest',
    plan: planFlat({ image, commandLine: '', memoryBytes }, { address: 0x10_0000 }),
    memoryBytes,
    guards: [{ name: 'switch', gpa: page, length: 4 }],
    symbolize: undefined,
  };
}

watchStandardOutput();
try {
  process.exitCode = await demo((line) => process.stdout.write(`${line}\n`));
} catch (error) {
  if (!(error instanceof HvError)) throw error;
  process.stderr.write(`subpage: ${error.message}\n`);
  process.exitCode = 2;
}
