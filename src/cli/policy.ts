/** `subpage policy check | schema`, and the policy files of `run` and `policy learn`. */
import { HvError } from '../base/error.ts';
import { type Policy, parsePolicy } from '../introspect/policy/policy.ts';
import { checkPolicy, type PolicyFinding } from '../introspect/policy/policy-run.ts';
import { POLICY_SCHEMA } from '../introspect/policy/schema.ts';
import type { KernelNames, Placement } from '../introspect/target/target-placement.ts';
import { formatTable } from './event-text.ts';
import { readInput } from './input-file.ts';
import { applyFile, readImageSymbols, readSymbolFile } from './kernel-source.ts';

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

/** What `policy check` looks names up in: an image, a file of symbols, or both. */
export interface CheckOptions {
  readonly kernel?: string;
  readonly symbols?: string;
}

/** Everything that the policy names, found. @throws HvError `bad-policy`: one line for each problem */
export function findAll(file: PolicyFile, symbols: KernelNames | undefined): PolicyFinding[] {
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
  options: CheckOptions,
  print: (line: string) => void,
): Promise<number> {
  const file = readPolicyFile(path);
  const { guards } = file.policy;
  if (options.kernel === undefined && options.symbols === undefined) {
    print(
      `${path}: ${guards.length} ${guards.length === 1 ? 'guard' : 'guards'}; not looked up in a kernel (--kernel)`,
    );
    return 0;
  }
  const findings = findAll(file, await policyKernel(options));
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

/** The image's symbols, or those of a file, at the image's addresses when both are given. */
async function policyKernel(options: CheckOptions): Promise<KernelNames | undefined> {
  const image = options.kernel === undefined ? undefined : await readImageSymbols(options.kernel, '--kernel');
  if (options.symbols === undefined) return image;
  const file = await readSymbolFile(options.symbols);
  if (options.kernel === undefined)
    return { table: file.table, types: file.types, physicalOf: () => undefined, isLocated: false };
  return image === undefined ? file : applyFile(image, file);
}

function describePlacement(placement: Placement): string {
  const bytes = `${placement.length} ${placement.length === 1 ? 'byte' : 'bytes'}`;
  switch (placement.kind) {
    case 'physical':
      return `${bytes} at gpa 0x${placement.gpa.toString(16)}`;
    case 'linear':
      return `${bytes} at gva 0x${placement.gva.toString(16)}, once mapped`;
    case 'per-cpu':
      return `${bytes} at ${placement.symbol}+${placement.offset} of each processor's own area`;
    case 'unlocated':
      return `${bytes} at ${placement.symbol}+${placement.offset}, wherever the kernel is`;
    default:
      return `${bytes} at ${placement.offset} of every ${placement.type}`;
  }
}
