import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acpiTables } from '../src/boot/acpi-placement.ts';
import { planBoot } from '../src/boot/image.ts';
import type { BootPlan } from '../src/boot/plan.ts';
import { cacheDirectory, fetchDebianGuest } from '../src/cli/guest-kit/debian.ts';
import { buildInitramfs } from '../src/cli/guest-kit/initramfs.ts';
import { SoftEngine } from '../src/engine/soft/soft-engine.ts';
import { type KernelSymbols, readKernelSymbols } from '../src/introspect/symbols/kernel-symbols.ts';
import { Vm } from '../src/vm/vm.ts';
import { projectRoot } from '../test/support/path.ts';

/** How much the guest does. */
export interface WorkloadSize {
  /** Rounds of ls, cp, sha256sum, find, rm, ps, su. */
  readonly rounds: number;
  /** Fetches over HTTP, and pings, on loopback. */
  readonly fetches: number;
  /** Subshells, which end at once; then programs that do. */
  readonly forks: number;
  readonly execs: number;
  /** Pairs of read and write of one byte. */
  readonly calls: number;
}

/** A guest that is ready to boot, again and again. */
export interface WorkloadGuest {
  readonly plan: BootPlan;
  readonly symbols: KernelSymbols;
  readonly packages: readonly string[];
}

const MEMORY_BYTES = 512 << 20;
const COMMAND_LINE = 'console=ttyS0 nokaslr mitigations=off quiet panic=-1 cryptomgr.notests';
/** Processes beside init and the HTTP server: 25 of user space in all. */
const SLEEPERS = 23;
const LIMIT = 60_000_000_000;

/** What each round of the guest's work runs. */
function script({ rounds, fetches, forks, execs, calls }: WorkloadSize): string[] {
  return [
    'mkdir -p /etc /tmp/www /tmp/made',
    "echo 'root:x:0:0::/:/bin/sh' > /etc/passwd; echo 'nobody:x:65534:65534::/:/bin/sh' >> /etc/passwd",
    'echo root:x:0: > /etc/group; echo nogroup:x:65534: >> /etc/group',
    'busybox ifconfig lo 127.0.0.1 up',
    'dd if=/bin/busybox of=/tmp/www/file bs=4096 count=16 2>/dev/null',
    'busybox httpd -p 127.0.0.1:80 -h /tmp/www',
    `i=0; while [ $i -lt ${SLEEPERS} ]; do sleep 100000 & i=$((i+1)); done`,
    'sleep 1',
    // The marks: nothing else writes this.
    'grep processes /proc/stat; echo 1 > /proc/sys/kernel/core_uses_pid',
    // In a process of its own: those that live through the workload only wait.
    '(',
    `i=0; while [ $i -lt ${rounds} ]; do`,
    'ls -lR /bin /proc/sys/kernel > /dev/null; cp -r /tmp/www /tmp/made/copy; sha256sum /tmp/made/copy/file > /dev/null',
    'find / -xdev -name nothing; rm -r /tmp/made/copy; ps > /dev/null; busybox su -s /bin/true nobody',
    'i=$((i+1)); done',
    `i=0; while [ $i -lt ${fetches} ]; do`,
    'busybox wget -q -O /dev/null http://127.0.0.1/file; busybox ping -q -c 1 127.0.0.1 > /dev/null',
    'i=$((i+1)); done',
    `i=0; while [ $i -lt ${forks} ]; do (:); i=$((i+1)); done`,
    `i=0; while [ $i -lt ${execs} ]; do /bin/true; i=$((i+1)); done`,
    `dd if=/dev/zero of=/dev/null bs=1 count=${calls} 2>/dev/null`,
    'echo 0 > /proc/sys/kernel/core_uses_pid )',
    'grep processes /proc/stat',
  ];
}

