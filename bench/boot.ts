import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acpiTables } from '../src/boot/acpi-placement.ts';
import { planBoot } from '../src/boot/image.ts';
import { cacheDirectory, fetchDebianGuest } from '../src/cli/guest-kit/debian.ts';
import { buildInitramfs } from '../src/cli/guest-kit/initramfs.ts';
import { SoftEngine } from '../src/engine/soft/soft-engine.ts';
import { type KernelSymbols, readKernelSymbols } from '../src/introspect/symbols/kernel-symbols.ts';
import { Vm } from '../src/vm/vm.ts';
import { projectRoot } from '../test/support/path.ts';
import { median } from './measure.ts';
import type { Aim } from './report.ts';

const MEMORY_BYTES = 256 << 20;
const ROUNDS = 3;
/** Where the guest is, is looked at so often: every 20,000 instructions. */
const SLICE = 20_000;
const LIMIT = 3_000_000_000;

interface Boot {
  readonly seconds: number;
  readonly instructions: number;
  /** Samples by function. */
  readonly samples: ReadonlyMap<string, number>;
}

/**
 * Debian's kernel, with two guards, from `planBoot` to the first instruction of user code.
 * @returns rows of the table and a text about where the time goes, or why there is no kernel
 */
export async function bootDebian(): Promise<
  { readonly rows: readonly Aim[]; readonly text: string } | { readonly absent: string }
> {
  const said: string[] = [];
  const debian = await fetchDebianGuest({ cache: cacheDirectory(projectRoot), report: (line) => said.push(line) });
  if (debian === undefined) return { absent: said.at(-1) ?? 'the Debian kernel cannot be had' };
  const image = readFileSync(debian.kernel);
  const initrd = buildInitramfs({ busybox: readFileSync(debian.busybox), lines: [], end: 'poweroff' });
  const runs: Boot[] = [];
  for (let round = 0; round < ROUNDS; round++) runs.push(await bootOnce(image, initrd));
  const seconds = median(runs.map((run) => run.seconds));
  const { instructions, samples } = runs[0]!;
  const total = [...samples.values()].reduce((sum, count) => sum + count, 0);
  const top = [...samples].sort(([, a], [, b]) => b - a).slice(0, 8);
  const share = (count: number): string => `${((100 * count) / total).toFixed(0)} %`;
  return {
    rows: [
      { what: 'Debian kernel to the first user instruction', value: seconds, unit: 's', atMost: 12 },
      { what: '… instructions a second', value: instructions / seconds / 1e6, unit: 'million' },
    ],
    text:
      `Boot of ${debian.packages[0]} with ${MEMORY_BYTES >> 20} MiB, \`modules_disabled\` and \`modprobe_path\` guarded: ` +
      `${(instructions / 1e6).toFixed(0)} million instructions up to user space, unpacking of the image on the host included in the time. ` +
      `They are spent in (samples every ${SLICE.toLocaleString('en')} instructions): ` +
      `${top.map(([name, count]) => `\`${name}\` ${share(count)}`).join(', ')}; ` +
      `the other ${samples.size - top.length} functions ${share(total - top.reduce((sum, [, count]) => sum + count, 0))}.`,
  };
}

async function bootOnce(image: Uint8Array, initrd: Uint8Array): Promise<Boot> {
  const started = performance.now();
  const plan = await planBoot({
    image,
    initrd,
    commandLine: 'console=ttyS0 nokaslr panic=-1 cryptomgr.notests',
    memoryBytes: MEMORY_BYTES,
    acpi: acpiTables(),
  });
  const vm = new Vm({
    engine: new SoftEngine(readFileSync(join(projectRoot, 'dist', 'core.wasm'))),
    memoryBytes: MEMORY_BYTES,
  });
  vm.boot(plan);
  const symbols = readKernelSymbols(plan.symbols) as KernelSymbols;
  for (const [name, length] of [
    ['modules_disabled', 4],
    ['modprobe_path', 256],
  ] as const) {
    vm.guards.add({ gpa: symbols.physicalAddress(name).gpa, length, name, verdict: 'deny' });
  }
  const vcpu = vm.vcpus[0];
  const places: bigint[] = [];
  const stop = await vm.run({
    sliceInstructions: SLICE,
    maxInstructions: LIMIT,
    onSlice: () => void places.push(vcpu.rip),
    isTimeUp: () => vcpu.cpl === 3,
  });
  const seconds = (performance.now() - started) / 1000;
  const { instructions } = vcpu;
  vm.dispose();
  if (stop.kind !== 'time-limit') throw new Error(`boot: ${JSON.stringify(stop)}`);
  const samples = new Map<string, number>();
  for (const place of places) {
    const name = symbols.table.describe(place)?.replace(/\+0x[0-9a-f]+$/, '') ?? 'elsewhere';
    samples.set(name, (samples.get(name) ?? 0) + 1);
  }
  return { seconds, instructions, samples };
}
