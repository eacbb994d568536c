/** `subpage doctor`: what this machine offers. */
import { freemem, totalmem } from 'node:os';
import { HvError } from '../base/error.ts';
import { KvmEngine } from '../engine/kvm/kvm-engine.ts';
import { probeKvm } from '../engine/kvm/probe.ts';
import { softEngine } from './core-file.ts';
import { describeProbe, vcpusOf } from './engine-choice.ts';
import { VERSION } from './version.ts';

/** Oldest Node release that the package supports, as package.json has it. */
const NODE_MINIMUM = [20, 11] as const;

/**
 * Print a report, one `name: value` a line. @returns exit status: 0 when the built-in engine works
 */
export async function doctor(print: (line: string) => void): Promise<number> {
  print(`subpage: ${VERSION}`);
  const [major, minor] = process.versions.node.split('.').map(Number);
  const isOld = major < NODE_MINIMUM[0] || (major === NODE_MINIMUM[0] && minor < NODE_MINIMUM[1]);
  print(`node: ${process.versions.node}${isOld ? ` (too old: at least ${NODE_MINIMUM.join('.')} is needed)` : ''}`);
  print(`host: ${process.platform} ${process.arch}`);
  print(`memory: ${mebibytes(totalmem())} MiB, ${mebibytes(freemem())} MiB free`);
  let works = false;
  try {
    const { capabilities } = softEngine();
    print(
      `engine soft: works; guest memory up to ${mebibytes(capabilities.maxMemoryBytes)} MiB, ${vcpusOf(capabilities)}`,
    );
    works = true;
  } catch (error) {
    if (!(error instanceof HvError)) throw error;
    print(`engine soft: does not work: ${error.message}`);
  }
  try {
    const engine = new KvmEngine();
    for (const line of describeProbe(engine, await probeKvm(engine))) print(line);
  } catch (error) {
    if (!(error instanceof HvError)) throw error;
    print(`engine kvm: does not work: ${error.message}`);
  }
  return works ? 0 : 1;
}

function mebibytes(bytes: number): number {
  return Math.floor(bytes / 2 ** 20);
}
