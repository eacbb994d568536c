/** The options of `npm run bench`, from text to values. */
import { parseArgs } from 'node:util';

/** The parts, in the order of the page, with their titles there. */
export const PARTS = {
  engines: 'Engines',
  micro: 'Guards, events, start and boot',
  symbols: 'Symbols and types',
  'guard-load': 'Guards on every task of a working guest',
  hypervisor: 'The hypervisor',
  kvm: 'KVM',
} as const;
/** One of them. */
export type Part = keyof typeof PARTS;
const NAMES = Object.keys(PARTS) as Part[];

/** What is to be measured, and how long. */
export interface BenchOptions {
  readonly parts: readonly Part[];
  /** Which kernels, which engines, by name. */
  readonly only: RegExp;
  readonly engines: RegExp;
  readonly rounds: number;
  /** Seconds of a run. */
  readonly seconds: number;
  /** Where the page goes, beside the standard output. */
  readonly write: string | undefined;
}

/** What `--help` says. */
export const USAGE = `bench [--parts '${NAMES.join('|')}'] [--only REGEX of kernels] [--engines REGEX]
      [--rounds N] [--seconds S a run] [--write FILE.md]`;

/** @returns undefined where help is wanted. @throws Error whose message says which option, and what it takes */
export function parseBenchOptions(args: readonly string[]): BenchOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: '.' },
      engines: { type: 'string', default: '.' },
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '2' },
      parts: { type: 'string', default: NAMES.join('|') },
      write: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const wanted = values.parts.split('|');
  const unknown = wanted.find((name) => !(NAMES as string[]).includes(name));
  if (unknown !== undefined) throw new Error(`--parts: expected some of ${NAMES.join('|')}, got ${unknown}`);
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds: expected 1 or more, got ${values.rounds}`);
  const seconds = Number(values.seconds);
  if (!(seconds > 0 && seconds < 3600)) throw new Error(`--seconds: expected more than 0, got ${values.seconds}`);
  return {
    parts: NAMES.filter((name) => wanted.includes(name)),
    only: pattern('--only', values.only, ''),
    engines: pattern('--engines', values.engines, 'i'),
    rounds,
    seconds,
    write: values.write,
  };
}

function pattern(option: string, text: string, flags: string): RegExp {
  try {
    return new RegExp(text, flags);
  } catch (cause) {
    throw new Error(`${option}: ${(cause as Error).message}`, { cause });
  }
}