/**
 * The busybox workload of the published counts.
 * @param options `kernelPackage`: Debian package of the kernel, default the newest of the cloud flavour; `offline`: out of
 * the cache or not at all
 * @returns why it cannot be had
 */
export async function workloadGuest(
  size: WorkloadSize,
  options: { readonly kernelPackage?: string; readonly offline?: boolean } = {},
): Promise<WorkloadGuest | string> {
  const said: string[] = [];
  const debian = await fetchDebianGuest({
    cache: cacheDirectory(projectRoot),
    report: (line) => said.push(line),
    ...options,
  });
  if (debian === undefined) return said.at(-1) ?? 'the Debian kernel cannot be had';
  const initrd = buildInitramfs({ busybox: readFileSync(debian.busybox), lines: script(size), end: 'poweroff' });
  const plan = await planBoot({
    image: readFileSync(debian.kernel),
    initrd,
    commandLine: COMMAND_LINE,
    memoryBytes: MEMORY_BYTES,
    acpi: acpiTables(),
  });
  return { plan, symbols: readKernelSymbols(plan.symbols) as KernelSymbols, packages: debian.packages };
}

/** What happens between the two marks. */
export interface WorkloadRun {
  readonly vm: Vm;
  /** Of the host's process, in user mode. */
  readonly userSeconds: number;
  readonly instructions: number;
  /** Processes that were made. */
  readonly forks: number;
  /** Guest time, seconds. */
  readonly guestSeconds: number;
}

/**
 * Boot the guest, and let it do its work.
 * @param hooks `prepare` before the first instruction; `begin` and `end` at the marks, before the guest goes on
 */
export async function runWorkload(
  guest: WorkloadGuest,
  hooks: {
    prepare?: (vm: Vm) => void;
    begin?: (vm: Vm) => void;
    end?: (vm: Vm) => void;
    /** Between two slices of the run: something else may use the processor, at no cost. */
    pause?: () => Promise<void>;
  } = {},
): Promise<WorkloadRun> {
  let text = '';
  const vm = new Vm({
    engine: new SoftEngine(readFileSync(join(projectRoot, 'dist', 'core.wasm'))),
    memoryBytes: MEMORY_BYTES,
    onConsole: (byte) => {
      text += String.fromCharCode(byte);
    },
  });
  vm.boot(guest.plan);
  hooks.prepare?.(vm);
  const marks: { instructions: number; time: number }[] = [];
  let userTime = 0;
  let since = 0;
  vm.guards.add({
    gpa: guest.symbols.physicalAddress('core_uses_pid').gpa,
    length: 4,
    name: 'core_uses_pid',
    verdict: (write) => {
      // The kernel's own start-up clears it.
      if (write.old[0] === write.new[0]) return 'allow';
      vm.defer(() => {
        if (marks.length === 1) {
          userTime += process.cpuUsage().user - since;
          hooks.end?.(vm);
        }
        marks.push({ instructions: vm.vcpus[0].instructions, time: vm.clock.now() });
        if (marks.length === 1) {
          hooks.begin?.(vm);
          since = process.cpuUsage().user;
        }
      });
      return 'allow';
    },
  });
  const stop = await vm.run({
    maxInstructions: LIMIT,
    onSlice: async () => {
      if (marks.length === 1) userTime += process.cpuUsage().user - since;
      await hooks.pause?.();
      since = process.cpuUsage().user;
    },
  });
  const processes = [...text.matchAll(/^processes (\d+)/gm)].map((match) => Number(match[1]));
  if (stop.kind !== 'power-off' || marks.length !== 2 || processes.length !== 2) {
    throw new Error(`workload: ${JSON.stringify(stop)}, ${marks.length} marks, console: ${text.slice(-1500)}`);
  }
  const [from, to] = marks;
  return {
    vm,
    userSeconds: userTime / 1e6,
    instructions: to.instructions - from.instructions,
    forks: processes[1] - processes[0],
    guestSeconds: (to.time - from.time) / 1e9,
  };
}
