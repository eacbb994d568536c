/** The stock Debian kernel on the built-in engine, for tests: it runs a script, and says where in the script it is. */
import { existsSync, readFileSync } from 'node:fs';
import { type BootProtocol, planBoot } from '../../src/boot/image.ts';
import type { BootPlan } from '../../src/boot/plan.ts';
import { softEngine } from '../../src/cli/core-file.ts';
import { cacheDirectory, type DebianGuest, fetchDebianGuest } from '../../src/cli/guest-kit/debian.ts';
import { buildInitramfs } from '../../src/cli/guest-kit/initramfs.ts';
import { Vm } from '../../src/vm/vm.ts';
import { projectRoot } from './path.ts';

/** What is in the cache; undefined: nothing. The network is not used. */
export const debian: DebianGuest | undefined = await fetchDebianGuest({
  cache: cacheDirectory(projectRoot),
  report: () => {},
  offline: true,
});
/** Why tests of the Debian kernel cannot run, or false. */
export const skipDebian: string | false = !existsSync(`${projectRoot}/dist/core.wasm`)
  ? 'dist/core.wasm is not built'
  : debian === undefined
    ? 'the Debian kernel is not in the cache (npm start fetches it)'
    : false;

export interface BootedDebian {
  readonly vm: Vm;
  readonly plan: BootPlan;
  /** What the guest has printed. */
  readonly output: () => string;
}

/**
 * @param lines shell lines of the guest; `echo MARK:name` calls onMark before the guest goes on
 * @param protocol `bzimage`: the kernel moves itself
 */
export async function bootDebian(
  lines: readonly string[],
  onMark: (name: string) => void,
  protocol: BootProtocol = 'auto',
): Promise<BootedDebian> {
  const { kernel, busybox, modules } = debian as DebianGuest;
  const extra =
    modules.crc7 === undefined
      ? []
      : [{ kind: 'file', path: 'module.ko', bytes: readFileSync(modules.crc7), mode: 0o644 } as const];
  const initrd = buildInitramfs({ busybox: readFileSync(busybox), lines, end: 'poweroff', extra });
  const commandLine = `console=ttyS0 quiet cryptomgr.notests panic=-1${protocol === 'bzimage' ? '' : ' nokaslr'}`;
  const memoryBytes = 256 << 20;
  const plan = await planBoot({ image: readFileSync(kernel), initrd, commandLine, memoryBytes, protocol });
  let console = '';
  const vm = new Vm({
    engine: softEngine(),
    memoryBytes,
    onConsole: (byte) => {
      console += String.fromCharCode(byte);
      const mark = byte === 0x0a ? /(?:^|\n)MARK:(\w+)\r?\n$/.exec(console)?.[1] : undefined;
      if (mark !== undefined) onMark(mark);
    },
  });
  vm.boot(plan);
  return { vm, plan, output: () => console };
}
