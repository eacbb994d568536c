/** `subpage doctor`: what this machine offers. */
import { accessSync, constants, existsSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import { HvError } from '../base/error.ts';
import { softEngine } from './core-file.ts';
import { VERSION } from './version.ts';

/** Oldest Node release that the package supports. */
const NODE_MINIMUM = 20;

/**
 * Print a report, one `name: value` a line. @returns exit status: 0 when the built-in engine works
 */
export function doctor(print: (line: string) => void): number {
  print(`subpage: ${VERSION}`);
  const major = Number(process.versions.node.split('.')[0]);
  print(
    `node: ${process.versions.node}${major < NODE_MINIMUM ? ` (too old: at least ${NODE_MINIMUM} is needed)` : ''}`,
  );
  print(`host: ${process.platform} ${process.arch}`);
  print(`memory: ${mebibytes(totalmem())} MiB, ${mebibytes(freemem())} MiB free`);
  let works = false;
  try {
    const { capabilities } = softEngine();
    print(
      `engine soft: works; guest memory up to ${mebibytes(capabilities.maxMemoryBytes)} MiB, ${capabilities.maxVcpus} vCPU`,
    );
    works = true;
  } catch (error) {
    if (!(error instanceof HvError)) throw error;
    print(`engine soft: does not work: ${error.message}`);
  }
  print(`engine kvm: not in this version; ${kvmDevice()}`);
  return works ? 0 : 1;
}

function kvmDevice(): string {
  if (!existsSync('/dev/kvm')) return 'this machine has no /dev/kvm';
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
    return '/dev/kvm can be opened';
  } catch {
    return '/dev/kvm is there, but may not be opened';
  }
}

function mebibytes(bytes: number): number {
  return Math.floor(bytes / 2 ** 20);
}
