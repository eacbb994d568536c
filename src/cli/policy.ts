/** `subpage policy check | schema`, and the policy files of `run` and `policy learn`. */
import { HvError } from '../base/error.ts';
import { isElf } from '../boot/elf.ts';
import { extractPayload, isBzImage, KERNEL_MAXIMUM } from '../boot/payload.ts';
import { type Policy, parsePolicy } from '../introspect/policy/policy.ts';
import { checkPolicy, type PolicyFinding } from '../introspect/policy/policy-run.ts';
import { POLICY_SCHEMA } from '../introspect/policy/schema.ts';
import { type KernelSymbols, readKernelSymbols } from '../introspect/symbols/kernel-symbols.ts';
import type { Placement } from '../introspect/target/target-placement.ts';
import { formatTable } from './event-text.ts';
import { readInput } from './input-file.ts';

/** Largest policy file, bytes. */
const POLICY_BYTES = 1 << 24;

/** A policy file as it was read. */
export interface PolicyFile {
  readonly path: string;
  readonly text: string;
  readonly policy: Policy;
}

/** @throws HvError `io`, `bad-policy` */
export function readPolicyFile(path: string): PolicyFile {
  const text = new TextDecoder().decode(readInput(path, 'policy', POLICY_BYTES));
  return { path, text, policy: parsePolicy(text, path) };
}

/** Everything that the policy names, found. @throws HvError `bad-policy`: one line for each problem */
export function findAll(file: PolicyFile, symbols: KernelSymbols | undefined): PolicyFinding[] {
  const findings = checkPolicy(file.policy, symbols);
  const problems = findings.filter(({ problem }) => problem !== undefined);
  if (problems.length > 0) {
    const lines = problems.map(({ where, problem }) => `${file.path}: ${where}: ${problem}`);
    throw new HvError('bad-policy', lines.join('\n'));
  }
  return findings;
}

/**
 * `subpage policy check`: validate a policy, against a kernel image when one is given. Runs nothing.
 * @returns exit status 0
 * @throws HvError `bad-policy`, `io`, `bad-image`
 */
export async function checkPolicyFile(
  path: string,
  kernel: string | undefined,
  print: (line: string) => void,
): Promise<number> {
  const file = readPolicyFile(path);
  const { guards } = file.policy;
  if (kernel === undefined) {
    print(
      `${path}: ${guards.length} ${guards.length === 1 ? 'guard' : 'guards'}; not looked up in a kernel (--kernel)`,
    );
    return 0;
  }
  const findings = findAll(file, await kernelSymbols(kernel));
  const rows = findings.map(({ where, text, placement }) => [
    where,
    text,
    placement ? describePlacement(placement) : '',
  ]);
  print(formatTable([['where', 'target', 'means'], ...rows]));
  return 0;
}

/** `subpage policy schema`. */
export function printSchema(print: (line: string) => void): number {
  print(JSON.stringify(POLICY_SCHEMA, undefined, 2));
  return 0;
}

async function kernelSymbols(path: string): Promise<KernelSymbols | undefined> {
  const image = readInput(path, '--kernel');
  if (isBzImage(image)) return readKernelSymbols(await extractPayload(image, KERNEL_MAXIMUM));
  if (isElf(image)) return readKernelSymbols(image);
  throw new HvError('bad-image', `--kernel: ${path} is neither a bzImage nor an ELF file`);
}

function describePlacement(placement: Placement): string {
  const bytes = `${placement.length} ${placement.length === 1 ? 'byte' : 'bytes'}`;
  switch (placement.kind) {
    case 'physical':
      return `${bytes} at gpa 0x${placement.gpa.toString(16)}`;
    case 'linear':
      return `${bytes} at gva 0x${placement.gva.toString(16)}, once mapped`;
    case 'per-cpu':
      return `${bytes} at 0x${placement.offset.toString(16)} of the per-CPU area`;
    default:
      return `${bytes} at ${placement.offset} of every ${placement.type}`;
  }
}
